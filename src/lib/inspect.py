# SPDX-License-Identifier: MIT
# inspect: what a live object is, and the signatures of callables.
#
# Needs of a function __code__ (co_argcount, co_posonlyargcount, co_kwonlyargcount, co_varnames, co_flags), __defaults__,
# __kwdefaults__, __annotations__.
#
# Needed from _monty:
#   signature_parts(obj) -> list[(name, kind, has_default, default)] | None     for natives, kind 0 to 4 as in Parameter
from __future__ import annotations

import enum
import sys
import types

import _monty

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
CO_HAS_DOCSTRING = 0x4000000
TPFLAGS_IS_ABSTRACT = 1 << 20

_Builtin = type(len)
_Wrapper = type(object.__init__)
_MethodWrapper = type(object().__str__)
_MethodDescriptor = type(str.join)
_ClassMethodDescriptor = type(dict.__dict__["fromkeys"])
_NATIVE = (_Builtin, _Wrapper, _MethodWrapper, _MethodDescriptor, _ClassMethodDescriptor)


# ---------------------------------------------------------------------------------------------------------------------
# Kinds of objects

def ismodule(object: object) -> bool:
    return isinstance(object, types.ModuleType)


def isclass(object: object) -> bool:
    return isinstance(object, type)


def ismethod(object: object) -> bool:
    return isinstance(object, types.MethodType)


def isfunction(object: object) -> bool:
    return isinstance(object, types.FunctionType)


def isbuiltin(object: object) -> bool:
    return isinstance(object, _Builtin)


def ismethodwrapper(object: object) -> bool:
    return isinstance(object, _MethodWrapper)


def isroutine(object: object) -> bool:
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
            or ismethodwrapper(object))


def ismethoddescriptor(object: object) -> bool:
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__") and not hasattr(kind, "__delete__")


def isdatadescriptor(object: object) -> bool:
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def isgetsetdescriptor(object: object) -> bool:
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object: object) -> bool:
    return isinstance(object, types.MemberDescriptorType)


def iscode(object: object) -> bool:
    return isinstance(object, types.CodeType)


def isframe(object: object) -> bool:
    return isinstance(object, types.FrameType)


def istraceback(object: object) -> bool:
    return isinstance(object, types.TracebackType)


def isgenerator(object: object) -> bool:
    return isinstance(object, types.GeneratorType)


def iscoroutine(object: object) -> bool:
    return isinstance(object, types.CoroutineType)


def isasyncgen(object: object) -> bool:
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object: object) -> bool:
    return isinstance(object, types.CoroutineType) or hasattr(type(object), "__await__")


def _bare(function):
    while True:
        if ismethod(function):
            function = function.__func__
        elif type(function).__name__ in ("partial", "partialmethod") and type(function).__module__ == "functools":
            function = function.func
        else:
            return function


def _has_flag(function, flag):
    function = _bare(function)
    code = getattr(function, "__code__", None)
    return isfunction(function) and bool(code.co_flags & flag)


