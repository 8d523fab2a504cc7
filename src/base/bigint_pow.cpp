// SPDX-License-Identifier: MIT
// Powers of big integers: plain (square and multiply on the odd part) and modular (Montgomery for odd moduli of
// moderate size, division otherwise), with a sliding window over the exponent.
#include <algorithm>
#include <bit>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

constexpr usize kMontgomeryLimit = 120;  // above, subquadratic products and division win

bool exponent_bit(View e, u64 i) { return (e.limbs[i / 64] >> (i % 64) & 1) != 0; }

int window_for(u64 bits) {
  if (bits < 8) return 1;
  if (bits < 24) return 2;
  if (bits < 80) return 3;
  if (bits < 240) return 4;
  if (bits < 672) return 5;
  return 6;
}

// Arithmetic modulo m on n-limb residues. Products go through `wide` (2n + 1 limbs).
class Modular {
 public:
  Modular(const Context& cx, View m) : cx_(cx), m_(m), n_(m.size) {
    montgomery_ = (m.limbs[0] & 1) != 0 && n_ <= kMontgomeryLimit;
    if (montgomery_) {
      u64 inverse = m.limbs[0];  // correct to 3 bits; each step doubles that
      for (int i = 0; i < 5; ++i) inverse *= 2 - m.limbs[0] * inverse;
      negative_inverse_ = ~inverse + 1;
    }
  }

  bool montgomery() const { return montgomery_; }
  static usize work_size(usize n) { return 2 * n + 1 + mul_work(n, n); }
  void set_work(u64* work) {
    wide_ = work;
    work_ = work + 2 * n_ + 1;
  }

  // r = a * b (both n limbs); r may be a or b.
  Status multiply(u64* r, const u64* a, const u64* b) {
    const bool going = a == b ? square_mag(cx_.meter, wide_, a, n_, work_) : mul_mag(cx_.meter, wide_, a, n_, b, n_, work_);
    if (!going) return Status::stopped;
    return reduce(r);
  }

  // r = wide * R^-1 or wide modulo m.
  Status reduce(u64* r) {
    if (!montgomery_) {
      const usize size = normalised_size(wide_, 2 * n_);
      if (size < n_) {
        copy_n(r, wide_, size);
        zero_n(r + size, n_ - size);
        return Status::ok;
      }
      return divide_mag(cx_, nullptr, r, wide_, size, m_.limbs, n_);
    }
    u64 top = 0;
    for (usize i = 0; i < n_; ++i) {
      const u64 q = wide_[i] * negative_inverse_;
      const u64 carry = addmul_1(wide_ + i, m_.limbs, n_, q);
      wide_[i + n_] = add_carry(wide_[i + n_], carry, top);
    }
    if (!cx_.meter.tick(n_ * n_ + 1)) return Status::stopped;
    if (top != 0 || compare_n(wide_ + n_, m_.limbs, n_) >= 0) {
      sub_n(r, wide_ + n_, m_.limbs, n_);
    } else {
      copy_n(r, wide_ + n_, n_);
    }
    return Status::ok;
  }

  // r = a * R modulo m for a < m.
  Status enter(u64* r, const u64* a) {
    if (!montgomery_) {
      copy_n(r, a, n_);
      return Status::ok;
    }
    zero_n(wide_, n_);
    copy_n(wide_ + n_, a, n_);
    const usize size = normalised_size(wide_, 2 * n_);
    if (size < n_) {
      zero_n(r, n_);
      return Status::ok;
    }
    return divide_mag(cx_, nullptr, r, wide_, size, m_.limbs, n_);
  }

  Status leave(u64* r, const u64* a) {
    if (!montgomery_) {
      copy_n(r, a, n_);
      return Status::ok;
    }
    copy_n(wide_, a, n_);
    zero_n(wide_ + n_, n_);
    return reduce(r);
  }

 private:
  const Context& cx_;
  View m_;
  usize n_;
  bool montgomery_ = false;
  u64 negative_inverse_ = 0;
  u64* wide_ = nullptr;
  u64* work_ = nullptr;
};

