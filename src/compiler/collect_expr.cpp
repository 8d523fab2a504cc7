// SPDX-License-Identifier: MIT
// Collecting scopes: expressions, folded from below.
#include "compiler/collect.h"
#include "compiler/fold.h"

namespace monty::compiler {

using namespace syntax;

void Collector::forbidden_in_annotation(const Node* n, const char* what) {
  if (annotation_context_ != nullptr) cx_.fail(n, std::string(what) + " cannot be used within " + annotation_context_);
}

void Collector::name(ExprNode*& slot) {
  auto* n = slot->as<Name>();
  if (n->ctx == ExprContext::Load) {
    const std::string_view text = n->id->text();
    switch (text.size()) {
      case 3:
        if (text == "dir") owner()->uses_locals = true;
        break;
      case 4:
        if (text == "vars" || text == "eval" || text == "exec") owner()->uses_locals = true;
        break;
      case 5:
        if (text == "super" && scope_->function_like()) define(cx_.known[KnownNames::Class], kUse, n);
        break;
      case 6:
        if (text == "locals") owner()->uses_locals = true;
        break;
      case 9:
        if (text == "__debug__") {
          auto* c = cx_.scratch.make<Constant>();
          c->lineno = n->lineno;
          c->col_offset = n->col_offset;
          c->end_lineno = n->end_lineno;
          c->end_col_offset = n->end_col_offset;
          c->value.kind = ConstKind::True;
          slot = c;
          return;
        }
        break;
      default: break;
    }
    define(n->id, kUse, n);
    return;
  }
  u32 flags = kDefLocal;
  if (n->ctx == ExprContext::Del) {
    if (n->id->size == 9 && n->id->text() == "__debug__") return cx_.fail_late(n, "cannot delete __debug__");
    flags |= kDefDeleted;
  }
  if (comp_target_) {
    const Symbol* old = scope_->find(cx_.mangle(scope_->private_name, n->id));
    if (old != nullptr && (old->flags & (kDefGlobal | kDefNonlocal)) != 0)
      return cx_.fail(n, "comprehension inner loop cannot rebind assignment expression target '" + std::string(n->id->text()) + "'");
    flags |= kDefCompIter;
  }
  define(n->id, flags, n);
}

void Collector::extend_named_target(Ident raw, const Node* where) {
  Ident id = cx_.mangle(scope_->private_name, raw);
  // The nearest block that is not a comprehension gets the binding.
  Scope* s = scope_;
  while (s->inlined() || s->generator_expression) {
    const Symbol* sym = s->find(id);
    if (sym != nullptr && (sym->flags & kDefCompIter) != 0)
      return cx_.fail(where, "assignment expression cannot rebind comprehension iteration variable '" + std::string(raw->text()) + "'");
    s = s->parent;
  }
  const std::string text(raw->text());
  switch (s->kind) {
    case ScopeKind::Class: return cx_.fail(where, "assignment expression within a comprehension cannot be used in a class body");
    case ScopeKind::TypeParams: return cx_.fail(where, "assignment expression within a comprehension cannot be used within the definition of a generic");
    case ScopeKind::TypeAlias: return cx_.fail(where, "assignment expression within a comprehension cannot be used in a type alias");
    case ScopeKind::TypeVariable: return cx_.fail(where, "assignment expression within a comprehension cannot be used in a TypeVar bound");
    default: break;
  }
  const Symbol* there = s->find(id);
  const bool global = s->kind == ScopeKind::Module || (there != nullptr && (there->flags & kDefGlobal) != 0);
  for (Scope* c = scope_; c != s; c = c->parent) {
    Symbol* sym = define_in(c, raw, global ? kDefGlobal : kDefNonlocal, where);
    if (sym->directive == nullptr) sym->directive = where;
  }
  if (global) {
    define_in(s, raw, s->kind == ScopeKind::Module ? kDefLocal : kDefGlobal, where);
  } else if (there == nullptr || (there->flags & kDefNonlocal) == 0) {
    define_in(s, raw, kDefLocal, where);
  }
}

void Collector::named_expr(NamedExpr* n) {
  forbidden_in_annotation(n, "named expression");
  if (comp_iterable_ != 0) return cx_.fail(n, "assignment expression cannot be used in a comprehension iterable expression");
  owner()->has_walrus = true;
  if (scope_->inlined() || scope_->generator_expression) {
    Scope* s = scope_;
    while (s->inlined() || s->generator_expression) s = s->parent;
    s->has_walrus = true;
    extend_named_target(n->target->as<Name>()->id, n->target);
    expr(n->value);
    return;
  }
  expr(n->value);
  expr(n->target);
}

void Collector::yield(ExprNode* n, ExprNode*& value, bool from) {
  forbidden_in_annotation(n, "yield expression");
  expr_opt(value);
  if (scope_->inlined() || scope_->generator_expression) {
    const NodeKind k = scope_->node->kind;
    const char* what = k == NodeKind::ListComp   ? "list comprehension"
                       : k == NodeKind::SetComp  ? "set comprehension"
                       : k == NodeKind::DictComp ? "dict comprehension"
                                                 : "generator expression";
    return cx_.fail(n, std::string("'yield' inside ") + what);
  }
  if (!scope_->function_like()) return cx_.fail_late(n, from ? "'yield from' outside function" : "'yield' outside function");
  scope_->generator = true;
  if (from && scope_->async_function) cx_.fail_late(n, "'yield from' inside async function");
}

void Collector::await(ExprNode* n, ExprNode*& value) {
  forbidden_in_annotation(n, "await expression");
  Scope* s = scope_;
  const bool top = cx_.top_level_await;
  if (!s->function_like()) {
    if (s != top_ || !top) return cx_.fail_late(n, "'await' outside function");
    s->coroutine = true;
  } else if (s->inlined() || s->generator_expression) {
    s->has_await = true;
    s->coroutine = true;
  } else if (!s->async_function) {
    return cx_.fail_late(n, "'await' outside async function");
  }
  expr(value);
}

void Collector::comprehension(ExprNode* n, Seq<syntax::Comprehension*> generators, ExprNode** elt, ExprNode** value, bool genexp) {
  ++comp_iterable_;
  expr(generators[0]->iter);
  --comp_iterable_;
  Scope* s = enter(genexp ? ScopeKind::Function : ScopeKind::Comprehension, n, Part::Main);
  s->generator_expression = genexp;
  if (genexp) {
    s->generator = true;
    define(cx_.known[KnownNames::DotZero], kDefParam, n);
  }
  for (u32 i = 0; i < generators.count; ++i) {
    syntax::Comprehension* g = generators[i];
    const bool saved = comp_target_;
    comp_target_ = true;
    expr(g->target);
    comp_target_ = saved;
    if (i != 0) {
      ++comp_iterable_;
      expr(g->iter);
      --comp_iterable_;
    }
    // Conditions and element are outside of the iterable again, whatever stands around the comprehension.
    exprs(g->ifs);
    if (g->is_async != 0) {
      s->has_await = true;
      s->coroutine = true;
    }
  }
  expr(*elt);
  if (value != nullptr) expr(*value);
  leave(s);
  if (!genexp && s->has_await) {
    Scope* p = scope_;
    if (p->inlined() || p->generator_expression) {
      p->has_await = true;
      p->coroutine = true;
    } else if (p == top_ && cx_.top_level_await) {
      p->coroutine = true;
    } else if (!p->async_function) {
      cx_.fail_late(n, "asynchronous comprehension outside of an asynchronous function");
    }
  }
}

void Collector::lambda(Lambda* n) {
  exprs(n->args->defaults);
  for (ExprNode*& e : n->args->kw_defaults) expr_opt(e);
  Scope* s = enter(ScopeKind::Function, n, Part::Main);
  s->lambda = true;
  const bool saved_target = comp_target_;
  comp_target_ = false;
  arguments(n->args);
  expr(n->body);
  comp_target_ = saved_target;
  leave(s);
}

void Collector::expr(ExprNode*& slot) {
  ExprNode* e = slot;
  switch (e->kind) {
    case NodeKind::Constant: return;
    case NodeKind::Name: return name(slot);
    case NodeKind::Attribute: {
      auto* n = e->as<Attribute>();
      if (n->ctx != ExprContext::Load && n->attr->size == 9 && n->attr->text() == "__debug__")
        return cx_.fail_late(n, n->ctx == ExprContext::Del ? "cannot delete __debug__" : "cannot assign to __debug__");
      const bool saved = comp_target_;
      comp_target_ = false;
      expr(n->value);
      comp_target_ = saved;
      return;
    }
    case NodeKind::Call: {
      auto* n = e->as<Call>();
      expr(n->func);
      exprs(n->args);
      for (Keyword* k : n->keywords) {
        if (k->arg != nullptr && k->arg->size == 9 && k->arg->text() == "__debug__") return cx_.fail_late(k, "cannot assign to __debug__");
        expr(k->value);
      }
      return warn_call(n);
    }
    case NodeKind::BinOp: {
      auto* n = e->as<BinOp>();
      expr(n->left);
      expr(n->right);
      return fold_expr(cx_.scratch, slot);
    }
    case NodeKind::UnaryOp: {
      expr(e->as<UnaryOp>()->operand);
      return fold_expr(cx_.scratch, slot);
    }
    case NodeKind::BoolOp: return exprs(e->as<BoolOp>()->values);
    case NodeKind::NamedExpr: return named_expr(e->as<NamedExpr>());
    case NodeKind::Lambda: return lambda(e->as<Lambda>());
    case NodeKind::IfExp: {
      auto* n = e->as<IfExp>();
      expr(n->test);
      expr(n->body);
      expr(n->orelse);
      return;
    }
    case NodeKind::Dict: {
      auto* n = e->as<Dict>();
      for (ExprNode*& k : n->keys) expr_opt(k);
      return exprs(n->values);
    }
    case NodeKind::Set: return exprs(e->as<Set>()->elts);
    case NodeKind::List: return exprs(e->as<List>()->elts);
    case NodeKind::Tuple: exprs(e->as<Tuple>()->elts); return fold_expr(cx_.scratch, slot);
    case NodeKind::ListComp: {
      auto* n = e->as<ListComp>();
      return comprehension(n, n->generators, &n->elt, nullptr, false);
    }
    case NodeKind::SetComp: {
      auto* n = e->as<SetComp>();
      return comprehension(n, n->generators, &n->elt, nullptr, false);
    }
    case NodeKind::DictComp: {
      auto* n = e->as<DictComp>();
      return comprehension(n, n->generators, &n->key, &n->value, false);
    }
    case NodeKind::GeneratorExp: {
      auto* n = e->as<GeneratorExp>();
      return comprehension(n, n->generators, &n->elt, nullptr, true);
    }
    case NodeKind::Await: return await(e, e->as<Await>()->value);
    case NodeKind::Yield: return yield(e, e->as<Yield>()->value, false);
    case NodeKind::YieldFrom: return yield(e, e->as<YieldFrom>()->value, true);
    case NodeKind::Compare: {
      auto* n = e->as<Compare>();
      expr(n->left);
      exprs(n->comparators);
      return warn_identity(n);
    }
    case NodeKind::FormattedValue: {
      auto* n = e->as<FormattedValue>();
      expr(n->value);
      expr_opt(n->format_spec);
      return;
    }
    case NodeKind::Interpolation: {
      auto* n = e->as<Interpolation>();
      expr(n->value);
      expr_opt(n->format_spec);
      return;
    }
    case NodeKind::JoinedStr: return exprs(e->as<JoinedStr>()->values);
    case NodeKind::TemplateStr: return exprs(e->as<TemplateStr>()->values);
    case NodeKind::Subscript: {
      auto* n = e->as<Subscript>();
      const bool saved = comp_target_;
      comp_target_ = false;
      expr(n->value);
      expr(n->slice);
      comp_target_ = saved;
      warn_subscript(n);
      return fold_expr(cx_.scratch, slot);
    }
    case NodeKind::Starred: return expr(e->as<Starred>()->value);
    case NodeKind::Slice: {
      auto* n = e->as<Slice>();
      expr_opt(n->lower);
      expr_opt(n->upper);
      expr_opt(n->step);
      return;
    }
    default: return;
  }
}

}  // namespace monty::compiler