def isgeneratorfunction(obj: object) -> bool:
    return _has_flag(obj, CO_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Makes iscoroutinefunction() true for the function."""
    target = func.__func__ if hasattr(func, "__func__") else func
    target._is_coroutine_mark = _is_coroutine_mark
    return func


def iscoroutinefunction(obj: object) -> bool:
    if _has_flag(obj, CO_COROUTINE):
        return True
    bare = _bare(obj)
    if getattr(bare, "_is_coroutine_mark", None) is _is_coroutine_mark:
        return True
    call = getattr(type(bare), "__call__", None) if not isclass(bare) else None
    return isfunction(call) and getattr(call, "_is_coroutine_mark", None) is _is_coroutine_mark


def isasyncgenfunction(obj: object) -> bool:
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isabstract(object: object) -> bool:
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = (
    "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED")


def _state(running, suspended, frame, prefix):
    if running:
        return prefix + "_RUNNING"
    if suspended:
        return prefix + "_SUSPENDED"
    return prefix + ("_CLOSED" if frame is None else "_CREATED")


def getgeneratorstate(generator) -> str:
    return _state(generator.gi_running, generator.gi_suspended, generator.gi_frame, "GEN")


def getcoroutinestate(coroutine) -> str:
    return _state(coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame, "CORO")


def getgeneratorlocals(generator) -> dict:
    frame = getattr(generator, "gi_frame", None)
    return {} if frame is None else dict(frame.f_locals)


def getcoroutinelocals(coroutine) -> dict:
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else dict(frame.f_locals)


# ---------------------------------------------------------------------------------------------------------------------
# Members, documentation, source

def _members(object, predicate, getter):
    results = []
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            for key, value in base.__dict__.items():
                if isinstance(value, types.DynamicClassAttribute):
                    names.append(key)
    seen = set()
    for name in names:
        try:
            value = getter(object, name)
            if name in seen:
                raise AttributeError
        except AttributeError:
            if not isclass(object):
                continue
            for base in object.__mro__:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            results.append((name, value))
        seen.add(name)
    results.sort(key=_first)
    return results


def _first(pair):
    return pair[0]


def getmembers(object, predicate=None) -> list:
    """The (name, value) pairs of the object, sorted by name."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None) -> list:
    return _members(object, predicate, getattr_static)


_sentinel = object()


def getattr_static(obj, attr: str, default=_sentinel):
    """The attribute as it is stored, with no descriptor or __getattr__ called."""
    if isinstance(obj, type):
        places = [base.__dict__ for base in obj.__mro__]
        meta = type(obj).__mro__
    else:
        places = [base.__dict__ for base in type(obj).__mro__]
        meta = ()
        own = getattr(obj, "__dict__", None)
        if isinstance(own, dict):
            stored = next((place[attr] for place in places if attr in place), None)
            if not (stored is not None and isdatadescriptor(stored)):
                places.insert(0, own)
    for place in places:
        if attr in place:
            return place[attr]
    for base in meta:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


Attribute = None


def classify_class_attrs(cls) -> list:
    """(name, kind, defining class, object) of each attribute."""
    from collections import namedtuple
    global Attribute
    if Attribute is None:
        Attribute = namedtuple("Attribute", "name kind defining_class object")
    result = []
    for name in sorted(set(dir(cls))):
        for base in getmro(cls):
            if name in base.__dict__:
                value = base.__dict__[name]
                if isinstance(value, (staticmethod,)):
                    kind = "static method"
                elif isinstance(value, (classmethod, _ClassMethodDescriptor)):
                    kind = "class method"
                elif isinstance(value, property):
                    kind = "property"
                else:
                    kind = "method" if isroutine(value) else "data"
                result.append(Attribute(name, kind, base, value))
                break
    return result


def getmro(cls) -> tuple:
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follows __wrapped__ to the innermost function."""
    first = func
    seen = {id(func): func}
    while hasattr(func, "__wrapped__") and not isclass(func) or isclass(func) and "__wrapped__" in func.__dict__:
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen[id(func)] = func
    return func


def cleandoc(doc: str) -> str:
    """The docstring without its indentation."""
    lines = doc.expandtabs().split("\n")
    margin = min([len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")], default=0)
    lines = [lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object) -> str | None:
    """The docstring, inherited if need be, cleaned."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(object):
    if isclass(object):
        for base in object.__mro__:
            if base.__name__ != "object" and base.__doc__ is not None:
                return base.__doc__
        return None
    if isinstance(object, property):
        name = getattr(object.fget, "__name__", None)
        function = object.fget
    else:
        function = getattr(object, "__func__", object)
        name = getattr(object, "__name__", None)
    qualname = getattr(function, "__qualname__", "")
    owner = sys.modules.get(getattr(function, "__module__", None))
    for part in qualname.split(".")[:-1]:
        owner = getattr(owner, part, None)
    if name is None or not isclass(owner):
        return None
    for base in owner.__mro__:
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path: str) -> str | None:
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def getfile(object) -> str:
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, "
                    f"got {type(object).__name__}")


