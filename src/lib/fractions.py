# SPDX-License-Identifier: MIT
# fractions: rational numbers with exact arithmetic.
import math
import numbers

__all__ = ["Fraction"]

_HASH_PRIME = 2 ** 61 - 1


def _digits(text):
    return text != "" and all([part.isdecimal() for part in text.split("_")])


def _parse(text):
    # "[sign] digits [/ digits]" or a decimal with an exponent; None when it is neither.
    s = text.strip()
    sign = 1
    if s[:1] in ("+", "-"):
        sign = -1 if s[0] == "-" else 1
        s = s[1:]
    if "/" in s:
        top, _, bottom = s.partition("/")
        top = top.rstrip()
        bottom = bottom.lstrip()
        if not (_digits(top) and _digits(bottom)):
            return None
        return sign * int(top), int(bottom)
    mantissa, mark, exponent = s.partition("e") if "e" in s else s.partition("E")
    if mark:
        digits = exponent[1:] if exponent[:1] in ("+", "-") else exponent
        if not _digits(digits):
            return None
    whole, dot, rest = mantissa.partition(".")
    if whole and not _digits(whole) or rest and not _digits(rest) or not whole and not rest:
        return None
    rest = rest.replace("_", "")
    top = int(whole or "0") * 10 ** len(rest) + int(rest or "0")
    bottom = 10 ** len(rest)
    if mark:
        power = int(exponent)
        if power >= 0:
            top *= 10 ** power
        else:
            bottom *= 10 ** -power
    return sign * top, bottom


