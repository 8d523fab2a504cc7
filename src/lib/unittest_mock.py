# SPDX-License-Identifier: MIT
# unittest.mock: objects that take any call and remember it, and replacements for the length of a test.
#
# A mock's children are mocks made when they are first asked for; special methods are set on a class that each mock has of
# its own, because Python looks them up there.
from __future__ import annotations

import inspect
import sys
from functools import wraps

__all__ = ("Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "AsyncMock", "FILTER_DIR",
           "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal")

FILTER_DIR = True


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    def __reduce__(self):
        return f"sentinel.{self.name}"


class _Sentinels:
    def __init__(self):
        self._made = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._made.setdefault(name, _Sentinel(name))


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT
_missing = sentinel.MISSING


class _Any:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


class InvalidSpecError(Exception):
    pass


# ---------------------------------------------------------------------------------------------------------------------
# Calls

class _Call(tuple):
    # (name, args, kwargs); shorter tuples compare with what they say.
    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def __eq__(self, other):
        if not isinstance(other, tuple) or len(other) > 3:
            return NotImplemented
        mine_name, mine_args, mine_kwargs = self if len(self) == 3 else ("", *self)
        name, args, kwargs = "", (), {}
        for part in other:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        if name and mine_name and name != mine_name:
            return False
        if len(self) == 3 and len(other) == 3 and name != mine_name:
            return False
        return (args, kwargs) == (mine_args, mine_kwargs)

    __ne__ = object.__ne__
    __hash__ = tuple.__hash__

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name=f"{self._mock_name}.{attr}", parent=self, from_kall=False)

    def __getattribute__(self, attr):
        if attr in ("count", "index"):
            return self.__getattr__(attr)
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        return self[0] if len(self) == 2 else self[1]

    @property
    def kwargs(self):
        return self[-1]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return name if name.startswith("call") else f"call.{name}"
        name, args, kwargs = self if len(self) == 3 else ("", *self)
        shown = "call" if not name else f"call.{name}" if name[:2] != "()" else f"call{name}"
        return _call_text(shown, args, kwargs)

    def call_list(self):
        calls = []
        at = self
        while at is not None:
            if at._mock_from_kall:
                calls.append(at)
            at = at._mock_parent
        return _CallList(reversed(calls))


