// SPDX-License-Identifier: MIT
// The command line of `monty`.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "monty/monty.hpp"

struct ToolOption {
  std::string name, command;
  bool declared = false;  // no command: whoever resumes the program answers its calls
  enum class Kind { Guess, Async, Sync } kind = Kind::Guess;
};

// --mount POINT=DIRECTORY[:ro|rw|cow[:QUOTA]], POINT=memory[:QUOTA]
struct MountOption {
  std::string point, directory;  // no directory: memory
  monty::OsPolicy::Mount mode = monty::OsPolicy::Mount::ReadOnly;
  std::uint64_t quota = 0;
};

struct Options {
  enum class Action { Run, Repl, Disassemble, Start, Resume, Inspect, Hop, Session, Check, Quit } action = Action::Repl;
  enum class Source { File, Code, Stdin } from = Source::File;
  int status = 0;                 // Quit: the exit status
  std::string program;            // path or code; Resume, Inspect: path of the snapshot
  std::vector<std::string> argv;  // sys.argv
  monty::Limits limits;
  std::vector<ToolOption> tools;
  std::vector<std::pair<std::string, std::string>> inputs;
  std::vector<std::string> stubs;       // paths; once the program is read, their text
  std::vector<std::string> stub_files;  // paths
  bool type_check = false;              // before it runs
  monty::CheckFormat check_format = monty::CheckFormat::Full;
  std::vector<std::string> module_paths;
  enum class Result { None, Repr, Json } result = Result::None;
  bool stats = false;
  // What the operating system says. Run, Repl: without these the clock and random numbers are real, the environment is
  // empty, and files are refused; else what is not said here is asked.
  std::vector<MountOption> mounts;
  std::vector<std::pair<std::string, std::string>> environment;
  std::string clock;  // "real", "ask", a time; empty: as above
  std::optional<std::uint64_t> seed;
  bool ask_names = false, pause = false;

  // Start, Resume
  std::string save;  // where the snapshot goes
  std::string key;   // file with the key of its MAC
  int state_fd = 1;  // where the line of JSON goes
  // Resume: one answer ("-": on standard input), or several
  std::optional<std::string> value, error, answers;
  bool refuse = false, future = false, function = false, async_function = false;
  std::optional<std::uint64_t> id;
  std::optional<double> waited;

  // Session; New and Feed take a program as Start does, Feed and Resume the options of Start and Resume
  enum class Verb { New, List, Feed, Resume, Fork, Remove, Inspect } verb = Verb::List;
  std::string session, copy;  // names: the session's; Fork: of the copy
  std::string store;          // the file; empty: the user's own
};

Options parse_options(int argc, char** argv);
