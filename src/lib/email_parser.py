# SPDX-License-Identifier: MIT
# email.parser: messages from texts and from bytes.
import re

from email import errors

__all__ = ["Parser", "HeaderParser", "BytesParser", "BytesHeaderParser", "FeedParser", "BytesFeedParser"]

_HEADER = re.compile(r"^([\041-\071\073-\176]*):|^[\t ]")
_DEEPEST = 100  # parts in parts: more of them stay texts


class _Reader:
    """Reads one message from lines."""

    def __init__(self, factory, policy, headers_only):
        self.factory, self.policy, self.headers_only = factory, policy, headers_only

    def message(self, lines, depth=0):
        msg = self.factory(policy=self.policy)
        at = self.headers(msg, lines)
        body = lines[at:]
        if self.headers_only or depth >= _DEEPEST:
            msg.set_payload("".join(body))
            return msg
        kind = msg.get_content_maintype()
        if kind == "multipart":
            self.parts(msg, body, depth)
        elif msg.get_content_type() == "message/rfc822":
            msg.attach(self.message(body, depth + 1))
        elif kind == "message" and msg.get_content_subtype() == "delivery-status":
            block = []
            for line in body + ["\n"]:
                if line.strip("\r\n") == "":
                    if block:
                        msg.attach(self.message(block, depth + 1))
                    block = []
                else:
                    block.append(line)
        else:
            msg.set_payload("".join(body))
        return msg

    def headers(self, msg, lines):
        """Where the body begins."""
        at, last = 0, []

        def finish():
            if last:
                msg.set_raw(*self.policy.header_source_parse(last))
                last.clear()

        while at < len(lines):
            line = lines[at]
            if line.strip("\r\n") == "":
                finish()
                return at + 1
            if line[0] in " \t":
                if not last:
                    self.policy.handle_defect(msg, errors.FirstHeaderLineIsContinuationDefect(line))
                else:
                    last.append(line)
                at += 1
                continue
            finish()
            if line.startswith("From ") and at == 0:
                msg.set_unixfrom(line.rstrip("\r\n"))
            elif not _HEADER.match(line):
                self.policy.handle_defect(msg, errors.MissingHeaderBodySeparatorDefect())
                return at
            elif line.startswith(":"):
                self.policy.handle_defect(msg, errors.InvalidHeaderDefect("Missing header name."))
            else:
                last.append(line)
            at += 1
        finish()
        return at

    def parts(self, msg, lines, depth):
        boundary = msg.get_boundary()
        if boundary is None:
            self.policy.handle_defect(msg, errors.NoBoundaryInMultipartDefect())
            self.policy.handle_defect(msg, errors.MultipartInvariantViolationDefect())
            msg.set_payload("".join(lines))
            return
        mark, end = "--" + boundary, f"--{boundary}--"
        pieces, piece, closed, after = [], [], False, []
        begun = False
        before = []
        for i, line in enumerate(lines):
            bare = line.rstrip()
            if bare == mark and not closed:
                if begun:
                    pieces.append(piece)
                begun, piece = True, []
            elif bare == end and begun:
                closed = True
                pieces.append(piece)
                after = lines[i + 1:]
                break
            elif begun:
                piece.append(line)
            else:
                before.append(line)
        if not begun:
            self.policy.handle_defect(msg, errors.StartBoundaryNotFoundDefect())
            self.policy.handle_defect(msg, errors.MultipartInvariantViolationDefect())
            msg.set_payload("".join(lines))
            return
        if not closed:
            self.policy.handle_defect(msg, errors.CloseBoundaryNotFoundDefect())
            pieces.append(piece)
        msg._payload = []
        for piece in pieces:
            if piece:  # the line end before a boundary belongs to it
                piece[-1] = piece[-1].removesuffix("\n").removesuffix("\r")
                if not piece[-1]:
                    piece.pop()
            part = self.message(piece, depth + 1)
            if msg.get_content_type() == "multipart/digest" and "content-type" not in part:
                part.set_default_type("message/rfc822")
            msg._payload.append(part)
        if before:
            before[-1] = before[-1].removesuffix("\n").removesuffix("\r")
            msg.preamble = "".join(before)
        if closed:
            msg.epilogue = "".join(after)


def _factory_of(policy):
    from email.message import EmailMessage, Message
    from email.policy import Compat32
    return policy.message_factory or (Message if isinstance(policy, Compat32) else EmailMessage)


class FeedParser:
    """Reads a message that comes in pieces."""

    def __init__(self, _factory=None, *, policy=None):
        if policy is None:
            from email.policy import compat32 as policy
        self.policy = policy
        self._factory = _factory or _factory_of(policy)
        self._pieces = []
        self._headers_only = False

    def feed(self, data):
        self._pieces.append(data)

    def close(self):
        lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", "".join(self._pieces))
        factory = self._factory
        try:
            factory(policy=self.policy)
        except TypeError:
            plain = factory
            factory = lambda policy: plain()  # noqa: E731
        return _Reader(factory, self.policy, self._headers_only).message(lines)


class BytesFeedParser(FeedParser):
    """The same for bytes."""

    def feed(self, data):
        super().feed(data.decode("ascii", "surrogateescape"))


class Parser:
    """Reads messages from texts."""

    def __init__(self, _class=None, *, policy=None):
        self._class, self._policy = _class, policy

    def parsestr(self, text, headersonly=False):
        feed = FeedParser(self._class, policy=self._policy)
        feed._headers_only = headersonly
        feed.feed(text)
        return feed.close()

    def parse(self, fp, headersonly=False):
        return self.parsestr(fp.read(), headersonly)


class HeaderParser(Parser):
    """Reads the headers alone; the rest stays a text."""

    def parse(self, fp, headersonly=True):
        return super().parse(fp, True)

    def parsestr(self, text, headersonly=True):
        return super().parsestr(text, True)


class BytesParser:
    """Reads messages from bytes."""

    def __init__(self, *args, **kw):
        self.parser = Parser(*args, **kw)

    def parse(self, fp, headersonly=False):
        return self.parsebytes(fp.read(), headersonly)

    def parsebytes(self, text, headersonly=False):
        return self.parser.parsestr(text.decode("ascii", "surrogateescape"), headersonly)


class BytesHeaderParser(BytesParser):
    """Reads the headers alone from bytes."""

    def parse(self, fp, headersonly=True):
        return super().parse(fp, True)

    def parsebytes(self, text, headersonly=True):
        return super().parsebytes(text, True)
