// SPDX-License-Identifier: MIT
// One session of the library with its host: what Program.run() makes for a moment and Session and Snapshot keep.
#pragma once

#include <monty/monty.h>
#include <nanobind/nanobind.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "host.h"

namespace monty_python {

// The one of the process.
monty_engine* engine();

struct Limits {
  uint64_t memory = 0, instructions = 0, output = 0;
  double seconds = 0;
  int32_t depth = 0;
  monty_limits lowered() const { return {sizeof(monty_limits), memory, instructions, output, seconds, depth}; }
};

struct Program {
  monty_program* program = nullptr;
  std::string source, filename;
  ~Program() { monty_program_free(program); }
  static monty_program* compile(nb::str source, const char* filename, const Limits& limits);
};

// Shared by any number of runs; cancels them from any thread.
struct Cancel {
  monty_cancel* token = monty_cancel_new();
  Cancel() = default;
  Cancel(const Cancel&) = delete;
  Cancel& operator=(const Cancel&) = delete;
  ~Cancel() { monty_cancel_free(token); }
};

struct Policy {
  monty_os_policy* policy = monty_os_policy_new();
  Policy() = default;
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;
  ~Policy() { monty_os_policy_free(policy); }
};

// What a run may be given, as Python gives it; borrowed. None: left out.
struct Options {
  nb::handle limits = Py_None, print = Py_None, out = Py_None, err = Py_None, policy = Py_None, cancel = Py_None, on_progress = Py_None, os_call = Py_None,
             read_line = Py_None, types = Py_None, type_check = Py_None, type_check_stubs = Py_None, ask_names = Py_None, ask_os = Py_None;
  bool handles = true;  // may come in
  double progress_seconds = 0.1;
  // By name. Throws a TypeError for one that there is not.
  static Options of(const nb::kwargs& given);
};

// Limits, a dict of its fields, or None. Throws nb::python_error.
Limits limits_from(nb::handle given);

class Sandbox {
 public:
  explicit Sandbox(const Options& options);
  Sandbox(const Options& options, nb::bytes dump, nb::bytes key);  // throws MontySnapshotError
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  enum class How { Define, Grant };
  void offer(How how, const char* name, nb::handle function, bool awaited);
  void declare(How how, const char* name, bool awaited);
  void set(const char* name, nb::handle value);
  nb::object get(const char* name);
  nb::object run(const Program& program);
  nb::object start(const Program& program);
  nb::object resume(nb::handle value);
  nb::object resume_error(nb::handle exception);
  nb::object resume_future();
  nb::object resume_declared(bool awaited);
  nb::object resume_refused();
  // Rows (id, value, exception or None).
  nb::object settle(nb::list rows, double waited);
  nb::object progress();
  nb::object result();
  nb::bytes dump(nb::bytes key);
  monty_usage usage();
  void set_limits(nb::handle limits);
  Host& host() { return host_; }
  nb::object types();
  uint64_t steps() const { return steps_; }
  void cancel() { monty_cancel_request(host_.cancel); }
  void uncancel() { monty_cancel_reset(host_.cancel); }

 private:
  class Use;
  void configure(const Options& options, monty_session_options* out, monty_limits* limits);
  monty_error* resume_with_nothing(const monty_progress** progress);
  monty_error* answer_handle(const monty_progress** progress);
  template <class Step>
  nb::object drive(Step step);

  Host host_;
  monty_session* session_ = nullptr;
  nb::object policy_;
  bool ask_os_ = false;
  uint64_t steps_ = 0;  // that were taken: an answer that is none takes none
  std::atomic<bool> busy_{false};
};

nb::dict inspect(nb::bytes dump);
void bind_program(nb::module_& m);
void bind_sandbox(nb::module_& m);
void bind_wire(nb::module_& m);
void bind_policy(nb::module_& m);

}  // namespace monty_python
