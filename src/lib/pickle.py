# SPDX-License-Identifier: MIT
# pickle: objects as bytes and back, protocols 0 to 5. Reading runs what the bytes name, as everywhere; in the sandbox that is no
# more than a program can do anyway.
#
# The writer walks an object into one list of opcodes with a memo by identity; the reader is a machine with one stack and marks.
from __future__ import annotations

import sys

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads", "PickleBuffer",
           "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5  # as of CPython 3.14
format_version = "4.0"
bytes_types = (bytes, bytearray)

MARK, STOP, POP, POP_MARK, DUP, FLOAT, INT, BININT, BININT1, LONG = b"(", b".", b"0", b"1", b"2", b"F", b"I", b"J", b"K", b"L"
BININT2, NONE, PERSID, BINPERSID, REDUCE, STRING, BINSTRING, SHORT_BINSTRING = b"M", b"N", b"P", b"Q", b"R", b"S", b"T", b"U"
UNICODE, BINUNICODE, APPEND, BUILD, GLOBAL, DICT, EMPTY_DICT, APPENDS, GET, BINGET = (b"V", b"X", b"a", b"b", b"c", b"d", b"}", b"e",
                                                                                    b"g", b"h")
INST, LONG_BINGET, LIST, EMPTY_LIST, OBJ, PUT, BINPUT, LONG_BINPUT, SETITEM, TUPLE = (b"i", b"j", b"l", b"]", b"o", b"p", b"q", b"r",
                                                                                      b"s", b"t")
EMPTY_TUPLE, SETITEMS, BINFLOAT, TRUE, FALSE = b")", b"u", b"G", b"I01\n", b"I00\n"
PROTO, NEWOBJ, EXT1, EXT2, EXT4, TUPLE1, TUPLE2, TUPLE3, NEWTRUE, NEWFALSE, LONG1, LONG4 = (
    b"\x80", b"\x81", b"\x82", b"\x83", b"\x84", b"\x85", b"\x86", b"\x87", b"\x88", b"\x89", b"\x8a", b"\x8b")
BINBYTES, SHORT_BINBYTES = b"B", b"C"
SHORT_BINUNICODE, BINUNICODE8, BINBYTES8, EMPTY_SET, ADDITEMS, FROZENSET, NEWOBJ_EX, STACK_GLOBAL, MEMOIZE, FRAME = (
    b"\x8c", b"\x8d", b"\x8e", b"\x8f", b"\x90", b"\x91", b"\x92", b"\x93", b"\x94", b"\x95")
BYTEARRAY8, NEXT_BUFFER, READONLY_BUFFER = b"\x96", b"\x97", b"\x98"
_BATCH = 1000


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


class PickleBuffer:
    """Bytes that may travel beside the pickle."""

    def __init__(self, buffer):
        self._view = memoryview(buffer)

    def raw(self):
        return self._view.cast("B") if self._view.format != "B" else self._view

    def release(self):
        self._view.release()


def _le(value, size):
    return value.to_bytes(size, "little")


def encode_long(x):
    return x.to_bytes((x.bit_length() >> 3) + 1, "little", signed=True) if x else b""


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


def whichmodule(obj, name):
    """The module through which the object is found by its name."""
    module = getattr(obj, "__module__", None)
    if module is not None:
        return module
    for module_name, module in list(sys.modules.items()):
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if _attribute(module, name) is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


