// SPDX-License-Identifier: MIT
// Raising exceptions from C++. Every function sets vm.exception and returns Value::error().
#pragma once

#include "object/vm.h"

namespace monty {

// Text formatting of messages: %s C string, %S Str*, %d int, %l i64, %c code point, %T name of the type of a Value,
// %N name of a Type*, %R repr of a Value (exact builtin types; others get their default repr), %% percent.
Str* format_message(Vm& vm, const char* format, ...);
Str* format_message_v(Vm& vm, const char* format, va_list args);

Value raise(Vm& vm, Type& type, const char* format, ...);
Value raise_type_error(Vm& vm, const char* format, ...);
Value raise_value_error(Vm& vm, const char* format, ...);
Value raise_with(Vm& vm, Type& type, Value argument);  // one argument
Value raise_args(Vm& vm, Type& type, Tuple* args);
Value raise_key_error(Vm& vm, Value key);
Value raise_stop_iteration(Vm& vm, Value value);  // Undef: without a value
Value raise_exception(Vm& vm, Value exception);   // an instance: sets vm.exception
Value raise_memory_error(Vm& vm);                 // after a failed allocation: limit, or MemoryError
Value raise_impossible_size(Vm& vm);
// The meter said stop.
Value raise_stopped(Vm& vm);

// An instance of a builtin exception type.
Exception* exception_new(Vm& vm, Type* type, Tuple* args);
bool exception_matches(Value exception, const Type& type);    // isinstance, builtin classes
const char* type_name_of(Value v, char* buffer, usize size);  // UTF-8, cut to fit

// Propagate failures: `TRY(x)` returns Value::error() when x is null/false.
#define MONTY_TRY(expr)                 \
  do {                                  \
    if (!(expr)) return Value::error(); \
  } while (0)

}  // namespace monty
