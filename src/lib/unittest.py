# SPDX-License-Identifier: MIT
# unittest: test cases with their assertions, suites, a loader and a text runner.
# One file, though long: most of it is the list of assertions.
from __future__ import annotations

import sys

__path__ = []  # of unittest.mock
__all__ = [
    "TestResult", "TestCase", "IsolatedAsyncioTestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase",
    "main", "defaultTestLoader", "SkipTest", "skip", "skipIf", "skipUnless", "expectedFailure", "TextTestResult",
    "installHandler", "registerResult", "removeResult", "removeHandler", "addModuleCleanup", "doModuleCleanups",
    "enterModuleContext",
]

_MAX_LENGTH = 80


class SkipTest(Exception):
    """Raise it in a test to skip that."""


class _ShouldStop(Exception):
    pass


class _UnexpectedSuccess(Exception):
    pass


def skip(reason=""):
    """Skips the test, or all tests of the class."""
    def decorate(item):
        if not isinstance(item, type):
            wrapped = item

            def item(*args, **kwargs):
                raise SkipTest(reason)

            for name in ("__name__", "__qualname__", "__doc__", "__module__", "__dict__"):
                if name == "__dict__":
                    item.__dict__.update(getattr(wrapped, "__dict__", {}))
                elif hasattr(wrapped, name):
                    setattr(item, name, getattr(wrapped, name))
            item.__wrapped__ = wrapped
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if callable(reason) and not isinstance(reason, str):
        function, reason = reason, ""
        return decorate(function)
    return decorate


def _unchanged(item):
    return item


def skipIf(condition, reason):
    return skip(reason) if condition else _unchanged


def skipUnless(condition, reason):
    return _unchanged if condition else skip(reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs) -> None:
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    result = cm.__enter__()
    addModuleCleanup(cm.__exit__, None, None, None)
    return result


def doModuleCleanups() -> None:
    errors = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


def installHandler() -> None:
    pass


def registerResult(result) -> None:
    pass


def removeResult(result) -> None:
    pass


def removeHandler(method=None):
    return method


def _repr(value):
    try:
        return repr(value)
    except Exception:
        return object.__repr__(value)


def _clipped(text, head, tail):
    """The middle left out, where that saves something."""
    left_out = len(text) - head - tail
    return text if left_out <= 12 else f"{text[:head]}[{left_out} chars]{text[len(text) - tail:]}"


def _both(first, second):
    """'A != B', with what is equal at their beginning cut short where they are long."""
    first, second = _repr(first), _repr(second)
    longest = max(len(first), len(second))
    if longest > _MAX_LENGTH:
        same = 0
        while same < min(len(first), len(second)) and first[same] == second[same]:
            same += 1
        kept = _MAX_LENGTH - (longest - same) - 17
        if kept > 5:
            head = _clipped(first[:same], 5, kept)
            first, second = head + first[same:], head + second[same:]
        else:
            head = _clipped(first[:same], 5, 5)
            first, second = head + _clipped(first[same:], 41, 5), head + _clipped(second[same:], 41, 5)
    return f"{first} != {second}"


def _pretty_diff(first, second):
    import difflib
    import pprint
    return "\n" + "\n".join(difflib.ndiff(pprint.pformat(first).splitlines(), pprint.pformat(second).splitlines()))


