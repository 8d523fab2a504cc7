// SPDX-License-Identifier: MIT
// The methods of object.
#include <algorithm>

#include "natives/_monty_core.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty::native {

namespace {
bool overrides(Vm& vm, Type* t, Str* name, const NativeFunction* own) {
  Value v = type_lookup(vm, t, name);
  return !(is<NativeFunction>(v) && v.as<NativeFunction>() == own);
}
}  // namespace

Value object_op_new(Vm& vm, Type* cls, Tuple* args, Dict* kwargs) {
  if (args->length() > 0 || kwargs->used > 0) {
    if (!is<NativeFunction>(type_lookup(vm, cls, names::op_new)))
      return raise_type_error(vm, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (!overrides(vm, cls, names::op_init, object_init_function())) return raise_type_error(vm, "%S() takes no arguments", cls->name);
  }
  if (cls->type_flags & kTypeAbstract) return raise_abstract(vm, cls);
  if (cls->payload_type != nullptr || (cls->immortal() && cls->instance_kind != Kind::Instance))
    return raise_type_error(vm, "object.__new__(%S) is not safe, use %S.__new__()", cls->name,
                            cls->payload_type != nullptr ? cls->payload_type->name : cls->name);
  if (cls->type_flags & kTypeMetatype) return raise_type_error(vm, "object.__new__(%S) is not safe, use type.__new__()", cls->name);
  return instance_new(vm, cls);
}

Value object_op_init(Vm& vm, Value self, Tuple* args, Dict* kwargs) {
  if (args->length() > 0 || kwargs->used > 0) {
    Type* t = type_of(vm, self);
    if (overrides(vm, t, names::op_init, object_init_function()))
      return raise_type_error(vm, "object.__init__() takes exactly one argument (the instance to initialize)");
    if (!overrides(vm, t, names::op_new, object_new_function()))
      return raise_type_error(vm, "%S.__init__() takes exactly one argument (the instance to initialize)", t->name);
  }
  return Value::none();
}

Value object_op_getattribute(Vm& vm, Value self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_getattr(vm, self, s);
}
Value object_op_setattr(Vm& vm, Value self, Value name, Value value) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  if (is<Type>(self)) return raise_type_error(vm, "can't apply this __setattr__ to %N object", type_of(vm, self));
  return generic_setattr(vm, self, s, value);
}
Value object_op_delattr(Vm& vm, Value self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_setattr(vm, self, s, Value::undef());
}

Value object_op_eq(Vm&, Value self, Value value) { return self == value ? Value::boolean(true) : Value::not_implemented(); }
Value object_op_ne(Vm& vm, Value self, Value value) {
  Value method = type_lookup_special(vm, self, names::op_eq);
  if (is<NativeFunction>(method) && method.as<NativeFunction>()->owner == &kType_object)
    return self == value ? Value::boolean(false) : Value::not_implemented();
  return Value::defer();
}
Value object_op_lt(Vm&, Value, Value) { return Value::not_implemented(); }
Value object_op_le(Vm&, Value, Value) { return Value::not_implemented(); }
Value object_op_gt(Vm&, Value, Value) { return Value::not_implemented(); }
Value object_op_ge(Vm&, Value, Value) { return Value::not_implemented(); }

Value object_op_repr(Vm& vm, Value self) {
  if (kind_of(self) == Kind::Instance || kind_of(self) == Kind::Exception || kind_of(self) == Kind::Native) {
    Str* name = type_display_name(vm, type_of(vm, self));
    MONTY_TRY(name);
    char address[32];
    std::snprintf(address, sizeof address, "0x%012llx", static_cast<unsigned long long>(id_of(vm, self)));
    return cell_or_raise(format_message(vm, "<%S object at %s>", name, address));
  }
  return text_or_defer(vm, repr_native(vm, self));
}
Value object_op_str(Vm& vm, Value self) {
  Value method = type_lookup_special(vm, self, names::op_repr);
  if (is<NativeFunction>(method)) {
    Str* s = repr_native(vm, self);
    return text_or_defer(vm, s);
  }
  return Value::defer();
}
Value object_op_hash(Vm& vm, Value self) {
  u64 h = id_of(vm, self) * 2654435761u % ((u64{1} << 61) - 1);
  return int_from_i64(vm, static_cast<i64>(h));
}
Value object_op_format(Vm& vm, Value self, Value format_spec) {
  Str* spec = unwrap<Str>(format_spec);
  if (spec == nullptr) return raise_type_error(vm, "__format__() argument must be str, not %T", format_spec);
  if (spec->length() > 0) return raise_type_error(vm, "unsupported format string passed to %N.__format__", type_of(vm, self));
  return text_or_defer(vm, str_native(vm, self));
}
Value object_op_reduce(Vm&, Value) { return Value::defer(); }
Value object_op_reduce_ex(Vm&, Value, Value) { return Value::defer(); }

// None, the __dict__, or (the __dict__ or None, {slot: value}).
Value object_op_getstate(Vm& vm, Value self) {
  Instance* o = kind_of(self) == Kind::Instance || kind_of(self) == Kind::Exception ? self.as<Instance>() : nullptr;
  if (o == nullptr) return Value::none();
  Value state = Value::none();
  if ((o->type->type_flags & kTypeNoDict) == 0) {
    Dict* d = instance_dict(vm, self);
    MONTY_TRY(d);
    if (d->used > 0) {
      state = cell_or_raise(monty::dict_copy(vm, d));
      if (state.is_error()) return state;
    }
  }
  if (o->type->members == 0) return state;
  Dict* slots = dict_new(vm);
  MONTY_TRY(slots);
  Tuple* mro = type_mro_tuple(vm, o->type);
  MONTY_TRY(mro);
  for (u32 i = 0; i < mro->length(); i++) {
    Type* t = mro->items[i].as<Type>();
    Tuple* names_ = get_if<Tuple>(t->slot_names);
    for (u32 j = 0; names_ != nullptr && j < names_->length(); j++) {
      Value m = type_own_attribute(t, names_->items[j].as<Str>());
      if (!is<MemberDescriptor>(m) || m.as<MemberDescriptor>()->type != t) continue;
      Value v = o->slots[m.as<MemberDescriptor>()->aux];
      if (!v.is_undef()) MONTY_TRY(dict_set_str(vm, slots, names_->items[j].as<Str>(), v));
    }
  }
  if (slots->used == 0) return state;
  Value pair[2] = {state, Value::cell(slots)};
  return cell_or_raise(tuple_from(vm, pair, 2));
}

