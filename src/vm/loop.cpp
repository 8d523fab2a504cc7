// SPDX-License-Identifier: MIT
// The loop: one handler per opcode with its fast paths on exact builtin types; everything else is handed to a slow path
// (Action). Handlers keep the pc, the registers and the constants in machine registers; `frame->pc` is only up to date
// after SAVE(), which every slow path and call does first.
#include "vm/dispatch.h"

#include <cstring>

#include "vm/quicken.h"

namespace monty {

const u8 kOpExt[] = {
#define MONTY_OP(name, a, b, c, ext, doc) ext,
#define MONTY_QUICK_OP(name, generic, ext, doc) ext,
#include "code/opcodes.def"
};

namespace {

#ifdef MONTY_TAIL_DISPATCH
MONTY_HANDLER int loop_reload(MONTY_PARAMS);
MONTY_HANDLER int loop_error(MONTY_PARAMS);
#else
int loop_reload(MONTY_PARAMS);
int loop_error(MONTY_PARAMS);
#endif

MONTY_HANDLER int loop_reload(MONTY_PARAMS) {
  Frame* frame = vm->frame;
  pc = frame->pc;
  r = frame->registers();
  k = frame->code->consts;
  DISPATCH();
}

MONTY_HANDLER int loop_error(MONTY_PARAMS) {
  if (unwind(*vm) == Action::Exit) return 0;
  TAIL(loop_reload)(MONTY_ARGS);
}

// ---------------------------------------------------------------- moves
OP(NOP) { NEXT(); }
OP(MOVE) {
  r[A] = r[B];
  NEXT();
}
OP(LOAD_CONST) {
  r[A] = k[pc->wide];
  NEXT();
}
OP(LOAD_INT) {
  r[A] = Value::small_int(pc->swide);
  NEXT();
}
OP(LOAD_NONE) {
  r[A] = Value::none();
  NEXT();
}
OP(LOAD_TRUE) {
  r[A] = Value::boolean(true);
  NEXT();
}
OP(LOAD_FALSE) {
  r[A] = Value::boolean(false);
  NEXT();
}
OP(CLEAR) {
  r[A] = Value::undef();
  NEXT();
}
OP(CHECK_LOCAL) {
  if (MONTY_LIKELY(!r[A].is_undef())) NEXT();
  AFTER(slow_op(*vm, FRAME()));
}

// Handlers that only hand over.
#define SLOW(name) \
  OP(name) { AFTER(slow_op(*vm, FRAME())); }

// Is the code that runs an instance's own copy, which may be quickened?
MONTY_ALWAYS_INLINE Instr* quickenable(const Frame* f, const Instr* pc) {
  return f->code->warm && static_cast<usize>(pc - f->code->instrs) < f->code->code->instrs.size() ? const_cast<Instr*>(pc) : nullptr;
}
MONTY_ALWAYS_INLINE void unquicken(const Instr* pc, Op generic) { const_cast<Instr*>(pc)->op = static_cast<u16>(generic); }
MONTY_ALWAYS_INLINE const u32* cache32(const Instr* pc) { return reinterpret_cast<const u32*>(pc + 1); }
MONTY_ALWAYS_INLINE u32* cache32(Instr* pc) { return reinterpret_cast<u32*>(pc + 1); }
MONTY_ALWAYS_INLINE u64 cache64(const Instr* pc) {
  u64 v;
  std::memcpy(&v, pc + 2, 8);
  return v;
}

OP(LOAD_GLOBAL) {
  Frame* f = FRAME();
  Str* name = f->code->names[pc->wide];
  Dict* d = f->function->globals;
  DictEntry* e = dict_find_str(d, name);
  Instr* own = quickenable(f, pc);
  if (MONTY_LIKELY(e != nullptr)) {
    r[A] = e->value;
    if (own != nullptr && e->key == Value::cell(name)) {
      cache32(own)[0] = static_cast<u32>(e - d->entries);
      own->op = static_cast<u16>(Op::LOAD_GLOBAL_MODULE);
    }
    NEXT_EXT(2);
  }
  if (own != nullptr) {
    quicken_builtin(*vm, f, own);
    if (own->op != static_cast<u16>(Op::LOAD_GLOBAL)) DISPATCH();
  }
  AFTER(slow_op(*vm, FRAME()));
}
OP(LOAD_GLOBAL_MODULE) {
  Frame* f = FRAME();
  Dict* d = f->function->globals;
  u32 i = cache32(pc)[0];
  if (MONTY_LIKELY(i < d->fill && d->entries[i].key == Value::cell(f->code->names[pc->wide]))) {
    r[A] = d->entries[i].value;
    NEXT_EXT(2);
  }
  unquicken(pc, Op::LOAD_GLOBAL);
  DISPATCH();
}
OP(LOAD_GLOBAL_BUILTIN) {
  if (MONTY_LIKELY(FRAME()->function->globals->aux == cache32(pc)[0] && vm->builtins == nullptr)) {
    r[A] = Value::from_bits(cache64(pc));
    NEXT_EXT(2);
  }
  unquicken(pc, Op::LOAD_GLOBAL);
  DISPATCH();
}
OP(STORE_GLOBAL) {
  Frame* f = FRAME();
  Dict* d = f->function->globals;
  Str* name = f->code->names[pc->wide];
  DictEntry* e = dict_find_str(d, name);
  if (MONTY_LIKELY(e != nullptr)) {
    e->value = r[A];
    if (Instr* own = quickenable(f, pc); own != nullptr && e->key == Value::cell(name)) {
      cache32(own)[0] = static_cast<u32>(e - d->entries);
      own->op = static_cast<u16>(Op::STORE_GLOBAL_MODULE);
    }
    NEXT_EXT(1);
  }
  AFTER(slow_op(*vm, FRAME()));
}
OP(STORE_GLOBAL_MODULE) {
  Frame* f = FRAME();
  Dict* d = f->function->globals;
  u32 i = cache32(pc)[0];
  if (MONTY_LIKELY(i < d->fill && d->entries[i].key == Value::cell(f->code->names[pc->wide]))) {
    d->entries[i].value = r[A];
    NEXT_EXT(1);
  }
  unquicken(pc, Op::STORE_GLOBAL);
  DISPATCH();
}
SLOW(DELETE_GLOBAL)
SLOW(LOAD_NAME)
SLOW(STORE_NAME)
SLOW(DELETE_NAME)
OP(LOAD_LOCALS) {
  Frame* f = FRAME();
  r[A] = f->locals.is_undef() ? Value::cell(f->function->globals) : f->locals;
  NEXT();
}
SLOW(LOAD_FROM_MAP_OR_GLOBAL)
SLOW(LOAD_FROM_MAP_OR_CELL)
SLOW(MAKE_CELL)
OP(LOAD_CELL) {
  Value v = r[B].as<ClosureCell>()->content;
  if (MONTY_LIKELY(!v.is_undef())) {
    r[A] = v;
    NEXT();
  }
  AFTER(slow_op(*vm, FRAME()));
}
OP(STORE_CELL) {
  r[A].as<ClosureCell>()->content = r[B];
  NEXT();
}
SLOW(DELETE_CELL)
OP(LOAD_FREE) {
  Value v = FRAME()->function->closure->items[B].as<ClosureCell>()->content;
  if (MONTY_LIKELY(!v.is_undef())) {
    r[A] = v;
    NEXT();
  }
  AFTER(slow_op(*vm, FRAME()));
}
OP(STORE_FREE) {
  FRAME()->function->closure->items[A].as<ClosureCell>()->content = r[B];
  NEXT();
}
SLOW(DELETE_FREE)
OP(LOAD_FREE_CELL) {
  r[A] = FRAME()->function->closure->items[B];
  NEXT();
}

// ---------------------------------------------------------------- arithmetic
#define STORE_FLOAT(expr)                     \
  do {                                        \
    Value v_ = Value::small_float(expr);      \
    if (MONTY_LIKELY(v_.is_small_float())) {  \
      r[A] = v_;                              \
      NEXT();                                 \
    }                                         \
  } while (0)
#define OVERFLOW_OP(name, builtin, fop, right)                                                          \
  OP(name) {                                                                                            \
    Value a = r[B], b = r[C];                                                                           \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                                   \
      i64 s;                                                                                            \
      if (MONTY_LIKELY(!builtin(static_cast<i64>(a.bits()), right, &s))) {                              \
        r[A] = Value::from_bits(static_cast<u64>(s));                                                   \
        NEXT();                                                                                         \
      }                                                                                                 \
    } else if (a.is_small_float() && b.is_small_float()) {                                              \
      STORE_FLOAT(a.as_small_float() fop b.as_small_float());                                           \
    }                                                                                                   \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                                \
  }
OVERFLOW_OP(ADD, __builtin_add_overflow, +, static_cast<i64>(b.bits()))
OVERFLOW_OP(IADD, __builtin_add_overflow, +, static_cast<i64>(b.bits()))
OVERFLOW_OP(SUB, __builtin_sub_overflow, -, static_cast<i64>(b.bits()))
OVERFLOW_OP(ISUB, __builtin_sub_overflow, -, static_cast<i64>(b.bits()))
OVERFLOW_OP(MUL, __builtin_mul_overflow, *, b.as_small_int())
OVERFLOW_OP(IMUL, __builtin_mul_overflow, *, b.as_small_int())

#define TRUEDIV_OP(name)                                                                   \
  OP(name) {                                                                               \
    Value a = r[B], b = r[C];                                                              \
    if (a.is_small_float() && b.is_small_float()) {                                        \
      double y = b.as_small_float();                                                       \
      if (MONTY_LIKELY(y != 0)) STORE_FLOAT(a.as_small_float() / y);                       \
    } else if (Value::both_small_ints(a, b) && b.bits() != 0) {                            \
      constexpr i64 kExact = i64{1} << 53;                                                 \
      i64 x = a.as_small_int(), y = b.as_small_int();                                      \
      if (x <= kExact && x >= -kExact && y <= kExact && y >= -kExact)                      \
        STORE_FLOAT(static_cast<double>(x) / static_cast<double>(y));                      \
    }                                                                                      \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                   \
  }
TRUEDIV_OP(TRUEDIV)
TRUEDIV_OP(ITRUEDIV)

#define FLOORDIV_OP(name)                                                      \
  OP(name) {                                                                   \
    Value a = r[B], b = r[C];                                                  \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                          \
      i64 x = a.as_small_int(), y = b.as_small_int();                          \
      if (MONTY_LIKELY(y > 0)) {                                               \
        i64 q = ((x | y) >> 32) == 0 ? static_cast<i64>(static_cast<u32>(x) / static_cast<u32>(y)) : x / y; \
        if (x < 0 && q * y != x) q--;                                          \
        r[A] = Value::small_int(q);                                            \
        NEXT();                                                                \
      }                                                                        \
    }                                                                          \
    AFTER(binary_slow(*vm, FRAME(), 0));                                       \
  }
