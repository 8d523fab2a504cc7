// SPDX-License-Identifier: MIT
#include "compiler/on_demand.h"

#include <algorithm>

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

  // Every name of a target: more than need be (an attribute's object too), never fewer.
  void target(const Node* n) {
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
      default:
        return compound(s, top);
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
#define MONTY_IS_StmtNode(name) case NodeKind::name: return true;
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
  bool plain = false;         // no annotations or type parameters
};

bool annotated(Arguments* a, ExprNode* returns) {
  bool any = returns != nullptr;
  for (auto list : {a->posonlyargs, a->args, a->kwonlyargs})
    for (Arg* arg : list) any = any || arg->annotation != nullptr;
  for (Arg* arg : {a->vararg, a->kwarg}) any = any || (arg != nullptr && arg->annotation != nullptr);
  return any;
}

template <class T>
Parts parts_of_function(T* n) {
  return {n->name, n->decorator_list, n->args, n->type_params.empty() && !annotated(n->args, n->returns)};
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

StmtNode* wrap(Context& cx, StmtNode* s, Ident name) {
  auto* body = static_cast<StmtNode**>(cx.scratch.alloc(3 * sizeof(StmtNode*)));
  auto* names = static_cast<Ident*>(cx.scratch.alloc(sizeof(Ident)));
  names[0] = name;
  auto* global = node<Global>(cx, s);
  global->names = {names, 1};
  auto* value = node<Name>(cx, s);
  value->id = name;
  auto* result = node<Return>(cx, s);
  result->value = value;
  body[0] = global, body[1] = s, body[2] = result;
  auto* f = node<FunctionDef>(cx, s);
  f->name = name;
  f->args = node<Arguments>(cx, s);
  f->body = {body, 3};
  f->flags |= kOnDemand | kThunk;
  return f;
}

}  // namespace

bool makes_itself(const Arguments* a, const std::function<bool(Ident)>& in_module) {
  auto simple = [&](const ExprNode* e) {
    if (e == nullptr) return true;
    auto* name = e->get_if<Name>();
    return name != nullptr ? in_module(name->id) : constant(e);
  };
  return std::all_of(a->defaults.begin(), a->defaults.end(), simple) && std::all_of(a->kw_defaults.begin(), a->kw_defaults.end(), simple);
}

void mark_on_demand(Context& cx, ModNode* root, std::span<const std::string_view> bound) {
  auto* module = root->get_if<Module>();
  if (module == nullptr || looks_at_namespace(module)) return;
  Bindings bindings(cx);
  bindings.block(module->body, true);
  auto defined = [&](Ident id) {
    return std::any_of(module->body.begin(), module->body.end(), [&](StmtNode* s) { return definition(s).name == id; });
  };
  auto assigned = [&](Ident id) { return bindings.any(id) && !defined(id); };
  for (StmtNode*& s : module->body) {
    const Parts p = definition(s);
    if (p.name == nullptr) continue;
    const std::string_view name = p.name->text();
    // The interpreter itself looks for __getattr__ and __dir__.
    bool eligible = bindings.once(p.name) && name != "__getattr__" && name != "__dir__" && std::find(bound.begin(), bound.end(), name) == bound.end();
    for (ExprNode* d : p.decorators) eligible = eligible && !registers(d);
    if (!eligible) continue;
    if (p.plain && p.decorators.empty() && makes_itself(p.args, assigned)) s->flags |= kOnDemand;
    else s = wrap(cx, s, p.name);
  }
}

}  // namespace monty::compiler
