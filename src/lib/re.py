# SPDX-License-Identifier: MIT
# re: regular expressions. The engine and the methods of patterns and matches are native; here are the functions of the
# module with their cache, the flags, and the loop of sub() over a function.

__path__ = []
__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
    "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]

_NAMES = {1: "TEMPLATE", 2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE", 64: "VERBOSE", 128: "DEBUG",
          256: "ASCII"}
_ALL = 0x1FE


class PatternError(Exception):
    """A pattern that is not valid: `msg`, `pattern`, `pos`, `lineno`, `colno`."""

    def __init__(self, msg: str, pattern=None, pos: int | None = None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError


class RegexFlag(int):
    """A set of flags: an int that shows its names and stays one under | & ^ ~."""

    __slots__ = ()

    @property
    def value(self) -> int:
        return int(self)

    _value_ = value

    @property
    def name(self):
        rest = int(self)
        if rest == 0:
            return "NOFLAG"
        names = []
        for bit, name in _NAMES.items():
            if rest & bit:
                names.append(name)
                rest &= ~bit
        if rest:
            names.append(hex(rest))
        return "|".join(names)

    _name_ = name

    def __repr__(self):
        return "|".join([f"re.{name}" if name[:2] != "0x" else name for name in self.name.split("|")])

    __str__ = __repr__

    def __format__(self, spec):
        return format(int(self), spec) if spec else str(self)

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(_ALL & ~int(self))

    def __contains__(self, other):
        return int(self) & int(other) == int(other)

    def __iter__(self):
        for bit in _NAMES:
            if int(self) & bit:
                yield RegexFlag(bit)

    def __bool__(self):
        return int(self) != 0

    def __hash__(self):
        return hash(int(self))

    def __reduce__(self):
        return RegexFlag, (int(self),)


NOFLAG = RegexFlag(0)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
A = ASCII = RegexFlag(256)
RegexFlag.NOFLAG = NOFLAG
RegexFlag.I = RegexFlag.IGNORECASE = I
RegexFlag.L = RegexFlag.LOCALE = L
RegexFlag.M = RegexFlag.MULTILINE = M
RegexFlag.S = RegexFlag.DOTALL = S
RegexFlag.U = RegexFlag.UNICODE = U
RegexFlag.X = RegexFlag.VERBOSE = X
RegexFlag.DEBUG = DEBUG
RegexFlag.A = RegexFlag.ASCII = A

_cache = {}
_unset = ["unset"]


def _compiled(pattern, flags):
    key = (type(pattern), pattern, flags)
    found = _cache.get(key)
    if found is not None:
        return found
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    made = _compile_native(pattern, flags)
    if type(made) is tuple:
        raise PatternError(made[0], pattern, made[1])
    if len(_cache) >= 512:
        del _cache[next(iter(_cache))]
    _cache[key] = made
    return made


def compile(pattern, flags=0):
    return _compiled(pattern, flags)


def match(pattern, string, flags=0):
    return _compiled(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return _compiled(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return _compiled(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return _compiled(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return _compiled(pattern, flags).finditer(string)


def _positional(function, args, names, given):
    """Count and flags given by position, which is deprecated; returns them as a pair."""
    if len(args) > 2:
        raise TypeError(f"{function}() takes from {given} to {given + 2} positional arguments but {given + len(args)} were given")
    for i, value in enumerate(args):
        if names[i] is not _unset:
            raise TypeError(f"{function}() got multiple values for argument {('count' if function != 'split' else 'maxsplit') if i == 0 else 'flags'!r}")
        names[i] = value
    if args:
        from warnings import warn
        warn(f"{'count' if function != 'split' else 'maxsplit'!r} is passed as positional argument", DeprecationWarning, 3)
    return [0 if value is _unset else value for value in names]


def sub(pattern, repl, string, *args, count=_unset, flags=_unset):
    count, flags = _positional("sub", args, [count, flags], 3)
    return _compiled(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_unset, flags=_unset):
    count, flags = _positional("subn", args, [count, flags], 3)
    return _compiled(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_unset, flags=_unset):
    maxsplit, flags = _positional("split", args, [maxsplit, flags], 2)
    return _compiled(pattern, flags).split(string, maxsplit)


def escape(pattern):
    return _escape_native(pattern)


def purge():
    _cache.clear()


def _sub_by_calls(pattern, repl, string, count, counted):
    out = []
    at = done = 0
    for found in pattern.finditer(string):
        start, end = found.span()
        if at < start:
            out.append(string[at:start])
        text = repl(found)
        if text is not None:
            out.append(text)
        at = end
        done += 1
        if done == count:
            break
    if done == 0:
        text = string
    else:
        out.append(string[at:])
        text = ("" if isinstance(string, str) else b"").join(out)
    return (text, done) if counted else text


def _bad_template(message, template, pos):
    raise PatternError(message, template, pos)


class Scanner:
    """Splits a text into tokens: a lexicon of (pattern, action) pairs, tried in order at each place."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._actions = {}
        parts = []
        group = 1
        for phrase, action in lexicon:
            self._actions[group] = action
            group += 1 + _compiled(phrase, flags).groups
            parts.append(f"({phrase})")
        self.scanner = _compiled("|".join(parts), flags)

    def scan(self, string):
        result = []
        at = 0
        match = self.scanner.match
        while True:
            found = match(string, at)
            if not found:
                break
            end = found.end()
            if end == at:
                break
            action = self._actions[found.lastindex]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
            at = end
        return result, string[at:]
