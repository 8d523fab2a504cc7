// SPDX-License-Identifier: MIT
// Sessions through the public header: values, host functions, errors, limits.
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "monty/monty.hpp"

namespace {

using monty::Call;
using monty::Error;
using monty::ErrorKind;
using monty::LimitKind;
using monty::Result;
using monty::Value;

monty::Program compiled(std::string_view source) {
  auto p = monty::Program::compile(source, "test.py");
  if (!p) {
    ADD_FAILURE() << p.error().traceback;
    std::abort();
  }
  return *p;
}

std::string repr_of(std::string_view source, monty::SessionOptions options = {}) {
  monty::Engine engine;
  monty::Session session(engine, std::move(options));
  if (Result<bool> done = session.execute(compiled(source)); !done) return done.error().type + ": " + done.error().message;
  Result<std::string> text = session.result_repr();
  return text ? *text : text.error().message;
}

TEST(Session, ResultOfTheLastExpression) {
  EXPECT_EQ(repr_of("x = 3\nx * 7"), "21");
  EXPECT_EQ(repr_of("x = 3"), "None");
  EXPECT_EQ(repr_of("[1, 'a', (2.5,), {3: None}]"), "[1, 'a', (2.5,), {3: None}]");
}

TEST(Session, ValuesCrossBothWays) {
  monty::Engine engine;
  monty::Session session(engine);
  Value v = Value::list({1, 2.5, "é", nullptr, true, Value::bytes(std::string("\0x", 2)), Value::tuple({1, 2}),
                         Value::big_int("-123456789012345678901234567890"), Value::dict({{"k", 1}, {2, "v"}}), Value::ellipsis(), Value::frozenset({7})});
  ASSERT_TRUE(session.set("v", v));
  Result<Value> back = session.run(compiled("v"));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, v);
  EXPECT_EQ(session.get("nothing").error().type, "NameError");
}

TEST(Session, SmallValuesOfBigIntsAreInts) {
  monty::Engine engine;
  monty::Session session(engine);
  ASSERT_TRUE(session.set("v", Value::big_int("12")));
  Result<Value> r = session.run(compiled("v + 2**63 - 2**63"));
  ASSERT_TRUE(r);
  EXPECT_EQ(*r, Value(12));
  Result<Value> edge = session.run(compiled("2**63 - 1"));
  ASSERT_TRUE(edge);
  EXPECT_EQ(*edge, Value(INT64_MAX));
}

TEST(Session, CyclesAndDepthAreRefused) {
  monty::Engine engine;
  monty::Session session(engine);
  Result<Value> r = session.run(compiled("a = []\na.append(a)\na"));
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().kind, ErrorKind::Conversion);
  EXPECT_NE(r.error().message.find("contains itself"), std::string::npos);
  r = session.run(compiled("a = []\nfor i in range(10**4): a = [a]\na"));
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().kind, ErrorKind::Conversion);
  r = session.run(compiled("print"));
  ASSERT_TRUE(r);
  EXPECT_EQ(r->kind(), Value::Kind::Opaque);
}

TEST(Session, HostFunctions) {
  monty::Engine engine;
  monty::Session session(engine);
  ASSERT_TRUE(session.define("add", [](const Call& c) -> Result<Value> {
    if (c.args.size() != 1 || c.keyword("to") == nullptr) return Error::raise("TypeError", "add(x, to=y)");
    return c.args[0].as_int() + c.keyword("to")->as_int();
  }));
  Result<Value> r = session.run(compiled("[add(i, to=10) for i in range(3)]"));
  ASSERT_TRUE(r) << r.error().traceback;
  EXPECT_EQ(*r, Value::list({10, 11, 12}));
  r = session.run(compiled("try:\n    add()\nexcept TypeError as e:\n    x = str(e)\nx"));
  ASSERT_TRUE(r) << r.error().traceback;
  EXPECT_EQ(*r, Value("add(x, to=y)"));
  EXPECT_EQ(session.usage().calls, 4u);
}

TEST(Session, UnknownErrorTypesBecomeRuntimeErrors) {
  monty::Engine engine;
  monty::Session session(engine);
  ASSERT_TRUE(session.define("f", [](const Call&) -> Result<Value> { return Error::raise("requests.Timeout", "late"); }));
  Result<Value> r = session.run(compiled("f()"));
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().type, "RuntimeError");
  EXPECT_EQ(r.error().message, "requests.Timeout: late");
}

