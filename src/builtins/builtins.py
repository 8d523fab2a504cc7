# SPDX-License-Identifier: MIT
# The twins: what the builtins do when Python code has to run on the way (special methods, iterators, key functions).
# Functions of the first part are called by the interpreter under these names; the rest stand behind the native of the
# same qualified name, which defers to them before it has changed anything. Free names are the sealed builtins; the
# builtin types are reached through the aliases below, because the classes at the end of this file take their names.
# A special method is looked up with `special` (on the type, bound) and never through an operator of its own kind.
from _monty_core import (
    type_set_mro, add_module, host_module, keep_top, run_module,
    ascii_escape, definition_thunk, definition_thunks, end_definitions, dict_at, dict_erase_at, dict_first, dict_insert, dict_next, dict_put_at, dict_version, drop_module,
    enter_repr, exception_args, exception_chain, extend_native, feed, find_special, frame_locals_of, freeze, frozenset_hash,
    function_label, generator_state, generator_throw_exc, generic_alias, global_lookup, hash_trim, int_of,
    is_exception_type, isa, iterator_type, leave_repr, list_append, list_assign, list_of, list_reversed_range,
    load_module, lookup, make_twin_iterator, members_to_name, native_of, new_exception, new_instance, object_dir, payload_of,
    percent_native, plain_bases, raise_as, run_class_body, same_new, set_at, set_cause, set_clear, set_erase_at, set_field,
    set_first, set_insert, set_next, set_of, set_payload, set_replace, set_traceback, sort_natively, special, str_of,
    subtype, sys_module, tuple_hash, tuple_of, type_create, type_dir, type_finish, type_is_sequence_self, type_name,
)

_type = type
_object = object
_list = list
_tuple = tuple
_dict = dict
_set = set
_frozenset = frozenset
_str = str
_int = int
_float = float
_complex = complex
_bool = bool
_bytes = bytes
_bytearray = bytearray
_memoryview = memoryview
_slice = slice
_dict_keys = type({}.keys())
_mappingproxy = type(type.__dict__)
_dict_items = type({}.items())
_range = range
_super = super
_property = property
_len = len
_compile = compile
_map = map
_filter = filter
_enumerate = enumerate
_zip = zip
_all = all
_reversed = reversed
_getattr = getattr
_hash = hash
_iter = iter
_next = next
_bin = bin
_oct = oct
_hex = hex
_chr = chr
_ord = ord
_print = print
_compile = compile
_eval = eval
_exec = exec
_round = round
_divmod = divmod
_pow = pow
_abs = abs
_KeyError = KeyError
_BaseException = BaseException
_BaseExceptionGroup = BaseExceptionGroup
_missing = ("missing",)  # constants are sealed, and no other is this one
# How feed() eats (vm/feed.cpp).
APPEND, ADD, SUM, WHILE_FALSE, WHILE_TRUE, LEAST, GREATEST, PAIRS = 0, 1, 2, 3, 4, 5, 6, 7
_absent = ("absent",)  # the default of getattr, which the twins call with _missing


# ------------------------------------------------------------------------------------------------ called by the loop

def truth(value):
    method = special(value, "__bool__")
    if method is not None:
        result = method()
        if result is True or result is False:
            return result
        raise TypeError(f"__bool__ should return bool, returned {type_name(result)}")
    method = special(value, "__len__")
    if method is not None:
        return checked_length(method()) != 0
    return True


# What type.__call__ does with what __new__ gave, when that is no instance of just the class.
def finish_new(cls, made, args, kwargs):
    if isa(made, cls):
        init = special(made, "__init__")
        result = None if init is None else init(*args, **kwargs)
        if result is not None:
            raise TypeError(f"__init__() should return None, not '{type_name(result)}'")
    return made


def truth_of_length(n):
    return checked_length(n) != 0


def length(value):
    method = special(value, "__len__")
    if method is None:
        raise TypeError(f"object of type '{type_name(value)}' has no len()")
    return checked_length(method())


def checked_length(n):
    n = index(n)
    if n < 0:
        raise ValueError("__len__() should return >= 0")
    if n > 0x7fffffffffffffff:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return n


def length_hint(value):
    method = special(value, "__len__")
    if method is not None:
        try:
            return checked_length(method())
        except TypeError:
            pass
    method = special(value, "__length_hint__")
    if method is None:
        return 0
    try:
        n = method()
    except TypeError:
        return 0
    if n is NotImplemented:
        return 0
    if not isa(n, _int):
        raise TypeError(f"__length_hint__ must be an integer, not {type_name(n)}")
    if n < 0:
        raise ValueError("__length_hint__() should return >= 0")
    return n


def index(value):
    n = int_of(value)
    if n is not None:
        return n
    method = special(value, "__index__")
    if method is None:
        raise TypeError(f"'{type_name(value)}' object cannot be interpreted as an integer")
    n = method()
    result = int_of(n)
    if result is None:
        raise TypeError(f"__index__ returned non-int (type {type_name(n)})")
    return result


def contains(container, item):
    method = special(container, "__contains__")
    if method is not None:
        return method(item)
    if lookup(_type(container), "__contains__", _missing) is None:
        raise TypeError(f"'{type_name(container)}' object is not a container")
    if special(container, "__iter__") is None and special(container, "__getitem__") is None:
        raise TypeError(f"argument of type '{type_name(container)}' is not a container or iterable")
    for x in container:
        if x is item or x == item:
            return True
    return False


def class_getitem(cls, key):
    method = getattr(cls, "__class_getitem__", None)
    if method is None:
        if cls is _type:
            return generic_alias(cls, key)
        raise TypeError(f"type '{cls.__name__}' is not subscriptable")
    return method(key)


def load_attribute(obj, name):
    get = special(obj, "__getattribute__")
    hook = lookup(_type(obj), "__getattr__", None)
    if hook is None:
        return get(name)
    try:
        return get(name)
    except AttributeError:
        pass
    return special(obj, "__getattr__")(name)


def store_attribute(obj, name, value):
    special(obj, "__setattr__")(name, value)


def delete_attribute(obj, name):
    special(obj, "__delattr__")(name)


def load_name(mapping, name, globals):
    try:
        return mapping[name]
    except _KeyError:
        pass
    return global_lookup(globals, name)


def store_item(container, key, value):
    container[key] = value


def delete_name(mapping, name):
    try:
        del mapping[name]
        return
    except _KeyError:
        pass
    raise NameError(f"name '{name}' is not defined")


def load_super_attribute(super, cls, self, name):
    if super is _super:
        return getattr(_super(cls, self), name)
    return getattr(super(), name)


def call_through(obj, /, *args, **kwargs):
    return special(obj, "__call__")(*args, **kwargs)


def call_special(obj, name, /, *args):
    return special(obj, name)(*args)


def descriptor_get(attribute, obj, cls):
    return special(attribute, "__get__")(obj, cls)


def build_set(items):
    result = set_of(())
    for item in items:
        set_add(result, item)
    return result


def build_map(items):
    result = {}
    for i in _range(0, _len(items), 2):
        result[items[i]] = items[i + 1]
    return result


def set_add(target, item):
    h = hash(item)
    if set_locate(target, item, h) < 0:
        set_insert(target, item, h)


# Position of the item in the set's table, -1 when it is not there.
def set_locate(target, item, h):
    at = set_first(target, h)
    while at >= 0:
        key = set_at(target, at)
        if key is item:
            return at
        if key == item and set_at(target, at) is key:
            return at
        at = set_next(target, h, at)
    return -1


# Position of the key's entry in the dict, -1 when it is not there.
def dict_locate(target, key, h):
    at = dict_first(target, h)
    while at >= 0:
        k = dict_at(target, at, 0)
        if k is key:
            return at
        version = dict_version(target)
        if k == key:
            if version == dict_version(target):
                return at
            return dict_locate(target, key, h)
        if version != dict_version(target):
            return dict_locate(target, key, h)
        at = dict_next(target, h, at)
    return -1


def dict_store(target, key, value):
    h = hash(key)
    at = dict_locate(target, key, h)
    if at < 0:
        dict_insert(target, key, h, value)
    else:
        dict_put_at(target, at, value)


def set_update(target, iterable):
    if not extend_native(target, iterable):
        set_fill(target, iterable)


def star_extend(target, iterable):
    if extend_native(target, iterable):
        return
    it = _iter(iterable)
    if feed(it, APPEND, target) is NotImplemented:
        for item in it:
            list_append(target, item)


# The items of anything iterable. Python asks for their number first, which a program may notice.
def collect(iterable):
    it = _iter(iterable)
    if not native_of(iterable, "__iter__"):
        length_hint(iterable)
    items = []
    if feed(it, APPEND, items) is NotImplemented:
        for item in it:
            list_append(items, item)
    return items


# Adds what an iterable gives to a set.
def set_fill(target, iterable):
    it = _iter(iterable)
    state = [target]
    more = feed(it, ADD, state)
    while more is False:
        set_add(target, last_of(state))
        more = feed(it, ADD, state)
    if more is NotImplemented:
        for item in it:
            set_add(target, item)


# Takes off the value that feed() left.
def last_of(state):
    return _list.pop(state)


def dict_display_update(target, mapping):
    if not isa(mapping, _dict) and not hasattr(mapping, "keys"):
        raise TypeError(f"'{type_name(mapping)}' object is not a mapping")
    dict_merge(target, mapping)


def dict_merge(target, mapping):
    if extend_native(target, mapping):
        return
    if isa(mapping, _dict) and native_of(mapping, "__iter__"):
        for key, value in _dict.items(mapping):
            dict_store(target, key, value)
        return
    for key in mapping.keys():
        dict_store(target, key, mapping[key])


def keywords_merge(target, mapping, function):
    if not isa(mapping, _dict) and not hasattr(mapping, "keys"):
        raise TypeError(f"{function_label(function)} argument after ** must be a mapping, not {type_name(mapping)}")
    plain = isa(mapping, _dict) and native_of(mapping, "__iter__")
    for key in _dict.keys(mapping) if plain else mapping.keys():
        if not isa(key, _str):
            raise TypeError("keywords must be strings")
        h = hash(key)
        if dict_locate(target, key, h) >= 0:
            raise TypeError(f"{function_label(function)} got multiple values for keyword argument '{key}'")
        dict_insert(target, key, h, _dict.get(mapping, key) if plain else mapping[key])


def to_str(value):
    if _type(value) is _str:
        return value
    result = special(value, "__str__")()
    if not isa(result, _str):
        raise TypeError(f"__str__ returned non-string (type {type_name(result)})")
    return result


def to_repr(value):
    result = special(value, "__repr__")()
    if not isa(result, _str):
        raise TypeError(f"__repr__ returned non-string (type {type_name(result)})")
    return result


def to_ascii(value):
    return ascii_escape(to_repr(value))


def format_value(value, spec):
    if not spec and native_of(value, "__format__"):
        return to_str(value)  # also for subclasses whose __str__ is their own
    result = special(value, "__format__")(spec)
    if not isa(result, _str):
        raise TypeError(f"__format__ must return a str, not {type_name(result)}")
    return result


def unpack(value, count, packed):
    if special(value, "__iter__") is None and special(value, "__getitem__") is None:
        raise TypeError(f"cannot unpack non-iterable {type_name(value)} object")
    items = []
    for item in value:
        list_append(items, item)
        if count >= 0 and _len(items) > count:
            break
    return items


def get_iter(value):
    method = special(value, "__iter__")
    if method is None:
        if lookup(_type(value), "__iter__", _missing) is _missing and special(value, "__getitem__") is not None:
            return make_twin_iterator(iterator_type(0), sequence_steps(value), (value,))
        raise TypeError(f"'{type_name(value)}' object is not iterable")
    it = method()
    if special(it, "__next__") is None:
        raise TypeError(f"iter() returned non-iterator of type '{type_name(it)}'")
    return it


def close_generator(g):
    try:
        generator_throw_exc(g, GeneratorExit())
    except GeneratorExit:
        return None
    except StopIteration as e:
        return e.value
    raise RuntimeError(f"{type_name(g)} ignored GeneratorExit")


