import pickle, datetime, decimal, collections, enum, dataclasses
class Color(enum.Enum):
    RED = 1
@dataclasses.dataclass
class P:
    x: int
    y: list = dataclasses.field(default_factory=list)
class S:
    __slots__ = ("a", "b")
class G:
    def __init__(self): self.v = 1; self.f = 2
    def __getstate__(self): d = self.__dict__.copy(); del d["f"]; return d
    def __setstate__(self, s): self.__dict__.update(s); self.f = "restored"
N = collections.namedtuple("N", "a b")
values = [None, True, 0, 255, 256, 65536, -1, 2**31, -2**31, 10**30, 1.5, "x", "ü€\n\\", b"ab", bytearray(b"cd"), (), (1,), (1,2,3,4), [1,[2]], {"a": 1, "b": [1]}, {1,2}, frozenset([3]), Color.RED, P(1,[2]), N(1,2), datetime.datetime(2020,1,2,3,4,5), datetime.timedelta(3), decimal.Decimal("1.10"), collections.OrderedDict(a=1), collections.defaultdict(list, {"q": [1]}), collections.Counter("aab"), collections.deque([1,2],3), len, int, ValueError("x", 1), range(3), complex(1,2), ..., slice(1,2), type(None)]
for v in values:
    for proto in range(6):
        w = pickle.loads(pickle.dumps(v, proto))
        if not (w == v or isinstance(v, Exception) and w.args == v.args) or type(w) is not type(v): print("differ", proto, v, w)
print([len(pickle.dumps(v, 4)) for v in values[:20]])
print(pickle.dumps({"a": [1, "x", (2.5, None)]}, 4), pickle.dumps([1,2], 0), pickle.dumps("q", 2))
s = S(); s.a = 1; t = pickle.loads(pickle.dumps(s)); print(t.a, hasattr(t, "b"))
g = pickle.loads(pickle.dumps(G())); print(g.v, g.f)
l = [1]; l.append(l); m = pickle.loads(pickle.dumps(l)); print(m[1] is m)
a = [1]; b = pickle.loads(pickle.dumps([a, a])); print(b[0] is b[1])
for bad in (lambda: pickle.dumps(lambda: 1), lambda: pickle.loads(b""), lambda: pickle.loads(b"\x80\x04."), lambda: pickle.loads("x"), lambda: pickle.dumps((i for i in ())), lambda: pickle.loads(b"zzz"), lambda: pickle.dumps(1, 9)):
    try: bad(); print("no")
    except Exception as e: print(type(e).__name__, e) if not isinstance(e, AttributeError) else print("AttributeError")
