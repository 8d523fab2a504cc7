// SPDX-License-Identifier: MIT
// The format of a dump. Version 1 (the first).
//
// A dump is a sequence of bytes that does not depend on byte order or word size. Numbers are varints: seven bits a byte,
// low ones first, the top bit says that more follow; signed ones are zigzagged. Texts and blobs are a length and bytes.
//
//   "MNTYSNAP"  version  release (text)  flags (1: suspended, 2: a MAC follows at the end,
//               4: suspended between two instructions)
//   host        usage so far and limits of the run
//   programs    count, then each source text that a live code object came from: 0 and the name of an embedded module, or
//               1, file name, compiler mode, compiler flags, source; and the fingerprint of its code (4 bytes). Never
//               bytecode: loading compiles again. A release that compiles a text to something else refuses by name.
//   cells       count, then each cell: a head (tag, and whether a number and flags follow), and the content of leaves
//               (numbers, texts). Cells are numbered from 1 in the order in which they were met, breadth first, and may
//               refer to later ones.
//   bodies      the fields of the other cells, in the same order, as their descriptions in object/layout.h show them
//   roots       the fields of the Vm, the frames (outermost first), library modules whose definitions
//               are made as they are used, serials of id()
//   MAC         32 bytes: HMAC-SHA-256 of everything before, when flags say so
//
// A value is a varint whose low two bits are its sort: 0 cell number, 1 small int (zigzag), 2 special, 3 double (8 bytes
// follow). A reference to a cell is its number, 0 for null. A code object is the number of its program, from 1, and its
// index in the program.
// A tag is a Kind in the order of MONTY_KINDS, counted from 1 (a new kind goes at the end), or one of `Tag`.
// Sealed things are named: types, functions, getters of the tables made from the stubs, by module and qualified name; the
// constants of a program by number, for which its fingerprint vouches.
// A frame is a code object, the number of the instruction where it stands and the values of the registers that live there, in
// ascending order (code/suspension.h); registers that nobody needs are not in the dump.
// What can be found again is left out: hashes of texts and numbers, tables of dicts, widths, shape ids, caches.
//
// The reader trusts nothing: see reader.cpp and check.cpp. Enumerations that are stored as numbers: Kind, Cont, External,
// Generator::State, TypeFlags. Changing the meaning of a stored number moves the version.
#pragma once

#include <bit>
#include <cstring>
#include <string>
#include <string_view>

#include "base/types.h"

namespace monty::snapshot {

inline constexpr std::string_view kMagic = "MNTYSNAP";
inline constexpr u32 kVersion = 1;
// The last two tell the limit that a paused run was left at.
enum DumpFlags : u32 { kSuspended = 1, kAuthenticated = 2, kPaused = 4, kMounts = 8, kOutOfTime = 16, kOutOfInstructions = 32, kAllFlags = 63 };

enum class Tag : u8 { StaticType = 56, Sealed, Constant, StaticStr, StaticChar, EmptyTuple };
enum class Sort : u8 { Cell, Int, Special, Double };
// Numbers of the special values.
enum class SpecialNumber : u8 { None, False, True, Ellipsis, NotImplemented, Undef, SetDummy };
// The low bits of a cell's head.
enum HeadBits : u8 { kHasNumber = 1, kHasFlags = 2, kHeadShift = 2 };

class Encoder {
 public:
  void byte(u8 b) { out_.push_back(static_cast<char>(b)); }
  void number(u64 n) {
    char buffer[10];
    usize k = 0;
    while (n >= 0x80) {
      buffer[k++] = static_cast<char>(n | 0x80);
      n >>= 7;
    }
    buffer[k++] = static_cast<char>(n);
    out_.append(buffer, k);
  }
  void signed_number(i64 n) { number(zigzag(n)); }
  void fixed32(u32 n) {
    for (int i = 0; i < 4; i++) byte(static_cast<u8>(n >> (8 * i)));
  }
  void fixed64(u64 n) {
    if constexpr (std::endian::native == std::endian::little) {
      out_.append(reinterpret_cast<const char*>(&n), 8);
    } else {
      for (int i = 0; i < 8; i++) byte(static_cast<u8>(n >> (8 * i)));
    }
  }
  void real(double d) { fixed64(std::bit_cast<u64>(d)); }
  void bytes(const void* p, usize n) { out_.append(static_cast<const char*>(p), n); }
  void text(std::string_view s) {
    number(s.size());
    bytes(s.data(), s.size());
  }
  static u64 zigzag(i64 n) { return static_cast<u64>(n) << 1 ^ static_cast<u64>(n >> 63); }
  std::string& out() { return out_; }
  const std::string& out() const { return out_; }

 private:
  std::string out_;
};

// Reads what an Encoder wrote. Behind the end, or with a number that is too long, it gives zeros and is not ok().
class Decoder {
 public:
  Decoder() = default;
  explicit Decoder(std::string_view s) : at_(reinterpret_cast<const u8*>(s.data())), end_(at_ + s.size()) {}
  bool ok() const { return ok_; }
  usize left() const { return static_cast<usize>(end_ - at_); }
  void fail() {
    ok_ = false;
    at_ = end_;
  }
  u8 byte() {
    if (at_ == end_) return fail(), u8{0};
    return *at_++;
  }
  u64 number() {
    u64 n = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) break;
      u8 b = *at_++;
      if (shift == 63 && b > 1) break;
      n |= u64{b & 0x7Fu} << shift;
      if (b < 0x80) return n;
    }
    fail();
    return 0;
  }
  // At most `limit`, or the reading fails.
  u64 number_to(u64 limit) {
    u64 n = number();
    if (n > limit) return fail(), u64{0};
    return n;
  }
  i64 signed_number() { return unzigzag(number()); }
  u32 fixed32() {
    u32 n = 0;
    for (int i = 0; i < 4; i++) n |= u32{byte()} << (8 * i);
    return n;
  }
  u64 fixed64() {
    if (left() < 8) return fail(), u64{0};
    u64 n = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&n, at_, 8);
      at_ += 8;
    } else {
      for (int i = 0; i < 8; i++) n |= u64{*at_++} << (8 * i);
    }
    return n;
  }
  double real() { return std::bit_cast<double>(fixed64()); }
  std::string_view bytes(u64 n) {
    if (n > left()) return fail(), std::string_view();
    std::string_view s(reinterpret_cast<const char*>(at_), static_cast<usize>(n));
    at_ += n;
    return s;
  }
  std::string_view text() { return bytes(number()); }
  static i64 unzigzag(u64 n) { return static_cast<i64>(n >> 1 ^ (0 - (n & 1))); }
  const u8* at() const { return at_; }

 private:
  const u8* at_ = nullptr;
  const u8* end_ = nullptr;
  bool ok_ = true;
};

}  // namespace monty::snapshot
