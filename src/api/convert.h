// SPDX-License-Identifier: MIT
// Values across the boundary: copies in, copies out. Bounded in depth and metered. Going out runs no Python code; coming
// in does where a value is no builtin (known_types.h), and collects: root what is needed afterwards.
#pragma once

#include "api/host_types.h"
#include "object/vm.h"

namespace monty {

// False: *problem says why (or vm.stop is set, and the problem is empty). With `foreign`, values without a plain form are
// such a problem, and set it.
bool to_host(Vm& vm, Value value, api::Value* out, std::string* problem, bool* foreign = nullptr);
// error(): an exception is pending, or the run is stopped.
Value from_host(Vm& vm, const api::Value& value);
// The exception that a host's error raises in the program: pending when this returns.
Value raise_host_error(Vm& vm, const api::Error& error);

}  // namespace monty
