// SPDX-License-Identifier: MIT
// Products of magnitudes: schoolbook, Karatsuba, Toom-3 (Bodrato's interpolation), with their squaring forms.
#include <algorithm>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

constexpr usize kKaratsubaMul = 26;
constexpr usize kKaratsubaSquare = 40;
constexpr usize kToom3Mul = 110;
constexpr usize kToom3Square = 130;
constexpr usize kSlice = 32768;  // limbs of one uninterrupted row

// r[an + bn] = a * b by rows.
bool mul_base(Meter& meter, u64* r, const u64* a, usize an, const u64* b, usize bn) {
  if (MONTY_LIKELY(an <= kSlice)) {
    r[an] = mul_1(r, a, an, b[0]);
    if (!meter.tick(an)) return false;
    for (usize j = 1; j < bn; ++j) {
      r[an + j] = addmul_1(r + j, a, an, b[j]);
      if (!meter.tick(an)) return false;
    }
    return true;
  }
  zero_n(r, an + bn);
  for (usize i = 0; i < an; i += kSlice) {
    const usize part = std::min(kSlice, an - i);
    for (usize j = 0; j < bn; ++j) {
      const u64 carry = addmul_1(r + i + j, a + i, part, b[j]);
      u64* above = r + i + j + part;
      add_1(above, above, an + bn - i - j - part, carry);
      if (!meter.tick(part)) return false;
    }
  }
  return true;
}

bool square_base(Meter& meter, u64* r, const u64* a, usize n) {
  // Off-diagonal products once, doubled, then the squares.
  if (n == 1) {
    r[0] = mul_wide(a[0], a[0], r[1]);
    return true;
  }
  r[0] = 0;
  r[n] = mul_1(r + 1, a + 1, n - 1, a[0]);
  for (usize i = 1; i + 1 < n; ++i) r[n + i] = addmul_1(r + 2 * i + 1, a + i + 1, n - i - 1, a[i]);
  r[2 * n - 1] = shift_left_n(r, r, 2 * n - 1, 1);
  u64 carry = 0;
  for (usize i = 0; i < n; ++i) {
    u64 high;
    const u64 low = mul_wide(a[i], a[i], high);
    r[2 * i] = add_carry(r[2 * i], low, carry);
    r[2 * i + 1] = add_carry(r[2 * i + 1], high, carry);
  }
  return meter.tick(n * n / 2 + 1);
}

bool mul_n(Meter& meter, u64* r, const u64* a, const u64* b, usize n, u64* work);
bool square_n(Meter& meter, u64* r, const u64* a, usize n, u64* work);

bool product_n(Meter& meter, u64* r, const u64* a, const u64* b, usize n, u64* work) {
  return a == b ? square_n(meter, r, a, n, work) : mul_n(meter, r, a, b, n, work);
}

// r[n] = |a - b| where a has n limbs and b has bn in {n, n - 1}; true when negative.
bool abs_difference(u64* r, const u64* a, usize n, const u64* b, usize bn) {
  if (bn < n && a[n - 1] != 0) {
    sub_any(r, a, n, b, bn);
    return false;
  }
  if (compare_n(a, b, bn) >= 0) {
    sub_n(r, a, b, bn);
    if (bn < n) r[n - 1] = 0;
    return false;
  }
  sub_n(r, b, a, bn);
  if (bn < n) r[n - 1] = 0;
  return true;
}

bool karatsuba(Meter& meter, u64* r, const u64* a, const u64* b, usize n, u64* work) {
  const usize h = (n + 1) / 2;  // low half
  const usize t = n - h;        // high half: h or h - 1
  const bool squaring = a == b;
  u64* middle = work;  // 2h + 1
  u64* deeper = work + 2 * h + 1;
  // |a0 - a1| and |b0 - b1| wait in r.
  bool negative = abs_difference(r, a, h, a + h, t);
  if (squaring) {
    negative = false;
    if (!square_n(meter, middle, r, h, deeper)) return false;
  } else {
    negative ^= abs_difference(r + h, b, h, b + h, t);
    if (!mul_n(meter, middle, r, r + h, h, deeper)) return false;
  }
  if (!product_n(meter, r, a, b, h, deeper)) return false;
  if (!product_n(meter, r + 2 * h, a + h, b + h, t, deeper)) return false;
  // middle = low + high -+ middle
  u64 top;
  if (negative) {
    top = add_n(middle, middle, r, 2 * h);
  } else {
    top = ~sub_n(middle, r, middle, 2 * h) + 1;  // 0 or -1
  }
  top += add_any(middle, middle, 2 * h, r + 2 * h, 2 * t);
  middle[2 * h] = top;
  const usize room = 2 * n - h;
  const usize take = std::min(room, 2 * h + 1);
  u64 carry = add_n(r + h, r + h, middle, take);
  if (room > take) add_1(r + h + take, r + h + take, room - take, carry);
  return true;
}

