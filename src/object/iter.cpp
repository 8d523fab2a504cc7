// SPDX-License-Identifier: MIT
// Iterators over builtin types: making and stepping them without Python code.
#include "object/operations.h"
#include "object/type.h"

namespace monty {

namespace {

Value sequence_iterator(Vm& vm, Value sequence) {
  auto* it = vm.heap.make<SequenceIterator>();
  if (it == nullptr) return raise_memory_error(vm);
  it->sequence = sequence;
  it->index = 0;
  return Value::cell(it);
}

}  // namespace

Value get_iter(Vm& vm, Value v) {
  if (!v.is_cell()) return raise_type_error(vm, "'%T' object is not iterable", v);
  switch (v.as_cell()->kind) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Str:
    case Kind::Bytes:
    case Kind::ByteArray: return sequence_iterator(vm, v);
    case Kind::Range: {
      auto* r = v.as<Range>();
      auto* it = vm.heap.make<RangeIterator>();
      if (it == nullptr) return raise_memory_error(vm);
      it->next = r->start;
      it->step = r->step;
      it->remaining = r->length;
      return Value::cell(it);
    }
    case Kind::Dict: return dict_iterator_new(vm, v.as<Dict>(), 0);
    case Kind::DictView:
      if (Dict* d = get_if<Dict>(payload(v.as<DictView>()->dict))) return dict_iterator_new(vm, d, v.as_cell()->aux);
      return Value::defer();
    case Kind::Set:
    case Kind::FrozenSet: {
      auto* it = vm.heap.make<SetIterator>();
      if (it == nullptr) return raise_memory_error(vm);
      it->set = v.as<Set>();
      it->position = 0;
      it->used = it->set->used;
      return Value::cell(it);
    }
    case Kind::Generator:
      if (v.as<Generator>()->code->code->flags & (kCodeCoroutine | kCodeAsyncGenerator)) return raise_type_error(vm, "'%T' object is not iterable", v);
      return v;
    case Kind::SequenceIterator:
    case Kind::RangeIterator:
    case Kind::DictIterator:
    case Kind::SetIterator:
    case Kind::Enumerate:
    case Kind::Zip:
    case Kind::CallableIterator:
    case Kind::TwinIterator:
    case Kind::AsyncGenStep: return v;
    case Kind::Instance: {
      Type* type = v.as<Instance>()->type;
      Value method = type_lookup(vm, type, names::op_iter);
      if (is<NativeFunction>(method) && type->payload_type != nullptr) return get_iter(vm, v.as<Instance>()->slots[0]);
      if (method.is_undef() && type_lookup(vm, type, names::op_getitem).is_undef()) return raise_type_error(vm, "'%T' object is not iterable", v);
      return Value::defer();
    }
    case Kind::Type:
    case Kind::MappingProxy:
    case Kind::MemoryView:
    case Kind::GenericAlias:
    case Kind::Native: return Value::defer();
    case Kind::Exception:  // its class may be written in Python
      for (Str* name : {names::op_iter, names::op_getitem}) {
        if (!type_lookup(vm, v.as<Exception>()->type, name).is_undef()) return Value::defer();
      }
      [[fallthrough]];
    default: return raise_type_error(vm, "'%T' object is not iterable", v);
  }
}

// A dict iterator counts what it has given above the two bits of aux that say what it gives: keys may come and go without
// a change of the dict's size.
static constexpr u32 kGiven = 4;
static u32 given(const DictIterator* it) { return it->aux / kGiven; }

Value dict_iterator_new(Vm& vm, Dict* d, u32 what) {
  auto* it = vm.heap.make<DictIterator>();
  if (it == nullptr) return raise_memory_error(vm);
  it->aux = what;
  it->dict = d;
  it->position = 0;
  it->used = d->used;
  return Value::cell(it);
}

bool is_iterator_kind(Kind k) {
  switch (k) {
    case Kind::SequenceIterator:
    case Kind::RangeIterator:
    case Kind::DictIterator:
    case Kind::SetIterator:
    case Kind::Enumerate:
    case Kind::Zip:
    case Kind::CallableIterator:
    case Kind::TwinIterator:
    case Kind::Generator: return true;
    default: return false;
  }
}

namespace {
// An iterator that passes over many places that hold nothing has worked without a sign of it.
constexpr u32 kManyHoles = 64;
bool passed_holes(Vm& vm, u32 from, u32 to) {
  const u32 places = from < to ? to - from : from - to;
  if (places < kManyHoles || vm.meter.tick(places / 4)) return true;
  raise_stopped(vm);
  return false;
}
}  // namespace

