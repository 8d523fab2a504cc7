// SPDX-License-Identifier: MIT
// Everything that starts with a parenthesis.
#include "base/unicode.h"
#include "regex/parser.h"

namespace monty::regex {

namespace {
constexpr u32 kMaxGroups = 0x3FFFFFFF;  // what CPython calls MAXGROUPS
constexpr u32 kTypeFlags = kAscii | kLocale | kUnicode;
}  // namespace

u32 flag_of_letter(const Token& token) {
  if (token.length != 1) return 0;
  switch (token.c) {
    case 'i': return kIgnoreCase;
    case 'L': return kLocale;
    case 'm': return kMultiline;
    case 's': return kDotAll;
    case 'x': return kVerbose;
    case 'a': return kAscii;
    case 'u': return kUnicode;
    default: return 0;
  }
}

u32 Parser::find_name(std::u32string_view name) {
  if (!meter_.tick(ast_.names.size())) {
    source_.fail_kind(ErrorKind::Stopped, "");
    return 0;
  }
  for (const GroupName& entry : ast_.names) {
    if (entry.name == name) return entry.group;
  }
  return 0;
}

bool Parser::open_group(const std::u32string* name, u32& group) {
  group = static_cast<u32>(closed_.size());
  closed_.push_back(0);
  ast_.group_widths.push_back(Width{});
  if (name == nullptr) return true;
  if (const u32 before = find_name(*name)) {
    return source_.fail(U"redefinition of group name " + repr_text(*name, false) + U" as group " + decimal_text(group) + U"; was group " + decimal_text(before),
                        name->size() + 1);
  }
  ast_.names.push_back({*name, group});
  return !source_.failed();
}

bool Parser::check_lookbehind(u32 group) {
  if (lookbehind_groups_ == kNone) return true;
  if (!group_closed(group)) return source_.fail("cannot refer to an open group");
  if (group >= lookbehind_groups_) {
    return source_.fail("cannot refer to group defined in the same lookbehind subpattern");
  }
  return true;
}

bool Parser::parse_named_reference(Seq& seq) {
  std::u32string name;
  if (!source_.get_until(')', "group name", name) || !source_.check_group_name(name, 1)) return false;
  const u32 group = find_name(name);
  if (group == 0) return source_.fail(U"unknown group name " + repr_text(name, false), name.size() + 1);
  if (!group_closed(group)) return source_.fail("cannot refer to an open group", name.size() + 1);
  if (!check_lookbehind(group)) return false;
  add_node(seq, Node{NodeKind::Ref, kNone, group});
  return true;
}

bool Parser::skip_comment(u32 start) {
  while (true) {
    if (source_.next().none()) return source_.fail("missing ), unterminated comment", source_.tell() - start);
    if (source_.get().is(')')) return true;
  }
}

bool Parser::parse_assertion(Seq& seq, Token token, u32 verbose, u32 nested, u32 start) {
  bool behind = false;
  const u32 outer = lookbehind_groups_;
  if (token.is('<')) {
    token = source_.get();
    if (token.none()) return source_.fail("unexpected end of pattern");
    if (!token.is('=') && !token.is('!')) {
      std::u32string msg = U"unknown extension ?<";
      msg.push_back(token.c);
      if (token.is_escape()) msg.push_back(token.escaped);
      return source_.fail(std::move(msg), token.length + u64{2});
    }
    behind = true;
    if (outer == kNone) lookbehind_groups_ = static_cast<u32>(closed_.size());
  }
  const Seq body = parse_alternatives(verbose, nested + 1);
  if (behind) lookbehind_groups_ = outer;
  if (source_.failed()) return false;
  if (!source_.match(')')) return unterminated(start);
  if (token.is('!') && body.count == 0) {
    add_node(seq, Node{NodeKind::Failure});
    return true;
  }
  Node node{NodeKind::Assert, kNone, behind ? 1u : 0u, token.is('!') ? 1u : 0u};
  node.seq = body;
  add_node(seq, node);
  return true;
}

bool Parser::parse_conditional(Seq& seq, u32 verbose, u32 nested, u32 start) {
  if (nested > kMaxNesting) return source_.fail_kind(ErrorKind::Recursion, "maximum recursion depth exceeded");
  std::u32string name;
  if (!source_.get_until(')', "group name", name)) return false;
  bool decimal = true;
  for (const char32_t c : name) decimal = decimal && c >= '0' && c <= '9';
  u32 group = 0;
  if (!decimal) {
    if (!source_.check_group_name(name, 1)) return false;
    group = find_name(name);
    if (group == 0) return source_.fail(U"unknown group name " + repr_text(name, false), name.size() + 1);
  } else {
    group = parse_number(name, 10);
    if (group == 0) return source_.fail("bad group number", name.size() + 1);
    if (group >= kMaxGroups) {
      const usize zeros = name.find_first_not_of(U'0');
      return source_.fail(U"invalid group reference " + name.substr(zeros), name.size() + 1);
    }
    pending_.push_back({group, source_.tell() - static_cast<u32>(name.size()) - 1});
  }
  if (!check_lookbehind(group)) return false;
  Node node{NodeKind::Cond, kNone, group, kNone};
  node.seq = parse_sequence(verbose, nested + 1, false);
  if (source_.match('|')) {
    const Seq no = parse_sequence(verbose, nested + 1, false);
    if (source_.next().is('|')) return source_.fail("conditional backref with more than two branches");
    node.b = static_cast<u32>(ast_.branches.size());
    ast_.branches.push_back(no);
  }
  if (source_.failed()) return false;
  if (!source_.match(')')) return unterminated(start);
  add_node(seq, node);
  return true;
}

Parser::Inline Parser::parse_flags(Token token, u32& add, u32& remove) {
  auto bad = [this](std::string_view msg, u64 offset = 0) {
    source_.fail(msg, offset);
    return Inline::Failed;
  };
  auto is_letter = [](const Token& t) { return t.length == 1 && unicode::is_alpha(t.c); };
  if (!token.is('-')) {
    while (true) {
      const u32 flag = flag_of_letter(token);
      if (source_.is_text()) {
        if (flag == kLocale) return bad("bad inline flags: cannot use 'L' flag with a str pattern");
      } else if (flag == kUnicode) {
        return bad("bad inline flags: cannot use 'u' flag with a bytes pattern");
      }
      add |= flag;
      if ((flag & kTypeFlags) && (add & kTypeFlags) != flag) {
        return bad("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
      }
      token = source_.get();
      if (token.none()) return bad("missing -, : or )");
      if (token.is(')') || token.is('-') || token.is(':')) break;
      if (flag_of_letter(token) == 0) return bad(is_letter(token) ? "unknown flag" : "missing -, : or )", token.length);
    }
  }
  if (token.is(')')) {
    ast_.flags |= add;
    return Inline::Global;
  }
  if (token.is('-')) {
    token = source_.get();
    if (token.none()) return bad("missing flag");
    if (flag_of_letter(token) == 0) return bad(is_letter(token) ? "unknown flag" : "missing flag", token.length);
    while (true) {
      const u32 flag = flag_of_letter(token);
      if (flag & kTypeFlags) return bad("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
      remove |= flag;
      token = source_.get();
      if (token.none()) return bad("missing :");
      if (token.is(':')) break;
      if (flag_of_letter(token) == 0) return bad(is_letter(token) ? "unknown flag" : "missing :", token.length);
    }
  }
  if (add & remove) return bad("bad inline flags: flag turned on and off", 1);
  return Inline::Scoped;
}

bool Parser::parse_group(Seq& seq, u32& verbose, u32 nested, bool first) {
  const u32 start = source_.tell() - 1;
  bool capture = true;
  bool atomic = false;
  std::u32string name;
  bool named = false;
  u32 add = 0;
  u32 remove = 0;
  if (source_.match('?')) {
    Token token = source_.get();
    if (token.none()) return source_.fail("unexpected end of pattern");
    if (token.is('P')) {
      if (source_.match('<')) {
        named = true;
        if (!source_.get_until('>', "group name", name) || !source_.check_group_name(name, 1)) return false;
      } else if (source_.match('=')) {
        return parse_named_reference(seq);
      } else {
        token = source_.get();
        if (token.none()) return source_.fail("unexpected end of pattern");
        std::u32string msg = U"unknown extension ?P";
        msg.push_back(token.c);
        if (token.is_escape()) msg.push_back(token.escaped);
        return source_.fail(std::move(msg), token.length + u64{2});
      }
    } else if (token.is(':')) {
      capture = false;
    } else if (token.is('#')) {
      return skip_comment(start);
    } else if (token.is('=') || token.is('!') || token.is('<')) {
      return parse_assertion(seq, token, verbose, nested, start);
    } else if (token.is('(')) {
      return parse_conditional(seq, verbose, nested, start);
    } else if (token.is('>')) {
      capture = false;
      atomic = true;
    } else if (flag_of_letter(token) != 0 || token.is('-')) {
      switch (parse_flags(token, add, remove)) {
        case Inline::Failed: return false;
        case Inline::Global:
          if (!first || seq.count != 0) {
            return source_.fail("global flags not at the start of the expression", source_.tell() - start);
          }
          verbose = ast_.flags & kVerbose;
          return true;
        case Inline::Scoped: break;
      }
      capture = false;
    } else {
      std::u32string msg = U"unknown extension ?";
      msg.push_back(token.c);
      if (token.is_escape()) msg.push_back(token.escaped);
      return source_.fail(std::move(msg), token.length + u64{1});
    }
  }
  if (source_.failed()) return false;
  u32 group = 0;
  if (capture && !open_group(named ? &name : nullptr, group)) return false;
  const u32 inner_verbose = ((verbose != 0 || (add & kVerbose)) && !(remove & kVerbose)) ? 1 : 0;
  const Seq body = parse_alternatives(inner_verbose, nested + 1);
  if (source_.failed()) return false;
  if (!source_.match(')')) return unterminated(start);
  if (group != 0) {
    closed_[group] = 1;
    ast_.group_widths[group] = body.width;
  }
  Node node{atomic ? NodeKind::Atomic : NodeKind::Group, kNone, group, add, remove};
  node.seq = body;
  add_node(seq, node);
  return true;
}

}  // namespace monty::regex
