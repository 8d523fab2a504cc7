// SPDX-License-Identifier: MIT
// Disassembly against golden files, errors in CPython's words, and the verifier on what comes out.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "code/liveness.h"
#include "compiler/compile.h"

namespace monty::compiler {
namespace {

CompileResult compile_text(std::string_view source, CompileOptions options = {}) {
  Meter meter;
  CompileResult r = compile(source, options, meter);
  if (r.ok)
    for (const Code* c : r.program->codes) EXPECT_EQ(verify(*c), "") << source;
  return r;
}

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// MONTY_UPDATE_GOLDEN=1 writes the files anew.
TEST(Compile, GoldenDisassembly) {
  const std::string dir = MONTY_SOURCE_DIR "/tests/golden/dis/";
  for (const char* name : {"basics", "errors", "match"}) {
    CompileResult r = compile_text(read(dir + name + ".py"));
    ASSERT_TRUE(r.ok) << name << ": " << r.error.msg;
    const std::string text = disassemble(*r.program->top());
    const std::string path = dir + name + ".txt";
    if (std::getenv("MONTY_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(text, read(path)) << name;
  }
}

struct Bad {
  const char* source;
  u32 line, offset;
  const char* msg;
};

TEST(Compile, Errors) {
  static const Bad kBad[] = {
#include "errors.inc"
  };
  for (const Bad& b : kBad) {
    CompileResult r = compile_text(b.source);
    EXPECT_FALSE(r.ok) << b.source;
    EXPECT_EQ(r.error.msg, b.msg) << b.source;
    EXPECT_EQ(r.error.lineno, b.line) << b.source;
    EXPECT_EQ(r.error.offset, b.offset) << b.source;
  }
}

TEST(Compile, Modes) {
  CompileOptions o;
  o.mode = Mode::Eval;
  CompileResult r = compile_text("1 + 1", o);
  ASSERT_TRUE(r.ok);
  EXPECT_NE(disassemble(*r.program->top()).find("LOAD_INT               r0, 2"), std::string::npos);
  o.mode = Mode::Module;
  o.want_result = true;
  r = compile_text("x = 1\nx", o);
  EXPECT_NE(disassemble(*r.program->top()).find("SET_RESULT"), std::string::npos);
  o.allow_top_level_await = true;
  r = compile_text("await f()", o);
  ASSERT_TRUE(r.ok) << r.error.msg;
  EXPECT_NE(r.program->top()->flags & kCodeCoroutine, 0u);
  o.twin = o.use_names = true;
  r = compile_text("def f(): return x\ny = x", o);
  for (const Code* c : r.program->codes) EXPECT_NE(c->flags & kCodeTwin, 0u);
  EXPECT_NE(disassemble(*r.program->top()).find("LOAD_NAME"), std::string::npos);
}

TEST(Compile, LongJumps) {
  std::string source = "def f(x):\n    for i in x:\n        if i:\n";
  for (int i = 0; i < 20000; ++i) source += "            x = x + i * 2\n";
  source += "    return x\n";
  CompileResult r = compile_text(source);
  ASSERT_TRUE(r.ok) << r.error.msg;
}

TEST(Compile, ManyLocalsAndConstants) {
  std::string source = "def f():\n";
  for (int i = 0; i < 3000; ++i) source += "    v" + std::to_string(i) + " = " + std::to_string(i) + ".5\n";
  source += "    return locals()\n";
  ASSERT_TRUE(compile_text(source).ok);
}

TEST(Compile, StopsWhenTheMeterSaysSo) {
  Meter meter([](Meter&) { return false; });
  CompileOptions o;
  CompileResult r = compile("x = 1\n", o, meter);
  EXPECT_FALSE(r.ok);
  EXPECT_EQ(r.status, CompileResult::Status::Interrupted);
}

TEST(Compile, MemoryRefused) {
  std::string source;
  for (int i = 0; i < 3000; ++i) source += "def f" + std::to_string(i) + "(a, b): return [a, b, " + std::to_string(i) + "]\n";
  for (i64 limit = 30000; limit < 3000000; limit += 150000) {
    struct Budget {
      i64 left;
    } budget{limit};
    Arena arena(
        [](void* p, i64 bytes) {
          auto* b = static_cast<Budget*>(p);
          if (bytes > b->left) return false;
          b->left -= bytes;
          return true;
        },
        &budget);
    Meter meter;
    CompileOptions o;
    CompileResult r = compile(source, o, meter, arena);
    if (!r.ok) {
      EXPECT_EQ(r.status, CompileResult::Status::OutOfMemory);
    }
  }
}

TEST(Liveness, OperandsOfASuspendedCall) {
  CompileResult r = compile_text("def f(a, b, c):\n    x = a(b)\n    return x + c\n");
  ASSERT_TRUE(r.ok);
  const Code& code = *r.program->codes[1];
  u32 word = 0;
  while (static_cast<Op>(code.instrs[word].op) != Op::CALL) word += 1 + op_ext(static_cast<Op>(code.instrs[word].op));
  const LiveSet live = live_registers(code, word);
  EXPECT_FALSE(live.has(0));
  EXPECT_FALSE(live.has(1));
  EXPECT_TRUE(live.has(2));
  EXPECT_FALSE(live.has(3));  // x is written later
}

}  // namespace
}  // namespace monty::compiler
