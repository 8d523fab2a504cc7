class N:
    def __init__(s,v): s.v=v
    def __add__(s,o): return N(s.v+(o.v if isinstance(o,N) else o))
    __radd__=__add__
    def __lt__(s,o): return s.v<o.v
    def __gt__(s,o): return s.v>o.v
    def __bool__(s): return s.v>2
    def __hash__(s): return hash(s.v)
    def __eq__(s,o): return isinstance(o,N) and s.v==o.v
    def __repr__(s): return f"N{s.v}"
def f():
    print(list(x for x in range(5)), tuple(x*x for x in range(4)), set(x%3 for x in range(9)), frozenset(x%3 for x in range(9)))
    print(sum(x for x in range(10)), sum(x*.1 for x in range(10)), sum(N(x) for x in range(4)), sum((x for x in range(3)), 10))
    print(any(x>3 for x in range(5)), all(x<3 for x in range(5)), any(N(x) for x in range(5)), all(N(x) for x in range(3,5)), any(x for x in ()), all(x for x in ()))
    print(min(x-3 for x in range(5)), max(N(x%3) for x in range(5)), min(N(x) for x in range(3,5)))
    print(sorted(-x for x in range(5)), sorted(N(-x) for x in range(5)), ",".join(str(x) for x in range(5)), "".join(c for c in "abc"))
    print(set(N(x%3) for x in range(6)), frozenset(N(x%2) for x in range(6)), len(set(N(x%3) for x in range(6))))
    for bad in (lambda: min(x for x in ()), lambda: ",".join(x for x in [1]), lambda: sum(c for c in "ab"), lambda: set([] for _ in "a"), lambda: sorted(x for x in [1,"a"]), lambda: list(1/0 for _ in "a"), lambda: tuple(next(iter(())) for _ in "a")):
        try: print(bad())
        except Exception as e: print(type(e).__name__, e)
    g=(x for x in range(10))
    print(any(x>3 for x in g), list(g))
    g=(x for x in range(3)); print(list(g), list(g), tuple(g), sum(g), sorted(g))
    def rec():
        yield 1
        yield sum(x for x in inner())
    def inner():
        yield from (1,2,3)
    print(list(rec()), max(len(list(y for y in range(x))) for x in range(4)))
    def me():
        yield 1
        yield list(m)
    m=me()
    try: print(list(m))
    except ValueError as e: print(e)
for _ in range(3): f()
def k(a,b=2,*c,d,e=5,**f): return a,b,c,d,e,f
def t(*a,**kw):
    try: print(k(*a,**kw))
    except TypeError as e: print(e)
def u():
    print(k(1,d=3), k(1,2,3,4,d=1,z=3), k(b=1,a=2,d=4), k(1,d=1,e=2,f=3,c=9))
    for bad in (lambda: k(1), lambda: k(1,a=2,d=1), lambda: k(d=1), lambda: (lambda x,/,y:0)(x=1,y=2), lambda: (lambda x,y=1:0)(1,2,3), lambda:(lambda x:0)(z=1)):
        try: print(bad())
        except TypeError as e: print(e)
for _ in range(4): u()
class C:
    def __init__(self,a,b=3,*,c=4): self.x=(a,b,c)
    def m(self,a=1,**k): return a,k,self.x
for i in range(4):
    print(C(1).x, C(1,c=2).x, C(a=5).m(), C(1).m(a=3,q=1))
    try: C()
    except TypeError as e: print(e)
    try: C(1,z=1)
    except TypeError as e: print(e)
