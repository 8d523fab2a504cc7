# SPDX-License-Identifier: MIT
# _typing_classes: Generic, Protocol, NamedTuple, TypedDict and the protocols that typing defines.
import sys
from abc import ABCMeta, abstractmethod
from types import GenericAlias

import _typing_forms as forms
from _typing_forms import _Alias


def _caller():
    try:
        return sys._getframemodulename(2) or "__main__"
    except AttributeError:
        return "__main__"


def _generic_class_getitem(cls, args):
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple([forms._convert(item) for item in args])
    if cls is Generic or cls is Protocol:
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        flat = []
        for item in args:
            if isinstance(item, forms._Unpacked):
                item = item.__args__[0]
            if not forms._is_variable(item):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter "
                                "specification variables.")
            flat.append(item)
        if len(set(flat)) != len(flat):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _Alias(cls, args, cls.__name__ if cls is not Generic and cls is not Protocol else None)
    parameters = getattr(cls, "__parameters__", ())
    if not parameters:
        raise TypeError(f"{cls!r} is not a generic class")
    checked = tuple([item if isinstance(item, list) or item is ... else
                     forms.check(item, "Parameters to generic types must be types.") for item in args])
    return _Alias(cls, forms.substitute(parameters, parameters, checked, cls))


class Generic:
    __slots__ = ()
    _is_protocol = False
    __module__ = "typing"

    __class_getitem__ = classmethod(_generic_class_getitem)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        space = cls.__dict__
        if "__orig_bases__" in space:
            bare = Generic in space["__orig_bases__"]
        else:
            bare = Generic in cls.__bases__ and cls.__name__ != "Protocol"
        if bare:
            raise TypeError("Cannot inherit from plain Generic")
        variables = ()
        if "__orig_bases__" in space:
            variables = forms.collect([base for base in space["__orig_bases__"]])
            listed = None
            for base in space["__orig_bases__"]:
                if isinstance(base, _Alias) and (base.__origin__ is Generic or base.__origin__ is Protocol):
                    if base.__origin__ is Generic or listed is None and base.__parameters__:
                        if listed is not None and base.__origin__ is Generic:
                            raise TypeError("Cannot inherit from Generic[...] multiple times.")
                        listed = base.__parameters__
            if listed is not None:
                missing = [item for item in variables if item not in listed]
                if missing:
                    raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not listed in "
                                    f"Generic[{', '.join(map(str, listed))}]")
                variables = listed
        cls.__parameters__ = tuple(variables)


# -- protocols

_not_members = frozenset(("__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__",
                          "__new__", "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__",
                          "__match_args__", "__static_attributes__", "__firstlineno__", "__annotate__",
                          "__annotate_func__", "__annotations_cache__", "__parameters__", "__orig_bases__",
                          "__orig_class__", "_is_protocol", "_is_runtime_protocol", "__protocol_attrs__",
                          "__non_callable_proto_members__", "__type_params__", "_abc_impl", "__qualname__"))


def _members_of(cls):
    found = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") and base.__module__ == "typing":
            continue
        names = list(base.__dict__)
        hints = base.__annotations__
        names += hints
        for name in names:
            if not name.startswith("_abc_") and name not in _not_members:
                found.add(name)
    return found


def _static(obj, name):
    # The attribute without running descriptors or __getattr__.
    space = getattr(obj, "__dict__", None)
    if space is not None and name in space:
        return space[name]
    for base in type(obj).__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    if isinstance(obj, type):
        for base in obj.__mro__:
            if name in base.__dict__:
                return base.__dict__[name]
    raise AttributeError(name)


def _is_exempt():
    # abc and functools may ask any protocol (single dispatch, virtual subclasses).
    try:
        return sys._getframemodulename(2) in ("abc", "functools", None)
    except AttributeError:
        return False


