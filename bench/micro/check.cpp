// SPDX-License-Identifier: MIT
// A warm type check of a program with stubs, and of one line. (Cold: build/release/check_probe --figures.)
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "monty/monty.hpp"

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void run(benchmark::State& state, const std::string& source, const monty::CheckOptions& options) {
  if (!monty::check_available()) return state.SkipWithError("this build has no type checker");
  std::uint64_t n = 0;
  for (auto _ : state) {  // never the same text twice
    monty::Result<monty::Findings> found = monty::check(source + "\n# " + std::to_string(n++) + "\n", options);
    if (!found || found->errors != 0) return state.SkipWithError("the program is not clean");
  }
}

void BM_CheckProgram(benchmark::State& state) {
  const std::string folder = MONTY_BENCH_DATA "/../../tests/check/clean/";
  monty::CheckOptions options;
  options.stubs = read(folder + "shop.pyi");
  run(state, read(folder + "shop.py"), options);
}
BENCHMARK(BM_CheckProgram)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_CheckLine(benchmark::State& state) { run(state, "x: int = 1", {}); }
BENCHMARK(BM_CheckLine)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
