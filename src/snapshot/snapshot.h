// SPDX-License-Identifier: MIT
// Writing a whole instance as bytes, and making one of bytes that nobody vouches for.
//
// The room owns the format (format.h, in prose) and the two walks over the descriptions of object/layout.h. Invariants: a
// dump holds no address, no bytecode, and nothing that grants anything; reading hostile bytes gives a clear refusal, never
// undefined behaviour. It never runs Python code, and it reaches the compiler through the Vm only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "object/vm.h"

namespace monty::snapshot {

// Beside the mode given to Vm::compile: the text is a dump's, whose program the engine may know.
inline constexpr int kLoading = 8;

// What the host keeps with an instance: usage so far, and the limits of the run (0: none).
struct HostState {
  std::string release;
  u64 calls = 0;
  double seconds = 0, host_seconds = 0, run_seconds = 0;
  u64 memory_limit = 0, depth_limit = 0, output_left = 0, instructions_left = 0, instructions = 0;
  double seconds_limit = 0;
  double clock = 0;                 // the program's monotonic clock
  std::vector<std::string> mounts;  // that the program used
};

// What a dump holds, by kind of cell.
struct Summary {
  u32 version = 0;
  std::string release;
  bool suspended = false, authenticated = false;
  std::vector<std::pair<std::string, u64>> sources;
  struct Row {
    std::string type;
    u64 count = 0, bytes = 0;
  };
  std::vector<Row> rows;               // largest first
  std::vector<std::string> functions;  // of the host
};
// Why a dump was not made or not taken.
struct Refusal {
  std::string message;
};

// The Vm must be suspended or between runs. Nothing of it changes.
bool write(Vm& vm, const HostState& host, std::string* out, Refusal* refusal);
// Into a fresh Vm, which is of no use after a failure. Memory is charged to its limit.
bool read(Vm& vm, std::string_view dump, HostState* host, Refusal* refusal, Summary* summary = nullptr);

// ---- the outermost layer: whether a MAC follows
inline constexpr usize kMacBytes = 32;
// Notes in a dump that a MAC of that many bytes is appended to it.
void mark_authenticated(std::string* dump);
// The dump without its MAC, and that (empty: none). False: no dump that this release reads.
bool split_mac(std::string_view dump, std::string_view* body, std::string_view* mac, Refusal* refusal);

}  // namespace monty::snapshot
