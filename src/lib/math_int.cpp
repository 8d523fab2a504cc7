// SPDX-License-Identifier: MIT
// math: integers, and functions of sequences.
//
// Sequences: a list or tuple is read in place; any other iterable is made a list first (by Python code where it must),
// so that nothing is consumed before a hand-over.
#include <cfloat>
#include <cmath>

#include "lib/natives.h"
#include "natives/math.h"

namespace monty {

using namespace lib;
using bigint::Status;

namespace {

// The int behind an argument; ok() false: what to return.
Value index_of(Vm& vm, Value v) {
  Value n = int_value(v);
  if (!n.is_undef()) return n;
  if (!type_lookup_special(vm, v, names::op_index).is_undef()) return Value::defer();
  return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", v);
}
#define MONTY_INDEX(to, from)    \
  Value to = index_of(vm, from); \
  if (!to.ok()) return to;

bool negative(Value n) { return IntView(n).view().negative; }
Value multiply(Vm& vm, Value a, Value b) { return number_binary(vm, Op::MUL, a, b); }

// first * (first + step) * ... with `count` factors, step +-1; split in halves so that the factors stay balanced.
Value product(Vm& vm, Value first, i64 step, u64 count) {
  if (count <= 8) {
    Value r = first;
    Value at = first;
    for (u64 i = 1; i < count; i++) {
      at = number_binary(vm, Op::ADD, at, Value::small_int(step));
      if (!at.ok()) return at;
      r = multiply(vm, r, at);
      if (!r.ok()) return r;
    }
    return r;
  }
  if (!vm.meter.tick(4)) return raise_stopped(vm);
  Heap::LogScope scope(vm.heap);
  u64 half = count / 2;
  Value a = product(vm, first, step, half);
  if (!a.ok()) return a;
  Value shift = int_from_i64(vm, step * static_cast<i64>(half));
  Value middle = shift.ok() ? number_binary(vm, Op::ADD, first, shift) : shift;
  if (!middle.ok()) return middle;
  Value b = product(vm, middle, step, count - half);
  if (!b.ok()) return b;
  Value r = multiply(vm, a, b);
  if (!r.ok()) return r;
  scope.reset();
  vm.heap.keep(r);
  return r;
}

Value gcd_of(Vm& vm, Value a, Value b) {
  if (Value::both_small_ints(a, b)) {
    u64 x = static_cast<u64>(a.as_small_int() < 0 ? -a.as_small_int() : a.as_small_int());
    u64 y = static_cast<u64>(b.as_small_int() < 0 ? -b.as_small_int() : b.as_small_int());
    while (y != 0) {
      u64 t = x % y;
      x = y, y = t;
    }
    return int_from_u64(vm, x);
  }
  IntView av(a), bv(b);
  usize size = av.view().size > bv.view().size ? av.view().size : bv.view().size;
  IntResult r(vm, size);
  if (!r.ok()) return Value::error();
  Status s = bigint::gcd(int_context(vm), r.out(), av.view(), bv.view());
  return r.finish(s);
}

Value magnitude(Vm& vm, Value n) { return negative(n) ? native_unary(vm, Op::NEG, n) : n; }

// ---------------------------------------------------------------- sequences

// The items of a list or tuple.
bool items_of(Value v, const Value** items, u32* count) {
  if (auto* l = get_if<List>(v)) return *items = l->items, *count = l->length(), true;
  if (auto* t = get_if<Tuple>(v)) return *items = t->items, *count = t->length(), true;
  return false;
}

// v as a list or tuple. Not ok(): return it; undef: the iterable needs Python code.
Value sequence_of(Vm& vm, Value v) {
  if (is<List>(v) || is<Tuple>(v)) return v;
  Value it = get_iter(vm, v);
  if (it.is_defer() || (it.ok() && !steps_natively(it))) return Value::undef();
  if (!it.ok()) return it;
  List* list = list_new(vm, 8);
  if (list == nullptr) return Value::error();
  Heap::LogScope scope(vm.heap);
  while (true) {
    Value x = iter_next(vm, it);
    if (x.is_undef()) return Value::cell(list);
    if (!x.ok()) return x;
    if (!list_append(vm, list, x)) return Value::error();
    scope.reset();
    if (!vm.meter.tick()) return raise_stopped(vm);
  }
}

Value by_python(Vm& vm, const char* how, const char* function, Value a, Value b = Value::undef()) {
  NativeFunction* f = find_native_function("math", function);
  vm.deferred = false;
  Value args[3] = {Value::cell(f), a, b};
  return library_call(vm, "math", how, args, b.is_undef() ? 2 : 3);
}

enum class Convert1 : u8 { Done, Error, Python };
Convert1 number_at(Vm& vm, Value v, double* out) {
  if (to_double(vm, v, out)) return Convert1::Done;
  return vm.deferred ? Convert1::Python : Convert1::Error;
}

struct Pair {
  double hi, lo;
};
Pair exact_sum(double a, double b) {
  double x = a + b, z = x - a;
  return {x, (a - (x - z)) + (b - z)};
}
Pair exact_product(double a, double b) {
  double x = a * b;
  return {x, std::fma(a, b, -x)};
}

// Length of a vector without overflow, nearly correctly rounded (scaled by a power of two, squares summed with their
// rounding errors, one correction of the root).
double norm(double* v, u32 n, double max, bool nan) {
  if (std::isinf(max)) return max;
  if (nan) return std::nan("");
  if (max == 0 || n <= 1) return max;
  int exponent;
  std::frexp(max, &exponent);
  if (exponent < -1023) {
    for (u32 i = 0; i < n; i++) v[i] /= DBL_MIN;
    return DBL_MIN * norm(v, n, max / DBL_MIN, false);
  }
  double scale = std::ldexp(1.0, -exponent), sum = 1, low1 = 0, low2 = 0;
  auto add = [&](double a, double b) {
    Pair square = exact_product(a, b);
    double total = sum + square.hi;
    low2 += (sum - total) + square.hi;
    sum = total;
    low1 += square.lo;
  };
  for (u32 i = 0; i < n; i++) add(v[i] * scale, v[i] * scale);
  double h = std::sqrt(sum - 1 + (low1 + low2));
  add(-h, h);
  h += (sum - 1 + (low1 + low2)) / (2 * h);
  return h / scale;
}

// Storage of a vector, charged. Null: exception pending.
double* vector_buffer(Vm& vm, u32 n) {
  auto* p = static_cast<double*>(vm.heap.allocate_buffer(usize{n == 0 ? 1 : n} * 8));
  if (p == nullptr) raise_memory_error(vm);
  return p;
}

}  // namespace

namespace native {

Value math_factorial(Vm& vm, Value x) {
  MONTY_INDEX(n, x);
  if (negative(n)) return raise_value_error(vm, "factorial() not defined for negative values");
  i64 k;
  if (!int_to_i64(n, &k)) return raise(vm, kType_OverflowError, "factorial() argument should not exceed %l", INT64_MAX);
  if (k <= 20) {
    i64 r = 1;
    for (i64 i = 2; i <= k; i++) r *= i;
    return int_from_i64(vm, r);
  }
  return product(vm, Value::small_int(1), 1, static_cast<u64>(k));
}

Value math_perm(Vm& vm, Value n_, Value k_) {
  if (k_.is_none() || k_.is_undef()) return math_factorial(vm, n_);
  MONTY_INDEX(n, n_);
  MONTY_INDEX(k, k_);
  if (negative(n)) return raise_value_error(vm, "n must be a non-negative integer");
  if (negative(k)) return raise_value_error(vm, "k must be a non-negative integer");
  if (bigint::compare(IntView(n).view(), IntView(k).view()) < 0) return Value::small_int(0);
  i64 count;
  if (!int_to_i64(k, &count)) return raise(vm, kType_OverflowError, "k must not exceed %l", INT64_MAX);
  if (count == 0) return Value::small_int(1);
  return product(vm, n, -1, static_cast<u64>(count));
}

Value math_comb(Vm& vm, Value n_, Value k_) {
  MONTY_INDEX(n, n_);
  MONTY_INDEX(k, k_);
  if (negative(n)) return raise_value_error(vm, "n must be a non-negative integer");
  if (negative(k)) return raise_value_error(vm, "k must be a non-negative integer");
  Value rest = number_binary(vm, Op::SUB, n, k);
  if (!rest.ok()) return rest;
  if (negative(rest)) return Value::small_int(0);
  if (bigint::compare(IntView(rest).view(), IntView(k).view()) < 0) k = rest;
  i64 count;
  if (!int_to_i64(k, &count)) return raise(vm, kType_OverflowError, "min(n - k, k) must not exceed %l", INT64_MAX);
  if (count == 0) return Value::small_int(1);
  if (count > 32) {
    Value top = product(vm, n, -1, static_cast<u64>(count));
    if (!top.ok()) return top;
    Value bottom = product(vm, Value::small_int(1), 1, static_cast<u64>(count));
    return bottom.ok() ? number_binary(vm, Op::FLOORDIV, top, bottom) : bottom;
  }
  Value r = n, at = n;
  for (i64 i = 1; i < count; i++) {
    at = number_binary(vm, Op::SUB, at, Value::small_int(1));
    if (at.ok()) r = multiply(vm, r, at);
    if (!at.ok()) return at;
    if (r.ok()) r = number_binary(vm, Op::FLOORDIV, r, Value::small_int(i + 1));
    if (!r.ok()) return r;
  }
  return r;
}

Value math_gcd(Vm& vm, Tuple* integers) {
  Value r = Value::small_int(0);
  for (u32 i = 0; i < integers->length(); i++) {
    MONTY_INDEX(n, integers->items[i]);
    r = gcd_of(vm, r, n);
    if (!r.ok()) return r;
  }
  return r;
}

Value math_lcm(Vm& vm, Tuple* integers) {
  Value r = Value::small_int(1);
  for (u32 i = 0; i < integers->length(); i++) {
    MONTY_INDEX(n, integers->items[i]);
    if (r == Value::small_int(0) || n == Value::small_int(0)) {
      r = Value::small_int(0);
      continue;
    }
    Value g = gcd_of(vm, r, n);
    if (!g.ok()) return g;
    Value q = number_binary(vm, Op::FLOORDIV, r, g);
    if (!q.ok()) return q;
    r = multiply(vm, q, n);
    if (r.ok()) r = magnitude(vm, r);
    if (!r.ok()) return r;
  }
  return r;
}

Value math_isqrt(Vm& vm, Value n_) {
  MONTY_INDEX(n, n_);
  if (negative(n)) return raise_value_error(vm, "isqrt() argument must be nonnegative");
  IntView view(n);
  IntResult r(vm, (view.view().size + 1) / 2 + 1);
  if (!r.ok()) return Value::error();
  Status s = bigint::isqrt(int_context(vm), r.out(), view.view());
  return r.finish(s);
}

// Exact sum of doubles: non-overlapping partial sums (Shewchuk 1997), rounded once at the end.
Value math_fsum(Vm& vm, Value seq) {
  Value list = sequence_of(vm, seq);
  if (list.is_undef()) return by_python(vm, "_with_lists", "fsum", seq);
  if (!list.ok()) return list;
  const Value* items;
  u32 count;
  items_of(list, &items, &count);
  double partials[2100];  // they do not overlap, so at most one for each bit that a double may have
  u32 n = 0;
  double special = 0, infinities = 0;
  for (u32 k = 0; k < count; k++) {
    if (!vm.meter.tick()) return raise_stopped(vm);
    double x;
    switch (number_at(vm, items[k], &x)) {
      case Convert1::Done: break;
      case Convert1::Error: return Value::error();
      case Convert1::Python: return by_python(vm, "_with_floats", "fsum", list);
    }
    double given = x;
    u32 kept = 0;
    for (u32 j = 0; j < n; j++) {
      double y = partials[j];
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      double hi = x + y, lo = y - (hi - x);
      if (lo != 0) partials[kept++] = lo;
      x = hi;
    }
    n = kept;
    if (x == 0) continue;
    if (!std::isfinite(x)) {
      if (std::isfinite(given)) return raise(vm, kType_OverflowError, "intermediate overflow in fsum");
      if (std::isinf(given)) infinities += given;
      special += given;
      n = 0;
    } else {
      partials[n++] = x;
    }
  }
  if (special != 0 || std::isnan(special)) {
    if (std::isnan(infinities)) return raise_value_error(vm, "-inf + inf in fsum");
    return float_new(vm, special);
  }
  double hi = 0, lo = 0;
  if (n > 0) {
    hi = partials[--n];
    while (n > 0) {
      double x = hi, y = partials[--n];
      hi = x + y;
      lo = y - (hi - x);
      if (lo != 0) break;
    }
    // Half-way cases look at the sign of what is left.
    if (n > 0 && ((lo < 0 && partials[n - 1] < 0) || (lo > 0 && partials[n - 1] > 0))) {
      double y = lo * 2, x = hi + y;
      if (y == x - hi) hi = x;
    }
  }
  return float_new(vm, hi);
}

Value math_hypot(Vm& vm, Tuple* coordinates) {
  u32 n = coordinates->length();
  double* v = vector_buffer(vm, n);
  MONTY_TRY(v);
  double max = 0;
  bool nan = false;
  for (u32 i = 0; i < n; i++) {
    if (!to_double(vm, coordinates->items[i], &v[i])) return conversion_failed(vm);
    v[i] = std::fabs(v[i]);
    nan |= std::isnan(v[i]);
    if (v[i] > max) max = v[i];
  }
  return float_new(vm, norm(v, n, max, nan));
}

Value math_dist(Vm& vm, Value p, Value q) {
  Value a = sequence_of(vm, p), b = a.ok() && !a.is_undef() ? sequence_of(vm, q) : Value::undef();
  if (a.is_error()) return a;
  if (a.is_undef() || b.is_undef()) return by_python(vm, "_with_lists", "dist", p, q);
  if (!b.ok()) return b;
  const Value *x, *y;
  u32 n, m;
  items_of(a, &x, &n);
  items_of(b, &y, &m);
  if (n != m) return raise_value_error(vm, "both points must have the same number of dimensions");
  double* v = vector_buffer(vm, n);
  MONTY_TRY(v);
  double max = 0;
  bool nan = false;
  for (u32 i = 0; i < n; i++) {
    if (!vm.meter.tick()) return raise_stopped(vm);
    double s, t;
    Convert1 c = number_at(vm, x[i], &s);
    if (c == Convert1::Done) c = number_at(vm, y[i], &t);
    if (c == Convert1::Error) return Value::error();
    if (c == Convert1::Python) return by_python(vm, "_with_floats", "dist", a, b);
    v[i] = std::fabs(s - t);
    nan |= std::isnan(v[i]);
    if (v[i] > max) max = v[i];
  }
  return float_new(vm, norm(v, n, max, nan));
}

Value math_prod(Vm& vm, Value iterable, Value start) {
  if (start.is_undef()) start = Value::small_int(1);
  Value list = sequence_of(vm, iterable);
  Value args[2] = {start, iterable};
  if (list.is_undef()) return library_call(vm, "math", "_prod_rest", args, 2);
  if (!list.ok()) return list;
  const Value* items;
  u32 count;
  items_of(list, &items, &count);
  Heap::LogScope scope(vm.heap);
  Value r = start;
  for (u32 i = 0; i < count; i++) {
    if (!vm.meter.tick()) return raise_stopped(vm);
    Value next = number_binary(vm, Op::MUL, r, items[i]);
    if (next.is_not_implemented() || next.is_defer()) {
      args[1] = list;
      vm.heap.keep(list);
      return library_call(vm, "math", "_prod_rest", args, 2);
    }
    if (!next.ok()) return next;
    r = next;
    if (r.is_cell() && list == iterable) {
      scope.reset();
      vm.heap.keep(r);
    }
  }
  return r;
}

Value math_sumprod(Vm& vm, Value p, Value q) {
  Value a = sequence_of(vm, p), b = a.ok() && !a.is_undef() ? sequence_of(vm, q) : Value::undef();
  if (a.is_error()) return a;
  if (a.is_undef() || b.is_undef()) return by_python(vm, "_with_lists", "sumprod", p, q);
  if (!b.ok()) return b;
  const Value *x, *y;
  u32 n, m;
  items_of(a, &x, &n);
  items_of(b, &y, &m);
  if (n != m) return raise_value_error(vm, "Inputs are not the same length");
  auto number = [](Value v) { return v.is_bool() || is_int(v) || is_float(v); };
  Value whole = Value::small_int(0);
  double hi = 0, lo = 0, tiny = 0;  // sum of the float products in triple length
  bool real = false;
  for (u32 i = 0; i < n; i++) {
    if (!vm.meter.tick()) return raise_stopped(vm);
    if (!number(x[i]) || !number(y[i])) {
      Value args[2] = {a, b};
      return library_call(vm, "math", "_sumprod_rest", args, 2);
    }
    if (is_float(x[i]) || is_float(y[i])) {
      double s, t;
      if (!to_double(vm, x[i], &s) || !to_double(vm, y[i], &t)) return conversion_failed(vm);
      real = true;
      Pair product = exact_product(s, t), top = exact_sum(hi, product.hi), low = exact_sum(lo, product.lo), mid = exact_sum(low.hi, top.lo);
      if (!std::isfinite(product.hi) || !std::isfinite(top.hi)) {
        hi += s * t, lo = tiny = 0;
        continue;
      }
      hi = top.hi, lo = mid.hi, tiny += low.lo + mid.lo;
    } else {
      Value term = number_binary(vm, Op::MUL, int_value(x[i]), int_value(y[i]));
      if (term.ok()) whole = number_binary(vm, Op::ADD, whole, term);
      if (!term.ok() || !whole.ok()) return term.ok() ? whole : term;
    }
  }
  if (!real) return whole;
  Pair rest = exact_sum(lo, tiny), total = exact_sum(hi, rest.hi);
  double sum = std::isfinite(hi) ? total.hi + (total.lo + rest.lo) : hi;
  if (whole == Value::small_int(0)) return float_new(vm, sum);
  Value f = float_new(vm, sum);
  return f.ok() ? number_binary(vm, Op::ADD, whole, f) : f;
}

}  // namespace native
}  // namespace monty
