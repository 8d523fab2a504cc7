// SPDX-License-Identifier: MIT
// Making classes: bases, layout, __slots__, method resolution order, abstract methods.
#include <algorithm>

#include "native/static_cells.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

Tuple* type_mro_tuple(Vm& vm, Type* type) {
  if (type->mro != nullptr) return type->mro;
  u32 n = 0;
  while (type->static_mro[n] != nullptr) n++;
  Tuple* t = tuple_new(vm, n);
  if (t == nullptr) return nullptr;
  for (u32 i = 0; i < n; i++) t->items[i] = Value::cell(type->static_mro[i]);
  return t;
}

namespace {

Str* class_label(Type* t) { return t->name; }

}  // namespace

// C3 linearisation.
Tuple* compute_mro(Vm& vm, Type* type, Tuple* bases) {
  for (u32 i = 0; i < bases->length(); i++) {
    for (u32 j = 0; j < i; j++) {
      if (bases->items[i] == bases->items[j]) {
        raise_type_error(vm, "duplicate base class %S", class_label(bases->items[i].as<Type>()));
        return nullptr;
      }
    }
  }
  if (bases->length() == 1) {  // itself, then as its base
    Tuple* mro = type_mro_tuple(vm, bases->items[0].as<Type>());
    Tuple* out = mro == nullptr ? nullptr : tuple_new(vm, mro->length() + 1);
    if (out == nullptr) return nullptr;
    out->items[0] = Value::cell(type);
    std::copy_n(mro->items, mro->length(), out->items + 1);
    if (!vm.meter.tick(mro->length())) {
      raise_stopped(vm);
      return nullptr;
    }
    return out;
  }
  std::vector<std::vector<Type*>> lists;
  usize total = 1;
  for (u32 i = 0; i < bases->length(); i++) {
    Tuple* mro = type_mro_tuple(vm, bases->items[i].as<Type>());
    if (mro == nullptr) return nullptr;
    std::vector<Type*> list;
    for (u32 j = 0; j < mro->length(); j++) list.push_back(mro->items[j].as<Type>());
    total += list.size();
    lists.push_back(std::move(list));
  }
  std::vector<Type*> direct;
  for (u32 i = 0; i < bases->length(); i++) direct.push_back(bases->items[i].as<Type>());
  lists.push_back(direct);
  std::vector<usize> at(lists.size(), 0);
  std::vector<Type*> result{type};
  if (!vm.meter.tick(static_cast<i64>(total))) {
    raise_stopped(vm);
    return nullptr;
  }
  for (;;) {
    Type* next = nullptr;
    bool left = false;
    for (usize i = 0; i < lists.size() && next == nullptr; i++) {
      if (at[i] >= lists[i].size()) continue;
      left = true;
      Type* head = lists[i][at[i]];
      bool blocked = false;
      for (usize j = 0; j < lists.size() && !blocked; j++) {
        for (usize k = at[j] + 1; k < lists[j].size(); k++) blocked = blocked || lists[j][k] == head;
      }
      if (!blocked) next = head;
    }
    if (!left) break;
    if (next == nullptr) {
      StrBuilder names(vm);
      bool first = true;
      std::vector<Type*> seen;
      for (usize i = 0; i < lists.size(); i++) {
        if (at[i] >= lists[i].size()) continue;
        Type* head = lists[i][at[i]];
        bool known = false;
        for (Type* s : seen) known = known || s == head;
        if (known) continue;
        seen.push_back(head);
        if ((!first && !names.append(", ")) || !names.append(class_label(head))) return nullptr;
        first = false;
      }
      Str* text = names.finish();
      if (text != nullptr) raise_type_error(vm, "Cannot create a consistent method resolution order (MRO) for bases %S", text);
      return nullptr;
    }
    result.push_back(next);
    for (usize i = 0; i < lists.size(); i++) {
      if (at[i] < lists[i].size() && lists[i][at[i]] == next) at[i]++;
    }
  }
  Tuple* out = tuple_new(vm, static_cast<u32>(result.size()));
  if (out == nullptr) return nullptr;
  for (usize i = 0; i < result.size(); i++) out->items[i] = Value::cell(result[i]);
  return out;
}

