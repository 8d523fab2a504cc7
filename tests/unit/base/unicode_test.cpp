// SPDX-License-Identifier: MIT
// The tables against digests (FNV-1a over 32-bit words) of what CPython 3.14 answers for every code point.
#include "base/unicode.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace monty::unicode {
namespace {

struct Digest {
  u64 h = 0xcbf29ce484222325u;
  void add(u32 v) { h = (h ^ v) * 0x100000001b3u; }
  void add_text(const char* text) {
    for (; *text != 0; ++text) add(static_cast<u8>(*text));
  }
};

TEST(Unicode, Classes) {
  Digest d;
  for (char32_t c = 0; c < 0x110000; ++c) {
    const bool bits[] = {
        is_alpha(c), is_alnum(c), is_decimal(c), is_digit(c), is_numeric(c), is_space(c), is_printable(c), is_identifier_start(c), is_identifier_continue(c),
        is_lower(c), is_upper(c)};
    u32 word = 0;
    for (u32 i = 0; i < std::size(bits); ++i) word |= static_cast<u32>(bits[i]) << i;
    d.add(word);
  }
  EXPECT_EQ(d.h, 0x1fcf09debf31e3u);
}

TEST(Unicode, CaseMappings) {
  Digest d;
  for (char32_t c = 0; c < 0x110000; ++c) {
    char32_t out[kMaxCaseExpansion];
    for (auto* mapping : {lower_full, upper_full, title_full, casefold_full}) {
      const u32 n = mapping(c, out);
      d.add(n);
      for (u32 i = 0; i < n; ++i) d.add(out[i]);
    }
    d.add(to_lower(c));
  }
  EXPECT_EQ(d.h, 0x89ef29d941a00820u);
}

TEST(Unicode, Numbers) {
  Digest d;
  for (char32_t c = 0; c < 0x110000; ++c) {
    d.add(static_cast<u32>(decimal_value(c)));
    d.add(static_cast<u32>(digit_value(c)));
    const NumericValue value = numeric_value(c);
    if (value.den != 0) {
      const double number = static_cast<double>(value.num) / static_cast<double>(value.den);
      d.add(static_cast<u32>(static_cast<u64>(static_cast<__int128>(number * 1000000007))));
    }
  }
  EXPECT_EQ(d.h, 0x925a554162f873adu);
}

TEST(Unicode, Database) {
  Digest d;
  for (char32_t c = 0; c < 0x110000; ++c) {
    d.add(static_cast<u8>(category(c)[0]));
    d.add(static_cast<u8>(category(c)[1]));
    d.add(combining(c));
    d.add_text(bidirectional(c));
    d.add_text(east_asian_width(c));
    d.add(is_mirrored(c) ? 1 : 0);
  }
  EXPECT_EQ(d.h, 0xadcd2d1433d1da0eu);
}

TEST(Unicode, Decomposition) {
  Digest d;
  for (char32_t c = 0; c < 0x110000; ++c) {
    const Decomposition parts = decomposition(c);
    d.add_text(parts.tag);
    for (const u32 part : parts.parts) d.add(part);
  }
  EXPECT_EQ(d.h, 0xc1d812353b8b44ccu);
}

constexpr Form kForms[] = {Form::NFC, Form::NFKC, Form::NFD, Form::NFKD};

std::vector<char32_t> normal(std::span<const char32_t> text, Form form) {
  Meter meter;
  u64 bound = 0;
  EXPECT_TRUE(normalized_bound(text, form, meter, bound));
  std::vector<char32_t> out(bound);
  u64 written = 0;
  EXPECT_TRUE(normalize(text, form, meter, out, written));
  out.resize(written);
  return out;
}

TEST(Unicode, NormalFormOfEachCodePoint) {
  Digest d;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    for (const Form form : kForms) {
      char32_t out[32];
      Meter meter;
      u64 n = 0;
      ASSERT_TRUE(normalize(std::span<const char32_t>(&c, 1), form, meter, out, n));
      d.add(static_cast<u32>(n));
      for (u64 i = 0; i < n; ++i) d.add(out[i]);
    }
  }
  EXPECT_EQ(d.h, 0x2fdcda4c7f0e10d4u);
}

TEST(Unicode, NormalFormOfRandomTexts) {
  std::vector<char32_t> pool;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (combining(c) != 0 || !decomposition(c).parts.empty() || (c >= 0x1100 && c < 0x1200) || (c >= 0x41 && c < 0x7B) || (c >= 0xAC00 && c < 0xAE00)) {
      pool.push_back(c);
    }
  }
  ASSERT_EQ(pool.size(), 0x1df5u);
  Digest d;
  Digest normalized;
  u64 state = 12345;
  auto step = [&state] { return state = state * 6364136223846793005u + 1442695040888963407u; };
  for (int k = 0; k < 20000; ++k) {
    std::vector<char32_t> text((step() >> 40) % 12);
    for (char32_t& c : text) c = pool[(step() >> 33) % pool.size()];
    for (const Form form : kForms) {
      const std::vector<char32_t> result = normal(text, form);
      d.add(static_cast<u32>(result.size()));
      for (const char32_t c : result) d.add(c);
      normalized.add(result == text ? 1 : 0);
      Meter meter;
      const Quick quick = quick_check(text, form, meter);
      if (quick == Quick::Yes) {
        EXPECT_TRUE(result == text);
      }
      if (quick == Quick::No) {
        EXPECT_FALSE(result == text);
      }
    }
  }
  EXPECT_EQ(d.h, 0xfdc5e70cbccb1659u);
  EXPECT_EQ(normalized.h, 0x90eab29c43c06b01u);
}

TEST(Unicode, FinalSigma) {
  const std::u32string text = U"A\u03A3 \u03A3A\u03A3.\u0301";
  auto at = [&text](usize i) { return text[i]; };
  EXPECT_TRUE(is_final_sigma(at, text.size(), 1));
  EXPECT_FALSE(is_final_sigma(at, text.size(), 3));
  EXPECT_TRUE(is_final_sigma(at, text.size(), 5));
  EXPECT_FALSE(is_final_sigma(at, 1, 0));
}

TEST(Unicode, BeyondTheLastCodePoint) {
  EXPECT_FALSE(is_alpha(0x110000));
  EXPECT_EQ(to_upper(0xFFFFFFFF), char32_t{0xFFFFFFFF});
  EXPECT_EQ(std::memcmp(category(0x110000), "Cn", 2), 0);
}

TEST(Unicode, LongRunOfMarksStopsInTime) {
  Meter meter([](Meter& m) { return false; });
  meter.fuel() = 20000;
  std::vector<char32_t> text;
  for (int i = 0; i < 4000; ++i) text.push_back(i % 2 == 0 ? 0x301 : 0x323);
  std::vector<char32_t> out(text.size());
  u64 written = 0;
  EXPECT_FALSE(normalize(text, Form::NFD, meter, out, written));
}

}  // namespace
}  // namespace monty::unicode
