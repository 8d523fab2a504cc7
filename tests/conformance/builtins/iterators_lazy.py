# zip, map, filter, enumerate, reversed, iter with a sentinel: lazy, one pass, in order.
log = []
def noisy(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        yield i
print(list(zip(noisy("a", 3), noisy("b", 2))), log); log.clear()
print(list(zip()), list(zip([1])), list(zip("ab", [1, 2, 3], range(9))), list(zip("ab", "cd", strict=True)))
for args in [("ab", "c"), ("a", "bc"), ("a", "b", ""), ("", "a"), ("abc", "ab", "a")]:
    try:
        list(zip(*args, strict=True))
    except ValueError as e:
        print(e)
m = map(lambda x, y: x + y, [1, 2, 3], [10, 20]); print(next(m), list(m), list(m))
m = map(log.append, "xyz"); print(log); next(m); print(log); list(m); print(log); log.clear()
print(list(map(str, [1, None])), list(map(max, [1, 5], [4, 2])), list(map(None.__class__.__call__, [])) , list(map(pow, [2, 3], [3, 2])), [*map(lambda *a: a, "ab", "cd", "ef")])
print(list(filter(None, [0, 1, "", "a", None, [], [0]])), list(filter(lambda x: x % 2, range(6))), list(filter(str.isalpha, "a1b2")), next(filter(None, []), "none"))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), list(enumerate("a", 10**20)), list(enumerate([])), next(enumerate("q", True)))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed(range(3))), list(reversed((1, 2))), list(reversed({"a": 1, "b": 2})), list(reversed(b"ab")))
it = iter([3, 2, 0, 1]); print(list(iter(lambda: next(it), 0)), list(it))
n = [0]
def counter():
    n[0] += 1
    return n[0]
print(list(iter(counter, 4)), n)
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except BaseException as e:
        print(code, "->", type(e).__name__, e)
for code in ["zip(5)", "zip([1], 5)", "list(zip([1], None))", "zip([1], foo=1)", "map()", "map(len)", "map(len, 5)", "list(map(5, [1]))", "list(map(len, [1]))", "next(map(lambda: 0, [1]))", "filter(None)", "filter(5)", "list(filter(5, [1]))", "filter(None, 5)", "enumerate()", "enumerate(5)", "enumerate([], 'a')", "enumerate([], 1.5)", "enumerate(iterable='ab').__next__()", "reversed()", "reversed(5)", "reversed({1})", "reversed(x for x in [])", "reversed(iter([]))", "iter(5)", "iter(5, 6)", "iter()", "iter([], 1, 2)", "next(5)", "next([])", "next(iter([]), 'd')", "next()", "next(iter([]), 1, 2)", "list(iter(lambda: 1/0, 0))", "list(map(lambda x: next(iter([])), [1]))", "any(5)", "all()", "any([0, '', None])", "all([])", "any([])", "sum(map(int, '123'))", "max(map(len, ['a', 'bb']))", "dict(enumerate('ab'))", "dict(map(lambda x: (x, x * x), range(3)))", "type(zip()).__name__", "type(map(len, [])).__name__", "zip([1])[0]", "len(zip([1]))", "bool(zip())", "iter(zip()).__class__", "hasattr(map(len, []), '__next__')", "''.join(filter(str.isupper, 'aBcD'))", "list(zip(*[(1, 2), (3, 4)]))", "list(zip(*[]))", "[*zip(*['abc', 'def'])]", "sorted(zip('ba', (1, 2)))", "'-'.join(map(str, range(4)))", "tuple(reversed([]))", "set(map(abs, (-1, 1)))"]:
    attempt(code)
def stop_inside():
    def gen():
        yield 1
        next(iter([]))
    return list(gen())
try:
    stop_inside()
except RuntimeError as e:
    print(e)
class S:
    def __init__(self): self.n = 3
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration
        return self.n
s = S(); z = zip(s, s); print(list(z)); print(list(zip(S(), S())), min(S()), sorted(S()), 1 in S(), [*S()], sum(S()))
l = [1, 2, 3]; it = iter(l); next(it); l.append(4); print(list(it)); l.append(5); print(list(it))
r = reversed(l); l.pop(); print(list(r), r.__length_hint__())
d = {1: 2}; di = iter(d); d[2] = 3
try:
    next(di)
except RuntimeError as e:
    print(e)
import itertools as I
print(list(I.chain("ab", [1])), list(I.islice(I.count(5, 2), 3)), list(I.islice(I.cycle("ab"), 5)), list(I.repeat(7, 2)), list(I.accumulate([1, 2, 3])), list(I.accumulate([3, 1, 2], max, initial=0)), list(I.product("ab", [1, 2])), list(I.permutations("abc", 2)), list(I.combinations("abcd", 2))[:3], list(I.combinations_with_replacement("ab", 2)))
print([(k, list(g)) for k, g in I.groupby("aabbca")], list(I.takewhile(str.islower, "abCd")), list(I.dropwhile(str.islower, "abCd")), list(I.filterfalse(None, [0, 1])), list(I.starmap(pow, [(2, 3)])), list(I.zip_longest("ab", "c", fillvalue="-")), list(I.compress("abc", [1, 0, 1])), list(I.pairwise("abc")), [list(t) for t in I.tee("ab")], list(I.batched("abcde", 2)), list(I.chain.from_iterable(["ab", "c"])))
