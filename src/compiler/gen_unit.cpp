// SPDX-License-Identifier: MIT
// Code generation: code objects (units), their registers and prologues.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

std::string_view Gen::stored(Ident raw) {
  Ident id = cx_.canonical(raw);
  if (id->index >= stored_.count) stored_.resize(s_, (id->index + 1 > cx_.identifier_count ? id->index + 1 : cx_.identifier_count), {});
  std::string_view& text = stored_[id->index];
  if (text.data() == nullptr) text = program_.store(id->text());
  return text;
}

std::string_view Gen::make_qualname(Scope* scope, std::string_view name) {
  Unit* p = u_;
  if (p == nullptr) return name;
  if (p->scope->kind == ScopeKind::TypeParams) p = p->parent;
  if (p == nullptr || p->scope->kind == ScopeKind::Module) return name;
  const bool named = scope->kind == ScopeKind::Function || scope->kind == ScopeKind::Class;
  if (named && scope->node->kind != NodeKind::Lambda && scope->node->kind != NodeKind::GeneratorExp) {
    Ident id = scope->kind == ScopeKind::Class              ? scope->node->as<ClassDef>()->name
               : scope->node->kind == NodeKind::FunctionDef ? scope->node->as<FunctionDef>()->name
                                                            : scope->node->as<AsyncFunctionDef>()->name;
    const Symbol* sym = p->scope->find(cx_.mangle(p->scope->private_name, id));
    if (sym != nullptr && sym->where == Where::GlobalExplicit) return name;
  }
  const std::string_view base = p->code->qualname;
  const std::string_view locals = p->scope->kind == ScopeKind::Class ? std::string_view(".") : std::string_view(".<locals>.");
  const usize size = base.size() + locals.size() + name.size();
  char* t = static_cast<char*>(program_.allocate(size, 1));
  std::memcpy(t, base.data(), base.size());
  std::memcpy(t + base.size(), locals.data(), locals.size());
  std::memcpy(t + base.size() + locals.size(), name.data(), name.size());
  return {t, size};
}

void Gen::assign_registers(Unit* u) {
  Scope* s = u->scope;
  u32 n = 0;
  if (s->kind == ScopeKind::Class) {
    if (s->needs_class_cell) u->class_cell = n++;
    if (s->needs_classdict) u->classdict = n++;
  } else if (s->function_like()) {
    for (Symbol* sym : s->symbols) {
      if (sym->where != Where::Local && sym->where != Where::Cell) continue;
      if (n >= 50000) return cx_.fail(s->node, "too many local variables");
      sym->reg = static_cast<u16>(n++);
      if ((sym->flags & kDefParam) != 0) u->assigned.set(sym->reg);
      if ((sym->flags & kDefDeleted) != 0) u->deletable.set(sym->reg);
    }
  }
  u->nlocals = u->top = u->high = n;
}

Unit* Gen::begin_unit(Scope* scope, Ident name, u32 firstlineno, std::string_view text) {
  auto* u = s_.make<Unit>(s_, program_);
  u->parent = u_;
  u->scope = scope;
  auto* code = new (program_.allocate(sizeof(Code), alignof(Code))) Code();
  code->program = &program_;
  code->parent = u_ == nullptr ? nullptr : u_->code;
  code->index = static_cast<u32>(program_.codes.size());
  program_.codes.push_back(code);
  code->name = name != nullptr ? stored(name) : program_.store(text);
  code->qualname = make_qualname(scope, code->name);
  code->firstlineno = firstlineno;
  u32 flags = 0;
  if (scope->function_like()) flags |= kCodeOptimized;
  if (scope->kind == ScopeKind::Class) flags |= kCodeClassBody;
  if (scope->kind == ScopeKind::Module) flags |= kCodeModule;
  for (Unit* p = u_; p != nullptr; p = p->parent)
    if (p->scope->function_like()) {
      flags |= kCodeNested;
      break;
    }
  if (scope->uses_locals) flags |= kCodeUsesLocals;
  if (options_.twin) flags |= kCodeTwin;
  if (scope->function_like()) {
    if (scope->generator && scope->coroutine)
      flags |= kCodeAsyncGenerator;
    else if (scope->generator)
      flags |= kCodeGenerator;
    else if (scope->coroutine)
      flags |= kCodeCoroutine;
  } else if (scope->kind == ScopeKind::Module && scope->coroutine) {
    flags |= kCodeCoroutine;
  }
  u->is_async = (flags & kCodeAsyncGenerator) != 0;
  code->flags = flags;
  u->code = code;
  u_ = u;
  scope_ = scope;
  assign_registers(u);
  return u;
}

