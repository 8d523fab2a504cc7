// SPDX-License-Identifier: MIT
// Modules: native tables and embedded Python sources become Module objects when a program imports them.
#include "vm/modules.h"

#include "native/bind.h"
#include "native/native.h"
#include "object/module_top.h"
#include "object/on_demand.h"
#include "object/type.h"

namespace monty {

namespace {

bool fill_from_table(Vm& vm, Dict* d, const NativeModule& m) {
  NamedValue some[64];
  for (u32 i = 0, n = 0; i < m.count; i++) {
    some[n++] = {m.attrs[i].name, m.attrs[i].value()};
    if (n < std::size(some) && i + 1 < m.count) continue;
    if (!dict_add_new(vm, d, {some, n}, m.count)) return false;
    n = 0;
  }
  return true;
}

}  // namespace

Module* module_new(Vm& vm, Str* name) {
  Module* m = vm.heap.make<Module>();
  if (m == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  m->dict = nullptr;
  m->dict = dict_new(vm, 8);
  if (m->dict == nullptr) return nullptr;
  const NamedValue facts[] = {{names::op_name, Value::cell(name)},
                              {names::op_doc, Value::none()},
                              {names::op_package, Value::cell(names::empty)},
                              {names::op_loader, Value::none()},
                              {names::op_spec, Value::none()}};
  return dict_add_new(vm, m->dict, facts, 8) ? m : nullptr;
}

Value sealed_builtin(Vm&, Str* name) {
  static const NativeModule* const kBuiltins = find_native_module("builtins");
  const StaticAttr* a = find_static_attr(kBuiltins->attrs, kBuiltins->count, name, str_hash_of(name));
  return a == nullptr ? Value::undef() : a->value();
}

// A dict of globals may hold a `__builtins__` of its own: a module or a dict.
Value builtin_for(Vm& vm, Dict* globals, Str* name) {
  if (str_equal(name, names::op_builtins)) {  // what every module of CPython's has
    if (!setup_builtins(vm)) return Value::error();
    DictEntry* e = dict_find_str(modules_of(vm), names::builtins);
    return e == nullptr ? Value::undef() : e->value;
  }
  if (vm.builtins == nullptr) return sealed_builtin(vm, name);
  Dict* space = vm.builtins;
  if (DictEntry* own = dict_find_str(globals, names::op_builtins)) {
    if (Module* m = get_if<Module>(own->value))
      space = m->dict;
    else
      space = unwrap<Dict>(own->value);
    if (space == nullptr) return raise_type_error(vm, "'%T' object is not subscriptable", own->value);
  }
  DictEntry* e = dict_find_str(space, name);
  return e == nullptr ? Value::undef() : e->value;
}

// The builtins module's own dictionary: made when a program touches `builtins` as an object.
bool setup_builtins(Vm& vm) {
  if (vm.builtins != nullptr) return true;
  Module* m = module_new(vm, names::builtins);
  if (m == nullptr || !fill_from_table(vm, m->dict, *find_native_module("builtins"))) return false;
  vm.builtins = m->dict;
  Dict* modules = modules_of(vm);
  return modules != nullptr && dict_set_str(vm, modules, names::builtins, Value::cell(m));
}

Action load_twins(Vm& vm) {
  vm.heap.begin_native();
  const NativeModule* m = find_native_module("builtins");
  std::shared_ptr<Program> program = vm.library(vm, *m);
  if (program == nullptr) {
    if (vm.exception.is_undef()) raise(vm, kType_SystemError, "the twins do not compile");
    return Action::Error;
  }
  vm.twin_globals = dict_new(vm, 256);
  if (vm.twin_globals == nullptr) return Action::Error;
  auto give_up = [&] {  // the next one begins anew
    vm.twin_globals = nullptr;
    return Action::Error;
  };
  if (!dict_set_str(vm, vm.twin_globals, names::op_name, Value::cell(names::builtins))) return give_up();
  define_on_demand(vm, vm.twin_globals, program.get());
  Value taken = take_top(vm, *program, vm.twin_globals);
  if (taken.is_error()) return give_up();
  if (!taken.is_undef()) {
    vm.twins_loaded = true;
    return Action::Reload;
  }
  vm.twins_began = vm.used_fuel();
  CodeInstance* code = vm.code_instance(program->top());
  Function* f = function_new(vm, code, vm.twin_globals);
  if (f == nullptr) return give_up();
  if (push_frame(vm, f, code, Cont::Retry) == nullptr) return give_up();
  vm.twins_loaded = true;
  return Action::Reload;
}

Value load_module(Vm& vm, Str* name) {
  std::string text = str_to_utf8(name);
  Dict* modules = modules_of(vm);
  MONTY_TRY(modules);
  if (text == "builtins") {
    MONTY_TRY(setup_builtins(vm));
    return Value::boolean(true);
  }
  const NativeModule* native = find_native_module(text);
  bool twin_asks = vm.frame != nullptr && (vm.frame->code->code->flags & kCodeTwin) != 0;
  if (native != nullptr && native->hidden && !twin_asks) native = nullptr;
  if (native != nullptr) {
    Module* m = module_new(vm, native->name);
    MONTY_TRY(m);
    MONTY_TRY(fill_from_table(vm, m->dict, *native));
    if (!native->in_python) return dict_set_str(vm, modules, native->name, Value::cell(m)) ? Value::boolean(true) : Value::error();
    std::shared_ptr<Program> program = vm.library(vm, *native);
    if (program == nullptr) return vm.exception.is_undef() ? raise(vm, kType_SystemError, "library module %S does not compile", name) : Value::error();
    define_on_demand(vm, m->dict, program.get());
    Function* f = function_new(vm, vm.code_instance(program->top()), m->dict);
    MONTY_TRY(f);
    MONTY_TRY(dict_set_str(vm, modules, native->name, Value::cell(m)));
    vm.request_ = {Request::Kind::RunCode, Value::cell(f), Value::undef(), Value::undef(), Value::undef(), Cont::Store};
    return Value::request();
  }
  return Value::boolean(false);
}

Module* add_module(Vm& vm, Str* name) {
  Dict* modules = modules_of(vm);
  if (modules == nullptr) return nullptr;
  Module* m = module_new(vm, name);
  return m != nullptr && dict_set_str(vm, modules, name, Value::cell(m)) ? m : nullptr;
}

Value run_module(Vm& vm, Module* module, Str* text, Str* file) {
  std::shared_ptr<Program> program = vm.compile(vm, str_to_utf8(text), str_to_utf8(file), 0, 0);
  if (program == nullptr) return Value::error();
  Function* f = function_new(vm, vm.code_instance(program->top()), module->dict);
  MONTY_TRY(f);
  vm.request_ = {Request::Kind::RunCode, Value::cell(f), Value::undef(), Value::undef(), Value::undef(), Cont::Store};
  return Value::request();
}

Action import_name(Vm& vm, Frame*, Str* name, Value level, Value fromlist, Cont cont) {
  // The common case: an absolute name that is loaded, and not a package whose submodule may be meant.
  if (vm.modules != nullptr && level == Value::small_int(0)) {
    bool dotted = false;
    for (u32 i = 0; i < name->length(); i++) dotted |= name->at(i) == '.';
    if (!dotted || !fromlist.is_none()) {
      DictEntry* e = dict_find_str(vm.modules, name);
      Module* m = e == nullptr ? nullptr : get_if<Module>(e->value);
      bool package = m == nullptr || (!fromlist.is_none() && dict_find_str(m->dict, names::op_path) != nullptr);
      if (!package) return deliver(vm, vm.frame, e->value, cont, 0);
    }
  }
  Value args[4] = {Value::cell(name), level, fromlist, Value::cell(vm.frame->function->globals)};
  if (!vm.twins_loaded) return load_twins(vm);
  if (vm.frame->function->globals == vm.twin_globals && (vm.frame->code->code->flags & kCodeModule) != 0) {
    // The twins themselves are being loaded: only native modules without a body.
    Value v = load_module(vm, name);
    if (v.is_error()) return Action::Error;
    DictEntry* e = dict_find_str(vm.modules, name);
    if (e == nullptr) {
      raise(vm, kType_SystemError, "no native module %S", name);
      return Action::Error;
    }
    return deliver(vm, vm.frame, e->value, cont, 0);
  }
  return call_twin(vm, "import_name", args, 4, cont);
}

Action load_attr_of_super(Vm& vm, Frame* frame, Super* s, Str* name, Cont cont) {
  Value v = super_attribute(vm, s, name);
  if (v.is_error()) return Action::Error;
  if (v.is_undef()) {
    raise(vm, kType_AttributeError, "'super' object has no attribute '%S'", name);
    return Action::Error;
  }
  if (v.ok()) return deliver(vm, frame, v, cont, 0);
  vm.deferred = false;
  Value args[2] = {Value::cell(s), Value::cell(name)};
  return call_twin(vm, "load_attribute", args, 2, cont);
}

bool type_matches_flag(Vm&, Type* type, u32 flag) {
  if (type->mro == nullptr) return (type->type_flags & flag) != 0;
  for (u32 i = 0; i < type->mro->length(); i++) {
    if (type->mro->items[i].as<Type>()->type_flags & flag) return true;
  }
  return false;
}

}  // namespace monty
