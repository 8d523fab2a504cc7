// SPDX-License-Identifier: MIT
// Type checking through monty.hpp: nothing of one check is seen by another, from many threads, after fork; memory stays
// flat; figures.
//   check_probe [--figures]
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "monty/monty.hpp"

namespace {

int passed = 0, failed = 0;

void expect(bool holds, const char* what, const std::string& got = "") {
  (holds ? passed : failed)++;
  if (!holds) std::printf("FAILED: %s\n%s\n", what, got.c_str());
}

std::string text_of(std::string_view source, monty::CheckOptions options = {}) {
  options.format = monty::CheckFormat::Concise;
  monty::Result<monty::Findings> found = monty::check(source, options);
  return found ? found->text : "error: " + found.error().message;
}

monty::CheckOptions with_stubs(std::string stubs) {
  monty::CheckOptions o;
  o.stubs = std::move(stubs);
  return o;
}

void nothing_is_left_behind() {
  const std::string unknown = "<string>:1:1: error[unresolved-reference] Name `ask` used when not defined\n";
  expect(text_of("ask(1)") == unknown, "a name that nobody declares");
  expect(text_of("ask(1)", with_stubs("def ask(n: int) -> str: ...")).empty(), "a name that stubs declare");
  expect(text_of("ask(1)") == unknown, "stubs are gone");
  expect(text_of("ask('')", with_stubs("def ask(n: str) -> str: ...")).empty(), "other stubs");
  expect(text_of("ask(1)", with_stubs("def ask(n: str) -> str: ...")).find("invalid-argument-type") != std::string::npos, "other stubs hold");
  expect(text_of("def ask(n: int) -> None: ...\nsecret = 1").empty(), "a program");
  expect(text_of("ask(1)") == unknown, "an earlier program's names are gone");
  expect(!text_of("import main").empty() && !text_of("import shown").empty() && !text_of("from main import secret").empty(), "the program itself is no module");
  monty::CheckOptions modules;
  modules.modules = {{"shop.py", "count: int = 1"}, {"deep/__init__.py", ""}, {"deep/down.pyi", "x: str"}};
  expect(text_of("import shop, deep.down\nshop.count + 1\ndeep.down.x.upper()", modules).empty(), "modules of the host");
  expect(text_of("import shop").find("unresolved-import") != std::string::npos, "modules of the host are gone");
  expect(text_of("import deep.down").find("unresolved-import") != std::string::npos, "packages of the host are gone");
  expect(text_of("import deep").find("unresolved-import") != std::string::npos, "and their folders");
  modules.modules = {{"deep/__init__.py", "y: int = 1"}};
  expect(text_of("import deep\ndeep.y + 1", modules).empty(), "a package again");
  expect(text_of("import deep.down", modules).find("unresolved-import") != std::string::npos, "without a module that it had");
  expect(text_of("import deep\ndeep.y + ''", modules).find("unsupported-operator") != std::string::npos, "the same modules again");
  modules.modules = {{"deep.py", "y: str = ''"}};
  expect(text_of("import deep\ndeep.y + ''", modules).empty(), "a module in place of a package");
  modules.modules = {{"shop.py", "count: str = ''"}};
  expect(text_of("import shop\nshop.count + 1", modules).find("unsupported-operator") != std::string::npos, "another module of the name");
  monty::CheckOptions builtin;
  builtin.modules = {{"json.py", "x: int = 1"}};
  (void)text_of("import json\njson.x", builtin);
  expect(text_of("import json\njson.dumps(1)").empty(), "a module of the host in place of the library's is gone");
}

void snippets_follow_each_other() {
  monty::CheckOptions o;
  o.earlier = "import json\ndef f(n: int) -> str:\n    return str(n)\nx = f(1)\nbad: int = ''\n";
  expect(text_of("y = x.upper()\nz = json.dumps(y)", o).empty(), "earlier names");
  expect(text_of("x + 1\nf('')", o) ==
             "<string>:1:1: error[unsupported-operator] Operator `+` is not supported between objects of type `str` and "
             "`Literal[1]`\n<string>:2:3: error[invalid-argument-type] Argument to function `f` is incorrect: Expected `int`, found "
             "`Literal[\"\"]`\n",
         "positions are the snippet's own", text_of("x + 1\nf('')", o));
  expect(text_of("from __future__ import annotations\nx.upper()", o).empty(), "a future import in a later snippet");
  expect(text_of("x = (", o).starts_with("<string>:1:5: error[invalid-syntax]"), "a syntax error in a later snippet", text_of("x = (", o));
  o.earlier = "x = 1";
  expect(text_of("x.upper()", o).starts_with("<string>:1:1: error[unresolved-attribute]"), "an earlier snippet without a line's end");
  expect(text_of("x").find("unresolved-reference") != std::string::npos, "earlier snippets are gone");
}

void errors_are_values() {
  monty::CheckOptions o = with_stubs("def (");
  o.stubs_filename = "tools.pyi";
  monty::Result<monty::Findings> found = monty::check("1", o);
  expect(!found && found.error().kind == monty::ErrorKind::Syntax && found.error().frames[0].file == "tools.pyi", "stubs that are no program");
  found = monty::check(std::string((1 << 20) + 1, '#'));
  expect(!found && found.error().kind == monty::ErrorKind::Limit, "too much text");
  monty::CheckOptions hasty;
  hasty.seconds = 1e-9;
  found = monty::check("import asyncio, datetime, argparse, unittest.mock\nasyncio.gather(1)\n", hasty);
  expect(!found && found.error().kind == monty::ErrorKind::Limit && found.error().limit == monty::LimitKind::Time, "out of time");
  expect(text_of("x: int = 1").empty(), "a check after one that ran out of time");
  monty_check_options wrong{};
  monty_findings* out = nullptr;
  monty_error* error = monty_check("1", 1, &wrong, &out);
  expect(error != nullptr && error->kind == MONTY_ERROR_ARGUMENT, "options of no size");
  monty_error_free(error);
  error = monty_check(nullptr, 3, nullptr, &out);
  expect(error != nullptr && error->kind == MONTY_ERROR_ARGUMENT, "no source");
  monty_error_free(error);
  wrong.size = sizeof wrong;
  wrong.format = static_cast<monty_check_format>(99);
  error = monty_check("1", 1, &wrong, &out);
  expect(error != nullptr && error->kind == MONTY_ERROR_ARGUMENT, "no such format");
  monty_error_free(error);
}

void threads_do_not_meet() {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([t, &wrong] {
      const std::string name = "tool_" + std::to_string(t);
      for (int i = 0; i < 30; i++) {
        if (!text_of(name + "(" + std::to_string(i) + ")", with_stubs("def " + name + "(n: int) -> None: ...")).empty()) wrong[t]++;
        if (text_of("tool_" + std::to_string((t + 1) % 4) + "(1)").find("unresolved-reference") == std::string::npos) wrong[t]++;
      }
    });
  }
  for (auto& t : threads) t.join();
  expect(wrong == std::vector<int>(4), "four threads");
}

