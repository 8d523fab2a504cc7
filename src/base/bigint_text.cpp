// SPDX-License-Identifier: MIT
// Big integers to and from text in bases 2 to 36. Powers of two move bits; other bases split at base^(chunk * 2^k),
// so that the cost is that of multiplication times a logarithm both ways. Base 10^k splits divide by 5^k only.
#include <algorithm>
#include <bit>

#include "base/bigint_kernel.h"

namespace monty::bigint {
namespace {

constexpr usize kTextBase = 30;   // limbs written by repeated division
constexpr usize kParseBase = 40;  // chunks read by repeated multiplication
constexpr int kMaxPowers = 56;

constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

struct Radix {
  u8 chunk = 0;     // digits a limb holds
  u64 power = 0;    // base^chunk
  u8 shift = 0;     // leading zeros of power
  u64 inverse = 0;  // reciprocal(power << shift)
};

struct Radixes {
  Radix of[37];

  constexpr Radixes() {
    for (u64 base = 2; base <= 36; ++base) {
      Radix& radix = of[base];
      radix.power = 1;
      while (radix.power <= ~u64{0} / base) {
        radix.power *= base;
        ++radix.chunk;
      }
      radix.shift = static_cast<u8>(std::countl_zero(radix.power));
      radix.inverse = reciprocal(radix.power << radix.shift);
    }
  }
};

constexpr Radixes kRadixes;

const Radix& radix_of(u64 base) { return kRadixes.of[base]; }

constexpr u16 kLog2Floor[37] = {0,    0,    1000, 1584, 2000, 2321, 2584, 2807, 3000, 3169, 3321, 3459, 3584, 3700, 3807, 3906, 4000, 4087, 4169,
                                4247, 4321, 4392, 4459, 4523, 4584, 4643, 4700, 4754, 4807, 4857, 4906, 4954, 5000, 5044, 5087, 5129, 5169};

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

// The squares of base^chunk: power[k] = odd[k] * 2^(twos[k]), odd[k] normalised.
struct Powers {
  const u64* limbs[kMaxPowers];
  usize size[kMaxPowers];
  u64 twos[kMaxPowers];
  int count = 0;
};

// How often base^chunk must be squared until it exceeds every number of this many digits.
int levels_for(u64 digits, u64 chunk) {
  int levels = 0;
  while (levels < kMaxPowers && (chunk << levels) < digits) ++levels;
  return levels;
}

// Fills table[0..levels), the top one below the number they are for: `store` has room for twice that and a little.
Status make_powers(const Context& cx, Powers& table, u64 first, int levels, u64* store, const u64* store_end) {
  if (levels == 0) return Status::ok;
  const int twos = std::countr_zero(first);
  store[0] = first >> twos;
  table.limbs[0] = store;
  table.size[0] = 1;
  table.twos[0] = static_cast<u64>(twos);
  u64* next = store + 1;
  for (table.count = 1; table.count < levels; ++table.count) {
    const int k = table.count - 1;
    if (table.size[k] * 2 > static_cast<usize>(store_end - next)) return Status::overflow;
    Out r{next};
    MONTY_BIGINT_TRY(square(cx, r, {table.limbs[k], table.size[k], false}));
    table.limbs[k + 1] = next;
    table.size[k + 1] = r.size;
    table.twos[k + 1] = table.twos[k] * 2;
    next += r.size;
  }
  return Status::ok;
}

usize write_limb(char* end, u64 limb, u64 base) {
  char* at = end;
  while (limb != 0) {
    *--at = kDigits[limb % base];
    limb /= base;
  }
  return static_cast<usize>(end - at);
}

struct TextWriter {
  const Context& cx;
  u64 base;
  const Radix& radix;
  const Powers& powers;

