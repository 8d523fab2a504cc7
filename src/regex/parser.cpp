// SPDX-License-Identifier: MIT
// Tokens, alternatives, sequences, sets and repeats.
#include "regex/parser.h"

#include <algorithm>

#include "base/unicode.h"

namespace monty::regex {

// --- tokens ---

void Tokenizer::advance() {
  if (failed()) {
    next_ = Token{};
    return;
  }
  if (!meter_.tick()) {
    fail_kind(ErrorKind::Stopped, "");
    return;
  }
  if (index_ >= text_.length) {
    next_ = Token{};
    return;
  }
  next_ = Token{1, text_.at(index_), 0};
  if (next_.c == '\\') {
    if (index_ + 1 >= text_.length) {
      fail_at(U"bad escape (end of pattern)", static_cast<i64>(text_.length) - 1);
      return;
    }
    next_.escaped = text_.at(index_ + 1);
    next_.length = 2;
  }
  index_ += next_.length;
}

bool Tokenizer::get_until(char32_t terminator, const char* what, std::u32string& out) {
  const std::string_view name(what);
  const std::u32string wide(name.begin(), name.end());
  while (true) {
    const Token token = get();
    if (failed()) return false;
    if (token.none()) {
      if (out.empty()) return fail(U"missing " + wide);
      return fail(std::u32string(U"missing ") + terminator + U", unterminated name", out.size());
    }
    if (token.is(terminator)) {
      if (out.empty()) return fail(U"missing " + wide, 1);
      return true;
    }
    out.push_back(token.c);
    if (token.is_escape()) out.push_back(token.escaped);
  }
}

bool Tokenizer::check_group_name(std::u32string_view name, u32 offset) {
  const bool ascii = std::all_of(name.begin(), name.end(), [](char32_t c) { return c < 0x80; });
  bool good = (is_text_ || ascii) && unicode::is_identifier_start(name[0]);
  for (usize i = 1; good && i < name.size(); ++i) good = unicode::is_identifier_continue(name[i]);
  if (good) return true;
  return fail(U"bad character in group name " + repr_text(name, !is_text_ && !ascii), name.size() + offset);
}

bool Tokenizer::fail_at(std::u32string msg, i64 pos) {
  if (failed()) return false;
  if (!is_text_) {
    std::u32string plain;
    for (const char32_t c : msg) {
      if (c < 0x80) {
        plain.push_back(c);
      } else {
        plain += U"\\x";
        plain.push_back(U"0123456789abcdef"[c >> 4 & 15]);
        plain.push_back(U"0123456789abcdef"[c & 15]);
      }
    }
    msg = std::move(plain);
  }
  error_.kind = ErrorKind::Pattern;
  error_.msg = std::move(msg);
  set_position(error_, text_, pos);
  next_ = Token{};
  return false;
}

bool Tokenizer::fail_kind(ErrorKind kind, std::string_view msg) {
  if (failed()) return false;
  error_.kind = kind;
  error_.msg.assign(msg.begin(), msg.end());
  next_ = Token{};
  return false;
}

// --- helpers ---

u32 Parser::add_node(Seq& seq, const Node& node) {
  const u32 index = static_cast<u32>(ast_.nodes.size());
  ast_.nodes.push_back(node);
  ast_.nodes.back().next = kNone;
  if (seq.last == kNone) {
    seq.first = index;
  } else {
    ast_.nodes[seq.last].next = index;
  }
  seq.last = index;
  ++seq.count;
  return index;
}

void Parser::add_category(Seq& seq, Category category) {
  const u32 at = static_cast<u32>(ast_.items.size());
  ast_.items.push_back({SetItem::Kind::Category, static_cast<u32>(category), 0});
  add_node(seq, Node{NodeKind::In, kNone, at, 1, 0});
}

namespace {

u64 add_width(u64 a, u64 b) { return a > kMaxWidth - b ? kMaxWidth : a + b; }
u64 multiply_width(u64 a, u64 b) { return a != 0 && b > kMaxWidth / a ? kMaxWidth : a * b; }

bool is_pattern_space(const Token& token) { return token.length == 1 && (token.c == ' ' || (token.c >= '\t' && token.c <= '\r')); }

}  // namespace

Width Parser::node_width(const Node& node) const {
  switch (node.kind) {
    case NodeKind::Literal:
    case NodeKind::NotLiteral:
    case NodeKind::Any:
    case NodeKind::In: return {1, 1};
    case NodeKind::At:
    case NodeKind::Assert:
    case NodeKind::Failure: return {0, 0};
    case NodeKind::Group:
    case NodeKind::Atomic: return node.seq.width;
    case NodeKind::Ref: return ast_.group_widths[node.a];
    case NodeKind::Repeat: {
      const Width body = node.seq.width;
      const u64 hi = node.b == kInfinite && body.hi != 0 ? kMaxWidth : multiply_width(body.hi, node.b);
      return {multiply_width(body.lo, node.a), hi};
    }
    case NodeKind::Branch: {
      Width width{kMaxWidth, 0};
      for (u32 i = 0; i < node.b; ++i) {
        const Width part = ast_.branches[node.a + i].width;
        width.lo = std::min(width.lo, part.lo);
        width.hi = std::max(width.hi, part.hi);
      }
      return width;
    }
    case NodeKind::Cond: {
      Width width = node.seq.width;
      if (node.b == kNone) {
        width.lo = 0;
      } else {
        width.lo = std::min(width.lo, ast_.branches[node.b].width.lo);
        width.hi = std::max(width.hi, ast_.branches[node.b].width.hi);
      }
      return width;
    }
  }
  return {};
}

void Parser::measure(Seq& seq) const {
  seq.width = {};
  for (u32 i = seq.first; i != kNone; i = ast_.nodes[i].next) {
    const Width width = node_width(ast_.nodes[i]);
    seq.width.lo = add_width(seq.width.lo, width.lo);
    seq.width.hi = add_width(seq.width.hi, width.hi);
  }
}

bool Parser::same_leaf(const Node& a, const Node& b) const {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case NodeKind::Literal:
    case NodeKind::NotLiteral:
    case NodeKind::At:
    case NodeKind::Ref: return a.a == b.a;
    case NodeKind::Any:
    case NodeKind::Failure: return true;
    case NodeKind::In:
      return a.b == b.b && a.c == b.c &&
             std::equal(ast_.items.begin() + a.a, ast_.items.begin() + a.a + a.b, ast_.items.begin() + b.a,
                        [](const SetItem& x, const SetItem& y) { return x.kind == y.kind && x.lo == y.lo && x.hi == y.hi; });
    default: return false;
  }
}

