// SPDX-License-Identifier: MIT
// The collector's table of kinds, made from the descriptions in layout.h.
#include "object/kinds.h"

#include "object/vm.h"

namespace monty {

namespace {

// Shows references to the collector and nothing else.
struct TraceVisitor {
  Tracer& t;
  void value(Value& v) { t.value(v); }
  void values(Value* v, usize n) { t.values(v, n); }
  template <class T>
  void ref(T*& p) {
    t.cell(p);
  }
  void value_buffer(Value*& p, usize used, usize) {
    t.buffer(p);
    if (p != nullptr) t.values(p, used);
  }
  template <class P>
  void byte_buffer(P*& p, usize, usize) {
    t.buffer(p);
  }
  template <class T>
  void scalar(T&) {}
  void inline_bytes(void*, usize) {}
  void code(CodeInstance*&) {}
  void text(Str& s) {
    if (s.external()) t.buffer(s.owner());
  }
  void dict(Dict& d) {
    t.buffer(d.entries);
    static_assert(sizeof(DictEntry) == 3 * sizeof(Value) && offsetof(DictEntry, value) == 2 * sizeof(Value));
    if (d.fill > 0) t.rows(&d.entries->key, d.fill, 3, 2);
  }
  void set(Set& s) {
    t.buffer(s.table);
    if (s.table == nullptr) return;
    static_assert(sizeof(SetEntry) == 2 * sizeof(Value));
    t.rows(&s.table->key, usize{s.mask} + 1, 2, 1);
  }
  void instance(Instance& o) {
    t.cell(o.type);
    t.cell(o.shape);
    Value* inside = o.kind == Kind::Exception ? reinterpret_cast<Exception&>(o).exception_inline_slots() : o.inline_slots();
    if (o.slots != inside) t.buffer(o.slots);
    t.values(o.slots, o.capacity);
  }
  void generator(Generator& g) {
    t.cell(g.function);
    t.value(g.handled);
    t.value(g.caller_handled);
    t.value(g.name);
    t.value(g.qualname);
    t.value(g.yielding_from);
    if (g.frame != nullptr) {
      t.buffer(g.frame);
      trace_frame(t, g.frame);
    }
  }
};

template <class T>
void trace_kind(Cell* c, Tracer& t) {
  TraceVisitor v{t};
  T::describe(v, *reinterpret_cast<T*>(c));
}

// What Heap::check() asks of a cell beyond live references.
const char* check_cell(const Cell*) { return nullptr; }
const char* check_cell(const List* l) {
  return l->length() > l->capacity || (l->capacity > 0 && l->items == nullptr) ? "list longer than its buffer" : nullptr;
}
const char* check_cell(const Dict* d) {
  if (d->log2_size == 0) return d->used != 0 || d->fill != 0 ? "dict with entries and no table" : nullptr;
  u32 live = 0;
  if (d->entries == nullptr || d->fill > d->usable()) return "dict with more entries than its table has";
  for (u32 i = 0; i < d->fill; i++) live += !d->entries[i].key.is_undef();
  if (live != d->used) return "dict that miscounts its entries";
  for (usize i = 0, n = usize{1} << d->log2_size; i < n; i++) {
    u32 at = d->index_width() == 1   ? static_cast<const u8*>(d->indices())[i]
             : d->index_width() == 2 ? static_cast<const u16*>(d->indices())[i]
                                     : static_cast<const u32*>(d->indices())[i];
    u32 all = d->index_width() == 1 ? 0xFF : d->index_width() == 2 ? 0xFFFF : ~u32{0};
    if (at < all - 1 && at >= d->fill) return "dict index beyond the entries";  // the last two: empty, deleted
  }
  return nullptr;
}
const char* check_cell(const Set* s) {
  if (s->table == nullptr) return s->used != 0 ? "set with members and no table" : nullptr;
  if ((s->mask & (s->mask + 1)) != 0) return "set of an odd size";
  u32 live = 0;
  for (u32 i = 0; i <= s->mask; i++) live += !s->table[i].key.is_undef() && !(s->table[i].key == Set::dummy());
  return live != s->used ? "set that miscounts its members" : nullptr;
}

template <class T>
const char* check_kind(const Cell* c) {
  return check_cell(reinterpret_cast<const T*>(c));
}

const KindInfo kKinds[] = {{"Free"},
                           {"Buffer"},
#define X(name) {#name, trace_kind<name>, check_kind<name>},
                           MONTY_KINDS(X)
#undef X
};

}  // namespace

void trace_frame(Tracer& t, Frame* frame) {
  t.cell(frame->function);
  t.value(frame->locals);
  t.cell(frame->generator);
  t.values(frame->registers(), frame->code->nregs);
}

std::span<const KindInfo> heap_kinds() { return kKinds; }

}  // namespace monty
