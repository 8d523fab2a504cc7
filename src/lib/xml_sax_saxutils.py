# SPDX-License-Identifier: MIT
# xml.sax.saxutils: escaping, and writing XML from events.
import io


def _replaced(data, pairs):
    for old, new in pairs.items():
        data = data.replace(old, new)
    return data


def escape(data, entities={}):
    """With `&`, `<`, `>` and the keys of `entities` as references."""
    return _replaced(data.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;"), entities)


def unescape(data, entities={}):
    return _replaced(data.replace("&lt;", "<").replace("&gt;", ">"), entities).replace("&amp;", "&")


def quoteattr(data, entities={}):
    """As the value of an attribute, with quotes around it."""
    data = escape(data, {**entities, "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    if '"' not in data:
        return f'"{data}"'
    return "'%s'" % data if "'" not in data else '"%s"' % data.replace('"', "&quot;")


class XMLGenerator:
    """Writes a document from the events of one."""

    def __init__(self, out=None, encoding="iso-8859-1", short_empty_elements=False):
        import sys
        self._file = sys.stdout if out is None else out
        self._bytes = isinstance(self._file, (io.RawIOBase, io.BufferedIOBase))
        self._encoding, self._short = encoding, short_empty_elements
        self._open = False
        self._names, self._new = [{}], []

    def _write(self, text):
        if not isinstance(text, str):
            text = str(text, self._encoding)
        self._file.write(text.encode(self._encoding, "xmlcharrefreplace") if self._bytes else text)

    def _close(self):
        if self._open:
            self._open = False
            self._write(">")

    def setDocumentLocator(self, locator):
        """Nothing is asked of it."""

    def startDocument(self):
        self._write(f'<?xml version="1.0" encoding="{self._encoding}"?>\n')

    def endDocument(self):
        if hasattr(self._file, "flush"):
            self._file.flush()

    def startPrefixMapping(self, prefix, uri):
        self._names.append({**self._names[-1], uri: prefix})
        self._new.append((prefix, uri))

    def endPrefixMapping(self, prefix):
        self._names.pop()

    def _name(self, name):
        uri, local = name
        if not uri:
            return local
        if uri == "http://www.w3.org/XML/1998/namespace":
            return "xml:" + local
        prefix = self._names[-1][uri]
        return f"{prefix}:{local}" if prefix else local

    def _start(self, name, attributes):
        self._close()
        self._write("<" + name)
        for prefix, uri in self._new:
            self._write(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"')
        self._new = []
        for key, value in attributes:
            self._write(f" {key}={quoteattr(value)}")
        if self._short:
            self._open = True
        else:
            self._write(">")

    def _end(self, name):
        if self._open:
            self._write("/>")
            self._open = False
        else:
            self._write(f"</{name}>")

    def startElement(self, name, attrs):
        self._start(name, attrs.items())

    def endElement(self, name):
        self._end(name)

    def startElementNS(self, name, qname, attrs):
        self._start(self._name(name), [(self._name(key), value) for key, value in attrs.items()])

    def endElementNS(self, name, qname):
        self._end(self._name(name))

    def characters(self, content):
        if content:
            self._close()
            self._write(escape(content if isinstance(content, str) else str(content, self._encoding)))

    def ignorableWhitespace(self, content):
        if content:
            self._close()
            self._write(content)

    def processingInstruction(self, target, data):
        self._close()
        self._write(f"<?{target} {data}?>")

    def skippedEntity(self, name):
        """Nothing is written."""
