// SPDX-License-Identifier: MIT
// The options, by CLI11. Only this file is compiled with exceptions. `monty FILE`, `monty -c CODE` and plain `monty` do
// not come here at all: CLI11 makes an object for each option, and most runs give none.
#include "options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstring>

namespace {

constexpr const char* kFlags[] = {"-h", "--help", "-V", "--version", "--stats"};

bool takes_value(const char* option) {
  if (std::strchr(option, '=') != nullptr) return false;
  for (const char* f : kFlags) {
    if (std::strcmp(option, f) == 0) return false;
  }
  return true;
}

// "64MB", "1.5G", "4096"
std::string read_size(const std::string& text, std::uint64_t* out) {
  char* end = nullptr;
  double n = std::strtod(text.c_str(), &end);
  std::string unit(end);
  for (char& c : unit) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (unit.size() > 1 && unit.back() == 'B') unit.pop_back();
  if (unit.size() > 1 && unit.back() == 'I') unit.pop_back();
  double factor = unit.empty() || unit == "B" ? 1 : unit == "K" ? 1 << 10 : unit == "M" ? 1 << 20 : unit == "G" ? 1 << 30 : 0;
  if (end == text.c_str() || factor == 0 || !(n > 0) || n * factor > 1e18) return "not a size: " + text + " (such as 64MB)";
  *out = static_cast<std::uint64_t>(n * factor);
  return {};
}

// "5s", "500ms", "2m", "1.5"
std::string read_seconds(const std::string& text, double* out) {
  char* end = nullptr;
  double n = std::strtod(text.c_str(), &end);
  std::string unit(end);
  double factor = unit.empty() || unit == "s" ? 1 : unit == "ms" ? 1e-3 : unit == "m" || unit == "min" ? 60 : unit == "h" ? 3600 : 0;
  if (end == text.c_str() || factor == 0 || !(n > 0) || !(n * factor < 1e12)) return "not a time: " + text + " (such as 5s or 500ms)";
  *out = n * factor;
  return {};
}

bool identifier(const std::string& s) {
  if (s.empty() || (s[0] >= '0' && s[0] <= '9')) return false;
  for (char c : s) {
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80))) return false;
  }
  return true;
}

std::string split(const std::string& text, const char* what, std::string* name, std::string* rest) {
  auto at = text.find('=');
  *name = text.substr(0, at);
  if (at == std::string::npos || !identifier(*name)) return std::string("expected NAME=") + what + ": " + text;
  *rest = text.substr(at + 1);
  return {};
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options o;
  // Everything behind the program is the program's own.
  int at = 1;
  bool code = false;
  for (; at < argc; at++) {
    const char* a = argv[at];
    if (std::strcmp(a, "-c") == 0) {
      code = true;
      break;
    }
    if (a[0] != '-' || a[1] == '\0') break;
    if (std::strcmp(a, "--") == 0) break;
    if (takes_value(a)) at++;
  }
  int front = at < argc ? at : argc;

  if (front > 1) {
    CLI::App app("Runs Python in a sandbox: nothing outside is reached except through the tools given.", "monty");
    app.footer("monty [OPTIONS] FILE [ARGS]...      a program\n"
               "monty [OPTIONS] -c CODE [ARGS]...   a program given here\n"
               "monty [OPTIONS] -                   a program from standard input\n"
               "monty [OPTIONS]                     a prompt\n"
               "monty dis FILE                      the bytecode of a program\n"
               "Exit status: 0; 1 an uncaught exception; 2 usage; 3 a limit; 130 interrupted.");
    app.set_version_flag("-V,--version", "monty " + std::string(monty::version()));
    std::string memory, time, output, result;
    std::vector<std::string> tools, async_tools, sync_tools, inputs;
    auto checked = [](auto read, auto* out) {
      return [=](const std::string& text) { return read(text, out); };
    };
    app.add_option("--max-memory", memory, "memory of the program, such as 64MB")->check(checked(read_size, &o.limits.memory));
    app.add_option("--max-time", time, "running time, such as 5s or 500ms; tools do not count")->check(checked(read_seconds, &o.limits.seconds));
    app.add_option("--max-depth", o.limits.depth, "nested calls")->check(CLI::Range(1, 100000000));
    app.add_option("--max-instructions", o.limits.instructions, "instructions (the same on every machine)")->check(CLI::PositiveNumber);
    app.add_option("--max-output", output, "bytes printed, such as 1MB")->check(checked(read_size, &o.limits.output));
    app.add_option("--tool", tools, "NAME=COMMAND: a function of the program that runs the shell command; JSON on its standard input and output");
    app.add_option("--async-tool", async_tools, "the same, always to be awaited (--tool looks at how the program uses it)");
    app.add_option("--sync-tool", sync_tools, "the same, never to be awaited");
    app.add_option("--stubs", o.stubs, "FILE.pyi that declares the tools: `def` or `async def`");
    app.add_option("--input", inputs, "NAME=JSON: a global variable");
    app.add_option("--result", result, "print the value of the last expression, after the output")->check(CLI::IsMember({"repr", "json"}));
    app.add_option("--module-path", o.module_paths, "folder whose .py files may be imported");
    app.add_flag("--stats", o.stats, "at the end: time, memory and instructions on standard error");
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    try {
      app.parse(front, argv);
    } catch (const CLI::ParseError& e) {
      int status = app.exit(e);
      o.action = Options::Action::Quit;
      o.status = status == 0 ? 0 : 2;
      return o;
    }
    o.result = result == "repr" ? Options::Result::Repr : result == "json" ? Options::Result::Json : Options::Result::None;
    std::string problem;
    auto add_tools = [&](const std::vector<std::string>& list, ToolOption::Kind kind) {
      for (auto& text : list) {
        ToolOption t;
        t.kind = kind;
        if (problem.empty()) problem = split(text, "COMMAND", &t.name, &t.command);
        o.tools.push_back(std::move(t));
      }
    };
    add_tools(tools, ToolOption::Kind::Guess);
    add_tools(async_tools, ToolOption::Kind::Async);
    add_tools(sync_tools, ToolOption::Kind::Sync);
    for (auto& text : inputs) {
      o.inputs.emplace_back();
      if (problem.empty()) problem = split(text, "JSON", &o.inputs.back().first, &o.inputs.back().second);
    }
    if (!problem.empty()) {
      std::fprintf(stderr, "monty: %s\n", problem.c_str());
      o.action = Options::Action::Quit;
      o.status = 2;
      return o;
    }
  }

  if (at < argc && std::strcmp(argv[at], "--") == 0) at++;
  if (code) {
    if (at + 1 >= argc) {
      std::fprintf(stderr, "monty: -c needs the code\n");
      o.action = Options::Action::Quit;
      o.status = 2;
      return o;
    }
    o.action = Options::Action::Code;
    o.program = argv[at + 1];
    o.argv = {"-c"};
    at += 2;
  } else if (at < argc) {
    if (std::strcmp(argv[at], "dis") == 0 && at + 2 == argc) {
      o.action = Options::Action::Disassemble;
      o.program = argv[at + 1];
      return o;
    }
    o.action = std::strcmp(argv[at], "-") == 0 ? Options::Action::Stdin : Options::Action::File;
    o.program = argv[at];
    o.argv = {o.program};
    at++;
  } else {
    o.action = isatty(0) ? Options::Action::Repl : Options::Action::Stdin;
    o.argv = {""};
  }
  for (; at < argc; at++) o.argv.emplace_back(argv[at]);
  return o;
}
