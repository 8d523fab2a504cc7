# SPDX-License-Identifier: MIT
# csv: rows of text separated by a delimiter.
#
# The reader is a small automaton that goes over a line character by character only where quotes or escapes occur; a
# plain line is split at once.
from __future__ import annotations

import re
from io import StringIO

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL", "Error",
           "Dialect", "excel", "excel_tab", "field_size_limit", "reader", "writer", "register_dialect", "get_dialect",
           "list_dialects", "Sniffer", "unregister_dialect", "DictReader", "DictWriter", "unix_dialect"]

QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3
QUOTE_STRINGS = 4
QUOTE_NOTNULL = 5

_OPTIONS = ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict")
_dialects = {}
_field_limit = 131072


class Error(Exception):
    __module__ = "_csv"


class Dialect:
    """What a format is like; subclasses set the attributes."""

    _name = ""
    _valid = False
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        if self.__class__ is not Dialect:
            self._valid = True
        try:
            _Rules(self, {})
        except TypeError as error:
            raise Error(str(error)) from None


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


def _one_char(name, value, optional):
    if value is None and optional:
        return None
    if not isinstance(value, str):
        raise TypeError(f'"{name}" must be {"string or None" if optional else "string"}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


class _Rules:
    # A dialect, checked.
    __slots__ = _OPTIONS

    def __init__(self, dialect, options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in options:
            if name not in _OPTIONS:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        found = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
                 "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}
        if dialect is not None:
            for name in _OPTIONS:
                if hasattr(dialect, name):
                    found[name] = getattr(dialect, name)
        found.update(options)
        quoting = found["quoting"]
        if not isinstance(quoting, int):
            raise TypeError(f'"quoting" must be an integer, not {type(quoting).__name__}')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        self.delimiter = _one_char("delimiter", found["delimiter"], False)
        self.escapechar = _one_char("escapechar", found["escapechar"], True)
        if found["quotechar"] is None and "quoting" not in options and not (dialect is not None and getattr(dialect, "quoting", None)):
            quoting = QUOTE_NONE
        self.quotechar = _one_char("quotechar", found["quotechar"], True)
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(found["lineterminator"], str):
            if found["lineterminator"] is None:
                raise TypeError("lineterminator must be set")
            raise TypeError(f'"lineterminator" must be a string, not {type(found["lineterminator"]).__name__}')
        self.lineterminator = found["lineterminator"]
        self.quoting = int(quoting)
        self.doublequote = bool(found["doublequote"])
        self.skipinitialspace = bool(found["skipinitialspace"])
        self.strict = bool(found["strict"])
        for name in ("delimiter", "escapechar", "quotechar"):
            value = getattr(self, name)
            if value is not None and (value in "\r\n" or value == " " and name != "delimiter" and self.skipinitialspace):
                raise ValueError(f"bad {name} value")
        for first, second in (("delimiter", "escapechar"), ("delimiter", "quotechar"), ("escapechar", "quotechar")):
            if getattr(self, first) is not None and getattr(self, first) == getattr(self, second):
                raise ValueError(f"bad {first} or {second} value")


def register_dialect(name, dialect=None, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    if isinstance(dialect, type):
        dialect = dialect()
    _dialects[name] = _Rules(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*new_limit):
    global _field_limit
    before = _field_limit
    if new_limit:
        if not isinstance(new_limit[0], int):
            raise TypeError("limit must be an integer")
        _field_limit = new_limit[0]
    return before


# States of the reader.
_START_ROW, _START_FIELD, _PLAIN, _QUOTED, _QUOTE_SEEN, _ESCAPE, _ESCAPE_QUOTED = range(7)


class reader:
    """Rows from an iterable of lines."""

    __module__ = "_csv"

    def __init__(self, iterable, /, dialect="excel", **options):
        self.dialect = _Rules(dialect if dialect != "excel" or "excel" in _dialects else None, options)
        self._lines = iter(iterable)
        self.line_num = 0
        rules = self.dialect
        special = [c for c in (rules.quotechar, rules.escapechar) if c]
        self._special = special if rules.quoting != QUOTE_NONE else [c for c in (rules.escapechar,) if c]
        self._simple = rules.quoting in (QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE) and not rules.skipinitialspace

    def __iter__(self):
        return self

    def __next__(self):
        fields = []
        self._state = _START_ROW
        self._text = []
        self._was_quoted = False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._state == _START_ROW:
                    raise
                if self._text or self._state in (_QUOTED, _ESCAPE_QUOTED):
                    if self.dialect.strict:
                        raise Error("unexpected end of data") from None
                    self._save(fields)
                    return fields
                raise
            self.line_num += 1
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)")
            if self._state == _START_ROW and self._simple:
                row = self._split(line)
                if row is not None:
                    return row
            self._feed(line, fields)
            if self._state == _START_ROW:
                return fields

    def _split(self, line):
        # A line without quotes and escapes.
        for char in self._special:
            if char in line:
                return None
        body = line[:-1] if line[-1:] == "\n" else line
        if body[-1:] == "\r":
            body = body[:-1]
        if "\r" in body or "\n" in body or len(body) > _field_limit:
            return None
        return body.split(self.dialect.delimiter) if body else []

    def _save(self, fields):
        text = "".join(self._text)
        self._text = []
        quoting = self.dialect.quoting
        if not self._was_quoted:
            if quoting == QUOTE_NONNUMERIC or quoting == QUOTE_STRINGS and text:
                text = float(text)
            elif not text and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                text = None
        self._was_quoted = False
        fields.append(text)

    def _feed(self, line, fields):
        rules = self.dialect
        delimiter, quote, escape = rules.delimiter, rules.quotechar, rules.escapechar
        quoting = rules.quoting
        state = self._state
        text = self._text
        count = 0
        i = 0
        size = len(line)
        while i < size:
            c = line[i]
            i += 1
            if state == _START_ROW or state == _START_FIELD:
                if c == "\n" or c == "\r":
                    if state == _START_FIELD:
                        self._save(fields)
                    self._end_of_line(line, i)
                    state = _START_ROW
                    break
                count = 0
                text = self._text
                if c == quote and quoting != QUOTE_NONE:
                    self._was_quoted = True
                    state = _QUOTED
                elif c == escape:
                    state = _ESCAPE
                elif c == " " and rules.skipinitialspace:
                    state = _START_FIELD
                elif c == delimiter:
                    self._save(fields)
                    text = self._text
                    state = _START_FIELD
                else:
                    text.append(c)
                    state = _PLAIN
            elif state == _PLAIN:
                if c == delimiter:
                    self._save(fields)
                    text = self._text
                    state = _START_FIELD
                elif c == "\n" or c == "\r":
                    self._save(fields)
                    self._end_of_line(line, i)
                    state = _START_ROW
                    break
                elif c == escape:
                    state = _ESCAPE
                else:
                    text.append(c)
                    count += 1
            elif state == _QUOTED:
                if c == escape:
                    state = _ESCAPE_QUOTED
                elif c == quote and quoting != QUOTE_NONE:
                    state = _QUOTE_SEEN if rules.doublequote else _PLAIN
                else:
                    text.append(c)
                    count += 1
            elif state == _QUOTE_SEEN:
                if c == quote and quoting != QUOTE_NONE:
                    text.append(c)
                    state = _QUOTED
                elif c == delimiter:
                    self._save(fields)
                    text = self._text
                    state = _START_FIELD
                elif c == "\n" or c == "\r":
                    self._save(fields)
                    self._end_of_line(line, i)
                    state = _START_ROW
                    break
                elif not rules.strict:
                    text.append(c)
                    state = _PLAIN
                else:
                    raise Error(f"'{delimiter}' expected after '{quote}'")
            elif state == _ESCAPE:
                text.append(c)
                state = _PLAIN
            else:
                text.append(c)
                state = _QUOTED
            if count > _field_limit:
                raise Error(f"field larger than field limit ({_field_limit})")
        else:
            # The line ended without a line end.
            if state == _ESCAPE:
                text.append("\n")
                state = _PLAIN
            if state == _ESCAPE_QUOTED:
                state = _QUOTED
            if state == _START_FIELD or state in (_PLAIN, _QUOTE_SEEN):
                self._save(fields)
                state = _START_ROW
        self._state = state

    def _end_of_line(self, line, at):
        if line[at:].strip("\r\n"):
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")


_WRITTEN_NUMBER = (int, float, complex)


class writer:
    """Writes rows to an object with a write method."""

    __module__ = "_csv"

    def __init__(self, fileobj, /, dialect="excel", **options):
        if not hasattr(fileobj, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self.dialect = _Rules(dialect if dialect != "excel" or "excel" in _dialects else None, options)
        self._write = fileobj.write
        rules = self.dialect
        risky = [rules.delimiter, rules.quotechar, rules.escapechar, "\r", "\n", *rules.lineterminator]
        self._risky = re.compile("[" + re.escape("".join([c for c in risky if c])) + "]")

    def _field(self, value, alone):
        rules = self.dialect
        quoting = rules.quoting
        if value is None:
            text = ""
            quoted = quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC
        else:
            text = value if type(value) is str else repr(value) if type(value) is float else str(value)
            if quoting == QUOTE_NONNUMERIC:
                quoted = not isinstance(value, _WRITTEN_NUMBER)
            elif quoting == QUOTE_STRINGS:
                quoted = isinstance(value, str)
            else:
                quoted = quoting == QUOTE_ALL or quoting == QUOTE_NOTNULL
        if self._risky.search(text) is not None or text[:1] == " " and rules.delimiter == " " or rules.skipinitialspace and text[:1] == " ":
            return self._escaped(text, quoted)
        if not text and alone and not quoted:
            if quoting == QUOTE_NONE or value is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error("single empty field record must be quoted")
            quoted = True
        return f"{rules.quotechar}{text}{rules.quotechar}" if quoted else text

    def _escaped(self, text, quoted):
        rules = self.dialect
        quote, escape = rules.quotechar, rules.escapechar
        out = []
        for char in text:
            if char == rules.delimiter or char == escape or char == quote or char in "\r\n" or char in rules.lineterminator:
                if rules.quoting == QUOTE_NONE:
                    want_escape = True
                else:
                    want_escape = False
                    if char == quote:
                        if rules.doublequote:
                            out.append(quote)
                        else:
                            want_escape = True
                    elif char == escape:
                        want_escape = True
                    if not want_escape:
                        quoted = True
                if want_escape:
                    if not escape:
                        raise Error("need to escape, but no escapechar set")
                    out.append(escape)
            out.append(char)
        body = "".join(out)
        if rules.skipinitialspace and body[:1] == " ":
            quoted = True
        return f"{quote}{body}{quote}" if quoted else body

    def writerow(self, row, /):
        try:
            values = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        alone = len(values) == 1
        fields = [self._field(value, alone) for value in values]
        return self._write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows, /):
        for row in rows:
            self.writerow(row)


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class DictReader:
    """Rows as dictionaries, by the names of the first row."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        names = self.fieldnames
        record = dict(zip(names, row))
        if len(names) < len(row):
            record[self.restkey] = row[len(names):]
        elif len(names) > len(row):
            for name in names[len(row):]:
                record[name] = self.restval
        return record

    __class_getitem__ = classmethod(type(list[int]))


class DictWriter:
    """Writes dictionaries as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, record):
        if self.extrasaction == "raise":
            wrong = [name for name in record if name not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return [record.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows([self._row(record) for record in rowdicts])

    __class_getitem__ = classmethod(type(list[int]))


class Sniffer:
    """Guesses a dialect from a sample."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        quote, delimiter, doubled, skip = self._by_quotes(sample, delimiters)
        if not delimiter:
            delimiter, skip = self._by_counts(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL

        dialect.doublequote = doubled
        dialect.delimiter = delimiter
        dialect.quotechar = quote or '"'
        dialect.skipinitialspace = skip
        return dialect

    def _by_quotes(self, sample, delimiters):
        # A quoted field with the same delimiter on both sides, or at the ends of a line.
        votes = {}
        quotes = {}
        spaces = 0
        pattern = re.compile(r"""(?:^|(?P<before>[^\w\n"'])(?P<space> ?))(?P<quote>["']).*?(?P=quote)(?:(?P<after>[^\w\n"'])|$)""", re.M | re.S)
        for match in pattern.finditer(sample):
            quotes[match["quote"]] = quotes.get(match["quote"], 0) + 1
            found = match["before"] or match["after"]
            if found and (delimiters is None or found in delimiters):
                votes[found] = votes.get(found, 0) + 1
                if match["space"]:
                    spaces += 1
        if not quotes:
            return "", None, False, False
        quote = max(quotes, key=quotes.get)
        if not votes:
            return quote, "", False, False
        delimiter = max(votes, key=votes.get)
        d, q = re.escape(delimiter), re.escape(quote)
        doubled = re.search(rf"(?:{d}|^)\W*{q}[^{d}\n]*{q}[^{d}\n]*{q}\W*(?:{d}|$)", sample, re.M) is not None
        return quote, delimiter, doubled, votes[delimiter] == spaces

    def _by_counts(self, sample, delimiters):
        # The character that occurs equally often, and at least once, on nearly every line.
        lines = [line for line in sample.split("\n") if line]
        candidates = {}
        for char in map(chr, range(127)):
            if char.isalnum() and delimiters is None:
                continue
            counts = [line.count(char) for line in lines]
            often = {}
            for count in counts:
                often[count] = often.get(count, 0) + 1
            if not often:
                continue
            mode = max(often, key=often.get)
            if mode and often[mode] >= 0.9 * len(lines) and (delimiters is None or char in delimiters) and char not in "\"'\r":
                candidates[char] = mode
        if not candidates:
            return "", False
        for char in [*self.preferred, *candidates]:
            if char in candidates:
                skip = lines[0].count(char) == lines[0].count(f"{char} ")
                return char, skip
        return "", False

    def has_header(self, sample):
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for number, row in enumerate(rows):
            if number >= 20:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                try:
                    complex(row[column])
                    kind = complex
                except ValueError:
                    kind = len(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
            elif kind is not None:
                try:
                    complex(header[column])
                    votes -= 1
                except ValueError:
                    votes += 1
        return votes > 0
