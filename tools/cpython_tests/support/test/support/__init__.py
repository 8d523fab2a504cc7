# What CPython's test files ask of test.support, as far as a sandbox can answer it; the rest skips.
import contextlib
import functools
import io
import sys
import textwrap
import unittest

verbose = False
failfast = False
use_resources = None
max_memuse = 0
real_max_memuse = 0
MAX_Py_ssize_t = sys.maxsize
_1M, _1G, _2G, _4G = 1 << 20, 1 << 30, 1 << 31, 1 << 32
SHORT_TIMEOUT = LOOPBACK_TIMEOUT = INTERNET_TIMEOUT = 5.0
LONG_TIMEOUT = 10.0
is_jython = is_android = is_emscripten = is_wasi = is_apple = is_apple_mobile = is_wasm32 = False
is_s390x = has_fork_support = has_subprocess_support = has_socket_support = False
Py_DEBUG = Py_GIL_DISABLED = Py_TRACE_REFS = MS_WINDOWS = False
MISSING_C_DOCSTRINGS = True
HAVE_DOCSTRINGS = HAVE_PY_DOCSTRINGS = True  # a program's own; those of builtins are not CPython's
PGO = False
NHASHBITS = 61
STDLIB_DIR = TEST_HOME_DIR = "/nonexistent"
SAVEDCWD = "/"
PIPE_MAX_SIZE = 65537
INTERRUPTED = False
TEST_MODULES_ENABLED = True


class TestFailed(Exception):
    pass


class ResourceDenied(unittest.SkipTest):
    pass


def _skip(reason):
    """Works bare (`@skip_x`) and called (`@skip_x(...)`)."""
    def outer(*args, **kwargs):
        if len(args) == 1 and not kwargs and (isinstance(args[0], type) or hasattr(args[0], "__code__")):
            return unittest.skip(reason)(args[0])
        return unittest.skip(reason)
    return outer


def _keep(*args, **kwargs):
    """A condition that holds here: the test runs."""
    if len(args) == 1 and not kwargs and (isinstance(args[0], type) or hasattr(args[0], "__code__")):
        return args[0]
    return lambda test: test


cpython_only = _keep  # what is a detail of CPython is tried all the same
refcount_test = _skip("no reference counts")
no_tracing = requires_IEEE_754 = requires_zlib = skip_if_pgo_task = skip_if_sanitizer = _keep
skip_emscripten_stack_overflow = skip_wasi_stack_overflow = skip_on_s390x = skip_android_selinux = _keep
skip_if_pgo = skip_if_buildbot = force_not_colorized = force_not_colorized_test_class = thread_unsafe = _keep
skip_if_unlimited_stack_size = skip_if_buggy_ucrt_strfptime = without_optimizer = with_pymalloc = _keep
suppress_immortalization = requires_resource = requires_limited_api = _keep
requires_docstrings = _skip("docstrings are CPython's own")
requires_specialization = requires_specialization_ft = requires_jit_disabled = _skip("an implementation detail of CPython")
requires_subprocess = requires_fork = requires_working_socket = requires_venv_with_pip = requires_gil_enabled = _skip("not in a sandbox")
requires_mac_ver = requires_linux_version = requires_freebsd_version = system_must_validate_cert = _skip("not in a sandbox")
run_with_locale = run_with_locales = run_with_tz = _skip("locales and time zones of the system")


def bigmemtest(size, memuse, dry_run=True):
    def wrap(test):
        @functools.wraps(test)
        def wrapper(self):
            return test(self, 5147)
        return wrapper if dry_run else unittest.skip("needs very much memory")(test)
    return wrap


def bigaddrspacetest(test):
    return unittest.skip("needs very much memory")(test)


def impl_detail(msg=None, **guards):
    return _keep if check_impl_detail(**guards) else unittest.skip(msg or "an implementation detail")


def check_impl_detail(**guards):
    return not guards.get("cpython", False) and any(not on for on in guards.values()) if guards else False


def requires(resource, msg=None):
    raise ResourceDenied(msg or resource)


def is_resource_enabled(resource):
    return resource == "cpu"


def anticipate_failure(condition):
    return unittest.expectedFailure if condition else _keep


def gc_collect():
    pass


@contextlib.contextmanager
def disable_gc():
    yield


@contextlib.contextmanager
def _captured(name, start=""):
    old = getattr(sys, name)
    new = io.StringIO(start)
    setattr(sys, name, new)
    try:
        yield new
    finally:
        setattr(sys, name, old)


def captured_output(name):
    return _captured(name)


def captured_stdout():
    return _captured("stdout")


def captured_stderr():
    return _captured("stderr")


def captured_stdin():
    return _captured("stdin")


@contextlib.contextmanager
def swap_attr(obj, attr, new):
    there, old = hasattr(obj, attr), getattr(obj, attr, None)
    setattr(obj, attr, new)
    try:
        yield old
    finally:
        if there:
            setattr(obj, attr, old)
        elif hasattr(obj, attr):
            delattr(obj, attr)


@contextlib.contextmanager
def swap_item(obj, item, new):
    there = item in obj
    old = obj[item] if there else None
    obj[item] = new
    try:
        yield old
    finally:
        if there:
            obj[item] = old
        elif item in obj:
            del obj[item]


