// SPDX-License-Identifier: MIT
// Arbitrary-size integers as pure functions over limbs: no heap, no Python objects, no global state.
//
// A number is sign and magnitude: 64-bit limbs, least significant first. A View is *normalised* when its top limb is
// not zero; zero has size 0 and is never negative. Every function wants normalised views and leaves normalised results.
//
// Results go into buffers of the caller: `Out::limbs` has room for at least the documented number of limbs (the
// `*_size` functions), `size` and `negative` are set by the call. Unless said otherwise an output overlaps no input.
// The output's contents are unspecified when a function does not return Status::ok.
//
// A Context carries the Meter that long loops tick (slices well under a millisecond; `stopped` when it says no) and the
// Scratch through which temporary memory is taken (`no_memory` when it says no). No function ever aborts or throws.
#pragma once

#include <string_view>

#include "base/meter.h"
#include "base/types.h"

namespace monty::bigint {

enum class Status : u8 {
  ok,
  stopped,        // the meter said no
  no_memory,      // the scratch allocator said no
  overflow,       // the result does not fit (a double, a byte string, an address space)
  zero_division,  // divisor or modulus is zero
  invalid,        // text with a wrong digit, no inverse, negative operand where none may be
};

struct View {
  const u64* limbs = nullptr;
  usize size = 0;
  bool negative = false;

  bool zero() const { return size == 0; }
  bool odd() const { return size != 0 && (limbs[0] & 1) != 0; }
  View magnitude() const { return {limbs, size, false}; }
};

struct Out {
  u64* limbs = nullptr;
  usize size = 0;
  bool negative = false;

  View view() const { return {limbs, size, negative}; }
};

// One machine word as a View; keeps the limb it points to.
struct Small {
  u64 limb;
  bool negative;

  explicit Small(i64 value) : limb(value < 0 ? ~static_cast<u64>(value) + 1 : static_cast<u64>(value)), negative(value < 0) {}
  View view() const { return {&limb, limb != 0 ? usize{1} : usize{0}, negative}; }
};

// Where temporary limbs come from. The default takes them from the C++ heap; a VM passes functions that charge its
// memory limit first and answer nullptr when it would be crossed.
class Scratch {
 public:
  using Allocate = void* (*)(void* context, usize bytes);
  using Release = void (*)(void* context, void* block, usize bytes);

  Scratch() = default;
  Scratch(Allocate allocate, Release release, void* context) : allocate_(allocate), release_(release), context_(context) {}

  void* take(usize bytes);
  void give(void* block, usize bytes);

