// SPDX-License-Identifier: MIT
// monty --hop: this process runs the tools and holds nothing of the program; at every question the program's process
// writes a snapshot and ends, and a fresh one goes on from it with the answer.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>

#include "check.h"
#include "drive.h"

extern char** environ;

namespace {

using monty::Result;
using monty::Value;

double now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// A folder for the snapshot, gone at the end.
class Room {
 public:
  Room() {
    const char* base = std::getenv("TMPDIR");
    path_ = std::string(base != nullptr && *base != '\0' ? base : "/tmp") + "/monty-hop-XXXXXX";
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~Room() {
    if (path_.empty()) return;
    unlink(snapshot().c_str());
    rmdir(path_.c_str());
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  bool ok() const { return !path_.empty(); }
  std::string snapshot() const { return path_ + "/state"; }

 private:
  std::string path_;
};

// One step: a process of this program. What it reports on kStateFd is in *state.
constexpr int kStateFd = 3;

int step(const std::vector<std::string>& arguments, const std::string& input, std::string* state) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0) return cannot_open("pipe");
  if (pipe2(out, O_CLOEXEC) != 0) return cannot_open("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], kStateFd);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  std::vector<char*> argv;
  for (auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  pid_t pid = -1;
  int failed = posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(in[0]);
  close(out[1]);
  if (failed == 0) write_all(in[1], input);
  close(in[1]);
  state->clear();
  if (failed == 0) (void)read_all(out[0], state);
  close(out[0]);
  if (failed != 0) {
    errno = failed;
    return cannot_open("/proc/self/exe");
  }
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<std::string> limit_options(const monty::Limits& l) {
  std::vector<std::string> out;
  auto add = [&](const char* option, std::string value) {
    out.emplace_back(option);
    out.push_back(std::move(value));
  };
  if (l.memory != 0) add("--max-memory", std::to_string(l.memory));
  if (l.seconds > 0) add("--max-time", std::to_string(l.seconds));
  if (l.depth != 0) add("--max-depth", std::to_string(l.depth));
  if (l.instructions != 0) add("--max-instructions", std::to_string(l.instructions));
  if (l.output != 0) add("--max-output", std::to_string(l.output));
  return out;
}

class Supervisor {
 public:
  explicit Supervisor(Options& o) : o_(o), tools_(cancel_) {
    catch_interrupts(cancel_);
    signal(SIGPIPE, SIG_IGN);
    for (auto& t : o.tools) commands_[t.name] = t.command;
  }
  int run();

 private:
  std::vector<std::string> common(const char* word) const;
  std::vector<std::string> start_arguments(const monty::Program& program) const;
  std::vector<std::string> answer(const Value& state, std::string* input);
  Result<Value> call(const Value& question);
  void start_new(const Value* waiting);

  Options& o_;
  monty::CancelToken cancel_;
  Tools tools_;
  Input lines_;
  Room room_;
  std::map<std::string, std::string> commands_;
  std::set<std::int64_t> started_;
  std::map<std::int64_t, Result<Value>> answers_;  // of calls in flight, not yet handed over
};

std::vector<std::string> Supervisor::common(const char* word) const {
  std::vector<std::string> a = {"monty", word, "--state-fd", std::to_string(kStateFd), "--save", room_.snapshot()};
  for (auto& text : limit_options(o_.limits)) a.push_back(text);
  for (auto& path : o_.module_paths) {
    a.emplace_back("--module-path");
    a.push_back(path);
  }
  if (o_.result != Options::Result::None) {
    a.emplace_back("--result");
    a.emplace_back(o_.result == Options::Result::Repr ? "repr" : "json");
  }
  if (o_.stats) a.emplace_back("--stats");
  a.insert(a.end(), {"--clock", o_.clock.empty() ? "real" : o_.clock});
  if (o_.seed) a.insert(a.end(), {"--seed", std::to_string(*o_.seed)});
  for (auto& [name, value] : o_.environment) a.insert(a.end(), {"--env", name + "=" + value});
  for (auto& m : o_.mounts) {
    const char* mode = m.mode == monty::OsPolicy::Mount::ReadWrite ? ":rw" : ":ro";
    a.insert(a.end(), {"--mount", m.point + "=" + m.directory + mode + (m.quota == 0 ? "" : ":" + std::to_string(m.quota))});
  }
  return a;
}

std::vector<std::string> Supervisor::start_arguments(const monty::Program& program) const {
  std::vector<std::string> a = common("start");
  for (auto& t : o_.tools) {
    a.emplace_back(is_awaited(o_, t, &program) ? "--async-tool" : "--sync-tool");
    a.push_back(t.name);
  }
  for (auto& [name, json] : o_.inputs) {
    a.emplace_back("--input");
    a.push_back(name + "=" + json);
  }
  return a;
}

// A question as the tools take it: {"name": ..., "args": [...], "kwargs": {...}}.
monty::Call call_of(const Value& question) {
  monty::Call c;
  c.name = question.find("name")->text();
  c.args = question.find("args")->items();
  const auto& kwargs = question.find("kwargs")->items();
  for (std::size_t i = 0; i + 1 < kwargs.size(); i += 2) c.kwargs.emplace_back(kwargs[i].text(), kwargs[i + 1]);
  return c;
}

Result<Value> Supervisor::call(const Value& question) {
  if (const Value* problem = question.find("problem")) return monty::Error::raise("TypeError", problem->text());
  monty::Call c = call_of(question);
  return tools_.call(commands_[std::string(c.name)], c);
}

// Calls in flight that are new here.
void Supervisor::start_new(const Value* waiting) {
  for (std::size_t i = 0; waiting != nullptr && i < waiting->items().size(); i++) {
    const Value& q = waiting->items()[i];
    std::int64_t id = q.find("id")->as_int();
    if (!started_.insert(id).second) continue;
    auto done = [this, id](Result<Value> r) { answers_.emplace(id, std::move(r)); };
    if (const Value* problem = q.find("problem")) {
      done(monty::Error::raise("TypeError", problem->text()));
      continue;
    }
    monty::Call c = call_of(q);
    tools_.start(commands_[std::string(c.name)], c, done);
  }
}

Value answer_row(std::int64_t id, const Result<Value>& answer) {
  Value row = Value::dict({{"id", id}});
  if (answer)
    row.insert("value", *answer);
  else
    row.insert("error", Value::dict({{"type", answer.error().type}, {"message", answer.error().message}}));
  return row;
}

std::string rows_text(Value rows) {
  Result<std::string> text = monty::to_json(rows);
  return text ? *text : "[]";
}

// What `resume` is told: options, and answers on its standard input.
std::vector<std::string> Supervisor::answer(const Value& state, std::string* input) {
  const std::string& kind = state.find("state")->text();
  start_new(state.find("waiting"));
  Value rows = Value::list();
  std::vector<std::string> options = {"--answers", "-"};
  if (kind == "paused") return {};
  if (kind == "call") {
    rows.append(answer_row(state.find("id")->as_int(), call(state)));
  } else if (kind == "os") {
    const std::string& name = state.find("name")->text();
    const std::int64_t id = state.find("id")->as_int();
    if (name == "read_line") {
      std::optional<std::string> line = lines_.line();
      rows.append(answer_row(id, line ? Value(*line) : Value()));
    } else if (name == "entropy") {
      std::uint32_t seed = 0;
      if (getrandom(&seed, sizeof seed, 0) != sizeof seed) return {"--refuse"};
      rows.append(answer_row(id, Value(seed)));
    } else if (name == "environ") {
      rows.append(answer_row(id, Value::dict()));
    } else {
      return {"--refuse"};
    }
  } else {
    const Value* timeout = state.find("timeout");
    double begun = now(), seconds = timeout == nullptr ? -1 : timeout->as_double();
    while (answers_.empty() && !cancel_.cancelled() && (seconds < 0 || now() - begun < seconds)) {
      tools_.wait(seconds < 0 ? -1 : std::max(0.0, seconds - (now() - begun)));
    }
    options.emplace_back("--waited");
    options.push_back(std::to_string(now() - begun));
  }
  for (auto& [id, a] : answers_) rows.append(answer_row(id, a));
  answers_.clear();
  *input = rows_text(std::move(rows));
  return options;
}

int Supervisor::run() {
  std::string source, filename;
  if (int status = read_sources(&o_, &source, &filename); status != 0) return status;
  for (auto& m : o_.mounts) {
    if (!m.directory.empty() && m.mode != monty::OsPolicy::Mount::CopyOnWrite) continue;
    std::fprintf(stderr, "monty: --hop: files in memory do not outlive a process: mount %s to read or to change\n", m.point.c_str());
    return kUsage;
  }
  if (!room_.ok()) return cannot_open("a temporary folder");
  Result<monty::Program> program = monty::Program::compile(source, filename, monty::Mode::File, o_.limits);
  if (!program) return report(program.error());
  if (int status = check_first(o_, *program, source, filename); status != 0) return status;

  std::vector<std::string> arguments = start_arguments(*program);
  if (o_.from == Options::Source::Code) {
    source.pop_back();  // read_sources ended it with a newline
    arguments.emplace_back("-c");
    arguments.push_back(source);
  } else {
    arguments.push_back(o_.from == Options::Source::Stdin ? "-" : filename);
  }
  arguments.emplace_back("--");
  arguments.insert(arguments.end(), o_.argv.begin() + 1, o_.argv.end());
  std::string input = o_.from == Options::Source::Stdin ? source : "";
  for (;;) {
    std::string line;
    int status = step(arguments, input, &line);
    Result<Value> state = monty::from_json(line);
    const Value* kind = state ? state->find("state") : nullptr;
    if (kind == nullptr || kind->text() == "complete" || kind->text() == "error") return status;
    if (status != 0) return status;
    arguments = common("resume");
    for (auto& option : answer(*state, &input)) arguments.push_back(option);
    if (cancel_.cancelled()) {
      std::fputs("KeyboardInterrupt\n", stderr);
      return kInterrupted;
    }
    arguments.push_back(room_.snapshot());
  }
}

}  // namespace

int run_hop(Options& o) { return Supervisor(o).run(); }
