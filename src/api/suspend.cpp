// SPDX-License-Identifier: MIT
// start and resume: a run that goes back to its host as a value.
#include <algorithm>

#include "api/convert.h"
#include "api/embed.h"
#include "host/os.h"
#include "object/object.h"

namespace monty::api {

FrameInfo frame_of(const Code* code, const Position* p) {
  if (p == nullptr) return {code->program->filename, 0, std::string(code->qualname)};
  return {code->program->filename, p->line, std::string(code->qualname), p->col, p->end_line, p->end_col};
}

FrameInfo frame_info(const Frame* frame) {
  const Code* code = frame->code->code;
  const Instr* sealed = code->instrs.data();
  bool own = frame->pc < sealed || frame->pc >= sealed + code->instrs.size();
  const Position* p = code->position_at(static_cast<u32>(frame->pc - (own ? frame->code->instrs : sealed)));
  return frame_of(code, p);
}

namespace {

// Of the innermost frame that is the program's own.
FrameInfo position_of(const Frame* frame) {
  while (frame != nullptr && (frame->code->code->flags & kCodeTwin) != 0) frame = frame->prev;
  return frame == nullptr ? FrameInfo{} : frame_info(frame);
}

}  // namespace

// A run that was left suspended is given up: its frames go, globals stand.
void Session::Impl::drop_suspended_run() {
  Vm& v = vm();
  if (!v.suspended) return;
  v.suspended = v.paused = false;
  v.pause_due = StopReason::None;
  v.external_calls = nullptr;
  v.external_settled = nullptr;
  while (v.frame != nullptr) {
    Frame* frame = v.frame;
    if (frame->generator != nullptr) {
      v.frame = frame->prev;
      frame->generator->state = Generator::State::Closed;
      frame->generator->frame = nullptr;
    } else {
      pop_frame(v, frame);
    }
  }
  v.handled = monty::Value::undef();
  v.repr_guard.shrink(0);
}

bool Session::Impl::question_from(monty::Value callable, Tuple* args, Dict* kwargs, Question* out, std::string* problem) {
  out->name = str_to_utf8(is<HostFunction>(callable) ? callable.as<HostFunction>()->name : callable.as<Str>());
  out->args.resize(args->length());
  for (u32 i = 0; i < args->length(); i++) {
    if (!leave(args->items[i], &out->args[i], problem)) return false;
  }
  for (u32 i = 0; kwargs != nullptr && i < kwargs->fill; i++) {
    if (!is<Str>(kwargs->entries[i].key)) continue;
    out->kwargs.emplace_back(str_to_utf8(kwargs->entries[i].key.as<Str>()), Value());
    if (!leave(kwargs->entries[i].value, &out->kwargs.back().second, problem)) return false;
  }
  return true;
}

// The calls in flight with a higher id, in the order of their calls. Only those are looked at: ids ascend.
bool Session::Impl::calls_since(std::uint64_t id, std::vector<Question>* out, std::string* problem) {
  Dict* d = vm().external_calls;
  for (u32 i = d == nullptr ? 0 : d->fill; i-- > 0;) {
    if (d->entries[i].key.is_undef()) continue;
    Question q;
    q.id = static_cast<u64>(d->entries[i].key.as_small_int());
    if (q.id <= id) break;
    auto* entry = d->entries[i].value.as<Tuple>();
    Named* target = find_granted(entry->items[1].as<HostFunction>());
    if (target != nullptr && (target->async || target->function)) continue;  // answered by a callback
    if (!question_from(entry->items[1], entry->items[2].as<Tuple>(), get_if<Dict>(entry->items[3]), &q, problem)) return false;
    out->push_back(std::move(q));
  }
  std::reverse(out->begin(), out->end());
  return true;
}

// The outermost function of the library between the question and the program's own code.
void Session::Impl::tell_via(Progress* p) {
  if (!options.coded) return;
  Frame* via = nullptr;
  for (Frame* f = vm().frame->prev; f != nullptr && (f->code->code->flags & kCodeTwin) != 0; f = f->prev) via = f;
  if (via == nullptr) return;
  const Code* code = via->code->code;
  p->via = std::string(code->program->library) + "." + std::string(code->qualname);
  for (u32 i = 0; i < u32{code->argcount} + code->kwonlyargcount; i++) {
    std::string problem;
    p->via_args.emplace_back();
    const bool cell = i < code->local_is_cell.size() && code->local_is_cell[i] != 0;
    if (cell || !leave(via->registers()[i], &p->via_args.back(), &problem)) p->via_args.back() = Value();
  }
}

Result<Progress> Session::Impl::progress() {
  Vm& v = vm();
  Progress p;
  if (!v.suspended) return p;
  Suspension s;
  if (v.paused) {
    p.state = Progress::State::Paused;
    p.position = position_of(v.frame);
    p.limit = limit_kind(v.pause_due);
    return p;
  }
  if (!read_suspension(v, &s)) return Error{};
  std::string problem;
  p.position = position_of(v.frame);
  p.question.id = s.call_id;
  tell_via(&p);
  bool ok = true;
  switch (s.kind) {
    case External::Call:
    case External::Os:
      p.state = s.kind == External::Call ? Progress::State::Call : Progress::State::Os;
      ok = question_from(s.callable, s.args, s.kwargs, &p.question, &problem);
      break;
    case External::Futures:
      p.state = Progress::State::Futures;
      if (!s.callable.is_none()) p.timeout = is_float(s.callable) ? as_double(s.callable) : 0;
      break;
    case External::Name:
      p.state = Progress::State::Name;
      p.question.name = str_to_utf8(s.callable.as<Str>());
      break;
  }
  if (ok) ok = calls_since(told, &p.started, &problem);
  told = v.next_call - 1;
  if (ok) return p;
  if (v.stop != StopReason::None) return limit_error();
  return Error::conversion(std::move(problem));
}

Result<Progress> Session::Impl::after_run(RunStatus status, monty::Value result, double started) {
  Vm& v = vm();
  const double spent = limit_clock() - started;
  if (status == RunStatus::Suspended) {
    run_seconds += spent;
    seconds += spent;
    v.deadline = 0;
    suspended_at = program_clock();
    return progress();
  }
  run_seconds = 0;
  v.suspendable = false;
  end_run(started);
  v.main_result = status == RunStatus::Done ? result : monty::Value::none();
  if (status == RunStatus::Done && v.stop == StopReason::None) return Progress{};
  v.main_result = monty::Value::none();
  return pending_error();
}

Result<Progress> Session::start(const Program& program) {
  Session::Impl& s = *impl_;
  s.drop_suspended_run();
  if (Result<bool> ready = s.prepare(program); !ready) return ready.error();
  const double started = s.begin_run();
  s.run_seconds = 0;
  s.told = s.vm().next_call - 1;
  s.vm().suspendable = true;
  monty::Value result = monty::Value::none();
  RunStatus status = s.session.run(program.impl_->program, &result);
  return s.after_run(status, result, started);
}

// The limits of a run go on counting where they stood, and the program's clock where it stood and `waited` seconds on.
Result<Progress> Session::Impl::resume(monty::Value answer, double waited) {
  Vm& v = vm();
  set_program_clock(suspended_at + waited);
  double started = limit_clock();
  if (v.pause_due != StopReason::None) {  // left at a limit: as much again, whether or not it will be left at the next
    v.instruction_limit = options.limits.instructions == 0 ? ~u64{0} : used_instructions() + options.limits.instructions;
    run_seconds = 0;
  }
  v.deadline = options.limits.seconds > 0 ? started + std::max(0.0, options.limits.seconds - run_seconds) : 0;
  v.suspendable = true;
  look_at_limits(v);
  monty::Value result = monty::Value::none();
  RunStatus status = session.resume(answer, &result);
  return after_run(status, result, started);
}

Result<bool> Session::Impl::check_suspended() {
  if (vm().suspended) return true;
  Error e;
  e.kind = ErrorKind::Snapshot;
  e.message = "the session is not suspended";
  return e;
}

Result<Progress> Session::progress() {
  impl_->told = 0;
  return impl_->progress();
}

Result<Progress> Session::resume(const Value& value) {
  if (Result<bool> ok = impl_->check_suspended(); !ok) return ok.error();
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Suspension s;
  if (v.paused) return impl_->resume(monty::Value::none());
  if (!read_suspension(v, &s) || s.kind == External::Futures) return Error::raise("RuntimeError", "the program waits for calls in flight: settle them");
  const std::string operation = s.kind == External::Os ? str_to_utf8(s.callable.as<Str>()) : std::string();
  const bool line = operation == "read_line";
  if (line && !value.is_none() && !value.is_str()) return Error::raise("TypeError", "a line of input is a str, or None at the end");
  monty::Value answer = line && value.is_none() ? monty::Value::cell(monty::names::empty) : impl_->enter(value);
  if (s.kind == External::Os && !answer.is_error()) answer = system_answer(v, operation, s.args, answer);
  if (s.kind == External::Name && !answer.is_error() && !impl_->set_global(impl_->name_asked(), answer)) answer = monty::Value::error();
  return impl_->resume(answer);
}

std::string Session::Impl::name_asked() {
  Suspension s;
  return read_suspension(vm(), &s) && s.kind == External::Name ? str_to_utf8(s.callable.as<Str>()) : std::string();
}

Result<Progress> Session::resume_declared(bool awaited) {
  if (Result<bool> ok = impl_->check_suspended(); !ok) return ok.error();
  const std::string name = impl_->name_asked();
  if (name.empty()) return Error::raise("RuntimeError", "the program does not ask for a name");
  if (Result<bool> done = impl_->define({name, {}, {}}, awaited); !done) return done.error();
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Str* key = str_from_utf8(v, name);
  DictEntry* e = key == nullptr ? nullptr : dict_find_str(impl_->session.globals(), key);
  return impl_->resume(e == nullptr ? monty::Value::error() : e->value);
}

Result<Progress> Session::resume_refused() {
  if (Result<bool> ok = impl_->check_suspended(); !ok) return ok.error();
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Suspension s;
  if (!read_suspension(v, &s) || (s.kind != External::Os && s.kind != External::Name)) {
    return Error::raise("RuntimeError", "the program asks neither the operating system nor for a name");
  }
  if (s.kind == External::Os) return impl_->resume(raise_refused(v, str_to_utf8(s.callable.as<Str>()), s.args));
  return impl_->resume(raise(v, kType_NameError, "name '%S' is not defined", s.callable.as<Str>()));
}

Result<Progress> Session::resume_error(const Error& error) {
  if (Result<bool> ok = impl_->check_suspended(); !ok) return ok.error();
  Vm& v = impl_->vm();
  v.heap.begin_native();
  if (v.paused) return Error::raise("RuntimeError", "the program asks nothing");
  return impl_->resume(raise_host_error(v, error));
}

Result<Progress> Session::resume_future() {
  if (Result<bool> ok = impl_->check_suspended(); !ok) return ok.error();
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Suspension s;
  if (!read_suspension(v, &s) || s.kind != External::Call) return Error::raise("RuntimeError", "only a call can be answered by a future");
  return impl_->resume(
      impl_->enter_in_flight(s.call_id, s.callable.as<HostFunction>(), s.args, s.kwargs == nullptr ? monty::Value::none() : monty::Value::cell(s.kwargs)));
}

Result<Progress> Session::settle(std::vector<Settled> answers, std::optional<double> waited) {
  if (Result<bool> ok = impl_->check_suspended(); !ok) return ok.error();
  Vm& v = impl_->vm();
  v.heap.begin_native();
  Suspension s;
  if (!read_suspension(v, &s)) return Error{};
  std::vector<Pending::Inbox::Answer> rows;
  for (auto& a : answers) {
    if (a.answer)
      rows.push_back({a.id, true, std::move(*a.answer), {}});
    else
      rows.push_back({a.id, false, {}, a.answer.error()});
  }
  const bool none = rows.empty();
  if (!impl_->settle(std::move(rows))) return impl_->pending_error();
  if (s.kind != External::Futures) return impl_->progress();  // not what the program asks now
  // No answer: the program's own timer has run out.
  const double timeout = is_float(s.callable) ? as_double(s.callable) : 0;
  const double seconds = waited ? *waited : none ? timeout : 0;
  return impl_->resume(impl_->take_settled(), seconds);
}

}  // namespace monty::api
