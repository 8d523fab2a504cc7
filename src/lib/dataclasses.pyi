# SPDX-License-Identifier: MIT
# dataclasses, for type checkers.
# native: module python
from collections.abc import Callable, Iterable, Mapping
from types import GenericAlias
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar, overload, type_check_only
from typing_extensions import TypeIs, dataclass_transform

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

@type_check_only
class _DataclassInstance(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

_DataclassT = TypeVar("_DataclassT", bound=_DataclassInstance)

class _MISSING_TYPE: ...
MISSING: _MISSING_TYPE

class KW_ONLY: ...

@overload
def asdict(obj: _DataclassInstance) -> dict[str, Any]: ...
@overload
def asdict(obj: _DataclassInstance, *, dict_factory: Callable[[list[tuple[str, Any]]], _T]) -> _T: ...
@overload
def astuple(obj: _DataclassInstance) -> tuple[Any, ...]: ...
@overload
def astuple(obj: _DataclassInstance, *, tuple_factory: Callable[[list[Any]], _T]) -> _T: ...

@overload
def dataclass(cls: type[_T], /, *, init: bool = True, repr: bool = True, eq: bool = True, order: bool = False, unsafe_hash: bool = False,
              frozen: bool = False, match_args: bool = True, kw_only: bool = False, slots: bool = False, weakref_slot: bool = False) -> type[_T]: ...
@overload
def dataclass(cls: None = None, /, *, init: bool = True, repr: bool = True, eq: bool = True, order: bool = False, unsafe_hash: bool = False,
              frozen: bool = False, match_args: bool = True, kw_only: bool = False, slots: bool = False,
              weakref_slot: bool = False) -> Callable[[type[_T]], type[_T]]: ...

class Field(Generic[_T]):
    name: str
    type: Any
    default: _T | _MISSING_TYPE
    default_factory: Any
    repr: bool
    hash: bool | None
    init: bool
    compare: bool
    metadata: Mapping[Any, Any]
    kw_only: bool | Any
    doc: str | None
    def __class_getitem__(cls, item: Any, /) -> GenericAlias: ...

@overload
def field(*, default: _T, default_factory: Any = ..., init: bool = True, repr: bool = True, hash: bool | None = None, compare: bool = True,
          metadata: Mapping[Any, Any] | None = None, kw_only: bool | Any = ..., doc: str | None = None) -> _T: ...
@overload
def field(*, default: Any = ..., default_factory: Callable[[], _T], init: bool = True, repr: bool = True, hash: bool | None = None, compare: bool = True,
          metadata: Mapping[Any, Any] | None = None, kw_only: bool | Any = ..., doc: str | None = None) -> _T: ...
@overload
def field(*, default: Any = ..., default_factory: Any = ..., init: bool = True, repr: bool = True, hash: bool | None = None, compare: bool = True,
          metadata: Mapping[Any, Any] | None = None, kw_only: bool | Any = ..., doc: str | None = None) -> Any: ...

def fields(class_or_instance: _DataclassInstance | type[_DataclassInstance]) -> tuple[Field[Any], ...]: ...
@overload
def is_dataclass(obj: type) -> TypeIs[type[_DataclassInstance]]: ...
@overload
def is_dataclass(obj: object) -> TypeIs[_DataclassInstance | type[_DataclassInstance]]: ...

class FrozenInstanceError(AttributeError): ...

class InitVar(Generic[_T]):
    type: Any
    def __init__(self, type: Any) -> None: ...

def make_dataclass(cls_name: str, fields: Iterable[Any], *, bases: tuple[type, ...] = (), namespace: dict[str, Any] | None = None, init: bool = True,
                   repr: bool = True, eq: bool = True, order: bool = False, unsafe_hash: bool = False, frozen: bool = False, match_args: bool = True,
                   kw_only: bool = False, slots: bool = False, weakref_slot: bool = False, module: str | None = None, decorator: Any = ...) -> type: ...
def replace(obj: _DataclassT, /, **changes: Any) -> _DataclassT: ...
