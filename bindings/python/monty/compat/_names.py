"""What the peer's compiled module exports."""

from __future__ import annotations

from typing import Any

from . import __version__
from .errors import *  # noqa: F403
from .errors import __all__ as _errors
from .mounts import MountDir
from .session import *  # noqa: F403
from .session import __all__ as _session
from .snapshots import *  # noqa: F403
from .snapshots import __all__ as _snapshots
from .values import *  # noqa: F403
from .values import __all__ as _values

__all__ = [*_errors, "MountDir", *_session, *_snapshots, *_values, "__version__", "_install_telemetry"]
_exported = (MountDir, __version__)


def _install_telemetry(tracer: Any, meter: Any, logger: Any) -> None:
    """Without effect."""
