// SPDX-License-Identifier: MIT
// Programs that stop at each question to the host: `monty start`, `resume` and `inspect`, and `--hop`, which drives a
// process for each step. What a program asks is one line of JSON; an answer is JSON too.
#pragma once

#include <functional>

#include "host.h"
#include "options.h"
#include "tools.h"

// The tools with a command, and declared ones.
monty::Result<bool> define_tools(const Options& o, const monty::Program* program, monty::Session* session, Tools* tools, Output* output);
// For a loaded session: what the dump names is declared; the tools with a command, again under their names.
void grant_tools(const Options& o, const std::vector<std::string>& names, monty::Session* session, Tools* tools, Output* output);
int driven_options(const Options& o, const monty::CancelToken& cancel, Output* output, Tools* tools, monty::SessionOptions* out);
bool read_key(const Options& o, std::string* key);

// Puts a session away, between its step and the line that tells of it: nothing is told that is not kept. The exit
// status.
using Keep = std::function<int(const monty::Result<monty::Progress>& went)>;
bool is_suspended(const monty::Result<monty::Progress>& went);
// What start or resume came to: output and error reported, the session kept, the line printed. The exit status.
int conclude(const Options& o, monty::Session& session, monty::Result<monty::Progress> went, Output& output, const Keep& keep);
// Gives a suspended program the answers of the options, and concludes.
int answer(const Options& o, monty::Session& session, Output& output, const Keep& keep);
int not_compiled(const Options& o, const monty::Error& e);
// The line that tells of a program that a type check has refused; the status as given.
int not_typed(const Options& o, const monty::Error& e, int status);
int refused(const std::string& path, const monty::Error& e);
int show_dump(const std::string& name, std::string_view dump);

int run_start(Options& o);
int run_resume(Options& o);
int run_inspect(const Options& o);
int run_hop(Options& o);