TEST(Session, AsynchronousFunctionsSettleFromAnyThread) {
  monty::Engine engine;
  monty::Session session(engine);
  std::vector<std::thread> threads;
  ASSERT_TRUE(session.define_async("fetch", [&](const Call& c, monty::Pending answer) {
    threads.emplace_back([answer, n = c.args[0].as_int()] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20 - 5 * n));
      if (n == 3)
        answer.reject(Error::raise("TimeoutError", "three"));
      else
        answer.resolve(n * n);
    });
  }));
  Result<Value> r =
      session.run(compiled("import asyncio\n"
                           "r = await asyncio.gather(*(fetch(i) for i in range(4)), return_exceptions=True)\n"
                           "[x if isinstance(x, int) else repr(x) for x in r]"));
  for (auto& t : threads) t.join();
  ASSERT_TRUE(r) << r.error().traceback;
  EXPECT_EQ(*r, Value::list({0, 1, 4, "TimeoutError('three')"}));
}

TEST(Session, OutputIsCollectedOrStreamed) {
  monty::Engine engine;
  monty::Session session(engine);
  ASSERT_TRUE(session.execute(compiled("print('a', 1)\nimport sys\nprint('b', file=sys.stderr)")));
  EXPECT_EQ(session.take_output(), "a 1\n");
  EXPECT_EQ(session.take_errors(), "b\n");
  EXPECT_EQ(session.take_output(), "");
  std::string seen;
  monty::Session streaming(engine, {.on_output = [&](int stream, std::string_view text) {
                             seen += std::to_string(stream) + std::string(text);
                             return true;
                           }});
  ASSERT_TRUE(streaming.execute(compiled("print('x')")));
  EXPECT_EQ(seen, "1x\n");
  monty::Session full(engine, {.on_output = [](int, std::string_view) { return false; }});
  auto refused = full.run(compiled("try:\n    print('x', flush=True)\nexcept OSError as e:\n    r = str(e)\nr"));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->text(), "the host takes no more output");
}

TEST(Session, ErrorsAreTyped) {
  auto bad = monty::Program::compile("x = (1", "bad.py");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().kind, ErrorKind::Syntax);
  EXPECT_EQ(bad.error().message, "'(' was never closed");
  EXPECT_NE(bad.error().traceback.find("File \"bad.py\", line 1"), std::string::npos);

  monty::Engine engine;
  monty::Session session(engine);
  Result<bool> r = session.execute(compiled("def f(x):\n    return 1 / x\nf(0)"));
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().kind, ErrorKind::Runtime);
  EXPECT_EQ(r.error().type, "ZeroDivisionError");
  ASSERT_EQ(r.error().frames.size(), 2u);
  EXPECT_EQ(r.error().frames[1].line, 2u);
  EXPECT_EQ(r.error().frames[1].function, "f");
  r = session.execute(compiled("raise SystemExit(5)"));
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().exit_status, 5);
}

struct LimitCase {
  const char* source;
  monty::Limits limits;
  LimitKind kind;
};

TEST(Session, EachLimitStopsAndTheSessionGoesOn) {
  const LimitCase cases[] = {
      {"x = []\nwhile True: x.append([1])", {.memory = 8 << 20}, LimitKind::Memory},
      {"x = 'a'\nwhile True:\n    try: x = [x, x]\n    except MemoryError: pass", {.memory = 8 << 20}, LimitKind::Memory},
      {"while True: pass", {.seconds = 0.05}, LimitKind::Time},
      {"try:\n    while True: pass\nexcept BaseException: pass", {.seconds = 0.05}, LimitKind::Time},
      {"while True: pass", {.instructions = 10000}, LimitKind::Instructions},
      {"while True: print('x')", {.output = 1000}, LimitKind::Output},
  };
  monty::Engine engine;
  for (auto& c : cases) {
    monty::Session session(engine, {.limits = c.limits});
    Result<bool> r = session.execute(compiled(c.source));
    ASSERT_FALSE(r) << c.source;
    EXPECT_EQ(r.error().kind, ErrorKind::Limit) << c.source << ": " << r.error().type;
    EXPECT_EQ(r.error().limit, c.kind) << c.source;
    EXPECT_EQ(session.check_heap(), "") << c.source;
    session.set_limits({});
    Result<Value> after = session.run(compiled("sum(range(10))"));
    ASSERT_TRUE(after) << c.source << "\n" << after.error().traceback;
    EXPECT_EQ(*after, Value(45));
  }
}

TEST(Session, AnImpossibleSizeIsAnOrdinaryMemoryError) {
  monty::Engine engine;
  monty::Session session(engine, {.limits = {.memory = 8 << 20}});
  Result<Value> r = session.run(compiled("try:\n    'x' * 10**9\nexcept MemoryError:\n    r = 'too large'\nr"));
  ASSERT_TRUE(r) << r.error().message;
  EXPECT_EQ(*r, Value("too large"));
}

TEST(Session, CancelFromAnotherThread) {
  monty::Engine engine;
  monty::CancelToken token;
  monty::Session session(engine, {.cancel = token});
  std::thread other([token] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    token.cancel();
  });
  Result<bool> r = session.execute(compiled("while True: pass"));
  other.join();
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().limit, LimitKind::Cancel);
}

