// SPDX-License-Identifier: MIT
// Generators, coroutines, async generators: their methods ask the loop to resume or throw.
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty::native {

namespace {

using State = Generator::State;

Value resume(Vm& vm, Value g, Value sent) {
  vm.request_ = {Request::Kind::Resume, g, sent, Value::undef(), Value::undef(), Cont::GenNext};
  return Value::request();
}
Value throw_in(Vm& vm, Value g, Value exception) {
  vm.request_ = {Request::Kind::Throw, g, exception, Value::undef(), Value::undef(), Cont::GenNext};
  return Value::request();
}

}  // namespace

Value generator_op_repr(Vm& vm, Generator* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value generator_send(Vm& vm, Generator* self, Value value) { return resume(vm, Value::cell(self), value); }
Value generator_op_next(Vm& vm, Generator* self) { return resume(vm, Value::cell(self), Value::none()); }
Value generator_throw(Vm& vm, Generator* self, Value typ, Value val, Value tb) {
  if (is<Exception>(typ) && (val.is_undef() || val.is_none()) && (tb.is_undef() || tb.is_none())) return throw_in(vm, Value::cell(self), typ);
  return Value::defer();
}
Value generator_close(Vm&, Generator* self) {
  if (self->state == State::Created) {
    self->state = State::Closed;
    self->frame = nullptr;
    return Value::none();
  }
  return self->state == State::Closed ? Value::none() : Value::defer();
}
Value generator_get_op_name(Vm&, Value self) {
  auto* g = self.as<Generator>();
  if (!g->name.is_undef()) return g->name;
  return g->function != nullptr ? Value::cell(g->code->code->name_value) : Value::none();
}
Value generator_set_op_name(Vm& vm, Value self, Value value) {
  if (value.is_undef() || unwrap<Str>(value) == nullptr) return raise_type_error(vm, "__name__ must be set to a string object");
  self.as<Generator>()->name = value;
  return Value::none();
}
Value generator_get_op_qualname(Vm& vm, Value self) {
  auto* g = self.as<Generator>();
  if (!g->qualname.is_undef()) return g->qualname;
  if (g->function != nullptr) return function_get_op_qualname(vm, Value::cell(g->function));
  return Value::cell(g->code->code->qualname_value);
}
Value generator_set_op_qualname(Vm& vm, Value self, Value value) {
  if (value.is_undef() || unwrap<Str>(value) == nullptr) return raise_type_error(vm, "__qualname__ must be set to a string object");
  self.as<Generator>()->qualname = value;
  return Value::none();
}
Value generator_get_frame(Vm& vm, Value self) {
  auto* g = self.as<Generator>();
  if (g->frame == nullptr) return Value::none();
  auto* f = vm.heap.make<FrameObject>();
  if (f == nullptr) return raise_memory_error(vm);
  f->traceback = f->back = Value::none();
  f->code = g->code;
  f->globals = g->function->globals;
  f->locals = nullptr;
  f->line = g->code->code->firstlineno;
  return Value::cell(f);
}
Value generator_get_code(Vm& vm, Value self) { return function_get_op_code(vm, Value::cell(self.as<Generator>()->function)); }
Value generator_get_running(Vm&, Value self) { return Value::boolean(self.as<Generator>()->state == State::Running); }
Value generator_get_suspended(Vm&, Value self) { return Value::boolean(self.as<Generator>()->state == State::Suspended); }
Value generator_get_yielding_from(Vm&, Value self) {
  auto* g = self.as<Generator>();
  if (g->state != State::Suspended || g->frame == nullptr) return Value::none();
  const Instr* at = g->frame->pc;
  if (static_cast<Op>(at->op) != Op::YIELD_FROM) return Value::none();
  Value v = g->frame->registers()[at->b];
  return v.is_undef() ? Value::none() : v;
}
Value coroutine_op_await(Vm& vm, Value self) {
  auto* n = reinterpret_cast<Native*>(vm.heap.allocate(Kind::Native, Native::size(1)));
  if (n == nullptr) return raise_memory_error(vm);
  n->aux = 1;
  n->type = &kType_coroutine_wrapper;
  n->bytes = nullptr;
  n->byte_count = 0;
  n->values[0] = self;
  return Value::cell(n);
}
Value coroutine_get_cr_origin(Vm&, Value) { return Value::none(); }
Value coroutine_wrapper_send(Vm& vm, Native* self, Value value) { return resume(vm, self->values[0], value); }
Value coroutine_wrapper_op_next(Vm& vm, Native* self) { return resume(vm, self->values[0], Value::none()); }
Value coroutine_wrapper_throw(Vm& vm, Native* self, Value typ, Value val, Value tb) {
  return generator_throw(vm, self->values[0].as<Generator>(), typ, val, tb);
}
Value coroutine_wrapper_close(Vm& vm, Native* self) {
  Value v = generator_close(vm, self->values[0].as<Generator>());
  if (!v.is_defer()) return v;
  return request_call(vm, type_own_attribute(&kType_coroutine, names::close), {self->values[0]});
}

// ---------------------------------------------------------------- async generators
namespace {
Value step_new(Vm& vm, Generator* g, Value argument, u32 what) {
  auto* s = vm.heap.make<AsyncGenStep>();
  if (s == nullptr) return raise_memory_error(vm);
  s->aux = what;
  s->generator = Value::cell(g);
  s->argument = argument;
  s->state = 0;
  return Value::cell(s);
}
}  // namespace
Value async_generator_op_anext(Vm& vm, Generator* self) { return step_new(vm, self, Value::none(), 0); }
Value async_generator_asend(Vm& vm, Generator* self, Value value) { return step_new(vm, self, value, 0); }
Value async_generator_athrow(Vm& vm, Generator* self, Value typ, Value val, Value) {
  Value e = typ;
  if (!is<Type>(typ) && !is<Exception>(typ)) return Value::defer();
  if (Type* t = get_if<Type>(typ); t != nullptr && !(t->immortal() && (t->type_flags & kTypeException))) return Value::defer();
  if (Type* t = get_if<Type>(typ); t != nullptr && t->immortal() && (t->type_flags & kTypeException)) {
    Tuple* args = &kEmptyTuple;
    if (!val.is_undef() && !val.is_none()) args = is<Tuple>(val) ? val.as<Tuple>() : tuple_from(vm, &val, 1);
    MONTY_TRY(args);
    e = is<Exception>(val) ? val : cell_or_raise(exception_new(vm, t, args));
    if (e.is_error()) return e;
  }
  return step_new(vm, self, e, 1);
}
Value async_generator_aclose(Vm& vm, Generator* self) { return step_new(vm, self, Value::cell(&kType_GeneratorExit), 2); }

}  // namespace monty::native
