// SPDX-License-Identifier: MIT
// Collecting scopes: statements.
#include "compiler/collect.h"

#include "compiler/fold.h"

namespace monty::compiler {

using namespace syntax;

Scope* collect_scopes(Context& cx, ModNode* root) { return Collector(cx).run(root); }

Scope* Collector::run(ModNode* root) {
  top_ = scope_ = cx_.new_scope(ScopeKind::Module, nullptr, root, Part::Main);
  switch (root->kind) {
    case NodeKind::Module: block(root->as<Module>()->body); break;
    case NodeKind::Interactive: block(root->as<Interactive>()->body); break;
    default: expr(root->as<Expression>()->body); break;
  }
  return top_;
}

Scope* Collector::enter(ScopeKind kind, const Node* node, Part part) {
  Scope* parent = scope_;
  scope_ = cx_.new_scope(kind, parent, node, part);
  if (kind == ScopeKind::Annotation || kind == ScopeKind::TypeParams || kind == ScopeKind::TypeAlias || kind == ScopeKind::TypeVariable)
    scope_->can_see_class = parent->kind == ScopeKind::Class || parent->can_see_class;
  return scope_;
}

Symbol* Collector::define_in(Scope* s, Ident raw, u32 flags, const Node* where) {
  Ident id = cx_.mangle(s->private_name, raw);
  Symbol* sym = s->find(id);
  if (sym == nullptr) {
    sym = s->add(cx_.scratch, id);
  } else if ((flags & kDefParam) != 0 && (sym->flags & kDefParam) != 0) {
    cx_.fail(where, "duplicate argument '" + std::string(raw->text()) + "' in function definition");
  } else if ((flags & kDefTypeParam) != 0 && (sym->flags & kDefTypeParam) != 0) {
    cx_.fail(where, "duplicate type parameter '" + std::string(raw->text()) + "'");
  }
  if ((flags & kDefBound) != 0 && id->size == 9 && id->text() == "__debug__") cx_.fail_late(where, "cannot assign to __debug__");
  sym->flags |= flags;
  return sym;
}

void Collector::block(Seq<StmtNode*> body) {
  for (StmtNode* s : body) {
    if (!cx_.tick() || cx_.failed()) return;
    stmt(s);
  }
}

void Collector::loop_body(Seq<StmtNode*> body, Seq<StmtNode*> orelse) {
  ++place_.loops;
  ++place_.loops_in_star;
  ++place_.loops_in_finally;
  block(body);
  --place_.loops;
  --place_.loops_in_star;
  --place_.loops_in_finally;
  block(orelse);
}

void Collector::async_statement(const Node* n, const char* what) {
  Scope* s = owner();
  if (s->async_function) return;
  if (s == top_ && cx_.top_level_await) {
    s->coroutine = true;
    return;
  }
  cx_.fail_late(n, std::string("'") + what + "' outside async function");
}

void Collector::stmt(StmtNode* s) {
  switch (s->kind) {
    case NodeKind::FunctionDef: {
      auto* n = s->as<FunctionDef>();
      function(n, n->name, n->args, n->body, n->decorator_list, n->returns, n->type_params, false);
      return;
    }
    case NodeKind::AsyncFunctionDef: {
      auto* n = s->as<AsyncFunctionDef>();
      function(n, n->name, n->args, n->body, n->decorator_list, n->returns, n->type_params, true);
      return;
    }
    case NodeKind::ClassDef: return class_def(s->as<ClassDef>());
    case NodeKind::Return: {
      auto* n = s->as<Return>();
      const bool in_function = scope_->kind == ScopeKind::Function;
      if (!in_function) return cx_.fail_late(n, "'return' outside function");
      if (place_.star_blocks != 0)
        return cx_.fail_late(n->value != nullptr && n->value->kind == NodeKind::Constant ? static_cast<Node*>(n->value) : n,
                             "'break', 'continue' and 'return' cannot appear in an except* block");
      warn_leaving_finally(n, "return");
      if (n->value != nullptr) {
        expr(n->value);
        if (scope_->return_node == nullptr) scope_->return_node = n;
      }
      return;
    }
    case NodeKind::Delete: return exprs(s->as<Delete>()->targets);
    case NodeKind::Assign: {
      auto* n = s->as<Assign>();
      exprs(n->targets);
      expr(n->value);
      return;
    }
    case NodeKind::TypeAlias: return type_alias(s->as<TypeAlias>());
    case NodeKind::AugAssign: {
      auto* n = s->as<AugAssign>();
      expr(n->target);
      expr(n->value);
      return;
    }
    case NodeKind::AnnAssign: return ann_assign(s->as<AnnAssign>());
    case NodeKind::For: {
      auto* n = s->as<For>();
      expr(n->target);
      expr(n->iter);
      return loop_body(n->body, n->orelse);
    }
    case NodeKind::AsyncFor: {
      auto* n = s->as<AsyncFor>();
      async_statement(n, "async for");
      expr(n->target);
      expr(n->iter);
      return loop_body(n->body, n->orelse);
    }
    case NodeKind::While: {
      auto* n = s->as<While>();
      expr(n->test);
      return loop_body(n->body, n->orelse);
    }
    case NodeKind::If: {
      auto* n = s->as<If>();
      for (;;) {
        expr(n->test);
        block(n->body);
        if (n->orelse.count != 1 || n->orelse[0]->kind != NodeKind::If) break;
        n = n->orelse[0]->as<If>();
        if (cx_.failed()) return;
      }
      return block(n->orelse);
    }
    case NodeKind::With:
    case NodeKind::AsyncWith: {
      const bool is_async = s->kind == NodeKind::AsyncWith;
      if (is_async) async_statement(s, "async with");
      auto items = is_async ? s->as<AsyncWith>()->items : s->as<With>()->items;
      for (WithItem* item : items) {
        expr(item->context_expr);
        expr_opt(item->optional_vars);
      }
      return block(is_async ? s->as<AsyncWith>()->body : s->as<With>()->body);
    }
    case NodeKind::Match: {
      auto* n = s->as<Match>();
      expr(n->subject);
      for (MatchCase* c : n->cases) {
        pattern(c->pattern);
        expr_opt(c->guard);
        block(c->body);
      }
      return;
    }
    case NodeKind::Raise: {
      auto* n = s->as<Raise>();
      expr_opt(n->exc);
      expr_opt(n->cause);
      return;
    }
    case NodeKind::Try:
    case NodeKind::TryStar: {
      const bool star = s->kind == NodeKind::TryStar;
      auto body = star ? s->as<TryStar>()->body : s->as<Try>()->body;
      auto handlers = star ? s->as<TryStar>()->handlers : s->as<Try>()->handlers;
      auto orelse = star ? s->as<TryStar>()->orelse : s->as<Try>()->orelse;
      auto final = star ? s->as<TryStar>()->finalbody : s->as<Try>()->finalbody;
      block(body);
      for (u32 i = 0; i < handlers.count; ++i) {
        ExceptHandler* h = handlers[i];
        if (h->type == nullptr && i + 1 < handlers.count) cx_.fail_late(h, "default 'except:' must be last");
        expr_opt(h->type);
        if (h->name != nullptr) define(h->name, kDefLocal | kDefDeleted, h);
        const Place saved = place_;
        if (star) {
          ++place_.star_blocks;
          place_.loops_in_star = 0;
        }
        block(h->body);
        place_ = saved;
      }
      block(orelse);
      const Place saved = place_;
      place_.in_finally = place_.in_finally || final.count != 0;
      place_.loops_in_finally = 0;
      block(final);
      place_ = saved;
      return;
    }
    case NodeKind::Assert: {
      auto* n = s->as<Assert>();
      expr(n->test);
      expr_opt(n->msg);
      warn_assert(n);
      return;
    }
    case NodeKind::Import: return imported(s, s->as<Import>()->names, false);
    case NodeKind::ImportFrom: return imported(s, s->as<ImportFrom>()->names, true);
    case NodeKind::Global: return global(s, s->as<Global>()->names, false);
    case NodeKind::Nonlocal: return global(s, s->as<Nonlocal>()->names, true);
    case NodeKind::Expr: return expr(s->as<Expr>()->value);
    case NodeKind::Break:
    case NodeKind::Continue:
      warn_leaving_finally(s, s->kind == NodeKind::Break ? "break" : "continue");
      if (place_.star_blocks != 0 && place_.loops_in_star == 0)
        cx_.fail_late(s, "'break', 'continue' and 'return' cannot appear in an except* block");
      else if (place_.loops == 0)
        cx_.fail_late(s, s->kind == NodeKind::Break ? "'break' outside loop" : "'continue' not properly in loop");
      return;
    default: return;
  }
}

void Collector::imported(const Node* n, Seq<Alias*> names, bool from) {
  for (Alias* a : names) {
    const std::string_view text = a->name->text();
    if (from && text == "*") {
      if (scope_->kind != ScopeKind::Module) cx_.fail(a, "import * only allowed at module level");
      continue;
    }
    Ident id = a->asname;
    if (id == nullptr) {
      id = a->name;
      const usize dot = text.find('.');
      if (!from && dot != std::string_view::npos) {
        id = cx_.intern(text.substr(0, dot));
      }
    }
    define(id, kDefImport, n);
  }
}

void Collector::global(const Node* n, Seq<Ident> names, bool nonlocal) {
  if (nonlocal && scope_->kind == ScopeKind::Module) return cx_.fail(n, "nonlocal declaration not allowed at module level");
  for (Ident raw : names) {
    Ident id = cx_.mangle(scope_->private_name, raw);
    const Symbol* old = scope_->find(id);
    const std::string text(raw->text());
    const char* what = nonlocal ? "nonlocal" : "global";
    if (old != nullptr && (old->flags & (kDefParam | kDefLocal | kUse | kDefAnnot | kDefTypeParam)) != 0) {
      std::string msg;
      if ((old->flags & kDefParam) != 0)
        msg = "name '" + text + "' is parameter and " + what;
      else if ((old->flags & kDefAnnot) != 0)
        msg = "annotated name '" + text + "' can't be " + what;
      else if ((old->flags & kDefLocal) != 0)
        msg = "name '" + text + "' is assigned to before " + what + " declaration";
      else if ((old->flags & kDefTypeParam) != 0)
        msg = "nonlocal binding not allowed for type parameter '" + text + "'";
      else
        msg = "name '" + text + "' is used prior to " + what + " declaration";
      return cx_.fail(n, msg);
    }
    Symbol* sym = define(raw, nonlocal ? kDefNonlocal : kDefGlobal, n);
    if (sym->directive == nullptr) sym->directive = n;
    if (!nonlocal && scope_ != top_) define_in(top_, raw, kDefGlobal, n);  // also where the module itself uses the name
  }
}

void Collector::ann_assign(AnnAssign* n) {
  if (auto* target = n->target->get_if<Name>()) {
    Ident id = cx_.mangle(scope_->private_name, target->id);
    const Symbol* old = scope_->find(id);
    if (n->simple != 0 && old != nullptr && (old->flags & (kDefGlobal | kDefNonlocal)) != 0 && scope_ != top_)
      return cx_.fail(n, "annotated name '" + std::string(target->id->text()) + "' can't be " + ((old->flags & kDefGlobal) != 0 ? "global" : "nonlocal"));
    if (n->simple != 0)
      define(target->id, kDefAnnot | kDefLocal, n);
    else if (n->value != nullptr)
      define(target->id, kDefLocal, n);
  } else {
    expr(n->target);
  }
  const bool stored = n->simple != 0 && !scope_->function_like();
  if (stored) {
    scope_->has_annotations = true;
    {
      Scope* outer = scope_;
      if (outer->annotations == nullptr) {
        outer->annotations = enter(ScopeKind::Annotation, outer->node, Part::Annotations);
        define(cx_.known[KnownNames::Format], kDefParam, n);
      }
      scope_ = outer->annotations;
      const char* saved = annotation_context_;
      annotation_context_ = "an annotation";
      if (!cx_.future_annotations) expr(n->annotation);
      annotation_context_ = saved;
      scope_ = outer;
    }
  } else if (scope_->function_like()) {  // never evaluated, but refused all the same
    const NodeKind kind = n->annotation->kind;
    const char* what = kind == NodeKind::Yield || kind == NodeKind::YieldFrom ? "yield"
                       : kind == NodeKind::Await                              ? "await"
                       : kind == NodeKind::NamedExpr                          ? "named"
                                                                              : nullptr;
    if (what != nullptr) return cx_.fail(n->annotation, std::string(what) + " expression cannot be used within an annotation");
  }
  expr_opt(n->value);
}

void Collector::annotations(Arguments* args, ExprNode*& returns) {
  if (cx_.library) return;
  bool any = returns != nullptr;
  auto each = [&](auto&& f) {
    for (Arg* a : args->posonlyargs) f(a);
    for (Arg* a : args->args) f(a);
    if (args->vararg != nullptr) f(args->vararg);
    for (Arg* a : args->kwonlyargs) f(a);
    if (args->kwarg != nullptr) f(args->kwarg);
  };
  each([&](Arg* a) { any = any || a->annotation != nullptr; });
  if (!any) return;
  Scope* s = enter(ScopeKind::Annotation, args, Part::Annotations);
  define(cx_.known[KnownNames::Format], kDefParam, args);
  if (!cx_.future_annotations) {
    const char* saved = annotation_context_;
    annotation_context_ = "an annotation";
    each([&](Arg* a) { expr_opt(a->annotation); });
    expr_opt(returns);
    annotation_context_ = saved;
  }
  leave(s);
}

void Collector::arguments(Arguments* args) {
  for (Arg* a : args->posonlyargs) define(a->arg, kDefParam, a);
  for (Arg* a : args->args) define(a->arg, kDefParam, a);
  for (Arg* a : args->kwonlyargs) define(a->arg, kDefParam, a);
  if (args->vararg != nullptr) define(args->vararg->arg, kDefParam, args->vararg);
  if (args->kwarg != nullptr) define(args->kwarg->arg, kDefParam, args->kwarg);
}

void Collector::function(StmtNode* n, Ident id, Arguments* args, Seq<StmtNode*> body, Seq<ExprNode*> decorators, ExprNode*& returns, Seq<TypeParamNode*> params,
                         bool is_async) {
  define(id, kDefLocal, n);
  exprs(args->defaults);
  for (ExprNode*& e : args->kw_defaults) expr_opt(e);
  exprs(decorators);
  Scope* generic = nullptr;
  if (!params.empty()) {
    generic = enter(ScopeKind::TypeParams, n, Part::TypeParams);
    if (!args->defaults.empty()) define(cx_.known[KnownNames::Defaults], kDefParam, n);
    bool kw = false;
    for (ExprNode* e : args->kw_defaults) kw = kw || e != nullptr;
    if (kw) define(cx_.known[KnownNames::KwDefaults], kDefParam, n);
    type_params(params);
  }
  annotations(args, returns);
  Scope* s = enter(ScopeKind::Function, n, Part::Main);
  s->async_function = is_async;
  s->coroutine = is_async;
  const Place saved = place_;
  place_ = Place{};
  arguments(args);
  block(body);
  if (is_async && s->generator && s->return_node != nullptr) cx_.fail_late(s->return_node, "'return' with value in async generator");
  place_ = saved;
  leave(s);
  if (generic != nullptr) leave(generic);
}

void Collector::class_def(ClassDef* n) {
  define(n->name, kDefLocal, n);
  exprs(n->decorator_list);
  Scope* generic = nullptr;
  if (!n->type_params.empty()) {
    generic = enter(ScopeKind::TypeParams, n, Part::TypeParams);
    generic->private_name = cx_.restricted_owner(n->name, n->type_params);
    type_params(n->type_params);
    define(cx_.known[KnownNames::TypeParams], kDefLocal, n);
    define(cx_.known[KnownNames::GenericBase], kDefLocal, n);
  }
  const char* saved_context = annotation_context_;
  if (generic != nullptr) annotation_context_ = "the definition of a generic";
  exprs(n->bases);
  for (u32 i = 0; i < n->keywords.count; ++i) {
    Keyword* k = n->keywords[i];
    for (u32 j = 0; k->arg != nullptr && j < i && i < 500; ++j)
      if (n->keywords[j]->arg == k->arg) cx_.fail_late(k, "keyword argument repeated: " + std::string(k->arg->text()));
    expr(k->value);
  }
  annotation_context_ = saved_context;
  Scope* s = enter(ScopeKind::Class, n, Part::Main);
  s->private_name = n->name;
  if (generic != nullptr) {
    Symbol* tp = define(cx_.known[KnownNames::TypeParams], kUse, n);
    (void)tp;
  }
  const Place saved = place_;
  place_ = Place{};
  annotation_context_ = nullptr;
  block(n->body);
  annotation_context_ = saved_context;
  place_ = saved;
  leave(s);
  if (generic != nullptr) leave(generic);
}

void Collector::type_variable(ExprNode*& e, TypeParamNode* p, Part part, const char* what) {
  Scope* s = enter(ScopeKind::TypeVariable, p, part);
  define(cx_.known[KnownNames::Format], kDefParam, p);
  const char* saved = annotation_context_;
  annotation_context_ = what;
  expr(e);
  annotation_context_ = saved;
  leave(s);
}

void Collector::type_params(Seq<TypeParamNode*> params) {
  bool has_default = false;
  for (TypeParamNode* p : params) {
    const bool with_default = type_param_default(p) != nullptr;
    if (has_default && !with_default)
      return cx_.fail(p, "non-default type parameter '" + std::string(type_param_name(p)->text()) + "' follows default type parameter");
    has_default = with_default;
    switch (p->kind) {
      case NodeKind::TypeVar: {
        auto* n = p->as<TypeVar>();
        define(n->name, kDefTypeParam | kDefLocal, n);
        if (n->bound != nullptr) type_variable(n->bound, n, Part::Bound, n->bound->kind == NodeKind::Tuple ? "a TypeVar constraint" : "a TypeVar bound");
        if (n->default_value != nullptr) type_variable(n->default_value, n, Part::Default, "a TypeVar default");
        break;
      }
      case NodeKind::ParamSpec: {
        auto* n = p->as<ParamSpec>();
        define(n->name, kDefTypeParam | kDefLocal, n);
        if (n->default_value != nullptr) type_variable(n->default_value, n, Part::Default, "a ParamSpec default");
        break;
      }
      default: {
        auto* n = p->as<TypeVarTuple>();
        define(n->name, kDefTypeParam | kDefLocal, n);
        if (n->default_value != nullptr) type_variable(n->default_value, n, Part::Default, "a TypeVarTuple default");
        break;
      }
    }
  }
}

void Collector::type_alias(TypeAlias* n) {
  expr(n->name);
  Scope* generic = nullptr;
  if (!n->type_params.empty()) {
    generic = enter(ScopeKind::TypeParams, n, Part::TypeParams);
    type_params(n->type_params);
  }
  Scope* s = enter(ScopeKind::TypeAlias, n, Part::Main);
  define(cx_.known[KnownNames::Format], kDefParam, n);
  const char* saved = annotation_context_;
  annotation_context_ = "a type alias";
  expr(n->value);
  annotation_context_ = saved;
  leave(s);
  if (generic != nullptr) leave(generic);
}

void Collector::pattern(PatternNode* p) {
  switch (p->kind) {
    case NodeKind::MatchValue: return expr(p->as<MatchValue>()->value);
    case NodeKind::MatchSequence:
      for (PatternNode* q : p->as<MatchSequence>()->patterns) pattern(q);
      return;
    case NodeKind::MatchMapping: {
      auto* n = p->as<MatchMapping>();
      exprs(n->keys);
      for (PatternNode* q : n->patterns) pattern(q);
      if (n->rest != nullptr) define(n->rest, kDefLocal, n);
      return;
    }
    case NodeKind::MatchClass: {
      auto* n = p->as<MatchClass>();
      expr(n->cls);
      for (PatternNode* q : n->patterns) pattern(q);
      for (PatternNode* q : n->kwd_patterns) pattern(q);
      return;
    }
    case NodeKind::MatchStar:
      if (p->as<MatchStar>()->name != nullptr) define(p->as<MatchStar>()->name, kDefLocal, p);
      return;
    case NodeKind::MatchAs: {
      auto* n = p->as<MatchAs>();
      if (n->pattern != nullptr) pattern(n->pattern);
      if (n->name != nullptr) define(n->name, kDefLocal, n);
      return;
    }
    case NodeKind::MatchOr:
      for (PatternNode* q : p->as<MatchOr>()->patterns) pattern(q);
      return;
    default: return;
  }
}

}  // namespace monty::compiler
