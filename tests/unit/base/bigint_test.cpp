// SPDX-License-Identifier: MIT
// Big integers: identities over random operands of every size class, and results computed by CPython.
#include "base/bigint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace monty::bigint {
namespace {

// An owning number for tests.
struct Number {
  std::vector<u64> limbs;
  bool negative = false;

  View view() const { return {limbs.data(), limbs.size(), negative}; }
};

class BigInt : public ::testing::Test {
 protected:
  Meter meter;
  Scratch scratch;
  Context cx{meter, scratch};
  std::mt19937_64 random{20240717};

  Number take(std::vector<u64> limbs, const Out& out) {
    limbs.resize(out.size);
    if (out.size != 0) {
      EXPECT_NE(limbs.back(), 0u);
    }
    return {std::move(limbs), out.negative};
  }

  template <typename F>
  Number run(usize room, F&& f) {
    std::vector<u64> limbs(room);
    Out out{limbs.data()};
    const Status status = f(out);
    EXPECT_EQ(status, Status::ok);
    if (status != Status::ok) return {};
    EXPECT_LE(out.size, room);
    return take(std::move(limbs), out);
  }

  Number parse(std::string_view text, int base = 10) {
    bool negative = false;
    if (text[0] == '-') {
      negative = true;
      text.remove_prefix(1);
    }
    Number n = run(from_text_size(text.size(), base), [&](Out& r) { return from_text(cx, r, text, base); });
    n.negative = negative && !n.limbs.empty();
    return n;
  }

  std::string text(const Number& n, int base = 10) {
    std::string s(text_size_bound(n.view(), base), '\0');
    usize length = 0;
    EXPECT_EQ(to_text(cx, s.data(), &length, n.view(), base), Status::ok);
    EXPECT_LE(length, s.size());
    s.resize(length);
    return s;
  }

  Number add2(const Number& a, const Number& b) {
    return run(add_size(a.view(), b.view()), [&](Out& r) { return add(cx, r, a.view(), b.view()); });
  }
  Number sub2(const Number& a, const Number& b) {
    return run(add_size(a.view(), b.view()), [&](Out& r) { return sub(cx, r, a.view(), b.view()); });
  }
  Number mul2(const Number& a, const Number& b) {
    return run(mul_size(a.view(), b.view()), [&](Out& r) { return mul(cx, r, a.view(), b.view()); });
  }
  bool equal(const Number& a, const Number& b) { return a.limbs == b.limbs && a.negative == b.negative; }

