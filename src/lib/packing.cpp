// SPDX-License-Identifier: MIT
// base64 and struct: text of base 64, and values to and from packed bytes. None: the case is the Python file's, which
// knows the errors and the rare types.
#include <bit>
#include <cmath>
#include <cstring>

#include "lib/natives.h"
#include "natives/_monty.h"

namespace monty {

using namespace lib;

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The value of each digit; 255: none.
struct Digits {
  u8 of[256];
  constexpr Digits() : of() {
    for (u8& value : of) value = 255;
    for (u8 i = 0; i < 64; i++) of[static_cast<u8>(kAlphabet[i])] = i;
  }
};
constexpr Digits kDigits;

// One field of a format: (code, offset, size).
struct Field {
  char code = 0;
  i64 offset = 0, size = 0;
};
bool field_of(Value row, Field* f) {
  auto* t = get_if<Tuple>(row);
  if (t == nullptr || t->length() != 3) return false;
  auto* code = get_if<Str>(t->items[0]);
  if (code == nullptr || code->length() != 1 || !t->items[1].is_small_int() || !t->items[2].is_small_int()) return false;
  *f = {static_cast<char>(code->at(0)), t->items[1].as_small_int(), t->items[2].as_small_int()};
  return f->offset >= 0 && f->size >= 0;
}
bool is_int_code(char c) { return c != '\0' && std::strchr("bBhHiIlLqQnNP", c) != nullptr; }
bool is_signed_code(char c) { return c >= 'a'; }

void store(u8* p, u64 bits, usize size, bool big) {
  for (usize i = 0; i < size; i++) p[big ? size - 1 - i : i] = static_cast<u8>(bits >> (8 * i));
}
u64 load(const u8* p, usize size, bool big) {
  u64 bits = 0;
  for (usize i = 0; i < size; i++) bits |= u64{p[big ? size - 1 - i : i]} << (8 * i);
  return bits;
}

// False: not natively.
bool pack_field(const Field& f, Value v, bool big, u8* p) {
  const auto size = static_cast<usize>(f.size);
  if (is_int_code(f.code)) {
    i64 n;
    if (!is_int(v) || !int_to_i64(v, &n)) return false;
    if (size < 8) {
      const i64 half = i64{1} << (8 * size - 1);
      if (is_signed_code(f.code) ? n < -half || n >= half : n < 0 || n >= 2 * half) return false;
    } else if (n < 0 && !is_signed_code(f.code)) {
      return false;
    }
    return store(p, static_cast<u64>(n), size, big), true;
  }
  if (f.code == 'd' || f.code == 'f') {
    if (!is_float(v)) return false;
    const double d = as_double(v);
    if (std::isnan(d)) return false;
    if (f.code == 'd') return store(p, std::bit_cast<u64>(d), 8, big), true;
    // Beyond the largest float: an error, or rounded down to it.
    if (std::isfinite(d) && std::fabs(d) > 3.4028234663852886e38) return false;
    return store(p, std::bit_cast<u32>(static_cast<float>(d)), 4, big), true;
  }
  if (f.code == '?') return v.is_bool() && (*p = v.is_true() ? 1 : 0, true);
  auto* b = get_if<Bytes>(v);
  if (b == nullptr) return false;
  if (f.code == 'c') return b->length() == 1 && (*p = b->data[0], true);
  if (f.code != 's') return false;
  std::memcpy(p, b->data, b->length() < size ? b->length() : size);
  return true;
}

// Undef: not natively.
Value unpack_field(Vm& vm, const Field& f, const u8* p, bool big) {
  const auto size = static_cast<usize>(f.size);
  if (is_int_code(f.code)) {
    const u64 bits = load(p, size, big);
    if (!is_signed_code(f.code)) return int_from_u64(vm, bits);
    const auto unused = static_cast<int>(64 - 8 * size);
    return int_from_i64(vm, static_cast<i64>(bits << unused) >> unused);
  }
  if (f.code == 'd' || f.code == 'f') {
    const u64 bits = load(p, size, big);
    const double d = f.code == 'd' ? std::bit_cast<double>(bits) : std::bit_cast<float>(static_cast<u32>(bits));
    return std::isnan(d) ? Value::undef() : float_new(vm, d);
  }
  if (f.code == '?') return Value::boolean(*p != 0);
  if (f.code == 'c' || f.code == 's') return from_cell(bytes_new(vm, p, size));
  return Value::undef();
}

}  // namespace

