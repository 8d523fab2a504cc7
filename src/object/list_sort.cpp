// SPDX-License-Identifier: MIT
// list.sort and sorted for keys that compare without Python code: a stable merge sort on positions, by a word made of each
// key where one can be.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>

#include "natives/_monty_core.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

namespace {

// What every key (or the first item of every key, where all are tuples) is: it gives each a word that orders it, wholly or
// up to the words that are equal.
enum class Leads : u8 { Ints, Floats, Bytes7 /*str of at most seven one-byte characters*/, Bytes8 /*of more*/, Chars2 /*any str*/, Other };

// A key, as words alone order it.
struct Short {
  u64 word;
  u32 at;
};
struct Item {
  u64 word;
  Value key;
  u32 at;
};

struct LessShort {
  static constexpr bool kWordsOnly = true;
  Tri trouble = Tri::True;
  bool operator()(const Short& a, const Short& b) const { return a.word < b.word; }
};

// `trouble` notes what stops the sort.
struct LessItem {
  static constexpr bool kWordsOnly = false;
  Vm& vm;
  Leads leads;
  bool tuples;
  Tri trouble = Tri::True;
  bool operator()(const Item& a, const Item& b) {
    if (a.word != b.word) return a.word < b.word;
    if (tuples) return tuple_less(a.key, b.key);
    return leads == Leads::Other ? any_less(a.key, b.key) : text_order(a.key.as<Str>(), b.key.as<Str>()) < 0;
  }

