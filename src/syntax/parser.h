// SPDX-License-Identifier: MIT
// The door of the room: source text in, syntax tree or syntax error out.
//
// The parser owns nothing: the tree lies in the caller's arena (reset() it before a parse to reuse its memory), the
// text of the source must live as long as the tree is used only where a field says so (no field does: texts are
// copied). Input is hostile: recursion is counted, loops tick the meter, memory is charged by the arena.
// Errors that CPython finds in its symbol table or compiler ('return' outside function ...) are the compiler's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/meter.h"
#include "base/types.h"
#include "syntax/ast.h"

namespace monty::syntax {

enum class Mode : u8 {
  Exec,    // a file: Module
  Eval,    // one expression: Expression (eval() strips leading blanks itself, compile() does not)
  Single,  // one interactive statement: Interactive
};

struct SyntaxError {
  enum class Kind : u8 { SyntaxError, IndentationError, TabError };
  Kind kind = Kind::SyntaxError;
  std::string msg;
  // As the attributes of Python's SyntaxError: lines from 1, offsets from 1 in code points (0: unknown).
  u32 lineno = 0, offset = 0, end_lineno = 0, end_offset = 0;
  std::string text;  // the line(s) concerned, with the newline; empty and has_text false: None
  bool has_text = false;
  u32 last_statement = 0;  // line of the last compound statement that was read whole (for suggest_keyword)
};

// A hostile text may hold millions of places to warn of.
inline constexpr usize kMaxWarnings = 1000;

struct SyntaxWarning {
  std::string msg;
  u32 lineno = 0;
  const char* place = nullptr;  // of the literal that it is about, in the source: each is warned of once
};

struct ParseOptions {
  // The guard for decimal integer literals (0: none), as sys.set_int_max_str_digits.
  u32 max_int_digits = 4300;
  // Whether str sources may start with a coding cookie other than UTF-8 (a text that was decoded already).
  bool ignore_cookie = false;
  // The number of the first line (exec of a fragment); 1 for a file.
  u32 first_line = 1;
};

struct ParseResult {
  enum class Status : u8 {
    Ok,
    Error,        // `error` says which
    Interrupted,  // the meter said stop
    OutOfMemory,  // the arena was refused memory
  };
  Status status = Status::Ok;
  // The input is a beginning that more lines could make valid (for a REPL; status is then Error).
  bool incomplete = false;
  ModNode* root = nullptr;  // Module, Expression or Interactive; set exactly when Ok
  u32 identifier_count = 0;
  SyntaxError error;
  std::vector<SyntaxWarning> warnings;

  bool ok() const { return status == Status::Ok; }
};

[[nodiscard]] ParseResult parse(Arena& arena, std::string_view source, Mode mode, const ParseOptions& options, Meter& meter);

}  // namespace monty::syntax
