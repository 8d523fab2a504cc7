# SPDX-License-Identifier: MIT
# email.utils: addresses, dates, names of messages, parameters.
import datetime
import re
import time
from urllib.parse import quote as _percent_quote, unquote as _percent_unquote

__all__ = ["collapse_rfc2231_value", "decode_params", "decode_rfc2231", "encode_rfc2231", "formataddr", "formatdate", "format_datetime",
           "getaddresses", "make_msgid", "mktime_tz", "parseaddr", "parsedate", "parsedate_tz", "parsedate_to_datetime", "quote", "unquote",
           "localtime"]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -500, "EDT": -400, "CST": -600, "CDT": -500, "MST": -700, "MDT": -600, "PST": -800,
          "PDT": -700}
_SPECIAL = re.compile(r'[][\\()<>@,:;".]')


def quote(str):
    """With a backslash before each backslash and quote."""
    return str.replace("\\", "\\\\").replace('"', '\\"')


def unquote(str):
    """Without the quotes or angle brackets around it."""
    if len(str) > 1:
        if str[0] == str[-1] == '"':
            return str[1:-1].replace("\\\\", "\\").replace('\\"', '"')
        if str[0] == "<" and str[-1] == ">":
            return str[1:-1]
    return str


def formataddr(pair, charset="utf-8"):
    """`name <address>`, quoted or encoded as it must be."""
    name, address = pair
    address.encode("ascii")
    if not name:
        return address
    try:
        name.encode("ascii")
    except UnicodeEncodeError:
        from email.charset import Charset
        return f"{(Charset(charset) if isinstance(charset, str) else charset).header_encode(name)} <{address}>"
    if _SPECIAL.search(name):
        return f'"{quote(name)}" <{address}>'
    return f"{name} <{address}>"


def _address_tokens(text):
    """(kind, text): atoms, quoted strings, comments, and single special characters."""
    at, end = 0, len(text)
    while at < end:
        c = text[at]
        if c in '"(':
            close = '"' if c == '"' else ")"
            depth, out = 1, []
            at += 1
            while at < end and depth:
                d = text[at]
                if d == "\\" and at + 1 < end:
                    at += 1
                    out.append(text[at])
                elif d == close and depth == 1:
                    depth = 0
                else:
                    depth += (d == "(") - (d == ")") if c == "(" else 0
                    out.append(d)
                at += 1
            yield ("string" if c == '"' else "comment"), "".join(out), not depth
        elif c in "<>@,:;":
            yield c, c, True
            at += 1
        elif c in " \t\r\n":
            at += 1
            yield "space", " ", True
        else:
            start = at
            while at < end and text[at] not in ' \t\r\n<>@,:;"(':
                at += 1
            yield "atom", text[start:at], True


def _addresses(text, strict=True):
    """[(name, address)]; what is none is ("", "")."""
    found = []
    phrase, route, comments, raw, broken = [], None, [], [], False

    def finish():
        nonlocal phrase, route, comments, raw, broken
        if phrase or route is not None or comments or broken:
            if broken:
                found.append(("", ""))
            elif route is not None:
                name = " ".join("".join(phrase).split())
                if comments:
                    name = f"{name} ({' '.join(comments)})" if name else " ".join(comments)
                found.append((name, "".join(route)))
            else:
                address = "".join(part for part in raw if part != " ")
                spaced = " ".join("".join(raw).split())
                wrong = "@" not in address and " " in spaced or address.count("@") > 1 or re.search(r"[^@ ] [^@ ]", spaced)
                found.append(("", "") if wrong else (" ".join(comments), address))
        phrase, route, comments, raw, broken = [], None, [], [], False

    in_route = False
    for kind, word, whole in _address_tokens(text):
        broken |= not whole
        if kind == "comment":
            comments.append(word)
        elif in_route:
            if kind == ">":
                in_route = False
            elif kind == "string":
                route.append(f'"{quote(word)}"')
            elif kind != "space":
                broken |= kind in "<,;"
                route.append(word)
        elif kind == "<":
            broken |= route is not None
            in_route, route = True, []
        elif kind == ",":
            finish()
        elif kind == ":":
            phrase, raw, comments = [], [], []
        elif kind == ";":
            finish()
        else:
            if route is not None and kind != "space":
                broken = True
            phrase.append(word)
            raw.append(f'"{quote(word)}"' if kind == "string" else word)
    broken |= in_route
    finish()
    return found


def parseaddr(addr, *, strict=True):
    """(name, address) of one address; ("", "") where there is none."""
    if isinstance(addr, list):
        addr = addr[0] if addr else ""
    if not isinstance(addr, str):
        return "", ""
    found = _addresses(addr)
    return found[0] if found and (len(found) == 1 or not strict) else ("", "")


def getaddresses(fieldvalues, *, strict=True):
    """[(name, address)] of all the fields."""
    found = []
    for value in fieldvalues:
        found += _addresses(str(value))
    return found


def _stamp(parts, zone):
    return f"{_DAYS[parts[6]]}, {parts[2]:02d} {_MONTHS[parts[1] - 1]} {parts[0]:04d} {parts[3]:02d}:{parts[4]:02d}:{parts[5]:02d} {zone}"


