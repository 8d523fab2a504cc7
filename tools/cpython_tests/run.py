#!/usr/bin/env python3
"""Runs files of CPython's own test package under Monty, from where they lie, one method at a time with a time limit.

    tools/cpython_tests/run.py [--monty PROGRAM] [--timeout S] [-v] [--report FILE] [test_int ...]

The package is the newest one on the machine ($CPYTHON_TEST names it, else pyenv's, else Debian's libpython3.11-testsuite).
CPython of the same version lists the methods, so a file that Monty cannot import counts in full. The program sees, through
--module-path, a folder of links: CPython's test files, our stand-ins for test.support, and stand-ins for modules that the
files import but hardly use; using one of those skips the method, and a skip is not a pass. Files are written to memory
(--mount), those of the package can be read.
"""
import argparse
import collections
import concurrent.futures
import glob
import os
import re
import selectors
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
FILES = """test_grammar test_syntax test_scope test_call test_keywordonlyarg test_positional_only_arg test_extcall test_unpack_ex
test_named_expressions test_class test_descr test_super test_property test_decorators test_generators test_listcomps test_coroutines
test_asyncgen test_exceptions test_exception_group test_except_star test_raise test_with test_contextlib test_patma test_fstring
test_string_literals test_int test_long test_float test_complex test_bool test_str test_unicode test_format test_bytes test_list test_tuple
test_dict test_dictviews test_set test_range test_enumerate test_slice test_sort test_iter test_builtin test_types test_typing
test_type_params test_dataclasses test_enum test_functools test_itertools test_collections test_operator test_copy test_math test_json
test_re test_string""".split()
STANDINS = """pickle doctest threading locale marshal dis tempfile subprocess platform errno codecs copyreg signal select pydoc
multiprocessing logging ctypes sysconfig socket shutil pathlib linecache optparse code zipfile array ast struct tokenize _datetime
weakref decimal fractions colorsys binascii _thread symtable pkgutil site timeit xml resource faulthandler mmap sqlite3 unicodedata
_testcapi _testlimitedcapi _testinternalcapi xxsubtype pyperf pty _multiprocessing _pylong _string glob xml.etree.ElementTree""".split()
LIST = """
import sys, unittest, json
name = sys.argv[1]
def walk(suite):
    for t in suite:
        if isinstance(t, unittest.TestSuite): yield from walk(t)
        elif type(t).__name__ not in ("_FailedTest", "DocTestCase", "ModuleSkipped"): yield t.id()
print(json.dumps(sorted(set(walk(unittest.defaultTestLoader.loadTestsFromName(name))))))
"""


def find_tests():
    candidates = [os.environ["CPYTHON_TEST"]] if "CPYTHON_TEST" in os.environ else []
    found = glob.glob(os.path.expanduser("~/.pyenv/versions/3.1[0-9].*/lib/python3.1[0-9]/test")) + glob.glob("/usr/lib/python3.1[0-9]/test")
    candidates += sorted(found, key=lambda p: [int(n) for n in re.findall(r"python3\.(\d+)", p)], reverse=True)
    for folder in map(Path, candidates):
        if (folder / "test_grammar.py").exists():
            version = re.search(r"python(3\.\d+)", str(folder))[0]
            python = folder.parent.parent.parent / "bin" / version
            return folder, str(python if python.exists() else Path("/usr/bin") / version)
    sys.exit("no CPython test package on this machine (Debian: apt-get install libpython3.11-testsuite)")


