// SPDX-License-Identifier: MIT
// A worker gives up everything but memory, its socket, the clock and random bytes.
#pragma once

namespace monty_worker {

// Null: done; else what failed. Descriptors other than `keep` and the standard ones are closed.
const char* confine(int keep);

// Tries from inside what must not work, by its name; the exit status: 0 refused, 1 it worked, 2 no such attempt. (Built into the
// program that the tests use alone.)
int probe(const char* attempt);

}  // namespace monty_worker
