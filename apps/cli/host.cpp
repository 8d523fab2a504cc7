// SPDX-License-Identifier: MIT
#include "host.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

monty_cancel* interrupt = nullptr;
void on_interrupt(int) {
  if (monty_cancel_requested(interrupt)) _exit(kInterrupted);  // twice: at once
  monty_cancel_request(interrupt);
}

}  // namespace

void catch_interrupts(const monty::CancelToken& cancel) {
  interrupt = cancel.get();
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
}

// ---------------------------------------------------------------- files
bool read_all(int fd, std::string* out) {
  char buffer[65536];
  for (;;) {
    ssize_t n = read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n == 0;
    out->append(buffer, static_cast<std::size_t>(n));
  }
}
bool read_file(const std::string& path, std::string* out) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool ok = read_all(fd, out);
  int code = errno;
  close(fd);
  errno = code;
  return ok;
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      usleep(1000);
      continue;
    }
    if (n < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool replace_file(const std::string& path, std::string_view text) {
  std::string beside = path + "." + std::to_string(getpid());
  int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  bool ok = write_all(fd, text);
  ok = close(fd) == 0 && ok;
  ok = ok && rename(beside.c_str(), path.c_str()) == 0;
  if (!ok) unlink(beside.c_str());
  return ok;
}

int cannot_open(const std::string& path) {
  std::fprintf(stderr, "monty: can't open file '%s': [Errno %d] %s\n", path.c_str(), errno, std::strerror(errno));
  return kUsage;
}

// ---------------------------------------------------------------- output
Output::Output() : line_buffered_(isatty(1)) {}

bool Output::write(int stream, std::string_view text) {
  if (stream == 2) {
    flush();
    return write_all(2, text);
  }
  if (text.empty()) flush();
  buffer_ += text;
  if (buffer_.size() >= 1 << 15 || (line_buffered_ && text.find('\n') != text.npos)) flush();
  return true;
}

void Output::flush() {
  if (!buffer_.empty()) write_all(1, buffer_);
  buffer_.clear();
}

std::optional<std::string> Input::line() {
  for (;;) {
    auto end = buffer_.find('\n', at_);
    if (end != std::string::npos) {
      std::string out = buffer_.substr(at_, end + 1 - at_);
      at_ = end + 1;
      return out;
    }
    buffer_.erase(0, at_);
    at_ = 0;
    char chunk[4096];
    ssize_t n = read(0, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR && !monty_cancel_requested(interrupt)) continue;
    if (n <= 0) {
      if (buffer_.empty()) return std::nullopt;
      return std::exchange(buffer_, {});
    }
    buffer_.append(chunk, static_cast<std::size_t>(n));
  }
}

// ---------------------------------------------------------------- the program and what it is given
std::optional<monty::ModuleSource> find_module(const std::vector<std::string>& paths, std::string_view name) {
  std::string file(name);
  if (file.empty() || file.front() == '.' || file.find('/') != file.npos || file.find("..") != file.npos) return std::nullopt;
  for (char& c : file) {
    if (c == '.') c = '/';
  }
  for (auto& folder : paths) {
    std::string inside = folder + "/" + file, text;
    if (read_file(inside + "/__init__.py", &text)) return monty::ModuleSource{text, inside + "/__init__.py", inside};
    if (read_file(inside + ".py", &text)) return monty::ModuleSource{text, inside + ".py", std::nullopt};
    struct stat status;
    if (stat(inside.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return monty::ModuleSource{"", "", inside};
  }
  return std::nullopt;
}

monty::Result<monty::Value> answer_os_call(std::string_view name, const std::vector<monty::Value>& args) {
  if (name != "zoneinfo" || args.size() != 1 || !args[0].is_str()) return monty::Error{};
  const std::string& key = args[0].text();
  bool clean = !key.empty() && key.front() != '/' && key.find("..") == key.npos;
  for (char c : key) clean = clean && (std::isalnum(static_cast<unsigned char>(c)) || std::strchr("/_+-", c) != nullptr);
  std::string data;
  if (!clean || !read_file("/usr/share/zoneinfo/" + key, &data)) return monty::Error::raise("FileNotFoundError", "no time zone " + key);
  return monty::Value::bytes(data);
}

namespace {

// Is `name` declared `async def` (1) or `def` (0) in one of the stubs? -1: in none.
int declared(const std::vector<std::string>& stubs, const std::string& name) {
  int found = -1;
  for (auto& text : stubs) {
    for (std::size_t at = 0; (at = text.find("def " + name, at)) != std::string::npos; at += 4) {
      char next = text[std::min(at + 4 + name.size(), text.size() - 1)];
      if (next != '(' && next != '[' && next != ' ') continue;
      bool async = at >= 6 && text.compare(at - 6, 6, "async ") == 0;
      std::size_t start = async ? at - 6 : at;
      if (start == 0 || text[start - 1] == '\n') found = async;
    }
  }
  return found;
}

}  // namespace

int read_sources(Options* o, std::string* source, std::string* filename) {
  *filename = "<string>";
  if (o->from == Options::Source::Code) {
    *source = std::move(o->program);
    *source += '\n';
  } else if (o->from == Options::Source::Stdin) {
    *filename = "<stdin>";
    (void)read_all(0, source);
  } else {
    *filename = o->program;
    if (!read_file(o->program, source)) return cannot_open(o->program);
  }
  return read_stubs(o);
}

int read_stubs(Options* o) {
  o->stub_files = o->stubs;
  for (auto& stub : o->stubs) {
    std::string text;
    if (!read_file(stub, &text)) return cannot_open(stub);
    stub = std::move(text);
  }
  return 0;
}

bool is_awaited(const Options& o, const ToolOption& tool, const monty::Program* program) {
  if (tool.kind != ToolOption::Kind::Guess) return tool.kind == ToolOption::Kind::Async;
  int kind = declared(o.stubs, tool.name);
  return kind < 0 ? program != nullptr && program->awaits(tool.name) : kind == 1;
}

bool is_declared(const Options& o, const std::string& name) {
  if (declared(o.stubs, name) >= 0) return true;
  for (auto& text : o.stubs) {
    if (text.starts_with(name + ":") || text.find("\n" + name + ":") != text.npos) return true;
  }
  return false;
}

int no_checker() {
  std::fputs("monty: type checking is not in this build (it needs Rust when monty is built)\n", stderr);
  return kNoChecker;
}

monty::SessionOptions session_options(const Options& o, const monty::CancelToken& cancel, Output* output) {
  monty::SessionOptions so;
  so.limits = o.limits;
  so.argv = o.argv;
  so.cancel = cancel;
  so.on_output = [output](int stream, std::string_view text) { return output->write(stream, text); };
  if (!o.module_paths.empty()) so.import_source = [paths = o.module_paths](std::string_view name) { return find_module(paths, name); };
  so.collect_always = std::getenv("MONTY_GC_STRESS") != nullptr;
  if (const char* n = std::getenv("MONTY_PAUSE_EVERY")) so.pause_every = static_cast<std::uint32_t>(std::strtoul(n, nullptr, 10));
  if (const char* nth = std::getenv("MONTY_FAIL_ALLOC")) so.fail_allocation = std::strtoull(nth, nullptr, 10);
  return so;
}

namespace {

// "2026-01-31T12:00:00Z", "2026-01-31", seconds since 1970.
bool read_time(const std::string& text, double* out) {
  char* end = nullptr;
  *out = std::strtod(text.c_str(), &end);
  if (end != text.c_str() && *end == '\0') return *out > -1e11 && *out < 1e12;
  std::tm t{};
  const char* rest = strptime(text.c_str(), "%Y-%m-%d", &t);
  if (rest != nullptr && (*rest == 'T' || *rest == ' ')) rest = strptime(rest + 1, "%H:%M:%S", &t);
  if (rest == nullptr) return false;
  double fraction = 0;
  if (*rest == '.') {
    fraction = std::strtod(rest, &end);
    rest = end;
  }
  long offset = 0;
  if (*rest == '+' || *rest == '-') {
    int hours = 0, minutes = 0, read = 0;
    if (std::sscanf(rest + 1, "%2d:%2d%n", &hours, &minutes, &read) != 2 || read != 5) return false;
    offset = (*rest == '-' ? -60 : 60) * (60L * hours + minutes);
    rest += 6;
  } else if (*rest == 'Z') {
    rest++;
  }
  *out = static_cast<double>(timegm(&t) - offset) + fraction;
  return *rest == '\0';
}

}  // namespace

int set_system(const Options& o, bool asks, monty::SessionOptions* so) {
  monty::OsPolicy policy;
  double seconds = 0;
  if (o.clock == "real" || (o.clock.empty() && !asks)) {
    policy.real_clock();
  } else if (read_time(o.clock, &seconds)) {
    policy.fixed_clock(seconds);
  } else if (!o.clock.empty() && o.clock != "ask") {
    std::fprintf(stderr, "monty: --clock: not a time: %s (such as 2026-01-31T12:00:00Z)\n", o.clock.c_str());
    return kUsage;
  }
  if (o.seed)
    policy.seed(*o.seed);
  else if (!asks)
    policy.real_entropy();
  if (!asks || !o.environment.empty()) policy.environment();
  for (auto& [name, value] : o.environment) policy.variable(name, value);
  for (auto& m : o.mounts) {
    monty::Result<bool> done = m.directory.empty() ? policy.mount_memory(m.point, m.quota) : policy.mount(m.point, m.directory, m.mode, m.quota);
    if (done) continue;
    std::fprintf(stderr, "monty: --mount %s: %s\n", m.point.c_str(), done.error().message.c_str());
    return kUsage;
  }
  so->policy = policy;
  so->ask_names = o.ask_names;
  so->pause_on_limit = o.pause;
  return 0;
}

int set_inputs(const Options& o, monty::Session* session) {
  for (auto& [name, json] : o.inputs) {
    monty::Result<monty::Value> value = monty::from_json(json);
    if (!value) {
      std::fprintf(stderr, "monty: --input %s: %s\n", name.c_str(), value.error().message.c_str());
      return kUsage;
    }
    if (monty::Result<bool> done = session->set(name, *value); !done) return report(done.error());
  }
  return 0;
}

// ---------------------------------------------------------------- reports
int report(const monty::Error& e) {
  if (e.exit_status) {
    std::fputs(e.message.c_str(), stderr);
    return *e.exit_status;
  }
  if (e.kind == monty::ErrorKind::Limit) {
    if (e.limit == monty::LimitKind::Cancel) {
      std::fputs("KeyboardInterrupt\n", stderr);
      return kInterrupted;
    }
    std::fprintf(stderr, "monty: stopped: %s\n", e.message.c_str());
    return kLimit;
  }
  if (e.traceback.empty())
    std::fprintf(stderr, "%s: %s\n", e.type.empty() ? "monty" : e.type.c_str(), e.message.c_str());
  else
    std::fwrite(e.traceback.data(), 1, e.traceback.size(), stderr);
  return e.type == "KeyboardInterrupt" ? kInterrupted : kUncaught;
}

void run_exit_functions(monty::Session& session) {
  static constexpr std::string_view kCall = "(lambda m: m and m._run_exitfuncs())(__import__('sys').modules.get('atexit'))";
  const auto program = monty::Program::compile(kCall, "<exit>");
  if (const auto done = session.execute(*program); !done) (void)report(done.error());
}

int show_result(monty::Session& session, Options::Result how, Output& output) {
  if (how == Options::Result::None) return 0;
  monty::Result<std::string> text = [&]() -> monty::Result<std::string> {
    if (how == Options::Result::Repr) return session.result_repr();
    monty::Result<monty::Value> value = session.result();
    if (!value) return value.error();
    return monty::to_json(*value);
  }();
  if (!text) {
    output.flush();
    return report(text.error());
  }
  output.write(1, *text + "\n");
  return 0;
}

void show_stats(const monty::Usage& u) {
  std::fprintf(stderr,
               "time %.3f s (+ %.3f s in tools), memory %.1f KB at most, %llu instructions, %llu collections, %llu "
               "calls of tools\n",
               u.seconds, u.host_seconds, static_cast<double>(u.peak_memory) / 1024, static_cast<unsigned long long>(u.instructions),
               static_cast<unsigned long long>(u.collections), static_cast<unsigned long long>(u.calls));
}
