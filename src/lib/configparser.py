# SPDX-License-Identifier: MIT
# configparser: files of sections, keys and values.
from __future__ import annotations

import re
from collections.abc import MutableMapping

__all__ = ("NoSectionError", "DuplicateOptionError", "DuplicateSectionError", "NoOptionError", "InterpolationError",
           "InterpolationDepthError", "InterpolationMissingOptionError", "InterpolationSyntaxError", "ParsingError",
           "MissingSectionHeaderError", "MultilineContinuationError", "UnnamedSectionDisabledError", "InvalidWriteError", "ConfigParser",
           "RawConfigParser", "Interpolation", "BasicInterpolation", "ExtendedInterpolation", "SectionProxy", "ConverterMapping",
           "DEFAULTSECT", "MAX_INTERPOLATION_DEPTH", "UNNAMED_SECTION")

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_MISSING = object()


class Error(Exception):
    """What all errors of this module are."""

    def __init__(self, msg=""):
        self.message = msg
        super().__init__(msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__(f"No section: {section!r}")
        self.section = section
        self.args = (section,)


def _source_prefix(source, lineno):
    if source is None:
        return ""
    return f"While reading from {source!r}" + (f" [line {lineno:2d}]" if lineno is not None else "") + ": "


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        if source is None:
            message = f"Section {section!r} already exists"
        else:
            message = _source_prefix(source, lineno) + f"section {section!r} already exists"
        super().__init__(message)
        self.section, self.source, self.lineno = section, source, lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        what = f"ption {option!r} in section {section!r} already exists"
        super().__init__("O" + what if source is None else _source_prefix(source, lineno) + "o" + what)
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__(f"No option {option!r} in section: {section!r}")
        self.option, self.section = option, section
        self.args = (option, section)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        super().__init__(msg)
        self.option, self.section = option, section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation "
                                          f"key {reference!r} which is not a valid option name. Raw value: {rawval!r}")
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    """A value with a substitution that cannot be read."""


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        super().__init__(option, section, f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} "
                                          f"contains an interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} "
                                          f"steps. Raw value: {rawval!r}")
        self.args = (option, section, rawval)


class ParsingError(Error):
    def __init__(self, source, *args):
        super().__init__(f"Source contains parsing errors: {source!r}")
        self.source = source
        self.errors = []
        self.args = (source,)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f"\n\t[line {lineno:2d}]: {line!r}"


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, f"File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}")
        self.source, self.lineno, self.line = filename, lineno, line
        self.errors = []
        self.args = (filename, lineno, line)


class MultilineContinuationError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, f"Key without value continued with an indented line.\nfile: {filename!r}, line: {lineno}\n{line!r}")
        self.source, self.lineno, self.line = filename, lineno, line
        self.errors = []
        self.args = (filename, lineno, line)


class UnnamedSectionDisabledError(Error):
    def __init__(self, msg="Support for UNNAMED_SECTION is disabled."):
        super().__init__(msg)


class InvalidWriteError(Error):
    """What would not be read back as it was."""


class _UnnamedSection:
    def __repr__(self):
        return "<UNNAMED_SECTION>"


UNNAMED_SECTION = _UnnamedSection()


# ---- interpolation

