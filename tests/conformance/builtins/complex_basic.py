z = 3 + 4j
print(z, -z, z.real, z.imag, abs(z), z.conjugate(), z * 2, z / 2, z + 1, 1 - z, z * z, z ** 2, z ** -1, z ** 0.5, z == 3 + 4j, z != 3, 3 + 0j == 3, bool(0j), bool(z), hash(3 + 0j) == hash(3), hash(z))
for s in ["1", "1j", "1+2j", "-1-2j", " 1+2j ", "(1+2j)", "j", "-j", "1e5j", "inf", "nanj", "1 + 2j", "", "1+2", "(1+2j", "1_0+2_0j", "+1.5e-3-j", "infj", "1jj"]:
    try:
        print(repr(s), complex(s))
    except ValueError as e:
        print(repr(s), e)
for args in [(), (1,), (1, 2), (1.5, -2), (1j, 1j), (1 + 2j, 3), ("1", 2), (1, "2"), (None,), ([],), (True, False)]:
    try:
        print(args, complex(*args))
    except TypeError as e:
        print(args, e)
print(complex(real=1, imag=2), complex(imag=3))
inf, nan = float("inf"), float("nan")
for v in [0j, -0j, 1j, -1j, complex(0, -0.0), complex(-0.0, 0.0), complex(-0.0, -0.0), complex(inf, nan), complex(nan, -inf), 1e20 + 1e-20j, 1.5 - 2.25j, complex(1, 0), complex(-1, -0.0), 123456789 + 0.1j]:
    print(repr(v), str(v), f"{v}", f"{v:.2f}", f"{v:+.1e}", f"{v:g}", f"{v:>30}|", "%s" % v)
for code in ["z < 1", "int(z)", "float(z)", "z // 1", "z % 2", "divmod(z, 1)", "z / 0", "0j ** -1", "0j ** 1j", "z > z", "f'{z:d}'", "f'{z:05}'", "f'{z:%}'", "round(z)", "pow(z, 2, 3)", "math.sqrt(z)", "z[0]", "~z", "'%d' % z", "'%f' % z", "z & 1", "f'{z:=10}'", "1e200j ** 5", "abs(complex(1e308, 1e308))"]:
    try:
        import math
        print(code, eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
print((1 + 1j) * (1 - 1j), (1 + 2j) / (3 - 4j), (2 + 0j) ** 3, 1j ** 2, 1j * 1j, (-1) ** 0.5, (1 + 1j) ** (1 + 1j), 2 ** 1j, 0j ** 0, (1 + 2j) * 0, 1j - 1j, 1 - 1j - 1, -(1 + 0j), +z)
print(type(z).__name__, isinstance(z, complex), z.__add__(1), z.__add__("a"), z.__eq__("a"), sum([1j, 2, 3.5]), [1j, 1].count(1), {1j: "a"}[1j], z.__complex__(), complex(z) is z)
class C:
    def __complex__(self): return 5j
class Fl:
    def __float__(self): return 2.5
class Ix:
    def __index__(self): return 7
print(complex(C()), complex(Fl()), complex(Ix()), complex(Fl(), Ix()))
class Sub(complex):
    def __repr__(self): return "Sub"
print([Sub(1, 2)], Sub(1, 2) + 1, Sub("3j").imag, type(Sub(1) * 1).__name__)
import cmath
print(cmath.sqrt(-1), cmath.phase(1j), cmath.polar(3 + 4j), cmath.rect(2, 0), cmath.exp(0j), cmath.isnan(complex(nan, 0)), cmath.isinf(complex(0, inf)), cmath.isclose(1 + 1j, 1 + 1.0000000001j))
