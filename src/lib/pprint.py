# SPDX-License-Identifier: MIT
# pprint: values laid out over lines of limited width.

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent: int = 1, width: int = 80, depth=None, *, compact: bool = False,
           sort_dicts: bool = True, underscore_numbers: bool = False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent: int = 1, width: int = 80, depth=None, *, compact: bool = False, sort_dicts: bool = True,
            underscore_numbers: bool = False) -> str:
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts: bool = False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object) -> str:
    return PrettyPrinter()._one_line(object, {}, 0)[0]


def isreadable(object) -> bool:
    return PrettyPrinter().isreadable(object)


def isrecursive(object) -> bool:
    return PrettyPrinter().isrecursive(object)


class _Key:
    # Orders what does not compare by type name and identity.
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _pair_key(pair):
    return _Key(pair[0]), _Key(pair[1])


def _recursion(obj):
    return f"<Recursion on {type(obj).__name__} with id={id(obj)}>"


class PrettyPrinter:
    def __init__(self, indent: int = 1, width: int = 80, depth=None, stream=None, *, compact: bool = False,
                 sort_dicts: bool = True, underscore_numbers: bool = False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = int(indent)
        self._width = int(width)
        self._depth = depth
        self._stream = stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        text = self.pformat(object)
        if self._stream is None:
            print(text)
        else:
            self._stream.write(text + "\n")

    def pformat(self, object) -> str:
        out = []
        self._layout(object, out, 0, 0, {}, 0)
        return "".join(out)

    def isrecursive(self, object) -> bool:
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object) -> bool:
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        return self._one_line(object, context, level)

    def _one_line(self, obj, context, level):
        # (text, readable, recursive)
        kind = type(obj)
        if kind is int and self._underscore_numbers:
            return f"{obj:_d}", True, False
        method = getattr(kind, "__repr__", None)
        if issubclass(kind, dict) and method is dict.__repr__:
            brackets = "{}"
        elif issubclass(kind, list) and method is list.__repr__:
            brackets = "[]"
        elif issubclass(kind, tuple) and method is tuple.__repr__:
            brackets = "()"
        else:
            text = repr(obj)
            return text, bool(text) and not text.startswith("<"), False
        if not obj:
            return brackets, True, False
        if self._depth is not None and level >= self._depth:
            return f"{brackets[0]}...{brackets[1]}", False, False
        key = id(obj)
        if key in context:
            return _recursion(obj), False, True
        context[key] = 1
        readable, recursive = True, False
        parts = []
        level += 1
        if brackets == "{}":
            for pair in self._pairs(obj):
                texts = []
                for item in pair:
                    text, fine, again = self.format(item, context, self._depth, level)
                    texts.append(text)
                    readable = readable and fine
                    recursive = recursive or again
                parts.append(": ".join(texts))
        else:
            for item in obj:
                text, fine, again = self.format(item, context, self._depth, level)
                parts.append(text)
                readable = readable and fine
                recursive = recursive or again
        del context[key]
        comma = "," if brackets == "()" and len(obj) == 1 else ""
        return f"{brackets[0]}{', '.join(parts)}{comma}{brackets[1]}", readable, recursive

    def _pairs(self, mapping):
        return sorted(mapping.items(), key=_pair_key) if self._sort_dicts else mapping.items()

    def _layout(self, obj, out, indent, allowance, context, level):
        key = id(obj)
        if key in context:
            out.append(_recursion(obj))
            return
        text = self.format(obj, context.copy(), self._depth, level)[0]
        if len(text) > self._width - indent - allowance:
            kind = type(obj)
            empty = kind.__module__ == "collections" and hasattr(kind, "__len__") and not obj
            writer = None if empty else self._writer(obj, kind)
            if writer is not None:
                context[key] = 1
                writer(obj, out, indent, allowance, context, level + 1)
                del context[key]
                return
        out.append(text)

    def _writer(self, obj, kind):
        method = kind.__repr__
        if method is dict.__repr__:
            return self._dict
        if method is list.__repr__:
            return lambda o, *rest: self._sequence(o, "[", "]", *rest)
        if method is tuple.__repr__:
            return lambda o, *rest: self._sequence(o, "(", ",)" if len(o) == 1 else ")", *rest)
        if method is set.__repr__ or method is frozenset.__repr__:
            return self._set
        if method is str.__repr__:
            return self._str
        name = kind.__name__
        if kind.__module__ == "collections":
            return {"OrderedDict": self._ordered, "defaultdict": self._default, "Counter": self._counter,
                    "deque": self._deque}.get(name)
        if name in ("SimpleNamespace", "namespace") and kind.__module__ == "types":
            return self._namespace
        if hasattr(kind, "__dataclass_fields__") and kind.__dataclass_params__.repr and \
                hasattr(method, "__code__") and method.__code__.co_filename == "<string>" or \
                hasattr(method, "__wrapped__") and "__create_fn__" in method.__wrapped__.__qualname__:
            return self._dataclass
        return None

    def _dict(self, obj, out, indent, allowance, context, level):
        out.append("{" + " " * (self._indent - 1))
        if obj:
            self._dict_items(self._pairs(obj), out, indent, allowance + 1, context, level)
        out.append("}")

    def _dict_items(self, pairs, out, indent, allowance, context, level):
        indent += self._indent
        pairs = list(pairs)
        for i, (key, value) in enumerate(pairs):
            last = i == len(pairs) - 1
            text = self.format(key, context, self._depth, level)[0]
            out.append(text + ": ")
            self._layout(value, out, indent + len(text) + 2, allowance if last else 1, context, level)
            if not last:
                out.append(",\n" + " " * indent)

    def _sequence(self, obj, left, right, out, indent, allowance, context, level):
        out.append(left)
        self._items(list(obj), out, indent, allowance + len(right), context, level)
        out.append(right)

    def _items(self, items, out, indent, allowance, context, level):
        indent += self._indent
        if self._indent > 1:
            out.append(" " * (self._indent - 1))
        break_line = ",\n" + " " * indent
        sep = ""
        width = room = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self.format(item, context, self._depth, level)[0]
                size = len(text) + 2
                if room < size:
                    room = width
                    if sep:
                        sep = break_line
                if room >= size:
                    room -= size
                    out.append(sep + text)
                    sep = ", "
                    continue
            out.append(sep)
            sep = break_line
            self._layout(item, out, indent, allowance if last else 1, context, level)

    def _set(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        kind = type(obj)
        left, right = ("{", "}") if kind is set else (kind.__name__ + "({", "})")
        if kind is not set:
            indent += len(kind.__name__) + 1
        out.append(left)
        self._items(sorted(obj, key=_Key), out, indent, allowance + len(right), context, level)
        out.append(right)

    def _str(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        if level == 1:
            indent += 1
            allowance += 1
        room = limit = self._width - indent
        pieces = []
        text = ""
        lines = obj.splitlines(True)
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                limit -= allowance
            if len(text) <= limit:
                pieces.append(text)
                continue
            parts = []
            # a part is a run of visible characters with the white space after it
            at = 0
            while at < len(line):
                end = at
                while end < len(line) and not line[end].isspace():
                    end += 1
                while end < len(line) and line[end].isspace():
                    end += 1
                parts.append(line[at:end])
                at = end
            width = room
            current = ""
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    width -= allowance
                if len(repr(candidate)) > width:
                    if current:
                        pieces.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                pieces.append(repr(current))
        if len(pieces) == 1:
            out.append(text)
            return
        if level == 1:
            out.append("(")
        out.append(("\n" + " " * indent).join(pieces))
        if level == 1:
            out.append(")")

    def _ordered(self, obj, out, indent, allowance, context, level):
        name = type(obj).__name__
        out.append(name + "(")
        self._sequence(obj.items(), "[", "]", out, indent + len(name) + 1, allowance + 1, context, level)
        out.append(")")

    def _default(self, obj, out, indent, allowance, context, level):
        factory = self.format(obj.default_factory, context, self._depth, level)[0]
        name = type(obj).__name__
        indent += len(name) + 1
        out.append(f"{name}({factory},\n{' ' * indent}")
        self._dict(obj, out, indent, allowance + 1, context, level)
        out.append(")")

    def _counter(self, obj, out, indent, allowance, context, level):
        name = type(obj).__name__
        out.append(name + "({" + " " * (self._indent - 1))
        self._dict_items(obj.most_common(), out, indent + len(name) + 1, allowance + 2, context, level)
        out.append("})")

    def _deque(self, obj, out, indent, allowance, context, level):
        name = type(obj).__name__
        out.append(name + "(")
        indent += len(name) + 1
        out.append("[")
        if obj.maxlen is None:
            self._items(list(obj), out, indent, allowance + 2, context, level)
            out.append("])")
        else:
            self._items(list(obj), out, indent, 2, context, level)
            out.append(f"],\n{' ' * indent}maxlen={self.format(obj.maxlen, context, self._depth, level)[0]})")

    def _fields(self, name, items, out, indent, allowance, context, level):
        indent += len(name) + 1
        out.append(name + "(")
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            out.append(key + "=")
            if id(value) in context:
                out.append("...")
            else:
                self._layout(value, out, indent + len(key) + 1, allowance if last else 1, context, level)
            if not last:
                out.append(",\n" + " " * indent)
        out.append(")")

    def _namespace(self, obj, out, indent, allowance, context, level):
        self._fields("namespace", list(obj.__dict__.items()), out, indent, allowance, context, level)

    def _dataclass(self, obj, out, indent, allowance, context, level):
        items = [(f.name, getattr(obj, f.name)) for f in type(obj).__dataclass_fields__.values()
                 if f.repr and f._field_type is not None and str(f._field_type) == "_FIELD"]
        self._fields(type(obj).__name__, items, out, indent, allowance, context, level)