  // Writes a[n] (destroyed) right-aligned before `end`; the number of characters without leading zeros.
  usize small(char* end, u64* a, usize n) const {
    char* at = end;
    n = normalised_size(a, n);
    while (n > 0) {
      u64 rest = divide_by_word(a, a, n, radix.power << radix.shift, radix.shift, radix.inverse);
      n = normalised_size(a, n);
      if (n == 0) return static_cast<usize>(end - at) + write_limb(at, rest, base);
      if (base == 10) {
        chunk_of_ten(at, rest);
      } else {
        for (int i = 1; i <= radix.chunk; ++i) {
          at[-i] = kDigits[rest % base];
          rest /= base;
        }
      }
      at -= radix.chunk;
    }
    return static_cast<usize>(end - at);
  }

  static void chunk_of_ten(char* end, u64 rest) {
    for (int i = 0; i < 9; ++i) {
      const u64 pair = rest % 100;
      rest /= 100;
      *--end = static_cast<char>('0' + pair % 10);
      *--end = static_cast<char>('0' + pair / 10);
    }
    *--end = static_cast<char>('0' + rest);
  }

  // Writes exactly `digits` characters at `text` when digits != 0, zero-padded; else (the leading part) as many as
  // needed, left-aligned. The depth is at most kMaxPowers.
  Status write(char* text, usize digits, u64* a, usize n, int level, usize* written) const {
    n = normalised_size(a, n);
    if (n <= kTextBase || level < 0) {
      char buffer[kTextBase * 64 + 64];
      const usize count = small(buffer + sizeof buffer, a, n);
      if (!cx.meter.tick(n * n + 1)) return Status::stopped;
      usize pad = 0;
      if (digits != 0) {
        pad = digits - count;
        std::memset(text, '0', pad);
      }
      std::memcpy(text + pad, buffer + sizeof buffer - count, count);
      *written = pad + count;
      return Status::ok;
    }
    const usize low_digits = static_cast<usize>(radix.chunk) << level;
    const u64* d = powers.limbs[level];
    const usize dn = powers.size[level];
    const u64 twos = powers.twos[level];
    const usize whole = static_cast<usize>(twos / 64);
    const int part = static_cast<int>(twos % 64);
    // a = q * d * 2^twos + rest
    const usize top = n > whole ? n - whole : 0;
    Temp temp(cx.scratch, top + (top + 2) + (dn + whole + 2));
    if (!temp) return Status::no_memory;
    u64* high = temp.get();
    u64* q = high + top;
    u64* rest = q + top + 2;
    usize high_size = 0;
    if (top != 0) {
      if (part != 0) {
        shift_right_n(high, a + whole, top, part);
      } else {
        copy_n(high, a + whole, top);
      }
      high_size = normalised_size(high, top);
    }
    if (high_size < dn || (high_size == dn && compare_n(high, d, dn) < 0)) {
      // The quotient is zero.
      if (digits == 0) return write(text, 0, a, n, level - 1, written);
      std::memset(text, '0', digits - low_digits);
      MONTY_BIGINT_TRY(write(text + digits - low_digits, low_digits, a, n, level - 1, written));
      *written = digits;
      return Status::ok;
    }
    MONTY_BIGINT_TRY(divide_mag(cx, q, rest + whole + 1, high, high_size, d, dn));
    // rest = (remainder << twos) | low bits of a
    const usize qn = normalised_size(q, high_size - dn + 1);
    u64* low = rest;
    usize low_size = whole + dn;
    {
      u64* remainder = rest + whole + 1;
      if (part != 0) {
        const u64 out = shift_left_n(remainder, remainder, dn, part);
        std::memmove(rest + whole, remainder, dn * sizeof(u64));
        rest[whole + dn] = out;
        rest[whole] |= a[whole] & ((u64{1} << part) - 1);
        ++low_size;
      } else {
        std::memmove(rest + whole, remainder, dn * sizeof(u64));
      }
      copy_n(rest, a, whole);
    }
    usize upper = 0, lower = 0;
    MONTY_BIGINT_TRY(write(text, digits != 0 ? digits - low_digits : 0, q, qn, level - 1, &upper));
    MONTY_BIGINT_TRY(write(text + upper, low_digits, low, low_size, level - 1, &lower));
    *written = upper + lower;
    return Status::ok;
  }
};

Status power_of_two_text(const Context& cx, char* text, usize* length, View a, int bits) {
  const u64 total = bit_length(a);
  const u64 count = (total + static_cast<u64>(bits) - 1) / static_cast<u64>(bits);
  const u64 mask = (u64{1} << bits) - 1;
  for (u64 i = 0; i < count; ++i) {
    const u64 position = i * static_cast<u64>(bits);
    const usize limb = static_cast<usize>(position / 64);
    const int offset = static_cast<int>(position % 64);
    u64 digit = a.limbs[limb] >> offset;
    if (offset + bits > 64 && limb + 1 < a.size) digit |= a.limbs[limb + 1] << (64 - offset);
    text[count - 1 - i] = kDigits[digit & mask];
    if (i % 65536 == 0 && !cx.meter.tick(std::min<u64>(65536, count - i))) return Status::stopped;
  }
  *length = static_cast<usize>(count);
  return Status::ok;
}

struct TextReader {
  const Context& cx;
  int base;
  const Radix& radix;
  const Powers& powers;

