# SPDX-License-Identifier: MIT
# email.mime.audio: a part that is a sound.
from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ["MIMEAudio"]

_MARKS = ((b"WAVE", 8, "x-wav"), (b".snd", 0, "basic"), (b"AIFF", 8, "x-aiff"))


class MIMEAudio(MIMENonMultipart):
    """A sound."""

    def __init__(self, _audiodata, _subtype=None, _encoder=encode_base64, *, policy=None, **_params):
        if _subtype is None:
            _subtype = next((kind for mark, at, kind in _MARKS if _audiodata[at:at + len(mark)] == mark), None)
        if _subtype is None:
            raise TypeError("Could not find audio MIME subtype")
        super().__init__("audio", _subtype, policy=policy, **_params)
        self.set_payload(_audiodata)
        _encoder(self)
