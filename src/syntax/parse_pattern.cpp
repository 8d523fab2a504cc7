// SPDX-License-Identifier: MIT
// Patterns of the match statement.
#include "syntax/parser_impl.h"

namespace monty::syntax {

// After `case`: an open sequence, or one pattern.
PatternNode* Parser::patterns() {
  const Token* start = tok_;
  bool starred = at(Tok::Star);
  MONTY_STEP(first, maybe_star_pattern());
  if (!at(Tok::Comma)) {
    if (starred) return fail();
    return first;
  }
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (at(Tok::Colon) || at(Tok::KwIf)) break;
    MONTY_STEP(p, maybe_star_pattern());
    MONTY_NEED(keep(p));
  }
  auto* n = make<MatchSequence>();
  MONTY_NEED(take(from, n->patterns));
  return finish(n, start);
}

PatternNode* Parser::maybe_star_pattern() {
  if (!at(Tok::Star)) return pattern();
  const Token* start = tok_;
  advance();
  if (!at(Tok::Name)) return fail();
  auto* n = make<MatchStar>();
  if (!at_name("_")) {
    n->name = identifier(*tok_);
    MONTY_NEED(n->name != nullptr);
  }
  advance();
  return finish(n, start);
}

PatternNode* Parser::pattern() {
  Depth depth(*this);
  if (!depth.fine()) return too_deep();
  const Token* start = tok_;
  MONTY_STEP(inner, or_pattern());
  if (!accept(Tok::KwAs)) return inner;
  if (!at(Tok::Name) || at_name("_")) return fail();
  switch (tok_[1].kind) {  // a capture target is a plain name
    case Tok::Dot:
    case Tok::LPar:
    case Tok::Equal: return fail();
    default: break;
  }
  auto* n = make<MatchAs>();
  n->pattern = inner;
  n->name = identifier(*tok_);
  MONTY_NEED(n->name != nullptr);
  advance();
  return finish(n, start);
}

PatternNode* Parser::or_pattern() {
  const Token* start = tok_;
  MONTY_STEP(first, closed_pattern());
  if (!at(Tok::VBar)) return first;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::VBar)) {
    MONTY_STEP(p, closed_pattern());
    MONTY_NEED(keep(p));
  }
  auto* n = make<MatchOr>();
  MONTY_NEED(take(from, n->patterns));
  return finish(n, start);
}

PatternNode* Parser::closed_pattern() {
  switch (kind()) {
    case Tok::Name: return name_pattern();
    case Tok::LBrace: return mapping_pattern();
    case Tok::LSqb: return sequence_pattern(Tok::RSqb);
    case Tok::LPar: return sequence_pattern(Tok::RPar);
    default: return literal_pattern();
  }
}

// Number, negative number, or "1 + 2j".
ExprNode* Parser::signed_number(bool allow_complex) {
  const Token* start = tok_;
  bool negative = accept(Tok::Minus);
  if (!at(Tok::Number)) return fail();
  ExprNode* n = number();
  MONTY_NEED(n != nullptr);
  if (negative) {
    auto* u = make<UnaryOp>();
    u->op = UnaryOpKind::USub;
    u->operand = n;
    n = finish(u, start);
    MONTY_NEED(n != nullptr);
  }
  if (!allow_complex || (!at(Tok::Plus) && !at(Tok::Minus))) return n;
  const Constant* real = (negative ? n->as<UnaryOp>()->operand : n)->as<Constant>();
  if (real->value.kind == ConstKind::Complex) {
    const Token& t = negative ? start[1] : *start;
    return fail_token(t, "real number required in complex literal");
  }
  OperatorKind op = at(Tok::Plus) ? OperatorKind::Add : OperatorKind::Sub;
  advance();
  if (!at(Tok::Number)) return fail();
  const Token& t = *tok_;
  MONTY_STEP(imaginary, number());
  if (imaginary->as<Constant>()->value.kind != ConstKind::Complex) return fail_token(t, "imaginary number required in complex literal");
  auto* b = make<BinOp>();
  b->left = n;
  b->op = op;
  b->right = imaginary;
  return finish(b, start);
}

PatternNode* Parser::literal_pattern() {
  const Token* start = tok_;
  ExprNode* value = nullptr;
  switch (kind()) {
    case Tok::KwNone:
    case Tok::KwTrue:
    case Tok::KwFalse: {
      auto* n = make<MatchSingleton>();
      n->value.kind = at(Tok::KwNone) ? ConstKind::None : at(Tok::KwTrue) ? ConstKind::True : ConstKind::False;
      advance();
      return finish(n, start);
    }
    case Tok::String:
    case Tok::FStart: value = strings(); break;
    case Tok::Number:
    case Tok::Minus: value = signed_number(true); break;
    default: return fail();
  }
  MONTY_NEED(value != nullptr);
  auto* n = make<MatchValue>();
  n->value = value;
  return finish(n, start);
}

// name.attr.attr
ExprNode* Parser::dotted_value() {
  const Token* start = tok_;
  ExprNode* e = name_atom();
  MONTY_NEED(e != nullptr);
  while (accept(Tok::Dot)) {
    if (!at(Tok::Name)) return fail();
    auto* a = make<Attribute>();
    a->value = e;
    a->attr = identifier(*tok_);
    MONTY_NEED(a->attr != nullptr);
    advance();
    e = finish(a, start);
    MONTY_NEED(e != nullptr);
  }
  return e;
}