def match_keys(subject, keys):
    seen = []
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        list_append(seen, key)
    get = subject.get
    values = []
    for key in keys:
        value = get(key, _missing)
        if value is _missing:
            return None
        list_append(values, value)
    return tuple_of(values)


def match_rest(subject, keys):
    rest = {}
    dict_merge(rest, subject)
    for key in keys:
        del rest[key]
    return rest


def match_class(subject, cls, count, names):
    if not isa(cls, _type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, cls):
        return None
    values = []
    seen = []
    if count:
        match_args = getattr(cls, "__match_args__", _missing)
        if match_args is _missing:
            allowed = 1 if type_is_sequence_self(cls) else 0
            if count > allowed:
                raise TypeError(f"{cls.__name__}() accepts {allowed} positional sub-pattern{'' if allowed == 1 else 's'} ({count} given)")
            list_append(values, subject)
        else:
            if _type(match_args) is not _tuple:
                raise TypeError(f"{cls.__name__}.__match_args__ must be a tuple (got {type_name(match_args)})")
            allowed = _len(match_args)
            if count > allowed:
                raise TypeError(f"{cls.__name__}() accepts {allowed} positional sub-pattern{'' if allowed == 1 else 's'} ({count} given)")
            for i in _range(count):
                name = match_args[i]
                if not isa(name, _str):
                    raise TypeError(f"__match_args__ elements must be strings (got {type_name(name)})")
                if name in seen:
                    raise TypeError(f"{cls.__name__}() got multiple sub-patterns for attribute {name!r}")
                list_append(seen, name)
                value = getattr(subject, name, _missing)
                if value is _missing:
                    return None
                list_append(values, value)
    for name in names:
        if name in seen:
            raise TypeError(f"{cls.__name__}() got multiple sub-patterns for attribute {name!r}")
        list_append(seen, name)
        value = getattr(subject, name, _missing)
        if value is _missing:
            return None
        list_append(values, value)
    return tuple_of(values)


# ---------------------------------------------------------------------------------------------------------- classes

# The annotations of a function or class, made when they are first asked for.
def keep_annotations(obj, make, /):
    found = make(1)
    if not isa(found, _dict):
        raise TypeError(f"__annotate__() must return a dict, not {type_name(found)}")
    if isa(obj, _type):
        _type.__setattr__(obj, "__annotations_cache__", found)
    else:
        obj.__annotations__ = found
    return found


def resolve_bases(bases):
    result = None
    for i, base in _enumerate(bases):
        entries = None
        if not isa(base, _type):
            entries = getattr(base, "__mro_entries__", None)
        if entries is None:
            if result is not None:
                list_append(result, base)
            continue
        new = entries(bases)
        if not isa(new, _tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        if result is None:
            result = list_of(bases[:i])
        for b in new:
            list_append(result, b)
    return bases if result is None else tuple_of(result)


def derived_metaclass(meta, bases):
    for base in bases:
        other = _type(base)
        if subtype(meta, other):
            continue
        if subtype(other, meta):
            meta = other
            continue
        raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                        "metaclasses of all its bases")
    return meta


def build_class(func, name, /, *bases, metaclass=_missing, **kwds):
    if metaclass is _missing and plain_bases(bases):
        namespace = {}
        run_class_body(func, namespace)
        return type_make(_type, name, bases, namespace, kwds)
    original = bases
    bases = resolve_bases(bases)
    if metaclass is _missing:
        meta = _type(bases[0]) if bases else _type
        is_class = True
    else:
        meta = metaclass
        is_class = isa(meta, _type)
    if is_class:
        meta = derived_metaclass(meta, bases)
    if meta is _type:
        namespace = {}
    else:
        prepare = getattr(meta, "__prepare__", None)
        if prepare is None:
            namespace = {}
        else:
            namespace = prepare(name, bases, **kwds)
            if not isa(namespace, _dict) and special(namespace, "__getitem__") is None:
                label = meta.__name__ if is_class else "<metaclass>"
                raise TypeError(f"{label}.__prepare__() must return a mapping, not {type_name(namespace)}")
    run_class_body(func, namespace)
    if bases is not original:
        namespace["__orig_bases__"] = original
    if meta is _type:
        return type_make(_type, name, bases, namespace, kwds)
    return meta(name, bases, namespace, **kwds)


# type.__new__(meta, name, bases, namespace, **kwds) once the metaclass is settled.
def type_make(meta, name, bases, namespace, kwds):
    cls = type_create(meta, name, bases, namespace)
    if meta is not _type and lookup(meta, "mro") is not lookup(_type, "mro"):
        type_set_mro(cls, [c for c in special(cls, "mro")()])
    for key, value in members_to_name(namespace):
        hook = special(value, "__set_name__")
        if hook is not None:
            try:
                hook(cls, key)
            except _BaseException as e:
                e.add_note(f"Error calling __set_name__ on '{type_name(value)}' instance {key!r} in '{cls.__name__}'")
                raise
    hook = type_finish(cls)
    if hook is not None:
        hook(**kwds)
    elif kwds:
        raise TypeError(f"{cls.__qualname__}.__init_subclass__() takes no keyword arguments")
    return cls


def type_call(cls, /, *args, **kwargs):
    new = find_special(cls, "__new__")
    obj = new(cls, *args, **kwargs)
    if not isa(obj, cls):
        return obj
    init = special(obj, "__init__")
    if init is None:
        return obj
    result = init(*args, **kwargs)
    if result is not None:
        raise TypeError(f"__init__() should return None, not '{type_name(result)}'")
    return obj


# -------------------------------------------------------------------------------------------------- t-strings, types

def build_template(strings, interpolations):
    from string.templatelib import Template
    parts = [strings[0]]
    for i in _range(_len(interpolations)):
        list_append(parts, interpolations[i])
        list_append(parts, strings[i + 1])
    return Template(*parts)


def build_interpolation(value, expression, conversion, spec):
    from string.templatelib import Interpolation
    return Interpolation(value, expression, conversion, spec)


def intrinsic_TypeVar(name, bound, default):
    import _typing_forms as forms
    return forms.make_variable(forms.TypeVar, name, bound, (), forms.NoDefault if default is None else default)


def intrinsic_TypeVarConstrained(name, constraints, default):
    import _typing_forms as forms
    return forms.make_variable(forms.TypeVar, name, None, constraints, forms.NoDefault if default is None else default)


def intrinsic_ParamSpec(name, default):
    import _typing_forms as forms
    return forms.make_variable(forms.ParamSpec, name, default=forms.NoDefault if default is None else default)


def intrinsic_TypeVarTuple(name, default):
    import _typing_forms as forms
    return forms.make_variable(forms.TypeVarTuple, name, default=forms.NoDefault if default is None else default)


def intrinsic_TypeAlias(name, parameters, value):
    import _typing_forms as forms
    alias = forms.TypeAliasType(name, value, type_params=parameters)
    alias._lazy = True
    return alias


def intrinsic_SubscriptGeneric(parameters):
    import typing
    return typing.Generic[parameters]


def close_async_generator(generator):
    import asyncio
    asyncio._close_soon(generator)


def intrinsic_StopIterationError(e):
    error = RuntimeError("generator raised StopIteration")
    set_cause(error, e)
    raise error


# --------------------------------------------------------------------------------------------------- async protocols

def get_awaitable(value):
    it = special(value, "__await__")()
    if generator_state(it) == "coroutine":
        raise TypeError("__await__() returned a coroutine")
    if special(it, "__next__") is None:
        raise TypeError(f"__await__() returned non-iterator of type '{type_name(it)}'")
    return it


def get_aiter(value):
    method = special(value, "__aiter__")
    if method is None:
        raise TypeError(f"'async for' requires an object with __aiter__ method, got {type_name(value)}")
    it = method()
    if special(it, "__anext__") is None:
        raise TypeError("'async for' received an object from __aiter__ that does not implement __anext__: " + type_name(it))
    return it


def get_anext(value):
    method = special(value, "__anext__")
    if method is None:
        raise TypeError(f"'async for' requires an iterator with __anext__ method, got {type_name(value)}")
    result = method()
    awaitable = awaitable_of(result)
    if awaitable is None:
        raise TypeError(f"'async for' received an invalid object from __anext__: {type_name(result)}")
    return awaitable


def awaitable_of(value):
    state = generator_state(value)
    if state == "coroutine" or not state and special(value, "send") is not None and special(value, "__next__") is not None:
        return value
    if special(value, "__await__") is None:
        return None
    return get_awaitable(value)


# -------------------------------------------------------------------------------------------------------- exceptions

def exception_of(e):
    if is_exception_type(e):
        made = e()
        if not isa(made, _BaseException):
            raise TypeError(f"calling {e!r} should have returned an instance of BaseException, not {type_name(made)}")
        return made
    if isa(e, _BaseException):
        return e
    raise TypeError("exceptions must derive from BaseException")


def raise_one(e):
    raise exception_of(e)


def raise_from(e, cause):
    made = exception_of(e)
    if cause is not None:
        if is_exception_type(cause):
            cause = cause()
        if not isa(cause, _BaseException):
            raise TypeError("exception causes must derive from BaseException")
    set_cause(made, cause)
    raise made


