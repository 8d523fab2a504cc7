// SPDX-License-Identifier: MIT
// The inner loops of bigint_*.cpp: one limb times many. Private to those files.
#pragma once

#include <cstring>

#include "base/bigint.h"

namespace monty::bigint {

// ---- words ----
#if defined(__SIZEOF_INT128__)
__extension__ typedef unsigned __int128 u128;

// a * b + c + d; never overflows 128 bits.
MONTY_ALWAYS_INLINE u64 mul_add2(u64 a, u64 b, u64 c, u64 d, u64& high) {
  const u128 t = static_cast<u128>(a) * b + c + d;
  high = static_cast<u64>(t >> 64);
  return static_cast<u64>(t);
}
#else
inline u64 mul_add2(u64 a, u64 b, u64 c, u64 d, u64& high) {
  const u64 al = a & 0xffffffff, ah = a >> 32, bl = b & 0xffffffff, bh = b >> 32;
  const u64 ll = al * bl, lh = al * bh, hl = ah * bl, hh = ah * bh;
  const u64 middle = (ll >> 32) + (lh & 0xffffffff) + (hl & 0xffffffff);
  u64 low = (ll & 0xffffffff) | (middle << 32);
  u64 top = hh + (lh >> 32) + (hl >> 32) + (middle >> 32);
  low += c;
  top += low < c ? 1 : 0;
  low += d;
  top += low < d ? 1 : 0;
  high = top;
  return low;
}
#endif

MONTY_ALWAYS_INLINE u64 mul_wide(u64 a, u64 b, u64& high) { return mul_add2(a, b, 0, 0, high); }

MONTY_ALWAYS_INLINE u64 add_carry(u64 a, u64 b, u64& carry) {
#if defined(__clang__) && defined(__x86_64__)
  unsigned long long out;
  const u64 r = __builtin_addcll(a, b, carry, &out);
  carry = out;
  return r;
#else
  const u64 s = a + b;
  const u64 r = s + carry;
  carry = static_cast<u64>(s < a) | static_cast<u64>(r < s);
  return r;
#endif
}

MONTY_ALWAYS_INLINE u64 sub_borrow(u64 a, u64 b, u64& borrow) {
#if defined(__clang__) && defined(__x86_64__)
  unsigned long long out;
  const u64 r = __builtin_subcll(a, b, borrow, &out);
  borrow = out;
  return r;
#else
  const u64 d = a - b;
  const u64 r = d - borrow;
  borrow = static_cast<u64>(a < b) | static_cast<u64>(d < borrow);
  return r;
#endif
}

inline int leading_zeros(u64 x) { return __builtin_clzll(x); }

// ---- vectors (r may be a or b, exactly) ----
inline u64 add_n(u64* r, const u64* a, const u64* b, usize n) {
  u64 carry = 0;
  for (usize i = 0; i < n; ++i) r[i] = add_carry(a[i], b[i], carry);
  return carry;
}

inline u64 sub_n(u64* r, const u64* a, const u64* b, usize n) {
  u64 borrow = 0;
  for (usize i = 0; i < n; ++i) r[i] = sub_borrow(a[i], b[i], borrow);
  return borrow;
}

// Copies n limbs when the buffers differ.
inline void copy_n(u64* r, const u64* a, usize n) {
  if (n != 0 && r != a) std::memmove(r, a, n * sizeof(u64));
}

inline void zero_n(u64* r, usize n) {
  if (n != 0) std::memset(r, 0, n * sizeof(u64));
}

inline u64 add_1(u64* r, const u64* a, usize n, u64 carry) {
  usize i = 0;
  for (; i < n && carry != 0; ++i) {
    const u64 s = a[i] + carry;
    carry = s < carry ? 1 : 0;
    r[i] = s;
  }
  copy_n(r + i, a + i, n - i);
  return carry;
}

inline u64 sub_1(u64* r, const u64* a, usize n, u64 borrow) {
  usize i = 0;
  for (; i < n && borrow != 0; ++i) {
    const u64 x = a[i];
    r[i] = x - borrow;
    borrow = x < borrow ? 1 : 0;
  }
  copy_n(r + i, a + i, n - i);
  return borrow;
}

// an >= bn
inline u64 add_any(u64* r, const u64* a, usize an, const u64* b, usize bn) {
  const u64 carry = add_n(r, a, b, bn);
  return add_1(r + bn, a + bn, an - bn, carry);
}

inline u64 sub_any(u64* r, const u64* a, usize an, const u64* b, usize bn) {
  const u64 borrow = sub_n(r, a, b, bn);
  return sub_1(r + bn, a + bn, an - bn, borrow);
}

inline int compare_n(const u64* a, const u64* b, usize n) {
  while (n-- > 0) {
    if (a[n] != b[n]) return a[n] < b[n] ? -1 : 1;
  }
  return 0;
}

inline u64 mul_1(u64* r, const u64* a, usize n, u64 b, u64 carry = 0) {
  for (usize i = 0; i < n; ++i) r[i] = mul_add2(a[i], b, carry, 0, carry);
  return carry;
}

inline u64 addmul_1(u64* r, const u64* a, usize n, u64 b) {
  u64 carry = 0;
  usize i = 0;
  for (; i + 4 <= n; i += 4) {
    r[i] = mul_add2(a[i], b, r[i], carry, carry);
    r[i + 1] = mul_add2(a[i + 1], b, r[i + 1], carry, carry);
    r[i + 2] = mul_add2(a[i + 2], b, r[i + 2], carry, carry);
    r[i + 3] = mul_add2(a[i + 3], b, r[i + 3], carry, carry);
  }
  for (; i < n; ++i) r[i] = mul_add2(a[i], b, r[i], carry, carry);
  return carry;
}

inline u64 submul_1(u64* r, const u64* a, usize n, u64 b) {
  u64 carry = 0;
  for (usize i = 0; i < n; ++i) {
    u64 high;
    const u64 low = mul_add2(a[i], b, carry, 0, high);
    const u64 x = r[i];
    r[i] = x - low;
    carry = high + (x < low ? 1 : 0);
  }
  return carry;
}

// 0 < bits < 64; returns what falls out. Left: r may be a or above it; right: r may be a or below it.
inline u64 shift_left_n(u64* r, const u64* a, usize n, int bits) {
  u64 out = 0;
  if (n == 0) return 0;
  out = a[n - 1] >> (64 - bits);
  for (usize i = n - 1; i > 0; --i) r[i] = (a[i] << bits) | (a[i - 1] >> (64 - bits));
  r[0] = a[0] << bits;
  return out;
}

inline u64 shift_right_n(u64* r, const u64* a, usize n, int bits) {
  if (n == 0) return 0;
  const u64 out = a[0] << (64 - bits);
  for (usize i = 0; i + 1 < n; ++i) r[i] = (a[i] >> bits) | (a[i + 1] << (64 - bits));
  r[n - 1] = a[n - 1] >> bits;
  return out;
}

// ---- division by one normalised word (Moeller and Granlund, "Improved division by invariant integers") ----
// floor((2^128 - 1) / d) - 2^64 for d with its top bit set.
constexpr u64 reciprocal(u64 d) {
#if defined(__SIZEOF_INT128__)
  return static_cast<u64>(((static_cast<u128>(~d) << 64) | ~u64{0}) / d);
#else
  u64 high = ~d, low = ~u64{0}, q = 0;
  for (int i = 0; i < 64; ++i) {
    const bool top = (high >> 63) != 0;
    high = (high << 1) | (low >> 63);
    low <<= 1;
    q <<= 1;
    if (top || high >= d) {
      high -= d;
      q |= 1;
    }
  }
  return q;
#endif
}

// (high:low) / d with high < d.
MONTY_ALWAYS_INLINE u64 divide_2by1(u64 high, u64 low, u64 d, u64 v, u64& remainder) {
  u64 q1;
  u64 q0 = mul_wide(v, high, q1);
  u64 carry = 0;
  q0 = add_carry(q0, low, carry);
  q1 = q1 + high + carry + 1;
  u64 r = low - q1 * d;
  if (r > q0) {
    --q1;
    r += d;
  }
  if (MONTY_UNLIKELY(r >= d)) {
    ++q1;
    r -= d;
  }
  remainder = r;
  return q1;
}

// q = a / d, any d != 0; q may be a. Returns the remainder.
inline u64 divide_by_word(u64* q, const u64* a, usize n, u64 d, int shift, u64 v, u64 start = 0) {
  // d is shifted up by `shift` already; `start` is the unshifted remainder of what stands above a.
  u64 r = start;
  if (shift == 0) {
    for (usize i = n; i-- > 0;) q[i] = divide_2by1(r, a[i], d, v, r);
    return r;
  }
  if (n == 0) return r;
  r = (r << shift) | (a[n - 1] >> (64 - shift));
  for (usize i = n; i-- > 1;) {
    const u64 low = (a[i] << shift) | (a[i - 1] >> (64 - shift));
    q[i] = divide_2by1(r, low, d, v, r);
  }
  q[0] = divide_2by1(r, a[0] << shift, d, v, r);
  return r >> shift;
}

// ---- temporary limbs ---- (a few lie on the C stack, so that small numbers never ask the allocator)
class Temp {
 public:
  Temp(Scratch& scratch, usize limbs) : scratch_(scratch) {
    if (limbs <= kInline) {
      limbs_ = inline_;
      return;
    }
    if (limbs >= kMaxLimbs) return;
    bytes_ = limbs * sizeof(u64);
    limbs_ = static_cast<u64*>(scratch.take(bytes_));
  }
  ~Temp() {
    if (bytes_ != 0 && limbs_ != nullptr) scratch_.give(limbs_, bytes_);
  }
  Temp(const Temp&) = delete;
  Temp& operator=(const Temp&) = delete;
  explicit operator bool() const { return limbs_ != nullptr; }
  u64* get() const { return limbs_; }

