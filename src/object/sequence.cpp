// SPDX-License-Identifier: MIT
// Lists, tuples, slices, ranges: making them, indexing, slicing.
#include <cstring>

#include "native/bind.h"
#include "object/native_help.h"
#include "object/operations.h"
#include "object/text.h"
#include "object/type.h"

namespace monty {

Tuple* tuple_new(Vm& vm, u32 n) {
  if (n == 0) return &kEmptyTuple;
  auto* t = reinterpret_cast<Tuple*>(vm.heap.allocate(Kind::Tuple, Tuple::bytes(n)));
  if (t == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  t->aux = n;
  for (u32 i = 0; i < n; i++) t->items[i] = Value::undef();
  return t;
}

Tuple* tuple_from(Vm& vm, const Value* items, u32 n) {
  Tuple* t = tuple_new(vm, n);
  if (t != nullptr && n > 0 && !copy_sliced(vm, t->items, items, usize{n} * 8)) return nullptr;
  return t;
}

List* list_new(Vm& vm, u32 capacity) {
  auto* l = vm.heap.make<List>();
  if (l == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  l->items = nullptr;
  l->capacity = 0;
  l->sorting = 0;
  if (capacity > 0) {
    l->items = static_cast<Value*>(vm.heap.allocate_buffer(usize{capacity} * 8));
    if (l->items == nullptr) {
      raise_memory_error(vm);
      return nullptr;
    }
    l->capacity = capacity;
  }
  return l;
}

List* list_from(Vm& vm, const Value* items, u32 n) {
  List* l = list_new(vm, n);
  if (l == nullptr) return nullptr;
  if (!copy_sliced(vm, l->items, items, usize{n} * 8)) return nullptr;
  l->aux = n;
  return l;
}

bool list_reserve(Vm& vm, List* l, u64 capacity) {
  if (capacity <= l->capacity) return true;
  // CPython's growth: an eighth and a little, so that memory stays close to need.
  u64 grown = (capacity + (capacity >> 3) + 6) & ~u64{3};
  if (grown > 0xFFFFFFF0u) {
    raise_memory_error(vm);
    return false;
  }
  if (capacity > 65536 && !vm.meter.tick((capacity - l->aux) / 16)) {
    raise_stopped(vm);
    return false;
  }
  auto* items = static_cast<Value*>(vm.heap.resize_buffer(l->items, usize{l->aux} * 8, grown * 8));
  if (items == nullptr) {
    raise_memory_error(vm);
    return false;
  }
  l->items = items;
  l->capacity = static_cast<u32>(grown);
  return true;
}

bool list_append(Vm& vm, List* l, Value v) {
  if (MONTY_UNLIKELY(l->aux == l->capacity)) {
    vm.heap.keep(v);
    if (!list_reserve(vm, l, u64{l->aux} + 1)) return false;
  }
  l->items[l->aux++] = v;
  return true;
}

Value slice_new(Vm& vm, Value start, Value stop, Value step) {
  auto* s = vm.heap.make<Slice>();
  if (s == nullptr) return raise_memory_error(vm);
  s->start = start;
  s->stop = stop;
  s->step = step;
  return Value::cell(s);
}

// PySlice_AdjustIndices on i64, saturated.
bool slice_indices(Vm& vm, Slice* s, i64 n, i64* start, i64* stop, i64* step, i64* count) {
  *step = 1;
  auto part = [&](Value v, i64* out) {
    if (int_value(v).is_undef() && !of_python_class(v)) {
      raise_type_error(vm, "slice indices must be integers or None or have an __index__ method");
      return false;
    }
    return clip_index(vm, v, out);
  };
  if (!s->step.is_none()) {
    if (!part(s->step, step)) return false;
    if (*step == 0) {
      raise_value_error(vm, "slice step cannot be zero");
      return false;
    }
    if (*step < -INT64_MAX) *step = -INT64_MAX;
  }
  auto resolve = [&](Value v, i64 missing, i64* out) {
    if (v.is_none()) {
      *out = missing;
      return true;
    }
    if (!part(v, out)) return false;
    if (*out < 0) {
      *out += n;
      if (*out < 0) *out = *step < 0 ? -1 : 0;
    } else if (*out >= n) {
      *out = *step < 0 ? n - 1 : n;
    }
    return true;
  };
  if (!resolve(s->start, *step < 0 ? n - 1 : 0, start) || !resolve(s->stop, *step < 0 ? -1 : n, stop)) return false;
  if (*step < 0)
    *count = *stop < *start ? (*start - *stop - 1) / -*step + 1 : 0;
  else
    *count = *start < *stop ? (*stop - *start - 1) / *step + 1 : 0;
  return true;
}

bool sequence_index(Vm& vm, Value index, i64 n, i64* out, const char* message) {
  i64 i;
  if (!clip_index(vm, index, &i)) return false;
  if (MONTY_UNLIKELY(!index.is_small_int() && !int_to_i64(int_value(index), &i))) {
    raise(vm, kType_IndexError, "cannot fit '%T' into an index-sized integer", index);
    return false;
  }
  if (i < 0) i += n;
  if (i < 0 || i >= n) {
    raise(vm, kType_IndexError, "%s", message);
    return false;
  }
  *out = i;
  return true;
}

namespace {

bool is_index(Value v) { return v.is_small_int() || v.is_bool() || is<BigInt>(v); }

Value get_items(Vm& vm, Value container, const Value* items, u32 n, Value key, bool tuple) {
  if (is_index(key)) {
    i64 i;
    if (!sequence_index(vm, key, n, &i, tuple ? "tuple index out of range" : "list index out of range")) return conversion_failed(vm);
    return items[i];
  }
  if (Slice* s = get_if<Slice>(key)) {
    i64 start, stop, step, count;
    if (!slice_indices(vm, s, n, &start, &stop, &step, &count)) return conversion_failed(vm);
    if (tuple && step == 1 && count == n) return container;
    if (count > 65536 && !vm.meter.tick(static_cast<u64>(count) / 8)) return raise_stopped(vm);
    Value* out;
    Value result;
    if (tuple) {
      Tuple* t = tuple_new(vm, static_cast<u32>(count));
      MONTY_TRY(t);
      out = t->items;
      result = Value::cell(t);
    } else {
      List* l = list_new(vm, static_cast<u32>(count));
      MONTY_TRY(l);
      out = l->items;
      result = Value::cell(l);
    }
    if (step == 1) {
      if (!copy_sliced(vm, out, items + start, static_cast<usize>(count) * 8)) return Value::error();
    } else {
      const bool fine = in_pieces(vm, static_cast<u64>(count), [&](u64 i, u64 end) {
        const Value* from = items + start;
        Value* to = out;
        for (; i < end; i++) to[i] = from[static_cast<i64>(i) * step];
        return true;
      });
      if (!fine) return Value::error();
    }
    if (!tuple) result.as<List>()->aux = static_cast<u32>(count);
    return result;
  }
  if (of_python_class(key)) return Value::defer();  // __index__
  return raise_type_error(vm, "%s indices must be integers or slices, not %T", tuple ? "tuple" : "list", key);
}

// `count` characters of s, `step` apart. Null: an exception is pending.
Str* stepped(Vm& vm, Str* s, i64 start, i64 step, u32 count) {
  u32 max = 127;
  const bool measured = s->ascii() || with_units(s, [&](const auto* from) {
                          return in_pieces(vm, count, [&](u64 i, u64 end) {
                            for (; i < end; i++) max = std::max<u32>(max, from[start + static_cast<i64>(i) * step]);
                            return true;
                          });
                        });
  if (!measured) return nullptr;
  Str* out = str_alloc(vm, count, max);
  if (out == nullptr || count == 0) return out;
  const bool fine = with_units(s, [&](const auto* from) {
    return with_units(out, [&](const auto* units) {
      using Unit = std::remove_const_t<std::remove_pointer_t<decltype(units)>>;
      auto* to = const_cast<Unit*>(units);
      return in_pieces(vm, count, [&](u64 i, u64 end) {
        if (step == -1) {
          const auto* last = from + start;
          for (; i < end; i++) to[i] = static_cast<Unit>(last[-static_cast<i64>(i)]);
        }
        for (; i < end; i++) to[i] = static_cast<Unit>(from[start + static_cast<i64>(i) * step]);
        return true;
      });
    });
  });
  return fine ? out : nullptr;
}

Value get_str(Vm& vm, Str* s, Value key) {
  if (is_index(key)) {
    i64 i;
    if (!sequence_index(vm, key, s->length(), &i, "string index out of range")) return conversion_failed(vm);
    Str* out = str_from_char(vm, s->at(static_cast<usize>(i)));
    MONTY_TRY(out);
    return Value::cell(out);
  }
  if (Slice* sl = get_if<Slice>(key)) {
    i64 start, stop, step, count;
    if (!slice_indices(vm, sl, s->length(), &start, &stop, &step, &count)) return conversion_failed(vm);
    Str* out;
    if (step == 1) {
      out = str_slice(vm, s, start, start + count);
    } else {
      out = stepped(vm, s, start, step, static_cast<u32>(count));
    }
    MONTY_TRY(out);
    return Value::cell(out);
  }
  if (of_python_class(key)) return Value::defer();
  return raise_type_error(vm, "string indices must be integers, not '%T'", key);
}

Value get_bytes(Vm& vm, Value container, const u8* data, u32 n, Value key, bool array) {
  if (is_index(key)) {
    i64 i;
    if (!sequence_index(vm, key, n, &i, array ? "bytearray index out of range" : "index out of range")) return conversion_failed(vm);
    return Value::small_int(data[i]);
  }
  if (Slice* s = get_if<Slice>(key)) {
    i64 start, stop, step, count;
    if (!slice_indices(vm, s, n, &start, &stop, &step, &count)) return conversion_failed(vm);
    if (!array && step == 1 && count == n) return container;
    u8* out;
    Value result;
    if (array) {
      ByteArray* b = bytearray_new(vm, nullptr, static_cast<usize>(count));
      MONTY_TRY(b);
      out = b->data;
      result = Value::cell(b);
    } else {
      Bytes* b = bytes_new(vm, nullptr, static_cast<usize>(count));
      MONTY_TRY(b);
      out = b->data;
      result = Value::cell(b);
    }
    const bool fine = step == 1 ? copy_sliced(vm, out, data + start, static_cast<usize>(count)) : in_pieces(vm, static_cast<u64>(count), [&](u64 i, u64 end) {
      for (; i < end; i++) out[i] = data[start + static_cast<i64>(i) * step];
      return true;
    });
    return fine ? result : Value::error();
  }
  if (of_python_class(key)) return Value::defer();
  return raise_type_error(vm, "%s indices must be integers or slices, not %T", array ? "bytearray" : "byte", key);
}

// list[slice] = items, or del list[slice] (items null).
Value set_slice(Vm& vm, List* l, Slice* s, const Value* items, u32 n) {
  i64 start, stop, step, count;
  if (!slice_indices(vm, s, l->length(), &start, &stop, &step, &count)) return conversion_failed(vm);
  if (step == 1) {
    if (start > stop) stop = start;
    u32 removed = static_cast<u32>(stop - start), tail = l->length() - static_cast<u32>(stop);
    if (items == l->items && n > 0) {  // a[...] = a
      List* copy = list_from(vm, items, n);
      MONTY_TRY(copy);
      items = copy->items;
    }
    if (n > removed && !list_reserve(vm, l, u64{l->aux} + n - removed)) return Value::error();
    if (tail > 65536 && !vm.meter.tick(tail / 64)) return raise_stopped(vm);
    if (l->items != nullptr) {
      std::memmove(static_cast<void*>(l->items + start + n), l->items + stop, usize{tail} * 8);
      // Not in slices: half of it would leave the list in a state that no program could make.
      if (n > 0) std::memcpy(static_cast<void*>(l->items + start), items, usize{n} * 8);
    }
    l->aux = l->aux - removed + n;
    return Value::none();
  }
  if (items == nullptr) {
    if (count == 0) return Value::none();
    if (step < 0) {
      start = start + (count - 1) * step;
      step = -step;
    }
    i64 to = start, next = start;
    i64 left = count;
    for (i64 i = start; i < l->length(); i++) {
      if (left > 0 && i == next) {
        next += step;
        left--;
      } else {
        l->items[to++] = l->items[i];
      }
    }
    l->aux = static_cast<u32>(to);
    return Value::none();
  }
  if (n != count) {
    return raise_value_error(vm, "attempt to assign sequence of size %d to extended slice of size %d", static_cast<int>(n), static_cast<int>(count));
  }
  std::vector<Value> copy;
  if (items == l->items) {
    copy.assign(items, items + n);
    items = copy.data();
  }
  for (i64 i = 0; i < count; i++) l->items[start + i * step] = items[i];
  return Value::none();
}

}  // namespace

Value native_getitem(Vm& vm, Value c, Value key) {
  if (!c.is_cell()) return Value::not_implemented();
  switch (c.as_cell()->kind) {
    case Kind::List: return get_items(vm, c, c.as<List>()->items, c.as<List>()->length(), key, false);
    case Kind::Tuple: return get_items(vm, c, c.as<Tuple>()->items, c.as<Tuple>()->length(), key, true);
    case Kind::Str: return get_str(vm, c.as<Str>(), key);
    case Kind::Bytes: return get_bytes(vm, c, c.as<Bytes>()->data, c.as<Bytes>()->length(), key, false);
    case Kind::ByteArray: return get_bytes(vm, c, c.as<ByteArray>()->data, c.as<ByteArray>()->length(), key, true);
    case Kind::Dict: {
      DictEntry* e;
      switch (dict_find(vm, c.as<Dict>(), key, &e)) {
        case Tri::True: return e->value;
        case Tri::False: return raise_key_error(vm, key);
        case Tri::Error: return Value::error();
        case Tri::Defer: return Value::defer();
      }
      return Value::defer();
    }
    default: return Value::not_implemented();
  }
}

Value native_setitem(Vm& vm, Value c, Value key, Value value) {
  if (!c.is_cell()) return Value::not_implemented();
  switch (c.as_cell()->kind) {
    case Kind::List: {
      List* l = c.as<List>();
      if (is_index(key)) {
        i64 i;
        if (!sequence_index(vm, key, l->length(), &i, "list assignment index out of range")) return conversion_failed(vm);
        if (!value.is_undef()) {
          l->items[i] = value;
        } else {
          if (l->length() - i > 65536 && !vm.meter.tick(static_cast<u64>(l->length() - i) / 64)) return raise_stopped(vm);
          std::memmove(static_cast<void*>(l->items + i), l->items + i + 1, (l->length() - static_cast<usize>(i) - 1) * 8);
          l->aux--;
        }
        return Value::none();
      }
      if (Slice* s = get_if<Slice>(key)) {
        if (value.is_undef()) return set_slice(vm, l, s, nullptr, 0);
        if (is<List>(value)) return set_slice(vm, l, s, value.as<List>()->items, value.as<List>()->length());
        if (is<Tuple>(value)) return set_slice(vm, l, s, value.as<Tuple>()->items, value.as<Tuple>()->length());
        return Value::defer();  // list.__setitem__'s twin makes a list first
      }
      if (of_python_class(key)) return Value::defer();
      return raise_type_error(vm, "list indices must be integers or slices, not %T", key);
    }
    case Kind::Dict: {
      Dict* d = c.as<Dict>();
      Tri t = value.is_undef() ? dict_delete(vm, d, key, nullptr) : dict_set(vm, d, key, value);
      if (t == Tri::Error) return Value::error();
      if (t == Tri::Defer) return Value::defer();
      if (t == Tri::False) return raise_key_error(vm, key);
      return Value::none();
    }
    default: return Value::not_implemented();
  }
}

Tri native_length(Vm& vm, Value v, i64* out) {
  if (!v.is_cell()) return Tri::Defer;
  switch (v.as_cell()->kind) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Str:
    case Kind::Bytes:
    case Kind::ByteArray: *out = v.as_cell()->aux; return Tri::True;
    case Kind::Dict: *out = v.as<Dict>()->used; return Tri::True;
    case Kind::Set:
    case Kind::FrozenSet: *out = v.as<Set>()->used; return Tri::True;
    case Kind::DictView:
      if (Dict* d = get_if<Dict>(payload(v.as<DictView>()->dict))) {
        *out = d->used;
        return Tri::True;
      }
      return Tri::Defer;
    case Kind::Range:
      if (!int_to_i64(v.as<Range>()->length, out)) {
        raise(vm, kType_OverflowError, "Python int too large to convert to C ssize_t");
        return Tri::Error;
      }
      return Tri::True;
    case Kind::Instance: {
      Value n = native_special(vm, v, names::op_len);
      if (n.is_error()) return Tri::Error;
      if (!n.is_small_int() || n.as_small_int() < 0) return Tri::Defer;
      *out = n.as_small_int();
      return Tri::True;
    }
    default: return Tri::Defer;
  }
}

}  // namespace monty
