// SPDX-License-Identifier: MIT
// `monty check`, and -t: the types of a program before it runs.
#pragma once

#include <string>
#include <string_view>

#include "host.h"
#include "options.h"

// Reads the program that the options name and prints what is wrong with it on standard output; the exit status.
int run_check(Options& o);

// What a program is checked against: stubs, tools and inputs of the options, and what ran before.
class Checker {
 public:
  // `program`: says which tools it awaits; null: none.
  Checker(const Options& o, const monty::Program* program);
  // 0: well typed. Otherwise the findings, or why there are none, are printed to `to`, and problem() says it in short.
  int check(std::string_view source, const std::string& filename, std::FILE* to);
  // What the next source is checked against, too.
  void add_earlier(std::string_view source);
  const monty::Error& problem() const { return problem_; }
  // All that is declared.
  const std::string& stubs() const { return options_.stubs; }

 private:
  monty::CheckOptions options_;
  std::vector<std::string> folders_;  // of modules not yet read
  monty::Error problem_;
};

// -t: what the program is, before it runs; 0 where the options ask for no check.
int check_first(const Options& o, const monty::Program& program, std::string_view source, const std::string& filename);
// With a newline at its end.
std::string ended(std::string_view text);
// The statements of a snippet that ran before one of them failed.
std::string what_ran(std::string_view source, const monty::Error& failure);
