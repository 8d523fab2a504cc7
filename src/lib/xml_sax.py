# SPDX-License-Identifier: MIT
# xml.sax: escaping for XML (xml.sax.saxutils). There is no parser with events; xml.etree.ElementTree reads documents.
from _refusing import refusing

__path__ = []


class SAXException(Exception):
    """What all errors of this package are."""

    def __init__(self, msg, exception=None):
        super().__init__(msg)
        self._msg, self._exception = msg, exception

    def getMessage(self):
        return self._msg

    def getException(self):
        return self._exception

    def __str__(self):
        return self._msg


class SAXNotRecognizedException(SAXException):
    """A feature that is not known."""


class SAXNotSupportedException(SAXException):
    """A feature that there is not."""


__getattr__ = refusing("xml.sax", "documents are read by xml.etree.ElementTree", "make_parser parse parseString", "SAXParseException",
                       error=NotImplementedError)
