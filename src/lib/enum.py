# SPDX-License-Identifier: MIT
# enum: sets of named values.
#
# A class body collects its members in an EnumDict; the members themselves are made while type.__new__ runs, by the
# __set_name__ of a stand-in for each, so that __init_subclass__ already sees them.
import builtins
import sys
from types import DynamicClassAttribute, MappingProxyType

__all__ = ["EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto",
           "unique", "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
           "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS",
           "NAMED_FLAGS", "UNIQUE", "pickle_by_global_name", "pickle_by_enum_name"]

_unset = object()
_auto_null = object()


def _made(name):
    # A class of this module, if it has been made: a class cannot derive from one that was not, and Enum itself goes
    # through EnumType.
    return globals().get(name)


def _is_flag(cls):
    flag = _made("Flag")
    return flag is not None and issubclass(cls, flag)


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class auto:
    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == "__" and name[-2:] == "__" and name[2] != "_" and name[-3] != "_")


def _is_sunder(name):
    return len(name) > 2 and name[0] == "_" and name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return (len(name) > len(prefix) and name.startswith(prefix) and name[-1:] != "_" or
            len(name) > len(prefix) and name.startswith(prefix) and name[-2:] != "__")


def _is_internal_class(cls_name, obj):
    if not isinstance(obj, type):
        return False
    qualname = getattr(obj, "__qualname__", "")
    pattern = f"{cls_name}.{getattr(obj, '__name__', '')}"
    return qualname == pattern or qualname.endswith("." + pattern)


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _bits_of(value):
    if isinstance(value, Enum):
        value = value._value_
    if value < 0:
        raise ValueError(f"{value!r} is not a positive integer")
    while value:
        lowest = value & -value
        yield lowest
        value ^= lowest


_iter_bits_lsb = _bits_of


def show_flag_values(value) -> list[int]:
    return list(_bits_of(value))


def bin(num, max_bits=None) -> str:
    if num >= 0:
        digits = f"{num:b}"
        sign = "0b0"
    else:
        digits = f"{(1 << num.bit_length()) + num:b}".rjust(num.bit_length(), "0")
        sign = "0b1"
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f"{sign} {digits}"


def _dataclass_repr(self):
    table = self.__dataclass_fields__
    return ", ".join(f"{name}={getattr(self, name)!r}" for name in table if table[name].repr)


class property(DynamicClassAttribute):
    # An attribute of members that leaves the same name free for a member of the class.
    member = None
    name = None
    clsname = None
    _attr_type = None
    _cls_type = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == "attr":
            return getattr(self._cls_type, self.name)
        if self._attr_type == "desc":
            return getattr(instance._value_, self.name)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}") from None

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _proto_member:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __set_name__(self, cls, name):
        value = self.value
        args = value if isinstance(value, tuple) else (value,)
        data_type = cls._member_type_
        if data_type is tuple:
            args = (args,)
        new = cls._new_member_(cls, *args) if cls._use_args_ else cls._new_member_(cls)
        if not hasattr(new, "_value_"):
            if data_type is object:
                new._value_ = value
            else:
                try:
                    new._value_ = data_type(*args)
                except Exception as error:
                    raise TypeError("_value_ not set in __new__, unable to create it") from error
        value = new._value_
        new._name_ = name
        new.__objclass__ = cls
        new.__init__(*args)
        new._sort_order_ = len(cls._member_names_)
        is_flag = _is_flag(cls)
        if is_flag and isinstance(value, int):
            cls._flag_mask_ |= value
            if _is_single_bit(value):
                cls._singles_mask_ |= value
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        try:
            try:
                new = cls._value2member_map_[value]
            except TypeError:
                for canonical in cls._member_map_.values():
                    if canonical._value_ == value:
                        new = canonical
                        break
                else:
                    raise KeyError from None
        except KeyError:
            if not is_flag or not isinstance(value, int) or _is_single_bit(value):
                cls._member_names_.append(name)
        delattr(cls, name)
        cls._add_member_(name, new)
        try:
            cls._value2member_map_.setdefault(value, new)
            if value not in cls._hashable_values_:
                cls._hashable_values_.append(value)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(name, []).append(value)


_SUNDERS = frozenset(("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
                      "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
                      "_use_args_", "_member_names_"))