FLOORDIV_OP(FLOORDIV)
FLOORDIV_OP(IFLOORDIV)

#define MOD_OP(name)                                                           \
  OP(name) {                                                                   \
    Value a = r[B], b = r[C];                                                  \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                          \
      i64 x = a.as_small_int(), y = b.as_small_int();                          \
      if (MONTY_LIKELY(y > 0)) {                                               \
        i64 m = ((x | y) >> 32) == 0 ? static_cast<i64>(static_cast<u32>(x) % static_cast<u32>(y)) : x % y; \
        r[A] = Value::small_int(m < 0 ? m + y : m);                            \
        NEXT();                                                                \
      }                                                                        \
    }                                                                          \
    AFTER(binary_slow(*vm, FRAME(), 0));                                       \
  }
MOD_OP(MOD)
MOD_OP(IMOD)

#define BIT_OP(name, op)                                                       \
  OP(name) {                                                                   \
    Value a = r[B], b = r[C];                                                  \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                          \
      r[A] = Value::from_bits(a.bits() op b.bits());                           \
      NEXT();                                                                  \
    }                                                                          \
    AFTER(binary_slow(*vm, FRAME(), 0));                                       \
  }
BIT_OP(AND, &)
BIT_OP(IAND, &)
BIT_OP(OR, |)
BIT_OP(IOR, |)
BIT_OP(XOR, ^)
BIT_OP(IXOR, ^)

