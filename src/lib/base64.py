# SPDX-License-Identifier: MIT
# base64: base 64, 32 and 16 (RFC 4648), and base 85.
from __future__ import annotations

import _monty

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b16encode", "b16decode", "b85encode", "b85decode", "standard_b64encode", "standard_b64decode",
           "urlsafe_b64encode", "urlsafe_b64decode"]

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_ALPHABET32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ALPHABET85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~")
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}


def _error(text):
    try:
        from binascii import Error
    except ImportError:
        return ValueError(text)
    return Error(text)


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}") from None


def _need_bytes(s):
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(s).__name__}'") from None


def b64encode(s, altchars=None) -> bytes:
    out = _monty.base64_encode(s if type(s) is bytes else _need_bytes(s))
    return out if altchars is None else out.translate(bytes.maketrans(b"+/", altchars))


def b64decode(s, altchars=None, validate: bool = False) -> bytes:
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    out = _monty.base64_decode(s)
    if out is not None:
        return out
    # Other characters, wrong padding.
    out = bytearray()
    values = _VALUES
    bits = count = pads = data = 0
    for index, char in enumerate(s):
        value = values.get(char)
        if value is None:
            if char == 61 and count >= 2:
                pads += 1
                if count + pads >= 4:
                    if validate and index + 1 < len(s):
                        raise _error("Excess data after padding")
                    count = pads = bits = 0
                    if not validate:
                        break
            elif validate:
                raise _error("Only base64 data is allowed" if char != 61 else "Discontinuous padding not allowed"
                             if data else "Leading padding not allowed")
            continue
        pads = 0
        data += 1
        bits = bits << 6 | value
        count += 1
        if count > 1:
            # Each digit after the first of four completes a byte.
            spare = 6 - 2 * (count - 1)
            out.append(bits >> spare & 255)
            bits &= (1 << spare) - 1
            if count == 4:
                count = bits = 0
    if count == 1:
        raise _error(f"Invalid base64-encoded string: number of data characters ({data}) cannot be 1 more than a "
                     "multiple of 4")
    if count:
        raise _error("Incorrect padding")
    return bytes(out)


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s) -> bytes:
    return b64encode(s, b"-_")


def urlsafe_b64decode(s) -> bytes:
    return b64decode(_bytes(s), b"-_")


def encodebytes(s) -> bytes:
    """Base 64 in lines of 76 characters."""
    s = _need_bytes(s)
    return b"".join([b64encode(s[at:at + 57]) + b"\n" for at in range(0, len(s), 57)])


def decodebytes(s) -> bytes:
    return b64decode(_need_bytes(s))


def encode(input, output) -> None:
    output.write(encodebytes(input.read()))


def decode(input, output) -> None:
    output.write(decodebytes(input.read()))


def b32encode(s) -> bytes:
    s = _need_bytes(s)
    out = bytearray()
    for at in range(0, len(s), 5):
        piece = s[at:at + 5]
        word = int.from_bytes(piece + bytes(5 - len(piece)))
        digits = bytes([_ALPHABET32[word >> shift & 31] for shift in range(35, -1, -5)])
        used = (len(piece) * 8 + 4) // 5
        out += digits[:used] + b"=" * (8 - used)
    return bytes(out)


def b32decode(s, casefold: bool = False, map01=None) -> bytes:
    s = _bytes(s)
    if len(s) % 8:
        raise _error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _bytes(map01)))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b"=")
    pads = length - len(s)
    word = 0
    for char in s:
        value = _ALPHABET32.find(char)
        if value < 0:
            raise _error("Non-base32 digit found")
        word = word << 5 | value
    if pads not in (0, 1, 3, 4, 6):
        raise _error("Incorrect padding")
    total = len(s) * 5
    return (word >> total % 8).to_bytes(total // 8)


def b16encode(s) -> bytes:
    return bytes(_need_bytes(s)).hex().upper().encode()


def b16decode(s, casefold: bool = False) -> bytes:
    s = _bytes(s)
    if casefold:
        s = s.upper()
    for char in s:
        if char not in b"0123456789ABCDEF":
            raise _error("Non-base16 digit found")
    if len(s) % 2:
        raise _error("Odd-length string")
    return bytes.fromhex(s.decode())


def b85encode(b, pad: bool = False) -> bytes:
    b = bytes(_need_bytes(b))
    padding = -len(b) % 4
    b += bytes(padding)
    out = bytearray()
    for at in range(0, len(b), 4):
        word = int.from_bytes(b[at:at + 4])
        out += bytes([_ALPHABET85[word // 85 ** power % 85] for power in (4, 3, 2, 1, 0)])
    return bytes(out[:len(out) - padding] if padding and not pad else out)


def b85decode(b) -> bytes:
    b = _bytes(b)
    padding = -len(b) % 5
    b += b"~" * padding
    out = bytearray()
    for at in range(0, len(b), 5):
        word = 0
        for index in range(at, at + 5):
            value = _ALPHABET85.find(b[index])
            if value < 0:
                raise ValueError(f"bad base85 character at position {index}")
            word = word * 85 + value
        if word > 0xFFFFFFFF:
            raise ValueError(f"base85 overflow in hunk starting at byte {at}")
        out += word.to_bytes(4)
    return bytes(out[:len(out) - padding] if padding else out)
