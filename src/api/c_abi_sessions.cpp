// SPDX-License-Identifier: MIT
// The C interface: sessions, their functions, and runs to the end.
#include <cstddef>

#include "api/c_abi.h"
#include "api/os_policy.h"

namespace monty::api {

namespace {

// A context that is let go with the last function that uses it.
using Context = std::shared_ptr<void>;
Context context_of(void* context, monty_destroy destroy) {
  if (context == nullptr && destroy == nullptr) return {};
  return {context, [destroy](void* c) {
            if (destroy != nullptr) destroy(c);
          }};
}

Function function_of(monty_function f, Context context) {
  return [f, context = std::move(context)](const Call& call) -> Result<Value> {
    Memory memory;
    monty_answer answer;
    const monty_call c = call_of(call, memory);
    f(context.get(), &c, &answer);
    return answer.value ? std::move(*answer.value) : Result<Value>(Value());
  };
}

AsyncFunction function_of(monty_async_function f, Context context) {
  return [f, context = std::move(context)](const Call& call, Pending pending) {
    Memory memory;
    monty_call c = call_of(call, memory);
    c.id = pending.id();
    f(context.get(), &c, new monty_pending{std::move(pending)});
  };
}

}  // namespace

bool options_from(const monty_session_options* given, SessionOptions* out) {
  if (given == nullptr) return true;
  constexpr usize kFirstSize = offsetof(monty_session_options, policy);  // before there were policies
  constexpr usize kSecondSize = offsetof(monty_session_options, on_progress);
  constexpr usize kThirdSize = offsetof(monty_session_options, declare_rest);
  const bool sized = given->size == sizeof *given || given->size == kFirstSize || given->size == kSecondSize || given->size == kThirdSize;
  monty_session_options o{};
  if (sized) std::memcpy(&o, given, given->size);
  Context context = context_of(o.context, o.destroy);
  if (!sized || !limits_from(o.limits, &out->limits) || (o.argv == nullptr && o.argc != 0)) return false;
  for (usize i = 0; i < o.argc; i++) out->argv.emplace_back(view(o.argv[i]));
  if (o.on_output != nullptr) {
    out->on_output = [f = o.on_output, context](int stream, std::string_view text) { return f(context.get(), stream, {text.data(), text.size()}); };
  }
  if (o.read_line != nullptr) {
    out->read_line = [f = o.read_line, context]() -> std::optional<std::string> {
      monty_answer answer;
      f(context.get(), &answer);
      if (!answer.value || !*answer.value || !(*answer.value)->is_str()) return {};
      return (*answer.value)->text();
    };
  }
  if (o.import_source != nullptr) {
    out->import_source = [f = o.import_source, context](std::string_view name) {
      monty_answer answer;
      f(context.get(), {name.data(), name.size()}, &answer);
      return std::move(answer.module);
    };
  }
  if (o.os_call != nullptr) {
    out->os_call = [f = o.os_call, context](std::string_view name, const std::vector<Value>& args) -> Result<Value> {
      Memory memory;
      monty_answer answer;
      const monty_call c = call_of({name, args, {}}, memory);
      f(context.get(), &c, &answer);
      if (answer.value) return std::move(*answer.value);
      return Error{};  // refused
    };
  }
  if (o.policy != nullptr) out->policy = o.policy->policy;
  if (o.find_name != nullptr) {
    out->find_name = [f = o.find_name, context](std::string_view name) -> std::optional<FoundName> {
      monty_answer answer;
      f(context.get(), {name.data(), name.size()}, &answer);
      if (answer.function) return FoundName{{}, std::move(answer.function)};
      if (!answer.value || !*answer.value) return {};
      return FoundName{std::move(**answer.value), {}};
    };
  }
  out->ask_names = o.ask_names;
  out->pause_on_limit = o.pause_on_limit;
  out->declare_rest = o.declare_rest;
  out->coded = o.coded;
  out->cpu_clock = !o.no_cpu_clock;
  out->keep_opaque = o.keep_opaque;
  out->ask_sleep = o.ask_sleep;
  out->ask_zone = o.ask_zone;
  if (o.on_wait != nullptr) {
    out->on_wait = [f = o.on_wait, context](double seconds) { f(context.get(), seconds); };
  }
  if (o.on_progress != nullptr) {
    out->on_progress = [f = o.on_progress, context] { return f(context.get()); };
    if (o.progress_seconds > 0) out->progress_seconds = o.progress_seconds;
  }
  out->clock = !o.no_clock;
  out->sleep = !o.no_sleep;
  out->entropy = !o.no_entropy;
  out->collect_always = o.collect_always;
  out->fail_allocation = o.fail_allocation;
  out->step_every = o.step_every;
  out->pause_every = o.pause_every;
  return true;
}

}  // namespace monty::api

using namespace monty::api;

static monty_error* done(const Result<bool>& r) { return r ? nullptr : failure(r.error()); }

