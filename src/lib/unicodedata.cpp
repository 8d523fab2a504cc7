// SPDX-License-Identifier: MIT
// unicodedata over the tables of base/unicode.h.
#include "natives/unicodedata.h"

#include <cstdio>
#include <cstring>
#include <string>

#include "base/unicode.h"
#include "base/unicode_names.h"
#include "lib/natives.h"

namespace monty::native {

using namespace lib;

namespace {

bool one(Vm& vm, Str* s, const char* function, char32_t* out) {
  if (s->length() != 1) {
    raise_type_error(vm, "%s must be a unicode character, not a string of length %l", function, static_cast<i64>(s->length()));
    return false;
  }
  *out = s->at(0);
  return true;
}

bool form_of(Vm& vm, Str* name, unicode::Form* out) {
  static constexpr const char* kForms[] = {"NFC", "NFKC", "NFD", "NFKD"};
  std::string text = str_to_utf8(name);
  for (u8 i = 0; i < 4; i++) {
    if (text == kForms[i]) return *out = static_cast<unicode::Form>(i), true;
  }
  raise_value_error(vm, "invalid normalization form");
  return false;
}

// The text in 32-bit units, in a buffer of the heap. Null: exception pending.
char32_t* widen(Vm& vm, Str* s) {
  auto* p = static_cast<char32_t*>(vm.heap.allocate_buffer(usize{s->length()} * 4 + 4));
  if (p == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  if (!vm.meter.tick(s->length() / 4)) {
    raise_stopped(vm);
    return nullptr;
  }
  for (u32 i = 0; i < s->length(); i++) p[i] = s->at(i);
  return p;
}

Value missing(Vm& vm, Value fallback, const char* what) { return fallback.is_undef() ? raise_value_error(vm, "%s", what) : fallback; }

}  // namespace

#define MONTY_CHAR(function) \
  char32_t c;                \
  if (!one(vm, chr, function, &c)) return Value::error();

Value unicodedata_category(Vm& vm, Str* chr) {
  MONTY_CHAR("category(): argument")
  return text(vm, {unicode::category(c), 2});
}
Value unicodedata_bidirectional(Vm& vm, Str* chr) {
  MONTY_CHAR("bidirectional(): argument")
  return text(vm, unicode::bidirectional(c));
}
Value unicodedata_east_asian_width(Vm& vm, Str* chr) {
  MONTY_CHAR("east_asian_width(): argument")
  return text(vm, unicode::east_asian_width(c));
}
Value unicodedata_combining(Vm& vm, Str* chr) {
  MONTY_CHAR("combining(): argument")
  return Value::small_int(unicode::combining(c));
}
Value unicodedata_mirrored(Vm& vm, Str* chr) {
  MONTY_CHAR("mirrored(): argument")
  return Value::small_int(unicode::is_mirrored(c));
}
Value unicodedata_decimal(Vm& vm, Str* chr, Value fallback) {
  MONTY_CHAR("decimal(): argument 1")
  int n = unicode::decimal_value(c);
  return n < 0 ? missing(vm, fallback, "not a decimal") : Value::small_int(n);
}
Value unicodedata_digit(Vm& vm, Str* chr, Value fallback) {
  MONTY_CHAR("digit(): argument 1")
  int n = unicode::digit_value(c);
  return n < 0 ? missing(vm, fallback, "not a digit") : Value::small_int(n);
}
Value unicodedata_numeric(Vm& vm, Str* chr, Value fallback) {
  MONTY_CHAR("numeric(): argument 1")
  auto n = unicode::numeric_value(c);
  if (n.den == 0) return missing(vm, fallback, "not a numeric character");
  return float_new(vm, static_cast<double>(n.num) / static_cast<double>(n.den));
}
Value unicodedata_decomposition(Vm& vm, Str* chr) {
  MONTY_CHAR("decomposition(): argument")
  auto d = unicode::decomposition(c);
  std::string out(d.tag);
  for (u32 part : d.parts) {
    char hex[12];
    std::snprintf(hex, sizeof hex, "%s%04X", out.empty() ? "" : " ", part);
    out += hex;
  }
  return text(vm, out);
}

Value unicodedata_name(Vm& vm, Str* chr, Value fallback) {
  MONTY_CHAR("name(): argument 1")
  char buffer[unicode::kNameCapacity];
  const std::string_view found = unicode::name_of(c, buffer);
  return found.empty() ? missing(vm, fallback, "no such name") : text(vm, found);
}

Value unicodedata_lookup(Vm& vm, Str* name) {
  if (name->length() > 256) return raise(vm, kType_KeyError, "name too long");
  if (!vm.meter.tick(unicode::kNameLookupCost)) return raise_stopped(vm);
  char32_t found[unicode::kMaxSequence];
  const u32 n = unicode::find_sequence(name->ascii() ? name->ascii_view() : std::string_view(), found);
  if (n == 0) return raise(vm, kType_KeyError, "undefined character name '%S'", name);
  StrBuilder builder(vm);
  for (u32 i = 0; i < n; i++) MONTY_TRY(builder.append_char(found[i]));
  return from_cell(builder.finish());
}

Value unicodedata_normalize(Vm& vm, Str* form, Str* unistr) {
  unicode::Form f;
  if (!form_of(vm, form, &f)) return Value::error();
  if (unistr->ascii()) return Value::cell(unistr);
  char32_t* in = widen(vm, unistr);
  MONTY_TRY(in);
  u64 bound, written;
  if (!unicode::normalized_bound({in, unistr->length()}, f, vm.meter, bound)) return raise_stopped(vm);
  if (bound > UINT32_MAX / 8) return raise_memory_error(vm);
  auto* out = static_cast<char32_t*>(vm.heap.allocate_buffer(static_cast<usize>(bound) * 4 + 4));
  if (out == nullptr) return raise_memory_error(vm);
  if (!unicode::normalize({in, unistr->length()}, f, vm.meter, {out, static_cast<usize>(bound)}, written)) return raise_stopped(vm);
  StrBuilder builder(vm);
  for (u64 i = 0; i < written; i++) MONTY_TRY(builder.append_char(out[i]));
  return from_cell(builder.finish());
}

Value unicodedata_is_normalized(Vm& vm, Str* form, Str* unistr) {
  Value v = unicodedata_normalize(vm, form, unistr);
  if (!v.ok()) return v;
  return Value::boolean(str_equal(v.as<Str>(), unistr));
}

}  // namespace monty::native
