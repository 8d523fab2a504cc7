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
    if (line.starts_with("#== "))
      out.emplace_back(line.substr(4), "");
    else if (!out.empty())
      out.back().second += line + "\n";
  }
  return out;
}

Result<Progress> answer(monty::Session& session, const monty::Question& q) {
  if (q.name == "ask") return session.resume(q.args.at(0));
  return session.resume_error(monty::Error::raise(q.args.at(0).text(), q.args.at(1).text()));
}

enum class Between { Nothing, DumpAndLoad };

monty::SessionOptions options_for(std::string* out) {
  monty::SessionOptions options;
  options.on_output = [out](int, std::string_view text) {
    out->append(text);
    return true;
  };
  options.import_source = [](std::string_view name) -> std::optional<monty::ModuleSource> {
    if (name != "hosted") return std::nullopt;
    return monty::ModuleSource{read(kFolder + "modules/hosted.py"), "hosted.py"};
  };
  return options;
}

// The session that goes on: the same one, or a new one of its dump.
Result<monty::Session> carried(const monty::Engine& engine, monty::Session session, Between between, std::string* out) {
  if (between == Between::Nothing) return session;
  Result<std::string> dump = session.dump();
  if (!dump) return dump.error();
  Result<monty::Session> next = monty::Session::load(engine, *dump, options_for(out));
  if (!next) return next;
  next->grant_declared("ask");
  next->grant_declared("fail");
  return next;
}

// What the table's other runner calls the end of a run.
std::string run(const std::string& program, Between between) {
  monty::Engine engine;
  std::string out;
  auto p = monty::Program::compile(program, "program.py");
  if (!p) return p.error().traceback;
  monty::Session session(engine, options_for(&out));
  if (!session.declare("ask") || !session.declare("fail")) return "no memory";
  Result<Progress> went = session.start(*p);
  int calls = 0;
  for (; went && went->state == Progress::State::Call; calls++) {
    Result<monty::Session> next = carried(engine, std::move(session), between, &out);
    if (!next) return out + next.error().message;
    session = std::move(*next);
    went = answer(session, went->question);
  }
  EXPECT_GT(calls, 0);
  EXPECT_EQ(session.check_heap(), "");
  if (went) return went->state == Progress::State::Complete ? out : out + "[waits]\n";
  const monty::Error& e = went.error();
  if (e.exit_status) return out + "[exit " + std::to_string(*e.exit_status) + "]\n";
  return out + "[exit 1] " + e.type + ": " + e.message + "\n";
}

void run_all(Between between) {
  auto expected_list = sections(read(kFolder + "places.out"));
  std::map<std::string, std::string> expected(expected_list.begin(), expected_list.end());
  auto programs = sections(read(kFolder + "places.py"));
  ASSERT_GE(programs.size(), 80u);
  for (auto& [name, program] : programs) {
    SCOPED_TRACE(name);
    EXPECT_EQ(run(program, between), expected[name]);
  }
}

TEST(Places, SuspendedAtEachCallTheyPrintTheSame) { run_all(Between::Nothing); }
TEST(Places, DumpedAndLoadedAtEachCallTheyPrintTheSame) { run_all(Between::DumpAndLoad); }

}  // namespace
