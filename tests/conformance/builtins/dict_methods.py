d = {"a": 1, "b": 2}
print(d["a"], d.get("z"), d.get("z", 0), d.setdefault("c", []), d.setdefault("a", 9), d.pop("a"), d.pop("zz", "dflt"), d, len(d), "b" in d, 1 in d, list(d), list(d.items()))
d.update({"x": 1}); d.update([("y", 2)], z=3); d.update(w=4); d.update(); d.update(zip("pq", range(2))); print(d)
print(d.popitem(), d.popitem(), d.copy() == d, d.copy() is d); d.clear(); print(d)
print(dict(), dict(a=1), dict({"a": 1}, b=2), dict([("k", "v")]), dict(zip("ab", [1, 2])), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**{"a": 1}, "a": 2}, {1: "a", True: "b", 1.0: "c"}, {"b": 1, "a": 2} == {"a": 2, "b": 1}, {} == {}, {1: 2} != {1: 3}, dict(a=1) | {"b": 2}, {"a": 1} | {"a": 2})
d = {"a": 1}; d |= {"b": 2}; d |= [("c", 3)]; print(d)
d = {i: i for i in range(5)}
del d[2]; d[2] = "again"; d[0] = "upd"; print(d, list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())))
print(d.keys(), d.values(), d.items(), type(d.keys()).__name__)
k, v, i = d.keys(), d.values(), d.items()
d["new"] = 1
print(len(k), "new" in k, 1 in v, ("new", 1) in i, ("new", 2) in i, len(k & {1, "new"}), sorted((k | {"q"}) - {"new", "q"}, key=str), k - {0, 1, 3, 4, 2}, {1, 2} & k, k == set(d), i == set(d.items()) , k.isdisjoint({"zz"}), k <= {0, 1, 2, 3, 4, "new"}, k.mapping["new"], k ^ {0, 1, 2, 3, 4}, {(1, 1)} <= i, v == v, list(v) == list(d.values()))
def attempt(code, d=None):
    env = {"d": {"a": 1, "b": 2} if d is None else d}
    try:
        r = eval(code, env)
        print(code, "=>", r, env["d"])
    except SyntaxError:
        try:
            exec(code, env)
            print(code, "ok", env["d"])
        except Exception as e:
            print(code, "->", type(e).__name__, e)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["d['z']", "d[1]", "d[None]", "d[(1, 2)]", "d[[]]", "d[{}] = 1", "del d['z']", "d.pop('z')", "d.pop()", "d.pop('a', 1, 2)", "{}.popitem()", "d.get()", "d.get([])", "d.setdefault([])", "d.update(5)", "d.update([1])", "d.update([(1, 2, 3)])", "d.update(['ab'])", "d.update({1}, {2})", "dict(5)", "dict([1, 2])", "dict([[1]])", "dict(1, 2)", "dict.fromkeys(5)", "dict.fromkeys([[]])", "dict.fromkeys()", "d + d", "d | 5", "d | [('q', 1)]", "5 | d", "d |= 5", "d < d", "d.x", "d.x = 1", "d()", "hash(d)", "{d: 1}", "[] in d", "d.keys()[0]", "d.items() | 5", "d.keys() + d.keys()", "d.keys() < 5", "d.keys().x", "iter(d)['a']", "dict(**{1: 2})", "d['a']['b']", "d.a", "d[...]", "d[1:2]", "d[float('nan')]", "d[0.0]", "d.copy(1)", "d.clear(1)", "d.fromkeys('xy', [])", "d.__getitem__('q')", "d.__contains__([])", "d.__missing__", "d.items().__contains__(('a', 1))", "max(d)", "max(d, key=d.get)", "sum(d.values())", "sorted(d, reverse=True)", "dict(d, a=9)", "dict(d.items())", "{**d, 'c': 3}", "{v: k for k, v in d.items()}", "list(map(d.get, 'abz'))", "len(d.items())", "str(d)", "d == {'b': 2, 'a': 1.0}", "list(d)[0]", "next(iter(d))", "d.values().mapping", "sorted(d.keys() | 'c')", "d.items() & {('a', 1)}", "[*d, *d.values()]", "d.update(d)", "dict.get(d, 'a')", "dict.get(5, 'a')"]:
    attempt(code)
class Mis(dict):
    def __missing__(self, k): return k * 2
m = Mis(a=1)
print(m["a"], m["zz"], m.get("zz"), m, "zz" in m, m.copy().__class__.__name__, (m | {}).__class__.__name__)
r = {}; r["self"] = r; r["l"] = [r]; print(r)
nan = float("nan"); print({nan: 1}[nan], float("nan") in {nan: 1}, {0: "z"}[-0.0], {1: 2}.get(1.0), {2**70: 1}[2.0**70], {"a" + "b": 1}["ab"], {(): 1}[()], {frozenset([1]): 2}[frozenset([1])])
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 3
    def __eq__(self, o): return isinstance(o, H) and self.v == o.v
    def __repr__(self): return f"H{self.v}"
col = {H(i): i for i in range(12)}
print(col, col[H(7)], H(20) in col, [col.pop(H(i)) for i in (0, 3, 6)], list(col)[:4]); col[H(3)] = "back"; print(list(col)[-1])
class BadHash:
    def __hash__(self): raise ValueError("no hash")
for c in ("d[k]", "d.get(k)", "k in d", "{k}", "d.setdefault(k, 1)"):
    try:
        eval(c, {"d": {}, "k": BadHash()})
    except ValueError as e:
        print(c, e)
big = {i: str(i) for i in range(1000)}
for i in range(0, 1000, 3): del big[i]
for i in range(0, 1000, 9): big[i] = "r"
print(len(big), list(big)[:5], list(big)[-3:], sum(big))
from collections import OrderedDict, defaultdict, Counter, ChainMap
od = OrderedDict(a=1, b=2, c=3); od.move_to_end("a"); od.move_to_end("c", last=False); print(od, od.popitem(last=False), od == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), {"b": 2, "a": 1} == od)
dd = defaultdict(list); dd["x"].append(1); print(dd, dd["y"], dd.get("z"), dict(dd), dd.default_factory.__name__)
c = Counter("mississippi"); print(c, c.most_common(2), c["zz"], c + Counter("ss"), c - Counter("ssss"), c & Counter("sip"), c | Counter("zzzzz"), sorted(c.elements())[:3], c.total(), +Counter(a=-1, b=1)); c.update("ss"); c.subtract("i"); print(c)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], list(cm), cm.new_child({"c": 1}), cm.parents)
