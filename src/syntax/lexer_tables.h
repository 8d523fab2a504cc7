// SPDX-License-Identifier: MIT
// The lexer's character classes, keyword hash and operator recogniser.
#pragma once

#include <array>
#include <cstring>

#include "base/types.h"
#include "syntax/token.h"

namespace monty::syntax::lexer_tables {

enum CharClass : u8 { kOther, kSpace, kNewline, kHash, kBackslash, kLetter, kDigit, kQuote, kDot };

consteval std::array<u8, 256> make_classes() {
  std::array<u8, 256> t{};
  for (int c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128) t[c] = kLetter;
    if (c >= '0' && c <= '9') t[c] = kDigit;
  }
  t[' '] = t['\t'] = t['\f'] = kSpace;
  t['\n'] = kNewline;
  t['#'] = kHash;
  t['\\'] = kBackslash;
  t['\''] = t['"'] = kQuote;
  t['.'] = kDot;
  return t;
}
inline constexpr std::array<u8, 256> kCharClass = make_classes();

// 1: ASCII character of identifiers; 2: byte above 127.
consteval std::array<u8, 256> make_ident() {
  std::array<u8, 256> t{};
  for (int c = 0; c < 256; ++c) t[c] = c >= 128 ? 2 : kCharClass[c] == kLetter || kCharClass[c] == kDigit;
  return t;
}
inline constexpr std::array<u8, 256> kIdentChar = make_ident();

consteval std::array<bool, 128> make_prefix() {
  std::array<bool, 128> t{};
  t['b'] = t['r'] = t['u'] = t['f'] = t['t'] = true;
  return t;
}
inline constexpr std::array<bool, 128> kPrefixLetter = make_prefix();

struct KeywordSlot {
  char text[9];
  u8 size;
  Tok kind;
};

constexpr u32 keyword_hash(const char* s, usize n) {
  return (static_cast<u32>(s[0]) + static_cast<u32>(s[1]) + 15 * static_cast<u32>(n) + static_cast<u32>(s[n - 1])) & 127;
}

// A perfect hash of the 35 keywords (a collision would fail to compile).
consteval std::array<KeywordSlot, 128> make_keywords() {
  std::array<KeywordSlot, 128> t{};
  struct Row {
    std::string_view text;
    Tok kind;
  };
#define X(name, text) Row{text, Tok::Kw##name},
  constexpr Row rows[] = {MONTY_KEYWORD_TOKENS(X)};
#undef X
  for (const Row& row : rows) {
    KeywordSlot& slot = t[keyword_hash(row.text.data(), row.text.size())];
    if (slot.size != 0) __builtin_unreachable();
    for (usize i = 0; i < row.text.size(); ++i) slot.text[i] = row.text[i];
    slot.size = static_cast<u8>(row.text.size());
    slot.kind = row.kind;
  }
  return t;
}
inline constexpr std::array<KeywordSlot, 128> kKeywords = make_keywords();

inline Tok keyword_kind(const char* s, usize n) {
  if (n < 2 || n > 8) return Tok::Name;
  const KeywordSlot& slot = kKeywords[keyword_hash(s, n)];
  if (slot.size == n && std::memcmp(slot.text, s, n) == 0) return slot.kind;
  return Tok::Name;
}

// The operator at p: its length (0: none).
inline int operator_at(const char* p, Tok& kind) {
  char b = p[1];
  auto one = [&](Tok k) { return kind = k, 1; };
  auto maybe_equal = [&](Tok single, Tok with_equal) { return b == '=' ? (kind = with_equal, 2) : (kind = single, 1); };
  auto doubled = [&](Tok single, Tok single_equal, Tok twice, Tok twice_equal) {
    if (b != p[0]) return b == '=' ? (kind = single_equal, 2) : (kind = single, 1);
    return p[2] == '=' ? (kind = twice_equal, 3) : (kind = twice, 2);
  };
  switch (p[0]) {
    case '(': return one(Tok::LPar);
    case ')': return one(Tok::RPar);
    case '[': return one(Tok::LSqb);
    case ']': return one(Tok::RSqb);
    case '{': return one(Tok::LBrace);
    case '}': return one(Tok::RBrace);
    case ',': return one(Tok::Comma);
    case ';': return one(Tok::Semi);
    case '~': return one(Tok::Tilde);
    case ':': return maybe_equal(Tok::Colon, Tok::ColonEqual);
    case '+': return maybe_equal(Tok::Plus, Tok::PlusEqual);
    case '-': return b == '>' ? (kind = Tok::RArrow, 2) : maybe_equal(Tok::Minus, Tok::MinEqual);
    case '|': return maybe_equal(Tok::VBar, Tok::VBarEqual);
    case '&': return maybe_equal(Tok::Amper, Tok::AmperEqual);
    case '^': return maybe_equal(Tok::Circumflex, Tok::CircumflexEqual);
    case '%': return maybe_equal(Tok::Percent, Tok::PercentEqual);
    case '@': return maybe_equal(Tok::At, Tok::AtEqual);
    case '=': return maybe_equal(Tok::Equal, Tok::EqEqual);
    case '!': return maybe_equal(Tok::Exclamation, Tok::NotEqual);
    case '*': return doubled(Tok::Star, Tok::StarEqual, Tok::DoubleStar, Tok::DoubleStarEqual);
    case '/': return doubled(Tok::Slash, Tok::SlashEqual, Tok::DoubleSlash, Tok::DoubleSlashEqual);
    case '<':
      if (b == '>') return kind = Tok::NotEqual, 2;  // the parser refuses this spelling
      return doubled(Tok::Less, Tok::LessEqual, Tok::LeftShift, Tok::LeftShiftEqual);
    case '>': return doubled(Tok::Greater, Tok::GreaterEqual, Tok::RightShift, Tok::RightShiftEqual);
    case '.':
      if (b == '.' && p[2] == '.') return kind = Tok::Ellipsis, 3;
      return one(Tok::Dot);
    default: return 0;
  }
}

}  // namespace monty::syntax::lexer_tables
