# SPDX-License-Identifier: MIT
# doctest: runs the examples that stand in docstrings and compares what they print.
from __future__ import annotations

import io
import re
import sys
import traceback
from collections import namedtuple

__all__ = ["register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP",
           "IGNORE_EXCEPTION_DETAIL", "REPORT_UDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST", "Example", "DocTest",
           "DocTestParser", "DocTestFinder", "DocTestRunner", "OutputChecker", "testmod", "run_docstring_examples"]

DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP, IGNORE_EXCEPTION_DETAIL = 1, 2, 4, 8, 16, 32
REPORT_UDIFF, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, FAIL_FAST = 64, 128, 256, 512, 1024
OPTIONFLAGS_BY_NAME = {
    "DONT_ACCEPT_TRUE_FOR_1": DONT_ACCEPT_TRUE_FOR_1, "DONT_ACCEPT_BLANKLINE": DONT_ACCEPT_BLANKLINE,
    "NORMALIZE_WHITESPACE": NORMALIZE_WHITESPACE, "ELLIPSIS": ELLIPSIS, "SKIP": SKIP, "IGNORE_EXCEPTION_DETAIL": IGNORE_EXCEPTION_DETAIL,
    "REPORT_UDIFF": REPORT_UDIFF, "REPORT_CDIFF": REPORT_CDIFF, "REPORT_NDIFF": REPORT_NDIFF,
    "REPORT_ONLY_FIRST_FAILURE": REPORT_ONLY_FIRST_FAILURE, "FAIL_FAST": FAIL_FAST,
}
COMPARISON_FLAGS = DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP | IGNORE_EXCEPTION_DETAIL


def register_optionflag(name: str) -> int:
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


_EXAMPLE = re.compile(r"""
    (?P<source>^(?P<indent>[ ]*)>>>.*(?:\n[ ]*\.\.\..*)*)\n?
    (?P<want>(?:(?![ ]*$)(?![ ]*>>>).+$\n?)*)
    """, re.MULTILINE | re.VERBOSE)
_EXCEPTION = re.compile(r"^(?P<head>Traceback\ \((?:most\ recent\ call\ last|innermost\ last)\):)\s*$(?P<stack>.*?)^(?P<msg>\w+.*)",
                        re.VERBOSE | re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"#\s*doctest:\s*([^\n'\"]*)$", re.MULTILINE)
_LINE = "*" * 70


class TestResults(namedtuple("TestResults", "failed attempted")):
    def __new__(cls, failed, attempted, *, skipped=0):
        made = super().__new__(cls, failed, attempted)
        made.skipped = skipped
        return made

    def __repr__(self):
        more = f", skipped={self.skipped}" if self.skipped else ""
        return f"TestResults(failed={self.failed}, attempted={self.attempted}{more})"


class Example:
    """One piece of source with what it is to print; `lineno` counts from 0 within the docstring."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = want if not want or want.endswith("\n") else want + "\n"
        self.exc_msg = exc_msg if exc_msg is None or exc_msg.endswith("\n") else exc_msg + "\n"
        self.lineno = lineno
        self.indent = indent
        self.options = options or {}


class DocTest:
    """The examples of a docstring, and the globals that they run in."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples = examples
        self.globs = dict(globs)
        self.name = name
        self.filename = filename
        self.lineno = lineno
        self.docstring = docstring

    def __repr__(self):
        n = len(self.examples)
        count = "no examples" if n == 0 else "1 example" if n == 1 else f"{n} examples"
        return f"<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({count})>"


