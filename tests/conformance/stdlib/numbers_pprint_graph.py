import fractions
import graphlib
import numbers
import pprint
import statistics as st
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from fractions import Fraction as F


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


print(F(3, 6), F("3/4"), F("-1.25"), F("1e-2"), F(0.5), repr(F(-2, -4)), F(5), F(1, 3) + F(1, 6), F(1, 2) * 3, 1 - F(1, 3))
print(F(7, 2) // 1, F(7, 2) % 2, divmod(F(7, 2), 2), F(2, 3) ** 2, F(2, 3) ** -1, 2 ** F(2), F(1, 2) + 0.5, F(4) ** F(1, 2))
print(round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), int(F(-7, 2)), F(1, 3) < F(1, 2), F(1, 2) == 0.5, hash(F(1, 2)) == hash(0.5))
print(F(3.14159).limit_denominator(100), F(1, 3).limit_denominator(2), sum([F(1, 10)] * 10), f"{F(1, 3):.3f}", F(6, 3).is_integer())
attempt(lambda: F(1, 0))
attempt(lambda: F("x"))
attempt(lambda: F(1.5, 2))
print(isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(F(1), numbers.Rational), isinstance(1j, numbers.Real))

data = [1, 2, 2, 3, 4, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.stdev(data), st.pstdev(data), st.variance(data), st.pvariance(data))
print(st.mean([1, 2]), st.mean([0.1] * 10), st.mean([F(1, 2), F(1, 3)]), st.fmean([1, 2, 4]), st.median([1, 2, 3, 4]), st.median_low([1, 2]))
print(st.multimode("aabbc"), st.quantiles(range(1, 12)), st.quantiles([1, 2, 3, 4], n=2, method="inclusive"), st.geometric_mean([1, 4]))
print(st.harmonic_mean([40, 60]), st.correlation([1, 2, 3], [2, 4, 6]), st.covariance([1, 2, 3], [1, 5, 7]), st.linear_regression([1, 2, 3], [2, 4, 6]))
print(st.stdev([1.5, 2.5, 4.0]), st.variance([0.1, 0.2, 0.3]), st.fmean([1, 2], weights=[3, 1]), st.NormalDist(5, 2), st.NormalDist(0, 1).cdf(0))
attempt(lambda: st.mean([]))
attempt(lambda: st.stdev([1]))
attempt(lambda: st.median([]))
attempt(lambda: st.mode([]))

graph = {"D": {"B", "C"}, "B": {"A"}, "C": {"A"}}
order = list(graphlib.TopologicalSorter(graph).static_order())
print(order[0], order[-1], sorted(order))
ts = graphlib.TopologicalSorter()
ts.add(3, 2)
ts.add(2, 1)
ts.prepare()
while ts.is_active():
    ready = ts.get_ready()
    print(ready)
    ts.done(*ready)
attempt(lambda: list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order()))
attempt(lambda: ts.add(5))
attempt(lambda: ts.done(99))


@dataclass
class Item:
    name: str
    values: list


long = {"numbers": list(range(30)), "nested": {"a": {"b": {"c": "x" * 50}}, "z": (1, 2)}, "short": [1, 2], 3: None}
try:
    pprint.pprint(long)
except TypeError as e:
    print(e)
pprint.pprint({"b": 1, "a": [1, 2]})
pprint.pprint({"b": 1, "a": 2}, sort_dicts=False)
pprint.pprint(list(range(40)), width=50, compact=True)
pprint.pprint([["alpha" * 5, "beta" * 5], ["gamma" * 5, "delta" * 5]], width=40, indent=2)
pprint.pprint({"k": [{"deep": [1, [2, [3, [4]]]]}]}, depth=3)
pprint.pprint("the quick brown fox jumped over the lazy dog and then ran far away", width=30)
pprint.pprint(Item("n" * 30, list(range(25))))
pprint.pprint(OrderedDict((k, k * 20) for k in "abcd"))
pprint.pprint(defaultdict(list, {k: [k * 30] for k in "abc"}))
pprint.pprint(({"a"}, frozenset([1, 2]), (1,), ()))
print(pprint.pformat([1, 2]), pprint.pformat(1234567, underscore_numbers=True), pprint.isreadable([1]), pprint.saferepr({"b": 1, "a": 2}))
rec = [1]
rec.append(rec)
print(pprint.isrecursive(rec), pprint.pformat(rec).split(" with id")[0])
