# SPDX-License-Identifier: MIT
# json.decoder: the reading half of json, under its own name.
from json import JSONDecodeError, JSONDecoder

__all__ = ["JSONDecoder", "JSONDecodeError"]
NaN, PosInf, NegInf = float("nan"), float("inf"), float("-inf")


def scanstring(s, end, strict=True, /):
    """(the text, where it ends) of a string whose opening quote is before `end`."""
    return JSONDecoder(strict=strict).raw_decode(s, end - 1)


py_scanstring = scanstring
