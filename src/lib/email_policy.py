# SPDX-License-Identifier: MIT
# email.policy: how messages are read and written, and what their headers are as values.
from email.header import Header, decoded

__all__ = ["Compat32", "compat32", "Policy", "EmailPolicy", "default", "strict", "SMTP", "SMTPUTF8", "HTTP"]

_SINGLE = frozenset(("date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "subject", "mime-version", "content-type",
                     "content-disposition", "content-transfer-encoding"))


class Policy:
    """Settings; clone() and + give others."""

    raise_on_defect = False
    linesep = "\n"
    cte_type = "8bit"
    max_line_length = 78
    mangle_from_ = False
    message_factory = None
    verify_generated_headers = True

    def __init__(self, **kw):
        for name, value in kw.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{name!r} is an invalid keyword argument for {type(self).__name__}")
            self.__dict__[name] = value

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def clone(self, **kw):
        return type(self)(**{**vars(self), **kw})

    def __setattr__(self, name, value):
        raise AttributeError(f"{type(self).__name__!r} object attribute {name!r} is read-only" if hasattr(self, name) else
                             f"{type(self).__name__!r} object has no attribute {name!r}")

    def __add__(self, other):
        return self.clone(**vars(other))

    def handle_defect(self, obj, defect):
        if self.raise_on_defect:
            raise defect
        self.register_defect(obj, defect)

    def register_defect(self, obj, defect):
        obj.defects.append(defect)

    def header_max_count(self, name):
        return None

    def header_source_parse(self, sourcelines):
        name, value = sourcelines[0].split(":", 1)
        return name, (value.lstrip(" \t\r\n") + "".join(sourcelines[1:])).rstrip("\r\n")


class Compat32(Policy):
    """As messages always were: headers are plain texts."""

    mangle_from_ = True

    def header_store_parse(self, name, value):
        return name, value

    def header_fetch_parse(self, name, value):
        if isinstance(value, str) and not value.isascii() and any("\udc80" <= c <= "\udcff" for c in value):
            return Header(value.encode("ascii", "surrogateescape").decode("utf-8", "replace"), "utf-8", header_name=name)
        return value

    def fold(self, name, value):
        if not isinstance(value, Header):
            value = Header(value, header_name=name)
        return f"{name}: {value.encode(linesep=self.linesep, maxlinelen=self.max_line_length or 0)}{self.linesep}"


class EmailPolicy(Policy):
    """Headers as values that know what they say."""

    utf8 = False
    refold_source = "long"
    content_manager = None
    header_factory = None

    def header_max_count(self, name):
        return 1 if name.lower() in _SINGLE else None

    def header_store_parse(self, name, value):
        if hasattr(value, "name") and value.name.lower() == name.lower():
            return name, value
        if isinstance(value, str) and len(value.splitlines()) > 1:
            raise ValueError("Header values may not contain linefeed or carriage return characters")
        from email.headerregistry import make
        return name, make(name, value)

    def header_fetch_parse(self, name, value):
        if hasattr(value, "name"):
            return value
        from email.headerregistry import make
        return make(name, "".join(value.splitlines()))

    def fold(self, name, value):
        text = "".join(str(value).splitlines())
        most = self.max_line_length or 1000000
        if self.utf8 or text.isascii():
            words = text.split(" ")
        else:
            from email.headerregistry import encoded_words
            words = encoded_words(name, value, most)
        lines, row = [], name + ":"
        for word in words:
            if len(row) + 1 + len(word) > most and row.strip() and row != name + ":":
                lines.append(row)
                row = ""
            row += " " + word
        return self.linesep.join(lines + [row]) + self.linesep


compat32 = Compat32()
default = EmailPolicy()
strict = default.clone(raise_on_defect=True)
SMTP = default.clone(linesep="\r\n")
HTTP = default.clone(linesep="\r\n", max_line_length=None)
SMTPUTF8 = SMTP.clone(utf8=True)