void a_fork_checks_too() {
  (void)text_of("1");
  const pid_t child = fork();
  if (child == 0) _exit(text_of("x: int = ''").find("invalid-assignment") != std::string::npos && text_of("x: int = 1").empty() ? 0 : 1);
  int status = -1;
  waitpid(child, &status, 0);
  expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a child of fork");
  expect(text_of("x: int = 1").empty(), "its parent");
}

long resident_kib() {
  std::ifstream statm("/proc/self/statm");
  long size = 0, resident = 0;
  statm >> size >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

std::string read(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string kProgram = read(MONTY_SOURCE_DIR "/tests/check/clean/shop.py");
const std::string kStubs = read(MONTY_SOURCE_DIR "/tests/check/clean/shop.pyi");

void two_programs_do_not_mix_stubs() {
  const std::string one = "def one() -> int: ...", two = "def two() -> int: ...";
  for (int i = 0; i < 10; i++) {
    expect(text_of("one() + 1", with_stubs(one)).empty() && text_of("two() + 1", with_stubs(two)).empty(), "stubs by turns");
    expect(text_of("two()", with_stubs(one)).find("unresolved-reference") != std::string::npos, "stubs of the other");
    expect(text_of("one()").find("unresolved-reference") != std::string::npos, "no stubs");
  }
}

void gathered_results() {
  const std::string stubs = "async def a() -> int: ...\nasync def b() -> str: ...\nasync def c(n: int) -> bytes: ...";
  const std::string code = "import asyncio\nx, y, *z = await asyncio.gather(a(), b(), *(c(n) for n in range(2)))\n";
  expect(text_of(code + "x + 1, y.upper(), z[0].hex()", with_stubs(stubs)).empty(), "each result has its own type");
  const std::string wrong = text_of(code + "y + 1", with_stubs(stubs));
  expect(wrong.starts_with("<string>:3:1: error[unsupported-operator]"), "positions stay", wrong);
  const std::string call = text_of("import asyncio\nawait asyncio.gather(1, *[a()])", with_stubs(stubs));
  expect(call.find("`gather`") != std::string::npos && call.find("_mix") == std::string::npos, "the call has its own name", call);
  monty::CheckOptions later = with_stubs(stubs);
  later.earlier = "import asyncio\n";
  const std::string snippet = text_of("x, *z = await asyncio.gather(a(), *[b()])\nx.upper()", later);
  expect(snippet.starts_with("<string>:2:1: error[unresolved-attribute]"), "in a later snippet", snippet);
}

void memory_stays_flat() {
  auto some = [](int n) {
    for (int i = 0; i < n; i++) {
      std::string name = "name_" + std::to_string(i);
      (void)text_of(kProgram + "\nclass " + name + ":\n    x: int = 1\nprint(" + name + "().x)\n", with_stubs(kStubs));
    }
  };
  some(300);
  const long before = resident_kib();
  some(900);
  const long grown = resident_kib() - before;
  expect(grown < 64 * 1024, "1,200 different programs", std::to_string(grown) + " KiB more");
}

double milliseconds(int times) {
  std::vector<double> all;
  for (int i = 0; i < times; i++) {
    const auto start = std::chrono::steady_clock::now();
    (void)text_of(kProgram + "\n# " + std::to_string(i) + "\n", with_stubs(kStubs));
    all.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(all.begin(), all.begin() + times / 2, all.end());
  return all[times / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (!monty::check_available()) {
    std::puts("this build has no type checker\n0 passed, 0 failed");
    return 0;
  }
  const double cold = milliseconds(1), warm = milliseconds(100);
  if (argc > 1 && std::strcmp(argv[1], "--figures") == 0) {
    std::printf("cold %.1f ms, warm %.2f ms (a program of %ld lines)\n", cold, warm, std::count(kProgram.begin(), kProgram.end(), '\n'));
    return 0;
  }
  nothing_is_left_behind();
  snippets_follow_each_other();
  errors_are_values();
  threads_do_not_meet();
  a_fork_checks_too();
  two_programs_do_not_mix_stubs();
  gathered_results();
  memory_stays_flat();
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
