// SPDX-License-Identifier: MIT
// mappingproxy, generic aliases, unions, SimpleNamespace, None, NotImplemented, Ellipsis.
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

Value unexpected(Vm& vm, Value argument) { return raise(vm, kType_SystemError, "a native of the library was given a %T", argument); }

namespace {

// The type parameters among the arguments: objects with __typing_subst__, and those inside of aliases.
bool collect_parameters(Vm& vm, Value args, List* out, int depth) {
  Tuple* t = get_if<Tuple>(args);
  if (t == nullptr || depth > 20) return true;
  auto add = [&](Value v) {
    for (u32 i = 0; i < out->length(); i++) {
      if (out->items[i] == v) return true;
    }
    return list_append(vm, out, v);
  };
  for (u32 i = 0; i < t->length(); i++) {
    Value v = t->items[i];
    if (is<Type>(v)) continue;
    if (GenericAlias* a = get_if<GenericAlias>(v)) {
      if (!collect_parameters(vm, a->arguments, out, depth + 1)) return false;
    } else if (UnionType* u = get_if<UnionType>(v)) {
      if (!collect_parameters(vm, u->arguments, out, depth + 1)) return false;
    } else if (is<Tuple>(v)) {
      if (!collect_parameters(vm, v, out, depth + 1)) return false;
    } else if (!type_lookup_special(vm, v, names::op_typing_subst).is_undef()) {
      if (!add(v)) return false;
    } else if (kind_of(v) == Kind::Instance) {
      Value inner = find_attribute(vm, v, names::op_parameters);
      if (inner.is_error()) vm.exception = Value::undef();
      vm.deferred = false;
      if (is<Tuple>(inner)) {
        for (u32 j = 0; j < inner.as<Tuple>()->length(); j++) {
          if (!add(inner.as<Tuple>()->items[j])) return false;
        }
      }
    }
  }
  return true;
}

Value parameters_of(Vm& vm, Value args) {
  List* l = list_new(vm, 0);
  MONTY_TRY(l);
  MONTY_TRY(collect_parameters(vm, args, l, 0));
  return cell_or_raise(tuple_from(vm, l->items, l->length()));
}

bool union_part(Vm& vm, Value v) {
  if (v.is_none() || is<Type>(v) || is<GenericAlias>(v) || is<UnionType>(v)) return true;
  if (kind_of(v) != Kind::Instance) return false;
  return !type_lookup_special(vm, v, names::op_typing_subst).is_undef();
}

}  // namespace

Value generic_alias_new(Vm& vm, Value origin, Value args) {
  if (!is<Tuple>(args)) {
    Tuple* one = tuple_from(vm, &args, 1);
    MONTY_TRY(one);
    args = Value::cell(one);
  }
  Value parameters = parameters_of(vm, args);
  if (parameters.is_error()) return parameters;
  auto* a = vm.heap.make<GenericAlias>();
  if (a == nullptr) return raise_memory_error(vm);
  a->origin = origin;
  a->arguments = args;
  a->parameters = parameters;
  a->unpacked = false;
  return Value::cell(a);
}

Value union_new(Vm& vm, Value a, Value b) {
  if (!union_part(vm, a) || !union_part(vm, b)) return Value::not_implemented();
  List* l = list_new(vm, 4);
  MONTY_TRY(l);
  auto add = [&](Value v) {
    if (v.is_none()) v = Value::cell(&kType_NoneType);
    for (u32 i = 0; i < l->length(); i++) {
      Tri t = equal(vm, l->items[i], v);
      vm.deferred = false;
      if (t == Tri::True) return true;
    }
    return list_append(vm, l, v);
  };
  for (Value v : {a, b}) {
    if (UnionType* u = get_if<UnionType>(v)) {
      Tuple* parts = u->arguments.as<Tuple>();
      for (u32 i = 0; i < parts->length(); i++) MONTY_TRY(add(parts->items[i]));
    } else {
      MONTY_TRY(add(v));
    }
  }
  if (l->length() == 1) return l->items[0];
  Tuple* args = tuple_from(vm, l->items, l->length());
  MONTY_TRY(args);
  Value parameters = parameters_of(vm, Value::cell(args));
  if (parameters.is_error()) return parameters;
  auto* u = vm.heap.make<UnionType>();
  if (u == nullptr) return raise_memory_error(vm);
  u->arguments = Value::cell(args);
  u->parameters = parameters;
  return Value::cell(u);
}

