# SPDX-License-Identifier: MIT
# marshal: importable, as caches of compiled templates do. Code objects have no bytes here; json and pickle hold values.
from _refusing import refusing

version = 5

__getattr__ = refusing("marshal", "interpreter internals are not exposed; use pickle or json", "dump dumps load loads", error=ValueError)
