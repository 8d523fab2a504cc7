// SPDX-License-Identifier: MIT
// Shorthands for the files that hold the natives of the object room.
#pragma once

#include "native/bind.h"
#include "natives/sealed_types.h"
#include "object/operations.h"
#include "object/type.h"

namespace monty {

inline Value cell_or_raise(const Cell* c) { return c == nullptr ? Value::error() : Value::cell(c); }
// Result of repr_native and the like: null means error, or vm.deferred.
inline Value text_or_defer(Vm& vm, Str* s) { return s == nullptr ? conversion_failed(vm) : Value::cell(s); }
inline Value tri_value(Tri t) {
  switch (t) {
    case Tri::False: return Value::boolean(false);
    case Tri::True: return Value::boolean(true);
    case Tri::Error: return Value::error();
    default: return Value::defer();
  }
}
// The library's hidden natives are called by its own Python code only, with arguments that fit; but a forged dump may hold
// them anywhere, so they look.
MONTY_NOINLINE Value unexpected(Vm& vm, Value argument);
#define MONTY_EXPECT(T, argument) \
  if (!is<T>(argument)) return unexpected(vm, argument)

inline Value defer_clean(Vm& vm) {
  vm.deferred = false;
  return Value::defer();
}

// An instance of a class that may have __index__ and the like: written in Python, or an exception.
inline bool of_python_class(Value v) { return kind_of(v) == Kind::Instance || kind_of(v) == Kind::Exception; }

// T.__iter__: of an object that holds a T.
template <class T>
Value container_iter(Vm& vm, Value self, const char* name) {
  if (unwrap<T>(self) == nullptr) return raise_type_error(vm, "descriptor '__iter__' requires a '%s' object but received a '%T'", name, self);
  return get_iter(vm, payload(self));
}

// self <op> other where self is a builtin container of kind T and other must be one too (or of a subclass).
template <class T>
Value compare_same(Vm& vm, Op op, T* self, Value other) {
  T* o = unwrap<T>(other);
  if (o == nullptr) return Value::not_implemented();
  if (op == Op::EQ || op == Op::NE) {
    Tri t = equal(vm, Value::cell(self), Value::cell(o));
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return defer_clean(vm);
    return Value::boolean((t == Tri::True) == (op == Op::EQ));
  }
  Value v = native_compare(vm, op, Value::cell(self), Value::cell(o));
  return v.is_not_implemented() ? defer_clean(vm) : v;
}

#define MONTY_COMPARISONS(prefix, T)                                                                   \
  Value prefix##_op_eq(Vm& vm, T* self, Value other) { return compare_same(vm, Op::EQ, self, other); } \
  Value prefix##_op_ne(Vm& vm, T* self, Value other) { return compare_same(vm, Op::NE, self, other); } \
  Value prefix##_op_lt(Vm& vm, T* self, Value other) { return compare_same(vm, Op::LT, self, other); } \
  Value prefix##_op_le(Vm& vm, T* self, Value other) { return compare_same(vm, Op::LE, self, other); } \
  Value prefix##_op_gt(Vm& vm, T* self, Value other) { return compare_same(vm, Op::GT, self, other); } \
  Value prefix##_op_ge(Vm& vm, T* self, Value other) { return compare_same(vm, Op::GE, self, other); }

// Appends what is left of a builtin iterable to `out` without Python code. Defer: nothing was taken.
Tri drain_into(Vm& vm, Value iterable, List* out);

// The attribute as `bind_descriptor` gives it, or a request for the getter written in Python.
Value bind_or_request(Vm& vm, Value attribute, Value object, Type* type);
// object.__getattribute__ and its kin: the generic look-up; Python code is asked for by request.
Value generic_getattr(Vm& vm, Value object, Str* name);
Value generic_setattr(Vm& vm, Value object, Str* name, Value value);  // value Undef: delete
// A request for the call of `callable` with up to three arguments.
Value request_call(Vm& vm, Value callable, std::initializer_list<Value> args);
// The name argument of getattr and its kin; null: TypeError.
Str* attribute_name(Vm& vm, Value name);
Value generic_alias_new(Vm& vm, Value origin, Value args);
Value union_new(Vm& vm, Value a, Value b);
Value mapping_proxy_new(Vm& vm, Value mapping);
Dict* type_namespace(Vm& vm, Type* type);  // a dict with the type's own attributes (a copy for sealed types)
Value dict_iterator_new(Vm& vm, Dict* d, u32 what);
bool steps_natively(Value iterator);
Shape* static_root_shape(Vm& vm, Type* type);
Tuple* type_mro_tuple(Vm& vm, Type* type);
u64 tuple_hash_of(const u64* hashes, u32 n);

}  // namespace monty