  // Long runs of ones and zeros find carry errors that plain random limbs never meet.
  Number random_number(usize size) {
    Number n;
    n.limbs.resize(size);
    const int kind = static_cast<int>(random() % 4);
    for (auto& limb : n.limbs) {
      switch (kind) {
        case 0: limb = random(); break;
        case 1: limb = random() % 3 == 0 ? ~u64{0} : (random() % 2 == 0 ? 0 : random()); break;
        case 2: limb = ~u64{0}; break;
        default: limb = random() % 8 == 0 ? u64{1} << (random() % 64) : 0; break;
      }
    }
    n.limbs.resize(normalised_size(n.limbs.data(), size));
    n.negative = !n.limbs.empty() && random() % 2 == 0;
    return n;
  }
  usize random_size() {
    switch (random() % 8) {
      case 0: return random() % 400;
      case 1: return random() % 120;
      case 2: return random() % 40;
      default: return random() % 8;
    }
  }
};

TEST_F(BigInt, ProductsDistribute) {
  for (int i = 0; i < 600; ++i) {
    const Number a = random_number(random_size()), b = random_number(random_size()), c = random_number(random_size());
    EXPECT_TRUE(equal(mul2(add2(a, b), c), add2(mul2(a, c), mul2(b, c)))) << i;
    EXPECT_TRUE(equal(mul2(sub2(a, b), add2(a, b)), sub2(mul2(a, a), mul2(b, b)))) << i;
  }
}

TEST_F(BigInt, LargeProductsAgreeModuloPrime) {
  for (usize n : {100u, 111u, 112u, 113u, 200u, 333u, 500u, 1000u, 1500u}) {
    for (usize m : {1u, 25u, 27u, 70u, 111u, 130u, 400u, 1000u}) {
      const Number a = random_number(n), b = random_number(m);
      const Number p = mul2(a, b);
      constexpr u64 kModulus = (u64{1} << 61) - 1;
      __extension__ typedef unsigned __int128 wide;
      const u64 expected = static_cast<u64>(static_cast<wide>(hash_mod_61(a.view())) * hash_mod_61(b.view()) % kModulus);
      EXPECT_EQ(hash_mod_61(p.view()), expected) << n << ' ' << m;
    }
  }
}

TEST_F(BigInt, DivisionInverts) {
  for (int i = 0; i < 2000; ++i) {
    const Number a = random_number(random_size() + random_size()), b = random_number(random_size());
    if (b.limbs.empty()) continue;
    Number r;
    const Number q = run(quotient_size(a.view(), b.view()), [&](Out& out) {
      std::vector<u64> limbs(remainder_size(a.view(), b.view()));
      Out rest{limbs.data()};
      const Status status = divmod_floor(cx, &out, &rest, a.view(), b.view());
      r = take(limbs, rest);
      return status;
    });
    EXPECT_TRUE(equal(add2(mul2(q, b), r), a)) << i;
    EXPECT_LT(compare_magnitude(r.view(), b.view()), 0);
    if (!r.limbs.empty()) {
      EXPECT_EQ(r.negative, b.negative);
    }
    const Number q_only = run(quotient_size(a.view(), b.view()), [&](Out& out) { return divmod_floor(cx, &out, nullptr, a.view(), b.view()); });
    EXPECT_TRUE(equal(q, q_only));
    const Number r_only = run(remainder_size(a.view(), b.view()), [&](Out& out) { return divmod_floor(cx, nullptr, &out, a.view(), b.view()); });
    EXPECT_TRUE(equal(r, r_only));
  }
}

TEST_F(BigInt, TextRoundTrips) {
  for (int i = 0; i < 300; ++i) {
    const Number a = random_number(random_size());
    const int base = 2 + static_cast<int>(random() % 35);
    EXPECT_TRUE(equal(parse(text(a, base), base), a)) << base;
    EXPECT_TRUE(equal(parse(text(a)), a));
  }
  EXPECT_EQ(text(parse("-0")), "0");
  EXPECT_EQ(text(parse("000123")), "123");
  EXPECT_EQ(text(parse("zz", 36), 36), "zz");
  const std::string big = "1" + std::string(100000, '0');
  EXPECT_EQ(text(parse(big)), big);
  for (usize digits : {577u, 578u, 700u, 1000u, 1216u, 1217u, 5000u, 20000u}) {
    EXPECT_EQ(text(parse("1" + std::string(digits, '0'))), "1" + std::string(digits, '0'));
    EXPECT_EQ(text(parse(std::string(digits, '9'))), std::string(digits, '9'));
  }
}

TEST_F(BigInt, ShiftsAndBits) {
  for (int i = 0; i < 1000; ++i) {
    const Number a = random_number(random_size()), b = random_number(random_size());
    const u64 bits = random() % 300;
    usize room = 0;
    ASSERT_EQ(shift_left_size(a.view(), bits, &room), Status::ok);
    const Number up = run(room, [&](Out& r) { return shift_left(cx, r, a.view(), bits); });
    const Number back = run(shift_right_size(up.view(), bits), [&](Out& r) { return shift_right(cx, r, up.view(), bits); });
    EXPECT_TRUE(equal(back, a));
    // floor(a / 2^bits)
    std::vector<u64> one(bits / 64 + 1);
    one[bits / 64] = u64{1} << (bits % 64);
    const Number power{one, false};
    const Number floor = run(quotient_size(a.view(), power.view()), [&](Out& r) { return divmod_floor(cx, &r, nullptr, a.view(), power.view()); });
    const Number right = run(shift_right_size(a.view(), bits), [&](Out& r) { return shift_right(cx, r, a.view(), bits); });
    EXPECT_TRUE(equal(floor, right));
    // a + b = (a ^ b) + 2 (a & b) = (a | b) + (a & b)
    const auto bit = [&](BitOp op) { return run(bitwise_size(a.view(), b.view()), [&](Out& r) { return bitwise(cx, r, op, a.view(), b.view()); }); };
    const Number both = bit(BitOp::bit_and), either = bit(BitOp::bit_or), one_of = bit(BitOp::bit_xor);
    EXPECT_TRUE(equal(add2(either, both), add2(a, b)));
    EXPECT_TRUE(equal(add2(one_of, add2(both, both)), add2(a, b)));
    const Number inverted = run(a.limbs.size() + 1, [&](Out& r) { return bit_not(cx, r, a.view()); });
    EXPECT_TRUE(equal(add2(inverted, a), parse("-1")));
  }
}

TEST_F(BigInt, PowersAndRoots) {
  const auto power = [&](const Number& a, u64 e) {
    usize room = 0;
    EXPECT_EQ(pow_size(a.view(), e, &room), Status::ok);
    return run(room, [&](Out& r) { return pow(cx, r, a.view(), e); });
  };
  EXPECT_EQ(text(power(parse("10"), 5000)), "1" + std::string(5000, '0'));
  EXPECT_EQ(text(power(parse("-3"), 41)), "-36472996377170786403");
  EXPECT_EQ(text(power(parse("0"), 0)), "1");
  EXPECT_EQ(text(power(parse("-1"), ~u64{0})), "-1");
  EXPECT_EQ(text(power(parse("-1024"), 3), 16), "-40000000");
  usize room;
  EXPECT_EQ(pow_size(parse("10").view(), u64{1} << 60, &room), Status::overflow);
  for (int i = 0; i < 200; ++i) {
    Number a = random_number(1 + random() % 4);
    Number p = parse("1");
    for (u64 e = 0; e < 12; ++e) {
      EXPECT_TRUE(equal(power(a, e), p)) << text(a) << ' ' << e;
      p = mul2(p, a);
    }
  }
  for (int i = 0; i < 300; ++i) {
    Number a = random_number(random_size());
    a.negative = false;
    const Number root = run((a.limbs.size() + 1) / 2 + 1, [&](Out& r) { return isqrt(cx, r, a.view()); });
    EXPECT_LE(compare(mul2(root, root).view(), a.view()), 0);
    const Number next = add2(root, parse("1"));
    EXPECT_GT(compare(mul2(next, next).view(), a.view()), 0);
  }
}

TEST_F(BigInt, GcdDividesAndIsGreatest) {
  for (int i = 0; i < 400; ++i) {
    const Number a = random_number(random_size()), b = random_number(random_size());
    const usize room = std::max<usize>(1, std::max(a.limbs.size(), b.limbs.size()));
    const Number g = run(room, [&](Out& r) { return gcd(cx, r, a.view(), b.view()); });
    // Euclid, plainly
    Number x = a, y = b;
    x.negative = y.negative = false;
    while (!y.limbs.empty()) {
      Number r = run(y.limbs.size(), [&](Out& out) { return divmod_floor(cx, nullptr, &out, x.view(), y.view()); });
      x = y;
      y = r;
    }
    EXPECT_TRUE(equal(g, x)) << text(a) << ' ' << text(b);
  }
}

TEST_F(BigInt, ModularPowers) {
  for (int i = 0; i < 300; ++i) {
    Number a = random_number(1 + random() % 5), m = random_number(1 + random() % 5);
    if (m.limbs.empty()) continue;
    const u64 e = random() % 30;
    usize room = 0;
    ASSERT_EQ(pow_size(a.view(), e, &room), Status::ok);
    const Number whole = run(room, [&](Out& r) { return pow(cx, r, a.view(), e); });
    const Number expected = run(m.limbs.size(), [&](Out& r) { return divmod_floor(cx, nullptr, &r, whole.view(), m.view()); });
    const Small exponent(static_cast<i64>(e));
    const Number actual = run(m.limbs.size(), [&](Out& r) { return powmod(cx, r, a.view(), exponent.view(), m.view()); });
    EXPECT_TRUE(equal(actual, expected)) << text(a) << ' ' << e << ' ' << text(m);
  }
  // Fermat, over a Mersenne prime, with a long exponent
  const Number p = sub2(run(10, [&](Out& r) { return shift_left(cx, r, Small(1).view(), 521); }), parse("1"));
  const Number e = sub2(p, parse("1"));
  for (int i = 0; i < 5; ++i) {
    const Number a = random_number(5);
    if (a.limbs.empty()) continue;
    EXPECT_EQ(text(run(p.limbs.size(), [&](Out& r) { return powmod(cx, r, a.view(), e.view(), p.view()); })), "1");
    Number minus_one = parse("-1");
    const Number inverse = run(p.limbs.size(), [&](Out& r) { return powmod(cx, r, a.view(), minus_one.view(), p.view()); });
    const Number product = mul2(inverse, a);
    EXPECT_EQ(text(run(p.limbs.size(), [&](Out& r) { return divmod_floor(cx, nullptr, &r, product.view(), p.view()); })), "1");
  }
  u64 limb[1];
  Out out{limb};
  EXPECT_EQ(powmod(cx, out, Small(6).view(), Small(-1).view(), Small(9).view()), Status::invalid);
  EXPECT_EQ(powmod(cx, out, Small(6).view(), Small(2).view(), Small(0).view()), Status::zero_division);
}

TEST_F(BigInt, Doubles) {
  const auto convert = [&](std::string_view s) {
    double d = 0;
    const Number n = parse(s);
    return to_double(n.view(), &d) == Status::ok ? d : INFINITY;
  };
  EXPECT_EQ(convert("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(convert("9007199254740995"), 9007199254740996.0);
  EXPECT_EQ(convert("-18446744073709551615"), -18446744073709551616.0);
  EXPECT_EQ(convert("1" + std::string(308, '0')), 1e308);
  EXPECT_EQ(convert("1" + std::string(309, '0')), INFINITY);
  for (int i = 0; i < 3000; ++i) {
    u64 bits = random();
    double d;
    static_assert(sizeof d == sizeof bits);
    std::memcpy(&d, &bits, sizeof d);
    if (!std::isfinite(d) || std::fabs(d) < 1) continue;
    const Number n = run(17, [&](Out& r) {
      from_double_trunc(r, d);
      return Status::ok;
    });
    double back = 0;
    EXPECT_EQ(to_double(n.view(), &back), Status::ok);
    EXPECT_EQ(back, std::trunc(d));
    EXPECT_EQ(compare_double(n.view(), std::trunc(d)), 0);
    const double other = std::nextafter(d, INFINITY);
    EXPECT_EQ(compare_double(n.view(), other), std::trunc(d) < other ? -1 : (std::trunc(d) > other ? 1 : 0));
  }
  // Division by a power of ten is one rounding: strtod does the same.
  for (int i = 0; i < 2000; ++i) {
    const Number a = random_number(1 + random() % 6);
    const usize zeros = random() % 400;
    const Number b = parse("1" + std::string(zeros, '0'));
    double value = 0;
    const Status status = true_divide(cx, &value, a.view(), b.view());
    const double expected = std::strtod((text(a) + "e-" + std::to_string(zeros)).c_str(), nullptr);
    if (status == Status::overflow) {
      EXPECT_TRUE(std::isinf(expected));
    } else {
      EXPECT_EQ(value, expected) << text(a) << " e-" << zeros;
    }
  }
}

TEST_F(BigInt, Bytes) {
  for (int i = 0; i < 2000; ++i) {
    const Number a = random_number(random() % 6);
    const Endian endian = random() % 2 == 0 ? Endian::little : Endian::big;
    const usize count = a.limbs.size() * 8 + 1 + random() % 3;
    std::vector<u8> bytes(count);
    ASSERT_EQ(to_bytes(a.view(), bytes.data(), count, endian, Signedness::is_signed), Status::ok);
    EXPECT_TRUE(equal(a, run(from_bytes_size(count), [&](Out& r) {
                        from_bytes(r, bytes.data(), count, endian, Signedness::is_signed);
                        return Status::ok;
                      })));
  }
  u8 one[1];
  EXPECT_EQ(to_bytes(Small(-128).view(), one, 1, Endian::big, Signedness::is_signed), Status::ok);
  EXPECT_EQ(one[0], 0x80);
  EXPECT_EQ(to_bytes(Small(-129).view(), one, 1, Endian::big, Signedness::is_signed), Status::overflow);
  EXPECT_EQ(to_bytes(Small(128).view(), one, 1, Endian::big, Signedness::is_signed), Status::overflow);
  EXPECT_EQ(to_bytes(Small(-1).view(), one, 1, Endian::big, Signedness::is_unsigned), Status::invalid);
  EXPECT_EQ(to_bytes(Small(256).view(), one, 1, Endian::big, Signedness::is_unsigned), Status::overflow);
}

TEST_F(BigInt, Hashes) {
  EXPECT_EQ(python_hash(parse("2305843009213693951").view()), 0);
  EXPECT_EQ(python_hash(parse("-1").view()), -2);
  EXPECT_EQ(python_hash(parse("1" + std::string(30, '0')).view()), 465258685558744706);
}

TEST_F(BigInt, StopsAndRefuses) {
  Meter stopping([](Meter&) { return false; });
  Context stopped{stopping, scratch};
  const Number a = random_number(300);
  std::vector<u64> limbs(700);
  Out out{limbs.data()};
  EXPECT_EQ(mul(stopped, out, a.view(), a.view()), Status::stopped);
  Scratch none([](void*, usize) -> void* { return nullptr; }, nullptr, nullptr);
  Context refused{meter, none};
  EXPECT_EQ(mul(refused, out, a.view(), a.view()), Status::no_memory);
  EXPECT_EQ(divrem_trunc(cx, &out, nullptr, a.view(), View{}), Status::zero_division);
}

}  // namespace
}  // namespace monty::bigint