getsourcefile = getfile


def _definition(text, first, path):
    """The part of the tree that begins at a line (decorators included), or the class of that qualified name."""
    import ast
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    inside = [(ast.parse(text), "")]
    while inside:
        node, prefix = inside.pop()
        if isinstance(node, kinds):
            begin = min([node.lineno, *[each.lineno for each in node.decorator_list]])
            if first == begin or first is None and prefix + node.name == path:
                return node, begin
            prefix += node.name + ("." if isinstance(node, ast.ClassDef) else ".<locals>.")
        elif isinstance(node, ast.Lambda) and node.lineno == first:
            return node, first
        inside.extend([(child, prefix) for child in ast.iter_child_nodes(node)][::-1])
    return None, 0


def getsourcelines(object):
    object = unwrap(object)
    text = _monty.source_text(getfile(object))
    if text is None:
        raise OSError("could not get source code")
    if ismodule(object):
        return text.splitlines(keepends=True), 0
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    node, first = _definition(text, object.co_firstlineno if iscode(object) else None, object.__qualname__ if isclass(object) else None)
    if node is None:
        raise OSError("could not find class definition" if isclass(object) else "could not get source code")
    return text.splitlines(keepends=True)[first - 1:node.end_lineno], first


def getsource(object) -> str:
    return "".join(getsourcelines(object)[0])


findsource = getsourcelines


def getcomments(object):
    return None


def currentframe():
    return sys._getframe(1)


def stack(context: int = 1) -> list:
    """The frames from the caller outwards."""
    frames = []
    frame = sys._getframe(1)
    while frame is not None:
        frames.append(_frame_info(frame, frame.f_lineno))
        frame = frame.f_back
    return frames


def trace(context: int = 1) -> list:
    error = sys.exception()
    tb = None if error is None else error.__traceback__
    frames = []
    while tb is not None:
        frames.append(_frame_info(tb.tb_frame, tb.tb_lineno))
        tb = tb.tb_next
    return frames


_FrameInfo = None


def _frame_info(frame, lineno):
    global _FrameInfo
    if _FrameInfo is None:
        from collections import namedtuple
        _FrameInfo = namedtuple("FrameInfo", "frame filename lineno function code_context index")
    return _FrameInfo(frame, frame.f_code.co_filename, lineno, frame.f_code.co_name, None, None)


