// SPDX-License-Identifier: MIT
// Attribute access from the loop: C++ where no Python code runs, else a frame for the getter, `__getattr__` or the twin.
#include "object/on_demand.h"
#include "object/type.h"
#include "vm/interp.h"

namespace monty {

Action load_attr(Vm& vm, Frame* frame, Value object, Str* name, Cont cont) {
  vm.heap.begin_native();
  Value v = get_attribute(vm, object, name);
  if (MONTY_LIKELY(v.ok())) return deliver(vm, frame, v, cont, 0);
  if (v.is_error()) return Action::Error;
  vm.deferred = false;
  Type* type = type_of(vm, object);
  Value args[2] = {object, Value::cell(name)};
  if (kind_of(object) == Kind::Module) {
    Dict* d = object.as<Module>()->dict;
    if (Function* thunk = nullptr; (d->flags & Dict::kOnDemand) != 0 && find_on_demand(vm, d, name, &thunk).is_error()) return Action::Error;
    else if (thunk != nullptr) return call_function(vm, thunk, nullptr, 0, nullptr, nullptr, cont);
    DictEntry* e = dict_find_str(object.as<Module>()->dict, names::op_getattr);
    if (e != nullptr && type_lookup(vm, type, name).is_undef()) return call_value(vm, e->value, args + 1, 1, nullptr, cont);
  }
  if (type->type_flags & kTypeCustomGetattribute) {
    Value custom = type_lookup(vm, type, names::op_getattribute);
    if (kind_of(custom) == Kind::NativeFunction) {
      // Only __getattr__ is the program's.
      Value found = find_attribute(vm, object, name);
      if (found.is_error() && !exception_matches(vm.exception, kType_AttributeError)) return Action::Error;
      if (found.ok() && !found.is_undef()) return deliver(vm, frame, found, cont, 0);
      if (!found.is_defer()) {
        vm.exception = Value::undef();
        Value hook = type_lookup(vm, type, names::op_getattr);
        if (Function* f = get_if<Function>(hook)) return call_function(vm, f, args + 1, 1, nullptr, nullptr, cont, object);
      }
      vm.deferred = false;
    }
    return call_twin(vm, "load_attribute", args, 2, cont);
  }
  Value attribute = kind_of(object) == Kind::Type ? Value::undef() : type_lookup(vm, type, name);
  if (Property* p = get_if<Property>(attribute)) {
    if (p->fget.is_none()) {
      raise(vm, kType_AttributeError, "property '%S' of '%T' object has no getter", name, object);
      return Action::Error;
    }
    return call_value(vm, p->fget, &object, 1, nullptr, cont);
  }
  return call_twin(vm, "load_attribute", args, 2, cont);
}

Action load_method(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  Value object = r[pc->b];
  Str* name = frame->code->names[pc->c];
  Type* type = type_of(vm, object);
  // A function of the class, not hidden by an attribute of the instance: no bound method is made.
  if (MONTY_LIKELY((type->type_flags & kTypeCustomGetattribute) == 0 && kind_of(object) != Kind::Type && kind_of(object) != Kind::Super)) {
    Value attribute = type_lookup(vm, type, name);
    Kind k = kind_of(attribute);
    bool method = k == Kind::Function;
    if (k == Kind::NativeFunction) {
      auto* f = attribute.as<NativeFunction>();
      method = f->owner != nullptr && (f->flags & (NativeFunction::kStatic | NativeFunction::kClassMethod)) == 0;
    }
    if (method) {
      Kind ok = kind_of(object);
      bool hidden = false;
      if (ok == Kind::Instance || ok == Kind::Exception) hidden = !instance_get(object.as<Instance>(), name).is_undef();
      else if (ok == Kind::Module) hidden = dict_find_str(object.as<Module>()->dict, name) != nullptr;
      else if (ok == Kind::Function || ok == Kind::GenericAlias || ok == Kind::BoundMethod || ok == Kind::StaticMethod || ok == Kind::ClassMethod) hidden = true;
      if (!hidden) {
        r[pc->a] = attribute;
        r[pc->a + 1] = object;
        return Action::Next;
      }
    }
  }
  return load_attr(vm, frame, object, name, Cont::StoreMethod);
}

Action store_attr(Vm& vm, Frame* frame, Value object, Str* name, Value value) {
  vm.heap.begin_native();
  Value v = set_attribute(vm, object, name, value);
  if (MONTY_LIKELY(v.ok())) return Action::Next;
  if (v.is_error()) return Action::Error;
  vm.deferred = false;
  Type* type = type_of(vm, object);
  Value args[3] = {object, Value::cell(name), value};
  if (!value.is_undef()) {
    Value custom = type_lookup(vm, type, names::op_setattr);
    if (Function* f = get_if<Function>(custom)) return call_function(vm, f, args, 3, nullptr, nullptr, Cont::Discard);
    Value attribute = type_lookup(vm, type, name);
    if (Property* p = get_if<Property>(attribute); p != nullptr && kind_of(custom) == Kind::NativeFunction) {
      if (p->fset.is_none()) {
        raise(vm, kType_AttributeError, "property '%S' of '%T' object has no setter", name, object);
        return Action::Error;
      }
      Value pair[2] = {object, value};
      return call_value(vm, p->fset, pair, 2, nullptr, Cont::Discard);
    }
    return call_twin(vm, "store_attribute", args, 3, Cont::Discard);
  }
  return call_twin(vm, "delete_attribute", args, 2, Cont::Discard);
}

}  // namespace monty