class _ProtocolMeta(ABCMeta):
    __module__ = "typing"

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if name == "Protocol" and bases == (Generic,):
            pass
        elif {Protocol, Generic} & set(bases):
            for base in bases:
                if not (base in (object, Generic) or base.__name__ in _allowed_bases.get(base.__module__, ()) or
                        getattr(base, "_is_protocol", False)):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _members_of(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, "_is_protocol", False) and not _is_exempt():
            if not isinstance(other, type):
                raise TypeError("issubclass() arg 1 must be a class")
            if not getattr(cls, "_is_runtime_protocol", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if cls.__non_callable_proto_members__ and cls.__dict__.get("__subclasshook__") is _hook:
                attributes = ", ".join(sorted(map(repr, cls.__non_callable_proto_members__)))
                raise TypeError("Protocols with non-method members don't support issubclass(). Non-method members: "
                                f"{attributes}.")
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if super().__instancecheck__(instance):
            return True
        for name in cls.__protocol_attrs__:
            try:
                value = _static(instance, name)
            except AttributeError:
                return False
            if value is None and name not in cls.__non_callable_proto_members__:
                return False
        return True


_allowed_bases = {"collections.abc": ("Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable",
                                      "AsyncIterator", "Hashable", "Sized", "Container", "Collection", "Reversible",
                                      "Buffer"),
                  "contextlib": ("AbstractContextManager", "AbstractAsyncContextManager")}


def _proto_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            hints = base.__dict__.get("__annotations__", ())
            if name in hints and getattr(other, "_is_protocol", False):
                break
        else:
            return NotImplemented
    return True


_hook = classmethod(_proto_hook)


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is not _no_init:
        return
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


class Protocol(Generic, metaclass=_ProtocolMeta):
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False
    __module__ = "typing"

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init


def _protocol(name, method, result, *parameters, args=()):
    # One of the protocols with a single method.
    def body(self):
        pass

    body.__name__ = method
    body.__qualname__ = f"{name}.{method}"
    body.__annotations__ = {"return": result}
    bases = (Protocol,)
    space = {"__module__": "typing", "__slots__": (), method: abstractmethod(body)}
    if parameters:
        space["__orig_bases__"] = (Protocol[parameters],)
    cls = _ProtocolMeta(name, bases, space)
    cls._is_runtime_protocol = True
    cls.__non_callable_proto_members__ = set()
    return cls


SupportsInt = _protocol("SupportsInt", "__int__", int)
SupportsFloat = _protocol("SupportsFloat", "__float__", float)
SupportsComplex = _protocol("SupportsComplex", "__complex__", complex)
SupportsBytes = _protocol("SupportsBytes", "__bytes__", bytes)
SupportsIndex = _protocol("SupportsIndex", "__index__", int)
_T_co = forms.TypeVar("T_co", covariant=True)
SupportsAbs = _protocol("SupportsAbs", "__abs__", _T_co, _T_co)
SupportsRound = _protocol("SupportsRound", "__round__", _T_co, _T_co)


# -- NamedTuple

def _make_nmtuple(name, hints, defaults, module):
    import collections
    hints = {key: forms.check(value, f"field {key} annotation must be a type") for key, value in hints.items()}
    made = collections.namedtuple(name, list(hints), defaults=defaults, module=module)
    made.__annotations__ = hints
    made.__new__.__annotations__ = dict(hints)
    return made


_nt_prohibited = frozenset(("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                            "_field_types", "_make", "_replace", "_asdict", "_source"))
_nt_special = frozenset(("__module__", "__name__", "__annotations__", "__annotate__", "__annotate_func__",
                         "__annotations_cache__", "__static_attributes__", "__firstlineno__", "__conditional_annotations__"))


def _body_annotations(namespace):
    # The annotations that a class body left: a dict, or the function that makes it.
    found = namespace.get("__annotations__")
    if found is not None:
        return found
    maker = namespace.get("__annotate__") or namespace.get("__annotate_func__")
    if maker is None:
        return {}
    try:
        return maker(1)
    except NameError:
        import annotationlib
        return annotationlib.call_annotate_function(maker, annotationlib.Format.FORWARDREF)


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        bases = tuple([tuple if base is _NamedTuple else base for base in bases])
        hints = _body_annotations(ns)
        names = []
        for name in hints:
            if name in ns:
                names.append(name)
            elif names:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{'s' if len(names) > 1 else ''} {', '.join(names)}")
        made = _make_nmtuple(typename, hints, [ns[name] for name in names], ns["__module__"])
        made.__bases__ = bases
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key in _nt_prohibited:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key not in _nt_special:
                if key not in made._fields:
                    setattr(made, key, value)
                hook = getattr(type(value), "__set_name__", None)
                if hook is not None:
                    hook(value, made, key)
        if Generic in bases:
            made.__init_subclass__()
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    made = _make_nmtuple(typename, dict(fields), (), _caller())
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)
NamedTuple.__module__ = "typing"


# -- TypedDict

def _qualifiers(hint):
    # Takes the markers off a hint's outside; gives what they say.
    found = set()
    while True:
        if isinstance(hint, forms._AnnotatedAlias):
            hint = hint.__origin__
        elif isinstance(hint, _Alias) and hint._name in ("Required", "NotRequired", "ReadOnly"):
            found.add(hint._name)
            hint = hint.__args__[0]
        else:
            return found


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True, closed=None, extra_items=None):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        own = {key: forms.check(value, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type",
                                tuple(forms.form(item) for item in ("Required", "NotRequired", "ReadOnly")))
               for key, value in _body_annotations(ns).items()}
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        made.__name__ = name
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        hints = {}
        required, optional, read_only, mutable = set(), set(), set(), set()
        for base in bases:
            space = base.__dict__
            hints.update(space.get("__annotations__", {}))
            required |= space.get("__required_keys__", frozenset())
            required -= space.get("__optional_keys__", frozenset())
            optional |= space.get("__optional_keys__", frozenset())
            optional -= space.get("__required_keys__", frozenset())
            read_only |= space.get("__readonly_keys__", frozenset())
            mutable |= space.get("__mutable_keys__", frozenset())
        hints.update(own)
        for key, hint in own.items():
            marks = _qualifiers(hint)
            is_required = "Required" in marks or total and "NotRequired" not in marks
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            (read_only if "ReadOnly" in marks else mutable).add(key)
            if "ReadOnly" not in marks:
                read_only.discard(key)
        made.__annotations__ = hints
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__ = frozenset(read_only)
        made.__mutable_keys__ = frozenset(mutable)
        made.__total__ = total
        return made

    def __call__(cls, /, *args, **kwds):
        return dict(*args, **kwds)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


class _TypedDictForm:
    # TypedDict itself: a base class in a class statement, a factory when called.
    __slots__ = ()
    __module__ = "typing"

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return "TypedDict"
        raise AttributeError(f"'function' object has no attribute {name!r}")

    def __call__(self, typename, fields, /, *, total: bool = True):
        space = {"__annotations__": dict(fields), "__module__": _caller()}
        made = _TypedDictMeta(typename, (), space, total=total)
        made.__orig_bases__ = (TypedDict,)
        return made

    def __mro_entries__(self, bases):
        return (_TypedDict,)

    def __repr__(self):
        return "<function TypedDict>"


TypedDict = _TypedDictForm()
_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})


# -- IO

class IO(Generic[__import__("typing").AnyStr]):
    __slots__ = ()
    __module__ = "typing"


class TextIO(IO[str]):
    __slots__ = ()
    __module__ = "typing"


class BinaryIO(IO[bytes]):
    __slots__ = ()
    __module__ = "typing"
