"""Instances and classes of the host in the sandbox.

A wrapper says what programs may do with an object that stays with the host: which attributes are sent along, which may be read
when they are asked for, which methods may be called. Returned to the host, the object is itself again. Subclass a wrapper and
override `convert_value` to change what crosses.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
import uuid
from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Literal, Union

__all__ = "ClassInstance", "ClassType"

Policy = Union[Iterable[str], Literal["all"], None]
"""Names: None for none of them, "all" for those that are public."""


def _names(what: str, policy: Policy, collect: Callable[[Iterable[str]], Any]) -> Any:
    if policy is None or policy == "all":
        return policy
    if isinstance(policy, str):  # would be taken for a set of letters
        raise TypeError(f"{what} must be 'all', None or a set of names, got {policy!r}")
    return collect(policy)


def _how_defined(cls: type, name: str) -> str | None:
    raw = next((vars(c)[name] for c in cls.__mro__ if name in vars(c)), None)
    kinds = {classmethod: "classmethod", staticmethod: "staticmethod", types.FunctionType: "function"}
    return next((kind for c, kind in kinds.items() if isinstance(raw, c)), None)


def _slots(cls: type) -> Iterable[str]:
    for c in cls.__mro__:
        slots = vars(c).get("__slots__", ())
        yield from (slots,) if isinstance(slots, str) else slots


@dataclass
class BaseWrapper:
    """What both wrappers share."""

    value: Any
    """The object."""
    _: KW_ONLY
    eager_attrs: Policy = None
    """Attributes that are sent along; "all": fields of a dataclass, else what the instance holds, without leading underscores."""
    lazy_attrs: Policy = None
    """Attributes that may be read later."""
    allowed_methods: Policy = None
    """Methods that may be called; "all": the functions of its class."""

    def __post_init__(self) -> None:
        self.eager_attrs = _names("eager_attrs", self.eager_attrs, tuple)
        self.lazy_attrs = _names("lazy_attrs", self.lazy_attrs, frozenset)
        self.allowed_methods = _names("allowed_methods", self.allowed_methods, frozenset)

    def _public(self) -> Iterable[str]:
        if self.is_dataclass():
            names: Iterable[str] = (f.name for f in dataclasses.fields(self.value))
        else:
            held = (name for name in _slots(self.value_type) if hasattr(self.value, name))
            names = (*getattr(self.value, "__dict__", ()), *held)
        return (name for name in names if not name.startswith("_"))

    def get_eager_attrs(self) -> dict[str, Any]:
        """The attributes that are sent along, by their names."""
        if self.eager_attrs is None:
            return {}
        names = self._public() if self.eager_attrs == "all" else self.eager_attrs
        return {name: self.convert_value(name, getattr(self.value, name)) for name in names}

    def lookup_lazy_attrs(self, name: str) -> Any:
        """An attribute that a program reads. AttributeError: it may not, or there is none."""
        return self.convert_value(name, self.get_attr(name, self.lazy_attrs))

    def call_method(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A call that a program makes. AttributeError: it may not."""
        if name == "__call__":
            raise TypeError(f"{type(self.value).__name__!r} object is not callable")
        if not self.method_allowed(name):
            raise self.attr_error(name)
        result = self.get_attr(name, self.allowed_methods)(*args, **kwargs)
        return self._awaited(name, result) if inspect.iscoroutine(result) else self.convert_value(name, result)

    async def _awaited(self, name: str, coroutine: Any) -> Any:
        return self.convert_value(name, await coroutine)

    def method_allowed(self, name: str) -> bool:
        """Whether it is a method at all, for the policy "all"."""
        return self.allowed_methods != "all" or _how_defined(self.value_type, name) is not None

    def convert_value(self, /, name: str, value: Any) -> Any:
        """Hook: what crosses for an attribute or a method's result."""
        return value

    def get_attr(self, name: str, policy: Policy) -> Any:
        """The attribute itself, if the policy names it."""
        if policy is None or (policy != "all" and name not in policy):
            raise self.attr_error(name)
        return getattr(self.value, name)

    def attr_error(self, name: str) -> AttributeError:
        """What is raised for a name that is not there."""
        return AttributeError(f"{type(self.value).__name__!r} object has no attribute {name!r}")

    def is_dataclass(self) -> bool:
        """Whether the object is, or its class."""
        return dataclasses.is_dataclass(self.value)

    @property
    def value_type(self) -> type[Any]:
        """The object's class."""
        return type(self.value)


