// SPDX-License-Identifier: MIT
// Dump and load: a program is dumped at each of its questions, loaded into a fresh session, and goes on there.
#include <gtest/gtest.h>

#include <monty/monty.hpp>

namespace {

using namespace monty;

std::string text_of(const Error& e) { return e.message + e.traceback; }

// Runs `source`, which asks get(x) and is answered x; hops at each question. Returns what it printed.
std::string hopped(const std::string& source, bool hop = true, std::size_t* bytes = nullptr) {
  Engine engine;
  Session session(engine);
  auto program = Program::compile(source, "test.py");
  if (!program) return text_of(program.error());
  EXPECT_TRUE(session.declare("get"));
  std::string out;
  Result<Progress> at = session.start(*program);
  for (int i = 0; i < 100 && at && at->state != Progress::State::Complete; i++) {
    out += session.take_output();
    if (hop) {
      Result<std::string> dump = session.dump();
      if (!dump) return out + text_of(dump.error());
      if (bytes != nullptr) *bytes = dump->size();
      Result<Session> loaded = Session::load(engine, *dump);
      if (!loaded) return out + text_of(loaded.error());
      EXPECT_EQ(loaded->check_heap(), "");
      session = std::move(*loaded);
      session.grant_declared("get");
    }
    at = session.resume(at->question.args.empty() ? Value() : at->question.args[0]);
  }
  out += session.take_output();
  if (!at) out += text_of(at.error());
  return out;
}

void same(const std::string& source) {
  std::string straight = hopped(source, false);
  EXPECT_EQ(hopped(source), straight) << source;
  EXPECT_NE(straight, "");
}

TEST(Snapshot, ModuleLevel) {
  same("x = 1\ny = 'text'\nz = [1, 2.5, None, (True, 'a')]\nd = {'k': z, 3: 4}\nv = get(7)\nprint(x, y, z, d, v)\n");
}

TEST(Snapshot, SmallProgramIsSmall) {
  const std::string source = "x = 1\nprint(x + get(7))\n";
  std::size_t bytes = 0;
  EXPECT_EQ(hopped(source, true, &bytes), "8\n");
  EXPECT_LE(bytes, source.size() + 400);
}

}  // namespace
