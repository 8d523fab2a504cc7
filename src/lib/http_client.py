# SPDX-License-Identifier: MIT
# http.client: the statuses, their words, and the errors. The sandbox has no network.
from http import HTTPStatus

from _refusing import refusing

__all__ = ["HTTPException", "NotConnected", "UnknownProtocol", "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead",
           "InvalidURL", "ImproperConnectionState", "CannotSendRequest", "CannotSendHeader", "ResponseNotReady", "BadStatusLine",
           "LineTooLong", "RemoteDisconnected", "error", "responses", "HTTP_PORT", "HTTPS_PORT", "HTTPConnection", "HTTPResponse",
           "HTTPSConnection"]

HTTP_PORT, HTTPS_PORT = 80, 443
responses = {status: status.phrase for status in HTTPStatus}
globals().update({status.name: status for status in HTTPStatus})


class HTTPException(Exception):
    """What all errors of this module are."""


error = HTTPException


class NotConnected(HTTPException):
    """There is no connection."""


class InvalidURL(HTTPException):
    """An address that cannot be asked."""


class UnknownProtocol(HTTPException):
    """A version that is not known."""

    def __init__(self, version):
        super().__init__(version)
        self.version = version


class UnknownTransferEncoding(HTTPException):
    """A coding that is not known."""


class UnimplementedFileMode(HTTPException):
    """A way to open that there is not."""


class IncompleteRead(HTTPException):
    """Less came than was said."""

    def __init__(self, partial, expected=None):
        super().__init__(partial)
        self.partial, self.expected = partial, expected

    def __repr__(self):
        more = "" if self.expected is None else f", {self.expected} more expected"
        return f"{type(self).__name__}({len(self.partial)} bytes read{more})"

    __str__ = object.__str__


class ImproperConnectionState(HTTPException):
    """Not now."""


class CannotSendRequest(ImproperConnectionState):
    """Not now: a request."""


class CannotSendHeader(ImproperConnectionState):
    """Not now: a header."""


class ResponseNotReady(ImproperConnectionState):
    """Not now: the response."""


class BadStatusLine(HTTPException):
    """A response that does not begin as one."""

    def __init__(self, line):
        line = line or repr(line)
        super().__init__(line)
        self.line = line


class LineTooLong(HTTPException):
    """A line without end."""

    def __init__(self, line_type):
        super().__init__(f"got more than 65536 bytes when reading {line_type}")


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The other side went away."""

    def __init__(self, *args):
        BadStatusLine.__init__(self, "")
        ConnectionResetError.__init__(self, *args)


__getattr__ = refusing("http.client", "the sandbox has no network; what is to be fetched is asked of a host function",
                       classes="HTTPConnection HTTPSConnection HTTPResponse HTTPMessage", error=OSError)
