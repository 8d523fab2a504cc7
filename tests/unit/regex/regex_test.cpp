// SPDX-License-Identifier: MIT
// The doors of the room: compile, match, walk, template, errors and limits. The dialect itself is compared with CPython
// by tools/regex_differential.py.
#include "regex/regex.h"

#include <gtest/gtest.h>

namespace monty::regex {
namespace {

TextView view(const std::u32string& text) { return {text.data(), static_cast<u32>(text.size()), 4}; }

std::u32string error_of(const std::u32string& pattern) {
  Meter meter;
  Program program;
  Error error;
  EXPECT_FALSE(compile(view(pattern), {}, meter, program, error));
  return error.full_message();
}

Status find(const std::u32string& pattern, const std::u32string& text, std::vector<Span>& spans, Meter& meter, const Memory& memory = malloc_memory()) {
  Meter free_meter;
  Program program;
  Error error;
  EXPECT_TRUE(compile(view(pattern), {}, free_meter, program, error));
  spans.assign(program.groups + 1, Span{});
  u32 lastindex = 0;
  return match(program.code, {view(text), 0, static_cast<u32>(text.size())}, meter, memory, spans, lastindex);
}

TEST(Regex, Groups) {
  Meter meter;
  std::vector<Span> spans;
  ASSERT_EQ(find(U"(\\w+)@(\\w+)(x)?", U"to me@home now", spans, meter), Status::Matched);
  EXPECT_EQ(spans[0].start, 3);
  EXPECT_EQ(spans[0].end, 10);
  EXPECT_EQ(spans[2].start, 6);
  EXPECT_EQ(spans[3].start, -1);
}

TEST(Regex, Messages) {
  EXPECT_TRUE(error_of(U"(a") == U"missing ), unterminated subpattern at position 0");
  EXPECT_TRUE(error_of(U"a**") == U"multiple repeat at position 2");
  EXPECT_TRUE(error_of(U"\n*a\n[z-a]") == U"bad character range z-a at position 5 (line 3, column 2)");
  EXPECT_TRUE(error_of(U"(?<=a*)") == U"look-behind requires fixed-width pattern");
}

TEST(Regex, DeepNestingIsAnErrorAndNotACrash) {
  const std::u32string deep(100000, U'(');
  EXPECT_TRUE(error_of(deep) == U"maximum recursion depth exceeded");
}

TEST(Regex, CatastrophicPatternsStop) {
  Meter meter([](Meter&) { return false; });
  meter.fuel() = 1000000;
  std::vector<Span> spans;
  EXPECT_EQ(find(U"(a+)+b", std::u32string(40, U'a'), spans, meter), Status::Stopped);
}

TEST(Regex, TheStackIsChargedAndMayBeRefused) {
  Meter meter;
  std::vector<Span> spans;
  const Memory none{nullptr, [](void*, void*, usize, usize) -> void* { return nullptr; }};
  EXPECT_EQ(find(U"(?:a|b|ab)*c", std::u32string(5000, U'a'), spans, meter, none), Status::OutOfMemory);
}

TEST(Regex, EmptyMatchesOfTheWalk) {
  Meter meter;
  Program program;
  Error error;
  ASSERT_TRUE(compile(view(U"x*"), {}, meter, program, error));
  const std::u32string text = U"axb";
  std::vector<Span> spans(1);
  u32 lastindex = 0;
  std::vector<i64> ends;
  Walk walk(0, 3);
  while (walk.next(program.code, view(text), meter, malloc_memory(), spans, lastindex) == Status::Matched) {
    ends.push_back(spans[0].start);
    ends.push_back(spans[0].end);
  }
  EXPECT_EQ(ends, (std::vector<i64>{0, 0, 1, 2, 2, 2, 3, 3}));
}

TEST(Regex, Templates) {
  Meter meter;
  Template result;
  Error error;
  const GroupName names[] = {{U"n", 1}};
  ASSERT_TRUE(parse_template(view(U"a\\g<n>b\\2"), true, 2, names, meter, result, error));
  EXPECT_TRUE(result.literals == U"ab");
  ASSERT_EQ(result.parts.size(), 2u);
  EXPECT_EQ(result.parts[1].literal_end, 2u);
  EXPECT_EQ(result.parts[1].group, 2u);
  EXPECT_FALSE(parse_template(view(U"\\9"), true, 2, names, meter, result, error));
  EXPECT_TRUE(error.full_message() == U"invalid group reference 9 at position 1");
}

}  // namespace
}  // namespace monty::regex
