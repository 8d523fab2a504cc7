// SPDX-License-Identifier: MIT
// rooms: base
// Big integers against themselves: (a / b) * b + a % b == a, text and bytes round trips, roots, bit identities.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/bigint.h"

namespace {

using namespace monty;
using namespace monty::bigint;

struct Number {
  std::vector<u64> limbs;
  bool negative = false;

  View view() const { return {limbs.data(), limbs.size(), negative}; }
  bool operator==(const Number& other) const { return limbs == other.limbs && negative == other.negative; }
};

void check(bool fine) {
  if (!fine) std::abort();
}

struct Machine {
  Meter meter;
  Scratch scratch;
  Context cx{meter, scratch};

  template <typename F>
  Number run(usize room, F&& f) {
    Number n;
    n.limbs.resize(room);
    Out out{n.limbs.data()};
    check(f(out) == Status::ok);
    check(out.size <= room);
    n.limbs.resize(out.size);
    n.negative = out.negative;
    check(n.limbs.empty() ? !n.negative : n.limbs.back() != 0);
    return n;
  }
  Number sum(const Number& a, const Number& b) {
    return run(add_size(a.view(), b.view()), [&](Out& r) { return add(cx, r, a.view(), b.view()); });
  }
  Number product(const Number& a, const Number& b) {
    return run(mul_size(a.view(), b.view()), [&](Out& r) { return mul(cx, r, a.view(), b.view()); });
  }
  Number bits(BitOp op, const Number& a, const Number& b) {
    return run(bitwise_size(a.view(), b.view()), [&](Out& r) { return bitwise(cx, r, op, a.view(), b.view()); });
  }

  void division(const Number& a, const Number& b) {
    if (b.limbs.empty()) return;
    Number r;
    r.limbs.resize(b.limbs.size());
    const Number q = run(quotient_size(a.view(), b.view()), [&](Out& out) {
      Out rest{r.limbs.data()};
      const Status status = divmod_floor(cx, &out, &rest, a.view(), b.view());
      r.limbs.resize(rest.size);
      r.negative = rest.negative;
      return status;
    });
    check(sum(product(q, b), r) == a);
    check(compare_magnitude(r.view(), b.view()) < 0);
    check(r.limbs.empty() || r.negative == b.negative);
    double value;
    const Status status = true_divide(cx, &value, a.view(), b.view());
    check(status == Status::ok || status == Status::overflow);
  }

  void text(const Number& a, int base) {
    std::string s(text_size_bound(a.view(), base), '\0');
    usize length = 0;
    check(to_text(cx, s.data(), &length, a.view(), base) == Status::ok && length <= s.size());
    std::string_view digits(s.data(), length);
    if (a.negative) digits.remove_prefix(1);
    Number back = run(from_text_size(digits.size(), base), [&](Out& r) { return from_text(cx, r, digits, base); });
    back.negative = a.negative;
    check(back == a);
  }

  void rest(const Number& a, const Number& b, unsigned option) {
    check(sum(bits(BitOp::bit_or, a, b), bits(BitOp::bit_and, a, b)) == sum(a, b));
    const usize room = std::max<usize>(1, std::max(a.limbs.size(), b.limbs.size()));
    const Number g = run(room, [&](Out& r) { return gcd(cx, r, a.view(), b.view()); });
    for (const Number* x : {&a, &b}) {
      if (g.limbs.empty()) break;
      check(run(g.limbs.size(), [&](Out& r) { return divmod_floor(cx, nullptr, &r, x->view(), g.view()); }).limbs.empty());
    }
    const Number root = run((a.limbs.size() + 1) / 2 + 1, [&](Out& r) { return isqrt(cx, r, a.view().magnitude()); });
    check(compare_magnitude(product(root, root).view(), a.view()) <= 0);
    const usize count = a.limbs.size() * 8 + 1;
    std::vector<u8> bytes(count);
    const Endian endian = option & 1 ? Endian::big : Endian::little;
    check(to_bytes(a.view(), bytes.data(), count, endian, Signedness::is_signed) == Status::ok);
    check(run(from_bytes_size(count), [&](Out& r) {
            from_bytes(r, bytes.data(), count, endian, Signedness::is_signed);
            return Status::ok;
          }) == a);
    if (!b.limbs.empty() && b.limbs.size() <= 8) {
      const Small e(static_cast<i64>(option % 8));
      usize size = 0;
      check(pow_size(a.view(), option % 8, &size) == Status::ok);
      const Number whole = run(size, [&](Out& r) { return pow(cx, r, a.view(), option % 8); });
      check(run(b.limbs.size(), [&](Out& r) { return divmod_floor(cx, nullptr, &r, whole.view(), b.view()); }) ==
            run(b.limbs.size(), [&](Out& r) { return powmod(cx, r, a.view(), e.view(), b.view()); }));
    }
  }
};

// Each byte of input makes one to 64 limbs of a kind, so that short inputs reach the large algorithms.
Number number_from(const u8* data, usize size, bool negative) {
  Number n;
  for (usize i = 0; i < size && n.limbs.size() < 1500; ++i) {
    const u8 c = data[i];
    switch (c >> 6) {
      case 0: n.limbs.insert(n.limbs.end(), c & 63, 0); break;
      case 1: n.limbs.insert(n.limbs.end(), c & 63, ~u64{0}); break;
      case 2: n.limbs.push_back(u64{1} << (c & 63)); break;
      default:
        for (int k = c & 63; k > 0; --k) {
          n.limbs.push_back((n.limbs.size() + 1) * 0x9e3779b97f4a7c15 ^ static_cast<u64>(c) << 56);
        }
    }
  }
  n.limbs.resize(normalised_size(n.limbs.data(), n.limbs.size()));
  n.negative = negative && !n.limbs.empty();
  return n;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  const u8 option = data[0];
  const usize split = data[1] % (size - 2) + 2;
  const Number a = number_from(data + split, size - split, (option & 1) != 0);
  const Number b = number_from(data + 2, split - 2, (option & 2) != 0);
  Machine machine;
  machine.division(a, b);
  machine.division(b, a);
  machine.text(a, 2 + option % 35);
  machine.text(b, 10);
  machine.rest(a, b, option >> 2);
  return 0;
}
