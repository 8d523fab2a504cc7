// SPDX-License-Identifier: MIT
// Sets of characters: how a set is described while compiling, how its words answer while matching, and FirstSet, the
// over-approximation ("may start with") that lets loops and branches decide without trying.
#pragma once

#include <vector>

#include "base/unicode.h"
#include "regex/ast.h"

namespace monty::regex {

// --- characters ---

inline char32_t ascii_lower(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
inline bool is_word_ascii(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
inline bool is_word_unicode(char32_t c) { return c == '_' || unicode::is_alnum(c); }
inline bool is_space_ascii(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Whether ignoring case can matter for it. The full upper case decides: the sharp s and the ligatures have one.
inline bool has_case(char32_t c) {
  char32_t upper[unicode::kMaxCaseExpansion];
  return unicode::to_lower(c) != c || unicode::upper_full(c, upper) != 1 || upper[0] != c;
}

bool in_category(char32_t c, Category category, bool ascii);

// The lower-case code points, other than `lower` itself, that count as equal to it because they share an upper case.
struct ExtraCases {
  u32 count = 0;
  u16 others[2] = {0, 0};
};
ExtraCases extra_cases(char32_t lower);

// Whether a set in the pool holds a code point from 256 on (those below are answered by its bits).
bool set_contains_wide(const u32* set, char32_t c);

inline bool set_contains(const u32* set, char32_t c) {
  if (c < 256) return (set[c >> 5] >> (c & 31) & 1) != 0;
  return set_contains_wide(set, c);
}

// --- while compiling ---

struct Range {
  u32 lo;
  u32 hi;
};

// Code points from 256 on, as what they may be: the four classes that all categories are unions of.
enum WideClass : u8 { kWideDigit = 1, kWideWord = 2, kWideSpace = 4, kWideOther = 8, kWideAll = 15 };

struct CharSet {
  std::vector<Range> ranges;
  u32 categories = 0;  // bits as in a set's flags word, shifted down
  bool negate = false;
  Fold fold = Fold::None;

  void add(u32 lo, u32 hi) { ranges.push_back({lo, hi}); }
  // Adds a range as it is seen by a matcher that lowers each character first. Sets `cased` if case mattered.
  bool add_folded(u32 lo, u32 hi, Fold fold_kind, bool& cased, Meter& meter);
  void add_category(Category category, bool ascii);
  void sort();
  void write(std::vector<u32>& words) const;  // kSetHeader words and the ranges
  u8 wide_classes() const;
};

struct FirstSet {
  u32 bits[8] = {};
  u8 wide = 0;            // WideClass bits
  bool nullable = false;  // may match without a character, or it is not known

  void add(const FirstSet& other) {
    for (u32 i = 0; i < 8; ++i) bits[i] |= other.bits[i];
    wide |= other.wide;
  }
  void add_char(char32_t c);
  void add_all();
  void add_set(const u32* set, u8 wide_classes) {
    for (u32 i = 0; i < 8; ++i) bits[i] |= set[i];
    wide |= wide_classes;
  }
  bool disjoint(const FirstSet& other) const {
    u32 common = wide & other.wide;
    for (u32 i = 0; i < 8; ++i) common |= bits[i] & other.bits[i];
    return common == 0;
  }
};

u8 wide_class_of(char32_t c);

}  // namespace monty::regex
