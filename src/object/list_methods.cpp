// SPDX-License-Identifier: MIT
// The methods of list and tuple.
#include <algorithm>
#include <cstring>

#include "natives/builtins.h"
#include "object/native_help.h"
#include "object/text.h"

namespace monty::native {

namespace {

// Where a search may begin and end: start and stop as CPython's index() clamps them. False: defer.
bool search_bounds(Value start, Value stop, i64 n, i64* from, i64* to) {
  i64 a, b;
  Value sa = int_value(start), sb = int_value(stop);
  if (sa.is_undef() || sb.is_undef()) return false;
  if (!int_to_i64(sa, &a)) a = sa.as<BigInt>()->negative() ? 0 : n;
  if (!int_to_i64(sb, &b)) b = sb.as<BigInt>()->negative() ? 0 : n;
  if (a < 0) a = a + n < 0 ? 0 : a + n;
  if (b < 0) b += n;
  *from = a;
  *to = b > n ? n : b;
  return true;
}

// Index of the first item equal to `value`; -1: none, -2: error, -3: defer.
i64 find_item(Vm& vm, const Cell* sequence, Value value, i64 from, i64 to) {
  for (i64 i = from; i < to; i++) {
    if (i >= static_cast<i64>(sequence->aux)) break;
    Value item = sequence->kind == Kind::List ? static_cast<const List*>(sequence)->items[i] : static_cast<const Tuple*>(sequence)->items[i];
    switch (equal(vm, item, value)) {
      case Tri::True: return i;
      case Tri::Error: return -2;
      case Tri::Defer: vm.deferred = false; return -3;
      case Tri::False: break;
    }
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) {
      raise_stopped(vm);
      return -2;
    }
  }
  return -1;
}

Value index_of(Vm& vm, const Cell* s, Value value, Value start, Value stop, const char* message) {
  i64 from, to;
  if (!search_bounds(start, stop, s->aux, &from, &to)) return Value::defer();
  i64 at = find_item(vm, s, value, from, to);
  if (at >= 0) return Value::small_int(at);
  if (at == -2) return Value::error();
  if (at == -3) return Value::defer();
  return message[0] == 'l' ? raise_value_error(vm, "%R is not in list", value) : raise_value_error(vm, "%s", message);
}

Value count_of(Vm& vm, const Cell* s, Value value) {
  i64 n = 0;
  for (u32 i = 0; i < s->aux; i++) {
    Value item = s->kind == Kind::List ? static_cast<const List*>(s)->items[i] : static_cast<const Tuple*>(s)->items[i];
    switch (equal(vm, item, value)) {
      case Tri::True: n++; break;
      case Tri::Error: return Value::error();
      case Tri::Defer: return defer_clean(vm);
      case Tri::False: break;
    }
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return raise_stopped(vm);
  }
  return Value::small_int(n);
}

Value repeat(Vm& vm, Value self, Value times) {
  Value v = native_binary(vm, Op::MUL, false, self, times);
  if (!v.is_not_implemented()) return v;
  if (of_python_class(times)) return defer_clean(vm);
  return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", times);
}

}  // namespace

