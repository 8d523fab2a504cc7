# SPDX-License-Identifier: MIT
# What a type checker looks for under this name. No module at run time.
# native: module python
from types import NoneType as NoneType
