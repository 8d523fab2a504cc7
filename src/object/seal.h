// SPDX-License-Identifier: MIT
// Sealing: the constants and names of a compiled program become immortal values, once, before any instance runs it.
#pragma once

#include "code/code.h"

namespace monty {

// Not thread-safe on the same program; a sealed program may be shared by any number of threads.
void seal_program(Program& program);

}  // namespace monty
