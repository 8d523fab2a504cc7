// SPDX-License-Identifier: MIT
// Tools are commands: each call is a process of `/bin/sh -c COMMAND` that reads {"args": [...], "kwargs": {...}} and
// prints its result, both JSON. Several run at once; one poll loop serves their pipes. Invariant: no process outlives
// its Tools.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "monty/monty.hpp"

class Tools {
 public:
  using Done = std::function<void(monty::Result<monty::Value>)>;
  static constexpr unsigned kMaxRunning = 64;  // further calls wait for their turn

  explicit Tools(monty::CancelToken cancel) : cancel_(std::move(cancel)) {}
  ~Tools();
  Tools(const Tools&) = delete;
  Tools& operator=(const Tools&) = delete;

  void start(const std::string& command, const monty::Call& call, Done done);
  monty::Result<monty::Value> call(const std::string& command, const monty::Call& call);
  // Serves the processes for at most so many seconds (negative: as long as it takes), until a call is finished.
  void wait(double seconds);

 private:
  struct Process {
    std::string name, command, input, output;
    std::size_t written = 0;
    Done done;
    pid_t pid = -1;
    int in = -1, out = -1;
  };
  void launch(Process& p);
  void finish(std::unique_ptr<Process> p);
  static void close_pipes(Process& p);
  static monty::Result<monty::Value> read_answer(const Process& p, int status);

  monty::CancelToken cancel_;
  std::vector<std::unique_ptr<Process>> running_, queued_;
  unsigned long finished_ = 0;
};
