// SPDX-License-Identifier: MIT
// `monty check`, and -t: the types of a program before it runs.
#pragma once

#include "host.h"
#include "options.h"

// Reads the program that the options name and prints what is wrong with it on standard output; the exit status.
int run_check(Options& o);

// What a program is checked against: stubs, tools and inputs of the options, and what ran before.
class Checker {
 public:
  // `program`: says which tools it awaits; null: none.
  Checker(const Options& o, const monty::Program* program);
  // 0: well typed. Otherwise the findings, or why there are none, are printed to `to`.
  int check(std::string_view source, const std::string& filename, std::FILE* to);
  // What the next source is checked against, too.
  void add_earlier(std::string_view source);

 private:
  monty::CheckOptions options_;
};
