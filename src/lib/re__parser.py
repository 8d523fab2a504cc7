# SPDX-License-Identifier: MIT
# re._parser: how long what a pattern matches can be. There is no tree of a pattern to walk through.
from re import PatternError, _widths_native
from re._constants import MAXREPEAT, MAXWIDTH, error


class SubPattern:
    """A pattern that has been read: getwidth() gives its shortest and its longest match."""

    def __init__(self, width):
        self.width = width

    def getwidth(self):
        return self.width


def parse(str, flags=0, state=None):
    """The pattern, or PatternError."""
    lo, hi = _widths_native(str, flags)
    if type(lo) is not int:
        raise PatternError(lo, str, hi)
    return SubPattern((lo, MAXWIDTH if hi == MAXWIDTH - 1 else hi))