// An alias passes attributes on to its origin, but for its own and the special ones.
Value find_own_generic_attribute(Vm& vm, Value alias, Str* name) {
  Value own = type_lookup(vm, &kType_GenericAlias, name);
  static constexpr std::string_view kOwn[] = {"__class__",
                                              "__origin__",
                                              "__args__",
                                              "__parameters__",
                                              "__mro_entries__",
                                              "__unpacked__",
                                              "__reduce_ex__",
                                              "__reduce__",
                                              "__copy__",
                                              "__deepcopy__",
                                              "__typing_unpacked_tuple_args__"};
  if (name->ascii()) {
    for (std::string_view n : kOwn) {
      if (n == name->ascii_view()) return own.is_undef() ? own : bind_descriptor(vm, own, alias, &kType_GenericAlias);
    }
  }
  return find_attribute(vm, alias.as<GenericAlias>()->origin, name);
}

namespace native {

Value class_getitem(Vm& vm, Value cls, Value item) { return generic_alias_new(vm, cls, item); }

// ---------------------------------------------------------------- mappingproxy
namespace {
// The dict to look at; null: the mapping is not a dict (its methods are asked).
Dict* proxied(Vm& vm, MappingProxy* p) {
  if (Type* t = get_if<Type>(p->mapping)) return type_namespace(vm, t);
  return get_if<Dict>(p->mapping);
}
Value ask(Vm& vm, MappingProxy* self, Str* method, std::initializer_list<Value> args) {
  if (Dict* d = proxied(vm, self)) {
    std::vector<Value> all{Value::cell(d)};
    all.insert(all.end(), args.begin(), args.end());
    Tuple* t = tuple_from(vm, all.data(), static_cast<u32>(all.size()));
    MONTY_TRY(t);
    return call_request(vm, type_lookup(vm, &kType_dict, method), t);
  }
  if (!vm.exception.is_undef()) return Value::error();
  Value f = type_lookup_special(vm, self->mapping, method);
  if (f.is_undef()) return raise_attribute_error(vm, self->mapping, method);
  std::vector<Value> all{self->mapping};
  all.insert(all.end(), args.begin(), args.end());
  Tuple* t = tuple_from(vm, all.data(), static_cast<u32>(all.size()));
  MONTY_TRY(t);
  return call_request(vm, f, t);
}
}  // namespace
Value mappingproxy_op_new(Vm& vm, Type*, Value mapping) {
  if (is<List>(mapping) || is<Tuple>(mapping) || type_lookup_special(vm, mapping, names::op_getitem).is_undef())
    return raise_type_error(vm, "mappingproxy() argument must be a mapping, not %T", mapping);
  return mapping_proxy_new(vm, mapping);
}
Value mappingproxy_op_contains(Vm& vm, MappingProxy* self, Value key) { return ask(vm, self, names::op_contains, {key}); }
Value mappingproxy_op_getitem(Vm& vm, MappingProxy* self, Value key) { return ask(vm, self, names::op_getitem, {key}); }
Value mappingproxy_op_iter(Vm& vm, MappingProxy* self) { return ask(vm, self, names::op_iter, {}); }
Value mappingproxy_op_len(Vm& vm, MappingProxy* self) { return ask(vm, self, names::op_len, {}); }
Value mappingproxy_op_reversed(Vm& vm, MappingProxy* self) { return ask(vm, self, names::op_reversed, {}); }
Value mappingproxy_op_or(Vm& vm, Value self, Value value) {
  auto plain = [&](Value v) { return is<MappingProxy>(v) ? v.as<MappingProxy>()->mapping : v; };
  auto dict_of = [&](Value v) { return is<Type>(v) ? cell_or_raise(type_namespace(vm, v.as<Type>())) : v; };
  Value a = dict_of(plain(self)), b = dict_of(plain(value));
  return a.is_error() || b.is_error() ? Value::error() : dict_op_or(vm, a, b);
}
Value mappingproxy_op_ror(Vm& vm, Value self, Value value) { return mappingproxy_op_or(vm, value, self); }
Value mappingproxy_op_ior(Vm& vm, Value self, Value) { return raise_type_error(vm, "'|=' is not supported by %T; use '|' instead", self); }
Value mappingproxy_op_hash(Vm& vm, MappingProxy* self) { return raise_type_error(vm, "unhashable type: '%T'", self->mapping); }
Value mappingproxy_op_repr(Vm& vm, MappingProxy* self) {
  Dict* d = proxied(vm, self);
  Str* inner = repr_native(vm, d != nullptr ? Value::cell(d) : self->mapping);
  if (inner == nullptr) return conversion_failed(vm);
  return cell_or_raise(format_message(vm, "mappingproxy(%S)", inner));
}
Value mappingproxy_op_str(Vm& vm, MappingProxy* self) {
  Dict* d = proxied(vm, self);
  return text_or_defer(vm, repr_native(vm, d != nullptr ? Value::cell(d) : self->mapping));
}
Value mappingproxy_copy(Vm& vm, MappingProxy* self) { return ask(vm, self, names::copy, {}); }
Value mappingproxy_get(Vm& vm, MappingProxy* self, Value key, Value default_) { return ask(vm, self, names::get, {key, default_}); }
Value mappingproxy_keys(Vm& vm, MappingProxy* self) { return ask(vm, self, names::keys, {}); }
Value mappingproxy_values(Vm& vm, MappingProxy* self) { return ask(vm, self, names::values, {}); }
Value mappingproxy_items(Vm& vm, MappingProxy* self) { return ask(vm, self, names::items, {}); }
Value mappingproxy_op_eq(Vm& vm, MappingProxy* self, Value value) {
  if (is<MappingProxy>(value)) {
    MappingProxy* o = value.as<MappingProxy>();
    Dict* d = proxied(vm, o);
    value = d != nullptr ? Value::cell(d) : o->mapping;
  }
  return ask(vm, self, names::op_eq, {value});
}
Value mappingproxy_op_ne(Vm& vm, MappingProxy* self, Value value) {
  if (is<MappingProxy>(value)) {
    MappingProxy* o = value.as<MappingProxy>();
    Dict* d = proxied(vm, o);
    value = d != nullptr ? Value::cell(d) : o->mapping;
  }
  return ask(vm, self, names::op_ne, {value});
}

// ---------------------------------------------------------------- generic aliases
Value generic_alias_op_new(Vm& vm, Type*, Value origin, Value args) { return generic_alias_new(vm, origin, args); }
Value generic_alias_op_getattribute(Vm& vm, GenericAlias* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_getattr(vm, Value::cell(self), s);
}
Value generic_alias_op_instancecheck(Vm& vm, GenericAlias*, Value) { return raise_type_error(vm, "isinstance() argument 2 cannot be a parameterized generic"); }
Value generic_alias_op_subclasscheck(Vm& vm, GenericAlias*, Value) { return raise_type_error(vm, "issubclass() argument 2 cannot be a parameterized generic"); }
Value generic_alias_op_mro_entries(Vm& vm, GenericAlias* self, Value) { return cell_or_raise(tuple_from(vm, &self->origin, 1)); }
Value generic_alias_op_iter(Vm& vm, Value self) {
  auto* a = self.as<GenericAlias>();
  Value made = generic_alias_new(vm, a->origin, a->arguments);
  if (made.is_error()) return made;
  made.as<GenericAlias>()->unpacked = true;
  Tuple* one = tuple_from(vm, &made, 1);
  MONTY_TRY(one);
  return get_iter(vm, Value::cell(one));
}
Value union_or(Vm& vm, Value self, Value value) { return union_new(vm, self, value); }
Value union_ror(Vm& vm, Value self, Value value) { return union_new(vm, value, self); }
Value generic_alias_op_dir(Vm& vm, GenericAlias* self) {
  return call_request(vm, Value::cell(find_native_function("builtins", "dir")), tuple_from(vm, &self->origin, 1));
}
Value generic_alias_op_hash(Vm& vm, GenericAlias* self) {
  u64 a, b;
  Tri t = hash_of(vm, self->origin, &a);
  if (t == Tri::True) t = hash_of(vm, self->arguments, &b);
  if (t == Tri::True) return int_from_i64(vm, static_cast<i64>((a ^ b) >> 3));
  return t == Tri::Error ? Value::error() : int_from_i64(vm, 1);
}
Value generic_alias_op_repr(Vm& vm, GenericAlias* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value generic_alias_op_reduce(Vm& vm, GenericAlias* self) {
  Value args[2] = {self->origin, self->arguments};
  Tuple* t = tuple_from(vm, args, 2);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(&kType_GenericAlias), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value generic_alias_op_eq(Vm& vm, GenericAlias* self, Value value) {
  GenericAlias* b = get_if<GenericAlias>(value);
  if (b == nullptr) return Value::not_implemented();
  Tri t = self->unpacked == b->unpacked ? equal(vm, self->origin, b->origin) : Tri::False;
  if (t == Tri::True) t = equal(vm, self->arguments, b->arguments);
  vm.deferred = false;
  return t == Tri::Defer ? Value::boolean(false) : tri_value(t);
}
Value generic_alias_op_ne(Vm& vm, GenericAlias* self, Value value) {
  Value v = generic_alias_op_eq(vm, self, value);
  return v.is_bool() ? Value::boolean(!v.is_true()) : v;
}
Value generic_alias_get_op_origin(Vm&, Value self) { return self.as<GenericAlias>()->origin; }
Value generic_alias_get_op_args(Vm&, Value self) { return self.as<GenericAlias>()->arguments; }
Value generic_alias_get_op_parameters(Vm&, Value self) { return self.as<GenericAlias>()->parameters; }
Value generic_alias_get_op_unpacked(Vm&, Value self) { return Value::boolean(self.as<GenericAlias>()->unpacked); }
Value generic_alias_get_op_typing_unpacked_tuple_args(Vm&, Value self) {
  auto* a = self.as<GenericAlias>();
  return a->unpacked && a->origin == Value::cell(&kType_tuple) ? a->arguments : Value::none();
}

// ---------------------------------------------------------------- unions
Value union_class_getitem(Vm& vm, Value, Value item) {
  Tuple* t = get_if<Tuple>(item);
  if (t == nullptr) return union_part(vm, item) ? item : Value::defer();
  if (t->length() == 0) return raise_type_error(vm, "Cannot take a Union of no types.");
  Value at = t->items[0];
  for (u32 i = 1; i < t->length(); i++) {
    at = union_new(vm, at, t->items[i]);
    if (!at.ok()) return at;
    if (at.is_not_implemented()) return Value::defer();
  }
  return at;
}
Value union_op_getattribute(Vm& vm, UnionType* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_getattr(vm, Value::cell(self), s);
}
Value union_op_instancecheck(Vm& vm, UnionType* self, Value instance) {
  Value args[2] = {instance, self->arguments};
  return call_request(vm, Value::cell(find_native_function("builtins", "isinstance")), tuple_from(vm, args, 2));
}
Value union_op_subclasscheck(Vm& vm, UnionType* self, Value cls) {
  Value args[2] = {cls, self->arguments};
  return call_request(vm, Value::cell(find_native_function("builtins", "issubclass")), tuple_from(vm, args, 2));
}
Value union_op_mro_entries(Vm& vm, UnionType* self, Value) { return raise_type_error(vm, "Cannot subclass %R", Value::cell(self)); }
Value union_op_hash(Vm& vm, UnionType* self) {
  Tuple* t = self->arguments.as<Tuple>();
  u64 h = 0;
  for (u32 i = 0; i < t->length(); i++) {
    u64 x;
    Tri ok = hash_of(vm, t->items[i], &x);
    if (ok == Tri::Error) return Value::error();
    vm.deferred = false;
    if (ok == Tri::True) h ^= x * 0x9E3779B97F4A7C15u;
  }
  return int_from_i64(vm, static_cast<i64>(h >> 4));
}
Value union_op_repr(Vm& vm, UnionType* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value union_op_eq(Vm& vm, UnionType* self, Value value) {
  UnionType* b = get_if<UnionType>(value);
  if (b == nullptr) return Value::not_implemented();
  Tuple* x = self->arguments.as<Tuple>();
  Tuple* y = b->arguments.as<Tuple>();
  if (x->length() != y->length()) return Value::boolean(false);
  for (u32 i = 0; i < x->length(); i++) {
    bool found = false;
    for (u32 j = 0; j < y->length() && !found; j++) found = equal(vm, x->items[i], y->items[j]) == Tri::True;
    vm.deferred = false;
    if (!found) return Value::boolean(false);
  }
  return Value::boolean(true);
}
Value union_op_ne(Vm& vm, UnionType* self, Value value) {
  Value v = union_op_eq(vm, self, value);
  return v.is_bool() ? Value::boolean(!v.is_true()) : v;
}
Value union_get_op_args(Vm&, Value self) { return self.as<UnionType>()->arguments; }
Value union_get_op_parameters(Vm&, Value self) { return self.as<UnionType>()->parameters; }
Value union_get_op_origin(Vm&, Value) { return Value::cell(&kType_Union); }
Value union_get_op_name(Vm&, Value) { return Value::cell(kType_Union.name); }
Value union_get_op_qualname(Vm&, Value) { return Value::cell(kType_Union.name); }

// ---------------------------------------------------------------- None, NotImplemented, Ellipsis
Value none_type_op_new(Vm&, Type*) { return Value::none(); }
Value none_type_op_bool(Vm&, Value) { return Value::boolean(false); }
Value none_type_op_hash(Vm& vm, Value self) {
  u64 h;
  return hash_of(vm, self, &h) == Tri::True ? int_from_u64(vm, h) : Value::error();
}
Value none_type_op_repr(Vm& vm, Value self) { return text_or_defer(vm, repr_native(vm, self)); }
Value none_type_op_eq(Vm&, Value self, Value value) { return self == value ? Value::boolean(true) : Value::not_implemented(); }
Value none_type_op_ne(Vm&, Value self, Value value) { return self == value ? Value::boolean(false) : Value::not_implemented(); }
Value not_implemented_type_op_new(Vm&, Type*) { return Value::not_implemented(); }
Value not_implemented_type_op_bool(Vm& vm, Value) { return raise_type_error(vm, "NotImplemented should not be used in a boolean context"); }
Value not_implemented_type_op_repr(Vm& vm, Value self) { return text_or_defer(vm, repr_native(vm, self)); }
Value not_implemented_type_op_reduce(Vm& vm, Value) { return cell_or_raise(str_from_ascii(vm, "NotImplemented")); }
Value ellipsis_op_new(Vm&, Type*) { return Value::ellipsis(); }
Value ellipsis_op_repr(Vm& vm, Value self) { return text_or_defer(vm, repr_native(vm, self)); }
Value ellipsis_op_reduce(Vm& vm, Value) { return cell_or_raise(str_from_ascii(vm, "Ellipsis")); }

// ---------------------------------------------------------------- SimpleNamespace
namespace {
Value namespace_update(Vm& vm, Value self, Dict* from) {
  for (u32 i = 0; i < from->fill; i++) {
    if (from->entries[i].key.is_undef()) continue;
    Str* key = unwrap<Str>(from->entries[i].key);
    if (key == nullptr) return raise_type_error(vm, "keywords must be strings");
    MONTY_TRY(instance_set(vm, self.as<Instance>(), key, from->entries[i].value));
  }
  return Value::none();
}
}  // namespace
Value simple_namespace_op_new(Vm& vm, Type* cls, Tuple* args, Dict* kwargs) {
  Value made = instance_new(vm, cls);
  if (!made.ok() || cls != &kType_SimpleNamespace) return made;
  // A call of the sealed class ends here: __init__ is part of it.
  Value done = simple_namespace_op_init(vm, made, args, kwargs);
  return done.ok() ? made : done;
}
Value simple_namespace_op_init(Vm& vm, Value self, Tuple* args, Dict* kwargs) {
  if (args->length() > 1) return raise_type_error(vm, "%N expected at most 1 positional argument, got %d", type_of(vm, self), static_cast<int>(args->length()));
  if (args->length() == 1) {
    Dict* d = unwrap<Dict>(args->items[0]);
    if (d == nullptr) {
      d = dict_new(vm);
      MONTY_TRY(d);
      Value done = dict_op_init(vm, d, args->items[0], dict_new(vm));
      if (!done.ok()) return done;
    }
    Value done = namespace_update(vm, self, d);
    if (!done.ok()) return done;
  }
  return namespace_update(vm, self, kwargs);
}
Value simple_namespace_get_op_dict(Vm& vm, Value self) { return cell_or_raise(instance_dict(vm, self)); }
Value simple_namespace_op_repr(Vm& vm, Value self) {
  if (vm.repr_guard.contains(self)) return cell_or_raise(format_message(vm, "%s(...)", type_of(vm, self) == &kType_SimpleNamespace ? "namespace" : "..."));
  Dict* d = instance_dict(vm, self);
  MONTY_TRY(d);
  StrBuilder out(vm);
  if (type_of(vm, self) == &kType_SimpleNamespace)
    MONTY_TRY(out.append("namespace"));
  else
    MONTY_TRY(out.append(type_of(vm, self)->name));
  MONTY_TRY(out.append("("));
  bool first = true;
  for (u32 i = 0; i < d->fill; i++) {
    Str* key = get_if<Str>(d->entries[i].key);
    if (key == nullptr) continue;
    vm.repr_guard.push_back(self);
    Str* shown = repr_native(vm, d->entries[i].value);
    vm.repr_guard.pop_back();
    if (shown == nullptr) return conversion_failed(vm);
    if ((!first && !out.append(", ")) || !out.append(key) || !out.append("=") || !out.append(shown)) return Value::error();
    first = false;
  }
  MONTY_TRY(out.append(")"));
  return cell_or_raise(out.finish());
}
Value simple_namespace_op_reduce(Vm& vm, Value self) {
  Dict* d = instance_dict(vm, self);
  MONTY_TRY(d);
  Value parts[3] = {Value::cell(type_of(vm, self)), Value::cell(&kEmptyTuple), Value::cell(d)};
  return cell_or_raise(tuple_from(vm, parts, 3));
}
Value simple_namespace_op_replace(Vm& vm, Value self, Dict* changes) {
  Value made = instance_new(vm, type_of(vm, self));
  if (!made.ok()) return made;
  Dict* d = instance_dict(vm, self);
  MONTY_TRY(d);
  Value done = namespace_update(vm, made, d);
  if (done.ok()) done = namespace_update(vm, made, changes);
  return done.ok() ? made : done;
}
Value simple_namespace_op_eq(Vm& vm, Value self, Value value) {
  if (!is_subtype(type_of(vm, value), &kType_SimpleNamespace) || kind_of(self) != Kind::Instance) return Value::not_implemented();
  Dict* a = instance_dict(vm, self);
  Dict* b = a == nullptr ? nullptr : instance_dict(vm, value);
  MONTY_TRY(b);
  Value args[2] = {Value::cell(a), Value::cell(b)};
  return call_request(vm, type_own_attribute(&kType_dict, names::op_eq), tuple_from(vm, args, 2));
}
Value simple_namespace_op_ne(Vm& vm, Value self, Value value) {
  if (!is_subtype(type_of(vm, value), &kType_SimpleNamespace) || kind_of(self) != Kind::Instance) return Value::not_implemented();
  Dict* a = instance_dict(vm, self);
  Dict* b = a == nullptr ? nullptr : instance_dict(vm, value);
  MONTY_TRY(b);
  Value args[2] = {Value::cell(a), Value::cell(b)};
  return call_request(vm, type_own_attribute(&kType_dict, names::op_ne), tuple_from(vm, args, 2));
}

}  // namespace native
}  // namespace monty