@dataclass
class ClassInstance(BaseWrapper):
    """An instance of a class of the host.

    >>> session.feed_run("cup.fill(2)", inputs={"cup": ClassInstance(cup, eager_attrs="all", allowed_methods={"fill"})})  # doctest: +SKIP
    """

    _: KW_ONLY
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    """Its identity."""
    class_type: ClassType | None = None
    """Its class; made of it unless given."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.class_type is None:
            self.class_type = ClassType(self.value_type)
        elif self.class_type.value is not type(self.value):
            raise ValueError(f"class_type {self.class_type.value.__name__} does not match value {type(self.value).__name__}")

    def convert_value(self, /, name: str, value: Any) -> Any:
        """As the wrapper of the class does."""
        assert self.class_type is not None
        return self.class_type.convert_value(name, value)


type_id_cache: dict[str, uuid.UUID] = {}
"""Identities of classes by their full names, so that they last; set one before to have it the same in each process."""


@dataclass
class ClassType(BaseWrapper):
    """A class of the host. With `init`, programs may make instances, which are wrapped by the `instance_` policies.

    >>> session.feed_run("Cup(3).size", inputs={"Cup": ClassType(Cup, init=True, instance_eager_attrs="all")})  # doctest: +SKIP
    """

    value: type[Any]
    """The class."""
    _: KW_ONLY
    id: uuid.UUID | None = None
    """Its identity; by its full name unless given."""
    init: bool = False
    """Whether programs may call it."""
    instance_eager_attrs: Policy = None
    """Of instances that programs make."""
    instance_lazy_attrs: Policy = None
    """Likewise."""
    instance_allowed_methods: Policy = None
    """Likewise."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.instance_eager_attrs = _names("instance_eager_attrs", self.instance_eager_attrs, tuple)
        self.instance_lazy_attrs = _names("instance_lazy_attrs", self.instance_lazy_attrs, frozenset)
        self.instance_allowed_methods = _names("instance_allowed_methods", self.instance_allowed_methods, frozenset)
        if self.id is None:
            self.id = type_id_cache.setdefault(f"{self.value.__module__}.{self.value.__qualname__}", uuid.uuid4())

    def _public(self) -> Iterable[str]:
        def is_constant(value: object) -> bool:
            return not callable(value) and not hasattr(type(value), "__get__")

        return [name for name, value in vars(self.value).items() if not name.startswith("_") and is_constant(value)]

    def call_method(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A call of the class itself, or of one of its class methods."""
        return self.construct(args, kwargs) if name == "__call__" else super().call_method(name, args, kwargs)

    def method_allowed(self, name: str) -> bool:
        """Only class methods and static methods: others would take anything as `self`."""
        return _how_defined(self.value_type, name) in ("classmethod", "staticmethod")

    def construct(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> ClassInstance:
        """Makes an instance for a program."""
        if not self.init:
            raise TypeError(f"cannot instantiate host class {self.value.__name__!r}")
        return self.instance_wrapper(self.value(*args, **kwargs))

    def instance_wrapper(self, instance: Any) -> ClassInstance:
        """Hook: how an instance is wrapped."""
        return ClassInstance(
            instance,
            eager_attrs=self.instance_eager_attrs,
            lazy_attrs=self.instance_lazy_attrs,
            allowed_methods=self.instance_allowed_methods,
            class_type=self if type(instance) is self.value else None,
        )

    def attr_error(self, name: str) -> AttributeError:
        """As CPython's for classes."""
        return AttributeError(f"type object {self.value.__name__!r} has no attribute {name!r}")

    @property
    def value_type(self) -> type[Any]:
        """The class itself."""
        return self.value