// --- alternatives ---

Seq Parser::parse_alternatives(u32 verbose, u32 nested) {
  if (nested > kMaxNesting) {
    source_.fail_kind(ErrorKind::Recursion, "maximum recursion depth exceeded");
    return {};
  }
  std::vector<Seq> items;
  while (true) {
    items.push_back(parse_sequence(verbose, nested, nested == 0 && items.empty()));
    if (!source_.match('|')) break;
    if (nested == 0) verbose = ast_.flags & kVerbose;
  }
  if (source_.failed()) return {};
  if (items.size() == 1) return items[0];
  Seq result;
  join_alternatives(items, result);
  measure(result);
  return result;
}

// Moves what all alternatives start with in front of the branch, and makes a set of single characters.
void Parser::join_alternatives(std::vector<Seq>& items, Seq& result) {
  while (true) {
    bool common = true;
    for (const Seq& item : items) {
      common = common && item.count != 0 && same_leaf(ast_.nodes[item.first], ast_.nodes[items[0].first]);
      if (!common) break;
    }
    if (!common || !meter_.tick(items.size())) break;
    const Node prefix = ast_.nodes[items[0].first];
    for (Seq& item : items) {
      item.first = ast_.nodes[item.first].next;
      if (item.first == kNone) item.last = kNone;
      --item.count;
    }
    add_node(result, prefix);
  }
  auto is_member = [this](const Seq& item) {
    if (item.count != 1) return false;
    const Node& node = ast_.nodes[item.first];
    return node.kind == NodeKind::Literal || (node.kind == NodeKind::In && node.c == 0);
  };
  if (std::all_of(items.begin(), items.end(), is_member)) {
    const u32 at = static_cast<u32>(ast_.items.size());
    for (const Seq& item : items) {
      const Node& node = ast_.nodes[item.first];
      if (node.kind == NodeKind::Literal) {
        ast_.items.push_back({SetItem::Kind::Char, node.a, node.a});
      } else {
        for (u32 i = 0; i < node.b; ++i) {
          const SetItem member = ast_.items[node.a + i];
          ast_.items.push_back(member);
        }
      }
    }
    add_node(result, Node{NodeKind::In, kNone, at, static_cast<u32>(ast_.items.size()) - at, 0});
    return;
  }
  const u32 at = static_cast<u32>(ast_.branches.size());
  for (Seq& item : items) {
    measure(item);
    ast_.branches.push_back(item);
  }
  add_node(result, Node{NodeKind::Branch, kNone, at, static_cast<u32>(items.size())});
}

