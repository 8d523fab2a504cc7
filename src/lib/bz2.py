# SPDX-License-Identifier: MIT
# bz2: importable, as programs that open files of several kinds import it. The format itself is not read and not written.
from _refusing import refusing

__getattr__ = refusing("bz2", "this format is not supported; zlib and gzip are", "open compress decompress", "BZ2File BZ2Compressor BZ2Decompressor",
                       error=NotImplementedError)
