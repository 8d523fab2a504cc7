"""Run Python that somebody else wrote: in this process, within limits, reaching only what you hand over.

>>> import monty
>>> monty.run("price('tea') * n", inputs={"n": 4}, tools={"price": lambda what: 2.5})
10.0
"""

from __future__ import annotations

from . import errors
from ._monty import Cancel, Limits, Policy, Usage, __version__, run
from .errors import *  # noqa: F403
from .objects import FrozenObject, Handle, Object, Opaque
from .program import Program, run_async
from .session import Session
from .snapshots import Call, Complete, FunctionCall, Futures, NameLookup, OSCall, Snapshot, SnapshotInfo, inspect

__all__ = [
    *errors.__all__,
    "Call",
    "Cancel",
    "Complete",
    "FrozenObject",
    "FunctionCall",
    "Futures",
    "Handle",
    "Limits",
    "NameLookup",
    "OSCall",
    "Object",
    "Opaque",
    "Policy",
    "Program",
    "Session",
    "Snapshot",
    "SnapshotInfo",
    "Usage",
    "__version__",
    "errors",
    "inspect",
    "install_as_pydantic_monty",
    "run",
    "run_async",
]


def install_as_pydantic_monty() -> None:
    """Makes `import pydantic_monty` give monty.compat, which has that package's interface (1.4.0) and runs programs in worker
    processes. ImportError: the other package has been imported already."""
    from . import compat

    compat.install()
