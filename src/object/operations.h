// SPDX-License-Identifier: MIT
// Operators on exact builtin types, without Python code. Each returns its value; not_implemented() when the operands
// are not of exact builtin types it knows (the caller then asks the classes); error() or defer().
#pragma once

#include "object/object.h"

namespace monty {

Value native_binary(Vm& vm, Op op, bool inplace, Value a, Value b);  // ADD .. XOR
Value native_compare(Vm& vm, Op op, Value a, Value b);               // LT .. NE, as a bool
Value native_unary(Vm& vm, Op op, Value v);                          // NEG, POS, INVERT
Tri native_contains(Vm& vm, Value container, Value item);
Value native_getitem(Vm& vm, Value container, Value key);
Value native_setitem(Vm& vm, Value container, Value key, Value value);  // value Undef: delete; None when done
Tri native_length(Vm& vm, Value v, i64* out);                           // Defer: ask __len__

}  // namespace monty
