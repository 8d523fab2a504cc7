// SPDX-License-Identifier: MIT
// Searching, trimming, padding, replacing, comparing bytes and bytearrays; making them.
#include "object/bytes_ops.h"

#include <algorithm>

namespace monty::bytes_ops {

i64 find(Vm& vm, ByteView in, ByteView needle, i64 from, i64 to, bool reverse) {
  i64 m = static_cast<i64>(needle.size);
  if (from > to || to - from < m) return -1;
  if (m == 0) return reverse ? to : from;
  if (!reverse) {
    const u8* at = in.data + from;
    const u8* last = in.data + to - m;
    while (at <= last) {
      bool stopped;
      int order;
      at = find_byte(vm, at, static_cast<usize>(last - at) + 1, needle.data[0], &stopped);
      if (at == nullptr) return stopped ? -2 : -1;
      if (!compare_sliced(vm, at, needle.data, needle.size, &order)) return -2;
      if (order == 0) return at - in.data;
      at++;
    }
    return -1;
  }
  for (i64 i = to - m; i >= from; i--) {
    if ((i & 255) == 0 && !vm.meter.tick(64)) return raise_stopped(vm), -2;
    if (in.data[i] != needle.data[0]) continue;
    int order;
    if (!compare_sliced(vm, in.data + i, needle.data, needle.size, &order)) return -2;
    if (order == 0) return i;
  }
  return -1;
}

bool bytes_argument(Vm& vm, Value v, ByteView* out) {
  if (bytes_view(vm, v, out)) return true;
  if (vm.exception.is_undef()) raise_type_error(vm, "a bytes-like object is required, not '%T'", v);
  return false;
}

namespace {

// A bytes-like object or an int. False: exception or vm.deferred.
bool needle_argument(Vm& vm, Value v, u8* byte, ByteView* out) {
  if (bytes_view(vm, v, out)) return true;
  if (!vm.exception.is_undef()) return false;
  if (int_value(v).is_undef() && type_lookup_special(vm, v, static_name(names::op_index)).is_undef()) {
    raise_type_error(vm, "argument should be integer or bytes-like object, not '%T'", v);
    return false;
  }
  if (!byte_value(vm, v, byte, "byte must be in range(0, 256)")) return false;
  *out = {byte, 1};
  return true;
}

Tri starts(Vm& vm, ByteView in, ByteView part, i64 from, i64 to, bool suffix) {
  i64 m = static_cast<i64>(part.size);
  if (from > to || to - from < m) return Tri::False;
  int order;
  if (!compare_sliced(vm, in.data + (suffix ? to - m : from), part.data, part.size, &order)) return Tri::Error;
  return order == 0 ? Tri::True : Tri::False;
}

bool is_space(u8 c) { return c == ' ' || (c >= 9 && c <= 13); }

bool mark_bytes(Vm& vm, ByteView set, bool* marked) {
  return in_pieces(vm, set.size, [&](u64 i, u64 end) {
    for (; i < end; i++) marked[set.data[i]] = true;
    return true;
  });
}

}  // namespace

Value search(Self s, const char*, Value sub, Value start, Value end, bool reverse, bool raises) {
  u8 byte;
  ByteView needle;
  i64 from, to;
  if (!needle_argument(s.vm, sub, &byte, &needle) || !clip_range(s.vm, start, end, s.size(), &from, &to)) return conversion_failed(s.vm);
  i64 at = find(s.vm, s.view, needle, from, to, reverse);
  if (at == -2) return Value::error();
  if (at < 0 && raises) return raise_value_error(s.vm, "subsection not found");
  return Value::small_int(at);
}

Value count(Self s, Value sub, Value start, Value end) {
  u8 byte;
  ByteView needle;
  i64 from, to;
  if (!needle_argument(s.vm, sub, &byte, &needle) || !clip_range(s.vm, start, end, s.size(), &from, &to)) return conversion_failed(s.vm);
  if (from > to) return Value::small_int(0);
  if (needle.size == 0) return Value::small_int(to - from + 1);
  i64 n = 0;
  for (i64 at = from;; n++) {
    at = find(s.vm, s.view, needle, at, to, false);
    if (at == -2) return Value::error();
    if (at < 0) return Value::small_int(n);
    at += static_cast<i64>(needle.size);
  }
}

Value affix(Self s, Value what, Value start, Value end, bool suffix) {
  i64 from, to;
  if (!clip_range(s.vm, start, end, s.size(), &from, &to)) return conversion_failed(s.vm);
  ByteView part;
  if (bytes_view(s.vm, what, &part)) {
    Tri t = starts(s.vm, s.view, part, from, to, suffix);
    return t == Tri::Error ? Value::error() : Value::boolean(t == Tri::True);
  }
  if (!s.vm.exception.is_undef()) return Value::error();
  const char* name = suffix ? "endswith" : "startswith";
  auto* t = unwrap<Tuple>(what);
  if (t == nullptr) return raise_type_error(s.vm, "%s first arg must be bytes or a tuple of bytes, not %T", name, what);
  for (u32 i = 0; i < t->length(); i++) {
    MONTY_TRY(bytes_argument(s.vm, t->items[i], &part));
    Tri found = starts(s.vm, s.view, part, from, to, suffix);
    if (found == Tri::Error) return Value::error();
    if (found == Tri::True) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value remove_affix(Self s, Value what, bool suffix) {
  ByteView part;
  MONTY_TRY(bytes_argument(s.vm, what, &part));
  i64 n = s.size(), m = static_cast<i64>(part.size);
  Tri t = starts(s.vm, s.view, part, 0, n, suffix);
  if (t == Tri::Error) return Value::error();
  if (t == Tri::False) return s.part(0, n);
  return suffix ? s.part(0, n - m) : s.part(m, n);
}

Value contains(Self s, Value key) {
  ByteView needle;
  u8 byte;
  if (!bytes_view(s.vm, key, &needle)) {
    if (!s.vm.exception.is_undef()) return Value::error();
    if (int_value(key).is_undef() && type_lookup_special(s.vm, key, static_name(names::op_index)).is_undef()) {
      return raise_type_error(s.vm, "a bytes-like object is required, not '%T'", key);
    }
    if (!byte_value(s.vm, key, &byte, "byte must be in range(0, 256)")) return conversion_failed(s.vm);
    needle = {&byte, 1};
  }
  i64 at = find(s.vm, s.view, needle, 0, s.size(), false);
  return at == -2 ? Value::error() : Value::boolean(at >= 0);
}

Value replace(Self s, Value old, Value fresh, i64 count) {
  ByteView from, to;
  MONTY_TRY(bytes_argument(s.vm, old, &from));
  MONTY_TRY(bytes_argument(s.vm, fresh, &to));
  if (count < 0) count = INT64_MAX;
  ByteBuilder out(s.vm);
  i64 last = 0, n = s.size(), m = static_cast<i64>(from.size);
  bool changed = false;
  for (i64 k = 0; k < count; k++) {
    if (!s.vm.meter.tick(2)) return raise_stopped(s.vm);
    i64 at = m == 0 ? (k <= n ? k : -1) : find(s.vm, s.view, from, last, n, false);
    if (at == -2) return Value::error();
    if (at < 0) break;
    changed = true;
    MONTY_TRY(out.append(s.view.data + last, static_cast<usize>(at - last)));
    MONTY_TRY(out.append(to.data, to.size));
    last = at + m;
  }
  if (!changed) return s.part(0, n);
  MONTY_TRY(out.append(s.view.data + last, static_cast<usize>(n - last)));
  return out.finish(s.array);
}

Value strip(Self s, Value chars, bool left, bool right) {
  bool drop[256] = {};
  if (chars.is_none() || chars.is_undef()) {
    for (u32 c = 0; c < 256; c++) drop[c] = is_space(static_cast<u8>(c));
  } else {
    ByteView set;
    MONTY_TRY(bytes_argument(s.vm, chars, &set));
    MONTY_TRY(mark_bytes(s.vm, set, drop));
  }
  i64 i = 0, j = s.size();
  auto dropped = [&](i64 k) { return drop[s.view.data[k]]; };
  if ((left && !skip(s.vm, &i, j, dropped)) || (right && !skip_back(s.vm, &j, i, dropped))) return Value::error();
  return s.part(i, j);
}

Value justify(Self s, i64 width, Value fillchar, char how, const char* name) {
  u8 fill = ' ';
  if (!fillchar.is_undef()) {
    auto* b = unwrap<Bytes>(fillchar);
    auto* a = unwrap<ByteArray>(fillchar);
    if (b == nullptr && a == nullptr) return raise_type_error(s.vm, "%s() argument 2 must be a byte string of length 1, not %T", name, fillchar);
    u32 n = b != nullptr ? b->length() : a->length();
    if (n != 1) {
      return raise_type_error(s.vm, "%s(): argument 2 must be a byte string of length 1, not a %s object of length %d", name,
                              b != nullptr ? "bytes" : "bytearray", static_cast<int>(n));
    }
    fill = b != nullptr ? b->data[0] : a->data[0];
  }
  i64 n = s.size();
  if (width <= n) return s.part(0, n);
  i64 space = width - n, before = how == 'l' ? 0 : how == 'r' ? space : space / 2 + (space & width & 1);
  ByteBuilder out(s.vm);
  MONTY_TRY(out.append_repeated(fill, static_cast<u64>(before)));
  MONTY_TRY(out.append(s.view.data, s.view.size));
  MONTY_TRY(out.append_repeated(fill, static_cast<u64>(space - before)));
  return out.finish(s.array);
}

Value zfill(Self s, i64 width) {
  i64 n = s.size();
  if (width <= n) return s.part(0, n);
  ByteBuilder out(s.vm);
  i64 sign = n > 0 && (s.view.data[0] == '+' || s.view.data[0] == '-') ? 1 : 0;
  MONTY_TRY(out.append(s.view.data, static_cast<usize>(sign)));
  MONTY_TRY(out.append_repeated('0', static_cast<u64>(width - n)));
  MONTY_TRY(out.append(s.view.data + sign, static_cast<usize>(n - sign)));
  return out.finish(s.array);
}

Value expandtabs(Self s, i64 tabsize) {
  ByteBuilder out(s.vm);
  u64 column = 0;
  for (usize i = 0; i < s.view.size; i++) {
    if ((i & 1023) == 1023 && !s.vm.meter.tick(1024)) return raise_stopped(s.vm);
    u8 c = s.view.data[i];
    if (c == '\t') {
      if (tabsize > 0) {
        u64 n = static_cast<u64>(tabsize) - column % static_cast<u64>(tabsize);
        column += n;
        MONTY_TRY(out.append_repeated(' ', n));
      }
    } else {
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      MONTY_TRY(out.append_byte(c));
    }
  }
  return out.finish(s.array);
}

Value translate(Self s, Value table, Value gone) {
  ByteView map, removed;
  bool mapped = !table.is_none();
  if (mapped) {
    MONTY_TRY(bytes_argument(s.vm, table, &map));
    if (map.size != 256) return raise_value_error(s.vm, "translation table must be 256 characters long");
  }
  bool drop[256] = {};
  if (!gone.is_undef()) {
    MONTY_TRY(bytes_argument(s.vm, gone, &removed));
    MONTY_TRY(mark_bytes(s.vm, removed, drop));
  }
  ByteBuilder out(s.vm);
  const bool fine = in_pieces(s.vm, s.view.size, [&](u64 i, u64 end) {
    for (; i < end; i++) {
      u8 c = s.view.data[i];
      if (!drop[c] && !out.append_byte(mapped ? map.data[c] : c)) return false;
    }
    return true;
  });
  return fine ? out.finish(s.array) : Value::error();
}

Value maketrans(Vm& vm, Value from, Value to) {
  ByteView a, b;
  MONTY_TRY(bytes_argument(vm, from, &a));
  MONTY_TRY(bytes_argument(vm, to, &b));
  if (a.size != b.size) return raise_value_error(vm, "maketrans arguments must have same length");
  u8 table[256];
  for (u32 i = 0; i < 256; i++) table[i] = static_cast<u8>(i);
  const bool fine = in_pieces(vm, a.size, [&](u64 i, u64 end) {
    for (; i < end; i++) table[a.data[i]] = b.data[i];
    return true;
  });
  MONTY_TRY(fine);
  return cell_or_error(bytes_new(vm, table, 256));
}

Value compare(Self s, Op op, Value other) {
  ByteView b;
  if (!bytes_view(s.vm, other, &b)) {
    if (!s.vm.exception.is_undef()) return Value::error();
    return Value::not_implemented();
  }
  usize n = std::min(s.view.size, b.size);
  int c;
  MONTY_TRY(compare_sliced(s.vm, s.view.data, b.data, n, &c));
  if (c == 0) c = s.view.size < b.size ? -1 : s.view.size > b.size;
  switch (op) {
    case Op::EQ: return Value::boolean(c == 0);
    case Op::NE: return Value::boolean(c != 0);
    case Op::LT: return Value::boolean(c < 0);
    case Op::LE: return Value::boolean(c <= 0);
    case Op::GT: return Value::boolean(c > 0);
    default: return Value::boolean(c >= 0);
  }
}

Value multiply(Self s, Value count, bool inplace) {
  i64 n;
  if (!clip_index(s.vm, count, &n)) return conversion_failed(s.vm);
  return native_binary(s.vm, Op::MUL, inplace, s.object, int_from_i64(s.vm, n));
}

// ---------------------------------------------------------------- making
Tri collect(Vm& vm, Value source, ByteBuilder& out, bool array) {
  const char* range = array ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)";
  ByteView view;
  if (bytes_view(vm, source, &view)) return out.append(view.data, view.size) ? Tri::True : Tri::Error;
  if (!vm.exception.is_undef()) return Tri::Error;
  auto one = [&](Value v) {
    u8 b;
    if (byte_value(vm, v, &b, range)) return out.append_byte(b) ? Tri::True : Tri::Error;
    if (!vm.deferred) return Tri::Error;
    vm.deferred = false;
    return Tri::Defer;
  };
  const Value* items = nullptr;
  u32 n = 0;
  if (auto* l = get_if<List>(source)) {
    items = l->items;
    n = l->length();
  } else if (auto* t = get_if<Tuple>(source)) {
    items = t->items;
    n = t->length();
  } else {
    if (!source.is_cell()) return Tri::False;
    if (is_iterator_kind(kind_of(source)) || kind_of(source) == Kind::Instance) return Tri::Defer;
    Value it = get_iter(vm, source);
    if (it.is_error()) {
      if (vm.stop == StopReason::None) vm.exception = Value::undef();
      return vm.stop == StopReason::None ? Tri::False : Tri::Error;
    }
    if (it.is_defer() || !steps_natively(it)) return Tri::Defer;
    Heap::LogScope scope(vm.heap);
    for (;;) {
      if (!vm.meter.tick(4)) return raise_stopped(vm), Tri::Error;
      Value v = iter_next(vm, it);
      if (v.is_undef()) return Tri::True;
      if (!v.ok()) return v.is_defer() ? Tri::Defer : Tri::Error;
      Tri t = one(v);
      if (t != Tri::True) return t;
    }
  }
  for (u32 i = 0; i < n; i++) {
    if ((i & 255) == 255 && !vm.meter.tick(256)) return raise_stopped(vm), Tri::Error;
    Tri t = one(items[i]);
    if (t != Tri::True) return t;
  }
  return Tri::True;
}

Value construct(Vm& vm, Value source, Value encoding, Value errors, bool array) {
  const char* name = array ? "bytearray" : "bytes";
  auto make = [&](ByteView v) { return array ? cell_or_error(bytearray_new(vm, v.data, v.size)) : cell_or_error(bytes_new(vm, v.data, v.size)); };
  if (source.is_undef()) {
    if (!encoding.is_undef()) return raise_type_error(vm, "encoding without a string argument");
    if (!errors.is_undef()) return raise_type_error(vm, "errors without a string argument");
    return make({});
  }
  if (!encoding.is_undef() || !errors.is_undef()) {
    Str* e = nullptr;
    Str* h = nullptr;
    if (!encoding.is_undef() && (e = as_str(encoding)) == nullptr) return raise_type_error(vm, "%s() argument 'encoding' must be str, not %T", name, encoding);
    if (!errors.is_undef() && (h = as_str(errors)) == nullptr) return raise_type_error(vm, "%s() argument 'errors' must be str, not %T", name, errors);
    Str* s = as_str(source);
    if (s == nullptr) return raise_type_error(vm, encoding.is_undef() ? "errors without a string argument" : "encoding without a string argument");
    if (encoding.is_undef()) return raise_type_error(vm, "string argument without an encoding");
    Value v = str_encode_with(vm, s, e, h);
    return v.ok() && array ? make({v.as<Bytes>()->data, v.as<Bytes>()->length()}) : v;
  }
  if (kind_of(source) == Kind::Instance) {
    Value special = type_lookup_special(vm, source, str_from_ascii(vm, "__bytes__"));
    if (!array && !special.is_undef() && !is<NativeFunction>(special)) return Value::defer();
  }
  if (as_str(source) != nullptr) return raise_type_error(vm, "string argument without an encoding");
  Value n = int_value(source);
  if (!n.is_undef()) {
    i64 size;
    if (!int_to_i64(n, &size)) return raise(vm, kType_OverflowError, "cannot fit 'int' into an index-sized integer");
    if (size < 0) return raise_value_error(vm, "negative count");
    ByteBuilder out(vm);
    MONTY_TRY(out.append_repeated(0, static_cast<u64>(size)));
    return out.finish(array);
  }
  if (!array && is<Bytes>(source)) return source;
  ByteBuilder out(vm);
  switch (collect(vm, source, out, array)) {
    case Tri::True: return out.finish(array);
    case Tri::Error: return Value::error();
    case Tri::Defer: return Value::defer();
    case Tri::False: break;
  }
  return raise_type_error(vm, "cannot convert '%T' object to %s", source, name);
}

}  // namespace monty::bytes_ops
