# SPDX-License-Identifier: MIT
# email.contentmanager: contents as payloads.
import base64

from quopri import _quoted

__all__ = ["set_content"]


def set_content(msg, content, *args, **kw):
    """Makes `msg` one whose content this is: a text, bytes, a message."""
    if msg.get_content_maintype() == "multipart" and "content-type" in msg:
        raise TypeError("set_content not valid on multipart")
    from email.message import Message
    if isinstance(content, str):
        how = _text
    elif isinstance(content, (bytes, bytearray, memoryview)):
        how = _bytes
    elif isinstance(content, Message):
        how = _message
    else:
        raise KeyError(f"{type(content).__module__}.{type(content).__qualname__}")
    msg.clear_content()
    how(msg, content, *args, **kw)


def _prepare(msg, maintype, subtype, headers):
    msg["Content-Type"] = f"{maintype}/{subtype}"
    for header in headers or ():
        if isinstance(header, str):
            name, _, value = header.partition(":")
            msg[name] = value.strip()
        else:
            msg[header.name] = header


def _finish(msg, disposition, filename, cid, params):
    if disposition is None and filename is not None:
        disposition = "attachment"
    if disposition is not None:
        msg["Content-Disposition"] = disposition
    if filename is not None:
        msg.set_param("filename", filename, header="Content-Disposition", replace=True)
    if cid is not None:
        msg["Content-ID"] = cid
    for name, value in (params or {}).items():
        msg.set_param(name, value)


def _lines64(data):
    return "".join([base64.b64encode(data[i:i + 57]).decode("ascii") + "\n" for i in range(0, len(data), 57)])


def _encoded(text, charset, cte, policy):
    lines = text.encode(charset).splitlines()
    body = b"\n".join(lines) + b"\n"
    most = policy.max_line_length or 1 << 30
    if cte is None:
        if max(map(len, lines), default=0) <= most:
            if body.isascii():
                return "7bit", body.decode("ascii")
            if policy.cte_type == "8bit":
                return "8bit", body.decode("ascii", "surrogateescape")
        sniff = b"\n".join(lines[:10]) + b"\n"
        cte = "base64" if len(_quoted(sniff, most=most)) > len(base64.encodebytes(sniff)) else "quoted-printable"
    if cte == "7bit":
        return cte, body.decode("ascii")
    if cte == "8bit":
        return cte, body.decode("ascii", "surrogateescape")
    if cte == "quoted-printable":
        return cte, _quoted(body, most=most).decode("ascii")
    if cte == "base64":
        return cte, _lines64(body)
    raise ValueError(f"Unknown content transfer encoding {cte}")


def _text(msg, string, subtype="plain", charset="utf-8", cte=None, disposition=None, filename=None, cid=None, params=None, headers=None):
    _prepare(msg, "text", subtype, headers)
    from email.charset import ALIASES
    cte, payload = _encoded(string, charset, cte, msg.policy)
    msg.set_payload(payload)
    msg.set_param("charset", ALIASES.get(charset.lower(), charset), replace=True)
    msg["Content-Transfer-Encoding"] = cte
    _finish(msg, disposition, filename, cid, params)


def _bytes(msg, data, maintype, subtype, cte="base64", disposition=None, filename=None, cid=None, params=None, headers=None):
    _prepare(msg, maintype, subtype, headers)
    data = bytes(data)
    if cte == "base64":
        text = _lines64(data)
    elif cte == "quoted-printable":
        text = _quoted(data).decode("ascii")
    elif cte == "7bit":
        text = data.decode("ascii")
    else:
        text = data.decode("ascii", "surrogateescape")
    msg.set_payload(text)
    msg["Content-Transfer-Encoding"] = cte
    _finish(msg, disposition, filename, cid, params)


def _message(msg, message, subtype="rfc822", cte=None, disposition=None, filename=None, cid=None, params=None, headers=None):
    if subtype == "partial" or subtype == "external-body":
        raise ValueError(f"message/{subtype} is not supported for Message objects")
    _prepare(msg, "message", subtype, headers)
    msg.set_payload([message])
    msg["Content-Transfer-Encoding"] = "8bit" if cte is None else cte
    _finish(msg, disposition, filename, cid, params)
