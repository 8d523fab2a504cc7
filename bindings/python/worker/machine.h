// SPDX-License-Identifier: MIT
// One session behind messages: what a worker process does, apart from its socket.
//
// Requests are tuples whose first element says what:
//   open     options                     a new session; `limits` and the rest are a dict (Options below)
//   load     dump options                the session of a dump
//   set      name value
//   feed     source filename             compiles and starts
//   resume   value  | raise type message | future | declared | refused | progress
//   settle   rows waited                 rows (id, True, value) or (id, False, type, message)
//   dump
//   close                                has no reply
//   check    source ...                  type checking, where it is built in
// A dict may follow as last element: `functions` (to be granted), `modules` (of the host), `limits`.
//
// Replies:
//   output   stream text                 any number before one of the others
//   done value | complete value | name name place
//   call id name args kwargs place via via_args    | os, likewise
//   futures  timeout place
//   error    kind limit type message traceback frames incomplete exit_status memory
// place: (file, function, line, column, end_line, end_column); frames: list of those.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wire.h"

namespace monty_worker {

using Send = std::function<bool(std::string_view)>;

class Machine {
 public:
  // `walls`: those that stand around it (confine.h).
  Machine(Send send, unsigned walls);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  // Answers one request by at least one message. False: the other side is gone.
  bool handle(std::string_view request);
  // Another thread's: the run that lasts is cancelled, as if the other side were gone.
  void stop() { connected_.store(false, std::memory_order_relaxed); }

 private:
  struct Request;
  using Step = monty_error* (Machine::*)(const Request&);
  struct Command;
  static const Command kCommands[];

  monty_error* open(const Request&);
  monty_error* load(const Request&);
  monty_error* set(const Request&);
  monty_error* feed(const Request&);
  monty_error* resume(const Request&);
  monty_error* raise(const Request&);
  monty_error* future(const Request&);
  monty_error* declared(const Request&);
  monty_error* refused(const Request&);
  monty_error* settle(const Request&);
  monty_error* progress(const Request&);
  monty_error* dump(const Request&);
  monty_error* close(const Request&);
  monty_error* tell_walls(const Request&);

  monty_error* options(const monty_value* given, monty_session_options* out);
  monty_error* extras(const Request&);
  monty_error* give(monty_error* failed, const monty_progress* at);
  void give_failure(const monty_error& error);
  void place(monty_wire::Writer& w, const monty_frame& frame, const monty_span& span);
  void flush();

  static bool on_output(void* context, int stream, monty_text text);
  static bool on_progress(void* context);
  static void import_source(void* context, monty_text name, monty_answer* answer);

  Send send_;
  unsigned walls_;
  std::atomic<bool> connected_{true};
  monty_engine* engine_;
  monty_session* session_ = nullptr;
  monty_os_policy* policy_ = nullptr;
  monty_limits limits_{};
  std::vector<std::string> modules_;
  std::string output_, reply_;
  int stream_ = 1;
  std::uint32_t assert_bytes_ = 0;  // see monty_program_compile_telling
  double flush_seconds_ = 0.005, flushed_ = 0;
};

}  // namespace monty_worker
