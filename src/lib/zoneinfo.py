# SPDX-License-Identifier: MIT
# zoneinfo: time zones by their names of the IANA database. The host answers os_call("zoneinfo", key) with the bytes of the zone's
# TZif file, or refuses; UTC is known without it.
from __future__ import annotations

import datetime

import _monty

__all__ = ["ZoneInfo", "reset_tzpath", "available_timezones", "TZPATH", "ZoneInfoNotFoundError", "InvalidTZPathWarning"]

TZPATH = ()
_EPOCH = datetime.datetime(1970, 1, 1)
_UTC_NAMES = frozenset(("UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"))
_GMT_NAMES = frozenset(("GMT", "Etc/GMT", "Etc/Greenwich", "Greenwich", "GMT0", "Etc/GMT0", "GMT+0", "GMT-0", "Etc/GMT+0", "Etc/GMT-0"))


class ZoneInfoNotFoundError(KeyError):
    """There is no such zone."""


class InvalidTZPathWarning(RuntimeWarning):
    """A path that cannot be searched."""


def reset_tzpath(to=None):
    raise PermissionError(1, "zoneinfo.reset_tzpath() is not available: the host answers for time zones")


def available_timezones():
    try:
        return set(_monty.os_call("zoneinfo_names")) | {"UTC"}
    except PermissionError:
        return {"UTC"}


def _check_key(key):
    if not isinstance(key, str):
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(key).__name__}")
    if key.startswith("/"):
        raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
    from os.path import normpath
    if len(normpath(key)) != len(key):
        raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
    if key.startswith(".."):
        raise ValueError(f"ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}")


class ZoneInfo(datetime.tzinfo):
    """The rules of one zone."""

    _cache = {}

    def __new__(cls, key):
        known = cls._cache.get(key) if isinstance(key, str) else None
        if known is not None:
            return known
        return cls._cache.setdefault(key, cls._make(key))

    def __init_subclass__(cls):
        cls._cache = {}

    @classmethod
    def _make(cls, key):
        _check_key(key)
        self = super().__new__(cls)
        self._key = key
        if key in _UTC_NAMES or key in _GMT_NAMES:
            self._zone = _Zone.fixed(0, "GMT" if key in _GMT_NAMES else "UTC")
            return self
        fixed = _etc_offset(key)
        if fixed is not None:
            self._zone = fixed
            return self
        try:
            data = _monty.os_call("zoneinfo", key)
        except PermissionError:
            raise ZoneInfoNotFoundError(f"No time zone found with key {key} (the host gives no time zone data)") from None
        except FileNotFoundError:
            raise ZoneInfoNotFoundError(f"No time zone found with key {key}") from None
        self._zone = _Zone.read(bytes(data))
        return self

    @classmethod
    def no_cache(cls, key):
        return cls._make(key)

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        if only_keys is None:
            cls._cache.clear()
        else:
            for key in only_keys:
                cls._cache.pop(key, None)

    @classmethod
    def from_file(cls, file_obj, /, key=None):
        self = super().__new__(cls)
        self._key = key
        self._zone = _Zone.read(file_obj.read())
        return self

    @property
    def key(self):
        return self._key

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __repr__(self):
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        return f"{name}(key={self._key!r})" if self._key is not None else f"{name}.from_file(<unnamed>)"

    def __reduce__(self):
        if self._key is None:
            import pickle
            raise pickle.PicklingError("Cannot pickle a ZoneInfo file created from a file stream.")
        return type(self), (self._key,)

    def _local(self, when):
        if when is None:
            return self._zone.always
        return self._zone.at_local(_seconds(when), when.fold)

    def utcoffset(self, dt, /):
        kind = self._local(dt)
        return None if kind is None else kind.utcoffset

    def dst(self, dt, /):
        kind = self._local(dt)
        return None if kind is None else kind.dst

    def tzname(self, dt, /):
        kind = self._local(dt)
        return None if kind is None else kind.name

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime.datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        kind, fold = self._zone.at_utc(_seconds(dt))
        return (dt + kind.utcoffset).replace(fold=fold)


