// SPDX-License-Identifier: MIT
#include "base/unicode_names.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace monty::unicode {

namespace {

struct NamedRange {
  u32 first, last;
  std::string_view prefix;
};

#include "base/unicode_names.inc"

constexpr u32 kMaxWords = 32;

// ---------------------------------------------------------------- words
std::string_view word_text(u32 word, std::span<char, kNameCapacity> out) {
  const u8* p = kWordText + kWordBlocks[word / kWordBlock];
  for (u32 skip = word % kWordBlock; skip > 0; ++p) skip -= *p >> 7;
  usize n = 0;
  do out[n++] = static_cast<char>(*p & 0x7F);
  while ((*p++ & 0x80) == 0);
  return {out.data(), n};
}

// The word among [low, high), which are in order; `high`: not there.
u32 find_word(std::string_view text, u32 low, u32 high) {
  const u32 end = high;
  char buffer[kNameCapacity];
  while (low < high) {
    const u32 middle = (low + high) / 2;
    const std::string_view there = word_text(middle, buffer);
    if (there == text) return middle;
    if (there < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return end;
}

// ---------------------------------------------------------------- the stream of names
struct Entry {
  u32 shared, own;
};

Entry read_entry(const u8*& p) {
  const u8 head = *p++;
  return {u32{head} >> 4, u32{head} & 15};
}

u32 read_word(const u8*& p) {
  const u32 first = *p++;
  return first < kShortWords ? first : kShortWords + (first - kShortWords) * 256 + *p++;
}

// The row whose words are `wanted`; kAllNames: none.
u32 find_row(std::span<const u32> wanted, u32 rows) {
  const u8* p = kNameStream;
  u32 matched = 0;  // leading words that the previous name has in common with the wanted one
  for (u32 row = 0; row < rows; ++row) {
    const Entry e = read_entry(p);
    matched = std::min(matched, e.shared);
    bool same = matched == e.shared;
    for (u32 i = 0; i < e.own; ++i) {
      const u32 word = read_word(p);
      same = same && matched < wanted.size() && word == wanted[matched];
      matched += same;
    }
    if (same && matched == wanted.size()) return row;
  }
  return kAllNames;
}

char32_t point_of_row(u32 row) {
  usize low = 0;
  usize high = std::size(kRuns) / 2;
  while (high - low > 1) {
    const usize middle = (low + high) / 2;
    (kRuns[2 * middle + 1] <= row ? low : high) = middle;
  }
  return kRuns[2 * low] + (row - kRuns[2 * low + 1]);
}

u32 row_of_point(char32_t c) {
  usize low = 0;
  usize high = std::size(kRuns) / 2;
  while (high - low > 1) {
    const usize middle = (low + high) / 2;
    (kRuns[2 * middle] <= c ? low : high) = middle;
  }
  const u32 end = high == std::size(kRuns) / 2 ? kCharacterNames : kRuns[2 * high + 1];
  if (c < kRuns[2 * low] || c - kRuns[2 * low] >= end - kRuns[2 * low + 1]) return kAllNames;
  return kRuns[2 * low + 1] + (c - kRuns[2 * low]);
}

std::string_view row_name(u32 row, std::span<char, kNameCapacity> out) {
  const u8* p = kNameStream + kNameBlocks[row / kBlock];
  u32 words[kMaxWords];
  u32 count = 0;
  for (u32 turn = row % kBlock + 1; turn > 0; --turn) {
    const Entry e = read_entry(p);
    count = e.shared;
    for (u32 i = 0; i < e.own; ++i) words[count++] = read_word(p);
  }
  usize n = 0;
  for (u32 i = 0; i < count; ++i) {
    if (i > 0) out[n++] = ' ';
    char buffer[kNameCapacity];
    for (char c : word_text(words[i], buffer)) out[n++] = c;
  }
  return {out.data(), n};
}

// ---------------------------------------------------------------- names made by a rule
constexpr std::string_view kHangul = "HANGUL SYLLABLE ";
constexpr std::string_view kIdeograph = "CJK UNIFIED IDEOGRAPH-";
constexpr u32 kHangulBase = 0xAC00, kVowels = 21, kTrails = 28, kHangulCount = 19 * kVowels * kTrails;
constexpr std::string_view kLead[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
constexpr std::string_view kVowel[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                       "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTrail[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D",  "L", "LG", "LM", "LB", "LS", "LT",
                                       "LP", "LH", "M",  "B",  "BS", "S",  "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};

// The longest of `parts` that `text` starts with, which is taken off; -1: none.
template <usize N>
i32 take_longest(std::string_view& text, const std::string_view (&parts)[N]) {
  i32 best = -1;
  for (usize i = 0; i < N; ++i) {
    if (text.starts_with(parts[i]) && (best < 0 || parts[i].size() > parts[static_cast<usize>(best)].size())) best = static_cast<i32>(i);
  }
  if (best >= 0) text.remove_prefix(parts[static_cast<usize>(best)].size());
  return best;
}

bool find_hangul(std::string_view rest, char32_t* out) {
  const i32 lead = take_longest(rest, kLead);
  const i32 vowel = lead < 0 ? -1 : take_longest(rest, kVowel);
  const i32 trail = vowel < 0 ? -1 : take_longest(rest, kTrail);
  if (trail < 0 || !rest.empty()) return false;
  *out = kHangulBase + (static_cast<u32>(lead) * kVowels + static_cast<u32>(vowel)) * kTrails + static_cast<u32>(trail);
  return true;
}

// Digits of a code point, upper case; false: not such.
bool read_hex(std::string_view digits, char32_t* out) {
  if (digits.size() < 4 || digits.size() > 5) return false;
  u32 value = 0;
  for (char d : digits) {
    const bool letter = d >= 'A' && d <= 'F';
    if (!letter && (d < '0' || d > '9')) return false;
    value = value * 16 + static_cast<u32>(letter ? d - 'A' + 10 : d - '0');
  }
  *out = value;
  return true;
}

bool find_in_ranges(std::string_view name, bool ideographs, char32_t* out) {
  for (const NamedRange& r : kNamedRanges) {
    char32_t c;
    if ((r.prefix == kIdeograph) != ideographs || !name.starts_with(r.prefix) || !read_hex(name.substr(r.prefix.size()), &c)) continue;
    if (c < r.first || c > r.last) continue;
    const bool canonical = name.size() - r.prefix.size() == (c > 0xFFFF ? 5u : 4u);
    if (!canonical && !ideographs) continue;
    *out = c;
    return true;
  }
  return false;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// Words of an upper-case name; 0: some word is in no name.
u32 split_words(std::string_view name, u32 (&words)[kMaxWords]) {
  u32 count = 0;
  while (true) {
    const usize space = name.find(' ');
    const std::string_view text = name.substr(0, space);
    u32 word = find_word(text, 0, kShortWords);
    if (word == kShortWords) word = find_word(text, kShortWords, kWords);
    if (word == kWords || count == kMaxWords) return 0;
    words[count++] = word;
    if (space == name.npos) return count;
    name.remove_prefix(space + 1);
  }
}

}  // namespace

std::string_view name_of(char32_t c, std::span<char, kNameCapacity> out) {
  if (c >= kHangulBase && c < kHangulBase + kHangulCount) {
    const u32 i = c - kHangulBase;
    usize n = 0;
    for (std::string_view part : {kHangul, kLead[i / kTrails / kVowels], kVowel[i / kTrails % kVowels], kTrail[i % kTrails]})
      n += part.copy(out.data() + n, part.size());
    return {out.data(), n};
  }
  for (const NamedRange& r : kNamedRanges) {
    if (c < r.first || c > r.last) continue;
    const usize n = r.prefix.copy(out.data(), r.prefix.size());
    return {out.data(), n + static_cast<usize>(std::snprintf(out.data() + n, kNameCapacity - n, "%04X", static_cast<u32>(c)))};
  }
  const u32 row = row_of_point(c);
  return row == kAllNames ? std::string_view() : row_name(row, out);
}

u32 find_sequence(std::string_view name, std::span<char32_t, kMaxSequence> out) {
  if (name.empty() || name.size() > kLongestName) return 0;
  // CPython takes these two rules in upper case only.
  if (name.starts_with(kHangul)) return find_hangul(name.substr(kHangul.size()), &out[0]) ? 1 : 0;
  if (name.starts_with(kIdeograph)) return find_in_ranges(name, true, &out[0]) ? 1 : 0;
  char buffer[kNameCapacity];
  std::transform(name.begin(), name.end(), buffer, upper);
  name = {buffer, name.size()};
  if (find_in_ranges(name, false, &out[0])) return 1;
  u32 words[kMaxWords];
  const u32 count = split_words(name, words);
  const u32 row = count == 0 ? kAllNames : find_row({words, count}, kAllNames);
  if (row == kAllNames) return 0;
  if (row < kCharacterNames) {
    out[0] = point_of_row(row);
    return 1;
  }
  const u32 extra = row - kCharacterNames;
  u32 n = 0;
  for (u32 i = kExtraStarts[extra]; i < kExtraStarts[extra + 1] && n < kMaxSequence; ++i) out[n++] = kExtraPoints[i];
  return n;
}

bool find_character(std::string_view name, char32_t* out) {
  char32_t found[kMaxSequence];
  if (find_sequence(name, found) != 1) return false;
  *out = found[0];
  return true;
}

}  // namespace monty::unicode
