// SPDX-License-Identifier: MIT
// Eating an iterator whose values may take Python code: what sum(), any(), list() and their like do to a generator.
// The twin calls feed(iterator, how, state). Each value is eaten in C++ as it comes, straight from the generator's yield,
// and the next one is asked for, without an instruction of the twin in between. feed() returns True when the iterator is
// exhausted; False when a value came that is not eaten so (it takes Python code, or decides the matter): that value is
// then the last of the list `state`, and the twin goes on with it and calls again.
// The frame's operands at the call are all there is to a feed in progress: nothing else needs saving.
#include <cmath>

#include "base/str_hash.h"
#include "natives/_monty_core.h"
#include "object/operations.h"
#include "object/type.h"
#include "vm/interp.h"
#include "vm/modules.h"

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
// feed() has looked at their kinds, and the snapshot reader.
Operands operands(Frame* frame) {
  Value* at = frame->registers() + frame->pc->a + 1;
  return {at[0], static_cast<How>(at[1].as_small_int()), at[2].as<List>()};
}

// What eat() expects to find in the state.
bool fits(const Operands& o) {
  const u32 n = o.state->length();
  switch (o.how) {
    case How::Add: return n > 0 && (is<Set>(o.state->items[0]) || is<FrozenSet>(o.state->items[0]));
    case How::Sum: return n > 1 && is_float(o.state->items[1]);
    case How::Pairs: return n > 1 && is<Dict>(o.state->items[0]) && o.state->items[1].is_small_int();
    default: return true;
  }
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
  if (MONTY_UNLIKELY(!fits(o))) return Eaten::No;
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

// Asks an iterator's own __next__. Next: its answer is in register a; else a frame will deliver it.
static Action call_next(Vm& vm, Frame* frame, Value iterator) {
  Value next = type_lookup_special(vm, iterator, names::op_next);
  if (next.is_undef()) {
    raise_type_error(vm, "'%T' object is not an iterator", iterator);
    return Action::Error;
  }
  Action action = call_value(vm, next, &iterator, 1, nullptr, Cont::Store);
  if (action == Action::Reload && vm.frame->prev == frame) vm.frame->cont = Cont::Feed;
  return action;
}

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
    if (v.is_defer()) {
      vm.deferred = false;
      Action action = call_next(vm, frame, iterator);
      if (took_stop_iteration(vm, frame, action)) return feed_end(vm, frame);
      if (action != Action::Next) return action;
      v = frame->registers()[frame->pc->a];
    }
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

// ---------------------------------------------------------------- without a twin
namespace {

enum class Gather : u8 { List, Tuple, Set, FrozenSet, Sum, Any, All, Min, Max, Sorted, Join, Step };

// The twins that go on behind a value that takes Python code: of the state, the value and the generator.
constexpr const char* kGatherRest[] = {nullptr, nullptr, "gather_set", "gather_frozenset", "gather_sum", "gather_any", "gather_all", "gather_min", "gather_max",
                                       nullptr, nullptr, nullptr};

bool gathering_function(const NativeFunction* f, u32 n, Gather* how) {
  struct Row {
    std::string_view name;
    Gather how;
  };
  static constexpr Row kRows[] = {{"sum", Gather::Sum}, {"any", Gather::Any}, {"all", Gather::All},
                                  {"min", Gather::Min}, {"max", Gather::Max}, {"sorted", Gather::Sorted}};
  if (n != 1 || f->module != names::builtins) return false;
  for (const Row& row : kRows) {
    if (f->name->ascii_view() != row.name) continue;
    *how = row.how;
    return true;
  }
  return false;
}

bool gathering(const NativeFunction* f, const Value* args, u32 n, Gather* how) {
  if (f->owner == nullptr) return gathering_function(f, n, how);
  if (n != 2) return false;
  if (f->owner == &kType_str) {
    *how = Gather::Join;
    return is<Str>(args[0]) && f->name->ascii_view() == "join";
  }
  if (f == kType_list.constructor)
    *how = Gather::List;
  else if (f == kType_tuple.constructor)
    *how = Gather::Tuple;
  else if (f == kType_set.constructor)
    *how = Gather::Set;
  else if (f == kType_frozenset.constructor)
    *how = Gather::FrozenSet;
  else
    return false;
  return args[0] == Value::cell(f->owner);
}

// The frame's instruction as the compiler wrote it.
Op sealed_op(const Frame* frame) {
  std::span<const Instr> sealed = frame->code->code->instrs;
  const Instr* pc = frame->pc;
  const bool in_sealed = pc >= sealed.data() && pc < sealed.data() + sealed.size();
  return static_cast<Op>(in_sealed ? pc->op : sealed[static_cast<usize>(pc - frame->code->instrs)].op);
}

NativeFunction* str_join_function() {
  constexpr std::string_view kName = "join";
  static NativeFunction* const kFunction =
      type_own_attribute(&kType_str, find_static_name(kName, str_hash(reinterpret_cast<const u8*>(kName.data()), kName.size()))).as<NativeFunction>();
  return kFunction;
}

// What has been gathered before the first value; error().
Value gather_start(Vm& vm, Gather how) {
  switch (how) {
    case Gather::Any: return Value::boolean(false);
    case Gather::All: return Value::boolean(true);
    case Gather::Set:
    case Gather::FrozenSet: {
      Set* s = set_new(vm, how == Gather::Set ? Kind::Set : Kind::FrozenSet);
      return s == nullptr ? Value::error() : Value::cell(s);
    }
    default: {
      List* l = list_new(vm, how == Gather::Sum ? 2 : 0);
      if (l == nullptr) return Value::error();
      if (how == Gather::Sum) {
        l->items[0] = Value::small_int(0);
        l->items[1] = Value::small_float(0);
        l->aux = 2;
      }
      return Value::cell(l);
    }
  }
}

// The list behind a sum: the total, and what compensated addition of floats has left over. A loaded dump may have let the
// program at it.
bool is_sum(const List* l) { return l->length() >= 2 && is_float(l->items[1]) && (is_int(l->items[0]) || is_float(l->items[0])); }

Eaten gather_one(Vm& vm, Gather how, Value state, Value v) {
  switch (how) {
    case Gather::Set:
    case Gather::FrozenSet: return eaten(set_add(vm, state.as<Set>(), v));
    case Gather::Sum: return is_sum(state.as<List>()) ? eat_sum(vm, state.as<List>(), v) : Eaten::No;
    case Gather::Min:
    case Gather::Max:
      if (state.as<List>()->length() == 1) return eat_extreme(vm, state.as<List>(), how == Gather::Min ? Op::LT : Op::GT, v);
      [[fallthrough]];
    default: return list_append(vm, state.as<List>(), v) ? Eaten::Yes : Eaten::Error;
  }
}

Action gather_done(Frame* caller, Value result) {
  caller->registers()[caller->pc->a] = result;
  caller->pc = after(caller->pc);
  return Action::Reload;
}
Action gather_done(Frame* caller, Action action) {
  if (action != Action::Next) return action;
  caller->pc = after(caller->pc);
  return Action::Reload;
}

Action gather_rest(Vm& vm, Gather how, Value state, Value v, Generator* g) {
  vm.deferred = false;
  if (!vm.twins_loaded) return load_twins(vm);
  const Value args[3] = {state, v, Value::cell(g)};
  return call_twin(vm, kGatherRest[static_cast<u8>(how)], args, 3, Cont::Store);
}

}  // namespace

// _monty.coroutine_step(coroutine, box): what the coroutine yields next; at its end the box, with its result as the last item.
static bool step_coroutine(Vm& vm, NativeFunction* native, const Value* args, u32 n, Action* action) {
  if (n != 2 || native->owner != nullptr || native->name->ascii_view() != "coroutine_step") return false;
  auto* g = args[0].as<Generator>();
  vm.frame->registers()[vm.frame->pc->a] = args[1];
  g->frame->stage = static_cast<u8>(Gather::Step);
  *action = resume_generator(vm, g, Value::none(), Cont::Gather);
  return true;
}

bool gather(Vm& vm, NativeFunction* native, const Value* args, u32 n, Action* action) {
  if (n == 2 && is<Generator>(args[0])) return step_coroutine(vm, native, args, n, action);
  Gather how;
  Frame* frame = vm.frame;
  Value* callee = frame->registers() + frame->pc->a;
  const Op op = sealed_op(frame);
  if (n == 0 || !is<Generator>(args[n - 1]) || (args != callee && args != callee + 1) || !gathering(native, args, n, &how)) return false;
  auto* g = args[n - 1].as<Generator>();
  if ((g->code->code->flags & (kCodeCoroutine | kCodeAsyncGenerator)) != 0 || g->transparent) return false;
  if (g->state != Generator::State::Created && g->state != Generator::State::Suspended) return false;
  if (op != Op::CALL && op != Op::CALL_METHOD) return false;
  // A value that takes Python code finds the twins loaded: loading runs the instruction again.
  if (!vm.twins_loaded && kGatherRest[static_cast<u8>(how)] != nullptr) return false;
  vm.heap.begin_native();
  Value state = gather_start(vm, how);
  if (state.is_error()) {
    *action = Action::Error;
    return true;
  }
  *callee = state;
  g->frame->stage = static_cast<u8>(how);
  *action = resume_generator(vm, g, Value::none(), Cont::Gather);
  return true;
}

bool gather_holds(u8 stage, const Value* at) {
  if (stage > static_cast<u8>(Gather::Step)) return false;
  switch (static_cast<Gather>(stage)) {
    case Gather::Any:
    case Gather::All: return at[0].is_bool();
    case Gather::Set: return is<Set>(at[0]);
    case Gather::FrozenSet: return is<FrozenSet>(at[0]);
    case Gather::Join: return is<List>(at[0]) && is<Str>(at[1]);
    default: return is<List>(at[0]);
  }
}

Action gather_value(Vm& vm, Frame* caller, Frame* generator_frame, Value value) {
  const auto how = static_cast<Gather>(generator_frame->stage);
  Generator* g = generator_frame->generator;
  Value state = caller->registers()[caller->pc->a];
  if (how == Gather::Step) return gather_done(caller, value);
  vm.heap.begin_native();
  vm.heap.keep(value);
  if (how == Gather::Any || how == Gather::All) {
    Tri t = truth(vm, value);
    if (t == Tri::Error) return Action::Error;
    if (t == Tri::Defer) return gather_rest(vm, how, state, value, g);
    if ((t == Tri::True) == (how == Gather::Any)) return gather_done(caller, Value::boolean(t == Tri::True));
  } else {
    Eaten e = gather_one(vm, how, state, value);
    if (e == Eaten::Error) return Action::Error;
    if (e == Eaten::No) return gather_rest(vm, how, state, value, g);
  }
  return resume_generator(vm, g, Value::none(), Cont::Gather);
}

Action gather_end(Vm& vm, Frame* caller, u8 stage, Value returned) {
  const auto how = static_cast<Gather>(stage);
  const Value state = caller->registers()[caller->pc->a];
  vm.heap.begin_native();
  switch (how) {
    case Gather::Step: vm.heap.keep(returned); return list_append(vm, state.as<List>(), returned) ? gather_done(caller, state) : Action::Error;
    case Gather::Tuple: {
      Tuple* t = tuple_from(vm, state.as<List>()->items, state.as<List>()->length());
      return t == nullptr ? Action::Error : gather_done(caller, Value::cell(t));
    }
    case Gather::Sum: {
      if (!is_sum(state.as<List>())) return gather_done(caller, state);
      Value* part = state.as<List>()->items;
      const double lost = as_double(part[1]);
      if (is_int(part[0]) || lost == 0 || !std::isfinite(lost)) return gather_done(caller, part[0]);
      Value sum = float_new(vm, as_double(part[0]) + lost);
      return sum.is_error() ? Action::Error : gather_done(caller, sum);
    }
    case Gather::Min:
    case Gather::Max:
      if (state.as<List>()->length() > 0) return gather_done(caller, state.as<List>()->items[0]);
      raise_value_error(vm, "%s() iterable argument is empty", how == Gather::Min ? "min" : "max");
      return Action::Error;
    case Gather::Sorted: {
      if (state.as<List>()->length() < 2) return gather_done(caller, state);
      Value sorted = native::monty_core_sort_natively(vm, state, state, false);
      if (sorted.is_error()) return Action::Error;
      if (sorted.is_true()) return gather_done(caller, state);
      return gather_done(caller, call_twin(vm, "gather_sorted", &state, 1, Cont::Store));
    }
    case Gather::Join: {
      const Value args[2] = {caller->registers()[caller->pc->a + 1], state};
      return gather_done(caller, call_native(vm, str_join_function(), args, 2, nullptr, Cont::Store));
    }
    default: return gather_done(caller, state);
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
