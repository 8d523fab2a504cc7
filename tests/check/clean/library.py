# Much of the library, used well: what exists at run time is known to the checker.
from __future__ import annotations

import asyncio
import base64
import calendar
import collections
import contextlib
import csv
import datetime as dt
import decimal
import enum
import fractions
import functools
import hashlib
import heapq
import io
import itertools
import json
import logging
import math
import operator
import os
import pathlib
import random
import re
import statistics
import string
import sys
import textwrap
import time
import typing
import uuid
import xml.etree.ElementTree as ET
import zoneinfo
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

if typing.TYPE_CHECKING:
    from _typeshed import SupportsRead


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


def read(source: SupportsRead[str]) -> list[dict[str, str]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(source.read()))]


@functools.lru_cache(maxsize=None)
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@contextlib.contextmanager
def timed(name: str) -> typing.Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        logging.debug("%s took %.3f s", name, time.perf_counter() - start)


async def worker(queue: asyncio.Queue[int], out: list[int]) -> None:
    while (item := await queue.get()) >= 0:
        out.append(item * 2)
        queue.task_done()


async def pipeline() -> list[int]:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=2)
    out: list[int] = []
    task = asyncio.create_task(worker(queue, out))
    for n in range(4):
        await queue.put(n)
    await queue.put(-1)
    await asyncio.wait_for(task, timeout=5)
    loop = asyncio.get_running_loop()
    future: asyncio.Future[int] = loop.create_future()
    loop.call_soon(future.set_result, 1)
    lock = asyncio.Condition()
    async with lock:
        lock.notify_all()
    return [*out, await future]


with timed("all"):
    rows = read(io.StringIO("a,b\n1,2\n"))
    words = collections.Counter(re.findall(r"\w+", "the cat the dog"))
    print(words.most_common(1)[0][0].upper(), rows[0]["a"], fib(10))
    print(Level.HIGH.name, Level(1).value, HTTPStatus.NOT_FOUND.phrase)
    print(dt.datetime(2026, 1, 1, tzinfo=zoneinfo.ZoneInfo("UTC")).isoformat(), dt.date(2026, 1, 2) - dt.date(2026, 1, 1))
    print(decimal.Decimal("1.10").quantize(decimal.Decimal("0.1")), fractions.Fraction(1, 3) + 1, math.hypot(3, 4))
    print(hashlib.sha256(b"x").hexdigest()[:8], base64.b64encode(b"x").decode(), uuid.UUID(int=1).hex)
    print(heapq.nsmallest(2, [3, 1, 2]), list(itertools.batched([1, 2, 3], 2)), functools.reduce(operator.mul, [1, 2, 3]))
    print(statistics.mean([1, 2, 3]), random.Random(1).choice(string.ascii_lowercase), textwrap.shorten("a b c", 40))
    print(pathlib.PurePosixPath("/a") / "b.txt", os.path.join("a", "b"), urlsplit("http://x/?q=1").netloc)
    print(parse_qs("a=1")["a"][0], urlencode({"a": 1}), calendar.monthrange(2026, 2)[1], json.loads("{}"))
    root = ET.fromstring("<a><b x='1'/></a>")
    print([child.attrib["x"] for child in root], sys.version_info >= (3, 12), await pipeline())
