#!/usr/bin/env python3
"""Random programs, run by the interpreter and by the CPython that runs this script; their output must be equal.

    tools/fuzz_differential.py [--monty PROGRAM] [--seconds S | --count N] [--seed N] [--findings N] [--show]

Programs come from a grammar of typed expressions and statements whose output is the same on every run. They go to both
sides in batches (one process of ours a batch; CPython stays in this process), each program within a function of its own that
prints how it ended. A difference is cut down line by line and printed; the script ends with status 1.
An older CPython starts the newest that it finds; where there is none of 3.13, nothing is compared (what older ones print
differs in too much).
"""
import argparse
import contextlib
import io
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """\
class CM:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t and t.__name__); return self.swallow
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'V({self.n!r})'
    def __eq__(self, o): return self.n == o.n if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.n < o.n if isinstance(o, V) else NotImplemented
    def __hash__(self): return hash(self.n)
    def __add__(self, o): return V(self.n + (o.n if isinstance(o, V) else o))
    def __radd__(self, o): return V(o + self.n)
    def __bool__(self): return bool(self.n)
    def __len__(self): return 3
    def __getitem__(self, i): return [self.n, i][i]
    def __contains__(self, o): return o == self.n
    def __call__(self, *a, **k): return (self.n, a, sorted(k))
    def __getattr__(self, name):
        if name.startswith('_'): raise AttributeError(name)
        return name
class W(V):
    def __add__(self, o): return W(super().__add__(o).n)
    def __iter__(self): yield self.n; yield from range(2)
def show(*values):
    text = ' '.join(map(repr, values))
    print(text if len(text) < 300 else text[:300] + '...')
"""
END = "except BaseException as e: print(type(e).__name__, str(e))"


# What CPython 3.14 words otherwise than 3.13; both sides are read with the words on the right.
NEWER = [
    (r"float divmod\(\)|float modulo(?: by zero)?|float floor division by zero|float division by zero|integer (?:division or )?modulo by zero|integer division or modulo by zero|complex division by zero", "division by zero"),
    (r"math domain error|expected a (?:nonnegative|positive|noninteger|finite|number)[\w ]*(?:, got [-+\w.]+)?(?= (?:True|False)\b|\n|$)", "math domain error"),
    (r"list\.index\(x\): x not in list|(?<=ValueError )[^\n]* is not in list", "x not in list"),
    (r"complex\(\) (?:(?:first|second)? ?argument |second arg |can't take second arg )[^\n]*", "complex() argument"),
    (r"0\.0 cannot be raised to a negative power|zero to a negative power", "zero to a negative power"),
    (r"%c requires [^\n]*", "%c requires a character"),
    (r"argument of type '(\w+)' is not iterable|argument of type '(\w+)' is not a container or iterable", "argument of type is no container"),
]


def newest(text):
    for pattern, words in NEWER:
        text = re.sub(pattern, words, text)
    return text


