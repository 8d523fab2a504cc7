inf, nan = float("inf"), float("nan")
for s in ["1", " 1.5 ", "1e5", "-1E-5", ".5", "5.", "inf", "-Infinity", "nan", "+nan", "1_0.5", "1e400", "1e-400", "0x1p3", "", "abc", "1.5.5", "1e", "--1", "1 2", "infi", "١.٥", "1_", "_1", "1__0"]:
    try:
        print(repr(s), float(s))
    except ValueError as e:
        print(e)
for v in [None, [], 1j, b"2.5", bytearray(b"3"), True, 10**400]:
    try:
        print(float(v))
    except Exception as e:
        print(type(e).__name__, e)
for v in [0.0, -0.0, 1.0, -1.5, 0.1, 0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e16, 1.5e16, 123456789.123456789, 1e-4, 1e-5, 0.00012345, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 1e22, 1e23, 4.35, 0.3, 100.0, 12345678901234567890.0, inf, -inf, nan, 1e100, 3.0e-10]:
    print(repr(v), str(v), f"{v}", f"{v:.3f}", f"{v:e}", f"{v:g}", f"{v:.0f}", f"{v:%}", f"{v:+.2e}", f"{v:10.3g}|", f"{v:#.3g}", f"{v:n}", f"{v:.17g}", "%.2f %5.1e %g %r" % (v, v, v, v))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), divmod(7.5, -2), 2.0 ** 0.5, 2 ** 0.5, (-8) ** (1 / 3), 4 ** -0.5, 0.0 ** 0, -0.0 % 5, 5 % -inf, -5 % inf, 5 // inf, -5 // inf, inf // 1, 1.0 // 0.1)
for code in ["1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "0.0 ** -1", "10.0 ** 400", "(-1.0) ** 0.5", "int(inf)", "int(nan)", "round(inf)", "round(nan)", "round(nan, 2)", "1.5 + 'a'", "1.5 << 1", "1.5 & 1", "~1.5", "float(1, 2)", "float.fromhex('zz')", "'%d' % inf", "'%d' % nan", "inf.as_integer_ratio()", "nan.as_integer_ratio()", "1.5[0]", "1.5()", "range(1.5)", "[1][1.0]", "'a' * 1.5", "1.5 < 'a'", "math.sqrt(-1)", "math.log(0)", "math.exp(1000)", "math.fsum([1e308, 1e308])", "math.factorial(1.5)", "math.gcd(1.5, 2)", "math.floor(inf)"]:
    try:
        import math
        print(code, eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 2.5001)], [round(x, 1) for x in (0.25, 0.35, 0.05, 2.675, 1.005)], round(2.675, 2), round(1234.5678, -2), round(1e300, 2), round(5.5, None), round(1.5, 400), round(1.5, -400), round(-0.4), type(round(1.0)), type(round(1.0, 0)))
print(1.5.is_integer(), 2.0.is_integer(), inf.is_integer(), 0.75.as_integer_ratio(), (-2.5).as_integer_ratio(), 0.1.as_integer_ratio(), 1.5.hex(), (-0.1).hex(), 0.0.hex(), inf.hex(), float.fromhex("0x1.8p1"), float.fromhex("-0x.1"), float.fromhex(" inf "), float.fromhex("1p-1074"), 5e-324.hex())
print(nan == nan, nan != nan, nan < 1, inf == inf, inf > 10**500, -inf < -10**500, 0.0 == -0.0, 1e308 * 10, -1e308 * 10, inf - inf, inf * 0, inf + 1, nan ** 0, 1 ** nan, 0.1 + 0.2 == 0.3, 1.0 is not 1)
print(hash(0.5), hash(1.5), hash(inf), hash(-inf), hash(0.1), hash(-0.0), hash(1e100), hash(3.0), hash(1e-300), hash(123456.789))
print(abs(-1.5), -(-0.0), +1.5, bool(0.0), bool(nan), int(1e18), int(-1.9), int(1e25), 1.5.conjugate(), 1.5.real, 1.5.imag, 3.7.__trunc__(), 3.7.__floor__(), -3.7.__ceil__(), (3.7).__round__(), max(nan, 1), max(1, nan), min(nan, 1), sorted([3.5, 1, 2.5]))
for spec in ["", "f", ".0f", ".1f", "#.0f", "10.2f", "<10.2f", "^10.2f", "*^10.2f", "+.1f", " .1f", "010.2f", ",.2f", "_.2f", "e", ".0e", "#.0e", "E", "g", ".3g", "#g", "G", "%", ".1%", "z.1f", "+010,.3f", ".20f", ".50g", "n", "=+12.3f", "s=>12"]:
    for v in (1234567.891, -0.04):
        try:
            print(spec, "|" + format(v, spec) + "|", end=" ")
        except ValueError as e:
            print(spec, e, end=" ")
    print()
print("%f %.0f %5.1f|%-8.2f|%+.1f|%08.3f|% f|%e|%G|%.3g|%#.0f|%*.*f" % (1.5, 2.5, 3.14159, 2.5, 1, -3.14159, 2.0, 12345.678, 1e-10, 1234567, 3.0, 8, 2, 1.23456))
print(sum([0.1] * 10), sum([1e16, 1, -1e16]), math.fsum([0.1] * 10), sum([0.1, 0.2, 0.3]), sum([1, 2.5, True]), math.prod([1.5, 2]))
print(float.__name__, float().__repr__(), isinstance(1, float), type(1.0 + 1), type(1.0 * True), 1.0.__eq__(1), (1.5).__add__("a"), 1e16 + 1, 0.1 * 3, 1.1 * 1.1, 1e-7, 1.0e-7 * 3)
class F(float):
    def __repr__(self): return "F!"
print(F(1.5), [F(2)], str(F(1)), f"{F(1.5)}", F(1.5) + 1, F("2") == 2, "%s %r" % (F(1), F(1)))
