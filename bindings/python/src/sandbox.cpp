// SPDX-License-Identifier: MIT
#include "sandbox.h"

#include <nanobind/stl/string.h>

#include <algorithm>

#include "errors.h"
#include "values.h"

namespace monty_python {

monty_engine* engine() {
  static monty_engine* const one = monty_engine_new();
  return one;
}

namespace {

// A run on this thread. Throws a RecursionError.
class Nested {
 public:
  Nested() {
    if (depth_ == kMost) {
      PyErr_SetString(PyExc_RecursionError, "programs run within tools of programs, 100 deep");
      throw nb::python_error();
    }
    depth_++;
  }
  ~Nested() { depth_--; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  static constexpr int kMost = 100;  // runs within tools of runs; each takes some 10 KB of the thread's stack
  static thread_local int depth_;
};
thread_local int Nested::depth_ = 0;

}  // namespace

// One thread at a time. A tool that uses the sandbox which called it is refused as well.
class Sandbox::Use {
 public:
  explicit Use(Sandbox& sandbox) : sandbox_(sandbox) {
    if (sandbox.busy_.exchange(true)) raise_error("MontyError", "the session is in use, by another thread or by the call that led here");
  }
  ~Use() { sandbox_.busy_ = false; }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  Sandbox& sandbox_;
};

Limits limits_from(nb::handle given) {
  if (given.is_none()) return {};
  if (nb::isinstance<Limits>(given)) return nb::cast<Limits>(given);
  if (!PyDict_Check(given.ptr())) raise_error("MontyError", "limits are a monty.Limits, a dict of its fields, or None");
  nb::object made = nb::type<Limits>()(**nb::cast<nb::dict>(given));
  return nb::cast<Limits>(made);
}

Options Options::of(const nb::kwargs& given) {
  static constexpr struct {
    std::string_view name;
    nb::handle Options::* option;
  } kOptions[] = {{"limits", &Options::limits},
                  {"print", &Options::print},
                  {"stdout", &Options::out},
                  {"stderr", &Options::err},
                  {"policy", &Options::policy},
                  {"cancel", &Options::cancel},
                  {"on_progress", &Options::on_progress},
                  {"os_call", &Options::os_call},
                  {"read_line", &Options::read_line},
                  {"types", &Options::types},
                  {"type_check", &Options::type_check},
                  {"type_check_stubs", &Options::type_check_stubs},
                  {"ask_names", &Options::ask_names},
                  {"ask_os", &Options::ask_os}};
  Options out;
  PyObject *name = nullptr, *value = nullptr;
  for (Py_ssize_t at = 0; PyDict_Next(given.ptr(), &at, &name, &value);) {
    const std::string_view text = nb::cast<const char*>(nb::handle(name));
    const auto* found = std::ranges::find(kOptions, text, [](auto& o) { return o.name; });
    if (found == std::end(kOptions)) {
      PyErr_Format(PyExc_TypeError, "there is no option '%s'", text.data());
      throw nb::python_error();
    }
    out.*found->option = value;
  }
  return out;
}

void Sandbox::configure(const Options& given, monty_session_options* out, monty_limits* limits) {
  host_.print[0] = nb::borrow(given.out.is_none() ? given.print : given.out);
  host_.print[1] = nb::borrow(given.err.is_none() ? given.print : given.err);
  host_.by_stream[0] = given.out.is_none();
  host_.by_stream[1] = given.err.is_none();
  host_.on_progress = nb::borrow(given.on_progress);
  host_.os_call = nb::borrow(given.os_call);
  host_.read_line = nb::borrow(given.read_line);
  host_.cancel_shared = !given.cancel.is_none();
  host_.cancel = host_.cancel_shared ? monty_cancel_share(nb::cast<Cancel&>(given.cancel).token) : monty_cancel_new();
  if (!given.types.is_none()) host_.types = nb::module_::import_("monty._values").attr("by_name")(given.types);
  policy_ = nb::borrow(given.policy);
  ask_os_ = nb::cast<bool>(nb::bool_(given.ask_os));
  *limits = limits_from(given.limits).lowered();
  *out = monty_session_options{};
  out->size = sizeof *out;
  out->limits = limits;
  out->cancel = host_.cancel;
  out->context = &host_;
  out->on_output = Host::on_output;
  out->on_progress = Host::on_tick;
  out->progress_seconds = given.progress_seconds;
  if (!given.os_call.is_none() || (given.handles && !ask_os_)) out->os_call = Host::on_os_call;
  if (!given.read_line.is_none()) out->read_line = Host::on_read_line;
  out->ask_names = nb::cast<bool>(nb::bool_(given.ask_names));
  out->declare_rest = true;
  out->keep_opaque = true;
  if (!given.policy.is_none()) out->policy = nb::cast<Policy&>(given.policy).policy;
}

Sandbox::Sandbox(const Options& given) {
  monty_session_options options;
  monty_limits limits;
  configure(given, &options, &limits);
  check(monty_session_new(engine(), &options, &session_));
  host_.session = session_;
}

Sandbox::Sandbox(const Options& given, nb::bytes dump, nb::bytes key) {
  monty_session_options options;
  monty_limits limits;
  configure(given, &options, &limits);
  check(monty_session_load(engine(), dump.c_str(), dump.size(), &options, key.c_str(), key.size(), &session_));
  host_.session = session_;
}

Sandbox::~Sandbox() { monty_session_free(session_); }

// ---------------------------------------------------------------------------------------------------- functions
void Sandbox::offer(How how, const char* name, nb::handle function, bool awaited) {
  Use use(*this);
  auto* tool = new Tool{&host_, nb::borrow(function)};
  if (awaited) {
    check((how == How::Define ? monty_session_define_async : monty_session_grant_async)(session_, name, Tool::call_awaited, tool, Tool::destroy));
  } else {
    check((how == How::Define ? monty_session_define : monty_session_grant)(session_, name, Tool::call, tool, Tool::destroy));
  }
}

void Sandbox::declare(How how, const char* name, bool awaited) {
  Use use(*this);
  check(how == How::Define ? monty_session_declare(session_, name, awaited) : monty_session_grant_declared(session_, name));
}

// ---------------------------------------------------------------------------------------------------- globals, runs
void Sandbox::set(const char* name, nb::handle value) {
  Use use(*this);
  Inward inward(&host_.types);
  const monty_value v = inward.value(value);
  check(monty_session_set(session_, name, &v));
}

nb::object Sandbox::get(const char* name) {
  Use use(*this);
  monty_result* result = nullptr;
  check(monty_session_get(session_, name, &result));
  std::unique_ptr<monty_result, void (*)(monty_result*)> owned(result, monty_result_free);
  return to_python(*monty_result_value(result), &host_.types);
}

nb::object Sandbox::run(const Program& program) {
  Use use(*this);
  Nested nested;
  monty_result* result = nullptr;
  monty_error* error = nullptr;
  {
    Released released(host_);
    error = monty_session_run(session_, program.program, &result);
  }
  std::unique_ptr<monty_result, void (*)(monty_result*)> owned(result, monty_result_free);
  host_.settle(error);
  return to_python(*monty_result_value(result), &host_.types);
}

nb::object Sandbox::result() {
  Use use(*this);
  monty_result* result = nullptr;
  check(monty_session_result(session_, &result));
  std::unique_ptr<monty_result, void (*)(monty_result*)> owned(result, monty_result_free);
  return to_python(*monty_result_value(result), &host_.types);
}

// ---------------------------------------------------------------------------------------------------- start and resume
namespace {

nb::object call_to_python(const monty_call& c, nb::object* types) {
  return nb::make_tuple(c.id, text_to_python(c.name), to_python(c.args, types), to_python(c.kwargs, types));
}

nb::object progress_to_python(const monty_progress& p, nb::object* types) {
  nb::list started;
  for (size_t i = 0; i < p.started_count; i++) started.append(call_to_python(p.started[i], types));
  return nb::make_tuple(static_cast<int>(p.state), call_to_python(p.question, types), started, p.timeout,
                        nb::make_tuple(text_to_python(p.position.file), p.position.line, text_to_python(p.position.function)), monty_limit_name(p.limit));
}

}  // namespace

// The end of the input.
monty_error* Sandbox::resume_with_nothing(const monty_progress** progress) {
  const monty_value nothing = monty_none();
  return monty_session_resume(session_, &nothing, progress);
}

// A question that comes to a program which is driven although no callback was to be asked: of a handle, else refused.
monty_error* Sandbox::answer_handle(const monty_progress** progress) {
  std::optional<Inward> inward;
  monty_value value;
  bool answered = false;
  {
    Held held(host_);
    inward.emplace(&host_.types);
    answered = host_.answer_os((*progress)->question, *inward, &value);
  }
  monty_error* error = answered ? monty_session_resume(session_, &value, progress) : monty_session_resume_refused(session_, progress);
  Held held(host_);
  inward.reset();
  return error;
}

// A step of a program: (state, question, started, timeout, position, limit).
template <class Step>
nb::object Sandbox::drive(Step step) {
  Use use(*this);
  Nested nested;
  const monty_progress* progress = nullptr;
  monty_error* error = nullptr;
  {
    Released released(host_);
    error = step(&progress);
    while (error == nullptr && progress->state == MONTY_OS) {
      const monty_text operation = progress->question.name;
      if (ask_os_ && !Host::is_of_handle(operation)) break;
      const bool line = operation.size == 9 && std::memcmp(operation.data, "read_line", 9) == 0;
      error = line ? resume_with_nothing(&progress) : answer_handle(&progress);
    }
  }
  if (error == nullptr || error->kind != MONTY_ERROR_ARGUMENT) steps_++;
  host_.settle(error);
  return progress_to_python(*progress, &host_.types);
}

nb::object Sandbox::start(const Program& program) {
  return drive([&](const monty_progress** out) { return monty_session_start(session_, program.program, out); });
}

nb::object Sandbox::resume(nb::handle value) {
  Inward inward(&host_.types);
  const monty_value v = inward.value(value);
  return drive([&](const monty_progress** out) { return monty_session_resume(session_, &v, out); });
}

nb::object Sandbox::resume_error(nb::handle exception) {
  Inward inward(&host_.types);
  const monty_value v = inward.raised(exception);
  host_.raised = nb::borrow(exception);
  return drive([&](const monty_progress** out) { return monty_session_resume(session_, &v, out); });
}

nb::object Sandbox::resume_future() {
  return drive([&](const monty_progress** out) { return monty_session_resume_future(session_, out); });
}

nb::object Sandbox::resume_declared(bool awaited) {
  return drive([&](const monty_progress** out) { return monty_session_resume_declared(session_, awaited, out); });
}

nb::object Sandbox::resume_refused() {
  return drive([&](const monty_progress** out) { return monty_session_resume_refused(session_, out); });
}

nb::object Sandbox::settle(nb::list rows, double waited) {
  Inward inward(&host_.types);
  std::vector<monty_settled> settled;
  for (nb::handle row : rows) {
    nb::object id = row[0], value = row[1], exception = row[2];
    if (!exception.is_none()) host_.raised = exception;
    settled.push_back({nb::cast<uint64_t>(id), exception.is_none() ? inward.value(value) : inward.raised(exception)});
  }
  return drive([&](const monty_progress** out) { return monty_session_settle(session_, settled.data(), settled.size(), waited, out); });
}

nb::object Sandbox::progress() {
  Use use(*this);
  const monty_progress* progress = nullptr;
  check(monty_session_progress(session_, &progress));
  return progress_to_python(*progress, &host_.types);
}

// ---------------------------------------------------------------------------------------------------- the rest
nb::bytes Sandbox::dump(nb::bytes key) {
  Use use(*this);
  monty_result* result = nullptr;
  check(monty_session_dump(session_, key.c_str(), key.size(), &result));
  std::unique_ptr<monty_result, void (*)(monty_result*)> owned(result, monty_result_free);
  const monty_text text = monty_result_value(result)->as.text;
  return nb::bytes(text.data, text.size);
}

nb::object Sandbox::types() {
  if (!host_.types.is_valid()) host_.types = nb::dict();
  return host_.types;
}

monty_usage Sandbox::usage() {
  Use use(*this);
  monty_usage u{};
  u.size = sizeof u;
  check(monty_session_usage(session_, &u));
  return u;
}

void Sandbox::set_limits(nb::handle limits) {
  Use use(*this);
  const monty_limits l = limits_from(limits).lowered();
  check(monty_session_set_limits(session_, &l));
}

}  // namespace monty_python
