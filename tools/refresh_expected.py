#!/usr/bin/env python3
"""Writes NAME.out (and NAME.err where it exists or the program ends in an error) beside each conformance program,
as CPython prints them; with --check compares instead and fails on any difference.

Oracles: CPython 3.13 ($MONTY_PYTHON, else the newest python3.13 found), and CPython 3.14 from the npm package `pyodide`
($MONTY_PYODIDE, a folder with node_modules, default .cache/pyodide) for programs that say `# oracle: 3.14`.
A check without the 3.13 oracle uses the python3 at hand on the programs it can parse, and skips the others.
"""
import argparse
import ast
import concurrent.futures
import glob
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from run import directives, normal_paths, show_diff  # noqa: E402

PYODIDE = Path(os.environ.get("MONTY_PYODIDE", ROOT / ".cache" / "pyodide"))


def find_python():
    candidates = [os.environ.get("MONTY_PYTHON")]
    candidates += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.13*/bin/python3.13")), reverse=True)
    candidates.append(shutil.which("python3.13"))
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK) and subprocess.run([candidate, "-c", ""], capture_output=True).returncode == 0:
            return candidate, True
    return sys.executable, False


def run_cpython(python, path):
    about = directives(path)
    stdin = path.with_suffix(".in")
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    quiet = [] if path.with_suffix(".err").exists() else ["-W", "ignore"]
    done = subprocess.run([python, *quiet, path.name, *shlex.split(about.get("args", ""))], cwd=path.parent, capture_output=True,
                          input=stdin.read_bytes() if stdin.exists() else b"", timeout=60, env=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def run_pyodide(paths):
    """All programs in one process of node: a list of [code, out, err]."""
    script = ROOT / "tools" / "pyodide_run.mjs"
    done = subprocess.run(["node", str(script), str(PYODIDE), *map(str, paths)], capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(f"pyodide: {done.stderr[-2000:]}")
    return [tuple(r) for r in json.loads(done.stdout.splitlines()[-1])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true", help="only programs that have no .out yet")
    parser.add_argument("--also314", action="store_true", help="write NAME.out314 where CPython 3.14 words lines otherwise (its build is 32-bit: not for programs that print hashes or errno)")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    bases = [Path(p).resolve() for p in options.paths] or [ROOT / "tests" / "conformance"]
    programs = sorted({p for b in bases for p in ([b] if b.is_file() else b.rglob("*.py"))})
    if options.missing:
        programs = [p for p in programs if not p.with_suffix(".out").exists()]
    python, exact = find_python()
    new, old, skipped = [], [], 0
    for path in programs:
        about = directives(path)
        if about.get("oracle", "").startswith("none"):
            continue
        if about.get("oracle", "").startswith("3.14"):
            new.append(path)
            continue
        if not exact:
            try:
                ast.parse(path.read_text(encoding="utf-8"))
            except SyntaxError:
                skipped += 1
                continue
        old.append(path)
    if new and not (PYODIDE / "node_modules" / "pyodide").exists():
        print(f"CPython 3.14 is not here (npm install --prefix {PYODIDE} pyodide): {len(new)} programs skipped")
        skipped += len(new)
        new = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(zip(old, pool.map(lambda p: run_cpython(python, p), old)))
    if new:
        results += zip(new, run_pyodide(new))
    if options.also314:
        for path, (_, out, _) in zip(old, run_pyodide(old)):
            known = path.with_suffix(".out").read_text(encoding="utf-8")
            if out != known and out.count("\n") == known.count("\n"):
                path.with_suffix(".out314").write_text(out, encoding="utf-8")
        return 0
    passed = failed = 0
    for path, (code, out, err) in results:
        about, problems = directives(path), []
        err = normal_paths(err, path)
        wanted = int(about.get("exit", 0))
        if code != wanted:
            problems.append(f"exit status {code}, the program says {wanted}\n{err[-1500:]}")
        files = [(path.with_suffix(".out"), out)]
        if wanted and exact or path.with_suffix(".err").exists():
            files.append((path.with_suffix(".err"), err))
        for file, text in files:
            if not options.check:
                if not problems and (not file.exists() or file.read_text(encoding="utf-8") != text):
                    file.write_text(text, encoding="utf-8")
            elif not file.exists():
                problems.append(f"{file.name} is missing")
            elif file.suffix == ".err" and not exact:
                continue
            elif file.read_text(encoding="utf-8") != text:
                problems.append(show_diff(file.read_text(encoding="utf-8"), text, file.suffix))
        if problems:
            failed += 1
            print(f"FAIL {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}")
            print("\n".join("    " + line for p in problems for line in p.splitlines()))
        else:
            passed += 1
    print(f"oracle: {subprocess.run([python, '-V'], capture_output=True, text=True).stdout.strip()}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
