// SPDX-License-Identifier: MIT
// The walk that collects scopes (see scope.h). Private to the room.
#pragma once

#include "compiler/scope.h"

namespace monty::compiler {

class Collector {
 public:
  explicit Collector(Context& cx) : cx_(cx) {}
  Scope* run(syntax::ModNode* root);

 private:
  using ExprNode = syntax::ExprNode;
  using StmtNode = syntax::StmtNode;
  using Node = syntax::Node;

  void block(syntax::Seq<StmtNode*> body);
  void stmt(StmtNode* s);
  void expr(ExprNode*& e);
  void exprs(syntax::Seq<ExprNode*> list) {
    for (ExprNode*& e : list) expr(e);
  }
  void expr_opt(ExprNode*& e) {
    if (e != nullptr) expr(e);
  }
  void name(ExprNode*& slot);
  void named_expr(syntax::NamedExpr* n);
  void extend_named_target(Ident id, const Node* where);
  void yield(ExprNode* n, ExprNode*& value, bool from);
  void await(ExprNode* n, ExprNode*& value);
  void comprehension(ExprNode* n, syntax::Seq<syntax::Comprehension*> generators, ExprNode** elt, ExprNode** value, bool genexp);
  void lambda(syntax::Lambda* n);
  void function(StmtNode* n, Ident id, syntax::Arguments* args, syntax::Seq<StmtNode*> body, syntax::Seq<ExprNode*> decorators, ExprNode*& returns,
                syntax::Seq<syntax::TypeParamNode*> type_params, bool is_async);
  void class_def(syntax::ClassDef* n);
  void type_alias(syntax::TypeAlias* n);
  void arguments(syntax::Arguments* args);
  void annotations(syntax::Arguments* args, ExprNode*& returns);
  void type_params(syntax::Seq<syntax::TypeParamNode*> params);
  void type_variable(ExprNode*& e, syntax::TypeParamNode* p, Part part, const char* what);
  void ann_assign(syntax::AnnAssign* n);
  void global(const Node* n, syntax::Seq<Ident> names, bool nonlocal);
  void pattern(syntax::PatternNode* p);
  void imported(const Node* n, syntax::Seq<syntax::Alias*> names, bool star_allowed);
  void forbidden_in_annotation(const Node* n, const char* what);
  void loop_body(syntax::Seq<StmtNode*> body, syntax::Seq<StmtNode*> orelse);
  void async_statement(const Node* n, const char* what);

  void warn_identity(const syntax::Compare* n);
  void warn_call(const syntax::Call* n);
  void warn_subscript(const syntax::Subscript* n);
  void warn_assert(const syntax::Assert* n);
  void warn_leaving_finally(const StmtNode* n, const char* keyword);

  Symbol* define(Ident id, u32 flags, const Node* where) { return define_in(scope_, id, flags, where); }
  Symbol* define_in(Scope* s, Ident id, u32 flags, const Node* where);
  Scope* enter(ScopeKind kind, const Node* node, Part part);
  void leave(Scope* s) { scope_ = s->parent; }
  Scope* owner() const {
    Scope* s = scope_;
    while (s->inlined()) s = s->parent;
    return s;
  }

  // Where statements stand; saved and reset at each function and class.
  struct Place {
    u32 loops = 0;
    u32 star_blocks = 0;    // except* bodies around
    u32 loops_in_star = 0;  // loops inside the innermost of them
    bool in_finally = false;
    u32 loops_in_finally = 0;  // loops inside the innermost `finally` block
  };

  Context& cx_;
  Scope* scope_ = nullptr;
  Scope* top_ = nullptr;
  Place place_;
  u32 comp_iterable_ = 0;
  bool comp_target_ = false;
  const char* annotation_context_ = nullptr;
  bool docstring_allowed_ = false;
};

}  // namespace monty::compiler
