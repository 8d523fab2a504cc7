// SPDX-License-Identifier: MIT
// Expressions, from lists of them down to primaries.
#include "syntax/parser_impl.h"

namespace monty::syntax {
namespace {

struct BinaryOperator {
  u8 precedence;  // 0: not one
  OperatorKind op;
};

constexpr BinaryOperator binary_operator(Tok k) {
  switch (k) {
    case Tok::VBar: return {1, OperatorKind::BitOr};
    case Tok::Circumflex: return {2, OperatorKind::BitXor};
    case Tok::Amper: return {3, OperatorKind::BitAnd};
    case Tok::LeftShift: return {4, OperatorKind::LShift};
    case Tok::RightShift: return {4, OperatorKind::RShift};
    case Tok::Plus: return {5, OperatorKind::Add};
    case Tok::Minus: return {5, OperatorKind::Sub};
    case Tok::Star: return {6, OperatorKind::Mult};
    case Tok::Slash: return {6, OperatorKind::Div};
    case Tok::DoubleSlash: return {6, OperatorKind::FloorDiv};
    case Tok::Percent: return {6, OperatorKind::Mod};
    case Tok::At: return {6, OperatorKind::MatMult};
    default: return {0, OperatorKind::Add};
  }
}

struct BinaryTable {
  BinaryOperator rows[static_cast<usize>(Tok::Count)];
};
consteval BinaryTable make_binary_table() {
  BinaryTable t{};
  for (usize i = 0; i < static_cast<usize>(Tok::Count); ++i) t.rows[i] = binary_operator(static_cast<Tok>(i));
  return t;
}
constexpr BinaryTable kBinary = make_binary_table();

}  // namespace

bool Parser::starts_expression() const {
  switch (kind()) {
    case Tok::Name:
    case Tok::Number:
    case Tok::String:
    case Tok::FStart:
    case Tok::LPar:
    case Tok::LSqb:
    case Tok::LBrace:
    case Tok::Plus:
    case Tok::Minus:
    case Tok::Tilde:
    case Tok::Ellipsis:
    case Tok::KwFalse:
    case Tok::KwNone:
    case Tok::KwTrue:
    case Tok::KwAwait:
    case Tok::KwLambda:
    case Tok::KwNot: return true;
    default: return false;
  }
}

// After a comma: does the list go on?
bool Parser::ends_expression_list() const { return !starts_expression() && !at(Tok::Star); }

ExprNode* Parser::star_expressions() {
  const Token* start = tok_;
  MONTY_STEP(first, star_expression());
  if (MONTY_LIKELY(!at(Tok::Comma))) return first;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (ends_expression_list()) break;
    MONTY_STEP(e, star_expression());
    MONTY_NEED(keep(e));
  }
  auto* n = make<Tuple>();
  MONTY_NEED(n != nullptr && take(from, n->elts));
  return finish(n, start);
}

ExprNode* Parser::expressions() {
  const Token* start = tok_;
  MONTY_STEP(first, expression());
  if (!at(Tok::Comma)) return first;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::Comma)) {
    if (!starts_expression()) break;
    MONTY_STEP(e, expression());
    MONTY_NEED(keep(e));
  }
  auto* n = make<Tuple>();
  MONTY_NEED(n != nullptr && take(from, n->elts));
  return finish(n, start);
}

ExprNode* Parser::star_expression() {
  if (MONTY_LIKELY(!at(Tok::Star))) return expression();
  const Token* start = tok_;
  advance();
  MONTY_STEP(value, binary(1));
  auto* n = make<Starred>();
  n->value = value;
  return finish(n, start);
}

ExprNode* Parser::star_named_expression() {
  if (at(Tok::Star)) return star_expression();
  return named_expression();
}

ExprNode* Parser::named_expression() {
  if (at(Tok::Name) && tok_[1].kind == Tok::ColonEqual) {
    const Token* start = tok_;
    MONTY_STEP(target, name_atom());
    target->as<Name>()->ctx = ExprContext::Store;
    advance();
    MONTY_STEP(value, expression());
    auto* n = make<NamedExpr>();
    n->target = target;
    n->value = value;
    return finish(n, start);
  }
  MONTY_STEP(e, expression());
  if (MONTY_UNLIKELY(at(Tok::ColonEqual))) return fail();
  return e;
}

ExprNode* Parser::annotated_rhs() { return at(Tok::KwYield) ? yield_expression() : star_expressions(); }