def getclosurevars(func):
    """The names that the function takes from outside."""
    from collections import namedtuple
    import builtins
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            pass
    found_globals, found_builtins, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            found_globals[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            found_builtins[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return namedtuple("ClosureVars", "nonlocals globals builtins unbound")(
        nonlocals, found_globals, found_builtins, unbound)


def get_annotations(obj, *, globals=None, locals=None, eval_str: bool = False, format=None) -> dict:
    """A copy of the annotations; with `eval_str` texts are evaluated."""
    if isclass(obj):
        annotations = obj.__dict__.get("__annotations__")
        if annotations is None and "__annotate__" in dir(type(obj)):
            annotations = obj.__annotations__
        if annotations is None:
            annotations = obj.__annotations__ if "__annotate_func__" in obj.__dict__ else {}
        space = getattr(sys.modules.get(obj.__module__), "__dict__", None)
        names = dict(obj.__dict__)
    elif ismodule(obj):
        annotations = getattr(obj, "__annotations__", None)
        space, names = obj.__dict__, None
    elif callable(obj):
        annotations = getattr(obj, "__annotations__", None)
        inner = unwrap(obj)
        space, names = getattr(inner, "__globals__", None), None
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if annotations is None:
        return {}
    if not isinstance(annotations, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not eval_str:
        return dict(annotations)
    if globals is None:
        globals = space
    if locals is None:
        locals = names
    for parameter in getattr(obj, "__type_params__", ()):
        locals = {parameter.__name__: parameter, **(locals or {})}
    return {key: eval(value, globals, locals) if isinstance(value, str) else value
            for key, value in annotations.items()}


def formatannotation(annotation, base_module: str | None = None, *, quote_annotation_strings: bool = True) -> str:
    if getattr(annotation, "__module__", None) == "typing":
        text = repr(annotation)
        # Names of typing stand bare.
        out = []
        at = 0
        while True:
            found = text.find("typing.", at)
            if found < 0:
                break
            before = text[found - 1] if found else " "
            out.append(text[at:found] if not (before.isalnum() or before in "_.") else text[at:found + 7])
            at = found + 7
        return "".join(out) + text[at:]
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


# ---------------------------------------------------------------------------------------------------------------------
# Signatures

class _empty:
    """Marks what is not given."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    @property
    def description(self):
        return _DESCRIPTIONS[int(self)]

    def __str__(self):
        return self.name


_DESCRIPTIONS = ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")
_ONLY = _ParameterKind.POSITIONAL_ONLY
_EITHER = _ParameterKind.POSITIONAL_OR_KEYWORD
_STAR = _ParameterKind.VAR_POSITIONAL
_KEYWORD = _ParameterKind.KEYWORD_ONLY
_STARS = _ParameterKind.VAR_KEYWORD
_KEYWORDS = frozenset((
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"))


class Parameter:
    """One parameter of a signature: name, kind, default, annotation."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _ONLY
    POSITIONAL_OR_KEYWORD = _EITHER
    VAR_POSITIONAL = _STAR
    KEYWORD_ONLY = _KEYWORD
    VAR_KEYWORD = _STARS
    empty = _empty

    def __init__(self, name: str, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_STAR, _STARS):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # The hidden parameter of a comprehension.
            if self._kind is not _EITHER:
                raise ValueError("implicit arguments must be passed as positional or keyword arguments, "
                                 f"not {self._kind.description}")
            self._kind = _ONLY
            name = f"implicit{name[1:]}"
        if name in _KEYWORDS and self._kind is not _ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    def __reduce__(self):
        return _rebuild_parameter, (type(self), self._name, self._kind, self._default, self._annotation)

    @property
    def name(self) -> str:
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_sentinel, kind=_sentinel, annotation=_sentinel, default=_sentinel) -> Parameter:
        return type(self)(self._name if name is _sentinel else name, self._kind if kind is _sentinel else kind,
                          default=self._default if default is _sentinel else default,
                          annotation=self._annotation if annotation is _sentinel else annotation)

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f"{' = ' if self._annotation is not _empty else '='}{self._default!r}"
        if self._kind is _STAR:
            return "*" + text
        return "**" + text if self._kind is _STARS else text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and self._default == other._default
                and self._annotation == other._annotation)


def _rebuild_parameter(cls, name, kind, default, annotation):
    return cls(name, kind, default=default, annotation=annotation)


class BoundArguments:
    """Arguments that fit a signature; the result of Signature.bind()."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments: dict):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self) -> tuple:
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_KEYWORD, _STARS) or name not in self.arguments:
                break
            if parameter.kind is _STAR:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self) -> dict:
        kwargs = {}
        started = False
        for name, parameter in self._signature.parameters.items():
            if not started:
                if parameter.kind in (_KEYWORD, _STARS):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if parameter.kind is _STARS:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self) -> None:
        """Fills in what was not given."""
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind is _STAR:
                filled[name] = ()
            elif parameter.kind is _STARS:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        inner = ", ".join([f"{name}={value!r}" for name, value in self.arguments.items()])
        return f"<{type(self).__name__} ({inner})>"


class Signature:
    """The parameters of a callable and its return annotation."""

    __slots__ = ("_parameters", "_return_annotation")

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__: bool = True):
        ordered = {}
        if parameters is not None:
            top = _ONLY
            seen_default = False
            for parameter in parameters:
                if __validate_parameters__:
                    kind, name = parameter.kind, parameter.name
                    if kind < top:
                        raise ValueError(f"wrong parameter order: {top.description} parameter before "
                                         f"{kind.description} parameter")
                    if kind > top:
                        top = kind
                    if kind in (_ONLY, _EITHER):
                        if parameter.default is not _empty:
                            seen_default = True
                        elif seen_default:
                            raise ValueError("non-default argument follows default argument")
                    if name in ordered:
                        raise ValueError(f"duplicate parameter name: {name!r}")
                ordered[parameter.name] = parameter
        self._parameters = types.MappingProxyType(ordered)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped: bool = True, globals=None, locals=None,
                      eval_str: bool = False) -> Signature:
        return _of_callable(cls, obj, follow_wrapped, globals, locals, eval_str)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_sentinel, return_annotation=_sentinel) -> Signature:
        return type(self)(self._parameters.values() if parameters is _sentinel else parameters,
                          return_annotation=(self._return_annotation if return_annotation is _sentinel
                                             else return_annotation))

    __replace__ = replace

    def _split(self):
        ordered = tuple([p for p in self._parameters.values() if p.kind != _KEYWORD])
        by_name = {p.name: p for p in self._parameters.values() if p.kind == _KEYWORD}
        return ordered, by_name, self._return_annotation

    def __hash__(self):
        ordered, by_name, result = self._split()
        return hash((ordered, frozenset(by_name.values()), result))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._split() == other._split()

    def _bind(self, args, kwargs, partial):
        arguments = {}
        args = list(args)
        taken = 0
        positional_names_given = []
        skipped = False
        parameters = list(self._parameters.values())
        for parameter in parameters:
            name, kind = parameter.name, parameter.kind
            if taken >= len(args) and (kind is _STAR or name in kwargs or parameter.default is not _empty):
                skipped = True
            if kind in (_ONLY, _EITHER):
                if taken < len(args):
                    if kind is _EITHER and name in kwargs:
                        raise TypeError(f"multiple values for argument {name!r}")
                    arguments[name] = args[taken]
                    taken += 1
                elif kind is _EITHER and name in kwargs:
                    arguments[name] = kwargs.pop(name)
                else:
                    if kind is _ONLY and name in kwargs and _STARS not in [p.kind for p in parameters]:
                        positional_names_given.append(name)
                    elif parameter.default is _empty and not partial:
                        raise TypeError(f"missing a required argument: {name!r}")
            elif kind is _STAR:
                if taken < len(args):
                    arguments[name] = tuple(args[taken:])
                    taken = len(args)
            elif kind is _KEYWORD:
                if name in kwargs:
                    if taken < len(args):
                        raise TypeError("too many positional arguments")
                    arguments[name] = kwargs.pop(name)
                elif parameter.default is _empty and not partial:
                    if taken < len(args):
                        raise TypeError("too many positional arguments")
                    # CPython names the kind only where no optional parameter came between.
                    what = "" if skipped else " keyword-only"
                    raise TypeError(f"missing a required{what} argument: {name!r}")
            elif kwargs:
                arguments[name] = dict(kwargs)
                kwargs = {}
        if taken < len(args):
            raise TypeError("too many positional arguments")
        if kwargs:
            if positional_names_given:
                wrong = ", ".join([repr(name) for name in positional_names_given])
                raise TypeError(f"got some positional-only arguments passed as keyword arguments: {wrong}")
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs) -> BoundArguments:
        """Fits the arguments to the parameters, or raises TypeError."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs) -> BoundArguments:
        return self._bind(args, kwargs, True)

    def __reduce__(self):
        return _rebuild_signature, (type(self), tuple(self._parameters.values()), self._return_annotation)

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width: int | None = None, quote_annotation_strings: bool = True) -> str:
        parts = []
        only = False
        star_needed = True
        for parameter in self._parameters.values():
            kind = parameter.kind
            if kind is _ONLY:
                only = True
            elif only:
                parts.append("/")
                only = False
            if kind is _STAR:
                star_needed = False
            elif kind is _KEYWORD and star_needed:
                parts.append("*")
                star_needed = False
            parts.append(str(parameter))
        if only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text


