// SPDX-License-Identifier: MIT
// The prompt. Lines are read with libedit when it is there, loaded only then.
#pragma once

#include <functional>
#include <string_view>

#include "check.h"
#include "monty/monty.hpp"

// `checker`: of what each snippet must pass before it runs; null: nothing.
int run_repl(monty::Session& session, const monty::CancelToken& cancel, Checker* checker, std::function<void(std::string_view)> print,
             std::function<int(const monty::Error&)> report);
