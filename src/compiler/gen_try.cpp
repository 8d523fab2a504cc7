// SPDX-License-Identifier: MIT
// Code generation: try, with, and leaving them. A `finally` body is compiled once for each way out of its `try`.
// While the code of a way out is emitted, the blocks that it has left do not cover it: their ranges are cut there.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

// Emits the code that leaves all blocks up to `stop` (which stays); the caller restores u_->block and reopens.
void Gen::unwind(Block* stop) {
  const Position position = u_->b.position();
  for (Block* b = u_->block; b != stop; b = b->prev) {
    close_range(*b);
    u_->block = b->prev;
    if (!u_->live) continue;
    u_->b.set_position(position);
    unwind_one(*b);
  }
  u_->b.set_position(position);
}

void Gen::reopen(Block* stop) {
  for (Block* b = u_->block; b != stop; b = b->prev)
    if (b->has_range) b->range_start = u_->b.here();
}

void Gen::unwind_one(Block& b) {
  switch (b.kind) {
    case Block::Loop:
      if (b.close) emit(Op::CLOSE_ITER, b.reg);
      break;
    case Block::Range: break;
    case Block::FinallyTry: statements(b.final); break;
    case Block::Handler: emit(Op::POP_EXC, b.reg); break;
    case Block::HandlerName: unbind_name(b.name, b.node); break;
    case Block::With:
    case Block::AsyncWith: call_exit(b.reg, b.kind == Block::AsyncWith, b.node, ~0u); break;
  }
}

void Gen::unbind_name(Ident name, const Node* n) {
  const Reg direct = direct_target(name);
  const Position position = u_->b.position();
  if (direct != ~0u) {
    emit(Op::CLEAR, direct);
    u_->assigned.clear(direct);
    return;
  }
  const Reg t = temp();
  emit(Op::LOAD_NONE, t);
  store_name(name, t, n);
  u_->b.set_position(position);
  delete_name(name, n);
  u_->b.set_position(position);
  release(t);
}

void Gen::try_stmt(Seq<StmtNode*> body, Seq<ExceptHandler*> handlers, Seq<StmtNode*> orelse, Seq<StmtNode*> final, bool star, const Node* n) {
  auto inner = [&] {
    if (handlers.empty()) {
      statements(body);
      if (u_->live) statements(orelse);
    } else if (star) {
      try_star(body, handlers, orelse);
    } else {
      try_except(body, handlers, orelse);
    }
  };
  if (final.empty()) return inner();
  const Reg exc = temp(), saved = temp();
  const Label handler = label(), end = label(), cleanup = label();
  const Assigned entry = u_->assigned;
  Flow flow;
  Block b;
  b.kind = Block::FinallyTry;
  b.final = final;
  b.node = n;
  push_block(b);
  open_range(b, handler, exc);
  inner();
  pop_block(b);
  if (u_->live) {
    statements(final);
    join(flow);
    if (u_->live) jump(end);
  }
  bind(handler);
  u_->live = true;
  u_->assigned = handler_state(entry);
  at(final[0]);
  emit(Op::PUSH_EXC, saved, exc);
  Block h;
  h.kind = Block::Handler;
  h.reg = saved;
  push_block(h);
  const Reg exc2 = temp();
  open_range(h, cleanup, exc2);
  statements(final);
  pop_block(h);
  no_position();
  if (u_->live) {
    emit(Op::POP_EXC, saved);
    emit(Op::RERAISE, exc);
  }
  bind(cleanup);
  emit(Op::POP_EXC, saved);
  emit(Op::RERAISE, exc2);
  bind(end);
  resume(flow);
}

void Gen::handler_body(ExceptHandler* h, Reg saved, Reg exc) {
  (void)saved;
  if (h->name == nullptr) return statements(h->body);
  store_name(h->name, exc, h);
  const Label cleanup = label();
  const Reg exc3 = temp();
  const Assigned entry = u_->assigned;
  Block b;
  b.kind = Block::HandlerName;
  b.name = h->name;
  b.node = h;
  push_block(b);
  open_range(b, cleanup, exc3);
  statements(h->body);
  pop_block(b);
  if (u_->live) {
    no_position();
    unbind_name(h->name, h);
  }
  const bool live = u_->live;
  const Assigned state = u_->assigned;
  const Label over = label();
  if (live) jump(over);
  u_->live = true;
  u_->assigned = handler_state(entry);
  bind(cleanup);
  no_position();
  unbind_name(h->name, h);
  emit(Op::RERAISE, exc3);
  u_->live = live;
  u_->assigned = state;
  bind(over);
}

