// SPDX-License-Identifier: MIT
// format() of exact builtin values, str.format and str.format_map. Everything here is free of side effects, so a value
// that needs Python code makes the whole defer to the twin.
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/format_spec.h"
#include "base/utf8.h"
#include "object/text.h"

namespace monty {

namespace {

CodeUnits units_of(const Str* s) { return CodeUnits(s->data, s->length(), static_cast<u8>(s->width())); }

StrBuilder& builder(void* context) { return *static_cast<StrBuilder*>(context); }

FormatSink sink_for(StrBuilder* out) {
  FormatSink sink;
  sink.context = out;
  sink.prepare = [](void*, u64, char32_t) { return true; };
  sink.ascii = [](void* c, const char* text, usize n) { return builder(c).append({text, n}); };
  sink.units = [](void* c, CodeUnits text) {
    if (text.width == 1 && is_ascii(static_cast<const u8*>(text.data), text.size)) {
      return builder(c).append({static_cast<const char*>(text.data), text.size});
    }
    for (usize i = 0; i < text.size; i++) {
      if (!builder(c).append_char(text[i])) return false;
    }
    return true;
  };
  sink.repeat = [](void* c, char32_t x, u64 n) { return builder(c).append_repeated(x, n); };
  return sink;
}

Value raise_failure(Vm& vm, const FormatFailure& f, Str* spec) {
  StrBuilder out(vm);
  if (!out.append_utf8(f.before_spec())) return Value::error();
  if (f.spec_at >= 0 && (!out.append(spec) || !out.append_utf8(f.after_spec()))) return Value::error();
  Str* message = out.finish();
  MONTY_TRY(message);
  return raise_with(vm, f.error == FormatError::overflow_error ? kType_OverflowError : kType_ValueError, Value::cell(message));
}

// Result of rendering: the sink stopped with an exception, or a failure, or all is well.
Value finish(Vm& vm, StrBuilder& out, bool fine, const FormatFailure& f, Str* spec) {
  if (fine) return cell_or_error(out.finish());
  return f.error != FormatError::none ? raise_failure(vm, f, spec) : Value::error();
}

Value format_int(Vm& vm, Value v, Str* spec) {
  std::string_view name = v.is_bool() ? "bool" : "int";
  if (v.is_bool()) v = Value::small_int(v.is_true());
  FormatSpec fs;
  FormatFailure failure;
  IntegerPlan plan;
  if (!parse_format_spec(units_of(spec), FormatTarget::integer, name, &fs, &failure) || !plan_integer(fs, name, &plan, &failure)) {
    return raise_failure(vm, failure, spec);
  }
  StrBuilder out(vm);
  FormatSink sink = sink_for(&out);
  i64 n;
  switch (plan.style) {
    case IntegerStyle::character:
      if (!int_to_i64(v, &n)) return raise(vm, kType_OverflowError, "Python int too large to convert to C long");
      return finish(vm, out, render_character(sink, fs, n, &failure), failure, spec);
    case IntegerStyle::floating: {
      bool overflow;
      double d = int_to_double(vm, v, &overflow);
      if (overflow) return raise(vm, kType_OverflowError, "int too large to convert to float");
      return finish(vm, out, render_float(sink, fs, d), failure, spec);
    }
    case IntegerStyle::digits: break;
  }
  if (int_to_i64(v, &n)) return finish(vm, out, render_integer(sink, fs, plan, n), failure, spec);
  Str* digits = plan.base == 10 ? int_to_decimal(vm, v) : int_to_str(vm, v, plan.base);
  MONTY_TRY(digits);
  std::string_view text = digits->ascii_view();
  bool negative = text[0] == '-';
  if (negative) text.remove_prefix(1);
  return finish(vm, out, render_integer(sink, fs, negative, text), failure, spec);
}

// The specs that most programs get by with: [<>^][width][.precision][d f s], ASCII.
struct PlainSpec {
  char align = 0, type = 0;
  u32 width = 0;
  i32 precision = -1;
};
constexpr u32 kPlainWidth = 99;

bool plain_spec(const Str* s, PlainSpec* out) {
  if (!s->ascii() || s->length() > 8) return false;
  const u8* at = s->data;
  const u8* end = at + s->length();
  auto number = [&](u32 most, u32* n) {
    for (*n = 0; at < end && *at >= '0' && *at <= '9'; at++) *n = *n * 10 + (*at - '0');
    return *n <= most;
  };
  if (at < end && (*at == '<' || *at == '>' || *at == '^')) out->align = static_cast<char>(*at++);
  if (at < end && *at == '0') return false;  // zeros to fill with
  if (!number(kPlainWidth, &out->width)) return false;
  if (at < end && *at == '.') {
    const u8* digits = ++at;
    u32 n;
    if (!number(17, &n) || at == digits) return false;
    out->precision = static_cast<i32>(n);
  }
  if (at < end && (*at == 'd' || *at == 'f' || *at == 's')) out->type = static_cast<char>(*at++);
  return at == end;
}

// Text with room to grow into on either side.
Value padded(Vm& vm, const PlainSpec& spec, std::string_view text, char align) {
  if (spec.align != 0) align = spec.align;
  const usize total = std::max<usize>(spec.width, text.size()), blank = total - text.size();
  Str* out = str_alloc(vm, static_cast<u32>(total), 127);
  MONTY_TRY(out);
  const usize left = align == '>' ? blank : align == '^' ? blank / 2 : 0;
  std::memset(out->data, ' ', total);
  std::memcpy(out->data + left, text.data(), text.size());
  return Value::cell(out);
}

// Undef: not so plain.
Value format_plainly(Vm& vm, Value v, Str* spec) {
  PlainSpec plain;
  if (!plain_spec(spec, &plain)) return Value::undef();
  char text[64];
  if (v.is_small_int() && plain.precision < 0 && (plain.type == 0 || plain.type == 'd')) {
    char* end = text + sizeof text;
    char* at = write_decimal(end, v.as_small_int());
    return padded(vm, plain, {at, static_cast<usize>(end - at)}, '>');
  }
  if (v.is_small_float() && plain.type == 'f' && std::fabs(v.as_small_float()) < 1e18) {
    const int digits = plain.precision < 0 ? 6 : plain.precision;
    char* end = std::to_chars(text, text + sizeof text, v.as_small_float(), std::chars_format::fixed, digits).ptr;
    return padded(vm, plain, {text, static_cast<usize>(end - text)}, '>');
  }
  if (is<Str>(v) && v.as<Str>()->ascii() && plain.precision < 0 && plain.type != 'd' && plain.type != 'f')
    return plain.width <= v.as<Str>()->length() ? v : padded(vm, plain, v.as<Str>()->ascii_view(), '<');
  return Value::undef();
}

}  // namespace

Value format_native(Vm& vm, Value v, Str* spec) {
  bool plain = spec->length() == 0;
  if (!plain) {
    Value quick = format_plainly(vm, v, spec);
    if (!quick.is_undef()) return quick;
  }
  if (Str* s = get_if<Str>(v)) {
    if (plain) return v;
    FormatSpec fs;
    FormatFailure failure;
    if (!parse_format_spec(units_of(spec), FormatTarget::string, "str", &fs, &failure) || !check_string_spec(fs, "str", &failure)) {
      return raise_failure(vm, failure, spec);
    }
    StrBuilder out(vm);
    return finish(vm, out, render_string(sink_for(&out), fs, units_of(s)), failure, spec);
  }
  Kind k = kind_of(v);
  if (plain && k != Kind::Instance && k != Kind::Exception && k != Kind::Native) {
    Str* s = str_native(vm, v);
    return s == nullptr ? conversion_failed(vm) : Value::cell(s);
  }
  if (k == Kind::Instance && (v.as<Instance>()->type->payload_type != nullptr || plain)) {
    // A subclass of a builtin type, or any object with an empty spec: unless its class has a __format__ of its own.
    Value method = type_lookup(vm, v.as<Instance>()->type, static_name(names::op_format));
    if (!is<NativeFunction>(method)) return Value::defer();
    Value inside = v.as<Instance>()->type->payload_type != nullptr ? v.as<Instance>()->slots[0] : v;
    if (!plain && (is_int(inside) || is_float(inside) || is<Str>(inside) || is<Complex>(inside))) return format_native(vm, inside, spec);
    if (!plain || (method.as<NativeFunction>()->owner != &kType_object && inside == v)) return Value::defer();
    Str* s = str_native(vm, v);
    return s == nullptr ? conversion_failed(vm) : Value::cell(s);
  }
  if (is_int(v) || v.is_bool()) return format_int(vm, v, spec);
  if (is_float(v) || k == Kind::Complex) {
    FormatSpec fs;
    FormatFailure failure;
    bool real = k != Kind::Complex;
    std::string_view name = real ? "float" : "complex";
    if (!parse_format_spec(units_of(spec), real ? FormatTarget::floating : FormatTarget::complex, name, &fs, &failure) ||
        !(real ? check_float_spec(fs, name, &failure) : check_complex_spec(fs, name, &failure))) {
      return raise_failure(vm, failure, spec);
    }
    StrBuilder out(vm);
    FormatSink sink = sink_for(&out);
    bool fine = real ? render_float(sink, fs, as_double(v)) : render_complex(sink, fs, v.as<Complex>()->real, v.as<Complex>()->imag);
    return finish(vm, out, fine, failure, spec);
  }
  if (k == Kind::Instance || k == Kind::Exception || k == Kind::Native || k == Kind::Type || k == Kind::GenericAlias || k == Kind::UnionType) {
    return Value::defer();
  }
  return raise_type_error(vm, "unsupported format string passed to %T.__format__", v);
}

// ---------------------------------------------------------------- str.format
namespace {

class Formatter {
 public:
  Formatter(Vm& vm, Tuple* args, Dict* keywords) : vm_(vm), args_(args), keywords_(keywords) {}
  // False: exception, or deferred() says so.
  bool run(Str* text, StrBuilder& out, int depth);
  bool deferred() const { return deferred_; }

