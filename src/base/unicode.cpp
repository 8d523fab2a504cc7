// SPDX-License-Identifier: MIT
// The generated tables and the lookups in them.
#include "base/unicode.h"

namespace monty::unicode {

namespace {

using detail::PropRecord;
using detail::UcdRecord;

struct CaseDeltas {
  i32 lower, upper, title;
};

struct CompositionPair {
  u32 first, second, composed;
};

#include "base/unicode_tables.inc"

constexpr u32 kShift = 7;
constexpr u32 kMask = (1u << kShift) - 1;
constexpr u32 kUnassigned = 0x10FFFF;  // a noncharacter: what larger values are looked up as

inline u32 clamp(char32_t c) { return c > 0x10FFFF ? kUnassigned : static_cast<u32>(c); }

// A run of kSpecialCase holds lower, title, upper and fold, each as its length and then its code points.
u32 special_part(const PropRecord& record, u32 part, char32_t out[kMaxCaseExpansion]) {
  const u32* run = kSpecialCase + record.special;
  while (part-- > 0) run += *run + 1;
  const u32 count = *run++;
  for (u32 i = 0; i < count; ++i) out[i] = run[i];
  return count;
}

inline char32_t shifted(char32_t c, i32 delta) { return static_cast<char32_t>(static_cast<i32>(c) + delta); }

}  // namespace

namespace detail {

const PropRecord& prop(char32_t c) {
  const u32 i = clamp(c);
  return kProps[kPropStage2[(static_cast<u32>(kPropStage1[i >> kShift]) << kShift) + (i & kMask)]];
}

const UcdRecord& ucd(char32_t c) {
  const u32 i = clamp(c);
  return kUcd[kUcdStage2[(static_cast<u32>(kUcdStage1[i >> kShift]) << kShift) + (i & kMask)]];
}

// For unicode_normalize.cpp: the run of kDecomp (tag << 8 | count, then code points), or null.
const u32* decomposition_run(char32_t c) {
  const u32 i = clamp(c);
  const u32 at = kDecompStage2[(static_cast<u32>(kDecompStage1[i >> kShift]) << kShift) + (i & kMask)];
  return at == 0 ? nullptr : kDecomp + at;
}

char32_t compose_pair(char32_t first, char32_t second) {
  usize low = 0;
  usize high = std::size(kCompositions);
  while (low < high) {
    const usize middle = (low + high) / 2;
    const CompositionPair& pair = kCompositions[middle];
    if (pair.first < first || (pair.first == first && pair.second < second)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == std::size(kCompositions)) return 0;
  const CompositionPair& pair = kCompositions[low];
  return pair.first == first && pair.second == second ? pair.composed : 0;
}

}  // namespace detail

char32_t to_lower(char32_t c) { return shifted(c, kCaseDeltas[detail::prop(c).deltas].lower); }
char32_t to_upper(char32_t c) { return shifted(c, kCaseDeltas[detail::prop(c).deltas].upper); }
char32_t to_title(char32_t c) { return shifted(c, kCaseDeltas[detail::prop(c).deltas].title); }

u32 lower_full(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const PropRecord& record = detail::prop(c);
  if (record.flags & detail::kSpecialCaseFlag) return special_part(record, 0, out);
  out[0] = shifted(c, kCaseDeltas[record.deltas].lower);
  return 1;
}

u32 title_full(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const PropRecord& record = detail::prop(c);
  if (record.flags & detail::kSpecialCaseFlag) return special_part(record, 1, out);
  out[0] = shifted(c, kCaseDeltas[record.deltas].title);
  return 1;
}

u32 upper_full(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const PropRecord& record = detail::prop(c);
  if (record.flags & detail::kSpecialCaseFlag) return special_part(record, 2, out);
  out[0] = shifted(c, kCaseDeltas[record.deltas].upper);
  return 1;
}

u32 casefold_full(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const PropRecord& record = detail::prop(c);
  if (record.flags & detail::kSpecialCaseFlag) return special_part(record, 3, out);
  out[0] = shifted(c, kCaseDeltas[record.deltas].lower);
  return 1;
}

int decimal_value(char32_t c) {
  const u8 value = detail::prop(c).decimal;
  return value == 255 ? -1 : value;
}

int digit_value(char32_t c) {
  const u8 value = detail::prop(c).digit;
  return value == 255 ? -1 : value;
}

NumericValue numeric_value(char32_t c) { return kNumerics[detail::prop(c).numeric]; }

const char* unidata_version() { return kUnidataVersion; }
const char* category(char32_t c) { return kCategoryNames + usize{2} * detail::ucd(c).category; }
const char* bidirectional(char32_t c) { return kBidiNames[detail::ucd(c).bidi]; }
const char* east_asian_width(char32_t c) { return kWidthNames[detail::ucd(c).width]; }

Decomposition decomposition(char32_t c) {
  const u32* run = detail::decomposition_run(c);
  if (run == nullptr) return {};
  return {kDecompTags[run[0] >> 8], std::span<const u32>(run + 1, run[0] & 0xFF)};
}

}  // namespace monty::unicode