// result = base^e modulo m, all magnitudes, 0 <= base < m, e > 0, m > 1. `result` has m.size limbs.
Status powmod_positive(const Context& cx, u64* result, View base, View e, View m) {
  const usize n = m.size;
  const u64 bits = bit_length(e);
  const int window = window_for(bits);
  const usize entries = usize{1} << (window - 1);  // odd powers
  Modular mod(cx, m);
  Temp temp(cx.scratch, (entries + 2) * n + Modular::work_size(n));
  if (!temp) return Status::no_memory;
  u64* table = temp.get();
  u64* x = table + entries * n;
  u64* padded = x + n;
  mod.set_work(padded + n);
  copy_n(padded, base.limbs, base.size);
  zero_n(padded + base.size, n - base.size);
  MONTY_BIGINT_TRY(mod.enter(table, padded));
  if (entries > 1) {
    MONTY_BIGINT_TRY(mod.multiply(x, table, table));
    for (usize i = 1; i < entries; ++i) MONTY_BIGINT_TRY(mod.multiply(table + i * n, table + (i - 1) * n, x));
  }
  bool started = false;
  u64 i = bits;
  while (i > 0) {
    if (!exponent_bit(e, i - 1)) {
      MONTY_BIGINT_TRY(mod.multiply(x, x, x));
      --i;
      continue;
    }
    // The longest window of at most `window` bits that ends in a one.
    u64 length = std::min<u64>(static_cast<u64>(window), i);
    while (!exponent_bit(e, i - length)) --length;
    u64 value = 0;
    for (u64 k = 1; k <= length; ++k) value = value * 2 + (exponent_bit(e, i - k) ? 1 : 0);
    const u64* entry = table + static_cast<usize>(value >> 1) * n;
    if (!started) {
      copy_n(x, entry, n);
      started = true;
    } else {
      for (u64 k = 0; k < length; ++k) MONTY_BIGINT_TRY(mod.multiply(x, x, x));
      MONTY_BIGINT_TRY(mod.multiply(x, x, entry));
    }
    i -= length;
  }
  return mod.leave(result, x);
}

}  // namespace

Status pow_size(View a, u64 exponent, usize* limbs) {
  *limbs = 1;
  if (a.zero() || exponent == 0 || (a.size == 1 && a.limbs[0] == 1)) return Status::ok;
  const u64 bits = bit_length(a);
  if (exponent > static_cast<u64>(kMaxLimbs) * 64 / bits) return Status::overflow;
  // The last square may be one limb longer than its value.
  const u64 size = bits * exponent / 64 + 3;
  if (size > kMaxLimbs) return Status::overflow;
  *limbs = static_cast<usize>(size);
  return Status::ok;
}

Status pow(const Context& cx, Out& r, View a, u64 exponent) {
  usize room;
  MONTY_BIGINT_TRY(pow_size(a, exponent, &room));
  r.negative = a.negative && (exponent & 1) != 0;
  if (exponent == 0 || a.zero()) {
    from_u64(r, exponent == 0 ? 1 : 0);
    return Status::ok;
  }
  if (a.size == 1 && a.limbs[0] == 1) {
    r.limbs[0] = 1;
    r.size = 1;
    return Status::ok;
  }
  // The odd part's power, shifted.
  const bool negative = r.negative;
  const u64 twos = trailing_zeros(a);
  Temp odd_temp(cx.scratch, a.size + 1);
  if (!odd_temp) return Status::no_memory;
  Out odd{odd_temp.get()};
  MONTY_BIGINT_TRY(shift_right(cx, odd, a.magnitude(), twos));
  if (odd.size == 1 && odd.limbs[0] == 1) {
    MONTY_BIGINT_TRY(shift_left(cx, r, odd.view(), twos * exponent));
    r.negative = negative;
    return Status::ok;
  }
  usize odd_room;
  MONTY_BIGINT_TRY(pow_size(odd.view(), exponent, &odd_room));
  // Two buffers change roles with each product.
  Temp temp(cx.scratch, 2 * odd_room);
  if (!temp) return Status::no_memory;
  Out x{temp.get()}, y{temp.get() + odd_room};
  copy_n(x.limbs, odd.limbs, odd.size);
  x.size = odd.size;
  for (int bit = 62 - std::countl_zero(exponent); bit >= 0; --bit) {
    MONTY_BIGINT_TRY(square(cx, y, x.view()));
    if ((exponent >> bit & 1) != 0) {
      if (odd.size == 1) {
        const u64 carry = mul_1(y.limbs, y.limbs, y.size, odd.limbs[0]);
        if (carry != 0) y.limbs[y.size++] = carry;
        std::swap(x, y);
      } else {
        MONTY_BIGINT_TRY(mul(cx, x, y.view(), odd.view()));
      }
    } else {
      std::swap(x, y);
    }
  }
  MONTY_BIGINT_TRY(shift_left(cx, r, x.view(), twos * exponent));
  r.negative = negative;
  return Status::ok;
}

