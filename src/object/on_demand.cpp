// SPDX-License-Identifier: MIT
#include "object/on_demand.h"

#include <algorithm>
#include <atomic>

#include "base/str_hash.h"
#include "object/seal.h"

namespace monty {

namespace {

Program* program_of(Vm& vm, const Dict* dict) {
  for (const OnDemandNamespace& n : vm.on_demand) {
    if (n.dict == dict) return n.program;
  }
  return nullptr;
}

template <class Same>
const OnDemand* find(const Program& program, u64 hash, Same&& same) {
  const usize mask = program.on_demand_index.size() - 1;
  if (mask == ~usize{0}) return nullptr;
  for (usize i = hash & mask; program.on_demand_index[i] != 0; i = (i + 1) & mask) {
    const OnDemand& d = program.on_demand[program.on_demand_index[i] - 1u];
    if (same(d)) return &d;
  }
  return nullptr;
}

const OnDemand* find(const Program& program, Str* name) {
  const std::string_view text(reinterpret_cast<const char*>(name->data), name->length());
  if ((name->flags & Str::kAscii) == 0) return nullptr;
  return find(program, str_hash_of(name), [&](const OnDemand& d) { return d.qualname == text; });
}

Str* name_of(const OnDemand& d) {
  std::atomic_ref<Str*> name(d.name);
  if (name.load(std::memory_order_acquire) == nullptr) name.store(seal_text(*d.code->program, d.qualname), std::memory_order_release);
  return name.load(std::memory_order_relaxed);
}

Value default_value(const OnDemand& d, OnDemand::Default from, Dict* globals) {
  const Code* table = d.code->parent;
  seal_code(*d.code->parent);
  if (!from.is_name) return table->const_values[from.index];
  Str* name = table->name_values[from.index];
  DictEntry* e = dict_find_str(globals, name);
  return e == nullptr ? Value::undef() : e->value;  // undef: only while the module's own code has not come so far
}

// The function of `d`, in the namespace under its qualified name.
Value make(Vm& vm, const OnDemand& d, Dict* globals) {
  Function* f = function_new(vm, vm.code_instance(d.code), globals);
  MONTY_TRY(f);
  if (!d.defaults.empty()) {
    Tuple* t = tuple_new(vm, static_cast<u32>(d.defaults.size()));
    MONTY_TRY(t);
    for (u32 i = 0; i < d.defaults.size(); i++) t->items[i] = default_value(d, d.defaults[i], globals);
    f->defaults = t;
  }
  for (u32 i = 0; i < d.kwdefaults.size(); i++) {
    if (d.kwdefaults[i].index == OnDemand::kNoDefault) continue;
    if (f->kwdefaults == nullptr) f->kwdefaults = dict_new(vm);
    MONTY_TRY(f->kwdefaults);
    Str* name = d.code->varname_values[d.code->argcount + i];
    MONTY_TRY(dict_set_str(vm, f->kwdefaults, name, default_value(d, d.kwdefaults[i], globals)));
  }
  MONTY_TRY(dict_set_str(vm, globals, name_of(d), Value::cell(f)));
  return Value::cell(f);
}

Function* thunk_of(Vm& vm, const OnDemand& d, Dict* globals) { return function_new(vm, vm.code_instance(d.code), globals); }

bool is_method(const OnDemand& d) { return d.qualname.find('.') != std::string_view::npos; }

}  // namespace

void define_on_demand(Vm& vm, Dict* dict, Program* program) {
  if (program->on_demand.empty()) return;
  dict->flags |= Dict::kOnDemand;
  vm.on_demand.push_back({dict, program});
}

Value find_on_demand(Vm& vm, Dict* dict, Str* name, Function** thunk) {
  Program* program = program_of(vm, dict);
  const OnDemand* d = program == nullptr ? nullptr : find(*program, name);
  if (d == nullptr) return Value::undef();
  if (!d->thunk) return make(vm, *d, dict);
  *thunk = thunk_of(vm, *d, dict);
  return *thunk == nullptr ? Value::error() : Value::defer();
}

Value find_on_demand(Vm& vm, Dict* dict, std::string_view qualname) {
  Program* program = program_of(vm, dict);
  if (program == nullptr) return Value::undef();
  const u64 hash = str_hash(reinterpret_cast<const u8*>(qualname.data()), qualname.size());
  const OnDemand* d = find(*program, hash, [&](const OnDemand& x) { return x.qualname == qualname; });
  if (d == nullptr || d->thunk) return Value::undef();
  if (DictEntry* e = dict_find_str(dict, name_of(*d))) return e->value;
  return make(vm, *d, dict);
}

bool is_on_demand(Vm& vm, Dict* dict, Str* name) {
  Program* program = program_of(vm, dict);
  return program != nullptr && find(*program, name) != nullptr;
}

bool names_on_demand(Vm& vm, Dict* dict, List* names) {
  Program* program = program_of(vm, dict);
  if (program == nullptr) return true;
  for (const OnDemand& d : program->on_demand) {
    if (!is_method(d) && dict_find_str(dict, name_of(d)) == nullptr && !list_append(vm, names, Value::cell(name_of(d)))) return false;
  }
  return true;
}

List* thunks_on_demand(Vm& vm, Dict* dict) {
  List* thunks = list_new(vm, 0);
  Program* program = program_of(vm, dict);
  if (thunks == nullptr || program == nullptr) return thunks;
  for (const OnDemand& d : program->on_demand) {
    if (is_method(d) || dict_find_str(dict, name_of(d)) != nullptr) continue;
    if (!d.thunk) {
      if (!make(vm, d, dict).ok()) return nullptr;
      continue;
    }
    Function* f = thunk_of(vm, d, dict);
    if (f == nullptr || !list_append(vm, thunks, Value::cell(f))) return nullptr;
  }
  return thunks;
}

void end_on_demand(Vm& vm, Dict* dict) {
  dict->flags &= static_cast<u8>(~Dict::kOnDemand);
  std::erase_if(vm.on_demand, [&](const OnDemandNamespace& n) { return n.dict == dict; });
}

}  // namespace monty
