// SPDX-License-Identifier: MIT
// Start-up, in an engine that is warm: a new instance from source text, from a compiled program, up to the first call of
// a host function in a program with imports, and what an import costs a fresh instance.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "monty/monty.hpp"

namespace {

const monty::Engine& engine() {
  static const monty::Engine shared;
  return shared;
}

void fail(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

std::string read(const char* path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void source_to_result(benchmark::State& state) {
  for (auto _ : state) {
    auto program = monty::Program::compile("1+1");
    monty::Session session(engine());
    auto result = session.run(*program);
    if (!result || result->as_int() != 2) fail("1+1 is not 2");
  }
}
BENCHMARK(source_to_result);

void compiled_in_new_instance(benchmark::State& state) {
  auto program = monty::Program::compile("1+1");
  for (auto _ : state) {
    monty::Session session(engine());
    auto result = session.run(*program);
    if (!result || result->as_int() != 2) fail("1+1 is not 2");
  }
}
BENCHMARK(compiled_in_new_instance);

void new_instance(benchmark::State& state) {
  for (auto _ : state) {
    monty::Session session(engine());
    benchmark::DoNotOptimize(session);
  }
}
BENCHMARK(new_instance);

// The time from the source text to the first call of a host function.
void trip_to_first_call(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const std::string source = read(MONTY_BENCH_DATA "/trip.py");
  for (auto _ : state) {
    Clock::time_point start = Clock::now(), reached{};
    auto program = monty::Program::compile(source);
    if (!program) fail(program.error().message);
    monty::Session session(engine());
    auto first_call = [&](const monty::Call&, const monty::Pending&) {
      if (reached == Clock::time_point{}) reached = Clock::now();
      session.cancel_token().cancel();
    };
    for (const char* name : {"search_flights", "search_hotels", "get_weather"}) (void)session.define_async(name, first_call);
    auto result = session.run(*program);
    if (reached == Clock::time_point{}) fail("no call came: " + (result ? std::string() : result.error().traceback));
    state.SetIterationTime(std::chrono::duration<double>(reached - start).count());
  }
}
BENCHMARK(trip_to_first_call)->UseManualTime();

void import_module(benchmark::State& state, const char* name) {
  auto program = monty::Program::compile(std::string("import ") + name);
  for (auto _ : state) {
    monty::Session session(engine());
    auto done = session.execute(*program);
    if (!done) fail(done.error().traceback);
  }
}
BENCHMARK_CAPTURE(import_module, math, "math");
BENCHMARK_CAPTURE(import_module, json, "json");
BENCHMARK_CAPTURE(import_module, re, "re");
BENCHMARK_CAPTURE(import_module, enum, "enum");
BENCHMARK_CAPTURE(import_module, typing, "typing");
BENCHMARK_CAPTURE(import_module, functools, "functools");
BENCHMARK_CAPTURE(import_module, collections, "collections");
BENCHMARK_CAPTURE(import_module, dataclasses, "dataclasses");
BENCHMARK_CAPTURE(import_module, datetime, "datetime");
BENCHMARK_CAPTURE(import_module, asyncio, "asyncio");

}  // namespace

BENCHMARK_MAIN();