 private:
  Allocate allocate_ = nullptr;
  Release release_ = nullptr;
  void* context_ = nullptr;
};

struct Context {
  Meter& meter;
  Scratch& scratch;
};

// The largest size any operation accepts or produces (2^50 bits); above it `overflow`.
inline constexpr usize kMaxLimbs = usize{1} << (sizeof(usize) == 8 ? 44 : 26);

// ---- inspection (linear at most, no metering) ----
usize normalised_size(const u64* limbs, usize size);
int compare_magnitude(View a, View b);
int compare(View a, View b);
bool fits_i64(View a, i64* value);
u64 bit_length(View a);      // of the magnitude; 0 for zero
u64 bit_count(View a);       // ones in the magnitude
u64 trailing_zeros(View a);  // 0 for zero
u64 hash_mod_61(View a);     // magnitude modulo 2^61-1
i64 python_hash(View a);     // hash(int): signed, -1 becomes -2

// ---- sums ---- (the output may be the same buffer as `a` or `b`)
inline usize add_size(View a, View b) { return (a.size > b.size ? a.size : b.size) + 1; }
Status add(const Context& cx, Out& r, View a, View b);
Status sub(const Context& cx, Out& r, View a, View b);

// ---- products ----
inline usize mul_size(View a, View b) { return a.size + b.size; }
Status mul(const Context& cx, Out& r, View a, View b);
Status square(const Context& cx, Out& r, View a);
// a**e. pow_size answers Status::overflow when the result can't exist; else the limbs that `pow` needs.
Status pow_size(View a, u64 exponent, usize* limbs);
Status pow(const Context& cx, Out& r, View a, u64 exponent);
// pow(a, e, m) with Python's sign rules: result in [0, m) or (m, 0]. A negative exponent inverts first (`invalid` when
// there is no inverse). Output: m.size limbs.
Status powmod(const Context& cx, Out& r, View a, View exponent, View m);
// The inverse of a modulo m, in [0, |m|); `invalid` when there is none. Output: m.size limbs.
Status invert_mod(const Context& cx, Out& r, View a, View m);

// ---- quotients ----
inline usize quotient_size(View a, View b) { return a.size >= b.size ? a.size - b.size + 2 : 1; }
inline usize remainder_size(View, View b) { return b.size; }
// Rounds towards zero; the remainder has a's sign. Either output may be null.
Status divrem_trunc(const Context& cx, Out* q, Out* r, View a, View b);
// Python's // and %: rounds down; the remainder has b's sign. Either output may be null.
Status divmod_floor(const Context& cx, Out* q, Out* r, View a, View b);
// Greatest common divisor, never negative. Output: max(a.size, b.size) limbs.
Status gcd(const Context& cx, Out& r, View a, View b);
// Floor of the square root; `invalid` for negatives. Output: (a.size + 1) / 2 + 1 limbs.
Status isqrt(const Context& cx, Out& r, View a);

// ---- bits, as on endless two's complement ----
Status shift_left_size(View a, u64 bits, usize* limbs);
Status shift_left(const Context& cx, Out& r, View a, u64 bits);
inline usize shift_right_size(View a, u64 bits) {
  const u64 limbs = bits / 64;
  return limbs >= a.size ? 1 : a.size - static_cast<usize>(limbs) + 1;
}
Status shift_right(const Context& cx, Out& r, View a, u64 bits);  // rounds down; may be in place
enum class BitOp : u8 { bit_and, bit_or, bit_xor };
inline usize bitwise_size(View a, View b) { return (a.size > b.size ? a.size : b.size) + 1; }
Status bitwise(const Context& cx, Out& r, BitOp op, View a, View b);
Status bit_not(const Context& cx, Out& r, View a);  // output: a.size + 1 limbs

// ---- text ----
// Enough characters for any a in this base, sign included.
u64 text_size_bound(View a, int base);
// Digits (lower case, '-' first when negative) at `text`; *length gets the count.
Status to_text(const Context& cx, char* text, usize* length, View a, int base);
// `digits` holds only digits and letters valid in base 2..36 (no sign, prefix, underscore); at least one.
usize from_text_size(usize digits, int base);
Status from_text(const Context& cx, Out& r, std::string_view digits, int base);

// ---- machine numbers ----
// Output: 1 limb (from_i64, from_u64); 17 limbs (from_double_trunc).
void from_i64(Out& r, i64 value);
void from_u64(Out& r, u64 value);
// The integer part of a finite double.
void from_double_trunc(Out& r, double value);
// Nearest double, ties to even; overflow above the largest.
Status to_double(View a, double* value);
// value = fraction * 2**exponent with 0.5 <= |fraction| < 1, rounded half-even (frexp; never overflows).
void to_scaled_double(View a, double* fraction, i64* exponent);
// a / b rounded once, as Python's int / int; overflow when too large.
Status true_divide(const Context& cx, double* value, View a, View b);
// The sign of (a - value) for any double but NaN.
int compare_double(View a, double value);

// ---- bytes ----
enum class Endian : u8 { little, big };
enum class Signedness : u8 { is_unsigned, is_signed };
inline usize from_bytes_size(usize bytes) { return bytes / 8 + 2; }
void from_bytes(Out& r, const u8* bytes, usize count, Endian endian, Signedness sign);
// `overflow` when a does not fit in `count` bytes, `invalid` when a negative number is written unsigned.
Status to_bytes(View a, u8* bytes, usize count, Endian endian, Signedness sign);

}  // namespace monty::bigint
