// SPDX-License-Identifier: MIT
// Which registers are needed once a suspended instruction continues. Computed by backward data flow over the opcode
// table when first asked for; the caller caches.
#pragma once

#include <vector>

#include "code/code.h"

namespace monty {

struct LiveSet {
  std::vector<u64> bits;
  bool has(u32 r) const { return r / 64 < bits.size() && (bits[r / 64] >> (r % 64) & 1) != 0; }
};

// The registers that are live after the instruction at `word`, its own results excepted, together with those its
// exception handler needs. Codes with kCodeUsesLocals keep all named registers.
LiveSet live_registers(const Code& code, u32 word);

}  // namespace monty