namespace {
bool add_names(Vm& vm, Dict* out, Type* t) {
  if (t->dict != nullptr) {
    for (u32 i = 0; i < t->dict->fill; i++) {
      Value key = t->dict->entries[i].key;
      if (is<Str>(key) && !dict_set_str(vm, out, key.as<Str>(), Value::none())) return false;
    }
    return true;
  }
  for (u32 i = 0; i < t->attr_count; i++) {
    if (!dict_set_str(vm, out, t->attrs[i].name, Value::none())) return false;
  }
  return true;
}
Value sorted_keys(Vm& vm, Dict* d) {
  List* l = list_new(vm, d->used);
  MONTY_TRY(l);
  std::vector<Str*> names_;
  for (u32 i = 0; i < d->fill; i++) {
    if (is<Str>(d->entries[i].key)) names_.push_back(d->entries[i].key.as<Str>());
  }
  std::sort(names_.begin(), names_.end(), [](Str* a, Str* b) { return str_compare(a, b) < 0; });
  for (Str* s : names_) MONTY_TRY(monty::list_append(vm, l, Value::cell(s)));
  return Value::cell(l);
}
bool merge_names(Vm& vm, Dict* out, Dict* from) {
  for (u32 i = 0; from != nullptr && i < from->fill; i++) {
    Value key = from->entries[i].key;
    if (is<Str>(key) && !dict_set_str(vm, out, key.as<Str>(), Value::none())) return false;
  }
  return true;
}
}  // namespace

Value monty_core_object_dir(Vm& vm, Value self) {
  Dict* out = dict_new(vm);
  MONTY_TRY(out);
  Type* type = type_of(vm, self);
  Tuple* mro = type_mro_tuple(vm, type);
  MONTY_TRY(mro);
  for (u32 i = 0; i < mro->length(); i++) MONTY_TRY(add_names(vm, out, mro->items[i].as<Type>()));
  Kind k = kind_of(self);
  if (k == Kind::Function || ((k == Kind::Instance || k == Kind::Exception) && (type->type_flags & kTypeNoDict) == 0)) {
    Dict* d = instance_dict(vm, self);
    MONTY_TRY(d);
    MONTY_TRY(merge_names(vm, out, d));
    if (k != Kind::Function) {
      MONTY_TRY(dict_set_str(vm, out, names::op_dict, Value::none()));
      if (type->type_flags & kTypeHeap) MONTY_TRY(dict_set_str(vm, out, names::op_weakref, Value::none()));
    }
  }
  return sorted_keys(vm, out);
}
Value object_op_dir(Vm& vm, Value self) { return monty_core_object_dir(vm, self); }
Value monty_core_type_dir(Vm& vm, Value cls) {
  MONTY_EXPECT(Type, cls);
  Dict* out = dict_new(vm);
  MONTY_TRY(out);
  Tuple* mro = type_mro_tuple(vm, cls.as<Type>());
  MONTY_TRY(mro);
  for (u32 i = 0; i < mro->length(); i++) MONTY_TRY(add_names(vm, out, mro->items[i].as<Type>()));
  if (cls.as<Type>()->type_flags & kTypeHeap) {
    MONTY_TRY(dict_set_str(vm, out, names::op_dict, Value::none()));
    MONTY_TRY(dict_set_str(vm, out, names::op_weakref, Value::none()));
  }
  return sorted_keys(vm, out);
}

Value object_op_sizeof(Vm&, Value) { return Value::small_int(16); }
Value object_op_init_subclass(Vm&, Value) { return Value::none(); }
Value object_op_subclasshook(Vm&, Value, Value) { return Value::not_implemented(); }
Value object_get_op_class(Vm& vm, Value self) { return Value::cell(type_of(vm, self)); }
Value object_set_op_class(Vm& vm, Value self, Value value) {
  if (value.is_undef()) return raise_type_error(vm, "can't delete __class__ attribute");
  Type* to = get_if<Type>(value);
  if (to == nullptr) return raise_type_error(vm, "__class__ must be set to a class, not '%T' object", value);
  Kind k = kind_of(self);
  Type* from = type_of(vm, self);
  if ((k != Kind::Instance && k != Kind::Exception) || to->immortal() || from->immortal())
    return raise_type_error(vm, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  if (to->payload_type != from->payload_type || to->members != from->members || ((to->type_flags ^ from->type_flags) & (kTypeNoDict | kTypeException)))
    return raise_type_error(vm, "__class__ assignment: '%N' object layout differs from '%N'", to, from);
  auto* o = self.as<Instance>();
  if ((to->type_flags & kTypeNoDict) == 0) {
    // The shapes belong to the class: the attributes move into a dictionary.
    MONTY_TRY(instance_dict(vm, self));
    o->type = to;
    return Value::none();
  }
  Value fresh = instance_new(vm, to);
  if (fresh.is_error()) return fresh;
  o->type = to;
  o->shape = fresh.as<Instance>()->shape;
  o->aux = o->shape->aux;
  return Value::none();
}

}  // namespace monty::native
