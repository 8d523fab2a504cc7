// SPDX-License-Identifier: MIT
// The natives of bytes and bytearray: the shared ones by one table for both, then what only one of them has.
#include <algorithm>

#include "object/bytes_ops.h"

namespace monty::native {

namespace ops = monty::bytes_ops;
using ops::Self;

#define MONTY_BYTES_METHODS(type, T)                                                                                                                           \
  Value type##_capitalize(Vm& vm, T* self) { return ops::map_case(Self(vm, self), 'c'); }                                                                      \
  Value type##_lower(Vm& vm, T* self) { return ops::map_case(Self(vm, self), 'l'); }                                                                           \
  Value type##_upper(Vm& vm, T* self) { return ops::map_case(Self(vm, self), 'u'); }                                                                           \
  Value type##_swapcase(Vm& vm, T* self) { return ops::map_case(Self(vm, self), 's'); }                                                                        \
  Value type##_title(Vm& vm, T* self) { return ops::map_case(Self(vm, self), 't'); }                                                                           \
  Value type##_isalnum(Vm& vm, T* self) { return ops::classify(Self(vm, self), 'n'); }                                                                         \
  Value type##_isalpha(Vm& vm, T* self) { return ops::classify(Self(vm, self), 'a'); }                                                                         \
  Value type##_isascii(Vm& vm, T* self) { return ops::classify(Self(vm, self), 'i'); }                                                                         \
  Value type##_isdigit(Vm& vm, T* self) { return ops::classify(Self(vm, self), 'd'); }                                                                         \
  Value type##_islower(Vm& vm, T* self) { return ops::classify(Self(vm, self), 'l'); }                                                                         \
  Value type##_isspace(Vm& vm, T* self) { return ops::classify(Self(vm, self), 's'); }                                                                         \
  Value type##_istitle(Vm& vm, T* self) { return ops::classify(Self(vm, self), 't'); }                                                                         \
  Value type##_isupper(Vm& vm, T* self) { return ops::classify(Self(vm, self), 'u'); }                                                                         \
  Value type##_center(Vm& vm, T* self, i64 width, Value fill) { return ops::justify(Self(vm, self), width, fill, 'c', "center"); }                             \
  Value type##_ljust(Vm& vm, T* self, i64 width, Value fill) { return ops::justify(Self(vm, self), width, fill, 'l', "ljust"); }                               \
  Value type##_rjust(Vm& vm, T* self, i64 width, Value fill) { return ops::justify(Self(vm, self), width, fill, 'r', "rjust"); }                               \
  Value type##_zfill(Vm& vm, T* self, i64 width) { return ops::zfill(Self(vm, self), width); }                                                                 \
  Value type##_expandtabs(Vm& vm, T* self, i64 tabsize) { return ops::expandtabs(Self(vm, self), tabsize); }                                                   \
  Value type##_count(Vm& vm, T* self, Value sub, Value start, Value end) { return ops::count(Self(vm, self), sub, start, end); }                               \
  Value type##_find(Vm& vm, T* self, Value sub, Value start, Value end) { return ops::search(Self(vm, self), "find", sub, start, end, false, false); }         \
  Value type##_rfind(Vm& vm, T* self, Value sub, Value start, Value end) { return ops::search(Self(vm, self), "rfind", sub, start, end, true, false); }        \
  Value type##_index(Vm& vm, T* self, Value sub, Value start, Value end) { return ops::search(Self(vm, self), "index", sub, start, end, false, true); }        \
  Value type##_rindex(Vm& vm, T* self, Value sub, Value start, Value end) { return ops::search(Self(vm, self), "rindex", sub, start, end, true, true); }       \
  Value type##_startswith(Vm& vm, T* self, Value prefix, Value start, Value end) { return ops::affix(Self(vm, self), prefix, start, end, false); }             \
  Value type##_endswith(Vm& vm, T* self, Value suffix, Value start, Value end) { return ops::affix(Self(vm, self), suffix, start, end, true); }                \
  Value type##_removeprefix(Vm& vm, T* self, Value prefix) { return ops::remove_affix(Self(vm, self), prefix, false); }                                        \
  Value type##_removesuffix(Vm& vm, T* self, Value suffix) { return ops::remove_affix(Self(vm, self), suffix, true); }                                         \
  Value type##_hex(Vm& vm, T* self, Value sep, i64 group) { return ops::hex(vm, Self(vm, self).view, sep, group); }                                            \
  Value type##_join(Vm& vm, T* self, Value iterable) { return ops::join(Self(vm, self), iterable); }                                                           \
  Value type##_strip(Vm& vm, T* self, Value bytes) { return ops::strip(Self(vm, self), bytes, true, true); }                                                   \
  Value type##_lstrip(Vm& vm, T* self, Value bytes) { return ops::strip(Self(vm, self), bytes, true, false); }                                                 \
  Value type##_rstrip(Vm& vm, T* self, Value bytes) { return ops::strip(Self(vm, self), bytes, false, true); }                                                 \
  Value type##_partition(Vm& vm, T* self, Value sep) { return ops::partition(Self(vm, self), sep, false); }                                                    \
  Value type##_rpartition(Vm& vm, T* self, Value sep) { return ops::partition(Self(vm, self), sep, true); }                                                    \
  Value type##_split(Vm& vm, T* self, Value sep, i64 maxsplit) { return ops::split(Self(vm, self), sep, maxsplit, false); }                                    \
  Value type##_rsplit(Vm& vm, T* self, Value sep, i64 maxsplit) { return ops::split(Self(vm, self), sep, maxsplit, true); }                                    \
  Value type##_splitlines(Vm& vm, T* self, bool keepends) { return ops::splitlines(Self(vm, self), keepends); }                                                \
  Value type##_replace(Vm& vm, T* self, Value from, Value to, i64 n) { return ops::replace(Self(vm, self), from, to, n); }                                     \
  Value type##_translate(Vm& vm, T* self, Value table, Value gone) { return ops::translate(Self(vm, self), table, gone); }                                     \
  Value type##_maketrans(Vm& vm, Value from, Value to) { return ops::maketrans(vm, from, to); }                                                                \
  Value type##_decode(Vm& vm, T* self, Str* encoding, Str* errors) { return bytes_decode_with(vm, Self(vm, self).view, Value::cell(self), encoding, errors); } \
  Value type##_op_len(Vm&, T* self) { return Value::small_int(self->length()); }                                                                               \
  Value type##_op_iter(Vm& vm, Value self) { return get_iter(vm, payload(self)); }                                                                             \
  Value type##_op_getitem(Vm& vm, T* self, Value key) { return native_getitem(vm, Value::cell(self), key); }                                                   \
  Value type##_op_add(Vm& vm, T* self, Value value) { return add(vm, Value::cell(self), value, #type); }                                                       \
  Value type##_op_mul(Vm& vm, T* self, Value value) { return ops::multiply(Self(vm, self), value, false); }                                                    \
  Value type##_op_rmul(Vm& vm, T* self, Value value) { return ops::multiply(Self(vm, self), value, false); }                                                   \
  Value type##_op_rmod(Vm&, T*, Value) { return Value::not_implemented(); }                                                                                    \
  Value type##_op_contains(Vm& vm, T* self, Value key) { return ops::contains(Self(vm, self), key); }                                                          \
  Value type##_op_eq(Vm& vm, T* self, Value value) { return ops::compare(Self(vm, self), Op::EQ, value); }                                                     \
  Value type##_op_ne(Vm& vm, T* self, Value value) { return ops::compare(Self(vm, self), Op::NE, value); }                                                     \
  Value type##_op_lt(Vm& vm, T* self, Value value) { return ops::compare(Self(vm, self), Op::LT, value); }                                                     \
  Value type##_op_le(Vm& vm, T* self, Value value) { return ops::compare(Self(vm, self), Op::LE, value); }                                                     \
  Value type##_op_gt(Vm& vm, T* self, Value value) { return ops::compare(Self(vm, self), Op::GT, value); }                                                     \
  Value type##_op_ge(Vm& vm, T* self, Value value) { return ops::compare(Self(vm, self), Op::GE, value); }                                                     \
  Value type##_op_repr(Vm& vm, T* self) { return cell_or_error(repr_native(vm, Value::cell(self))); }                                                          \
  Value type##_op_str(Vm& vm, T* self) { return cell_or_error(repr_native(vm, Value::cell(self))); }                                                           \
  Value type##_op_buffer(Vm& vm, T* self, Value) { return memoryview_op_new(vm, &kType_memoryview, Value::cell(self)); }

namespace {

Value add(Vm& vm, Value self, Value other, const char* name) {
  Value p = payload(other);
  Kind k = kind_of(p);
  if (k != Kind::Bytes && k != Kind::ByteArray && k != Kind::MemoryView) return raise_type_error(vm, "can't concat %T to %s", other, name);
  return native_binary(vm, Op::ADD, false, self, p);
}

}  // namespace

MONTY_BYTES_METHODS(bytes, Bytes)
MONTY_BYTES_METHODS(bytearray, ByteArray)

Value bytes_op_new(Vm& vm, Type* cls, Value source, Value encoding, Value errors) {
  return finish_new(vm, cls, kType_bytes, ops::construct(vm, source, encoding, errors, false));
}
Value bytes_fromhex(Vm& vm, Value cls, Value string) { return ops::from_hex(vm, cls, string, false); }
Value bytes_op_hash(Vm& vm, Bytes* self) {
  u64 h;
  if (hash_of(vm, Value::cell(self), &h) != Tri::True) return Value::error();
  return int_from_i64(vm, static_cast<i64>(h));
}
Value bytes_op_mod(Vm& vm, Bytes* self, Value value) { return bytes_percent(vm, Self(vm, self).view, value); }
Value bytes_op_getnewargs(Vm& vm, Bytes* self) {
  Value v = Value::cell(self);
  return cell_or_error(tuple_from(vm, &v, 1));
}
Value bytes_op_bytes(Vm&, Bytes* self) { return Value::cell(self); }

// ---------------------------------------------------------------- bytearray
Value bytearray_op_new(Vm& vm, Type* cls, Value source, Value encoding, Value errors) {
  return finish_new(vm, cls, kType_bytearray, ops::construct(vm, source, encoding, errors, true));
}
Value bytearray_op_init(Vm& vm, ByteArray* self, Value source, Value encoding, Value errors) {
  Value v = ops::construct(vm, source, encoding, errors, true);
  if (!v.ok()) return v;
  ByteArray* from = v.as<ByteArray>();
  MONTY_TRY(bytearray_set_length(vm, self, from->length()));
  if (from->length() > 0) std::memcpy(self->data, from->data, from->length());
  return Value::none();
}
Value bytearray_fromhex(Vm& vm, Value cls, Value string) { return ops::from_hex(vm, cls, string, true); }
Value bytearray_op_mod(Vm& vm, ByteArray* self, Value value) {
  Value v = bytes_percent(vm, Self(vm, self).view, value);
  return v.ok() ? cell_or_error(bytearray_new(vm, v.as<Bytes>()->data, v.as<Bytes>()->length())) : v;
}
Value bytearray_append(Vm& vm, ByteArray* self, Value item) {
  u8 b;
  if (!byte_value(vm, item, &b, "byte must be in range(0, 256)")) return conversion_failed(vm);
  MONTY_TRY(bytearray_set_length(vm, self, u64{self->length()} + 1));
  self->data[self->length() - 1] = b;
  return Value::none();
}
Value bytearray_clear(Vm& vm, ByteArray* self) {
  MONTY_TRY(bytearray_set_length(vm, self, 0));
  return Value::none();
}
Value bytearray_copy(Vm& vm, ByteArray* self) { return cell_or_error(bytearray_new(vm, self->data, self->length())); }
Value bytearray_extend(Vm& vm, ByteArray* self, Value source) {
  ByteBuilder out(vm);
  if (as_str(source) != nullptr) return raise_type_error(vm, "expected iterable of integers; got: 'str'");
  switch (ops::collect(vm, source, out, true)) {
    case Tri::True: break;
    case Tri::Error: return Value::error();
    case Tri::Defer: return Value::defer();
    case Tri::False: return raise_type_error(vm, "can't extend bytearray with %T", source);
  }
  Value more = out.finish();
  if (!more.ok()) return more;
  u32 n = more.as<Bytes>()->length(), old = self->length();
  MONTY_TRY(bytearray_set_length(vm, self, u64{old} + n));
  if (!copy_sliced(vm, self->data + old, more.as<Bytes>()->data, n)) {
    MONTY_TRY(bytearray_set_length(vm, self, old));
    return Value::error();
  }
  return Value::none();
}
Value bytearray_insert(Vm& vm, ByteArray* self, i64 index, Value item) {
  u8 b;
  if (!byte_value(vm, item, &b, "byte must be in range(0, 256)")) return conversion_failed(vm);
  i64 n = self->length();
  if (index < 0) index = std::max<i64>(0, index + n);
  if (index > n) index = n;
  MONTY_TRY(tick_bytes(vm, static_cast<u64>(n - index)) && bytearray_set_length(vm, self, static_cast<u64>(n) + 1));
  std::memmove(self->data + index + 1, self->data + index, static_cast<usize>(n - index));
  self->data[index] = b;
  return Value::none();
}
Value bytearray_pop(Vm& vm, ByteArray* self, i64 index) {
  i64 n = self->length();
  if (n == 0) return raise(vm, kType_IndexError, "pop from empty bytearray");
  if (index < 0) index += n;
  if (index < 0 || index >= n) return raise(vm, kType_IndexError, "pop index out of range");
  if (self->exports != 0) return raise(vm, kType_BufferError, "Existing exports of data: object cannot be re-sized");
  MONTY_TRY(tick_bytes(vm, static_cast<u64>(n - index)));
  u8 b = self->data[index];
  std::memmove(self->data + index, self->data + index + 1, static_cast<usize>(n - index - 1));
  MONTY_TRY(bytearray_set_length(vm, self, static_cast<u64>(n) - 1));
  return Value::small_int(b);
}
Value bytearray_remove(Vm& vm, ByteArray* self, Value value) {
  u8 b;
  if (!byte_value(vm, value, &b, "byte must be in range(0, 256)")) return conversion_failed(vm);
  bool stopped;
  const u8* at = find_byte(vm, self->data, self->length(), b, &stopped);
  if (at == nullptr) return stopped ? Value::error() : raise_value_error(vm, "value not found in bytearray");
  Value v = bytearray_pop(vm, self, at - self->data);
  return v.ok() ? Value::none() : v;
}
Value bytearray_resize(Vm& vm, ByteArray* self, i64 size) {
  if (size < 0) return raise_value_error(vm, "bytearray.resize(): new size must be >= 0, got %l", size);
  u32 old = self->length();
  MONTY_TRY(bytearray_set_length(vm, self, static_cast<u64>(size)));
  if (self->length() > old && !fill_sliced(vm, self->data + old, 0, self->length() - old)) return Value::error();
  return Value::none();
}
Value bytearray_reverse(Vm& vm, ByteArray* self) {
  if (!tick_bytes(vm, u64{self->length()} * 4)) return Value::error();
  if (self->length() > 1) std::reverse(self->data, self->data + self->length());
  return Value::none();
}

namespace {

// Replaces (or deletes) a slice.
Value set_slice(Vm& vm, ByteArray* self, Slice* slice, ByteView with, bool deleting) {
  i64 n = self->length(), start, stop, step, count;
  if (!slice_indices(vm, slice, n, &start, &stop, &step, &count)) return conversion_failed(vm);
  i64 m = static_cast<i64>(with.size);
  if (step == 1) {
    if (stop < start) stop = start;
    i64 tail = n - stop, grown = start + m + tail;
    if (grown != n && self->exports != 0) return raise(vm, kType_BufferError, "Existing exports of data: object cannot be re-sized");
    MONTY_TRY(tick_bytes(vm, static_cast<u64>(tail + m)));
    if (grown > n) MONTY_TRY(bytearray_set_length(vm, self, static_cast<u64>(grown)));
    if (tail > 0) std::memmove(self->data + start + m, self->data + stop, static_cast<usize>(tail));
    if (m > 0) std::memcpy(self->data + start, with.data, with.size);
    if (grown < n) MONTY_TRY(bytearray_set_length(vm, self, static_cast<u64>(grown)));
    return Value::none();
  }
  if (!deleting) {
    if (m != count) {
      return raise_value_error(vm, "attempt to assign bytes of size %l to extended slice of size %l", m, count);
    }
    MONTY_TRY(tick_bytes(vm, static_cast<u64>(count) * 16));
    for (i64 i = 0; i < count; i++) self->data[start + i * step] = with.data[i];
    return Value::none();
  }
  if (count == 0) return Value::none();
  if (self->exports != 0) return raise(vm, kType_BufferError, "Existing exports of data: object cannot be re-sized");
  if (step < 0) {
    start += (count - 1) * step;
    step = -step;
  }
  i64 to = start, next = start, left = count;
  MONTY_TRY(tick_bytes(vm, static_cast<u64>(n - start) * 16));
  for (i64 i = start; i < n; i++) {
    if (left > 0 && i == next) {
      next += step;
      left--;
    } else {
      self->data[to++] = self->data[i];
    }
  }
  MONTY_TRY(bytearray_set_length(vm, self, static_cast<u64>(to)));
  return Value::none();
}

Value set_item(Vm& vm, ByteArray* self, Value key, Value value, bool deleting) {
  if (Slice* s = get_if<Slice>(key)) {
    ByteView view;
    if (deleting) return set_slice(vm, self, s, view, true);
    if (!value.is_cell() || as_str(value) != nullptr) {
      return raise_type_error(vm, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    }
    if (is<Bytes>(value)) return set_slice(vm, self, s, {value.as<Bytes>()->data, value.as_cell()->aux}, false);
    ByteBuilder out(vm);
    switch (ops::collect(vm, value, out, true)) {  // a copy: the value may be self
      case Tri::True: break;
      case Tri::Error: return Value::error();
      case Tri::Defer: return Value::defer();
      case Tri::False: return raise_type_error(vm, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    }
    Value copy = out.finish();
    if (!copy.ok()) return copy;
    return set_slice(vm, self, s, {copy.as<Bytes>()->data, copy.as<Bytes>()->length()}, false);
  }
  if (int_value(key).is_undef() && type_lookup_special(vm, key, static_name(names::op_index)).is_undef()) {
    return raise_type_error(vm, "bytearray indices must be integers or slices, not %T", key);
  }
  i64 i;
  if (!sequence_index(vm, key, self->length(), &i, "bytearray index out of range")) return conversion_failed(vm);
  if (deleting) {
    Value v = bytearray_pop(vm, self, i);
    return v.ok() ? Value::none() : v;
  }
  u8 b;
  if (!byte_value(vm, value, &b, "byte must be in range(0, 256)")) return conversion_failed(vm);
  self->data[i] = b;
  return Value::none();
}

}  // namespace

Value bytearray_op_setitem(Vm& vm, ByteArray* self, Value key, Value value) { return set_item(vm, self, key, value, false); }
Value bytearray_op_delitem(Vm& vm, ByteArray* self, Value key) { return set_item(vm, self, key, Value::undef(), true); }
Value bytearray_op_iadd(Vm& vm, Value self, Value value) {
  Value p = payload(value);
  Kind k = kind_of(p);
  if (k != Kind::Bytes && k != Kind::ByteArray && k != Kind::MemoryView) return raise_type_error(vm, "can't concat %T to bytearray", value);
  Value v = native_binary(vm, Op::ADD, true, payload(self), p);
  return v.ok() ? self : v;
}
Value bytearray_op_imul(Vm& vm, Value self, Value value) {
  Value v = ops::multiply(Self(vm, payload(self).as<ByteArray>()), value, true);
  return v.ok() ? self : v;
}
Value bytearray_op_alloc(Vm&, ByteArray* self) { return Value::small_int(self->length() == 0 ? 0 : i64{self->length()} + 1); }
Value bytearray_op_sizeof(Vm&, ByteArray* self) { return Value::small_int(56 + (self->length() == 0 ? 0 : i64{self->length()} + 1)); }
Value bytearray_op_release_buffer(Vm&, ByteArray*, Value) { return Value::none(); }
Value bytearray_op_reduce(Vm& vm, Value object) {
  ByteArray* self = unwrap<ByteArray>(object);
  if (self == nullptr) return raise_type_error(vm, "descriptor '__reduce__' requires a 'bytearray' object but received a '%T'", object);
  if (is<Instance>(object)) return Value::defer();
  Value content = cell_or_error(bytes_new(vm, self->data, self->length()));
  if (!content.ok()) return content;
  Tuple* args = tuple_from(vm, &content, 1);
  MONTY_TRY(args);
  Value parts[3] = {Value::cell(&kType_bytearray), Value::cell(args), Value::none()};
  return cell_or_error(tuple_from(vm, parts, 3));
}
Value bytearray_op_reduce_ex(Vm& vm, Value self, i64) { return bytearray_op_reduce(vm, self); }

}  // namespace monty::native
