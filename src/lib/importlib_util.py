# SPDX-License-Identifier: MIT
# importlib.util: specs of modules, found without importing them.
import sys

from _monty import library_module
from _monty_core import host_module
from importlib.machinery import BuiltinImporter, HostLoader, ModuleSpec, SourceFileLoader

__all__ = ["find_spec", "module_from_spec", "resolve_name", "spec_from_file_location", "spec_from_loader"]


def resolve_name(name, package):
    """The absolute form of a name that may begin with dots."""
    rest = name.lstrip(".")
    level = len(name) - len(rest)
    if not level:
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    parts = package.split(".")
    if level > len(parts):
        raise ImportError("attempted relative import beyond top-level package")
    return ".".join(parts[:len(parts) - level + 1] + ([rest] if rest else []))


def find_spec(name, package=None):
    """The spec of a module that could be imported, or None. Packages above it are imported."""
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        if getattr(module, "__spec__", None) is not None:
            return module.__spec__
        if name == "__main__":
            raise ValueError("__main__.__spec__ is None")
    parent = name.rpartition(".")[0]
    if parent:
        __import__(parent)
        if not hasattr(sys.modules[parent], "__path__"):
            raise ModuleNotFoundError(f"__path__ attribute not found on {parent!r} while trying to find {name!r}", name=name)
    if library_module(name):
        return ModuleSpec(name, BuiltinImporter(), origin="built-in")
    found = host_module(name)
    if found is None:
        return None
    loader = HostLoader(found)
    spec = ModuleSpec(name, loader, origin=found[1] or None, is_package=loader.package)
    spec.has_location = bool(found[1])
    if loader.package:
        spec.submodule_search_locations.append(found[2])
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec of the loader; it may be asked whether the module is a package."""
    if is_package is None:
        is_package = loader.is_package(name) if hasattr(loader, "is_package") else False
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """A spec of a file of source; None where the file's name does not look like one."""
    location = getattr(location, "__fspath__", lambda: location)()
    if loader is None:
        if location is None or not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location, is_package=submodule_search_locations is not None)
    spec.has_location = location is not None
    if submodule_search_locations is not None:
        spec.submodule_search_locations.extend(submodule_search_locations)
    return spec


def module_from_spec(spec):
    """A module that the spec's loader has yet to fill by exec_module()."""
    from types import ModuleType
    module = spec.loader.create_module(spec) if hasattr(spec.loader, "create_module") else None
    if module is None:
        module = ModuleType(spec.name)
    elif isinstance(spec.loader, BuiltinImporter):
        return module
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module
