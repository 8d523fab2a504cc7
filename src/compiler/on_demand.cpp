// SPDX-License-Identifier: MIT
#include "compiler/on_demand.h"

#include <algorithm>
#include <vector>

namespace monty::compiler {

using namespace syntax;

namespace {

constexpr u8 kMany = 2;

// How often each name is bound at the top of the module.
class Bindings {
 public:
  explicit Bindings(Context& cx) : count_(static_cast<u8*>(cx.scratch.alloc(cx.identifier_count))) {
    for (u32 i = 0; i < cx.identifier_count; ++i) count_[i] = 0;
  }
  bool once(Ident id) const { return count_[id->index] == 1; }
  bool any(Ident id) const { return count_[id->index] != 0; }

  void block(Seq<StmtNode*> body, bool top) {
    for (StmtNode* s : body) stmt(s, top);
  }

 private:
  void add(Ident id, u8 n = 1) {
    if (id != nullptr && count_[id->index] < kMany) count_[id->index] = static_cast<u8>(count_[id->index] + n);
  }

  void target(const Node* n) {
    if (n->kind == NodeKind::Attribute || n->kind == NodeKind::Subscript) return;
    if (n->kind == NodeKind::Name) add(n->as<Name>()->id);
    ast_for_each_child(n, [&](Node* child) { target(child); });
  }

  // Not at the top: only `global` statements matter.
  void stmt(StmtNode* s, bool top) {
    switch (s->kind) {
      case NodeKind::FunctionDef:
        if (top) add(s->as<FunctionDef>()->name);
        return block(s->as<FunctionDef>()->body, false);
      case NodeKind::AsyncFunctionDef:
        if (top) add(s->as<AsyncFunctionDef>()->name);
        return block(s->as<AsyncFunctionDef>()->body, false);
      case NodeKind::ClassDef:
        if (top) add(s->as<ClassDef>()->name);
        return block(s->as<ClassDef>()->body, false);
      case NodeKind::Global:
        for (Ident id : s->as<Global>()->names) add(id, kMany);
        return;
      case NodeKind::Import:
        if (top)
          for (Alias* a : s->as<Import>()->names) add(a->asname != nullptr ? a->asname : a->name);
        return;
      case NodeKind::ImportFrom:
        if (top)
          for (Alias* a : s->as<ImportFrom>()->names) add(a->asname != nullptr ? a->asname : a->name);
        return;
      case NodeKind::Assign:
        if (top)
          for (ExprNode* t : s->as<Assign>()->targets) target(t);
        return;
      case NodeKind::AugAssign:
        if (top) target(s->as<AugAssign>()->target);
        return;
      case NodeKind::AnnAssign:
        if (top) target(s->as<AnnAssign>()->target);
        return;
      case NodeKind::Delete:
        if (top)
          for (ExprNode* t : s->as<Delete>()->targets) target(t);
        return;
      default: return compound(s, top);
    }
  }

  void compound(StmtNode* s, bool top) {
    if (auto* loop = s->get_if<For>(); loop != nullptr && top) target(loop->target);
    ast_for_each_child(s, [&](Node* child) {
      if (is_statement(child)) return stmt(static_cast<StmtNode*>(child), top);
      if (auto* handler = child->get_if<ExceptHandler>()) {
        if (top) add(handler->name, kMany);
        block(handler->body, top);
      } else if (auto* item = child->get_if<WithItem>(); item != nullptr && top && item->optional_vars != nullptr) {
        target(item->optional_vars);
      } else if (auto* arm = child->get_if<MatchCase>()) {
        block(arm->body, top);
      }
    });
  }

