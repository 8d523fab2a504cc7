// SPDX-License-Identifier: MIT
// Generators, coroutines and async generators: their frame lies in a buffer of the Generator and is linked into the
// frame chain while it runs. The frame's cont says who resumed it.
#include <cstring>

#include "object/type.h"
#include "vm/interp.h"

namespace monty {

namespace {

bool is_coroutine(Generator* g) { return (g->code->code->flags & kCodeCoroutine) != 0; }

const char* kind_name(Generator* g) {
  u32 flags = g->code->code->flags;
  return flags & kCodeAsyncGenerator ? "async generator" : flags & kCodeCoroutine ? "coroutine" : "generator";
}

// The generator is over: its frame goes.
void close_frame(Vm& vm, Generator* g) {
  g->state = Generator::State::Closed;
  g->frame = nullptr;
  g->yielding_from = Value::undef();
  vm.handled = g->caller_handled;
  g->caller_handled = Value::undef();
  g->handled = Value::undef();
}

}  // namespace

// The step of an async generator is over with `value` (Undef: none).
Action finish_step(Vm& vm, Frame* caller, Value value) {
  if (static_cast<Op>(caller->pc->op) == Op::YIELD_FROM) {
    caller->registers()[caller->pc->a] = value.is_undef() ? Value::none() : value;
    caller->pc = after(caller->pc);
    return Action::Reload;
  }
  raise_stop_iteration(vm, value);
  return Action::Error;
}

// Takes the running step off its generator.
AsyncGenStep* take_step(Generator* g) {
  auto* step = get_if<AsyncGenStep>(g->yielding_from);
  g->yielding_from = Value::undef();
  g->async_running = false;
  if (step != nullptr) step->state = 2;
  return step;
}

bool is_iterable_coroutine(const Generator* g) {
  if (g->function == nullptr || g->function->extras == nullptr) return false;
  DictEntry* e = dict_find_str(g->function->extras, names::op_code);
  return e != nullptr && is<CodeObject>(e->value) && (e->value.as_cell()->flags & Cell::kUser1) != 0;
}

// A generator without a frame; *frame is its buffer, to be filled and handed to start_generator().
Generator* generator_reserve(Vm& vm, Function* function, CodeInstance* code, Frame** frame) {
  auto* g = vm.heap.make<Generator>();
  if (g != nullptr) {
    g->frame = nullptr;
    g->code = code;
    g->function = function;
    g->handled = g->caller_handled = g->name = g->qualname = g->yielding_from = Value::undef();
    g->state = Generator::State::Created;
    g->transparent = (code->code->flags & kCodeTwin) != 0;
    g->async_running = g->async_closed = false;
    *frame = static_cast<Frame*>(vm.heap.allocate_buffer(code->frame_bytes));
    if (*frame != nullptr) return g;
  }
  raise_memory_error(vm);
  return nullptr;
}

void start_generator(Generator* g, Frame* frame) {
  frame->generator = g;
  frame->prev = nullptr;
  frame->pc = g->code->instrs;
  g->frame = frame;
}

// Takes over the registers of the frame on top (which the caller pops).
Generator* generator_new(Vm& vm, Function* function, CodeInstance* code) {
  Frame* from = vm.frame;
  Frame* frame;
  Generator* g = generator_reserve(vm, function, code, &frame);
  if (g == nullptr) return nullptr;
  std::memcpy(static_cast<void*>(frame), from, code->frame_bytes);
  start_generator(g, frame);
  return g;
}

// Enters the generator with `sent` as the value of its yield expression.
Action resume_generator(Vm& vm, Generator* g, Value sent, Cont cont) {
  if (MONTY_UNLIKELY(g->state != Generator::State::Suspended)) {
    if (g->state == Generator::State::Running) {
      raise_value_error(vm, "%s already executing", kind_name(g));
      return Action::Error;
    }
    if (g->state == Generator::State::Closed) {
      Frame* frame = vm.frame;
      if (is_coroutine(g)) {
        raise(vm, kType_RuntimeError, "cannot reuse already awaited coroutine");
        return Action::Error;
      }
      switch (cont) {
        case Cont::GenForIter: frame->pc = frame->pc + 1 + static_cast<i16>(frame->pc->c); return Action::Reload;
        case Cont::GenYieldFrom: return deliver(vm, frame, Value::none(), Cont::Store, 0);
        case Cont::Feed: return feed_end(vm, frame);
        default: raise_stop_iteration(vm, Value::undef()); return Action::Error;
      }
    }
    if (!sent.is_none()) {
      raise_type_error(vm, "can't send non-None value to a just-started %s", kind_name(g));
      return Action::Error;
    }
  }
  Frame* frame = g->frame;
  Frame* caller = vm.frame;
  u32 depth = caller->depth + frame->code->depth_step;
  if (MONTY_UNLIKELY(vm.too_deep(depth))) {
    raise(vm, kType_RecursionError, "maximum recursion depth exceeded");
    return Action::Error;
  }
  if (MONTY_UNLIKELY(!vm.meter.tick(8)) && !pause_instead(vm)) {
    raise_stopped(vm);
    return Action::Error;
  }
  if (g->state == Generator::State::Suspended) {
    const Instr* at = frame->pc;
    if (static_cast<Op>(at->op) == Op::YIELD_FROM)
      frame->registers()[at->c] = sent;  // the instruction runs again
    else {
      frame->registers()[at->a] = sent;
      frame->pc = after(at);
    }
  }
  vm.frame = enter_generator(vm, g, caller, depth, cont);
  return Action::Reload;
}

// Raises `exception` inside the generator at its suspension point.
Action throw_into(Vm& vm, Generator* g, Value exception, Cont cont) {
  if (g->state == Generator::State::Running) {
    raise_value_error(vm, "%s already executing", kind_name(g));
    return Action::Error;
  }
  if (g->state == Generator::State::Closed) {
    if (is_coroutine(g)) {
      raise(vm, kType_RuntimeError, "cannot reuse already awaited coroutine");
      return Action::Error;
    }
    vm.exception = exception;
    return Action::Error;
  }
  if (g->state == Generator::State::Created) {
    g->state = Generator::State::Closed;
    g->frame = nullptr;
    vm.exception = exception;
    return Action::Error;
  }
  Frame* frame = g->frame;
  const Instr* at = frame->pc;
  Value sub = static_cast<Op>(at->op) == Op::YIELD_FROM ? frame->registers()[at->b] : Value::undef();
  Frame* caller = vm.frame;
  enter_generator(vm, g, caller, caller->depth + frame->code->depth_step, cont);
  if (vm.too_deep(frame->depth - std::min(frame->depth, 50 * kDepthUnit))) {
    vm.frame = frame;
    raise(vm, kType_RecursionError, "maximum recursion depth exceeded");
    return Action::Error;
  }
  vm.frame = frame;
  if (!sub.is_undef()) {
    if (Generator* inner = get_if<Generator>(sub)) {
      if (exception_matches(exception, kType_GeneratorExit)) {
        Value args[2] = {sub, exception};
        return call_twin(vm, "close_and_raise", args, 2, Cont::YieldFrom);
      }
      return throw_into(vm, inner, exception, Cont::GenYieldFrom);
    }
    Value args[2] = {sub, exception};
    return call_twin(vm, "throw_into_iterator", args, 2, Cont::YieldFrom);
  }
  vm.exception = exception;
  return Action::Error;
}

// The generator's frame is on top and yields `value` to whoever resumed it; outer `yield from`s pass it on.
Action yield_value(Vm& vm, Frame* frame, Value value) {
  for (;;) {
    Generator* g = frame->generator;
    Frame* caller = frame->prev;
    Cont cont = frame->cont;
    g->state = Generator::State::Suspended;
    g->handled = vm.handled;
    vm.handled = g->caller_handled;
    g->caller_handled = Value::undef();
    frame->prev = nullptr;
    vm.frame = caller;
    switch (cont) {
      case Cont::GenForIter:
      case Cont::GenNext: {
        caller->registers()[caller->pc->a] = value;
        caller->pc = after(caller->pc);
        return Action::Reload;
      }
      case Cont::GenYieldFrom: frame = caller; continue;
      case Cont::Feed: return feed_value(vm, caller, value);
      case Cont::Gather: return gather_value(vm, caller, frame, value);
      case Cont::AsyncStep: {
        bool awaited = static_cast<Op>(caller->pc->op) == Op::YIELD_FROM;
        if (static_cast<Op>(frame->pc->op) == Op::ASYNC_YIELD) {
          AsyncGenStep* step = take_step(g);
          if (step != nullptr && step->aux == 2) {
            raise(vm, kType_RuntimeError, "async generator ignored GeneratorExit");
            return Action::Error;
          }
          return finish_step(vm, caller, value);
        }
        if (awaited) {  // an await inside: the outer one yields
          frame = caller;
          continue;
        }
        caller->registers()[caller->pc->a] = value;
        caller->pc = after(caller->pc);
        return Action::Reload;
      }
      case Cont::Entry: vm.result = value; return Action::Exit;
      default: {
        Action action = deliver(vm, caller, value, cont, frame->stage);
        if (action == Action::Next) {
          caller->pc = after(caller->pc);
          return Action::Reload;
        }
        return action;
      }
    }
  }
}

Action return_from_generator(Vm& vm, Frame* frame, Value value) {
  Generator* g = frame->generator;
  Frame* caller = frame->prev;
  Cont cont = frame->cont;
  AsyncGenStep* step = cont == Cont::AsyncStep ? take_step(g) : nullptr;
  close_frame(vm, g);
  vm.frame = caller;
  if (step != nullptr && step->aux == 2) return finish_step(vm, caller, Value::undef());
  switch (cont) {
    case Cont::GenForIter: caller->pc = caller->pc + 1 + static_cast<i16>(caller->pc->c); return Action::Reload;
    case Cont::GenYieldFrom: return deliver(vm, caller, value, Cont::Store, 0);
    case Cont::Feed: return feed_end(vm, caller);
    case Cont::Gather: return gather_end(vm, caller, frame->stage, value);
    case Cont::Entry: vm.result = value; return Action::Exit;
    default:
      if (g->code->code->flags & kCodeAsyncGenerator)
        raise(vm, kType_StopAsyncIteration, "");
      else
        raise_stop_iteration(vm, value.is_none() ? Value::undef() : value);
      return Action::Error;
  }
}

// An exception leaves the frame of an async generator that a step drives: aclose() is content with its own.
bool end_step_by_exception(Vm& vm, Generator* g, Frame* caller, Action* action) {
  AsyncGenStep* step = take_step(g);
  if (step == nullptr || step->aux != 2) return false;
  if (!exception_matches(vm.exception, kType_GeneratorExit) && !exception_matches(vm.exception, kType_StopAsyncIteration)) return false;
  vm.exception = Value::undef();
  *action = finish_step(vm, caller, Value::undef());
  return true;
}

// One step of `yield from` / `await`: the frame on top stands at YIELD_FROM.
Action yield_from(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  Value it = r[pc->b], sent = r[pc->c];
  if (Generator* g = get_if<Generator>(it)) return resume_generator(vm, g, sent, Cont::GenYieldFrom);
  vm.heap.begin_native();
  if (sent.is_none()) {
    Value v = iter_next(vm, it);
    if (v.is_undef()) return deliver(vm, frame, Value::none(), Cont::Store, 0);
    if (v.is_error()) return Action::Error;
    if (v.ok()) return yield_value(vm, frame, v);
    vm.deferred = false;
    Value next = type_lookup_special(vm, it, names::op_next);
    if (next.is_undef()) {
      raise_type_error(vm, "'%T' object is not an iterator", it);
      return Action::Error;
    }
    Action action = call_value(vm, next, &it, 1, nullptr, Cont::YieldFrom);
    if (action == Action::Error && vm.frame == frame && exception_matches(vm.exception, kType_StopIteration)) {
      Value v = instance_get(vm.exception.as<Instance>(), names::value);
      vm.exception = Value::undef();
      return deliver(vm, frame, v.is_undef() ? Value::none() : v, Cont::Store, 0);
    }
    return action;
  }
  Value args[2] = {it, sent};
  return call_twin(vm, "send_to_iterator", args, 2, Cont::YieldFrom);
}

bool took_stop_iteration(Vm& vm, Frame* frame, Action action) {
  if (action != Action::Error || vm.frame != frame || !exception_matches(vm.exception, kType_StopIteration)) return false;
  vm.exception = Value::undef();
  return true;
}

Action for_iter_slow(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  Value it = frame->registers()[pc->b];
  vm.heap.begin_native();
  Value v = iter_next(vm, it);
  if (MONTY_LIKELY(v.ok())) {
    if (v.is_undef()) {
      frame->pc = pc + 1 + static_cast<i16>(pc->c);
      return Action::Reload;
    }
    frame->registers()[pc->a] = v;
    return Action::Next;
  }
  if (v.is_error()) return Action::Error;
  vm.deferred = false;
  if (TwinIterator* t = get_if<TwinIterator>(it)) {
    if (Generator* g = get_if<Generator>(t->generator)) return resume_generator(vm, g, Value::none(), Cont::GenForIter);
    bool end = false;
    Action action = advance_map(vm, frame, t, Cont::ForIter, &end);
    if (!end && !took_stop_iteration(vm, frame, action)) return action;
    frame->pc = pc + 1 + static_cast<i16>(pc->c);
    return Action::Reload;
  }
  Value next = type_lookup_special(vm, it, names::op_next);
  if (next.is_undef()) {
    raise_type_error(vm, "'%T' object is not an iterator", it);
    return Action::Error;
  }
  Action action = call_value(vm, next, &it, 1, nullptr, Cont::ForIter);
  if (took_stop_iteration(vm, frame, action)) {
    frame->pc = pc + 1 + static_cast<i16>(pc->c);
    return Action::Reload;
  }
  return action;
}

}  // namespace monty
