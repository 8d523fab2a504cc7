// SPDX-License-Identifier: MIT
// The methods of range, slice, and the iterator types.
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty::native {

namespace {

Value zero() { return Value::small_int(0); }
Value one() { return Value::small_int(1); }
Value plain_int(Value v) { return v.is_bool() ? Value::small_int(v.is_true()) : v; }
Value op(Vm& vm, Op o, Value a, Value b) { return native_binary(vm, o, false, a, b); }
bool less(Vm& vm, Value a, Value b) {
  if (Value::both_small_ints(a, b)) return a.as_small_int() < b.as_small_int();
  return native_compare(vm, Op::LT, a, b).is_true();
}
bool same(Vm& vm, Value a, Value b) { return a == b || native_compare(vm, Op::EQ, a, b).is_true(); }

Value range_make(Vm& vm, Value start, Value stop, Value step) {
  // length = max(0, (stop - start + step -/+ 1) // step)
  bool up = less(vm, zero(), step);
  Value length = zero();
  constexpr i64 kPlain = i64{1} << 60;
  auto plain = [](Value v) { return v.is_small_int() && v.as_small_int() < kPlain && v.as_small_int() > -kPlain; };
  if (plain(start) && plain(stop) && plain(step)) {
    const i64 from = start.as_small_int(), to = stop.as_small_int(), by = step.as_small_int();
    if (up ? from < to : to < from) length = Value::small_int(up ? (to - from - 1) / by + 1 : (from - to - 1) / -by + 1);
  } else if (up ? less(vm, start, stop) : less(vm, stop, start)) {
    Value span = up ? op(vm, Op::SUB, stop, start) : op(vm, Op::SUB, start, stop);
    if (!span.ok()) return span;
    Value width = up ? step : native_unary(vm, Op::NEG, step);
    if (!width.ok()) return width;
    Value less_one = op(vm, Op::SUB, span, one());
    if (!less_one.ok()) return less_one;
    Value whole = op(vm, Op::FLOORDIV, less_one, width);
    if (!whole.ok()) return whole;
    length = op(vm, Op::ADD, whole, one());
    if (!length.ok()) return length;
  }
  vm.heap.keep(length);
  auto* r = vm.heap.make<Range>();
  if (r == nullptr) return raise_memory_error(vm);
  r->start = start;
  r->stop = stop;
  r->step = step;
  r->length = length;
  return Value::cell(r);
}

// start + i * step
Value range_item(Vm& vm, Range* r, Value i) {
  Value offset = op(vm, Op::MUL, i, r->step);
  return offset.ok() ? op(vm, Op::ADD, r->start, offset) : offset;
}

// A slice on a sequence of `length` items, with ints of any size. False: error, or vm.deferred.
bool wide_indices(Vm& vm, Slice* s, Value length, Value out[3]) {
  auto part = [&](Value v) {
    Value n = int_value(v);
    if (!n.is_undef()) return plain_int(n);
    if (of_python_class(v))
      vm.deferred = true;
    else
      raise_type_error(vm, "slice indices must be integers or None or have an __index__ method");
    return Value::undef();
  };
  Value step = s->step.is_none() ? one() : part(s->step);
  if (step.is_undef()) return false;
  if (step == zero()) return raise_value_error(vm, "slice step cannot be zero"), false;
  const bool down = less(vm, step, zero());
  Value least = down ? Value::small_int(-1) : zero();
  Value most = down ? op(vm, Op::SUB, length, one()) : length;
  if (!most.ok()) return false;
  auto resolve = [&](Value v, Value missing) {
    if (v.is_none()) return missing;
    Value n = part(v);
    if (n.is_undef()) return n;
    if (less(vm, n, zero())) {
      n = op(vm, Op::ADD, n, length);
      if (!n.ok()) return Value::undef();
      return less(vm, n, least) ? least : n;
    }
    return less(vm, most, n) ? most : n;
  };
  out[0] = resolve(s->start, down ? most : least);
  out[1] = out[0].is_undef() ? out[0] : resolve(s->stop, down ? least : most);
  out[2] = step;
  return !out[1].is_undef();
}

}  // namespace

// ---------------------------------------------------------------- range
Value range_op_new(Vm& vm, Type*, Value start, Value stop, Value step) {
  Value given[3] = {start, stop, step};
  for (Value& v : given) {
    if (v.is_undef()) continue;
    Value n = int_value(v);
    if (n.is_undef()) {
      if (of_python_class(v) && !type_lookup_special(vm, v, names::op_index).is_undef()) return Value::defer();
      return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", v);
    }
    v = plain_int(n);
  }
  if (given[1].is_undef()) return range_make(vm, zero(), given[0], one());
  if (given[2].is_undef()) return range_make(vm, given[0], given[1], one());
  if (given[2] == zero()) return raise_value_error(vm, "range() arg 3 must not be zero");
  return range_make(vm, given[0], given[1], given[2]);
}
Value range_op_contains(Vm& vm, Range* self, Value key) {
  key = plain_int(key);
  if (!is_int(key)) {
    if (is_float(key)) {
      double d = as_double(key);
      if (d != static_cast<double>(static_cast<i64>(d)) || d > 9e18 || d < -9e18) return Value::boolean(false);
      key = int_from_double(vm, d);
    } else if (of_python_class(key)) {
      return Value::defer();
    } else {
      return Value::boolean(false);
    }
  }
  bool up = less(vm, zero(), self->step);
  if (up ? (less(vm, key, self->start) || !less(vm, key, self->stop)) : (less(vm, self->start, key) || !less(vm, self->stop, key)))
    return Value::boolean(false);
  Value offset = op(vm, Op::SUB, key, self->start);
  if (!offset.ok()) return offset;
  Value rest = op(vm, Op::MOD, offset, self->step);
  return rest.ok() ? Value::boolean(rest == zero()) : rest;
}
Value range_count(Vm& vm, Range* self, Value value) {
  Value in = range_op_contains(vm, self, value);
  return in.is_bool() ? Value::small_int(in.is_true()) : in;
}
Value range_index(Vm& vm, Range* self, Value value) {
  Value in = range_op_contains(vm, self, value);
  if (!in.is_bool()) return in;
  if (in.is_false())
    return (is_int(plain_int(value)) ? raise_value_error(vm, "%R is not in range", value) : raise_value_error(vm, "sequence.index(x): x not in sequence"));
  Value n = plain_int(value);
  if (is_float(n)) n = int_from_double(vm, as_double(n));
  Value offset = op(vm, Op::SUB, n, self->start);
  return offset.ok() ? op(vm, Op::FLOORDIV, offset, self->step) : offset;
}
Value range_op_len(Vm& vm, Range* self) {
  i64 n;
  if (!int_to_i64(self->length, &n)) return raise(vm, kType_OverflowError, "Python int too large to convert to C ssize_t");
  return self->length;
}
Value range_op_bool(Vm&, Range* self) { return Value::boolean(!(self->length == zero())); }
Value range_op_eq(Vm& vm, Range* self, Value value) {
  Range* o = get_if<Range>(value);
  if (o == nullptr) return Value::not_implemented();
  if (!same(vm, self->length, o->length)) return Value::boolean(false);
  if (self->length == zero()) return Value::boolean(true);
  if (!same(vm, self->start, o->start)) return Value::boolean(false);
  return Value::boolean(self->length == one() || same(vm, self->step, o->step));
}
Value range_op_ne(Vm& vm, Range* self, Value value) {
  Value v = range_op_eq(vm, self, value);
  return v.is_bool() ? Value::boolean(!v.is_true()) : v;
}
Value range_op_lt(Vm&, Range*, Value) { return Value::not_implemented(); }
Value range_op_le(Vm&, Range*, Value) { return Value::not_implemented(); }
Value range_op_gt(Vm&, Range*, Value) { return Value::not_implemented(); }
Value range_op_ge(Vm&, Range*, Value) { return Value::not_implemented(); }
Value range_op_hash(Vm& vm, Range* self) {
  u64 h;
  Tri t = hash_of(vm, Value::cell(self), &h);
  return t == Tri::True ? int_from_i64(vm, static_cast<i64>(h)) : Value::error();
}
Value range_op_iter(Vm& vm, Range* self) { return get_iter(vm, Value::cell(self)); }
Value range_op_getitem(Vm& vm, Range* self, Value key) {
  if (Slice* s = get_if<Slice>(key)) {
    Value at[3];
    if (!wide_indices(vm, s, self->length, at)) return conversion_failed(vm);
    Value first = range_item(vm, self, at[0]);
    Value last = first.ok() ? range_item(vm, self, at[1]) : first;
    if (!last.ok()) return last;
    Value width = op(vm, Op::MUL, self->step, at[2]);
    return width.ok() ? range_make(vm, first, last, width) : width;
  }
  Value i = int_value(key);
  if (i.is_undef()) {
    if (of_python_class(key)) return Value::defer();
    return raise_type_error(vm, "range indices must be integers or slices, not %T", key);
  }
  i = plain_int(i);
  if (less(vm, i, zero())) {
    i = op(vm, Op::ADD, i, self->length);
    if (!i.ok()) return i;
  }
  if (less(vm, i, zero()) || !less(vm, i, self->length)) return raise(vm, kType_IndexError, "range object index out of range");
  return range_item(vm, self, i);
}
Value range_op_reversed(Vm& vm, Range* self) {
  Value last = op(vm, Op::SUB, self->length, one());
  if (last.ok()) last = range_item(vm, self, last);
  Value step = last.ok() ? native_unary(vm, Op::NEG, self->step) : last;
  if (!step.ok()) return step;
  auto* it = vm.heap.make<RangeIterator>();
  if (it == nullptr) return raise_memory_error(vm);
  it->next = last;
  it->step = step;
  it->remaining = self->length;
  return Value::cell(it);
}
Value range_op_reduce(Vm& vm, Range* self) {
  Value args[3] = {self->start, self->stop, self->step};
  Tuple* t = tuple_from(vm, args, 3);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(&kType_range), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value range_op_repr(Vm& vm, Range* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value range_get_start(Vm&, Value self) { return self.as<Range>()->start; }
Value range_get_stop(Vm&, Value self) { return self.as<Range>()->stop; }
Value range_get_step(Vm&, Value self) { return self.as<Range>()->step; }

// ---------------------------------------------------------------- slice
Value slice_op_new(Vm& vm, Type*, Value start, Value stop, Value step) {
  if (stop.is_undef()) return slice_new(vm, Value::none(), start, Value::none());
  return slice_new(vm, start, stop, step.is_undef() ? Value::none() : step);
}
namespace {
Value slice_compare(Vm& vm, Op o, Slice* self, Value value) {
  Slice* b = get_if<Slice>(value);
  if (b == nullptr) return Value::not_implemented();
  Value x[3] = {self->start, self->stop, self->step}, y[3] = {b->start, b->stop, b->step};
  Tuple* t = tuple_from(vm, x, 3);
  Tuple* u = t == nullptr ? nullptr : tuple_from(vm, y, 3);
  MONTY_TRY(u);
  return compare_same(vm, o, t, Value::cell(u));
}
}  // namespace
Value slice_op_eq(Vm& vm, Slice* self, Value value) { return slice_compare(vm, Op::EQ, self, value); }
Value slice_op_ne(Vm& vm, Slice* self, Value value) { return slice_compare(vm, Op::NE, self, value); }
Value slice_op_lt(Vm& vm, Slice* self, Value value) { return slice_compare(vm, Op::LT, self, value); }
Value slice_op_le(Vm& vm, Slice* self, Value value) { return slice_compare(vm, Op::LE, self, value); }
Value slice_op_gt(Vm& vm, Slice* self, Value value) { return slice_compare(vm, Op::GT, self, value); }
Value slice_op_ge(Vm& vm, Slice* self, Value value) { return slice_compare(vm, Op::GE, self, value); }
Value slice_op_hash(Vm& vm, Slice* self) {
  u64 h;
  Tri t = hash_of(vm, Value::cell(self), &h);
  if (t == Tri::True) return int_from_i64(vm, static_cast<i64>(h));
  return t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value slice_op_repr(Vm& vm, Slice* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value slice_op_reduce(Vm& vm, Slice* self) {
  Value args[3] = {self->start, self->stop, self->step};
  Tuple* t = tuple_from(vm, args, 3);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(&kType_slice), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value slice_indices(Vm& vm, Slice* self, Value len) {
  Value n = int_value(len);
  if (n.is_undef()) return of_python_class(len) ? Value::defer() : raise_type_error(vm, "'%T' object cannot be interpreted as an integer", len);
  n = plain_int(n);
  if (less(vm, n, zero())) return raise_value_error(vm, "length should not be negative");
  Value parts[3];
  if (!wide_indices(vm, self, n, parts)) return conversion_failed(vm);
  return cell_or_raise(tuple_from(vm, parts, 3));
}
Value slice_get_start(Vm&, Value self) { return self.as<Slice>()->start; }
Value slice_get_stop(Vm&, Value self) { return self.as<Slice>()->stop; }
Value slice_get_step(Vm&, Value self) { return self.as<Slice>()->step; }

// ---------------------------------------------------------------- iterators
namespace {
Value step(Vm& vm, Value it) {
  Value v = iter_next(vm, it);
  if (v.is_undef()) return raise_stop_iteration(vm, Value::undef());
  return v.is_defer() ? defer_clean(vm) : v;
}
Value resume(Vm& vm, Value generator) {
  vm.request_ = {Request::Kind::Resume, generator, Value::none(), Value::undef(), Value::undef(), Cont::GenNext};
  return Value::request();
}
Value as_iter_of(Vm& vm, Value iterable) {
  Tuple* args = tuple_from(vm, &iterable, 1);
  MONTY_TRY(args);
  Value parts[2] = {Value::cell(find_native_function("builtins", "iter")), Value::cell(args)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
// What is left, as iter([...]); a copy of the iterator walks it.
template <class Iterator, class Held>
Value reduce_iterator(Vm& vm, const Iterator* self, Held* Iterator::* held) {
  auto* copy = vm.heap.make<Iterator>();
  if (copy == nullptr) return raise_memory_error(vm);
  copy->*held = self->*held;
  copy->position = self->position;
  copy->used = self->used;
  copy->aux = self->aux;
  copy->flags |= static_cast<u8>(self->flags & Cell::kUser1);
  List* l = list_new(vm, 0);
  MONTY_TRY(l);
  Tri t = drain_into(vm, Value::cell(copy), l);
  if (t != Tri::True) return t == Tri::Error ? Value::error() : raise_type_error(vm, "cannot pickle '%T' object", Value::cell(copy));
  return as_iter_of(vm, Value::cell(l));
}
}  // namespace

Value iterator_self(Vm&, Value self) { return self; }
Value enumerate_op_new(Vm& vm, Type* cls, Value iterable, Value start) {
  Value n = int_value(start);
  if (cls != &kType_enumerate || n.is_undef()) return Value::defer();
  Value it = get_iter(vm, iterable);
  if (it.is_error()) return it;
  if (it.is_defer() || !steps_natively(it)) return defer_clean(vm);
  vm.heap.keep(it);
  auto* e = vm.heap.make<Enumerate>();
  if (e == nullptr) return raise_memory_error(vm);
  e->iterator = it;
  e->index = plain_int(n);
  return Value::cell(e);
}
Value enumerate_op_next(Vm& vm, Enumerate* self) { return step(vm, Value::cell(self)); }
Value enumerate_op_reduce(Vm& vm, Enumerate* self) {
  Value args[2] = {self->iterator, self->index};
  Tuple* t = tuple_from(vm, args, 2);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(&kType_enumerate), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value zip_op_new(Vm& vm, Type* cls, bool strict, Tuple* iterables) {
  if (cls != &kType_zip || strict) return Value::defer();
  u32 n = iterables->length();
  auto* z = reinterpret_cast<Zip*>(vm.heap.allocate(Kind::Zip, Zip::bytes(n)));
  if (z == nullptr) return raise_memory_error(vm);
  z->aux = n;
  for (u32 i = 0; i < n; i++) z->iterators[i] = Value::none();
  for (u32 i = 0; i < n; i++) {
    Value it = get_iter(vm, iterables->items[i]);
    if (it.is_error()) return it;
    if (it.is_defer() || !steps_natively(it)) return defer_clean(vm);
    z->iterators[i] = it;
  }
  return Value::cell(z);
}
Value zip_op_next(Vm& vm, Zip* self) { return step(vm, Value::cell(self)); }
Value zip_op_reduce(Vm& vm, Zip* self) {
  Tuple* t = tuple_from(vm, self->iterators, self->aux);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(&kType_zip), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value zip_op_setstate(Vm&, Zip*, Value) { return Value::none(); }
// Over iterators that step natively a map needs no generator: `arguments` is the function and one iterator, a zip's when
// kUser1 says that the function takes several (advance_map in vm/feed.cpp).
Value map_op_new(Vm& vm, Type* cls, bool strict, Tuple* args) {
  u32 n = args->length();
  if (cls != &kType_map || strict || n < 2) return Value::defer();
  if (Type* made = get_if<Type>(args->items[0]); made != nullptr && made->constructor == nullptr) return Value::defer();
  Value below;
  if (n == 2) {
    below = get_iter(vm, args->items[1]);
  } else {
    Tuple* rest = tuple_from(vm, args->items + 1, n - 1);
    MONTY_TRY(rest);
    below = zip_op_new(vm, &kType_zip, false, rest);
  }
  if (below.is_error()) return below;
  if (below.is_defer() || !steps_natively(below)) return defer_clean(vm);
  vm.heap.keep(below);
  Value parts[2] = {args->items[0], below};
  Tuple* pair = tuple_from(vm, parts, 2);
  auto* it = pair == nullptr ? nullptr : vm.heap.make<TwinIterator>();
  if (it == nullptr) return raise_memory_error(vm);
  it->type = &kType_map;
  it->generator = Value::undef();
  it->arguments = Value::cell(pair);
  if (n > 2) it->flags |= Cell::kUser1;
  return Value::cell(it);
}
Value map_op_next(Vm& vm, TwinIterator* self) {
  if (!is_native_map(Value::cell(self))) return resume(vm, self->generator);
  auto* pair = self->arguments.as<Tuple>();
  Value v = iter_next(vm, pair->items[1]);
  if (v.is_undef()) return raise_stop_iteration(vm, Value::undef());
  if (!v.ok()) return v;
  vm.heap.keep(v);
  Tuple* args = (self->flags & Cell::kUser1) != 0 ? v.as<Tuple>() : tuple_from(vm, &v, 1);
  MONTY_TRY(args);
  return call_request(vm, pair->items[0], args);
}
Value map_op_reduce(Vm& vm, TwinIterator* self) {
  if (is_native_map(Value::cell(self)) && (self->flags & Cell::kUser1) != 0) {  // the iterators one by one again
    auto* pair = self->arguments.as<Tuple>();
    auto* zip = pair->items[1].as<Zip>();
    Tuple* all = tuple_new(vm, zip->aux + 1);
    MONTY_TRY(all);
    all->items[0] = pair->items[0];
    for (u32 i = 0; i < zip->aux; i++) all->items[i + 1] = zip->iterators[i];
    Value parts[2] = {Value::cell(self->type), Value::cell(all)};
    return cell_or_raise(tuple_from(vm, parts, 2));
  }
  Value parts[2] = {Value::cell(self->type), self->arguments};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value map_op_setstate(Vm&, TwinIterator*, Value) { return Value::none(); }
Value filter_op_new(Vm&, Type*, Value, Value) { return Value::defer(); }
Value filter_op_next(Vm& vm, TwinIterator* self) { return resume(vm, self->generator); }
Value filter_op_reduce(Vm& vm, TwinIterator* self) { return map_op_reduce(vm, self); }
Value reversed_op_new(Vm& vm, Type* cls, Value sequence) {
  if (cls != &kType_reversed) return Value::defer();
  switch (kind_of(sequence)) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Str:
    case Kind::Bytes:
    case Kind::ByteArray: {
      auto* it = vm.heap.make<SequenceIterator>();
      if (it == nullptr) return raise_memory_error(vm);
      it->sequence = sequence;
      it->aux = 1;
      it->index = static_cast<i64>(sequence.as_cell()->aux) - 1;
      return Value::cell(it);
    }
    case Kind::Range: return range_op_reversed(vm, sequence.as<Range>());
    case Kind::Dict: return dict_op_reversed(vm, sequence);
    case Kind::DictView: return dict_view_op_reversed(vm, sequence.as<DictView>());
    default: return Value::defer();
  }
}
Value sequence_iterator_op_next(Vm& vm, SequenceIterator* self) { return step(vm, Value::cell(self)); }
Value sequence_iterator_op_length_hint(Vm&, SequenceIterator* self) {
  if (self->sequence.is_undef()) return zero();
  i64 n = self->sequence.as_cell()->aux;
  i64 left = self->aux == 1 ? self->index + 1 : n - self->index;
  return Value::small_int(left < 0 ? 0 : left);
}
Value sequence_iterator_op_reduce(Vm& vm, SequenceIterator* self) {
  const NativeFunction* f = find_native_function("builtins", "iter");
  Value base = self->sequence.is_undef() ? Value::cell(&kEmptyTuple) : self->sequence;
  Tuple* args = tuple_from(vm, &base, 1);
  MONTY_TRY(args);
  Value parts[3] = {self->aux == 1 ? Value::cell(&kType_reversed) : Value::cell(f), Value::cell(args), int_from_i64(vm, self->index)};
  return cell_or_raise(tuple_from(vm, parts, self->sequence.is_undef() ? 2 : 3));
}
Value sequence_iterator_op_setstate(Vm& vm, SequenceIterator* self, Value state) {
  i64 n;
  if (!to_index(vm, state, &n)) return conversion_failed(vm);
  self->index = n < -1 ? -1 : n;
  return Value::none();
}
Value range_iterator_op_next(Vm& vm, RangeIterator* self) { return step(vm, Value::cell(self)); }
Value range_iterator_op_length_hint(Vm&, RangeIterator* self) { return self->remaining; }
Value range_iterator_op_reduce(Vm& vm, RangeIterator* self) {
  Value stop = op(vm, Op::MUL, self->step, self->remaining);
  if (stop.ok()) stop = op(vm, Op::ADD, self->next, stop);
  Value left = stop.ok() ? range_make(vm, self->next, stop, self->step) : stop;
  return left.ok() ? as_iter_of(vm, left) : left;
}
Value range_iterator_op_setstate(Vm& vm, RangeIterator* self, Value state) {
  i64 n;
  if (!to_index(vm, state, &n)) return conversion_failed(vm);
  for (i64 i = 0; i < n && !(self->remaining == zero()); i++) {
    Value v = iter_next(vm, Value::cell(self));
    if (!v.ok()) return v;
    if ((i & 255) == 255 && !vm.meter.tick(256)) return raise_stopped(vm);
  }
  return Value::none();
}
Value dict_iterator_op_next(Vm& vm, DictIterator* self) { return step(vm, Value::cell(self)); }
Value dict_iterator_op_length_hint(Vm&, DictIterator* self) {
  return Value::small_int(self->dict == nullptr || self->used != self->dict->used ? 0 : self->used - (self->aux >> 2));
}
Value dict_iterator_op_reduce(Vm& vm, DictIterator* self) { return reduce_iterator(vm, self, &DictIterator::dict); }
Value set_iterator_op_next(Vm& vm, SetIterator* self) { return step(vm, Value::cell(self)); }
Value set_iterator_op_length_hint(Vm&, SetIterator* self) { return Value::small_int(self->set == nullptr ? 0 : self->set->used); }
Value set_iterator_op_reduce(Vm& vm, SetIterator* self) { return reduce_iterator(vm, self, &SetIterator::set); }
Value callable_iterator_op_next(Vm& vm, CallableIterator* self) { return step(vm, Value::cell(self)); }
Value callable_iterator_op_reduce(Vm& vm, CallableIterator* self) {
  Value args[2] = {self->callable, self->sentinel};
  Tuple* t = tuple_from(vm, args, 2);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(find_native_function("builtins", "iter")), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}

}  // namespace monty::native