 private:
  bool fail(const char* message) { return raise_value_error(vm_, "%s", message), false; }
  bool defer() { return deferred_ = true, false; }
  bool take(Value v, Value* out) {
    if (v.is_defer() || v.is_not_implemented()) return defer();
    *out = v;
    return v.ok();
  }
  bool field(Str* text, u32* at, StrBuilder& out, int depth);
  bool lookup(Str* name, Value* out);
  bool first(Str* name, Value* out);
  bool steps(Str* name, u32 at, Value* value);
  bool finish_field(Value value, u32 conversion, Str* spec, StrBuilder& out);
  static bool number(const Str* s, u32 from, u32 to, i64* out, bool* too_large);

  Vm& vm_;
  Tuple* args_;  // null: format_map
  Dict* keywords_;
  i64 next_ = 0;
  bool automatic_ = false, manual_ = false, deferred_ = false;
};

bool Formatter::number(const Str* s, u32 from, u32 to, i64* out, bool* too_large) {
  *too_large = false;
  if (from == to) return false;
  i64 n = 0;
  for (u32 i = from; i < to; i++) {
    u32 c = s->at(i);
    if (c < '0' || c > '9') return false;
    if (n > (INT64_MAX - 9) / 10)
      *too_large = true;
    else
      n = n * 10 + (c - '0');
  }
  *out = n;
  return true;
}

bool Formatter::first(Str* name, Value* out) {
  i64 n = 0;
  bool too_large = false, numeric = number(name, 0, name->length(), &n, &too_large);
  if (too_large) return fail("Too many decimal digits in format string");
  if (name->length() == 0 || numeric) {
    if (numeric) {
      if (automatic_) return fail("cannot switch from automatic field numbering to manual field specification");
      manual_ = true;
    } else {
      if (manual_) return fail("cannot switch from manual field specification to automatic field numbering");
      automatic_ = true;
      n = next_++;
    }
    if (args_ == nullptr) return fail("Format string contains positional fields");
    if (n >= args_->length()) {
      raise(vm_, kType_IndexError, "Replacement index %l out of range for positional args tuple", n);
      return false;
    }
    *out = args_->items[n];
    return true;
  }
  DictEntry* e = keywords_ == nullptr ? nullptr : dict_find_str(keywords_, name);
  if (e == nullptr) return raise_key_error(vm_, Value::cell(name)), false;
  *out = e->value;
  return true;
}

bool Formatter::steps(Str* name, u32 at, Value* value) {
  u32 n = name->length();
  while (at < n) {
    if (!vm_.meter.tick(8)) return raise_stopped(vm_), false;
    u32 c = name->at(at++);
    u32 from = at;
    if (c == '.') {
      while (at < n && name->at(at) != '.' && name->at(at) != '[') at++;
      if (at == from) return fail("Empty attribute in format string");
      Str* attribute = str_slice(vm_, name, from, at);
      if (attribute == nullptr || !take(get_attribute(vm_, *value, attribute), value)) return false;
    } else if (c == '[') {
      while (at < n && name->at(at) != ']') at++;
      if (at == n) return fail("Missing ']' in format string");
      if (at == from) return fail("Empty attribute in format string");
      i64 index;
      bool too_large;
      Value key;
      if (number(name, from, at, &index, &too_large)) {
        if (too_large) return fail("Too many decimal digits in format string");
        key = int_from_i64(vm_, index);
      } else {
        key = cell_or_error(str_slice(vm_, name, from, at));
      }
      at++;
      if (!key.ok() || !take(native_getitem(vm_, *value, key), value)) return false;
    } else {
      return fail("Only '.' or '[' may follow ']' in format field specifier");
    }
  }
  return true;
}

bool Formatter::lookup(Str* name, Value* out) {
  u32 i = 0;
  while (i < name->length() && name->at(i) != '.' && name->at(i) != '[') i++;
  Str* head = str_slice(vm_, name, 0, i);
  return head != nullptr && first(head, out) && steps(name, i, out);
}

// A replacement field; *at stands behind its '{'.
bool Formatter::field(Str* text, u32* at, StrBuilder& out, int depth) {
  u32 n = text->length(), i = *at, c = 0;
  bool bracket = false, ended = false;
  while (i < n && !ended) {
    c = text->at(i++);
    switch (c) {
      case '{': return fail("unexpected '{' in field name");
      case '[': bracket = true; break;
      case ']': bracket = false; break;
      case '}':
      case ':':
      case '!': ended = !bracket; break;
      default: break;
    }
  }
  Str* name = str_slice(vm_, text, *at, ended ? i - 1 : i);
  if (name == nullptr) return false;
  if (!ended) return fail("expected '}' before end of string");
  u32 conversion = 0;
  Str* spec = empty_str();
  if (c == '!') {
    if (i >= n) return fail("end of string while looking for conversion specifier");
    conversion = text->at(i++);
    if (i >= n) return fail("unmatched '{' in format spec");
    c = text->at(i++);
    if (c != '}' && c != ':') return fail("expected ':' after conversion specifier");
  }
  if (c == ':') {
    u32 from = i, open = 1;
    bool nested = false;
    for (; i < n; i++) {
      u32 x = text->at(i);
      if (x == '{') {
        nested = true;
        open++;
      } else if (x == '}' && --open == 0) {
        break;
      }
    }
    if (i >= n) return fail("unmatched '{' in format spec");
    spec = str_slice(vm_, text, from, i++);
    if (spec == nullptr) return false;
    *at = i;
    Value value;
    if (!lookup(name, &value)) return false;
    if (nested) {
      StrBuilder inner(vm_);
      if (!run(spec, inner, depth - 1)) return false;
      spec = inner.finish();
      if (spec == nullptr) return false;
    }
    return finish_field(value, conversion, spec, out);
  }
  *at = i;
  Value value;
  return lookup(name, &value) && finish_field(value, conversion, spec, out);
}

bool Formatter::finish_field(Value value, u32 conversion, Str* spec, StrBuilder& out) {
  if (conversion == 'r' || conversion == 's' || conversion == 'a') {
    Str* s = conversion == 's' ? str_native(vm_, value) : repr_native(vm_, value);
    if (s == nullptr) {
      if (!vm_.deferred) return false;
      vm_.deferred = false;
      return defer();
    }
    if (conversion == 'a' && !s->ascii()) s = str_to_ascii(vm_, s);
    if (s == nullptr) return false;
    value = Value::cell(s);
  } else if (conversion != 0) {
    if (conversion > 32 && conversion < 127)
      raise_value_error(vm_, "Unknown conversion specifier %c", static_cast<int>(conversion));
    else {
      char text[16];
      std::snprintf(text, sizeof text, "%x", conversion);
      raise_value_error(vm_, "Unknown conversion specifier \\x%s", text);
    }
    return false;
  }
  Value v = format_native(vm_, value, spec);
  if (v.is_defer()) return defer();
  return v.ok() && out.append(v.as<Str>());
}

bool Formatter::run(Str* text, StrBuilder& out, int depth) {
  if (depth <= 0) return fail("Max string recursion exceeded");
  u32 n = text->length(), at = 0;
  while (at < n) {
    u32 from = at;
    i64 end = at;
    if (!skip(vm_, &end, n, [&](i64 k) { return text->at(static_cast<usize>(k)) != '{' && text->at(static_cast<usize>(k)) != '}'; })) return false;
    if (!vm_.meter.tick(8)) return raise_stopped(vm_), false;
    at = static_cast<u32>(end);
    if (at > from) {
      Str* literal = str_slice(vm_, text, from, at);
      if (literal == nullptr || !out.append(literal)) return false;
    }
    if (at == n) break;
    u32 c = text->at(at++);
    bool doubled = at < n && text->at(at) == c;
    if (c == '}' && !doubled) return fail("Single '}' encountered in format string");
    if (c == '{' && at == n) return fail("Single '{' encountered in format string");
    if (doubled) {
      at++;
      if (!out.append_char(c)) return false;
      continue;
    }
    if (!field(text, &at, out, depth)) return false;
  }
  return true;
}

}  // namespace

Str* str_to_ascii(Vm& vm, Str* s) {
  StrBuilder out(vm);
  char escape[16];
  for (u32 i = 0; i < s->length(); i++) {
    u32 c = s->at(i);
    if (c < 128) {
      if (!out.append_char(c)) return nullptr;
      continue;
    }
    int n = std::snprintf(escape, sizeof escape, c < 256 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    if (!out.append({escape, static_cast<usize>(n)})) return nullptr;
  }
  return out.finish();
}

namespace native {

static Value format_with(Vm& vm, Str* self, Tuple* args, Dict* keywords) {
  Formatter formatter(vm, args, keywords);
  StrBuilder out(vm);
  if (formatter.run(self, out, 2)) return cell_or_error(out.finish());
  return formatter.deferred() ? Value::defer() : Value::error();
}

Value str_format(Vm& vm, Str* self, Tuple* args, Dict* kwargs) { return format_with(vm, self, args, kwargs); }
Value str_format_map(Vm& vm, Str* self, Value mapping) {
  Dict* d = get_if<Dict>(mapping);
  return d == nullptr ? Value::defer() : format_with(vm, self, nullptr, d);
}

}  // namespace native
}  // namespace monty
