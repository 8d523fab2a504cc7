#!/usr/bin/env python3
"""Runs Python programs under the interpreter and compares what they print with what is expected.

    tests/run.py [--monty PROGRAM] [--mode MODE] [-j N] [--timeout S] [PATH or NAME-PART ...]

Without paths: the whole conformance set, the differences, and the agent programs where they lie beside the checkout.
A program says in comments of its first lines what it needs:

    # exit: 1                 exit status (0 unless said)
    # flags: --max-depth 500  command-line options of the interpreter
    # args: a b               arguments of the program
    # modes: plain hop        run in these modes only
    # expect: memory, time    (tests/limits, tests/security) any of: memory, time, recursion, output, error:TypeName, syntax, ok

Beside NAME.py lie NAME.out (standard output), NAME.err (standard error, if it counts), NAME.in (standard input),
NAME.out314 (the same output with CPython 3.14's wording, accepted line by line).
A folder with program.py, tools.pyi, tools.py, expected.out is an agent program: its tools are handed over with --tool.
"""
import argparse
import concurrent.futures
import difflib
import os
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AGENTS = Path(os.environ.get("MONTY_AGENT_PROGRAMS", ROOT.parent / "shared" / "agent_programs"))
PLAIN_AGENTS = ["bank", "expressions", "generators_errors", "log_report", "metaprogramming", "pipeline", "simulation", "text_tools"]
TOOL_AGENTS = ["invoices", "sales", "trip", "triage"]


@dataclass
class Mode:
    """How a mode reaches the interpreter; `survive` modes only ask for a clean end."""
    flags: list = field(default_factory=list)
    env: dict = field(default_factory=dict)
    survive: bool = False
    slower: float = 1.0


# The one table of modes. (The portable dispatch is a build of its own: the sanitizer builds have it.)
MODES = {
    "plain": Mode(),
    "gc-stress": Mode(env={"MONTY_GC_STRESS": "1"}, slower=20),
    "pause": Mode(env={"MONTY_PAUSE_EVERY": "97"}, slower=5),
    "hop": Mode(flags=["--hop"], slower=10),
    "hop-steps": Mode(flags=["--hop"], env={"MONTY_STEP_EVERY": "20011"}, slower=10),
    "fail-alloc": Mode(env={"MONTY_FAIL_ALLOC": "1"}, survive=True, slower=2),
}
FAIL_AT = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 2584, 6765, 17711]
DIRECTIVE = re.compile(r"^#\s*(exit|flags|args|modes|expect|oracle|timeout):\s*(.*?)\s*$")


def directives(path):
    found = {}
    with open(path, encoding="utf-8", errors="replace") as lines:
        for _, line in zip(range(8), lines):
            if match := DIRECTIVE.match(line):
                found[match[1]] = match[2]
    return found


def normal_paths(text, path):
    """Tracebacks and warnings name the file by whatever path it was given; compare its last part."""
    text = re.sub(r"(?m)^\S*/" + re.escape(path.name) + r"(:\d+: \w+: )", path.name + r"\1", text)
    return re.sub(r'"[^"\n]*' + re.escape(path.name) + '"', f'"{path.name}"', text)


def either(expected, path, got):
    """A message that CPython 3.14 words otherwise than 3.13 may read either way: NAME.out314 holds the other wording, line by line."""
    other = path.with_suffix(".out314")
    if expected == got or not other.exists():
        return expected
    old, new, mine = expected.split("\n"), other.read_text(encoding="utf-8").split("\n"), got.split("\n")
    if not len(old) == len(new):
        return expected
    mine += [""] * (len(old) - len(mine))
    return "\n".join(n if m == n else o for o, n, m in zip(old, new, mine))


def show_diff(expected, got, what):
    lines = difflib.unified_diff(expected.splitlines(), got.splitlines(), f"expected {what}", f"got {what}", lineterm="", n=2)
    lines = list(lines)
    if not lines and expected != got:
        lines = [f"{what} differs in line ends: {expected[-40:]!r} / {got[-40:]!r}"]
    return "\n".join(lines[:60] + (["..."] if len(lines) > 60 else []))


