"""What the type checker is told of the host: stubs of its tools from their annotations, of its inputs from their values.

Classes of the host (dataclasses, models, TypedDicts, named tuples, enums, handles) are declared in a module of their own,
because a program has their instances and not their names. What has no type that a program could use is Any.
"""

from __future__ import annotations

import ast
import builtins
import collections.abc
import enum
import inspect
import keyword
import sys
import types
import typing
from typing import Any

from ._values import field_names, known_form
from .objects import Handle

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MODULE = "_types_of_the_host"

# Under names that no field can hide.
_HEADER = f"""import builtins as _builtins, collections.abc as _abc, dataclasses as _dataclasses, datetime as _datetime
import decimal as _decimal, enum as _enum, fractions as _fractions, pathlib as _pathlib, typing as _typing, uuid as _uuid
import {MODULE} as _types
"""
_ANY = "_typing.Any"
_PLAIN = (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, object)
# Subclasses of builtins enter as these.
_CROSS_AS = (bool, int, str, float, list, dict, tuple, bytes, bytearray, frozenset, set)
_UNWRAPPED = {"Annotated", "Required", "NotRequired", "ReadOnly", "ClassVar", "Final", "InitVar"}
_MOST_ITEMS = 1000  # of a container that are looked at
_DEEPEST = 12


def declared_names(stubs: str) -> set[str]:
    """The names that a stub file declares; of one that is none, none: the checker says what is wrong with it."""
    try:
        body = ast.parse(stubs).body
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update(target.id for target in targets if isinstance(target, ast.Name))
    return names


