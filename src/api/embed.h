// SPDX-License-Identifier: MIT
// The insides of the public handles.
#pragma once

#include "api/public.h"

#include <condition_variable>
#include <mutex>

#include "api/engine.h"

namespace monty::v1 {

struct Engine::Impl {
  monty::Engine engine;
};

struct Program::Impl {
  std::shared_ptr<monty::Program> program;
  mutable std::once_flag analysed;
  mutable std::vector<std::string> awaited;
};

// Answers on their way to a session, from any thread.
struct Pending::Inbox {
  struct Answer {
    std::uint64_t id;
    bool ok;
    Value value;
    Error error;
  };
  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<Answer> answers;
};

struct Session::Impl {
  Impl(const Engine& engine, SessionOptions options);

  std::shared_ptr<Engine::Impl> engine;
  SessionOptions options;
  struct Named {
    std::string name;
    Function function;
    AsyncFunction async;
  };
  std::vector<std::unique_ptr<Named>> functions;
  std::shared_ptr<Pending::Inbox> inbox = std::make_shared<Pending::Inbox>();
  std::uint64_t next_call = 1;
  std::uint64_t calls = 0;
  std::uint64_t in_flight = 0;
  double host_seconds = 0, seconds = 0;
  std::uint64_t output = 0;
  std::string collected[2];
  std::shared_ptr<monty::Program> describe, show;  // helper programs in Python
  monty::Dict* waiting = nullptr;                  // call id -> future; rooted
  monty::Session session;                          // last: its hooks point here

  monty::Vm& vm() { return session.vm(); }
  double limit_clock() const;  // monotonic, host time left out
  void begin_run();
  void end_run(double started);
  Result<bool> execute(const Program& program);
  Error runtime_error(monty::Value exception);
  Error limit_error();
  Error pending_error();
  std::string describe_value(monty::Value value, const std::shared_ptr<monty::Program>& helper, bool* ok);
  monty::RunStatus run_helper(std::shared_ptr<monty::Program>& cache, const char* source, monty::Value input, monty::Dict** scope);
  Result<bool> define(std::string_view name, Function function, AsyncFunction async);
  Result<bool> set_global(std::string_view name, monty::Value value);
  monty::Value call(monty::HostFunction* function, const monty::Value* args, u32 npos, monty::Tuple* kwnames);
  monty::Value wait(double timeout);
  bool write(int stream, std::string_view text);
};

Error syntax_error(const CompileFailure& failure, std::string_view filename);

}  // namespace monty::v1
