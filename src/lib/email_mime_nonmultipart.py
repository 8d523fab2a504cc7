# SPDX-License-Identifier: MIT
# email.mime.nonmultipart: a part without parts.
from email.errors import MultipartConversionError
from email.mime.base import MIMEBase

__all__ = ["MIMENonMultipart"]


class MIMENonMultipart(MIMEBase):
    """A part that nothing can be attached to."""

    def attach(self, payload):
        raise MultipartConversionError("Cannot attach additional subparts to non-multipart/*")