class Fraction(numbers.Rational):
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = object.__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            if isinstance(numerator, str):
                found = _parse(numerator)
                if found is None:
                    raise ValueError(f"Invalid literal for Fraction: {numerator!r}")
                numerator, denominator = found
            elif hasattr(numerator, "as_integer_ratio") and not isinstance(numerator, type):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            else:
                raise TypeError("argument should be a string or a Rational instance or have the as_integer_ratio() "
                                "method")
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        common = math.gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        self._numerator = numerator // common
        self._denominator = denominator // common
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        if isinstance(dec, numbers.Integral):
            return cls(int(dec))
        if not hasattr(dec, "as_integer_ratio") or isinstance(dec, float):
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls(*dec.as_integer_ratio())

    @classmethod
    def from_number(cls, number):
        if type(number) is int or isinstance(number, numbers.Rational) or hasattr(number, "as_integer_ratio"):
            return cls(number)
        raise TypeError("argument should be a Rational instance or have the as_integer_ratio() method")

    def is_integer(self) -> bool:
        return self._denominator == 1

    def as_integer_ratio(self) -> tuple[int, int]:
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator: int = 1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(self) -> int:
        return self._numerator

    @property
    def denominator(self) -> int:
        return self._denominator

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, spec):
        if not spec:
            return str(self)
        if spec[-1] in "eEfFgG%":
            return format(self._numerator / self._denominator, spec)
        text = str(self)
        if spec[0] in "+ -":
            if spec[0] != "-" and self._numerator >= 0:
                text = spec[0] + text
            spec = spec[1:]
        return format(text, ">" + spec if spec[:1].isdigit() else spec)

    def _binary(self, other, exact, inexact, reverse=False):
        if isinstance(other, numbers.Rational if reverse else (int, Fraction)):
            a, b = (self._numerator, self._denominator), (other.numerator, other.denominator)
            return exact(*b, *a) if reverse else exact(*a, *b)
        if isinstance(other, numbers.Real if reverse else float):
            return inexact(float(other), float(self)) if reverse else inexact(float(self), other)
        if isinstance(other, numbers.Complex if reverse else complex):
            return inexact(complex(other), float(self)) if reverse else inexact(float(self), other)
        return NotImplemented

    def __add__(self, other):
        return self._binary(other, _add, lambda a, b: a + b)

    def __radd__(self, other):
        return self._binary(other, _add, lambda a, b: a + b, True)

    def __sub__(self, other):
        return self._binary(other, _sub, lambda a, b: a - b)

    def __rsub__(self, other):
        return self._binary(other, _sub, lambda a, b: a - b, True)

    def __mul__(self, other):
        return self._binary(other, _mul, lambda a, b: a * b)

    def __rmul__(self, other):
        return self._binary(other, _mul, lambda a, b: a * b, True)

    def __truediv__(self, other):
        return self._binary(other, _div, lambda a, b: a / b)

    def __rtruediv__(self, other):
        return self._binary(other, _div, lambda a, b: a / b, True)

    def __floordiv__(self, other):
        return self._binary(other, lambda an, ad, bn, bd: an * bd // (ad * bn), lambda a, b: a // b)

    def __rfloordiv__(self, other):
        return self._binary(other, lambda an, ad, bn, bd: an * bd // (ad * bn), lambda a, b: a // b, True)

    def __mod__(self, other):
        return self._binary(other, lambda an, ad, bn, bd: Fraction(an * bd % (bn * ad), ad * bd), lambda a, b: a % b)

    def __rmod__(self, other):
        return self._binary(other, lambda an, ad, bn, bd: Fraction(an * bd % (bn * ad), ad * bd), lambda a, b: a % b,
                            True)

    def __divmod__(self, other):
        if isinstance(other, (int, float, numbers.Rational)):
            return self // other, self % other
        return NotImplemented

    def __rdivmod__(self, other):
        if isinstance(other, (int, float, numbers.Rational)):
            return other // self, other % self
        return NotImplemented

    def __pow__(self, b, modulo=None):
        if modulo is not None:
            return NotImplemented
        if isinstance(b, numbers.Rational):
            if b.denominator == 1:
                power = b.numerator
                if power >= 0:
                    return Fraction(self._numerator ** power, self._denominator ** power)
                if self._numerator == 0:
                    raise ZeroDivisionError(f"Fraction({self._denominator ** -power}, 0)")
                return Fraction(self._denominator ** -power, self._numerator ** -power)
            return float(self) ** float(b)
        if isinstance(b, (float, complex)):
            return float(self) ** b
        return NotImplemented

    def __rpow__(self, a, modulo=None):
        if modulo is not None:
            return NotImplemented
        if self._denominator == 1 and self._numerator >= 0:
            return a ** self._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** self
        if self._denominator == 1:
            return a ** self._numerator
        return a ** float(self)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return self.__trunc__()

    def __trunc__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            if twice < self._denominator or twice == self._denominator and floor % 2 == 0:
                return floor
            return floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _HASH_PRIME)
        except ValueError:
            value = 314159
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        result = value if self._numerator >= 0 else -value
        return -2 if result == -1 else result

    def __eq__(self, other):
        if type(other) is int:
            return self._numerator == other and self._denominator == 1
        if isinstance(other, numbers.Rational):
            return self._numerator == other.numerator and self._denominator == other.denominator
        if isinstance(other, complex) and other.imag == 0:
            other = other.real
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return 0.0 == other
            return self == Fraction(*other.as_integer_ratio())
        return NotImplemented

    def _compare(self, other):
        # What orders as self and other do, as two numbers; None for foreign types.
        if isinstance(other, numbers.Rational):
            return self._numerator * other.denominator, self._denominator * other.numerator
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return 0.0, other
            n, d = other.as_integer_ratio()
            return self._numerator * d, self._denominator * n
        return None

    def __lt__(self, other):
        pair = self._compare(other)
        return NotImplemented if pair is None else pair[0] < pair[1]

    def __gt__(self, other):
        pair = self._compare(other)
        return NotImplemented if pair is None else pair[0] > pair[1]

    def __le__(self, other):
        pair = self._compare(other)
        return NotImplemented if pair is None else pair[0] <= pair[1]

    def __ge__(self, other):
        pair = self._compare(other)
        return NotImplemented if pair is None else pair[0] >= pair[1]

    def __bool__(self):
        return bool(self._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _add(an, ad, bn, bd):
    return Fraction(an * bd + bn * ad, ad * bd)


def _sub(an, ad, bn, bd):
    return Fraction(an * bd - bn * ad, ad * bd)


def _mul(an, ad, bn, bd):
    return Fraction(an * bn, ad * bd)


def _div(an, ad, bn, bd):
    return Fraction(an * bd, ad * bn)
