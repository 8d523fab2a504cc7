# SPDX-License-Identifier: MIT
# dataclasses: classes made from annotations.
#
# For each class all methods come out of one generated source text, run once: a factory whose parameters are
# the default factories and helpers, and whose results are the methods. Defaults and annotations are set on the
# function afterwards, so that the text depends on names only. Documentation strings are made on demand.
import _monty

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
           "astuple", "make_dataclass", "replace", "is_dataclass"]

_GenericAlias = type(list[int])
_modules = _monty.sys_modules()
_MappingProxy = type(type.__dict__)
_KEYWORDS = frozenset(("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
                       "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
                       "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
                       "yield"))


class FrozenInstanceError(AttributeError):
    pass


class _Sentinel:
    __slots__ = ("text",)

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FACTORY = _Sentinel("<factory>")
_FIELD = "_FIELD"
_CLASSVAR = "_FIELD_CLASSVAR"
_INITVAR = "_FIELD_INITVAR"
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT = "__post_init__"
_running = set()
_NO_METADATA = _MappingProxy({})


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, _GenericAlias):
            return f"dataclasses.InitVar[{self.type.__name__}]"
        return f"dataclasses.InitVar[{self.type!r}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata",
                 "kw_only", "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _NO_METADATA if metadata is None else _MappingProxy(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        key = id(self)
        if key in _running:
            return "..."
        _running.add(key)
        try:
            return self._text()
        finally:
            _running.discard(key)

    def _text(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
                f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},doc={self.doc!r},"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        hook = getattr(type(self.default), "__set_name__", None)
        if hook is not None:
            hook(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)


_MemberDescriptor = type(Field.name)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots",
                 "weakref_slot")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        return "_DataclassParams(" + ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__) + ")"


def field(*, default=MISSING, default_factory=MISSING, init: bool = True, repr: bool = True, hash: bool | None = None,
          compare: bool = True, metadata=None, kw_only=MISSING, doc: str | None = None):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


class _LazyDoc:
    # Stands as __doc__ in the class: the signature is worked out when somebody reads it.
    __slots__ = ()

    def __get__(self, instance, owner=None):
        if owner is None:
            owner = type(instance)
        import inspect
        try:
            text = str(inspect.signature(owner)).replace(" -> None", "")
        except (TypeError, ValueError):
            text = ""
        text = owner.__name__ + text
        try:
            if isinstance(owner.__dict__.get("__doc__"), _LazyDoc):
                owner.__doc__ = text
        except (AttributeError, TypeError):
            pass
        return text


_LAZY_DOC = _LazyDoc()


def _own_annotations(cls):
    try:
        return cls.__annotations__
    except NameError:
        import annotationlib
        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


def _string_kind(annotation, cls):
    # What a textual annotation names: the object its leading (dotted) name stands for in the class's module.
    text = annotation.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    if end == 0:
        return None
    first = text[:end]
    rest = text[end:].lstrip()
    module = _modules.get(cls.__module__)
    if module is None:
        return None
    if rest[:1] != ".":
        return first, None, module.__dict__.get(first)
    rest = rest[1:].lstrip()
    end = 0
    while end < len(rest) and (rest[end].isalnum() or rest[end] == "_"):
        end += 1
    holder = module.__dict__.get(first)
    if holder is None or not isinstance(holder, type(_monty)):
        return None
    return rest[:end], holder, holder.__dict__.get(rest[:end])


def _kind(annotation, cls):
    typing = _modules.get("typing")
    class_var = typing.ClassVar if typing is not None else None
    if isinstance(annotation, str):
        named = _string_kind(annotation, cls)
        if named is None:
            return _FIELD
        what = named[2]
        if named[1] is not None and named[1] is not typing and named[1] is not _modules.get(__name__):
            return _FIELD
        if what is None and named[1] is typing and named[0] == "ClassVar":
            return _CLASSVAR
        return _FIELD if what is None or isinstance(what, str) else _kind(what, cls)
    if class_var is not None and (annotation is class_var or getattr(annotation, "__origin__", None) is class_var):
        return _CLASSVAR
    if annotation is InitVar or type(annotation) is InitVar:
        return _INITVAR
    return _FIELD


def _is_kw_only_marker(annotation, cls):
    if isinstance(annotation, str):
        named = _string_kind(annotation, cls)
        return named is not None and named[2] is KW_ONLY
    return annotation is KW_ONLY


def _make_field(cls, name, annotation, kw_only, kind):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if default is not MISSING and isinstance(default, _MemberDescriptor):
            default = MISSING
        f = Field(default, MISSING, True, True, None, True, None, MISSING)
    f.name = name
    f.type = annotation
    f._field_type = kind
    if kind is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if kind is _CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if kind is _FIELD and f.default is not MISSING and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
    return f


