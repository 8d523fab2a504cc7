// SPDX-License-Identifier: MIT
// Values as bytes, between a host and its worker processes. A tag, then the payload, little-endian, no alignment:
//
//   N T F E          None, True, False, Ellipsis          i 8 bytes   d 8 bytes
//   I s b            u32 size and bytes: an int in hexadecimal or decimal digits, a str, bytes
//   l t S Z D        u32 count and items: list, tuple, set, frozenset, dict (keys and values alternate)
//   C                one item: coded (monty.h, MONTY_CODED)
//   o                u32 size and name: an object without a plain form
//
// A message is its size as u32 and one value. The reader takes nothing on trust.
#pragma once

#include <monty/monty.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace monty_wire {

constexpr std::uint32_t kMostBytes = 1u << 31;
constexpr int kDepth = 220;

class Writer {
 public:
  explicit Writer(std::string* out) : out_(*out) {}
  void tag(char t) { out_.push_back(t); }
  void u32(std::size_t n) {
    const auto v = static_cast<std::uint32_t>(n);
    out_.append(reinterpret_cast<const char*>(&v), sizeof v);
  }
  void sized(char t, std::string_view bytes) {
    tag(t);
    u32(bytes.size());
    out_.append(bytes);
  }
  void integer(std::int64_t n) {
    tag('i');
    out_.append(reinterpret_cast<const char*>(&n), sizeof n);
  }
  void number(double d) {
    tag('d');
    out_.append(reinterpret_cast<const char*>(&d), sizeof d);
  }
  void boolean(bool b) { tag(b ? 'T' : 'F'); }
  void text(std::string_view s) { sized('s', s); }
  void text(monty_text s) { sized('s', {s.data == nullptr ? "" : s.data, s.size}); }
  void many(char t, std::size_t n) {
    tag(t);
    u32(n);
  }
  void value(const monty_value& v);

 private:
  std::string& out_;
};

// A value that lies in the message it was read from and in this.
class Reader {
 public:
  // False: it is no value.
  bool read(std::string_view message, monty_value* out);

 private:
  bool value(monty_value* out, int depth);
  bool u32(std::uint32_t* n);
  bool bytes(std::string_view* out);
  std::string_view rest_;
  std::vector<std::unique_ptr<monty_value[]>> arrays_;
  std::vector<std::string> names_;
};

// Whole messages over a socket, which stays the caller's. One thread at a time.
class Channel {
 public:
  explicit Channel(int fd) : fd_(fd) {}
  // False: the other side is gone.
  bool send(std::string_view message);
  bool receive(std::string* message);
  // Whether receive() has something to read within so many seconds (negative: at any time); true at the end, too.
  bool wait(double seconds);

 private:
  bool fill(std::size_t least);
  long look(char* into, std::size_t most);
  int fd_;
  unsigned idle_ = 0, rests_ = 0;  // how often looking was in vain; messages that are waited for without it
  std::string held_;               // what was read beyond a message
  std::size_t from_ = 0;           // up to here it was given out
};

}  // namespace monty_wire
