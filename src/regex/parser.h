// SPDX-License-Identifier: MIT
// The parser's own state (parser.cpp, parser_escape.cpp and parser_group.cpp are its three parts).
//
// Errors are sticky: the first one is kept and the tokenizer then pretends to be at the end, so every loop leaves by
// itself. Positions and words follow CPython's re._parser.
#pragma once

#include <string_view>

#include "regex/ast.h"

namespace monty::regex {

// One character, or a backslash with the character after it; length 0 at the end.
struct Token {
  u8 length = 0;
  char32_t c = 0;
  char32_t escaped = 0;

  bool none() const { return length == 0; }
  bool is(char32_t x) const { return length == 1 && c == x; }
  bool is_escape() const { return length == 2; }
  bool in_range(char32_t lo, char32_t hi) const { return length == 1 && c >= lo && c <= hi; }
  bool is_digit() const { return in_range('0', '9'); }
  bool is_octal() const { return in_range('0', '7'); }
};

class Tokenizer {
 public:
  Tokenizer(TextView text, bool is_text, Meter& meter, Error& error) : text_(text), is_text_(is_text), meter_(meter), error_(error) { advance(); }

  bool is_text() const { return is_text_; }
  bool failed() const { return error_.kind != ErrorKind::None; }
  const Token& next() const { return next_; }
  Token get() {
    const Token token = next_;
    advance();
    return token;
  }
  bool match(char32_t c) {
    if (!next_.is(c)) return false;
    advance();
    return true;
  }
  u32 tell() const { return index_ - next_.length; }
  void seek(u32 index) {
    index_ = index;
    advance();
  }
  // Takes up to n tokens that `accept` takes; appends them to `out`.
  template <class Accept>
  void get_while(u32 n, Accept accept, std::u32string& out) {
    while (n-- > 0 && next_.length == 1 && accept(next_.c)) {
      out.push_back(next_.c);
      advance();
    }
  }
  // A name up to the terminator; false after an error.
  bool get_until(char32_t terminator, const char* what, std::u32string& out);
  bool check_group_name(std::u32string_view name, u32 offset);

  // Reports at tell() - offset. Always false, so that callers can return it.
  bool fail(std::u32string msg, u64 offset = 0) { return fail_at(std::move(msg), static_cast<i64>(tell()) - static_cast<i64>(offset)); }
  bool fail(std::string_view msg, u64 offset = 0) { return fail(std::u32string(msg.begin(), msg.end()), offset); }
  bool fail_at(std::u32string msg, i64 pos);
  bool fail_kind(ErrorKind kind, std::string_view msg);

 private:
  void advance();

  TextView text_;
  bool is_text_;
  Meter& meter_;
  Error& error_;
  u32 index_ = 0;
  Token next_;
};

class Parser {
 public:
  Parser(TextView pattern, const CompileOptions& options, Meter& meter, Ast& ast, Error& error)
      : source_(pattern, options.is_text, meter, error), options_(options), meter_(meter), ast_(ast) {}

  bool parse();

 private:
  static constexpr u32 kMaxNesting = 450;

  // parser.cpp
  Seq parse_alternatives(u32 verbose, u32 nested);
  Seq parse_sequence(u32 verbose, u32 nested, bool first);
  bool parse_set(Seq& seq);
  bool parse_set_member(const Token& token, SetItem& item);
  bool parse_repeat(const Token& token, Seq& seq);
  void join_alternatives(std::vector<Seq>& items, Seq& result);
  u32 add_node(Seq& seq, const Node& node);
  void add_literal(Seq& seq, char32_t c) { add_node(seq, Node{NodeKind::Literal, kNone, static_cast<u32>(c)}); }
  void add_category(Seq& seq, Category category);
  bool same_leaf(const Node& a, const Node& b) const;
  Width node_width(const Node& node) const;
  void measure(Seq& seq) const;
  bool check_flags();

  // parser_escape.cpp
  bool parse_escape(const Token& token, Seq& seq);
  bool parse_class_escape(const Token& token, SetItem& item);
  enum class Numeric : u8 { Done, NotMine, Failed };
  Numeric parse_code_escape(const Token& token, char32_t& c);
  bool bad_escape(const std::u32string& escape) { return source_.fail(U"bad escape " + escape, escape.size()); }
  bool parse_reference(const Token& token, Seq& seq);

  // parser_group.cpp
  bool parse_group(Seq& seq, u32& verbose, u32 nested, bool first);
  bool parse_named_reference(Seq& seq);
  bool parse_assertion(Seq& seq, Token token, u32 verbose, u32 nested, u32 start);
  bool parse_conditional(Seq& seq, u32 verbose, u32 nested, u32 start);
  bool skip_comment(u32 start);
  enum class Inline : u8 { Global, Scoped, Failed };
  Inline parse_flags(Token token, u32& add, u32& remove);
  bool open_group(const std::u32string* name, u32& group);
  bool group_closed(u32 group) const { return group < closed_.size() && closed_[group] != 0; }
  bool check_lookbehind(u32 group);
  bool unterminated(u32 start) { return source_.fail("missing ), unterminated subpattern", source_.tell() - start); }
  u32 find_name(std::u32string_view name);

  struct PendingReference {
    u32 group;
    u32 pos;
  };

  Tokenizer source_;
  const CompileOptions& options_;
  Meter& meter_;
  Ast& ast_;
  std::vector<u8> closed_ = {0};
  u32 lookbehind_groups_ = kNone;
  std::vector<PendingReference> pending_;
};

inline bool is_hex_digit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
inline bool is_octal_digit(char32_t c) { return c >= '0' && c <= '7'; }
inline bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The character that \a, \b, \f, \n, \r, \t, \v or \\ stands for, or 0.
char32_t simple_escape(char32_t c);
u32 parse_number(std::u32string_view digits, u32 base);  // saturates at 0xFFFFFFFF
std::u32string decimal_text(u64 value);
u32 flag_of_letter(const Token& token);

}  // namespace monty::regex
