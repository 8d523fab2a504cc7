// SPDX-License-Identifier: MIT
// The insides of the public handles.
#pragma once

#include "api/host_types.h"

#include <condition_variable>
#include <mutex>

#include "api/engine.h"
#include "snapshot/snapshot.h"

namespace monty::api {

struct Engine::Impl {
  ~Impl() { ::operator delete(spare_session.load(std::memory_order_relaxed)); }
  monty::Engine engine;
  std::atomic<void*> spare_session = nullptr;  // storage of one that has ended
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
  // In the storage that the engine's last session left.
  static Impl* make(const Engine& engine, SessionOptions options);

  std::shared_ptr<Engine::Impl> engine;
  SessionOptions options;
  struct Named {
    std::string name;
    Function function;
    AsyncFunction async;
  };
  std::vector<std::unique_ptr<Named>> functions;
  std::shared_ptr<Pending::Inbox> inbox_;  // made by inbox(), once something waits
  std::uint64_t calls = 0;
  double host_seconds = 0, seconds = 0;
  std::uint64_t output = 0;
  std::string collected[2];
  std::shared_ptr<monty::Program> describe, show, leave_coder, enter_coder;  // helper programs in Python
  std::uint64_t told = 0;                                                    // ids of calls in flight that the host has been told of
  double run_seconds = 0;                                                    // of the run that is suspended, up to now
  double ended_deadline = 0;                                                 // of the last run, which describing its error must keep to
  double clock_shift = 0;                                                    // the program's monotonic clock less the host's: it stands still while suspended
  double suspended_at = 0;                                                   // on the program's clock
  double next_progress = 0;                                                  // on the monotonic clock: when the host is to be called
  bool just_begun = false;                                                   // the run's first look, which is none
  double begun = 0;                                                          // when the last run was, on the clock of the limits
  double running = 0;                                                        // how long the present one is, while the host is told of it
  double fixed_clock = 0, fixed_start = 0;                                   // the program's clock under a policy that fixes it: sleeping moves it on
  std::vector<std::string> mounts;                                           // of the policy, that the program has used
  monty::Session session;                                                    // last: its hooks point here

  monty::Vm& vm() { return session.vm(); }
  const std::shared_ptr<Pending::Inbox>& inbox() {
    if (inbox_ == nullptr) inbox_ = std::make_shared<Pending::Inbox>();
    return inbox_;
  }
  bool clock_fixed() const;
  double program_clock() const;
  void set_program_clock(double seconds);
  double wall_clock() const;  // NaN: the program may not see it
  monty::Value ask_system(Str* name, Tuple* args);
  monty::Value find_name(Str* name);
  double limit_clock() const;  // monotonic, host time left out
  bool look_in();
  double begin_run();  // now, on the clock of the limits
  void end_run(double started);
  Result<bool> prepare(const Program& program);  // sys.argv
  Result<bool> execute(const Program& program);
  Error runtime_error(monty::Value exception);
  Error limit_error();
  Error pending_error();
  std::string describe_value(monty::Value value, const std::shared_ptr<monty::Program>& helper, bool* ok);
  monty::RunStatus run_helper(std::shared_ptr<monty::Program>& cache, const char* source, monty::Value input, monty::Dict** scope);
  // Values across the boundary, coded where the session does so (coded.cpp). As to_host() and from_host().
  bool leave(monty::Value value, Value* out, std::string* problem);
  monty::Value enter(const Value& value);
  monty::Value run_coder(std::shared_ptr<monty::Program>& cache, const char* source, monty::Value input);
  Result<bool> define(Named named, bool awaited);
  void grant(Named named);
  Named* find_granted(HostFunction* f);
  bool declared_in_flight();
  Result<bool> set_global(std::string_view name, monty::Value value);
  monty::Value call(monty::HostFunction* function, const monty::Value* args, u32 npos, monty::Tuple* kwnames);
  monty::Value wait(double timeout);
  monty::Value answer_at_once(const Named& target, const Call& c);
  monty::Value start_awaited(const Named& target, HostFunction* function, const monty::Value* args, u32 npos, Tuple* kwnames, const Call& c);
  monty::Value enter_in_flight(std::uint64_t id, HostFunction* function, Tuple* args, monty::Value kwargs);
  bool collect_arguments(const monty::Value* args, u32 npos, Tuple* kwnames, Tuple** tuple, monty::Value* kwargs);
  bool settle(std::vector<Pending::Inbox::Answer> answers);
  monty::Value take_settled();
  // ---- start and resume (suspend.cpp)
  Result<Progress> after_run(monty::RunStatus status, monty::Value result, double started);
  Result<Progress> resume(monty::Value answer, double waited = 0);
  Result<Progress> progress();
  void tell_via(Progress* p);
  bool calls_since(std::uint64_t id, std::vector<Question>* out, std::string* problem);
  Result<bool> check_suspended();
  std::string name_asked();  // empty: none is
  u64 used_instructions();
  bool question_from(monty::Value callable, Tuple* args, Dict* kwargs, Question* out, std::string* problem);
  void drop_suspended_run();
  // ---- dumps (snapshot.cpp)
  Result<snapshot::HostState> read(std::string_view dump, std::string_view key, snapshot::Summary* summary);
  void take_over(const snapshot::HostState& host);
  bool write(int stream, std::string_view text);
};

// PermissionError: what the operating system says when nobody grants anything.
monty::Value raise_refused(Vm& vm, std::string_view operation, Tuple* args);
// The host's answer as the program's library takes it; TypeError: that is none.
monty::Value system_answer(Vm& vm, std::string_view operation, Tuple* args, monty::Value answer);
// Ends the present slice of fuel, so that clock and cancel flag are looked at before the next instruction.
void look_at_limits(Vm& vm);
FrameInfo frame_info(const Frame* frame);  // where it stands
FrameInfo frame_of(const Code* code, const Position* position);
LimitKind limit_kind(StopReason reason);
Error syntax_error(const CompileFailure& failure, std::string_view filename);

// MONTY_TRY for functions that return a value of the core: in this namespace `Value` alone is the public one.
#define MONTY_INSIDE(expr)                     \
  do {                                         \
    if (!(expr)) return monty::Value::error(); \
  } while (0)

}  // namespace monty::api
