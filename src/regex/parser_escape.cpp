// SPDX-License-Identifier: MIT
// Backslash escapes, in patterns and in sets.
#include "regex/parser.h"

namespace monty::regex {

char32_t simple_escape(char32_t c) {
  switch (c) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\': return '\\';
    default: return 0;
  }
}

u32 parse_number(std::u32string_view digits, u32 base) {
  u64 value = 0;
  for (const char32_t c : digits) {
    const u32 digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * base + digit;
    if (value >= 0xFFFFFFFFu) return 0xFFFFFFFFu;
  }
  return static_cast<u32>(value);
}

std::u32string decimal_text(u64 value) {
  std::u32string text;
  do {
    text.insert(text.begin(), static_cast<char32_t>('0' + value % 10));
    value /= 10;
  } while (value != 0);
  return text;
}

namespace {

bool category_of(char32_t c, Category& category) {
  switch (c) {
    case 'd': category = Category::Digit; return true;
    case 'D': category = Category::NotDigit; return true;
    case 's': category = Category::Space; return true;
    case 'S': category = Category::NotSpace; return true;
    case 'w': category = Category::Word; return true;
    case 'W': category = Category::NotWord; return true;
    default: return false;
  }
}

bool at_of(char32_t c, AtToken& at) {
  switch (c) {
    case 'A': at = AtToken::BeginningText; return true;
    case 'b': at = AtToken::Boundary; return true;
    case 'B': at = AtToken::NonBoundary; return true;
    case 'z':
    case 'Z': at = AtToken::EndText; return true;
    default: return false;
  }
}

}  // namespace

// \x, \u, \U and \N.
Parser::Numeric Parser::parse_code_escape(const Token& token, char32_t& c) {
  std::u32string escape = {'\\', token.escaped};
  u32 digits = 0;
  if (token.escaped == 'x') digits = 2;
  if (token.escaped == 'u' && source_.is_text()) digits = 4;
  if (token.escaped == 'U' && source_.is_text()) digits = 8;
  if (digits != 0) {
    source_.get_while(digits, is_hex_digit, escape);
    if (source_.failed()) return Numeric::Failed;
    if (escape.size() != digits + 2) {
      source_.fail(U"incomplete escape " + escape, escape.size());
      return Numeric::Failed;
    }
    c = parse_number(std::u32string_view(escape).substr(2), 16);
    if (c > 0x10FFFF) {
      bad_escape(escape);
      return Numeric::Failed;
    }
    return Numeric::Done;
  }
  if (token.escaped == 'N' && source_.is_text()) {
    if (!source_.match('{')) {
      source_.fail("missing {");
      return Numeric::Failed;
    }
    std::u32string name;
    if (!source_.get_until('}', "character name", name)) return Numeric::Failed;
    if (options_.lookup_name == nullptr || !options_.lookup_name(name, c)) {
      source_.fail(U"undefined character name " + repr_text(name, false), name.size() + 4);
      return Numeric::Failed;
    }
    return Numeric::Done;
  }
  return Numeric::NotMine;
}

bool Parser::parse_class_escape(const Token& token, SetItem& item) {
  auto literal = [&item](char32_t c) {
    item = {SetItem::Kind::Char, static_cast<u32>(c), static_cast<u32>(c)};
    return true;
  };
  if (const char32_t c = simple_escape(token.escaped)) return literal(c);
  Category category;
  if (category_of(token.escaped, category)) {
    item = {SetItem::Kind::Category, static_cast<u32>(category), 0};
    return true;
  }
  char32_t c = 0;
  switch (parse_code_escape(token, c)) {
    case Numeric::Done: return literal(c);
    case Numeric::Failed: return false;
    case Numeric::NotMine: break;
  }
  std::u32string escape = {'\\', token.escaped};
  if (is_octal_digit(token.escaped)) {
    source_.get_while(2, is_octal_digit, escape);
    const u32 value = parse_number(std::u32string_view(escape).substr(1), 8);
    if (value > 0377) {
      return source_.fail(U"octal escape value " + escape + U" outside of range 0-0o377", escape.size());
    }
    return literal(value);
  }
  if (token.escaped == '8' || token.escaped == '9' || is_ascii_letter(token.escaped)) return bad_escape(escape);
  return literal(token.escaped);
}

bool Parser::parse_escape(const Token& token, Seq& seq) {
  Category category;
  if (category_of(token.escaped, category)) {
    add_category(seq, category);
    return true;
  }
  AtToken at;
  if (at_of(token.escaped, at)) {
    add_node(seq, Node{NodeKind::At, kNone, static_cast<u32>(at)});
    return true;
  }
  char32_t c = simple_escape(token.escaped);
  if (c != 0) {
    add_literal(seq, c);
    return true;
  }
  switch (parse_code_escape(token, c)) {
    case Numeric::Done: add_literal(seq, c); return true;
    case Numeric::Failed: return false;
    case Numeric::NotMine: break;
  }
  if (token.escaped == '0') {
    std::u32string escape = U"\\0";
    source_.get_while(2, is_octal_digit, escape);
    add_literal(seq, parse_number(std::u32string_view(escape).substr(1), 8));
    return true;
  }
  if (token.escaped >= '1' && token.escaped <= '9') return parse_reference(token, seq);
  if (is_ascii_letter(token.escaped)) return bad_escape({'\\', token.escaped});
  add_literal(seq, token.escaped);
  return true;
}

// Three octal digits are a character; anything else names a group.
bool Parser::parse_reference(const Token& token, Seq& seq) {
  std::u32string escape = {'\\', token.escaped};
  if (source_.next().is_digit()) {
    escape.push_back(source_.get().c);
    if (is_octal_digit(escape[1]) && is_octal_digit(escape[2]) && source_.next().is_octal()) {
      escape.push_back(source_.get().c);
      const u32 value = parse_number(std::u32string_view(escape).substr(1), 8);
      if (value > 0377) {
        return source_.fail(U"octal escape value " + escape + U" outside of range 0-0o377", escape.size());
      }
      add_literal(seq, value);
      return true;
    }
  }
  const u32 group = parse_number(std::u32string_view(escape).substr(1), 10);
  if (group >= closed_.size()) {
    return source_.fail(U"invalid group reference " + decimal_text(group), escape.size() - 1);
  }
  if (!group_closed(group)) return source_.fail("cannot refer to an open group", escape.size());
  if (!check_lookbehind(group)) return false;
  add_node(seq, Node{NodeKind::Ref, kNone, group});
  return true;
}

}  // namespace monty::regex
