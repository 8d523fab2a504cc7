# SPDX-License-Identifier: MIT
# string: constants, templates with $names, and the formatter behind str.format as a class.

__path__ = []
__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s: str, sep: str | None = None) -> str:
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class _Layered:
    # Keyword arguments first, then the mapping.
    __slots__ = ("first", "second")

    def __init__(self, first, second):
        self.first = first
        self.second = second

    def __getitem__(self, key):
        try:
            return self.first[key]
        except KeyError:
            return self.second[key]


class Template:
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2  # re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" not in cls.__dict__:
            cls._compiled = None

    _compiled = None

    def __init__(self, template):
        self.template = template

    @classmethod
    def _regex(cls):
        found = cls.__dict__.get("_compiled")
        if found is None:
            import re
            pattern = cls.__dict__.get("pattern") or getattr(cls, "pattern", None)
            if pattern is None or not isinstance(pattern, str) and not hasattr(pattern, "finditer"):
                mark = re.escape(cls.delimiter)
                braced = cls.braceidpattern or cls.idpattern
                pattern = (f"{mark}(?:(?P<escaped>{mark})|(?P<named>{cls.idpattern})|"
                           f"{{(?P<braced>{braced})}}|(?P<invalid>))")
            if isinstance(pattern, str):
                found = re.compile(pattern, cls.flags | re.VERBOSE)
            else:
                found = pattern
            cls._compiled = found
        return found

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column, line = at - len("".join(lines[:-1])), len(lines)
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _fill(self, mapping, safe):
        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if not safe:
                    return str(mapping[name])
                try:
                    return str(mapping[name])
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                if safe:
                    return match.group()
                self._invalid(match)
            raise ValueError("Unrecognized named group in pattern", self._regex())

        return self._regex().sub(convert, self.template)

    def substitute(self, mapping={}, /, **kws) -> str:
        return self._fill(_Layered(kws, mapping) if kws else mapping, False)

    def safe_substitute(self, mapping={}, /, **kws) -> str:
        return self._fill(_Layered(kws, mapping) if kws else mapping, True)

    def is_valid(self) -> bool:
        for match in self._regex().finditer(self.template):
            if match.group("invalid") is not None:
                return False
            if match.group("named") is None and match.group("braced") is None and match.group("escaped") is None:
                raise ValueError("Unrecognized named group in pattern", self._regex())
        return True

    def get_identifiers(self) -> list[str]:
        found = []
        for match in self._regex().finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in found:
                found.append(name)
            elif name is None and match.group("invalid") is None and match.group("escaped") is None:
                raise ValueError("Unrecognized named group in pattern", self._regex())
        return found


def _parse(text):
    # Yields (literal, field, spec, conversion); field is None where the text ends without one.
    literal = []
    i = 0
    end = len(text)
    while i < end:
        c = text[i]
        if c == "{":
            if i + 1 < end and text[i + 1] == "{":
                literal.append("{")
                i += 2
                yield "".join(literal), None, None, None
                literal = []
                continue
            i += 1
            if i >= end:
                raise ValueError("Single '{' encountered in format string")
            start = i
            depth = 1
            inside = 0
            while i < end:
                c = text[i]
                if c == "[" and depth == 1 and not inside:
                    inside = 1
                elif c == "]":
                    inside = 0
                elif inside:
                    pass
                elif c == "{":
                    depth += 1
                elif c == "}":
                    depth -= 1
                    if depth == 0:
                        break
                i += 1
            if depth:
                raise ValueError("expected '}' before end of string")
            field = text[start:i]
            i += 1
            name, conversion, spec = _split_field(field)
            yield "".join(literal), name, spec, conversion
            literal = []
        elif c == "}":
            if i + 1 < end and text[i + 1] == "}":
                literal.append("}")
                i += 2
                yield "".join(literal), None, None, None
                literal = []
                continue
            raise ValueError("Single '}' encountered in format string")
        else:
            j = i
            while j < end and text[j] not in "{}":
                j += 1
            literal.append(text[i:j])
            i = j
    if literal:
        yield "".join(literal), None, None, None


def _split_field(field):
    inside = False
    for i, c in enumerate(field):
        if c == "[":
            inside = True
        elif c == "]":
            inside = False
        elif c == "{" and not inside:
            raise ValueError("unexpected '{' in field name")
        elif not inside and c == ":":
            return field[:i], None, field[i + 1:]
        elif not inside and c == "!":
            rest = field[i + 1:]
            if not rest:
                raise ValueError("end of string while looking for conversion specifier")
            if len(rest) > 1 and rest[1] != ":":
                raise ValueError("expected ':' after conversion specifier")
            return field[:i], rest[0], rest[2:]
    return field, None, ""


def _split_name(name):
    end = len(name)
    for i, c in enumerate(name):
        if c == "." or c == "[":
            end = i
            break
    first = name[:end]
    rest = []
    i = end
    while i < len(name):
        if name[i] == ".":
            j = i + 1
            while j < len(name) and name[j] not in ".[":
                j += 1
            if j == i + 1:
                raise ValueError("Empty attribute in format string")
            rest.append((True, name[i + 1:j]))
            i = j
        elif name[i] == "[":
            j = name.find("]", i)
            if j < 0:
                raise ValueError("Missing ']' in format string")
            key = name[i + 1:j]
            if not key:
                raise ValueError("Empty attribute in format string")
            rest.append((False, int(key) if key.isdigit() else key))
            i = j + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdigit() else first, rest


class Formatter:
    def format(self, format_string, /, *args, **kwargs) -> str:
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs) -> str:
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if name is None:
                continue
            first, _ = _split_name(name)
            if first == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto_arg_index) + name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            obj, key = self.get_field(name, args, kwargs)
            used_args.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(obj, spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first
