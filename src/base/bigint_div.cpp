// SPDX-License-Identifier: MIT
// Division: one word by reciprocal, Knuth's algorithm D with a two-limb reciprocal, and the recursive division of
// Burnikel and Ziegler ("Fast recursive division", 1998) in the in-place form where the remainder replaces the
// dividend.
#include <algorithm>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

constexpr usize kRecursive = 50;
constexpr usize kSlice = 32768;

struct Divisor {
  const u64* limbs;  // top bit set
  u64 inverse;       // of the two top limbs
};

// floor((B^3 - 1) / (d1 B + d0)) - B
u64 reciprocal_3by2(u64 d1, u64 d0) {
  u64 v = reciprocal(d1);
  u64 p = d1 * v + d0;
  if (p < d0) {
    --v;
    if (p >= d1) {
      --v;
      p -= d1;
    }
    p -= d1;
  }
  u64 t1;
  const u64 t0 = mul_wide(v, d0, t1);
  p += t1;
  if (p < t1) {
    --v;
    if (p > d1 || (p == d1 && t0 >= d0)) --v;
  }
  return v;
}

// (u2 u1 u0) / (d1 d0) with (u2 u1) < (d1 d0); the remainder comes back in r1 r0.
MONTY_ALWAYS_INLINE u64 divide_3by2(u64 u2, u64 u1, u64 u0, u64 d1, u64 d0, u64 v, u64& r1, u64& r0) {
  u64 q1;
  u64 q0 = mul_wide(v, u2, q1);
  u64 carry = 0;
  q0 = add_carry(q0, u1, carry);
  q1 = q1 + u2 + carry;
  u64 h = u1 - q1 * d1;
  u64 t1;
  const u64 t0 = mul_wide(d0, q1, t1);
  u64 borrow = 0;
  u64 l = sub_borrow(u0, t0, borrow);
  h = h - t1 - borrow;
  borrow = 0;
  l = sub_borrow(l, d0, borrow);
  h = h - d1 - borrow;
  ++q1;
  if (h >= q0) {
    --q1;
    carry = 0;
    l = add_carry(l, d0, carry);
    h = h + d1 + carry;
  }
  if (MONTY_UNLIKELY(h > d1 || (h == d1 && l >= d0))) {
    ++q1;
    borrow = 0;
    l = sub_borrow(l, d0, borrow);
    h = h - d1 - borrow;
  }
  r1 = h;
  r0 = l;
  return q1;
}

// n[nn] / d[dn], dn >= 2: quotient limbs to q[nn - dn], its top limb (0 or 1) is returned, remainder stays in n[0..dn).
bool schoolbook(Meter& meter, u64* q, u64* n, usize nn, const u64* d, usize dn, u64 inverse, u64& top) {
  top = 0;
  u64* high = n + nn - dn;
  if (compare_n(high, d, dn) >= 0) {
    sub_n(high, high, d, dn);
    top = 1;
  }
  const u64 d1 = d[dn - 1], d0 = d[dn - 2];
  for (usize j = nn - dn; j-- > 0;) {
    u64* at = n + j;  // dn + 1 limbs
    const u64 u2 = at[dn], u1 = at[dn - 1];
    u64 digit;
    if (MONTY_UNLIKELY(u2 == d1 && u1 == d0)) {
      digit = ~u64{0};
      submul_1(at, d, dn, digit);  // exact here: the remainder is below d
    } else {
      u64 r1, r0;
      digit = divide_3by2(u2, u1, at[dn - 2], d1, d0, inverse, r1, r0);
      const u64 borrow = submul_1(at, d, dn - 2, digit);
      u64 b = 0;
      r0 = sub_borrow(r0, borrow, b);
      const u64 low_top = r1;
      r1 = r1 - b;
      at[dn - 2] = r0;
      at[dn - 1] = r1;
      if (MONTY_UNLIKELY(low_top < b)) {
        --digit;
        add_n(at, at, d, dn);
      }
    }
    at[dn] = 0;
    q[j] = digit;
    if (!meter.tick(dn + 4)) return false;
  }
  return true;
}

