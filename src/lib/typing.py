# SPDX-License-Identifier: MIT
# typing: the run-time side of type hints. Importing it makes next to nothing: forms and aliases come from
# _typing_forms, and classes from _typing_classes, when a name is first asked for.
import sys

TYPE_CHECKING = False

_class_names = frozenset(("Generic", "Protocol", "NamedTuple", "TypedDict", "SupportsInt", "SupportsFloat",
                          "SupportsComplex", "SupportsBytes", "SupportsIndex", "SupportsAbs", "SupportsRound", "IO",
                          "TextIO", "BinaryIO", "_TypedDictMeta", "_ProtocolMeta", "NamedTupleMeta"))
_form_names = frozenset(("Any", "TypeVar", "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs", "TypeVarTuple",
                         "TypeAliasType", "ForwardRef", "NoDefault"))

__all__ = ["AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator", "AsyncIterable",
           "AsyncIterator", "Awaitable", "BinaryIO", "ByteString", "Callable", "ChainMap", "ClassVar", "Collection",
           "Concatenate", "Container", "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Dict",
           "Final", "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO", "ItemsView", "Iterable",
           "Iterator", "KeysView", "List", "Literal", "LiteralString", "Mapping", "MappingView", "Match",
           "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple", "Never", "NewType", "NoDefault",
           "NoReturn", "NotRequired", "Optional", "OrderedDict", "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs",
           "Pattern", "Protocol", "ReadOnly", "Required", "Reversible", "Self", "Sequence", "Set", "Sized",
           "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt",
           "SupportsRound", "TYPE_CHECKING", "Text", "TextIO", "Tuple", "Type", "TypeAlias", "TypeAliasType",
           "TypeGuard", "TypeIs", "TypeVar", "TypeVarTuple", "TypedDict", "Union", "Unpack", "ValuesView",
           "assert_never", "assert_type", "cast", "clear_overloads", "dataclass_transform", "evaluate_forward_ref",
           "final", "get_args", "get_origin", "get_overloads", "get_protocol_members", "get_type_hints",
           "is_protocol", "is_typeddict", "no_type_check", "no_type_check_decorator", "overload", "override",
           "reveal_type", "runtime_checkable"]

Text = str


def __getattr__(name):
    if name in _form_names:
        import _typing_forms
        value = getattr(_typing_forms, name)
    elif name in _class_names:
        import _typing_classes
        value = getattr(_typing_classes, name)
    elif name[:2] == "__":
        value = None
    else:
        import _typing_forms
        value = _typing_forms.make(name)
        if value is None and name in ("_GenericAlias", "_AnnotatedAlias", "_LiteralGenericAlias"):
            value = getattr(_typing_forms, {"_GenericAlias": "_Alias", "_AnnotatedAlias": "_AnnotatedAlias"}.get(
                name, "_LiteralAlias"))
    if value is None:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__():
    return sorted(set(globals()) | set(__all__))


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def no_type_check(arg):
    if isinstance(arg, type):
        for name in dir(arg):
            obj = getattr(arg, name)
            if getattr(obj, "__qualname__", None) == f"{arg.__qualname__}.{getattr(obj, '__name__', '')}" and \
                    getattr(obj, "__module__", None) == arg.__module__:
                no_type_check(getattr(obj, "__func__", obj))
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    wrapped.__wrapped__ = decorator
    return wrapped


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions "
                              "outside a stub module should always be followed by an implementation that is not "
                              "@overload-ed.")


def overload(func):
    plain = getattr(func, "__func__", func)
    try:
        where = plain.__module__, plain.__qualname__
        line = plain.__code__.co_firstlineno
    except AttributeError:
        return _overload_dummy
    _overloads.setdefault(where, {})[line] = func
    return _overload_dummy


def get_overloads(func) -> list:
    func = getattr(func, "__func__", func)
    return list(_overloads.get((func.__module__, func.__qualname__), {}).values())


def clear_overloads():
    _overloads.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def dataclass_transform(*, eq_default: bool = True, order_default: bool = False, kw_only_default: bool = False,
                        frozen_default: bool = False, field_specifiers: tuple = (), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "frozen_default": frozen_default, "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn

    return decorator


def runtime_checkable(cls):
    if not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % (cls,))
    cls._is_runtime_protocol = True
    cls.__non_callable_proto_members__ = {name for name in cls.__protocol_attrs__
                                          if not callable(getattr(cls, name, None))}
    return cls


def is_protocol(tp, /) -> bool:
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp.__name__ != "Protocol"


def get_protocol_members(tp, /) -> frozenset:
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


def is_typeddict(tp) -> bool:
    classes = sys.modules.get("_typing_classes")
    return classes is not None and isinstance(tp, classes._TypedDictMeta) and tp is not classes.TypedDict


class NewType:
    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        try:
            module = sys._getframemodulename(1)
        except AttributeError:
            module = None
        if module is not None and module != "typing":
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        name = self.__name__
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`{name} = NewType({name!r}, {name})`")

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        import _typing_forms
        return _typing_forms.union((self, other))

    def __ror__(self, other):
        import _typing_forms
        return _typing_forms.union((other, self))


def get_origin(tp):
    from types import GenericAlias, UnionType
    if isinstance(tp, GenericAlias):
        return tp.__origin__
    forms = sys.modules.get("_typing_forms")
    if isinstance(tp, UnionType):
        return __getattr__("Union")
    if forms is not None:
        if isinstance(tp, forms._AnnotatedAlias):
            return __getattr__("Annotated")
        if isinstance(tp, (forms._Alias, forms._BareAlias, forms._UnionAlias, forms.ParamSpecArgs)):
            return tp.__origin__
    classes = sys.modules.get("_typing_classes")
    if classes is not None and tp is classes.Generic:
        return tp
    return None


