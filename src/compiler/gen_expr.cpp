// SPDX-License-Identifier: MIT
// Code generation: expressions.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

namespace {
constexpr Op kBinary[] = {Op::ADD, Op::SUB, Op::MUL, Op::MATMUL, Op::TRUEDIV, Op::MOD, Op::POW, Op::LSHIFT, Op::RSHIFT, Op::OR, Op::XOR, Op::AND, Op::FLOORDIV};
bool simple(const ExprNode* e) { return e == nullptr || e->kind == NodeKind::Constant || e->kind == NodeKind::Name; }
}  // namespace

bool is_fresh_iterable(const ExprNode* e) { return e->kind == NodeKind::Call || e->kind == NodeKind::GeneratorExp; }

// A variable's register that is read after `later` has run: copied when `later` might assign it.
Reg Gen::protect(Reg r, const ExprNode* later) {
  if (!is_var(r) || !u_->scope->has_walrus || simple(later)) return r;
  const Reg t = temp();
  move(t, r);
  return t;
}

Reg Gen::operand(ExprNode* e, const ExprNode* later) { return protect(expr_any(e), later); }

// As operand(); a value that needs a temporary may use `dst` for it.
Reg Gen::operand_in(ExprNode* e, const ExprNode* later, Reg dst) {
  if (e->kind == NodeKind::Name || is_var(dst)) return operand(e, later);
  expr_to(e, dst);
  return dst;
}

Reg Gen::expr_any(ExprNode* e) {
  if (e->kind == NodeKind::Name) return load_name_any(e->as<Name>()->id, e);
  if (auto* n = e->get_if<NamedExpr>()) {
    Ident id = n->target->as<Name>()->id;
    const Reg direct = direct_target(id);
    if (direct != ~0u) {
      expr_to(n->value, direct);
      stored_direct(id);
      return direct;
    }
  }
  const Reg t = temp();
  expr_to(e, t);
  return t;
}

bool Gen::write_early(ExprNode* e, Reg dst) {
  if (!is_var(dst)) return false;
  const Reg t = temp();
  expr_to(e, t);
  move(dst, t);
  release(t);
  return true;
}

void Gen::expr_to(ExprNode* e, Reg dst) {
  const Reg m = mark();
  switch (e->kind) {
    case NodeKind::Constant:
      at(e);
      load_const(e->as<Constant>()->value, dst);
      break;
    case NodeKind::Name: load_name(e->as<Name>()->id, dst, e); break;
    case NodeKind::BinOp: binary(e->as<BinOp>(), dst); break;
    case NodeKind::UnaryOp: unary(e->as<UnaryOp>(), dst); break;
    case NodeKind::BoolOp: bool_op(e->as<BoolOp>(), dst); break;
    case NodeKind::Compare: compare(e->as<Compare>(), dst); break;
    case NodeKind::IfExp: if_exp(e->as<IfExp>(), dst); break;
    case NodeKind::Attribute: attribute(e->as<Attribute>(), dst); break;
    case NodeKind::Subscript: subscript(e->as<Subscript>(), dst); break;
    case NodeKind::Slice: slice(e->as<Slice>(), dst); break;
    case NodeKind::Call: call(e->as<Call>(), dst); break;
    case NodeKind::Lambda: lambda(e->as<Lambda>(), dst); break;
    case NodeKind::NamedExpr: {
      auto* n = e->as<NamedExpr>();
      Ident id = n->target->as<Name>()->id;
      const Reg direct = direct_target(id);
      if (direct != ~0u) {
        expr_to(n->value, direct);
        stored_direct(id);
        move(dst, direct);
      } else if (is_var(dst)) {
        const Reg t = expr_temp(n->value);
        store_name(id, t, n->target);
        move(dst, t);
      } else {
        expr_to(n->value, dst);
        store_name(id, dst, n->target);
      }
      break;
    }
    case NodeKind::List: display(e, e->as<List>()->elts, Op::BUILD_LIST, dst); break;
    case NodeKind::Tuple:
      if ((e->flags & kConstTuple) != 0) {
        at(e);
        emit_wide(Op::LOAD_CONST, dst, tuple_const(e->as<Tuple>()));
      } else {
        display(e, e->as<Tuple>()->elts, Op::BUILD_TUPLE, dst);
      }
      break;
    case NodeKind::Set: display(e, e->as<Set>()->elts, Op::BUILD_SET, dst); break;
    case NodeKind::Dict: dict(e->as<Dict>(), dst); break;
    case NodeKind::ListComp: {
      auto* n = e->as<ListComp>();
      comprehension(n, n->generators, n->elt, nullptr, Op::BUILD_LIST, dst);
      break;
    }
    case NodeKind::SetComp: {
      auto* n = e->as<SetComp>();
      comprehension(n, n->generators, n->elt, nullptr, Op::BUILD_SET, dst);
      break;
    }
    case NodeKind::DictComp: {
      auto* n = e->as<DictComp>();
      comprehension(n, n->generators, n->key, n->value, Op::BUILD_MAP, dst);
      break;
    }
    case NodeKind::GeneratorExp: generator_exp(e->as<GeneratorExp>(), dst); break;
    case NodeKind::Await: {
      const Reg v = expr_any(e->as<Await>()->value);
      at(e);
      await(v, 0, dst);
      break;
    }
    case NodeKind::Yield: {
      auto* n = e->as<Yield>();
      Reg v;
      if (n->value != nullptr) {
        v = expr_any(n->value);
        at(e);
      } else {
        v = temp();
        at(e);
        emit(Op::LOAD_NONE, v);
      }
      yield(v, dst);
      break;
    }
    case NodeKind::YieldFrom: {
      const Reg v = expr_any(e->as<YieldFrom>()->value);
      at(e);
      const Reg it = temp();
      emit(Op::GET_YIELD_FROM_ITER, it, v);
      await_iter(it, dst);
      break;
    }
    case NodeKind::JoinedStr: joined_str(e->as<JoinedStr>(), dst); break;
    case NodeKind::FormattedValue: {
      auto* n = e->as<FormattedValue>();
      formatted(n->value, n->conversion, n->format_spec, n, dst);
      break;
    }
    case NodeKind::TemplateStr: template_str(e->as<TemplateStr>(), dst); break;
    case NodeKind::Starred: cx_.fail(e, "can't use starred expression here"); break;
    default: cx_.fail(e, "unexpected expression"); break;
  }
  release(m);
}

