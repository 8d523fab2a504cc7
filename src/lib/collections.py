# SPDX-License-Identifier: MIT
# collections: containers beside the builtin ones. Each family of classes lies in a module of its own and is loaded
# when one of its names is first asked for.
import sys

__path__ = []
__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque",
           "namedtuple"]

_homes = {"deque": "_deque", "OrderedDict": "_collections_dicts", "defaultdict": "_collections_dicts",
          "Counter": "_collections_dicts", "_count_elements": "_collections_dicts", "ChainMap": "_collections_user",
          "UserDict": "_collections_user", "UserList": "_collections_user", "UserString": "_collections_user"}

_KEYWORDS = frozenset(("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
                       "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
                       "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
                       "yield"))


def __getattr__(name):
    home = _homes.get(name)
    if home is not None:
        value = getattr(__import__(home), name)
        globals()[name] = value
        return value
    if name == "abc":
        import collections.abc
        return sys.modules["collections.abc"]
    raise AttributeError(f"module 'collections' has no attribute {name!r}", name=name, obj=sys.modules["collections"])


def __dir__():
    return sorted(set(globals()) | set(__all__) | {"abc"})


class _tuplegetter:
    __slots__ = ("_index", "_doc")
    __module__ = "collections"

    def __init__(self, index, doc):
        self._index = index
        self._doc = doc

    @property
    def __doc__(self):
        return self._doc

    @__doc__.setter
    def __doc__(self, doc):
        self._doc = doc

    def __get__(self, obj, objtype=None):  # by which the interpreter knows these: it takes the item itself
        if obj is None:
            return self
        return tuple.__getitem__(obj, self._index)

    def __set__(self, obj, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, obj):
        raise AttributeError("can't delete attribute")

    def __repr__(self):
        return f"_tuplegetter({self._index}, {self._doc!r})"

    def __reduce__(self):
        return _tuplegetter, (self._index, self._doc)


def _make(cls, iterable):
    result = tuple.__new__(cls, iterable)
    if len(result) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(result)}")
    return result


def _replace(self, /, **kwds):
    result = self._make([kwds.pop(name, value) for name, value in zip(self._fields, self)])
    if kwds:
        raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
    return result


def _repr(self):
    shown = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self)])
    return f"{self.__class__.__name__}({shown})"


def _asdict(self):
    return dict(zip(self._fields, self))


def _newargs(self):
    return tuple(self)


def _method(function, name, typename):
    # Every named tuple has functions of its own, so that each can carry its own qualified name.
    copy = type(function)(function.__code__, function.__globals__, name, function.__defaults__, function.__closure__)
    copy.__qualname__ = f"{typename}.{name}"
    return copy


def namedtuple(typename: str, field_names, *, rename: bool = False, defaults=None, module: str | None = None) -> type:
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    typename = sys.intern(str(typename))
    if rename:
        seen = set()
        for i, name in enumerate(names):
            if not name.isidentifier() or name in _KEYWORDS or name.startswith("_") or name in seen:
                names[i] = f"_{i}"
            seen.add(name)
    for name in [typename] + names:
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _KEYWORDS:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(names):
            raise TypeError("Got more default values than field names")
        field_defaults = dict(reversed(list(zip(reversed(names), reversed(defaults)))))
    names = tuple(map(sys.intern, names))
    listed = ", ".join(names)
    comma = "," if len(names) == 1 else ""
    new = eval(f"lambda _cls{''.join([', ' + name for name in names])}: _tuple_new(_cls, ({listed}{comma}))",
               {"_tuple_new": tuple.__new__, "__builtins__": {}, "__name__": f"namedtuple_{typename}"})
    new.__name__ = "__new__"
    new.__qualname__ = f"{typename}.__new__"
    new.__doc__ = f"Create new instance of {typename}({listed})"
    if defaults is not None:
        new.__defaults__ = defaults
    replace = _method(_replace, "_replace", typename)
    space = {"__doc__": f"{typename}({listed})", "__slots__": (), "_fields": names, "_field_defaults": field_defaults,
             "__new__": new, "_make": classmethod(_method(_make, "_make", typename)), "__replace__": replace,
             "_replace": replace, "__repr__": _method(_repr, "__repr__", typename),
             "_asdict": _method(_asdict, "_asdict", typename),
             "__getnewargs__": _method(_newargs, "__getnewargs__", typename), "__match_args__": names}
    for index, name in enumerate(names):
        space[name] = _tuplegetter(index, f"Alias for field number {index}")
    result = type(typename, (tuple,), space)
    if module is None:
        try:
            module = sys._getframemodulename(1) or "__main__"
        except AttributeError:
            pass
    if module is not None:
        result.__module__ = module
    return result
