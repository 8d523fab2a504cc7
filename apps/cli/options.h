// SPDX-License-Identifier: MIT
// The command line of `monty`.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "monty/monty.hpp"

struct ToolOption {
  std::string name, command;
  enum class Kind { Guess, Async, Sync } kind = Kind::Guess;
};

struct Options {
  enum class Action { File, Code, Stdin, Repl, Disassemble, Quit } action = Action::Repl;
  int status = 0;                  // Quit: the exit status
  std::string program;             // path or code
  std::vector<std::string> argv;   // sys.argv
  monty::Limits limits;
  std::vector<ToolOption> tools;
  std::vector<std::pair<std::string, std::string>> inputs;
  std::vector<std::string> stubs;
  std::vector<std::string> module_paths;
  enum class Result { None, Repr, Json } result = Result::None;
  bool stats = false;
};

Options parse_options(int argc, char** argv);
