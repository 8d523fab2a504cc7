// SPDX-License-Identifier: MIT
// The steps of itertools' iterators. Each tool is a class of src/lib/itertools.py whose state lies in its __slots__; a step
// runs here as long as what it steps over needs no Python code, and else asks for the class's `_next`, which knows
// every case. A step that asks has done nothing that `_next` cannot go on from.
#include "lib/slots.h"
#include "natives/_monty.h"

namespace monty {

using namespace lib;

namespace {

Value ended(Vm& vm) { return raise_stop_iteration(vm, Value::undef()); }

// What a step does about an item that did not come: undef is the end, defer the class's own `_next`.
Value without(Vm& vm, Value self, Value item) {
  if (item.is_undef()) return ended(vm);
  return item.is_defer() ? slow_method(vm, self, "_next") : item;
}

// a + b of numbers; Undef: that takes Python code.
Value sum(Vm& vm, Value a, Value b) {
  if (!(is_int(a) || is_float(a)) || !(is_int(b) || is_float(b))) return Value::undef();
  Value v = native_binary(vm, Op::ADD, false, a, b);
  if (v.ok() || v.is_error()) return v;
  vm.deferred = false;
  return Value::undef();
}

bool small(Value v) { return v.is_small_int() && v.as_small_int() >= 0; }

// Items of all iterators can be had without Python code, so that several are taken together.
bool all_step(const Value* its, u32 n) {
  for (u32 i = 0; i < n; i++) {
    if (!its[i].is_none() && !steps_natively(its[i])) return false;
  }
  return true;
}

}  // namespace

namespace native {

// _at, _step
Value itertools_count_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "count", 2);
  MONTY_TRY(s);
  const Value at = s[0];
  Value next = sum(vm, at, s[1]);
  if (next.is_error()) return next;
  if (next.is_undef()) return slow_method(vm, self, "_next");
  s[0] = next;
  return vm.heap.keep(at), at;
}

// _object, _left
Value itertools_repeat_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "repeat", 2);
  MONTY_TRY(s);
  if (s[1].is_none()) return s[0];
  if (!small(s[1])) return slow_method(vm, self, "_next");
  const i64 left = s[1].as_small_int();
  if (left == 0) return ended(vm);
  s[1] = Value::small_int(left - 1);
  return s[0];
}

// _it, _saved, _at
Value itertools_cycle_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "cycle", 3);
  MONTY_TRY(s);
  List* saved = get_if<List>(s[1]);
  if (saved == nullptr || !small(s[2])) return slow_method(vm, self, "_next");
  if (!s[0].is_none()) {
    Value v = step(vm, s[0]);
    if (v.ok() && !v.is_undef()) {
      vm.heap.keep(v);
      return list_append(vm, saved, v) ? v : Value::error();
    }
    if (!v.is_undef()) return without(vm, self, v);
    s[0] = Value::none();
  }
  if (saved->length() == 0) return ended(vm);
  const u64 at = static_cast<u64>(s[2].as_small_int()) % saved->length();
  s[2] = Value::small_int(static_cast<i64>(at + 1 < saved->length() ? at + 1 : 0));
  return saved->items[at];
}

// _it, _func, _total, _state: 0 `_total` is the initial value, 1 nothing given yet, 2 under way; _item: None, or a tuple of the
// item that is to be added
Value itertools_accumulate_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "accumulate", 5);
  MONTY_TRY(s);
  if (s[3] == Value::small_int(0)) {
    s[3] = Value::small_int(2);
    return s[2];
  }
  if (!s[1].is_none() || !s[4].is_none()) return slow_method(vm, self, "_next");
  Value v = step(vm, s[0]);
  if (!v.ok() || v.is_undef()) return without(vm, self, v);
  vm.heap.keep(v);
  if (s[3] == Value::small_int(1)) {
    s[3] = Value::small_int(2);
    return s[2] = v;
  }
  Value total = sum(vm, s[2], v);
  if (total.is_error()) return total;
  if (!total.is_undef()) return s[2] = total;
  Tuple* item = tuple_from(vm, &v, 1);
  MONTY_TRY(item);
  s[4] = Value::cell(item);
  return slow_method(vm, self, "_next");
}

