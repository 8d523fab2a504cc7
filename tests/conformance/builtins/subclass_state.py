# Subclasses of builtin types: attributes are copied and pickled, classmethods make them by a call, NaN is unequal to itself.
import copy, json, pickle
from collections import OrderedDict, deque

def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

class B(bytearray): pass
class S(set): pass
class F(frozenset): pass
class L(list): pass
class D(dict): pass
class T(tuple): pass
class Q(deque): pass
class O(OrderedDict): pass

for value in B(b"ab"), S([1]), F([1]), L([1]), D(a=1), T([1]), Q([1, [2]]), O(a=1):
    value.note = [1]
    for again in copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v)):
        new = again(value)
        print(type(new).__name__, new == value, new.note, new.note is value.note)
print(copy.copy(S([1])), copy.copy(O(a=1)), repr(B(b"a'")))
print(copy.deepcopy(deque([1, [2]], 3)))

class Made(bytes):
    def __new__(cls, value):
        self = super().__new__(cls, value)
        self.note = len(value)
        return self
class Array(bytearray):
    def __init__(self, *args):
        super().__init__(*args)
        self.note = args
print(Made.fromhex("1a2b").note, Array.fromhex("1a2b").note)

class R(float):
    def __init__(self, value): self.note = value
print(R.fromhex("0x1p3").note)
nan = R("nan")
print(nan == nan, nan != nan, nan in [nan], [nan] == [nan], R(1) == R(1), R(1) != R(1))
print(json.dumps([nan, R("inf"), R(2)]), json.dumps({nan: 1, R("-inf"): nan}))
