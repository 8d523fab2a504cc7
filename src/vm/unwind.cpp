// SPDX-License-Identifier: MIT
// An exception on its way: handlers of the frame on top, else the frame goes and its caller is asked.
#include "object/type.h"
#include "vm/interp.h"

namespace monty {

namespace {

// Word index of the instruction at `pc`, in the sealed code or in the instance's copy.
u32 word_of(Frame* frame) {
  CodeInstance* c = frame->code;
  const Instr* sealed = c->code->instrs.data();
  if (frame->pc >= sealed && frame->pc < sealed + c->code->instrs.size()) return static_cast<u32>(frame->pc - sealed);
  return static_cast<u32>(frame->pc - c->instrs);
}

const Handler* find_handler(Frame* frame, u32 word) {
  for (const Handler& h : frame->code->code->handlers) {
    if (word >= h.start && word < h.end) return &h;
  }
  return nullptr;
}

const Instr* instr_at(Frame* frame, u32 word) {
  CodeInstance* c = frame->code;
  const Instr* sealed = c->code->instrs.data();
  bool in_sealed = frame->pc >= sealed && frame->pc < sealed + c->code->instrs.size();
  return (in_sealed ? sealed : c->instrs) + word;
}

}  // namespace

// Prepends this frame to the traceback of the pending exception.
void add_traceback(Vm& vm, Frame* frame) {
  if (frame->flags & Frame::kHidden) return;
  Exception* e = get_if<Exception>(vm.exception);
  if (e == nullptr) return;
  Value pending = vm.exception;
  vm.heap.begin_native();
  auto* t = vm.heap.make<Traceback>();
  if (t == nullptr) {
    (void)raise_memory_error(vm);  // a limit: the run ends here
    return;
  }
  t->aux = word_of(frame);
  t->next = pending.as<Exception>()->traceback;
  t->function = frame->function;
  t->code = frame->code;
  t->globals = frame->function->globals;
  t->line = 0;
  pending.as<Exception>()->traceback = Value::cell(t);
}

// The chain of contexts below `from` must not lead back to `exception`. It may be a ring already (a program may set
// __context__): a second pointer at half the speed meets it (Floyd).
static void cut_context(Vm& vm, Value from, Value exception) {
  Value slow = from;
  u32 steps = 0;
  for (Value at = from; is<Exception>(at); steps++) {
    Value next = at.as<Exception>()->context;
    if (next == exception) {
      at.as<Exception>()->context = Value::none();
      break;
    }
    at = next;
    if (steps % 2 == 1) slow = slow.as<Exception>()->context;
    if (at == slow) break;
  }
  vm.meter.fuel() -= steps;
}

void forget_unfinished(Vm& vm, const Function* f) {
  if ((f->code->code->flags & kCodeModule) == 0) return;
  Dict* globals = f->globals;
  if (globals == vm.twin_globals) {
    vm.twins_loaded = false;
    vm.twin_globals = nullptr;
    return;
  }
  DictEntry* name = dict_find_str(globals, names::op_name);
  if (name == nullptr || !is<Str>(name->value) || name->value.as<Str>()->ascii_view() == "__main__" || vm.modules == nullptr) return;
  DictEntry* e = dict_find_str(vm.modules, name->value.as<Str>());
  if (e != nullptr && is<Module>(e->value) && e->value.as<Module>()->dict == globals) dict_erase_entry(vm.modules, e);
}

// After a limit: frames are dropped, no handler runs.
static Action drop_frames(Vm& vm) {
  Frame* f = vm.frame;
  Frame* lowest = nullptr;  // of those that go, on the frame stack
  bool entry = false;
  for (; f != nullptr && !entry; f = f->prev) {
    entry = f->cont == Cont::Entry;
    if (f->function != nullptr) forget_unfinished(vm, f->function);
    if (Generator* g = f->generator) {
      if (entry) break;
      g->state = Generator::State::Closed;
      g->frame = nullptr;
    } else {
      lowest = f;
    }
  }
  if (lowest != nullptr) {
    const char* at = reinterpret_cast<char*>(lowest);
    while (at < vm.segment->begin() || at >= vm.segment->end) vm.segment = vm.segment->below;
    vm.stack_begin = vm.segment->begin();
    vm.stack_end = vm.segment->end;
    pop_frame(vm, lowest);
  }
  vm.frame = f;
  vm.exception = Value::undef();
  return Action::Exit;
}

Action unwind(Vm& vm) {
  if (MONTY_UNLIKELY(vm.stop != StopReason::None)) return drop_frames(vm);
  // __context__: what was being handled when this was raised.
  if (Exception* e = get_if<Exception>(vm.exception); e != nullptr && !vm.reraising) {
    Value handled = vm.handled;
    u64 frames = 0;
    for (Frame* f = vm.frame; handled.is_undef() && f != nullptr; f = f->prev, frames++) {
      if (f->generator != nullptr) handled = f->generator->caller_handled;
    }
    if (!vm.meter.tick(frames / 4)) return drop_frames(vm);
    const bool raised = static_cast<Op>(vm.frame->pc->op) == Op::RAISE;  // anew, whatever context it had
    if (!handled.is_undef() && !handled.is_none() && (raised || e->context.is_none()) && !(handled == vm.exception)) {
      cut_context(vm, handled, vm.exception);
      e->context = handled;
    }
  }
  for (;;) {
    Frame* frame = vm.frame;
    if (!vm.reraising) add_traceback(vm, frame);
    vm.reraising = false;
    // A million frames take their time, and their tracebacks may be too many.
    if (MONTY_UNLIKELY(vm.stop != StopReason::None || !vm.meter.tick())) return drop_frames(vm);
    u32 word = word_of(frame);
    if (const Handler* h = find_handler(frame, word)) {
      frame->registers()[h->reg] = vm.exception;
      frame->pc = instr_at(frame, h->target);
      vm.exception = Value::undef();
      return Action::Reload;
    }
    Cont cont = frame->cont;
    if (Generator* g = frame->generator) {
      Frame* caller = frame->prev;
      // PEP 479: a StopIteration does not leave a generator.
      u32 flags = g->code->code->flags;
      bool stop = exception_matches(vm.exception, kType_StopIteration);
      bool stop_async = (flags & kCodeAsyncGenerator) && exception_matches(vm.exception, kType_StopAsyncIteration);
      if ((stop || stop_async) && !g->transparent) {
        Value cause = vm.exception;
        vm.heap.keep(cause);
        const char* what = flags & kCodeAsyncGenerator ? "async generator" : flags & kCodeCoroutine ? "coroutine" : "generator";
        raise(vm, kType_RuntimeError, "%s raised %s", what, stop ? "StopIteration" : "StopAsyncIteration");
        if (Exception* e = get_if<Exception>(vm.exception)) {
          e->cause = e->context = cause;
          e->suppress_context = true;
          add_traceback(vm, frame);
        }
      }
      g->state = Generator::State::Closed;
      g->frame = nullptr;
      vm.handled = g->caller_handled;
      g->caller_handled = g->handled = Value::undef();
      vm.frame = caller;
      if (cont == Cont::Entry) return Action::Exit;
      Action action;
      if (cont == Cont::AsyncStep && end_step_by_exception(vm, g, caller, &action)) {
        if (action == Action::Error) continue;
        return action;
      }
      if (cont == Cont::GenForIter && g->transparent && stop) {
        vm.exception = Value::undef();
        caller->pc = caller->pc + 1 + static_cast<i16>(caller->pc->c);
        return Action::Reload;
      }
      if (cont == Cont::Feed && g->transparent && stop) {
        vm.exception = Value::undef();
        return feed_end(vm, caller);
      }
      continue;
    }
    if (cont == Cont::Entry) {
      pop_frame(vm, frame);
      return Action::Exit;
    }
    if (cont == Cont::Retry) forget_unfinished(vm, frame->function);
    pop_frame(vm, frame);
    if (cont == Cont::ForIter && exception_matches(vm.exception, kType_StopIteration)) {
      vm.exception = Value::undef();
      vm.frame->pc = vm.frame->pc + 1 + static_cast<i16>(vm.frame->pc->c);
      return Action::Reload;
    }
    if (cont == Cont::Feed && exception_matches(vm.exception, kType_StopIteration)) {
      vm.exception = Value::undef();
      return feed_end(vm, vm.frame);
    }
    if (cont == Cont::YieldFrom && exception_matches(vm.exception, kType_StopIteration)) {
      Value e = vm.exception;
      vm.exception = Value::undef();
      Value v = instance_get(e.as<Instance>(), names::value);
      Frame* to = vm.frame;
      to->registers()[to->pc->a] = v.is_undef() ? Value::none() : v;
      to->pc = after(to->pc);
      return Action::Reload;
    }
  }
}

}  // namespace monty