#define LSHIFT_OP(name)                                                                         \
  OP(name) {                                                                                    \
    Value a = r[B], b = r[C];                                                                   \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                           \
      i64 x = a.as_small_int(), y = b.as_small_int();                                           \
      if (y >= 0 && y < 60 && x < (i64{1} << (60 - y)) && x > -(i64{1} << (60 - y))) {          \
        r[A] = Value::small_int(static_cast<i64>(static_cast<u64>(x) << y));                    \
        NEXT();                                                                                 \
      }                                                                                         \
    }                                                                                           \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                        \
  }
LSHIFT_OP(LSHIFT)
LSHIFT_OP(ILSHIFT)

#define RSHIFT_OP(name)                                                                         \
  OP(name) {                                                                                    \
    Value a = r[B], b = r[C];                                                                   \
    if (MONTY_LIKELY(Value::both_small_ints(a, b)) && b.as_small_int() >= 0) {                  \
      i64 y = b.as_small_int();                                                                 \
      r[A] = Value::small_int(a.as_small_int() >> (y > 63 ? 63 : y));                           \
      NEXT();                                                                                   \
    }                                                                                           \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                        \
  }
RSHIFT_OP(RSHIFT)
RSHIFT_OP(IRSHIFT)

#define SLOW_BINARY(name) \
  OP(name) { AFTER(binary_slow(*vm, FRAME(), 0)); }
SLOW_BINARY(MATMUL)
SLOW_BINARY(IMATMUL)
SLOW_BINARY(POW)
SLOW_BINARY(IPOW)

#define IMMEDIATE_OP(name, builtin)                                                             \
  OP(name) {                                                                                    \
    Value a = r[B];                                                                             \
    i64 s;                                                                                      \
    if (MONTY_LIKELY(a.is_small_int()) &&                                                       \
        MONTY_LIKELY(!builtin(static_cast<i64>(a.bits()), static_cast<i64>(static_cast<i16>(C)) * 4, &s))) { \
      r[A] = Value::from_bits(static_cast<u64>(s));                                             \
      NEXT();                                                                                   \
    }                                                                                           \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                        \
  }
