# SPDX-License-Identifier: MIT
# urllib.request: requests as objects, and paths as addresses. The sandbox has no network: what is to be fetched is asked of
# a host function (docs/embedding.md).
import os

from _refusing import refusing
from urllib.error import HTTPError, URLError  # noqa: F401
from urllib.parse import quote, unquote, urlsplit, urlunsplit

__all__ = ["Request", "pathname2url", "url2pathname", "getproxies", "urlopen", "urlretrieve", "urlcleanup", "install_opener",
           "build_opener", "OpenerDirector", "BaseHandler", "HTTPDefaultErrorHandler", "HTTPRedirectHandler", "HTTPCookieProcessor",
           "ProxyHandler", "HTTPPasswordMgr", "HTTPPasswordMgrWithDefaultRealm", "HTTPBasicAuthHandler", "ProxyBasicAuthHandler",
           "HTTPHandler", "HTTPSHandler", "FileHandler", "FTPHandler", "UnknownHandler", "HTTPErrorProcessor"]


class Request:
    """What is asked of a server: an address, data to send, headers."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.headers = {}
        self.unredirected_hdrs = {}
        self._data = None
        self.data = data
        for key, value in headers.items():
            self.add_header(key, value)
        self.origin_req_host = self.host if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return self._url + ("#" + self.fragment if self.fragment else "")

    @full_url.setter
    def full_url(self, url):
        text = url[4:] if url[:4] == "URL:" else url
        text = text.strip().lstrip("<").rstrip(">") if text.startswith("<") else text
        parts = urlsplit(text)
        if not parts.scheme:
            raise ValueError(f"unknown url type: {url!r}")
        self._url, _, self.fragment = text.partition("#")
        self.fragment = self.fragment or None
        self.type = parts.scheme
        self.host = unquote(parts.netloc) or None
        self.selector = urlunsplit(("", "", parts.path, parts.query, ""))

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            self.remove_header("Content-length")

    @data.deleter
    def data(self):
        self.data = None

    def get_full_url(self):
        return self.full_url

    def get_method(self):
        return getattr(self, "method", "POST" if self.data is not None else "GET")

    def set_proxy(self, host, type):
        self.host, self.type = host, type

    def has_proxy(self):
        return self.selector == self.full_url

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        return self.headers.get(header_name, self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        return list({**self.unredirected_hdrs, **self.headers}.items())


def pathname2url(pathname):
    """A path as the part of a file: address behind the scheme."""
    return quote(pathname)


def url2pathname(url):
    """The path of a file: address without its scheme."""
    return unquote(url)


def getproxies():
    """The proxies that the environment names."""
    found = {}
    for name, value in os.environ.items():
        name = name.lower()
        if value and name.endswith("_proxy"):
            found[name[:-6]] = value
    return found


def parse_http_list(s):
    """The items between commas, commas within quotes not counted."""
    items, item, quoted, escaped = [], [], False, False
    for c in s:
        if escaped:
            escaped = False
        elif quoted and c == "\\":
            escaped = True
            continue
        elif c == '"':
            quoted = not quoted
        elif c == "," and not quoted:
            items.append("".join(item))
            item = []
            continue
        item.append(c)
    return [part.strip() for part in items + (["".join(item)] if item else [])]


def parse_keqv_list(l):
    """The dict of `key=value` items."""
    found = {}
    for item in l:
        key, value = item.split("=", 1)
        found[key] = value[1:-1] if value[:1] == '"' and value[-1:] == '"' else value
    return found


def urlcleanup():
    """Nothing was fetched."""


__getattr__ = refusing("urllib.request", "the sandbox has no network; what is to be fetched is asked of a host function",
                       "urlopen urlretrieve install_opener build_opener",
                       "OpenerDirector BaseHandler HTTPDefaultErrorHandler HTTPRedirectHandler HTTPCookieProcessor ProxyHandler "
                       "HTTPPasswordMgr HTTPPasswordMgrWithDefaultRealm AbstractBasicAuthHandler HTTPBasicAuthHandler ProxyBasicAuthHandler "
                       "HTTPDigestAuthHandler ProxyDigestAuthHandler HTTPHandler HTTPSHandler FileHandler FTPHandler UnknownHandler "
                       "HTTPErrorProcessor DataHandler URLopener FancyURLopener", error=URLError)
