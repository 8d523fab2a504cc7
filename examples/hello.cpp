// SPDX-License-Identifier: MIT
// The smallest host: a program, a variable, a function, limits, the result or a typed error.
#include <cstdio>

#include "monty/monty.hpp"

int main() {
  monty::Engine engine;
  auto program = monty::Program::compile("print('ordering', n, 'cups')\nprice('tea') * n", "order.py");
  if (!program) {
    std::fputs(program.error().traceback.c_str(), stderr);
    return 1;
  }
  monty::Session session(engine, {.limits = {.memory = 16 << 20, .seconds = 1}});
  auto price = [](const monty::Call& call) -> monty::Result<monty::Value> {
    const monty::Value* what = call.argument(0, "what");
    if (what == nullptr || what->text() != "tea") return monty::Error::raise("KeyError", "no such thing");
    return 2.5;
  };
  if (!session.define("price", price) || !session.set("n", 4)) return 1;
  monty::Result<monty::Value> result = session.run(*program);
  std::fputs(session.take_output().c_str(), stdout);
  if (!result) {
    std::fputs(result.error().traceback.c_str(), stderr);
    return 1;
  }
  std::printf("total %.2f\n", result->as_double());
  return result->as_double() == 10.0 ? 0 : 1;
}