def exception_group_match(exc, types):
    for t in types if isa(types, _tuple) else (types,):
        if not is_exception_type(t):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
        if subtype(t, _BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if exc is None:
        return (None, None)
    if isinstance(exc, types):
        if isa(exc, _BaseExceptionGroup):
            return (exc, None)
        group = ExceptionGroup("", [exc]) if isa(exc, Exception) else _BaseExceptionGroup("", [exc])
        set_traceback(group, exc.__traceback__)
        return (group, None)
    if isa(exc, _BaseExceptionGroup):
        pair = exc.split(types)
        if not isa(pair, _tuple):
            raise TypeError(f"{type_name(exc)}.split must return a tuple, not {type_name(pair)}")
        if _len(pair) < 2:
            raise TypeError(f"{type_name(exc)}.split must return a 2-tuple, got tuple of size {_len(pair)}")
        return (pair[0], pair[1])
    return (None, exc)


def exception_group_join(original, parts):
    parts = [e for e in parts if e is not None]
    if not parts:
        return None
    if not isa(original, _BaseExceptionGroup):
        return parts[0]
    raised = []
    again = []
    for e in parts:
        if isa(e, _BaseExceptionGroup) and exception_chain(e) == exception_chain(original):
            list_append(again, e)
        else:
            list_append(raised, e)
    keep = None
    if again:
        leaves = []
        for e in again:
            group_leaves(e, leaves)
        keep = group_project(original, leaves)
    if not raised:
        return keep
    if keep is not None:
        list_append(raised, keep)
    if _len(raised) == 1:
        return raised[0]
    return group_of("", raised)


def group_of(message, exceptions):
    for e in exceptions:
        if not isa(e, Exception):
            return _BaseExceptionGroup(message, exceptions)
    return ExceptionGroup(message, exceptions)


def group_leaves(e, leaves):
    if isa(e, _BaseExceptionGroup):
        for part in e.exceptions:
            group_leaves(part, leaves)
    else:
        list_append(leaves, e)


def group_project(group, leaves):
    def wanted(e):
        for leaf in leaves:
            if leaf is e:
                return True
        return False
    return group_split(group, wanted, False)[0]


def group_derived(group, parts):
    if not parts:
        return None
    made = group.derive(parts)
    if not isa(made, _BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    set_traceback(made, group.__traceback__)
    context = group.__context__
    made.__context__ = context
    set_cause(made, group.__cause__)
    made.__suppress_context__ = group.__suppress_context__
    notes = getattr(group, "__notes__", None)
    if isa(notes, _list):
        made.__notes__ = list_of(notes)
    return made


def group_split(group, condition, whole):
    if condition(group):
        return (group, None)
    yes = []
    no = []
    for e in group.exceptions:
        if isa(e, _BaseExceptionGroup):
            a, b = group_split(e, condition, whole)
            if a is not None:
                list_append(yes, a)
            if b is not None:
                list_append(no, b)
        elif condition(e):
            list_append(yes, e)
        else:
            list_append(no, e)
    return (group_derived(group, yes), group_derived(group, no))


def close_and_raise(g, exc):
    g.close()
    raise exc


def throw_into_iterator(it, exc):
    if isa(exc, GeneratorExit):
        close = getattr(it, "close", None)
        if close is not None:
            close()
        raise exc
    throw = getattr(it, "throw", None)
    if throw is None:
        raise exc
    return throw(exc)


def send_to_iterator(it, value):
    return it.send(value)


# ----------------------------------------------------------------------------------------------------------- modules

def import_from(module, name):
    value = getattr(module, name, _missing)
    if value is not _missing:
        return value
    package = getattr(module, "__name__", None)
    if isa(package, _str):
        found = sys_module(f"{package}.{name}")
        if found is not None:
            return found
    else:
        package = "<unknown module name>"
    path = getattr(module, "__file__", None)
    where = path if isa(path, _str) else "unknown location"
    origin = f"{package!r}"
    if getattr(getattr(module, "__spec__", None), "_initializing", False):
        origin = f"partially initialized module {package!r} (most likely due to a circular import)"
    raise ImportError(f"cannot import name {name!r} from {origin} ({where})", name=package, path=path, name_from=name)


def import_star(module, target):
    names = getattr(module, "__all__", None)
    space = getattr(module, "__dict__", {})
    if names is None:
        names = [n for n in space if _type(n) is not _str or n[:1] != "_"]
    for name in names:
        if not isa(name, _str):
            raise TypeError(f"Item in {module.__name__}.__all__ must be str, not {type_name(name)}")
        target[name] = getattr(module, name)


# --------------------------------------------------------------------------------------------------------- functions

def abs(x, /):
    method = special(x, "__abs__")
    if method is None:
        raise TypeError(f"bad operand type for abs(): '{type_name(x)}'")
    return method()


def all(iterable, /):
    it = _iter(iterable)
    state = []
    more = feed(it, WHILE_TRUE, state)
    while more is False:
        if not last_of(state):
            return False
        more = feed(it, WHILE_TRUE, state)
    if more is NotImplemented:
        for x in it:
            if not x:
                return False
    return True


def any(iterable, /):
    it = _iter(iterable)
    state = []
    more = feed(it, WHILE_FALSE, state)
    while more is False:
        if last_of(state):
            return True
        more = feed(it, WHILE_FALSE, state)
    if more is NotImplemented:
        for x in it:
            if x:
                return True
    return False


def ascii(obj, /):
    return to_ascii(obj)


def bin(number, /):
    return _bin(index(number))


def oct(number, /):
    return _oct(index(number))


def hex(number, /):
    return _hex(index(number))


def chr(i, /):
    return _chr(index(i))


def breakpoint(*args, **kws):
    return None


def aiter(async_iterable, /):
    method = special(async_iterable, "__aiter__")
    if method is None:
        raise TypeError(f"'{type_name(async_iterable)}' object is not an async iterable")
    it = method()
    if special(it, "__anext__") is None:
        raise TypeError(f"aiter() returned not an async iterator of type '{type_name(it)}'")
    return it


async def anext_or(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default


def anext(aiterator, default=_missing, /):
    method = special(aiterator, "__anext__")
    if method is None:
        raise TypeError(f"'{type_name(aiterator)}' object is not an async iterator")
    if default is _missing:
        return method()
    return anext_or(method(), default)


def attribute_name(name):
    if not isa(name, _str):
        raise TypeError(f"attribute name must be string, not '{type_name(name)}'")
    return name


def getattr(object, name, default=_absent, /):
    attribute_name(name)
    if default is _absent:
        return load_attribute(object, name)
    try:
        return load_attribute(object, name)
    except AttributeError:
        return default


def hasattr(obj, name, /):
    attribute_name(name)
    try:
        load_attribute(obj, name)
    except AttributeError:
        return False
    return True


def setattr(obj, name, value, /):
    special(obj, "__setattr__")(attribute_name(name), value)


def delattr(obj, name, /):
    special(obj, "__delattr__")(attribute_name(name))


def dir(object=_missing, /):
    if object is _missing:
        return sorted(frame_locals_of())
    names = special(object, "__dir__")()
    return sorted(names)


def vars(object=_missing, /):
    if object is _missing:
        return frame_locals_of()
    d = getattr(object, "__dict__", _missing)
    if d is _missing:
        raise TypeError("vars() argument must have __dict__ attribute")
    return d


def binary_method(x, y, name, reflected):
    left = special(x, name)
    right = None
    if _type(x) is not _type(y):
        right = special(y, reflected)
        if right is not None and subtype(_type(y), _type(x)) and lookup(_type(y), reflected, None) is not lookup(_type(x), reflected, None):
            result = right(x)
            if result is not NotImplemented:
                return result
            right = None
    if left is not None:
        result = left(y)
        if result is not NotImplemented:
            return result
    if right is not None:
        return right(x)
    return NotImplemented


def divmod(x, y, /):
    result = binary_method(x, y, "__divmod__", "__rdivmod__")
    if result is NotImplemented:
        raise TypeError(f"unsupported operand type(s) for divmod(): '{type_name(x)}' and '{type_name(y)}'")
    return result


def pow(base, exp, mod=None):
    if mod is None:
        return base ** exp
    method = special(base, "__pow__")
    if method is not None:
        result = method(exp, mod)
        if result is not NotImplemented:
            return result
    raise TypeError(f"unsupported operand type(s) for ** or pow(): '{type_name(base)}', '{type_name(exp)}', '{type_name(mod)}'")


def round(number, ndigits=None):
    method = special(number, "__round__")
    if method is None:
        raise TypeError(f"type {type_name(number)} doesn't define __round__ method")
    if ndigits is None:
        return method()
    return method(ndigits)


def exit(code=None):
    raise SystemExit(code)


def quit(code=None):
    raise SystemExit(code)


def help(request=None):
    return None


def format(value, format_spec="", /):
    if not isa(format_spec, _str):
        raise TypeError(f"format() argument 2 must be str, not {type_name(format_spec)}")
    return format_value(value, format_spec)


def hash(obj, /):
    method = special(obj, "__hash__")
    if method is None:
        raise TypeError(f"unhashable type: '{type_name(obj)}'")
    result = method()
    if not isa(result, _int):
        raise TypeError("__hash__ method should return an integer")
    return hash_trim(result)


def input(prompt="", /):
    import sys
    sys.stdout.write(to_str(prompt))
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line[:-1] if line[-1:] == "\n" else line


def isinstance(obj, class_or_tuple, /):
    if _type(obj) is class_or_tuple:
        return True
    if isa(class_or_tuple, _tuple):
        for c in class_or_tuple:
            if isinstance(obj, c):
                return True
        return False
    check = special(class_or_tuple, "__instancecheck__")
    if check is not None:
        return True if check(obj) else False
    if class_bases(class_or_tuple) is None:
        raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
    cls = getattr(obj, "__class__", None)
    return cls is not None and derives_from(cls, class_or_tuple)


# What stands in for a class: an object whose __bases__ is a tuple.
def class_bases(cls):
    bases = getattr(cls, "__bases__", None)
    return bases if isa(bases, _tuple) else None


def derives_from(cls, wanted):
    if cls is wanted:
        return True
    for base in class_bases(cls) or ():
        if derives_from(base, wanted):
            return True
    return False


def issubclass(cls, class_or_tuple, /):
    if isa(class_or_tuple, _tuple):
        for c in class_or_tuple:
            if issubclass(cls, c):
                return True
        return False
    check = special(class_or_tuple, "__subclasscheck__")
    if check is not None:
        return True if check(cls) else False
    if class_bases(cls) is None:
        raise TypeError("issubclass() arg 1 must be a class")
    if class_bases(class_or_tuple) is None:
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return derives_from(cls, class_or_tuple)


def call_until(function, sentinel):
    while True:
        value = function()
        if value is sentinel or value == sentinel:
            return
        yield value


def sequence_steps(sequence):
    i = 0
    while True:
        try:
            value = sequence[i]
        except (IndexError, StopIteration):
            return
        yield value
        i += 1


def iter(object, sentinel=_missing, /):
    if sentinel is _missing:
        return get_iter(object)
    if not callable(object):
        raise TypeError("iter(v, w): v must be callable")
    return make_twin_iterator(iterator_type(1), call_until(object, sentinel), (object, sentinel))


def next(iterator, default=_missing, /):
    method = special(iterator, "__next__")
    if method is None:
        raise TypeError(f"'{type_name(iterator)}' object is not an iterator")
    if default is _missing:
        return method()
    try:
        return method()
    except StopIteration:
        return default


def len(obj, /):
    return length(obj)


# The best so far is the only item of `state`.
def keep_better(state, x, largest):
    if not state:
        list_append(state, x)
    elif largest:
        if x > state[0]:
            state[0] = x
    elif x < state[0]:
        state[0] = x


def extreme(args, default, key, name):
    if not args:
        raise TypeError(f"{name} expected at least 1 argument, got 0")
    items = args
    if _len(args) == 1:
        items = args[0]
    elif default is not _missing:
        raise TypeError(f"Cannot specify a default for {name}() with multiple positional arguments")
    best = best_key = _missing
    largest = name == "max"
    if key is None:
        items = _iter(items)
        state = []
        how = GREATEST if largest else LEAST
        more = feed(items, how, state)
        while more is False:
            keep_better(state, last_of(state), largest)
            more = feed(items, how, state)
        if state:
            best = best_key = state[0]
        if more is True:
            items = ()
    for x in items:
        k = x if key is None else key(x)
        if best is _missing:
            best = x
            best_key = k
        elif largest:
            if k > best_key:
                best = x
                best_key = k
        elif k < best_key:
            best = x
            best_key = k
    if best is _missing:
        if default is _missing:
            raise ValueError(f"{name}() iterable argument is empty")
        return default
    return best


def max(*args, default=_missing, key=None):
    return extreme(args, default, key, "max")


def min(*args, default=_missing, key=None):
    return extreme(args, default, key, "min")


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    from _files import open
    return open(file, mode, buffering, encoding, errors, newline, closefd, opener)


def print(*args, sep=None, end=None, file=None, flush=False):
    if sep is None:
        sep = " "
    elif not isa(sep, _str):
        raise TypeError(f"sep must be None or a string, not {type_name(sep)}")
    if end is None:
        end = "\n"
    elif not isa(end, _str):
        raise TypeError(f"end must be None or a string, not {type_name(end)}")
    if file is None:
        import sys
        file = sys.stdout
        if file is None:
            return
    write = file.write
    first = True
    for x in args:
        if not first:
            write(sep)
        first = False
        write(to_str(x))
    write(end)
    if flush:
        file.flush()


def repr(obj, /):
    return to_repr(obj)


def sorted(iterable, /, *, key=None, reverse=False):
    items = collect(iterable)
    _list.sort(items, key=key, reverse=reverse)
    return items


def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1):
    import ast
    if flags & ast.PyCF_ONLY_AST:
        return ast.parse(source, filename, mode)
    if not isinstance(source, ast.AST):
        raise TypeError("compile() arg 1 must be a string, bytes or AST object")
    return _compile(ast.unparse(source), filename, mode)


def sum(iterable, /, start=0):
    if isa(start, _str):
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    if isa(start, _bytes):
        raise TypeError("sum() can't sum bytes [use b''.join(seq) instead]")
    if isa(start, _bytearray):
        raise TypeError("sum() can't sum bytearray [use b''.join(seq) instead]")
    return sum_from(_iter(iterable), start)


def sum_from(it, start):
    state = [start, 0.0]
    more = feed(it, SUM, state)
    while more is False:
        x = last_of(state)
        total = finish_sum(state[0], state[1]) if state[1] else state[0]
        state[0] = total + x
        state[1] = 0.0
        more = feed(it, SUM, state)
    total = state[0]
    lost = state[1]  # what compensated addition has left over
    if more is True:
        return finish_sum(total, lost) if lost else total
    for x in it:
        if _type(total) is _float:
            if _type(x) is _float:
                t = total + x
                if (total if total >= 0.0 else -total) >= (x if x >= 0.0 else -x):
                    lost += (total - t) + x
                else:
                    lost += (x - t) + total
                total = t
                continue
            if _type(x) is not _int and lost:
                total = finish_sum(total, lost)
                lost = 0.0
        total = total + x
    return finish_sum(total, lost) if lost else total


# Where list(), sum() and their like have eaten some values of a generator without a twin, and `value` takes Python code
# (gather_* in vm/feed.cpp).

def gather_set(state, value, it):
    set_add(state, value)
    set_fill(state, it)
    return state


def gather_frozenset(state, value, it):
    made = set_of(state)
    set_add(made, value)
    set_fill(made, it)
    return freeze(made)


def gather_sum(state, value, it):
    total = finish_sum(state[0], state[1]) if state[1] else state[0]
    return sum_from(it, total + value)


def gather_any(state, value, it):
    return True if value else any(it)


def gather_all(state, value, it):
    return all(it) if value else False


def gather_extreme(state, value, it, largest):
    keep_better(state, value, largest)
    how = GREATEST if largest else LEAST
    while feed(it, how, state) is False:
        keep_better(state, last_of(state), largest)
    return state[0]


def gather_min(state, value, it):
    return gather_extreme(state, value, it, False)


def gather_max(state, value, it):
    return gather_extreme(state, value, it, True)


def gather_sorted(state):
    _list.sort(state)
    return state


def finish_sum(total, lost):
    if lost == lost and lost - lost == 0.0:
        return total + lost
    return total


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    if not isa(name, _str):
        raise TypeError("module name must be a string")
    return import_by_name(name, globals, fromlist, level)


def __build_class__(func, name, /, *bases, **kwds):
    return build_class(func, name, *bases, **kwds)


# ---------------------------------------------------------------------------------------- natives without a twin

# `native` has deferred: builtin objects take the place of what needs Python code, and it is called again.
def convert_and_call(native, bound, args, kwargs, truths):
    converted = [converted_argument(x, truths) for x in args]
    if bound:
        converted[0] = args[0]
    named = {name: converted_argument(x, truths) for name, x in _dict.items(kwargs)}
    for old, new in _zip(args, converted):
        if old is not new:
            return native(*converted, **named)
    for name in kwargs:
        if kwargs[name] is not named[name]:
            return native(*converted, **named)
    raise SystemError(f"{native.__qualname__} needs Python code for these arguments, and has no twin")


def converted_argument(x, truths):
    if isa(x, _slice):
        return index_key(x)
    if isa(x, _type) or isa(x, _str) or isa(x, _float) or isa(x, _int):
        return x
    if special(x, "__index__") is not None:
        return index(x)
    if special(x, "__float__") is not None and not isa(x, _complex):
        return _float(x)
    if isa(x, _list) or isa(x, _tuple) or isa(x, _bytes) or isa(x, _bytearray) or isa(x, _dict) or is_set(x):
        return x
    if special(x, "__iter__") is not None:
        return [y for y in x]
    if truths and (special(x, "__bool__") is not None or special(x, "__len__") is not None):
        return truth(x)
    return x


# ------------------------------------------------------------------------------------------------------------- sorting

def sort_list(target, key, reverse):
    items = list_of(target)
    list_assign(target, [])  # who looks meanwhile sees it empty
    try:
        keys = items if key is None else [key(x) for x in items]
        if not sort_natively(keys, items, reverse):
            from _sorting import sort_order
            # A descending order is that of the reversed list, reversed. What a failing comparison leaves is kept.
            order = list_reversed_range(_len(items)) if reverse else [i for i in _range(_len(items))]
            try:
                sort_order(keys, order)
            finally:
                items = [items[i] for i in (order[::-1] if reverse else order)]
    finally:
        modified = _len(target) != 0
        list_assign(target, items)
    if modified:
        raise ValueError("list modified during sort")


def index_key(key, what="list"):
    if isa(key, _slice):
        return _slice(slice_part(key.start), slice_part(key.stop), slice_part(key.step))
    if special(key, "__index__") is not None:
        n = index(key)
        if n.bit_length() > 63 and n != -0x8000000000000000:
            raise IndexError(f"cannot fit '{type_name(key)}' into an index-sized integer")
        return n
    if what == "string":
        raise TypeError(f"string indices must be integers, not '{type_name(key)}'")
    raise TypeError(f"{what} indices must be integers or slices, not {type_name(key)}")


def slice_part(value):
    if value is None:
        return None
    if special(value, "__index__") is None:
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return index(value)


def bounds(start, stop, n):
    for value in (start, stop):
        if special(value, "__index__") is None:
            raise TypeError("slice indices must be integers or have an __index__ method")
    start = index(start)
    stop = index(stop)
    if start < 0:
        start += n
        if start < 0:
            start = 0
    if stop < 0:
        stop += n
    return start, stop


def sequences_equal(a, b):
    if _len(a) != _len(b):
        return False
    for x, y in _zip(a, b):
        if not (x is y or x == y):
            return False
    return True


# First position where they differ, -1 when one is the beginning of the other.
def first_difference(a, b):
    i = 0
    for x, y in _zip(a, b):
        if not (x is y or x == y):
            return i
        i += 1
    return -1


def joined_reprs(items):
    return ", ".join([to_repr(x) for x in items])


# ---------------------------------------------------------------------------------------------------- class protocols

class list:
    def __init__(self, iterable=(), /):
        items = collect(iterable)
        list_assign(self, items)

    def __new__(cls, iterable=(), /):
        if cls is _list:
            return collect(iterable)
        return new_instance(cls)

    def extend(self, iterable, /):
        it = _iter(iterable)
        if feed(it, APPEND, payload_of(self)) is NotImplemented:
            for x in it:
                list_append(self, x)

    def __iadd__(self, value, /):
        for x in value:
            list_append(payload_of(self), x)
        return self

    def index(self, value, start=0, stop=0x7fffffffffffffff, /):
        i, stop = bounds(start, stop, _len(self))
        while i < stop and i < _len(self):
            x = self[i]
            if x is value or x == value:
                return i
            i += 1
        raise ValueError("list.index(x): x not in list")

    def count(self, value, /):
        n = 0
        for x in self:
            if x is value or x == value:
                n += 1
        return n

    def remove(self, value, /):
        i = 0
        for x in self:
            if x is value or x == value:
                del self[i]
                return
            i += 1
        raise ValueError("list.remove(x): x not in list")

    def pop(self, position=-1, /):
        return _list.pop(self, index(position))

    def insert(self, position, value, /):
        _list.insert(self, index(position), value)

    def sort(self, *, key=None, reverse=False):
        sort_list(payload_of(self), key, True if reverse else False)

    def __contains__(self, key, /):
        for x in self:
            if x is key or x == key:
                return True
        return False

    def __eq__(self, value, /):
        if not isa(value, _list):
            return NotImplemented
        return sequences_equal(self, value)

    def __ne__(self, value, /):
        if not isa(value, _list):
            return NotImplemented
        return not sequences_equal(self, value)

    def __lt__(self, value, /):
        if not isa(value, _list):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] < value[i] if i >= 0 else _len(self) < _len(value)

    def __le__(self, value, /):
        if not isa(value, _list):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] <= value[i] if i >= 0 else _len(self) <= _len(value)

    def __gt__(self, value, /):
        if not isa(value, _list):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] > value[i] if i >= 0 else _len(self) > _len(value)

    def __ge__(self, value, /):
        if not isa(value, _list):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] >= value[i] if i >= 0 else _len(self) >= _len(value)

    def __getitem__(self, key, /):
        return _list.__getitem__(self, index_key(key))

    def __setitem__(self, key, value, /):
        key = index_key(key)
        if isa(key, _slice) and _type(value) is not _list and _type(value) is not _tuple:
            if special(value, "__iter__") is None and special(value, "__getitem__") is None:
                raise TypeError("must assign iterable to extended slice")
            value = [x for x in value]
        _list.__setitem__(self, key, value)

    def __delitem__(self, key, /):
        _list.__delitem__(self, index_key(key))

    def __mul__(self, value, /):
        return _list.__mul__(self, index(value))

    def __rmul__(self, value, /):
        return _list.__mul__(self, index(value))

    def __imul__(self, value, /):
        if special(value, "__index__") is None:
            return NotImplemented
        return _list.__imul__(self, index(value))

    def __repr__(self):
        if not enter_repr(self):
            return "[...]"
        try:
            return "[" + joined_reprs(self) + "]"
        finally:
            leave_repr(self)


