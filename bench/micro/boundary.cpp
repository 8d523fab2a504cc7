// SPDX-License-Identifier: MIT
// The boundary, through the C interface: a call answered in place, a program that suspends once, many calls in flight,
// and whether a million calls leave anything behind.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "monty/monty.h"

namespace {

void must(monty_error* error) {
  if (error == nullptr) return;
  std::fprintf(stderr, "bench: %s\n", error->message.data);
  std::exit(1);
}

struct Host {
  monty_engine* engine = monty_engine_new();
  monty_session* session = nullptr;
  monty_program* program = nullptr;
  const monty_progress* at = nullptr;

  explicit Host(const char* source) {
    must(monty_program_compile(source, std::strlen(source), "bench.py", MONTY_FILE, nullptr, &program));
    renew();
  }
  ~Host() {
    monty_session_free(session);
    monty_program_free(program);
    monty_engine_free(engine);
  }
  void renew() {
    monty_session_free(session);
    must(monty_session_new(engine, nullptr, &session));
  }
  std::uint64_t memory() const {
    monty_usage usage{};
    usage.size = sizeof usage;
    must(monty_session_usage(session, &usage));
    return usage.memory;
  }
};

// Time for one call, the turn of the loop around it included.
void call_answered_in_place(benchmark::State& state, const char* source) {
  constexpr int kCalls = 10000;
  Host h(source);
  auto answer = [](void*, const monty_call* call, monty_answer* to) { must(monty_answer_value(to, &call->args.as.items.data[0])); };
  must(monty_session_define(h.session, "f", answer, nullptr, nullptr));
  for (auto _ : state) must(monty_session_execute(h.session, h.program));
  state.counters["per_call"] = benchmark::Counter(kCalls, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(call_answered_in_place, int, "def main():\n    for i in range(10000): f(i)\nmain()");
BENCHMARK_CAPTURE(call_answered_in_place, str, "def main():\n    for i in range(10000): f('a short text')\nmain()");
BENCHMARK_CAPTURE(call_answered_in_place, list, "def main():\n    x = [1, 'two', 3.0, None]\n    for i in range(10000): f(x)\nmain()");

// A new session, from its start through one suspension to the end; the program is compiled before.
void suspend_and_resume(benchmark::State& state) {
  Host h("f(1)");
  const monty_value answer = monty_int(2);
  for (auto _ : state) {
    h.renew();
    must(monty_session_declare(h.session, "f", false));
    must(monty_session_start(h.session, h.program, &h.at));
    must(monty_session_resume(h.session, &answer, &h.at));
    if (h.at->state != MONTY_COMPLETE) std::abort();
  }
}
BENCHMARK(suspend_and_resume);

// A gather over n calls, answered one at a time in random order: the time for each should not grow with n.
void settle_in_random_order(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  Host h("import asyncio\nsum(await asyncio.gather(*(f(i) for i in range(n))))");
  const monty_value count = monty_int(state.range(0));
  std::mt19937 random(1);
  for (auto _ : state) {
    h.renew();
    must(monty_session_set(h.session, "n", &count));
    must(monty_session_declare(h.session, "f", true));
    must(monty_session_start(h.session, h.program, &h.at));
    if (h.at->started_count != n) std::abort();
    std::vector<monty_settled> answers;
    for (std::size_t i = 0; i < n; i++) answers.push_back({h.at->started[i].id, monty_int(1)});
    std::shuffle(answers.begin(), answers.end(), random);
    for (auto& a : answers) must(monty_session_settle(h.session, &a, 1, -1, &h.at));
    if (h.at->state != MONTY_COMPLETE) std::abort();
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(settle_in_random_order)->Arg(250)->Arg(1000)->Arg(4000)->Unit(benchmark::kMicrosecond)->Complexity();

// A program that suspends a million times: memory at the end less that after the first thousand calls.
void million_calls(benchmark::State& state) {
  Host h("n = 0\nwhile n < 1000000:\n    n += f(n)");
  const monty_value one = monty_int(1);
  std::uint64_t early = 0, late = 0;
  for (auto _ : state) {
    h.renew();
    must(monty_session_declare(h.session, "f", false));
    must(monty_session_start(h.session, h.program, &h.at));
    for (long i = 0; h.at->state == MONTY_CALL; i++) {
      if (i == 1000) early = h.memory();
      if (i == 999999) late = h.memory();
      must(monty_session_resume(h.session, &one, &h.at));
    }
  }
  state.counters["grown_bytes"] = static_cast<double>(late) - static_cast<double>(early);
  state.counters["per_call"] = benchmark::Counter(1e6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(million_calls)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
