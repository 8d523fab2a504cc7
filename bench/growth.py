#!/usr/bin/env python3
"""Does the cost grow as the work? Programs of size n, 2n and 4n, under Monty and CPython: time and peak memory of each process.

    bench/growth.py [--monty PROGRAM] [--python PROGRAM] [--rounds N] [--write FILE]

Linear: the last doubling costs at most 2.5 times (the time that the empty program takes is left out). Memory: the peak at 4n
is at most 1.2 times CPython's. The script ends with status 1 when either fails.
"""
import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fixed(text):
    """In a function: CPython appends to a local text in place, and copies a global one."""
    body = "".join(f"    {line}\n" for line in text.split("\n"))
    return lambda n: "def main():\n" + re.sub(r"\bN\b", str(n), body) + "main()\n"


def many_lines(n):
    lines = ["def main():", "    x0 = 1"]
    for i in range(1, n):
        if i % 50 == 0:
            lines += [f"def f{i}(a, b=2):", f"    x{i} = a"]
        elif i % 7 == 0:
            lines.append(f"    if x{i - 1} > {i}: x{i} = 'text %d' % {i}")
            lines.append(f"    else: x{i} = [x{i - 1}, {i}.5]")
        else:
            lines.append(f"    x{i} = (x{i - 1}, {i}) and {i} * 2 - 1")
    return "\n".join(lines) + "\n"


# name, sizes up to 4n, source for a size, options of Monty for a size
CASES = [
    ("10 MB of text by +=", 1_000_000, fixed("s = ''\nfor i in range(N): s += 'abcdefghij'\nassert len(s) == 10 * N"), None),
    ("list of 10 million by append", 10_000_000, fixed("l = []\nfor i in range(N): l.append(i)\nassert len(l) == N"), None),
    ("list(range) of 10 million", 10_000_000, fixed("l = list(range(N))\nassert len(l) == N"), None),
    ("dict of a million ints", 1_000_000, fixed("d = {}\nfor i in range(N): d[i] = i\nassert len(d) == N"), None),
    ("dict of a million texts", 1_000_000, fixed("d = {}\nfor i in range(N): d[f'key{i}'] = i\nassert len(d) == N"), None),
    ("set of a million ints", 1_000_000, fixed("s = set()\nfor i in range(N): s.add(i)\nassert len(s) == N"), None),
    ("list of a million tuples", 1_000_000, fixed("l = [(i, i + 1) for i in range(N)]\nassert len(l) == N"), None),
    ("a million instances", 1_000_000, fixed("class P:\n    def __init__(self, x): self.x = x\nl = [P(i) for i in range(N)]\nassert len(l) == N"), None),
    ("linked list of a million", 1_000_000, fixed("l = None\nfor i in range(N): l = [l, i]"), None),
    ("recursion to 900,000 frames", 900_000, fixed("import sys\nsys.setrecursionlimit(N + 100)\ndef f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nassert f(N - 10) == N - 10"),
     lambda n: ["--max-depth", str(n + 200)]),
    ("exceptions through 900,000 frames", 900_000,
     fixed("import sys\nsys.setrecursionlimit(N + 100)\ndef f(n):\n    if n == 0: raise KeyError(n)\n    f(n - 1)\ntry: f(N - 10)\nexcept KeyError: pass"),
     lambda n: ["--max-depth", str(n + 200)]),
    ("compiling 100,000 lines", 100_000, many_lines, None),
    ("sort of a million", 1_000_000, fixed("l = sorted((i * 7919) % 1000003 for i in range(N))\nassert l[0] == 0"), None),
    ("join and split of 10 MB", 1_000_000, fixed("s = ','.join(['abcdefghi'] * N)\nassert len(s.split(',')) == N"), None),
]


def run(command):
    """(seconds of processor time, peak bytes); None: it failed."""
    with open(os.devnull, "r+b") as null:
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null.fileno(), 0), (os.POSIX_SPAWN_DUP2, null.fileno(), 1)])
        _, status, usage = os.wait4(pid, 0)
    return None if status else (usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def best(command, rounds):
    runs = [run(command) for _ in range(rounds)]
    if None in runs:
        return None
    return min(r[0] for r in runs), min(r[1] for r in runs)


def factor(times, empty):
    """What the last doubling costs."""
    return max(times[2] - empty, 1e-4) / max(times[1] - empty, 1e-4)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=str(ROOT / "build" / "release" / "monty"))
    parser.add_argument("--python", default=next((p for p in ("/usr/bin/python3.11", shutil.which("python3.11")) if p and os.path.exists(p)), sys.executable))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", help="write the table into this file too")
    parser.add_argument("names", nargs="*", help="parts of the names of the cases")
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp())
    path = room / "program.py"
    path.write_text("")
    empty = {"ours": best([options.monty, str(path)], 5)[0], "theirs": best([options.python, "-S", "-E", str(path)], 5)[0]}
    rows, bad = [], []
    for name, most, source, flags in CASES:
        if options.names and not any(part in name for part in options.names):
            continue
        figures = {"ours": [], "theirs": []}
        for n in (most // 4, most // 2, most):
            path.write_text(source(n))
            figures["ours"].append(best([options.monty, *(flags(n) if flags else []), str(path)], options.rounds))
            figures["theirs"].append(best([options.python, "-S", "-E", str(path)], options.rounds))
        ours, theirs = figures["ours"], figures["theirs"]
        if None in ours or None in theirs:
            bad.append(f"{name}: {'ours' if None in ours else 'CPython'} failed")
            continue
        grows, memory = factor([r[0] for r in ours], empty["ours"]), ours[2][1] / theirs[2][1]
        row = [name, *(f"{r[0]:.3f}" for r in ours), f"{grows:.2f}", f"{theirs[2][0]:.3f}", f"{factor([r[0] for r in theirs], empty['theirs']):.2f}",
               f"{ours[2][1] / 1e6:.1f}", f"{theirs[2][1] / 1e6:.1f}", f"{memory:.2f}"]
        rows.append(row)
        print("  ".join(f"{cell:>34}" if i == 0 else f"{cell:>8}" for i, cell in enumerate(row)), flush=True)
        if grows > 2.5 and ours[2][0] > 0.05:
            bad.append(f"{name}: doubling the work costs {grows:.2f} times")
        if memory > 1.2:
            bad.append(f"{name}: {memory:.2f} times the memory of CPython")
    shutil.rmtree(room)
    if options.write:
        head = ["work", "n, s", "2n, s", "4n, s", "4n / 2n", "CPython 4n, s", "CPython 4n / 2n", "MB", "CPython MB", "memory ratio"]
        lines = ["# How costs grow", "", f"`bench/growth.py`, {time.strftime('%Y-%m-%d')}, against {os.path.basename(options.python)}; processor time and peak memory of whole processes.", "",
                 "| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *("| " + " | ".join(row) + " |" for row in rows)]
        Path(options.write).write_text("\n".join(lines) + "\n")
    for problem in bad:
        print("FAILED:", problem)
    print(f"{len(rows)} cases, {len(bad)} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
