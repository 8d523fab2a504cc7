// SPDX-License-Identifier: MIT
// Attribute access by natives: as the loop's, but Python code that is needed is asked for by request.
#include "object/native_help.h"
#include "object/text.h"

namespace monty {

Value request_call(Vm& vm, Value callable, std::initializer_list<Value> args) {
  Tuple* t = tuple_from(vm, args.begin(), static_cast<u32>(args.size()));
  MONTY_TRY(t);
  return call_request(vm, callable, t);
}

Str* attribute_name(Vm& vm, Value name) {
  if (Str* s = unwrap<Str>(name)) return s;
  raise_type_error(vm, "attribute name must be string, not '%T'", name);
  return nullptr;
}

// By the property's own name, or its getter's; not by the name that was asked for.
Value raise_no_accessor(Vm& vm, const Property* p, Value object, const char* what) {
  Str* type = type_of(vm, object)->qualname;
  Value own = p->name.is_none() ? p->fget : p->name;
  Str* name = is<Function>(own) ? get_if<Str>(find_attribute(vm, own, names::op_name)) : get_if<Str>(own);
  if (name == nullptr) return raise(vm, kType_AttributeError, "property of '%S' object has no %s", type, what);
  return raise(vm, kType_AttributeError, "property '%S' of '%S' object has no %s", name, type, what);
}

Value bind_or_request(Vm& vm, Value attribute, Value object, Type* type) {
  Value v = bind_descriptor(vm, attribute, object, type);
  if (!v.is_defer()) return v;
  vm.deferred = false;
  for (int depth = 0; depth < 8; depth++) {
    if (Property* p = get_if<Property>(attribute)) {
      if (p->fget.is_none()) return raise_no_accessor(vm, p, object, "getter");
      return request_call(vm, p->fget, {object});
    }
    if (ClassMethod* c = get_if<ClassMethod>(attribute)) {
      attribute = c->function;
      object = Value::cell(type);
      type = type->meta;
      continue;
    }
    break;
  }
  if (Instance* i = get_if<Instance>(attribute)) {
    if (i->type->payload_kind == Kind::Property && is<NativeFunction>(type_lookup(vm, i->type, names::op_get)))
      return bind_or_request(vm, i->slots[0], object, type);
    Value get = type_lookup(vm, i->type, names::op_get);
    if (!get.is_undef()) return request_call(vm, get, {attribute, object.is_undef() ? Value::none() : object, Value::cell(type)});
  }
  return attribute;
}

Value generic_getattr(Vm& vm, Value object, Str* name) {
  Value v = find_attribute(vm, object, name);
  if (v.is_undef()) return raise_attribute_error(vm, object, name);
  if (!v.is_defer()) return v;
  vm.deferred = false;
  if (Type* t = get_if<Type>(object)) {
    Type* meta = t->meta == nullptr ? &kType_type : t->meta;
    Value from_meta = type_lookup(vm, meta, name);
    if (!from_meta.is_undef() && is_data_descriptor(vm, from_meta)) return bind_or_request(vm, from_meta, object, meta);
    Value own = type_lookup(vm, t, name);
    if (!own.is_undef()) return bind_or_request(vm, own, Value::undef(), t);
    return bind_or_request(vm, from_meta, object, meta);
  }
  if (Super* s = get_if<Super>(object)) {
    Type* start = s->object_type;
    Tuple* mro = type_mro_tuple(vm, start);
    MONTY_TRY(mro);
    bool past = false;
    for (u32 i = 0; i < mro->length(); i++) {
      Type* t = mro->items[i].as<Type>();
      if (past) {
        Value found = type_own_attribute(t, name);
        if (!found.is_undef()) {
          bool on_class = is<Type>(s->object) && s->object.as<Type>() == start;
          return bind_or_request(vm, found, on_class ? Value::undef() : s->object, start);
        }
      }
      past = past || t == s->type;
    }
    return raise_attribute_error(vm, object, name);
  }
  Type* type = type_of(vm, object);
  return bind_or_request(vm, type_lookup(vm, type, name), object, type);
}

Value generic_setattr(Vm& vm, Value object, Str* name, Value value) {
  Value v = set_attribute_generic(vm, object, name, value);
  if (!v.is_defer()) return v;
  vm.deferred = false;
  Type* type = type_of(vm, object);
  Value attribute = type_lookup(vm, type, name);
  Value inner = payload(attribute);
  if (Property* p = get_if<Property>(inner)) {
    Value f = value.is_undef() ? p->fdel : p->fset;
    if (f.is_none()) return raise_no_accessor(vm, p, object, value.is_undef() ? "deleter" : "setter");
    return value.is_undef() ? request_call(vm, f, {object}) : request_call(vm, f, {object, value});
  }
  Value method = type_lookup_special(vm, attribute, value.is_undef() ? names::op_delete : names::op_set);
  if (method.is_undef()) {
    if (value.is_undef()) return raise(vm, kType_AttributeError, "__delete__");
    return raise(vm, kType_AttributeError, "__set__");
  }
  return value.is_undef() ? request_call(vm, method, {attribute, object}) : request_call(vm, method, {attribute, object, value});
}

Tri drain_into(Vm& vm, Value iterable, List* out) {
  vm.heap.keep(iterable);
  Value p = iterable;
  if (Instance* i = get_if<Instance>(iterable); i != nullptr && i->type->payload_type != nullptr) {
    if (is<NativeFunction>(type_lookup(vm, i->type, names::op_iter))) p = i->slots[0];
  }
  if (is<List>(p) || is<Tuple>(p)) {
    u32 n = p.as_cell()->aux;
    if (!list_reserve(vm, out, u64{out->aux} + n)) return Tri::Error;
    const Value* items = is<List>(p) ? p.as<List>()->items : p.as<Tuple>()->items;
    u32 base = out->aux;
    if (!copy_sliced(vm, out->items + base, items, usize{n} * 8)) return Tri::Error;
    out->aux = base + n;
    return Tri::True;
  }
  if (Range* range = get_if<Range>(p); range != nullptr && range->length.is_small_int() && range->length.as_small_int() > 0 &&
                                       range->length.as_small_int() < 0x10000000 && Value::both_small_ints(range->start, range->step)) {
    const i64 n = range->length.as_small_int(), step = range->step.as_small_int();
    if (!list_reserve(vm, out, u64{out->aux} + static_cast<u64>(n))) return Tri::Error;
    if (n > 4096 && !vm.meter.tick(static_cast<u64>(n) / 8)) {
      raise_stopped(vm);
      return Tri::Error;
    }
    i64 v = range->start.as_small_int();
    for (i64 i = 0; i < n; i++) out->items[out->aux++] = Value::small_int(v + i * step);  // all within the stop, so small
    return Tri::True;
  }
  Value it = get_iter(vm, p);
  if (it.is_error()) return Tri::Error;
  if (it.is_defer()) {
    vm.deferred = false;
    return Tri::Defer;
  }
  vm.heap.keep(it);
  Heap::LogScope scope(vm.heap);
  bool first = true;
  u32 turn = 0;
  for (;;) {
    Value v = iter_next(vm, it);
    if (v.is_undef()) return Tri::True;
    if (v.is_error()) return Tri::Error;
    if (v.is_defer()) {
      vm.deferred = false;
      if (first) return Tri::Defer;
      raise(vm, kType_SystemError, "iterator needs Python code in its midst");
      return Tri::Error;
    }
    first = false;
    vm.heap.keep(v);
    if (!list_append(vm, out, v)) return Tri::Error;
    scope.reset();
    if ((++turn & 255) == 0 && !vm.meter.tick(256)) {
      raise_stopped(vm);
      return Tri::Error;
    }
  }
}

}  // namespace monty
