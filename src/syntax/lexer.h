// SPDX-License-Identifier: MIT
// The lexer: prepared source text in, the tokens of one logical line at a time out.
//
// A logical line ends with its Newline token (or EndMarker); Indent and Dedent tokens stand before the line they
// belong to. The line's tokens lie in one reused array, so a parser may look ahead and go back inside the line.
// f-strings and t-strings are lexed in place (PEP 701): FStart, then FMiddle and the ordinary tokens of replacement
// fields, then FEnd. Messages and positions follow CPython's tokenizer.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/meter.h"
#include "syntax/parser.h"
#include "syntax/token.h"

namespace monty::syntax {

// Source text made ready for the lexer: valid UTF-8, no BOM, "\n" line ends, ends in a newline and a NUL sentinel.
struct PreparedSource {
  std::string_view text;  // without the sentinel
};

// False: `error` says why (with an empty message: out of memory).
bool prepare_source(Arena& arena, std::string_view source, const ParseOptions& options, PreparedSource& out, SyntaxError& error);

inline constexpr int kMaxBrackets = 200;
inline constexpr int kMaxIndents = 100;
inline constexpr int kMaxFStrings = 150;

class Lexer {
 public:
  enum class State : u8 { Fine, Error, Unclosed, Interrupted, OutOfMemory };

  Lexer(Arena& arena, Meter& meter, std::string_view prepared, u32 first_line)
      : arena_(arena),
        meter_(meter),
        text_(prepared),
        p_(prepared.data()),
        base_(prepared.data()),
        end_(prepared.data() + prepared.size()),
        line_start_(prepared.data()),
        line_(first_line) {
    indent_[0] = alt_indent_[0] = 0;
  }

  // Lexes the next logical line into tokens(); the last one is Newline, EndMarker or Error (then state() says more).
  // With `append` the tokens are added to those that are there.
  void next_line(bool append = false);

  const Token* tokens() const { return tokens_; }
  u32 count() const { return count_; }
  State state() const { return state_; }
  SyntaxError& error() { return error_; }
  std::string_view text() const { return text_; }
  int level() const { return level_; }
  u32 open_line() const { return level_ > 0 ? brackets_[level_ - 1].line : 0; }
  // Whether the error came because the text ended too early.
  bool ended_early() const { return ended_early_; }
  SyntaxError unclosed_error();
  // Whether an error that the parser found earlier in the text is to be preferred to this one.
  bool is_soft() const { return soft_error_ || in_fstring(); }
  std::vector<SyntaxWarning>& warnings() { return warnings_; }

 private:
  struct Bracket {
    char c;
    u32 line, col;
  };
  struct FMode {
    const char* start;
    const char* line_start;
    u32 first_line;
    int depth;        // brackets open inside the replacement fields
    int field_depth;  // nesting of replacement fields, -1 at the top
    char quote;
    u8 quote_size;
    bool raw, is_t, in_text, in_spec;
  };

  bool step();
  bool step_normal();
  bool indentation();
  bool at_end();
  bool name_or_prefix();
  bool check_identifier(const char* start);
  bool number();
  bool number_tail(const char* kind);
  bool decimal_tail(bool& more);
  bool exponent_and_tail(const char* start);
  bool string(const char* start, bool bytes);
  bool fstring_start(const char* start, bool raw, bool is_t);
  bool fstring_text();
  bool operator_token();
  bool open_bracket(char c, const char* start);
  bool close_bracket(char c);
  bool bad_prefix(const char* start, unsigned seen);

  bool push(Tok kind, const char* start, const char* end, u32 line, const char* line_start, u8 flags = 0);
  bool push_here(Tok kind, const char* start, u8 flags = 0) { return push(kind, start, p_, line_, line_start_, flags); }
  bool grow();
  [[gnu::cold]] bool fail(const char* at, std::string msg, SyntaxError::Kind kind = SyntaxError::Kind::SyntaxError);
  [[gnu::cold]] bool fail_at(u32 line, const char* line_start, const char* at, std::string msg);
  [[gnu::cold]] bool soft_fail(std::string msg, SyntaxError::Kind kind);
  [[gnu::cold]] bool bad_continuation();
  [[gnu::cold]] bool continued_at_end();
  void newline() {
    ++line_;
    line_start_ = p_;
  }
  FMode& mode() { return modes_[fstrings_ - 1]; }
  bool in_fstring() const { return fstrings_ > 0; }

  Arena& arena_;
  Meter& meter_;
  std::string_view text_;
  const char* p_;
  const char* base_;
  const char* end_;
  const char* line_start_;
  u32 line_;
  Token* tokens_ = nullptr;
  u32 count_ = 0, capacity_ = 0;
  bool at_bol_ = true;
  bool line_done_ = false;
  bool ended_early_ = false;
  bool soft_error_ = false;
  State state_ = State::Fine;
  int level_ = 0;
  int indents_ = 0;
  int fstrings_ = 0;
  FMode* modes_ = nullptr;
  // Only the entries up to indents_ (and level_) are set.
  u32 indent_[kMaxIndents + 1];
  u32 alt_indent_[kMaxIndents + 1];
  Bracket brackets_[kMaxBrackets];
  SyntaxError error_;
  std::vector<SyntaxWarning> warnings_;
};

}  // namespace monty::syntax
