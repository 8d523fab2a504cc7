# SPDX-License-Identifier: MIT
# Reads the text of an XML document and tells a target what is in it: start, end, data, comment, pi, as
# xml.etree.ElementTree's parsers do. Well-formedness errors are worded and numbered as expat's.
from __future__ import annotations

import re

_NAME = r"[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF]" \
        r"[-.0-9:A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF]*"
_name = re.compile(_NAME)
_space = re.compile(r"[ \t\r\n]*")
_attribute = re.compile(rf"({_NAME})[ \t\r\n]*=[ \t\r\n]*(?:\"([^<\"]*)\"|'([^<']*)')")
_reference = re.compile(rf"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|({_NAME}));")
_white = re.compile("[\t\r\n]")
_bad_char = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_declared = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([-A-Za-z0-9._]+)["']""")
_entities = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_XML = "http://www.w3.org/XML/1998/namespace"
_MESSAGES = {2: "syntax error", 3: "no element found", 4: "not well-formed (invalid token)", 5: "unclosed token", 7: "mismatched tag",
             8: "duplicate attribute", 9: "junk after document element", 11: "undefined entity", 14: "reference to invalid character number",
             20: "unclosed CDATA section", 27: "unbound prefix", 17: "XML or text declaration not at start of entity"}


class _Reader:
    def __init__(self, text, target, error):
        self.text = text
        self.error = error
        self.tell = {name: getattr(target, name, None) for name in ("start", "end", "data", "comment", "pi", "start_ns", "end_ns")}
        self.open = []  # (name as written, tag, namespaces before it, prefixes that it declares)
        self.namespaces = {"xml": _XML}
        self.done = self.typed = False

    def fail(self, code, at, what=""):
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1)
        error = self.error(f"{_MESSAGES[code]}{what}: line {line}, column {column}")
        error.code = code
        error.position = (line, column)
        raise error

    def data(self, text):
        if text and self.tell["data"] is not None:
            self.tell["data"](text)

    def expanded(self, start, end, blank=False):
        """The text with its references replaced; `blank`: white space that stands there itself becomes blanks."""
        text = self.text
        parts = []
        at = start
        while (mark := text.find("&", at, end)) >= 0:
            m = _reference.match(text, mark, end)
            if m is None:
                self.fail(4, mark + 1)
            parts.append(_white.sub(" ", text[at:mark]) if blank else text[at:mark])
            if m[3] is not None:
                if m[3] not in _entities:
                    self.fail(11, mark, f" &{m[3]};" if self.typed else "")
                parts.append(_entities[m[3]])
            else:
                digits, base = (m[1], 16) if m[1] is not None else (m[2], 10)
                code = int(digits, base) if len(digits) < 9 else 0
                if code > 0x10FFFF or 0xD800 <= code < 0xE000 or _bad_char.match(chr(code)):
                    self.fail(14, mark)
                parts.append(chr(code))
            at = m.end()
        parts.append(_white.sub(" ", text[at:end]) if blank else text[at:end])
        return "".join(parts)

    def qualified(self, name, at, is_attribute=False):
        prefix, colon, local = name.partition(":")
        if not colon:
            uri = None if is_attribute else self.namespaces.get("")
            return f"{{{uri}}}{name}" if uri else name
        uri = self.namespaces.get(prefix)
        if uri is None:
            self.fail(27, at)
        return f"{{{uri}}}{local}"

    def start_tag(self, at):
        text = self.text
        m = _name.match(text, at + 1)
        if m is None:
            self.fail(4 if at + 1 < len(text) else 5, at + 1 if at + 1 < len(text) else at)
        name = m[0]
        attributes = {}
        p = m.end()
        while True:
            after = _space.match(text, p).end()
            if text.startswith(">", after) or text.startswith("/>", after):
                break
            m = _attribute.match(text, after)
            if m is None or after == p:
                if text.find(">", after) < 0 and text.find("<", after) < 0:
                    self.fail(5, at)
                name_ends = _name.match(text, after)
                self.fail(4, after if name_ends is None or after == p else self.bad_attribute(name_ends.end()))
            if m[1] in attributes:
                self.fail(8, after)
            which = 2 if m[2] is not None else 3
            attributes[m[1]] = self.expanded(m.start(which), m.end(which), True)
            p = m.end()
        empty = text[after] == "/"
        before, declared = self.namespaces, []
        if any(key == "xmlns" or key.startswith("xmlns:") for key in attributes):
            self.namespaces = dict(before)
            for key in [key for key in attributes if key == "xmlns" or key.startswith("xmlns:")]:
                declared.append(key[6:])
                self.namespaces[key[6:]] = attributes.pop(key)
                if self.tell["start_ns"] is not None:
                    self.tell["start_ns"](key[6:], self.namespaces[key[6:]])
        tag = self.qualified(name, at)
        if any(":" in key for key in attributes):
            attributes = {self.qualified(key, at, True): value for key, value in attributes.items()}
        if self.tell["start"] is not None:
            self.tell["start"](tag, attributes)
        if empty:
            self.end(tag, before, declared)
        else:
            self.open.append((name, tag, before, declared))
        return after + 1 + empty

    def bad_attribute(self, at):
        """Where what follows an attribute's name goes wrong."""
        at = _space.match(self.text, at).end()
        if not self.text.startswith("=", at):
            return at
        at = _space.match(self.text, at + 1).end()
        if self.text[at:at + 1] in ('"', "'"):
            quote, less = self.text.find(self.text[at], at + 1), self.text.find("<", at + 1)
            return less if less >= 0 and (quote < 0 or less < quote) else at
        return at

    def end(self, tag, before, declared):
        if self.tell["end"] is not None:
            self.tell["end"](tag)
        self.namespaces = before
        for prefix in reversed(declared):
            if self.tell["end_ns"] is not None:
                self.tell["end_ns"](prefix)
        self.done = not self.open

    def end_tag(self, at):
        m = _name.match(self.text, at + 2)
        stop = None if m is None else _space.match(self.text, m.end()).end()
        if m is None or not self.text.startswith(">", stop):
            unclosed = (at + 2 if m is None else stop) >= len(self.text)
            self.fail(5 if unclosed else 4, at if unclosed else at + 2 if m is None else stop)
        if not self.open:
            self.fail(4, at + 1)
        name, tag, before, declared = self.open.pop()
        if m[0] != name:
            self.fail(7, at + 2)
        self.end(tag, before, declared)
        return stop + 1

    def section(self, at, begin, end, code=5):
        stop = self.text.find(end, at + len(begin))
        if stop < 0:
            self.fail(code, at if code == 5 else len(self.text))
        return stop

    def instruction(self, at):
        stop = self.section(at, "<?", "?>")
        m = _name.match(self.text, at + 2)
        if m is None or m.end() > stop:
            self.fail(4, at + 2)
        if m[0].lower() == "xml":
            if at != 0:
                self.fail(17, at)
        elif self.tell["pi"] is not None:
            self.tell["pi"](m[0], self.text[m.end():stop].lstrip(" \t\r\n") or None)
        return stop + 2

    def document_type(self, at):
        self.typed = True
        depth = 0
        for m in re.compile(r"[\[\]>]|\"[^\"]*\"|'[^']*'|<!--.*?-->", re.S).finditer(self.text, at):
            if m[0] == "[":
                depth += 1
            elif m[0] == "]":
                depth -= 1
            elif m[0] == ">" and depth == 0:
                return m.end()
        self.fail(5, at)

    def markup(self, at):
        text = self.text
        if text.startswith("</", at):
            return self.end_tag(at)
        if text.startswith("<!--", at):
            stop = self.section(at, "<!--", "-->")
            inner = text.find("--", at + 4)
            if inner < stop:
                self.fail(4, inner + 2)
            if self.tell["comment"] is not None:
                self.tell["comment"](text[at + 4:stop])
            return stop + 3
        if text.startswith("<?", at):
            return self.instruction(at)
        if text.startswith("<![CDATA[", at) and self.open:
            stop = self.section(at, "<![CDATA[", "]]>", 20)
            self.data(text[at + 9:stop])
            return stop + 3
        if text.startswith("<!DOCTYPE", at) and not self.open and not self.done:
            return self.document_type(at)
        if self.done and not self.open:
            self.fail(9, at)
        return self.start_tag(at)

    def read(self):
        text = self.text
        bad = _bad_char.search(text)
        limit = len(text) if bad is None else bad.start()
        at = 0
        while at < len(text):
            if at >= limit:
                self.fail(4, limit)
            stop = text.find("<", at)
            stop = len(text) if stop < 0 else stop
            if stop > at:
                if limit < stop:
                    self.fail(4, limit)
                if self.open:
                    wrong = text.find("]]>", at, stop)
                    if wrong >= 0:
                        self.fail(4, wrong + 2)
                    self.data(self.expanded(at, stop))
                else:
                    junk = _space.match(text, at, stop).end()
                    if junk < stop:
                        self.fail(9 if self.done else 2, junk)
                at = stop
            if at < len(text):
                end = self.markup(at)
                if limit < end:
                    self.fail(4, limit)
                at = end
        if not self.done:
            self.fail(3, len(text))


def read(text, target, error, encoding=None):
    if isinstance(text, bytes):
        declared = _declared.match(text)
        if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            encoding = "utf-16"
        encoding = encoding or (declared[1].decode() if declared else "utf-8")
        if text[:3] == b"\xef\xbb\xbf":
            encoding = "utf-8-sig"
        try:
            text = text.decode(encoding)
        except LookupError:
            raise ValueError("unknown encoding") from None
        except UnicodeDecodeError as failure:
            _Reader(text[:failure.start].decode(encoding, "replace"), target, error).fail(4, len(text[:failure.start].decode(encoding, "replace")))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _Reader(text, target, error).read()
