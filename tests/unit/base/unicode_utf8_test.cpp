// SPDX-License-Identifier: MIT
// UTF-8 errors carry CPython's positions and reasons; good text makes the round trip.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace monty {
namespace {

std::span<const u8> bytes_of(std::string_view text) { return {reinterpret_cast<const u8*>(text.data()), text.size()}; }

TEST(Utf8, ErrorsAreCPythons) {
  struct Row {
    std::string_view bytes;
    u64 start, end;
    const char* reason;
  };
  const Row rows[] = {
      {"\xff", 0, 1, "invalid start byte"},
      {"\x61\xc3", 1, 2, "unexpected end of data"},
      {"\xe2\x82", 0, 2, "unexpected end of data"},
      {"\xe2\x28\xa1", 0, 1, "invalid continuation byte"},
      {"\xe2\x82\x28", 0, 2, "invalid continuation byte"},
      {"\xf0\x9f\x98", 0, 3, "unexpected end of data"},
      {"\xf0\x9f\x28", 0, 2, "invalid continuation byte"},
      {"\xf0\x9f\x98\x28", 0, 3, "invalid continuation byte"},
      {"\xed\xa0\x80", 0, 1, "invalid continuation byte"},
      {"\xe0\x80\x80", 0, 1, "invalid continuation byte"},
      {"\xf4\x90\x80\x80", 0, 1, "invalid continuation byte"},
      {"\xf5\x80", 0, 1, "invalid start byte"},
      {"\xc0\x80", 0, 1, "invalid start byte"},
      {"\x80", 0, 1, "invalid start byte"},
      {"\xf0\x28", 0, 1, "invalid continuation byte"},
      {"\xf0", 0, 1, "unexpected end of data"},
      {"\x61\x62\xf0\x9f\x98\x80\xfe", 6, 7, "invalid start byte"},
  };
  for (const Row& row : rows) {
    Meter meter;
    const Utf8Scan scan = utf8_scan(bytes_of(row.bytes), Surrogates::Reject, meter);
    EXPECT_EQ(scan.status, Utf8Status::Invalid);
    EXPECT_EQ(scan.error_start, row.start);
    EXPECT_EQ(scan.error_end, row.end);
    EXPECT_STREQ(utf8_reason_text(scan.reason), row.reason);
  }
}

TEST(Utf8, EveryCodePointMakesTheRoundTrip) {
  std::vector<u32> all;
  for (u32 c = 0; c < 0x110000; ++c) all.push_back(c);
  std::vector<u8> encoded(utf8_encoded_size(all.data(), all.size()));
  EXPECT_EQ(utf8_encode(all.data(), all.size(), encoded.data()), encoded.data() + encoded.size());
  Meter meter;
  const Utf8Scan scan = utf8_scan(encoded, Surrogates::Allow, meter);
  ASSERT_EQ(scan.status, Utf8Status::Ok);
  ASSERT_EQ(scan.code_points, all.size());
  EXPECT_EQ(scan.max, char32_t{0x10FFFF});
  std::vector<u32> decoded(all.size());
  EXPECT_EQ(utf8_decode(encoded, decoded.data()), decoded.data() + decoded.size());
  EXPECT_EQ(decoded, all);
  EXPECT_EQ(utf8_scan(encoded, Surrogates::Reject, meter).code_points, 0xD800u);
  EXPECT_EQ(find_surrogate(all.data(), all.size()), 0xD800u);
}

TEST(Utf8, MixedTextAndAsciiRuns) {
  std::string text(100, 'x');
  text += "h\xc3\xa9llo";
  Meter meter;
  Utf8Scan scan = utf8_scan(bytes_of(text), Surrogates::Reject, meter);
  EXPECT_EQ(scan.code_points, 105u);
  EXPECT_EQ(scan.max, char32_t{0xE9});
  EXPECT_EQ(ascii_prefix(bytes_of(text).data(), text.size()), 101u);
  std::vector<u8> latin(105);
  EXPECT_EQ(utf8_decode(bytes_of(text), latin.data()), latin.data() + 105);
  EXPECT_EQ(latin[101], 0xE9);
  Meter dry([](Meter&) { return false; });
  EXPECT_EQ(utf8_scan(bytes_of(text), Surrogates::Reject, dry).status, Utf8Status::Stopped);
}

}  // namespace
}  // namespace monty
