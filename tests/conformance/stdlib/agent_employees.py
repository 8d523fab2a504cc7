import csv, io, json, re, statistics, textwrap
from collections import Counter, defaultdict, OrderedDict, deque, ChainMap, namedtuple
from dataclasses import dataclass, field, asdict, astuple, replace, fields
from datetime import datetime, timedelta, date
from decimal import Decimal, ROUND_HALF_UP, getcontext
from fractions import Fraction
from functools import lru_cache, partial, reduce, cached_property, singledispatch, total_ordering, wraps
from itertools import groupby, chain, combinations, permutations, product, accumulate, islice, zip_longest, takewhile, dropwhile, pairwise, batched, count, cycle, repeat, starmap, tee, compress, filterfalse
from typing import Any, Optional, Protocol, TypedDict, NamedTuple, Literal, Generic, TypeVar, Callable, Iterator, runtime_checkable
DATA = """id,name,dept,salary,joined
1,Ann Smith,Eng,85000.50,2019-03-15
2,"Bob, Jr.",Ops,62000,2020-07-01
3,Cy,Eng,,2021-01-10
4,Dee,HR,54000.25,not a date
5,Eve,Ops,71000.75,2018-11-30
"""
@dataclass(order=True)
class Employee:
    sort_index: float = field(init=False, repr=False)
    id: int
    name: str
    dept: str
    salary: Optional[Decimal]
    joined: Optional[date] = None
    tags: list[str] = field(default_factory=list, compare=False)
    def __post_init__(self):
        self.sort_index = float(self.salary or 0)
    @property
    def years(self): return None if self.joined is None else (date(2024, 6, 1) - self.joined).days // 365
def parse(row):
    try: j = datetime.strptime(row["joined"], "%Y-%m-%d").date()
    except ValueError as e: print("warn:", e); j = None
    return Employee(int(row["id"]), row["name"], row["dept"], Decimal(row["salary"]) if row["salary"] else None, j)
emps = [parse(r) for r in csv.DictReader(io.StringIO(DATA))]
for e in sorted(emps, reverse=True): print(e, e.years)
by = defaultdict(list)
for e in emps: by[e.dept].append(e)
for d, es in sorted(by.items()):
    s = [e.salary for e in es if e.salary is not None]
    print(f"{d:<5}|{len(es):>3}|{sum(s, Decimal()):>12,.2f}|{(sum(s)/len(s)).quantize(Decimal('0.01'), ROUND_HALF_UP) if s else '-':>10}")
print(json.dumps([asdict(e) for e in emps[:2]], default=str, indent=2, sort_keys=True))
print(Counter(w.lower() for e in emps for w in re.findall(r"\w+", e.name)).most_common(3))
out = io.StringIO(); w = csv.DictWriter(out, fieldnames=["name", "dept"], extrasaction="ignore", quoting=csv.QUOTE_MINIMAL); w.writeheader()
for e in emps: w.writerow(asdict(e))
print(repr(out.getvalue()))
print(replace(emps[0], name="Zed"), astuple(emps[4])[1:4], [f.name for f in fields(Employee)])
try: replace(emps[0], sort_index=3)
except Exception as x: print(type(x).__name__, x)
vals = [3.5, 2, 8, 1.25, 9, 4]
print(statistics.mean(vals), statistics.median(vals), round(statistics.stdev(vals), 4), statistics.quantiles(vals, n=4), statistics.mode([1, 1, 2]), statistics.fmean(vals), statistics.pvariance(vals))
try: statistics.mean([])
except statistics.StatisticsError as x: print(x)
print(textwrap.fill("The quick brown fox jumps over the lazy dog " * 3, width=40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.dedent("""
    a
      b
    c"""), textwrap.shorten("hello world foo bar", 12), textwrap.indent("a\nb", "> "))
print(list(batched(range(7), 3)), list(pairwise("abc")), list(accumulate([1, 2, 3], initial=10)), [(k, len(list(g))) for k, g in groupby(sorted("mississippi"))])
print(Fraction(3, 4) + Fraction("1.5"), Fraction(0.1).limit_denominator(10), Decimal("1") / Decimal("3"), Decimal("2.675").quantize(Decimal("0.01")))
