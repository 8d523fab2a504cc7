// SPDX-License-Identifier: MIT
// Runs the grammar of mistakes over the tokens of the refused statement, and words what it finds.
//
// As in CPython: a lexical error anywhere in the text comes first; then a mistake that the grammar knows; then
// "invalid syntax" at the token where the parser stopped; and a bracket never closed above that line beats both.
#include "syntax/diagnose.h"

#include <cstring>

#include "syntax/diagnose_engine.h"

namespace monty::syntax {

namespace {

// Tokens without a text (Indent, Dedent, the end) stand where the lexer was when it made them.
void place_invisible_token(const Token& t, std::string_view text, SyntaxError& error) {
  if (t.kind != Tok::Indent && t.kind != Tok::Dedent && t.kind != Tok::EndMarker) return;
  error.lineno = error.end_lineno = t.line;
  error.offset = t.end_col;
  if (t.start >= text.size() && !text.empty()) {  // at the end: the end of the last line
    usize start = text.size() - 1;
    while (start > 0 && text[start - 1] != '\n') --start;
    error.lineno = error.end_lineno = t.line - 1;
    error.offset = static_cast<u32>(text.size() - start);
  }
  error.end_offset = static_cast<u32>(-1);
}

constexpr u32 kMaxRuleDepth = 1500;
constexpr u32 kMaxTokens = 300000;
constexpr i32 kNo = -1;

using Grammar = MistakeGrammar;

}  // namespace

class Diagnosis {
 public:
  Diagnosis(Arena& arena, Meter& meter, const ParseOptions& options, const Token* tokens, u32 count, u32 furthest, std::string_view text)
      : arena_(arena), meter_(meter), options_(options), tokens_(tokens), count_(count), touched_(furthest), text_(text) {}

  // True: error() has the mistake.
  bool run(std::string_view start_rule, u32 from) {
    int start = grammar_.find(start_rule);
    if (start < 0) return false;
    rule(static_cast<u16>(start), from);
    return found_;
  }
  bool stopped() const { return stopped_; }
  SyntaxError& error() { return error_; }

 private:
  struct Span {
    u32 from = 0, to = 0;
    bool set = false;
  };

  // ---- the packrat machine

  const Token& token(u32 pos) {
    if (pos >= count_) pos = count_ - 1;
    if (pos > touched_) touched_ = pos;
    if (tokens_[pos].kind == Tok::Error) hit_error_ = stopped_ = true;
    return tokens_[pos];
  }

  bool grow_memo() {
    u32 size = memo_size_ == 0 ? 1024 : memo_size_ * 2;
    u64* bigger = arena_.make_array<u64>(size);
    if (bigger == nullptr || arena_.failed()) return false;
    std::memset(bigger, 0, size * sizeof(u64));
    for (u32 i = 0; i < memo_size_; ++i) {
      if (memo_[i] == 0) continue;
      u32 slot = slot_of(memo_[i] >> 24, size);
      while (bigger[slot] != 0) slot = (slot + 1) & (size - 1);
      bigger[slot] = memo_[i];
    }
    memo_ = bigger;
    memo_size_ = size;
    return true;
  }
  static u32 slot_of(u64 key, u32 size) { return static_cast<u32>((key * 0x9E3779B97F4A7C15u) >> 40) & (size - 1); }

