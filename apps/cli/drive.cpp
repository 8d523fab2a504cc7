// SPDX-License-Identifier: MIT
#include "drive.h"

#include <cstdio>
#include <cstdlib>

#include "check.h"

namespace {

using monty::Error;
using monty::Progress;
using monty::Question;
using monty::Result;
using monty::Value;

monty::Function call_command(Tools* tools, Output* output, std::string command) {
  return [tools, output, command = std::move(command)](const monty::Call& call) {
    output->flush();
    return tools->call(command, call);
  };
}

monty::AsyncFunction start_command(Tools* tools, std::string command) {
  return [tools, command = std::move(command)](const monty::Call& call, monty::Pending answer) {
    tools->start(command, call, [answer](Result<Value> r) {
      if (r)
        answer.resolve(std::move(*r));
      else
        answer.reject(r.error());
    });
  };
}

// ---------------------------------------------------------------- the line of JSON
bool is_utf8(const std::string& s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i++]);
    int more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : -1;
    if (more < 0) return false;
    for (; more > 0; more--, i++) {
      if (i == s.size() || (static_cast<unsigned char>(s[i]) & 0xC0) != 0x80) return false;
    }
  }
  return true;
}

// Arguments that JSON does not have are left out, and "problem" says why.
Value question_json(const Question& q) {
  Value out = Value::dict({{"id", q.id}, {"name", q.name}});
  Value args = Value::list(), kwargs = Value::dict();
  // What is written to a file is shown as text where it is some.
  for (auto& value : q.args) args.append(value.kind() == Value::Kind::Bytes && is_utf8(value.text()) ? Value(value.text()) : value);
  for (auto& [key, value] : q.kwargs) kwargs.insert(key, value);
  Result<std::string> text = monty::to_json(Value::list({args, kwargs}));
  if (text) {
    out.insert("args", std::move(args));
    out.insert("kwargs", std::move(kwargs));
  } else {
    out.insert("problem", q.name + "(): " + text.error().message);
  }
  return out;
}

Value state_json(const Progress& p) {
  static constexpr const char* kNames[] = {"complete", "call", "os", "futures", "paused", "name"};
  Value out = Value::dict({{"state", kNames[static_cast<int>(p.state)]}});
  if (p.state == Progress::State::Call || p.state == Progress::State::Os) {
    Value question = question_json(p.question);
    out.items().insert(out.items().end(), question.items().begin(), question.items().end());
  }
  if (p.state == Progress::State::Name) {
    out.insert("id", p.question.id);
    out.insert("name", p.question.name);
  }
  if (!p.position.file.empty()) {
    out.insert("at", Value::dict({{"file", p.position.file}, {"line", p.position.line}, {"function", p.position.function}}));
  }
  if (p.limit != monty::LimitKind::None) out.insert("limit", monty::limit_name(p.limit));
  if (p.timeout >= 0) out.insert("timeout", p.timeout);
  if (p.state == Progress::State::Futures || !p.started.empty()) {
    Value waiting = Value::list();
    for (auto& q : p.started) waiting.append(question_json(q));
    out.insert("waiting", std::move(waiting));
  }
  return out;
}

void print_state(const Options& o, const Value& state) {
  Result<std::string> line = monty::to_json(state);
  if (line) write_all(o.state_fd, *line + "\n");
}

Value result_json(monty::Session& session) {
  Value out = Value::dict({{"state", "complete"}});
  Result<Value> result = session.result();
  if (result && monty::to_json(*result)) {
    out.insert("result", *result);
    return out;
  }
  Result<std::string> text = session.result_repr();
  out.insert("result", nullptr);
  out.insert("repr", text ? *text : text.error().message);
  return out;
}

Value error_json(const Error& e) {
  Value out = Value::dict({{"state", "error"}, {"type", e.exit_status ? std::string("SystemExit") : e.type}, {"message", e.message}});
  if (e.exit_status) out.insert("exit_status", *e.exit_status);
  if (e.limit != monty::LimitKind::None) out.insert("limit", monty::limit_name(e.limit));
  return out;
}

// ---------------------------------------------------------------- answers
Error read_error(const std::string& text) {
  auto at = text.find(':');
  return Error::raise(text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1));
}

Result<Value> read_json(const std::string& text) {
  if (text != "-") return monty::from_json(text);
  std::string all;
  (void)read_all(0, &all);
  return monty::from_json(all);
}

// Answers as they were given, sorted into that of the question and those of calls in flight.
struct Answers {
  std::optional<Result<Value>> question;
  bool future = false, refuse = false, function = false, async_function = false;
  std::vector<monty::Settled> others;
  std::string problem;

