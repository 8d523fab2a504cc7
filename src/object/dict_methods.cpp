// SPDX-License-Identifier: MIT
// The methods of dict and of its views.
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

// Copies all of `from` into `to`. Defer: an equality needs Python code; the entries before it are in.
Tri dict_merge_native(Vm& vm, Dict* to, Dict* from) {
  if (to == from) return Tri::True;
  if (to->used == 0 && dict_is_dense(from) && from->used > 8) return dict_copy_into(vm, to, from) ? Tri::True : Tri::Error;
  u32 version = from->aux;
  for (u32 i = 0; i < from->fill; i++) {
    DictEntry e = from->entries[i];
    if (e.key.is_undef()) continue;
    if (to->used == 0) {
      if (!dict_insert_new(vm, to, e.key, e.hash, e.value)) return Tri::Error;
    } else if (DictEntry* at = dict_find_hashed(to, e.key, e.hash)) {
      at->value = e.value;
    } else {
      Tri t = dict_set(vm, to, e.key, e.value);
      if (t != Tri::True && t != Tri::False) {
        vm.deferred = false;
        return t;
      }
    }
    if ((i & 4095) == 4095 && !vm.meter.tick(4096)) {
      raise_stopped(vm);
      return Tri::Error;
    }
    if (from->aux != version) {
      raise(vm, kType_RuntimeError, "dict mutated during update");
      return Tri::Error;
    }
  }
  return Tri::True;
}

// Fills `to` from a dict or from a list/tuple of pairs, and keywords. Defer before anything is done, or after entries
// that the twin will set again.
static Tri fill(Vm& vm, Dict* to, Value source, Dict* kwargs) {
  if (!source.is_undef()) {
    if (Dict* d = get_if<Dict>(source)) {
      Tri t = dict_merge_native(vm, to, d);
      if (t != Tri::True) return t;
    } else if (Dict* d2 = unwrap<Dict>(source); d2 != nullptr && is<NativeFunction>(type_lookup_special(vm, source, names::op_iter)) &&
                                                is<NativeFunction>(type_lookup_special(vm, source, names::op_getitem)) &&
                                                is<NativeFunction>(type_lookup_special(vm, source, names::keys))) {
      Tri t = dict_merge_native(vm, to, d2);
      if (t != Tri::True) return t;
    } else if (kind_of(source) == Kind::Zip || kind_of(source) == Kind::Enumerate || is<DictView>(source) || is<List>(source) || is<Tuple>(source)) {
      if (is_iterator_kind(kind_of(source))) {
        // Consumed step by step: only kinds that never need Python code.
        bool native_steps = kind_of(source) == Kind::Enumerate ? steps_natively(source) : true;
        if (Zip* z = get_if<Zip>(source)) {
          if (z->flags & Cell::kUser1) return Tri::Defer;
          for (u32 i = 0; i < z->aux; i++) native_steps = native_steps && steps_natively(z->iterators[i]);
        }
        if (!native_steps) return Tri::Defer;
      }
      Value it = get_iter(vm, source);
      if (!it.ok()) return it.is_error() ? Tri::Error : Tri::Defer;
      vm.heap.keep(it);
      for (i64 index = 0;; index++) {
        Value pair = iter_next(vm, it);
        if (pair.is_undef()) break;
        if (pair.is_error()) return Tri::Error;
        if (pair.is_defer()) return Tri::Defer;
        if (!is<Tuple>(pair) && !is<List>(pair)) {
          if (is_iterator_kind(kind_of(source))) {
            raise_type_error(vm, "cannot convert dictionary update sequence element #%l to a sequence", index);
            return Tri::Error;
          }
          return Tri::Defer;
        }
        u32 n = pair.as_cell()->aux;
        if (n != 2) {
          raise_value_error(vm, "dictionary update sequence element #%l has length %d; 2 is required", index, static_cast<int>(n));
          return Tri::Error;
        }
        const Value* items = is<Tuple>(pair) ? pair.as<Tuple>()->items : pair.as<List>()->items;
        vm.heap.keep(pair);
        Tri t = dict_set(vm, to, items[0], items[1]);
        if (t == Tri::Error) return t;
        if (t == Tri::Defer) {
          vm.deferred = false;
          if (is_iterator_kind(kind_of(source))) {
            raise_type_error(vm, "cannot build a dict from this iterator");  // keys with Python hashes: see the twin
            return Tri::Error;
          }
          return t;
        }
        if ((index & 1023) == 1023 && !vm.meter.tick(1024)) {
          raise_stopped(vm);
          return Tri::Error;
        }
      }
    } else {
      return Tri::Defer;
    }
  }
  return kwargs == nullptr || kwargs->used == 0 ? Tri::True : dict_merge_native(vm, to, kwargs);
}

