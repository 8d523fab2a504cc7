import importlib
import importlib.abc
import importlib.machinery
import importlib.metadata
import importlib.util
import sys
from importlib.util import find_spec, module_from_spec, resolve_name, spec_from_file_location, spec_from_loader

print(find_spec("colorsys").name, find_spec("no_such_module"), find_spec("sys").name)
print("sched" in sys.modules, find_spec("sched") is not None, "sched" in sys.modules)
print(find_spec(".abc", "collections") is not None)
for name in ("no_such.thing", "colorsys.thing", "..x"):
    try:
        find_spec(name, "a" if name[0] == "." else None)
    except ImportError as e:
        print(type(e).__name__, e)
print(resolve_name("a.b", None), resolve_name(".c", "a.b"), resolve_name("..c", "a.b"), resolve_name("..", "a.b.c"))
try:
    resolve_name(".c", "")
except ImportError as e:
    print(e)
spec = find_spec("colorsys")
module = module_from_spec(spec)
spec.loader.exec_module(module)
print(module.__name__, module.rgb_to_hsv(1, 0, 0))


class Loader(importlib.abc.Loader):
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = 42


spec = spec_from_loader("made", Loader(), origin="here")
module = module_from_spec(spec)
spec.loader.exec_module(module)
print(module.answer, module.__name__, module.__spec__ is spec, module.__package__ == "", spec.origin, spec.has_location, spec.parent == "")
spec = spec_from_loader("pack", Loader(), is_package=True)
print(spec.submodule_search_locations, spec.parent, module_from_spec(spec).__path__)
spec = spec_from_file_location("filed", "/nowhere/filed.py")
print(spec.name, spec.origin, spec.has_location, type(spec.loader).__name__, spec.loader.path)
print(spec_from_file_location("filed", "/nowhere/filed.txt"))
try:
    spec.loader.exec_module(module_from_spec(spec))
except OSError as e:
    print("OSError")
try:
    importlib.abc.ResourceLoader()
except TypeError as e:
    print(e)

try:
    importlib.metadata.version("no-such-package")
except importlib.metadata.PackageNotFoundError as e:
    print(e, "|", e.name, isinstance(e, ImportError))
try:
    importlib.metadata.version("")
except ValueError as e:
    print(e)
print(list(importlib.metadata.entry_points(group="no.such.group")), importlib.metadata.entry_points().select(group="none").names)
point = importlib.metadata.EntryPoint("a", "collections:OrderedDict.fromkeys [x]", "g")
print(point, point.module, point.attr, point.load()([1]))
