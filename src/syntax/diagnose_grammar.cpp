// SPDX-License-Identifier: MIT
// Compiles the text of the grammar of mistakes.
#include "syntax/diagnose_engine.h"

namespace monty::syntax {
namespace {

constexpr std::string_view kGrammar =
#include "syntax/diagnose_grammar.inc"
    ;

u32 hash_name(std::string_view s) {
  u32 h = 2166136261u;
  for (char c : s) h = (h ^ static_cast<u8>(c)) * 16777619u;
  return h;
}

Tok token_of(std::string_view text) {
#define X(name, spelling) \
  if (text == spelling) return Tok::name;
  MONTY_OPERATOR_TOKENS(X)
#undef X
#define X(name, spelling) \
  if (text == spelling) return Tok::Kw##name;
  MONTY_KEYWORD_TOKENS(X)
#undef X
  if (text == "NAME") return Tok::Name;
  if (text == "NUMBER") return Tok::Number;
  if (text == "STRING") return Tok::String;
  if (text == "NEWLINE") return Tok::Newline;
  if (text == "INDENT") return Tok::Indent;
  if (text == "DEDENT") return Tok::Dedent;
  if (text == "END") return Tok::EndMarker;
  if (text == "FSTART") return Tok::FStart;
  if (text == "FMIDDLE") return Tok::FMiddle;
  if (text == "FEND") return Tok::FEnd;
  return Tok::Count;
}

}  // namespace

struct MistakeGrammar::Compiler {
  MistakeGrammar& g;
  std::string_view s;
  usize i = 0;
  u16 table[1024] = {};  // rule number + 1 by hash of the name

  explicit Compiler(MistakeGrammar& g) : g(g), s(kGrammar) {}

  static bool lower(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
  static bool upper(char c) { return c >= 'A' && c <= 'Z'; }
  void blanks() {
    while (i < s.size() && s[i] == ' ') ++i;
  }
  std::string_view word() {
    usize from = i;
    while (i < s.size() && (lower(s[i]) || upper(s[i]))) ++i;
    return s.substr(from, i - from);
  }

  u16 rule_number(std::string_view name) {
    u32 slot = hash_name(name) & 1023;
    while (table[slot] != 0) {
      if (g.rules[table[slot] - 1u].name == name) return static_cast<u16>(table[slot] - 1);
      slot = (slot + 1) & 1023;
    }
    Rule r;
    r.name = name;
    r.invalid = name.starts_with("invalid_") && name != "invalid_ann_assign_target";
    static constexpr std::string_view kShared[] = {"expression",
                                                   "star_expression",
                                                   "disjunction",
                                                   "conjunction",
                                                   "inversion",
                                                   "factor",
                                                   "await_primary",
                                                   "bitwise_or",
                                                   "bitwise_xor",
                                                   "bitwise_and",
                                                   "shift_expr",
                                                   "sum",
                                                   "term",
                                                   "primary",
                                                   "t_primary",
                                                   "dotted_name",
                                                   "attr",
                                                   "name_or_attr",
                                                   "arguments",
                                                   "block",
                                                   "star_target",
                                                   "target_with_star_atom",
                                                   "del_target",
                                                   "strings",
                                                   "simple_stmt",
                                                   "closed_pattern",
                                                   "invalid_named_expression",
                                                   "type_param",
                                                   "import_stmt"};
    for (std::string_view shared : kShared) r.shared = r.shared || shared == name;
    g.rules.push_back(r);
    table[slot] = static_cast<u16>(g.rules.size());
    return static_cast<u16>(g.rules.size() - 1);
  }

  // One item at i.
  Item item() {
    Item it{};
    if (s[i] == '~') {
      ++i;
      it.op = Op::Cut;
      return it;
    }
    if (s[i] == '&' || s[i] == '!' || s[i] == '^') {
      it.look = s[i] == '&' ? Look::And : s[i] == '!' ? Look::Not : Look::Forced;
      ++i;
    }
    if (lower(s[i]) && s[i + 1] == '=') {
      it.capture = static_cast<u8>(s[i] - 'a' + 1);
      i += 2;
    }
    char c = s[i];
    if (c == '\'' || c == '"') {
      usize close = s.find(c, i + 1);
      std::string_view text = s.substr(i + 1, close - i - 1);
      i = close + 1;
      if (c == '"') {
        it.op = Op::Soft;
        it.text = text;
      } else {
        it.op = Op::Token;
        it.arg = static_cast<u16>(token_of(text));
      }
    } else if (c == '(' || c == '[') {
      ++i;
      it.op = Op::Group;
      if (c == '[') it.repeat = Repeat::Optional;
      group(it.arg, it.count);
      ++i;
      if (c == '[') return it;
    } else if (upper(c)) {
      std::string_view name = word();
      if (name == "SOFT") {
        it.op = Op::AnySoft;
      } else {
        it.op = Op::Token;
        it.arg = static_cast<u16>(token_of(name));
      }
    } else {
      it.op = Op::Rule;
      it.arg = rule_number(word());
    }
    if (i < s.size()) {
      if (s[i] == '*') it.repeat = Repeat::Star;
      if (s[i] == '+') it.repeat = Repeat::Plus;
      if (s[i] == '%') it.repeat = Repeat::List;
      if (it.repeat != Repeat::Once) ++i;
    }
    return it;
  }

  // Alternatives up to ')', ']' or the end of the rule. Nested groups come first in the tables, so a group's own
  // alternatives are gathered here and appended together.
  void group(u16& first, u16& count) {
    std::vector<Alternative> mine;
    for (;;) {
      std::vector<Item> sequence;
      Alternative alternative{};
      for (;;) {
        blanks();
        char c = i < s.size() ? s[i] : '\n';
        if (c == '\n' || c == ')' || c == ']' || c == '|') break;
        if (c == '=' && s[i + 1] == '>') {
          usize stop = s.find('\n', i);
          alternative.action = s.substr(i + 3, stop - i - 3);
          i = stop;
          break;
        }
        sequence.push_back(item());
      }
      alternative.first_item = static_cast<u16>(g.items.size());
      alternative.items = static_cast<u16>(sequence.size());
      g.items.insert(g.items.end(), sequence.begin(), sequence.end());
      mine.push_back(alternative);
      blanks();
      if (i < s.size() && s[i] == '\n' && s.substr(i + 1, 4) == "  | ") {
        i += 4;
      } else if (i < s.size() && s[i] == '|') {
        ++i;
      } else {
        break;
      }
    }
    first = static_cast<u16>(g.alternatives.size());
    count = static_cast<u16>(mine.size());
    g.alternatives.insert(g.alternatives.end(), mine.begin(), mine.end());
  }

  void run() {
    g.items.reserve(2400);
    g.alternatives.reserve(1200);
    g.rules.reserve(300);
    while (i < s.size()) {
      if (s[i] == '\n') {
        ++i;
        continue;
      }
      u16 number = rule_number(word());
      ++i;  // ':'
      u16 first, count;
      group(first, count);
      g.rules[number].first = first;
      g.rules[number].count = count;
    }
  }
};

MistakeGrammar::MistakeGrammar() {
  Compiler compiler(*this);
  compiler.run();
}

int MistakeGrammar::find(std::string_view name) const {
  for (usize n = 0; n < rules.size(); ++n)
    if (rules[n].name == name) return static_cast<int>(n);
  return -1;
}

}  // namespace monty::syntax
