// SPDX-License-Identifier: MIT
// Errors of the library as the exceptions of monty.errors.
#pragma once

#include <monty/monty.h>
#include <nanobind/nanobind.h>

#include <string>

namespace monty_python {

namespace nb = nanobind;

// What the library says and who must free it.
struct ErrorFree {
  void operator()(monty_error* e) const { monty_error_free(e); }
};

// The exception for an error, which is freed. `cause`: what a tool raised, told as __cause__ where it fits.
nb::object exception_of(monty_error* error, nb::handle cause = {});
// Throws nb::python_error for an error; NULL is none.
void check(monty_error* error, nb::handle cause = {});
[[noreturn]] void raise_conversion(const std::string& message);
[[noreturn]] void raise_error(const char* type, const std::string& message);
[[noreturn]] void throw_exception(nb::handle exception);
nb::object error_class(const char* name);

}  // namespace monty_python
