// SPDX-License-Identifier: MIT
// Methods of int and bool.
#include "object/native_help.h"
#include "object/text.h"

namespace monty::native {

namespace {

using bigint::Status;

Value operate(Vm& vm, Op op, Value self, Value other, bool reflected) {
  Value v = int_value(other);
  if (v.is_undef()) return Value::not_implemented();
  return reflected ? number_binary(vm, op, v, self) : number_binary(vm, op, self, v);
}

Value compare(Vm& vm, Op op, Value self, Value other) {
  Value v = int_value(other);
  if (v.is_undef()) return Value::not_implemented();
  return native_compare(vm, op, self, v);
}

Value pair(Vm& vm, Value a, Value b) {
  if (!a.ok() || !b.ok()) return Value::error();
  Tuple* t = tuple_new(vm, 2);
  MONTY_TRY(t);
  t->items[0] = a;
  t->items[1] = b;
  return Value::cell(t);
}

Value divide(Vm& vm, Value a, Value b) {
  if (!a.is_small_int() || !b.is_small_int()) {
    IntView x(a), y(b);
    if (!y.view().zero()) {
      IntResult q(vm, bigint::quotient_size(x.view(), y.view()) + 1), r(vm, bigint::remainder_size(x.view(), y.view()) + 1);
      if (!q.ok() || !r.ok()) return Value::error();
      Status s = bigint::divmod_floor(int_context(vm), &q.out(), &r.out(), x.view(), y.view());
      Value rest = r.finish(s);
      return rest.ok() ? pair(vm, q.finish(s), rest) : rest;
    }
  }
  Value q = number_binary(vm, Op::FLOORDIV, a, b);
  return q.ok() ? pair(vm, q, number_binary(vm, Op::MOD, a, b)) : q;
}

Value power(Vm& vm, Value base, Value exponent, Value mod) {
  Value b = int_value(base), e = int_value(exponent);
  if (b.is_undef() || e.is_undef()) return Value::not_implemented();
  if (mod.is_none() || mod.is_undef()) return number_binary(vm, Op::POW, b, e);
  Value m = int_value(mod);
  if (m.is_undef()) return Value::not_implemented();
  IntView x(b), y(e), z(m);
  if (z.view().zero()) return raise_value_error(vm, "pow() 3rd argument cannot be 0");
  IntResult out(vm, z.view().size + 1);
  if (!out.ok()) return Value::error();
  Status s = bigint::powmod(int_context(vm), out.out(), x.view(), y.view(), z.view());
  if (s == Status::invalid) {
    out.out().size = 0;
    out.finish(Status::ok);
    return raise_value_error(vm, "base is not invertible for the given modulus");
  }
  return out.finish(s);
}

// Byte order argument: 0 little, 1 big, -1: exception pending.
int byte_order(Vm& vm, Value order, const char* function) {
  Str* s = as_str(order);
  if (s == nullptr) {
    raise_type_error(vm, "%s() argument 'byteorder' must be str, not %T", function, order);
    return -1;
  }
  if (s->ascii() && s->ascii_view() == "little") return 0;
  if (s->ascii() && s->ascii_view() == "big") return 1;
  raise_value_error(vm, "byteorder must be either 'little' or 'big'");
  return -1;
}

}  // namespace

#define MONTY_INT_OPERATOR(name, op)                                                                       \
  Value int_op_##name(Vm& vm, Value self, Value value) { return operate(vm, Op::op, self, value, false); } \
  Value int_op_r##name(Vm& vm, Value self, Value value) { return operate(vm, Op::op, self, value, true); }
MONTY_INT_OPERATOR(add, ADD)
MONTY_INT_OPERATOR(sub, SUB)
MONTY_INT_OPERATOR(mul, MUL)
MONTY_INT_OPERATOR(floordiv, FLOORDIV)
MONTY_INT_OPERATOR(truediv, TRUEDIV)
MONTY_INT_OPERATOR(mod, MOD)
MONTY_INT_OPERATOR(and, AND)
MONTY_INT_OPERATOR(or, OR)
MONTY_INT_OPERATOR(xor, XOR)
MONTY_INT_OPERATOR(lshift, LSHIFT)
MONTY_INT_OPERATOR(rshift, RSHIFT)
#undef MONTY_INT_OPERATOR
#define MONTY_INT_COMPARISON(name, op) \
  Value int_op_##name(Vm& vm, Value self, Value value) { return compare(vm, Op::op, self, value); }
MONTY_INT_COMPARISON(eq, EQ)
MONTY_INT_COMPARISON(ne, NE)
MONTY_INT_COMPARISON(lt, LT)
MONTY_INT_COMPARISON(le, LE)
MONTY_INT_COMPARISON(gt, GT)
MONTY_INT_COMPARISON(ge, GE)
#undef MONTY_INT_COMPARISON

Value int_op_divmod(Vm& vm, Value self, Value value) {
  Value v = int_value(value);
  return v.is_undef() ? Value::not_implemented() : divide(vm, self, v);
}
Value int_op_rdivmod(Vm& vm, Value self, Value value) {
  Value v = int_value(value);
  return v.is_undef() ? Value::not_implemented() : divide(vm, v, self);
}
Value int_op_pow(Vm& vm, Value self, Value value, Value mod) { return power(vm, self, value, mod); }
Value int_op_rpow(Vm& vm, Value self, Value value, Value mod) { return power(vm, value, self, mod); }
Value int_op_neg(Vm& vm, Value self) { return native_unary(vm, Op::NEG, self); }
Value int_op_pos(Vm&, Value self) { return self; }
Value int_op_invert(Vm& vm, Value self) { return native_unary(vm, Op::INVERT, self); }
Value int_op_trunc(Vm&, Value self) { return self; }
Value int_op_ceil(Vm&, Value self) { return self; }
Value int_op_floor(Vm&, Value self) { return self; }
Value int_op_int(Vm&, Value self) { return self; }
Value int_op_index(Vm&, Value self) { return self; }
Value int_conjugate(Vm&, Value self) { return self; }
Value int_is_integer(Vm&, Value) { return Value::boolean(true); }
Value int_as_integer_ratio(Vm& vm, Value self) { return pair(vm, self, Value::small_int(1)); }
Value int_op_abs(Vm& vm, Value self) {
  IntView v(self);
  return v.view().negative ? native_unary(vm, Op::NEG, self) : self;
}
Value int_op_bool(Vm&, Value self) { return Value::boolean(!(self == Value::small_int(0))); }
Value int_op_float(Vm& vm, Value self) {
  double d;
  if (!to_double(vm, self, &d)) return conversion_failed(vm);
  return float_new(vm, d);
}
Value int_op_hash(Vm& vm, Value self) {
  IntView v(self);
  return int_from_i64(vm, bigint::python_hash(v.view()));
}
Value int_bit_length(Vm& vm, Value self) { return int_from_u64(vm, bigint::bit_length(IntView(self).view())); }
Value int_bit_count(Vm& vm, Value self) {
  if (!vm.meter.tick(IntView(self).view().size / 4)) return raise_stopped(vm);
  return int_from_u64(vm, bigint::bit_count(IntView(self).view()));
}
Value int_op_getnewargs(Vm& vm, Value self) { return cell_or_error(tuple_from(vm, &self, 1)); }
Value int_op_repr(Vm& vm, Value self) { return cell_or_error(int_to_decimal(vm, self)); }
Value int_op_sizeof(Vm&, Value self) {
  u64 bits = bigint::bit_length(IntView(self).view());
  u64 digits = bits == 0 ? 1 : (bits + 29) / 30;
  return Value::small_int(static_cast<i64>(24 + 4 * digits));
}
Value int_get_real(Vm& vm, Value self) {
  Value v = int_value(self);
  return v.is_undef() ? raise_type_error(vm, "descriptor 'real' for 'int' objects doesn't apply to a '%T' object", self) : v;
}
Value int_get_imag(Vm&, Value) { return Value::small_int(0); }
Value int_get_numerator(Vm& vm, Value self) { return int_get_real(vm, self); }
Value int_get_denominator(Vm&, Value) { return Value::small_int(1); }

Value int_op_format(Vm& vm, Value self, Value spec) {
  Str* s = as_str(spec);
  if (s != nullptr && s->length() == 0 && is<Instance>(self)) return Value::defer();
  if (int_value(self).is_undef()) return raise_type_error(vm, "descriptor '__format__' for 'int' objects doesn't apply to a '%T' object", self);
  if (s == nullptr) return raise_type_error(vm, "__format__() argument must be str, not %T", spec);
  return format_native(vm, is<Instance>(self) ? int_value(self) : self, s);
}

Value int_op_round(Vm& vm, Value self, Value ndigits) {
  if (ndigits.is_none() || ndigits.is_undef()) return self;
  i64 n;
  if (!clip_index(vm, ndigits, &n)) return conversion_failed(vm);
  if (n >= 0) return self;
  IntView x(self);
  // 10**-n beyond twice the number: nothing is left.
  if (static_cast<double>(-(n + 1)) > static_cast<double>(bigint::bit_length(x.view())) * 0.302 + 2) return Value::small_int(0);
  Value unit = number_binary(vm, Op::POW, Value::small_int(10), Value::small_int(-n));
  if (!unit.ok()) return unit;
  Value qr = divide(vm, self, unit);
  if (!qr.ok()) return qr;
  Value q = qr.as<Tuple>()->items[0], r = qr.as<Tuple>()->items[1];
  Value twice = number_binary(vm, Op::ADD, r, r);
  if (!twice.ok()) return twice;
  int c = bigint::compare(IntView(twice).view(), IntView(unit).view());
  Value down = number_binary(vm, Op::SUB, self, r);
  if (!down.ok() || c < 0 || (c == 0 && !IntView(q).view().odd())) return down;
  return number_binary(vm, Op::ADD, down, unit);
}

Value int_to_bytes(Vm& vm, Value self, i64 length, Value byteorder, bool is_signed) {
  int order = byte_order(vm, byteorder, "to_bytes");
  if (order < 0) return Value::error();
  if (length < 0) return raise_value_error(vm, "length argument must be non-negative");
  if (length >= 0xFFFFFFF0) return raise(vm, kType_MemoryError, "");
  IntView x(self);
  if (x.view().negative && !is_signed) return raise(vm, kType_OverflowError, "can't convert negative int to unsigned");
  if (!tick_bytes(vm, static_cast<u64>(length))) return Value::error();
  Bytes* out = bytes_new(vm, nullptr, static_cast<usize>(length));
  MONTY_TRY(out);
  Status s = bigint::to_bytes(x.view(), out->data, static_cast<usize>(length), order != 0 ? bigint::Endian::big : bigint::Endian::little,
                              is_signed ? bigint::Signedness::is_signed : bigint::Signedness::is_unsigned);
  if (s != Status::ok) return raise(vm, kType_OverflowError, "int too big to convert");
  return Value::cell(out);
}

Value int_from_bytes(Vm& vm, Value cls, Value bytes, Value byteorder, bool is_signed) {
  int order = byte_order(vm, byteorder, "from_bytes");
  if (order < 0) return Value::error();
  Type* type = get_if<Type>(cls);
  if (type == nullptr) return Value::defer();
  ByteView view;
  std::string collected;
  if (!bytes_view(vm, bytes, &view)) {
    if (!vm.exception.is_undef()) return Value::error();
    const Value* items = nullptr;
    u32 n = 0;
    if (auto* l = get_if<List>(bytes)) {
      items = l->items;
      n = l->length();
    } else if (auto* t = get_if<Tuple>(bytes)) {
      items = t->items;
      n = t->length();
    } else if (as_str(bytes) != nullptr || !bytes.is_cell() || is<BigInt>(bytes)) {
      return raise_type_error(vm, "cannot convert '%T' object to bytes", bytes);
    } else {
      return Value::defer();
    }
    for (u32 i = 0; i < n; i++) {
      u8 b;
      if (!byte_value(vm, items[i], &b, "bytes must be in range(0, 256)")) return conversion_failed(vm);
      collected += static_cast<char>(b);
    }
    view = {reinterpret_cast<const u8*>(collected.data()), collected.size()};
  }
  if (!tick_bytes(vm, view.size)) return Value::error();
  IntResult out(vm, bigint::from_bytes_size(view.size));
  if (!out.ok()) return Value::error();
  bigint::from_bytes(out.out(), view.data, view.size, order != 0 ? bigint::Endian::big : bigint::Endian::little,
                     is_signed ? bigint::Signedness::is_signed : bigint::Signedness::is_unsigned);
  return made_through(vm, type, kType_int, out.finish(Status::ok));
}

// ---------------------------------------------------------------- bool
namespace {

Value logic(Vm& vm, Op op, Value self, Value other) {
  if (other.is_bool()) return number_binary(vm, op, self, other);
  return operate(vm, op, Value::small_int(self.is_true()), other, false);
}

}  // namespace

Value bool_op_and(Vm& vm, Value self, Value value) { return logic(vm, Op::AND, self, value); }
Value bool_op_or(Vm& vm, Value self, Value value) { return logic(vm, Op::OR, self, value); }
Value bool_op_xor(Vm& vm, Value self, Value value) { return logic(vm, Op::XOR, self, value); }
Value bool_op_rand(Vm& vm, Value self, Value value) { return logic(vm, Op::AND, self, value); }
Value bool_op_ror(Vm& vm, Value self, Value value) { return logic(vm, Op::OR, self, value); }
Value bool_op_rxor(Vm& vm, Value self, Value value) { return logic(vm, Op::XOR, self, value); }
Value bool_op_invert(Vm&, Value self) { return Value::small_int(self.is_true() ? -2 : -1); }
Value bool_op_repr(Vm& vm, Value self) { return cell_or_error(repr_native(vm, self)); }

}  // namespace monty::native