TEST(Session, HostTimeDoesNotCount) {
  monty::Engine engine;
  monty::Session session(engine, {.limits = {.seconds = 0.05}});
  ASSERT_TRUE(session.define("slow", [](const Call&) -> Result<Value> {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return 1;
  }));
  Result<Value> r = session.run(compiled("slow() + slow()"));
  ASSERT_TRUE(r) << r.error().message;
  EXPECT_GE(session.usage().host_seconds, 0.2);
}

// A limit may be reached in the middle of a module's body, the library's own among them.
TEST(Session, StoppedWhileModulesLoad) {
  monty::Program program = compiled("import json, re, dataclasses, asyncio\nsorted([3, 1, 2], key=lambda v: -v)\nasyncio.run(asyncio.sleep(0))\n");
  monty::Program check = compiled(
      "import json, re, dataclasses, asyncio\n"
      "@dataclasses.dataclass\nclass P:\n    x: int\n"
      "async def f(): return json.dumps([re.sub('a', 'b', 'cat'), P(1).x, sorted('ba', key=lambda v: v)])\n"
      "asyncio.run(f())");
  monty::Engine engine;
  bool ended = false;
  for (std::uint64_t budget = 1; !ended; budget += 1 + budget / 12) {
    monty::SessionOptions options;
    options.limits.instructions = budget;
    monty::Session session(engine, options);
    ended = static_cast<bool>(session.execute(program));
    session.set_limits({});
    Result<Value> v = session.run(check);
    ASSERT_TRUE(v) << budget << ": " << v.error().traceback;
    EXPECT_EQ(v->text(), "[\"cbt\", 1, [\"a\", \"b\"]]") << budget;
  }
}

TEST(Session, OneProgramInManySessions) {
  monty::Engine engine;
  monty::Program program = compiled("def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib(15)");
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; i++) {
    threads.emplace_back([&] {
      monty::Session session(engine);
      Result<Value> r = session.run(program);
      right += r && *r == Value(610);
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(right, 4);
}

TEST(Program, IncompleteInput) {
  auto p = monty::Program::compile("def f():\n", "<stdin>", monty::Mode::Interactive);
  ASSERT_FALSE(p);
  EXPECT_TRUE(p.error().incomplete);
  p = monty::Program::compile("1 +* 2\n", "<stdin>", monty::Mode::Interactive);
  ASSERT_FALSE(p);
  EXPECT_FALSE(p.error().incomplete);
}

struct AwaitCase {
  const char* source;
  bool awaited;
};

TEST(Program, AwaitsTellsHowAFunctionIsUsed) {
  const AwaitCase cases[] = {
      {"x = await tool(1)", true},
      {"x = tool(1)\nawait f(x)", false},
      {"import asyncio\nawait asyncio.gather(*(tool(i) for i in y))", true},
      {"import asyncio\nawait asyncio.gather(*map(tool, y))", true},
      {"t = tool(1)\nprint(await t)", true},
      {"ts = []\nfor i in y: ts.append(tool(i))\nawait gather(*ts)", true},
      {"ts = [tool(i) for i in y]\nfor t in ts:\n    await t", true},
      {"async def go(call, *args):\n    return await call(*args)\nawait go(tool, 1)", true},
      {"def wrap(x): return tool(x)\nawait wrap(1)", true},
      {"async def f(x): return tool(x)\nawait f(1)", false},
      {"async with asyncio.TaskGroup() as g:\n    g.create_task(f(tool(1)))", false},
      {"d = {'a': tool}\nawait d['a'](1)", true},
      {"print(tool(1)['x'])", false},
      {"rate = tool('EUR')\nawait other(rate)", false},
  };
  for (auto& c : cases) EXPECT_EQ(compiled(c.source).awaits("tool"), c.awaited) << c.source;
}

TEST(Json, RoundTrip) {
  for (const char* text : {"null", "true", "[1, 2.5, \"a\\nb\", {\"k\": [], \"l\": {}}]", "12345678901234567890123", "-0.0", "1e+300", "NaN"}) {
    Result<Value> v = monty::from_json(text);
    ASSERT_TRUE(v) << text;
    Result<std::string> back = monty::to_json(*v);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, text);
  }
  for (const char* text : {"", "[1,", "{\"a\" 1}", "01", "\"\\x\"", "[1] 2", "{1: 2}", "\"\n\"", "tru", "-"}) EXPECT_FALSE(monty::from_json(text)) << text;
  EXPECT_FALSE(monty::from_json(std::string(100000, '[')));
  EXPECT_FALSE(monty::to_json(Value::bytes("x")));
  EXPECT_EQ(monty::from_json("\"\\ud83d\\ude00\"")->text(), "\xF0\x9F\x98\x80");
}

}  // namespace
