// SPDX-License-Identifier: MIT
// Reading doubles: Python's float() grammar and float.fromhex(), each rounded once, ties to even.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/float_text.h"

namespace monty {
namespace {

// More significant digits than any tie between two doubles needs; what follows only says "a little more".
constexpr int kDigits = 780;
constexpr i64 kExponentLimit = 1'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equals_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (usize i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != word[i]) return false;
  }
  return true;
}

bool parse_word(std::string_view text, double* value) {
  if (equals_word(text, "inf") || equals_word(text, "infinity")) {
    *value = HUGE_VAL;
    return true;
  }
  if (equals_word(text, "nan")) {
    *value = std::nan("");
    return true;
  }
  return false;
}

// A decimal number without sign. `used` gets the characters read; whatever stays is the caller's.
bool scan_decimal(std::string_view text, bool underscores, double* value, usize* used) {
  char digits[kDigits + 40];
  int count = 0;
  i64 point = 0;  // value = 0.digits * 10^point
  bool any = false, seen_point = false, more = false, started = false;
  usize i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      any = true;
      if (c != '0') started = true;
      if (!started) {
        if (seen_point) --point;
        continue;
      }
      if (count < kDigits) {
        digits[count++] = c;
      } else if (c != '0') {
        more = true;
      }
      if (!seen_point) ++point;
    } else if (c == '.' && !seen_point) {
      seen_point = true;
    } else if (c == '_' && underscores && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() && is_digit(text[i + 1])) {
      continue;
    } else {
      break;
    }
  }
  if (!any) return false;
  i64 exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    usize j = i + 1;
    bool negative = false;
    if (j < text.size() && (text[j] == '+' || text[j] == '-')) negative = text[j++] == '-';
    if (j < text.size() && is_digit(text[j])) {
      for (; j < text.size(); ++j) {
        if (text[j] == '_' && underscores && is_digit(text[j - 1]) && j + 1 < text.size() && is_digit(text[j + 1])) {
          continue;
        }
        if (!is_digit(text[j])) break;
        if (exponent < kExponentLimit) exponent = exponent * 10 + (text[j] - '0');
      }
      if (negative) exponent = -exponent;
      i = j;
    }
  }
  *used = i;
  if (!started) {
    *value = 0.0;
    return true;
  }
  const i64 scale = point + exponent;  // 10^(scale - 1) <= value < 10^scale
  if (scale > 310) {
    *value = HUGE_VAL;
    return true;
  }
  if (scale < -330) {
    *value = 0.0;
    return true;
  }
  if (more) digits[count++] = '1';
  const i64 power = scale - count;
  digits[count++] = 'e';
  const char* end = std::to_chars(digits + count, digits + sizeof digits, power).ptr;
  double result = 0;
  const auto outcome = std::from_chars(digits, end, result);
  if (outcome.ec == std::errc::result_out_of_range) result = scale > 0 ? HUGE_VAL : 0.0;
  *value = result;
  return true;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// mantissa * 2^exponent with a sticky last bit, rounded to a double.
HexFloat scale_mantissa(u64 mantissa, i64 exponent, bool sticky, double* value) {
  if (mantissa == 0) {
    *value = 0.0;
    return HexFloat::ok;
  }
  const int shift = __builtin_clzll(mantissa);
  mantissa <<= shift;
  exponent -= shift;
  const i64 top = exponent + 64;  // value in [2^(top-1), 2^top)
  if (top > 1024) return HexFloat::too_large;
  const i64 keep = top < -1021 ? top + 1074 : 53;
  if (keep < 0) {
    *value = 0.0;
    return HexFloat::ok;
  }
  u64 kept;
  if (keep == 0) {
    kept = mantissa > u64{1} << 63 || sticky ? 1 : 0;
  } else {
    const int drop = static_cast<int>(64 - keep);
    const u64 half = u64{1} << (drop - 1);
    const u64 rest = mantissa & (half * 2 - 1);
    kept = mantissa >> drop;
    if (rest > half || (rest == half && (sticky || (kept & 1) != 0))) ++kept;
  }
  const double result = std::ldexp(static_cast<double>(kept), static_cast<int>(top - keep));
  if (std::isinf(result)) return HexFloat::too_large;
  *value = result;
  return HexFloat::ok;
}

}  // namespace

bool parse_float(std::string_view text, double* value) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double magnitude = 0;
  usize used = 0;
  if (!parse_word(text, &magnitude) && (!scan_decimal(text, true, &magnitude, &used) || used != text.size())) {
    return false;
  }
  *value = negative ? -magnitude : magnitude;
  return true;
}

usize parse_float_prefix(std::string_view text, double* value) {
  usize sign = 0;
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    sign = 1;
  }
  double magnitude = 0;
  usize used = 0;
  if (!scan_decimal(text.substr(sign), false, &magnitude, &used)) return 0;
  *value = negative ? -magnitude : magnitude;
  return sign + used;
}

HexFloat parse_float_hex(std::string_view text, double* value) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double magnitude = 0;
  if (parse_word(text, &magnitude)) {
    *value = negative ? -magnitude : magnitude;
    return HexFloat::ok;
  }
  if (text.size() >= 2 && text[0] == '0' && lower(text[1]) == 'x') text.remove_prefix(2);
  u64 mantissa = 0;
  i64 exponent = 0;
  bool sticky = false, any = false, seen_point = false;
  usize i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !seen_point) {
      seen_point = true;
      continue;
    }
    const int digit = hex_value(text[i]);
    if (digit < 0) break;
    any = true;
    if (mantissa >> 60 == 0) {
      mantissa = mantissa << 4 | static_cast<u64>(digit);
      if (seen_point) exponent -= 4;
    } else {
      sticky |= digit != 0;
      if (!seen_point) exponent += 4;
    }
  }
  if (!any) return HexFloat::invalid;
  if (i < text.size() && lower(text[i]) == 'p') {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) minus = text[i++] == '-';
    if (i >= text.size() || !is_digit(text[i])) return HexFloat::invalid;
    i64 power = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      if (power < kExponentLimit * 1000) power = power * 10 + (text[i] - '0');
    }
    exponent += minus ? -power : power;
  }
  if (i != text.size()) return HexFloat::invalid;
  const HexFloat outcome = scale_mantissa(mantissa, exponent, sticky, &magnitude);
  *value = negative ? -magnitude : magnitude;
  return outcome;
}

}  // namespace monty
