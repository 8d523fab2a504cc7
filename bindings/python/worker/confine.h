// SPDX-License-Identifier: MIT
// A worker gives up everything but memory, its socket, the clock and random bytes.
#pragma once

namespace monty_worker {

// Null: done; else what failed. Descriptors other than `keep` and the standard ones are closed.
const char* confine(int keep);

}  // namespace monty_worker
