// SPDX-License-Identifier: MIT
// DEFLATE, unpacking; checksums.
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>

#include "lib/deflate.h"
#include "lib/deflate_tables.h"

namespace monty::lib {

namespace {

constexpr usize kWindow = 32768;

// A canonical Huffman code, decoded length by length.
struct Decoder {
  u16 count[16];
  u16 symbols[288];

  // Positive: codes are missing; negative: there are too many.
  int build(const u8* lengths, u32 n) {
    std::memset(count, 0, sizeof count);
    for (u32 i = 0; i < n; i++) count[lengths[i]]++;
    int left = 1;
    for (u32 length = 1; length < 16; length++) {
      left = (left << 1) - count[length];
      if (left < 0) return left;
    }
    u16 at[16] = {};
    for (u32 length = 1; length < 15; length++) at[length + 1] = static_cast<u16>(at[length] + count[length]);
    for (u32 i = 0; i < n; i++) {
      if (lengths[i] != 0) symbols[at[lengths[i]]++] = static_cast<u16>(i);
    }
    return count[0] == n ? 0 : left;
  }
};

class Inflater {
 public:
  Inflater(std::span<const u8> input, u64 limit, Meter& meter, const ByteSink& out) : in_(input), limit_(limit), meter_(meter), out_(out) {}

  void dictionary(std::span<const u8> bytes) {
    if (bytes.size() > kWindow) bytes = bytes.last(kWindow);
    std::copy(bytes.begin(), bytes.end(), window_.begin());
    fill_ = flushed_ = bytes.size();
    behind_ = bytes.size();
  }

  Inflated run() {
    InflateStatus status = InflateStatus::more;
    bool last = false;
    while (!last && (status = block(&last)) == InflateStatus::done) {
    }
    if (!hand_over()) status = InflateStatus::stopped;
    return {status, at_ - bit_count_ / 8, message_};
  }

 private:
  using Status = InflateStatus;

  Status bad(const char* message) {
    message_ = message;
    return Status::bad;
  }

  bool need(u32 n) {
    while (bit_count_ < n) {
      if (at_ == in_.size()) return false;
      bits_ |= u64{in_[at_++]} << bit_count_;
      bit_count_ += 8;
    }
    return true;
  }
  u32 take(u32 n) {
    u32 value = static_cast<u32>(bits_ & ((u64{1} << n) - 1));
    bits_ >>= n;
    bit_count_ -= n;
    return value;
  }

  bool hand_over() {
    if (fill_ == flushed_) return true;
    bool fine = meter_.tick((fill_ - flushed_) / 4 + 1) && out_.write(out_.context, window_.data() + flushed_, fill_ - flushed_);
    if (fill_ == window_.size()) {
      std::memmove(window_.data(), window_.data() + kWindow, kWindow);
      fill_ = kWindow;
    }
    flushed_ = fill_;
    return fine;
  }
  bool put(u8 byte) {
    window_[fill_++] = byte;
    behind_ += behind_ < kWindow;
    made_++;
    return fill_ < window_.size() || hand_over();
  }

  Status block(bool* last) {
    if (!need(3)) return Status::more;
    *last = take(1) != 0;
    switch (take(2)) {
      case 0: return stored();
      case 1: return compressed(fixed().first, fixed().second);
      case 2: return dynamic();
      default: return bad("invalid block type");
    }
  }

  Status stored() {
    take(bit_count_ % 8);
    if (!need(32)) return Status::more;
    u32 length = take(16), check = take(16);
    if (length != (check ^ 0xFFFF)) return bad("invalid stored block lengths");
    while (length > 0) {
      if (made_ == limit_) return Status::full;
      if (!need(8)) return Status::more;
      if (!put(static_cast<u8>(take(8)))) return Status::stopped;
      length--;
    }
    return Status::done;
  }

  // -1: the input ends; -2: no such code.
  int symbol(const Decoder& code) {
    int value = 0, first = 0, index = 0;
    for (u32 length = 1; length < 16; length++) {
      if (!need(length)) return -1;
      value |= static_cast<int>(bits_ >> (length - 1) & 1);
      int n = code.count[length];
      if (value - n < first) {
        take(length);
        return code.symbols[index + (value - first)];
      }
      index += n;
      first = (first + n) << 1;
      value <<= 1;
    }
    return -2;
  }