Code* Gen::end_unit() {
  Unit* u = u_;
  Scope* s = u->scope;
  Code* code = u->code;
  Vec<Instr> prologue;
  auto put = [&](Op op, Reg a) {
    Instr in{};
    in.op = static_cast<u16>(op);
    in.a = static_cast<u16>(a);
    prologue.push(s_, in);
  };
  auto varnames = program_.allocate_array<std::string_view>(u->nlocals);
  auto cells = program_.allocate_array<u8>(u->nlocals);
  if (s->kind == ScopeKind::Class) {
    if (s->needs_class_cell) {
      put(Op::CLEAR, u->class_cell);
      put(Op::MAKE_CELL, u->class_cell);
      varnames[u->class_cell] = "__class__";
      cells[u->class_cell] = 1;
    }
    if (s->needs_classdict) {
      put(Op::LOAD_LOCALS, u->classdict);
      put(Op::MAKE_CELL, u->classdict);
      varnames[u->classdict] = "__classdict__";
      cells[u->classdict] = 1;
    }
  } else if (s->function_like()) {
    Vec<bool> far;
    if (!u->clear_far.empty()) {
      far.resize(s_, u->nlocals, false);
      for (Reg r : u->clear_far) far[r] = true;
    }
    for (Symbol* sym : s->symbols) {
      if (sym->where != Where::Local && sym->where != Where::Cell) continue;
      const Reg r = sym->reg;
      varnames[r] = stored(sym->id);
      cells[r] = sym->where == Where::Cell;
      if ((sym->flags & kDefParam) == 0 && (sym->where == Where::Cell || s->uses_locals || u->needs_clear.has(r) || (!far.empty() && far[r])))
        put(Op::CLEAR, r);
      if (sym->where == Where::Cell) put(Op::MAKE_CELL, r);
    }
  }
  code->varnames = varnames;
  code->local_is_cell = cells;
  auto frees = program_.allocate_array<std::string_view>(s->frees.count);
  for (u32 i = 0; i < s->frees.count; ++i) frees[i] = stored(s->frees[i]->id);
  code->freevars = frees;
  auto inner = program_.allocate_array<InnerLocal>(u->inner_locals.count);
  for (u32 i = 0; i < inner.size(); ++i) {
    inner[i] = u->inner_locals[i];
    inner[i].start += prologue.count;
    inner[i].end += prologue.count;
  }
  code->inner_locals = inner;
  code->nlocals = static_cast<u16>(u->nlocals);
  code->nregs = static_cast<u16>(u->high);
  u->b.finish(*code, prologue);
  u_ = u->parent;
  // The scope that was current in the parent: its own, or a comprehension in it.
  scope_ = s->parent;
  return code;
}

void Gen::module(ModNode* root, Scope* top) {
  begin_unit(top, nullptr, 1, "<module>");
  u_->b.at(1, 1, 0, 0);
  switch (root->kind) {
    case NodeKind::Expression: {
      ExprNode* e = root->as<Expression>()->body;
      const Reg r = expr_any(e);
      at(e);
      emit(Op::RETURN, r);
      break;
    }
    case NodeKind::Interactive:
      if (top->has_annotations) annotate_variables(top, root->as<Interactive>()->body, root);
      statements(root->as<Interactive>()->body);
      break;
    default: {
      auto body = root->as<Module>()->body;
      std::string_view doc;
      if (docstring(body, doc)) {
        const Reg r = temp();
        at(body[0]);
        load_str(doc, r);
        store_name(cx_.known[KnownNames::Doc], r, body[0]);
        release(r);
        const bool only_result = options_.want_result && body.count == 1;
        if (!only_result) body = {body.items + 1, body.count - 1};
      }
      if (top->has_annotations) annotate_variables(top, body, root);
      keep_last_ = options_.want_result;
      const u32 n = body.count;
      if (keep_last_ && n != 0 && body[n - 1]->kind == NodeKind::Expr) {
        statements({body.items, n - 1});
        if (u_->live) expr_stmt(body[n - 1]->as<Expr>(), true);
      } else {
        statements(body);
      }
    }
  }
  if (root->kind != NodeKind::Expression && u_->live) {
    if (u_->b.here() == 0) u_->b.at(1, 1, 0, 0);
    emit(Op::RETURN_NONE);
  }
  end_unit();
}

}  // namespace monty::compiler
