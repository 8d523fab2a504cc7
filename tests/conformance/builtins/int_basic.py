print(int(), int("42"), int(" -7\n"), int("1_000"), int("0x1f", 16), int("0b11", 0), int("0o17", 0), int("z", 36), int(3.99), int(-3.99), int(True), int(b"12"), int(bytearray(b"9")), int("٣٤"))
for args in [("",), ("a",), ("1.5",), ("1__0",), ("_1",), ("0x1f",), ("12", 2), ("1", 37), ("1", 1), ("1", -1), (None,), ([],), (1j,), (5, 10), ("9", 8), (float("inf"),), (float("nan"),), ("0", 0), ("010", 0), ("--1",), ("+ 1",), (b"\xff",), ("1" * 3 + "\0",), ("é",), ("9" * 5000,)]:
    try:
        print(args, int(*args))
    except Exception as e:
        print(str(args)[:60], "->", type(e).__name__, str(e)[:160])
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3, divmod(7, -2), divmod(-7, 2), 2 ** 10, 2 ** -2, (-2) ** 3, 0 ** 0, pow(3, 4, 5), pow(3, -1, 7), pow(-3, 5, 7), pow(2, 10, -7), pow(5, 0, 1))
for code in ["1 // 0", "1 % 0", "divmod(1, 0)", "1 / 0", "0 ** -1", "pow(2, -1, 4)", "pow(1, 2, 0)", "pow(2.0, 3, 5)", "1 << -1", "1 >> -1", "1 + '1'", "1 * None", "-'a'", "~1.5", "1 | 1.0", "1 & '1'", "pow('a', 2)", "10 ** 400 * 1.0", "float(10 ** 400)", "10 ** 400 / 10 ** 399", "10**400 / 3", "int('1') + []", "hex(1.5)", "bin('a')", "chr(-1)", "chr(0x110000)", "ord('ab')", "ord(5)", "round(1, 'a')", "(1).bit_length(1)", "(5).to_bytes(0)", "(300).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(-1, 'big')", "(1).to_bytes(2, 'middle')", "int.from_bytes([256])", "int.from_bytes(5, 'big')", "1 << (1 << 80)"]:
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, -5 & 3, -5 | 3, -5 ^ 3, 1 << 100, (1 << 100) >> 98, -1 >> 1000, -5 >> 1, -(1 << 70) >> 3, 0 << 1000, 0 >> 5)
print((255).bit_length(), (0).bit_length(), (-256).bit_length(), (255).bit_count(), (-7).bit_count(), (10).conjugate(), (3).numerator, (3).denominator, (3).real, (3).imag, (6).as_integer_ratio(), (5).is_integer(), True.real, True + True)
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (0).to_bytes(0, "big"), int.from_bytes(b"\x04\x00"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "little"), int.from_bytes(b""))
print(round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(1234, 2), round(5), round(10**30 + 5, -1), round(1234, -10), round(150, -2), round(250, -2))
print(hex(255), hex(-255), oct(8), oct(-8), bin(5), bin(-5), hex(1 << 70), bin(0), abs(-3), -(-3), +True, -True, ~True, abs(-(10**20)))
print(hash(1) == 1, hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(10**30), hash(True), hash(1.0) == hash(1), hash(2**100) == hash(float(2**100)))
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 > 1e308, 10**400 > float("inf"), -10**400 < -1e308, 1 < float("nan"), 3 == 3 + 0j, sorted([3, 1.5, True, 10**20, -2.0]))
for spec in ["d", "5d", "05d", "<5d", "^7d", "+d", " d", "x", "X", "#x", "#010x", "b", "#b", "o", "#o", "c", "n", ",", "_", "_x", "_b", ",d", "e", ".2f", "%", "g", "10,.1f", "*>8", "=+8", "=08", ">+8,d"]:
    print(spec, "|" + format(65, spec) + "|" + format(-1234567, spec if spec != "c" else "d") + "|")
print(int.__name__, int.mro(), int.__doc__ is not None, isinstance(True, int), issubclass(bool, int), type(True + 1), int.__add__(1, 2), (1).__add__("a"), (1).__lt__(2), int.__eq__(1, 1.0), (5).__rsub__(3), (7).__divmod__(2), (2).__pow__(3, 5), (1).__bool__(), (5).__float__(), (5).__index__(), (5).__neg__(), (5).__repr__())
import sys
print(sys.maxsize, sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits)
try:
    str(10 ** 5000)
except ValueError as e:
    print(e)
print(len(str(10 ** 4299)), len(hex(10 ** 5000)), (10 ** 5000).bit_length())
class I(int):
    def __repr__(self): return f"I({int(self)})"
print(I(5), I(5) + I(2), [I(3)], f"{I(4)}", str(I(4)), "%d %s" % (I(1), I(2)), type(I(1) * 2), I("7") == 7, {I(1): 2}[1])
class T:
    def __trunc__(self): return 9
    def __index__(self): return 4
print(int(T()), [1] * T(), range(T()), 1 << T().__index__())