ExprNode* Parser::yield_expression() {
  const Token* start = tok_;
  advance();
  if (accept(Tok::KwFrom)) {
    MONTY_STEP(value, expression());
    auto* n = make<YieldFrom>();
    n->value = value;
    return finish(n, start);
  }
  auto* n = make<Yield>();
  if (!ends_expression_list()) {
    n->value = star_expressions();
    MONTY_NEED(n->value != nullptr);
  }
  return finish(n, start);
}

ExprNode* Parser::expression() {
  Depth depth(*this);
  if (MONTY_UNLIKELY(!depth.fine())) return too_deep();
  if (at(Tok::KwLambda)) return lambda();
  const Token* start = tok_;
  MONTY_STEP(body, disjunction());
  if (MONTY_LIKELY(!at(Tok::KwIf))) return body;
  return conditional_rest(body, start);
}

ExprNode* Parser::conditional_rest(ExprNode* body, const Token* start) {
  advance();
  MONTY_STEP(test, disjunction());
  MONTY_NEED(expect(Tok::KwElse));
  MONTY_STEP(orelse, expression());
  auto* n = make<IfExp>();
  n->test = test;
  n->body = body;
  n->orelse = orelse;
  return finish(n, start);
}

ExprNode* Parser::lambda() {
  const Token* start = tok_;
  advance();
  MONTY_STEP(args, parameters(ParamStyle::Lambda, Tok::Colon));
  MONTY_NEED(expect(Tok::Colon));
  MONTY_STEP(body, expression());
  auto* n = make<Lambda>();
  n->args = args;
  n->body = body;
  return finish(n, start);
}

ExprNode* Parser::disjunction() {
  const Token* start = tok_;
  MONTY_STEP(first, conjunction());
  if (MONTY_LIKELY(!at(Tok::KwOr))) return first;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::KwOr)) {
    MONTY_STEP(e, conjunction());
    MONTY_NEED(keep(e));
  }
  auto* n = make<BoolOp>();
  n->op = BoolOpKind::Or;
  MONTY_NEED(take(from, n->values));
  return finish(n, start);
}

ExprNode* Parser::conjunction() {
  const Token* start = tok_;
  MONTY_STEP(first, inversion());
  if (MONTY_LIKELY(!at(Tok::KwAnd))) return first;
  u32 from = mark();
  MONTY_NEED(keep(first));
  while (accept(Tok::KwAnd)) {
    MONTY_STEP(e, inversion());
    MONTY_NEED(keep(e));
  }
  auto* n = make<BoolOp>();
  n->op = BoolOpKind::And;
  MONTY_NEED(take(from, n->values));
  return finish(n, start);
}

ExprNode* Parser::inversion() {
  if (MONTY_LIKELY(!at(Tok::KwNot))) return comparison();
  Depth depth(*this);
  if (MONTY_UNLIKELY(!depth.fine())) return too_deep();
  const Token* start = tok_;
  advance();
  MONTY_STEP(operand, inversion());
  auto* n = make<UnaryOp>();
  n->op = UnaryOpKind::Not;
  n->operand = operand;
  return finish(n, start);
}

namespace {

// The comparison operator at t: how many tokens (0: none).
int comparison_operator(const Token* t, CmpOpKind& op) {
  auto one = [&](CmpOpKind k) { return op = k, 1; };
  switch (t->kind) {
    case Tok::EqEqual: return one(CmpOpKind::Eq);
    case Tok::NotEqual: return one(CmpOpKind::NotEq);
    case Tok::Less: return one(CmpOpKind::Lt);
    case Tok::LessEqual: return one(CmpOpKind::LtE);
    case Tok::Greater: return one(CmpOpKind::Gt);
    case Tok::GreaterEqual: return one(CmpOpKind::GtE);
    case Tok::KwIn: return one(CmpOpKind::In);
    case Tok::KwIs:
      if (t[1].kind == Tok::KwNot) return op = CmpOpKind::IsNot, 2;
      return one(CmpOpKind::Is);
    case Tok::KwNot:
      if (t[1].kind == Tok::KwIn) return op = CmpOpKind::NotIn, 2;
      return 0;
    default: return 0;
  }
}

}  // namespace

ExprNode* Parser::comparison() {
  const Token* start = tok_;
  MONTY_STEP(left, binary(1));
  CmpOpKind op;
  int length = comparison_operator(tok_, op);
  if (MONTY_LIKELY(length == 0)) {
    if (MONTY_UNLIKELY(at(Tok::KwNot))) furthest_ = tok_[1];  // "not in" was tried
    return left;
  }
  return comparison_rest(left, start);
}

