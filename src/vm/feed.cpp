// SPDX-License-Identifier: MIT
// Eating an iterator whose values may take Python code: what sum(), any(), list() and their like do to a generator.
// The twin calls feed(iterator, how, state). Each value is eaten in C++ as it comes, straight from the generator's yield,
// and the next one is asked for, without an instruction of the twin in between. feed() returns True when the iterator is
// exhausted; False when a value came that is not eaten so (it takes Python code, or decides the matter): that value is
// then the last of the list `state`, and the twin goes on with it and calls again.
// The frame's operands at the call are all there is to a feed in progress: nothing else needs saving.
#include <cmath>

#include "object/operations.h"
#include "object/type.h"
#include "vm/interp.h"

namespace monty {

namespace {

// The twins know these by number.
enum class How : u8 { Append, Add, Sum, WhileFalse, WhileTrue, Least, Greatest, Pairs };

enum class Eaten : u8 { Yes, No, Error };

Eaten eaten(Tri t) { return t == Tri::Error ? Eaten::Error : t == Tri::Defer ? Eaten::No : Eaten::Yes; }

struct Operands {
  Value iterator;
  How how;
  List* state;
};
Operands operands(Frame* frame) {
  Value* at = frame->registers() + frame->pc->a + 1;
  return {at[0], static_cast<How>(at[1].as_small_int()), at[2].as<List>()};
}

// state: the total, and what compensated addition of floats has left over.
Eaten eat_sum(Vm& vm, List* state, Value v) {
  Value& total = state->items[0];
  i64 s;
  if (Value::both_small_ints(total, v) && !__builtin_add_overflow(static_cast<i64>(total.bits()), static_cast<i64>(v.bits()), &s)) {
    total = Value::from_bits(static_cast<u64>(s));
    return Eaten::Yes;
  }
  if (is_float(total) && is_float(v)) {
    double a = as_double(total), b = as_double(v), t = a + b;
    double lost = as_double(state->items[1]) + (std::fabs(a) >= std::fabs(b) ? (a - t) + b : (b - t) + a);
    Value sum = float_new(vm, t);
    if (!sum.ok()) return Eaten::Error;
    total = sum;
    Value rest = float_new(vm, lost);
    if (!rest.ok()) return Eaten::Error;
    state->items[1] = rest;
    return Eaten::Yes;
  }
  bool ints = (is_int(total) || total.is_bool()) && (is_int(v) || v.is_bool());
  bool to_float = is_float(total) && (is_int(v) || v.is_bool());
  if (!ints && !to_float) return Eaten::No;
  Value sum = native_binary(vm, Op::ADD, false, total, v);
  if (sum.is_error()) return Eaten::Error;
  total = sum;
  return Eaten::Yes;
}

// state: the best so far.
Eaten eat_extreme(Vm& vm, List* state, Op better, Value v) {
  if (state->length() != 1) return Eaten::No;
  Value& best = state->items[0];
  Value t = Value::both_small_ints(v, best) ? Value::boolean((better == Op::LT) == (static_cast<i64>(v.bits()) < static_cast<i64>(best.bits())) && !(v == best))
                                            : native_compare(vm, better, v, best);
  if (t.is_error()) return Eaten::Error;
  if (!t.is_bool()) return Eaten::No;
  if (t.is_true()) best = v;
  return Eaten::Yes;
}

// state: the dict, and how many pairs have been eaten.
Eaten eat_pair(Vm& vm, List* state, Value v) {
  const Value* items = is<Tuple>(v) ? v.as<Tuple>()->items : is<List>(v) ? v.as<List>()->items : nullptr;
  if (items == nullptr || v.as_cell()->aux != 2) return Eaten::No;
  Eaten e = eaten(dict_set(vm, state->items[0].as<Dict>(), items[0], items[1]));
  if (e == Eaten::Yes) state->items[1] = Value::small_int(state->items[1].as_small_int() + 1);
  return e;
}

Eaten eat(Vm& vm, const Operands& o, Value v) {
  switch (o.how) {
    case How::Append: return list_append(vm, o.state, v) ? Eaten::Yes : Eaten::Error;
    case How::Add: return eaten(set_add(vm, o.state->items[0].as<Set>(), v));
    case How::Sum: return eat_sum(vm, o.state, v);
    case How::WhileFalse:
    case How::WhileTrue: {
      Tri t = truth(vm, v);
      if (t == Tri::Error) return Eaten::Error;
      return t == (o.how == How::WhileTrue ? Tri::True : Tri::False) ? Eaten::Yes : Eaten::No;
    }
    case How::Least: return eat_extreme(vm, o.state, Op::LT, v);
    case How::Greatest: return eat_extreme(vm, o.state, Op::GT, v);
    case How::Pairs: return eat_pair(vm, o.state, v);
  }
  return Eaten::No;
}

Action finish(Vm& vm, Frame* frame, bool exhausted) {
  frame->registers()[frame->pc->a] = Value::boolean(exhausted);
  frame->pc = after(frame->pc);
  return Action::Reload;
}

// One value: *more says whether the next one is wanted; else the action stands.
Action take(Vm& vm, Frame* frame, Value value, bool* more) {
  Operands o = operands(frame);
  vm.heap.begin_native();
  vm.heap.keep(value);
  Eaten e = eat(vm, o, value);
  *more = e == Eaten::Yes;
  if (e == Eaten::Yes) return Action::Next;
  if (e == Eaten::Error) return Action::Error;
  vm.deferred = false;
  if (!list_append(vm, o.state, value)) return Action::Error;
  return finish(vm, frame, false);
}

}  // namespace

Action feed_end(Vm& vm, Frame* frame) { return finish(vm, frame, true); }

Action feed_value(Vm& vm, Frame* frame, Value value) {
  bool more;
  Action action = take(vm, frame, value, &more);
  return more ? feed(vm, frame) : action;
}

Action feed(Vm& vm, Frame* frame) {
  Value iterator = operands(frame).iterator;
  if (TwinIterator* t = get_if<TwinIterator>(iterator)) {
    if (!is_native_map(iterator)) {
      iterator = t->generator;
    } else {
      bool end = false;
      Action action = advance_map(vm, frame, t, Cont::Feed, &end);
      return end || took_stop_iteration(vm, frame, action) ? feed_end(vm, frame) : action;
    }
  }
  if (Generator* g = get_if<Generator>(iterator)) return resume_generator(vm, g, Value::none(), Cont::Feed);
  for (u32 turn = 1;; turn++) {
    vm.heap.begin_native();
    Value v = iter_next(vm, iterator);
    if (v.is_undef()) return feed_end(vm, frame);
    if (v.is_error()) return Action::Error;
    bool more;
    Action action = take(vm, frame, v, &more);
    if (!more) return action;
    if ((turn & 255) == 0 && !vm.meter.tick(256)) {
      raise_stopped(vm);
      return Action::Error;
    }
  }
}

Action advance_map(Vm& vm, Frame* frame, TwinIterator* map, Cont cont, bool* end) {
  auto* pair = map->arguments.as<Tuple>();
  const bool spread = (map->flags & Cell::kUser1) != 0;
  for (u32 turn = 1;; turn++) {
    vm.heap.begin_native();
    Value v = iter_next(vm, pair->items[1]);
    if (v.is_undef()) {
      *end = true;
      return Action::Next;
    }
    if (v.is_error()) return Action::Error;
    Value& kept = frame->registers()[frame->pc->a];  // a root while the arguments are used
    kept = v;
    const Value* args = spread ? v.as<Tuple>()->items : &kept;
    u32 n = spread ? v.as<Tuple>()->length() : 1;
    if (cont != Cont::Feed) return call_value(vm, pair->items[0], args, n, nullptr, cont);
    // An answer that comes at once is eaten here, so that C++ frames do not pile up; a frame will deliver its own.
    Action action = call_value(vm, pair->items[0], args, n, nullptr, Cont::Store);
    if (action == Action::Reload && vm.frame->prev == frame) vm.frame->cont = Cont::Feed;
    if (action != Action::Next) return action;
    bool more;
    action = take(vm, frame, kept, &more);
    if (!more) return action;
    if ((turn & 255) == 0 && !vm.meter.tick(256)) {
      raise_stopped(vm);
      return Action::Error;
    }
  }
}

}  // namespace monty
