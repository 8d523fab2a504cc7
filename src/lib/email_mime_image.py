# SPDX-License-Identifier: MIT
# email.mime.image: a part that is a picture.
from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ["MIMEImage"]

_MARKS = ((b"\x89PNG\r\n\x1a\n", 0, "png"), (b"\xff\xd8\xff", 0, "jpeg"), (b"GIF87a", 0, "gif"), (b"GIF89a", 0, "gif"), (b"BM", 0, "bmp"),
          (b"MM\0*", 0, "tiff"), (b"II*\0", 0, "tiff"), (b"WEBP", 8, "webp"))


class MIMEImage(MIMENonMultipart):
    """A picture."""

    def __init__(self, _imagedata, _subtype=None, _encoder=encode_base64, *, policy=None, **_params):
        if _subtype is None:
            _subtype = next((kind for mark, at, kind in _MARKS if _imagedata[at:at + len(mark)] == mark), None)
        if _subtype is None:
            raise TypeError("Could not guess image MIME subtype")
        super().__init__("image", _subtype, policy=policy, **_params)
        self.set_payload(_imagedata)
        _encoder(self)
