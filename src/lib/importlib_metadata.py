# SPDX-License-Identifier: MIT
# importlib.metadata: no packages are installed in a sandbox, so none is found, and there are no entry points.

__all__ = ["Distribution", "DistributionFinder", "PackageMetadata", "PackageNotFoundError", "distribution", "distributions",
           "entry_points", "files", "metadata", "packages_distributions", "requires", "version"]


class PackageNotFoundError(ModuleNotFoundError):
    """The package is not installed."""

    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        return self.args[0]


class EntryPoint:
    """A name of a group, and the object that it stands for."""

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group)

    def load(self):
        """The object."""
        from importlib import import_module
        module, _, attributes = self.value.partition(":")
        found = import_module(module.strip())
        for attribute in filter(None, attributes.partition("[")[0].strip().split(".")):
            found = getattr(found, attribute)
        return found

    @property
    def module(self):
        return self.value.partition(":")[0].strip()

    @property
    def attr(self):
        return self.value.partition(":")[2].partition("[")[0].strip()

    def __setattr__(self, name, value):
        raise AttributeError("EntryPoint objects are immutable.")

    def _key(self):
        return self.name, self.value, self.group

    def __eq__(self, other):
        return isinstance(other, EntryPoint) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f"EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})"


class EntryPoints(tuple):
    """Entry points, looked up by name."""

    __slots__ = ()

    def __getitem__(self, name):
        for point in self:
            if point.name == name:
                return point
        raise KeyError(name)

    def __repr__(self):
        return f"{type(self).__name__}({tuple(self)!r})"

    def select(self, **params):
        return EntryPoints(point for point in self if all(getattr(point, k) == v for k, v in params.items()))

    @property
    def names(self):
        return {point.name for point in self}

    @property
    def groups(self):
        return {point.group for point in self}


def entry_points(**params):
    """Those of all installed packages: none."""
    return EntryPoints()


def distributions(**kwargs):
    """All installed packages: none."""
    return iter(())


def distribution(distribution_name):
    if not distribution_name:
        raise ValueError("A distribution name is required.")
    raise PackageNotFoundError(distribution_name)


def metadata(distribution_name):
    return distribution(distribution_name)


def version(distribution_name):
    return distribution(distribution_name)


def files(distribution_name):
    return distribution(distribution_name)


def requires(distribution_name):
    return distribution(distribution_name)


def packages_distributions():
    """The packages by the modules they hold: none."""
    return {}


class Distribution:
    """An installed package."""

    @classmethod
    def from_name(cls, name):
        return distribution(name)

    @classmethod
    def discover(cls, **kwargs):
        return distributions(**kwargs)
