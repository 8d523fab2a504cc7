#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the archive of stubs that the type checker sees: typeshed, less all that does not exist at run time.

Usage: gen_typeshed.py --typeshed DIR --extensions DIR OUT.zip [--dropped FILE]

  --typeshed    typeshed's folder (with stdlib/), as the crate ty_vendored carries it
  --extensions  the stubs of ty's own module ty_extensions
  --dropped     lists what was left out

src/check/surface.json (tools/stub_surface.py) says what there is. A module that cannot be imported is left out, unless
stubs of others are written in terms of it; a function, class or method that is not there is left out of its stub; tests
of the version and the platform are decided. What stays only for other stubs is listed in HIDDEN: programs cannot import
it. The archive is not compressed: the checker reads it in place.
"""
import argparse
import ast
import json
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = (3, 14)
# Modules that exist for the checker alone, or give their names by a __getattr__.
CHECKER_ONLY = {"_typeshed", "ty_extensions", "typing_extensions", "__future__"}
# What stubs are written with, or the checker knows by name.
LANGUAGE = {"typing.type_check_only", "builtins.ellipsis"}
# Modules whose classes are the checker's own matter: their attributes come about in ways that dir() does not show.
LANGUAGE_CLASSES = {"typing", "enum", "types"}

# What typeshed says less of than programs do: they put numbers in the place of the texts of a DictReader's rows.
RETURNS = {"csv.DictReader.__next__": "dict[_T | Any, Any]"}


def mixed_gathers():
    """asyncio.gather() of so many awaitables by name and more unpacked, as crates/typecheck/src/judge.rs calls it."""
    for n in range(1, 6):
        names = ", ".join(f"c{i}: _FutureLike[_T{i}]" for i in range(1, n + 1))
        for keyword, also in (("Literal[False] = False", ""), ("bool", " | BaseException")):
            results = ", ".join(f"_T{i}{also}" for i in range(1, n + 1))
            yield (f"@overload\ndef _mix_{n}({names}, /, *more: _FutureLike[_T], return_exceptions: {keyword}) -> "
                   f"Future[tuple[{results}, *tuple[_T{also}, ...]]]: ...")


def decide(test):
    """True, False, or None where a condition is about something else than version and platform."""
    if isinstance(test, ast.BoolOp):
        values = [decide(v) for v in test.values]
        if isinstance(test.op, ast.And):
            return False if False in values else None if None in values else True
        return True if True in values else None if None in values else False
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        value = decide(test.operand)
        return None if value is None else not value
    if isinstance(test, ast.Name) and test.id == "TYPE_CHECKING":
        return True
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    about = ast.unparse(test.left)
    right = test.comparators[0]
    values = {"sys.version_info": VERSION, "sys.version_info[0]": VERSION[0], "sys.platform": "linux"}
    if about not in values:
        return None
    left, right, op = values[about], ast.literal_eval(right), test.ops[0]
    if isinstance(left, tuple):
        left = left[:len(right)] if len(right) <= 2 else left + (0,)
    return {ast.Lt: lambda: left < right, ast.LtE: lambda: left <= right, ast.Gt: lambda: left > right, ast.GtE: lambda: left >= right,
            ast.Eq: lambda: left == right, ast.NotEq: lambda: left != right}[type(op)]()


def flatten(body):
    for node in body:
        if isinstance(node, ast.If):
            value = decide(node.test)
            if value is not None:
                yield from flatten(node.body if value else node.orelse)
                continue
            node.body, node.orelse = list(flatten(node.body)) or [ast.Pass()], list(flatten(node.orelse))
        yield node


def without_texts(body):
    """The body less its docstrings, and those in it, which the checker would read for nothing."""
    kept = [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) and isinstance(n.value.value, str))]
    for node in kept:
        if isinstance(node, ast.ClassDef):
            node.body = list(flatten(node.body))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If)):
            node.body = without_texts(node.body) or [ast.Expr(ast.Constant(...))]
    return kept


def decorated(node, *names):
    return any(ast.unparse(d).split(".")[-1].split("(")[0] in names for d in node.decorator_list)


class Module:
    def __init__(self, name, path, is_package):
        self.name, self.is_package, self.text = name, is_package, path.read_text(encoding="utf-8")
        # ty's own stubs go in as they are: their syntax is newer than the Python that runs this may know.
        self.body = [] if name.split(".")[0] == "ty_extensions" else without_texts(flatten(ast.parse(self.text).body))
        self.tree = bool(self.body)

    def origin(self, node):
        """The module that a `from` statement names, dotted."""
        if not node.level:
            return node.module
        base = self.name.split(".")
        base = base[:len(base) - node.level + (1 if self.is_package else 0)]
        return ".".join(base + ([node.module] if node.module else []))

    def imports(self):
        for top in self.body:
            for node in ast.walk(top):
                if isinstance(node, ast.Import):
                    yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    origin = self.origin(node)
                    yield origin
                    yield from (f"{origin}.{alias.name}" for alias in node.names)


def stubs_in(folder: Path, prefix=()):
    """By dotted name: the path of a stub, and whether it is a package's."""
    stubs = {}
    for path in sorted(folder.rglob("*.pyi")):
        parts = prefix + path.relative_to(folder).with_suffix("").parts
        package = parts[-1] == "__init__"
        stubs[".".join(parts[:-1] if package else parts)] = (path, package)
    return stubs