def missing_modules(monty, names):
    """Those of the names that Monty cannot import: a stand-in would hide the real module."""
    program = "import sys\nfor name in sys.argv[1:]:\n    try: __import__(name)\n    except ImportError: print(name)\n"
    done = subprocess.run([monty, "-c", program, *names], capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else names


def link_tree(tests, standins):
    """build/cpython_tests: what --module-path shows."""
    tree = ROOT / "build" / "cpython_tests"
    (tree / "test").mkdir(parents=True, exist_ok=True)
    for old in [*tree.iterdir(), *(tree / "test").iterdir()]:
        if old.is_symlink() or old.is_file():
            old.unlink()
        elif old.name != "test":
            shutil.rmtree(old)
    for entry in tests.iterdir():
        if entry.name not in ("support", "__init__.py", "__pycache__"):
            (tree / "test" / entry.name).symlink_to(entry)
    for entry in (HERE / "support" / "test").iterdir():
        (tree / "test" / entry.name).symlink_to(entry)
    for entry in (HERE / "support").glob("*.py"):
        (tree / entry.name).symlink_to(entry)
    for name in standins:
        if any((ROOT / "src" / "lib" / f"{name}{end}").exists() for end in (".py", ".pyi")):
            continue
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            file = tree.joinpath(*parts[:end], "__init__.py")
            if not file.exists():
                file.parent.mkdir(exist_ok=True)
                file.write_text(f"from _standin import stand_in\n__getattr__ = stand_in({'.'.join(parts[:end])!r})\n")
    return tree


def list_methods(python, name):
    done = subprocess.run([python, "-W", "ignore", "-c", LIST, f"test.{name}"], capture_output=True, text=True, timeout=120)
    if done.returncode:
        return None
    import json
    return json.loads(done.stdout.splitlines()[-1])


def run_methods(command, name, methods, timeout, verbose):
    """Methods run in one process until one hangs or ends it; then the next process goes on behind it."""
    results = {}
    todo = list(methods)
    while todo:
        chunk = todo[:150]
        process = subprocess.Popen([*command, str(HERE / "driver.py"), f"test.{name}", *chunk], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        os.set_blocking(process.stdout.fileno(), False)
        selector = selectors.DefaultSelector()
        selector.register(process.stdout, selectors.EVENT_READ)
        buffer, last, current, ended = b"", time.monotonic(), None, "crash"
        while True:
            ready = selector.select(0.2)
            data = process.stdout.read() if ready else None
            if data == b"" and ready:
                break
            if data:
                buffer += data
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    words = line.decode(errors="replace").split(" ", 2)
                    if words[0] == "@run" and len(words) > 1:
                        current, last = words[1], time.monotonic()
                    elif words[0] == "@end" and len(words) > 2 and words[1] in chunk:
                        outcome, _, why = words[2].partition(" ")
                        results[words[1]] = (outcome, why)
                        current = None
                        if verbose and outcome != "pass":
                            print(f"  {outcome} {words[1]} {why}", flush=True)
            if time.monotonic() - last > timeout + (20 if current is None else 0):
                ended = "timeout"
                process.kill()
                break
        process.wait()
        missing = [m for m in chunk if m not in results]
        if missing:
            if current in missing:
                results[current] = (ended, f"exit status {process.returncode}")
            elif current is None and len(missing) == len(chunk):  # the file could not even be imported
                for m in methods:
                    results.setdefault(m, ("import", f"exit status {process.returncode}"))
            else:
                results[missing[0]] = (ended, f"exit status {process.returncode}")
        todo = [m for m in todo if m not in results]
    return results


def write_report(path, rows, version):
    """By file: methods, passed, failed (or ended with an error, a crash, the time limit), skipped."""
    lines = [f"<!-- Written by tools/cpython_tests/run.py --report, CPython's tests: {version}. -->", "# CPython's own tests: counts", "",
             "| file | methods | passed | failed | skipped | passed, % |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    every = collections.Counter()
    for name, methods, counts in [*rows, ("all", sum(n for _, n, _ in rows), None)]:
        if counts is not None:
            every.update(counts)
        found = every if counts is None else counts
        passed, skipped = found["pass"], found["skip"]
        lines.append(f"| {name} | {methods} | {passed} | {methods - passed - skipped} | {skipped} | {100 * passed / max(methods, 1):.1f} |")
    path.write_text("\n".join([*lines, ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=str(ROOT / "build" / "release" / "monty"))
    parser.add_argument("--timeout", type=float, default=10)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--report", help="write the counts as a table of Markdown")
    parser.add_argument("--cpython", action="store_true", help="run under the CPython of the package, to check the tool itself")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    tests, python = find_tests()
    tree = link_tree(tests, [] if options.cpython else missing_modules(options.monty, STANDINS))
    command = ["env", f"PYTHONPATH={tree}", python, "-W", "ignore"] if options.cpython else [
        options.monty, "--module-path", str(tree), "--mount", "/=memory", "--mount", "/tmp=memory", "--mount", f"{tree / 'test'}={tests}:ro"]
    files = [f for f in options.files or FILES if (tests / f"{f}.py").exists() or (tests / f).is_dir()]
    rows = []

    def one(name):
        methods = list_methods(python, name)
        return name, methods, run_methods(command, name, methods, options.timeout, options.verbose) if methods else {}

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, methods, results in pool.map(one, files):
            if not methods:  # doctests only: counted as one method that is skipped
                methods, results = [name], {name: ("skip", "doctests")}
            counts = collections.Counter(outcome for outcome, _ in results.values())
            rows.append((name, len(methods), counts))
            rest = ", ".join(f"{n} {k}" for k, n in sorted(counts.items()) if k != "pass")
            print(f"{name:<26}{counts['pass']:>5} of {len(methods):<5}{100 * counts['pass'] / len(methods):>5.0f} %  {rest}", flush=True)
    total, passed = sum(n for _, n, _ in rows), sum(c["pass"] for *_, c in rows)
    print(f"{passed} passed, {total - passed} not passed ({100 * passed / max(total, 1):.1f} % of {total}), CPython's tests: {tests.parent.name}")
    if options.report:
        write_report(Path(options.report), rows, tests.parent.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
