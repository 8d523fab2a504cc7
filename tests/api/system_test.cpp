// SPDX-License-Identifier: MIT
// What the operating system says to programs: policies, clocks, files, names that are looked up, budgets.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "monty/monty.hpp"

namespace {

using monty::Error;
using monty::OsPolicy;
using monty::Progress;
using monty::Result;
using monty::Session;
using monty::SessionOptions;
using monty::Value;
using State = monty::Progress::State;
namespace fs = std::filesystem;

monty::Engine& engine() {
  static monty::Engine e;
  return e;
}

std::string shown(Session& session, std::string_view source) {
  auto program = monty::Program::compile(source, "test.py");
  if (!program) return program.error().traceback;
  if (Result<bool> done = session.execute(*program); !done) return done.error().type + ": " + done.error().message;
  Result<std::string> text = session.result_repr();
  return text ? *text : text.error().message;
}
// The same with a collection at every allocation.
std::string shown(const OsPolicy& policy, std::string_view source, bool collect_always = false) {
  SessionOptions options;
  options.policy = policy;
  options.collect_always = collect_always;
  Session session(engine(), std::move(options));
  return shown(session, source);
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "monty-system-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  void put(const std::string& name, std::string_view text) const { std::ofstream(path / name) << text; }
  std::string get(const std::string& name) const {
    std::ifstream in(path / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  fs::path path;
};

TEST(System, EachPartIsGrantedByItself) {
  const char* parts[] = {"import time; time.time() > 0", "import os; os.environ == {}", "import os; len(os.urandom(3)) == 3", "open('/f').read() == 'x'"};
  for (int granted = 0; granted < 4; granted++) {
    OsPolicy policy;
    if (granted == 0) policy.real_clock();
    if (granted == 1) policy.environment();
    if (granted == 2) policy.real_entropy();
    if (granted == 3) ASSERT_TRUE(policy.write_file("/f", "x"));
    for (int asked = 0; asked < 4; asked++) {
      const std::string text = shown(policy, parts[asked]);
      EXPECT_EQ(shown(policy, parts[asked], true), text);
      if (asked == granted)
        EXPECT_EQ(text, "True");
      else
        EXPECT_NE(text.find("PermissionError: [Errno 1] Operation not permitted (the host refuses"), text.npos) << text;
    }
  }
}

TEST(System, WithoutAPolicyTheClockAndRandomBytesAreReal) {
  Session plain(engine());
  EXPECT_EQ(shown(plain, "import time, random; time.time() > 1e9 and random.random() < 1"), "True");
  Session refused(engine(), {.clock = false, .entropy = false});
  EXPECT_EQ(shown(refused, "import time; time.time()"), "PermissionError: [Errno 1] Operation not permitted (the host refuses time)");
  EXPECT_EQ(shown(refused, "import datetime; datetime.date.today()"), "PermissionError: [Errno 1] Operation not permitted (the host refuses time)");
  EXPECT_EQ(shown(refused, "import random; random.choice([1])"), "PermissionError: [Errno 1] Operation not permitted (the host refuses entropy)");
  EXPECT_EQ(shown(refused, "import random; random.seed(1); random.choice([1])"), "1");
}

TEST(System, ThePolicyAnswersBeforeTheCallback) {
  SessionOptions options;
  options.policy = OsPolicy().variable("A", "policy");
  options.os_call = [](std::string_view name, const std::vector<Value>&) -> Result<Value> {
    if (name == "time") return 5;
    if (name == "entropy") return "no bytes";
    if (name == "environ") return Value::dict({{"A", "callback"}});
    return Error{};
  };
  Session session(engine(), std::move(options));
  EXPECT_EQ(shown(session, "import os, time; (os.environ['A'], time.time())"), "('policy', 5)");
  EXPECT_EQ(shown(session, "os.urandom(4)"), "TypeError: the host's answer to entropy is not so many bytes, or an int as their seed");
  EXPECT_EQ(shown(session, "os.listdir('/')"), "PermissionError: [Errno 1] Operation not permitted (the host refuses listdir): '/'");
}

TEST(System, AFixedClockMovesOnByWhatIsSlept) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(shown(OsPolicy().fixed_clock(100),
                  "import time, asyncio\na = time.time()\ntime.sleep(3600)\nb = time.time(), time.monotonic()\n"
                  "asyncio.run(asyncio.wait_for(asyncio.sleep(50), 100))\n(a, b, time.time(), time.process_time())"),
            "(100.0, (3700.0, 3600.0), 3750.0, 3650.0)");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(System, TheClockOfALoadedSessionStartsAsGiven) {
  SessionOptions options;
  options.policy = OsPolicy().fixed_clock(100);
  Session session(engine(), options);
  auto program = monty::Program::compile("import time\ntime.sleep(5)\na = time.time(), time.monotonic()\ninput()\n(a, time.time(), time.monotonic())");
  ASSERT_TRUE(program);
  ASSERT_EQ(session.start(*program)->state, State::Os);
  Result<std::string> dump = session.dump();
  ASSERT_TRUE(dump);
  options.policy = OsPolicy().fixed_clock(1000);
  Result<Session> loaded = Session::load(engine(), *dump, options);
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->resume("x\n")->state, State::Complete);
  EXPECT_EQ(*loaded->result_repr(), "((105.0, 5.0), 1000.0, 5.0)");
}

TEST(System, SeedsRepeat) {
  const char* source = "import random, os, uuid, secrets\n(random.random(), os.urandom(3), uuid.uuid4(), secrets.token_hex(4), random.Random().random())";
  const std::string first = shown(OsPolicy().seed(7), source);
  EXPECT_EQ(shown(OsPolicy().seed(7), source), first);
  EXPECT_NE(shown(OsPolicy().seed(8), source), first);
  EXPECT_EQ(shown(OsPolicy().seed(7), "import os\nos.urandom(8) != os.urandom(8)"), "True");
  // A loaded session does not draw again what was drawn.
  SessionOptions options;
  options.policy = OsPolicy().seed(7);
  Session session(engine(), options);
  EXPECT_EQ(shown(session, "import os\na = os.urandom(8)\n1"), "1");
  Result<std::string> dump = session.dump();
  ASSERT_TRUE(dump);
  Result<Session> loaded = Session::load(engine(), *dump, options);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(shown(*loaded, "a != os.urandom(8)"), "True");
}

TEST(System, SessionsShareTheFilesOfAPolicy) {
  OsPolicy policy;
  ASSERT_TRUE(policy.mount_memory("/shared"));
  EXPECT_EQ(shown(policy, "with open('/shared/x', 'w') as f: f.write('from one')\n1"), "1");
  EXPECT_EQ(shown(policy, "open('/shared/x').read()"), "'from one'");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([&policy, t] {
      const std::string name = "/shared/" + std::to_string(t);
      EXPECT_EQ(shown(policy, "for i in range(200):\n    with open('" + name + "', 'a') as f: print(i, file=f)\nlen(open('" + name + "').readlines())"), "200");
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(policy.list("/shared")->size(), 5u);
}

TEST(System, OpenFilesOutliveTheirSession) {
  Folder folder;
  folder.put("in.txt", "one\ntwo\nthree\n");
  SessionOptions options;
  OsPolicy policy;
  ASSERT_TRUE(policy.mount("/d", folder.path.string(), OsPolicy::Mount::ReadWrite));
  options.policy = policy;
  Session session(engine(), options);
  auto program =
      monty::Program::compile("f = open('/d/in.txt')\nout = open('/d/out.txt', 'w')\nout.write(f.readline())\ninput()\nout.write(f.readline())\nf.read()");
  ASSERT_TRUE(program);
  ASSERT_EQ(session.start(*program)->state, State::Os);
  Result<std::string> dump = session.dump();
  ASSERT_TRUE(dump);
  EXPECT_EQ(Session::inspect(engine(), *dump)->mounts, std::vector<std::string>{"/d"});
  Result<Session> refused = Session::load(engine(), *dump, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "snapshot refused: the program uses files at /d, which the host does not grant");
  Result<Session> loaded = Session::load(engine(), *dump, options);
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->resume("x\n")->state, State::Complete);
  EXPECT_EQ(*loaded->result_repr(), "'three\\n'");
  EXPECT_EQ(folder.get("out.txt"), "one\ntwo\n");
  Result<Session> fork = session.fork();
  ASSERT_TRUE(fork);
  ASSERT_EQ(fork->resume("x\n")->state, State::Complete);
}

TEST(System, WhatNobodyClosedIsWrittenAtTheEnd) {
  OsPolicy policy;
  ASSERT_TRUE(policy.mount_memory("/"));
  EXPECT_EQ(shown(policy, "open('/a', 'w').write('left open')\n5"), "5");
  EXPECT_EQ(*policy.read_file("/a"), "left open");
  EXPECT_EQ(shown(policy, "open('/b', 'w').write('before')\n1 / 0"), "ZeroDivisionError: division by zero");
  EXPECT_EQ(*policy.read_file("/b"), "before");
  EXPECT_EQ(shown(policy, "import asyncio\nopen('/c', 'w').write('async')\nawait asyncio.sleep(0)\n6"), "6");
  EXPECT_EQ(*policy.read_file("/c"), "async");
  EXPECT_EQ(shown(policy, "import sys\nopen('/d', 'w').write('exit')\nsys.exit(3)"), "SystemExit: ");
  EXPECT_EQ(*policy.read_file("/d"), "exit");
}

TEST(System, ALimitDropsWhatIsNotWritten) {
  SessionOptions options;
  OsPolicy policy;
  ASSERT_TRUE(policy.mount_memory("/"));
  options.policy = policy;
  options.limits.instructions = 100000;
  Session session(engine(), options);
  // Whether the program is stopped, or what it left to be done at its end.
  EXPECT_EQ(shown(session, "f = open('/a', 'w')\nf.write('lost')\nwhile True: pass"), ": limit of 100000 instructions reached");
  EXPECT_EQ(shown(session, "6 * 7"), "42");
  EXPECT_EQ(*policy.read_file("/a"), "");
  EXPECT_EQ(shown(session, "import os\nclass Endless:\n    def flush(self):\n        while True: pass\nos._unwritten.append(Endless())"),
            ": limit of 100000 instructions reached");
  EXPECT_EQ(shown(session, "6 * 7"), "42");
  EXPECT_EQ(session.check_heap(), "");
}

class Names : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(CollectAlways, Names, testing::Bool());

TEST_P(Names, AreFoundByACallback) {
  int asked = 0;
  SessionOptions options;
  options.collect_always = GetParam();
  options.find_name = [&asked](std::string_view name) -> std::optional<monty::FoundName> {
    asked++;
    if (name == "tax") return monty::FoundName{.value = 0.5};
    if (name == "double") return monty::FoundName{.function = [](const monty::Call& c) -> Result<Value> { return c.args[0].as_int() * 2; }};
    return {};
  };
  Session session(engine(), std::move(options));
  EXPECT_EQ(shown(session, "[double(n) + tax for n in range(3)]"), "[0.5, 2.5, 4.5]");
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(shown(session, "class C:\n    x = tax\nC.x, (lambda: double(4))()"), "(0.5, 8)");
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(shown(session, "other"), "NameError: name 'other' is not defined");
  EXPECT_EQ(shown(session, "__other__"), "NameError: name '__other__' is not defined");
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(shown(session, "import collections, json, dataclasses, asyncio\n'other' in globals()"), "False");
  EXPECT_EQ(asked, 3);  // the library asks for nothing
}

TEST_P(Names, AreAskedForAnywhere) {
  const char* places[] = {"a",
                          "(lambda: a)()",
                          "[a for _ in range(1)][0]",
                          "sorted([1, 2], key=lambda x: a)[0] * 0 + a",
                          "next(a for _ in range(1))",
                          "class C:\n    x = a\nC.x",
                          "def f(x=a): return x\nf()",
                          "exec('b = a'); b",
                          "eval('a')",
                          "{a: a}[a]",
                          "f'{a}' and a",
                          "async def f(): return a\nimport asyncio\nasyncio.run(f())",
                          "max([1], key=lambda _: a) * 0 + a"};
  for (const char* source : places) {
    SessionOptions options;
    options.ask_names = true;
    options.collect_always = GetParam();
    Session session(engine(), options);
    auto program = monty::Program::compile(source);
    ASSERT_TRUE(program);
    Result<Progress> at = session.start(*program);
    ASSERT_TRUE(at) << source << at.error().message;
    ASSERT_EQ(at->state, State::Name) << source;
    EXPECT_EQ(at->question.name, "a");
    Result<std::string> dump = session.dump();
    ASSERT_TRUE(dump) << source << dump.error().message;
    Result<Session> loaded = Session::load(engine(), *dump, options);
    ASSERT_TRUE(loaded) << source << loaded.error().message;
    for (Session* s : {&session, &*loaded}) {
      Result<Progress> end = s->resume(7);
      ASSERT_TRUE(end) << source << end.error().message;
      EXPECT_EQ(end->state, State::Complete);
      EXPECT_EQ(*s->result_repr(), "7") << source;
    }
  }
}

TEST(System, BudgetsPauseAndTheDumpGoesOn) {
  SessionOptions options;
  options.limits.instructions = 5000;
  options.pause_on_limit = true;
  auto program =
      monty::Program::compile("def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nout = []\nfor i in range(18):\n    out.append(f(i))\nout[-1]");
  ASSERT_TRUE(program);
  std::optional<Session> session(std::in_place, engine(), options);
  Result<Progress> at = session->start(*program);
  int pauses = 0;
  for (; at && at->state == State::Paused && pauses < 1000; pauses++) {
    EXPECT_EQ(at->limit, monty::LimitKind::Instructions);
    if (pauses % 3 == 0) {
      Result<std::string> dump = session->dump();
      ASSERT_TRUE(dump);
      Result<Session> loaded = Session::load(engine(), *dump, options);
      ASSERT_TRUE(loaded) << loaded.error().message;
      session.emplace(std::move(*loaded));
      EXPECT_EQ(session->check_heap(), "");
    }
    at = session->resume(nullptr);
  }
  ASSERT_TRUE(at) << at.error().message;
  EXPECT_EQ(at->state, State::Complete);
  EXPECT_GT(pauses, 10);
  EXPECT_EQ(*session->result_repr(), "1597");
}

}  // namespace
