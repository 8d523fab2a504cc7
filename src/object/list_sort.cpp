// SPDX-License-Identifier: MIT
// list.sort and sorted for keys that compare without Python code: a stable merge sort on positions.
#include <algorithm>

#include "natives/_monty_core.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

namespace {

enum class Keys : u8 { Ints, Floats, Strs, Any };

struct Item {
  Value key;
  u32 at;
};

// Less-than of the sort; `trouble` notes what stops it.
struct Less {
  Vm& vm;
  Keys keys;
  Tri trouble = Tri::True;
  bool operator()(Value a, Value b) {
    switch (keys) {
      case Keys::Ints: return a.as_small_int() < b.as_small_int();
      case Keys::Floats: return as_double(a) < as_double(b);
      case Keys::Strs: return str_compare(a.as<Str>(), b.as<Str>()) < 0;
      case Keys::Any: break;
    }
    Value v = native_compare(vm, Op::LT, a, b);
    if (v.is_bool()) return v.is_true();
    trouble = v.is_error() ? Tri::Error : Tri::Defer;
    return false;
  }
};

}  // namespace

// Sorts `values` (n of them) in place by `keys`. Defer: a comparison needs Python code (or the classes); nothing changed.
static Tri sort_values(Vm& vm, const Value* keys, Value* values, u32 n, bool reverse) {
  if (n < 2) return Tri::True;
  Keys kind = keys[0].is_small_int() ? Keys::Ints : is_float(keys[0]) ? Keys::Floats : is<Str>(keys[0]) ? Keys::Strs : Keys::Any;
  for (u32 i = 0; i < n && kind != Keys::Any; i++) {
    bool same = kind == Keys::Ints ? keys[i].is_small_int() : kind == Keys::Floats ? is_float(keys[i]) : is<Str>(keys[i]);
    if (!same) kind = Keys::Any;
  }
  const usize bytes = usize{n} * sizeof(Item);
  if (!vm.heap.charge(bytes * 2)) {
    raise_memory_error(vm);
    return Tri::Error;
  }
  std::vector<Item> a(n), b(n);
  for (u32 i = 0; i < n; i++) {
    u32 at = reverse ? n - 1 - i : i;
    a[i] = {keys[at], at};
  }
  Less less{vm, kind};
  Tri result = Tri::True;
  constexpr u32 kRun = 16;
  for (u32 lo = 0; lo < n && less.trouble == Tri::True; lo += kRun) {
    u32 hi = std::min(n, lo + kRun);
    for (u32 i = lo + 1; i < hi; i++) {
      Item x = a[i];
      u32 left = lo, right = i;
      if (!less(x.key, a[i - 1].key)) continue;
      while (left < right) {
        u32 mid = (left + right) / 2;
        if (less(x.key, a[mid].key)) right = mid;
        else left = mid + 1;
      }
      for (u32 j = i; j > left; j--) a[j] = a[j - 1];
      a[left] = x;
    }
    if ((lo & 1023) == 0 && !vm.meter.tick(512)) {
      raise_stopped(vm);
      less.trouble = Tri::Error;
    }
  }
  for (u32 width = kRun; width < n && less.trouble == Tri::True; width *= 2) {
    for (u32 lo = 0; lo < n && less.trouble == Tri::True; lo += 2 * width) {
      u32 mid = std::min(n, lo + width), hi = std::min(n, mid + width);
      u32 i = lo, j = mid, k = lo;
      if (j >= hi || !less(a[j].key, a[j - 1].key)) {
        std::copy(a.begin() + lo, a.begin() + hi, b.begin() + lo);
      } else {
        while (i < mid && j < hi) b[k++] = less(a[j].key, a[i].key) ? a[j++] : a[i++];
        while (i < mid) b[k++] = a[i++];
        while (j < hi) b[k++] = a[j++];
      }
      if (!vm.meter.tick((hi - lo) / 4 + 1)) {
        raise_stopped(vm);
        less.trouble = Tri::Error;
      }
      if (width > 0x40000000u) break;
    }
    std::swap(a, b);
  }
  result = less.trouble;
  if (result == Tri::True) {
    std::vector<Value> out(n);
    for (u32 i = 0; i < n; i++) out[i] = values[a[reverse ? n - 1 - i : i].at];
    std::copy(out.begin(), out.end(), values);
  }
  vm.heap.discharge(bytes * 2);
  vm.deferred = false;
  return result;
}

namespace native {

Value list_sort(Vm& vm, List* self, Value key, bool reverse) {
  if (!key.is_none()) return Value::defer();
  return [&] {
    Tri t = sort_values(vm, self->items, self->items, self->length(), reverse);
    return t == Tri::True ? Value::none() : t == Tri::Error ? Value::error() : Value::defer();
  }();
}

Value builtin_sorted(Vm& vm, Value iterable, Value key, bool reverse) {
  if (!key.is_none()) return Value::defer();
  List* out = list_new(vm, 0);
  MONTY_TRY(out);
  // An iterator would be used up before the sort defers: only what can be walked again.
  bool once = is_iterator_kind(kind_of(iterable)) || kind_of(iterable) == Kind::Instance;
  if (once) return Value::defer();
  Tri t = drain_into(vm, iterable, out);
  if (t == Tri::True) t = sort_values(vm, out->items, out->items, out->length(), reverse);
  return t == Tri::True ? Value::cell(out) : t == Tri::Error ? Value::error() : Value::defer();
}

Value monty_core_sort_natively(Vm& vm, Value keys, Value values, bool reverse) {
  List* k = unwrap<List>(keys);
  List* v = unwrap<List>(values);
  if (k == nullptr || v == nullptr || k->length() != v->length()) return Value::boolean(false);
  Tri t = sort_values(vm, k->items, v->items, v->length(), reverse);
  if (t == Tri::Error) return Value::error();
  return Value::boolean(t == Tri::True);
}

}  // namespace native
}  // namespace monty