 private:
  int text_order(Str* a, Str* b) {
    const u32 common = std::min(a->length(), b->length());
    if (MONTY_UNLIKELY(common > 1024) && !vm.meter.tick(common / 64)) {
      raise_stopped(vm);
      trouble = Tri::Error;
    }
    return str_compare(a, b);
  }
  bool any_less(Value a, Value b) {
    Value v = native_compare(vm, Op::LT, a, b);
    if (v.is_bool()) return v.is_true();
    trouble = v.is_error() ? Tri::Error : Tri::Defer;
    return false;
  }
  bool tuple_less(Value a, Value b) {
    const Tuple* x = a.as<Tuple>();
    const Tuple* y = b.as<Tuple>();
    const u32 n = std::min(x->length(), y->length());
    for (u32 i = leads <= Leads::Bytes7 ? 1 : 0; i < n; i++) {
      Value p = x->items[i], q = y->items[i];
      if (p == q) continue;
      if (Value::both_small_ints(p, q)) return static_cast<i64>(p.bits()) < static_cast<i64>(q.bits());
      if (!is<Str>(p) || !is<Str>(q)) return any_less(a, b);
      int c = text_order(p.as<Str>(), q.as<Str>());
      if (c != 0) return c < 0;
    }
    return x->length() < y->length();
  }
};

Value lead_of(Value key, bool tuples) { return tuples ? key.as<Tuple>()->items[0] : key; }

Leads lead_kind(Value v) {
  if (v.is_small_int()) return Leads::Ints;
  if (is_float(v)) return std::isnan(as_double(v)) ? Leads::Other : Leads::Floats;
  if (!is<Str>(v)) return Leads::Other;
  const Str* s = v.as<Str>();
  return s->width() != 1 ? Leads::Chars2 : s->length() < 8 ? Leads::Bytes7 : Leads::Bytes8;
}
bool of_text(Leads leads) { return leads == Leads::Bytes7 || leads == Leads::Bytes8 || leads == Leads::Chars2; }

Leads common_leads(const Value* keys, u32 n, bool tuples) {
  Leads leads = lead_kind(lead_of(keys[0], tuples));
  for (u32 i = 1; i < n && leads != Leads::Other; i++) {
    Leads k = lead_kind(lead_of(keys[i], tuples));
    if (k == leads) continue;
    leads = of_text(k) && of_text(leads) ? std::max(k, leads) : Leads::Other;
  }
  return leads;
}

// Orders as the lead does; among equal words, ints, floats and short texts are equal.
u64 lead_word(Value v, Leads leads) {
  constexpr u64 kSign = u64{1} << 63;
  switch (leads) {
    case Leads::Ints: return v.bits() ^ kSign;
    case Leads::Floats: {
      u64 bits = std::bit_cast<u64>(as_double(v) + 0.0);  // the zeros are equal
      return bits & kSign ? ~bits : bits | kSign;
    }
    case Leads::Bytes7: {  // the length tells "a" from "a\0"
      const Str* s = v.as<Str>();
      u64 word = 0;
      std::memcpy(&word, s->data, s->length());
      return __builtin_bswap64(word) | s->length();
    }
    case Leads::Bytes8: {
      const Str* s = v.as<Str>();
      u64 word = 0;
      std::memcpy(&word, s->data, std::min<usize>(8, s->length()));
      return __builtin_bswap64(word);
    }
    case Leads::Chars2: {
      const Str* s = v.as<Str>();
      return (s->length() > 0 ? u64{s->at(0)} << 32 : 0) | (s->length() > 1 ? s->at(1) : 0);
    }
    case Leads::Other: break;
  }
  return 0;
}

// Runs of `kRun` items, each sorted by insertion.
constexpr u32 kRun = 16;
template <class T, class Less>
void sort_run(T* a, u32 lo, u32 hi, Less& less) {
  for (u32 i = lo + 1; i < hi; i++) {
    T x = a[i];
    u32 left = lo, right = i;
    if (!less(x, a[i - 1])) continue;
    while (left < right) {
      u32 mid = (left + right) / 2;
      if (less(x, a[mid]))
        right = mid;
      else
        left = mid + 1;
    }
    for (u32 j = i; j > left; j--) a[j] = a[j - 1];
    a[left] = x;
  }
}

constexpr u32 kPiece = 8192;  // between two looks at the limits

template <class T, class Tick>
void copy_items(const T* from, u32 n, T* to, Tick& tick) {
  for (u32 i = 0; i < n; i += kPiece) {
    const u32 part = std::min(n - i, kPiece);
    std::copy_n(from + i, part, to + i);
    tick(part / 8 + 1);
  }
}

template <class T, class Less, class Tick>
void merge(const T* a, u32 lo, u32 mid, u32 hi, T* out, Less& less, Tick& tick) {
  u32 i = lo, j = mid, k = lo;
  while (i < mid && j < hi && less.trouble == Tri::True) {
    const u32 stop = k + kPiece;
    if constexpr (Less::kWordsOnly) {  // no branch to guess wrong
      while (i < mid && j < hi && k < stop) {
        const bool right = less(a[j], a[i]);
        out[k++] = a[__builtin_unpredictable(right) ? j : i];
        j += right;
        i += !right;
      }
    } else {
      while (i < mid && j < hi && k < stop) out[k++] = less(a[j], a[i]) ? a[j++] : a[i++];
    }
    if (k == stop) tick(kPiece / 4);
  }
  copy_items(a + i, mid - i, out + k, tick);
  copy_items(a + j, hi - j, out + k + (mid - i), tick);
}

// By the bytes of the words that differ, from the last to the first. False: so many do that merging is as good.
template <class T, class Less, class Tick>
bool radix_sort(std::unique_ptr<T[]>& a, std::unique_ptr<T[]>& b, u32 n, Less& less, Tick& tick) {
  u64 differ = 0;
  for (u32 i = 1; i < n; i++) differ |= a[i].word ^ a[0].word;
  tick(n / 8);
  u32 bytes = 0;
  for (u32 k = 0; k < 8; k++) bytes += (differ >> 8 * k & 0xFF) != 0;
  if (n < 64 || bytes * 4 > std::bit_width(n)) return false;
  for (u32 shift = 0; shift < 64 && less.trouble == Tri::True; shift += 8) {
    if ((differ >> shift & 0xFF) == 0) continue;
    u32 place[256] = {};
    for (u32 i = 0; i < n; i++) place[a[i].word >> shift & 0xFF]++;
    for (u32 k = 0, sum = 0; k < 256; k++) sum += std::exchange(place[k], sum);
    for (u32 i = 0; i < n; i++) {
      b[place[a[i].word >> shift & 0xFF]++] = a[i];
      if ((i & (kPiece - 1)) == kPiece - 1) tick(kPiece / 4);
    }
    std::swap(a, b);
  }
  return true;
}

enum class Found : u8 { Ordered, Falling, Mixed };

// What is in order already takes one look, and so does what falls all the way.
template <class T, class Less, class Tick>
Found look(const T* a, u32 n, Less& less, Tick& tick) {
  const bool falls = less(a[1], a[0]);
  u32 i = 2;
  while (i < n && less.trouble == Tri::True && less(a[i], a[i - 1]) == falls) {
    if ((++i & 1023) == 0) tick(256);
  }
  return i < n ? Found::Mixed : falls ? Found::Falling : Found::Ordered;
}

// A stable merge sort; afterwards `a` is in order unless there was trouble.
template <class T, class Less, class Tick>
void merge_sort(std::unique_ptr<T[]>& a, std::unique_ptr<T[]>& b, u32 n, Less& less, Tick& tick) {
  for (u32 lo = 0; lo < n && less.trouble == Tri::True; lo += kRun) {
    sort_run(a.get(), lo, std::min(n, lo + kRun), less);
    if ((lo & 1023) == 0) tick(512);
  }
  for (u32 width = kRun; width < n && less.trouble == Tri::True; width *= 2) {
    for (u32 lo = 0; lo < n && less.trouble == Tri::True; lo += 2 * width) {
      u32 mid = std::min(n, lo + width), hi = std::min(n, mid + width);
      if (mid >= hi || !less(a[mid], a[mid - 1]))
        copy_items(a.get() + lo, hi - lo, b.get() + lo, tick);
      else
        merge(a.get(), lo, mid, hi, b.get(), less, tick);
      tick(std::min(hi - lo, kPiece) / 4 + 1);
      if (width > 0x40000000u) break;
    }
    std::swap(a, b);
  }
}

// `make` makes the item of a key; afterwards the values stand in order.
template <class T, class Less, class Make>
Tri sort_items(Vm& vm, Value* values, u32 n, bool reverse, Less less, Make make) {
  const usize bytes = usize{n} * (2 * sizeof(T) + sizeof(Value));
  if (!vm.heap.charge(bytes)) {
    raise_memory_error(vm);
    return Tri::Error;
  }
  auto tick = [&](u32 work) {
    if (less.trouble == Tri::Error || vm.meter.tick(work)) return;
    raise_stopped(vm);
    less.trouble = Tri::Error;
  };
  auto a = std::make_unique_for_overwrite<T[]>(n), b = std::make_unique_for_overwrite<T[]>(n);
  for (u32 i = 0; i < n && less.trouble == Tri::True; i++) {
    a[i] = make(reverse ? n - 1 - i : i);
    if ((i & 4095) == 4095) tick(4096);
  }
  const Found found = less.trouble == Tri::True ? look(a.get(), n, less, tick) : Found::Mixed;
  if (found == Found::Falling && less.trouble == Tri::True) std::reverse(values, values + n);
  if (found == Found::Mixed && less.trouble == Tri::True) {
    bool sorted = false;
    if constexpr (Less::kWordsOnly) sorted = radix_sort(a, b, n, less, tick);
    if (!sorted) merge_sort(a, b, n, less, tick);
  }
  if (found == Found::Mixed && less.trouble == Tri::True) {
    auto out = std::make_unique_for_overwrite<Value[]>(n);
    for (u32 i = 0; i < n && less.trouble == Tri::True; i++) {
      out[i] = values[a[reverse ? n - 1 - i : i].at];
      if ((i & 4095) == 4095) tick(4096);
    }
    if (less.trouble == Tri::True) std::copy_n(out.get(), n, values);
  }
  vm.heap.discharge(bytes);
  vm.deferred = false;
  return less.trouble;
}

}  // namespace

// Sorts `values` (n of them) in place by `keys`. Defer: a comparison needs Python code (or the classes); nothing changed.
static Tri sort_values(Vm& vm, const Value* keys, Value* values, u32 n, bool reverse) {
  if (n < 2) return Tri::True;
  bool tuples = true;
  for (u32 i = 0; i < n && tuples; i++) tuples = is<Tuple>(keys[i]) && keys[i].as<Tuple>()->length() > 0;
  if (!vm.meter.tick(n / 8)) return raise_stopped(vm), Tri::Error;  // what looks at all keys without more looks at the limits
  const Leads leads = common_leads(keys, n, tuples);
  auto word = [&](u32 at) { return lead_word(lead_of(keys[at], tuples), leads); };
  if (!tuples && leads <= Leads::Bytes7) return sort_items<Short>(vm, values, n, reverse, LessShort{}, [&](u32 at) { return Short{word(at), at}; });
  return sort_items<Item>(vm, values, n, reverse, LessItem{vm, leads, tuples}, [&](u32 at) { return Item{word(at), keys[at], at}; });
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
