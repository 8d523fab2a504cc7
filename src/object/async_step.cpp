// SPDX-License-Identifier: MIT
// The awaitables of async generators (PEP 525): one step by __anext__, asend, athrow or aclose. A step is a request to
// resume the generator with Cont::AsyncStep; the vm room ends it when the generator yields, returns or raises. While a
// step runs, the generator's `yielding_from` names it.
#include <utility>

#include "natives/_monty_types.h"
#include "object/object.h"

namespace monty::native {

namespace {

enum : u32 { kFresh, kRunning, kDone };
enum : u32 { kSend, kThrow, kClose };

const char* what(const AsyncGenStep* step) { return step->aux == kSend ? "anext(): " : step->aux == kThrow ? "athrow(): " : "aclose(): "; }

Value resume(Vm& vm, AsyncGenStep* step, Request::Kind kind, Value argument) {
  auto* g = step->generator.as<Generator>();
  g->yielding_from = Value::cell(step);
  vm.request_ = {kind, step->generator, argument, Value::undef(), Value::undef(), Cont::AsyncStep};
  return Value::request();
}

// An instance, or a fresh one of a builtin class; error() for others.
Value exception_from(Vm& vm, Value v) {
  if (is<Exception>(v)) return v;
  if (Type* t = get_if<Type>(v); t != nullptr && (t->type_flags & kTypeException)) {
    Exception* e = exception_new(vm, t, &kEmptyTuple);
    MONTY_TRY(e);
    return Value::cell(e);
  }
  return raise_type_error(vm, "exceptions must be classes or instances deriving from BaseException, not %T", v);
}

// Marks the step as begun; false: it may not run.
bool begin(Vm& vm, AsyncGenStep* step) {
  auto* g = step->generator.as<Generator>();
  if (step->state == kDone) {
    raise(vm, kType_RuntimeError, step->aux == kSend ? "cannot reuse already awaited __anext__()/asend()" : "cannot reuse already awaited aclose()/athrow()");
    return false;
  }
  if (step->state == kFresh) {
    if (g->async_running) {
      step->state = kDone;
      raise(vm, kType_RuntimeError, "%sasynchronous generator is already running", what(step));
      return false;
    }
    g->async_running = true;
  }
  return true;
}

// The running event loop (vm.event_loop is its list) closes at its end what was begun and has not ended. What has ended
// is taken out whenever the list would double.
bool note_begun(Vm& vm, Value generator) {
  List* l = get_if<List>(vm.event_loop);
  if (l == nullptr) return true;
  const u32 n = l->length();
  if (n >= 64 && (n & (n - 1)) == 0) {
    u32 kept = 0;
    for (u32 i = 0; i < n; i++) {
      if (!vm.meter.tick()) return !raise_stopped(vm).is_error();
      const Generator* g = get_if<Generator>(l->items[i]);
      if (g != nullptr && g->state != Generator::State::Closed) std::swap(l->items[kept++], l->items[i]);
    }
    l->aux = kept;
  }
  return list_append(vm, l, generator);
}

void end(AsyncGenStep* step) {
  step->state = kDone;
  step->generator.as<Generator>()->async_running = false;
}

}  // namespace

Value async_gen_step_send(Vm& vm, AsyncGenStep* step, Value value) {
  if (!begin(vm, step)) return Value::error();
  if (step->state == kRunning) return resume(vm, step, Request::Kind::Resume, value);
  step->state = kRunning;
  auto* g = step->generator.as<Generator>();
  if (step->aux == kSend) {
    if (g->state == Generator::State::Closed) {
      end(step);
      return raise(vm, kType_StopAsyncIteration, "");
    }
    if (g->state == Generator::State::Created && !note_begun(vm, step->generator)) return Value::error();
    return resume(vm, step, Request::Kind::Resume, value.is_none() ? step->argument : value);
  }
  if (step->aux == kClose && (g->state == Generator::State::Created || g->state == Generator::State::Closed)) {
    g->state = Generator::State::Closed;
    g->frame = nullptr;
    end(step);
    return raise_stop_iteration(vm, Value::undef());
  }
  Value e = exception_from(vm, step->argument);
  if (e.is_error()) {
    end(step);
    return e;
  }
  if (g->state == Generator::State::Closed) end(step);
  return resume(vm, step, Request::Kind::Throw, e);
}

Value async_gen_step_next(Vm& vm, AsyncGenStep* step) { return async_gen_step_send(vm, step, Value::none()); }

Value async_gen_step_throw(Vm& vm, AsyncGenStep* step, Value type, Value value, Value) {
  if (!begin(vm, step)) return Value::error();
  Value e = exception_from(vm, is<Exception>(value) ? value : type);
  if (e.is_error()) return e;
  step->state = kRunning;
  if (step->generator.as<Generator>()->state == Generator::State::Closed) end(step);
  return resume(vm, step, Request::Kind::Throw, e);
}

Value async_gen_step_close(Vm&, AsyncGenStep* step) {
  if (step->state == kRunning) end(step);
  step->state = kDone;
  return Value::none();
}

}  // namespace monty::native
