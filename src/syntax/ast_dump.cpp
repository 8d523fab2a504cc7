// SPDX-License-Identifier: MIT
// The tree as text, as CPython's ast.dump prints it; for tests and the oracle.
#include <charconv>
#include <cmath>
#include <cstdio>

#include "syntax/ast.h"
#include "syntax/unicode_ident.h"

namespace monty::syntax {

std::string_view node_kind_name(NodeKind kind) {
  switch (kind) {
#define MONTY_AST_NODE(group, name, py_name, ...) \
  case NodeKind::name: return #py_name;
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
  }
  return {};
}

std::string_view operator_name(OperatorKind op) {
  static constexpr std::string_view names[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                               "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
  return names[static_cast<usize>(op)];
}

std::string_view operator_symbol(OperatorKind op) {
  static constexpr std::string_view names[] = {"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"};
  return names[static_cast<usize>(op)];
}

std::string_view cmp_op_name(CmpOpKind op) {
  static constexpr std::string_view names[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
  return names[static_cast<usize>(op)];
}

namespace {

std::string_view enum_name(OperatorKind op) { return operator_name(op); }
std::string_view enum_name(CmpOpKind op) { return cmp_op_name(op); }
std::string_view enum_name(BoolOpKind op) { return op == BoolOpKind::And ? "And" : "Or"; }
std::string_view enum_name(UnaryOpKind op) {
  static constexpr std::string_view names[] = {"Invert", "Not", "UAdd", "USub"};
  return names[static_cast<usize>(op)];
}
std::string_view enum_name(ExprContext c) { return c == ExprContext::Load ? "Load" : c == ExprContext::Store ? "Store" : "Del"; }

void quote(std::string_view text, bool bytes, std::string& out) {
  bool single = text.find('\'') != text.npos, twice = text.find('"') != text.npos;
  char q = single && !twice ? '"' : '\'';
  out += q;
  char buffer[16];
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    const char* from = p;
    u32 c = bytes ? static_cast<u8>(*p++) : decode_utf8(p);
    if (c == static_cast<u8>(q) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n' || c == '\t' || c == '\r') {
      out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
    } else if (bytes ? c >= 0x20 && c < 0x7F : is_printable(c)) {
      out.append(from, p);
    } else {
      std::snprintf(buffer, sizeof buffer, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
      out += buffer;
    }
  }
  out += q;
}

// Digits in another base to decimal, by schoolbook arithmetic in base 10^9.
std::string to_decimal(std::string_view digits, u32 base) {
  if (base == 10) return std::string(digits);
  std::basic_string<u32> limbs;
  for (char c : digits) {
    u64 carry = static_cast<u64>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    for (u32& limb : limbs) {
      u64 v = u64{limb} * base + carry;
      limb = static_cast<u32>(v % 1000000000);
      carry = v / 1000000000;
    }
    if (carry != 0) limbs.push_back(static_cast<u32>(carry));
  }
  std::string out;
  char buffer[16];
  for (usize i = limbs.size(); i-- > 0;) {
    std::snprintf(buffer, sizeof buffer, out.empty() ? "%u" : "%09u", limbs[i]);
    out += buffer;
  }
  return out.empty() ? "0" : out;
}

// repr of a float literal (ast.dump uses repr of the constant).
void put_double(double d, bool imaginary, std::string& out) {
  if (std::isinf(d)) {
    out += "inf";
  } else {
    char shortest[40];
    auto r = std::to_chars(shortest, shortest + sizeof shortest, d, std::chars_format::scientific);
    std::string_view s(shortest, static_cast<usize>(r.ptr - shortest));
    usize e = s.find('e');
    int exponent = std::atoi(std::string(s.substr(e + 1)).c_str());
    std::string digits;
    for (char c : s.substr(0, e))
      if (c != '.') digits += c;
    if (exponent < -4 || exponent >= 16) {
      out += digits[0];
      if (digits.size() > 1) out += "." + digits.substr(1);
      char buffer[16];
      std::snprintf(buffer, sizeof buffer, "e%c%02d", exponent < 0 ? '-' : '+', std::abs(exponent));
      out += buffer;
    } else if (exponent < 0) {
      out += "0." + std::string(static_cast<usize>(-exponent - 1), '0') + digits;
    } else {
      usize whole = static_cast<usize>(exponent) + 1;
      if (digits.size() <= whole) {
        out += digits + std::string(whole - digits.size(), '0');
        if (!imaginary) out += ".0";
      } else {
        out += digits.substr(0, whole) + "." + digits.substr(whole);
      }
    }
  }
  if (imaginary) out += 'j';
}

void put_constant(const ConstValue& v, std::string& out) {
  switch (v.kind) {
    case ConstKind::None: out += "None"; break;
    case ConstKind::True: out += "True"; break;
    case ConstKind::False: out += "False"; break;
    case ConstKind::Ellipsis: out += "Ellipsis"; break;
    case ConstKind::Int: out += v.fits ? std::to_string(v.integer) : to_decimal(v.text, v.base); break;
    case ConstKind::Float: put_double(v.number, false, out); break;
    case ConstKind::Complex: put_double(v.number, true, out); break;
    case ConstKind::Str: quote(v.text, false, out); break;
    case ConstKind::Bytes:
      out += 'b';
      quote(v.text, true, out);
      break;
  }
}

class Dumper {
 public:
  Dumper(bool attributes, std::string& out) : attributes_(attributes), out_(out) {}

  void node(const Node* node) {
    if (node == nullptr) {
      out_ += "None";
      return;
    }
    out_ += node_kind_name(node->kind);
    out_ += '(';
    bool first = true;
    auto field = [&](const char* name) {
      if (!first) out_ += ", ";
      first = false;
      out_ += name;
      out_ += '=';
    };
    switch (node->kind) {
#define CHILD(T, f) field(#f), this->node(n->f);
#define CHILD_OPT(T, f) \
  if (n->f != nullptr) field(#f), this->node(n->f);
#define LIST(T, f) \
  if (!n->f.empty()) field(#f), list(n->f);
#define LIST_OPT(T, f) LIST(T, f)
#define IDENT(f) field(#f), quote(n->f->text(), false, out_);
#define IDENT_OPT(f) \
  if (n->f != nullptr) field(#f), quote(n->f->text(), false, out_);
#define IDENTS(f) \
  if (!n->f.empty()) field(#f), identifiers(n->f);
#define INT(f) field(#f), out_ += std::to_string(n->f);
#define ENUM(T, f) field(#f), out_ += enum_name(n->f), out_ += "()";
#define ENUMS(T, f) field(#f), enums(n->f);
#define CONST(f) field(#f), put_constant(n->f, out_);
#define TEXT(f) field(#f), quote(n->f, false, out_);
#define TEXT_OPT(f) \
  if (n->f.data() != nullptr) field("kind"), quote(n->f, false, out_);
#define MONTY_AST_NODE(group, name, py_name, ...)              \
  case NodeKind::name: {                                       \
    [[maybe_unused]] auto* n = static_cast<const name*>(node); \
    __VA_ARGS__                                                \
    break;                                                     \
  }
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
    }
    bool located = false;
    switch (node->kind) {
      case NodeKind::Module:
      case NodeKind::Interactive:
      case NodeKind::Expression:
      case NodeKind::Comprehension:
      case NodeKind::Arguments:
      case NodeKind::WithItem:
      case NodeKind::MatchCase: break;
      default: located = true;
    }
    if (attributes_ && located) {
      field("lineno"), out_ += std::to_string(node->lineno);
      field("col_offset"), out_ += std::to_string(node->col_offset);
      field("end_lineno"), out_ += std::to_string(node->end_lineno);
      field("end_col_offset"), out_ += std::to_string(node->end_col_offset);
    }
    out_ += ')';
  }

 private:
  template <class T>
  void list(const Seq<T*>& items) {
    out_ += '[';
    for (u32 i = 0; i < items.count; ++i) {
      if (i != 0) out_ += ", ";
      node(items[i]);
    }
    out_ += ']';
  }
  void identifiers(const Seq<Ident>& items) {
    out_ += '[';
    for (u32 i = 0; i < items.count; ++i) {
      if (i != 0) out_ += ", ";
      quote(items[i]->text(), false, out_);
    }
    out_ += ']';
  }
  template <class T>
  void enums(const Seq<T>& items) {
    out_ += '[';
    for (u32 i = 0; i < items.count; ++i) {
      if (i != 0) out_ += ", ";
      out_ += enum_name(items[i]);
      out_ += "()";
    }
    out_ += ']';
  }

  bool attributes_;
  std::string& out_;
};

}  // namespace

void ast_dump(const Node* node, bool include_attributes, std::string& out) { Dumper(include_attributes, out).node(node); }

}  // namespace monty::syntax