IMMEDIATE_OP(ADD_I, __builtin_add_overflow)
IMMEDIATE_OP(IADD_I, __builtin_add_overflow)
IMMEDIATE_OP(ISUB_I, __builtin_sub_overflow)
IMMEDIATE_OP(SUB_I, __builtin_sub_overflow)

OP(NEG) {
  Value a = r[B];
  if (a.is_small_int() && a.bits() != u64{1} << 63) {
    r[A] = Value::from_bits(0 - a.bits());
    NEXT();
  }
  if (a.is_small_float()) STORE_FLOAT(-a.as_small_float());
  AFTER(unary_slow(*vm, FRAME()));
}
OP(POS) {
  Value a = r[B];
  if (a.is_small_int() || a.is_small_float()) {
    r[A] = a;
    NEXT();
  }
  AFTER(unary_slow(*vm, FRAME()));
}
OP(INVERT) {
  Value a = r[B];
  if (a.is_small_int()) {
    r[A] = Value::small_int(~a.as_small_int());
    NEXT();
  }
  AFTER(unary_slow(*vm, FRAME()));
}
// Truth of the immediate values: 1, 0, or -1 for "look further".
MONTY_ALWAYS_INLINE int quick_truth(Value v) {
  if (v.is_bool()) return v.is_true();
  if (v.is_none()) return 0;
  if (v.is_small_int()) return v.bits() != 0;
  return -1;
}
OP(NOT) {
  int t = quick_truth(r[B]);
  if (MONTY_LIKELY(t >= 0)) {
    r[A] = Value::boolean(t == 0);
    NEXT();
  }
  AFTER(test_slow(*vm, FRAME(), r[B]));
}
OP(BOOL) {
  int t = quick_truth(r[B]);
  if (MONTY_LIKELY(t >= 0)) {
    r[A] = Value::boolean(t != 0);
    NEXT();
  }
  AFTER(test_slow(*vm, FRAME(), r[B]));
}

