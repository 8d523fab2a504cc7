#!/usr/bin/env python3
"""The library's speed beside CPython's, piece by piece: bench/library/work.py under both, the slowest of ours first.

    bench/library/run.py [--monty PROGRAM] [--python PROGRAM] [--rounds N]
"""
import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE / "work.py"


def times(command):
    lines = subprocess.run([*command, str(WORK)], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: float(seconds) for name, seconds in map(str.split, lines)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=str(HERE.parent.parent / "build" / "release" / "monty"))
    parser.add_argument("--python", default=shutil.which("/usr/bin/python3.11") or sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    theirs, ours = {}, {}
    for _ in range(options.rounds):
        for best, command in (theirs, [options.python]), (ours, [options.monty, "--clock", "real", "--seed", "1"]):
            for name, seconds in times(command).items():
                best[name] = min(best.get(name, seconds), seconds)
    print(f"{'work':16} {'CPython, ms':>12} {'Monty, ms':>12} {'times as fast':>14}")
    for name in sorted(ours, key=lambda name: theirs[name] / ours[name]):
        print(f"{name:16} {theirs[name] * 1e3:12.2f} {ours[name] * 1e3:12.2f} {theirs[name] / ours[name]:14.2f}")


if __name__ == "__main__":
    main()
