// SPDX-License-Identifier: MIT
// rooms: whole
// Programs, compiled and run within tight limits; then the heap must be whole and the session must go on. The mutator knows
// lines, indentation and tokens, so that most of what it makes still compiles. A hash of the text picks the mode: plain,
// collecting at every allocation, failing an allocation, pausing.
#include <time.h>

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "monty/monty.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

// ---------------------------------------------------------------------------------------------------- running
double processor_time() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

[[noreturn]] void found(const char* what, const std::string& detail) {
  std::fprintf(stderr, "FINDING: %s: %s\n", what, detail.c_str());
  std::abort();
}

monty::Limits tight() {
  monty::Limits limits;
  limits.memory = 8 << 20;
  limits.seconds = 0.05;
  limits.depth = 200;
  limits.output = 64 << 10;
  return limits;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (unsigned char c : text) h = (h ^ c) * 0x100000001b3;
  return h ^ h >> 29;
}

void run_text(std::string_view text) {
  static const monty::Engine engine;
  static const monty::Result<monty::Program> ordinary = monty::Program::compile("[i * i for i in (1, 2, 3)][2] + 3", "ordinary.py");
  const double started = processor_time();
  auto program = monty::Program::compile(text, "fuzz.py", monty::Mode::File, tight());
  if (!program) return;
  monty::SessionOptions options;
  options.limits = tight();
  options.sleep = false;
  options.entropy = false;
  const std::uint64_t h = hash_of(text);
  switch (h % 8) {
    case 0: options.collect_always = true; break;
    case 1: options.fail_allocation = 1 + h / 8 % 3000; break;
    case 2: options.pause_every = 1 + static_cast<std::uint32_t>(h / 8 % 50); break;
    default: break;
  }
  monty::Session session(engine, options);
  monty::Result<bool> done = session.execute(*program);
  if (!done && done.error().kind == monty::ErrorKind::Internal) found("internal error", done.error().message);
  if (std::string problem = session.check_heap(); !problem.empty()) found("heap", problem);
  session.set_limits({});
  monty::Result<monty::Value> after = session.run(*ordinary);
  // An allocation that was still to fail may do so now.
  if (!after && options.fail_allocation == 0) found("the session does not go on", after.error().type + " " + after.error().message);
  if (after && *after != monty::Value(12)) found("the session goes wrong", "");
  if (double took = processor_time() - started; took > 3) found("late", std::to_string(took) + " s");
}

// ---------------------------------------------------------------------------------------------------- mutating
using Random = std::minstd_rand;

constexpr const char* kTokens[] = {
    "+",
    "-",
    "*",
    "//",
    "/",
    "%",
    "**",
    "@",
    "<<",
    ">>",
    "&",
    "|",
    "^",
    "~",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "is",
    "in",
    "not",
    "and",
    "or",
    ":=",
    "+=",
    "*=",
    "=",
    ".",
    ",",
    ":",
    "if",
    "else",
    "for",
    "while",
    "yield",
    "await",
    "async",
    "lambda",
    "return",
    "raise",
    "del",
    "None",
    "True",
    "...",
    "0",
    "1",
    "-1",
    "2",
    "10**20",
    "1.5",
    "float('nan')",
    "''",
    "'abc'",
    "b'x'",
    "[]",
    "()",
    "{}",
    "self",
    "super()",
    "[1, 2, 3]",
    "{'a': 1}",
    "{1, 2}",
    "range(5)",
    "iter([1])",
    "len",
    "int",
    "str",
    "list",
    "dict",
    "type",
    "object",
    "sorted",
    "map",
    "zip",
    "print",
    "repr",
    "isinstance",
    "getattr",
    "next",
    "sum",
    "__init__",
    "__eq__",
    "__hash__",
    "__iter__",
    "__next__",
    "__getattr__",
    "__add__",
    "__lt__",
    "__call__",
    "__class__",
    "__dict__",
    "[0]",
    "[-1]",
    "[1:]",
    "[::-1]",
    "f'{x!r:>10}'",
    "x",
    "e",
    "*",
    "**",
    "ValueError",
    "StopIteration",
    "10**6",
    "'x' * 1000",
    "[[]] * 100",
};
constexpr const char* kLines[] = {
    "try:\n    x = 1 / 0\nexcept Exception as e:\n    x = e",
    "try:\n    pass\nfinally:\n    x = 2",
    "class C:\n    def __getattr__(self, n): return n\n    def __eq__(self, o): return True\n    def __hash__(self): return 1",
    "class D(dict):\n    def __missing__(self, k): return [k]",
    "def g():\n    try:\n        yield 1\n        yield from g2\n    finally:\n        x = 3",
    "for x in range(3):\n    if x: continue\nelse:\n    x = 9",
    "with c as x:\n    pass",
    "match x:\n    case [a, *b]: pass\n    case {'k': v}: pass\n    case str() | int(): pass",
    "import re; x = re.sub(r'(a|b)+c?', lambda m: m[0] * 2, 'aabbc' * 10)",
    "import json; x = json.loads(json.dumps(x, default=str))",
    "import asyncio",
    "x = sorted(x, key=lambda v: -v)",
    "x = [x for _ in range(100)]",
    "x = {**x}",
    "x.append(x)",
    "x = copy.deepcopy(x)",
    "raise",
    "global x",
    "return x",
    "yield x",
    "del x",
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (auto& line : lines) out.append(line).append(1, '\n');
  return out;
}

