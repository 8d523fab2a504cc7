import ast
for t in ("1", "-1", "[1, 2, (3, 'x')]", "{'a': 1, 'b': [True, None]}", "{1, 2}", "set()", "1+2j", "-1.5e3", "b'x'", "  5", "...", "'a' 'b'", "()", "+3"):
    print(repr(t), repr(ast.literal_eval(t)))
for t in ("f(1)", "a", "1+1", "[x for x in y]", "1 if 1 else 2", "", "{**a}", "-'x'", "(1", "f'{x}'"):
    try: print(ast.literal_eval(t))
    except (ValueError, SyntaxError) as e: print(t, type(e).__name__, str(e).split(" at 0x")[0])
src = '''
import os, sys as s
from a.b import c as d, e
@deco(1)
class C(Base, metaclass=M):
    "doc"
    x: int = 1
    def f(self, a, /, b=2, *args, c: str, d=3, **kw) -> int:
        return a + b * c ** 2 if a and not b else -d
async def g():
    async with x as y, z: await q
    async for i in r: yield i
for i in range(10):
    if i < 3 <= 5: continue
    elif i in (1, 2): break
    else: pass
else: print(f"{i!r:>{w}} done")
try: x = [a for a in b if c for d in e]
except (A, B) as ex: raise X from ex
finally: del x[1:2, ::3], y.z
with open("f") as f, g: pass
while True: x += 1
lambda x, *y: (yield)
match p:
    case [1, *rest] | {"a": b, **c}: pass
    case P(x=1) if z: pass
    case None | "s": pass
global gg
assert a, "m"
d = {**x, 'a': 1}
print(*a, **k)
(w := 3)
type A[T: int] = list[T]
def h[T](x: T) -> T: ...
'''
tree = ast.parse(src)
print(ast.dump(tree, indent=1))
print(ast.dump(ast.parse("x = f(1)"), include_attributes=True))
print(ast.dump(ast.parse("a.b[0]", mode="eval"), annotate_fields=False))
print(len(list(ast.walk(tree))), [type(n).__name__ for n in ast.iter_child_nodes(tree)][:5])
class V(ast.NodeVisitor):
    def __init__(self): self.names = []
    def visit_Name(self, node): self.names.append(node.id); self.generic_visit(node)
    def visit_FunctionDef(self, node): print("def", node.name, node.lineno, [a.arg for a in node.args.args]); self.generic_visit(node)
v = V(); v.visit(tree); print(v.names)
print(ast.get_docstring(tree.body[2]), ast.get_source_segment(src, tree.body[2].body[2]))
print(isinstance(tree.body[0], ast.Import), ast.Name("x"), ) if False else None
n = ast.Name(id="x"); print(n.id, type(n.ctx).__name__, n._fields, ast.Call._fields, ast.Constant(5).value, ast.Constant(5).kind)
class R(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant) and isinstance(node.op, ast.Add):
            return ast.copy_location(ast.Constant(node.left.value + node.right.value), node)
        return node
t = R().visit(ast.parse("y = 1 + 2 + z", mode="exec")); print(ast.dump(t))
try: ast.parse("x = (")
except SyntaxError as e: print(e.msg, e.lineno, e.offset, e.filename)
match ast.parse("1+2", mode="eval").body:
    case ast.BinOp(left=ast.Constant(value=a), op=ast.Add(), right=ast.Constant(b)): print("match", a, b)
