// SPDX-License-Identifier: MIT
// The operating system, as far as the library itself touches it: clocks, entropy, sleeping. Programs reach it only
// through what a session grants. Must never: hold state, print, read files.
#pragma once

#include <atomic>

#include "base/types.h"

namespace monty::host {

double wall_clock();  // seconds since 1970
double monotonic_clock();
double process_clock();  // processor time
bool random_bytes(void* out, usize n);
// Sleeps, but wakes early when *cancel is set.
void sleep_for(double seconds, const std::atomic<bool>* cancel);

}  // namespace monty::host