  // The end of a match of rule r at pos, or kNo.
  i32 rule(u16 r, u32 pos) {
    if (found_ || stopped_) return kNo;
    const Grammar::Rule& info = grammar_.rules[r];
    if (info.invalid && quiet_) return kNo;
    // Key: position (19 bits), rule (9), quiet (1), and never 0; value: end + 1 (24 bits). What CPython remembers it
    // remembers for both ways of reading, which shows in the errors found.
    u64 key = (u64{pos} << 11 | u64{r} << 2 | u64{quiet_ && !info.shared} << 1 | 1);
    if (memo_used_ * 2 >= memo_size_ && !grow_memo()) return stop();
    u32 slot = slot_of(key, memo_size_);
    for (; memo_[slot] != 0; slot = (slot + 1) & (memo_size_ - 1))
      if (memo_[slot] >> 24 == key) return static_cast<i32>(memo_[slot] & 0xFFFFFF) - 1;
    if (!meter_.tick(4)) return stop();
    if (depth_ >= kMaxRuleDepth) return stop_quietly();
    ++depth_;
    bool was_quiet = quiet_;
    if (info.name == "expression_without_invalid") quiet_ = true;
    i32 end = alternatives(info.first, info.count, pos);
    quiet_ = was_quiet;
    --depth_;
    if (found_ || stopped_) return kNo;
    if (memo_used_ * 2 >= memo_size_ && !grow_memo()) return stop();
    slot = slot_of(key, memo_size_);
    while (memo_[slot] != 0) slot = (slot + 1) & (memo_size_ - 1);
    memo_[slot] = key << 24 | static_cast<u64>(end + 1);
    ++memo_used_;
    return end;
  }
  i32 stop() {
    stopped_ = true;
    return kNo;
  }
  i32 stop_quietly() {
    gave_up_ = true;
    return stop();
  }

  i32 alternatives(u16 first, u16 count, u32 pos) {
    for (u16 n = 0; n < count; ++n) {
      bool cut = false;
      i32 end = sequence(grammar_.alternatives[first + n], pos, cut);
      if (end != kNo || cut || found_ || stopped_) return end;
    }
    return kNo;
  }

  i32 sequence(const Grammar::Alternative& alternative, u32 pos, bool& cut) {
    Span captures[2];
    u32 at = pos;
    for (u16 n = 0; n < alternative.items; ++n) {
      const Grammar::Item& item = grammar_.items[alternative.first_item + n];
      if (item.op == Grammar::Op::Cut) {
        cut = true;
        continue;
      }
      i32 end = repeated(item, at);
      if (found_ || stopped_) return kNo;
      if (item.look == Grammar::Look::And || item.look == Grammar::Look::Not) {
        if ((end != kNo) != (item.look == Grammar::Look::And)) return kNo;
        continue;
      }
      if (end == kNo) {
        if (item.look == Grammar::Look::Forced) {
          const Token& t = token(at);
          raise(t.line, t.col, t.end_line, t.end_col, "expected '" + std::string(token_text(static_cast<Tok>(item.arg))) + "'");
        }
        return kNo;
      }
      if (item.capture != 0) captures[item.capture - 1] = {at, static_cast<u32>(end), true};
      at = static_cast<u32>(end);
    }
    if (!alternative.action.empty()) {
      act(alternative.action, captures[0], captures[1], at);
      return kNo;
    }
    return static_cast<i32>(at);
  }

  i32 repeated(const Grammar::Item& item, u32 pos) {
    i32 end = once(item, pos);
    switch (item.repeat) {
      case Grammar::Repeat::Once: return end;
      case Grammar::Repeat::Optional: return end == kNo ? static_cast<i32>(pos) : end;
      case Grammar::Repeat::Star:
        if (end == kNo) return static_cast<i32>(pos);
        break;
      default:
        if (end == kNo) return kNo;
        break;
    }
    for (;;) {
      u32 next = static_cast<u32>(end);
      if (item.repeat == Grammar::Repeat::List) {
        if (token(next).kind != Tok::Comma) return end;
        ++next;
      }
      i32 more = once(item, next);
      if (more == kNo || more == end) return end;
      end = more;
    }
  }