// ---------------------------------------------------------------- list
Value list_op_new(Vm& vm, Type* cls, Value iterable) {
  if (cls != &kType_list) return new_empty(vm, cls);
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  if (iterable.is_undef()) return Value::cell(out);
  Tri t = drain_into(vm, iterable, out);
  return t == Tri::True ? Value::cell(out) : t == Tri::Error ? Value::error() : Value::defer();
}
Value list_op_init(Vm& vm, List* self, Value iterable) {
  if (iterable.is_undef()) {
    self->aux = 0;
    return Value::none();
  }
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  Tri t = drain_into(vm, iterable, out);
  if (t != Tri::True) return t == Tri::Error ? Value::error() : Value::defer();
  std::swap(self->items, out->items);
  std::swap(self->capacity, out->capacity);
  self->aux = out->aux;
  out->aux = 0;
  return Value::none();
}
Value list_copy(Vm& vm, List* self) { return cell_or_raise(list_from(vm, self->items, self->length())); }
Value list_append(Vm& vm, List* self, Value object) { return monty::list_append(vm, self, object) ? Value::none() : Value::error(); }
Value list_extend(Vm& vm, List* self, Value iterable) {
  Tri t = drain_into(vm, iterable, self);
  return t == Tri::True ? Value::none() : t == Tri::Error ? Value::error() : Value::defer();
}
Value list_pop(Vm& vm, List* self, i64 index) {
  i64 n = self->length();
  if (n == 0) return raise(vm, kType_IndexError, "pop from empty list");
  if (index < 0) index += n;
  if (index < 0 || index >= n) return raise(vm, kType_IndexError, "pop index out of range");
  Value v = self->items[index];
  if (index + 1 < n) {
    std::memmove(static_cast<void*>(self->items + index), self->items + index + 1, static_cast<usize>(n - index - 1) * 8);
    if (n - index > 4096 && !vm.meter.tick((n - index) / 64)) return raise_stopped(vm);
  }
  self->aux--;
  return v;
}
Value list_index(Vm& vm, List* self, Value value, Value start, Value stop) { return index_of(vm, self, value, start, stop, "list.index(x): x not in list"); }
Value list_count(Vm& vm, List* self, Value value) { return count_of(vm, self, value); }
Value list_insert(Vm& vm, List* self, i64 index, Value object) {
  i64 n = self->length();
  if (index < 0) index = index + n < 0 ? 0 : index + n;
  if (index > n) index = n;
  if (!monty::list_append(vm, self, object)) return Value::error();
  if (n - index > 4096 && !vm.meter.tick((n - index) / 64)) return raise_stopped(vm);
  std::memmove(static_cast<void*>(self->items + index + 1), self->items + index, static_cast<usize>(n - index) * 8);
  self->items[index] = object;
  return Value::none();
}
Value list_remove(Vm& vm, List* self, Value value) {
  i64 at = find_item(vm, self, value, 0, self->length());
  if (at == -2) return Value::error();
  if (at == -3) return Value::defer();
  if (at < 0) return raise_value_error(vm, "list.remove(x): x not in list");
  i64 n = self->length();
  if (!vm.meter.tick(static_cast<u64>(at) / 2 % 512 + static_cast<u64>(n - at) / 64)) return raise_stopped(vm);
  std::memmove(static_cast<void*>(self->items + at), self->items + at + 1, static_cast<usize>(n - at - 1) * 8);
  self->aux--;
  return Value::none();
}
Value list_reverse(Vm& vm, List* self) {
  if (!tick_bytes(vm, u64{self->length()} * 8)) return Value::error();
  std::reverse(self->items, self->items + self->length());
  return Value::none();
}
Value list_clear(Vm&, List* self) {
  self->aux = 0;
  self->items = nullptr;
  self->capacity = 0;
  return Value::none();
}
Value list_op_len(Vm&, List* self) { return Value::small_int(self->length()); }
Value list_op_iter(Vm& vm, Value self) { return container_iter<List>(vm, self, "list"); }
Value list_op_getitem(Vm& vm, List* self, Value index) {
  Value v = native_getitem(vm, Value::cell(self), index);
  return v.is_defer() ? defer_clean(vm) : v;
}
Value list_op_setitem(Vm& vm, List* self, Value key, Value value) {
  Value v = native_setitem(vm, Value::cell(self), key, value);
  return v.is_defer() ? defer_clean(vm) : v;
}
Value list_op_delitem(Vm& vm, List* self, Value key) {
  Value v = native_setitem(vm, Value::cell(self), key, Value::undef());
  return v.is_defer() ? defer_clean(vm) : v;
}
Value list_op_add(Vm& vm, List* self, Value value) {
  List* other = unwrap<List>(value);
  if (other == nullptr) return raise_type_error(vm, "can only concatenate list (not \"%T\") to list", value);
  List* out = list_new(vm, self->length() + other->length());
  MONTY_TRY(out);
  if (!copy_sliced(vm, out->items, self->items, usize{self->length()} * 8)) return Value::error();
  if (!copy_sliced(vm, out->items + self->length(), other->items, usize{other->length()} * 8)) return Value::error();
  out->aux = self->length() + other->length();
  return Value::cell(out);
}
Value list_op_iadd(Vm& vm, Value self, Value value) {
  List* l = unwrap<List>(self);
  if (l == nullptr) return raise_type_error(vm, "descriptor '__iadd__' requires a 'list' object but received a '%T'", self);
  Tri t = drain_into(vm, value, l);
  return t == Tri::True ? self : t == Tri::Error ? Value::error() : Value::defer();
}
Value list_op_mul(Vm& vm, List* self, Value value) { return repeat(vm, Value::cell(self), value); }
Value list_op_rmul(Vm& vm, List* self, Value value) { return repeat(vm, Value::cell(self), value); }
Value list_op_imul(Vm& vm, Value self, Value value) {
  List* l = unwrap<List>(self);
  if (l == nullptr) return raise_type_error(vm, "descriptor '__imul__' requires a 'list' object but received a '%T'", self);
  Value v = repeat(vm, Value::cell(l), value);
  List* made = get_if<List>(v);
  if (made == nullptr) return v;
  l->items = made->items;
  l->capacity = made->capacity;
  l->aux = made->aux;
  made->items = nullptr;
  made->capacity = made->aux = 0;
  return self;
}
Value list_op_contains(Vm& vm, List* self, Value key) {
  Tri t = native_contains(vm, Value::cell(self), key);
  vm.deferred = false;
  return tri_value(t);
}
Value list_op_reversed(Vm& vm, Value self) {
  List* l = unwrap<List>(self);
  if (l == nullptr) return raise_type_error(vm, "descriptor '__reversed__' requires a 'list' object but received a '%T'", self);
  auto* it = vm.heap.make<SequenceIterator>();
  if (it == nullptr) return raise_memory_error(vm);
  it->sequence = Value::cell(l);
  it->aux = 1;
  it->index = static_cast<i64>(l->length()) - 1;
  return Value::cell(it);
}
MONTY_COMPARISONS(list, List)
Value list_op_repr(Vm& vm, List* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value list_op_sizeof(Vm&, List* self) { return Value::small_int(40 + i64{self->capacity} * 8); }

// ---------------------------------------------------------------- tuple
Value tuple_op_new(Vm& vm, Type* cls, Value iterable) {
  Tuple* made = nullptr;
  if (iterable.is_undef()) {
    made = &kEmptyTuple;
  } else if (is<Tuple>(iterable)) {
    made = iterable.as<Tuple>();
  } else if (is<List>(iterable)) {
    made = tuple_from(vm, iterable.as<List>()->items, iterable.as<List>()->length());
    MONTY_TRY(made);
    if (made->length() > 65536 && !vm.meter.tick(made->length() / 8)) return raise_stopped(vm);
  } else {
    List* l = list_new(vm, 0);
    MONTY_TRY(l);
    Tri t = drain_into(vm, iterable, l);
    if (t != Tri::True) return t == Tri::Error ? Value::error() : Value::defer();
    made = tuple_from(vm, l->items, l->length());
    MONTY_TRY(made);
  }
  if (cls == &kType_tuple) return Value::cell(made);
  Value o = new_empty(vm, cls);
  if (!o.ok()) return o;
  o.as<Instance>()->slots[0] = Value::cell(made);
  return o;
}
Value tuple_op_len(Vm&, Tuple* self) { return Value::small_int(self->length()); }
Value tuple_op_contains(Vm& vm, Tuple* self, Value key) {
  Tri t = native_contains(vm, Value::cell(self), key);
  vm.deferred = false;
  return tri_value(t);
}
Value tuple_op_getitem(Vm& vm, Tuple* self, Value key) {
  Value v = native_getitem(vm, Value::cell(self), key);
  return v.is_defer() ? defer_clean(vm) : v;
}
Value tuple_op_iter(Vm& vm, Value self) { return container_iter<Tuple>(vm, self, "tuple"); }
MONTY_COMPARISONS(tuple, Tuple)
Value tuple_op_hash(Vm& vm, Tuple* self) {
  u64 h;
  Tri t = hash_of(vm, Value::cell(self), &h);
  if (t == Tri::True) return int_from_i64(vm, static_cast<i64>(h));
  return t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value tuple_op_add(Vm& vm, Tuple* self, Value value) {
  Tuple* other = unwrap<Tuple>(value);
  if (other == nullptr) return raise_type_error(vm, "can only concatenate tuple (not \"%T\") to tuple", value);
  Tuple* out = tuple_new(vm, self->length() + other->length());
  MONTY_TRY(out);
  if (!copy_sliced(vm, out->items, self->items, usize{self->length()} * 8)) return Value::error();
  if (!copy_sliced(vm, out->items + self->length(), other->items, usize{other->length()} * 8)) return Value::error();
  return Value::cell(out);
}
Value tuple_op_mul(Vm& vm, Tuple* self, Value value) { return repeat(vm, Value::cell(self), value); }
Value tuple_op_rmul(Vm& vm, Tuple* self, Value value) { return repeat(vm, Value::cell(self), value); }
Value tuple_op_repr(Vm& vm, Tuple* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value tuple_op_getnewargs(Vm& vm, Tuple* self) {
  Value v = Value::cell(self);
  return cell_or_raise(tuple_from(vm, &v, 1));
}
Value tuple_count(Vm& vm, Tuple* self, Value value) { return count_of(vm, self, value); }
Value tuple_index(Vm& vm, Tuple* self, Value value, Value start, Value stop) {
  return index_of(vm, self, value, start, stop, "tuple.index(x): x not in tuple");
}

}  // namespace monty::native
