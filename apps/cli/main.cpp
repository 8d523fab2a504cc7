// SPDX-License-Identifier: MIT
// The `monty` program: a host on top of include/monty. The exit statuses are in host.h.
#include <signal.h>

#include <cstdio>
#include <cstring>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "check.h"
#include "drive.h"
#include "host.h"
#include "options.h"
#include "repl.h"
#include "sessions.h"
#include "tools.h"

namespace {

// Options in one word ("-c", a path) need no parser.
Options plain_options(int argc, char** argv) {
  static constexpr const char* kWords[] = {"dis", "start", "resume", "inspect", "session", "check"};
  bool word = argc < 2 || argv[1][0] == '-';
  for (const char* w : kWords) word = word || std::strcmp(argv[1], w) == 0;
  if (word) return parse_options(argc, argv);
  Options o;
  o.action = Options::Action::Run;
  o.program = argv[1];
  o.argv.assign(argv + 1, argv + argc);
  return o;
}

// Runs to the end, every question answered in place.
int run_straight(Options& o) {
  std::string source, filename;
  if (o.action != Options::Action::Repl) {
    if (int status = read_sources(&o, &source, &filename); status != 0) return status;
  }
  Output output;
  Input input;
  monty::CancelToken cancel;
  catch_interrupts(cancel);
  Tools tools(cancel);
  monty::SessionOptions so = session_options(o, cancel, &output);
  so.read_line = [&] {
    output.flush();
    return input.line();
  };
  so.os_call = answer_os_call;
  if (int status = set_system(o, false, &so); status != 0) return status;
  so.on_wait = [&](double seconds) {
    output.flush();
    tools.wait(seconds);
  };
  std::optional<monty::Program> program;
  if (o.action != Options::Action::Repl) {
    monty::Result<monty::Program> compiled = monty::Program::compile(source, filename, monty::Mode::File, o.limits);
    if (!compiled) return report(compiled.error());
    program = *compiled;
    if (int status = check_first(o, *program, source, filename); status != 0) return status;
    if (o.action == Options::Action::Disassemble) {
      output.write(1, program->disassemble());
      output.flush();
      return 0;
    }
  }

  monty::Engine engine;
  monty::Session session(engine, std::move(so));
  if (monty::Result<bool> done = define_tools(o, program ? &*program : nullptr, &session, &tools, &output); !done) return report(done.error());
  if (int status = set_inputs(o, &session); status != 0) return status;
  if (o.action == Options::Action::Repl) {
    std::optional<Checker> checker;
    if (o.type_check) {
      if (!monty::check_available()) return no_checker();
      checker.emplace(o, nullptr);
    }
    return run_repl(
        session, cancel, checker ? &*checker : nullptr,
        [&](std::string_view text) {
          output.write(1, text);
          output.flush();
        },
        [&](const monty::Error& e) {
          output.flush();
          return report(e);
        });
  }
  monty::Result<bool> done = session.execute(*program);
  if (!done) output.flush();
  const int status = done ? show_result(session, o.result, output) : report(done.error());
  if (done || done.error().kind == monty::ErrorKind::Runtime) run_exit_functions(session);
  output.flush();
  if (o.stats) show_stats(session.usage());
  return status;
}

int run(Options o) {
  if (!o.tools.empty()) signal(SIGPIPE, SIG_IGN);
  switch (o.action) {
    case Options::Action::Quit: return o.status;
    case Options::Action::Start: return run_start(o);
    case Options::Action::Resume: return run_resume(o);
    case Options::Action::Inspect: return run_inspect(o);
    case Options::Action::Hop: return run_hop(o);
    case Options::Action::Session: return run_session(o);
    case Options::Action::Check: return run_check(o);
    default: return run_straight(o);
  }
}

}  // namespace

// This process is the program's alone: freed memory stays for what it allocates next, instead of going back and forth
// between it and the system.
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);  // a large growing list leaves no holes behind
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_ARENA_MAX, 1);  // the checker's thread allocates while this one waits; an arena of its own grows by single pages
#endif
}

int main(int argc, char** argv) {
  keep_freed_memory();
  int status = run(plain_options(argc, argv));
  std::fflush(stderr);
  return status;
}
