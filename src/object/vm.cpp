// SPDX-License-Identifier: MIT
// An instance's life: making, roots, limits, its side of code objects.
#include "object/vm.h"
#include "object/seal.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "object/kinds.h"
#include "object/object.h"

namespace monty {

namespace {

void trace_roots(void* context, Tracer& t) { static_cast<Vm*>(context)->trace(t); }

constexpr i64 kSlice = 1 << 14;  // ticks between looks at the clock, some 100 microseconds

// The host's limits beside the budget; sets the reason.
bool may_go_on(Vm& vm) {
  if (vm.stop != StopReason::None) return false;
  if (vm.cancel != nullptr && vm.cancel->load(std::memory_order_relaxed))
    vm.stop = StopReason::Cancel;
  else if (vm.hooks.look_in != nullptr && !vm.hooks.look_in(vm.hooks.context))
    vm.stop = StopReason::Cancel;
  else if (vm.deadline > 0 && vm.hooks.clock != nullptr && vm.hooks.clock(vm.hooks.context, 3) >= vm.deadline)
    vm.stop = StopReason::Time;
  return vm.stop == StopReason::None;
}

// Asked by the heap in the middle of a collection.
bool poll(void* context) { return may_go_on(*static_cast<Vm*>(context)); }

// Fuel is used up: look at budget, clock and cancel flag, and give the next slice.
bool refill(Meter& meter) {
  Vm& vm = vm_of(meter);
  vm.spent += static_cast<u64>(vm.slice - meter.fuel());
  vm.slice = 0;
  meter.fuel() = 0;
  if (vm.stop != StopReason::None) return false;  // a limit was passed where nothing could be refused
  if (vm.spent >= vm.instruction_limit) {
    vm.stop = StopReason::Instructions;
    return false;
  }
  if (!may_go_on(vm)) return false;
  u64 left = vm.instruction_limit - vm.spent;
  vm.slice = left < static_cast<u64>(kSlice) ? static_cast<i64>(left) : kSlice;
  if (vm.pause_every != 0 && vm.slice > vm.pause_every) vm.slice = vm.pause_every;
  meter.fuel() = vm.slice;
  return true;
}

void after_mark(void* context) {
  Vm& vm = *static_cast<Vm*>(context);
  if (vm.method_cache != nullptr) std::fill_n(vm.method_cache.get(), kMethodCacheSize, MethodCacheEntry{});
  std::erase_if(vm.on_demand, [](const OnDemandNamespace& n) { return (n.dict->flags & Cell::kMark) == 0; });
  usize gone = vm.ids.sweep([](const Cell* c) { return (c->flags & Cell::kMark) != 0; });
  vm.heap.discharge(gone * Vm::kIdBytes);
}

}  // namespace

Vm::Vm(const HostHooks& hooks_, SpareMemory* spare) : heap(heap_kinds(), trace_roots, this, spare), meter(refill), hooks(hooks_) {
  const std::span<char> memory = heap.stack_memory();
  segment = reinterpret_cast<Segment*>(memory.data());
  *segment = {nullptr, nullptr, memory.data() + memory.size()};
  sp = stack_begin = segment->begin();
  stack_end = segment->end;
  heap.set_after_mark(after_mark);
  heap.set_poll(poll);
}

Vm::~Vm() {
  while (segment->below != nullptr) segment = segment->below;
  drop_segments_above();
}

void Vm::drop_segments_above() {
  Segment* s = std::exchange(segment->above, nullptr);
  while (s != nullptr) {
    heap.discharge(s->bytes());
    std::free(std::exchange(s, s->above));
  }
}

void Vm::trace(Tracer& t) {
  u32 frames = 0;
  for (Frame* f = frame; f != nullptr; f = f->prev) {
    trace_frame(t, f);
    if ((++frames & 1023) == 0 && !may_go_on(*this)) return;  // the heap asks too, and abandons the collection
  }
  t.value(exception);
  t.value(handled);
  t.value(request_.callable);
  t.value(request_.args);
  t.value(request_.kwargs);
  t.value(request_.locals);
  t.value(result);
  t.value(main_result);
  t.value(event_loop);
  t.cell(modules);
  t.cell(builtins);
  t.cell(twin_globals);
  t.cell(main_module);
  t.cell(external_calls);
  t.cell(external_settled);
  t.cell(external_function);
  for (Value v : extra_roots) t.value(v);
  for (Value v : repr_guard) t.value(v);
  for (auto& [type, shape] : static_shapes) t.cell(shape);
}

CodeInstances::~CodeInstances() {
  auto drop = [](CodeInstance* begin, CodeInstance* end) {
    for (CodeInstance* c = begin; c != end; c++) {
      if (c->warm) std::free(const_cast<Instr*>(c->instrs));
    }
  };
  drop(own_, pool_.empty() ? next_ : own_ + kFew);
  for (Chunk& chunk : pool_) drop(chunk.items.get(), &chunk == &pool_.back() ? next_ : chunk.items.get() + chunk.size);
}

CodeInstance** CodeInstances::table(const Program* program) {
  last_ = program;
  if (first_ == nullptr && program->codes.size() <= kFew) {
    first_ = program;
    std::fill_n(few_, kFew, nullptr);
  }
  if (program == first_) return last_table_ = few_;
  auto& t = tables_[program];
  if (t == nullptr) t = std::make_unique<CodeInstance*[]>(program->codes.size());
  return last_table_ = t.get();
}

CodeInstance* CodeInstances::make(Code* code) {
  seal_code(*code);
  if (next_ == end_) {
    constexpr u32 kMost = 128;
    const u32 size = pool_.empty() ? kFew * 2 : std::min(pool_.back().size * 2, kMost);
    pool_.push_back({std::make_unique_for_overwrite<CodeInstance[]>(size), size});
    next_ = pool_.back().items.get();
    end_ = next_ + size;
  }
  CodeInstance* c = next_++;
  c->code = code;
  c->instrs = code->instrs.data();
  c->consts = code->const_values;
  c->names = code->name_values;
  c->nregs = code->nregs;
  c->frame_bytes = static_cast<u32>(sizeof(Frame) + (usize{code->nregs} + 1) * sizeof(Value));  // one to spare, see loop.cpp
  constexpr u32 kBinding = kCodeVarargs | kCodeVarkw | kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator;
  c->simple_argc = (code->flags & kBinding) != 0 || code->kwonlyargcount > 0 ? CodeInstance::kNotSimple : code->argcount;
  c->warmth = 0;
  c->warm = false;
  c->frame_flags = (code->flags & kCodeTwin) != 0 ? Frame::kHidden : 0;
  c->depth_step = (code->flags & kCodeTwin) != 0 ? 1 : kDepthUnit;
  c->frame_meta = u64{c->frame_flags} << 16 | u64{c->depth_step} << 32;
  return c;
}

Function* function_new(Vm& vm, CodeInstance* code, Dict* globals) {
  Function* f = vm.heap.make<Function>();
  if (f == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  f->code = code;
  f->globals = globals;
  f->closure = nullptr;
  f->defaults = nullptr;
  f->kwdefaults = nullptr;
  f->extras = nullptr;
  return f;
}

Dict* function_dict(Vm& vm, Function* f) {
  if (f->extras == nullptr) f->extras = dict_new(vm);
  if (f->extras == nullptr) return nullptr;
  if (DictEntry* e = dict_find_str(f->extras, names::op_dict)) return e->value.as<Dict>();
  Dict* d = dict_new(vm);
  if (d == nullptr || !dict_set_str(vm, f->extras, names::op_dict, Value::cell(d))) return nullptr;
  return d;
}

Value call_request(Vm& vm, Value callable, Tuple* args, Value kwargs) {
  vm.request_ = {Request::Kind::Call, callable, Value::cell(args), kwargs, Value::undef(), Cont::Store};
  return Value::request();
}

Dict* modules_of(Vm& vm) {
  if (vm.modules != nullptr) return vm.modules;
  Dict* modules = dict_new(vm);
  if (modules == nullptr) return nullptr;
  if (vm.main_module != nullptr && !dict_set_str(vm, modules, names::op_main, Value::cell(vm.main_module))) return nullptr;
  return vm.modules = modules;
}

bool write_output(Vm& vm, int stream, const Str* text) {
  std::string utf8 = str_to_utf8(text);
  vm.output_bytes += utf8.size();
  if (vm.output_bytes > vm.output_limit) {
    vm.stop = StopReason::Output;
    raise_stopped(vm);
    return false;
  }
  if (vm.hooks.write == nullptr) return true;
  if (vm.hooks.write(vm.hooks.context, stream, utf8.data(), utf8.size())) return true;
  if (vm.exception.is_undef()) raise(vm, kType_OSError, "the host takes no more output");
  return false;
}

}  // namespace monty