  static bool is_statement(const Node* n) {
    switch (n->kind) {
#define MONTY_IS_StmtNode(name) \
  case NodeKind::name: return true;
#define MONTY_IS_ModNode(name)
#define MONTY_IS_ExprNode(name)
#define MONTY_IS_PatternNode(name)
#define MONTY_IS_TypeParamNode(name)
#define MONTY_IS_Node(name)
#define MONTY_AST_NODE(group, name, py_name, ...) MONTY_IS_##group(name)
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
#undef MONTY_IS_StmtNode
#undef MONTY_IS_ModNode
#undef MONTY_IS_ExprNode
#undef MONTY_IS_PatternNode
#undef MONTY_IS_TypeParamNode
#undef MONTY_IS_Node
      default: return false;
    }
  }

  u8* count_;
};

bool registers(const ExprNode* decorator) {
  if (auto* call = decorator->get_if<Call>()) decorator = call->func;
  auto* a = decorator->get_if<Attribute>();
  return a != nullptr && a->attr->text() == "register";
}

struct Parts {
  Ident name = nullptr;
  Seq<ExprNode*> decorators{};
  Arguments* args = nullptr;  // of a function
  bool plain = false;         // no type parameters
};

template <class T>
Parts parts_of_function(T* n) {
  return {n->name, n->decorator_list, n->args, n->type_params.empty()};
}

// Without a name: not a definition.
Parts definition(StmtNode* s) {
  if (s->kind == NodeKind::FunctionDef) return parts_of_function(s->as<FunctionDef>());
  if (s->kind == NodeKind::AsyncFunctionDef) return parts_of_function(s->as<AsyncFunctionDef>());
  if (s->kind == NodeKind::ClassDef) return {s->as<ClassDef>()->name, s->as<ClassDef>()->decorator_list};
  return {};
}

// What is a constant, or will be one when constants are folded.
bool constant(const ExprNode* e) {
  if (auto* t = e->get_if<Tuple>()) {
    bool all = true;
    for (ExprNode* item : t->elts) all = all && constant(item);
    return all;
  }
  if (auto* minus = e->get_if<UnaryOp>()) e = minus->operand;
  return e->kind == NodeKind::Constant;
}

// Does the module's own code look at its namespace as a whole?
bool looks_at_namespace(const Node* n) {
  if (n->kind == NodeKind::FunctionDef || n->kind == NodeKind::AsyncFunctionDef || n->kind == NodeKind::ClassDef) return false;
  if (auto* call = n->get_if<Call>(); call != nullptr && call->func->kind == NodeKind::Name) {
    const std::string_view name = call->func->as<Name>()->id->text();
    if (name == "globals" || name == "locals" || name == "vars" || name == "dir") return true;
  }
  bool looks = false;
  ast_for_each_child(n, [&](const Node* child) { looks = looks || looks_at_namespace(child); });
  return looks;
}

template <class T>
T* node(Context& cx, const StmtNode* where) {
  T* n = cx.scratch.make<T>();
  n->lineno = where->lineno, n->end_lineno = where->end_lineno;
  n->col_offset = where->col_offset, n->end_col_offset = where->end_col_offset;
  return n;
}

// def NAME(): global NAME; <statements>; return NAME
StmtNode* wrap(Context& cx, Ident name, StmtNode* s, const std::vector<StmtNode*>& after = {}) {
  const u32 count = static_cast<u32>(after.size()) + 3;
  auto* body = static_cast<StmtNode**>(cx.scratch.alloc(count * sizeof(StmtNode*)));
  auto* names = static_cast<Ident*>(cx.scratch.alloc(sizeof(Ident)));
  names[0] = name;
  auto* global = node<Global>(cx, s);
  global->names = {names, 1};
  auto* value = node<Name>(cx, s);
  value->id = name;
  auto* result = node<Return>(cx, s);
  result->value = value;
  body[0] = global, body[1] = s, body[count - 1] = result;
  std::copy(after.begin(), after.end(), body + 2);
  auto* f = node<FunctionDef>(cx, s);
  f->name = name;
  f->args = node<Arguments>(cx, s);
  f->body = {body, count};
  f->flags |= kOnDemand | kThunk;
  return f;
}

// The statements of a module in their new form.
class Rewriter {
 public:
  Rewriter(Context& cx, Module* module, std::span<const std::string_view> bound, bool only_definitions)
      : cx_(cx),
        module_(module),
        bound_(bound),
        only_definitions_(only_definitions),
        bindings_(cx),
        on_demand_(cx.identifier_count),
        attached_(cx.identifier_count),
        loaded_(cx.identifier_count) {
    bindings_.block(module->body, true);
  }