def _attribute(obj, name):
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            obj = getattr(obj, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return obj


# ---- writing

class Pickler:
    """Writes pickles to a file."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        if not hasattr(file, "write"):
            raise TypeError("file must have a 'write' attribute")
        self._file_write = file.write
        self._buffer_callback = buffer_callback
        self.proto = int(protocol)
        self.bin = protocol >= 1
        self.fast = 0
        self.memo = {}

    def clear_memo(self):
        self.memo.clear()

    def persistent_id(self, obj):
        return None

    def reducer_override(self, obj):
        return NotImplemented

    def dump(self, obj):
        self._out = out = []
        self.write = out.append
        if self.proto >= 2:
            out.append(PROTO + _le(self.proto, 1))
        body = len(out)
        self.save(obj)
        out.append(STOP)
        if self.proto >= 4:
            size = sum([len(part) for part in out[body:]])
            if size >= 4:
                out.insert(body, FRAME + _le(size, 8))
        self._file_write(b"".join(out))

    def memoize(self, obj):
        if self.fast:
            return
        number = len(self.memo)
        self.memo[id(obj)] = number, obj
        if self.proto >= 4:
            self.write(MEMOIZE)
        elif self.bin:
            self.write(BINPUT + _le(number, 1) if number < 256 else LONG_BINPUT + _le(number, 4))
        else:
            self.write(PUT + f"{number}\n".encode())

    def get(self, number):
        if self.bin:
            return BINGET + _le(number, 1) if number < 256 else LONG_BINGET + _le(number, 4)
        return GET + f"{number}\n".encode()

    def save(self, obj, save_persistent_id=True):
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self._save_persistent(pid)
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(self.get(known[0]))
            return
        reduced = self.reducer_override(obj)
        if reduced is NotImplemented:
            cls = type(obj)
            save = _SAVERS.get(cls)
            if save is not None:
                save(self, obj)
                return
            table = getattr(self, "dispatch_table", None)
            if table is None:
                import copyreg
                table = copyreg.dispatch_table
            reducer = table.get(cls)
            if reducer is not None:
                reduced = reducer(obj)
            elif issubclass(cls, type):
                self.save_global(obj)
                return
            else:
                reducer = getattr(obj, "__reduce_ex__", None)
                if reducer is None:
                    reducer = getattr(obj, "__reduce__", None)
                    if reducer is None:
                        raise PicklingError(f"Can't pickle {cls.__name__!r} object: {obj!r}")
                    reduced = reducer()
                else:
                    reduced = reducer(self.proto)
        if isinstance(reduced, str):
            self.save_global(obj, reduced)
            return
        if not isinstance(reduced, tuple):
            raise PicklingError(f"__reduce__ must return a string or tuple, not {type(reduced).__name__}")
        if not 2 <= len(reduced) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        self.save_reduce(obj=obj, *reduced)

    def _save_persistent(self, pid):
        if self.bin:
            self.save(pid, False)
            self.write(BINPERSID)
        else:
            try:
                self.write(PERSID + str(pid).encode("ascii") + b"\n")
            except UnicodeEncodeError:
                raise PicklingError("persistent IDs in protocol 0 must be ASCII strings") from None

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        if not isinstance(args, tuple):
            raise PicklingError(f"args from save_reduce() must be a tuple, not {type(args).__name__}")
        if not callable(func):
            raise PicklingError(f"first item of the tuple returned by __reduce__ must be callable, not {type(func).__name__}")
        write, save = self.write, self.save
        name = getattr(func, "__name__", "")
        if self.proto >= 2 and name == "__newobj_ex__":
            cls, positional, keywords = args
            if self.proto >= 4:
                save(cls)
                save(positional)
                save(keywords)
                write(NEWOBJ_EX)
            else:
                from functools import partial
                save(partial(cls.__new__, cls, *positional, **keywords))
                save(())
                write(REDUCE)
        elif self.proto >= 2 and name == "__newobj__":
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            save(cls)
            save(args[1:])
            write(NEWOBJ)
        else:
            save(func)
            save(args)
            write(REDUCE)
        if obj is not None:
            known = self.memo.get(id(obj))
            if known is not None:  # its arguments led back to it
                write(POP + self.get(known[0]))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is not None:
            if state_setter is None:
                save(state)
                write(BUILD)
            else:
                save(state_setter)
                save(obj)
                save(state)
                write(TUPLE2)
                write(REDUCE)
                write(POP)

    def save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        module_name = whichmodule(obj, name)
        try:
            __import__(module_name)
            found = _attribute(sys.modules[module_name], name)
        except (ImportError, KeyError, AttributeError) as error:
            if isinstance(error, AttributeError) and "<locals>" in name:
                raise AttributeError(f"Can't get local object {name!r}") from None
            raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module_name} failed"
                                if isinstance(error, AttributeError) else f"Can't pickle {obj!r}: import of module {module_name!r} failed") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif "." in name:
            owner, _, last = name.rpartition(".")
            self.save_reduce(getattr, (_attribute(sys.modules[module_name], owner), last))
        else:
            self.write(GLOBAL + f"{module_name}\n{name}\n".encode())
        self.memoize(obj)

    # ---- builtin types

    def _save_none(self, obj):
        self.write(NONE)

    def _save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(TRUE if obj else FALSE)

    def _save_int(self, obj):
        if self.bin:
            if 0 <= obj < 65536:
                self.write(BININT1 + _le(obj, 1) if obj < 256 else BININT2 + _le(obj, 2))
                return
            if -0x80000000 <= obj < 0x80000000:
                self.write(BININT + obj.to_bytes(4, "little", signed=True))
                return
        if self.proto >= 2:
            data = encode_long(obj)
            self.write(LONG1 + _le(len(data), 1) + data if len(data) < 256 else LONG4 + _le(len(data), 4) + data)
        elif -0x80000000 <= obj < 0x80000000:
            self.write(INT + f"{obj}\n".encode())
        else:
            self.write(LONG + f"{obj}L\n".encode())

    def _save_float(self, obj):
        if self.bin:
            import struct
            self.write(BINFLOAT + struct.pack(">d", obj))
        else:
            self.write(FLOAT + f"{obj!r}\n".encode())

    def _save_bytes(self, obj):
        if self.proto < 3:
            if not obj:
                self.save_reduce(bytes, (), obj=obj)
            else:
                import codecs
                self.save_reduce(codecs.encode, (str(obj, "latin1"), "latin1"), obj=obj)
            return
        size = len(obj)
        if size < 256:
            self.write(SHORT_BINBYTES + _le(size, 1) + obj)
        elif size < 1 << 32:
            self.write(BINBYTES + _le(size, 4) + obj)
        else:
            self.write(BINBYTES8 + _le(size, 8) + obj)
        self.memoize(obj)

    def _save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        self.write(BYTEARRAY8 + _le(len(obj), 8) + bytes(obj))
        self.memoize(obj)

    def _save_buffer(self, obj):
        if self.proto < 5:
            raise PicklingError("PickleBuffer can only be pickled with protocol >= 5")
        view = obj.raw()
        if self._buffer_callback is not None and not self._buffer_callback(obj):
            self.write(NEXT_BUFFER)
            if view.readonly:
                self.write(READONLY_BUFFER)
        elif view.readonly:
            self._save_bytes(bytes(view))
        else:
            self._save_bytearray(bytearray(view))

    def _save_str(self, obj):
        if self.bin:
            data = obj.encode("utf-8", "surrogatepass")
            size = len(data)
            if size < 256 and self.proto >= 4:
                self.write(SHORT_BINUNICODE + _le(size, 1) + data)
            elif size < 1 << 32:
                self.write(BINUNICODE + _le(size, 4) + data)
            else:
                self.write(BINUNICODE8 + _le(size, 8) + data)
        else:
            text = obj.replace("\\", "\\u005c")
            for char in "\0\n\r\x1a":
                text = text.replace(char, f"\\u{ord(char):04x}")
            self.write(UNICODE + text.encode("raw-unicode-escape") + b"\n")
        self.memoize(obj)

    def _save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        size = len(obj)
        short = size <= 3 and self.proto >= 2
        if not short:
            self.write(MARK)
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:  # it holds itself
            get = self.get(known[0])
            if short:
                self.write(POP * size + get)
            elif self.bin:
                self.write(POP_MARK + get)
            else:
                self.write(POP * (size + 1) + get)
            return
        self.write((TUPLE1, TUPLE2, TUPLE3)[size - 1] if short else TUPLE)
        self.memoize(obj)

    def _save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(obj)

    def _batch_appends(self, items):
        items = iter(items)
        if not self.bin:
            for item in items:
                self.save(item)
                self.write(APPEND)
            return
        while True:
            batch = _take(items)
            if len(batch) > 1:
                self.write(MARK)
                for item in batch:
                    self.save(item)
                self.write(APPENDS)
            elif batch:
                self.save(batch[0])
                self.write(APPEND)
            if len(batch) < _BATCH:
                return

    def _save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.items())

    def _batch_setitems(self, items):
        items = iter(items)
        if not self.bin:
            for key, value in items:
                self.save(key)
                self.save(value)
                self.write(SETITEM)
            return
        while True:
            batch = _take(items)
            if len(batch) > 1:
                self.write(MARK)
            for key, value in batch:
                self.save(key)
                self.save(value)
            if batch:
                self.write(SETITEMS if len(batch) > 1 else SETITEM)
            if len(batch) < _BATCH:
                return

    def _save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        items = iter(obj)
        while True:
            batch = _take(items)
            if batch:
                self.write(MARK)
                for item in batch:
                    self.save(item)
                self.write(ADDITEMS)
            if len(batch) < _BATCH:
                return

    def _save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(POP_MARK + self.get(known[0]))
            return
        self.write(FROZENSET)
        self.memoize(obj)

    def _save_type(self, obj):
        for single in (None, NotImplemented, ...):
            if obj is type(single):
                self.save_reduce(type, (single,), obj=obj)
                return
        self.save_global(obj)

    def _save_named(self, obj):
        self.save_global(obj, "Ellipsis" if obj is ... else "NotImplemented" if obj is NotImplemented else None)


def _take(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            break
    return batch


_SAVERS = {type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int, float: Pickler._save_float,
           bytes: Pickler._save_bytes, bytearray: Pickler._save_bytearray, str: Pickler._save_str, tuple: Pickler._save_tuple,
           list: Pickler._save_list, dict: Pickler._save_dict, set: Pickler._save_set, frozenset: Pickler._save_frozenset,
           type: Pickler._save_type, type(_take): Pickler._save_named, type(...): Pickler._save_named,
           type(NotImplemented): Pickler._save_named, PickleBuffer: Pickler._save_buffer}


# ---- reading

class Unpickler:
    """Reads pickles from a file."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        self._file_read = file.read
        self._file_readline = file.readline
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0

    def persistent_load(self, pid):
        raise UnpicklingError("unsupported persistent id encountered")

    def find_class(self, module_name, name):
        __import__(module_name)
        module = sys.modules[module_name]
        return _attribute(module, name) if self.proto >= 4 else getattr(module, name)

    def load(self):
        self.stack = []
        self.metastack = []
        while True:
            code = self._file_read(1)
            if not code:
                raise EOFError("Ran out of input")
            step = _STEPS.get(code)
            if step is None:
                raise UnpicklingError(f"invalid load key, '\\x{code[0]:02x}'." if not 32 <= code[0] < 127 else
                                      f"invalid load key, '{chr(code[0])}'.")
            if step is _stop:
                if not self.stack:
                    raise UnpicklingError("unexpected MARK found" if self.metastack else "unpickling stack underflow")
                return self.stack.pop()
            try:
                step(self)
            except IndexError:
                raise UnpicklingError("unpickling stack underflow") from None

    def read(self, size):
        data = self._file_read(size)
        if len(data) < size:
            raise UnpicklingError("pickle data was truncated")
        return data

    def number(self, size):
        return int.from_bytes(self.read(size), "little")

    def line(self):
        data = self._file_readline()
        if data[-1:] != b"\n":
            raise UnpicklingError("pickle data was truncated")
        return data[:-1]

    def pop_mark(self):
        items = self.stack
        self.stack = self.metastack.pop()
        return items

    def instantiate(self, cls, args):
        if not args and isinstance(cls, type) and not hasattr(cls, "__getinitargs__"):
            self.stack.append(cls.__new__(cls))
            return
        self.stack.append(cls(*args))


def _stop(self):
    pass  # load() returns


def _proto(self):
    self.proto = self.number(1)
    if self.proto > HIGHEST_PROTOCOL:
        raise ValueError(f"unsupported pickle protocol: {self.proto}")


def _mark(self):
    self.metastack.append(self.stack)
    self.stack = []


def _pop(self):
    if self.stack:
        self.stack.pop()
    else:
        self.pop_mark()


def _int(self):
    text = self.line()
    self.stack.append(False if text == b"00" else True if text == b"01" else int(text, 0))


def _long(self):
    text = self.line()
    self.stack.append(int(text[:-1] if text[-1:] == b"L" else text, 0))


def _binfloat(self):
    import struct
    self.stack.append(struct.unpack(">d", self.read(8))[0])


def _text_of_bytes(self, data):
    return data if self.encoding == "bytes" else data.decode(self.encoding, self.errors)


def _string(self):
    text = self.line()
    if len(text) < 2 or text[0] != text[-1] or text[:1] not in (b"'", b'"'):
        raise UnpicklingError("the STRING opcode argument must be quoted")
    import codecs
    self.stack.append(_text_of_bytes(self, codecs.escape_decode(text[1:-1])[0]))


def _utf8(size):
    def step(self):
        self.stack.append(str(self.read(self.number(size)), "utf-8", "surrogatepass"))
    return step


def _counted(size, make):
    def step(self):
        self.stack.append(make(self.read(self.number(size))))
    return step


def _tuple_of(count):
    def step(self):
        if len(self.stack) < count:
            raise IndexError
        self.stack[-count:] = [tuple(self.stack[-count:])]
    return step


def _of_mark(make):
    def step(self):
        items = self.pop_mark()
        self.stack.append(make(items))
    return step


def _pairs(items):
    return {items[i]: items[i + 1] for i in range(0, len(items), 2)}


def _constant(value):
    return lambda self: self.stack.append(value)


def _fresh(make):
    return lambda self: self.stack.append(make())


def _global(self):
    module = self.line().decode()
    self.stack.append(self.find_class(module, self.line().decode()))


def _stack_global(self):
    name = self.stack.pop()
    module = self.stack.pop()
    if type(name) is not str or type(module) is not str:
        raise UnpicklingError("STACK_GLOBAL requires str")
    self.stack.append(self.find_class(module, name))


def _inst(self):
    module, name = self.line().decode(), self.line().decode()
    args = self.pop_mark()
    self.instantiate(self.find_class(module, name), args)


def _obj(self):
    args = self.pop_mark()
    self.instantiate(args.pop(0), args)


def _newobj(self):
    args = self.stack.pop()
    cls = self.stack.pop()
    self.stack.append(cls.__new__(cls, *args))


def _newobj_ex(self):
    keywords = self.stack.pop()
    args = self.stack.pop()
    cls = self.stack.pop()
    self.stack.append(cls.__new__(cls, *args, **keywords))


def _reduce(self):
    args = self.stack.pop()
    self.stack[-1] = self.stack[-1](*args)


def _append(self):
    value = self.stack.pop()
    self.stack[-1].append(value)


def _appends(self):
    items = self.pop_mark()
    target = self.stack[-1]
    extend = getattr(target, "extend", None)
    if extend is not None:
        extend(items)
        return
    for item in items:
        target.append(item)


def _setitem(self):
    value = self.stack.pop()
    key = self.stack.pop()
    self.stack[-1][key] = value


def _setitems(self):
    items = self.pop_mark()
    target = self.stack[-1]
    for i in range(0, len(items), 2):
        target[items[i]] = items[i + 1]


def _additems(self):
    items = self.pop_mark()
    target = self.stack[-1]
    if isinstance(target, set):
        target.update(items)
    else:
        for item in items:
            target.add(item)


def _build(self):
    state = self.stack.pop()
    target = self.stack[-1]
    setter = getattr(target, "__setstate__", None)
    if setter is not None:
        setter(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        values = target.__dict__
        for key, value in state.items():
            values[sys.intern(key) if type(key) is str else key] = value
    if slots:
        for key, value in slots.items():
            setattr(target, key, value)


def _getter(read):
    def step(self):
        number = read(self)
        try:
            self.stack.append(self.memo[number])
        except KeyError:
            raise UnpicklingError(f"Memo value not found at index {number}") from None
    return step


def _putter(read):
    def step(self):
        number = read(self)
        if number < 0:
            raise ValueError("negative PUT argument")
        self.memo[number] = self.stack[-1]
    return step


def _memoize(self):
    self.memo[len(self.memo)] = self.stack[-1]


def _persid(self):
    self.stack.append(self.persistent_load(self.line().decode("ascii")))


def _binpersid(self):
    self.stack.append(self.persistent_load(self.stack.pop()))


def _next_buffer(self):
    if self._buffers is None:
        raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
    try:
        self.stack.append(next(self._buffers))
    except StopIteration:
        raise UnpicklingError("not enough out-of-band buffers") from None


def _readonly_buffer(self):
    with memoryview(self.stack[-1]) as view:
        if not view.readonly:
            self.stack[-1] = view.toreadonly()


def _extension(self):
    raise UnpicklingError("extension codes are not registered here")


_STEPS = {
    PROTO: _proto, FRAME: lambda self: self.read(8), STOP: _stop, MARK: _mark, POP: _pop, POP_MARK: lambda self: self.pop_mark(),
    DUP: lambda self: self.stack.append(self.stack[-1]), NONE: _constant(None), NEWTRUE: _constant(True), NEWFALSE: _constant(False),
    INT: _int, LONG: _long, BININT: lambda self: self.stack.append(int.from_bytes(self.read(4), "little", signed=True)),
    BININT1: lambda self: self.stack.append(self.number(1)), BININT2: lambda self: self.stack.append(self.number(2)),
    LONG1: _counted(1, decode_long), LONG4: _counted(4, decode_long), FLOAT: lambda self: self.stack.append(float(self.line())),
    BINFLOAT: _binfloat, STRING: _string, BINSTRING: lambda self: self.stack.append(_text_of_bytes(self, self.read(self.number(4)))),
    SHORT_BINSTRING: lambda self: self.stack.append(_text_of_bytes(self, self.read(self.number(1)))),
    UNICODE: lambda self: self.stack.append(str(self.line(), "raw-unicode-escape")), BINUNICODE: _utf8(4), BINUNICODE8: _utf8(8),
    SHORT_BINUNICODE: _utf8(1), BINBYTES: _counted(4, bytes), BINBYTES8: _counted(8, bytes), SHORT_BINBYTES: _counted(1, bytes),
    BYTEARRAY8: _counted(8, bytearray), NEXT_BUFFER: _next_buffer, READONLY_BUFFER: _readonly_buffer,
    EMPTY_TUPLE: _constant(()), TUPLE: _of_mark(tuple), TUPLE1: _tuple_of(1), TUPLE2: _tuple_of(2), TUPLE3: _tuple_of(3),
    EMPTY_LIST: _fresh(list), LIST: _of_mark(list), EMPTY_DICT: _fresh(dict), DICT: _of_mark(_pairs), EMPTY_SET: _fresh(set),
    FROZENSET: _of_mark(frozenset), GLOBAL: _global, STACK_GLOBAL: _stack_global, INST: _inst, OBJ: _obj, NEWOBJ: _newobj,
    NEWOBJ_EX: _newobj_ex, REDUCE: _reduce, APPEND: _append, APPENDS: _appends, SETITEM: _setitem, SETITEMS: _setitems,
    ADDITEMS: _additems, BUILD: _build, GET: _getter(lambda self: int(self.line())), BINGET: _getter(lambda self: self.number(1)),
    LONG_BINGET: _getter(lambda self: self.number(4)), PUT: _putter(lambda self: int(self.line())),
    BINPUT: _putter(lambda self: self.number(1)), LONG_BINPUT: _putter(lambda self: self.number(4)), MEMOIZE: _memoize,
    PERSID: _persid, BINPERSID: _binpersid, EXT1: _extension, EXT2: _extension, EXT4: _extension,
}


# ---- functions

class _Collector:
    def __init__(self):
        self.parts = []
        self.write = self.parts.append


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    out = _Collector()
    Pickler(out, protocol, buffer_callback=buffer_callback).dump(obj)
    return b"".join(out.parts)


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    import io
    return Unpickler(io.BytesIO(data), encoding=encoding, errors=errors, buffers=buffers).load()


_dump, _dumps, _load, _loads, _Pickler, _Unpickler = dump, dumps, load, loads, Pickler, Unpickler
