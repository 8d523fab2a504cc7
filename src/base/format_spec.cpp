// SPDX-License-Identifier: MIT
// Parsing and checking format specs. The order of the checks is CPython's (Python/formatter_unicode.c), since it
// decides which message a spec with two mistakes gets.
#include "base/format_spec.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/unicode.h"

namespace monty {
namespace {

void append(FormatFailure* failure, std::string_view text) {
  const usize room = sizeof failure->text - failure->size;
  const usize n = std::min(room, text.size());
  std::memcpy(failure->text + failure->size, text.data(), n);
  failure->size += static_cast<u32>(n);
}

bool fail(FormatFailure* failure, std::string_view text, FormatError error = FormatError::value_error) {
  failure->error = error;
  failure->size = 0;
  failure->spec_at = -1;
  append(failure, text);
  return false;
}

// 'x' or '\x..' as messages show a presentation type.
void append_type(FormatFailure* failure, char32_t type) {
  char text[16];
  usize n = 0;
  if (type > 32 && type < 128) {
    text[n++] = static_cast<char>(type);
  } else {
    text[n++] = '\\';
    text[n++] = 'x';
    n = static_cast<usize>(std::to_chars(text + n, text + sizeof text, static_cast<u32>(type), 16).ptr - text);
  }
  append(failure, {text, n});
}

bool unknown_type(FormatFailure* failure, char32_t type, std::string_view type_name) {
  fail(failure, "Unknown format code '");
  append_type(failure, type);
  append(failure, "' for object of type '");
  append(failure, type_name.substr(0, 200));
  append(failure, "'");
  return false;
}

bool bad_grouping(FormatFailure* failure, char grouping, char32_t type) {
  fail(failure, "Cannot specify '");
  append(failure, {&grouping, 1});
  append(failure, "' with '");
  append_type(failure, type);
  append(failure, "'.");
  return false;
}

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

class Parser {
 public:
  Parser(CodeUnits spec, FormatFailure* failure) : spec_(spec), failure_(failure) {}

  bool more() const { return at_ < spec_.size; }
  bool next_is(char32_t c) const { return more() && spec_[at_] == c; }
  bool take(char32_t c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }
  char32_t peek(usize ahead = 0) const { return at_ + ahead < spec_.size ? spec_[at_ + ahead] : 0; }
  char32_t take_any() { return spec_[at_++]; }
  usize left() const { return spec_.size - at_; }

  // Any Unicode decimal digits. The count comes back in *digits.
  bool integer(i64* value, usize* digits) {
    i64 sum = 0;
    usize count = 0;
    for (; more(); ++at_, ++count) {
      const char32_t c = spec_[at_];
      int digit;
      if (c < 128) {
        digit = c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
      } else {
        digit = unicode::decimal_value(c);
      }
      if (digit < 0) break;
      if (sum > (INT64_MAX - digit) / 10) return fail(failure_, "Too many decimal digits in format string");
      sum = sum * 10 + digit;
    }
    *value = sum;
    *digits = count;
    return true;
  }

  // Both places for separators: "," or "_" once.
  bool grouping(char* out, bool* any) {
    *any = false;
    if (take(',')) {
      *out = ',';
      *any = true;
    }
    if (next_is('_')) {
      if (*out != 0) return both();
      take('_');
      *out = '_';
      *any = true;
    }
    if (next_is(',') && *out == '_') return both();
    return true;
  }

 private:
  bool both() { return fail(failure_, "Cannot specify both ',' and '_'."); }

  CodeUnits spec_;
  FormatFailure* failure_;
  usize at_ = 0;
};

bool check_grouping(const FormatSpec& spec, FormatFailure* failure) {
  if (spec.grouping != 0) {
    switch (spec.type) {
      case 'd':
      case 'e':
      case 'f':
      case 'g':
      case 'E':
      case 'G':
      case '%':
      case 'F':
      case 0: break;
      case 'b':
      case 'o':
      case 'x':
      case 'X':
        if (spec.grouping == '_') break;
        [[fallthrough]];
      default: return bad_grouping(failure, spec.grouping, spec.type);
    }
  }
  if (spec.type == 'n' && spec.fraction_grouping != 0) {
    return bad_grouping(failure, spec.fraction_grouping, spec.type);
  }
  return true;
}

bool check_precision_size(const FormatSpec& spec, FormatFailure* failure) { return spec.precision <= INT32_MAX || fail(failure, "precision too big"); }

bool is_float_type(char32_t type) {
  switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'n': return true;
    default: return false;
  }
}

}  // namespace