void Gen::try_except(Seq<StmtNode*> body, Seq<ExceptHandler*> handlers, Seq<StmtNode*> orelse) {
  const Reg m = mark();
  const Reg exc = temp(), saved = temp();
  const Label handler = label(), end = label(), cleanup = label();
  const Assigned entry = u_->assigned;
  Flow flow;
  Block b;
  b.kind = Block::Range;
  push_block(b);
  open_range(b, handler, exc);
  statements(body);
  pop_block(b);
  if (u_->live) {
    statements(orelse);
    join(flow);
    if (u_->live) jump(end);
  }
  bind(handler);
  u_->live = true;
  u_->assigned = handler_state(entry);
  at(handlers[0]);
  emit(Op::PUSH_EXC, saved, exc);
  Block h;
  h.kind = Block::Handler;
  h.reg = saved;
  push_block(h);
  const Reg exc2 = temp();
  open_range(h, cleanup, exc2);
  for (ExceptHandler* eh : handlers) {
    const Reg t = mark();
    const Label next = label();
    Assigned state = u_->assigned;
    if (eh->type != nullptr) {
      const Reg type = expr_any(eh->type);
      const Reg hit = temp();
      at(eh->type);
      emit(Op::EXC_MATCH, hit, exc, type);
      jump_if(Op::JUMP_IF_FALSE, hit, next);
      state = u_->assigned;
      release(t);
    }
    at(eh);
    handler_body(eh, saved, exc);
    if (u_->live) {
      no_position();
      emit(Op::POP_EXC, saved);
      join(flow);
      jump(end);
    }
    release(t);
    bind(next);
    u_->assigned = state;
    u_->live = eh->type != nullptr;
    if (!u_->live) break;
  }
  no_position();
  if (u_->live) emit(Op::RERAISE, exc);
  pop_block(h);
  bind(cleanup);
  emit(Op::POP_EXC, saved);
  emit(Op::RERAISE, exc2);
  bind(end);
  resume(flow);
  release(m);
}

void Gen::try_star(Seq<StmtNode*> body, Seq<ExceptHandler*> handlers, Seq<StmtNode*> orelse) {
  const Reg m = mark();
  const Reg exc = temp(), saved = temp();
  const Label handler = label(), end = label(), cleanup = label();
  const Assigned entry = u_->assigned;
  Flow flow;
  Block b;
  b.kind = Block::Range;
  push_block(b);
  open_range(b, handler, exc);
  statements(body);
  pop_block(b);
  if (u_->live) {
    statements(orelse);
    join(flow);
    if (u_->live) jump(end);
  }
  bind(handler);
  u_->live = true;
  u_->assigned = handler_state(entry);
  at(handlers[0]);
  const Reg exc2 = temp(), rest = temp(), raised = temp(), pair = temps(2), saved2 = temp(), exc3 = temp();
  emit(Op::PUSH_EXC, saved, exc);
  Block h;
  h.kind = Block::Handler;
  h.reg = saved;
  push_block(h);
  open_range(h, cleanup, exc2);
  emit(Op::MOVE, rest, exc);
  emit(Op::BUILD_LIST, raised, raised, 0);
  const Label finish = label();
  for (ExceptHandler* eh : handlers) {
    const Reg t = mark();
    const Label next = label(), failed = label();
    const Reg type = expr_any(eh->type);
    at(eh->type);
    emit(Op::EXC_GROUP_MATCH, pair, rest, type);
    release(t);
    emit(Op::MOVE, rest, pair + 1);
    jump_if(Op::JUMP_IF_NONE, pair, next);
    const Assigned state = u_->assigned;
    at(eh);
    emit(Op::PUSH_EXC, saved2, pair);
    Block inner;
    inner.kind = Block::Handler;
    inner.reg = saved2;
    push_block(inner);
    open_range(inner, failed, exc3);
    handler_body(eh, saved2, pair);
    pop_block(inner);
    no_position();
    if (u_->live) {
      emit(Op::POP_EXC, saved2);
      jump(next);
    }
    bind(failed);
    emit(Op::POP_EXC, saved2);
    emit(Op::LIST_APPEND, raised, exc3);
    bind(next);
    u_->live = true;
    u_->assigned = handler_state(state);
    jump_if(Op::JUMP_IF_NONE, rest, finish);
  }
  emit(Op::LIST_APPEND, raised, rest);
  bind(finish);
  u_->assigned = handler_state(entry);
  no_position();
  emit(Op::EXC_GROUP_JOIN, pair, exc, raised);
  const Label fine = label();
  jump_if(Op::JUMP_IF_NONE, pair, fine);
  emit(Op::RERAISE, pair);
  bind(fine);
  pop_block(h);
  emit(Op::POP_EXC, saved);
  join(flow);
  jump(end);
  bind(cleanup);
  emit(Op::POP_EXC, saved);
  emit(Op::RERAISE, exc2);
  bind(end);
  resume(flow);
  release(m);
}

