// SPDX-License-Identifier: MIT
// Big integers to and from machine words, doubles (rounded once, ties to even) and byte strings.
#include <algorithm>
#include <bit>
#include <cmath>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

constexpr int kMantissaBits = 53;

// The top 64 bits of a non-zero magnitude, first bit set, with the last bit ORed with "something was dropped".
u64 top_word(View a, u64* bits) {
  *bits = bit_length(a);
  const int shift = leading_zeros(a.limbs[a.size - 1]);
  u64 word = a.limbs[a.size - 1] << shift;
  usize next = a.size - 1;
  if (next > 0) {
    --next;
    bool sticky;
    if (shift != 0) {
      word |= a.limbs[next] >> (64 - shift);
      sticky = (a.limbs[next] << shift) != 0;
    } else {
      sticky = a.limbs[next] != 0;
    }
    for (usize i = next; i > 0 && !sticky; --i) sticky = a.limbs[i - 1] != 0;
    if (sticky) word |= 1;
  }
  return word;
}

// A 64-bit word with a sticky last bit, cut to `keep` bits (1..63), ties to even; may carry to keep + 1 bits.
u64 round_word(u64 word, int keep) {
  const int drop = 64 - keep;
  const u64 half = u64{1} << (drop - 1);
  const u64 rest = word & ((half << 1) - 1);
  u64 result = word >> drop;
  if (rest > half || (rest == half && (result & 1) != 0)) ++result;
  return result;
}

}  // namespace

void from_u64(Out& r, u64 value) {
  r.limbs[0] = value;
  r.size = value != 0 ? 1 : 0;
  r.negative = false;
}

void from_i64(Out& r, i64 value) {
  from_u64(r, value < 0 ? ~static_cast<u64>(value) + 1 : static_cast<u64>(value));
  r.negative = value < 0;
}

void from_double_trunc(Out& r, double value) {
  const u64 bits = std::bit_cast<u64>(value);
  const int exponent = static_cast<int>((bits >> 52) & 0x7ff) - 1075;
  const u64 mantissa = (bits & ((u64{1} << 52) - 1)) | (u64{1} << 52);
  r.size = 0;
  r.negative = false;
  if (exponent <= -kMantissaBits || exponent > 971) return;  // below one; infinities and NaN are the caller's
  if (exponent <= 0) {
    from_u64(r, mantissa >> -exponent);
  } else {
    const usize whole = static_cast<usize>(exponent / 64);
    const int part = exponent % 64;
    zero_n(r.limbs, whole + 2);
    r.limbs[whole] = mantissa << part;
    if (part != 0) r.limbs[whole + 1] = mantissa >> (64 - part);
    r.size = normalised_size(r.limbs, whole + 2);
  }
  r.negative = (bits >> 63) != 0 && r.size != 0;
}

Status to_double(View a, double* value) {
  double fraction;
  i64 exponent;
  to_scaled_double(a, &fraction, &exponent);
  if (exponent > 1024) return Status::overflow;
  *value = std::ldexp(fraction, static_cast<int>(exponent));
  return Status::ok;
}

void to_scaled_double(View a, double* fraction, i64* exponent) {
  if (a.zero()) {
    *fraction = 0.0;
    *exponent = 0;
    return;
  }
  u64 bits;
  const u64 word = top_word(a, &bits);
  const double mantissa = static_cast<double>(round_word(word, kMantissaBits));  // exact, up to 2^53
  double f = std::ldexp(mantissa, -kMantissaBits);
  i64 e = static_cast<i64>(bits);
  if (f == 1.0) {
    f = 0.5;
    ++e;
  }
  *fraction = a.negative ? -f : f;
  *exponent = e;
}

