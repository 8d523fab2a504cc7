// SPDX-License-Identifier: MIT
// Atoms, displays, comprehensions, calls and subscripts.
#include "syntax/parser_impl.h"

namespace monty::syntax {

ExprNode* Parser::constant(ConstKind k) {
  const Token* start = tok_;
  advance();
  auto* n = make<Constant>();
  n->value.kind = k;
  return finish(n, start);
}

ExprNode* Parser::name_atom() {
  auto* n = make<Name>();
  n->id = identifier(*tok_);
  MONTY_NEED(n->id != nullptr);
  advance();
  return finish(n, tok_ - 1);
}

ExprNode* Parser::atom() {
  switch (kind()) {
    case Tok::Name: return name_atom();
    case Tok::Number: return number();
    case Tok::String:
    case Tok::FStart: return strings();
    case Tok::LPar: return paren_atom();
    case Tok::LSqb: return list_atom();
    case Tok::LBrace: return brace_atom();
    case Tok::KwTrue: return constant(ConstKind::True);
    case Tok::KwFalse: return constant(ConstKind::False);
    case Tok::KwNone: return constant(ConstKind::None);
    case Tok::Ellipsis: return constant(ConstKind::Ellipsis);
    default: return fail();
  }
}

// One or more `for ... in ... if ...`.
bool Parser::comprehension_clauses(Seq<Comprehension*>& out) {
  u32 from = mark();
  do {
    const Token* start = tok_;
    bool async = accept(Tok::KwAsync);
    if (!expect(Tok::KwFor)) return false;
    auto* n = make<Comprehension>();
    n->is_async = async ? 1 : 0;
    n->target = for_targets();
    if (n->target == nullptr || !expect(Tok::KwIn)) return false;
    n->iter = disjunction();
    if (n->iter == nullptr) return false;
    u32 ifs = mark();
    while (accept(Tok::KwIf)) {
      ExprNode* test = disjunction();
      if (test == nullptr || !keep(test)) return false;
    }
    if (!take(ifs, n->ifs)) return false;
    if (finish(n, start) == nullptr || !keep(n)) return false;
  } while (at_comprehension());
  return take(from, out);
}

ExprNode* Parser::genexp_rest(ExprNode* elt, const Token* open) {
  auto* n = make<GeneratorExp>();
  n->elt = elt;
  MONTY_NEED(comprehension_clauses(n->generators));
  MONTY_NEED(expect(Tok::RPar));
  return finish(n, open);
}

ExprNode* Parser::paren_atom() {
  const Token* open = tok_;
  advance();
  if (accept(Tok::RPar)) return finish(make<Tuple>(), open);
  if (at(Tok::KwYield)) {
    MONTY_STEP(y, yield_expression());
    MONTY_NEED(expect(Tok::RPar));
    y->flags |= kParenthesised;
    return y;
  }
  bool starred = at(Tok::Star);
  MONTY_STEP(first, star_named_expression());
  if (at(Tok::RPar) && !starred) {
    advance();
    first->flags |= kParenthesised;
    return first;
  }
  if (at_comprehension() && !starred) return genexp_rest(first, open);
  if (!at(Tok::Comma)) return fail();
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (at(Tok::RPar)) break;
    MONTY_STEP(e, star_named_expression());
    MONTY_NEED(keep(e));
  }
  MONTY_NEED(expect(Tok::RPar));
  auto* n = make<Tuple>();
  MONTY_NEED(take(from, n->elts));
  n->flags |= kParenthesised;
  return finish(n, open);
}

ExprNode* Parser::list_atom() {
  const Token* open = tok_;
  advance();
  u32 from = mark();
  if (!at(Tok::RSqb)) {
    bool starred = at(Tok::Star);
    MONTY_STEP(first, star_named_expression());
    if (at_comprehension() && !starred) {
      auto* n = make<ListComp>();
      n->elt = first;
      MONTY_NEED(comprehension_clauses(n->generators));
      MONTY_NEED(expect(Tok::RSqb));
      return finish(n, open);
    }
    MONTY_NEED(keep(first));
    while (accept(Tok::Comma)) {
      if (at(Tok::RSqb)) break;
      MONTY_STEP(e, star_named_expression());
      MONTY_NEED(keep(e));
    }
  }
  MONTY_NEED(expect(Tok::RSqb));
  auto* n = make<List>();
  MONTY_NEED(take(from, n->elts));
  return finish(n, open);
}

