# Containers that contain themselves: printed, compared, copied, hashed, dumped.
import copy, json, pprint
def attempt(what, f):
    try:
        print(what, f())
    except Exception as e:
        print(what, type(e).__name__, e)
l = [1]
l.append(l)
d = {'a': 1}
d['self'] = d
t = ([],)
t[0].append(t)
s = [[]]
s[0].append({'s': s, 't': (s,)})
print(l, d, t, s, sep='\n')
print(repr(l), str(d), f'{t}', '%s' % (s,), '{!r}'.format(l), ascii(d))
class Mine(list): pass
m = Mine([1])
m.append(m)
print(m)
class Shown:
    def __init__(self): self.me = [self]
    def __repr__(self): return f'Shown({self.me})'
import dataclasses
@dataclasses.dataclass
class Node:
    name: str
    next: object = None
n = Node('n')
n.next = n
print(n)
import collections
q = collections.deque([1])
q.append(q)
print(q)
od = collections.OrderedDict(a=1)
od['od'] = od
print(od)
dd = collections.defaultdict(list)
dd['x'] = dd
print(dd)
c = collections.ChainMap({})
print(d.keys(), d.values().__class__.__name__)
print([l, l], (d, d))
a, b = [1], [1]
a.append(b)
b.append(a)
print(a, b)
c = copy.deepcopy(l)
print(c[1] is c, c[1] is l, copy.copy(l)[1] is l)
c = copy.deepcopy(d)
print(c['self'] is c)
c = copy.deepcopy(t)
print(c[0][0] is c)
attempt('json list', lambda: json.dumps(l))
attempt('json dict', lambda: json.dumps(d))
attempt('json unchecked key', lambda: json.dumps({(1, 2): 3}))
attempt('equal to itself', lambda: l == l)
attempt('hash', lambda: hash((l,)))
print(l in l, l.index(l), l.count(l))
print(len(str([l] * 3)), l[1][1][1][0])
l.remove(l)
print(l)
e = ValueError()
e.args = (e,)
print(str(e)[:20] if False else 'args', len(e.args))
e.__cause__ = e.__context__ = e
try: raise e
except ValueError as x: print(x is e, x.__cause__ is e)
