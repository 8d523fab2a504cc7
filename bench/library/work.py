# Short pieces of work for the standard library, one function each; prints "name seconds" of the best of three runs.
import asyncio
import time
import sys
from collections import deque, Counter, defaultdict, OrderedDict, namedtuple
import heapq
import bisect
import itertools
import functools
import re
import json
import random
import statistics
import math
import datetime
import decimal
import fractions
import copy
import operator
import dataclasses
import enum
import textwrap
import hashlib
import base64
import uuid
import urllib.parse
import html
import csv
import io
import struct
import array
import contextlib
import difflib
import pprint
import logging



def bench(f, name=None):
    best = 1e9
    f()
    for _ in range(3):
        t = time.perf_counter()
        f()
        best = min(best, time.perf_counter() - t)
    print(name or f.__name__, best)


@bench
def deque_bfs():
    q = deque([0])
    n = 0
    while q:
        x = q.popleft()
        n += 1
        if n < 30000:
            q.append(x + 1)
        if n < 15000:
            q.append(x + 2)


@bench
def deque_rot():
    d = deque(range(1000))
    for i in range(20000):
        d.rotate(1)
        d[0]
        d[-1]
    d2 = deque(maxlen=10)
    for i in range(30000):
        d2.append(i)


@bench
def deque_iter():
    d = deque(range(10000))
    for _ in range(10):
        sum(x for x in d)


@bench
def counter():
    c = Counter()
    for i in range(30000):
        c[i % 100] += 1
    for _ in range(20):
        Counter("the quick brown fox jumps" * 20).most_common(3)


@bench
def ddict():
    d = defaultdict(list)
    for i in range(50000):
        d[i % 1000].append(i)


@bench
def odict():
    d = OrderedDict()
    for i in range(10000):
        d[i] = i
    for i in range(5000):
        d.move_to_end(i)
    while len(d) > 10:
        d.popitem(last=False)


@bench
def heap():
    h = []
    for i in range(20000):
        heapq.heappush(h, (i * 7919 % 10007, i))
    while h:
        heapq.heappop(h)


@bench
def heap_n():
    l = [(i * 7919) % 10007 for i in range(20000)]
    heapq.nlargest(10, l)
    heapq.nsmallest(10, l, key=lambda x: -x)
    heapq.heapify(l)


@bench
def bis():
    l = []
    for i in range(10000):
        bisect.insort(l, i * 7919 % 10007)
    for i in range(10000):
        bisect.bisect_left(l, i)


