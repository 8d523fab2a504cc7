// SPDX-License-Identifier: MIT
#include "syntax/diagnose.h"

namespace monty::syntax {

bool diagnose(Arena& arena, Meter& meter, std::string_view text, Mode mode, const ParseOptions& options, Parser& failed,
              SyntaxError& error) {
  const Token& t = failed.failed_at();
  // A lexical error anywhere in the rest of the text comes first.
  Lexer lexer(arena, meter, text, options.first_line);
  for (;;) {
    lexer.next_line();
    if (lexer.state() != Lexer::State::Fine) break;
    if (lexer.count() == 0) return false;
    if (lexer.tokens()[lexer.count() - 1].kind == Tok::EndMarker) break;
  }
  if (lexer.state() == Lexer::State::Interrupted || lexer.state() == Lexer::State::OutOfMemory) return false;
  if (lexer.state() == Lexer::State::Error) {
    error = std::move(lexer.error());
    return true;
  }
  if (failed.failure() == Parser::Failure::Worded) {
    error = std::move(failed.error());
  } else {
    error = SyntaxError{};
    error.msg = "invalid syntax";
    if (t.kind == Tok::Indent || t.kind == Tok::Dedent) {
      error.kind = SyntaxError::Kind::IndentationError;
      error.msg = t.kind == Tok::Indent ? "unexpected indent" : "unexpected unindent";
    }
    error.lineno = t.line;
    error.offset = t.col + 1;
    error.end_lineno = t.end_line;
    error.end_offset = t.end_col + 1;
  }
  if (lexer.state() == Lexer::State::Unclosed && error.lineno > lexer.open_line()) error = lexer.unclosed_error();
  return true;
}

}  // namespace monty::syntax
