#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Derives from the stubs (src/lib/*.pyi) and the library's Python files all that binds natives.

Usage: gen_natives.py OUT_DIR [--source SRC_DIR] [--docs docs/generated/builtins.md]

Writes into OUT_DIR (files are touched only when they change):
  natives/static_names.h, names_all.h, static_names.cpp   static names
  natives/sealed_types.h                                         the sealed types
  natives/<module>.h                                      prototypes of the C++ functions that must exist
  natives_<module>.cpp                                    thunks and tables; builtins in several files
  native_modules.cpp                                      the module table
  typeshed/stdlib/                                        what the type checker sees
The stub format is described in src/native/README.md.
"""
import ast
import json
import re
import struct
import sys
from pathlib import Path

MASK = (1 << 64) - 1
MUL = 0x9E3779B97F4A7C15


def rotl(x, n):
    return ((x << n) | (x >> (64 - n))) & MASK


def str_hash(data: bytes) -> int:
    """As src/base/str_hash.h."""
    n = len(data)
    h = (n + 0x51ED27) * MUL & MASK
    i = 0
    while n >= 8:
        h = rotl((h ^ int.from_bytes(data[i:i + 8], "little")) * MUL & MASK, 29)
        i += 8
        n -= 8
    h = (h ^ int.from_bytes(data[i:], "little")) * MUL & MASK
    h ^= h >> 32
    h = h * MUL & MASK
    h ^= h >> 29
    return h or 1


NONE, FALSE, TRUE, ELLIPSIS, NOT_IMPLEMENTED, UNDEF = 0x02, 0x12, 0x1A, 0x22, 0x2A, 0x32  # base/value.h

CPP_RESERVED = set("""alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const
consteval constexpr constinit continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum
explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr
operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof static
static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned
using virtual void volatile wchar_t while xor xor_eq errno stdin stdout stderr EOF NULL NAN INFINITY signbit isnan isinf
isfinite major minor unix linux assert offsetof names EPERM empty""".split())


class StubError(Exception):
    pass


def cpp_name(name: str) -> str:
    """The C++ spelling of a Python identifier inside `names::`."""
    if name.startswith("__") and name.endswith("__") and len(name) > 4:
        return "op_" + name[2:-2]
    if name in CPP_RESERVED or name.isupper():  # keywords, and what could be a macro
        return name + "_"
    if name.startswith("__"):
        return "u" + name.lstrip("_") if name.strip("_") else "u_" * len(name)
    return name


def snake(name: str) -> str:
    if name.islower() or "_" in name and name.lower() == name:
        return name
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def method_name(name: str) -> str:
    return "op_" + name[2:-2] if name.startswith("__") and name.endswith("__") else name


MARKERS = {  # annotation -> (C++ type, Convert)
    "Index": ("i64", "Index"), "Double": ("double", "Double"), "ExactStr": ("Str*", "Str"), "Truth": ("bool", "Bool"),
}


class Param:
    def __init__(self, name, convert, default):
        self.name, self.convert, self.default = name, convert, default  # default: None required, else ast node

    @property
    def required(self):
        return self.default is None


class Func:
    def __init__(self):
        self.twin = None
        self.thunk = True
        self.doc = None
        self.varargs = self.varkw = None
        self.cdecl = None


class Class:
    def __init__(self, module, node):
        self.module, self.node = module, node
        self.methods, self.getsets, self.consts = [], [], []
        self.mro = []


def directives(lines, node):
    """The `# native:` comments of a def or class: on its header lines, or in the comment lines right above."""
    first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
    last = node.body[0].lineno if getattr(node, "body", None) else node.lineno
    words = []
    i = first - 2
    while i >= 0 and lines[i].lstrip().startswith("#"):
        if lines[i].lstrip().startswith("# native:"):
            words += lines[i].split("# native:")[1].split()
        i -= 1
    for i in range(first - 1, max(last, node.lineno)):
        if i > node.lineno - 1 and i == last - 1 and last != node.lineno:
            break
        if "# native:" in lines[i]:
            words += lines[i].split("# native:")[1].split()
    result = {}
    for word in words:
        key, _, value = word.partition("=")
        result[key] = value or True
    return result


def decorators(node):
    out = []
    for d in node.decorator_list:
        out.append(ast.unparse(d) if isinstance(d, (ast.Name, ast.Attribute)) else ast.unparse(d.func) if isinstance(d, ast.Call) else "")
    return [d.split("typing.")[-1] if d.startswith("typing.") else d for d in out]


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


class Generator:
    def __init__(self, src: Path, out: Path):
        self.src, self.out = src, out
        self.modules = {}      # name -> dict
        self.classes = {}      # name -> Class
        self.core_names, self.other_names = set(), set()
        self.strings = {}
        self.cache = {}  # what the library's files hold, by module; kept between runs
        if (out / "cache.json").exists():
            self.cache = json.loads((out / "cache.json").read_text())

    # ------------------------------------------------------------ reading
    def read(self):
        lib = self.src / "lib"
        for path in sorted(lib.glob("*.pyi")):
            self.module(path.stem, stub=path)
        for path in sorted(lib.glob("*.py")):
            self.module(path.stem, source=path)
        for path in sorted((self.src / "builtins").glob("*.py")):
            name = "builtins" if path.stem == "builtins" else "_builtins_" + path.stem
            self.module(name, source=path)
        names = self.src / "native" / "names.txt"
        if names.exists():
            for line in names.read_text().splitlines():
                self.core_names.update(line.split("#")[0].split())
        for name, module in self.modules.items():
            if module["source"]:
                self.read_source(name, module)
        if "_monty_types" in self.modules:  # their twins stand with those of the builtins
            self.modules["_monty_types"]["twins"] |= self.modules["builtins"]["twins"]
        for name, module in self.modules.items():
            if module["stub"]:
                self.read_stub(name, module)
        for name, module in self.modules.items():
            if module["stub"]:
                self.bind_stub(name, module)
        for cls in self.classes.values():
            self.mro(cls)

    def module(self, name, stub=None, source=None):
        m = self.modules.setdefault(name, dict(name=name, stub=None, source=None, public=name, twins=set(), funcs=[], consts=[], classes=[],
                                               statics=[], directive={}))
        if stub:
            m["stub"] = stub
        if source:
            m["source"] = source
        # a submodule says its name in the line after the licence: "# os.path: ..." in os_path.py
        with open(stub or source, encoding="utf-8") as f:
            f.readline()
            says = re.match(r"# ([A-Za-z_][\w.]*)[ :]", f.readline())
        if says and "." in says[1] and says[1].replace(".", "_") == name:
            m["public"] = says[1]

    def read_source(self, name, module):
        core = name == "builtins"
        stat = module["source"].stat()
        key = [stat.st_mtime_ns, stat.st_size, Path(__file__).stat().st_mtime_ns]
        known = self.cache.get(name)
        if known and known[0] == key:
            (self.core_names if core else self.other_names).update(known[1])
            module["twins"].update(known[2])
            return
        mine = set()
        self.scan_source(module, mine)
        (self.core_names if core else self.other_names).update(mine)
        self.cache[name] = [key, sorted(mine), sorted(module["twins"])]

    def scan_source(self, module, mine):
        text = module["source"].read_text(encoding="utf-8")
        try:
            tree = ast.parse(text)
        except SyntaxError:  # newer syntax than the interpreter at hand: names by pattern
            for m in re.finditer(r"^(?:async )?def (\w+)", text, re.M):
                module["twins"].add(m[1])
            cls = None
            for m in re.finditer(r"^(?:class (\w+)|    (?:async )?def (\w+)|\S)", text, re.M):
                if m[1]:
                    cls = m[1]
                elif m[2] and cls:
                    module["twins"].add(f"{cls}.{m[2]}")
                elif not m[2]:
                    cls = None
            mine.update(re.findall(r"\b[A-Za-z_]\w*\b", re.sub(r"#.*", "", text)))
            return
        self.collect_names(tree, mine)
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                module["twins"].add(node.name)
            elif isinstance(node, ast.ClassDef):
                module["twins"].add(node.name)
                for sub in node.body:
                    if isinstance(sub, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        module["twins"].add(f"{node.name}.{sub.name}")
                    elif isinstance(sub, ast.Assign):
                        for t in sub.targets:
                            if isinstance(t, ast.Name):
                                module["twins"].add(f"{node.name}.{t.id}")
            elif isinstance(node, ast.Assign):
                for t in node.targets:
                    if isinstance(t, ast.Name):
                        module["twins"].add(t.id)

    @staticmethod
    def collect_names(tree, into):
        """The identifiers of a program, from CPython's own compilation of it (much quicker than walking the tree)."""
        work = [compile(tree, "<library>", "exec", dont_inherit=True)]
        while work:
            code = work.pop()
            into.update(code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, (code.co_name,))
            for const in code.co_consts:
                if isinstance(const, type(code)):
                    work.append(const)
                elif isinstance(const, str) and const.isidentifier() and len(const) < 40:
                    into.add(const)
                elif isinstance(const, tuple):
                    into.update(c for c in const if isinstance(c, str) and c.isidentifier() and len(c) < 40)

    def fresh(self, name, source):
        """Whether an output made of one source only is up to date."""
        path = self.out / name
        if not path.exists():
            return False
        made = path.stat().st_mtime
        return made > source.stat().st_mtime and made > Path(__file__).stat().st_mtime

    def add_name(self, name, module):
        (self.core_names if module in ("builtins", "types", "_monty_types") else self.other_names).add(name)
        return name

    def read_stub(self, name, module):
        text = module["stub"].read_text(encoding="utf-8")
        module["text"], module["lines"] = text, text.split("\n")
        module["stub_tree"] = tree = ast.parse(text, filename=str(module["stub"]))
        for line in module["lines"]:
            if line.startswith("# native: module"):
                for word in line.split("# native: module")[1].split():
                    key, _, value = word.partition("=")
                    module["directive"][key] = value or True
        body = []
        self.flatten(tree.body, body)
        module["body"] = body
        for node in body:
            if isinstance(node, ast.ClassDef):
                d = directives(module["lines"], node)
                if not d or "python" in d or "typing" in d:
                    continue
                cls = Class(name, node)
                cls.d = d
                cls.pyname = node.name
                cls.name = d.get("name", node.name)
                cls.runtime_module = d.get("module", module["public"])
                cls.cname = d.get("cname", snake(node.name))
                cls.kind = "Exception" if "exception" in d else d.get("kind", "Instance")
                cls.ident = re.sub(r"\W", "_", cls.name)
                cls.symbol = "kType_" + cls.ident
                if cls.name in self.classes:
                    raise StubError(f"{name}: two native classes called {cls.name}")
                self.classes[cls.name] = cls
                cls.by_pyname = node.name
                module["classes"].append(cls)
                self.add_name(cls.name, name)
                self.add_name(cls.runtime_module, "builtins")

    @staticmethod
    def flatten(body, out):
        """Top-level statements, with `if sys.version_info...` / TYPE_CHECKING branches taken as all true."""
        for node in body:
            if isinstance(node, ast.If):
                Generator.flatten(node.body, out)
            else:
                out.append(node)

    def find_class(self, name):
        if name in self.classes:
            return self.classes[name]
        for cls in self.classes.values():
            if cls.pyname == name:
                return cls
        return None

    # ------------------------------------------------------------ binding
    def bind_stub(self, name, module):
        python = module["directive"].get("module") == "python" or module["directive"].get("python")
        prefix = {"builtins": "builtin"}.get(name, name.replace(".", "_").lstrip("_") if name != "_monty" else "monty")
        groups = {}
        for node in module["body"]:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                groups.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None and not python:
                if "TypeAlias" in ast.unparse(node.annotation) or node.target.id.startswith("_T"):
                    continue
                value = self.constant(node.value, module)
                if value is not None:
                    module["consts"].append((self.add_name(node.target.id, name), value))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and isinstance(node.targets[0], ast.Name) and not python:
                cls = self.find_class(node.value.id)
                if cls:
                    module["consts"].append((self.add_name(node.targets[0].id, name), ("cell", f"&{cls.symbol}")))
        for fname, defs in groups.items():
            f = self.bind_function(module, None, fname, defs, f"{prefix}_{method_name(fname)}", python)
            if f:
                module["funcs"].append(f)
        for cls in module["classes"]:
            self.bind_class(module, cls)

    def bind_class(self, module, cls):
        groups, props = {}, {}
        for node in cls.node.body:
            if isinstance(node, ast.If):
                raise StubError(f"{module['name']}.{cls.name}: no conditions in native classes")
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                decs = decorators(node)
                d = directives(module["lines"], node)
                if "property" in decs or "cached_property" in decs:
                    props[node.name] = dict(settable=False, doc=ast.get_docstring(node), d=d)
                elif any(x.endswith(".setter") for x in decs):
                    props[node.name]["settable"] = True
                elif any(x.endswith(".deleter") for x in decs):
                    pass
                else:
                    groups.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                line = module["lines"][node.lineno - 1]
                d = {}
                if "# native:" in line:
                    for word in line.split("# native:")[1].split():
                        key, _, value = word.partition("=")
                        d[key] = value or True
                if "typing" in d:
                    continue
                hint = ast.unparse(node.annotation)
                if hint in ("ClassVar[None]",):
                    cls.consts.append((self.add_name(node.target.id, module["name"]), ("bits", NONE)))
                    continue
                if node.value is not None:
                    value = self.constant(node.value, module)
                    if value is not None:
                        cls.consts.append((self.add_name(node.target.id, module["name"]), value))
                    continue
                if "ClassVar" in hint and "field" not in d and "getset" not in d:
                    continue
                props[node.target.id] = dict(settable=not ("Final" in hint or "readonly" in d), doc=None, d=d)
        for pname, p in props.items():
            if "typing" in p["d"]:
                continue
            p["field"] = (cls.kind == "Exception" and "getset" not in p["d"] and cls.name != "BaseException") or "field" in p["d"]
            p["name"] = self.add_name(pname, module["name"])
            cls.getsets.append(p)
        for fname, defs in groups.items():
            f = self.bind_function(module, cls, fname, defs, f"{cls.cname}_{method_name(fname)}", False)
            if f:
                cls.methods.append(f)
        names = {f.name for f in cls.methods}
        cls.constructor = None
        if "__new__" in names:
            cls.constructor = next(f for f in cls.methods if f.name == "__new__")
        elif "__init__" in names and cls.kind != "Exception":
            init = next(f for f in cls.methods if f.name == "__init__")
            make = Func()
            make.__dict__.update(init.__dict__)
            make.name, make.flavour, make.selftype = "__new__", "new", "Type*"
            make.cname = f"{cls.cname}_op_new"
            make.symbol = "kConstruct_" + cls.ident
            make.params = [Param("cls", None, None)] + init.params[1:]
            make.twin = f"{cls.name}.__new__" if f"{cls.name}.__new__" in module["twins"] else None
            cls.constructor = make
            self.add_name("__new__", "builtins")

    def bind_function(self, module, cls, fname, defs, cname, python):
        real, public = None, []
        for node in defs:
            decs = decorators(node)
            if "native_signature" in decs:
                real = node
            elif "overload" in decs:
                public.append(node)
            else:
                public.append(node)
                if real is None:
                    real = node
        d = {}
        for node in defs:
            d.update(directives(module["lines"], node))
        if "typing" in d or "python" in d or (python and "bind" not in d):
            return None
        if real is None:
            if len(public) == 1:
                real = public[0]
            else:
                raise StubError(f"{module['name']}: {cls.name + '.' if cls else ''}{fname}: overloads without @native_signature")
        f = Func()
        f.name = self.add_name(d.get("name", fname), module["name"])
        f.cname = d.get("c", cname)
        f.owner = cls
        f.module = module
        f.qualname = f"{cls.name}.{f.name}" if cls else f.name
        f.symbol = f"kNative_{cls.ident if cls else module['name'].replace('.', '_')}_{f.name}"
        f.doc = next((ast.get_docstring(n) for n in [real] + public if ast.get_docstring(n)), None)
        decs = [x for n in defs for x in decorators(n)]
        f.flavour = "function"
        if cls:
            f.flavour = "method"
            if "staticmethod" in decs:
                f.flavour = "static"
            elif "classmethod" in decs or fname in ("__init_subclass__", "__class_getitem__", "__subclasshook__"):
                f.flavour = "class"
            elif fname == "__new__":
                f.flavour = "new"
        if fname == "__class_getitem__" and "c" not in d:
            f.cname = "class_getitem"
        a = real.args
        positional = a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        f.params = []
        f.positional_only = len(a.posonlyargs)
        # the old convention: leading parameters with two underscores are positional-only
        for i, (arg, default) in enumerate(zip(positional, defaults)):
            f.params.append(self.param(module, cls, arg, default))
        f.positional = len(positional)
        for arg, default in zip(a.kwonlyargs, a.kw_defaults):
            f.params.append(self.param(module, cls, arg, default))
        f.required = sum(1 for p in f.params[:f.positional] if p.required)
        f.varargs = a.vararg.arg if a.vararg else None
        f.varkw = a.kwarg.arg if a.kwarg else None
        if cls and f.flavour in ("method", "class", "new"):
            if f.positional == 0:
                raise StubError(f"{f.qualname}: no self")
            f.params[0].convert = None
            f.positional_only = max(1, f.positional_only)
        f.selftype = None
        if f.flavour == "method":
            f.selftype = d.get("self") or self.self_type(cls)
        elif f.flavour == "new":
            f.selftype = "Type*"
        elif f.flavour == "class":
            f.selftype = "Value"
        twin = f.qualname
        f.twin = twin if twin in module["twins"] else None
        if "twin" in d:
            f.thunk = False
            f.twin = d["twin"] if isinstance(d["twin"], str) else twin
        f.text = self.signature_text(f)
        for p in f.params:
            self.add_name(p.name, module["name"])
        return f

    @staticmethod
    def self_type(cls):
        s = cls.d.get("self")
        if s:
            return s
        if cls.name in ("int",):
            return "int"
        if cls.name in ("float", "bool"):
            return cls.name
        if cls.kind == "Instance":
            return "Value"
        return cls.kind + "*"

    def param(self, module, cls, arg, default):
        convert = None
        if isinstance(arg.annotation, ast.Name) and arg.annotation.id in MARKERS:
            convert = arg.annotation.id
        name = arg.arg
        return Param(name, convert, default)

    def signature_text(self, f):
        out = []
        for i, p in enumerate(f.params):
            if i == f.positional:
                if f.varargs:
                    out.append("*" + f.varargs)
                else:
                    out.append("*")
            name = p.name
            if i == 0 and f.flavour in ("method", "new", "class"):
                name = "$" + ("type" if f.flavour in ("new", "class") else "self")
            if p.default is None:
                out.append(name)
            elif isinstance(p.default, ast.Constant) and p.default.value is Ellipsis:
                out.append(name + "=<unrepresentable>")
            else:
                out.append(name + "=" + ast.unparse(p.default))
            if i + 1 == f.positional_only:
                out.append("/")
        if f.varargs and len(f.params) == f.positional:
            out.append("*" + f.varargs)
        if f.varkw:
            out.append("**" + f.varkw)
        return "(" + ", ".join(out) + ")"

    def mro(self, cls):
        if cls.mro:
            return cls.mro
        bases = []
        if "bases" in cls.d or "base" in cls.d:
            wanted = cls.d.get("bases", cls.d.get("base")).split(",")
            for b in wanted:
                c = self.find_class(b)
                if c is None:
                    raise StubError(f"{cls.name}: unknown base {b}")
                bases.append(c)
        else:
            for node in cls.node.bases:
                while isinstance(node, ast.Subscript):
                    node = node.value
                b = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
                c = self.find_class(b)
                if c is not None and c is not cls:
                    bases.append(c)
        if not bases and cls.name != "object":
            bases = [self.classes["object"]]
        cls.bases = bases
        lists = [list(self.mro(b)) for b in bases] + [list(bases)]
        result = [cls]
        while any(lists):
            lists = [l for l in lists if l]
            for l in lists:
                head = l[0]
                if not any(head in other[1:] for other in lists):
                    break
            else:
                raise StubError(f"{cls.name}: no consistent MRO")
            result.append(head)
            for l in lists:
                if l[0] is head:
                    del l[0]
        cls.mro = result
        return result

    # ------------------------------------------------------------ constants
    def constant(self, node, module):
        """("bits", n), ("cell", expression) or None for `...`"""
        if isinstance(node, ast.Name):
            if node.id == "NotImplemented":
                return ("bits", NOT_IMPLEMENTED)
            if node.id == "Ellipsis":
                return ("bits", ELLIPSIS)
            return None
        try:
            value = ast.literal_eval(node)
        except (ValueError, SyntaxError):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                value = float(node.args[0].value)
            elif isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Call):
                value = -float(node.operand.args[0].value)
            elif isinstance(node, ast.BinOp):
                value = eval(compile(ast.Expression(node), "<stub>", "eval"), {})
            else:
                return None
        if value is Ellipsis:
            return None
        return self.value(value, module)

    def value(self, value, module):
        if value is None:
            return ("bits", NONE)
        if value is True:
            return ("bits", TRUE)
        if value is False:
            return ("bits", FALSE)
        if isinstance(value, int):
            if -(1 << 61) <= value < (1 << 61):
                return ("bits", (value << 2) & MASK)
            limbs, n = [], abs(value)
            while n:
                limbs.append(n & MASK)
                n >>= 64
            if len(limbs) != 1:
                raise StubError("constant int of more than 64 bits")
            sym = f"kBig{len(module['statics'])}"
            module["statics"].append(f"static constinit BigInt {sym} = static_bigint({limbs[0]}u, {'true' if value < 0 else 'false'});")
            return ("cell", f"&{sym}")
        if isinstance(value, float):
            bits = struct.unpack("<Q", struct.pack("<d", value))[0]
            word = (rotl(bits, 4) + 3) & MASK
            if word & (word >> 1) & 3:
                return ("bits", word)
            sym = f"kFloat{len(module['statics'])}"
            module["statics"].append(f"static constinit Float {sym} = static_float(0x{bits:016x}u);")
            return ("cell", f"&{sym}")
        if isinstance(value, str):
            if value.isascii() and value.isidentifier():
                self.add_name(value, module["name"])
                return ("cell", lambda v=value: f"names::{cpp_name(v)}")
            if not value.isascii():
                raise StubError("constant str must be ASCII")
            key = (module["name"], value)
            if key not in self.strings:
                sym = f"kText{len(module['statics'])}"
                data = value.encode()
                module["statics"].append(f"static constexpr u8 {sym}Data[] = {self.cstr(value)};\n"
                                         f"static constinit Str {sym} = static_str({sym}Data, {len(data)}, 0x{str_hash(data):016x}u, false);")
                self.strings[key] = sym
            return ("cell", f"&{self.strings[key]}")
        if value == ():
            return ("cell", "&kEmptyTuple")
        raise StubError(f"constant {value!r}")

    @staticmethod
    def cstr(text):
        out = []
        for ch in text.encode("utf-8"):
            if ch == 34 or ch == 92:
                out.append("\\" + chr(ch))
            elif 32 <= ch < 127:
                out.append(chr(ch))
            elif ch == 10:
                out.append("\\n")
            else:
                out.append(f"\\{ch:03o}")
        return '"' + "".join(out).replace("??", "?\\?") + '"'

    # ------------------------------------------------------------ writing
    def touch(self, name, text):
        """As write; the time of the file moves, so that `fresh` sees it."""
        path = self.out / name
        self.write(name, text)
        path.touch()

    def write(self, name, text):
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode("utf-8") if isinstance(text, str) else text
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)

    def emit(self):
        self.headers, self.protos = [], []
        units = {}
        for name, module in self.modules.items():
            if not module["stub"]:
                continue
            self.emit_module(name, module, units)
        # module names and identifiers are static names too
        for name, module in self.modules.items():
            self.other_names.update((name, module["public"], *module["public"].split(".")))
        for name, (header, cpp) in units.items():
            self.write(f"natives_{name}.cpp", cpp() if callable(cpp) else cpp)
        self.emit_missing(self.headers, self.protos)
        self.emit_names()
        self.emit_types()
        self.emit_modules()

    HEAD = "// SPDX-License-Identifier: MIT\n// Made by tools/gen_natives.py; do not edit.\n"

    def n(self, name):
        """C++ expression of a static name."""
        if not name.isidentifier():
            return "&" + self.extra_name(name)
        return "names::" + cpp_name(name)

    def extra_name(self, name):
        self.core_names.add(name)
        return "names::" + re.sub(r"\W", "_", name)

    GROUPS = {
        "numbers": "object int bool float complex",
        "text": "str bytes bytearray memoryview",
        "containers": "list tuple dict set frozenset range slice",
    }

    def emit_module(self, name, module, units):
        flat = name.replace(".", "_")
        protos = []
        if name == "builtins":
            groups = {k: [] for k in self.GROUPS}
            groups["rest"], groups["exceptions"] = [], []
            table = {c: g for g, cs in self.GROUPS.items() for c in cs.split()}
            for cls in module["classes"]:
                g = table.get(cls.name) or ("exceptions" if cls.kind == "Exception" else "rest")
                groups[g].append(cls)
            for g, classes in groups.items():
                units[f"builtins_{g}"] = (None, self.emit_unit(module, [], classes, protos))
            units["builtins"] = (None, self.emit_unit(module, module["funcs"], [], protos, True))
        else:
            units[flat] = (None, self.emit_unit(module, module["funcs"], module["classes"], protos, True))
        self.headers.append(flat)
        self.protos += protos
        header = [self.HEAD, f"// The C++ functions behind the stub {module['stub'].name}: write each in the room of its type.\n",
                  "#pragma once\n\n#include \"native/native.h\"\n\nnamespace monty::native {\n\n"]
        header += [p + "\n" for p in dict.fromkeys(protos)]
        header.append("\n}  // namespace monty::native\n")
        self.write(f"natives/{flat}.h", "".join(header))

    def emit_unit(self, module, funcs, classes, protos, with_module=False):
        flat = module["name"].replace(".", "_")
        out, tables = [], []
        statics_before = 0
        for f in funcs:
            self.emit_function(f, out, tables, protos)
        for cls in classes:
            self.emit_class(cls, module, out, tables, protos)
        if with_module:
            attrs = []
            for f in funcs:
                attrs.append((f.name, ("cell", f"&{f.symbol}")))
            for cls in module["classes"]:
                if "private" not in cls.d and cls.runtime_module == module["public"] or "export" in cls.d:
                    attrs.append((cls.d.get("export") if isinstance(cls.d.get("export"), str) else cls.pyname, ("cell", f"&{cls.symbol}")))
                elif "public" in cls.d:
                    attrs.append((cls.pyname, ("cell", f"&{cls.symbol}")))
            attrs += module["consts"]
            for nme, _ in attrs:
                self.add_name(nme, module["name"])
            self.emit_attrs(f"kModule_{flat}_attrs", attrs, tables, "extern const ")
            module["attr_symbol"], module["attr_names"] = f"kModule_{flat}_attrs", [n for n, _ in attrs]

        head = [self.HEAD, f'#include "natives/{flat}.h"\n#include "natives/names_all.h"\n#include "natives/sealed_types.h"\n'
                           '#include "native/bind.h"\n#include "native/static_cells.h"\n\nnamespace monty {\n\n']
        statics = list(module["statics"])
        module["statics"].clear()
        for key in [k for k in self.strings if k[0] == module["name"]]:
            del self.strings[key]
        decl = [f"extern NativeFunction {f.symbol};\n" for f in funcs]
        for cls in classes:
            decl += [f"extern NativeFunction {f.symbol};\n" for f in cls.methods]
            if cls.constructor and cls.constructor not in cls.methods:
                decl.append(f"extern NativeFunction {cls.constructor.symbol};\n")
        return "".join(head) + "\n".join(statics) + "\n" + "".join(decl) + "\n" + "\n".join(out) + "\n" + "\n".join(tables) + "\n}  // namespace monty\n"

    def emit_attrs(self, symbol, attrs, tables, prefix="static const "):
        seen = {}
        for nme, value in attrs:
            seen[nme] = value
        rows = sorted(seen.items(), key=lambda kv: str_hash(kv[0].encode()))
        if not rows:
            if prefix.startswith("extern"):
                tables.append(f"extern const StaticAttr {symbol}[];\nconstinit const StaticAttr {symbol}[] = {{{{nullptr, nullptr, 0}}}};")
            return 0
        body = []
        for nme, (kind, v) in rows:
            v = v() if callable(v) else v
            body.append(f"  {{{self.n(nme)}, " + (f"{v}, 0}}," if kind == "cell" else f"nullptr, 0x{v:x}u}},"))
        if prefix.startswith("extern"):
            tables.append(f"extern const StaticAttr {symbol}[];\nconstinit const StaticAttr {symbol}[] = {{\n" + "\n".join(body) + "\n};")
        else:
            tables.append(f"static constinit const StaticAttr {symbol}[] = {{\n" + "\n".join(body) + "\n};")
        return len(rows)

    CPP_SELF = {"int": "Value", "float": "double", "bool": "Value", "Value": "Value"}

    def emit_function(self, f, out, tables, protos):
        params, cargs, lines = [], [], []
        start = 0
        if f.selftype:
            start = 1
            st = f.selftype
            ctype = self.CPP_SELF.get(st, st)
            params.append(f"{ctype} {'cls' if f.flavour in ('new', 'class') else 'self'}")
            if f.flavour == "new":
                lines.append(f"  Type* self = unwrap_class(vm, args[0], {f.symbol});\n  if (self == nullptr) return Value::error();")
                cargs.append("self")
            elif st == "Value":
                cargs.append("args[0]")
            elif st == "int":
                lines.append(f"  Value self = unwrap_int(args[0]);\n  if (self.is_undef()) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("self")
            elif st == "float":
                lines.append(f"  double self;\n  if (!unwrap_float(args[0], &self)) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("self")
            elif st == "bool":
                lines.append(f"  if (!args[0].is_bool()) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("args[0]")
            elif st == "Native*":
                lines.append(f"  Native* self = unwrap_native(args[0], {f.owner.symbol});\n  if (self == nullptr) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("self")
            elif st == "TwinIterator*":
                lines.append(f"  TwinIterator* self = unwrap_twin_iterator(args[0], {f.owner.symbol});\n"
                             f"  if (self == nullptr) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("self")
            elif st == "DictView*" and "aux" in f.owner.d:
                lines.append(f"  DictView* self = unwrap<DictView>(args[0]);\n"
                             f"  if (self == nullptr || self->aux != {f.owner.d['aux']}) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("self")
            else:
                t = st.rstrip("*")
                lines.append(f"  {t}* self = unwrap<{t}>(args[0]);\n  if (self == nullptr) return wrong_self(vm, {f.symbol}, args[0]);")
                cargs.append("self")
        for i, p in enumerate(f.params):
            if i < start:
                continue
            cname = cpp_name(p.name)
            cname = cname + "_" if cname in ("vm", "self", "cls", "args", "kwargs") else cname
            if p.convert is None:
                params.append(f"Value {cname}")
                cargs.append(f"args[{i}]")
                continue
            ctype, conv = MARKERS[p.convert]
            if p.default is not None and (isinstance(p.default, ast.Constant) and p.default.value in (Ellipsis, None)):
                raise StubError(f"{f.qualname}: {p.name}: {p.convert} needs a default of its own type")
            params.append(f"{ctype} {cname}")
            cargs.append(f"p{i}")
            if conv == "Str":
                named = "" if i < f.positional_only else f", \"{p.name}\""
                lines.append(f"  Str* p{i} = to_exact_str(vm, args[{i}], \"{f.name}\", {i + 1 - start}{named});\n  if (p{i} == nullptr) return conversion_failed(vm);")
            else:
                fn = {"Index": "to_index", "Double": "to_double", "Bool": "to_truth"}[conv]
                lines.append(f"  {ctype} p{i};\n  if (!{fn}(vm, args[{i}], &p{i})) return conversion_failed(vm);")
        n = len(f.params)
        if f.varargs:
            params.append(f"Tuple* {cpp_name(f.varargs) if f.varargs != 'self' else 'args_'}")
            cargs.append(f"args[{n}].as<Tuple>()")
            n += 1
        if f.varkw:
            params.append(f"Dict* {cpp_name(f.varkw)}")
            cargs.append(f"args[{n}].as<Dict>()")
        f.proto = f"Value {f.cname}(Vm& vm{''.join(', ' + p for p in params)});"
        thunk = "nullptr"
        if f.thunk:
            protos.append(f.proto)
            thunk = f"thunk_{f.symbol[1:]}"
            unused = " [[maybe_unused]]" if not cargs and not lines else ""
            out.append(f"static Value {thunk}(Vm& vm,{unused} const Value* args) {{\n" + "".join(l + "\n" for l in lines) +
                       f"  return native::{f.cname}(vm{''.join(', ' + c for c in cargs)});\n}}")
        # parameters
        psym = "nullptr"
        if f.params:
            psym = f"kParameters_{f.symbol[1:]}"
            rows = []
            for p in f.params:
                cell, bits = "nullptr", UNDEF
                if p.default is not None:
                    v = self.constant(p.default, f.module)
                    if v is not None:
                        if v[0] == "cell":
                            cell = v[1]() if callable(v[1]) else v[1]
                        else:
                            bits = v[1]
                conv = "Convert::" + (MARKERS[p.convert][1] if p.convert else "None")
                rows.append(f"  {{{self.n(p.name)}, {cell}, 0x{bits:x}u, {conv}, {'true' if p.required else 'false'}}},")
            tables.append(f"static constinit const Parameter {psym}[] = {{\n" + "\n".join(rows) + "\n};")
        tables.append(f"static constinit const Signature kSignature_{f.symbol[1:]} = {{{psym}, {len(f.params)}, {f.positional_only}, {f.positional}, "
                      f"{f.required}, {'true' if f.varargs else 'false'}, {'true' if f.varkw else 'false'}, {self.cstr(f.text)}}};")
        flags = {"function": "0", "method": "NativeFunction::kMethod", "static": "NativeFunction::kStatic", "new": "NativeFunction::kStatic",
                 "class": "NativeFunction::kClassMethod"}[f.flavour]
        owner = f"&{f.owner.symbol}" if f.owner else "nullptr"
        mod = f.owner.runtime_module if f.owner else f.module["public"]
        self.core_names.add(mod) if mod.isidentifier() else None
        tables.append(f"constinit NativeFunction {f.symbol} = static_native({flags}, {self.n(f.name)}, {self.q(f.qualname)}, {self.q(mod)}, {owner}, "
                      f"{thunk}, &kSignature_{f.symbol[1:]}, {self.cstr(f.twin) if f.twin else 'nullptr'}, {self.cstr(f.doc) if f.doc else 'nullptr'});")

    def q(self, name):
        """A static name that may hold dots."""
        if name.isidentifier():
            self.other_names.add(name) if name not in self.core_names else None
            return self.n(name)
        self.other_names.add(name)
        self.core_names.discard(name)
        return "names::" + self.dotted(name)

    @staticmethod
    def dotted(name):
        return "q_" + re.sub(r"\W", "__", name)

    def emit_class(self, cls, module, out, tables, protos):
        attrs = []
        for f in cls.methods:
            self.emit_function(f, out, tables, protos)
            attrs.append((f.name, ("cell", f"&{f.symbol}")))
        ctor = cls.constructor
        if ctor and ctor not in cls.methods:
            ctor.text = self.signature_text(ctor)
            ctor.owner = cls
            self.emit_function(ctor, out, tables, protos)
            # `__new__` as an attribute: takes anything, makes an empty object
            sym = f"kNative_{cls.ident}___new__"
            out.append(f"static Value thunk_new_{cls.ident}(Vm& vm, const Value* args) {{\n"
                       f"  Type* self = unwrap_class(vm, args[0], {sym});\n  if (self == nullptr) return Value::error();\n  return new_empty(vm, self);\n}}")
            out.insert(0, f"extern NativeFunction {sym};")
            self.q(f"{cls.name}.__new__")
            tables.append(f"constinit NativeFunction {sym} = static_native(NativeFunction::kStatic, names::op_new, {self.q(cls.name + '.__new__')}, "
                          f"{self.q(cls.runtime_module)}, &{cls.symbol}, thunk_new_{cls.ident}, &kNewAnySignature, nullptr, nullptr);")
            attrs.append(("__new__", ("cell", f"&{sym}")))
        for p in cls.getsets:
            sym = f"kGetSet_{cls.ident}_{p['name']}"
            base = f"{cls.cname}_get_{method_name(p['name'])}"
            if p["field"]:
                getter, setter = f"get_{sym[1:]}", f"set_{sym[1:]}"
                out.append(f"static Value {getter}(Vm& vm, Value self) {{ return native::get_field(vm, self, {cls.symbol}, {self.n(p['name'])}); }}")
                if p["settable"]:
                    out.append(f"static Value {setter}(Vm& vm, Value self, Value value) {{ return native::set_field(vm, self, {cls.symbol}, {self.n(p['name'])}, value); }}")
            else:
                c = p["d"].get("c")
                getter = "native::" + (c or base)
                protos.append(f"Value {c or base}(Vm& vm, Value self);")
                if p["settable"]:
                    setter_name = (c or base).replace("_get_", "_set_")
                    setter = "native::" + setter_name
                    protos.append(f"Value {setter_name}(Vm& vm, Value self, Value value);")
            tables.append(f"static constinit GetSetDescriptor {sym} = static_getset({self.n(p['name'])}, &{cls.symbol}, {getter}, "
                          f"{setter if p['settable'] else 'nullptr'}, {self.cstr(p['doc']) if p['doc'] else 'nullptr'});")
            attrs.append((p["name"], ("cell", f"&{sym}")))
        attrs += cls.consts
        if all(name != "__doc__" for name, _ in attrs):
            doc = ast.get_docstring(cls.node)
            attrs.append((self.add_name("__doc__", "builtins"), self.constant(ast.Constant(doc), self.modules["builtins"])))
        asym = f"kAttrs_{cls.ident}"
        count = self.emit_attrs(asym, attrs, tables)
        mro = ", ".join("&" + c.symbol for c in cls.mro)
        tables.append(f"static constinit Type* const kMro_{cls.ident}[] = {{{mro}, nullptr}};")
        flags = ["kTypeImmutable"]
        if "no_subclass" not in cls.d:
            flags.append("kTypeBase")
        if cls.kind == "Exception":
            flags.append("kTypeException")
        if "sequence" in cls.d:
            flags.append("kTypeSequence")
        if "mapping" in cls.d:
            flags.append("kTypeMapping")
        if cls.name == "type":
            flags.append("kTypeMetatype")
        if cls.kind not in ("Exception", "Function", "Module", "Type") and "dict" not in cls.d:
            flags.append("kTypeNoDict")
        base = next((c for c in cls.bases if c.kind == cls.kind), cls.bases[0]) if cls.bases else None
        tables.append(f"constinit Type {cls.symbol} = static_type({{.name = {self.q(cls.name)}, .module = {self.q(cls.runtime_module)}, .mro = kMro_{cls.ident}, "
                      f".base = {'&' + base.symbol if base else 'nullptr'}, .attrs = {asym if count else 'nullptr'}, .attr_count = {count}, "
                      f".flags = {' | '.join(flags)}, .kind = Kind::{cls.kind}, .constructor = {'&' + ctor.symbol if ctor else 'nullptr'}, "
                      f".construct = {'thunk_' + ctor.symbol[1:] if ctor and ctor.thunk else 'nullptr'}}});")

    def emit_missing(self, headers, protos):
        c = [self.HEAD, "// Stand-ins for natives that nobody has written yet: linked last, they only fill gaps.\n"]
        c += [f'#include "natives/{h}.h"\n' for h in headers]
        c.append("\nnamespace monty {\nValue raise_type_error(Vm& vm, const char* format, ...);\n\nnamespace native {\n")
        seen = {}
        for p in protos:
            name = p.split("(")[0].split()[-1]
            shape = re.sub(r"(\w+[*]?) \w+(?=[,)])", r"\1", p)
            if seen.setdefault(name, shape) != shape:
                raise StubError(f"{name} is declared twice: {seen[name]} and {shape}")
            if p in seen or shape in seen:
                continue
            seen[shape] = True
            c.append(f'__attribute__((weak)) {p[:-1]} {{ return raise_type_error(vm, "native {name} is missing"); }}\n')
        for p in ("get_field(Vm& vm, Value, Type&, Str*)", "set_field(Vm& vm, Value, Type&, Str*, Value)"):
            c.append(f'__attribute__((weak)) Value {p} {{ return raise_type_error(vm, "native {p.split("(")[0]} is missing"); }}\n')
        c.append("}  // namespace native\n}  // namespace monty\n")
        self.write("natives_missing.cpp", "".join(c))

    def emit_types(self):
        classes = list(self.classes.values())
        h = [self.HEAD, "// The sealed types.\n#pragma once\n\n#include \"object/layout.h\"\n\nnamespace monty {\n\n"]
        h += [f"extern Type {c.symbol};\n" for c in classes]
        h.append("\n}  // namespace monty\n")
        self.write("natives/sealed_types.h", "".join(h))
        c = [self.HEAD, '#include "natives/sealed_types.h"\n#include "native/native.h"\n\nnamespace monty {\n\n',
             "static constinit Type* const kTypes[] = {\n"]
        c += [f"  &{x.symbol},\n" for x in classes]
        c.append("};\n\nstd::span<Type* const> native_types() { return kTypes; }\n\n}  // namespace monty\n")
        self.write("native_types.cpp", "".join(c))

    def emit_names(self):
        core = [""] + sorted(n for n in self.core_names if n.isascii() and n.isidentifier())
        other = sorted(n for n in self.other_names | self.core_names if n.isascii() and n not in set(core))
        every = core + other
        spelled = {}

        def spell(n):
            s = "empty" if n == "" else cpp_name(n) if n.isidentifier() else self.dotted(n)
            while s in spelled:  # `and` and `and_`
                s += "2"
            spelled[s] = n
            return s

        h = [self.HEAD, "// Names of the language and of the builtins, as immortal interned strings.\n#pragma once\n\n#include <string_view>\n\n"
                        "#include \"object/layout.h\"\n\nnamespace monty {\n\n",
             f"inline constexpr u32 kCoreNameCount = {len(core)};\n"
             "extern Str kCoreNames[kCoreNameCount];\n\n// The static string of this text (hash by str_hash), or null.\nStr* find_static_name(std::string_view utf8, u64 hash);\n\n"
             "namespace names {\n"]
        h += [f"inline constexpr Str* {spell(n)} = &kCoreNames[{i}];\n" for i, n in enumerate(core)]
        h.append("}  // namespace names\n\n}  // namespace monty\n")
        self.write("natives/static_names.h", "".join(h))
        h = [self.HEAD, "// The names of the library's modules as well; for generated files.\n#pragma once\n\n#include \"natives/static_names.h\"\n\nnamespace monty {\n\n",
             f"extern Str kOtherNames[{len(other)}];\n\nnamespace names {{\n"]
        h += [f"inline constexpr Str* {spell(n)} = &kOtherNames[{i}];\n" for i, n in enumerate(other)]
        h.append("}  // namespace names\n\n}  // namespace monty\n")
        self.write("natives/names_all.h", "".join(h))

        blob, offsets = [], []
        position = 0
        for n in every:
            offsets.append(position)
            blob.append(n)
            position += len(n) + 1
        size = 1
        while size < 2 * len(every):
            size *= 2
        table = [0xFFFF] * size
        hashes = [str_hash(n.encode()) for n in every]
        for i, h64 in enumerate(hashes):
            slot = h64 & (size - 1)
            while table[slot] != 0xFFFF:
                slot = (slot + 1) & (size - 1)
            table[slot] = i
        c = [self.HEAD, '#include "natives/names_all.h"\n#include "native/static_cells.h"\n\n#include <cstring>\n\nnamespace monty {\n\n',
             "static constexpr u8 kNameBytes[] =\n"]
        c += [f'  "{n}\\0"\n' for n in blob]
        c.append(";\n\n")
        for sym, names, base in (("kCoreNames", core, 0), ("kOtherNames", other, len(core))):
            c.append(f"constinit Str {sym}[{len(names)}] = {{\n")
            c += [f"  static_str(kNameBytes + {offsets[base + i]}, {len(n)}, 0x{hashes[base + i]:016x}u, true),\n" for i, n in enumerate(names)]
            c.append("};\n\n")
        c.append(f"static constexpr u16 kNameTable[{size}] = {{" + ",".join(str(x) for x in table) + "};\n\n")
        c.append(f"""Str* find_static_name(std::string_view utf8, u64 hash) {{
  for (u32 slot = static_cast<u32>(hash) & {size - 1}; kNameTable[slot] != 0xFFFF; slot = (slot + 1) & {size - 1}) {{
    u32 i = kNameTable[slot];
    Str* s = i < kCoreNameCount ? &kCoreNames[i] : &kOtherNames[i - kCoreNameCount];
    if (s->hash == hash && s->aux == utf8.size() && std::memcmp(s->data, utf8.data(), utf8.size()) == 0) return s;
  }}
  return nullptr;
}}

}}  // namespace monty
""")
        self.write("static_names.cpp", "".join(c))

    def emit_modules(self):
        modules = sorted(self.modules, key=lambda m: self.modules[m]["public"])
        h = [self.HEAD, '#include <cstring>\n\n#include "natives/names_all.h"\n#include "native/native.h"\n\nnamespace monty {\n\n']
        rows, library = [], []
        for name in modules:
            m = self.modules[name]
            if m.get("attr_symbol"):
                h.append(f"extern const StaticAttr {m['attr_symbol']}[];\n")
            if m["source"]:
                library.append(f'{m["public"]}\t<frozen {m["public"]}>\t{m["source"]}\t{" ".join(m.get("attr_names", []))}\n')
            sname = "names::" + (cpp_name(m["public"]) if m["public"].isidentifier() else self.dotted(m["public"]))
            private = "true" if name.startswith("_builtins") or {"hidden", "private", "hidden_at_run_time"} & set(m["directive"]) else "false"
            rows.append(f'  {{{sname}, "{m["public"]}", {m.get("attr_symbol") or "nullptr"}, {len(m.get("attr_names", []))}, {"true" if m["source"] else "false"}, {private}}},\n')
        self.write("library.txt", "".join(library))
        h.append("\nstatic constexpr NativeModule kModules[] = {\n" + "".join(rows) + "};\n\n")
        h.append("// Submodules by the name of their file.\nstatic constexpr struct {\n  std::string_view file;\n  u16 row;\n} kFiles[] = {\n")
        h += [f'  {{"{name}", {i}}},\n' for i, name in enumerate(modules) if self.modules[name]["public"] != name] or ['  {"", 0},\n']
        h.append("};\n\n")
        h.append("""std::span<const NativeModule> native_modules() { return kModules; }

const NativeModule* find_native_module(std::string_view name) {
  for (const auto& f : kFiles) {
    if (f.file == name) return &kModules[f.row];
  }
  usize low = 0, high = std::size(kModules);
  while (low < high) {
    usize middle = (low + high) / 2;
    int order = std::string_view(kModules[middle].text).compare(name);
    if (order == 0) return &kModules[middle];
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return nullptr;
}

}  // namespace monty
""")
        text = "".join(h)
        self.write("native_modules.cpp", text)

    # ------------------------------------------------------------ documentation
    def emit_docs(self, path: Path):
        """The support table: what each type and module has."""
        def row(name, items):
            return f"| `{name}` | " + ", ".join(f"`{i}`" for i in sorted(items)) + " |\n"

        out = ["<!-- Made by tools/gen_natives.py --docs; do not edit. -->\n# Builtins\n\n## Functions\n\n"]
        m = self.modules["builtins"]
        out.append(", ".join(f"`{f.name}{f.text}`" for f in sorted(m["funcs"], key=lambda f: f.name)) + "\n\n## Types\n\n| type | attributes |\n| --- | --- |\n")
        for cls in m["classes"]:
            if cls.kind != "Exception":
                out.append(row(cls.name, {f.name for f in cls.methods} | {p["name"] for p in cls.getsets} | {c[0] for c in cls.consts}))
        out.append("\n## Exceptions\n\n| exception | base | attributes |\n| --- | --- | --- |\n")
        for cls in m["classes"]:
            if cls.kind == "Exception":
                out.append(f"| `{cls.name}` | {', '.join('`' + b.name + '`' for b in cls.bases)} | " + ", ".join(f"`{p['name']}`" for p in cls.getsets) + " |\n")
        out.append("\n## Modules\n\n| module | natives | written in Python |\n| --- | --- | --- |\n")
        for name, m in sorted(self.modules.items()):
            if name.startswith("_") or name == "builtins":
                continue
            natives = {f.name for f in m["funcs"]} | {c[0] for c in m["consts"]} | {c.pyname for c in m["classes"]}
            public = sorted(t for t in m["twins"] if "." not in t and not t.startswith("_"))
            out.append(f"| `{m['public']}` | " + ", ".join(f"`{n}`" for n in sorted(natives)) + " | " + ", ".join(f"`{t}`" for t in public) + " |\n")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(out)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)

    # ------------------------------------------------------------ typeshed
    def emit_typeshed(self):
        packages = {m["public"].rpartition(".")[0] for m in self.modules.values() if "." in m["public"]}
        versions = []
        wanted = set()
        for name, m in self.modules.items():
            if name.startswith("_builtins_") or "hidden" in m["directive"] or "private" in m["directive"]:
                continue
            if m["stub"]:
                text = self.public_stub(m)
            elif m["source"] and name != "builtins":
                text = None
            else:
                continue
            name = m["public"]
            path = name.replace(".", "/") + ("/__init__.pyi" if name in packages else ".pyi")
            wanted.add("typeshed/stdlib/" + path)
            if text is not None:
                self.write("typeshed/stdlib/" + path, text)
            elif not self.fresh("typeshed/stdlib/" + path, m["source"]):
                self.touch("typeshed/stdlib/" + path, self.derived_stub(m))
            if "." not in name:
                versions.append(f"{name}: 3.0-\n")
        self.write("typeshed/stdlib/VERSIONS", "".join(sorted(versions)))
        base = self.out / "typeshed" / "stdlib"
        for path in base.rglob("*.pyi"):
            if "typeshed/stdlib/" + path.relative_to(base).as_posix() not in wanted:
                path.unlink()

    def public_stub(self, m):
        drop = set()
        for node in ast.walk(m["stub_tree"]):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and "native_signature" in decorators(node):
                first = min([node.lineno] + [x.lineno for x in node.decorator_list])
                drop.update(range(first, node.end_lineno + 1))
        empty = set()
        for node in ast.walk(m["stub_tree"]):
            if isinstance(node, ast.ClassDef) and all(n.lineno in drop for n in node.body):
                empty.add(node.body[0].lineno)
        for node in m["body"]:  # `Ellipsis: ellipsis = Ellipsis` binds the value; the checker wants the hint only
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Name) and isinstance(node.target, ast.Name) and node.target.id == node.value.id:
                m["lines"][node.lineno - 1] = f"{node.target.id}: {ast.unparse(node.annotation)}"
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "__debug__":
                drop.add(node.lineno)
        lines = []
        for i, line in enumerate(m["lines"], 1):
            if i in empty:
                lines.append("    ...")
            if i in drop or line.lstrip().startswith("# native:"):
                continue
            if "# native:" in line:
                line = line.split("# native:")[0].rstrip()
            lines.append(line)
        return "\n".join(lines)

    def derived_stub(self, m):
        """The hints of a module written in Python: bodies go, assignments keep their names."""
        try:
            tree = ast.parse(m["source"].read_text(encoding="utf-8"))
        except SyntaxError:
            return "from typing import Any\ndef __getattr__(name: str) -> Any: ...\n"
        out = []
        typed = {"Any": False}

        def function(node, indent):
            node = ast.parse(ast.unparse(node)).body[0]
            node.body = [ast.Expr(ast.Constant(...))]
            for d in node.args.defaults:
                pass
            node.args.defaults = [ast.Constant(...) for _ in node.args.defaults]
            node.args.kw_defaults = [x and ast.Constant(...) for x in node.args.kw_defaults]
            keep = [d for d in node.decorator_list if ast.unparse(d).split(".")[-1] in
                    ("property", "classmethod", "staticmethod", "overload", "setter", "deleter", "contextmanager", "asynccontextmanager", "abstractmethod")]
            node.decorator_list = keep
            for line in ast.unparse(node).split("\n"):
                out.append("    " * indent + line)

        def attributes(node, indent):
            seen = set()
            for sub in ast.walk(node):
                if isinstance(sub, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    seen.add(sub.name)
            for sub in ast.walk(node):
                target = None
                if isinstance(sub, ast.Attribute) and isinstance(sub.ctx, ast.Store) and isinstance(sub.value, ast.Name) and sub.value.id == "self":
                    target = sub.attr
                if target and target not in seen:
                    seen.add(target)
                    out.append("    " * indent + f"{target}: _Any")
            return seen

        def body(nodes, indent):
            done = set()
            for node in nodes:
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                    if "_monty" in names:
                        continue
                    out.append("    " * indent + ast.unparse(node))
                elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    function(node, indent)
                    done.add(node.name)
                elif isinstance(node, ast.ClassDef):
                    head = ast.ClassDef(node.name, node.bases, node.keywords, [ast.Expr(ast.Constant(...))],
                                        [d for d in node.decorator_list if "dataclass" in ast.unparse(d)])
                    text = ast.unparse(ast.fix_missing_locations(head)).split("\n")
                    for line in text[:-1]:
                        out.append("    " * indent + line)
                    mark = len(out)
                    body(node.body, indent + 1)
                    attributes(node, indent + 1)
                    if len(out) == mark:
                        out.append("    " * (indent + 1) + "...")
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    out.append("    " * indent + f"{node.target.id}: {ast.unparse(node.annotation)}")
                elif isinstance(node, ast.Assign):
                    for t in node.targets:
                        names = [t] if isinstance(t, ast.Name) else t.elts if isinstance(t, ast.Tuple) else []
                        for x in names:
                            if not isinstance(x, ast.Name) or x.id in done:
                                continue
                            done.add(x.id)
                            if x.id == "__all__" or isinstance(node.value, ast.Name) or (
                                    isinstance(node.value, ast.Call) and ast.unparse(node.value.func).split(".")[-1] in
                                    ("TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "namedtuple")):
                                out.append("    " * indent + ast.unparse(node))
                                break
                            kind = type(node.value.value).__name__ if isinstance(node.value, ast.Constant) and node.value.value is not None else "_Any"
                            if kind == "ellipsis":
                                kind = "_Any"
                            out.append("    " * indent + f"{x.id}: {kind}")
                elif isinstance(node, (ast.If, ast.Try)):
                    body(node.body, indent)

        body(tree.body, 0)
        future = [l for l in out if l.startswith("from __future__")]
        rest = [l for l in out if not l.startswith("from __future__")]
        return "\n".join(future + ["from typing import Any as _Any"] + rest) + "\n"


def main(argv):
    docs = None
    if "--docs" in argv:
        at = argv.index("--docs")
        docs = Path(argv[at + 1])
        argv = argv[:at] + argv[at + 2:]
    out = Path(argv[1])
    src = Path(argv[3]) if len(argv) > 3 and argv[2] == "--source" else Path(__file__).resolve().parent.parent / "src"
    g = Generator(src, out)
    try:
        g.read()
        g.emit()
    except StubError as e:
        print(f"gen_natives: {e}", file=sys.stderr)
        return 1
    g.emit_typeshed()
    if docs:
        g.emit_docs(docs)
    (out / "cache.json").write_text(json.dumps(g.cache))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