// _it, _n, _strict
Value itertools_batched_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "batched", 3);
  MONTY_TRY(s);
  if (!s[1].is_small_int() || s[1].as_small_int() < 1 || s[2].is_true() || !steps_natively(s[0])) return slow_method(vm, self, "_next");
  const i64 n = s[1].as_small_int();
  List* items = list_new(vm, 0);
  MONTY_TRY(items);
  for (i64 i = 0; i < n; i++) {
    if ((i & 255) == 255 && !vm.meter.tick(256)) return raise_stopped(vm);
    Value v = iter_next(vm, s[0]);
    if (v.is_undef()) break;
    if (v.is_error()) return v;
    vm.heap.keep(v);
    MONTY_TRY(list_append(vm, items, v));
  }
  return items->length() == 0 ? ended(vm) : from_cell(tuple_from(vm, items->items, items->length()));
}

// _sources, _it, _source: None, or a tuple of the source that is to be iterated over
Value itertools_chain_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "chain", 3);
  MONTY_TRY(s);
  for (u32 turn = 1;; turn++) {
    if ((turn & 15) == 0 && !vm.meter.tick(16)) return raise_stopped(vm);
    if (!s[2].is_none()) return slow_method(vm, self, "_next");
    if (s[0].is_none()) return ended(vm);
    if (!s[1].is_none()) {
      Value v = step(vm, s[1]);
      if (!v.is_undef()) return v.ok() ? v : without(vm, self, v);
      s[1] = Value::none();
    }
    Value source = step(vm, s[0]);
    if (source.is_defer()) return slow_method(vm, self, "_next");
    if (source.is_error() || source.is_undef()) {
      s[0] = Value::none();
      return source.is_error() ? source : ended(vm);
    }
    vm.heap.keep(source);
    Value it = get_iter(vm, source);
    if (it.is_error()) {
      s[0] = Value::none();
      return it;
    }
    if (it.is_defer()) {
      vm.deferred = false;
      Tuple* one = tuple_from(vm, &source, 1);
      MONTY_TRY(one);
      s[2] = Value::cell(one);
    } else {
      s[1] = it;
    }
  }
}

// _data, _selectors, _pair: None, or a tuple of an item and what chooses it
Value itertools_compress_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "compress", 3);
  MONTY_TRY(s);
  if (!s[2].is_none() || !all_step(s, 2)) return slow_method(vm, self, "_next");
  for (u32 turn = 1;; turn++) {
    if ((turn & 255) == 0 && !vm.meter.tick(256)) return raise_stopped(vm);
    Value item = iter_next(vm, s[0]);
    if (!item.ok() || item.is_undef()) return without(vm, self, item);
    vm.heap.keep(item);
    Value wanted = iter_next(vm, s[1]);
    if (!wanted.ok() || wanted.is_undef()) return without(vm, self, wanted);
    const Tri t = truth(vm, wanted);
    if (t == Tri::True) return item;
    if (t == Tri::Error) return Value::error();
    if (t == Tri::False) continue;
    vm.deferred = false;
    const Value both[2] = {item, wanted};
    vm.heap.keep(wanted);
    Tuple* pair = tuple_from(vm, both, 2);
    MONTY_TRY(pair);
    s[2] = Value::cell(pair);
    return slow_method(vm, self, "_next");
  }
}

