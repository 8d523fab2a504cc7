#!/usr/bin/env python3
"""`monty check`, `monty -t`.

    tests/check/run.py [--monty PROGRAM] [-j N]

mistakes/   Each line that is wrong says so: `# error: RULE ...`, a rule for each error of the line. Nothing else is reported.
clean/      Programs without errors. NAME.pyi, or stubs.pyi, beside either: its stubs.
not_clean.txt   Programs of tests/conformance in which the checker finds errors, and why that is right; all others are clean.
Then the command itself: exit statuses, formats, positions, hostile sources, the prompt."""
import argparse
import json
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MARK = re.compile(r"#\s*error:\s*([\w -]+)$")


class Monty:
    def __init__(self, program):
        self.program = program

    def run(self, *words, stdin=None):
        return subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, timeout=120, input=stdin,
                              stdin=subprocess.DEVNULL if stdin is None else None)

    def errors(self, path, *words):
        """By line: the rules of the errors there."""
        beside = [p for p in (path.with_suffix(".pyi"), path.parent / "stubs.pyi") if p.exists()]
        words = [*(["--stubs", beside[0]] if beside else []), *words]
        done = self.run("check", path, "--format", "json-lines", *words)
        assert done.returncode in (0, 1) and not done.stderr, f"exit {done.returncode}: {done.stderr}"
        lines = {}
        for finding in map(json.loads, done.stdout.splitlines()):
            assert finding["filename"] == str(path), finding
            lines.setdefault(finding["location"]["row"], []).append((finding["name"], finding["message"]))
        # json-lines calls everything an error; the other formats tell warnings.
        concise = self.run("check", path, "--format", "concise", *words)
        count = sum(1 for line in concise.stdout.splitlines() if re.search(r":\d+:\d+: error\[", line))
        assert (done.returncode == 1) == (count > 0), concise.stdout
        warned = {int(m[1]) for m in re.finditer(r":(\d+):\d+: (?:warning|info)\[", concise.stdout)}
        failed = {int(m[1]) for m in re.finditer(r":(\d+):\d+: error\[", concise.stdout)}
        return {n: found for n, found in lines.items() if n in failed or n not in warned}


def marked(path):
    return {n: sorted(m[1].split()) for n, line in enumerate(path.read_text().splitlines(), 1) if (m := MARK.search(line))}


def mistakes(monty, path):
    """(cases, problems) of one file."""
    expected, found = marked(path), monty.errors(path)
    problems = []
    for n in sorted(expected.keys() | found.keys()):
        rules = sorted(rule for rule, _ in found.get(n, []))
        if rules != expected.get(n, []):
            problems.append(f"{path.relative_to(ROOT)}:{n}: expected {expected.get(n, 'nothing')}, found {found.get(n, 'nothing')}")
    return len(expected), problems


def clean(monty, path):
    found = monty.errors(path)
    return 1, [f"{path.relative_to(ROOT)}: {n}: {what}" for n, what in sorted(found.items())][:3]


def not_clean(monty, path):
    return 1, [] if monty.errors(path) else [f"{path.relative_to(ROOT)} is clean: take it out of not_clean.txt"]


