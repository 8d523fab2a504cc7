// SPDX-License-Identifier: MIT
// Leaving a run at a question to the host, and reading that question. The question waits in a hidden frame (of
// external_call in src/lib/_external.py) that stands inside its one call; so every suspended run looks the same, wherever
// in the program it was asked, and what becomes of the answer is said by that frame's Cont.
#include <utility>

#include "native/native.h"
#include "object/object.h"
#include "vm/interp.h"

namespace monty {

namespace {

// Registers of external_call, its parameters.
enum : u32 { kLeave, kKind, kCallId, kWhat, kArgs, kKwargs, kParameters };

CodeInstance* external_code(Vm& vm) {
  if (vm.external_function != nullptr) return vm.external_function->code;
  const NativeModule* module = find_native_module("_external");
  std::shared_ptr<Program> program = module == nullptr ? nullptr : vm.library(vm, *module);
  Code* code = nullptr;
  if (program != nullptr) {
    for (Code* c : program->codes) {
      if (c->qualname == "external_call") code = c;
    }
  }
  Dict* scope = code == nullptr ? nullptr : dict_new(vm);
  if (scope != nullptr) vm.external_function = function_new(vm, vm.code_instance(code), scope);
  if (vm.external_function == nullptr) {
    if (vm.exception.is_undef()) raise(vm, kType_SystemError, "the library's _external is missing");
    return nullptr;
  }
  return vm.external_function->code;
}

}  // namespace

bool pause_instead(Vm& vm) {
  constexpr i64 kGrace = 4096;  // up to there
  if (!vm.pauses || !vm.suspendable || vm.pause_due != StopReason::None || (vm.stop != StopReason::Instructions && vm.stop != StopReason::Time)) return false;
  vm.pause_due = std::exchange(vm.stop, StopReason::None);
  vm.deadline = 0;
  vm.slice = vm.meter.fuel() = kGrace;
  return true;
}

Value suspend_request(Vm& vm, External what, Value callable, Tuple* args, Value kwargs, u64 call_id) {
  vm.request_ = {Request::Kind::Suspend, callable, Value::cell(args), kwargs, Value::undef(), Cont::Store, static_cast<u8>(what), call_id};
  return Value::request();
}

Action push_external_frame(Vm& vm, Cont cont) {
  static NativeFunction* const kLeaveRun = find_native_function("_monty", "leave_run");
  CodeInstance* code = external_code(vm);
  if (code == nullptr) return Action::Error;
  const Request q = vm.request_;
  Frame* frame = push_frame(vm, vm.external_function, code, cont);
  if (frame == nullptr) return Action::Error;
  vm.meter.fuel() += 8;  // a call of the host costs the same when it is answered in place
  Value* r = frame->registers();
  r[kLeave] = Value::cell(kLeaveRun);
  r[kKind] = Value::small_int(q.external);
  r[kCallId] = Value::small_int(static_cast<i64>(q.call_id));
  r[kWhat] = q.callable;
  r[kArgs] = q.args;
  r[kKwargs] = q.kwargs.is_undef() ? Value::none() : q.kwargs;
  return Action::Reload;
}

bool read_suspension(Vm& vm, Suspension* out) {
  Frame* frame = vm.frame;
  if (frame == nullptr || frame->code->code->qualname != "external_call" || frame->code->code->program->library != "_external") return false;
  Value* r = frame->registers();
  if (frame->code->nregs < kParameters || !r[kKind].is_small_int() || !r[kCallId].is_small_int() || !is<Tuple>(r[kArgs])) return false;
  out->kind = static_cast<External>(r[kKind].as_small_int());
  out->call_id = static_cast<u64>(r[kCallId].as_small_int());
  out->callable = r[kWhat];
  out->args = r[kArgs].as<Tuple>();
  out->kwargs = get_if<Dict>(r[kKwargs]);
  switch (out->kind) {
    case External::Call: return is<HostFunction>(out->callable);
    case External::Os:
    case External::Name: return is<Str>(out->callable);
    case External::Futures: return out->callable.is_none() || is_float(out->callable) || is_int(out->callable);
  }
  return false;
}

}  // namespace monty