class tuple:
    # Keywords of a constructor that has none are for the __init__ of a subclass; the binder let them pass.
    def __new__(cls, iterable=(), /, **keywords):
        items = tuple_of(collect(iterable))
        return items if cls is _tuple else set_payload(new_instance(cls), items)

    def index(self, value, start=0, stop=0x7fffffffffffffff, /):
        i, stop = bounds(start, stop, _len(self))
        while i < stop and i < _len(self):
            x = self[i]
            if x is value or x == value:
                return i
            i += 1
        raise ValueError("tuple.index(x): x not in tuple")

    def count(self, value, /):
        n = 0
        for x in self:
            if x is value or x == value:
                n += 1
        return n

    def __contains__(self, key, /):
        for x in self:
            if x is key or x == key:
                return True
        return False

    def __eq__(self, value, /):
        if not isa(value, _tuple):
            return NotImplemented
        return sequences_equal(self, value)

    def __ne__(self, value, /):
        if not isa(value, _tuple):
            return NotImplemented
        return not sequences_equal(self, value)

    def __lt__(self, value, /):
        if not isa(value, _tuple):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] < value[i] if i >= 0 else _len(self) < _len(value)

    def __le__(self, value, /):
        if not isa(value, _tuple):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] <= value[i] if i >= 0 else _len(self) <= _len(value)

    def __gt__(self, value, /):
        if not isa(value, _tuple):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] > value[i] if i >= 0 else _len(self) > _len(value)

    def __ge__(self, value, /):
        if not isa(value, _tuple):
            return NotImplemented
        i = first_difference(self, value)
        return self[i] >= value[i] if i >= 0 else _len(self) >= _len(value)

    def __hash__(self):
        return tuple_hash([hash(x) for x in self])

    def __getitem__(self, key, /):
        return _tuple.__getitem__(self, index_key(key, "tuple"))

    def __mul__(self, value, /):
        return _tuple.__mul__(self, index(value))

    def __rmul__(self, value, /):
        return _tuple.__mul__(self, index(value))

    def __repr__(self):
        if not enter_repr(self):
            return "(...)"
        try:
            return "(" + joined_reprs(self) + (",)" if _len(self) == 1 else ")")
        finally:
            leave_repr(self)


class range:
    def __new__(cls, start, stop=_missing, step=_missing, /):
        if stop is _missing:
            return _range(index(start))
        if step is _missing:
            return _range(index(start), index(stop))
        return _range(index(start), index(stop), index(step))

    def __contains__(self, key, /):
        for x in self:
            if x == key:
                return True
        return False

    def __getitem__(self, key, /):
        return _range.__getitem__(self, index_key(key, "range"))

    def count(self, value, /):
        n = 0
        for x in self:
            if x == value:
                n += 1
        return n

    def index(self, value, /):
        i = 0
        for x in self:
            if x == value:
                return i
            i += 1
        raise ValueError("sequence.index(x): x not in sequence")


class slice:
    def indices(self, len, /):
        n = index(len)
        return _slice.indices(index_key(self), n)

    def __eq__(self, value, /):
        if not isa(value, _slice):
            return NotImplemented
        return (self.start, self.stop, self.step) == (value.start, value.stop, value.step)

    def __ne__(self, value, /):
        if not isa(value, _slice):
            return NotImplemented
        return (self.start, self.stop, self.step) != (value.start, value.stop, value.step)

    def __repr__(self):
        return f"slice({self.start!r}, {self.stop!r}, {self.step!r})"

    def __hash__(self):
        return hash((self.start, self.stop, self.step))


