// SPDX-License-Identifier: MIT
// "invalid syntax. Did you mean 'while'?": a misspelt keyword found for an error that is about to be shown. As in
// CPython 3.14 this belongs to printing a traceback (its `traceback` module does it), not to the exception's text.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "base/meter.h"
#include "syntax/parser.h"

namespace monty::syntax {

enum class SourceOrigin : u8 { Text, File };  // exec and -c, or a file that was run

// True: `error` now has the suggestion's message and position. `source` is the whole text; the arena is scratch (it
// must not hold a tree that is still wanted: it is reset).
bool suggest_keyword(Arena& scratch, Meter& meter, std::string_view source, SourceOrigin origin, SyntaxError& error);

}  // namespace monty::syntax