// --- sequences ---

Seq Parser::parse_sequence(u32 verbose, u32 nested, bool first) {
  Seq seq;
  while (!source_.failed()) {
    const Token token = source_.next();
    if (token.none() || token.is('|') || token.is(')')) break;
    source_.get();
    if (verbose != 0) {
      if (is_pattern_space(token)) continue;
      if (token.is('#')) {
        while (true) {
          const Token comment = source_.get();
          if (comment.none() || comment.is('\n')) break;
        }
        continue;
      }
    }
    if (token.is_escape()) {
      parse_escape(token, seq);
      continue;
    }
    switch (token.c) {
      case '[': parse_set(seq); break;
      case '*':
      case '+':
      case '?':
      case '{': parse_repeat(token, seq); break;
      case '.': add_node(seq, Node{NodeKind::Any}); break;
      case '(': parse_group(seq, verbose, nested, first); break;
      case '^': add_node(seq, Node{NodeKind::At, kNone, static_cast<u32>(AtToken::Beginning)}); break;
      case '$': add_node(seq, Node{NodeKind::At, kNone, static_cast<u32>(AtToken::End)}); break;
      default: add_literal(seq, token.c); break;
    }
  }
  measure(seq);
  return seq;
}

bool Parser::parse_set_member(const Token& token, SetItem& item) {
  if (token.is_escape()) return parse_class_escape(token, item);
  item = {SetItem::Kind::Char, static_cast<u32>(token.c), static_cast<u32>(token.c)};
  return true;
}

bool Parser::parse_set(Seq& seq) {
  const u32 here = source_.tell() - 1;
  const u32 at = static_cast<u32>(ast_.items.size());
  const bool negate = source_.match('^');
  auto is_empty = [&] { return ast_.items.size() == at; };
  auto spelled = [](const Token& token) {
    std::u32string text(1, token.c);
    if (token.is_escape()) text.push_back(token.escaped);
    return text;
  };
  while (true) {
    const Token token = source_.get();
    if (token.none()) return source_.fail("unterminated character set", source_.tell() - here);
    if (token.is(']') && !is_empty()) break;
    SetItem item;
    if (!parse_set_member(token, item)) return false;
    if (!source_.match('-')) {
      ast_.items.push_back(item);
      continue;
    }
    const Token that = source_.get();
    if (that.none()) return source_.fail("unterminated character set", source_.tell() - here);
    if (that.is(']')) {
      ast_.items.push_back(item);
      ast_.items.push_back({SetItem::Kind::Char, '-', '-'});
      break;
    }
    SetItem other;
    if (!parse_set_member(that, other)) return false;
    if (item.kind != SetItem::Kind::Char || other.kind != SetItem::Kind::Char || other.lo < item.lo) {
      const u64 width = token.length + u64{1} + that.length;
      return source_.fail(U"bad character range " + spelled(token) + U"-" + spelled(that), width);
    }
    ast_.items.push_back({SetItem::Kind::Range, item.lo, other.lo});
  }
  if (source_.failed()) return false;
  const u32 count = static_cast<u32>(ast_.items.size()) - at;
  const SetItem& front = ast_.items[at];
  const bool single = front.kind == SetItem::Kind::Char && std::all_of(ast_.items.begin() + at, ast_.items.end(), [&](const SetItem& item) {
                        return item.kind == SetItem::Kind::Char && item.lo == front.lo;
                      });
  if (single) {
    add_node(seq, Node{negate ? NodeKind::NotLiteral : NodeKind::Literal, kNone, front.lo});
    ast_.items.resize(at);
  } else {
    add_node(seq, Node{NodeKind::In, kNone, at, count, negate ? 1u : 0u});
  }
  return true;
}

