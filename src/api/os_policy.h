// SPDX-License-Identifier: MIT
// What a host lets programs ask the operating system, decided beforehand. Invariant: what nothing was said about is not
// answered here, and so goes on to the host's callback, or suspends the run, or is refused. Thread-safe: sessions on
// several threads may share one policy.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/host_types.h"
#include "base/types.h"
#include "host/files.h"

namespace monty::api {

class OsPolicy {
 public:
  enum class Clock : std::uint8_t { Unanswered, Real, Fixed };
  enum class Entropy : std::uint8_t { Unanswered, Real, Seed };
  enum class MountKind : std::uint8_t { ReadOnly, ReadWrite, CopyOnWrite, Memory };

  // ---- the host's side
  void set_clock(Clock clock, double seconds) {
    clock_ = clock;
    fixed_ = seconds;
  }
  void set_entropy(Entropy entropy, std::uint64_t seed) {
    entropy_ = entropy;
    seed_ = seed;
  }
  void grant_environment() { environment_ = true; }
  void set_variable(std::string name, std::string value);
  // An error of type OSError and so on: the directory cannot be opened, or the place is taken.
  Result<bool> mount(std::string_view point, const std::string& directory, MountKind kind, std::uint64_t quota);
  Result<bool> write_file(std::string_view path, std::string_view data);
  Result<Value> read_file(std::string_view path);
  Result<Value> list(std::string_view path);

  // ---- the session's side
  Clock clock() const { return clock_; }
  double fixed_time() const { return fixed_; }
  Entropy entropy() const { return entropy_; }
  std::uint64_t seed() const { return seed_; }
  bool has_mount(std::string_view point);

  struct Failure {
    int code = 0;  // errno
    std::string path, other_path;
  };
  struct Answer {
    Value value;
    Failure failure;    // code 0: none
    std::string mount;  // that the question was about, as "/data"; empty: none
  };
  // Files are read up to `most` bytes; larger ones are ENOMEM.
  std::optional<Answer> answer(std::string_view name, const std::vector<Value>& args, std::uint64_t most);

 private:
  int files_answer(std::string_view name, const std::vector<Value>& args, std::uint64_t most, Value* out, bool* known);

  std::mutex mutex_;
  Clock clock_ = Clock::Unanswered;
  Entropy entropy_ = Entropy::Unanswered;
  double fixed_ = 0;
  std::uint64_t seed_ = 0;
  bool environment_ = false;
  std::vector<std::pair<std::string, std::string>> variables_;
  host::Files files_;
};

// The bytes of a seeded source of random numbers at a place of its own: SHA-256 in counter mode.
void seeded_bytes(std::uint64_t seed, std::uint64_t place, void* out, std::size_t n);

}  // namespace monty::api
