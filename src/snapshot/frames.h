// SPDX-License-Identifier: MIT
// Where a frame stands when a run is dumped, and which of its registers are needed there.
#pragma once

#include <vector>

#include "code/suspension.h"
#include "object/vm.h"

namespace monty::snapshot {

enum class Stand : u8 {
  Before,    // the instruction is still to run
  Called,    // a call is in progress; its result is all that the instruction waits for
  Again,     // the same, but the instruction looks at its operands once more
  Made,      // a call of __init__: register a holds the instance
  Yielded,   // a generator between two steps
  Question,  // the frame that a suspended run waits in: its registers are the question
};

// Of the frame below one with this Cont.
Stand stand_of(Cont cont);
std::vector<RegisterNeed> needs_at(const Code& code, u32 ordinal, Stand stand);
// May the frame lie on top of `below`, which stands at `in`? Null, or what is wrong.
const char* check_call(const Frame& frame, const Frame& below, const Instr& in);
u32 word_of(const Frame* frame);

}  // namespace monty::snapshot