  Status dynamic() {
    if (!need(14)) return Status::more;
    u32 literals = take(5) + 257, distances = take(5) + 1, orders = take(4) + 4;
    if (literals > 286 || distances > 30) return bad("too many length or distance symbols");
    u8 lengths[286 + 30] = {}, outer[19] = {};
    for (u32 i = 0; i < orders; i++) {
      if (!need(3)) return Status::more;
      outer[kCodeOrder[i]] = static_cast<u8>(take(3));
    }
    Decoder code;
    if (code.build(outer, 19) != 0 || code.count[0] == 19) return bad("invalid code lengths set");
    for (u32 i = 0; i < literals + distances;) {
      int s = symbol(code);
      if (s == -1) return Status::more;
      if (s < 0) return bad("invalid code lengths set");
      if (s < 16) {
        lengths[i++] = static_cast<u8>(s);
        continue;
      }
      const u32 extra = s == 16 ? 2 : s == 17 ? 3 : 7;
      if (!need(extra)) return Status::more;
      if (s == 16 && i == 0) return bad("invalid bit length repeat");
      const u8 repeated = s == 16 ? lengths[i - 1] : 0;
      u32 n = take(extra) + (s == 18 ? 11 : 3);
      if (i + n > literals + distances) return bad("invalid bit length repeat");
      while (n-- > 0) lengths[i++] = repeated;
    }
    if (lengths[256] == 0) return bad("invalid code -- missing end-of-block");
    // A code may be incomplete only where it has a single symbol.
    int left = literals_.build(lengths, literals);
    if (left != 0 && (left < 0 || literals - literals_.count[0] != 1)) return bad("invalid literal/lengths set");
    left = distances_.build(lengths + literals, distances);
    if (left != 0 && (left < 0 || distances - distances_.count[0] != 1)) return bad("invalid distances set");
    return compressed(literals_, distances_);
  }

  Status compressed(const Decoder& literals, const Decoder& distances) {
    while (true) {
      if (made_ >= limit_) return Status::full;
      int s = symbol(literals);
      if (s == -1) return Status::more;
      if (s < 0) return bad("invalid literal/length code");
      if (s < 256) {
        if (!put(static_cast<u8>(s))) return Status::stopped;
        continue;
      }
      if (s == 256) return meter_.tick() ? Status::done : Status::stopped;
      if (s > 285) return bad("invalid literal/length code");
      const u32 extra = kLengthExtra[s - 257];
      if (!need(extra)) return Status::more;
      u32 length = kLengthBase[s - 257] + take(extra);
      s = symbol(distances);
      if (s == -1) return Status::more;
      if (s < 0 || s > 29) return bad("invalid distance code");
      if (!need(kDistanceExtra[s])) return Status::more;
      const u32 distance = kDistanceBase[s] + take(kDistanceExtra[s]);
      if (distance > behind_) return bad("invalid distance too far back");
      while (length-- > 0) {
        if (!put(window_[fill_ - distance])) return Status::stopped;
      }
    }
  }

  static const std::pair<Decoder, Decoder>& fixed() {
    static const std::pair<Decoder, Decoder> codes = [] {
      std::pair<Decoder, Decoder> made;
      u8 lengths[288];
      for (u32 i = 0; i < 288; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
      made.first.build(lengths, 288);
      std::memset(lengths, 5, 30);
      made.second.build(lengths, 30);
      return made;
    }();
    return codes;
  }

  std::span<const u8> in_;
  usize at_ = 0;
  u64 bits_ = 0;
  u32 bit_count_ = 0;
  u64 limit_, made_ = 0;
  Meter& meter_;
  const ByteSink& out_;
  const char* message_ = nullptr;
  Decoder literals_, distances_;
  usize fill_ = 0, flushed_ = 0, behind_ = 0;
  std::array<u8, 2 * kWindow> window_;
};

static_assert(sizeof(Inflater) <= kInflateRoom);

}  // namespace

Inflated inflate(std::span<const u8> input, std::span<const u8> dictionary, u64 limit, Meter& meter, const ByteSink& out) {
  std::unique_ptr<Inflater> one(new (std::nothrow) Inflater(input, limit, meter, out));
  if (one == nullptr) return {InflateStatus::no_memory, 0, nullptr};
  one->dictionary(dictionary);
  return one->run();
}

bool adler32(std::span<const u8> data, u32* sum, Meter& meter) {
  u32 a = *sum & 0xFFFF, b = *sum >> 16;
  while (!data.empty()) {
    usize n = std::min<usize>(data.size(), 5552);  // as many as fit b
    if (!meter.tick(n / 8 + 1)) return false;
    for (u8 byte : data.first(n)) b += a += byte;
    a %= 65521;
    b %= 65521;
    data = data.subspan(n);
  }
  *sum = b << 16 | a;
  return true;
}

bool crc32(std::span<const u8> data, u32* sum, Meter& meter) {
  static const std::array<u32, 256> table = [] {
    std::array<u32, 256> made;
    for (u32 i = 0; i < 256; i++) {
      u32 c = i;
      for (int bit = 0; bit < 8; bit++) c = c >> 1 ^ (c & 1 ? 0xEDB88320u : 0);
      made[i] = c;
    }
    return made;
  }();
  u32 c = ~*sum;
  while (!data.empty()) {
    usize n = std::min<usize>(data.size(), 65536);
    if (!meter.tick(n / 2 + 1)) return false;
    for (u8 byte : data.first(n)) c = table[(c ^ byte) & 0xFF] ^ c >> 8;
    data = data.subspan(n);
  }
  *sum = ~c;
  return true;
}

}  // namespace monty::lib
