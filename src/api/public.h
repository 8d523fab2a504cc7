// SPDX-License-Identifier: MIT
// The public header as the api room itself sees it: its names stay in monty::v1, apart from the core's own Value,
// Program and Session. Every file of the room that implements monty.hpp includes this first.
#pragma once

#define MONTY_API_INLINE
#include "../../include/monty/monty.hpp"

namespace monty {
namespace api = v1;
}
