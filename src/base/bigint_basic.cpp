// SPDX-License-Identifier: MIT
// Sizes, comparison, sums, shifts and bit operations of big integers.
#include <algorithm>
#include <bit>
#include <cstdlib>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

void finish(Out& r, usize size, bool negative) {
  r.size = normalised_size(r.limbs, size);
  r.negative = negative && r.size != 0;
}

// Charges a linear pass over n limbs in one go: even a gigabyte of limbs is added in a fraction of a second, and the
// meter's refill sees the whole charge before the work starts.
bool charge(Meter& meter, usize n) { return meter.tick(n / 4 + 1); }

void add_magnitudes(Out& r, View a, View b, bool negative) {
  if (a.size < b.size) std::swap(a, b);
  const u64 carry = add_any(r.limbs, a.limbs, a.size, b.limbs, b.size);
  r.size = a.size;
  if (carry != 0) r.limbs[r.size++] = carry;
  r.negative = negative && r.size != 0;
}

Status add_signed(const Context& cx, Out& r, View a, View b) {
  if (!charge(cx.meter, std::max(a.size, b.size))) return Status::stopped;
  if (a.negative == b.negative) {
    add_magnitudes(r, a, b, a.negative);
    return Status::ok;
  }
  const int order = compare_magnitude(a, b);
  if (order == 0) {
    r.size = 0;
    r.negative = false;
    return Status::ok;
  }
  if (order < 0) std::swap(a, b);
  const bool negative = a.negative;
  const usize size = a.size;
  sub_any(r.limbs, a.limbs, size, b.limbs, b.size);
  finish(r, size, negative);
  return Status::ok;
}

}  // namespace

void* Scratch::take(usize bytes) {
  if (allocate_ != nullptr) return allocate_(context_, bytes);
  return std::malloc(bytes);
}

void Scratch::give(void* block, usize bytes) {
  if (release_ != nullptr) {
    release_(context_, block, bytes);
  } else if (allocate_ == nullptr) {
    std::free(block);
  }
}

usize normalised_size(const u64* limbs, usize size) {
  while (size > 0 && limbs[size - 1] == 0) --size;
  return size;
}

int compare_magnitude(View a, View b) {
  if (a.size != b.size) return a.size < b.size ? -1 : 1;
  return compare_n(a.limbs, b.limbs, a.size);
}

int compare(View a, View b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int order = compare_magnitude(a, b);
  return a.negative ? -order : order;
}

bool fits_i64(View a, i64* value) {
  if (a.size == 0) {
    *value = 0;
    return true;
  }
  if (a.size > 1) return false;
  const u64 limb = a.limbs[0];
  if (a.negative) {
    if (limb > u64{1} << 63) return false;
    *value = static_cast<i64>(~limb + 1);
    return true;
  }
  if (limb >> 63 != 0) return false;
  *value = static_cast<i64>(limb);
  return true;
}

u64 bit_length(View a) {
  if (a.size == 0) return 0;
  return static_cast<u64>(a.size) * 64 - static_cast<u64>(leading_zeros(a.limbs[a.size - 1]));
}

u64 bit_count(View a) {
  u64 count = 0;
  for (usize i = 0; i < a.size; ++i) count += static_cast<u64>(std::popcount(a.limbs[i]));
  return count;
}

u64 trailing_zeros(View a) {
  for (usize i = 0; i < a.size; ++i) {
    if (a.limbs[i] != 0) return static_cast<u64>(i) * 64 + static_cast<u64>(std::countr_zero(a.limbs[i]));
  }
  return 0;
}

u64 hash_mod_61(View a) {
  // 2^64 = 8 modulo 2^61 - 1.
  constexpr u64 kModulus = (u64{1} << 61) - 1;
  u64 h = 0;
  for (usize i = a.size; i-- > 0;) {
    // h * 8 + limb, h < 2^61
    const u64 shifted = ((h << 3) & kModulus) | (h >> 58);
    h = shifted + (a.limbs[i] & kModulus) + (a.limbs[i] >> 61);
    h = (h & kModulus) + (h >> 61);
    if (h >= kModulus) h -= kModulus;
  }
  return h;
}

i64 python_hash(View a) {
  const i64 h = static_cast<i64>(hash_mod_61(a));
  const i64 signed_hash = a.negative ? -h : h;
  return signed_hash == -1 ? -2 : signed_hash;
}

Status add(const Context& cx, Out& r, View a, View b) { return add_signed(cx, r, a, b); }

Status sub(const Context& cx, Out& r, View a, View b) {
  if (b.size != 0) b.negative = !b.negative;
  // -0 can't arise: a zero view stays positive.
  return add_signed(cx, r, a, b);
}

