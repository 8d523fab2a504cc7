// SPDX-License-Identifier: MIT
// math: functions of real numbers. Integers and sequences are in math_int.cpp.
#include <cmath>
#include <numbers>

#include "base/float_text.h"
#include "lib/natives.h"
#include "natives/math.h"

namespace monty {

using namespace lib;

namespace {

Value domain_error(Vm& vm) { return raise_value_error(vm, "math domain error"); }
Value range_error(Vm& vm) { return raise(vm, kType_OverflowError, "math range error"); }

// "expected ..., got x"
Value expected(Vm& vm, const char* what, double x) {
  char buffer[kFloatReprSize + 1];
  buffer[float_repr(buffer, x)] = 0;
  return raise_value_error(vm, "expected %s, got %s", what, buffer);
}

// A result of a function of one argument, judged as CPython does: NaN from a number is outside of the domain, infinity
// from a finite one is overflow or outside.
Value judge(Vm& vm, double x, double r, bool can_overflow, const char* what) {
  if (MONTY_LIKELY(std::isfinite(r))) return float_new(vm, r);
  bool outside = (std::isnan(r) && !std::isnan(x)) || (std::isinf(r) && std::isfinite(x) && !can_overflow);
  if (outside) return what == nullptr ? domain_error(vm) : expected(vm, what, x);
  if (std::isinf(r) && std::isfinite(x)) return range_error(vm);
  return float_new(vm, r);
}

double log_of(double x, double (*f)(double)) {
  if (std::isnan(x)) return x;
  return x > 0 ? f(x) : std::nan("");
}

// Logarithm of any int or float.
Value logarithm(Vm& vm, Value x, double (*f)(double), double* out) {
  Value n = int_value(x);
  if (!n.is_undef()) {
    IntView view(n);
    bigint::View v = view.view();
    if (v.negative || v.zero()) return raise_value_error(vm, "expected a positive input");
    double d;
    if (bigint::to_double(v, &d) == bigint::Status::ok) return *out = f(d), Value::none();
    i64 exponent;
    bigint::to_scaled_double(v, &d, &exponent);
    *out = f(d) + f(2.0) * static_cast<double>(exponent);
    return Value::none();
  }
  double d;
  if (!to_double(vm, x, &d)) return conversion_failed(vm);
  double r = log_of(d, f);
  if (!std::isfinite(r) && ((std::isnan(r) && !std::isnan(d)) || (std::isinf(r) && std::isfinite(d)))) {
    return expected(vm, "a positive input", d);
  }
  *out = r;
  return Value::none();
}

// Rounds to an int: `special` names the method of other types.
Value to_int(Vm& vm, Value x, Str* special, double (*f)(double)) {
  if (x.is_small_int() || is<BigInt>(x)) return x;
  if (!is_float(x)) {
    Value method = type_lookup_special(vm, x, special);
    if (NativeFunction* native = get_if<NativeFunction>(method); native != nullptr && native->thunk != nullptr) return native->thunk(vm, &x);
    if (!method.is_undef()) {
      Tuple* t = tuple_from(vm, &x, 1);
      return t == nullptr ? Value::error() : call_request(vm, method, t);
    }
    if (special == names::op_trunc) return raise_type_error(vm, "type %T doesn't define __trunc__ method", x);
  }
  double d;
  if (!to_double(vm, x, &d)) return conversion_failed(vm);
  if (std::isnan(d)) return raise_value_error(vm, "cannot convert float NaN to integer");
  if (std::isinf(d)) return raise(vm, kType_OverflowError, "cannot convert float infinity to integer");
  return int_from_double(vm, f(d));
}

double gamma_of(double x) {
  if (std::isnan(x) || x == HUGE_VAL) return x;
  if (x == -HUGE_VAL || x == 0) return std::nan("");
  if (x == std::floor(x)) {
    if (x < 0) return std::nan("");
    if (x <= 23) {
      double r = 1;
      for (double k = 2; k < x; k++) r *= k;
      return r;
    }
  }
  if (std::fabs(x) < 1e-20) return 1.0 / x;
  return std::tgamma(x);
}

double lgamma_of(double x) {
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return HUGE_VAL;
  if (x == std::floor(x) && x <= 2) return x <= 0 ? std::nan("") : 0.0;
  if (std::fabs(x) < 1e-20) return -std::log(std::fabs(x));
  int sign;
  return ::lgamma_r(x, &sign);
}

double cube_root(double x) {
  double r = std::cbrt(x);
  if (!std::isfinite(r) || r == 0) return r;
  double square = r * r;
  return r - (std::fma(square, r, -x) + std::fma(r, r, -square) * r) / (3 * square);
}

}  // namespace

namespace native {

#define MONTY_MATH(name, expression, overflow, what) \
  Value math_##name(Vm& vm, double x) { return judge(vm, x, expression, overflow, what); }
MONTY_MATH(acos, std::acos(x), false, "a number in range from -1 up to 1")
MONTY_MATH(acosh, std::acosh(x), false, "argument value not less than 1")
MONTY_MATH(asin, std::asin(x), false, "a number in range from -1 up to 1")
MONTY_MATH(asinh, std::asinh(x), false, nullptr)
MONTY_MATH(atan, std::atan(x), false, nullptr)
MONTY_MATH(atanh, std::atanh(x), false, "a number between -1 and 1")
MONTY_MATH(cbrt, cube_root(x), false, nullptr)
MONTY_MATH(cos, std::cos(x), false, "a finite input")
MONTY_MATH(cosh, std::cosh(x), true, nullptr)
MONTY_MATH(erf, std::erf(x), false, nullptr)
MONTY_MATH(erfc, std::erfc(x), false, nullptr)
MONTY_MATH(exp, std::exp(x), true, nullptr)
MONTY_MATH(exp2, std::exp2(x), true, nullptr)
MONTY_MATH(expm1, std::expm1(x), true, nullptr)
MONTY_MATH(fabs, std::fabs(x), false, nullptr)
MONTY_MATH(log1p, std::log1p(x), false, "argument value > -1")
MONTY_MATH(sin, std::sin(x), false, "a finite input")
MONTY_MATH(sinh, std::sinh(x), true, nullptr)
MONTY_MATH(sqrt, std::sqrt(x), false, "a nonnegative input")
MONTY_MATH(tan, std::tan(x), false, "a finite input")
MONTY_MATH(tanh, std::tanh(x), false, nullptr)
#undef MONTY_MATH

Value math_gamma(Vm& vm, double x) { return judge(vm, x, gamma_of(x), true, "a noninteger or positive integer"); }
Value math_lgamma(Vm& vm, double x) { return judge(vm, x, lgamma_of(x), true, "a noninteger or positive integer"); }

Value math_ceil(Vm& vm, Value x) {
  return to_int(vm, x, names::op_ceil, [](double d) { return std::ceil(d); });
}
Value math_floor(Vm& vm, Value x) {
  return to_int(vm, x, names::op_floor, [](double d) { return std::floor(d); });
}
Value math_trunc(Vm& vm, Value x) {
  return to_int(vm, x, names::op_trunc, [](double d) { return std::trunc(d); });
}

Value math_atan2(Vm& vm, double y, double x) { return float_new(vm, std::atan2(y, x)); }
Value math_copysign(Vm& vm, double x, double y) { return float_new(vm, std::copysign(x, y)); }
Value math_degrees(Vm& vm, double x) { return float_new(vm, x * (180.0 / std::numbers::pi)); }
Value math_radians(Vm& vm, double x) { return float_new(vm, x * (std::numbers::pi / 180.0)); }
Value math_isfinite(Vm&, double x) { return Value::boolean(std::isfinite(x)); }
Value math_isinf(Vm&, double x) { return Value::boolean(std::isinf(x)); }
Value math_isnan(Vm&, double x) { return Value::boolean(std::isnan(x)); }

Value math_isclose(Vm& vm, double a, double b, double rel_tol, double abs_tol) {
  if (rel_tol < 0 || abs_tol < 0) return raise_value_error(vm, "tolerances must be non-negative");
  if (a == b) return Value::boolean(true);
  if (std::isinf(a) || std::isinf(b)) return Value::boolean(false);
  double diff = std::fabs(b - a);
  return Value::boolean(diff <= std::fabs(rel_tol * b) || diff <= std::fabs(rel_tol * a) || diff <= abs_tol);
}

Value math_fma(Vm& vm, double x, double y, double z) {
  double r = std::fma(x, y, z);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y) && !std::isnan(z)) return raise_value_error(vm, "invalid operation in fma");
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y) && std::isfinite(z)) return raise(vm, kType_OverflowError, "overflow in fma");
  return float_new(vm, r);
}

