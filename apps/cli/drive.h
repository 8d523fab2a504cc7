// SPDX-License-Identifier: MIT
// Programs that stop at each question to the host: `monty start`, `resume` and `inspect`, and `--hop`, which drives a
// process for each step. What a program asks is one line of JSON; an answer is JSON too.
#pragma once

#include "host.h"
#include "options.h"
#include "tools.h"

// The tools with a command, and declared ones.
monty::Result<bool> define_tools(const Options& o, const monty::Program* program, monty::Session* session, Tools* tools, Output* output);

int run_start(Options& o);
int run_resume(Options& o);
int run_inspect(const Options& o);
int run_hop(Options& o);
