x = 5
print(eval("x + 1"), eval(" x "), eval("\t[x for _ in range(2)]"), eval("lambda: x")())
print(eval("x", {"x": "g"}), eval("x", {"x": "g"}, {"x": "l"}), eval("x + y", {"x": 1}, {"y": 2}))
print(exec("a = 1\nb = a + 1"), a, b)
g, l = {"v": 10}, {}
exec("def f(): return v\nw = v * 2", g, l)
print(sorted(l), l["w"], l["f"](), "__builtins__" in g)
code = compile("x * 2", "<c>", "eval")
print(eval(code), eval(code, {"x": 4}), code.co_filename, code.co_name, type(code).__name__)
c2 = compile("for i in range(2):\n    print('i', i)", "f.py", "exec")
exec(c2)
single = compile("x; 7; None; 'str'", "<s>", "single")
exec(single)
class Map(dict):
    def __missing__(self, k): return f"<{k}>"
print(eval("foo + bar", {}, Map()))
def local():
    z = 3
    return eval("z * 2"), eval("[z for _ in range(2)]") if False else eval("z"), exec("q = z", globals(), (d := {"z": z})), d["q"]
print(local())
def cls():
    exec("class K:\n    v = 1\n    def m(self): return self.v", globals())
    return K().m()
print(cls())
for code in ["1 +", "x = 1", "", "  ", "1; 2", "import os", "def f(): pass", "(", "a b", "print 1", "return 5", "yield 1", "await x", "break", "\x00", "1\n2", "f(", "'abc", "# only", "pass"]:
    try:
        print(repr(code), eval(code))
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg)
    except Exception as e:
        print(repr(code), type(e).__name__, e)
for code in ["return 5", "yield 1", "await x", "break", "continue", "async def f(): yield; return 1", "def f():\nreturn 1", "if 1:\n  a\n b", "  x = 1", "x = = 1", "def f(x, x): pass", "class A:\n return 1", "from __future__ import nope", "def f(): from x import *", "x +", "else: pass", "try: pass", "f(**a, *b)", "f(a=1, 2)", "f(a=1, a=2)", "def f(a=1, b): pass", "def f(*): pass", "def f(**a, b): pass", "'é' b'é'", "b'é'", "0777", "1__0", "0x", "1e", "1.e5.3", "1_", "'\\x1'", "'\\N{nope}'", "a = 1 = 2", "None = 1", "f() = 1", "x + 1 = 2", "(a, 1) = 2", "for 1 in x: pass", "with a as 1: pass", "import a.b as", "from . import", "lambda: (yield)", "async def f(): await", "*a", "*a, b = c", "*a = c", "a, *b, *c = d", "print(*a, **b)", "raise x from", "@\ndef f(): pass", "x = yield", "not", "if x = 1: pass", "while x := 1: pass", "a ? b", "$", "a!", "x = {1: 2, 3}", "x = {1, 2: 3}", "[1, 2", "(1, 2]", ")", "'''abc", "\"abc\n", "a\\ b", "del", "assert", "global", "x.1", "x..y", "def 1(): pass", "class 1: pass", "import 1", "async x", "{**a for a in b}", "exec 'a'", "print 'hello'", "a <> b", "`a`", "a++", "++a", "i++ + 1"]:
    try:
        compile(code, "s.py", "exec")
        print("ok", repr(code))
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
def attempt(*a, **k):
    try:
        print(compile(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
attempt("1", "f", "bad")
attempt(5, "f", "exec")
attempt("1\n2", "f", "single")
attempt("1 2", "f", "eval")
attempt("a\0b", "f", "exec")
attempt()
for fn, args in [(eval, (5,)), (exec, (5,)), (eval, ("1", 5)), (exec, ("1", {}, 5)), (eval, ("x", {"__builtins__": {}, "y": 1})), (eval, ("len", {"__builtins__": {"len": 3}}))]:
    try:
        print(fn(*args))
    except Exception as e:
        print(type(e).__name__, e)
print(eval(b"1 + 1"), eval(compile("b'bytes'", "f", "eval")))
try:
    exec("def boom():\n    raise ValueError('in exec')\nboom()")
except ValueError as e:
    import traceback
    print([(f.filename, f.lineno, f.name) for f in traceback.extract_tb(e.__traceback__)][1:])
