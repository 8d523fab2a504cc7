// SPDX-License-Identifier: MIT
#include "machine.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace monty_worker {

using monty_wire::Writer;

namespace {

constexpr std::size_t kMostHeld = 16 << 10;  // bytes of output

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

std::string_view view(monty_text t) { return t.size == 0 ? std::string_view() : std::string_view(t.data, t.size); }
std::string text_of(const monty_value& v) { return v.kind == MONTY_STR ? std::string(view(v.as.text)) : std::string(); }
double number_of(const monty_value* v) {
  return v == nullptr ? 0 : v->kind == MONTY_FLOAT ? v->as.number : v->kind == MONTY_INT ? static_cast<double>(v->as.integer) : 0;
}
std::uint64_t count_of(const monty_value* v) {
  return v != nullptr && v->kind == MONTY_INT && v->as.integer > 0 ? static_cast<std::uint64_t>(v->as.integer) : 0;
}
bool truth(const monty_value* v) { return v != nullptr && v->kind == MONTY_BOOL && v->as.integer != 0; }

void limits_of(const monty_value* given, monty_limits* out) {
  *out = {};
  out->size = sizeof *out;
  if (given == nullptr) return;
  out->memory = count_of(monty_find(given, "memory"));
  out->seconds = number_of(monty_find(given, "seconds"));
  out->depth = static_cast<std::int32_t>(count_of(monty_find(given, "depth")));
}

}  // namespace

struct Machine::Request {
  std::string_view what;
  const monty_value* items;
  std::size_t count;
  const monty_value* more;  // the dict at the end, or null
};

struct Machine::Command {
  std::string_view name;
  std::size_t count;  // of further elements
  bool in_session;
  Step step;
  bool replies = true;
};

const Machine::Command Machine::kCommands[] = {
    {"open", 1, false, &Machine::open},          {"load", 2, false, &Machine::load},        {"set", 2, true, &Machine::set},
    {"feed", 2, true, &Machine::feed},           {"resume", 1, true, &Machine::resume},     {"raise", 2, true, &Machine::raise},
    {"future", 0, true, &Machine::future},       {"declared", 0, true, &Machine::declared}, {"refused", 0, true, &Machine::refused},
    {"settle", 2, true, &Machine::settle},       {"progress", 0, true, &Machine::progress}, {"dump", 0, true, &Machine::dump},
    {"close", 0, false, &Machine::close, false}, {"walls", 0, false, &Machine::tell_walls},
};

Machine::Machine(Send send, unsigned walls) : send_(std::move(send)), walls_(walls), engine_(monty_engine_new()) {}

Machine::~Machine() {
  monty_session_free(session_);
  monty_os_policy_free(policy_);
  monty_engine_free(engine_);
}

bool Machine::handle(std::string_view request) {
  monty_wire::Reader reader;
  monty_value message;
  reply_.clear();
  monty_error* failed = nullptr;
  const Command* found = nullptr;
  if (reader.read(request, &message) && message.kind == MONTY_TUPLE && message.as.items.count != 0 && message.as.items.data[0].kind == MONTY_STR) {
    const monty_value* items = message.as.items.data;
    Request r{view(items[0].as.text), items + 1, message.as.items.count - 1, nullptr};
    found = std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command& c) { return c.name == r.what; });
    if (found == std::end(kCommands) || r.count < found->count || r.count > found->count + 1 || (found->in_session && session_ == nullptr)) {
      found = nullptr;
    } else {
      if (r.count > found->count && r.items[found->count].kind == MONTY_DICT) r.more = &r.items[found->count];
      failed = extras(r);
      if (failed == nullptr) failed = (this->*found->step)(r);
    }
  }
  flush();
  if (failed != nullptr) {
    give_failure(*failed);
    monty_error_free(failed);
  } else if (reply_.empty()) {
    Writer w(&reply_);
    w.many('t', 2);
    w.text(found == nullptr ? "refused" : "done");
    w.tag('N');
  }
  if (found == nullptr || found->replies) connected_ = connected_ && send_(reply_);
  return connected_;
}