def listed():
    out = {}
    for line in (HERE / "not_clean.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, reason = line.partition(": ")
            assert reason, f"not_clean.txt: no reason for {name}"
            out[ROOT / "tests/conformance" / name] = reason
    return out


# ------------------------------------------------------------------------------------------------- the command

def test_exit_statuses(m):
    assert m.run("check", "-c", "x: int = 1").returncode == 0
    assert m.run("check", "-c", "x: int = ''").returncode == 1
    assert m.run("check", "-c", "x = (").returncode == 1
    assert m.run("check", "/no/such/file.py").returncode == 2
    assert m.run("check").returncode == 2
    assert m.run("check", "-c", "1", "--format", "verse").returncode == 2


def test_only_what_is_well_typed_runs(m):
    done = m.run("-t", "-c", "print('ran')\nx: int = ''")
    assert (done.returncode, done.stdout) == (1, "") and "invalid-assignment" in done.stderr, done
    done = m.run("-t", "-c", "print('ran')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "ran\n", ""), done
    done = m.run("-t", "-c", "print('ran')\n1 / int('0')")
    assert done.returncode == 1 and done.stdout == "ran\n" and "ZeroDivisionError" in done.stderr, done


def test_programs_that_stop_at_questions(m):
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "tools.pyi"
        stubs.write_text("def ask(n: int) -> str: ...\n")
        words = ("-t", "--stubs", stubs, "--tool")
        done = m.run("start", *words, "ask", "-c", "print('ran')\nask('1')")
        assert (done.returncode, json.loads(done.stdout)["type"]) == (1, "TypeCheckError") and "invalid-argument-type" in done.stderr, done
        assert json.loads(m.run("start", *words, "ask", "-c", "ask(1)").stdout)["state"] == "call"
        for hop in (("--hop", *words, "ask=cat", "-c"), ("--hop", "-c")):
            code, more = ("print('ran')\nask('1')", words + ("ask=cat",)) if hop[1] == "-c" else ("print('ran')\nask('1')", ())
            done = m.run(*hop, code, *more)
            assert (done.returncode, done.stdout) == (1, "") and "invalid-argument-type" in done.stderr, done
        done = m.run("--hop", *words, "ask=echo 1", "-c", "print(ask(1))")
        assert (done.returncode, done.stdout) == (0, "1\n"), done


def test_tools_are_known(m):
    assert m.run("check", "--tool", "ask=cat", "-c", "ask(1, by=2).x").returncode == 0
    assert m.run("check", "--tool", "ask", "-c", "ask(1)").returncode == 0
    assert m.run("check", "--async-tool", "ask=cat", "-c", "print(await ask(1))").returncode == 0
    assert "unused-awaitable" in m.run("check", "--async-tool", "ask=cat", "-c", "ask(1)").stdout
    assert "unused-awaitable" in m.run("check", "--tool", "ask=cat", "-c", "x = await ask(1)\nask(2)").stdout
    assert m.run("check", "--input", "n=1", "-c", "print(n + 1)").returncode == 0
    assert "unresolved-reference" in m.run("check", "-c", "ask(1)").stdout


def test_stubs_declare_tools(m):
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "tools.pyi"
        stubs.write_text("def ask(n: int) -> str: ...\nn: int\n")
        words = ("--stubs", stubs, "--tool", "ask=cat", "--input", "n=1")
        assert m.run("check", *words, "-c", "ask(n).upper()").returncode == 0
        assert "<string>:1:5: error[invalid-argument-type]" in m.run("check", "--format", "concise", *words, "-c", "ask('a')").stdout
        done = m.run("-t", *words, "-c", "ask(n).uper()")
        assert done.returncode == 1 and "unresolved-attribute" in done.stderr
        stubs.write_text("def ask(n: intt) -> str: ...\n")
        assert f"{stubs}:1:12: error[unresolved-reference]" in m.run("check", "--format", "concise", "--stubs", stubs, "-c", "1").stdout
        stubs.write_text("def ask(:\n")
        done = m.run("check", "--stubs", stubs, "-c", "1")
        assert done.returncode == 1 and f'File "{stubs}", line 1' in done.stderr, done


def test_modules_of_the_host(m):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "shop").mkdir()
        (Path(folder) / "shop" / "__init__.py").write_text("def price(name: str) -> float:\n    return 1.0\n")
        (Path(folder) / "shop" / "stock.py").write_text("count: int = 1\n")
        code = "import shop\nfrom shop.stock import count\nshop.price(count)\nimport shop.none"
        lines = m.run("check", "--format", "concise", "--module-path", folder, "-c", code).stdout.splitlines()
        assert len(lines) == 2 and lines[0].startswith("<string>:3:12: error[invalid-argument-type]"), lines
        assert lines[1].startswith("<string>:4:8: error[unresolved-import]"), lines


def test_formats(m):
    code = "import os\nos.nothing()\n"
    full = m.run("check", "-c", code).stdout
    assert "error[unresolved-attribute]" in full and "2 | os.nothing()" in full and "^^^^^^^^^^" in full and "\x1b" not in full, full
    assert m.run("check", "--format", "concise", "-c", code).stdout == "<string>:2:1: error[unresolved-attribute] Module `os` has no member `nothing`\n"
    (finding,) = json.loads(m.run("check", "--format", "json", "-c", code).stdout)
    assert (finding["name"], finding["location"], finding["end_location"]) == (
        "unresolved-attribute", {"row": 2, "column": 1}, {"row": 2, "column": 11}), finding
    assert m.run("check", "--format", "github", "-c", code).stdout.startswith("::error title=monty (unresolved-attribute),file=<string>,line=2,col=1,")
    assert json.loads(m.run("check", "--format", "json", "-c", "1").stdout) == []
    for name in ("azure", "json-lines", "rdjson", "pylint", "gitlab"):
        assert "nothing" in m.run("check", "--format", name, "-c", code).stdout, name


def test_syntax_errors_are_findings(m):
    out = m.run("check", "--format", "concise", "-c", "x = 1\ny = (2,,)\n").stdout
    assert out == "<string>:2:8: error[invalid-syntax] invalid syntax\n", out
    out = m.run("check", "--format", "concise", "-c", "é = 'é'; return\n").stdout
    assert out == "<string>:1:10: error[invalid-syntax] 'return' outside function\n", out


def test_top_level_await(m):
    code = "import asyncio\nasync with asyncio.timeout(1):\n    x = [await asyncio.sleep(0, n) for n in (1, 2)]\nprint(x[0] + 1)\n"
    done = m.run("check", "-c", code)
    assert done.returncode == 0, done.stdout


def test_hostile_sources(m):
    deep = "(" * 10000 + ")" * 10000
    for source in (deep, "x = = 1\n" + deep, "+".join(["1"] * 100000), "-" * 20000 + "1", "x" + ".a" * 50000, "f" + "(1)" * 30000,
                   "lambda: " * 5000 + "1", "not " * 50000 + "1", "[" * 5000, "x[" * 5000, "'" + "\\", "\0", "if 1:\n" + " if 1:\n" * 5,
                   "f'" + "{" * 500 + "1" + "}" * 500 + "'", "a = " * 20000 + "1", "class A:\n  x: " + "list[" * 3000 + "int" + "]" * 3000):
        done = m.run("check", "-", stdin=source)
        assert done.returncode in (0, 1, 3), (source[:40], done.returncode, done.stderr[-200:])
    done = m.run("check", "-", stdin="x = 1\n" * 200000)
    assert done.returncode == 3 and "1 MiB" in done.stderr, done


def test_hostile_types(m):
    doubled = "x = 1\n" + "x = (x, x)\n" * 60
    grown = "x = {}\n" + "".join(f"x['k{i}'] = [x, {i}, 's{i}', ({i},)]\n" for i in range(3000))
    unions = "x: " + " | ".join(f"dict[str, list[C{i}]]" for i in range(300)) + "\n" + "".join(f"class C{i}: ...\n" for i in range(300))
    aliases = "".join(f"type A{i} = list[A{i + 1}] | tuple[A{i + 1}, A{i + 1}]\n" for i in range(200)) + "type A200 = A0\ndef f(x: A0) -> A5: return x\n"
    recursive = "".join(f"type {n} = dict[str, {n}] | list[{n}] | str | None\n" for n in "JK") + "def f(x: J) -> K:\n    return [x, {'a': x}]\n"
    overloads = ("from typing import Literal, overload\n" + "".join(f"@overload\ndef f(x: Literal[{i}]) -> tuple[int, str]: ...\n" for i in range(2000)) +
                 "def f(x): return (1, '')\nprint(f(1999), f(2001))\n")
    decorated = "def d[**P, T](f: Callable[P, T]) -> Callable[P, tuple[T, T]]: ...\n" + "@d\n" * 40 + "def f(x: int) -> int: return x\nf(1)\n"
    decorated = "from typing import Callable\n" + decorated
    bases = "class A0: ...\n" + "".join(f"class A{i}({', '.join(f'A{j}' for j in range(i - 1, -1, -1))}): ...\n" for i in range(1, 150)) + "A149().x\n"
    protocols = "from typing import Protocol\n" + "".join(f"class P{i}(Protocol):\n    def m(self, x: 'P{(i + 1) % 80}') -> 'P{(i + 3) % 80}': ...\n" for i in range(80))
    protocols += "def f(x: P0) -> P50: return x\n"
    nested = "class A[T]:\n    def m(self) -> 'A[A[T]]': return A()\nx = A[int]()\n" + "x = x.m()\n" * 200
    for source in (doubled, grown, nested, unions, aliases, recursive, overloads, decorated, bases, protocols):
        done = m.run("check", "-", stdin=source)
        assert done.returncode in (0, 1, 3), (source[:40], done.returncode, done.stderr[-200:])
        assert done.returncode != 3 or "limit exceeded while type checking" in done.stderr, done.stderr


def test_modules_of_the_host_that_import_each_other(m):
    with tempfile.TemporaryDirectory() as folder:
        for i in range(30):
            others = "".join(f"from m{j} import *\nimport m{j}\n" for j in range(30) if j != i)
            (Path(folder) / f"m{i}.py").write_text(f"{others}def f{i}(n: int) -> int:\n    return m{(i + 1) % 30}.f{(i + 1) % 30}(n)\nx = m{(i + 7) % 30}.x\n")
        done = m.run("check", "--format", "concise", "--module-path", folder, "-c", "import m7\nm7.f7('')\n")
        assert done.returncode == 3 and "time limit" in done.stderr or "invalid-argument-type" in done.stdout, done


def test_colours_on_a_terminal_only(m):
    assert "\x1b[" in at_terminal([m.program, "check", "-c", "x: int = ''"], b"")
    os.environ["NO_COLOR"] = "1"
    try:
        assert "\x1b[" not in at_terminal([m.program, "check", "-c", "x: int = ''"], b"")
    finally:
        del os.environ["NO_COLOR"]


def test_prompt_checks_each_snippet_against_those_before(m):
    snippets = ["def f(n: int) -> str:\n    return str(n)\n", "x = f('a')", "x = f(2)", "y = x + 1", "1 / int('0')", "print(x.upper())",
                "z: int = x", "x = 5", "print('five', x + 1)"]
    out = at_terminal([m.program, "-t"], ("\n".join(snippets) + "\n\x04").encode())
    assert "<python-input-1>:1:7" in out and "invalid-argument-type" in out, out
    assert "<python-input-3>:1:5" in out and "unsupported-operator" in out, out
    assert "<python-input-6>:1:10" in out and "invalid-assignment" in out, out
    assert "ZeroDivisionError" in out and "five 6" in out and "NameError" not in out, out


def test_prompt_knows_what_ran_of_a_snippet_that_failed(m):
    snippets = ["import json; n = 1", "if n:\n    m = 2\n    1 / int('0')\n", "def f():\n    raise ValueError\n", "f()", "print('still', json.dumps(m))"]
    out = at_terminal([m.program, "-t"], ("\n".join(snippets) + "\n\x04").encode())
    assert "still 2" in out and "error[" not in out, out


def at_terminal(command, keys):
    """What a command prints whose standard streams are a terminal."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "dumb"
        os.environ["HOME"] = "/nonexistent"
        os.execv(command[0], command)
    out, end = b"", time.monotonic() + 60
    pending = keys
    while time.monotonic() < end:
        ready, writable, _ = select.select([fd], [fd] if pending else [], [], 1)
        if writable:
            pending = pending[os.write(fd, pending[:200]):]
        if ready:
            try:
                part = os.read(fd, 65536)
            except OSError:
                break
            if not part:
                break
            out += part
    os.close(fd)
    os.waitpid(pid, 0)
    return out.decode(errors="replace")


def command(monty, test):
    try:
        test(monty)
        return 1, []
    except AssertionError as e:
        return 1, [f"{test.__name__}: {e}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--monty", default=str(ROOT / "build/release/monty"))
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("names", nargs="*", help="files of mistakes/ and clean/, or words of tests' names")
    args = parser.parse_args()
    monty = Monty(str(Path(args.monty).resolve()))
    if monty.run("check", "-c", "1").returncode == 5:
        print("this build has no type checker\n0 passed, 0 failed")
        return 0
    exceptions = listed()
    jobs = [(mistakes, p) for p in sorted((HERE / "mistakes").rglob("*.py"))]
    jobs += [(clean, p) for p in sorted((HERE / "clean").rglob("*.py"))]
    for path in sorted((ROOT / "tests/conformance").glob("*/*.py")):
        jobs.append((not_clean if path in exceptions else clean, path))
    jobs += [(command, value) for name, value in sorted(globals().items()) if name.startswith("test_")]
    if args.names:
        jobs = [(f, x) for f, x in jobs if any(n in (x.__name__ if callable(x) else str(x)) for n in args.names)]

    def work(job):
        try:
            return job[0](monty, job[1])
        except (AssertionError, subprocess.TimeoutExpired) as e:
            return 1, [f"{job[1]}: {e}"]

    passed = failed = 0
    with ThreadPoolExecutor(args.j) as pool:
        for cases, problems in pool.map(work, jobs):
            for problem in problems:
                print(problem)
            failed += min(len(problems), max(cases, 1))
            passed += cases - min(len(problems), cases)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
