# SPDX-License-Identifier: MIT
# email.encoders: put a message's payload into a transfer encoding.
import base64
import quopri

__all__ = ["encode_7or8bit", "encode_base64", "encode_noop", "encode_quopri"]


def encode_base64(msg):
    msg.set_payload(base64.encodebytes(msg.get_payload(decode=True)).decode("ascii"))
    msg["Content-Transfer-Encoding"] = "base64"


def encode_quopri(msg):
    msg.set_payload(quopri.encodestring(msg.get_payload(decode=True), quotetabs=True).replace(b" ", b"=20"))
    msg["Content-Transfer-Encoding"] = "quoted-printable"


def encode_7or8bit(msg):
    data = msg.get_payload(decode=True)
    msg["Content-Transfer-Encoding"] = "7bit" if data is None or data.isascii() else "8bit"


def encode_noop(msg):
    """The payload is as it should be."""
