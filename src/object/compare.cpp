// SPDX-License-Identifier: MIT
// Hashing, equality, ordering, truth and containment of exact builtin types. Where an operand's class is written in
// Python and says something of its own, the answer is Defer. Nested containers are walked on the C stack to a small
// fixed depth; deeper ones defer to the twins, which recurse in frames.
#include "base/str_hash.h"
#include "native/bind.h"
#include "object/number.h"
#include "object/operations.h"
#include "object/text.h"
#include "object/type.h"

#include <cmath>

namespace monty {

u64 int_hash_wide(i64 n) {
  constexpr u64 kMod = (u64{1} << 61) - 1;
  u64 u = n < 0 ? 0 - static_cast<u64>(n) : static_cast<u64>(n);
  u = u % kMod;
  i64 h = n < 0 ? -static_cast<i64>(u) : static_cast<i64>(u);
  return static_cast<u64>(h == -1 ? -2 : h);
}

namespace {

constexpr int kMaxNesting = 40;

Tri hash_at(Vm& vm, Value v, u64* out, int depth);
Tri equal_at(Vm& vm, Value a, Value b, int depth);
Tri order_at(Vm& vm, Op op, Value a, Value b, bool* out, int depth);

u64 double_hash(double d) {
  constexpr int kBits = 61;
  constexpr u64 kMod = (u64{1} << kBits) - 1;
  if (!std::isfinite(d)) {
    if (std::isinf(d)) return static_cast<u64>(d > 0 ? i64{314159} : i64{-314159});
    return 0;
  }
  if (std::fabs(d) < 4503599627370496.0 && d == std::trunc(d)) return int_hash(static_cast<i64>(d));
  int e;
  double m = std::frexp(d, &e);
  int sign = 1;
  if (m < 0) {
    sign = -1;
    m = -m;
  }
  u64 x = 0;
  while (m != 0) {
    x = ((x << 28) & kMod) | x >> (kBits - 28);
    m *= 268435456.0;
    e -= 28;
    u64 y = static_cast<u64>(m);
    m -= static_cast<double>(y);
    x += y;
    if (x >= kMod) x -= kMod;
  }
  e = e >= 0 ? e % kBits : kBits - 1 - ((-1 - e) % kBits);
  x = ((x << e) & kMod) | x >> (kBits - e);
  i64 h = static_cast<i64>(x) * sign;
  return static_cast<u64>(h == -1 ? -2 : h);
}

// xxHash's tuple scheme as CPython uses it.
Tri tuple_hash(Vm& vm, const Value* items, u32 n, u64* out, int depth) {
  constexpr u64 kP1 = 11400714785074694791u, kP2 = 14029467366897019727u, kP5 = 2870177450012600261u;
  u64 acc = kP5;
  for (u32 i = 0; i < n; i++) {
    u64 lane;
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return raise_stopped(vm), Tri::Error;
    const Value v = items[i];
    if (v.is_small_int()) {
      lane = int_hash(v.as_small_int());
    } else if (is<Str>(v)) {
      lane = str_hash_of(v.as<Str>());
    } else {
      Tri t = hash_at(vm, v, &lane, depth + 1);
      if (t != Tri::True) return t;
    }
    acc += lane * kP2;
    acc = std::rotl(acc, 31);
    acc *= kP1;
  }
  if (!vm.meter.tick((n & 1023) + 1)) return raise_stopped(vm), Tri::Error;
  acc += n ^ (kP5 ^ 3527539u);
  *out = acc == ~u64{0} ? 1546275796 : acc;
  return Tri::True;
}

u64 frozenset_hash(Set* s) {
  u64 hash = 0;
  if (s->table != nullptr) {
    for (u32 i = 0; i <= s->mask; i++) {
      const SetEntry& e = s->table[i];
      if (e.key.is_undef() || e.key == Set::dummy()) continue;
      hash ^= ((e.hash ^ 89869747u) ^ (e.hash << 16)) * 3644798167u;
    }
  }
  hash ^= (u64{s->used} + 1) * 1927868237u;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069u + 907133923u;
  if (hash == ~u64{0}) hash = 590923713u;
  return hash;
}

Tri unhashable(Vm& vm, Value v) {
  raise_type_error(vm, "unhashable type: '%T'", v);
  return Tri::Error;
}

// The builtin type's own method, for payload classes (class Color(str)).
bool is_native_method(Value v) { return is<NativeFunction>(v); }

Tri hash_at(Vm& vm, Value v, u64* out, int depth) {
  if (v.is_small_int()) return *out = int_hash(v.as_small_int()), Tri::True;
  if (v.is_small_float()) return *out = double_hash(v.as_small_float()), Tri::True;
  if (!v.is_cell()) {
    if (v.is_bool())
      *out = v.is_true();
    else
      *out = 0xFCA86420u + v.bits();
    return Tri::True;
  }
  switch (v.as_cell()->kind) {
    case Kind::Str: return *out = str_hash_of(v.as<Str>()), Tri::True;
    case Kind::BigInt:
      if (!vm.meter.tick(v.as<BigInt>()->aux / 4)) return raise_stopped(vm), Tri::Error;
      return *out = static_cast<u64>(bigint::python_hash(IntView(v).view())), Tri::True;
    case Kind::Float: return *out = double_hash(v.as<Float>()->number), Tri::True;
    case Kind::Complex: {
      u64 re = double_hash(v.as<Complex>()->real), im = double_hash(v.as<Complex>()->imag);
      u64 h = re + 1000003u * im;
      *out = h == ~u64{0} ? ~u64{1} : h;
      return Tri::True;
    }
    case Kind::Bytes: {
      auto* b = v.as<Bytes>();
      if (b->hash == 0 && !tick_bytes(vm, b->length())) return Tri::Error;
      if (b->hash == 0) b->hash = str_hash(b->data, b->length());
      *out = b->hash;
      return Tri::True;
    }
    case Kind::Tuple:
      if (depth > kMaxNesting) return Tri::Defer;
      return tuple_hash(vm, v.as<Tuple>()->items, v.as<Tuple>()->length(), out, depth);
    case Kind::FrozenSet: {
      auto* s = v.as<Set>();
      if (s->hash == 0) s->hash = frozenset_hash(s);
      *out = s->hash;
      return Tri::True;
    }
    case Kind::Slice: {
      if (depth > kMaxNesting) return Tri::Defer;
      auto* s = v.as<Slice>();
      Value parts[3] = {s->start, s->stop, s->step};
      return tuple_hash(vm, parts, 3, out, depth);
    }
    case Kind::Range: {
      auto* r = v.as<Range>();
      Value parts[3] = {r->length, Value::none(), Value::none()};
      if (!(r->length == Value::small_int(0))) {
        parts[1] = r->start;
        if (!(r->length == Value::small_int(1))) parts[2] = r->step;
      }
      return tuple_hash(vm, parts, 3, out, depth);
    }
    case Kind::List:
    case Kind::Dict:
    case Kind::Set:
    case Kind::ByteArray: return unhashable(vm, v);
    case Kind::DictView: return v.as_cell()->aux == 1 ? (*out = id_of(vm, v) * 2654435761u, Tri::True) : unhashable(vm, v);
    case Kind::BoundMethod: {
      u64 h;
      if (is<BoundMethod>(v.as<BoundMethod>()->function)) {
        h = id_of(vm, v.as<BoundMethod>()->function);  // as equality compares it; a chain of them has no end
      } else {
        Tri t = hash_at(vm, v.as<BoundMethod>()->function, &h, depth + 1);
        if (t != Tri::True) return t;
      }
      *out = h ^ (id_of(vm, v.as<BoundMethod>()->self) * 2654435761u);
      return Tri::True;
    }
    case Kind::GenericAlias:
    case Kind::UnionType:
    case Kind::MappingProxy:
    case Kind::MemoryView:
    case Kind::Native: return Tri::Defer;
    case Kind::Instance:
    case Kind::Exception: {
      Type* type = v.as<Instance>()->type;
      Value method = type_lookup(vm, type, names::op_hash);
      if (method.is_none()) return unhashable(vm, v);
      if (!is_native_method(method)) return Tri::Defer;
      if (method.as<NativeFunction>()->owner == &kType_object || v.as_cell()->kind == Kind::Exception) break;
      if (type->payload_type != nullptr) return hash_at(vm, v.as<Instance>()->slots[0], out, depth);
      return Tri::Defer;
    }
    case Kind::Type: {
      Type* meta = v.as<Type>()->meta;
      if (meta != nullptr && meta != &kType_type && !is_native_method(type_lookup(vm, meta, names::op_hash))) return Tri::Defer;
      break;
    }
    default: break;
  }
  *out = id_of(vm, v) * 2654435761u % ((u64{1} << 61) - 1);
  return Tri::True;
}

// Comparison of an int of any size with a double.
int compare_int_double(Value i, double d) {
  if (i.is_small_int() && std::fabs(d) < 9e15) {
    double x = static_cast<double>(i.as_small_int());
    i64 n = i.as_small_int();
    if (n < (i64{1} << 53) && n > -(i64{1} << 53)) return x < d ? -1 : x > d ? 1 : 0;
  }
  return bigint::compare_double(IntView(i).view(), d);
}

bool numeric(Value v) { return v.is_small_int() || v.is_small_float() || v.is_bool() || is<BigInt>(v) || is<Float>(v); }

// Numbers: -1, 0, 1, or 2 when unordered (NaN).
int compare_numbers(Value a, Value b) {
  if (a.is_bool()) a = Value::small_int(a.is_true());
  if (b.is_bool()) b = Value::small_int(b.is_true());
  bool af = is_float(a), bf = is_float(b);
  if (af && bf) {
    double x = as_double(a), y = as_double(b);
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
  }
  if (!af && !bf) {
    if (Value::both_small_ints(a, b)) {
      i64 x = a.as_small_int(), y = b.as_small_int();
      return x < y ? -1 : x > y;
    }
    return bigint::compare(IntView(a).view(), IntView(b).view());
  }
  double d = af ? as_double(a) : as_double(b);
  if (std::isnan(d)) return 2;
  int c = af ? -compare_int_double(b, d) : compare_int_double(a, d);
  return c;
}

Tri sequence_equal(Vm& vm, const Value* a, const Value* b, u32 n, int depth) {
  if (!vm.meter.tick(1 + (n & 1023) / 4)) return raise_stopped(vm), Tri::Error;
  for (u32 i = 0; i < n; i++) {
    if ((i & 1023) == 1023 && !vm.meter.tick(256)) return raise_stopped(vm), Tri::Error;
    if (a[i] == b[i]) continue;
    if (Value::both_small_ints(a[i], b[i])) return Tri::False;
    Tri t = equal_at(vm, a[i], b[i], depth + 1);
    if (t != Tri::True) return t;
  }
  return Tri::True;
}

Tri set_subset(Vm& vm, Set* a, Set* b) {
  if (a->table == nullptr) return Tri::True;
  for (u32 i = 0; i <= a->mask; i++) {
    Value key = a->table[i].key;
    if (!vm.meter.tick(1)) return raise_stopped(vm), Tri::Error;
    if (key.is_undef() || key == Set::dummy()) continue;
    Tri t = set_contains(vm, b, key);
    if (t != Tri::True) return t;
  }
  return Tri::True;
}

// Has the class of this instance an __eq__ written in Python?
bool custom_equality(Vm& vm, Value v) {
  Kind k = kind_of(v);
  if (k != Kind::Instance && k != Kind::Exception && k != Kind::Type) return false;
  if (k == Kind::Type) {
    Type* meta = v.as<Type>()->meta;
    return meta != nullptr && meta != &kType_type && !is_native_method(type_lookup(vm, meta, names::op_eq));
  }
  Value method = type_lookup(vm, v.as<Instance>()->type, names::op_eq);
  // A namespace's native one compares dictionaries, which takes a call.
  return !is_native_method(method) || method == type_own_attribute(&kType_SimpleNamespace, names::op_eq);
}

Tri equal_at(Vm& vm, Value a, Value b, int depth) {
  if (a == b) {
    // Identity first, as in containers; NaN is found equal to itself there.
    return Tri::True;
  }
  if (numeric(a) && numeric(b)) return tri(compare_numbers(a, b) == 0);
  if (!a.is_cell() && !b.is_cell()) return Tri::False;
  Value pa = a, pb = b;
  if (kind_of(a) == Kind::Instance || kind_of(b) == Kind::Instance || kind_of(a) == Kind::Exception || kind_of(b) == Kind::Exception ||
      kind_of(a) == Kind::Type || kind_of(b) == Kind::Type) {
    if (custom_equality(vm, a) || custom_equality(vm, b)) return Tri::Defer;
    pa = payload(a);
    pb = payload(b);
    if (pa == a && pb == b) return Tri::False;
    if (numeric(pa) && numeric(pb)) return tri(compare_numbers(pa, pb) == 0);
  }
  Kind ka = kind_of(pa), kb = kind_of(pb);
  if (ka == Kind::Str && kb == Kind::Str) return str_equal_sliced(vm, pa.as<Str>(), pb.as<Str>());
  if (depth > kMaxNesting) {
    bool container = ka == Kind::List || ka == Kind::Tuple || ka == Kind::Dict || ka == Kind::Set || ka == Kind::FrozenSet || ka == Kind::Slice;
    if (container) return Tri::Defer;
  }
  switch (ka) {
    case Kind::Tuple:
      if (kb != Kind::Tuple || pa.as<Tuple>()->length() != pb.as<Tuple>()->length()) return Tri::False;
      return sequence_equal(vm, pa.as<Tuple>()->items, pb.as<Tuple>()->items, pa.as<Tuple>()->length(), depth);
    case Kind::List:
      if (kb != Kind::List || pa.as<List>()->length() != pb.as<List>()->length()) return Tri::False;
      return sequence_equal(vm, pa.as<List>()->items, pb.as<List>()->items, pa.as<List>()->length(), depth);
    case Kind::Dict: {
      if (kb != Kind::Dict) return kb == Kind::MappingProxy ? Tri::Defer : Tri::False;
      Dict* x = pa.as<Dict>();
      Dict* y = pb.as<Dict>();
      if (x->used != y->used) return Tri::False;
      for (u32 i = 0; i < x->fill; i++) {
        if (!vm.meter.tick(2)) return raise_stopped(vm), Tri::Error;
        if (x->entries[i].key.is_undef()) continue;
        DictEntry* e;
        Tri t = dict_find(vm, y, x->entries[i].key, &e);
        if (t != Tri::True) return t;
        t = equal_at(vm, x->entries[i].value, e->value, depth + 1);
        if (t != Tri::True) return t;
      }
      return Tri::True;
    }
    case Kind::Set:
    case Kind::FrozenSet:
      if (kb == Kind::DictView) return Tri::Defer;
      if ((kb != Kind::Set && kb != Kind::FrozenSet) || pa.as<Set>()->used != pb.as<Set>()->used) return Tri::False;
      return set_subset(vm, pa.as<Set>(), pb.as<Set>());
    case Kind::Bytes:
    case Kind::ByteArray: {
      if (kb != Kind::Bytes && kb != Kind::ByteArray) return kb == Kind::MemoryView ? Tri::Defer : Tri::False;
      const u8* x = ka == Kind::Bytes ? pa.as<Bytes>()->data : pa.as<ByteArray>()->data;
      const u8* y = kb == Kind::Bytes ? pb.as<Bytes>()->data : pb.as<ByteArray>()->data;
      u32 n = pa.as_cell()->aux;
      int order;
      if (n != pb.as_cell()->aux) return Tri::False;
      return compare_sliced(vm, x, y, n, &order) ? tri(order == 0) : Tri::Error;
    }
    case Kind::Complex: {
      double re = pa.as<Complex>()->real, im = pa.as<Complex>()->imag;
      if (auto* c = get_if<Complex>(pb)) return tri(c->real == re && c->imag == im);
      if (numeric(pb)) return tri(im == 0 && compare_numbers(float_new(vm, re), pb) == 0);
      return Tri::False;
    }
    case Kind::Range: {
      if (kb != Kind::Range) return Tri::False;
      auto* x = pa.as<Range>();
      auto* y = pb.as<Range>();
      if (compare_numbers(x->length, y->length) != 0) return Tri::False;
      if (x->length == Value::small_int(0)) return Tri::True;
      if (compare_numbers(x->start, y->start) != 0) return Tri::False;
      return tri(x->length == Value::small_int(1) || compare_numbers(x->step, y->step) == 0);
    }
    case Kind::Slice: {
      if (kb != Kind::Slice) return Tri::False;
      auto* x = pa.as<Slice>();
      auto* y = pb.as<Slice>();
      Value p[3] = {x->start, x->stop, x->step}, q[3] = {y->start, y->stop, y->step};
      return sequence_equal(vm, p, q, 3, depth);
    }
    case Kind::BoundMethod:
      if (kb != Kind::BoundMethod) return Tri::False;
      return tri(pa.as<BoundMethod>()->self == pb.as<BoundMethod>()->self && pa.as<BoundMethod>()->function == pb.as<BoundMethod>()->function);
    case Kind::DictView:
    case Kind::GenericAlias:
    case Kind::UnionType:
    case Kind::MappingProxy:
    case Kind::MemoryView:
    case Kind::Native:
    case Kind::Instance: return Tri::Defer;
    default: break;
  }
  if (kb == Kind::Complex || kb == Kind::DictView || kb == Kind::MappingProxy || kb == Kind::MemoryView) {
    return ka == kb || numeric(pa) || ka == Kind::Set || ka == Kind::FrozenSet || ka == Kind::Bytes
               ? (kb == Kind::Complex && numeric(pa) ? equal_at(vm, pb, pa, depth) : Tri::Defer)
               : Tri::False;
  }
  return Tri::False;
}

bool order_result(Op op, int c) {
  switch (op) {
    case Op::LT: return c < 0;
    case Op::LE: return c <= 0;
    case Op::GT: return c > 0;
    default: return c >= 0;
  }
}

Tri order_sequences(Vm& vm, Op op, const Value* a, u32 na, const Value* b, u32 nb, bool* out, int depth) {
  u32 n = na < nb ? na : nb;
  if (!vm.meter.tick(1 + (n & 1023) / 4)) return raise_stopped(vm), Tri::Error;
  for (u32 i = 0; i < n; i++) {
    if ((i & 1023) == 1023 && !vm.meter.tick(256)) return raise_stopped(vm), Tri::Error;
    if (a[i] == b[i]) continue;
    if (Value::both_small_ints(a[i], b[i])) {
      *out = order_result(op, a[i].as_small_int() < b[i].as_small_int() ? -1 : 1);
      return Tri::True;
    }
    if (is<Str>(a[i]) && is<Str>(b[i])) {
      int c;
      if (!str_compare_sliced(vm, a[i].as<Str>(), b[i].as<Str>(), &c)) return Tri::Error;
      if (c == 0) continue;
      *out = order_result(op, c);
      return Tri::True;
    }
    Tri t = equal_at(vm, a[i], b[i], depth + 1);
    if (t == Tri::True) continue;
    if (t != Tri::False) return t;
    return order_at(vm, op, a[i], b[i], out, depth + 1);
  }
  *out = order_result(op, na < nb ? -1 : na > nb);
  return Tri::True;
}

// <, <=, >, >= : True when *out holds the answer; False: not of types that have an order here.
Tri order_at(Vm& vm, Op op, Value a, Value b, bool* out, int depth) {
  if (numeric(a) && numeric(b)) {
    int c = compare_numbers(a, b);
    *out = c != 2 && order_result(op, c);
    return Tri::True;
  }
  if (!a.is_cell() || !b.is_cell()) return Tri::False;
  Kind ka = a.as_cell()->kind, kb = b.as_cell()->kind;
  if (ka == Kind::Str && kb == Kind::Str) {
    int c;
    if (!str_compare_sliced(vm, a.as<Str>(), b.as<Str>(), &c)) return Tri::Error;
    *out = order_result(op, c);
    return Tri::True;
  }
  if (ka == Kind::Instance || kb == Kind::Instance) return depth == 0 ? Tri::False : Tri::Defer;
  if (ka == Kind::Tuple && kb == Kind::Tuple) {
    if (depth > kMaxNesting) return Tri::Defer;
    return order_sequences(vm, op, a.as<Tuple>()->items, a.as<Tuple>()->length(), b.as<Tuple>()->items, b.as<Tuple>()->length(), out, depth);
  }
  if (ka == Kind::List && kb == Kind::List) {
    if (depth > kMaxNesting) return Tri::Defer;
    return order_sequences(vm, op, a.as<List>()->items, a.as<List>()->length(), b.as<List>()->items, b.as<List>()->length(), out, depth);
  }
  if ((ka == Kind::Bytes || ka == Kind::ByteArray) && (kb == Kind::Bytes || kb == Kind::ByteArray)) {
    const u8* x = ka == Kind::Bytes ? a.as<Bytes>()->data : a.as<ByteArray>()->data;
    const u8* y = kb == Kind::Bytes ? b.as<Bytes>()->data : b.as<ByteArray>()->data;
    u32 na = a.as_cell()->aux, nb = b.as_cell()->aux, n = na < nb ? na : nb;
    int c;
    if (!compare_sliced(vm, x, y, n, &c)) return Tri::Error;
    *out = order_result(op, c != 0 ? c : na < nb ? -1 : na > nb);
    return Tri::True;
  }
  if ((ka == Kind::Set || ka == Kind::FrozenSet) && (kb == Kind::Set || kb == Kind::FrozenSet)) {
    Set* x = a.as<Set>();
    Set* y = b.as<Set>();
    if (op == Op::GT || op == Op::GE) std::swap(x, y);
    bool strict = op == Op::LT || op == Op::GT;
    if (x->used > y->used || (strict && x->used == y->used)) {
      *out = false;
      return Tri::True;
    }
    Tri t = set_subset(vm, x, y);
    if (t == Tri::Error || t == Tri::Defer) return t;
    *out = t == Tri::True;
    return Tri::True;
  }
  return Tri::False;
}

}  // namespace

Tri hash_of(Vm& vm, Value v, u64* out) { return hash_at(vm, v, out, 0); }
Tri equal(Vm& vm, Value a, Value b) { return equal_at(vm, a, b, 0); }

Tri rich_compare(Vm& vm, Op op, Value a, Value b, Value* out) {
  Value v = native_compare(vm, op, a, b);
  if (v.is_error()) return Tri::Error;
  if (v.is_defer()) return Tri::Defer;
  if (v.is_not_implemented()) return Tri::False;
  *out = v;
  return Tri::True;
}

Value native_compare(Vm& vm, Op op, Value a, Value b) {
  if (op == Op::EQ || op == Op::NE) {
    bool negate = op == Op::NE;
    if (is_float(a) && a == b) {  // NaN is not equal to itself here
      double d = as_double(a);
      return Value::boolean((d == d) != negate);
    }
    Kind ka = kind_of(a), kb = kind_of(b);
    if (ka == Kind::Instance || kb == Kind::Instance || ka == Kind::Exception || kb == Kind::Exception || ka == Kind::Type || kb == Kind::Type) {
      if (custom_equality(vm, a) || custom_equality(vm, b)) return Value::not_implemented();
      if (Value own = payload(a); a == b && is_float(own)) return Value::boolean((as_double(own) == as_double(own)) != negate);
      if (negate) {  // a class with __ne__ alone
        Value na = type_lookup_special(vm, a, names::op_ne), nb = type_lookup_special(vm, b, names::op_ne);
        if (!is_native_method(na) || !is_native_method(nb)) return Value::not_implemented();
      }
    }
    Tri t = equal_at(vm, a, b, 0);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return Value::not_implemented();
    return Value::boolean((t == Tri::True) != negate);
  }
  bool out;
  Tri t = order_at(vm, op, a, b, &out, 0);
  if (t == Tri::True) return Value::boolean(out);
  if (t == Tri::Error) return Value::error();
  return Value::not_implemented();
}

Tri truth(Vm& vm, Value v) {
  if (v.is_bool()) return tri(v.is_true());
  if (v.is_small_int()) return tri(v.bits() != 0);
  if (v.is_small_float()) return tri(v.as_small_float() != 0);
  if (!v.is_cell()) return tri(!v.is_none());
  i64 n;
  switch (v.as_cell()->kind) {
    case Kind::BigInt: return Tri::True;
    case Kind::Float: return tri(v.as<Float>()->number != 0);
    case Kind::Complex: return tri(v.as<Complex>()->real != 0 || v.as<Complex>()->imag != 0);
    case Kind::Str:
    case Kind::Tuple:
    case Kind::List:
    case Kind::Bytes:
    case Kind::ByteArray: return tri(v.as_cell()->aux != 0);
    case Kind::Dict: return tri(v.as<Dict>()->used != 0);
    case Kind::Set:
    case Kind::FrozenSet: return tri(v.as<Set>()->used != 0);
    case Kind::Range: return tri(!(v.as<Range>()->length == Value::small_int(0)));
    case Kind::DictView: return native_length(vm, v, &n) == Tri::True ? tri(n != 0) : Tri::Defer;
    case Kind::Instance:
    case Kind::Exception: {
      Type* type = v.as<Instance>()->type;
      Value b = type_lookup(vm, type, names::op_bool);
      if (!b.is_undef()) {
        if (is_native_method(b) && type->payload_type != nullptr) return truth(vm, v.as<Instance>()->slots[0]);
        return Tri::Defer;
      }
      Value l = type_lookup(vm, type, names::op_len);
      if (l.is_undef()) return Tri::True;
      if (is_native_method(l) && type->payload_type != nullptr) return truth(vm, v.as<Instance>()->slots[0]);
      Value n = native_special(vm, v, names::op_len);
      return n.is_error() ? Tri::Error : n.is_small_int() && n.as_small_int() >= 0 ? tri(n.bits() != 0) : Tri::Defer;
    }
    case Kind::Type: {
      Type* meta = v.as<Type>()->meta;
      if (meta != nullptr && meta != &kType_type) return Tri::Defer;
      return Tri::True;
    }
    case Kind::MappingProxy:
    case Kind::MemoryView:
    case Kind::Native: return Tri::Defer;
    default: return Tri::True;
  }
}

Tri native_contains(Vm& vm, Value c, Value item) {
  if (!c.is_cell()) return Tri::Defer;
  switch (c.as_cell()->kind) {
    case Kind::List:
    case Kind::Tuple: {
      for (u32 i = 0; i < c.as_cell()->aux; i++) {
        Value at = c.as_cell()->kind == Kind::List ? c.as<List>()->items[i] : c.as<Tuple>()->items[i];
        if ((i & 1023) == 1023 && !vm.meter.tick(1024)) {
          raise_stopped(vm);
          return Tri::Error;
        }
        Tri t = equal(vm, at, item);
        if (t != Tri::False) return t;
      }
      return Tri::False;
    }
    case Kind::Dict: {
      DictEntry* e;
      return dict_find(vm, c.as<Dict>(), item, &e);
    }
    case Kind::Set:
    case Kind::FrozenSet:
      if (kind_of(item) == Kind::Set) return Tri::Defer;  // looked up as a frozenset
      return set_contains(vm, c.as<Set>(), item);
    case Kind::Str:
      if (is<Str>(item)) {
        i64 at = str_find(vm, c.as<Str>(), item.as<Str>(), 0, c.as<Str>()->length(), false);
        return at == -2 ? Tri::Error : tri(at >= 0);
      }
      if (kind_of(item) == Kind::Instance) return Tri::Defer;
      raise_type_error(vm, "'in <string>' requires string as left operand, not %T", item);
      return Tri::Error;
    case Kind::Range: {
      auto* r = c.as<Range>();
      if (item.is_bool()) item = Value::small_int(item.is_true());
      if (item.is_small_int() && r->start.is_small_int() && r->stop.is_small_int() && r->step.is_small_int()) {
        i64 v = item.as_small_int(), start = r->start.as_small_int(), stop = r->stop.as_small_int(), step = r->step.as_small_int();
        if (step > 0 ? (v < start || v >= stop) : (v > start || v <= stop)) return Tri::False;
        return tri((v - start) % step == 0);
      }
      return Tri::Defer;
    }
    case Kind::DictView:
      if (Dict* d = get_if<Dict>(c.as<DictView>()->dict); d != nullptr && c.as_cell()->aux == 0) {
        DictEntry* e;
        return dict_find(vm, d, item, &e);
      }
      return Tri::Defer;
    case Kind::MappingProxy: {
      Value mapping = c.as<MappingProxy>()->mapping;
      Type* type = get_if<Type>(mapping);
      Dict* d = type == nullptr ? get_if<Dict>(mapping) : type->dict;
      DictEntry* e;
      return d == nullptr ? Tri::Defer : dict_find(vm, d, item, &e);
    }
    default: return Tri::Defer;
  }
}

u64 id_of(Vm& vm, Value v) {
  if (!v.is_cell()) return v.is_small_int() ? 0x900000000000u + v.bits() * 2 : 0x7F0000000000u + (v.bits() & 0xFFFFFFFFFFu) * 16;
  auto [entry, fresh] = vm.ids.emplace(v.as_cell(), 0);
  if (fresh) {
    entry->id = Vm::kFirstId + ++vm.next_id * Vm::kIdStep;
    if (!vm.heap.charge_late(Vm::kIdBytes)) stop_for_memory(vm);
    if (!v.as_cell()->immortal()) v.as_cell()->flags |= Cell::kHasId;
  }
  return entry->id;
}

bool is_callable(Vm& vm, Value v) {
  switch (kind_of(v)) {
    case Kind::Function:
    case Kind::BoundMethod:
    case Kind::NativeFunction:
    case Kind::Type:
    case Kind::StaticMethod:
    case Kind::GenericAlias:
    case Kind::HostFunction: return true;
    case Kind::Free: return false;
    default: return !type_lookup_special(vm, v, names::op_call).is_undef();
  }
}

}  // namespace monty