// Subtracts q * d_part from the dividend, corrects q while it is too big. `at` has total limbs below the borrow.
struct Correction {
  u64* q;
  usize qn;
  u64 top;  // limb above q
};

void correct(Correction& c, u64* at, const u64* d, usize total, u64 borrow) {
  while (borrow != 0) {
    c.top -= sub_1(c.q, c.q, c.qn, 1);
    borrow -= add_n(at, at, d, total);
  }
}

// n[2k] / d[k]; as schoolbook. `work` has k + mul_work limbs.
bool divide_2k_by_k(Meter& meter, u64* q, u64* n, const u64* d, usize k, u64 inverse, u64* work, u64& top) {
  if (k < kRecursive) return schoolbook(meter, q, n, 2 * k, d, k, inverse, top);
  const usize lo = k / 2, hi = k - lo;
  u64* product = work;
  u64* deeper = work + k;
  Correction upper{q + lo, hi, 0};
  if (!divide_2k_by_k(meter, q + lo, n + 2 * lo, d + lo, hi, inverse, work, upper.top)) return false;
  if (!mul_mag(meter, product, q + lo, hi, d, lo, deeper)) return false;
  u64 borrow = sub_n(n + lo, n + lo, product, k);
  if (upper.top != 0) borrow += sub_n(n + k, n + k, d, lo);
  correct(upper, n + lo, d, k, borrow);
  Correction lower{q, lo, 0};
  if (!divide_2k_by_k(meter, q, n + hi, d + hi, lo, inverse, work, lower.top)) return false;
  if (!mul_mag(meter, product, d, hi, q, lo, deeper)) return false;
  borrow = sub_n(n, n, product, k);
  if (lower.top != 0) borrow += sub_n(n + lo, n + lo, d, hi);
  correct(lower, n, d, k, borrow);
  // A top limb of the lower half belongs to the upper half.
  top = upper.top + (lower.top != 0 ? add_1(q + lo, q + lo, hi, lower.top) : 0);
  return meter.tick(k);
}

// n[dn + qn] / d[dn] with qn <= dn; the quotient has qn limbs and a top.
bool divide_block(Meter& meter, u64* q, usize qn, u64* n, const u64* d, usize dn, u64 inverse, u64* work, u64& top) {
  if (qn < kRecursive) return schoolbook(meter, q, n, dn + qn, d, dn, inverse, top);
  const usize skip = dn - qn;
  Correction c{q, qn, 0};
  if (!divide_2k_by_k(meter, q, n + skip, d + skip, qn, inverse, work, c.top)) return false;
  if (skip != 0) {
    u64* product = work;
    if (!mul_mag_any(meter, product, q, qn, d, skip, work + dn)) return false;
    u64 borrow = sub_n(n, n, product, dn);
    if (c.top != 0) borrow += sub_n(n + qn, n + qn, d, skip);
    correct(c, n, d, dn, borrow);
  }
  top = c.top;
  return meter.tick(dn);
}

Status divide_by_limb(const Context& cx, u64* q, u64* r, const u64* a, usize an, u64 d) {
  const int shift = leading_zeros(d);
  const u64 v = reciprocal(d << shift);
  u64 rest = 0;
  usize at = an;
  u64 sink[256];
  const usize slice = q != nullptr ? kSlice : 256;
  while (at > 0) {
    const usize part = std::min(slice, at);
    at -= part;
    rest = divide_by_word(q != nullptr ? q + at : sink, a + at, part, d << shift, shift, v, rest);
    if (!cx.meter.tick(2 * part)) return Status::stopped;
  }
  if (r != nullptr) r[0] = rest;
  return Status::ok;
}

}  // namespace

