# struct: every code in both orders at its bounds, unusual arguments, formats used again; base64 with every length.
import base64
import math
import struct

BOUNDS = [0, 1, -1, 127, 128, -128, -129, 255, 256, 2**15 - 1, 2**15, -2**15, -2**15 - 1, 2**16 - 1, 2**16, 2**31 - 1, 2**31, -2**31, -2**31 - 1,
          2**32 - 1, 2**32, 2**61, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, True]


class Index:
    def __index__(self):
        return 7


def attempt(make):
    try:
        return make()
    except Exception as e:
        return type(e).__name__


for code in "bBhHiIlLqQ":
    for order in "<>@":
        for value in BOUNDS + [Index(), 1.0, None, "x", b"x"]:
            packed = attempt(lambda: struct.pack(order + code, value))
            print(order, code, packed, struct.unpack(order + code, packed) if isinstance(packed, bytes) else "")
for code in "efd":
    for order in "<>":
        for value in [0.0, -0.0, 1.5, -1 / 3, 65504.0, 65520.0, 3.4028234663852886e38, 3.4028235677973366e38, 3.402823567797336e38, 1e39, 1e-45, 7e-46,
                      1e-310, 5e-324, math.inf, -math.inf, math.nan, 3, True, 2**2000, "x", Index()]:
            packed = attempt(lambda: struct.pack(order + code, value))
            print(order, code, packed, struct.unpack(order + code, packed) if isinstance(packed, bytes) else "")
for code, values in [("?", [True, False, 0, 5, "", [1]]), ("c", [b"a", b"", b"ab", bytearray(b"z"), "a"]), ("3s", [b"", b"ab", b"abcd", bytearray(b"ab"), "ab"]),
                     ("4p", [b"", b"ab", b"abcdef"]), ("0s", [b"ab"])]:
    for value in values:
        packed = attempt(lambda: struct.pack(code, value))
        print(code, packed, struct.unpack(code, packed) if isinstance(packed, bytes) else "")
print(struct.unpack("@b?3xi2s0q", struct.pack("@b?3xi2s0q", -3, True, 70000, b"hello")), struct.pack("<bxh", 1, 2), struct.pack(b"<h", 5))
print(struct.unpack("<hI", bytearray(b"\x01\x00\x02\x00\x00\x00")), struct.unpack("<hI", memoryview(b"zz\x01\x00\x02\x00\x00\x00")[2:]))
print(struct.unpack(">3H", bytes(range(6))), list(struct.iter_unpack(">H", bytes(range(6)))), struct.unpack_from(">H", bytes(range(6)), 3))
for make in [lambda: struct.pack("<h"), lambda: struct.pack("<h", 1, 2), lambda: struct.unpack("<h", b"1"), lambda: struct.unpack("<h", "ab"),
             lambda: struct.unpack_from("<h", b"abc", 2), lambda: struct.calcsize(3)]:
    print(attempt(make))
again = struct.Struct("<hq")
print([again.unpack(again.pack(n, -n)) for n in range(3)], again.size, struct.calcsize("<hq"), struct.calcsize("hq"), again.format)

for size in range(10):
    raw = bytes((n * 89 + 250) % 256 for n in range(size))
    text = base64.b64encode(raw)
    print(text, base64.b64decode(text) == raw, base64.urlsafe_b64encode(raw), base64.urlsafe_b64decode(base64.urlsafe_b64encode(raw)) == raw)
print(base64.b64encode(bytearray(b"ab")), base64.b64encode(memoryview(b"abcdef")[1:4]))
for text in [b"YWJj", "YWJj", b"YW Jj", b"YWJ", b"YWI=", b"YQ==", b"YQ=", b"Y===", b"====", b"=", b"", b"Y", b"YWJjYQ==", b"YQ==YWJj", b"YWI=YWI=", b"YR==", b"YWJ\n", b"Y\xffJj",
             b"YW=j", b"Y=Jj", "YWJ\u00e9", b"-_-_", b"+/+/"]:
    for validate in (False, True):
        print(text, validate, attempt(lambda: base64.b64decode(text, validate=validate)))
    print(attempt(lambda: base64.urlsafe_b64decode(text)))