  i32 once(const Grammar::Item& item, u32 pos) {
    switch (item.op) {
      case Grammar::Op::Token: {
        const Token& t = token(pos);
        return static_cast<u16>(t.kind) == item.arg ? static_cast<i32>(pos + 1) : kNo;
      }
      case Grammar::Op::Soft: {
        const Token& t = token(pos);
        return t.kind == Tok::Name && text_of(t) == item.text ? static_cast<i32>(pos + 1) : kNo;
      }
      case Grammar::Op::AnySoft: {
        const Token& t = token(pos);
        std::string_view s = t.kind == Tok::Name ? text_of(t) : std::string_view();
        return s == "_" || s == "case" || s == "match" || s == "type" ? static_cast<i32>(pos + 1) : kNo;
      }
      case Grammar::Op::Rule: return rule(item.arg, pos);
      case Grammar::Op::Group: return alternatives(item.arg, item.count, pos);
      case Grammar::Op::Cut: break;
    }
    return kNo;
  }

  // ---- wording

  std::string_view text_of(const Token& t) const { return text_.substr(t.start, t.end - t.start); }

  void raise(u32 line, u32 col, u32 end_line, u32 end_col, std::string msg) {
    if (found_) return;
    found_ = true;
    error_ = SyntaxError{};
    error_.msg = std::move(msg);
    error_.lineno = line;
    error_.offset = col + 1;
    error_.end_lineno = end_line;
    error_.end_offset = end_col + 1;
  }

  // The tree of a captured expression, or null.
  ExprNode* tree(const Span& span) {
    if (!span.set || span.to <= span.from) return nullptr;
    u32 n = span.to - span.from;
    Token* copy = arena_.make_array<Token>(n + 2);
    if (copy == nullptr) return nullptr;
    std::memcpy(static_cast<void*>(copy), tokens_ + span.from, n * sizeof(Token));
    copy[n] = tokens_[span.to < count_ ? span.to : count_ - 1];
    copy[n].kind = Tok::Newline;
    copy[n + 1] = copy[n];
    Parser parser(arena_, meter_, text_, options_);
    return parser.run_expressions(copy);
  }

  // The positions CPython would use for the capture: those of its node (without the parentheses of a group).
  Node place(const Span& span) {
    Node n{};
    const Token& first = tokens_[span.from];
    const Token& last = tokens_[span.to > span.from ? span.to - 1 : span.from];
    n.lineno = first.line;
    n.col_offset = first.col;
    n.end_lineno = last.end_line;
    n.end_col_offset = last.end_col;
    if (span.to > span.from + 1 && (first.kind == Tok::LPar || last.kind == Tok::RPar)) {
      if (ExprNode* e = tree(span)) return *e;
    }
    return n;
  }

  static std::string expression_name(const ExprNode* e) {
    if (e == nullptr) return "expression";
    switch (e->kind) {
      case NodeKind::Attribute: return "attribute";
      case NodeKind::Subscript: return "subscript";
      case NodeKind::Starred: return "starred";
      case NodeKind::Name: return "name";
      case NodeKind::List: return "list";
      case NodeKind::Tuple: return "tuple";
      case NodeKind::Lambda: return "lambda";
      case NodeKind::Call: return "function call";
      case NodeKind::BoolOp:
      case NodeKind::BinOp:
      case NodeKind::UnaryOp: return "expression";
      case NodeKind::GeneratorExp: return "generator expression";
      case NodeKind::Yield:
      case NodeKind::YieldFrom: return "yield expression";
      case NodeKind::Await: return "await expression";
      case NodeKind::ListComp: return "list comprehension";
      case NodeKind::SetComp: return "set comprehension";
      case NodeKind::DictComp: return "dict comprehension";
      case NodeKind::Dict: return "dict literal";
      case NodeKind::Set: return "set display";
      case NodeKind::JoinedStr:
      case NodeKind::FormattedValue: return "f-string expression";
      case NodeKind::TemplateStr:
      case NodeKind::Interpolation: return "t-string expression";
      case NodeKind::Compare: return "comparison";
      case NodeKind::IfExp: return "conditional expression";
      case NodeKind::NamedExpr: return "named expression";
      case NodeKind::Constant:
        switch (e->as<Constant>()->value.kind) {
          case ConstKind::None: return "None";
          case ConstKind::True: return "True";
          case ConstKind::False: return "False";
          case ConstKind::Ellipsis: return "ellipsis";
          default: return "literal";
        }
      default: return "expression";
    }
  }

