#!/usr/bin/env python3
"""Files on a real directory: the programs of tests/conformance/files again, with /tmp a directory of this machine instead of
memory; then what the command line says of mounts, clock, environment, seeds, names and budgets.

    tests/system/run.py [--monty PROGRAM]
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ROOT / "tests" / "conformance" / "files"
passed = failed = 0


def check(what, ok, detail=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}\n    {detail}")


def run(monty, *arguments, stdin="", cwd=None):
    return subprocess.run([monty, *map(str, arguments)], input=stdin, capture_output=True, text=True, cwd=cwd, timeout=60)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in sorted(Path(folder).rglob("*"))}


def on_real_directories(monty):
    for program in sorted(FILES.glob("*.py")):
        expected = program.with_suffix(".out").read_bytes()
        for mode, flags in (("rw", []), ("cow", []), ("rw", ["--hop"])):
            with tempfile.TemporaryDirectory() as folder:
                done = subprocess.run([monty, *flags, "--mount", f"/tmp={folder}:{mode}", program], capture_output=True, timeout=120)
                what = f"{program.name} {mode} {' '.join(flags)}"
                check(what, done.stdout == expected and done.returncode == 0, done.stderr[-500:])
                check(f"{what}: what is left", bool(os.listdir(folder)) == (mode == "rw"), os.listdir(folder))


class Driven:
    """monty start and resume, each in a process of its own."""

    def __init__(self, monty, folder):
        self.monty = monty
        self.file = str(Path(folder) / "state")

    def _step(self, arguments):
        done = run(self.monty, *arguments, "--save", self.file)
        lines = done.stdout.splitlines()
        self.status, self.errors, self.printed = done.returncode, done.stderr, lines[:-1]
        return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}

    def start(self, code, *options):
        return self._step(["start", *options, "-c", code])

    def resume(self, *options):
        return self._step(["resume", self.file, *options])


def questions(monty, folder):
    d = Driven(monty, folder)
    for code, name, args, answer, result in (
        ("import time\ntime.time()", "time", [], "12.5", 12.5),
        ("import datetime\nstr(datetime.datetime.now(datetime.UTC))", "time", [], "0", "1970-01-01 00:00:00+00:00"),
        ("import os\nos.environ['A']", "environ", [], '{"A": "b"}', "b"),
        ("import os\nsorted(os.listdir('x'))", "listdir", ["x"], '["b", "a"]', ["a", "b"]),
        ("open('x').read()", "read_file", ["x"], '"text"', "text"),
        ("import pathlib\npathlib.Path('a/b').exists()", "stat", ["a/b"], "[33188, 1, 1, 1, 0, 0, 5, 0, 0, 0]", True),
        ("input()", "read_line", [], '"line\\n"', "line"),
        ("import random\n0 < random.random() < 1", "entropy", [2496], "5", True),
        ("import os\nos.getcwd()", "getcwd", [], '"/here"', "/here"),
    ):
        state = d.start(code)
        check(f"{code!r} asks", (state.get("state"), state.get("name"), state.get("args")) == ("os", name, args), state)
        state = d.resume("--value", answer)
        check(f"{code!r} is answered", state.get("state") == "complete", f"{state} {d.errors}")
        check(f"{code!r} gives", state.get("result") == result, state)
        d.start(code)
        if name != "read_line":
            state = d.resume("--refuse")
            check(f"{code!r} is refused", state.get("type") == "PermissionError" and f"refuses {name}" in state["message"], state)
    d.start("import time\ntime.time()")
    check("an answer that is none", d.resume("--value", '"noon"').get("type") == "TypeError", d.errors)
    d.start("open('x')")
    state = d.resume("--error", "FileNotFoundError:")
    check("an error by its type", state.get("message") == "[Errno 2] No such file or directory: 'x'", state)
    state = d.start("open('out', 'w').write('héllo')\n7")
    check("a file is made", state.get("args") == ["out", "", "w", 0], state)
    state = d.resume("--value", "null")
    check("what nobody closed is written at the end", state.get("args") == ["out", "héllo", "r+", 0], state)
    state = d.resume("--value", "null")
    check("and the result stays", state == {"state": "complete", "result": 7}, state)


def policies(monty, folder):
    folder = Path(folder)
    (folder / "in").mkdir()
    (folder / "in" / "f.txt").write_text("inside")
    (folder / "secret").write_text("secret")
    (folder / "in" / "link").symlink_to("../secret")
    mount = f"/data={folder}/in"

    def gives(what, options, code, expected, error=""):
        done = run(monty, *options, "-c", code)
        check(what, done.stdout == expected and error in done.stderr and (done.returncode != 0) == bool(error), done)

    read = "print(open('/data/f.txt').read())"
    gives("nothing is mounted", [], read, "", "PermissionError: [Errno 1] Operation not permitted (the host refuses read_file): '/data/f.txt'")
    gives("read only", ["--mount", mount], read, "inside\n")
    gives("read only is not written", ["--mount", mount], "open('/data/f.txt', 'w')", "", "OSError: [Errno 30] Read-only file system: '/data/f.txt'")
    gives("no way out by dots", ["--mount", mount], "open('/data/../secret')", "", "FileNotFoundError: [Errno 2] No such file or directory: '/data/../secret'")
    gives("no way out by a link", ["--mount", mount], "open('/data/link')", "", "PermissionError: [Errno 13] Permission denied: '/data/link'")
    gives("no way out by name", ["--mount", mount], "open('/etc/passwd')", "", "FileNotFoundError")
    gives("NUL", ["--mount", mount], "open('/data/f.txt\\0')", "", "ValueError: embedded null byte")
    gives("changes in memory", ["--mount", f"{mount}:cow"], "f = open('/data/f.txt', 'a')\nf.write('!')\nprint(open('/data/f.txt').read())", "inside!\n")
    gives("quota", ["--mount", f"{mount}:cow:10KB"], "open('/data/g', 'w').write('x' * 20000)\nopen('/data/f.txt')", "", "OSError: [Errno 28] No space left on device: '/data/g'")
    gives("memory", ["--mount", "/m=memory"], "open('/m/x', 'w').write('x')\nimport os\nprint(os.listdir('/'), os.listdir('m'))", "['m'] ['x']\n")
    gives("too large for the memory limit", ["--mount", f"{mount}:cow", "--max-memory", "2MB"],
          "f = open('/data/g', 'wb')\nfor i in range(100): f.write(bytes(100000))\nf.close()\ntry: open('/data/g', 'rb')\nexcept MemoryError: print('no room')", "no room\n")
    check("the directory is as it was", tree(folder / "in") == {"f.txt": b"inside", "link": b"secret"}, tree(folder / "in"))
    gives("environment", ["--env", "A=b=c", "--env", "B="], "import os\nprint(dict(os.environ), os.getenv('A'))", "{'A': 'b=c', 'B': ''} b=c\n")
    gives("no environment", [], "import os\nprint(dict(os.environ))", "{}\n")
    gives("a clock that stands", ["--clock", "2026-01-31T12:00:00.5+01:00"],
          "import time, datetime, asyncio\nprint(datetime.datetime.now(), time.time())\ntime.sleep(86400)\nasyncio.run(asyncio.sleep(3600))\nprint(datetime.datetime.now(), time.monotonic())",
          "2026-01-31 11:00:00.500000 1769857200.5\n2026-02-01 12:00:00.500000 90000.0\n")
    seeded = [run(monty, "--seed", seed, "-c", "import random, os, uuid\nprint(random.random(), os.urandom(4), uuid.uuid4())").stdout for seed in (1, 1, 2)]
    check("seeds", seeded[0] == seeded[1] != seeded[2] and seeded[0], seeded)
    for options, error in ((["--mount", "data"], "expected POINT=DIRECTORY"), (["--mount", f"/x={folder}/none"], "No such file or directory"),
                           (["--mount", mount, "--mount", mount], "File exists"), (["--mount", f"/a/../b={folder}"], "Invalid argument"),
                           (["--clock", "noon"], "not a time"), (["--env", "A"], "expected NAME=VALUE")):
        done = run(monty, *options, "-c", "1")
        check(f"{options}", done.returncode == 2 and error in done.stderr, done)

    d = Driven(monty, folder)
    code = "f = open('/data/f.txt')\nfirst = f.read(2)\ninput()\nprint(first + f.read(), open('/data/f.txt').read())"
    d.start(code, "--mount", mount)
    d.resume("--value", '"x"')
    check("a mount that is missing", d.status == 4 and "uses files at /data, which the host does not grant" in d.errors, d.errors)
    d.resume("--value", '"x"', "--mount", mount)
    check("a mount that is granted again", d.printed == ["inside inside"], d.errors)
    check("inspect", "files at /data\n" in run(monty, "inspect", d.file).stdout)


def names(monty, folder):
    d = Driven(monty, folder)
    code = "def f():\n    return [price(x) + tax for x in (1, 2)]\nf()"
    state = d.start(code, "--ask-names")
    check("a name is asked for", (state.get("state"), state.get("name")) == ("name", "price"), state)
    state = d.resume("--function", "--ask-names")
    check("it is a function", (state.get("state"), state.get("name"), state.get("args")) == ("call", "price", [1]), state)
    state = d.resume("--value", "10", "--ask-names")
    check("the next name", (state.get("state"), state.get("name")) == ("name", "tax"), state)
    state = d.resume("--value", "5", "--ask-names")
    check("neither is asked again", (state.get("state"), state.get("name")) == ("call", "price"), state)
    state = d.resume("--value", "20")
    check("the result", state.get("result") == [15, 25], state)
    d.start("try:\n    nope\nexcept NameError as e:\n    r = str(e)\nr", "--ask-names")
    check("there is none", d.resume("--refuse").get("result") == "name 'nope' is not defined", d.errors)
    check("not asked unless wished", d.start("nope").get("type") == "NameError")
    d.start("async def main():\n    return await later(1)\nimport asyncio\nasyncio.run(main())", "--ask-names")
    state = d.resume("--async-function")
    check("a function to be awaited", state.get("state") == "futures" and state["waiting"][0]["name"] == "later", state)
    check("its answer", d.resume("--value", "3").get("result") == 3, d.errors)


def budgets(monty, folder):
    d = Driven(monty, folder)
    for what, code, result in (("a loop", "n = 0\nwhile n < 100000: n += 1\nn", 100000),
                               ("calls", "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nsum([f(500) for _ in range(100)])", 50000),
                               ("a generator", "def g():\n    for i in range(100000): yield i\nsum(x for x in g())", 4999950000)):
        state = d.start(code, "--pause", "--max-instructions", "20000")
        steps = 0
        while state.get("state") == "paused" and steps < 1000:
            check(f"{what}: which limit", state.get("limit") == "instructions", state)
            state = d.resume("--pause", "--max-instructions", "50000")
            steps += 1
        check(f"{what} goes on", state.get("result") == result and steps > 1, f"{state} {steps} {d.errors}")
    state = d.start("while True: pass", "--pause", "--max-time", "500ms")
    check("time", (state.get("state"), state.get("limit")) == ("paused", "time"), state)
    check("more time", d.resume("--pause", "--max-time", "500ms").get("state") == "paused")
    d.start("for i in range(10000): pass\ni", "--pause", "--max-instructions", "1000")
    check("more, and no further pause", d.resume("--max-instructions", "10000000").get("result") == 9999, d.errors)
    d.start("while True: pass", "--pause", "--max-instructions", "1000")
    check("more, and no further pause: it ends", d.resume("--max-instructions", "5000").get("limit") == "instructions" and d.status == 3, d.errors)
    check("without --pause it ends", d.start("while True: pass", "--max-instructions", "20000").get("limit") == "instructions" and d.status == 3)


# What a sandbox cannot do says so when it is used; the module is there.
REFUSED = (
    ("subprocess", "run(['ls'])", "PermissionError: [Errno 1] subprocess.run is not available: the sandbox starts no processes"),
    ("subprocess", "Popen('ls')", "PermissionError: [Errno 1] subprocess.Popen is not available: the sandbox starts no processes"),
    ("socket", "socket()", "PermissionError: [Errno 1] socket.socket is not available: the sandbox has no network"),
    ("urllib.request", "urlopen('http://a')", "urllib.error.URLError: <urlopen error urllib.request.urlopen is not available: the sandbox has no network; "
                                            "what is to be fetched is asked of a host function>"),
    ("ssl", "create_default_context()", "PermissionError: [Errno 1] ssl.create_default_context is not available: the sandbox has no network"),
    ("signal", "alarm(1)", "PermissionError: [Errno 1] signal.alarm is not available: the sandbox has no signals but those that the program "
                           "raises itself"),
    ("marshal", "dumps(1)", "ValueError: marshal.dumps is not available: interpreter internals are not exposed; use pickle or json"),
    ("gc", "get_objects()", "NotImplementedError: gc.get_objects is not available: a program cannot look into its heap"),
    ("bz2", "compress(b'')", "NotImplementedError: bz2.compress is not available: this format is not supported; zlib and gzip are"),
    ("mmap", "nope", "AttributeError: module 'mmap' has no attribute 'nope'"),
    ("numpy", "array", "ModuleNotFoundError: No module named 'numpy' (the sandbox loads no native code)"),
    ("sqlite3", "connect", "ModuleNotFoundError: No module named 'sqlite3' (the sandbox has no database)"),
)


def refusals(monty, folder):
    for module, use, error in REFUSED:
        done = run(monty, "-c", f"import {module}\n{module}.{use}")
        check(f"{module}.{use}", done.returncode == 1 and done.stderr.rstrip().endswith(error), done.stderr)
    done = run(monty, "-c", "import socket, subprocess\nclass C(socket.socket): pass\nprint(issubclass(C, socket.socket), isinstance(1, subprocess.Popen))\nC()")
    check("a class of one that is refused", done.stdout == "True False\n" and "the sandbox has no network" in done.stderr, done.stderr)
    done = run(monty, "-c", "from typing_extensions import *\nimport typing, typing_extensions as t\n"
                            "print(Protocol is typing.Protocol, t.TypeVar, Doc('x'), Doc('x') == Doc('x'), t.Sentinel('S'), Buffer, "
                            "deprecated('no')(lambda: 1)(), Format.VALUE.value, IntVar('T'), t.runtime is runtime_checkable)\nt.nope")
    check("typing_extensions", done.stdout == "True <class 'typing.TypeVar'> Doc('x') True <S> <class 'collections.abc.Buffer'> 1 1 ~T True\n"
          and done.stderr.endswith("AttributeError: module 'typing_extensions' has no attribute 'nope'\n"), done.stdout + done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=str(ROOT / "build" / "release" / "monty"))
    monty = str(Path(parser.parse_args().monty).resolve())
    on_real_directories(monty)
    for part in (questions, policies, names, budgets, refusals):
        with tempfile.TemporaryDirectory() as folder:
            part(monty, folder)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
