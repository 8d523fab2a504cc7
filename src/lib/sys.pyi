# SPDX-License-Identifier: MIT
# sys: what a sandbox can say of itself. Names without a value here are made when the module is made for an instance.
from _monty_markers import ExactStr, Index, native_signature
from collections.abc import Callable
from types import FrameType, ModuleType, SimpleNamespace, TracebackType
from typing import Any, Final, Literal, NoReturn, TextIO, overload
from typing_extensions import TypeAlias

_ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

class _VersionInfo(tuple[int, int, int, str, int]):
    @property
    def major(self) -> int: ...
    @property
    def minor(self) -> int: ...
    @property
    def micro(self) -> int: ...
    @property
    def releaselevel(self) -> str: ...
    @property
    def serial(self) -> int: ...

class _FloatInfo(tuple[float, int, int, float, int, int, int, int, float, int, int]):
    max: float
    max_exp: int
    max_10_exp: int
    min: float
    min_exp: int
    min_10_exp: int
    dig: int
    mant_dig: int
    epsilon: float
    radix: int
    rounds: int

class _IntInfo(tuple[int, int, int, int]):
    bits_per_digit: int
    sizeof_digit: int
    default_max_str_digits: int
    str_digits_check_threshold: int

class _HashInfo(tuple[int, int, int, int, int, str, int, int, int]):
    width: int
    modulus: int
    inf: int
    nan: int
    imag: int
    algorithm: str
    hash_bits: int
    seed_bits: int
    cutoff: int

class _Flags(tuple[int, ...]):
    debug: int
    optimize: int
    utf8_mode: int
    dev_mode: bool
    safe_path: bool
    int_max_str_digits: int

argv: list[str]
path: list[str]
orig_argv: list[str]
abiflags: str = ""
modules: dict[str, ModuleType]
stdin: TextIO
stdout: TextIO
stderr: TextIO
__stdin__: TextIO | None
__stdout__: TextIO | None
__stderr__: TextIO | None
version_info: _VersionInfo
float_info: _FloatInfo
int_info: _IntInfo
hash_info: _HashInfo
flags: _Flags
implementation: SimpleNamespace
builtin_module_names: tuple[str, ...]
stdlib_module_names: frozenset[str]
last_exc: BaseException
excepthook: Callable[[type[BaseException], BaseException, TracebackType | None], Any]
displayhook: Callable[[object], Any]
warnoptions: list[str]
meta_path: list[Any]
path_hooks: list[Any]
version: str = "3.14.0 (monty)"
platform: str = "linux"
byteorder: Literal["little", "big"] = "little"
copyright: str = ""
executable: str = ""
prefix: str = ""
exec_prefix: str = ""
base_prefix: str = ""
base_exec_prefix: str = ""
platlibdir: str = "lib"
maxsize: int = 9223372036854775807
maxunicode: int = 1114111
hexversion: int = 51249392
api_version: int = 1013
dont_write_bytecode: bool = True
float_repr_style: Literal["short", "legacy"] = "short"

def exc_info() -> _ExcInfo: ...
def exception() -> BaseException | None: ...
def exit(status: object = None, /) -> NoReturn: ...  # native: python
def getdefaultencoding() -> str: ...
def getfilesystemencoding() -> str: ...
def getfilesystemencodeerrors() -> str: ...
def getrecursionlimit() -> int: ...
def setrecursionlimit(limit: Index, /) -> None: ...
def getrefcount(object: Any, /) -> int: ...
def getsizeof(object: object, default: int = ...) -> int: ...
def getallocatedblocks() -> int: ...
def setswitchinterval(interval: float, /) -> None: ...  # native: python
def audit(event: str, /, *args: Any) -> None: ...  # native: python
def get_int_max_str_digits() -> int: ...
def set_int_max_str_digits(maxdigits: Index) -> None: ...
def intern(string: str, /) -> str: ...  # native: python
def is_finalizing() -> bool: ...
def getswitchinterval() -> float: ...
def _getframe(depth: Index = 0, /) -> FrameType: ...
def _getframemodulename(depth: Index = 0) -> str | None: ...
def _is_interned(string: str, /) -> bool: ...
def gettrace() -> None: ...
def settrace(function: Any, /) -> None: ...  # native: python
def setprofile(function: Any, /) -> None: ...  # native: python
def getprofile() -> None: ...
