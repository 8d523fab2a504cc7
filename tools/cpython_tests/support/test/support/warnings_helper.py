import contextlib
import warnings


class _Recorder:
    def __init__(self, seen):
        self.warnings = seen

    def reset(self):
        del self.warnings[:]


@contextlib.contextmanager
def check_warnings(*filters, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        yield _Recorder(seen)


@contextlib.contextmanager
def check_no_warnings(testcase, message="", category=Warning, force_gc=False):
    yield


check_no_resource_warning = check_no_warnings


@contextlib.contextmanager
def save_restore_warnings_filters():
    yield


def ignore_warnings(*, category=Warning):
    return lambda test: test


def ignore_fork_in_thread_deprecation_warnings(test):
    return test


def check_syntax_warning(testcase, statement, errtext="", *, lineno=1, offset=None):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always", SyntaxWarning)
        compile(statement, "<testcase>", "exec")
    testcase.assertEqual(len(seen), 1)
    testcase.assertRegex(str(seen[0].message), errtext)
    testcase.assertEqual(seen[0].lineno, lineno)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from _standin import StandIn
    return StandIn(f"warnings_helper.{name}")
