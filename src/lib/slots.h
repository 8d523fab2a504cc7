// SPDX-License-Identifier: MIT
// Natives as methods of the library's Python classes. The object's state lies in its __slots__, so that it is copied,
// dumped and traced as any object's; a native trusts none of it (a program or a forged dump may have put it there).
#pragma once

#include "lib/natives.h"
#include "object/type.h"

namespace monty::lib {

// The library's class `name` among the bases of v's; null: v is no instance of it.
inline Type* library_class(Value v, std::string_view name) {
  Instance* o = get_if<Instance>(v);
  for (Type* t = o == nullptr || o->type->payload_type != nullptr ? nullptr : o->type; t != nullptr && !t->immortal(); t = t->base) {
    if (t->qualname->ascii() && t->qualname->ascii_view() == name) return t;
  }
  return nullptr;
}

// The first n slots of an instance of the library's class `name`; null: a TypeError is pending.
inline Value* slots_of(Vm& vm, Value self, const char* name, u32 n) {
  Type* type = library_class(self, name);
  if (type != nullptr && type->members >= n) return self.as<Instance>()->slots;
  raise_type_error(vm, "descriptor requires a '%s' object but received a '%T'", name, self);
  return nullptr;
}

// Asks for a method written in Python in the native's place.
template <class... Args>
Value slow_method(Vm& vm, Value self, const char* name, Args... args) {
  Str* text = str_from_ascii(vm, name);
  MONTY_TRY(text);
  Value method = type_lookup(vm, self.as<Instance>()->type, text);
  if (!is<Function>(method)) return raise(vm, kType_SystemError, "the library lacks %s", name);
  const Value all[] = {self, args...};
  Tuple* packed = tuple_from(vm, all, 1 + sizeof...(args));
  MONTY_TRY(packed);
  return call_request(vm, method, packed);
}

// iter_next() for an iterator in a native's hands: natives step one another only so deep, beyond that Python code does.
inline Value step(Vm& vm, Value iterator) {
  constexpr int kDeepest = 8;
  static thread_local int depth = 0;
  if (depth >= kDeepest) return Value::defer();
  depth++;
  Value v = iter_next(vm, iterator);
  depth--;
  if (v.is_defer()) vm.deferred = false;
  return v;
}

}  // namespace monty::lib
