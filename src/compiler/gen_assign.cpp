// SPDX-License-Identifier: MIT
// Code generation: assignments and deletion.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

namespace {
bool plain_sequence(ExprNode* e, Seq<ExprNode*>& out) {
  if (auto* t = e->get_if<Tuple>())
    out = t->elts;
  else if (auto* l = e->get_if<List>())
    out = l->elts;
  else
    return false;
  for (ExprNode* x : out)
    if (x->kind == NodeKind::Starred) return false;
  return true;
}
}  // namespace

void Gen::assign(Assign* n) {
  if (n->targets.count == 1) return assign_expr(n->targets[0], n->value);
  Reg v = expr_any(n->value);
  if (is_var(v)) {
    const Reg t = temp();
    at(n);
    move(t, v);
    v = t;
  }
  for (ExprNode* t : n->targets) assign_to(t, v);
}

void Gen::assign_expr(ExprNode* target, ExprNode* value) {
  if (auto* name = target->get_if<Name>()) {
    const Reg direct = direct_target(name->id);
    if (direct != ~0u) {
      expr_to(value, direct);
      stored_direct(name->id);
      return;
    }
  }
  Seq<ExprNode*> targets, values;
  if (plain_sequence(target, targets) && value->kind == NodeKind::Tuple && plain_sequence(value, values) && targets.count == values.count &&
      targets.count <= 16) {
    const Reg base = mark();
    for (ExprNode* e : values) {
      const Reg r = temp();
      expr_to(e, r);
    }
    for (u32 i = 0; i < targets.count; ++i) {
      const Reg m = mark();
      assign_to(targets[i], base + i);
      release(m);
    }
    return;
  }
  const Reg v = operand(value, target);
  assign_to(target, v);
}

void Gen::assign_to(ExprNode* target, Reg value) {
  const Reg m = mark();
  switch (target->kind) {
    case NodeKind::Name: store_name(target->as<Name>()->id, value, target); break;
    case NodeKind::Attribute: {
      auto* n = target->as<Attribute>();
      const Reg o = expr_any(n->value);
      note_self_attribute(n);
      at_attribute(n);
      emit(Op::STORE_ATTR, o, value, name_index16(cx_.mangle(scope_->private_name, n->attr), n));
      break;
    }
    case NodeKind::Subscript: {
      auto* n = target->as<Subscript>();
      const Reg o = operand(n->value, n->slice);
      const bool slice = is_plain_slice(n->slice);
      const Reg i = slice ? slice_parts(n->slice->as<Slice>(), 2) : expr_any(n->slice);
      at(n);
      emit(slice ? Op::STORE_SLICE : Op::STORE_SUBSCR, o, i, value);
      break;
    }
    case NodeKind::Tuple: unpack(target->as<Tuple>()->elts, value, target); break;
    case NodeKind::List: unpack(target->as<List>()->elts, value, target); break;
    case NodeKind::Starred: cx_.fail(target, "starred assignment target must be in a list or tuple"); break;
    default: cx_.fail(target, "cannot assign to expression"); break;
  }
  release(m);
}

void Gen::unpack(Seq<ExprNode*> elts, Reg value, const Node* n) {
  u32 star = ~0u;
  for (u32 i = 0; i < elts.count; ++i) {
    if (elts[i]->kind != NodeKind::Starred) continue;
    if (star != ~0u) return cx_.fail(n, "multiple starred expressions in assignment");
    star = i;
  }
  // Plain locals in adjoining registers take the items as they come.
  Reg base = ~0u;
  if (elts.count != 0) {
    for (u32 i = 0; i < elts.count; ++i) {
      const auto* name = (i == star ? elts[i]->as<Starred>()->value : elts[i])->get_if<Name>();
      const Reg r = name == nullptr ? ~0u : direct_target(name->id);
      if (r == ~0u || (i != 0 && r != base + i)) {
        base = ~0u;
        break;
      }
      if (i == 0) base = r;
    }
  }
  if (base != ~0u && value >= base && value < base + elts.count) base = ~0u;
  const bool direct = base != ~0u;
  if (!direct) base = temps(elts.count == 0 ? 1 : elts.count);
  at(n);
  if (star == ~0u) {
    emit(Op::UNPACK_SEQUENCE, base, value, elts.count);
  } else {
    const u32 before = star, after = elts.count - star - 1;
    if (before > 255 || after > 255) return cx_.fail(n, "too many expressions in star-unpacking assignment");
    emit(Op::UNPACK_EX, base, value, before << 8 | after);
  }
  if (direct) {
    for (u32 i = 0; i < elts.count; ++i) stored_direct((i == star ? elts[i]->as<Starred>()->value : elts[i])->as<Name>()->id);
    return;
  }
  for (u32 i = 0; i < elts.count; ++i) assign_to(i == star ? elts[i]->as<Starred>()->value : elts[i], base + i);
}

