"""The interface of pydantic_monty 1.4.0, tested against either package.

MONTY_COMPAT=peer runs the suite against the published package, which proves that it says what that one does; without it,
`import pydantic_monty` gives the drop-in of this one. Where the two differ on purpose a test is marked `ours` (the peer
lacks it or is wrong) or `theirs`, and says why.
"""

from __future__ import annotations

import asyncio
import os

import pytest

PEER = os.environ.get("MONTY_COMPAT") == "peer"

if not PEER:
    import monty

    monty.install_as_pydantic_monty()

import pydantic_monty


def pytest_configure(config):
    config.addinivalue_line("markers", "ours(reason): not so in the peer")
    config.addinivalue_line("markers", "theirs(reason): so in the peer alone")


def pytest_collection_modifyitems(items):
    for item in items:
        mark = item.get_closest_marker("ours" if PEER else "theirs")
        if mark:
            item.add_marker(pytest.mark.skip(reason=mark.args[0]))


@pytest.fixture(scope="session")
def pool():
    with pydantic_monty.Monty(max_processes=4) as pool:
        yield pool


@pytest.fixture
def session(pool):
    with pool.checkout() as session:
        yield session


@pytest.fixture
def run(session):
    return session.feed_run


@pytest.fixture
def raises(run):
    """Runs a program that fails; the exception."""

    def check(code, kind=pydantic_monty.MontyRuntimeError, **options):
        with pytest.raises(kind) as caught:
            run(code, **options)
        return caught.value

    return check


@pytest.fixture
def in_loop():
    """Runs an async test body, which is given a session of an AsyncMonty."""

    def go(body, **options):
        async def main():
            async with pydantic_monty.AsyncMonty(max_processes=2) as pool, pool.checkout(**options) as session:
                return await body(session)

        return asyncio.run(main())

    return go
