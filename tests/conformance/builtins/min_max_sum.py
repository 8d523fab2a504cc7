print(min(3, 1, 2), max("b", "a"), min([4, 2]), max({1: 0, 5: 0}), min("hello"), max((1, 2), (1, 3)), min([], default=None), max([], default=[]), min([[2], [1, 5]]), max(1, 1.0), max(1.0, 1), min(True, 0), max([3, -5, 2], key=abs), min("aB", key=str.lower), max("x", "yy", "zz", key=len), min([2, 1, 1.0]), max(iter([1, 3])), min(x for x in (5, 4)), max([1], key=None), max("a", "b", key=None))
print(sum([]), sum([1, 2]), sum([1.5, 2]), sum(range(5)), sum([1], 10), sum([1], start=10), sum([[1], [2]], []), sum([(1,), (2,)], ()), sum([True, False]), sum([1j, 2]), sum({1: 0, 2: 0}), sum(x * x for x in range(4)), sum([2**62, 2**62]), sum([0.1] * 3), sum([1, 2**100, 0.5]), sum([-0.0]), sum([], -0.0), sum([float("inf"), 1]), sum([1e100, 1, -1e100]))
print(abs(-3), abs(-2.5), abs(3 - 4j), abs(True), divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), pow(2, 3), pow(2, 3, 5), pow(2.0, -1), pow(2, -1, 5), round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(True), any([0, 1]), all([1, 0]), any(()), all(()), chr(97), ord("€"), hex(10), oct(8), bin(2), callable(len), id(1) == id(1), hash("a") == hash("a"), ascii("é"), repr("é"))
class Add:
    def __init__(self, v): self.v = v
    def __add__(self, o): return Add(self.v + (o.v if isinstance(o, Add) else o))
    def __radd__(self, o): return Add(o + self.v)
print(sum([Add(1), Add(2)]).v, sum([Add(1)], Add(5)).v)
calls = []
def key(x):
    calls.append(x)
    return -x
print(max([1, 2, 3], key=key), min(4, 5, key=key), calls)
class Lt:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt", self.n, o.n); return self.n < o.n
    def __gt__(self, o): print("gt", self.n, o.n); return self.n > o.n
print(min(Lt(2), Lt(1), Lt(3)).n, max(Lt(2), Lt(1), Lt(3)).n)
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["min()", "max()", "min([])", "max('')", "min(5)", "max(None)", "min(1, 'a')", "max([1, None])", "min(1, 2, default=0)", "max([1], [2], default=0)", "min([1], key=5)", "max(1, 2, foo=3)", "max([], key=len)", "min({}, default='d')", "min(1j, 2j)", "sum()", "sum(5)", "sum('ab')", "sum(['a'])", "sum(['a'], '')", "sum([b'a'], b'')", "sum([], bytearray())", "sum([1], 'a')", "sum([1], [])", "sum([[1]])", "sum(1, 2)", "sum([1], 2, 3)", "sum([None])", "sum({'a': 1})", "abs('a')", "abs()", "abs(None)", "divmod(1)", "divmod('a', 1)", "divmod(1, 0.0)", "pow(1)", "pow(2, 'a')", "pow(2, 3, 0)", "pow(2, 3.0, 5)", "pow(2, -1, 4)", "round()", "round('a')", "round(1.5, 1.5)", "round(None, 1)", "round(1, 2, 3)", "any(5)", "all(None)", "chr('a')", "chr(-1)", "chr(1114112)", "chr(1.5)", "ord('')", "ord('ab')", "ord(1)", "ord(b'a')", "hex('a')", "oct(1.5)", "bin(None)", "callable()", "hash([])", "hash({})", "id()", "len()", "len(1)", "repr()", "ascii()", "input(1, 2)", "print(1, foo=2)", "print(sep=5)", "print(end=5)", "print(1, 2, sep=None, end=None)", "sorted(key=1)", "open()", "compile()", "eval()", "getattr()", "setattr(1)", "hasattr(1)", "hasattr(1, 2)", "isinstance(1)", "isinstance(1, 2)", "isinstance(1, 'int')", "isinstance(1, (int, 5))", "isinstance('a', (int, 5))", "issubclass(1, int)", "issubclass(int, 1)", "type()", "type(1, 2)", "type(1, 2, 3)", "vars(1)", "dir(1, 2)", "iter()", "zip(1)", "globals(1)", "locals(1)", "__import__(5)", "__import__('nope')", "staticmethod()", "classmethod()", "property(1, 2, 3, 4, 5)", "super()", "object(1)", "memoryview()", "slice()", "frozenset(1, 2)", "enumerate()", "reversed()", "format()", "exec()", "delattr(1, 'a')", "delattr(object(), 5)", "getattr(1, 5)", "setattr(1, 'a', 2)", "getattr(1, 'real')", "getattr(1, 'zz', 'd')"]:
    attempt(code)
