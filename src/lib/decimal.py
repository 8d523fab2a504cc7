# SPDX-License-Identifier: MIT
# decimal: decimal floating-point arithmetic after the General Decimal Arithmetic Specification.
#
# A finite number is (-1)**_sign * _coef * 10**_exp with a non-negative int _coef; _special is "" for it, "F" for an
# infinity, "n" and "N" for the quiet and the signalling NaN (whose payload is _coef). Numbers are immutable.
# Functions that end in a rounding go through _fix, the only place that knows a context's limits. Numbers of few digits are
# calculated natively (decimal_numbers.cpp), where the context has the usual range: context._small is its precision then, else 0.
from __future__ import annotations

import math
import numbers
from collections import namedtuple

import _monty
from _decimal_series import exp_digits, ln_digits, log10_digits

__all__ = [
    "Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext", "DecimalException",
    "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow",
    "FloatOperation", "DivisionImpossible", "InvalidContext", "ConversionSyntax", "DivisionUndefined",
    "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN",
    "ROUND_05UP", "setcontext", "getcontext", "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY",
    "HAVE_THREADS", "HAVE_CONTEXTVAR",
]

ROUND_DOWN = "ROUND_DOWN"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_UP = "ROUND_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_05UP = "ROUND_05UP"
_ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)

HAVE_THREADS = True
HAVE_CONTEXTVAR = True
MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)
_HASH_PRIME = 2 ** 61 - 1
# The longest power of ten that is worth making: beyond, operands of very different size are told apart by exponent.
_MAX_DIGITS = 1_000_000

DecimalTuple = namedtuple("DecimalTuple", "sign digits exponent", module="decimal")
DecimalTuple.__doc__ = "sign, digits and exponent of a number"


# ---------------------------------------------------------------------------------------------------------------------
# Signals

class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class InvalidContext(InvalidOperation):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_SIGNALS = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow)
_CONDITIONS = (ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext)


# ---------------------------------------------------------------------------------------------------------------------
# Digits

_POWERS = [10 ** n for n in range(64)]


def _pow10(n):
    return _POWERS[n] if n < 64 else 10 ** n


def _ndigits(n):
    # Digits of a non-negative int; 0 has one.
    if n < 10:
        return 1
    guess = n.bit_length() * 1233 >> 12
    if n.bit_length() > 2000:
        guess = int(n.bit_length() * 0.30102999566398114)
    while n >= _pow10(guess):
        guess += 1
    while guess > 1 and n < _pow10(guess - 1):
        guess -= 1
    return guess


def _rounds_up(sign, quotient, remainder, divisor, rounding):
    # Is the digit string that was cut off (remainder / divisor) to be rounded away from zero?
    if rounding == ROUND_HALF_EVEN:
        twice = 2 * remainder
        return twice > divisor or twice == divisor and quotient & 1 == 1
    if rounding == ROUND_HALF_UP:
        return 2 * remainder >= divisor
    if rounding == ROUND_DOWN or not remainder:
        return False
    if rounding == ROUND_HALF_DOWN:
        return 2 * remainder > divisor
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    return quotient % 5 == 0  # ROUND_05UP: the last digit is 0 or 5


def _cut(sign, coef, drop, rounding):
    # coef without its last `drop` digits, and whether something was lost.
    if drop > _MAX_DIGITS and _ndigits(coef) < drop:
        quotient, remainder, divisor = 0, 1 if coef else 0, 3
    else:
        divisor = _pow10(drop)
        quotient, remainder = divmod(coef, divisor)
    if _rounds_up(sign, quotient, remainder, divisor, rounding):
        quotient += 1
    return quotient, remainder != 0


def _new(sign, coef, exp, special=""):
    self = object.__new__(Decimal)
    self._sign = sign
    self._coef = coef
    self._exp = exp
    self._special = special
    return self


def _noted(made, context):
    # What a native made, after the signals for what was lost.
    number, lost = made
    flags, traps = context.flags, context.traps
    if not flags[Rounded] or not flags[Inexact] or traps[Rounded] or traps[Inexact]:
        flags[Rounded] = True  # all are noted, whichever is raised
        if lost == 2:
            context._signal(Inexact)
        context._signal(Rounded)
    return number


def _fix(sign, coef, exp, context):
    """The finite number as the context can hold it."""
    prec = context.prec
    if -999000 < exp < 900000 and 0 < coef < _pow10(prec) and -999000 < context.Emax and not context.clamp and context._wide:
        return _new(sign, coef, exp)
    etiny = context.Etiny()
    etop = context.Etop()
    if not coef:
        bound = etop if context.clamp else context.Emax
        clamped = min(max(exp, etiny), bound)
        if clamped != exp:
            context._signal(Clamped)
        return _new(sign, 0, clamped)
    digits = _ndigits(coef)
    least = digits + exp - prec
    if least > etop:
        return context._overflow(sign)
    subnormal = least < etiny
    if subnormal:
        least = etiny
    if exp < least:
        coef, inexact = _cut(sign, coef, least - exp, context.rounding)
        exp = least
        if coef == _pow10(prec):
            coef //= 10
            exp += 1
            if exp > etop:
                return context._overflow(sign)
        context.flags[Rounded] = True  # all are noted, whichever is raised
        if inexact:
            context.flags[Inexact] = True
        if inexact and subnormal:
            context._signal(Underflow)
        if subnormal:
            context._signal(Subnormal)
        if inexact:
            context._signal(Inexact)
        context._signal(Rounded)
        if not coef:
            context._signal(Clamped)
        return _new(sign, coef, exp)
    if subnormal:
        context._signal(Subnormal)
    if context.clamp and exp > etop:
        context._signal(Clamped)
        coef *= _pow10(exp - etop)
        exp = etop
    return _new(sign, coef, exp)


# ---------------------------------------------------------------------------------------------------------------------
# Texts

def _plain_digits(text):
    return text != "" and text.isdecimal()


def _parse(text):
    # (sign, coefficient, exponent, special) of a numeric string, or None.
    s = text.strip().replace("_", "")
    sign = 0
    if s[:1] in ("+", "-"):
        sign = 1 if s[0] == "-" else 0
        s = s[1:]
    low = s.lower()
    if low in ("inf", "infinity"):
        return sign, 0, 0, "F"
    if low[:3] == "nan" or low[:4] == "snan":
        special = "N" if low[0] == "s" else "n"
        payload = low[4:] if special == "N" else low[3:]
        if payload and not _plain_digits(payload):
            return None
        return sign, int(payload or "0"), 0, special
    mantissa, mark, tail = low.partition("e")
    exp = 0
    if mark:
        number = tail[1:] if tail[:1] in ("+", "-") else tail
        if not _plain_digits(number):
            return None
        exp = int(tail)
    whole, dot, rest = mantissa.partition(".")
    if not whole and not rest or whole and not _plain_digits(whole) or rest and not _plain_digits(rest):
        return None
    return sign, int(whole + rest), exp - len(rest), ""


class _Spec:
    # The parts of a format specification.
    __slots__ = ("fill", "align", "sign", "zero_minus", "alternate", "zero_pad", "width", "separator", "precision", "type")