def _init_source(out, scope, init_fields, frozen, has_post_init, self_name, slots):
    # Appends the text of __init__; returns the defaults by position and by keyword. With slots the class keeps no
    # attribute for a default that is no parameter.
    positional = []
    keyword = []
    defaults = []
    keyword_defaults = {}
    seen_default = None
    body = []
    for f in init_fields:
        name = f.name
        value = None
        default = MISSING
        if f.default_factory is not MISSING:
            scope[f"__dataclass_make_{name}__"] = f.default_factory
            if f.init:
                scope["__dataclass_factory__"] = _FACTORY
                default = _FACTORY
                value = f"__dataclass_make_{name}__() if {name} is __dataclass_factory__ else {name}"
            else:
                value = f"__dataclass_make_{name}__()"
        elif f.init:
            default = f.default
            value = name
        elif slots and f.default is not MISSING:
            scope[f"__dataclass_default_{name}__"] = f.default
            value = f"__dataclass_default_{name}__"
        if f.init:
            if f.kw_only:
                keyword.append(name)
                if default is not MISSING:
                    keyword_defaults[name] = default
            else:
                if default is not MISSING:
                    seen_default = name
                    defaults.append(default)
                elif seen_default is not None:
                    raise TypeError(f"non-default argument {name!r} follows default argument {seen_default!r}")
                positional.append(name)
        if value is not None and f._field_type is not _INITVAR:
            if frozen:
                scope["__dataclass_set__"] = object.__setattr__
                body.append(f"  __dataclass_set__({self_name}, {name!r}, {value})")
            else:
                body.append(f"  {self_name}.{name} = {value}")
    if has_post_init:
        arguments = ", ".join(f.name for f in init_fields if f._field_type is _INITVAR)
        body.append(f"  {self_name}.__post_init__({arguments})")
    parameters = [self_name] + positional
    if keyword:
        parameters.append("*")
        parameters += keyword
    out.append(f" def __init__({', '.join(parameters)}):")
    out += body or ["  pass"]
    return tuple(defaults), keyword_defaults


def _overwrite_guard(cls, name, hint=""):
    if name in cls.__dict__:
        raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}{hint}")


def _values(self_name, chosen):
    return "(" + "".join([f"{self_name}.{f.name}," for f in chosen]) + ")"


