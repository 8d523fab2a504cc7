// SPDX-License-Identifier: MIT
// The value word: the only file that knows its bits.
//
// A Value is one 64-bit word. The low three bits tell what it is:
//
//   x00  small int, 62 bits: n << 2            (both operands ints: ((a | b) & 3) == 0; add and subtract as they are)
//   001  pointer to a heap cell, plus 1
//   011, 110, 111  float, self-tagged: the double's bits rotated left by 4, plus 3. The rotation brings the top three
//        exponent bits down; exponents 011 (1.7e-77 .. 2), 100 (2 .. 2.3e77) and 000 (zeros, tiny ones) become the tags
//        110, 111 and 011. Other doubles live in a heap cell (kind Float).
//   010  special: None, False, True, Ellipsis, NotImplemented, and the two results that are not values
//   101  unused
//
// `Undef` (an unbound local), `error()` (an exception is pending in the Vm) and `defer()` (a native hands over to its
// twin, `request()`: it asks the loop for a call in its place) never reach a Python program.
#pragma once

#include <bit>
#include <cstring>

#include "base/types.h"

namespace monty {

struct Cell;

class Value {
 public:
  constexpr Value() : bits_(kUndef) {}
  static constexpr Value from_bits(u64 bits) { return Value(bits); }
  constexpr u64 bits() const { return bits_; }

  static constexpr Value undef() { return Value(kUndef); }
  static constexpr Value none() { return Value(kNone); }
  static constexpr Value boolean(bool b) { return Value(b ? kTrue : kFalse); }
  static constexpr Value ellipsis() { return Value(kEllipsis); }
  static constexpr Value not_implemented() { return Value(kNotImplemented); }
  static constexpr Value error() { return Value(kError); }
  static constexpr Value defer() { return Value(kDefer); }
  static constexpr Value request() { return Value(kRequest); }

  constexpr bool is_undef() const { return bits_ == kUndef; }
  constexpr bool is_none() const { return bits_ == kNone; }
  constexpr bool is_true() const { return bits_ == kTrue; }
  constexpr bool is_false() const { return bits_ == kFalse; }
  constexpr bool is_bool() const { return (bits_ & ~u64{8}) == kFalse; }
  constexpr bool is_ellipsis() const { return bits_ == kEllipsis; }
  constexpr bool is_not_implemented() const { return bits_ == kNotImplemented; }
  constexpr bool is_error() const { return bits_ == kError; }
  constexpr bool is_defer() const { return bits_ == kDefer; }
  constexpr bool is_request() const { return bits_ == kRequest; }
  constexpr bool is_special() const { return (bits_ & 7) == 2; }
  // A value of the program: not error(), defer() or request().
  constexpr bool ok() const { return bits_ < kError || (bits_ & 7) != 2; }

  // ---- small ints
  static constexpr i64 kMaxSmall = (i64{1} << 61) - 1;
  static constexpr i64 kMinSmall = -(i64{1} << 61);
  static constexpr bool fits_small(i64 n) { return n >= kMinSmall && n <= kMaxSmall; }
  static constexpr Value small_int(i64 n) { return Value(static_cast<u64>(n) << 2); }
  constexpr bool is_small_int() const { return (bits_ & 3) == 0; }
  constexpr i64 as_small_int() const { return static_cast<i64>(bits_) >> 2; }
  static constexpr bool both_small_ints(Value a, Value b) { return ((a.bits_ | b.bits_) & 3) == 0; }

  // ---- floats
  static constexpr bool fits_float(double d) { return has_float_tag(std::rotl(std::bit_cast<u64>(d), 4) + 3); }
  // Precondition: fits_float(d); others are boxed by object/float.h's float_new.
  static constexpr Value small_float(double d) { return Value(std::rotl(std::bit_cast<u64>(d), 4) + 3); }
  constexpr bool is_small_float() const { return has_float_tag(bits_); }
  constexpr double as_small_float() const { return std::bit_cast<double>(std::rotr(bits_ - 3, 4)); }

  // ---- heap cells
  static Value cell(const Cell* c) { return Value(reinterpret_cast<u64>(c) + 1); }
  constexpr bool is_cell() const { return (bits_ & 7) == 1; }
  Cell* as_cell() const { return reinterpret_cast<Cell*>(bits_ - 1); }
  template <class T>
  T* as() const {
    return reinterpret_cast<T*>(bits_ - 1);
  }

  // Same word: identity for everything but boxed numbers.
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

  static constexpr u64 kNone = 0x02, kFalse = 0x12, kTrue = 0x1A, kEllipsis = 0x22, kNotImplemented = 0x2A, kUndef = 0x32;
  static constexpr u64 kError = 0x42, kDefer = 0x4A, kRequest = 0x5A;

 private:
  static constexpr bool has_float_tag(u64 bits) { return (bits & (bits >> 1) & 3) != 0; }
  constexpr explicit Value(u64 bits) : bits_(bits) {}
  u64 bits_;
};
static_assert(sizeof(Value) == 8);

}  // namespace monty
