// SPDX-License-Identifier: MIT
#include "repl.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace {

// libedit's readline interface, if the machine has it.
class LineReader {
 public:
  LineReader() {
    if (!isatty(0) || !isatty(1)) return;
    for (const char* name : {"libedit.so.2", "libedit.so.0", "libedit.so"}) {
      if ((library_ = dlopen(name, RTLD_NOW | RTLD_LOCAL)) != nullptr) break;
    }
    if (library_ == nullptr) return;
    readline_ = reinterpret_cast<char* (*)(const char*)>(dlsym(library_, "readline"));
    add_history_ = reinterpret_cast<int (*)(const char*)>(dlsym(library_, "add_history"));
    read_history_ = reinterpret_cast<int (*)(const char*)>(dlsym(library_, "read_history"));
    write_history_ = reinterpret_cast<int (*)(const char*)>(dlsym(library_, "write_history"));
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] != '\0') history_ = std::string(home) + "/.monty_history";
    if (read_history_ != nullptr && !history_.empty()) read_history_(history_.c_str());
  }
  ~LineReader() {
    if (write_history_ != nullptr && !history_.empty()) write_history_(history_.c_str());
  }
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  std::optional<std::string> read(const char* prompt) {
    if (readline_ != nullptr) {
      char* text = readline_(prompt);
      if (text == nullptr) return std::nullopt;
      std::string line(text);
      if (!line.empty() && add_history_ != nullptr) add_history_(text);
      std::free(text);
      return line;
    }
    std::fputs(prompt, stdout);
    std::fflush(stdout);
    std::string line;
    int c = 0;
    while ((c = std::getc(stdin)) != EOF && c != '\n') line.push_back(static_cast<char>(c));
    if (c == EOF && line.empty()) return std::nullopt;
    return line;
  }

 private:
  void* library_ = nullptr;
  char* (*readline_)(const char*) = nullptr;
  int (*add_history_)(const char*) = nullptr;
  int (*read_history_)(const char*) = nullptr;
  int (*write_history_)(const char*) = nullptr;
  std::string history_;
};

bool blank(std::string_view s) { return s.find_first_not_of(" \t\r\n") == s.npos; }

}  // namespace

int run_repl(monty::Session& session, const monty::CancelToken& cancel, Checker* checker, std::function<void(std::string_view)> print,
             std::function<int(const monty::Error&)> report) {
  LineReader reader;
  print("monty " + std::string(monty::version()) + " (Python 3.14 in a sandbox)\nexit() or the end of input leaves.\n");
  std::string pending;
  int number = 0;
  for (;;) {
    std::optional<std::string> line = reader.read(pending.empty() ? ">>> " : "... ");
    if (cancel.cancelled()) {
      cancel.reset();
      pending.clear();
      print("\nKeyboardInterrupt\n");
      if (!line) continue;
      continue;
    }
    if (!line) {
      print("\n");
      return 0;
    }
    bool more = !pending.empty();
    if (!more && blank(*line)) continue;
    pending += *line;
    pending += '\n';
    // A block ends with an empty line, as in CPython's prompt.
    std::string filename = "<python-input-" + std::to_string(number) + ">";
    monty::Result<monty::Program> program = monty::Program::compile(pending, filename, monty::Mode::Interactive);
    bool block =
        pending.find('\n') + 1 != pending.size() || pending.find_last_not_of(" \t\n") == std::string::npos || pending[pending.find_last_not_of(" \t\n")] == ':';
    if (!program && program.error().incomplete && !(more && blank(*line) && pending.ends_with("\n\n\n"))) continue;
    if (program && block && !blank(*line) && (line->front() == ' ' || line->front() == '\t')) continue;
    const std::string snippet = std::exchange(pending, {});
    number++;
    if (!program) {
      report(program.error());
      continue;
    }
    if (checker != nullptr && checker->check(snippet, filename, stderr) != 0) continue;
    monty::Result<bool> done = session.execute(*program);
    if (!done) {
      if (done.error().exit_status) return report(done.error());
      if (checker != nullptr) checker->add_earlier(what_ran(snippet, done.error()));
      report(done.error());
      cancel.reset();
      continue;
    }
    if (checker != nullptr) checker->add_earlier(snippet);
    if (session.result_is_none()) {
      print("");
      continue;
    }
    monty::Result<std::string> text = session.result_repr();
    if (!text) {
      report(text.error());
      continue;
    }
    print(*text + "\n");
    (void)session.keep_result("_");
  }
}
