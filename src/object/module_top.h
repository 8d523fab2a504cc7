// SPDX-License-Identifier: MIT
// The top of a library module runs once. Where all that it left in the namespace is sealed, it would leave the same in every
// instance: the next ones take it as it is.
#pragma once

#include "object/object.h"

namespace monty {

// Remembers what lies in `dict` beside `__name__`, unless something of it is the instance's own. `cost`: what the run took.
void keep_top(const Program& program, const Dict* dict, u64 cost);

// Puts that into the new namespace `dict` and charges the cost of a run. Undef: not known yet, run it; error: no memory, or a limit.
Value take_top(Vm& vm, const Program& program, Dict* dict);

}  // namespace monty
