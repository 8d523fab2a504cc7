// SPDX-License-Identifier: MIT
// The parameter that a misspelt keyword probably meant.
#include "object/object.h"

namespace monty {

namespace {

// Weighted edit distance (a change of case costs half), given up beyond `limit`; the names are short.
u32 edit_distance(Str* a, Str* b, u32 limit) {
  constexpr u32 kMove = 2, kCase = 1, kMax = 40;
  u32 row[kMax + 1];
  u32 n = a->length(), m = b->length();
  if (n > kMax || m > kMax) return limit + 1;
  auto cost = [](u32 x, u32 y) {
    if (x == y) return 0u;
    auto low = [](u32 c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
    return low(x) == low(y) ? kCase : kMove;
  };
  for (u32 j = 0; j <= m; j++) row[j] = j * kMove;
  for (u32 i = 1; i <= n; i++) {
    u32 diagonal = row[0], least = row[0] = i * kMove;
    for (u32 j = 1; j <= m; j++) {
      u32 change = diagonal + cost(a->at(i - 1), b->at(j - 1));
      u32 shift = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + kMove;
      diagonal = row[j];
      row[j] = change < shift ? change : shift;
      if (row[j] < least) least = row[j];
    }
    if (least > limit) return limit + 1;
  }
  return row[m];
}

}  // namespace

Str* nearest_name(Str* const* names, u32 count, Str* wrong) {
  Str* best = nullptr;
  u32 best_distance = ~u32{0};
  for (u32 i = 0; i < count; i++) {
    u32 limit = (names[i]->length() + wrong->length() + 3) * 2 / 6;
    if (limit >= best_distance) limit = best_distance - 1;
    u32 d = edit_distance(wrong, names[i], limit);
    if (d <= limit && d < best_distance) {
      best = names[i];
      best_distance = d;
    }
  }
  return best;
}

}  // namespace monty
