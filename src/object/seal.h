// SPDX-License-Identifier: MIT
// Sealing: the constants and names of a compiled program become immortal values, once, before any instance runs it.
#pragma once

#include "code/code.h"

namespace monty {

// Not thread-safe on the same program; a sealed program may be shared by any number of threads.
void seal_program(Program& program);

// Places `entry` into a table of mask + 1 entries that has room and no equal key, where CPython would (object/set.cpp).
struct SetEntry;
void set_place(SetEntry* table, u32 mask, const SetEntry& entry);

}  // namespace monty
