// SPDX-License-Identifier: MIT
// Methods of str about characters: case mapping, classes, translation tables.
#include "base/unicode.h"
#include "object/text.h"

namespace monty::native {

namespace {

// What the i-th character of self becomes: count and code points.
template <class Map>
Value map_text(Vm& vm, Str* self, Map&& map) {
  StrBuilder out(vm);
  const bool fine = in_pieces(vm, self->length(), [&](u64 i, u64 end) {
    char32_t mapped[unicode::kMaxCaseExpansion];
    for (; i < end; i++) {
      u32 n = map(static_cast<u32>(i), self->at(i), mapped);
      for (u32 k = 0; k < n; k++) {
        if (!out.append_char(mapped[k])) return false;
      }
    }
    return true;
  });
  return fine ? cell_or_error(out.finish()) : Value::error();
}

template <class Map>
Value map_ascii(Vm& vm, Str* self, Map&& map) {
  Str* out = str_alloc(vm, self->length(), 127);
  MONTY_TRY(out);
  const u8* __restrict from = self->data;
  u8* __restrict to = out->data;
  const bool fine = in_pieces(vm, self->length(), [&](u64 i, u64 end) {
    for (; i < end; i++) to[i] = map(static_cast<u32>(i), from[i]);
    return true;
  });
  return fine ? Value::cell(out) : Value::error();
}

bool is_up(u8 c) { return c >= 'A' && c <= 'Z'; }
bool is_low(u8 c) { return c >= 'a' && c <= 'z'; }
u8 up(u8 c) { return is_low(c) ? static_cast<u8>(c - 32) : c; }
u8 low(u8 c) { return is_up(c) ? static_cast<u8>(c + 32) : c; }

u32 lower_at(Str* s, u32 i, char32_t c, char32_t* out) {
  if (c == unicode::kCapitalSigma) {
    bool final = unicode::is_final_sigma([&](usize k) -> char32_t { return s->at(k); }, s->length(), i);
    out[0] = final ? 0x3C2 : 0x3C3;
    return 1;
  }
  return unicode::lower_full(c, out);
}

template <class Test>
Value all(Vm& vm, Str* self, bool when_empty, Test&& test) {
  if (self->length() == 0) return Value::boolean(when_empty);
  i64 i = 0;
  if (!skip(vm, &i, self->length(), [&](i64 k) { return test(self->at(static_cast<usize>(k))); })) return Value::error();
  return Value::boolean(i == self->length());
}

}  // namespace

Value str_lower(Vm& vm, Str* self) {
  if (self->ascii()) return map_ascii(vm, self, [](u32, u8 c) { return low(c); });
  return map_text(vm, self, [&](u32 i, char32_t c, char32_t* out) { return lower_at(self, i, c, out); });
}
Value str_upper(Vm& vm, Str* self) {
  if (self->ascii()) return map_ascii(vm, self, [](u32, u8 c) { return up(c); });
  return map_text(vm, self, [](u32, char32_t c, char32_t* out) { return unicode::upper_full(c, out); });
}
Value str_casefold(Vm& vm, Str* self) {
  if (self->ascii()) return str_lower(vm, self);
  return map_text(vm, self, [](u32, char32_t c, char32_t* out) { return unicode::casefold_full(c, out); });
}
Value str_capitalize(Vm& vm, Str* self) {
  if (self->length() == 0) return Value::cell(self);
  if (self->ascii()) return map_ascii(vm, self, [](u32 i, u8 c) { return i == 0 ? up(c) : low(c); });
  return map_text(vm, self, [&](u32 i, char32_t c, char32_t* out) { return i == 0 ? unicode::title_full(c, out) : lower_at(self, i, c, out); });
}
Value str_swapcase(Vm& vm, Str* self) {
  if (self->ascii()) return map_ascii(vm, self, [](u32, u8 c) { return is_up(c) ? low(c) : up(c); });
  return map_text(vm, self, [&](u32 i, char32_t c, char32_t* out) -> u32 {
    if (unicode::is_upper(c)) return lower_at(self, i, c, out);
    if (unicode::is_lower(c)) return unicode::upper_full(c, out);
    out[0] = c;
    return 1;
  });
}
Value str_title(Vm& vm, Str* self) {
  bool cased = false;
  if (self->ascii() && self->length() != 0) {
    return map_ascii(vm, self, [&](u32, u8 c) {
      const u8 mapped = cased ? low(c) : up(c);
      cased = is_up(c) || is_low(c);
      return mapped;
    });
  }
  return map_text(vm, self, [&](u32 i, char32_t c, char32_t* out) {
    u32 n = cased ? lower_at(self, i, c, out) : unicode::title_full(c, out);
    cased = unicode::is_cased(c);
    return n;
  });
}

// ---------------------------------------------------------------- classes
Value str_isalnum(Vm& vm, Str* self) { return all(vm, self, false, unicode::is_alnum); }
Value str_isalpha(Vm& vm, Str* self) { return all(vm, self, false, unicode::is_alpha); }
Value str_isascii(Vm&, Str* self) { return Value::boolean(self->ascii() || self->length() == 0); }
Value str_isdecimal(Vm& vm, Str* self) { return all(vm, self, false, unicode::is_decimal); }
Value str_isdigit(Vm& vm, Str* self) { return all(vm, self, false, unicode::is_digit); }
Value str_isnumeric(Vm& vm, Str* self) { return all(vm, self, false, unicode::is_numeric); }
Value str_isprintable(Vm& vm, Str* self) { return all(vm, self, true, unicode::is_printable); }
Value str_isspace(Vm& vm, Str* self) { return all(vm, self, false, unicode::is_space); }
Value str_isidentifier(Vm& vm, Str* self) {
  bool first = true;
  return all(vm, self, false, [&](char32_t c) {
    bool fine = first ? unicode::is_identifier_start(c) || c == '_' : unicode::is_identifier_continue(c);
    first = false;
    return fine;
  });
}
Value str_islower(Vm& vm, Str* self) {
  bool seen = false;
  Value v = all(vm, self, false, [&](char32_t c) {
    seen |= unicode::is_lower(c);
    return !unicode::is_upper(c) && !unicode::is_title(c);
  });
  return v.is_bool() ? Value::boolean(v.is_true() && seen) : v;
}
Value str_isupper(Vm& vm, Str* self) {
  bool seen = false;
  Value v = all(vm, self, false, [&](char32_t c) {
    seen |= unicode::is_upper(c);
    return !unicode::is_lower(c) && !unicode::is_title(c);
  });
  return v.is_bool() ? Value::boolean(v.is_true() && seen) : v;
}
Value str_istitle(Vm& vm, Str* self) {
  bool seen = false, cased = false;
  Value v = all(vm, self, false, [&](char32_t c) {
    const bool begins = unicode::is_upper(c) || unicode::is_title(c), goes_on = !begins && unicode::is_lower(c);
    const bool fine = begins ? !cased : !goes_on || cased;
    cased = begins || goes_on;
    seen |= cased;
    return fine;
  });
  return v.is_bool() ? Value::boolean(v.is_true() && seen) : v;
}

// ---------------------------------------------------------------- translation
Value str_maketrans(Vm& vm, Value x, Value y, Value z) {
  Dict* out = dict_new(vm);
  MONTY_TRY(out);
  if (y.is_undef()) {
    Dict* from = get_if<Dict>(x);
    if (from == nullptr) return raise_type_error(vm, "if you give only one argument to maketrans it must be a dict");
    for (u32 i = 0; i < from->fill; i++) {
      Value key = from->entries[i].key;
      if (key.is_undef()) continue;
      if (!vm.meter.tick(4)) return raise_stopped(vm);
      if (Str* s = as_str(key)) {
        if (s->length() != 1) return raise_value_error(vm, "string keys in translate table must be of length 1");
        key = Value::small_int(s->at(0));
      } else if (int_value(key).is_undef()) {
        return raise_type_error(vm, "keys in translate table must be strings or integers");
      }
      Tri t = dict_set(vm, out, key, from->entries[i].value);
      if (t == Tri::Error) return Value::error();
      if (t == Tri::Defer) return Value::defer();
    }
    return Value::cell(out);
  }
  Str* from = as_str(x);
  Str* to = as_str(y);
  if (from == nullptr) return raise_type_error(vm, "first maketrans argument must be a string if there is a second argument");
  if (to == nullptr) return raise_type_error(vm, "maketrans() argument 2 must be str, not %T", y);
  if (from->length() != to->length()) return raise_value_error(vm, "the first two maketrans arguments must have equal length");
  for (u32 i = 0; i < from->length(); i++) {
    if (!vm.meter.tick(4)) return raise_stopped(vm);
    if (dict_set(vm, out, Value::small_int(from->at(i)), Value::small_int(to->at(i))) != Tri::True) return Value::error();
  }
  if (z.is_undef()) return Value::cell(out);
  Str* gone = as_str(z);
  if (gone == nullptr) return raise_type_error(vm, "maketrans() argument 3 must be str, not %T", z);
  for (u32 i = 0; i < gone->length(); i++) {
    if (!vm.meter.tick(4)) return raise_stopped(vm);
    if (dict_set(vm, out, Value::small_int(gone->at(i)), Value::none()) != Tri::True) return Value::error();
  }
  return Value::cell(out);
}

namespace {

// ASCII text by a dict: what each character becomes is looked up once. Undef: the table has something else than ASCII
// characters, None and their numbers, which goes the long way.
Value translate_ascii(Vm& vm, Str* self, Dict* table) {
  constexpr u8 kUnknown = 0xFF, kGone = 0xFE;
  u8 becomes[128];
  std::memset(becomes, kUnknown, sizeof becomes);
  auto look_up = [&](u8 c) {
    DictEntry* e;
    const Tri t = dict_find(vm, table, Value::small_int(c), &e);
    if (t == Tri::False) return becomes[c] = c, true;
    if (t != Tri::True) return false;
    if (e->value.is_none()) return becomes[c] = kGone, true;
    if (e->value.is_small_int() && e->value.as_small_int() >= 0 && e->value.as_small_int() < 128) {
      return becomes[c] = static_cast<u8>(e->value.as_small_int()), true;
    }
    const Str* s = as_str(e->value);
    if (s == nullptr || s->length() != 1 || !s->ascii()) return false;
    return becomes[c] = s->data[0], true;
  };
  Str* out = str_alloc(vm, self->length(), 127);
  MONTY_TRY(out);
  const u8* __restrict from = self->data;
  u8* __restrict to = out->data;
  bool plain = true;
  const bool fine = in_pieces(vm, self->length(), [&](u64 i, u64 end) {
    for (; i < end; i++) {
      u8 c = becomes[from[i]];
      if (MONTY_UNLIKELY(c >= kGone)) {
        if (c == kUnknown && !look_up(from[i])) return plain = false;
        c = becomes[from[i]];
        if (c == kGone) continue;
      }
      *to++ = c;
    }
    return true;
  });
  if (!fine) return plain ? Value::error() : Value::undef();
  return cell_or_error(str_shortened(out, static_cast<u32>(to - out->data)));
}

}  // namespace

Value str_translate(Vm& vm, Str* self, Value table) {
  Dict* d = get_if<Dict>(table);
  Str* text = get_if<Str>(table);
  List* list = get_if<List>(table);
  Tuple* tuple = get_if<Tuple>(table);
  if (d == nullptr && text == nullptr && list == nullptr && tuple == nullptr) {
    if (type_lookup_special(vm, table, static_name(names::op_getitem)).is_undef()) {
      return self->length() == 0 ? Value::cell(self) : raise_type_error(vm, "'%T' object is not subscriptable", table);
    }
    return Value::defer();
  }
  if (d != nullptr && self->ascii() && self->length() > 8) {
    Value v = translate_ascii(vm, self, d);
    if (!v.is_undef()) return v;
  }
  StrBuilder out(vm);
  for (u32 i = 0; i < self->length(); i++) {
    u32 c = self->at(i);
    if (!vm.meter.tick(4)) return raise_stopped(vm);
    Value to = Value::undef();
    if (d != nullptr) {
      DictEntry* e;
      Tri t = dict_find(vm, d, Value::small_int(c), &e);
      if (t == Tri::Error) return Value::error();
      if (t == Tri::Defer) return Value::defer();
      if (t == Tri::True) to = e->value;
    } else if (text != nullptr) {
      if (c < text->length()) {
        MONTY_TRY(out.append_char(text->at(c)));
        continue;
      }
    } else if (c < table.as_cell()->aux) {
      to = list != nullptr ? list->items[c] : tuple->items[c];
    }
    if (to.is_undef()) {
      MONTY_TRY(out.append_char(c));
    } else if (to.is_none()) {
      continue;
    } else if (Str* s = as_str(to)) {
      MONTY_TRY(out.append(s));
    } else {
      i64 n;
      Value v = int_value(to);
      if (v.is_undef()) return raise_type_error(vm, "character mapping must return integer, None or str");
      if (!int_to_i64(v, &n) || n < 0 || n > 0x10FFFF) return raise_value_error(vm, "character mapping must be in range(0x110000)");
      MONTY_TRY(out.append_char(static_cast<u32>(n)));
    }
  }
  return cell_or_error(out.finish());
}

}  // namespace monty::native
