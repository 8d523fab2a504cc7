# SPDX-License-Identifier: MIT
# importlib.machinery: what a module says about where it came from, and the loaders of importlib.util's specs. Import
# statements ask the host by themselves: no finder and no loader can be put in their way.

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []


def all_suffixes():
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """The `__spec__` of a module."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self.has_location = False
        self.cached = None
        self._initializing = False

    @property
    def parent(self):
        return self.name if self.submodule_search_locations is not None else self.name.rpartition(".")[0]

    def __repr__(self):
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"ModuleSpec({', '.join(parts)})"

    def __eq__(self, other):
        if not isinstance(other, ModuleSpec):
            return NotImplemented
        return (self.name, self.loader, self.submodule_search_locations, self.origin) == \
            (other.name, other.loader, other.submodule_search_locations, other.origin)

    __hash__ = None


ModuleSpec.__module__ = "_frozen_importlib"


class _Loader:
    """Makes the modules of a spec."""

    def create_module(self, spec):
        return None

    def is_package(self, fullname):
        return self.package

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else compile(source, self.get_filename(fullname), "exec")

    def get_data(self, path):
        """The bytes of a file beside the module."""
        with open(path, "rb") as file:
            return file.read()

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)


class SourceFileLoader(_Loader):
    """Reads a file of source."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path
        self.package = path.rpartition("/")[2] == "__init__.py"

    def get_filename(self, fullname=None):
        return self.path

    def get_source(self, fullname=None):
        return self.get_data(self.path).decode()


class HostLoader(_Loader):
    """What the host has under a name."""

    def __init__(self, found):
        self.source, self.path, folder = found
        self.package = folder is not None

    def get_filename(self, fullname):
        return self.path or f"{fullname}.py"

    def get_source(self, fullname):
        return self.source


class BuiltinImporter(_Loader):
    """The modules of the library."""

    package = False

    def create_module(self, spec):
        from importlib import import_module
        return import_module(spec.name)

    def get_source(self, fullname):
        return None

    def exec_module(self, module):
        """It has run when it was made."""