def _qualname(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


# ---------------------------------------------------------------------------------------------------------------------
# Contexts of assertRaises and its kin

class _AssertRaises:
    def __init__(self, expected, case, pattern=None):
        self.expected = expected
        self.test_case = case
        self.pattern = pattern
        self.msg = None
        self.obj_name = None

    def handle(self, name, args, kwargs):
        base = self._base
        if not _is_subtype(self.expected, base):
            raise TypeError(f"{name}() arg 1 must be {self._base_text}")
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError(f"{next(iter(kwargs))!r} is an invalid keyword argument for this function")
            return self
        function, *args = args
        self.obj_name = getattr(function, "__name__", None) or str(function)
        with self:
            function(*args, **kwargs)
        return None

    _base = BaseException
    _base_text = "an exception type or tuple of exception types"

    def _fail(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))

    def _expected_name(self):
        return getattr(self.expected, "__name__", None) or str(self.expected)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, tb):
        if kind is None:
            what = self._expected_name()
            self._fail(f"{what} not raised by {self.obj_name}" if self.obj_name else f"{what} not raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = error.with_traceback(None)
        if self.pattern is not None:
            self._match(self.pattern, str(error))
        return True

    def _match(self, pattern, text):
        import re
        if isinstance(pattern, (str, bytes)):
            pattern = re.compile(pattern)
        if not pattern.search(text):
            self._fail(f'"{pattern.pattern}" does not match "{text}"')

    __class_getitem__ = classmethod(type(list[int]))


def _is_subtype(expected, base):
    if isinstance(expected, tuple):
        return all([_is_subtype(one, base) for one in expected])
    return isinstance(expected, type) and issubclass(expected, base)


class _AssertWarns(_AssertRaises):
    _base = Warning
    _base_text = "a warning type or tuple of warning types"

    def __enter__(self):
        import warnings
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self._manager = warnings.catch_warnings(record=True)
        self.warnings = self._manager.__enter__()
        warnings.simplefilter("always", self.expected) if isinstance(self.expected, type) else \
            warnings.simplefilter("always")
        return self

    def __exit__(self, kind, error, tb):
        self._manager.__exit__(kind, error, tb)
        if kind is not None:
            return
        first = None
        for record in self.warnings:
            warning = record.message
            if not isinstance(warning, self.expected):
                continue
            if first is None:
                first = warning
            if self.pattern is not None:
                import re
                if not re.search(self.pattern, str(warning)):
                    continue
            self.warning = warning
            self.filename = record.filename
            self.lineno = record.lineno
            return
        if first is not None:
            pattern = getattr(self.pattern, "pattern", self.pattern)
            self._fail(f'"{pattern}" does not match "{first}"')
        what = self._expected_name()
        self._fail(f"{what} not triggered by {self.obj_name}" if self.obj_name else f"{what} not triggered")


class _AssertLogs:
    def __init__(self, case, logger, level, forbidden):
        self.case = case
        self.name = logger
        self.level = level
        self.forbidden = forbidden
        self.records = []
        self.output = []
        self.msg = None

    def __enter__(self):
        import logging
        outer = self

        class Collect(logging.Handler):
            def emit(self, record):
                outer.records.append(record)
                outer.output.append(self.format(record))

        level = self.level
        if isinstance(level, str):
            level = logging.getLevelName(level)
        self.level = logging.INFO if not level else level
        logger = self.name if isinstance(self.name, logging.Logger) else logging.getLogger(self.name)
        self.logger = logger
        handler = Collect()
        handler.setLevel(self.level)
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        self.old = (logger.handlers[:], logger.level, logger.propagate)
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.forbidden else self

    def __exit__(self, kind, error, tb):
        import logging
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if kind is not None:
            return False
        if self.forbidden:
            if self.records:
                self.case.fail(f"Unexpected logs found: {self.output!r}")
        elif not self.records:
            self.case.fail(f"no logs of level {logging.getLevelName(self.level)} or higher triggered on "
                           f"{self.logger.name}")


class _SubTest:
    def __init__(self, case, message, params):
        self.case = case
        self.message = message
        self.params = params
        self.failureException = case.failureException

    def id(self):
        return f"{self.case.id()} {self._description()}"

    def _description(self):
        parts = []
        if self.message is not _OMITTED:
            parts.append(f"[{self.message}]")
        if self.params:
            parts.append(f"({', '.join([f'{key}={value!r}' for key, value in self.params.items()])})")
        return " ".join(parts) or "(<subtest>)"

    def shortDescription(self):
        return self.case.shortDescription()

    def __str__(self):
        return f"{self.case} {self._description()}"

    def __enter__(self):
        self.outer = self.case._params
        self.params = {**self.outer, **self.params}
        self.case._params = self.params

    def __exit__(self, kind, error, tb):
        self.case._params = self.outer
        result = self.case._result
        if kind is None:
            if result is not None and hasattr(result, "addSubTest"):
                result.addSubTest(self.case, self, None)
            return False
        if result is None or issubclass(kind, KeyboardInterrupt) or not hasattr(result, "addSubTest"):
            return False
        if issubclass(kind, SkipTest):
            _add_skip(result, self, str(error))
            return True
        if self.case._expecting_failure:
            return False
        self.case._failed = True
        result.addSubTest(self.case, self, (kind, error, tb))
        if getattr(result, "failfast", False):
            raise _ShouldStop
        return True


_OMITTED = object()


def _add_skip(result, test, reason):
    if hasattr(result, "addSkip"):
        result.addSkip(test, reason)
    else:
        result.addSuccess(test)


# ---------------------------------------------------------------------------------------------------------------------
# TestCase

class TestCase:
    """One test: a method of a subclass."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2**16
    _class_cleanups = []
    _classSetupFailed = False

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName: str = "runTest"):
        self._testMethodName = methodName
        self._testMethodDoc = None
        self._cleanups = []
        self._params = {}
        self._result = None
        self._failed = False
        self._expecting_failure = False
        self._equality = {dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual",
                          set: "assertSetEqual", frozenset: "assertSetEqual", str: "assertMultiLineEqual"}
        method = getattr(self, methodName, None)
        if method is not None:
            self._testMethodDoc = method.__doc__
        elif methodName != "runTest":
            raise ValueError(f"no such test method in {type(self)}: {methodName}")

    def addTypeEqualityFunc(self, typeobj, function) -> None:
        self._equality[typeobj] = function

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, /, *args, **kwargs) -> None:
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        result = type(cm).__enter__(cm)
        self.addCleanup(type(cm).__exit__, cm, None, None, None)
        return result

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs) -> None:
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        result = type(cm).__enter__(cm)
        cls.addClassCleanup(type(cm).__exit__, cm, None, None, None)
        return result

    @classmethod
    def doClassCleanups(cls) -> None:
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception as error:
                cls.tearDown_exceptions.append((type(error), error, error.__traceback__))

    def countTestCases(self) -> int:
        return 1

    def defaultTestResult(self) -> TestResult:
        return TestResult()

    def shortDescription(self) -> str | None:
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self) -> str:
        return f"{_qualname(type(self))}.{self._testMethodName}"

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f"{self._testMethodName} ({_qualname(type(self))}.{self._testMethodName})"

    def __repr__(self):
        return f"<{_qualname(type(self))} testMethod={self._testMethodName}>"

    def subTest(self, msg=_OMITTED, **params):
        """A part of the test that may fail alone."""
        return _SubTest(self, msg, params)

    # Running -------------------------------------------------------------------------------------------------------

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        method()

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def _attempt(self, result, function, *args):
        # True when the part passed; reports it otherwise.
        try:
            function(*args)
            return True
        except KeyboardInterrupt:
            raise
        except SkipTest as error:
            self._failed = True
            _add_skip(result, self, str(error))
        except _ShouldStop:
            self._failed = True
        except BaseException as error:
            self._failed = True
            details = (type(error), error, error.__traceback__)
            if self._expecting_failure:
                self._expected = details
            elif isinstance(error, self.failureException):
                result.addFailure(self, details)
            else:
                result.addError(self, details)
        return False

    def run(self, result=None):
        if result is None:
            result = self.defaultTestResult()
            getattr(result, "startTestRun", _nothing)()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            cls = type(self)
            if getattr(cls, "__unittest_skip__", False) or getattr(method, "__unittest_skip__", False):
                reason = (getattr(cls, "__unittest_skip_why__", "") or getattr(method, "__unittest_skip_why__", ""))
                _add_skip(result, self, reason)
                return result
            self._result = result
            self._failed = False
            self._expected = None
            expecting = (getattr(cls, "__unittest_expecting_failure__", False)
                         or getattr(method, "__unittest_expecting_failure__", False))
            if self._attempt(result, self._callSetUp):
                self._expecting_failure = expecting
                self._attempt(result, self._callTestMethod, method)
                self._expecting_failure = False
                self._attempt(result, self._callTearDown)
            self._run_cleanups(result)
            if expecting and self._expected is not None:
                result.addExpectedFailure(self, self._expected)
            elif expecting and not self._failed:
                result.addUnexpectedSuccess(self)
            elif not self._failed:
                result.addSuccess(self)
            return result
        finally:
            self._result = None
            self._expected = None
            result.stopTest(self)

    def _run_cleanups(self, result):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._attempt(result, lambda: self._callCleanup(function, *args, **kwargs))

    def doCleanups(self) -> bool:
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)
        return True

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self) -> None:
        method = getattr(self, self._testMethodName)
        if getattr(type(self), "__unittest_skip__", False) or getattr(method, "__unittest_skip__", False):
            raise SkipTest(getattr(method, "__unittest_skip_why__", ""))
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        self.doCleanups()

    def skipTest(self, reason):
        raise SkipTest(reason)

    # Assertions ----------------------------------------------------------------------------------------------------

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        return standard if msg is None else f"{standard} : {msg}"

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def _fail_with_diff(self, msg, standard, diff):
        if self.maxDiff is not None and len(diff) > self.maxDiff:
            diff = f"\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it."
        self._fail(msg, standard + diff)

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, f"{_repr(expr)} is not true")

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, f"{_repr(expr)} is not false")

    def assertEqual(self, first, second, msg=None):
        if first == second:
            return
        function = self._equality.get(type(first)) if type(first) is type(second) else None
        if function is not None:
            if isinstance(function, str):
                function = getattr(self, function)
            function(first, second, msg=msg)
            return
        self._fail(msg, _both(first, second))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, f"{_repr(first)} == {_repr(second)}")

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            if difference <= delta:
                return
            text = f"{_repr(first)} != {_repr(second)} within {_repr(delta)} delta ({_repr(difference)} difference)"
        else:
            places = 7 if places is None else places
            if round(difference, places) == 0:
                return
            text = f"{_repr(first)} != {_repr(second)} within {places!r} places ({_repr(difference)} difference)"
        self._fail(msg, text)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            if not first == second and difference > delta:
                return
            text = f"{_repr(first)} == {_repr(second)} within {_repr(delta)} delta ({_repr(difference)} difference)"
        else:
            places = 7 if places is None else places
            if not first == second and round(difference, places) != 0:
                return
            text = f"{_repr(first)} == {_repr(second)} within {places!r} places"
        self._fail(msg, text)

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, f"{_repr(expr1)} is not {_repr(expr2)}")

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, f"unexpectedly identical: {_repr(expr1)}")

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, f"{_repr(obj)} is not None")

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, f"{_repr(member)} not found in {_repr(container)}")

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, f"{_repr(member)} unexpectedly found in {_repr(container)}")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, f"{_repr(obj)} is not an instance of {cls!r}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, f"{_repr(obj)} is an instance of {cls!r}")

    def assertIsSubclass(self, cls, superclass, msg=None):
        if not issubclass(cls, superclass):
            self._fail(msg, f"{cls!r} is not a subclass of {superclass!r}")

    def assertNotIsSubclass(self, cls, superclass, msg=None):
        if issubclass(cls, superclass):
            self._fail(msg, f"{cls!r} is a subclass of {superclass!r}")

    def assertHasAttr(self, obj, name, msg=None):
        if not hasattr(obj, name):
            self._fail(msg, f"{type(obj).__name__!r} object has no attribute {name!r}")

    def assertNotHasAttr(self, obj, name, msg=None):
        if hasattr(obj, name):
            self._fail(msg, f"{type(obj).__name__!r} object has unexpected attribute {name!r}")

    def assertStartsWith(self, s, prefix, msg=None):
        if not s.startswith(prefix):
            self._fail(msg, f"{_repr(s)} doesn't start with {_repr(prefix)}")

    def assertNotStartsWith(self, s, prefix, msg=None):
        if s.startswith(prefix):
            self._fail(msg, f"{_repr(s)} starts with {_repr(prefix)}")

    def assertEndsWith(self, s, suffix, msg=None):
        if not s.endswith(suffix):
            self._fail(msg, f"{_repr(s)} doesn't end with {_repr(suffix)}")

    def assertNotEndsWith(self, s, suffix, msg=None):
        if s.endswith(suffix):
            self._fail(msg, f"{_repr(s)} ends with {_repr(suffix)}")

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, f"{_repr(a)} not greater than {_repr(b)}")

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, f"{_repr(a)} not greater than or equal to {_repr(b)}")

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, f"{_repr(a)} not less than {_repr(b)}")

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, f"{_repr(a)} not less than or equal to {_repr(b)}")

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        if isinstance(expected_regex, (str, bytes)):
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            self._fail(msg, f"Regex didn't match: {expected_regex.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        found = unexpected_regex.search(text)
        if found:
            self._fail(msg, f"Regex matched: {text[found.start():found.end()]!r} matches "
                            f"{unexpected_regex.pattern!r} in {text!r}")

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if seq_type is not None:
            for which, value in (("First", first), ("Second", second)):
                if not isinstance(value, seq_type):
                    raise self.failureException(f"{which} sequence is not a {seq_type.__name__}: {_repr(value)}")
        if first == second:
            return
        name = seq_type.__name__.capitalize() + "s" if seq_type is not None else "Sequences"
        text = f"{name} differ: {_both(first, second)}\n"
        try:
            for index in range(min(len(first), len(second))):
                if first[index] != second[index]:
                    text += f"\nFirst differing element {index}:\n{_repr(first[index])}\n{_repr(second[index])}\n"
                    break
            if len(first) > len(second):
                text += (f"\nFirst {name[:-1].lower()} contains {len(first) - len(second)} additional elements.\n"
                         f"First extra element {len(second)}:\n{_repr(first[len(second)])}\n")
            elif len(first) < len(second):
                text += (f"\nSecond {name[:-1].lower()} contains {len(second) - len(first)} additional elements.\n"
                         f"First extra element {len(first)}:\n{_repr(second[len(first)])}\n")
        except (TypeError, IndexError, NotImplementedError):
            pass
        self._fail_with_diff(msg, text, _pretty_diff(first, second))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        try:
            only_first = set1.difference(set2)
            only_second = set2.difference(set1)
        except TypeError as error:
            self.fail(f"invalid type when attempting set difference: {error}")
        except AttributeError as error:
            self.fail(f"first argument does not support set difference: {error}")
        if not only_first and not only_second:
            return
        lines = []
        if only_first:
            lines.append("Items in the first set but not the second:")
            lines.extend([repr(item) for item in only_first])
        if only_second:
            lines.append("Items in the second set but not the first:")
            lines.extend([repr(item) for item in only_second])
        self._fail(msg, "\n".join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            self._fail_with_diff(msg, _both(d1, d2), _pretty_diff(d1, d2))

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        rest = list(second)
        missing = []
        for item in first:
            for index, other in enumerate(rest):
                if item == other:
                    del rest[index]
                    break
            else:
                missing.append(item)
        if missing or rest:
            lines = ["Element counts were not equal:"]
            lines += [f"First has 1, Second has 0:  {_repr(item)}" for item in missing]
            lines += [f"First has 0, Second has 1:  {_repr(item)}" for item in rest]
            self._fail(msg, "\n".join(lines))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if max(len(first), len(second)) > self._diffThreshold:
            self._fail(msg, _both(first, second))
        import difflib
        end = "" if all(text.endswith("\n") for text in (first, second) if text) else "\n"
        diff = "".join(difflib.ndiff(*[(text and text + end).splitlines(keepends=True) for text in (first, second)]))
        self._fail_with_diff(msg, _both(first, second), "\n" + diff)

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _AssertRaises(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _AssertRaises(expected_exception, self, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarns(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _AssertWarns(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _AssertLogs(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        return _AssertLogs(self, logger, level, True)


def _nothing():
    pass


class IsolatedAsyncioTestCase(TestCase):
    """A test case whose methods may be coroutines; each test has a loop of its own."""

    loop_factory = None

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        result = await type(cm).__aenter__(cm)
        self.addAsyncCleanup(type(cm).__aexit__, cm, None, None, None)
        return result

    def _drive(self, function, *args, **kwargs):
        result = function(*args, **kwargs)
        if hasattr(type(result), "__await__"):
            async def wait():
                return await result
            return self._runner.run(wait())
        return result

    def _callSetUp(self):
        self._runner.get_loop()
        self.setUp()
        self._drive(self.asyncSetUp)

    def _callTestMethod(self, method):
        self._drive(method)

    def _callTearDown(self):
        self._drive(self.asyncTearDown)
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        self._drive(function, *args, **kwargs)

    def run(self, result=None):
        import asyncio
        self._runner = asyncio.Runner(loop_factory=self.loop_factory)
        try:
            return super().run(result)
        finally:
            self._runner.close()
            self._runner = None


class FunctionTestCase(TestCase):
    """A test case around a function."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._function = testFunc
        self._set_up = setUp
        self._tear_down = tearDown
        self._description = description

    def setUp(self):
        if self._set_up is not None:
            self._set_up()

    def tearDown(self):
        if self._tear_down is not None:
            self._tear_down()

    def runTest(self):
        self._function()

    def id(self):
        return self._function.__name__

    def shortDescription(self):
        return self._description


# ---------------------------------------------------------------------------------------------------------------------
# Suites, results, loader, runner

class TestSuite:
    """Tests that run one after the other, with the fixtures of their classes and modules."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __iter__(self):
        return iter(self._tests)

    def __eq__(self, other):
        if not isinstance(other, TestSuite):
            return NotImplemented
        return list(self) == list(other)

    def __repr__(self):
        return f"<{_qualname(type(self))} tests={list(self)}>"

    def addTest(self, test) -> None:
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests) -> None:
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def countTestCases(self) -> int:
        return sum([test.countTestCases() for test in self._tests])

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def run(self, result, debug: bool = False):
        state = _Fixtures(result)
        _run_suite(self, result, state)
        state.leave_class()
        state.leave_module()
        return result

    def debug(self) -> None:
        for test in self._tests:
            test.debug()


BaseTestSuite = TestSuite


def _run_suite(suite, result, state):
    for test in suite:
        if result.shouldStop:
            break
        if isinstance(test, TestSuite):
            _run_suite(test, result, state)
            continue
        if isinstance(test, TestCase) and not state.enter(type(test)):
            continue
        test(result)


class _Holder:
    # Stands for a class or module whose fixture failed.
    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __str__(self):
        return self.description

    def countTestCases(self):
        return 0


class _Fixtures:
    def __init__(self, result):
        self.result = result
        self.cls = None
        self.module = None
        self.class_failed = False
        self.module_failed = False

    def _guard(self, function, description):
        try:
            function()
            return True
        except SkipTest as error:
            _add_skip(self.result, _Holder(description), str(error))
        except Exception as error:
            self.result.addError(_Holder(description), (type(error), error, error.__traceback__))
        return False

    def enter(self, cls):
        if cls is self.cls:
            return not self.class_failed and not self.module_failed
        self.leave_class()
        if cls.__module__ != self.module:
            self.leave_module()
            self.module = cls.__module__
            self.module_failed = False
            set_up = getattr(sys.modules.get(self.module), "setUpModule", None)
            if set_up is not None:
                self.module_failed = not self._guard(set_up, f"setUpModule ({self.module})")
        self.cls = cls
        self.class_failed = False
        if self.module_failed:
            return False
        if not getattr(cls, "__unittest_skip__", False):
            self.class_failed = not self._guard(cls.setUpClass, f"setUpClass ({_qualname(cls)})")
            if self.class_failed:
                cls.doClassCleanups()
        return not self.class_failed

    def leave_class(self):
        cls = self.cls
        self.cls = None
        if cls is None or self.class_failed or self.module_failed or getattr(cls, "__unittest_skip__", False):
            return
        self._guard(cls.tearDownClass, f"tearDownClass ({_qualname(cls)})")
        cls.doClassCleanups()
        for details in cls.tearDown_exceptions:
            self.result.addError(_Holder(f"tearDownClass ({_qualname(cls)})"), details)

    def leave_module(self):
        module = self.module
        self.module = None
        if module is None:
            return
        if not self.module_failed:
            tear_down = getattr(sys.modules.get(module), "tearDownModule", None)
            if tear_down is not None:
                self._guard(tear_down, f"tearDownModule ({module})")
        self._guard(doModuleCleanups, f"tearDownModule ({module})")


class TestResult:
    """Counts what happened."""

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False

    def printErrors(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def startTestRun(self):
        pass

    def stopTest(self, test):
        pass

    def stopTestRun(self):
        pass

    def _text(self, details, test):
        import traceback
        return "".join(traceback.format_exception(details[1]))

    def _failed(self):
        if self.failfast:
            self.shouldStop = True

    def addError(self, test, err):
        self.errors.append((test, self._text(err, test)))
        self._failed()

    def addFailure(self, test, err):
        self.failures.append((test, self._text(err, test)))
        self._failed()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            (self.failures if failed else self.errors).append((subtest, self._text(err, test)))
            self._failed()

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._text(err, test)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._failed()

    def addDuration(self, test, elapsed):
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self) -> bool:
        return not self.failures and not self.errors and not self.unexpectedSuccesses

    def stop(self) -> None:
        self.shouldStop = True

    def __repr__(self):
        return (f"<{_qualname(type(self))} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")


class TextTestResult(TestResult):
    """Writes a sign, or a line, for each test."""

    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self.descriptions = descriptions

    def getDescription(self, test):
        first = test.shortDescription()
        return f"{test}\n{first}" if self.descriptions and first else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")

    def _say(self, word, sign):
        if self.showAll:
            self.stream.write(word + "\n")
        elif self.dots:
            self.stream.write(sign)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            if self.showAll:
                self.stream.write(f"\n  {subtest} ... ")
            self._say("FAIL" if failed else "ERROR", "F" if failed else "E")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        self._say("ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._say("ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say("FAIL", "F")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(f"skipped {reason!r}", "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._say("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._say("unexpected success", "u")

    def printErrors(self):
        if self.showAll or self.dots:
            self.stream.write("\n")
        for flavour, errors in (("ERROR", self.errors), ("FAIL", self.failures)):
            for test, text in errors:
                self.stream.write(f"{self.separator1}\n{flavour}: {self.getDescription(test)}\n{self.separator2}\n"
                                  f"{text}\n")
        if self.unexpectedSuccesses:
            self.stream.write(self.separator1 + "\n")
            for test in self.unexpectedSuccesses:
                self.stream.write(f"UNEXPECTED SUCCESS: {self.getDescription(test)}\n")


class TextTestRunner:
    """Runs tests and writes the outcome to stderr."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False, durations=None):
        self.stream = sys.stderr if stream is None else stream
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        from time import perf_counter
        result = self._makeResult()
        result.failfast = self.failfast
        start = perf_counter()
        result.startTestRun()
        try:
            test(result)
        finally:
            result.stopTestRun()
        elapsed = perf_counter() - start
        result.printErrors()
        facts = []
        if not result.wasSuccessful():
            if result.failures:
                facts.append(f"failures={len(result.failures)}")
            if result.errors:
                facts.append(f"errors={len(result.errors)}")
        if result.skipped:
            facts.append(f"skipped={len(result.skipped)}")
        if result.expectedFailures:
            facts.append(f"expected failures={len(result.expectedFailures)}")
        if result.unexpectedSuccesses:
            facts.append(f"unexpected successes={len(result.unexpectedSuccesses)}")
        run = result.testsRun
        verdict = "FAILED" if not result.wasSuccessful() else "NO TESTS RAN" if not run and not result.skipped else "OK"
        self.stream.write(f"{'-' * 70}\nRan {run} test{'s' if run != 1 else ''} in {elapsed:.3f}s\n\n"
                          f"{verdict}{' (' + ', '.join(facts) + ')' if facts else ''}\n")
        return result


class TestLoader:
    """Finds the tests of classes and modules."""

    testMethodPrefix = "test"
    suiteClass = TestSuite
    testNamePatterns = None

    def __init__(self):
        self.errors = []

    @staticmethod
    def sortTestMethodsUsing(a, b):
        return (a > b) - (a < b)

    def getTestCaseNames(self, testCaseClass) -> list:
        prefix = self.testMethodPrefix
        names = [name for name in dir(testCaseClass)
                 if name.startswith(prefix) and callable(getattr(testCaseClass, name))]
        if self.testNamePatterns is not None:
            from fnmatch import fnmatchcase
            owner = _qualname(testCaseClass)
            names = [name for name in names
                     if any([fnmatchcase(f"{owner}.{name}", pattern) for pattern in self.testNamePatterns])]
        if self.sortTestMethodsUsing:
            names.sort()
        return names

    def loadTestsFromTestCase(self, testCaseClass) -> TestSuite:
        if issubclass(testCaseClass, TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module, *, pattern=None) -> TestSuite:
        tests = []
        for name in dir(module):
            item = getattr(module, name)
            if (isinstance(item, type) and issubclass(item, TestCase)
                    and item not in (TestCase, FunctionTestCase, IsolatedAsyncioTestCase)):
                tests.append(self.loadTestsFromTestCase(item))
        suite = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        return load_tests(self, suite, pattern) if load_tests is not None else suite

    def loadTestsFromName(self, name: str, module=None) -> TestSuite:
        item = module
        parent = None
        for part in name.split("."):
            if item is None:
                item = __import__(part)
            else:
                parent, item = item, getattr(item, part)
        if type(item) is type(sys):
            return self.loadTestsFromModule(item)
        if isinstance(item, type) and issubclass(item, TestCase):
            return self.loadTestsFromTestCase(item)
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(name.rpartition(".")[2])])
        if isinstance(item, TestSuite):
            return item
        if callable(item):
            test = item()
            return test if isinstance(test, TestSuite) else self.suiteClass([test])
        raise TypeError(f"don't know how to make test from: {item}")

    def loadTestsFromNames(self, names, module=None) -> TestSuite:
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        raise NotImplementedError("there are no folders to look for tests in")


