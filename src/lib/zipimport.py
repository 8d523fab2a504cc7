# SPDX-License-Identifier: MIT
# zipimport: the names that loaders ask isinstance() of. Modules come from the host, never from archives.
from _refusing import refusing


class ZipImportError(ImportError):
    """An archive that cannot be imported from."""


__getattr__ = refusing("zipimport", "modules come from the host", classes="zipimporter", error=ZipImportError)
