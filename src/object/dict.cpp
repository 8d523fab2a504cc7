// SPDX-License-Identifier: MIT
// The insertion-ordered hash table behind dict, module namespaces and __dict__. Layout: see Dict in layout.h.
// Keys are compared by identity, then by hash and exact builtin equality; a key whose equality needs Python code makes
// the operation defer before anything has changed.
#include <algorithm>
#include <cstring>

#include "object/object.h"

namespace monty {

namespace {

constexpr u32 kEmpty = ~u32{0};
constexpr u32 kDeleted = ~u32{0} - 1;

MONTY_ALWAYS_INLINE u32 index_get(const Dict* d, usize i) {
  switch (d->index_width()) {
    case 1: {
      u32 v = static_cast<const u8*>(d->indices())[i];
      return v >= 0xFE ? v | 0xFFFFFF00u : v;
    }
    case 2: {
      u32 v = static_cast<const u16*>(d->indices())[i];
      return v >= 0xFFFE ? v | 0xFFFF0000u : v;
    }
    default: return static_cast<const u32*>(d->indices())[i];
  }
}
MONTY_ALWAYS_INLINE void index_set(Dict* d, usize i, u32 v) {
  switch (d->index_width()) {
    case 1: static_cast<u8*>(d->indices())[i] = static_cast<u8>(v); break;
    case 2: static_cast<u16*>(d->indices())[i] = static_cast<u16>(v); break;
    default: static_cast<u32*>(d->indices())[i] = v;
  }
}

// Position in the index table that holds entry `target`.
usize index_of_entry(const Dict* d, u64 hash, u32 target) {
  usize mask = (usize{1} << d->log2_size) - 1;
  u64 perturb = hash;
  usize i = hash & mask;
  while (index_get(d, i) != target) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  return i;
}

bool allocate_table(Vm& vm, Dict* d, u8 log2_size) {
  Dict shape = *d;
  shape.log2_size = log2_size;
  void* table = vm.heap.allocate_buffer(shape.table_bytes());
  if (table == nullptr) {
    raise_memory_error(vm);
    return false;
  }
  d->entries = static_cast<DictEntry*>(table);
  d->log2_size = log2_size;
  std::memset(d->indices(), 0xFF, (usize{1} << log2_size) * d->index_width());
  return true;
}

u8 log2_for(u64 entries) {
  u8 l = 3;
  while ((u64{1} << l) * 2 / 3 < entries && l < 31) l++;
  return l;
}

// Rebuilds the table for at least `expected` entries, dropping deleted ones.
bool rebuild(Vm& vm, Dict* d, u64 expected) {
  if (expected > 0x50000000u) {
    raise_memory_error(vm);
    return false;
  }
  const Dict old = *d;
  usize old_bytes = old.log2_size == 0 ? 0 : old.table_bytes();
  if (!allocate_table(vm, d, log2_for(expected))) return false;
  usize mask = (usize{1} << d->log2_size) - 1;
  u32 n = 0;
  for (u32 e = 0; e < old.fill; e++) {
    if (old.entries[e].key.is_undef()) continue;
    if ((n & 4095) == 4095 && !vm.meter.tick(4096)) {
      d->entries = old.entries;
      d->log2_size = old.log2_size;
      raise_stopped(vm);
      return false;
    }
    d->entries[n] = old.entries[e];
    u64 hash = old.entries[e].hash, perturb = hash;
    usize i = hash & mask;
    while (index_get(d, i) != kEmpty) {
      perturb >>= 5;
      i = (i * 5 + perturb + 1) & mask;
    }
    index_set(d, i, n++);
  }
  d->fill = d->consumed = n;
  if (old_bytes != 0) vm.heap.free_buffer(old.entries, old_bytes);
  return true;
}

}  // namespace

Dict* dict_new(Vm& vm, u32 expected) {
  Dict* d = vm.heap.make<Dict>();
  if (d == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  d->aux = vm.dict_serial += 0x9E3779B1;  // versions of different dicts hardly ever meet
  d->entries = nullptr;
  d->used = d->fill = d->consumed = 0;
  d->log2_size = 0;
  if (expected > 0 && !allocate_table(vm, d, log2_for(expected))) return nullptr;
  return d;
}

bool dict_resize(Vm& vm, Dict* d, u32 expected) { return d->usable() >= expected || rebuild(vm, d, expected); }

namespace {

// By indices of one width: the search for a name is what dicts do most. Null: *end is the empty place where it ended.
template <class Index>
MONTY_ALWAYS_INLINE DictEntry* find_str(Dict* d, Str* key, usize* end) {
  constexpr Index kNone = static_cast<Index>(kEmpty), kGone = static_cast<Index>(kDeleted);
  const u64 hash = str_hash_of(key);
  const usize mask = (usize{1} << d->log2_size) - 1;
  const auto* indices = static_cast<const Index*>(d->indices());
  DictEntry* entries = d->entries;
  u64 perturb = hash;
  usize i = hash & mask;
  for (;;) {
    const Index at = indices[i];
    if (at == kNone) {
      *end = i;
      return nullptr;
    }
    if (MONTY_LIKELY(at != kGone)) {
      DictEntry& e = entries[at];
      if (e.hash == hash) {
        if (e.key == Value::cell(key)) return &e;
        if (is<Str>(e.key) && str_equal(e.key.as<Str>(), key)) return &e;
      }
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

MONTY_ALWAYS_INLINE DictEntry* find_str_in(Dict* d, Str* key, usize* end) {
  if (MONTY_LIKELY(d->log2_size <= 7)) return find_str<u8>(d, key, end);
  return d->log2_size <= 15 ? find_str<u16>(d, key, end) : find_str<u32>(d, key, end);
}

// There is room, and the index place `at` is empty or of a deleted entry.
void append_entry(Dict* d, usize at, Value key, u64 hash, Value value) {
  if (d->used == 0) d->flags |= Dict::kStrKeys;
  if (!is<Str>(key)) d->flags &= static_cast<u8>(~Dict::kStrKeys);
  if (index_get(d, at) == kEmpty) d->consumed++;
  index_set(d, at, d->fill);
  d->entries[d->fill++] = {hash, key, value};
  d->used++;
  d->aux++;
}

}  // namespace

DictEntry* dict_find_str(Dict* d, Str* key) {
  usize end;
  return d->log2_size == 0 ? nullptr : find_str_in(d, key, &end);
}

// Looks `key` up among entries of equal hash. Defer when a comparison needs Python code.
static Tri probe(Vm& vm, Dict* d, Value key, u64 hash, DictEntry** out) {
  *out = nullptr;
  if (d->log2_size == 0) return Tri::False;
  usize mask = (usize{1} << d->log2_size) - 1;
  u64 perturb = hash;
  usize i = hash & mask;
  u32 steps = 0;
  for (;;) {
    u32 at = index_get(d, i);
    if (at == kEmpty) return Tri::False;
    if (at != kDeleted) {
      DictEntry& e = d->entries[at];
      if (e.hash == hash) {
        if (e.key == key) {
          *out = &e;
          return Tri::True;
        }
        Tri t = equal(vm, e.key, key);
        if (t == Tri::True) {
          *out = &e;
          return Tri::True;
        }
        if (t != Tri::False) return t;
      }
    }
    if ((++steps & 63) == 0 && !vm.meter.tick(64)) {
      raise_stopped(vm);
      return Tri::Error;
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

// A long text that is found has been compared whole.
static bool long_key(Vm& vm, const Str* key) {
  if (MONTY_LIKELY(key->length() <= kLongKey) || vm.meter.tick(key->length() / 64)) return true;
  raise_stopped(vm);
  return false;
}

Tri dict_find(Vm& vm, Dict* d, Value key, DictEntry** out) {
  if (is<Str>(key)) {
    if (!long_key(vm, key.as<Str>())) return Tri::Error;
    *out = dict_find_str(d, key.as<Str>());
    if (*out != nullptr || (d->flags & Dict::kStrKeys) || d->used == 0) return tri(*out != nullptr);
  }
  u64 hash;
  Tri t = hash_of(vm, key, &hash);
  if (t != Tri::True) return t;
  return probe(vm, d, key, hash, out);
}

DictEntry* dict_find_hashed(Dict* d, Value key, u64 hash) {
  if (d->log2_size == 0) return nullptr;
  usize mask = (usize{1} << d->log2_size) - 1;
  u64 perturb = hash;
  usize i = hash & mask;
  for (;;) {
    u32 at = index_get(d, i);
    if (at == kEmpty) return nullptr;
    if (at != kDeleted && d->entries[at].hash == hash && d->entries[at].key == key) return &d->entries[at];
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

bool dict_insert_new(Vm& vm, Dict* d, Value key, u64 hash, Value value) {
  if (d->fill >= d->usable() || d->consumed >= d->usable()) {
    vm.heap.keep(key);
    vm.heap.keep(value);
    if (!rebuild(vm, d, d->used == 0 ? 5 : u64{d->used} * 2 + 1)) return false;
  }
  usize mask = (usize{1} << d->log2_size) - 1;
  u64 perturb = hash;
  usize i = hash & mask;
  for (u32 at = index_get(d, i); at != kEmpty && at != kDeleted; at = index_get(d, i)) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  append_entry(d, i, key, hash, value);
  return true;
}

bool dict_add_new(Vm& vm, Dict* d, std::span<const NamedValue> items, u32 expected) {
  if (u64{std::max(d->fill, d->consumed)} + items.size() > d->usable() && !rebuild(vm, d, std::max<u64>(d->used + items.size(), expected))) return false;
  if (d->used == 0) d->flags |= Dict::kStrKeys;
  const usize mask = (usize{1} << d->log2_size) - 1;
  auto add = [&]<class Index>(Index* indices) {
    for (const NamedValue& item : items) {
      const u64 hash = str_hash_of(item.name);
      u64 perturb = hash;
      usize i = hash & mask;
      while (indices[i] < static_cast<Index>(kDeleted)) {
        perturb >>= 5;
        i = (i * 5 + perturb + 1) & mask;
      }
      d->consumed += indices[i] == static_cast<Index>(kEmpty);
      indices[i] = static_cast<Index>(d->fill);
      d->entries[d->fill++] = {hash, Value::cell(item.name), item.value};
    }
  };
  switch (d->index_width()) {
    case 1: add(static_cast<u8*>(d->indices())); break;
    case 2: add(static_cast<u16*>(d->indices())); break;
    default: add(static_cast<u32*>(d->indices()));
  }
  d->used += static_cast<u32>(items.size());
  d->aux += static_cast<u32>(items.size());
  return true;
}

Tri dict_set(Vm& vm, Dict* d, Value key, Value value) {
  u64 hash;
  DictEntry* e = nullptr;
  if (is<Str>(key)) {
    if (!long_key(vm, key.as<Str>())) return Tri::Error;
    e = dict_find_str(d, key.as<Str>());
    if (e == nullptr && ((d->flags & Dict::kStrKeys) || d->used == 0)) {
      return dict_insert_new(vm, d, key, str_hash_of(key.as<Str>()), value) ? Tri::True : Tri::Error;
    }
  }
  if (e == nullptr) {
    Tri t = hash_of(vm, key, &hash);
    if (t != Tri::True) return t;
    t = probe(vm, d, key, hash, &e);
    if (t == Tri::Error || t == Tri::Defer) return t;
  }
  if (e != nullptr) {
    e->value = value;
    return Tri::True;
  }
  return dict_insert_new(vm, d, key, hash, value) ? Tri::True : Tri::Error;
}

bool dict_set_str(Vm& vm, Dict* d, Str* key, Value value) {
  if (d->log2_size != 0) {
    usize end;
    if (DictEntry* e = find_str_in(d, key, &end)) {
      e->value = value;
      return true;
    }
    if (d->fill < d->usable() && d->consumed < d->usable()) {
      append_entry(d, end, Value::cell(key), str_hash_of(key), value);
      return true;
    }
  }
  return dict_insert_new(vm, d, Value::cell(key), str_hash_of(key), value);
}

void dict_erase_entry(Dict* d, DictEntry* e) {
  u32 at = static_cast<u32>(e - d->entries);
  index_set(d, index_of_entry(d, e->hash, at), kDeleted);
  e->key = e->value = Value::undef();
  d->used--;
  d->aux++;
  if (at + 1 == d->fill) {  // popping from the end leaves no holes behind
    // The index slot stays "deleted"; the entry's place may be used again.
    d->fill--;
    while (d->fill > 0 && d->entries[d->fill - 1].key.is_undef()) d->fill--;
  }
}

Tri dict_delete(Vm& vm, Dict* d, Value key, Value* old) {
  DictEntry* e;
  Tri t = dict_find(vm, d, key, &e);
  if (t != Tri::True) return t;
  if (old != nullptr) *old = e->value;
  dict_erase_entry(d, e);
  return Tri::True;
}

bool dict_delete_str(Vm&, Dict* d, Str* key) {
  DictEntry* e = dict_find_str(d, key);
  if (e == nullptr) return false;
  dict_erase_entry(d, e);
  return true;
}

void dict_clear(Vm&, Dict* d) {
  d->entries = nullptr;
  d->used = d->fill = d->consumed = 0;
  d->log2_size = 0;
  d->aux++;
}

bool dict_copy_into(Vm& vm, Dict* to, const Dict* from) {
  const usize bytes = from->table_bytes();
  if (bytes > 65536 && !vm.meter.tick(bytes / 512)) return raise_stopped(vm), false;
  auto* table = static_cast<DictEntry*>(vm.heap.allocate_buffer(bytes));
  if (table == nullptr) return raise_memory_error(vm), false;
  std::memcpy(static_cast<void*>(table), from->entries, bytes);
  to->entries = table;
  to->used = from->used;
  to->fill = from->fill;
  to->consumed = from->consumed;
  to->log2_size = from->log2_size;
  to->flags = static_cast<u8>((to->flags & ~Dict::kStrKeys) | (from->flags & Dict::kStrKeys));
  to->aux++;
  return true;
}

Dict* dict_copy(Vm& vm, Dict* d) {
  if (dict_is_dense(d)) {
    Dict* out = dict_new(vm);
    return out != nullptr && dict_copy_into(vm, out, d) ? out : nullptr;
  }
  Dict* out = dict_new(vm, d->used);
  if (out == nullptr) return nullptr;
  for (u32 i = 0; i < d->fill; i++) {
    const DictEntry& e = d->entries[i];
    if (e.key.is_undef()) continue;
    if ((i & 4095) == 4095 && !vm.meter.tick(4096)) {
      raise_stopped(vm);
      return nullptr;
    }
    if (!dict_insert_new(vm, out, e.key, e.hash, e.value)) return nullptr;
  }
  return out;
}

}  // namespace monty
