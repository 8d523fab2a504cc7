# SPDX-License-Identifier: MIT
# The series behind decimal's exp, ln, log10 and powers. Numbers are integers scaled by a power of two; each function
# returns (sign, coefficient, exponent) of a decimal with at least `places` digits whose error is below two units.


def _scaled(coef, exp, bits):
    # coef * 10**exp * 2**bits, rounded down.
    if exp >= 0:
        return coef * 10 ** exp << bits
    return (coef << bits) // 10 ** -exp


def _exp_small(x, bits):
    # e**x for |x| below one, scaled: the argument is halved until the series is short, the result squared as often.
    halvings = max(4, int(bits ** 0.5))
    extra = halvings + 16
    work = bits + extra
    x = x << extra >> halvings
    one = 1 << work
    total = one
    term = one
    n = 1
    while term:
        term = term * x >> work
        if term < 0:
            term = -(-term // n)
        else:
            term //= n
        total += term
        n += 1
    for _ in range(halvings):
        total = total * total >> work
    return total >> extra


def _atanh_inverse(n, bits):
    # atanh(1 / n), scaled.
    one = 1 << bits
    term = one // n
    square = n * n
    total = term
    k = 3
    while term:
        term //= square
        total += term // k
        k += 2
    return total


_constants = {}


def _ln2(bits):
    known = _constants.get(2)
    if known is None or known[0] < bits:
        work = bits + 64
        value = 18 * _atanh_inverse(26, work) - 2 * _atanh_inverse(4801, work) + 8 * _atanh_inverse(8749, work)
        known = _constants[2] = (work, value)
    return known[1] >> known[0] - bits


def _ln10(bits):
    known = _constants.get(10)
    if known is None or known[0] < bits:
        work = bits + 64
        # ln 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161)
        value = 46 * _atanh_inverse(31, work) + 34 * _atanh_inverse(49, work) + 20 * _atanh_inverse(161, work)
        known = _constants[10] = (work, value)
    return known[1] >> known[0] - bits


def _ln_scaled(x, bits):
    # ln(x / 2**bits), scaled, for x > 0: halve to [0.7, 1.4], guess by exp's inverse (Newton).
    shift = x.bit_length() - bits
    m = x << -shift if shift < 0 else x >> shift
    if m * 10 < 7 << bits:
        m <<= 1
        shift -= 1
    # roots until m is near one, then atanh((m-1)/(m+1))
    from math import isqrt
    roots = max(3, int(bits ** 0.5) // 2)
    extra = 2 * roots + 16
    work = bits + extra
    y = m << extra
    for _ in range(roots):
        y = isqrt(y << work)
    one = 1 << work
    z = ((y - one) << work) // (y + one)
    square = z * z >> work
    total = z
    term = z
    k = 3
    while term and term != -1:
        term = term * square >> work
        total += term // k
        k += 2
    return (total << roots + 1 >> extra) + shift * _ln2(bits)


def _decimal(value, bits, places):
    # A scaled number as a decimal with `places` places after the point.
    sign = 1 if value < 0 else 0
    return sign, abs(value) * 10 ** places >> bits, -places


def exp_digits(coef, exp, places):
    """e ** (coef * 10**exp) with at least `places` digits."""
    size = len(str(abs(coef))) + exp
    bits = int((places + max(size, 0) + 8) * 3.33) + 64
    x = _scaled(abs(coef), exp, bits)
    if coef < 0:
        x = -x
    ten = _ln10(bits)
    power = x // ten
    # The multiple of ln 10 costs as many digits as it has.
    value = _exp_small(x - power * ten, bits)
    return 0, value * 10 ** (places + 2) >> bits, power - places - 2


def _guard(coef, exp, size):
    # Digits to carry beyond the places asked for. Near one the logarithm starts late: as many digits more.
    guard = 8 + len(str(abs(size)))
    if size in (0, 1):
        unit = 10 ** -exp if exp < 0 else 1
        away = abs(coef - unit) if exp <= 0 else coef
        guard += max(0, len(str(unit)) - len(str(away)))
    return guard


def ln_digits(coef, exp, places):
    """ln(coef * 10**exp) with at least `places` digits."""
    size = len(str(coef)) + exp
    guard = _guard(coef, exp, size)
    bits = int((places + guard) * 3.33) + 64
    # coef * 10**exp = m * 10**size with m in [0.1, 1)
    if size in (0, 1):
        value = _ln_scaled(_scaled(coef, exp, bits), bits)
    else:
        value = _ln_scaled(_scaled(coef, exp - size, bits), bits) + size * _ln10(bits)
    return _decimal(value, bits, places + guard)


def log10_digits(coef, exp, places):
    """log10(coef * 10**exp) with at least `places` digits."""
    size = len(str(coef)) + exp
    guard = _guard(coef, exp, size)
    bits = int((places + 2 * guard) * 3.33) + 64
    if size in (0, 1):
        value = (_ln_scaled(_scaled(coef, exp, bits), bits) << bits) // _ln10(bits)
    else:
        value = (_ln_scaled(_scaled(coef, exp - size, bits), bits) << bits) // _ln10(bits) + (size << bits)
    return _decimal(value, bits, places + guard)