// ---------------------------------------------------------------------------------------------------- output
void Machine::flush() {
  flushed_ = now();
  if (output_.empty()) return;
  std::string message;
  Writer w(&message);
  w.many('t', 3);
  w.text("output");
  w.integer(stream_);
  w.text(output_);
  output_.clear();
  connected_ = connected_ && send_(message);
}

bool Machine::on_output(void* context, int stream, monty_text text) {
  auto& m = *static_cast<Machine*>(context);
  if (stream != m.stream_) m.flush();
  m.stream_ = stream;
  m.output_.append(view(text));
  const bool line = m.flush_seconds_ <= 0 && m.output_.find('\n') != std::string::npos;
  if (line || m.output_.size() >= kMostHeld || (m.flush_seconds_ > 0 && now() - m.flushed_ > m.flush_seconds_ && m.output_.ends_with('\n'))) m.flush();
  return m.connected_;
}

bool Machine::on_progress(void* context) {
  auto& m = *static_cast<Machine*>(context);
  if (!m.output_.empty() && m.flush_seconds_ < 1e6) m.flush();
  return m.connected_;
}

// ---------------------------------------------------------------------------------------------------- sessions
monty_error* Machine::options(const monty_value* given, monty_session_options* out) {
  *out = {};
  out->size = sizeof *out;
  limits_of(given == nullptr ? nullptr : monty_find(given, "limits"), &limits_);
  out->limits = &limits_;
  out->context = this;
  out->on_output = on_output;
  out->on_progress = on_progress;
  out->progress_seconds = 0.01;
  out->import_source = import_source;
  out->ask_names = true;
  out->coded = true;
  modules_.clear();
  monty_os_policy_free(policy_);
  policy_ = monty_os_policy_new();
  if (given == nullptr) return nullptr;
  out->no_sleep = truth(monty_find(given, "no_sleep"));
  assert_bytes_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(count_of(monty_find(given, "assert_bytes")), UINT32_MAX));
  out->ask_sleep = truth(monty_find(given, "ask_sleep"));
  out->ask_zone = truth(monty_find(given, "ask_zone"));
  out->no_cpu_clock = truth(monty_find(given, "no_cpu_clock"));
  if (const monty_value* interval = monty_find(given, "flush_seconds")) flush_seconds_ = number_of(interval);
  const monty_value* clock = monty_find(given, "clock");
  monty_error* failed = nullptr;
  if (clock == nullptr)
    failed = monty_os_policy_set_clock(policy_, MONTY_CLOCK_REAL, 0);
  else if (clock->kind == MONTY_FLOAT)
    failed = monty_os_policy_set_clock(policy_, MONTY_CLOCK_FIXED, clock->as.number);
  out->policy = policy_;
  return failed;
}

monty_error* Machine::open(const Request& r) {
  monty_session_options o;
  monty_session_free(std::exchange(session_, nullptr));
  if (monty_error* failed = options(&r.items[0], &o)) return failed;
  if (monty_error* failed = monty_session_new(engine_, &o, &session_)) return failed;
  return extras(r);
}

monty_error* Machine::load(const Request& r) {
  monty_session_options o;
  monty_session_free(std::exchange(session_, nullptr));
  if (monty_error* failed = options(&r.items[1], &o)) return failed;
  const monty_text data = r.items[0].as.text;
  if (monty_error* failed = monty_session_load(engine_, r.items[0].kind == MONTY_BYTES ? data.data : "", r.items[0].kind == MONTY_BYTES ? data.size : 0, &o,
                                               nullptr, 0, &session_))
    return failed;
  monty_snapshot_info* info = nullptr;
  if (monty_error* failed = monty_snapshot_inspect(engine_, data.data, data.size, &info)) return failed;
  for (std::size_t i = 0; i < info->function_count; i++)
    monty_error_free(monty_session_grant_declared(session_, std::string(view(info->functions[i])).c_str()));
  monty_snapshot_info_free(info);
  return progress(r);
}