def _frozen_methods(box, names):
    def __setattr__(self, name, value):
        cls = box[0]
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        cls = box[0]
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _process(cls, params):
    init, eq, frozen = params.init, params.eq, params.frozen
    own = cls.__dict__
    table = {}
    any_frozen_base = False
    all_frozen_bases = None
    has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        inherited = base.__dict__.get(_FIELDS)
        if inherited is not None:
            has_dataclass_bases = True
            table.update(inherited)
            base_frozen = base.__dict__[_PARAMS].frozen if _PARAMS in base.__dict__ else False
            if all_frozen_bases is None:
                all_frozen_bases = True
            all_frozen_bases = all_frozen_bases and base_frozen
            any_frozen_base = any_frozen_base or base_frozen

    annotations = _own_annotations(cls)
    own_fields = []
    kw_only = params.kw_only
    kw_only_seen = False
    for name, annotation in annotations.items():
        if type(annotation) is type and annotation.__module__ != __name__:
            own_fields.append(_make_field(cls, name, annotation, kw_only, _FIELD))
        elif _is_kw_only_marker(annotation, cls):
            if kw_only_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_only_seen = kw_only = True
        else:
            own_fields.append(_make_field(cls, name, annotation, kw_only, _kind(annotation, cls)))
    for f in own_fields:
        table[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in own.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen_bases is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, table)
    setattr(cls, _PARAMS, params)

    explicit_hash = own.get("__hash__", MISSING)
    has_explicit_hash = not (explicit_hash is MISSING or (explicit_hash is None and "__eq__" in own))
    if params.order and not eq:
        raise ValueError("eq must be true if order is true")

    real = [f for f in table.values() if f._field_type is _FIELD]
    self_name = "__dataclass_self__" if "self" in table else "self"
    out = []
    scope = {}
    made = []
    if init:
        init_fields = [f for f in table.values() if f._field_type is not _CLASSVAR]
        defaults, keyword_defaults = _init_source(out, scope, init_fields, frozen, hasattr(cls, _POST_INIT), self_name,
                                                  params.slots)
        if "__init__" in own:
            out.clear()
            scope.clear()
        else:
            made.append("__init__")
    if params.repr and "__repr__" not in own:
        shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in real if f.repr])
        scope["__dataclass_running__"] = set()
        scope["__dataclass_id__"] = id
        out.append(" def __repr__(self):\n"
                   "  key = __dataclass_id__(self)\n"
                   "  if key in __dataclass_running__: return '...'\n"
                   "  __dataclass_running__.add(key)\n"
                   f"  try: return f\"{{self.__class__.__qualname__}}({shown})\"\n"
                   "  finally: __dataclass_running__.discard(key)")
        made.append("__repr__")
    compared = [f for f in real if f.compare]
    if eq and "__eq__" not in own:
        test = " and ".join([f"self.{f.name}==other.{f.name}" for f in compared]) or "True"
        out.append(" def __eq__(self, other):\n"
                   "  if self is other: return True\n"
                   f"  if other.__class__ is self.__class__: return {test}\n"
                   "  return NotImplemented")
        made.append("__eq__")
    if params.order:
        left = _values("self", compared)
        right = _values("other", compared)
        for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if name in own:
                _overwrite_guard(cls, name, ". Consider using functools.total_ordering")
            out.append(f" def {name}(self, other):\n"
                       f"  if other.__class__ is self.__class__: return {left}{sign}{right}\n"
                       "  return NotImplemented")
            made.append(name)
    set_hash_none = False
    if params.unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        add_hash = True
    else:
        add_hash = eq and frozen and not has_explicit_hash
        set_hash_none = eq and not frozen and not has_explicit_hash
    if add_hash:
        hashed = [f for f in real if (f.compare if f.hash is None else f.hash)]
        scope["__dataclass_hash__"] = hash
        out.append(f" def __hash__(self): return __dataclass_hash__({_values('self', hashed)})")
        made.append("__hash__")
    if frozen:
        for name in ("__setattr__", "__delattr__"):
            _overwrite_guard(cls, name)

    qualname = cls.__qualname__
    if made:
        text = f"def __dataclass_create__({', '.join(scope)}):\n" + "\n".join(out) + f"\n return {', '.join(made)},"
        module = _modules.get(cls.__module__)
        space = {}
        exec(text, module.__dict__ if module is not None else {}, space)
        functions = space["__dataclass_create__"](*scope.values())
        for name, function in zip(made, functions):
            function.__qualname__ = f"{qualname}.{name}"
            if name == "__init__":
                if defaults:
                    function.__defaults__ = defaults
                if keyword_defaults:
                    function.__kwdefaults__ = keyword_defaults
                taken = [f for f in table.values() if f.init and f._field_type is not _CLASSVAR]
                hints = {f.name: f.type for f in taken if not f.kw_only}
                hints.update({f.name: f.type for f in taken if f.kw_only})
                hints["return"] = None
                function.__annotations__ = hints
            setattr(cls, name, function)
    if set_hash_none:
        cls.__hash__ = None
    box = None
    if frozen:
        box = [cls]
        names = frozenset(f.name for f in real)
        for function in _frozen_methods(box, names):
            function.__qualname__ = f"{qualname}.{function.__name__}"
            setattr(cls, function.__name__, function)
    if "__replace__" not in own:
        cls.__replace__ = _replace
    if not cls.__doc__:
        cls.__doc__ = _LAZY_DOC
    if params.match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple([f.name for f in table.values()
                                    if f.init and not f.kw_only and f._field_type is not _CLASSVAR])
    if params.slots:
        cls = _add_slots(cls, frozen, params.weakref_slot, real)
        if box is not None:
            box[0] = cls
    if getattr(cls, "__abstractmethods__", None):
        import abc
        abc.update_abstractmethods(cls)
    return cls


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        found = []
        if getattr(cls, "__weakrefoffset__", -1) != 0:
            found.append("__weakref__")
        if getattr(cls, "__dictoffset__", -1) != 0:
            found.append("__dict__")
        return found
    if isinstance(slots, str):
        return [slots]
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return list(slots)


def _rebind_class_cell(function, old, new):
    # super() and __class__ in a method reach the class through a cell: it must hold the class that stays.
    function = getattr(function, "__func__", function)
    if isinstance(function, property):
        return any([_rebind_class_cell(part, old, new) for part in (function.fget, function.fset, function.fdel)
                    if part is not None])
    function = getattr(function, "__wrapped__", function)
    code = getattr(function, "__code__", None)
    closure = getattr(function, "__closure__", None)
    if code is None or closure is None or "__class__" not in code.co_freevars:
        return False
    cell = closure[code.co_freevars.index("__class__")]
    if cell.cell_contents is old:
        cell.cell_contents = new
        return True
    return False


