// SPDX-License-Identifier: MIT
// Methods of float.
#include <cmath>

#include "base/float_text.h"
#include "object/native_help.h"
#include "object/text.h"

namespace monty::native {

namespace {

// The exact int or float behind v; Undef: neither.
Value real_operand(Vm& vm, Value v) {
  double d;
  if (unwrap_float(v, &d)) return is_float(v) ? v : float_new(vm, d);
  return int_value(v);
}

Value operate(Vm& vm, Op op, double self, Value other, bool reflected) {
  Value v = real_operand(vm, other);
  if (v.is_undef()) return Value::not_implemented();
  Value s = float_new(vm, self);
  if (!s.ok() || !v.ok()) return Value::error();
  return reflected ? number_binary(vm, op, v, s) : number_binary(vm, op, s, v);
}

Value compare(Vm& vm, Op op, double self, Value other) {
  Value v = real_operand(vm, other);
  if (v.is_undef()) return Value::not_implemented();
  if (v.is_bool()) v = Value::small_int(v.is_true());
  Value s = float_new(vm, self);
  if (!s.ok() || !v.ok()) return Value::error();
  return native_compare(vm, op, s, v);
}

Value pair(Vm& vm, Value a, Value b) {
  if (!a.ok() || !b.ok()) return Value::error();
  Tuple* t = tuple_new(vm, 2);
  MONTY_TRY(t);
  t->items[0] = a;
  t->items[1] = b;
  return Value::cell(t);
}

Value to_int(Vm& vm, double d) {
  if (std::isnan(d)) return raise_value_error(vm, "cannot convert float NaN to integer");
  if (std::isinf(d)) return raise(vm, kType_OverflowError, "cannot convert float infinity to integer");
  return int_from_double(vm, d);
}

}  // namespace

#define MONTY_FLOAT_OPERATOR(name, op)                                                                        \
  Value float_op_##name(Vm& vm, double self, Value value) { return operate(vm, Op::op, self, value, false); } \
  Value float_op_r##name(Vm& vm, double self, Value value) { return operate(vm, Op::op, self, value, true); }
MONTY_FLOAT_OPERATOR(add, ADD)
MONTY_FLOAT_OPERATOR(sub, SUB)
MONTY_FLOAT_OPERATOR(mul, MUL)
MONTY_FLOAT_OPERATOR(floordiv, FLOORDIV)
MONTY_FLOAT_OPERATOR(truediv, TRUEDIV)
MONTY_FLOAT_OPERATOR(mod, MOD)
#undef MONTY_FLOAT_OPERATOR
#define MONTY_FLOAT_COMPARISON(name, op) \
  Value float_op_##name(Vm& vm, double self, Value value) { return compare(vm, Op::op, self, value); }
MONTY_FLOAT_COMPARISON(eq, EQ)
MONTY_FLOAT_COMPARISON(ne, NE)
MONTY_FLOAT_COMPARISON(lt, LT)
MONTY_FLOAT_COMPARISON(le, LE)
MONTY_FLOAT_COMPARISON(gt, GT)
MONTY_FLOAT_COMPARISON(ge, GE)
#undef MONTY_FLOAT_COMPARISON

Value float_op_divmod(Vm& vm, double self, Value value) {
  Value q = operate(vm, Op::FLOORDIV, self, value, false);
  if (!q.ok() || q.is_not_implemented()) return q;
  return pair(vm, q, operate(vm, Op::MOD, self, value, false));
}
Value float_op_rdivmod(Vm& vm, double self, Value value) {
  Value q = operate(vm, Op::FLOORDIV, self, value, true);
  if (!q.ok() || q.is_not_implemented()) return q;
  return pair(vm, q, operate(vm, Op::MOD, self, value, true));
}
Value float_op_pow(Vm& vm, double self, Value value, Value mod) {
  if (!mod.is_none() && !mod.is_undef()) return raise_type_error(vm, "pow() 3rd argument not allowed unless all arguments are integers");
  return operate(vm, Op::POW, self, value, false);
}
Value float_op_rpow(Vm& vm, double self, Value value, Value mod) {
  if (!mod.is_none() && !mod.is_undef()) return raise_type_error(vm, "pow() 3rd argument not allowed unless all arguments are integers");
  return operate(vm, Op::POW, self, value, true);
}
Value float_op_neg(Vm& vm, double self) { return float_new(vm, -self); }
Value float_op_pos(Vm& vm, double self) { return float_new(vm, self); }
Value float_op_abs(Vm& vm, double self) { return float_new(vm, std::fabs(self)); }
Value float_op_bool(Vm&, double self) { return Value::boolean(self != 0); }
Value float_op_float(Vm& vm, double self) { return float_new(vm, self); }
Value float_op_int(Vm& vm, double self) { return to_int(vm, self); }
Value float_op_trunc(Vm& vm, double self) { return to_int(vm, self); }
Value float_op_ceil(Vm& vm, double self) { return to_int(vm, std::ceil(self)); }
Value float_op_floor(Vm& vm, double self) { return to_int(vm, std::floor(self)); }
Value float_conjugate(Vm& vm, double self) { return float_new(vm, self); }
Value float_is_integer(Vm&, double self) { return Value::boolean(std::isfinite(self) && std::floor(self) == self); }
Value float_op_repr(Vm& vm, double self) { return cell_or_error(monty::float_repr(vm, self)); }
Value float_op_hash(Vm& vm, double self) {
  Value v = float_new(vm, self);
  u64 h;
  if (!v.ok() || hash_of(vm, v, &h) != Tri::True) return Value::error();
  return int_from_i64(vm, static_cast<i64>(h));
}
Value float_op_getnewargs(Vm& vm, double self) {
  Value v = float_new(vm, self);
  if (!v.ok()) return v;
  return cell_or_error(tuple_from(vm, &v, 1));
}
Value float_op_format(Vm& vm, Value object, Value spec) {
  Str* s = as_str(spec);
  double self;
  if (s != nullptr && s->length() == 0 && is<Instance>(object)) return Value::defer();
  if (!unwrap_float(object, &self)) return raise_type_error(vm, "descriptor '__format__' for 'float' objects doesn't apply to a '%T' object", object);
  if (s == nullptr) return raise_type_error(vm, "__format__() argument must be str, not %T", spec);
  Value v = float_new(vm, self);
  return v.ok() ? format_native(vm, v, s) : v;
}

Value float_op_round(Vm& vm, double self, Value ndigits) {
  if (ndigits.is_none() || ndigits.is_undef()) {
    if (!std::isfinite(self)) return to_int(vm, self);
    double r = std::round(self);
    if (std::fabs(self - r) == 0.5) r = 2.0 * std::round(self / 2.0);
    return to_int(vm, r);
  }
  i64 n;
  if (!clip_index(vm, ndigits, &n)) return conversion_failed(vm);
  double r;
  if (!float_round(self, n, &r)) return raise(vm, kType_OverflowError, "rounded value too large to represent");
  return float_new(vm, r);
}

Value float_as_integer_ratio(Vm& vm, double self) {
  if (std::isinf(self)) return raise(vm, kType_OverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(self)) return raise_value_error(vm, "cannot convert NaN to integer ratio");
  u64 mantissa;
  int exponent;
  float_decompose(self, &mantissa, &exponent);
  Value numerator = int_from_i64(vm, std::signbit(self) ? -static_cast<i64>(mantissa) : static_cast<i64>(mantissa));
  Value denominator = Value::small_int(1);
  if (exponent > 0)
    numerator = number_binary(vm, Op::LSHIFT, numerator, Value::small_int(exponent));
  else
    denominator = number_binary(vm, Op::LSHIFT, denominator, Value::small_int(-exponent));
  return pair(vm, numerator, denominator);
}

Value float_hex(Vm& vm, double self) {
  char text[kFloatHexSize];
  return cell_or_error(str_from_ascii(vm, {text, monty::float_hex(text, self)}));
}

Value float_fromhex(Vm& vm, Value cls, Value string) {
  Str* s = as_str(string);
  if (s == nullptr) return raise_type_error(vm, "bad argument type for built-in operation");
  std::string text = s->ascii() ? std::string(s->ascii_view()) : std::string("?");
  auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  std::string_view t = text;
  while (!t.empty() && blank(t.front())) t.remove_prefix(1);
  while (!t.empty() && blank(t.back())) t.remove_suffix(1);
  double d = 0;
  switch (parse_float_hex(t, &d)) {
    case HexFloat::ok: break;
    case HexFloat::invalid: return raise_value_error(vm, "invalid hexadecimal floating-point string");
    case HexFloat::too_large: return raise(vm, kType_OverflowError, "hexadecimal value too large to represent as a float");
  }
  Type* type = get_if<Type>(cls);
  return type == nullptr ? float_new(vm, d) : made_through(vm, type, kType_float, float_new(vm, d));
}

Value float_from_number(Vm& vm, Value cls, Value number) {
  if (as_str(number) != nullptr) return raise_type_error(vm, "must be real number, not %T", number);
  Type* type = get_if<Type>(cls);
  double d;
  if (is_float(number) && (type == nullptr || type == &kType_float)) return number;
  if (!to_double(vm, number, &d)) return conversion_failed(vm);
  Value v = float_new(vm, d);
  return type == nullptr || type == &kType_float || !v.ok() ? v : request_call(vm, cls, {v});
}

Value float_op_getformat(Vm& vm, Value, Value typestr) {
  Str* s = as_str(typestr);
  if (s == nullptr) return raise_type_error(vm, "__getformat__() argument must be str, not %T", typestr);
  if (!s->ascii() || (s->ascii_view() != "double" && s->ascii_view() != "float")) {
    return raise_value_error(vm, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return cell_or_error(str_from_ascii(vm, "IEEE, little-endian"));
}

Value float_get_real(Vm& vm, Value self) {
  double d;
  if (!unwrap_float(self, &d)) return raise_type_error(vm, "descriptor 'real' for 'float' objects doesn't apply to a '%T' object", self);
  return is_float(self) ? self : float_new(vm, d);
}
Value float_get_imag(Vm& vm, Value) { return float_new(vm, 0.0); }

}  // namespace monty::native