class EnumDict(dict):
    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _SUNDERS:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value):
            pass
        elif self._cls_name is not None and _is_internal_class(self._cls_name, value):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            remember = True
            if isinstance(value, auto):
                value = self._fill_auto(key, value)
                remember = False
            elif isinstance(value, tuple) and any(isinstance(item, auto) for item in value):
                filled = []
                for item in value:
                    filled.append(self._fill_auto(key, item) if isinstance(item, auto) else item)
                remember = False
                # a named tuple is built from single arguments
                value = type(value)(*filled) if hasattr(value, "_fields") else type(value)(filled)
            self._member_names[key] = None
            if remember:
                self._last_values.append(value)
        super().__setitem__(key, value)

    def _fill_auto(self, key, item):
        if item.value is _auto_null:
            item.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(item.value)
        return item.value

    @builtins.property
    def member_names(self) -> list[str]:
        return list(self._member_names)

    def update(self, members, **more_members):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for name, value in more_members.items():
            self[name] = value


_EnumDict = EnumDict
_ADOPTED = ("__repr__", "__str__", "__format__", "__reduce_ex__")
_FLAG_OPERATORS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        space = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            space["_generate_next_value_"] = getattr(first_enum, "_generate_next_value_", None)
        return space

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        dict.setdefault(classdict, "_ignore_", []).append("_ignore_")
        for name in classdict["_ignore_"]:
            classdict.pop(name, None)
        names = classdict._member_names
        bad = set(names) & {"mro", ""}
        if bad:
            raise ValueError(f"invalid enum member name(s) {','.join(repr(name) for name in bad)}")
        order = classdict.pop("_order_", None)
        next_value = classdict.get("_generate_next_value_")
        if next_value is not None and type(next_value) is not staticmethod:
            dict.__setitem__(classdict, "_generate_next_value_", staticmethod(next_value))
        data_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(classdict, data_type, first_enum)
        for name in names:
            dict.__setitem__(classdict, name, _proto_member(classdict[name]))
        set_item = dict.__setitem__
        set_item(classdict, "_new_member_", new)
        set_item(classdict, "_use_args_", use_args)
        set_item(classdict, "_member_names_", [])
        set_item(classdict, "_member_map_", {})
        set_item(classdict, "_value2member_map_", {})
        set_item(classdict, "_hashable_values_", [])
        set_item(classdict, "_unhashable_values_", [])
        set_item(classdict, "_unhashable_values_map_", {})
        set_item(classdict, "_member_type_", data_type)
        set_item(classdict, "_value_repr_", metacls._find_data_repr_(cls, bases))
        set_item(classdict, "_boundary_", boundary or getattr(first_enum, "_boundary_", None))
        set_item(classdict, "_flag_mask_", 0)
        set_item(classdict, "_singles_mask_", 0)
        set_item(classdict, "_all_bits_", 0)
        set_item(classdict, "_inverted_", None)
        is_flag = any(_is_flag(base) for base in bases)
        made = super().__new__(metacls, cls, bases, classdict, **kwds)
        if _made("ReprEnum") in bases:
            if data_type is object:
                raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
            if "__format__" not in classdict:
                made.__format__ = data_type.__format__
                set_item(classdict, "__format__", made.__format__)
            if "__str__" not in classdict:
                method = data_type.__str__
                if method is object.__str__:
                    method = data_type.__repr__
                made.__str__ = method
                set_item(classdict, "__str__", method)
        for name in _ADOPTED:
            if name not in classdict and first_enum is not None:
                found = getattr(made, name)
                if found is getattr(data_type, name) or found is getattr(object, name):
                    setattr(made, name, getattr(first_enum, name))
        if is_flag:
            for name in _FLAG_OPERATORS:
                if name not in classdict:
                    setattr(made, name, getattr(Flag, name))
        if save_new:
            made.__new_member__ = new
        if _made("Enum") is not None:
            made.__new__ = Enum.__new__
        if order is not None:
            if isinstance(order, str):
                order = order.replace(",", " ").split()
            if is_flag:
                order = [name for name in order if name in made._member_names_ or name not in made._member_map_]
            else:
                found = []
                for name in order:
                    if name in made._member_map_ and made._member_map_[name]._name_ != name:
                        continue
                    if name not in found:
                        found.append(name)
                order = found
            if order != made._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {made._member_names_!r}\n  {order!r}")
        if is_flag:
            values = [item._value_ for item in made._member_map_.values() if isinstance(item._value_, int) and
                      item._name_ in made._member_names_]
            if values != sorted(values):
                made._iter_member_ = made._iter_member_by_def_
        return made

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(cls, value=_unset, names=_unset, *values, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if cls._member_map_:
            if names is not _unset:
                value = (value, names) + values
            if value is _unset:
                return cls.__new__(cls)
            return cls.__new__(cls, value)
        if names is _unset and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum")
        return cls._create_(class_name=value, names=None if names is _unset else names, module=module,
                            qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        if _is_flag(cls):
            try:
                return isinstance(cls._missing_(value), cls)
            except ValueError:
                pass
        return value in cls._unhashable_values_ or value in cls._hashable_values_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __dir__(cls):
        shown = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__"}
        shown.update(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            shown.add("__new__")
        shown.add("__init_subclass__")
        if cls._member_type_ is not object:
            shown.update(dir(cls._member_type_))
        return sorted(shown)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        table = cls._member_map_
        return (table[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @builtins.property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return f"<{'flag' if _is_flag(cls) else 'enum'} {cls.__name__!r}>"

    def __reversed__(cls):
        table = cls._member_map_
        return (table[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        space = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            plain, names = names, []
            last_values = []
            for count, name in enumerate(plain):
                value = first_enum._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            space[name] = value
        if module is None:
            try:
                module = sys._getframemodulename(2)
            except AttributeError:
                pass
        if module is not None:
            space["__module__"] = module
        if qualname is not None:
            space["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, space, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        space = sys.modules[module].__dict__
        origin = space if source is None else source.__dict__
        members = [(key, value) for key, value in origin.items() if filter(key)]
        try:
            members.sort(key=lambda pair: (pair[1], pair[0]))
        except TypeError:
            members.sort(key=lambda pair: pair[0])
        body = {key: value for key, value in members}
        made = cls(name, body, module=module, boundary=boundary or KEEP)
        if as_global:
            global_enum(made)
        else:
            sys.modules[made.__module__].__dict__.update(made.__members__)
        space[name] = made
        return made

    @classmethod
    def _check_for_existing_members_(metacls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(metacls, class_name, bases):
        if not bases:
            return object, _made("Enum")
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return metacls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(metacls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                space = base.__dict__
                if "__repr__" in space:
                    if "__dataclass_fields__" in space and "__dataclass_params__" in space and \
                            space["__dataclass_params__"].repr:
                        return _dataclass_repr
                    return space["__repr__"]
        return None

    @classmethod
    def _find_data_type_(metacls, class_name, bases):
        found = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        if base._member_type_ not in found:
                            found.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    picked = candidate or base
                    if picked not in found:
                        found.append(picked)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
        return found[0] if found else None

    @classmethod
    def _find_new_(metacls, classdict, member_type, first_enum):
        new = classdict.get("__new__")
        save_new = first_enum is not None and new is not None
        if new is None:
            plain = (None, None.__new__, object.__new__, None if _made("Enum") is None else Enum.__new__)
            for method in ("__new_member__", "__new__"):
                for owner in (member_type, first_enum):
                    target = getattr(owner, method, None)
                    if target not in plain:
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        use_args = not (first_enum is None or new is object.__new__ or (_made("Enum") is not None and new is Enum.__new__))
        return new, save_new, use_args

    def _add_member_(cls, name, item):
        if name in cls._member_map_:
            if cls._member_map_[name] is not item:
                raise NameError(f"{name!r} is already bound: {cls._member_map_[name]!r}")
            return
        found = owner = kind = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is None:
                continue
            if isinstance(attr, DynamicClassAttribute):
                found, owner, kind = attr, base, "enum"
                break
            if _is_descriptor(attr):
                found = attr
                kind = kind or "desc"
                owner = owner or base
            else:
                kind, owner = "attr", base
        if found is not None:
            redirect = property()
            redirect.member = item
            redirect.__set_name__(cls, name)
            if kind in ("enum", "desc"):
                redirect.fget = getattr(found, "fget", None)
                redirect.fset = getattr(found, "fset", None)
                redirect.fdel = getattr(found, "fdel", None)
            redirect._attr_type = kind
            redirect._cls_type = owner
            setattr(cls, name, redirect)
        else:
            setattr(cls, name, item)
        cls._member_map_[name] = item


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
            for found in cls._member_map_.values():
                if value == found._value_:
                    return found
        if not cls._member_map_:
            if any(type(item) is _proto_member for item in cls.__dict__.values()):
                raise TypeError("do not use `super().__new__; call the appropriate __new__ directly") from None
            raise TypeError(f"{cls!r} has no members defined")
        error = None
        try:
            result = cls._missing_(value)
        except Exception as caught:
            error = caught
            result = None
        try:
            if isinstance(result, cls):
                return result
            if isinstance(result, int) and _is_flag(cls) and cls._boundary_ is EJECT:
                return result
            invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if error is None:
                if result is None:
                    raise invalid
                error = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None "
                                  "or a valid member")
            if not isinstance(error, ValueError):
                error.__context__ = invalid
            raise error
        finally:
            error = invalid = None

    def __init__(self, *args, **kwds):
        pass

    @classmethod
    def __signature__(cls):
        if cls._member_names_:
            return "(*values)"
        return ("(new_class_name, /, names, *, module=None, qualname=None, type=None, start=1, "
                "boundary=None)")

    def _add_alias_(self, name):
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        cls = self.__class__
        try:
            if value in cls._value2member_map_:
                if cls._value2member_map_[value] is not self:
                    raise ValueError(f"{value!r} is already bound: {cls._value2member_map_[value]!r}")
                return
        except TypeError:
            for found in cls._member_map_.values():
                if found._value_ == value:
                    if found is not self:
                        raise ValueError(f"{value!r} is already bound: {found!r}") from None
                    return
        try:
            cls._value2member_map_.setdefault(value, self)
            cls._hashable_values_.append(value)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = sorted(last_values)[-1]
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError(f"unable to increment {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        cls = self.__class__
        shown = set(object.__dir__(self)) if cls._member_type_ is not object else set()
        table = cls._member_map_
        for name in getattr(self, "__dict__", ()):
            if name[0] != "_" and name not in table:
                shown.add(name)
        for base in cls.__mro__:
            for name, obj in base.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(obj, property):
                    if obj.fget is not None or name not in table:
                        shown.add(name)
                    else:
                        shown.discard(name)
                elif name not in table:
                    shown.add(name)
        shown.update(("__class__", "__doc__", "__eq__", "__hash__", "__module__"))
        return sorted(shown)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]}")
        value = str(*values)
        new = str.__new__(cls, value)
        new._value_ = value
        return new

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def pickle_by_global_name(self, proto):
    return self.name


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)


_reduce_ex_by_global_name = pickle_by_global_name


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT = FlagBoundary.STRICT
CONFORM = FlagBoundary.CONFORM
EJECT = FlagBoundary.EJECT
KEEP = FlagBoundary.KEEP


class Flag(Enum, boundary=STRICT):
    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 1 << last.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits_of(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda item: item._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        flags = cls._flag_mask_
        singles = cls._singles_mask_
        every = cls._all_bits_
        boundary = cls._boundary_
        negative = None
        if not ~every <= value <= every or value & (every ^ flags):
            if boundary is STRICT:
                width = max(value.bit_length(), flags.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n"
                                 f"  allowed {bin(flags, width)}")
            if boundary is CONFORM:
                value &= flags
            elif boundary is EJECT:
                return value
            elif boundary is KEEP:
                if value < 0:
                    value = max(every + 1, 2 ** value.bit_length()) + value
            else:
                raise ValueError(f"{cls!r} unknown flag boundary {boundary!r}")
        if value < 0:
            negative = value
            value = every + 1 + value if boundary is EJECT or boundary is KEEP else singles & value
        unknown = value & ~flags
        aliases = value & ~singles
        plain = value & singles
        if unknown and boundary is not KEEP:
            raise ValueError(f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]")
        data_type = cls._member_type_
        made = object.__new__(cls) if data_type is object else data_type.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        made._name_ = None
        if plain or aliases:
            parts = []
            combined = 0
            for part in cls._iter_member_(plain):
                parts.append(part)
                combined |= part._value_
            if aliases:
                value = plain | aliases
                for part in cls._member_map_.values():
                    bits = part._value_
                    if bits and part not in parts and bits & value == bits:
                        parts.append(part)
                        combined |= bits
            if combined:
                made._name_ = "|".join([part._name_ for part in parts])
                unknown = value ^ combined
                if unknown and boundary is KEEP:
                    made._name_ += f"|{cls._numeric_repr_(unknown)}"
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f"{self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {show(self._value_)}>"
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _operand(self, other, sign):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        for flag in (self, other):
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {sign}")
        return value

    def __or__(self, other):
        value = self._operand(other, "|")
        return value if value is NotImplemented else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._operand(other, "&")
        return value if value is NotImplemented else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._operand(other, "^")
        return value if value is NotImplemented else self.__class__(self._value_ ^ value)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            if self._boundary_ is EJECT or self._boundary_ is KEEP:
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    pass


def unique(enumeration):
    doubles = [(name, item.name) for name, item in enumeration.__members__.items() if name != item.name]
    if doubles:
        detail = ", ".join(f"{alias} -> {name}" for alias, name in doubles)
        raise ValueError(f"duplicate values found in {enumeration!r}: {detail}")
    return enumeration


def global_enum_repr(self) -> str:
    return f"{self.__class__.__module__.rpartition('.')[2]}.{self._name_}"


def global_flag_repr(self) -> str:
    module = self.__class__.__module__.rpartition(".")[2]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_!r})"
    if _is_single_bit(self._value_):
        return f"{module}.{self._name_}"
    if self._boundary_ is not KEEP:
        return "|".join([f"{module}.{name}" for name in self.name.split("|")])
    return "|".join([name if name[0].isdigit() else f"{module}.{name}" for name in self.name.split("|")])


def global_str(self) -> str:
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def global_enum(cls, update_str: bool = False):
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


class EnumCheck(StrEnum):
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS = EnumCheck.CONTINUOUS
NAMED_FLAGS = EnumCheck.NAMED_FLAGS
UNIQUE = EnumCheck.UNIQUE


class verify:
    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        cls_name = enumeration.__name__
        if _is_flag(enumeration):
            kind = "flag"
        elif issubclass(enumeration, Enum):
            kind = "enum"
        else:
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                doubles = [(name, item.name) for name, item in enumeration.__members__.items() if name != item.name]
                if doubles:
                    detail = ", ".join(f"{alias} -> {name}" for alias, name in doubles)
                    raise ValueError(f"aliases found in {enumeration!r}: {detail}")
            elif check is CONTINUOUS:
                values = {item.value for item in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if kind == "flag":
                    missing = [1 << i for i in range(low.bit_length(), high.bit_length()) if 1 << i not in values]
                else:
                    missing = [i for i in range(low + 1, high) if i not in values]
                if missing:
                    text = f"invalid {kind} {cls_name!r}: missing values {', '.join(map(str, missing))}"
                    raise ValueError(text[:256])
            elif check is NAMED_FLAGS:
                names = enumeration._member_names_
                values = [item.value for item in enumeration]
                lacking = []
                lost = 0
                for name, alias in enumeration._member_map_.items():
                    if name in names or alias.value < 0:
                        continue
                    unnamed = [bit for bit in _bits_of(alias.value) if bit not in values]
                    if unnamed:
                        lacking.append(name)
                        for bit in unnamed:
                            lost |= bit
                if lacking:
                    if len(lacking) == 1:
                        text = f"alias {lacking[0]} is missing"
                    else:
                        text = f"aliases {', '.join(lacking[:-1])} and {lacking[-1]} are missing"
                    text += f" {'value' if _is_single_bit(lost) else 'combined values of'} 0x{lost:x}"
                    raise ValueError(f"invalid Flag {cls_name!r}: {text} "
                                     "[use enum.show_flag_values(value) for details]")
        return enumeration


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    def convert(cls):
        bases = (etype,)
        space = EnumType.__prepare__(cls.__name__, bases)
        for name, value in cls.__dict__.items():
            if name not in ("__dict__", "__weakref__", "__members__"):
                space[name] = value
        return EnumType.__new__(type(etype), cls.__name__, bases, space, boundary=boundary)

    return convert


def _test_simple_enum(checked_enum, simple_enum):
    pass
