// SPDX-License-Identifier: MIT
// Classes: type of a value, MRO look-up with the method cache, attributes of instances (shapes), descriptors.
#include "object/type.h"

#include "native/bind.h"
#include "object/on_demand.h"

#include <cstring>

namespace monty {

namespace {

Value lookup_static(const Type* type, Str* name) {
  u64 hash = str_hash_of(name);
  u32 lo = 0, hi = type->attr_count;
  while (lo < hi) {
    u32 mid = (lo + hi) / 2;
    if (type->attrs[mid].name->hash < hash)
      lo = mid + 1;
    else
      hi = mid;
  }
  for (; lo < type->attr_count && type->attrs[lo].name->hash == hash; lo++) {
    if (type->attrs[lo].name == name || str_equal(type->attrs[lo].name, name)) return type->attrs[lo].value();
  }
  return Value::undef();
}

}  // namespace

Value type_own_attribute(const Type* type, Str* name) {
  if (type->dict != nullptr) {
    DictEntry* e = dict_find_str(type->dict, name);
    return e == nullptr ? Value::undef() : e->value;
  }
  return lookup_static(type, name);
}

Value type_lookup(Vm& vm, Type* type, Str* name) {
  if (vm.method_cache == nullptr) {
    vm.method_cache.reset(new MethodCacheEntry[kMethodCacheSize]());
    vm.heap.charge_late(kMethodCacheSize * sizeof(MethodCacheEntry));
  }
  usize at = (reinterpret_cast<usize>(type) >> 4 ^ reinterpret_cast<usize>(name) >> 3) & (kMethodCacheSize - 1);
  MethodCacheEntry& entry = vm.method_cache[at];
  if (MONTY_LIKELY(entry.type == type && entry.name == name && entry.epoch == vm.epoch)) return entry.value;
  Value found;
  if (type->mro != nullptr) {
    for (u32 i = 0; i < type->mro->length(); i++) {
      found = type_own_attribute(type->mro->items[i].as<Type>(), name);
      if (!found.is_undef()) break;
    }
  } else {
    for (Type* const* t = type->static_mro; *t != nullptr; t++) {
      found = lookup_static(*t, name);
      if (!found.is_undef()) break;
    }
  }
  // Every class on the way is relied on from now on.
  if (type->mro != nullptr) {
    for (u32 i = 0; i < type->mro->length(); i++) {
      Type* t = type->mro->items[i].as<Type>();
      if (!t->immortal()) t->type_flags |= kTypeCached;
    }
  }
  entry = {type, name, found, vm.epoch};
  return found;
}

// After a change of a class's namespace: caches that relied on it are void.
void type_modified(Vm& vm, Type* type) {
  if ((type->type_flags & kTypeCached) == 0) return;
  type->type_flags &= ~u32{kTypeCached};
  vm.epoch++;
}

Type* type_of(Vm&, Value v) {
  if (v.is_small_int()) return &kType_int;
  if (v.is_small_float()) return &kType_float;
  if (!v.is_cell()) {
    if (v.is_bool()) return &kType_bool;
    if (v.is_none()) return &kType_NoneType;
    if (v.is_ellipsis()) return &kType_ellipsis;
    return &kType_NotImplementedType;
  }
  return cell_type(v.as_cell());
}

Type* cell_type(Cell* c) {
  switch (c->kind) {
    case Kind::BigInt: return &kType_int;
    case Kind::Float: return &kType_float;
    case Kind::Complex: return &kType_complex;
    case Kind::Str: return &kType_str;
    case Kind::Bytes: return &kType_bytes;
    case Kind::ByteArray: return &kType_bytearray;
    case Kind::MemoryView: return &kType_memoryview;
    case Kind::Tuple: return &kType_tuple;
    case Kind::List: return &kType_list;
    case Kind::Dict: return &kType_dict;
    case Kind::Set: return &kType_set;
    case Kind::FrozenSet: return &kType_frozenset;
    case Kind::Range: return &kType_range;
    case Kind::Slice: return &kType_slice;
    case Kind::Function: return &kType_function;
    case Kind::BoundMethod: {
      auto* m = reinterpret_cast<BoundMethod*>(c);
      if (kind_of(m->function) != Kind::NativeFunction) return &kType_method;
      return cell_type(m->function.as_cell()) == &kType_wrapper_descriptor ? &kType_method_wrapper : &kType_builtin_function_or_method;
    }
    case Kind::NativeFunction: {
      auto* f = reinterpret_cast<NativeFunction*>(c);
      if (f->owner == nullptr || (f->flags & NativeFunction::kStatic)) return &kType_builtin_function_or_method;
      if (f->flags & NativeFunction::kClassMethod) return &kType_classmethod_descriptor;
      const Str* n = f->name;
      bool dunder = n->length() > 4 && n->data[0] == '_' && n->data[1] == '_' && n->data[n->length() - 1] == '_';
      return dunder ? &kType_wrapper_descriptor : &kType_method_descriptor;
    }
    case Kind::ClosureCell: return &kType_cell;
    case Kind::CodeObject: return &kType_code;
    case Kind::Generator: {
      u32 flags = reinterpret_cast<Generator*>(c)->code->code->flags;
      return flags & kCodeAsyncGenerator ? &kType_async_generator : flags & kCodeCoroutine ? &kType_coroutine : &kType_generator;
    }
    case Kind::Type: {
      auto* t = reinterpret_cast<Type*>(c);
      return t->meta == nullptr ? &kType_type : t->meta;
    }
    case Kind::Instance:
    case Kind::Exception: return reinterpret_cast<Instance*>(c)->type;
    case Kind::Property: return &kType_property;
    case Kind::StaticMethod: return &kType_staticmethod;
    case Kind::ClassMethod: return &kType_classmethod;
    case Kind::Module: return &kType_module;
    case Kind::DictView: return c->aux == 0 ? &kType_dict_keys : c->aux == 1 ? &kType_dict_values : &kType_dict_items;
    case Kind::SequenceIterator: {
      auto* it = reinterpret_cast<SequenceIterator*>(c);
      const bool ended = c->aux >= 2;
      Kind k = ended ? static_cast<Kind>((c->aux - 2) / 2) : kind_of(it->sequence);
      if (ended ? (c->aux & 1) != 0 : c->aux == 1) return k == Kind::List ? &kType_list_reverseiterator : &kType_reversed;
      switch (k) {
        case Kind::List: return &kType_list_iterator;
        case Kind::Tuple: return &kType_tuple_iterator;
        case Kind::Str: return ended || reinterpret_cast<Str*>(it->sequence.as_cell())->ascii() ? &kType_str_ascii_iterator : &kType_str_iterator;
        case Kind::Bytes: return &kType_bytes_iterator;
        case Kind::ByteArray: return &kType_bytearray_iterator;
        default: return &kType_iterator;
      }
    }
    case Kind::RangeIterator: {
      auto* it = reinterpret_cast<RangeIterator*>(c);
      const bool small = it->next.is_small_int() && it->step.is_small_int() && it->remaining.is_small_int();
      return small ? &kType_range_iterator : &kType_longrange_iterator;
    }
    case Kind::DictIterator: {
      bool reversed = (c->flags & Cell::kUser1) != 0;
      const u32 what = c->aux & 3;
      if (what == 0) return reversed ? &kType_dict_reversekeyiterator : &kType_dict_keyiterator;
      if (what == 1) return reversed ? &kType_dict_reversevalueiterator : &kType_dict_valueiterator;
      return reversed ? &kType_dict_reverseitemiterator : &kType_dict_itemiterator;
    }
    case Kind::SetIterator: return &kType_set_iterator;
    case Kind::Enumerate: return &kType_enumerate;
    case Kind::Zip: return &kType_zip;
    case Kind::CallableIterator: return &kType_callable_iterator;
    case Kind::TwinIterator: return reinterpret_cast<TwinIterator*>(c)->type;
    case Kind::Traceback: return &kType_traceback;
    case Kind::MappingProxy: return &kType_mappingproxy;
    case Kind::MemberDescriptor: return &kType_member_descriptor;
    case Kind::GetSetDescriptor: return &kType_getset_descriptor;
    case Kind::Super: return &kType_super;
    case Kind::GenericAlias: return &kType_GenericAlias;
    case Kind::UnionType: return &kType_Union;
    case Kind::AsyncGenStep: return c->aux == 0 ? &kType_async_generator_asend : &kType_async_generator_athrow;
    case Kind::FrameObject: return &kType_frame;
    case Kind::HostFunction: return &kType_host_function;
    case Kind::Native: return reinterpret_cast<Native*>(c)->type;
    default: return &kType_object;
  }
}

bool is_subtype(const Type* a, const Type* b) {
  if (a == b) return true;
  if (a->mro != nullptr) {
    for (u32 i = 0; i < a->mro->length(); i++) {
      if (a->mro->items[i].as<Type>() == b) return true;
    }
    return false;
  }
  if (a->static_mro == nullptr) return b == &kType_object;
  for (Type* const* t = a->static_mro; *t != nullptr; t++) {
    if (*t == b) return true;
  }
  return false;
}

Value type_lookup_special(Vm& vm, Value object, Str* name) { return type_lookup(vm, type_of(vm, object), name); }

Value native_special(Vm& vm, Value object, Str* name) {
  Instance* o = get_if<Instance>(object);
  if (o == nullptr || o->type->payload_type != nullptr) return Value::undef();
  auto* f = get_if<NativeFunction>(type_lookup(vm, o->type, name));
  if (f == nullptr || f->thunk == nullptr || f->owner == nullptr || (f->flags & (NativeFunction::kStatic | NativeFunction::kClassMethod)) != 0 ||
      !binds_directly(*f->signature, 1, nullptr))
    return Value::undef();
  Value v = f->thunk(vm, &object);
  if (!v.is_defer() && !v.is_request()) return v;
  vm.deferred = false;
  return Value::defer();
}

Value payload(Value v) {
  if (!v.is_cell() || v.as_cell()->kind != Kind::Instance) return v;
  auto* i = v.as<Instance>();
  return i->type->payload_type != nullptr ? i->slots[0] : v;
}

// ---------------------------------------------------------------- shapes
namespace {

Shape* shape_new(Vm& vm, Type* type, Shape* parent, Str* name, u32 count) {
  Shape* s = vm.heap.make<Shape>();
  if (s == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  s->aux = vm.next_shape_id++;
  s->type = type;
  s->parent = parent;
  s->name = name;
  s->count = count;
  s->child_count = 0;
  s->last_child = nullptr;
  s->transitions = nullptr;
  return s;
}

constexpr u32 kMaxChildren = 64;
Shape* shape_add(Vm& vm, Shape* shape, Str* name);
}  // namespace

// Sealed types keep no shape of their own: the instance's table does.
Shape* static_root_shape(Vm& vm, Type* type) {
  auto it = vm.static_shapes.find(type);
  if (it != vm.static_shapes.end()) return it->second;
  Shape* root = shape_new(vm, type, nullptr, nullptr, 0);
  if (root != nullptr) vm.static_shapes.emplace(type, root);
  return root;
}

namespace {

Shape* shape_add(Vm& vm, Shape* shape, Str* name) {
  Shape* last = shape->last_child;
  if (last != nullptr && (last->name == name || str_equal(last->name, name))) return last;
  if (shape->transitions != nullptr) {
    if (DictEntry* e = dict_find_str(shape->transitions, name)) return e->value.as<Shape>();
  }
  if (shape->child_count >= kMaxChildren) return nullptr;  // too many orders: the instance goes to dict mode
  Shape* child = shape_new(vm, shape->type, shape, name, shape->count + 1);
  return child != nullptr && shape_adopt(vm, shape, child) ? child : nullptr;
}

}  // namespace

bool shape_adopt(Vm& vm, Shape* shape, Shape* child) {
  Shape* last = shape->last_child;
  if (last != nullptr) {
    if (shape->transitions == nullptr) {
      shape->transitions = dict_new(vm);
      if (shape->transitions == nullptr || !dict_set_str(vm, shape->transitions, last->name, Value::cell(last))) return false;
    }
    if (!dict_set_str(vm, shape->transitions, child->name, Value::cell(child))) return false;
  }
  shape->last_child = child;
  shape->child_count++;
  return true;
}

i32 shape_find(const Shape* shape, const Str* name) {
  for (const Shape* s = shape; s->parent != nullptr; s = s->parent) {
    if (s->name == name || (s->name->aux == name->aux && str_equal(s->name, name))) return static_cast<i32>(s->count - 1);
  }
  return -1;
}

// First slot that a program's attribute may use: payload classes keep the builtin value in slot 0.
static u32 first_slot(const Type* type) { return type->payload_type != nullptr ? 1 : 0; }

// The fixed slots of __slots__ come next; their number.
u32 type_fixed_slots(const Type* type) { return first_slot(type) + type->member_count(); }

Value instance_new(Vm& vm, Type* type) {
  u32 fixed = type_fixed_slots(type);
  Shape* root = type->root_shape;
  if (MONTY_UNLIKELY(root == nullptr)) {
    root = type->immortal() ? static_root_shape(vm, type) : shape_new(vm, type, nullptr, nullptr, fixed);
    if (root == nullptr) return Value::error();
    if (!type->immortal()) type->root_shape = root;
  }
  u32 capacity = type->learned_capacity > fixed ? type->learned_capacity : fixed;
  if (type->type_flags & kTypeException) {
    auto* e = vm.heap.make<Exception>(capacity * 8);
    if (e == nullptr) return raise_memory_error(vm);
    e->args = &kEmptyTuple;
    e->cause = e->context = e->traceback = Value::none();
    e->suppress_context = false;
    e->slots = e->exception_inline_slots();
    e->type = type;
    e->shape = root;
    e->aux = e->shape->aux;
    e->capacity = e->inline_capacity = capacity;
    for (u32 i = 0; i < capacity; i++) e->slots[i] = Value::undef();
    return Value::cell(e);
  }
  auto* o = vm.heap.make<Instance>(capacity * 8);
  if (o == nullptr) return raise_memory_error(vm);
  o->type = type;
  o->shape = root;
  o->aux = o->shape->aux;
  o->slots = o->inline_slots();
  o->capacity = o->inline_capacity = capacity;
  for (u32 i = 0; i < capacity; i++) o->slots[i] = Value::undef();
  return Value::cell(o);
}

// New instances of the class get that many slots at once.
static void learn_capacity(Type* type, u32 count) {
  if (!type->immortal() && type->learned_capacity < count && count <= 32) type->learned_capacity = static_cast<u16>(count);
}

static bool instance_reserve(Vm& vm, Instance* o, u32 count) {
  if (count <= o->capacity) return true;
  u32 capacity = o->capacity < 4 ? 4 : o->capacity * 2;
  if (capacity < count) capacity = count;
  auto* slots = static_cast<Value*>(vm.heap.allocate_buffer(usize{capacity} * 8));
  if (slots == nullptr) {
    raise_memory_error(vm);
    return false;
  }
  std::memcpy(slots, o->slots, usize{o->capacity} * 8);
  for (u32 i = o->capacity; i < capacity; i++) slots[i] = Value::undef();
  o->slots = slots;
  o->capacity = capacity;
  learn_capacity(o->type, count);
  return true;
}

static bool dict_mode(const Instance* o) { return o->aux == Instance::kDictShape; }

// Turns an instance to dict mode: attributes live in a Dict in the slot after the fixed ones.
Dict* instance_dict(Vm& vm, Value object) {
  Kind k = kind_of(object);
  if (k == Kind::Function) {
    auto* f = object.as<Function>();
    return function_dict(vm, f);
  }
  if (k == Kind::Module) return object.as<Module>()->dict;
  if (k != Kind::Instance && k != Kind::Exception) return nullptr;
  auto* o = object.as<Instance>();
  if (o->type->type_flags & kTypeNoDict) return nullptr;
  u32 fixed = type_fixed_slots(o->type);
  if (dict_mode(o)) return o->slots[fixed].as<Dict>();
  Dict* d = dict_new(vm, o->shape->count - fixed);
  if (d == nullptr) return nullptr;
  // Shapes list the newest attribute first.
  std::vector<Str*> in_order(o->shape->count);
  for (const Shape* s = o->shape; s->parent != nullptr; s = s->parent) in_order[s->count - 1] = s->name;
  for (u32 i = fixed; i < o->shape->count; i++) {
    if (!o->slots[i].is_undef() && !dict_set_str(vm, d, in_order[i], o->slots[i])) return nullptr;
  }
  if (!instance_reserve(vm, o, fixed + 1)) return nullptr;
  for (u32 i = fixed; i < o->capacity; i++) o->slots[i] = Value::undef();
  o->slots[fixed] = Value::cell(d);
  o->aux = Instance::kDictShape;
  return d;
}

bool instance_set_dict(Vm& vm, Value object, Dict* d) {
  if (instance_dict(vm, object) == nullptr) return false;
  auto* o = object.as<Instance>();
  o->slots[type_fixed_slots(o->type)] = Value::cell(d);
  return true;
}

// Own attribute of an instance; Undef when it has none of that name.
Value instance_get(Instance* o, Str* name) {
  if (MONTY_UNLIKELY(dict_mode(o))) {
    DictEntry* e = dict_find_str(o->slots[type_fixed_slots(o->type)].as<Dict>(), name);
    return e == nullptr ? Value::undef() : e->value;
  }
  i32 slot = shape_find(o->shape, name);
  return slot < 0 ? Value::undef() : o->slots[slot];
}

bool instance_set(Vm& vm, Instance* o, Str* name, Value value) {
  if (!dict_mode(o)) {
    i32 slot = shape_find(o->shape, name);
    if (slot >= 0 && !o->slots[slot].is_undef()) {
      o->slots[slot] = value;
      return true;
    }
    if (slot < 0 && o->shape->count < 128) {
      vm.heap.keep(value);
      Shape* next = shape_add(vm, o->shape, name);
      if (next != nullptr) {
        if (!instance_reserve(vm, o, next->count)) return false;
        o->slots[next->count - 1] = value;
        o->shape = next;
        o->aux = next->aux;
        learn_capacity(o->type, next->count);
        return true;
      }
      if (!vm.exception.is_undef()) return false;
    }
  }
  // Dict mode, or an attribute that comes back after `del` (its place in the order is last again).
  Dict* d = instance_dict(vm, Value::cell(o));
  return d != nullptr && dict_set_str(vm, d, name, value);
}

bool instance_delete(Vm& vm, Instance* o, Str* name) {
  if (!dict_mode(o)) {
    i32 slot = shape_find(o->shape, name);
    if (slot < 0 || o->slots[slot].is_undef()) return false;
    o->slots[slot] = Value::undef();
    return true;
  }
  return dict_delete_str(vm, o->slots[type_fixed_slots(o->type)].as<Dict>(), name);
}

// ---------------------------------------------------------------- descriptors
bool is_data_descriptor(Vm& vm, Value attribute) {
  switch (kind_of(attribute)) {
    case Kind::Property:
    case Kind::MemberDescriptor:
    case Kind::GetSetDescriptor: return true;
    case Kind::Instance: {
      Type* t = attribute.as<Instance>()->type;
      return !type_lookup(vm, t, names::op_set).is_undef() || !type_lookup(vm, t, names::op_delete).is_undef();
    }
    default: return false;
  }
}

Value bound_method_new(Vm& vm, Value function, Value self) {
  auto* m = vm.heap.make<BoundMethod>();
  if (m == nullptr) return raise_memory_error(vm);
  m->function = function;
  m->self = self;
  return Value::cell(m);
}

// A program may put a descriptor into any class: is it one of the object's own? False: TypeError pending.
static bool applies(Vm& vm, Value object, Str* name, Type* owner) {
  Type* type = type_of(vm, object);
  if (MONTY_LIKELY(type == owner || is_subtype(type, owner))) return true;
  raise_type_error(vm, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", name, owner, object);
  return false;
}

Value* member_slot(Vm& vm, Value object, MemberDescriptor* m) {
  if (!applies(vm, object, m->name, m->type)) return nullptr;
  if (is<Instance>(object) || is<Exception>(object)) return &object.as<Instance>()->slots[m->aux];
  raise_type_error(vm, "'%T' objects have no slots", object);
  return nullptr;
}

// attribute.__get__(object, type); object Undef: access through the class.
namespace native {
Value super_op_get(Vm& vm, Super* self, Value instance, Value owner);
}

Value bind_descriptor(Vm& vm, Value attribute, Value object, Type* type) {
  if (!attribute.is_cell()) return attribute;
  switch (attribute.as_cell()->kind) {
    case Kind::Function: return object.is_undef() ? attribute : bound_method_new(vm, attribute, object);
    case Kind::NativeFunction: {
      auto* f = attribute.as<NativeFunction>();
      if (f->flags & NativeFunction::kClassMethod) return bound_method_new(vm, attribute, Value::cell(type));
      if (f->owner == nullptr || (f->flags & NativeFunction::kStatic) || object.is_undef()) return attribute;
      return bound_method_new(vm, attribute, object);
    }
    case Kind::StaticMethod: return attribute.as<StaticMethod>()->function;
    case Kind::ClassMethod: {
      Value f = attribute.as<ClassMethod>()->function;
      Kind k = kind_of(f);
      if (k == Kind::Function || k == Kind::NativeFunction || k == Kind::Instance || k == Kind::Type) return bound_method_new(vm, f, Value::cell(type));
      return bind_descriptor(vm, f, Value::cell(type), type->meta);
    }
    case Kind::Property: return object.is_undef() ? attribute : Value::defer();
    case Kind::Super: return object.is_undef() ? attribute : native::super_op_get(vm, attribute.as<Super>(), object, Value::none());
    case Kind::MemberDescriptor: {
      if (object.is_undef()) return attribute;
      auto* m = attribute.as<MemberDescriptor>();
      Value* slot = member_slot(vm, object, m);
      MONTY_TRY(slot);
      return slot->is_undef() ? raise_attribute_error(vm, object, m->name) : *slot;
    }
    case Kind::GetSetDescriptor: {
      if (object.is_undef()) return attribute;
      auto* g = attribute.as<GetSetDescriptor>();
      MONTY_TRY(applies(vm, object, g->name, g->owner));
      return g->get(vm, object);
    }
    case Kind::Instance: {
      Value get = type_lookup(vm, attribute.as<Instance>()->type, names::op_get);
      return get.is_undef() ? attribute : Value::defer();
    }
    default: return attribute;
  }
}

// Types whose read-only attributes are plain fields in CPython, which words a refusal for those differently.
static bool is_field_of_cpython(const Type* t) { return t == &kType_range || t == &kType_slice || t == &kType_complex || t == &kType_property; }

Value raise_attribute_error(Vm& vm, Value object, Str* name) {
  Value e;
  if (Type* t = get_if<Type>(object))
    e = raise(vm, kType_AttributeError, "type object '%N' has no attribute '%S'", t, name);
  else if (Module* m = get_if<Module>(object)) {
    DictEntry* n = dict_find_str(m->dict, names::op_name);
    if (n != nullptr && is<Str>(n->value))
      e = raise(vm, kType_AttributeError, "module '%S' has no attribute '%S'", n->value.as<Str>(), name);
    else
      e = raise(vm, kType_AttributeError, "module has no attribute '%S'", name);
  } else if (is<BoundMethod>(object) && is<Function>(object.as<BoundMethod>()->function)) {
    e = raise(vm, kType_AttributeError, "'function' object has no attribute '%S'", name);  // a method asks its function
  } else
    e = raise(vm, kType_AttributeError, "'%T' object has no attribute '%S'", object, name);
  if (vm.exception.is_cell() && vm.exception.as_cell()->kind == Kind::Exception) {
    Value pending = vm.exception;
    if (!instance_set(vm, pending.as<Instance>(), names::name, Value::cell(name))) return Value::error();
    if (!instance_set(vm, pending.as<Instance>(), names::obj, object)) return Value::error();
    vm.exception = pending;
  }
  return e;
}

// Attributes of classes: metaclass data descriptors, the class's own MRO, the metaclass.
static Value find_type_attribute(Vm& vm, Type* type, Str* name) {
  Type* meta = type->meta == nullptr ? &kType_type : type->meta;
  Value from_meta = type_lookup(vm, meta, name);
  if (!from_meta.is_undef() && is_data_descriptor(vm, from_meta)) {
    return bind_descriptor(vm, from_meta, Value::cell(type), meta);
  }
  Value own = type_lookup(vm, type, name);
  if (!own.is_undef()) return bind_descriptor(vm, own, Value::undef(), type);
  if (!from_meta.is_undef()) return bind_descriptor(vm, from_meta, Value::cell(type), meta);
  return Value::undef();
}

Value find_attribute(Vm& vm, Value object, Str* name) {
  Kind k = kind_of(object);
  if (k == Kind::Type) return find_type_attribute(vm, object.as<Type>(), name);
  if (k == Kind::Super) return super_attribute(vm, object.as<Super>(), name);
  if (k == Kind::GenericAlias) {
    Value v = find_own_generic_attribute(vm, object, name);
    if (!v.is_undef()) return v;
  }
  Type* type = type_of(vm, object);
  Value attribute = type_lookup(vm, type, name);
  if (k == Kind::Instance || k == Kind::Exception) {
    // A descriptor that only sets does not hide what it has stored under its own name.
    bool hides = !attribute.is_undef() && is_data_descriptor(vm, attribute) &&
                 (!is<Instance>(attribute) || !type_lookup(vm, attribute.as<Instance>()->type, names::op_get).is_undef());
    if (hides) return bind_descriptor(vm, attribute, object, type);
    Value own = instance_get(object.as<Instance>(), name);
    if (!own.is_undef()) return own;
  } else if (k == Kind::Module) {
    Dict* d = object.as<Module>()->dict;
    if (DictEntry* e = dict_find_str(d, name)) return e->value;
    if (Function* thunk = nullptr; (d->flags & Dict::kOnDemand) != 0) {
      Value made = find_on_demand(vm, d, name, &thunk);
      if (!made.is_undef()) return made;
    }
  } else if (k == Kind::Function) {
    if (attribute.is_undef() || !is_data_descriptor(vm, attribute)) {
      Dict* extras = object.as<Function>()->extras;
      if (extras != nullptr) {
        if (DictEntry* d = dict_find_str(extras, names::op_dict); d != nullptr) {
          if (DictEntry* e = dict_find_str(d->value.as<Dict>(), name)) return e->value;
        }
      }
    }
  } else if (k == Kind::StaticMethod || k == Kind::ClassMethod) {
    Dict* d = k == Kind::StaticMethod ? object.as<StaticMethod>()->dict : object.as<ClassMethod>()->dict;
    if (d != nullptr && (attribute.is_undef() || !is_data_descriptor(vm, attribute))) {
      if (DictEntry* e = dict_find_str(d, name)) return e->value;
    }
  } else if (k == Kind::BoundMethod && attribute.is_undef()) {
    return find_attribute(vm, object.as<BoundMethod>()->function, name);
  }
  if (attribute.is_undef()) return attribute;
  return bind_descriptor(vm, attribute, object, type);
}

Value attribute_or_undef(Vm& vm, Value object, Str* name) {
  Type* type = type_of(vm, object);
  if (type->type_flags & kTypeCustomGetattribute) return Value::defer();
  Value v = find_attribute(vm, object, name);
  const bool asks = v.is_undef() && kind_of(object) == Kind::Module && dict_find_str(object.as<Module>()->dict, names::op_getattr) != nullptr;
  return asks ? Value::defer() : v;
}

Value get_attribute(Vm& vm, Value object, Str* name) {
  Value v = attribute_or_undef(vm, object, name);
  return MONTY_UNLIKELY(v.is_undef()) ? raise_attribute_error(vm, object, name) : v;
}

Value type_set_attribute(Vm& vm, Type* type, Str* name, Value value) {
  if (type->type_flags & kTypeImmutable) {
    return raise_type_error(vm, "cannot set '%S' attribute of immutable type '%N'", name, type);
  }
  DictEntry* e = dict_find_str(type->dict, name);
  if (value.is_undef()) {
    if (e == nullptr) return raise_attribute_error(vm, Value::cell(type), name);
    dict_delete_str(vm, type->dict, name);
    type_modified(vm, type);
  } else if (e != nullptr) {
    e->value = value;
    type_modified(vm, type);  // the method cache holds values
  } else {
    if (!dict_set_str(vm, type->dict, name, value)) return Value::error();
    type_modified(vm, type);
  }
  if (name->length() > 4 && name->data[0] == '_' && name->data[1] == '_') type_update_flags(vm, type);
  return Value::none();
}

Value set_attribute(Vm& vm, Value object, Str* name, Value value) {
  Type* type = type_of(vm, object);
  if (type->type_flags & kTypeCustomSetattr) return Value::defer();
  return set_attribute_generic(vm, object, name, value);
}

Value set_attribute_generic(Vm& vm, Value object, Str* name, Value value) {
  Type* type = type_of(vm, object);
  Kind k = kind_of(object);
  Value attribute = type_lookup(vm, type, name);
  if (!attribute.is_undef()) {
    switch (kind_of(attribute)) {
      case Kind::Property: return Value::defer();
      case Kind::MemberDescriptor: {
        Value* slot = member_slot(vm, object, attribute.as<MemberDescriptor>());
        MONTY_TRY(slot);
        if (value.is_undef() && slot->is_undef()) return raise(vm, kType_AttributeError, "%S", name);
        *slot = value;
        return Value::none();
      }
      case Kind::GetSetDescriptor: {
        auto* g = attribute.as<GetSetDescriptor>();
        MONTY_TRY(applies(vm, object, g->name, g->owner));
        if (g->set == nullptr) {
          if (is_field_of_cpython(g->owner)) return raise(vm, kType_AttributeError, "readonly attribute");
          return raise(vm, kType_AttributeError, "attribute '%S' of '%N' objects is not writable", name, g->owner);
        }
        return g->set(vm, object, value);
      }
      case Kind::Instance:
        if (is_data_descriptor(vm, attribute)) return Value::defer();
        break;
      default: break;
    }
  }
  if (k == Kind::Instance || k == Kind::Exception) {
    auto* o = object.as<Instance>();
    if (type->type_flags & kTypeNoDict) {
      if (!attribute.is_undef()) return raise(vm, kType_AttributeError, "'%T' object attribute '%S' is read-only", object, name);
      return raise(vm, kType_AttributeError, "'%T' object has no attribute '%S' and no __dict__ for setting new attributes", object, name);
    }
    if (value.is_undef()) {
      if (!instance_delete(vm, o, name)) {
        if (!vm.exception.is_undef()) return Value::error();
        return raise_attribute_error(vm, object, name);
      }
      return Value::none();
    }
    return instance_set(vm, o, name, value) ? Value::none() : Value::error();
  }
  if (k == Kind::Type) return type_set_attribute(vm, object.as<Type>(), name, value);
  Dict* d = nullptr;
  if (k == Kind::Module) {
    d = object.as<Module>()->dict;
    if (value.is_undef() && (d->flags & Dict::kOnDemand) != 0) return Value::defer();
  } else if (k == Kind::Function)
    d = function_dict(vm, object.as<Function>());
  else if (k == Kind::StaticMethod || k == Kind::ClassMethod) {
    Dict*& slot = k == Kind::StaticMethod ? object.as<StaticMethod>()->dict : object.as<ClassMethod>()->dict;
    if (slot == nullptr) slot = dict_new(vm);
    d = slot;
  }
  if (d != nullptr) {
    if (value.is_undef()) {
      if (!dict_delete_str(vm, d, name)) return raise_attribute_error(vm, object, name);
      return Value::none();
    }
    return dict_set_str(vm, d, name, value) ? Value::none() : Value::error();
  }
  if (!vm.exception.is_undef()) return Value::error();
  if (!attribute.is_undef()) return raise(vm, kType_AttributeError, "'%T' object attribute '%S' is read-only", object, name);
  return raise(vm, kType_AttributeError, "'%T' object has no attribute '%S' and no __dict__ for setting new attributes", object, name);
}

// Keeps the flags that the fast paths rely on in step with the class's special methods.
void type_update_flags(Vm& vm, Type* type) {
  auto defined_elsewhere = [&](Str* name) {
    Value v = type_lookup(vm, type, name);
    return !v.is_undef() && !(v.is_cell() && v.as_cell()->immortal());
  };
  // The look-ups come first: each of them marks the class as one that caches rely on.
  u32 custom = 0;
  if (defined_elsewhere(names::op_getattr) || defined_elsewhere(names::op_getattribute)) custom |= kTypeCustomGetattribute;
  if (defined_elsewhere(names::op_setattr) || defined_elsewhere(names::op_delattr)) custom |= kTypeCustomSetattr;
  type->type_flags = (type->type_flags & ~u32{kTypeCustomGetattribute | kTypeCustomSetattr}) | custom;
  // Subclasses inherit them.
  if (type->subclasses != nullptr) {
    for (u32 i = 0; i < type->subclasses->fill; i++) {
      if (type->subclasses->entries[i].key.is_undef()) continue;
      if (Type* t = get_if<Type>(type->subclasses->entries[i].value)) type_update_flags(vm, t);
    }
  }
}

Value super_attribute(Vm& vm, Super* s, Str* name) {
  if (s->object.is_undef() || str_equal(name, names::op_class)) return bind_descriptor(vm, type_lookup(vm, &kType_super, name), Value::cell(s), &kType_super);
  Type* start = s->object_type;
  bool past = false;
  auto try_type = [&](Type* t, Value* out) {
    if (!past) {
      past = t == s->type;
      return false;
    }
    *out = type_own_attribute(t, name);
    return !out->is_undef();
  };
  Value found;
  if (start->mro != nullptr) {
    for (u32 i = 0; i < start->mro->length(); i++) {
      if (try_type(start->mro->items[i].as<Type>(), &found)) break;
    }
  } else {
    for (Type* const* t = start->static_mro; *t != nullptr; t++) {
      if (try_type(*t, &found)) break;
    }
  }
  if (found.is_undef()) {
    Value own = type_lookup(vm, &kType_super, name);
    return own.is_undef() ? own : bind_descriptor(vm, own, Value::cell(s), &kType_super);
  }
  // Through the class itself (classmethods): the object is the class.
  bool on_class = kind_of(s->object) == Kind::Type && s->object.as<Type>() == start;
  return bind_descriptor(vm, found, on_class ? Value::undef() : s->object, start);
}

}  // namespace monty
