// SPDX-License-Identifier: MIT
// Constant-initialised cells: the empty tuple and the one-character ASCII strings.
#include "native/static_cells.h"
#include "base/str_hash.h"
#include "object/object.h"

namespace monty {

namespace {

struct Bytes128 {
  u8 b[128];
};
constexpr Bytes128 make_bytes() {
  Bytes128 t{};
  for (int i = 0; i < 128; i++) t.b[i] = static_cast<u8>(i);
  return t;
}
constexpr Bytes128 kBytes = make_bytes();

struct Chars {
  Str s[128];
};
constexpr Chars make_chars() {
  Chars t{};
  for (int i = 0; i < 128; i++) t.s[i] = static_str(&kBytes.b[i], 1, str_hash(&kBytes.b[i], 1), true);
  return t;
}
constinit Chars kChars = make_chars();

constexpr Tuple make_empty() {
  Tuple t{};
  t.kind = Kind::Tuple;
  t.flags = kSealed;
  return t;
}

}  // namespace

constinit Tuple kEmptyTuple = make_empty();

Str* static_char(u8 c) { return &kChars.s[c]; }

}  // namespace monty
