// SPDX-License-Identifier: MIT
// What the two walks must know of a kind beyond its description: what the header's number and flags are, and how large
// the cell is. One row for each kind that is not plain.
#pragma once

#include <type_traits>

#include "object/layout.h"

namespace monty::snapshot {

enum class Number : u8 {
  None,   // private to the instance, or unused
  Plain,  // as it is
  Count,  // so many values lie in the cell
  Slots,  // not the header's: slots of an instance
};

struct KindRule {
  Number number = Number::None;
  u8 flags = 0;        // which user flags are written
  bool undef = false;  // its values may be Undef
  bool leaf = false;   // content stands in the section of cells
};

constexpr KindRule rule_of(Kind kind) {
  switch (kind) {
    case Kind::BigInt: return {Number::Plain, Cell::kUser1, false, true};
    case Kind::Float:
    case Kind::Complex: return {Number::None, 0, false, true};
    case Kind::Str: return {Number::Plain, Str::kWidth2 | Str::kWidth4, false, true};
    case Kind::Bytes:
    case Kind::ByteArray: return {Number::Plain, 0, false, kind == Kind::Bytes};
    case Kind::MemoryView: return {Number::None, Cell::kUser1};
    case Kind::Tuple: return {Number::Count};
    case Kind::Zip: return {Number::Count, Cell::kUser1};
    case Kind::Native: return {Number::Count, 0, true};
    case Kind::List:
    case Kind::DictView:
    case Kind::AsyncGenStep:
    case Kind::MemberDescriptor:
    case Kind::Traceback: return {Number::Plain};
    case Kind::SequenceIterator: return {Number::Plain, 0, true};
    case Kind::DictIterator: return {Number::Plain, Cell::kUser1};
    case Kind::TwinIterator: return {Number::None, Cell::kUser1, true};
    case Kind::HostFunction:
    case Kind::CodeObject: return {Number::None, Cell::kUser1};
    case Kind::Instance:
    case Kind::Exception: return {Number::Slots, 0, true};
    case Kind::ClosureCell:
    case Kind::Generator:
    case Kind::Type:
    case Kind::CallableIterator:
    case Kind::Super:
    case Kind::Property:
    case Kind::SortState: return {Number::None, 0, true};
    default: return {};
  }
}

// Kinds whose description says all of their body.
template <class T>
inline constexpr bool is_described = !std::is_same_v<T, Cell> && !std::is_same_v<T, Shape> && !std::is_same_v<T, Native> &&
                                     !std::is_same_v<T, NativeFunction> && !std::is_same_v<T, GetSetDescriptor> && !std::is_same_v<T, SortState>;

// Keys whose hash is found again from the key alone.
inline bool implies_hash(Value key) { return key.is_small_int() || key.is_small_float() || is<Str>(key); }

// Kinds that are never the value of a variable: only certain fields refer to them.
constexpr bool is_inner(Kind kind) { return kind == Kind::Shape || kind == Kind::Free || kind == Kind::Buffer; }

// Calls f.template operator()<T>() with the struct of the kind.
template <class F>
auto with_kind(Kind kind, F f) {
  switch (kind) {
#define X(name) \
  case Kind::name: return f.template operator()<name>();
    MONTY_KINDS(X)
#undef X
    default: return f.template operator()<Cell>();
  }
}

template <class T>
constexpr usize cell_bytes(u64 n) {
  if constexpr (T::kKind == Kind::Tuple || T::kKind == Kind::Zip || T::kKind == Kind::BigInt || T::kKind == Kind::Bytes)
    return T::bytes(n);
  else if constexpr (T::kKind == Kind::Native)
    return Native::size(n);
  else if constexpr (T::kKind == Kind::Instance || T::kKind == Kind::Exception)
    return sizeof(T) + n * 8;
  else
    return sizeof(T);
}

}  // namespace monty::snapshot
