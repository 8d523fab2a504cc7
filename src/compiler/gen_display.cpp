// SPDX-License-Identifier: MIT
// Code generation: displays, comprehensions, formatted strings.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

namespace {
constexpr u32 kChunk = 48;
bool has_star(Seq<ExprNode*> elts) {
  for (ExprNode* e : elts)
    if (e->kind == NodeKind::Starred) return true;
  return false;
}
}  // namespace

// r[dst] = a list of the elements, starred ones unpacked.
void Gen::star_list(Seq<ExprNode*> elts, const Vec<Reg>* first, Reg dst, const Node* n) {
  u32 i = 0;
  const Reg m = mark();
  const u32 given = first == nullptr ? 0 : first->count;
  const Reg base = temps(given);
  for (u32 k = 0; k < given; ++k) move(base + k, (*first)[k]);
  for (; i < elts.count && i < kChunk && elts[i]->kind != NodeKind::Starred; ++i) {
    const Reg r = temp();
    expr_to(elts[i], r);
  }
  at(n);
  emit(Op::BUILD_LIST, dst, base, given + i);
  release(m);
  for (; i < elts.count; ++i) {
    if (elts[i]->kind == NodeKind::Starred) {
      const Reg v = expr_any(elts[i]->as<Starred>()->value);
      at(n);
      emit(Op::LIST_EXTEND, dst, v);
    } else {
      const Reg v = expr_any(elts[i]);
      at(n);
      emit(Op::LIST_APPEND, dst, v);
    }
    release(m);
  }
}

void Gen::display(ExprNode* n, Seq<ExprNode*> elts, Op build, Reg dst) {
  const bool star = has_star(elts);
  if (!star && elts.count <= kChunk) {
    bool constant = elts.count >= 3 && build != Op::BUILD_TUPLE && !is_var(dst);
    for (u32 i = 0; constant && i < elts.count; ++i) constant = is_const(elts[i]);
    if (!constant) {
      const Reg base = mark();
      for (ExprNode* e : elts) {
        const Reg r = temp();
        expr_to(e, r);
      }
      at(n);
      emit(build, dst, base, elts.count);
      return;
    }
  }
  if (write_early(n, dst)) return;
  bool constant = !star;
  for (u32 i = 0; constant && i < elts.count; ++i) constant = is_const(elts[i]);
  if (constant && build != Op::BUILD_TUPLE) {
    auto* items = static_cast<u32*>(s_.alloc((usize{elts.count} + 1) * 4));
    for (u32 i = 0; i < elts.count; ++i) items[i] = expr_const(elts[i]);
    Const c;
    c.kind = Const::Kind::Tuple;
    c.items = {items, elts.count};
    const Reg t = temp();
    at(n);
    emit(build, dst, t, 0);
    emit_wide(Op::LOAD_CONST, t, u_->b.constant(c));
    if (build == Op::BUILD_SET) {
      // CPython fills the set from a constant frozenset, which it made anew from the items of a first one: that
      // decides the order.
      const Reg s = temps(2);
      emit(build, s, t, 0);
      emit(Op::SET_UPDATE, s, t);
      emit(Op::BUILD_LIST, t, t, 0);
      emit(Op::LIST_EXTEND, t, s);
      emit(build, s + 1, t, 0);
      emit(Op::SET_UPDATE, s + 1, t);
      emit(Op::SET_UPDATE, dst, s + 1);
      return;
    }
    emit(Op::LIST_EXTEND, dst, t);
    return;
  }
  if (build == Op::BUILD_SET) {
    const Reg m = mark();
    u32 i = 0;
    for (; i < elts.count && i < kChunk && elts[i]->kind != NodeKind::Starred; ++i) {
      const Reg r = temp();
      expr_to(elts[i], r);
    }
    at(n);
    emit(Op::BUILD_SET, dst, m, i);
    release(m);
    for (; i < elts.count; ++i) {
      const bool s = elts[i]->kind == NodeKind::Starred;
      const Reg v = expr_any(s ? elts[i]->as<Starred>()->value : elts[i]);
      at(n);
      emit(s ? Op::SET_UPDATE : Op::SET_ADD, dst, v);
      release(m);
    }
    return;
  }
  star_list(elts, nullptr, dst, n);
  if (build == Op::BUILD_TUPLE) emit(Op::LIST_TO_TUPLE, dst, dst);
}

void Gen::dict(Dict* n, Reg dst) {
  bool unpack = false;
  for (ExprNode* k : n->keys) unpack = unpack || k == nullptr;
  const bool large = n->keys.count > kChunk / 2;
  if ((unpack || large) && write_early(n, dst)) return;
  const Reg m = mark();
  u32 i = 0;
  for (; i < n->keys.count && i < kChunk / 2 && n->keys[i] != nullptr; ++i) {
    const Reg kv = temps(2);
    expr_to(n->keys[i], kv);
    expr_to(n->values[i], kv + 1);
  }
  at(n);
  emit(Op::BUILD_MAP, dst, m, i);
  release(m);
  for (; i < n->keys.count; ++i) {
    if (n->keys[i] == nullptr) {
      const Reg v = expr_any(n->values[i]);
      at(n);
      emit(Op::DICT_UPDATE, dst, v);
    } else {
      const Reg k = operand(n->keys[i], n->values[i]);
      const Reg v = expr_any(n->values[i]);
      at(n);
      emit(Op::MAP_ADD, dst, k, v);
    }
    release(m);
  }
}

