// SPDX-License-Identifier: MIT
// Specialising an instruction of an instance's own copy after what it has just seen. Each function leaves the instruction
// generic when there is nothing to gain.
#pragma once

#include "vm/interp.h"

namespace monty {

// Makes `at` the quickened `op` with its caches: extension word 1 in two halves, and word 2.
void fill_cache(Instr* at, Op op, u32 first, u32 second, u64 wide);
void quicken_builtin(Vm& vm, Frame* frame, Instr* at);
void quicken_load_attr(Vm& vm, Frame* frame, Instr* at, Value object);
void quicken_store_attr(Vm& vm, Frame* frame, Instr* at, Value object);
void quicken_load_method(Vm& vm, Frame* frame, Instr* at, Value object);

}  // namespace monty