class DocTestParser:
    def parse(self, string, name="<string>"):
        string = string.expandtabs()
        margin = min((len(line) - len(line.lstrip(" ")) for line in string.split("\n") if line.strip()), default=0)
        if margin:
            string = "\n".join(line[margin:] for line in string.split("\n"))
        out = []
        at = lineno = 0
        for m in _EXAMPLE.finditer(string):
            out.append(string[at:m.start()])
            lineno += string.count("\n", at, m.start())
            indent = len(m["indent"])
            lines = m["source"].split("\n")
            for line in lines:
                mark = line[indent:indent + 4]
                if len(mark) == 4 and mark[3] != " ":
                    raise ValueError(f"line {lineno + 1} of the docstring for {name} lacks blank after {mark[:3]}: {line!r}")
            source = "\n".join(line[indent + 4:] for line in lines)
            wanted = m["want"].split("\n")
            if len(wanted) > 1 and not wanted[-1].strip():
                del wanted[-1]
            for line in wanted:
                if line and line[:indent].strip():
                    raise ValueError(f"line {lineno + len(lines) + 1} of the docstring for {name} has inconsistent leading whitespace: {line!r}")
            want = "\n".join(line[indent:] for line in wanted)
            raised = _EXCEPTION.match(want)
            if not self._is_comment(source):
                out.append(Example(source, want, raised["msg"] if raised else None, lineno, indent + margin, self._options(source, name, lineno)))
            lineno += string.count("\n", m.start(), m.end())
            at = m.end()
        out.append(string[at:])
        return out

    def _is_comment(self, source):
        return all(not line.strip() or line.lstrip().startswith("#") for line in source.split("\n"))

    def _options(self, source, name, lineno):
        options = {}
        for m in _OPTION.finditer(source):
            for word in m[1].replace(",", " ").split():
                if word[0] not in "+-" or word[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f"line {lineno + 1} of the doctest for {name} has an invalid option: {word!r}")
                options[OPTIONFLAGS_BY_NAME[word[1:]]] = word[0] == "+"
        return options

    def get_examples(self, string, name="<string>"):
        return [piece for piece in self.parse(string, name) if isinstance(piece, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)


class DocTestFinder:
    """The docstrings of a module, its functions and classes, and of what is in those."""

    def __init__(self, verbose=False, parser=None, recurse=True, exclude_empty=True):
        self._parser = parser or DocTestParser()
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        import inspect
        import types
        if name is None:
            name = obj.__name__
        if module is None:
            module = obj if isinstance(obj, types.ModuleType) else sys.modules.get(getattr(obj, "__module__", None))
        globs = dict(module.__dict__ if module is not None else {}) if globs is None else dict(globs)
        globs.update(extraglobs or {})
        globs.setdefault("__name__", "__main__")
        tests, seen = [], set()

        def ours(value):
            return module is None or isinstance(value, property) or getattr(value, "__module__", None) == module.__name__

        def visit(value, path):
            if id(value) in seen:
                return
            seen.add(id(value))
            doc = value if isinstance(value, str) else getattr(value, "__doc__", None) or ""
            if isinstance(doc, str) and (doc or not self._exclude_empty):
                test = self._parser.get_doctest(doc, globs, path, self._file(module), self._line(value, doc))
                if test.examples or not self._exclude_empty:
                    tests.append(test)
            if not self._recurse:
                return
            if isinstance(value, types.ModuleType):
                for key, inner in value.__dict__.items():
                    if (inspect.isroutine(inspect.unwrap(inner)) or inspect.isclass(inner)) and ours(inner):
                        visit(inner, f"{path}.{key}")
                for key, inner in (value.__dict__.get("__test__") or {}).items():
                    visit(inner, f"{path}.__test__.{key}")
            elif inspect.isclass(value):
                for key, inner in value.__dict__.items():
                    if isinstance(inner, (staticmethod, classmethod)):
                        inner = inner.__func__
                    if (inspect.isroutine(inner) or inspect.isclass(inner) or isinstance(inner, property)) and ours(inner):
                        visit(inner, f"{path}.{key}")

        visit(obj, name)
        return sorted(tests, key=lambda test: test.name)

    def _file(self, module):
        return getattr(module, "__file__", None) or getattr(module, "__name__", None)

    def _line(self, value, doc):
        """Of the docstring, from 0."""
        import inspect
        import types
        if isinstance(value, types.ModuleType):
            return 0
        if isinstance(value, property):
            value = value.fget
        try:
            value = inspect.unwrap(value)
            lines, first = inspect.getsourcelines(value)
        except (OSError, TypeError):
            return None
        for n, line in enumerate(lines):
            if re.match(r"\s*\w*[\"']", line):
                return first - 1 + n
        return None


class OutputChecker:
    def check_output(self, want, got, optionflags):
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(r"(?m)^<BLANKLINE>\s*?$", "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and self._fits(want, got)

    def _fits(self, want, got):
        """Whether `got` is `want` with something for each '...'."""
        first, *rest = want.split("...")
        if not rest:
            return want == got
        last = rest.pop()
        if not got.startswith(first) or not got.endswith(last) or len(first) + len(last) > len(got):
            return False
        at, end = len(first), len(got) - len(last)
        for piece in rest:
            at = got.find(piece, at, end)
            if at < 0:
                return False
            at += len(piece)
        return True

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub(r"(?m)^[ ]*(?=\n)", "<BLANKLINE>", got)
        if optionflags & (REPORT_UDIFF | REPORT_NDIFF | REPORT_CDIFF) and want.count("\n") > 2 and got.count("\n") > 2:
            import difflib
            lines = want.splitlines(True), got.splitlines(True)
            if optionflags & REPORT_UDIFF:
                diff, kind = list(difflib.unified_diff(*lines, n=2))[2:], "unified diff with -expected +actual"
            elif optionflags & REPORT_CDIFF:
                diff, kind = list(difflib.context_diff(*lines, n=2))[2:], "context diff with expected followed by actual"
            else:
                diff, kind = list(difflib.ndiff(*lines)), "ndiff with -expected +actual"
            return f"Differences ({kind}):\n" + _indented("".join(diff))
        return ((f"Expected:\n{_indented(want)}" if want else "Expected nothing\n")
                + (f"Got:\n{_indented(got)}" if got else "Got nothing\n"))


def _indented(text):
    return re.sub("(?m)^(?!$)", "    ", text)


class DocTestRunner:
    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = optionflags
        self.tries = self.failures = self.skips = 0
        self._by_name = {}

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        out = out or sys.stdout.write
        failures = tries = skips = 0
        for n, example in enumerate(test.examples):
            flags = self.optionflags
            for flag, on in example.options.items():
                flags = flags | flag if on else flags & ~flag
            tries += 1
            if flags & SKIP:
                skips += 1
                continue
            quiet = bool(flags & REPORT_ONLY_FIRST_FAILURE) and failures > 0
            if self._verbose:
                out("Trying:\n" + _indented(example.source)
                    + ("Expecting:\n" + _indented(example.want) if example.want else "Expecting nothing\n"))
            got, error = self._executed(example, test, f"<doctest {test.name}[{n}]>")
            if error is None:
                if self._checker.check_output(example.want, got, flags):
                    if self._verbose:
                        out("ok\n")
                    continue
                failures += 1
                if not quiet:
                    out(self._header(test, example) + self._checker.output_difference(example, got, flags))
            else:
                message = "".join(traceback.format_exception_only(error))
                fits = example.exc_msg is not None and (
                    self._checker.check_output(example.exc_msg, message, flags)
                    or flags & IGNORE_EXCEPTION_DETAIL and _kind(example.exc_msg) == _kind(message))
                if fits:
                    if self._verbose:
                        out("ok\n")
                    continue
                failures += 1
                text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
                if not quiet and example.exc_msg is None:
                    out(self._header(test, example) + "Exception raised:\n" + _indented(text))
                elif not quiet:
                    out(self._header(test, example) + self._checker.output_difference(example, got + text, flags))
            if flags & FAIL_FAST:
                break
        self.failures += failures
        self.tries += tries
        self.skips += skips
        before = self._by_name.get(test.name, (0, 0, 0))
        self._by_name[test.name] = (before[0] + failures, before[1] + tries, before[2] + skips)
        if clear_globs:
            test.globs.clear()
        return TestResults(failures, tries, skipped=skips)

    def _executed(self, example, test, filename):
        kept, sys.stdout = sys.stdout, io.StringIO()
        try:
            exec(compile(example.source, filename, "single"), test.globs)
            return sys.stdout.getvalue(), None
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return sys.stdout.getvalue(), error
        finally:
            sys.stdout = kept

    def _header(self, test, example):
        if test.filename is None:
            where = f"Line {example.lineno + 1}, in {test.name}"
        elif test.lineno is None:
            where = f'File "{test.filename}", line ?, in {test.name}'
        else:
            where = f'File "{test.filename}", line {test.lineno + example.lineno + 1}, in {test.name}'
        return f"{_LINE}\n{where}\nFailed example:\n{_indented(example.source)}"

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        empty, passed, failed = [], [], []
        for name, (failures, tries, _) in sorted(self._by_name.items()):
            (empty if tries == 0 else failed if failures else passed).append((name, failures, tries))
        if verbose:
            if empty:
                print(f"{len(empty)} item{'s' * (len(empty) != 1)} had no tests:")
                for name, _, _ in empty:
                    print(f"    {name}")
            if passed:
                print(f"{len(passed)} item{'s' * (len(passed) != 1)} passed all tests:")
                for name, _, tries in passed:
                    print(f" {tries:3d} test{'s' * (tries != 1)} in {name}")
        if failed:
            print(_LINE)
            print(f"{len(failed)} item{'s' * (len(failed) != 1)} had failures:")
            for name, failures, tries in failed:
                print(f" {failures:3d} of {tries:3d} in {name}")
        if verbose:
            print(f"{self.tries} test{'s' * (self.tries != 1)} in {len(self._by_name)} item{'s' * (len(self._by_name) != 1)}.")
            print(f"{self.tries - self.failures} passed{f' and {self.failures} failed' if self.failures else ''}.")
        if self.failures:
            skipped = f" and {self.skips} skipped test{'s' * (self.skips != 1)}" if self.skips else ""
            print(f"***Test Failed*** {self.failures} failure{'s' * (self.failures != 1)}{skipped}.")
        elif verbose:
            print("Test passed.")
        return TestResults(self.failures, self.tries, skipped=self.skips)


def _kind(message):
    """The last name of the exception's type: 'pkg.Error: text' -> 'Error'."""
    return message.split("\n", 1)[0].split(":", 1)[0].strip().rpartition(".")[2]


master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Runs the examples of a module (__main__ when left out) and prints what failed."""
    global master
    if m is None:
        m = sys.modules["__main__"]
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, name or m.__name__, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    master = runner
    return TestResults(runner.failures, runner.tries, skipped=runner.skips)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)
