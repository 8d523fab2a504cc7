# SPDX-License-Identifier: MIT
# pkgutil: packages by name, and the files beside them. Modules come from the host: they cannot be listed.
from collections import namedtuple

from _refusing import refusing

__all__ = ["get_data", "resolve_name", "extend_path", "ModuleInfo", "walk_packages", "iter_modules", "find_loader", "get_loader"]

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")


def get_data(package, resource):
    """The bytes of a file beside the package's modules, where the host lets it be read."""
    from importlib import import_module
    module = import_module(package)
    if resource.startswith("/") or ".." in resource.split("/"):
        raise ValueError("resource must be a relative path")
    if not getattr(module, "__file__", None):
        return None
    with open(module.__file__.rpartition("/")[0] + "/" + resource, "rb") as file:
        return file.read()


def resolve_name(name):
    """The object that `package.module:attribute` or `package.module.attribute` names."""
    from importlib import import_module
    module, colon, rest = name.partition(":")
    if colon:
        found, attributes = import_module(module), rest.split(".") if rest else []
    else:
        attributes = name.split(".")
        if not all(part.isidentifier() for part in attributes):
            raise ValueError(f"invalid format: {name!r}")
        module = attributes.pop(0)
        found = import_module(module)
        while attributes:
            try:
                found = import_module(f"{module}.{attributes[0]}")
            except ImportError:
                break
            module += "." + attributes.pop(0)
    for attribute in attributes:
        found = getattr(found, attribute)
    return found


def extend_path(path, name):
    """The path: a package is at one place."""
    return path


__getattr__ = refusing("pkgutil", "modules come from the host and cannot be listed", "walk_packages iter_modules find_loader get_loader "
                       "get_importer iter_importers", error=NotImplementedError)