def _call_text(name, args, kwargs):
    parts = [repr(arg) for arg in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
    return f"{name}({', '.join(parts)})"


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        size = len(value)
        return any([list(self[i:i + size]) == value for i in range(len(self) - size + 1)])

    def __repr__(self):
        if len(self) < 2:
            return list.__repr__(self)
        from pprint import pformat
        return pformat(list(self))


call = _Call(from_kall=False)


# ---------------------------------------------------------------------------------------------------------------------
# Mocks

_NUMERIC = "add sub mul matmul truediv floordiv mod lshift rshift and xor or pow divmod"
_MAGIC = {f"__{name}__" for name in (
    "lt gt le ge eq ne getitem setitem delitem len str sizeof enter exit complex int float index round trunc floor ceil bool "
    "next fspath aiter aenter aexit anext hash contains iter reversed missing dir format get set delete call "
    "neg pos abs invert " + _NUMERIC + " " + " ".join(f"i{n}" for n in _NUMERIC.split()) + " " + " ".join(f"r{n}" for n in _NUMERIC.split())).split()}
_RETURNS = {"__hash__": lambda self: object.__hash__(self), "__str__": lambda self: object.__str__(self),
            "__sizeof__": lambda self: object.__sizeof__(self), "__fspath__": lambda self: f"{type(self).__name__}/{self._extract_mock_name()}/{id(self)}"}
_VALUES = {"__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0, "__bool__": True,
           "__index__": 1, "__aexit__": False}
_PLAIN = ("__lt__", "__gt__", "__le__", "__ge__")
_DEFAULT_MAGIC = (set("__lt__ __gt__ __le__ __ge__ __int__ __contains__ __len__ __exit__ __enter__ __complex__ __float__ __bool__ __index__ "
                      "__hash__ __str__ __sizeof__ __getitem__ __setitem__ __delitem__ __iter__ __eq__ __ne__ __neg__ __pos__ __abs__ "
                      "__invert__ __round__ __trunc__ __floor__ __ceil__ __fspath__ __aenter__ __aexit__ __aiter__".split())
                  | {f"__{n}__" for n in _NUMERIC.split()} | {f"__i{n}__" for n in _NUMERIC.split() if n != "divmod"})
_ASYNC_MAGIC = ("__aenter__", "__aexit__", "__anext__")
_OWN = {"return_value", "side_effect", "called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls", "name"}
_ASSERTS = ("assert", "assret", "asert", "aseert", "assrt")


class NonCallableMock:
    """A mock that can't be called."""

    def __new__(cls, /, *args, **kwargs):
        own = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": cls.__module__})
        return object.__new__(own)

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="", _new_parent=None,
                 _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        if spec_set is not None:
            spec = spec_set
        d = self.__dict__
        d["_mock_children"] = {}
        d["_mock_parent"] = parent
        d["_mock_new_parent"] = _new_parent if _new_parent is not None else parent
        d["_mock_name"] = name
        d["_mock_new_name"] = _new_name
        d["_mock_wraps"] = wraps
        d["_mock_sealed"] = False
        d["_mock_unsafe"] = unsafe
        d["_spec_set"] = spec_set is not None
        d["_spec_class"] = None
        d["_mock_methods"] = None
        d["_mock_return_value"] = DEFAULT
        d["_mock_side_effect"] = None
        d["_mock_delegate"] = None
        self._mock_add_spec(spec)
        self.reset_mock()
        if kwargs:
            self.configure_mock(**kwargs)

    def _mock_add_spec(self, spec):
        if spec is None:
            return
        if isinstance(spec, (list, tuple)):
            self.__dict__["_mock_methods"] = list(spec)
            return
        self.__dict__["_spec_class"] = spec if isinstance(spec, type) else type(spec)
        self.__dict__["_mock_methods"] = dir(spec)

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec)
        self.__dict__["_spec_set"] = bool(spec_set)

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    def attach_mock(self, mock, attribute):
        mock.__dict__["_mock_parent"] = mock.__dict__["_mock_new_parent"] = None
        mock.__dict__["_mock_name"] = ""
        mock.__dict__["_mock_new_name"] = None
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        for path, value in sorted(kwargs.items(), key=lambda pair: pair[0].count(".")):
            *way, last = path.split(".")
            target = self
            for part in way:
                target = getattr(target, part)
            setattr(target, last, value)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        d = self.__dict__
        d["called"] = False
        d["call_args"] = None
        d["call_count"] = 0
        d["mock_calls"] = _CallList()
        d["call_args_list"] = _CallList()
        d["method_calls"] = _CallList()
        if return_value:
            d["_mock_return_value"] = DEFAULT
        if side_effect:
            d["_mock_side_effect"] = None
        for child in list(self._mock_children.values()):
            if isinstance(child, NonCallableMock):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        made = self._mock_return_value
        if isinstance(made, NonCallableMock) and made is not self:
            made.reset_mock(visited)

    @property
    def return_value(self):
        if self._mock_return_value is DEFAULT and self._mock_wraps is None:
            self.__dict__["_mock_return_value"] = self._get_child_mock(_new_parent=self, _new_name="()")
        return self._mock_return_value

    @return_value.setter
    def return_value(self, value):
        self.__dict__["_mock_return_value"] = value
        _adopt(self, value, None, "()")

    @property
    def side_effect(self):
        return self._mock_side_effect

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not callable(value) and not isinstance(value, BaseException) and not _is_exception(value):
            value = iter(value)
        self.__dict__["_mock_side_effect"] = value

    def _get_child_mock(self, /, **kwargs):
        if self._mock_sealed:
            raise AttributeError(f"{self._extract_mock_name()}{'.' + kwargs['name'] if 'name' in kwargs else '()'}")
        kind = type(self).__mro__[1]
        if issubclass(kind, AsyncMock) and kwargs.get("_new_name") == "()":
            kind = MagicMock
        elif kind is NonCallableMock or kind is NonCallableMagicMock:
            kind = Mock if kind is NonCallableMock else MagicMock
        elif issubclass(kind, PropertyMock):
            kind = MagicMock
        return kind(**kwargs)

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_children", "_spec_class"):
            raise AttributeError(name)
        if self._mock_methods is not None:
            if name not in self._mock_methods or name in _MAGIC and name not in self._mock_methods:
                raise AttributeError(f"Mock object has no attribute {name!r}")
        elif name[:2] == "__" and name[-2:] == "__":
            raise AttributeError(name)
        if not self._mock_unsafe and (self._mock_methods is None or name not in self._mock_methods):
            if name.startswith(_ASSERTS) or name in ("called_once", "called_with", "called_once_with", "has_calls", "not_called"):
                raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute.")
        child = self._mock_children.get(name)
        if child is _missing:
            raise AttributeError(name)
        if child is None:
            wrapped = getattr(self._mock_wraps, name) if self._mock_wraps is not None else None
            child = self._get_child_mock(parent=self, name=name, wraps=wrapped, _new_name=name, _new_parent=self)
            self._mock_children[name] = child
        return child

    def __setattr__(self, name, value):
        if name in ("return_value", "side_effect"):
            object.__setattr__(self, name, value)
            return
        if name in self.__dict__ and name in _OWN:
            self.__dict__[name] = value
            return
        if self._spec_set and self._mock_methods is not None and name not in self._mock_methods and name not in self.__dict__:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _MAGIC and name != "__call__":
            if self._mock_methods is not None and name not in self._mock_methods:
                raise AttributeError(f"Mock object has no attribute '{name}'")
            if not isinstance(value, NonCallableMock):
                setattr(type(self), name, _bound_magic(name, value, self))
                self._mock_children[name] = value
                return
            _adopt(self, value, name, name)
            setattr(type(self), name, _mock_magic(value))
            self._mock_children[name] = value
            return
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._extract_mock_name()}.{name}")
        if isinstance(value, PropertyMock):
            setattr(type(self), name, value)
            _adopt(self, value, name, name)
            return
        if _adopt(self, value, name, name):
            self._mock_children[name] = value
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in _MAGIC and name in type(self).__dict__:
            delattr(type(self), name)
        found = self.__dict__.pop(name, _missing)
        child = self._mock_children.get(name, None)
        if child is _missing:
            raise AttributeError(name)
        if found is _missing and child is None and self._mock_methods is not None and name not in self._mock_methods:
            raise AttributeError(name)
        self._mock_children[name] = _missing

    def __dir__(self):
        extras = self._mock_methods or []
        return sorted(set(extras) | set(self.__dict__) | set(self._mock_children) if not FILTER_DIR else
                      {name for name in [*extras, *dir(Mock), *self.__dict__, *self._mock_children]
                       if name[:6] != "_mock_" and (name[:1] != "_" or name in extras)})

    def _extract_mock_name(self):
        names = []
        at = self
        last = ""
        while at is not None:
            names.append(at._mock_new_name + last if at._mock_new_name else "")
            last = "" if at._mock_new_name == "()" else "."
            if at._mock_new_parent is None:
                break
            at = at._mock_new_parent
        root = at._mock_name or "mock"
        path = "".join([n for n in reversed(names) if n])
        path = path.rstrip(".")
        if not path:
            return root
        return f"{root}{'' if path[:2] == '()' else '.'}{path}"

    def __repr__(self):
        name = self._extract_mock_name()
        shown = f" name={name!r}" if name not in ("mock", "mock.") else ""
        spec = ""
        if self._spec_class is not None:
            spec = f" spec{'_set' if self._spec_set else ''}={self._spec_class.__name__!r}"
        return f"<{type(self).__name__}{shown}{spec} id='{id(self)}'>"

    # ---- assertions

    def _said(self, actual=None):
        return self._mock_name or "mock"

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError(f"Expected '{self._said()}' to not have been called. Called {self.call_count} times.{self._calls_text()}")

    def assert_called(self):
        if not self.call_count:
            raise AssertionError(f"Expected '{self._said()}' to have been called.")

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._said()}' to have been called once. Called {self.call_count} times.{self._calls_text()}")

    def assert_called_with(self, /, *args, **kwargs):
        expected = _Call((args, kwargs), two=True)
        shown = _call_text(self._said(), args, kwargs)
        if self.call_args is None:
            raise AssertionError(f"expected call not found.\nExpected: {shown}\n  Actual: not called.")
        if expected != self.call_args:
            actual = _call_text(self._said(), *self.call_args)
            raise AssertionError(f"expected call not found.\nExpected: {shown}\n  Actual: {actual}")

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._said()}' to be called once. Called {self.call_count} times.{self._calls_text()}")
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        expected = _Call((args, kwargs), two=True)
        if expected not in self.call_args_list:
            raise AssertionError(f"{_call_text(self._said(), args, kwargs)} call not found")

    def assert_has_calls(self, calls, any_order=False):
        expected = [_Call(c) if not isinstance(c, _Call) else c for c in calls]
        if not any_order:
            if expected not in self.mock_calls:
                raise AssertionError(f"Calls not found.\nExpected: {_CallList(calls)}\n  Actual: {self.mock_calls}")
            return
        rest = list(self.mock_calls)
        missing = []
        for one in expected:
            if one in rest:
                rest.remove(one)
            else:
                missing.append(one)
        if missing:
            raise AssertionError(f"{self._said()!r} does not contain all of {tuple(missing)!r} in its call list, found {self.mock_calls!r} instead")

    def _calls_text(self):
        return f"\nCalls: {self.mock_calls!r}." if self.mock_calls else ""


