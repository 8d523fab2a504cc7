// SPDX-License-Identifier: MIT
// functools.partial's call and the look-up of functools.lru_cache; the hot methods of collections.OrderedDict.
#include <algorithm>

#include "lib/slots.h"
#include "natives/_monty.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty {

using namespace lib;

namespace {

bool names_only(const Dict* d) {
  for (u32 i = 0; i < d->fill; i++) {
    if (!d->entries[i].key.is_undef() && !is<Str>(d->entries[i].key)) return false;
  }
  return true;
}

// The first item. Where the first places of the table are empty, the value of the very first says how many are.
DictEntry* first_item(Vm& vm, Dict* d) {
  u32 i = 0;
  DictEntry* e = d->entries;
  if (e->key.is_undef() && e->value.is_small_int()) i = static_cast<u32>(e->value.as_small_int());
  const u32 from = i;
  while (e[i].key.is_undef()) i++;
  if (i > 0) e->value = Value::small_int(i);
  if (!vm.meter.tick((i - from) / 4)) return raise_stopped(vm), nullptr;
  return e + i;
}

// Takes the link [previous, next, key, result] out of its ring and puts it behind the newest, root[0].
bool move_to_front(List* root, List* link) {
  auto near = [](List* l, u32 i) -> List* {
    List* to = l->length() == 4 ? get_if<List>(l->items[i]) : nullptr;
    return to != nullptr && to->length() == 4 ? to : nullptr;
  };
  List *previous = near(link, 0), *next = near(link, 1), *newest = root == nullptr ? nullptr : near(root, 0);
  if (previous == nullptr || next == nullptr || newest == nullptr) return false;
  if (newest == link) return true;
  previous->items[1] = Value::cell(next);
  next->items[0] = Value::cell(previous);
  newest->items[1] = root->items[0] = Value::cell(link);
  link->items[0] = Value::cell(newest);
  link->items[1] = Value::cell(root);
  return true;
}

}  // namespace

namespace native {

// func, args, keywords, _holes
Value partial_op_call(Vm& vm, Value self, Tuple* args, Dict* keywords) {
  const Value* s = slots_of(vm, self, "partial", 4);
  MONTY_TRY(s);
  Tuple* stored = get_if<Tuple>(s[1]);
  Dict* named = get_if<Dict>(s[2]);
  if (stored == nullptr || named == nullptr || !(s[3] == Value::small_int(0)) || !names_only(named)) {
    return slow_method(vm, self, "_call", Value::cell(args), Value::cell(keywords));
  }
  Tuple* all = stored->length() == 0 ? args : tuple_new(vm, stored->length() + args->length());
  MONTY_TRY(all);
  if (all != args) {
    std::copy_n(stored->items, stored->length(), all->items);
    std::copy_n(args->items, args->length(), all->items + stored->length());
  }
  if (named->used == 0) return call_request(vm, s[0], all, Value::cell(keywords));
  if (keywords->used > 0) {
    named = monty::dict_copy(vm, named);
    MONTY_TRY(named);
    for (u32 i = 0; i < keywords->fill; i++) {
      const DictEntry& e = keywords->entries[i];
      if (!e.key.is_undef()) MONTY_TRY(dict_set_str(vm, named, e.key.as<Str>(), e.value));
    }
  }
  return call_request(vm, s[0], all, Value::cell(named));
}

// What the store of a cache has for these arguments; counts[0] is the number of hits, counts[1] the answer where it has
// nothing, or the key takes Python code. With a root, what the store has are links of its ring.
Value monty_cache_find(Vm& vm, Value store, Value args, Value counts, Value root) {
  Dict* d = get_if<Dict>(store);
  Tuple* t = get_if<Tuple>(args);
  List* count = get_if<List>(counts);
  if (d == nullptr || t == nullptr || count == nullptr || count->length() < 2 || !count->items[0].is_small_int()) return unexpected(vm, counts);
  const bool plain = t->length() == 1 && (is_int(t->items[0]) || is<Str>(t->items[0]));
  DictEntry* e;
  const Tri found = dict_find(vm, d, plain ? t->items[0] : args, &e);
  if (found == Tri::Error) return Value::error();
  if (found != Tri::True) return vm.deferred = false, count->items[1];
  Value result = e->value;
  if (!root.is_none()) {
    List* link = get_if<List>(result);
    if (link == nullptr || !move_to_front(get_if<List>(root), link)) return unexpected(vm, root);
    result = link->items[3];
  }
  count->items[0] = Value::small_int(count->items[0].as_small_int() + 1);
  return result;
}

Value ordered_dict_popitem(Vm& vm, Value self, bool last) {
  Dict* d = unwrap<Dict>(self);
  if (d == nullptr) return raise_type_error(vm, "descriptor 'popitem' requires a 'collections.OrderedDict' object but received a '%T'", self);
  if (d->used == 0) return raise_key_error(vm, text(vm, "dictionary is empty"));
  if (last) return dict_popitem(vm, d);
  DictEntry* e = first_item(vm, d);
  MONTY_TRY(e);
  const Value pair[2] = {e->key, e->value};
  const auto at = e - d->entries;
  Tuple* out = tuple_from(vm, pair, 2);
  MONTY_TRY(out);
  dict_erase_entry(d, d->entries + at);
  if (d->fill > 0) d->entries->value = Value::small_int(at + 1);
  return Value::cell(out);
}

Value ordered_dict_move_to_end(Vm& vm, Value self, Value key, Value last) {
  Dict* d = unwrap<Dict>(self);
  if (d == nullptr || !is<Instance>(self))
    return raise_type_error(vm, "descriptor 'move_to_end' requires a 'collections.OrderedDict' object but received a '%T'", self);
  if (!last.is_true()) return slow_method(vm, self, "_move", key, last);
  DictEntry* e;
  const Tri found = dict_find(vm, d, key, &e);
  if (found == Tri::Error) return Value::error();
  if (found == Tri::False) return raise_key_error(vm, key);
  if (found == Tri::Defer) return vm.deferred = false, slow_method(vm, self, "_move", key, last);
  if (e + 1 == d->entries + d->fill) return Value::none();
  const DictEntry moved = *e;
  vm.heap.keep(moved.key);
  vm.heap.keep(moved.value);
  if (d->fill >= d->usable() || d->consumed >= d->usable()) {  // room first, so that no failure loses the item
    MONTY_TRY(dict_resize(vm, d, d->used * 2 + 1));
    e = dict_find_hashed(d, moved.key, moved.hash);
    if (e == nullptr) return raise(vm, kType_SystemError, "a key went missing");
  }
  dict_erase_entry(d, e);
  return dict_insert_new(vm, d, moved.key, moved.hash, moved.value) ? Value::none() : Value::error();
}

}  // namespace native
}  // namespace monty
