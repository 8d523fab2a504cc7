// SPDX-License-Identifier: MIT
// The values of literals: numbers, strings with their escapes, f-strings and t-strings.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/unicode_names.h"
#include "syntax/parser_impl.h"
#include "syntax/unicode_ident.h"

namespace monty::syntax {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

double to_double(std::string_view digits) {
  double value = 0;
  auto r = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (r.ec == std::errc()) return value;
  // Out of range: infinity or zero, which strtod tells apart.
  std::string text(digits);
  return std::strtod(text.c_str(), nullptr);
}

}  // namespace

ExprNode* Parser::number() {
  const Token& t = *tok_;
  std::string_view text = text_of(t);
  auto* n = make<Constant>();
  ConstValue& v = n->value;
  u8 base = 10;
  if (text.size() > 2 && text[0] == '0') {
    char x = static_cast<char>(text[1] | 0x20);
    base = x == 'x' ? 16 : x == 'o' ? 8 : x == 'b' ? 2 : 10;
    if (base != 10) text.remove_prefix(2);
  }
  std::string_view digits = text;
  if (text.find('_') != text.npos) {
    char* p = static_cast<char*>(arena_.alloc(text.size()));
    if (p == nullptr) return fail_memory();
    usize size = 0;
    for (char c : text)
      if (c != '_') p[size++] = c;
    digits = {p, size};
  }
  bool is_int = base != 10 || digits.find_first_of(".eEjJ") == digits.npos;
  if (is_int) {
    while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
    v.kind = ConstKind::Int;
    v.base = base;
    if (base == 10 && options_.max_int_digits != 0 && digits.size() > options_.max_int_digits) {
      return fail_token(t, "Exceeds the limit (" + std::to_string(options_.max_int_digits) + " digits) for integer string conversion: value has " +
                               std::to_string(digits.size()) +
                               " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal "
                               "for huge integer literals to avoid decimal conversion limits.");
    }
    auto r = std::from_chars(digits.data(), digits.data() + digits.size(), v.integer, base);
    v.fits = r.ec == std::errc();
    if (!v.fits) v.integer = 0;
    v.text = arena_.copy(digits);
    if (v.text.data() == nullptr) return fail_memory();
  } else {
    bool imaginary = (digits.back() | 0x20) == 'j';
    if (imaginary) digits.remove_suffix(1);
    v.kind = imaginary ? ConstKind::Complex : ConstKind::Float;
    v.number = to_double(digits);
  }
  if (digits.size() > 1000 && !meter_.tick(digits.size())) {
    failure_ = Failure::Lexer;
    return nullptr;
  }
  advance();
  return finish(n, &t);
}

void Parser::warn_escape(const Token& t, std::string_view body, usize at) {
  if (warnings_.size() >= kMaxWarnings) return;
  for (const SyntaxWarning& w : warnings_)
    if (w.place == body.data()) return;
  const char* where = body.data() + at;
  u32 line = t.line;
  for (const char* q = lexer_.text().data() + t.start; q < where; ++q) line += *q == '\n';
  std::string msg;
  char first = body[at + 1];
  if (first >= '4' && first <= '7' && at + 4 <= body.size() && body[at + 2] >= '0' && body[at + 2] <= '7') {
    std::string escape(body.substr(at, 4));
    msg = "\"" + escape + "\" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean \"\\" + escape +
          "\"? A raw string is also an option.";
  } else {
    const char* p = where + 1;
    const char* stop = p;
    decode_utf8(stop);
    std::string escape = "\\" + std::string(p, stop);
    msg = "\"" + escape + "\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\" + escape +
          "\"? A raw string is also an option.";
  }
  warnings_.push_back({std::move(msg), line, body.data()});
}

