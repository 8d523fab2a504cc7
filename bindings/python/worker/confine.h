// SPDX-License-Identifier: MIT
// A worker gives up everything but memory, its socket, the clock and random bytes.
#pragma once

namespace monty_worker {

// Each is a wall of its own; the tests build them up one by one. Landlock and the namespaces depend on the kernel.
enum Wall : unsigned {
  kDescriptors = 1,
  kLimits = 2,         // rlimits, no core dumps
  kUserNamespace = 4,  // and no capabilities
  kNetNamespace = 8,
  kMountNamespace = 16,
  kPidNamespace = 32,  // and those of IPC, host name and control groups
  kLandlock = 64,
  kCalls = 128,  // the filter
  kWalls = 255,
};

// Null: done, `*up` are the walls that stand; else what failed. Descriptors other than `keep` and standard error are closed.
const char* confine(int keep, unsigned walls, unsigned* up);

}  // namespace monty_worker
