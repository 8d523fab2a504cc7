# SPDX-License-Identifier: MIT
# email.generator: messages as texts and as bytes.
import copy
import random
import re

__all__ = ["Generator", "DecodedGenerator", "BytesGenerator"]

_FROM = re.compile(r"^From ", re.M)


def _has_bytes(text):
    return isinstance(text, str) and not text.isascii() and any("\udc80" <= c <= "\udcff" for c in text)


def _make_boundary(text=None):
    """A line that the text has not."""
    base = f"==============={random.randrange(1 << 63):019d}=="
    boundary, counter = base, 0
    while text is not None and re.search(f"^--{re.escape(boundary)}(--)?$", text, re.M):
        boundary = f"{base}.{counter}"
        counter += 1
    return boundary


class Generator:
    """Writes messages to a text file."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        self._out = outfp
        self._mangle = mangle_from_
        self.maxheaderlen, self.policy = maxheaderlen, policy

    def write(self, s):
        self._out.write(s)

    def clone(self, fp):
        return type(self)(fp, self._mangle, None, policy=self.policy)

    def flatten(self, msg, unixfrom=False, linesep=None):
        policy = msg.policy if self.policy is None else self.policy
        if linesep is not None:
            policy = policy.clone(linesep=linesep)
        if self.maxheaderlen is not None:
            policy = policy.clone(max_line_length=self.maxheaderlen)
        lines = []
        if unixfrom:
            import time
            lines.append(msg.get_unixfrom() or "From nobody " + time.ctime(time.time()))
            lines.append("\n")
        self._message(msg, policy, lines, policy.mangle_from_ if self._mangle is None else self._mangle)
        text = "".join(lines)
        if policy.linesep != "\n":
            text = re.sub(r"\r?\n", policy.linesep, text)
        self.write(text)

    keeps_bytes = False

    def _message(self, msg, policy, out, mangle):
        body = []
        shown = msg
        kind = msg.get_content_maintype()
        if kind == "multipart" and (msg.is_multipart() or msg._payload is None):
            self._parts(msg, policy, body, mangle)
        elif msg.is_multipart():  # a message in a message
            for part in msg._payload:
                self._message(part, policy, body, mangle)
        elif msg._payload is not None:
            payload = msg._payload
            if not isinstance(payload, str):
                raise TypeError(f"string payload expected: {type(payload)}")
            if _has_bytes(payload) and not self.keeps_bytes:
                charset = msg.get_param("charset")
                if charset is not None:
                    shown = copy.copy(msg)
                    del shown["content-transfer-encoding"]
                    shown.set_payload(msg._payload.encode("ascii", "surrogateescape").decode(str(charset), "replace"), charset)
                    payload, cte = shown._payload, shown["content-transfer-encoding"]
                    if "content-transfer-encoding" in msg:  # it stays where it was
                        shown._headers = list(msg._headers)
                        shown.replace_header("content-transfer-encoding", str(cte))
            body.append(_FROM.sub(">From ", payload) if mangle else payload)
        unlimited = policy.max_line_length == 0
        for name, value in shown.raw_items():
            out.append((policy.clone(max_line_length=None) if unlimited else policy).fold(name, value).replace(policy.linesep, "\n"))
        out.append("\n")
        out += body

    def _parts(self, msg, policy, out, mangle):
        texts = []
        for part in msg._payload or []:
            lines = []
            self._message(part, policy, lines, mangle)
            texts.append("".join(lines))
        boundary = msg.get_boundary()
        if not boundary:
            boundary = _make_boundary("\n".join(texts))
            msg.set_boundary(boundary)
        if msg.preamble is not None:
            out += [_FROM.sub(">From ", msg.preamble) if mangle else msg.preamble, "\n"]
        out += ["--", boundary, "\n"]
        for i, text in enumerate(texts):
            if i:
                out += ["\n--", boundary, "\n"]
            out.append(text)
        out += ["\n--", boundary, "--\n"]
        if msg.epilogue is not None:
            out.append(_FROM.sub(">From ", msg.epilogue) if mangle else msg.epilogue)


class BytesGenerator(Generator):
    """Writes messages to a file of bytes."""

    keeps_bytes = True

    def write(self, s):
        self._out.write(s.encode("ascii", "surrogateescape") if s.isascii() or _has_bytes(s) else s.encode())


class DecodedGenerator(Generator):
    """Writes the texts of a message, and a line for each other part."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, fmt=None, *, policy=None):
        super().__init__(outfp, mangle_from_, maxheaderlen, policy=policy)
        self._format = fmt or "[Non-text (%(type)s) part of message omitted, filename %(filename)s]"

    def flatten(self, msg, unixfrom=False, linesep=None):
        for part in msg.walk():
            main = part.get_content_maintype()
            if main == "text":
                self.write(part.get_payload(decode=False) + "\n")
            elif main != "multipart":
                self.write(self._format % {
                    "type": part.get_content_type(), "maintype": main, "subtype": part.get_content_subtype(),
                    "filename": part.get_filename("[no filename]"), "description": part.get("Content-Description", "[no description]"),
                    "encoding": part.get("Content-Transfer-Encoding", "[no encoding]")} + "\n")
