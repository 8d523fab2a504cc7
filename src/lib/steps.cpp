// SPDX-License-Identifier: MIT
// Inner loops of heapq and itertools on exact lists: what is compared must compare without Python code, and everything is
// compared before anything moves; else the caller's own loop does it.
#include "natives/_monty.h"

#include <algorithm>

#include "lib/natives.h"

namespace monty {

namespace {

// a < b; Defer: that takes Python code, or is an error for the caller's loop to raise.
Tri less(Vm& vm, Value a, Value b) {
  if (Value::both_small_ints(a, b)) return tri(static_cast<i64>(a.bits()) < static_cast<i64>(b.bits()));
  Value v = native_compare(vm, Op::LT, a, b);
  if (v.is_bool()) return tri(v.is_true());
  vm.deferred = false;
  return v.is_error() ? Tri::Error : Tri::Defer;
}

Value answer(Tri t) { return t == Tri::Error ? Value::error() : Value::boolean(t == Tri::True); }

constexpr u32 kMaxPath = 40;  // levels of a heap

// The positions from `at` down to a leaf, always to the lesser child.
Tri path_down(Vm& vm, const List* heap, u32 at, u32* path, u32* count) {
  const u32 end = heap->length();
  *count = 0;
  for (u64 child = 2 * u64{at} + 1; child < end; child = 2 * child + 1) {
    if (child + 1 < end) {
      Tri t = less(vm, heap->items[child], heap->items[child + 1]);
      if (t == Tri::Error || t == Tri::Defer) return t;
      if (t == Tri::False) child++;
    }
    path[(*count)++] = static_cast<u32>(child);
  }
  return Tri::True;
}

// Moves the item at `at` down to where it belongs.
Tri sift_down(Vm& vm, List* heap, u32 at) {
  u32 path[kMaxPath], count;
  Tri t = path_down(vm, heap, at, path, &count);
  if (t != Tri::True) return t;
  Value* items = heap->items;
  const Value item = items[at];
  while (count > 0) {  // up again from the leaf, past what is greater
    t = less(vm, item, items[path[count - 1]]);
    if (t == Tri::Error || t == Tri::Defer) return t;
    if (t == Tri::False) break;
    count--;
  }
  for (u32 i = 0; i < count; i++) {
    items[at] = items[path[i]];
    at = path[i];
  }
  items[at] = item;
  return Tri::True;
}

// The state of a walk through arrangements is the last item of its list of places.
enum : i64 { kFresh, kGoing, kOver };

bool small_ints(const List* l) {
  return std::all_of(l->items, l->items + l->length(), [](Value v) { return v.is_small_int(); });
}

struct Places {
  List* list;
  u32 n;
  bool fine(u32 pool) const {
    for (u32 i = 0; i < n; i++) {
      if (static_cast<u64>(at(i)) >= pool) return false;
    }
    return true;
  }
  i64 at(u32 i) const { return list->items[i].as_small_int(); }
  void set(u32 i, i64 v) { list->items[i] = Value::small_int(v); }
  i64 state() const { return at(n); }
};

// The list as places and their state; the list is null when it is none.
Places places_of(Value v) {
  List* l = get_if<List>(v);
  if (l == nullptr || l->length() == 0 || !small_ints(l)) return {nullptr, 0};
  return {l, l->length() - 1};
}

bool next_permutation(Places& places, Places& cycles) {
  const u32 size = places.n;
  for (u32 i = cycles.n; i-- > 0;) {
    cycles.set(i, cycles.at(i) - 1);
    if (cycles.at(i) > 0 && cycles.at(i) <= size) {
      std::swap(places.list->items[i], places.list->items[size - static_cast<u32>(cycles.at(i))]);
      return true;
    }
    std::rotate(places.list->items + i, places.list->items + i + 1, places.list->items + size);
    cycles.set(i, size - i);
  }
  return false;
}

bool next_combination(Places& places, u32 size, bool replacing) {
  const u32 r = places.n;
  u32 i = r;
  while (i > 0 && places.at(i - 1) == (replacing ? i64{size} - 1 : i64{i} - 1 + size - r)) i--;
  if (i == 0) return false;
  i64 v = places.at(i - 1) + 1;
  for (u32 j = i - 1; j < r; j++) {
    places.set(j, v);
    if (!replacing) v++;
  }
  return true;
}

Value arranged(Vm& vm, const Tuple* pool, const Places& places, u32 r) {
  if (!places.fine(pool->length())) return raise_value_error(vm, "bad state");
  Tuple* t = tuple_new(vm, r);
  MONTY_TRY(t);
  for (u32 i = 0; i < r; i++) t->items[i] = pool->items[places.at(i)];
  return Value::cell(t);
}

}  // namespace

namespace native {

// The last item goes up to where it belongs. False: nothing done.
Value monty_heap_up(Vm& vm, Value heap) {
  List* l = get_if<List>(heap);
  if (l == nullptr || l->length() == 0) return Value::boolean(false);
  const Value item = l->items[l->length() - 1];
  u32 at = l->length() - 1, to = at;
  while (to > 0) {
    Tri t = less(vm, item, l->items[(to - 1) >> 1]);
    if (t == Tri::Error || t == Tri::Defer) return answer(t);
    if (t == Tri::False) break;
    to = (to - 1) >> 1;
  }
  for (; at != to; at = (at - 1) >> 1) l->items[at] = l->items[(at - 1) >> 1];
  l->items[to] = item;
  return Value::boolean(true);
}

Value monty_heap_down(Vm& vm, Value heap, i64 at) {
  List* l = get_if<List>(heap);
  if (l == nullptr || at < 0 || at >= l->length()) return Value::boolean(false);
  return answer(sift_down(vm, l, static_cast<u32>(at)));
}

// The next arrangement of the pool's items as a tuple, or None.
Value monty_next_permutation(Vm& vm, Value items, Value places, Value cycles) {
  Tuple* pool = get_if<Tuple>(items);
  Places p = places_of(places), c = places_of(cycles);
  if (pool == nullptr || p.list == nullptr || c.list == nullptr || c.n > p.n) return raise_value_error(vm, "bad state");
  if (!vm.meter.tick(p.n)) return raise_stopped(vm);
  if (p.state() == kGoing && !next_permutation(p, c)) p.set(p.n, kOver);
  if (p.state() == kOver) return Value::none();
  p.set(p.n, kGoing);
  return arranged(vm, pool, p, c.n);
}

Value monty_next_combination(Vm& vm, Value items, Value places, bool replacing) {
  Tuple* pool = get_if<Tuple>(items);
  Places p = places_of(places);
  if (pool == nullptr || p.list == nullptr) return raise_value_error(vm, "bad state");
  if (!vm.meter.tick(p.n)) return raise_stopped(vm);
  if (p.state() == kGoing && !next_combination(p, pool->length(), replacing)) p.set(p.n, kOver);
  if (p.state() == kOver) return Value::none();
  p.set(p.n, kGoing);
  return arranged(vm, pool, p, p.n);
}

// One item of each pool.
Value monty_next_product(Vm& vm, Value sources, Value places) {
  Tuple* pools = get_if<Tuple>(sources);
  Places p = places_of(places);
  if (pools == nullptr || p.list == nullptr || p.n != pools->length()) return raise_value_error(vm, "bad state");
  if (!vm.meter.tick(p.n)) return raise_stopped(vm);
  if (p.state() == kGoing) {
    u32 i = p.n;
    for (; i > 0; i--) {
      Tuple* pool = get_if<Tuple>(pools->items[i - 1]);
      if (pool == nullptr) return raise_value_error(vm, "bad state");
      if (p.at(i - 1) + 1 < pool->length()) break;
      p.set(i - 1, 0);
    }
    if (i == 0)
      p.set(p.n, kOver);
    else
      p.set(i - 1, p.at(i - 1) + 1);
  }
  if (p.state() == kOver) return Value::none();
  p.set(p.n, kGoing);
  Tuple* t = tuple_new(vm, p.n);
  MONTY_TRY(t);
  for (u32 i = 0; i < p.n; i++) {
    Tuple* pool = get_if<Tuple>(pools->items[i]);
    if (pool == nullptr || static_cast<u64>(p.at(i)) >= pool->length()) return raise_value_error(vm, "bad state");
    t->items[i] = pool->items[p.at(i)];
  }
  return Value::cell(t);
}

}  // namespace native
}  // namespace monty