// A capture, the wildcard, a dotted value or a class pattern.
PatternNode* Parser::name_pattern() {
  const Token* start = tok_;
  if (tok_[1].kind != Tok::Dot && tok_[1].kind != Tok::LPar) {
    if (tok_[1].kind == Tok::Equal) return fail();
    auto* n = make<MatchAs>();
    if (!at_name("_")) {
      n->name = identifier(*tok_);
      MONTY_NEED(n->name != nullptr);
    }
    advance();
    return finish(n, start);
  }
  MONTY_STEP(value, dotted_value());
  if (at(Tok::LPar)) return class_pattern_rest(value, start);
  if (at(Tok::Equal)) return fail();
  auto* n = make<MatchValue>();
  n->value = value;
  return finish(n, start);
}

PatternNode* Parser::class_pattern_rest(ExprNode* cls, const Token* start) {
  advance();
  auto* n = make<MatchClass>();
  n->cls = cls;
  u32 from = mark();
  u32 n_keywords = 0;
  bool first = true, keywords = false;
  // Positional patterns, then keyword ones: the names are read again when the lists are made.
  const Token* names_from = nullptr;
  while (!at(Tok::RPar)) {
    if (!first) {
      MONTY_NEED(expect(Tok::Comma));
      if (at(Tok::RPar)) break;
    }
    first = false;
    if (at(Tok::Name) && tok_[1].kind == Tok::Equal) {
      if (!keywords) {
        keywords = true;
        MONTY_NEED(take(from, n->patterns));
        names_from = tok_;
      }
      auto* name = make<Name>();  // carries the name on the scratch list
      name->id = identifier(*tok_);
      MONTY_NEED(name->id != nullptr && keep(name));
      tok_ += 2;
      MONTY_STEP(p, pattern());
      MONTY_NEED(keep(p));
      ++n_keywords;
    } else {
      if (keywords) return fail();
      MONTY_STEP(p, pattern());
      MONTY_NEED(keep(p));
    }
  }
  (void)names_from;
  MONTY_NEED(expect(Tok::RPar));
  if (!keywords) {
    MONTY_NEED(take(from, n->patterns));
  } else {
    n->kwd_attrs.items = arena_.make_array<Ident>(n_keywords);
    n->kwd_patterns.items = arena_.make_array<PatternNode*>(n_keywords);
    if (n->kwd_attrs.items == nullptr || n->kwd_patterns.items == nullptr) return fail_memory();
    n->kwd_attrs.count = n->kwd_patterns.count = n_keywords;
    for (u32 i = 0; i < n_keywords; ++i) {
      n->kwd_attrs.items[i] = static_cast<Name*>(scratch_[from + 2 * i])->id;
      n->kwd_patterns.items[i] = static_cast<PatternNode*>(scratch_[from + 2 * i + 1]);
    }
    scratch_size_ = from;
  }
  return finish(n, start);
}

PatternNode* Parser::mapping_pattern() {
  const Token* start = tok_;
  advance();
  auto* n = make<MatchMapping>();
  u32 from = mark();
  bool first = true;
  while (!at(Tok::RBrace)) {
    if (!first) {
      MONTY_NEED(expect(Tok::Comma));
      if (at(Tok::RBrace)) break;
    }
    first = false;
    if (n->rest != nullptr) return fail();
    if (accept(Tok::DoubleStar)) {
      if (!at(Tok::Name) || at_name("_")) return fail();
      n->rest = identifier(*tok_);
      MONTY_NEED(n->rest != nullptr);
      advance();
      continue;
    }
    ExprNode* key = nullptr;
    switch (kind()) {
      case Tok::Name:
        if (tok_[1].kind != Tok::Dot) {
          advance();
          return fail();
        }
        key = dotted_value();
        break;
      case Tok::Number:
      case Tok::Minus: key = signed_number(true); break;
      case Tok::String:
      case Tok::FStart: key = strings(); break;
      case Tok::KwNone: key = constant(ConstKind::None); break;
      case Tok::KwTrue: key = constant(ConstKind::True); break;
      case Tok::KwFalse: key = constant(ConstKind::False); break;
      default: return fail();
    }
    MONTY_NEED(key != nullptr && keep(key) && expect(Tok::Colon));
    MONTY_STEP(p, pattern());
    MONTY_NEED(keep(p));
  }
  MONTY_NEED(expect(Tok::RBrace));
  u32 pairs = (mark() - from) / 2;
  if (pairs != 0) {
    n->keys.items = arena_.make_array<ExprNode*>(pairs);
    n->patterns.items = arena_.make_array<PatternNode*>(pairs);
    if (n->keys.items == nullptr || n->patterns.items == nullptr) return fail_memory();
    n->keys.count = n->patterns.count = pairs;
    for (u32 i = 0; i < pairs; ++i) {
      n->keys.items[i] = static_cast<ExprNode*>(scratch_[from + 2 * i]);
      n->patterns.items[i] = static_cast<PatternNode*>(scratch_[from + 2 * i + 1]);
    }
  }
  scratch_size_ = from;
  return finish(n, start);
}

// [a, b], (a, b), or a group (a).
PatternNode* Parser::sequence_pattern(Tok closing) {
  const Token* start = tok_;
  advance();
  u32 from = mark();
  bool comma = false, starred = false;
  while (!at(closing)) {
    if (mark() != from) {
      MONTY_NEED(expect(Tok::Comma));
      comma = true;
      if (at(closing)) break;
    }
    starred = starred || at(Tok::Star);
    MONTY_STEP(p, maybe_star_pattern());
    MONTY_NEED(keep(p));
  }
  if (closing == Tok::RPar && mark() - from == 1 && !comma) {
    if (starred) return fail();
    advance();
    auto* group = static_cast<PatternNode*>(scratch_[from]);
    scratch_size_ = from;
    return group;
  }
  advance();
  auto* n = make<MatchSequence>();
  MONTY_NEED(take(from, n->patterns));
  return finish(n, start);
}

}  // namespace monty::syntax