class dict:
    def __new__(cls, iterable=(), /, **kwargs):
        result = {}
        dict_fill(result, iterable, kwargs)
        return result

    def __init__(self, iterable=(), /, **kwargs):
        dict_fill(payload_of(self), iterable, kwargs)

    def update(self, iterable=(), /, **kwargs):
        dict_fill(payload_of(self), iterable, kwargs)

    def __getitem__(self, key, /):
        d = payload_of(self)
        at = dict_locate(d, key, hash(key))
        if at >= 0:
            return dict_at(d, at, 1)
        if _type(self) is not _dict:
            method = special(self, "__missing__")
            if method is not None:
                return method(key)
        raise_as(_KeyError, key)

    def __setitem__(self, key, value, /):
        dict_store(payload_of(self), key, value)

    def __delitem__(self, key, /):
        d = payload_of(self)
        at = dict_locate(d, key, hash(key))
        if at < 0:
            raise_as(_KeyError, key)
        dict_erase_at(d, at)

    def __contains__(self, key, /):
        return dict_locate(payload_of(self), key, hash(key)) >= 0

    def get(self, key, default=None, /):
        d = payload_of(self)
        at = dict_locate(d, key, hash(key))
        return default if at < 0 else dict_at(d, at, 1)

    def pop(self, key, default=_missing, /):
        d = payload_of(self)
        at = dict_locate(d, key, hash(key))
        if at < 0:
            if default is _missing:
                raise_as(_KeyError, key)
            return default
        value = dict_at(d, at, 1)
        dict_erase_at(d, at)
        return value

    def setdefault(self, key, default=None, /):
        d = payload_of(self)
        h = hash(key)
        at = dict_locate(d, key, h)
        if at >= 0:
            return dict_at(d, at, 1)
        dict_insert(d, key, h, default)
        return default

    def fromkeys(cls, iterable, value=None, /):
        result = {} if cls is _dict else cls()
        for key in iterable:
            result[key] = value
        return result

    def __eq__(self, value, /):
        if not isa(value, _dict):
            return NotImplemented
        return dicts_equal(self, value)

    def __ne__(self, value, /):
        if not isa(value, _dict):
            return NotImplemented
        return not dicts_equal(self, value)

    def __or__(self, value, /):
        if not isa(self, _dict) or not isa(value, _dict):
            return NotImplemented
        result = {}
        dict_merge(result, self)
        dict_merge(result, value)
        return result

    def __ror__(self, value, /):
        if not isa(self, _dict) or not isa(value, _dict):
            return NotImplemented
        result = {}
        dict_merge(result, value)
        dict_merge(result, self)
        return result

    def __ior__(self, value, /):
        dict_fill(payload_of(self), value, {})
        return self

    def __repr__(self):
        if not enter_repr(self):
            return "{...}"
        try:
            return "{" + ", ".join([to_repr(k) + ": " + to_repr(v) for k, v in _dict.items(self)]) + "}"
        finally:
            leave_repr(self)


def dict_fill(target, source, kwargs):
    if source != () or _type(source) is not _tuple:
        if isa(source, _dict) or hasattr(source, "keys"):
            dict_merge(target, source)
        else:
            source = _iter(source)
            state = [target, 0]
            more = feed(source, PAIRS, state)
            while more is False:
                dict_fill_pair(target, last_of(state), state[1])
                state[1] += 1
                more = feed(source, PAIRS, state)
            if more is NotImplemented:
                i = 0
                for item in source:
                    dict_fill_pair(target, item, i)
                    i += 1
    if kwargs:
        dict_merge(target, kwargs)


def dict_fill_pair(target, item, i):
    if special(item, "__iter__") is None and special(item, "__getitem__") is None:
        raise TypeError(f"cannot convert dictionary update sequence element #{i} to a sequence")
    pair = [x for x in item]
    if _len(pair) != 2:
        raise ValueError(f"dictionary update sequence element #{i} has length {_len(pair)}; 2 is required")
    dict_store(target, pair[0], pair[1])


def dicts_equal(a, b):
    if _len(a) != _len(b):
        return False
    pb = payload_of(b)
    for key, value in _dict.items(a):
        at = dict_locate(pb, key, hash(key))
        if at < 0:
            return False
        other = dict_at(pb, at, 1)
        if not (value is other or value == other):
            return False
    return True


# ---- sets. `s` below is the set itself, `self` may be an instance of a subclass.

def set_has(s, item):
    item = looked_for(item)
    return set_locate(s, item, hash(item)) >= 0


def frozen(s):
    return _frozenset(list_of(s))


def looked_for(item):
    # A set is looked for as the frozen one.
    return frozen(item) if isa(item, _set) and special(item, "__hash__") is None else item


def as_set(iterable):
    if isa(iterable, _set) or isa(iterable, _frozenset):
        return payload_of(iterable)
    result = set_of(())
    set_update(result, iterable)
    return result


def is_set(value):
    return isa(value, _set) or isa(value, _frozenset)


def like(self, items):
    return _frozenset(items) if isa(self, _frozenset) else set_of(items)


def set_minus(s, other):
    return [x for x in list_of(s) if not set_has(other, x)]


# What is in both; CPython walks the smaller of two sets, and any other iterable in its order.
def set_common(s, other):
    result = set_of(())
    if is_set(other):
        other = payload_of(other)
        if _len(other) > _len(s):
            s, other = other, s
        other = list_of(other)
    for x in other:
        if set_locate(s, x, hash(x)) >= 0:
            set_add(result, x)
    return result


def set_difference(self, other):
    s = payload_of(self)
    if not is_set(other) and not isa(other, _dict) or _len(s) // 4 > _len(other):
        result = set_of(s)
        set_discard_all(result, other)
        return result
    result = set_of(())
    found = as_set(other)
    for x in list_of(s):
        if not set_has(found, x):
            set_add(result, x)
    return result


def set_discard_all(s, other):
    for x in list_of(payload_of(other)) if is_set(other) else other:
        at = set_locate(s, x, hash(x))
        if at >= 0:
            set_erase_at(s, at)


def set_toggle_all(s, other):
    for x in list_of(other):
        if not set_erase(s, x):
            set_add(s, x)


def set_erase(s, item):
    item = looked_for(item)
    at = set_locate(s, item, hash(item))
    if at < 0:
        return False
    set_erase_at(s, at)
    return True


def set_repr(self):
    if not enter_repr(self):
        return f"{type_name(self)}(...)"
    try:
        if not _len(self):
            return f"{type_name(self)}()"
        body = "{" + joined_reprs(self) + "}"
        return body if _type(self) is _set else f"{type_name(self)}({body})"
    finally:
        leave_repr(self)


class set:
    def __reduce__(self):
        return _type(self), ([x for x in self],), self.__getstate__()

    def __new__(cls, iterable=(), /, **keywords):
        if cls is not _set:
            return new_instance(cls)
        result = set_of(())
        set_fill(result, iterable)
        return result

    def __init__(self, iterable=(), /):
        s = payload_of(self)
        set_clear(s)
        set_fill(s, iterable)

    def add(self, element, /):
        set_add(payload_of(self), element)

    def discard(self, element, /):
        set_erase(payload_of(self), element)

    def remove(self, element, /):
        if not set_erase(payload_of(self), element):
            raise_as(_KeyError, element)

    def update(self, *s):
        for iterable in s:
            set_update(payload_of(self), iterable)

    def difference_update(self, *s):
        for iterable in s:
            set_discard_all(payload_of(self), iterable)

    def intersection_update(self, *s):
        set_replace(payload_of(self), set.intersection(self, *s))

    def symmetric_difference_update(self, s, /):
        result = set_of(payload_of(self))
        set_toggle_all(result, as_set(s))
        set_replace(payload_of(self), result)

    def difference(self, *s):
        if not s:
            return _set.copy(self)
        result = set_difference(self, s[0])
        for iterable in s[1:]:
            set_discard_all(result, iterable)
        return _frozenset(result) if isa(self, _frozenset) else result

    def intersection(self, *s):
        result = payload_of(self)
        for iterable in s:
            result = set_common(result, iterable)
        return like(self, result)

    def union(self, *s):
        result = set_of(payload_of(self))
        for iterable in s:
            set_update(result, iterable)
        return _frozenset(result) if isa(self, _frozenset) else result

    def symmetric_difference(self, s, /):
        result = set_of(as_set(s))
        set_toggle_all(result, payload_of(self))
        return _frozenset(result) if isa(self, _frozenset) else result

    def isdisjoint(self, s, /):
        mine = payload_of(self)
        for x in s:
            if set_locate(mine, x, hash(x)) >= 0:
                return False
        return True

    def issubset(self, s, /):
        mine = payload_of(self)
        other = as_set(s)
        return _len(mine) <= _len(other) and not set_minus(mine, other)

    def issuperset(self, s, /):
        mine = payload_of(self)
        for x in s:
            if set_locate(mine, x, hash(x)) < 0:
                return False
        return True

    def __contains__(self, o, /):
        return set_has(payload_of(self), o)

    def __eq__(self, value, /):
        if not is_set(value):
            return NotImplemented
        return _len(self) == _len(value) and not set_minus(payload_of(self), payload_of(value))

    def __ne__(self, value, /):
        if not is_set(value):
            return NotImplemented
        return not (_len(self) == _len(value) and not set_minus(payload_of(self), payload_of(value)))

    def __le__(self, value, /):
        if not is_set(value):
            return NotImplemented
        return _len(self) <= _len(value) and not set_minus(payload_of(self), payload_of(value))

    def __lt__(self, value, /):
        if not is_set(value):
            return NotImplemented
        return _len(self) < _len(value) and not set_minus(payload_of(self), payload_of(value))

    def __ge__(self, value, /):
        if not is_set(value):
            return NotImplemented
        return _len(self) >= _len(value) and not set_minus(payload_of(value), payload_of(self))

    def __gt__(self, value, /):
        if not is_set(value):
            return NotImplemented
        return _len(self) > _len(value) and not set_minus(payload_of(value), payload_of(self))

    def __and__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return like(self, set_common(payload_of(self), payload_of(value)))

    def __or__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return set.union(self, value)

    def __sub__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return like(self, set_difference(self, value))

    def __xor__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return set.symmetric_difference(self, value)

    def __rand__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return like(value, set_common(payload_of(value), payload_of(self)))

    def __ror__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return set.union(value, self)

    def __rsub__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return like(value, set_difference(value, self))

    def __rxor__(self, value, /):
        if not is_set(self) or not is_set(value):
            return NotImplemented
        return set.symmetric_difference(value, self)

    def __iand__(self, value, /):
        if not is_set(value):
            return NotImplemented
        set_replace(payload_of(self), set.intersection(self, value))
        return self

    def __ior__(self, value, /):
        if not is_set(value):
            return NotImplemented
        set_update(payload_of(self), payload_of(value))
        return self

    def __isub__(self, value, /):
        if not is_set(value):
            return NotImplemented
        set.difference_update(self, value)
        return self

    def __ixor__(self, value, /):
        if not is_set(value):
            return NotImplemented
        set.symmetric_difference_update(self, value)
        return self

    def __repr__(self):
        return set_repr(self)


class frozenset:
    def __reduce__(self):
        return _type(self), ([x for x in self],), self.__getstate__()

    def __new__(cls, iterable=(), /, **keywords):
        result = set_of(())
        for x in iterable:
            set_add(result, x)
        made = freeze(result)
        return made if cls is _frozenset else set_payload(new_instance(cls), made)

    difference = set.difference
    intersection = set.intersection
    union = set.union
    symmetric_difference = set.symmetric_difference
    isdisjoint = set.isdisjoint
    issubset = set.issubset
    issuperset = set.issuperset
    __contains__ = set.__contains__
    __eq__ = set.__eq__
    __ne__ = set.__ne__
    __le__ = set.__le__
    __lt__ = set.__lt__
    __ge__ = set.__ge__
    __gt__ = set.__gt__
    __and__ = set.__and__
    __or__ = set.__or__
    __sub__ = set.__sub__
    __xor__ = set.__xor__
    __rand__ = set.__rand__
    __ror__ = set.__ror__
    __rsub__ = set.__rsub__
    __rxor__ = set.__rxor__
    __repr__ = set.__repr__

    def __hash__(self):
        return frozenset_hash([hash(x) for x in self])