// Keys and values lie alternately on the scratch list from `from` on; the token at hand follows a pair.
ExprNode* Parser::dict_rest(const Token* open, u32 from) {
  while (accept(Tok::Comma)) {
    if (at(Tok::RBrace)) break;
    ExprNode* key = nullptr;
    ExprNode* value = nullptr;
    if (accept(Tok::DoubleStar)) {
      value = binary(1);
    } else {
      key = expression();
      MONTY_NEED(key != nullptr && expect(Tok::Colon));
      value = expression();
    }
    MONTY_NEED(value != nullptr && keep(key) && keep(value));
  }
  MONTY_NEED(expect(Tok::RBrace));
  u32 n_pairs = (mark() - from) / 2;
  auto* n = make<Dict>();
  if (n_pairs != 0) {
    n->keys.items = arena_.make_array<ExprNode*>(n_pairs);
    n->values.items = arena_.make_array<ExprNode*>(n_pairs);
    if (n->keys.items == nullptr || n->values.items == nullptr) return fail_memory();
    n->keys.count = n->values.count = n_pairs;
    for (u32 i = 0; i < n_pairs; ++i) {
      n->keys.items[i] = static_cast<ExprNode*>(scratch_[from + 2 * i]);
      n->values.items[i] = static_cast<ExprNode*>(scratch_[from + 2 * i + 1]);
    }
  }
  scratch_size_ = from;
  return finish(n, open);
}

ExprNode* Parser::brace_atom() {
  const Token* open = tok_;
  advance();
  u32 from = mark();
  if (accept(Tok::RBrace)) return finish(make<Dict>(), open);
  if (accept(Tok::DoubleStar)) {
    MONTY_STEP(value, binary(1));
    MONTY_NEED(keep(nullptr) && keep(value));
    return dict_rest(open, from);
  }
  bool starred = at(Tok::Star);
  MONTY_STEP(first, star_named_expression());
  if (at(Tok::Colon) && !starred) {
    if (first->is<NamedExpr>() && !(first->flags & kParenthesised)) return fail();
    advance();
    MONTY_STEP(value, expression());
    if (at_comprehension()) {
      auto* n = make<DictComp>();
      n->key = first;
      n->value = value;
      MONTY_NEED(comprehension_clauses(n->generators));
      MONTY_NEED(expect(Tok::RBrace));
      return finish(n, open);
    }
    MONTY_NEED(keep(first) && keep(value));
    return dict_rest(open, from);
  }
  if (at_comprehension() && !starred) {
    auto* n = make<SetComp>();
    n->elt = first;
    MONTY_NEED(comprehension_clauses(n->generators));
    MONTY_NEED(expect(Tok::RBrace));
    return finish(n, open);
  }
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (at(Tok::RBrace)) break;
    MONTY_STEP(e, star_named_expression());
    MONTY_NEED(keep(e));
  }
  MONTY_NEED(expect(Tok::RBrace));
  auto* n = make<Set>();
  MONTY_NEED(take(from, n->elts));
  return finish(n, open);
}

// After the opening parenthesis, up to and with the closing one.
bool Parser::call_arguments(Seq<ExprNode*>& args, Seq<Keyword*>& keywords, const Token* open) {
  if (accept(Tok::RPar)) return true;
  // Positional arguments and keywords mix; they are told apart by kind when the lists are made.
  u32 from = mark();
  u32 n_args = 0, n_keywords = 0;
  bool seen_keyword = false, seen_mapping = false;
  do {
    if (at(Tok::RPar) && n_args + n_keywords != 0) break;
    const Token* start = tok_;
    if (accept(Tok::DoubleStar)) {
      auto* k = make<Keyword>();
      k->value = expression();
      if (k->value == nullptr || finish(k, start) == nullptr || !keep(k)) return false;
      seen_keyword = seen_mapping = true;
      ++n_keywords;
    } else if (at(Tok::Name) && tok_[1].kind == Tok::Equal) {
      auto* k = make<Keyword>();
      k->arg = identifier(*tok_);
      if (k->arg == nullptr) return false;
      tok_ += 2;
      k->value = expression();
      if (k->value == nullptr || finish(k, start) == nullptr || !keep(k)) return false;
      seen_keyword = true;
      ++n_keywords;
    } else if (accept(Tok::Star)) {
      if (seen_mapping) return fail() != nullptr;
      auto* s = make<Starred>();
      s->value = expression();
      if (s->value == nullptr || finish(s, start) == nullptr || !keep(s)) return false;
      ++n_args;
    } else {
      if (seen_keyword) {
        if (at(Tok::Name)) advance();
        return fail() != nullptr;
      }
      ExprNode* e = named_expression();
      if (e == nullptr) return false;
      if (at_comprehension() && n_args + n_keywords == 0 && open != nullptr) {
        ExprNode* g = genexp_rest(e, open);
        if (g == nullptr || !keep(g)) return false;
        Seq<ExprNode*> one;
        if (!take(from, one)) return false;
        args = one;
        return true;
      }
      if (at(Tok::Equal)) return fail() != nullptr;
      if (!keep(e)) return false;
      ++n_args;
    }
  } while (accept(Tok::Comma));
  if (!expect(Tok::RPar)) return false;
  if (n_keywords == 0) return take(from, args);
  if (n_args != 0) args.items = arena_.make_array<ExprNode*>(n_args);
  keywords.items = arena_.make_array<Keyword*>(n_keywords);
  if ((n_args != 0 && args.items == nullptr) || keywords.items == nullptr) return fail_memory() != nullptr;
  for (u32 i = from; i < mark(); ++i) {
    if (scratch_[i]->kind == NodeKind::Keyword) {
      keywords.items[keywords.count++] = static_cast<Keyword*>(scratch_[i]);
    } else {
      args.items[args.count++] = static_cast<ExprNode*>(scratch_[i]);
    }
  }
  scratch_size_ = from;
  return true;
}