@dataclass
class Outcome:
    status: str  # passed, failed, skipped
    detail: str = ""


@dataclass
class Run:
    code: int
    out: str
    err: str
    seconds: float
    busy: float  # seconds of processor time: what a loaded machine does not stretch
    peak: int
    timed_out: bool
    end: str  # the last part of standard error, however long it is


class Runner:
    def __init__(self, monty, mode, timeout):
        self.monty = str(Path(monty).resolve())
        self.mode_name = mode
        self.mode = MODES[mode]
        self.timeout = timeout * self.mode.slower

    def call(self, arguments, cwd, stdin=None, env=None, timeout=None):
        environment = {**os.environ, "PYTHONHASHSEED": "0", **self.mode.env, **(env or {})}
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        source = open(stdin, "rb") if stdin else subprocess.DEVNULL
        start = time.monotonic()
        process = subprocess.Popen([self.monty, *self.mode.flags, *arguments], cwd=cwd, stdin=source, stdout=out, stderr=err, env=environment)
        if stdin:
            source.close()
        limit = start + (timeout or self.timeout)
        timed_out, delay = False, 0.001
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > limit and not timed_out:
                timed_out = True
                process.kill()
            time.sleep(delay)
            delay = min(delay * 1.5, 0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        err.seek(max(0, err.seek(0, os.SEEK_END) - 4096))
        end = err.read().decode("utf-8", "backslashreplace")
        for stream in (out, err):
            stream.seek(0)
            # A flood is not kept whole: the peak memory of the next program would start at ours (ru_maxrss is inherited).
            texts.append(stream.read(2 << 20).decode("utf-8", "backslashreplace"))
            stream.close()
        seconds = time.monotonic() - start
        return Run(process.returncode, texts[0], texts[1], seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, timed_out, end)

    def crashed(self, run):
        if run.timed_out:
            return f"timed out after {run.seconds:.1f} s"
        if run.code < 0:
            return f"killed by signal {-run.code}\n{run.err[-2000:]}"
        if "Sanitizer" in run.err or "runtime error:" in run.err:
            return f"sanitizer report\n{run.err[:4000]}"
        return None

    def program(self, path):
        about = directives(path)
        if "modes" in about and self.mode_name not in about["modes"].split():
            return Outcome("skipped", f"only in modes {about['modes']}")
        if "expect" in about:
            return self.limit(path, about)
        out = path.with_suffix(".out")
        if not out.exists():
            return Outcome("failed", f"{out.name} is missing (tools/refresh_expected.py)")
        arguments = [*shlex.split(about.get("flags", "")), path.name, *shlex.split(about.get("args", ""))]
        return self.compare(path, arguments, path.parent, about, out.read_text(encoding="utf-8"))

    def compare(self, path, arguments, cwd, about, expected):
        stdin = path.with_suffix(".in")
        stdin = stdin if stdin.exists() else None
        timeout = float(about["timeout"]) * self.mode.slower if "timeout" in about else None
        if self.mode.survive:
            for at in FAIL_AT:
                run = self.call(arguments, cwd, stdin, {"MONTY_FAIL_ALLOC": str(at)}, timeout)
                if problem := self.crashed(run):
                    return Outcome("failed", f"allocation {at} failing: {problem}")
                if run.code not in (0, 1, 3):
                    return Outcome("failed", f"allocation {at} failing: exit status {run.code}\n{run.err[-1000:]}")
            return Outcome("passed")
        run = self.call(arguments, cwd, stdin, None, timeout)
        problems = []
        if problem := self.crashed(run):
            problems.append(problem)
        expected = either(expected, path, run.out)
        if run.out != expected:
            problems.append(show_diff(expected, run.out, "output"))
        wanted = int(about.get("exit", 0))
        if run.code != wanted:
            problems.append(f"exit status {run.code}, expected {wanted}\n{run.err[-1500:]}".rstrip())
        error = path.with_suffix(".err")
        if error.exists() and (text := error.read_text(encoding="utf-8")) != (got := normal_paths(run.err, path)):
            problems.append(show_diff(text, got, "standard error"))
        return Outcome("failed", "\n".join(problems)) if problems else Outcome("passed")

    def limit(self, path, about):
        """A hostile program: the end must be one of those named, in the time and memory that the flags allow."""
        flags = shlex.split(about.get("flags", "")) or []
        if "--max-memory" not in flags:
            flags += ["--max-memory", "64MB"]
        if "--max-time" not in flags:
            flags += ["--max-time", "3s"]
        seconds = float(flags[flags.index("--max-time") + 1].rstrip("s"))
        memory = int(flags[flags.index("--max-memory") + 1].removesuffix("MB")) << 20
        sanitized = "asan" in self.monty or "fuzz" in self.monty
        run = self.call([*flags, path.name], path.parent, timeout=(seconds + 5) * (4 if sanitized else 1))
        if problem := self.crashed(run):
            return Outcome("failed", problem)
        last = (run.err if len(run.err) < 1 << 20 else run.end).rstrip().rpartition("\n")[2]
        if run.code == 0:
            end = "ok"
        elif run.code == 3:
            lowered = last.lower()
            end = next((kind for kind in ("memory", "time", "recursion", "output") if kind in lowered), "limit")
            if "depth" in lowered and end == "limit":
                end = "recursion"
        elif run.code == 1:
            name = last.split(":")[0].strip().lstrip("| ")
            end = "recursion" if name == "RecursionError" else f"error:{name.rpartition('.')[2]}"
        else:
            end = f"exit status {run.code}"
        wanted = [w.strip() for w in about["expect"].split(",")]
        wanted = ["error:SyntaxError" if w == "syntax" else w for w in wanted]
        problems = []
        if end not in wanted:
            problems.append(f"ended with {end}, expected {' or '.join(wanted)}\n{run.err[-800:]}".rstrip())
        out = path.with_suffix(".out")
        if end in wanted and out.exists() and out.read_text() != run.out:
            problems.append(show_diff(out.read_text(), run.out, "output"))
        if not sanitized:
            # The count of a child starts at the memory of this process: what is no more than that says nothing.
            ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            if run.peak > max(memory * 1.05 + (24 << 20), ours):
                problems.append(f"peak memory {run.peak >> 20} MB with a limit of {memory >> 20} MB")
            if run.busy > seconds + 0.5:
                problems.append(f"took {run.busy:.2f} s of processor time with a limit of {seconds} s")
        return Outcome("failed", "\n".join(problems)) if problems else Outcome("passed")

    def agent(self, folder):
        """program.py with the functions that tools.pyi declares; one process of tools/run_tool.py answers their calls."""
        names = re.findall(r"^(?:async\s+)?def\s+(\w+)", (folder / "tools.pyi").read_text(), re.M)
        tool = str(ROOT / "tools" / "run_tool.py")
        with tempfile.TemporaryDirectory() as room:
            address = f"{room}/tools"
            server = subprocess.Popen([sys.executable, tool, "--serve", str(folder / "tools.py"), address], stdout=subprocess.PIPE)
            try:
                server.stdout.readline()  # "ready"
                arguments = ["--result", "repr"]
                for name in names:
                    arguments += ["--tool", f"{name}={shlex.join([sys.executable, tool, '--connect', address, name])}"]
                run = self.call([*arguments, "program.py"], folder)
            finally:
                server.kill()
                server.communicate()
        expected = (folder / "expected.out").read_text(encoding="utf-8")
        out = run.out
        if run.code == 0 and out:
            *before, result = out.rstrip("\n").split("\n")
            out = "\n".join([*before, "=> " + result]) + "\n"
        problems = [p for p in [self.crashed(run)] if p]
        if out != expected:
            problems.append(show_diff(expected, out, "output"))
        if run.code:
            problems.append(f"exit status {run.code}\n{run.err[-1500:]}")
        return Outcome("failed", "\n".join(problems)) if problems else Outcome("passed")

    def run(self, item):
        try:
            return self.agent(item) if item.is_dir() else self.program(item)
        except OSError as error:
            return Outcome("failed", f"cannot run: {error}")


def collect(words):
    """Paths name files or folders; any other word selects the default programs whose path contains it."""
    paths = [Path(w) for w in words if Path(w).exists()]
    parts = [w for w in words if not Path(w).exists()]
    missing = []
    if paths:
        bases = [p.resolve() for p in paths]
    else:
        bases = [ROOT / "tests" / "conformance", ROOT / "tests" / "differences"]
        agents = [AGENTS / "plain" / f"{n}.py" for n in PLAIN_AGENTS] + [AGENTS / "tools" / n for n in TOOL_AGENTS]
        bases += [a for a in agents if a.exists()]
        missing = [a for a in agents if not a.exists()]
    items = []
    for base in bases:
        if base.is_file() or (base / "program.py").exists():
            items.append(base)
        else:
            items += sorted(p for p in base.rglob("*.py") if p.name != "run.py" and not p.name.startswith("_"))
    if parts:
        items = [i for i in items if any(p in str(i) for p in parts)]
        missing = []
    return items, missing


def label(item):
    for base in (ROOT, AGENTS.parent):
        if item.is_relative_to(base):
            return str(item.relative_to(base))
    return str(item)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=ROOT / "build" / "release" / "monty")
    parser.add_argument("--mode", default="plain", choices=MODES)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=20)
    parser.add_argument("-q", "--quiet", action="store_true", help="names of failures, without their differences")
    parser.add_argument("-v", "--verbose", action="store_true", help="every program with its time")
    parser.add_argument("--write-pending", action="store_true", help="rewrite the list of programs that do not pass yet")
    parser.add_argument("programs", nargs="*")
    options = parser.parse_args()
    items, missing = collect(options.programs)
    runner = Runner(options.monty, options.mode, options.timeout)
    counts = {"passed": 0, "failed": 0, "skipped": len(missing)}
    # Programs of features that are still being built: listed by name, run all the same, counted apart.
    pending_file = ROOT / "tests" / "pending.txt"
    pending = set()
    if pending_file.exists():
        pending = {line.split("#")[0].strip() for line in pending_file.read_text().splitlines()} - {""}
    still_pending, now_passing = [], []

    # Programs with deadlines can lose a race against a loaded machine: a failure is looked at twice, and said.
    def run_twice(item):
        outcome = runner.run(item)
        if outcome.status == "failed" and label(item) not in pending:
            outcome = runner.run(item)
            if outcome.status == "passed":
                print(f"passed at the second try: {label(item)}", flush=True)
        return outcome

    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for item, outcome in zip(items, pool.map(run_twice, items)):
            if label(item) in pending:
                if outcome.status == "failed":
                    still_pending.append(label(item))
                    counts["skipped"] += 1
                    continue
                now_passing.append(label(item))
            counts[outcome.status] += 1
            if outcome.status == "failed":
                still_pending.append(label(item))
                print(f"FAIL {label(item)}", flush=True)
                if not options.quiet:
                    print("\n".join("    " + line for line in outcome.detail.splitlines()), flush=True)
            elif options.verbose:
                print(f"{outcome.status} {label(item)}", flush=True)
    for name in now_passing:
        print(f"passes now, take it off tests/pending.txt: {name}")
    if options.write_pending:
        head = "# Programs that do not pass yet. tests/run.py runs and counts them apart; one that passes is to be taken off.\n"
        names = sorted(set(still_pending) | (pending - set(now_passing)))
        pending_file.write_text(head + "".join(f"{name}\n" for name in names))
    tail = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{tail}")
    return 1 if counts["failed"] or not items else 0


if __name__ == "__main__":
    sys.exit(main())