  // The value of `digits` into r (room for from_text_size limbs); *size is normalised. The depth is at most kMaxPowers.
  Status read(u64* r, usize* size, std::string_view digits, int level) const {
    const usize chunk = radix.chunk;
    if (level < 0 || digits.size() <= chunk * kParseBase) return small(r, size, digits);
    const usize low_digits = chunk << level;
    if (digits.size() <= low_digits) return read(r, size, digits, level - 1);
    // high * odd * 2^twos + low
    const usize high_digits = digits.size() - low_digits;
    const usize high_room = from_text_size(high_digits, base);
    const usize low_room = from_text_size(low_digits, base);
    Temp temp(cx.scratch, high_room + low_room + high_room + powers.size[level]);
    if (!temp) return Status::no_memory;
    u64* high = temp.get();
    u64* low = high + high_room;
    u64* product = low + low_room;
    usize high_size = 0, low_size = 0;
    MONTY_BIGINT_TRY(read(high, &high_size, digits.substr(0, high_digits), level - 1));
    MONTY_BIGINT_TRY(read(low, &low_size, digits.substr(high_digits), level - 1));
    if (high_size == 0) {
      copy_n(r, low, low_size);
      *size = low_size;
      return Status::ok;
    }
    Out p{product};
    MONTY_BIGINT_TRY(mul(cx, p, {high, high_size, false}, {powers.limbs[level], powers.size[level], false}));
    Out result{r};
    MONTY_BIGINT_TRY(shift_left(cx, result, p.view(), powers.twos[level]));
    Out sum{r};
    MONTY_BIGINT_TRY(add(cx, sum, result.view(), {low, low_size, false}));
    *size = sum.size;
    return Status::ok;
  }