void Gen::yield(Reg value, Reg dst) { emit(u_->is_async ? Op::ASYNC_YIELD : Op::YIELD, dst, value); }

void Gen::await(Reg value, u32 kind, Reg dst) {
  const Reg it = temp();
  emit(Op::GET_AWAITABLE, it, value, kind);
  await_iter(it, dst);
  release(it);
}

void Gen::await_iter(Reg iter, Reg dst) {
  const Reg sent = temp();
  emit(Op::LOAD_NONE, sent);
  emit(Op::YIELD_FROM, dst, iter, sent);
  release(sent);
}

void Gen::binary(BinOp* n, Reg dst) {
  if (n->op == OperatorKind::Add || n->op == OperatorKind::Sub) {
    i64 k;
    const auto* c = n->right->get_if<Constant>();
    if (c != nullptr && const_int(c->value, k) && k >= INT16_MIN && k <= INT16_MAX) {
      const Reg a = expr_any(n->left);
      at(n);
      emit(n->op == OperatorKind::Add ? Op::ADD_I : Op::SUB_I, dst, a, static_cast<u16>(static_cast<i16>(k)));
      return;
    }
  }
  const Reg a = operand_in(n->left, n->right, dst);
  const Reg b = expr_any(n->right);
  at(n);
  emit(kBinary[static_cast<u32>(n->op)], dst, a, b);
}

void Gen::unary(UnaryOp* n, Reg dst) {
  if (n->op == UnaryOpKind::Not && n->operand->kind == NodeKind::Compare) {
    auto* c = n->operand->as<Compare>();
    if (c->ops.count == 1 && c->ops[0] >= CmpOpKind::Is) {
      static constexpr CmpOpKind kInverse[] = {CmpOpKind::IsNot, CmpOpKind::Is, CmpOpKind::NotIn, CmpOpKind::In};
      c->ops[0] = kInverse[static_cast<u32>(c->ops[0]) - static_cast<u32>(CmpOpKind::Is)];
      return compare(c, dst);
    }
  }
  const Reg a = expr_any(n->operand);
  at(n);
  static constexpr Op kUnary[] = {Op::INVERT, Op::NOT, Op::POS, Op::NEG};
  emit(kUnary[static_cast<u32>(n->op)], dst, a);
}