class Maker:
    """One program: its lines. Names are typed by their first letter: i ints, f floats, s texts, l lists, t tuples, d dicts,
    q sets of ints, b bytes, v objects, g functions."""

    TYPES = "ifsltdqbv"

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.names = {t: [] for t in self.TYPES}
        self.functions = []
        self.counter = 0
        self.loop = 0
        self.generator = False
        self.function = 0

    # ---- expressions
    def pick(self, *options):
        return self.r.choice(options)

    def expr(self, kind=None, depth=3):
        """A mark that resolve() replaces: of the many alternatives that are written down, one alone is made."""
        return f"\1{kind or '?'}{depth}\2"

    def resolve(self, line):
        while "\1" in line:
            line = re.sub("\1(.)(-?\\d+)\2", lambda m: self.make(m[1], int(m[2])), line)
        return line

    def make(self, kind, depth):
        if kind == "?":
            kind = self.r.choice(self.TYPES)
        if self.r.random() < 0.03 and kind != "q":  # sets of texts have no order of their own
            kind = self.r.choice(self.TYPES)  # of another type than wanted: an error, most likely
        if depth <= 0 or self.r.random() < 0.15:
            return self.atom(kind)
        if self.r.random() < 0.08:
            return self.general(kind, depth - 1)
        return getattr(self, "expr_" + kind)(depth - 1)

    def atom(self, kind):
        if self.names[kind] and self.r.random() < 0.6:
            return self.r.choice(self.names[kind])
        r = self.r
        match kind:
            case "i": return str(r.choice([0, 1, 2, 3, 7, -1, 10, 255, 256, 2**31, 2**60 - 1, 2**63, -(2**64), 10**20, r.randrange(-50, 50)])) if r.random() < 0.9 else self.pick("True", "False")
            case "f": return self.pick("0.0", "-0.0", "1.5", "2.0", "-3.25", "1e16", "1e-7", "0.1", "1e300", "float('inf')", "float('nan')", "123456.789")
            case "s": return self.pick("''", "'a'", "'abc'", "'Hello World'", "'x y  z'", "'é'", "'日本'", "'a,b,,c'", "'12'", "' pad '", "'ß'", "'\\n\\t'", "'😀x'", "'%s-%d'", "'{}:{!r}'")
            case "l": return self.pick("[]", "[1, 2, 3]", "['b', 'a']", "[3, 1, 2]", "[0.5, 1]", "[[1], [2]]", "[None, 1]", "list(range(6))")
            case "t": return self.pick("()", "(1,)", "(1, 2)", "('a', 1, 2.5)", "(3, (4, 5))")
            case "d": return self.pick("{}", "{'a': 1}", "{'x': [1], 'y': 2}", "{1: 'one', 2: 'two'}", "dict(k=3, m=None)")
            case "q": return self.pick("set()", "{1, 2, 3}", "{5, 1}", "frozenset({2, 4})", "set(range(4))")
            case "b": return self.pick("b''", "b'abc'", "b'\\x00\\xff'", "bytearray(b'xyz')", "bytes(range(5))")
            case "v": return self.pick("V(1)", "V('k')", "W(2)", "V([1])", "None", "W(0)")

    def general(self, kind, depth):
        e = lambda k=kind: self.expr(k, depth)
        return self.pick(
            f"({e()} if {self.expr(None, depth)} else {e()})",
            f"({e()} or {e()})",
            f"({e()} and {e()})",
            f"(lambda a, b={e()}: a)({e()})",
            f"[{e()}, {e()}][{self.expr('i', 0)} % 2]",
            f"({{'p': {e()}}}.get('p'))",
            f"next(iter([{e()}]))",
            f"(w := {e()})",
            f"max([{e()}, {e()}], key=repr)",
            f"copy.deepcopy({e()})" if kind in "ltd" else e(),
        )

    def comparison(self, depth):
        k = self.r.choice(self.TYPES)
        op = self.pick("==", "!=", "<", "<=", ">", ">=", "is not", "in", "not in") if self.r.random() < 0.8 else "=="
        if op in ("in", "not in"):
            c = self.pick("s", "l", "t", "d", "q")
            return f"({self.expr('s' if c == 's' else None, depth)} {op} {self.expr(c, depth)})"
        if op == "is not":
            return f"({self.expr(k, depth)} is not None)"
        tail = f" {self.pick('<', '==', '>=')} {self.expr(k, depth)}" if self.r.random() < 0.2 else ""
        return f"({self.expr(k, depth)} {op} {self.expr(k, depth)}{tail})"

    def expr_i(self, d):
        e = lambda k="i": self.expr(k, d)
        return self.pick(
            f"({e()} {self.pick('+', '-', '*', '//', '%', '&', '|', '^')} {e()})",
            f"({e()} {self.pick('+', '-', '*')} {e()})",
            f"({e()} ** {self.r.randrange(0, 6)})",
            f"({e()} << ({e()} & 63))", f"({e()} >> ({e()} & 63))",
            f"(-{e()})", f"(~{e()})", f"abs({e()})", f"len({self.expr(self.pick('s', 'l', 't', 'd', 'q', 'b'), d)})",
            f"int({e('f')})", f"int({e('s')}, {self.pick('10', '16', '0')})", f"divmod({e()}, {e()})[{self.pick(0, 1)}]", f"pow({e()}, {self.r.randrange(0, 9)}, {e()})",
            f"sum({e('l')})", f"min({e()}, {e()})", f"max({e()}, {e()})", f"{e('s')}.find({e('s')})", f"{e('l')}.count({self.expr(None, 0)})",
            f"{e('l')}.index({self.expr('i', 0)})", f"({e()}).bit_length()", f"hash(tuple(range({e()} % 5)))", f"round({e('f')})", f"ord({e('s')}[:1] or 'x')",
            f"int.from_bytes({e('b')}, {self.pick(repr('big'), repr('little'))}, signed={self.pick('True', 'False')})", f"bool({self.expr(None, d)})", self.comparison(d),
            f"math.gcd({e()}, {e()})", f"math.isqrt(abs({e()}))", f"{e('b')}[{e()} % 3]", f"{e('t')}[{e()}]", f"(not {self.expr(None, d)})", f"round({e()}, {self.r.randrange(-3, 3)})",
        )

    def expr_f(self, d):
        e = lambda k="f": self.expr(k, d)
        return self.pick(
            f"({e()} {self.pick('+', '-', '*', '/', '//', '%')} {e()})", f"({e('i')} / {e('i')})", f"({e('i')} * {e()})", f"(-{e()})", f"abs({e()})",
            f"float({e('i')})", f"float({e('s')})", f"round({e()}, {self.r.randrange(-2, 5)})", f"math.sqrt({e()})", f"math.floor({e()})", f"sum([{e()}, {e()}, {e('i')}])",
            f"({e()} ** {self.r.randrange(-2, 4)})", f"math.fmod({e()}, {e()})", f"min({e()}, {e()})", f"float.fromhex(({e()}).hex())", f"({e()}).as_integer_ratio()[0]",
            f"math.fsum({e('l')})", f"math.copysign({e()}, {e()})", f"({e()}).is_integer()", f"complex({e()}, {e()})", f"divmod({e()}, {e()})[0]",
        )

    def spec(self, kind):
        r = self.r
        fill = self.pick("", "", "*<", "^", ">", "=" if kind in "if" else "<", "0" if kind in "if" else "")
        sign = self.pick("", "+", " ") if kind in "if" else ""
        width = self.pick("", str(r.randrange(1, 15)))
        comma = self.pick("", ",", "_") if kind in "if" else ""
        precision = f".{r.randrange(0, 8)}" if kind in "fs" and r.random() < 0.5 else ""
        code = self.pick(*{"i": ["", "d", "x", "#x", "b", "o", "n", "e", ".2f", "%"], "f": ["", "f", "e", "g", "%", "G"], "s": ["", "s"]}[kind])
        if code[:1] in ("#", "."):
            comma = ""
        return fill + sign + width + comma + precision + code

    def expr_s(self, d):
        e = lambda k="s": self.expr(k, d)
        kind = self.pick("i", "f", "s")
        return self.pick(
            f"({e()} + {e()})", f"({e()} * ({e('i')} % 5))", f"str({self.expr(None, d)})", f"repr({self.expr(None, d)})", f"format({e(kind)}, {self.spec(kind)!r})",
            f"f'{{({self.plain(kind, d)})!r:>{self.r.randrange(1, 12)}}}'", f"f'{{({self.plain(kind, d)}):{self.spec(kind)}}}|{{({self.plain('i', d)})=}}'",
            f"{e()}[{self.slice(d)}]", f"{e()}[{e('i')}]", f"{e()}.{self.pick('upper', 'lower', 'title', 'strip', 'swapcase', 'capitalize', 'casefold', 'lstrip', 'expandtabs')}()",
            f"{e()}.replace({e()}, {e()})", f"{e()}.replace({e()}, {e()}, {self.r.randrange(-1, 3)})", f"{e()}.join(map(str, {e('l')}))", f"{e()}.{self.pick('center', 'ljust', 'rjust')}({self.r.randrange(0, 20)}, {self.pick(repr('*'), repr(' '))})",
            f"{e()}.zfill({self.r.randrange(0, 12)})", f"'%{self.pick('s', 'r', 'd', '5d', '-6s', '+.2f', 'x', 'c', '%', '05d', '.3s')}' % ({self.expr(None, d)},)", f"{e()}.format({self.expr(None, d)}, {self.expr(None, d)})",
            f"chr({e('i')} % 1000 + 32)", f"ascii({e()})", f"{e('b')}.decode('latin-1')", f"{e('b')}.hex()", f"''.join(sorted({e()}))", f"''.join(reversed({e()}))", f"{e()}.removeprefix({e()})",
            f"re.sub({self.pick(repr('[a-m]'), repr('(.)(.)'), repr(' +'), repr('(?i)A|b'))}, {self.pick(repr('<>'), repr('-'))}, {e()})", f"json.dumps({self.pick(e('l'), e('d'), e('i'), e())})", f"{e()}.translate({{97: 'A', 98: None}})",
            f"hex({e('i')})", f"bin({e('i')})", f"type({self.expr(None, d)}).__name__",
        )

    def plain(self, kind, depth):
        """Without quotes and braces, for within an f-string of older versions."""
        for _ in range(5):
            text = self.resolve(self.expr(kind, min(depth, 1)))
            if not set(text) & set("'\"{}\\:!="):
                return text
        return {"i": "7", "f": "2.5", "s": "str(5)"}[kind]

    def slice(self, d):
        part = lambda: self.pick("", str(self.r.randrange(-4, 6)))
        return f"{part()}:{part()}" + (f":{self.pick('', '2', '-1', '-2', '1')}" if self.r.random() < 0.4 else "")

    def comprehension(self, d):
        self.counter += 1
        name = f"c{self.counter}"
        source = self.pick(f"range({self.r.randrange(0, 6)})", self.expr("l", d), self.expr("t", d), self.expr("s", d))
        item = self.pick(name, f"({name}, {self.expr('i', 0)})", f"repr({name})", f"[{name}] * 2", f"({name} == {self.expr('i', 0)})", f"({name} + {self.expr('i', 0)})")
        condition = self.pick("", "", f" if {name}", f" if {self.comparison(0)}")
        inner = f" for {name}b in range(2)" if self.r.random() < 0.2 else ""
        return f"{item} for {name} in {source}{condition}{inner}"

    def expr_l(self, d):
        e = lambda k="l": self.expr(k, d)
        return self.pick(
            f"[{self.comprehension(d)}]", f"({e()} + {e()})", f"({e()} * ({e('i')} % 4))", f"{e()}[{self.slice(d)}]", f"sorted({e()})", f"sorted({e()}, key=repr, reverse={self.pick('True', 'False')})", f"list({e('t')})",
            f"list({e('s')})", f"list({e('d')}.items())", f"sorted({e('q')})", f"[*{e()}, {self.expr(None, d)}, *{e('t')}]", f"list(map(str, {e()}))", f"list(zip({e()}, {e('s')}))", f"list(enumerate({e()}, {e('i')}))",
            f"list(reversed({e()}))", f"{e('s')}.split({self.pick('', repr(','), repr(' '), 'None, 1')})", f"list(filter(None, {e()}))", f"list(itertools.chain({e()}, {e('t')}))", f"list(itertools.accumulate({e()}))", f"[{self.expr(None, d)}, {self.expr(None, d)}]",
            f"list({self.comprehension(d)})", f"{e('s')}.splitlines(True)", f"list(range({self.r.randrange(-3, 5)}, {self.r.randrange(0, 9)}, {self.pick(1, 2, -1)}))", f"re.findall({self.pick(repr('[a-z]+'), repr('(.)(.)'), repr('x*'))}, {e('s')})", f"json.loads(json.dumps({e()}))",
            f"list(itertools.islice(itertools.cycle({e()} or [0]), 5))", f"[*map(lambda a: (a, a), {e()})]", f"list(itertools.product({e()}[:3], repeat=2))", f"list(dict.fromkeys({e()}))", f"sorted({e()}, key=lambda a: (str(type(a)), str(a)))",
        )

    def expr_t(self, d):
        e = lambda k="t": self.expr(k, d)
        return self.pick(f"tuple({self.comprehension(d)})", f"({e()} + {e()})", f"({e()} * ({e('i')} % 3))", f"{e()}[{self.slice(d)}]", f"tuple({e('l')})", f"divmod({e('i')}, {e('i')})", f"({self.expr(None, d)}, {self.expr(None, d)})", f"{e('s')}.partition({e('s')})",
                         f"tuple({e('s')})", f"(*{e()}, *{e('l')})", f"({e('f')}).as_integer_ratio()", f"tuple(sorted({e('d')}, key=repr))", f"math.modf({e('f')})", f"slice({e('i')}, None).indices(5)", f"max([{e()}, {e()}])")

    def expr_d(self, d):
        e = lambda k="d": self.expr(k, d)
        return self.pick(f"{{repr(a): b for a, b in enumerate({e('l')})}}", f"({e()} | {e()})", f"dict(zip({e('s')}, {e('l')}))", f"{{**{e()}, 'z': {self.expr(None, d)}}}", f"dict({e()})", f"{{{e('i')}: {e('s')}, {e('s')}: {e('i')}}}", f"dict.fromkeys({e('t')}, {e('i')})",
                         f"dict(sorted({e()}.items(), key=repr))", f"dict(collections.Counter({e('s')}))", f"json.loads(json.dumps({e()}))", f"{{k: v for k, v in {e()}.items() if v}}", f"dict(a={self.expr(None, d)})")

    def expr_q(self, d):
        e = lambda k="q": self.expr(k, d)
        return self.pick(f"({e()} {self.pick('|', '&', '-', '^')} {e()})", f"{{a % 7 for a in {e('l')} if isinstance(a, int)}}", f"set(range({self.r.randrange(0, 9)}))", f"{e()}.union({e()})", f"frozenset({e()})", f"{e()}.difference({e('l')})", f"{{len(repr(a)) for a in {e('l')}}}")

    def expr_b(self, d):
        e = lambda k="b": self.expr(k, d)
        return self.pick(f"({e()} + {e()})", f"({e()} * ({e('i')} % 4))", f"{e()}[{self.slice(d)}]", f"{e('s')}.encode()", f"{e('s')}.encode('utf-16-le', 'replace')", f"bytes({e('i')} % 5)", f"{e()}.replace({e()}, b'-')", f"bytes([{e('i')} % 256])", f"({e('i')} % 1000).to_bytes(3, 'big')", f"{e()}.upper()",
                         f"{e('s')}.encode('latin-1')", f"bytes(a & 255 for a in {e()})", f"b','.join([{e()}, {e()}])")

    def expr_v(self, d):
        e = lambda k="v": self.expr(k, d)
        call = f"{self.r.choice(self.functions)}({self.expr(None, d)}, {self.expr(None, d)})" if self.functions else e()
        return self.pick(f"({e()} + {e()})", f"({e('i')} + {e()})", f"{self.pick('V', 'W')}({self.expr(None, d)})", f"{e()}({self.expr(None, d)}, key=1)", f"{e()}.{self.pick('n', 'other', '_x')}", f"{e()}[{e('i')} % 2]", f"({e()} == {e()})", f"len({e()})", call, call,
                         f"getattr({e()}, 'zz', 5)", f"[*{e()}]", f"sorted([{e()}, {e()}])", f"(1 in {e()})", f"isinstance({self.expr(None, d)}, (int, V))")

    # ---- statements
    def new(self, kind):
        if self.names[kind] and self.r.random() < 0.4:
            return self.r.choice(self.names[kind])
        self.counter += 1
        return f"{kind}{self.counter}"

    def assign(self):
        k = self.r.choice(self.TYPES)
        value = self.resolve(self.expr(k))
        name = self.new(k)
        if name not in self.names[k]:
            self.names[k].append(name)
        return [f"{name} = {value}"]

    def block(self, depth, n=None):
        kept = {k: list(v) for k, v in self.names.items()}
        out = []
        for _ in range(n or self.r.randrange(1, 4)):
            out += self.statement(depth - 1)
        self.names = kept  # what a block binds may stay unbound
        return ["    " + line for line in out]

    def statement(self, depth):
        return [self.resolve(line) for line in self.some_statement(depth)]

    def some_statement(self, depth):
        r = self.r
        roll = r.random()
        if depth <= 0 or roll < 0.30:
            return self.assign()
        if roll < 0.50:
            return [f"show({', '.join(self.expr() for _ in range(r.randrange(1, 3)))})"]
        makers = [self.if_, self.for_, self.while_, self.try_, self.def_, self.class_, self.with_, self.match_, self.augmented, self.unpack, self.mutate, self.delete, self.generator_, self.jump, self.closure]
        return r.choice(makers)(depth)

    def if_(self, depth):
        out = [f"if {self.pick(self.comparison(1), self.expr(None, 1))}:", *self.block(depth)]
        if self.r.random() < 0.3:
            out += [f"elif {self.comparison(1)}:", *self.block(depth)]
        return out + (["else:", *self.block(depth)] if self.r.random() < 0.5 else [])

    def for_(self, depth):
        self.counter += 1
        name = f"i{self.counter}"
        source = self.pick(f"range({self.r.randrange(0, 5)})", f"{self.expr('l', 1)}[:6]", f"{self.expr('s', 1)}[:5]", f"zip({self.expr('l', 1)}[:5], range(3))", f"sorted({self.expr('q', 1)})[:5]", f"list({self.expr('d', 1)}.items())[:4]")
        self.loop += 1
        out = [f"for {name} in {source}:", *self.block(depth)]
        self.loop -= 1
        return out + (["else:", *self.block(depth)] if self.r.random() < 0.25 else [])

    def while_(self, depth):
        self.counter += 1
        name = f"n{self.counter}"
        self.loop += 1
        out = [f"{name} = {self.r.randrange(1, 5)}", f"while {name} > 0:", f"    {name} -= 1", *self.block(depth)]
        self.loop -= 1
        return out + (["else:", *self.block(depth)] if self.r.random() < 0.25 else [])

    def jump(self, depth):
        if self.loop:
            return [f"if {self.comparison(1)}: {self.pick('break', 'continue')}"]
        if self.function:
            return [f"if {self.comparison(1)}: return {self.expr(None, 1)}"]
        return [f"if {self.comparison(1)}: raise {self.pick('ValueError', 'KeyError', 'V')}({self.expr(None, 1)})"]

    def try_(self, depth):
        out = ["try:", *self.block(depth)]
        if self.r.random() < 0.5:
            out += [f"    raise {self.pick('ValueError(1)', 'KeyError', 'IndexError(2, 3)', 'TypeError()')}"] if self.r.random() < 0.4 else []
        kinds = self.r.sample(["ValueError", "TypeError", "ZeroDivisionError", "(KeyError, IndexError)", "OverflowError", "Exception"], self.r.randrange(0, 3))
        for kind in kinds:
            out += [f"except {kind} as e:", "    print(type(e).__name__, str(e), e.__context__ is None)", *self.block(depth, 1)]
        if kinds and self.r.random() < 0.3:
            out += ["else:", *self.block(depth)]
        if not kinds or self.r.random() < 0.4:
            out += ["finally:", *self.block(depth)]
        return out

    def def_(self, depth, decorated=True):
        self.counter += 1
        name = f"g{self.counter}"
        outer, self.names = self.names, {k: list(v) for k, v in self.names.items()}
        loop, self.loop = self.loop, 0
        self.function += 1
        for k, p in zip("iv", ("ia", "va")):
            self.names[k].append(p)
        header = self.pick("ia, va=None", "ia, va=1, *rest", "ia, va=0, **more", "ia, /, va=2, *, key=3", "ia, *va")
        body = [f"def {name}({header}):", *self.block(depth), f"    return {self.expr(None, 1)}"]
        self.function -= 1
        self.loop = loop
        self.names = outer
        self.functions.append(name)
        call = self.pick(f"{name}({self.expr('i', 1)})", f"{name}({self.expr('i', 1)}, {self.expr(None, 1)})", f"{name}(*{self.expr('t', 1)})", f"{name}({self.expr('i', 1)}, key={self.expr('i', 1)})", f"{name}(ia=1)", f"{name}(1, **{self.expr('d', 0)})")
        return [*body, f"show({call})"]

    def closure(self, depth):
        self.counter += 1
        n = self.counter
        return [f"def make{n}(start):", "    count = start", "    def step(by=1):", "        nonlocal count", f"        count {self.pick('+=', '-=', '*=')} by", "        return count", "    return step, lambda: count",
                f"step{n}, look{n} = make{n}({self.expr('i', 1)})", f"show(step{n}(), step{n}({self.expr('i', 1)}), look{n}())"]

    def generator_(self, depth):
        self.counter += 1
        n = self.counter
        return [f"def gen{n}(stop):", "    try:", f"        for i in range(stop):", f"            got = yield {self.pick('i', '(i, stop)', 'i * 2')}", "            if got: print('got', got)", f"        return {self.expr(None, 1)}", "    finally:", "        print('closed')",
                *self.pick([f"show(list(gen{n}({self.r.randrange(0, 4)})))"],
                           [f"it{n} = gen{n}(5)", f"try: show(next(it{n}), it{n}.send({self.expr('i', 0)}))", f"finally: it{n}.close()"],
                           [f"it{n} = gen{n}(2)", f"try: show(next(it{n}), next(it{n}), next(it{n}))", "except StopIteration as e: show(e.value)"],
                           [f"it{n} = gen{n}(3)", f"next(it{n})", f"try: it{n}.throw(KeyError('k'))", "except KeyError as e: show(e.args)"],
                           [f"def outer{n}():", f"    r = yield from gen{n}(2)", "    yield r", f"show(*outer{n}())"])]

    def class_(self, depth):
        self.counter += 1
        n = f"C{self.counter}"
        base = self.pick("", "(V)", "(W)", "(list)", "(dict)", "(int)", "(str)", "(Exception)", "(tuple)")
        body = [f"class {n}{base}:"]
        if self.r.random() < 0.3:
            body.append(f"    limit = {self.expr('i', 1)}")
        body += [f"    def method(self, x={self.expr('i', 0)}): return (type(self).__name__, x)"]
        if self.r.random() < 0.4:
            body += ["    @property", f"    def p(self): return {self.expr(None, 1)}", "    @classmethod", "    def c(cls): return cls.__name__", "    @staticmethod", "    def s(a): return [a]"]
        if self.r.random() < 0.4:
            special = self.pick("__len__(self): return 2", "__bool__(self): return False", "__getitem__(self, i): return i", "__eq__(self, o): return True", "__add__(self, o): return 'added'", "__radd__(self, o): return 'radded'", "__str__(self): return 'text'", "__format__(self, spec): return 'F' + spec", "__iter__(self): return iter([1, 2])", "__index__(self): return 3", "__contains__(self, o): return o", "__neg__(self): return -1", "__missing__(self, k): return k")
            body.append(f"    def {special}")
        v = f"v{self.counter}"
        use = self.pick(f"{v}.method()", f"{n}.method({v}, 2)", f"{v} + 1", f"1 + {v}", f"list({v})", f"len({v})", f"bool({v})", f"{v} == {v}", f"isinstance({v}, {n})", f"{v}.p", f"{n}.c()", f"{v}.s(1)", f"str({v})[:20] != ''", f"f'{{{v}:>3}}'[:0]", f"{v}[1]", f"3 in {v}", f"-{v}", f"[1, 2, 3, 4][{v}]", f"hash({n}) == hash({n})", f"{n}.__mro__[-1] is object", f"{v}.limit", f"{n}.__name__")
        argument = self.pick("", "", self.expr("i", 0), "[1, 2]", "'5'")
        return [*body, f"{v} = {n}({argument})", f"show({use})"]

    def with_(self, depth):
        return [f"with CM({self.pick('True', 'False')}) as m:", *self.block(depth)]

    def match_(self, depth):
        out = [f"match {self.expr(None, 1)}:"]
        for pattern in self.r.sample(["[a1, *b1]", "{'a': a1, **b1}", "int(a1) | float(a1)", "str() as a1", "(1, a1) | [a1, _, _]", "V(n=a1)", "None | True", "0 | 1", "'a' | 'abc'", "[[a1], *_]", "(a1, b1) if a1 == b1"], 3):
            out += [f"    case {pattern}:", f"        print({pattern.split()[0]!r})", *["    " + line for line in self.block(depth, 1)]]
        return out + ["    case _:", *["    " + line for line in self.block(depth, 1)]]

    def augmented(self, depth):
        k = self.r.choice("ifsltdqb")
        if not self.names[k]:
            return self.assign()
        name = self.r.choice(self.names[k])
        op = self.pick(*{"i": ["+=", "-=", "*=", "//=", "%=", "|=", "&=", "^="], "f": ["+=", "-=", "*=", "/="], "s": ["+="], "l": ["+="], "t": ["+="], "d": ["|="], "q": ["|=", "&=", "-=", "^="], "b": ["+="]}[k])
        return [f"{name} {op} {self.expr(k, 1)}", f"show({name})"]

    def unpack(self, depth):
        targets = self.pick("u1, u2", "u1, *u2", "*u1, u2", "u1, (u2, *u3)", "[u1, u2, u3]")
        return [f"{targets} = {self.pick(self.expr('t', 1), self.expr('l', 1), self.expr('s', 1))}", "show(u1, u2)"]

    def mutate(self, depth):
        k = self.r.choice("ldq")
        if not self.names[k]:
            return self.assign()
        name = self.r.choice(self.names[k])
        e = lambda kind=None: self.expr(kind, 1)
        # never into itself: growth would have no bound
        change = {"l": [f"append({e('i')})", f"insert({e('i')}, {e('s')})", "pop()", f"pop({e('i')})", "reverse()", "sort(key=str)", f"extend({e('t')})", f"remove({e('i')})", "clear()"],
                  "d": [f"pop({e('s')}, None)", f"setdefault({e('s')}, {e('i')})", f"update(k={e('i')})", "popitem()", "clear()"], "q": [f"add({e('i')})", f"discard({e('i')})", f"remove({e('i')})", f"update({{9}})", "clear()"]}[k]
        direct = {"l": [f"{name}[{e('i')}] = {e('i')}", f"{name}[{self.slice(1)}] = {e('t')}", f"del {name}[{self.slice(1)}]", f"{name}[:0] = [{e('i')}]"], "d": [f"{name}[{e('s')}] = {e('i')}", f"del {name}[{e('s')}]"], "q": [f"{name} ^ {{1}}"]}[k]
        return [f"{name}.{self.r.choice(change)}" if self.r.random() < 0.6 else self.r.choice(direct), f"show({name})"]

    def delete(self, depth):
        self.counter += 1
        return [f"x{self.counter} = {self.expr(None, 1)}", f"del x{self.counter}", *([f"show(x{self.counter})"] if self.r.random() < 0.3 else [])]

    def program(self):
        lines = []
        for _ in range(self.r.randrange(4, 10)):
            statement = self.statement(3)
            if self.r.random() < 0.2:
                lines += statement
            else:  # the rest of the program sees the day even if this fails
                lines += ["try:", *("    " + line for line in statement), "except Exception as e: print('!', type(e).__name__, str(e))"]
        return lines


