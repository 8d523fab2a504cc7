// SPDX-License-Identifier: MIT
// monty::Session: a sandbox with its limits, its host functions and its errors.
#include "api/embed.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <limits>

#include "api/convert.h"
#include "api/os_policy.h"
#include "host/os.h"
#include "object/object.h"
#include "object/type.h"
#include "vm/modules.h"

namespace monty::api {

namespace {

constexpr i32 kDefaultDepth = 1000000;
constexpr i32 kMaxDepth = 30000000;  // in fractions of a frame it still fits in 32 bits

}  // namespace

void look_at_limits(Vm& vm) {
  vm.slice -= vm.meter.fuel();
  vm.meter.fuel() = 0;
}

// ---------------------------------------------------------------------------------------------------- hooks
struct SessionHooks {
  static Session::Impl& self(void* context) { return *static_cast<Session::Impl*>(context); }
  static bool write(void* context, int stream, const char* text, usize bytes) { return self(context).write(stream, {text, bytes}); }
  static double clock(void* context, int which) {
    switch (which) {
      case 0: return self(context).wall_clock();
      case 2: return !self(context).options.cpu_clock ? 0.0 : self(context).clock_fixed() ? self(context).program_clock() : host::process_clock();
      case 3: return self(context).limit_clock();
      case 4: return self(context).options.ask_sleep ? 1 : 0;
      case 5: return self(context).options.ask_zone ? 1 : 0;
      default: return self(context).program_clock();
    }
  }
  static bool look_in(void* context) { return self(context).look_in(); }
  static bool entropy(void* context, void* out, usize n) {
    Session::Impl& s = self(context);
    const OsPolicy* policy = s.options.policy.get();
    if (policy == nullptr || policy->entropy() == OsPolicy::Entropy::Real) return host::random_bytes(out, n);
    seeded_bytes(policy->seed(), s.vm().next_call++, out, n);
    return true;
  }
  static monty::Value call(void* context, Vm&, HostFunction* function, const monty::Value* args, u32 npos, Tuple* kwnames) {
    return self(context).call(function, args, npos, kwnames);
  }
  static monty::Value wait(void* context, Vm&, double timeout) { return self(context).wait(timeout); }
  static void sleep(void* context, double seconds) {
    Session::Impl& s = self(context);
    if (s.clock_fixed()) s.fixed_clock += seconds;
    if (!s.options.sleep || s.clock_fixed()) return;
    Vm& vm = s.vm();
    const double until = host::monotonic_clock() + seconds;
    for (;;) {
      double left = until - host::monotonic_clock();
      if (vm.deadline > 0) left = std::min(left, vm.deadline - s.limit_clock() + 0.001);
      if (!(left > 0) || !s.look_in()) break;
      host::sleep_for(s.options.on_progress ? std::min(left, s.options.progress_seconds) : left, vm.cancel);
    }
    // Woken early: the run has ended, however few instructions are left of it.
    if (s.options.cancel.cancelled())
      vm.stop = StopReason::Cancel;
    else if (!vm.pauses && vm.deadline > 0 && s.limit_clock() >= vm.deadline)
      vm.stop = StopReason::Time;
    look_at_limits(vm);
  }
  static monty::Value os_call(void* context, Vm&, Str* name, Tuple* args) { return self(context).ask_system(name, args); }
  static monty::Value find_name(void* context, Vm&, Str* name) { return self(context).find_name(name); }
  static monty::Value import_source(void* context, Vm& vm, Str* name) {
    auto& find = self(context).options.import_source;
    if (!find) return monty::Value::none();
    std::optional<ModuleSource> source = find(str_to_utf8(name));
    if (!source) return monty::Value::none();
    Str* text = str_from_utf8(vm, source->text);
    MONTY_INSIDE(text);
    Str* file = str_from_utf8(vm, source->file);
    MONTY_INSIDE(file);
    Str* folder = source->folder ? str_from_utf8(vm, *source->folder) : nullptr;
    MONTY_INSIDE(folder || !source->folder);
    monty::Value parts[3] = {monty::Value::cell(text), monty::Value::cell(file), folder ? monty::Value::cell(folder) : monty::Value::none()};
    Tuple* out = tuple_from(vm, parts, 3);
    return out == nullptr ? monty::Value::error() : monty::Value::cell(out);
  }
};

namespace {

HostHooks hooks_of(void* self, const SessionOptions& options) {
  HostHooks h;
  h.context = self;
  h.write = SessionHooks::write;
  h.clock = SessionHooks::clock;
  if (options.policy ? options.policy->entropy() != OsPolicy::Entropy::Unanswered : options.entropy) h.entropy = SessionHooks::entropy;
  if (options.find_name || options.ask_names) h.find_name = SessionHooks::find_name;
  if (options.on_progress) h.look_in = SessionHooks::look_in;
  h.call = SessionHooks::call;
  h.wait = SessionHooks::wait;
  h.sleep = SessionHooks::sleep;
  h.os_call = SessionHooks::os_call;
  h.import_source = SessionHooks::import_source;
  return h;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------- life
Session::Impl::Impl(const Engine& owner, SessionOptions wanted)
    : engine(owner.impl_), options(std::move(wanted)), session(engine->engine, hooks_of(this, options)) {
  Vm& v = vm();
  v.cancel = options.cancel.flag();
  if (options.collect_always) v.heap.set_stress(true);
  v.pauses = options.pause_on_limit;
  session.keeps_opaque = options.keep_opaque;
  v.pause_every = options.pause_every;
  v.step_every = v.steps_left = options.step_every;
  if (options.fail_allocation != 0) v.heap.set_fail_at(options.fail_allocation);
}

Session::Impl* Session::Impl::make(const Engine& engine, SessionOptions options) {
  void* storage = engine.impl_->spare_session.exchange(nullptr, std::memory_order_acquire);
  if (storage == nullptr) storage = ::operator new(sizeof(Impl));
  return new (storage) Impl(engine, std::move(options));
}

void Session::Drop::operator()(Impl* impl) const {
  const std::shared_ptr<Engine::Impl> engine = impl->engine;
  impl->~Impl();
  ::operator delete(engine->spare_session.exchange(impl, std::memory_order_acq_rel));
}

Session::Session(const Engine& engine, SessionOptions options) : impl_(Impl::make(engine, std::move(options))) { set_limits(impl_->options.limits); }
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

void Session::set_limits(const Limits& limits) {
  Vm& v = impl_->vm();
  impl_->options.limits = limits;
  v.heap.set_limit(limits.memory == 0 ? ~usize{0} : static_cast<usize>(limits.memory));
  v.hard_depth = limits.depth <= 0 ? kDefaultDepth : std::min(limits.depth, kMaxDepth);
  v.set_depth_limit(std::min<i32>(1000, v.hard_depth));
}

const CancelToken& Session::cancel_token() const { return impl_->options.cancel; }
std::string Session::take_output() { return std::exchange(impl_->collected[0], {}); }
std::string Session::take_errors() { return std::exchange(impl_->collected[1], {}); }
std::string Session::check_heap() {
  const char* problem = impl_->vm().heap.check();
  return problem == nullptr ? "" : problem;
}

u64 Session::Impl::used_instructions() { return vm().used_fuel(); }

Usage Session::usage() const {
  Vm& v = impl_->vm();
  Usage u;
  u.memory = v.heap.bytes();
  u.peak_memory = v.heap.peak();
  u.allocations = v.heap.allocations();
  u.collections = v.heap.collections();
  u.instructions = impl_->used_instructions();
  u.output = v.output_bytes;
  u.calls = impl_->calls;
  u.seconds = impl_->seconds + impl_->running;
  u.host_seconds = impl_->host_seconds;
  return u;
}

bool Session::Impl::clock_fixed() const { return options.policy && options.policy->clock() == OsPolicy::Clock::Fixed; }
double Session::Impl::program_clock() const { return clock_fixed() ? fixed_clock : host::monotonic_clock() + clock_shift; }
void Session::Impl::set_program_clock(double seconds) {
  if (clock_fixed())
    fixed_clock = seconds;
  else
    clock_shift = seconds - host::monotonic_clock();
}
double Session::Impl::wall_clock() const {
  if (clock_fixed()) return options.policy->fixed_time() + (fixed_clock - fixed_start);
  const bool granted = options.policy ? options.policy->clock() == OsPolicy::Clock::Real : options.clock;
  return granted ? host::wall_clock() : std::numeric_limits<double>::quiet_NaN();
}
double Session::Impl::limit_clock() const { return host::monotonic_clock() - host_seconds; }

// Whether the run goes on. The host is called when its time has come, and what it takes is its own.
bool Session::Impl::look_in() {
  if (options.cancel.cancelled()) return false;
  if (!options.on_progress || std::exchange(just_begun, false)) return true;
  const double now = host::monotonic_clock();
  if (now < next_progress) return true;
  running = limit_clock() - begun;
  const bool go_on = options.on_progress();
  running = 0;
  const double after = host::monotonic_clock();
  host_seconds += after - now;
  next_progress = after + options.progress_seconds;
  if (!go_on) options.cancel.cancel();
  return go_on;
}

bool Session::Impl::write(int stream, std::string_view text) {
  if (options.on_output) return options.on_output(stream, text);
  collected[stream == 2].append(text);
  return true;
}

// ---------------------------------------------------------------------------------------------------- running
double Session::Impl::begin_run() {
  const double now = host::monotonic_clock();
  Vm& v = vm();
  v.exception = monty::Value::undef();
  v.stop = StopReason::None;
  v.spent += static_cast<u64>(std::max<i64>(0, v.slice - v.meter.fuel()));
  v.slice = 0;
  v.meter.fuel() = 0;
  const Limits& limits = options.limits;
  v.instruction_limit = limits.instructions == 0 ? ~u64{0} : v.spent + limits.instructions;
  v.output_limit = limits.output == 0 ? ~u64{0} : v.output_bytes + limits.output;
  v.deadline = limits.seconds > 0 ? now - host_seconds + limits.seconds : 0;
  next_progress = now + options.progress_seconds;
  just_begun = true;
  return begun = now - host_seconds;
}

void Session::Impl::end_run(double started) {
  seconds += limit_clock() - started;
  ended_deadline = vm().deadline;
  vm().deadline = 0;
  vm().instruction_limit = ~u64{0};
  vm().output_limit = ~u64{0};
}

Result<bool> Session::Impl::prepare(const Program& program) {
  if (options.argv.empty() || program.impl_->program->source.find("argv") == std::string::npos) return true;
  begin_run();
  Value list = Value::list();
  for (auto& a : options.argv) list.append(a);
  vm().heap.begin_native();
  monty::Value v = from_host(vm(), list);
  static constexpr char kSetArgv[] = "import sys\nsys.argv = _exc\n";
  std::shared_ptr<monty::Program> once;
  Dict* scope = nullptr;
  if (!v.is_error() && run_helper(once, kSetArgv, v, &scope) != RunStatus::Done && vm().stop == StopReason::None) return runtime_error(vm().exception);
  options.argv.clear();
  return true;
}

Result<bool> Session::Impl::execute(const Program& program) {
  drop_suspended_run();
  if (Result<bool> ready = prepare(program); !ready) return ready.error();
  const double started = begin_run();
  monty::Value result = monty::Value::none();
  RunStatus status = session.run(program.impl_->program, &result);
  end_run(started);
  if (status == RunStatus::Done && vm().stop == StopReason::None) {
    vm().main_result = result;
    return true;
  }
  vm().main_result = monty::Value::none();
  return pending_error();
}

// No `finally` has run: the event loop of the run that was stopped is not running any more.
static void forget_running_loop(Vm& vm) {
  Str* asyncio = str_from_ascii(vm, "asyncio");
  Str* running = str_from_ascii(vm, "_running_loop");
  DictEntry* e = asyncio == nullptr || running == nullptr || vm.modules == nullptr ? nullptr : dict_find_str(vm.modules, asyncio);
  Module* m = e == nullptr ? nullptr : get_if<Module>(e->value);
  if (DictEntry* loop = m == nullptr ? nullptr : dict_find_str(m->dict, running)) loop->value = monty::Value::none();
}

Error Session::Impl::pending_error() {
  if (vm().stop != StopReason::None) {
    Error e = limit_error();
    const usize memory = vm().heap.limit();  // what was stopped for want of memory has no room for two short names either
    if (memory != ~usize{0}) vm().heap.set_limit(memory + 1024);
    vm().heap.begin_native();
    forget_running_loop(vm());
    vm().heap.set_limit(memory);
    return e;
  }
  return runtime_error(vm().exception);
}

LimitKind limit_kind(StopReason reason) {
  static constexpr LimitKind kKinds[] = {LimitKind::None,  LimitKind::Memory, LimitKind::Time,   LimitKind::Instructions,
                                         LimitKind::Depth, LimitKind::Cancel, LimitKind::Output, LimitKind::Allocations};
  return kKinds[static_cast<int>(reason)];
}

Error Session::Impl::limit_error() {
  Error e;
  e.kind = ErrorKind::Limit;
  e.limit = limit_kind(vm().stop);
  const Limits& l = options.limits;
  switch (e.limit) {
    case LimitKind::Memory: e.message = l.memory == 0 ? "out of memory" : "memory limit of " + std::to_string(l.memory) + " bytes reached"; break;
    case LimitKind::Time: {
      std::string s = std::to_string(l.seconds);
      while (s.size() > 1 && s.back() == '0') s.pop_back();
      if (s.back() == '.') s.pop_back();
      e.message = "time limit of " + s + " s reached";
      break;
    }
    case LimitKind::Instructions: e.message = "limit of " + std::to_string(l.instructions) + " instructions reached"; break;
    case LimitKind::Depth: e.message = "recursion depth limit of " + std::to_string(vm().hard_depth) + " frames reached"; break;
    case LimitKind::Output: e.message = "output limit of " + std::to_string(l.output) + " bytes reached"; break;
    case LimitKind::Allocations: e.message = "limit of allocations reached"; break;
    default: e.message = "cancelled by the host"; break;
  }
  vm().stop = StopReason::None;
  vm().exception = monty::Value::undef();
  return e;
}

// Runs Python code of ours in a scope of its own, with `_exc` bound to the input. What it needs for a moment lies
// outside the program's limits, but is small: a second, a hundred frames, a megabyte.
RunStatus Session::Impl::run_helper(std::shared_ptr<monty::Program>& cache, const char* source, monty::Value input, Dict** scope) {
  Vm& v = vm();
  v.exception = monty::Value::undef();
  v.stop = StopReason::None;
  v.extra_roots.push_back(input);
  v.heap.begin_native();
  if (cache == nullptr) {
    CompileFailure failure;
    cache = compile_program(source, "<frozen monty>", false, &failure);
    if (cache != nullptr) {
      for (Code* c : cache->codes) c->flags |= kCodeTwin;
      v.programs.push_back(cache);
    }
  }
  // Nobody could answer a question that these few lines make the program ask.
  bool suspendable = std::exchange(v.suspendable, false);
  usize memory = v.heap.limit();
  i32 depth = v.depth_limit;
  double deadline = v.deadline;
  // A little beyond the limits, so that the end of a program that came close to them can be told.
  if (memory != ~usize{0}) v.heap.set_limit(memory + (48 << 10));
  v.set_depth_limit(depth + 100);
  const double now = limit_clock();
  const double until = deadline > 0 ? deadline : ended_deadline;
  v.deadline = until > 0 ? std::clamp(until, now + 0.008, now + 1) : now + 1;
  RunStatus status = RunStatus::Error;
  *scope = cache == nullptr ? nullptr : dict_new(v);
  if (*scope != nullptr && dict_set_str(v, *scope, names::_exc, input)) {
    v.extra_roots.push_back(monty::Value::cell(*scope));
    monty::Function* f = function_new(v, v.code_instance(cache->top()), *scope);
    monty::Value ignored;
    if (f != nullptr) status = run_function(v, f, monty::Value::undef(), &ignored);
    v.extra_roots.pop_back();
  }
  v.suspendable = suspendable;
  v.heap.set_limit(memory);
  v.set_depth_limit(depth);
  v.deadline = deadline;
  v.extra_roots.pop_back();
  return status;
}

namespace {

// Only right after run_helper: the scope is not rooted any more.
bool read_text(Vm& vm, Dict* scope, const char* name, std::string* out) {
  vm.heap.keep(monty::Value::cell(scope));
  Str* key = str_from_ascii(vm, name);
  DictEntry* e = key == nullptr ? nullptr : dict_find_str(scope, key);
  if (e == nullptr || !is<Str>(e->value)) return false;
  *out = text_for_host(vm, e->value.as<Str>());
  return true;
}

}  // namespace

Error Session::Impl::runtime_error(monty::Value exception) {
  Vm& v = vm();
  Error e;
  auto* cell = get_if<Exception>(exception);
  if (cell == nullptr) {
    e.message = "the run failed without an exception";
    v.exception = monty::Value::undef();
    return e;
  }
  e.kind = ErrorKind::Runtime;
  e.type = str_to_utf8(cell->type->name);
  for (auto* t = get_if<Traceback>(cell->traceback); t != nullptr; t = get_if<Traceback>(t->next)) {
    const Code* code = t->code->code;
    if (code->flags & kCodeTwin) continue;
    const Position* p = code->position_at(t->aux);
    e.frames.push_back(frame_of(code, p));
    if (t->line != 0) e.frames.back().line = t->line;
    if (e.frames.size() >= 1000) break;
  }
  Dict* scope = nullptr;
  if (exception_matches(exception, kType_SystemExit)) {
    static constexpr char kExit[] =
        "_code = _exc.code\n_text = ''\n_status = '1'\n"
        "if _code is None: _status = '0'\n"
        "elif isinstance(_code, int): _status = str(int(_code) & 0xff)\n"
        "else: _text = str(_code) + '\\n'\n";
    std::shared_ptr<monty::Program> once;
    std::string status = "1";
    if (run_helper(once, kExit, exception, &scope) == RunStatus::Done) {
      (void)read_text(v, scope, "_status", &status);
      (void)read_text(v, scope, "_text", &e.message);
    }
    e.exit_status = std::atoi(status.c_str());
    v.exception = monty::Value::undef();
    v.stop = StopReason::None;
    return e;
  }
  static constexpr char kDescribe[] =
      "try: _message = str(_exc)\nexcept BaseException: _message = '<exception str() failed>'\n"
      "import traceback\n_text = ''.join(traceback.format_exception(_exc))\n";
  bool done = run_helper(describe, kDescribe, exception, &scope) == RunStatus::Done;
  if (scope != nullptr) {
    (void)read_text(v, scope, "_message", &e.message);
    if (done) (void)read_text(v, scope, "_text", &e.traceback);
  }
  if (e.traceback.empty()) e.traceback = session.format_exception(exception);
  v.exception = monty::Value::undef();
  v.stop = StopReason::None;
  return e;
}

Result<bool> Session::execute(const Program& program) { return impl_->execute(program); }

Result<Value> Session::run(const Program& program) {
  Result<bool> done = impl_->execute(program);
  if (!done) return done.error();
  return result();
}

bool Session::result_is_none() const { return impl_->vm().main_result.is_none() || impl_->vm().main_result.is_undef(); }

Result<Value> Session::result() {
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Value out;
  std::string problem;
  if (impl_->leave(v.main_result, &out, &problem)) return out;
  if (v.stop != StopReason::None) return impl_->limit_error();
  return Error::conversion(std::move(problem));
}

Result<std::string> Session::result_repr() {
  static constexpr char kShow[] = "_text = repr(_exc)\n";
  Vm& v = impl_->vm();
  monty::Value value = v.main_result;
  Dict* scope = nullptr;
  const double started = impl_->begin_run();
  RunStatus status = impl_->run_helper(impl_->show, kShow, value, &scope);
  impl_->end_run(started);
  v.main_result = value;
  std::string out;
  if (status == RunStatus::Done && read_text(v, scope, "_text", &out)) return out;
  Error e = impl_->pending_error();
  v.main_result = value;
  return e;
}

Result<bool> Session::keep_result(std::string_view name) { return impl_->set_global(name, impl_->vm().main_result); }

// ---------------------------------------------------------------------------------------------------- globals
Result<bool> Session::Impl::set_global(std::string_view name, monty::Value value) {
  Vm& v = vm();
  v.extra_roots.push_back(value);
  Dict* d = session.globals();
  Str* key = d == nullptr ? nullptr : str_from_utf8(v, name);
  bool ok = key != nullptr && dict_set_str(v, d, key, value);
  v.extra_roots.pop_back();
  if (ok) return true;
  return pending_error();
}

Result<bool> Session::set(std::string_view name, const Value& value) {
  Vm& v = impl_->vm();
  v.heap.begin_native();
  monty::Value inside = impl_->enter(value);
  if (inside.is_error()) return impl_->pending_error();
  return impl_->set_global(name, inside);
}

Result<Value> Session::get(std::string_view name) {
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Dict* d = impl_->session.globals();
  Str* key = d == nullptr ? nullptr : str_from_utf8(v, name);
  if (key == nullptr) return impl_->pending_error();
  DictEntry* e = dict_find_str(d, key);
  if (e == nullptr) return Error::raise("NameError", "name '" + std::string(name) + "' is not defined");
  Value out;
  std::string problem;
  if (impl_->leave(e->value, &out, &problem)) return out;
  return v.stop != StopReason::None ? impl_->limit_error() : Error::conversion(std::move(problem));
}

}  // namespace monty::api
