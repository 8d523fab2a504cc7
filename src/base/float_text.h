// SPDX-License-Identifier: MIT
// Doubles as Python writes and reads them: repr, the format codes e f g % in pieces that a writer can group and pad,
// round(), float() text, hexadecimal. Pure functions over fixed buffers; no locale, no allocation.
#pragma once

#include <string_view>

#include "base/types.h"

namespace monty {

// ---- writing ----
inline constexpr usize kFloatReprSize = 32;
// repr(value) without a terminating zero; the number of characters (at most 24).
usize float_repr(char* out, double value);
// As `float_repr`, without the ".0" of whole numbers (what complex shows).
usize float_repr_bare(char* out, double value);
inline constexpr usize kComplexReprSize = 64;
usize complex_repr(char* out, double real, double imaginary);
inline constexpr usize kFloatHexSize = 32;
usize float_hex(char* out, double value);  // float.hex()

struct FloatStyle {
  char code = 'r';                // e E f F g G, r (repr)
  u32 precision = 0;              // ignored by r; any size is fine, exact digits end after some 800
  bool alternate = false;         // '#': keep the point, and g keeps its zeros
  bool add_dot_zero = false;      // "1.0" for 1 where no exponent is shown
  bool no_negative_zero = false;  // 'z'
};

// A formatted magnitude: integer, then (when `point`) '.', fraction and `zeros` more zeros, then the suffix (exponent).
// Infinities and NaN have an empty integer and the word as suffix.
struct FloatParts {
  static constexpr usize kBuffer = 2600;

  bool negative = false;
  bool point = false;
  std::string_view integer;
  std::string_view fraction;
  u64 zeros = 0;
  std::string_view suffix;
  char buffer[kBuffer];

  FloatParts() {}
  FloatParts(const FloatParts&) = delete;
  FloatParts& operator=(const FloatParts&) = delete;
  // Characters without sign.
  u64 size() const { return integer.size() + (point ? 1 : 0) + fraction.size() + zeros + suffix.size(); }
};
void float_format(FloatParts& parts, double value, const FloatStyle& style);

// round(value, digits) as Python: correctly rounded in decimal, ties to even. False: too large for a double
// ("rounded value too large to represent").
bool float_round(double value, i64 digits, double* result);

// value = (negative ? -1 : 1) * mantissa * 2**exponent with an odd mantissa (0 for zero); value is finite.
void float_decompose(double value, u64* mantissa, int* exponent);

// ---- reading ----
// float(text) for text whose surrounding whitespace is gone: sign, digits with single underscores between them, point,
// exponent, inf, infinity, nan in any case. False: not a number.
bool parse_float(std::string_view text, double* value);
// The longest prefix that is a number without underscores, inf or nan (for scanners); the characters used, 0: none.
usize parse_float_prefix(std::string_view text, double* value);

enum class HexFloat : u8 { ok, invalid, too_large };
HexFloat parse_float_hex(std::string_view text, double* value);  // float.fromhex, whitespace gone

}  // namespace monty
