// SPDX-License-Identifier: MIT
// Which code points may stand in identifiers (Unicode XID) and which are printable, from a generated table.
#pragma once

#include "base/types.h"

namespace monty::syntax {

bool is_xid_start(u32 code_point);
bool is_xid_continue(u32 code_point);
bool is_printable(u32 code_point);

// Decodes one code point of valid UTF-8 (or WTF-8) at p, advancing p.
inline u32 decode_utf8(const char*& p) {
  const auto b = [&](int i) { return static_cast<u32>(static_cast<u8>(p[i])); };
  u32 c = b(0);
  if (c < 0x80) {
    p += 1;
  } else if (c < 0xE0) {
    c = (c & 0x1F) << 6 | (b(1) & 0x3F);
    p += 2;
  } else if (c < 0xF0) {
    c = (c & 0x0F) << 12 | (b(1) & 0x3F) << 6 | (b(2) & 0x3F);
    p += 3;
  } else {
    c = (c & 0x07) << 18 | (b(1) & 0x3F) << 12 | (b(2) & 0x3F) << 6 | (b(3) & 0x3F);
    p += 4;
  }
  return c;
}

// Writes a code point (surrogates too) as UTF-8; returns the end.
inline char* encode_utf8(u32 c, char* p) {
  const auto put = [&](u32 v) { *p++ = static_cast<char>(v); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
  return p;
}

}  // namespace monty::syntax