monty_error* Machine::close(const Request&) {
  monty_session_free(std::exchange(session_, nullptr));
  return nullptr;
}

monty_error* Machine::tell_walls(const Request&) {
  Writer w(&reply_);
  w.many('t', 2);
  w.text("done");
  w.integer(walls_);
  return nullptr;
}

monty_error* Machine::extras(const Request& r) {
  if (r.more == nullptr) return nullptr;
  if (const monty_value* names = monty_find(r.more, "functions"); names != nullptr && names->kind == MONTY_LIST && session_ != nullptr) {
    for (std::size_t i = 0; i < names->as.items.count; i++) {
      if (monty_error* failed = monty_session_grant_declared(session_, text_of(names->as.items.data[i]).c_str())) return failed;
    }
  }
  if (const monty_value* names = monty_find(r.more, "modules"); names != nullptr && names->kind == MONTY_LIST) {
    modules_.clear();
    for (std::size_t i = 0; i < names->as.items.count; i++) modules_.push_back(text_of(names->as.items.data[i]));
  }
  if (const monty_value* limits = monty_find(r.more, "limits"); limits != nullptr && session_ != nullptr) {
    limits_of(limits, &limits_);
    return monty_session_set_limits(session_, &limits_);
  }
  return nullptr;
}

// A module of the host asks for its attributes when it is first imported. Submodules are named "package.module".
void Machine::import_source(void* context, monty_text name, monty_answer* answer) {
  auto& m = *static_cast<Machine*>(context);
  const std::string wanted(view(name));
  if (std::find(m.modules_.begin(), m.modules_.end(), wanted) == m.modules_.end()) return;
  const bool package = std::any_of(m.modules_.begin(), m.modules_.end(), [&](const std::string& other) { return other.starts_with(wanted + "."); });
  const std::string source = "import _boundary\n_boundary.load_module('" + wanted + "', globals())\ndel _boundary\n";
  const monty_module module = {sizeof module, {source.data(), source.size()}, {nullptr, 0}, package ? "" : nullptr};
  monty_error_free(monty_answer_module(answer, &module));
}

monty_error* Machine::set(const Request& r) { return monty_session_set(session_, text_of(r.items[0]).c_str(), &r.items[1]); }

monty_error* Machine::dump(const Request&) {
  monty_result* out = nullptr;
  if (monty_error* failed = monty_session_dump(session_, nullptr, 0, &out)) return failed;
  Writer w(&reply_);
  w.many('t', 2);
  w.text("done");
  w.value(*monty_result_value(out));
  monty_result_free(out);
  return nullptr;
}

// ---------------------------------------------------------------------------------------------------- driving
monty_error* Machine::feed(const Request& r) {
  if (r.items[0].kind != MONTY_STR) return nullptr;
  const monty_text source = r.items[0].as.text;
  monty_program* program = nullptr;
  if (monty_error* failed = monty_program_compile_telling(source.size == 0 ? "" : source.data, source.size, text_of(r.items[1]).c_str(), MONTY_FILE, &limits_,
                                                          assert_bytes_, &program))
    return failed;
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_start(session_, program, &at);
  monty_program_free(program);
  return give(failed, at);
}

monty_error* Machine::resume(const Request& r) {
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_resume(session_, &r.items[0], &at);
  return give(failed, at);
}

monty_error* Machine::raise(const Request& r) {
  const std::string type = text_of(r.items[0]), message = text_of(r.items[1]);
  const monty_value value = monty_raise(type.c_str(), message.c_str());
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_resume(session_, &value, &at);
  return give(failed, at);
}

monty_error* Machine::future(const Request&) {
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_resume_future(session_, &at);
  return give(failed, at);
}

monty_error* Machine::declared(const Request&) {
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_resume_declared(session_, false, &at);
  return give(failed, at);
}

