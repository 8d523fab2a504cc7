// SPDX-License-Identifier: MIT
#include "vm/quicken.h"

#include <cstring>

#include "object/on_demand.h"
#include "object/type.h"
#include "vm/modules.h"

namespace monty {

void fill_cache(Instr* at, Op op, u32 first, u32 second, u64 wide) {
  u32 pair[2] = {first, second};
  std::memcpy(static_cast<void*>(at + 1), pair, sizeof pair);
  std::memcpy(static_cast<void*>(at + 2), &wide, sizeof wide);
  at->op = static_cast<u16>(op);
}

namespace {

// Caches hold until a class on the way changes: from now on that moves the epoch.
void rely_on(Type* type) {
  if (type->mro == nullptr) return;
  for (u32 i = 0; i < type->mro->length(); i++) {
    Type* t = type->mro->items[i].as<Type>();
    if (!t->immortal()) t->type_flags |= kTypeCached;
  }
}

Instance* instance_of(Value v) {
  Kind k = kind_of(v);
  if (k != Kind::Instance && k != Kind::Exception) return nullptr;
  auto* o = v.as<Instance>();
  return o->aux == Instance::kDictShape ? nullptr : o;
}

}  // namespace

// The builtin itself, as long as no program has touched the builtins module; then the key of its entry there and its index.
void quicken_builtin(Vm& vm, Frame* frame, Instr* at) {
  Str* name = frame->code->names[at->wide];
  Dict* globals = frame->function->globals;
  if ((globals->flags & Dict::kOnDemand) != 0 && is_on_demand(vm, globals, name)) return;
  Value known;
  u32 index = 0;
  if (vm.builtins == nullptr) {
    known = sealed_builtin(vm, name);
  } else if (dict_find_str(globals, names::op_builtins) == nullptr) {
    DictEntry* e = dict_find_str(vm.builtins, name);
    if (e != nullptr && (e->key == Value::cell(name) || e->key.as_cell()->immortal())) {
      known = e->key;
      index = static_cast<u32>(e - vm.builtins->entries);
    }
  }
  if (known.is_undef()) return;
  fill_cache(at, Op::LOAD_GLOBAL_BUILTIN, index, globals->aux, reinterpret_cast<u64>(globals));
  std::memcpy(static_cast<void*>(at + 3), &known, sizeof known);
}

namespace {

// The index that a descriptor of a named tuple's field gives (its first slot), or -1: it is none. They are known by their
// __get__, which is the library's.
i64 tuple_item_of(Vm& vm, Value attribute) {
  Instance* a = get_if<Instance>(attribute);
  if (a == nullptr) return -1;
  Function* get = get_if<Function>(type_lookup(vm, a->type, names::op_get));
  if (get == nullptr || get->code->code->qualname != "_tuplegetter.__get__" || get->code->code->program->library != "collections") return -1;
  return a->shape->count > 0 && a->slots[0].is_small_int() ? a->slots[0].as_small_int() : -1;
}

}  // namespace

const AttributeCacheEntry* resolve_attribute(Vm& vm, Instance* o, Str* name, bool store) {
  using What = AttributeCacheEntry::What;
  if (o->aux == Instance::kDictShape) return nullptr;
  Type* type = o->type;
  if (type->type_flags & (store ? kTypeCustomSetattr : kTypeCustomGetattribute)) return nullptr;
  Value attribute = type_lookup(vm, type, name);
  AttributeCacheEntry found{o->aux, 0, name, What::Nothing, 0, {0}};
  if (i64 item = store ? -1 : tuple_item_of(vm, attribute); item >= 0 && type->payload_kind == Kind::Tuple) {
    found.what = What::TupleItem;
    found.slot = static_cast<u32>(item);
  } else if (MemberDescriptor* m = get_if<MemberDescriptor>(attribute)) {
    if (!is_subtype(type, m->type)) return nullptr;
    found.what = store ? What::StoreSlot : What::Slot;
    found.slot = m->aux;
  } else if (Property* p = get_if<Property>(attribute); p != nullptr && !store && is<Function>(p->fget)) {
    found.what = What::Property;
    found.value = p->fget.bits();
  } else if (!attribute.is_undef() && is_data_descriptor(vm, attribute)) {
    return nullptr;
  } else if (i32 slot = shape_find(o->shape, name); slot >= 0) {
    found.what = store ? What::StoreSlot : What::Slot;
    found.slot = static_cast<u32>(slot);
  } else if (store) {
    Shape* next = o->shape->last_child;  // the transition that the last instance took
    if ((type->type_flags & kTypeNoDict) || next == nullptr || !(next->name == name || str_equal(next->name, name))) return nullptr;
    found.what = What::StoreAdd;
    found.next = next;
  } else {
    switch (kind_of(attribute)) {
      case Kind::Function: found.what = What::Method; break;
      case Kind::StaticMethod: found.what = What::ClassValue, attribute = attribute.as<StaticMethod>()->function; break;
      case Kind::ClassMethod:
        found.what = What::ClassMethod, attribute = attribute.as<ClassMethod>()->function;
        if (!is<Function>(attribute)) return nullptr;
        break;
      case Kind::NativeFunction: {
        auto* f = attribute.as<NativeFunction>();
        if (f->flags & NativeFunction::kClassMethod) return nullptr;
        found.what = f->owner == nullptr || (f->flags & NativeFunction::kStatic) ? What::ClassValue : What::Method;
        break;
      }
      case Kind::Str:
      case Kind::List:
      case Kind::Dict:
      case Kind::Tuple:
      case Kind::Set:
      case Kind::FrozenSet: found.what = What::ClassValue; break;
      default:
        if (attribute.is_undef() || attribute.is_cell()) return nullptr;
        found.what = What::ClassValue;
    }
    found.value = attribute.bits();
  }
  rely_on(type);
  if (vm.attribute_cache == nullptr) {
    vm.attribute_cache.reset(new AttributeCacheEntry[2 * kAttributeCacheSize]());
    vm.heap.charge_late(2 * kAttributeCacheSize * sizeof(AttributeCacheEntry));
  }
  found.epoch = vm.epoch;
  AttributeCacheEntry& e = attribute_cache_place(vm, o, name, store);
  e = found;
  return &e;
}

Value class_attribute(Vm& vm, Type* type, Str* name, Value* self) {
  *self = Value::undef();
  if (type->meta == nullptr || (type->meta->type_flags & kTypeCustomGetattribute) != 0) return Value::undef();
  if (!type_lookup(vm, type->meta, name).is_undef()) return Value::undef();
  Value v = type_lookup(vm, type, name);
  if (!v.is_cell()) return v;
  switch (v.as_cell()->kind) {
    case Kind::StaticMethod: return v.as<StaticMethod>()->function;
    case Kind::ClassMethod: *self = Value::cell(type); return is<Function>(v.as<ClassMethod>()->function) ? v.as<ClassMethod>()->function : Value::undef();
    case Kind::Instance: return type_lookup(vm, v.as<Instance>()->type, names::op_get).is_undef() ? v : Value::undef();
    case Kind::Function:
    case Kind::Str:
    case Kind::List:
    case Kind::Dict:
    case Kind::Tuple: return v;
    default: return Value::undef();
  }
}

void quicken_load_attr(Vm& vm, Frame* frame, Instr* at, Value object) {
  using What = AttributeCacheEntry::What;
  if (is<Module>(object) || is<Type>(object)) {
    at->op = static_cast<u16>(Op::LOAD_ATTR_ANY);
    return;
  }
  Instance* o = instance_of(object);
  const AttributeCacheEntry* e = o == nullptr ? nullptr : resolve_attribute(vm, o, frame->code->names[at->c], false);
  if (e == nullptr) return;
  if (e->what == What::Slot) return fill_cache(at, Op::LOAD_ATTR_SLOT, o->aux, vm.epoch, e->slot);
  at->op = static_cast<u16>(Op::LOAD_ATTR_ANY);
}

void quicken_store_attr(Vm& vm, Frame* frame, Instr* at, Value object) {
  using What = AttributeCacheEntry::What;
  Instance* o = instance_of(object);
  const AttributeCacheEntry* e = o == nullptr ? nullptr : resolve_attribute(vm, o, frame->code->names[at->c], true);
  if (e == nullptr) return;
  if (e->what == What::StoreSlot && !o->slots[e->slot].is_undef()) return fill_cache(at, Op::STORE_ATTR_SLOT, o->aux, vm.epoch, e->slot);
  if (e->what == What::StoreAdd) return fill_cache(at, Op::STORE_ATTR_ADD, o->aux, vm.epoch, reinterpret_cast<u64>(e->next));
  at->op = static_cast<u16>(Op::STORE_ATTR_ANY);
}

namespace {

// The opcode for a call of a builtin that the loop knows by heart, or CALL_NATIVE.
Op quick_call_of(const NativeFunction* f, const Value* args, u32 n, bool method) {
  const std::string_view name = f->name->ascii_view();
  if (method) return f->owner == &kType_list && name == "append" && n == 2 && is<List>(args[0]) ? Op::CALL_METHOD_APPEND : Op::CALL_METHOD_NATIVE;
  if (f->owner != nullptr || f->module != names::builtins) return Op::CALL_NATIVE;
  if (name == "len" && n == 1) return Op::CALL_LEN;
  if (name == "isinstance" && n == 2) return Op::CALL_ISINSTANCE;
  if ((name == "min" || name == "max") && n == 2) return Op::CALL_EXTREME;
  return Op::CALL_NATIVE;
}

}  // namespace

void quicken_call_native(Instr* at, NativeFunction* native, const Value* args, u32 n, bool method) {
  const Signature& s = *native->signature;
  const Op op = quick_call_of(native, args, n, method);
  const bool direct = native->thunk != nullptr && s.count == n && s.positional == n && !s.varargs && !s.varkw;
  if (!direct && op != Op::CALL_EXTREME) return;
  u32 k;
  std::memcpy(&k, at + 1, sizeof k);
  fill_cache(at, op, k, op == Op::CALL_EXTREME && native->name->ascii_view() == "max", Value::cell(native).bits());
}

void quicken_super_method(Vm& vm, Instr* at, Value self, Value cls, Value function) {
  Instance* o = instance_of(self);
  if (o == nullptr) return;
  rely_on(o->type);
  fill_cache(at, Op::LOAD_SUPER_METHOD_CLASS, o->aux, vm.epoch, function.bits());
  const u64 bits = cls.bits();
  std::memcpy(static_cast<void*>(at + 3), &bits, sizeof bits);
}

void quicken_load_method(Vm& vm, Frame* frame, Instr* at, Value object) {
  Str* name = frame->code->names[at->c];
  if (Instance* o = instance_of(object)) {
    const AttributeCacheEntry* e = resolve_attribute(vm, o, name, false);
    if (e == nullptr) return;
    if (e->what == AttributeCacheEntry::What::Method) return fill_cache(at, Op::LOAD_METHOD_CLASS, o->aux, vm.epoch, e->value);
    at->op = static_cast<u16>(Op::LOAD_METHOD_ANY);
    return;
  }
  switch (kind_of(object)) {
    case Kind::Type:
    case Kind::Module: at->op = static_cast<u16>(Op::LOAD_METHOD_ANY); return;
    case Kind::Str:
    case Kind::List:
    case Kind::Dict:
    case Kind::Set:
    case Kind::FrozenSet:
    case Kind::Tuple:
    case Kind::Bytes:
    case Kind::ByteArray: {
      Value attribute = type_lookup(vm, type_of(vm, object), name);
      auto* f = get_if<NativeFunction>(attribute);
      if (f == nullptr || f->owner == nullptr || (f->flags & (NativeFunction::kStatic | NativeFunction::kClassMethod))) return;
      return fill_cache(at, Op::LOAD_METHOD_BUILTIN, static_cast<u32>(kind_of(object)), 0, attribute.bits());
    }
    default: return;
  }
}

}  // namespace monty
