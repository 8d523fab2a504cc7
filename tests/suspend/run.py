#!/usr/bin/env python3
"""The table of places at which a program can be suspended (places.py), run in three ways with equal outputs:
by CPython, which wrote places.out; straight through by Monty; and suspended at each call of the host, every step in a
new process that goes on from the snapshot of the one before.

    tests/suspend/run.py [--monty PROGRAM] [-j N] [NAME-PART ...]
    tests/suspend/run.py --write        places.out anew, by CPython 3.13
"""
import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

# What the host's functions do, as Python: for the runs in which the program has them itself.
PRELUDE = """\
def ask(x):
    return x
def fail(kind, message):
    import builtins
    raise getattr(builtins, kind)(message)
"""
SECTION = re.compile(r"^#== (.*)\n", re.M)


def sections(text):
    parts = SECTION.split(text)
    return dict(zip(parts[1::2], parts[2::2]))


def ended(code, out, err):
    """How a run ended, in the form of places.out: output, exit status, last line of the traceback."""
    lines = err.strip().splitlines()
    last = lines[-1] if lines and code == 1 else ""
    return out + (f"[exit {code}] {last}".rstrip() + "\n" if code else "")


def run_whole(command, program, env=None):
    """With the host's functions in Python; they come from a module so that the program's lines stay its own."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "program.py"
        path.write_text(PRELUDE + program)
        done = subprocess.run([*command, path.name], cwd=room, capture_output=True, text=True, env=env, timeout=60, stdin=subprocess.DEVNULL)
    return ended(done.returncode, done.stdout, done.stderr)


class Hopping:
    """The host: answers ask and fail, each step a process of its own."""

    def __init__(self, monty, environment=None):
        self.monty = monty
        self.environment = environment
        self.steps = 0

    def run(self, program):
        with tempfile.TemporaryDirectory() as room:
            self.out, self.room = "", room
            path = Path(room) / "program.py"
            path.write_text(program)
            state = self.step("start", str(path), "--sync-tool", "ask", "--sync-tool", "fail")
            while state is not None and state["state"] == "call":
                if state["name"] == "ask":
                    answer = ["--value", json.dumps(state["args"][0])]
                else:
                    answer = ["--error", ":".join(state["args"])]
                state = self.step("resume", f"{room}/snapshot", *answer)
        return ended(self.code, self.out, self.err)

    def step(self, *arguments):
        self.steps += 1
        command = [self.monty, *arguments, "--save", f"{self.room}/snapshot", "--module-path", str(HERE / "modules")]
        done = subprocess.run(command, cwd=self.room, capture_output=True, text=True, timeout=60, env=self.environment, stdin=subprocess.DEVNULL)
        self.code, self.err = done.returncode, done.stderr
        out, end, line = done.stdout.rpartition("{\"state\":")
        self.out += out if end else done.stdout
        if not end:
            self.err += f"\nno state from monty {arguments[0]}"
            return None
        return json.loads(end + line)


def check(monty, name, program, expected):
    problems = []
    straight = run_whole([monty, "--module-path", str(HERE / "modules")], program)
    if straight != expected:
        problems.append(f"straight: {straight!r}\n     CPython: {expected!r}")
    host = Hopping(monty)
    try:
        got = host.run(program)
        if got != expected:
            problems.append(f"suspended: {got!r}\n      CPython: {expected!r}\n{host.err[-1500:]}")
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
        problems.append(f"suspended: {error!r}")
    if host.steps < 2:
        problems.append("was never suspended")
    return problems, host.steps


def write(programs):
    sys.path.insert(0, str(ROOT / "tools"))
    from refresh_expected import find_python

    python, newest = find_python()
    if not newest:
        raise SystemExit("CPython 3.13 is not here")
    environment = {**os.environ, "PYTHONPATH": str(HERE / "modules"), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    text = "".join(f"#== {name}\n{run_whole([python], program, environment)}" for name, program in programs.items())
    (HERE / "places.out").write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=ROOT / "build" / "release" / "monty")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    programs = sections((HERE / "places.py").read_text())
    if options.write:
        return write(programs)
    expected = sections((HERE / "places.out").read_text())
    chosen = [n for n in programs if not options.names or any(part in n for part in options.names)]
    monty = str(Path(options.monty).resolve())
    failed, steps = 0, 0
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for name, (problems, taken) in zip(chosen, pool.map(lambda n: check(monty, n, programs[n], expected.get(n)), chosen)):
            steps += taken
            if problems:
                failed += 1
                print(f"FAIL {name}")
                print("\n".join("    " + line for p in problems for line in p.splitlines()), flush=True)
    print(f"{steps} processes for {len(chosen)} places")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
