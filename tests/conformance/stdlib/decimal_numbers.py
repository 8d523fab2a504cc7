# decimal: arithmetic, rounding, contexts, signals.
from decimal import *
D = Decimal
values = [D("1.10"), D("-2.345"), D("0"), D("-0"), D("1E+5"), D("7E-10"), D("123456789.987654321"), D("Infinity"), D("NaN")]
for a in values:
    print(repr(a), str(a), a.as_tuple(), a.adjusted(), a.is_finite(), bool(a), a.to_eng_string(), a.number_class())
    for b in values[:7]:
        for name in ("__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__pow__", "__lt__", "__eq__", "max", "compare"):
            try:
                print(name, getattr(a, name)(b), end=" ")
            except ArithmeticError as error:
                print(name, type(error).__name__, error, end=" ")
    print()
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(rounding, [str(D(x).quantize(D("0.1"), rounding)) for x in ("1.25", "1.35", "-1.25", "1.21", "1.05", "-1.99")])
print(D(2).sqrt(), D(2).exp(), D(2).ln(), D(200).log10(), D("1.05") ** 10, D(2) ** D("0.5"), D(7) ** -3)
print(hash(D("1.5")) == hash(1.5), D("0.1") == 0.1, D(0.1), D("2.50").normalize(), round(D("2.675"), 2), round(D("2.5")))
