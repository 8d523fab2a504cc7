// SPDX-License-Identifier: MIT
// Code generation: conditions that jump.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

namespace {
// Index of an ordering operator in the families of fused jumps: LT LE GT GE EQ NE.
int order_index(CmpOpKind op) {
  switch (op) {
    case CmpOpKind::Lt: return 0;
    case CmpOpKind::LtE: return 1;
    case CmpOpKind::Gt: return 2;
    case CmpOpKind::GtE: return 3;
    case CmpOpKind::Eq: return 4;
    case CmpOpKind::NotEq: return 5;
    default: return -1;
  }
}
Op offset(Op base, int i) { return static_cast<Op>(static_cast<int>(base) + i); }
bool is_none(const ExprNode* e) { return e->kind == NodeKind::Constant && e->as<Constant>()->value.kind == ConstKind::None; }
bool all_const(Seq<ExprNode*> elts) {
  for (ExprNode* e : elts)
    if (!is_const(e)) return false;
  return true;
}
// Sealing a program makes constant sets of these (object/seal.cpp).
bool all_simple(Seq<ExprNode*> elts) {
  for (ExprNode* e : elts) {
    if (e->kind != NodeKind::Constant) return false;
    const ConstKind kind = e->as<Constant>()->value.kind;
    if (kind == ConstKind::Float || kind == ConstKind::Complex) return false;
  }
  return true;
}
}  // namespace

// The right side of a comparison; `x in [1, 2]` and `x in {1, 2}` look in constants.
Reg Gen::comparator(CmpOpKind op, ExprNode* e) {
  if (op == CmpOpKind::In || op == CmpOpKind::NotIn) {
    const bool list = e->kind == NodeKind::List;
    if (list || e->kind == NodeKind::Set) {
      auto elts = list ? e->as<List>()->elts : e->as<Set>()->elts;
      if (elts.count < 10000 && (list ? all_const(elts) : all_simple(elts))) {
        auto* items = static_cast<u32*>(s_.alloc((usize{elts.count} + 1) * 4));
        for (u32 i = 0; i < elts.count; ++i) items[i] = expr_const(elts[i]);
        Const c;
        c.kind = list ? Const::Kind::Tuple : Const::Kind::FrozenSet;
        c.items = {items, elts.count};
        const Reg t = temp();
        at(e);
        emit_wide(Op::LOAD_CONST, t, u_->b.constant(c));
        return t;
      }
    }
  }
  return expr_any(e);
}

void Gen::compare_jump_regs(CmpOpKind op, Reg a, Reg b, Label target, bool when) {
  const int order = order_index(op);
  if (order >= 0) {
    u_->b.jump(offset(when ? Op::JT_LT : Op::JF_LT, order), a, b, target);
    return;
  }
  if (op == CmpOpKind::IsNot || op == CmpOpKind::NotIn) when = !when;
  const bool is = op == CmpOpKind::Is || op == CmpOpKind::IsNot;
  u_->b.jump(is ? (when ? Op::JT_IS : Op::JF_IS) : (when ? Op::JT_IN : Op::JF_IN), a, b, target);
}

void Gen::compare_jump(CmpOpKind op, ExprNode* left, ExprNode* right, Label target, bool when, const Node* n) {
  const Reg m = mark();
  const Reg a = operand(left, right);
  if ((op == CmpOpKind::Is || op == CmpOpKind::IsNot) && is_none(right)) {
    at(n);
    jump_if((op == CmpOpKind::Is) == when ? Op::JUMP_IF_NONE : Op::JUMP_IF_NOT_NONE, a, target);
    release(m);
    return;
  }
  const int order = order_index(op);
  i64 k;
  if (order >= 0 && right->kind == NodeKind::Constant && const_int(right->as<Constant>()->value, k) && k >= INT16_MIN && k <= INT16_MAX) {
    at(n);
    u_->b.jump(offset(when ? Op::JT_LT_I : Op::JF_LT_I, order), a, static_cast<u16>(static_cast<i16>(k)), target);
    release(m);
    return;
  }
  const Reg b = comparator(op, right);
  at(n);
  compare_jump_regs(op, a, b, target, when);
  release(m);
}

// Jumps to `target` when the truth of `e` is `when`; else falls through. What is assigned afterwards holds on both
// ways.
void Gen::cond_jump(ExprNode* e, Label target, bool when) {
  switch (e->kind) {
    case NodeKind::UnaryOp:
      if (e->as<UnaryOp>()->op == UnaryOpKind::Not) return cond_jump(e->as<UnaryOp>()->operand, target, !when);
      break;
    case NodeKind::BoolOp: {
      auto* n = e->as<BoolOp>();
      // `or` decides early on true, `and` on false.
      const bool early = n->op == BoolOpKind::Or;
      const u32 last = n->values.count - 1;
      Assigned after;
      if (early == when) {
        for (u32 i = 0; i <= last; ++i) {
          cond_jump(n->values[i], target, when);
          if (i == 0) after = u_->assigned;
        }
      } else {
        const Label out = label();
        for (u32 i = 0; i <= last; ++i) {
          cond_jump(n->values[i], i == last ? target : out, i == last ? when : early);
          if (i == 0) after = u_->assigned;
        }
        bind(out);
      }
      u_->assigned = after;
      return;
    }
    case NodeKind::IfExp: {
      auto* n = e->as<IfExp>();
      const Label els = label(), end = label();
      cond_jump(n->test, els, false);
      const Assigned after = u_->assigned;
      cond_jump(n->body, target, when);
      jump(end);
      const Assigned then = u_->assigned;
      u_->assigned = after;
      bind(els);
      cond_jump(n->orelse, target, when);
      u_->assigned.intersect(then);
      bind(end);
      return;
    }
    case NodeKind::Compare: {
      auto* n = e->as<Compare>();
      const u32 count = n->ops.count;
      if (count == 1) return compare_jump(n->ops[0], n->left, n->comparators[0], target, when, n);
      const Reg m = mark();
      const Label out = label();
      Reg a = operand(n->left, n->comparators[0]);
      Assigned after;
      for (u32 i = 0; i < count; ++i) {
        Reg b = comparator(n->ops[i], n->comparators[i]);
        if (i + 1 < count) b = protect(b, n->comparators[i + 1]);
        if (i == 0) after = u_->assigned;
        at(n);
        if (i + 1 < count)
          compare_jump_regs(n->ops[i], a, b, when ? out : target, false);
        else
          compare_jump_regs(n->ops[i], a, b, target, when);
        a = b;
      }
      u_->assigned = after;
      bind(out);
      release(m);
      return;
    }
    default: break;
  }
  const int truth = const_truth(e);
  if (truth >= 0) {
    at(e);
    if ((truth != 0) == when) jump(target);
    return;
  }
  const Reg m = mark();
  const Reg r = expr_any(e);
  at(e);
  jump_if(when ? Op::JUMP_IF_TRUE : Op::JUMP_IF_FALSE, r, target);
  release(m);
}

}  // namespace monty::compiler
