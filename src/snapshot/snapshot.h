// SPDX-License-Identifier: MIT
// Writing a whole instance as bytes, and making one of bytes that nobody vouches for.
//
// The room owns the format (format.h, in prose) and the two walks over the descriptions of object/layout.h. Invariants: a
// dump holds no address, no bytecode, and nothing that grants anything; reading hostile bytes gives a clear refusal, never
// undefined behaviour. It never runs Python code, and it reaches the compiler through the Vm only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "object/vm.h"

namespace monty::snapshot {

// Names of sealed things, both ways. One for each engine; thread-safe.
class StaticIndex {
 public:
  StaticIndex();
  ~StaticIndex();
  // Null: no name ("the dump would not be loadable").
  const std::string* name_of(const Cell* cell) const;
  Cell* find(std::string_view name) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What the host keeps with an instance: usage so far, and the limits of the run (0: none).
struct HostState {
  u64 calls = 0;
  double seconds = 0, host_seconds = 0, run_seconds = 0;
  u64 memory_limit = 0, depth_limit = 0, output_left = 0, instructions_left = 0;
  double seconds_limit = 0;
  std::string release;
};

struct Refusal {
  std::string message;
};

// The Vm must be suspended or between runs. False: refusal->message.
bool write(Vm& vm, const StaticIndex& index, const HostState& host, bool authenticated, std::string* out, Refusal* refusal);
// Into a fresh Vm, which is of no use after a failure.
bool read(Vm& vm, const StaticIndex& index, std::string_view dump, HostState* host, Refusal* refusal);

struct Summary {
  u32 version = 0;
  std::string release;
  bool suspended = false, authenticated = false;
  std::vector<std::pair<std::string, u64>> sources;
  struct Row {
    std::string type;
    u64 count, bytes;
  };
  std::vector<Row> rows;
  std::vector<std::string> functions;
};
// Reads the outer parts only: programs and cells.
bool summarize(std::string_view dump, Summary* out, Refusal* refusal);
// The dump without its MAC, which goes to *mac (empty: none). False: not a dump of a version that this release reads.
bool split_mac(std::string_view dump, std::string_view* body, std::string_view* mac, Refusal* refusal);

}  // namespace monty::snapshot
