# SPDX-License-Identifier: MIT
# Markers of the private signatures: what C++ receives. To a type checker each is the public hint.
# native: module hidden_at_run_time
from collections.abc import Callable
from typing import Any, SupportsFloat, SupportsIndex, TypeVar, Union
from typing_extensions import TypeAlias

_F = TypeVar("_F", bound=Callable[..., Any])

Index: TypeAlias = SupportsIndex  # i64, through __index__
Double: TypeAlias = Union[SupportsFloat, SupportsIndex]  # double, through __float__ or __index__
ExactStr: TypeAlias = str  # Str*
Truth: TypeAlias = object  # bool

def native_signature(function: _F) -> _F: ...  # native: typing
