// SPDX-License-Identifier: MIT
// Methods of str that take a string apart: split, rsplit, partition, splitlines.
#include <algorithm>

#include "base/unicode.h"
#include "object/text.h"

namespace monty::native {

namespace {

// A part of a string, appended to a list.
bool add_part(Vm& vm, List* out, Str* self, i64 from, i64 to) {
  if (!vm.meter.tick(2)) return raise_stopped(vm), false;
  Heap::LogScope scope(vm.heap);
  Str* s = str_slice(vm, self, from, to);
  if (s == nullptr || !monty::list_append(vm, out, Value::cell(s))) return false;
  scope.reset();
  return true;
}

void reverse_list(List* l) { std::reverse(l->items, l->items + l->length()); }

bool is_space(u32 c) { return c < 128 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) : unicode::is_space(c); }

Value split_space(Vm& vm, Str* self, i64 maxsplit) {
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  i64 n = self->length(), i = 0;
  bool fine = with_units(self, [&](const auto* u) {
    for (;;) {
      if (!skip(vm, &i, n, [&](i64 k) { return is_space(u[k]); })) return false;
      if (i == n) return true;
      if (maxsplit-- <= 0) break;
      i64 from = i;
      if (!skip(vm, &i, n, [&](i64 k) { return !is_space(u[k]); })) return false;
      if (!add_part(vm, out, self, from, i)) return false;
    }
    return add_part(vm, out, self, i, n);  // the rest, with the space at its end
  });
  return fine ? Value::cell(out) : Value::error();
}

Value rsplit_space(Vm& vm, Str* self, i64 maxsplit) {
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  i64 j = self->length();
  bool fine = with_units(self, [&](const auto* u) {
    for (;;) {
      if (!skip_back(vm, &j, 0, [&](i64 k) { return is_space(u[k]); })) return false;
      if (j == 0) return true;
      if (maxsplit-- <= 0) break;
      i64 to = j;
      if (!skip_back(vm, &j, 0, [&](i64 k) { return !is_space(u[k]); })) return false;
      if (!add_part(vm, out, self, j, to)) return false;
    }
    return add_part(vm, out, self, 0, j);  // the rest, with the space at its start
  });
  if (!fine) return Value::error();
  reverse_list(out);
  return Value::cell(out);
}

Value split_on(Vm& vm, Str* self, Str* sep, i64 maxsplit, bool reverse) {
  if (sep->length() == 0) return raise_value_error(vm, "empty separator");
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  i64 from = 0, to = self->length();
  while (maxsplit-- > 0) {
    i64 at = monty::str_find(vm, self, sep, from, to, reverse);
    if (at == -2) return Value::error();
    if (at < 0) break;
    if (!(reverse ? add_part(vm, out, self, at + sep->length(), to) : add_part(vm, out, self, from, at))) return Value::error();
    if (reverse)
      to = at;
    else
      from = at + sep->length();
  }
  if (!add_part(vm, out, self, from, to)) return Value::error();
  if (reverse) reverse_list(out);
  return Value::cell(out);
}

Value split(Vm& vm, Str* self, Value sep, i64 maxsplit, bool reverse) {
  if (maxsplit < 0) maxsplit = INT64_MAX;
  if (sep.is_none()) return reverse ? rsplit_space(vm, self, maxsplit) : split_space(vm, self, maxsplit);
  Str* s = as_str(sep);
  if (s == nullptr) return raise_type_error(vm, "must be str or None, not %T", sep);
  return split_on(vm, self, s, maxsplit, reverse);
}

Value partition(Vm& vm, Str* self, Value sep, bool reverse) {
  Str* s = as_str(sep);
  if (s == nullptr) return raise_type_error(vm, "must be str, not %T", sep);
  if (s->length() == 0) return raise_value_error(vm, "empty separator");
  i64 at = monty::str_find(vm, self, s, 0, self->length(), reverse);
  if (at == -2) return Value::error();
  Tuple* out = tuple_new(vm, 3);
  MONTY_TRY(out);
  Value whole = Value::cell(self), nothing = Value::cell(empty_str());
  out->items[0] = out->items[1] = out->items[2] = nothing;
  if (at < 0) {
    out->items[reverse ? 2 : 0] = whole;
    return Value::cell(out);
  }
  Str* head = str_slice(vm, self, 0, at);
  MONTY_TRY(head);
  out->items[0] = Value::cell(head);
  out->items[1] = Value::cell(s);
  Str* tail = str_slice(vm, self, at + s->length(), self->length());
  MONTY_TRY(tail);
  out->items[2] = Value::cell(tail);
  return Value::cell(out);
}

}  // namespace

Value str_split(Vm& vm, Str* self, Value sep, i64 maxsplit) { return split(vm, self, sep, maxsplit, false); }
Value str_rsplit(Vm& vm, Str* self, Value sep, i64 maxsplit) { return split(vm, self, sep, maxsplit, true); }
Value str_partition(Vm& vm, Str* self, Value sep) { return partition(vm, self, sep, false); }
Value str_rpartition(Vm& vm, Str* self, Value sep) { return partition(vm, self, sep, true); }

Value str_splitlines(Vm& vm, Str* self, bool keepends) {
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  const i64 n = self->length();
  i64 i = 0;
  const bool fine = with_units(self, [&](const auto* u) {
    auto within = [&](i64 k) {
      const u32 c = u[k];
      return c >= 32 && c < 127 ? true : !unicode::is_linebreak(c);
    };
    while (i < n) {
      const i64 from = i;
      if (!skip(vm, &i, n, within)) return false;
      i64 end = i;
      if (i < n) {
        i += u[i] == '\r' && i + 1 < n && u[i + 1] == '\n' ? 2 : 1;
        if (keepends) end = i;
      }
      if (!add_part(vm, out, self, from, end)) return false;
    }
    return true;
  });
  return fine ? Value::cell(out) : Value::error();
}

}  // namespace monty::native
