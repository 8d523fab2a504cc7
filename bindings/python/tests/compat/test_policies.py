"""Sleep, the clock and its zone, as `os_policy` and the limits say."""

from __future__ import annotations

import asyncio
import datetime
import time

import pydantic_monty as pm
import pytest

UTC = datetime.timezone.utc
NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def under(pool):
    """Runs a program under a policy and limits; the value, and the seconds that it took."""

    def go(policy, code, limits=None, **options):
        with pool.checkout(os_policy=policy, limits=limits) as session:
            began = time.monotonic()
            value = session.feed_run(code, **options)
            return value, time.monotonic() - began

    return go


def fails(under, *args):
    with pytest.raises(pm.MontyRuntimeError) as caught:
        under(*args)
    return str(caught.value)


class TestSleep:
    def test_it_is_capped(self, under):
        assert under({"sleep_system_max": 0.05}, "import time\ntime.sleep(30)\n1")[1] < 5
        value, took = under({"sleep_system_max": 0.05}, "import asyncio\nawait asyncio.sleep(30, 'r')")
        assert value == "r" and took < 5

    def test_it_takes_its_time(self, under):
        assert under({"sleep_system_max": float("inf")}, "import time\ntime.sleep(0.1)")[1] >= 0.1
        assert under({}, "import asyncio\nawait asyncio.sleep(0.1)")[1] >= 0.1

    def test_it_is_no_work(self, under):
        limits = {"max_feed_duration_secs": 0.2, "max_turn_duration_secs": 0.2}
        assert under({}, "import time\ntime.sleep(0.3)\n7", limits)[0] == 7

    def test_side_by_side(self, under):
        code = "import asyncio\nawait asyncio.gather(*(asyncio.sleep(0.3, i) for i in range(8)))"
        value, took = under({}, code)
        assert value == list(range(8)) and took < 2

    def test_all_of_it(self, under):
        limits = {"max_total_sleep_secs": 0.2}
        twice = "import time\ntime.sleep(0.15)\ntime.sleep(0.15)"
        assert fails(under, {}, twice, limits) == "TimeoutError: sleep limit exceeded: 300ms > 200ms"
        assert fails(under, {}, "import asyncio\nawait asyncio.gather(asyncio.sleep(0.15), asyncio.sleep(0.15))", limits).startswith("TimeoutError: sleep limit exceeded")
        assert under({"sleep_system_max": 0.05}, twice, limits)[1] < 5
        assert under({"sleep": "zero"}, "import time\ntime.sleep(100)\n1", limits)[0] == 1
        assert under({}, "import time\ntime.sleep(0)\n1", {"max_total_sleep_secs": 0})[0] == 1

    def test_it_cannot_be_caught(self, under):
        code = "import time\ntry:\n    time.sleep(1)\nexcept BaseException:\n    pass\n1"
        assert fails(under, {}, code, {"max_total_sleep_secs": 0.1}) == "TimeoutError: sleep limit exceeded: 1s > 100ms"

    def test_it_suspends(self, under):
        loop = "import time\nfor i in range(5):\n    time.sleep(0.001)\n1"
        assert fails(under, {}, loop, {"max_suspensions": 3}) == "RuntimeError: suspension limit 3 exceeded"
        assert under({"sleep": "zero"}, loop, {"max_suspensions": 3})[0] == 1

    @pytest.mark.parametrize(
        "policy, kind, told",
        [
            ({"sleep_system_max": -1}, ValueError, "invalid sleep_system_max: cannot convert float seconds to Duration: value is negative"),
            ({"sleep_system_max": "x"}, TypeError, "sleep_system_max must be a number of seconds, not str"),
            ({"sleep_system_max": 1, "sleep": "zero"}, ValueError, "sleep_system_max only applies to sleep='system', not 'zero'"),
        ],
    )
    def test_what_it_is_not(self, pool, policy, kind, told):
        with pytest.raises(kind) as caught:
            pool.checkout(os_policy=policy)
        assert str(caught.value) == told


FACTS = (
    "import time\nfrom datetime import datetime, date, timezone\n"
    "(str(datetime.now()), str(date.today()), time.timezone, time.tzname, datetime.now().astimezone().strftime('%z %Z'), str(datetime.now(timezone.utc)))"
)


