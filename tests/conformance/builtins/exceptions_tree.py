def tree(cls, depth=0, seen=set()):
    print("  " * depth + cls.__name__)
    for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        if sub.__module__ == "builtins": tree(sub, depth + 1)
names = ["BaseException", "BaseExceptionGroup", "GeneratorExit", "KeyboardInterrupt", "SystemExit", "Exception", "ArithmeticError", "FloatingPointError", "OverflowError", "ZeroDivisionError", "AssertionError", "AttributeError", "BufferError", "EOFError", "ExceptionGroup", "ImportError", "ModuleNotFoundError", "LookupError", "IndexError", "KeyError", "MemoryError", "NameError", "UnboundLocalError", "OSError", "BlockingIOError", "ChildProcessError", "ConnectionError", "BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError", "FileExistsError", "FileNotFoundError", "InterruptedError", "IsADirectoryError", "NotADirectoryError", "PermissionError", "ProcessLookupError", "TimeoutError", "ReferenceError", "RuntimeError", "NotImplementedError", "RecursionError", "StopAsyncIteration", "StopIteration", "SyntaxError", "IndentationError", "TabError", "SystemError", "TypeError", "ValueError", "UnicodeError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "Warning", "BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning", "ImportWarning", "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning", "UnicodeWarning", "UserWarning"]
for n in names:
    c = eval(n); print(n, [k.__name__ for k in c.__mro__[1:-1]])
print(IOError is OSError, EnvironmentError is OSError)
e = ValueError("a", 1); print(repr(e), str(e), e.args, str(ValueError()), repr(ValueError()), str(ValueError("x")), repr(ValueError("x")), str(ValueError(None)), repr(ValueError((1, 2))), str(KeyError("k")), str(KeyError()), str(KeyError(1, 2)), repr(KeyError("k")))
e.args = [5]; print(e.args, repr(e)); e.args = "ab"; print(e.args)
try:
    e.args = 5
except TypeError as x:
    print(x)
o = OSError(2, "msg", "file"); print(o, repr(o), o.errno, o.strerror, o.filename, o.args, type(o).__name__, OSError("one"), OSError(1, "two"), repr(OSError(13, "p")), OSError(17, "m", "a", None, "b"), o.filename2, OSError().errno, type(OSError(104, "r")).__name__, type(OSError(110, "r")).__name__, type(OSError(9999, "r")).__name__)
s = SystemExit(3); print(s.code, s, SystemExit().code, SystemExit("m").code, SystemExit(1, 2).code)
si = StopIteration(5, 6); print(si.value, si.args, StopIteration().value)
k = KeyError("x"); n = NameError("msg", name="nm"); a = AttributeError("m", name="at", obj=5); i = ImportError("im", name="mod", path="pp"); print(n.name, a.name, a.obj, i.name, i.path, i.msg, str(i), repr(i))
u = UnicodeDecodeError("utf-8", b"abc\xff", 3, 4, "why"); print(u, u.encoding, u.object, u.start, u.end, u.reason, u.args); u.start = 0; print(u)
print(UnicodeEncodeError("ascii", "é", 0, 1, "bad"), UnicodeEncodeError("ascii", "éé", 0, 2, "bad"), UnicodeTranslateError("é", 0, 1, "r"))
sy = SyntaxError("m", ("f", 1, 2, "text", 1, 5)); print(sy, sy.msg, sy.filename, sy.lineno, sy.offset, sy.text, sy.end_lineno, sy.end_offset, repr(sy), SyntaxError("only").lineno, SyntaxError().msg)
def attempt(code):
    try:
        print(code, "=>", repr(eval(code)))
    except BaseException as e:
        print(code, "->", type(e).__name__, e)
for code in ["ValueError(a=1)", "OSError(1, 2, 3, 4, 5, 6)", "UnicodeDecodeError(1)", "UnicodeDecodeError('a', 'b', 1, 2, 'c')", "SyntaxError('a', 5)", "SyntaxError('a', (1, 2))", "AttributeError(foo=1)", "ImportError(foo=1)", "NameError('a', nam=1)", "BaseException.__new__(ValueError, 1)", "ValueError('a') == ValueError('a')", "ValueError() + 1", "ValueError()[0]", "len(ValueError(1))", "hash(ValueError()) is not None", "ValueError('a').with_traceback(None)", "Exception.__str__(5)", "ValueError(1).foo", "ExceptionGroup('a', [ValueError(1)]).exceptions", "isinstance(ValueError(), Exception)", "issubclass(KeyboardInterrupt, Exception)", "StopIteration(1).value", "int('x')", "[][1]", "{}['a']", "{}[(1, 2)]", "undefined", "(1).x", "1/0", "2.0 ** 10000", "assert_", "import_", "'a' + 1", "next(iter([]))", "open('/nonexistent/x')" if False else "1", "b'\\xff'.decode()", "'\\ud800'.encode()", "float('x')", "[].remove(1)", "(lambda: 1)(2)", "raise_", "exit_"]:
    attempt(code)
class My(Exception):
    def __init__(self, code, *, extra=None):
        super().__init__(f"code {code}")
        self.code, self.extra = code, extra
class Plain(Exception): pass
class Str(Exception):
    def __str__(self): return "custom"
class NoSuper(Exception):
    def __init__(self, a, b): self.a = a
m = My(5, extra="e"); print(m, repr(m), m.args, m.code, m.extra, Plain("a", 1), repr(Plain()), str(Str("x")), repr(Str("x")), NoSuper(1, 2).args, repr(NoSuper(1, b=2)))
class D(LookupError, RuntimeError): pass
class KE(KeyError, AttributeError): pass
print(KE("k"), isinstance(KE(), LookupError), [c.__name__ for c in KE.__mro__])
import copy
c = copy.copy(m) if False else m; print(c.code, m.__dict__, m.__traceback__, m.__cause__, m.__context__, m.__suppress_context__, hasattr(m, "__notes__"))
