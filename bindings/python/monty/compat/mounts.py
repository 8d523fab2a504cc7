"""Directories of the host in the sandbox. They are opened here, in the host; workers reach no file."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from .. import _monty
from .errors import runtime_error, sealed

__all__ = ["Mounted", "MountDir"]

_MODES: dict[str, Literal["ro", "rw", "cow"]] = {"read-only": "ro", "read-write": "rw", "overlay": "cow"}
_MOST_MEMORY = 50_000_000
_DEFAULT: Any = ...


@sealed
class MountDir:
    """A directory of the host under a path of the sandbox.

    With "overlay", changes stay in memory and go at the end of the feed. "read-write" writes what an untrusted program wants into
    your directory: use one that nothing is ever imported or executed from.
    """

    def __init__(
        self,
        *,
        host_path: str | Path,
        virtual_path: str,
        mode: Literal["read-only", "read-write", "overlay"] = "overlay",
        write_bytes_limit: int | None = None,
        memory_usage_limit: int = _DEFAULT,
    ) -> None:
        """The directory is opened at once. TypeError: it cannot be, or `virtual_path` is not absolute; ValueError: no such mode."""
        if mode not in _MODES:
            raise ValueError(f"Invalid mode '{mode}', expected 'read-only', 'read-write', or 'overlay'")
        if not str(virtual_path).startswith("/"):
            raise TypeError(f"virtual path must be absolute, got: {virtual_path!r}")
        self._host_path, self._virtual_path, self._mode = str(host_path), str(virtual_path), mode
        self._write_limit = write_bytes_limit
        self._memory_limit = _MOST_MEMORY if memory_usage_limit is _DEFAULT else memory_usage_limit
        try:
            self._fd: int | None = os.open(host_path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise TypeError(f"cannot open host path '{host_path}': {error.strerror} (os error {error.errno})") from None

    @property
    def host_path(self) -> str:
        """The directory."""
        return self._host_path

    @property
    def virtual_path(self) -> str:
        """Where programs see it."""
        return self._virtual_path

    @property
    def mode(self) -> Literal["read-only", "read-write", "overlay"]:
        """What programs may do."""
        return self._mode

    @property
    def write_bytes_limit(self) -> int | None:
        """The most that one feed may write; None: no bound."""
        return self._write_limit

    @property
    def memory_usage_limit(self) -> int:
        """The most that one feed may hold in memory."""
        return self._memory_limit

    def close(self) -> None:
        """Gives the directory back; feeds do not take the mount any more."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> MountDir:
        return self

    def __exit__(self, *args: object) -> Literal[False]:
        self.close()
        return False

    def __del__(self) -> None:
        if getattr(self, "_fd", None) is not None:
            self.close()

    def __repr__(self) -> str:
        return f"MountDir(host_path={self._host_path!r}, virtual_path={self._virtual_path!r}, mode={self._mode!r})"


class Mounted:
    """The mounts of one feed."""

    def __init__(self, mounts: list[MountDir]) -> None:
        self._mounts = mounts
        self._policy = _monty.Policy()
        self._written = dict.fromkeys(mounts, 0)
        places: list[tuple[Path, MountDir]] = []
        for mount in mounts:
            if mount._fd is None:
                raise ValueError(f"mount '{mount.virtual_path}' is closed")
            real = Path(f"/proc/self/fd/{mount._fd}").resolve()
            for other, there in places:
                if there.virtual_path == mount.virtual_path or real == other or real in other.parents or other in real.parents:
                    message = (
                        f"cannot mount '{mount.host_path}' at '{mount.virtual_path}': it overlaps the mount of '{there.host_path}' at "
                        f"'{there.virtual_path}'; mounts must have distinct virtual paths and disjoint host directories"
                    )
                    raise runtime_error("ValueError", message)
            places.append((real, mount))
            self._policy.mount(mount.virtual_path, str(real), _MODES[mount.mode], 1 << 40 if mount.mode != "overlay" else mount.memory_usage_limit)

    @property
    def first(self) -> str:
        """Where programs begin to stand."""
        return self._mounts[0].virtual_path

    def covers(self, path: str) -> MountDir | None:
        """The mount that a path lies in."""
        parents = (PurePosixPath(path), *PurePosixPath(path).parents)
        inside = [m for m in self._mounts if PurePosixPath(m.virtual_path) in parents]
        return max(inside, key=lambda m: len(m.virtual_path), default=None)

    def ask(self, mount: MountDir, operation: str, args: tuple[Any, ...]) -> Any:
        """The answer to a program's question. OSError."""
        limit = mount.write_bytes_limit
        if operation == "write_file" and limit is not None:
            self._written[mount] += len(args[1])
            if self._written[mount] > limit:
                raise OSError(f"disk write limit of {limit} bytes exceeded")
        return _monty.ask_policy(self._policy, operation, args)
