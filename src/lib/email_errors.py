# SPDX-License-Identifier: MIT
# email.errors: what can be wrong with a message.


class MessageError(Exception):
    """What all errors of this package are."""


class MessageParseError(MessageError):
    """A text that cannot be read."""


class HeaderParseError(MessageParseError):
    """A header that cannot be read."""


class BoundaryError(MessageParseError):
    """No line that ends a part."""


class MultipartConversionError(MessageError, TypeError):
    """Something that is attached to what has no parts."""


class CharsetError(MessageError):
    """A character set that is not known."""


class HeaderWriteError(MessageError):
    """A header that would not come out as one."""


class MessageDefect(ValueError):
    """Something that a message has wrong, noted in its `defects`."""

    def __init__(self, line=None):
        if line is not None:
            super().__init__(line)
        self.line = line


class NoBoundaryInMultipartDefect(MessageDefect):
    """A message of parts without a boundary."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """The boundary is said but never comes."""


class CloseBoundaryNotFoundDefect(MessageDefect):
    """The last part does not end."""


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line goes on with nothing."""


class MissingHeaderBodySeparatorDefect(MessageDefect):
    """A line among the headers that is none."""


class MultipartInvariantViolationDefect(MessageDefect):
    """A message of parts that has none."""


class InvalidBase64CharactersDefect(MessageDefect):
    """Characters that are not of base 64."""


class InvalidBase64PaddingDefect(MessageDefect):
    """Base 64 of a length that it cannot have."""


class HeaderDefect(MessageDefect):
    """A header that is not as it should be."""


class InvalidHeaderDefect(HeaderDefect):
    """A header that cannot be read."""


class InvalidDateDefect(HeaderDefect):
    """A date that cannot be read."""
