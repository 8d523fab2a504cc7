# SPDX-License-Identifier: MIT
# re._constants: the names of it that programs reach for. The engine is not CPython's, so there are no opcodes.
from re import PatternError

error = PatternError
MAXREPEAT = 4294967295
MAXGROUPS = 1073741823
MAXWIDTH = 1 << 64
