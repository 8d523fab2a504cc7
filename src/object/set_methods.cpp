// SPDX-License-Identifier: MIT
// The methods of set and frozenset.
#include <cstring>

#include "natives/_monty_core.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

static Set* copy_set(Vm& vm, Set* s, Kind kind) {
  Set* out = set_new(vm, kind);
  return out == nullptr || set_merge(vm, out, s) == Tri::Error ? nullptr : out;
}

// With the table as it is, so that what is changed in place keeps its order.
static Set* clone_set(Vm& vm, Set* s, Kind kind) {
  Set* out = set_new(vm, kind);
  if (out == nullptr || s->table == nullptr) return out;
  const usize bytes = (usize{s->mask} + 1) * sizeof(SetEntry);
  if (!vm.meter.tick(s->mask / 8)) {
    raise_stopped(vm);
    return nullptr;
  }
  auto* table = static_cast<SetEntry*>(vm.heap.allocate_buffer(bytes));
  if (table == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  std::memcpy(table, s->table, bytes);
  out->table = table;
  out->mask = s->mask;
  out->used = s->used;
  out->fill = s->fill;
  out->finger = s->finger;
  return out;
}

static Set* set_behind(Value v) {
  if (Set* s = unwrap<Set>(v)) return s;
  return unwrap<FrozenSet>(v);
}
static bool is_frozen(Value v) { return unwrap<FrozenSet>(v) != nullptr; }

// Adds the items of a builtin iterable. Defer: nothing that matters has happened (the twin adds them again).
static Tri add_all(Vm& vm, Set* to, Value source) {
  if (Set* s = set_behind(source); s != nullptr) {
    return set_merge(vm, to, s);
  }
  if (Dict* d = unwrap<Dict>(source); d != nullptr && !set_make_room(vm, to, d->used)) return Tri::Error;
  List* l = list_new(vm, 0);
  if (l == nullptr) return Tri::Error;
  if (is_iterator_kind(kind_of(source)) && !steps_natively(source)) return Tri::Defer;
  Tri t = drain_into(vm, source, l);
  if (t != Tri::True) return t;
  for (u32 i = 0; i < l->length(); i++) {
    t = set_add(vm, to, l->items[i]);
    if (t == Tri::Error) return t;
    if (t == Tri::Defer) {
      vm.deferred = false;
      if (is_iterator_kind(kind_of(source))) {
        // The items are gone from the iterator: the rest goes through a list that the twin can walk.
        raise_type_error(vm, "cannot make a set of this iterator");
        return Tri::Error;
      }
      return t;
    }
  }
  return Tri::True;
}

namespace native {

namespace {

Value result_of(Vm& vm, Tri t, Set* s) {
  vm.deferred = false;
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? Value::defer() : Value::cell(s);
}
Kind kind_like(Value self) { return is_frozen(self) ? Kind::FrozenSet : Kind::Set; }

// Items of `a` that are (or are not) in `b`.
Tri select(Vm& vm, Set* out, Set* a, Set* b, bool inside) {
  for (u32 i = 0; a->table != nullptr && i <= a->mask; i++) {
    Value k = a->table[i].key;
    if (k.is_undef() || k == Set::dummy()) continue;
    Tri t = set_contains(vm, b, k);
    if (t == Tri::Error || t == Tri::Defer) return t;
    if ((t == Tri::True) == inside && !set_add_hashed(vm, out, k, a->table[i].hash)) return Tri::Error;
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) {
      raise_stopped(vm);
      return Tri::Error;
    }
  }
  return Tri::True;
}
Set* as_set(Vm& vm, Value v, Tri* t) {
  *t = Tri::True;
  if (Set* s = set_behind(v)) return s;
  if (is_iterator_kind(kind_of(v))) {  // walked once only: the twin does it
    *t = Tri::Defer;
    return nullptr;
  }
  Set* s = set_new(vm);
  *t = s == nullptr ? Tri::Error : add_all(vm, s, v);
  return *t == Tri::True ? s : nullptr;
}

// Items of a builtin iterable that is no set, each once looked at in its order. Null: `t` says why.
List* items_of(Vm& vm, Value v, Tri* t) {
  *t = Tri::Defer;
  if (is_iterator_kind(kind_of(v))) return nullptr;  // walked once only: the twin does it
  List* l = list_new(vm, 0);
  *t = l == nullptr ? Tri::Error : drain_into(vm, v, l);
  return *t == Tri::True ? l : nullptr;
}
// Takes from `s` what is in `other`.
Tri discard_all(Vm& vm, Set* s, Value other) {
  Set* b = set_behind(other);
  if (b == s) b = copy_set(vm, s, Kind::Set);
  Tri t = Tri::Error;
  if (b != nullptr) {
    if (b->used / 8 > s->used) {
      Set* common = set_new(vm);
      if (common == nullptr) return Tri::Error;
      t = select(vm, common, s, b, true);
      if (t == Tri::Error || t == Tri::Defer) return t;
      b = common;
    }
    for (u32 i = 0; b->table != nullptr && i <= b->mask; i++) {
      if (b->table[i].key.is_undef() || b->table[i].key == Set::dummy()) continue;
      t = monty::set_discard(vm, s, b->table[i].key);
      if (t == Tri::Error || t == Tri::Defer) return t;
      if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return raise_stopped(vm), Tri::Error;
    }
  } else {
    List* l = items_of(vm, other, &t);
    if (l == nullptr) return t;
    for (u32 i = 0; i < l->length(); i++) {
      if (unwrap<Set>(l->items[i]) != nullptr) return Tri::Defer;
      t = monty::set_discard(vm, s, l->items[i]);
      if (t == Tri::Error || t == Tri::Defer) return t;
    }
  }
  return set_sweep(vm, s) ? Tri::True : Tri::Error;
}

// The choice between walking the one set and discarding from a copy is CPython's: it shows in the order.
Value difference(Vm& vm, Value self, Value other) {
  Set* a = set_behind(self);
  Set* b = set_behind(other);
  Tri t = Tri::True;
  Dict* d = unwrap<Dict>(other);
  const u64 size = b != nullptr ? b->used : d != nullptr ? d->used : 0;
  if ((b == nullptr && d == nullptr) || a->used / 4 > size) {
    Set* out = copy_set(vm, a, kind_like(self));
    MONTY_TRY(out);
    return result_of(vm, discard_all(vm, out, other), out);
  }
  if (b == nullptr) b = as_set(vm, other, &t);
  if (b == nullptr) return result_of(vm, t, nullptr);
  Set* out = set_new(vm, kind_like(self));
  MONTY_TRY(out);
  return result_of(vm, select(vm, out, a, b, false), out);
}
// Taking out is idempotent: a twin may begin again.
Value difference_in_place(Vm& vm, Value self, Value other) {
  Tri t = discard_all(vm, set_behind(self), other);
  vm.deferred = false;
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? Value::defer() : self;
}
Value intersection(Vm& vm, Value self, Value other) {
  Set* a = set_behind(self);
  Set* b = set_behind(other);
  if (a == b) return cell_or_raise(copy_set(vm, a, kind_like(self)));
  Tri t = Tri::True;
  Set* out = set_new(vm, kind_like(self));
  MONTY_TRY(out);
  if (b != nullptr) {
    if (b->used <= a->used) std::swap(a, b);  // the smaller one is walked
    return result_of(vm, select(vm, out, a, b, true), out);
  }
  List* l = items_of(vm, other, &t);
  if (l == nullptr) return result_of(vm, t, nullptr);
  for (u32 i = 0; i < l->length(); i++) {
    if (unwrap<Set>(l->items[i]) != nullptr) return Value::defer();
    t = set_contains(vm, a, l->items[i]);
    if (t == Tri::True) t = monty::set_add(vm, out, l->items[i]);
    if (t == Tri::Error || t == Tri::Defer) return result_of(vm, t, nullptr);
  }
  return Value::cell(out);
}
// `s` becomes what is in just one of it and `other`.
Tri toggle_all(Vm& vm, Set* s, Set* other) {
  for (u32 i = 0; other->table != nullptr && i <= other->mask; i++) {
    const SetEntry e = other->table[i];
    if (e.key.is_undef() || e.key == Set::dummy()) continue;
    Tri t = monty::set_discard(vm, s, e.key);
    if (t == Tri::Error || t == Tri::Defer) return t;
    if (t == Tri::False && !set_add_hashed(vm, s, e.key, e.hash)) return Tri::Error;
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return raise_stopped(vm), Tri::Error;
  }
  return Tri::True;
}
Value toggled(Vm& vm, Value self, Value other, bool in_place) {
  Tri t;
  Set* b = as_set(vm, other, &t);
  if (b == nullptr) return result_of(vm, t, nullptr);
  Set* a = set_behind(self);
  if (!in_place) std::swap(a, b);  // a new set begins as a copy of the other one
  Set* out = in_place ? clone_set(vm, a, kind_like(self)) : copy_set(vm, a, kind_like(self));
  MONTY_TRY(out);
  if (a == b) return cell_or_raise(set_new(vm, kind_like(self)));
  return result_of(vm, toggle_all(vm, out, b), out);
}
Value symmetric(Vm& vm, Value self, Value other) { return toggled(vm, self, other, false); }
Value symmetric_in_place(Vm& vm, Value self, Value other) { return toggled(vm, self, other, true); }
Value combined(Vm& vm, Value self, Value other) {
  Set* out = copy_set(vm, set_behind(self), kind_like(self));
  MONTY_TRY(out);
  if (is_iterator_kind(kind_of(other))) return Value::defer();
  return result_of(vm, add_all(vm, out, other), out);
}
void take_over(Set* to, Set* from) {
  to->table = from->table;
  to->used = from->used;
  to->fill = from->fill;
  to->mask = from->mask;
  to->version++;
  from->table = nullptr;
  from->used = from->fill = 0;
}
Value replace(Value self, Value made) {
  if (!made.ok()) return made;
  take_over(set_behind(self), made.as<Set>());
  return self;
}
using Binary = Value (*)(Vm&, Value, Value);
Value binary(Vm& vm, Value self, Value other, Binary f) {
  if (set_behind(self) == nullptr || set_behind(other) == nullptr) return Value::not_implemented();
  return f(vm, self, other);
}
Value inplace(Vm& vm, Value self, Value other, Binary f) {
  if (set_behind(self) == nullptr || set_behind(other) == nullptr) return Value::not_implemented();
  return replace(self, f(vm, self, other));
}
// `what`: the method and its type, as messages show them.
Value wrong_receiver(Vm& vm, Value self, const char* what) { return raise_type_error(vm, "descriptor %s objects doesn't apply to a '%T' object", what, self); }
Value fold(Vm& vm, Value self, Tuple* others, Binary f, const char* what) {
  if (set_behind(self) == nullptr) return wrong_receiver(vm, self, what);
  Value at = self;
  for (u32 i = 0; i < others->length(); i++) {
    if (f == difference && i > 0) {  // what the first one made is ours
      Tri t = discard_all(vm, at.as<Set>(), others->items[i]);
      at = result_of(vm, t, at.as<Set>());
    } else {
      at = f(vm, at, others->items[i]);
    }
    if (!at.ok()) return at;
  }
  if (others->length() == 0) return cell_or_raise(copy_set(vm, set_behind(self), kind_like(self)));
  return at;
}
Value compare(Vm& vm, Op op, Set* self, Value other) {
  Set* b = set_behind(other);
  if (b == nullptr) return Value::not_implemented();
  Value v = native_compare(vm, op, Value::cell(self), Value::cell(b));
  return v.is_not_implemented() ? defer_clean(vm) : v;
}
Value contains(Vm& vm, Set* s, Value item) {
  if (Set* inner = unwrap<Set>(item); inner != nullptr && type_lookup_special(vm, item, names::op_hash).is_none()) {
    Set* frozen = copy_set(vm, inner, Kind::FrozenSet);
    MONTY_TRY(frozen);
    item = Value::cell(frozen);
  }
  Tri t = set_contains(vm, s, item);
  vm.deferred = false;
  return tri_value(t);
}
Value isdisjoint(Vm& vm, Set* self, Value s) {
  Value common = intersection(vm, Value::cell(self), s);
  return common.ok() ? Value::boolean(common.as<Set>()->used == 0) : common;
}
Value issubset(Vm& vm, Set* self, Value s) {
  Tri t;
  Set* b = as_set(vm, s, &t);
  if (b == nullptr) return result_of(vm, t, nullptr);
  return compare(vm, Op::LE, self, Value::cell(b));
}
Value issuperset(Vm& vm, Set* self, Value s) {
  Tri t;
  Set* b = as_set(vm, s, &t);
  if (b == nullptr) return result_of(vm, t, nullptr);
  return compare(vm, Op::GE, self, Value::cell(b));
}
Value reduce(Vm& vm, Value self) {
  Set* s = set_behind(self);
  if (s == nullptr) return wrong_receiver(vm, self, "'__reduce__' for 'set'");
  if (is<Instance>(self)) return Value::defer();
  List* l = list_new(vm, s->used);
  MONTY_TRY(l);
  Tri t = drain_into(vm, Value::cell(s), l);
  if (t != Tri::True) return Value::error();
  Value items = Value::cell(l);
  Tuple* args = tuple_from(vm, &items, 1);
  MONTY_TRY(args);
  Value parts[3] = {Value::cell(type_of(vm, self)), Value::cell(args), Value::none()};
  return cell_or_raise(tuple_from(vm, parts, 3));
}

}  // namespace

Value set_op_new(Vm& vm, Type* cls, Value iterable) {
  if (cls != &kType_set) return new_empty(vm, cls);
  Set* s = set_new(vm);
  MONTY_TRY(s);
  if (iterable.is_undef()) return Value::cell(s);
  if (is_iterator_kind(kind_of(iterable))) return Value::defer();
  return result_of(vm, add_all(vm, s, iterable), s);
}
Value set_op_init(Vm& vm, Set* self, Value iterable) {
  Set* s = set_new(vm);
  MONTY_TRY(s);
  if (!iterable.is_undef()) {
    if (is_iterator_kind(kind_of(iterable))) return Value::defer();
    Value v = result_of(vm, add_all(vm, s, iterable), s);
    if (!v.ok()) return v;
  }
  take_over(self, s);
  return Value::none();
}
Value set_add(Vm& vm, Set* self, Value element) {
  Tri t = monty::set_add(vm, self, element);
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? defer_clean(vm) : Value::none();
}
Value set_clear(Vm& vm, Set* self) {
  Set* s = set_new(vm);
  MONTY_TRY(s);
  take_over(self, s);
  return Value::none();
}
Value set_copy(Vm& vm, Value self) {
  if (set_behind(self) == nullptr) return raise_type_error(vm, "descriptor 'copy' for 'set' objects doesn't apply to a '%T' object", self);
  return cell_or_raise(copy_set(vm, set_behind(self), Kind::Set));
}
Value set_difference(Vm& vm, Value self, Tuple* s) { return fold(vm, self, s, difference, "'difference' for 'set'"); }
Value set_difference_update(Vm& vm, Set* self, Tuple* s) {
  for (u32 i = 0; i < s->length(); i++) {
    Value v = difference_in_place(vm, Value::cell(self), s->items[i]);
    if (!v.ok()) return v;
  }
  return Value::none();
}
Value set_discard(Vm& vm, Set* self, Value element) {
  if (unwrap<Set>(element) != nullptr) return Value::defer();
  Tri t = monty::set_discard(vm, self, element);
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? defer_clean(vm) : Value::none();
}
Value set_intersection(Vm& vm, Value self, Tuple* s) { return fold(vm, self, s, intersection, "'intersection' for 'set'"); }
Value set_intersection_update(Vm& vm, Set* self, Tuple* s) {
  Value v = replace(Value::cell(self), fold(vm, Value::cell(self), s, intersection, "'intersection_update' for 'set'"));
  return v.ok() ? Value::none() : v;
}
Value set_isdisjoint(Vm& vm, Set* self, Value s) { return isdisjoint(vm, self, s); }
Value set_issubset(Vm& vm, Set* self, Value s) { return issubset(vm, self, s); }
Value set_issuperset(Vm& vm, Set* self, Value s) { return issuperset(vm, self, s); }
Value set_pop(Vm& vm, Set* self) {
  if (self->used == 0) {
    Str* s = str_from_ascii(vm, "pop from an empty set");
    MONTY_TRY(s);
    return raise_key_error(vm, Value::cell(s));
  }
  const u32 from = self->finger & self->mask;
  u32 i = from;
  while (self->table[i].key.is_undef() || self->table[i].key == Set::dummy()) i = (i + 1) & self->mask;
  if (!vm.meter.tick(((i - from) & self->mask) / 4)) return raise_stopped(vm);
  Value v = self->table[i].key;
  self->table[i].key = Set::dummy();
  self->table[i].hash = ~u64{0};
  self->used--;
  self->version++;
  self->finger = i + 1;
  return v;
}
Value set_remove(Vm& vm, Set* self, Value element) {
  if (unwrap<Set>(element) != nullptr) return Value::defer();
  Tri t = monty::set_discard(vm, self, element);
  if (t == Tri::False) return raise_key_error(vm, element);
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? defer_clean(vm) : Value::none();
}
Value set_symmetric_difference(Vm& vm, Value self, Value s) {
  return set_behind(self) == nullptr ? wrong_receiver(vm, self, "'symmetric_difference' for 'set'") : symmetric(vm, self, s);
}
Value set_symmetric_difference_update(Vm& vm, Set* self, Value s) {
  Value v = replace(Value::cell(self), symmetric_in_place(vm, Value::cell(self), s));
  return v.ok() ? Value::none() : v;
}
Value set_union(Vm& vm, Value self, Tuple* s) { return fold(vm, self, s, combined, "'union' for 'set'"); }
Value set_update(Vm& vm, Set* self, Tuple* s) {
  for (u32 i = 0; i < s->length(); i++) {
    if (is_iterator_kind(kind_of(s->items[i]))) return Value::defer();
  }
  for (u32 i = 0; i < s->length(); i++) {
    Tri t = add_all(vm, self, s->items[i]);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return defer_clean(vm);
  }
  return Value::none();
}
Value set_op_len(Vm&, Set* self) { return Value::small_int(self->used); }
Value set_op_contains(Vm& vm, Set* self, Value o) { return contains(vm, self, o); }
Value set_op_iter(Vm& vm, Value self) { return container_iter<Set>(vm, self, "set"); }
Value set_op_and(Vm& vm, Value self, Value value) { return binary(vm, self, value, intersection); }
Value set_op_iand(Vm& vm, Value self, Value value) { return inplace(vm, self, value, intersection); }
Value set_op_rand(Vm& vm, Value self, Value value) { return binary(vm, value, self, intersection); }
Value set_op_or(Vm& vm, Value self, Value value) { return binary(vm, self, value, combined); }
Value set_op_ior(Vm& vm, Value self, Value value) {
  if (set_behind(self) == nullptr || set_behind(value) == nullptr) return Value::not_implemented();
  Tri t = set_merge(vm, set_behind(self), set_behind(value));  // adding is idempotent: a twin may begin again
  vm.deferred = false;
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? Value::defer() : self;
}
Value set_op_ror(Vm& vm, Value self, Value value) { return binary(vm, value, self, combined); }
Value set_op_sub(Vm& vm, Value self, Value value) { return binary(vm, self, value, difference); }
Value set_op_isub(Vm& vm, Value self, Value value) { return binary(vm, self, value, difference_in_place); }
Value set_op_rsub(Vm& vm, Value self, Value value) { return binary(vm, value, self, difference); }
Value set_op_xor(Vm& vm, Value self, Value value) { return binary(vm, self, value, symmetric); }
Value set_op_ixor(Vm& vm, Value self, Value value) { return inplace(vm, self, value, symmetric_in_place); }
Value set_op_rxor(Vm& vm, Value self, Value value) { return binary(vm, value, self, symmetric); }
#define COMPARE(prefix, T)                                                                        \
  Value prefix##_op_le(Vm& vm, T* self, Value value) { return compare(vm, Op::LE, self, value); } \
  Value prefix##_op_lt(Vm& vm, T* self, Value value) { return compare(vm, Op::LT, self, value); } \
  Value prefix##_op_ge(Vm& vm, T* self, Value value) { return compare(vm, Op::GE, self, value); } \
  Value prefix##_op_gt(Vm& vm, T* self, Value value) { return compare(vm, Op::GT, self, value); } \
  Value prefix##_op_eq(Vm& vm, T* self, Value value) { return compare(vm, Op::EQ, self, value); } \
  Value prefix##_op_ne(Vm& vm, T* self, Value value) { return compare(vm, Op::NE, self, value); }
COMPARE(set, Set)
COMPARE(frozenset, FrozenSet)
#undef COMPARE
Value set_op_reduce(Vm& vm, Value self) { return reduce(vm, self); }
Value set_op_repr(Vm& vm, Value self) { return text_or_defer(vm, repr_native(vm, self)); }
Value set_op_sizeof(Vm&, Set* self) { return Value::small_int(200 + (self->table == nullptr ? 0 : (i64{self->mask} + 1) * 16)); }

Value frozenset_op_new(Vm& vm, Type* cls, Value iterable) {
  Value made;
  if (is<FrozenSet>(iterable)) {
    made = iterable;
  } else {
    Set* s = set_new(vm, Kind::FrozenSet);
    MONTY_TRY(s);
    if (!iterable.is_undef()) {
      if (is_iterator_kind(kind_of(iterable))) return Value::defer();
      Value v = result_of(vm, add_all(vm, s, iterable), s);
      if (!v.ok()) return v;
    }
    made = Value::cell(s);
  }
  if (cls == &kType_frozenset) return made;
  Value o = new_empty(vm, cls);
  if (o.ok()) o.as<Instance>()->slots[0] = made;
  return o;
}
Value frozenset_copy(Vm& vm, Value self) {
  if (is<FrozenSet>(self)) return self;
  if (set_behind(self) == nullptr) return raise_type_error(vm, "descriptor 'copy' for 'frozenset' objects doesn't apply to a '%T' object", self);
  return cell_or_raise(copy_set(vm, set_behind(self), Kind::FrozenSet));
}
Value frozenset_difference(Vm& vm, Value self, Tuple* s) { return fold(vm, self, s, difference, "'difference' for 'frozenset'"); }
Value frozenset_intersection(Vm& vm, Value self, Tuple* s) { return fold(vm, self, s, intersection, "'intersection' for 'frozenset'"); }
Value frozenset_isdisjoint(Vm& vm, FrozenSet* self, Value s) { return isdisjoint(vm, self, s); }
Value frozenset_issubset(Vm& vm, FrozenSet* self, Value s) { return issubset(vm, self, s); }
Value frozenset_issuperset(Vm& vm, FrozenSet* self, Value s) { return issuperset(vm, self, s); }
Value frozenset_symmetric_difference(Vm& vm, Value self, Value s) {
  return set_behind(self) == nullptr ? wrong_receiver(vm, self, "'symmetric_difference' for 'frozenset'") : symmetric(vm, self, s);
}
Value frozenset_union(Vm& vm, Value self, Tuple* s) { return fold(vm, self, s, combined, "'union' for 'frozenset'"); }
Value frozenset_op_len(Vm&, FrozenSet* self) { return Value::small_int(self->used); }
Value frozenset_op_contains(Vm& vm, FrozenSet* self, Value o) { return contains(vm, self, o); }
Value frozenset_op_iter(Vm& vm, Value self) { return container_iter<FrozenSet>(vm, self, "frozenset"); }
Value frozenset_op_and(Vm& vm, Value self, Value value) { return binary(vm, self, value, intersection); }
Value frozenset_op_rand(Vm& vm, Value self, Value value) { return binary(vm, value, self, intersection); }
Value frozenset_op_or(Vm& vm, Value self, Value value) { return binary(vm, self, value, combined); }
Value frozenset_op_ror(Vm& vm, Value self, Value value) { return binary(vm, value, self, combined); }
Value frozenset_op_sub(Vm& vm, Value self, Value value) { return binary(vm, self, value, difference); }
Value frozenset_op_rsub(Vm& vm, Value self, Value value) { return binary(vm, value, self, difference); }
Value frozenset_op_xor(Vm& vm, Value self, Value value) { return binary(vm, self, value, symmetric); }
Value frozenset_op_rxor(Vm& vm, Value self, Value value) { return binary(vm, value, self, symmetric); }
Value frozenset_op_hash(Vm& vm, FrozenSet* self) {
  u64 h;
  Tri t = hash_of(vm, Value::cell(self), &h);
  if (t == Tri::True) return int_from_i64(vm, static_cast<i64>(h));
  return t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value frozenset_op_reduce(Vm& vm, Value self) { return reduce(vm, self); }
Value frozenset_op_repr(Vm& vm, Value self) { return text_or_defer(vm, repr_native(vm, self)); }
Value frozenset_op_sizeof(Vm&, FrozenSet* self) { return Value::small_int(200 + (self->table == nullptr ? 0 : (i64{self->mask} + 1) * 16)); }

// ---------------------------------------------------------------- for the twins
Value monty_core_set_of(Vm& vm, Value items) {
  Set* s = set_new(vm);
  MONTY_TRY(s);
  Tri t = add_all(vm, s, items);
  return t == Tri::True ? Value::cell(s) : Value::error();
}
Value monty_core_freeze(Vm& vm, Value target) {
  if (set_behind(target) == nullptr) return unexpected(vm, target);
  return cell_or_raise(copy_set(vm, set_behind(target), Kind::FrozenSet));
}
Value monty_core_set_clear(Vm& vm, Value target) { return set_behind(target) == nullptr ? unexpected(vm, target) : set_clear(vm, set_behind(target)); }
Value monty_core_set_replace(Vm& vm, Value target, Value source) {
  if (set_behind(source) == nullptr || set_behind(target) == nullptr) return unexpected(vm, target);
  Set* made = copy_set(vm, set_behind(source), Kind::Set);
  MONTY_TRY(made);
  take_over(set_behind(target), made);
  return Value::none();
}
namespace {
u64 hash_bits(Value v) {
  i64 n = 0;
  int_to_i64(v, &n);
  return static_cast<u64>(n);
}
// Places of entries with that hash, in probing order: the first one past `after` (a place, or -1). A place is the ordinal of the
// probe above the position in the table: windows of neighbours overlap, so a position may be met twice on the way.
constexpr u32 kPlaceShift = 32;
u32 position_of(i64 place) { return static_cast<u32>(place); }

i64 set_scan(Set* s, u64 hash, i64 after) {
  if (s == nullptr || s->table == nullptr) return -1;
  u64 mask = s->mask, perturb = hash, i = hash & mask;
  i64 ordinal = 0, first = after < 0 ? 0 : (after >> kPlaceShift) + 1;
  for (u32 turns = 0; turns < 100000; turns++) {
    u64 at = i;
    u32 probes = i + 9 <= mask ? 9 : 0;
    do {
      SetEntry& e = s->table[at];
      if (e.key.is_undef()) return -1;
      if (e.hash == hash && !(e.key == Set::dummy()) && ordinal >= first) return ordinal << kPlaceShift | static_cast<i64>(at);
      at++;
      ordinal++;
    } while (probes-- > 0);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
  return -1;
}
}  // namespace
Value monty_core_set_first(Vm&, Value target, Value hash) { return Value::small_int(set_scan(set_behind(target), hash_bits(hash), -1)); }
Value monty_core_set_next(Vm&, Value target, Value hash, i64 at) { return Value::small_int(set_scan(set_behind(target), hash_bits(hash), at)); }
Value monty_core_set_at(Vm&, Value target, i64 at) {
  Set* s = set_behind(target);
  if (s == nullptr || s->table == nullptr || at < 0 || position_of(at) > s->mask) return Value::none();
  Value k = s->table[position_of(at)].key;
  return k.is_undef() || k == Set::dummy() ? Value::none() : k;
}
Value monty_core_set_insert(Vm& vm, Value target, Value key, Value hash) {
  if (set_behind(target) == nullptr) return unexpected(vm, target);
  return set_add_hashed(vm, set_behind(target), key, hash_bits(hash)) ? Value::none() : Value::error();
}
Value monty_core_set_erase_at(Vm&, Value target, i64 at) {
  Set* s = set_behind(target);
  if (s == nullptr || s->table == nullptr || at < 0 || position_of(at) > s->mask) return Value::none();
  SetEntry& e = s->table[position_of(at)];
  if (e.key.is_undef() || e.key == Set::dummy()) return Value::none();
  e.key = Set::dummy();
  e.hash = ~u64{0};
  s->used--;
  s->version++;
  return Value::none();
}

}  // namespace native
}  // namespace monty