def _is_exception(value):
    return isinstance(value, BaseException) or isinstance(value, type) and issubclass(value, BaseException)


def _adopt(parent, value, name, new_name):
    # A mock that becomes part of another reports its calls there.
    if not isinstance(value, NonCallableMock) or value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None:
        return False
    at = parent
    while at is not None:
        if at is value:
            return False
        at = at._mock_new_parent
    if new_name:
        value.__dict__["_mock_new_parent"] = parent
        value.__dict__["_mock_new_name"] = new_name
    if name:
        value.__dict__["_mock_parent"] = parent
        value.__dict__["_mock_name"] = name
    return True


def _bound_magic(name, value, mock):
    if isinstance(value, type(_is_exception)):
        return lambda self, *args, **kwargs: value(self, *args, **kwargs)
    return value


def _mock_magic(mock):
    return lambda self, /, *args, **kwargs: mock(*args, **kwargs)


class _Callable(NonCallableMock):
    def __call__(self, /, *args, **kwargs):
        self._record(args, kwargs)
        return self._run(args, kwargs)

    def _record(self, args, kwargs):
        d = self.__dict__
        d["called"] = True
        d["call_count"] += 1
        made = _Call((args, kwargs), two=True)
        d["call_args"] = made
        self.call_args_list.append(made)
        # The parents see the call under the path that leads here.
        with_parents = self._mock_parent is not None
        method_name = self._mock_name
        name = self._mock_new_name
        self.mock_calls.append(_Call(("", args, kwargs)))
        at = self._mock_new_parent
        is_call = name == "()"
        while at is not None:
            if with_parents:
                at.method_calls.append(_Call((method_name, args, kwargs)))
                with_parents = at._mock_parent is not None
                if with_parents:
                    method_name = f"{at._mock_name}.{method_name}"
            at.mock_calls.append(_Call((name, args, kwargs)))
            if at._mock_new_name:
                dot = "" if is_call else "."
                is_call = at._mock_new_name == "()"
                name = at._mock_new_name + dot + name
            at = at._mock_new_parent

    def _run(self, args, kwargs):
        effect = self._mock_side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(_Callable):
    """A mock that can be called; special methods have to be set."""