@bench
def itert():
    sum(1 for _ in itertools.combinations(range(20), 4))
    sum(1 for _ in itertools.permutations(range(7)))
    list(itertools.product(range(20), repeat=3))
    list(itertools.accumulate(range(20000)))
    for k, g in itertools.groupby(range(20000), lambda x: x // 10):
        list(g)
    list(itertools.chain.from_iterable([[1, 2, 3]] * 5000))
    list(itertools.islice(itertools.count(), 20000))
    list(itertools.zip_longest(range(10000), range(5000)))


@bench
def lru():
    @functools.lru_cache(maxsize=None)
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    for _ in range(20):
        fib.cache_clear()
        fib(300)

    @functools.lru_cache(maxsize=100)
    def g(n):
        return n

    for i in range(30000):
        g(i % 150)


@bench
def cache_hits():
    @functools.cache
    def g(n):
        return n

    for i in range(50000):
        g(i % 10)


@bench
def red():
    functools.reduce(operator.add, range(50000))
    p = functools.partial(pow, 2)
    [p(i % 10) for i in range(30000)]


@bench
def regex():
    t = "John Smith <john@x.com>, Jane Doe <jane.doe@example.org>; 2024-01-31 foo=bar " * 100
    re.findall(r"[\w.]+@[\w.]+", t)
    re.sub(r"(\d+)-(\d+)-(\d+)", r"\3/\2/\1", t)
    re.split(r"[,;]\s*", t)
    [m.group(1) for m in re.finditer(r"(\w+)=(\w+)", t)]
    for l in t.split(","):
        re.match(r"\s*(\w+)\s+(\w+)", l)


@bench
def jsn():
    d = {"a": [1, 2.5, "x", None, True] * 50, "b": {"c": ["é" * 10] * 20}}
    for _ in range(50):
        json.loads(json.dumps(d))
    for _ in range(20):
        json.dumps(d, indent=2, sort_keys=True)


@bench
def rnd():
    r = random.Random(1)
    for _ in range(20000):
        r.random()
        r.randint(1, 100)
    for _ in range(2000):
        r.choice("abc")
        r.sample(range(100), 5)
    l = list(range(10000))
    r.shuffle(l)
    r.choices(l, k=5000)
    [r.gauss(0, 1) for _ in range(3000)]
    [r.uniform(0, 1) for _ in range(5000)]


@bench
def stats():
    l = [(i * 7919) % 1007 for i in range(3000)]
    statistics.mean(l)
    statistics.median(l)
    statistics.stdev(l)
    statistics.mode(l)
    statistics.quantiles(l)


@bench
def dtime():
    d = datetime.datetime(2024, 1, 31)
    for i in range(5000):
        e = d + datetime.timedelta(days=i)
        e.strftime("%Y-%m-%d")
        e.isoformat()
        e.weekday()
        (e - d).days
        e > d
    for i in range(2000):
        datetime.datetime.strptime("2024-01-31 10:20:30", "%Y-%m-%d %H:%M:%S")
        datetime.datetime.fromisoformat("2024-01-31T10:20:30")
        datetime.date(2024, 1, 1).replace(month=3)


@bench
def dec():
    D = decimal.Decimal
    t = D("0")
    for i in range(5000):
        t += D("1.10") * i
        t - D("0.05")
    for i in range(3000):
        (D(i) / D(7)).quantize(D("0.01"))
        str(D("12.34"))
        D("1.5") < D("2")


@bench
def frac():
    F = fractions.Fraction
    s = F(0)
    for i in range(1, 2000):
        s += F(1, i % 50 + 1)
        s * F(2, 3) > 1


@bench
def deepc():
    d = {"a": [1, [2, {"b": (3, 4)}]] * 20}
    for _ in range(100):
        copy.deepcopy(d)
        copy.copy(d)


@dataclasses.dataclass
class DC:
    a: int
    b: str = "x"
    c: list = dataclasses.field(default_factory=list)


@bench
def dcls():
    for i in range(10000):
        x = DC(i)
        x == DC(i)
    for i in range(2000):
        dataclasses.asdict(x)
        repr(x)
        dataclasses.replace(x, a=3)


class Color(enum.Enum):
    RED = 1
    GREEN = 2


@bench
def enm():
    for i in range(20000):
        Color.RED
        Color(1)
        Color["GREEN"]
        Color.RED.value
        Color.RED.name
        Color.RED is Color.GREEN
    for _ in range(2000):
        list(Color)
        Color.RED in Color
        hash(Color.RED)
        {Color.RED: 1}


NT = namedtuple("NT", "x y")


@bench
def ntup():
    for i in range(20000):
        p = NT(i, 2)
        p.x + p.y
        p == (1, 2)
    for i in range(3000):
        p._replace(x=1)
        p._asdict()
        repr(p)
        x, y = p


@bench
def tw():
    for _ in range(20):
        textwrap.wrap("the quick brown fox " * 30, 40)
        textwrap.dedent("  a\n  b\n" * 20)
        textwrap.fill("abc def " * 30)
        textwrap.shorten("abc def " * 30, 20)


@bench
def hsh():
    for i in range(2000):
        hashlib.sha256(b"abc" * 100).hexdigest()
        hashlib.md5(b"x").hexdigest()
        base64.b64encode(b"abc" * 50)
        base64.b64decode(b"YWJj" * 50)


@bench
def url():
    for i in range(500):
        urllib.parse.urlparse("https://a.b.c/d?e=f&g=h#i")
        urllib.parse.urlencode({"a": 1, "b": "x y"})
        urllib.parse.quote("a b/c")
        urllib.parse.parse_qs("a=1&b=2")
        urllib.parse.unquote("a%20b")
        urllib.parse.urljoin("http://a/b", "c")
        html.escape("<a>")
        html.unescape("&lt;&amp;")


@bench
def csvs():
    s = io.StringIO()
    w = csv.writer(s)
    [w.writerow([i, "a,b", 'q"q', 2.5]) for i in range(2000)]
    list(csv.reader(io.StringIO(s.getvalue())))
    list(csv.DictReader(io.StringIO("a,b\n" + "1,2\n" * 2000)))


@bench
def strio():
    s = io.StringIO()
    for i in range(20000):
        s.write("abc")
    s.getvalue()
    b = io.BytesIO()
    [b.write(b"abc") for _ in range(10000)]
    list(io.StringIO("a\n" * 5000))


@bench
def strct():
    [struct.unpack(">IhB", struct.pack(">IhB", i, 2, 3)) for i in range(10000)]


@bench
def arr():
    a = array.array("d", [0.0] * 1000)
    for i in range(30):
        for j in range(1000):
            a[j] = a[j] + 1.0


@bench
def ctxm():
    @contextlib.contextmanager
    def cm():
        yield 1

    for i in range(10000):
        with cm() as x:
            pass
        with contextlib.suppress(ValueError):
            pass


@bench
def cached_prop():
    class A:
        @functools.cached_property
        def x(self):
            return 1

        @property
        def y(self):
            return 2

        def __eq__(self, o):
            return True

        def __hash__(self):
            return 1

    for i in range(10000):
        a = A()
        a.x
        a.x
        a.y
        a == a
        {a: 1}


@bench
def diff():
    a = ["line %d" % i for i in range(200)]
    b = a[:50] + ["new"] + a[60:]
    list(difflib.unified_diff(a, b))
    difflib.SequenceMatcher(None, "abcdefgh" * 10, "abcdxfgh" * 10).ratio()
    difflib.get_close_matches("appel", ["ape", "apple", "peach"] * 10)


@bench
def pp():
    pprint.pformat({"a": list(range(100)), "b": {"c": ["x" * 20] * 30}})


@bench
def strs():
    for i in range(10000):
        "a,b,c".split(",")
        ",".join(["a", "b"])
        "abc".upper()
        "  x ".strip()
        "abc".replace("b", "c")
        "abc".startswith("a")
        f"{i:05d} {i/3:.2f} {'x':>10}"
        "%s %d" % ("a", 1)
        "{} {}".format(1, 2)
        "abc".find("c")
        "a b".title()
        "x".zfill(3)


@bench
def sorts():
    l = [(i * 7919) % 10007 for i in range(10000)]
    sorted(l)
    sorted(l, reverse=True)
    sorted(l, key=lambda x: -x)
    sorted([(x % 10, x) for x in l])
    sorted(map(str, l))
    l.sort(key=str)
    sorted(l, key=functools.cmp_to_key(lambda a, b: a - b))
    min(l, key=lambda x: x)
    sorted([{"a": x} for x in l], key=operator.itemgetter("a"))
    sorted([DC(x) for x in l[:3000]], key=operator.attrgetter("a"))


@bench
def exc():
    def f():
        raise ValueError("x")

    for i in range(10000):
        try:
            f()
        except ValueError as e:
            str(e)


@bench
def tdict():
    d = {}
    for i in range(20000):
        d[str(i)] = i
        d.get("x")
        d.setdefault("y", 1)
        "z" in d
    {k: v for k, v in d.items()}
    dict(sorted(d.items()))
    d | {"a": 1}
    sum(d.values())
    max(d, key=d.get)
    {**d}


@bench
def sets():
    a = set(range(10000))
    b = set(range(5000, 15000))
    for _ in range(20):
        a & b
        a | b
        a - b
        a ^ b
        a <= b
    for i in range(20000):
        i in a


@bench
def comp():
    [[i * j for j in range(100)] for i in range(200)]
    {i: i * i for i in range(20000)}
    {i % 7 for i in range(20000)}
    sum(i for i in range(20000))
    any(i > 19000 for i in range(20000))
    all(i >= 0 for i in range(20000))


@bench
def bigint():
    x = 1
    for i in range(1, 1500):
        x *= i
    len(str(x))
    pow(3, 100000, 10**50 + 7)
    math.factorial(2000) // math.factorial(1990)
    2**10000 % 1234567
    math.gcd(x, 2**2000)
    math.isqrt(x)


@bench
def gens():
    def g(n):
        for i in range(n):
            yield i

    def h(n):
        yield from g(n)

    sum(h(50000))
    list(map(lambda x: x + 1, filter(lambda x: x % 2, range(50000))))
    list(zip(range(50000), range(50000)))
    [i for i, x in enumerate(range(50000))]
    dict(zip(range(10000), range(10000)))


@bench
def closures():
    def mk():
        n = 0

        def inc():
            nonlocal n
            n += 1
            return n

        return inc

    f = mk()
    for _ in range(100000):
        f()


@bench
def matchst():
    def f(x):
        match x:
            case {"type": "a", "v": v}:
                return v
            case [a, b, *rest]:
                return a
            case DC(a=1):
                return 1
            case int() | float():
                return 2
            case str(s) if s:
                return s
            case _:
                return 0

    for i in range(5000):
        f({"type": "a", "v": 1})
        f([1, 2, 3])
        f(DC(1))
        f(3)
        f("x")
        f(None)


@bench
def kwargs():
    def f(a, b=2, *args, c=3, **kw):
        return a

    for i in range(20000):
        f(1)
        f(1, c=2)
        f(1, 2, 3, x=4)
        f(*(1, 2), **{"c": 3})


@bench
def logg():
    lg = logging.getLogger("x")
    lg.setLevel(logging.WARNING)
    for i in range(10000):
        lg.debug("x %s", i)
    s = io.StringIO()
    h = logging.StreamHandler(s)
    lg.addHandler(h)
    lg.propagate = False
    for i in range(1000):
        lg.warning("x %s", i)
    lg.removeHandler(h)


@bench
def uuids():
    [str(uuid.UUID(int=i)) for i in range(2000)]
    [uuid.uuid5(uuid.NAMESPACE_DNS, "a") for i in range(500)]


@bench
def aio():
    async def f(x):
        await asyncio.sleep(0)
        return x

    async def main():
        await asyncio.gather(*[f(i) for i in range(1000)])
        q = asyncio.Queue()

        async def w():
            while (x := await q.get()) is not None:
                pass

        t = asyncio.create_task(w())
        for i in range(1000):
            await q.put(i)
        await q.put(None)
        await t
        s = asyncio.Semaphore(5)

        async def g():
            async with s:
                await asyncio.sleep(0)

        await asyncio.gather(*[g() for _ in range(300)])

    asyncio.run(main())
