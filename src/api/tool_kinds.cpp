// SPDX-License-Identifier: MIT
#include "api/tool_kinds.h"

#include <algorithm>

#include "base/arena.h"
#include "syntax/parser.h"

namespace monty {

namespace {

using namespace syntax;

constexpr std::string_view kWaiters[] = {"gather", "create_task", "ensure_future", "wait_for", "as_completed", "shield", "run_until_complete"};
constexpr std::string_view kWaitingMethods[] = {"run", "wait", "start_soon"};  // too common as names of plain functions
constexpr std::string_view kAdders[] = {"append", "add", "insert", "extend", "put", "put_nowait", "appendleft", "setdefault"};

template <usize N>
bool listed(const std::string_view (&words)[N], std::string_view word) {
  return std::find(words, words + N, word) != words + N;
}

// The tree's height is bounded (ast.h), so the walks recurse.
class Analysis {
 public:
  explicit Analysis(u32 identifiers) : awaited_(identifiers, false), parameters_(identifiers, nullptr) {}

  void run(Node* root) {
    for (int round = 0; round < 12; round++) {
      changed_ = false;
      visit(root, nullptr);
      if (!changed_) return;
    }
  }
  void collect(Node* node, std::vector<std::string>& out) {
    ast_for_each_child(node, [&](Node* child) { collect(child, out); });
    if (node->kind == NodeKind::Name) {
      Ident id = node->as<Name>()->id;
      if (awaited_[id->index]) {
        awaited_[id->index] = false;
        out.emplace_back(id->text());
      }
    }
  }

 private:
  static std::string_view callee(const Call* call) {
    if (call->func->kind == NodeKind::Name) return call->func->as<Name>()->id->text();
    if (call->func->kind == NodeKind::Attribute) return call->func->as<Attribute>()->attr->text();
    return {};
  }
  bool marked(Ident id) const { return awaited_[id->index]; }
  void mark_name(Ident id) {
    if (!awaited_[id->index]) {
      awaited_[id->index] = true;
      changed_ = true;
    }
  }
  void mark_all(Call* call) {
    for (ExprNode* a : call->args) mark(a);
    for (Keyword* k : call->keywords) mark(k->value);
  }

  // `e` is in an awaited place.
  void mark(ExprNode* e) {
    if (e == nullptr) return;
    switch (e->kind) {
      case NodeKind::Name: mark_name(e->as<Name>()->id); break;
      case NodeKind::Attribute:
        mark_name(e->as<Attribute>()->attr);
        mark(e->as<Attribute>()->value);
        break;
      case NodeKind::Call: {
        auto* call = e->as<Call>();
        std::string_view name = callee(call);
        mark(call->func);
        if (name == "map" || name == "list" || name == "tuple" || name == "set" || name == "filter" || name == "partial" || name == "reversed" ||
            name == "sorted" || name == "chain" || name == "zip") {
          mark_all(call);
        }
        break;
      }
      case NodeKind::Starred: mark(e->as<Starred>()->value); break;
      case NodeKind::Subscript: mark(e->as<Subscript>()->value); break;
      case NodeKind::IfExp:
        mark(e->as<IfExp>()->body);
        mark(e->as<IfExp>()->orelse);
        break;
      case NodeKind::NamedExpr:
        mark(e->as<NamedExpr>()->target);
        mark(e->as<NamedExpr>()->value);
        break;
      case NodeKind::BoolOp:
        for (ExprNode* v : e->as<BoolOp>()->values) mark(v);
        break;
      case NodeKind::BinOp:
        mark(e->as<BinOp>()->left);
        mark(e->as<BinOp>()->right);
        break;
      case NodeKind::List:
        for (ExprNode* v : e->as<List>()->elts) mark(v);
        break;
      case NodeKind::Tuple:
        for (ExprNode* v : e->as<Tuple>()->elts) mark(v);
        break;
      case NodeKind::Set:
        for (ExprNode* v : e->as<Set>()->elts) mark(v);
        break;
      case NodeKind::Dict:
        for (ExprNode* v : e->as<Dict>()->values) mark(v);
        break;
      case NodeKind::ListComp: mark(e->as<ListComp>()->elt); break;
      case NodeKind::SetComp: mark(e->as<SetComp>()->elt); break;
      case NodeKind::GeneratorExp: mark(e->as<GeneratorExp>()->elt); break;
      case NodeKind::DictComp: mark(e->as<DictComp>()->value); break;
      case NodeKind::Lambda: mark(e->as<Lambda>()->body); break;
      default: break;
    }
  }

