// SPDX-License-Identifier: MIT
// The `monty` program: a host on top of include/monty. Exit status: 0; 1 an uncaught exception; 2 usage; 3 a limit;
// 130 interrupted.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "options.h"
#include "repl.h"
#include "tools.h"

namespace {

std::atomic<bool>* interrupt_flag = nullptr;
void on_interrupt(int) {
  if (interrupt_flag->exchange(true)) _exit(130);  // twice: at once
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

// ---------------------------------------------------------------- output
// Standard output goes through a buffer that is empty whenever something else is printed, waited for or read.
class Output {
 public:
  Output() : line_buffered_(isatty(1)) {}
  bool write(int stream, std::string_view text) {
    if (stream == 2) {
      flush();
      return put(2, text);
    }
    if (text.empty()) flush();
    buffer_ += text;
    if (buffer_.size() >= 1 << 15 || (line_buffered_ && text.find('\n') != text.npos)) flush();
    return true;
  }
  void flush() {
    if (!buffer_.empty()) put(1, buffer_);
    buffer_.clear();
  }

 private:
  static bool put(int fd, std::string_view text) {
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
  std::string buffer_;
  bool line_buffered_;
};

// A line of standard input with its end; nothing at the end of the file.
class Input {
 public:
  std::optional<std::string> line() {
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
      if (n < 0 && errno == EINTR && !interrupt_flag->load()) continue;
      if (n <= 0) {
        if (buffer_.empty()) return std::nullopt;
        return std::exchange(buffer_, {});
      }
      buffer_.append(chunk, static_cast<std::size_t>(n));
    }
  }

 private:
  std::string buffer_;
  std::size_t at_ = 0;
};

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

int report(const monty::Error& e) {
  if (e.exit_status) {
    std::fputs(e.message.c_str(), stderr);
    return *e.exit_status;
  }
  if (e.kind == monty::ErrorKind::Limit) {
    if (e.limit == monty::LimitKind::Cancel) {
      std::fputs("KeyboardInterrupt\n", stderr);
      return 130;
    }
    std::fprintf(stderr, "monty: stopped: %s\n", e.message.c_str());
    return 3;
  }
  if (e.traceback.empty()) std::fprintf(stderr, "%s: %s\n", e.type.empty() ? "monty" : e.type.c_str(), e.message.c_str());
  else std::fwrite(e.traceback.data(), 1, e.traceback.size(), stderr);
  return e.type == "KeyboardInterrupt" ? 130 : 1;
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
  std::fprintf(stderr, "time %.3f s (+ %.3f s in tools), memory %.1f KB at most, %llu instructions, %llu collections, %llu calls of tools\n", u.seconds,
               u.host_seconds, static_cast<double>(u.peak_memory) / 1024, static_cast<unsigned long long>(u.instructions),
               static_cast<unsigned long long>(u.collections), static_cast<unsigned long long>(u.calls));
}

// Options in one word ("-c", a path) need no parser.
Options plain_options(int argc, char** argv) {
  if (argc >= 2 && argv[1][0] != '-' && std::strcmp(argv[1], "dis") != 0) {
    Options o;
    o.action = Options::Action::File;
    o.program = argv[1];
    o.argv.assign(argv + 1, argv + argc);
    return o;
  }
  return parse_options(argc, argv);
}

int run(int argc, char** argv) {
  Options o = plain_options(argc, argv);
  if (o.action == Options::Action::Quit) return o.status;

  std::string source, filename = "<string>";
  if (o.action == Options::Action::Code) {
    source = std::move(o.program);
    source += '\n';
  } else if (o.action == Options::Action::Stdin) {
    filename = "<stdin>";
    (void)read_all(0, &source);
  } else if (o.action != Options::Action::Repl) {
    filename = o.program;
    if (!read_file(o.program, &source)) {
      std::fprintf(stderr, "monty: can't open file '%s': [Errno %d] %s\n", o.program.c_str(), errno, std::strerror(errno));
      return 2;
    }
  }
  for (auto& stub : o.stubs) {
    std::string text;
    if (!read_file(stub, &text)) {
      std::fprintf(stderr, "monty: can't open file '%s': [Errno %d] %s\n", stub.c_str(), errno, std::strerror(errno));
      return 2;
    }
    stub = std::move(text);
  }

  Output output;
  Input input;
  monty::CancelToken cancel;
  interrupt_flag = cancel.flag();
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
  Tools tools(cancel);
  if (!o.tools.empty()) signal(SIGPIPE, SIG_IGN);

  monty::SessionOptions so;
  so.limits = o.limits;
  so.argv = o.argv;
  so.cancel = cancel;
  so.on_output = [&](int stream, std::string_view text) { return output.write(stream, text); };
  so.read_line = [&] {
    output.flush();
    return input.line();
  };
  if (!o.module_paths.empty()) so.import_source = [&](std::string_view name) { return find_module(o.module_paths, name); };
  so.on_wait = [&](double seconds) {
    output.flush();
    tools.wait(seconds);
  };
  so.collect_always = std::getenv("MONTY_GC_STRESS") != nullptr;
  if (const char* n = std::getenv("MONTY_PAUSE_EVERY")) so.pause_every = static_cast<std::uint32_t>(std::strtoul(n, nullptr, 10));
  if (const char* nth = std::getenv("MONTY_FAIL_ALLOC")) so.fail_allocation = std::strtoull(nth, nullptr, 10);

  std::optional<monty::Program> program;
  if (o.action != Options::Action::Repl) {
    monty::Result<monty::Program> compiled = monty::Program::compile(source, filename, monty::Mode::File, o.limits);
    if (!compiled) return report(compiled.error());
    program = *compiled;
    if (o.action == Options::Action::Disassemble) {
      std::string text = program->disassemble();
      output.write(1, text);
      output.flush();
      return 0;
    }
  }

  monty::Engine engine;
  monty::Session session(engine, std::move(so));
  for (auto& tool : o.tools) {
    int kind = tool.kind == ToolOption::Kind::Async ? 1 : tool.kind == ToolOption::Kind::Sync ? 0 : declared(o.stubs, tool.name);
    if (kind < 0) kind = program && program->awaits(tool.name);
    monty::Result<bool> done = true;
    if (kind == 1) {
      done = session.define_async(tool.name, [&tools, command = tool.command](const monty::Call& call, monty::Pending answer) {
        tools.start(command, call, [answer](monty::Result<monty::Value> r) {
          if (r) answer.resolve(std::move(*r));
          else answer.reject(r.error());
        });
      });
    } else {
      done = session.define(tool.name, [&, command = tool.command](const monty::Call& call) {
        output.flush();
        return tools.call(command, call);
      });
    }
    if (!done) return report(done.error());
  }
  for (auto& [name, json] : o.inputs) {
    monty::Result<monty::Value> value = monty::from_json(json);
    if (!value) {
      std::fprintf(stderr, "monty: --input %s: %s\n", name.c_str(), value.error().message.c_str());
      return 2;
    }
    if (monty::Result<bool> done = session.set(name, *value); !done) return report(done.error());
  }

  if (o.action == Options::Action::Repl) {
    return run_repl(session, cancel, [&](std::string_view text) {
      output.write(1, text);
      output.flush();
    }, [&](const monty::Error& e) {
      output.flush();
      return report(e);
    });
  }
  monty::Result<bool> done = session.execute(*program);
  int status = 0;
  if (!done) {
    output.flush();
    status = report(done.error());
  } else {
    status = show_result(session, o.result, output);
  }
  output.flush();
  if (o.stats) show_stats(session.usage());
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  int status = run(argc, argv);
  std::fflush(stderr);
  return status;
}