class _Magics(NonCallableMock):
    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wanted = _DEFAULT_MAGIC
        if self._mock_methods is not None:
            wanted = wanted & set(self._mock_methods)
        for name in wanted:
            if name not in type(self).__dict__:
                setattr(type(self), name, _Lazy(name))


class _Lazy:
    # A special method of a MagicMock: becomes a mock when it is first used.
    def __init__(self, name):
        self.name = name

    def __get__(self, mock, cls=None):
        if mock is None:
            return self
        name = self.name
        child = mock._mock_children.get(name)
        if child is None:
            kind = AsyncMock if name in _ASYNC_MAGIC else MagicMock
            child = kind(name=name, parent=mock, _new_name=name, _new_parent=mock)
            mock._mock_children[name] = child
            if name in _VALUES:
                child.return_value = _VALUES[name]
            elif name in _RETURNS:
                child.return_value = _RETURNS[name](mock)
            elif name in _PLAIN:
                child.return_value = NotImplemented
            elif name == "__eq__":
                child.side_effect = lambda other: DEFAULT if child._mock_return_value is not DEFAULT else True if mock is other else NotImplemented
            elif name == "__ne__":
                child.side_effect = lambda other: DEFAULT if child._mock_return_value is not DEFAULT else False if mock is other else NotImplemented
            elif name == "__iter__":
                child.side_effect = lambda: iter([]) if child._mock_return_value is DEFAULT else iter(child._mock_return_value)
            elif name == "__aiter__":
                child.side_effect = lambda: _async_iterator([] if child._mock_return_value is DEFAULT else child._mock_return_value)
        return child


