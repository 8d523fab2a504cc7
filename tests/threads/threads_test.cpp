// SPDX-License-Identifier: MIT
// Many threads over one engine and one program: nothing shared may be written without a lock. Built with ThreadSanitizer
// by tools/run_tests.sh, and in the other builds as an ordinary test.
#include <gtest/gtest.h>

#include <thread>

#include "monty/monty.hpp"

namespace {

using monty::Result;
using monty::Value;

struct Case {
  const char* name;
  const char* source;
  const char* result;
};

constexpr Case kCases[] = {
    {"calls", "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nstr(fib(14))", "377"},
    {"imports",
     "import json, re, collections, dataclasses, enum, datetime, math, itertools, functools, decimal, random, string, textwrap\n"
     "from typing import NamedTuple\n"
     "class P(NamedTuple):\n    x: int\n    y: int = 2\n"
     "@dataclasses.dataclass(order=True)\nclass D:\n    a: int\n    b: list = dataclasses.field(default_factory=list)\n"
     "class E(enum.Enum):\n    A = 1\n    B = 2\n"
     "random.seed(7)\n"
     "json.dumps([P(1), D(3).a, E.B.name, str(datetime.date(2024, 2, 29)), str(decimal.Decimal(1) / 3), math.comb(9, 4),\n"
     "            collections.Counter('aab')['a'], sorted({3, 1}), functools.reduce(int.__add__, range(5)), random.randrange(10) < 10])",
     "[[1, 2], 3, \"B\", \"2024-02-29\", \"0.3333333333333333333333333333\", 126, 2, [1, 3], 10, true]"},
    {"regex",
     "import re\n"
     "p = re.compile(r'(?P<word>\\w+)\\s+(?P=word)', re.I)\n"
     "out = [m.group('word') for m in p.finditer('the the cat Cat sat')]\n"
     "str(out) + re.sub(r'(\\d+)', lambda m: str(int(m[1]) * 2), 'a1b22')",
     "['the', 'cat']a2b44"},
    {"asyncio",
     "import asyncio\n"
     "async def work(n):\n    await asyncio.sleep(0)\n    return n * n\n"
     "async def main():\n"
     "    q = asyncio.Queue()\n"
     "    async with asyncio.TaskGroup() as g:\n"
     "        for i in range(5): g.create_task(q.put(i))\n"
     "    return sum(await asyncio.gather(*(work(i) for i in range(10)))), q.qsize()\n"
     "str(asyncio.run(main()))",
     "(285, 5)"},
    {"exceptions",
     "import traceback\n"
     "def f(n):\n"
     "    try:\n        return 1 / n\n"
     "    except ZeroDivisionError as e:\n        e.add_note('note')\n        raise ValueError(n) from e\n"
     "try: f(0)\nexcept ValueError as e: text = ''.join(traceback.format_exception(e))\n"
     "def groups():\n"
     "    try: raise ExceptionGroup('g', [KeyError(1), TypeError(2)])\n"
     "    except* KeyError as g: return_ = len(g.exceptions)\n"
     "    except* TypeError: pass\n"
     "    return 'done'\n"
     "str('ZeroDivisionError: division by zero\\nnote' in text) + groups()",
     "Truedone"},
    {"compiling at run time",
     "scope = {}\n"
     "for i in range(20): exec(f'def f{i}(x):\\n    return x + {i}\\n', scope)\n"
     "str(sum(eval(f'f{i}({i})', scope) for i in range(20)))",
     "380"},
    {"classes and text",
     "class Meta(type):\n    def __call__(cls, *a): return super().__call__(*a)\n"
     "class A(metaclass=Meta):\n    __slots__ = ('v',)\n    def __init__(self, v): self.v = v\n    def __eq__(self, o): return self.v == o.v\n"
     "    def __hash__(self): return hash(self.v)\n    @property\n    def twice(self): return self.v * 2\n"
     "match A(3).twice:\n    case 6: r = 'six'\n    case _: r = 'other'\n"
     "'%s %.3f %r %s' % (r, 2 / 3, 'é'.upper(), len({A(1), A(1), A(2)}))",
     "six 0.667 'É' 2"},
    {"an error", "{}['missing']", nullptr},
};
constexpr int kCaseCount = static_cast<int>(std::size(kCases));

// Every thread runs every case, starting at another one, so that unlike things happen at once.
void run_cases(const monty::Engine& engine, const std::vector<monty::Program>& programs, int thread, std::atomic<int>* right) {
  for (int i = 0; i < kCaseCount; i++) {
    int at = (i + thread) % kCaseCount;
    monty::Session session(engine, {.limits = {.memory = 64 << 20}});
    Result<Value> r = session.run(programs[static_cast<std::size_t>(at)]);
    const char* wanted = kCases[at].result;
    if (wanted == nullptr ? !r && r.error().type == "KeyError" && !r.error().traceback.empty() : r && *r == Value(wanted))
      (*right)++;
    else
      ADD_FAILURE() << kCases[at].name << ": " << (r ? std::string(r->text()) : r.error().traceback + r.error().message);
    // Each thread compiles too.
    auto again = monty::Program::compile(kCases[at].source, "again.py");
    if (!again) ADD_FAILURE() << again.error().message;
    if (!session.check_heap().empty()) ADD_FAILURE() << session.check_heap();
  }
}

void run_threads(int count) {
  monty::Engine engine;
  std::vector<monty::Program> programs;
  for (const Case& c : kCases) {
    auto p = monty::Program::compile(c.source, "shared.py");
    ASSERT_TRUE(p) << c.name << ": " << p.error().message;
    programs.push_back(*p);
  }
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; i++) threads.emplace_back([&, i] { run_cases(engine, programs, i, &right); });
  for (auto& t : threads) t.join();
  EXPECT_EQ(right, count * kCaseCount);
}

TEST(Threads, TwoRunTheSamePrograms) { run_threads(2); }
TEST(Threads, EightRunTheSamePrograms) { run_threads(8); }

TEST(Threads, AnswersAndCancelComeFromOtherThreads) {
  monty::Engine engine;
  auto program = monty::Program::compile("import asyncio\nsum(await asyncio.gather(*(fetch(i) for i in range(20))))", "tools.py");
  auto endless = monty::Program::compile("while True: pass", "endless.py");
  ASSERT_TRUE(program && endless);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++) {
    threads.emplace_back([&] {
      std::vector<std::thread> answers;
      monty::CancelToken token;
      monty::Session session(engine, {.cancel = token});
      Result<bool> defined = session.define_async(
          "fetch", [&](const monty::Call& c, monty::Pending answer) { answers.emplace_back([answer, n = c.args[0].as_int()] { answer.resolve(n); }); });
      EXPECT_TRUE(defined);
      Result<Value> r = session.run(*program);
      for (auto& t : answers) t.join();
      EXPECT_TRUE(r && *r == Value(190)) << (r ? "" : r.error().traceback);
      std::thread other([token] {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        token.cancel();
      });
      Result<bool> stopped = session.execute(*endless);
      other.join();
      EXPECT_FALSE(stopped);
      if (!stopped) EXPECT_EQ(stopped.error().limit, monty::LimitKind::Cancel);
    });
  }
  for (auto& t : threads) t.join();
}

}  // namespace