ExprNode* Parser::comparison_rest(ExprNode* left, const Token* start) {
  // Most comparisons have one operator; more are gathered on the scratch list with their operators as marks.
  u32 from = mark();
  const Token* first_operator = tok_;
  CmpOpKind op;
  while (int length = comparison_operator(tok_, op)) {
    if (at(Tok::NotEqual) && lexer_.text()[tok_->start] == '<') return fail();
    tok_ += length;
    MONTY_STEP(right, binary(1));
    // The operator rides in the node's flags until the lists are made.
    right->flags = static_cast<u8>((right->flags & 15) | (static_cast<u8>(op) << 4));
    MONTY_NEED(keep(right));
  }
  (void)first_operator;
  auto* n = make<Compare>();
  n->left = left;
  MONTY_NEED(take(from, n->comparators));
  n->ops.items = static_cast<CmpOpKind*>(arena_.alloc(n->comparators.count));
  if (n->ops.items == nullptr) return fail_memory();
  n->ops.count = n->comparators.count;
  for (u32 i = 0; i < n->ops.count; ++i) {
    ExprNode* c = n->comparators[i];
    n->ops.items[i] = static_cast<CmpOpKind>(c->flags >> 4);
    c->flags &= 15;
  }
  finish(n, start);
  if (failure_ != Failure::None) return nullptr;
  return n;
}

// Precedence climbing over the left-associative binary operators.
ExprNode* Parser::binary(int min_precedence) {
  const Token* start = tok_;
  MONTY_STEP(left, unary());
  for (;;) {
    BinaryOperator o = kBinary.rows[static_cast<usize>(kind())];
    if (o.precedence < min_precedence || o.precedence == 0) return left;
    advance();
    MONTY_STEP(right, binary(o.precedence + 1));
    auto* n = make<BinOp>();
    n->left = left;
    n->op = o.op;
    n->right = right;
    left = finish(n, start);
    MONTY_NEED(left != nullptr);
  }
}

ExprNode* Parser::unary() {
  UnaryOpKind op;
  switch (kind()) {
    case Tok::Minus: op = UnaryOpKind::USub; break;
    case Tok::Plus: op = UnaryOpKind::UAdd; break;
    case Tok::Tilde: op = UnaryOpKind::Invert; break;
    default: return power();
  }
  Depth depth(*this);
  if (MONTY_UNLIKELY(!depth.fine())) return too_deep();
  const Token* start = tok_;
  advance();
  MONTY_STEP(operand, unary());
  auto* n = make<UnaryOp>();
  n->op = op;
  n->operand = operand;
  return finish(n, start);
}

ExprNode* Parser::power() {
  const Token* start = tok_;
  bool awaited = accept(Tok::KwAwait);
  ExprNode* base = primary();
  MONTY_NEED(base != nullptr);
  if (awaited) {
    auto* n = make<Await>();
    n->value = base;
    base = finish(n, start);
    MONTY_NEED(base != nullptr);
  }
  if (MONTY_LIKELY(!at(Tok::DoubleStar))) return base;
  Depth depth(*this);
  if (MONTY_UNLIKELY(!depth.fine())) return too_deep();
  advance();
  MONTY_STEP(exponent, unary());
  auto* n = make<BinOp>();
  n->left = base;
  n->op = OperatorKind::Pow;
  n->right = exponent;
  return finish(n, start);
}

ExprNode* Parser::primary() {
  const Token* start = tok_;
  MONTY_STEP(left, atom());
  switch (kind()) {
    case Tok::Dot:
    case Tok::LPar:
    case Tok::LSqb: return primary_rest(left, start);
    default: return left;
  }
}

ExprNode* Parser::primary_rest(ExprNode* left, const Token* start) {
  for (;;) {
    switch (kind()) {
      case Tok::Dot: {
        advance();
        if (!at(Tok::Name)) return fail();
        auto* n = make<Attribute>();
        n->value = left;
        n->attr = identifier(*tok_);
        MONTY_NEED(n->attr != nullptr);
        advance();
        left = finish(n, start);
        break;
      }
      case Tok::LPar: {
        const Token* open = tok_;
        advance();
        auto* n = make<Call>();
        n->func = left;
        MONTY_NEED(call_arguments(n->args, n->keywords, open));
        left = finish(n, start);
        break;
      }
      case Tok::LSqb: left = subscript_rest(left, start); break;
      default: return left;
    }
    MONTY_NEED(left != nullptr);
  }
}

}  // namespace monty::syntax
