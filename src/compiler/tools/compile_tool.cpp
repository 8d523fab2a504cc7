// SPDX-License-Identifier: MIT
// compile_tool [--dis] [--time N] FILE...: compiles each file, verifies each code object, prints what is wrong.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>

#include "compiler/compile.h"

namespace {
bool read_file(const char* path, std::string& out) {
  std::FILE* f = std::fopen(path, "rb");
  if (f == nullptr) return false;
  char buffer[1 << 16];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) != 0;) out.append(buffer, n);
  std::fclose(f);
  return true;
}
}  // namespace

int main(int argc, char** argv) {
  bool dis = false, await = false;
  int rounds = 0, bad = 0, done = 0;
  monty::Meter meter;
  monty::Arena arena;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--dis") == 0) {
      dis = true;
      continue;
    }
    if (std::strcmp(argv[i], "--await") == 0) {
      await = true;
      continue;
    }
    if (std::strcmp(argv[i], "--time") == 0 && i + 1 < argc) {
      rounds = std::atoi(argv[++i]);
      continue;
    }
    std::string source;
    if (!read_file(argv[i], source)) {
      std::fprintf(stderr, "%s: cannot read\n", argv[i]);
      ++bad;
      continue;
    }
    monty::compiler::CompileOptions options;
    options.filename = argv[i];
    options.allow_top_level_await = await;
    auto result = monty::compiler::compile(source, options, meter, arena);
    ++done;
    if (!result.ok) {
      std::printf("%s:%u:%u: %s\n", argv[i], result.error.lineno, result.error.offset, result.error.msg.c_str());
      ++bad;
      continue;
    }
    for (const monty::Code* code : result.program->codes) {
      const std::string wrong = monty::verify(*code);
      if (wrong.empty()) continue;
      std::printf("%s: %.*s: %s\n", argv[i], static_cast<int>(code->qualname.size()), code->qualname.data(), wrong.c_str());
      ++bad;
    }
    if (dis) std::fputs(monty::disassemble(*result.program->top()).c_str(), stdout);
    if (rounds > 0) {
      const auto start = std::chrono::steady_clock::now();
      for (int k = 0; k < rounds; ++k) (void)monty::compiler::compile(source, options, meter, arena);
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
      std::printf("%s: %.3f us\n", argv[i], took.count() / rounds);
    }
  }
  std::fprintf(stderr, "%d files, %d problems\n", done, bad);
  return bad == 0 ? 0 : 1;
}
