// SPDX-License-Identifier: MIT
// What went wrong: reads a text that the parser refused again and words the error.
#pragma once

#include "syntax/parser_impl.h"

namespace monty::syntax {

// Sets `error` (columns still in bytes unless has_text). False: interrupted or out of memory.
bool diagnose(Arena& arena, Meter& meter, std::string_view text, Mode mode, const ParseOptions& options, Parser& failed, SyntaxError& error);

}  // namespace monty::syntax
