# SPDX-License-Identifier: MIT
# time: the host's clock, and calendar time. Directives are in _strptime.py.
#
# Needed from _monty:
#   host_time() -> float, monotonic() -> float, cpu_time() -> float, sleep_host(seconds),
#   local_zone(timestamp) -> (offset_seconds, name, dst)     (0, "UTC", 0) unless the host grants a zone
from __future__ import annotations

import _monty

_NAMES = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_winter, _summer = _monty.local_zone(1735689600.0), _monty.local_zone(1751328000.0)  # January, July of 2025
if _winter[2]:
    _winter, _summer = _summer, _winter
timezone, altzone, daylight = -_winter[0], -_summer[0], int(_winter[0] != _summer[0])
tzname = (_winter[1], _summer[1])
del _winter, _summer
CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2


class struct_time(tuple):
    """Calendar time: nine numbers with names, and the zone."""

    __module__ = "time"
    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    __match_args__ = _NAMES

    def __new__(cls, sequence, dict=None):
        fields = tuple(sequence)
        if len(fields) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(fields)}-sequence given)")
        if len(fields) > 11:
            raise TypeError(f"time.struct_time() takes an at most 11-sequence ({len(fields)}-sequence given)")
        self = tuple.__new__(cls, fields[:9])
        self._zone = fields[9] if len(fields) > 9 else None
        self._offset = fields[10] if len(fields) > 10 else None
        return self

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])
    tm_zone = property(lambda self: self._zone)
    tm_gmtoff = property(lambda self: self._offset)

    def __repr__(self):
        return f"time.struct_time({', '.join([f'{name}={value!r}' for name, value in zip(_NAMES, self)])})"

    def __reduce__(self):
        return struct_time, (tuple(self), {"tm_zone": self._zone, "tm_gmtoff": self._offset})


def time() -> float:
    """Seconds since 1970."""
    return _monty.host_time()


def time_ns() -> int:
    return int(_monty.host_time() * 1e9)


def monotonic() -> float:
    """A clock that never goes back."""
    return _monty.monotonic()


def monotonic_ns() -> int:
    return int(_monty.monotonic() * 1e9)


def perf_counter() -> float:
    return _monty.monotonic()


def perf_counter_ns() -> int:
    return int(_monty.monotonic() * 1e9)


def process_time() -> float:
    return _monty.cpu_time()


def process_time_ns() -> int:
    return int(_monty.cpu_time() * 1e9)


thread_time = process_time
thread_time_ns = process_time_ns


def clock_gettime(clk_id: int) -> float:
    if clk_id == CLOCK_REALTIME:
        return time()
    if clk_id == CLOCK_MONOTONIC:
        return monotonic()
    if clk_id == CLOCK_PROCESS_CPUTIME_ID:
        return process_time()
    raise OSError(22, "Invalid argument")


def get_clock_info(name: str):
    from types import SimpleNamespace
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return SimpleNamespace(implementation="host", monotonic=name != "time", adjustable=name == "time", resolution=1e-9)


def sleep(seconds: float, /) -> None:
    """Waits; the host decides whether time really passes."""
    if not isinstance(seconds, (int, float)):
        if not hasattr(type(seconds), "__index__"):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
        seconds = seconds.__index__()
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    seconds = _monty.sleep_ask(float(seconds))
    if seconds > 0:
        _monty.sleep_host(seconds)


def _civil(seconds, offset, name, dst):
    days, rest = divmod(seconds + offset, 86400)
    era, n = divmod(days + 719468, 146097)
    year = (n - n // 1460 + n // 36524 - n // 146096) // 365
    day = n - (365 * year + year // 4 - year // 100)
    month = (5 * day + 2) // 153
    day = day - (153 * month + 2) // 5 + 1
    month += 3
    year += era * 400
    if month > 12:
        month -= 12
        year += 1
    yday = _BEFORE[month] + day + (1 if month > 2 and _is_leap(year) else 0)
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, yday, dst, name, offset))


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _whole(seconds):
    if seconds is None:
        seconds = _monty.host_time()
    if isinstance(seconds, float):
        if seconds != seconds:
            raise ValueError("Invalid value NaN (not a number)")
    elif not isinstance(seconds, int):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    whole = int(seconds // 1) if -1e15 < seconds < 1e15 else int(seconds)
    if not -67768040609740800 <= whole <= 67768036191676799:
        raise OverflowError("timestamp out of range for platform time_t")
    return whole


def gmtime(seconds: float | None = None, /) -> struct_time:
    return _civil(_whole(seconds), 0, "GMT", 0)


def localtime(seconds: float | None = None, /) -> struct_time:
    whole = _whole(seconds)
    offset, name, dst = _monty.local_zone(whole)
    return _civil(whole, offset, name, dst)


def _fields(t, name):
    if t is None:
        return localtime()
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{name}(): illegal time tuple argument")
    return t


def mktime(t, /) -> float:
    """Seconds since 1970 of a local time; fields out of range carry over."""
    year, month, day, hour, minute, second = _fields(t, "mktime")[:6]
    carry, month = divmod(month - 1, 12)
    year += carry
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400 + _BEFORE[month + 1] - 719162
    if month >= 2 and _is_leap(year):
        days += 1
    wall = (days + day - 1) * 86400 + hour * 3600 + minute * 60 + second
    offset = _monty.local_zone(wall)[0]
    return float(wall - _monty.local_zone(wall - offset)[0])


def asctime(t=None, /) -> str:
    t = _fields(t, "asctime")
    return (f"{_DAYS[t[6] % 7]} {_MONTHS[max(t[1], 1)]} {t[2]:2d} {t[3]:02d}:{t[4]:02d}:{t[5]:02d} {t[0]}")


def ctime(seconds: float | None = None, /) -> str:
    return asctime(localtime(seconds))


def strftime(format: str, t=None, /) -> str:
    """Calendar time as text; see datetime.strftime for the directives."""
    from _strptime import format_fields
    t = _fields(t, "strftime")
    year, month, day, hour, minute, second, weekday, yday, dst = t
    month = month or 1
    day = day or 1
    yday = yday or 1
    if not 1 <= month <= 12:
        raise ValueError("month out of range")
    if not 1 <= day <= 31:
        raise ValueError("day of month out of range")
    if not 0 <= hour <= 23:
        raise ValueError("hour out of range")
    if not 0 <= minute <= 59:
        raise ValueError("minute out of range")
    if not 0 <= second <= 61:
        raise ValueError("seconds out of range")
    if weekday < -1:
        raise ValueError("day of week out of range")
    if not 1 <= yday <= 366:
        raise ValueError("day of year out of range")
    zone = (getattr(t, "tm_gmtoff", None) or 0, getattr(t, "tm_zone", None) or "UTC")
    return format_fields(format, (year, month, day, hour, minute, second), None, weekday % 7, yday, zone)


def strptime(data_string: str, format: str = "%a %b %d %H:%M:%S %Y", /) -> struct_time:
    """Reads calendar time."""
    from _strptime import parse
    fields, _, zone, name = parse(data_string, format)
    return struct_time((*fields, name, None if zone is None else zone[0]))


def tzset() -> None:
    pass