bool Parser::parse_repeat(const Token& token, Seq& seq) {
  const u32 here = source_.tell();
  u32 min = 0;
  u32 max = kInfinite;
  if (token.is('?')) {
    max = 1;
  } else if (token.is('+')) {
    min = 1;
  } else if (token.is('{')) {
    if (source_.next().is('}')) {
      add_literal(seq, token.c);
      return true;
    }
    std::u32string lo;
    std::u32string hi;
    while (source_.next().is_digit()) lo.push_back(source_.get().c);
    if (source_.match(',')) {
      while (source_.next().is_digit()) hi.push_back(source_.get().c);
    } else {
      hi = lo;
    }
    if (!source_.match('}')) {
      if (source_.failed()) return false;
      add_literal(seq, token.c);
      source_.seek(here);
      return true;
    }
    if (source_.failed()) return false;
    if (!lo.empty()) {
      min = parse_number(lo, 10);
      if (min == kInfinite) return source_.fail_kind(ErrorKind::Overflow, "the repetition number is too large");
    }
    if (!hi.empty()) {
      max = parse_number(hi, 10);
      if (max == kInfinite) return source_.fail_kind(ErrorKind::Overflow, "the repetition number is too large");
      if (max < min) return source_.fail("min repeat greater than max repeat", source_.tell() - here);
    }
  }
  const u64 width = u64{source_.tell()} - here + 1;
  if (seq.count == 0 || ast_.nodes[seq.last].kind == NodeKind::At) return source_.fail("nothing to repeat", width);
  if (ast_.nodes[seq.last].kind == NodeKind::Repeat) return source_.fail("multiple repeat", width);
  RepeatMode mode = RepeatMode::Greedy;
  if (source_.match('?')) {
    mode = RepeatMode::Lazy;
  } else if (source_.match('+')) {
    mode = RepeatMode::Possessive;
  }
  // The repeated node moves into a sequence of its own; its place takes the repeat.
  const u32 place = seq.last;
  Seq body;
  add_node(body, Node(ast_.nodes[place]));
  measure(body);
  Node& node = ast_.nodes[place];
  node = Node{NodeKind::Repeat, kNone, min, max, static_cast<u32>(mode)};
  node.seq = body;
  return true;
}

// --- the whole ---

bool Parser::check_flags() {
  u32& flags = ast_.flags;
  if (source_.is_text()) {
    if (flags & kLocale) return source_.fail_kind(ErrorKind::Value, "cannot use LOCALE flag with a str pattern");
    if (!(flags & kAscii)) {
      flags |= kUnicode;
    } else if (flags & kUnicode) {
      return source_.fail_kind(ErrorKind::Value, "ASCII and UNICODE flags are incompatible");
    }
  } else {
    if (flags & kUnicode) return source_.fail_kind(ErrorKind::Value, "cannot use UNICODE flag with a bytes pattern");
    if ((flags & kLocale) && (flags & kAscii)) {
      return source_.fail_kind(ErrorKind::Value, "ASCII and LOCALE flags are incompatible");
    }
  }
  return true;
}

bool Parser::parse() {
  ast_.flags = options_.flags;
  ast_.group_widths.assign(1, Width{});
  ast_.root = parse_alternatives(ast_.flags & kVerbose, 0);
  if (source_.failed() || !check_flags()) return false;
  if (!source_.next().none()) return source_.fail("unbalanced parenthesis");
  for (const PendingReference& reference : pending_) {
    if (reference.group >= closed_.size()) {
      return source_.fail_at(U"invalid group reference " + decimal_text(reference.group), reference.pos);
    }
  }
  return true;
}

bool parse_pattern(TextView pattern, const CompileOptions& options, Meter& meter, Ast& ast, Error& error) {
  return Parser(pattern, options, meter, ast, error).parse();
}

}  // namespace monty::regex