# ---- views of dicts

def is_set_like(value):
    return is_set(value) or isa(value, _dict_keys) or isa(value, _dict_items)


def all_in(items, container):
    for x in items:
        if x not in container:
            return False
    return True


class dict_keys:
    def __contains__(self, value, /):
        if _type(self) is _dict_keys:
            return value in self.mapping
        if not isa(value, _tuple) or _len(value) != 2:
            return False
        found = self.mapping.get(value[0], _missing)
        return found is not _missing and (found is value[1] or found == value[1])

    def __eq__(self, value, /):
        if not is_set_like(value):
            return NotImplemented
        return _len(self) == _len(value) and all_in(self, value)

    def __ne__(self, value, /):
        if not is_set_like(value):
            return NotImplemented
        return not (_len(self) == _len(value) and all_in(self, value))

    def __lt__(self, value, /):
        if not is_set_like(value):
            return NotImplemented
        return _len(self) < _len(value) and all_in(self, value)

    def __le__(self, value, /):
        if not is_set_like(value):
            return NotImplemented
        return _len(self) <= _len(value) and all_in(self, value)

    def __gt__(self, value, /):
        if not is_set_like(value):
            return NotImplemented
        return _len(self) > _len(value) and all_in(value, self)

    def __ge__(self, value, /):
        if not is_set_like(value):
            return NotImplemented
        return _len(self) >= _len(value) and all_in(value, self)

    def __and__(self, value, /):
        result = set_of(())
        for x in value:
            if x in self:
                set_add(result, x)
        return result

    __rand__ = __and__

    def __or__(self, value, /):
        result = as_set(self)
        set_update(result, value)
        return result

    def __ror__(self, value, /):
        result = set_of(as_set(value))
        set_update(result, self)
        return result

    def __sub__(self, value, /):
        result = as_set(self)
        set_discard_all(result, value)
        return result

    def __rsub__(self, value, /):
        result = set_of(as_set(value))
        set_discard_all(result, self)
        return result

    def __xor__(self, value, /):
        result = as_set(self)
        set_toggle_all(result, as_set(value))
        return result

    __rxor__ = __xor__

    def isdisjoint(self, other, /):
        for x in other:
            if x in self:
                return False
        return True

    def __repr__(self):
        if not enter_repr(self):
            return "..."
        try:
            return f"{type_name(self)}([" + joined_reprs(self) + "])"
        finally:
            leave_repr(self)


class dict_items:
    __contains__ = dict_keys.__contains__
    __eq__ = dict_keys.__eq__
    __ne__ = dict_keys.__ne__
    __lt__ = dict_keys.__lt__
    __le__ = dict_keys.__le__
    __gt__ = dict_keys.__gt__
    __ge__ = dict_keys.__ge__
    __and__ = dict_keys.__and__
    __rand__ = dict_keys.__rand__
    __or__ = dict_keys.__or__
    __ror__ = dict_keys.__ror__
    __sub__ = dict_keys.__sub__
    __rsub__ = dict_keys.__rsub__
    __xor__ = dict_keys.__xor__
    __rxor__ = dict_keys.__rxor__
    isdisjoint = dict_keys.isdisjoint
    __repr__ = dict_keys.__repr__


class dict_values:
    __repr__ = dict_keys.__repr__


# ---- iterators

def enumerate_steps(it, n):
    for x in it:
        yield (n, x)
        n += 1


class enumerate:
    def __new__(cls, iterable, start=0):
        start = index(start)
        return make_twin_iterator(cls, enumerate_steps(_iter(iterable), start), (iterable, start))


def zip_steps(its):
    while True:
        yield tuple_of([_next(it) for it in its])


def zip_pairs(a, b):
    for x in a:
        yield (x, _next(b))


def zip_strict(its):
    while True:
        values = []
        for i in _range(_len(its)):
            value = _next(its[i], _missing)
            if value is _missing:
                if i > 0:
                    who = f"argument {i}" if i == 1 else f"arguments 1-{i}"
                    raise ValueError(f"zip() argument {i + 1} is shorter than {who}")
                for j in _range(1, _len(its)):
                    if _next(its[j], _missing) is not _missing:
                        who = f"argument {j}" if j == 1 else f"arguments 1-{j}"
                        raise ValueError(f"zip() argument {j + 1} is longer than {who}")
                return
            list_append(values, value)
        if not values:
            return
        yield tuple_of(values)


class zip:
    def __new__(cls, /, *iterables, strict=False):
        its = []
        for i in _range(_len(iterables)):
            if special(iterables[i], "__iter__") is None and special(iterables[i], "__getitem__") is None:
                raise TypeError(f"'{type_name(iterables[i])}' object is not iterable")
            list_append(its, _iter(iterables[i]))
        if strict:
            steps = zip_strict(its)
        elif _len(its) == 2:
            steps = zip_pairs(its[0], its[1])
        else:
            steps = zip_steps(its)
        return make_twin_iterator(cls, steps, tuple_of(its))


def map_one(function, it):
    for x in it:
        yield function(x)


def map_many(function, rows):
    for row in rows:
        yield function(*row)


class map:
    def __new__(cls, /, *args, strict=False):
        if _len(args) < 2:
            raise TypeError("map() must have at least two arguments.")
        if _len(args) == 2:
            it = _iter(args[1])
            return make_twin_iterator(cls, map_one(args[0], it), (args[0], it))
        its = [_iter(x) for x in args[1:]]
        return make_twin_iterator(cls, map_many(args[0], _zip(*its, strict=strict)), (args[0], *its))


def filter_true(it):
    for x in it:
        if x:
            yield x


def filter_by(function, it):
    for x in it:
        if function(x):
            yield x


class filter:
    def __new__(cls, function, iterable, /, **keywords):
        it = _iter(iterable)
        steps = filter_true(it) if function is None or function is _bool else filter_by(function, it)
        return make_twin_iterator(cls, steps, (function, it))


def reversed_steps(sequence, n):
    while n > 0:
        n -= 1
        try:
            value = sequence[n]
        except (IndexError, StopIteration):
            return
        yield value


class reversed:
    def __new__(cls, sequence, /, **keywords):
        method = special(sequence, "__reversed__")
        if method is not None:
            return method()
        if lookup(_type(sequence), "__reversed__", _missing) is None or special(sequence, "__getitem__") is None or \
                special(sequence, "__len__") is None or isa(sequence, _dict) or isa(sequence, _set):
            raise TypeError(f"'{type_name(sequence)}' object is not reversible")
        return make_twin_iterator(cls, reversed_steps(sequence, length(sequence)), (sequence,))


# ---- modules

def import_one(name):
    module = sys_module(name)
    if module is not None:
        return module
    parent, _, child = name.rpartition(".")
    if parent:
        package = import_one(parent)
        module = sys_module(name)
        if module is not None:
            return module
    try:
        if load_module(name) is False:  # None once the body of a library module has run
            load_host_module(name, parent)
    except _BaseException:
        drop_module(name)
        raise
    if sys_module(name) is None:
        if parent and not hasattr(package, "__path__"):
            raise ModuleNotFoundError(f"No module named {name!r}; {parent!r} is not a package", name=name)
        from _absent import reason
        raise ModuleNotFoundError(f"No module named {name!r}" + reason(name), name=name)
    module = sys_module(name)
    if parent:
        setattr(package, child, module)
    return module


def load_host_module(name, parent):
    found = host_module(name)
    if found is None:
        return
    text, file, folder = found
    from importlib.machinery import ModuleSpec
    module = add_module(name)
    spec = ModuleSpec(name, None, origin=file or None, is_package=folder is not None)
    spec.has_location = spec._initializing = not not file
    module.__spec__ = spec
    module.__package__ = spec.parent
    if file:
        module.__file__ = file
    if folder is not None:
        module.__path__ = spec.submodule_search_locations = [folder]
    try:
        run_module(module, text, file or f"{name}.py")
    finally:
        spec._initializing = False


def package_of(globals):
    package = globals.get("__package__")
    if package is not None:
        return package
    name = globals.get("__name__", "")
    return name if "__path__" in globals else name.rpartition(".")[0]


def import_name(name, level, fromlist, globals):
    if level:
        package = package_of(globals)
        if not package or "." not in package and level > 1:
            raise ImportError("attempted relative import with no known parent package"
                              if not package else "attempted relative import beyond top-level package")
        parts = package.split(".")
        base = ".".join(parts[:_len(parts) - level + 1])
        name = base + "." + name if name else base
    elif not name:
        raise ValueError("Empty module name")
    module = import_one(name)
    if not fromlist:
        if level:
            return module
        top = name.partition(".")[0]
        return module if top == name else sys_module(top)
    for item in fromlist:
        if item == "*" or hasattr(module, item):
            continue
        full = f"{name}.{item}"
        if sys_module(full) is None and hasattr(module, "__path__"):
            try:
                import_one(full)
            except ModuleNotFoundError as e:
                if e.name != full:
                    raise
    return module


def import_by_name(name, globals, fromlist, level):
    return import_name(name, index(level), fromlist, {} if globals is None else globals)


# ---- classes, functions, generators

class type:
    def __new__(cls, /, *args, **kwargs):
        if _len(args) != 3:
            raise TypeError("type() takes 1 or 3 arguments")
        name, bases, namespace = args
        if not isa(name, _str):
            raise TypeError(f"type.__new__() argument 1 must be str, not {type_name(name)}")
        if not isa(bases, _tuple):
            raise TypeError(f"type.__new__() argument 2 must be tuple, not {type_name(bases)}")
        if not isa(namespace, _dict):
            raise TypeError(f"type.__new__() argument 3 must be dict, not {type_name(namespace)}")
        for base in bases:
            if not isa(base, _type):
                if hasattr(base, "__mro_entries__"):
                    raise TypeError("type() doesn't support MRO entry resolution; use types.new_class()")
                raise TypeError("bases must be types")
        meta = derived_metaclass(cls, bases)
        if meta is not cls and not same_new(meta):
            return find_special(meta, "__new__")(meta, name, bases, namespace, **kwargs)
        return type_make(meta, name, bases, namespace, kwargs)

    def __call__(cls, /, *args, **kwargs):
        return type_call(cls, *args, **kwargs)

    def __instancecheck__(self, instance, /):
        cls = getattr(instance, "__class__", None)
        return isa(cls, _type) and subtype(cls, self)

    def __dir__(self):
        return type_dir(self)


class super:
    def __repr__(self):
        cls = self.__self_class__
        return f"<super: <class '{self.__thisclass__.__name__}'>, {'NULL' if cls is None else f'<{cls.__name__} object>'}>"


class method:
    def __repr__(self):
        return f"<bound method {_getattr(self.__func__, '__qualname__', '?')} of {to_repr(self.__self__)}>"


class mappingproxy:
    def __or__(self, value, /):
        return self.copy() | (value.copy() if isa(value, _mappingproxy) else value)

    def __ror__(self, value, /):
        return value | self.copy()

    def __repr__(self):
        return f"mappingproxy({_str(self)})"

    def __str__(self):
        if not enter_repr(self):
            return "{...}"
        try:
            return to_repr(self.copy())
        finally:
            leave_repr(self)


class SimpleNamespace:
    # A positional argument that is no plain dict is made one.
    def __new__(cls, /, *args, **kwargs):
        return cls(_dict(args[0]), **kwargs)

    def __init__(self, /, *args, **kwargs):
        found = _dict(args[0])
        for key in found:
            if not isa(key, _str):
                raise TypeError("keywords must be strings")
        _dict.update(self.__dict__, found, **kwargs)

    def __repr__(self):
        name = _type(self).__name__
        if name == "SimpleNamespace":
            name = "namespace"
        if not enter_repr(self):
            return name + "(...)"
        try:
            return name + "(" + ", ".join([k + "=" + to_repr(v) for k, v in _dict.items(self.__dict__)]) + ")"
        finally:
            leave_repr(self)