def get_args(tp) -> tuple:
    from types import GenericAlias, UnionType
    forms = sys.modules.get("_typing_forms")
    if isinstance(tp, UnionType):
        return tp.__args__
    if forms is not None and isinstance(tp, forms._AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, GenericAlias) or forms is not None and isinstance(tp, (forms._Alias, forms._UnionAlias)):
        args = tp.__args__
        origin = tp.__origin__
        if getattr(origin, "__name__", None) == "Callable" and origin.__module__ == "collections.abc":
            if not (len(args) == 2 and (args[0] is ... or type(args[0]).__name__ in ("ParamSpec", "_ConcatenateGenericAlias")
                                        and type(args[0]).__module__ == "typing"
                                        and getattr(getattr(args[0], "__origin__", None), "_name", "Concatenate")
                                        == "Concatenate")):
                return list(args[:-1]), args[-1]
        return args
    return ()


def _resolve(value, globals, locals, guard=frozenset()):
    # Evaluates strings and forward references, those inside aliases too, but none inside of what it stands for.
    if value is None:
        return type(None)
    forms = sys.modules.get("_typing_forms")
    if isinstance(value, str):
        return _resolve(eval(f"({value},)[0]" if value.startswith("*") else value, globals, locals), globals, locals, guard | {value})
    if forms is not None and isinstance(value, forms.ForwardRef):
        if value.__forward_arg__ in guard:
            return value
        module = value.__forward_module__
        if module is not None:
            globals = sys.modules[module].__dict__
        return _resolve(eval(forms._expression(value.__forward_arg__), globals, locals), globals, locals,
                        guard | {value.__forward_arg__})
    from types import GenericAlias, UnionType
    args = getattr(value, "__args__", None)
    if not args or not isinstance(args, tuple) or isinstance(value, type) and not isinstance(value, GenericAlias):
        return value
    if forms is not None and isinstance(value, forms._LiteralAlias):
        return value
    new = tuple([_resolve(item, globals, locals, guard) if item is not None and not isinstance(item, tuple) else item
                 for item in args])
    if all([a is b for a, b in zip(args, new)]):
        return value
    if isinstance(value, UnionType) or forms is not None and isinstance(value, forms._UnionAlias):
        import _typing_forms
        return _typing_forms.union(new)
    if isinstance(value, GenericAlias):
        if value.__origin__.__name__ == "Callable" and type(value) is not GenericAlias:
            return value.__origin__[list(new[:-1]), new[-1]]
        return GenericAlias(value.__origin__, new)
    if isinstance(value, forms._AnnotatedAlias):
        return forms._AnnotatedAlias(new[0], value.__metadata__)
    return type(value)(value.__origin__, new, value._name, value._inst)


def _strip(value):
    # Takes Annotated, Required, NotRequired and ReadOnly off, inside aliases too.
    forms = sys.modules.get("_typing_forms")
    from types import GenericAlias, UnionType
    if forms is not None:
        if isinstance(value, forms._AnnotatedAlias):
            return _strip(value.__origin__)
        if isinstance(value, forms._Alias) and value._name in ("Required", "NotRequired", "ReadOnly"):
            return _strip(value.__args__[0])
        if isinstance(value, forms._UnionAlias):
            return forms.union([_strip(item) for item in value.__args__])
        if isinstance(value, forms._Alias) and not isinstance(value, forms._LiteralAlias):
            new = tuple([_strip(item) for item in value.__args__])
            return value if new == value.__args__ else type(value)(value.__origin__, new, value._name, value._inst)
        if isinstance(value, UnionType):
            new = [_strip(item) for item in value.__args__]
            return value if tuple(new) == value.__args__ else forms.union(new)
        if type(value) is GenericAlias:
            new = tuple([_strip(item) for item in value.__args__])
            return value if new == value.__args__ else GenericAlias(value.__origin__, new)
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras: bool = False) -> dict:
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            if base is object:
                continue
            own = getattr(base, "__annotations__", None)  # those of builtin types have none
            if not isinstance(own, dict):
                continue
            if globalns is None:
                space = getattr(sys.modules.get(base.__module__), "__dict__", {})
            else:
                space = globalns
            local = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                space, local = local, space
            for variable in getattr(base, "__type_params__", ()):
                if variable.__name__ not in local:
                    local = {**local, variable.__name__: variable}
            for name, value in own.items():
                hints[name] = _resolve(value, space, local)
    else:
        module_type = type(sys)
        if isinstance(obj, module_type):
            space = obj.__dict__
        else:
            inner = obj
            while hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            space = getattr(inner, "__globals__", {})
        if globalns is not None:
            space = globalns
        local = localns if localns is not None else space
        own = getattr(obj, "__annotations__", None)
        if own is None:
            from types import BuiltinFunctionType, MethodType
            if isinstance(obj, (BuiltinFunctionType, MethodType, module_type)) or callable(obj):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        variables = {variable.__name__: variable for variable in getattr(obj, "__type_params__", ())}
        if variables:
            local = {**variables, **local}
        for name, value in own.items():
            hints[name] = _resolve(value, space, local)
    if include_extras:
        return hints
    return {name: _strip(value) for name, value in hints.items()}


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None, type_params=None, format=None):
    return _resolve(forward_ref.evaluate(globals=globals, locals=locals, owner=owner), globals or {}, locals)
