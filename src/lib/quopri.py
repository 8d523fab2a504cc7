# SPDX-License-Identifier: MIT
# quopri: text with what is not ASCII as =XX (RFC 1521).
import re

__all__ = ["encode", "decode", "encodestring", "decodestring"]


def _quoted(data, quotetabs=False, header=False, most=76):
    """Lines of at most so many characters."""
    out = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        end = b""
        if line.endswith(b"\r") and not last:
            line, end = line[:-1], b"\r"
        words = []
        for i, byte in enumerate(line):
            if byte == 32 and header:
                words.append(b"_")
            elif byte in b" \t":
                words.append(b"=%02X" % byte if quotetabs or i == len(line) - 1 else bytes([byte]))
            elif 33 <= byte <= 126 and byte != 61 and not (header and byte == 95) and not (byte == 46 and len(line) == 1):
                words.append(bytes([byte]))
            else:
                words.append(b"=%02X" % byte)
        row = b""
        for i, word in enumerate(words):
            if len(row) + len(word) > (most if i == len(words) - 1 else most - 1):
                out.append(row + b"=\n")
                row = b""
            row += word
        out.append(row + end + (b"" if last else b"\n"))
    return b"".join(out)


def encodestring(s, quotetabs=False, header=False):
    return _quoted(bytes(s), quotetabs, header)


def decodestring(s, header=False):
    data = s.encode("ascii") if isinstance(s, str) else bytes(s)
    if header:
        data = data.replace(b"_", b" ")
    data = re.sub(rb"[ \t]+(\r?\n|\Z)", rb"\1", data) if not header else data
    data = re.sub(rb"=[ \t]*\r?\n", b"", data)
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), data)


def encode(input, output, quotetabs, header=False):
    output.write(encodestring(input.read(), quotetabs, header))


def decode(input, output, header=False):
    output.write(decodestring(input.read(), header))
