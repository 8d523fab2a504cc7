// SPDX-License-Identifier: MIT
// The host's side of a sandbox: its functions, where output goes, and what ended a run from outside. The program runs
// without the GIL; each callback takes it for as long as Python is needed.
#pragma once

#include <monty/monty.h>
#include <nanobind/nanobind.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace monty_python {

namespace nb = nanobind;

class Inward;
struct Tool;

struct Host {
  ~Host();

  PyThreadState* released = nullptr;  // of the thread that runs the program; null: it holds the GIL
  monty_cancel* cancel = nullptr;     // ours, or another owner of the user's
  bool cancel_shared = false;
  monty_session* session = nullptr;
  nb::object print[2];                         // of stdout and stderr; None: those of sys
  bool by_stream[2] = {};                      // a callback is told which of both it is
  nb::object types;                            // a dict: the host's classes by name; made when there is one
  nb::object on_progress, os_call, read_line;  // None: left out
  nb::object escaped;                          // an exception of the host's own that ends the run
  nb::object raised;                           // what a tool raised last
  std::vector<Tool*> tools;                    // the session's, which owns them
  std::string partial[2];                      // output that has no newline yet

  // For the garbage collector: all that this holds.
  int visit(visitproc visit, void* arg);
  void clear();

  // Ends the run with the pending Python exception.
  void escape();
  // Delivers output up to the last newline, or all of it. False: it could not be written.
  bool deliver(int stream, bool all);
  static bool is_of_handle(monty_text operation);
  bool answer_os(const monty_call& call, Inward& inward, monty_value* answer);
  // After a run, with the GIL: the rest of the output, then the exception that ended the run.
  void settle(monty_error* error);

  // The callbacks of monty_session_options, with a Host as their context.
  static bool on_output(void* context, int stream, monty_text text);
  static bool on_tick(void* context);
  static void on_os_call(void* context, const monty_call* call, monty_answer* answer);
  static void on_read_line(void* context, monty_answer* answer);
};

// While the interpreter ends, threads that are left cannot take the GIL: those wait here until the process is gone.
void wait_if_ending();
// Registers what tells that it ends.
void watch_the_end(nb::module_& m);

// The GIL, within a callback.
class Held {
 public:
  explicit Held(Host& host) : host_(host), was_released_(host.released != nullptr) {
    if (!was_released_) return;
    wait_if_ending();
    PyEval_RestoreThread(std::exchange(host.released, nullptr));
  }
  ~Held() {
    if (was_released_) host_.released = PyEval_SaveThread();
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  Host& host_;
  bool was_released_;
};

// No GIL, while the program runs.
class Released {
 public:
  explicit Released(Host& host) : host_(host) { host.released = PyEval_SaveThread(); }
  ~Released() {
    wait_if_ending();
    PyEval_RestoreThread(std::exchange(host_.released, nullptr));
  }
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;

 private:
  Host& host_;
};

// A function of the host that is answered in place.
struct Tool {
  Tool(Host* host, nb::object function) : host(host), function(std::move(function)) { host->tools.push_back(this); }
  ~Tool() { std::erase(host->tools, this); }
  Host* host;
  nb::object function;
  static void call(void* context, const monty_call* call, monty_answer* answer);
  static void call_awaited(void* context, const monty_call* call, monty_pending* pending);
  static void destroy(void* context);
};

// An `async def`, whichever way it is wrapped.
bool is_coroutine_function(nb::handle function);

}  // namespace monty_python
