import copy
import types
import string
import operator
import textwrap
import keyword
import reprlib


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


class Node:
    def __init__(self, v, kids=()):
        self.v = v
        self.kids = list(kids)


a = Node(1, [Node(2)])
a.kids.append(a)
b = copy.deepcopy(a)
print(b.kids[0].v, b.kids[1] is b, b.kids[0] is a.kids[0], copy.copy(a).kids is a.kids)
x = [1, [2, 3], {"k": (4, [5])}]
y = copy.deepcopy(x)
y[1].append(9)
y[2]["k"][1].append(6)
print(x, y, copy.copy(x)[1] is x[1])
t = (1, "a", (2,))
print(copy.deepcopy(t) is t, copy.deepcopy(([],)) == ([],), copy.copy({1, 2}) == {1, 2})


class Hooks:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep"


print(copy.copy(Hooks()), copy.deepcopy([Hooks()]))


class Slots:
    __slots__ = ("p", "q")

    def __init__(self):
        self.p = [1]
        self.q = 2


s = copy.deepcopy(Slots())
print(s.p, s.q)
rec = []
rec.append(rec)
print(copy.deepcopy(rec))
attempt(lambda: copy.deepcopy((i for i in [])))

ns = types.SimpleNamespace(a=1, b="x")
print(ns, ns == types.SimpleNamespace(a=1, b="x"), types.MappingProxyType({"k": 1})["k"])
C = types.new_class("C", (Node,), {}, lambda d: d.update(extra=5))
print(C(3).v, C.extra, C.__mro__[1].__name__, isinstance(lambda: 0, types.FunctionType), isinstance(len, types.BuiltinFunctionType))
print(types.NoneType, types.resolve_bases((int,)), isinstance(int | str, types.UnionType), types.GenericAlias(list, (int,)))
print(isinstance(a.__init__, types.MethodType), isinstance((i for i in []), types.GeneratorType), isinstance(string, types.ModuleType))

tpl = string.Template("$who likes ${what} for $$5, $who")
print(tpl.substitute(who="tim", what="kung pao"), tpl.safe_substitute(who="x"), tpl.get_identifiers(), tpl.is_valid())
attempt(lambda: tpl.substitute(who="x"))
attempt(lambda: string.Template("a $ b").substitute())
print(string.capwords("hello  big world"), string.ascii_lowercase[:5], string.digits, len(string.punctuation))


class Fmt(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else args[key]


print(Fmt().format("{0} {name} {missing!r:>12} {0:05d}", 7, name="n"), list(string.Formatter().parse("a{b!r:c}d{{e}}")))
print(string.Formatter().format("{} {} {x[0]} {y.real}", 1, 2, x=[5], y=3))
attempt(lambda: string.Formatter().format("{0} {}", 1, 2))

print(operator.add(1, 2), operator.itemgetter(1, 0)("ab"), operator.attrgetter("a", "b")(ns), operator.methodcaller("upper")("a"))
print(operator.itemgetter(slice(1, 3))([1, 2, 3, 4]), sorted([(1, "b"), (0, "c")], key=operator.itemgetter(0)), operator.contains([1], 1))
print(operator.indexOf([4, 5], 5), operator.countOf([1, 1, 2], 1), operator.truth([]), operator.index(True), operator.length_hint([1, 2]))
print(operator.itemgetter(0), operator.attrgetter("a.b"), operator.methodcaller("f", 1, k=2), operator.concat([1], [2]), operator.iadd([1], [2]))
attempt(lambda: operator.index(1.5))
attempt(lambda: operator.attrgetter(3))

text = "The quick-witted fox jumped over the lazy dog -- and ran away, far beyond the well-known hills."
print(textwrap.wrap(text, 24))
print(textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 40), textwrap.shorten("a b c d", 5, placeholder="."))
print(repr(textwrap.dedent("""\
    first
      second

    third
""")), repr(textwrap.indent("a\n\nb\n", "> ")), textwrap.wrap("abcdefghijklmnop", 5), textwrap.wrap("", 10))
print(keyword.iskeyword("for"), keyword.iskeyword("x"), keyword.issoftkeyword("match"), len(keyword.kwlist))
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}))