def _parse_spec(text):
    spec = _Spec()
    spec.fill, spec.align, spec.sign = " ", "", "-"
    rest = text
    if len(rest) > 1 and rest[1] in "<>=^":
        spec.fill, spec.align, rest = rest[0], rest[1], rest[2:]
    elif rest[:1] in ("<", ">", "=", "^"):
        spec.align, rest = rest[0], rest[1:]
    if rest[:1] in ("+", "-", " ") and rest:
        spec.sign, rest = rest[0], rest[1:]
    spec.zero_minus = rest[:1] == "z"
    if spec.zero_minus:
        rest = rest[1:]
    spec.alternate = rest[:1] == "#"
    if spec.alternate:
        rest = rest[1:]
    spec.zero_pad = rest[:1] == "0"
    if spec.zero_pad:
        rest = rest[1:]
        if spec.align:
            raise ValueError("invalid format string")
        spec.fill, spec.align = "0", "="
    width = ""
    while rest and rest[0].isdecimal():
        width += rest[0]
        rest = rest[1:]
    spec.width = int(width or "0")
    spec.separator = ""
    if rest[:1] == ",":
        spec.separator, rest = rest[0], rest[1:]
    spec.precision = None
    if rest[:1] == ".":
        digits = ""
        rest = rest[1:]
        while rest and rest[0].isdecimal():
            digits += rest[0]
            rest = rest[1:]
        if not digits:
            raise ValueError("invalid format string")
        spec.precision = int(digits)
    spec.type = rest
    if len(rest) > 1 or rest and rest not in "eEfFgGn%" or rest == "n" and spec.separator:
        raise ValueError("invalid format string")
    return spec


_SPECS = {}  # those that were parsed last


def _group(digits, separator, least):
    # Thousands apart, with zeros in front until the text is at least `least` long.
    if not separator:
        return digits.rjust(least, "0")
    count = len(digits)
    while count + (count - 1) // 3 < least:
        count += 1
    digits = digits.rjust(count, "0")
    head = count % 3
    groups = [digits[:head]] if head else []
    groups += [digits[at:at + 3] for at in range(head, count, 3)]
    return separator.join(groups)


def _sign_text(negative, spec):
    return "-" if negative else spec.sign if spec.sign in "+ " else ""