// The text of a str literal: its escapes turned into characters.
bool Parser::decode_text(std::string_view body, const Token& t, bool escapes, std::string_view& out, bool& ascii, bool in_fstring) {
  ascii = true;
  for (char c : body) {
    if (static_cast<u8>(c) >= 0x80) {
      ascii = false;
      break;
    }
  }
  if (!escapes || body.find('\\') == body.npos) {
    out = arena_.copy(body);
    return out.data() != nullptr || fail_memory() != nullptr;
  }
  // No escape yields more bytes than it is long.
  usize room = body.size();
  char* buffer = static_cast<char*>(arena_.alloc(room + 8));
  if (buffer == nullptr) return fail_memory() != nullptr;
  char* to = buffer;
  // Positions in messages count the text as CPython's decoder sees it: characters beyond ASCII as \UXXXXXXXX.
  usize seen = 0;
  auto bad = [&](usize from, usize upto, const char* reason) {
    char message[160];
    std::snprintf(message, sizeof message, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s", from, upto, reason);
    const Token* where = &t;
    if (in_fstring) {  // CPython decodes these when it has read the whole literal
      int open = 0;
      for (where = tok_; where->kind != Tok::Newline && where->kind != Tok::Error; ++where) {
        if (where->kind == Tok::FStart) ++open;
        if (where->kind == Tok::FEnd && open-- == 0) break;
      }
    }
    return fail_token(*where, message) != nullptr;
  };
  usize i = 0;
  const usize n = body.size();
  while (i < n) {
    char c = body[i];
    if (c != '\\') {
      *to++ = c;
      ++i;
      if (static_cast<u8>(c) < 0x80) {
        ++seen;
      } else if ((static_cast<u8>(c) & 0xC0) != 0x80) {
        seen += 10;
      }
      continue;
    }
    usize from = i;
    usize seen_from = seen;
    if (i + 1 == n) {  // an f-string's text may end in a backslash
      if (in_fstring) {
        std::string brace = "\\{";
        const char* next = body.data() + n;
        if (*next == '{' || *next == '}') {
          std::string_view two(body.data() + i, 2);
          warn_escape(t, two, 0);
        }
      }
      *to++ = '\\';
      ++i;
      continue;
    }
    char e = body[i + 1];
    i += 2;
    seen += 2;
    switch (e) {
      case '\n': break;
      case '\\': *to++ = '\\'; break;
      case '\'': *to++ = '\''; break;
      case '"': *to++ = '"'; break;
      case 'a': *to++ = '\a'; break;
      case 'b': *to++ = '\b'; break;
      case 'f': *to++ = '\f'; break;
      case 'n': *to++ = '\n'; break;
      case 'r': *to++ = '\r'; break;
      case 't': *to++ = '\t'; break;
      case 'v': *to++ = '\v'; break;
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7': {
        u32 value = static_cast<u32>(e - '0');
        for (int k = 0; k < 2 && i < n && body[i] >= '0' && body[i] <= '7'; ++k) {
          value = value * 8 + static_cast<u32>(body[i++] - '0');
          ++seen;
        }
        if (value > 0xFF) warn_escape(t, body, from);
        if (value >= 0x80) ascii = false;
        to = encode_utf8(value, to);
        break;
      }
      case 'x':
      case 'u':
      case 'U': {
        int want = e == 'x' ? 2 : e == 'u' ? 4 : 8;
        u32 value = 0;
        int have = 0;
        for (; have < want && i < n && hex_value(body[i]) >= 0; ++have, ++i) value = value * 16 + static_cast<u32>(hex_value(body[i]));
        seen += static_cast<usize>(have);
        if (have < want) {
          return bad(seen_from, seen - 1, e == 'x' ? "truncated \\xXX escape" : e == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape");
        }
        if (value > 0x10FFFF) return bad(seen_from, seen - 1, "illegal Unicode character");
        if (value >= 0x80) ascii = false;
        to = encode_utf8(value, to);
        break;
      }
      case 'N': {
        usize close = i < n && body[i] == '{' ? body.find('}', i) : body.npos;
        if (close == body.npos || close == i + 1) {
          usize upto = i < n && body[i] == '{' ? (close == body.npos ? seen + (n - i) - 1 : seen) : seen - 1;
          return bad(seen_from, upto, "malformed \\N character escape");
        }
        std::string_view name = body.substr(i + 1, close - i - 1);
        seen += close + 1 - i;
        i = close + 1;
        char32_t found;
        if (!meter_.tick(unicode::kNameLookupCost)) {
          failure_ = Failure::Lexer;
          return false;
        }
        if (!unicode::find_character(name, &found)) return bad(seen_from, seen - 1, "unknown Unicode character name");
        if (found >= 0x80) ascii = false;
        to = encode_utf8(found, to);
        break;
      }
      default:
        warn_escape(t, body, from);
        *to++ = '\\';
        i = from + 1;
        --seen;
        break;
    }
  }
  out = {buffer, static_cast<usize>(to - buffer)};
  return true;
}

bool Parser::decode_bytes(std::string_view body, const Token& t, std::string_view& out) {
  char* buffer = static_cast<char*>(arena_.alloc(body.size() + 8));
  if (buffer == nullptr) return fail_memory() != nullptr;
  char* to = buffer;
  const usize n = body.size();
  for (usize i = 0; i < n;) {
    char c = body[i];
    if (c != '\\' || i + 1 >= n) {
      *to++ = c;
      ++i;
      continue;
    }
    usize from = i;
    char e = body[i + 1];
    i += 2;
    switch (e) {
      case '\n': break;
      case '\\': *to++ = '\\'; break;
      case '\'': *to++ = '\''; break;
      case '"': *to++ = '"'; break;
      case 'a': *to++ = '\a'; break;
      case 'b': *to++ = '\b'; break;
      case 'f': *to++ = '\f'; break;
      case 'n': *to++ = '\n'; break;
      case 'r': *to++ = '\r'; break;
      case 't': *to++ = '\t'; break;
      case 'v': *to++ = '\v'; break;
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7': {
        u32 value = static_cast<u32>(e - '0');
        for (int k = 0; k < 2 && i < n && body[i] >= '0' && body[i] <= '7'; ++k) value = value * 8 + static_cast<u32>(body[i++] - '0');
        if (value > 0xFF) warn_escape(t, body, from);
        *to++ = static_cast<char>(value);
        break;
      }
      case 'x': {
        int a = i < n ? hex_value(body[i]) : -1, b = i + 1 < n ? hex_value(body[i + 1]) : -1;
        if (a < 0 || b < 0) {
          return fail_token(t, "(value error) invalid \\x escape at position " + std::to_string(from)) != nullptr;
        }
        *to++ = static_cast<char>(a * 16 + b);
        i += 2;
        break;
      }
      default:
        warn_escape(t, body, from);
        *to++ = '\\';
        i = from + 1;
        break;
    }
  }
  out = {buffer, static_cast<usize>(to - buffer)};
  return true;
}

