# oracle: 3.14
from string.templatelib import Template, Interpolation
name, n = "World", 3.14159
t = t"Hello {name}! pi={n:.2f} {name!r:>10} end"
print(type(t).__name__, t.strings, t.values)
for i in t.interpolations:
    print(i.value, i.expression, i.conversion, repr(i.format_spec))
print([x if isinstance(x, str) else ("I", x.value) for x in t])
def render(t):
    out = []
    for part in t:
        match part:
            case str(s): out.append(s)
            case Interpolation(value, _, conv, spec):
                if conv == "r": value = repr(value)
                elif conv == "s": value = str(value)
                elif conv == "a": value = ascii(value)
                out.append(format(value, spec))
    return "".join(out)
print(render(t))
print(t"".strings, t"".interpolations, t"{1}".strings, t"{1}{2}".strings, t"a{1}b".strings)
print(t"{name=}".strings, t"{name=}".interpolations[0].conversion, t"{n = :.1f}".strings, t"{n=!s}".interpolations[0].conversion)
print((t"a{1}" + t"b{2}").strings, (t"a" t"b{1}").strings)
for code in ["t'a' + 'b'", "'b' + t'a'", "t'a' 'b'", "t'a' f'b'", "t'{}'", "t'{x!z}'", "bt''", "t'{'", "t'a' == t'a'", "len(t'a')", "t'a'.strings = 1", "Template('a', 5)", "Interpolation()"]:
    try:
        print(code, "=>", eval(code))
    except SyntaxError as e:
        print(code, "->", e.msg)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
print(repr(t"x{1 + 1!r:>{5}}y"))
w = 8
q = t"{n:{w}.{2}f}"
print(repr(q.interpolations[0].format_spec))
print(rt"\n{1}".strings, t"\n{{}}".strings, T"{1}".strings)
tt = Template("a", Interpolation(5, "five", None, ""), "b", "c", Interpolation(6))
print(tt.strings, tt.values, tt.interpolations[1].expression == "")
print(Interpolation.__match_args__, t"{t"in{1}"}".values[0].strings)
def lazy():
    calls = []
    def f(x):
        calls.append(x); return x
    t"{f(1)} {f(2)}"
    return calls
print(lazy())
print(t"{ name }".interpolations[0].expression, t"{  1+ 2 }".interpolations[0].expression)
def html(t):
    import html as h
    return "".join(p if isinstance(p, str) else h.escape(str(p.value)) for p in t)
evil = "<script>"
print(html(t"<p>{evil}</p>"))