  void run() {
    for (StmtNode* s : module_->body) choose(s);
    for (StmtNode* s : module_->body) attach(s);
    for (StmtNode* s : module_->body) rewrite(s);
    auto* items = static_cast<StmtNode**>(cx_.scratch.alloc((made_.size() + 1) * sizeof(StmtNode*)));
    std::copy(made_.begin(), made_.end(), items);
    module_->body = {items, static_cast<u32>(made_.size())};
  }

 private:
  // The interpreter itself looks for __getattr__ and __dir__.
  bool eligible(Ident id) const {
    const std::string_view name = id->text();
    return bindings_.once(id) && name != "__getattr__" && name != "__dir__" && name != "__all__" &&
           std::find(bound_.begin(), bound_.end(), name) == bound_.end();
  }
  bool on_demand(Ident id) const { return on_demand_[id->index]; }

  bool mentions(const Node* n) const {
    if (n->kind == NodeKind::Name) return on_demand(n->as<Name>()->id);
    bool any = false;
    ast_for_each_child(n, [&](const Node* child) { any = any || mentions(child); });
    return any;
  }

  static Ident bound_name(const Alias* a) { return a->asname != nullptr ? a->asname : a->name; }
  bool eligible(const Alias* a) const {
    const std::string_view name = bound_name(a)->text();
    return name != "*" && name.find('.') == std::string_view::npos && eligible(bound_name(a));
  }
  static Seq<Alias*>* imported(StmtNode* s) {
    if (auto* n = s->get_if<Import>()) return &n->names;
    auto* from = s->get_if<ImportFrom>();
    const bool plain = from != nullptr && from->level == 0 && from->module != nullptr && from->module->text() != "__future__";
    return plain ? &from->names : nullptr;
  }
  // Not worth making before it is asked for.
  static bool is_frozenset(const ExprNode* e) {
    auto* call = e->get_if<Call>();
    auto* name = call == nullptr ? nullptr : call->func->get_if<Name>();
    return name != nullptr && name->id->text() == "frozenset";
  }
  static Ident single_target(StmtNode* s) {
    auto* n = s->get_if<Assign>();
    auto* name = n != nullptr && n->targets.count == 1 ? n->targets[0]->get_if<Name>() : nullptr;
    return name == nullptr ? nullptr : name->id;
  }

  void choose(StmtNode* s) {
    if (const Parts p = definition(s); p.name != nullptr) {
      on_demand_[p.name->index] = eligible(p.name) && std::none_of(p.decorators.begin(), p.decorators.end(), registers);
    } else if (only_definitions_) {
      return;
    } else if (const Seq<Alias*>* names = imported(s)) {
      for (Alias* a : *names)
        if (eligible(a)) on_demand_[bound_name(a)->index] = true;
    } else if (Ident id = single_target(s); id != nullptr && eligible(id) && (mentions(s->as<Assign>()->value) || is_frozenset(s->as<Assign>()->value))) {
      on_demand_[id->index] = true;
    }
  }