async def _async_iterator(items):
    for item in items:
        yield item


class NonCallableMagicMock(_Magics):
    """Special methods, but no calls."""


class MagicMock(_Magics, Mock):
    """A mock with special methods that do something sensible."""


class AsyncMock(MagicMock):
    """A mock whose calls are awaited."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__["await_count"] = 0
        self.__dict__["await_args"] = None
        self.__dict__["await_args_list"] = _CallList()

    def __call__(self, /, *args, **kwargs):
        self._record(args, kwargs)
        return self._awaited(args, kwargs)

    async def _awaited(self, args, kwargs):
        made = _Call((args, kwargs), two=True)
        self.__dict__["await_count"] += 1
        self.__dict__["await_args"] = made
        self.await_args_list.append(made)
        effect = self._mock_side_effect
        if effect is not None and not _is_exception(effect) and not callable(effect):
            try:
                result = next(effect)
            except StopIteration:
                raise StopAsyncIteration from None
            if _is_exception(result):
                raise result
        else:
            result = self._run(args, kwargs)
        if inspect.iscoroutine(result):
            result = await result
        return result

    def assert_awaited(self):
        if not self.await_count:
            raise AssertionError(f"Expected {self._said()} to have been awaited.")

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError(f"Expected {self._said()} to have been awaited once. Awaited {self.await_count} times.")

    def assert_awaited_with(self, /, *args, **kwargs):
        shown = _call_text("mock" if self._mock_name is None else self._mock_name, args, kwargs)
        if self.await_args is None:
            raise AssertionError(f"Expected await: {shown}\nNot awaited")
        if self.await_args != _Call((args, kwargs), two=True):
            raise AssertionError(f"expected await not found.\nExpected: {shown}\n  Actual: {_call_text(self._said(), *self.await_args)}")

    def assert_awaited_once_with(self, /, *args, **kwargs):
        self.assert_awaited_once()
        self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        if _Call((args, kwargs), two=True) not in self.await_args_list:
            raise AssertionError(f"{_call_text(self._said(), args, kwargs)} await not found")

    def assert_not_awaited(self):
        if self.await_count:
            raise AssertionError(f"Expected {self._said()} to not have been awaited. Awaited {self.await_count} times.")


class PropertyMock(Mock):
    """A mock that stands for a property."""

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, value):
        self(value)


def create_autospec(spec, spec_set=False, instance=False, **kwargs):
    """A mock with the attributes of the given object; calls are checked against its signature."""
    function = inspect.isroutine(spec)
    if inspect.iscoroutinefunction(spec):
        kind = AsyncMock
    elif function or isinstance(spec, type) and not instance or callable(spec):
        kind = MagicMock
    else:
        kind = NonCallableMagicMock
    options = {} if function else {"spec_set" if spec_set else "spec": spec}
    made = kind(name=kwargs.pop("name", None) or getattr(spec, "__name__", None) if function or isinstance(spec, type) else None, **options, **kwargs)
    target = spec.__call__ if instance and isinstance(spec, type) and hasattr(spec, "__call__") else spec
    try:
        signature = inspect.signature(target)
    except (TypeError, ValueError):
        signature = None
    if signature is not None and kind is not NonCallableMagicMock and not (instance and isinstance(spec, type)):
        run = made._mock_side_effect

        def checked(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return run(*args, **kwargs) if callable(run) else DEFAULT
        made.side_effect = checked
    if isinstance(spec, type):
        if not instance:
            made.return_value = create_autospec(spec, spec_set, True, name="()")
        for name in dir(spec):
            if name[:2] == "__":
                continue
            try:
                part = inspect.getattr_static(spec, name)
            except AttributeError:
                continue
            part = getattr(part, "__func__", part)
            if inspect.isfunction(part):
                child = AsyncMock() if inspect.iscoroutinefunction(part) else MagicMock()
                child.side_effect = _checker(inspect.signature(part), instance and not isinstance(inspect.getattr_static(spec, name), staticmethod))
                setattr(made, name, child)
    return made


def _checker(signature, bound):
    def checked(*args, **kwargs):
        signature.bind(*((None, *args) if bound else args), **kwargs)
        return DEFAULT
    return checked


def seal(mock):
    mock.__dict__["_mock_sealed"] = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            seal(child)


def mock_open(mock=None, read_data=""):
    import io
    mock = MagicMock(name="open") if mock is None else mock
    handle = MagicMock()
    streams = []

    def opened(*args, **kwargs):
        streams[:] = [io.StringIO(read_data) if isinstance(read_data, str) else io.BytesIO(read_data)]
        return DEFAULT

    handle.__enter__.return_value = handle
    handle.read.side_effect = lambda *args: streams[0].read(*args)
    handle.readline.side_effect = lambda *args: streams[0].readline(*args)
    handle.readlines.side_effect = lambda *args: streams[0].readlines(*args)
    handle.__iter__.side_effect = lambda: iter(streams[0].readlines())
    mock.side_effect = opened
    mock.return_value = handle
    return mock


# ---------------------------------------------------------------------------------------------------------------------
# Replacing for a time

def _target(path):
    module, _, name = path.rpartition(".")
    if not module:
        raise TypeError(f"Need a valid target to patch. You supplied: {path!r}")
    return _resolve(module), name


def _resolve(path):
    parts = path.split(".")
    found = __import__(parts[0])
    so_far = parts[0]
    for part in parts[1:]:
        so_far += "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(so_far)
            found = getattr(found, part)
    return found


_active = []


class _Startable:
    # A patch that is also entered and left by hand.
    def start(self):
        result = self.__enter__()
        _active.append(self)
        return result

    def stop(self):
        if self in _active:
            _active.remove(self)
            return self.__exit__(None, None, None)


class _Patch(_Startable):
    def __init__(self, find, name, new, spec, create, spec_set, autospec, new_callable, kwargs):
        self.find = find
        self.attribute = name
        self.new = new
        self.spec = spec
        self.create = create
        self.spec_set = spec_set
        self.autospec = autospec
        self.new_callable = new_callable
        self.kwargs = kwargs
        self.additional_patchers = []
        self.attribute_name = None

    def __call__(self, decorated):
        if isinstance(decorated, type):
            for name in list(vars(decorated)):
                value = vars(decorated)[name]
                if name.startswith(patch.TEST_PREFIX) and callable(value):
                    setattr(decorated, name, self._copy()(value))
            return decorated
        if hasattr(decorated, "patchings"):
            decorated.patchings.append(self)
            return decorated
        if inspect.iscoroutinefunction(decorated):
            @wraps(decorated)
            async def patched(*args, **kwargs):
                with _Entered(patched.patchings, args, kwargs) as (args, kwargs):
                    return await decorated(*args, **kwargs)
        else:
            @wraps(decorated)
            def patched(*args, **kwargs):
                with _Entered(patched.patchings, args, kwargs) as (args, kwargs):
                    return decorated(*args, **kwargs)
        patched.patchings = [self]
        return patched

    def _copy(self):
        made = _Patch(self.find, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec, self.new_callable, self.kwargs)
        made.attribute_name = self.attribute_name
        made.additional_patchers = [one._copy() for one in self.additional_patchers]
        return made

    def __enter__(self):
        target = self.target = self.find()
        name = self.attribute
        self.is_local = name in getattr(target, "__dict__", {})
        missing = False
        try:
            original = target.__dict__[name] if self.is_local else getattr(target, name)
        except AttributeError:
            missing = True
            original = DEFAULT
        if missing and not self.create:
            import builtins
            if not (inspect.ismodule(target) and hasattr(builtins, name)):
                raise AttributeError(f"{target} does not have the attribute {name!r}")
            self.create = True
        self.original, self.missing = original, missing
        new = self.new
        if new is DEFAULT:
            seen = getattr(target, name) if not missing else None
            if self.autospec is not None and self.autospec is not False:
                new = create_autospec(seen if self.autospec is True else self.autospec, bool(self.spec_set), **self.kwargs)
            else:
                kind = self.new_callable or (AsyncMock if inspect.iscoroutinefunction(seen) else MagicMock)
                options = dict(self.kwargs)
                spec = seen if self.spec is True else self.spec
                if spec is not None:
                    options["spec"] = spec
                if self.spec_set is not None:
                    options["spec_set"] = seen if self.spec_set is True else self.spec_set
                if isinstance(kind, type) and issubclass(kind, NonCallableMock) and "name" not in options:
                    options["name"] = name
                new = kind(**options)
        self.temporary = new
        setattr(target, name, new)
        if self.attribute_name is not None:
            extra = {self.attribute_name: new} if self.new is DEFAULT else {}
            for one in self.additional_patchers:
                extra.update(one.__enter__())
            return extra
        return new

    def __exit__(self, *error):
        for one in reversed(self.additional_patchers):
            one.__exit__(*error)
        if self.is_local and not self.missing:
            setattr(self.target, self.attribute, self.original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and not hasattr(self.target, self.attribute):
                setattr(self.target, self.attribute, self.original)
        return False



class _Entered:
    # All patches of a decorated function, entered from the innermost on; new mocks become its last arguments.
    def __init__(self, patchings, args, kwargs):
        self.patchings = patchings
        self.args = args
        self.kwargs = kwargs

    def __enter__(self):
        self.entered = []
        more = []
        kwargs = dict(self.kwargs)
        try:
            for one in self.patchings:
                value = one.__enter__()
                self.entered.append(one)
                if one.attribute_name is not None:
                    kwargs.update(value)
                elif one.new is DEFAULT:
                    more.append(value)
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self.args + tuple(more), kwargs

    def __exit__(self, *error):
        for one in reversed(self.entered):
            one.__exit__(*error)
        return False


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False, **kwargs):
    module, _, name = target.rpartition(".") if isinstance(target, str) else ("", "", "")
    if not module:
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
    return _Patch(lambda: _resolve(module), name, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False, **kwargs):
    if isinstance(target, str):
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _Patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    find = (lambda: _resolve(target)) if isinstance(target, str) else (lambda: target)
    made = [_Patch(find, name, new, spec, create, spec_set, autospec, new_callable, {}) for name, new in kwargs.items()]
    for one in made:
        one.attribute_name = one.attribute
    made[0].additional_patchers = made[1:]
    return made[0]


class _PatchDict(_Startable):
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values)
        self.values.update(kwargs)
        self.clear = clear

    def __call__(self, function):
        if isinstance(function, type):
            for name in list(vars(function)):
                value = vars(function)[name]
                if name.startswith(patch.TEST_PREFIX) and callable(value):
                    setattr(function, name, _PatchDict(self.in_dict, self.values, self.clear)(value))
            return function
        if inspect.iscoroutinefunction(function):
            @wraps(function)
            async def patched(*args, **kwargs):
                with self:
                    return await function(*args, **kwargs)
        else:
            @wraps(function)
            def patched(*args, **kwargs):
                with self:
                    return function(*args, **kwargs)
        return patched

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _resolve(self.in_dict)
        target = self.in_dict
        self.original = target.copy() if hasattr(target, "copy") else {key: target[key] for key in target}
        if self.clear:
            for key in list(target):
                del target[key]
        target.update(self.values)
        return target

    def __exit__(self, *error):
        target = self.in_dict
        for key in list(target):
            del target[key]
        target.update(self.original)
        return False


def _stop_all():
    for one in reversed(_active[:]):
        one.stop()


patch.object = _patch_object
patch.dict = _PatchDict
patch.multiple = _patch_multiple
patch.stopall = _stop_all
patch.TEST_PREFIX = "test"