bool Parser::string_token(const Token& t, bool& bytes, std::string_view& value, bool& ascii, bool& u_prefix) {
  std::string_view text = text_of(t);
  bool raw = false;
  bytes = u_prefix = false;
  usize i = 0;
  for (; text[i] != '"' && text[i] != '\''; ++i) {
    char c = static_cast<char>(text[i] | 0x20);
    raw = raw || c == 'r';
    bytes = bytes || c == 'b';
    u_prefix = u_prefix || text[i] == 'u';
  }
  usize quote = text.size() - i >= 6 && text[i + 1] == text[i] && text[i + 2] == text[i] ? 3 : 1;
  std::string_view body = text.substr(i + quote, text.size() - i - 2 * quote);
  bool escapes = !raw && (t.flags & kHasBackslash);
  if (body.size() > 4096 && !meter_.tick(body.size())) {
    failure_ = Failure::Lexer;
    return false;
  }
  if (!bytes) return decode_text(body, t, escapes, value, ascii, false);
  for (char c : body)
    if (static_cast<u8>(c) >= 0x80) return fail_token(t, "bytes can only contain ASCII literal characters") != nullptr;
  if (escapes) return decode_bytes(body, t, value);
  value = arena_.copy(body);
  return value.data() != nullptr || fail_memory() != nullptr;
}

Constant* Parser::text_constant(std::string_view text, const Token& t, bool ascii) {
  auto* n = make<Constant>();
  n->value.kind = ConstKind::Str;
  n->value.text = text;
  n->value.ascii = ascii;
  n->lineno = t.line;
  n->col_offset = t.col;
  n->end_lineno = t.end_line;
  n->end_col_offset = t.end_col;
  n->height = 1;
  return n;
}