  // `C.x = ...` goes with the definition of C.
  Ident owner(StmtNode* s) const {
    auto* n = s->get_if<Assign>();
    auto* target = n != nullptr && n->targets.count == 1 ? n->targets[0]->get_if<Attribute>() : nullptr;
    auto* name = target == nullptr ? nullptr : target->value->get_if<Name>();
    return name != nullptr && on_demand(name->id) ? name->id : nullptr;
  }
  void attach(StmtNode* s) {
    if (Ident id = owner(s); id != nullptr && !loaded_[id->index] && !barrier_)
      attached_[id->index].push_back(s);
    else if (stays(s))
      s->kind == NodeKind::Assign ? mark_loaded(s) : void(barrier_ = true);
  }
  // A statement that stays makes what it mentions (a loop or call may make anything): what follows about that stays
  // too, and keeps its order.
  bool stays(StmtNode* s) const {
    const Parts p = definition(s);
    const Ident id = p.name != nullptr ? p.name : single_target(s);
    const bool text = s->kind == NodeKind::Expr && s->as<Expr>()->value->kind == NodeKind::Constant;
    const bool future = s->kind == NodeKind::ImportFrom;
    return !text && !future && imported(s) == nullptr && (id == nullptr || !on_demand(id));
  }
  void mark_loaded(const Node* n) {
    if (n->kind == NodeKind::Name) loaded_[n->as<Name>()->id->index] = true;
    ast_for_each_child(n, [&](const Node* child) { mark_loaded(child); });
  }
  bool attached(StmtNode* s) const {
    const Ident id = owner(s);
    if (id == nullptr) return false;
    const auto& with = attached_[id->index];
    return std::find(with.begin(), with.end(), s) != with.end();
  }

  bool assigned(Ident id) const { return bindings_.any(id) && !on_demand(id); }

  void rewrite(StmtNode* s) {
    if (attached(s)) return;
    if (const Parts p = definition(s); p.name != nullptr && on_demand(p.name)) {
      const auto& after = attached_[p.name->index];
      const bool plain = p.plain && p.decorators.empty() && after.empty() && makes_itself(p.args, [&](Ident id) { return assigned(id); });
      if (plain) s->flags |= kOnDemand;
      made_.push_back(plain ? s : wrap(cx_, p.name, s, after));
    } else if (Seq<Alias*>* names = imported(s)) {
      rewrite_import(s, *names);
    } else if (Ident id = single_target(s); id != nullptr && on_demand(id)) {
      made_.push_back(wrap(cx_, id, s, attached_[id->index]));
    } else {
      made_.push_back(s);
    }
  }

  void rewrite_import(StmtNode* s, Seq<Alias*>& names) {
    u32 kept = 0;
    for (Alias* a : names) {
      if (!on_demand(bound_name(a))) {
        names[kept++] = a;
        continue;
      }
      auto* one = static_cast<Alias**>(cx_.scratch.alloc(sizeof(Alias*)));
      *one = a;
      StmtNode* import;
      if (auto* from = s->get_if<ImportFrom>()) {
        auto* n = node<ImportFrom>(cx_, s);
        n->module = from->module;
        n->names = {one, 1};
        import = n;
      } else {
        auto* n = node<Import>(cx_, s);
        n->names = {one, 1};
        import = n;
      }
      made_.push_back(wrap(cx_, bound_name(a), import, attached_[bound_name(a)->index]));
    }
    names.count = kept;
    if (kept != 0) made_.push_back(s);
  }

  Context& cx_;
  Module* module_;
  std::span<const std::string_view> bound_;
  bool only_definitions_;
  Bindings bindings_;
  std::vector<bool> on_demand_;                   // by identifier
  std::vector<std::vector<StmtNode*>> attached_;  // by identifier
  std::vector<bool> loaded_;                      // by identifier: made by a statement that stays
  bool barrier_ = false;
  std::vector<StmtNode*> made_;
};

}  // namespace

bool makes_itself(const Arguments* a, const std::function<bool(Ident)>& in_module) {
  auto simple = [&](const ExprNode* e) {
    if (e == nullptr) return true;
    auto* name = e->get_if<Name>();
    return name != nullptr ? in_module(name->id) : constant(e);
  };
  return std::all_of(a->defaults.begin(), a->defaults.end(), simple) && std::all_of(a->kw_defaults.begin(), a->kw_defaults.end(), simple);
}

void mark_on_demand(Context& cx, ModNode* root, std::span<const std::string_view> bound, bool only_definitions) {
  auto* module = root->get_if<Module>();
  if (module != nullptr && !looks_at_namespace(module)) Rewriter(cx, module, bound, only_definitions).run();
}

}  // namespace monty::compiler
