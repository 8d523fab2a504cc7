# SPDX-License-Identifier: MIT
# array: numbers of one kind in a row. They lie in a list; bytes are made of them when they are asked for.
from __future__ import annotations

__all__ = ["array", "ArrayType", "typecodes"]

typecodes = "bBuwhHiIlLqQfd"
# code: size, lowest, highest, what messages call it
_WHOLE = {"b": (1, -128, 127, "signed char"), "B": (1, 0, 255, "unsigned byte integer"), "h": (2, -32768, 32767, "signed short integer"),
          "H": (2, 0, 65535, "unsigned short"), "i": (4, -2**31, 2**31 - 1, "signed integer"), "I": (4, 0, 2**32 - 1, "unsigned int"),
          "l": (8, -2**63, 2**63 - 1, "integer"), "L": (8, 0, 2**64 - 1, "unsigned long"), "q": (8, -2**63, 2**63 - 1, "integer"),
          "Q": (8, 0, 2**64 - 1, "unsigned long")}
_SIZES = {**{code: facts[0] for code, facts in _WHOLE.items()}, "f": 4, "d": 8, "u": 4, "w": 4}
_STRUCT_CODES = {"l": "q", "L": "Q"}  # as they lie in eight bytes


def _whole(code):
    _, low, high, name = _WHOLE[code]

    def check(value):
        if type(value) is not int:
            if isinstance(value, float) or not hasattr(type(value), "__index__"):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            value = value.__index__()
        if value < low or value > high:
            if code in "bBhH":
                raise OverflowError(f"{name} is {'less than minimum' if value < low else 'greater than maximum'}")
            if code in "IL" and value < 0 or code == "Q" and value < 0:
                raise OverflowError("can't convert negative value to unsigned int")
            if code in "qQ":
                raise OverflowError("int too big to convert")
            if code in "lL" or abs(value) >= 2**63:
                raise OverflowError(f"Python int too large to convert to C {'unsigned long' if code == 'L' else 'long'}")
            raise OverflowError(f"{name} is {'less than minimum' if value < low else 'greater than maximum'}")
        return int(value)
    return check


def _double(value):
    if type(value) is float:
        return value
    if isinstance(value, (str, bytes)) or not hasattr(type(value), "__float__") and not hasattr(type(value), "__index__"):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    return float(value)


def _single(value):
    import struct
    value = _double(value)
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _letter(value):
    if not isinstance(value, str):
        raise TypeError(f"array item must be a unicode character, not {type(value).__name__}")
    if len(value) != 1:
        raise TypeError(f"array item must be a string of length 1, not a string of length {len(value)}")
    return value


def _check_of(code):
    if code in _WHOLE:
        return _whole(code)
    return _double if code == "d" else _single if code == "f" else _letter