Value math_fmod(Vm& vm, double x, double y) {
  if (std::isinf(y) && std::isfinite(x)) return float_new(vm, x);
  double r = std::fmod(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return domain_error(vm);
  return float_new(vm, r);
}

Value math_remainder(Vm& vm, double x, double y) {
  double r = std::remainder(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return domain_error(vm);
  return float_new(vm, r);
}

Value math_pow(Vm& vm, double x, double y) {
  double r = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y) && !std::isfinite(r)) {
    return std::isnan(r) || x == 0 ? domain_error(vm) : range_error(vm);
  }
  return float_new(vm, r);
}

Value math_frexp(Vm& vm, double x) {
  int exponent = 0;
  double m = std::isfinite(x) && x != 0 ? std::frexp(x, &exponent) : x;
  Value row[2] = {float_new(vm, m), Value::small_int(exponent)};
  if (row[0].is_error()) return row[0];
  return from_cell(tuple_from(vm, row, 2));
}

Value math_modf(Vm& vm, double x) {
  double whole = std::isfinite(x) ? std::trunc(x) : x;
  double rest = std::isinf(x) ? std::copysign(0.0, x) : std::isnan(x) ? x : std::copysign(x - whole, x);
  Value row[2] = {float_new(vm, rest), float_new(vm, whole)};
  if (row[0].is_error() || row[1].is_error()) return Value::error();
  return from_cell(tuple_from(vm, row, 2));
}

