// SPDX-License-Identifier: MIT
// The syntax tree: plain structs made from the table in ast_nodes.def, allocated in an Arena, never destroyed one by
// one. Node and field names are CPython 3.14's (`ast` module), so its documentation is this tree's documentation.
//
// Invariants: the tree is finite, owned by the arena it was parsed into, and shallow, so a walker may recurse: the
// `height` (longest way down) of an expression or pattern is at most kMaxHeight, blocks nest at most 100 deep, and a
// chain of `elif` (each an If alone in the orelse of the If before it, as in CPython) has at most kMaxElifs links.
// Positions are CPython's: lines from 1, columns from 0 in UTF-8 bytes.
//
// Use:  for (StmtNode* s : module->body) switch (s->kind) { case NodeKind::If: { auto* n = s->as<If>(); ... } }
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "base/types.h"

namespace monty::syntax {

// A name as it appears in the program, NFKC-normalised UTF-8. One object per distinct text in one parse: compare
// pointers. `index` is dense (0 .. ParseResult::identifier_count - 1), so a table by identifier can be an array.
struct Identifier {
  const char* data;
  u32 size;
  u32 index;
  u32 hash;
  std::string_view text() const { return {data, size}; }
};
using Ident = const Identifier*;

// A fixed sequence in the arena.
template <class T>
struct Seq {
  T* items = nullptr;
  u32 count = 0;

  u32 size() const { return count; }
  bool empty() const { return count == 0; }
  T& operator[](usize i) const { return items[i]; }
  T* begin() const { return items; }
  T* end() const { return items + count; }
  T& front() const { return items[0]; }
  T& back() const { return items[count - 1]; }
};

enum class NodeKind : u8 {
#define MONTY_AST_NODE(group, name, py_name, ...) name,
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
};

enum class BoolOpKind : u8 { And, Or };
enum class OperatorKind : u8 { Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv };
enum class UnaryOpKind : u8 { Invert, Not, UAdd, USub };
enum class CmpOpKind : u8 { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };
enum class ExprContext : u8 { Load, Store, Del };

enum class ConstKind : u8 { None, True, False, Ellipsis, Int, Float, Complex, Str, Bytes };

// The value of a literal.
struct ConstValue {
  ConstKind kind = ConstKind::None;
  u8 base = 10;             // Int: base of the digits in `text`: 2, 8, 10 or 16
  bool fits = false;        // Int: the value is in `integer` (text is set all the same)
  bool ascii = false;       // Str: every code point is below 128
  u64 integer = 0;          // Int, when it fits
  double number = 0;        // Float; the imaginary part of Complex
  std::string_view text{};  // Int: digits only (no prefix, no underscores); Str: WTF-8 (lone surrogates as three
                            // bytes); Bytes: the bytes
};

inline constexpr u32 kMaxHeight = 1000;
inline constexpr u32 kMaxElifs = 1000;

struct Node {
  NodeKind kind;
  u8 flags = 0;  // private to the parser: see kParenthesised
  u16 height = 0;
  u32 lineno = 0, col_offset = 0, end_lineno = 0, end_col_offset = 0;

  template <class T>
  bool is() const {
    return kind == T::kKind;
  }
  // The node as a T; the caller has looked at `kind`.
  template <class T>
  T* as() {
    return static_cast<T*>(this);
  }
  template <class T>
  const T* as() const {
    return static_cast<const T*>(this);
  }
  // The node as a T, or null.
  template <class T>
  T* get_if() {
    return kind == T::kKind ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  const T* get_if() const {
    return kind == T::kKind ? static_cast<const T*>(this) : nullptr;
  }
};

inline constexpr u8 kParenthesised = 1;  // Node::flags: written in parentheses of its own
inline constexpr u8 kOnDemand = 2;       // of a FunctionDef, by the compiler: see compiler/on_demand.h
inline constexpr u8 kThunk = 4;          // a kOnDemand function that makes the definition

struct ModNode : Node {};
struct StmtNode : Node {};
struct ExprNode : Node {};
struct PatternNode : Node {};
struct TypeParamNode : Node {};

#define MONTY_AST_NODE(group, name, py_name, ...) struct name;
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE

#define CHILD(T, f) T* f = nullptr;
#define CHILD_OPT(T, f) T* f = nullptr;
#define LIST(T, f) Seq<T*> f{};
#define LIST_OPT(T, f) Seq<T*> f{};
#define IDENT(f) Ident f = nullptr;
#define IDENT_OPT(f) Ident f = nullptr;
#define IDENTS(f) Seq<Ident> f{};
#define INT(f) i32 f = 0;
#define ENUM(T, f) T f{};
#define ENUMS(T, f) Seq<T> f{};
#define CONST(f) ConstValue f{};
#define TEXT(f) std::string_view f{};
#define TEXT_OPT(f) std::string_view f{};
#define MONTY_AST_NODE(group, name, py_name, ...)     \
  struct name : group {                               \
    static constexpr NodeKind kKind = NodeKind::name; \
    name() { kind = NodeKind::name; }                 \
    __VA_ARGS__                                       \
  };
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
#undef CHILD
#undef CHILD_OPT
#undef LIST
#undef LIST_OPT
#undef IDENT
#undef IDENT_OPT
#undef IDENTS
#undef INT
#undef ENUM
#undef ENUMS
#undef CONST
#undef TEXT
#undef TEXT_OPT

// The node's name as `ast` spells it ("FunctionDef", "arguments" ...).
std::string_view node_kind_name(NodeKind kind);
std::string_view operator_name(OperatorKind op);  // "Add"; the symbol: operator_symbol
std::string_view operator_symbol(OperatorKind op);
std::string_view cmp_op_name(CmpOpKind op);

// Calls f(Node*) for each child node that is not null, in field order.
template <class F>
void ast_for_each_child(const Node* node, F&& f) {
  switch (node->kind) {
#define CHILD(T, field) f(static_cast<Node*>(n->field));
#define CHILD_OPT(T, field) \
  if (n->field != nullptr) f(static_cast<Node*>(n->field));
#define LIST(T, field) \
  for (T * item : n->field) f(static_cast<Node*>(item));
#define LIST_OPT(T, field)  \
  for (T * item : n->field) \
    if (item != nullptr) f(static_cast<Node*>(item));
#define IDENT(field)
#define IDENT_OPT(field)
#define IDENTS(field)
#define INT(field)
#define ENUM(T, field)
#define ENUMS(T, field)
#define CONST(field)
#define TEXT(field)
#define TEXT_OPT(field)
#define MONTY_AST_NODE(group, name, py_name, ...)              \
  case NodeKind::name: {                                       \
    [[maybe_unused]] auto* n = static_cast<const name*>(node); \
    __VA_ARGS__                                                \
    break;                                                     \
  }
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
#undef CHILD
#undef CHILD_OPT
#undef LIST
#undef LIST_OPT
#undef IDENT
#undef IDENT_OPT
#undef IDENTS
#undef INT
#undef ENUM
#undef ENUMS
#undef CONST
#undef TEXT
#undef TEXT_OPT
  }
}

// Calls f(static_cast<T*>(node)) with the node's own type: ast_visit(s, [](auto* n) { ... }).
template <class F>
decltype(auto) ast_visit(Node* node, F&& f) {
  switch (node->kind) {
#define MONTY_AST_NODE(group, name, py_name, ...) \
  case NodeKind::name: return f(static_cast<name*>(node));
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
  }
  __builtin_unreachable();
}

// Appends what CPython's ast.dump(tree, include_attributes=...) prints.
void ast_dump(const Node* node, bool include_attributes, std::string& out);

}  // namespace monty::syntax
