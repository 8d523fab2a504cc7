// SPDX-License-Identifier: MIT
// UTF-8 scanning and decoding. ASCII runs go eight bytes at a time.
#include "base/utf8.h"

#include <algorithm>

namespace monty {

namespace {

constexpr u64 kHighBits = 0x8080808080808080u;

inline bool is_continuation(u8 b) { return (b & 0xC0) == 0x80; }

// Looks at one multi-byte sequence. Returns its length, or 0 with reason and `bad`, the number of bytes to report.
u32 scan_sequence(const u8* p, u64 left, Surrogates surrogates, char32_t& c, Utf8Reason& reason, u64& bad) {
  const u8 lead = p[0];
  bad = 1;
  if (lead < 0xC2 || lead > 0xF4) {
    reason = Utf8Reason::InvalidStart;
    return 0;
  }
  const u32 need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < 2) {
    reason = Utf8Reason::UnexpectedEnd;
    return 0;
  }
  // The second byte decides overlong forms, surrogates and values past the last code point.
  u8 low = 0x80;
  u8 high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED && surrogates == Surrogates::Reject) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (p[1] < low || p[1] > high) {
    reason = Utf8Reason::InvalidContinuation;
    return 0;
  }
  char32_t value = static_cast<char32_t>(lead & (0xFF >> (need + 1))) << 6 | (p[1] & 0x3F);
  for (u32 i = 2; i < need; ++i) {
    bad = i;
    if (i >= left) {
      reason = Utf8Reason::UnexpectedEnd;
      return 0;
    }
    if (!is_continuation(p[i])) {
      reason = Utf8Reason::InvalidContinuation;
      return 0;
    }
    value = value << 6 | (p[i] & 0x3F);
  }
  c = value;
  return need;
}

}  // namespace

const char* utf8_reason_text(Utf8Reason reason) {
  switch (reason) {
    case Utf8Reason::InvalidStart: return "invalid start byte";
    case Utf8Reason::InvalidContinuation: return "invalid continuation byte";
    case Utf8Reason::UnexpectedEnd: return "unexpected end of data";
    case Utf8Reason::None: break;
  }
  return "";
}

usize ascii_prefix(const u8* data, usize length) {
  usize i = 0;
  for (; i + 8 <= length; i += 8) {
    u64 word;
    std::memcpy(&word, data + i, 8);
    if ((word & kHighBits) != 0) break;
  }
  while (i < length && data[i] < 0x80) ++i;
  return i;
}

Utf8Scan utf8_scan(std::span<const u8> bytes, Surrogates surrogates, Meter& meter, u64 start) {
  constexpr u64 kSlice = 1 << 16;
  Utf8Scan scan;
  const u64 length = bytes.size();
  u64 i = start;
  u64 paid = start;  // bytes before this one are charged
  while (i < length) {
    if (i >= paid) {
      const u64 slice = std::min(kSlice, length - i);
      if (!meter.tick(slice / 8 + 1)) {
        scan.status = Utf8Status::Stopped;
        return scan;
      }
      paid = i + slice;
    }
    if (bytes[i] < 0x80) {
      const u64 run = ascii_prefix(bytes.data() + i, paid - i);
      scan.max = std::max(scan.max, char32_t{0x7F});
      scan.code_points += run;
      i += run;
      continue;
    }
    char32_t c = 0;
    u64 bad = 0;
    const u32 size = scan_sequence(bytes.data() + i, length - i, surrogates, c, scan.reason, bad);
    if (size == 0) {
      scan.status = Utf8Status::Invalid;
      scan.error_start = i;
      scan.error_end = i + bad;
      return scan;
    }
    scan.max = std::max(scan.max, c);
    ++scan.code_points;
    i += size;
  }
  return scan;
}

template <class T>
T* utf8_decode(std::span<const u8> bytes, T* out) {
  const u8* p = bytes.data();
  const u8* const end = p + bytes.size();
  while (p < end) {
    if (*p < 0x80) {
      const usize run = ascii_prefix(p, static_cast<usize>(end - p));
      if constexpr (sizeof(T) == 1) {
        std::memcpy(out, p, run);
      } else {
        for (usize i = 0; i < run; ++i) out[i] = p[i];
      }
      out += run;
      p += run;
      continue;
    }
    const u32 lead = *p;
    const u32 size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (static_cast<usize>(end - p) < size) break;  // not what utf8_scan() accepted; never read outside
    u32 value = lead & (0xFFu >> (size + 1));
    for (u32 i = 1; i < size; ++i) value = value << 6 | (p[i] & 0x3Fu);
    *out++ = static_cast<T>(value);
    p += size;
  }
  return out;
}

template u8* utf8_decode<u8>(std::span<const u8>, u8*);
template u16* utf8_decode<u16>(std::span<const u8>, u16*);
template u32* utf8_decode<u32>(std::span<const u8>, u32*);
template char32_t* utf8_decode<char32_t>(std::span<const u8>, char32_t*);

namespace {

template <class T>
char32_t max_of(const T* data, usize length) {
  T largest = 0;
  for (usize i = 0; i < length; ++i) largest = std::max(largest, data[i]);
  return largest;
}

}  // namespace

char32_t max_code_point(const u8* data, usize length) { return max_of(data, length); }
char32_t max_code_point(const u16* data, usize length) { return max_of(data, length); }
char32_t max_code_point(const u32* data, usize length) { return max_of(data, length); }

}  // namespace monty
