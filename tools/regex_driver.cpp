// SPDX-License-Identifier: MIT
// What tools/regex_differential.py talks to: one request a line on stdin, one answer a line on stdout.
//   <command> <is_text> <flags> <pos> <endpos> <width> <pattern> <text>
// Commands: match, search, fullmatch, iter, template, bench. Pattern and text are code points with commas, "-" if
// empty.
#include <chrono>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "regex/regex.h"

using namespace monty;
using namespace monty::regex;

namespace {

std::vector<u32> numbers(const std::string& field) {
  std::vector<u32> out;
  if (field == "-") return out;
  u64 value = 0;
  for (const char c : field) {
    if (c == ',') {
      out.push_back(static_cast<u32>(value));
      value = 0;
    } else {
      value = value * 10 + static_cast<u64>(c - '0');
    }
  }
  out.push_back(static_cast<u32>(value));
  return out;
}

struct Text {
  std::vector<u8> one;
  std::vector<u16> two;
  std::vector<u32> four;
  TextView view(u32 width) {
    for (const u32 c : four) {
      if (c > 0xFF && width < 2) width = 2;
      if (c > 0xFFFF) width = 4;
    }
    const u32 length = static_cast<u32>(four.size());
    if (width == 4) return {four.data(), length, 4};
    if (width == 2) {
      two.assign(four.begin(), four.end());
      return {two.data(), length, 2};
    }
    one.assign(four.begin(), four.end());
    return {one.data(), length, 1};
  }
};

std::string spans_text(const std::vector<Span>& spans, u32 lastindex) {
  std::string out = std::to_string(lastindex);
  for (const Span& span : spans) out += " " + std::to_string(span.start) + " " + std::to_string(span.end);
  return out;
}

std::string error_text(const Error& error) {
  std::string out = "E " + std::to_string(static_cast<int>(error.kind)) + " " + std::to_string(error.pos) + " " + std::to_string(error.lineno) + " " +
                    std::to_string(error.colno) + " ";
  for (const char32_t c : error.full_message()) out += std::to_string(static_cast<u32>(c)) + ",";
  return out;
}

u64 g_refills = 0;
bool refill(Meter& meter) {
  if (++g_refills > 40) return false;
  meter.fuel() = 100000;
  return true;
}

std::string answer(const std::string& line) {
  std::istringstream in(line);
  std::string command;
  std::string pattern_field;
  std::string text_field;
  u32 is_text = 1;
  u32 flags = 0;
  u32 pos = 0;
  u32 endpos = 0;
  u32 width = 1;
  in >> command >> is_text >> flags >> pos >> endpos >> width >> pattern_field >> text_field;
  Text pattern{{}, {}, numbers(pattern_field)};
  Text text{{}, {}, numbers(text_field)};
  g_refills = 0;
  Meter meter(refill);
  Program program;
  Error error;
  CompileOptions options;
  options.is_text = is_text != 0;
  options.flags = flags;
  if (!compile(pattern.view(1), options, meter, program, error)) return error_text(error);
  if (command == "template") {
    Template result;
    if (!parse_template(text.view(1), is_text != 0, program.groups, program.names, meter, result, error)) {
      return error_text(error);
    }
    std::string out = "T";
    u32 at = 0;
    auto literal = [&](u32 to) {
      out += " [";
      for (; at < to; ++at) out += std::to_string(static_cast<u32>(result.literals[at])) + ",";
      out += "]";
    };
    for (const Template::Part& part : result.parts) {
      literal(part.literal_end);
      out += " " + std::to_string(part.group);
    }
    literal(static_cast<u32>(result.literals.size()));
    return out;
  }
  const TextView view = text.view(width);
  if (pos > view.length) pos = view.length;
  if (endpos > view.length) endpos = view.length;
  const Memory memory = malloc_memory();
  std::vector<Span> spans(program.groups + 1);
  u32 lastindex = 0;
  if (command == "iter" || command == "bench") {
    const int rounds = command == "bench" ? 50 : 1;
    std::string out = "I";
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
      g_refills = 0;
      const auto begin = std::chrono::steady_clock::now();
      u64 count = 0;
      Walk walk(pos, endpos);
      Status status;
      while ((status = walk.next(program.code, view, meter, memory, spans, lastindex)) == Status::Matched) {
        ++count;
        if (rounds == 1) out += " " + spans_text(spans, lastindex);
      }
      if (status != Status::NoMatch) return "S";
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
      if (took.count() < best) best = took.count();
      if (rounds > 1) out = "B " + std::to_string(count) + " " + std::to_string(best * 1e6);
    }
    return out;
  }
  Mode mode = Mode::Search;
  if (command == "match") mode = Mode::Match;
  if (command == "fullmatch") mode = Mode::FullMatch;
  if (pos > endpos) return "N";
  const Request request{view, pos, endpos, mode};
  switch (match(program.code, request, meter, memory, spans, lastindex)) {
    case Status::Matched: return "M " + spans_text(spans, lastindex);
    case Status::NoMatch: return "N";
    case Status::Stopped: return "S";
    case Status::OutOfMemory: return "O";
  }
  return "?";
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  std::string line;
  while (std::getline(std::cin, line)) std::cout << answer(line) << "\n";
  return 0;
}