// exit(None, None, None), or with the exception in r[exc]; the result is left in a temporary that is not released.
void Gen::call_exit(Reg exit, bool is_async, const Node* n, Reg exc) {
  const Reg base = temps(5);
  if (n != nullptr) at(n);
  emit(Op::MOVE, base, exit);
  emit(Op::MOVE, base + 1, exit + 1);
  if (exc == ~0u) {
    for (u32 i = 2; i < 5; ++i) emit(Op::LOAD_NONE, base + i);
  } else {
    emit_wide(Op::LOAD_SEALED, base + 2, name_index("type"));
    emit(Op::MOVE, base + 3, exc);
    emit(Op::CALL, base + 2, 1, 0);
    emit(Op::MOVE, base + 3, exc);
    emit(Op::LOAD_ATTR, base + 4, exc, name_index("__traceback__"));
  }
  emit(Op::CALL_METHOD, base, 3, 0);
  if (is_async) await(base, 2, base);
  if (exc == ~0u) release(base);
}

void Gen::with_items(Seq<WithItem*> items, u32 index, Seq<StmtNode*> body, bool is_async, const Node* n) {
  const Reg m = mark();
  WithItem* item = items[index];
  ExprNode* context = item->context_expr;
  const Reg exit = temps(2);
  const Reg exc = temp(), saved = temp();
  const Reg t = temps(2);
  const Reg mgr = expr_any(context);
  at(context);
  emit(Op::LOAD_SPECIAL, exit, mgr, static_cast<u32>(is_async ? Special::AExit : Special::Exit));
  emit(Op::LOAD_SPECIAL, t, mgr, static_cast<u32>(is_async ? Special::AEnter : Special::Enter));
  release(t + 2);
  emit(Op::CALL_METHOD, t, 0, 0);
  if (is_async) await(t, 1, t);
  const Label handler = label(), end = label(), cleanup = label(), swallow = label();
  const Assigned entry = u_->assigned;
  Flow flow;
  Block b;
  b.kind = is_async ? Block::AsyncWith : Block::With;
  b.reg = exit;
  b.node = context;
  push_block(b);
  open_range(b, handler, exc);
  if (item->optional_vars != nullptr) assign_to(item->optional_vars, t);
  release(t);
  if (index + 1 < items.count)
    with_items(items, index + 1, body, is_async, n);
  else
    statements(body);
  pop_block(b);
  if (u_->live) {
    call_exit(exit, is_async, context, ~0u);
    join(flow);
    jump(end);
  }
  bind(handler);
  u_->live = true;
  u_->assigned = handler_state(entry);
  at(context);
  emit(Op::PUSH_EXC, saved, exc);
  Block h;
  h.kind = Block::Handler;
  h.reg = saved;
  push_block(h);
  const Reg exc2 = temp();
  open_range(h, cleanup, exc2);
  const Reg answer = mark();
  call_exit(exit, is_async, context, exc);
  jump_if(Op::JUMP_IF_TRUE, answer, swallow);
  emit(Op::RERAISE, exc);
  pop_block(h);
  no_position();
  bind(swallow);
  emit(Op::POP_EXC, saved);
  join(flow);
  jump(end);
  bind(cleanup);
  emit(Op::POP_EXC, saved);
  emit(Op::RERAISE, exc2);
  bind(end);
  resume(flow);
  release(m);
}

}  // namespace monty::compiler
