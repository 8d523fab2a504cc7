// SPDX-License-Identifier: MIT
// The methods that bytes and bytearray share, over a view of either.
#pragma once

#include "object/text.h"

namespace monty::bytes_ops {

// The object a method was called on.
struct Self {
  Vm& vm;
  Value object;
  ByteView view;
  bool array;

  Self(Vm& v, Bytes* b) : vm(v), object(Value::cell(b)), view{b->data, b->length()}, array(false) {}
  Self(Vm& v, ByteArray* b) : vm(v), object(Value::cell(b)), view{b->data == nullptr ? kNothing : b->data, b->length()}, array(true) {}
  i64 size() const { return static_cast<i64>(view.size); }
  Value make(const void* data, usize n) const { return array ? cell_or_error(bytearray_new(vm, data, n)) : cell_or_error(bytes_new(vm, data, n)); }
  Value part(i64 from, i64 to) const {
    if (from >= to) return make(nullptr, 0);
    if (!array && from == 0 && to == size()) return object;
    return make(view.data + from, static_cast<usize>(to - from));
  }
  static constexpr u8 kNothing[8] = {};
};

// First (or last) place of needle in [from, to), -1: none, -2: stopped.
i64 find(Vm& vm, ByteView in, ByteView needle, i64 from, i64 to, bool reverse);
// A bytes-like argument. False: TypeError pending.
bool bytes_argument(Vm& vm, Value v, ByteView* out);
// Ints of an iterable, or a copy of a bytes-like object. Defer: Python code is needed.
Tri collect(Vm& vm, Value source, ByteBuilder& out, bool array);

// what: 0 find, 1 index
Value search(Self s, const char* name, Value sub, Value start, Value end, bool reverse, bool raises);
Value count(Self s, Value sub, Value start, Value end);
Value affix(Self s, Value what, Value start, Value end, bool suffix);
Value remove_affix(Self s, Value what, bool suffix);
Value contains(Self s, Value key);
Value replace(Self s, Value from, Value to, i64 count);
Value strip(Self s, Value chars, bool left, bool right);
Value justify(Self s, i64 width, Value fillchar, char how, const char* name);
Value zfill(Self s, i64 width);
Value expandtabs(Self s, i64 tabsize);
Value translate(Self s, Value table, Value gone);
Value join(Self s, Value iterable);
Value split(Self s, Value sep, i64 maxsplit, bool reverse);
Value partition(Self s, Value sep, bool reverse);
Value splitlines(Self s, bool keepends);
Value map_case(Self s, char how);   // l u s(wap) c(apitalize) t(itle)
Value classify(Self s, char what);  // n(um or alpha) a d i(ascii) s l u t
Value hex(Vm& vm, ByteView view, Value sep, i64 group);
Value from_hex(Vm& vm, Value cls, Value string, bool array);
Value maketrans(Vm& vm, Value from, Value to);
Value compare(Self s, Op op, Value other);
Value multiply(Self s, Value count, bool inplace);
// bytes(source, encoding, errors): the collected bytes; defer() or error().
Value construct(Vm& vm, Value source, Value encoding, Value errors, bool array);

}  // namespace monty::bytes_ops
