// SPDX-License-Identifier: MIT
// A program that asks a person: it waits as bytes in a file (here: a string), for as long as it takes, and goes on in
// another session, process or machine. Two copies of it go on with two answers.
#include <cstdio>

#include "monty/monty.hpp"

namespace {

constexpr const char* kProgram = R"(
def plan(city):
    days = [day for day in ("Mon", "Tue", "Wed") if approve(f"walk in {city} on {day}?")]
    return f"{city}: {', '.join(days) or 'stay at home'}"

plan("Lisbon")
)";

// Goes on from the dump, and answers every question alike.
int finish(const monty::Engine& engine, const std::string& dump, bool answer) {
  monty::Result<monty::Session> session = monty::Session::load(engine, dump);
  if (!session) return std::fprintf(stderr, "%s\n", session.error().message.c_str()), 1;
  session->grant_declared("approve");  // a dump grants nothing by itself
  monty::Result<monty::Progress> at = session->progress();
  while (at && at->state == monty::Progress::State::Call) at = session->resume(answer);
  if (!at) return std::fprintf(stderr, "%s", at.error().traceback.c_str()), 1;
  std::printf("%s\n", session->result()->text().c_str());
  return 0;
}

}  // namespace

int main() {
  monty::Engine engine;
  monty::Result<monty::Program> program = monty::Program::compile(kProgram, "plan.py");
  if (!program) return std::fprintf(stderr, "%s", program.error().traceback.c_str()), 1;

  std::string dump;
  {
    monty::Session session(engine);
    if (!session.declare("approve")) return 1;
    monty::Result<monty::Progress> at = session.start(*program);
    if (!at || at->state != monty::Progress::State::Call) return 1;
    std::printf("%s (line %u)\n", at->question.args[0].text().c_str(), at->position.line);
    monty::Result<std::string> bytes = session.dump();
    if (!bytes) return std::fprintf(stderr, "%s\n", bytes.error().message.c_str()), 1;
    dump = *bytes;
  }  // the session is gone
  return finish(engine, dump, true) | finish(engine, dump, false);
}
