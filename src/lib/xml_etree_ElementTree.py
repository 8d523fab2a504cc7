# SPDX-License-Identifier: MIT
# xml.etree.ElementTree: XML as trees of elements: read, searched, changed and written.
#
# The text is read in _xml_reading, paths are followed in _xml_paths. External entities and document types are never
# read; what a document type declares is an undefined entity.
from __future__ import annotations

import io
import sys

__all__ = ["Comment", "dump", "Element", "ElementTree", "fromstring", "fromstringlist", "indent", "iselement", "iterparse", "parse", "ParseError",
           "PI", "ProcessingInstruction", "QName", "SubElement", "tostring", "tostringlist", "TreeBuilder", "VERSION", "XML", "XMLID", "XMLParser",
           "register_namespace"]
VERSION = "1.3.0"


class ParseError(SyntaxError):
    """The text is no XML: `code` as expat counts, `position` is (line, column)."""


def iselement(element) -> bool:
    return hasattr(element, "tag")


class Element:
    """A tag with attributes, text, children, and the text behind it."""

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f"Element() argument 2 must be dict, not {type(attrib).__name__}")
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = None
        self.tail = None
        self._children = []

    def __repr__(self):
        return f"<Element {self.tag!r} at {id(self):#x}>"

    def makeelement(self, tag, attrib):
        return Element(tag, attrib)

    def __copy__(self):
        made = Element(self.tag, self.attrib)
        made.text, made.tail, made._children = self.text, self.tail, list(self._children)
        return made

    def __deepcopy__(self, memo):
        import copy
        made = Element(copy.deepcopy(self.tag, memo), copy.deepcopy(self.attrib, memo))
        made.text, made.tail = self.text, self.tail
        made._children = [copy.deepcopy(child, memo) for child in self._children]
        return made

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings
        warnings.warn("Testing an element's truth value will always return True in future versions.  "
                      "Use specific 'len(elem)' or 'elem is not None' test instead.", DeprecationWarning, stacklevel=2)
        return len(self._children) != 0

    def __iter__(self):
        return iter(self._children)

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError("child index out of range") from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for one in element:
                _check(one)
        else:
            _check(element)
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def append(self, subelement, /) -> None:
        _check(subelement, "append() argument 1")
        self._children.append(subelement)

    def extend(self, elements, /) -> None:
        for element in elements:
            _check(element)
            self._children.append(element)

    def insert(self, index, subelement, /) -> None:
        _check(subelement, "insert() argument 2")
        self._children.insert(index, subelement)

    def remove(self, subelement, /) -> None:
        _check(subelement, "remove() argument 1")
        for i, child in enumerate(self._children):
            if child is subelement:
                del self._children[i]
                return
        raise ValueError("list.remove(x): x not in list")

    def find(self, path, namespaces=None):
        import _xml_paths
        return _xml_paths.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        found = self.find(path, namespaces)
        return default if found is None else found.text or ""

    def findall(self, path, namespaces=None) -> list[Element]:
        return list(self.iterfind(path, namespaces))

    def iterfind(self, path, namespaces=None):
        import _xml_paths
        return _xml_paths.iterfind(self, path, namespaces)

    def clear(self) -> None:
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        return self.attrib.get(key, default)

    def set(self, key, value, /) -> None:
        self.attrib[key] = value

    def keys(self):
        return list(self.attrib)

    def items(self):
        return list(self.attrib.items())

    def iter(self, tag=None):
        if tag == "*":
            tag = None
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if tag is None or element.tag == tag:
                yield element
            waiting.extend(reversed(element._children))

    def itertext(self):
        waiting = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                yield item
                continue
            if item.text:
                yield item.text
            for child in reversed(item._children):
                if child.tail:
                    waiting.append(child.tail)
                waiting.append(child)


def _check(element, what="expected an Element"):
    if not isinstance(element, Element):
        if what == "expected an Element":
            raise TypeError(f"{what}, not {type(element).__name__}")
        raise TypeError(f"{what} must be xml.etree.ElementTree.Element, not {type(element).__name__}")


def SubElement(parent, tag, attrib={}, **extra) -> Element:
    _check(parent, "SubElement() argument 1")
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None) -> Element:
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None) -> Element:
    element = Element(ProcessingInstruction)
    element.text = f"{target} {text}" if text else target
    return element


PI = ProcessingInstruction


