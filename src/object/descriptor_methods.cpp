// SPDX-License-Identifier: MIT
// property, staticmethod, classmethod, super, the descriptors of sealed types and slots, module.
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "object/native_help.h"
#include "object/on_demand.h"

namespace monty::native {

namespace {
template <class T>
T* self_of(Value v) {
  return unwrap<T>(v);
}
Value abstract_flag(Vm& vm, Value f) {
  if (f.is_none()) return Value::boolean(false);
  Value v = find_attribute(vm, f, names::op_isabstractmethod);
  if (v.is_error()) return v;
  if (v.is_defer() || v.is_undef()) {
    vm.deferred = false;
    return Value::boolean(false);
  }
  Tri t = truth(vm, v);
  if (t == Tri::Error) return Value::error();
  vm.deferred = false;
  return Value::boolean(t == Tri::True);
}
}  // namespace

// ---------------------------------------------------------------- property
namespace {
constexpr u8 kGetterDoc = Cell::kUser1;  // the documentation came from the getter

// Fills a property. An instance of a subclass keeps the documentation among its attributes: the class's own would hide it.
Value property_fill(Vm& vm, Value object, Value fget, Value fset, Value fdel, Value doc) {
  Property* self = self_of<Property>(object);
  if (self == nullptr) return raise_type_error(vm, "descriptor '__init__' requires a 'property' object but received a '%T'", object);
  const bool given = !doc.is_none();
  self->fget = fget;
  self->fset = fset;
  self->fdel = fdel;
  self->flags &= static_cast<u8>(~kGetterDoc);
  if (!given && !fget.is_none()) {
    doc = find_attribute(vm, fget, names::op_doc);
    vm.deferred = false;
    if (doc.is_error()) return doc;
    if (!doc.ok() || doc.is_undef()) doc = Value::none();
    if (!doc.is_none()) self->flags |= kGetterDoc;
  }
  self->doc = doc;
  if (!is<Instance>(object)) return Value::none();
  vm.heap.keep(doc);
  Value done = set_attribute_generic(vm, object, names::op_doc, doc);
  if (done.is_error() && !given) vm.exception = Value::undef();
  vm.deferred = false;
  return done.is_error() && given ? done : Value::none();
}
Value property_copy(Vm& vm, Value object, Value fget, Value fset, Value fdel) {
  Property* self = self_of<Property>(object);
  if (self == nullptr) return raise_type_error(vm, "'%T' object is no property", object);
  if (fget.is_undef() || fget.is_none()) fget = self->fget;
  if (fset.is_undef() || fset.is_none()) fset = self->fset;
  if (fdel.is_undef() || fdel.is_none()) fdel = self->fdel;
  Value doc = (self->flags & kGetterDoc) != 0 && !fget.is_none() ? Value::none() : self->doc;
  if (is<Instance>(object)) return request_call(vm, Value::cell(type_of(vm, object)), {fget, fset, fdel, doc});
  auto* p = vm.heap.make<Property>();
  if (p == nullptr) return raise_memory_error(vm);
  p->fget = p->fset = p->fdel = p->doc = Value::none();
  p->name = self->name;
  Value done = property_fill(vm, Value::cell(p), fget, fset, fdel, doc);
  return done.ok() ? Value::cell(p) : done;
}
}  // namespace
Value property_op_new(Vm& vm, Type* cls, Value fget, Value fset, Value fdel, Value doc) {
  Value v = new_empty(vm, cls);
  if (!v.ok() || cls != &kType_property) return v;
  Value done = property_fill(vm, v, fget, fset, fdel, doc);
  return done.ok() ? v : done;
}
Value property_op_init(Vm& vm, Value self, Value fget, Value fset, Value fdel, Value doc) { return property_fill(vm, self, fget, fset, fdel, doc); }
Value property_getter(Vm& vm, Value self, Value fget) { return property_copy(vm, self, fget, Value::undef(), Value::undef()); }
Value property_setter(Vm& vm, Value self, Value fset) { return property_copy(vm, self, Value::undef(), fset, Value::undef()); }
Value property_deleter(Vm& vm, Value self, Value fdel) { return property_copy(vm, self, Value::undef(), Value::undef(), fdel); }
Value property_op_get(Vm& vm, Property* self, Value instance, Value) {
  if (instance.is_none()) return Value::cell(self);
  return bind_or_request(vm, Value::cell(self), instance, type_of(vm, instance));
}
Value property_op_set(Vm& vm, Property* self, Value instance, Value value) {
  if (self->fset.is_none()) return raise_no_accessor(vm, self, instance, "setter");
  return request_call(vm, self->fset, {instance, value});
}
Value property_op_delete(Vm& vm, Property* self, Value instance) {
  if (self->fdel.is_none()) return raise_no_accessor(vm, self, instance, "deleter");
  return request_call(vm, self->fdel, {instance});
}
Value property_op_set_name(Vm&, Property* self, Value, Value name) {
  self->name = name;
  return Value::none();
}
Value property_get_fget(Vm&, Value self) { return self_of<Property>(self)->fget; }
Value property_get_fset(Vm&, Value self) { return self_of<Property>(self)->fset; }
Value property_get_fdel(Vm&, Value self) { return self_of<Property>(self)->fdel; }
Value property_get_op_isabstractmethod(Vm& vm, Value self) {
  Property* p = self_of<Property>(self);
  for (Value f : {p->fget, p->fset, p->fdel}) {
    Value v = abstract_flag(vm, f);
    if (!v.is_false()) return v;
  }
  return Value::boolean(false);
}
Value property_get_op_doc(Vm&, Value self) { return self_of<Property>(self)->doc; }
Value property_set_op_doc(Vm&, Value self, Value value) {
  self_of<Property>(self)->doc = value.is_undef() ? Value::none() : value;
  return Value::none();
}
Value property_get_op_name(Vm& vm, Value self) {
  Property* p = self_of<Property>(self);
  if (!p->name.is_none()) return p->name;
  if (is<Function>(p->fget)) return function_get_op_name(vm, p->fget);
  Value name = p->fget.is_none() ? Value::undef() : find_attribute(vm, p->fget, names::op_name);
  return name.is_undef() ? raise_attribute_error(vm, self, names::op_name) : name;
}
Value property_set_op_name(Vm&, Value self, Value value) {
  self_of<Property>(self)->name = value.is_undef() ? Value::none() : value;
  return Value::none();
}

// ---------------------------------------------------------------- staticmethod, classmethod
namespace {
template <class T>
Value wrapper_dict(Vm& vm, Value self) {
  T* m = self_of<T>(self);
  if (m->dict == nullptr) m->dict = dict_new(vm);
  return cell_or_raise(m->dict);
}
// What functools.wraps copies.
template <class T>
Value wrap(Vm& vm, T* m, Value function) {
  m->function = function;
  Str* const kCopied[] = {names::op_module, names::op_name, names::op_qualname, names::op_doc};
  for (Str* name : kCopied) {
    Value v = kind_of(function) == Kind::Function || kind_of(function) == Kind::NativeFunction ? find_attribute(vm, function, name) : Value::undef();
    if (v.is_error()) {
      vm.exception = Value::undef();
      continue;
    }
    if (!v.ok() || v.is_undef()) {
      vm.deferred = false;
      continue;
    }
    if (m->dict == nullptr) m->dict = dict_new(vm);
    MONTY_TRY(m->dict);
    MONTY_TRY(dict_set_str(vm, m->dict, name, v));
  }
  return Value::none();
}
}  // namespace
Value staticmethod_op_new(Vm& vm, Type* cls, Value function) {
  Value v = new_empty(vm, cls);
  if (!v.ok() || cls != &kType_staticmethod) return v;
  Value done = wrap(vm, v.as<StaticMethod>(), function);
  return done.ok() ? v : done;
}
Value staticmethod_op_init(Vm& vm, StaticMethod* self, Value function) { return wrap(vm, self, function); }
Value staticmethod_op_get(Vm&, StaticMethod* self, Value, Value) { return self->function; }
Value staticmethod_op_repr(Vm& vm, StaticMethod* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value staticmethod_get_op_func(Vm&, Value self) { return self_of<StaticMethod>(self)->function; }
Value staticmethod_get_op_wrapped(Vm&, Value self) { return self_of<StaticMethod>(self)->function; }
Value staticmethod_get_op_isabstractmethod(Vm& vm, Value self) { return abstract_flag(vm, self_of<StaticMethod>(self)->function); }
Value staticmethod_get_op_annotations(Vm& vm, Value self) { return generic_getattr(vm, self_of<StaticMethod>(self)->function, names::op_annotations); }
Value staticmethod_get_op_dict(Vm& vm, Value self) { return wrapper_dict<StaticMethod>(vm, self); }
Value classmethod_op_new(Vm& vm, Type* cls, Value function) {
  Value v = new_empty(vm, cls);
  if (!v.ok() || cls != &kType_classmethod) return v;
  Value done = wrap(vm, v.as<ClassMethod>(), function);
  return done.ok() ? v : done;
}
Value classmethod_op_init(Vm& vm, ClassMethod* self, Value function) { return wrap(vm, self, function); }
Value classmethod_op_get(Vm& vm, ClassMethod* self, Value instance, Value owner) {
  Type* t = get_if<Type>(owner);
  return bind_or_request(vm, Value::cell(self), Value::undef(), t == nullptr ? type_of(vm, instance) : t);
}
Value classmethod_op_repr(Vm& vm, ClassMethod* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value classmethod_get_op_func(Vm&, Value self) { return self_of<ClassMethod>(self)->function; }
Value classmethod_get_op_wrapped(Vm&, Value self) { return self_of<ClassMethod>(self)->function; }
Value classmethod_get_op_isabstractmethod(Vm& vm, Value self) { return abstract_flag(vm, self_of<ClassMethod>(self)->function); }
Value classmethod_get_op_annotations(Vm& vm, Value self) { return generic_getattr(vm, self_of<ClassMethod>(self)->function, names::op_annotations); }
Value classmethod_get_op_dict(Vm& vm, Value self) { return wrapper_dict<ClassMethod>(vm, self); }

// ---------------------------------------------------------------- super
namespace {
Value super_fill(Vm& vm, Super* s, Value type, Value object) {
  if (type.is_undef()) {
    // super() without arguments, called in a way that the compiler did not see: from the frame.
    Frame* f = vm.frame;
    while (f != nullptr && f->prev != nullptr && f->function != nullptr && f->function->globals == vm.twin_globals) f = f->prev;
    const Code* c = f == nullptr ? nullptr : f->code->code;
    if (c == nullptr || (c->flags & kCodeOptimized) == 0 || c->argcount == 0) return raise(vm, kType_RuntimeError, "super(): no arguments");
    object = f->registers()[0];
    if (c->local_is_cell[0] && is<ClosureCell>(object)) object = object.as<ClosureCell>()->content;
    for (usize i = 0; i < c->freevars.size(); i++) {
      if (c->freevars[i] == "__class__") type = f->function->closure->items[i].as<ClosureCell>()->content;
    }
    if (type.is_undef()) return raise(vm, kType_RuntimeError, "super(): __class__ cell not found");
    if (object.is_undef()) return raise(vm, kType_RuntimeError, "super(): arg[0] deleted");
  }
  Type* t = get_if<Type>(type);
  if (t == nullptr) return raise_type_error(vm, "super() argument 1 must be a type, not %T", type);
  s->type = t;
  s->object = Value::undef();
  s->object_type = nullptr;
  if (object.is_undef() || object.is_none()) return Value::none();
  Type* as_class = get_if<Type>(object);
  if (as_class != nullptr && is_subtype(as_class, t))
    s->object_type = as_class;
  else if (is_subtype(type_of(vm, object), t))
    s->object_type = type_of(vm, object);
  else
    return raise_type_error(vm, "super(type, obj): obj (%s %N) is not an instance or subtype of type (%N).", as_class != nullptr ? "type" : "instance of",
                            as_class != nullptr ? as_class : type_of(vm, object), t);
  s->object = object;
  return Value::none();
}
}  // namespace
Value super_op_new(Vm& vm, Type* cls, Value type, Value object) {
  Value v = new_empty(vm, cls);
  if (!v.ok() || cls != &kType_super) return v;
  Value done = super_fill(vm, v.as<Super>(), type, object);
  return done.ok() ? v : done;
}
Value super_op_init(Vm& vm, Super* self, Value type, Value object) { return super_fill(vm, self, type, object); }
Value super_op_getattribute(Vm& vm, Super* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  Value v = find_attribute(vm, Value::cell(self), s);
  if (v.is_undef()) return raise(vm, kType_AttributeError, "'super' object has no attribute '%S'", s);
  return v.is_defer() ? generic_getattr(vm, Value::cell(self), s) : v;
}
Value super_op_get(Vm& vm, Super* self, Value instance, Value) {
  if (instance.is_none() || !self->object.is_undef()) return Value::cell(self);
  return super_op_new(vm, &kType_super, Value::cell(self->type), instance);
}
Value super_op_repr(Vm& vm, Super* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value super_get_op_self(Vm&, Value self) {
  Value v = self_of<Super>(self)->object;
  return v.is_undef() ? Value::none() : v;
}
Value super_get_op_self_class(Vm&, Value self) {
  Type* t = self_of<Super>(self)->object_type;
  return t == nullptr ? Value::none() : Value::cell(t);
}
Value super_get_op_thisclass(Vm&, Value self) {
  Type* t = self_of<Super>(self)->type;
  return t == nullptr ? Value::none() : Value::cell(t);
}

// ---------------------------------------------------------------- descriptors of sealed types and of __slots__
Value getset_descriptor_op_get(Vm& vm, Value self, Value instance, Value) {
  auto* d = self.as<GetSetDescriptor>();
  if (instance.is_none() && d->owner != &kType_NoneType) return self;
  if (!is_subtype(type_of(vm, instance), d->owner))
    return raise_type_error(vm, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", d->name, d->owner, instance);
  return d->get(vm, instance);
}
namespace {
Value getset_write(Vm& vm, GetSetDescriptor* d, Value instance, Value value) {
  if (!is_subtype(type_of(vm, instance), d->owner))
    return raise_type_error(vm, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", d->name, d->owner, instance);
  if (d->set == nullptr) return raise(vm, kType_AttributeError, "attribute '%S' of '%N' objects is not writable", d->name, d->owner);
  return d->set(vm, instance, value);
}
Value qualified(Vm& vm, Type* owner, Str* name) { return cell_or_raise(format_message(vm, "%S.%S", owner->qualname, name)); }
}  // namespace
Value getset_descriptor_op_set(Vm& vm, GetSetDescriptor* self, Value instance, Value value) { return getset_write(vm, self, instance, value); }
Value getset_descriptor_op_delete(Vm& vm, GetSetDescriptor* self, Value instance) { return getset_write(vm, self, instance, Value::undef()); }
Value getset_descriptor_op_repr(Vm& vm, GetSetDescriptor* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value getset_descriptor_get_op_name(Vm&, Value self) { return Value::cell(self.as<GetSetDescriptor>()->name); }
Value getset_descriptor_get_op_qualname(Vm& vm, Value self) { return qualified(vm, self.as<GetSetDescriptor>()->owner, self.as<GetSetDescriptor>()->name); }
Value getset_descriptor_get_op_objclass(Vm&, Value self) { return Value::cell(self.as<GetSetDescriptor>()->owner); }
Value getset_descriptor_get_op_doc(Vm& vm, Value self) {
  const char* doc = self.as<GetSetDescriptor>()->doc;
  return doc == nullptr ? Value::none() : cell_or_raise(str_from_utf8(vm, doc));
}
Value member_descriptor_op_get(Vm& vm, Value self, Value instance, Value owner) {
  if (instance.is_none()) return self;
  return bind_descriptor(vm, self, instance, get_if<Type>(owner));
}
namespace {
Value member_write(Vm& vm, MemberDescriptor* m, Value instance, Value value) {
  Value* slot = member_slot(vm, instance, m);
  MONTY_TRY(slot);
  if (value.is_undef() && slot->is_undef()) return raise_attribute_error(vm, instance, m->name);
  *slot = value;
  return Value::none();
}
}  // namespace
Value member_descriptor_op_set(Vm& vm, MemberDescriptor* self, Value instance, Value value) { return member_write(vm, self, instance, value); }
Value member_descriptor_op_delete(Vm& vm, MemberDescriptor* self, Value instance) { return member_write(vm, self, instance, Value::undef()); }
Value member_descriptor_op_repr(Vm& vm, MemberDescriptor* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value member_descriptor_op_reduce(Vm& vm, MemberDescriptor* self) {
  Value args[2] = {Value::cell(self->type), Value::cell(self->name)};
  Tuple* t = tuple_from(vm, args, 2);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(find_native_function("builtins", "getattr")), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value member_descriptor_get_op_name(Vm&, Value self) { return Value::cell(self.as<MemberDescriptor>()->name); }
Value member_descriptor_get_op_qualname(Vm& vm, Value self) { return qualified(vm, self.as<MemberDescriptor>()->type, self.as<MemberDescriptor>()->name); }
Value member_descriptor_get_op_objclass(Vm&, Value self) { return Value::cell(self.as<MemberDescriptor>()->type); }
Value member_descriptor_get_op_doc(Vm&, Value) { return Value::none(); }

// ---------------------------------------------------------------- module
Value module_op_new(Vm& vm, Type* cls, Tuple* args, Dict*) {
  Value v = new_empty(vm, cls);
  if (!v.ok() || cls != &kType_module) return v;
  if (args->length() == 0 || unwrap<Str>(args->items[0]) == nullptr) return raise_type_error(vm, "module() missing required argument 'name' (pos 1)");
  Value done = module_op_init(vm, v.as<Module>(), unwrap<Str>(args->items[0]), args->length() > 1 ? args->items[1] : Value::none());
  return done.ok() ? v : done;
}
Value module_op_init(Vm& vm, Module* self, Str* name, Value doc) {
  std::pair<Str*, Value> const kNames[] = {{names::op_name, Value::cell(name)},
                                           {names::op_doc, doc},
                                           {names::op_package, Value::none()},
                                           {names::op_loader, Value::none()},
                                           {names::op_spec, Value::none()}};
  for (auto& [key, value] : kNames) MONTY_TRY(dict_set_str(vm, self->dict, key, value));
  return Value::none();
}
Value module_op_getattribute(Vm& vm, Module* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  Value v = find_attribute(vm, Value::cell(self), s);
  if (v.is_undef()) {
    if (DictEntry* e = dict_find_str(self->dict, names::op_getattr)) return request_call(vm, e->value, {Value::cell(s)});
    return raise_attribute_error(vm, Value::cell(self), s);
  }
  return v;
}
Value module_op_setattr(Vm& vm, Module* self, Value name, Value value) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_setattr(vm, Value::cell(self), s, value);
}
Value module_op_delattr(Vm& vm, Module* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  if ((self->dict->flags & Dict::kOnDemand) != 0) return Value::defer();
  return generic_setattr(vm, Value::cell(self), s, Value::undef());
}
Value module_op_dir(Vm& vm, Module* self) {
  if (DictEntry* e = dict_find_str(self->dict, names::op_dir)) return call_request(vm, e->value, &kEmptyTuple);
  List* l = list_new(vm, self->dict->used);
  MONTY_TRY(l);
  if (drain_into(vm, Value::cell(self->dict), l) != Tri::True) return Value::error();
  return (self->dict->flags & Dict::kOnDemand) == 0 || names_on_demand(vm, self->dict, l) ? Value::cell(l) : Value::error();
}
Value module_op_repr(Vm& vm, Module* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value module_get_op_dict(Vm&, Value self) {
  Dict* d = self_of<Module>(self)->dict;
  return (d->flags & Dict::kOnDemand) != 0 ? Value::defer() : Value::cell(d);
}
Value module_get_op_annotations(Vm& vm, Value self) {
  Module* m = self_of<Module>(self);
  if (DictEntry* e = dict_find_str(m->dict, names::op_annotations)) return e->value;
  if (DictEntry* e = dict_find_str(m->dict, names::op_annotate); e != nullptr && !e->value.is_none()) {
    return request_call(vm, Value::cell(find_native_function("_monty_types", "keep_annotations")), {self, e->value});
  }
  Dict* d = dict_new(vm);
  MONTY_TRY(d);
  return dict_set_str(vm, m->dict, names::op_annotations, Value::cell(d)) ? Value::cell(d) : Value::error();
}
Value module_set_op_annotations(Vm& vm, Value self, Value value) {
  Module* m = self_of<Module>(self);
  if (value.is_undef()) return dict_delete_str(vm, m->dict, names::op_annotations) ? Value::none() : raise_attribute_error(vm, self, names::op_annotations);
  return dict_set_str(vm, m->dict, names::op_annotations, value) ? Value::none() : Value::error();
}
Value module_get_op_annotate(Vm&, Value self) {
  DictEntry* e = dict_find_str(self_of<Module>(self)->dict, names::op_annotate);
  return e == nullptr ? Value::none() : e->value;
}
Value module_set_op_annotate(Vm& vm, Value self, Value value) {
  return dict_set_str(vm, self_of<Module>(self)->dict, names::op_annotate, value.is_undef() ? Value::none() : value) ? Value::none() : Value::error();
}

}  // namespace monty::native
