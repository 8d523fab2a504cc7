# SPDX-License-Identifier: MIT
# importlib.resources: the files beside a package's modules, read as all files are: where the host lets them be read.
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Package", "Anchor", "as_file", "files", "contents", "is_resource", "open_binary", "open_text", "path", "read_binary", "read_text"]

from types import ModuleType

Package = ModuleType | str
Anchor = Package


def files(anchor):
    """The folder of a package, or of the package that a module is in."""
    from importlib import import_module
    module = import_module(anchor) if isinstance(anchor, str) else anchor
    folders = list(getattr(module, "__path__", ()))
    if folders:
        return Path(folders[0])
    if getattr(module, "__file__", None):
        return Path(module.__file__).parent
    raise TypeError(f"{module.__name__!r} has no files")


@contextmanager
def as_file(path):
    """The path itself: it is a file already."""
    yield path


def _resource(anchor, names):
    return files(anchor).joinpath(*names)


def open_binary(anchor, *path_names):
    return _resource(anchor, path_names).open("rb")


def open_text(anchor, *path_names, encoding="utf-8", errors="strict"):
    return _resource(anchor, path_names).open("r", encoding=encoding, errors=errors)


def read_binary(anchor, *path_names):
    return _resource(anchor, path_names).read_bytes()


def read_text(anchor, *path_names, encoding="utf-8", errors="strict"):
    return _resource(anchor, path_names).read_text(encoding=encoding, errors=errors)


def path(anchor, *path_names):
    return as_file(_resource(anchor, path_names))


def is_resource(anchor, *path_names):
    return _resource(anchor, path_names).is_file()


def contents(anchor, *path_names):
    return (entry.name for entry in _resource(anchor, path_names).iterdir())
