// SPDX-License-Identifier: MIT
// The hash of str and bytes: 64 bits, eight bytes a step. tools/gen_natives.py computes the same for static names.
// Not secret: limits, not the hash, protect against collisions (probing ticks the budget).
#pragma once

#include <bit>
#include <cstring>
#include <type_traits>

#include "base/types.h"

namespace monty {

// Over the raw code units of the narrowest width; never 0.
inline constexpr u64 str_hash(const u8* p, usize n) {
  constexpr u64 kMul = 0x9E3779B97F4A7C15u;
  u64 h = (static_cast<u64>(n) + 0x51ED27) * kMul;
  while (n >= 8) {
    u64 w = 0;
    if (std::is_constant_evaluated()) {
      for (int i = 7; i >= 0; i--) w = w << 8 | p[i];
    } else {
      std::memcpy(&w, p, 8);
      if constexpr (std::endian::native == std::endian::big) w = __builtin_bswap64(w);
    }
    h = std::rotl((h ^ w) * kMul, 29);
    p += 8;
    n -= 8;
  }
  u64 w = 0;
  for (usize i = n; i-- > 0;) w = w << 8 | p[i];
  h = (h ^ w) * kMul;
  h ^= h >> 32;
  h *= kMul;
  h ^= h >> 29;
  return h == 0 ? 1 : h;
}

}  // namespace monty