void Gen::formatted(ExprNode* value, i32 conversion, ExprNode* spec, const Node* n, Reg dst) {
  const Reg m = mark();
  Reg v = operand(value, spec);
  at(n);
  if (conversion > 0) {
    const Reg t = temp();
    emit(Op::CONVERT, t, v, static_cast<u32>(conversion));
    v = t;
  }
  if (spec != nullptr) {
    const Reg s = expr_any(spec);
    at(n);
    emit(Op::FORMAT_SPEC, dst, v, s);
  } else {
    emit(Op::FORMAT, dst, v);
  }
  release(m);
}

void Gen::joined_str(JoinedStr* n, Reg dst) {
  const u32 count = n->values.count;
  if (count == 0) {
    at(n);
    return load_str({}, dst);
  }
  if (count == 1) {
    ExprNode* e = n->values[0];
    return expr_to(e, dst);
  }
  const Reg base = mark();
  u32 in_registers = 0;
  for (u32 i = 0; i < count; ++i) {
    const Reg r = temp();
    expr_to(n->values[i], r);
    if (++in_registers == kChunk && i + 1 < count) {
      at(n);
      emit(Op::BUILD_STRING, base, base, in_registers);
      release(base + 1);
      in_registers = 1;
    }
  }
  at(n);
  emit(Op::BUILD_STRING, dst, base, in_registers);
}

void Gen::template_str(TemplateStr* n, Reg dst) {
  Vec<std::string_view> strings;
  bool last_text = false;
  const Reg both = temps(2);
  const Reg list = temp();
  const Reg m = mark();
  u32 count = 0;
  bool on_heap = false;
  for (ExprNode* e : n->values) {
    if (auto* c = e->get_if<Constant>()) {
      if (last_text && !strings.empty()) {
        // Adjacent texts come as one from the parser.
        cx_.fail(n, "internal error: template parts");
        return;
      }
      strings.push(s_, c->value.text);
      last_text = true;
      continue;
    }
    auto* p = e->get_if<Interpolation>();
    if (p == nullptr) {
      cx_.fail(e, "unexpected part of a template string");
      return;
    }
    if (!last_text) strings.push(s_, std::string_view("", 0));
    last_text = false;
    const Reg parts = temps(3);
    expr_to(p->value, parts);
    at(p);
    load_str(p->str, parts + 1);
    if (p->format_spec != nullptr)
      expr_to(p->format_spec, parts + 2);
    else
      load_str({}, parts + 2);
    at(p);
    emit(Op::BUILD_INTERPOLATION, parts, parts, p->conversion > 0 ? static_cast<u32>(p->conversion) : 0);
    release(parts + 1);
    if (++count == kChunk) {
      emit(on_heap ? Op::NOP : Op::BUILD_LIST, on_heap ? 0 : list, on_heap ? 0 : m, on_heap ? 0 : count);
      on_heap = true;
      release(m);
    } else if (on_heap) {
      emit(Op::LIST_APPEND, list, m);
      release(m);
    }
  }
  if (!last_text) strings.push(s_, std::string_view("", 0));
  at(n);
  emit_wide(Op::LOAD_CONST, both, names_tuple(strings));
  if (on_heap)
    emit(Op::LIST_TO_TUPLE, both + 1, list);
  else
    emit(Op::BUILD_TUPLE, both + 1, m, count);
  emit(Op::BUILD_TEMPLATE, dst, both, both + 1);
}

// ---- comprehensions

void Gen::comprehension(ExprNode* n, Seq<syntax::Comprehension*> gens, ExprNode* elt, ExprNode* value, Op build, Reg dst) {
  if (write_early(n, dst)) return;
  // The first iterable belongs to the block around.
  const Reg it = temp();
  {
    const Reg m = mark();
    const Reg v = iterable(gens[0]->iter);
    at(gens[0]->iter);
    if (gens[0]->is_async != 0)
      emit(Op::GET_AITER, it, v);
    else
      emit(Op::GET_ITER, it, v, is_fresh_iterable(gens[0]->iter) ? 1 : 0);
    release(m);
  }
  Scope* scope = cx_.scope_of(n);
  Scope* outer = scope_;
  scope_ = scope;
  const Assigned before = u_->assigned;
  at(n);
  bool plain_target = gens.count == 1;
  if (plain_target) {
    ExprNode* t = gens[0]->target;
    if (auto* tuple = t->get_if<Tuple>()) {
      for (ExprNode* e : tuple->elts) plain_target = plain_target && e->kind == NodeKind::Name;
    } else {
      plain_target = t->kind == NodeKind::Name;
    }
  }
  for (Symbol* sym : scope->symbols) {
    if (sym->where != Where::Local && sym->where != Where::Cell) continue;
    sym->reg = static_cast<u16>(temp());
    sym->assigned = false;
    if (sym->where == Where::Cell || !plain_target || u_->scope->uses_locals) emit(Op::CLEAR, sym->reg);
    if (sym->where == Where::Cell) emit(Op::MAKE_CELL, sym->reg);
  }
  const u32 start = u_->b.here();
  emit(build, dst, dst, 0);
  generators(n, gens, 0, elt, value, dst, it);
  if (u_->scope->uses_locals) {
    for (Symbol* sym : scope->symbols) {
      if (sym->where != Where::Local && sym->where != Where::Cell) continue;
      u_->inner_locals.push(s_, {start, u_->b.here(), sym->reg, sym->where == Where::Cell, stored(sym->id)});
    }
  }
  u_->assigned = before;
  scope_ = outer;
}