  Status small(u64* r, usize* size, std::string_view digits) const {
    usize n = 0;
    usize at = 0;
    usize part = digits.size() % radix.chunk;
    if (part == 0) part = radix.chunk;
    while (at < digits.size()) {
      u64 value = 0;
      for (usize i = 0; i < part; ++i) {
        const int digit = digit_value(digits[at + i]);
        if (digit >= base) return Status::invalid;
        value = value * static_cast<u64>(base) + static_cast<u64>(digit);
      }
      const u64 carry = mul_1(r, r, n, radix.power, value);
      if (carry != 0 || (n == 0 && value != 0)) r[n++] = carry;
      at += part;
      part = radix.chunk;
    }
    *size = n;
    return cx.meter.tick(digits.size() + n * n) ? Status::ok : Status::stopped;
  }
};

Status power_of_two_parse(const Context& cx, Out& r, std::string_view digits, int base) {
  const int bits = std::countr_zero(static_cast<unsigned>(base));
  usize n = 0;
  u64 limb = 0;
  int filled = 0;
  for (usize i = digits.size(); i-- > 0;) {
    const int digit = digit_value(digits[i]);
    if (digit >= base) return Status::invalid;
    limb |= static_cast<u64>(digit) << filled;
    filled += bits;
    if (filled >= 64) {
      r.limbs[n++] = limb;
      filled -= 64;
      limb = filled != 0 ? static_cast<u64>(digit) >> (bits - filled) : 0;
    }
    if (i % 65536 == 0 && !cx.meter.tick(std::min<usize>(65536, digits.size() - i))) return Status::stopped;
  }
  if (filled != 0) r.limbs[n++] = limb;
  r.size = normalised_size(r.limbs, n);
  r.negative = false;
  return Status::ok;
}

}  // namespace

u64 text_size_bound(View a, int base) { return bit_length(a) / kLog2Floor[base] * 1000 + (bit_length(a) % kLog2Floor[base]) * 1000 / kLog2Floor[base] + 3; }

Status to_text(const Context& cx, char* text, usize* length, View a, int base) {
  if (base < 2 || base > 36) return Status::invalid;
  if (a.zero()) {
    text[0] = '0';
    *length = 1;
    return Status::ok;
  }
  usize sign = 0;
  if (a.negative) text[sign++] = '-';
  if (std::has_single_bit(static_cast<unsigned>(base))) {
    MONTY_BIGINT_TRY(power_of_two_text(cx, text + sign, length, a, std::countr_zero(static_cast<unsigned>(base))));
    *length += sign;
    return Status::ok;
  }
  Powers powers;
  const bool big = a.size > kTextBase;
  const usize store_size = big ? 3 * a.size + 128 : 0;
  Temp temp(cx.scratch, a.size + store_size);
  if (!temp) return Status::no_memory;
  u64* copy = temp.get();
  copy_n(copy, a.limbs, a.size);
  const u64 base_word = static_cast<u64>(base);
  const Radix& radix = radix_of(base_word);
  if (big) {
    u64* store = copy + a.size;
    MONTY_BIGINT_TRY(make_powers(cx, powers, radix.power, levels_for(text_size_bound(a, base), radix.chunk), store, store + store_size));
  }
  const TextWriter writer{cx, base_word, radix, powers};
  MONTY_BIGINT_TRY(writer.write(text + sign, 0, copy, a.size, powers.count - 1, length));
  *length += sign;
  return Status::ok;
}

usize from_text_size(usize digits, int base) {
  const u64 bits_each = static_cast<u64>(kLog2Floor[base]) + 1;
  const u64 bits = static_cast<u64>(digits) / 1000 * bits_each + (static_cast<u64>(digits) % 1000 * bits_each) / 1000;
  return static_cast<usize>(bits / 64 + 3);
}

Status from_text(const Context& cx, Out& r, std::string_view digits, int base) {
  if (base < 2 || base > 36 || digits.empty()) return Status::invalid;
  r.negative = false;
  if (std::has_single_bit(static_cast<unsigned>(base))) return power_of_two_parse(cx, r, digits, base);
  Powers powers;
  const Radix& radix = radix_of(static_cast<u64>(base));
  const usize limbs = from_text_size(digits.size(), base);
  const bool big = digits.size() > radix.chunk * kParseBase;
  const usize store_size = big ? 3 * limbs + 128 : 0;
  Temp temp(cx.scratch, store_size);
  if (!temp) return Status::no_memory;
  if (big) {
    MONTY_BIGINT_TRY(make_powers(cx, powers, radix.power, levels_for(digits.size(), radix.chunk), temp.get(), temp.get() + store_size));
  }
  TextReader reader{cx, base, radix, powers};
  return reader.read(r.limbs, &r.size, digits, powers.count - 1);
}

}  // namespace monty::bigint