// The value of a0 + a1 x + a2 x^2 at x = 1, -1 and 2; each k + 1 limbs. Parts: k, k, top limbs.
bool toom3_at_ones(u64* plus, u64* minus, const u64* a, usize k, usize top) {
  // plus = a0 + a2 first
  plus[k] = add_any(plus, a, k, a + 2 * k, top);
  bool negative = false;
  if (plus[k] == 0 && compare_n(plus, a + k, k) < 0) {
    sub_n(minus, a + k, plus, k);
    minus[k] = 0;
    negative = true;
  } else {
    minus[k] = plus[k] - sub_n(minus, plus, a + k, k);
  }
  plus[k] += add_n(plus, plus, a + k, k);
  return negative;
}

void toom3_at_two(u64* r, const u64* a, usize k, usize top) {
  // ((a2 * 2) + a1) * 2 + a0
  r[k] = 0;
  copy_n(r, a + 2 * k, top);
  zero_n(r + top, k - top);
  r[k] = shift_left_n(r, r, k, 1);
  r[k] += add_n(r, r, a + k, k);
  shift_left_n(r, r, k + 1, 1);
  r[k] += add_n(r, r, a, k);
}

// r = a / 3, exactly.
void divide_exact_by_3(u64* r, const u64* a, usize n) {
  constexpr u64 kInverse = 0xaaaaaaaaaaaaaaab;
  u64 borrow = 0;
  for (usize i = 0; i < n; ++i) {
    const u64 x = a[i];
    const u64 s = x - borrow;
    borrow = x < borrow ? 1 : 0;
    const u64 q = s * kInverse;
    r[i] = q;
    borrow += static_cast<u64>(q > 0x5555555555555555) + static_cast<u64>(q > 0xaaaaaaaaaaaaaaaa);
  }
}

bool toom3(Meter& meter, u64* r, const u64* a, const u64* b, usize n, u64* work) {
  const usize k = (n + 2) / 3;
  const usize top = n - 2 * k;
  const usize m = 2 * k + 2;
  const bool squaring = a == b;
  u64* v1 = work;
  u64* vm = work + m;
  u64* v2 = work + 2 * m;
  u64* ea = work + 3 * m;  // evaluated operands, k + 1 each
  u64* eb = ea + k + 1;
  u64* deeper = eb + k + 1;
  // r serves as temporary for the values at -1 (2k + 2 limbs of 2n).
  bool negative = toom3_at_ones(ea, r, a, k, top);
  if (squaring) {
    negative = false;
    if (!square_n(meter, v1, ea, k + 1, deeper) || !square_n(meter, vm, r, k + 1, deeper)) return false;
    toom3_at_two(ea, a, k, top);
    if (!square_n(meter, v2, ea, k + 1, deeper)) return false;
  } else {
    negative ^= toom3_at_ones(eb, r + k + 1, b, k, top);
    if (!mul_n(meter, v1, ea, eb, k + 1, deeper) || !mul_n(meter, vm, r, r + k + 1, k + 1, deeper)) return false;
    toom3_at_two(ea, a, k, top);
    toom3_at_two(eb, b, k, top);
    if (!mul_n(meter, v2, ea, eb, k + 1, deeper)) return false;
  }
  u64* v0 = r;
  u64* vi = r + 4 * k;
  const usize vin = 2 * top;
  if (!product_n(meter, v0, a, b, k, deeper)) return false;
  if (!product_n(meter, vi, a + 2 * k, b + 2 * k, top, deeper)) return false;
  if (!meter.tick(8 * k)) return false;
  // Interpolation; with c0..c4 the coefficients, every step stays non-negative.
  if (negative) {
    add_n(v2, v2, vm, m);
  } else {
    sub_n(v2, v2, vm, m);
  }
  divide_exact_by_3(v2, v2, m);  // 5 c4 + 3 c3 + c2 + c1
  if (negative) {
    add_n(vm, v1, vm, m);
  } else {
    sub_n(vm, v1, vm, m);
  }
  shift_right_n(vm, vm, m, 1);    // c3 + c1
  sub_any(v1, v1, m, v0, 2 * k);  // c4 + c3 + c2 + c1
  sub_n(v2, v2, v1, m);           //
  shift_right_n(v2, v2, m, 1);    // 2 c4 + c3
  sub_n(v1, v1, vm, m);           // c4 + c2
  sub_any(v1, v1, m, vi, vin);    // c2
  sub_any(v2, v2, m, vi, vin);    //
  sub_any(v2, v2, m, vi, vin);    // c3
  sub_n(vm, vm, v2, m);           // c1
  // Put together: c0 at 0 and c4 at 4k are in place, 2k..4k is free.
  copy_n(r + 2 * k, v1, 2 * k);
  add_1(vi, vi, vin, v1[2 * k]);  // c2 has at most 2k + 1 limbs
  const usize after_c1 = 2 * n - k;
  add_any(r + k, r + k, after_c1, vm, std::min(m, after_c1));
  const usize after_c3 = 2 * n - 3 * k;
  add_any(r + 3 * k, r + 3 * k, after_c3, v2, std::min(m, after_c3));
  return true;
}

