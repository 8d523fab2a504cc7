// SPDX-License-Identifier: MIT
#include "syntax/unicode_ident.h"

#include <cstddef>

namespace monty::syntax {
namespace {

struct CodeRange {
  u32 first, last;
};

#include "syntax/xid_table.inc"

template <usize N>
bool in_table(const CodeRange (&table)[N], u32 c) {
  usize low = 0, high = N;
  while (low < high) {
    usize mid = (low + high) / 2;
    if (c > table[mid].last) {
      low = mid + 1;
    } else if (c < table[mid].first) {
      high = mid;
    } else {
      return true;
    }
  }
  return false;
}

bool ascii_letter(u32 c) { return (c | 0x20) - 'a' < 26 || c == '_'; }

}  // namespace

bool is_xid_start(u32 c) { return c < 0x80 ? ascii_letter(c) : in_table(kXidStart, c); }
bool is_xid_continue(u32 c) { return c < 0x80 ? ascii_letter(c) || c - '0' < 10 : in_table(kXidContinue, c); }
bool is_printable(u32 c) { return c < 0x80 ? c >= 0x20 && c != 0x7F : !in_table(kNotPrintable, c); }

}  // namespace monty::syntax
