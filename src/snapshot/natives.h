// SPDX-License-Identifier: MIT
// The table of Native types: what of their inner state is dumped, and what must hold when it comes back. A type that is not
// here cannot be dumped.
#pragma once

#include "object/layout.h"

namespace monty::snapshot {

struct NativeRule {
  Type* type;
  u32 least_values;
  bool more_values;
  u32 words;                            // of state in `bytes`, all or none; 0: bytes are found again from the values
  const char* (*check)(const Native&);  // null: nothing to say
};

const NativeRule* native_rule(const Type* type);

}  // namespace monty::snapshot
