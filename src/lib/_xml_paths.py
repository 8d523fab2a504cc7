# SPDX-License-Identifier: MIT
# The paths of xml.etree.ElementTree: the part of XPath that its find methods know. A path is a row of steps, each a
# generator over the elements that the one before it found.
from __future__ import annotations

import re

_TOKEN = re.compile(r"('[^']*'|\"[^\"]*\"|::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+")


def _tokens(path, namespaces):
    default = namespaces.get("") if namespaces else None
    after_at = False
    for mark, name in _TOKEN.findall(path):
        if name and name[0] != "{":
            if ":" in name:
                prefix, tag = name.split(":", 1)
                if not namespaces or prefix not in namespaces:
                    raise SyntaxError(f"prefix {prefix!r} not found in prefix map")
                yield mark, f"{{{namespaces[prefix]}}}{tag}"
            elif default and not after_at and not name.isdecimal():
                yield mark, f"{{{default}}}{name}"
            else:
                yield mark, name
            after_at = False
        elif mark or name:
            yield mark, name
            after_at = mark == "@"


def _matches(tag):
    """Whether an element has the tag, which may stand for any name or any namespace."""
    if tag in ("*", "{*}*"):
        return lambda element: isinstance(element.tag, str) or tag == "*"
    if tag == "{}*":
        return lambda element: isinstance(element.tag, str) and element.tag[:1] != "{"
    if tag[:3] == "{*}":
        end = tag[2:]
        return lambda element: element.tag == tag[3:] or isinstance(element.tag, str) and element.tag.endswith(end)
    if tag[-2:] == "}*":
        return lambda element: isinstance(element.tag, str) and element.tag.startswith(tag[:-1])
    if tag[:2] == "{}":
        tag = tag[2:]
    return lambda element: element.tag == tag


def _children(tag):
    fits = _matches(tag)
    return lambda context, found: (child for element in found for child in element if fits(child))


def _same(context, found):
    return found


def _parents(context, found):
    parents = context.setdefault("parents", {})
    if not parents:
        for element in context["root"].iter():
            for child in element:
                parents[child] = element
    seen = set()
    for element in found:
        parent = parents.get(element)
        if parent is not None and parent not in seen:
            seen.add(parent)
            yield parent


def _descendants(tag):
    fits = _matches(tag)

    def step(context, found):
        for element in found:
            for inner in element.iter():
                if inner is not element and fits(inner):
                    yield inner
    return step


def _kept(test):
    return lambda context, found: (element for element in found if test(element))


def _text_of(element):
    return "".join(element.itertext())


def _nth(index):
    def step(context, found):
        parents = context.setdefault("parents", {})
        if not parents:
            for element in context["root"].iter():
                for child in element:
                    parents[child] = element
        for element in found:
            parent = parents.get(element)
            if parent is None:
                continue
            alike = [child for child in parent if child.tag == element.tag]
            if -len(alike) <= index < len(alike) and alike[index] is element:
                yield element
    return step


def _predicate(tokens):
    shape, values = "", []
    for mark, name in tokens:
        if mark == "]":
            break
        if mark and mark[0] in "'\"":
            shape += "'"
            values.append(mark[1:-1])
        elif mark:
            shape += mark
            values.append(mark)
        else:
            shape += "-"
            values.append(name)
    else:
        raise SyntaxError("invalid path")
    if shape == "@-":
        return _kept(lambda element, key=values[1]: element.get(key) is not None)
    if shape in ("@-='", "@-!='"):
        key, value = values[1], values[-1]
        if shape == "@-='":
            return _kept(lambda element: element.get(key) == value)
        return _kept(lambda element: element.get(key, value) != value)
    if shape == "-" and not re.fullmatch(r"-?\d+", values[0]):
        return _kept(lambda element: element.find(values[0]) is not None)
    if shape in (".='", ".!='"):
        value = values[-1]
        return _kept(lambda element: (_text_of(element) == value) == (shape == ".='"))
    if shape in ("-='", "-!='") and not re.fullmatch(r"-?\d+", values[0]):
        tag, value = values[0], values[-1]
        return _kept(lambda element: any((_text_of(child) == value) == (shape == "-='") for child in element.iterfind(tag)))
    if shape == "-":
        index = int(values[0]) - 1
        if index < 0:
            raise SyntaxError("XPath position >= 1 expected")
        return _nth(index)
    if shape in ("-()", "-()-"):
        if values[0] != "last":
            raise SyntaxError("unsupported function")
        if shape == "-()":
            return _nth(-1)
        try:
            index = int(values[2]) - 1
        except ValueError:
            raise SyntaxError("unsupported expression") from None
        if index > -2:
            raise SyntaxError("XPath offset from last() must be negative")
        return _nth(index)
    raise SyntaxError("invalid predicate")


def _steps(path, namespaces):
    if path[-1:] == "/":
        path += "*"
    if path[:1] == "/":
        raise SyntaxError("cannot use absolute path on element")
    tokens = _tokens(path, namespaces)
    steps = []
    token = next(tokens, None)
    while token is not None:
        mark, name = token
        if mark == "//":
            mark, name = next(tokens, ("", ""))
            if mark not in ("*", "") or not (mark or name):
                raise SyntaxError("invalid descendant")
            steps.append(_descendants(mark or name))
        elif mark == "[":
            steps.append(_predicate(tokens))
        elif mark == "*":
            steps.append(_children("*"))
        elif mark == ".":
            steps.append(_same)
        elif mark == "..":
            steps.append(_parents)
        elif mark == "":
            steps.append(_children(name))
        else:
            raise SyntaxError("invalid path")
        token = next(tokens, None)
        if token is not None and token[0] == "/":
            token = next(tokens, None)
    return steps


def iterfind(element, path, namespaces=None):
    if namespaces is None and not re.search(r"[/*@.\[{]", re.sub(r"\{[^*}][^}]*\}", "", path)):
        return (child for child in element if child.tag == path)
    found = iter((element,))
    context = {"root": element}
    for step in _steps(path, namespaces):
        found = step(context, found)
    return found


def find(element, path, namespaces=None):
    return next(iterfind(element, path, namespaces), None)