bool mul_n(Meter& meter, u64* r, const u64* a, const u64* b, usize n, u64* work) {
  if (n < kKaratsubaMul) return mul_base(meter, r, a, n, b, n);
  if (n < kToom3Mul) return karatsuba(meter, r, a, b, n, work);
  return toom3(meter, r, a, b, n, work);
}

bool square_n(Meter& meter, u64* r, const u64* a, usize n, u64* work) {
  if (n < kKaratsubaSquare) return square_base(meter, r, a, n);
  if (n < kToom3Square) return karatsuba(meter, r, a, a, n, work);
  return toom3(meter, r, a, a, n, work);
}

}  // namespace

usize mul_work(usize an, usize bn) {
  // Toom-3 takes 8k + 8 limbs a level and Karatsuba 2h + 1: below 4n + 1024 together. Unbalanced operands hold a
  // product of two blocks at each step of a Euclidean descent: below 8n more.
  const usize n = std::min(an, bn);
  if (n < kKaratsubaMul) return 0;
  return 12 * n + 1024;
}

bool square_mag(Meter& meter, u64* r, const u64* a, usize n, u64* work) { return square_n(meter, r, a, n, work); }

bool mul_mag(Meter& meter, u64* r, const u64* a, usize an, const u64* b, usize bn, u64* work) {
  if (bn < kKaratsubaMul) return mul_base(meter, r, a, an, b, bn);
  if (an == bn) return product_n(meter, r, a, b, an, work);
  // Blocks of bn limbs; each product is added onto the top bn limbs of what stands there.
  if (!mul_n(meter, r, a, b, bn, work)) return false;
  u64* product = work;
  u64* deeper = work + 2 * bn;
  usize done = bn;
  while (an - done >= bn) {
    if (!mul_n(meter, product, a + done, b, bn, deeper) || !meter.tick(bn)) return false;
    u64* at = r + done;
    const u64 carry = add_n(at, at, product, bn);
    add_1(at + bn, product + bn, bn, carry);
    done += bn;
  }
  const usize rest = an - done;
  if (rest == 0) return true;
  // The last piece is shorter than b: swap roles. Each such step shrinks both operands, so this ends quickly.
  if (!mul_mag(meter, product, b, bn, a + done, rest, deeper)) return false;
  u64* at = r + done;
  const u64 carry = add_n(at, at, product, bn);
  add_1(at + bn, product + bn, rest, carry);
  return true;
}

bool mul_mag_any(Meter& meter, u64* r, const u64* a, usize an, const u64* b, usize bn, u64* work) {
  return an >= bn ? mul_mag(meter, r, a, an, b, bn, work) : mul_mag(meter, r, b, bn, a, an, work);
}

Status mul(const Context& cx, Out& r, View a, View b) {
  if (a.zero() || b.zero()) {
    r.size = 0;
    r.negative = false;
    return Status::ok;
  }
  if (a.size < b.size) std::swap(a, b);
  if (a.size + b.size > kMaxLimbs) return Status::overflow;
  const usize work_size = mul_work(a.size, b.size);
  bool done;
  if (work_size == 0) {
    done = a.limbs == b.limbs && a.size == b.size ? square_base(cx.meter, r.limbs, a.limbs, a.size)
                                                  : mul_base(cx.meter, r.limbs, a.limbs, a.size, b.limbs, b.size);
  } else {
    Temp work(cx.scratch, work_size);
    if (!work) return Status::no_memory;
    done = mul_mag(cx.meter, r.limbs, a.limbs, a.size, b.limbs, b.size, work.get());
  }
  if (!done) return Status::stopped;
  r.size = normalised_size(r.limbs, a.size + b.size);
  r.negative = a.negative != b.negative;
  return Status::ok;
}

Status square(const Context& cx, Out& r, View a) { return mul(cx, r, a, {a.limbs, a.size, a.negative}); }

}  // namespace monty::bigint
