// SPDX-License-Identifier: MIT
// Building and asking sets of characters.
#include "regex/charset.h"

#include <algorithm>

namespace monty::regex {

bool in_category(char32_t c, Category category, bool ascii) {
  switch (category) {
    case Category::Digit: return ascii ? c >= '0' && c <= '9' : unicode::is_decimal(c);
    case Category::NotDigit: return !in_category(c, Category::Digit, ascii);
    case Category::Space: return ascii ? is_space_ascii(c) : unicode::is_space(c);
    case Category::NotSpace: return !in_category(c, Category::Space, ascii);
    case Category::Word: return ascii ? is_word_ascii(c) : is_word_unicode(c);
    case Category::NotWord: return !in_category(c, Category::Word, ascii);
  }
  return false;
}

namespace {

// Lower-case letters that share an upper case with another one, in groups; 0 ends a group of two. (CPython's
// _casefix.py derives the same list from Unicode data.)
struct CaseGroup {
  u16 members[3];
};
constexpr CaseGroup kCaseGroups[] = {
    {{0x0069, 0x0131, 0}},      {{0x0073, 0x017F, 0}}, {{0x00B5, 0x03BC, 0}}, {{0x0345, 0x03B9, 0x1FBE}}, {{0x0390, 0x1FD3, 0}}, {{0x03B0, 0x1FE3, 0}},
    {{0x03B2, 0x03D0, 0}},      {{0x03B5, 0x03F5, 0}}, {{0x03B8, 0x03D1, 0}}, {{0x03BA, 0x03F0, 0}},      {{0x03C0, 0x03D6, 0}}, {{0x03C1, 0x03F1, 0}},
    {{0x03C2, 0x03C3, 0}},      {{0x03C6, 0x03D5, 0}}, {{0x0432, 0x1C80, 0}}, {{0x0434, 0x1C81, 0}},      {{0x043E, 0x1C82, 0}}, {{0x0441, 0x1C83, 0}},
    {{0x0442, 0x1C84, 0x1C85}}, {{0x044A, 0x1C86, 0}}, {{0x0463, 0x1C87, 0}}, {{0xA64B, 0x1C88, 0}},      {{0x1E61, 0x1E9B, 0}}, {{0xFB05, 0xFB06, 0}},
};

constexpr u32 kFirstCased = 'A';
constexpr u32 kLastCased = 0x1E943;  // past it no letter has another case

}  // namespace

ExtraCases extra_cases(char32_t lower) {
  ExtraCases extra;
  if (lower > 0xFB06) return extra;
  for (const CaseGroup& group : kCaseGroups) {
    bool found = false;
    for (const u16 member : group.members) found = found || (member != 0 && member == lower);
    if (!found) continue;
    for (const u16 member : group.members) {
      if (member != 0 && member != lower) extra.others[extra.count++] = member;
    }
    break;
  }
  return extra;
}

bool set_contains_wide(const u32* set, char32_t c) {
  const u32 flags = set[kSetFlags];
  if (flags & kSetLowerUnicode) c = unicode::to_lower(c);
  bool found = false;
  const u32 count = set[kSetRanges];
  if (count != 0) {
    const u32* ranges = set + kSetHeader;
    u32 low = 0;
    u32 high = count;
    while (low < high) {  // the first range that ends at or after c
      const u32 middle = (low + high) / 2;
      if (ranges[2 * middle + 1] < c) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    found = low < count && ranges[2 * low] <= c;
  }
  u32 categories = flags / kSetCategories;
  for (u32 i = 0; categories != 0 && !found; ++i, categories >>= 1) {
    if ((categories & 1) == 0) continue;
    const bool ascii = i >= kCategoryCount;
    found = in_category(c, static_cast<Category>(ascii ? i - kCategoryCount : i), ascii);
  }
  return found != ((flags & kSetNegate) != 0);
}

bool CharSet::add_folded(u32 lo, u32 hi, Fold fold_kind, bool& cased, Meter& meter) {
  add(lo, hi);
  if (fold_kind == Fold::Ascii) {
    const u32 from = std::max<u32>(lo, 'A');
    const u32 to = std::min<u32>(hi, 'Z');
    if (from <= to) add(from + 32, to + 32);
    if ((from <= to) || (std::max<u32>(lo, 'a') <= std::min<u32>(hi, 'z'))) cased = true;
    return true;
  }
  const u32 from = std::max(lo, kFirstCased);
  const u32 to = std::min(hi, kLastCased);
  if (from <= to && !meter.tick(u64{to} - from)) return false;
  for (u32 c = from; c <= to; ++c) {
    const char32_t lower = unicode::to_lower(c);
    if (!has_case(c)) continue;
    cased = true;
    if (lower != c) {
      if (!ranges.empty() && ranges.back().hi + 1 == lower) {
        ranges.back().hi = static_cast<u32>(lower);
      } else {
        add(static_cast<u32>(lower), static_cast<u32>(lower));
      }
    }
    const ExtraCases extra = extra_cases(lower);
    for (u32 i = 0; i < extra.count; ++i) add(extra.others[i], extra.others[i]);
  }
  return true;
}

void CharSet::add_category(Category category, bool ascii) { categories |= 1u << (static_cast<u32>(category) + (ascii ? kCategoryCount : 0)); }

void CharSet::sort() {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.lo < b.lo; });
  usize kept = 0;
  for (const Range& range : ranges) {
    if (kept != 0 && range.lo <= ranges[kept - 1].hi + 1) {
      ranges[kept - 1].hi = std::max(ranges[kept - 1].hi, range.hi);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
}

void CharSet::write(std::vector<u32>& words) const {
  const usize at = words.size();
  words.resize(at + kSetHeader);
  u32 flags = categories * kSetCategories;
  if (negate) flags |= kSetNegate;
  if (fold == Fold::Ascii) flags |= kSetLowerAscii;
  if (fold == Fold::Unicode) flags |= kSetLowerUnicode;
  words[at + kSetFlags] = flags;
  words[at + kSetRanges] = static_cast<u32>(ranges.size());
  for (const Range& range : ranges) {
    words.push_back(range.lo);
    words.push_back(range.hi);
  }
  for (char32_t c = 0; c < 256; ++c) {
    char32_t seen = c;
    if (fold == Fold::Ascii) seen = ascii_lower(c);
    if (fold == Fold::Unicode) seen = unicode::to_lower(c);
    bool found = std::any_of(ranges.begin(), ranges.end(), [seen](const Range& range) { return range.lo <= seen && seen <= range.hi; });
    for (u32 i = 0; i < 2 * kCategoryCount && !found; ++i) {
      if ((categories >> i & 1) == 0) continue;
      found = in_category(seen, static_cast<Category>(i % kCategoryCount), i >= kCategoryCount);
    }
    if (found != negate) words[at + (c >> 5)] |= 1u << (c & 31);
  }
}

u8 wide_class_of(char32_t c) {
  if (unicode::is_decimal(c)) return kWideDigit;
  if (is_word_unicode(c)) return kWideWord;
  if (unicode::is_space(c)) return kWideSpace;
  return kWideOther;
}

u8 CharSet::wide_classes() const {
  static constexpr u8 kClasses[2 * kCategoryCount] = {
      kWideDigit, kWideAll & ~kWideDigit, kWideSpace, kWideAll & ~kWideSpace, kWideDigit | kWideWord, kWideSpace | kWideOther, 0, kWideAll, 0, kWideAll, 0,
      kWideAll};
  u8 by_category = 0;
  for (u32 i = 0; i < 2 * kCategoryCount; ++i) {
    if (categories >> i & 1) by_category |= kClasses[i];
  }
  if (negate) return kWideAll & static_cast<u8>(~by_category);  // ranges would only take more away
  u8 classes = by_category;
  for (const Range& range : ranges) {
    if (range.hi < 256) continue;
    classes |= range.lo == range.hi && fold == Fold::None ? wide_class_of(range.lo) : u8{kWideAll};
  }
  // A lowered set of ASCII letters also takes the Kelvin sign, the dotted capital I and their like.
  if (fold == Fold::Unicode && !ranges.empty()) classes |= kWideWord;
  return classes;
}

void FirstSet::add_char(char32_t c) {
  if (c < 256) {
    bits[c >> 5] |= 1u << (c & 31);
  } else {
    wide |= wide_class_of(c);
  }
}

void FirstSet::add_all() {
  for (u32& word : bits) word = ~0u;
  wide = kWideAll;
}

}  // namespace monty::regex