class Interpolation:
    """Values as they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class _Filled(Interpolation):
    # The walk over a text with references: `mark` begins one, with `opening` behind it, and stands for itself when doubled.
    # What a reference means is the subclass's _value().
    def before_get(self, parser, section, option, value, defaults):
        return self._fill(parser, option, value, section, defaults, 1)

    def before_set(self, parser, section, option, value):
        mark = self.mark
        rest = re.sub(self.reference, "", value.replace(mark * 2, ""))
        if mark in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find(mark)}")
        return value

    def _fill(self, parser, option, text, section, known, depth):
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        mark, opening, out = self.mark, self.opening, []
        while text:
            at = text.find(mark)
            if at < 0:
                out.append(text)
                break
            out.append(text[:at])
            text = text[at:]
            follows = text[1:2]
            if follows == mark:
                out.append(mark)
                text = text[2:]
            elif follows == opening:
                found = re.match(self.reference, text)
                if found is None:
                    raise InterpolationSyntaxError(option, section, f"bad interpolation variable reference {text!r}")
                text = text[found.end():]
                out.append(self._value(parser, option, section, known, depth, found[1], raw, text))
            else:
                raise InterpolationSyntaxError(
                    option, section, f"'{mark}' must be followed by '{mark}' or '{opening}', found: {text!r}")
        return "".join(out)


class BasicInterpolation(_Filled):
    """%(name)s is the value of another key of the section."""

    mark, opening, reference = "%", "(", r"%\(([^)]+)\)s"

    def _value(self, parser, option, section, known, depth, path, raw, rest):
        name = parser.optionxform(path)
        try:
            value = known[name]
        except KeyError:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        return self._fill(parser, option, value, section, known, depth + 1) if "%" in value else value


class ExtendedInterpolation(_Filled):
    """${name} and ${section:name}."""

    mark, opening, reference = "$", "{", r"\$\{([^}]+)\}"

    def _value(self, parser, option, section, known, depth, path, raw, rest):
        path = path.split(":")
        place, name = section, option
        try:
            if len(path) == 1:
                name = parser.optionxform(path[0])
                value = known[name]
            elif len(path) == 2:
                place, name = path[0], parser.optionxform(path[1])
                value = parser.get(place, name, raw=True)
            else:
                raise InterpolationSyntaxError(option, section, f"More than one ':' found: {rest!r}")
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, ":".join(path)) from None
        if value is not None and "$" in value:
            value = self._fill(parser, name, value, place, dict(parser.items(place, raw=True)), depth + 1)
        return value or ""


# ---- parsers

class RawConfigParser(MutableMapping):
    """Sections by name; values as they are written."""

    BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    SECTCRE = re.compile(r"\[(?P<header>.+)\]")
    NONSPACECRE = re.compile(r"\S")
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=("=", ":"), comment_prefixes=("#", ";"),
                 inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT,
                 interpolation=_MISSING, converters=_MISSING, allow_unnamed_section=False):
        self._dict = dict_type
        self._sections = dict_type()
        self._defaults = dict_type()
        self._converters = ConverterMapping(self)
        self._proxies = dict_type()
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._delimiters = tuple(delimiters)
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment_prefixes = tuple(inline_comment_prefixes or ())
        self._strict = strict
        self._allow_no_value = allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self._allow_unnamed_section = allow_unnamed_section
        self.default_section = default_section
        if interpolation is _MISSING:
            interpolation = self._DEFAULT_INTERPOLATION
        elif interpolation is None:
            interpolation = Interpolation()
        if not isinstance(interpolation, Interpolation):
            raise TypeError(f"interpolation= must be None or an instance of Interpolation; got an object of type {type(interpolation)}")
        self._interpolation = interpolation
        if converters is not _MISSING and converters:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        try:
            own = self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None
        return list({**own, **self._defaults})

    def optionxform(self, optionstr):
        return optionstr.lower()

    # ---- reading

    def read(self, filenames, encoding=None):
        import os
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        done = []
        for name in filenames:
            try:
                with open(name, encoding=encoding) as file:
                    self._read(file, name)
            except OSError:
                continue
            done.append(os.fspath(name))
        return done

    def read_file(self, f, source=None):
        if source is None:
            source = getattr(f, "name", "<" + "?" * 3 + ">")
        self._read(f, source)

    def read_string(self, string, source="<string>"):
        import io
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source="<dict>"):
        seen = set()
        for section, keys in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in seen:
                    raise
            seen.add(section)
            for key, value in keys.items():
                key = self.optionxform(str(key))
                if value is not None:
                    value = str(value)
                if self._strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, value)

    def _read_defaults(self, defaults):
        self.read_dict({self.default_section: defaults})
        self.default_section = self.default_section

    def _without_comment(self, line):
        for prefix in self._comment_prefixes:
            if line.strip().startswith(prefix):
                return "", True
        cut = len(line)
        for prefix in self._inline_comment_prefixes:
            at = line.find(prefix)
            while at >= 0:
                if at == 0 or line[at - 1].isspace():
                    cut = min(cut, at)
                    break
                at = line.find(prefix, at + 1)
        return line[:cut].strip(), cut < len(line)

    def _split(self, text):
        """(key, whether there is a delimiter, value)"""
        best = None
        for mark in self._delimiters:
            at = text.find(mark)
            if at >= 0 and (best is None or at < best[0]):
                best = at, mark
        if best is None:
            return text, False, None
        at, mark = best
        return text[:at].rstrip(), True, text[at + len(mark):].strip()

    def _read(self, lines, source):
        seen = set()
        current = None
        section = key = None
        indent = 0
        problem = None
        if self._allow_unnamed_section:
            current = self._sections.setdefault(UNNAMED_SECTION, self._dict())
            self._proxies[UNNAMED_SECTION] = SectionProxy(self, UNNAMED_SECTION)
            section = UNNAMED_SECTION
        for lineno, line in enumerate(lines, 1):
            text, commented = self._without_comment(line)
            if not text:
                if self._empty_lines_in_values:
                    if not commented and current is not None and key and current.get(key) is not None:
                        current[key].append("")
                else:
                    indent = 1 << 60
                continue
            first = self.NONSPACECRE.search(line)
            level = first.start() if first is not None else 0
            if current is not None and key and level > indent:
                if current[key] is None:
                    raise MultilineContinuationError(source, lineno, line)
                current[key].append(text)
                continue
            indent = level
            header = self.SECTCRE.match(text)
            if header is not None:
                section = header["header"]
                if section in self._sections:
                    if self._strict and section in seen:
                        raise DuplicateSectionError(section, source, lineno)
                    current = self._sections[section]
                    seen.add(section)
                elif section == self.default_section:
                    current = self._defaults
                else:
                    current = self._sections[section] = self._dict()
                    self._proxies[section] = SectionProxy(self, section)
                    seen.add(section)
                key = None
                continue
            if current is None:
                raise MissingSectionHeaderError(source, lineno, line)
            name, delimited, value = self._split(text)
            if not name or not delimited and not self._allow_no_value:
                if problem is None:
                    problem = ParsingError(source)
                problem.append(lineno, line)
                if not name and not delimited:
                    continue
                if not delimited:
                    continue
            key = self.optionxform(name)
            if self._strict and (section, key) in seen:
                raise DuplicateOptionError(section, key, source, lineno)
            seen.add((section, key))
            current[key] = [value] if delimited else None
        self._join_lines()
        if problem is not None:
            raise problem

    def _join_lines(self):
        for section, values in [(self.default_section, self._defaults), *self._sections.items()]:
            for key, value in values.items():
                if isinstance(value, list):
                    while value and not value[-1]:
                        value.pop()
                    value = "\n".join(value)
                values[key] = self._interpolation.before_read(self, section, key, value)

    # ---- values

    def _known(self, section, extra):
        try:
            own = self._sections[section]
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
            own = {}
        given = {self.optionxform(key): None if value is None else str(value) for key, value in extra.items()} if extra else {}
        return {**self._defaults, **own, **given}

    def get(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        try:
            known = self._known(section, vars)
        except NoSectionError:
            if fallback is _MISSING:
                raise
            return fallback
        name = self.optionxform(option)
        if name not in known:
            if fallback is _MISSING:
                raise NoOptionError(name, section)
            return fallback
        value = known[name]
        return value if raw or value is None else self._interpolation.before_get(self, section, name, value, known)

    def _get_as(self, convert, section, option, raw, vars, fallback):
        if fallback is not _MISSING:
            try:
                value = self.get(section, option, raw=raw, vars=vars)
            except (NoSectionError, NoOptionError):
                return fallback
            return convert(value)
        return convert(self.get(section, option, raw=raw, vars=vars))

    def getint(self, section, option, *, raw=False, vars=None, fallback=_MISSING, **kwargs):
        return self._get_as(int, section, option, raw, vars, fallback)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_MISSING, **kwargs):
        return self._get_as(float, section, option, raw, vars, fallback)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_MISSING, **kwargs):
        return self._get_as(self._convert_to_boolean, section, option, raw, vars, fallback)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f"Not a boolean: {value}")
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_MISSING, raw=False, vars=None):
        if section is _MISSING:
            return super().items()
        known = self._known(section, None)
        names = list(known)
        if vars:
            known.update({self.optionxform(key): value for key, value in vars.items()})
        if raw:
            return [(name, known[name]) for name in names]
        return [(name, self._interpolation.before_get(self, section, name, known[name], known)) for name in names]

    def popitem(self):
        for name in self.sections():
            proxy = self[name]
            del self[name]
            return name, proxy
        raise KeyError

    def has_option(self, section, option):
        option = self.optionxform(option)
        if not section or section == self.default_section:
            return option in self._defaults
        return section in self._sections and (option in self._sections[section] or option in self._defaults)

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        if not section or section == self.default_section:
            values = self._defaults
        else:
            try:
                values = self._sections[section]
            except KeyError:
                raise NoSectionError(section) from None
        values[self.optionxform(option)] = value

    def remove_option(self, section, option):
        if not section or section == self.default_section:
            values = self._defaults
        else:
            try:
                values = self._sections[section]
            except KeyError:
                raise NoSectionError(section) from None
        return values.pop(self.optionxform(option), _MISSING) is not _MISSING

    def remove_section(self, section):
        existed = section in self._sections
        if existed:
            del self._sections[section]
            del self._proxies[section]
        return existed

    def write(self, fp, space_around_delimiters=True):
        mark = f" {self._delimiters[0]} " if space_around_delimiters else self._delimiters[0]
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), mark)
        if UNNAMED_SECTION in self._sections:
            self._write_section(fp, UNNAMED_SECTION, self._sections[UNNAMED_SECTION].items(), mark)
        for section in self._sections:
            if section is not UNNAMED_SECTION:
                self._write_section(fp, section, self._sections[section].items(), mark)

    def _write_section(self, fp, name, items, mark):
        if name is not UNNAMED_SECTION:
            fp.write(f"[{name}]\n")
        for key, value in items:
            value = self._interpolation.before_write(self, name, key, value)
            if value is not None or not self._allow_no_value:
                value = mark + str(value).replace("\n", "\n\t")
            else:
                value = ""
            fp.write(f"{key}{value}\n")
        fp.write("\n")

    # ---- as a mapping

    def __getitem__(self, key):
        if key != self.default_section and not self.has_section(key):
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.has_section(key):
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        yield self.default_section
        yield from list(self._sections)

    @property
    def converters(self):
        return self._converters


class ConfigParser(RawConfigParser):
    """Values may refer to others; only strings are stored."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def _check(self, option="", value=""):
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if not self._allow_no_value or value:
            if not isinstance(value, str):
                raise TypeError("option values must be strings")

    def set(self, section, option, value=None):
        self._check(option, value)
        super().set(section, option, value)

    def add_section(self, section):
        if not isinstance(section, str):
            raise TypeError("section names must be strings")
        super().add_section(section)

    def _read_defaults(self, defaults):
        keep, self._interpolation = self._interpolation, Interpolation()
        try:
            super()._read_defaults(defaults)
        finally:
            self._interpolation = keep