  bool awaited_target(ExprNode* t) {
    switch (t->kind) {
      case NodeKind::Name: return marked(t->as<Name>()->id);
      case NodeKind::Attribute: return marked(t->as<Attribute>()->attr);
      case NodeKind::Subscript: return awaited_target(t->as<Subscript>()->value);
      case NodeKind::Starred: return awaited_target(t->as<Starred>()->value);
      case NodeKind::Tuple: return std::any_of(t->as<Tuple>()->elts.begin(), t->as<Tuple>()->elts.end(), [&](ExprNode* e) { return awaited_target(e); });
      case NodeKind::List: return std::any_of(t->as<List>()->elts.begin(), t->as<List>()->elts.end(), [&](ExprNode* e) { return awaited_target(e); });
      default: return false;
    }
  }

  // `a, b = f(), g()` pairs one to one; otherwise an awaited part makes the whole value awaited.
  void assign(ExprNode* target, ExprNode* value) {
    if (target->kind == NodeKind::Tuple && value->kind == NodeKind::Tuple && target->as<Tuple>()->elts.size() == value->as<Tuple>()->elts.size()) {
      for (u32 i = 0; i < target->as<Tuple>()->elts.size(); i++) assign(target->as<Tuple>()->elts[i], value->as<Tuple>()->elts[i]);
    } else if (awaited_target(target)) {
      mark(value);
    }
  }

  // `function`: the plain function whose body this is, or null.
  void visit(Node* node, Ident function) {
    switch (node->kind) {
      case NodeKind::Await: mark(node->as<Await>()->value); break;
      case NodeKind::Call: visit_call(node->as<Call>()); break;
      case NodeKind::Assign:
        for (ExprNode* t : node->as<Assign>()->targets) assign(t, node->as<Assign>()->value);
        break;
      case NodeKind::AnnAssign:
        if (node->as<AnnAssign>()->value != nullptr) assign(node->as<AnnAssign>()->target, node->as<AnnAssign>()->value);
        break;
      case NodeKind::AugAssign: assign(node->as<AugAssign>()->target, node->as<AugAssign>()->value); break;
      case NodeKind::NamedExpr: assign(node->as<NamedExpr>()->target, node->as<NamedExpr>()->value); break;
      case NodeKind::For:
        if (awaited_target(node->as<For>()->target)) mark(node->as<For>()->iter);
        break;
      case NodeKind::Comprehension:
        if (awaited_target(node->as<Comprehension>()->target)) mark(node->as<Comprehension>()->iter);
        break;
      case NodeKind::Return:
        if (function != nullptr && marked(function)) mark(node->as<Return>()->value);
        break;
      case NodeKind::FunctionDef: {
        auto* def = node->as<FunctionDef>();
        parameters_[def->name->index] = def->args;
        function = def->name;
        break;
      }
      case NodeKind::AsyncFunctionDef: {
        auto* def = node->as<AsyncFunctionDef>();
        parameters_[def->name->index] = def->args;
        function = nullptr;
        break;
      }
      case NodeKind::Lambda:
      case NodeKind::ClassDef: function = nullptr; break;
      default: break;
    }
    // A long chain of elif is one If in the other: walked in a loop.
    if (node->kind == NodeKind::If) {
      for (auto* n = node->as<If>();;) {
        visit(n->test, function);
        for (StmtNode* s : n->body) visit(s, function);
        if (n->orelse.size() == 1 && n->orelse[0]->kind == NodeKind::If) {
          n = n->orelse[0]->as<If>();
          continue;
        }
        for (StmtNode* s : n->orelse) visit(s, function);
        return;
      }
    }
    ast_for_each_child(node, [&](Node* child) { visit(child, function); });
  }

  void visit_call(Call* call) {
    std::string_view name = callee(call);
    if (listed(kWaiters, name) || (call->func->kind == NodeKind::Attribute && listed(kWaitingMethods, name))) mark_all(call);
    if (listed(kAdders, name) && call->func->kind == NodeKind::Attribute && awaited_target(call->func->as<Attribute>()->value)) mark_all(call);
    if (call->func->kind != NodeKind::Name) return;
    Arguments* params = parameters_[call->func->as<Name>()->id->index];
    if (params == nullptr) return;
    u32 positional = params->posonlyargs.size();
    for (u32 i = 0; i < call->args.size(); i++) {
      Arg* p = i < positional ? params->posonlyargs[i] : i - positional < params->args.size() ? params->args[i - positional] : params->vararg;
      if (p != nullptr && marked(p->arg)) mark(call->args[i]);
    }
    for (Keyword* k : call->keywords) {
      if (k->arg != nullptr && marked(k->arg)) mark(k->value);
    }
  }

  std::vector<char> awaited_;
  std::vector<Arguments*> parameters_;  // of the last function of that name
  bool changed_ = false;
};

}  // namespace

std::vector<std::string> awaited_names(std::string_view source) {
  std::vector<std::string> out;
  Arena arena;
  Meter meter;
  ParseResult parsed = parse(arena, source, Mode::Exec, {}, meter);
  if (!parsed.ok()) return out;
  Analysis analysis(parsed.identifier_count);
  analysis.run(parsed.root);
  analysis.collect(parsed.root, out);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace monty
