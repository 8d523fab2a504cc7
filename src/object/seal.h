// SPDX-License-Identifier: MIT
// Sealing: the constants and names of a compiled program become immortal values, once, before any instance runs it. A
// program of the library has an image: each of its codes is read and sealed when some instance is to run it first.
#pragma once

#include "code/code.h"

namespace monty {

// Not thread-safe on the same program; a sealed program may be shared by any number of threads.
void seal_program(Program& program);

// For any thread. A code that is sealed already costs one load.
void seal_code(Code& code);
void seal_all(const Program& program);
// A text as one of the program's own values; equal texts are one. The program has an image.
Str* seal_text(Program& program, std::string_view utf8);

// Places `entry` into a table of mask + 1 entries that has room and no equal key, where CPython would (object/set.cpp).
struct SetEntry;
void set_place(SetEntry* table, u32 mask, const SetEntry& entry);

}  // namespace monty
