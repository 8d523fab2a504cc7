# SPDX-License-Identifier: MIT
# json.encoder: the writing half of json, under its own name.
from json import JSONEncoder, dumps

__all__ = ["JSONEncoder"]
INFINITY = float("inf")


def _checked(s):
    if not isinstance(s, str):
        raise TypeError(f"first argument must be a string, not {type(s).__name__}")
    return str.__str__(s)


def encode_basestring_ascii(s, /):
    """The text with quotes around it, what is not ASCII as \\uXXXX."""
    return dumps(_checked(s))


def encode_basestring(s, /):
    """The text with quotes around it."""
    return dumps(_checked(s), ensure_ascii=False)


py_encode_basestring_ascii, py_encode_basestring = encode_basestring_ascii, encode_basestring
