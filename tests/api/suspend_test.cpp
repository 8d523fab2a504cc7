// SPDX-License-Identifier: MIT
// start and resume: a program that goes back to its host as a value.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "monty/monty.hpp"

namespace {

using monty::Error;
using monty::ErrorKind;
using monty::Progress;
using monty::Result;
using monty::Value;
using State = monty::Progress::State;

// A session with declared functions, and the run in it.
class Driven {
 public:
  explicit Driven(std::string_view source, monty::SessionOptions options = {}) : session(engine_, std::move(options)) {
    auto p = monty::Program::compile(source, "test.py");
    if (!p) {
      ADD_FAILURE() << p.error().traceback;
      std::abort();
    }
    program_ = *p;
    EXPECT_TRUE(session.declare("ask"));
    EXPECT_TRUE(session.declare("fetch", true));
  }
  // What start, resume ... gave; on an error the state is Complete and `error` has it.
  Progress take(Result<Progress> r) {
    if (r) return *r;
    error = r.error();
    return {};
  }
  Progress start() { return take(session.start(*program_)); }
  Progress resume(const Value& v) { return take(session.resume(v)); }
  Progress raise(std::string type, std::string message) { return take(session.resume_error(Error::raise(std::move(type), std::move(message)))); }
  Value result() {
    auto r = session.result();
    if (!r) ADD_FAILURE() << r.error().message;
    return r ? *r : Value();
  }

 private:
  monty::Engine engine_;
  std::optional<monty::Program> program_;