def whole(programs):
    """One source text of several programs."""
    out = ["import collections, copy, itertools, json, math, re", HEAD]
    for n, lines in programs:
        out += [f"print('== {n}')", "def program():", *("    " + line for line in lines), "    return", "try: program()", END]
    return "\n".join(out) + "\n"


def split(text):
    parts = {}
    for part in ("\n" + text).split("\n== ")[1:]:
        number, _, rest = part.partition("\n")
        parts[number] = rest
    return parts


def run_cpython(source):
    """In a child with limits: what does not end in time or room is not compared."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                exec(compile(source, "fuzz.py", "exec"), {"__name__": "__main__"})
            except BaseException as error:  # the program as a whole: a SyntaxError, if anything
                print(f"whole: {type(error).__name__}")
        with open(writing, "wb") as file:
            file.write(out.getvalue().encode("utf-8", "backslashreplace"))
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as file:
        text = file.read().decode()
    status = os.waitpid(child, 0)[1]
    return newest(text) if status == 0 else f"whole: ended by {status}\n"


class Ours:
    def __init__(self, monty):
        self.monty = monty
        self.room = tempfile.TemporaryDirectory()
        self.path = Path(self.room.name) / "fuzz.py"

    def run(self, source):
        self.path.write_text(source)
        done = subprocess.run([self.monty, "--max-time", "20s", "--max-memory", "512MB", str(self.path)], capture_output=True, stdin=subprocess.DEVNULL)
        out = done.stdout.decode("utf-8", "backslashreplace")
        if done.returncode == 1 and "SyntaxError" in done.stderr.decode("utf-8", "replace"):
            out += "whole: SyntaxError\n"
        elif done.returncode != 0:
            out += f"\nexit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-500:]}\n"
        return newest(out)


def differs(ours, lines):
    source = whole([(0, lines)])
    theirs = run_cpython(source)
    return theirs != ours.run(source) and not any(word in theirs for word in ("RecursionError", "MemoryError", "whole"))


def smaller(ours, lines):
    """Takes lines (with what is indented below them) away as long as the difference stays."""
    changed = True
    while changed:
        changed = False
        at = 0
        while at < len(lines):
            indent = len(lines[at]) - len(lines[at].lstrip())
            end = at + 1
            while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
                end += 1
            for cut in ({end, at + 1} if end > at + 1 else {end}):
                trial = lines[:at] + lines[cut:]
                try:
                    compile(whole([(0, trial)]), "", "exec")
                except (SyntaxError, ValueError):
                    continue
                if differs(ours, trial):
                    lines, changed = trial, True
                    break
            else:
                at += 1
    return lines


def newest_python():
    """Starts this script again under CPython 3.13 or newer."""
    found = [str(p) for version in ("3.14", "3.13") for p in sorted(Path.home().glob(f".pyenv/versions/{version}*/bin/python3"))]
    found += [p for p in (shutil.which("python3.14"), shutil.which("python3.13")) if p]
    for program in found:
        if subprocess.run([program, "-c", "import sys; sys.exit(sys.version_info < (3, 13))"], stderr=subprocess.DEVNULL).returncode == 0:
            os.execv(program, [program, *sys.argv])
    print("ok: 0 programs, there is no CPython 3.13 here")
    sys.exit(0)


def main():
    if sys.version_info < (3, 13):
        newest_python()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--monty", default=str(ROOT / "build" / "release" / "monty"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, default=0, help="so many programs, however long they take")
    parser.add_argument("--seed", type=int, default=None, help="of the first program (default: the time)")
    parser.add_argument("--batch", type=int, default=40)
    parser.add_argument("--findings", type=int, default=1, help="stop after so many")
    parser.add_argument("--show", action="store_true", help="print one program and stop")
    options = parser.parse_args()
    sys.setrecursionlimit(400)
    warnings.simplefilter("ignore")
    seed = options.seed if options.seed is not None else int(time.time()) % 1_000_000 * 1000
    if options.show:
        print(whole([(seed, Maker(seed).program())]))
        return 0
    ours = Ours(options.monty)
    end = time.monotonic() + options.seconds
    count = findings = 0
    while findings < options.findings and (count < options.count if options.count else time.monotonic() < end):
        programs = [(n, Maker(n).program()) for n in range(seed, seed + options.batch)]
        seed += options.batch
        count += options.batch
        good = []
        for n, lines in programs:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    compile(whole([(n, lines)]), "", "exec")
                    good.append((n, lines))
                except SyntaxError:
                    continue
        source = whole(good)
        theirs, mine = run_cpython(source), ours.run(source)
        if theirs == mine:
            continue
        theirs, mine = split(theirs), split(mine)
        for n, lines in good:
            if theirs.get(str(n)) == mine.get(str(n)) or not differs(ours, lines):
                continue
            lines = smaller(ours, lines)
            source = whole([(n, lines)])
            print(f"FAILED: program {n} differs\n" + "\n".join("    " + line for line in lines))
            print("  CPython: " + run_cpython(source).replace("\n", "\n           "))
            print("  ours:    " + ours.run(source).replace("\n", "\n           "), flush=True)
            findings += 1
            if findings >= options.findings:
                break
    print(f"{'FAILED' if findings else 'ok'}: {count} programs, {findings} differences")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
