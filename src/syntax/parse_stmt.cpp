// SPDX-License-Identifier: MIT
// Simple statements.
#include <cstring>

#include "syntax/parser_impl.h"

namespace monty::syntax {

bool Parser::is_compound_start() const {
  switch (kind()) {
    case Tok::KwIf:
    case Tok::KwFor:
    case Tok::KwWhile:
    case Tok::KwTry:
    case Tok::KwWith:
    case Tok::KwDef:
    case Tok::KwClass:
    case Tok::KwAsync:
    case Tok::At: return true;
    default: return false;
  }
}

// Statements up to a token of kind `stop`, kept on the scratch list.
bool Parser::statements(Tok stop) {
  while (!at(stop)) {
    // (A stray `elif` and its kind belong to the statement before, for the diagnosis.)
    if (blocks_ == 0 && !at(Tok::KwElif) && !at(Tok::KwElse) && !at(Tok::KwExcept) && !at(Tok::KwFinally)) {
      statement_start_ = tok_->start;
      last_was_compound_ = false;
    }
    StmtNode* s = nullptr;
    if (is_compound_start()) {
      s = compound_statement();
    } else if (at_name("match") && match_statement(s)) {
      // done, or failed with s null
    } else {
      if (failure_ != Failure::None) return false;
      if (!simple_statements()) return false;
      continue;
    }
    if (s == nullptr || !keep(s)) return false;
    if (s->lineno > last_compound_line_) last_compound_line_ = s->lineno;
    if (blocks_ == 0) last_was_compound_ = true;
  }
  return true;
}

bool Parser::simple_statements() {
  for (;;) {
    StmtNode* s = simple_statement();
    if (s == nullptr || !keep(s)) return false;
    if (!at(Tok::Newline)) {
      if (!expect(Tok::Semi)) return false;
      if (!at(Tok::Newline)) continue;
    }
    block_end_line_ = tok_[-1].end_line;
    block_end_col_ = tok_[-1].end_col;
    return next_line();
  }
}

StmtNode* Parser::simple_statement() {
  const Token* start = tok_;
  switch (kind()) {
    case Tok::KwReturn: return return_statement();
    case Tok::KwImport: return import_statement();
    case Tok::KwFrom: return from_statement();
    case Tok::KwRaise: return raise_statement();
    case Tok::KwPass: advance(); return finish(make<Pass>(), start);
    case Tok::KwBreak: advance(); return finish(make<Break>(), start);
    case Tok::KwContinue: advance(); return finish(make<Continue>(), start);
    case Tok::KwDel: return delete_statement();
    case Tok::KwAssert: return assert_statement();
    case Tok::KwGlobal:
    case Tok::KwNonlocal: return names_statement();
    case Tok::Name:
      if (tok_[1].kind == Tok::Name && at_name("type")) return type_alias();
      [[fallthrough]];
    default: return expression_statement();
  }
}

StmtNode* Parser::expression_statement() {
  const Token* start = tok_;
  ExprNode* e = nullptr;
  if (at(Tok::Name) && tok_[1].kind == Tok::ColonEqual) {
    advance();
    return fail();
  }
  e = annotated_rhs();
  MONTY_NEED(e != nullptr);
  if (at(Tok::Equal)) return assignment_rest(e, start);
  if (at(Tok::Newline) || at(Tok::Semi)) {
    auto* n = make<Expr>();
    n->value = e;
    return finish(n, start);
  }
  if (at(Tok::Colon)) return annotation_rest(e, start);
  OperatorKind op;
  switch (kind()) {
    case Tok::PlusEqual: op = OperatorKind::Add; break;
    case Tok::MinEqual: op = OperatorKind::Sub; break;
    case Tok::StarEqual: op = OperatorKind::Mult; break;
    case Tok::AtEqual: op = OperatorKind::MatMult; break;
    case Tok::SlashEqual: op = OperatorKind::Div; break;
    case Tok::PercentEqual: op = OperatorKind::Mod; break;
    case Tok::AmperEqual: op = OperatorKind::BitAnd; break;
    case Tok::VBarEqual: op = OperatorKind::BitOr; break;
    case Tok::CircumflexEqual: op = OperatorKind::BitXor; break;
    case Tok::LeftShiftEqual: op = OperatorKind::LShift; break;
    case Tok::RightShiftEqual: op = OperatorKind::RShift; break;
    case Tok::DoubleStarEqual: op = OperatorKind::Pow; break;
    case Tok::DoubleSlashEqual: op = OperatorKind::FloorDiv; break;
    default: {  // the caller looks for the end of the statement
      auto* n = make<Expr>();
      n->value = e;
      return finish(n, start);
    }
  }
  if (!is_single_target(e)) return fail();
  to_target(e, ExprContext::Store);
  advance();
  auto* n = make<AugAssign>();
  n->target = e;
  n->op = op;
  n->value = annotated_rhs();
  MONTY_NEED(n->value != nullptr);
  return finish(n, start);
}

StmtNode* Parser::annotation_rest(ExprNode* target, const Token* start) {
  if (!is_single_target(target)) return fail();
  auto* n = make<AnnAssign>();
  n->target = target;
  n->simple = target->is<Name>() && !(target->flags & kParenthesised);
  to_target(target, ExprContext::Store);
  advance();
  n->annotation = expression();
  MONTY_NEED(n->annotation != nullptr);
  if (accept(Tok::Equal)) {
    n->value = annotated_rhs();
    MONTY_NEED(n->value != nullptr);
  }
  return finish(n, start);
}

// targets = targets = value
StmtNode* Parser::assignment_rest(ExprNode* first, const Token* start) {
  u32 from = mark();
  ExprNode* value = first;
  while (at(Tok::Equal)) {
    if (!to_target(value, ExprContext::Store)) return fail();
    MONTY_NEED(keep(value));
    advance();
    value = annotated_rhs();
    MONTY_NEED(value != nullptr);
  }
  auto* n = make<Assign>();
  MONTY_NEED(take(from, n->targets));
  n->value = value;
  return finish(n, start);
}

StmtNode* Parser::return_statement() {
  const Token* start = tok_;
  advance();
  auto* n = make<Return>();
  if (!at(Tok::Newline) && !at(Tok::Semi)) {
    n->value = star_expressions();
    MONTY_NEED(n->value != nullptr);
  }
  return finish(n, start);
}

StmtNode* Parser::raise_statement() {
  const Token* start = tok_;
  advance();
  auto* n = make<Raise>();
  if (!at(Tok::Newline) && !at(Tok::Semi)) {
    n->exc = expression();
    MONTY_NEED(n->exc != nullptr);
    if (accept(Tok::KwFrom)) {
      n->cause = expression();
      MONTY_NEED(n->cause != nullptr);
    }
  }
  return finish(n, start);
}

StmtNode* Parser::delete_statement() {
  const Token* start = tok_;
  advance();
  u32 from = mark();
  do {
    if ((at(Tok::Newline) || at(Tok::Semi)) && mark() != from) break;
    MONTY_STEP(e, primary());
    if (!to_target(e, ExprContext::Del)) return fail();
    MONTY_NEED(keep(e));
  } while (accept(Tok::Comma));
  if (!at(Tok::Newline) && !at(Tok::Semi)) return fail();
  auto* n = make<Delete>();
  MONTY_NEED(take(from, n->targets));
  return finish(n, start);
}

StmtNode* Parser::assert_statement() {
  const Token* start = tok_;
  advance();
  auto* n = make<Assert>();
  n->test = expression();
  MONTY_NEED(n->test != nullptr);
  if (accept(Tok::Comma)) {
    n->msg = expression();
    MONTY_NEED(n->msg != nullptr);
  }
  return finish(n, start);
}

// a.b.c as one identifier; white space around the dots does not count.
Ident Parser::dotted_name() {
  if (!at(Tok::Name)) return fail();
  const Token* first = tok_;
  advance();
  if (!at(Tok::Dot)) return identifier(*first);
  while (accept(Tok::Dot)) {
    if (!expect(Tok::Name)) return nullptr;
  }
  usize size = 0;
  bool plain = true;
  for (const Token* t = first; t < tok_; ++t) {
    size += t->end - t->start;
    plain = plain && !(t->flags & kNonAscii);
  }
  if (plain && size == tok_[-1].end - first->start) return intern(lexer_.text().substr(first->start, size));
  std::string joined;
  for (const Token* t = first; t < tok_; ++t) {
    if (t->kind == Tok::Name) {
      Ident part = identifier(*t);
      if (part == nullptr) return nullptr;
      joined += part->text();
    } else {
      joined += '.';
    }
  }
  return intern(joined);
}

StmtNode* Parser::import_statement() {
  const Token* start = tok_;
  advance();
  u32 from = mark();
  do {
    const Token* item = tok_;
    auto* a = make<Alias>();
    a->name = dotted_name();
    MONTY_NEED(a->name != nullptr);
    if (accept(Tok::KwAs)) {
      if (!at(Tok::Name)) return fail();
      a->asname = identifier(*tok_);
      MONTY_NEED(a->asname != nullptr);
      advance();
    }
    MONTY_NEED(finish(a, item) != nullptr && keep(a));
  } while (accept(Tok::Comma));
  auto* n = make<Import>();
  MONTY_NEED(take(from, n->names));
  return finish(n, start);
}

StmtNode* Parser::from_statement() {
  const Token* start = tok_;
  advance();
  auto* n = make<ImportFrom>();
  for (;;) {
    if (accept(Tok::Dot)) {
      n->level += 1;
    } else if (accept(Tok::Ellipsis)) {
      n->level += 3;
    } else {
      break;
    }
  }
  if (n->level == 0 || !at(Tok::KwImport)) {
    n->module = dotted_name();
    MONTY_NEED(n->module != nullptr);
  }
  MONTY_NEED(expect(Tok::KwImport));
  u32 from = mark();
  if (at(Tok::Star)) {
    const Token* star = tok_;
    auto* a = make<Alias>();
    a->name = intern("*");
    MONTY_NEED(a->name != nullptr);
    advance();
    MONTY_NEED(finish(a, star) != nullptr && keep(a));
  } else {
    bool paren = accept(Tok::LPar);
    do {
      if (paren && at(Tok::RPar) && mark() != from) break;
      if (!at(Tok::Name)) return fail();
      const Token* item = tok_;
      auto* a = make<Alias>();
      a->name = identifier(*tok_);
      MONTY_NEED(a->name != nullptr);
      advance();
      if (accept(Tok::KwAs)) {
        if (!at(Tok::Name)) return fail();
        a->asname = identifier(*tok_);
        MONTY_NEED(a->asname != nullptr);
        advance();
      }
      MONTY_NEED(finish(a, item) != nullptr && keep(a));
    } while (accept(Tok::Comma));
    if (paren) MONTY_NEED(expect(Tok::RPar));
  }
  MONTY_NEED(take(from, n->names));
  return finish(n, start);
}

StmtNode* Parser::names_statement() {
  const Token* start = tok_;
  advance();
  u32 count = 1;
  for (const Token* t = tok_; t->kind == Tok::Name && t[1].kind == Tok::Comma; t += 2) ++count;
  Seq<Ident> names;
  names.items = arena_.make_array<Ident>(count);
  if (names.items == nullptr) return fail_memory();
  do {
    if (!at(Tok::Name)) return fail();
    names.items[names.count] = identifier(*tok_);
    MONTY_NEED(names.items[names.count++] != nullptr);
    advance();
  } while (accept(Tok::Comma));
  if (start->kind == Tok::KwGlobal) {
    auto* n = make<Global>();
    n->names = names;
    return finish(n, start);
  }
  auto* n = make<Nonlocal>();
  n->names = names;
  return finish(n, start);
}

StmtNode* Parser::type_alias() {
  const Token* start = tok_;
  advance();
  auto* n = make<TypeAlias>();
  n->name = name_atom();
  MONTY_NEED(n->name != nullptr);
  n->name->as<Name>()->ctx = ExprContext::Store;
  MONTY_NEED(type_params(n->type_params));
  MONTY_NEED(expect(Tok::Equal));
  n->value = expression();
  MONTY_NEED(n->value != nullptr);
  return finish(n, start);
}

}  // namespace monty::syntax