def formatdate(timeval=None, localtime=False, usegmt=False):
    """The moment as headers write it."""
    if timeval is None:
        timeval = time.time()
    moment = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        return format_datetime(moment.astimezone())
    return format_datetime(moment if usegmt else moment.replace(tzinfo=None), usegmt)


def format_datetime(dt, usegmt=False):
    """A datetime as headers write it."""
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError("usegmt option requires a UTC datetime")
        zone = "GMT"
    else:
        zone = "-0000" if dt.tzinfo is None else dt.strftime("%z")
    return _stamp(dt.timetuple(), zone)


def localtime(dt=None):
    """The moment with the local zone."""
    return (datetime.datetime.now(datetime.timezone.utc) if dt is None else dt).astimezone()


def make_msgid(idstring=None, domain=None):
    """A name for a message that no other has."""
    import os
    import random
    import socket
    more = "" if idstring is None else "." + idstring
    return f"<{int(time.time() * 100)}.{os.getpid()}.{random.getrandbits(64)}{more}@{socket.getfqdn() if domain is None else domain}>"


def parsedate_tz(data):
    """The ten numbers of a date in a header, the last the zone in seconds or None; None where it is no date."""
    words = (data or "").replace(",", " ").replace("-", " -").split() if data else []
    if words and words[0].rstrip(".").lower()[:3] in {day.lower() for day in _DAYS} and not words[0][:1].isdigit():
        words = words[1:]
    words = [part for word in words for part in ([word] if word.startswith("-") and word[1:].isdigit() and len(word) == 5
                                                 else word.strip("-").split("-")) if part]
    if len(words) < 3:
        return None
    day, month, year = words[:3]
    if day[:3].lower() in _names and month.isdigit():
        day, month = month, day
    month = _names.get(month[:3].lower())
    if month is None or not day.isdigit():
        return None
    rest = words[3:]
    if ":" in year and rest:
        year, rest[0] = rest[0], year
    if not year.isdigit():
        return None
    year, day = int(year), int(day)
    if year < 100:
        year += 1900 if year > 68 else 2000
    hour = minute = second = 0
    if rest and (":" in rest[0] or "." in rest[0]):
        numbers = re.split("[:.]", rest[0])
        if not all(number.isdigit() for number in numbers) or not 2 <= len(numbers) <= 3:
            return None
        hour, minute = int(numbers[0]), int(numbers[1])
        second = int(numbers[2]) if len(numbers) > 2 else 0
        rest = rest[1:]
    zone = None
    if rest:
        name = rest[0].upper()
        if name in _ZONES:
            zone = _ZONES[name]
        elif name[:1] in "+-" and name[1:].isdigit():
            zone = int(name)
            if zone == 0 and name[0] == "-":
                zone = None
        if zone:
            sign = -1 if zone < 0 else 1
            zone = sign * (abs(zone) // 100 * 3600 + abs(zone) % 100 * 60)
    return year, month, day, hour, minute, second, 0, 1, -1, zone


_names = {name.lower(): number for number, name in enumerate(_MONTHS, 1)}


def parsedate(data):
    """The nine numbers of a date in a header, or None."""
    found = parsedate_tz(data)
    return found[:9] if found else None


def parsedate_to_datetime(data):
    """The datetime of a date in a header."""
    found = parsedate_tz(data)
    if found is None:
        raise ValueError('Invalid date value or format "%s"' % str(data))
    zone = None if found[9] is None else datetime.timezone(datetime.timedelta(seconds=found[9]))
    return datetime.datetime(*found[:6], tzinfo=zone)


def mktime_tz(data):
    """The moment that parsedate_tz() gave."""
    import calendar
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    return calendar.timegm(data) - data[9]


def encode_rfc2231(s, charset=None, language=None):
    """A parameter's value with its character set."""
    s = _percent_quote(s, safe="", encoding=charset or "ascii")
    return s if charset is None and language is None else f"{charset}'{language or ''}'{s}"


def decode_rfc2231(s):
    """(charset, language, text) of a parameter's value."""
    parts = s.split("'", 2)
    return (None, None, s) if len(parts) <= 2 else parts


def decode_params(params):
    """Parameters with those put together that stand in several parts."""
    out, pieces = [params[0]], {}
    for name, value in params[1:]:
        base, star, rest = name.partition("*")
        if not star:
            out.append((name, f'"{quote(unquote(value))}"'))
            continue
        number = rest.rstrip("*")
        pieces.setdefault(base, []).append((int(number) if number.isdigit() else 0, value, rest.endswith("*") or not rest))
    for name, parts in pieces.items():
        parts.sort()
        encoded = any(part[2] for part in parts)
        text = "".join(_percent_unquote(unquote(value), encoding="latin-1") if coded else unquote(value) for _, value, coded in parts)
        if encoded:
            charset, language, text = decode_rfc2231(text)
            out.append((name, (charset, language, f'"{quote(text)}"')))
        else:
            out.append((name, f'"{quote(text)}"'))
    return out


def collapse_rfc2231_value(value, errors="replace", fallback_charset="us-ascii"):
    """The text of a parameter's value."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    try:
        return text.encode("latin-1").decode(charset or fallback_charset, errors)
    except (LookupError, UnicodeEncodeError):
        return unquote(text)