Status divide_mag(const Context& cx, u64* q, u64* r, const u64* a, usize an, const u64* b, usize bn) {
  if (bn == 1) return divide_by_limb(cx, q, r, a, an, b[0]);
  const int shift = leading_zeros(b[bn - 1]);
  const usize qn = an - bn + 1;
  const bool recursive = bn >= kRecursive && qn >= kRecursive;
  const usize block = std::min(qn, bn);
  const usize work_size = recursive ? bn + std::max(mul_work(bn, block), mul_work(block, block)) + 1024 : 0;
  const bool own_q = q == nullptr;
  Temp temp(cx.scratch, (an + 1) + bn + work_size + (own_q ? qn : 0));
  if (!temp) return Status::no_memory;
  u64* n = temp.get();
  u64* d = n + an + 1;
  u64* work = d + bn;
  if (own_q) q = work + work_size;
  if (shift != 0) {
    n[an] = shift_left_n(n, a, an, shift);
    shift_left_n(d, b, bn, shift);
  } else {
    copy_n(n, a, an);
    n[an] = 0;
    copy_n(d, b, bn);
  }
  if (!cx.meter.tick(an + bn)) return Status::stopped;
  const u64 inverse = reciprocal_3by2(d[bn - 1], d[bn - 2]);
  u64 top = 0;  // stays zero: what stands above each block is below d
  bool going;
  if (!recursive) {
    going = schoolbook(cx.meter, q, n, an + 1, d, bn, inverse, top);
  } else {
    usize at = qn;
    usize first = qn % bn;
    if (first == 0) first = bn;
    at -= first;
    going = divide_block(cx.meter, q + at, first, n + at, d, bn, inverse, work, top);
    while (going && at > 0) {
      at -= bn;
      going = divide_block(cx.meter, q + at, bn, n + at, d, bn, inverse, work, top);
    }
  }
  if (!going) return Status::stopped;
  if (r != nullptr) {
    if (shift != 0) {
      shift_right_n(r, n, bn, shift);
    } else {
      copy_n(r, n, bn);
    }
  }
  return Status::ok;
}

Status divrem_trunc(const Context& cx, Out* q, Out* r, View a, View b) {
  if (b.zero()) return Status::zero_division;
  if (compare_magnitude(a, b) < 0) {
    if (q != nullptr) {
      q->size = 0;
      q->negative = false;
    }
    if (r != nullptr) {
      copy_n(r->limbs, a.limbs, a.size);
      r->size = a.size;
      r->negative = a.negative;
    }
    return Status::ok;
  }
  MONTY_BIGINT_TRY(divide_mag(cx, q != nullptr ? q->limbs : nullptr, r != nullptr ? r->limbs : nullptr, a.limbs, a.size, b.limbs, b.size));
  if (q != nullptr) {
    q->size = normalised_size(q->limbs, a.size - b.size + 1);
    q->negative = q->size != 0 && a.negative != b.negative;
  }
  if (r != nullptr) {
    r->size = normalised_size(r->limbs, b.size);
    r->negative = r->size != 0 && a.negative;
  }
  return Status::ok;
}

Status divmod_floor(const Context& cx, Out* q, Out* r, View a, View b) {
  if (b.zero()) return Status::zero_division;
  if (a.negative == b.negative) return divrem_trunc(cx, q, r, a, b);
  // Different signs: the quotient moves down by one when there is a remainder.
  if (r == nullptr) {
    Temp temp(cx.scratch, b.size);
    if (!temp) return Status::no_memory;
    Out rest{temp.get()};
    return divmod_floor(cx, q, &rest, a, b);
  }
  MONTY_BIGINT_TRY(divrem_trunc(cx, q, r, a, b));
  if (r->size == 0) return Status::ok;
  sub_any(r->limbs, b.limbs, b.size, r->limbs, r->size);
  r->size = normalised_size(r->limbs, b.size);
  r->negative = b.negative;
  if (q != nullptr) {
    const u64 carry = add_1(q->limbs, q->limbs, q->size, 1);
    if (carry != 0) q->limbs[q->size++] = carry;
    q->negative = true;
  }
  return Status::ok;
}

}  // namespace monty::bigint
