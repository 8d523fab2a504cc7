import datetime
x, y, name, pi, w = 42, [1, 2], "wörld", 3.14159, 12
print(f"", f"a", f"{x}", f"{x}{y}", f"{{}}", f"{{{x}}}", f"{x!r:>5}|{name!a}|{name!s:^9}|{name!r}")
print(f"{x:05d} {x:#x} {x:+} {x:,} {pi:.2f} {pi:10.3e} {pi:>{w}.{2}f} {x:<6}| {x:^6}| {x:*^6}|")
print(f"{x=} {x = } {x=:>5} {x=!r} {name=} {name=!s} {y=} {x+1=} { x + 1 = } {x=!s:^6}")
print(f"{'nested ' + f'{x} {f"{y[0]}"}'}", f"{"same quotes"}", f'{'a' 'b'}', f"{'\n'!r}", f"{'\\'}")
print(f"""multi
{x
}
{
y[0]   # comment
}""")
print(f"{ {1: 2}[1] }", f"{[i for i in range(3)]}", f"{(lambda v: v * 2)(4)}", f"{x if x else 0}", f"{x, y}", f"{*y, 3}", f"{x!r}", f"{x:{'>'}{5 + 3}}|", f"{'a':{'>'}{w!s}}|")
print(f"{datetime.date(2024, 5, 6):%d/%m/%Y}", f"{datetime.datetime(2024, 1, 2, 3, 4):%H:%M}")
print(rf"\d{x}\n", fr"{x}\{x}", f"\t{x}\x41\N{BULLET}\u00e9", F"{x}", "lit" f"{x}" "lit{x}" f"{x:3}")
print(f"{'a' if True else 'b'}", f"{x:{'d'}}", f"{1_000:_}", f"{0xff:b}", f"{True}", f"{None!r:>6}", f"{3 + 4j:.1f}", f"{...}", f"{x != 3}", f"{x == 42}", f"{x >= 3}", f"{(x := 5)}", f"{x:=+5}", x)
class F:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
o = F()
print(f"{o} {o:abc} {o!s} {o!r:>6} {o!s:>5} {o:{x}{name}} {o=} {o=:q} {o:%Y:%m} {o:{{}}}") if False else print(f"{o} {o:abc} {o!s} {o!r:>6} {o!s:>5} {o:{x}{name}} {o=} {o=:q} {o:%Y:%m}")
d = {"k": "v", 'a"b': 1}
print(f"{d['k']}", f'{d["k"]}', f"{d['a"b']}", f"{d["k"]}")
print(f"{x!r}" + "{x}", f"{'{'}", f"{'}'}", f"{'{}'.format(3)}", f"{f'{{{x}}}'}")
print(f"{'':>5}|{'':5}|{'x':<1}|{12345.678:,.1f}|{0.5:%}|{0.123:.1%}|{1e10:g}|{255:#06x}|{-3:=+5}|{7:c}|" .replace("\a", "BEL"))
def g():
    r = yield f"{(yield 1)}"
    return r
it = g(); next(it); print(it.send("sent"))
def closure(v): return lambda: f"{v} {[v + i for i in range(2)]}"
print(closure(3)())
print(f"{x:{x:{x:>2}}}" if False else "depth", f"{'a' 'b'!r}", f"{x:>{w}}", f"{pi:{w}.{x}}")
print("%s" % f"{x}", f"{x}" == "5", type(f"{x}").__name__, f"{'é':*>3}", f"{name:.3}", f"{name:>10.2}|")
def err(code):
    try:
        print(eval(code))
    except SyntaxError as e:
        print(code, "->", e.msg)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["f'{}'", "f'{ }'", "f'{'", "f'}'", "f'{x'", "f'{x!}'", "f'{x!z}'", "f'{x!r'", "f'{x:'", "f'{x!r z}'", "f'{a b}'", "f'{x:{y}'", "f'{*}'", "f'{=}'", "f'{x:d}'", "f'{\"a\":d}'", "f'{1.5:d}'", "f'{[]:d}'", "f'{None:5}'", "f'{1:,_}'", "f'{1:s}'", "f'{1:z}'", "f'{nope}'", "f'{1/0}'", "f'{lambda x: 1}'", "f'{x!rr}'", "f'{x ! r}'", "f'{(x}'", "f'{x)}'", "f'{x:.f}'", "f'{1:99999999999999999999d}'", "f'{object():5}'", "f'{#}'", "f'{\"s\":=5}'", "f'{True:5}'", "f'{1j:05}'", "f'{x=', x}'", "f'{1:.3d}'", "f'{\"a\":,}'", "f'{1:q}'", "f'{2.5:q}'", "f'{\"x\":q}'", "b'' f''", "f'{yield}'", "f'{x:!r}'", "f'a{1}}'"]:
    err(code)