  enum class Targets : u8 { Star, For, Del };

  // The part of e that can't be a target, or null.
  static const ExprNode* invalid_target(const ExprNode* e, Targets targets) {
    auto in_list = [&](const Seq<ExprNode*>& items) -> const ExprNode* {
      for (const ExprNode* item : items)
        if (const ExprNode* bad = invalid_target(item, targets)) return bad;
      return nullptr;
    };
    switch (e->kind) {
      case NodeKind::List: return in_list(e->as<List>()->elts);
      case NodeKind::Tuple: return in_list(e->as<Tuple>()->elts);
      case NodeKind::Starred: return targets == Targets::Del ? e : invalid_target(e->as<Starred>()->value, targets);
      case NodeKind::Compare:
        if (targets == Targets::For) {
          const auto* c = e->as<Compare>();
          return c->ops[0] == CmpOpKind::In ? invalid_target(c->left, targets) : nullptr;
        }
        return e;
      case NodeKind::Name:
      case NodeKind::Subscript:
      case NodeKind::Attribute: return nullptr;
      default: return e;
    }
  }

  std::string fill(std::string_view message, const Span& a) {
    std::string out;
    for (usize i = 0; i < message.size(); ++i) {
      if (message[i] != '%' || i + 1 == message.size()) {
        out += message[i];
        continue;
      }
      switch (message[++i]) {
        case 'e': out += expression_name(tree(a)); break;
        case 'l': out += std::to_string(tokens_[a.from].line); break;
        case 'n': out += text_of(tokens_[a.from]); break;
        case 'p': out += string_kind(a); break;
        default: break;
      }
    }
    return out;
  }

  // "f" or "t": of the innermost string literal being read.
  std::string string_kind(const Span& a) {
    u32 at = a.set ? a.from : touched_;
    int ended = 0;
    for (u32 i = at < count_ ? at : count_ - 1; i > 0; --i) {
      if (tokens_[i].kind == Tok::FEnd) ++ended;
      if (tokens_[i].kind == Tok::FStart && ended-- == 0) return tokens_[i].flags & kTString ? "t" : "f";
    }
    return tokens_[0].flags & kTString ? "t" : "f";
  }

  void at_token(const Token& t, std::string msg) { raise(t.line, t.col, t.end_line, t.end_col, std::move(msg)); }

  // "HERE": the last token that was looked at.
  void here(std::string msg) {
    if (found_) return;
    const Token& t = tokens_[touched_];
    at_token(t, std::move(msg));
    place_invisible_token(t, text_, error_);
  }

  bool is_legacy(const Span& a) {
    if (!a.set || a.to != a.from + 1 || tokens_[a.from].kind != Tok::Name) return false;
    std::string_view name = text_of(tokens_[a.from]);
    return name == "print" || name == "exec";
  }

