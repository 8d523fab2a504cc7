#!/usr/bin/env python3
"""Fails on an #include across a closed door of the room graph (docs/architecture.md): a room may include itself and the rooms its row names."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Direct doors; what lies behind a door is open too.
DOORS = {
    "base": [],
    "check": ["base"],
    "syntax": ["base"],
    "code": ["base"],
    "regex": ["base"],
    "compiler": ["syntax", "code"],
    "heap": ["code"],
    "native": ["heap"],
    "object": ["native"],
    "vm": ["object"],
    "builtins": ["vm"],
    "lib": ["builtins", "regex"],
    "snapshot": ["vm", "builtins"],
    "host": ["vm", "builtins", "lib"],
    "api": ["snapshot", "lib", "builtins", "host", "compiler", "check"],
}
# Headers open to a room below: plain field layouts, no functions.
EXCEPTIONS = {("native", "object/layout.h")}
# Outside src: what may be included besides include/monty and their own files.
OUTSIDE = {"apps": [], "bindings": [], "examples": []}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
SYSTEM = re.compile(r"^\s*#\s*include\s+<((?:unistd|fcntl|sys/[a-z]+|dirent|pthread|netinet/in|poll|spawn)\.h|filesystem|fstream|iostream|thread)>")
OS_ROOMS = {"host"}


def reachable(room):
    seen, todo = set(), [room]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += DOORS.get(here, [])
    return seen


def main():
    problems, files = [], 0
    for path in sorted(p for top in ("src", *OUTSIDE) for p in (ROOT / top).rglob("*") if p.suffix in (".h", ".hpp", ".cpp", ".c", ".def")):
        if "build" in path.parts or "target" in path.parts:
            continue
        files += 1
        top, room = path.relative_to(ROOT).parts[:2]
        open_rooms = reachable(room) if top == "src" else set()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            where = f"{path.relative_to(ROOT)}:{number}"
            if match := INCLUDE.match(line):
                target = match[1].split("/")[0]
                if "/" in match[1] and target in DOORS and target not in open_rooms and (room, match[1]) not in EXCEPTIONS:
                    problems.append(f"{where}: {room if top == 'src' else top} may not include {match[1]}")
            elif top == "src" and room not in OS_ROOMS and (match := SYSTEM.match(line)):
                problems.append(f"{where}: {room} may not touch the operating system (<{match[1]}>)")
    for problem in problems:
        print(problem)
    if problems:
        print(f"FAILED: {len(problems)} closed doors opened in {files} files")
        return 1
    print(f"ok: {files} files, every include goes through an open door")
    return 0


if __name__ == "__main__":
    sys.exit(main())