Value iter_next(Vm& vm, Value iterator) {
  switch (kind_of(iterator)) {
    case Kind::Instance: {  // of a class in Python whose step is a native
      Value v = native_special(vm, iterator, names::op_next);
      if (v.is_undef()) return Value::defer();
      if (!v.is_error() || !exception_matches(vm.exception, kType_StopIteration)) return v;
      vm.exception = Value::undef();
      return Value::undef();
    }
    case Kind::SequenceIterator: {
      auto* it = iterator.as<SequenceIterator>();
      Value s = it->sequence;
      if (s.is_undef()) return s;
      Kind k = kind_of(s);
      u64 n = k == Kind::List || k == Kind::Tuple || k == Kind::Str || k == Kind::Bytes || k == Kind::ByteArray ? s.as_cell()->aux : ~u64{0};
      if (n == ~u64{0}) return Value::defer();
      if (static_cast<u64>(it->index) >= n) {  // past either end
        it->sequence = Value::undef();
        it->aux = ended_iterator(it->aux == 1, k);
        return Value::undef();
      }
      usize i = static_cast<usize>(it->index);
      it->index += it->aux == 1 ? -1 : 1;
      switch (k) {
        case Kind::List: return s.as<List>()->items[i];
        case Kind::Tuple: return s.as<Tuple>()->items[i];
        case Kind::Str: {
          Str* c = str_from_char(vm, s.as<Str>()->at(i));
          MONTY_TRY(c);
          return Value::cell(c);
        }
        case Kind::Bytes: return Value::small_int(s.as<Bytes>()->data[i]);
        default: return Value::small_int(s.as<ByteArray>()->data[i]);
      }
    }
    case Kind::RangeIterator: {
      auto* it = iterator.as<RangeIterator>();
      if (it->remaining == Value::small_int(0)) return Value::undef();
      Value now = it->next;
      i64 sum;
      if (MONTY_LIKELY(it->remaining.is_small_int() && Value::both_small_ints(now, it->step) &&
                       !__builtin_add_overflow(static_cast<i64>(now.bits()), static_cast<i64>(it->step.bits()), &sum))) {
        it->next = Value::from_bits(static_cast<u64>(sum));
        it->remaining = Value::from_bits(it->remaining.bits() - 4);
        return now;
      }
      Value next = native_binary(vm, Op::ADD, false, it->next, it->step);
      Value remaining = native_binary(vm, Op::SUB, false, it->remaining, Value::small_int(1));
      if (!next.ok() || !remaining.ok()) return Value::error();
      it->next = next;
      it->remaining = remaining;
      return now;
    }
    case Kind::DictIterator: {
      auto* it = iterator.as<DictIterator>();
      Dict* d = it->dict;
      if (d == nullptr) return Value::undef();
      if (d->used != it->used) {
        it->used = ~u32{0};
        return raise(vm, kType_RuntimeError, "dictionary changed size during iteration");
      }
      bool backwards = (it->flags & Cell::kUser1) != 0;
      const u32 from = it->position;
      if (backwards) {
        while (it->position > 0 && (it->position > d->fill || d->entries[it->position - 1].key.is_undef())) it->position--;
        if (it->position == 0) {
          it->dict = nullptr;
          return Value::undef();
        }
        it->position--;
      } else {
        while (it->position < d->fill && d->entries[it->position].key.is_undef()) it->position++;
        if (it->position >= d->fill) {
          it->dict = nullptr;
          return Value::undef();
        }
      }
      if (!passed_holes(vm, from, it->position)) return Value::error();
      if (given(it) == it->used) {
        it->dict = nullptr;
        return raise(vm, kType_RuntimeError, "dictionary keys changed during iteration");
      }
      it->aux += kGiven;
      const DictEntry& e = d->entries[backwards ? it->position : it->position++];
      const u32 what = it->aux & 3;
      if (what == 0) return e.key;
      if (what == 1) return e.value;
      Tuple* pair = tuple_new(vm, 2);
      MONTY_TRY(pair);
      const DictEntry& again = d->entries[backwards ? it->position : it->position - 1];
      pair->items[0] = again.key;
      pair->items[1] = again.value;
      return Value::cell(pair);
    }
    case Kind::SetIterator: {
      auto* it = iterator.as<SetIterator>();
      Set* s = it->set;
      if (s == nullptr) return Value::undef();
      if (s->used != it->used) {
        it->used = ~u32{0};
        return raise(vm, kType_RuntimeError, "Set changed size during iteration");
      }
      const u32 from = it->position;
      while (s->table != nullptr && it->position <= s->mask) {
        Value key = s->table[it->position++].key;
        if (key.is_undef() || key == Set::dummy()) continue;
        return passed_holes(vm, from, it->position) ? key : Value::error();
      }
      if (!passed_holes(vm, from, it->position)) return Value::error();
      it->set = nullptr;
      return Value::undef();
    }
    case Kind::Enumerate: {
      auto* it = iterator.as<Enumerate>();
      Value v = iter_next(vm, it->iterator);
      if (!v.ok() || v.is_undef()) return v;
      vm.heap.keep(v);
      Tuple* pair = tuple_new(vm, 2);
      MONTY_TRY(pair);
      pair->items[0] = it->index;
      pair->items[1] = v;
      if (MONTY_LIKELY(it->index.is_small_int() && it->index.as_small_int() < Value::kMaxSmall)) {
        it->index = Value::small_int(it->index.as_small_int() + 1);
        return Value::cell(pair);
      }
      Value next = native_binary(vm, Op::ADD, false, it->index, Value::small_int(1));
      if (!next.ok()) return Value::error();
      it->index = next;
      return Value::cell(pair);
    }
    case Kind::Zip: {
      auto* it = iterator.as<Zip>();
      if (it->flags & Cell::kUser1) return Value::defer();  // strict: the twin tells who is shorter
      if (it->aux == 0) return Value::undef();
      if (!vm.meter.tick(it->aux)) return raise_stopped(vm);
      Tuple* out = tuple_new(vm, it->aux);
      MONTY_TRY(out);
      for (u32 i = 0; i < it->aux; i++) {
        Value v = iter_next(vm, it->iterators[i]);
        if (!v.ok() || v.is_undef()) return v;
        out->items[i] = v;
      }
      return Value::cell(out);
    }
    default: return Value::defer();
  }
}