  static bool asks(const Progress& p) { return p.state == Progress::State::Call || p.state == Progress::State::Os || p.state == Progress::State::Name; }
  void add(const Progress& p, std::uint64_t id, Result<Value> answer) {
    if (asks(p) && id == p.question.id) {
      question = std::move(answer);
      return;
    }
    for (auto& q : p.started) {
      if (q.id == id) return others.push_back({id, std::move(answer)});
    }
    problem = "no call " + std::to_string(id) + " waits for an answer";
  }
  void add_list(const Progress& p, const Value& list) {
    if (list.kind() != Value::Kind::List) problem = "--answers is not a list";
    for (auto& row : list.items()) {
      const Value* id = row.find("id");
      const Value* value = row.find("value");
      const Value* error = row.find("error");
      if (id == nullptr || !id->is_int() || (value == nullptr) == (error == nullptr)) {
        problem = "an answer needs an id, and a value or an error";
        return;
      }
      const Value* type = error == nullptr ? nullptr : error->find("type");
      const Value* message = error == nullptr ? nullptr : error->find("message");
      if (value != nullptr)
        add(p, static_cast<std::uint64_t>(id->as_int()), *value);
      else
        add(p, static_cast<std::uint64_t>(id->as_int()), Error::raise(type ? type->text() : "RuntimeError", message ? message->text() : ""));
    }
  }
};

Answers read_answers(const Options& o, const Progress& p) {
  Answers a;
  if (o.answers) {
    Result<Value> list = read_json(*o.answers);
    if (list)
      a.add_list(p, *list);
    else
      a.problem = "--answers: " + list.error().message;
    return a;
  }
  a.future = o.future;
  a.refuse = o.refuse;
  a.function = o.function;
  a.async_function = o.async_function;
  if (!o.value && !o.error) return a;
  Result<Value> answer = o.error ? Result<Value>(read_error(*o.error)) : read_json(*o.value);
  if (o.value && !answer) {
    a.problem = "--value: " + answer.error().message;
    return a;
  }
  std::uint64_t id = o.id ? *o.id : a.asks(p) ? p.question.id : p.started.size() == 1 ? p.started[0].id : 0;
  if (id == 0)
    a.problem = "several calls wait: say which with --id";
  else
    a.add(p, id, std::move(answer));
  return a;
}

Result<Progress> give(monty::Session& session, const Progress& p, Answers a, std::optional<double> waited) {
  if (!a.others.empty() || p.state == Progress::State::Futures) {
    Result<Progress> went = session.settle(std::move(a.others), waited);
    if (!went || p.state == Progress::State::Futures) return went;
  }
  if (p.state == Progress::State::Paused) return session.resume(Value());
  if (a.refuse) return session.resume_refused();
  if (a.future) return session.resume_future();
  if (a.function || a.async_function) return session.resume_declared(a.async_function);
  if (!a.question) return session.progress();  // calls in flight are settled; the question stands
  return *a.question ? session.resume(**a.question) : session.resume_error(a.question->error());
}

}  // namespace

int refused(const std::string& path, const Error& e) {
  std::fprintf(stderr, "monty: %s: %s\n", path.c_str(), e.message.c_str());
  return kRefusedSnapshot;
}

bool read_key(const Options& o, std::string* key) { return o.key.empty() || read_file(o.key, key); }

Result<bool> define_tools(const Options& o, const monty::Program* program, monty::Session* session, Tools* tools, Output* output) {
  for (auto& tool : o.tools) {
    bool awaited = is_awaited(o, tool, program);
    Result<bool> done = tool.declared ? session->declare(tool.name, awaited)
                        : awaited     ? session->define_async(tool.name, start_command(tools, tool.command))
                                      : session->define(tool.name, call_command(tools, output, tool.command));
    if (!done) return done;
  }
  return true;
}

void grant_tools(const Options& o, const std::vector<std::string>& names, monty::Session* session, Tools* tools, Output* output) {
  for (auto& name : names) session->grant_declared(name);
  for (auto& tool : o.tools) {
    if (tool.declared) continue;
    if (tool.kind == ToolOption::Kind::Async)
      session->grant_async(tool.name, start_command(tools, tool.command));
    else
      session->grant(tool.name, call_command(tools, output, tool.command));
  }
}

// The test mode in which a program also stops between any two instructions.
int driven_options(const Options& o, const monty::CancelToken& cancel, Output* output, Tools* tools, monty::SessionOptions* out) {
  monty::SessionOptions& so = *out = session_options(o, cancel, output);
  if (const char* n = std::getenv("MONTY_STEP_EVERY")) so.step_every = static_cast<std::uint32_t>(std::strtoul(n, nullptr, 10));
  so.on_wait = [output, tools](double seconds) {
    output->flush();
    tools->wait(seconds);
  };
  return set_system(o, true, &so);
}

bool is_suspended(const Result<Progress>& went) { return went && went->state != Progress::State::Complete; }

int conclude(const Options& o, monty::Session& session, Result<Progress> went, Output& output, const Keep& keep) {
  output.flush();
  if (int status = keep(went); status != 0) return status;
  const bool ends = o.action != Options::Action::Session;  // a prompt goes on
  if (!went) {
    int status = report(went.error());
    if (ends && went.error().kind == monty::ErrorKind::Runtime) run_exit_functions(session);
    output.flush();
    print_state(o, error_json(went.error()));
    return status;
  }
  if (!is_suspended(went)) {
    int status = show_result(session, o.result, output);
    const Value result = result_json(session);
    if (ends) run_exit_functions(session);
    output.flush();
    print_state(o, result);
    if (o.stats) show_stats(session.usage());
    return status;
  }
  Result<Progress> all = session.progress();  // every call in flight
  print_state(o, state_json(all ? *all : *went));
  return 0;
}

