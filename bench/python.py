#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Python package beside pydantic-monty 1.4.0 (worker processes) and 0.0.18 (in process), in interleaved rounds.

    bench/python.py [--rounds N]

Each round is a new process of each; of each figure the best round counts. `make python` and `tools/setup.sh bench` make
the environments. The last line says how many of the bounds in LIMITS hold."""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNNERS = {
    "monty": ROOT / ".venv/bin/python",
    "pydantic-monty 1.4.0": ROOT / ".cache/peers/bin/python",
    "pydantic-monty 0.0.18": ROOT / ".cache/peers-0.0.18/bin/python",
}
# figure: (what it is, unit, bound)
LIMITS = {
    "import": ("import", "ms", 15),
    "run": ("run('1+1'), compiled each time", "us", 2.5),
    "program": ("a compiled program, run", "us", 0.8),
    "call": ("a call of a lambda, of 1,000", "us", 0.5),
    "dump": ("dump and load of a suspended program", "us", 6),
    "sessions": ("10,000 live sessions", "MB", 200),
}
CALLS = "for i in range(1000):\n    f(i)\n"
ASK = "a = ask(1)\na + 1"


def best(work, n, repeat=7):
    """Microseconds of one turn, in the best of many short spells: a busy machine has quiet ones too."""
    if n >= 50:
        n, repeat = n // 50, repeat * 50
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        for _ in range(n):
            work()
        times.append(time.perf_counter() - began)
    return min(times) / n * 1e6


def resident():
    """Megabytes of this process."""
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def measure_monty(figures):
    began = time.perf_counter()
    import monty
    figures["import"] = (time.perf_counter() - began) * 1e3
    figures["run"] = best(lambda: monty.run("1+1"), 20000)
    program = monty.Program("1+1")
    figures["program"] = best(program.run, 50000)
    calls, tools = monty.Program(CALLS), {"f": lambda x: x}
    figures["call"] = best(lambda: calls.run(tools=tools), 50) / 1000
    at = monty.Program(ASK).start(functions=["ask"])
    figures["dump"] = best(lambda: monty.Snapshot.load(at.dump()), 5000)
    before = resident()
    sessions = [monty.Session() for _ in range(10000)]
    for session in sessions:
        session.feed("x = 1")
    figures["sessions"] = resident() - before


def measure_in_process(figures):
    began = time.perf_counter()
    import pydantic_monty as peer
    figures["import"] = (time.perf_counter() - began) * 1e3
    figures["run"] = best(lambda: peer.Monty("1+1").run(), 5000)
    figures["program"] = best(peer.Monty("1+1").run, 20000)
    calls, functions = peer.Monty(CALLS), {"f": lambda x: x}
    figures["call"] = best(lambda: calls.run(external_functions=functions), 50) / 1000
    at = peer.Monty(ASK).start()
    figures["dump"] = best(lambda: peer.load_snapshot(at.dump()), 2000)
    before = resident()
    sessions = [peer.MontyRepl() for _ in range(10000)]
    for session in sessions:
        session.feed_run("x = 1")
    figures["sessions"] = resident() - before


def measure_workers(figures):
    began = time.perf_counter()
    import pydantic_monty as peer
    figures["import"] = (time.perf_counter() - began) * 1e3
    with peer.Monty() as pool:
        with pool.checkout() as session:
            figures["run"] = best(lambda: session.feed_run("1+1"), 500)
        times = []
        for _ in range(3):
            with pool.checkout() as session:  # which may make 1,000 questions
                calls, lookup = CALLS.replace("1000", "900"), {"f": lambda x: x}
                times.append(best(lambda: session.feed_run(calls, external_lookup=lookup), 1, 1) / 900)
        figures["call"] = min(times)
        with pool.checkout() as session:
            state = session.feed_start(ASK, external_lookup=None).dump()

        def dump_and_load():
            with pool.checkout() as session:
                session.load_snapshot(state).dump()

        figures["dump"] = best(dump_and_load, 20, 3)


WORKERS = {"monty": measure_monty, "pydantic-monty 1.4.0": measure_workers, "pydantic-monty 0.0.18": measure_in_process}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        figures = {}
        WORKERS[options.worker](figures)
        print(json.dumps(figures))
        return 0
    runners = {name: python for name, python in RUNNERS.items() if python.exists()}
    table = {name: {} for name in runners}
    for _ in range(options.rounds):
        for name, python in runners.items():
            done = subprocess.run([python, __file__, "--worker", name], capture_output=True, text=True)
            if done.returncode != 0:
                print(f"{name} fails: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            for figure, value in json.loads(done.stdout.splitlines()[-1]).items():
                if value is not None:
                    table[name][figure] = min(value, table[name].get(figure, value))
    print(f"{'':42}{'bound':>12}" + "".join(f"{name:>24}" for name in runners))
    held = 0
    for figure, (what, unit, bound) in LIMITS.items():
        row = [table[name].get(figure) for name in runners]
        held += row[0] is not None and row[0] <= bound
        shown = ["-" if value is None else f"{value:.3g} {unit}" if value < 1000 else f"{value:.0f} {unit}" for value in row]
        print(f"{what:42}{f'{bound} {unit}':>12}" + "".join(f"{text:>24}" for text in shown))
    print(f"ok: {held} of {len(LIMITS)} bounds hold" if held == len(LIMITS) else f"{held} of {len(LIMITS)} bounds hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
