# inspect: signatures, binding, predicates, documentation.
import functools
import inspect
from dataclasses import dataclass
from typing import Any, Optional


def plain(a, b=2, *args, c, d: int = 4, **kwargs) -> str:
    """Plain.

        Indented.
    Back.
    """


def only(a, b=1, /, c=2, *, d):
    pass


def typed(x: "int", y: Optional[list[str]] = None, *z: Any) -> dict[str, int]:
    yield


class Base:
    """Base doc."""

    def method(self, x, y=1):
        """Method doc."""

    @classmethod
    def build(cls, z):
        pass

    @staticmethod
    def free(w=None):
        pass

    @property
    def value(self):
        """Value doc."""


class Child(Base):
    def __init__(self, first, *, second=2):
        pass

    def method(self, x, y=1):
        pass

    def __call__(self, q):
        pass


@dataclass
class Point:
    x: int
    y: float = 0.0


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


@decorate
def wrapped(n: int, flag=True):
    pass


async def coroutine(a):
    pass


for target in (plain, only, typed, Base.method, Base().method, Base.build, Base.free, Child, Child(1), Base, Point, wrapped, coroutine,
               functools.partial(plain, 1, c=3), functools.partial(only, 5), lambda *a, k=(1, 2): 0):
    print(inspect.signature(target))
print(inspect.signature(wrapped, follow_wrapped=False), repr(inspect.signature(only)))
sig = inspect.signature(plain)
print(list(sig.parameters), sig.return_annotation, sig.parameters["d"].annotation, sig.parameters["a"].default is inspect.Parameter.empty)
print([str(p.kind) for p in sig.parameters.values()], sig.parameters["args"], repr(sig.parameters["d"]), sig.parameters["c"].kind.description)
bound = sig.bind(1, 2, 3, 4, c=5, e=6)
print(bound, bound.args, bound.kwargs, bound.arguments)
bound = sig.bind(1, c=0)
bound.apply_defaults()
print(bound.arguments, plain(*bound.args, **bound.kwargs))
print(sig.bind_partial(b=3), sig.replace(return_annotation=int), sig == inspect.signature(plain))
for arguments in (((), {}), ((1,), {}), ((1, 2), {"a": 1, "c": 2}), ((1,), {"c": 1, "b": 2})):
    try:
        print(sig.bind(*arguments[0], **arguments[1]))
    except TypeError as error:
        print(error)
for arguments in (((), {"a": 1, "d": 2}), ((1, 2, 3, 4), {"d": 1}), ((1,), {"d": 2, "zz": 3}), ((1,), {})):
    try:
        print(inspect.signature(only).bind(*arguments[0], **arguments[1]))
    except TypeError as error:
        print(error)
try:
    inspect.signature(5)
except TypeError as error:
    print(error)
for bad in (lambda: inspect.Signature([inspect.Parameter("a", 3), inspect.Parameter("b", 1)]), lambda: inspect.Parameter("not ok", 1), lambda: inspect.Parameter("x", 2, default=1)):
    try:
        bad()
    except ValueError as error:
        print(error)
P = inspect.Parameter
print(inspect.Signature([P("a", P.POSITIONAL_ONLY), P("b", P.KEYWORD_ONLY, default=3, annotation=int)], return_annotation=None))
print(inspect.getfullargspec(plain))
print(inspect.getdoc(plain), inspect.getdoc(Child.method), inspect.getdoc(Child), inspect.getdoc(5 .__class__) is not None)
print(inspect.isfunction(plain), inspect.ismethod(Base().method), inspect.isclass(Base), inspect.isbuiltin(len), inspect.isroutine(str.join))
print(inspect.isgeneratorfunction(typed), inspect.isgenerator(typed(1)), inspect.iscoroutinefunction(coroutine), inspect.isawaitable(c := coroutine(1)))
c.close()
print(inspect.getcoroutinestate(c), inspect.isdatadescriptor(Base.value), inspect.ismodule(inspect), inspect.isabstract(Base))
print([name for name, _ in inspect.getmembers(Base, inspect.isfunction)], [name for name, value in inspect.getmembers(Point(1)) if not name.startswith("_")])
print(inspect.unwrap(wrapped).__name__, inspect.getmro(Child), inspect.get_annotations(Point), inspect.get_annotations(typed, eval_str=True)["x"])
print(inspect.getattr_static(Base, "value"). __class__.__name__, inspect.cleandoc("  a\n      b\n    c\n\n"), inspect.getmodulename("/x/mod.py"))
print(sorted(inspect.getcallargs(plain, 1, c=2).items()), inspect.stack()[0].function, inspect.currentframe().f_code.co_name)


def generator():
    yield 1


g = generator()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), list(g), inspect.getgeneratorstate(g))
