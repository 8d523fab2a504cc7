// SPDX-License-Identifier: MIT
// Tokens: their kinds, from one table, and what the lexer says about each.
#pragma once

#include <string_view>

#include "base/types.h"

namespace monty::syntax {

// kind, spelling
#define MONTY_OPERATOR_TOKENS(X)                                                                                                                             \
  X(LPar, "(")                                                                                                                                               \
  X(RPar, ")")                                                                                                                                               \
  X(LSqb, "[")                                                                                                                                               \
  X(RSqb, "]")                                                                                                                                               \
  X(LBrace, "{")                                                                                                                                             \
  X(RBrace, "}")                                                                                                                                             \
  X(Colon, ":") X(Comma, ",") X(Semi, ";") X(Plus, "+") X(Minus, "-") X(Star, "*") X(Slash, "/") X(VBar, "|") X(Amper, "&") X(Less, "<") X(Greater, ">")     \
      X(Equal, "=") X(Dot, ".") X(Percent, "%") X(EqEqual, "==") X(NotEqual, "!=") X(LessEqual, "<=") X(GreaterEqual, ">=") X(Tilde, "~") X(Circumflex, "^") \
          X(LeftShift, "<<") X(RightShift, ">>") X(DoubleStar, "**") X(PlusEqual, "+=") X(MinEqual, "-=") X(StarEqual, "*=") X(SlashEqual, "/=")             \
              X(PercentEqual, "%=") X(AmperEqual, "&=") X(VBarEqual, "|=") X(CircumflexEqual, "^=") X(LeftShiftEqual, "<<=") X(RightShiftEqual, ">>=")       \
                  X(DoubleStarEqual, "**=") X(DoubleSlash, "//") X(DoubleSlashEqual, "//=") X(At, "@") X(AtEqual, "@=") X(RArrow, "->") X(Ellipsis, "...")   \
                      X(ColonEqual, ":=") X(Exclamation, "!")
#define MONTY_KEYWORD_TOKENS(X)                                                                                                                               \
  X(False, "False")                                                                                                                                           \
  X(None, "None")                                                                                                                                             \
  X(True, "True")                                                                                                                                             \
  X(And, "and")                                                                                                                                               \
  X(As, "as")                                                                                                                                                 \
  X(Assert, "assert")                                                                                                                                         \
  X(Async, "async") X(Await, "await") X(Break, "break") X(Class, "class") X(Continue, "continue") X(Def, "def") X(Del, "del") X(Elif, "elif") X(Else, "else") \
      X(Except, "except") X(Finally, "finally") X(For, "for") X(From, "from") X(Global, "global") X(If, "if") X(Import, "import") X(In, "in") X(Is, "is")     \
          X(Lambda, "lambda") X(Nonlocal, "nonlocal") X(Not, "not") X(Or, "or") X(Pass, "pass") X(Raise, "raise") X(Return, "return") X(Try, "try")           \
              X(While, "while") X(With, "with") X(Yield, "yield")

enum class Tok : u8 {
  EndMarker,
  Error,  // the lexer's error says why; also the end of the input inside brackets
  Newline,
  Indent,
  Dedent,
  Name,
  Number,
  String,
  FStart,  // f" or t" (flag kTString)
  FMiddle,
  FEnd,
  Unknown,  // a printable character that Python has no use for
#define X(name, text) name,
  MONTY_OPERATOR_TOKENS(X)
#undef X
#define X(name, text) Kw##name,
      MONTY_KEYWORD_TOKENS(X)
#undef X
          Count,
};

// Token flags.
inline constexpr u8 kNonAscii = 1;       // Name: has bytes above 127
inline constexpr u8 kHasBackslash = 2;   // String, FMiddle: escapes to look at
inline constexpr u8 kTString = 4;        // FStart, FMiddle, FEnd: of a t-string
inline constexpr u8 kRawString = 8;      // FMiddle: no escapes
inline constexpr u8 kDoubledBrace = 16;  // FMiddle: the token is followed by the second of a doubled brace

struct Token {
  Tok kind;
  u8 flags;
  u16 level;       // brackets open before the token
  u32 start, end;  // byte offsets in the prepared text
  u32 line, col;   // line from 1, column in bytes
  u32 end_line, end_col;
};

std::string_view token_text(Tok kind);  // spelling of operators and keywords; empty for the others

}  // namespace monty::syntax
