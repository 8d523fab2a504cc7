// SPDX-License-Identifier: MIT
// Code generation: statements.
#include <algorithm>

#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

void Gen::statements(Seq<StmtNode*> body) {
  for (StmtNode* s : body) {
    if (!u_->live || !cx_.tick(4) || cx_.failed()) return;
    stmt(s);
  }
}

void Gen::stmt(StmtNode* s) {
  const Reg m = mark();
  switch (s->kind) {
    case NodeKind::Expr: expr_stmt(s->as<Expr>(), options_.mode == Mode::Single && u_->parent == nullptr); break;
    case NodeKind::Assign:
      assign(s->as<Assign>());
      if (options_.methods_on_demand && u_->scope->kind == ScopeKind::Class) alias_on_demand(s->as<Assign>());
      break;
    case NodeKind::AugAssign: aug_assign(s->as<AugAssign>()); break;
    case NodeKind::AnnAssign: ann_assign(s->as<AnnAssign>()); break;
    case NodeKind::If: if_stmt(s->as<If>()); break;
    case NodeKind::For: for_stmt(s->as<For>()); break;
    case NodeKind::AsyncFor: async_for(s->as<AsyncFor>()); break;
    case NodeKind::While: while_stmt(s->as<While>()); break;
    case NodeKind::Return: return_stmt(s->as<Return>()); break;
    case NodeKind::Break: break_continue(s, true); break;
    case NodeKind::Continue: break_continue(s, false); break;
    case NodeKind::FunctionDef: {
      auto* n = s->as<FunctionDef>();
      if ((n->flags & kOnDemand) != 0) return function_on_demand(n, n->name, n->args, n->body);
      function(n, n->name, n->args, n->body, n->decorator_list, n->returns, n->type_params, false);
      break;
    }
    case NodeKind::AsyncFunctionDef: {
      auto* n = s->as<AsyncFunctionDef>();
      if ((n->flags & kOnDemand) != 0) return function_on_demand(n, n->name, n->args, n->body);
      function(n, n->name, n->args, n->body, n->decorator_list, n->returns, n->type_params, true);
      break;
    }
    case NodeKind::ClassDef: class_def(s->as<ClassDef>()); break;
    case NodeKind::Delete:
      for (ExprNode* t : s->as<Delete>()->targets) delete_target(t);
      break;
    case NodeKind::TypeAlias: type_alias(s->as<TypeAlias>()); break;
    case NodeKind::With: with_items(s->as<With>()->items, 0, s->as<With>()->body, false, s); break;
    case NodeKind::AsyncWith: with_items(s->as<AsyncWith>()->items, 0, s->as<AsyncWith>()->body, true, s); break;
    case NodeKind::Match: match(s->as<Match>()); break;
    case NodeKind::Raise: raise(s->as<Raise>()); break;
    case NodeKind::Try: {
      auto* n = s->as<Try>();
      try_stmt(n->body, n->handlers, n->orelse, n->finalbody, false, n);
      break;
    }
    case NodeKind::TryStar: {
      auto* n = s->as<TryStar>();
      try_stmt(n->body, n->handlers, n->orelse, n->finalbody, true, n);
      break;
    }
    case NodeKind::Assert: assert_stmt(s->as<Assert>()); break;
    case NodeKind::Import: import(s->as<Import>()); break;
    case NodeKind::ImportFrom: import_from(s->as<ImportFrom>()); break;
    default: break;
  }
  release(m);
}

void Gen::expr_stmt(Expr* n, bool result) {
  const Reg m = mark();
  if (result && options_.mode == Mode::Single && !options_.want_result) {
    const Reg r = expr_any(n->value);
    at(n);
    const Reg hook = temps(2);
    emit_wide(Op::LOAD_SEALED, hook, name_index("__import__"));
    load_str("sys", hook + 1);
    emit(Op::CALL, hook, 1, 0);
    emit(Op::LOAD_ATTR, hook, hook, name_index("displayhook"));
    move(hook + 1, r);
    emit(Op::CALL, hook, 1, 0);
  } else if (result) {
    const Reg r = expr_any(n->value);
    at(n);
    emit(Op::SET_RESULT, r);
  } else if (n->value->kind != NodeKind::Constant) {
    expr_any(n->value);
  }
  release(m);
}

