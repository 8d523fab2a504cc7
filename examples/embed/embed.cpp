// SPDX-License-Identifier: MIT
// The same host in C++.
#include <cstdio>
#include <monty/monty.hpp>

int main() {
  monty::Engine engine;  // one for the process
  auto program = monty::Program::compile("print('ordering', n, 'cups')\nprice('tea') * n", "order.py");
  if (!program) return std::fputs(program.error().traceback.c_str(), stderr), 1;

  monty::Session session(engine, {.limits = {.memory = 16 << 20, .seconds = 1}});
  auto price = [](const monty::Call& call) -> monty::Result<monty::Value> {
    const monty::Value* what = call.argument(0, "what");
    if (what == nullptr || what->text() != "tea") return monty::Error::raise("KeyError", "no such thing");
    return 2.5;
  };
  if (!session.define("price", price) || !session.set("n", 4)) return 1;

  monty::Result<monty::Value> result = session.run(*program);
  if (!result) return std::fputs(result.error().traceback.c_str(), stderr), 1;
  std::printf("%stotal %.2f\n", session.take_output().c_str(), result->as_double());
}
