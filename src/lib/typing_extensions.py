# SPDX-License-Identifier: MIT
# typing_extensions: the names of typing under the address that older programs use, and a few that typing has not.
import typing as _typing
from annotationlib import Format, get_annotations, type_repr
from types import get_original_bases
from warnings import deprecated

PEP_560 = True
GenericMeta = type
_MORE = ("Buffer", "Doc", "Format", "IntVar", "NoExtraItems", "Sentinel", "deprecated", "disjoint_base", "get_annotations",
         "get_original_bases", "runtime", "sentinel", "type_repr")
__all__ = sorted({*_typing.__all__, *_MORE} - {"ByteString"})


def __getattr__(name):
    if name == "Buffer":
        from collections.abc import Buffer as value
    elif name == "runtime":
        value = _typing.runtime_checkable
    elif hasattr(_typing, name):
        value = getattr(_typing, name)
    else:
        raise AttributeError(f"module 'typing_extensions' has no attribute {name!r}", name=name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})


class Doc:
    """Documentation of what it annotates: Annotated[int, Doc("how many")]."""

    def __init__(self, documentation, /):
        self.documentation = documentation

    def __repr__(self):
        return f"Doc({self.documentation!r})"

    def __hash__(self):
        return hash(self.documentation)

    def __eq__(self, other):
        return self.documentation == other.documentation if isinstance(other, Doc) else NotImplemented


class Sentinel:
    """A value of its own, different from all others, for a default that may be told from None."""

    def __init__(self, name, /, *, repr=None):
        self._name = name
        self._repr = f"<{name}>" if repr is None else repr

    def __repr__(self):
        return self._repr

    def __call__(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__!r} object is not callable")

    def __or__(self, other):
        return _typing.Union[self, other]

    def __ror__(self, other):
        return _typing.Union[other, self]

    def __getstate__(self):
        raise TypeError(f"Cannot pickle {type(self).__name__!r} object")


sentinel = Sentinel
NoExtraItems = Sentinel("NoExtraItems", repr="typing_extensions.NoExtraItems")


def IntVar(name):
    """An older spelling of TypeVar(name)."""
    return _typing.TypeVar(name)


def disjoint_base(cls):
    """Says to type checkers that the class shares no child with others of its kind."""
    cls.__disjoint_base__ = True
    return cls
