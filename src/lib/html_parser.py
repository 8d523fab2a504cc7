# SPDX-License-Identifier: MIT
# html.parser: reading HTML piece by piece, as forgiving as browsers are.
from __future__ import annotations

import re
from html import unescape

__all__ = ["HTMLParser"]

_TAG_NAME = re.compile(r"([a-zA-Z][^\t\n\r\f />\x00]*)(?:\s|/(?!>))*")
_ATTRIBUTE = re.compile(r"""((?<=['"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|/(?!>))*""")
_END_OF_TAG = re.compile(r"""[a-zA-Z][^\t\n\r\f />\x00]*(?:[\s/]*(?:(?<=['"\s/])[^\s/>][^\s/=>]*(?:\s*=+\s*(?:'[^']*'|"[^"]*"|(?!['"])[^>\s]*)\s*)?(?:\s|/(?!>))*)*)?\s*""")
_REFERENCE = re.compile(r"&(#(?:[0-9]+|[xX][0-9a-fA-F]+)|[a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]")


class HTMLParser:
    """Calls a handle method for each piece of a document."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")
    RCDATA_CONTENT_ELEMENTS = ("textarea", "title")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata = ""
        self.lasttag = "???"
        self.cdata_elem = None
        self.lineno, self.offset = 1, 0
        self._starttag_text = None

    def feed(self, data):
        self.rawdata += data
        self._go(False)

    def close(self):
        self._go(True)

    def getpos(self):
        return self.lineno, self.offset

    def get_starttag_text(self):
        return self._starttag_text

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()

    def clear_cdata_mode(self):
        self.cdata_elem = None

    def _move(self, start, end):
        text = self.rawdata
        lines = text.count("\n", start, end)
        if lines:
            self.lineno += lines
            self.offset = end - text.rindex("\n", start, end) - 1
        else:
            self.offset += end - start
        return end

    def _emit(self, start, end):
        if start < end:
            text = self.rawdata[start:end]
            self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)
        return self._move(start, end)

    def _go(self, end):
        text = self.rawdata
        size = len(text)
        at = 0
        while at < size:
            if self.cdata_elem:
                found = re.compile(rf"</{re.escape(self.cdata_elem)}(?=[\t\n\r\f />])", re.I).search(text, at)
                if found is None:
                    if end:
                        at = self._emit(at, size)
                    break
                stop = found.start()
            elif self.convert_charrefs:
                stop = text.find("<", at)
                if stop < 0:
                    # A reference that is cut off at the end may go on with the next piece.
                    cut = text.rfind("&", max(at, size - 34))
                    if cut >= 0 and not end and not re.compile(r"[\t\n\r\f ;]").search(text, cut):
                        break
                    stop = size
            else:
                found = re.compile("[<&]").search(text, at)
                stop = found.start() if found is not None else size
            at = self._emit(at, stop)
            if at == size:
                break
            step = self._markup(at, end) if text[at] == "<" else self._reference(at, end)
            if step < 0:
                if not end:
                    break
                # What never ends is text.
                at = self._unfinished(at)
                continue
            at = self._move(at, step)
        if end and at < size and not self.cdata_elem:
            at = self._emit(at, size)
        self.rawdata = text[at:]

    def _unfinished(self, at):
        text = self.rawdata
        if text.startswith("<!--", at):
            self.handle_comment(text[at + 4:])
            return self._move(at, len(text))
        if text.startswith("<![CDATA[", at):
            self.unknown_decl(text[at + 3:])
            return self._move(at, len(text))
        if text[at] == "<" and re.compile(r"</?[a-zA-Z]").match(text, at):
            return self._move(at, len(text))  # a tag that never ends is dropped
        self.handle_data(text[at])
        return self._move(at, at + 1)

    def _markup(self, at, end):
        text = self.rawdata
        if re.compile("<[a-zA-Z]").match(text, at):
            return self.parse_starttag(at)
        if text.startswith("</", at):
            return self.parse_endtag(at)
        if text.startswith("<!--", at):
            return self._comment(at)
        if text.startswith("<?", at):
            close = text.find(">", at + 2)
            if close < 0:
                return -1
            self.handle_pi(text[at + 2:close])
            return close + 1
        if text.startswith("<!", at):
            return self._declaration(at)
        if at + 1 < len(text) or end:
            self.handle_data("<")
            return at + 1
        return -1

    def _comment(self, at):
        text = self.rawdata
        for short in ("<!-->", "<!--->"):
            if text.startswith(short, at):
                self.handle_comment("")
                return at + len(short)
        found = re.compile(r"--!?>").search(text, at + 4)
        if found is None:
            return -1
        self.handle_comment(text[at + 4:found.start()])
        return found.end()

    def _declaration(self, at):
        text = self.rawdata
        if text[at:at + 9].lower() == "<!doctype":
            close = text.find(">", at + 9)
            if close < 0:
                return -1
            self.handle_decl(text[at + 2:close])
            return close + 1
        if text.startswith("<![CDATA[", at):
            close = text.find("]]>", at + 9)
            if close < 0:
                return -1
            self.unknown_decl(text[at + 3:close])
            return close + 3
        close = text.find(">", at + 2)
        if close < 0:
            return -1
        self.handle_comment(text[at + 2:close])
        return close + 1

    def _reference(self, at, end):
        text = self.rawdata
        found = _REFERENCE.match(text, at)
        if found is None:
            if not end and re.compile(r"&#?[a-zA-Z0-9]*$").match(text, at):
                return -1
            if end and re.compile(r"&#?[a-zA-Z0-9]*$").match(text, at):
                self.handle_data(text[at:])
                return len(text)
            self.handle_data("&")
            return at + 1
        self._handle_reference(found[1])
        stop = at + 1 + len(found[1])
        return stop + (text[stop:stop + 1] == ";")

    def _handle_reference(self, name):
        if name[0] == "#":
            self.handle_charref(name[1:])
        else:
            self.handle_entityref(name)

    def parse_starttag(self, i):
        self._starttag_text = None
        text = self.rawdata
        found = _END_OF_TAG.match(text, i + 1)
        stop = found.end()
        while True:
            rest = text[stop:stop + 2]
            if not rest or rest == "/":
                return -1
            if rest[0] == ">":
                stop += 1
                break
            if rest == "/>":
                stop += 2
                break
            stop += 1
        self._starttag_text = text[i:stop]
        found = _TAG_NAME.match(text, i + 1)
        self.lasttag = tag = found[1].lower()
        attributes = []
        at = found.end()
        while at < stop:
            found = _ATTRIBUTE.match(text, at)
            if found is None:
                break
            name, given, value = found.group(1, 2, 3)
            if not given:
                value = None
            elif value[:1] == value[-1:] and value[:1] in ("'", '"') and len(value) > 1:
                value = value[1:-1]
            attributes.append((name.lower(), unescape(value) if value else value))
            at = found.end()
        if text[at:stop].strip() not in (">", "/>"):
            self.handle_data(self._starttag_text)
            return stop
        if text[at:stop].strip() == "/>":
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return stop

    def parse_endtag(self, i):
        text = self.rawdata
        close = text.find(">", i + 2)
        if close < 0:
            return -1
        if not re.compile("[a-zA-Z]").match(text, i + 2):
            if text[i + 2:i + 3] != ">":
                self.handle_comment(text[i + 2:close])
            return close + 1
        tag = _TAG_NAME.match(text, i + 2)[1].lower()
        self.handle_endtag(tag)
        self.clear_cdata_mode()
        return close + 1

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def _nothing(self, *pieces):
        pass

    handle_starttag = handle_endtag = handle_charref = handle_entityref = handle_data = handle_comment = _nothing
    handle_decl = handle_pi = unknown_decl = _nothing
