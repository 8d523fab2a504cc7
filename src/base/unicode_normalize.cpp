// SPDX-License-Identifier: MIT
// Normal forms (Unicode Standard Annex 15): decompose, order the marks, compose.
//
// Decomposition writes straight into the caller's buffer; composition then happens in place, because it only ever
// shortens the text. Runs of marks are sorted in place; a long (hostile) run pays for each move.
#include <algorithm>

#include "base/unicode.h"

namespace monty::unicode {

namespace detail {
const u32* decomposition_run(char32_t c);
char32_t compose_pair(char32_t first, char32_t second);
}  // namespace detail

namespace {

constexpr char32_t kHangulFirst = 0xAC00;
constexpr char32_t kLeadFirst = 0x1100;
constexpr char32_t kVowelFirst = 0x1161;
constexpr char32_t kTailFirst = 0x11A7;  // one below the first tail: tail number 0 is "none"
constexpr u32 kLeads = 19;
constexpr u32 kVowels = 21;
constexpr u32 kTails = 28;
constexpr u32 kHangulCount = kLeads * kVowels * kTails;

constexpr u32 kMaxDepth = 8;       // of nested decompositions; the data needs five
constexpr u32 kMaxExpansion = 32;  // of one code point; the data needs 18

bool is_compatibility(Form form) { return form == Form::NFKC || form == Form::NFKD; }
bool is_composed(Form form) { return form == Form::NFC || form == Form::NFKC; }

// Full decomposition of one code point into `out`; returns the count.
u32 decompose(char32_t c, bool compatibility, char32_t out[kMaxExpansion]) {
  if (c < 0x80) {
    out[0] = c;
    return 1;
  }
  if (c >= kHangulFirst && c < kHangulFirst + kHangulCount) {
    const u32 s = static_cast<u32>(c - kHangulFirst);
    out[0] = kLeadFirst + s / (kVowels * kTails);
    out[1] = kVowelFirst + s % (kVowels * kTails) / kTails;
    const u32 tail = s % kTails;
    if (tail == 0) return 2;
    out[2] = kTailFirst + tail;
    return 3;
  }
  struct Todo {
    const u32* next;
    const u32* end;
  };
  Todo stack[kMaxDepth];
  u32 depth = 0;
  u32 count = 0;
  const u32 single[1] = {static_cast<u32>(c)};
  stack[depth++] = {single, single + 1};
  while (depth > 0) {
    Todo& top = stack[depth - 1];
    if (top.next == top.end) {
      --depth;
      continue;
    }
    const char32_t part = *top.next++;
    const u32* run = detail::decomposition_run(part);
    if (run != nullptr && (compatibility || (run[0] >> 8) == 0) && depth < kMaxDepth) {
      stack[depth++] = {run + 1, run + 1 + (run[0] & 0xFF)};
    } else if (count < kMaxExpansion) {
      out[count++] = part;
    }
  }
  return count;
}

char32_t compose(char32_t first, char32_t second) {
  if (first >= kLeadFirst && first < kLeadFirst + kLeads && second >= kVowelFirst && second < kVowelFirst + kVowels) {
    return kHangulFirst + ((first - kLeadFirst) * kVowels + (second - kVowelFirst)) * kTails;
  }
  if (first >= kHangulFirst && first < kHangulFirst + kHangulCount && (first - kHangulFirst) % kTails == 0 && second > kTailFirst &&
      second < kTailFirst + kTails) {
    return first + (second - kTailFirst);
  }
  return detail::compose_pair(first, second);
}

// Puts each run of marks into canonical order.
bool order_marks(std::span<char32_t> text, Meter& meter) {
  usize i = 0;
  while (i < text.size()) {
    if (combining(text[i]) == 0) {
      ++i;
      continue;
    }
    usize end = i + 1;
    bool sorted = true;
    for (; end < text.size(); ++end) {
      const u8 here = combining(text[end]);
      if (here == 0) break;
      if (here < combining(text[end - 1])) sorted = false;
    }
    if (!sorted) {
      // Stable binary insertion. Real text has a handful of marks; a hostile run pays for what it moves.
      for (usize k = i + 1; k < end; ++k) {
        const char32_t c = text[k];
        const u8 mark = combining(c);
        if (combining(text[k - 1]) <= mark) continue;
        const auto first = text.begin() + static_cast<std::ptrdiff_t>(i);
        const auto last = text.begin() + static_cast<std::ptrdiff_t>(k);
        const auto slot = std::upper_bound(first, last, mark, [](u8 m, char32_t d) { return m < combining(d); });
        if (!meter.tick(4 + static_cast<u64>(last - slot) / 4)) return false;
        std::copy_backward(slot, last, last + 1);
        *slot = c;
      }
    }
    i = end;
  }
  return true;
}

u64 compose_in_place(std::span<char32_t> text) {
  if (text.empty()) return 0;
  constexpr usize kNone = static_cast<usize>(-1);
  usize starter = kNone;
  usize written = 0;
  u8 last_class = 0;  // class of the mark last kept since the starter; 0 with nothing between
  bool adjacent = false;
  for (const char32_t c : text) {
    const u8 mark = combining(c);
    if (starter != kNone && (adjacent || (last_class < mark && last_class != 0))) {
      if (const char32_t composed = compose(text[starter], c)) {
        text[starter] = composed;
        continue;
      }
    }
    if (mark == 0) {
      starter = written;
      adjacent = true;
      last_class = 0;
    } else {
      adjacent = false;
      last_class = mark;
    }
    text[written++] = c;
  }
  return written;
}

}  // namespace

Quick quick_check(std::span<const char32_t> text, Form form, Meter& meter) {
  Quick result = Quick::Yes;
  u8 last = 0;
  constexpr usize kSlice = 1 << 16;
  for (usize start = 0; start < text.size(); start += kSlice) {
    const usize end = std::min(text.size(), start + kSlice);
    if (!meter.tick(end - start)) return Quick::Stopped;
    for (usize i = start; i < end; ++i) {
      if (text[i] < 0x80) {
        last = 0;
        continue;
      }
      const detail::UcdRecord& record = detail::ucd(text[i]);
      if (record.combining != 0 && record.combining < last) return Quick::No;
      last = record.combining;
      const u32 state = record.quick_check >> (2 * static_cast<u32>(form)) & 3;
      if (state == 2) return Quick::No;
      if (state == 1) result = Quick::Maybe;
    }
  }
  return result;
}

bool normalized_bound(std::span<const char32_t> text, Form form, Meter& meter, u64& length) {
  length = 0;
  char32_t parts[kMaxExpansion];
  constexpr usize kSlice = 1 << 14;
  for (usize start = 0; start < text.size(); start += kSlice) {
    const usize end = std::min(text.size(), start + kSlice);
    if (!meter.tick((end - start) * 2)) return false;
    for (usize i = start; i < end; ++i) {
      length += text[i] < 0x80 ? 1 : decompose(text[i], is_compatibility(form), parts);
    }
  }
  return true;
}

bool normalize(std::span<const char32_t> text, Form form, Meter& meter, std::span<char32_t> out, u64& written) {
  written = 0;
  u64 count = 0;
  char32_t parts[kMaxExpansion];
  constexpr usize kSlice = 1 << 14;
  for (usize start = 0; start < text.size(); start += kSlice) {
    const usize end = std::min(text.size(), start + kSlice);
    if (!meter.tick((end - start) * 4)) return false;
    for (usize i = start; i < end; ++i) {
      const u32 n = decompose(text[i], is_compatibility(form), parts);
      if (count + n > out.size()) return false;  // the caller broke its promise; never write outside
      std::copy_n(parts, n, out.begin() + static_cast<std::ptrdiff_t>(count));
      count += n;
    }
  }
  const std::span<char32_t> decomposed = out.first(count);
  if (!order_marks(decomposed, meter)) return false;
  if (is_composed(form)) {
    if (!meter.tick(count)) return false;
    count = compose_in_place(decomposed);
  }
  written = count;
  return true;
}

}  // namespace monty::unicode
