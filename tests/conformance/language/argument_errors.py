# The wording of every binding error.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def four(a, b, c, d): pass
def opt(a, b=1): pass
def opts(a=1, b=2, c=3): pass
def kwo(*, k): pass
def kwo2(*, k, m): pass
def kwo3(*, k, m, n): pass
def kwo_opt(a, *, k=1): pass
def pos(a, b, /): pass
def pos_opt(a, b=1, /): pass
def pos_mix(a, /, b, *, c): pass
def var(a, *rest): pass
def kws(a, **kw): pass
def pos_kws(a, /, **kw): return a, kw

def attempt(text):
    try:
        print(text, "->", eval(text))
    except TypeError as e:
        print(text, "->", e)

for text in """none(1)|none(1, 2)|none(a=1)|one()|one(1, 2)|one(b=1)|one(1, a=1)|one(1, b=2)|two()|two(1)|two(b=1)|two(1, 2, 3)
three()|three(1)|four()|four(1, 2)|opt()|opt(1, 2, 3)|opts(1, 2, 3, 4)|opts(x=1)|opts(1, a=1)|kwo()|kwo(1)|kwo(1, k=2)|kwo(j=1)|kwo2()|kwo3()|kwo_opt()
kwo_opt(1, 2)|kwo_opt(1, 2, k=3)|pos()|pos(1)|pos(a=1, b=2)|pos(1, b=2)|pos(1, 2, 3)|pos_opt()|pos_opt(1, 2, 3)|pos_opt(a=1)|pos_mix(1)|pos_mix(1, 2)|pos_mix(1, 2, 3)
pos_mix(a=1, b=2, c=3)|var()|var(1, a=2)|kws()|kws(1, 2)|kws(1, a=2)|pos_kws(1, a=2)|pos_kws(a=1)
one(*[])|one(*[1, 2])|one(**{'b': 1})|one(*[1], **{'a': 2})|kws(1, **{'x': 1}, **{'x': 2})|kws(1, x=1, **{'x': 2})|one(*5)|one(**5)|one(**{1: 2})|one(*None)
kws(*[1], 2)|opts(1, *[2], c=3)|opts(*[1], b=2, **{'c': 3})|(lambda x: x)()|(lambda: 0)(1)|none.__call__(1)
opts(aa=1)|kwo2(k=1, mm=2)""".replace("\n", "|").split("|"):
    attempt(text)

class C:
    def m(self): pass
    def n(self, a, b=2): pass
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
class I:
    def __init__(self, a, b): pass
class E: pass
class NewOnly:
    def __new__(cls, x): return super().__new__(cls)
for text in """C().m(1)|C().n()|C().n(1, 2, 3)|C.m()|C.c(1)|C.s(1)|C().s(1)|I()|I(1)|I(1, 2, 3)|I(1, c=2)|E(1)|E(a=1)|NewOnly()|NewOnly(1, 2)
object(1)|5()|'x'()|None()|[1]()|C()()|(1)(2)|{}()""".replace("\n", "|").split("|"):
    attempt(text)
