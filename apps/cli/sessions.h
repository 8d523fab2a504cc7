// SPDX-License-Identifier: MIT
// `monty session`: programs and prompts that live in a file between the commands.
#pragma once

#include "options.h"

int run_session(Options& o);