void Gen::if_stmt(If* n) {
  Flow end;
  const Label out = label();
  for (;;) {
    const int truth = const_truth(n->test);
    if (truth == 1) {
      statements(n->body);
      join(end);
      break;
    }
    const bool chain = n->orelse.count == 1 && n->orelse[0]->kind == NodeKind::If;
    if (truth == 0) {
      if (chain) {
        n = n->orelse[0]->as<If>();
        continue;
      }
      statements(n->orelse);
      join(end);
      break;
    }
    const Label els = label();
    cond_jump(n->test, els, false);
    const Assigned state = u_->assigned;
    statements(n->body);
    join(end);
    if (n->orelse.empty()) {
      bind(els);
      u_->assigned = state;
      u_->live = true;
      join(end);
      break;
    }
    if (u_->live) jump(out);
    bind(els);
    u_->assigned = state;
    u_->live = true;
    if (chain) {
      if (!cx_.tick(4) || cx_.failed()) return;
      n = n->orelse[0]->as<If>();
      continue;
    }
    statements(n->orelse);
    join(end);
    break;
  }
  bind(out);
  resume(end);
}

void Gen::while_stmt(While* n) {
  const int truth = const_truth(n->test);
  if (truth == 0) return statements(n->orelse);
  const Label head = label(), exit = label(), brk = label();
  Flow flow;
  Block b;
  b.kind = Block::Loop;
  b.brk = brk;
  b.cont = head;
  b.brk_flow = &flow;
  u_->assigned.remove(u_->deletable);
  bind(head);
  if (truth < 0) cond_jump(n->test, exit, false);
  const Assigned state = u_->assigned;
  push_block(b);
  statements(n->body);
  if (u_->live) {
    at(n->test);
    jump_back(head);
  }
  pop_block(b);
  bind(exit);
  u_->live = truth < 0;
  u_->assigned = state;
  if (u_->live) statements(n->orelse);
  join(flow);
  bind(brk);
  resume(flow);
}

// Can this call be one of a generator function? Not when it names a builtin, or a method that dicts and texts have.
static bool may_make_generator(const ExprNode* e) {
  const auto* call = e->get_if<Call>();
  if (call == nullptr) return true;
  static constexpr std::string_view kNever[] = {"range", "enumerate", "zip",  "map",   "filter", "sorted", "reversed", "list",
                                                "tuple", "set",       "dict", "items", "keys",   "values", "split",    "splitlines"};
  std::string_view name;
  if (const auto* f = call->func->get_if<Name>())
    name = f->id->text();
  else if (const auto* f = call->func->get_if<Attribute>())
    name = f->attr->text();
  return std::find(std::begin(kNever), std::end(kNever), name) == std::end(kNever);
}

// What closing raises is dropped, as what a generator raises in its end is.
void Gen::close_for_exception(Reg iterator, Reg exc) {
  const Label cleanup = label();
  const Reg saved = temps(2);
  no_position();
  emit(Op::PUSH_EXC, saved, exc);
  Block h;
  h.kind = Block::Handler;
  h.reg = saved;
  push_block(h);
  open_range(h, cleanup, saved + 1);
  emit(Op::CLOSE_ITER, iterator);
  pop_block(h);
  bind(cleanup);
  emit(Op::POP_EXC, saved);
  emit(Op::RERAISE, exc);
  release(saved);
}

void Gen::for_stmt(For* n) {
  const Reg it = temp();
  const Reg v = iterable(n->iter);
  at(n->iter);
  const bool fresh = is_fresh_iterable(n->iter);
  emit(Op::GET_ITER, it, v, fresh ? 1 : 0);
  release(it + 1);
  const Label head = label(), exit = label(), brk = label();
  Flow flow;
  Block b;
  b.kind = Block::Loop;
  b.brk = brk;
  b.cont = head;
  b.brk_flow = &flow;
  b.close = fresh;
  b.reg = it;
  const bool guarded = fresh && may_make_generator(n->iter);
  const Label handler = label();
  const Reg exc = guarded ? temp() : 0;
  const Reg body = mark();
  const Assigned entry = u_->assigned;
  u_->assigned.remove(u_->deletable);
  const Assigned state = u_->assigned;
  bind(head);
  at(n->target);
  Reg direct = ~0u;
  if (n->target->kind == NodeKind::Name) direct = direct_target(n->target->as<Name>()->id);
  const Reg item = direct != ~0u ? direct : temp();
  at(n->iter);
  u_->b.jump(Op::FOR_ITER, item, it, exit);
  if (direct != ~0u)
    stored_direct(n->target->as<Name>()->id);
  else
    assign_to(n->target, item);
  release(body);
  push_block(b);
  if (guarded) open_range(b, handler, exc);
  statements(n->body);
  if (u_->live) {
    at(n->iter);
    jump_back(head);
  }
  pop_block(b);
  if (guarded) {
    bind(handler);
    u_->live = true;
    u_->assigned = handler_state(entry);
    close_for_exception(it, exc);
  }
  bind(exit);
  u_->live = true;
  u_->assigned = state;
  release(it);
  statements(n->orelse);
  join(flow);
  bind(brk);
  resume(flow);
}