def _seconds(when):
    span = when.replace(tzinfo=None, fold=0) - _EPOCH
    return span.days * 86400 + span.seconds


def _etc_offset(key):
    # Etc/GMT+5 lies five hours behind UTC.
    if not key.startswith(("Etc/GMT+", "Etc/GMT-")):
        return None
    digits = key[8:]
    if not digits.isdecimal() or digits[0] == "0" or int(digits) > (12 if key[7] == "+" else 14):
        return None
    hours = int(digits)
    return _Zone.fixed(hours * (-3600 if key[7] == "+" else 3600), f"{'-' if key[7] == '+' else '+'}{hours:02d}")


class _Kind:
    __slots__ = ("seconds", "utcoffset", "dst", "name")

    def __init__(self, seconds, dst, name):
        self.seconds = seconds
        self.utcoffset = datetime.timedelta(seconds=seconds)
        self.dst = datetime.timedelta(seconds=dst)
        self.name = name


class _Zone:
    # `times`: when (UTC) a new kind begins; `kinds`: which. Before the first: `first`; behind the last: `rule`.
    def __init__(self, times, kinds, first, rule):
        self.times, self.kinds, self.first, self.rule = times, kinds, first, rule
        self.always = first if not times and (rule is None or isinstance(rule, _Kind)) else None

    @staticmethod
    def fixed(seconds, name):
        kind = _Kind(seconds, 0, name)
        return _Zone([], [], kind, kind)

    @staticmethod
    def read(data):
        import struct
        if data[:4] != b"TZif":
            raise ValueError("Invalid TZif file: magic not found")
        version = data[4:5]

        def header(at):
            return struct.unpack(">6l", data[at + 20:at + 44])
        utc_count, std_count, leap_count, time_count, type_count, char_count = header(0)
        at, size = 44, 4
        if version != b"\0":
            at += time_count * 5 + type_count * 6 + char_count + leap_count * 8 + std_count + utc_count
            utc_count, std_count, leap_count, time_count, type_count, char_count = header(at)
            at += 44
            size = 8
        times = list(struct.unpack(f">{time_count}{'q' if size == 8 else 'l'}", data[at:at + time_count * size]))
        at += time_count * size
        indexes = data[at:at + time_count]
        at += time_count
        raw = [struct.unpack(">lbB", data[at + i * 6:at + i * 6 + 6]) for i in range(type_count)]
        at += type_count * 6
        names = data[at:at + char_count]
        at += char_count + leap_count * (size + 4) + std_count + utc_count
        rule = None
        if size == 8:
            text = data[at:].strip(b"\n").decode()
            rule = _read_rule(text) if text else None
        kinds = _kinds_of(raw, names, indexes)
        first = next((kinds[i] for i, (_, dst, _) in enumerate(raw) if not dst), kinds[0])
        chosen = [kinds[i] for i in indexes]
        if rule is None:
            rule = chosen[-1] if chosen else first
        return _Zone(times, chosen, first, rule)

    def at_utc(self, seconds):
        from bisect import bisect_right
        i = bisect_right(self.times, seconds)
        if i == 0 and self.times:
            return self.first, 0
        if i < len(self.times):
            kind = self.kinds[i - 1]
            before = self.kinds[i - 2] if i > 1 else self.first
            return kind, int(seconds - self.times[i - 1] < before.seconds - kind.seconds)
        if isinstance(self.rule, _Kind):
            kind = self.rule
            if self.times:
                before = self.kinds[-2] if len(self.kinds) > 1 else self.first
                return kind, int(seconds - self.times[-1] < before.seconds - kind.seconds)
            return kind, 0
        return self.rule.at_utc(seconds)

    def at_local(self, seconds, fold):
        """The kind of a wall clock time: of two the first unless `fold`; in a gap the kind before it unless `fold`."""
        from bisect import bisect_right
        times, kinds = self.times, self.kinds
        i = bisect_right(times, seconds - 86400 * 2)
        kind = kinds[i - 1] if i else self.first
        while i < len(times):
            shift = kinds[i].seconds
            edge = times[i] + (min(kind.seconds, shift) if fold else max(kind.seconds, shift))
            if seconds < edge:
                return kind
            kind = kinds[i]
            i += 1
        if isinstance(self.rule, _Kind):
            return self.rule
        return self.rule.at_local(seconds, fold)


