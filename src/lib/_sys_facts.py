# SPDX-License-Identifier: MIT
# The parts of sys that few programs ask for: named facts, hooks, lists of modules.
import sys
from types import SimpleNamespace


def _fact_class(name, fields):
    """A tuple whose items are attributes too."""

    class Facts(tuple):
        __slots__ = ()

        def __new__(cls, values=None):
            raise TypeError(f"cannot create 'sys.{name}' instances")

        def __repr__(self):
            shown = ", ".join([f"{field}={value!r}" for field, value in zip(fields, self)])
            return f"sys.{name}({shown})"

        def __reduce__(self):
            return tuple, (tuple(self),)

        n_fields = n_sequence_fields = len(fields)
        n_unnamed_fields = 0
        __match_args__ = tuple(fields)

    Facts.__name__ = Facts.__qualname__ = name
    Facts.__module__ = "sys"
    for index, field in enumerate(fields):
        setattr(Facts, field, property(lambda self, index=index: tuple.__getitem__(self, index)))
    return Facts


def _make(name, /, **values):
    return tuple.__new__(_fact_class(name, list(values)), values.values())


version_info = _make("version_info", major=3, minor=14, micro=0, releaselevel="final", serial=0)
float_info = _make(
    "float_info", max=1.7976931348623157e+308, max_exp=1024, max_10_exp=308, min=2.2250738585072014e-308, min_exp=-1021,
    min_10_exp=-307, dig=15, mant_dig=53, epsilon=2.220446049250313e-16, radix=2, rounds=1)
int_info = _make("int_info", bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300, str_digits_check_threshold=640)
hash_info = _make("hash_info", width=64, modulus=2305843009213693951, inf=314159, nan=0, imag=1000003,
                  algorithm="monty64", hash_bits=64, seed_bits=0, cutoff=0)
flags = _make("flags", debug=0, inspect=0, interactive=0, optimize=0, dont_write_bytecode=1, no_user_site=1, no_site=1,
              ignore_environment=1, verbose=0, bytes_warning=0, quiet=0, hash_randomization=0, isolated=1,
              dev_mode=False, utf8_mode=1, warn_default_encoding=0, safe_path=True, int_max_str_digits=4300)
thread_info = _make("thread_info", name=None, lock=None, version=None)
implementation = SimpleNamespace(name="monty", cache_tag=None, version=version_info, hexversion=sys.hexversion,
                                 supports_isolated_interpreters=False)

stdlib_module_names = frozenset((
    "__future__ _thread abc annotationlib argparse array ast asyncio base64 binascii bisect builtins bz2 calendar cmath "
    "code codecs collections colorsys concurrent configparser contextlib contextvars copy copyreg csv ctypes dataclasses "
    "datetime decimal difflib dis email enum errno fnmatch fractions functools gc getpass glob graphlib gzip hashlib heapq "
    "hmac html http importlib inspect io ipaddress itertools json keyword linecache locale logging lzma math mimetypes "
    "multiprocessing numbers operator os pathlib pickle pkgutil platform pprint profile pstats queue quopri random re "
    "reprlib sched secrets select selectors shelve shlex shutil signal socket sqlite3 ssl stat statistics string "
    "stringprep struct subprocess symtable sys sysconfig tempfile textwrap threading time timeit token tokenize tomllib "
    "trace traceback tracemalloc types typing unicodedata unittest urllib uuid warnings wave weakref xml zipfile zlib "
    "zoneinfo").split())
builtin_module_names = ("builtins", "math", "sys")


def displayhook(value, /):
    if value is None:
        return
    import builtins
    builtins._ = None
    sys.stdout.write(repr(value) + "\n")
    builtins._ = value


def excepthook(exctype, value, traceback, /):
    from traceback import format_exception
    sys.stderr.write("".join(format_exception(exctype, value, traceback)))


def unraisablehook(unraisable, /):
    excepthook(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)


def breakpointhook(*args, **kws):
    raise RuntimeError("breakpoint() is not supported")
