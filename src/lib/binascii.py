# SPDX-License-Identifier: MIT
# binascii: bytes as hexadecimal digits and as base 64, and cyclic checksums. Source: CPython's documentation of `binascii`.
import base64 as _base64

from _monty import crc32 as _crc32

__all__ = ["Error", "Incomplete", "a2b_base64", "a2b_hex", "b2a_base64", "b2a_hex", "crc32", "crc_hqx", "hexlify", "unhexlify"]


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def _data(value):
    if isinstance(value, str):
        if not value.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return value.encode("ascii")
    try:
        return bytes(memoryview(value))
    except TypeError:
        raise TypeError(f"argument should be bytes, buffer or ASCII string, not {type(value).__name__!r}") from None


def hexlify(data, sep=None, bytes_per_sep=1):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    raw = bytes(memoryview(data))
    return (raw.hex() if sep is None else raw.hex(sep, bytes_per_sep)).encode("ascii")


b2a_hex = hexlify


def unhexlify(hexstr, /):
    digits = _data(hexstr)
    if len(digits) % 2:
        raise Error("Odd-length string")
    if digits.translate(None, b"0123456789abcdefABCDEF"):
        raise Error("Non-hexadecimal digit found")
    return bytes.fromhex(digits.decode("ascii"))


a2b_hex = unhexlify


def b2a_base64(data, /, *, newline=True):
    encoded = _base64.b64encode(bytes(memoryview(data)))
    return encoded + b"\n" if newline else encoded


_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {c: i for i, c in enumerate(_ALPHABET)}


def a2b_base64(data, /, *, strict_mode=False):
    text = _data(data)
    if strict_mode:
        body = text.rstrip(b"=")
        if text[:1] == b"=":
            raise Error("Leading padding not allowed")
        if b"=" in body:
            raise Error("Discontinuous padding not allowed" if body[body.index(b"="):].strip(b"=") else "Excess data after padding")
        if body.translate(None, _ALPHABET):
            raise Error("Only base64 data is allowed")
    out, bits, count, digits, pads = bytearray(), 0, 0, 0, 0
    for c in text:
        if c == 61:  # '='
            if digits >= 2 and digits + pads + 1 >= 4:
                return bytes(out)
            pads += 1
            continue
        value = _VALUES.get(c)
        if value is None:
            continue
        pads = 0
        bits = (bits << 6 | value) & 0xFFFFFF
        digits = (digits + 1) % 4
        count += 1
        if digits != 1:
            out.append(bits >> {2: 4, 3: 2, 0: 0}[digits] & 0xFF)
    if digits == 1:
        raise Error(f"Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4")
    if digits:
        raise Error("Incorrect padding")
    return bytes(out)


def crc32(data, crc=0, /):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return _crc32(data if isinstance(data, (bytes, bytearray)) else bytes(memoryview(data)), crc & 0xFFFFFFFF)


def crc_hqx(data, crc, /):
    for byte in bytes(memoryview(data)):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
