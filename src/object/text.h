// SPDX-License-Identifier: MIT
// What the methods of numbers, text and bytes share: arguments, bytes-like objects, results for subclasses.
#pragma once

#include <cstring>

#include "native/bind.h"
#include "natives/builtins.h"
#include "object/number.h"
#include "object/operations.h"
#include "object/type.h"

namespace monty {

// Static names reach C++ as objects or as pointers; either way this is the Str*.
inline Str* static_name(Str* s) { return s; }
inline Str* static_name(Str& s) { return &s; }
inline Str* empty_str() { return static_name(names::empty); }

struct ByteView {
  const u8* data = nullptr;
  usize size = 0;
  std::string_view text() const { return {reinterpret_cast<const char*>(data), size}; }
};

inline Value cell_or_error(const Cell* c) { return c == nullptr ? Value::error() : Value::cell(c); }

// The Str behind a str or an instance of a subclass; null: neither.
inline Str* as_str(Value v) { return unwrap<Str>(v); }
// Bytes of a bytes-like object (a strided memoryview is copied). Null data is never returned. False: not bytes-like
// (nothing is pending), or a released view (ValueError pending).
bool bytes_view(Vm& vm, Value v, ByteView* out);
ByteArray* bytearray_new(Vm& vm, const void* data, usize n);
// Sets the length; new bytes are unspecified. False: exception pending (exports, memory).
bool bytearray_set_length(Vm& vm, ByteArray* b, u64 n);
// `value` as an instance of cls: itself when cls is the exact type, else wrapped in an instance of the subclass.
Value finish_new(Vm& vm, Type* cls, const Type& exact, Value value);
// The value as the alternative constructor of a class gives it: a subclass is called with it.
Value made_through(Vm& vm, Type* cls, const Type& exact, Value value);
// Optional slice bounds (Undef and None: missing), clipped to [0, n]. False: exception or vm.deferred.
bool clip_range(Vm& vm, Value start, Value end, i64 n, i64* from, i64* to);
// True when v is an int-like index without Python code; false: exception or vm.deferred.
bool byte_value(Vm& vm, Value v, u8* out, const char* message);
// Length of seq * count; false: MemoryError pending.
bool repeat_length(Vm& vm, u64 length, i64 count, u64* out);
inline bool tick_bytes(Vm& vm, u64 n) {
  if (vm.meter.tick(n / 32 + 1)) return true;
  raise_stopped(vm);
  return false;
}

// Calls work(from, to) for what makes up [0, n), piece by piece, with a look at the limits before each. False: stopped, or
// that was the answer of `work`.
template <class F>
bool in_pieces(Vm& vm, u64 n, F&& work) {
  constexpr u64 kPiece = 1 << 15;
  for (u64 from = 0; from < n;) {
    const u64 to = n - from < kPiece ? n : from + kPiece;
    if (!tick_bytes(vm, (to - from) * 8)) return false;
    if (!work(from, to)) return false;
    from = to;
  }
  return true;
}

// Counts *i up to n (down to n) while pred(index) holds for what is there (for what comes before). False: stopped.
template <class F>
bool skip(Vm& vm, i64* i, i64 n, F&& pred) {
  constexpr i64 kPiece = 1 << 15;
  for (;;) {
    const i64 from = *i, end = n - from < kPiece ? n : from + kPiece;
    while (*i < end && pred(*i)) ++*i;
    if (*i - from > 64 && !tick_bytes(vm, static_cast<u64>(*i - from) * 4)) return false;
    if (*i < end || end >= n) return true;
  }
}
template <class F>
bool skip_back(Vm& vm, i64* i, i64 n, F&& pred) {
  i64 steps = 0;
  const i64 top = *i;
  if (!skip(vm, &steps, top - n, [&](i64 k) { return pred(top - k - 1); })) return false;
  *i = top - steps;
  return true;
}

// memcmp in *order, with looks at the limits. False: stopped.
bool compare_sliced(Vm& vm, const void* a, const void* b, usize n, int* order);
// str_equal and str_compare (in *order), the same. Error: stopped.
bool str_compare_sliced(Vm& vm, const Str* a, const Str* b, int* order);
Tri str_equal_sliced(Vm& vm, const Str* a, const Str* b);

// A new ASCII text of which only the first n characters came to be.
inline Str* str_shortened(Str* s, u32 n) {
  if (n == 0) return empty_str();
  if (n == 1) return static_char(s->data[0]);
  s->aux = n;
  return s;
}
// Where c is next among n units, or n.
template <class Unit>
usize find_unit(const Unit* units, usize n, u32 c) {
  constexpr usize kBlock = 32;
  const auto wanted = static_cast<Unit>(c);
  usize i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    bool here = false;
    for (usize k = 0; k < kBlock; k++) here |= units[i + k] == wanted;
    if (here) break;
  }
  while (i < n && units[i] != wanted) i++;
  return i;
}
// The same from the end: one past where c is last, or 0.
template <class Unit>
usize find_last_unit(const Unit* units, usize n, u32 c) {
  constexpr usize kBlock = 32;
  const auto wanted = static_cast<Unit>(c);
  for (; n >= kBlock; n -= kBlock) {
    bool here = false;
    for (usize k = 1; k <= kBlock; k++) here |= units[n - k] == wanted;
    if (here) break;
  }
  while (n > 0 && units[n - 1] != wanted) n--;
  return n;
}

