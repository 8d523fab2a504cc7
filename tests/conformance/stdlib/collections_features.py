from collections import OrderedDict, Counter, ChainMap, defaultdict, deque, namedtuple, UserDict, UserList, UserString
import collections.abc as cabc


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


c = Counter("abracadabra")
print(c, c.most_common(2), c["zzz"], c.total(), sorted(c.elements())[:4])
c.update("aab")
c.subtract({"b": 1})
print(c, c + Counter("a"), c - Counter("aaa"), c & Counter("aab"), c | Counter("zz"), +Counter(a=-1, b=1))
attempt(lambda: Counter.fromkeys("ab"))
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter())

d = defaultdict(list)
d["x"].append(1)
print(d, dict(d), d.get("y"), "y" in d, defaultdict(int, a=1) | {"b": 2})
attempt(lambda: defaultdict(None)["k"])
attempt(lambda: defaultdict(3))

o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(o, list(reversed(o)), o.popitem(last=False), o)
o.move_to_end("a", last=False)
print(o, o == {"c": 3, "a": 1}, o == OrderedDict([("c", 3), ("a", 1)]))
attempt(lambda: o.move_to_end("q"))
attempt(lambda: OrderedDict().popitem())

q = deque([1, 2, 3], maxlen=4)
q.append(4)
q.append(5)
q.appendleft(0)
print(q, q.maxlen, q[0], q[-1], len(q), 3 in q, q.index(3), q.count(2))
q.rotate(1)
print(q, list(reversed(q)), q.pop(), q.popleft(), q)
q.extendleft([8, 9])
q.pop()
q.insert(1, 7)
print(q, q.copy() == q, deque("ab") + deque("c"), deque("ab") * 2, deque("ab") < deque("b"))
attempt(lambda: deque().pop())
attempt(lambda: deque()[0])
attempt(lambda: q.insert(0, 1))
attempt(lambda: q.remove(100))


def mutate():
    w = deque([1, 2])
    for item in w:
        w.append(item)


attempt(mutate)
big = deque()
for i in range(1000):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
print(len(big), big[0], sum(big))

Point = namedtuple("Point", "x y z", defaults=[0])
p = Point(1, 2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), Point._fields, Point._field_defaults, Point._make([4, 5, 6]))
print(p == (1, 2, 0), Point.__doc__, Point(y=1, x=2), tuple(p), hash(p) == hash((1, 2, 0)))
attempt(lambda: Point(1))
attempt(lambda: Point(1, 2, 3, 4))
attempt(lambda: p._replace(w=1))
attempt(lambda: namedtuple("A", "x x"))
attempt(lambda: namedtuple("A", "class"))
attempt(lambda: namedtuple("A", "_a"))
print(namedtuple("R", "a class a", rename=True)._fields)


def assign():
    p.x = 3


attempt(assign)


class Sub(Point):
    def total(self):
        return sum(self)


print(Sub(1, 2, 3), Sub(1, 2, 3).total())
match p:
    case Point(x, y):
        print("match", x, y)

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], dict(m), m.new_child({"c": 1}), m.parents, len(m), list(m))
attempt(lambda: m["q"])
attempt(lambda: m.pop("b"))


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


u = Upper(a=1)
u.update(b=2)
print(u, "A" in u, u.data, UserList([3, 1]) + [2], UserString("ab").upper() + "c")


class Bag(cabc.MutableSet):
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.add(item)

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, x):
        if x not in self.items:
            self.items.append(x)

    def discard(self, x):
        if x in self.items:
            self.items.remove(x)

    def __repr__(self):
        return f"Bag({self.items})"


b = Bag([1, 2, 3])
print(b & [2, 3, 9], b | Bag([7]), b - {1}, b ^ Bag([3, 4]), b <= Bag([1, 2, 3, 4]), b == {1, 2, 3}, b.isdisjoint([8]))
b |= [5]
b -= [1]
print(b, b.pop(), isinstance(b, cabc.Set))


class Range3(cabc.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if not 0 <= i < 3:
            raise IndexError(i)
        return i * 10


r = Range3()
print(list(r), 20 in r, list(reversed(r)), r.index(10), r.count(5))
attempt(lambda: cabc.Sequence())
print(isinstance([], cabc.Sequence), isinstance({}, cabc.Mapping), isinstance(3, cabc.Hashable), isinstance([], cabc.Hashable),
      isinstance(len, cabc.Callable), isinstance(iter([]), cabc.Iterator), isinstance("", cabc.Iterable),
      issubclass(set, cabc.MutableSet), isinstance((i for i in []), cabc.Generator), isinstance({}.keys(), cabc.KeysView))
print(cabc.Callable[[int, str], bool], cabc.Mapping[str, int])