  void act(std::string_view action, const Span& a, const Span& b, u32 at) {
    usize space = action.find(' ');
    std::string_view how = action.substr(0, space);
    std::string_view rest = space == action.npos ? std::string_view() : action.substr(space + 1);
    auto drop = [&](usize n) { rest = rest.substr(n < rest.size() ? n : rest.size()); };
    auto range = [&](const Span& x, const Span& y, std::string msg) {
      Node first = place(x), last = place(y);
      raise(first.lineno, first.col_offset, last.end_lineno, last.end_col_offset, std::move(msg));
    };
    auto starting_from = [&](const Span& x, std::string msg) {
      Node first = place(x);
      const Token& last = tokens_[touched_ < count_ ? touched_ : count_ - 1];
      raise(first.lineno, first.col_offset, last.end_line, last.end_col - 1, std::move(msg));
    };
    auto bad_target = [&](Targets targets) {
      ExprNode* e = tree(a);
      const ExprNode* bad = e == nullptr ? nullptr : invalid_target(e, targets);
      if (bad == nullptr) return;
      raise(bad->lineno, bad->col_offset, bad->end_lineno, bad->end_col_offset,
            (targets == Targets::Del ? "cannot delete " : "cannot assign to ") + expression_name(bad));
    };
    if (how == "LOC") {
      drop(2);
      range(a, a, fill(rest, a));
    } else if (how == "ARG") {  // a parameter: without the comma after it
      drop(2);
      Span name = a;
      if (name.to > name.from + 1 && tokens_[name.to - 1].kind == Tok::Comma) --name.to;
      if (tokens_[name.from].kind == Tok::DoubleStar) ++name.from;
      range(name, name, fill(rest, a));
    } else if (how == "RANGE") {
      drop(4);
      range(a, b.set ? b : a, fill(rest, a));
    } else if (how == "FROM") {
      drop(2);
      starting_from(a, fill(rest, a));
    } else if (how == "HERE") {
      here(fill(rest, a));
    } else if (how == "NEXT") {
      Span next{at, at + 1, true};
      at_token(token(at), fill(rest, next));
    } else if (how == "INDENT") {
      here(fill(rest, a));
      error_.kind = SyntaxError::Kind::IndentationError;
    } else if (how == "STAR") {
      bad_target(Targets::Star);
    } else if (how == "FOR") {
      bad_target(Targets::For);
    } else if (how == "DEL") {
      bad_target(Targets::Del);
    } else if (how == "COMMA") {
      drop(4);
      if (is_legacy(a) || tokens_[at - 1].level == 0) return;
      range(a, b, fill(rest, a));
    } else if (how == "LEGACY") {
      drop(4);
      if (is_legacy(a)) range(a, b, fill(rest, a));
    } else if (how == "KEY") {
      drop(2);
      Node n = place(a);
      raise(n.lineno, n.end_col_offset - 1, n.end_lineno, static_cast<u32>(-1), fill(rest, a));
    } else if (how == "BOUND") {
      drop(4);
      ExprNode* e = tree(b);
      bool tuple = e != nullptr && e->is<Tuple>();
      starting_from(a, (tuple ? "cannot use constraints with " : "cannot use bound with ") + std::string(rest));
    } else if (how == "ARGS") {
      bool mapping = false;
      u16 level = tokens_[a.from].level;
      for (u32 i = a.from; i < a.to; ++i) {
        bool starts = i == a.from || (tokens_[i - 1].kind == Tok::Comma && tokens_[i - 1].level == level);
        mapping = mapping || (starts && tokens_[i].kind == Tok::DoubleStar);
      }
      here(mapping ? "positional argument follows keyword argument unpacking" : "positional argument follows keyword argument");
    }
  }

  Arena& arena_;
  Meter& meter_;
  const ParseOptions& options_;
  const Token* tokens_;
  u32 count_;
  u32 touched_;
  std::string_view text_;
  MistakeGrammar grammar_;
  u64* memo_ = nullptr;
  u32 memo_size_ = 0, memo_used_ = 0;
  u32 depth_ = 0;
  bool quiet_ = false;
  bool found_ = false;
  bool stopped_ = false;
  SyntaxError error_;

 public:
  bool gave_up_ = false;
  bool hit_error_ = false;  // it came to the lexer's error
  u32 touched() const { return touched_; }
};

ExprNode* Parser::run_expressions(const Token* tokens) {
  tok_ = tokens;
  if (at(Tok::KwYield)) {
    ExprNode* y = yield_expression();
    return at(Tok::Newline) ? y : nullptr;
  }
  const Token* start = tok_;
  MONTY_STEP(first, star_named_expression());
  if (at(Tok::Newline)) return first;
  if (!at(Tok::Comma)) return nullptr;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (at(Tok::Newline)) break;
    MONTY_STEP(e, star_named_expression());
    MONTY_NEED(keep(e));
  }
  if (!at(Tok::Newline)) return nullptr;
  auto* n = make<Tuple>();
  MONTY_NEED(take(from, n->elts));
  return finish(n, start);
}

