// SPDX-License-Identifier: MIT
// Arithmetic of exact ints, bools, floats and complex numbers, as the operators see it.
#include "object/number.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "base/float_text.h"
#include "object/operations.h"

namespace monty {

using bigint::Status;

namespace {

void* scratch_allocate(void* context, usize bytes) {
  auto& vm = *static_cast<Vm*>(context);
  if (!vm.heap.charge(bytes)) return nullptr;
  void* p = std::malloc(bytes);
  if (p == nullptr) vm.heap.discharge(bytes);
  return p;
}
void scratch_release(void* context, void* block, usize bytes) {
  if (block == nullptr) return;
  static_cast<Vm*>(context)->heap.discharge(bytes);
  std::free(block);
}

bool int_like(Value v) { return v.is_small_int() || v.is_bool() || is<BigInt>(v); }
Value as_int(Value v) { return v.is_bool() ? Value::small_int(v.is_true()) : v; }

}  // namespace

// One scratch for each Vm would do; it is stateless, so a fresh one for each operation is as good.
bigint::Context int_context(Vm& vm) {
  static_assert(sizeof(bigint::Scratch) <= sizeof(vm.scratch_storage));
  auto* scratch = new (vm.scratch_storage) bigint::Scratch(scratch_allocate, scratch_release, &vm);
  return {vm.meter, *scratch};
}

Value raise_status(Vm& vm, Status status) {
  switch (status) {
    case Status::stopped: return raise_stopped(vm);
    case Status::overflow:
    case Status::no_memory: return raise_memory_error(vm);
    case Status::zero_division: return raise(vm, kType_ZeroDivisionError, "division by zero");
    default: return raise_value_error(vm, "invalid operation on an int");
  }
}

IntResult::IntResult(Vm& vm, usize limbs) : vm_(vm), cell_(nullptr) {
  if (limbs == 0) limbs = 1;
  if (limbs > (usize{1} << 28)) {
    raise_memory_error(vm);
    return;
  }
  cell_ = reinterpret_cast<BigInt*>(vm.heap.allocate(Kind::BigInt, BigInt::bytes(limbs)));
  if (cell_ == nullptr) {
    raise_memory_error(vm);
    return;
  }
  out_.limbs = cell_->limbs;
}

Value IntResult::finish(Status status) {
  if (status != Status::ok) {
    cell_->aux = 0;
    return raise_status(vm_, status);
  }
  i64 small;
  cell_->aux = static_cast<u32>(out_.size);
  if (out_.negative) cell_->flags |= BigInt::kUser1;
  if (out_.size <= 1 && bigint::fits_i64(out_.view(), &small) && Value::fits_small(small)) return Value::small_int(small);
  return Value::cell(cell_);
}

Value int_from_i64(Vm& vm, i64 n) {
  if (Value::fits_small(n)) return Value::small_int(n);
  IntResult r(vm, 1);
  if (!r.ok()) return Value::error();
  bigint::from_i64(r.out(), n);
  return r.finish(Status::ok);
}
Value int_from_u64(Vm& vm, u64 n) {
  if (n <= static_cast<u64>(Value::kMaxSmall)) return Value::small_int(static_cast<i64>(n));
  IntResult r(vm, 1);
  if (!r.ok()) return Value::error();
  bigint::from_u64(r.out(), n);
  return r.finish(Status::ok);
}
Value int_from_double(Vm& vm, double d) {
  if (d > -1e18 && d < 1e18) return Value::small_int(static_cast<i64>(d));
  IntResult r(vm, 17);
  if (!r.ok()) return Value::error();
  bigint::from_double_trunc(r.out(), d);
  return r.finish(Status::ok);
}
Value int_from_text(Vm& vm, std::string_view digits, int base) {
  bool negative = !digits.empty() && digits[0] == '-';
  if (negative) digits.remove_prefix(1);
  IntResult r(vm, bigint::from_text_size(digits.size(), base));
  if (!r.ok()) return Value::error();
  Status s = bigint::from_text(int_context(vm), r.out(), digits, base);
  r.out().negative = negative && r.out().size > 0;
  return r.finish(s);
}

Value float_box(Vm& vm, double d) {
  auto* f = vm.heap.make<Float>();
  if (f == nullptr) return raise_memory_error(vm);
  f->number = d;
  return Value::cell(f);
}

Value int_value(Value v) {
  if (v.is_small_int() || is<BigInt>(v)) return v;
  if (v.is_bool()) return as_int(v);
  Value p = payload(v);
  if (p.is_small_int() || is<BigInt>(p)) return p;
  return Value::undef();
}

bool int_to_i64(Value v, i64* out) {
  if (v.is_small_int()) return *out = v.as_small_int(), true;
  if (v.is_bool()) return *out = v.is_true(), true;
  if (!is<BigInt>(v)) return false;
  return bigint::fits_i64(IntView(v).view(), out);
}

double int_to_double(Vm&, Value v, bool* overflow) {
  *overflow = false;
  if (v.is_small_int()) return static_cast<double>(v.as_small_int());
  if (v.is_bool()) return v.is_true();
  double d = 0;
  *overflow = bigint::to_double(IntView(v).view(), &d) != Status::ok;
  return d;
}

Value complex_new(Vm& vm, double real, double imag) {
  auto* c = vm.heap.make<Complex>();
  if (c == nullptr) return raise_memory_error(vm);
  c->real = real;
  c->imag = imag;
  return Value::cell(c);
}

char* write_decimal(char* end, i64 n) {
  static constexpr char kPairs[] =
      "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566"
      "676869707172737475767778798081828384858687888990919293949596979899";
  u64 u = n < 0 ? 0 - static_cast<u64>(n) : static_cast<u64>(n);
  while (u >= 100) {  // two digits at a time
    end -= 2;
    std::memcpy(end, kPairs + u % 100 * 2, 2);
    u /= 100;
  }
  if (u >= 10) {
    end -= 2;
    std::memcpy(end, kPairs + u * 2, 2);
  } else {
    *--end = static_cast<char>('0' + u);
  }
  if (n < 0) *--end = '-';
  return end;
}

Str* int_to_str(Vm& vm, Value v, int base) {
  if (v.is_small_int()) {
    char text[72], *end = text + sizeof text, *at = end;
    i64 i = v.as_small_int();
    if (base == 10) {
      at = write_decimal(end, i);
    } else {
      u64 u = i < 0 ? 0 - static_cast<u64>(i) : static_cast<u64>(i);
      do {
        *--at = "0123456789abcdefghijklmnopqrstuvwxyz"[u % static_cast<u64>(base)];
        u /= static_cast<u64>(base);
      } while (u != 0);
      if (i < 0) *--at = '-';
    }
    return str_from_ascii(vm, {at, static_cast<usize>(end - at)});
  }
  IntView view(v);
  u64 bound = bigint::text_size_bound(view.view(), base);
  if (bound >= 0xFFFFFFFFu) {
    raise_memory_error(vm);
    return nullptr;
  }
  void* buffer = vm.heap.allocate_buffer(bound);
  if (buffer == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  usize n = 0;
  Status s = bigint::to_text(int_context(vm), static_cast<char*>(buffer), &n, view.view(), base);
  if (s != Status::ok) {
    raise_status(vm, s);
    return nullptr;
  }
  Str* out = str_from_ascii(vm, {static_cast<char*>(buffer), n});
  vm.heap.free_buffer(buffer, bound);
  return out;
}

Str* float_repr(Vm& vm, double d) {
  char text[kFloatReprSize];
  usize n = monty::float_repr(text, d);
  return str_from_ascii(vm, {text, n});
}

// ---------------------------------------------------------------- operators
namespace {

Value int_pow(Vm& vm, Value a, Value b) {
  IntView base(a), exponent(b);
  if (exponent.view().negative) {
    bool overflow;
    double x = int_to_double(vm, a, &overflow);
    double y = int_to_double(vm, b, &overflow);
    if (base.view().zero()) return raise(vm, kType_ZeroDivisionError, "zero to a negative power");
    return float_new(vm, std::pow(x, y));
  }
  i64 e;
  if (!bigint::fits_i64(exponent.view(), &e)) {
    if (base.view().zero()) return Value::small_int(0);
    if (base.view().size == 1 && base.view().limbs[0] == 1) {
      return Value::small_int(base.view().negative && exponent.view().odd() ? -1 : 1);
    }
    return raise_memory_error(vm);
  }
  usize limbs;
  if (bigint::pow_size(base.view(), static_cast<u64>(e), &limbs) != Status::ok) return raise_memory_error(vm);
  IntResult r(vm, limbs);
  if (!r.ok()) return Value::error();
  return r.finish(bigint::pow(int_context(vm), r.out(), base.view(), static_cast<u64>(e)));
}

Value int_binary(Vm& vm, Op op, Value a, Value b) {
  IntView x(a), y(b);
  bigint::View l = x.view(), r = y.view();
  switch (op) {
    case Op::ADD:
    case Op::SUB: {
      IntResult out(vm, bigint::add_size(l, r));
      if (!out.ok()) return Value::error();
      return out.finish(op == Op::ADD ? bigint::add(int_context(vm), out.out(), l, r) : bigint::sub(int_context(vm), out.out(), l, r));
    }
    case Op::MUL: {
      IntResult out(vm, bigint::mul_size(l, r));
      if (!out.ok()) return Value::error();
      return out.finish(bigint::mul(int_context(vm), out.out(), l, r));
    }
    case Op::FLOORDIV:
    case Op::MOD: {
      if (r.zero()) return raise(vm, kType_ZeroDivisionError, op == Op::MOD ? "integer modulo by zero" : "integer division or modulo by zero");
      usize size = op == Op::MOD ? bigint::remainder_size(l, r) : bigint::quotient_size(l, r);
      IntResult out(vm, size + 1);
      if (!out.ok()) return Value::error();
      return out.finish(bigint::divmod_floor(int_context(vm), op == Op::MOD ? nullptr : &out.out(), op == Op::MOD ? &out.out() : nullptr, l, r));
    }
    case Op::TRUEDIV: {
      if (r.zero()) return raise(vm, kType_ZeroDivisionError, "division by zero");
      double d;
      Status s = bigint::true_divide(int_context(vm), &d, l, r);
      if (s == Status::overflow) return raise(vm, kType_OverflowError, "integer division result too large for a float");
      if (s != Status::ok) return raise_status(vm, s);
      return float_new(vm, d);
    }
    case Op::POW: return int_pow(vm, a, b);
    case Op::LSHIFT:
    case Op::RSHIFT: {
      if (r.negative) return raise_value_error(vm, "negative shift count");
      if (l.zero()) return Value::small_int(0);
      i64 n;
      if (!bigint::fits_i64(r, &n)) {
        if (op == Op::RSHIFT) return Value::small_int(l.negative ? -1 : 0);
        return raise(vm, kType_OverflowError, "too many digits in integer");
      }
      usize limbs;
      if (op == Op::LSHIFT) {
        if (bigint::shift_left_size(l, static_cast<u64>(n), &limbs) != Status::ok) return raise_memory_error(vm);
      } else {
        limbs = bigint::shift_right_size(l, static_cast<u64>(n));
      }
      IntResult out(vm, limbs);
      if (!out.ok()) return Value::error();
      return out.finish(op == Op::LSHIFT ? bigint::shift_left(int_context(vm), out.out(), l, static_cast<u64>(n))
                                         : bigint::shift_right(int_context(vm), out.out(), l, static_cast<u64>(n)));
    }
    case Op::AND:
    case Op::OR:
    case Op::XOR: {
      IntResult out(vm, bigint::bitwise_size(l, r));
      if (!out.ok()) return Value::error();
      auto which = op == Op::AND ? bigint::BitOp::bit_and : op == Op::OR ? bigint::BitOp::bit_or : bigint::BitOp::bit_xor;
      return out.finish(bigint::bitwise(int_context(vm), out.out(), which, l, r));
    }
    default: return Value::not_implemented();
  }
}

Value float_pow(Vm& vm, double x, double y) {
  if (x == 0 && y < 0 && std::isfinite(y)) return raise(vm, kType_ZeroDivisionError, "zero to a negative power");
  if (std::isfinite(x) && std::isfinite(y)) {
    if (x < 0 && y != std::floor(y)) {
      // A negative base with a fractional exponent: complex.
      double vabs = std::pow(-x, y), at = std::atan2(0.0, x) * y;
      return complex_new(vm, vabs * std::cos(at), vabs * std::sin(at));
    }
    double r = std::pow(x, y);
    if (std::isinf(r)) return raise(vm, kType_OverflowError, "(34, 'Numerical result out of range')");
    return float_new(vm, r);
  }
  if (x == 1.0) return float_new(vm, 1.0);
  return float_new(vm, std::pow(x, y));
}

Value float_binary(Vm& vm, Op op, double x, double y) {
  switch (op) {
    case Op::ADD: return float_new(vm, x + y);
    case Op::SUB: return float_new(vm, x - y);
    case Op::MUL: return float_new(vm, x * y);
    case Op::TRUEDIV:
      if (y == 0) return raise(vm, kType_ZeroDivisionError, "float division by zero");
      return float_new(vm, x / y);
    case Op::FLOORDIV:
    case Op::MOD: {
      if (y == 0) return raise(vm, kType_ZeroDivisionError, op == Op::MOD ? "division by zero" : "float floor division by zero");
      double mod = std::fmod(x, y), div = (x - mod) / y;
      if (mod != 0) {
        if ((y < 0) != (mod < 0)) {
          mod += y;
          div -= 1.0;
        }
      } else {
        mod = std::copysign(0.0, y);
      }
      if (op == Op::MOD) return float_new(vm, mod);
      double floordiv;
      if (div != 0) {
        floordiv = std::floor(div);
        if (div - floordiv > 0.5) floordiv += 1.0;
      } else {
        floordiv = std::copysign(0.0, x / y);
      }
      return float_new(vm, floordiv);
    }
    case Op::POW: return float_pow(vm, x, y);
    default: return Value::not_implemented();
  }
}

Value complex_power(Vm& vm, double re, double im) {
  return std::isinf(re) || std::isinf(im) ? raise(vm, kType_OverflowError, "complex exponentiation") : complex_new(vm, re, im);
}

Value complex_binary(Vm& vm, Op op, double ar, double ai, double br, double bi) {
  switch (op) {
    case Op::ADD: return complex_new(vm, ar + br, ai + bi);
    case Op::SUB: return complex_new(vm, ar - br, ai - bi);
    case Op::MUL: return complex_new(vm, ar * br - ai * bi, ar * bi + ai * br);
    case Op::TRUEDIV: {
      double abs_br = std::fabs(br), abs_bi = std::fabs(bi);
      if (abs_br >= abs_bi) {
        if (abs_br == 0) return raise(vm, kType_ZeroDivisionError, "complex division by zero");
        double ratio = bi / br, denom = br + bi * ratio;
        return complex_new(vm, (ar + ai * ratio) / denom, (ai - ar * ratio) / denom);
      }
      if (abs_bi >= abs_br) {
        double ratio = br / bi, denom = br * ratio + bi;
        return complex_new(vm, (ar * ratio + ai) / denom, (ai * ratio - ar) / denom);
      }
      return complex_new(vm, NAN, NAN);
    }
    case Op::POW: {
      if (br == 0 && bi == 0) return complex_new(vm, 1, 0);
      if (ar == 0 && ai == 0) {
        if (bi != 0 || br < 0) return raise(vm, kType_ZeroDivisionError, "zero to a negative or complex power");
        return complex_new(vm, 0, 0);
      }
      // Small integer exponents by repeated multiplication, as CPython.
      if (bi == 0 && br == std::floor(br) && std::fabs(br) <= 100) {
        auto n = static_cast<i64>(std::fabs(br));
        double rr = 1, ri = 0, pr = ar, pi = ai;
        for (i64 mask = 1; n >= mask; mask <<= 1) {
          if (n & mask) {
            double t = rr * pr - ri * pi;
            ri = rr * pi + ri * pr;
            rr = t;
          }
          double t = pr * pr - pi * pi;
          pi = 2 * pr * pi;
          pr = t;
        }
        if (br < 0) return complex_binary(vm, Op::TRUEDIV, 1, 0, rr, ri);
        return complex_power(vm, rr, ri);
      }
      double vabs = std::hypot(ar, ai), len = std::pow(vabs, br), at = std::atan2(ai, ar), phase = at * br;
      if (bi != 0) {
        len *= std::exp(-at * bi);
        phase += bi * std::log(vabs);
      }
      return complex_power(vm, len * std::cos(phase), len * std::sin(phase));
    }
    default: return Value::not_implemented();
  }
}

bool to_complex(Vm& vm, Value v, double* re, double* im) {
  *im = 0;
  if (is_float(v)) return *re = as_double(v), true;
  if (int_like(v)) {
    bool overflow;
    *re = int_to_double(vm, v, &overflow);
    return !overflow;
  }
  if (auto* c = get_if<Complex>(v)) {
    *re = c->real;
    *im = c->imag;
    return true;
  }
  return false;
}

}  // namespace

Value number_binary(Vm& vm, Op op, Value a, Value b) {
  bool ai = int_like(a), bi = int_like(b);
  if (ai && bi) {
    if (a.is_bool() && b.is_bool() && (op == Op::AND || op == Op::OR || op == Op::XOR)) {
      bool x = a.is_true(), y = b.is_true();
      return Value::boolean(op == Op::AND ? x && y : op == Op::OR ? x || y : x != y);
    }
    a = as_int(a);
    b = as_int(b);
    if (Value::both_small_ints(a, b)) {
      i64 x = a.as_small_int(), y = b.as_small_int(), r;
      switch (op) {
        case Op::ADD: return int_from_i64(vm, x + y);
        case Op::SUB: return int_from_i64(vm, x - y);
        case Op::MUL:
          if (!__builtin_mul_overflow(x, y, &r)) return int_from_i64(vm, r);
          break;
        case Op::FLOORDIV:
          if (y != 0) return r = x / y, int_from_i64(vm, r - ((x % y != 0) && ((x < 0) != (y < 0))));
          break;
        case Op::MOD:
          if (y != 0) return r = x % y, Value::small_int(r != 0 && ((r < 0) != (y < 0)) ? r + y : r);
          break;
        default: break;
      }
    }
    return int_binary(vm, op, a, b);
  }
  bool af = is_float(a), bf = is_float(b);
  if ((af || ai) && (bf || bi)) {
    bool overflow = false;
    double x = af ? as_double(a) : int_to_double(vm, a, &overflow);
    if (overflow) return raise(vm, kType_OverflowError, "int too large to convert to float");
    double y = bf ? as_double(b) : int_to_double(vm, b, &overflow);
    if (overflow) return raise(vm, kType_OverflowError, "int too large to convert to float");
    return float_binary(vm, op, x, y);
  }
  if (is<Complex>(a) || is<Complex>(b)) {
    double ar, aim, br, bim;
    if (!(ai || af || is<Complex>(a)) || !(bi || bf || is<Complex>(b))) return Value::not_implemented();
    if (!to_complex(vm, a, &ar, &aim) || !to_complex(vm, b, &br, &bim)) return raise(vm, kType_OverflowError, "int too large to convert to float");
    return complex_binary(vm, op, ar, aim, br, bim);
  }
  return Value::not_implemented();
}

Value native_unary(Vm& vm, Op op, Value v) {
  if (v.is_bool()) v = as_int(v);
  if (v.is_small_int()) {
    if (op == Op::POS) return v;
    if (op == Op::INVERT) return Value::small_int(~v.as_small_int());
    return int_from_i64(vm, -v.as_small_int());
  }
  if (is<BigInt>(v)) {
    if (op == Op::POS) return v;
    IntView x(v);
    IntResult r(vm, x.view().size + 1);
    if (!r.ok()) return Value::error();
    if (op == Op::INVERT) return r.finish(bigint::bit_not(int_context(vm), r.out(), x.view()));
    return r.finish(bigint::sub(int_context(vm), r.out(), bigint::View{}, x.view()));
  }
  if (is_float(v) && op != Op::INVERT) return op == Op::POS ? v : float_new(vm, -as_double(v));
  if (auto* c = get_if<Complex>(v); c != nullptr && op != Op::INVERT) {
    return op == Op::POS ? v : complex_new(vm, -c->real, -c->imag);
  }
  return Value::not_implemented();
}

}  // namespace monty