class array:
    """array(typecode, [initializer])"""

    __module__ = "array"

    def __new__(cls, typecode, initializer=(), /):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError(f"array() argument 1 must be a unicode character, not {type(typecode).__name__}")
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
        self = object.__new__(cls)
        self._code = typecode
        self._check = _check_of(typecode)
        self._items = []
        if isinstance(initializer, str):
            if typecode not in "uw":
                raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
            self._items = list(initializer)
        elif isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, array):
            if initializer._code in "uw" and typecode not in "uw":
                raise TypeError(f"cannot use a unicode array to initialize an array with typecode '{typecode}'")
            self._items = [self._check(item) for item in initializer._items]
        else:
            self._items = [self._check(item) for item in initializer]
        return self

    @property
    def typecode(self):
        return self._code

    @property
    def itemsize(self):
        return _SIZES[self._code]

    def _format(self):
        return f"{len(self._items)}{_STRUCT_CODES.get(self._code, self._code)}"

    def _like(self, items):
        new = object.__new__(array)
        new._code, new._check, new._items = self._code, self._check, items
        return new

    def __repr__(self):
        if not self._items:
            return f"array('{self._code}')"
        if self._code in "uw":
            return f"array('{self._code}', {''.join(self._items)!r})"
        return f"array('{self._code}', {self._items!r})"

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __contains__(self, value):
        return value in self._items

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._like(self._items[key])
        try:
            return self._items[key]
        except TypeError:
            raise TypeError("array indices must be integers") from None
        except IndexError:
            raise IndexError("array index out of range") from None

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            if value._code != self._code:
                raise TypeError("bad argument type for built-in operation")
            self._items[key] = value._items
            return
        value = self._check(value)
        try:
            self._items[key] = value
        except IndexError:
            raise IndexError("array assignment index out of range") from None

    def __delitem__(self, key):
        try:
            del self._items[key]
        except IndexError:
            raise IndexError("array assignment index out of range") from None

    def _other(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other._code != self._code:
            raise TypeError("bad argument type for built-in operation")
        return other._items

    def __add__(self, other):
        return self._like(self._items + self._other(other))

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self._items += self._other(other)
        return self

    def __mul__(self, count):
        return self._like(self._items * count) if hasattr(type(count), "__index__") else NotImplemented

    __rmul__ = __mul__

    def __imul__(self, count):
        self._items *= count
        return self

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    __hash__ = None
    __class_getitem__ = classmethod(type(list[int]))

    def __copy__(self):
        return self._like(self._items[:])

    def __deepcopy__(self, memo):
        return self._like(self._items[:])

    def __reduce_ex__(self, protocol):
        return array, (self._code, self.tolist())

    def __bytes__(self):
        return self.tobytes()

    def __buffer__(self, flags):
        return memoryview(self.tobytes())

    def append(self, v, /):
        self._items.append(self._check(v))

    def extend(self, bb, /):
        if isinstance(bb, array):
            if bb._code != self._code:
                raise TypeError("can only extend with array of same kind")
            self._items.extend(bb._items)
        else:
            self._items.extend([self._check(item) for item in bb])

    def insert(self, i, v, /):
        self._items.insert(i, self._check(v))

    def pop(self, i=-1, /):
        if not self._items:
            raise IndexError("pop from empty array")
        try:
            return self._items.pop(i)
        except IndexError:
            raise IndexError("pop index out of range") from None

    def remove(self, v, /):
        try:
            self._items.remove(v)
        except ValueError:
            raise ValueError("array.remove(x): x not in array") from None

    def index(self, v, start=0, stop=2**63 - 1, /):
        try:
            return self._items.index(v, start, stop)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def count(self, v, /):
        return self._items.count(v)

    def reverse(self):
        self._items.reverse()

    def clear(self):
        self._items.clear()

    def tolist(self):
        return self._items[:]

    def fromlist(self, list, /):
        if not isinstance(list, type([])):
            raise TypeError("arg must be list")
        self._items.extend([self._check(item) for item in list])

    def tobytes(self):
        import struct
        if self._code in "uw":
            return "".join(self._items).encode("utf-32-le", "surrogatepass")
        return struct.pack("<" + self._format(), *self._items)

    def frombytes(self, buffer, /):
        import struct
        if isinstance(buffer, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(buffer)
        size = self.itemsize
        if len(data) % size:
            raise ValueError("bytes length not a multiple of item size")
        if self._code in "uw":
            self._items.extend(data.decode("utf-32-le", "surrogatepass"))
            return
        code = _STRUCT_CODES.get(self._code, self._code)
        self._items.extend(struct.unpack(f"<{len(data) // size}{code}", data))

    def tounicode(self):
        if self._code not in "uw":
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return "".join(self._items)

    def fromunicode(self, ustr, /):
        if self._code not in "uw":
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self._items.extend(ustr)

    def tofile(self, f, /):
        f.write(self.tobytes())

    def fromfile(self, f, n, /):
        data = f.read(n * self.itemsize)
        self.frombytes(data)
        if len(data) < n * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def byteswap(self):
        size = self.itemsize
        data = self.tobytes()
        self._items.clear()
        self.frombytes(b"".join([data[at:at + size][::-1] for at in range(0, len(data), size)]))

    def buffer_info(self):
        return id(self), len(self._items)


ArrayType = array
