# SPDX-License-Identifier: MIT
# gettext: messages in another language, from catalogues (.mo files) where the host has some; else as they are.
import os
import struct

__all__ = ["NullTranslations", "GNUTranslations", "Catalog", "bindtextdomain", "find", "translation", "install", "textdomain", "dgettext",
           "dngettext", "gettext", "ngettext", "pgettext", "dpgettext", "npgettext", "dnpgettext"]

_DEFAULT_DIRECTORY = "/usr/share/locale"
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "/", "%"))
_OPERATIONS = {
    "||": lambda a, b: 1 if a or b else 0, "&&": lambda a, b: 1 if a and b else 0, "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b), "<=": lambda a, b: int(a <= b), ">=": lambda a, b: int(a >= b), "<": lambda a, b: int(a < b),
    ">": lambda a, b: int(a > b), "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a // b,
    "%": lambda a, b: a % b,
}


class _PluralRule:
    """Reads a formula of C that gives the number of the plural form for n, and makes a function of it."""

    def __init__(self, text):
        import re
        self.text = text
        self.tokens = []
        for space, number, name, operator, wrong in re.findall(r"([ \t]+)|(\d+)|(n\b)|([=!<>]=|&&|\|\||[-+*/%<>!?:()])|(.)", text, re.S):
            if wrong:
                raise ValueError(f"invalid token in plural form: {wrong}")
            if not space:
                self.tokens.append(number or name or operator)
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self):
        token = self.peek()
        self.at += 1
        return token

    def unexpected(self, token):
        return ValueError(f"unexpected token in plural form: {token}" if token else "unexpected end of plural form")

    def read(self):
        rule = self.choice(0)
        if self.peek():
            raise self.unexpected(self.peek())
        return rule

    def choice(self, depth):
        if depth > 20:
            raise ValueError("plural form expression is too complex")
        condition = self.binary(0, depth)
        if self.peek() != "?":
            return condition
        self.take()
        yes = self.choice(depth + 1)
        if self.take() != ":":
            raise self.unexpected(self.tokens[self.at - 1] if self.at <= len(self.tokens) else "")
        no = self.choice(depth + 1)
        return lambda n: yes(n) if condition(n) else no(n)

    def binary(self, level, depth):
        if level == len(_LEVELS):
            return self.unary(depth)
        left = self.binary(level + 1, depth)
        while self.peek() in _LEVELS[level]:
            left = self.joined(_OPERATIONS[self.take()], left, self.binary(level + 1, depth))
        return left

    @staticmethod
    def joined(operation, left, right):
        return lambda n: operation(left(n), right(n))

    def unary(self, depth):
        token = self.take()
        if token == "!":
            if depth > 20:
                raise ValueError("plural form expression is too complex")
            inner = self.unary(depth + 1)
            return lambda n: int(not inner(n))
        if token == "(":
            inner = self.choice(depth + 1)
            if self.take() != ")":
                raise ValueError("unbalanced parenthesis in plural form")
            return inner
        if token == "n":
            return lambda n: n
        if token.isdigit():
            value = int(token)
            return lambda n: value
        raise ValueError("unbalanced parenthesis in plural form" if token == ")" else str(self.unexpected(token)))


def c2py(plural):
    """The formula of a catalogue, written in C, as a function of n."""
    if len(plural) > 1000:
        raise ValueError("plural form expression is too long")
    rule = _PluralRule(plural).read()

    def number(n):
        if not isinstance(n, int):
            import warnings
            try:
                round(n)
            except TypeError:
                raise TypeError(f"Plural value must be an integer, got {type(n).__name__}") from None
            warnings.warn(f"Plural value must be an integer, got {type(n).__name__}", DeprecationWarning, 4)
        return int(rule(n))

    return number