class object:
    def __ne__(self, value, /):
        result = special(self, "__eq__")(value)
        if result is NotImplemented:
            return result
        return not result

    def __str__(self):
        return special(self, "__repr__")()

    def __format__(self, format_spec, /):
        if format_spec:
            raise TypeError(f"unsupported format string passed to {type_name(self)}.__format__")
        return to_str(self)

    def __reduce_ex__(self, protocol, /):
        cls = _type(self)
        if find_special(cls, "__reduce__") is not find_special(_object, "__reduce__"):
            return special(self, "__reduce__")()
        return reduce_object(self)

    def __reduce__(self):
        return reduce_object(self)

    def __dir__(self):
        return object_dir(self)


HEAP_TYPE = 1 << 9  # of type.__flags__


def reduce_object(self):
    import copyreg
    for base in _type(self).__mro__:
        if not base.__flags__ & HEAP_TYPE:
            by_value = _object, _int, _float, _complex, _str, _bytes, _tuple, _list, _dict, _set, _frozenset, _bool
            if base not in by_value and not is_exception_type(base):
                raise TypeError(f"cannot pickle '{type_name(self)}' object")
            break
    maker = copyreg.__newobj__
    full = getattr(self, "__getnewargs_ex__", None)
    plain = getattr(self, "__getnewargs__", None)
    if full is not None:
        pair = full()
        if not isa(pair, _tuple):
            raise TypeError(f"__getnewargs_ex__ should return a tuple, not '{type_name(pair)}'")
        if _len(pair) != 2:
            raise ValueError(f"__getnewargs_ex__ should return a tuple of length 2, not {_len(pair)}")
        args, keywords = pair
        if not isa(args, _tuple):
            raise TypeError(f"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{type_name(args)}'")
        if not isa(keywords, _dict):
            raise TypeError(f"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{type_name(keywords)}'")
        args = (_type(self),) + args
        if keywords:
            maker = copyreg.__newobj_ex__
            args = (args[0], args[1:], keywords)
    elif plain is not None:
        args = plain()
        if not isa(args, _tuple):
            raise TypeError(f"__getnewargs__ should return a tuple, not '{type_name(args)}'")
        args = (_type(self),) + args
    else:
        args = (_type(self),)
    state = self.__getstate__()
    listed = _iter(self) if isa(self, _list) else None
    mapped = _iter(self.items()) if isa(self, _dict) else None
    return maker, args, state, listed, mapped


class module:
    # The native handles what is there; here come definitions that are made on demand.
    def __getattribute__(self, name, /):
        return define_all(self) if name == "__dict__" else definition_thunk(self, name)()

    def __delattr__(self, name, /):
        define_all(self)
        delete_attribute(self, name)


def call_definition(thunk, args):
    return thunk()(*args)


def define_all(module):
    for thunk in definition_thunks(module):
        thunk()
    return end_definitions(module)


class generator:
    def close(self):
        return close_generator(self)

    def throw(self, typ, val=_missing, tb=_missing, /):
        return generator_throw_exc(self, thrown(typ, val, tb))


class async_generator:
    def athrow(self, typ, val=_missing, tb=_missing, /):
        return special(self, "athrow")(thrown(typ, val, tb))


class async_generator_asend:
    def throw(self, typ, val=_missing, tb=_missing, /):
        return special(self, "throw")(thrown(typ, val, tb))


class async_generator_athrow:
    def throw(self, typ, val=_missing, tb=_missing, /):
        return special(self, "throw")(thrown(typ, val, tb))


class coroutine:
    def close(self):
        return close_generator(self)

    def throw(self, typ, val=_missing, tb=_missing, /):
        return generator_throw_exc(self, thrown(typ, val, tb))


def thrown(typ, val, tb):
    if is_exception_type(typ):
        if val is _missing or val is None:
            exc = typ()
        elif isa(val, typ):
            exc = val
        elif isa(val, _tuple):
            exc = typ(*val)
        else:
            exc = typ(val)
        if not isa(exc, _BaseException):
            raise TypeError(f"calling {to_repr(typ)} should have returned an instance of BaseException, not {type_name(exc)}")
    elif isa(typ, _BaseException):
        if val is not _missing and val is not None:
            raise TypeError("instance exception may not have a separate value")
        exc = typ
    else:
        raise TypeError(f"exceptions must be classes or instances deriving from BaseException, not {type_name(typ)}")
    if tb is not _missing and tb is not None:
        set_traceback(exc, tb)
    return exc


class BaseException:
    def __repr__(self):
        args = exception_args(self)
        if _len(args) == 1:
            return f"{type_name(self)}({to_repr(args[0])})"
        return type_name(self) + to_repr(args)

    def __str__(self):
        args = exception_args(self)
        if not args:
            return ""
        return to_str(args[0]) if _len(args) == 1 else to_repr(args)


class KeyError:
    def __str__(self):
        args = exception_args(self)
        if not args:
            return ""
        return to_repr(args[0]) if _len(args) == 1 else to_repr(args)


def group_condition(matcher):
    if is_exception_type(matcher):
        return lambda e: isinstance(e, matcher)
    if isa(matcher, _tuple):
        for t in matcher:
            if not is_exception_type(t):
                raise TypeError("expected an exception type, a tuple of exception types, or a callable (other than a class)")
        return lambda e: isinstance(e, matcher)
    if isa(matcher, _type) or not callable(matcher):
        raise TypeError("expected an exception type, a tuple of exception types, or a callable (other than a class)")
    return matcher


class BaseExceptionGroup:
    def __new__(cls, /, *args, **kwargs):
        if _len(args) != 2:
            raise TypeError(f"BaseExceptionGroup.__new__() takes exactly 2 arguments ({_len(args)} given)")
        message, exceptions = args
        if not isa(message, _str):
            raise TypeError(f"BaseExceptionGroup.__new__() argument 1 must be str, not {type_name(message)}")
        if special(exceptions, "__getitem__") is None or isa(exceptions, _dict) or isa(exceptions, _set):
            raise TypeError("second argument (exceptions) must be a sequence")
        parts = tuple_of([e for e in exceptions])
        if not parts:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        plain = True
        i = 0
        for e in parts:
            if not isa(e, _BaseException):
                raise ValueError(f"Item {i} of second argument (exceptions) is not an exception")
            if not isa(e, Exception):
                plain = False
            i += 1
        if cls is _BaseExceptionGroup:
            if plain:
                cls = ExceptionGroup
        elif not plain and subtype(cls, ExceptionGroup):
            if cls is ExceptionGroup:
                raise TypeError("Cannot nest BaseExceptions in an ExceptionGroup")
            raise TypeError(f"Cannot nest BaseExceptions in {cls.__name__!r}")
        made = new_exception(cls, (message, exceptions))
        set_field(made, "message", message)
        set_field(made, "exceptions", parts)
        return made

    def derive(self, excs, /):
        return _BaseExceptionGroup(self.message, excs)

    def subgroup(self, matcher_value, /):
        return group_split(self, group_condition(matcher_value), True)[0]

    def split(self, matcher_value, /):
        return group_split(self, group_condition(matcher_value), True)


class OSError:
    def __str__(self):
        if self.filename is None and (self.errno is None or self.strerror is None):
            return _BaseException.__str__(self)
        text = f"[Errno {self.errno}] {self.strerror}"
        if self.filename is None:
            return text
        text += ": " + to_repr(self.filename)
        return text if self.filename2 is None else text + " -> " + to_repr(self.filename2)


# ---- text and numbers

class str:
    # An empty format is str(): what a subclass makes of it.
    def __format__(self, format_spec, /):
        return to_str(self)

    def __new__(cls, object="", encoding=_missing, errors=_missing):
        if encoding is _missing and errors is _missing:
            text = to_str(object)
        else:
            text = _str(object, "utf-8" if encoding is _missing else encoding, "strict" if errors is _missing else errors)
        return text if cls is _str else set_payload(new_instance(cls), str_of(text))

    def join(self, iterable, /):
        if special(iterable, "__iter__") is None and special(iterable, "__getitem__") is None:
            raise TypeError("can only join an iterable")
        return _str.join(self, collect(iterable))

    def __getitem__(self, key, /):
        return _str.__getitem__(self, index_key(key, "string"))

    def __mul__(self, value, /):
        return _str.__mul__(self, index(value))

    def __rmul__(self, value, /):
        return _str.__mul__(self, index(value))

    def __mod__(self, value, /):
        return percent(str_of(self), value)

    def format(self, /, *args, **kwargs):
        return Formatter(args, kwargs).run(str_of(self))

    def format_map(self, mapping, /):
        return Formatter((), mapping).run(str_of(self))

    def translate(self, table, /):
        look_up = special(table, "__getitem__")
        out = []
        for c in str_of(self):
            try:
                to = look_up(_ord(c))
            except LookupError:
                to = c
            if isa(to, _int):
                if not 0 <= to <= 0x10FFFF:
                    raise ValueError("character mapping must be in range(0x110000)")
                to = _chr(to)
            if isa(to, _str):
                list_append(out, str_of(to))
            elif to is not None:
                raise TypeError("character mapping must return integer, None or str")
        return "".join(out)


# Prepares the arguments of `text % value` so that the native can do it: what needs Python code becomes text or a number.
def percent(text, value, data=False):
    args = value if isa(value, _tuple) else None
    mapped = args is None and special(value, "__getitem__") is not None and not isa(value, _str)
    out = []
    position = 0
    at = 0
    n = _len(text)

    def take():
        nonlocal position
        if args is None:
            if position > 0:
                raise TypeError("not enough arguments for format string")
            position = 1
            return value
        if position >= _len(args):
            raise TypeError("not enough arguments for format string")
        position += 1
        return args[position - 1]

    while at < n:
        stop = text.find("%", at)
        if stop < 0:
            list_append(out, text[at:])
            break
        list_append(out, text[at:stop])
        start = stop
        at = stop + 1
        chosen = _missing
        spec = "%"
        if at < n and text[at] == "(":
            depth = 1
            begin = at + 1
            at += 1
            while at < n and depth:
                if text[at] == "(":
                    depth += 1
                elif text[at] == ")":
                    depth -= 1
                at += 1
            if depth:
                raise ValueError("incomplete format key")
            if not mapped:
                raise TypeError("format requires a mapping")
            chosen = text[begin:at - 1]
            chosen = value[chosen.encode("latin-1") if data else chosen]
        used = []
        while at < n and text[at] in "#0- +":
            spec += text[at]
            at += 1
        for part in (0, 1):
            if part:
                if at < n and text[at] == ".":
                    spec += "."
                    at += 1
                else:
                    break
            if at < n and text[at] == "*":
                spec += "*"
                list_append(used, take())
                at += 1
            else:
                while at < n and text[at] in "0123456789":
                    spec += text[at]
                    at += 1
        while at < n and text[at] in "hlL":
            at += 1
        if at >= n:
            raise ValueError("incomplete format")
        code = text[at]
        at += 1
        if code == "%" and at == start + 2:
            list_append(out, "%")
            continue
        item = take() if chosen is _missing else chosen
        if code == "s" and not data:
            item = to_str(item)
        elif (code == "s" or code == "b") and data:
            if special(item, "__bytes__") is not None:
                item = _bytes(item)
        elif code == "r" or code == "a":
            item = to_ascii(item) if data or code == "a" else to_repr(item)
            code = "s"
            if data:
                item = item.encode("latin-1")
        elif code in "diuxXo":
            if int_of(item) is None and not isa(item, _float):
                item = percent_integer(item, code)
        elif code in "eEfFgG":
            if int_of(item) is None and not isa(item, _float) and not isa(item, _str):
                item = _float(item)
        elif code == "c":
            if special(item, "__index__") is not None:
                item = percent_integer(item, code)
        list_append(used, payload_of(item))
        if data:
            list_append(out, _bytes.__mod__((spec + code).encode("latin-1"), tuple_of(used)).decode("latin-1"))
        else:
            list_append(out, percent_native(spec + code, tuple_of(used)))
    if args is not None and position < _len(args) or args is None and position == 0 and not mapped:
        raise TypeError(f"not all arguments converted during {'bytes' if data else 'string'} formatting")
    return "".join(out)


