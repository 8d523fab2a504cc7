// SPDX-License-Identifier: MIT
// Collecting scopes: what CPython warns of while it compiles (SyntaxWarning).
#include "compiler/collect.h"

namespace monty::compiler {

using namespace syntax;

namespace {

// The name of the type that a display or literal makes; null: it cannot be told.
const char* made_type(const ExprNode* e) {
  switch (e->kind) {
    case NodeKind::Tuple: return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp: return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp: return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp: return "set";
    case NodeKind::GeneratorExp: return "generator";
    case NodeKind::Lambda: return "function";
    case NodeKind::TemplateStr: return "string.templatelib.Template";
    case NodeKind::Interpolation: return "string.templatelib.Interpolation";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "str";
    case NodeKind::Constant: break;
    default: return nullptr;
  }
  switch (e->as<Constant>()->value.kind) {
    case ConstKind::None: return "NoneType";
    case ConstKind::True:
    case ConstKind::False: return "bool";
    case ConstKind::Ellipsis: return "ellipsis";
    case ConstKind::Int: return "int";
    case ConstKind::Float: return "float";
    case ConstKind::Complex: return "complex";
    case ConstKind::Str: return "str";
    case ConstKind::Bytes: return "bytes";
  }
  return nullptr;
}

bool is_integer(const ExprNode* e) {
  const ConstKind kind = e->as<Constant>()->value.kind;
  return kind == ConstKind::Int || kind == ConstKind::True || kind == ConstKind::False;
}

// The type of an operand that `is` should not be given: a constant that is no singleton.
const char* literal_type(const ExprNode* e) {
  if (e->is<Tuple>()) {
    for (const ExprNode* item : e->as<Tuple>()->elts)
      if (!item->is<Constant>() && literal_type(item) == nullptr) return nullptr;
    return "tuple";
  }
  if (!e->is<Constant>()) return nullptr;
  const ConstKind kind = e->as<Constant>()->value.kind;
  const bool singleton = kind == ConstKind::None || kind == ConstKind::True || kind == ConstKind::False || kind == ConstKind::Ellipsis;
  return singleton ? nullptr : made_type(e);
}

}  // namespace

void Collector::warn_identity(const Compare* n) {
  const ExprNode* left = n->left;
  for (u32 i = 0; i < n->ops.count; ++i) {
    const ExprNode* right = n->comparators[i];
    const bool is = n->ops[i] == CmpOpKind::Is;
    if (is || n->ops[i] == CmpOpKind::IsNot) {
      const char* type = literal_type(left);
      if (type == nullptr) type = literal_type(right);
      if (type != nullptr)
        return cx_.warn(n, std::string(is ? "\"is\"" : "\"is not\"") + " with '" + type + "' literal. Did you mean \"" + (is ? "==" : "!=") + "\"?");
    }
    left = right;
  }
}

void Collector::warn_call(const Call* n) {
  const ExprNode* f = n->func;
  const char* type = f->is<Lambda>() ? nullptr : made_type(f);
  if (type != nullptr) cx_.warn(f, "'" + std::string(type) + "' object is not callable; perhaps you missed a comma?");
}

void Collector::warn_subscript(const Subscript* n) {
  const ExprNode* v = n->value;
  const char* type = made_type(v);
  if (type == nullptr) return;
  switch (v->kind) {
    case NodeKind::Dict:
    case NodeKind::DictComp: return;
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: break;
    default:
      if (v->is<Constant>() && (v->as<Constant>()->value.kind == ConstKind::Str || v->as<Constant>()->value.kind == ConstKind::Bytes)) break;
      return cx_.warn(n, "'" + std::string(type) + "' object is not subscriptable; perhaps you missed a comma?");
  }
  const char* index = made_type(n->slice);
  if (index == nullptr || (n->slice->is<Constant>() && is_integer(n->slice))) return;
  cx_.warn(n, std::string(type) + " indices must be integers or slices, not " + index + "; perhaps you missed a comma?");
}

void Collector::warn_assert(const Assert* n) {
  if (n->test->is<Tuple>() && n->test->as<Tuple>()->elts.count != 0) cx_.warn(n, "assertion is always true, perhaps remove parentheses?");
}

// A jump that leaves a `finally` block throws away the exception on its way.
void Collector::warn_leaving_finally(const StmtNode* n, const char* keyword) {
  const bool leaves = place_.in_finally && (n->is<Return>() || place_.loops_in_finally == 0);
  if (leaves) cx_.warn(n, std::string("'") + keyword + "' in a 'finally' block");
}

}  // namespace monty::compiler
