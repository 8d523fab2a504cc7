class R:
    attr = "A"
    items = {"k": "v", 0: "zero"}
    def __repr__(self): return "<r>"
    def __str__(self): return "<s>"
    def __format__(self, spec): return f"F({spec})"
    def __getitem__(self, k): return f"I[{k!r}]"
o = R()
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{} {x}".format(1, x=2), "{{}} {{{}}}".format(3), "".format(), "{0[1]} {0[-1]}".format({1: "int", "-1": "str"}), "{0[k]} {0.attr} {0.items[k]} {0.items[0]}".format(o))
print("{!r} {!s} {!a} {:x} {!r:>6}".format(o, o, "é", o, o), "{:>{w}}|{:{f}^{w}}".format("a", "b", w=5, f="*"), "{0:{1}.{2}f}".format(3.14159, 10, 2), "{:{}}|".format("a", 4))
print("{:<5}|{:>5}|{:^5}|{:=+5}|{:05}|{:+}|{: }|{:,}|{:_}|{:b}|{:#b}|{:o}|{:#o}|{:X}|{:#X}|{:c}|{:n}|{:e}|{:%}".format("a", "b", "c", 4, 5, 6, 7, 8000, 9000, 10, 11, 12, 13, 255, 255, 97, 5, 1.5, 0.25))
print("{:.3}|{:10.3}|{:<10.2}|{:*^9.2s}|{:é>4}|{:😀^5}|".format("abcdef", "abcdef", "xyz", "hello", "x", "y"), "{:{}{}{}}".format("q", "-", "^", 7), "{:<<5}{:>>5}{:^^5}{:==5}".format(1, 2, 3, 4))
print("{a.b.c}".format(a=type("A", (), {"b": type("B", (), {"c": 5})})), "{[a]}".format({"a": 1}), "{0[a b]}".format({"a b": 2}), "{0[]}".format({"": 1}) if False else "", "{.real}".format(5), "{:}".format(5), "{!s:}".format(6))
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["'{}'.format()", "'{1}'.format(0)", "'{x}'.format()", "'{} {0}'.format(1)", "'{0} {}'.format(1)", "'{'.format()", "'}'.format()", "'{0'.format(1)", "'{!x}'.format(1)", "'{!}'.format(1)", "'{!rr}'.format(1)", "'{:d}'.format('a')", "'{:s}'.format(1)", "'{:.2d}'.format(1)", "'{:,s}'.format('a')", "'{:=5}'.format('a')", "'{:+}'.format('a')", "'{:#}'.format('a')", "'{:c}'.format(-1)", "'{:+c}'.format(65)", "'{:5.}'.format(1.0)", "'{:x}'.format(1.5)", "'{:,x}'.format(1)", "'{:_,}'.format(1)", "'{:,_}'.format(1)", "'{:,,}'.format(1)", "'{0.x}'.format(1)", "'{0[a]}'.format([1])", "'{0[5]}'.format([1])", "'{0[0}'.format([1])", "'{0.}'.format(1)", "'{0[]}'.format([1])", "'{0]}'.format(1)", "'{a}'.format(1)", "'{:{}}'.format(1)", "'{:{:{}}}'.format(1, 2, 3)", "'{}'.format(**{'a': 1})", "'{:99999999999999999999}'.format(1)", "'{:.99999999999999999999}'.format(1.0)", "'{99999999999999999999}'.format(1)", "'{:5}'.format([])", "'{:d}'.format(None)", "'{:}'.format(None)", "'{: }'.format(None)", "'{a{b}}'.format(a=1, b=2)", "'{-1}'.format(1)", "'{ 0}'.format(1)", "'{0 }'.format(1)", "'{0!r }'.format(1)", "'{:%Y}'.format(5)", "'{0[0]a}'.format([1])", "'{:z}'.format(1)", "'{:zz}'.format(1.0)", "'{:z.1f}'.format(-0.01)", "'{:010}'.format('a')", "'{:<010}'.format(5)", "'{:0<10}'.format(-5)", "'{:0=10}'.format(-5)", "'{:0>10}'.format(-5)", "format(5, 'd', 1)", "format(5, 5)", "format()", "format([], 'd')", "format('a', 'q')", "format(object(), 'd')", "format(1, '1 0d')", "format(True, 'd')", "format(True, 's')", "format(3, '.1f')", "format(3, '+.2%')", "format(1e10, ',')", "format(1234.5678, ',.2f')", "format(1234567, '_d')", "format(255, '#_x')", "format(0xdeadbeef, '_b')", "format(-5, '08b')", "format(-5, '#08b')", "format('a', '')", "format(None)", "format(1, '\\n>3')", "format(12345.678, '012,.1f')", "format(1234, '010,')", "format(-1234, '010,')", "format(1, '08,')", "format(0.0, 'e')", "format(float('nan'), '08.1f')", "format(float('inf'), '+')", "format(10**30, ',')", "format(10**20, 'e')", "format(3, 'n')", "format(1.0, '')", "format(1e16, '')", "format(1.5, '5')", "format(1.5, '.0')", "format(15.0, '.1')", "format(1.5, '<5') + '|'"]:
    attempt(code)
print("{a} {b}".format_map({"a": 1, "b": 2}))
class D(dict):
    def __missing__(self, k): return "?" + k
print("{a} {zz}".format_map(D(a=1)), "{x.real}".format_map({"x": 5}))
f = "{}-{}".format
print(list(map(f, "ab", "cd")), "{0}{1}{0}".format(*"xy"), "{k}".format(**{"k": o}), "{:{k}}".format(5, k=">3"), "{!r:{}}|".format("a", 5), "{0!r:{1}}|".format("a", 5))
import string
print(string.Formatter().format("{0} {x!r} {y:>4}", 1, x="q", y=2), list(string.Formatter().parse("a{b!r:c}d{{e}}")), string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$a $zz").safe_substitute(a=1))