// Joins neighbouring texts and drops empty ones; the parts lie on the scratch list from `from` on.
bool Parser::merge_strings(u32 from, Seq<ExprNode*>& out) {
  u32 size = mark();
  u32 kept = from;
  for (u32 i = from; i < size;) {
    auto* e = static_cast<ExprNode*>(scratch_[i]);
    if (!e->is<Constant>()) {
      scratch_[kept++] = e;
      ++i;
      continue;
    }
    u32 stop = i + 1;
    auto* first = e->as<Constant>();
    usize bytes = first->value.text.size();
    bool ascii = first->value.ascii;
    while (stop < size && scratch_[stop]->kind == NodeKind::Constant) {
      auto* c = static_cast<Constant*>(scratch_[stop++]);
      bytes += c->value.text.size();
      ascii = ascii && c->value.ascii;
    }
    if (bytes != 0) {
      if (stop != i + 1) {
        char* p = static_cast<char*>(arena_.alloc(bytes));
        if (p == nullptr) return fail_memory() != nullptr;
        usize at = 0;
        for (u32 k = i; k < stop; ++k) {
          std::string_view part = static_cast<Constant*>(scratch_[k])->value.text;
          if (!part.empty()) std::memcpy(p + at, part.data(), part.size());
          at += part.size();
        }
        auto* last = static_cast<Constant*>(scratch_[stop - 1]);
        auto* joined = make<Constant>();
        *joined = *first;
        joined->value.text = {p, bytes};
        joined->value.ascii = ascii;
        joined->end_lineno = last->end_lineno;
        joined->end_col_offset = last->end_col_offset;
        first = joined;
      }
      scratch_[kept++] = first;
    }
    i = stop;
  }
  scratch_size_ = kept;
  return take(from, out);
}

// Adjacent string literals of any kind.
ExprNode* Parser::strings() {
  const Token* start = tok_;
  // The usual case: one plain literal.
  if (at(Tok::String) && tok_[1].kind != Tok::String && tok_[1].kind != Tok::FStart) {
    bool bytes, ascii = true, u_prefix;
    std::string_view value;
    MONTY_NEED(string_token(*tok_, bytes, value, ascii, u_prefix));
    Constant* n = text_constant(value, *tok_, ascii);
    if (bytes) n->value.kind = ConstKind::Bytes;
    if (u_prefix) n->str_kind = "u";
    advance();
    return measure(n);
  }
  u32 from = mark();
  u32 bytes_tokens = 0, str_tokens = 0, t_tokens = 0, f_tokens = 0;
  while (at(Tok::String) || at(Tok::FStart)) {
    if (at(Tok::String)) {
      bool bytes, ascii = true, u_prefix;
      std::string_view value;
      MONTY_NEED(string_token(*tok_, bytes, value, ascii, u_prefix));
      Constant* n = text_constant(value, *tok_, ascii);
      if (bytes) n->value.kind = ConstKind::Bytes;
      if (u_prefix) n->str_kind = "u";
      ++(bytes ? bytes_tokens : str_tokens);
      MONTY_NEED(keep(n));
      advance();
    } else {
      bool is_t = false;
      MONTY_NEED(fstring(is_t));
      ++(is_t ? t_tokens : f_tokens);
    }
  }
  if (t_tokens != 0 && str_tokens + bytes_tokens + f_tokens != 0)
    return fail_worded("cannot mix t-string literals with string or bytes literals", start->line, start->col, tok_[-1].end_line, tok_[-1].end_col);
  if (bytes_tokens != 0 && str_tokens + f_tokens != 0) return fail_token(*tok_, "cannot mix bytes and nonbytes literals");
  if (t_tokens != 0) {
    auto* n = make<TemplateStr>();
    MONTY_NEED(merge_strings(from, n->values));
    return finish(n, start);
  }
  if (f_tokens != 0) {
    auto* n = make<JoinedStr>();
    MONTY_NEED(merge_strings(from, n->values));
    return finish(n, start);
  }
  auto* first = static_cast<Constant*>(scratch_[from]);
  Seq<ExprNode*> joined;
  MONTY_NEED(merge_strings(from, joined));
  Constant* n = joined.empty() ? first : joined[0]->as<Constant>();
  n->str_kind = first->str_kind;
  return finish(n, start);
}

// From FStart to FEnd: leaves constants and replacement fields on the scratch list.
bool Parser::fstring(bool& is_t) {
  is_t = (tok_->flags & kTString) != 0;
  advance();
  for (;;) {
    if (at(Tok::FEnd)) {
      advance();
      return true;
    }
    if (at(Tok::FMiddle)) {
      const Token& t = *tok_;
      std::string_view value;
      bool ascii = true;
      if (!decode_text(text_of(t), t, (t.flags & kHasBackslash) && !(t.flags & kRawString), value, ascii, true)) return false;
      Constant* n = text_constant(value, t, ascii);
      if (t.flags & kDoubledBrace) ++n->end_col_offset;
      if (!keep(n)) return false;
      advance();
      continue;
    }
    if (!at(Tok::LBrace)) return fail() != nullptr;
    bool debug = false;
    ExprNode* field = replacement_field(is_t, debug);
    if (field == nullptr || !keep(field)) return false;
  }
}

