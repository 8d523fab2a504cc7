// SPDX-License-Identifier: MIT
// memoryview over bytes and bytearray: one dimension, the native single-character formats.
// A view that is entered by `with` counts as an export (its bytearray refuses to be resized); others do not, because
// nothing tells when they die. Each access checks the bounds against what lies behind the view now.
#include <bit>

#include "object/bytes_ops.h"

namespace monty::native {

namespace ops = monty::bytes_ops;

namespace {

u32 item_size(u32 format) {
  switch (format) {
    case 'b':
    case 'B':
    case 'c':
    case '?': return 1;
    case 'h':
    case 'H': return 2;
    case 'i':
    case 'I':
    case 'f': return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd': return 8;
    default: return 0;
  }
}
bool is_byte_format(u32 f) { return f == 'B' || f == 'b' || f == 'c'; }

bool usable(Vm& vm, MemoryView* m) {
  if (!m->released) return true;
  raise_value_error(vm, "operation forbidden on released memoryview object");
  return false;
}

MemoryView* make(Vm& vm, Value base, bool readonly) {
  auto* m = vm.heap.make<MemoryView>();
  if (m == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  m->base = base;
  m->start = 0;
  m->length = base.as_cell()->aux;
  m->stride = 1;
  m->itemsize = 1;
  m->format = 'B';
  m->released = false;
  m->readonly = readonly;
  return m;
}

MemoryView* derive(Vm& vm, MemoryView* from) {
  MemoryView* m = make(vm, from->base, from->readonly);
  if (m == nullptr) return nullptr;
  m->start = from->start;
  m->length = from->length;
  m->stride = from->stride;
  m->itemsize = from->itemsize;
  m->format = from->format;
  return m;
}

// The bytes of item i; null: exception pending.
u8* item_at(Vm& vm, MemoryView* m, i64 i) {
  u8* data = is<Bytes>(m->base) ? m->base.as<Bytes>()->data : m->base.as<ByteArray>()->data;
  i64 at = m->start + i * m->stride;
  if (at < 0 || static_cast<u64>(at) + m->itemsize > m->base.as_cell()->aux) {
    raise_value_error(vm, "memoryview: the object behind the view has been resized");
    return nullptr;
  }
  return data + at;
}

template <class T>
T load(const u8* p) {
  T v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

Value unpack(Vm& vm, u32 format, const u8* p) {
  switch (format) {
    case 'B': return Value::small_int(*p);
    case 'b': return Value::small_int(static_cast<i8>(*p));
    case 'c': return cell_or_error(bytes_new(vm, p, 1));
    case '?': return Value::boolean(*p != 0);
    case 'h': return Value::small_int(load<i16>(p));
    case 'H': return Value::small_int(load<u16>(p));
    case 'i': return Value::small_int(load<i32>(p));
    case 'I': return Value::small_int(load<u32>(p));
    case 'f': return float_new(vm, static_cast<double>(load<float>(p)));
    case 'd': return float_new(vm, load<double>(p));
    case 'L':
    case 'Q':
    case 'N': return int_from_u64(vm, load<u64>(p));
    default: return int_from_i64(vm, load<i64>(p));
  }
}

// Writes value; None when done.
Value pack(Vm& vm, u32 format, u8* p, Value value) {
  auto wrong_type = [&] { return raise_type_error(vm, "memoryview: invalid type for format '%c'", static_cast<int>(format)); };
  auto wrong_value = [&] { return raise_value_error(vm, "memoryview: invalid value for format '%c'", static_cast<int>(format)); };
  if (format == 'c') {
    Bytes* b = unwrap<Bytes>(value);
    if (b == nullptr) return wrong_type();
    if (b->length() != 1) return wrong_value();
    *p = b->data[0];
    return Value::none();
  }
  if (format == '?') {
    bool b;
    if (!to_truth(vm, value, &b)) return conversion_failed(vm);
    *p = b;
    return Value::none();
  }
  if (format == 'f' || format == 'd') {
    double d;
    if (!to_double(vm, value, &d)) {
      if (vm.deferred) return conversion_failed(vm);
      vm.exception = Value::undef();
      return wrong_type();
    }
    float f = static_cast<float>(d);
    if (format == 'f')
      std::memcpy(p, &f, 4);
    else
      std::memcpy(p, &d, 8);
    return Value::none();
  }
  Value n = int_value(value);
  if (n.is_undef()) {
    if (!type_lookup_special(vm, value, static_name(names::op_index)).is_undef()) return Value::defer();
    return wrong_type();
  }
  u32 size = item_size(format);
  bool is_signed = format >= 'a';
  u8 bytes[8];
  if (bigint::to_bytes(IntView(n).view(), bytes, size, bigint::Endian::little, is_signed ? bigint::Signedness::is_signed : bigint::Signedness::is_unsigned) !=
      bigint::Status::ok) {
    return wrong_value();
  }
  if constexpr (std::endian::native == std::endian::big) {
    for (u32 i = 0; i < size; i++) p[i] = bytes[size - 1 - i];
  } else {
    std::memcpy(p, bytes, size);
  }
  return Value::none();
}

List* to_list(Vm& vm, MemoryView* m) {
  List* out = list_new(vm, static_cast<u32>(m->length));
  if (out == nullptr) return nullptr;
  Heap::LogScope scope(vm.heap);
  for (i64 i = 0; i < m->length; i++) {
    if (!vm.meter.tick(1)) return raise_stopped(vm), nullptr;
    const u8* p = item_at(vm, m, i);
    if (p == nullptr) return nullptr;
    Value v = unpack(vm, m->format, p);
    if (!v.ok() || !monty::list_append(vm, out, v)) return nullptr;
    scope.reset();
  }
  return out;
}

MemoryView* view_of(Vm& vm, Value self) {
  auto* m = get_if<MemoryView>(self);
  if (m == nullptr) {
    raise_type_error(vm, "descriptor requires a 'memoryview' object but received a '%T'", self);
    return nullptr;
  }
  return usable(vm, m) ? m : nullptr;
}

Value one_tuple(Vm& vm, Value v) { return v.ok() ? cell_or_error(tuple_from(vm, &v, 1)) : v; }

}  // namespace

Value memoryview_op_new(Vm& vm, Type*, Value object) {
  Value base = payload(object);
  if (is<Bytes>(base)) return cell_or_error(make(vm, base, true));
  if (is<ByteArray>(base)) return cell_or_error(make(vm, base, false));
  if (auto* m = get_if<MemoryView>(object)) {
    MONTY_TRY(usable(vm, m));
    return cell_or_error(derive(vm, m));
  }
  return raise_type_error(vm, "memoryview: a bytes-like object is required, not '%T'", object);
}

Value memoryview_op_enter(Vm& vm, Value self) {
  MemoryView* m = view_of(vm, self);
  MONTY_TRY(m);
  if (auto* b = get_if<ByteArray>(m->base); b != nullptr && (m->flags & Cell::kUser1) == 0) {
    b->exports++;
    m->flags |= Cell::kUser1;
  }
  return self;
}
Value memoryview_release(Vm&, MemoryView* self) {
  if (auto* b = get_if<ByteArray>(self->base); b != nullptr && (self->flags & Cell::kUser1) != 0) {
    if (b->exports > 0) b->exports--;
    self->flags &= static_cast<u8>(~Cell::kUser1);
  }
  self->released = true;
  return Value::none();
}
Value memoryview_op_exit(Vm& vm, MemoryView* self, Tuple*) { return memoryview_release(vm, self); }

Value memoryview_cast(Vm& vm, MemoryView* self, Value format, Value shape) {
  MONTY_TRY(usable(vm, self));
  Str* s = as_str(format);
  if (s == nullptr) return raise_type_error(vm, "cast() argument 'format' must be str, not %T", format);
  u32 n = s->length(), code = n == 1 ? s->at(0) : n == 2 && s->at(0) == '@' ? s->at(1) : 0, size = item_size(code);
  if (size == 0) {
    return raise_value_error(vm, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  if (self->stride != static_cast<i64>(self->itemsize) && self->length > 0)
    return raise_type_error(vm, "memoryview: casts are restricted to C-contiguous views");
  if (!is_byte_format(code) && !is_byte_format(self->format)) return raise_type_error(vm, "memoryview: cannot cast between two non-byte formats");
  i64 bytes = self->length * self->itemsize;
  if (bytes % size != 0) return raise_type_error(vm, "memoryview: length is not a multiple of itemsize");
  if (!shape.is_undef() && !shape.is_none()) {
    Value* items = nullptr;
    u32 dims = 0;
    if (auto* l = get_if<List>(shape)) {
      items = l->items;
      dims = l->length();
    } else if (auto* t = get_if<Tuple>(shape)) {
      items = t->items;
      dims = t->length();
    } else {
      return raise_type_error(vm, "shape must be a list or a tuple");
    }
    if (dims != 1) return raise(vm, kType_NotImplementedError, "memoryview: more than one dimension is not supported");
    i64 length;
    if (!to_index(vm, items[0], &length)) return conversion_failed(vm);
    if (length != bytes / size) return raise_type_error(vm, "memoryview: product(shape) * itemsize != buffer size");
  }
  MemoryView* m = derive(vm, self);
  MONTY_TRY(m);
  m->format = code;
  m->itemsize = size;
  m->stride = size;
  m->length = bytes / size;
  return Value::cell(m);
}

Value memoryview_op_getitem(Vm& vm, MemoryView* self, Value key) {
  MONTY_TRY(usable(vm, self));
  if (Slice* s = get_if<Slice>(key)) {
    i64 start, stop, step, count;
    if (!slice_indices(vm, s, self->length, &start, &stop, &step, &count)) return conversion_failed(vm);
    MemoryView* m = derive(vm, self);
    MONTY_TRY(m);
    m->start = count == 0 ? self->start : self->start + start * self->stride;
    m->stride = count <= 1 ? static_cast<i64>(self->itemsize) : self->stride * step;
    m->length = count;
    return Value::cell(m);
  }
  if (key.is_ellipsis()) return Value::cell(self);
  if (int_value(key).is_undef() && type_lookup_special(vm, key, static_name(names::op_index)).is_undef()) {
    return raise_type_error(vm, "memoryview: invalid slice key");
  }
  i64 i;
  if (!sequence_index(vm, key, self->length, &i, "index out of bounds on dimension 1")) return conversion_failed(vm);
  const u8* p = item_at(vm, self, i);
  MONTY_TRY(p);
  return unpack(vm, self->format, p);
}

Value memoryview_op_setitem(Vm& vm, MemoryView* self, Value key, Value value) {
  MONTY_TRY(usable(vm, self));
  if (self->readonly) return raise_type_error(vm, "cannot modify read-only memory");
  if (Slice* s = get_if<Slice>(key)) {
    i64 start, stop, step, count;
    if (!slice_indices(vm, s, self->length, &start, &stop, &step, &count)) return conversion_failed(vm);
    ByteView view;
    if (!bytes_view(vm, value, &view)) {
      if (!vm.exception.is_undef()) return Value::error();
      return raise_type_error(vm, "a bytes-like object is required, not '%T'", value);
    }
    auto* other = get_if<MemoryView>(value);
    u32 format = other != nullptr ? other->format : 'B';
    if (format != self->format || view.size != static_cast<usize>(count) * self->itemsize) {
      return raise_value_error(vm, "memoryview assignment: lvalue and rvalue have different structures");
    }
    if (count == 0) return Value::none();
    Bytes* copy = bytes_new(vm, view.data, view.size);  // they may overlap
    MONTY_TRY(copy);
    for (i64 i = 0; i < count; i++) {
      u8* p = item_at(vm, self, start + i * step);
      MONTY_TRY(p);
      std::memcpy(p, copy->data + static_cast<usize>(i) * self->itemsize, self->itemsize);
    }
    return Value::none();
  }
  if (int_value(key).is_undef() && type_lookup_special(vm, key, static_name(names::op_index)).is_undef()) {
    return raise_type_error(vm, "memoryview: invalid slice key");
  }
  i64 i;
  if (!sequence_index(vm, key, self->length, &i, "index out of bounds on dimension 1")) return conversion_failed(vm);
  u8* p = item_at(vm, self, i);
  MONTY_TRY(p);
  return pack(vm, self->format, p, value);
}
Value memoryview_op_delitem(Vm& vm, MemoryView* self, Value) {
  return raise_type_error(vm, self->readonly ? "cannot modify read-only memory" : "cannot delete memory");
}

Value memoryview_op_iter(Vm& vm, Value self) {
  MemoryView* m = view_of(vm, self);
  MONTY_TRY(m);
  List* items = to_list(vm, m);
  MONTY_TRY(items);
  return get_iter(vm, Value::cell(items));
}
Value memoryview_op_len(Vm& vm, MemoryView* self) {
  MONTY_TRY(usable(vm, self));
  return Value::small_int(self->length);
}

Value memoryview_op_eq(Vm& vm, MemoryView* self, Value value) {
  auto* other = get_if<MemoryView>(value);
  if (self->released || (other != nullptr && other->released)) return Value::boolean(other == self);
  ByteView b;
  if (!bytes_view(vm, value, &b)) return vm.exception.is_undef() ? Value::not_implemented() : Value::error();
  u32 format = other != nullptr ? other->format : 'B';
  if (format == self->format && format != 'f' && format != 'd') {
    ByteView a;
    MONTY_TRY(bytes_view(vm, Value::cell(self), &a));
    int order = 1;
    if (a.size == b.size && !compare_sliced(vm, a.data, b.data, a.size, &order)) return Value::error();
    return Value::boolean(order == 0);
  }
  List* x = to_list(vm, self);
  MONTY_TRY(x);
  MemoryView* right = other;
  if (right == nullptr) {
    Value v = memoryview_op_new(vm, &kType_memoryview, value);
    if (!v.ok()) return v;
    right = v.as<MemoryView>();
  }
  List* y = to_list(vm, right);
  MONTY_TRY(y);
  switch (equal(vm, Value::cell(x), Value::cell(y))) {
    case Tri::True: return Value::boolean(true);
    case Tri::Error: return Value::error();
    default: return Value::boolean(false);
  }
}
Value memoryview_op_ne(Vm& vm, MemoryView* self, Value value) {
  Value v = memoryview_op_eq(vm, self, value);
  return v.is_bool() ? Value::boolean(v.is_false()) : v;
}
Value memoryview_op_lt(Vm&, MemoryView*, Value) { return Value::not_implemented(); }
Value memoryview_op_le(Vm&, MemoryView*, Value) { return Value::not_implemented(); }
Value memoryview_op_gt(Vm&, MemoryView*, Value) { return Value::not_implemented(); }
Value memoryview_op_ge(Vm&, MemoryView*, Value) { return Value::not_implemented(); }

Value memoryview_op_hash(Vm& vm, MemoryView* self) {
  MONTY_TRY(usable(vm, self));
  if (!self->readonly) return raise_value_error(vm, "cannot hash writable memoryview object");
  if (!is_byte_format(self->format)) return raise_value_error(vm, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  ByteView view;
  MONTY_TRY(bytes_view(vm, Value::cell(self), &view));
  Bytes* b = bytes_new(vm, view.data, view.size);
  u64 h;
  if (b == nullptr || hash_of(vm, Value::cell(b), &h) != Tri::True) return Value::error();
  return int_from_i64(vm, static_cast<i64>(h));
}
Value memoryview_op_repr(Vm& vm, MemoryView* self) {
  char text[64];
  int n = std::snprintf(text, sizeof text, "<%s at 0x%llx>", self->released ? "released memory" : "memory",
                        static_cast<unsigned long long>(id_of(vm, Value::cell(self))));
  return cell_or_error(str_from_ascii(vm, {text, static_cast<usize>(n)}));
}
Value memoryview_op_buffer(Vm& vm, MemoryView* self, Value) { return memoryview_op_new(vm, &kType_memoryview, Value::cell(self)); }
Value memoryview_op_release_buffer(Vm&, MemoryView*, Value) { return Value::none(); }

Value memoryview_count(Vm& vm, MemoryView* self, Value value) {
  MONTY_TRY(usable(vm, self));
  List* items = to_list(vm, self);
  MONTY_TRY(items);
  i64 n = 0;
  for (u32 i = 0; i < items->length(); i++) {
    Tri t = equal(vm, items->items[i], value);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return Value::defer();
    n += t == Tri::True;
  }
  return Value::small_int(n);
}
Value memoryview_index(Vm& vm, MemoryView* self, Value value, Value start, Value stop) {
  MONTY_TRY(usable(vm, self));
  i64 from, to;
  if (!clip_range(vm, start, stop, self->length, &from, &to)) return conversion_failed(vm);
  List* items = to_list(vm, self);
  MONTY_TRY(items);
  for (i64 i = from; i < to; i++) {
    Tri t = equal(vm, items->items[i], value);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return Value::defer();
    if (t == Tri::True) return Value::small_int(i);
  }
  return raise_value_error(vm, "memoryview.index(x): x not found");
}

Value memoryview_tobytes(Vm& vm, MemoryView* self, Value) {
  ByteView view;
  MONTY_TRY(bytes_view(vm, Value::cell(self), &view));
  if (!tick_bytes(vm, view.size)) return Value::error();
  return cell_or_error(bytes_new(vm, view.data, view.size));
}
Value memoryview_tolist(Vm& vm, MemoryView* self) {
  MONTY_TRY(usable(vm, self));
  return cell_or_error(to_list(vm, self));
}
Value memoryview_toreadonly(Vm& vm, MemoryView* self) {
  MONTY_TRY(usable(vm, self));
  MemoryView* m = derive(vm, self);
  MONTY_TRY(m);
  m->readonly = true;
  return Value::cell(m);
}
Value memoryview_hex(Vm& vm, MemoryView* self, Value sep, i64 group) {
  ByteView view;
  MONTY_TRY(bytes_view(vm, Value::cell(self), &view));
  return ops::hex(vm, view, sep, group);
}

// ---------------------------------------------------------------- attributes
#define MONTY_VIEW_ATTRIBUTE(name, expression)      \
  Value memoryview_get_##name(Vm& vm, Value self) { \
    MemoryView* m = view_of(vm, self);              \
    MONTY_TRY(m);                                   \
    return expression;                              \
  }
MONTY_VIEW_ATTRIBUTE(format, cell_or_error(str_from_char(vm, m->format)))
MONTY_VIEW_ATTRIBUTE(itemsize, Value::small_int(m->itemsize))
MONTY_VIEW_ATTRIBUTE(shape, one_tuple(vm, Value::small_int(m->length)))
MONTY_VIEW_ATTRIBUTE(strides, one_tuple(vm, Value::small_int(m->stride)))
MONTY_VIEW_ATTRIBUTE(suboffsets, m != nullptr ? Value::cell(&kEmptyTuple) : Value::error())
MONTY_VIEW_ATTRIBUTE(readonly, Value::boolean(m->readonly))
MONTY_VIEW_ATTRIBUTE(ndim, m != nullptr ? Value::small_int(1) : Value::error())
MONTY_VIEW_ATTRIBUTE(obj, m->base)
MONTY_VIEW_ATTRIBUTE(c_contiguous, Value::boolean(m->length <= 1 || m->stride == static_cast<i64>(m->itemsize)))
MONTY_VIEW_ATTRIBUTE(f_contiguous, Value::boolean(m->length <= 1 || m->stride == static_cast<i64>(m->itemsize)))
MONTY_VIEW_ATTRIBUTE(contiguous, Value::boolean(m->length <= 1 || m->stride == static_cast<i64>(m->itemsize)))
MONTY_VIEW_ATTRIBUTE(nbytes, Value::small_int(m->length * m->itemsize))
#undef MONTY_VIEW_ATTRIBUTE

}  // namespace monty::native
