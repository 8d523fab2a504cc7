"""The functions that a program may call, in the forms that the host gives them in."""

from __future__ import annotations

from ._monty import is_coroutine_function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Union

    Tools = Union[Mapping[str, Callable[..., Any]], Iterable[Callable[..., Any]], None]


def by_name(tools: Tools) -> dict[str, Callable[..., Any]]:
    """Tools as a dict; of an iterable each function goes by its own name."""
    if tools is None:
        return {}
    keys = getattr(tools, "keys", None)
    if keys is not None:
        named = {name: tools[name] for name in keys()}  # type: ignore[index]
    else:
        named = {getattr(tool, "__name__", ""): tool for tool in tools}
    for name, tool in named.items():
        if not callable(tool):
            raise TypeError(f"a tool is not callable: {tool!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"a tool needs a name that is an identifier, not {name!r}")
    return named


def need_event_loop(tools: dict[str, Callable[..., Any]]) -> bool:
    """Whether one of them is an `async def`."""
    return any(is_coroutine_function(tool) for tool in tools.values())
