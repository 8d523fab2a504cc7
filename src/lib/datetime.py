# SPDX-License-Identifier: MIT
# datetime: dates, times, durations and fixed time zones. Formatting and parsing by directives live in _strptime.py.
#
# One file, though long: the four classes know each other, and a program that imports one gets all.
#
# Invariant: instances are immutable, and a timedelta is normal: 0 <= seconds < 86400, 0 <= microseconds < 10**6.
# Results of arithmetic are of the operand's class; plain classes skip the checks of their constructors.
#
# Needed from _monty:
#   host_time() -> float                                   seconds since 1970 (the host's clock)
#   local_zone(timestamp) -> (offset_seconds, name, dst)   the zone that the host grants; (0, "UTC", 0) without one
from __future__ import annotations

from operator import index as _index

import _monty

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR = 1
MAXYEAR = 9999

_MAX_ORDINAL = 3652059
_EPOCH_ORDINAL = 719163
_DAY_US = 86400000000
_DAYS_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_new = object.__new__


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS_IN[month]


def _to_ordinal(year, month, day):
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400 + _DAYS_BEFORE[month] + day
    return days + 1 if month > 2 and _is_leap(year) else days


def _from_ordinal(n):
    # Counts in years that begin in March, so that the leap day is the last (Hinnant's civil_from_days).
    n += 305
    era, rest = divmod(n, 146097)
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    day = rest - (365 * year + year // 4 - year // 100)
    month = (5 * day + 2) // 153
    day = day - (153 * month + 2) // 5 + 1
    year += era * 400
    return (year, month + 3, day) if month < 10 else (year + 1, month - 9, day)


def _iso_week1_monday(year):
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def _from_isocalendar(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 0 < week < 53:
        bad = True
        if week == 53:
            first = _to_ordinal(year, 1, 1) % 7
            bad = not (first == 4 or (first == 3 and _is_leap(year)))
        if bad:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid day: {day} (range is [1, 7])")
    return _from_ordinal(_iso_week1_monday(year) + (week - 1) * 7 + day - 1)


def _check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if day < 1 or day > 28 and day > _days_in_month(year, month):
        raise ValueError("day is out of range for month")


def _check_time(hour, minute, second, microsecond, fold):
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold != 0 and fold != 1:
        raise ValueError("fold must be either 0 or 1")


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(zone).__name__}'")


def _check_offset(name, offset):
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -1 <= offset._days <= 0 or offset._days == -1 and offset._seconds == 0 and offset._microseconds == 0:
        raise ValueError(f"offset must be a timedelta strictly between -timedelta(hours=24) and "
                         f"timedelta(hours=24).")
    return offset


def _offset_text(offset, separator=":"):
    if offset is None:
        return ""
    total = offset._days * 86400 + offset._seconds
    us = offset._microseconds
    sign = "+"
    if total < 0:
        sign = "-"
        if us:
            total += 1
            us = 1000000 - us
        total = -total
    text = f"{sign}{total // 3600:02d}{separator}{total // 60 % 60:02d}"
    if us:
        return f"{text}{separator}{total % 60:02d}.{us:06d}"
    if total % 60:
        return f"{text}{separator}{total % 60:02d}"
    return text


def _clock_text(hour, minute, second, us, timespec):
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    if timespec == "seconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "microseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{us:06d}"
    if timespec == "milliseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{us // 1000:03d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    if timespec == "hours":
        return f"{hour:02d}"
    raise ValueError("Unknown timespec value")


# ---------------------------------------------------------------------------------------------------------------------
# Reading ISO 8601

def _int(text):
    if text.isascii() and text.isdigit():
        return int(text)
    raise ValueError


def _parse_iso_date(text):
    # 2024-05-06, 20240506, 2024-W19, 2024W19, 2024-W19-1, 2024W191
    length = len(text)
    if length < 7 or length > 10:
        raise ValueError
    year = _int(text[:4])
    dashed = text[4] == "-"
    at = 5 if dashed else 4
    if text[at] == "W":
        week = _int(text[at + 1:at + 3])
        if len(text[at + 1:at + 3]) != 2:
            raise ValueError
        at += 3
        day = 1
        if at < length:
            if dashed:
                if text[at] != "-":
                    raise ValueError
                at += 1
            if length != at + 1:
                raise ValueError
            day = _int(text[at])
        return _from_isocalendar(year, week, day)
    if dashed:
        if length != 10 or text[7] != "-":
            raise ValueError
        return year, _int(text[5:7]), _int(text[8:10])
    if length != 8:
        raise ValueError
    return year, _int(text[4:6]), _int(text[6:8])


def _date_length(text):
    # Where the date of a date-and-time text ends.
    length = len(text)
    if length == 7:
        return 7
    if length < 7:
        raise ValueError
    if text[4] == "-":
        if text[5] != "W":
            return 10
        if length < 8:
            raise ValueError
        if length > 8 and text[8] == "-":
            if length == 9:
                raise ValueError
            return 8 if length > 10 and text[10].isdigit() else 10
        return 8
    if text[4] != "W":
        return 8
    at = 7
    while at < length and "0" <= text[at] <= "9":
        at += 1
    if at < 9:
        return at
    return 7 if at % 2 == 0 else 8


def _parse_clock(text):
    # HH[[:]MM[[:]SS[(.|,)f+]]] to (hour, minute, second, microsecond)
    parts = [0, 0, 0, 0]
    length = len(text)
    at = 0
    colon = None
    for which in range(3):
        if length - at < 2:
            raise ValueError
        parts[which] = _int(text[at:at + 2])
        at += 2
        if which == 0:
            colon = at < length and text[at] == ":"
        if at >= length:
            return parts
        char = text[at]
        if char in ".,":
            break
        if colon:
            if char != ":" or which == 2:
                raise ValueError
            at += 1
        elif which == 2:
            raise ValueError
    digits = text[at + 1:]
    _int(digits)
    parts[3] = int(digits[:6].ljust(6, "0"))
    return parts


def _parse_iso_time(text):
    # [hour, minute, second, microsecond], offset in microseconds or None
    if len(text) < 2:
        raise ValueError
    at = len(text)
    for sign in "Z+-":
        found = text.find(sign)
        if found >= 0:
            at = min(at, found)
    parts = _parse_clock(text[:at])
    zone = None
    if at < len(text):
        rest = text[at + 1:]
        if text[at] == "Z":
            if rest:
                raise ValueError
            zone = 0
        else:
            if len(rest) in (0, 1, 3):
                raise ValueError
            hour, minute, second, us = _parse_clock(rest)
            seconds = hour * 3600 + minute * 60 + second
            zone = 0
            if seconds:
                zone = seconds * 1000000 + us
                if text[at] == "-":
                    zone = -zone
    return parts, zone


def _zone_at(us):
    # What the offset of an ISO text means; None is no zone.
    if us is None:
        return None
    return timezone(_delta(us)) if us else timezone.utc


# ---------------------------------------------------------------------------------------------------------------------
# timedelta

def _add_units(name, value, factor, total, fraction):
    # Adds value * factor microseconds exactly; what is left of a float goes into `fraction`.
    if isinstance(value, int):
        return total + value * factor, fraction
    if not isinstance(value, float):
        raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
    whole = int(value)
    total += whole * factor
    rest = value - whole
    if rest:
        rest *= factor
        whole = int(rest)
        total += whole
        fraction += rest - whole
    return total, fraction


def _total_us(days, seconds, microseconds, milliseconds, minutes, hours, weeks):
    total, fraction = _add_units("microseconds", microseconds, 1, 0, 0.0)
    if milliseconds:
        total, fraction = _add_units("milliseconds", milliseconds, 1000, total, fraction)
    total, fraction = _add_units("seconds", seconds, 1000000, total, fraction)
    if minutes:
        total, fraction = _add_units("minutes", minutes, 60000000, total, fraction)
    if hours:
        total, fraction = _add_units("hours", hours, 3600000000, total, fraction)
    total, fraction = _add_units("days", days, _DAY_US, total, fraction)
    if weeks:
        total, fraction = _add_units("weeks", weeks, 7 * _DAY_US, total, fraction)
    if fraction:
        whole = round(fraction)
        if abs(whole - fraction) == 0.5:
            odd = total & 1
            whole = 2 * round((fraction + odd) * 0.5) - odd
        total += int(whole)
    return total


def _delta(us):
    # A plain timedelta of so many microseconds.
    made = _monty.timedelta_of(timedelta, us)
    if made is not None:
        return made
    days, rest = divmod(us, _DAY_US)
    if not -999999999 <= days <= 999999999:
        if not -0x80000000 <= days < 0x80000000:
            raise OverflowError("Python int too large to convert to C int")
        raise OverflowError(f"days={days}; must have magnitude <= 999999999")
    self = _new(timedelta)
    self._days = days
    self._seconds, self._microseconds = divmod(rest, 1000000)
    return self


def _divide_even(a, b):
    # a / b to the nearest integer, ties to even.
    quotient, rest = divmod(a, b)
    rest *= 2
    if (rest > b if b > 0 else rest < b) or rest == b and quotient % 2:
        quotient += 1
    return quotient


_OMITTED = object()


def _missing(year, month):
    # The complaint about a date's arguments, of which the first come first.
    if year is _OMITTED:
        raise TypeError("function missing required argument 'year' (pos 1)")
    _index(year)
    if month is _OMITTED:
        raise TypeError("function missing required argument 'month' (pos 2)")
    _index(month)
    raise TypeError("function missing required argument 'day' (pos 3)")


def _deprecated(what, better):
    from warnings import warn
    warn(f"datetime.datetime.{what} is deprecated and scheduled for removal in a future version. Use timezone-aware "
         f"objects to represent datetimes in UTC: {better}.", DeprecationWarning, 3)


def _shown(cls):
    return f"datetime.{cls.__name__}" if cls.__module__ == "datetime" else cls.__name__


class timedelta:
    """A duration, exact to the microsecond."""

    __slots__ = ("_days", "_seconds", "_microseconds")

    def __new__(cls, days: float = 0, seconds: float = 0, microseconds: float = 0, milliseconds: float = 0,
                minutes: float = 0, hours: float = 0, weeks: float = 0):
        if type(days) is type(seconds) is type(microseconds) is type(minutes) is type(hours) is type(weeks) is type(milliseconds) is int:
            total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60000000 + seconds * 1000000 + milliseconds * 1000 + microseconds
        else:
            total = _total_us(days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        if (made := _monty.timedelta_of(cls, total)) is not None:
            return made
        days, rest = divmod(total, _DAY_US)
        if not -999999999 <= days <= 999999999:
            _delta(total)  # raises
        self = _new(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(rest, 1000000)
        return self

    @property
    def days(self) -> int:
        return self._days

    @property
    def seconds(self) -> int:
        return self._seconds

    @property
    def microseconds(self) -> int:
        return self._microseconds

    def _us(self):
        return _monty.timedelta_us(self)

    def total_seconds(self) -> float:
        return ((self._days * 86400 + self._seconds) * 1000000 + self._microseconds) / 1000000

    def __repr__(self):
        parts = []
        if self._days:
            parts.append(f"days={self._days}")
        if self._seconds:
            parts.append(f"seconds={self._seconds}")
        if self._microseconds:
            parts.append(f"microseconds={self._microseconds}")
        return f"{_shown(type(self))}({', '.join(parts) or '0'})"

    def __str__(self):
        seconds = self._seconds
        text = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        if self._days:
            text = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return _delta(self._us() + other._us())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return _delta(self._us() - other._us())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return _delta(other._us() - self._us())
        return NotImplemented

    def __neg__(self):
        return _delta(-self._us())

    def __pos__(self):
        return _delta(self._us())

    def __abs__(self):
        return _delta(abs(self._us()))

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._us() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return _delta(_divide_even(self._us() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us() // other._us()
        if isinstance(other, int):
            return _delta(self._us() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us() / other._us()
        if isinstance(other, int):
            if other == 0:
                raise ZeroDivisionError("integer division or modulo by zero")
            return _delta(_divide_even(self._us(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if a == 0:
                raise ZeroDivisionError("integer division or modulo by zero")
            return _delta(_divide_even(b * self._us(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return _delta(self._us() % other._us())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._us(), other._us())
            return quotient, _delta(rest)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return (self._days == other._days and self._seconds == other._seconds
                    and self._microseconds == other._microseconds)
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return self._us() < other._us()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return self._us() <= other._us()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return self._us() > other._us()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return self._us() >= other._us()
        return NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._days != 0 or self._seconds != 0 or self._microseconds != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


timedelta.min = _delta(-999999999 * _DAY_US)
timedelta.max = _delta(1000000000 * _DAY_US - 1)
timedelta.resolution = _delta(1)


# ---------------------------------------------------------------------------------------------------------------------
# date

def _date(cls, year, month, day):
    # An instance whose fields are known to be right.
    if cls is not date:
        return cls(year, month, day)
    return _monty.date_of(date, year, month, day)


class IsoCalendarDate(tuple):
    """ISO year, week and weekday."""

    __slots__ = ()

    def __new__(cls, year: int, week: int, weekday: int):
        return tuple.__new__(cls, (year, week, weekday))

    @property
    def year(self) -> int:
        return self[0]

    @property
    def week(self) -> int:
        return self[1]

    @property
    def weekday(self) -> int:
        return self[2]

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class date:
    """A day of the (proleptic) Gregorian calendar."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year: int = _OMITTED, month: int = _OMITTED, day: int = _OMITTED):
        if (made := _monty.date_of(cls, year, month, day)) is not None:
            return made
        if day is _OMITTED:
            _missing(year, month)
        if type(year) is not int:
            year = _index(year)
        if type(month) is not int:
            month = _index(month)
        if type(day) is not int:
            day = _index(day)
        made = _monty.date_of(cls, year, month, day)
        return _check_date(year, month, day) if made is None else made

    @classmethod
    def fromtimestamp(cls, timestamp: float) -> date:
        if timestamp is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        seconds = timestamp // 1
        if seconds != seconds:
            raise ValueError("Invalid value NaN (not a number)")
        local = int(seconds) + _monty.local_zone(int(seconds))[0]
        return _date(cls, *_timestamp_day(local // 86400))

    @classmethod
    def today(cls) -> date:
        return cls.fromtimestamp(_monty.host_time())

    @classmethod
    def fromordinal(cls, n: int) -> date:
        n = _index(n)
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > _MAX_ORDINAL:
            raise ValueError(f"year {_from_ordinal(n)[0]} is out of range")
        return _date(cls, *_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string: str) -> date:
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            fields = _parse_iso_date(date_string)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*fields)

    @classmethod
    def fromisocalendar(cls, year: int, week: int, day: int) -> date:
        return cls(*_from_isocalendar(year, week, day))

    @property
    def year(self) -> int:
        return self._year

    @property
    def month(self) -> int:
        return self._month

    @property
    def day(self) -> int:
        return self._day

    def __repr__(self):
        return f"{_shown(type(self))}({self._year}, {self._month}, {self._day})"

    def isoformat(self) -> str:
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    __str__ = isoformat

    def ctime(self) -> str:
        return (f"{_DAYS[self.weekday()]} {_MONTHS[self._month]} {self._day:2d} 00:00:00 {self._year:04d}")

    def strftime(self, format: str) -> str:
        from _strptime import format_fields
        return format_fields(format, (self._year, self._month, self._day, 0, 0, 0), self)

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError(f"__format__() argument 1 must be str, not {type(spec).__name__}")
        return self.strftime(spec) if spec else str(self)

    def timetuple(self):
        return _struct(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self) -> int:
        return _to_ordinal(self._year, self._month, self._day)

    def weekday(self) -> int:
        return (_to_ordinal(self._year, self._month, self._day) + 6) % 7

    def isoweekday(self) -> int:
        return _to_ordinal(self._year, self._month, self._day) % 7 or 7

    def isocalendar(self) -> IsoCalendarDate:
        year = self._year
        monday = _iso_week1_monday(year)
        today = _to_ordinal(year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week1_monday(year), 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def replace(self, year: int | None = None, month: int | None = None, day: int | None = None) -> date:
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def _shift(self, days):
        n = _to_ordinal(self._year, self._month, self._day) + days
        if not 0 < n <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return _date(type(self), *_from_ordinal(n))

    def __add__(self, other):
        if isinstance(other, timedelta):
            return self._shift(other._days)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._shift(-other._days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return _delta((_to_ordinal(self._year, self._month, self._day)
                           - _to_ordinal(other._year, other._month, other._day)) * _DAY_US)
        return NotImplemented

    def _key(self):
        return self._year * 10000 + self._month * 100 + self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._day == other._day and self._month == other._month and self._year == other._year
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() >= other._key()
        return NotImplemented

    def __hash__(self):
        return hash((self._year, self._month, self._day))

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day)


date.min = _date(date, 1, 1, 1)
date.max = _date(date, 9999, 12, 31)
date.resolution = _delta(_DAY_US)


def _struct(year, month, day, hour, minute, second, dst):
    from time import struct_time
    n = _to_ordinal(year, month, day)
    return struct_time((year, month, day, hour, minute, second, (n + 6) % 7, n - _to_ordinal(year, 1, 1) + 1, dst))


def _timestamp_day(days):
    n = days + _EPOCH_ORDINAL
    if not 0 < n <= _MAX_ORDINAL:
        raise ValueError(f"year {1970 + days * 400 // 146097} is out of range")
    return _from_ordinal(n)


# ---------------------------------------------------------------------------------------------------------------------
# Time zones

class tzinfo:
    """The base of time zones."""

    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc: non-None dst() result required")
        standard = offset - dst
        if standard:
            dt += standard
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        get_arguments = getattr(self, "__getinitargs__", None)
        state = getattr(self, "__dict__", None) or None
        return self.__class__, get_arguments() if get_arguments else (), state


class timezone(tzinfo):
    """A fixed offset from UTC."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset: timedelta, name: str = _OMITTED):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is _OMITTED:
            if not offset:
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -_DAY_US < offset._us() < _DAY_US:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        return cls._make(offset, name)

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    @classmethod
    def _make(cls, offset, name):
        self = _new(cls)
        self._offset = offset
        self._name = name
        return self

    def __eq__(self, other):
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def _check(self, dt, name):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}")

    def utcoffset(self, dt) -> timedelta:
        self._check(dt, "utcoffset")
        return self._offset

    def tzname(self, dt) -> str:
        self._check(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt) -> None:
        self._check(dt, "dst")
        return None

    def fromutc(self, dt) -> datetime:
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __reduce__(self):
        return timezone, ((self._offset,) if self._name is None else (self._offset, self._name))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


timezone.utc = timezone._make(timedelta(0), None)
UTC = timezone.utc
timezone.min = timezone._make(-timedelta(hours=23, minutes=59), None)
timezone.max = timezone._make(timedelta(hours=23, minutes=59), None)


# ---------------------------------------------------------------------------------------------------------------------
# time

class time:
    """A time of day, with or without a zone."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0,
                tzinfo: tzinfo | None = None, *, fold: int = 0):
        hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
        _check_time(hour, minute, second, microsecond, fold)
        if tzinfo is not None:
            _check_zone(tzinfo)
        self = _new(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    @classmethod
    def fromisoformat(cls, time_string: str) -> time:
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        text = time_string[1:] if time_string.startswith("T") else time_string
        try:
            fields, zone = _parse_iso_time(text)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None
        return cls(*fields, _zone_at(zone))

    @property
    def hour(self) -> int:
        return self._hour

    @property
    def minute(self) -> int:
        return self._minute

    @property
    def second(self) -> int:
        return self._second

    @property
    def microsecond(self) -> int:
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self) -> int:
        return self._fold

    def _us(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond

    def _compare(self, other, equality):
        # Negative, zero, positive; None where naive and aware can't be equal.
        if self._tzinfo is other._tzinfo:
            return self._us() - other._us()
        mine, theirs = self.utcoffset(), other.utcoffset()
        if mine == theirs:
            return self._us() - other._us()
        if mine is None or theirs is None:
            if equality:
                return None
            raise TypeError("can't compare offset-naive and offset-aware times")
        return self._us() - mine._us() - other._us() + theirs._us()

    def __eq__(self, other):
        if isinstance(other, time):
            return self._compare(other, True) == 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, time):
            return self._compare(other, False) < 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, time):
            return self._compare(other, False) <= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, time):
            return self._compare(other, False) > 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, time):
            return self._compare(other, False) >= 0
        return NotImplemented

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        us = self._us()
        return hash(us if offset is None else us - offset._us())

    def __repr__(self):
        text = f"{self._hour}, {self._minute}"
        if self._second or self._microsecond:
            text += f", {self._second}"
            if self._microsecond:
                text += f", {self._microsecond}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{_shown(type(self))}({text})"

    def isoformat(self, timespec: str = "auto") -> str:
        text = _clock_text(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text if self._tzinfo is None else text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def strftime(self, format: str) -> str:
        from _strptime import format_fields
        return format_fields(format, (1900, 1, 1, self._hour, self._minute, self._second), self)

    __format__ = date.__format__

    def utcoffset(self) -> timedelta | None:
        return None if self._tzinfo is None else _check_offset("utcoffset", self._tzinfo.utcoffset(None))

    def tzname(self) -> str | None:
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self) -> timedelta | None:
        return None if self._tzinfo is None else _check_offset("dst", self._tzinfo.dst(None))

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None) -> time:
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def __reduce_ex__(self, protocol):
        return _rebuild_time, (self.__class__, self._hour, self._minute, self._second, self._microsecond, self._tzinfo,
                               self._fold)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _rebuild_time(cls, hour, minute, second, microsecond, zone, fold):
    return cls(hour, minute, second, microsecond, zone, fold=fold)


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


# ---------------------------------------------------------------------------------------------------------------------
# datetime

def _datetime(cls, days, us, zone, fold=0):
    # From an ordinal and the microseconds of the day, both known to be right.
    if cls is datetime and not fold:
        return _monty.datetime_at(datetime, days * _DAY_US + us, zone)
    year, month, day = _from_ordinal(days)
    seconds, us = divmod(us, 1000000)
    return cls(year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, us, zone, fold=fold)


class datetime(date):
    """A date and a time of day, with or without a zone."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year: int = _OMITTED, month: int = _OMITTED, day: int = _OMITTED, hour: int = 0, minute: int = 0,
                second: int = 0, microsecond: int = 0, tzinfo: tzinfo | None = None, *, fold: int = 0):
        made = _monty.datetime_of(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold)
        if made is not None:
            if tzinfo is not None:
                _check_zone(tzinfo)
            return made
        if day is _OMITTED:
            _missing(year, month)
        year, month, day = _index(year), _index(month), _index(day)
        hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
        _check_date(year, month, day)
        _check_time(hour, minute, second, microsecond, fold)
        made = _monty.datetime_of(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold)
        _check_zone(tzinfo)
        return made

    hour = time.hour
    minute = time.minute
    second = time.second
    microsecond = time.microsecond
    tzinfo = time.tzinfo
    fold = time.fold

    @classmethod
    def _from_seconds(cls, timestamp, zone):
        whole = int(timestamp // 1)
        if not -1 << 63 <= whole < 1 << 63:
            raise OverflowError("timestamp out of range for platform time_t")
        us = round((timestamp - whole) * 1e6) if isinstance(timestamp, float) else 0
        if us >= 1000000:
            whole += 1
            us -= 1000000
        if zone is None:
            whole += _monty.local_zone(whole)[0]
        days, seconds = divmod(whole, 86400)
        _timestamp_day(days)
        return _datetime(cls, days + _EPOCH_ORDINAL, seconds * 1000000 + us, zone)

    @classmethod
    def fromtimestamp(cls, timestamp: float, tz: tzinfo | None = None) -> datetime:
        if not isinstance(timestamp, (int, float)):
            timestamp = _index(timestamp)
        _check_zone(tz)
        if timestamp != timestamp:
            raise ValueError("Invalid value NaN (not a number)")
        result = cls._from_seconds(timestamp, tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def utcfromtimestamp(cls, timestamp: float) -> datetime:
        _deprecated("utcfromtimestamp()", "datetime.datetime.fromtimestamp(timestamp, datetime.UTC)")
        return cls._from_seconds(timestamp, UTC).replace(tzinfo=None)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return cls.fromtimestamp(_monty.host_time(), tz)

    @classmethod
    def utcnow(cls) -> datetime:
        _deprecated("utcnow()", "datetime.datetime.now(datetime.UTC)")
        return cls._from_seconds(_monty.host_time(), UTC).replace(tzinfo=None)

    @classmethod
    def combine(cls, date: date, time: time, tzinfo=True) -> datetime:
        if not isinstance(date, _date_class):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {type(date).__name__}")
        if not isinstance(time, _time_class):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {type(time).__name__}")
        return cls(date._year, date._month, date._day, time._hour, time._minute, time._second, time._microsecond,
                   time._tzinfo if tzinfo is True else tzinfo, fold=time._fold)

    @classmethod
    def fromisoformat(cls, date_string: str) -> datetime:
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        if cls is datetime and (made := _monty.read_iso(cls, date_string)) is not None:
            return made
        try:
            end = _date_length(date_string)
            fields = _parse_iso_date(date_string[:end])
            clock, zone = _parse_iso_time(date_string[end + 1:]) if end < len(date_string) else ((), None)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*fields, *clock, tzinfo=_zone_at(zone))

    @classmethod
    def strptime(cls, date_string: str, format: str) -> datetime:
        if not isinstance(date_string, str):
            raise TypeError(f"strptime() argument 1 must be str, not {type(date_string).__name__}")
        from _strptime import parse_datetime
        return parse_datetime(cls, date_string, format)

    def timetuple(self):
        dst = self.dst()
        return _struct(self._year, self._month, self._day, self._hour, self._minute, self._second,
                       -1 if dst is None else 1 if dst else 0)

    def utctimetuple(self):
        offset = self.utcoffset()
        moved = self if not offset else self.replace(tzinfo=None) - offset
        return _struct(moved._year, moved._month, moved._day, moved._hour, moved._minute, moved._second, 0)

    def _us(self):
        # Microseconds since the day before 1 January of the year 1, by the clock on the wall.
        return _monty.datetime_us(self)

    def timestamp(self) -> float:
        offset = self.utcoffset()
        us = self._us() - _EPOCH_ORDINAL * _DAY_US
        if offset is None:
            return (us - _local_offset(us // 1000000) * 1000000) / 1000000
        return (us - offset._us()) / 1000000

    def date(self) -> date:
        return _date(_date_class, self._year, self._month, self._day)

    def time(self) -> time:
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self) -> time:
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None) -> datetime:
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day, self._hour if hour is None else hour,
                          self._minute if minute is None else minute, self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _local_zone(self):
        if self._tzinfo is None:
            seconds = self._us() // 1000000 - _EPOCH_ORDINAL * 86400
            seconds -= _local_offset(seconds)
        else:
            seconds = (self - _EPOCH)._us() // 1000000
        offset, name, _ = _monty.local_zone(seconds)
        return timezone(timedelta(seconds=offset), name)

    def astimezone(self, tz: tzinfo | None = None) -> datetime:
        if tz is None:
            tz = self._local_zone()
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError("tzinfo argument must be None or of a tzinfo subclass, "
                            f"not type '{type(tz).__name__}'")
        mine = self._tzinfo
        if tz is mine:
            return self
        offset = None
        if mine is not None:
            offset = _check_offset("utcoffset", mine.utcoffset(self))
        if offset is None:
            mine = self.replace(tzinfo=None)._local_zone()
            if tz is mine:
                return self
            offset = mine.utcoffset(self)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self) -> str:
        return (f"{_DAYS[self.weekday()]} {_MONTHS[self._month]} {self._day:2d} "
                f"{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}")

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError("isoformat() argument 1 must be a unicode character, "
                            f"not {type(sep).__name__ if not isinstance(sep, str) else 'str'}")
        text = (f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}"
                + _clock_text(self._hour, self._minute, self._second, self._microsecond, timespec))
        return text if self._tzinfo is None else text + _offset_text(self.utcoffset())

    def __repr__(self):
        text = f"{self._year}, {self._month}, {self._day}, {self._hour}, {self._minute}"
        if self._second or self._microsecond:
            text += f", {self._second}"
            if self._microsecond:
                text += f", {self._microsecond}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{_shown(type(self))}({text})"

    def __str__(self):
        return self.isoformat(" ")

    def strftime(self, format: str) -> str:
        from _strptime import format_fields
        return format_fields(format, (self._year, self._month, self._day, self._hour, self._minute, self._second), self)

    def utcoffset(self) -> timedelta | None:
        return None if self._tzinfo is None else _check_offset("utcoffset", self._tzinfo.utcoffset(self))

    def tzname(self) -> str | None:
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(self)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
        return name

    def dst(self) -> timedelta | None:
        return None if self._tzinfo is None else _check_offset("dst", self._tzinfo.dst(self))

    def _move(self, us):
        us += _monty.datetime_us(self)
        if type(self) is datetime and (made := _monty.datetime_at(datetime, us, self._tzinfo)) is not None:
            return made
        days, rest = divmod(us, _DAY_US)
        if not 0 < days <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return _datetime(type(self), days, rest, self._tzinfo)

    def __add__(self, other):
        if isinstance(other, timedelta):
            return self._move(_monty.timedelta_us(other))
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, datetime):
            us = _monty.datetime_us(self) - _monty.datetime_us(other)
            if self._tzinfo is not other._tzinfo:
                mine, theirs = self.utcoffset(), other.utcoffset()
                if mine != theirs:
                    if mine is None or theirs is None:
                        raise TypeError("can't subtract offset-naive and offset-aware datetimes")
                    us += theirs._us() - mine._us()
            return _delta(us)
        if isinstance(other, timedelta):
            return self._move(-_monty.timedelta_us(other))
        return NotImplemented

    def _compare(self, other, equality):
        if self._tzinfo is other._tzinfo:
            return _monty.datetime_us(self) - _monty.datetime_us(other)
        mine, theirs = self.utcoffset(), other.utcoffset()
        if equality:
            # A time in a gap or fold equals nothing in another zone.
            if mine != self.replace(fold=not self._fold).utcoffset():
                return None
            if theirs != other.replace(fold=not other._fold).utcoffset():
                return None
        if mine == theirs:
            return self._us() - other._us()
        if mine is None or theirs is None:
            if equality:
                return None
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._us() - mine._us() - other._us() + theirs._us()

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._compare(other, True) == 0
        return NotImplemented

    def __lt__(self, other):
        return self._compare(other, False) < 0 if isinstance(other, datetime) else NotImplemented

    def __le__(self, other):
        return self._compare(other, False) <= 0 if isinstance(other, datetime) else NotImplemented

    def __gt__(self, other):
        return self._compare(other, False) > 0 if isinstance(other, datetime) else NotImplemented

    def __ge__(self, other):
        return self._compare(other, False) >= 0 if isinstance(other, datetime) else NotImplemented

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        us = self._us()
        return hash(us if offset is None else us - offset._us())

    def __reduce_ex__(self, protocol):
        return _rebuild, (self.__class__, self._year, self._month, self._day, self._hour, self._minute, self._second,
                          self._microsecond, self._tzinfo, self._fold)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _rebuild(cls, *fields):
    return cls(*fields[:-1], fold=fields[-1])


def _local_offset(wall_seconds):
    # The offset whose local time this is; the earlier one when the clock shows it twice.
    offset = _monty.local_zone(wall_seconds)[0]
    return _monty.local_zone(wall_seconds - offset)[0]


_date_class = date
_time_class = time
_tzinfo_class = tzinfo
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