def _rebuild_signature(cls, parameters, result):
    return cls(parameters, return_annotation=result)


def signature(obj, *, follow_wrapped: bool = True, globals=None, locals=None, eval_str: bool = False) -> Signature:
    """The signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


def _of_function(cls, function, globals, locals, eval_str):
    code = function.__code__
    names = code.co_varnames
    count = code.co_argcount
    only = code.co_posonlyargcount
    keyword_count = code.co_kwonlyargcount
    defaults = function.__defaults__ or ()
    keyword_defaults = function.__kwdefaults__ or {}
    annotations = get_annotations(function, globals=globals, locals=locals, eval_str=eval_str)
    make = cls._parameter_cls
    parameters = []
    first_default = count - len(defaults)
    for index in range(count):
        name = names[index]
        parameters.append(make(name, _ONLY if index < only else _EITHER, annotation=annotations.get(name, _empty),
                               default=defaults[index - first_default] if index >= first_default else _empty))
    at = count + keyword_count
    if code.co_flags & CO_VARARGS:
        parameters.append(make(names[at], _STAR, annotation=annotations.get(names[at], _empty)))
        at += 1
    for name in names[count:count + keyword_count]:
        parameters.append(make(name, _KEYWORD, annotation=annotations.get(name, _empty),
                               default=keyword_defaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        parameters.append(make(names[at], _STARS, annotation=annotations.get(names[at], _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty), __validate_parameters__=False)


def _without_first(sig):
    parameters = list(sig.parameters.values())
    if not parameters or parameters[0].kind in (_STARS, _KEYWORD):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _STAR:
        del parameters[0]
    return sig.replace(parameters=parameters)


def _of_partial(sig, partial, extra=()):
    # What is left to give after functools.partial.
    parameters = dict(sig.parameters)
    try:
        bound = sig.bind_partial(*extra, *(partial.args or ()), **(partial.keywords or {}))
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
    to_keyword = False
    result = []
    for name, parameter in parameters.items():
        if name in bound.arguments:
            value = bound.arguments[name]
            if parameter.kind is _ONLY:
                continue
            if parameter.kind is _EITHER:
                if name not in (partial.keywords or {}):
                    continue
                to_keyword = True
                result.append(parameter.replace(kind=_KEYWORD, default=value))
                continue
            if parameter.kind is _KEYWORD:
                result.append(parameter.replace(default=value))
                continue
        if to_keyword:
            if parameter.kind is _EITHER:
                parameter = parameter.replace(kind=_KEYWORD)
            elif parameter.kind is _STAR:
                continue
        result.append(parameter)
    # A variadic positional parameter before keyword-only ones stays; the order is right by construction.
    return sig.replace(parameters=result)


def _defined_in_python(cls, name):
    method = getattr_static(cls, name, None)
    if isinstance(method, (staticmethod, classmethod)):
        method = method.__func__
    if method is None or isinstance(method, _NATIVE):
        return None
    if name != "__new__" and hasattr(type(method), "__get__") and not isfunction(method):
        return getattr(cls, name, None)
    return method


def _of_native(cls, obj, strict=True):
    parts = _monty.signature_parts(obj)
    if parts is None:
        if strict:
            kind = "type" if isclass(obj) else None
            raise ValueError(f"no signature found for builtin {f'type {obj!r}' if kind else repr(obj)}")
        return None
    make = cls._parameter_cls
    return cls([make(name, kind, default=default if has else _empty) for name, kind, has, default in parts])


def _of_class(cls, obj, again):
    call = _defined_in_python(type(obj), "__call__")
    if call is not None and type(obj) is not type:
        return _without_first(again(call))
    new = _defined_in_python(obj, "__new__")
    init = _defined_in_python(obj, "__init__")
    for base in obj.__mro__:
        if new is not None and "__new__" in base.__dict__:
            return _without_first(again(new))
        if init is not None and "__init__" in base.__dict__:
            return _without_first(again(init))
    for base in obj.__mro__[:-1]:
        found = _of_native(cls, base, strict=False)
        if found is not None:
            return found
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return cls(())
    raise ValueError(f"no signature found for builtin type {obj!r}")


def _of_callable(cls, obj, follow, globals, locals, eval_str):
    def again(other):
        return _of_callable(cls, other, follow, globals, locals, eval_str)

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        return _without_first(again(obj.__func__))
    if follow:
        obj = unwrap(obj, stop=_has_own_signature)
        if isinstance(obj, types.MethodType):
            return again(obj)
    own = getattr(obj, "__signature__", None)
    if own is not None:
        if not isinstance(own, Signature) and callable(own):
            own = own()
        if not isinstance(own, Signature):
            raise TypeError(f"unexpected object {own!r} in __signature__ attribute")
        return own
    partial_method = getattr(obj, "__partialmethod__", None) or getattr(obj, "_partialmethod", None)
    if partial_method is not None and type(partial_method).__name__ == "partialmethod":
        wrapped = again(partial_method.func)
        rest = _of_partial(wrapped, partial_method, (None,))
        first = next(iter(wrapped.parameters.values()))
        if first.kind is _STAR:
            return rest
        return rest.replace(parameters=(first, *rest.parameters.values()))
    if isfunction(obj):
        return _of_function(cls, obj, globals, locals, eval_str)
    if type(obj).__name__ == "partial" and hasattr(obj, "func") and hasattr(obj, "keywords"):
        return _of_partial(again(obj.func), obj)
    if isinstance(obj, _NATIVE):
        return _of_native(cls, obj)
    if isinstance(obj, type):
        return _of_class(cls, obj, again)
    call = getattr_static(type(obj), "__call__", None)
    if call is not None:
        if hasattr(type(call), "__get__"):
            call = type(call).__get__(call, obj, type(obj))
        return again(call)
    raise ValueError(f"callable {obj!r} is not supported by signature")


def _has_own_signature(function):
    return hasattr(function, "__signature__") or isinstance(function, types.MethodType)


_FullArgSpec = None


def getfullargspec(func):
    """The parameters as (args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations)."""
    global _FullArgSpec
    if _FullArgSpec is None:
        from collections import namedtuple
        _FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")
    try:
        # As in CPython, a bound method keeps its first argument here.
        sig = _of_callable(Signature, func.__func__ if ismethod(func) else func, False, None, None, False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, only, keyword = [], [], []
    varargs = varkw = None
    defaults = ()
    keyword_defaults, annotations = {}, {}
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    for name, parameter in sig.parameters.items():
        if parameter.kind in (_ONLY, _EITHER):
            (only if parameter.kind is _ONLY else args).append(name)
            if parameter.default is not _empty:
                defaults += (parameter.default,)
        elif parameter.kind is _STAR:
            varargs = name
        elif parameter.kind is _KEYWORD:
            keyword.append(name)
            if parameter.default is not _empty:
                keyword_defaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return _FullArgSpec(only + args, varargs, varkw, defaults or None, keyword, keyword_defaults or None, annotations)


def getcallargs(func, /, *positional, **named) -> dict:
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    if ismethod(func):
        first = func.__func__.__code__.co_varnames[0]
        return {first: func.__self__, **bound.arguments}
    return bound.arguments
