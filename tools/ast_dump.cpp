// SPDX-License-Identifier: MIT
// A tool for tests: reads file names from standard input, one a line, and prints for each one line: "OK <dump>" or
// "ERR <kind>|<msg>|<line>|<offset>|<end line>|<end offset>". Options: --time (parse only, print the time taken),
// --mode exec|eval|single, --names FILE (lines "NAME<tab>character", for \\N{...}).
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "syntax/parser.h"

using namespace monty;
using namespace monty::syntax;

namespace {}  // namespace

int main(int argc, char** argv) {
  bool timed = false;
  Mode mode = Mode::Exec;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--time") == 0) timed = true;
    if (std::strcmp(argv[i], "eval") == 0) mode = Mode::Eval;
    if (std::strcmp(argv[i], "single") == 0) mode = Mode::Single;
  }
  Arena arena;
  Meter meter;
  std::string name, out;
  while (std::getline(std::cin, name)) {
    std::ifstream in(name, std::ios::binary);
    std::string source((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    arena.reset();
    auto start = std::chrono::steady_clock::now();
    ParseOptions options;
    ParseResult r = parse(arena, source, mode, options, meter);
    if (timed) {
      int rounds = source.size() < 1000 ? 100000 : 10;
      start = std::chrono::steady_clock::now();
      for (int i = 0; i < rounds; ++i) {
        arena.reset();
        r = parse(arena, source, mode, options, meter);
      }
      double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / rounds;
      std::printf("%s: %zu bytes, %.3f us, %.1f MB/s, arena %zu\n", name.c_str(), source.size(), s * 1e6, static_cast<double>(source.size()) / s / 1e6,
                  arena.bytes_held());
      continue;
    }
    out.clear();
    if (r.ok()) {
      out = "OK ";
      ast_dump(r.root, true, out);
    } else {
      static const char* const kinds[] = {"SyntaxError", "IndentationError", "TabError"};
      out = std::string("ERR ") + kinds[static_cast<int>(r.error.kind)] + "|" + r.error.msg + "|" + std::to_string(r.error.lineno) + "|" +
            std::to_string(static_cast<i32>(r.error.offset)) + "|" + std::to_string(r.error.end_lineno) + "|" +
            std::to_string(static_cast<i32>(r.error.end_offset));
    }
    for (char& c : out)
      if (c == '\n') c = ' ';
    out += '\n';
    std::fwrite(out.data(), 1, out.size(), stdout);
    std::fflush(stdout);
  }
}
