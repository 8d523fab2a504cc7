import ast
src = '''"""doc"""
import os, sys as s
from a.b import c as d, e
from . import z
@deco(1)
class C(Base, metaclass=M):
    """d\\nx"""
    x: int = 1
    def f(self, a, /, b=2, *args, c: str, d=3, **kw) -> int:
        return a + b * c ** 2 if a and not b else -d
async def g():
    async with x as y, z: await q
    async for i in r: yield i
    x = yield from a
for i in range(10):
    if i < 3 <= 5: continue
    elif i in (1, 2): break
    else: pass
else: print(f"{i!r:>{w}} done {{x}} {a['k']}")
try: x = [a for a in b if c for d in e]
except (A, B) as ex: raise X from ex
except: pass
else: y()
finally: del x[1:2, ::3], y.z
with open("f") as f, g: pass
while (n := next(it)): x += 1
lambda x, *y: (yield)
match p:
    case [1, *rest] | {"a": b, **c}: pass
    case P(x=1, y=(2 | 3) as q) if z: pass
    case None | "s" | -1 | a.b: pass
    case _: pass
global gg
assert a, "m"
d = {**x, 'a': 1}
print(*a, k=1, **k)
type A[T: int] = list[T]
def h[T, *Ts](x: T) -> T: ...
a = b = 1, 2
a, = b
(a + b) * c - (d - e) - f
a ** -b ** c
(-a) ** b
not (a or b) and c
(a, b)[0], [*a, b], {1, 2}, {k: v for k, v in x}
(x for x in y)
f(x for x in y)
(lambda: 1)()
a if b else c if d else e
(a if b else c) if d else e
1 .real
"a'b\\"c\\n"
x: (int) = 3
(x): int
a[1, 2], a[1:2], a[(1, 2), 3]
raise
return_ = await_
a < b < c == (d != e)
1e400, 1j, b"x", ..., -1
'''
t = ast.parse(src)
print(ast.unparse(t))
again = ast.parse(ast.unparse(t))
print(ast.dump(t) == ast.dump(again))
print(ast.unparse(ast.Expression(ast.BinOp(ast.Constant(1), ast.Add(), ast.Name("x")))))
code = compile(ast.parse("z = 1 + 2\nprint(z)"), "<a>", "exec")
exec(code)
print(eval(compile(ast.parse("2 * 21", mode="eval"), "<a>", "eval")))
class R(ast.NodeTransformer):
    def visit_Constant(self, node): return ast.Constant(node.value * 10) if isinstance(node.value, int) else node
tree = ast.fix_missing_locations(R().visit(ast.parse("print(4 + 2)")))
exec(compile(tree, "<t>", "exec"))
