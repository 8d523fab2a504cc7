// SPDX-License-Identifier: MIT
// What the library's natives share: small helpers over the object room, and the cells of kind Native.
//
// Invariant: a Native's `bytes` that this process computed from its `values` (a compiled pattern) can be computed
// again; code that uses them must cope with their absence, so that snapshots need not hold them.
#pragma once

#include <string>
#include <string_view>

#include "native/bind.h"
#include "natives/names_all.h"
#include "object/errors.h"
#include "object/number.h"
#include "object/object.h"
#include "object/on_demand.h"
#include "object/operations.h"

namespace monty::lib {

// A Native of `type` with n values (None) and no bytes; null: exception pending.
inline Native* native_new(Vm& vm, Type& type, u32 n) {
  auto* o = reinterpret_cast<Native*>(vm.heap.allocate(Kind::Native, Native::size(n)));
  if (o == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  o->aux = n;
  o->type = &type;
  o->bytes = nullptr;
  o->byte_count = 0;
  for (u32 i = 0; i < n; i++) o->values[i] = Value::none();
  return o;
}

inline bool native_bytes(Vm& vm, Native* o, u32 size) {
  auto* p = static_cast<u8*>(vm.heap.allocate_buffer(size));
  if (p == nullptr) {
    raise_memory_error(vm);
    return false;
  }
  o->bytes = p;
  o->byte_count = size;
  return true;
}

struct ByteView {
  const u8* data = nullptr;
  u32 size = 0;
};
// The bytes of a bytes, bytearray or contiguous memoryview.
inline bool bytes_of(Value v, ByteView* out) {
  if (auto* b = unwrap<Bytes>(v)) return *out = {b->data, b->length()}, true;
  if (auto* b = unwrap<ByteArray>(v)) return *out = {b->data, b->length()}, true;
  if (auto* m = get_if<MemoryView>(v); m != nullptr && !m->released && m->itemsize == 1 && m->stride == 1) {
    ByteView base;
    if (!bytes_of(m->base, &base) || m->start < 0 || m->length < 0 || m->start + m->length > base.size) return false;
    return *out = {base.data + m->start, static_cast<u32>(m->length)}, true;
  }
  return false;
}

inline Value from_cell(Cell* c) { return c == nullptr ? Value::error() : Value::cell(c); }
// A short ASCII text as a value.
inline Value text(Vm& vm, std::string_view ascii) { return from_cell(str_from_ascii(vm, ascii)); }

// Calls a Python function of a library module that is loaded (the one whose native is running), in the native's place.
inline Value library_call(Vm& vm, std::string_view module, std::string_view function, const Value* args, u32 n) {
  Str* name = str_from_ascii(vm, module);
  Str* wanted = str_from_ascii(vm, function);
  MONTY_TRY(name != nullptr && wanted != nullptr && vm.modules != nullptr);
  DictEntry* e = dict_find_str(vm.modules, name);
  Module* m = e == nullptr ? nullptr : get_if<Module>(e->value);
  Function* thunk = nullptr;
  Value callable;
  e = m == nullptr ? nullptr : dict_find_str(m->dict, wanted);
  if (e != nullptr)
    callable = e->value;
  else if (m != nullptr)
    callable = find_on_demand(vm, m->dict, wanted, &thunk);
  if (callable.is_error()) return callable;
  if (callable.is_undef()) return raise(vm, kType_RuntimeError, "the module %S was changed", name);
  Tuple* t = tuple_from(vm, args, n);
  MONTY_TRY(t);
  if (thunk == nullptr) return call_request(vm, callable, t);
  const Value parts[] = {Value::cell(thunk), Value::cell(t)};
  Value call = find_on_demand(vm, vm.twin_globals, "call_definition");
  Tuple* both = call.ok() ? tuple_from(vm, parts, 2) : nullptr;
  return both == nullptr ? Value::error() : call_request(vm, call, both);
}

}  // namespace monty::lib
