// SPDX-License-Identifier: MIT
// Fixed-width names and the attributes every room uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace monty {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using i8 = std::int8_t;
using i16 = std::int16_t;
using i32 = std::int32_t;
using i64 = std::int64_t;
using usize = std::size_t;

#if defined(__GNUC__) || defined(__clang__)
#define MONTY_LIKELY(x) __builtin_expect(!!(x), 1)
#define MONTY_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define MONTY_NOINLINE __attribute__((noinline))
#define MONTY_COLD __attribute__((noinline, cold))
#define MONTY_ALWAYS_INLINE inline __attribute__((always_inline))
#else
#define MONTY_LIKELY(x) (x)
#define MONTY_UNLIKELY(x) (x)
#define MONTY_NOINLINE
#define MONTY_COLD
#define MONTY_ALWAYS_INLINE inline
#endif

// memcpy for what is mostly short: without a call up to 16 bytes.
MONTY_ALWAYS_INLINE void copy_short(void* to, const void* from, usize n) {
  auto* t = static_cast<char*>(to);
  auto* f = static_cast<const char*>(from);
  if (n > 16) {
    std::memcpy(t, f, n);
  } else if (n >= 8) {  // two words that may overlap
    u64 first, last;
    std::memcpy(&first, f, 8);
    std::memcpy(&last, f + n - 8, 8);
    std::memcpy(t, &first, 8);
    std::memcpy(t + n - 8, &last, 8);
  } else if (n >= 4) {
    u32 first, last;
    std::memcpy(&first, f, 4);
    std::memcpy(&last, f + n - 4, 4);
    std::memcpy(t, &first, 4);
    std::memcpy(t + n - 4, &last, 4);
  } else if (n > 0) {
    const char first = f[0], middle = f[n / 2], last = f[n - 1];
    t[0] = first;
    t[n / 2] = middle;
    t[n - 1] = last;
  }
}

}  // namespace monty
