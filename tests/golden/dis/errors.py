def f(path, g):
    try:
        with open(path) as h:
            return h.read()
    except (OSError, ValueError) as e:
        print(e)
        raise
    finally:
        g()


def star(g):
    try:
        g()
    except* ValueError as e:
        print(e)


async def a(xs):
    async with xs as y:
        async for x in y:
            await x
    return [z async for z in xs]