class Stubs:
    """Declarations by name, and the classes that they speak of."""

    def __init__(self) -> None:
        self.lines: dict[str, str] = {}
        self._classes: dict[Any, str] = {}  # their names in the module
        self._bodies: list[str] = []

    def copy(self) -> Stubs:
        """An independent copy."""
        copy = Stubs()
        copy.lines, copy._classes, copy._bodies = dict(self.lines), dict(self._classes), list(self._bodies)
        return copy

    def text(self, given: str = "") -> str:
        """The stub file: what the host wrote, then what is derived for the names that are left."""
        known = declared_names(given) if given else set()
        lines = [line for name, line in self.lines.items() if name not in known]
        if not lines:
            return given
        return "\n".join([given.rstrip("\n"), _HEADER, *lines, ""]) if given else "\n".join([_HEADER, *lines, ""])

    def module(self) -> str:
        """The module of the classes."""
        return "\n".join([_HEADER, *self._bodies])

    # ------------------------------------------------------------------------------------------------ names of the program
    def add_function(self, name: str, function: Callable[..., Any] | None, awaited: bool) -> None:
        """A tool; None: nothing is known of it but its name."""
        self.lines[name] = self._function(name, function, awaited)

    def add_value(self, name: str, value: Any) -> None:
        """An input."""
        self.lines[name] = f"{name}: {self.value(value)}"

    def add_type(self, name: str, annotation: Any) -> None:
        """An input of which the type is known."""
        self.lines[name] = f"{name}: {self.type(annotation)}"

    def _function(self, name: str, function: Callable[..., Any] | None, awaited: bool, first: str = "") -> str:
        word = "async def" if awaited else "def"
        signature = _signature(function)
        if function is None or signature is None:
            return f"{word} {name}({first}*args: {_ANY}, **kwargs: {_ANY}) -> {_ANY}: ..."
        hints = _hints_of(function)
        listed: list[str] = [first.rstrip(", ")] if first else []
        kinds = inspect.Parameter
        before: Any = None
        for parameter in signature.parameters.values():
            if before == kinds.POSITIONAL_ONLY != parameter.kind:
                listed.append("/")
            if parameter.kind == kinds.KEYWORD_ONLY and before not in (kinds.KEYWORD_ONLY, kinds.VAR_POSITIONAL):
                listed.append("*")
            stars = "*" if parameter.kind == kinds.VAR_POSITIONAL else "**" if parameter.kind == kinds.VAR_KEYWORD else ""
            given = self._parameter(parameter, hints)
            default = "" if parameter.default is kinds.empty else " = ..."
            listed.append(f"{stars}{parameter.name}: {given}{default}")
            before = parameter.kind
        if before == kinds.POSITIONAL_ONLY:
            listed.append("/")
        returns = self.type(_awaited(hints["return"])) if "return" in hints else _ANY
        return f"{word} {name}({', '.join(listed)}) -> {returns}: ..."

    def _parameter(self, parameter: inspect.Parameter, hints: dict[str, Any]) -> str:
        if parameter.name not in hints:
            return _ANY
        found = self.type(hints[parameter.name])
        return f"{found} | None" if parameter.default is None and found != _ANY and not found.endswith("None") else found

    # ------------------------------------------------------------------------------------------------ annotations
    def type(self, t: Any, depth: int = 0) -> str:
        """An annotation as the stubs write it."""
        if t is None or t is type(None):
            return "None"
        if t is Any or depth > _DEEPEST or isinstance(t, (str, typing.ForwardRef, typing.TypeVar)):
            return _ANY
        if t in (typing.NoReturn, getattr(typing, "Never", None)):
            return "_typing.NoReturn"
        if hasattr(t, "__supertype__"):  # NewType
            return self.type(t.__supertype__, depth + 1)
        if type(t).__name__ == "TypeAliasType" and not typing.get_args(t):
            return self.type(t.__value__, depth + 1)
        origin = typing.get_origin(t)
        if origin is None:
            return self._class(t) if isinstance(t, type) else self._bare(t)
        return self._generic(origin, typing.get_args(t), depth)

    def _bare(self, t: Any) -> str:
        # typing.List and the like without arguments
        origin = getattr(t, "__origin__", None)
        return self._class(origin) if isinstance(origin, type) else _ANY

    def _generic(self, origin: Any, args: tuple[Any, ...], depth: int) -> str:
        if origin is typing.Union or origin is getattr(types, "UnionType", None):
            return _union(self.type(arg, depth + 1) for arg in args)
        if origin is typing.Literal:
            return f"_typing.Literal[{', '.join(self._literal(arg) for arg in args)}]" if all(map(_is_literal, args)) else _ANY
        if getattr(origin, "_name", getattr(origin, "__name__", "")) in _UNWRAPPED:
            return self.type(args[0], depth + 1)
        if not isinstance(origin, type) or origin is collections.abc.Callable or origin is type:
            return _ANY
        name = self._class(origin)
        if name.startswith("_types.") or name == _ANY:
            return name
        if name == "_builtins.dict" and len(args) == 1:  # Counter
            args = (args[0], int)
        inside = ["..." if arg is ... else self.type(arg, depth + 1) for arg in args]
        return f"{name}[{', '.join(inside) or '()'}]"

    def _literal(self, value: Any) -> str:
        return f"{self._class(type(value))}.{value.name}" if isinstance(value, enum.Enum) else repr(value)

    def _class(self, cls: Any) -> str:
        if cls in _PLAIN:
            return f"_builtins.{cls.__name__}"
        if cls in self._classes:
            return f"_types.{self._classes[cls]}"
        if cls.__module__ == "collections.abc" and cls is not collections.abc.Callable:
            return f"_abc.{cls.__name__}"
        if hasattr(cls, "__required_keys__"):
            return self._typed_dict(cls)
        if issubclass(cls, tuple) and isinstance(getattr(cls, "_fields", None), tuple):
            return self._record(cls, cls._fields, "(_typing.NamedTuple)", "")
        for base in _CROSS_AS:
            if issubclass(cls, base):
                return f"_builtins.{'bytes' if base is bytearray else base.__name__}"
        if issubclass(cls, enum.Enum):
            return self._enum(cls)
        names = field_names(cls)
        if names is not None:
            bases = [self._class(base) for base in cls.__bases__ if field_names(base)]
            frozen = getattr(getattr(cls, "__dataclass_params__", None), "frozen", False)
            decorator = f"@_dataclasses.dataclass(frozen={frozen})\n"
            return self._record(cls, names, f"({', '.join(bases)})" if bases else "", decorator)
        if issubclass(cls, BaseException):
            return f"_builtins.{cls.__name__}" if cls.__module__ == "builtins" else "_builtins.RuntimeError"
        form = known_form(cls)
        if form is None:
            return _ANY
        kind = form[0]
        return "_pathlib.Path" if kind.startswith("pathlib.") else f"_{kind}" if "." in kind else f"_builtins.{kind}"

    # ------------------------------------------------------------------------------------------------ classes
    def _named(self, cls: Any, title: str) -> str:
        name = title if title.isidentifier() and not keyword.iskeyword(title) else "Host"
        while name in self._classes.values() or hasattr(builtins, name):
            name += "_"
        self._classes[cls] = name
        return name

    def _record(self, cls: Any, names: Iterable[str], bases: str, decorator: str) -> str:
        name = self._named(cls, cls.__name__)
        hints = _fields_of(cls)
        lines = [f"    {field}: {self.type(hints[field]) if field in hints else _ANY}" for field in names]
        self._bodies.append(f"{decorator}class {name}{bases}:\n" + ("\n".join(lines) or "    ...") + "\n")
        return f"_types.{name}"

    def _typed_dict(self, cls: Any) -> str:
        keys = _hints_of(cls)
        if not all(key.isidentifier() and not keyword.iskeyword(key) for key in keys):
            return f"_builtins.dict[_builtins.str, {_ANY}]"
        name = self._named(cls, cls.__name__)
        rows = []
        for key, hint in keys.items():
            word = "Required" if key in cls.__required_keys__ else "NotRequired"
            rows.append(f"    {key}: _typing.{word}[{self.type(hint)}]")
        self._bodies.append(f"class {name}(_typing.TypedDict):\n" + ("\n".join(rows) or "    ...") + "\n")
        return f"_types.{name}"

    def _enum(self, cls: Any) -> str:
        name = self._named(cls, cls.__name__)
        rows = [f"    {key} = {member.value!r}" if _is_literal(member.value) and member.value is not None else f"    {key} = ..." for key, member in cls.__members__.items()]
        self._bodies.append(f"class {name}(_enum.Enum):\n" + ("\n".join(rows) or "    ...") + "\n")
        return f"_types.{name}"

    def _handle(self, handle: Handle) -> str:
        name = self._named(handle, handle.name)
        target = handle.target
        hints = _hints_of(type(target))
        rows = []
        for attribute in sorted(handle.attributes):
            described = getattr(type(target), attribute, None)
            if attribute in hints:
                found = self.type(hints[attribute])
            elif isinstance(described, property):
                found = self.type(_hints_of(described.fget).get("return", Any))
            else:
                found = self.value(getattr(target, attribute, None))
            rows.append(f"    @_builtins.property\n    def {attribute}(self) -> {found}: ...")
        for method in sorted(handle.methods):
            rows.append("    " + self._function(method, getattr(target, method, None), False, "self, "))
        self._bodies.append(f"class {name}:\n" + ("\n".join(rows) or "    ...") + "\n")
        return f"_types.{name}"

    # ------------------------------------------------------------------------------------------------ values
    def value(self, value: Any, depth: int = 0) -> str:
        """The type of a value: of containers, what all items have in common, else Any."""
        cls = type(value)
        if value is None:
            return "None"
        if cls is Handle:
            return f"_types.{self._classes[value]}" if value in self._classes else self._handle(value)
        if depth > _DEEPEST:
            return _ANY
        if cls in (list, set, frozenset):
            return f"_builtins.{cls.__name__}[{self._common(value, depth)}]"
        if cls is dict:
            return f"_builtins.dict[{self._common(value, depth)}, {self._common(value.values(), depth)}]"
        if cls is tuple:
            if len(value) > 20:
                return f"_builtins.tuple[{self._common(value, depth)}, ...]"
            return f"_builtins.tuple[{', '.join(self.value(item, depth + 1) for item in value) or '()'}]"
        return self._class(cls)

    def _common(self, items: Iterable[Any], depth: int) -> str:
        found: set[str] = set()
        for count, item in enumerate(items):
            found.add(self.value(item, depth + 1))
            if count >= _MOST_ITEMS or _ANY in found:
                break
        absent = "None" in found and len(found) > 1
        found -= {"None"} if absent else set()
        if found == {"_builtins.int", "_builtins.float"}:
            found = {"_builtins.float"}
        if len(found) != 1:
            return _ANY
        return found.pop() + (" | None" if absent else "")


