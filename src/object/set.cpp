// SPDX-License-Identifier: MIT
// Sets with CPython's probing (linear runs of 9, then perturbation; setobject.c describes it), because it fixes the
// order in which a set is printed and iterated.
#include <cstring>

#include "object/object.h"
#include "object/seal.h"

namespace monty {

namespace {

constexpr u32 kLinearProbes = 9;
constexpr u32 kMinSize = 8;

}  // namespace

void set_place(SetEntry* table, u32 mask, const SetEntry& entry) {
  u64 perturb = entry.hash;
  u64 i = entry.hash & mask;
  for (;;) {
    SetEntry* e = &table[i];
    u32 probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (e->key.is_undef()) {
        *e = entry;
        return;
      }
      e++;
    } while (probes-- > 0);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

namespace {

bool set_rebuild(Vm& vm, Set* s, u64 min_used) {
  u64 size = kMinSize;
  while (size <= min_used) size <<= 1;
  if (size > 0x80000000u) {
    raise_memory_error(vm);
    return false;
  }
  auto* fresh = static_cast<SetEntry*>(vm.heap.allocate_buffer(size * sizeof(SetEntry)));
  if (fresh == nullptr) {
    raise_memory_error(vm);
    return false;
  }
  for (u64 i = 0; i < size; i++) {
    fresh[i] = {0, Value::undef()};
    if ((i & 0xFFFF) == 0xFFFF && !vm.meter.tick(0x2000)) return raise_stopped(vm), false;
  }
  SetEntry* old = s->table;
  u32 old_mask = s->mask;
  u32 mask = static_cast<u32>(size - 1);
  if (old != nullptr) {
    for (u32 j = 0; j <= old_mask; j++) {
      if ((j & 4095) == 4095 && !vm.meter.tick(4096)) return raise_stopped(vm), false;
      if (old[j].key.is_undef() || old[j].key == Set::dummy()) continue;
      set_place(fresh, mask, old[j]);
    }
    vm.heap.free_buffer(old, (usize{old_mask} + 1) * sizeof(SetEntry));
  }
  s->table = fresh;
  s->mask = mask;
  s->fill = s->used;
  return true;
}

// Entry of the key, or null. Defer when a comparison needs Python code.
Tri set_probe(Vm& vm, Set* s, Value key, u64 hash, SetEntry** out) {
  *out = nullptr;
  if (s->table == nullptr) return Tri::False;
  u64 mask = s->mask, perturb = hash, i = hash & mask;
  u32 steps = 0;
  for (;;) {
    SetEntry* e = &s->table[i];
    u32 probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (e->key.is_undef()) return Tri::False;
      if (e->hash == hash && !(e->key == Set::dummy())) {
        if (e->key == key) {
          *out = e;
          return Tri::True;
        }
        Tri t = equal(vm, e->key, key);
        if (t == Tri::True) {
          *out = e;
          return t;
        }
        if (t != Tri::False) return t;
      }
      e++;
    } while (probes-- > 0);
    if ((++steps & 63) == 0 && !vm.meter.tick(64)) {
      raise_stopped(vm);
      return Tri::Error;
    }
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

bool live(const SetEntry& e) { return !e.key.is_undef() && !(e.key == Set::dummy()); }

}  // namespace

// CPython's set_merge: an empty set takes the other's table over, or its entries in the order of the table.
Tri set_merge(Vm& vm, Set* s, Set* other) {
  if (s == other || other->used == 0) return Tri::True;
  if (!vm.meter.tick(other->mask / 8)) {
    raise_stopped(vm);
    return Tri::Error;
  }
  if ((u64{s->fill} + other->used) * 5 >= u64{s->mask} * 3) {
    if (!set_rebuild(vm, s, (u64{s->used} + other->used) * 2)) return Tri::Error;
  } else if (s->table == nullptr && !set_rebuild(vm, s, 0)) {
    return Tri::Error;
  }
  if (s->fill == 0) {
    if (s->mask == other->mask && other->fill == other->used) {
      std::memcpy(s->table, other->table, (usize{s->mask} + 1) * sizeof(SetEntry));
    } else {
      for (u32 i = 0; i <= other->mask; i++) {
        if (live(other->table[i])) set_place(s->table, s->mask, other->table[i]);
      }
    }
    s->fill = s->used = other->used;
    s->version++;
    return Tri::True;
  }
  for (u32 i = 0; i <= other->mask; i++) {
    if (!live(other->table[i])) continue;
    SetEntry* e;
    Tri t = set_probe(vm, s, other->table[i].key, other->table[i].hash, &e);
    if (t == Tri::Error || t == Tri::Defer) return t;
    if (t == Tri::False && !set_add_hashed(vm, s, other->table[i].key, other->table[i].hash)) return Tri::Error;
  }
  return Tri::True;
}

// Room for `more` keys of a dict, as CPython makes it before it adds them one by one.
bool set_make_room(Vm& vm, Set* s, u64 more) {
  if ((u64{s->fill} + more) * 5 < u64{s->mask} * 3) return true;
  return set_rebuild(vm, s, (u64{s->used} + more) * 2);
}

// After deletions: more than a quarter of dummies goes.
bool set_sweep(Vm& vm, Set* s) {
  if (s->table == nullptr || s->fill - s->used <= s->mask / 4) return true;
  return set_rebuild(vm, s, s->used > 50000 ? u64{s->used} * 2 : u64{s->used} * 4);
}

Set* set_new(Vm& vm, Kind kind) {
  auto* s = reinterpret_cast<Set*>(vm.heap.allocate(kind, sizeof(Set)));
  if (s == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  s->table = nullptr;
  s->used = s->fill = s->finger = s->version = 0;
  s->mask = kMinSize - 1;
  s->hash = 0;
  return s;
}

// One more key, at the first free place on its way or, better, at the last dummy before.
static bool set_insert(Vm& vm, Set* s, SetEntry* free, SetEntry* dummy, Value key, u64 hash) {
  s->used++;
  s->version++;
  if (dummy != nullptr) {
    *dummy = {hash, key};
    return true;
  }
  s->fill++;
  *free = {hash, key};
  if (u64{s->fill} * 5 < u64{s->mask} * 3) return true;
  return set_rebuild(vm, s, s->used > 50000 ? u64{s->used} * 2 : u64{s->used} * 4);
}

bool set_add_hashed(Vm& vm, Set* s, Value key, u64 hash) {
  if (s->table == nullptr) {
    vm.heap.keep(key);
    if (!set_rebuild(vm, s, 0)) return false;
  }
  u64 mask = s->mask, perturb = hash, i = hash & mask;
  SetEntry* place = nullptr;
  SetEntry* dummy = nullptr;  // the last one on the way is used again
  for (;;) {
    SetEntry* e = &s->table[i];
    u32 probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (e->key.is_undef()) {
        place = e;
        break;
      }
      if (e->key == Set::dummy()) dummy = e;
      e++;
    } while (probes-- > 0);
    if (place != nullptr) break;
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
  return set_insert(vm, s, place, dummy, key, hash);
}

// set_add of a small int, which is looked for and added in one walk. Defer: an equal key of another type may be there.
static Tri set_add_small(Vm& vm, Set* s, Value key) {
  const u64 hash = int_hash(key.as_small_int()), mask = s->mask;
  u64 perturb = hash, i = hash & mask;
  SetEntry* dummy = nullptr;
  for (u32 steps = 0; steps < 64; steps++) {
    SetEntry* e = &s->table[i];
    u32 probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (e->key == key) return Tri::True;
      if (e->key.is_undef()) return set_insert(vm, s, e, dummy, key, hash) ? Tri::True : Tri::Error;
      if (e->key == Set::dummy())
        dummy = e;
      else if (e->hash == hash && !e->key.is_small_int())
        return Tri::Defer;
      e++;
    } while (probes-- > 0);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
  return Tri::Defer;
}

SetEntry* set_find_hashed(Set* s, Value key, u64 hash) {
  if (s->table == nullptr) return nullptr;
  u64 mask = s->mask, perturb = hash, i = hash & mask;
  for (;;) {
    SetEntry* e = &s->table[i];
    u32 probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (e->key.is_undef()) return nullptr;
      if (e->hash == hash && e->key == key) return e;
      e++;
    } while (probes-- > 0);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

Tri set_add(Vm& vm, Set* s, Value key) {
  if (key.is_small_int() && s->table != nullptr) {
    Tri t = set_add_small(vm, s, key);
    if (t != Tri::Defer) return t;
  }
  u64 hash;
  Tri t = hash_of(vm, key, &hash);
  if (t != Tri::True) return t;
  SetEntry* e;
  t = set_probe(vm, s, key, hash, &e);
  if (t != Tri::False) return t;
  return set_add_hashed(vm, s, key, hash) ? Tri::True : Tri::Error;
}

Tri set_contains(Vm& vm, Set* s, Value key) {
  if (key.is_small_int()) {
    int found = set_contains_small(s, key);
    if (found >= 0) return tri(found != 0);
  }
  u64 hash;
  Tri t = hash_of(vm, key, &hash);
  if (t != Tri::True) return t;
  SetEntry* e;
  return set_probe(vm, s, key, hash, &e);
}

int set_contains_small(Set* s, Value key) {
  if (s->table == nullptr) return 0;
  u64 hash = int_hash(key.as_small_int()), mask = s->mask, perturb = hash, i = hash & mask;
  for (u32 steps = 0; steps < 64; steps++) {
    SetEntry* e = &s->table[i];
    u32 probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (e->hash == hash) {
        if (e->key == key) return 1;
        if (!e->key.is_undef() && !(e->key == Set::dummy())) return -1;
      }
      if (e->key.is_undef()) return 0;
      e++;
    } while (probes-- > 0);
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
  return -1;
}

Tri set_discard(Vm& vm, Set* s, Value key) {
  u64 hash;
  Tri t = hash_of(vm, key, &hash);
  if (t != Tri::True) return t;
  SetEntry* e;
  t = set_probe(vm, s, key, hash, &e);
  if (t != Tri::True) return t;
  e->key = Set::dummy();
  e->hash = ~u64{0};
  s->used--;
  s->version++;
  return Tri::True;
}

}  // namespace monty