// ---------------------------------------------------------------- comparison and jumps
#define COMPARE_OP(name, op)                                                                    \
  OP(name) {                                                                                    \
    Value a = r[B], b = r[C];                                                                   \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                           \
      r[A] = Value::boolean(static_cast<i64>(a.bits()) op static_cast<i64>(b.bits()));          \
      NEXT();                                                                                   \
    }                                                                                           \
    if (a.is_small_float() && b.is_small_float()) {                                             \
      r[A] = Value::boolean(a.as_small_float() op b.as_small_float());                          \
      NEXT();                                                                                   \
    }                                                                                           \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                        \
  }                                                                                             \
  JUMP_COMPARE_OP(JT_##name, op, )                                                              \
  JUMP_COMPARE_OP(JF_##name, op, !)
#define JUMP_COMPARE_OP(name, op, negate)                                                       \
  OP(name) {                                                                                    \
    Value a = r[A], b = r[B];                                                                   \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                           \
      if (negate(static_cast<i64>(a.bits()) op static_cast<i64>(b.bits()))) JUMP_TO(pc + 1 + static_cast<i16>(C)); \
      NEXT();                                                                                   \
    }                                                                                           \
    if (a.is_small_float() && b.is_small_float()) {                                             \
      if (negate(a.as_small_float() op b.as_small_float())) JUMP_TO(pc + 1 + static_cast<i16>(C)); \
      NEXT();                                                                                   \
    }                                                                                           \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                        \
  }                                                                                             \
  OP(name##_I) {                                                                                \
    Value a = r[A];                                                                             \
    if (MONTY_LIKELY(a.is_small_int())) {                                                       \
      if (negate(static_cast<i64>(a.bits()) op static_cast<i64>(static_cast<i16>(B)) * 4)) JUMP_TO(pc + 1 + static_cast<i16>(C)); \
      NEXT();                                                                                   \
    }                                                                                           \
    AFTER(binary_slow(*vm, FRAME(), 0));                                                        \
  }
COMPARE_OP(LT, <)
COMPARE_OP(LE, <=)
COMPARE_OP(GT, >)
COMPARE_OP(GE, >=)
COMPARE_OP(EQ, ==)
COMPARE_OP(NE, !=)

OP(IS) {
  r[A] = Value::boolean(r[B] == r[C]);
  NEXT();
}
OP(IS_NOT) {
  r[A] = Value::boolean(!(r[B] == r[C]));
  NEXT();
}
#define CONTAINS_OP(name) \
  OP(name) { AFTER(contains_slow(*vm, FRAME())); }
CONTAINS_OP(IN)
CONTAINS_OP(NOT_IN)
CONTAINS_OP(JT_IN)
CONTAINS_OP(JF_IN)
OP(JT_IS) {
  if (r[A] == r[B]) JUMP_TO(pc + 1 + static_cast<i16>(C));
  NEXT();
}
OP(JF_IS) {
  if (!(r[A] == r[B])) JUMP_TO(pc + 1 + static_cast<i16>(C));
  NEXT();
}
OP(JUMP) { JUMP_TO(pc + 1 + pc->swide); }
OP(JUMP_BACK) {
  i64& fuel = vm->meter.fuel();
  fuel += pc->swide;
  if (MONTY_LIKELY(fuel >= 0)) JUMP_TO(pc + 1 + pc->swide);
  AFTER(slow_op(*vm, FRAME()));
}
OP(JUMP_IF_TRUE) {
  int t = quick_truth(r[A]);
  if (MONTY_LIKELY(t >= 0)) {
    if (t) JUMP_TO(pc + 1 + pc->swide);
    NEXT();
  }
  AFTER(test_slow(*vm, FRAME(), r[A]));
}
OP(JUMP_IF_FALSE) {
  int t = quick_truth(r[A]);
  if (MONTY_LIKELY(t >= 0)) {
    if (!t) JUMP_TO(pc + 1 + pc->swide);
    NEXT();
  }
  AFTER(test_slow(*vm, FRAME(), r[A]));
}
OP(JUMP_IF_NONE) {
  if (r[A].is_none()) JUMP_TO(pc + 1 + pc->swide);
  NEXT();
}
OP(JUMP_IF_NOT_NONE) {
  if (!r[A].is_none()) JUMP_TO(pc + 1 + pc->swide);
  NEXT();
}
OP(JUMP_IF_UNDEF) {
  if (r[A].is_undef()) JUMP_TO(pc + 1 + pc->swide);
  NEXT();
}

// ---------------------------------------------------------------- attributes and items
// An instance (or exception) of the shape that the cache names, with no class changed since.
#define CACHED_SHAPE(v)                                                                          \
  (MONTY_LIKELY((v).is_cell()) &&                                                                \
   MONTY_LIKELY((v).as_cell()->kind == Kind::Instance || (v).as_cell()->kind == Kind::Exception) && \
   MONTY_LIKELY((v).as_cell()->aux == cache32(pc)[0] && vm->epoch == cache32(pc)[1]))

OP(LOAD_ATTR) {
  if (Instr* own = quickenable(FRAME(), pc)) quicken_load_attr(*vm, FRAME(), own, r[B]);
  AFTER(load_attr(*vm, FRAME(), r[B], FRAME()->code->names[C], Cont::Store));
}
OP(LOAD_ATTR_SLOT) {
  Value o = r[B];
  if (CACHED_SHAPE(o)) {
    Value v = o.as<Instance>()->slots[static_cast<u32>(cache64(pc))];
    if (MONTY_LIKELY(!v.is_undef())) {
      r[A] = v;
      NEXT_EXT(2);
    }
  }
  unquicken(pc, Op::LOAD_ATTR);
  DISPATCH();
}
OP(STORE_ATTR) {
  if (Instr* own = quickenable(FRAME(), pc)) quicken_store_attr(*vm, FRAME(), own, r[A]);
  AFTER(store_attr(*vm, FRAME(), r[A], FRAME()->code->names[C], r[B]));
}
OP(STORE_ATTR_SLOT) {
  Value o = r[A];
  if (CACHED_SHAPE(o)) {
    Value& slot = o.as<Instance>()->slots[static_cast<u32>(cache64(pc))];
    if (MONTY_LIKELY(!slot.is_undef())) {
      slot = r[B];
      NEXT_EXT(2);
    }
  }
  unquicken(pc, Op::STORE_ATTR);
  DISPATCH();
}
OP(STORE_ATTR_ADD) {
  Value o = r[A];
  if (CACHED_SHAPE(o)) {
    auto* i = o.as<Instance>();
    auto* next = reinterpret_cast<Shape*>(cache64(pc));
    if (MONTY_LIKELY(next->count <= i->capacity)) {
      i->slots[next->count - 1] = r[B];
      i->shape = next;
      i->aux = next->aux;
      NEXT_EXT(2);
    }
  }
  unquicken(pc, Op::STORE_ATTR);
  DISPATCH();
}
SLOW(DELETE_ATTR)
OP(LOAD_METHOD) {
  if (Instr* own = quickenable(FRAME(), pc)) quicken_load_method(*vm, FRAME(), own, r[B]);
  AFTER(load_method(*vm, FRAME()));
}
OP(LOAD_METHOD_CLASS) {
  Value o = r[B];
  if (CACHED_SHAPE(o)) {
    u32 a = A;
    r[a] = Value::from_bits(cache64(pc));
    r[a + 1] = o;
    NEXT_EXT(2);
  }
  unquicken(pc, Op::LOAD_METHOD);
  DISPATCH();
}
OP(LOAD_METHOD_BUILTIN) {
  Value o = r[B];
  if (MONTY_LIKELY(o.is_cell() && static_cast<u32>(o.as_cell()->kind) == cache32(pc)[0])) {
    u32 a = A;
    r[a] = Value::from_bits(cache64(pc));
    r[a + 1] = o;
    NEXT_EXT(2);
  }
  unquicken(pc, Op::LOAD_METHOD);
  DISPATCH();
}
SLOW(LOAD_SUPER_ATTR)
SLOW(LOAD_SPECIAL)
OP(LOAD_SUBSCR) {
  Value c = r[B], i = r[C];
  if (c.is_cell()) {
    if (c.as_cell()->kind == Kind::List && i.is_small_int()) {
      List* l = c.as<List>();
      i64 n = i.as_small_int();
      if (n < 0) n += l->length();
      if (MONTY_LIKELY(static_cast<u64>(n) < l->length())) {
        r[A] = l->items[n];
        NEXT();
      }
    } else if (c.as_cell()->kind == Kind::Dict && is<Str>(i)) {
      DictEntry* e = dict_find_str(c.as<Dict>(), i.as<Str>());
      if (MONTY_LIKELY(e != nullptr)) {
        r[A] = e->value;
        NEXT();
      }
    } else if (c.as_cell()->kind == Kind::Tuple && i.is_small_int()) {
      Tuple* l = c.as<Tuple>();
      i64 n = i.as_small_int();
      if (n < 0) n += l->length();
      if (MONTY_LIKELY(static_cast<u64>(n) < l->length())) {
        r[A] = l->items[n];
        NEXT();
      }
    }
  }
  AFTER(subscript_slow(*vm, FRAME()));
}
OP(STORE_SUBSCR) {
  Value c = r[A], i = r[B];
  if (c.is_cell() && c.as_cell()->kind == Kind::List && i.is_small_int()) {
    List* l = c.as<List>();
    i64 n = i.as_small_int();
    if (n < 0) n += l->length();
    if (MONTY_LIKELY(static_cast<u64>(n) < l->length())) {
      l->items[n] = r[C];
      NEXT();
    }
  }
  AFTER(subscript_slow(*vm, FRAME()));
}
OP(DELETE_SUBSCR) { AFTER(subscript_slow(*vm, FRAME())); }

// ---------------------------------------------------------------- displays
SLOW(BUILD_LIST)
SLOW(BUILD_TUPLE)
SLOW(BUILD_SET)
SLOW(BUILD_MAP)
SLOW(BUILD_STRING)
SLOW(BUILD_SLICE)
SLOW(BUILD_TEMPLATE)
SLOW(BUILD_INTERPOLATION)
OP(LIST_APPEND) {
  List* l = r[A].as<List>();
  if (MONTY_LIKELY(l->aux < l->capacity)) {
    l->items[l->aux++] = r[B];
    NEXT();
  }
  AFTER(slow_op(*vm, FRAME()));
}
SLOW(LIST_EXTEND)
SLOW(LIST_TO_TUPLE)
SLOW(SET_ADD)
SLOW(SET_UPDATE)
SLOW(MAP_ADD)
SLOW(DICT_UPDATE)
SLOW(DICT_MERGE)
SLOW(CONVERT)
SLOW(FORMAT)
SLOW(FORMAT_SPEC)

// ---------------------------------------------------------------- iteration
OP(UNPACK_SEQUENCE) {
  Value v = r[B];
  u32 n = C;
  if (v.is_cell()) {
    const Value* items = nullptr;
    u32 count = v.as_cell()->aux;
    if (v.as_cell()->kind == Kind::Tuple) items = v.as<Tuple>()->items;
    else if (v.as_cell()->kind == Kind::List) items = v.as<List>()->items;
    if (items != nullptr && count == n) {
      u32 a = A;
      for (u32 i = 0; i < n; i++) r[a + i] = items[i];
      NEXT();
    }
  }
  AFTER(slow_op(*vm, FRAME()));
}
SLOW(UNPACK_EX)
SLOW(GET_ITER)
OP(FOR_ITER) {
  Value it = r[B];
  if (MONTY_LIKELY(it.is_cell())) {
    Cell* c = it.as_cell();
    if (c->kind == Kind::RangeIterator) {
      auto* ri = reinterpret_cast<RangeIterator*>(c);
      if (MONTY_LIKELY(ri->remaining.is_small_int() && Value::both_small_ints(ri->next, ri->step))) {
        if (static_cast<i64>(ri->remaining.bits()) <= 0) JUMP_TO(pc + 1 + static_cast<i16>(C));
        r[A] = ri->next;
        ri->remaining = Value::from_bits(ri->remaining.bits() - 4);
        i64 s;
        if (MONTY_LIKELY(!__builtin_add_overflow(static_cast<i64>(ri->next.bits()), static_cast<i64>(ri->step.bits()), &s)))
          ri->next = Value::from_bits(static_cast<u64>(s));
        else
          ri->remaining = Value::small_int(0);
        NEXT();
      }
    } else if (c->kind == Kind::SequenceIterator) {
      auto* si = reinterpret_cast<SequenceIterator*>(c);
      if (kind_of(si->sequence) == Kind::List && c->aux == 0) {
        auto* l = si->sequence.as<List>();
        if (MONTY_LIKELY(static_cast<u64>(si->index) < l->length())) {
          r[A] = l->items[si->index++];
          NEXT();
        }
        si->sequence = Value::undef();
        JUMP_TO(pc + 1 + static_cast<i16>(C));
      }
    } else if (c->kind == Kind::Generator) {
      AFTER(resume_generator(*vm, reinterpret_cast<Generator*>(c), Value::none(), Cont::GenForIter));
    }
  }
  AFTER(for_iter_slow(*vm, FRAME()));
}
SLOW(CLOSE_ITER)
SLOW(GET_LEN)
SLOW(MATCH_SEQUENCE)
SLOW(MATCH_MAPPING)
SLOW(MATCH_KEYS)
SLOW(MATCH_REST)
SLOW(MATCH_CLASS)

// ---------------------------------------------------------------- functions and calls
SLOW(MAKE_FUNCTION)
SLOW(SET_FUNCTION)

// Enters a Python function whose parameters are all given by position. args: n values.
#define ENTER_FUNCTION(fn, args, n)                                                                  \
  do {                                                                                               \
    CodeInstance* ci_ = (fn)->code;                                                                  \
    auto* nf_ = reinterpret_cast<Frame*>(vm->sp);                                                    \
    char* end_ = vm->sp + ci_->frame_bytes;                                                          \
    Frame* f_ = FRAME();                                                                             \
    if (MONTY_LIKELY(ci_->warm && end_ <= vm->stack_end && f_->depth < static_cast<u32>(vm->depth_limit) && \
                     (vm->meter.fuel() -= 8) >= 0)) {                                                \
      f_->pc = pc;                                                                                   \
      vm->sp = end_;                                                                                 \
      nf_->prev = f_;                                                                                \
      nf_->code = ci_;                                                                               \
      nf_->function = (fn);                                                                          \
      nf_->cont = Cont::Store;                                                                       \
      nf_->stage = 0;                                                                                \
      nf_->flags = ci_->frame_flags;                                                                 \
      nf_->depth = f_->depth + ci_->depth_step;                                                      \
      nf_->locals = Value::undef();                                                                  \
      nf_->generator = nullptr;                                                                      \
      Value* nr_ = nf_->registers();                                                                 \
      u32 i_ = 0;                                                                                    \
      for (; i_ < (n); i_++) nr_[i_] = (args)[i_];                                                   \
      for (; i_ < ci_->nregs; i_++) nr_[i_] = Value::undef();                                        \
      vm->frame = nf_;                                                                               \
      r = nr_;                                                                                       \
      k = ci_->consts;                                                                               \
      JUMP_TO(ci_->instrs);                                                                          \
    }                                                                                                \
  } while (0)

// A native that takes exactly the positional arguments given runs on the registers; a result that is not a value is
// finished by the slow path.
#define CALL_NATIVE(f, args, n)                                                               \
  do {                                                                                        \
    NativeFunction* f_ = (f);                                                                 \
    const Signature& s_ = *f_->signature;                                                     \
    if (MONTY_LIKELY(f_->thunk != nullptr && s_.count == (n) && s_.positional == (n) && !s_.varargs && !s_.varkw)) { \
      SAVE();                                                                                 \
      vm->heap.begin_native();                                                                \
      Value v_ = f_->thunk(*vm, (args));                                                      \
      if (MONTY_LIKELY(v_.ok())) {                                                            \
        r[A] = v_;                                                                            \
        NEXT_EXT(2);                                                                          \
      }                                                                                       \
      AFTER(finish_native_call(*vm, f_, v_, (args), (n)));                                    \
    }                                                                                         \
  } while (0)

OP(CALL) {
  Value callee = r[A];
  if (MONTY_LIKELY(callee.is_cell()) && callee.as_cell()->kind == Kind::Function) {
    auto* fn = callee.as<Function>();
    u32 n = B;
    if (MONTY_LIKELY(fn->code->simple_argc == n && C == 0)) ENTER_FUNCTION(fn, r + A + 1, n);
  } else if (callee.is_cell() && callee.as_cell()->kind == Kind::NativeFunction && C == 0) {
    CALL_NATIVE(callee.as<NativeFunction>(), r + A + 1, B);
  }
  AFTER(slow_op(*vm, FRAME()));
}
OP(CALL_METHOD) {
  Value callee = r[A];
  if (MONTY_LIKELY(callee.is_cell()) && callee.as_cell()->kind == Kind::Function && C == 0) {
    auto* fn = callee.as<Function>();
    u32 a = A;
    bool bound = !r[a + 1].is_undef();
    u32 n = B + bound;
    if (MONTY_LIKELY(fn->code->simple_argc == n)) ENTER_FUNCTION(fn, r + a + 2 - bound, n);
  } else if (callee.is_cell() && callee.as_cell()->kind == Kind::NativeFunction && C == 0) {
    u32 a = A;
    bool bound = !r[a + 1].is_undef();
    CALL_NATIVE(callee.as<NativeFunction>(), r + a + 2 - bound, B + bound);
  }
  AFTER(slow_op(*vm, FRAME()));
}
SLOW(CALL_EX)

#define RETURN_VALUE(expr)                                   \
  do {                                                       \
    Value value_ = (expr);                                   \
    Frame* f_ = FRAME();                                     \
    if (MONTY_LIKELY(f_->cont == Cont::Store && reinterpret_cast<char*>(f_) != vm->stack_begin)) { \
      Frame* p_ = f_->prev;                                  \
      vm->sp = reinterpret_cast<char*>(f_);                  \
      vm->frame = p_;                                        \
      pc = p_->pc;                                           \
      r = p_->registers();                                   \
      k = p_->code->consts;                                  \
      r[A] = value_;                                         \
      pc = after(pc);                                        \
      DISPATCH();                                            \
    }                                                        \
    SAVE();                                                  \
    vm->request_.args = value_;                              \
    TAIL(loop_return)(MONTY_ARGS);                           \
  } while (0)

// A return that is not a plain store into register a of the caller. The value waits in request_.args.
MONTY_HANDLER int loop_return(MONTY_PARAMS) {
  Frame* f = FRAME();
  Value value = vm->request_.args;
  Action action;
  if (f->generator != nullptr) {
    action = return_from_generator(*vm, f, value);
  } else if (f->cont == Cont::Entry) {
    vm->result = value;
    pop_frame(*vm, f);
    return 0;
  } else {
    Cont cont = f->cont;
    u8 stage = f->stage;
    pop_frame(*vm, f);
    action = deliver(*vm, vm->frame, value, cont, stage);
  }
  switch (action) {
    case Action::Next: vm->frame->pc = after(vm->frame->pc); break;
    case Action::Error: TAIL(loop_error)(MONTY_ARGS);
    case Action::Exit: return 0;
    case Action::Reload: break;
  }
  TAIL(loop_reload)(MONTY_ARGS);
}

OP(RETURN) { RETURN_VALUE(r[A]); }
OP(RETURN_NONE) { RETURN_VALUE(Value::none()); }
SLOW(LOAD_BUILD_CLASS)
SLOW(LOAD_SEALED)
SLOW(INTRINSIC)

// ---------------------------------------------------------------- generators
OP(YIELD) { AFTER(yield_value(*vm, FRAME(), r[B])); }
OP(ASYNC_YIELD) { AFTER(yield_value(*vm, FRAME(), r[B])); }
SLOW(GET_YIELD_FROM_ITER)
OP(YIELD_FROM) { AFTER(yield_from(*vm, FRAME())); }
SLOW(GET_AWAITABLE)
SLOW(GET_AITER)
SLOW(GET_ANEXT)

// ---------------------------------------------------------------- exceptions
SLOW(RAISE)
SLOW(RERAISE_CURRENT)
OP(RERAISE) {
  vm->exception = r[A];
  vm->reraising = true;
  SAVE();
  TAIL(loop_error)(MONTY_ARGS);
}
OP(PUSH_EXC) {
  r[A] = vm->handled;
  vm->handled = r[B];
  NEXT();
}
OP(POP_EXC) {
  vm->handled = r[A];
  NEXT();
}
SLOW(EXC_MATCH)
SLOW(EXC_GROUP_MATCH)
SLOW(EXC_GROUP_JOIN)
SLOW(IMPORT_NAME)
SLOW(IMPORT_FROM)
SLOW(IMPORT_STAR)
OP(SET_RESULT) {
  vm->main_result = r[A];
  NEXT();
}

const OpHandler kHandlers[] = {
#define MONTY_OP(name, a, b, c, ext, doc) op_##name,
#define MONTY_QUICK_OP(name, generic, ext, doc) op_##name,
#include "code/opcodes.def"
};

}  // namespace

// Runs from vm.frame until the Entry frame returns, an exception leaves it, or the run is stopped.
void run_loop(Vm& vm);
void run_loop(Vm& vm) {
  Frame* frame = vm.frame;
#ifdef MONTY_TAIL_DISPATCH
  kHandlers[frame->pc->op](frame->pc, frame->registers(), &vm, frame->code->consts, kHandlers);
#else
  LoopState state{frame->pc, frame->registers(), frame->code->consts};
  while (kHandlers[state.pc->op](state.pc, state.r, &vm, state.k, &state) != 0) {
  }
#endif
}

}  // namespace monty
