# SPDX-License-Identifier: MIT
# string.templatelib: what a t-string evaluates to (PEP 750).
from __future__ import annotations

__all__ = ["Interpolation", "Template", "convert"]


def convert(obj, /, conversion):
    if conversion is None:
        return obj
    if conversion == "s":
        return str(obj)
    if conversion == "r":
        return repr(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")


def _frozen(self, name, value=None):
    if name in type(self).__slots__ or name == "values":
        raise AttributeError("readonly attribute")
    raise AttributeError(f"'string.templatelib.{type(self).__name__}' object has no attribute '{name}'")


class Interpolation:
    __slots__ = ("value", "expression", "conversion", "format_spec")
    __match_args__ = ("value", "expression", "conversion", "format_spec")

    def __new__(cls, *args, **kwargs):
        if not args and "value" not in kwargs:
            raise TypeError("Interpolation() missing required argument 'value' (pos 1)")
        return cls._make(*args, **kwargs)

    @classmethod
    def _make(cls, value, expression="", conversion=None, format_spec=""):
        if not isinstance(expression, str):
            raise TypeError(f"Interpolation() argument 'expression' must be str, not {type(expression).__name__}")
        if conversion is not None and conversion not in ("a", "r", "s"):
            if not isinstance(conversion, str):
                raise TypeError(f"Interpolation() argument 'conversion' must be str, not {type(conversion).__name__}")
            raise ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        if not isinstance(format_spec, str):
            raise TypeError(f"Interpolation() argument 'format_spec' must be str, not {type(format_spec).__name__}")
        self = object.__new__(cls)
        put = object.__setattr__
        put(self, "value", value)
        put(self, "expression", expression)
        put(self, "conversion", conversion)
        put(self, "format_spec", format_spec)
        return self

    __setattr__ = _frozen
    __delattr__ = _frozen

    def __repr__(self):
        return f"Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, {self.format_spec!r})"

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Interpolation' is not an acceptable base type")

    __class_getitem__ = classmethod(lambda cls, item: cls)


class Template:
    __slots__ = ("strings", "interpolations")

    def __new__(cls, *args):
        strings = []
        interpolations = []
        text = True  # the next part is a string's place
        for part in args:
            if isinstance(part, str):
                if text:
                    strings.append(part)
                else:
                    strings[-1] += part
                text = False
            elif isinstance(part, Interpolation):
                if text:
                    strings.append("")
                interpolations.append(part)
                text = True
            else:
                raise TypeError("Template.__new__ *args need to be of type 'str' or 'Interpolation', "
                                f"got {type(part).__name__}")
        if text:
            strings.append("")
        self = object.__new__(cls)
        object.__setattr__(self, "strings", tuple(strings))
        object.__setattr__(self, "interpolations", tuple(interpolations))
        return self

    __setattr__ = _frozen
    __delattr__ = _frozen

    @property
    def values(self):
        return tuple([part.value for part in self.interpolations])

    def __iter__(self):
        for i, text in enumerate(self.strings):
            if text:
                yield text
            if i < len(self.interpolations):
                yield self.interpolations[i]

    def __add__(self, other):
        if not isinstance(other, Template):
            raise TypeError("can only concatenate string.templatelib.Template "
                            f'(not "{type(other).__name__}") to string.templatelib.Template')
        return Template(*self, *other)

    def __repr__(self):
        return f"Template(strings={self.strings!r}, interpolations={self.interpolations!r})"

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Template' is not an acceptable base type")
