// SPDX-License-Identifier: MIT
// The prompt. Lines are read with libedit when it is there, loaded only then.
#pragma once

#include <functional>
#include <string_view>

#include "monty/monty.hpp"

int run_repl(monty::Session& session, const monty::CancelToken& cancel, std::function<void(std::string_view)> print,
             std::function<int(const monty::Error&)> report);
