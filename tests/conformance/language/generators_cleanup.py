# Early exit from a loop over a fresh generator closes it; send/return values; context managers inside.
log = []
def source(name, n):
    try:
        for i in range(n):
            yield i
    finally:
        log.append(f"closed {name}")
for x in source("break", 5):
    if x == 2: break
print(log); log.clear()
def early():
    for x in source("return", 5):
        return x
print(early(), log); log.clear()
try:
    for x in source("raise", 5):
        raise KeyError(x)
except KeyError:
    print(log); log.clear()
first, *rest = source("star", 3)
print(first, rest, log); log.clear()
try:
    a, b = source("unpack", 5)
except ValueError as e:
    print(e)
log.clear()
g = source("kept", 5)
for x in g:
    if x == 1: break
print(log, next(g), list(g), log); log.clear()
def pipeline():
    evens = (x for x in source("inner", 10) if x % 2 == 0)
    for x in evens:
        if x > 4:
            evens.close()
            break
    return x
print(pipeline()); log.clear()
def delegating():
    try:
        r = yield from sub()
        log.append(("result", r))
    except ValueError as e:
        log.append(("outer saw", str(e)))
        yield "recovered"
def sub():
    try:
        while True:
            x = yield
            if x is None: return "done"
            log.append(x)
    except KeyError:
        raise ValueError("translated") from None
d = delegating(); next(d); d.send(1); d.send(2)
try:
    d.send(None)
except StopIteration:
    print(log); log.clear()
d = delegating(); next(d); print(d.throw(KeyError("k")), log); log.clear()
d = delegating(); next(d); d.close(); print(log)
def accumulate():
    total = 0
    while (x := (yield total)) is not None:
        total += x
    return total
def collect(out):
    while True:
        out.append((yield from accumulate()))
out = []
c = collect(out); next(c)
for v in (1, 2, None, 10, None): c.send(v)
print(out)
def flatten(x):
    for y in x:
        if isinstance(y, (list, tuple)): yield from flatten(y)
        else: yield y
print(list(flatten([1, [2, (3, [4]), []], 5])))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n); yield n
        n += 1
p = primes(); print([next(p) for _ in range(10)])
def round_robin(*its):
    its = [iter(i) for i in its]
    while its:
        for it in list(its):
            try:
                yield next(it)
            except StopIteration:
                its.remove(it)
print("".join(round_robin("abc", "d", "ef")))
class Tree:
    def __init__(self, v, kids=()): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids: yield from k
print(list(Tree(1, [Tree(2, [Tree(3)]), Tree(4)])))
print(sum(i for i in (yield_ for yield_ in range(4))), dict((k, v) for k, v in zip("ab", (1, 2))), {*(c for c in "aab")} == {"a", "b"})
import inspect, types
g = source("state", 1)
print(inspect.getgeneratorstate(g), isinstance(g, types.GeneratorType), inspect.isgeneratorfunction(source)); next(g); print(inspect.getgeneratorstate(g)); g.close(); print(inspect.getgeneratorstate(g))