namespace native {

Value monty_base64_encode(Vm& vm, Value data) {
  ByteView in;
  if (!bytes_of(data, &in)) return Value::none();
  if (!vm.meter.tick(1 + in.size / 8)) return raise_stopped(vm);
  Bytes* out = bytes_new(vm, nullptr, (usize{in.size} + 2) / 3 * 4);
  if (out == nullptr) return Value::error();
  u8* to = out->data;
  for (usize i = 0; i < in.size; i += 3, to += 4) {
    const usize n = in.size - i;
    const u32 word = u32{in.data[i]} << 16 | (n > 1 ? u32{in.data[i + 1]} << 8 : 0) | (n > 2 ? in.data[i + 2] : 0);
    for (u32 k = 0; k < 4; k++) to[k] = static_cast<u8>(kAlphabet[word >> (18 - 6 * k) & 63]);
    if (n < 3) to[3] = '=';
    if (n < 2) to[2] = '=';
  }
  return Value::cell(out);
}

// Whole groups of four digits, the last with its padding.
Value monty_base64_decode(Vm& vm, Value data) {
  ByteView in;
  if (!bytes_of(data, &in) || in.size % 4 != 0) return Value::none();
  if (!vm.meter.tick(1 + in.size / 8)) return raise_stopped(vm);
  const u32 pads = in.size == 0 || in.data[in.size - 1] != '=' ? 0 : in.data[in.size - 2] != '=' ? 1 : 2;
  const usize digits = in.size - pads;
  Bytes* out = bytes_new(vm, nullptr, usize{in.size} / 4 * 3 - pads);
  if (out == nullptr) return Value::error();
  u8* to = out->data;
  u32 bits = 0;
  for (usize i = 0; i < digits; i++) {
    const u8 value = kDigits.of[in.data[i]];
    if (value == 255) return Value::none();
    bits = bits << 6 | value;
    // Each digit after the first of four completes a byte.
    if (i % 4 != 0) *to++ = static_cast<u8>(bits >> (6 - 2 * (i % 4)));
  }
  return Value::cell(out);
}

Value monty_struct_pack(Vm& vm, bool big, i64 size, Value fields, Value values) {
  auto* plan = get_if<List>(fields);
  auto* given = get_if<Tuple>(values);
  if (plan == nullptr || given == nullptr || plan->length() != given->length() || size < 0 || size > INT32_MAX) return Value::none();
  if (!vm.meter.tick(1 + plan->length() + static_cast<u64>(size) / 16)) return raise_stopped(vm);
  Bytes* out = bytes_new(vm, nullptr, static_cast<usize>(size));
  if (out == nullptr) return Value::error();
  std::memset(out->data, 0, static_cast<usize>(size));
  for (u32 i = 0; i < plan->length(); i++) {
    Field f;
    if (!field_of(plan->items[i], &f) || f.offset + f.size > size || !pack_field(f, given->items[i], big, out->data + f.offset)) return Value::none();
  }
  return Value::cell(out);
}

Value monty_struct_unpack(Vm& vm, bool big, i64 size, Value fields, Value data, i64 at) {
  auto* plan = get_if<List>(fields);
  ByteView in;
  if (plan == nullptr || !bytes_of(data, &in) || size < 0 || at < 0 || at > in.size || size > in.size - at) return Value::none();
  if (!vm.meter.tick(1 + plan->length() + static_cast<u64>(size) / 16)) return raise_stopped(vm);
  Tuple* out = tuple_new(vm, plan->length());
  if (out == nullptr) return Value::error();
  for (u32 i = 0; i < plan->length(); i++) out->items[i] = Value::none();
  for (u32 i = 0; i < plan->length(); i++) {
    Field f;
    if (!field_of(plan->items[i], &f) || f.offset + f.size > size) return Value::none();
    Value v = unpack_field(vm, f, in.data + at + f.offset, big);
    if (v.is_error()) return v;
    if (v.is_undef()) return Value::none();
    out->items[i] = v;
  }
  return Value::cell(out);
}

}  // namespace native
}  // namespace monty
