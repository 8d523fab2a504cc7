// SPDX-License-Identifier: MIT
// Methods of complex.
#include <cmath>

#include "base/float_text.h"
#include "object/text.h"

namespace monty::native {

namespace {

Value operand(Vm& vm, Value v) {
  if (auto* c = unwrap<Complex>(v)) return Value::cell(c);
  double d;
  if (unwrap_float(v, &d)) return is_float(v) ? v : float_new(vm, d);
  return int_value(v);
}

Value operate(Vm& vm, Op op, Complex* self, Value other, bool reflected) {
  Value v = operand(vm, other);
  if (v.is_undef()) return Value::not_implemented();
  if (!v.ok()) return v;
  return reflected ? number_binary(vm, op, v, Value::cell(self)) : number_binary(vm, op, Value::cell(self), v);
}

Value power(Vm& vm, Complex* self, Value other, Value mod, bool reflected) {
  if (!mod.is_none() && !mod.is_undef()) return raise_value_error(vm, "complex modulo");
  return operate(vm, Op::POW, self, other, reflected);
}

}  // namespace

#define MONTY_COMPLEX_OPERATOR(name, op)                                                                          \
  Value complex_op_##name(Vm& vm, Complex* self, Value value) { return operate(vm, Op::op, self, value, false); } \
  Value complex_op_r##name(Vm& vm, Complex* self, Value value) { return operate(vm, Op::op, self, value, true); }
MONTY_COMPLEX_OPERATOR(add, ADD)
MONTY_COMPLEX_OPERATOR(sub, SUB)
MONTY_COMPLEX_OPERATOR(mul, MUL)
MONTY_COMPLEX_OPERATOR(truediv, TRUEDIV)
#undef MONTY_COMPLEX_OPERATOR

Value complex_op_pow(Vm& vm, Complex* self, Value value, Value mod) { return power(vm, self, value, mod, false); }
Value complex_op_rpow(Vm& vm, Complex* self, Value value, Value mod) { return power(vm, self, value, mod, true); }
Value complex_op_eq(Vm& vm, Complex* self, Value value) {
  Value v = operand(vm, value);
  return v.is_undef() || !v.ok() ? Value::not_implemented() : native_compare(vm, Op::EQ, Value::cell(self), v);
}
Value complex_op_ne(Vm& vm, Complex* self, Value value) {
  Value v = operand(vm, value);
  return v.is_undef() || !v.ok() ? Value::not_implemented() : native_compare(vm, Op::NE, Value::cell(self), v);
}
Value complex_op_lt(Vm&, Complex*, Value) { return Value::not_implemented(); }
Value complex_op_le(Vm&, Complex*, Value) { return Value::not_implemented(); }
Value complex_op_gt(Vm&, Complex*, Value) { return Value::not_implemented(); }
Value complex_op_ge(Vm&, Complex*, Value) { return Value::not_implemented(); }
Value complex_op_neg(Vm& vm, Complex* self) { return complex_new(vm, -self->real, -self->imag); }
Value complex_op_pos(Vm&, Complex* self) { return Value::cell(self); }
Value complex_op_complex(Vm&, Complex* self) { return Value::cell(self); }
Value complex_conjugate(Vm& vm, Complex* self) { return complex_new(vm, self->real, -self->imag); }
Value complex_op_abs(Vm& vm, Complex* self) {
  double d = std::hypot(self->real, self->imag);
  if (std::isinf(d) && std::isfinite(self->real) && std::isfinite(self->imag)) return raise(vm, kType_OverflowError, "absolute value too large");
  return float_new(vm, d);
}
Value complex_op_bool(Vm&, Complex* self) { return Value::boolean(self->real != 0 || self->imag != 0); }
Value complex_op_hash(Vm& vm, Complex* self) {
  u64 h;
  if (hash_of(vm, Value::cell(self), &h) != Tri::True) return Value::error();
  return int_from_i64(vm, static_cast<i64>(h));
}
Value complex_op_format(Vm& vm, Value object, Value spec) {
  Str* s = as_str(spec);
  auto* self = unwrap<Complex>(object);
  if (s != nullptr && s->length() == 0 && is<Instance>(object)) return Value::defer();
  if (self == nullptr) return raise_type_error(vm, "descriptor '__format__' for 'complex' objects doesn't apply to a '%T' object", object);
  if (s == nullptr) return raise_type_error(vm, "__format__() argument must be str, not %T", spec);
  return format_native(vm, Value::cell(self), s);
}
Value complex_op_getnewargs(Vm& vm, Complex* self) {
  Value parts[2] = {float_new(vm, self->real), float_new(vm, self->imag)};
  if (!parts[0].ok() || !parts[1].ok()) return Value::error();
  return cell_or_error(tuple_from(vm, parts, 2));
}
Value complex_op_repr(Vm& vm, Complex* self) { return cell_or_error(repr_native(vm, Value::cell(self))); }
Value complex_get_real(Vm& vm, Value self) {
  auto* c = unwrap<Complex>(self);
  return c == nullptr ? Value::error() : float_new(vm, c->real);
}
Value complex_get_imag(Vm& vm, Value self) {
  auto* c = unwrap<Complex>(self);
  return c == nullptr ? Value::error() : float_new(vm, c->imag);
}
Value complex_from_number(Vm& vm, Value cls, Value number) {
  if (as_str(number) != nullptr) return raise_type_error(vm, "must be real number, not %T", number);
  Type* type = get_if<Type>(cls);
  if (type == nullptr) type = &kType_complex;
  return complex_op_new(vm, type, number, Value::undef());
}

}  // namespace monty::native