class SectionProxy(MutableMapping):
    """One section as a mapping."""

    def __init__(self, parser, name):
        self._parser = parser
        self._name = name
        for key in parser.converters:
            setattr(self, "get" + key, self._getter(getattr(parser, "get" + key)))

    def _getter(self, method):
        def get(option, fallback=None, **more):
            return method(self._name, option, fallback=fallback, **more)
        return get

    def __repr__(self):
        return f"<Section: {self._name}>"

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser._check(key, value) if isinstance(self._parser, ConfigParser) else None
        return self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _options(self):
        return self._parser.options(self._name) if self._name != self._parser.default_section else list(self._parser.defaults())

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return iter(self._options())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        return self._parser.get(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getint(self, option, fallback=None, **kwargs):
        return self._parser.getint(self._name, option, fallback=fallback, **kwargs)

    def getfloat(self, option, fallback=None, **kwargs):
        return self._parser.getfloat(self._name, option, fallback=fallback, **kwargs)

    def getboolean(self, option, fallback=None, **kwargs):
        return self._parser.getboolean(self._name, option, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """What get methods of values there are: NAME makes getNAME()."""

    def __init__(self, parser):
        self._parser = parser
        self._data = {"int": None, "float": None, "boolean": None}

    def __getitem__(self, key):
        return self._data[key]

    def __setitem__(self, key, value):
        if not isinstance(key, str):
            raise TypeError(f"Incompatible key: {key} (type: {type(key)})")
        if not callable(value):
            raise ValueError(f"Incompatible value: {value!r}; expected a callable")
        parser = self._parser

        def get(section, option, *, raw=False, vars=None, fallback=_MISSING, **kwargs):
            return parser._get_as(value, section, option, raw, vars, fallback)
        self._data[key] = value
        setattr(parser, "get" + key, get)
        for proxy in parser._proxies.values():
            setattr(proxy, "get" + key, proxy._getter(get))

    def __delitem__(self, key):
        del self._data[key]
        delattr(self._parser, "get" + key)

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)
