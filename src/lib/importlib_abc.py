# SPDX-License-Identifier: MIT
# importlib.abc: what finders and loaders are called. Import statements ask none of them.
from abc import ABC, abstractmethod


class Loader(ABC):
    """Makes modules."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        raise ImportError


class MetaPathFinder(ABC):
    """Finds modules by name."""

    def invalidate_caches(self):
        """Nothing is kept."""


class PathEntryFinder(ABC):
    """Finds modules at one place."""

    def invalidate_caches(self):
        """Nothing is kept."""


class ResourceLoader(Loader):
    """Has files beside its modules."""

    @abstractmethod
    def get_data(self, path):
        """The bytes of a file."""


class InspectLoader(Loader):
    """Tells what its modules are made from."""

    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abstractmethod
    def get_source(self, fullname):
        """The text, or None."""

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)
