# SPDX-License-Identifier: MIT
# typing_extensions, for type checkers.
# native: module python
from typing import *
from typing import (
    Any as Any, ClassVar as ClassVar, Concatenate as Concatenate, Final as Final, Literal as Literal, LiteralString as LiteralString,
    NamedTuple as NamedTuple, Never as Never, NotRequired as NotRequired, ParamSpec as ParamSpec, Protocol as Protocol,
    ReadOnly as ReadOnly, Required as Required, Self as Self, TypeAlias as TypeAlias, TypeAliasType as TypeAliasType, TypedDict as TypedDict,
    TypeGuard as TypeGuard, TypeIs as TypeIs, TypeVar as TypeVar, TypeVarTuple as TypeVarTuple, Unpack as Unpack, Annotated as Annotated,
    Generic as Generic, Union as Union, Optional as Optional, Callable as Callable, overload as overload, override as override,
    runtime_checkable as runtime_checkable, final as final, assert_never as assert_never, dataclass_transform as dataclass_transform,
    NoReturn as NoReturn, NoDefault as NoDefault,
)

def deprecated(message: str, /, *, category: type[Warning] | None = ..., stacklevel: int = 1) -> Any: ...
