// SPDX-License-Identifier: MIT
// Classes whose instances cross with what they consist of: those of the library in a table, enums, exceptions, named
// tuples. How each is named outside is told in docs/embedding.md.
#pragma once

#include <string>
#include <vector>

#include "object/vm.h"

namespace monty {

// What an instance consists of, as the host sees it. Not known: an empty name.
struct KnownParts {
  std::string name;  // "datetime.date", "enum Color", "exception KeyError"
  std::vector<std::pair<std::string, Value>> parts;
};
// Reads attributes; never runs Python code.
KnownParts known_parts(Vm& vm, Value object);
// "Point(x, y)" for an instance of a named tuple, else empty.
std::string named_tuple_signature(Vm& vm, Value object);
// An instance of a frozen dataclass.
bool is_frozen(Vm& vm, Value object);
// The name of a function, class or module; empty: it has none.
std::string name_of_opaque(Value object);

// The host's value of that kind (src/lib/_host_values.py). Runs Python code; collects. error(): an exception is
// pending, or the run is stopped.
Value make_known(Vm& vm, std::string_view kind, Value names, Value values);
// Whether objects that leave by name alone are kept for their return, as make_known's "keep these" and "kept object" do.
bool keeps_opaque(Vm& vm);

}  // namespace monty
