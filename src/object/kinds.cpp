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
    for (u32 i = 0; i < d.fill; i++) {
      t.value(d.entries[i].key);
      t.value(d.entries[i].value);
    }
  }
  void set(Set& s) {
    t.buffer(s.table);
    if (s.table == nullptr) return;
    for (u32 i = 0; i <= s.mask; i++) t.value(s.table[i].key);
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

const KindInfo kKinds[] = {
    {"Free", nullptr},
    {"Buffer", nullptr},
#define X(name) {#name, trace_kind<name>},
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
