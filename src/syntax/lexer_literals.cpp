// SPDX-License-Identifier: MIT
// Numbers, strings and f-strings as tokens. Their values are made in parse_literals.cpp.
#include <cstdio>
#include <cstring>

#include "syntax/lexer.h"
#include "syntax/lexer_tables.h"
#include "syntax/unicode_ident.h"

namespace monty::syntax {

using namespace lexer_tables;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
bool starts_with(const char* p, const char* word) { return std::strncmp(p, word, std::strlen(word)) == 0; }

}  // namespace

// What may follow a number: not a letter, but for the keywords that could begin there ("1if x else y"), which CPython
// accepts with a warning.
bool Lexer::number_tail(const char* kind) {
  char c = *p_;
  if (kIdentChar[static_cast<u8>(c)] == 0) return true;
  bool keyword = false;
  switch (c) {
    case 'a': keyword = starts_with(p_, "and"); break;
    case 'e': keyword = starts_with(p_, "else"); break;
    case 'f': keyword = starts_with(p_, "for"); break;
    case 'i': keyword = starts_with(p_, "if") || starts_with(p_, "in") || starts_with(p_, "is"); break;
    case 'n': keyword = starts_with(p_, "not"); break;
    case 'o': keyword = starts_with(p_, "or"); break;
    default: break;
  }
  std::string msg = std::string("invalid ") + kind + " literal";
  if (keyword) {
    if (warnings_.size() < kMaxWarnings) warnings_.push_back({std::move(msg), line_, p_});
    return true;
  }
  if (static_cast<u8>(c) < 0x80) return fail(p_, std::move(msg));
  return true;
}

// Digits and single underscores; false: the error is set.
bool Lexer::decimal_tail(bool& more) {
  for (;;) {
    while (is_digit(*p_)) ++p_;
    if (*p_ != '_') break;
    ++p_;
    if (!is_digit(*p_)) return fail(p_, "invalid decimal literal");
  }
  more = true;
  return true;
}

// After the integer part: fraction, exponent, j.
bool Lexer::exponent_and_tail(const char* start) {
  bool more = false;
  const char* kind = "decimal";
  if (*p_ == '.') {
    ++p_;
    if (is_digit(*p_) && !decimal_tail(more)) return false;
  }
  if ((*p_ | 0x20) == 'e') {
    const char* e = p_++;
    if (*p_ == '+' || *p_ == '-') {
      ++p_;
      if (!is_digit(*p_)) return fail(p_, "invalid decimal literal");
    } else if (!is_digit(*p_)) {
      p_ = e;
      if (!number_tail(kind)) return false;
      return push_here(Tok::Number, start);
    }
    if (!decimal_tail(more)) return false;
  }
  if ((*p_ | 0x20) == 'j') {
    ++p_;
    kind = "imaginary";
  }
  if (!number_tail(kind)) return false;
  return push_here(Tok::Number, start);
}

