// SPDX-License-Identifier: MIT
// Makers of constant-initialised cells for the generated tables. Sealed cells are marked and immortal; nothing writes
// them.
#pragma once

#include <bit>

#include "object/layout.h"

namespace monty {

inline constexpr u8 kSealed = Cell::kMark | Cell::kImmortal;

constexpr Str static_str(const u8* bytes, u32 length, u64 hash, bool interned) {
  Str s{};
  s.kind = Kind::Str;
  s.flags = static_cast<u8>(kSealed | Str::kAscii | (interned ? Str::kInterned : 0));
  s.aux = length;
  s.hash = hash;
  s.data = const_cast<u8*>(bytes);
  return s;
}

constexpr Float static_float(u64 bits) {
  Float f{};
  f.kind = Kind::Float;
  f.flags = kSealed;
  f.number = std::bit_cast<double>(bits);
  return f;
}

constexpr BigInt static_bigint(u64 limb, bool negative) {
  BigInt n{};
  n.kind = Kind::BigInt;
  n.flags = static_cast<u8>(kSealed | (negative ? Cell::kUser1 : 0));
  n.aux = 1;
  n.limbs[0] = limb;
  return n;
}

constexpr NativeFunction static_native(u8 flags, Str* name, Str* qualname, Str* module, Type* owner, NativeThunk thunk, const Signature* signature,
                                       const char* twin, const char* doc) {
  NativeFunction f{};
  f.kind = Kind::NativeFunction;
  f.flags = static_cast<u8>(kSealed | flags);
  f.name = name;
  f.qualname = qualname;
  f.module = module;
  f.owner = owner;
  f.thunk = thunk;
  f.signature = signature;
  f.twin = twin;
  f.doc = doc;
  return f;
}

constexpr GetSetDescriptor static_getset(Str* name, Type* owner, Value (*get)(Vm&, Value), Value (*set)(Vm&, Value, Value), const char* doc) {
  GetSetDescriptor d{};
  d.kind = Kind::GetSetDescriptor;
  d.flags = kSealed;
  d.name = name;
  d.owner = owner;
  d.get = get;
  d.set = set;
  d.doc = doc;
  return d;
}

struct TypeFacts {
  Str* name;
  Str* module;
  Type* const* mro;
  Type* base;
  const StaticAttr* attrs;
  u32 attr_count;
  u32 flags;
  Kind kind;
  const NativeFunction* constructor;
  NativeThunk construct;
};

extern Type kType_type;

constexpr Type static_type(const TypeFacts& facts) {
  Type t{};
  t.kind = Kind::Type;
  t.flags = kSealed;
  t.meta = &kType_type;
  t.name = facts.name;
  t.qualname = facts.name;
  t.module = facts.module;
  t.static_mro = facts.mro;
  t.base = facts.base;
  t.attrs = facts.attrs;
  t.attr_count = facts.attr_count;
  t.type_flags = facts.flags;
  t.instance_kind = facts.kind;
  t.payload_kind = Kind::Free;
  t.constructor = facts.constructor;
  t.construct = facts.construct;
  return t;
}

}  // namespace monty