@contextlib.contextmanager
def set_recursion_limit(limit):
    old = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(limit)
        yield
    finally:
        sys.setrecursionlimit(old)


def infinite_recursion(max_depth=None):
    return set_recursion_limit(max(max_depth or 200, 60))


def get_c_recursion_limit():
    return 1000


def exceeds_recursion_limit():
    return 100_000


def get_recursion_depth():
    return 20


def get_recursion_available():
    return sys.getrecursionlimit() - 20


@contextlib.contextmanager
def adjust_int_max_str_digits(digits):
    old = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(digits)
        yield
    finally:
        sys.set_int_max_str_digits(old)


def check_syntax_error(testcase, statement, errtext="", *, lineno=None, offset=None):
    with testcase.assertRaisesRegex(SyntaxError, errtext) as caught:
        compile(statement, "<test string>", "exec")
    error = caught.exception
    testcase.assertIsNotNone(error.lineno)
    if lineno is not None:
        testcase.assertEqual(error.lineno, lineno)
    testcase.assertIsNotNone(error.offset)
    if offset is not None:
        testcase.assertEqual(error.offset, offset)


def check_disallow_instantiation(testcase, kind, *args, **kwargs):
    testcase.assertRaises(TypeError, kind, *args, **kwargs)


def check__all__(test_case, module, *args, **kwargs):
    raise unittest.SkipTest("CPython's own module contents")


def check_sizeof(*args):
    raise unittest.SkipTest("sizes are CPython's own")


calcobjsize = calcvobjsize = check_sizeof


def sortdict(mapping):
    return "{" + ", ".join(f"{k!r}: {mapping[k]!r}" for k in sorted(mapping)) + "}"


def findfile(name, subdir=None):
    raise unittest.SkipTest("reads a file")


open_urlresource = findfile


def run_code(code, extra_names=None):
    names = dict(extra_names or {})
    exec(textwrap.dedent(code), names)
    return names


def run_in_subinterp(*args):
    raise unittest.SkipTest("sub-interpreters")


def run_unittest(*classes):
    pass


run_doctest = run_unittest


def late_deletion(obj):
    pass


def ignore_deprecations_from(*args, **kwargs):
    return contextlib.nullcontext()


def clear_ignored_deprecations(*args):
    pass


def flush_std_streams():
    pass


def iter_builtin_types():
    import builtins
    for value in vars(builtins).values():
        if isinstance(value, type):
            yield value


def iter_slot_wrappers(cls):
    return iter(())


def subTests(names, values):
    names = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)

    def wrap(test):
        @functools.wraps(test)
        def wrapper(self, *args, **kwargs):
            for value in values:
                chosen = (value,) if len(names) == 1 else value
                with self.subTest(**dict(zip(names, chosen))):
                    test(self, *args, **dict(zip(names, chosen)), **kwargs)
        return wrapper
    return wrap


def run_no_yield_async_fn(fn, /, *args, **kwargs):
    coroutine = fn(*args, **kwargs)
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("the coroutine did not end at once")


def run_yielding_async_fn(fn, /, *args, **kwargs):
    coroutine = fn(*args, **kwargs)
    try:
        while True:
            try:
                coroutine.send(None)
            except StopIteration as end:
                return end.value
    finally:
        coroutine.close()


class _AsyncYield:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


def async_yield(value):
    return _AsyncYield(value)


class _Always:
    def __init__(self, name, answers):
        self.name, self.answers = name, answers

    def __repr__(self):
        return self.name


class _AlwaysEq(_Always):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = object.__hash__


class _NeverEq(_Always):
    def __eq__(self, other): return False
    def __ne__(self, other): return True
    def __hash__(self): return 1


@functools.total_ordering
class _Largest:
    def __eq__(self, other): return isinstance(other, _Largest)
    def __lt__(self, other): return False


@functools.total_ordering
class _Smallest:
    def __eq__(self, other): return isinstance(other, _Smallest)
    def __gt__(self, other): return False


ALWAYS_EQ, NEVER_EQ = _AlwaysEq("ALWAYS_EQ", True), _NeverEq("NEVER_EQ", False)
LARGEST, SMALLEST = _Largest(), _Smallest()


class BrokenIter:
    def __init__(self, init_raises=False, next_raises=False, iter_raises=False):
        if init_raises:
            1 / 0
        self.next_raises, self.iter_raises = next_raises, iter_raises

    def __next__(self):
        if self.next_raises:
            1 / 0

    def __iter__(self):
        if self.iter_raises:
            1 / 0
        return self


class Matcher:
    pass


class SaveSignals:
    def save(self): pass
    def restore(self): pass


class catch_unraisable_exception:
    unraisable = None
    def __enter__(self): return self
    def __exit__(self, *exc): pass


class Stopwatch:
    seconds = 0.0
    def __enter__(self): return self
    def __exit__(self, *exc): pass


def missing_compiler_executable(*args):
    return "none"


def wait_process(*args, **kwargs):
    raise unittest.SkipTest("processes")


def sleeping_retry(*args, **kwargs):
    yield


busy_retry = sleeping_retry


def __getattr__(name):
    if name.startswith("__") or name.endswith("_helper") or name in ("testcase", "interpreters"):  # submodules
        raise AttributeError(name)
    if name.startswith(("requires", "skip")):
        return _skip(f"test.support.{name}")
    from _standin import StandIn
    return StandIn(f"test.support.{name}")