 private:
  static constexpr usize kInline = 40;

  Scratch& scratch_;
  usize bytes_ = 0;
  u64* limbs_ = nullptr;
  u64 inline_[kInline];
};

#define MONTY_BIGINT_TRY(expression)                                                                                                           \
  do {                                                                                                                                         \
    if (const ::monty::bigint::Status try_status = (expression); MONTY_UNLIKELY(try_status != ::monty::bigint::Status::ok)) return try_status; \
  } while (false)

// ---- magnitudes (bigint_mul.cpp, bigint_div.cpp) ----
// r[an + bn] = a * b; an >= bn >= 1; r overlaps nothing. `work` has mul_work(an, bn) limbs. False: stopped.
usize mul_work(usize an, usize bn);
bool mul_mag(Meter& meter, u64* r, const u64* a, usize an, const u64* b, usize bn, u64* work);
bool square_mag(Meter& meter, u64* r, const u64* a, usize n, u64* work);
// A balanced-or-not product that does not care about the order of operands.
bool mul_mag_any(Meter& meter, u64* r, const u64* a, usize an, const u64* b, usize bn, u64* work);

// Divides a[an] by b[bn] (b normalised, an >= bn >= 1); q (an - bn + 1 limbs) and r (bn limbs) may be null.
Status divide_mag(const Context& cx, u64* q, u64* r, const u64* a, usize an, const u64* b, usize bn);

}  // namespace monty::bigint
