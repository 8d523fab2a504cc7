// SPDX-License-Identifier: MIT
#include "code/code.h"

namespace monty {
std::string verify(const Code&) { return {}; }
}  // namespace monty
