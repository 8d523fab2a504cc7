l = [3, 1, 2]
l.append(4); l.extend("ab"); l.extend(x for x in (7, 8)); l.insert(0, "first"); l.insert(-1, "before last"); l.insert(100, "end"); l.insert(-100, "start")
print(l, len(l), l.index("a"), l.count(1), l.pop(), l.pop(0), l.pop(-2))
l.remove("a"); print(l); l.reverse(); print(l, l.copy() == l, l.copy() is l); l.clear(); print(l)
print([1, 2] + [3], [0] * 3, 3 * [1], [1] * 0, [1] * -5, [1, 2] == [1, 2], [1, 2] != [2, 1], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 9], [1] <= [1.0], 2 in [1, 2], [] in [[]], list("abc"), list((1, 2)), list({1: 2}), list(range(3)), list(), [[]] * 2, bool([]), bool([None]))
print(sorted([3, 1, 2]), sorted("hello", reverse=True), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([3, -2, 1], key=abs), sorted({3: 1, 1: 2}), sorted([1, 2, 3, 4], key=lambda x: x % 2), sorted([1, 2, 3, 4], key=lambda x: x % 2, reverse=True), sorted([]), sorted([True, 0, 0.5]))
l = [5, 2, 9]
print(l.sort(), l, l.sort(reverse=True), l, l.sort(key=lambda x: -x), l)
class Item:
    def __init__(self, k, n): self.k, self.n = k, n
    def __lt__(self, o): return self.k < o.k
    def __repr__(self): return f"{self.k}{self.n}"
print(sorted([Item(i % 3, i) for i in range(9)]), sorted([Item(i % 3, i) for i in range(9)], reverse=True))
a = [1, 2, 3]; a.append(a); print(a, a[3] is a, a == a); b = []; b.append((b, {1: b})); print(b)
x = y = [1]; x += [2]; x = x + [3]; print(x, y)
m = [[0] * 2 for _ in range(2)]; m[0][0] = 1; print(m)
def attempt(code, l=None):
    env = {"l": [1, 2, 3] if l is None else l}
    try:
        exec(code, env)
        print(code, "ok", env["l"])
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["l[3]", "l[-4]", "l[5] = 1", "del l[5]", "l['a']", "l[1.0]", "l[None]", "l.index(9)", "l.index(1, 1)", "l.index(3, -1)", "l.remove(9)", "l.pop(9)", "[].pop()", "l.pop('a')", "l.insert('a', 1)", "l.insert(1)", "l.append()", "l.append(1, 2)", "l.extend(5)", "l.extend()", "l + (1,)", "l + None", "l += 5", "l * 'a'", "l * 1.5", "l *= l", "(1,) + l", "l < (1,)", "l < 5", "l()", "l.x", "l.x = 1", "hash(l)", "{l: 1}", "{l}", "l.sort(5)", "l.sort(key=5)", "l.sort(foo=1)", "l.sort(key=len)", "[1, 'a'].sort()", "sorted([1, None])", "sorted(5)", "sorted()", "sorted([], [])", "sorted([1], key=lambda: 0)", "sorted([3, 1], reverse='yes')", "sorted([3, 1], reverse=None)", "sorted([1], reverse=[])", "l.copy(1)", "l.count()", "l.reverse(1)", "l.clear(1)", "list(1, 2)", "list(a=1)", "list.append(1, 2)", "list.append()", "list.__getitem__(l, 'a')", "l[:] = 5", "l[0], l[1] = l[1], l[0]", "l[l[0]] = 'x'", "del l[:]", "del l[0], l[0]", "l.index()", "l.index(1, 'a')", "l == 5", "-l", "l @ l", "l[0](1)", "l[1][1]", "l.append", "l.__class__ = tuple", "list.nope", "[*l, *5]", "l.__len__(1)", "l.__contains__()", "l.__iadd__(5)", "l.__add__(5)", "l.__mul__('a')", "l.__eq__(5)", "l.__setitem__(9, 9)", "max([])", "min()", "max(5)", "max([], default='d')", "max(1, 2, default=3)", "max([1, 'a'])", "min([3, 1], key=lambda x: -x)", "sum([], 'a')", "sum([1], start=5)", "sum(['a'], '')", "sum([b'a'], b'')"]:
    attempt(code)
def mutate():
    l = [3, 1, 2]
    def key(x):
        l.append(x)
        return x
    try:
        l.sort(key=key)
    except ValueError as e:
        print(e)
    print(l)
mutate()
class Evil:
    def __eq__(self, o): lst.clear(); return False
lst = [Evil(), Evil(), 1]
print(1 in lst, lst)
class BadLt:
    def __lt__(self, o): raise RuntimeError("lt")
l = [BadLt(), BadLt()]
try:
    l.sort()
except RuntimeError as e:
    print(e, len(l))
class L(list):
    def __repr__(self): return "L" + super().__repr__()
    def append(self, x): super().append(x * 2)
z = L([1]); z.append(5); print(z, z + [1], type(z + [1]).__name__, type(z[:]).__name__, type(z * 2).__name__, type(z.copy()).__name__, z == [1, 10], sorted(z, reverse=True), L("ab"))
it = iter([1, 2, 3]); print(next(it), it.__length_hint__(), list(it), list(it), next(it, None), type(it).__name__, type(reversed([])).__name__, list(reversed([1, 2])))