# -------------------------------------------------------------------------------------------------------------- annotations

def _is_literal(value: Any) -> bool:
    return value is None or isinstance(value, (int, str, bytes, bool, enum.Enum))


def _union(parts: Iterable[str]) -> str:
    found = list(dict.fromkeys(parts))
    return _ANY if _ANY in found else " | ".join(found)


def _awaited(t: Any) -> Any:
    # A tool may give an awaitable, which is awaited for the program.
    waits = (collections.abc.Awaitable, collections.abc.Coroutine)
    return typing.get_args(t)[-1] if typing.get_origin(t) in waits else t


def _signature(function: Any) -> inspect.Signature | None:
    if function is None:
        return None
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):  # of a builtin that tells none
        return None


def _underlying(function: Any) -> Any:
    # What has the annotations: of partials, bound methods, wrappers, objects with a __call__.
    for _ in range(10):
        if isinstance(function, type) or hasattr(function, "__code__"):
            break
        inner = getattr(function, "func", None) or getattr(function, "__func__", None)
        if inner is None:
            inner = getattr(type(function), "__call__", None)
        if inner is None or inner is function:
            break
        function = inner
    return inspect.unwrap(function) if callable(function) else function


def _hints_of(thing: Any) -> dict[str, Any]:
    """Annotations by name, as far as they can be found out; those that cannot are left out."""
    if isinstance(thing, type) and not hasattr(thing, "__required_keys__"):
        return _fields_of(thing)
    thing = _underlying(thing)
    try:
        return typing.get_type_hints(thing, include_extras=True)
    except Exception:  # any: annotations are code of the user's
        return _one_by_one(thing)


