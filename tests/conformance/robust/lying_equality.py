# Objects whose __eq__, __hash__ and __lt__ lie, raise or change what they are compared within.
class Liar:
    def __init__(self, h, eq): self.h, self.eq = h, eq
    def __hash__(self): return self.h
    def __eq__(self, other): return self.eq

class Raises:
    def __hash__(self): return 1
    def __eq__(self, other): raise RuntimeError('no comparison')

class HashRaises:
    def __hash__(self): raise LookupError('no hash')

class Truthless:
    def __hash__(self): return 7
    def __eq__(self, other): return self
    def __bool__(self): raise ZeroDivisionError('no truth')

def attempt(what, f):
    try:
        print(what, f())
    except Exception as e:
        print(what, type(e).__name__, e)

d = {Liar(1, False): 'a', Liar(1, False): 'b', Liar(1, True): 'c'}
print(len(d), list(d.values()))
k = Liar(2, False)
d[k] = 'mine'
print(d[k], k in d, Liar(2, False) in d)  # found by identity alone
attempt('raises in dict', lambda: {Raises(): 1, Raises(): 2})
attempt('raises in set', lambda: {1, Raises()})
attempt('raises in list', lambda: Raises() in [1])
attempt('index', lambda: [1, Raises()].index(5))
attempt('count', lambda: [Raises()].count(5))
attempt('remove', lambda: [Raises()].remove(5))
attempt('tuple equality', lambda: (Raises(),) == (1,))
attempt('identity first', lambda: (lambda r: [r] == [r])(Raises()))
attempt('hash', lambda: hash(HashRaises()))
attempt('hash in dict', lambda: {HashRaises(): 1})
attempt('hash in set', lambda: HashRaises() in {1})
attempt('hash in tuple', lambda: hash((1, HashRaises())))
attempt('get', lambda: {}.get(HashRaises()))
attempt('truth', lambda: {Truthless(): 1, Truthless(): 2})
attempt('truth in list', lambda: Truthless() in [3])
attempt('truth of tuples', lambda: (Truthless(),) == (3,))
attempt('max', lambda: max([1, HashRaises()]))

class NoHash:
    def __eq__(self, other): return True
attempt('unhashable', lambda: {NoHash(): 1})
attempt('unhashable list', lambda: {[]: 1})
attempt('unhashable in set', lambda: {1, {}})

class WrongHash:
    def __hash__(self): return 'text'
attempt('hash of a text', lambda: hash(WrongHash()))
class BigHash:
    def __hash__(self): return 2 ** 80
attempt('big hash', lambda: hash(BigHash()) == hash(2 ** 80))
class MinusOne:
    def __hash__(self): return -1
attempt('minus one', lambda: hash(MinusOne()))

# The dict changes while it looks for a key.
class Clears:
    def __init__(self, d): self.d = d
    def __hash__(self): return 3
    def __eq__(self, other):
        self.d.clear()
        return False
d = {}
d[Clears(d)] = 1
d[Clears(d)] = 2
print(len(d))
class Grows:
    def __init__(self, d): self.d = d
    def __hash__(self): return 3
    def __eq__(self, other):
        for i in range(1000, 1100): self.d[i] = i
        return False
d = {}
d[Grows(d)] = 1
d[Grows(d)] = 2
print(len(d), d[1050])
class Pops:
    def __init__(self, l): self.l = l
    def __eq__(self, other):
        if self.l: self.l.pop()
        return False
l = []
l.extend(Pops(l) for _ in range(10))
attempt('pops while searched', lambda: 5 in l)
print(len(l))
l = []
l.extend(Pops(l) for _ in range(10))
attempt('pops while counted', lambda: l.count(5))
l = []
l.extend(Pops(l) for _ in range(10))
attempt('pops while compared', lambda: l == [5] * 10)
attempt('pops while removed', lambda: l.remove(5))

# Sorts whose comparisons lie.
import itertools
turn = itertools.count()
class Fickle:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return next(turn) % 3 == 0
print(sorted(x.n for x in sorted(Fickle(i) for i in range(50))) == list(range(50)))
class Late:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        if self.n == -50: raise ValueError('tired')
        return self.n < other.n
l = [Late(-i) for i in range(100)]
attempt('sort that raises', lambda: l.sort())
print(len(l), len({id(x) for x in l}))
l = [3, 1, 2]
def key(x):
    l.append(9)
    return x
attempt('changed while sorted', lambda: l.sort(key=key))
l = list(range(20))
class Cmp:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        l2.clear()
        return self.n < other.n
l2 = [Cmp(i) for i in range(10, 0, -1)]
attempt('cleared while sorted', lambda: l2.sort())
