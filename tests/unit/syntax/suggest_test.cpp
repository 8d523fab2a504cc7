// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "syntax/suggest.h"

namespace monty::syntax {
namespace {

std::string suggested(std::string_view source) {
  Arena arena;
  Meter meter;
  ParseResult r = parse(arena, source, Mode::Exec, {}, meter);
  if (r.ok()) return "OK";
  Arena scratch;
  suggest_keyword(scratch, meter, source, SourceOrigin::Text, r.error);
  return r.error.msg + " @" + std::to_string(r.error.lineno) + ":" + std::to_string(r.error.offset);
}

TEST(Suggest, MisspeltKeywords) {
  EXPECT_EQ(suggested("whille x:\n  pass\n"), "invalid syntax. Did you mean 'while'? @1:1");
  EXPECT_EQ(suggested("fro x in y:\n  pass\n"), "invalid syntax. Did you mean 'for'? @1:1");
  EXPECT_EQ(suggested("x = 1\nimprot a\n"), "invalid syntax. Did you mean 'import'? @2:1");
  EXPECT_EQ(suggested("x = [a fo a in b]\n"), "invalid syntax. Did you mean 'for'? @1:8");
  EXPECT_EQ(suggested("zzz qqq\n"), "invalid syntax @1:5");
}

}  // namespace
}  // namespace monty::syntax
