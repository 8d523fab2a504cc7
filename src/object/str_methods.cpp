// SPDX-License-Identifier: MIT
// Methods of str: searching, padding, stripping, replacing, joining, operators. Case and classes are in str_case.cpp,
// splitting in str_split.cpp.
#include <algorithm>

#include "base/unicode.h"
#include "object/text.h"

namespace monty::native {

namespace {

u32 max_of(const Str* s) { return s->ascii() ? 127 : s->width() == 1 ? 255 : s->width() == 2 ? 0xFFFF : 0x10FFFF; }

Value pad(Vm& vm, Str* self, u64 left, u64 right, u32 c) {
  u64 total = left + self->length() + right;
  if (total >= 0xFFFFFFF0u) return raise(vm, kType_MemoryError, "");
  Str* out = str_alloc(vm, static_cast<u32>(total), std::max(max_of(self), c));
  MONTY_TRY(out);
  MONTY_TRY(str_fill(vm, out, 0, left, c) && str_put(vm, out, left, self) && str_fill(vm, out, left + self->length(), right, c));
  return Value::cell(out);
}

bool fill_char(Vm& vm, Value v, u32* c) {
  *c = ' ';
  if (v.is_undef()) return true;
  Str* s = as_str(v);
  if (s == nullptr) {
    raise_type_error(vm, "The fill character must be a unicode character, not %T", v);
    return false;
  }
  if (s->length() != 1) {
    raise_type_error(vm, "The fill character must be exactly one character long");
    return false;
  }
  *c = s->at(0);
  return true;
}

struct Search {
  Str* sub;
  i64 from, to;
};
// Arguments of find, index, count ... False: exception or vm.deferred.
bool search_arguments(Vm& vm, const char* name, Str* self, Value sub, Value start, Value end, Search* out) {
  out->sub = as_str(sub);
  if (out->sub == nullptr) {
    if (sub.is_none())
      raise_type_error(vm, "%s() argument 1 must be str, not None", name);
    else
      raise_type_error(vm, "%s() argument 1 must be str, not %T", name, sub);
    return false;
  }
  return clip_range(vm, start, end, self->length(), &out->from, &out->to);
}

Value search(Vm& vm, const char* name, Str* self, Value sub, Value start, Value end, bool reverse, bool raises) {
  Search s;
  if (!search_arguments(vm, name, self, sub, start, end, &s)) return conversion_failed(vm);
  i64 at = s.from > s.to ? -1 : str_find(vm, self, s.sub, s.from, s.to, reverse);
  if (at == -2) return Value::error();
  if (at < 0 && raises) return raise_value_error(vm, "substring not found");
  return Value::small_int(at);
}

Tri tail_match(Vm& vm, Str* self, Str* part, i64 from, i64 to, bool suffix) {
  if (to - from < part->length() || from > to) return Tri::False;
  const i64 at = suffix ? to - part->length() : from;
  i64 same = 0;
  if (!skip(vm, &same, part->length(), [&](i64 k) { return self->at(static_cast<usize>(at + k)) == part->at(static_cast<usize>(k)); })) return Tri::Error;
  return same == part->length() ? Tri::True : Tri::False;
}

Value affix(Vm& vm, Str* self, Value what, Value start, Value end, bool suffix) {
  i64 from, to;
  if (!clip_range(vm, start, end, self->length(), &from, &to)) return conversion_failed(vm);
  const char* name = suffix ? "endswith" : "startswith";
  if (Str* s = as_str(what)) {
    Tri t = tail_match(vm, self, s, from, to, suffix);
    return t == Tri::Error ? Value::error() : Value::boolean(t == Tri::True);
  }
  auto* t = unwrap<Tuple>(what);
  if (t == nullptr) return raise_type_error(vm, "%s first arg must be str or a tuple of str, not %T", name, what);
  for (u32 i = 0; i < t->length(); i++) {
    Str* s = as_str(t->items[i]);
    if (s == nullptr) return raise_type_error(vm, "tuple for %s must only contain str, not %T", name, t->items[i]);
    Tri found = tail_match(vm, self, s, from, to, suffix);
    if (found == Tri::Error) return Value::error();
    if (found == Tri::True) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value strip(Vm& vm, Str* self, Value chars, bool left, bool right, const char* name) {
  i64 i = 0, j = self->length();
  if (chars.is_none() || chars.is_undef()) {
    auto space = [&](i64 k) { return unicode::is_space(self->at(static_cast<usize>(k))); };
    if ((left && !skip(vm, &i, j, space)) || (right && !skip_back(vm, &j, i, space))) return Value::error();
    return cell_or_error(str_slice(vm, self, i, j));
  }
  Str* set = as_str(chars);
  if (set == nullptr) return raise_type_error(vm, "%s arg must be None or str", name);
  auto inside = [&](i64 k) {
    u32 c = self->at(static_cast<usize>(k));
    for (u32 m = 0; m < set->length(); m++) {
      if (set->at(m) == c) return true;
    }
    return false;
  };
  u64 cost = set->length() / 16 + 1;
  while (left && i < j && inside(i)) {
    i++;
    if (!vm.meter.tick(cost)) return raise_stopped(vm);
  }
  while (right && j > i && inside(j - 1)) {
    j--;
    if (!vm.meter.tick(cost)) return raise_stopped(vm);
  }
  return cell_or_error(str_slice(vm, self, i, j));
}

Value compare(Vm& vm, Op op, Str* self, Value other) {
  Str* s = as_str(other);
  if (s == nullptr) return Value::not_implemented();
  return native_compare(vm, op, Value::cell(self), Value::cell(s));
}

}  // namespace

// ---------------------------------------------------------------- searching
Value str_find(Vm& vm, Str* self, Value sub, Value start, Value end) { return search(vm, "find", self, sub, start, end, false, false); }
Value str_rfind(Vm& vm, Str* self, Value sub, Value start, Value end) { return search(vm, "rfind", self, sub, start, end, true, false); }
Value str_index(Vm& vm, Str* self, Value sub, Value start, Value end) { return search(vm, "index", self, sub, start, end, false, true); }
Value str_rindex(Vm& vm, Str* self, Value sub, Value start, Value end) { return search(vm, "rindex", self, sub, start, end, true, true); }

Value str_count(Vm& vm, Str* self, Value sub, Value start, Value end) {
  Search s;
  if (!search_arguments(vm, "count", self, sub, start, end, &s)) return conversion_failed(vm);
  if (s.from > s.to) return Value::small_int(0);
  if (s.sub->length() == 0) return Value::small_int(s.to - s.from + 1);
  i64 n = 0;
  if (s.sub->length() == 1 && self->width() == 1) {
    u32 c = s.sub->at(0);
    if (c > 255) return Value::small_int(0);
    const u8* at = self->data + s.from;
    const bool fine = in_pieces(vm, static_cast<u64>(s.to - s.from), [&](u64 i, u64 end) {
      n += std::count(at + i, at + end, static_cast<u8>(c));
      return true;
    });
    return fine ? Value::small_int(n) : Value::error();
  }
  for (i64 at = s.from;; n++) {
    at = monty::str_find(vm, self, s.sub, at, s.to, false);
    if (at == -2) return Value::error();
    if (at < 0) return Value::small_int(n);
    at += s.sub->length();
  }
}

Value str_startswith(Vm& vm, Str* self, Value prefix, Value start, Value end) { return affix(vm, self, prefix, start, end, false); }
Value str_endswith(Vm& vm, Str* self, Value suffix, Value start, Value end) { return affix(vm, self, suffix, start, end, true); }
Value str_removeprefix(Vm& vm, Str* self, Str* prefix) {
  Tri t = tail_match(vm, self, prefix, 0, self->length(), false);
  if (t == Tri::Error) return Value::error();
  return t == Tri::False ? Value::cell(self) : cell_or_error(str_slice(vm, self, prefix->length(), self->length()));
}
Value str_removesuffix(Vm& vm, Str* self, Str* suffix) {
  Tri t = tail_match(vm, self, suffix, 0, self->length(), true);
  if (t == Tri::Error) return Value::error();
  return t == Tri::False ? Value::cell(self) : cell_or_error(str_slice(vm, self, 0, self->length() - suffix->length()));
}
Value str_op_contains(Vm& vm, Str* self, Value key) {
  Str* s = as_str(key);
  if (s == nullptr) return raise_type_error(vm, "'in <string>' requires string as left operand, not %T", key);
  i64 at = monty::str_find(vm, self, s, 0, self->length(), false);
  return at == -2 ? Value::error() : Value::boolean(at >= 0);
}

// ---------------------------------------------------------------- padding and stripping
Value str_ljust(Vm& vm, Str* self, i64 width, Value fillchar) {
  u32 c;
  MONTY_TRY(fill_char(vm, fillchar, &c));
  if (width <= self->length()) return Value::cell(self);
  return pad(vm, self, 0, static_cast<u64>(width - self->length()), c);
}
Value str_rjust(Vm& vm, Str* self, i64 width, Value fillchar) {
  u32 c;
  MONTY_TRY(fill_char(vm, fillchar, &c));
  if (width <= self->length()) return Value::cell(self);
  return pad(vm, self, static_cast<u64>(width - self->length()), 0, c);
}
Value str_center(Vm& vm, Str* self, i64 width, Value fillchar) {
  u32 c;
  MONTY_TRY(fill_char(vm, fillchar, &c));
  if (width <= self->length()) return Value::cell(self);
  i64 space = width - self->length(), left = space / 2 + (space & width & 1);
  return pad(vm, self, static_cast<u64>(left), static_cast<u64>(space - left), c);
}
Value str_zfill(Vm& vm, Str* self, i64 width) {
  if (width <= self->length()) return Value::cell(self);
  u64 zeros = static_cast<u64>(width - self->length());
  Value v = pad(vm, self, zeros, 0, '0');
  if (!v.ok() || self->length() == 0) return v;
  u32 first = self->at(0);
  if (first == '+' || first == '-') {
    MONTY_TRY(str_fill(vm, v.as<Str>(), zeros, 1, '0') && str_fill(vm, v.as<Str>(), 0, 1, first));
  }
  return v;
}
Value str_strip(Vm& vm, Str* self, Value chars) { return strip(vm, self, chars, true, true, "strip"); }
Value str_lstrip(Vm& vm, Str* self, Value chars) { return strip(vm, self, chars, true, false, "lstrip"); }
Value str_rstrip(Vm& vm, Str* self, Value chars) { return strip(vm, self, chars, false, true, "rstrip"); }

Value str_expandtabs(Vm& vm, Str* self, i64 tabsize) {
  StrBuilder out(vm);
  u64 column = 0;
  for (u32 i = 0; i < self->length(); i++) {
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return raise_stopped(vm);
    u32 c = self->at(i);
    if (c == '\t') {
      if (tabsize > 0) {
        u64 n = static_cast<u64>(tabsize) - column % static_cast<u64>(tabsize);
        if (n >= 0xFFFFFFF0u) return raise(vm, kType_OverflowError, "new string is too long");
        column += n;
        MONTY_TRY(out.append_repeated(' ', n));
      }
    } else {
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      MONTY_TRY(out.append_char(c));
    }
  }
  return cell_or_error(out.finish());
}

// ---------------------------------------------------------------- replacing and joining
// Every `from` by `to`, single characters both. The text has one.
static Value replace_character(Vm& vm, Str* self, u32 from, u32 to) {
  return with_units(self, [&](const auto* units) {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(units)>>;
    const auto wanted = static_cast<Unit>(from);
    u32 max = 127;
    if (!self->ascii() || to > 127) {  // what remains may be narrower
      const bool fine = in_pieces(vm, self->length(), [&](u64 i, u64 end) {
        Unit most = 0;
        for (; i < end; i++) most = std::max(most, units[i] == wanted ? Unit{0} : units[i]);
        max = std::max<u32>(max, most);
        return true;
      });
      if (!fine) return Value::error();
      max = std::max(max, to);
    }
    Str* out = str_alloc(vm, self->length(), max);
    MONTY_TRY(out);
    const bool fine = with_units(out, [&](const auto* place) {
      using To = std::remove_const_t<std::remove_pointer_t<decltype(place)>>;
      To* __restrict put = const_cast<To*>(place);
      const auto instead = static_cast<To>(to);
      return in_pieces(vm, self->length(), [&](u64 i, u64 end) {
        for (; i < end; i++) put[i] = units[i] == wanted ? instead : static_cast<To>(units[i]);
        return true;
      });
    });
    return fine ? Value::cell(out) : Value::error();
  });
}

Value str_replace(Vm& vm, Str* self, Str* from, Str* to, i64 count) {
  if (count < 0) count = INT64_MAX;
  if (count == 0 || str_equal(from, to)) return Value::cell(self);
  if (from->length() == 1 && to->length() == 1 && count >= self->length()) {
    const i64 at = monty::str_find(vm, self, from, 0, self->length(), false);
    return at == -2 ? Value::error() : at < 0 ? Value::cell(self) : replace_character(vm, self, from->at(0), to->at(0));
  }
  u64 n = 0, m = from->length();
  if (m == 0) {
    n = std::min<u64>(u64{self->length()} + 1, static_cast<u64>(count));
  } else {
    for (i64 at = 0; n < static_cast<u64>(count); n++) {
      at = monty::str_find(vm, self, from, at, self->length(), false);
      if (at == -2) return Value::error();
      if (at < 0) break;
      at += static_cast<i64>(m);
    }
  }
  if (n == 0) return Value::cell(self);
  u64 total = u64{self->length()} - n * m, more;
  if (__builtin_mul_overflow(n, u64{to->length()}, &more) || total + more >= 0xFFFFFFF0u) {
    return raise_impossible_size(vm);
  }
  total += more;
  if (total == 0) return Value::cell(empty_str());
  u32 max = std::max(max_of(self), max_of(to));
  if (max > 127) {  // what remains may be narrower than self: the builder finds out
    StrBuilder out(vm);
    i64 last = 0;
    for (u64 k = 0; k < n; k++) {
      i64 at = m == 0 ? static_cast<i64>(k) : monty::str_find(vm, self, from, last, self->length(), false);
      if (at < 0) return Value::error();
      MONTY_TRY(out.append_part(self, static_cast<u32>(last), static_cast<u32>(at - last)) && out.append(to));
      last = at + static_cast<i64>(m);
    }
    MONTY_TRY(out.append_part(self, static_cast<u32>(last), self->length() - static_cast<u32>(last)));
    return cell_or_error(out.finish());
  }
  Str* out = str_alloc(vm, static_cast<u32>(total), max);
  MONTY_TRY(out);
  u8* p = out->data;
  i64 last = 0;
  for (u64 k = 0; k < n; k++) {
    i64 at = m == 0 ? static_cast<i64>(k) : monty::str_find(vm, self, from, last, self->length(), false);
    if (at < 0) return Value::error();
    if (!vm.meter.tick(2)) return raise_stopped(vm);
    MONTY_TRY(copy_sliced(vm, p, self->data + last, static_cast<usize>(at - last)));
    p += at - last;
    MONTY_TRY(copy_sliced(vm, p, to->data, to->length()));
    p += to->length();
    last = at + static_cast<i64>(m);
  }
  MONTY_TRY(copy_sliced(vm, p, self->data + last, static_cast<usize>(self->length() - last)));
  return Value::cell(out);
}

Value str_join(Vm& vm, Str* self, Value iterable) {
  const Value* items;
  u32 n;
  Value source = payload(iterable);
  if (source == iterable || kind_of(source) == Kind::Free) source = iterable;
  if (auto* l = get_if<List>(iterable)) {
    items = l->items;
    n = l->length();
  } else if (auto* t = get_if<Tuple>(iterable)) {
    items = t->items;
    n = t->length();
  } else if (Str* s = get_if<Str>(iterable)) {
    if (s->length() == 1) return iterable;
    StrBuilder out(vm);
    for (u32 i = 0; i < s->length(); i++) {
      if ((i & 255) == 255 && !vm.meter.tick(256)) return raise_stopped(vm);
      if (i > 0) MONTY_TRY(out.append(self));
      MONTY_TRY(out.append_char(s->at(i)));
    }
    return cell_or_error(out.finish());
  } else {
    // Dicts, sets, views and the like are walked by their iterators; what may run Python code goes to the twin.
    if (!iterable.is_cell()) return raise_type_error(vm, "can only join an iterable");
    Value it = get_iter(vm, iterable);
    if (it.is_error()) {
      if (vm.stop != StopReason::None) return it;
      vm.exception = Value::undef();
      return raise_type_error(vm, "can only join an iterable");
    }
    if (it.is_defer() || !steps_natively(it) || is_iterator_kind(kind_of(iterable))) return Value::defer();
    List* collected = list_new(vm, 8);
    MONTY_TRY(collected);
    for (;;) {
      if (!vm.meter.tick(2)) return raise_stopped(vm);
      Value v = iter_next(vm, it);
      if (v.is_undef()) break;
      if (!v.ok()) return v;
      MONTY_TRY(monty::list_append(vm, collected, v));
    }
    items = collected->items;
    n = collected->length();
  }
  u64 total = 0;
  u32 max = n > 1 ? max_of(self) : 0;
  for (u32 i = 0; i < n; i++) {
    if ((i & 1023) == 1023 && !vm.meter.tick(512)) return raise_stopped(vm);
    Str* s = as_str(items[i]);
    if (s == nullptr) return raise_type_error(vm, "sequence item %d: expected str instance, %T found", static_cast<int>(i), items[i]);
    total += s->length();
    max = std::max(max, max_of(s));
  }
  if (n == 0) return Value::cell(empty_str());
  if (n == 1 && is<Str>(items[0])) return items[0];
  if (self->length() > 0)
    total += u64{n - 1} * self->length();
  else if (n > 1) {
    max = 0;
    for (u32 i = 0; i < n; i++) {
      if ((i & 1023) == 1023 && !vm.meter.tick(512)) return raise_stopped(vm);
      max = std::max(max, max_of(as_str(items[i])));
    }
  }
  if (total == 0) return Value::cell(empty_str());
  if (total >= 0xFFFFFFF0u) return raise(vm, kType_OverflowError, "join() result is too long for a Python string");
  Str* out = str_alloc(vm, static_cast<u32>(total), max);
  MONTY_TRY(out);
  usize at = 0;
  for (u32 i = 0; i < n; i++) {
    if (!vm.meter.tick(2)) return raise_stopped(vm);
    if (i > 0 && self->length() > 0) {
      MONTY_TRY(str_put(vm, out, at, self));
      at += self->length();
    }
    Str* s = as_str(items[i]);
    MONTY_TRY(str_put(vm, out, at, s));
    at += s->length();
  }
  return Value::cell(out);
}

// ---------------------------------------------------------------- operators
Value str_op_add(Vm& vm, Str* self, Value value) {
  Str* s = as_str(value);
  if (s == nullptr) return raise_type_error(vm, "can only concatenate str (not \"%T\") to str", value);
  return cell_or_error(str_concat(vm, self, s));
}
Value str_op_eq(Vm& vm, Str* self, Value value) { return compare(vm, Op::EQ, self, value); }
Value str_op_ne(Vm& vm, Str* self, Value value) { return compare(vm, Op::NE, self, value); }
Value str_op_lt(Vm& vm, Str* self, Value value) { return compare(vm, Op::LT, self, value); }
Value str_op_le(Vm& vm, Str* self, Value value) { return compare(vm, Op::LE, self, value); }
Value str_op_gt(Vm& vm, Str* self, Value value) { return compare(vm, Op::GT, self, value); }
Value str_op_ge(Vm& vm, Str* self, Value value) { return compare(vm, Op::GE, self, value); }
Value str_op_getitem(Vm& vm, Str* self, Value key) { return native_getitem(vm, Value::cell(self), key); }
Value str_op_hash(Vm& vm, Str* self) { return int_from_i64(vm, static_cast<i64>(str_hash_of(self))); }
Value str_op_iter(Vm& vm, Value self) {
  Str* s = as_str(self);
  if (s == nullptr) return raise_type_error(vm, "descriptor '__iter__' requires a 'str' object but received a '%T'", self);
  return get_iter(vm, Value::cell(s));
}
Value str_op_len(Vm&, Str* self) { return Value::small_int(self->length()); }
Value str_op_mod(Vm& vm, Str* self, Value value) { return str_percent(vm, self, value); }
Value str_op_rmod(Vm& vm, Str* self, Value value) {
  Str* s = as_str(value);
  return s == nullptr ? Value::not_implemented() : str_percent(vm, s, Value::cell(self));
}
Value str_op_mul(Vm& vm, Str* self, Value value) {
  i64 n;
  if (!clip_index(vm, value, &n)) return conversion_failed(vm);
  return str_repeat(vm, self, n);
}
Value str_op_rmul(Vm& vm, Str* self, Value value) { return str_op_mul(vm, self, value); }
Value str_op_format(Vm& vm, Value object, Value format_spec) {
  Str* s = as_str(format_spec);
  Str* self = as_str(object);
  if (s != nullptr && s->length() == 0 && is<Instance>(object)) return Value::defer();
  if (self == nullptr) return raise_type_error(vm, "descriptor '__format__' for 'str' objects doesn't apply to a '%T' object", object);
  if (s == nullptr) return raise_type_error(vm, "__format__() argument must be str, not %T", format_spec);
  return format_native(vm, Value::cell(self), s);
}
Value str_op_getnewargs(Vm& vm, Str* self) {
  Value v = Value::cell(self);
  return cell_or_error(tuple_from(vm, &v, 1));
}
Value str_op_repr(Vm& vm, Str* self) { return cell_or_error(repr_native(vm, Value::cell(self))); }
Value str_op_str(Vm&, Str* self) { return Value::cell(self); }
Value str_op_sizeof(Vm&, Str* self) {
  i64 n = self->length();
  return Value::small_int(self->ascii() ? 41 + n : 58 + n * self->width() + self->width() - 1);
}
Value str_encode(Vm& vm, Str* self, Str* encoding, Str* errors) { return str_encode_with(vm, self, encoding, errors); }

Value str_op_new(Vm& vm, Type* cls, Value object, Value encoding, Value errors) {
  if (object.is_undef()) return finish_new(vm, cls, kType_str, Value::cell(empty_str()));
  if (encoding.is_undef() && errors.is_undef()) {
    Str* s = str_native(vm, object);
    if (s == nullptr) return conversion_failed(vm);
    return finish_new(vm, cls, kType_str, Value::cell(s));
  }
  Str* e = nullptr;
  Str* h = nullptr;
  if (!encoding.is_undef() && (e = as_str(encoding)) == nullptr) return raise_type_error(vm, "str() argument 'encoding' must be str, not %T", encoding);
  if (!errors.is_undef() && (h = as_str(errors)) == nullptr) return raise_type_error(vm, "str() argument 'errors' must be str, not %T", errors);
  if (as_str(object) != nullptr) return raise_type_error(vm, "decoding str is not supported");
  ByteView view;
  if (!bytes_view(vm, object, &view)) {
    if (!vm.exception.is_undef()) return Value::error();
    return raise_type_error(vm, "decoding to str: need a bytes-like object, %T found", object);
  }
  return finish_new(vm, cls, kType_str, bytes_decode_with(vm, view, object, e, h));
}

}  // namespace monty::native
