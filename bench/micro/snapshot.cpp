// SPDX-License-Identifier: MIT
// Dump and load: of a small suspended program, and of a heap of ten megabytes.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "monty/monty.hpp"

namespace {

constexpr char kSmall[] =
    "def order(item, n):\n    price = ask(item)\n    return {'item': item, 'total': price * n}\n"
    "names = ['tea', 'milk']\nresult = order(names[0], 3)\n";
constexpr char kLarge[] = "rows = [{'id': i, 'name': 'row ' + str(i), 'values': [i, i / 7, None]} for i in range(22000)]\nask(1)\n";

struct Suspended {
  monty::Engine engine;
  monty::Session session{engine};
  std::size_t source;
  std::string dump;
  std::uint64_t payload;
  explicit Suspended(const char* text) : source(std::string_view(text).size()) {
    auto program = monty::Program::compile(text, "bench.py");
    (void)session.declare("ask");
    if (!program || !session.start(*program)) std::abort();
    dump = *session.dump();
    payload = session.usage().memory;
  }
};

void note(benchmark::State& state, const Suspended& s) {
  state.counters["bytes"] = static_cast<double>(s.dump.size());
  state.counters["beside_source"] = static_cast<double>(s.dump.size() - s.source);
  state.counters["heap"] = static_cast<double>(s.payload);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(s.payload));
}

void dump(benchmark::State& state, const char* text) {
  Suspended s(text);
  for (auto _ : state) benchmark::DoNotOptimize(s.session.dump());
  note(state, s);
}
void load(benchmark::State& state, const char* text) {
  Suspended s(text);
  for (auto _ : state) {
    auto loaded = monty::Session::load(s.engine, s.dump);
    if (!loaded) std::abort();
    benchmark::DoNotOptimize(loaded);
  }
  note(state, s);
}

BENCHMARK_CAPTURE(dump, small, kSmall);
BENCHMARK_CAPTURE(load, small, kSmall);
BENCHMARK_CAPTURE(dump, ten_megabytes, kLarge)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, ten_megabytes, kLarge)->Unit(benchmark::kMillisecond);

}  // namespace
