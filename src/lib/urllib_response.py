# SPDX-License-Identifier: MIT
# urllib.response: a file with the headers and the address that it came from.

__all__ = ["addbase", "addclosehook", "addinfo", "addinfourl"]


class addbase:
    """A file that something is said about."""

    def __init__(self, fp):
        self.fp = fp

    def __getattr__(self, name):
        return getattr(self.fp, name)

    def __iter__(self):
        return iter(self.fp)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        self.fp.close()

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self)!r} whose fp = {self.fp!r}>"


class addclosehook(addbase):
    """Calls a function when it is closed."""

    def __init__(self, fp, closehook, *hookargs):
        super().__init__(fp)
        self.closehook, self.hookargs = closehook, hookargs

    def close(self):
        hook, self.closehook = self.closehook, None
        if hook:
            hook(*self.hookargs)
        super().close()


class addinfo(addbase):
    """With headers."""

    def __init__(self, fp, headers):
        super().__init__(fp)
        self.headers = headers

    def info(self):
        return self.headers


class addinfourl(addinfo):
    """With headers, an address and a status."""

    def __init__(self, fp, headers, url, code=None):
        super().__init__(fp, headers)
        self.url, self.code = url, code

    @property
    def status(self):
        return self.code

    def getcode(self):
        return self.code

    def geturl(self):
        return self.url