def percent_integer(item, code):
    try:
        if code in "diu" and special(item, "__int__") is not None:
            return _int(item)
        return index(item) if special(item, "__index__") is not None else item
    except TypeError:
        pass
    if code == "c":
        raise TypeError("%c requires an int or a unicode character, not " + type_name(item))
    wanted = "a real number" if code in "diu" else "an integer"
    raise TypeError(f"%{code} format: {wanted} is required, not {type_name(item)}")


class Formatter:
    def __init__(self, args, kwargs):
        self.args = args
        self.kwargs = kwargs
        self.auto = 0  # next automatic number; None once a field was numbered by hand

    def run(self, text, depth=2):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        at = 0
        n = _len(text)
        while at < n:
            c = text[at]
            if c == "{":
                if at + 1 < n and text[at + 1] == "{":
                    list_append(out, "{")
                    at += 2
                    continue
                at = self.field(text, at + 1, n, out, depth)
            elif c == "}":
                if at + 1 < n and text[at + 1] == "}":
                    list_append(out, "}")
                    at += 2
                    continue
                raise ValueError("Single '}' encountered in format string")
            else:
                stop = at
                while stop < n and text[stop] != "{" and text[stop] != "}":
                    stop += 1
                list_append(out, text[at:stop])
                at = stop
        return "".join(out)

    def field(self, text, at, n, out, depth):
        if at >= n:
            raise ValueError("Single '{' encountered in format string")
        start = at
        nesting = 1
        bracket = False
        name_end = -1
        while at < n:
            c = text[at]
            if bracket:
                if c == "]":
                    bracket = False
            elif c == "[" and name_end < 0:
                bracket = True
            elif c == "{":
                if name_end < 0:
                    raise ValueError("unexpected '{' in field name")
                nesting += 1
            elif c == "}":
                nesting -= 1
                if not nesting:
                    break
            elif (c == ":" or c == "!") and name_end < 0:
                name_end = at
            at += 1
        if nesting or at >= n:
            raise ValueError("expected '}' before end of string")
        end = at
        if name_end < 0:
            name_end = end
        name = text[start:name_end]
        conversion = None
        spec = ""
        rest = name_end
        if rest < end and text[rest] == "!":
            rest += 1
            if rest >= end:
                raise ValueError("end of string while looking for conversion specifier" if end >= n else "unmatched '{' in format spec")
            conversion = text[rest]
            rest += 1
            if rest < end and text[rest] != ":":
                raise ValueError("expected ':' after conversion specifier")
        if rest < end:
            spec = text[rest + 1:end]
        value = self.value(name)
        if conversion == "s":
            value = to_str(value)
        elif conversion == "r":
            value = to_repr(value)
        elif conversion == "a":
            value = to_ascii(value)
        elif conversion is not None:
            raise ValueError(f"Unknown conversion specifier '{conversion}'")
        if "{" in spec:
            spec = self.run(spec, depth - 1)
        list_append(out, format_value(value, spec))
        return end + 1

    def value(self, name):
        n = _len(name)
        at = 0
        while at < n and name[at] != "." and name[at] != "[":
            at += 1
        first = name[:at]
        if not first:
            if self.auto is None:
                raise ValueError("cannot switch from manual field specification to automatic field numbering")
            number = self.auto
            self.auto += 1
            value = self.numbered(number)
        elif first.isdigit():
            if self.auto:
                raise ValueError("cannot switch from automatic field numbering to manual field specification")
            self.auto = None
            value = self.numbered(_int(first))
        else:
            value = self.kwargs[first]
        while at < n:
            if name[at] == ".":
                stop = at + 1
                while stop < n and name[stop] != "." and name[stop] != "[":
                    stop += 1
                if stop == at + 1:
                    raise ValueError("Empty attribute in format string")
                value = getattr(value, name[at + 1:stop])
                at = stop
            elif name[at] == "[":
                stop = name.find("]", at)
                if stop < 0:
                    raise ValueError("Missing ']' in format string")
                key = name[at + 1:stop]
                if not key:
                    raise ValueError("Empty attribute in format string")
                value = value[_int(key) if key.isdigit() else key]
                at = stop + 1
            else:
                raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        return value

    def numbered(self, number):
        if isa(self.args, _tuple) and number < _len(self.args):
            return self.args[number]
        raise IndexError(f"Replacement index {number} out of range for positional args tuple")


def int_from(x):
    method = special(x, "__int__")
    if method is not None:
        n = method()
        if int_of(n) is None:
            raise TypeError(f"__int__ returned non-int (type {type_name(n)})")
        return int_of(n)
    if special(x, "__index__") is not None:
        return index(x)
    raise TypeError(f"int() argument must be a string, a bytes-like object or a real number, not '{type_name(x)}'")


def float_from(x, who="float"):
    method = special(x, "__float__")
    if method is not None:
        value = method()
        if not isa(value, _float):
            raise TypeError(f"{type_name(x)}.__float__ returned non-float (type {type_name(value)})")
        return payload_of(value)
    if special(x, "__index__") is not None:
        return _float(index(x))
    raise TypeError(f"{who}() argument must be a string or a real number, not '{type_name(x)}'")


class int:
    __format__ = str.__format__

    def __new__(cls, x=0, /, base=_missing):
        n = int_from(x) if base is _missing else _int(x, index(base))
        return n if cls is _int else set_payload(new_instance(cls), n)

    def from_bytes(cls, bytes, byteorder="big", *, signed=False):
        if special(bytes, "__bytes__") is None:
            if special(bytes, "__iter__") is None and special(bytes, "__getitem__") is None:
                raise TypeError(f"cannot convert '{type_name(bytes)}' object to bytes")
            bytes = collect(bytes)
        return cls.from_bytes(_bytes(bytes), byteorder, signed=signed)


class float:
    __format__ = str.__format__

    def __new__(cls, x=0.0, /, **keywords):
        f = float_from(x)
        return f if cls is _float else set_payload(new_instance(cls), f)


class bool:
    def __new__(cls, object=False, /):
        return truth(object)


class complex:
    __format__ = str.__format__

    def __new__(cls, real=0, imag=_missing):
        method = special(real, "__complex__")
        if method is not None:
            z = method()
            if not isa(z, _complex):
                raise TypeError(f"__complex__ returned non-complex (type {type_name(z)})")
        elif isa(real, _complex) or isa(real, _float) or isa(real, _int):
            z = payload_of(real)
        else:
            z = float_from(real, "complex")
        if imag is not _missing:
            z = z + (imag if isa(imag, _complex) else float_from(imag, "complex")) * 1j
        z = _complex(z)
        return z if cls is _complex else set_payload(new_instance(cls), z)


def byte_of(x, what="bytes"):
    n = index(x)
    if n < 0 or n > 255:
        raise ValueError(f"{what} must be in range(0, 256)")
    return n


class bytes:
    def __new__(cls, source=b"", encoding=_missing, errors=_missing):
        if encoding is not _missing or errors is not _missing:
            data = _bytes(source, encoding, errors)
        elif special(source, "__bytes__") is not None:
            data = special(source, "__bytes__")()
            if not isa(data, _bytes):
                raise TypeError(f"__bytes__ returned non-bytes (type {type_name(data)})")
        elif special(source, "__index__") is not None:
            data = _bytes(index(source))
        elif special(source, "__iter__") is None and special(source, "__getitem__") is None:
            raise TypeError(f"cannot convert '{type_name(source)}' object to bytes")
        else:
            data = _bytes([byte_of(x) for x in source])
        return data if cls is _bytes else set_payload(new_instance(cls), data)

    def join(self, iterable_of_bytes, /):
        return _bytes.join(self, collect(iterable_of_bytes))

    def __getitem__(self, key, /):
        return _bytes.__getitem__(self, index_key(key, "byte"))

    def __mod__(self, value, /):
        return percent(_bytes.decode(self, "latin-1"), value, True).encode("latin-1")


def bytearray_content(source, encoding, errors):
    if encoding is not _missing or errors is not _missing:
        return _bytes(source, "utf-8" if encoding is _missing else encoding, "strict" if errors is _missing else errors)
    if special(source, "__index__") is not None:
        return _bytes(index(source))
    if special(source, "__iter__") is None and special(source, "__getitem__") is None:
        raise TypeError(f"cannot convert '{type_name(source)}' object to bytearray")
    return _bytes([byte_of(x, "byte") for x in source])


class bytearray:
    def __reduce__(self):
        return _type(self), (_bytes(self),), self.__getstate__()

    def __reduce_ex__(self, proto=0, /):
        return special(self, "__reduce__")()

    def __new__(cls, source=b"", encoding=_missing, errors=_missing):
        result = _bytearray() if cls is _bytearray else new_instance(cls)
        if cls is _bytearray:
            result[:] = bytearray_content(source, encoding, errors)
        return result

    def __init__(self, source=b"", encoding=_missing, errors=_missing):
        self[:] = bytearray_content(source, encoding, errors)

    def extend(self, iterable_of_ints, /):
        self += _bytes([byte_of(x, "byte") for x in iterable_of_ints])

    def join(self, iterable_of_bytes, /):
        return _bytearray.join(self, collect(iterable_of_bytes))

    def __getitem__(self, key, /):
        return _bytearray.__getitem__(self, index_key(key))

    def __mod__(self, value, /):
        return _bytearray(percent(_bytearray.decode(self, "latin-1"), value, True).encode("latin-1"))


def alias_part(part):
    if part is ...:
        return "..."
    if isinstance(part, _list):
        return "[" + ", ".join([alias_part(p) for p in part]) + "]"
    if not isinstance(part, _type) or hasattr(part, "__origin__") and hasattr(part, "__args__"):
        return repr(part)
    module, name = part.__module__, part.__qualname__
    return name if module == "builtins" else f"{module}.{name}"


def hint_repr(hint):
    if hint is ...:
        return "..."
    if hint is _type(None):
        return "None"
    if isa(hint, _list):
        return "[" + ", ".join([hint_repr(x) for x in hint]) + "]"
    if isa(hint, _type) and not isa(hint, _type(_list[_int])):
        return hint.__qualname__ if hint.__module__ == "builtins" else f"{hint.__module__}.{hint.__qualname__}"
    return to_repr(hint)


class Union:
    # Forward references and what typing alone knows.
    def __class_getitem__(cls, item, /):
        import _typing_forms as forms
        return forms.union(item if isa(item, _tuple) else (item,))

    def __getitem__(self, key, /):
        import _typing_forms as forms
        return forms.union(forms.substitute(self.__args__, self.__parameters__, key, self))

    def __repr__(self):
        return " | ".join([hint_repr(x) for x in self.__args__])


def is_callable_class(origin):
    # collections.abc.Callable keeps its parameters flat, and shows them in brackets.
    return isa(origin, _type) and origin.__name__ == "Callable" and origin.__module__ == "collections.abc"


def is_parameter_list(arg):
    if arg is ...:
        return True
    return _type(arg).__name__ in ("ParamSpec", "_ConcatenateGenericAlias") and _type(arg).__module__ == "typing"


class GenericAlias:
    def __getitem__(self, key, /):
        if not self.__parameters__:
            raise TypeError(f"{to_repr(self)} is not a generic class")
        import _typing_forms as forms
        args = forms.substitute(self.__args__, self.__parameters__, key, self)
        if is_callable_class(self.__origin__):  # a ParamSpec became a list of parameters
            args = _tuple([x for arg in args for x in (arg if isa(arg, _tuple) else (arg,))])
        made = generic_alias(self.__origin__, args)
        return next(_iter(made)) if self.__unpacked__ else made

    def __repr__(self):
        args = self.__args__
        inner = ", ".join([alias_part(a) for a in args]) if args else "()"
        if is_callable_class(self.__origin__) and not (_len(args) == 2 and is_parameter_list(args[0])):
            inner = f"[{', '.join([alias_part(a) for a in args[:-1]])}], {alias_part(args[-1])}"
        return f"{'*' if self.__unpacked__ else ''}{alias_part(self.__origin__)}[{inner}]"

    def __call__(self, /, *args, **kwargs):
        obj = self.__origin__(*args, **kwargs)
        try:
            obj.__orig_class__ = self
        except Exception:
            pass
        return obj


keep_top()
