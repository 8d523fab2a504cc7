// SPDX-License-Identifier: MIT
// Greatest common divisor (Lehmer's algorithm on the leading word) and integer square root.
#include <algorithm>
#include <bit>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

u64 gcd_word(u64 a, u64 b) {
  if (a == 0) return b;
  if (b == 0) return a;
  const int shift = std::countr_zero(a | b);
  a >>= std::countr_zero(a);
  while (b != 0) {
    b >>= std::countr_zero(b);
    if (a > b) std::swap(a, b);
    b -= a;
  }
  return a << shift;
}

// The 62 bits of x that end at bit `top` (exclusive), for aligned leading words.
u64 leading_62(const u64* x, usize size, u64 top) {
  const u64 from = top - 62;
  const usize limb = static_cast<usize>(from / 64);
  const int offset = static_cast<int>(from % 64);
  const u64 low = limb < size ? x[limb] : 0;
  const u64 high = limb + 1 < size ? x[limb + 1] : 0;
  const u64 word = offset != 0 ? (low >> offset) | (high << (64 - offset)) : low;
  return word & ((u64{1} << 62) - 1);
}

// r[n] = |p x - q y| where the true value is known to be non-negative and below 2^(64n).
void combine(u64* r, const u64* x, const u64* y, usize n, u64 p, u64 q) {
  u64 add = 0, take = 0, borrow = 0;
  for (usize i = 0; i < n; ++i) {
    const u64 plus = mul_add2(x[i], p, add, 0, add);
    const u64 minus = mul_add2(y[i], q, take, 0, take);
    r[i] = sub_borrow(plus, minus, borrow);
  }
}

}  // namespace

Status gcd(const Context& cx, Out& r, View a, View b) {
  if (compare_magnitude(a, b) < 0) std::swap(a, b);
  const usize n = a.size + 1;
  Temp temp(cx.scratch, 4 * n);
  if (!temp) return Status::no_memory;
  u64* x = temp.get();
  u64* y = x + n;
  u64* u = y + n;
  u64* v = u + n;
  copy_n(x, a.limbs, a.size);
  copy_n(y, b.limbs, b.size);
  usize xn = a.size, yn = b.size;
  while (yn > 1) {
    // x >= y, both more than a word. Follow Euclid on the leading 62 bits while the quotients are certain (Lehmer, in
    // the form of Cohen's algorithm 1.3.7 and Collins' condition that CPython's math.gcd uses too).
    const u64 top = bit_length({x, xn, false});
    u64 xh = leading_62(x, xn, top);
    u64 yh = leading_62(y, yn, top);
    u64 ca = 1, cb = 0, cc = 0, cd = 1;
    bool odd_steps = false, any = false;
    while (yh != cc) {
      const u64 q = (xh + (ca - 1)) / (yh - cc);
      const u64 s = cb + q * cd;
      const u64 t = xh - q * yh;
      if (q >> 32 != 0 || q * yh > xh || s > t) break;
      const u64 d = ca + q * cc;
      xh = yh;
      yh = t;
      ca = cd;
      cb = cc;
      cc = s;
      cd = d;
      odd_steps = !odd_steps;
      any = true;
    }
    if (!any) {
      MONTY_BIGINT_TRY(divide_mag(cx, nullptr, u, x, xn, y, yn));
      const usize un = normalised_size(u, yn);
      std::swap(x, y);
      std::swap(y, u);
      xn = yn;
      yn = un;
      continue;
    }
    zero_n(y + yn, xn - yn);
    if (odd_steps) {
      combine(u, y, x, xn, ca, cb);
      combine(v, x, y, xn, cd, cc);
    } else {
      combine(u, x, y, xn, ca, cb);
      combine(v, y, x, xn, cd, cc);
    }
    std::swap(x, u);
    std::swap(y, v);
    if (!cx.meter.tick(4 * xn + 40)) return Status::stopped;
    yn = normalised_size(y, xn);
    xn = normalised_size(x, xn);
  }
  if (yn == 1) {
    u64 rest;
    MONTY_BIGINT_TRY(divide_mag(cx, nullptr, &rest, x, xn, y, 1));
    from_u64(r, gcd_word(rest, y[0]));
    return Status::ok;
  }
  copy_n(r.limbs, x, xn);
  r.size = xn;
  r.negative = false;
  return Status::ok;
}

Status isqrt(const Context& cx, Out& r, View a) {
  if (a.negative) return Status::invalid;
  if (a.zero()) {
    r.size = 0;
    r.negative = false;
    return Status::ok;
  }
  // Newton with doubling precision; the invariant (a - 1)^2 < n >> (2c - 2d) < (a + 1)^2 at each step is Dickinson's,
  // see the comment above CPython's math.isqrt.
  const u64 c = (bit_length(a) - 1) / 2;
  const usize room = a.size + 4;
  Temp temp(cx.scratch, 3 * room);
  if (!temp) return Status::no_memory;
  Out root{temp.get()}, shifted{temp.get() + room}, quotient{temp.get() + 2 * room};
  from_u64(root, 1);
  u64 d = 0;
  for (int s = 64 - std::countl_zero(c); s-- > 0;) {
    const u64 e = d;
    d = c >> s;
    // root = (root << (d - e - 1)) + (a >> (2c - e - d + 1)) / root
    MONTY_BIGINT_TRY(shift_right(cx, shifted, a, 2 * c - e - d + 1));
    MONTY_BIGINT_TRY(divrem_trunc(cx, &quotient, nullptr, shifted.view(), root.view()));
    MONTY_BIGINT_TRY(shift_left(cx, shifted, root.view(), d - e - 1));
    MONTY_BIGINT_TRY(add(cx, root, shifted.view(), quotient.view()));
  }
  MONTY_BIGINT_TRY(square(cx, shifted, root.view()));
  const Small one(1);
  if (compare_magnitude(shifted.view(), a) > 0) MONTY_BIGINT_TRY(sub(cx, root, root.view(), one.view()));
  copy_n(r.limbs, root.limbs, root.size);
  r.size = root.size;
  r.negative = false;
  return Status::ok;
}

}  // namespace monty::bigint
