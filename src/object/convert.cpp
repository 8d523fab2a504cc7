// SPDX-License-Identifier: MIT
// Conversions of arguments: to an index, a double, a str, a truth value, bytes; empty objects of builtin types.
#include "object/text.h"

namespace monty {

namespace {

bool has_special(Vm& vm, Value v, Str* name) { return !type_lookup_special(vm, v, name).is_undef(); }

}  // namespace

bool clip_index(Vm& vm, Value v, i64* out) {
  if (MONTY_LIKELY(v.is_small_int())) {
    *out = v.as_small_int();
    return true;
  }
  Value n = int_value(v);
  if (!n.is_undef()) {
    if (!int_to_i64(n, out)) *out = n.as<BigInt>()->negative() ? INT64_MIN : INT64_MAX;
    return true;
  }
  if (has_special(vm, v, static_name(names::op_index))) {
    vm.deferred = true;
    return false;
  }
  raise_type_error(vm, "'%T' object cannot be interpreted as an integer", v);
  return false;
}

bool to_index(Vm& vm, Value v, i64* out) {
  if (MONTY_LIKELY(v.is_small_int())) {
    *out = v.as_small_int();
    return true;
  }
  if (!clip_index(vm, v, out)) return false;
  i64 exact;
  if (int_to_i64(int_value(v), &exact)) return true;
  raise(vm, kType_OverflowError, "Python int too large to convert to C ssize_t");
  return false;
}

bool to_double(Vm& vm, Value v, double* out) {
  if (unwrap_float(v, out)) return true;
  Value n = int_value(v);
  if (!n.is_undef()) {
    bool overflow;
    *out = int_to_double(vm, n, &overflow);
    if (!overflow) return true;
    raise(vm, kType_OverflowError, "int too large to convert to float");
    return false;
  }
  if (has_special(vm, v, static_name(names::op_float)) || has_special(vm, v, static_name(names::op_index))) {
    vm.deferred = true;
    return false;
  }
  raise_type_error(vm, "must be real number, not %T", v);
  return false;
}

Str* to_exact_str(Vm& vm, Value v, const char* function, int position, const char* parameter) {
  if (Str* s = as_str(v)) return s;
  if (parameter != nullptr) {
    if (v.is_none())
      raise_type_error(vm, "%s() argument '%s' must be str, not None", function, parameter);
    else
      raise_type_error(vm, "%s() argument '%s' must be str, not %T", function, parameter, v);
    return nullptr;
  }
  // Functions of a single parameter name no position.
  std::string_view name(function);
  if (position == 0 || name == "removeprefix" || name == "removesuffix") {
    if (v.is_none())
      raise_type_error(vm, "%s() argument must be str, not None", function);
    else
      raise_type_error(vm, "%s() argument must be str, not %T", function, v);
  } else if (v.is_none()) {
    raise_type_error(vm, "%s() argument %d must be str, not None", function, position);
  } else {
    raise_type_error(vm, "%s() argument %d must be str, not %T", function, position, v);
  }
  return nullptr;
}

bool to_truth(Vm& vm, Value v, bool* out) {
  switch (truth(vm, v)) {
    case Tri::True: *out = true; return true;
    case Tri::False: *out = false; return true;
    case Tri::Error: return false;
    case Tri::Defer: break;
  }
  vm.deferred = true;
  return false;
}

Value made_through(Vm& vm, Type* cls, const Type& exact, Value value) {
  if (!value.ok() || cls == &exact) return value;
  Tuple* args = tuple_from(vm, &value, 1);
  return args == nullptr ? Value::error() : call_request(vm, Value::cell(cls), args);
}

Value conversion_failed(Vm& vm) {
  if (!vm.deferred) return Value::error();
  vm.deferred = false;
  return Value::defer();
}

static Value empty_payload(Vm& vm, Kind kind) {
  switch (kind) {
    case Kind::BigInt: return Value::small_int(0);
    case Kind::Float: return float_new(vm, 0.0);
    case Kind::Complex: return complex_new(vm, 0, 0);
    case Kind::Str: return Value::cell(empty_str());
    case Kind::Bytes: return cell_or_error(bytes_new(vm, nullptr, 0));
    case Kind::ByteArray: return cell_or_error(bytearray_new(vm, nullptr, 0));
    case Kind::Tuple: return Value::cell(&kEmptyTuple);
    case Kind::List: return cell_or_error(list_new(vm, 0));
    case Kind::Dict: return cell_or_error(dict_new(vm));
    case Kind::Set:
    case Kind::FrozenSet: return cell_or_error(set_new(vm, kind));
    case Kind::Property: {
      auto* p = vm.heap.make<Property>();
      if (p == nullptr) return raise_memory_error(vm);
      p->fget = p->fset = p->fdel = p->doc = p->name = Value::none();
      return Value::cell(p);
    }
    case Kind::StaticMethod:
    case Kind::ClassMethod: {
      auto* m = reinterpret_cast<StaticMethod*>(vm.heap.allocate(kind, sizeof(StaticMethod)));
      if (m == nullptr) return raise_memory_error(vm);
      m->function = Value::none();
      m->dict = nullptr;
      return Value::cell(m);
    }
    case Kind::Super: {
      auto* s = vm.heap.make<Super>();
      if (s == nullptr) return raise_memory_error(vm);
      s->type = s->object_type = nullptr;
      s->object = Value::undef();
      return Value::cell(s);
    }
    case Kind::Module: {
      Dict* d = dict_new(vm);
      MONTY_TRY(d);
      auto* m = vm.heap.make<Module>();
      if (m == nullptr) return raise_memory_error(vm);
      m->dict = d;
      return Value::cell(m);
    }
    default: return Value::undef();
  }
}

Value new_empty(Vm& vm, Type* cls) {
  if (cls->type_flags & kTypeException) return instance_new(vm, cls);
  Kind kind = cls->type_flags & kTypeHeap ? cls->payload_kind : cls->instance_kind;
  if (kind == Kind::Instance || (kind == Kind::Free && cls->payload_type == nullptr)) return instance_new(vm, cls);
  Value v = empty_payload(vm, kind);
  if (v.is_error()) return v;
  if (v.is_undef()) return raise_type_error(vm, "cannot create '%N' instances", cls);
  if (!(cls->type_flags & kTypeHeap)) return v;
  Value o = instance_new(vm, cls);
  if (o.is_error()) return o;
  o.as<Instance>()->slots[0] = v;
  return o;
}

Value finish_new(Vm& vm, Type* cls, const Type& exact, Value value) {
  if (!value.ok() || cls == &exact || !(cls->type_flags & kTypeHeap)) return value;
  Value p = payload(value);
  vm.heap.keep(p);
  Value o = instance_new(vm, cls);
  if (o.is_error()) return o;
  o.as<Instance>()->slots[0] = p;
  return o;
}

// ---------------------------------------------------------------- bytes-like objects
bool bytes_view(Vm& vm, Value v, ByteView* out) {
  static constexpr u8 kNothing[8] = {};
  if (auto* b = unwrap<Bytes>(v)) {
    *out = {b->data, b->length()};
    return true;
  }
  if (auto* b = unwrap<ByteArray>(v)) {
    *out = {b->data == nullptr ? kNothing : b->data, b->length()};
    return true;
  }
  auto* m = unwrap<MemoryView>(v);
  if (m == nullptr) return false;
  if (m->released) {
    raise_value_error(vm, "operation forbidden on released memoryview object");
    return false;
  }
  ByteView base;
  if (!bytes_view(vm, m->base, &base)) return false;
  if (m->length == 0) {
    *out = {kNothing, 0};
    return true;
  }
  usize item = m->itemsize, n = static_cast<usize>(m->length) * item;
  // The bytearray behind the view may have shrunk.
  i64 last = m->start + (m->length - 1) * m->stride, low = m->start < last ? m->start : last, high = m->start < last ? last : m->start;
  if (low < 0 || static_cast<u64>(high) + item > base.size) {
    raise_value_error(vm, "memoryview: the object behind the view has been resized");
    return false;
  }
  if (m->stride == static_cast<i64>(item)) {
    *out = {base.data + m->start, n};
    return true;
  }
  Bytes* copy = bytes_new(vm, nullptr, n);
  if (copy == nullptr) return false;
  const bool fine = in_pieces(vm, static_cast<u64>(m->length), [&](u64 i, u64 end) {
    for (; i < end; i++) std::memcpy(copy->data + i * item, base.data + m->start + static_cast<i64>(i) * m->stride, item);
    return true;
  });
  if (!fine) return false;
  *out = {copy->data, n};
  return true;
}

ByteArray* bytearray_new(Vm& vm, const void* data, usize n) {
  if (n >= 0xFFFFFFF0u) {
    raise_memory_error(vm);
    return nullptr;
  }
  auto* b = vm.heap.make<ByteArray>();
  if (b == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  b->data = nullptr;
  b->capacity = b->exports = 0;
  if (n > 0) {
    b->data = static_cast<u8*>(vm.heap.allocate_buffer(n));
    if (b->data == nullptr) {
      raise_memory_error(vm);
      return nullptr;
    }
    b->capacity = b->aux = static_cast<u32>(n);
    if (data != nullptr && !copy_sliced(vm, b->data, data, n)) return nullptr;
  }
  return b;
}

bool bytearray_set_length(Vm& vm, ByteArray* b, u64 n) {
  if (b->exports != 0 && n != b->length()) {
    raise(vm, kType_BufferError, "Existing exports of data: object cannot be re-sized");
    return false;
  }
  if (n > b->capacity) {
    u64 grown = n + (n >> 3) + 16;
    if (grown > 0xFFFFFFF0u) {
      raise_memory_error(vm);
      return false;
    }
    if (grown > 65536 && !tick_bytes(vm, n - b->length())) return false;
    auto* data = static_cast<u8*>(vm.heap.resize_buffer(b->data, b->length(), grown));
    if (data == nullptr) {
      raise_memory_error(vm);
      return false;
    }
    b->data = data;
    b->capacity = static_cast<u32>(grown);
  }
  b->aux = static_cast<u32>(n);
  return true;
}

bool ByteBuilder::grow(u64 more) {
  u64 wanted = size_ + more, capacity = wanted + wanted / 2 + 32;
  if (more > 0xFFFFFFF0u || wanted > 0xFFFFFFF0u) return raise(vm_, kType_MemoryError, ""), false;
  if (!tick_bytes(vm_, more)) return false;
  auto* data = static_cast<u8*>(data_ == nullptr ? vm_.heap.allocate_buffer(capacity) : vm_.heap.resize_buffer(data_, size_, capacity));
  if (data == nullptr) return raise_memory_error(vm_), false;
  data_ = data;
  capacity_ = capacity;
  return true;
}

Value ByteBuilder::finish(bool array) {
  Value v = array ? cell_or_error(bytearray_new(vm_, data_, size_)) : cell_or_error(bytes_new(vm_, data_, size_));
  if (data_ != nullptr) vm_.heap.free_buffer(data_, capacity_);
  data_ = nullptr;
  size_ = capacity_ = 0;
  return v;
}

// ---------------------------------------------------------------- arguments
bool clip_range(Vm& vm, Value start, Value end, i64 n, i64* from, i64* to) {
  auto one = [&](Value v, i64 missing, i64* out) {
    *out = missing;
    if (v.is_undef() || v.is_none()) return true;
    if (int_value(v).is_undef() && !has_special(vm, v, static_name(names::op_index))) {
      raise_type_error(vm, "slice indices must be integers or None or have an __index__ method");
      return false;
    }
    if (!clip_index(vm, v, out)) return false;
    if (*out < 0) *out = *out + n < 0 ? 0 : *out + n;
    return true;
  };
  if (!one(start, 0, from) || !one(end, n, to)) return false;
  if (*to > n) *to = n;
  return true;
}

bool byte_value(Vm& vm, Value v, u8* out, const char* message) {
  i64 n;
  if (!clip_index(vm, v, &n)) return false;
  if (n < 0 || n > 255) {
    raise_value_error(vm, "%s", message);
    return false;
  }
  *out = static_cast<u8>(n);
  return true;
}

namespace {
constexpr usize kSlice = 512 * 1024;  // bytes that are copied, filled or searched between two looks at the limits
}

bool fill_sliced(Vm& vm, void* to, u8 byte, usize n) {
  auto* t = static_cast<u8*>(to);
  for (; n > kSlice; t += kSlice, n -= kSlice) {
    std::memset(t, byte, kSlice);
    if (!vm.meter.tick(kSlice / 64)) return raise_stopped(vm), false;
  }
  if (n > 0) std::memset(t, byte, n);
  return true;
}

const u8* find_byte(Vm& vm, const u8* from, usize n, u8 byte, bool* stopped) {
  *stopped = false;
  while (n > 0) {
    const usize piece = std::min(n, kSlice);
    auto* at = static_cast<const u8*>(std::memchr(from, byte, piece));
    if (!vm.meter.tick((at == nullptr ? piece : static_cast<usize>(at - from)) / 64 + 2)) return raise_stopped(vm), *stopped = true, nullptr;
    if (at != nullptr) return at;
    from += piece;
    n -= piece;
  }
  return nullptr;
}

bool compare_sliced(Vm& vm, const void* a, const void* b, usize n, int* order) {
  auto* x = static_cast<const u8*>(a);
  auto* y = static_cast<const u8*>(b);
  usize piece = 256;
  for (; n > piece; x += piece, y += piece, n -= piece, piece = std::min(piece * 4, kSlice)) {
    *order = std::memcmp(x, y, piece);
    if (*order != 0) return true;
    if (!vm.meter.tick(piece / 64)) return raise_stopped(vm), false;
  }
  *order = n == 0 ? 0 : std::memcmp(x, y, n);
  return true;
}

bool str_compare_sliced(Vm& vm, const Str* a, const Str* b, int* order) {
  const u32 n = std::min(a->length(), b->length());
  if (n <= 1024) return *order = str_compare(a, b), true;
  if (a->width() == 1 && b->width() == 1) {
    if (!compare_sliced(vm, a->data, b->data, n, order)) return false;
  } else {
    *order = 0;
    i64 i = 0;
    if (!skip(vm, &i, n, [&](i64 k) { return a->at(static_cast<usize>(k)) == b->at(static_cast<usize>(k)); })) return false;
    const usize at = static_cast<usize>(i);
    if (at < n) *order = a->at(at) < b->at(at) ? -1 : 1;
  }
  if (*order == 0) *order = a->length() == b->length() ? 0 : a->length() < b->length() ? -1 : 1;
  return true;
}

Tri str_equal_sliced(Vm& vm, const Str* a, const Str* b) {
  if (a->length() <= 1024 || a == b || a->aux != b->aux || a->width() != b->width()) return str_equal(a, b) ? Tri::True : Tri::False;
  int order;
  if (!compare_sliced(vm, a->data, b->data, usize{a->length()} * a->width(), &order)) return Tri::Error;
  return order == 0 ? Tri::True : Tri::False;
}

bool copy_sliced(Vm& vm, void* to, const void* from, usize bytes) {
  auto* t = static_cast<u8*>(to);
  auto* f = static_cast<const u8*>(from);
  while (bytes > kSlice) {
    std::memcpy(t, f, kSlice);
    t += kSlice;
    f += kSlice;
    bytes -= kSlice;
    if (!vm.meter.tick(kSlice / 64)) return raise_stopped(vm), false;
  }
  if (bytes > 0) std::memcpy(t, f, bytes);
  return true;
}

bool repeat_sliced(Vm& vm, void* to, usize unit, u64 total) {
  constexpr u64 kMost = 256 * 1024;
  auto* begin = static_cast<u8*>(to);
  for (u64 have = unit, n; have < total; have += n) {
    n = std::min(have, total - have);
    if (n > kMost && unit <= kMost) n = std::min(n, kMost / unit * unit);
    if (!copy_sliced(vm, begin + have, begin, n)) return false;
    if (n > kMost / 2 && !vm.meter.tick(n / 64)) return raise_stopped(vm), false;
  }
  return true;
}

bool repeat_length(Vm& vm, u64 length, i64 count, u64* out) {
  if (count <= 0 || length == 0) {
    *out = 0;
    return true;
  }
  if (__builtin_mul_overflow(length, static_cast<u64>(count), out) || *out >= 0xFFFFFFF0u) {
    raise(vm, kType_MemoryError, "");
    return false;
  }
  return true;
}

}  // namespace monty
