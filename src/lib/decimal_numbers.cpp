// SPDX-License-Identifier: MIT
// decimal: what its numbers do while they are small, which is nearly always; the rest is in decimal.py. A number is
// (-1)**sign * coef * 10**exp in the order of Decimal.__slots__. None: not natively, because an operand is no finite
// number, or has more digits than two words hold. Traps and flags are the Python code's: it is told what was lost.
#include <string_view>

#include "lib/slots.h"
#include "natives/_monty.h"
#include "object/native_help.h"
#include "object/number.h"

namespace monty {

using namespace lib;

namespace {

using u128 = unsigned __int128;

constexpr int kMostDigits = 38;   // 10 ** 38 fits
constexpr i64 kMostExp = 100000;  // far from what a context of the usual range cannot hold

enum { kSign, kCoef, kExp, kSpecial, kSlots };
enum class Mode : u8 { Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven, Up05, Unknown };
constexpr std::string_view kModes[] = {"ROUND_UP",      "ROUND_DOWN",      "ROUND_CEILING",   "ROUND_FLOOR",
                                       "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"};
enum class Lost : u8 { Nothing, Zeros, Digits };

struct Number {
  u128 coef = 0;
  i64 exp = 0;
  bool negative = false;
};

struct Powers {
  u128 of[kMostDigits + 1];
  constexpr Powers() : of{} {
    of[0] = 1;
    for (int i = 1; i <= kMostDigits; i++) of[i] = of[i - 1] * 10;
  }
};
constexpr Powers kTen;

Mode mode_of(Value rounding) {
  const Str* s = get_if<Str>(rounding);
  if (s == nullptr || !s->ascii()) return Mode::Unknown;
  u8 i = 0;
  while (i < static_cast<u8>(Mode::Unknown) && s->ascii_view() != kModes[i]) i++;
  return static_cast<Mode>(i);
}

int digits_of(u128 n) {
  int d = 1;
  while (d <= kMostDigits && n >= kTen.of[d]) d++;
  return d;
}

// coef * 10 ** by; false: it does not fit.
bool scale(u128* coef, i64 by) {
  if (*coef == 0) return true;
  return by <= kMostDigits && !__builtin_mul_overflow(*coef, kTen.of[by], coef) && *coef < kTen.of[kMostDigits];
}

bool coefficient(Value v, u128* coef, bool* negative) {
  v = int_value(v);
  if (v.is_undef()) return false;
  const IntView view(v);
  const bigint::View n = view.view();
  if (n.size > 2) return false;
  *coef = (n.size > 1 ? u128{n.limbs[1]} << 64 : 0) | (n.size > 0 ? n.limbs[0] : 0);
  *negative = n.negative;
  return *coef < kTen.of[kMostDigits];
}

// A finite Decimal, or an int.
bool read(Value v, Number* n) {
  Type* type = library_class(v, "Decimal");
  if (type == nullptr) return coefficient(v, &n->coef, &n->negative);
  if (type->members < kSlots || v.as<Instance>()->capacity < kSlots) return false;
  const Value* s = v.as<Instance>()->slots;
  const Value exp = s[kExp];
  bool below;
  if (!is<Str>(s[kSpecial]) || s[kSpecial].as<Str>()->length() != 0 || !coefficient(s[kCoef], &n->coef, &below) || below) return false;
  if (!exp.is_small_int() || exp.as_small_int() > kMostExp || exp.as_small_int() < -kMostExp) return false;
  n->exp = exp.as_small_int();
  n->negative = s[kSign] == Value::small_int(1);
  return true;
}

Value int_of(Vm& vm, u128 n) {
  if (n >> 63 == 0) return int_from_i64(vm, static_cast<i64>(n));
  IntResult made(vm, 2);
  if (!made.ok()) return Value::error();
  made.out().limbs[0] = static_cast<u64>(n);
  made.out().limbs[1] = static_cast<u64>(n >> 64);
  made.out().size = made.out().limbs[1] != 0 ? 2 : 1;
  return made.finish(bigint::Status::ok);
}

Value make(Vm& vm, Type* cls, const Number& n) {
  const Value coef = int_of(vm, n.coef);
  if (!coef.ok()) return coef;
  const Value made = instance_new(vm, cls);
  if (made.is_error()) return made;
  auto* o = get_if<Instance>(made);
  if (o == nullptr || cls->members < kSlots || o->capacity < kSlots) return Value::none();
  o->slots[kSign] = Value::small_int(n.negative);
  o->slots[kCoef] = coef;
  o->slots[kExp] = Value::small_int(n.exp);
  o->slots[kSpecial] = Value::cell(names::empty);
  return made;
}

// The number, or the number and what was lost (1: zeros, 2: other digits).
Value result(Vm& vm, Type* cls, const Number& n, Lost lost) {
  const Value made = make(vm, cls, n);
  if (lost == Lost::Nothing || !made.ok() || made.is_none()) return made;
  const Value both[] = {made, Value::small_int(static_cast<i64>(lost))};
  return cell_or_raise(tuple_from(vm, both, 2));
}

bool rounds_up(bool negative, u128 quotient, u128 rest, u128 divisor, Mode mode) {
  const u128 above = divisor - rest;  // twice a rest may not fit
  switch (mode) {
    case Mode::HalfEven: return rest > above || (rest == above && (quotient & 1) != 0);
    case Mode::HalfUp: return rest >= above;
    case Mode::HalfDown: return rest > above;
    case Mode::Up: return rest != 0;
    case Mode::Ceiling: return rest != 0 && !negative;
    case Mode::Floor: return rest != 0 && negative;
    case Mode::Up05: return rest != 0 && quotient % 5 == 0;
    default: return false;
  }
}

// Without its last `drop` digits.
Lost cut(Number* n, i64 drop, Mode mode) {
  n->exp += drop;
  if (drop > kMostDigits) {
    const bool up = n->coef != 0 && (mode == Mode::Up || mode == Mode::Up05 || (mode == Mode::Ceiling && !n->negative) || (mode == Mode::Floor && n->negative));
    const Lost lost = n->coef != 0 ? Lost::Digits : Lost::Zeros;
    n->coef = up;
    return lost;
  }
  const u128 divisor = kTen.of[drop], rest = n->coef % divisor;
  n->coef /= divisor;
  n->coef += rounds_up(n->negative, n->coef, rest, divisor, mode);
  return rest != 0 ? Lost::Digits : Lost::Zeros;
}

Lost fix(Number* n, i64 prec, Mode mode) {
  const int digits = digits_of(n->coef);
  if (digits <= prec) return Lost::Nothing;
  const Lost lost = cut(n, digits - prec, mode);
  if (n->coef == kTen.of[prec]) n->coef /= 10, n->exp++;
  return lost;
}

int order(const Number& a, const Number& b, bool* known) {
  *known = true;
  const int sign = a.negative ? -1 : 1;
  if (a.coef == 0 || b.coef == 0) return a.coef != 0 ? sign : b.coef == 0 ? 0 : b.negative ? 1 : -1;
  if (a.negative != b.negative) return sign;
  const i64 size = (a.exp + digits_of(a.coef)) - (b.exp + digits_of(b.coef));
  if (size != 0) return size > 0 ? sign : -sign;
  u128 x = a.coef, y = b.coef;
  *known = scale(a.exp > b.exp ? &x : &y, a.exp > b.exp ? a.exp - b.exp : b.exp - a.exp);
  return x == y ? 0 : x > y ? sign : -sign;
}

}  // namespace

namespace native {

Value monty_decimal_read(Vm& vm, Value cls, Value given) {
  auto* type = get_if<Type>(cls);
  Number n;
  if (type == nullptr) return Value::none();
  auto* s = get_if<Str>(given);
  if (s == nullptr) return coefficient(given, &n.coef, &n.negative) ? make(vm, type, n) : Value::none();
  if (!s->ascii() || s->length() > 64) return Value::none();
  const std::string_view t = s->ascii_view();
  usize i = 0;
  if (i < t.size() && (t[i] == '-' || t[i] == '+')) n.negative = t[i++] == '-';
  bool point = false, any = false;
  for (; i < t.size(); i++) {
    if (t[i] == '.' && !point) {
      point = true;
      continue;
    }
    if (t[i] < '0' || t[i] > '9') break;
    if (n.coef >= kTen.of[kMostDigits - 1]) return Value::none();
    n.coef = n.coef * 10 + static_cast<u128>(t[i] - '0');
    n.exp -= point;
    any = true;
  }
  if (any && i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
    const bool below = ++i < t.size() && t[i] == '-';
    if (i < t.size() && (t[i] == '-' || t[i] == '+')) i++;
    if (i == t.size() || t.size() - i > 4) return Value::none();
    i64 exp = 0;
    for (; i < t.size() && t[i] >= '0' && t[i] <= '9'; i++) exp = exp * 10 + (t[i] - '0');
    n.exp += below ? -exp : exp;
  }
  return any && i == t.size() ? make(vm, type, n) : Value::none();
}

// `kind`: + - * or / as a character.
Value monty_decimal_calculate(Vm& vm, i64 kind, Value self, Value other, i64 prec, Value rounding) {
  Type* cls = library_class(self, "Decimal");
  Number a, b;
  const Mode mode = mode_of(rounding);
  if (cls == nullptr || prec < 1 || prec > kMostDigits - 1 || mode == Mode::Unknown || !read(self, &a) || !read(other, &b)) return Value::none();
  Number out;
  if (kind == '*') {
    if (__builtin_mul_overflow(a.coef, b.coef, &out.coef) || out.coef >= kTen.of[kMostDigits]) return Value::none();
    out.exp = a.exp + b.exp;
    out.negative = a.negative != b.negative;
    return result(vm, cls, out, fix(&out, prec, mode));
  }
  if (kind == '/') {
    if (a.coef == 0 || b.coef == 0) return Value::none();
    const i64 shift = digits_of(b.coef) - digits_of(a.coef) + prec + 1;
    if (!scale(shift > 0 ? &a.coef : &b.coef, shift > 0 ? shift : -shift)) return Value::none();
    out.coef = a.coef / b.coef;
    const i64 ideal = a.exp - b.exp;
    out.exp = ideal - shift;
    out.negative = a.negative != b.negative;
    if (a.coef % b.coef != 0) {
      if (out.coef % 5 == 0) out.coef++;  // no halfway case and not exact, for the rounding to see
    } else {
      while (out.exp < ideal && out.coef % 10 == 0) out.coef /= 10, out.exp++;
    }
    return result(vm, cls, out, fix(&out, prec, mode));
  }
  if (kind == '-') b.negative = !b.negative;
  const i64 gap = a.exp - b.exp;
  if (!scale(gap > 0 ? &a.coef : &b.coef, gap > 0 ? gap : -gap)) return Value::none();
  out.exp = gap > 0 ? b.exp : a.exp;
  if (a.negative == b.negative) {
    out.coef = a.coef + b.coef;  // both below 10 ** 38
    if (out.coef >= kTen.of[kMostDigits]) return Value::none();
    out.negative = a.negative;
  } else {
    out.coef = a.coef > b.coef ? a.coef - b.coef : b.coef - a.coef;
    out.negative = a.coef == b.coef ? mode == Mode::Floor : a.coef > b.coef ? a.negative : b.negative;
  }
  return result(vm, cls, out, fix(&out, prec, mode));
}

Value monty_decimal_order(Vm&, Value self, Value other) {
  Number a, b;
  bool known = false;
  if (!read(self, &a) || !read(other, &b)) return Value::none();
  const int way = order(a, b, &known);
  return known ? Value::small_int(way) : Value::none();
}

Value monty_decimal_quantize(Vm& vm, Value self, Value pattern, i64 prec, Value rounding) {
  Type* cls = library_class(self, "Decimal");
  Number a, b;
  const Mode mode = mode_of(rounding);
  if (cls == nullptr || prec < 1 || prec > kMostDigits - 1 || mode == Mode::Unknown || !read(self, &a) || !read(pattern, &b)) return Value::none();
  Lost lost = Lost::Nothing;
  if (b.exp > a.exp && a.coef != 0) {
    lost = cut(&a, b.exp - a.exp, mode);
  } else if (!scale(&a.coef, a.exp - b.exp)) {
    return Value::none();
  }
  a.exp = b.exp;
  return digits_of(a.coef) <= prec ? result(vm, cls, a, lost) : Value::none();
}

// As of a fraction: modulo 2 ** 61 - 1, where powers of ten have inverses.
Value monty_decimal_hash(Vm& vm, Value self) {
  constexpr u64 kPrime = (u64{1} << 61) - 1, kTenth = 2075258708292324556;
  static_assert(static_cast<u128>(kTenth) * 10 % kPrime == 1);
  Number n;
  if (!read(self, &n)) return Value::none();
  u64 value = static_cast<u64>(n.coef % kPrime);
  u64 base = n.exp < 0 ? kTenth : 10;
  for (u64 e = static_cast<u64>(n.exp < 0 ? -n.exp : n.exp); e != 0; e >>= 1) {
    if (e & 1) value = static_cast<u64>(static_cast<u128>(value) * base % kPrime);
    base = static_cast<u64>(static_cast<u128>(base) * base % kPrime);
  }
  const i64 hash = n.negative ? -static_cast<i64>(value) : static_cast<i64>(value);
  return int_from_i64(vm, hash == -1 ? -2 : hash);
}

}  // namespace native
}  // namespace monty
