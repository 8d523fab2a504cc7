// SPDX-License-Identifier: MIT
// The methods and attributes of type.
#include "natives/_monty_core.h"
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "natives/names_all.h"
#include "object/native_help.h"

namespace monty {

Dict* type_namespace(Vm& vm, Type* type) {
  if (type->dict != nullptr) return type->dict;
  Dict* d = dict_new(vm, type->attr_count);
  if (d == nullptr) return nullptr;
  for (u32 i = 0; i < type->attr_count; i++) {
    if (!dict_set_str(vm, d, type->attrs[i].name, type->attrs[i].value())) return nullptr;
  }
  return d;
}

namespace native {

Value type_op_new(Vm& vm, Type* cls, Tuple* args, Dict* kwargs) {
  if (cls == &kType_type && args->length() == 1 && kwargs->used == 0) return Value::cell(type_of(vm, args->items[0]));
  return Value::defer();
}
Value type_op_init(Vm& vm, Type*, Tuple* args, Dict*) {
  if (args->length() != 1 && args->length() != 3) return raise_type_error(vm, "type.__init__() takes 1 or 3 arguments");
  return Value::none();
}
Value call_any(Vm& vm, Value self, Tuple* args, Dict* kwargs) {
  if (is<Type>(self)) return Value::defer();  // type.__call__: past the metaclass's own
  return call_request(vm, self, args, kwargs->used == 0 ? Value::undef() : Value::cell(kwargs));
}
namespace {
bool has_base(const Type* t, const Type* base) {
  for (u32 i = 0; t->bases != nullptr && i < t->bases->length(); i++) {
    if (t->bases->items[i] == Value::cell(const_cast<Type*>(base))) return true;
  }
  return false;
}
}  // namespace
Value type_op_subclasses(Vm& vm, Type* self) {
  List* out = list_new(vm, 4);
  MONTY_TRY(out);
  if (self->subclasses != nullptr) {
    for (u32 i = 0; i < self->subclasses->fill; i++) {
      const DictEntry& e = self->subclasses->entries[i];
      if (!e.key.is_undef() && has_base(e.value.as<Type>(), self)) MONTY_TRY(monty::list_append(vm, out, e.value));
    }
  }
  return Value::cell(out);
}
Value type_mro(Vm& vm, Type* self) {
  Tuple* mro = type_mro_tuple(vm, self);
  MONTY_TRY(mro);
  return cell_or_raise(list_from(vm, mro->items, mro->length()));
}
Value type_op_instancecheck(Vm& vm, Type* self, Value instance) {
  if (is_subtype(type_of(vm, instance), self)) return Value::boolean(true);
  if (kind_of(instance) == Kind::Instance) {
    Type* t = type_of(vm, instance);
    if ((t->type_flags & kTypeCustomGetattribute) != 0 && !is<NativeFunction>(type_lookup(vm, t, names::op_getattribute))) return Value::defer();
    Value cls = type_lookup_special(vm, instance, names::op_class);
    if (is<GetSetDescriptor>(cls)) return Value::boolean(false);
    Value own = find_attribute(vm, instance, names::op_class);
    if (own.is_defer()) return defer_clean(vm);
    if (own.is_error()) return own;
    if (is<Type>(own)) return Value::boolean(is_subtype(own.as<Type>(), self));
  }
  return Value::boolean(false);
}
Value type_op_subclasscheck(Vm& vm, Type* self, Value subclass) {
  Type* t = get_if<Type>(subclass);
  if (t == nullptr) return raise_type_error(vm, "issubclass() arg 1 must be a class");
  return Value::boolean(is_subtype(t, self));
}
Value type_op_prepare(Vm& vm, Value, Tuple*, Dict*) { return cell_or_raise(dict_new(vm)); }
Value type_op_or(Vm& vm, Value self, Value value) { return union_new(vm, self, value); }
Value type_op_ror(Vm& vm, Value self, Value value) { return union_new(vm, value, self); }
Value type_op_repr(Vm& vm, Type* self) {
  Str* name = type_display_name(vm, self);
  MONTY_TRY(name);
  return cell_or_raise(format_message(vm, "<class '%S'>", name));
}
Value type_op_dir(Vm& vm, Type* self) { return monty_core_type_dir(vm, Value::cell(self)); }
Value type_op_sizeof(Vm&, Type*) { return Value::small_int(1064); }
Value type_op_getattribute(Vm& vm, Type* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_getattr(vm, Value::cell(self), s);
}
Value type_op_setattr(Vm& vm, Type* self, Value name, Value value) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_setattr(vm, Value::cell(self), s, value);
}
Value type_op_delattr(Vm& vm, Type* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_setattr(vm, Value::cell(self), s, Value::undef());
}

Value type_get_op_base(Vm&, Value self) {
  Type* b = self.as<Type>()->base;
  return b == nullptr ? Value::none() : Value::cell(b);
}
Value type_get_op_basicsize(Vm&, Value) { return Value::small_int(16); }
Value type_get_op_dictoffset(Vm&, Value self) { return Value::small_int(self.as<Type>()->type_flags & kTypeNoDict ? 0 : 16); }
Value type_get_op_flags(Vm&, Value self) {
  u32 f = self.as<Type>()->type_flags;
  return Value::small_int((f & kTypeHeap ? 1 << 9 : 0) | (f & kTypeBase ? 1 << 10 : 0) | (f & kTypeAbstract ? 1 << 20 : 0) | (f & kTypeImmutable ? 1 << 8 : 0));
}
Value type_get_op_itemsize(Vm&, Value) { return Value::small_int(0); }
Value type_get_op_weakrefoffset(Vm&, Value self) { return Value::small_int(self.as<Type>()->type_flags & kTypeHeap ? 8 : 0); }
Value type_get_op_mro(Vm& vm, Value self) { return cell_or_raise(type_mro_tuple(vm, self.as<Type>())); }
Value type_get_op_text_signature(Vm&, Value) { return Value::none(); }
Value type_get_op_bases(Vm& vm, Value self) {
  Type* t = self.as<Type>();
  if (t->bases != nullptr) return Value::cell(t->bases);
  if (t == &kType_object) return Value::cell(&kEmptyTuple);
  Value b = Value::cell(t->base == nullptr ? &kType_object : t->base);
  return cell_or_raise(tuple_from(vm, &b, 1));
}
static Value undeletable(Vm& vm, const char* name, const Type* t) {
  return raise_type_error(vm, "cannot delete '%s' attribute of immutable type '%N'", name, t);
}
namespace {
// The subclasses follow when the bases of a class have changed.
bool renew_subclasses(Vm& vm, const Type* t) {
  Dict* below = t->subclasses;
  for (u32 i = 0; below != nullptr && i < below->fill; i++) {
    Type* s = below->entries[i].key.is_undef() ? nullptr : get_if<Type>(below->entries[i].value);
    if (s == nullptr || !has_base(s, t)) continue;
    Tuple* mro = compute_mro(vm, s, s->bases);
    if (mro == nullptr) return false;
    s->mro = mro;
    if (!renew_subclasses(vm, s)) return false;
  }
  return true;
}
}  // namespace
Value type_set_op_bases(Vm& vm, Value self, Value value) {
  Type* t = self.as<Type>();
  if (t->immortal()) return raise_type_error(vm, "cannot set '__bases__' attribute of immutable type '%N'", t);
  if (value.is_undef()) return undeletable(vm, "__bases__", t);
  Tuple* bases = unwrap<Tuple>(value);
  if (bases == nullptr) return raise_type_error(vm, "can only assign tuple to %S.__bases__, not %T", t->name, value);
  if (bases->length() == 0) return raise_type_error(vm, "can only assign non-empty tuple to %S.__bases__, not ()", t->name);
  Type* solid = nullptr;  // the base with the class's own layout; the others may add none
  for (u32 i = 0; i < bases->length(); i++) {
    Type* b = get_if<Type>(bases->items[i]);
    if (b == nullptr) return raise_type_error(vm, "%S.__bases__ must be tuple of classes, not '%T'", t->name, bases->items[i]);
    if (is_subtype(b, t)) return raise_type_error(vm, "a __bases__ item causes an inheritance cycle");
    const Type* payload = b->payload_type == nullptr && !(b->type_flags & kTypeHeap) && b->instance_kind != Kind::Instance ? b : b->payload_type;
    if (solid == nullptr && payload == t->payload_type) solid = b;
    if ((payload != nullptr && payload != t->payload_type) || b->members > 0)
      return raise_type_error(vm, "__bases__ assignment: '%N' object layout differs from '%N'", b, t->base);
  }
  if (solid == nullptr) return raise_type_error(vm, "__bases__ assignment: '%N' object layout differs from '%N'", bases->items[0].as<Type>(), t->base);
  Tuple* mro = compute_mro(vm, t, bases);
  MONTY_TRY(mro);
  for (u32 i = 0; i < bases->length(); i++) {
    Type* b = bases->items[i].as<Type>();
    if (!b->immortal() && !has_base(t, b)) MONTY_TRY(type_note_subclass(vm, b, t));
  }
  t->bases = bases;
  t->base = solid;
  t->mro = mro;
  vm.epoch++;
  if (!renew_subclasses(vm, t)) return Value::error();
  type_update_flags(vm, t);
  return Value::none();
}

namespace {
Value own_or(Vm& vm, Value self, Str* name, Value fallback) {
  Type* t = self.as<Type>();
  (void)vm;
  if (t->dict == nullptr) return fallback;
  DictEntry* e = dict_find_str(t->dict, name);
  return e == nullptr ? fallback : e->value;
}
Value set_own(Vm& vm, Value self, Str* name, Value value) {
  Type* t = self.as<Type>();
  if (t->type_flags & kTypeImmutable) return raise_type_error(vm, "cannot set '%S' attribute of immutable type '%N'", name, t);
  if (value.is_undef()) {
    if (!dict_delete_str(vm, t->dict, name)) return raise_attribute_error(vm, self, name);
  } else {
    MONTY_TRY(dict_set_str(vm, t->dict, name, value));
  }
  type_modified(vm, t);
  return Value::none();
}
}  // namespace

Value type_get_op_module(Vm& vm, Value self) {
  Type* t = self.as<Type>();
  if (t->dict == nullptr) return t->module == nullptr ? Value::cell(names::builtins) : Value::cell(t->module);
  return own_or(vm, self, names::op_module, Value::cell(names::builtins));
}
Value type_set_op_module(Vm& vm, Value self, Value value) { return set_own(vm, self, names::op_module, value); }
Value type_get_op_name(Vm&, Value self) { return Value::cell(self.as<Type>()->name); }
Value type_set_op_name(Vm& vm, Value self, Value value) {
  Type* t = self.as<Type>();
  if (t->type_flags & kTypeImmutable) return raise_type_error(vm, "cannot set '__name__' attribute of immutable type '%N'", t);
  if (value.is_undef()) return undeletable(vm, "__name__", t);
  Str* s = unwrap<Str>(value);
  if (s == nullptr) return raise_type_error(vm, "can only assign string to %S.__name__, not '%T'", t->name, value);
  if (!is_type_name(vm, s)) return Value::error();
  t->name = s;
  return Value::none();
}
Value type_get_op_qualname(Vm&, Value self) { return Value::cell(self.as<Type>()->qualname); }
Value type_set_op_qualname(Vm& vm, Value self, Value value) {
  Type* t = self.as<Type>();
  if (t->type_flags & kTypeImmutable) return raise_type_error(vm, "cannot set '__qualname__' attribute of immutable type '%N'", t);
  if (value.is_undef()) return undeletable(vm, "__qualname__", t);
  Str* s = unwrap<Str>(value);
  if (s == nullptr) return raise_type_error(vm, "can only assign string to %S.__qualname__, not '%T'", t->name, value);
  t->qualname = s;
  return Value::none();
}
Value type_get_op_doc(Vm& vm, Value self) {
  Value doc = type_own_attribute(self.as<Type>(), names::op_doc);
  if (doc.is_undef() || is<GetSetDescriptor>(doc)) return Value::none();  // the instances' own
  if (is<Property>(doc) || is<Instance>(doc)) return bind_or_request(vm, doc, Value::undef(), self.as<Type>());
  return doc;
}
Value type_set_op_doc(Vm& vm, Value self, Value value) { return set_own(vm, self, names::op_doc, value); }
// The class body leaves it as __annotate_func__.
Value type_get_op_annotate(Vm& vm, Value self) {
  Value own = own_or(vm, self, names::op_annotate_func, Value::undef());
  return own.is_undef() ? own_or(vm, self, names::op_annotate, Value::none()) : own;
}
Value type_get_op_annotations(Vm& vm, Value self) {
  Type* t = self.as<Type>();
  if (t->dict == nullptr) return raise(vm, kType_AttributeError, "type object '%S' has no attribute '__annotations__'", t->name);
  Value own = own_or(vm, self, names::op_annotations, Value::undef());
  if (own.is_undef()) own = own_or(vm, self, names::op_annotations_cache, Value::undef());
  if (!own.is_undef()) return own;
  Value make = type_get_op_annotate(vm, self);
  if (!make.is_none()) return request_call(vm, Value::cell(find_native_function("_monty_types", "keep_annotations")), {self, make});
  Dict* d = dict_new(vm);
  MONTY_TRY(d);
  MONTY_TRY(dict_set_str(vm, t->dict, names::op_annotations, Value::cell(d)));
  return Value::cell(d);
}
Value type_set_op_annotations(Vm& vm, Value self, Value value) { return set_own(vm, self, names::op_annotations, value); }
Value type_set_op_annotate(Vm& vm, Value self, Value value) {
  Type* t = self.as<Type>();
  if (t->dict != nullptr) {
    dict_delete_str(vm, t->dict, names::op_annotations);
    dict_delete_str(vm, t->dict, names::op_annotations_cache);
  }
  return set_own(vm, self, names::op_annotate_func, value);
}
Value type_get_op_type_params(Vm& vm, Value self) { return own_or(vm, self, names::op_type_params, Value::cell(&kEmptyTuple)); }
Value type_set_op_type_params(Vm& vm, Value self, Value value) { return set_own(vm, self, names::op_type_params, value); }
Value type_get_op_abstractmethods(Vm& vm, Value self) {
  Value v = own_or(vm, self, names::op_abstractmethods, Value::undef());
  return v.is_undef() ? raise(vm, kType_AttributeError, "__abstractmethods__") : v;
}
Value type_set_op_abstractmethods(Vm& vm, Value self, Value value) {
  Value done = set_own(vm, self, names::op_abstractmethods, value);
  if (done.is_error()) return done;
  Type* t = self.as<Type>();
  bool some = false;
  if (!value.is_undef()) {
    Tri t2 = truth(vm, value);
    if (t2 == Tri::Error) return Value::error();
    vm.deferred = false;
    some = t2 != Tri::False;
  }
  if (some)
    t->type_flags |= kTypeAbstract;
  else
    t->type_flags &= ~u32{kTypeAbstract};
  return Value::none();
}
Value type_get_op_dict(Vm& vm, Value self) { return mapping_proxy_new(vm, self); }

}  // namespace native
}  // namespace monty