// The source text of "{expr=}": comments are left out.
std::string_view Parser::debug_text(u32 from, u32 to) {
  std::string_view text = lexer_.text().substr(from, to - from);
  if (text.find('#') == text.npos) return arena_.copy(text);
  // Comments are what lies between tokens: copy the text, skipping from '#' to the end of the line there.
  char* p = static_cast<char*>(arena_.alloc(text.size() + 1));
  if (p == nullptr) return {};
  usize size = 0;
  char quote = 0;
  for (usize i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote != 0) {
      if (c == '\\' && i + 1 < text.size()) {
        p[size++] = c;
        c = text[++i];
      } else if (c == quote) {
        quote = 0;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      while (i < text.size() && text[i] != '\n') ++i;
      if (i == text.size()) break;
      c = '\n';
    }
    p[size++] = c;
  }
  return {p, size};
}

ExprNode* Parser::replacement_field(bool is_t, bool& had_debug) {
  const Token* open = tok_;
  Depth depth(*this);
  if (!depth.fine()) return too_deep();
  advance();
  ExprNode* value = annotated_rhs();
  MONTY_NEED(value != nullptr);
  u32 expr_end = tok_->start;
  bool debug = accept(Tok::Equal);
  had_debug = debug;
  const Token* after = tok_;  // '!', ':' or '}'
  i32 conversion = -1;
  if (accept(Tok::Exclamation)) {
    const Token& c = *tok_;
    if (!at(Tok::Name)) return fail();
    if (c.start != tok_[-1].end) {
      const Token& mark = tok_[-1];
      return fail_worded(std::string(is_t ? "t" : "f") + "-string: conversion type must come right after the exclamation mark", mark.line, mark.col, c.end_line,
                         c.end_col);
    }
    std::string_view name = text_of(c);
    if (name != "s" && name != "r" && name != "a") {
      return fail_token(c, std::string(is_t ? "t" : "f") + "-string: invalid conversion character '" + std::string(name) + "': expected 's', 'r', or 'a'");
    }
    conversion = name[0];
    advance();
  }
  ExprNode* spec = nullptr;
  if (at(Tok::Colon)) {
    const Token* colon = tok_;
    advance();
    spec = format_spec(colon);
    MONTY_NEED(spec != nullptr);
  }
  MONTY_NEED(expect(Tok::RBrace));
  if (debug) {
    std::string_view text = debug_text(open->end, after->start);
    if (text.data() == nullptr) return fail_memory();
    bool ascii = true;
    for (char c : text) ascii = ascii && static_cast<u8>(c) < 0x80;
    Constant* label = text_constant(text, *open, ascii);
    label->col_offset = open->col + 1;
    label->end_lineno = after->line;
    label->end_col_offset = after->col;
    MONTY_NEED(keep(label));
    if (conversion < 0 && spec == nullptr) conversion = 'r';
  }
  if (is_t) {
    auto* n = make<Interpolation>();
    n->value = value;
    std::string_view text = debug_text(open->end, debug ? expr_end : after->start);
    if (text.data() == nullptr) return fail_memory();
    auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; };
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    n->str = text;
    n->conversion = conversion;
    n->format_spec = spec;
    return finish(n, open);
  }
  auto* n = make<FormattedValue>();
  n->value = value;
  n->conversion = conversion;
  n->format_spec = spec;
  return finish(n, open);
}

ExprNode* Parser::format_spec(const Token* colon) {
  u32 from = mark();
  for (;;) {
    if (at(Tok::FMiddle)) {
      const Token& t = *tok_;
      std::string_view value;
      bool ascii = true;
      MONTY_NEED(decode_text(text_of(t), t, (t.flags & kHasBackslash) && !(t.flags & kRawString), value, ascii, true));
      if (!value.empty()) MONTY_NEED(keep(text_constant(value, t, ascii)));
      advance();
    } else if (at(Tok::LBrace)) {
      bool debug = false;
      ExprNode* field = replacement_field(false, debug);
      MONTY_NEED(field != nullptr && keep(field));
    } else {
      break;
    }
  }
  auto* n = make<JoinedStr>();
  MONTY_NEED(merge_strings(from, n->values));
  return finish(n, colon);
}

}  // namespace monty::syntax