Status true_divide(const Context& cx, double* value, View a, View b) {
  if (b.zero()) return Status::zero_division;
  const bool negative = a.negative != b.negative;
  const auto answer = [&](double magnitude) {
    *value = negative ? -magnitude : magnitude;
    return Status::ok;
  };
  if (a.zero()) return answer(0.0);
  if (bit_length(a) <= kMantissaBits && bit_length(b) <= kMantissaBits) {
    return answer(static_cast<double>(a.limbs[0]) / static_cast<double>(b.limbs[0]));
  }
  const i64 difference = static_cast<i64>(bit_length(a)) - static_cast<i64>(bit_length(b));
  if (difference > 1024 + 1) return Status::overflow;
  if (difference < -1074 - 2) return answer(0.0);
  // x = floor(|a| * 2^-shift / |b|) has 65 or 66 bits; what is lost is kept as a sticky last bit.
  const i64 shift = difference - 65;
  const View am = a.magnitude(), bm = b.magnitude();
  const u64 distance = static_cast<u64>(shift < 0 ? -shift : shift);
  usize scaled_size;
  MONTY_BIGINT_TRY(shift_left_size(shift < 0 ? am : bm, distance, &scaled_size));
  const usize an = shift < 0 ? scaled_size : am.size;
  const usize bn = shift < 0 ? bm.size : scaled_size;
  const usize qn = an >= bn ? an - bn + 2 : 1;
  Temp temp(cx.scratch, scaled_size + qn + bn);
  if (!temp) return Status::no_memory;
  Out scaled{temp.get()};
  Out q{temp.get() + scaled_size};
  Out r{temp.get() + scaled_size + qn};
  MONTY_BIGINT_TRY(shift_left(cx, scaled, shift < 0 ? am : bm, distance));
  MONTY_BIGINT_TRY(divrem_trunc(cx, &q, &r, shift < 0 ? scaled.view() : am, shift < 0 ? bm : scaled.view()));
  u64 bits;
  u64 word = top_word(q.view(), &bits);
  if (r.size != 0) word |= 1;
  // The value is word * 2^scale; the top bit of word is bit `exponent - 1`.
  const i64 exponent = static_cast<i64>(bits) + shift;  // value in [2^(exponent-1), 2^exponent)
  if (exponent > 1024) return Status::overflow;
  i64 keep = kMantissaBits;
  if (exponent < -1021) keep = exponent + 1074;  // subnormal: fewer bits
  double mantissa;
  if (keep >= 1) {
    mantissa = static_cast<double>(round_word(word, static_cast<int>(keep)));
  } else if (keep == 0) {
    mantissa = word > u64{1} << 63 ? 1.0 : 0.0;  // against half of the smallest; the tie goes to even zero
    keep = 0;
  } else {
    return answer(0.0);
  }
  const double result = std::ldexp(mantissa, static_cast<int>(exponent - keep));
  if (std::isinf(result)) return Status::overflow;
  return answer(result);
}

int compare_double(View a, double value) {
  if (std::isinf(value)) return value > 0 ? -1 : 1;
  const int a_sign = a.zero() ? 0 : (a.negative ? -1 : 1);
  const int v_sign = value == 0 ? 0 : (value < 0 ? -1 : 1);
  if (a_sign != v_sign) return a_sign < v_sign ? -1 : 1;
  if (a_sign == 0) return 0;
  u64 limbs[18];
  Out whole{limbs};
  from_double_trunc(whole, value);
  const int order = compare(a, whole.view());
  if (order != 0) return order;
  const double fraction = value - std::trunc(value);
  return fraction == 0 ? 0 : (fraction > 0 ? -1 : 1);
}

void from_bytes(Out& r, const u8* bytes, usize count, Endian endian, Signedness sign) {
  const auto at = [&](usize i) { return endian == Endian::little ? bytes[i] : bytes[count - 1 - i]; };
  const bool negative = sign == Signedness::is_signed && count != 0 && (at(count - 1) & 0x80) != 0;
  const usize size = (count + 7) / 8;
  const u64 mask = negative ? ~u64{0} : 0;
  u64 carry = negative ? 1 : 0;
  for (usize i = 0; i < size; ++i) {
    u64 limb = mask;
    const usize part = std::min(usize{8}, count - 8 * i);
    for (usize j = 0; j < part; ++j) {
      limb &= ~(u64{0xff} << (8 * j));
      limb |= static_cast<u64>(at(8 * i + j)) << (8 * j);
    }
    limb = (limb ^ mask) + carry;
    carry = carry != 0 && limb == 0 ? 1 : 0;
    r.limbs[i] = limb;
  }
  r.size = normalised_size(r.limbs, size);
  r.negative = negative && r.size != 0;
}

Status to_bytes(View a, u8* bytes, usize count, Endian endian, Signedness sign) {
  if (a.negative && sign == Signedness::is_unsigned) return Status::invalid;
  const u64 bits = bit_length(a);
  if (sign == Signedness::is_unsigned) {
    if ((bits + 7) / 8 > count) return Status::overflow;
  } else if (!a.zero()) {
    // A power of two below zero needs no extra sign bit.
    const bool fits_tight = a.negative && trailing_zeros(a) == bits - 1;
    const u64 needed = fits_tight ? bits : bits + 1;
    if ((needed + 7) / 8 > count) return Status::overflow;
  }
  const u64 mask = a.negative ? ~u64{0} : 0;
  u64 carry = a.negative ? 1 : 0;
  u64 limb = 0;
  for (usize i = 0; i < count; ++i) {
    if (i % 8 == 0) {
      const u64 x = i / 8 < a.size ? a.limbs[i / 8] : 0;
      limb = (x ^ mask) + carry;
      carry = carry != 0 && limb == 0 ? 1 : 0;
    }
    bytes[endian == Endian::little ? i : count - 1 - i] = static_cast<u8>(limb >> (8 * (i % 8)));
  }
  return Status::ok;
}

}  // namespace monty::bigint
