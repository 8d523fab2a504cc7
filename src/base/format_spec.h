// SPDX-License-Identifier: MIT
// The format-spec mini-language: parsing `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`
// and writing ints, floats, complex numbers and strings by it, with CPython 3.14's messages. The result goes to a
// FormatSink of the caller, which hears the exact length before the first character, so it can charge or refuse.
#pragma once

#include <string_view>

#include "base/types.h"

namespace monty {

// Text as it lies in a string: 1 (Latin-1), 2 or 4 bytes a code point.
struct CodeUnits {
  const void* data = nullptr;
  usize size = 0;
  u8 width = 1;

  CodeUnits() = default;
  CodeUnits(const void* units, usize count, u8 bytes) : data(units), size(count), width(bytes) {}
  explicit CodeUnits(std::string_view latin1) : data(latin1.data()), size(latin1.size()) {}
  char32_t operator[](usize i) const {
    switch (width) {
      case 1: return static_cast<const u8*>(data)[i];
      case 2: return static_cast<const u16*>(data)[i];
      default: return static_cast<const u32*>(data)[i];
    }
  }
};

// Where formatted text goes. Each function answers false to stop; the render function then answers false too.
struct FormatSink {
  void* context = nullptr;
  // Called once, first: how many code points follow and the largest of them that is not from `units`.
  bool (*prepare)(void* context, u64 code_points, char32_t largest) = nullptr;
  bool (*ascii)(void* context, const char* text, usize size) = nullptr;
  bool (*units)(void* context, CodeUnits text) = nullptr;
  bool (*repeat)(void* context, char32_t c, u64 count) = nullptr;
};

enum class FormatError : u8 { none, value_error, overflow_error };

// What went wrong, as exception kind and message; `spec_at` >= 0: the whole format spec belongs at that place.
struct FormatFailure {
  FormatError error = FormatError::none;
  i32 spec_at = -1;
  u32 size = 0;
  char text[320];

  std::string_view before_spec() const { return {text, spec_at >= 0 ? static_cast<usize>(spec_at) : size}; }
  std::string_view after_spec() const { return spec_at >= 0 ? std::string_view(text + spec_at, size - static_cast<usize>(spec_at)) : std::string_view(); }
};

struct FormatSpec {
  char32_t fill = ' ';
  char align = '<';  // < > = ^
  char sign = 0;     // 0, '+', '-', ' '
  bool no_negative_zero = false;
  bool alternate = false;
  i64 width = -1;      // -1: not given
  char grouping = 0;   // 0, ',', '_'; by three, or by four for b o x X
  i64 precision = -1;  // -1: not given
  char fraction_grouping = 0;
  char32_t type = 0;
};

enum class FormatTarget : u8 { string, integer, floating, complex };

// Parses and checks all that does not depend on the value. `type_name` is for messages. An empty spec is fine (but
// callers answer str(value) to it, as format() does).
bool parse_format_spec(CodeUnits spec, FormatTarget target, std::string_view type_name, FormatSpec* out, FormatFailure* failure);

// ---- str ----
bool check_string_spec(const FormatSpec& spec, std::string_view type_name, FormatFailure* failure);
bool render_string(const FormatSink& sink, const FormatSpec& spec, CodeUnits text);

// ---- int ----
enum class IntegerStyle : u8 {
  digits,     // render_integer with digits in `base`
  character,  // render_character
  floating,   // convert to a double, then render_float
};
struct IntegerPlan {
  IntegerStyle style = IntegerStyle::digits;
  int base = 10;
};
bool plan_integer(const FormatSpec& spec, std::string_view type_name, IntegerPlan* plan, FormatFailure* failure);
// `digits`: the magnitude in plan.base, lower case, no prefix.
bool render_integer(const FormatSink& sink, const FormatSpec& spec, bool negative, std::string_view digits);
bool render_integer(const FormatSink& sink, const FormatSpec& spec, const IntegerPlan& plan, i64 value);
// False and a failure when the value is no code point; false alone when the sink stopped.
bool render_character(const FormatSink& sink, const FormatSpec& spec, i64 value, FormatFailure* failure);

// ---- float, complex ---- (types are checked by check_*; they are also right for ints with style `floating`)
bool check_float_spec(const FormatSpec& spec, std::string_view type_name, FormatFailure* failure);
bool render_float(const FormatSink& sink, const FormatSpec& spec, double value);
bool check_complex_spec(const FormatSpec& spec, std::string_view type_name, FormatFailure* failure);
bool render_complex(const FormatSink& sink, const FormatSpec& spec, double real, double imaginary);

}  // namespace monty
