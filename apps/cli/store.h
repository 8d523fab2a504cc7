// SPDX-License-Identifier: MIT
// Sessions kept in an SQLite file, each as the bytes of its dump. Every change is one transaction: a process killed at
// any moment leaves the last whole step. A step is written only over the step it started from, so that two processes
// feeding one session do not lose each other's work: the later one is told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monty/monty.hpp"

struct sqlite3;

class Store {
 public:
  // What the next snippet is type checked against.
  struct Told {
    std::string stubs;    // what the host declared so far
    std::string earlier;  // what ran
    std::string running;  // suspended: the snippet under way
  };
  struct Row {
    std::string name;
    bool suspended = false;  // waits for an answer; else for the next snippet
    std::int64_t step = 0;   // how often it was written
    std::uint64_t bytes = 0;
    std::string changed;  // UTC
    // find() only
    std::string dump;
    Told told;
    bool all_told = false;  // not where a monty that kept no sources has written a step
  };

  // Makes the file, readable by its owner, and the folders above it.
  static monty::Result<Store> open(const std::string& path);
  Store(Store&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  Store& operator=(Store&&) = delete;
  ~Store();

  monty::Result<std::optional<Row>> find(std::string_view name);
  monty::Result<std::vector<Row>> list();
  // False: the name is taken; not at the step given; not there.
  monty::Result<bool> add(std::string_view name, bool suspended, std::string_view dump, const Told& told);
  monty::Result<bool> replace(const Row& before, bool suspended, std::string_view dump, const Told& told);
  monty::Result<bool> copy(std::string_view from, std::string_view to);
  monty::Result<bool> remove(std::string_view name);

 private:
  class Statement;
  explicit Store(sqlite3* db) : db_(db) {}
  monty::Error problem() const;
  sqlite3* db_;
};
