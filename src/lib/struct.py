# SPDX-License-Identifier: MIT
# struct: values to and from packed bytes.
import math

import _monty

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class error(Exception):
    pass


# Format character: (size, native size, kind)
_INT = {"b": (1, 1, True), "B": (1, 1, False), "h": (2, 2, True), "H": (2, 2, False), "i": (4, 4, True), "I": (4, 4, False),
        "l": (4, 8, True), "L": (4, 8, False), "q": (8, 8, True), "Q": (8, 8, False), "n": (0, 8, True), "N": (0, 8, False),
        "P": (0, 8, False)}
_FLOAT = {"e": 2, "f": 4, "d": 8}
_cache = {}


def _compile(format):
    # The Struct of a format, for the functions of the module.
    if type(format) is str and (known := _cache.get(format)) is not None:
        return known
    made = Struct(format)
    if len(_cache) > 100:
        _cache.clear()
    _cache[made.format] = made
    return made


def _parse(format):
    # (byte order, size in bytes, [(code, offset, count or size)]).
    order, native = "little", True
    text = format
    if text[:1] in ("@", "=", "<", ">", "!") and text:
        native = text[0] == "@"
        order = "big" if text[0] in ">!" else "little"
        text = text[1:]
    items = []
    offset = 0
    i = 0
    while i < len(text):
        char = text[i]
        if char.isspace():
            i += 1
            continue
        count = None
        if char.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            if i == len(text):
                raise error("repeat count given without format specifier")
            count = int(text[start:i])
            char = text[i]
        i += 1
        if char in _INT:
            small, wide, _ = _INT[char]
            size = wide if native else small
            if not size:
                raise error("bad char in struct format")
        elif char in _FLOAT:
            size = _FLOAT[char]
        elif char in "xcsp?" and char:
            size = 1
        else:
            raise error("bad char in struct format")
        if native and size > 1:
            offset += -offset % size
        number = 1 if count is None else count
        if offset + size * number > 1 << 62:
            raise error("total struct size too long")
        if char == "x":
            offset += number
        elif char in "sp":
            items.append((char, offset, number))
            offset += number
        else:
            for _ in range(number):
                items.append((char, offset, size))
                offset += size
    return order, offset, items