void Gen::async_for(AsyncFor* n) {
  const Reg it = temp();
  const Reg v = expr_any(n->iter);
  at(n->iter);
  emit(Op::GET_AITER, it, v);
  release(it + 1);
  const Reg exc = temp();
  const Label head = label(), exit = label(), brk = label(), handler = label();
  Flow flow;
  Block b;
  b.kind = Block::Loop;
  b.close = is_fresh_iterable(n->iter);
  b.reg = it;
  b.brk = brk;
  b.cont = head;
  b.brk_flow = &flow;
  u_->assigned.remove(u_->deletable);
  const Assigned state = u_->assigned;
  bind(head);
  const u32 start = u_->b.here();
  const Reg item = temp();
  at(n->iter);
  emit(Op::GET_ANEXT, item, it);
  await_iter(item, item);
  u_->b.handler(start, u_->b.here(), handler, static_cast<u16>(exc));
  assign_to(n->target, item);
  release(item);
  push_block(b);
  statements(n->body);
  if (u_->live) {
    at(n->iter);
    jump_back(head);
  }
  pop_block(b);
  bind(handler);
  const Reg t = temps(2);
  at(n->iter);
  emit_wide(Op::LOAD_SEALED, t, name_index("StopAsyncIteration"));
  emit(Op::EXC_MATCH, t + 1, exc, t);
  jump_if(Op::JUMP_IF_TRUE, t + 1, exit);
  emit(Op::RERAISE, exc);
  bind(exit);
  u_->live = true;
  u_->assigned = state;
  release(it);
  statements(n->orelse);
  join(flow);
  bind(brk);
  resume(flow);
}

bool Gen::unwinds_code(Block* stop) const {
  for (Block* b = u_->block; b != stop; b = b->prev)
    if (b->kind == Block::FinallyTry || b->kind == Block::With || b->kind == Block::AsyncWith || b->kind == Block::HandlerName) return true;
  return false;
}

void Gen::return_stmt(Return* n) {
  const bool none = n->value == nullptr || (n->value->kind == NodeKind::Constant && n->value->as<Constant>()->value.kind == ConstKind::None);
  Reg r = 0;
  if (!none) {
    r = expr_any(n->value);
    if (is_var(r) && unwinds_code(nullptr)) {
      const Reg t = temp();
      at(n);
      move(t, r);
      r = t;
    }
  }
  at(n);
  Block* saved = u_->block;
  unwind(nullptr);
  u_->block = saved;
  if (u_->live) {
    at(n);
    if (none)
      emit(Op::RETURN_NONE);
    else
      emit(Op::RETURN, r);
  }
  reopen(nullptr);
  u_->live = false;
}

void Gen::break_continue(StmtNode* n, bool brk) {
  Block* loop = u_->block;
  while (loop != nullptr && loop->kind != Block::Loop) loop = loop->prev;
  if (loop == nullptr) return cx_.fail(n, brk ? "'break' outside loop" : "'continue' not properly in loop");
  at(n);
  Block* saved = u_->block;
  unwind(loop);
  u_->block = saved;
  if (u_->live) {
    at(n);
    if (brk) {
      if (loop->close) emit(Op::CLOSE_ITER, loop->reg);
      join(*loop->brk_flow);
      jump(loop->brk);
    } else {
      jump_back(loop->cont);
    }
  }
  reopen(loop);
  u_->live = false;
}

void Gen::raise(Raise* n) {
  if (n->exc == nullptr) {
    at(n);
    emit(Op::RERAISE_CURRENT);
  } else {
    const Reg t = temps(n->cause != nullptr ? 2 : 1);
    expr_to(n->exc, t);
    if (n->cause != nullptr) expr_to(n->cause, t + 1);
    at(n);
    emit(Op::RAISE, t, n->cause != nullptr ? 1 : 0);
  }
  u_->live = false;
}