class Filter:
    def __init__(self, typeshed, extensions, surface):
        self.surface, self.dropped = surface, []
        self.modules = stubs_in(typeshed / "stdlib") | stubs_in(extensions, ("ty_extensions",))
        # Attributes that instances get in a method are none of the class.
        self.assigned = {w for p in (ROOT / "src" / "lib").glob("*.py")
                         for w in re.findall(r"\b\w+\.(\w+)[\w, .]* = ", p.read_text(encoding="utf-8"))}
        # What classes of the library declare.
        self.words = {w for p in (ROOT / "src" / "lib").glob("*.py") for w in re.findall(r"\w+", p.read_text(encoding="utf-8"))}

    def keep(self):
        """The modules to keep: those that can be imported, and those that their stubs are written in terms of."""
        kept, work = {}, [n for n in self.modules if n in self.surface or n.split(".")[0] in CHECKER_ONLY]
        while work:
            name = work.pop()
            if name in kept or name not in self.modules:
                continue
            top = name.split(".")[0]
            if name not in self.surface and not top.startswith("_") and top not in self.surface and top not in CHECKER_ONLY:
                continue
            kept[name] = module = Module(name, *self.modules[name])
            work += module.imports()
            if "." in name:
                work.append(name.rpartition(".")[0])
        return kept

    def run(self):
        kept = self.keep()
        # Names of a module that cannot be imported are there where a module that can be shows them.
        shown = {}
        for module in kept.values():
            if module.name not in self.surface:
                continue
            for node in module.body:
                if isinstance(node, ast.ImportFrom) and module.origin(node) not in self.surface:
                    shown.setdefault(module.origin(node), []).append((self.surface[module.name], any(a.name == "*" for a in node.names)))
        for module in kept.values():
            if module.name.split(".")[0] in CHECKER_ONLY:
                continue
            if module.name in self.surface:
                self.filter_module(module, self.surface[module.name], True)
            elif module.name in shown:
                names = {}
                for there, _ in shown[module.name]:
                    for name, attributes in there.items():
                        if names.get(name) is None:
                            names[name] = attributes
                self.filter_module(module, names, any(star for _, star in shown[module.name]))
        for module in kept.values():
            for cls in module.body:
                for node in getattr(cls, "body", []):
                    if result := RETURNS.get(f"{module.name}.{cls.name}.{getattr(node, 'name', '')}" if isinstance(cls, ast.ClassDef) else ""):
                        node.returns = ast.parse(result, mode="eval").body
        tasks = kept["asyncio.tasks"].body
        tasks += ast.parse("\n".join(mixed_gathers()) + "\n__all__ += " + repr(tuple(f"_mix_{n}" for n in range(1, 6)))).body
        return kept

    def filter_module(self, module, names, complete):
        """`complete`: a public name that is not among `names` does not exist."""
        body, gone = [], set()
        mentioned = names if complete else None

        def missing(name):
            return (mentioned is not None and not name.startswith("_") and name not in mentioned
                    and f"{module.name}.{name}" not in LANGUAGE)

        reexports = set()
        for node in module.body:
            if "__all__" in ast.unparse(node).split("=")[0]:
                reexports |= {c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
        for node in module.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                if missing(node.name) and not decorated(node, "type_check_only"):
                    gone.add(node.name)
                    continue
                if isinstance(node, ast.ClassDef) and names.get(node.name) is not None and module.name not in LANGUAGE_CLASSES:
                    self.filter_class(module.name, node, names[node.name])
            elif isinstance(node, ast.ImportFrom) and node.names[0].name != "*":
                keep = [a for a in node.names
                        if not ((a.asname == a.name or (a.asname or a.name) in reexports) and missing(a.asname or a.name))]
                gone |= {a.name for a in node.names if a not in keep}
                if not keep:
                    continue
                node.names = keep
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and missing(node.target.id):
                gone.add(node.target.id)
                continue
            elif isinstance(node, ast.Assign) and all(isinstance(t, ast.Name) and missing(t.id) for t in node.targets):
                gone |= {t.id for t in node.targets}
                continue
            body.append(node)
        for node in body:  # __all__
            if isinstance(node, (ast.Assign, ast.AugAssign)) and "__all__" in ast.unparse(node).split("=")[0]:
                for items in ast.walk(node):
                    if isinstance(items, (ast.List, ast.Tuple)):
                        items.elts = [e for e in items.elts if not (isinstance(e, ast.Constant) and e.value in gone)]
        module.body = body
        self.dropped += [f"{module.name}.{name}" for name in sorted(gone)]

    def filter_class(self, where, cls, attributes):
        body, gone = [], set()
        cls.body = list(flatten(cls.body))

        def missing(name):
            return not name.startswith("_") and name not in attributes and name not in self.assigned

        for node in cls.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if missing(node.name):
                    gone.add(node.name)
                    continue
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                if missing(node.target.id) and node.target.id not in self.words:
                    gone.add(node.target.id)
                    continue
            elif isinstance(node, ast.Assign) and all(isinstance(t, ast.Name) and missing(t.id) for t in node.targets):
                gone |= {t.id for t in node.targets}
                continue
            elif isinstance(node, ast.ClassDef):
                if missing(node.name):
                    gone.add(node.name)
                    continue
                if attributes.get(node.name) is not None:
                    self.filter_class(f"{where}.{cls.name}", node, attributes[node.name])
            body.append(node)
        cls.body = body or [ast.Expr(ast.Constant(...))]
        self.dropped += [f"{where}.{cls.name}.{name}" for name in sorted(gone)]


def write(out: Path, kept, hidden):
    files = {"stdlib/VERSIONS": "".join(f"{name}: 3.0-\n" for name in sorted(kept)),
             "HIDDEN": "".join(f"{name}\n" for name in sorted(hidden))}
    for module in kept.values():
        path = "stdlib/" + module.name.replace(".", "/") + ("/__init__.pyi" if module.is_package else ".pyi")
        files[path] = ast.unparse(ast.fix_missing_locations(ast.Module(module.body, []))) + "\n" if module.tree else module.text
    folders = {str(parent) + "/" for path in files for parent in Path(path).parents if str(parent) != "."}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folders):
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), "")
        for path, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), text)
    return sum(len(t) for t in files.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--typeshed", type=Path, required=True)
    parser.add_argument("--extensions", type=Path, required=True)
    parser.add_argument("--dropped", type=Path)
    args = parser.parse_args()
    surface = json.loads((ROOT / "src" / "check" / "surface.json").read_text(encoding="utf-8"))
    work = Filter(args.typeshed, args.extensions, surface)
    kept = work.run()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    hidden = [n for n in kept if n not in surface and n.split(".")[0] not in ("_typeshed", "ty_extensions", "__future__")]
    size = write(args.out, kept, hidden)
    if args.dropped:
        args.dropped.write_text("\n".join(sorted(work.dropped)) + "\n")
    print(f"{args.out.name}: {len(kept)} modules, {size} bytes, {len(work.dropped)} names left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
