// SPDX-License-Identifier: MIT
#include "object/module_top.h"

#include <vector>

#include "object/native_help.h"

namespace monty {
namespace {

struct Top : ProgramFacts {
  std::vector<NamedValue> values;
  u64 cost = 0;
};

bool sealed(Value v) { return !v.is_cell() || v.as_cell()->immortal(); }

}  // namespace

void keep_top(const Program& program, const Dict* dict, u64 cost) {
  if (program.finished.load(std::memory_order_acquire) != nullptr) return;
  auto top = std::make_unique<Top>();
  top->cost = cost;
  for (u32 i = 0; i < dict->fill; i++) {
    const DictEntry& e = dict->entries[i];
    if (e.key.is_undef()) continue;
    if (!sealed(e.key) || !sealed(e.value)) return;
    if (e.key.as<Str>() != names::op_name) top->values.push_back({e.key.as<Str>(), e.value});
  }
  const ProgramFacts* none = nullptr;
  if (program.finished.compare_exchange_strong(none, top.get(), std::memory_order_acq_rel)) (void)top.release();
}

Value take_top(Vm& vm, const Program& program, Dict* dict) {
  const auto* top = static_cast<const Top*>(program.finished.load(std::memory_order_acquire));
  if (top == nullptr) return Value::undef();
  if (!vm.meter.tick(top->cost)) return raise_stopped(vm);
  return dict_add_new(vm, dict, top->values, static_cast<u32>(top->values.size())) ? Value::none() : Value::error();
}

}  // namespace monty