 public:
  monty::Session session;
  std::optional<Error> error;
};

TEST(Suspend, ACallAndItsAnswer) {
  Driven d("def f(n):\n    return ask(n, 'two', key=[3]) + 1\n\nf(1) * 2");
  Progress p = d.start();
  ASSERT_EQ(p.state, State::Call);
  EXPECT_EQ(p.question.name, "ask");
  EXPECT_EQ(p.question.args, (std::vector<Value>{1, "two"}));
  ASSERT_EQ(p.question.kwargs.size(), 1u);
  EXPECT_EQ(p.question.kwargs[0].first, "key");
  EXPECT_EQ(p.question.kwargs[0].second, Value::list({3}));
  EXPECT_GT(p.question.id, 0u);
  EXPECT_EQ(p.position.line, 2u);
  EXPECT_EQ(p.position.function, "f");
  p = d.resume(20);
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_FALSE(d.error);
  EXPECT_EQ(d.result(), Value(42));
}

TEST(Suspend, IdsOfCallsDiffer) {
  Driven d("[ask(i) for i in range(3)]");
  std::vector<std::uint64_t> ids;
  Progress p = d.start();
  for (; p.state == State::Call; p = d.resume(p.question.args[0])) ids.push_back(p.question.id);
  ASSERT_EQ(ids.size(), 3u);
  EXPECT_TRUE(ids[0] < ids[1] && ids[1] < ids[2]);
  EXPECT_EQ(d.result(), Value::list({0, 1, 2}));
}

TEST(Suspend, AnErrorIsRaisedAtTheCall) {
  Driven d("try:\n    ask()\nexcept KeyError as e:\n    r = ['caught', e.args[0]]\nr");
  ASSERT_EQ(d.start().state, State::Call);
  EXPECT_EQ(d.raise("KeyError", "gone").state, State::Complete);
  EXPECT_FALSE(d.error);
  EXPECT_EQ(d.result(), Value::list({"caught", "gone"}));
}

TEST(Suspend, AnUncaughtErrorEndsTheRunWithItsTraceback) {
  Driven d("def f():\n    ask()\nf()");
  ASSERT_EQ(d.start().state, State::Call);
  d.raise("ValueError", "no");
  ASSERT_TRUE(d.error);
  EXPECT_EQ(d.error->type, "ValueError");
  EXPECT_EQ(d.error->message, "no");
  ASSERT_EQ(d.error->frames.size(), 2u);
  EXPECT_EQ(d.error->frames[1].line, 2u);
  EXPECT_FALSE(d.session.resume(1));
  // The session goes on.
  auto p = monty::Program::compile("1 + 1");
  auto r = d.session.run(*p);
  ASSERT_TRUE(r);
  EXPECT_EQ(*r, Value(2));
}

TEST(Suspend, AFutureIsSettledLater) {
  Driven d("import asyncio\nasync def one(n):\n    return await ask(n) * 10\nawait asyncio.gather(*map(one, range(3)))");
  Progress p = d.start();
  std::vector<std::uint64_t> ids;
  while (p.state == State::Call) {
    ids.push_back(p.question.id);
    p = d.take(d.session.resume_future());
  }
  ASSERT_EQ(p.state, State::Futures);
  p = d.take(d.session.settle({{ids[2], Value(2)}}));
  ASSERT_EQ(p.state, State::Futures);
  EXPECT_TRUE(p.started.empty());
  p = d.take(d.session.progress());
  ASSERT_EQ(p.started.size(), 2u);
  EXPECT_EQ(p.started[1].id, ids[1]);
  EXPECT_EQ(p.started[1].args, (std::vector<Value>{1}));
  p = d.take(d.session.settle({{ids[1], Value(1)}, {ids[0], Value(0)}}));
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_EQ(d.result(), Value::list({0, 10, 20}));
}

TEST(Suspend, AwaitedFunctionsGiveFuturesAtOnce) {
  Driven d("import asyncio\nawait asyncio.gather(fetch('a'), fetch('b'), return_exceptions=True)");
  Progress p = d.start();
  ASSERT_EQ(p.state, State::Futures);
  ASSERT_EQ(p.started.size(), 2u);
  EXPECT_EQ(p.started[0].name, "fetch");
  p = d.take(d.session.settle({{p.started[0].id, Value("x")}, {p.started[1].id, Error::raise("OSError", "down")}}));
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_FALSE(d.error);
}

TEST(Suspend, CallsInFlightAreSettledWhileSomethingElseIsAsked) {
  Driven d(
      "import asyncio\nasync def main():\n    task = asyncio.ensure_future(fetch(1))\n    other = asyncio.ensure_future(fetch(2))\n"
      "    await asyncio.sleep(0)\n    a = ask('a')\n    return [a, await task, await other]\nawait main()");
  Progress p = d.start();
  ASSERT_EQ(p.state, State::Call);
  ASSERT_EQ(p.started.size(), 2u);
  std::uint64_t first = p.started[0].id, second = p.started[1].id;
  p = d.take(d.session.settle({{second, Value("two")}}));
  ASSERT_EQ(p.state, State::Call);
  p = d.resume("A");
  ASSERT_EQ(p.state, State::Futures);
  EXPECT_TRUE(p.started.empty());
  p = d.take(d.session.settle({{first, Value("one")}, {second, Value("again")}}));
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_EQ(d.result(), Value::list({"A", "one", "two"}));
}

TEST(Suspend, AThousandCallsInAnyOrder) {
  Driven d("import asyncio\nsum(await asyncio.gather(*[fetch(i) for i in range(1000)]))");
  Progress p = d.start();
  std::vector<monty::Question> calls = p.started;
  ASSERT_EQ(calls.size(), 1000u);
  for (std::size_t i = 0; p.state == State::Futures && i < 1000; i++) {
    const monty::Question& q = calls[i * 7 % 1000];
    p = d.take(d.session.settle({{q.id, q.args[0]}}));
  }
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_EQ(d.result(), Value(499500));
}

TEST(Suspend, ATimerRunsOutBesideACall) {
  Driven d(
      "import asyncio\nasync def main():\n    try:\n        return await asyncio.wait_for(fetch(1), 100)\n    except TimeoutError:\n"
      "        return 'late'\nawait main()");
  Progress p = d.start();
  ASSERT_EQ(p.state, State::Futures);
  EXPECT_GT(p.timeout, 99);
  EXPECT_LE(p.timeout, 100);
  p = d.take(d.session.settle({}, 40));
  ASSERT_EQ(p.state, State::Futures);
  EXPECT_LE(p.timeout, 60);
  EXPECT_GT(p.timeout, 50);
  p = d.take(d.session.settle({}));  // nothing has come until the timer ran out
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_EQ(d.result(), Value("late"));
}

TEST(Suspend, TheClockStandsStillMeanwhile) {
  Driven d("import time\nt = time.monotonic()\nask()\ntime.monotonic() - t");
  ASSERT_EQ(d.start().state, State::Call);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(d.resume(1).state, State::Complete);
  EXPECT_LT(d.result().as_double(), 0.25);
}

TEST(Suspend, InputAndTheOperatingSystemAreAsked) {
  Driven d("import os\nname = input('name? ')\nf'{name} in {os.getcwd()}'");
  Progress p = d.start();
  ASSERT_EQ(p.state, State::Os);
  EXPECT_EQ(p.question.name, "read_line");
  EXPECT_EQ(d.session.take_output(), "name? ");
  p = d.resume("Ann\n");
  ASSERT_EQ(p.state, State::Os);
  p = d.resume("/home");
  ASSERT_EQ(p.state, State::Complete);
  EXPECT_EQ(d.result(), Value("Ann in /home"));
}

TEST(Suspend, ANewStartGivesTheOldRunUp) {
  Driven d("kept = 1\ntry:\n    ask()\nfinally:\n    kept = 2");
  ASSERT_EQ(d.start().state, State::Call);
  auto p = monty::Program::compile("kept");
  auto r = d.session.run(*p);
  ASSERT_TRUE(r) << r.error().message;
  EXPECT_EQ(*r, Value(1));
  EXPECT_FALSE(d.session.resume(1));
  EXPECT_EQ(d.session.check_heap(), "");
}

TEST(Suspend, LimitsGoOnCounting) {
  monty::SessionOptions options;
  options.limits.instructions = 20000;
  Driven d("while True:\n    ask()", std::move(options));
  Progress p = d.start();
  int calls = 0;
  for (; p.state == State::Call && calls < 100000; calls++) p = d.resume(nullptr);
  ASSERT_TRUE(d.error);
  EXPECT_EQ(d.error->kind, ErrorKind::Limit);
  EXPECT_EQ(d.error->limit, monty::LimitKind::Instructions);
  EXPECT_GT(calls, 100);
}

TEST(Suspend, CallsLeaveNothingBehind) {
  monty::SessionOptions options;
  options.limits.memory = 1 << 19;
  Driven d("n = 0\nwhile n < 60000:\n    n += ask(n, key=n)", std::move(options));
  Progress p = d.start();
  while (p.state == State::Call) p = d.resume(1);
  EXPECT_FALSE(d.error);
}

TEST(Suspend, WithoutStartADeclaredFunctionIsAnError) {
  Driven d("ask()");
  auto p = monty::Program::compile("ask()");
  auto r = d.session.run(*p);
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().type, "RuntimeError");
}

}  // namespace
