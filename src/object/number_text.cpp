// SPDX-License-Identifier: MIT
// Numbers from text: int(), float() and complex() of strings and bytes.
#include <cmath>
#include <string>

#include "base/float_text.h"
#include "base/unicode.h"
#include "object/text.h"

namespace monty {

namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trim(std::string_view s) {
  while (!s.empty() && is_blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_blank(s.back())) s.remove_suffix(1);
  return s;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

// At most 200 characters of the repr, as CPython's %.200R.
Str* short_repr(Vm& vm, Value v) {
  Str* s = repr_native(vm, v);
  return s == nullptr ? nullptr : str_slice(vm, s, 0, s->length() < 200 ? s->length() : 200);
}

Value invalid_int(Vm& vm, int base, Value original) {
  Str* r = short_repr(vm, original);
  MONTY_TRY(r);
  return raise_value_error(vm, "invalid literal for int() with base %d: %S", base, r);
}

}  // namespace

bool ascii_number_text(Vm& vm, const Str* s, std::string* out) {
  if (!tick_bytes(vm, s->length())) return false;
  out->reserve(s->length());
  for (u32 i = 0; i < s->length(); i++) {
    u32 c = s->at(i);
    if (c >= 128) {
      int d = unicode::decimal_value(c);
      c = d >= 0 ? static_cast<u32>('0' + d) : unicode::is_space(c) ? ' ' : '?';
    } else if (c == 0) {
      c = '?';
    }
    *out += static_cast<char>(c);
  }
  return true;
}

Value int_from_str(Vm& vm, std::string_view text, int base, Value original) {
  int shown = base;
  std::string_view s = trim(text);
  bool negative = false;
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) {
    negative = s[0] == '-';
    s.remove_prefix(1);
  }
  bool prefixed = false;
  auto has_prefix = [&](char letter) { return s.size() > 1 && s[0] == '0' && (s[1] | 0x20) == letter; };
  bool zero_only = false;
  if (base == 0) {
    base = has_prefix('x') ? 16 : has_prefix('o') ? 8 : has_prefix('b') ? 2 : 10;
    prefixed = base != 10;
    zero_only = base == 10 && !s.empty() && s[0] == '0';
  } else {
    prefixed = (base == 16 && has_prefix('x')) || (base == 8 && has_prefix('o')) || (base == 2 && has_prefix('b'));
  }
  if (prefixed) {
    s.remove_prefix(2);
    if (!s.empty() && s[0] == '_') s.remove_prefix(1);
  }
  if (s.empty() || s.front() == '_' || s.back() == '_') return invalid_int(vm, shown, original);
  usize digits = 0;
  bool nonzero = false;
  for (usize i = 0; i < s.size(); i++) {
    if ((i & 0xFFFF) == 0xFFFF && !tick_bytes(vm, 0x10000 * 8)) return Value::error();
    if (s[i] == '_') {
      if (s[i - 1] == '_') return invalid_int(vm, shown, original);
      continue;
    }
    if (digit_of(s[i]) >= base) return invalid_int(vm, shown, original);
    digits++;
    nonzero |= s[i] != '0';
  }
  if (zero_only && nonzero) return invalid_int(vm, shown, original);
  if (digits <= 17 && base == 10) {
    i64 n = 0;
    for (char c : s) {
      if (c != '_') n = n * 10 + (c - '0');
    }
    return Value::small_int(negative ? -n : n);
  }
  if ((base & (base - 1)) != 0 && vm.int_max_str_digits > 0 && digits > static_cast<usize>(vm.int_max_str_digits)) {
    return raise_value_error(vm,
                             "Exceeds the limit (%d digits) for integer string conversion: value has %l digits; use "
                             "sys.set_int_max_str_digits() to increase the limit",
                             vm.int_max_str_digits, static_cast<i64>(digits));
  }
  if (!tick_bytes(vm, s.size())) return Value::error();
  void* buffer = vm.heap.allocate_buffer(digits + 1);
  if (buffer == nullptr) return raise_memory_error(vm);
  char* to = static_cast<char*>(buffer);
  if (negative) *to++ = '-';
  for (usize i = 0; i < s.size(); i++) {
    if (s[i] != '_') *to++ = s[i];
    if ((i & 0xFFFF) == 0xFFFF && !tick_bytes(vm, 0x10000 * 8)) return Value::error();
  }
  Value v = int_from_text(vm, {static_cast<char*>(buffer), digits + (negative ? 1 : 0)}, base);
  vm.heap.free_buffer(buffer, digits + 1);
  return v;
}

