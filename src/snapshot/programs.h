// SPDX-License-Identifier: MIT
// Programs as dumps know them: where they come from, a fingerprint of all their code, and their sealed constants by number.
#pragma once

#include <unordered_map>
#include <vector>

#include "code/code.h"
#include "heap/cell.h"

namespace monty::snapshot {

struct Facts final : ProgramFacts {
  u32 fingerprint = 0;
  std::vector<Cell*> constants;  // of all codes, in their order, each once
  std::unordered_map<const Cell*, u32> numbers;
};

// Thread-safe; kept with the program.
const Facts& facts_of(const Program& program);

}  // namespace monty::snapshot