defaultTestLoader = TestLoader()


class TestProgram:
    """Runs the tests of a module: `python file.py [-v] [-f] [-q] [-k PATTERN] [NAME ...]`."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *,
                 tb_locals=False, durations=None):
        if isinstance(module, str):
            module = sys.modules.get(module) or __import__(module)
        names = []
        patterns = []
        arguments = list((sys.argv if argv is None else argv)[1:])
        while arguments:
            argument = arguments.pop(0)
            if argument in ("-v", "--verbose"):
                verbosity = 2
            elif argument in ("-q", "--quiet"):
                verbosity = 0
            elif argument in ("-f", "--failfast"):
                failfast = True
            elif argument == "-k" and arguments:
                pattern = arguments.pop(0)
                patterns.append(pattern if "*" in pattern else f"*{pattern}*")
            elif not argument.startswith("-"):
                names.append(argument)
        if patterns:
            testLoader.testNamePatterns = patterns
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if names:
            self.test = testLoader.loadTestsFromNames(names, module)
        else:
            self.test = testLoader.loadTestsFromModule(module)
        if testRunner is None:
            testRunner = TextTestRunner
        if isinstance(testRunner, type):
            testRunner = testRunner(verbosity=verbosity, failfast=bool(failfast))
        self.result = testRunner.run(self.test)
        if exit:
            if self.result.testsRun == 0 and not self.result.skipped:
                sys.exit(5)
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