Value math_ldexp(Vm& vm, double x, Value i) {
  Value n = int_value(i);
  if (n.is_undef()) return raise_type_error(vm, "Expected an int as second argument to ldexp.");
  if (x == 0 || !std::isfinite(x)) return float_new(vm, x);
  i64 exponent;
  bool fits = int_to_i64(n, &exponent);
  if (!fits) exponent = IntView(n).view().negative ? -100000 : 100000;
  if (exponent > 100000) return range_error(vm);
  if (exponent < -100000) return float_new(vm, std::copysign(0.0, x));
  double r = std::ldexp(x, static_cast<int>(exponent));
  return std::isinf(r) ? range_error(vm) : float_new(vm, r);
}

Value math_log(Vm& vm, Value x, Value base) {
  double top, bottom;
  Value done = logarithm(vm, x, [](double d) { return std::log(d); }, &top);
  if (!done.ok()) return done;
  if (base.is_undef()) return float_new(vm, top);
  done = logarithm(vm, base, [](double d) { return std::log(d); }, &bottom);
  if (!done.ok()) return done;
  if (bottom == 0) return raise(vm, kType_ZeroDivisionError, "division by zero");
  return float_new(vm, top / bottom);
}
Value math_log2(Vm& vm, Value x) {
  double r;
  Value done = logarithm(vm, x, [](double d) { return std::log2(d); }, &r);
  return done.ok() ? float_new(vm, r) : done;
}
Value math_log10(Vm& vm, Value x) {
  double r;
  Value done = logarithm(vm, x, [](double d) { return std::log10(d); }, &r);
  return done.ok() ? float_new(vm, r) : done;
}

Value math_ulp(Vm& vm, double x) {
  if (std::isnan(x)) return float_new(vm, x);
  x = std::fabs(x);
  if (std::isinf(x)) return float_new(vm, x);
  double next = std::nextafter(x, HUGE_VAL);
  return float_new(vm, std::isinf(next) ? x - std::nextafter(x, -HUGE_VAL) : next - x);
}

Value math_nextafter(Vm& vm, double x, double y, Value steps) {
  if (steps.is_none() || steps.is_undef()) return float_new(vm, std::nextafter(x, y));
  Value n = int_value(steps);
  if (n.is_undef()) return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", steps);
  IntView view(n);
  if (view.view().negative) return raise_value_error(vm, "steps must be a non-negative integer");
  i64 small;
  u64 count = bigint::fits_i64(view.view(), &small) ? static_cast<u64>(small) : ~u64{0};
  if (count == 0) return float_new(vm, x);
  if (std::isnan(x)) return float_new(vm, x);
  if (std::isnan(y)) return float_new(vm, y);
  // Doubles in order, as integers in order.
  auto order = [](double d) {
    u64 bits = std::bit_cast<u64>(d);
    u64 magnitude = bits & ~(u64{1} << 63);
    return bits >> 63 ? -static_cast<i64>(magnitude) : static_cast<i64>(magnitude);
  };
  i64 a = order(x), b = order(y);
  if (a == b) return float_new(vm, y);
  u64 distance = a < b ? static_cast<u64>(b) - static_cast<u64>(a) : static_cast<u64>(a) - static_cast<u64>(b);
  if (count >= distance) return float_new(vm, y);
  i64 at = a < b ? a + static_cast<i64>(count) : a - static_cast<i64>(count);
  u64 bits = at < 0 ? (static_cast<u64>(-at) | u64{1} << 63) : static_cast<u64>(at);
  double r = std::bit_cast<double>(bits);
  if (at == 0 && a < b) r = -0.0;
  if (at == 0 && a > b) r = 0.0;
  return float_new(vm, r);
}

}  // namespace native
}  // namespace monty
