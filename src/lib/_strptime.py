# SPDX-License-Identifier: MIT
# Directives of strftime() and strptime(), for time and datetime, in the C locale.
from __future__ import annotations

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _ordinal(year, month, day):
    before = year - 1
    n = before * 365 + before // 4 - before // 100 + before // 400 + _BEFORE[month] + day
    return n + 1 if month > 2 and _is_leap(year) else n


def _iso_week1_monday(year):
    first = _ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _iso(year, month, day):
    n = _ordinal(year, month, day)
    if n >= _iso_week1_monday(year + 1):
        year += 1
    elif n < _iso_week1_monday(year):
        year -= 1
    return year, (n - _iso_week1_monday(year)) // 7 + 1


# ---------------------------------------------------------------------------------------------------------------------
# Writing

def _twelve(hour):
    return hour % 12 or 12


def _offset(offset, colon=""):
    us = offset.days * 86400000000 + offset.seconds * 1000000 + offset.microseconds
    sign = "-" if us < 0 else "+"
    seconds, us = divmod(abs(us), 1000000)
    text = f"{sign}{seconds // 3600:02d}{colon}{seconds // 60 % 60:02d}"
    if seconds % 60 or us:
        text += f"{colon}{seconds % 60:02d}"
        if us:
            text += f".{us:06d}"
    return text


def _directive(char, fields, weekday, yday):
    # One directive without zone or microsecond; None when there is no such directive.
    year, month, day, hour, minute, second = fields
    match char:
        case "Y":
            return f"{year}" if year >= 1000 or year < 0 else f"{year:04d}"
        case "m":
            return f"{month:02d}"
        case "d":
            return f"{day:02d}"
        case "H":
            return f"{hour:02d}"
        case "M":
            return f"{minute:02d}"
        case "S":
            return f"{second:02d}"
        case "y":
            return f"{year % 100:02d}"
        case "j":
            return f"{yday:03d}"
        case "a":
            return DAYS[weekday][:3]
        case "A":
            return DAYS[weekday]
        case "b" | "h":
            return MONTHS[month][:3]
        case "B":
            return MONTHS[month]
        case "p":
            return "AM" if hour < 12 else "PM"
        case "P":
            return "am" if hour < 12 else "pm"
        case "I":
            return f"{_twelve(hour):02d}"
        case "l":
            return f"{_twelve(hour):2d}"
        case "k":
            return f"{hour:2d}"
        case "e":
            return f"{day:2d}"
        case "w":
            return str((weekday + 1) % 7)
        case "u":
            return str(weekday + 1)
        case "U":
            return f"{(yday + 6 - (weekday + 1) % 7) // 7:02d}"
        case "W":
            return f"{(yday + 6 - weekday) // 7:02d}"
        case "G":
            return f"{_iso(year, month, day)[0]:04d}"
        case "g":
            return f"{_iso(year, month, day)[0] % 100:02d}"
        case "V":
            return f"{_iso(year, month, day)[1]:02d}"
        case "C":
            return f"{year // 100:02d}"
        case "D" | "x":
            return f"{month:02d}/{day:02d}/{year % 100:02d}"
        case "F":
            return f"{year:04d}-{month:02d}-{day:02d}"
        case "T" | "X":
            return f"{hour:02d}:{minute:02d}:{second:02d}"
        case "R":
            return f"{hour:02d}:{minute:02d}"
        case "r":
            return f"{_twelve(hour):02d}:{minute:02d}:{second:02d} {'AM' if hour < 12 else 'PM'}"
        case "c":
            return (f"{DAYS[weekday][:3]} {MONTHS[month][:3]} {day:2d} {hour:02d}:{minute:02d}:{second:02d} "
                    f"{year}")
        case "s":
            return str((_ordinal(year, month, day) - 719163) * 86400 + hour * 3600 + minute * 60 + second)
        case "n":
            return "\n"
        case "t":
            return "\t"
        case "%":
            return "%"
    return None