def _pad(sign, body, spec):
    text = sign + body
    room = spec.width - len(text)
    if room <= 0:
        return text
    align = spec.align or ">"
    if align == "<":
        return text + spec.fill * room
    if align == "^":
        return spec.fill * (room // 2) + text + spec.fill * (room - room // 2)
    if align == "=":
        return sign + spec.fill * room + body
    return spec.fill * room + text


# ---------------------------------------------------------------------------------------------------------------------
# Numbers

class Decimal:
    """A decimal number."""

    __slots__ = ("_sign", "_coef", "_exp", "_special")

    def __new__(cls, value="0", context=None):
        made = _monty.decimal_read(cls, value)
        if made is not None:
            return made
        if isinstance(value, str):
            parts = _parse(value)
            if parts is None:
                made = (context or getcontext())._signal(ConversionSyntax)
                parts = (made._sign, made._coef, made._exp, made._special)
        elif isinstance(value, Decimal):
            if type(value) is cls:
                return value
            parts = (value._sign, value._coef, value._exp, value._special)
        elif isinstance(value, int):
            parts = (1, -int(value), 0, "") if value < 0 else (0, int(value), 0, "")
        elif isinstance(value, (list, tuple)):
            parts = _from_tuple(value)
        elif isinstance(value, float):
            (context or getcontext())._signal(FloatOperation)
            parts = _float_parts(value)
        else:
            raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
        self = object.__new__(cls)
        self._sign, self._coef, self._exp, self._special = parts
        return self

    @classmethod
    def from_float(cls, f, /):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        made = _new(*_float_parts(f))
        return made if cls is Decimal else cls(made)

    @classmethod
    def from_number(cls, number, /):
        if isinstance(number, (int, Decimal)):
            return cls(number)
        if isinstance(number, float):
            return cls.from_float(number)
        raise TypeError("Cannot convert %r to Decimal" % (number,))

    # ---- texts

    def _digits_and_exponent(self, eng, capitals):
        digits = str(self._coef)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            dot = left
        elif not eng:
            dot = 1
        elif not self._coef:
            dot = (left + 1) % 3 - 1
        else:
            dot = (left - 1) % 3 + 1
        if dot <= 0:
            body = "0." + "0" * -dot + digits
        elif dot >= len(digits):
            body = digits + "0" * (dot - len(digits))
        else:
            body = digits[:dot] + "." + digits[dot:]
        if left != dot:
            body += ("E" if capitals else "e") + format(left - dot, "+d")
        return body

    def _special_text(self):
        if self._special == "F":
            return "Infinity"
        return ("sNaN" if self._special == "N" else "NaN") + (str(self._coef) if self._coef else "")

    def __str__(self, eng=False, context=None):
        sign = "-" if self._sign else ""
        if self._special:
            return sign + self._special_text()
        if self._exp == 0:
            return sign + str(self._coef)
        return sign + self._digits_and_exponent(eng, (context or getcontext()).capitals)

    def to_eng_string(self, context=None):
        return self.__str__(True, context)

    def __repr__(self):
        return f"Decimal('{self}')"

    def __format__(self, specifier, context=None, /):
        if not specifier:
            return str(self)
        spec = _SPECS.get(specifier)
        if spec is None:
            if len(_SPECS) > 60:
                _SPECS.clear()
            spec = _SPECS[specifier] = _parse_spec(specifier)
        if self._special:
            if spec.fill == "0" and spec.align == "=":
                spec = _parse_spec(specifier)
                spec.fill, spec.align = " ", ">"
            return _pad(_sign_text(self._sign, spec), self._special_text() + ("%" if spec.type == "%" else ""), spec)
        context = context or getcontext()
        kind = spec.type or ("g" if spec.precision is not None else "")
        upper = kind in ("E", "G") or spec.type == "" and context.capitals
        number = self
        if kind == "%":
            number = _new(self._sign, self._coef, self._exp + 2)
        precision = spec.precision
        if precision is not None:
            number = number._rounded_for(kind, precision, context.rounding)
        elif kind in ("f", "F", "%") and number._exp > 0:
            number = _new(number._sign, number._coef * _pow10(number._exp), 0)
        digits = str(number._coef)
        left = number._exp + len(digits)
        if not number._coef and precision is not None and kind in ("e", "E"):
            dot = 1
            digits = "0" * (precision + 1)
            left = 1 + number._exp + precision
        elif kind in ("e", "E"):
            dot = 1
        elif kind in ("f", "F", "%"):
            dot = left
        elif number._exp <= 0 and left > -6:
            dot = left
        else:
            dot = 1
        if dot < 0:
            whole, fraction = "0", "0" * -dot + digits
        elif dot > len(digits):
            whole, fraction = digits + "0" * (dot - len(digits)), ""
        else:
            whole, fraction = digits[:dot] or "0", digits[dot:]
        power = left - dot
        tail = ""
        if fraction or spec.alternate:
            tail = "." + fraction
        if kind in ("e", "E") or power and kind not in ("f", "F", "%"):
            tail += ("E" if upper else "e") + format(power, "+d")
        if kind == "%":
            tail += "%"
        negative = self._sign and not (spec.zero_minus and not number._coef)
        sign = _sign_text(negative, spec)
        least = spec.width - len(sign) - len(tail) if spec.fill == "0" and spec.align == "=" else 0
        return _pad(sign, _group(whole, spec.separator, least) + tail, spec)

    def _rounded_for(self, kind, precision, rounding):
        # As many digits as a format type's precision asks for.
        if kind in ("e", "E"):
            return self._to_digits(precision + 1, rounding)
        if kind in ("f", "F", "%"):
            return self._to_exponent(-precision, rounding)
        if self._coef and _ndigits(self._coef) > max(precision, 1):
            return self._to_digits(max(precision, 1), rounding)
        return self

    def _to_digits(self, places, rounding):
        if not self._coef:
            return _new(self._sign, 0, self._exp)
        made = self._to_exponent(self.adjusted() + 1 - places, rounding)
        if _ndigits(made._coef) > places:
            made = made._to_exponent(made.adjusted() + 1 - places, rounding)
        return made

    def _to_exponent(self, exp, rounding):
        if self._exp >= exp:
            return _new(self._sign, self._coef * _pow10(self._exp - exp), exp)
        return _new(self._sign, _cut(self._sign, self._coef, exp - self._exp, rounding)[0], exp)

    # ---- what it is

    def as_tuple(self):
        if self._special == "F":
            return DecimalTuple(self._sign, (0,), "F")
        if self._special:
            return DecimalTuple(self._sign, tuple(map(int, str(self._coef))) if self._coef else (), self._special)
        return DecimalTuple(self._sign, tuple(map(int, str(self._coef))), self._exp)

    def as_integer_ratio(self):
        if self._special:
            if self._special == "F":
                raise OverflowError("cannot convert Infinity to integer ratio")
            raise ValueError("cannot convert NaN to integer ratio")
        top, bottom = self._coef, 1
        if self._exp >= 0:
            top *= _pow10(self._exp)
        else:
            bottom = _pow10(-self._exp)
            common = math.gcd(top, bottom)
            top //= common
            bottom //= common
        return (-top if self._sign else top), bottom

    def adjusted(self):
        return 0 if self._special else self._exp + _ndigits(self._coef) - 1

    def is_nan(self):
        return self._special == "n" or self._special == "N"

    def is_qnan(self):
        return self._special == "n"

    def is_snan(self):
        return self._special == "N"

    def is_infinite(self):
        return self._special == "F"

    def is_finite(self):
        return not self._special

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._special and not self._coef

    def is_canonical(self):
        return True

    def is_normal(self, context=None):
        if self._special or not self._coef:
            return False
        return (context or getcontext()).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        if self._special or not self._coef:
            return False
        return self.adjusted() < (context or getcontext()).Emin

    def canonical(self):
        return self

    def conjugate(self):
        return self

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def radix(self):
        return Decimal(10)

    def number_class(self, context=None):
        if self._special:
            return {"N": "sNaN", "n": "NaN", "F": "-Infinity" if self._sign else "+Infinity"}[self._special]
        sign = "-" if self._sign else "+"
        if not self._coef:
            return sign + "Zero"
        return sign + ("Subnormal" if self.is_subnormal(context) else "Normal")

    def __bool__(self):
        return bool(self._special or self._coef)

    def __hash__(self):
        value = _monty.decimal_hash(self)
        if value is not None:
            return value
        if self._special:
            if self._special == "N":
                raise TypeError("Cannot hash a signaling NaN value")
            if self._special == "n":
                return object.__hash__(self)
            return -314159 if self._sign else 314159
        value = self._coef * pow(10, self._exp, _HASH_PRIME) % _HASH_PRIME
        if self._sign:
            value = -value
        return -2 if value == -1 else value

    # ---- conversions

    def __int__(self):
        if self._special:
            if self._special == "F":
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        value = self._coef * _pow10(self._exp) if self._exp >= 0 else self._coef // _pow10(-self._exp) if -self._exp < _MAX_DIGITS else 0
        return -value if self._sign else value

    __trunc__ = __int__

    def __float__(self):
        if self._special == "N":
            raise ValueError("cannot convert signaling NaN to float")
        if self._special == "n":
            return -math.nan if self._sign else math.nan
        return float(str(self))

    def __complex__(self):
        return complex(float(self))

    def _to_int(self, rounding):
        if self._special:
            if self._special == "F":
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        value = self._to_exponent(0, rounding)._coef
        return -value if self._sign else value

    def __round__(self, n=None):
        if n is None:
            return self._to_int(ROUND_HALF_EVEN)
        if not isinstance(n, int):
            raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
        return self.quantize(_new(0, 1, -n))

    def __floor__(self):
        return self._to_int(ROUND_FLOOR)

    def __ceil__(self):
        return self._to_int(ROUND_CEILING)

    def __copy__(self):
        return self if type(self) is Decimal else type(self)(str(self))

    def __deepcopy__(self, memo, /):
        return self.__copy__()

    def __reduce__(self):
        return type(self), (str(self),)

    # ---- NaN

    def _quiet(self, context):
        # A NaN as a result: its payload cut to the context.
        room = context.prec - context.clamp
        coef = self._coef
        if coef and _ndigits(coef) > room:
            coef %= _pow10(room)
        return _new(self._sign, coef, 0, "n")

    def _nan_of(self, other, context):
        # The NaN that an operation with these operands gives; None when neither is one.
        if self._special != "N" and self._special != "n" and (other is None or other._special != "N" and other._special != "n"):
            return None
        for operand in (self, other):
            if operand is not None and operand._special == "N":
                return context._signal(InvalidOperation, operand._quiet(context))
        return (self if self._special == "n" else other)._quiet(context)

    # ---- comparison

    def _order(self, other):
        # -1, 0 or 1 for operands that are no NaN.
        if self._special or other._special:
            a = 0 if not self._special else -1 if self._sign else 1
            b = 0 if not other._special else -1 if other._sign else 1
            return (a > b) - (a < b)
        if not self._coef:
            return 0 if not other._coef else 1 if other._sign else -1
        if not other._coef or self._sign != other._sign:
            return -1 if self._sign else 1
        size = self.adjusted() - other.adjusted()
        if size == 0:
            shift = self._exp - other._exp
            a = self._coef if shift <= 0 else self._coef * _pow10(shift)
            b = other._coef if shift >= 0 else other._coef * _pow10(-shift)
            size = (a > b) - (a < b)
        size = (size > 0) - (size < 0)
        return -size if self._sign else size

    def _comparable(self, other, equality):
        # The operands of a comparison as Decimals, or None.
        if isinstance(other, Decimal):
            return self, other
        if isinstance(other, int):
            return self, Decimal(other)
        if isinstance(other, float):
            context = getcontext()
            context.flags[FloatOperation] = True
            if not equality and context.traps[FloatOperation]:
                raise FloatOperation("strict semantics for mixing floats and Decimals are enabled")
            return self, Decimal.from_float(other)
        if equality and isinstance(other, numbers.Complex) and not isinstance(other, numbers.Real):
            if other.imag:
                return None
            return self, Decimal.from_float(other.real)
        if isinstance(other, numbers.Rational):
            if self._special:
                return self, Decimal(other.numerator)
            return _new(self._sign, self._coef * int(other.denominator), self._exp), Decimal(int(other.numerator))
        return None

    def __eq__(self, other):
        order = _monty.decimal_order(self, other)
        if order is not None:
            return order == 0
        pair = self._comparable(other, True)
        if pair is None:
            return NotImplemented
        a, b = pair
        if a._special in ("n", "N") and a._special or b._special in ("n", "N") and b._special:
            if a._special == "N" or b._special == "N":
                getcontext()._signal(InvalidOperation)
            return False
        return a._order(b) == 0

    def _ordered(self, other):
        pair = self._comparable(other, False)
        if pair is None:
            return NotImplemented
        a, b = pair
        if a.is_nan() or b.is_nan():
            getcontext()._signal(InvalidOperation)
            return None
        return a._order(b)

    def __lt__(self, other):
        order = _monty.decimal_order(self, other)
        if order is not None:
            return order < 0
        order = self._ordered(other)
        return order if order is NotImplemented else order is not None and order < 0

    def __le__(self, other):
        order = _monty.decimal_order(self, other)
        if order is not None:
            return order <= 0
        order = self._ordered(other)
        return order if order is NotImplemented else order is not None and order <= 0

    def __gt__(self, other):
        order = _monty.decimal_order(self, other)
        if order is not None:
            return order > 0
        order = self._ordered(other)
        return order if order is NotImplemented else order is not None and order > 0

    def __ge__(self, other):
        order = _monty.decimal_order(self, other)
        if order is not None:
            return order >= 0
        order = self._ordered(other)
        return order if order is NotImplemented else order is not None and order >= 0

    def compare(self, other, context=None):
        other = _operand(other)
        nan = self._nan_of(other, context or getcontext())
        return nan if nan is not None else Decimal(self._order(other))

    def compare_signal(self, other, context=None):
        context = context or getcontext()
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            nan = self._nan_of(other, context)
            return context._signal(InvalidOperation, nan)
        return Decimal(self._order(other))

    def compare_total(self, other, context=None):
        other = _operand(other)
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        flip = -1 if self._sign else 1
        ranks = {"": 0, "F": 0, "N": 1, "n": 2}
        a, b = ranks[self._special], ranks[other._special]
        if a != b:
            return Decimal(flip if a > b else -flip)
        if a:
            order = (self._coef > other._coef) - (self._coef < other._coef)
            return Decimal(flip * order)
        order = self._order(other)
        if not order and not self._special:
            order = flip * ((self._exp > other._exp) - (self._exp < other._exp))
        return Decimal(order)

    def compare_total_mag(self, other, context=None):
        return self.copy_abs().compare_total(_operand(other).copy_abs())

    # ---- sign

    def copy_abs(self):
        return _new(0, self._coef, self._exp, self._special)

    def copy_negate(self):
        return _new(1 - self._sign, self._coef, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return _new(_operand(other)._sign, self._coef, self._exp, self._special)

    def _with_sign(self, sign, context):
        context = context or getcontext()
        if self._special:
            nan = self._nan_of(None, context)
            return nan if nan is not None else _new(sign, 0, 0, "F")
        return _fix(sign, self._coef, self._exp, context)

    def __neg__(self, context=None):
        if not self._special and not self._coef:
            context = context or getcontext()
            return _fix(1 if context.rounding == ROUND_FLOOR and not self._sign else 0, 0, self._exp, context)
        return self._with_sign(1 - self._sign, context)

    def __pos__(self, context=None):
        if not self._special and not self._coef:
            context = context or getcontext()
            return _fix(1 if context.rounding == ROUND_FLOOR and self._sign else 0, 0, self._exp, context)
        return self._with_sign(self._sign, context)

    def __abs__(self, round=True, context=None):
        context = context or getcontext()
        if self._special:
            return self._with_sign(0, context)
        return _fix(0, self._coef, self._exp, context)

    # ---- the four operations

    def __add__(self, other, context=None):
        context = context or _current or getcontext()
        made = _monty.decimal_calculate(43, self, other, context._small, context._rounding)
        if made is not None:
            return _noted(made, context) if type(made) is tuple else made
        other = _coerce(other)
        if other is NotImplemented:
            return other
        if self._special or other._special:
            nan = self._nan_of(other, context)
            if nan is not None:
                return nan
            if self._special and other._special and self._sign != other._sign:
                return context._signal(InvalidOperation)
            return _new(self._sign if self._special else other._sign, 0, 0, "F")
        exp = self._exp if self._exp < other._exp else other._exp
        a, b = self._coef, other._coef
        if self._exp != other._exp:
            gap = abs(self._exp - other._exp)
            if gap > 2 * context.prec + 10 and a and b:
                return _add_far(self, other, context)
            if gap > _MAX_DIGITS:
                big = self if a else other
                return _fix(big._sign, *_lower_exponent(big, exp, context), context)
            if self._exp > exp:
                a *= _pow10(gap)
            else:
                b *= _pow10(gap)
        if self._sign == other._sign:
            return _fix(self._sign, a + b, exp, context)
        total = a - b
        if total == 0:
            return _fix(1 if context.rounding == ROUND_FLOOR else 0, 0, exp, context)
        if total > 0:
            return _fix(self._sign, total, exp, context)
        return _fix(other._sign, -total, exp, context)

    __radd__ = __add__

    def __sub__(self, other, context=None):
        context = context or _current or getcontext()
        made = _monty.decimal_calculate(45, self, other, context._small, context._rounding)
        if made is not None:
            return _noted(made, context) if type(made) is tuple else made
        other = _coerce(other)
        if other is NotImplemented:
            return other
        if other.is_nan():
            return self.__add__(other, context)
        return self.__add__(other.copy_negate(), context)

    def __rsub__(self, other):
        other = _coerce(other)
        return other if other is NotImplemented else other.__sub__(self)

    def __mul__(self, other, context=None):
        context = context or _current or getcontext()
        made = _monty.decimal_calculate(42, self, other, context._small, context._rounding)
        if made is not None:
            return _noted(made, context) if type(made) is tuple else made
        other = _coerce(other)
        if other is NotImplemented:
            return other
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan_of(other, context)
            if nan is not None:
                return nan
            if not self or not other:
                return context._signal(InvalidOperation)
            return _new(sign, 0, 0, "F")
        return _fix(sign, self._coef * other._coef, self._exp + other._exp, context)

    __rmul__ = __mul__

    def __truediv__(self, other, context=None):
        context = context or _current or getcontext()
        made = _monty.decimal_calculate(47, self, other, context._small, context._rounding)
        if made is not None:
            return _noted(made, context) if type(made) is tuple else made
        other = _coerce(other)
        if other is NotImplemented:
            return other
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan_of(other, context)
            if nan is not None:
                return nan
            if self._special and other._special:
                return context._signal(InvalidOperation)
            if self._special:
                return _new(sign, 0, 0, "F")
            context._signal(Clamped)
            return _new(sign, 0, context.Etiny())
        if not other._coef:
            if not self._coef:
                return context._signal(DivisionUndefined)
            return context._signal(DivisionByZero, _new(sign, 0, 0, "F"))
        exp = self._exp - other._exp
        if not self._coef:
            return _fix(sign, 0, exp, context)
        shift = _ndigits(other._coef) - _ndigits(self._coef) + context.prec + 1
        if shift >= 0:
            coef, rest = divmod(self._coef * _pow10(shift), other._coef)
        else:
            coef, rest = divmod(self._coef, other._coef * _pow10(-shift))
        exp -= shift
        if rest:
            if coef % 5 == 0:
                coef += 1  # a digit that is no halfway case and not exact, for the rounding to see
        else:
            ideal = self._exp - other._exp
            while exp < ideal and coef % 10 == 0:
                coef //= 10
                exp += 1
        return _fix(sign, coef, exp, context)

    def __rtruediv__(self, other):
        other = _coerce(other)
        return other if other is NotImplemented else other.__truediv__(self)

    # ---- integer division

    def _divide(self, other, context):
        # (quotient, remainder) of finite operands, the divisor not zero.
        sign = self._sign ^ other._sign
        ideal = min(self._exp, other._exp)
        size = self.adjusted() - other.adjusted()
        if not self._coef or size <= -2:
            return _new(sign, 0, 0), self._rescaled(ideal, context.rounding)
        if size <= context.prec:
            a, b = self._coef, other._coef
            if self._exp >= other._exp:
                a *= _pow10(self._exp - other._exp)
            else:
                b *= _pow10(other._exp - self._exp)
            quotient, rest = divmod(a, b)
            if quotient < _pow10(context.prec):
                return _new(sign, quotient, 0), _new(self._sign, rest, ideal)
        nan = context._signal(DivisionImpossible)
        return nan, nan

    def _rescaled(self, exp, rounding):
        if not self._coef:
            return _new(self._sign, 0, exp)
        if self._exp - exp > _MAX_DIGITS:
            return self
        return self._to_exponent(exp, rounding)

    def __floordiv__(self, other, context=None):
        other = _coerce(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._special:
            return context._signal(InvalidOperation) if other._special else _new(sign, 0, 0, "F")
        if other._special:
            return _new(sign, 0, 0)
        if not other._coef:
            if not self._coef:
                return context._signal(DivisionUndefined)
            return context._signal(DivisionByZero, _new(sign, 0, 0, "F"))
        return self._divide(other, context)[0]

    def __rfloordiv__(self, other):
        other = _coerce(other)
        return other if other is NotImplemented else other.__floordiv__(self)

    def __mod__(self, other, context=None):
        other = _coerce(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan
        if self._special:
            return context._signal(InvalidOperation)
        if other._special:
            return _fix(self._sign, self._coef, self._exp, context)
        if not other._coef:
            return context._signal(InvalidOperation if self._coef else DivisionUndefined)
        rest = self._divide(other, context)[1]
        return rest if rest._special else _fix(rest._sign, rest._coef, rest._exp, context)

    def __rmod__(self, other):
        other = _coerce(other)
        return other if other is NotImplemented else other.__mod__(self)

    def __divmod__(self, other, context=None):
        other = _coerce(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._special:
            if other._special:
                nan = context._signal(InvalidOperation)
                return nan, nan
            return _new(sign, 0, 0, "F"), context._signal(InvalidOperation)
        if not other._special and not other._coef:
            if not self._coef:
                nan = context._signal(DivisionUndefined)
                return nan, nan
            infinity = context._signal(DivisionByZero, _new(sign, 0, 0, "F"))
            return infinity, context._signal(InvalidOperation)
        if other._special:
            return _new(sign, 0, 0), _fix(self._sign, self._coef, self._exp, context)
        quotient, rest = self._divide(other, context)
        return quotient, rest if rest._special else _fix(rest._sign, rest._coef, rest._exp, context)

    def __rdivmod__(self, other):
        other = _coerce(other)
        return other if other is NotImplemented else other.__divmod__(self)

    def remainder_near(self, other, context=None):
        context = context or getcontext()
        other = _operand(other)
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan
        if self._special or not other._special and not other._coef:
            undefined = not self._special and not self._coef
            return context._signal(DivisionUndefined if undefined else InvalidOperation)
        if other._special:
            return _fix(self._sign, self._coef, self._exp, context)
        exp = min(self._exp, other._exp)
        if not self._coef:
            return _fix(self._sign, 0, exp, context)
        size = self.adjusted() - other.adjusted()
        if size >= context.prec + 1:
            return context._signal(DivisionImpossible)
        if size <= -2:
            return _fix(self._sign, *_lower_exponent(self, exp, context), context)
        a = self._coef * _pow10(self._exp - exp)
        b = other._coef * _pow10(other._exp - exp)
        quotient, rest = divmod(a, b)
        if 2 * rest + (quotient & 1) > b:
            rest -= b
            quotient += 1
        if quotient >= _pow10(context.prec):
            return context._signal(DivisionImpossible)
        sign = self._sign
        if rest < 0:
            sign, rest = 1 - sign, -rest
        return _fix(sign, rest, exp, context)

    def fma(self, other, third, context=None):
        context = context or getcontext()
        other, third = _operand(other), _operand(third)
        if self._special or other._special:
            for operand in (self, other):
                if operand._special == "N":
                    return context._signal(InvalidOperation, operand._quiet(context))
            product = self.__mul__(other, context)
            return product if product.is_nan() and not third._special == "N" else product.__add__(third, context)
        product = _new(self._sign ^ other._sign, self._coef * other._coef, self._exp + other._exp)
        return product.__add__(third, context)

    # ---- powers and roots

    def __pow__(self, other, modulo=None, context=None):
        if modulo is not None:
            return self._power_modulo(other, modulo, context)
        other = _coerce(other)
        if other is NotImplemented:
            return other
        return _power(self, other, context or getcontext())

    def __rpow__(self, other, modulo=None):
        other = _coerce(other)
        return other if other is NotImplemented else other.__pow__(self, modulo)

    def _power_modulo(self, other, modulo, context):
        other, modulo = _coerce(other), _coerce(modulo)
        if other is NotImplemented or modulo is NotImplemented:
            return NotImplemented
        context = context or getcontext()
        for operand in (self, other, modulo):
            if operand._special or operand._exp < 0 and operand._coef % _pow10(-operand._exp):
                return context._signal(InvalidOperation)
        power, base, mod = int(other), int(self), abs(int(modulo))
        if power < 0 or not mod or not power and not base or modulo.adjusted() >= context.prec:
            return context._signal(InvalidOperation)
        sign = self._sign if power & 1 else 0
        return _new(sign, pow(abs(base), power, mod), 0)

    def sqrt(self, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan_of(None, context)
            if nan is not None:
                return nan
            return context._signal(InvalidOperation) if self._sign else self
        if not self._coef:
            return _fix(self._sign, 0, self._exp // 2, context)
        if self._sign:
            return context._signal(InvalidOperation)
        exp = self._exp // 2
        coef = self._coef * (10 if self._exp & 1 else 1)
        length = (_ndigits(coef) + 1) // 2
        shift = context.prec + 1 - length
        exact = True
        if shift >= 0:
            coef *= _pow10(2 * shift)
        else:
            coef, rest = divmod(coef, _pow10(-2 * shift))
            exact = not rest
        exp -= shift
        root = math.isqrt(coef)
        exact = exact and root * root == coef
        if exact:
            while shift > 0 and root % 10 == 0:
                root //= 10
                exp += 1
                shift -= 1
        elif root % 5 == 0:
            root += 1
        with _rounding_of(context, ROUND_HALF_EVEN):
            return _fix(0, root, exp, context)

    def exp(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _new(0, 0, 0) if self._sign else self
        if not self._coef:
            return _new(0, 1, 0)
        return _near(context, lambda places: _exp_scaled(self, places, context))

    def ln(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(None, context)
        if nan is not None:
            return nan
        if self.is_zero():
            return _new(1, 0, 0, "F")
        if self._sign:
            return context._signal(InvalidOperation)
        if self._special:
            return self
        if self._order(_ONE) == 0:
            return _new(0, 0, 0)
        return _near(context, lambda places: ln_digits(self._coef, self._exp, places))

    def log10(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(None, context)
        if nan is not None:
            return nan
        if self.is_zero():
            return _new(1, 0, 0, "F")
        if self._sign:
            return context._signal(InvalidOperation)
        if self._special:
            return self
        if self._coef == _pow10(_ndigits(self._coef) - 1):
            power = self.adjusted()
            return _fix(1 if power < 0 else 0, abs(power), 0, context)
        return _near(context, lambda places: log10_digits(self._coef, self._exp, places))

    # ---- exponents

    def quantize(self, exp, rounding=None, context=None):
        context = context or _current or getcontext()
        made = _monty.decimal_quantize(self, exp, context._small, context._rounding if rounding is None else rounding)
        if made is not None:
            return _noted(made, context) if type(made) is tuple else made
        exp = _operand(exp)
        if rounding is None:
            rounding = context.rounding
        elif rounding not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [" + ", ".join(_ROUNDINGS) + "]")
        if self._special or exp._special:
            nan = self._nan_of(exp, context)
            if nan is not None:
                return nan
            if self._special and exp._special:
                return _new(self._sign, 0, 0, "F")
            return context._signal(InvalidOperation)
        wanted = exp._exp
        if not context.Etiny() <= wanted <= context.Emax:
            return context._signal(InvalidOperation)
        if not self._coef:
            return _fix(self._sign, 0, wanted, context)
        size = self.adjusted()
        if size > context.Emax or size - wanted + 1 > context.prec:
            return context._signal(InvalidOperation)
        made = self._to_exponent(wanted, rounding)
        if made._coef and (made.adjusted() > context.Emax or _ndigits(made._coef) > context.prec):
            return context._signal(InvalidOperation)
        if made._coef and made.adjusted() < context.Emin:
            context._signal(Subnormal)
        if wanted > self._exp:
            context.flags[Rounded] = True
            if made._order(self) != 0:
                context._signal(Inexact)
            context._signal(Rounded)
        return _fix(made._sign, made._coef, made._exp, context)

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def to_integral_value(self, rounding=None, context=None):
        return self._integral(rounding, context or getcontext(), False)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        return self._integral(rounding, context or getcontext(), True)

    def _integral(self, rounding, context, signal):
        if self._special:
            nan = self._nan_of(None, context)
            return nan if nan is not None else self
        if self._exp >= 0:
            return self
        coef, inexact = _cut(self._sign, self._coef, -self._exp, rounding or context.rounding)
        if signal:
            if inexact:
                context._signal(Inexact)
            context._signal(Rounded)
        return _new(self._sign, coef, 0)

    def normalize(self, context=None):
        context = context or getcontext()
        if self._special:
            nan = self._nan_of(None, context)
            return nan if nan is not None else self
        made = _fix(self._sign, self._coef, self._exp, context)
        if made._special:
            return made
        if not made._coef:
            return _new(made._sign, 0, 0)
        text = str(made._coef)
        short = text.rstrip("0")
        bound = context.Etop() if context.clamp else context.Emax
        drop = min(len(text) - len(short), bound - made._exp)
        return _new(made._sign, made._coef // _pow10(drop), made._exp + drop) if drop > 0 else made

    def logb(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _new(0, 0, 0, "F")
        if not self._coef:
            return context._signal(DivisionByZero, _new(1, 0, 0, "F"))
        size = self.adjusted()
        return _fix(1 if size < 0 else 0, abs(size), 0, context)

    def scaleb(self, other, context=None):
        context = context or getcontext()
        other = _operand(other)
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan
        if other._special or other._exp != 0 or not -2 * (context.Emax + context.prec) <= int(other) <= 2 * (context.Emax + context.prec):
            return context._signal(InvalidOperation)
        if self._special:
            return self
        return _fix(self._sign, self._coef, self._exp + int(other), context)

    # ---- neighbours, extremes

    def _choose(self, other, larger, magnitude, context):
        context = context or getcontext()
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            if self._special == "n" and not other.is_nan():
                return other.__pos__(context) if other._special else _fix(other._sign, other._coef, other._exp, context)
            if other._special == "n" and not self.is_nan():
                return self if self._special else _fix(self._sign, self._coef, self._exp, context)
            return self._nan_of(other, context)
        order = self.copy_abs()._order(other.copy_abs()) if magnitude else self._order(other)
        if order == 0:
            order = int(self.compare_total(other))
        chosen = (other if order < 0 else self) if larger else (self if order < 0 else other)
        return chosen if chosen._special else _fix(chosen._sign, chosen._coef, chosen._exp, context)

    def max(self, other, context=None):
        return self._choose(other, True, False, context)

    def min(self, other, context=None):
        return self._choose(other, False, False, context)

    def max_mag(self, other, context=None):
        return self._choose(other, True, True, context)

    def min_mag(self, other, context=None):
        return self._choose(other, False, True, context)

    def _step(self, up, context):
        if self._special:
            if bool(self._sign) != up:
                return self
            return _new(self._sign, _pow10(context.prec) - 1, context.Etop())
        quiet = context._untrapped()
        quiet.rounding = ROUND_CEILING if up else ROUND_FLOOR
        rounded = _fix(self._sign, self._coef, self._exp, quiet)
        if rounded._special or rounded._order(self) != 0:
            return rounded
        return self.__add__(_new(0 if up else 1, 1, context.Etiny() - 1), quiet)

    def next_plus(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(None, context)
        return nan if nan is not None else self._step(True, context)

    def next_minus(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(None, context)
        return nan if nan is not None else self._step(False, context)

    def next_toward(self, other, context=None):
        context = context or getcontext()
        other = _operand(other)
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan
        order = self._order(other)
        if order == 0:
            return self.copy_sign(other)
        made = self._step(order < 0, context)
        if made._special:
            context._signal(Overflow)
            context._signal(Inexact)
            context._signal(Rounded)
        elif made.adjusted() < context.Emin:
            for signal in (Underflow, Subnormal, Inexact, Rounded):
                context._signal(signal)
            if not made._coef:
                context._signal(Clamped)
        return made

    # ---- digits

    def _moved(self, other, context, around):
        context = context or getcontext()
        other = _operand(other)
        nan = self._nan_of(other, context)
        if nan is not None:
            return nan
        if other._special or other._exp != 0 or not -context.prec <= int(other) <= context.prec:
            return context._signal(InvalidOperation)
        if self._special:
            return self
        prec = context.prec
        by = int(other)
        coef = self._coef % _pow10(prec)
        if around:
            by %= prec
            coef = coef * _pow10(by) % _pow10(prec) + coef // _pow10(prec - by)
        elif by < 0:
            coef //= _pow10(-by)
        else:
            coef = coef * _pow10(by) % _pow10(prec)
        return _new(self._sign, coef, self._exp)

    def rotate(self, other, context=None):
        return self._moved(other, context, True)

    def shift(self, other, context=None):
        return self._moved(other, context, False)

    def _bits(self):
        text = str(self._coef)
        if self._special or self._sign or self._exp or text.strip("01"):
            return None
        return text

    def _logical(self, other, context, rule):
        context = context or getcontext()
        a, b = self._bits(), _operand(other)._bits()
        if a is None or b is None:
            return context._signal(InvalidOperation)
        a, b = a.zfill(context.prec)[-context.prec:], b.zfill(context.prec)[-context.prec:]
        return _new(0, int("".join([rule[x + y] for x, y in zip(a, b)])), 0)

    def logical_and(self, other, context=None):
        return self._logical(other, context, {"00": "0", "01": "0", "10": "0", "11": "1"})

    def logical_or(self, other, context=None):
        return self._logical(other, context, {"00": "0", "01": "1", "10": "1", "11": "1"})

    def logical_xor(self, other, context=None):
        return self._logical(other, context, {"00": "0", "01": "1", "10": "1", "11": "0"})

    def logical_invert(self, context=None):
        context = context or getcontext()
        return self.logical_xor(_new(0, int("1" * context.prec), 0), context)


numbers.Number.register(Decimal)
_ONE = _new(0, 1, 0)


def _from_tuple(value):
    if len(value) != 3:
        raise ValueError("argument must be a sequence of length 3")
    sign, digits, exp = value
    if not isinstance(sign, int) or sign not in (0, 1):
        raise ValueError("sign must be an integer with the value 0 or 1")
    if exp == "F":
        return sign, 0, 0, "F"
    for digit in digits:
        if not (isinstance(digit, int) and 0 <= digit <= 9):
            raise ValueError("coefficient must be a tuple of digits")
    coef = int("".join(map(str, digits)) or "0")
    if exp in ("n", "N"):
        return sign, coef, 0, exp
    if isinstance(exp, str):
        raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
    if not isinstance(exp, int):
        raise ValueError("exponent must be an integer")
    return sign, coef, exp, ""


def _float_parts(value):
    if value != value:
        return 1 if math.copysign(1.0, value) < 0 else 0, 0, 0, "n"
    sign = 1 if math.copysign(1.0, value) < 0 else 0
    if math.isinf(value):
        return sign, 0, 0, "F"
    top, bottom = abs(value).as_integer_ratio()
    places = bottom.bit_length() - 1
    return sign, top * 5 ** places, -places, ""


def _coerce(other):
    # An operand of an arithmetic operator.
    if isinstance(other, Decimal):
        return other
    if isinstance(other, int):
        return _new(1, -int(other), 0) if other < 0 else _new(0, int(other), 0)
    return NotImplemented


def _operand(other):
    # An argument of a method.
    made = _coerce(other)
    if made is NotImplemented:
        raise TypeError(f"conversion from {type(other).__name__} to Decimal is not supported")
    return made


def _lower_exponent(number, exp, context):
    # The coefficient and exponent nearest to the ideal exponent that the precision allows.
    if not number._coef:
        return 0, exp
    least = max(exp, number.adjusted() + 1 - context.prec, context.Etiny())
    if number._exp <= least:
        return number._coef, number._exp
    return number._coef * _pow10(number._exp - least), least


def _add_far(a, b, context):
    # Operands so far apart that the smaller one only decides the rounding.
    if a.adjusted() < b.adjusted():
        a, b = b, a
    extra = max(0, context.prec + 3 - _ndigits(a._coef))
    if b.adjusted() >= a._exp - extra - 1:
        exp = min(a._exp, b._exp)
        x = a._coef * _pow10(a._exp - exp) * (-1 if a._sign else 1)
        y = b._coef * _pow10(b._exp - exp) * (-1 if b._sign else 1)
        total = x + y
        if not total:
            return _fix(1 if context.rounding == ROUND_FLOOR else 0, 0, exp, context)
        return _fix(1 if total < 0 else 0, abs(total), exp, context)
    coef = a._coef * _pow10(extra) * 10
    coef += 1 if a._sign == b._sign else -1
    return _fix(a._sign, coef, a._exp - extra - 1, context)


# ---------------------------------------------------------------------------------------------------------------------
# Transcendental results: computed as an integer scaled by 10**places, with the error below one unit, until the rounding
# is sure.

def _near(context, compute, rounding=ROUND_HALF_EVEN):
    places = context.prec + 5
    while True:
        sign, coef, exp = compute(places)
        drop = _ndigits(coef) - context.prec
        if drop >= 2:
            tail = coef % _pow10(drop)
            half = 5 * _pow10(drop - 1)
            if 3 < tail < _pow10(drop) - 3 and abs(tail - half) > 3:
                break
        places += max(5, context.prec // 2)
    with _rounding_of(context, rounding):
        return _fix(sign, coef, exp, context)


def _exp_scaled(x, places, context):
    # e**x as (0, coefficient, exponent); a result out of range is replaced by one that rounds the same way.
    if x.adjusted() > 20:
        return 0, _pow10(places) + _pow10(places // 2), context.Etiny() - places - 10 if x._sign else context.Emax + 10
    if x.adjusted() < -places - 2:
        unit = _pow10(places + 3)
        return 0, unit - 10 if x._sign else unit + 10, -places - 3
    return exp_digits(-x._coef if x._sign else x._coef, x._exp, places)


def _power(base, power, context):
    nan = base._nan_of(power, context)
    if nan is not None:
        return nan
    if not power._special and not power._coef:
        return context._signal(InvalidOperation) if base.is_zero() else _ONE
    whole = power._special == "" and (power._exp >= 0 or power._coef % _pow10(min(-power._exp, _MAX_DIGITS)) == 0)
    odd = whole and power._exp <= 0 and (power._coef // _pow10(-power._exp)) & 1 == 1
    sign = 1 if base._sign and odd else 0
    if base._sign and not whole and base and not power._special:
        return context._signal(InvalidOperation)
    if base._sign and power._special and base:
        return context._signal(InvalidOperation)
    if base.is_zero():
        return _new(sign, 0, 0, "F") if power._sign else _new(sign, 0, 0)
    if base._special:
        return _new(sign, 0, 0) if power._sign else _new(sign, 0, 0, "F")
    size = base.copy_abs()
    order = size._order(_ONE)
    if order == 0:
        if whole and size._exp == 0:
            return _new(sign, 1, 0)
        if whole and not power._sign:
            exp = 1 - context.prec
            if power.adjusted() < 12 and size._exp * int(power) >= exp:
                exp = size._exp * int(power)
            else:
                context._signal(Rounded)
            return _new(sign, _pow10(-exp), exp) if exp <= 0 else _new(sign, 1, 0)
        context._signal(Inexact)
        context._signal(Rounded)
        return _new(sign, _pow10(context.prec - 1), 1 - context.prec)
    if power._special:
        return _new(0, 0, 0) if (order < 0) != bool(power._sign) else _new(0, 0, 0, "F")
    if whole and power.adjusted() < 9:
        exact = _exact_power(sign, size, int(power), context)
        if exact is not None:
            return exact
    elif not whole:
        root = _exact_root_power(size, power, context)
        if root is not None:
            return root
    if size.adjusted() and power.adjusted() + len(str(abs(size.adjusted()))) > len(str(context.Emax)) + 2:
        grows = (order > 0) != bool(power._sign)
        return _fix(sign, 1, context.Emax + 1 if grows else context.Etiny() - context.prec - 2, context)

    def compute(places):
        guard = places + max(0, power.adjusted()) + len(str(abs(size.adjusted()) + 1)) + 10
        s, coef, exp = ln_digits(size._coef, size._exp, guard)
        product = coef * power._coef
        _, result, at = _exp_scaled(_new(s ^ power._sign, product, exp + power._exp), places, context)
        return sign, result, at

    return _near(context, compute, context.rounding)


def _exact_power(sign, size, n, context):
    # base**n by multiplication where the exact value has a sensible number of digits.
    places = _ndigits(size._coef) - 1
    if size._coef == _pow10(places) and abs(n) * (places + 1) > context.prec:  # a power of ten stays one
        exp = (size._exp + places) * n
        made = _fix(sign, 1, exp, context)
        if made._special or made._coef != 1 or not places:
            return made
        context._signal(Rounded)
        return _new(sign, _pow10(context.prec - 1), exp - context.prec + 1)
    if (places + 1) * abs(n) > 20 * context.prec + 2000:
        return None
    coef = size._coef ** abs(n)
    if n >= 0:
        return _fix(sign, coef, size._exp * n, context)
    numerator = _new(sign, 1, 0)
    result = numerator.__truediv__(_new(0, coef, size._exp * -n), context)
    return result


def _exact_root_power(size, power, context):
    # 4**0.5 and its kind: exact results of fractional powers.
    text = str(power._coef).rstrip("0")
    top, bottom = int(text), _pow10(-power._exp - (len(str(power._coef)) - len(text)))
    common = math.gcd(top, bottom)
    top //= common
    bottom //= common
    if bottom > 1000 or top > 1000:
        return None
    coef, exp = size._coef, size._exp
    while coef % 10 == 0:
        coef //= 10
        exp += 1
    if exp % bottom:
        shift = exp % bottom
        coef *= _pow10(shift)
        exp -= shift
    root = _integer_root(coef, bottom)
    if root ** bottom != coef:
        return None
    base = _new(0, root, exp // bottom)
    made = _exact_power(0, base, -top if power._sign else top, context)
    if made is None or made._special:
        return made
    # The specification gives powers that are not whole all the digits of the precision.
    context._signal(Inexact)
    context._signal(Rounded)
    if _ndigits(made._coef) < context.prec:
        fill = context.prec - _ndigits(made._coef)
        return _new(0, made._coef * _pow10(fill), made._exp - fill)
    return made


def _integer_root(n, k):
    if n < 2:
        return n
    x = 1 << -(-n.bit_length() // k)
    while True:
        y = ((k - 1) * x + n // x ** (k - 1)) // k
        if y >= x:
            return x
        x = y


class _rounding_of:
    # A rounding mode for the length of a with statement.
    def __init__(self, context, rounding):
        self.context = context
        self.rounding = rounding

    def __enter__(self):
        self.before = self.context.rounding
        self.context._rounding = self.rounding

    def __exit__(self, *error):
        self.context._rounding = self.before


# ---------------------------------------------------------------------------------------------------------------------
# Contexts

def _signal_dict(value, default):
    if value is None:
        return dict.fromkeys(_SIGNALS, False) if default is None else dict(default)
    if isinstance(value, dict):
        return dict(value)
    made = dict.fromkeys(_SIGNALS, False)
    for signal in value:
        if signal not in made:
            raise TypeError("valid values for signals are:\n  [" + ", ".join([s.__name__ for s in _SIGNALS]) + "]")
        made[signal] = True
    return made


def _whole(name, value, low, high):
    if not isinstance(value, int):
        raise TypeError(f"an integer is required (got type {type(value).__name__})")
    if not low <= value <= high:
        raise ValueError(f"valid range for {name} is [{low}, {high}]".replace(str(MAX_PREC), "MAX_PREC" if name == "prec" else "MAX_EMAX"))
    return int(value)


class Context:
    """Precision, rounding and limits of operations, and the signals that they gave."""

    _prec, _emin, _emax, _clamp = 28, -999999, 999999, 0

    def _measure(self):
        self._wide = self._emin <= -999999 and self._emax >= 999999
        self._small = self._prec if self._wide and not self._clamp else 0

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        base = DefaultContext
        self.prec = 28 if prec is None and base is None else base.prec if prec is None else prec
        self.rounding = rounding if rounding is not None else base.rounding if base else ROUND_HALF_EVEN
        self.Emin = Emin if Emin is not None else base.Emin if base else -999999
        self.Emax = Emax if Emax is not None else base.Emax if base else 999999
        self.capitals = capitals if capitals is not None else base.capitals if base else 1
        self.clamp = clamp if clamp is not None else base.clamp if base else 0
        self.flags = _signal_dict(flags, None)
        self.traps = _signal_dict(traps, base.traps if base else None)

    @property
    def prec(self):
        return self._prec

    @prec.setter
    def prec(self, value):
        self._prec = _whole("prec", value, 1, MAX_PREC)
        self._measure()

    @property
    def rounding(self):
        return self._rounding

    @rounding.setter
    def rounding(self, value):
        if value not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [" + ", ".join(_ROUNDINGS) + "]")
        self._rounding = value

    @property
    def Emin(self):
        return self._emin

    @Emin.setter
    def Emin(self, value):
        if not isinstance(value, int):
            raise TypeError(f"an integer is required (got type {type(value).__name__})")
        if not MIN_EMIN <= value <= 0:
            raise ValueError("valid range for Emin is [MIN_EMIN, 0]")
        self._emin = value
        self._measure()

    @property
    def Emax(self):
        return self._emax

    @Emax.setter
    def Emax(self, value):
        if not isinstance(value, int):
            raise TypeError(f"an integer is required (got type {type(value).__name__})")
        if not 0 <= value <= MAX_EMAX:
            raise ValueError("valid range for Emax is [0, MAX_EMAX]")
        self._emax = value
        self._measure()

    @property
    def capitals(self):
        return self._capitals

    @capitals.setter
    def capitals(self, value):
        if value not in (0, 1):
            raise ValueError("valid values for capitals are 0 or 1")
        self._capitals = value

    @property
    def clamp(self):
        return self._clamp

    @clamp.setter
    def clamp(self, value):
        if value not in (0, 1):
            raise ValueError("valid values for clamp are 0 or 1")
        self._clamp = value
        self._measure()

    def __repr__(self):
        flags = ", ".join([signal.__name__ for signal in _SIGNALS if self.flags[signal]])
        traps = ", ".join([signal.__name__ for signal in _SIGNALS if self.traps[signal]])
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{flags}], traps=[{traps}])")

    def copy(self):
        made = Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, dict(self.flags), dict(self.traps))
        return made

    __copy__ = copy

    def __reduce__(self):
        flags = [signal for signal in _SIGNALS if self.flags[signal]]
        traps = [signal for signal in _SIGNALS if self.traps[signal]]
        return Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, flags, traps)

    def _untrapped(self):
        made = self.copy()
        made.clear_traps()
        return made

    def clear_flags(self):
        for signal in self.flags:
            self.flags[signal] = False

    def clear_traps(self):
        for signal in self.traps:
            self.traps[signal] = False

    def Etiny(self):
        return self._emin - self._prec + 1

    def Etop(self):
        return self._emax - self._prec + 1

    def _signal(self, condition, result=None):
        """Notes the condition; raises it if it is trapped, else gives the result (a NaN unless one is given)."""
        signal = InvalidOperation if condition in _CONDITIONS else condition
        self.flags[signal] = True
        if self.traps[signal]:
            if signal is FloatOperation:
                raise FloatOperation([FloatOperation])
            raise signal([condition])
        return _new(0, 0, 0, "n") if result is None else result

    def _overflow(self, sign):
        for signal in (Inexact, Rounded):
            self.flags[signal] = True
        raised = [signal for signal in (Inexact, Overflow, Rounded) if self.traps[signal]]
        self.flags[Overflow] = True
        if raised:
            raise (Overflow if Overflow in raised else raised[0])(raised)
        up = self.rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP)
        if up or self.rounding == ROUND_CEILING and not sign or self.rounding == ROUND_FLOOR and sign:
            return _new(sign, 0, 0, "F")
        return _new(sign, _pow10(self.prec) - 1, self.Etop())

    # ---- making numbers

    def create_decimal(self, num="0", /):
        if isinstance(num, str) and (num != num.strip() or "_" in num):
            return self._signal(ConversionSyntax)
        made = Decimal(num, self)
        if made.is_nan():
            if made._coef and _ndigits(made._coef) > self.prec - self.clamp:
                return self._signal(ConversionSyntax)
            return made
        return made if made._special else _fix(made._sign, made._coef, made._exp, self)

    def create_decimal_from_float(self, f, /):
        made = Decimal.from_float(f)
        return made if made._special else _fix(made._sign, made._coef, made._exp, self)

    # ---- operations under this context

    def plus(self, a, /):
        return _operand(a).__pos__(self)

    def minus(self, a, /):
        return _operand(a).__neg__(self)

    def abs(self, a, /):
        return _operand(a).__abs__(True, self)

    def power(self, a, b, modulo=None):
        return _operand(a).__pow__(_operand(b), modulo, self)

    def to_sci_string(self, a, /):
        return _operand(a).__str__(False, self)

    def to_eng_string(self, a, /):
        return _operand(a).to_eng_string(self)

    def divmod(self, a, b, /):
        return _operand(a).__divmod__(_operand(b), self)

    def fma(self, a, b, c, /):
        return _operand(a).fma(b, c, self)

    def radix(self):
        return Decimal(10)

    def copy_decimal(self, a, /):
        return _operand(a)

    canonical = copy_decimal

    def quantize(self, a, b, /):
        return _operand(a).quantize(_operand(b), None, self)


def _delegate(name, method, arguments):
    # Context.NAME(a[, b]): the method of the number, under the context where it takes one.
    if arguments == "plain":
        def operation(self, a, /):
            return getattr(_operand(a), method)()
    elif arguments == "plain2":
        def operation(self, a, b, /):
            return getattr(_operand(a), method)(_operand(b))
    elif arguments == "one":
        def operation(self, a, /):
            return getattr(_operand(a), method)(context=self)
    else:
        def operation(self, a, b, /):
            return getattr(_operand(a), method)(_operand(b), context=self)
    operation.__name__ = name
    operation.__qualname__ = f"Context.{name}"
    setattr(Context, name, operation)


for _names, _arguments in (
    ("add:__add__ subtract:__sub__ multiply:__mul__ divide:__truediv__ divide_int:__floordiv__ remainder:__mod__ "
     "remainder_near compare compare_signal compare_total compare_total_mag max min max_mag min_mag next_toward rotate "
     "shift scaleb same_quantum logical_and logical_or logical_xor", "two"),
    ("sqrt exp ln log10 logb normalize next_plus next_minus number_class to_integral_value to_integral_exact is_normal "
     "is_subnormal logical_invert", "one"),
    ("copy_abs copy_negate is_nan is_qnan is_snan is_infinite is_finite is_signed is_zero is_canonical", "plain"),
    ("copy_sign", "plain2"),
):
    for _name in _names.split():
        _public, _, _method = _name.partition(":")
        _delegate(_public, _method or _public, _arguments)
Context.to_integral = Context.to_integral_value
del _names, _arguments, _name, _public, _method

DefaultContext = None
DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [DivisionByZero, Overflow, InvalidOperation])
BasicContext = Context(9, ROUND_HALF_UP, traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(9, ROUND_HALF_EVEN, traps=[])
_current = None


def getcontext():
    global _current
    if _current is None:
        _current = DefaultContext.copy()
    return _current


def setcontext(context, /):
    global _current
    if not isinstance(context, Context):
        raise TypeError("optional argument must be a context")
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current = context


class _LocalContext:
    def __init__(self, context):
        self._context = context

    def __enter__(self):
        self._before = getcontext()
        setcontext(self._context)
        return self._context

    def __exit__(self, *error):
        setcontext(self._before)


def localcontext(ctx=None, **kwargs):
    made = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if name in ("flags", "traps"):
            value = _signal_dict(value, None)
        setattr(made, name, value)
    return _LocalContext(made)
