// SPDX-License-Identifier: MIT
// The hot methods of collections.deque (src/lib/_deque.py): the items lie in one list behind a gap of free places.
#include <algorithm>
#include <cstring>

#include "lib/slots.h"
#include "natives/_monty.h"

namespace monty {

using namespace lib;

namespace {

// The slots of a deque: _items, _head, _maxlen, _changes.
struct Deque {
  Value* slots;
  List* items;
  u32 head;
  i64 maxlen;  // -1: none
  u32 size() const { return items->length() - head; }
  Value& at(u32 i) const { return items->items[head + i]; }
  void set_head(u32 to) { head = to, slots[1] = Value::small_int(to); }
  void changed() const { slots[3] = Value::small_int((slots[3].as_small_int() + 1) & 0x3FFFFFFF); }
  bool full() const { return maxlen >= 0 && size() > maxlen; }
  // Takes the first item away; now and then the gap that this leaves goes too.
  void drop_first() {
    items->items[head] = Value::none();
    set_head(head + 1);
    if (head <= 16 || u64{head} * 2 <= items->length()) return;
    std::memmove(static_cast<void*>(items->items), items->items + head, usize{size()} * sizeof(Value));
    items->aux -= head;
    set_head(0);
  }
};

bool deque_of(Vm& vm, Value self, Deque* d) {
  d->slots = slots_of(vm, self, "deque", 4);
  if (d->slots == nullptr) return false;
  const Value* s = d->slots;
  d->items = get_if<List>(s[0]);
  const bool fine = d->items != nullptr && s[1].is_small_int() && static_cast<u64>(s[1].as_small_int()) <= d->items->length() && s[3].is_small_int() &&
                    (s[2].is_none() || is_int(s[2]));
  if (!fine) return raise(vm, kType_SystemError, "a deque was tampered with"), false;
  d->head = static_cast<u32>(s[1].as_small_int());
  d->maxlen = s[2].is_small_int() && s[2].as_small_int() >= 0 ? s[2].as_small_int() : -1;
  return true;
}

// Room for at least `wanted` items before the first.
bool make_gap(Vm& vm, Deque& d, u32 wanted) {
  if (d.head >= wanted) return true;
  const u32 size = d.size(), gap = std::max(size + 8, wanted);
  if (!list_reserve(vm, d.items, u64{gap} + size)) return false;
  if (size > 4096 && !vm.meter.tick(size / 64)) return raise_stopped(vm), false;
  std::memmove(static_cast<void*>(d.items->items + gap), d.items->items + d.head, usize{size} * sizeof(Value));
  std::fill(d.items->items, d.items->items + gap, Value::none());
  d.items->aux = gap + size;
  d.set_head(gap);
  return true;
}

// The place of a small index; false: an IndexError is pending.
bool place(Vm& vm, const Deque& d, i64 index, u32* out) {
  if (index < 0) index += d.size();
  if (static_cast<u64>(index) >= d.size()) return raise(vm, kType_IndexError, "deque index out of range"), false;
  *out = static_cast<u32>(index);
  return true;
}

}  // namespace

namespace native {

Value deque_append(Vm& vm, Value self, Value x) {
  Deque d;
  MONTY_TRY(deque_of(vm, self, &d) && list_append(vm, d.items, x));
  d.changed();
  if (d.full()) d.drop_first();
  return Value::none();
}

Value deque_appendleft(Vm& vm, Value self, Value x) {
  Deque d;
  MONTY_TRY(deque_of(vm, self, &d) && make_gap(vm, d, 1));
  d.changed();
  d.set_head(d.head - 1);
  d.at(0) = x;
  if (d.full()) d.items->aux--;
  return Value::none();
}

Value deque_pop(Vm& vm, Value self) {
  Deque d;
  MONTY_TRY(deque_of(vm, self, &d));
  if (d.size() == 0) return raise(vm, kType_IndexError, "pop from an empty deque");
  d.changed();
  return d.items->items[--d.items->aux];
}

Value deque_popleft(Vm& vm, Value self) {
  Deque d;
  MONTY_TRY(deque_of(vm, self, &d));
  if (d.size() == 0) return raise(vm, kType_IndexError, "pop from an empty deque");
  d.changed();
  const Value x = d.at(0);
  d.drop_first();
  return x;
}

Value deque_rotate(Vm& vm, Value self, i64 n) {
  Deque d;
  MONTY_TRY(deque_of(vm, self, &d));
  const u32 size = d.size();
  if (size < 2) return Value::none();
  i64 by = n % i64{size};
  if (by < 0) by += size;
  const bool left = by > size / 2;
  const u32 count = static_cast<u32>(left ? size - by : by);
  if (!vm.meter.tick(count / 16)) return raise_stopped(vm);
  MONTY_TRY(left ? list_reserve(vm, d.items, u64{d.items->length()} + count) : make_gap(vm, d, count));
  d.changed();
  Value* items = d.items->items;
  if (left) {
    std::copy_n(items + d.head, count, items + d.items->length());
    d.items->aux += count;
    for (u32 i = 0; i < count; i++) d.drop_first();
  } else {
    d.set_head(d.head - count);
    d.items->aux -= count;
    std::copy_n(items + d.items->length(), count, items + d.head);
  }
  return Value::none();
}

Value deque_op_len(Vm& vm, Value self) {
  Deque d;
  MONTY_TRY(deque_of(vm, self, &d));
  return Value::small_int(d.size());
}

Value deque_op_getitem(Vm& vm, Value self, Value index) {
  Deque d;
  u32 at;
  MONTY_TRY(deque_of(vm, self, &d));
  if (!index.is_small_int()) return slow_method(vm, self, "_get", index);
  MONTY_TRY(place(vm, d, index.as_small_int(), &at));
  return d.at(at);
}

Value deque_op_setitem(Vm& vm, Value self, Value index, Value value) {
  Deque d;
  u32 at;
  MONTY_TRY(deque_of(vm, self, &d));
  if (!index.is_small_int()) return slow_method(vm, self, "_set", index, value);
  MONTY_TRY(place(vm, d, index.as_small_int(), &at));
  d.at(at) = value;
  return Value::none();
}

namespace {
// The next item of an iterator over a deque: _deque, _next, _changes, _left.
Value next_item(Vm& vm, Value* s, bool backwards) {
  Deque d;
  MONTY_TRY(s != nullptr && deque_of(vm, s[0], &d));
  if (!(s[2] == d.slots[3])) {
    s[3] = Value::small_int(0);
    return raise(vm, kType_RuntimeError, "deque mutated during iteration");
  }
  if (!s[1].is_small_int() || !s[3].is_small_int()) return raise(vm, kType_SystemError, "a deque's iterator was tampered with");
  if (s[3].as_small_int() <= 0) return raise_stop_iteration(vm, Value::undef());
  u32 at;
  MONTY_TRY(place(vm, d, s[1].as_small_int(), &at));
  s[3] = Value::small_int(s[3].as_small_int() - 1);
  s[1] = Value::small_int(i64{at} + 1);
  return d.at(backwards ? d.size() - 1 - at : at);
}
}  // namespace

Value deque_iterator_op_next(Vm& vm, Value self) { return next_item(vm, slots_of(vm, self, "_deque_iterator", 4), false); }
Value deque_reverse_iterator_op_next(Vm& vm, Value self) { return next_item(vm, slots_of(vm, self, "_deque_reverse_iterator", 4), true); }

}  // namespace native
}  // namespace monty
