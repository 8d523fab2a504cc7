# A set equals a view of keys, a dict its proxy, from either side; in containers too.
from types import MappingProxyType
from collections import OrderedDict, UserDict
d = {1: 2}
p = MappingProxyType(d)
print({1} == d.keys(), d.keys() == {1}, {1} != d.keys(), {2} == d.keys(), frozenset([1]) == d.keys(), {(1, 2)} == d.items(), {2} == d.values())
print(d == p, p == d, d != p, {} == p, [d] == [p], [{1}] == [d.keys()], {1} in [d.keys()], ({1},) == (d.keys(),), d == d.keys(), {1: {1}} == {1: d.keys()})
print(OrderedDict(d) == p, UserDict(d) == d, d == UserDict(d), {1} <= d.keys(), {1} < d.keys(), d.keys() >= {1}, {1} & d.keys(), {1, 5} - d.keys(), {5} | d.keys())
