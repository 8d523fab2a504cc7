// SPDX-License-Identifier: MIT
// Fixed-width names and the attributes every room uses.
#pragma once

#include <cstddef>
#include <cstdint>

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

}  // namespace monty