// A failed assertion raises _boundary.assertion(assert_bytes, operator or "", value, value or None, *message).
void Gen::assert_telling(Assert* n) {
  static constexpr const char* kOps[] = {"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"};
  const Compare* c = n->test->is<Compare>() && n->test->as<Compare>()->ops.count == 1 ? n->test->as<Compare>() : nullptr;
  const Label ok = label();
  const Reg m = mark();
  const Reg t = temps(6);
  const Reg left = t + 3, right = t + 4;
  if (c != nullptr) {
    expr_to(c->left, left);
    expr_to(c->comparators[0], right);
    at(c);
    compare_op(c->ops[0], t, left, right);
  } else {
    expr_to(n->test, left);
    move(t, left);
    emit(Op::LOAD_NONE, right);
  }
  jump_if(Op::JUMP_IF_TRUE, t, ok);
  const Assigned state = u_->assigned;
  if (n->msg != nullptr) expr_to(n->msg, t + 5);
  at(n->test);
  emit_wide(Op::LOAD_SEALED, t, name_index("__import__"));
  load_str("_boundary", t + 1);
  emit(Op::CALL, t, 1, 0);
  emit(Op::LOAD_ATTR, t, t, name_index("assertion"));
  emit_wide(Op::LOAD_INT, t + 1, options_.assert_bytes);
  load_str(c != nullptr ? kOps[static_cast<u32>(c->ops[0])] : "", t + 2);
  emit(Op::CALL, t, n->msg != nullptr ? 5 : 4, 0);
  emit(Op::RAISE, t, 0);
  u_->assigned = state;
  bind(ok);
  release(m);
}

void Gen::assert_stmt(Assert* n) {
  if (const_truth(n->test) == 1) return;
  if (options_.assert_bytes != 0) return assert_telling(n);
  const Label ok = label();
  cond_jump(n->test, ok, true);
  const Assigned state = u_->assigned;
  const Reg t = temp();
  at(n->test);
  emit_wide(Op::LOAD_SEALED, t, name_index("AssertionError"));
  if (n->msg != nullptr) {
    const Reg a = temp();
    expr_to(n->msg, a);
    at(n->test);
    emit(Op::CALL, t, 1, 0);
  }
  at(n->test);
  emit(Op::RAISE, t, 0);
  u_->assigned = state;
  bind(ok);
}

void Gen::import(Import* n) {
  for (Alias* a : n->names) {
    const Reg m = mark();
    const Reg args = temps(2);
    at(n);
    emit_wide(Op::LOAD_INT, args, 0);
    emit(Op::LOAD_NONE, args + 1);
    const Reg mod = temp();
    emit(Op::IMPORT_NAME, mod, args, name_index16(a->name, n));
    const std::string_view text = a->name->text();
    usize dot = text.find('.');
    if (a->asname == nullptr) {
      store_name(dot == std::string_view::npos ? a->name : cx_.intern(text.substr(0, dot)), mod, n);
    } else {
      while (dot != std::string_view::npos) {
        const usize next = text.find('.', dot + 1);
        const std::string_view part = text.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1);
        emit(Op::IMPORT_FROM, mod, mod, name_index16(cx_.intern(part), n));
        dot = next;
      }
      store_name(a->asname, mod, n);
    }
    release(m);
  }
}

void Gen::import_from(ImportFrom* n) {
  const std::string_view module = n->module != nullptr ? n->module->text() : std::string_view("", 0);
  if (module == "__future__" && n->level == 0) {
    if (n->lineno > future_last_line_) cx_.fail(n, "from __future__ imports must occur at the beginning of the file");
    return;
  }
  const Reg args = temps(2);
  at(n);
  load_int(n->level, args);
  Vec<std::string_view> names;
  for (Alias* a : n->names) names.push(s_, stored(a->name));
  emit_wide(Op::LOAD_CONST, args + 1, names_tuple(names));
  const Reg mod = temp();
  emit(Op::IMPORT_NAME, mod, args, name_index16(cx_.intern(module), n));
  if (n->names.count == 1 && n->names[0]->name->text() == "*") {
    emit(Op::IMPORT_STAR, mod);
    return;
  }
  for (Alias* a : n->names) {
    const Reg v = temp();
    at(n);
    emit(Op::IMPORT_FROM, v, mod, name_index16(a->name, n));
    store_name(a->asname != nullptr ? a->asname : a->name, v, n);
    release(v);
  }
}

}  // namespace monty::compiler