def _fields_of(cls: Any) -> dict[str, Any]:
    models = getattr(cls, "__pydantic_fields__", None)
    if models is not None:
        return {name: field.annotation for name, field in models.items()}
    try:
        return typing.get_type_hints(cls, include_extras=True)
    except Exception:
        hints: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            hints.update(_one_by_one(base))
        return hints


def _one_by_one(thing: Any) -> dict[str, Any]:
    """Each annotation for itself, those of local classes among them."""
    names = dict(vars(sys.modules.get(getattr(thing, "__module__", "") or "", builtins)))
    names.update(_locals_of_callers(names))
    code = getattr(thing, "__code__", None)
    for name, cell in zip(code.co_freevars if code else (), getattr(thing, "__closure__", None) or ()):
        try:
            names[name] = cell.cell_contents
        except ValueError:  # not bound yet
            continue
    found: dict[str, Any] = {}
    for name, annotation in _annotations(thing).items():
        if isinstance(annotation, str):
            try:
                annotation = eval(annotation, names)
            except Exception:
                continue
        found[name] = annotation
    return found


def _locals_of_callers(names: dict[str, Any]) -> dict[str, Any]:
    # Of the functions of that module which led here: where a local function is used, its local classes are mostly known.
    found: dict[str, Any] = {}
    frame: types.FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == names.get("__name__") and frame.f_locals is not frame.f_globals:
            found = {**frame.f_locals, **found}
        frame = frame.f_back
    return found


def _annotations(thing: Any) -> Mapping[str, Any]:
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(thing, format=annotationlib.Format.FORWARDREF)
    return thing.__dict__.get("__annotations__", {}) if isinstance(thing, type) else getattr(thing, "__annotations__", {})