bool parse_format_spec(CodeUnits text, FormatTarget target, std::string_view type_name, FormatSpec* out, FormatFailure* failure) {
  FormatSpec& spec = *out;
  spec = FormatSpec();
  spec.align = target == FormatTarget::string ? '<' : '>';
  spec.type = target == FormatTarget::string ? U's' : target == FormatTarget::integer ? U'd' : U'\0';
  Parser parser(text, failure);
  bool fill_given = false, align_given = false;
  if (parser.left() >= 2 && is_align(parser.peek(1))) {
    spec.fill = parser.take_any();
    spec.align = static_cast<char>(parser.take_any());
    fill_given = align_given = true;
  } else if (parser.more() && is_align(parser.peek())) {
    spec.align = static_cast<char>(parser.take_any());
    align_given = true;
  }
  if (parser.next_is(' ') || parser.next_is('+') || parser.next_is('-')) {
    spec.sign = static_cast<char>(parser.take_any());
  }
  spec.no_negative_zero = parser.take('z');
  spec.alternate = parser.take('#');
  if (!fill_given && parser.take('0')) {
    spec.fill = '0';
    if (!align_given && target != FormatTarget::string) spec.align = '=';
  }
  usize digits = 0;
  if (!parser.integer(&spec.width, &digits)) return false;
  if (digits == 0) spec.width = -1;
  bool any = false;
  if (!parser.grouping(&spec.grouping, &any)) return false;
  if (parser.take('.')) {
    if (!parser.integer(&spec.precision, &digits)) return false;
    if (digits == 0) spec.precision = -1;
    if (!parser.grouping(&spec.fraction_grouping, &any)) return false;
    if (digits == 0 && !any) return fail(failure, "Format specifier missing precision");
  }
  if (parser.left() > 1) {
    fail(failure, "Invalid format specifier '");
    failure->spec_at = static_cast<i32>(failure->size);
    append(failure, "' for object of type '");
    append(failure, type_name.substr(0, 200));
    append(failure, "'");
    return false;
  }
  if (parser.more()) spec.type = parser.take_any();
  return check_grouping(spec, failure);
}

bool check_string_spec(const FormatSpec& spec, std::string_view type_name, FormatFailure* failure) {
  if (spec.type != 's') return unknown_type(failure, spec.type, type_name);
  if (spec.sign == ' ') return fail(failure, "Space not allowed in string format specifier");
  if (spec.sign != 0) return fail(failure, "Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    return fail(failure, "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) return fail(failure, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return fail(failure, "'=' alignment not allowed in string format specifier");
  return true;
}

bool plan_integer(const FormatSpec& spec, std::string_view type_name, IntegerPlan* plan, FormatFailure* failure) {
  *plan = IntegerPlan();
  switch (spec.type) {
    case 'b': plan->base = 2; break;
    case 'o': plan->base = 8; break;
    case 'x':
    case 'X': plan->base = 16; break;
    case 'd':
    case 'n': break;
    case 'c': plan->style = IntegerStyle::character; break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': plan->style = IntegerStyle::floating; return check_precision_size(spec, failure);
    default: return unknown_type(failure, spec.type, type_name);
  }
  if (spec.precision != -1) return fail(failure, "Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) {
    return fail(failure, "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (plan->style == IntegerStyle::character) {
    if (spec.sign != 0) return fail(failure, "Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return fail(failure, "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  return true;
}

bool check_float_spec(const FormatSpec& spec, std::string_view type_name, FormatFailure* failure) {
  if (spec.type != 0 && spec.type != '%' && !is_float_type(spec.type)) {
    return unknown_type(failure, spec.type, type_name);
  }
  return check_precision_size(spec, failure);
}

bool check_complex_spec(const FormatSpec& spec, std::string_view type_name, FormatFailure* failure) {
  if (spec.type != 0 && !is_float_type(spec.type)) return unknown_type(failure, spec.type, type_name);
  if (!check_precision_size(spec, failure)) return false;
  if (spec.fill == '0') return fail(failure, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return fail(failure, "'=' alignment flag is not allowed in complex format specifier");
  return true;
}

bool render_character(const FormatSink& sink, const FormatSpec& spec, i64 value, FormatFailure* failure) {
  if (value < 0 || value > 0x10ffff) {
    return fail(failure, "%c arg not in range(0x110000)", FormatError::overflow_error);
  }
  const u32 c = static_cast<u32>(value);
  // Padded like a number of width one; '=' pads in front.
  const u64 pad = spec.width > 1 ? static_cast<u64>(spec.width - 1) : 0;
  const u64 left = spec.align == '<' ? 0 : spec.align == '^' ? pad / 2 : pad;
  const char32_t largest = pad != 0 && spec.fill > c ? spec.fill : static_cast<char32_t>(c);
  return sink.prepare(sink.context, pad + 1, largest) && (left == 0 || sink.repeat(sink.context, spec.fill, left)) &&
         sink.repeat(sink.context, static_cast<char32_t>(c), 1) && (pad == left || sink.repeat(sink.context, spec.fill, pad - left));
}

}  // namespace monty
