# SPDX-License-Identifier: MIT
# lzma: importable, as programs that open files of several kinds import it. The format itself is not read and not written.
from _refusing import refusing

FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW = range(4)
CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256 = 0, 1, 4, 10
PRESET_DEFAULT, PRESET_EXTREME = 6, 1 << 31


class LZMAError(Exception):
    """Data that is not of the format."""


__getattr__ = refusing("lzma", "this format is not supported; zlib and gzip are", "open compress decompress", "LZMAFile LZMACompressor LZMADecompressor",
                       error=NotImplementedError)
