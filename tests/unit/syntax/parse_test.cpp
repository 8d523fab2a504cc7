// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "syntax/parser.h"

namespace monty::syntax {
namespace {

struct Parsed {
  Arena arena;
  Meter meter;
  ParseResult result;
  explicit Parsed(std::string_view source, Mode mode = Mode::Exec) { result = parse(arena, source, mode, ParseOptions{}, meter); }
  std::string dump(bool attributes = false) const {
    std::string out;
    if (result.root != nullptr) ast_dump(result.root, attributes, out);
    return out;
  }
};

std::string error_of(std::string_view source, Mode mode = Mode::Exec) {
  Parsed p(source, mode);
  if (p.result.ok()) return "OK";
  const SyntaxError& e = p.result.error;
  static const char* const kinds[] = {"SyntaxError", "IndentationError", "TabError"};
  return std::string(kinds[static_cast<int>(e.kind)]) + ": " + e.msg + " @" + std::to_string(e.lineno) + ":" + std::to_string(e.offset);
}

TEST(Parse, DumpsLikeCPython) {
  EXPECT_EQ(Parsed("").dump(), "Module()");
  EXPECT_EQ(Parsed("1+1", Mode::Eval).dump(true),
            "Expression(body=BinOp(left=Constant(value=1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), "
            "op=Add(), right=Constant(value=1, lineno=1, col_offset=2, end_lineno=1, end_col_offset=3), lineno=1, "
            "col_offset=0, end_lineno=1, end_col_offset=3))");
  EXPECT_EQ(Parsed("f'a{x!r:>{w}}'").dump(),
            "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='x', "
            "ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), "
            "FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)]))]))])");
  EXPECT_EQ(Parsed("t'{ x + 1 = }'").dump(),
            "Module(body=[Expr(value=TemplateStr(values=[Constant(value=' x + 1 = '), "
            "Interpolation(value=BinOp(left=Name(id='x', ctx=Load()), op=Add(), right=Constant(value=1)), str=' x + 1', "
            "conversion=114)]))])");
  EXPECT_EQ(Parsed("match * x").dump().find("BinOp") != std::string::npos, true);
}

TEST(Parse, IdentifiersAreInterned) {
  Parsed p("spam = spam.spam");
  auto* assign = p.result.root->as<Module>()->body[0]->as<Assign>();
  Ident target = assign->targets[0]->as<Name>()->id;
  EXPECT_EQ(target, assign->value->as<Attribute>()->attr);
  EXPECT_EQ(p.result.identifier_count, 1u);
}

TEST(Parse, Literals) {
  Parsed p("0xff; 1_000.5; 3j; '\\ud800'; b'\\xff'; 123456789012345678901234567890");
  auto value = [&](u32 i) { return p.result.root->as<Module>()->body[i]->as<Expr>()->value->as<Constant>()->value; };
  EXPECT_EQ(value(0).integer, 255u);
  EXPECT_EQ(value(0).base, 16);
  EXPECT_EQ(value(1).number, 1000.5);
  EXPECT_EQ(value(2).kind, ConstKind::Complex);
  EXPECT_EQ(value(3).text, "\xED\xA0\x80");
  EXPECT_EQ(value(4).text, "\xFF");
  EXPECT_FALSE(value(5).fits);
}

TEST(Parse, Errors) {
  EXPECT_EQ(error_of("x = (1,\n"), "SyntaxError: '(' was never closed @1:5");
  EXPECT_EQ(error_of("f(a b)"), "SyntaxError: invalid syntax. Perhaps you forgot a comma? @1:3");
  EXPECT_EQ(error_of("if x\n  pass"), "SyntaxError: expected ':' @1:5");
  EXPECT_EQ(error_of("if x:\npass"), "IndentationError: expected an indented block after 'if' statement on line 1 @2:1");
  EXPECT_EQ(error_of("f() = 1"), "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='? @1:1");
  EXPECT_EQ(error_of("print 1"), "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? @1:1");
  EXPECT_EQ(error_of("x = 'abc"), "SyntaxError: unterminated string literal (detected at line 1) @1:5");
  EXPECT_EQ(error_of("f'{a b}'"), "SyntaxError: invalid syntax. Perhaps you forgot a comma? @1:4");
  EXPECT_EQ(error_of("f(a=1, 2)"), "SyntaxError: positional argument follows keyword argument @1:9");
  EXPECT_EQ(error_of("if 1:\n\tx\n        y"), "TabError: inconsistent use of tabs and spaces in indentation @3:1");
  EXPECT_EQ(error_of(std::string_view("a\0b", 3)), "SyntaxError: source code string cannot contain null bytes @0:0");
  EXPECT_EQ(error_of("\xFF"), "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte @0:0");
}

TEST(Parse, DepthIsBounded) {
  auto many = [](std::string_view part, int n) {
    std::string s;
    for (int i = 0; i < n; ++i) s += part;
    return s;
  };
  EXPECT_EQ(error_of(many("(", 100000)), "SyntaxError: too many nested parentheses @1:201");
  EXPECT_EQ(error_of(many("(", 200) + "1" + many(")", 200)), "OK");
  for (const char* part : {"1+", "-", "not ", "1**", "lambda: ", "1 if 2 else "}) {
    Parsed p(many(part, 100000) + "1");
    EXPECT_EQ(p.result.error.msg, "expression is nested too deeply") << part;
    EXPECT_EQ(error_of(many(part, 400) + "1"), "OK") << part;
  }
  EXPECT_EQ(error_of("a" + many(".b", 900)), "OK");
  EXPECT_EQ(error_of(many("a and ", 100000) + "b"), "OK");
  std::string blocks;
  for (int i = 0; i < 120; ++i) blocks += std::string(static_cast<usize>(i), ' ') + "if 1:\n";
  EXPECT_EQ(error_of(blocks).substr(0, 48), "IndentationError: too many levels of indentation");
}

TEST(Parse, InteractiveInput) {
  EXPECT_TRUE(Parsed("f(1,", Mode::Single).result.incomplete);
  EXPECT_TRUE(Parsed("if x:", Mode::Single).result.incomplete);
  EXPECT_TRUE(Parsed("x = '''a", Mode::Single).result.incomplete);
  Parsed open("if x:\n  y\n", Mode::Single);
  EXPECT_TRUE(open.result.ok() && open.result.incomplete);
  Parsed closed("if x:\n  y\n\n", Mode::Single);
  EXPECT_TRUE(closed.result.ok() && !closed.result.incomplete);
  EXPECT_FALSE(Parsed("a b", Mode::Single).result.incomplete);
  EXPECT_EQ(error_of("a\nb", Mode::Single), "SyntaxError: multiple statements found while compiling a single statement @1:2");
}

TEST(Parse, Warnings) {
  Parsed p("x = 0\ny = '\\d'\n");
  ASSERT_EQ(p.result.warnings.size(), 1u);
  EXPECT_EQ(p.result.warnings[0].lineno, 2u);
}

bool refuse_above_100k(void* held, i64 bytes) {
  i64& sum = *static_cast<i64*>(held);
  if (bytes > 0 && sum + bytes > 100000) return false;
  sum += bytes;
  return true;
}

TEST(Parse, MemoryAndTimeRunOut) {
  i64 held = 0;
  std::string source;
  for (int i = 0; i < 10000; ++i) source += "a" + std::to_string(i) + " = [1, 'x', f'{y}']\n";
  Meter meter;
  {
    Arena arena(refuse_above_100k, &held);
    EXPECT_EQ(parse(arena, source.substr(0, source.find("a20")), Mode::Exec, {}, meter).status, ParseResult::Status::Ok);
    arena.reset();
    EXPECT_EQ(parse(arena, source.substr(0, 40000), Mode::Exec, {}, meter).status, ParseResult::Status::OutOfMemory);
    arena.reset();
    EXPECT_EQ(parse(arena, "1", Mode::Eval, {}, meter).status, ParseResult::Status::Ok);
  }
  EXPECT_EQ(held, 0);
  Meter stopped([](Meter&) { return false; });
  Arena arena;
  EXPECT_EQ(parse(arena, source, Mode::Exec, {}, stopped).status, ParseResult::Status::Interrupted);
}

}  // namespace
}  // namespace monty::syntax