monty_error* monty_session_new(const monty_engine* engine, const monty_session_options* given, monty_session** out) {
  SessionOptions options{.cancel = token_of(given)};
  if (!options_from(given, &options)) return argument_error("monty_session_options has a wrong size or a null pointer");
  if (engine == nullptr || out == nullptr) return null_argument();
  *out = new monty_session{Session(engine->engine, std::move(options))};
  return nullptr;
}

void monty_session_free(monty_session* session) { delete session; }

// ---------------------------------------------------------------------------------------------------- functions
monty_error* monty_session_define(monty_session* session, const char* name, monty_function function, void* context, monty_destroy destroy) {
  Context owned = context_of(context, destroy);
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr || function == nullptr) return null_argument();
  return done(use->define(name, function_of(function, std::move(owned))));
}

monty_error* monty_session_define_async(monty_session* session, const char* name, monty_async_function function, void* context, monty_destroy destroy) {
  Context owned = context_of(context, destroy);
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr || function == nullptr) return null_argument();
  return done(use->define_async(name, function_of(function, std::move(owned))));
}

monty_error* monty_session_declare(monty_session* session, const char* name, bool awaited) {
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr) return null_argument();
  return done(use->declare(name, awaited));
}

monty_error* monty_session_grant(monty_session* session, const char* name, monty_function function, void* context, monty_destroy destroy) {
  Context owned = context_of(context, destroy);
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr || function == nullptr) return null_argument();
  use->grant(name, function_of(function, std::move(owned)));
  return nullptr;
}

monty_error* monty_session_grant_async(monty_session* session, const char* name, monty_async_function function, void* context, monty_destroy destroy) {
  Context owned = context_of(context, destroy);
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr || function == nullptr) return null_argument();
  use->grant_async(name, function_of(function, std::move(owned)));
  return nullptr;
}

monty_error* monty_session_grant_declared(monty_session* session, const char* name) {
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr) return null_argument();
  use->grant_declared(name);
  return nullptr;
}

monty_error* monty_answer_function(monty_answer* answer, monty_function function, void* context, monty_destroy destroy) {
  Context owned = context_of(context, destroy);
  if (answer == nullptr || function == nullptr) return null_argument();
  answer->function = function_of(function, std::move(owned));
  return nullptr;
}

// ---------------------------------------------------------------------------------------------------- globals, runs
monty_error* monty_session_set(monty_session* session, const char* name, const monty_value* value) {
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr || value == nullptr) return null_argument();
  Value v;
  std::string problem;
  if (!lift(*value, &v, &problem)) return failure(Error::conversion(std::move(problem)));
  return done(use->set(name, v));
}

monty_error* monty_session_get(monty_session* session, const char* name, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr || out == nullptr) return null_argument();
  return give(use->get(name), out);
}

monty_error* monty_session_run(monty_session* session, const monty_program* program, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (program == nullptr) return null_argument();
  if (out == nullptr) return done(use->execute(program->program));
  return give(use->run(program->program), out);
}

monty_error* monty_session_execute(monty_session* session, const monty_program* program) { return monty_session_run(session, program, nullptr); }

monty_error* monty_session_result(monty_session* session, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  return give(use->result(), out);
}

monty_error* monty_session_result_repr(monty_session* session, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  Result<std::string> text = use->result_repr();
  return text ? give_text(std::move(*text), out) : failure(text.error());
}

bool monty_session_result_is_none(const monty_session* session) { return session == nullptr || session->session.result_is_none(); }

monty_error* monty_session_keep_result(monty_session* session, const char* name) {
  Use use(session);
  if (!use) return use.refusal();
  if (name == nullptr) return null_argument();
  return done(use->keep_result(name));
}

// ---------------------------------------------------------------------------------------------------- looking after it
monty_error* monty_session_usage(const monty_session* session, monty_usage* usage) {
  if (session == nullptr || usage == nullptr) return null_argument();
  if (usage->size != sizeof *usage) return argument_error("monty_usage has a wrong size");
  const Usage u = session->session.usage();
  *usage = {sizeof *usage, u.memory, u.peak_memory, u.allocations, u.collections, u.instructions, u.output, u.calls, u.seconds, u.host_seconds};
  return nullptr;
}

monty_error* monty_session_set_limits(monty_session* session, const monty_limits* given) {
  Use use(session);
  if (!use) return use.refusal();
  Limits limits;
  if (!limits_from(given, &limits)) return argument_error("monty_limits has a wrong size");
  use->set_limits(limits);
  return nullptr;
}

monty_error* monty_session_take_output(monty_session* session, int stream, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  if (stream != 1 && stream != 2) return argument_error("no such stream");
  return give_text(stream == 1 ? use->take_output() : use->take_errors(), out);
}

monty_error* monty_session_check_heap(monty_session* session, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  return give_text(use->check_heap(), out);
}
