// SPDX-License-Identifier: MIT
// What a snapshot knows of a code object: the places where a run may stand by number, which registers are needed at each once the
// instruction continues, and what the instructions ahead trust these registers to hold. Computed from the opcode table by
// a backward data flow when first asked for, and kept with the code (thread-safe).
#pragma once

#include <memory>
#include <vector>

#include "code/code.h"

namespace monty {

// What is trusted of a register, as a set: kLive alone means that anything will do, an unbound local included.
enum Need : u16 {
  kLive = 1,
  kNeedsValue = 2,  // not Undef
  kNeedsCell = 4,   // a ClosureCell; likewise the next ones
  kNeedsList = 8,
  kNeedsSet = 16,
  kNeedsDict = 32,
  kNeedsTuple = 64,
  kNeedsStr = 128,
  kNeedsFunction = 256,
  kNeedsException = 512,
  kNeedsHandled = 1024,  // an exception, None or Undef
  kNeedsDictOrNone = 2048,
  kNeedsCells = 4096,  // a tuple of ClosureCells
};

struct RegisterNeed {
  u16 reg;
  u16 needs;
};

struct SuspensionPoint {
  std::vector<RegisterNeed> after;  // the instruction's result is still to come
  std::vector<RegisterNeed> again;  // the same, and what the instruction itself reads: it runs again, or looks at its operands
};

struct CodeSuspensions {
  std::vector<u32> words;  // word index of each instruction, ascending
  // Made when first asked for.
  mutable std::unique_ptr<std::atomic<const SuspensionPoint*>[]> points;
  ~CodeSuspensions();
};

const CodeSuspensions& suspensions_of(const Code& code);
// Number of the instruction at `word`; -1: none is there.
i64 suspension_ordinal(const CodeSuspensions& s, u32 word);
const SuspensionPoint& suspension_point(const Code& code, u32 ordinal);
// Of all instructions, constants and names: what a dump that refers to the program relies on.
u32 fingerprint(const Program& program);
void free_suspensions(Code& code);

}  // namespace monty