Status invert_mod(const Context& cx, Out& r, View a, View m) {
  if (m.zero()) return Status::zero_division;
  const View modulus = m.magnitude();
  // Extended Euclid on (modulus, a mod modulus), keeping a's coefficient only: its size stays below the modulus.
  const usize n = modulus.size + 2;
  Temp temp(cx.scratch, 7 * n);
  if (!temp) return Status::no_memory;
  u64* at = temp.get();
  Out r0{at}, r1{at + n}, s0{at + 2 * n}, s1{at + 3 * n}, q{at + 4 * n}, rest{at + 5 * n}, product{at + 6 * n};
  copy_n(r0.limbs, modulus.limbs, modulus.size);
  r0.size = modulus.size;
  MONTY_BIGINT_TRY(divmod_floor(cx, nullptr, &r1, a, modulus));
  from_u64(s0, 0);
  from_u64(s1, 1);
  while (r1.size != 0) {
    MONTY_BIGINT_TRY(divrem_trunc(cx, &q, &rest, r0.view(), r1.view()));
    MONTY_BIGINT_TRY(mul(cx, product, q.view(), s1.view()));
    MONTY_BIGINT_TRY(sub(cx, s0, s0.view(), product.view()));
    std::swap(s0, s1);
    std::swap(r0, r1);
    std::swap(r1, rest);
  }
  if (r0.size != 1 || r0.limbs[0] != 1) return Status::invalid;
  return divmod_floor(cx, nullptr, &r, s0.view(), modulus);
}

Status powmod(const Context& cx, Out& r, View a, View exponent, View m) {
  if (m.zero()) return Status::zero_division;
  const View modulus = m.magnitude();
  Temp temp(cx.scratch, 2 * modulus.size);
  if (!temp) return Status::no_memory;
  Out base{temp.get()};
  if (exponent.negative) {
    MONTY_BIGINT_TRY(invert_mod(cx, base, a, modulus));
  } else {
    MONTY_BIGINT_TRY(divmod_floor(cx, nullptr, &base, a, modulus));
  }
  r.negative = false;
  if (modulus.size == 1 && modulus.limbs[0] == 1) {
    r.size = 0;
    return Status::ok;
  }
  if (exponent.zero()) {
    from_u64(r, 1);
  } else if (base.size == 0) {
    r.size = 0;
    return Status::ok;
  } else {
    MONTY_BIGINT_TRY(powmod_positive(cx, r.limbs, base.view(), exponent.magnitude(), modulus));
    r.size = normalised_size(r.limbs, modulus.size);
  }
  if (m.negative && r.size != 0) {  // into (m, 0]
    sub_any(r.limbs, modulus.limbs, modulus.size, r.limbs, r.size);
    r.size = normalised_size(r.limbs, modulus.size);
    r.negative = true;
  }
  return Status::ok;
}

}  // namespace monty::bigint