ExprNode* Parser::slice_item() {
  const Token* start = tok_;
  ExprNode* lower = nullptr;
  if (!at(Tok::Colon)) {
    if (at(Tok::Star)) {  // a[*b]
      advance();
      MONTY_STEP(value, expression());
      auto* n = make<Starred>();
      n->value = value;
      return finish(n, start);
    }
    lower = named_expression();
    MONTY_NEED(lower != nullptr);
    if (!at(Tok::Colon)) return lower;
    if (lower->is<NamedExpr>() && !(lower->flags & kParenthesised)) return fail();
  }
  advance();
  auto* n = make<Slice>();
  n->lower = lower;
  auto ends = [&] { return at(Tok::Colon) || at(Tok::Comma) || at(Tok::RSqb); };
  if (!ends()) {
    n->upper = expression();
    MONTY_NEED(n->upper != nullptr);
  }
  if (accept(Tok::Colon) && !ends()) {
    n->step = expression();
    MONTY_NEED(n->step != nullptr);
  }
  return finish(n, start);
}

ExprNode* Parser::subscript_rest(ExprNode* value, const Token* start) {
  advance();
  const Token* inner = tok_;
  bool starred = at(Tok::Star);
  MONTY_STEP(first, slice_item());
  ExprNode* slice = first;
  if (at(Tok::Comma) || starred) {
    u32 from = mark();
    MONTY_NEED(keep(first));
    while (accept(Tok::Comma)) {
      if (at(Tok::RSqb)) break;
      MONTY_STEP(e, slice_item());
      MONTY_NEED(keep(e));
    }
    auto* t = make<Tuple>();
    MONTY_NEED(take(from, t->elts));
    slice = finish(t, inner);
    MONTY_NEED(slice != nullptr);
  }
  MONTY_NEED(expect(Tok::RSqb));
  auto* n = make<Subscript>();
  n->value = value;
  n->slice = slice;
  return finish(n, start);
}

// ---- targets

// Turns an expression into a target in place; false: it can't be one (nothing said yet).
bool Parser::to_target(ExprNode* e, ExprContext ctx) {
  switch (e->kind) {
    case NodeKind::Name: e->as<Name>()->ctx = ctx; return true;
    case NodeKind::Attribute: e->as<Attribute>()->ctx = ctx; return true;
    case NodeKind::Subscript: e->as<Subscript>()->ctx = ctx; return true;
    case NodeKind::Starred:
      if (ctx == ExprContext::Del) return false;
      if (e->as<Starred>()->value->is<Starred>()) return false;
      e->as<Starred>()->ctx = ctx;
      return to_target(e->as<Starred>()->value, ctx);
    case NodeKind::Tuple:
      e->as<Tuple>()->ctx = ctx;
      for (ExprNode* item : e->as<Tuple>()->elts)
        if (!to_target(item, ctx)) return false;
      return true;
    case NodeKind::List:
      e->as<List>()->ctx = ctx;
      for (ExprNode* item : e->as<List>()->elts)
        if (!to_target(item, ctx)) return false;
      return true;
    default: return false;
  }
}

bool Parser::is_single_target(const ExprNode* e) const { return e->is<Name>() || e->is<Attribute>() || e->is<Subscript>(); }

ExprNode* Parser::star_target() {
  const Token* start = tok_;
  if (accept(Tok::Star)) {
    MONTY_STEP(value, primary());
    auto* n = make<Starred>();
    n->value = value;
    MONTY_STEP(done, finish(n, start));
    if (!to_target(done, ExprContext::Store)) return fail();
    return done;
  }
  MONTY_STEP(e, primary());
  if (!to_target(e, ExprContext::Store)) return fail();
  return e;
}

// The targets of a `for`: up to `in`.
ExprNode* Parser::for_targets() {
  const Token* start = tok_;
  MONTY_STEP(first, star_target());
  if (!at(Tok::Comma)) return first;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (at(Tok::KwIn) || at(Tok::Equal)) break;
    MONTY_STEP(e, star_target());
    MONTY_NEED(keep(e));
  }
  auto* n = make<Tuple>();
  n->ctx = ExprContext::Store;
  MONTY_NEED(take(from, n->elts));
  return finish(n, start);
}

}  // namespace monty::syntax