// _it, _goal, _stop, _step, _at
Value itertools_islice_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "islice", 5);
  MONTY_TRY(s);
  if (s[0].is_none()) return ended(vm);
  if (!small(s[1]) || !(s[2].is_none() || small(s[2])) || !small(s[3]) || !small(s[4])) return slow_method(vm, self, "_next");
  const i64 stop = s[2].is_none() ? Value::kMaxSmall : s[2].as_small_int();
  const bool over = !s[2].is_none() && s[1].as_small_int() >= stop;
  const i64 goal = over ? stop : s[1].as_small_int();
  for (u32 turn = 1; s[4].as_small_int() < goal + (over ? 0 : 1); turn++) {
    if ((turn & 255) == 0 && !vm.meter.tick(256)) return raise_stopped(vm);
    Value v = step(vm, s[0]);
    if (v.is_undef()) s[0] = Value::none();
    if (!v.ok() || v.is_undef()) return without(vm, self, v);
    const i64 at = s[4].as_small_int();
    if (at == Value::kMaxSmall) return slow_method(vm, self, "_next");
    s[4] = Value::small_int(at + 1);
    if (at < goal || over) continue;
    const i64 next = s[3].as_small_int() > stop - goal ? stop : goal + s[3].as_small_int();
    s[1] = Value::small_int(next);
    return v;
  }
  s[0] = Value::none();
  return ended(vm);
}

// _it, _old, _begun
Value itertools_pairwise_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "pairwise", 3);
  MONTY_TRY(s);
  if (s[0].is_none()) return ended(vm);
  for (;;) {
    Value v = step(vm, s[0]);
    if (v.is_undef()) s[0] = Value::none();
    if (!v.ok() || v.is_undef()) return without(vm, self, v);
    const Value both[2] = {s[1], v};
    s[1] = v;
    if (s[2].is_true()) return vm.heap.keep(both[0]), from_cell(tuple_from(vm, both, 2));
    s[2] = Value::boolean(true);
  }
}

// _its, _fill, _active
Value itertools_zip_longest_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "zip_longest", 3);
  MONTY_TRY(s);
  List* its = get_if<List>(s[0]);
  if (its == nullptr || !small(s[2]) || !all_step(its->items, its->length())) return slow_method(vm, self, "_next");
  if (s[2].as_small_int() == 0) return ended(vm);
  if (!vm.meter.tick(its->length())) return raise_stopped(vm);
  Tuple* row = tuple_new(vm, its->length());
  MONTY_TRY(row);
  for (u32 i = 0; i < its->length(); i++) {
    row->items[i] = s[1];
    if (its->items[i].is_none()) continue;
    Value v = iter_next(vm, its->items[i]);
    if (v.is_error()) return v;
    if (!v.is_undef()) {
      row->items[i] = v;
      continue;
    }
    s[2] = Value::small_int(s[2].as_small_int() - 1);
    if (s[2].as_small_int() <= 0) return ended(vm);
    its->items[i] = Value::none();
  }
  return Value::cell(row);
}

// _it, _link
Value itertools_tee_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "_tee", 2);
  MONTY_TRY(s);
  List* link = get_if<List>(s[1]);
  List* next = link == nullptr || link->length() != 2 ? nullptr : get_if<List>(link->items[1]);
  if (next == nullptr) return slow_method(vm, self, "_next");
  s[1] = Value::cell(next);
  return link->items[0];
}

namespace {
Value or_end(Vm& vm, Value v) { return v.is_none() ? ended(vm) : v; }
}  // namespace

Value itertools_product_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "product", 2);
  return s == nullptr ? Value::error() : or_end(vm, monty_next_product(vm, s[0], s[1]));
}
Value itertools_combinations_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "combinations", 2);
  return s == nullptr ? Value::error() : or_end(vm, monty_next_combination(vm, s[0], s[1], false));
}
Value itertools_combinations_with_replacement_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "combinations_with_replacement", 2);
  return s == nullptr ? Value::error() : or_end(vm, monty_next_combination(vm, s[0], s[1], true));
}
Value itertools_permutations_op_next(Vm& vm, Value self) {
  Value* s = slots_of(vm, self, "permutations", 3);
  return s == nullptr ? Value::error() : or_end(vm, monty_next_permutation(vm, s[0], s[1], s[2]));
}

}  // namespace native
}  // namespace monty
