// SPDX-License-Identifier: MIT
// Writing doubles. Digits come from std::to_chars (shortest, or exact to a precision); the layout follows the rules of
// CPython's float_repr_style "short" (Python/pystrtod.c, format_float_short).
#include "base/float_text.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace monty {
namespace {

// Every double is exact with this many significant digits, and with this many after the point.
constexpr u32 kMaxSignificant = 770;
constexpr u32 kMaxDecimals = 1080;

// 0.d1d2d3... * 10^point, without trailing zeros.
struct Digits {
  char text[1500];
  int size = 0;
  int point = 0;
};

void strip_zeros(Digits& d) {
  while (d.size > 1 && d.text[d.size - 1] == '0') --d.size;
}

// From "d.ddde[+-]xx".
void from_scientific(Digits& d, const char* text, const char* end) {
  const char* p = text;
  d.size = 0;
  for (; p != end && *p != 'e'; ++p) {
    if (*p != '.') d.text[d.size++] = *p;
  }
  int exponent = 0;
  if (p != end) {
    ++p;
    const bool negative = *p == '-';
    for (++p; p != end; ++p) exponent = exponent * 10 + (*p - '0');
    if (negative) exponent = -exponent;
  }
  d.point = exponent + 1;
  strip_zeros(d);
}

// magnitude: not negative, finite
void shortest(Digits& d, double magnitude) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific).ptr;
  from_scientific(d, text, end);
}

void significant(Digits& d, double magnitude, u32 count) {
  char text[kMaxSignificant + 40];
  const int precision = static_cast<int>(std::min(count, kMaxSignificant)) - 1;
  const auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, precision).ptr;
  from_scientific(d, text, end);
}

void decimals(Digits& d, double magnitude, u32 count) {
  char text[1500];
  const int precision = static_cast<int>(std::min(count, kMaxDecimals));
  const char* end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::fixed, precision).ptr;
  const char* p = text;
  d.size = 0;
  d.point = 0;
  bool after = false;
  for (; p != end; ++p) {
    if (*p == '.') {
      after = true;
    } else if (d.size == 0 && *p == '0') {
      if (after) --d.point;
    } else {
      d.text[d.size++] = *p;
      if (!after) ++d.point;
    }
  }
  if (d.size == 0) {
    d.text[0] = '0';
    d.size = 1;
    d.point = 1;
  }
  strip_zeros(d);
}

usize write_word(char* out, double value, bool upper) {
  const char* word = std::isnan(value) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
  std::memcpy(out, word, 3);
  return 3;
}

char* write_exponent(char* at, int exponent, bool upper) {
  *at++ = upper ? 'E' : 'e';
  *at++ = exponent < 0 ? '-' : '+';
  const int magnitude = exponent < 0 ? -exponent : exponent;
  if (magnitude >= 100) *at++ = static_cast<char>('0' + magnitude / 100);
  *at++ = static_cast<char>('0' + magnitude / 10 % 10);
  *at++ = static_cast<char>('0' + magnitude % 10);
  return at;
}

usize write_repr(char* out, double value, bool dot_zero) {
  if (!std::isfinite(value)) {
    usize n = 0;
    if (value < 0) out[n++] = '-';
    return n + write_word(out + n, value, false);
  }
  char* at = out;
  if (std::signbit(value)) *at++ = '-';
  Digits d;
  shortest(d, std::fabs(value));
  const int point = d.point;
  if (point <= -4 || point > 16) {
    *at++ = d.text[0];
    if (d.size > 1) {
      *at++ = '.';
      std::memcpy(at, d.text + 1, static_cast<usize>(d.size - 1));
      at += d.size - 1;
    }
    return static_cast<usize>(write_exponent(at, point - 1, false) - out);
  }
  if (point <= 0) {
    *at++ = '0';
    *at++ = '.';
    for (int i = point; i < 0; ++i) *at++ = '0';
    std::memcpy(at, d.text, static_cast<usize>(d.size));
    return static_cast<usize>(at + d.size - out);
  }
  const int whole = std::min(point, d.size);
  std::memcpy(at, d.text, static_cast<usize>(whole));
  at += whole;
  for (int i = d.size; i < point; ++i) *at++ = '0';
  if (d.size > point) {
    *at++ = '.';
    std::memcpy(at, d.text + point, static_cast<usize>(d.size - point));
    at += d.size - point;
  } else if (dot_zero) {
    *at++ = '.';
    *at++ = '0';
  }
  return static_cast<usize>(at - out);
}

// Rounds |value| to a multiple of 10^places, places > 0.
double round_to_tens(double magnitude, int places) {
  Digits d;
  significant(d, magnitude, kMaxSignificant);  // exact
  const int keep = d.point - places;
  char text[kMaxSignificant + 40];
  if (keep < 0) return 0.0;
  if (keep == 0) {
    const bool up = d.text[0] > '5' || (d.text[0] == '5' && d.size > 1);  // the tie goes to even zero
    if (!up) return 0.0;
    text[0] = '1';
    const char* end = std::to_chars(text + 2, text + sizeof text, places).ptr;
    text[1] = 'e';
    double result = 0;
    if (std::from_chars(text, end, result).ec != std::errc()) return HUGE_VAL;
    return result;
  }
  const auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, keep - 1).ptr;
  double result = 0;
  if (std::from_chars(text, end, result).ec != std::errc()) return HUGE_VAL;
  return result;
}

}  // namespace

usize float_repr(char* out, double value) { return write_repr(out, value, true); }
usize float_repr_bare(char* out, double value) { return write_repr(out, value, false); }