void Gen::bool_op(BoolOp* n, Reg dst) {
  if (write_early(n, dst)) return;
  const Label end = label();
  const Op op = n->op == BoolOpKind::And ? Op::JUMP_IF_FALSE : Op::JUMP_IF_TRUE;
  Assigned after;
  for (u32 i = 0; i < n->values.count; ++i) {
    expr_to(n->values[i], dst);
    if (i == 0) after = u_->assigned;
    if (i + 1 < n->values.count) {
      at(n);
      jump_if(op, dst, end);
    }
  }
  u_->assigned = after;
  bind(end);
}

void Gen::compare_op(CmpOpKind op, Reg dst, Reg a, Reg b) {
  static constexpr Op kOps[] = {Op::EQ, Op::NE, Op::LT, Op::LE, Op::GT, Op::GE, Op::IS, Op::IS_NOT, Op::IN, Op::NOT_IN};
  emit(kOps[static_cast<u32>(op)], dst, a, b);
}

void Gen::compare(Compare* n, Reg dst) {
  const u32 count = n->ops.count;
  if (count == 1) {
    const Reg a = operand(n->left, n->comparators[0]);
    const Reg b = comparator(n->ops[0], n->comparators[0]);
    at(n);
    compare_op(n->ops[0], dst, a, b);
    return;
  }
  if (write_early(n, dst)) return;
  const Label end = label();
  Reg a = operand(n->left, n->comparators[0]);
  Assigned after;
  for (u32 i = 0; i < count; ++i) {
    Reg b = comparator(n->ops[i], n->comparators[i]);
    if (i + 1 < count) b = protect(b, n->comparators[i + 1]);
    if (i == 0) after = u_->assigned;
    at(n);
    compare_op(n->ops[i], dst, a, b);
    if (i + 1 < count) jump_if(Op::JUMP_IF_FALSE, dst, end);
    a = b;
  }
  u_->assigned = after;
  bind(end);
}

void Gen::if_exp(IfExp* n, Reg dst) {
  const int truth = const_truth(n->test);
  if (truth >= 0) return expr_to(truth != 0 ? n->body : n->orelse, dst);
  const Label els = label(), end = label();
  cond_jump(n->test, els, false);
  const Assigned after = u_->assigned;
  expr_to(n->body, dst);
  jump(end);
  Assigned then = u_->assigned;
  u_->assigned = after;
  bind(els);
  expr_to(n->orelse, dst);
  bind(end);
  u_->assigned.intersect(then);
}

void Gen::at_attribute(const Attribute* n) {
  // CPython moves the start to the attribute's name when the expression spans lines.
  if (n->lineno == n->end_lineno) return at(n);
  const u32 size = n->attr->size;
  const u32 col = n->end_col_offset >= size ? n->end_col_offset - size : 0;
  u_->b.at(n->end_lineno, n->end_lineno, col, n->end_col_offset);
}

void Gen::attribute(Attribute* n, Reg dst) {
  if (super_attribute(n, dst)) return;
  const Reg v = operand_in(n->value, nullptr, dst);
  at_attribute(n);
  emit(Op::LOAD_ATTR, dst, v, name_index16(cx_.mangle(scope_->private_name, n->attr), n));
}

void Gen::subscript(Subscript* n, Reg dst) {
  const Reg v = operand_in(n->value, n->slice, dst);
  if (is_plain_slice(n->slice)) {
    const Reg bounds = slice_parts(n->slice->as<Slice>(), 2);
    at(n);
    emit(Op::LOAD_SLICE, dst, v, bounds);
    return;
  }
  const Reg i = expr_any(n->slice);
  at(n);
  emit(Op::LOAD_SUBSCR, dst, v, i);
}

bool Gen::is_plain_slice(const ExprNode* e) { return e->kind == NodeKind::Slice && e->as<Slice>()->step == nullptr; }

// The first `count` parts of a slice, in registers side by side.
Reg Gen::slice_parts(const Slice* n, u32 count) {
  ExprNode* const parts[] = {n->lower, n->upper, n->step};
  const Reg base = temps(count);
  for (u32 i = 0; i < count; ++i) {
    if (parts[i] != nullptr) {
      expr_to(parts[i], base + i);
    } else {
      at(n);
      emit(Op::LOAD_NONE, base + i);
    }
  }
  return base;
}

void Gen::slice(Slice* n, Reg dst) {
  const u32 count = n->step != nullptr ? 3 : 2;
  const Reg base = slice_parts(n, count);
  at(n);
  emit(Op::BUILD_SLICE, dst, base, count);
}

}  // namespace monty::compiler