namespace {

// The builtin type that fixes how instances are laid out: itself, or what a class written in Python inherited.
Type* layout_of(Type* t) {
  if (t->payload_type != nullptr) return t->payload_type;
  if (t->type_flags & kTypeException) return &kType_BaseException;
  if (t->type_flags & kTypeMetatype) return &kType_type;
  if (t->immortal() && t->instance_kind != Kind::Instance) return t;
  return &kType_object;
}

// The class that added the last of `t`'s slots.
Type* slot_owner(Type* t) {
  while (t->base != nullptr && t->base->members == t->members) t = t->base;
  return t;
}

bool is_identifier_like(Str* s) {
  if (s->length() == 0) return false;
  u32 c = s->at(0);
  if (c < 128 && !(c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
  for (u32 i = 1; i < s->length(); i++) {
    c = s->at(i);
    if (c < 128 && !(c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return false;
  }
  return true;
}

// __name -> _Class__name
Str* mangle(Vm& vm, Str* cls, Str* name) {
  u32 n = name->length();
  if (n < 3 || name->at(0) != '_' || name->at(1) != '_' || (name->at(n - 1) == '_' && name->at(n - 2) == '_')) return name;
  u32 skip = 0;
  while (skip < cls->length() && cls->at(skip) == '_') skip++;
  if (skip == cls->length()) return name;
  StrBuilder out(vm);
  Str* rest = str_slice(vm, cls, skip, cls->length());
  if (rest == nullptr || !out.append("_") || !out.append(rest) || !out.append(name)) return nullptr;
  return out.finish();
}

}  // namespace

namespace {

Value get_instance_dict(Vm& vm, Value self) {
  Dict* d = instance_dict(vm, self);
  if (d != nullptr) return Value::cell(d);
  return vm.exception.is_undef() ? raise_attribute_error(vm, self, names::op_dict) : Value::error();
}
Value set_instance_dict(Vm& vm, Value self, Value value) {
  if (value.is_undef()) return raise_type_error(vm, "cannot delete __dict__");
  Dict* d = unwrap<Dict>(value);
  if (d == nullptr) return raise_type_error(vm, "__dict__ must be set to a dictionary, not a '%T'", value);
  return instance_set_dict(vm, self, d) ? Value::none() : Value::error();
}
Value get_weakref(Vm&, Value) { return Value::none(); }

constinit GetSetDescriptor kInstanceDict = static_getset(names::op_dict, &kType_object, get_instance_dict, set_instance_dict, nullptr);
constinit GetSetDescriptor kInstanceWeakref = static_getset(names::op_weakref, &kType_object, get_weakref, nullptr, nullptr);

}  // namespace

Cell* sealed_instance_dict() { return &kInstanceDict; }
Cell* sealed_instance_weakref() { return &kInstanceWeakref; }

// Finds out whether abstract methods are left (kTypeAbstract follows `__abstractmethods__`).
bool is_type_name(Vm& vm, Str* name) {
  for (u32 i = 0; i < name->length(); i++) {
    if (name->at(i) == 0) return raise_value_error(vm, "type name must not contain null characters"), false;
  }
  return true;
}

bool type_note_subclass(Vm& vm, Type* base, Type* derived) {
  if (base->subclasses == nullptr) base->subclasses = dict_new(vm);
  if (base->subclasses == nullptr) return false;
  return dict_insert_new(vm, base->subclasses, Value::cell(derived), id_of(vm, Value::cell(derived)), Value::cell(derived));
}

Value type_new(Vm& vm, Type* meta, Str* name, Tuple* bases, Dict* namespace_) {
  if (!is_type_name(vm, name)) return Value::error();
  if (bases->length() == 0) {
    Value object = Value::cell(&kType_object);
    bases = tuple_from(vm, &object, 1);
    MONTY_TRY(bases);
  }
  // ---- layout
  Type* base = nullptr;
  Type* layout = &kType_object;
  u32 members = 0;
  Type* with_slots = nullptr;
  for (u32 i = 0; i < bases->length(); i++) {
    Type* t = get_if<Type>(bases->items[i]);
    if (t == nullptr) return raise_type_error(vm, "bases must be types");
    if ((t->type_flags & kTypeBase) == 0) return raise_type_error(vm, "type '%S' is not an acceptable base type", type_display_name(vm, t));
    Type* l = layout_of(t);
    if (l != &kType_object) {
      if (layout != &kType_object && l != layout) return raise_type_error(vm, "multiple bases have instance lay-out conflict");
      layout = l;
    }
    if (t->members > 0) {
      Type* owner = slot_owner(t);
      if (with_slots != nullptr && !is_subtype(owner, with_slots) && !is_subtype(with_slots, owner))
        return raise_type_error(vm, "multiple bases have instance lay-out conflict");
      if (t->members > members) {
        members = t->members;
        with_slots = owner;
      }
    }
    if (base == nullptr || (layout_of(base) == &kType_object && l != &kType_object) || (t->members > base->members && layout_of(base) == l)) base = t;
  }
  Dict* dict = monty::dict_copy(vm, namespace_);
  MONTY_TRY(dict);
  // ---- the class
  Type* type = vm.heap.make<Type>();
  if (type == nullptr) return raise_memory_error(vm);
  Cell header = *type;
  *type = Type{};
  static_cast<Cell&>(*type) = header;
  type->meta = meta;
  type->name = type->qualname = name;
  type->bases = bases;
  type->base = base;
  type->dict = dict;
  type->instance_kind = Kind::Instance;
  type->payload_kind = Kind::Free;
  type->type_flags = kTypeBase | kTypeHeap;
  type->slot_names = Value::undef();
  type->members = members;
  type->learned_capacity = 0;
  if (layout == &kType_BaseException)
    type->type_flags |= kTypeException;
  else if (layout == &kType_type)
    type->type_flags |= kTypeMetatype;
  else if (layout != &kType_object) {
    type->payload_type = layout;
    type->payload_kind = layout->instance_kind;
  }
  bool no_dict = true;
  for (u32 i = 0; i < bases->length(); i++) {
    Type* t = bases->items[i].as<Type>();
    if (t->immortal()) {
      if (t->type_flags & kTypeException) no_dict = false;
      continue;
    }
    if ((t->type_flags & kTypeNoDict) == 0) no_dict = false;
  }
  // ---- names
  Value qualname = Value::undef();
  if (DictEntry* e = dict_find_str(dict, names::op_qualname)) {
    if (!is<Str>(e->value)) return raise_type_error(vm, "type __qualname__ must be a str, not %T", e->value);
    qualname = e->value;
    type->qualname = qualname.as<Str>();
    dict_delete_str(vm, dict, names::op_qualname);
  }
  if (dict_find_str(dict, names::op_module) == nullptr) {
    Value module = Value::undef();
    if (vm.frame != nullptr) {
      Frame* f = vm.frame;
      while (f->prev != nullptr && f->function != nullptr && f->function->globals == vm.twin_globals) f = f->prev;
      if (f->function != nullptr) {
        if (DictEntry* e = dict_find_str(f->function->globals, names::op_name)) module = e->value;
      }
    }
    if (!module.is_undef()) MONTY_TRY(dict_set_str(vm, dict, names::op_module, module));
  }
  // ---- __slots__
  DictEntry* slots_entry = dict_find_str(dict, names::op_slots);
  if (slots_entry == nullptr) {
    type->type_flags &= ~u32{kTypeNoDict};
  } else {
    Value slots = slots_entry->value;
    List* list = list_new(vm, 4);
    MONTY_TRY(list);
    if (is<Str>(slots)) {
      MONTY_TRY(monty::list_append(vm, list, slots));
    } else {
      Tri t = drain_into(vm, slots, list);
      if (t == Tri::Error) return Value::error();
      if (t == Tri::Defer) return raise_type_error(vm, "__slots__ must be a str or a tuple, list or other builtin collection of str");
    }
    if (layout == &kType_type && list->length() > 0) return raise_type_error(vm, "nonempty __slots__ not supported for subtype of '%N'", base);
    if (type->payload_type != nullptr && list->length() > 0) {
      switch (type->payload_kind) {
        case Kind::BigInt:
        case Kind::Tuple:
        case Kind::Bytes:
          for (u32 i = 0; i < list->length(); i++) {
            Str* s = get_if<Str>(list->items[i]);
            if (s == nullptr || !str_equal(s, names::op_dict)) return raise_type_error(vm, "nonempty __slots__ not supported for subtype of '%N'", base);
          }
          break;
        default: break;
      }
    }
    bool wants_dict = false;
    std::vector<Str*> wanted;
    for (u32 i = 0; i < list->length(); i++) {
      Str* s = get_if<Str>(payload(list->items[i]));
      if (s == nullptr) return raise_type_error(vm, "__slots__ items must be strings, not '%T'", list->items[i]);
      if (!is_identifier_like(s)) return raise_type_error(vm, "__slots__ must be identifiers");
      if (str_equal(s, names::op_dict)) {
        if (!no_dict || wants_dict) return raise_type_error(vm, "__dict__ slot disallowed: we already got one");
        wants_dict = true;
        continue;
      }
      if (str_equal(s, names::op_weakref)) {
        bool there = dict_find_str(dict, s) != nullptr;
        for (u32 k = 0; k < bases->length(); k++) there = there || !type_lookup(vm, bases->items[k].as<Type>(), s).is_undef();
        if (there) return raise_type_error(vm, "__weakref__ slot disallowed: we already got one");
        MONTY_TRY(dict_set_str(vm, dict, names::op_weakref, Value::cell(&kInstanceWeakref)));
        continue;
      }
      s = mangle(vm, name, s);
      MONTY_TRY(s);
      if (dict_find_str(dict, s) != nullptr) return raise_value_error(vm, "'%S' in __slots__ conflicts with class variable", s);
      wanted.push_back(s);
    }
    u32 first = type->payload_type != nullptr ? 1 : 0;
    Tuple* kept = tuple_new(vm, static_cast<u32>(wanted.size()));
    MONTY_TRY(kept);
    for (usize i = 0; i < wanted.size(); i++) kept->items[i] = Value::cell(wanted[i]);
    type->slot_names = Value::cell(kept);
    for (usize i = 0; i < wanted.size(); i++) {
      auto* m = vm.heap.make<MemberDescriptor>();
      if (m == nullptr) return raise_memory_error(vm);
      m->type = type;
      m->name = wanted[i];
      m->aux = first + members + static_cast<u32>(i);
      MONTY_TRY(dict_set_str(vm, dict, wanted[i], Value::cell(m)));
    }
    type->members = members + static_cast<u32>(wanted.size());
    if (no_dict && !wants_dict && layout != &kType_type) type->type_flags |= kTypeNoDict;
  }
  // ---- __dict__ and __weakref__, unless a base has them
  bool inherits_dict = false;
  for (u32 i = 0; i < bases->length(); i++) {
    Type* t = bases->items[i].as<Type>();
    if ((!t->immortal() && (t->type_flags & kTypeNoDict) == 0) || (t->type_flags & (kTypeException | kTypeMetatype)) ||
        layout_of(t)->instance_kind == Kind::Module)
      inherits_dict = true;
  }
  if (!inherits_dict && (type->type_flags & kTypeNoDict) == 0) {
    if (dict_find_str(dict, names::op_dict) == nullptr) MONTY_TRY(dict_set_str(vm, dict, names::op_dict, Value::cell(&kInstanceDict)));
    if (dict_find_str(dict, names::op_weakref) == nullptr) MONTY_TRY(dict_set_str(vm, dict, names::op_weakref, Value::cell(&kInstanceWeakref)));
  }
  // What the abstract classes of collections say of themselves for match statements (the bits are CPython's).
  if (Str* key = str_from_ascii(vm, "__abc_tpflags__"); key != nullptr) {
    if (DictEntry* e = dict_find_str(dict, key); e != nullptr && e->value.is_small_int())
      type->type_flags |= static_cast<u32>(e->value.as_small_int()) & (kTypeSequence | kTypeMapping);
  }
  if (dict_find_str(dict, names::op_doc) == nullptr) MONTY_TRY(dict_set_str(vm, dict, names::op_doc, Value::none()));
  // ---- special methods that are implicitly class or static methods
  auto wrap = [&](Str* key, Kind kind) {
    DictEntry* e = dict_find_str(dict, key);
    if (e == nullptr || !is<Function>(e->value)) return true;
    auto* m = reinterpret_cast<StaticMethod*>(vm.heap.allocate(kind, sizeof(StaticMethod)));
    if (m == nullptr) {
      raise_memory_error(vm);
      return false;
    }
    e = dict_find_str(dict, key);
    m->function = e->value;
    m->dict = nullptr;
    e->value = Value::cell(m);
    return true;
  };
  MONTY_TRY(wrap(names::op_new, Kind::StaticMethod));
  MONTY_TRY(wrap(names::op_init_subclass, Kind::ClassMethod));
  MONTY_TRY(wrap(names::op_class_getitem, Kind::ClassMethod));
  if (DictEntry* e = dict_find_str(dict, names::op_eq); e != nullptr && dict_find_str(dict, names::op_hash) == nullptr)
    MONTY_TRY(dict_set_str(vm, dict, names::op_hash, Value::none()));
  // ---- order of resolution
  type->mro = compute_mro(vm, type, bases);
  MONTY_TRY(type->mro);
  for (u32 i = 1; i < type->mro->length(); i++) {
    Type* t = type->mro->items[i].as<Type>();
    type->type_flags |= t->type_flags & (kTypeSequence | kTypeMapping);
  }
  // ---- __class__ of the methods
  if (DictEntry* e = dict_find_str(dict, names::op_classcell)) {
    ClosureCell* cell = get_if<ClosureCell>(e->value);
    if (cell == nullptr) return raise_type_error(vm, "__classcell__ must be a nonlocal cell, not <class '%N'>", type_of(vm, e->value));
    cell->content = Value::cell(type);
    dict_delete_str(vm, dict, names::op_classcell);
  }
  if (DictEntry* e = dict_find_str(dict, names::op_classdictcell)) {
    ClosureCell* cell = get_if<ClosureCell>(e->value);
    if (cell == nullptr) return raise_type_error(vm, "__classdictcell__ must be a nonlocal cell, not <class '%N'>", type_of(vm, e->value));
    cell->content = Value::cell(dict);
    dict_delete_str(vm, dict, names::op_classdictcell);
  }
  // ---- the bases know it
  for (u32 i = 0; i < bases->length(); i++) {
    Type* t = bases->items[i].as<Type>();
    if (!t->immortal()) MONTY_TRY(type_note_subclass(vm, t, type));
  }
  type_update_flags(vm, type);
  return Value::cell(type);
}

Value raise_abstract(Vm& vm, Type* type) {
  List* missing = list_new(vm, 4);
  MONTY_TRY(missing);
  Value names_value = type_own_attribute(type, names::op_abstractmethods);
  Tri t = names_value.is_undef() ? Tri::False : drain_into(vm, names_value, missing);
  if (t == Tri::Error) return Value::error();
  u32 n = missing->length();
  for (u32 i = 1; i < n; i++) {  // few: by insertion
    for (u32 j = i; j > 0; j--) {
      Str* a = get_if<Str>(missing->items[j - 1]);
      Str* b = get_if<Str>(missing->items[j]);
      if (a == nullptr || b == nullptr || str_compare(a, b) <= 0) break;
      std::swap(missing->items[j - 1], missing->items[j]);
    }
  }
  StrBuilder out(vm);
  for (u32 i = 0; i < n; i++) {
    if (i > 0) MONTY_TRY(out.append(", "));
    MONTY_TRY(out.append("'"));
    if (Str* s = get_if<Str>(missing->items[i])) MONTY_TRY(out.append(s));
    MONTY_TRY(out.append("'"));
  }
  Str* list = out.finish();
  MONTY_TRY(list);
  return raise_type_error(vm, "Can't instantiate abstract class %S without an implementation for abstract method%s %S", type->name, n == 1 ? "" : "s", list);
}

const NativeFunction* object_new_function() {
  static const NativeFunction* const kFunction = type_own_attribute(&kType_object, names::op_new).as<NativeFunction>();
  return kFunction;
}
const NativeFunction* object_init_function() {
  static const NativeFunction* const kFunction = type_own_attribute(&kType_object, names::op_init).as<NativeFunction>();
  return kFunction;
}

}  // namespace monty