class TestZone:
    @pytest.mark.parametrize(
        "policy, facts",
        [
            ({"datetime": NOON}, ("2026-07-01 12:00:00", "2026-07-01", 0, ("UTC", "UTC"), "+0000 UTC")),
            ({"datetime": NOON, "timezone": "Europe/London"}, ("2026-07-01 13:00:00", "2026-07-01", 0, ("GMT", "BST"), "+0100 BST")),
            ({"datetime": NOON, "timezone": {"offset_seconds": 50400, "name": "LINT"}}, ("2026-07-02 02:00:00", "2026-07-02", -50400, ("LINT", "LINT"), "+1400 LINT")),
            ({"datetime": NOON, "timezone": {"offset_seconds": -5400}}, ("2026-07-01 10:30:00", "2026-07-01", 5400, ("UTC-01:30", "UTC-01:30"), "-0130 UTC-01:30")),
            ({"datetime": NOON.astimezone(datetime.timezone(datetime.timedelta(hours=2), "ABC"))}, ("2026-07-01 14:00:00", "2026-07-01", -7200, ("ABC", "ABC"), "+0200 ABC")),
            ({"datetime": NOON.replace(tzinfo=None), "timezone": {"offset_seconds": 3600}}, ("2026-07-01 13:00:00", "2026-07-01", -3600, ("UTC+01:00", "UTC+01:00"), "+0100 UTC+01:00")),
            ({"datetime": NOON.astimezone(datetime.timezone(datetime.timedelta(hours=2))), "timezone": "utc"}, ("2026-07-01 12:00:00", "2026-07-01", 0, ("UTC", "UTC"), "+0000 UTC")),
        ],
    )
    def test_it_is_the_local_one(self, under, policy, facts):
        assert under(policy, FACTS)[0] == (*facts, "2026-07-01 12:00:00+00:00")

    def test_calendar_time(self, under):
        zone = {"timezone": {"offset_seconds": 3600}}
        assert under(zone, "import time\n(time.ctime(0), time.localtime(0).tm_gmtoff, time.mktime((1970, 1, 1, 1, 0, 0, 0, 0, 0)))")[0] == ("Thu Jan  1 01:00:00 1970", 3600, 0.0)
        assert under(zone, "from datetime import datetime\ndatetime(1970, 1, 1, 1).timestamp()")[0] == 0.0
        assert under({"timezone": "America/New_York"}, "import time\n(time.timezone, time.tzname, time.daylight)")[0] == (18000, ("EST", "EDT"), 1)

    def test_what_the_host_says_is_local(self, under):
        def host(*, name, **_):
            return datetime.date(2020, 1, 1) if name == "date.today" else datetime.datetime(2020, 1, 1, 23, 30)

        code = "from datetime import datetime, date\n(str(datetime.now()), str(date.today()))"
        assert under({"timezone": {"offset_seconds": 3600}, "datetime": "call_host"}, code, os=host)[0] == ("2020-01-01 23:30:00", "2020-01-01")

    @pytest.mark.parametrize(
        "zone, kind, told",
        [
            ("Nowhere/Town", ValueError, "unknown timezone 'Nowhere/Town'"),
            (5, TypeError, "timezone must be 'utc', an IANA zone name or {'offset_seconds': int, 'name': str}, not int"),
            ({}, ValueError, "timezone must be 'utc', an IANA zone name or {'offset_seconds': int, 'name': str}, got {}"),
            ({"offset_seconds": 86400}, ValueError, "timezone offset_seconds must be within -86399..=86399, got 86400"),
            ({"offset_seconds": 1.5}, TypeError, "timezone offset_seconds must be an int"),
            ({"offset_seconds": 1, "name": 5}, TypeError, "timezone name must be a str"),
        ],
    )
    def test_what_it_is_not(self, pool, zone, kind, told):
        with pytest.raises(kind) as caught:
            pool.checkout(os_policy={"timezone": zone})
        assert str(caught.value) == told


@pytest.mark.ours("sleeps are the pool's in stepped feeds, too")
def test_stepping_does_not_show_sleeps(pool):
    with pool.checkout() as session:
        assert session.feed_start("import time\ntime.sleep(0.01)\n5").output == 5


def test_a_loop_goes_on_while_a_program_sleeps(in_loop):
    async def body(session):
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                await asyncio.sleep(0.01)
                ticks += 1

        ticking = asyncio.ensure_future(tick())
        await session.feed_run("import time\ntime.sleep(0.3)")
        ticking.cancel()
        return ticks

    assert in_loop(body) >= 3