def format_fields(format: str, fields: tuple, owner=None, weekday: int | None = None, yday: int | None = None,
                  zone: tuple | None = None) -> str:
    """strftime(): `fields` are year to second; `owner` is the date, time or datetime, or `zone` an (offset, name)."""
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    if weekday is None:
        n = _ordinal(*fields[:3])
        weekday = (n + 6) % 7
        yday = n - _ordinal(fields[0], 1, 1) + 1
    pieces = format.split("%")
    parts = [pieces[0]]
    at = 1
    count = len(pieces)
    while at < count:
        piece = pieces[at]
        at += 1
        if not piece:
            # "%%" splits into an empty piece and what follows; a lone "%" at the end stays.
            parts.append("%")
            if at < count:
                parts.append(pieces[at])
                at += 1
            continue
        char = piece[0]
        rest = piece[1:]
        if char == "f" and owner is not None:
            text = f"{getattr(owner, 'microsecond', 0):06d}"
        elif char == "z" or piece.startswith(":z"):
            colon = ""
            if char == ":":
                colon, rest = ":", piece[2:]
            if zone is not None:
                minutes = abs(zone[0]) // 60
                text = f"{'-' if zone[0] < 0 else '+'}{minutes // 60:02d}{minutes % 60:02d}"
            else:
                offset = owner.utcoffset() if hasattr(owner, "utcoffset") else None
                text = "" if offset is None else _offset(offset, colon)
        elif char == "Z":
            if zone is not None:
                text = zone[1]
            else:
                text = (owner.tzname() if hasattr(owner, "tzname") else None) or ""
        else:
            if char in "-_0^#EO" and len(piece) > 1:
                # glibc's flags; E and O change nothing in the C locale.
                text = _directive(piece[1], fields, weekday, yday)
                rest = piece[2:]
                if text is not None:
                    if char == "-":
                        text = text.lstrip("0 ") or "0" if text.strip().isdigit() else text
                    elif char == "_":
                        text = (text.lstrip("0") or "0").rjust(len(text)) if text.isdigit() else text
                    elif char == "^":
                        text = text.upper()
                    elif char == "#":
                        text = text.swapcase() if piece[1] == "p" else text.upper()
            else:
                text = _directive(char, fields, weekday, yday)
            if text is None:
                text = "%" + piece[:len(piece) - len(rest)]
        parts.append(text)
        parts.append(rest)
    return "".join(parts)


# ---------------------------------------------------------------------------------------------------------------------
# Reading

_REGEX = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])",
    "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[0-1]\d|\d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])",
    "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)",
    "S": r"(?P<S>6[0-1]|[0-5]\d|\d)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)",
    "W": r"(?P<W>5[0-3]|[0-4]\d|\d)",
    "w": r"(?P<w>[0-6])",
    "u": r"(?P<u>[1-7])",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)",
    "y": r"(?P<y>\d\d)",
    "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>([+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?)|(?-i:Z))",
    "Z": r"(?P<Z>utc|gmt)",
    "p": r"(?P<p>am|pm)",
    "%": "%",
}
_COMPOUND = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_cache = {}


def _choice(name, words):
    return f"(?P<{name}>{'|'.join(sorted((word.lower() for word in words if word), key=len, reverse=True))})"


def _pattern(format):
    found = _cache.get(format)
    if found is not None:
        return found
    import re
    parts = []
    used = []
    at = 0
    text = format
    while at < len(text):
        char = text[at]
        at += 1
        if char.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            parts.append(r"\s+")
        elif char != "%":
            parts.append(re.escape(char))
        else:
            if at >= len(text):
                raise ValueError(f"stray % in format '{format}'")
            name = text[at]
            at += 1
            if name in _COMPOUND:
                text = text[:at] + _COMPOUND[name] + text[at:]
                continue
            if name == "a":
                piece = _choice("a", [day[:3] for day in DAYS])
            elif name == "A":
                piece = _choice("A", DAYS)
            elif name == "b":
                piece = _choice("b", [month[:3] for month in MONTHS])
            elif name == "B":
                piece = _choice("B", MONTHS)
            elif name in _REGEX:
                piece = _REGEX[name]
            else:
                bad = "%" if name == "\\" else name
                raise ValueError(f"'{bad}' is a bad directive in format '{format}'")
            if name != "%":
                if name in used:
                    raise re.PatternError(f"redefinition of group name '{name}' as group {len(used) + 1}; "
                                          f"was group {used.index(name) + 1}")
                used.append(name)
            parts.append(piece)
    if len(_cache) > 20:
        _cache.clear()
    compiled = _cache[format] = re.compile("".join(parts), re.IGNORECASE)
    return compiled


def _parse_zone(text):
    # (seconds, microseconds) of an offset
    if text == "Z":
        return 0, 0
    if text[3] == ":":
        digits = text[:3] + text[4:]
        if len(digits) > 5:
            if digits[5] != ":":
                raise ValueError(f"Inconsistent use of : in {text}")
            digits = digits[:5] + digits[6:]
    else:
        digits = text
    seconds = int(digits[1:3]) * 3600 + int(digits[3:5]) * 60 + int(digits[5:7] or 0)
    us = int(digits[8:].ljust(6, "0")) if len(digits) > 8 else 0
    return (-seconds, -us) if text[0] == "-" else (seconds, us)