Value mapping_proxy_new(Vm& vm, Value mapping) {
  auto* p = vm.heap.make<MappingProxy>();
  if (p == nullptr) return raise_memory_error(vm);
  p->mapping = mapping;
  return Value::cell(p);
}

namespace native {

Value dict_op_new(Vm& vm, Type* cls, Value iterable, Dict* kwargs) {
  if (cls != &kType_dict) return new_empty(vm, cls);
  if ((kind_of(iterable) == Kind::Zip || kind_of(iterable) == Kind::Enumerate) && steps_natively(iterable) && (kwargs == nullptr || kwargs->used == 0)) {
    // The pairs first: should they take Python code, dict() is asked again, with them.
    List* pairs = list_new(vm, 0);
    MONTY_TRY(pairs);
    Tri t = drain_into(vm, iterable, pairs);
    Dict* d = t == Tri::True ? dict_new(vm) : nullptr;
    if (d == nullptr) return Value::error();
    t = fill(vm, d, Value::cell(pairs), kwargs);
    if (t == Tri::True) return Value::cell(d);
    if (t == Tri::Error) return Value::error();
    vm.deferred = false;
    const Value again = Value::cell(pairs);
    Tuple* args = tuple_from(vm, &again, 1);
    MONTY_TRY(args);
    return call_request(vm, Value::cell(cls), args, Value::undef());
  }
  if (kind_of(iterable) == Kind::Zip || kind_of(iterable) == Kind::Enumerate) return Value::defer();
  Dict* d = dict_new(vm);
  MONTY_TRY(d);
  Tri t = fill(vm, d, iterable, kwargs);
  return t == Tri::True ? Value::cell(d) : t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value dict_op_init(Vm& vm, Dict* self, Value iterable, Dict* kwargs) {
  if (kind_of(iterable) == Kind::Zip || kind_of(iterable) == Kind::Enumerate) return Value::defer();
  Tri t = fill(vm, self, iterable, kwargs);
  return t == Tri::True ? Value::none() : t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value dict_update(Vm& vm, Dict* self, Value iterable, Dict* kwargs) { return dict_op_init(vm, self, iterable, kwargs); }
Value dict_clear(Vm& vm, Dict* self) {
  monty::dict_clear(vm, self);
  return Value::none();
}
Value dict_copy(Vm& vm, Dict* self) { return cell_or_raise(monty::dict_copy(vm, self)); }

namespace {
Value view(Vm& vm, Value self, u32 what) {
  if (unwrap<Dict>(self) == nullptr) return raise_type_error(vm, "descriptor requires a 'dict' object but received a '%T'", self);
  auto* v = vm.heap.make<DictView>();
  if (v == nullptr) return raise_memory_error(vm);
  v->aux = what;
  v->dict = self;
  return Value::cell(v);
}
Value find_or(Vm& vm, Dict* d, Value key, Value* out) {  // None: found or not is in *out
  DictEntry* e = nullptr;
  Tri t = dict_find(vm, d, key, &e);
  if (t == Tri::Error) return Value::error();
  if (t == Tri::Defer) return defer_clean(vm);
  *out = t == Tri::True && e != nullptr ? e->value : Value::undef();
  return Value::none();
}
}  // namespace

Value dict_keys(Vm& vm, Value self) { return view(vm, self, 0); }
Value dict_values(Vm& vm, Value self) { return view(vm, self, 1); }
Value dict_items(Vm& vm, Value self) { return view(vm, self, 2); }
Value dict_fromkeys(Vm& vm, Value cls, Value iterable, Value value) {
  if (!(cls == Value::cell(&kType_dict)) || is_iterator_kind(kind_of(iterable))) return Value::defer();
  List* keys = list_new(vm, 0);
  MONTY_TRY(keys);
  Tri t = drain_into(vm, iterable, keys);
  if (t != Tri::True) return t == Tri::Error ? Value::error() : Value::defer();
  Dict* d = dict_new(vm, keys->length());
  MONTY_TRY(d);
  for (u32 i = 0; i < keys->length(); i++) {
    t = dict_set(vm, d, keys->items[i], value);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return defer_clean(vm);
  }
  return Value::cell(d);
}
Value dict_get(Vm& vm, Dict* self, Value key, Value default_) {
  Value v, r = find_or(vm, self, key, &v);
  if (!r.is_none()) return r;
  return v.is_undef() ? default_ : v;
}
Value dict_pop(Vm& vm, Dict* self, Value key, Value default_) {
  DictEntry* e = nullptr;
  Tri t = self->used == 0 ? Tri::False : dict_find(vm, self, key, &e);
  if (self->used == 0) {
    u64 h;
    t = hash_of(vm, key, &h);
    if (t == Tri::True) t = Tri::False;
  }
  if (t == Tri::Error) return Value::error();
  if (t == Tri::Defer) return defer_clean(vm);
  if (t == Tri::False) return default_.is_undef() ? raise_key_error(vm, key) : default_;
  Value v = e->value;
  dict_erase_entry(self, e);
  return v;
}
Value dict_popitem(Vm& vm, Dict* self) {
  if (self->used == 0) {
    Str* s = str_from_ascii(vm, "popitem(): dictionary is empty");
    MONTY_TRY(s);
    return raise_key_error(vm, Value::cell(s));
  }
  u32 i = self->fill;
  while (i > 0 && self->entries[i - 1].key.is_undef()) i--;
  if (!vm.meter.tick((self->fill - i) / 4)) return raise_stopped(vm);
  Value pair[2] = {self->entries[i - 1].key, self->entries[i - 1].value};
  Tuple* out = tuple_from(vm, pair, 2);
  MONTY_TRY(out);
  dict_erase_entry(self, &self->entries[i - 1]);
  return Value::cell(out);
}
Value dict_setdefault(Vm& vm, Dict* self, Value key, Value default_) {
  Value v, r = find_or(vm, self, key, &v);
  if (!r.is_none()) return r;
  if (!v.is_undef()) return v;
  Tri t = dict_set(vm, self, key, default_);
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? defer_clean(vm) : default_;
}
Value dict_op_len(Vm&, Dict* self) { return Value::small_int(self->used); }
Value dict_op_getitem(Vm& vm, Value self, Value key) {
  Dict* d = unwrap<Dict>(self);
  if (d == nullptr) return raise_type_error(vm, "descriptor '__getitem__' requires a 'dict' object but received a '%T'", self);
  Value v, r = find_or(vm, d, key, &v);
  if (!r.is_none()) return r;
  if (!v.is_undef()) return v;
  if (kind_of(self) == Kind::Instance) {
    Value missing = type_lookup_special(vm, self, names::op_missing);
    if (!missing.is_undef()) return request_call(vm, missing, {self, key});
  }
  return raise_key_error(vm, key);
}
Value dict_op_setitem(Vm& vm, Dict* self, Value key, Value value) {
  Tri t = dict_set(vm, self, key, value);
  return t == Tri::Error ? Value::error() : t == Tri::Defer ? defer_clean(vm) : Value::none();
}
Value dict_op_delitem(Vm& vm, Dict* self, Value key) {
  Tri t = dict_delete(vm, self, key, nullptr);
  if (t == Tri::Error) return Value::error();
  if (t == Tri::Defer) return defer_clean(vm);
  return t == Tri::False ? raise_key_error(vm, key) : Value::none();
}
Value dict_op_contains(Vm& vm, Dict* self, Value key) {
  DictEntry* e;
  Tri t = dict_find(vm, self, key, &e);
  vm.deferred = false;
  return tri_value(t);
}
Value dict_op_iter(Vm& vm, Value self) { return container_iter<Dict>(vm, self, "dict"); }
namespace {
Value reversed(Vm& vm, Dict* d, u32 what) {
  Value it = dict_iterator_new(vm, d, what);
  if (it.is_error()) return it;
  it.as_cell()->flags |= Cell::kUser1;
  it.as<DictIterator>()->position = d->fill;
  return it;
}
}  // namespace
Value dict_op_reversed(Vm& vm, Value self) {
  Dict* d = unwrap<Dict>(self);
  if (d == nullptr) return raise_type_error(vm, "descriptor '__reversed__' requires a 'dict' object but received a '%T'", self);
  return reversed(vm, d, 0);
}
Value dict_op_eq(Vm& vm, Dict* self, Value value) { return compare_same(vm, Op::EQ, self, value); }
Value dict_op_ne(Vm& vm, Dict* self, Value value) { return compare_same(vm, Op::NE, self, value); }
Value dict_op_lt(Vm&, Dict*, Value) { return Value::not_implemented(); }
Value dict_op_le(Vm&, Dict*, Value) { return Value::not_implemented(); }
Value dict_op_gt(Vm&, Dict*, Value) { return Value::not_implemented(); }
Value dict_op_ge(Vm&, Dict*, Value) { return Value::not_implemented(); }
Value dict_op_or(Vm& vm, Value self, Value value) {
  Dict* a = unwrap<Dict>(self);
  Dict* b = unwrap<Dict>(value);
  if (a == nullptr || b == nullptr) return Value::not_implemented();
  Dict* out = monty::dict_copy(vm, a);
  MONTY_TRY(out);
  Tri t = dict_merge_native(vm, out, b);
  return t == Tri::True ? Value::cell(out) : t == Tri::Error ? Value::error() : Value::defer();
}
Value dict_op_ror(Vm& vm, Value self, Value value) { return dict_op_or(vm, value, self); }
Value dict_op_ior(Vm& vm, Value self, Value value) {
  Dict* d = unwrap<Dict>(self);
  if (d == nullptr) return Value::not_implemented();
  if (kind_of(value) == Kind::Zip || kind_of(value) == Kind::Enumerate) return Value::defer();
  Tri t = fill(vm, d, value, nullptr);
  return t == Tri::True ? self : t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value dict_op_repr(Vm& vm, Dict* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value dict_op_sizeof(Vm&, Dict* self) { return Value::small_int(48 + (self->log2_size == 0 ? 0 : static_cast<i64>(self->table_bytes()))); }

// ---------------------------------------------------------------- views
namespace {
Dict* dict_behind(DictView* v) { return unwrap<Dict>(v->dict); }
// The view's content as a set; null with vm.deferred: hashes need Python code.
Set* as_set(Vm& vm, Value v) {
  if (Set* s = unwrap<Set>(v)) return s;
  if (FrozenSet* s = unwrap<FrozenSet>(v)) return s;
  List* l = list_new(vm, 0);
  if (l == nullptr) return nullptr;
  Tri t = drain_into(vm, v, l);
  if (t != Tri::True) {
    vm.deferred = t == Tri::Defer;
    return nullptr;
  }
  Set* s = set_new(vm);
  if (s == nullptr) return nullptr;
  for (u32 i = 0; i < l->length(); i++) {
    t = monty::set_add(vm, s, l->items[i]);
    if (t == Tri::Error || t == Tri::Defer) {
      vm.deferred = t == Tri::Defer;
      return nullptr;
    }
  }
  return s;
}
bool set_like(Value v) { return unwrap<Set>(v) != nullptr || unwrap<FrozenSet>(v) != nullptr || (is<DictView>(v) && v.as_cell()->aux != 1); }
enum class SetOp : u8 { And, Or, Sub, Xor };
Value combine(Vm& vm, Value a, Value b, SetOp op) {
  Set* x = as_set(vm, a);
  Set* y = x == nullptr ? nullptr : as_set(vm, b);
  if (y == nullptr) return conversion_failed(vm);
  Set* out = set_new(vm);
  MONTY_TRY(out);
  auto add_all = [&](Set* from, Set* other, bool wanted, bool all) {
    for (u32 i = 0; from->table != nullptr && i <= from->mask; i++) {
      Value k = from->table[i].key;
      if (k.is_undef() || k == Set::dummy()) continue;
      Tri in = all ? Tri::False : set_contains(vm, other, k);
      if (in == Tri::Error || in == Tri::Defer) return in;
      if (all || (in == Tri::True) == wanted) {
        Tri t = monty::set_add(vm, out, k);
        if (t == Tri::Error || t == Tri::Defer) return t;
      }
    }
    return Tri::True;
  };
  Tri t = Tri::True;
  switch (op) {
    case SetOp::And: t = add_all(x, y, true, false); break;
    case SetOp::Or:
      t = add_all(x, y, true, true);
      if (t == Tri::True) t = add_all(y, x, true, true);
      break;
    case SetOp::Sub: t = add_all(x, y, false, false); break;
    case SetOp::Xor:
      t = add_all(x, y, false, false);
      if (t == Tri::True) t = add_all(y, x, false, false);
      break;
  }
  if (t == Tri::Error) return Value::error();
  return t == Tri::Defer ? defer_clean(vm) : Value::cell(out);
}
Value compare_views(Vm& vm, DictView* self, Value other, Op op) {
  if (!set_like(other)) return Value::not_implemented();
  Set* x = as_set(vm, Value::cell(self));
  Set* y = x == nullptr ? nullptr : as_set(vm, other);
  if (y == nullptr) {
    // Unhashable values of items(): compared one by one when both are items of dicts.
    return conversion_failed(vm);
  }
  Value v = native_compare(vm, op, Value::cell(x), Value::cell(y));
  return v.is_not_implemented() ? defer_clean(vm) : v;
}
}  // namespace

Value dict_view_op_iter(Vm& vm, DictView* self) { return dict_iterator_new(vm, dict_behind(self), self->aux); }
Value dict_view_op_len(Vm&, DictView* self) { return Value::small_int(dict_behind(self)->used); }
Value dict_view_op_repr(Vm& vm, DictView* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value dict_view_op_reversed(Vm& vm, DictView* self) { return reversed(vm, dict_behind(self), self->aux); }
Value dict_view_op_and(Vm& vm, Value self, Value value) { return combine(vm, self, value, SetOp::And); }
Value dict_view_op_rand(Vm& vm, Value self, Value value) { return combine(vm, value, self, SetOp::And); }
Value dict_view_op_or(Vm& vm, Value self, Value value) { return combine(vm, self, value, SetOp::Or); }
Value dict_view_op_ror(Vm& vm, Value self, Value value) { return combine(vm, value, self, SetOp::Or); }
Value dict_view_op_sub(Vm& vm, Value self, Value value) { return combine(vm, self, value, SetOp::Sub); }
Value dict_view_op_rsub(Vm& vm, Value self, Value value) { return combine(vm, value, self, SetOp::Sub); }
Value dict_view_op_xor(Vm& vm, Value self, Value value) { return combine(vm, self, value, SetOp::Xor); }
Value dict_view_op_rxor(Vm& vm, Value self, Value value) { return combine(vm, value, self, SetOp::Xor); }
namespace {
// items() == items(): as dicts, when the values are not hashable.
Value items_equal(Vm& vm, DictView* self, Value value, bool negate) {
  if (self->aux == 2 && is<DictView>(value) && value.as_cell()->aux == 2) {
    Value v = compare_same(vm, negate ? Op::NE : Op::EQ, dict_behind(self), Value::cell(dict_behind(value.as<DictView>())));
    return v;
  }
  return compare_views(vm, self, value, negate ? Op::NE : Op::EQ);
}
}  // namespace
Value dict_view_op_eq(Vm& vm, DictView* self, Value value) { return items_equal(vm, self, value, false); }
Value dict_view_op_ne(Vm& vm, DictView* self, Value value) { return items_equal(vm, self, value, true); }
Value dict_view_op_lt(Vm& vm, DictView* self, Value value) { return compare_views(vm, self, value, Op::LT); }
Value dict_view_op_le(Vm& vm, DictView* self, Value value) { return compare_views(vm, self, value, Op::LE); }
Value dict_view_op_gt(Vm& vm, DictView* self, Value value) { return compare_views(vm, self, value, Op::GT); }
Value dict_view_op_ge(Vm& vm, DictView* self, Value value) { return compare_views(vm, self, value, Op::GE); }
Value dict_view_op_contains(Vm& vm, DictView* self, Value value) {
  Dict* d = dict_behind(self);
  DictEntry* e;
  if (self->aux == 0) {
    Tri t = dict_find(vm, d, value, &e);
    vm.deferred = false;
    return t == Tri::Defer ? request_call(vm, type_own_attribute(&kType_dict, names::op_contains), {self->dict, value}) : tri_value(t);
  }
  Tuple* pair = get_if<Tuple>(value);
  if (self->aux != 2 || pair == nullptr || pair->length() != 2) return Value::boolean(false);
  Tri t = dict_find(vm, d, pair->items[0], &e);
  if (t == Tri::True) t = equal(vm, e->value, pair->items[1]);
  vm.deferred = false;
  return tri_value(t);
}
Value dict_view_isdisjoint(Vm& vm, DictView* self, Value other) {
  Value v = combine(vm, Value::cell(self), other, SetOp::And);
  return is<Set>(v) ? Value::boolean(v.as<Set>()->used == 0) : v;
}
Value dict_view_get_mapping(Vm& vm, Value self) { return mapping_proxy_new(vm, self.as<DictView>()->dict); }

}  // namespace native
}  // namespace monty

namespace monty::native {
Tri dict_merge_for_twins(Vm& vm, Dict* to, Value source);
// {**x} and its kin: exact dicts, and subclasses that leave the look-up as it is.
Tri dict_merge_for_twins(Vm& vm, Dict* to, Value source) {
  Dict* from = get_if<Dict>(source);
  return from == nullptr ? Tri::Defer : dict_merge_native(vm, to, from);
}
}  // namespace monty::native
