import heapq, bisect, math, random, string, re, operator, copy, itertools, functools, collections
from collections import deque, defaultdict
graph = {"A": {"B": 4, "C": 1}, "B": {"D": 1}, "C": {"B": 2, "D": 5}, "D": {}}
def dijkstra(g, s):
    dist = {n: math.inf for n in g}; dist[s] = 0; prev = {}; h = [(0, s)]
    while h:
        d, u = heapq.heappop(h)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if (nd := d + w) < dist[v]: dist[v] = nd; prev[v] = u; heapq.heappush(h, (nd, v))
    return dist, prev
print(dijkstra(graph, "A"))
from graphlib import TopologicalSorter, CycleError
print(list(TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order()))
try: list(TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())
except CycleError as e: print(e.args[0], sorted(set(e.args[1])))
class PQ:
    def __init__(self): self._h = []; self._c = itertools.count()
    def push(self, item, pri=0): heapq.heappush(self._h, (-pri, next(self._c), item))
    def pop(self): return heapq.heappop(self._h)[-1]
    def __len__(self): return len(self._h)
q = PQ()
for n, p in [("low", 1), ("hi", 9), ("mid", 5), ("hi2", 9)]: q.push(n, p)
print([q.pop() for _ in range(len(q))], heapq.nlargest(2, [3, 1, 4, 1, 5], key=lambda x: -x), heapq.nsmallest(2, {"a": 3, "b": 1}.items(), key=operator.itemgetter(1)), list(heapq.merge([1, 4], [2, 3])))
a = [1, 3, 3, 7]; bisect.insort(a, 5); print(a, bisect.bisect_left(a, 3), bisect.bisect(a, 3), bisect.bisect_left([("a", 1), ("b", 2)], 2, key=lambda t: t[1]))
def bfs(grid, s, t):
    R, C = len(grid), len(grid[0]); q = deque([(s, 0)]); seen = {s}
    while q:
        (r, c), d = q.popleft()
        if (r, c) == t: return d
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            n = (r + dr, c + dc)
            if 0 <= n[0] < R and 0 <= n[1] < C and grid[n[0]][n[1]] != "#" and n not in seen: seen.add(n); q.append((n, d + 1))
    return -1
print(bfs(["..#.", "..#.", "...."], (0, 0), (0, 3)))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())
class LRU(collections.OrderedDict):
    def __init__(self, cap): super().__init__(); self.cap = cap
    def __getitem__(self, k): v = super().__getitem__(k); self.move_to_end(k); return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v); self.move_to_end(k)
        if len(self) > self.cap: self.popitem(last=False)
l = LRU(2); l["a"] = 1; l["b"] = 2; l["a"]; l["c"] = 3; print(l, list(l))
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __matmul__(self, o): return Matrix([[sum(x * y for x, y in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __repr__(self): return f"Matrix({self.rows!r})"
    def __eq__(self, o): return isinstance(o, Matrix) and self.rows == o.rows
    def __getitem__(self, ij): i, j = ij; return self.rows[i][j]
    def __iter__(self): yield from self.rows
m = Matrix([[1, 2], [3, 4]]); print(m @ m, m[1, 0], [*m], m == copy.deepcopy(m))
log = """2024-01-05 10:00:01,123 ERROR [db.pool] Connection refused (host=10.0.0.5, port=5432)
2024-01-05 10:00:02,456 INFO [web] GET /api/users?id=7 200 35ms
bad line
2024-01-05 10:01:00,000 WARN [web] slow query took 1.5s"""
rx = re.compile(r"^(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),(?P<ms>\d{3}) (?P<lvl>[A-Z]+) \[(?P<mod>[\w.]+)\] (?P<msg>.*)$", re.M)
for mm in rx.finditer(log): print(mm.groupdict(), mm.span("msg"))
print(re.sub(r"(\w+)=(\S+?)([,)])", lambda m: f"{m[1]}:{m[2].upper()}{m[3]}", log.splitlines()[0]), re.split(r"[,\s]\s*", "a, b  c,d"), re.findall(r"(?<=/)\w+", "GET /api/users"), re.fullmatch(r"\d+", "12a"), re.escape("a.b*c"))
print(string.Template("$who owes ${amt} $$").substitute(who="Al", amt=5), string.Template("$x $y").safe_substitute(x=1), string.capwords("hello big world"), string.ascii_letters[:5], string.punctuation)
random.seed(42); print(random.randint(1, 100), random.choice("abc"), random.sample(range(10), 3), round(random.random(), 6), random.shuffle(x := [1, 2, 3, 4]), x, random.choices([1, 2], weights=[1, 9], k=5), round(random.gauss(0, 1), 6), random.uniform(1, 2))
print(math.gcd(12, 18), math.lcm(4, 6), math.isqrt(99), math.comb(5, 2), math.prod([1, 2, 3]), math.dist((0, 0), (3, 4)), math.hypot(3, 4), math.factorial(20), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.log2(8), math.log(8, 2), math.ceil(1.2), math.trunc(-1.7), math.copysign(1, -0.0), math.inf, math.nan, math.perm(5, 2), math.degrees(math.pi))
def parens(n):
    def go(s, o, c):
        if len(s) == 2 * n: yield s
        if o < n: yield from go(s + "(", o + 1, c)
        if c < o: yield from go(s + ")", o, c + 1)
    return list(go("", 0, 0))
print(parens(3)); print(*itertools.permutations("abc", 2), sep=";"); print(functools.reduce(operator.mul, range(1, 6)), operator.attrgetter("real")(3), operator.methodcaller("upper")("a"))
def sieve(n):
    s = bytearray([1]) * (n + 1); s[:2] = b"\0\0"
    for i in range(2, int(n ** .5) + 1):
        if s[i]: s[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, v in enumerate(s) if v]
print(sieve(50)); print(f"{1234567.891:,.2f} {0.000123:e} {255:#x} {5:08b} {'x':^9} {3.14159:.3g} {1e10:g} {-5:+d} {42:>6} {'ab':*<5} {0.25:.1%} {1_000_000:_}")