def _add_slots(cls, frozen, weakref_slot, real):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    space = dict(cls.__dict__)
    names = tuple(f.name for f in real)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        inherited.update(_slots_of(base))
    slots = [name for name in names if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    docs = {f.name: f.doc for f in real if f.doc is not None}
    space["__slots__"] = {name: docs.get(name) for name in slots} if docs else tuple(slots)
    for name in names:
        space.pop(name, None)
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    qualname = cls.__qualname__
    new = type(cls)(cls.__name__, cls.__bases__, space)
    new.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in space:
            new.__getstate__ = _dataclass_getstate
        if "__setstate__" not in space:
            new.__setstate__ = _dataclass_setstate
    for member in new.__dict__.values():
        if _rebind_class_cell(member, cls, new):
            break
    return new


def dataclass(cls=None, /, *, init: bool = True, repr: bool = True, eq: bool = True, order: bool = False,
              unsafe_hash: bool = False, frozen: bool = False, match_args: bool = True, kw_only: bool = False,
              slots: bool = False, weakref_slot: bool = False):
    def wrap(cls):
        if weakref_slot and not slots:
            raise TypeError("weakref_slot is True but slots is False")
        return _process(cls, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                                              weakref_slot))

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance) -> tuple[Field, ...]:
    try:
        table = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in table.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj) -> bool:
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


_ATOMS = frozenset((type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), range, property,
                    type, type(len), type(lambda: 0)))


def asdict(obj, *, dict_factory=dict) -> dict:
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _to_dict(obj, dict_factory)


def _to_dict(obj, factory):
    kind = type(obj)
    if kind in _ATOMS:
        return obj
    if hasattr(kind, _FIELDS):
        pairs = [(f.name, _to_dict(getattr(obj, f.name), factory)) for f in fields(obj)]
        return dict(pairs) if factory is dict else factory(pairs)
    if kind is list:
        return [_to_dict(item, factory) for item in obj]
    if kind is dict:
        return {_to_dict(key, factory): _to_dict(value, factory) for key, value in obj.items()}
    if issubclass(kind, tuple):
        items = [_to_dict(item, factory) for item in obj]
        return kind(*items) if hasattr(kind, "_fields") else kind(items)
    if issubclass(kind, dict):
        if hasattr(kind, "default_factory"):
            result = kind(obj.default_factory)
            for key, value in obj.items():
                result[_to_dict(key, factory)] = _to_dict(value, factory)
            return result
        return kind((_to_dict(key, factory), _to_dict(value, factory)) for key, value in obj.items())
    if issubclass(kind, list):
        return kind(_to_dict(item, factory) for item in obj)
    import copy
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple) -> tuple:
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _to_tuple(obj, tuple_factory)


def _to_tuple(obj, factory):
    kind = type(obj)
    if kind in _ATOMS:
        return obj
    if hasattr(kind, _FIELDS):
        return factory([_to_tuple(getattr(obj, f.name), factory) for f in fields(obj)])
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind(*[_to_tuple(item, factory) for item in obj])
    if issubclass(kind, (list, tuple)):
        return kind(_to_tuple(item, factory) for item in obj)
    if issubclass(kind, dict):
        pairs = ((_to_tuple(key, factory), _to_tuple(value, factory)) for key, value in obj.items())
        if hasattr(kind, "default_factory"):
            result = kind(obj.default_factory)
            for key, value in pairs:
                result[key] = value
            return result
        return kind(pairs)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name: str, fields, *, bases: tuple = (), namespace: dict | None = None, init: bool = True,
                   repr: bool = True, eq: bool = True, order: bool = False, unsafe_hash: bool = False,
                   frozen: bool = False, match_args: bool = True, kw_only: bool = False, slots: bool = False,
                   weakref_slot: bool = False, module: str | None = None, decorator=None):
    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name = item
            import typing
            annotation = typing.Any
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in _KEYWORDS:
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = annotation

    def fill(space):
        space.update(namespace)
        space.update(defaults)
        space["__annotations__"] = annotations

    import types
    cls = types.new_class(cls_name, bases, {}, fill)
    if module is None:
        try:
            import sys
            module = sys._getframemodulename(1) or "__main__"
        except AttributeError:
            pass
    if module is not None:
        cls.__module__ = module
    return (decorator or dataclass)(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                                    frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                                    weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        kind = f._field_type
        if kind is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if kind is _INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


_replace.__name__ = "__replace__"
_replace.__qualname__ = "__replace__"