def _float_to_bytes(value, code, order):
    if not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        raise error("required argument is not a float")
    try:
        value = float(value)
    except OverflowError:
        raise error("required argument is not a float") from None
    if code == "d":
        mantissa_bits, exponent_bits = 52, 11
    elif code == "f":
        mantissa_bits, exponent_bits = 23, 8
    else:
        mantissa_bits, exponent_bits = 10, 5
    bias = (1 << exponent_bits - 1) - 1
    sign = 1 if math.copysign(1.0, value) < 0 else 0
    size = abs(value)
    if size != size:
        field, mantissa = (1 << exponent_bits) - 1, 1 << mantissa_bits - 1
    elif size == math.inf:
        field, mantissa = (1 << exponent_bits) - 1, 0
    elif size == 0:
        field = mantissa = 0
    else:
        fraction, exponent = math.frexp(size)
        exponent -= 1
        least = max(exponent, 1 - bias)
        # fraction * 2**(exponent+1) in units of the last place, rounded half to even
        scaled = math.ldexp(fraction, exponent + 1 - least + mantissa_bits)
        units = round(scaled)
        if units >= 2 << mantissa_bits:
            units >>= 1
            least += 1
        if least > bias:
            raise OverflowError(f"float too large to pack with {code} format")
        if units >= 1 << mantissa_bits:
            field, mantissa = least + bias, units - (1 << mantissa_bits)
        else:
            field, mantissa = 0, units
    total = (sign << exponent_bits | field) << mantissa_bits | mantissa
    return total.to_bytes((1 + exponent_bits + mantissa_bits) // 8, order)


def _float_from_bytes(data, order):
    mantissa_bits, exponent_bits = {2: (10, 5), 4: (23, 8), 8: (52, 11)}[len(data)]
    total = int.from_bytes(data, order)
    mantissa = total & (1 << mantissa_bits) - 1
    field = total >> mantissa_bits & (1 << exponent_bits) - 1
    bias = (1 << exponent_bits - 1) - 1
    if field == (1 << exponent_bits) - 1:
        value = math.nan if mantissa else math.inf
    elif field:
        value = math.ldexp(mantissa + (1 << mantissa_bits), field - bias - mantissa_bits)
    else:
        value = math.ldexp(mantissa, 1 - bias - mantissa_bits)
    return -value if total >> mantissa_bits + exponent_bits else value


def _pack_one(code, size, value, order):
    if code in _INT:
        if not isinstance(value, int):
            index = getattr(type(value), "__index__", None)
            if index is None:
                raise error("required argument is not an integer")
            value = index(value)
        signed = _INT[code][2]
        low, high = (-(1 << 8 * size - 1), (1 << 8 * size - 1) - 1) if signed else (0, (1 << 8 * size) - 1)
        if not low <= value <= high:
            raise error(f"'{code}' format requires {low} <= number <= {high}")
        return value.to_bytes(size, order, signed=signed)
    if code in _FLOAT:
        return _float_to_bytes(value, code, order)
    if code == "?":
        return b"\x01" if value else b"\x00"
    if code == "c":
        if not isinstance(value, bytes) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return bytes(value)
    if not isinstance(value, (bytes, bytearray)):
        raise error(f"argument for '{code}' must be a bytes object")
    if code == "s":
        return bytes(value[:size]).ljust(size, b"\0")
    if not size:
        return b""
    part = bytes(value[:min(size - 1, 255)])
    return bytes([len(part)]) + part.ljust(size - 1, b"\0")


def _unpack_one(code, size, data, order):
    if code in _INT:
        return int.from_bytes(data, order, signed=_INT[code][2])
    if code in _FLOAT:
        return _float_from_bytes(data, order)
    if code == "?":
        return data != b"\0"
    if code == "p":
        return data[1:1 + data[0]] if data else b""
    return data


class Struct:
    """A compiled format."""

    def __init__(self, format):
        if isinstance(format, (bytes, bytearray)):
            format = format.decode("ascii")
        if not isinstance(format, str):
            raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")
        self._order, self.size, self._items = _parse(format)
        self._big = self._order == "big"
        self.format = format

    def __repr__(self):
        return f"Struct({self.format!r})"

    def _packed(self, values, name):
        if len(values) != len(self._items):
            raise error(f"{name} expected {len(self._items)} items for packing (got {len(values)})")
        out = bytearray(self.size)
        for (code, offset, size), value in zip(self._items, values):
            out[offset:offset + size] = _pack_one(code, size, value, self._order)
        return out

    def pack(self, *values):
        out = _monty.struct_pack(self._big, self.size, self._items, values)
        return bytes(self._packed(values, "pack")) if out is None else out

    def pack_into(self, buffer, offset, /, *values):
        data = self._packed(values, "pack_into")
        length = len(buffer)
        at = offset
        if at < 0:
            if at + self.size > 0:
                raise error(f"no space to pack {self.size} bytes at offset {offset}")
            if at + length < 0:
                raise error(f"offset {offset} out of range for {length}-byte buffer")
            at += length
        if length - at < self.size:
            raise error(f"pack_into requires a buffer of at least {at + self.size} bytes for packing {self.size} bytes at offset "
                        f"{at} (actual buffer size is {length})")
        buffer[at:at + self.size] = data

    def unpack(self, buffer, /):
        data = buffer if type(buffer) is bytes else bytes(buffer)
        if len(data) != self.size:
            raise error(f"unpack requires a buffer of {self.size} bytes")
        return self._unpacked(data, 0)

    def _unpacked(self, data, at):
        out = _monty.struct_unpack(self._big, self.size, self._items, data, at)
        if out is not None:
            return out
        order = self._order
        return tuple([_unpack_one(code, size, data[at + offset:at + offset + size], order) for code, offset, size in self._items])

    def unpack_from(self, buffer, offset=0):
        data = buffer if type(buffer) is bytes else bytes(buffer)
        at = offset
        if at < 0:
            if at + self.size > 0:
                raise error(f"not enough data to unpack {self.size} bytes")
            if at + len(data) < 0:
                raise error(f"offset {offset} out of range for {len(data)}-byte buffer")
            at += len(data)
        if len(data) - at < self.size:
            raise error(f"unpack_from requires a buffer of at least {at + self.size} bytes for unpacking {self.size} bytes at offset "
                        f"{at} (actual buffer size is {len(data)})")
        return self._unpacked(data, at)

    def iter_unpack(self, buffer, /):
        data = bytes(buffer)
        if not self.size:
            raise error("cannot iteratively unpack with a struct of length 0")
        if len(data) % self.size:
            raise error(f"iterative unpacking requires a buffer of a multiple of {self.size} bytes")
        return iter([self._unpacked(data, at) for at in range(0, len(data), self.size)])


def calcsize(format, /):
    return _compile(format).size


def pack(format, /, *values):
    return _compile(format).pack(*values)


def pack_into(format, buffer, offset, /, *values):
    _compile(format).pack_into(buffer, offset, *values)


def unpack(format, buffer, /):
    return _compile(format).unpack(buffer)


def unpack_from(format, /, buffer, offset=0):
    return _compile(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer, /):
    return _compile(format).iter_unpack(buffer)
