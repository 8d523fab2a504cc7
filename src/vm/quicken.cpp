// SPDX-License-Identifier: MIT
#include "vm/quicken.h"

#include <cstring>

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

void quicken_builtin(Vm& vm, Frame* frame, Instr* at) {
  if (vm.builtins != nullptr && (frame->code->code->flags & kCodeTwin) == 0) return;
  if (vm.builtins != nullptr) return;
  Value v = sealed_builtin(vm, frame->code->names[at->wide]);
  if (!v.is_undef()) {
    Dict* globals = frame->function->globals;
    fill_cache(at, Op::LOAD_GLOBAL_BUILTIN, 0, globals->aux, reinterpret_cast<u64>(globals));
    std::memcpy(static_cast<void*>(at + 3), &v, sizeof v);
  }
}

void quicken_load_attr(Vm& vm, Frame* frame, Instr* at, Value object) {
  Instance* o = instance_of(object);
  if (o == nullptr || (o->type->type_flags & kTypeCustomGetattribute)) return;
  Str* name = frame->code->names[at->c];
  Value attribute = type_lookup(vm, o->type, name);
  i32 slot;
  if (MemberDescriptor* m = get_if<MemberDescriptor>(attribute)) {
    slot = static_cast<i32>(m->aux);
  } else {
    if (!attribute.is_undef() && is_data_descriptor(vm, attribute)) return;
    slot = shape_find(o->shape, name);
  }
  if (slot < 0) return;
  rely_on(o->type);
  fill_cache(at, Op::LOAD_ATTR_SLOT, o->aux, vm.epoch, static_cast<u64>(slot));
}

void quicken_store_attr(Vm& vm, Frame* frame, Instr* at, Value object) {
  Instance* o = instance_of(object);
  if (o == nullptr || (o->type->type_flags & kTypeCustomSetattr)) return;
  Str* name = frame->code->names[at->c];
  Value attribute = type_lookup(vm, o->type, name);
  if (MemberDescriptor* m = get_if<MemberDescriptor>(attribute)) {
    if (o->slots[m->aux].is_undef()) return;
    rely_on(o->type);
    return fill_cache(at, Op::STORE_ATTR_SLOT, o->aux, vm.epoch, m->aux);
  }
  if ((o->type->type_flags & kTypeNoDict) || (!attribute.is_undef() && is_data_descriptor(vm, attribute))) return;
  i32 slot = shape_find(o->shape, name);
  if (slot >= 0) {
    rely_on(o->type);
    return fill_cache(at, Op::STORE_ATTR_SLOT, o->aux, vm.epoch, static_cast<u64>(slot));
  }
  Shape* next = o->shape->last_child;  // the transition that the last instance took
  if (next == nullptr || !(next->name == name || str_equal(next->name, name)) || next->count > o->capacity) return;
  rely_on(o->type);
  fill_cache(at, Op::STORE_ATTR_ADD, o->aux, vm.epoch, reinterpret_cast<u64>(next));
}

void quicken_load_method(Vm& vm, Frame* frame, Instr* at, Value object) {
  Str* name = frame->code->names[at->c];
  if (Instance* o = instance_of(object)) {
    if (o->type->type_flags & kTypeCustomGetattribute) return;
    Value attribute = type_lookup(vm, o->type, name);
    if (kind_of(attribute) != Kind::Function || shape_find(o->shape, name) >= 0) return;
    rely_on(o->type);
    return fill_cache(at, Op::LOAD_METHOD_CLASS, o->aux, vm.epoch, attribute.bits());
  }
  switch (kind_of(object)) {
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
