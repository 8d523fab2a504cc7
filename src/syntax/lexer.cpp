// SPDX-License-Identifier: MIT
// The lexer's loop: lines, indentation, names, operators and brackets. Numbers and strings: lexer_literals.cpp.
#include "syntax/lexer.h"

#include <cstdio>
#include <cstring>

#include "syntax/lexer_tables.h"
#include "syntax/unicode_ident.h"

namespace monty::syntax {

using namespace lexer_tables;

std::string_view token_text(Tok kind) {
  switch (kind) {
#define X(name, text) \
  case Tok::name: return text;
    MONTY_OPERATOR_TOKENS(X)
#undef X
#define X(name, text) \
  case Tok::Kw##name: return text;
    MONTY_KEYWORD_TOKENS(X)
#undef X
    default: return {};
  }
}

bool Lexer::grow() {
  u32 capacity = capacity_ == 0 ? 64 : capacity_ * 2;
  Token* bigger = arena_.make_array<Token>(capacity);
  if (bigger == nullptr || arena_.failed()) {
    state_ = State::OutOfMemory;
    return false;
  }
  if (count_ != 0) std::memcpy(static_cast<void*>(bigger), tokens_, count_ * sizeof(Token));
  tokens_ = bigger;
  capacity_ = capacity;
  return true;
}

bool Lexer::push(Tok kind, const char* start, const char* end, u32 line, const char* line_start, u8 flags) {
  if (MONTY_UNLIKELY(count_ == capacity_) && !grow()) return false;
  if (MONTY_UNLIKELY((count_ & 1023) == 1023) && !meter_.tick(1024)) {
    state_ = State::Interrupted;
    return false;
  }
  Token& t = tokens_[count_++];
  t.kind = kind;
  t.flags = flags;
  t.level = static_cast<u16>(level_);
  t.start = static_cast<u32>(start - base_);
  t.end = static_cast<u32>(end - base_);
  t.line = line;
  t.col = static_cast<u32>(start - line_start);
  t.end_line = line_;
  t.end_col = static_cast<u32>(end - line_start_);
  return true;
}

bool Lexer::fail_at(u32 line, const char* line_start, const char* at, std::string msg) {
  error_ = SyntaxError{};
  error_.msg = std::move(msg);
  error_.lineno = line;
  u32 chars = 0;
  for (const char* q = line_start; q < at; ++q) chars += (static_cast<u8>(*q) & 0xC0) != 0x80;
  error_.offset = chars;
  error_.end_lineno = line;
  error_.end_offset = chars;
  const char* stop = static_cast<const char*>(std::memchr(line_start, '\n', static_cast<usize>(end_ - line_start)));
  error_.text.assign(line_start, stop == nullptr ? end_ : stop);
  error_.has_text = true;
  state_ = State::Error;
  return false;
}

bool Lexer::fail(const char* at, std::string msg, SyntaxError::Kind kind) {
  fail_at(line_, line_start_, at, std::move(msg));
  error_.kind = kind;
  return false;
}

// The errors that CPython's tokenizer reports by number: they do not outrank an error of the parser, and their
// position is the start of the line.
bool Lexer::soft_fail(std::string msg, SyntaxError::Kind kind) {
  fail(line_start_, std::move(msg), kind);
  error_.offset = 1;
  error_.end_offset = 0;
  soft_error_ = true;
  return false;
}

bool Lexer::bad_continuation() {
  fail(p_ + (p_ < end_), "unexpected character after line continuation character");
  error_.end_offset = 0;
  soft_error_ = true;
  return false;
}

// A backslash before the end of the text.
bool Lexer::continued_at_end() {
  ended_early_ = true;
  if (level_ > 0) {
    state_ = State::Unclosed;
    return false;
  }
  const char* last = p_ - 1;
  while (last > base_ && last[-1] != '\n') --last;
  fail_at(line_ - 1, last, p_, "unexpected EOF while parsing");
  error_.end_offset = static_cast<u32>(-1);
  soft_error_ = true;
  return false;
}

SyntaxError Lexer::unclosed_error() {
  SyntaxError e;
  const Bracket& b = brackets_[level_ - 1];
  e.msg = std::string("'") + b.c + "' was never closed";
  e.lineno = e.end_lineno = b.line;
  e.offset = b.col + 1;  // still in bytes: the parser turns columns into code points
  e.end_offset = 0;
  return e;
}

void Lexer::next_line(bool append) {
  if (!append) count_ = 0;
  line_done_ = false;
  if (!meter_.tick(8)) {
    state_ = State::Interrupted;
  }
  if (state_ == State::Fine) {
    while (!line_done_) {
      if (MONTY_UNLIKELY(!step())) break;
    }
    if (line_done_) return;
  }
  if (state_ == State::Fine) state_ = State::Error;
  if (count_ == capacity_) {
    if (!grow() && count_ == capacity_) {
      if (count_ == 0) return;  // not even one token: the parser looks at state() first
      --count_;
    }
  }
  push(Tok::Error, p_, p_, line_, line_start_);
}

bool Lexer::step() {
  if (in_fstring() && mode().in_text) return fstring_text();
  return step_normal();
}

bool Lexer::step_normal() {
  if (at_bol_) {
    at_bol_ = false;
    if (!indentation()) return false;
    if (line_done_) return true;
  }
  const char* comment = nullptr;  // a Newline after a comment begins with it, as CPython's
  for (;;) {
    char c = *p_;
    switch (kCharClass[static_cast<u8>(c)]) {
      case kSpace: ++p_; continue;
      case kNewline: {
        if (level_ > 0) {
          ++p_;
          newline();
          comment = nullptr;
          continue;
        }
        const char* start = comment != nullptr ? comment : p_;
        ++p_;
        if (!push(Tok::Newline, start, p_, line_, line_start_)) return false;
        newline();
        at_bol_ = true;
        line_done_ = true;
        return true;
      }
      case kHash: {
        comment = p_;
        const void* stop = std::memchr(p_, '\n', static_cast<usize>(end_ - p_));
        p_ = stop == nullptr ? end_ : static_cast<const char*>(stop);
        continue;
      }
      case kBackslash:
        ++p_;
        if (*p_ != '\n' || p_ == end_) return bad_continuation();
        ++p_;
        newline();
        if (p_ == end_) return continued_at_end();
        continue;
      case kLetter: return name_or_prefix();
      case kDigit: return number();
      case kQuote: return string(p_, false);
      case kDot:
        if (p_[1] >= '0' && p_[1] <= '9') return number();
        return operator_token();
      case kOther:
        if (p_ == end_) return at_end();
        return operator_token();
      default: return operator_token();
    }
  }
}

// The input is used up.
bool Lexer::at_end() {
  if (level_ > 0) {
    state_ = State::Unclosed;
    ended_early_ = true;
    return false;
  }
  while (indents_ > 0) {
    --indents_;
    if (!push_here(Tok::Dedent, p_)) return false;
  }
  line_done_ = true;
  return push_here(Tok::EndMarker, p_);
}

// Measures the indentation of the next line that is not blank and pushes Indent and Dedent tokens.
bool Lexer::indentation() {
  u32 col = 0, alt = 0, continued = 0;
  for (;;) {
    col = alt = continued = 0;
    for (;; ++p_) {
      char c = *p_;
      if (c == ' ') {
        ++col, ++alt;
      } else if (c == '\t') {
        col = (col / 8 + 1) * 8;
        ++alt;
      } else if (c == '\f') {
        col = alt = 0;
      } else if (c == '\\') {
        if (continued == 0) continued = col;
        if (p_[1] != '\n') {
          ++p_;
          return bad_continuation();
        }
        p_ += 2;
        newline();
        if (p_ == end_) return continued_at_end();
        --p_;
      } else {
        break;
      }
    }
    if (*p_ == '#') {
      const void* stop = std::memchr(p_, '\n', static_cast<usize>(end_ - p_));
      p_ = stop == nullptr ? end_ : static_cast<const char*>(stop);
    }
    if (*p_ != '\n') break;
    ++p_;
    newline();
  }
  if (p_ == end_) return at_end();
  if (continued != 0) col = alt = continued;
  auto tab_error = [&] { return soft_fail("inconsistent use of tabs and spaces in indentation", SyntaxError::Kind::TabError); };
  if (col == indent_[indents_]) {
    if (alt != alt_indent_[indents_]) return tab_error();
    return true;
  }
  if (col > indent_[indents_]) {
    if (indents_ + 1 >= kMaxIndents) return soft_fail("too many levels of indentation", SyntaxError::Kind::IndentationError);
    if (alt <= alt_indent_[indents_]) return tab_error();
    ++indents_;
    indent_[indents_] = col;
    alt_indent_[indents_] = alt;
    return push(Tok::Indent, line_start_, p_, line_, line_start_);
  }
  while (indents_ > 0 && col < indent_[indents_]) {
    --indents_;
    if (!push_here(Tok::Dedent, p_)) return false;
  }
  if (col != indent_[indents_]) {
    soft_fail("unindent does not match any outer indentation level", SyntaxError::Kind::IndentationError);
    const void* stop = std::memchr(p_, '\n', static_cast<usize>(end_ - p_));
    fail_at(line_, line_start_, stop == nullptr ? end_ : static_cast<const char*>(stop) + 1, std::move(error_.msg));
    error_.kind = SyntaxError::Kind::IndentationError;
    error_.end_offset = static_cast<u32>(-1);
    return false;
  }
  if (alt != alt_indent_[indents_]) return tab_error();
  return true;
}

bool Lexer::bad_prefix(const char* start, unsigned seen) {
  static constexpr char kOrder[][2] = {{'u', 'b'}, {'u', 'r'}, {'u', 'f'}, {'u', 't'}, {'b', 'f'}, {'b', 't'}, {'f', 't'}};
  for (const auto& pair : kOrder) {
    if ((seen >> (pair[0] - 'a') & 1) == 0 || (seen >> (pair[1] - 'a') & 1) == 0) continue;
    fail(p_, std::string("'") + pair[0] + "' and '" + pair[1] + "' prefixes are incompatible");
    u32 chars = 0;
    for (const char* q = line_start_; q < start; ++q) chars += (static_cast<u8>(*q) & 0xC0) != 0x80;
    error_.offset = chars + 1;
    error_.end_offset = chars + static_cast<u32>(p_ - start);
    return false;
  }
  return true;
}

bool Lexer::name_or_prefix() {
  const char* start = p_;
  // A string prefix? At most two of the letters b, r, u, f, t, followed by a quote.
  u8 c0 = static_cast<u8>(p_[0] | 0x20);
  if (kPrefixLetter[c0 & 0x7F] && static_cast<u8>(p_[0]) < 0x80) {
    unsigned seen = 0;
    const char* q = p_;
    for (;;) {
      u8 c = static_cast<u8>(*q);
      if (c >= 0x80 || !kPrefixLetter[(c | 0x20) & 0x7F] || (c & 0x40) == 0) break;
      unsigned bit = 1u << ((c | 0x20) - 'a');
      if (seen & bit) break;
      seen |= bit;
      ++q;
    }
    if (*q == '"' || *q == '\'') {
      p_ = q + 1;
      if (!bad_prefix(start, seen)) return false;
      p_ = q;
      auto has = [&](char c) { return (seen >> (c - 'a') & 1) != 0; };
      if (has('f') || has('t')) return fstring_start(start, has('r'), has('t'));
      return string(start, has('b'));
    }
  }
  while (kIdentChar[static_cast<u8>(*p_)] == 1) ++p_;
  u8 flags = 0;
  if (MONTY_UNLIKELY(static_cast<u8>(*p_) >= 0x80)) {
    while (kIdentChar[static_cast<u8>(*p_)] != 0) ++p_;
    flags = kNonAscii;
    if (!check_identifier(start)) return false;
    return push_here(Tok::Name, start, flags);
  }
  return push_here(keyword_kind(start, static_cast<usize>(p_ - start)), start, flags);
}

bool Lexer::check_identifier(const char* start) {
  const char* stop = p_;
  const char* q = start;
  while (q < stop) {
    bool first = q == start;
    u32 c = decode_utf8(q);
    if (first ? is_xid_start(c) : is_xid_continue(c)) continue;
    char buffer[80];
    if (is_printable(c)) {
      char text[5] = {0};
      encode_utf8(c, text);
      std::snprintf(buffer, sizeof buffer, "invalid character '%s' (U+%04X)", text, c);
    } else {
      std::snprintf(buffer, sizeof buffer, "invalid non-printable character U+%04X", c);
    }
    return fail(q, buffer);
  }
  return true;
}

bool Lexer::open_bracket(char c, const char* start) {
  if (level_ >= kMaxBrackets) return fail(p_, "too many nested parentheses");
  brackets_[level_++] = {c, line_, static_cast<u32>(start - line_start_)};
  if (in_fstring()) ++mode().depth;
  return true;
}

bool Lexer::close_bracket(char c) {
  auto quoted = [](char x) { return std::string("'") + x + "'"; };
  const char* kind = in_fstring() && mode().is_t ? "t-string: " : "f-string: ";
  if (in_fstring() && mode().depth == 0 && c == '}') return fail(p_, std::string(kind) + "single '}' is not allowed");
  if (level_ == 0) return fail(p_, "unmatched " + quoted(c));
  --level_;
  const Bracket& open = brackets_[level_];
  bool match = (open.c == '(' && c == ')') || (open.c == '[' && c == ']') || (open.c == '{' && c == '}');
  if (!match) {
    if (in_fstring() && open.c == '{' && mode().depth - 1 == mode().field_depth) return fail(p_, std::string(kind) + "unmatched " + quoted(c));
    std::string msg = "closing parenthesis " + quoted(c) + " does not match opening parenthesis " + quoted(open.c);
    if (open.line != line_) msg += " on line " + std::to_string(open.line);
    return fail(p_, std::move(msg));
  }
  if (in_fstring()) {
    FMode& m = mode();
    if (--m.depth < 0) return fail(p_, std::string(kind) + "unmatched " + quoted(c));
    if (c == '}' && m.depth == m.field_depth) {
      --m.field_depth;
      m.in_text = true;
      m.in_spec = false;
    }
  }
  return true;
}

bool Lexer::operator_token() {
  const char* start = p_;
  char c = *p_;
  if (c == ':' && in_fstring() && mode().field_depth >= 0 && mode().depth - 1 == mode().field_depth) {
    ++p_;
    mode().in_text = true;
    mode().in_spec = true;
    return push_here(Tok::Colon, start);
  }
  Tok kind = Tok::Error;
  int length = operator_at(p_, kind);
  if (length == 0) {
    ++p_;
    char buffer[80];
    u8 u = static_cast<u8>(c);
    if (u < 0x20 || u == 0x7F) {
      std::snprintf(buffer, sizeof buffer, "invalid non-printable character U+%04X", u);
      return fail(p_, buffer);
    }
    return push_here(Tok::Unknown, start);  // $, ? and `: no rule takes them
  }
  p_ += length;
  if (length == 1) {
    switch (c) {
      case '(':
      case '[':
      case '{':
        if (!push_here(kind, start)) return false;
        return open_bracket(c, start);
      case ')':
      case ']':
      case '}':
        if (!close_bracket(c)) return false;
        break;
      default: break;
    }
  }
  return push_here(kind, start);
}

}  // namespace monty::syntax
