#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the library has at run time: src/check/surface.json, by which tools/gen_typeshed.py filters the public stubs.

Usage: stub_surface.py [--build build/release] [--check]

Runs a program in monty that imports every module that the stubs know, and notes the names of each and the attributes of
its classes. To be run when the library has got or lost something; --check writes nothing and fails where that is so.
"""
import argparse
import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from gen_typeshed import Module, flatten, stubs_in

ROOT = Path(__file__).resolve().parent.parent
SURFACE = ROOT / "src" / "check" / "surface.json"

# Names that the stubs declare are tried one by one: dir() does not name what a module defines on demand. What a
# subclass of the same module has counts for the class as well: it may be declared on an abstract base.
PROBE = """
import importlib, json

def refuses(value):
    "Functions of the library called `refuse` or `refused` are there to say why there is no such function; so are classes of `_refusing`."
    return getattr(getattr(value, "__code__", None), "co_name", "") in ("refuse", "refused") or hasattr(value, "_refuses")

def attributes(cls, declared, family, depth):
    names = {}
    for one in [cls] + [c for c in family if c is not cls and c is not type and cls in c.__mro__]:
        there = set(dir(one))
        names.update(dict.fromkeys(n for n in declared if n not in names and (n in there or hasattr(one, n))))
    if depth < 2:
        for name in names:
            value = getattr(cls, name, None)
            if isinstance(value, type) and not name.startswith("__") and value is not cls:
                names[name] = attributes(value, declared.get(name) or {}, [], depth + 1)
    if hasattr(cls, "__getattr__"):
        names.update(declared)
    return names

for module_name, declared in DECLARED.items():
    try:
        module = importlib.import_module(module_name)
    except ImportError:
        continue
    if len(declared) > 1 and not any(hasattr(module, n) for n in declared):
        continue  # a name without a module behind it
    found = {n: getattr(module, n) for n in declared if hasattr(module, n)}
    found = {n: v for n, v in found.items() if not refuses(v)}
    family = [v for v in found.values() if isinstance(v, type)]
    names = {n: attributes(v, declared.get(n) or {}, family, 0) if isinstance(v, type) else None for n, v in found.items()}
    print(json.dumps([module_name, names]))
"""


def declared_in(body):
    """Names that statements of a stub bind, with those in the classes among them."""
    names = {}
    for node in flatten(body):
        if isinstance(node, ast.ClassDef):
            names[node.name] = {**(names.get(node.name) or {}), **declared_in(node.body)}
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names.setdefault(node.name, None)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    names.setdefault(target.id, None)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names.setdefault(alias.asname or alias.name, None)
    return names


def declared(stubs):
    """By module: what it declares, and what the modules that it imports from do."""
    own, modules = {}, {}
    for name, (path, package) in stubs.items():
        modules[name] = Module(name, path, package)
        own[name] = declared_in(modules[name].body)
    out = {}
    for name, module in modules.items():
        names = dict(own[name])
        for node in module.body:
            if isinstance(node, ast.ImportFrom):
                for there, members in own.get(module.origin(node), {}).items():
                    if names.get(there) is None:
                        names[there] = members
        out[name] = names
    return out


def probe(monty: str, typeshed: Path):
    names = declared({n: at for n, at in stubs_in(typeshed / "stdlib").items()
                      if n.split(".")[0] not in ("_typeshed", "this", "antigravity", "__main__")})
    with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
        program.write(f"DECLARED = {names!r}\n{PROBE}")
        program.flush()
        out = subprocess.run([monty, program.name], stdout=subprocess.PIPE, check=True, text=True).stdout
    return dict(json.loads(line) for line in out.splitlines())


def compact(names):
    """Attributes that every object has say nothing."""
    common = set(dir(object)) | {"__dict__", "__module__", "__weakref__", "__firstlineno__", "__static_attributes__"}
    return {n: v if v is None else compact(v) for n, v in sorted(names.items())
            if n not in common and (not n.startswith("_") or n.startswith("__"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release", help="a build with type checking")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    source = args.build / "generated" / "typeshed.txt"
    if not source.exists():
        print("this build has no type checker\n0 passed, 0 failed")
        return 0
    typeshed = Path(source.read_text().strip())
    surface = {m: compact(names) for m, names in sorted(probe(str(args.build / "monty"), typeshed).items())}
    text = "{\n" + ",\n".join(f"{json.dumps(m)}: {json.dumps(names, separators=(',', ':'))}" for m, names in surface.items()) + "\n}\n"
    if not args.check:
        SURFACE.write_text(text)
        print(f"{SURFACE.relative_to(ROOT)}: {len(surface)} modules")
        return 0
    if SURFACE.read_text() == text:
        print("1 passed, 0 failed")
        return 0
    known = json.loads(SURFACE.read_text())
    for m in sorted(known.keys() | surface.keys()):
        if known.get(m) != surface.get(m):
            print(f"{m}: {SURFACE.relative_to(ROOT)} is not what the library has (run tools/stub_surface.py)")
    print("0 passed, 1 failed")
    return 1


if __name__ == "__main__":
    sys.exit(main())