bool Lexer::number() {
  const char* start = p_;
  bool more = false;
  if (*p_ == '.') return exponent_and_tail(start);
  if (*p_ != '0') {
    if (!decimal_tail(more)) return false;
    return exponent_and_tail(start);
  }
  ++p_;
  char x = static_cast<char>(*p_ | 0x20);
  if (x == 'x' || x == 'o' || x == 'b') {
    const char* kind = x == 'x' ? "hexadecimal" : x == 'o' ? "octal" : "binary";
    auto good = [x](char c) { return x == 'x' ? is_hex(c) : x == 'o' ? c >= '0' && c <= '7' : c == '0' || c == '1'; };
    auto bad_digit = [&] {
      char buffer[64];
      std::snprintf(buffer, sizeof buffer, "invalid digit '%c' in %s literal", *p_, kind);
      return fail(p_ + 1, buffer);
    };
    ++p_;
    do {
      if (*p_ == '_') ++p_;
      if (!good(*p_)) {
        if (x != 'x' && is_digit(*p_)) return bad_digit();
        return fail(p_, std::string("invalid ") + kind + " literal");
      }
      while (good(*p_)) ++p_;
    } while (*p_ == '_');
    if (x != 'x' && is_digit(*p_)) return bad_digit();
    if (!number_tail(kind)) return false;
    return push_here(Tok::Number, start);
  }
  // Zeros, then perhaps a float that begins with zeros.
  bool nonzero = false;
  for (;;) {
    if (*p_ == '_') {
      ++p_;
      if (!is_digit(*p_)) return fail(p_, "invalid decimal literal");
    }
    if (*p_ != '0') break;
    ++p_;
  }
  const char* zeros_end = p_;
  if (is_digit(*p_)) {
    nonzero = true;
    if (!decimal_tail(more)) return false;
  }
  if (*p_ == '.' || (*p_ | 0x20) == 'e' || (*p_ | 0x20) == 'j') {
    if ((*p_ | 0x20) != 'e' || !nonzero) return exponent_and_tail(start);
    char next = p_[1];
    if (is_digit(next) || ((next == '+' || next == '-') && is_digit(p_[2]))) return exponent_and_tail(start);
  }
  if (nonzero) {
    fail(p_, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
    u32 chars = 0;
    for (const char* q = line_start_; q < start; ++q) chars += (static_cast<u8>(*q) & 0xC0) != 0x80;
    error_.offset = chars + 1;
    error_.end_offset = chars + static_cast<u32>(zeros_end - start) + 1;
    return false;
  }
  if (!number_tail("decimal")) return false;
  return push_here(Tok::Number, start);
}

bool Lexer::string(const char* start, bool bytes) {
  while (*p_ != '"' && *p_ != '\'') ++p_;
  const char quote = *p_++;
  const u32 first_line = line_;
  const char* first_line_start = line_start_;
  u8 flags = 0;
  bool escaped_quote = false;
  bool triple = p_[0] == quote && p_[1] == quote;
  if (!triple && p_[0] == quote) {
    ++p_;
    return push(Tok::String, start, p_, first_line, first_line_start);
  }
  if (triple) p_ += 2;
  for (;;) {
    char c = *p_;
    if (c == quote) {
      ++p_;
      if (!triple) break;
      if (p_[0] == quote && p_[1] == quote) {
        p_ += 2;
        break;
      }
    } else if (c == '\\') {
      flags |= kHasBackslash;
      ++p_;
      if (*p_ == quote) escaped_quote = true;
      if (p_ < end_) {
        if (*p_++ == '\n') newline();
      }
    } else if (c == '\n' && triple) {
      ++p_;
      newline();
      if ((line_ & 255) == 0 && !meter_.tick(256)) {
        state_ = State::Interrupted;
        return false;
      }
    } else if (c == '\n' || (c == 0 && p_ == end_)) {
      u32 detected = line_;
      // CPython has read one line less when the text ends inside the string.
      if (c == 0 && detected > first_line) --detected;
      if (in_fstring() && mode().quote == quote && mode().quote_size == (triple ? 3 : 1)) {
        return fail_at(first_line, first_line_start, start + 1, std::string(mode().is_t ? "t" : "f") + "-string: expecting '}'");
      }
      std::string msg = triple ? "unterminated triple-quoted string literal" : "unterminated string literal";
      msg += " (detected at line " + std::to_string(detected) + ")";
      if (!triple && escaped_quote) msg += "; perhaps you escaped the end quote?";
      if (triple || c == 0) ended_early_ = true;
      return fail_at(first_line, first_line_start, start + 1, std::move(msg));
    } else {
      ++p_;
    }
  }
  (void)bytes;
  return push(Tok::String, start, p_, first_line, first_line_start, flags);
}

bool Lexer::fstring_start(const char* start, bool raw, bool is_t) {
  while (*p_ != '"' && *p_ != '\'') ++p_;
  const char quote = *p_;
  u8 size = p_[1] == quote && p_[2] == quote ? 3 : 1;
  p_ += size;
  if (fstrings_ + 1 >= kMaxFStrings) return fail(p_, "too many nested f-strings or t-strings");
  if (modes_ == nullptr) {
    modes_ = arena_.make_array<FMode>(kMaxFStrings);
    if (modes_ == nullptr || arena_.failed()) {
      modes_ = nullptr;
      state_ = State::OutOfMemory;
      return false;
    }
  }
  FMode& m = modes_[fstrings_++];
  m = {start, line_start_, line_, 0, -1, quote, size, raw, is_t, true, false};
  return push_here(Tok::FStart, start, is_t ? kTString : 0);
}

// The text of an f-string up to the next replacement field or the end.
bool Lexer::fstring_text() {
  FMode& m = mode();
  const u8 kind_flag = m.is_t ? kTString : 0;
  const char* prefix = m.is_t ? "t" : "f";
  const bool in_spec = m.in_spec && m.field_depth >= 0;
  const char* start = p_;
  const u32 start_line = line_;
  const char* start_line_start = line_start_;
  u8 flags = static_cast<u8>(kind_flag | (m.raw ? kRawString : 0));
  auto middle = [&](const char* stop) {
    if (stop == start && !(in_spec && start[-1] == ':')) return true;
    return push(Tok::FMiddle, start, stop, start_line, start_line_start, flags);
  };
  auto enter_field = [&] {
    if (m.field_depth + 1 >= 3) return fail(p_, std::string(prefix) + "-string: expressions nested too deeply");
    ++m.field_depth;
    m.in_text = false;
    return true;
  };
  bool named_escape = false;
  for (;;) {
    char c = *p_;
    if (c == m.quote && (m.quote_size == 1 || (p_[1] == m.quote && p_[2] == m.quote))) {
      if (!middle(p_)) return false;
      const char* at = p_;
      p_ += m.quote_size;
      --fstrings_;
      return push_here(Tok::FEnd, at, kind_flag);
    }
    if ((c == 0 && p_ == end_) || (c == '\n' && m.quote_size == 1)) {
      if (in_spec && c == '\n') {
        return fail(p_ + 1, std::string(prefix) + "-string: newlines are not allowed in format specifiers for single quoted " + prefix + "-strings");
      }
      u32 detected = line_;
      if (c == 0 && detected > m.first_line) --detected;
      if (m.quote_size == 3) ended_early_ = true;
      return fail_at(m.first_line, m.line_start, m.start + 1,
                     std::string("unterminated ") + (m.quote_size == 3 ? "triple-quoted " : "") + prefix + "-string literal (detected at line " +
                         std::to_string(detected) + ")");
    }
    if (c == '{') {
      if (p_[1] == '{' && !in_spec) {
        if (!push(Tok::FMiddle, start, p_ + 1, start_line, start_line_start, flags | kDoubledBrace)) return false;
        p_ += 2;
        return true;
      }
      if (!middle(p_)) return false;
      return enter_field();
    }
    if (c == '}') {
      if (named_escape) {
        ++p_;
        return middle(p_);
      }
      if (p_[1] == '}' && !in_spec && m.depth == 0) {
        if (!push(Tok::FMiddle, start, p_ + 1, start_line, start_line_start, flags | kDoubledBrace)) return false;
        p_ += 2;
        return true;
      }
      if (!middle(p_)) return false;
      m.in_text = false;
      m.in_spec = false;
      return true;
    }
    ++p_;
    if (c == '\n') {
      newline();
      if ((line_ & 255) == 0 && !meter_.tick(256)) {
        state_ = State::Interrupted;
        return false;
      }
    } else if (c == '\\') {
      if (!m.raw) flags |= kHasBackslash;
      char next = *p_;
      if (next == '{' || next == '}') continue;
      if (p_ == end_) continue;
      if (next == '\n') {
        ++p_;
        newline();
        continue;
      }
      ++p_;
      if (!m.raw && next == 'N' && *p_ == '{') {
        ++p_;
        named_escape = true;
      }
    }
  }
}

}  // namespace monty::syntax
