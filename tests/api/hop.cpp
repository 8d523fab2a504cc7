// SPDX-License-Identifier: MIT
// Runs a program and moves it into a fresh session, through a dump, at each n-th instruction (MONTY_STEP_EVERY, 50 unless
// said): what it prints, and its exit status, must be those of a straight run. Takes the command line of `monty FILE`.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "monty/monty.hpp"

namespace {

using monty::Progress;
using monty::Result;
using monty::Session;

int failed(const monty::Error& e) {
  if (e.exit_status) {
    std::fputs(e.message.c_str(), stderr);
    return *e.exit_status;
  }
  std::fputs(e.traceback.empty() ? (e.message + "\n").c_str() : e.traceback.c_str(), stderr);
  return e.kind == monty::ErrorKind::Snapshot ? 4 : e.kind == monty::ErrorKind::Limit ? 3 : 1;
}

struct Hopper {
  monty::Engine engine;
  monty::SessionOptions options;
  std::uint64_t hops = 0;

  // Long programs are moved less and less often.
  void rest() {
    if (++hops % 400 == 0) options.step_every *= 2;
  }
  Result<Session> moved(Session& session) {
    Result<std::string> dump = session.dump();
    if (!dump) return dump.error();
    if (const char* file = std::getenv("MONTY_HOP_SAVE")) std::ofstream(file, std::ios::binary) << *dump;
    Result<Session> fresh = Session::load(engine, *dump, options);
    if (!fresh) return fresh;
    if (std::string problem = fresh->check_heap(); !problem.empty()) return monty::Error::raise("SystemError", "after the move: " + problem);
    return fresh;
  }
};

}  // namespace

int main(int argc, char** argv) {
  Hopper hopper;
  const char* every = std::getenv("MONTY_STEP_EVERY");
  hopper.options.step_every = every == nullptr ? 50 : static_cast<std::uint32_t>(std::atoi(every));
  hopper.options.on_output = [](int stream, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stream == 1 ? stdout : stderr) == text.size();
  };
  int at = 1;
  for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
    std::string flag = argv[at];
    if (flag == "--max-depth")
      hopper.options.limits.depth = std::atoi(argv[at + 1]);
    else if (flag == "--max-memory")
      hopper.options.limits.memory = static_cast<std::uint64_t>(std::atoll(argv[at + 1])) << 20;
    else
      return std::fprintf(stderr, "hop: unknown option %s\n", flag.c_str()), 2;
  }
  if (at >= argc) return std::fprintf(stderr, "hop FILE\n"), 2;
  std::ifstream in(argv[at], std::ios::binary);
  std::string source((std::istreambuf_iterator<char>(in)), {});
  for (int i = at; i < argc; i++) hopper.options.argv.push_back(argv[i]);
  auto program = monty::Program::compile(source, argv[at]);
  if (!program) return failed(program.error());
  Session session(hopper.engine, hopper.options);
  Result<Progress> progress = session.start(*program);
  for (; progress && progress->state != Progress::State::Complete;) {
    if (progress->state == Progress::State::Os) {
      if (progress->question.name == "read_line")
        progress = session.resume(monty::Value(std::string()));
      else
        progress = session.resume_error(monty::Error::raise("PermissionError", "[Errno 1] Operation not permitted"));
      continue;
    }
    if (progress->state != Progress::State::Paused) return std::fprintf(stderr, "hop: nobody answers %s\n", progress->question.name.c_str()), 2;
    hopper.rest();
    Result<Session> next = hopper.moved(session);
    if (!next) return failed(next.error());
    session = std::move(*next);
    progress = session.resume(monty::Value());
  }
  return progress ? 0 : failed(progress.error());
}
