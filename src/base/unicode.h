// SPDX-License-Identifier: MIT
// What Unicode says about a code point: classes, case mappings, numbers, decomposition, normal forms.
//
// The tables (unicode_tables.inc, made by tools/gen_unicode.py) are observed from CPython itself, so each answer is
// the one that its `str` methods and `unicodedata` give. Everything here is a pure function over constant data.
// Arguments above 0x10FFFF are answered like an unassigned code point.
#pragma once

#include <span>

#include "base/meter.h"
#include "base/types.h"

namespace monty::unicode {

namespace detail {

struct PropRecord {
  u16 flags;
  u16 special;  // index into kSpecialCase, when kSpecialCaseFlag is set
  u8 deltas;    // index into kCaseDeltas
  u8 numeric;   // index into kNumerics
  u8 decimal;   // 255: none
  u8 digit;     // 255: none
};

struct UcdRecord {
  u8 category;
  u8 combining;
  u8 bidi;
  u8 mirrored;
  u8 width;
  u8 quick_check;  // two bits for each form: 0 yes, 1 maybe, 2 no
};

enum PropFlag : u16 {
  kAlpha = 1 << 0,
  kDecimal = 1 << 1,
  kDigit = 1 << 2,
  kNumeric = 1 << 3,
  kSpace = 1 << 4,
  kPrintable = 1 << 5,
  kXidStart = 1 << 6,
  kXidContinue = 1 << 7,
  kLower = 1 << 8,
  kUpper = 1 << 9,
  kTitle = 1 << 10,
  kCased = 1 << 11,
  kCaseIgnorable = 1 << 12,
  kSpecialCaseFlag = 1 << 13,
  kLineBreak = 1 << 14,
};

const PropRecord& prop(char32_t c);
const UcdRecord& ucd(char32_t c);
inline bool has(char32_t c, u16 flags) { return (prop(c).flags & flags) != 0; }

}  // namespace detail

// --- classes, as the str methods of a one-character string answer ---
inline bool is_alpha(char32_t c) { return detail::has(c, detail::kAlpha); }
inline bool is_decimal(char32_t c) { return detail::has(c, detail::kDecimal); }
inline bool is_digit(char32_t c) { return detail::has(c, detail::kDigit); }
inline bool is_numeric(char32_t c) { return detail::has(c, detail::kNumeric); }
inline bool is_alnum(char32_t c) { return detail::has(c, detail::kAlpha | detail::kDecimal | detail::kDigit | detail::kNumeric); }
inline bool is_space(char32_t c) { return detail::has(c, detail::kSpace); }
inline bool is_linebreak(char32_t c) { return detail::has(c, detail::kLineBreak); }
inline bool is_printable(char32_t c) { return detail::has(c, detail::kPrintable); }
inline bool is_identifier_start(char32_t c) { return detail::has(c, detail::kXidStart); }  // '_' included
inline bool is_identifier_continue(char32_t c) { return detail::has(c, detail::kXidContinue); }
inline bool is_lower(char32_t c) { return detail::has(c, detail::kLower); }
inline bool is_upper(char32_t c) { return detail::has(c, detail::kUpper); }
inline bool is_title(char32_t c) { return detail::has(c, detail::kTitle); }  // category Lt only
inline bool is_cased(char32_t c) { return detail::has(c, detail::kCased); }
inline bool is_case_ignorable(char32_t c) { return detail::has(c, detail::kCaseIgnorable); }

// --- case: one to one ---
char32_t to_lower(char32_t c);
char32_t to_upper(char32_t c);
char32_t to_title(char32_t c);

// --- case: full mappings, at most three code points; the count is returned ---
inline constexpr u32 kMaxCaseExpansion = 3;
u32 lower_full(char32_t c, char32_t out[kMaxCaseExpansion]);
u32 upper_full(char32_t c, char32_t out[kMaxCaseExpansion]);
u32 title_full(char32_t c, char32_t out[kMaxCaseExpansion]);
u32 casefold_full(char32_t c, char32_t out[kMaxCaseExpansion]);

inline constexpr char32_t kCapitalSigma = 0x3A3;

// Whether the capital sigma at `index` becomes a final one in lower case: a cased letter stands before it and none
// after it, both over any case-ignorable ones. `at(i)` gives the code point at i. Walks at most the whole text, so a
// caller that lowers many sigmas ticks for it.
template <class At>
bool is_final_sigma(At&& at, usize length, usize index) {
  usize i = index;
  while (i > 0 && is_case_ignorable(at(i - 1))) --i;
  if (i == 0 || !is_cased(at(i - 1))) return false;
  i = index + 1;
  while (i < length && is_case_ignorable(at(i))) ++i;
  return i == length || !is_cased(at(i));
}

// --- numbers ---
int decimal_value(char32_t c);  // -1: none
int digit_value(char32_t c);    // -1: none
struct NumericValue {
  i64 num;
  i64 den;  // 0: the code point has no numeric value
};
NumericValue numeric_value(char32_t c);

// --- unicodedata ---
const char* unidata_version();
const char* category(char32_t c);       // two letters, not terminated by 0: read exactly two
const char* bidirectional(char32_t c);  // "" when none
const char* east_asian_width(char32_t c);
inline u8 combining(char32_t c) { return detail::ucd(c).combining; }
inline bool is_mirrored(char32_t c) { return detail::ucd(c).mirrored != 0; }

// One level of decomposition as unicodedata.decomposition() shows it (nothing for Hangul syllables).
struct Decomposition {
  const char* tag = "";  // "" or "<compat>" and its like
  std::span<const u32> parts;
};
Decomposition decomposition(char32_t c);

// --- normal forms ---
enum class Form : u8 { NFC = 0, NFKC = 1, NFD = 2, NFKD = 3 };

enum class Quick : u8 { Yes, Maybe, No, Stopped };
Quick quick_check(std::span<const char32_t> text, Form form, Meter& meter);

// Number of code points that normalising may need in its buffer: the length of the decomposed text. False: stopped.
[[nodiscard]] bool normalized_bound(std::span<const char32_t> text, Form form, Meter& meter, u64& length);

// Writes the normal form into `out`, which holds at least normalized_bound() code points. False: stopped.
[[nodiscard]] bool normalize(std::span<const char32_t> text, Form form, Meter& meter, std::span<char32_t> out, u64& written);

}  // namespace monty::unicode
