// SPDX-License-Identifier: MIT
// What every way of running a program needs of this host: files, output, input, modules, the interrupt key, reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monty/monty.hpp"
#include "options.h"

// kUncaught is that of type errors, too; kNoChecker: they cannot be looked for.
enum ExitStatus : int { kUncaught = 1, kUsage = 2, kLimit = 3, kRefusedSnapshot = 4, kNoChecker = 5, kInterrupted = 130 };

// Everything up to the end of the file; false: errno says why not.
bool read_all(int fd, std::string* out);
bool read_file(const std::string& path, std::string* out);
bool write_all(int fd, std::string_view text);
// In place of an earlier file at once, never half of it.
bool replace_file(const std::string& path, std::string_view text);
// "monty: can't open file ...", and the exit status.
int cannot_open(const std::string& path);

// Standard output goes through a buffer that is empty whenever something else is printed, waited for or read.
class Output {
 public:
  Output();
  bool write(int stream, std::string_view text);
  void flush();

 private:
  std::string buffer_;
  bool line_buffered_;
};

class Input {
 public:
  // A line of standard input with its end; nothing at the end of the file.
  std::optional<std::string> line();

 private:
  std::string buffer_;
  std::size_t at_ = 0;
};

// The interrupt key cancels what runs; pressed twice it ends the process.
void catch_interrupts(const monty::CancelToken& cancel);

std::optional<monty::ModuleSource> find_module(const std::vector<std::string>& paths, std::string_view name);
// Reads the program that the options name, and the stubs in their place; the exit status when it cannot be read.
int read_sources(Options* o, std::string* source, std::string* filename);
int read_stubs(Options* o);  // alone
// Is a tool's call awaited? As the option says, else the stubs, else as the program uses it.
bool is_awaited(const Options& o, const ToolOption& tool, const monty::Program* program);
// Does a stub declare the name, as a function or a variable?
bool is_declared(const Options& o, const std::string& name);
// "monty: ...", and the exit status.
int no_checker();
// The one question about the system that the command line answers: the rules of a time zone, from the machine's database.
monty::Result<monty::Value> answer_os_call(std::string_view name, const std::vector<monty::Value>& args);
// Limits, output, modules, the test switches of the environment; no input, no tools, and no system.
monty::SessionOptions session_options(const Options& o, const monty::CancelToken& cancel, Output* output);
// --mount, --env, --clock, --seed; the exit status. `asks`: what they leave out is asked, else it is as they say for Run.
int set_system(const Options& o, bool asks, monty::SessionOptions* so);
// --input
int set_inputs(const Options& o, monty::Session* session);

// Prints the error as Python does; the exit status.
int report(const monty::Error& e);
// At the end of a program: what it gave to atexit, if it ever imported that.
void run_exit_functions(monty::Session& session);
int show_result(monty::Session& session, Options::Result how, Output& output);
void show_stats(const monty::Usage& u);
