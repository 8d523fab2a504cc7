// SPDX-License-Identifier: MIT
// What must hold of a loaded cell beyond the kinds of its references: all that natives and the loop trust without looking.
#pragma once

#include "object/vm.h"

namespace monty::snapshot {

// All null when well, else what is not. Once all bodies are read.
const char* check_cell(Vm& vm, Cell& cell);
const char* check_roots(const Vm& vm);
// A chain of tracebacks or of classes that comes back to itself would never end.
const char* check_cycles(const std::vector<Cell*>& cells);
// A frame of `code` in `function`, on the stack or in a generator.
const char* check_frame(const Code& code, const Function* function);
// Does the value serve for the needs of code/suspension.h?
bool meets(Value v, u16 needs);

}  // namespace monty::snapshot