class NullTranslations:
    """Gives messages as they are, or what a fallback makes of them."""

    def __init__(self, fp=None):
        self._info = {}
        self._charset = None
        self._fallback = None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """There is nothing to read."""

    def add_fallback(self, fallback):
        """Asked when a message has no translation here."""
        if self._fallback:
            self._fallback.add_fallback(fallback)
        else:
            self._fallback = fallback

    def gettext(self, message):
        return self._fallback.gettext(message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        return self._fallback.pgettext(context, message) if self._fallback else message

    def npgettext(self, context, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def info(self):
        return self._info

    def charset(self):
        return self._charset

    def install(self, names=None):
        """Puts gettext into the builtins as `_`, and others that `names` lists under their names."""
        import builtins
        builtins._ = self.gettext
        for name in {"gettext", "ngettext", "npgettext", "pgettext"} & set(names or ()):
            setattr(builtins, name, getattr(self, name))


class GNUTranslations(NullTranslations):
    """The messages of a .mo file."""

    LE_MAGIC = 0x950412DE
    BE_MAGIC = 0xDE120495
    CONTEXT = "%s\x04%s"
    VERSIONS = (0, 1)

    def _parse(self, fp):
        name = getattr(fp, "name", "")
        self._catalog = {}
        self.plural = lambda n: int(n != 1)
        data = fp.read()
        if len(data) < 20:
            raise OSError(0, "Bad magic number", name)
        order = "<" if struct.unpack("<I", data[:4])[0] == self.LE_MAGIC else ">"
        magic, version, count, originals, translations = struct.unpack(order + "5I", data[:20])
        if magic != self.LE_MAGIC:
            raise OSError(0, "Bad magic number", name)
        if version >> 16 not in self.VERSIONS:
            raise OSError(0, "Bad version number " + str(version >> 16), name)

        def text(at):
            if at + 8 <= len(data):
                length, start = struct.unpack(order + "II", data[at:at + 8])
                if start + length < len(data):
                    return data[start:start + length]
            raise OSError(0, "File is corrupt", name)

        for i in range(count):
            message, translation = text(originals + 8 * i), text(translations + 8 * i)
            if not message:
                self._read_header(translation.decode("ascii", "replace") if self._charset is None else translation.decode(self._charset))
            charset = self._charset or "ascii"
            if b"\0" in message:
                singular = message.split(b"\0")[0].decode(charset)
                for number, form in enumerate(translation.split(b"\0")):
                    self._catalog[singular, number] = form.decode(charset)
            else:
                self._catalog[message.decode(charset)] = translation.decode(charset)

    def _read_header(self, text):
        key = None
        for line in text.split("\n"):
            line = line.strip()
            if not line or line.startswith("#-#-#-#-#") and line.endswith("#-#-#-#-#"):
                continue
            if ":" in line:
                key, value = line.split(":", 1)
                key, value = key.strip().lower(), value.strip()
                self._info[key] = value
            elif key:
                self._info[key] += "\n" + line
                value = line
            else:
                continue
            if key == "content-type" and "charset=" in value:
                self._charset = value.split("charset=")[1]
            elif key == "plural-forms":
                self.plural = c2py(value.split(";")[1].split("plural=")[1])

    def _look_up(self, message):
        found = self._catalog.get(message)
        return self._catalog.get((message, self.plural(1))) if found is None else found

    def gettext(self, message):
        found = self._look_up(message)
        return NullTranslations.gettext(self, message) if found is None else found

    def ngettext(self, msgid1, msgid2, n):
        found = self._catalog.get((msgid1, self.plural(n)))
        return NullTranslations.ngettext(self, msgid1, msgid2, n) if found is None else found

    def pgettext(self, context, message):
        found = self._look_up(self.CONTEXT % (context, message))
        return NullTranslations.pgettext(self, context, message) if found is None else found

    def npgettext(self, context, msgid1, msgid2, n):
        found = self._catalog.get((self.CONTEXT % (context, msgid1), self.plural(n)))
        return NullTranslations.npgettext(self, context, msgid1, msgid2, n) if found is None else found


def _spellings(language):
    # The language in full, and with the codeset, the country and the modifier left out.
    rest, at, modifier = language.partition("@")
    rest, dot, codeset = rest.partition(".")
    rest, underscore, country = rest.partition("_")
    found = []
    for with_modifier in (at + modifier, ""):
        for with_country in (underscore + country, ""):
            for with_codeset in (dot + codeset, ""):
                spelling = rest + with_country + with_codeset + with_modifier
                if spelling not in found:
                    found.append(spelling)
    return found


def find(domain, localedir=None, languages=None, all=False):
    """The catalogue of a domain in the first language that has one; with `all` the list of all."""
    if languages is None:
        languages = []
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            value = os.environ.get(name)
            if value:
                languages = value.split(":")
                break
        if "C" not in languages:
            languages.append("C")
    spellings = []
    for language in languages:
        for spelling in _spellings(language):
            if spelling not in spellings:
                spellings.append(spelling)
    found = []
    for spelling in spellings:
        if spelling == "C":
            break
        file = os.path.join(localedir or _DEFAULT_DIRECTORY, spelling, "LC_MESSAGES", f"{domain}.mo")
        if os.path.exists(file):
            if not all:
                return file
            found.append(file)
    return found if all else None


_translations = {}


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The translations of a domain; without a catalogue FileNotFoundError, or with `fallback` those that change nothing."""
    import copy
    class_ = class_ or GNUTranslations
    files = find(domain, localedir, languages, all=True)
    if not files:
        if fallback:
            return NullTranslations()
        raise FileNotFoundError(2, "No translation file found for domain", domain)
    result = None
    for file in files:
        key = class_, os.path.abspath(file)
        if key not in _translations:
            with open(file, "rb") as fp:
                _translations[key] = class_(fp)
        one = copy.copy(_translations[key])
        if result is None:
            result = one
        else:
            result.add_fallback(one)
    return result


def install(domain, localedir=None, *, names=None):
    translation(domain, localedir, fallback=True).install(names)


Catalog = translation
_directories = {}
_current = ["messages"]


def textdomain(domain=None):
    """The domain of the functions that are given none, set if there is an argument."""
    if domain is not None:
        _current[0] = domain
    return _current[0]


def bindtextdomain(domain, localedir=None):
    """The folder of a domain's catalogues, set if there is an argument."""
    if localedir is not None:
        _directories[domain] = localedir
    return _directories.get(domain, _DEFAULT_DIRECTORY)


def _of(domain):
    return translation(domain, _directories.get(domain), fallback=True)


def dgettext(domain, message):
    return _of(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _of(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    return _of(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    return _of(domain).npgettext(context, msgid1, msgid2, n)


def gettext(message):
    return dgettext(_current[0], message)


def ngettext(msgid1, msgid2, n):
    return dngettext(_current[0], msgid1, msgid2, n)


def pgettext(context, message):
    return dpgettext(_current[0], context, message)


def npgettext(context, msgid1, msgid2, n):
    return dnpgettext(_current[0], context, msgid1, msgid2, n)
