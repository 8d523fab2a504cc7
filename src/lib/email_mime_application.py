# SPDX-License-Identifier: MIT
# email.mime.application: a part that is bytes of any kind.
from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ["MIMEApplication"]


class MIMEApplication(MIMENonMultipart):
    """Bytes of any kind."""

    def __init__(self, _data, _subtype="octet-stream", _encoder=encode_base64, *, policy=None, **_params):
        if _subtype is None:
            raise TypeError("Invalid application MIME subtype")
        super().__init__("application", _subtype, policy=policy, **_params)
        self.set_payload(_data)
        _encoder(self)
