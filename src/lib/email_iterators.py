# SPDX-License-Identifier: MIT
# email.iterators: ways through a message.

__all__ = ["body_line_iterator", "typed_subpart_iterator", "walk"]


def walk(self):
    yield from self.walk()


def body_line_iterator(msg, decode=False):
    """The lines of all texts."""
    for part in msg.walk():
        payload = part.get_payload(decode=decode)
        if isinstance(payload, str):
            yield from payload.splitlines(keepends=True)


def typed_subpart_iterator(msg, maintype="text", subtype=None):
    """The parts of a type."""
    for part in msg.walk():
        if part.get_content_maintype() == maintype and subtype in (None, part.get_content_subtype()):
            yield part