// ---------------------------------------------------------------- complex
namespace {

// One number of a complex literal at *at: optional sign, then digits, inf or nan. False: none here.
bool complex_part(std::string_view s, usize* at, double* out) {
  usize i = *at;
  double sign = 1;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) sign = s[i++] == '-' ? -1 : 1;
  auto word = [&](std::string_view w) {
    if (s.size() - i < w.size()) return false;
    for (usize k = 0; k < w.size(); k++) {
      if ((s[i + k] | 0x20) != w[k]) return false;
    }
    i += w.size();
    return true;
  };
  if (word("infinity") || word("inf")) {
    *out = sign * HUGE_VAL;
  } else if (word("nan")) {
    *out = std::copysign(std::nan(""), sign);
  } else {
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) return false;
    double d;
    usize n = parse_float_prefix(s.substr(i), &d);
    if (n == 0) return false;
    *out = sign < 0 ? -d : d;
    i += n;
  }
  *at = i;
  return true;
}

}  // namespace

Value complex_from_text(Vm& vm, std::string_view text) {
  auto bad = [&] { return raise_value_error(vm, "complex() arg is a malformed string"); };
  std::string_view t = trim(text);
  if (!t.empty() && t.front() == '(') {
    if (t.size() < 2 || t.back() != ')') return bad();
    t = trim(t.substr(1, t.size() - 2));
  }
  std::string clean;
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (usize i = 0; i < t.size(); i++) {
    if (t[i] == '_') {
      if (i == 0 || i + 1 == t.size() || !digit(t[i - 1]) || !digit(t[i + 1])) return bad();
      continue;
    }
    clean += t[i];
  }
  std::string_view s = clean;
  double re = 0, im = 0, x;
  usize at = 0;
  auto is_j = [&](usize i) { return i < s.size() && (s[i] | 0x20) == 'j'; };
  if (complex_part(s, &at, &x)) {
    if (is_j(at)) {
      im = x;
      at++;
    } else {
      re = x;
      if (at < s.size() && (s[at] == '+' || s[at] == '-')) {
        usize sign_at = at;
        if (complex_part(s, &at, &x)) {
          im = x;
        } else {
          im = s[sign_at] == '-' ? -1 : 1;
          at = sign_at + 1;
        }
        if (!is_j(at)) return bad();
        at++;
      }
    }
  } else {
    im = 1;
    if (at < s.size() && (s[at] == '+' || s[at] == '-')) im = s[at++] == '-' ? -1 : 1;
    if (!is_j(at)) return bad();
    at++;
  }
  if (at != s.size()) return bad();
  return complex_new(vm, re, im);
}

