# SPDX-License-Identifier: MIT
# cmath: functions of complex numbers. Source: CPython's documentation; W. Kahan, "Branch cuts for complex elementary functions" (1987).
import math as _math
from math import e, inf, nan, pi, tau

__all__ = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "e", "exp", "inf", "infj", "isclose", "isfinite", "isinf",
           "isnan", "log", "log10", "nan", "nanj", "phase", "pi", "polar", "rect", "sin", "sinh", "sqrt", "tan", "tanh", "tau"]

infj = complex(0.0, inf)
nanj = complex(0.0, nan)


def _complex(z):
    return z if type(z) is complex else complex(z)


def phase(z, /):
    z = _complex(z)
    return _math.atan2(z.imag, z.real)


def polar(z, /):
    z = _complex(z)
    return _math.hypot(z.real, z.imag), phase(z)


def rect(r, phi, /):
    if r == 0:
        return complex(r * 1.0, phi * 0.0 if _math.isfinite(phi) else 0.0)
    if not _math.isfinite(phi):
        if _math.isinf(phi) and not _math.isnan(r):
            raise ValueError("math domain error")
        return complex(nan, nan)
    return complex(r * _math.cos(phi), r * _math.sin(phi))


def isfinite(z, /):
    z = _complex(z)
    return _math.isfinite(z.real) and _math.isfinite(z.imag)


def isinf(z, /):
    z = _complex(z)
    return _math.isinf(z.real) or _math.isinf(z.imag)


def isnan(z, /):
    z = _complex(z)
    return _math.isnan(z.real) or _math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    a, b = _complex(a), _complex(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = abs(a - b)
    return difference <= rel_tol * abs(b) or difference <= rel_tol * abs(a) or difference <= abs_tol


def exp(z, /):
    z = _complex(z)
    size = _math.exp(z.real)
    return complex(size * _math.cos(z.imag), size * _math.sin(z.imag))


def log(z, base=None, /):
    z = _complex(z)
    if z == 0:
        raise ValueError("math domain error")
    size = _math.hypot(z.real, z.imag)
    if 0.71 <= size <= 1.73:  # near 1 the logarithm of the size loses digits
        big, small = max(abs(z.real), abs(z.imag)), min(abs(z.real), abs(z.imag))
        real = _math.log1p((big - 1) * (big + 1) + small * small) / 2
    else:
        real = _math.log(size)
    result = complex(real, phase(z))
    return result if base is None else result / log(base)


def log10(z, /):
    result = log(z)
    return complex(result.real / _math.log(10), result.imag / _math.log(10))


def sqrt(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if x == 0 and y == 0:
        return complex(0.0, y)
    if _math.isinf(y):
        return complex(inf, y)
    s = _math.sqrt((abs(x) + _math.hypot(x, y)) / 2)
    d = abs(y) / (2 * s) if s else 0.0
    return complex(s, _math.copysign(d, y)) if x >= 0 else complex(d, _math.copysign(s, y))


def sinh(z, /):
    z = _complex(z)
    return complex(_math.sinh(z.real) * _math.cos(z.imag), _math.cosh(z.real) * _math.sin(z.imag))


def cosh(z, /):
    z = _complex(z)
    return complex(_math.cosh(z.real) * _math.cos(z.imag), _math.sinh(z.real) * _math.sin(z.imag))


def tanh(z, /):
    z = _complex(z)
    if abs(z.real) > 350:
        return complex(_math.copysign(1.0, z.real), 0.0 * _math.sin(2 * z.imag))
    tx, ty = _math.tanh(z.real), _math.tan(z.imag)
    cx = 1 / _math.cosh(z.real)
    txty = tx * ty
    denominator = 1 + txty * txty
    return complex(tx * (1 + ty * ty) / denominator, (ty / denominator) * cx * cx)


def sin(z, /):
    z = _complex(z)
    w = sinh(complex(-z.imag, z.real))
    return complex(w.imag, -w.real)


def cos(z, /):
    z = _complex(z)
    return cosh(complex(-z.imag, z.real))


def tan(z, /):
    z = _complex(z)
    w = tanh(complex(-z.imag, z.real))
    return complex(w.imag, -w.real)


def asinh(z, /):
    z = _complex(z)
    a, b = sqrt(complex(1 + z.imag, -z.real)), sqrt(complex(1 - z.imag, z.real))
    return complex(_math.asinh(a.real * b.imag - b.real * a.imag), _math.atan2(z.imag, a.real * b.real - a.imag * b.imag))


def acosh(z, /):
    z = _complex(z)
    a, b = sqrt(complex(z.real - 1, z.imag)), sqrt(complex(z.real + 1, z.imag))
    return complex(_math.asinh(a.real * b.real + a.imag * b.imag), 2 * _math.atan2(a.imag, b.real))


def acos(z, /):
    z = _complex(z)
    a, b = sqrt(complex(1 - z.real, -z.imag)), sqrt(complex(1 + z.real, z.imag))
    return complex(2 * _math.atan2(a.real, b.real), _math.asinh(b.real * a.imag - b.imag * a.real))


def asin(z, /):
    z = _complex(z)
    w = asinh(complex(-z.imag, z.real))
    return complex(w.imag, -w.real)


def atanh(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if x < 0 or (x == 0 and _math.copysign(1.0, x) < 0):
        return -atanh(-z)
    if x == 1 and y == 0:
        raise ValueError("math domain error")
    return complex(_math.log1p(4 * x / ((1 - x) ** 2 + y * y)) / 4, -_math.atan2(-2 * y, (1 - x) * (1 + x) - y * y) / 2)


def atan(z, /):
    z = _complex(z)
    w = atanh(complex(-z.imag, z.real))
    return complex(w.imag, -w.real)