usize complex_repr(char* out, double real, double imaginary) {
  char* at = out;
  const bool bare = real == 0.0 && !std::signbit(real);
  if (!bare) {
    *at++ = '(';
    at += float_repr_bare(at, real);
    if (!std::signbit(imaginary) || std::isnan(imaginary)) *at++ = '+';
  }
  at += float_repr_bare(at, imaginary);
  *at++ = 'j';
  if (!bare) *at++ = ')';
  return static_cast<usize>(at - out);
}

usize float_hex(char* out, double value) {
  if (!std::isfinite(value)) return float_repr(out, value);
  char* at = out;
  if (std::signbit(value)) *at++ = '-';
  const u64 bits = std::bit_cast<u64>(value);
  const u64 mantissa = bits & ((u64{1} << 52) - 1);
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  *at++ = '0';
  *at++ = 'x';
  *at++ = biased != 0 ? '1' : '0';
  *at++ = '.';
  if (biased == 0 && mantissa == 0) {
    std::memcpy(at, "0p+0", 4);
    return static_cast<usize>(at + 4 - out);
  }
  for (int shift = 48; shift >= 0; shift -= 4) *at++ = "0123456789abcdef"[mantissa >> shift & 15];
  const int exponent = biased != 0 ? biased - 1023 : -1022;
  *at++ = 'p';
  *at++ = exponent < 0 ? '-' : '+';
  at = std::to_chars(at, at + 8, exponent < 0 ? -exponent : exponent).ptr;
  return static_cast<usize>(at - out);
}

void float_format(FloatParts& parts, double value, const FloatStyle& style) {
  const bool upper = style.code == 'E' || style.code == 'F' || style.code == 'G';
  parts.negative = std::signbit(value) && !std::isnan(value);
  parts.point = false;
  parts.integer = {};
  parts.fraction = {};
  parts.zeros = 0;
  if (!std::isfinite(value)) {
    parts.suffix = {parts.buffer, write_word(parts.buffer, value, upper)};
    return;
  }
  const double magnitude = std::fabs(value);
  Digits d;
  i64 last;  // digits up to here are shown, zeros where there are none; counted like d.point
  bool scientific = false;
  switch (style.code) {
    case 'e':
    case 'E':
      significant(d, magnitude, style.precision < kMaxSignificant ? style.precision + 1 : kMaxSignificant);
      scientific = true;
      last = static_cast<i64>(style.precision) + 1;
      break;
    case 'f':
    case 'F':
      decimals(d, magnitude, style.precision);
      last = d.point + static_cast<i64>(style.precision);
      break;
    case 'g':
    case 'G': {
      const u32 precision = style.precision != 0 ? style.precision : 1;
      significant(d, magnitude, precision);
      scientific = d.point <= -4 || d.point > static_cast<i64>(precision) - (style.add_dot_zero ? 1 : 0);
      last = style.alternate ? static_cast<i64>(precision) : d.size;
      break;
    }
    default:
      shortest(d, magnitude);
      scientific = d.point <= -4 || d.point > 16;
      last = d.size;
      break;
  }
  if (style.no_negative_zero && d.size == 1 && d.text[0] == '0') parts.negative = false;
  const int exponent = d.point - 1;
  if (scientific) d.point = 1;
  const i64 least = d.point + (!scientific && style.add_dot_zero ? 1 : 0);
  last = std::max(last, least);

  char* at = parts.buffer;
  const char* begin = at;
  if (d.point <= 0) {
    *at++ = '0';
  } else {
    for (int i = 0; i < d.point; ++i) *at++ = i < d.size ? d.text[i] : '0';
  }
  parts.integer = {begin, static_cast<usize>(at - begin)};
  begin = at;
  i64 position = std::min(0, d.point);  // of the next fraction digit
  if (d.point > 0) position = d.point;
  for (; position < 0 && position < last; ++position) *at++ = '0';
  for (; position < d.size && position < last; ++position) *at++ = d.text[position];
  parts.fraction = {begin, static_cast<usize>(at - begin)};
  if (position < last) parts.zeros = static_cast<u64>(last - position);
  parts.point = style.alternate || !parts.fraction.empty() || parts.zeros != 0;
  begin = at;
  if (scientific) at = write_exponent(at, exponent, upper);
  parts.suffix = {begin, static_cast<usize>(at - begin)};
}

bool float_round(double value, i64 digits, double* result) {
  *result = value;
  if (!std::isfinite(value) || value == 0 || digits > 323) return true;
  if (digits < -308) {
    *result = std::copysign(0.0, value);
    return true;
  }
  const double magnitude = std::fabs(value);
  double rounded = 0;
  if (digits >= 0) {
    char text[1500];
    const auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::fixed, static_cast<int>(digits)).ptr;
    if (!parse_float({text, static_cast<usize>(end - text)}, &rounded)) return false;
  } else {
    rounded = round_to_tens(magnitude, static_cast<int>(-digits));
  }
  if (std::isinf(rounded)) return false;
  *result = std::copysign(rounded, value);
  return true;
}

void float_decompose(double value, u64* mantissa, int* exponent) {
  const u64 bits = std::bit_cast<u64>(value);
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  u64 m = bits & ((u64{1} << 52) - 1);
  int e = -1074;
  if (biased != 0) {
    m |= u64{1} << 52;
    e = biased - 1075;
  }
  if (m == 0) {
    e = 0;
  } else {
    const int zeros = std::countr_zero(m);
    m >>= zeros;
    e += zeros;
  }
  *mantissa = m;
  *exponent = e;
}

}  // namespace monty
