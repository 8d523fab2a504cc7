// SPDX-License-Identifier: MIT
// Attribute access from the loop: C++ where no Python code runs, else a frame for the getter, `__getattr__` or the twin.
#include "object/on_demand.h"
#include "object/type.h"
#include "vm/interp.h"
#include "vm/modules.h"
#include "vm/quicken.h"

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
    if (Function* thunk = nullptr; (d->flags & Dict::kOnDemand) != 0 && find_on_demand(vm, d, name, &thunk).is_error())
      return Action::Error;
    else if (thunk != nullptr)
      return call_function(vm, thunk, nullptr, 0, nullptr, nullptr, cont);
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
      raise_no_accessor(vm, p, object, "getter");
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
      if (ok == Kind::Instance || ok == Kind::Exception)
        hidden = !instance_get(object.as<Instance>(), name).is_undef();
      else if (ok == Kind::Module)
        hidden = dict_find_str(object.as<Module>()->dict, name) != nullptr;
      else if (ok == Kind::Function || ok == Kind::GenericAlias || ok == Kind::BoundMethod || ok == Kind::StaticMethod || ok == Kind::ClassMethod)
        hidden = true;
      if (!hidden) {
        r[pc->a] = attribute;
        r[pc->a + 1] = object;
        return Action::Next;
      }
    }
  }
  return load_attr(vm, frame, object, name, Cont::StoreMethod);
}

namespace {

// Where super() of `cls` starts to look for the attributes of `self`, or null: a TypeError.
Type* super_start(Vm& vm, Value cls, Value self) {
  if (!is<Type>(cls)) return nullptr;
  if (Type* t = get_if<Type>(self); t != nullptr && is_subtype(t, cls.as<Type>())) return t;
  Type* t = type_of(vm, self);
  return is_subtype(t, cls.as<Type>()) ? t : nullptr;
}

// The instruction in the instance's own copy, which may be quickened, or null.
Instr* own_instruction(const Frame* frame) {
  const CodeInstance* c = frame->code;
  return c->warm && static_cast<usize>(frame->pc - c->instrs) < c->code->instrs.size() ? const_cast<Instr*>(frame->pc) : nullptr;
}

}  // namespace

Action load_super(Vm& vm, Frame* frame, const Value* from, Str* name, Cont cont) {
  Type* start = from[0] == Value::cell(&kType_super) ? super_start(vm, from[1], from[2]) : nullptr;
  if (start == nullptr) {
    const Value args[4] = {from[0], from[1], from[2], Value::cell(name)};
    return call_twin(vm, "load_super_attribute", args, 4, cont);
  }
  auto* s = vm.heap.make<Super>();
  if (s == nullptr) {
    raise_memory_error(vm);
    return Action::Error;
  }
  s->type = from[1].as<Type>();
  s->object = from[2];
  s->object_type = start;
  return load_attr_of_super(vm, frame, s, name, cont);
}

Action load_super_method(Vm& vm, Frame* frame) {
  Value* from = frame->registers() + frame->pc->a;
  const Value cls = from[1], self = from[2];
  Str* name = frame->code->names[frame->pc->c];
  vm.heap.begin_native();
  Action action = load_super(vm, frame, from, name, Cont::StoreMethod);
  if (action != Action::Next) return action;
  auto* bound = get_if<BoundMethod>(from[0]);
  if (bound == nullptr || !(bound->self == self) || !(is<Function>(bound->function) || is<NativeFunction>(bound->function))) return action;
  from[0] = bound->function;
  from[1] = self;
  if (static_cast<Op>(frame->pc->op) == Op::LOAD_SUPER_METHOD) {
    if (Instr* own = own_instruction(frame)) quicken_super_method(vm, own, self, cls, from[0]);
  }
  return action;
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
        raise_no_accessor(vm, p, object, "setter");
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
