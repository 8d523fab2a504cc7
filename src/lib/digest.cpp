// SPDX-License-Identifier: MIT
// MD5, SHA-1 and the SHA-2 family, each as a block function over one shared padding loop.
#include "lib/digest.h"

#include <bit>
#include <cstring>

namespace monty::lib {

namespace {

#include "lib/digest_tables.inc"

template <class Word>
Word load_big(const u8* p) {
  Word w = 0;
  for (usize i = 0; i < sizeof(Word); i++) w = static_cast<Word>(w << 8 | p[i]);
  return w;
}

struct Md5 {
  using Word = u32;
  static constexpr usize kBlock = 64;
  static constexpr bool kBig = false;
  u32 h[8] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  void block(const u8* p) {
    static constexpr u8 kShift[16] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    u32 w[16];
    for (int i = 0; i < 16; i++) w[i] = static_cast<u32>(p[4 * i]) | u32{p[4 * i + 1]} << 8 | u32{p[4 * i + 2]} << 16 | u32{p[4 * i + 3]} << 24;
    u32 a = h[0], b = h[1], c = h[2], d = h[3];
    for (u32 i = 0; i < 64; i++) {
      u32 f, g;
      switch (i / 16) {
        case 0: f = (b & c) | (~b & d), g = i; break;
        case 1: f = (d & b) | (~d & c), g = (5 * i + 1) & 15; break;
        case 2: f = b ^ c ^ d, g = (3 * i + 5) & 15; break;
        default: f = c ^ (b | ~d), g = (7 * i) & 15; break;
      }
      u32 next = b + std::rotl(a + f + kMd5Round[i] + w[g], kShift[i / 16 * 4 + i % 4]);
      a = d, d = c, c = b, b = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d;
  }
};

struct Sha1 {
  using Word = u32;
  static constexpr usize kBlock = 64;
  static constexpr bool kBig = true;
  u32 h[8] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  void block(const u8* p) {
    u32 w[80];
    for (int i = 0; i < 16; i++) w[i] = load_big<u32>(p + 4 * i);
    for (int i = 16; i < 80; i++) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    u32 a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 80; i++) {
      u32 f, k;
      if (i < 20) {
        f = (b & c) | (~b & d), k = 0x5a827999;
      } else if (i < 40) {
        f = b ^ c ^ d, k = 0x6ed9eba1;
      } else if (i < 60) {
        f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
      } else {
        f = b ^ c ^ d, k = 0xca62c1d6;
      }
      u32 next = std::rotl(a, 5) + f + e + k + w[i];
      e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
};

// SHA-2 in both widths: the round constants of the narrow one are the upper halves of the wide one's.
template <class W>
struct Sha2 {
  using Word = W;
  static constexpr bool kWide = sizeof(W) == 8;
  static constexpr usize kBlock = kWide ? 128 : 64;
  static constexpr bool kBig = true;
  static constexpr int kRounds = kWide ? 80 : 64;
  W h[8];
  static W sum(W x, int a, int b, int c) { return std::rotr(x, a) ^ std::rotr(x, b) ^ std::rotr(x, c); }
  static W mix(W x, int a, int b, int c) { return std::rotr(x, a) ^ std::rotr(x, b) ^ static_cast<W>(x >> c); }
  void block(const u8* p) {
    W w[kRounds];
    for (int i = 0; i < 16; i++) w[i] = load_big<W>(p + sizeof(W) * static_cast<usize>(i));
    for (int i = 16; i < kRounds; i++) {
      W s0 = kWide ? mix(w[i - 15], 1, 8, 7) : mix(w[i - 15], 7, 18, 3);
      W s1 = kWide ? mix(w[i - 2], 19, 61, 6) : mix(w[i - 2], 17, 19, 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    W v[8];
    std::memcpy(v, h, sizeof v);
    // The eight words change their roles instead of their places.
    for (int i = 0; i < kRounds; i += 8) {
#pragma GCC unroll 8
      for (int j = 0; j < 8; j++) {
        auto at = [&](int n) -> W& { return v[(n - j) & 7]; };
        W k = kWide ? static_cast<W>(kSha512Round[i + j]) : static_cast<W>(kSha512Round[i + j] >> 32);
        W s1 = kWide ? sum(at(4), 14, 18, 41) : sum(at(4), 6, 11, 25);
        W s0 = kWide ? sum(at(0), 28, 34, 39) : sum(at(0), 2, 13, 22);
        W t1 = at(7) + s1 + ((at(4) & at(5)) ^ (~at(4) & at(6))) + k + w[i + j];
        W t2 = s0 + ((at(0) & at(1)) ^ (at(0) & at(2)) ^ (at(1) & at(2)));
        at(3) += t1;
        at(7) = t1 + t2;
      }
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
  }
};

template <class State>
DigestStatus run(State& s, const u8* data, usize size, Meter& meter, u8* out, usize length) {
  constexpr usize kBlock = State::kBlock, kCount = sizeof(typename State::Word) * 2;
  usize at = 0;
  for (; size - at >= kBlock; at += kBlock) {
    if (at % 65536 == 0 && !meter.tick(1 + (size - at < 65536 ? size - at : 65536) / 8)) return DigestStatus::stopped;
    s.block(data + at);
  }
  u8 tail[2 * kBlock] = {};
  usize rest = size - at;
  if (rest != 0) std::memcpy(tail, data + at, rest);
  tail[rest] = 0x80;
  usize total = rest + 1 + kCount <= kBlock ? kBlock : 2 * kBlock;
  u64 bits = static_cast<u64>(size) * 8;
  for (usize i = 0; i < 8; i++) {
    if (State::kBig) {
      tail[total - 1 - i] = static_cast<u8>(bits >> (8 * i));
    } else {
      tail[total - 8 + i] = static_cast<u8>(bits >> (8 * i));
    }
  }
  for (usize i = 0; i < total; i += kBlock) s.block(tail + i);
  constexpr usize kWord = sizeof(typename State::Word);
  for (usize i = 0; i < length; i++) {
    usize byte = i % kWord;
    out[i] = static_cast<u8>(s.h[i / kWord] >> (8 * (State::kBig ? kWord - 1 - byte : byte)));
  }
  return DigestStatus::ok;
}

}  // namespace

DigestStatus digest(std::string_view name, const u8* data, usize size, Meter& meter, u8 out[kMaxDigest], usize* length) {
  if (name == "md5") {
    Md5 s;
    return run(s, data, size, meter, out, *length = 16);
  }
  if (name == "sha1") {
    Sha1 s;
    return run(s, data, size, meter, out, *length = 20);
  }
  bool narrow = name == "sha256" || name == "sha224";
  if (narrow) {
    Sha2<u32> s;
    // SHA-224 starts from the lower halves of SHA-384's words.
    for (int i = 0; i < 8; i++) s.h[i] = name == "sha256" ? static_cast<u32>(kSha512Start[i] >> 32) : static_cast<u32>(kSha384Start[i]);
    return run(s, data, size, meter, out, *length = name == "sha256" ? 32 : 28);
  }
  if (name == "sha512" || name == "sha384") {
    Sha2<u64> s;
    std::memcpy(s.h, name == "sha512" ? kSha512Start : kSha384Start, sizeof s.h);
    return run(s, data, size, meter, out, *length = name == "sha512" ? 64 : 48);
  }
  return DigestStatus::unknown;
}

}  // namespace monty::lib
