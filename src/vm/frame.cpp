// SPDX-License-Identifier: MIT
// The frame stack: segments of memory that grow on demand and are charged to the heap.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/str_hash.h"
#include "object/on_demand.h"
#include "vm/interp.h"

namespace monty {

void run_loop(Vm& vm);

static constexpr usize kMaxSegment = 1024 * 1024;

// Makes room for `bytes` at vm.sp: moves to the next segment when the present one is full. Frames never move.
bool stack_reserve(Vm& vm, usize bytes) {
  if (static_cast<usize>(vm.stack_end - vm.sp) >= bytes) return true;
  Vm::Segment* next = vm.segment->above;
  if (next != nullptr && static_cast<usize>(next->end - next->begin()) < bytes) {
    vm.drop_segments_above();
    next = nullptr;
  }
  if (next == nullptr) {
    usize size = std::min(vm.segment->bytes() * 2, kMaxSegment);
    while (size < bytes + sizeof(Vm::Segment)) size *= 2;
    if (!vm.heap.charge(size)) {
      raise_memory_error(vm);
      return false;
    }
    next = static_cast<Vm::Segment*>(std::malloc(size));
    if (next == nullptr) {
      vm.heap.discharge(size);
      raise_memory_error(vm);
      return false;
    }
    *next = {vm.segment, nullptr, reinterpret_cast<char*>(next) + size};
    vm.segment->above = next;
  }
  vm.segment = next;
  vm.sp = vm.stack_begin = next->begin();
  vm.stack_end = next->end;
  return true;
}

Frame* push_frame(Vm& vm, Function* function, CodeInstance* code, Cont cont) {
  u32 depth = (vm.frame == nullptr ? 0 : vm.frame->depth) + code->depth_step;  // the module's frame counts too
  if (MONTY_UNLIKELY(vm.too_deep(depth))) {
    raise(vm, kType_RecursionError, "maximum recursion depth exceeded");
    return nullptr;
  }
  if (MONTY_UNLIKELY(!vm.meter.tick(8)) && !pause_instead(vm)) {
    raise_stopped(vm);
    return nullptr;
  }
  if (MONTY_UNLIKELY(!code->warm)) {
    if (++code->warmth >= 2) warm_up(vm, code);
  }
  if (MONTY_UNLIKELY(static_cast<usize>(vm.stack_end - vm.sp) < code->frame_bytes)) {
    vm.heap.keep(Value::cell(function));
    if (!stack_reserve(vm, code->frame_bytes)) return nullptr;
  }
  const u8 first = vm.sp == vm.stack_begin ? Frame::kFirst : u8{0};
  auto* frame = reinterpret_cast<Frame*>(vm.sp);
  vm.sp += code->frame_bytes;
  frame->prev = vm.frame;
  frame->pc = code->instrs;
  frame->code = code;
  frame->function = function;
  frame->cont = cont;
  frame->stage = 0;
  frame->flags = code->frame_flags | first;
  frame->depth = depth;
  frame->locals = Value::undef();
  frame->generator = nullptr;
  Value* r = frame->registers();
  for (u32 i = 0; i < code->nregs; i++) r[i] = Value::undef();
  vm.frame = frame;
  return frame;
}

// Only for frames of the frame stack (not a generator's).
void pop_frame(Vm& vm, Frame* frame) {
  vm.frame = frame->prev;
  char* at = reinterpret_cast<char*>(frame);
  if (at == vm.stack_begin && vm.segment->below != nullptr) {
    // Back to the segment below, whose top is the end of the frame that lies there last. A frame stack grows only at
    // its end, so the next stack frame below tells; generator frames in between live elsewhere.
    Frame* below = frame->prev;
    while (below != nullptr && below->generator != nullptr) below = below->prev;
    vm.segment = vm.segment->below;
    vm.stack_begin = vm.segment->begin();
    vm.stack_end = vm.segment->end;
    vm.sp = below == nullptr ? vm.stack_begin : reinterpret_cast<char*>(below) + below->code->frame_bytes;
    if (vm.sp < vm.stack_begin || vm.sp > vm.stack_end) vm.sp = vm.stack_begin;
    return;
  }
  vm.sp = at;
}

// From now on the code runs from a copy of its instructions that may be quickened, and plain calls skip push_frame.
void warm_up(Vm& vm, CodeInstance* code) {
  usize n = code->code->instrs.size();
  if (!vm.heap.charge(n * sizeof(Instr))) return;
  auto* copy = static_cast<Instr*>(std::malloc(n * sizeof(Instr)));
  if (copy == nullptr) {
    vm.heap.discharge(n * sizeof(Instr));
    return;
  }
  std::memcpy(copy, code->code->instrs.data(), n * sizeof(Instr));
  code->instrs = copy;
  code->warm = true;
}

Function* twin(Vm& vm, const char* name) {
  std::string_view text(name);
  Str* s = find_static_name(text, str_hash(reinterpret_cast<const u8*>(name), text.size()));
  if (vm.twin_globals == nullptr) return nullptr;
  DictEntry* e = s == nullptr ? nullptr : dict_find_str(vm.twin_globals, s);
  Value v = e == nullptr ? find_on_demand(vm, vm.twin_globals, text) : e->value;
  return get_if<Function>(v);
}

static RunStatus end_of_run(Vm& vm, Frame* base, Value* result) {
  if (vm.stop != StopReason::None) return RunStatus::Stopped;
  if (vm.suspended) return RunStatus::Suspended;
  vm.frame = base;
  if (!vm.exception.is_undef()) return RunStatus::Error;
  *result = vm.result;
  return RunStatus::Done;
}

RunStatus run_function(Vm& vm, Function* function, Value locals, Value* result, std::span<const Value> args) {
  vm.heap.begin_native();
  Frame* base = vm.frame;
  Frame* frame = push_frame(vm, function, function->code, Cont::Entry);
  if (frame == nullptr) return RunStatus::Error;
  frame->locals = locals;
  for (usize i = 0; i < args.size(); i++) frame->registers()[i] = args[i];
  vm.result = Value::none();
  run_loop(vm);
  return end_of_run(vm, base, result);
}

RunStatus resume_run(Vm& vm, Value answer, Value* result) {
  Frame* frame = vm.frame;
  vm.suspended = false;
  vm.pause_due = StopReason::None;
  vm.result = Value::none();
  if (std::exchange(vm.paused, false)) {
    // Nothing was asked.
  } else if (answer.is_error()) {
    if (unwind(vm) == Action::Exit) return end_of_run(vm, nullptr, result);
  } else {
    frame->registers()[frame->pc->a] = answer;
    frame->pc = after(frame->pc);
  }
  run_loop(vm);
  return end_of_run(vm, nullptr, result);
}

}  // namespace monty