// Will iter_next never defer on this iterator?
bool steps_natively(Value iterator) {
  for (int depth = 0; depth < 20; depth++) {
    switch (kind_of(iterator)) {
      case Kind::SequenceIterator: {
        Kind k = kind_of(iterator.as<SequenceIterator>()->sequence);
        return k == Kind::List || k == Kind::Tuple || k == Kind::Str || k == Kind::Bytes || k == Kind::ByteArray || k == Kind::Free;
      }
      case Kind::RangeIterator:
      case Kind::DictIterator:
      case Kind::SetIterator: return true;
      case Kind::Enumerate: iterator = iterator.as<Enumerate>()->iterator; continue;
      case Kind::Zip: {  // flat ones only: the depth of stepping stays bounded
        auto* z = iterator.as<Zip>();
        if (z->flags & Cell::kUser1) return false;
        for (u32 i = 0; i < z->aux; i++) {
          Kind k = kind_of(z->iterators[i]);
          if (k == Kind::Zip || k == Kind::Enumerate || !steps_natively(z->iterators[i])) return false;
        }
        return true;
      }
      default: return false;
    }
  }
  return false;
}

namespace {

// The next item of an iterator over a list, a tuple, ASCII text or a range, which stays where it is; Undef: take the
// general way. A cell comes only out of a container or for ever.
Value quick_item(Value iterator) {
  if (RangeIterator* it = get_if<RangeIterator>(iterator)) {
    const bool plain = it->remaining.is_small_int() && it->remaining.as_small_int() > 1 && Value::both_small_ints(it->next, it->step);
    return plain ? it->next : Value::undef();
  }
  if (!is<SequenceIterator>(iterator)) return Value::undef();
  auto* it = iterator.as<SequenceIterator>();
  if (it->aux != 0 || !it->sequence.is_cell()) return Value::undef();
  Cell* sequence = it->sequence.as_cell();
  if (static_cast<u64>(it->index) >= sequence->aux) return Value::undef();
  switch (sequence->kind) {
    case Kind::List: return it->sequence.as<List>()->items[it->index];
    case Kind::Tuple: return it->sequence.as<Tuple>()->items[it->index];
    case Kind::Str: {
      auto* s = it->sequence.as<Str>();
      return s->ascii() ? Value::cell(static_char(s->data[it->index])) : Value::undef();
    }
    default: return Value::undef();
  }
}

// Moves on behind what quick_item() gave.
void skip_item(Value iterator) {
  if (RangeIterator* it = get_if<RangeIterator>(iterator)) {
    it->next = Value::small_int(it->next.as_small_int() + it->step.as_small_int());  // not the last one: it fits
    it->remaining = Value::from_bits(it->remaining.bits() - 4);
  } else {
    iterator.as<SequenceIterator>()->index++;
  }
}

}  // namespace

int iter_next_pair(Vm& vm, Value iterator, Value* out) {
  Cell* c = iterator.as_cell();
  if (c->kind == Kind::DictIterator) {
    auto* it = iterator.as<DictIterator>();
    Dict* d = it->dict;
    if ((c->aux & 3) != 2 || (c->flags & Cell::kUser1) || d == nullptr || d->used != it->used || given(it) == it->used) return -1;
    u32 at = it->position;
    while (at < d->fill && at - it->position < kManyHoles && d->entries[at].key.is_undef()) at++;
    if (at >= d->fill || at - it->position >= kManyHoles) return -1;
    it->position = at;
    it->aux += kGiven;
    DictEntry& e = d->entries[it->position++];
    out[0] = e.key;
    out[1] = e.value;
    return 1;
  }
  if (c->kind == Kind::Enumerate) {
    auto* it = iterator.as<Enumerate>();
    Value item = quick_item(it->iterator);
    if (item.is_undef() || !it->index.is_small_int() || it->index.as_small_int() == Value::kMaxSmall) return -1;
    skip_item(it->iterator);
    out[0] = it->index;
    out[1] = item;
    it->index = Value::small_int(it->index.as_small_int() + 1);
    return 1;
  }
  auto* it = iterator.as<Zip>();
  if (c->aux != 2) return -1;
  Value first = quick_item(it->iterators[0]), second = quick_item(it->iterators[1]);
  if (first.is_undef() || second.is_undef() || it->iterators[0] == it->iterators[1]) return -1;
  skip_item(it->iterators[0]);
  skip_item(it->iterators[1]);
  out[0] = first;
  out[1] = second;
  return 1;
}

}  // namespace monty