bool diagnose(Arena& arena, Meter& meter, std::string_view text, Mode mode, const ParseOptions& options, Parser& failed, SyntaxError& error) {
  const Token t = failed.failed_at();
  // The whole text again, for the lexical errors after the failure; the refused statement's tokens are kept.
  Lexer lexer(arena, meter, text, options.first_line);
  bool keep = false;
  u32 kept_from = 0;
  for (;;) {
    lexer.next_line(keep);
    if (lexer.count() == 0) return false;
    if (!keep) {
      for (u32 i = 0; i < lexer.count() && !keep; ++i) {
        const Token& k = lexer.tokens()[i];
        // Block tokens before the statement are not part of it.
        if (k.start >= failed.statement_start() && k.kind != Tok::Dedent) {
          keep = true;
          kept_from = i;
        }
      }
    } else if (lexer.count() > kMaxTokens) {
      keep = false;  // too long to look at: only lexical errors from here on
      kept_from = kMaxTokens * 2;
    }
    if (lexer.state() != Lexer::State::Fine) break;
    if (lexer.tokens()[lexer.count() - 1].kind == Tok::EndMarker) break;
  }
  if (lexer.state() == Lexer::State::Interrupted || lexer.state() == Lexer::State::OutOfMemory) return false;
  bool indentation = failed.failure() == Parser::Failure::Generic && (t.kind == Tok::Indent || t.kind == Tok::Dedent);
  if (lexer.state() == Lexer::State::Error && !lexer.is_soft() && !indentation) {
    error = std::move(lexer.error());
    return true;
  }
  u32 last_line = t.line;
  if (failed.failure() == Parser::Failure::Worded) {
    error = std::move(failed.error());
  } else {
    bool found = false;
    if (keep && kept_from < lexer.count() && lexer.count() <= kMaxTokens) {
      u32 furthest = kept_from;
      while (furthest + 1 < lexer.count() && lexer.tokens()[furthest].start < t.start) ++furthest;
      Diagnosis diagnosis(arena, meter, options, lexer.tokens(), lexer.count(), furthest, text);
      found = diagnosis.run(mode == Mode::Eval ? "eval" : mode == Mode::Single ? "single" : "file", kept_from);
      if (!found && diagnosis.hit_error_) {
        error = lexer.state() == Lexer::State::Unclosed ? lexer.unclosed_error() : std::move(lexer.error());
        return true;
      }
      if (!found && diagnosis.stopped() && !diagnosis.gave_up_) return false;
      if (found) error = std::move(diagnosis.error());
      last_line = lexer.tokens()[diagnosis.touched()].line;
    }
    if (!found) {
      error = SyntaxError{};
      error.msg = "invalid syntax";
      error.lineno = t.line;
      error.offset = t.col + 1;
      error.end_lineno = t.end_line;
      error.end_offset = t.end_col + 1;
      if (text.empty()) error.lineno = error.offset = error.end_lineno = error.end_offset = 0;
      if (t.kind == Tok::Indent || t.kind == Tok::Dedent) {
        error.kind = SyntaxError::Kind::IndentationError;
        error.msg = t.kind == Tok::Indent ? "unexpected indent" : "unexpected unindent";
        place_invisible_token(t, text, error);
        return true;
      }
    }
  }
  if (lexer.state() == Lexer::State::Unclosed && last_line > lexer.open_line()) error = lexer.unclosed_error();
  return true;
}

}  // namespace monty::syntax
