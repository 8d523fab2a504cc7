# A constructor without keywords leaves those of a subclass to the __init__ that the subclass has.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

def with_init(base):
    class Sub(base):
        def __init__(self, *args, note=None): self.note = note
    return Sub

for base, *args in [(tuple, [1]), (float, 1), (frozenset, [1]), (list, ()), (set, ()), (bytearray,)]:
    t(lambda: (base.__name__, with_init(base)(*args, note="n").note))
t(lambda: with_init(tuple)((x for x in "ab"), note=1))
t(lambda: with_init(frozenset)((x for x in "a"), note=1).note)

class Filter(filter):
    def __init__(self, *args, note): print(note)
t(lambda: list(Filter(None, [0, 1], note="n")))
class Bare(tuple): pass
t(lambda: Bare([1], note=1))
class New(tuple):
    def __new__(cls, items=(), note=None):
        self = super().__new__(cls, items)
        self.note = note
        return self
t(lambda: (New([1, 2], note="x"), New([1], note="x").note))
class Both(list):
    def __init__(self, items, note=None):
        super().__init__(items)
        self.note = note
t(lambda: (Both([1], note=2), Both([1], note=2).note))