monty_error* Machine::refused(const Request&) {
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_resume_refused(session_, &at);
  return give(failed, at);
}

monty_error* Machine::progress(const Request&) {
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_progress(session_, &at);
  return give(failed, at);
}

monty_error* Machine::settle(const Request& r) {
  if (r.items[0].kind != MONTY_LIST) return nullptr;
  std::vector<monty_settled> rows;
  std::vector<std::pair<std::string, std::string>> raised(r.items[0].as.items.count);
  for (std::size_t i = 0; i < r.items[0].as.items.count; i++) {
    const monty_value& row = r.items[0].as.items.data[i];
    const monty_value* parts = row.as.items.data;
    if (row.kind != MONTY_TUPLE || row.as.items.count < 3 || parts[0].kind != MONTY_INT) return nullptr;
    if (truth(&parts[1])) {
      rows.push_back({static_cast<std::uint64_t>(parts[0].as.integer), parts[2]});
    } else if (row.as.items.count == 4) {
      raised[i] = {text_of(parts[2]), text_of(parts[3])};
      rows.push_back({static_cast<std::uint64_t>(parts[0].as.integer), monty_raise(raised[i].first.c_str(), raised[i].second.c_str())});
    }
  }
  const monty_progress* at = nullptr;
  monty_error* failed = monty_session_settle(session_, rows.data(), rows.size(), number_of(&r.items[1]), &at);
  return give(failed, at);
}

// ---------------------------------------------------------------------------------------------------- replies
void Machine::place(Writer& w, const monty_frame& frame, const monty_span& span) {
  w.many('t', 6);
  w.text(frame.file);
  w.text(frame.function);
  w.integer(frame.line);
  w.integer(span.column);
  w.integer(span.end_line);
  w.integer(span.end_column);
}

monty_error* Machine::give(monty_error* failed, const monty_progress* at) {
  if (failed != nullptr) return failed;
  Writer w(&reply_);
  switch (at->state) {
    case MONTY_COMPLETE: {
      monty_result* out = nullptr;
      if (monty_error* e = monty_session_result(session_, &out)) return e;
      w.many('t', 2);
      w.text("complete");
      w.value(*monty_result_value(out));
      monty_result_free(out);
      return nullptr;
    }
    case MONTY_CALL:
    case MONTY_OS:
      w.many('t', 8);
      w.text(at->state == MONTY_CALL ? "call" : "os");
      w.integer(static_cast<std::int64_t>(at->question.id));
      w.text(at->question.name);
      w.value(at->question.args);
      w.value(at->question.kwargs);
      place(w, at->position, at->span);
      w.text(at->via);
      w.value(at->via_args);
      return nullptr;
    case MONTY_NAME:
      w.many('t', 3);
      w.text("name");
      w.text(at->question.name);
      place(w, at->position, at->span);
      return nullptr;
    default:
      w.many('t', 3);
      w.text("futures");
      w.number(at->timeout);
      place(w, at->position, at->span);
      return nullptr;
  }
}

void Machine::give_failure(const monty_error& e) {
  reply_.clear();
  Writer w(&reply_);
  w.many('t', 10);
  w.text("error");
  w.integer(e.kind);
  w.text(monty_limit_name(e.limit));
  w.text(e.type);
  w.text(e.message);
  w.text(e.traceback);
  w.many('l', e.frame_count);
  for (std::size_t i = 0; i < e.frame_count; i++) place(w, e.frames[i], e.spans == nullptr ? monty_span{} : e.spans[i]);
  w.boolean(e.incomplete);
  if (e.exited)
    w.integer(e.exit_status);
  else
    w.tag('N');
  monty_usage usage{};
  usage.size = sizeof usage;
  if (session_ != nullptr) monty_error_free(monty_session_usage(session_, &usage));
  w.integer(static_cast<std::int64_t>(usage.memory));
}

}  // namespace monty_worker