def _week_date(year, week, weekday, monday_first):
    # Day of the year of a weekday in a %U or %W week.
    first = (_ordinal(year, 1, 1) + 6) % 7
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    offset = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + offset + 7 * (week - 1) + weekday


def parse(text: str, format: str = "%a %b %d %H:%M:%S %Y") -> tuple:
    """strptime(): (year, month, day, hour, minute, second, weekday, yday, dst), microsecond, (offset, us) | None, name"""
    for position, argument in enumerate((text, format)):
        if not isinstance(argument, str):
            raise TypeError(f"strptime() argument {position} must be str, not {type(argument)}")
    found = _pattern(format).match(text)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if len(text) != found.end():
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    year = iso_year = iso_week = week = weekday = yday = zone = name = None
    month = day = 1
    hour = minute = second = us = 0
    dst = -1
    monday_first = True
    groups = found.groupdict()
    for key, value in groups.items():
        match key:
            case "y":
                year = int(value)
                year += 2000 if year <= 68 else 1900
            case "Y":
                year = int(value)
            case "G":
                iso_year = int(value)
            case "m":
                month = int(value)
            case "B":
                month = [word.lower() for word in MONTHS].index(value.lower())
            case "b":
                month = [word[:3].lower() for word in MONTHS].index(value.lower())
            case "d":
                day = int(value)
            case "H":
                hour = int(value)
            case "I":
                hour = int(value)
                half = (groups.get("p") or "").lower()
                if half in ("", "am"):
                    hour = 0 if hour == 12 else hour
                elif hour != 12:
                    hour += 12
            case "M":
                minute = int(value)
            case "S":
                second = int(value)
            case "f":
                us = int(value.ljust(6, "0"))
            case "A":
                weekday = [word.lower() for word in DAYS].index(value.lower())
            case "a":
                weekday = [word[:3].lower() for word in DAYS].index(value.lower())
            case "w":
                weekday = (int(value) + 6) % 7
            case "u":
                weekday = int(value) - 1
            case "j":
                yday = int(value)
            case "U" | "W":
                week = int(value)
                monday_first = key == "W"
            case "V":
                iso_week = int(value)
            case "z":
                if value:
                    zone = _parse_zone(value)
            case "Z":
                name = value.upper()
                dst = 0
    if iso_year is not None:
        if yday is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' "
                         "instead.")
    leap_guess = False
    if year is None:
        if month == 2 and day == 29:
            year = 1904
            leap_guess = True
        else:
            year = 1900
    if yday is None and weekday is not None:
        if week is not None:
            yday = _week_date(year, week, weekday, monday_first)
        elif iso_year is not None:
            n = _iso_week1_monday(iso_year) + (iso_week - 1) * 7 + weekday
            if iso_week == 53 and _iso_week1_monday(iso_year + 1) <= n:
                raise ValueError(f"Invalid week: {iso_week}")
            year = iso_year
            yday = n - _ordinal(iso_year, 1, 1) + 1
        if yday is not None and yday <= 0:
            year -= 1
            yday += 366 if _is_leap(year) else 365
    if yday is None:
        n = _ordinal(year, month, day)
        yday = n - _ordinal(year, 1, 1) + 1
    else:
        length = 366 if _is_leap(year) else 365
        if iso_year is not None and yday > length:
            yday -= length
            year += 1
        n = _ordinal(year, 1, 1) + yday - 1
        leap = _is_leap(year)
        month = 12
        while month > 1 and yday <= _BEFORE[month] + (1 if leap and month > 2 else 0):
            month -= 1
        day = yday - _BEFORE[month] - (1 if leap and month > 2 else 0)
    if weekday is None:
        weekday = (n + 6) % 7
    if leap_guess:
        year = 1900
    return (year, month, day, hour, minute, second, weekday, yday, dst), us, zone, name


def parse_datetime(cls, text: str, format: str):
    """datetime.strptime()"""
    fields, us, zone, name = parse(text, format)
    arguments = fields[:6] + (us,)
    if zone is not None:
        from datetime import timedelta, timezone
        offset = timedelta(seconds=zone[0], microseconds=zone[1])
        arguments += (timezone(offset, name) if name else timezone(offset),)
    return cls(*arguments)