// `from`, or n times c, as the units of `to` from `at` on. False: stopped.
bool str_put(Vm& vm, Str* to, usize at, const Str* from);
bool str_fill(Vm& vm, Str* to, usize at, u64 n, u32 c);

// memcpy that looks at the limits every half megabyte. False: stopped, and only part of it is done.
bool copy_sliced(Vm& vm, void* to, const void* from, usize bytes);
bool fill_sliced(Vm& vm, void* to, u8 byte, usize n);
// Where `byte` is next at or after from, or null; *stopped tells that a limit was in the way.
const u8* find_byte(Vm& vm, const u8* from, usize n, u8 byte, bool* stopped);
// Fills `total` bytes with the first `unit` of them, again and again; the same answer.
bool repeat_sliced(Vm& vm, void* to, usize unit, u64 total);

// Calls work(const T*) with the code units of s.
template <class F>
auto with_units(const Str* s, F&& work) {
  switch (s->width()) {
    case 1: return work(static_cast<const u8*>(s->data));
    case 2: return work(reinterpret_cast<const u16*>(s->data));
    default: return work(reinterpret_cast<const u32*>(s->data));
  }
}

// Collects bytes of unknown number in a heap buffer; charges as it grows.
class ByteBuilder {
 public:
  explicit ByteBuilder(Vm& vm) : vm_(vm) {}
  bool append(const void* data, usize n) {
    if (n > capacity_ - size_ && !grow(n)) return false;
    if (!copy_sliced(vm_, data_ + size_, data, n)) return false;
    size_ += n;
    return true;
  }
  bool append_byte(u8 b) {
    if (size_ == capacity_ && !grow(1)) return false;
    data_[size_++] = b;
    return true;
  }
  bool append_repeated(u8 b, u64 n) {
    if (n > capacity_ - size_ && !grow(n)) return false;
    if (!fill_sliced(vm_, data_ + size_, b, n)) return false;
    size_ += n;
    return true;
  }
  usize size() const { return size_; }
  // As bytes or bytearray. error(): exception pending.
  Value finish(bool array = false);

 private:
  bool grow(u64 more);
  Vm& vm_;
  u8* data_ = nullptr;
  usize size_ = 0, capacity_ = 0;
};

// ---- codecs (str_codec.cpp)
Value str_encode_with(Vm& vm, Str* s, Str* encoding, Str* errors);                         // bytes
Value bytes_decode_with(Vm& vm, ByteView data, Value object, Str* encoding, Str* errors);  // str

// ---- numbers from text (number_text.cpp). `original` is what the message shows.
Value int_from_str(Vm& vm, std::string_view text, int base, Value original);
// Text with every decimal digit and space turned into its ASCII form, others into '?'. False: stopped.
bool ascii_number_text(Vm& vm, const Str* s, std::string* out);
Value complex_from_text(Vm& vm, std::string_view text);

// ---- formatting
Value str_percent(Vm& vm, Str* format, Value args);        // defer() when Python code is needed
Value bytes_percent(Vm& vm, ByteView format, Value args);  // Bytes
Str* str_to_ascii(Vm& vm, Str* s);                         // what ascii() escapes, on text that is a repr already
Value str_repeat(Vm& vm, Str* s, i64 count);
// format() of exact builtin values; defer() for others.
Value format_native(Vm& vm, Value v, Str* spec);

}  // namespace monty
