# SPDX-License-Identifier: MIT
# annotationlib: annotations in the format that is asked for. An annotate function is run again, with a forward
# reference in place of each name that it did not find, until it comes through.
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
        raise AttributeError(f"module 'annotationlib' has no attribute {name!r}")
    globals()[name] = value
    return value


def _with_references(function):
    import _typing_forms
    space = None
    while True:
        try:
            return function(1)
        except NameError as error:
            name = getattr(error, "name", None)
            if name is None or not isinstance(function, FunctionType) or space is not None and name in space:
                raise
            if space is None:
                space = dict(function.__globals__)
            space[name] = _typing_forms.ForwardRef(name)
            function = FunctionType(function.__code__, space, function.__name__, function.__defaults__,
                                    function.__closure__)


def annotations_to_string(annotations) -> dict:
    import _typing_forms
    return {name: value if isinstance(value, str) else getattr(value, "__forward_arg__", None) or
            _typing_forms.type_repr(value) for name, value in annotations.items()}


def call_annotate_function(annotate, format, *, owner=None) -> dict:
    if format == 1:
        return annotate(1)
    found = _with_references(annotate)
    return annotations_to_string(found) if format == 4 else found


def call_evaluate_function(evaluate, format, *, owner=None):
    return evaluate(1) if format == 1 else _with_references(evaluate)


def get_annotate_from_class_namespace(namespace, /):
    return namespace.get("__annotate__") or namespace.get("__annotate_func__")


def get_annotations(obj, *, globals=None, locals=None, eval_str: bool = False, format=1) -> dict:
    if eval_str and format != 1:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    try:
        found = getattr(obj, "__annotations__", None)
    except NameError:
        if format == 1:
            raise
        found = _with_references(obj.__annotate__)
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
        import sys
        globals = getattr(obj, "__globals__", None)
        if globals is None:
            globals = getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", {})
    if locals is None and isinstance(obj, type):
        locals = dict(vars(obj))
    return {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in found.items()}
