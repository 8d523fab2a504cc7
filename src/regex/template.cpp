// SPDX-License-Identifier: MIT
// Replacement templates of sub().
#include "regex/parser.h"

namespace monty::regex {

namespace {

constexpr u32 kMaxGroups = 0x3FFFFFFF;

class TemplateParser {
 public:
  TemplateParser(TextView text, bool is_text, u32 groups, std::span<const GroupName> names, Meter& meter, Template& result, Error& error)
      : source_(text, is_text, meter, error), groups_(groups), names_(names), meter_(meter), result_(result), error_(error) {}

  bool parse() {
    while (!source_.failed()) {
      const Token token = source_.get();
      if (source_.failed() || token.none()) break;
      if (!token.is_escape()) {
        literal(token.c);
      } else if (token.escaped == 'g') {
        named_group();
      } else if (token.escaped == '0') {
        std::u32string escape = U"\\0";
        source_.get_while(2, is_octal_digit, escape);
        literal(parse_number(std::u32string_view(escape).substr(1), 8) & 0xFF);
      } else if (token.escaped >= '1' && token.escaped <= '9') {
        numbered(token.escaped);
      } else if (const char32_t c = simple_escape(token.escaped)) {
        literal(c);
      } else if (is_ascii_letter(token.escaped)) {
        source_.fail(std::u32string(U"bad escape \\") + token.escaped, 2);
      } else {
        literal('\\');
        literal(token.escaped);
      }
    }
    return !source_.failed();
  }

 private:
  void literal(char32_t c) { result_.literals.push_back(c); }

  bool add_group(u32 group, u64 offset) {
    if (group > groups_) return source_.fail(U"invalid group reference " + decimal_text(group), offset);
    result_.parts.push_back({static_cast<u32>(result_.literals.size()), group});
    return true;
  }

  bool named_group() {
    if (!source_.match('<')) return source_.fail("missing <");
    std::u32string name;
    if (!source_.get_until('>', "group name", name)) return false;
    bool decimal = true;
    for (const char32_t c : name) decimal = decimal && c >= '0' && c <= '9';
    if (decimal) {
      const u32 group = parse_number(name, 10);
      if (group >= kMaxGroups) {
        return source_.fail(U"invalid group reference " + name.substr(name.find_first_not_of(U'0')), name.size() + 1);
      }
      return add_group(group, name.size() + 1);
    }
    if (!source_.check_group_name(name, 1)) return false;
    if (!meter_.tick(names_.size())) return source_.fail_kind(ErrorKind::Stopped, "");
    for (const GroupName& entry : names_) {
      if (entry.name == name) return add_group(entry.group, name.size() + 1);
    }
    error_.kind = ErrorKind::Index;
    error_.msg = U"unknown group name " + repr_text(name, false);
    return false;
  }

  bool numbered(char32_t first) {
    std::u32string escape = {'\\', first};
    if (source_.next().is_digit()) {
      escape.push_back(source_.get().c);
      if (is_octal_digit(first) && is_octal_digit(escape[2]) && source_.next().is_octal()) {
        escape.push_back(source_.get().c);
        const u32 value = parse_number(std::u32string_view(escape).substr(1), 8);
        if (value > 0377) {
          return source_.fail(U"octal escape value " + escape + U" outside of range 0-0o377", escape.size());
        }
        literal(value);
        return true;
      }
    }
    return add_group(parse_number(std::u32string_view(escape).substr(1), 10), escape.size() - 1);
  }

  Tokenizer source_;
  u32 groups_;
  std::span<const GroupName> names_;
  Meter& meter_;
  Template& result_;
  Error& error_;
};

}  // namespace

bool parse_template(TextView text, bool is_text, u32 groups, std::span<const GroupName> names, Meter& meter, Template& result, Error& error) {
  result = Template{};
  error = Error{};
  return TemplateParser(text, is_text, groups, names, meter, result, error).parse();
}

}  // namespace monty::regex
