import contextlib
import io
import sys
from contextlib import (contextmanager, ExitStack, closing, suppress, redirect_stdout, nullcontext, ContextDecorator,
                        AbstractContextManager)


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


@contextmanager
def tag(name):
    print("<", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
    finally:
        print(">", name)


with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("boom")


def lets_through():
    with tag("c"):
        raise KeyError("k")


attempt(lets_through)


@tag("deco")
def work(x):
    return x + 1


print(work(1), work(2), work.__name__)


@contextmanager
def never():
    return
    yield


@contextmanager
def twice():
    yield 1
    yield 2


def use(cm):
    with cm() as v:
        return v


attempt(lambda: use(never))
attempt(lambda: use(twice))


def stop():
    with tag("s"):
        raise StopIteration("inner")


attempt(stop)

with ExitStack() as stack:
    for n in "xyz":
        stack.enter_context(tag(n))
    stack.callback(print, "callback", sep="!")
    stack.push(lambda *exc: print("pushed", exc[0]))
    print("inside")


def stack_errors():
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise KeyError("first")


try:
    stack_errors()
except ZeroDivisionError as e:
    print("zero", repr(e.__context__))

with ExitStack() as stack:
    stack.push(lambda *exc: True)
    raise ValueError("swallowed")
attempt(lambda: ExitStack().enter_context(3))
with ExitStack() as stack:
    stack.callback(print, "moved")
    kept = stack.pop_all()
print("after")
kept.close()

with suppress(ZeroDivisionError, KeyError):
    1 / 0
print("suppressed")
buffer = io.StringIO()
with redirect_stdout(buffer):
    print("captured")
print(repr(buffer.getvalue()))


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as thing:
    print("open")
with nullcontext(5) as five:
    print(five)


class Track(ContextDecorator):
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *exc):
        print("exit", exc[0])
        return False


@Track()
def f():
    print("body")


f()


class CM(AbstractContextManager):
    def __exit__(self, *exc):
        return None


with CM() as cm:
    print(type(cm).__name__, isinstance(Track(), AbstractContextManager), isinstance(3, AbstractContextManager))
attempt(lambda: AbstractContextManager())


async def main():
    @contextlib.asynccontextmanager
    async def acm(n):
        print("aenter", n)
        try:
            yield n
        finally:
            print("aexit", n)

    async with acm(1) as v:
        print(v)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(acm(2))
        stack.push_async_callback(later, "x")


async def later(x):
    print("later", x)


coroutine = main()
try:
    coroutine.send(None)
except StopIteration:
    print("done")
