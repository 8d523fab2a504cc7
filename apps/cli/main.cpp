// SPDX-License-Identifier: MIT
// The `monty` program.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "api/engine.h"
#include "object/object.h"

namespace {

bool write_stream(void*, int stream, const char* text, monty::usize bytes) {
  std::fwrite(text, 1, bytes, stream == 2 ? stderr : stdout);
  return true;
}
double clock_of(void*, int which) {
  timespec t;
  clock_gettime(which == 0 ? CLOCK_REALTIME : which == 2 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  std::string source, filename;
  bool show_result = false;
  for (int i = 1; i < argc; i++) {
    if (std::strcmp(argv[i], "-c") == 0 && i + 1 < argc) {
      source = argv[++i];
      filename = "<string>";
    } else if (std::strcmp(argv[i], "--result") == 0 && i + 1 < argc) {
      show_result = std::strcmp(argv[++i], "repr") == 0;
    } else {
      std::ifstream in(argv[i], std::ios::binary);
      std::stringstream text;
      text << in.rdbuf();
      source = text.str();
      filename = argv[i];
    }
  }
  monty::HostHooks hooks;
  hooks.write = write_stream;
  hooks.clock = clock_of;
  monty::Engine engine;
  monty::Session session(engine, hooks);
  if (std::getenv("MONTY_GC_STRESS") != nullptr) session.vm().heap.set_stress(true);
  monty::CompileFailure failure;
  auto program = monty::compile_program(source, filename, show_result, &failure);
  if (program == nullptr) {
    std::fprintf(stderr, "%s:%u:%u: %s\n", filename.c_str(), failure.error.lineno, failure.error.offset, failure.error.msg.c_str());
    return 1;
  }
  monty::Value result;
  monty::RunStatus status = session.run(program, &result);
  std::fflush(stdout);
  if (status == monty::RunStatus::Stopped) {
    std::fprintf(stderr, "limit %d\n", static_cast<int>(session.vm().stop));
    return 3;
  }
  if (status == monty::RunStatus::Error) {
    std::fputs(session.format_exception(session.vm().exception).c_str(), stderr);
    return 1;
  }
  if (show_result) {
    monty::Str* s = monty::repr_native(session.vm(), result);
    if (s != nullptr) std::printf("%s\n", monty::str_to_utf8(s).c_str());
  }
  return 0;
}
