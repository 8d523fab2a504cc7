// SPDX-License-Identifier: MIT
// Splitting, joining, case, classes and hexadecimal text of bytes and bytearrays.
#include <algorithm>

#include "object/bytes_ops.h"
#include "object/native_help.h"

namespace monty::bytes_ops {

namespace {

bool is_space(u8 c) { return c == ' ' || (c >= 9 && c <= 13); }
bool is_up(u8 c) { return c >= 'A' && c <= 'Z'; }
bool is_low(u8 c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(u8 c) { return is_up(c) || is_low(c); }
bool is_digit(u8 c) { return c >= '0' && c <= '9'; }
u8 up(u8 c) { return is_low(c) ? static_cast<u8>(c - 32) : c; }
u8 low(u8 c) { return is_up(c) ? static_cast<u8>(c + 32) : c; }

bool add_part(Self s, List* out, i64 from, i64 to) {
  if (!s.vm.meter.tick(2)) return raise_stopped(s.vm), false;
  Heap::LogScope scope(s.vm.heap);
  Value v = s.part(from, to);
  if (!v.ok() || !monty::list_append(s.vm, out, v)) return false;
  scope.reset();
  return true;
}

Value split_space(Self s, i64 maxsplit, bool reverse) {
  List* out = list_new(s.vm, 0);
  MONTY_TRY(out);
  const u8* u = s.view.data;
  auto space = [&](i64 k) { return is_space(u[k]); };
  auto other = [&](i64 k) { return !is_space(u[k]); };
  i64 i = 0, j = s.size();
  for (;;) {
    MONTY_TRY(reverse ? skip_back(s.vm, &j, 0, space) : skip(s.vm, &i, j, space));
    if (i == j) break;
    if (maxsplit-- <= 0) {
      MONTY_TRY(add_part(s, out, i, j));
      break;
    }
    if (reverse) {
      i64 to = j;
      MONTY_TRY(skip_back(s.vm, &j, 0, other));
      MONTY_TRY(add_part(s, out, j, to));
    } else {
      i64 from = i;
      MONTY_TRY(skip(s.vm, &i, j, other));
      MONTY_TRY(add_part(s, out, from, i));
    }
  }
  if (reverse) std::reverse(out->items, out->items + out->length());
  return Value::cell(out);
}

}  // namespace

Value split(Self s, Value sep, i64 maxsplit, bool reverse) {
  if (maxsplit < 0) maxsplit = INT64_MAX;
  if (sep.is_none()) return split_space(s, maxsplit, reverse);
  ByteView by;
  MONTY_TRY(bytes_argument(s.vm, sep, &by));
  if (by.size == 0) return raise_value_error(s.vm, "empty separator");
  List* out = list_new(s.vm, 0);
  MONTY_TRY(out);
  i64 from = 0, to = s.size(), m = static_cast<i64>(by.size);
  while (maxsplit-- > 0) {
    i64 at = find(s.vm, s.view, by, from, to, reverse);
    if (at == -2) return Value::error();
    if (at < 0) break;
    MONTY_TRY(reverse ? add_part(s, out, at + m, to) : add_part(s, out, from, at));
    if (reverse)
      to = at;
    else
      from = at + m;
  }
  MONTY_TRY(add_part(s, out, from, to));
  if (reverse) std::reverse(out->items, out->items + out->length());
  return Value::cell(out);
}

Value partition(Self s, Value sep, bool reverse) {
  ByteView by;
  MONTY_TRY(bytes_argument(s.vm, sep, &by));
  if (by.size == 0) return raise_value_error(s.vm, "empty separator");
  i64 n = s.size(), m = static_cast<i64>(by.size), at = find(s.vm, s.view, by, 0, n, reverse);
  if (at == -2) return Value::error();
  Value head, middle, tail;
  if (at < 0) {
    head = reverse ? s.make(nullptr, 0) : s.part(0, n);
    middle = s.make(nullptr, 0);
    tail = reverse ? s.part(0, n) : s.make(nullptr, 0);
  } else {
    head = s.part(0, at);
    middle = s.part(at, at + m);
    tail = s.part(at + m, n);
  }
  if (!head.ok() || !middle.ok() || !tail.ok()) return Value::error();
  Value parts[3] = {head, middle, tail};
  return cell_or_error(tuple_from(s.vm, parts, 3));
}

Value splitlines(Self s, bool keepends) {
  List* out = list_new(s.vm, 0);
  MONTY_TRY(out);
  const u8* u = s.view.data;
  for (i64 i = 0, n = s.size(); i < n;) {
    i64 from = i;
    MONTY_TRY(skip(s.vm, &i, n, [&](i64 k) { return u[k] != '\n' && u[k] != '\r'; }));
    i64 end = i;
    if (i < n) {
      i += u[i] == '\r' && i + 1 < n && u[i + 1] == '\n' ? 2 : 1;
      if (keepends) end = i;
    }
    MONTY_TRY(add_part(s, out, from, end));
  }
  return Value::cell(out);
}

Value join(Self s, Value iterable) {
  List* list = get_if<List>(iterable);
  Tuple* tuple = get_if<Tuple>(iterable);
  if (list == nullptr && tuple == nullptr) {
    if (!iterable.is_cell()) return raise_type_error(s.vm, "can only join an iterable");
    Value it = get_iter(s.vm, iterable);
    if (it.is_error()) {
      if (s.vm.stop != StopReason::None) return it;
      s.vm.exception = Value::undef();
      return raise_type_error(s.vm, "can only join an iterable");
    }
    if (it.is_defer() || !steps_natively(it) || is_iterator_kind(kind_of(iterable))) return Value::defer();
    list = list_new(s.vm, 8);
    MONTY_TRY(list);
    for (;;) {
      if (!s.vm.meter.tick(2)) return raise_stopped(s.vm);
      Value v = iter_next(s.vm, it);
      if (v.is_undef()) break;
      if (!v.ok()) return v;
      MONTY_TRY(monty::list_append(s.vm, list, v));
    }
  }
  const Value* items = list != nullptr ? list->items : tuple->items;
  u32 n = list != nullptr ? list->length() : tuple->length();
  if (n == 1 && !s.array && is<Bytes>(items[0])) return items[0];
  ByteBuilder out(s.vm);
  for (u32 i = 0; i < n; i++) {
    if (!s.vm.meter.tick(2)) return raise_stopped(s.vm);
    if (i > 0) MONTY_TRY(out.append(s.view.data, s.view.size));
    ByteView part;
    if (!bytes_view(s.vm, items[i], &part)) {
      if (!s.vm.exception.is_undef()) return Value::error();
      return raise_type_error(s.vm, "sequence item %d: expected a bytes-like object, %T found", static_cast<int>(i), items[i]);
    }
    MONTY_TRY(out.append(part.data, part.size));
  }
  return out.finish(s.array);
}

Value map_case(Self s, char how) {
  Value v = s.make(s.view.data, s.view.size);
  if (!v.ok()) return v;
  u8* p = s.array ? v.as<ByteArray>()->data : v.as<Bytes>()->data;
  bool inside = false;
  const bool fine = in_pieces(s.vm, s.view.size, [&](u64 i, u64 end) {
    for (; i < end; i++) {
      u8 c = p[i];
      switch (how) {
        case 'l': p[i] = low(c); break;
        case 'u': p[i] = up(c); break;
        case 's': p[i] = is_up(c) ? low(c) : up(c); break;
        case 'c': p[i] = i == 0 ? up(c) : low(c); break;
        default: p[i] = inside ? low(c) : up(c); inside = is_alpha(c);
      }
    }
    return true;
  });
  return fine ? v : Value::error();
}

Value classify(Self s, char what) {
  bool seen = false, cased = false;
  auto allowed = [&](i64 k) {
    u8 c = s.view.data[k];
    bool fine = true;
    switch (what) {
      case 'n': fine = is_alpha(c) || is_digit(c); break;
      case 'a': fine = is_alpha(c); break;
      case 'd': fine = is_digit(c); break;
      case 'i': fine = c < 128; break;
      case 's': fine = is_space(c); break;
      case 'l':
        fine = !is_up(c);
        seen |= is_low(c);
        break;
      case 'u':
        fine = !is_low(c);
        seen |= is_up(c);
        break;
      default:
        fine = is_up(c) ? !cased : is_low(c) ? cased : true;
        cased = is_alpha(c);
        seen |= cased;
    }
    return fine;
  };
  i64 i = 0;
  MONTY_TRY(skip(s.vm, &i, s.size(), allowed));
  if (i < s.size()) return Value::boolean(false);
  if (what == 'i') return Value::boolean(true);
  return Value::boolean(what == 'l' || what == 'u' || what == 't' ? seen : s.view.size > 0);
}

Value hex(Vm& vm, ByteView view, Value sep, i64 group) {
  u8 mark = 0;
  bool separated = false;
  if (!sep.is_undef()) {
    ByteView b;
    if (Str* s = as_str(sep)) {
      if (s->length() != 1) return raise_value_error(vm, "sep must be length 1.");
      if (!s->ascii()) return raise_value_error(vm, "sep must be ASCII.");
      mark = s->data[0];
    } else if ((unwrap<Bytes>(sep) != nullptr) && bytes_view(vm, sep, &b)) {
      if (b.size != 1) return raise_value_error(vm, "sep must be length 1.");
      if (b.data[0] >= 128) return raise_value_error(vm, "sep must be ASCII.");
      mark = b.data[0];
    } else {
      return raise_type_error(vm, "sep must be str or bytes.");
    }
    separated = group != 0 && view.size > 0;
  }
  u64 n = view.size, width = group < 0 ? static_cast<u64>(-(group + 1)) + 1 : static_cast<u64>(group);
  u64 marks = separated ? (n - 1) / width : 0, total = n * 2 + marks;
  if (total >= 0xFFFFFFF0u) return raise(vm, kType_MemoryError, "");
  Str* out = str_alloc(vm, static_cast<u32>(total), 127);
  MONTY_TRY(out);
  u8* p = out->data;
  for (u64 i = 0; i < n; i++) {
    if ((i & 0xFFFF) == 0 && !tick_bytes(vm, std::min<u64>(n - i, 0x10000) * 8)) return Value::error();
    if (separated && i > 0 && (group > 0 ? (n - i) % width == 0 : i % width == 0)) *p++ = mark;
    *p++ = static_cast<u8>("0123456789abcdef"[view.data[i] >> 4]);
    *p++ = static_cast<u8>("0123456789abcdef"[view.data[i] & 15]);
  }
  return Value::cell(out);
}

Value from_hex(Vm& vm, Value cls, Value string, bool array) {
  ByteView view;
  if (Str* s = as_str(string)) {
    if (!s->ascii() && s->length() > 0) {
      i64 i = 0;
      MONTY_TRY(skip(vm, &i, s->length(), [&](i64 k) { return s->at(static_cast<usize>(k)) <= 127; }));
      return raise_value_error(vm, "non-hexadecimal number found in fromhex() arg at position %d", static_cast<int>(i));
    }
    view = {s->data, s->length()};
  } else if (!bytes_view(vm, string, &view)) {
    if (!vm.exception.is_undef()) return Value::error();
    return raise_type_error(vm, "fromhex() argument must be str or bytes-like, not %T", string);
  }
  auto digit = [](u8 c) { return is_digit(c) ? c - '0' : is_alpha(c) && low(c) <= 'f' ? low(c) - 'a' + 10 : -1; };
  ByteBuilder out(vm);
  for (usize i = 0; i < view.size;) {
    if (!vm.meter.tick(1)) return raise_stopped(vm);
    if (is_space(view.data[i])) {
      i++;
      continue;
    }
    int high = digit(view.data[i]);
    if (high >= 0 && i + 1 == view.size) return raise_value_error(vm, "fromhex() arg must contain an even number of hexadecimal digits");
    int lower = high < 0 ? 0 : digit(view.data[i + 1]);
    if (high < 0 || lower < 0) {
      return raise_value_error(vm, "non-hexadecimal number found in fromhex() arg at position %l", static_cast<i64>(high < 0 ? i : i + 1));
    }
    MONTY_TRY(out.append_byte(static_cast<u8>(high << 4 | lower)));
    i += 2;
  }
  Type* type = get_if<Type>(cls);
  const bool exact = type == nullptr || type == (array ? &kType_bytearray : &kType_bytes);
  Value v = out.finish(array && exact);
  return exact || !v.ok() ? v : request_call(vm, cls, {v});
}

}  // namespace monty::bytes_ops
