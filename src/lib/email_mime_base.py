# SPDX-License-Identifier: MIT
# email.mime.base: a part with a type.
from email.message import Message

__all__ = ["MIMEBase"]


class MIMEBase(Message):
    """A part with a type and MIME's version."""

    def __init__(self, _maintype, _subtype, *, policy=None, **_params):
        super().__init__(policy=policy)
        self.add_header("Content-Type", f"{_maintype}/{_subtype}", **_params)
        self["MIME-Version"] = "1.0"
