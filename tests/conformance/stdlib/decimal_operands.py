# Random operands, precisions, rounding modes, limits and traps; results with the flags they leave.
import random
import zlib
from decimal import (ROUND_05UP, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Clamped, Context,
                     Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, Rounded, Subnormal, Underflow, getcontext, setcontext)

random.seed(5)
MODES = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
SPECIAL = ["0", "-0", "0.00", "0E+5", "NaN", "sNaN", "Infinity", "-Infinity"]
OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "quantize": lambda a, b: Decimal(a).quantize(Decimal(1).scaleb(random.randint(-8, 3))),
    "hash": lambda a, b: 0 if a != a else hash(a),
    "round": lambda a, b: round(Decimal(a), 2),
    "format": lambda a, b: format(Decimal(a), random.choice([".2f", ",.3f", "e", ".3e", "g", "10.1f", "%", ".0f", "+,.2f", "08.2f"])),
    "sum": lambda a, b: sum([Decimal(1), a, b]),
    "int": lambda a, b: int(a),
}


def number():
    kind = random.randrange(10)
    if kind < 4:
        return Decimal(random.randint(-10 ** random.randint(1, 6), 10 ** random.randint(1, 6))).scaleb(random.randint(-4, 2))
    if kind < 6:
        fraction = random.choice(["", ".", ".0", ".50", "." + str(random.randint(0, 10 ** random.randint(0, 20)))])
        tail = random.choice(["", "", f"e{random.randint(-40, 40)}", "E+5"])
        return Decimal(random.choice(["", "-", "+"]) + str(random.randint(0, 10 ** random.randint(0, 40))) + fraction + tail)
    if kind < 7:
        return Decimal(random.choice(SPECIAL))
    if kind < 8:
        return Decimal(random.randint(-10 ** random.randint(1, 25), 10 ** random.randint(1, 25)))
    if kind < 9:
        return Decimal(f"1e{random.randint(-60, 60)}")
    return Decimal("9" * random.randint(1, 40)).scaleb(random.randint(-30, 10))


total = 0
for turn in range(400):
    setcontext(Context(prec=60, traps=[]))
    a, b = number(), number()
    traps = random.choice([[], [], [DivisionByZero, Overflow, InvalidOperation], [Inexact], [Rounded]])
    setcontext(Context(random.choice([1, 2, 3, 5, 9, 16, 28, 28, 28, 28, 36, 37, 38, 39, 50, 100]), random.choice(MODES), random.choice([-999999] * 6 + [-10]),
                       random.choice([999999] * 6 + [10, 30]), 1, random.choice([0] * 8 + [1]), [], traps))
    context = getcontext()
    for name, operation in OPERATIONS.items():
        context.clear_flags()
        try:
            result = repr(operation(a, b))
            hidden = ()
        except Exception as error:
            result = type(error).__name__
            hidden = (Clamped, Subnormal, Underflow)
        flags = sorted([k.__name__ for k, v in context.flags.items() if v and k not in hidden])
        line = f"{name} {a!r} {b!r} {context.prec} {context.rounding} {context.Emax} {context.clamp} -> {result} {flags}"
        total = zlib.crc32(line.encode(), total)
        if turn % 57 == 3:
            print(line)
    if turn % 40 == 39:
        print(turn, total)
