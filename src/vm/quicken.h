// SPDX-License-Identifier: MIT
// Specialising an instruction of an instance's own copy after what it has just seen. Each function leaves the instruction
// generic when there is nothing to gain.
#pragma once

#include "vm/interp.h"

namespace monty {

// Makes `at` the quickened `op` with its caches: extension word 1 in two halves, and word 2.
void fill_cache(Instr* at, Op op, u32 first, u32 second, u64 wide);
void quicken_builtin(Vm& vm, Frame* frame, Instr* at);
void quicken_load_attr(Vm& vm, Frame* frame, Instr* at, Value object);
void quicken_store_attr(Vm& vm, Frame* frame, Instr* at, Value object);
// n arguments, self included.
void quicken_call_native(Instr* at, NativeFunction* native, const Value* args, u32 n, bool method);
void quicken_super_method(Vm& vm, Instr* at, Value self, Value cls, Value function);
void quicken_load_method(Vm& vm, Frame* frame, Instr* at, Value object);

// An attribute of a class that needs no code to run, or Undef; *self: what a call of it gets in front, or Undef.
Value class_attribute(Vm& vm, Type* type, Str* name, Value* self);
// The entry for loads or stores of `name` on instances of o's shape, made when it is missing; null: the access has to take
// the general way.
const AttributeCacheEntry* resolve_attribute(Vm& vm, Instance* o, Str* name, bool store);
// The one place in vm.attribute_cache where such an entry can stand.
inline AttributeCacheEntry& attribute_cache_place(Vm& vm, const Instance* o, const Str* name, bool store) {
  u32 at = (o->aux * 7 ^ static_cast<u32>(reinterpret_cast<usize>(name) >> 4)) & (kAttributeCacheSize - 1);
  return vm.attribute_cache[at + (store ? kAttributeCacheSize : 0)];
}
inline const AttributeCacheEntry* cached_attribute(Vm& vm, Instance* o, Str* name, bool store) {
  if (MONTY_LIKELY(vm.attribute_cache != nullptr)) {
    const AttributeCacheEntry& e = attribute_cache_place(vm, o, name, store);
    if (MONTY_LIKELY(e.shape == o->aux && e.name == name && e.epoch == vm.epoch)) return &e;
  }
  return resolve_attribute(vm, o, name, store);
}

}  // namespace monty