std::size_t indent_of(const std::string& line) {
  std::size_t at = line.find_first_not_of(' ');
  return at == line.npos ? line.size() : at;
}

std::size_t below(Random& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

// One past the last line of the block that line `at` opens (itself, when it opens none).
std::size_t block_end(const std::vector<std::string>& lines, std::size_t at) {
  std::size_t end = at + 1;
  while (end < lines.size() && (lines[end].empty() || indent_of(lines[end]) > indent_of(lines[at]))) end++;
  return end;
}

void insert_indented(std::vector<std::string>& lines, std::size_t at, const std::vector<std::string>& what, std::size_t indent) {
  std::size_t base = what.empty() ? 0 : indent_of(what[0]);
  std::vector<std::string> moved;
  for (auto& line : what) moved.push_back(std::string(indent, ' ') + line.substr(std::min(base, indent_of(line))));
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), moved.begin(), moved.end());
}

struct Span {
  std::size_t begin, end;
};
std::vector<Span> tokens_of(const std::string& line) {
  auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  std::vector<Span> out;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t begin = i;
    if (line[i] == ' ') {
      i++;
      continue;
    }
    if (word(line[i])) {
      while (i < line.size() && word(line[i])) i++;
    } else if (line[i] == '\'' || line[i] == '"') {
      char quote = line[i++];
      while (i < line.size() && line[i] != quote) i += line[i] == '\\' ? 2 : 1;
      i = std::min(i + 1, line.size());
    } else {
      i++;
    }
    out.push_back({begin, i});
  }
  return out;
}

std::string some_token(const std::vector<std::string>& lines, Random& random) {
  if (random() % 2 == 0) return kTokens[below(random, std::size(kTokens))];
  const std::string& line = lines[below(random, lines.size())];
  std::vector<Span> spans = tokens_of(line);
  if (spans.empty()) return "x";
  Span s = spans[below(random, spans.size())];
  return line.substr(s.begin, s.end - s.begin);
}

void change_line(std::vector<std::string>& lines, Random& random) {
  std::string& line = lines[below(random, lines.size())];
  std::vector<Span> spans = tokens_of(line);
  if (spans.empty()) return;
  Span s = spans[below(random, spans.size())];
  std::string token = some_token(lines, random);
  switch (random() % 4) {
    case 0: line.insert(s.begin, token + " "); break;
    case 1: line.erase(s.begin, s.end - s.begin); break;
    default: line.replace(s.begin, s.end - s.begin, token); break;
  }
}

void change_block(std::vector<std::string>& lines, Random& random, const std::vector<std::string>& donor) {
  std::size_t at = below(random, lines.size());
  std::size_t end = block_end(lines, at);
  std::size_t indent = indent_of(lines[at]);
  switch (random() % 5) {
    case 0: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.begin() + static_cast<std::ptrdiff_t>(end)); break;
    case 1: insert_indented(lines, at, lines_of(kLines[below(random, std::size(kLines))]), indent); break;
    case 2: {  // into a block of its own
      constexpr const char* kHeads[] = {"if x:", "for x in range(2):", "try:", "def f(x=1, *a, **k):", "class A:", "while x:", "with x:"};
      std::vector<std::string> body(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.begin() + static_cast<std::ptrdiff_t>(end));
      std::size_t head = below(random, std::size(kHeads));
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.begin() + static_cast<std::ptrdiff_t>(end));
      if (head == 2) insert_indented(lines, at, {"except Exception:", "    pass"}, indent);
      insert_indented(lines, at, body, indent + 4);
      insert_indented(lines, at, {kHeads[head]}, indent);
      break;
    }
    default: {
      if (donor.empty()) break;
      std::size_t from = below(random, donor.size());
      std::size_t to = std::min(block_end(donor, from), from + 30);
      insert_indented(lines, at, {donor.begin() + static_cast<std::ptrdiff_t>(from), donor.begin() + static_cast<std::ptrdiff_t>(to)}, indent);
    }
  }
}

std::size_t put(const std::string& text, std::uint8_t* data, std::size_t max_size) {
  std::size_t n = std::min(text.size(), max_size);
  std::memcpy(data, text.data(), n);
  return n;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  run_text({reinterpret_cast<const char*>(data), size});
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned int seed) {
  Random random(seed);
  if (random() % 16 == 0) return LLVMFuzzerMutate(data, size, max_size);
  std::vector<std::string> lines = lines_of({reinterpret_cast<const char*>(data), size});
  if (lines.empty()) lines.emplace_back("x = 1");
  for (std::size_t i = 1 + random() % 3; i > 0 && !lines.empty(); i--) {
    if (random() % 2 == 0)
      change_line(lines, random);
    else
      change_block(lines, random, std::vector<std::string>(lines));
  }
  return put(joined(lines), data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* a, std::size_t a_size, const std::uint8_t* b, std::size_t b_size, std::uint8_t* out,
                                                 std::size_t max_size, unsigned int seed) {
  Random random(seed);
  std::vector<std::string> lines = lines_of({reinterpret_cast<const char*>(a), a_size});
  std::vector<std::string> donor = lines_of({reinterpret_cast<const char*>(b), b_size});
  if (lines.empty()) return 0;
  for (int i = 0; i < 3; i++) {
    change_block(lines, random, donor);
    if (lines.empty()) lines.emplace_back("pass");
  }
  return put(joined(lines), out, max_size);
}
