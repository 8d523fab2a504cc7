# SPDX-License-Identifier: MIT
# mmap: importable, as annotations need it. Files cannot be mapped into memory.
from _refusing import refusing

ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
MAP_SHARED, MAP_PRIVATE, MAP_ANON = 1, 2, 32
MAP_ANONYMOUS = MAP_ANON
PAGESIZE = ALLOCATIONGRANULARITY = 4096
error = OSError

__getattr__ = refusing("mmap", "the sandbox maps no files into memory", classes="mmap")