int not_compiled(const Options& o, const Error& e) {
  int status = report(e);
  print_state(o, error_json(e));
  return status;
}

int not_typed(const Options& o, const Error& e, int status) {
  print_state(o, error_json(e));
  return status;
}

int answer(const Options& o, monty::Session& session, Output& output, const Keep& keep) {
  Result<Progress> now = session.progress();
  if (!now) return refused(o.program, now.error());
  Answers answers = read_answers(o, *now);
  if (now->state == Progress::State::Complete) answers.problem = "the program is not suspended";
  if (!answers.problem.empty()) {
    std::fprintf(stderr, "monty: %s\n", answers.problem.c_str());
    return kUsage;
  }
  return conclude(o, session, give(session, *now, std::move(answers), o.waited), output, keep);
}

namespace {

// --save
Keep keep_in_file(const Options& o, const std::string& key, monty::Session& session) {
  return [&](const Result<Progress>& went) {
    if (!is_suspended(went) || o.save.empty()) return 0;
    Result<std::string> dump = session.dump(key);
    if (!dump) return refused(o.save, dump.error());
    return replace_file(o.save, *dump) ? 0 : cannot_open(o.save);
  };
}

}  // namespace

int run_start(Options& o) {
  std::string source, filename, key;
  if (int status = read_sources(&o, &source, &filename); status != 0) return status;
  if (!read_key(o, &key)) return cannot_open(o.key);
  Output output;
  monty::CancelToken cancel;
  catch_interrupts(cancel);
  Tools tools(cancel);
  Result<monty::Program> program = monty::Program::compile(source, filename, monty::Mode::File, o.limits);
  if (!program) return not_compiled(o, program.error());
  if (o.type_check) {
    if (!monty::check_available()) return no_checker();
    Checker checker(o, &*program);
    if (int status = checker.check(source, filename, stderr); status != 0) return not_typed(o, checker.problem(), status);
  }
  monty::Engine engine;
  monty::SessionOptions so;
  if (int status = driven_options(o, cancel, &output, &tools, &so); status != 0) return status;
  monty::Session session(engine, std::move(so));
  if (Result<bool> done = define_tools(o, &*program, &session, &tools, &output); !done) return report(done.error());
  if (int status = set_inputs(o, &session); status != 0) return status;
  return conclude(o, session, session.start(*program), output, keep_in_file(o, key, session));
}

int run_resume(Options& o) {
  std::string dump, key;
  if (!read_file(o.program, &dump)) return cannot_open(o.program);
  if (!read_key(o, &key)) return cannot_open(o.key);
  Output output;
  monty::CancelToken cancel;
  catch_interrupts(cancel);
  Tools tools(cancel);
  monty::Engine engine;
  monty::SessionOptions so;
  if (int status = driven_options(o, cancel, &output, &tools, &so); status != 0) return status;
  so.argv.clear();  // the snapshot has them
  Result<monty::Session> session = monty::Session::load(engine, dump, std::move(so), key);
  if (!session) return refused(o.program, session.error());
  Result<monty::SnapshotInfo> info = monty::Session::inspect(engine, dump);
  if (!info) return refused(o.program, info.error());
  grant_tools(o, info->functions, &*session, &tools, &output);
  return answer(o, *session, output, keep_in_file(o, key, *session));
}

int run_inspect(const Options& o) {
  std::string dump;
  return read_file(o.program, &dump) ? show_dump(o.program, dump) : cannot_open(o.program);
}

int show_dump(const std::string& name, std::string_view dump) {
  monty::Engine engine;
  Result<monty::SnapshotInfo> info = monty::Session::inspect(engine, dump);
  if (!info) return refused(name, info.error());
  std::printf("snapshot of format %u, written by monty %s: %llu bytes, %s%s\n", info->version, info->made_by.c_str(),
              static_cast<unsigned long long>(info->bytes), info->suspended ? "a suspended program" : "a session between runs",
              info->authenticated ? ", with an authentication code" : "");
  for (auto& [file, bytes] : info->sources) std::printf("source %s: %llu bytes\n", file.c_str(), static_cast<unsigned long long>(bytes));
  for (auto& frame : info->frames) std::printf("at %s:%u in %s\n", frame.file.c_str(), frame.line, frame.function.c_str());
  for (auto& name : info->functions) std::printf("function of the host: %s\n", name.c_str());
  for (auto& point : info->mounts) std::printf("files at %s\n", point.c_str());
  for (auto& row : info->types) {
    std::printf("%8llu bytes  %6llu  %s\n", static_cast<unsigned long long>(row.bytes), static_cast<unsigned long long>(row.count), row.type.c_str());
  }
  return 0;
}
