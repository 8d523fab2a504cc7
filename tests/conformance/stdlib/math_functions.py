import math

print(math.factorial(30), math.comb(100, 50), math.perm(10, 3), math.perm(5), math.gcd(12, -18, 30), math.gcd(), math.lcm(4, 6, 10), math.lcm())
print(math.isqrt(10**40 + 1), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9), math.floor(1e20), math.ceil(True))
print(math.fsum([0.1] * 10), math.prod([1, 2, 3.5]), math.prod(range(1, 6), start=2), math.sumprod([1, 2, 3], [4, 5, 6]), math.dist((1, 2), (4, 6)))
print(math.hypot(3, 4), math.hypot(), math.hypot(1e200, 1e200), math.fsum(x / 10 for x in range(5)), math.prod(x for x in (1, 2, 3)))
print(math.log(8, 2), math.log2(2**3000), math.log10(10**400), math.log(10**400), math.log1p(0.5), math.exp(1), math.pow(2, 0.5))
print(math.sqrt(2), math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.degrees(math.pi), math.radians(180), math.asinh(1))
print(math.isclose(1, 1 + 1e-10), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.copysign(1, -0.0), math.fabs(-3))
print(math.frexp(8.5), math.modf(-2.5), math.ldexp(0.5, 4), math.fmod(-7, 3), math.remainder(7, 4), math.ulp(1), math.nextafter(1, 2, steps=3))
print(math.erf(0.5), math.erfc(0.5), math.gamma(5), math.lgamma(1), math.pi, math.e, math.tau, math.inf, math.nan)


class Number:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"


print(math.floor(Number()), math.ceil(Number()), math.trunc(Number()))
for call in (lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.sqrt("a"), lambda: math.floor(math.inf),
             lambda: math.ceil(math.nan), lambda: math.comb(-1, 2), lambda: math.isqrt(-1), lambda: math.ldexp(1.0, 5000), lambda: math.fsum(["a"]),
             lambda: math.dist([1], [1, 2]), lambda: math.trunc("a"), lambda: math.fmod(1, 0), lambda: math.gcd(1.5), lambda: math.fsum([1e308, 1e308])):
    try:
        call()
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
