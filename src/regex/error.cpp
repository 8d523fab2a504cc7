// SPDX-License-Identifier: MIT
// Positions and words of errors.
#include "base/unicode.h"
#include "regex/parser.h"

namespace monty::regex {

std::u32string repr_text(std::u32string_view text, bool ascii_only) {
  const bool has_single = text.find(U'\'') != std::u32string_view::npos;
  const bool has_double = text.find(U'"') != std::u32string_view::npos;
  const char32_t quote = has_single && !has_double ? U'"' : U'\'';
  std::u32string out(1, quote);
  auto hex = [&out](char32_t c, u32 digits) {
    for (u32 i = digits; i-- > 0;) out.push_back(U"0123456789abcdef"[c >> (4 * i) & 15]);
  };
  for (const char32_t c : text) {
    if (c == quote || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += U"\\n";
    } else if (c == '\r') {
      out += U"\\r";
    } else if (c == '\t') {
      out += U"\\t";
    } else if (c < 0x80 ? (c >= 0x20 && c != 0x7F) : (!ascii_only && unicode::is_printable(c))) {
      out.push_back(c);
    } else if (c < 0x100) {
      out += U"\\x";
      hex(c, 2);
    } else if (c < 0x10000) {
      out += U"\\u";
      hex(c, 4);
    } else {
      out += U"\\U";
      hex(c, 8);
    }
  }
  out.push_back(quote);
  return out;
}

void set_position(Error& error, TextView text, i64 pos) {
  error.pos = pos;
  error.lineno = 1;
  i64 line_start = -1;
  for (u32 i = 0; i < text.length; ++i) {
    if (text.at(i) != '\n') continue;
    error.multiline = true;
    if (static_cast<i64>(i) >= pos) break;
    ++error.lineno;
    line_start = i;
  }
  error.colno = pos - line_start;
}

std::u32string Error::full_message() const {
  std::u32string text = msg;
  if (pos < 0) return text;
  text += U" at position " + decimal_text(static_cast<u64>(pos));
  if (multiline) {
    text += U" (line " + decimal_text(static_cast<u64>(lineno)) + U", column " + decimal_text(static_cast<u64>(colno)) + U")";
  }
  return text;
}

}  // namespace monty::regex
