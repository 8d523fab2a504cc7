// SPDX-License-Identifier: MIT
// Specialising an instruction of an instance's own copy after what it has just seen. Each function leaves the instruction
// generic when there is nothing to gain.
#pragma once

#include "vm/interp.h"

namespace monty {

void quicken_builtin(Vm& vm, Frame* frame, Instr* at);
void quicken_load_attr(Vm& vm, Frame* frame, Instr* at, Value object);
void quicken_store_attr(Vm& vm, Frame* frame, Instr* at, Value object);
void quicken_load_method(Vm& vm, Frame* frame, Instr* at, Value object);

}  // namespace monty
