// SPDX-License-Identifier: MIT
// re.Match: groups, spans, and filling in templates.
#include <algorithm>
#include <vector>

#include "lib/re_cells.h"
#include "natives/re.h"

namespace monty {

using namespace lib;

namespace lib {

Value match_new(Vm& vm, Native* pattern, const Subject& s, u32 pos, u32 endpos, std::span<const regex::Span> spans, u32 lastindex) {
  Native* m = native_new(vm, kType_Match, kMatchSpans + 2 * static_cast<u32>(spans.size()));
  if (m == nullptr) return Value::error();
  m->values[0] = Value::cell(pattern);
  m->values[1] = s.value;
  m->values[2] = Value::small_int(pos);
  m->values[3] = Value::small_int(endpos);
  m->values[4] = Value::small_int(lastindex);
  for (u32 i = 0; i < spans.size(); i++) {
    m->values[kMatchSpans + 2 * i] = Value::small_int(spans[i].start);
    m->values[kMatchSpans + 2 * i + 1] = Value::small_int(spans[i].end);
  }
  return Value::cell(m);
}

}  // namespace lib

namespace {

Native* match_of(Value v) { return unwrap_native(v, kType_Match); }
u32 group_count(const Native* m) { return (m->aux - kMatchSpans) / 2; }  // group 0 included
i64 start_of(const Native* m, u32 i) { return m->values[kMatchSpans + 2 * i].as_small_int(); }
i64 end_of(const Native* m, u32 i) { return m->values[kMatchSpans + 2 * i + 1].as_small_int(); }
Native* pattern_of(const Native* m) { return m->values[0].as<Native>(); }

bool subject_of_match(Vm& vm, Native* m, Subject* out) { return subject_of(vm, m->values[1], unwrap<Str>(m->values[1]) != nullptr, out); }

Value group_value(Vm& vm, Native* m, const Subject& s, u32 i, Value fallback) {
  return start_of(m, i) < 0 ? fallback : subject_slice(vm, s, start_of(m, i), end_of(m, i));
}

// The number of a group given by number or name; false: IndexError pending, or vm.deferred.
bool group_index(Vm& vm, Native* m, Value which, u32* out) {
  Value n = int_value(which);
  if (n.is_undef() && is<Str>(which)) {
    DictEntry* e = dict_find_str(pattern_of(m)->values[3].as<Dict>(), which.as<Str>());
    if (e != nullptr) n = e->value;
  } else if (n.is_undef() && !type_lookup_special(vm, which, names::op_index).is_undef()) {
    i64 index;
    if (!clip_index(vm, which, &index)) return false;
    n = Value::small_int(std::clamp<i64>(index, -1, INT32_MAX));
  }
  if (n.is_small_int() && n.as_small_int() >= 0 && n.as_small_int() < group_count(m)) {
    *out = static_cast<u32>(n.as_small_int());
    return true;
  }
  raise(vm, kType_IndexError, "no such group");
  return false;
}

Value span_of(Vm& vm, Native* m, u32 i) {
  Value row[2] = {m->values[kMatchSpans + 2 * i], m->values[kMatchSpans + 2 * i + 1]};
  return from_cell(tuple_from(vm, row, 2));
}

Value one_group(Vm& vm, Native* m, Value which) {
  u32 i;
  if (!group_index(vm, m, which, &i)) return conversion_failed(vm);
  Subject s;
  if (!subject_of_match(vm, m, &s)) return Value::error();
  return group_value(vm, m, s, i, Value::none());
}

}  // namespace

namespace native {

Value re_match_group(Vm& vm, Native* self, Tuple* groups) {
  if (groups->length() == 0) return one_group(vm, self, Value::small_int(0));
  if (groups->length() == 1) return one_group(vm, self, groups->items[0]);
  Tuple* t = tuple_new(vm, groups->length());
  MONTY_TRY(t);
  for (u32 i = 0; i < t->length(); i++) t->items[i] = Value::none();
  for (u32 i = 0; i < t->length(); i++) {
    Value v = one_group(vm, self, groups->items[i]);
    if (!v.ok()) return v;
    t->items[i] = v;
  }
  return Value::cell(t);
}
Value re_match_op_getitem(Vm& vm, Native* self, Value key) { return one_group(vm, self, key); }

Value re_match_groups(Vm& vm, Native* self, Value default_) {
  Subject s;
  if (!subject_of_match(vm, self, &s)) return Value::error();
  u32 n = group_count(self) - 1;
  Tuple* t = tuple_new(vm, n);
  MONTY_TRY(t);
  for (u32 i = 0; i < n; i++) t->items[i] = Value::none();
  for (u32 i = 0; i < n; i++) {
    Value v = group_value(vm, self, s, i + 1, default_);
    if (!v.ok()) return v;
    t->items[i] = v;
  }
  return Value::cell(t);
}

Value re_match_groupdict(Vm& vm, Native* self, Value default_) {
  Subject s;
  if (!subject_of_match(vm, self, &s)) return Value::error();
  Dict* names = pattern_of(self)->values[3].as<Dict>();
  Dict* out = dict_new(vm, names->used);
  MONTY_TRY(out);
  for (u32 i = 0; i < names->fill; i++) {
    Value key = names->entries[i].key, index = names->entries[i].value;
    if (!is<Str>(key) || !index.is_small_int() || static_cast<u64>(index.as_small_int()) >= group_count(self)) continue;
    Value v = group_value(vm, self, s, static_cast<u32>(index.as_small_int()), default_);
    if (!v.ok()) return v;
    MONTY_TRY(dict_set_str(vm, out, key.as<Str>(), v));
  }
  return Value::cell(out);
}

Value re_match_start(Vm& vm, Native* self, Value group) {
  u32 i;
  if (!group_index(vm, self, group, &i)) return conversion_failed(vm);
  return self->values[kMatchSpans + 2 * i];
}
Value re_match_end(Vm& vm, Native* self, Value group) {
  u32 i;
  if (!group_index(vm, self, group, &i)) return conversion_failed(vm);
  return self->values[kMatchSpans + 2 * i + 1];
}
Value re_match_span(Vm& vm, Native* self, Value group) {
  u32 i;
  if (!group_index(vm, self, group, &i)) return conversion_failed(vm);
  return span_of(vm, self, i);
}

Value re_match_expand(Vm& vm, Native* self, Value template_) {
  Subject s;
  if (!subject_of_match(vm, self, &s)) return Value::error();
  regex::Template plan;
  Value failure;
  if (!template_of(vm, pattern_of(self), template_, &plan, &failure)) return failure;
  StrBuilder out(vm);
  std::vector<u8> raw;
  bool text = s.str != nullptr;
  u32 at = 0;
  auto literal = [&](u32 to) {
    for (; at < to; at++) {
      if (!text) {
        raw.push_back(static_cast<u8>(plan.literals[at]));
      } else if (!out.append_char(plan.literals[at])) {
        return false;
      }
    }
    return true;
  };
  for (const auto& part : plan.parts) {
    MONTY_TRY(literal(part.literal_end));
    if (part.group >= group_count(self) || start_of(self, part.group) < 0) continue;
    i64 n = s.view.length, from = std::clamp<i64>(start_of(self, part.group), 0, n), to = std::clamp<i64>(end_of(self, part.group), from, n);
    if (!vm.meter.tick(static_cast<u64>(to - from) / 8 + 1)) return raise_stopped(vm);
    if (text) {
      MONTY_TRY(append_slice(out, s, from, to));
    } else {
      raw.insert(raw.end(), static_cast<const u8*>(s.view.data) + from, static_cast<const u8*>(s.view.data) + to);
    }
  }
  MONTY_TRY(literal(static_cast<u32>(plan.literals.size())));
  return text ? from_cell(out.finish()) : from_cell(bytes_new(vm, raw.data(), raw.size()));
}

Value re_match_get_pos(Vm&, Value self) { return match_of(self)->values[2]; }
Value re_match_get_endpos(Vm&, Value self) { return match_of(self)->values[3]; }
Value re_match_get_string(Vm&, Value self) { return match_of(self)->values[1]; }
Value re_match_get_re(Vm&, Value self) { return match_of(self)->values[0]; }
Value re_match_get_lastindex(Vm&, Value self) {
  Value v = match_of(self)->values[4];
  return v == Value::small_int(0) ? Value::none() : v;
}
Value re_match_get_lastgroup(Vm&, Value self) {
  Native* m = match_of(self);
  Dict* names = pattern_of(m)->values[3].as<Dict>();
  for (u32 i = 0; i < names->fill; i++) {
    if (!names->entries[i].key.is_undef() && names->entries[i].value == m->values[4]) return names->entries[i].key;
  }
  return Value::none();
}
Value re_match_get_regs(Vm& vm, Value self) {
  Native* m = match_of(self);
  Tuple* t = tuple_new(vm, group_count(m));
  MONTY_TRY(t);
  for (u32 i = 0; i < t->length(); i++) t->items[i] = Value::none();
  for (u32 i = 0; i < t->length(); i++) {
    Value v = span_of(vm, m, i);
    if (!v.ok()) return v;
    t->items[i] = v;
  }
  return Value::cell(t);
}

Value re_match_op_copy(Vm&, Native* self) { return Value::cell(self); }
Value re_match_op_deepcopy(Vm&, Native* self, Value) { return Value::cell(self); }
Value re_match_op_repr(Vm& vm, Native* self) {
  Value whole = one_group(vm, self, Value::small_int(0));
  if (!whole.ok()) return whole;
  return from_cell(format_message(vm, "<re.Match object; span=(%l, %l), match=%R>", start_of(self, 0), end_of(self, 0), whole));
}

}  // namespace native
}  // namespace monty
