// SPDX-License-Identifier: MIT
// The table of places at which a program can be suspended (tests/suspend/places.py), each call of the host through start
// and resume. tests/suspend/run.py takes the same table through snapshots and new processes.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "monty/monty.hpp"

namespace {

using monty::Progress;
using monty::Result;

const std::string kFolder = std::string(MONTY_SOURCE_DIR) + "/tests/suspend/";

std::string read(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// "#== name" lines part the file.
std::vector<std::pair<std::string, std::string>> sections(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#== ")) out.emplace_back(line.substr(4), "");
    else if (!out.empty()) out.back().second += line + "\n";
  }
  return out;
}

Result<Progress> answer(monty::Session& session, const monty::Question& q) {
  if (q.name == "ask") return session.resume(q.args.at(0));
  return session.resume_error(monty::Error::raise(q.args.at(0).text(), q.args.at(1).text()));
}

// What the table's other runner calls the end of a run.
std::string run(const std::string& program) {
  monty::Engine engine;
  monty::SessionOptions options;
  options.import_source = [](std::string_view name) -> std::optional<monty::ModuleSource> {
    if (name != "hosted") return std::nullopt;
    return monty::ModuleSource{read(kFolder + "modules/hosted.py"), "hosted.py"};
  };
  monty::Session session(engine, std::move(options));
  auto p = monty::Program::compile(program, "program.py");
  if (!p) return p.error().traceback;
  if (!session.declare("ask") || !session.declare("fail")) return "no memory";
  Result<Progress> went = session.start(*p);
  int calls = 0;
  for (; went && went->state == Progress::State::Call; calls++) went = answer(session, went->question);
  EXPECT_GT(calls, 0);
  EXPECT_EQ(session.check_heap(), "");
  std::string out = session.take_output();
  if (went) return went->state == Progress::State::Complete ? out : out + "[waits]\n";
  const monty::Error& e = went.error();
  if (e.exit_status) return out + "[exit " + std::to_string(*e.exit_status) + "]\n";
  return out + "[exit 1] " + e.type + ": " + e.message + "\n";
}

TEST(Places, SuspendedAtEachCallTheyPrintTheSame) {
  auto expected_list = sections(read(kFolder + "places.out"));
  std::map<std::string, std::string> expected(expected_list.begin(), expected_list.end());
  auto programs = sections(read(kFolder + "places.py"));
  ASSERT_GE(programs.size(), 80u);
  for (auto& [name, program] : programs) {
    SCOPED_TRACE(name);
    EXPECT_EQ(run(program), expected[name]);
  }
}

}  // namespace
