# SPDX-License-Identifier: MIT
# _string: how format strings fall into parts, for classes that do as string.Formatter does.
from string import _parse, _split_name


def formatter_parser(text, /):
    """(literal text, field name, format spec, conversion) for each part."""
    return _parse(text)


def formatter_field_name_split(name, /):
    """What is looked up first, and an iterator of (is an attribute, key) for what follows."""
    first, rest = _split_name(name)
    return first, iter(rest)