// ---------------------------------------------------------------- constructors
namespace native {

namespace {

// The method that class of v gives for `name` is written in Python?
bool python_special(Vm& vm, Value v, Str* name) {
  if (kind_of(v) != Kind::Instance && kind_of(v) != Kind::Exception && kind_of(v) != Kind::Type) return false;
  Value m = type_lookup_special(vm, v, name);
  return !m.is_undef() && !is<NativeFunction>(m);
}
bool has_special(Vm& vm, Value v, Str* name) { return !type_lookup_special(vm, v, name).is_undef(); }

Value int_of_double(Vm& vm, double d) {
  if (std::isnan(d)) return raise_value_error(vm, "cannot convert float NaN to integer");
  if (std::isinf(d)) return raise(vm, kType_OverflowError, "cannot convert float infinity to integer");
  return int_from_double(vm, d);
}

Value int_of_text(Vm& vm, Value x, int base, bool* is_text) {
  *is_text = true;
  if (Str* s = as_str(x)) {
    if (s->ascii()) return int_from_str(vm, s->ascii_view(), base, Value::cell(s));
    std::string text;
    MONTY_TRY(ascii_number_text(vm, s, &text));
    return int_from_str(vm, text, base, Value::cell(s));
  }
  ByteView view;
  if (bytes_view(vm, x, &view)) {
    Value shown = payload(x);
    if (!is<Bytes>(shown)) shown = cell_or_error(bytes_new(vm, view.data, view.size));
    MONTY_TRY(shown.ok());
    return int_from_str(vm, view.text(), base, shown);
  }
  *is_text = false;
  return Value::error();
}

}  // namespace

Value int_op_new(Vm& vm, Type* cls, Value x, Value base) {
  bool is_text;
  if (x.is_undef()) {
    if (!base.is_undef()) return raise_type_error(vm, "int() missing string argument");
    return finish_new(vm, cls, kType_int, Value::small_int(0));
  }
  if (!base.is_undef()) {
    i64 b;
    if (!clip_index(vm, base, &b)) return conversion_failed(vm);
    if (b != 0 && (b < 2 || b > 36)) return raise_value_error(vm, "int() base must be >= 2 and <= 36, or 0");
    if (is<MemoryView>(x)) return raise_type_error(vm, "int() can't convert non-string with explicit base");
    Value v = int_of_text(vm, x, static_cast<int>(b), &is_text);
    if (!is_text) return raise_type_error(vm, "int() can't convert non-string with explicit base");
    return finish_new(vm, cls, kType_int, v);
  }
  if (python_special(vm, x, static_name(names::op_int))) return Value::defer();
  Value n = int_value(x);
  if (!n.is_undef()) return finish_new(vm, cls, kType_int, n);
  double d;
  if (unwrap_float(x, &d)) return finish_new(vm, cls, kType_int, int_of_double(vm, d));
  if (has_special(vm, x, static_name(names::op_index)) || (kind_of(x) == Kind::Instance && has_special(vm, x, static_name(names::op_int)))) {
    return Value::defer();
  }
  Value v = int_of_text(vm, x, 10, &is_text);
  if (is_text) return finish_new(vm, cls, kType_int, v);
  if (!vm.exception.is_undef()) return Value::error();
  return raise_type_error(vm, "int() argument must be a string, a bytes-like object or a real number, not '%T'", x);
}

Value bool_op_new(Vm& vm, Type* cls, Value o) {
  if (o.is_undef()) return Value::boolean(false);
  bool b;
  if (!to_truth(vm, o, &b)) return conversion_failed(vm);
  return Value::boolean(b);
}

Value float_op_new(Vm& vm, Type* cls, Value x) {
  if (x.is_undef()) return finish_new(vm, cls, kType_float, float_new(vm, 0.0));
  if (python_special(vm, x, static_name(names::op_float))) return Value::defer();
  double d;
  if (unwrap_float(x, &d)) {
    if (cls == &kType_float && is_float(x)) return x;
    return finish_new(vm, cls, kType_float, float_new(vm, d));
  }
  if (!int_value(x).is_undef()) {
    if (!to_double(vm, x, &d)) return conversion_failed(vm);
    return finish_new(vm, cls, kType_float, float_new(vm, d));
  }
  std::string text;
  ByteView view;
  Value shown = x;
  if (Str* s = as_str(x)) {
    MONTY_TRY(ascii_number_text(vm, s, &text));
    shown = Value::cell(s);
  } else if (bytes_view(vm, x, &view)) {
    MONTY_TRY(tick_bytes(vm, view.size));
    text.assign(view.text());
    shown = payload(x);
    if (is<MemoryView>(shown)) shown = cell_or_error(bytes_new(vm, view.data, view.size));
  } else if (!vm.exception.is_undef()) {
    return Value::error();
  } else if (has_special(vm, x, static_name(names::op_float)) || has_special(vm, x, static_name(names::op_index))) {
    return Value::defer();
  } else {
    return raise_type_error(vm, "float() argument must be a string or a real number, not '%T'", x);
  }
  if (!parse_float(trim(text), &d)) {
    Str* r = short_repr(vm, shown);
    MONTY_TRY(r);
    return raise_value_error(vm, "could not convert string to float: %S", r);
  }
  return finish_new(vm, cls, kType_float, float_new(vm, d));
}

Value complex_op_new(Vm& vm, Type* cls, Value real, Value imag) {
  if (python_special(vm, real, static_name(names::op_complex))) return Value::defer();
  if (Str* s = as_str(real)) {
    if (!imag.is_undef()) return raise_type_error(vm, "complex() argument 'real' must be a real number, not %T", real);
    std::string text;
    MONTY_TRY(ascii_number_text(vm, s, &text));
    return finish_new(vm, cls, kType_complex, complex_from_text(vm, text));
  }
  double parts[2][2] = {{0, 0}, {0, 0}};
  Value given[2] = {real, imag};
  for (int i = 0; i < 2; i++) {
    Value v = given[i];
    if (v.is_undef()) continue;
    if (auto* c = unwrap<Complex>(v)) {
      if (i == 0 && imag.is_undef() && cls == &kType_complex && is<Complex>(v)) return v;
      parts[i][0] = c->real;
      parts[i][1] = c->imag;
      continue;
    }
    if (python_special(vm, v, static_name(names::op_float))) return Value::defer();
    double d;
    if (!unwrap_float(v, &d) && int_value(v).is_undef() && !has_special(vm, v, static_name(names::op_float)) &&
        !has_special(vm, v, static_name(names::op_index))) {
      if (i == 0 && imag.is_undef()) return raise_type_error(vm, "complex() argument must be a string or a number, not %T", v);
      return raise_type_error(vm, "complex() argument '%s' must be a real number, not %T", i == 0 ? "real" : "imag", v);
    }
    if (!to_double(vm, v, &parts[i][0])) return conversion_failed(vm);
  }
  double re = parts[0][0], im = parts[0][1];
  if (!imag.is_undef()) {
    if (unwrap<Complex>(imag) != nullptr) re -= parts[1][1];
    im = unwrap<Complex>(real) != nullptr ? im + parts[1][0] : parts[1][0];
  }
  return finish_new(vm, cls, kType_complex, complex_new(vm, re, im));
}

}  // namespace native
}  // namespace monty
