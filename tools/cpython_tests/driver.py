# Runs named test methods of one module and says how each ended: `@run ID`, then `@end ID pass|fail|error|skip reason`.
import sys
import types
import unittest

from _standin import stand_in

out = sys.stdout
module_name, *ids = sys.argv[1:]


def say(*words):
    print(*words, file=out, flush=True)


def find(module, ident):
    rest = ident[len(module_name) + 1:] if ident.startswith(module_name + ".") else ident
    *path, method = rest.split(".")
    here = module
    for name in path:
        here = getattr(here, name)
    return here, method


def load(ident):
    """A package's test classes live in its submodules: import the longest prefix that is a module."""
    parts = ident.split(".")
    for end in range(len(parts) - 2, 0, -1):
        try:
            name = ".".join(parts[:end])
            module = __import__(name, fromlist=["*"])
        except ImportError:
            continue
        here = module
        for part in parts[end:-1]:
            here = getattr(here, part)
        return here, parts[-1]
    raise ImportError(ident)


def first_line(error):
    text = f"{type(error).__name__}: {error}" if error is not None else ""
    return text.replace("\n", " ")[:160]


def run(ident):
    try:
        cls, method = find(module, ident) if ident.startswith(module_name + ".") and not package else load(ident)
        suite_result = unittest.TestResult()
        unittest.TestSuite([cls(method)]).run(suite_result)
    except unittest.SkipTest as error:
        return "skip", first_line(error)
    except BaseException as error:
        return "error", first_line(error)
    if suite_result.errors:
        text = suite_result.errors[0][1]
        if "SkipTest" in text:
            return "skip", "a stand-in was used"
        return "error", text.strip().splitlines()[-1][:160]
    if suite_result.failures:
        return "fail", suite_result.failures[0][1].strip().splitlines()[-1][:160]
    if suite_result.skipped:
        return "skip", str(suite_result.skipped[0][1]).replace("\n", " ")[:160]
    if getattr(suite_result, "unexpectedSuccesses", None):
        return "fail", "unexpected success"
    return "pass", ""


# A module that is a program of CPython 3.13 only (a module's __annotations__); a test file that others import for one decorator.
import test.typinganndata
for name in ("test.typinganndata.ann_module", "test.test_import"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__getattr__ = stand_in(name)
sys.modules["test.test_import"].no_rerun = lambda reason: lambda test: test

module = __import__(module_name, fromlist=["*"])
package = hasattr(module, "__path__")
if "_standin" in sys.modules:
    sys.modules["_standin"].importing = False
if hasattr(module, "setUpModule"):
    module.setUpModule()
for ident in ids:
    say("@run", ident)
    outcome, why = run(ident)
    sys.stdout = out
    say("@end", ident, outcome, why)
