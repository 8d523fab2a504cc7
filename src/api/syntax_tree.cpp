// SPDX-License-Identifier: MIT
// The syntax tree of a text as tuples, for the library module `ast`: one tuple for a node, which holds its name, its four
// positions, and its fields in the order of ast_nodes.def. Sequences are lists, names and operators are strings.
#include "api/engine.h"
#include "object/object.h"
#include "object/type.h"
#include "syntax/parser.h"

namespace monty {

namespace {

using namespace syntax;

std::string_view name_of(OperatorKind k) { return operator_name(k); }
std::string_view name_of(CmpOpKind k) { return cmp_op_name(k); }
std::string_view name_of(BoolOpKind k) { return k == BoolOpKind::And ? "And" : "Or"; }
std::string_view name_of(ExprContext k) { return k == ExprContext::Load ? "Load" : k == ExprContext::Store ? "Store" : "Del"; }
std::string_view name_of(UnaryOpKind k) {
  static constexpr std::string_view kNames[] = {"Invert", "Not", "UAdd", "USub"};
  return kNames[static_cast<usize>(k)];
}

// Whatever it makes is rooted until the native returns. The tree is shallow (see ast.h), so it recurses.
class TreeBuilder {
 public:
  explicit TreeBuilder(Vm& vm) : vm_(vm) {}

  Value node(const Node* n);

 private:
  static constexpr u32 kRow = 16;  // a name, four positions, at most seven fields

  Value text(std::string_view s) {
    Str* made = str_from_utf8(vm_, s);
    return made == nullptr ? Value::error() : Value::cell(made);
  }
  Value ident(Ident i) { return i == nullptr ? Value::none() : text(i->text()); }
  Value optional_text(std::string_view s) { return s.data() == nullptr ? Value::none() : text(s); }
  Value constant(const ConstValue& v);

  template <class T, class Make>
  Value list(const Seq<T>& items, Make make) {
    monty::List* out = list_new(vm_, items.size());
    MONTY_TRY(out);
    for (const T& item : items) {
      Value v = make(item);
      if (v.is_error() || !list_append(vm_, out, v)) return Value::error();
    }
    return Value::cell(out);
  }
  template <class T>
  Value nodes(const Seq<T*>& items) {
    return list(items, [this](const Node* n) { return node(n); });
  }

  Vm& vm_;
};

Value TreeBuilder::constant(const ConstValue& v) {
  switch (v.kind) {
    case ConstKind::None: return Value::none();
    case ConstKind::True: return Value::boolean(true);
    case ConstKind::False: return Value::boolean(false);
    case ConstKind::Ellipsis: return Value::ellipsis();
    case ConstKind::Int: return int_from_text(vm_, v.text, v.base);
    case ConstKind::Float: return float_new(vm_, v.number);
    case ConstKind::Complex: return complex_new(vm_, 0, v.number);
    case ConstKind::Str: return text(v.text);
    case ConstKind::Bytes: {
      Bytes* b = bytes_new(vm_, v.text.data(), v.text.size());
      return b == nullptr ? Value::error() : Value::cell(b);
    }
  }
  return Value::none();
}

Value TreeBuilder::node(const Node* any) {
  if (any == nullptr) return Value::none();
  if (!vm_.meter.tick(8)) return raise_stopped(vm_);
  Value row[kRow];
  u32 count = 0;
  row[count++] = text(node_kind_name(any->kind));
  for (u32 position : {any->lineno, any->col_offset, any->end_lineno, any->end_col_offset}) row[count++] = Value::small_int(position);
  switch (any->kind) {
#define CHILD(T, f) row[count++] = node(n->f);
#define CHILD_OPT(T, f) row[count++] = node(n->f);
#define LIST(T, f) row[count++] = nodes(n->f);
#define LIST_OPT(T, f) row[count++] = nodes(n->f);
#define IDENT(f) row[count++] = ident(n->f);
#define IDENT_OPT(f) row[count++] = ident(n->f);
#define IDENTS(f) row[count++] = list(n->f, [this](Ident i) { return ident(i); });
#define INT(f) row[count++] = Value::small_int(n->f);
#define ENUM(T, f) row[count++] = text(name_of(n->f));
#define ENUMS(T, f) row[count++] = list(n->f, [this](T k) { return text(name_of(k)); });
#define CONST(f) row[count++] = constant(n->f);
#define TEXT(f) row[count++] = text(n->f);
#define TEXT_OPT(f) row[count++] = optional_text(n->f);
#define MONTY_AST_NODE(group, name, py_name, ...)       \
  case NodeKind::name: {                                \
    [[maybe_unused]] auto* n = any->as<syntax::name>(); \
    __VA_ARGS__                                         \
    break;                                              \
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
  for (u32 i = 0; i < count; i++) {
    if (row[i].is_error()) return row[i];
  }
  monty::Tuple* out = tuple_from(vm_, row, count);
  return out == nullptr ? Value::error() : Value::cell(out);
}

bool take(void* context, i64 bytes) {
  Heap& heap = static_cast<Vm*>(context)->heap;
  if (bytes >= 0) return heap.charge(static_cast<usize>(bytes));
  heap.discharge(static_cast<usize>(-bytes));
  return true;
}

}  // namespace

Value syntax_tree_in(Vm& vm, std::string_view source, std::string_view filename, int mode) {
  Arena arena(take, &vm);
  ParseOptions options;
  options.max_int_digits = static_cast<u32>(vm.int_max_str_digits);
  ParseResult parsed = parse(arena, source, mode == 1 ? syntax::Mode::Eval : mode == 2 ? syntax::Mode::Single : syntax::Mode::Exec, options, vm.meter);
  switch (parsed.status) {
    case ParseResult::Status::Ok: return TreeBuilder(vm).node(parsed.root);
    case ParseResult::Status::Interrupted: return raise_stopped(vm);
    case ParseResult::Status::OutOfMemory: return raise_memory_error(vm);
    case ParseResult::Status::Error: break;
  }
  return raise_syntax_error(vm, parsed.error, filename);
}

}  // namespace monty
