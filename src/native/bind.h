// SPDX-License-Identifier: MIT
// From Python arguments to C++ parameters: the binder, and the conversions that the generated thunks call.
#pragma once

#include "native/native.h"

namespace monty {

// Arguments that need no binding: the thunk may run on the caller's registers (self is args[0]).
inline bool binds_directly(const Signature& s, u32 npos, const Tuple* kwnames) {
  return npos == s.count && s.count == s.positional && !s.varargs && !s.varkw && kwnames == nullptr;
}
// Values in the bound array.
inline u32 bound_count(const Signature& s) { return u32{s.count} + (s.varargs ? 1u : 0u) + (s.varkw ? 1u : 0u); }
inline constexpr u32 kMaxBound = 64;

// Fills `out` (bound_count values): parameters in order, omitted ones with their default or Undef, then the Tuple of
// *args and the Dict of **kwargs. False: a TypeError as CPython words it is pending. Positional arguments include self.
bool bind_arguments(Vm& vm, const NativeFunction& f, const Value* positional, u32 npos, const Tuple* kwnames, const Value* kwvalues, Value* out);

// ---- written in object/convert.cpp. False or null: an exception is pending, or vm.deferred says that Python code is
// needed first.
bool clip_index(Vm& vm, Value v, i64* out);  // by __index__, saturated at the i64 bounds
bool to_index(Vm& vm, Value v, i64* out);    // OverflowError beyond them
bool to_double(Vm& vm, Value v, double* out);
// `parameter`: its name, when it may be given by name (messages then say that).
Str* to_exact_str(Vm& vm, Value v, const char* function, int position, const char* parameter = nullptr);
bool to_truth(Vm& vm, Value v, bool* out);
Value conversion_failed(Vm& vm);                              // defer() when vm.deferred (which it clears), else error()
Value int_value(Value v);                                     // object/int.cpp
Str* nearest_name(Str* const* names, u32 count, Str* wrong);  // object/suggest.cpp: the one that `wrong` probably meant, or null
Value new_empty(Vm& vm, Type* cls);                           // an object of `cls`, a builtin type or subclass of one, with an empty payload

// ---- self
// v as a T, or the T inside an instance of a subclass; null: neither.
template <class T>
inline T* unwrap(Value v) {
  if (!v.is_cell()) return nullptr;
  Cell* c = v.as_cell();
  if (MONTY_LIKELY(c->kind == T::kKind)) return static_cast<T*>(c);
  if (c->kind == Kind::Instance) {
    Instance* i = static_cast<Instance*>(c);
    if (i->type->payload_kind == T::kKind) return i->slots[0].as<T>();
  }
  return nullptr;
}
inline Value unwrap_int(Value v) {
  if (MONTY_LIKELY(v.is_small_int())) return v;
  return int_value(v);
}
inline bool unwrap_float(Value v, double* out) {
  if (MONTY_LIKELY(v.is_small_float())) {
    *out = v.as_small_float();
    return true;
  }
  if (!v.is_cell()) return false;
  Cell* c = v.as_cell();
  if (c->kind == Kind::Instance && static_cast<Instance*>(c)->type->payload_kind == Kind::Float) {
    v = static_cast<Instance*>(c)->slots[0];
    if (v.is_small_float()) {
      *out = v.as_small_float();
      return true;
    }
    c = v.as_cell();
  }
  if (c->kind != Kind::Float) return false;
  *out = static_cast<Float*>(c)->number;
  return true;
}
Native* unwrap_native(Value v, const Type& type);
TwinIterator* unwrap_twin_iterator(Value v, const Type& type);
// The class that __new__ was called with; null: TypeError pending.
Type* unwrap_class(Vm& vm, Value cls, const NativeFunction& f);
Value wrong_self(Vm& vm, const NativeFunction& f, Value self);

extern const Signature kNewAnySignature;  // (type, *args, **kwargs)

}  // namespace monty