// r[dst] = r[left] op= value
void Gen::aug_op(AugAssign* n, Reg dst, Reg left) {
  static constexpr Op kInPlace[] = {Op::IADD,    Op::ISUB,    Op::IMUL, Op::IMATMUL, Op::ITRUEDIV, Op::IMOD,     Op::IPOW,
                                    Op::ILSHIFT, Op::IRSHIFT, Op::IOR,  Op::IXOR,    Op::IAND,     Op::IFLOORDIV};
  i64 k;
  if ((n->op == OperatorKind::Add || n->op == OperatorKind::Sub) && n->value->kind == NodeKind::Constant && const_int(n->value->as<Constant>()->value, k) &&
      k >= INT16_MIN && k <= INT16_MAX) {
    at(n);
    emit(n->op == OperatorKind::Add ? Op::IADD_I : Op::ISUB_I, dst, left, static_cast<u16>(static_cast<i16>(k)));
    return;
  }
  const Reg a = protect(left, n->value);
  const Reg b = expr_any(n->value);
  at(n);
  emit(kInPlace[static_cast<u32>(n->op)], dst, a, b);
}

void Gen::aug_assign(AugAssign* n) {
  switch (n->target->kind) {
    case NodeKind::Name: {
      Ident id = n->target->as<Name>()->id;
      const Reg direct = direct_target(id);
      const Reg left = load_name_any(id, n->target);
      if (direct != ~0u) {
        aug_op(n, direct, left);
        stored_direct(id);
      } else {
        aug_op(n, left, left);
        store_name(id, left, n->target);
      }
      return;
    }
    case NodeKind::Attribute: {
      auto* t = n->target->as<Attribute>();
      const Reg o = operand(t->value, n->value);
      const Reg v = temp();
      const u32 name = name_index16(cx_.mangle(scope_->private_name, t->attr), t);
      at_attribute(t);
      emit(Op::LOAD_ATTR, v, o, name);
      aug_op(n, v, v);
      at_attribute(t);
      emit(Op::STORE_ATTR, o, v, name);
      return;
    }
    case NodeKind::Subscript: {
      auto* t = n->target->as<Subscript>();
      Reg o = operand(t->value, t->slice);
      o = protect(o, n->value);
      const Reg i = operand(t->slice, n->value);
      const Reg v = temp();
      at(t);
      emit(Op::LOAD_SUBSCR, v, o, i);
      aug_op(n, v, v);
      at(t);
      emit(Op::STORE_SUBSCR, o, i, v);
      return;
    }
    default: return cx_.fail(n->target, "illegal expression for augmented assignment");
  }
}

void Gen::ann_assign(AnnAssign* n) {
  if (n->value != nullptr) return assign_expr(n->target, n->value);
  // A target without a value: its parts are evaluated, nothing is stored.
  if (auto* t = n->target->get_if<Attribute>()) {
    expr_any(t->value);
  } else if (auto* s = n->target->get_if<Subscript>()) {
    const Reg o = operand(s->value, s->slice);
    (void)o;
    expr_any(s->slice);
  }
}

void Gen::delete_target(ExprNode* t) {
  const Reg m = mark();
  switch (t->kind) {
    case NodeKind::Name: delete_name(t->as<Name>()->id, t); break;
    case NodeKind::Attribute: {
      auto* n = t->as<Attribute>();
      const Reg o = expr_any(n->value);
      at_attribute(n);
      emit(Op::DELETE_ATTR, o, 0, name_index16(cx_.mangle(scope_->private_name, n->attr), n));
      break;
    }
    case NodeKind::Subscript: {
      auto* n = t->as<Subscript>();
      const Reg o = operand(n->value, n->slice);
      const Reg i = expr_any(n->slice);
      at(n);
      emit(Op::DELETE_SUBSCR, o, i);
      break;
    }
    case NodeKind::Tuple:
      for (ExprNode* e : t->as<Tuple>()->elts) delete_target(e);
      break;
    case NodeKind::List:
      for (ExprNode* e : t->as<List>()->elts) delete_target(e);
      break;
    default: cx_.fail(t, "cannot delete expression"); break;
  }
  release(m);
}

}  // namespace monty::compiler
