// SPDX-License-Identifier: MIT
// UTF-8 and WTF-8 (UTF-8 that may also hold lone surrogates): check, measure, decode, encode.
//
// A decoder calls utf8_scan() once: it validates, counts code points and finds the largest, which chooses 1, 2 or 4
// byte storage; then utf8_decode() fills that storage without further checks. Errors are CPython's: where, how long,
// and in which words. Pure; long scans tick the meter.
#pragma once

#include <cstring>
#include <span>

#include "base/meter.h"
#include "base/types.h"

namespace monty {

enum class Surrogates : u8 { Reject, Allow };

enum class Utf8Reason : u8 { None, InvalidStart, InvalidContinuation, UnexpectedEnd };
const char* utf8_reason_text(Utf8Reason reason);

enum class Utf8Status : u8 { Ok, Invalid, Stopped };

struct Utf8Scan {
  Utf8Status status = Utf8Status::Ok;
  Utf8Reason reason = Utf8Reason::None;
  u64 code_points = 0;  // in the valid part
  char32_t max = 0;     // largest code point of the valid part (ASCII counts as 0x7F)
  u64 error_start = 0;  // Invalid: bytes [error_start, error_end) are the ones to report or replace
  u64 error_end = 0;
};

// Validates bytes from `start` on. The error position is relative to the whole span.
Utf8Scan utf8_scan(std::span<const u8> bytes, Surrogates surrogates, Meter& meter, u64 start = 0);

// Decodes bytes that utf8_scan() accepted into `out`, which has room for all of its code points, each of which fits
// T. Returns the end of what was written.
template <class T>
T* utf8_decode(std::span<const u8> bytes, T* out);

// Number of leading bytes below 0x80.
usize ascii_prefix(const u8* data, usize length);
inline bool is_ascii(const u8* data, usize length) { return ascii_prefix(data, length) == length; }

// Largest code point, 0 for an empty text.
char32_t max_code_point(const u8* data, usize length);
char32_t max_code_point(const u16* data, usize length);
char32_t max_code_point(const u32* data, usize length);

inline u32 utf8_length_of(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Writes one code point (surrogates as WTF-8); returns the number of bytes, at most 4.
inline u32 utf8_put(char32_t c, u8* out) {
  if (c < 0x80) {
    out[0] = static_cast<u8>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<u8>(0xC0 | c >> 6);
    out[1] = static_cast<u8>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<u8>(0xE0 | c >> 12);
    out[1] = static_cast<u8>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<u8>(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = static_cast<u8>(0xF0 | (c >> 18 & 0x07));
  out[1] = static_cast<u8>(0x80 | (c >> 12 & 0x3F));
  out[2] = static_cast<u8>(0x80 | (c >> 6 & 0x3F));
  out[3] = static_cast<u8>(0x80 | (c & 0x3F));
  return 4;
}

// Bytes that `text` takes as UTF-8 (surrogates count three).
template <class T>
u64 utf8_encoded_size(const T* text, usize length) {
  u64 size = 0;
  for (usize i = 0; i < length; ++i) size += utf8_length_of(text[i]);
  return size;
}

// Encodes all of `text`; `out` has utf8_encoded_size() bytes. Returns the end of what was written.
template <class T>
u8* utf8_encode(const T* text, usize length, u8* out) {
  for (usize i = 0; i < length; ++i) out += utf8_put(text[i], out);
  return out;
}

// Index of the first surrogate, or `length` (what strict UTF-8 can't encode: "surrogates not allowed").
template <class T>
usize find_surrogate(const T* text, usize length) {
  if constexpr (sizeof(T) == 1) {
    return length;
  } else {
    usize i = 0;
    while (i < length && (static_cast<u32>(text[i]) & 0xFFFFF800u) != 0xD800u) ++i;
    return i;
  }
}

}  // namespace monty
