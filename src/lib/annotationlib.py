# SPDX-License-Identifier: MIT
# annotationlib: annotations in the format that is asked for. An annotate function is run again, with a forward
# reference in place of each name that it did not find, until it comes through.
import sys
from types import FunctionType

__all__ = ["Format", "ForwardRef", "call_annotate_function", "call_evaluate_function", "get_annotations",
           "get_annotate_from_class_namespace", "annotations_to_string", "type_repr"]


def __getattr__(name):
    if name == "Format":
        import enum
        value = enum.IntEnum("Format", {"VALUE": 1, "VALUE_WITH_FAKE_GLOBALS": 2, "FORWARDREF": 3, "STRING": 4},
                             module="annotationlib")
    elif name == "ForwardRef" or name == "type_repr":
        import _typing_forms
        value = getattr(_typing_forms, name)
    else:
        raise AttributeError(f"module 'annotationlib' has no attribute {name!r}", name=name, obj=sys.modules["annotationlib"])
    globals()[name] = value
    return value


_BINARY = (("or", "|", 6), ("xor", "^", 7), ("and", "&", 8), ("lshift", "<<", 9), ("rshift", ">>", 9), ("add", "+", 10),
           ("sub", "-", 10), ("mul", "*", 11), ("truediv", "/", 11), ("floordiv", "//", 11), ("mod", "%", 11),
           ("matmul", "@", 11), ("pow", "**", 13))
_UNARY = (("neg", "-"), ("pos", "+"), ("invert", "~"))
_PLAIN = (str, bytes, int, float, complex, bool, type(None))
_ATOM = 20


def _references():
    """A maker of references, and the list of those made: objects that stand for names, and for what is done with them.
    While they are in use, __forward_is_class__ holds how tightly their text binds."""
    from _typing_forms import ForwardRef, type_repr
    made = []

    class Reference(ForwardRef):
        __slots__ = ()

        def __getattr__(self, name):
            if name[:2] == "__":
                raise AttributeError(name)
            return make(f"{text(self, _ATOM)}.{name}")

        def __getitem__(self, key):
            return make(f"{text(self, _ATOM)}[{_subscript(key, text)}]")

        def __call__(self, *args, **kwargs):
            parts = [text(x, 0) for x in args] + [f"{name}={text(x, 0)}" for name, x in kwargs.items()]
            return make(f"{text(self, _ATOM)}({', '.join(parts)})")

        def __iter__(self):
            yield make(f"*{text(self, 6)}", 0)

    def make(source, binding=_ATOM):
        reference = object.__new__(Reference)
        for name, value in zip(ForwardRef.__slots__, (source, None, True, binding)):
            object.__setattr__(reference, name, value)
        made.append(reference)
        return reference

    def text(value, binding):
        if type(value) is Reference:
            source = value.__forward_arg__
            return source if value.__forward_is_class__ >= binding else f"({source})"
        return "..." if value is ... else repr(value) if type(value) in _PLAIN else type_repr(value)

    def operate(symbol, binding, swapped):
        def method(self, other):
            left, right = (other, self) if swapped else (self, other)
            return make(f"{text(left, binding)} {symbol} {text(right, binding + 1)}", binding)
        return method

    for name, symbol, binding in _BINARY:
        setattr(Reference, f"__{name}__", operate(symbol, binding, False))
        setattr(Reference, f"__r{name}__", operate(symbol, binding, True))
    for name, symbol in _UNARY:
        setattr(Reference, f"__{name}__", lambda self, symbol=symbol: make(symbol + text(self, 12), 12))
    return make, made


def _subscript(key, text):
    if isinstance(key, tuple):
        return ", ".join([_subscript(part, text) for part in key]) + ("," if len(key) == 1 else "") if key else "()"
    if isinstance(key, slice):
        parts = ["" if part is None else text(part, 0) for part in (key.start, key.stop, key.step)]
        return ":".join(parts if key.step is not None else parts[:2])
    return text(key, 0)


def _settle(made):
    from _typing_forms import ForwardRef
    for reference in made:
        object.__setattr__(reference, "__class__", ForwardRef)
        reference.__forward_is_class__ = False


def _again(function, space, closure):
    return FunctionType(function.__code__, space, function.__name__, function.__defaults__, closure)


def _with_references(function):
    make, made = _references()
    space = None
    while True:
        try:
            found = function(1)
            break
        except NameError as error:
            name = getattr(error, "name", None)
            if name is None or not isinstance(function, FunctionType) or space is not None and name in space:
                raise
            if space is None:
                space = dict(function.__globals__)
            space[name] = make(name)
            function = _again(function, space, function.__closure__)
    _settle(made)
    return found


def _with_names_only(function):
    """What the function makes of its names as they stand in the source, looked up nowhere."""
    from types import CellType
    make, made = _references()
    code = function.__code__
    space = {name: make(name) for name in code.co_names}
    space["__builtins__"] = {}
    cells = tuple([CellType({} if name == "__classdict__" else make(name)) for name in code.co_freevars])
    found = _again(function, space, cells)(1)
    _settle(made)
    return found


def annotations_to_string(annotations) -> dict:
    import _typing_forms
    return {name: value if isinstance(value, str) else getattr(value, "__forward_arg__", None) or
            _typing_forms.type_repr(value) for name, value in annotations.items()}


def call_annotate_function(annotate, format, *, owner=None) -> dict:
    if format == 1:
        return annotate(1)
    if format == 4:
        return annotations_to_string(_with_names_only(annotate) if isinstance(annotate, FunctionType) else annotate(1))
    return _with_references(annotate)


def call_evaluate_function(evaluate, format, *, owner=None):
    return evaluate(1) if format == 1 else _with_references(evaluate)


def get_annotate_from_class_namespace(namespace, /):
    return namespace.get("__annotate__") or namespace.get("__annotate_func__")


def get_annotations(obj, *, globals=None, locals=None, eval_str: bool = False, format=1) -> dict:
    if eval_str and format != 1:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    annotate = None if format == 1 else getattr(obj, "__annotate__", None)
    if format == 4 and isinstance(annotate, FunctionType):
        return call_annotate_function(annotate, 4)
    try:
        found = getattr(obj, "__annotations__", None)
    except NameError:
        if format == 1:
            raise
        found = _with_references(annotate)
    if found is None:
        if isinstance(obj, type) or callable(obj) or isinstance(obj, type(__builtins__)):
            return {}
        raise TypeError(f"{obj!r} does not have annotations")
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if format == 4:
        return annotations_to_string(found)
    if not eval_str:
        return dict(found)
    if globals is None:
        globals = getattr(obj, "__globals__", None)
        if globals is None:
            globals = getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", {})
    if locals is None and isinstance(obj, type):
        locals = dict(vars(obj))
    return {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in found.items()}
