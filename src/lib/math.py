# SPDX-License-Identifier: MIT
# math: what its natives hand over when a value has to be asked by Python code. Not part of the module's face.


def _with_lists(function, *sequences):
    return function(*[list(s) for s in sequences])


def _with_floats(function, *sequences):
    return function(*[[float(x) for x in s] for s in sequences])


def _prod_rest(result, values):
    for x in values:
        result = result * x
    return result


def _sumprod_rest(p, q):
    total = 0
    for x, y in zip(p, q, strict=True):
        total = total + x * y
    return total


def __dir__():
    return sorted([name for name in globals() if name[:1] != "_"] + ["__doc__", "__name__"])