void Gen::generators(ExprNode* n, Seq<syntax::Comprehension*> gens, u32 index, ExprNode* elt, ExprNode* value, Reg result, Reg first_iter) {
  syntax::Comprehension* g = gens[index];
  const Reg m = mark();
  Reg it = first_iter;
  if (index != 0) {
    it = temp();
    const Reg v = iterable(g->iter);
    at(g->iter);
    if (g->is_async != 0)
      emit(Op::GET_AITER, it, v);
    else
      emit(Op::GET_ITER, it, v, is_fresh_iterable(g->iter) ? 1 : 0);
    release(it + 1);
  }
  const Label head = label(), next = label(), exit = label(), handler = label();
  bind(head);
  at(g->target);
  Reg direct = ~0u;
  if (g->target->kind == NodeKind::Name) direct = direct_target(g->target->as<Name>()->id);
  const Reg item = direct != ~0u ? direct : temp();
  Reg exc = 0;
  if (g->is_async != 0) {
    exc = temp();
    const u32 start = u_->b.here();
    const Reg a = temp();
    at(g->iter);
    emit(Op::GET_ANEXT, a, it);
    await_iter(a, item);
    release(a);
    u_->b.handler(start, u_->b.here(), handler, static_cast<u16>(exc));
  } else {
    u_->b.jump(Op::FOR_ITER, item, it, exit);
  }
  if (direct != ~0u)
    stored_direct(g->target->as<Name>()->id);
  else
    assign_to(g->target, item);
  if (direct == ~0u && exc == 0) release(item);
  for (ExprNode* c : g->ifs) cond_jump(c, next, false);
  if (index + 1 < gens.count) {
    generators(n, gens, index + 1, elt, value, result, 0);
  } else {
    const Reg inner = mark();
    if (n->kind == NodeKind::GeneratorExp) {
      const Reg v = expr_any(elt);
      const Reg unused = temp();
      at(elt);
      yield(v, unused);
    } else if (value != nullptr) {
      const Reg k = operand(elt, value);
      const Reg v = expr_any(value);
      at(n);
      emit(Op::MAP_ADD, result, k, v);
    } else {
      const Reg v = expr_any(elt);
      at(n);
      emit(n->kind == NodeKind::SetComp ? Op::SET_ADD : Op::LIST_APPEND, result, v);
    }
    release(inner);
  }
  bind(next);
  at(g->target);
  jump_back(head);
  if (g->is_async != 0) {
    bind(handler);
    const Reg t = temps(2);
    emit_wide(Op::LOAD_SEALED, t, name_index("StopAsyncIteration"));
    emit(Op::EXC_MATCH, t + 1, exc, t);
    jump_if(Op::JUMP_IF_TRUE, t + 1, exit);
    emit(Op::RERAISE, exc);
  }
  bind(exit);
  release(m);
}

void Gen::generator_exp(GeneratorExp* n, Reg dst) {
  auto gens = n->generators;
  const Reg m = mark();
  // f = function of the body; f(iter(first))
  Scope* scope = cx_.scope_of(n);
  const Reg base = temp();
  const Reg arg = temp();
  {
    const Reg v = iterable(gens[0]->iter);
    at(gens[0]->iter);
    if (gens[0]->is_async != 0)
      emit(Op::GET_AITER, arg, v);
    else
      emit(Op::GET_ITER, arg, v, is_fresh_iterable(gens[0]->iter) ? 1 : 0);
    release(arg + 1);
  }
  Scope* outer = scope_;
  Unit* u = begin_unit(scope, nullptr, n->lineno, "<genexpr>");
  u->code->argcount = 1;
  const Symbol* zero = scope->symbols[0];
  Reg iter = zero->reg;
  generators(n, gens, 0, n->elt, nullptr, 0, iter);
  at(n);
  emit(Op::RETURN_NONE);
  Code* code = end_unit();
  scope_ = outer;
  at(n);
  make_function(code, scope, base);
  emit(Op::CALL, base, 1, 0);
  move(dst, base);
  release(m);
}

// Something to iterate over: a list of constants is a tuple.
Reg Gen::iterable(ExprNode* e) {
  if (e->kind == NodeKind::List || e->kind == NodeKind::Set) return comparator(CmpOpKind::In, e);
  return expr_any(e);
}

}  // namespace monty::compiler