class QName:
    """A name in a namespace: '{uri}name'."""

    def __init__(self, text_or_uri, tag=None):
        self.text = f"{{{text_or_uri}}}{tag}" if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return f"<QName {self.text!r}>"

    def __hash__(self):
        return hash(self.text)

    def _other(self, other):
        return other.text if isinstance(other, QName) else other

    def __le__(self, other):
        return self.text <= self._other(other)

    def __lt__(self, other):
        return self.text < self._other(other)

    def __ge__(self, other):
        return self.text >= self._other(other)

    def __gt__(self, other):
        return self.text > self._other(other)

    def __eq__(self, other):
        return self.text == self._other(other)


# ---------------------------------------------------------------------------------------------------- reading
class TreeBuilder:
    """Makes a tree of what a parser sees."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False):
        self._factory = element_factory or Element
        self._comment = comment_factory or Comment
        self._pi = pi_factory or ProcessingInstruction
        self._insert_comments = insert_comments
        self._insert_pis = insert_pis
        self._open = []
        self._root = self._last = None
        self._behind = False  # the text goes behind the last element, not into it
        self._data = []

    def _flush(self):
        if not self._data:
            return
        text = "".join(self._data)
        self._data = []
        if self._last is None:
            return
        if self._behind:
            self._last.tail = (self._last.tail or "") + text
        else:
            self._last.text = (self._last.text or "") + text

    def _add(self, element):
        if self._open:
            self._open[-1].append(element)

    def data(self, data, /):
        self._data.append(data)

    def start(self, tag, attrs, /):
        self._flush()
        self._last = element = self._factory(tag, attrs)
        self._add(element)
        if self._root is None:
            self._root = element
        self._open.append(element)
        self._behind = False
        return element

    def end(self, tag, /):
        self._flush()
        self._last = self._open.pop()
        self._behind = True
        return self._last

    def comment(self, text, /):
        return self._single(self._comment, self._insert_comments, text)

    def pi(self, target, text=None, /):
        return self._single(self._pi, self._insert_pis, target, text)

    def _single(self, factory, insert, *args):
        element = factory(*args)
        if insert:
            self._flush()
            self._last = element
            self._add(element)
            self._behind = True
        return element

    def close(self):
        self._flush()
        return self._root


class XMLParser:
    """Takes text piece by piece; reads it when it is closed."""

    def __init__(self, *, target=None, encoding=None):
        self.target = TreeBuilder() if target is None else target
        self._encoding = encoding
        self._pieces = []

    def feed(self, data, /):
        if not isinstance(data, (str, bytes, bytearray, memoryview)):
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
        self._pieces.append(data if isinstance(data, str) else bytes(data))

    def flush(self):
        """Nothing waits: events are told when the parser is closed."""

    def close(self):
        import _xml_reading
        pieces, self._pieces = self._pieces, []
        if pieces and not all(isinstance(piece, str) for piece in pieces):
            pieces = [piece.encode() if isinstance(piece, str) else piece for piece in pieces]
            text = b"".join(pieces)
        else:
            text = "".join(pieces)
        _xml_reading.read(text, self.target, ParseError, self._encoding)
        close = getattr(self.target, "close", None)
        return close() if close is not None else None


def XML(text, parser=None) -> Element:
    parser = parser or XMLParser()
    parser.feed(text)
    return parser.close()


fromstring = XML


def XMLID(text, parser=None):
    tree = XML(text, parser)
    return tree, {element.get("id"): element for element in tree.iter() if element.get("id")}


def fromstringlist(sequence, parser=None) -> Element:
    parser = parser or XMLParser()
    for text in sequence:
        parser.feed(text)
    return parser.close()


def parse(source, parser=None) -> ElementTree:
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


class _Events(TreeBuilder):
    def __init__(self, wanted):
        super().__init__()
        self.wanted = wanted
        self.events = []

    def _tell(self, event, value):
        if event in self.wanted:
            self.events.append((event, value))
        return value

    def start(self, tag, attrs, /):
        return self._tell("start", super().start(tag, attrs))

    def end(self, tag, /):
        return self._tell("end", super().end(tag))

    def comment(self, text, /):
        return self._tell("comment", super().comment(text))

    def pi(self, target, text=None, /):
        return self._tell("pi", super().pi(target, text))

    def start_ns(self, prefix, uri):
        self._tell("start-ns", (prefix, uri))

    def end_ns(self, prefix):
        self._tell("end-ns", None)


class iterparse:
    """The events of a document, which is read as a whole at the first of them."""

    def __init__(self, source, events=None, parser=None):
        for event in events or ():
            if event not in ("start", "end", "comment", "pi", "start-ns", "end-ns"):
                raise ValueError(f"unknown event {event!r}")
        self._source = source
        self._builder = _Events(frozenset(events or ("end",)))
        self._left = None
        self.root = None

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is None:
            text, close = _text_of(self._source)
            parser = XMLParser(target=self._builder)
            parser.feed(text)
            root = parser.close()
            self._left = iter(self._builder.events)
            close()
            self._root = root
        for event in self._left:
            return event
        self.root = self._root
        raise StopIteration

    def close(self):
        self._left = iter(())


def _text_of(source):
    if hasattr(source, "read"):
        return source.read(), lambda: None
    file = open(source, "rb")
    return file.read(), file.close


class ElementTree:
    """A document: its root element, read from and written to files."""

    def __init__(self, element=None, file=None):
        if element is not None and not iselement(element):
            raise TypeError(f"expected an Element, not {type(element).__name__}")
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        return self._root

    def _setroot(self, element):
        if not iselement(element):
            raise TypeError(f"expected an Element, not {type(element).__name__}")
        self._root = element

    def parse(self, source, parser=None) -> Element:
        text, close = _text_of(source)
        try:
            parser = parser or XMLParser()
            parser.feed(text)
            self._root = parser.close()
            return self._root
        finally:
            close()

    def iter(self, tag=None):
        return self._root.iter(tag)

    def find(self, path, namespaces=None):
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        return self._root.iterfind(self._relative(path), namespaces)

    def _relative(self, path):
        if path[:1] == "/":
            import warnings
            path = "." + path
            warnings.warn("This search is broken in 1.3 and earlier, and will be fixed in a future version.  "
                          f"If you rely on the current behaviour, change it to {path!r}", FutureWarning, stacklevel=3)
        return path

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
              short_empty_elements=True) -> None:
        text = _written(self._root, encoding, xml_declaration, default_namespace, method, short_empty_elements)
        as_text = encoding is not None and encoding.lower() == "unicode"
        if hasattr(file_or_filename, "write"):
            file_or_filename.write(text)
            return
        with open(file_or_filename, "w" if as_text else "wb", **({"encoding": "utf-8"} if as_text else {})) as file:
            file.write(text)


# ---------------------------------------------------------------------------------------------------- writing
_namespace_map = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://schemas.xmlsoap.org/wsdl/": "wsdl",
    "http://www.w3.org/2001/XMLSchema": "xs",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_VOID = frozenset(["area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "isindex", "link", "meta", "param", "source",
                   "track", "wbr"])


def register_namespace(prefix, uri) -> None:
    """`uri` is written with this prefix from now on."""
    if prefix.startswith("ns") and prefix[2:].isdecimal():
        raise ValueError("Prefix format reserved for internal use")
    for known, name in list(_namespace_map.items()):
        if known == uri or name == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


def _refuse(value):
    raise TypeError(f"cannot serialize {value!r} (type {type(value).__name__})")


def _text(text):
    try:
        if "&" in text:
            text = text.replace("&", "&amp;")
        if "<" in text:
            text = text.replace("<", "&lt;")
        return text.replace(">", "&gt;") if ">" in text else text
    except (TypeError, AttributeError):
        _refuse(text)


def _attribute(text):
    return _text(text).replace('"', "&quot;").replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")


def _attribute_html(text):
    try:
        return text.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
    except (TypeError, AttributeError):
        _refuse(text)


class _Names:
    """The names of a document as they are written, and the prefixes that takes."""

    def __init__(self, default):
        self.default = default
        self.prefixes = {default: ""} if default else {}
        self.known = {}

    def __call__(self, name):
        if isinstance(name, QName):
            name = name.text
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = self._made(name)
        return found

    def _made(self, name):
        try:
            if name[:1] == "{":
                uri, _, tag = name[1:].rpartition("}")
                prefix = self.prefixes.get(uri)
                if prefix is None:
                    prefix = _namespace_map.get(uri)
                    if prefix is None:
                        prefix = f"ns{len(self.prefixes)}"
                    if prefix != "xml":
                        self.prefixes[uri] = prefix
                return f"{prefix}:{tag}" if prefix else tag
            if self.default:
                raise ValueError("cannot use non-qualified names with default_namespace option")
            return name
        except TypeError:
            _refuse(name)

    def collect(self, root):
        for element in root.iter():
            tag = element.tag
            if isinstance(tag, (str, QName)):
                self(tag)
            elif tag is not None and tag is not Comment and tag is not PI:
                _refuse(tag)
            for key, value in element.items():
                self(key)
                if isinstance(value, QName):
                    self(value)
            if isinstance(element.text, QName):
                self(element.text)


def _serialize(out, root, names, method, short):
    """Without recursion: what is still to be written stands on a stack."""
    html = method == "html"
    attribute = _attribute_html if html else _attribute
    declare = True
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        tag, text = item.tag, item.text
        tail = _text(item.tail) if item.tail else ""
        if tag is Comment:
            out.append(f"<!--{text if not html else _text(text)}-->{tail}")
            continue
        if tag is PI:
            out.append(f"<?{text if not html else _text(text)}?>{tail}")
            continue
        raw = isinstance(tag, str) and html and tag.lower() in ("script", "style")
        body = (names(text) if isinstance(text, QName) else text if raw else _text(text)) if text else ""
        if tag is None:
            out.append(body)
            if tail:
                waiting.append(tail)
            waiting.extend(reversed(item._children if isinstance(item, Element) else list(item)))
            continue
        name = names(tag)
        out.append("<" + name)
        if declare:
            for uri, prefix in sorted(names.prefixes.items(), key=lambda pair: pair[1]):
                out.append(f' xmlns{":" + prefix if prefix else ""}="{attribute(uri)}"')
            declare = False
        for key, value in item.items():
            value = names(value) if isinstance(value, QName) else attribute(value)
            out.append(f' {names(key)}="{value}"')
        children = list(item)
        if html:
            out.append(f">{body}")
            end = "" if name.lower() in _VOID else f"</{name}>"
        elif body or children or not short:
            out.append(f">{body}")
            end = f"</{name}>"
        else:
            out.append(" />" + tail)
            continue
        if not children:
            out.append(end + tail)
            continue
        waiting.append(end + tail)
        waiting.extend(reversed(children))


def _written(root, encoding, declaration, default_namespace, method, short):
    method = method or "xml"
    if method not in ("xml", "html", "text"):
        raise ValueError(f"unknown method {method!r}")
    encoding = encoding or ("utf-8" if method == "c14n" else "us-ascii")
    as_text = encoding.lower() == "unicode"
    out = []
    if method == "xml" and (declaration or declaration is None and encoding.lower() not in ("utf-8", "us-ascii", "unicode")):
        out.append(f"<?xml version='1.0' encoding='{'utf-8' if as_text else encoding}'?>\n")
    if method == "text":
        out.extend(root.itertext())
        out.append(root.tail or "")
    else:
        names = _Names(default_namespace)
        names.collect(root)
        _serialize(out, root, names, method, short)
    text = "".join(out)
    return text if as_text else text.encode(encoding, "xmlcharrefreplace")


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    """The element and all in it as bytes, or as a str (encoding 'unicode')."""
    return _written(element, encoding, xml_declaration, default_namespace, method, short_empty_elements)


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    return [tostring(element, encoding, method, xml_declaration=xml_declaration, default_namespace=default_namespace,
                     short_empty_elements=short_empty_elements)]


def dump(elem) -> None:
    """Writes it to sys.stdout."""
    root = elem.getroot() if isinstance(elem, ElementTree) else elem
    sys.stdout.write(tostring(root, "unicode"))
    if not root.tail or root.tail[-1] != "\n":
        sys.stdout.write("\n")


def indent(tree, space="  ", level=0) -> None:
    """White space is put between elements, so that each begins a line."""
    root = tree.getroot() if isinstance(tree, ElementTree) else tree
    if level < 0:
        raise ValueError(f"Initial indentation level must be >= 0, got {level}")
    waiting = [(root, level)] if len(root) else []
    while waiting:
        element, depth = waiting.pop()
        inner, outer = "\n" + space * (depth + 1), "\n" + space * depth
        if not element.text or not element.text.strip():
            element.text = inner
        for child in element:
            if len(child):
                waiting.append((child, depth + 1))
            if not child.tail or not child.tail.strip():
                child.tail = inner
        if not child.tail.strip():
            child.tail = outer
