// SPDX-License-Identifier: MIT
#include "compiler/fold.h"

#include <cmath>
#include <limits>

namespace monty::compiler {

using namespace syntax;

bool const_int(const ConstValue& v, i64& out) {
  if (v.kind != ConstKind::Int) return false;
  if (v.base == kSignedBase) {
    out = static_cast<i64>(v.integer);
    return true;
  }
  if (!v.fits || v.integer > static_cast<u64>(INT64_MAX)) return false;
  out = static_cast<i64>(v.integer);
  return true;
}

int const_truth(const ExprNode* e) {
  if (const auto* t = e->get_if<Tuple>()) return (t->flags & kConstTuple) != 0 ? t->elts.count != 0 : -1;
  const auto* c = e->get_if<Constant>();
  if (c == nullptr) return -1;
  const ConstValue& v = c->value;
  switch (v.kind) {
    case ConstKind::None:
    case ConstKind::False: return 0;
    case ConstKind::True:
    case ConstKind::Ellipsis: return 1;
    case ConstKind::Int: return v.base == kSignedBase || v.fits ? v.integer != 0 : 1;
    case ConstKind::Float:
    case ConstKind::Complex: return v.number != 0;
    case ConstKind::Str:
    case ConstKind::Bytes: return !v.text.empty();
  }
  return -1;
}

namespace {

ConstValue int_value(i64 n) {
  ConstValue v;
  v.kind = ConstKind::Int;
  v.base = kSignedBase;
  v.fits = true;
  v.integer = static_cast<u64>(n);
  return v;
}
ConstValue float_value(double d) {
  ConstValue v;
  v.kind = ConstKind::Float;
  v.number = d;
  return v;
}
ConstValue bool_value(bool b) {
  ConstValue v;
  v.kind = b ? ConstKind::True : ConstKind::False;
  return v;
}

// bool counts as int in arithmetic.
bool as_int(const ConstValue& v, i64& out) {
  if (v.kind == ConstKind::True || v.kind == ConstKind::False) {
    out = v.kind == ConstKind::True;
    return true;
  }
  return const_int(v, out);
}
bool as_float(const ConstValue& v, double& out) {
  i64 n;
  if (v.kind == ConstKind::Float) {
    out = v.number;
    return true;
  }
  if (as_int(v, n) && n <= (i64{1} << 53) && n >= -(i64{1} << 53)) {
    out = static_cast<double>(n);
    return true;
  }
  return false;
}

// An int with more than 63 bits, as hexadecimal digits.
ConstValue wide_value(Scratch& scratch, bool negative, u64 high, u64 low, u32 zero_bits) {
  char digits[40];
  usize n = 0;
  // value = (high:low) << zero_bits with zero_bits a multiple of 4 handled by the caller
  bool started = false;
  for (int i = 31; i >= 0; --i) {
    const u64 word = i >= 16 ? high : low;
    const u32 d = static_cast<u32>(word >> (4 * (i & 15))) & 15;
    if (d != 0) started = true;
    if (started) digits[n++] = "0123456789abcdef"[d];
  }
  const usize size = n + zero_bits / 4 + (negative ? 1 : 0);
  char* p = static_cast<char*>(scratch.alloc(size));
  usize k = 0;
  if (negative) p[k++] = '-';
  for (usize i = 0; i < n; ++i) p[k++] = digits[i];
  while (k < size) p[k++] = '0';
  ConstValue v;
  v.kind = ConstKind::Int;
  v.base = 16;
  v.fits = false;
  v.text = {p, size};
  return v;
}

bool fold_shift(Scratch& scratch, i64 a, i64 b, ConstValue& out) {
  if (a < 0 || b < 0 || b > 128) return false;
  if (a == 0) return out = int_value(0), true;
  const int bits = 64 - __builtin_clzll(static_cast<u64>(a));
  if (bits + b < 63) return out = int_value(a << b), true;
  const u32 zeros = static_cast<u32>(b) / 4 * 4, rest = static_cast<u32>(b) % 4;
  const u64 low = static_cast<u64>(a) << rest;
  const u64 high = rest == 0 ? 0 : static_cast<u64>(a) >> (64 - rest);
  out = wide_value(scratch, false, high, low, zeros);
  return true;
}

bool fold_int(Scratch& scratch, OperatorKind op, i64 a, i64 b, ConstValue& out) {
  i64 r;
  switch (op) {
    case OperatorKind::Add:
      if (__builtin_add_overflow(a, b, &r)) return false;
      return out = int_value(r), true;
    case OperatorKind::Sub:
      if (__builtin_sub_overflow(a, b, &r)) return false;
      return out = int_value(r), true;
    case OperatorKind::Mult:
      if (__builtin_mul_overflow(a, b, &r)) return false;
      return out = int_value(r), true;
    case OperatorKind::FloorDiv:
    case OperatorKind::Mod: {
      if (b == 0 || (a == INT64_MIN && b == -1)) return false;
      i64 q = a / b, m = a % b;
      if (m != 0 && ((m < 0) != (b < 0))) {
        m += b;
        --q;
      }
      return out = int_value(op == OperatorKind::Mod ? m : q), true;
    }
    case OperatorKind::Div: {
      constexpr i64 kExact = i64{1} << 53;
      if (b == 0 || a > kExact || a < -kExact || b > kExact || b < -kExact) return false;
      return out = float_value(static_cast<double>(a) / static_cast<double>(b)), true;
    }
    case OperatorKind::Pow: {
      if (b < 0) return false;
      if (a == 2) return fold_shift(scratch, 1, b, out);
      if (b > 128) return false;
      i64 result = 1;
      for (i64 i = 0; i < b; ++i)
        if (__builtin_mul_overflow(result, a, &result)) return false;
      return out = int_value(result), true;
    }
    case OperatorKind::LShift: return fold_shift(scratch, a, b, out);
    case OperatorKind::RShift:
      if (b < 0) return false;
      return out = int_value(b > 62 ? (a < 0 ? -1 : 0) : a >> b), true;
    case OperatorKind::BitOr: return out = int_value(a | b), true;
    case OperatorKind::BitXor: return out = int_value(a ^ b), true;
    case OperatorKind::BitAnd: return out = int_value(a & b), true;
    case OperatorKind::MatMult: return false;
  }
  return false;
}

bool fold_float(OperatorKind op, double a, double b, ConstValue& out) {
  double r;
  switch (op) {
    case OperatorKind::Add: r = a + b; break;
    case OperatorKind::Sub: r = a - b; break;
    case OperatorKind::Mult: r = a * b; break;
    case OperatorKind::Div:
      if (b == 0) return false;
      r = a / b;
      break;
    case OperatorKind::FloorDiv:
    case OperatorKind::Mod: return false;
    case OperatorKind::Pow:
      if (a <= 0 || !std::isfinite(a) || !std::isfinite(b)) return false;
      r = std::pow(a, b);
      if (!std::isfinite(r)) return false;
      break;
    default: return false;
  }
  out = float_value(r);
  return true;
}

constexpr usize kMaxText = 4096;

bool is_text(const ConstValue& v) { return v.kind == ConstKind::Str || v.kind == ConstKind::Bytes; }

bool fold_text(Scratch& scratch, OperatorKind op, const ConstValue& a, const ConstValue& b, ConstValue& out) {
  if (op == OperatorKind::Add && is_text(a) && a.kind == b.kind) {
    const usize size = a.text.size() + b.text.size();
    // A surrogate pair must not come together in WTF-8: leave anything that is not plain to run time.
    if (size > kMaxText || (a.kind == ConstKind::Str && !(a.ascii && b.ascii))) return false;
    char* p = static_cast<char*>(scratch.alloc(size + 1));
    std::memcpy(p, a.text.data(), a.text.size());
    std::memcpy(p + a.text.size(), b.text.data(), b.text.size());
    out = a;
    out.text = {p, size};
    return true;
  }
  if (op == OperatorKind::Mult) {
    const ConstValue& text = is_text(a) ? a : b;
    const ConstValue& count = is_text(a) ? b : a;
    i64 n;
    if (!is_text(text) || !as_int(count, n)) return false;
    if (n < 0) n = 0;
    if (text.kind == ConstKind::Str && !text.ascii) return false;
    if (static_cast<u64>(n) > kMaxText || text.text.size() * static_cast<usize>(n) > kMaxText) return false;
    const usize size = text.text.size() * static_cast<usize>(n);
    char* p = static_cast<char*>(scratch.alloc(size + 1));
    for (i64 i = 0; i < n; ++i) std::memcpy(p + static_cast<usize>(i) * text.text.size(), text.text.data(), text.text.size());
    out = text;
    out.text = {p, size};
    return true;
  }
  return false;
}

bool fold_binary(Scratch& scratch, OperatorKind op, const ConstValue& a, const ConstValue& b, ConstValue& out) {
  i64 x, y;
  if (as_int(a, x) && as_int(b, y)) {
    const bool bools = a.kind != ConstKind::Int && b.kind != ConstKind::Int;
    if (bools && (op == OperatorKind::BitAnd || op == OperatorKind::BitOr || op == OperatorKind::BitXor)) {
      const i64 r = op == OperatorKind::BitAnd ? x & y : op == OperatorKind::BitOr ? x | y : x ^ y;
      return out = bool_value(r != 0), true;
    }
    return fold_int(scratch, op, x, y, out);
  }
  double f, g;
  if ((a.kind == ConstKind::Float || b.kind == ConstKind::Float) && as_float(a, f) && as_float(b, g)) return fold_float(op, f, g, out);
  return fold_text(scratch, op, a, b, out);
}

bool fold_unary(Scratch& scratch, UnaryOpKind op, const ConstValue& a, ConstValue& out) {
  i64 n;
  switch (op) {
    case UnaryOpKind::USub:
      if (as_int(a, n)) {
        if (n == INT64_MIN) return false;
        return out = int_value(-n), true;
      }
      if (a.kind == ConstKind::Int && !a.text.empty() && a.text[0] != '-') {
        char* p = static_cast<char*>(scratch.alloc(a.text.size() + 1));
        p[0] = '-';
        std::memcpy(p + 1, a.text.data(), a.text.size());
        out = a;
        out.fits = false;
        out.text = {p, a.text.size() + 1};
        return true;
      }
      if (a.kind == ConstKind::Float) return out = float_value(-a.number), true;
      return false;
    case UnaryOpKind::UAdd:
      if (as_int(a, n)) return out = int_value(n), true;
      if (a.kind == ConstKind::Float) return out = a, true;
      return false;
    case UnaryOpKind::Invert:
      if (a.kind == ConstKind::Int && as_int(a, n)) return out = int_value(~n), true;
      return false;
    case UnaryOpKind::Not: return false;
  }
  return false;
}

void replace(Scratch& scratch, ExprNode*& slot, const ConstValue& v) {
  auto* c = scratch.make<Constant>();
  c->flags = 0;
  c->height = 1;
  c->lineno = slot->lineno;
  c->col_offset = slot->col_offset;
  c->end_lineno = slot->end_lineno;
  c->end_col_offset = slot->end_col_offset;
  c->value = v;
  slot = c;
}

bool same_position_text(const ConstValue& v, i64 index, Scratch& scratch, ConstValue& out) {
  const i64 size = static_cast<i64>(v.text.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) return false;
  if (v.kind == ConstKind::Bytes) {
    out = int_value(static_cast<u8>(v.text[static_cast<usize>(index)]));
    return true;
  }
  if (!v.ascii) return false;
  out = v;
  out.text = v.text.substr(static_cast<usize>(index), 1);
  return true;
}

}  // namespace

void fold_expr(Scratch& scratch, ExprNode*& slot) {
  ConstValue out;
  switch (slot->kind) {
    case NodeKind::BinOp: {
      auto* n = slot->as<BinOp>();
      const auto* a = n->left->get_if<Constant>();
      const auto* b = n->right->get_if<Constant>();
      if (a != nullptr && b != nullptr && fold_binary(scratch, n->op, a->value, b->value, out)) replace(scratch, slot, out);
      return;
    }
    case NodeKind::UnaryOp: {
      auto* n = slot->as<UnaryOp>();
      if (n->op == UnaryOpKind::Not) {
        const int t = const_truth(n->operand);
        if (t >= 0 && n->operand->kind == NodeKind::Constant) replace(scratch, slot, bool_value(t == 0));
        return;
      }
      const auto* a = n->operand->get_if<Constant>();
      if (a != nullptr && fold_unary(scratch, n->op, a->value, out)) replace(scratch, slot, out);
      return;
    }
    case NodeKind::Tuple: {
      auto* n = slot->as<Tuple>();
      n->flags &= static_cast<u8>(~kConstTuple);
      if (n->ctx != ExprContext::Load) return;
      for (ExprNode* e : n->elts)
        if (!is_const(e)) return;
      n->flags |= kConstTuple;
      return;
    }
    case NodeKind::Subscript: {
      auto* n = slot->as<Subscript>();
      if (n->ctx != ExprContext::Load || n->slice->kind != NodeKind::Constant) return;
      i64 index;
      if (!as_int(n->slice->as<Constant>()->value, index)) return;
      if (auto* t = n->value->get_if<Tuple>()) {
        if ((t->flags & kConstTuple) == 0) return;
        const i64 size = t->elts.count;
        if (index < 0) index += size;
        if (index < 0 || index >= size) return;
        ExprNode* e = t->elts[static_cast<usize>(index)];
        if (const auto* c = e->get_if<Constant>()) replace(scratch, slot, ConstValue(c->value));
        return;
      }
      if (const auto* c = n->value->get_if<Constant>())
        if (is_text(c->value) && same_position_text(c->value, index, scratch, out)) replace(scratch, slot, out);
      return;
    }
    default: return;
  }
}

}  // namespace monty::compiler