def _kinds_of(raw, names, indexes):
    # The share of summer time is the difference to the standard time that lies next to it.
    shares = [None if dst else 0 for _, dst, _ in raw]
    for i in range(1, len(indexes)):
        for here, there in ((indexes[i], indexes[i - 1]), (indexes[i - 1], indexes[i])):
            if shares[here] is None and not raw[there][1]:
                share = raw[here][0] - raw[there][0]
                if share:
                    shares[here] = share
    kinds = []
    for (offset, dst, start), share in zip(raw, shares):
        name = names[start:names.index(b"\0", start)].decode()
        kinds.append(_Kind(offset, 3600 if share is None else share, name))
    return kinds


# ---- rules for ever: CET-1CEST,M3.5.0,M10.5.0/3

def _read_rule(text):
    import re
    name = r"(<[-+\w]+>|[a-zA-Z]{3,})"
    clock = r"([+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)"
    found = re.fullmatch(rf"{name}{clock}(?:{name}{clock}?(?:,([^,]+),([^,]+))?)?", text)
    if found is None:
        raise ValueError(f"{text!r} is not a valid TZ string")
    standard = _Kind(-_clock(found[2]), 0, found[1].strip("<>"))
    if found[3] is None:
        return standard
    offset = -_clock(found[4]) if found[4] else standard.seconds + 3600
    summer = _Kind(offset, offset - standard.seconds, found[3].strip("<>"))
    return _Rule(standard, summer, _Day(found[5]), _Day(found[6]))


def _clock(text):
    sign = -1 if text[0] == "-" else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


class _Day:
    # M10.5.0/3, J60, 60: the moment of a change in each year, by the wall clock before it.
    def __init__(self, text):
        day, _, clock = text.partition("/")
        self.clock = _clock(clock) if clock else 7200
        self.kind = day[0] if day[0] in "MJ" else "0"
        self.numbers = [int(part) for part in day.lstrip("MJ").split(".")]

    def seconds(self, year):
        if self.kind == "M":
            month, week, weekday = self.numbers
            first = datetime.date(year, month, 1)
            ahead = (weekday - first.isoweekday()) % 7
            day = first + datetime.timedelta(ahead + 7 * (week - 1))
            if day.month != month:
                day -= datetime.timedelta(7)
        else:
            number = self.numbers[0]
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            if self.kind == "J":
                number = number - 1 + (leap and number > 59)
            day = datetime.date(year, 1, 1) + datetime.timedelta(number)
        return (day.toordinal() - 719163) * 86400 + self.clock


class _Rule:
    def __init__(self, standard, summer, start, end):
        self.standard, self.summer, self.start, self.end = standard, summer, start, end

    def at_utc(self, seconds):
        year = (_EPOCH + datetime.timedelta(seconds=seconds + self.standard.seconds)).year
        start = self.start.seconds(year) - self.standard.seconds
        end = self.end.seconds(year) - self.summer.seconds
        is_summer = start <= seconds < end if start < end else not end <= seconds < start
        kind = self.summer if is_summer else self.standard
        share = self.summer.seconds - self.standard.seconds
        change = end if share > 0 else start
        return kind, int(change <= seconds < change + abs(share))

    def at_local(self, seconds, fold):
        year = (_EPOCH + datetime.timedelta(seconds=seconds)).year
        start, end = self.start.seconds(year), self.end.seconds(year)
        share = self.summer.seconds - self.standard.seconds
        if share > 0:
            if not fold:
                start += share
            else:
                end -= share
        elif not fold:
            end -= share
        else:
            start += share
        is_summer = start <= seconds < end if start < end else not end <= seconds < start
        return self.summer if is_summer else self.standard
