#!/usr/bin/env python3
"""Runs bench/programs under Monty and its peers in interleaved rounds, compares their outputs, and prints times and ratios.

    bench/run.py [--rounds N] [--monty PROGRAM] [--no-docs] [NAME-PART ...]

Peers: /usr/bin/python3.11 (the yardstick), PyPy where it is, and pydantic-monty's command in .cache/peers.
Writes docs/benchmarks.md and docs/benchmarks.svg.
"""
import argparse
import datetime
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".cache" / "peers" / "bin"
BASE = "CPython 3.11"


def peers(monty):
    found = {"Monty": [str(monty)], BASE: ["/usr/bin/python3.11"]}
    if not os.access("/usr/bin/python3.11", os.X_OK):
        found[BASE] = [shutil.which("python3.11") or sys.executable]
    if pypy := shutil.which("pypy3"):
        found["PyPy"] = [pypy]
    if (PEERS / "pydantic-monty").exists():
        found["pydantic-monty"] = [str(PEERS / "pydantic-monty")]
    return found


def once(command, program, limit):
    start = time.perf_counter()
    try:
        done = subprocess.run([*command, str(program)], capture_output=True, timeout=limit, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None, "timeout"
    except OSError as error:
        return None, str(error)
    seconds = time.perf_counter() - start
    if done.returncode:
        return None, (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()[-1:] or ["failed"]
    # pydantic-monty's command closes with a line like `4.5552s ❯ None`.
    lines = done.stdout.splitlines(keepends=True)
    if lines and "\u276f".encode() in lines[-1]:
        lines.pop()
    return seconds, b"".join(lines)


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values)) if values else float("nan")


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as info:
            model = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def picture(rows, title):
    """A bar for each program: how many times as fast as the yardstick."""
    bar, left, scale_width = 16, 150, 520
    top = max([r for _, r in rows] + [2.0])
    height = 60 + len(rows) * (bar + 5) + 20
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + scale_width + 80}" height="{height}" font-family="sans-serif" font-size="12">',
           '<rect width="100%" height="100%" fill="white"/>', f'<text x="10" y="20" font-size="14">{title}</text>']
    for tick in range(0, int(top) + 1):
        x = left + tick / top * scale_width
        out.append(f'<line x1="{x:.1f}" y1="34" x2="{x:.1f}" y2="{height - 18}" stroke="{"#888" if tick == 1 else "#ddd"}"/>')
        out.append(f'<text x="{x:.1f}" y="{height - 4}" text-anchor="middle" fill="#555">{tick}</text>')
    for i, (name, ratio) in enumerate(rows):
        y = 40 + i * (bar + 5)
        color = "#2a7f9e" if ratio >= 1 else "#c0552d"
        out.append(f'<text x="{left - 6}" y="{y + 12}" text-anchor="end">{name}</text>')
        out.append(f'<rect x="{left}" y="{y}" width="{ratio / top * scale_width:.1f}" height="{bar}" fill="{color}"/>')
        out.append(f'<text x="{left + ratio / top * scale_width + 4:.1f}" y="{y + 12}" fill="#333">{ratio:.2f}</text>')
    return "\n".join([*out, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=ROOT / "build" / "release" / "monty")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--no-docs", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    programs = sorted((ROOT / "bench" / "programs").glob("*.py"))
    if options.names:
        programs = [p for p in programs if any(n in p.stem for n in options.names)]
    runners = peers(Path(options.monty).resolve())
    names = list(runners)
    print(f"{'program':<18}" + "".join(f"{n:>16}" for n in names) + f"{'ratio':>9}   (seconds, median of {options.rounds}; ratio: times as fast as {BASE})")
    table, wrong = [], []
    for program in programs:
        times = {n: [] for n in names}
        notes = {}
        expected = None
        for _ in range(options.rounds):
            for name in [BASE, *[n for n in names if n != BASE]]:
                if name in notes:
                    continue
                seconds, out = once(runners[name], program, options.limit)
                if seconds is None:
                    notes[name] = "timeout" if out == "timeout" else "cannot"
                elif name == BASE:
                    expected = out
                    times[name].append(seconds)
                elif out != expected:
                    notes[name] = "wrong"
                    if name == "Monty":
                        wrong.append(program.stem)
                else:
                    times[name].append(seconds)
        median = {n: statistics.median(t) for n, t in times.items() if t and n not in notes}
        ratio = median[BASE] / median["Monty"] if "Monty" in median and BASE in median else None
        print(f"{program.stem:<18}" + "".join(f"{median[n]:>16.3f}" if n in median else f"{notes.get(n, '-'):>16}" for n in names) + (f"{ratio:>9.2f}" if ratio else f"{'-':>9}"), flush=True)
        table.append((program.stem, median, notes, ratio))
    summary = []
    for name in names:
        if name == BASE:
            continue
        ratios = [m[BASE] / m[name] for _, m, _, _ in table if BASE in m and name in m]
        if ratios:
            summary.append(f"{name}: geometric mean {geometric_mean(ratios):.2f} times as fast as {BASE} ({len(ratios)} of {len(table)} programs, least {min(ratios):.2f})")
    pair = [m["pydantic-monty"] / m["Monty"] for _, m, _, _ in table if "Monty" in m and "pydantic-monty" in m]
    if pair:
        summary.append(f"Monty: geometric mean {geometric_mean(pair):.2f} times as fast as pydantic-monty where it can run the program ({len(pair)})")
    print("\n".join(summary))
    if wrong:
        print(f"outputs differ from CPython's: {', '.join(wrong)}")
    if not options.no_docs and not options.names and any(r for *_, r in table):
        (ROOT / "docs").mkdir(exist_ok=True)
        lines = ["# Benchmarks", "", f"Measured on {datetime.date.today().isoformat()}, {machine()}; whole processes, median of {options.rounds} interleaved rounds, seconds. Made by `make bench`.", "",
                 "![times as fast as CPython](benchmarks.svg)", "", "| program | " + " | ".join(names) + " | ratio |", "| --- |" + " ---: |" * (len(names) + 1)]
        for stem, median, notes, ratio in table:
            cells = [f"{median[n]:.3f}" if n in median else notes.get(n, "-") for n in names]
            lines.append(f"| {stem} | " + " | ".join(cells) + f" | {ratio:.2f} |" if ratio else f"| {stem} | " + " | ".join(cells) + " | - |")
        lines += ["", *[f"- {s}" for s in summary], "", f"Ratio: how many times as fast as {BASE}. `cannot`: the program ends in an error there; `wrong`: its output differs.", ""]
        (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines))
        (ROOT / "docs" / "benchmarks.svg").write_text(picture([(s, r) for s, _, _, r in table if r], f"Monty: times as fast as {BASE}"))
        print("wrote docs/benchmarks.md and docs/benchmarks.svg")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