Status shift_left_size(View a, u64 bits, usize* limbs) {
  if (a.zero()) {
    *limbs = 1;
    return Status::ok;
  }
  if (bits / 64 >= kMaxLimbs || a.size + static_cast<usize>(bits / 64) + 1 > kMaxLimbs) return Status::overflow;
  *limbs = a.size + static_cast<usize>(bits / 64) + 1;
  return Status::ok;
}

Status shift_left(const Context& cx, Out& r, View a, u64 bits) {
  usize size;
  MONTY_BIGINT_TRY(shift_left_size(a, bits, &size));
  if (a.zero()) {
    r.size = 0;
    r.negative = false;
    return Status::ok;
  }
  if (!charge(cx.meter, size)) return Status::stopped;
  const usize whole = static_cast<usize>(bits / 64);
  const int part = static_cast<int>(bits % 64);
  if (part == 0) {
    copy_n(r.limbs + whole, a.limbs, a.size);
    r.limbs[size - 1] = 0;
  } else {
    r.limbs[size - 1] = shift_left_n(r.limbs + whole, a.limbs, a.size, part);
  }
  zero_n(r.limbs, whole);
  finish(r, size, a.negative);
  return Status::ok;
}

Status shift_right(const Context& cx, Out& r, View a, u64 bits) {
  if (!charge(cx.meter, a.size)) return Status::stopped;
  const bool negative = a.negative;
  if (bits / 64 >= a.size) {
    r.size = negative ? 1 : 0;
    r.negative = negative;
    if (negative) r.limbs[0] = 1;
    return Status::ok;
  }
  const usize whole = static_cast<usize>(bits / 64);
  const int part = static_cast<int>(bits % 64);
  const usize size = a.size - whole;
  bool lost = false;
  if (negative) {
    for (usize i = 0; i < whole && !lost; ++i) lost = a.limbs[i] != 0;
  }
  if (part == 0) {
    copy_n(r.limbs, a.limbs + whole, size);
  } else {
    lost |= shift_right_n(r.limbs, a.limbs + whole, size, part) != 0;
  }
  usize used = normalised_size(r.limbs, size);
  if (negative && lost) {  // round down: one more in magnitude
    if (used == 0) {
      r.limbs[0] = 1;
      used = 1;
    } else if (add_1(r.limbs, r.limbs, used, 1) != 0) {
      r.limbs[used++] = 1;
    }
  }
  r.size = used;
  r.negative = negative && used != 0;
  return Status::ok;
}

Status bitwise(const Context& cx, Out& r, BitOp op, View a, View b) {
  if (a.size < b.size) std::swap(a, b);
  if (!charge(cx.meter, a.size)) return Status::stopped;
  const auto combine = [op](u64 x, u64 y) {
    switch (op) {
      case BitOp::bit_and: return x & y;
      case BitOp::bit_or: return x | y;
      case BitOp::bit_xor: return x ^ y;
    }
    return u64{0};
  };
  // Magnitudes become two's complement limb by limb; the result's sign follows from the signs.
  const u64 a_mask = a.negative ? ~u64{0} : 0;
  const u64 b_mask = b.negative ? ~u64{0} : 0;
  const bool negative = combine(a_mask, b_mask) != 0;
  const u64 r_mask = negative ? ~u64{0} : 0;
  u64 a_carry = a_mask & 1, b_carry = b_mask & 1, r_carry = r_mask & 1;
  usize size = a.size;
  if (op == BitOp::bit_and && !b.negative) size = b.size;  // above b there are only zeros
  for (usize i = 0; i < size; ++i) {
    u64 x = (a.limbs[i] ^ a_mask) + a_carry;
    a_carry = a_carry != 0 && x == 0 ? 1 : 0;
    u64 y;
    if (i < b.size) {
      y = (b.limbs[i] ^ b_mask) + b_carry;
      b_carry = b_carry != 0 && y == 0 ? 1 : 0;
    } else {
      y = b_mask;
    }
    const u64 z = (combine(x, y) ^ r_mask) + r_carry;
    r_carry = r_carry != 0 && z == 0 ? 1 : 0;
    r.limbs[i] = z;
  }
  if (negative) r.limbs[size++] = r_carry;
  finish(r, size, negative);
  return Status::ok;
}

Status bit_not(const Context& cx, Out& r, View a) {
  // -a - 1
  if (!charge(cx.meter, a.size)) return Status::stopped;
  if (a.negative) {
    sub_1(r.limbs, a.limbs, a.size, 1);
    finish(r, a.size, false);
    return Status::ok;
  }
  const u64 carry = add_1(r.limbs, a.limbs, a.size, 1);
  r.limbs[a.size] = carry;
  finish(r, a.size + 1, true);
  return Status::ok;
}

}  // namespace monty::bigint
