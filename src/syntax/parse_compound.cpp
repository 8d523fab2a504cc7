// SPDX-License-Identifier: MIT
// Compound statements.
#include "syntax/parser_impl.h"

namespace monty::syntax {

StmtNode* Parser::compound_statement() {
  switch (kind()) {
    case Tok::KwIf: return if_statement();
    case Tok::KwFor: return for_statement(nullptr);
    case Tok::KwWhile: return while_statement();
    case Tok::KwTry: return try_statement();
    case Tok::KwWith: return with_statement(nullptr);
    case Tok::KwDef: return function(nullptr, {});
    case Tok::KwClass: return class_definition({});
    case Tok::KwAsync: {
      const Token* async = tok_;
      advance();
      if (at(Tok::KwDef)) return function(async, {});
      if (at(Tok::KwFor)) return for_statement(async);
      if (at(Tok::KwWith)) return with_statement(async);
      return fail();
    }
    default: return decorated();
  }
}

// ':' then statements on the same line, or an indented block.
bool Parser::block(Seq<StmtNode*>& out) {
  if (!expect(Tok::Colon)) return false;
  u32 from = mark();
  if (!at(Tok::Newline)) {
    if (is_compound_start()) return fail() != nullptr;
    ++blocks_;
    bool fine = simple_statements();
    --blocks_;
    return fine && take(from, out);
  }
  if (!next_line()) return false;
  if (!at(Tok::Indent)) return fail() != nullptr;
  advance();
  if (++blocks_ > kMaxBlocks) return fail_token(*tok_, "too many statically nested blocks") != nullptr;
  if (!statements(Tok::Dedent)) return false;
  --blocks_;
  advance();
  return take(from, out);
}

StmtNode* Parser::if_statement() {
  // The chain of elifs is gathered first, then linked from its end: no recursion.
  u32 from = mark();
  Seq<StmtNode*> last_else;
  for (;;) {
    u32 line = tok_->line, col = tok_->col;
    advance();
    auto* n = make<If>();
    n->lineno = line;
    n->col_offset = col;
    n->test = named_expression();
    MONTY_NEED(n->test != nullptr);
    MONTY_NEED(keep(n));
    MONTY_NEED(block(n->body));
    if (!at(Tok::KwElif)) break;
    if (mark() - from > kMaxElifs) return fail_token(*tok_, "too many statically nested blocks");
  }
  if (accept(Tok::KwElse)) MONTY_NEED(block(last_else));
  If* below = nullptr;
  for (u32 i = mark(); i-- > from;) {
    auto* n = static_cast<If*>(scratch_[i]);
    if (below != nullptr) {
      n->orelse.items = arena_.make_array<StmtNode*>(1);
      if (n->orelse.items == nullptr) return fail_memory();
      n->orelse.items[0] = below;
      n->orelse.count = 1;
    } else {
      n->orelse = last_else;
    }
    MONTY_NEED(finish_block(n, n->lineno, n->col_offset) != nullptr);
    below = n;
  }
  scratch_size_ = from;
  return below;
}

StmtNode* Parser::while_statement() {
  u32 line = tok_->line, col = tok_->col;
  advance();
  auto* n = make<While>();
  n->test = named_expression();
  MONTY_NEED(n->test != nullptr && block(n->body));
  if (accept(Tok::KwElse)) MONTY_NEED(block(n->orelse));
  return finish_block(n, line, col);
}

StmtNode* Parser::for_statement(const Token* async) {
  const Token* start = async != nullptr ? async : tok_;
  u32 line = start->line, col = start->col;
  advance();
  ExprNode* target = for_targets();
  MONTY_NEED(target != nullptr && expect(Tok::KwIn));
  ExprNode* iter = star_expressions();
  MONTY_NEED(iter != nullptr);
  auto build = [&](auto* n) -> StmtNode* {
    n->target = target;
    n->iter = iter;
    MONTY_NEED(block(n->body));
    if (accept(Tok::KwElse)) MONTY_NEED(block(n->orelse));
    return finish_block(n, line, col);
  };
  return async != nullptr ? build(make<AsyncFor>()) : build(make<For>());
}

WithItem* Parser::with_item(bool parenthesised) {
  const Token* start = tok_;
  auto* n = make<WithItem>();
  n->context_expr = expression();
  MONTY_NEED(n->context_expr != nullptr);
  if (accept(Tok::KwAs)) {
    n->optional_vars = star_target();
    MONTY_NEED(n->optional_vars != nullptr);
    if (!at(Tok::Comma) && !at(Tok::Colon) && !(parenthesised && at(Tok::RPar))) return fail();
  }
  return finish(n, start);
}

bool Parser::with_items(Seq<WithItem*>& out, bool parenthesised) {
  u32 from = mark();
  do {
    if (parenthesised && at(Tok::RPar) && mark() != from) break;
    WithItem* item = with_item(parenthesised);
    if (item == nullptr || !keep(item)) return false;
  } while (accept(Tok::Comma));
  if (parenthesised && !expect(Tok::RPar)) return false;
  if (!at(Tok::Colon)) return fail() != nullptr;
  return take(from, out);
}

StmtNode* Parser::with_statement(const Token* async) {
  const Token* start = async != nullptr ? async : tok_;
  u32 line = start->line, col = start->col;
  advance();
  Seq<WithItem*> items;
  bool done = false;
  if (at(Tok::LPar)) {
    // "with (a, b as c):" or an expression that begins with a parenthesis: try the first, then go back.
    const Token* here = tok_;
    u32 from = mark();
    usize warned = warnings_.size();
    advance();
    done = with_items(items, true);
    if (!done) {
      if (failure_ != Failure::Generic) return nullptr;
      failure_ = Failure::None;
      tok_ = here;
      scratch_size_ = from;
      warnings_.resize(warned);
    }
  }
  if (!done) MONTY_NEED(with_items(items, false));
  auto build = [&](auto* n) -> StmtNode* {
    n->items = items;
    MONTY_NEED(block(n->body));
    return finish_block(n, line, col);
  };
  return async != nullptr ? build(make<AsyncWith>()) : build(make<With>());
}

ExceptHandler* Parser::except_handler(bool& star) {
  u32 line = tok_->line, col = tok_->col;
  advance();
  star = accept(Tok::Star);
  auto* n = make<ExceptHandler>();
  if (star || !at(Tok::Colon)) {
    n->type = expressions();
    MONTY_NEED(n->type != nullptr);
    bool bare_tuple = n->type->is<Tuple>() && !(n->type->flags & kParenthesised) && n->type->as<Tuple>()->elts.count != 0;
    if (at(Tok::KwAs)) {
      if (bare_tuple) return fail();
      advance();
      if (!at(Tok::Name)) return fail();
      n->name = identifier(*tok_);
      MONTY_NEED(n->name != nullptr);
      advance();
    }
  }
  MONTY_NEED(block(n->body));
  return finish_block(n, line, col);
}

StmtNode* Parser::try_statement() {
  u32 line = tok_->line, col = tok_->col;
  advance();
  Seq<StmtNode*> body, orelse, finalbody;
  Seq<ExceptHandler*> handlers;
  MONTY_NEED(block(body));
  u32 from = mark();
  bool star = false;
  while (at(Tok::KwExcept)) {
    if (mark() != from && star != (tok_[1].kind == Tok::Star)) {
      advance();
      return fail();
    }
    ExceptHandler* h = except_handler(star);
    MONTY_NEED(h != nullptr && keep(h));
  }
  MONTY_NEED(take(from, handlers));
  if (!handlers.empty() && accept(Tok::KwElse)) MONTY_NEED(block(orelse));
  if (accept(Tok::KwFinally)) {
    MONTY_NEED(block(finalbody));
  } else if (handlers.empty()) {
    return fail();
  }
  auto build = [&](auto* n) -> StmtNode* {
    n->body = body;
    n->handlers = handlers;
    n->orelse = orelse;
    n->finalbody = finalbody;
    return finish_block(n, line, col);
  };
  return star ? build(make<TryStar>()) : build(make<Try>());
}

StmtNode* Parser::function(const Token* async, Seq<ExprNode*> decorators) {
  const Token* start = async != nullptr ? async : tok_;
  u32 line = start->line, col = start->col;
  bool is_async = async != nullptr;
  advance();
  if (!at(Tok::Name)) return fail();
  auto build = [&](auto* n) -> StmtNode* {
    n->decorator_list = decorators;
    n->name = identifier(*tok_);
    MONTY_NEED(n->name != nullptr);
    advance();
    MONTY_NEED(type_params(n->type_params));
    MONTY_NEED(expect(Tok::LPar));
    n->args = parameters(ParamStyle::Def, Tok::RPar);
    MONTY_NEED(n->args != nullptr && expect(Tok::RPar));
    if (accept(Tok::RArrow)) {
      n->returns = expression();
      MONTY_NEED(n->returns != nullptr);
    }
    MONTY_NEED(block(n->body));
    return finish_block(n, line, col);
  };
  return is_async ? build(make<AsyncFunctionDef>()) : build(make<FunctionDef>());
}

StmtNode* Parser::class_definition(Seq<ExprNode*> decorators) {
  u32 line = tok_->line, col = tok_->col;
  advance();
  if (!at(Tok::Name)) return fail();
  auto* n = make<ClassDef>();
  n->decorator_list = decorators;
  n->name = identifier(*tok_);
  MONTY_NEED(n->name != nullptr);
  advance();
  MONTY_NEED(type_params(n->type_params));
  if (at(Tok::LPar)) {
    advance();
    MONTY_NEED(call_arguments(n->bases, n->keywords, nullptr));
  }
  MONTY_NEED(block(n->body));
  return finish_block(n, line, col);
}

StmtNode* Parser::decorated() {
  u32 from = mark();
  while (accept(Tok::At)) {
    ExprNode* e = named_expression();
    MONTY_NEED(e != nullptr && keep(e));
    if (!at(Tok::Newline)) return fail();
    MONTY_NEED(next_line());
  }
  Seq<ExprNode*> decorators;
  MONTY_NEED(take(from, decorators));
  if (at(Tok::KwClass)) return class_definition(decorators);
  if (at(Tok::KwDef)) return function(nullptr, decorators);
  if (at(Tok::KwAsync) && tok_[1].kind == Tok::KwDef) {
    const Token* async = tok_;
    advance();
    return function(async, decorators);
  }
  if (at(Tok::KwAsync)) advance();
  return fail();
}

// `match` is a name unless a subject, ':' and the end of the line follow, and then a block of cases.
bool Parser::match_statement(StmtNode*& out) {
  out = nullptr;
  const Token* here = tok_;
  u32 line = tok_->line, col = tok_->col;
  u32 from = mark();
  usize warned = warnings_.size();
  advance();
  if (!starts_expression() && !at(Tok::Star)) {
    tok_ = here;
    return false;
  }
  auto* n = make<Match>();
  const Token* subject_start = tok_;
  ExprNode* subject = star_named_expression();
  bool fine = subject != nullptr;
  if (fine && at(Tok::Comma)) {
    fine = keep(subject);
    while (fine && accept(Tok::Comma)) {
      if (at(Tok::Colon)) break;
      ExprNode* e = star_named_expression();
      fine = e != nullptr && keep(e);
    }
    if (fine) {
      auto* t = make<Tuple>();
      fine = take(from, t->elts) && finish(t, subject_start) != nullptr;
      subject = t;
    }
  } else if (fine && subject->is<Starred>()) {
    fine = false;
  }
  if (!fine || !at(Tok::Colon) || tok_[1].kind != Tok::Newline) {
    if (failure_ == Failure::None) fail();
    if (failure_ != Failure::Generic) return failure_ != Failure::None;
    failure_ = Failure::None;
    tok_ = here;
    scratch_size_ = from;
    warnings_.resize(warned);
    return false;
  }
  n->subject = subject;
  advance();
  if (!next_line()) return true;
  if (!at(Tok::Indent)) return fail(), true;
  advance();
  if (++blocks_ > kMaxBlocks) return fail_token(*tok_, "too many statically nested blocks"), true;
  u32 cases = mark();
  while (!at(Tok::Dedent)) {
    if (!at_name("case")) return fail(), true;
    MatchCase* c = case_block();
    if (c == nullptr || !keep(c)) return true;
  }
  --blocks_;
  advance();
  if (mark() == cases) return fail(), true;
  if (!take(cases, n->cases)) return true;
  out = finish_block(n, line, col);
  return true;
}

MatchCase* Parser::case_block() {
  u32 line = tok_->line, col = tok_->col;
  advance();
  auto* n = make<MatchCase>();
  n->pattern = patterns();
  MONTY_NEED(n->pattern != nullptr);
  if (accept(Tok::KwIf)) {
    n->guard = named_expression();
    MONTY_NEED(n->guard != nullptr);
  }
  MONTY_NEED(block(n->body));
  return finish_block(n, line, col);
}

}  // namespace monty::syntax
