// SPDX-License-Identifier: MIT
// The loop: one handler per opcode with its fast paths on exact builtin types; everything else is handed to a slow path
// (Action). Handlers keep the pc, the registers and the constants in machine registers; `frame->pc` is only up to date
// after SAVE(), which every slow path and call does first.
#include "object/text.h"
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

// What the fast handlers fall back to: handlers of their own, so that the fast ones keep no stack frame.
MONTY_NOINLINE MONTY_HANDLER int loop_slow(MONTY_PARAMS) { AFTER(slow_op(*vm, FRAME())); }
MONTY_NOINLINE MONTY_HANDLER int loop_binary(MONTY_PARAMS) { AFTER(binary_slow(*vm, FRAME(), 0)); }
MONTY_NOINLINE MONTY_HANDLER int loop_unary(MONTY_PARAMS) { AFTER(unary_slow(*vm, FRAME())); }
MONTY_NOINLINE MONTY_HANDLER int loop_test_a(MONTY_PARAMS) { AFTER(test_slow(*vm, FRAME(), r[A])); }
MONTY_NOINLINE MONTY_HANDLER int loop_test_b(MONTY_PARAMS) { AFTER(test_slow(*vm, FRAME(), r[B])); }
MONTY_NOINLINE MONTY_HANDLER int loop_contains(MONTY_PARAMS) { AFTER(contains_slow(*vm, FRAME())); }
MONTY_NOINLINE MONTY_HANDLER int loop_subscript(MONTY_PARAMS) { AFTER(subscript_slow(*vm, FRAME())); }
MONTY_NOINLINE MONTY_HANDLER int loop_for_iter(MONTY_PARAMS) { AFTER(for_iter_slow(*vm, FRAME())); }
#define SLOW_PATH(handler) TAIL(handler)(MONTY_ARGS)

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
  SLOW_PATH(loop_slow);
}

// Handlers that only hand over.
#define SLOW(name) \
  OP(name) { SLOW_PATH(loop_slow); }

constexpr u32 kWarmTurns = 8;  // of a loop, before its code gets an own copy

// Is the code that runs an instance's own copy, which may be quickened?
MONTY_ALWAYS_INLINE Instr* quickenable(const Frame* f, const Instr* pc) {
  return f->code->warm && static_cast<usize>(pc - f->code->instrs) < f->code->code->instrs.size() ? const_cast<Instr*>(pc) : nullptr;
}
// Makes the instruction another one: the generic one again, or one for more cases. Only in an own copy.
MONTY_ALWAYS_INLINE void rewrite(const Instr* pc, Op op) { const_cast<Instr*>(pc)->op = static_cast<u16>(op); }
MONTY_ALWAYS_INLINE const u32* cache32(const Instr* pc) { return reinterpret_cast<const u32*>(pc + 1); }
MONTY_ALWAYS_INLINE u64 cache64(const Instr* pc) {
  u64 v;
  std::memcpy(&v, pc + 2, 8);
  return v;
}

// The entry of the frame's globals that the cache names by index, still with the cached key; else null.
MONTY_ALWAYS_INLINE DictEntry* cached_global(const Frame* f, const Instr* pc) {
  Dict* d = f->function->globals;
  u32 i = cache32(pc)[0];
  return MONTY_LIKELY(i < d->fill) && MONTY_LIKELY(d->entries[i].key.bits() == cache64(pc)) ? d->entries + i : nullptr;
}

OP(LOAD_GLOBAL) {
  Frame* f = FRAME();
  Str* name = f->code->names[pc->wide];
  Dict* d = f->function->globals;
  DictEntry* e = dict_find_str(d, name);
  Instr* own = quickenable(f, pc);
  if (MONTY_LIKELY(e != nullptr)) {
    r[A] = e->value;
    if (own != nullptr && e->key == Value::cell(name)) fill_cache(own, Op::LOAD_GLOBAL_MODULE, static_cast<u32>(e - d->entries), 0, e->key.bits());
    NEXT_EXT(3);
  }
  if (own != nullptr) {
    quicken_builtin(*vm, f, own);
    if (own->op != static_cast<u16>(Op::LOAD_GLOBAL)) DISPATCH();
  }
  SLOW_PATH(loop_slow);
}
OP(LOAD_GLOBAL_MODULE) {
  if (DictEntry* e = cached_global(FRAME(), pc)) {
    r[A] = e->value;
    NEXT_EXT(3);
  }
  rewrite(pc, Op::LOAD_GLOBAL);
  DISPATCH();
}
OP(LOAD_GLOBAL_BUILTIN) {
  Dict* d = FRAME()->function->globals;
  if (MONTY_LIKELY(reinterpret_cast<u64>(d) == cache64(pc) && d->aux == cache32(pc)[1])) {
    const Value known = reinterpret_cast<const Value*>(pc)[3];
    if (MONTY_LIKELY(vm->builtins == nullptr)) {
      r[A] = known;
      NEXT_EXT(3);
    }
    const u32 i = cache32(pc)[0];  // of the entry whose key is known
    if (i < vm->builtins->fill && vm->builtins->entries[i].key == known) {
      r[A] = vm->builtins->entries[i].value;
      NEXT_EXT(3);
    }
  }
  rewrite(pc, Op::LOAD_GLOBAL);
  DISPATCH();
}
OP(STORE_GLOBAL) {
  Frame* f = FRAME();
  Dict* d = f->function->globals;
  DictEntry* e = dict_find_str(d, f->code->names[pc->wide]);
  if (MONTY_LIKELY(e != nullptr)) {
    e->value = r[A];
    if (Instr* own = quickenable(f, pc); own != nullptr && e->key == Value::cell(f->code->names[pc->wide]))
      fill_cache(own, Op::STORE_GLOBAL_MODULE, static_cast<u32>(e - d->entries), 0, e->key.bits());
    NEXT_EXT(2);
  }
  SLOW_PATH(loop_slow);
}
OP(STORE_GLOBAL_MODULE) {
  if (DictEntry* e = cached_global(FRAME(), pc)) {
    e->value = r[A];
    NEXT_EXT(2);
  }
  rewrite(pc, Op::STORE_GLOBAL);
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
  SLOW_PATH(loop_slow);
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
  SLOW_PATH(loop_slow);
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
#define STORE_FLOAT(expr)                    \
  do {                                       \
    Value v_ = Value::small_float(expr);     \
    if (MONTY_LIKELY(v_.is_small_float())) { \
      r[A] = v_;                             \
      NEXT();                                \
    }                                        \
  } while (0)
// An int that a double holds exactly, or a float of the word.
MONTY_ALWAYS_INLINE bool exact_double(Value v, double* out) {
  if (v.is_small_float()) {
    *out = v.as_small_float();
    return true;
  }
  constexpr i64 kExact = i64{1} << 53;
  if (!v.is_small_int() || v.as_small_int() > kExact || v.as_small_int() < -kExact) return false;
  *out = static_cast<double>(v.as_small_int());
  return true;
}
// Int with float and float with int.
#define MIXED_OP(name, fop)                                                                                            \
  MONTY_NOINLINE MONTY_HANDLER int mixed_##name(MONTY_PARAMS) {                                                        \
    double x, y;                                                                                                       \
    if (exact_double(r[B], &x) && exact_double(r[C], &y) && !Value::both_small_ints(r[B], r[C])) STORE_FLOAT(x fop y); \
    SLOW_PATH(loop_binary);                                                                                            \
  }
MIXED_OP(add_numbers, +)
MONTY_NOINLINE MONTY_HANDLER int mixed_add(MONTY_PARAMS) {
  if (is<Str>(r[B]) && is<Str>(r[C])) {
    SAVE();
    vm->heap.begin_native();
    Str* s = str_concat(*vm, r[B].as<Str>(), r[C].as<Str>());
    if (MONTY_UNLIKELY(s == nullptr)) TAIL(loop_error)(MONTY_ARGS);
    r[A] = Value::cell(s);
    NEXT();
  }
  SLOW_PATH(mixed_add_numbers);
}
MIXED_OP(sub, -)
MIXED_OP(mul, *)
#define OVERFLOW_OP(name, builtin, fop, right, mixed)                      \
  OP(name) {                                                               \
    Value a = r[B], b = r[C];                                              \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                      \
      i64 s;                                                               \
      if (MONTY_LIKELY(!builtin(static_cast<i64>(a.bits()), right, &s))) { \
        r[A] = Value::from_bits(static_cast<u64>(s));                      \
        NEXT();                                                            \
      }                                                                    \
    } else if (a.is_small_float() && b.is_small_float()) {                 \
      STORE_FLOAT(a.as_small_float() fop b.as_small_float());              \
    }                                                                      \
    SLOW_PATH(mixed);                                                      \
  }
OVERFLOW_OP(ADD, __builtin_add_overflow, +, static_cast<i64>(b.bits()), mixed_add)
OVERFLOW_OP(IADD, __builtin_add_overflow, +, static_cast<i64>(b.bits()), mixed_add)
OVERFLOW_OP(SUB, __builtin_sub_overflow, -, static_cast<i64>(b.bits()), mixed_sub)
OVERFLOW_OP(ISUB, __builtin_sub_overflow, -, static_cast<i64>(b.bits()), mixed_sub)
OVERFLOW_OP(MUL, __builtin_mul_overflow, *, b.as_small_int(), mixed_mul)
OVERFLOW_OP(IMUL, __builtin_mul_overflow, *, b.as_small_int(), mixed_mul)

#define TRUEDIV_OP(name)                                                                              \
  OP(name) {                                                                                          \
    double x, y;                                                                                      \
    if (exact_double(r[B], &x) && exact_double(r[C], &y) && MONTY_LIKELY(y != 0)) STORE_FLOAT(x / y); \
    SLOW_PATH(loop_binary);                                                                           \
  }
TRUEDIV_OP(TRUEDIV)
TRUEDIV_OP(ITRUEDIV)

#define FLOORDIV_OP(name)                                                                                   \
  OP(name) {                                                                                                \
    Value a = r[B], b = r[C];                                                                               \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                                       \
      i64 x = a.as_small_int(), y = b.as_small_int();                                                       \
      if (MONTY_LIKELY(y > 0)) {                                                                            \
        i64 q = ((x | y) >> 32) == 0 ? static_cast<i64>(static_cast<u32>(x) / static_cast<u32>(y)) : x / y; \
        if (x < 0 && q * y != x) q--;                                                                       \
        r[A] = Value::small_int(q);                                                                         \
        NEXT();                                                                                             \
      }                                                                                                     \
    }                                                                                                       \
    SLOW_PATH(loop_binary);                                                                                 \
  }
FLOORDIV_OP(FLOORDIV)
FLOORDIV_OP(IFLOORDIV)

// text % values, where nothing of the program's can come in between.
MONTY_NOINLINE MONTY_HANDLER int mixed_mod(MONTY_PARAMS) {
  if (is<Str>(r[B]) && kind_of(r[C]) != Kind::Instance) {
    SAVE();
    vm->heap.begin_native();
    Value v = str_percent(*vm, r[B].as<Str>(), r[C]);
    if (MONTY_LIKELY(v.ok())) {
      r[A] = v;
      NEXT();
    }
    if (v.is_error()) TAIL(loop_error)(MONTY_ARGS);
  }
  SLOW_PATH(loop_binary);
}
#define MOD_OP(name)                                                                                        \
  OP(name) {                                                                                                \
    Value a = r[B], b = r[C];                                                                               \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                                       \
      i64 x = a.as_small_int(), y = b.as_small_int();                                                       \
      if (MONTY_LIKELY(y > 0)) {                                                                            \
        i64 m = ((x | y) >> 32) == 0 ? static_cast<i64>(static_cast<u32>(x) % static_cast<u32>(y)) : x % y; \
        r[A] = Value::small_int(m < 0 ? m + y : m);                                                         \
        NEXT();                                                                                             \
      }                                                                                                     \
    }                                                                                                       \
    SLOW_PATH(mixed_mod);                                                                                   \
  }
MOD_OP(MOD)
MOD_OP(IMOD)

#define BIT_OP(name, op)                              \
  OP(name) {                                          \
    Value a = r[B], b = r[C];                         \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) { \
      r[A] = Value::from_bits(a.bits() op b.bits());  \
      NEXT();                                         \
    }                                                 \
    SLOW_PATH(loop_binary);                           \
  }
BIT_OP(AND, &)
BIT_OP(IAND, &)
BIT_OP(OR, |)
BIT_OP(IOR, |)
BIT_OP(XOR, ^)
BIT_OP(IXOR, ^)

#define LSHIFT_OP(name)                                                                \
  OP(name) {                                                                           \
    Value a = r[B], b = r[C];                                                          \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                  \
      i64 x = a.as_small_int(), y = b.as_small_int();                                  \
      if (y >= 0 && y < 60 && x < (i64{1} << (60 - y)) && x > -(i64{1} << (60 - y))) { \
        r[A] = Value::small_int(static_cast<i64>(static_cast<u64>(x) << y));           \
        NEXT();                                                                        \
      }                                                                                \
    }                                                                                  \
    SLOW_PATH(loop_binary);                                                            \
  }
LSHIFT_OP(LSHIFT)
LSHIFT_OP(ILSHIFT)

#define RSHIFT_OP(name)                                                        \
  OP(name) {                                                                   \
    Value a = r[B], b = r[C];                                                  \
    if (MONTY_LIKELY(Value::both_small_ints(a, b)) && b.as_small_int() >= 0) { \
      i64 y = b.as_small_int();                                                \
      r[A] = Value::small_int(a.as_small_int() >> (y > 63 ? 63 : y));          \
      NEXT();                                                                  \
    }                                                                          \
    SLOW_PATH(loop_binary);                                                    \
  }
RSHIFT_OP(RSHIFT)
RSHIFT_OP(IRSHIFT)

#define SLOW_BINARY(name) \
  OP(name) { SLOW_PATH(loop_binary); }
SLOW_BINARY(MATMUL)
SLOW_BINARY(IMATMUL)
SLOW_BINARY(POW)
SLOW_BINARY(IPOW)

#define MIXED_IMMEDIATE(name, fop)                                                                              \
  MONTY_NOINLINE MONTY_HANDLER int mixed_##name(MONTY_PARAMS) {                                                 \
    if (r[B].is_small_float()) STORE_FLOAT(r[B].as_small_float() fop static_cast<double>(static_cast<i16>(C))); \
    SLOW_PATH(loop_binary);                                                                                     \
  }
MIXED_IMMEDIATE(add_i, +)
MIXED_IMMEDIATE(sub_i, -)
#define IMMEDIATE_OP(name, builtin, mixed)                                                                                                     \
  OP(name) {                                                                                                                                   \
    Value a = r[B];                                                                                                                            \
    i64 s;                                                                                                                                     \
    if (MONTY_LIKELY(a.is_small_int()) && MONTY_LIKELY(!builtin(static_cast<i64>(a.bits()), static_cast<i64>(static_cast<i16>(C)) * 4, &s))) { \
      r[A] = Value::from_bits(static_cast<u64>(s));                                                                                            \
      NEXT();                                                                                                                                  \
    }                                                                                                                                          \
    SLOW_PATH(mixed);                                                                                                                          \
  }
IMMEDIATE_OP(ADD_I, __builtin_add_overflow, mixed_add_i)
IMMEDIATE_OP(IADD_I, __builtin_add_overflow, mixed_add_i)
IMMEDIATE_OP(ISUB_I, __builtin_sub_overflow, mixed_sub_i)
IMMEDIATE_OP(SUB_I, __builtin_sub_overflow, mixed_sub_i)

OP(NEG) {
  Value a = r[B];
  if (a.is_small_int() && a.bits() != u64{1} << 63) {
    r[A] = Value::from_bits(0 - a.bits());
    NEXT();
  }
  if (a.is_small_float()) STORE_FLOAT(-a.as_small_float());
  SLOW_PATH(loop_unary);
}
OP(POS) {
  Value a = r[B];
  if (a.is_small_int() || a.is_small_float()) {
    r[A] = a;
    NEXT();
  }
  SLOW_PATH(loop_unary);
}
OP(INVERT) {
  Value a = r[B];
  if (a.is_small_int()) {
    r[A] = Value::small_int(~a.as_small_int());
    NEXT();
  }
  SLOW_PATH(loop_unary);
}
// Truth of the immediate values: 1, 0, or -1 for "look further".
MONTY_ALWAYS_INLINE int quick_truth(Value v) {
  if (v.is_bool()) return v.is_true();
  if (v.is_none()) return 0;
  if (v.is_small_int()) return v.bits() != 0;
  if (!v.is_cell()) return -1;
  switch (v.as_cell()->kind) {
    case Kind::Str:
    case Kind::List:
    case Kind::Tuple: return v.as_cell()->aux != 0;
    case Kind::Dict: return v.as<Dict>()->used != 0;
    default: return -1;
  }
}
OP(NOT) {
  int t = quick_truth(r[B]);
  if (MONTY_LIKELY(t >= 0)) {
    r[A] = Value::boolean(t == 0);
    NEXT();
  }
  SLOW_PATH(loop_test_b);
}
OP(BOOL) {
  int t = quick_truth(r[B]);
  if (MONTY_LIKELY(t >= 0)) {
    r[A] = Value::boolean(t != 0);
    NEXT();
  }
  SLOW_PATH(loop_test_b);
}

// ---------------------------------------------------------------- comparison and jumps
// Longer ones are compared where the limits are looked at.
MONTY_ALWAYS_INLINE bool short_texts(Value a, Value b) { return is<Str>(a) && is<Str>(b) && a.as<Str>()->length() <= kLongKey; }
// Below, equal or above 0 as a stands to b; for equality alone the cheaper question is asked.
MONTY_ALWAYS_INLINE int str_order(const Instr* pc, const Str* a, const Str* b) {
  const Op op = static_cast<Op>(pc->op);
  bool equality = op == Op::JT_EQ || op == Op::JF_EQ || op == Op::JT_NE || op == Op::JF_NE || op == Op::EQ || op == Op::NE;
  return equality ? (str_equal(a, b) ? 0 : 1) : str_compare(a, b);
}
#define MIXED_COMPARE(name, op, negate)                                                                                     \
  MONTY_NOINLINE MONTY_HANDLER int mixed_##name(MONTY_PARAMS) {                                                             \
    double x, y;                                                                                                            \
    if (exact_double(r[A], &x) && exact_double(r[B], &y)) {                                                                 \
      if (negate(x op y)) JUMP_TO(pc + 1 + static_cast<i16>(C));                                                            \
      NEXT();                                                                                                               \
    }                                                                                                                       \
    if (short_texts(r[A], r[B])) {                                                                                          \
      if (negate(str_order(pc, r[A].as<Str>(), r[B].as<Str>()) op 0)) JUMP_TO(pc + 1 + static_cast<i16>(C));                \
      NEXT();                                                                                                               \
    }                                                                                                                       \
    SLOW_PATH(loop_binary);                                                                                                 \
  }                                                                                                                         \
  MONTY_NOINLINE MONTY_HANDLER int mixed_##name##_I(MONTY_PARAMS) {                                                         \
    if (r[A].is_small_float()) {                                                                                            \
      if (negate(r[A].as_small_float() op static_cast<double>(static_cast<i16>(B)))) JUMP_TO(pc + 1 + static_cast<i16>(C)); \
      NEXT();                                                                                                               \
    }                                                                                                                       \
    SLOW_PATH(loop_binary);                                                                                                 \
  }
#define COMPARE_OP(name, op)                                                           \
  MONTY_NOINLINE MONTY_HANDLER int mixed_##name(MONTY_PARAMS) {                        \
    double x, y;                                                                       \
    if (exact_double(r[B], &x) && exact_double(r[C], &y)) {                            \
      r[A] = Value::boolean(x op y);                                                   \
      NEXT();                                                                          \
    }                                                                                  \
    if (short_texts(r[B], r[C])) {                                                     \
      r[A] = Value::boolean(str_order(pc, r[B].as<Str>(), r[C].as<Str>()) op 0);       \
      NEXT();                                                                          \
    }                                                                                  \
    SLOW_PATH(loop_binary);                                                            \
  }                                                                                    \
  OP(name) {                                                                           \
    Value a = r[B], b = r[C];                                                          \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                  \
      r[A] = Value::boolean(static_cast<i64>(a.bits()) op static_cast<i64>(b.bits())); \
      NEXT();                                                                          \
    }                                                                                  \
    if (a.is_small_float() && b.is_small_float()) {                                    \
      r[A] = Value::boolean(a.as_small_float() op b.as_small_float());                 \
      NEXT();                                                                          \
    }                                                                                  \
    SLOW_PATH(mixed_##name);                                                           \
  }                                                                                    \
  JUMP_COMPARE_OP(JT_##name, op, )                                                     \
  JUMP_COMPARE_OP(JF_##name, op, !)
#define JUMP_COMPARE_OP(name, op, negate)                                                                                         \
  MIXED_COMPARE(name, op, negate)                                                                                                 \
  OP(name) {                                                                                                                      \
    Value a = r[A], b = r[B];                                                                                                     \
    if (MONTY_LIKELY(Value::both_small_ints(a, b))) {                                                                             \
      if (negate(static_cast<i64>(a.bits()) op static_cast<i64>(b.bits()))) JUMP_TO(pc + 1 + static_cast<i16>(C));                \
      NEXT();                                                                                                                     \
    }                                                                                                                             \
    if (a.is_small_float() && b.is_small_float()) {                                                                               \
      if (negate(a.as_small_float() op b.as_small_float())) JUMP_TO(pc + 1 + static_cast<i16>(C));                                \
      NEXT();                                                                                                                     \
    }                                                                                                                             \
    SLOW_PATH(mixed_##name);                                                                                                      \
  }                                                                                                                               \
  OP(name##_I) {                                                                                                                  \
    Value a = r[A];                                                                                                               \
    if (MONTY_LIKELY(a.is_small_int())) {                                                                                         \
      if (negate(static_cast<i64>(a.bits()) op static_cast<i64>(static_cast<i16>(B)) * 4)) JUMP_TO(pc + 1 + static_cast<i16>(C)); \
      NEXT();                                                                                                                     \
    }                                                                                                                             \
    SLOW_PATH(mixed_##name##_I);                                                                                                  \
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
MONTY_ALWAYS_INLINE bool is_key_text(Value v) { return is<Str>(v) && v.as<Str>()->length() <= kLongKey; }
// 1, 0, or -1 for "look further": str keys of dicts, small ints in sets.
MONTY_ALWAYS_INLINE int quick_contains(Value container, Value item) {
  if (!container.is_cell()) return -1;
  if (container.as_cell()->kind == Kind::Dict && is_key_text(item)) return dict_find_str(container.as<Dict>(), item.as<Str>()) != nullptr;
  if (container.as_cell()->kind == Kind::Set && item.is_small_int()) return set_contains_small(container.as<Set>(), item);
  return -1;
}
#define CONTAINS_OP(name, negate)                                \
  OP(name) {                                                     \
    int t = quick_contains(r[C], r[B]);                          \
    if (t >= 0) {                                                \
      r[A] = Value::boolean(negate(t != 0));                     \
      NEXT();                                                    \
    }                                                            \
    SLOW_PATH(loop_contains);                                    \
  }                                                              \
  OP(J##name) {                                                  \
    int t = quick_contains(r[B], r[A]);                          \
    if (t >= 0) {                                                \
      if (negate(t != 0)) JUMP_TO(pc + 1 + static_cast<i16>(C)); \
      NEXT();                                                    \
    }                                                            \
    SLOW_PATH(loop_contains);                                    \
  }
#define op_JIN op_JT_IN
#define op_JNOT_IN op_JF_IN
CONTAINS_OP(IN, )
CONTAINS_OP(NOT_IN, !)
#undef op_JIN
#undef op_JNOT_IN
OP(JT_IS) {
  if (r[A] == r[B]) JUMP_TO(pc + 1 + static_cast<i16>(C));
  NEXT();
}
OP(JF_IS) {
  if (!(r[A] == r[B])) JUMP_TO(pc + 1 + static_cast<i16>(C));
  NEXT();
}
OP(JUMP) { JUMP_TO(pc + 1 + pc->swide); }
// A loop of cold code: after some turns the frame goes on in the instance's own copy, where instructions are quickened.
OP(JUMP_BACK) {
  i64& fuel = vm->meter.fuel();
  fuel += pc->swide;
  if (MONTY_UNLIKELY(fuel < 0)) SLOW_PATH(loop_slow);
  CodeInstance* code = FRAME()->code;
  if (Instr* own = quickenable(FRAME(), pc)) {
    rewrite(own, Op::JUMP_BACK_WARM);
  } else {
    if (!code->warm && ++code->warmth > kWarmTurns) warm_up(*vm, code);
    if (code->warm) pc = code->instrs + (pc - code->code->instrs.data());
  }
  JUMP_TO(pc + 1 + pc->swide);
}
OP(JUMP_BACK_WARM) {
  i64& fuel = vm->meter.fuel();
  fuel += pc->swide;
  if (MONTY_LIKELY(fuel >= 0)) JUMP_TO(pc + 1 + pc->swide);
  SLOW_PATH(loop_slow);
}
OP(JUMP_IF_TRUE) {
  int t = quick_truth(r[A]);
  if (MONTY_LIKELY(t >= 0)) {
    if (t) JUMP_TO(pc + 1 + pc->swide);
    NEXT();
  }
  SLOW_PATH(loop_test_a);
}
OP(JUMP_IF_FALSE) {
  int t = quick_truth(r[A]);
  if (MONTY_LIKELY(t >= 0)) {
    if (!t) JUMP_TO(pc + 1 + pc->swide);
    NEXT();
  }
  SLOW_PATH(loop_test_a);
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
#define CACHED_SHAPE(v)                                                                                                            \
  (MONTY_LIKELY((v).is_cell()) && MONTY_LIKELY((v).as_cell()->kind == Kind::Instance || (v).as_cell()->kind == Kind::Exception) && \
   MONTY_LIKELY((v).as_cell()->aux == cache32(pc)[0] && vm->epoch == cache32(pc)[1]))

MONTY_NOINLINE MONTY_HANDLER int loop_load_attr(MONTY_PARAMS) { AFTER(load_attr(*vm, FRAME(), r[B], FRAME()->code->names[C], Cont::Store)); }
MONTY_NOINLINE MONTY_HANDLER int loop_store_attr(MONTY_PARAMS) { AFTER(store_attr(*vm, FRAME(), r[A], FRAME()->code->names[C], r[B])); }
MONTY_NOINLINE MONTY_HANDLER int loop_load_method(MONTY_PARAMS) { AFTER(load_method(*vm, FRAME())); }
MONTY_NOINLINE MONTY_HANDLER int loop_property(MONTY_PARAMS) {
  Value self = r[B];
  auto* getter = Value::from_bits(cached_attribute(*vm, self.as<Instance>(), FRAME()->code->names[C], false)->value).as<Function>();
  AFTER(call_function(*vm, getter, nullptr, 0, nullptr, nullptr, Cont::Store, self));
}
MONTY_ALWAYS_INLINE Instance* as_instance(Value v) {
  return v.is_cell() && (v.as_cell()->kind == Kind::Instance || v.as_cell()->kind == Kind::Exception) ? v.as<Instance>() : nullptr;
}
using Attribute = AttributeCacheEntry::What;

// A site whose inline cache missed asks the instance's table from now on (the *_ANY opcodes).

OP(LOAD_ATTR) {
  if (Instr* own = quickenable(FRAME(), pc)) {
    quicken_load_attr(*vm, FRAME(), own, r[B]);
    if (own->op != static_cast<u16>(Op::LOAD_ATTR)) DISPATCH();
  }
  SLOW_PATH(loop_load_attr);
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
  rewrite(pc, Op::LOAD_ATTR_ANY);
  DISPATCH();
}
OP(LOAD_ATTR_ANY) {
  Value v = r[B];
  if (Instance* o = as_instance(v)) {
    if (const AttributeCacheEntry* e = cached_attribute(*vm, o, FRAME()->code->names[C], false)) {
      if (e->what == Attribute::Slot) {
        Value slot = o->slots[e->slot];
        if (MONTY_LIKELY(!slot.is_undef())) {
          r[A] = slot;
          NEXT_EXT(2);
        }
      } else if (e->what == Attribute::ClassValue) {
        r[A] = Value::from_bits(e->value);
        NEXT_EXT(2);
      } else if (e->what == Attribute::Property) {
        SLOW_PATH(loop_property);
      } else if (e->what == Attribute::TupleItem) {
        Tuple* t = o->slots[0].as<Tuple>();
        if (MONTY_LIKELY(e->slot < t->length())) {
          r[A] = t->items[e->slot];
          NEXT_EXT(2);
        }
      }
    }
  } else if (is<Module>(v)) {
    if (DictEntry* e = dict_find_str(v.as<Module>()->dict, FRAME()->code->names[C])) {
      r[A] = e->value;
      NEXT_EXT(2);
    }
  } else if (is<Type>(v)) {
    Value self, found = class_attribute(*vm, v.as<Type>(), FRAME()->code->names[C], &self);
    if (!found.is_undef() && self.is_undef()) {
      r[A] = found;
      NEXT_EXT(2);
    }
  }
  SLOW_PATH(loop_load_attr);
}
OP(STORE_ATTR) {
  if (Instr* own = quickenable(FRAME(), pc)) {
    quicken_store_attr(*vm, FRAME(), own, r[A]);
    if (own->op != static_cast<u16>(Op::STORE_ATTR)) DISPATCH();
  }
  SLOW_PATH(loop_store_attr);
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
  rewrite(pc, Op::STORE_ATTR_ANY);
  DISPATCH();
}
MONTY_ALWAYS_INLINE bool add_attribute(Instance* o, Shape* next, Value value) {
  if (MONTY_UNLIKELY(next->count > o->capacity)) return false;
  o->slots[next->count - 1] = value;
  o->shape = next;
  o->aux = next->aux;
  return true;
}
OP(STORE_ATTR_ADD) {
  Value o = r[A];
  if (CACHED_SHAPE(o) && add_attribute(o.as<Instance>(), reinterpret_cast<Shape*>(cache64(pc)), r[B])) NEXT_EXT(2);
  rewrite(pc, Op::STORE_ATTR_ANY);
  DISPATCH();
}
OP(STORE_ATTR_ANY) {
  if (Instance* o = as_instance(r[A])) {
    if (const AttributeCacheEntry* e = cached_attribute(*vm, o, FRAME()->code->names[C], true)) {
      if (e->what == Attribute::StoreSlot) {
        Value& slot = o->slots[e->slot];
        if (MONTY_LIKELY(!slot.is_undef())) {
          slot = r[B];
          NEXT_EXT(2);
        }
      } else if (add_attribute(o, e->next, r[B])) {
        NEXT_EXT(2);
      }
    }
  }
  SLOW_PATH(loop_store_attr);
}
SLOW(DELETE_ATTR)
OP(LOAD_METHOD) {
  if (Instr* own = quickenable(FRAME(), pc)) {
    quicken_load_method(*vm, FRAME(), own, r[B]);
    if (own->op != static_cast<u16>(Op::LOAD_METHOD)) DISPATCH();
  }
  SLOW_PATH(loop_load_method);
}
OP(LOAD_METHOD_CLASS) {
  Value o = r[B];
  if (CACHED_SHAPE(o)) {
    u32 a = A;
    r[a] = Value::from_bits(cache64(pc));
    r[a + 1] = o;
    NEXT_EXT(2);
  }
  rewrite(pc, Op::LOAD_METHOD_ANY);
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
  rewrite(pc, Op::LOAD_METHOD_ANY);
  DISPATCH();
}
OP(LOAD_METHOD_ANY) {
  Value v = r[B];
  u32 a = A;
  if (Instance* o = as_instance(v)) {
    if (const AttributeCacheEntry* e = cached_attribute(*vm, o, FRAME()->code->names[C], false)) {
      Value found = e->what == Attribute::Slot ? o->slots[e->slot] : Value::from_bits(e->value);
      if (MONTY_LIKELY(e->what != Attribute::Property && e->what != Attribute::TupleItem && !found.is_undef())) {
        r[a + 1] = e->what == Attribute::Method ? v : e->what == Attribute::ClassMethod ? Value::cell(o->type) : Value::undef();
        r[a] = found;
        NEXT_EXT(2);
      }
    }
  } else if (is<Module>(v)) {
    if (DictEntry* e = dict_find_str(v.as<Module>()->dict, FRAME()->code->names[C])) {
      r[a] = e->value;
      r[a + 1] = Value::undef();
      NEXT_EXT(2);
    }
  } else if (is<Type>(v)) {
    Value self, found = class_attribute(*vm, v.as<Type>(), FRAME()->code->names[C], &self);
    if (!found.is_undef()) {
      r[a] = found;
      r[a + 1] = self;
      NEXT_EXT(2);
    }
  }
  SLOW_PATH(loop_load_method);
}
SLOW(LOAD_SUPER_ATTR)
SLOW(LOAD_SPECIAL)
MONTY_NOINLINE MONTY_HANDLER int loop_super_method(MONTY_PARAMS) { AFTER(load_super_method(*vm, FRAME())); }
OP(LOAD_SUPER_METHOD) { SLOW_PATH(loop_super_method); }
OP(LOAD_SUPER_METHOD_CLASS) {
  u32 a = A;
  Value self = r[a + 2];
  u64 cls;
  std::memcpy(&cls, pc + 3, 8);
  if (CACHED_SHAPE(self) && r[a].bits() == Value::cell(&kType_super).bits() && r[a + 1].bits() == cls) {
    r[a] = Value::from_bits(cache64(pc));
    r[a + 1] = self;
    NEXT_EXT(3);
  }
  SLOW_PATH(loop_super_method);
}
// Characters, bytes, and dicts by keys that are no str.
MONTY_NOINLINE MONTY_HANDLER int loop_subscript_more(MONTY_PARAMS) {
  Value c = r[B], i = r[C];
  if (is<Dict>(c)) {
    SAVE();
    vm->heap.begin_native();
    DictEntry* e;
    Tri t = dict_find(*vm, c.as<Dict>(), i, &e);
    if (MONTY_LIKELY(t == Tri::True)) {
      r[A] = e->value;
      NEXT();
    }
    if (t == Tri::Error) TAIL(loop_error)(MONTY_ARGS);
    vm->deferred = false;
  } else if (c.is_cell() && i.is_small_int()) {
    i64 n = i.as_small_int();
    if (n < 0) n += c.as_cell()->aux;
    if (MONTY_LIKELY(static_cast<u64>(n) < c.as_cell()->aux)) {
      if (c.as_cell()->kind == Kind::Str && c.as<Str>()->at(static_cast<usize>(n)) < 128) {
        r[A] = Value::cell(str_from_char(*vm, c.as<Str>()->at(static_cast<usize>(n))));
        NEXT();
      }
      if (c.as_cell()->kind == Kind::Bytes) {
        r[A] = Value::small_int(c.as<Bytes>()->data[n]);
        NEXT();
      }
      if (c.as_cell()->kind == Kind::ByteArray) {
        r[A] = Value::small_int(c.as<ByteArray>()->data[n]);
        NEXT();
      }
    }
  }
  SLOW_PATH(loop_subscript);
}
MONTY_NOINLINE MONTY_HANDLER int loop_store_more(MONTY_PARAMS) {
  if (is<Dict>(r[A])) {
    SAVE();
    vm->heap.begin_native();
    Tri t = dict_set(*vm, r[A].as<Dict>(), r[B], r[C]);
    if (MONTY_LIKELY(t == Tri::True)) NEXT();
    if (t == Tri::Error) TAIL(loop_error)(MONTY_ARGS);
    vm->deferred = false;
  }
  SLOW_PATH(loop_subscript);
}
OP(LOAD_SLICE) { AFTER(load_slice(*vm, FRAME())); }
OP(STORE_SLICE) { AFTER(store_slice(*vm, FRAME())); }
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
    } else if (c.as_cell()->kind == Kind::Dict && is_key_text(i)) {
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
  SLOW_PATH(loop_subscript_more);
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
  } else if (is<Dict>(c) && is_key_text(i)) {
    if (DictEntry* e = dict_find_str(c.as<Dict>(), i.as<Str>())) {
      e->value = r[C];
      NEXT();
    }
  }
  SLOW_PATH(loop_store_more);
}
OP(DELETE_SUBSCR) { SLOW_PATH(loop_subscript); }

// ---------------------------------------------------------------- displays
#define BUILD_OP(name, make)                                           \
  OP(name) {                                                           \
    SAVE();                                                            \
    vm->heap.begin_native();                                           \
    auto* made = make(*vm, r + B, C);                                  \
    if (MONTY_UNLIKELY(made == nullptr)) TAIL(loop_error)(MONTY_ARGS); \
    r[A] = Value::cell(made);                                          \
    NEXT();                                                            \
  }
BUILD_OP(BUILD_LIST, list_from)
BUILD_OP(BUILD_TUPLE, tuple_from)
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
  SLOW_PATH(loop_slow);
}
SLOW(LIST_EXTEND)
SLOW(LIST_TO_TUPLE)
OP(TAKE_TUPLE) {
  if (!is<Tuple>(r[B])) JUMP_TO(pc + 1 + static_cast<i16>(C));
  r[A] = r[B];
  NEXT();
}
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
    if (v.as_cell()->kind == Kind::Tuple)
      items = v.as<Tuple>()->items;
    else if (v.as_cell()->kind == Kind::List)
      items = v.as<List>()->items;
    if (items != nullptr && count == n) {
      u32 a = A;
      for (u32 i = 0; i < n; i++) r[a + i] = items[i];
      NEXT();
    }
  }
  SLOW_PATH(loop_slow);
}
SLOW(UNPACK_EX)
SLOW(GET_ITER)
// `for a, b in` over what would make a tuple for each turn only to have it unpacked: both at once.
MONTY_NOINLINE MONTY_HANDLER int loop_for_pair(MONTY_PARAMS) {
  SAVE();
  vm->heap.begin_native();
  u32 to = pc[1].a;
  switch (iter_next_pair(*vm, r[B], r + to)) {
    case 1: pc += 2; DISPATCH();
    case 0: JUMP_TO(pc + 1 + static_cast<i16>(C));
    default: SLOW_PATH(loop_for_iter);
  }
}
// A generator that waits at a yield goes on in place.
MONTY_NOINLINE MONTY_HANDLER int loop_for_generator(MONTY_PARAMS) {
  auto* g = r[B].as<Generator>();
  if (MONTY_LIKELY(g->state == Generator::State::Suspended)) {
    Frame* f = FRAME();
    Frame* to = g->frame;
    const u32 depth = f->depth + to->code->depth_step;
    if (MONTY_LIKELY(to->pc->op == static_cast<u16>(Op::YIELD) && !vm->too_deep(depth) && (vm->meter.fuel() -= 8) >= 0)) {
      f->pc = pc;
      enter_generator(*vm, g, f, depth, Cont::GenForIter);
      pc = to->pc;
      r = to->registers();
      k = to->code->consts;
      r[A] = Value::none();
      NEXT();
    }
  }
  AFTER(resume_generator(*vm, g, Value::none(), Cont::GenForIter));
}
MONTY_NOINLINE MONTY_HANDLER int loop_for_instance(MONTY_PARAMS);
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
      if (kind_of(si->sequence) == Kind::Tuple && c->aux == 0) {
        auto* t = si->sequence.as<Tuple>();
        if (static_cast<u64>(si->index) < t->length()) {
          r[A] = t->items[si->index++];
          NEXT();
        }
      } else if (kind_of(si->sequence) == Kind::List && c->aux == 0) {
        auto* l = si->sequence.as<List>();
        if (MONTY_LIKELY(static_cast<u64>(si->index) < l->length())) {
          r[A] = l->items[si->index++];
          NEXT();
        }
        si->sequence = Value::undef();
        c->aux = ended_iterator(false, Kind::List);
        JUMP_TO(pc + 1 + static_cast<i16>(C));
      } else if (kind_of(si->sequence) == Kind::List && c->aux == 1) {  // reversed()
        auto* l = si->sequence.as<List>();
        if (MONTY_LIKELY(static_cast<u64>(si->index) < l->length())) {
          r[A] = l->items[si->index--];
          NEXT();
        }
      } else if (kind_of(si->sequence) == Kind::Str && c->aux == 0) {
        auto* s = si->sequence.as<Str>();
        if (MONTY_LIKELY(s->ascii() && static_cast<u64>(si->index) < s->length())) {
          r[A] = Value::cell(str_from_char(*vm, s->data[si->index++]));  // one of the static ones
          NEXT();
        }
      }
    } else if (pc[1].op == static_cast<u16>(Op::UNPACK_SEQUENCE) && pc[1].b == pc->a && pc[1].c == 2 &&
               (c->kind == Kind::DictIterator || c->kind == Kind::Enumerate || c->kind == Kind::Zip)) {
      SLOW_PATH(loop_for_pair);
    } else if (c->kind == Kind::Generator) {
      SLOW_PATH(loop_for_generator);
    } else if (c->kind == Kind::Instance) {
      SLOW_PATH(loop_for_instance);
    }
  }
  SLOW_PATH(loop_for_iter);
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

// Two Undefs at once; frames have room for one register more than they say.
MONTY_ALWAYS_INLINE void store_two(void* at, u64 first, u64 second) {
  const u64 words[2] = {first, second};
  std::memcpy(at, words, sizeof words);
}
static_assert(offsetof(Frame, generator) == offsetof(Frame, locals) + 8);

// Enters a warm Python function whose parameters are all given by position. args: n values.
#define ENTER_FUNCTION(fn, ci, args, n) ENTER_FRAME(fn, ci, args, n, Cont::Call)
#define ENTER_FRAME(fn, ci, args, n, how)                                                                                                      \
  do {                                                                                                                                         \
    auto* nf_ = reinterpret_cast<Frame*>(vm->sp);                                                                                              \
    char* end_ = vm->sp + (ci)->frame_bytes;                                                                                                   \
    Frame* f_ = FRAME();                                                                                                                       \
    if (MONTY_LIKELY(end_ <= vm->stack_end && f_->depth < vm->depth_ceiling && (vm->meter.fuel() -= 8) >= 0)) {                                \
      f_->pc = pc;                                                                                                                             \
      vm->sp = end_;                                                                                                                           \
      nf_->prev = f_;                                                                                                                          \
      nf_->code = (ci);                                                                                                                        \
      nf_->function = (fn);                                                                                                                    \
      nf_->meta = (u64{f_->depth} << 32) + (ci)->frame_meta + static_cast<u64>(how);                                                           \
      store_two(&nf_->locals, Value::kUndef, 0);                                                                                               \
      Value* nr_ = nf_->registers();                                                                                                           \
      const u32 count_ = (ci)->nregs;                                                                                                          \
      u32 i_ = 0;                                                                                                                              \
      _Pragma("clang loop unroll(disable) vectorize(disable)") for (; i_ < (n); i_++) nr_[i_] = (args)[i_];                                    \
      _Pragma("clang loop unroll(disable) vectorize(disable)") for (; i_ < count_; i_ += 2) store_two(nr_ + i_, Value::kUndef, Value::kUndef); \
      r = nr_;                                                                                                                                 \
      k = (ci)->consts;                                                                                                                        \
      JUMP_TO((ci)->instrs);                                                                                                                   \
    }                                                                                                                                          \
  } while (0)

// An object whose class has a __next__ in Python.
MONTY_NOINLINE MONTY_HANDLER int loop_for_instance(MONTY_PARAMS) {
  auto* o = r[B].as<Instance>();
  if (const AttributeCacheEntry* e = cached_attribute(*vm, o, names::op_next, false); e != nullptr && e->what == Attribute::Method) {
    Value method = Value::from_bits(e->value);
    if (is<Function>(method)) {
      auto* fn = method.as<Function>();
      if (MONTY_LIKELY(fn->code->warm && fn->code->simple_argc == 1)) ENTER_FRAME(fn, fn->code, r + B, 1, Cont::ForIter);
    } else if (auto* f = get_if<NativeFunction>(method); f != nullptr && f->thunk != nullptr && binds_directly(*f->signature, 1, nullptr)) {
      SAVE();
      vm->heap.begin_native();
      Value v = f->thunk(*vm, r + B);
      if (MONTY_LIKELY(v.ok())) {
        r[A] = v;
        NEXT();
      }
      if (v.is_error()) {
        if (!exception_matches(vm->exception, kType_StopIteration)) TAIL(loop_error)(MONTY_ARGS);
        vm->exception = Value::undef();
        JUMP_TO(pc + 1 + static_cast<i16>(C));
      }
      vm->deferred = false;  // it takes Python code, and is asked again
    }
  }
  SLOW_PATH(loop_for_iter);
}
// The names of a call's keywords: null for none.
#define KEYWORD_NAMES() (C == 0 ? nullptr : k[cache32(pc)[0]].as<Tuple>())
// Enters a function whose arguments take binding; goes on behind when it cannot.
#define ENTER_BOUND(fn, args, n, how)                                             \
  do {                                                                            \
    SAVE();                                                                       \
    Action action_ = enter_bound(*vm, (fn), (args), (n), KEYWORD_NAMES(), (how)); \
    if (MONTY_LIKELY(action_ == Action::Reload)) TAIL(loop_reload)(MONTY_ARGS);   \
    if (action_ == Action::Error) TAIL(loop_error)(MONTY_ARGS);                   \
  } while (0)

constexpr u32 kMaxDefaulted = 8;
MONTY_ALWAYS_INLINE bool takes_defaults(const Signature& s, u32 n) {
  if (s.varargs || s.varkw || n < s.required || n > s.positional || s.count > kMaxDefaulted) return false;
  for (u32 i = s.positional; i < s.count; i++) {
    if (s.parameters[i].required) return false;  // by keyword only
  }
  return true;
}
// Runs a native on the arguments given and the defaults of the others.
MONTY_NOINLINE Value call_with_defaults(Vm& vm, NativeFunction* f, const Value* args, u32 n) {
  const Signature& s = *f->signature;
  u64 bound[kMaxDefaulted];
  for (u32 i = 0; i < n; i++) bound[i] = args[i].bits();
  for (u32 i = n; i < s.count; i++) {
    const Parameter& p = s.parameters[i];
    bound[i] = p.default_cell != nullptr ? Value::cell(p.default_cell).bits() : p.default_bits;
  }
  return f->thunk(vm, reinterpret_cast<const Value*>(bound));
}

// A native that takes exactly the positional arguments given runs on the registers; a result that is not a value is
// finished by the slow path.
#define CALL_NATIVE(f, args, n)                                                                                      \
  do {                                                                                                               \
    NativeFunction* f_ = (f);                                                                                        \
    const Signature& s_ = *f_->signature;                                                                            \
    if (MONTY_LIKELY(f_->thunk != nullptr && s_.count == (n) && s_.positional == (n) && !s_.varargs && !s_.varkw)) { \
      SAVE();                                                                                                        \
      vm->heap.begin_native();                                                                                       \
      Value v_ = f_->thunk(*vm, (args));                                                                             \
      if (MONTY_LIKELY(v_.ok())) {                                                                                   \
        r[A] = v_;                                                                                                   \
        NEXT_EXT(2);                                                                                                 \
      }                                                                                                              \
      AFTER(finish_native_call(*vm, f_, v_, (args), (n)));                                                           \
    }                                                                                                                \
    if (MONTY_LIKELY(f_->thunk != nullptr && takes_defaults(s_, (n)))) {                                             \
      SAVE();                                                                                                        \
      vm->heap.begin_native();                                                                                       \
      Value v_ = call_with_defaults(*vm, f_, (args), (n));                                                           \
      if (MONTY_LIKELY(v_.ok())) {                                                                                   \
        r[A] = v_;                                                                                                   \
        NEXT_EXT(2);                                                                                                 \
      }                                                                                                              \
      AFTER(finish_native_call(*vm, f_, v_, (args), (n)));                                                           \
    }                                                                                                                \
    AFTER(call_native(*vm, f_, (args), (n), nullptr, Cont::Store));                                                  \
  } while (0)

// Calls that are not quickened, and what quickened ones fall back to.
MONTY_NOINLINE MONTY_HANDLER int call_generic(MONTY_PARAMS) {
  Value callee = r[A];
  if (MONTY_LIKELY(callee.is_cell())) {
    u32 n = B;
    if (callee.as_cell()->kind == Kind::Function) {
      auto* fn = callee.as<Function>();
      if (C == 0 && fn->code->warm && fn->code->simple_argc == n) ENTER_FUNCTION(fn, fn->code, r + A + 1, n);
      ENTER_BOUND(fn, r + A + 1, n, Cont::Call);
    } else if (C != 0) {
      SLOW_PATH(loop_slow);
    } else if (callee.as_cell()->kind == Kind::NativeFunction) {
      CALL_NATIVE(callee.as<NativeFunction>(), r + A + 1, n);
    } else if (callee.as_cell() == &kType_type && n == 1) {
      r[A] = Value::cell(type_of(*vm, r[A + 1]));
      NEXT_EXT(2);
    } else if (callee.as_cell()->kind == Kind::Type && callee.as<Type>()->constructor != nullptr &&
               (callee.as<Type>()->meta == nullptr || callee.as<Type>()->meta == &kType_type)) {
      // The class itself is the constructor's first argument, and lies in front of the others.
      CALL_NATIVE(const_cast<NativeFunction*>(callee.as<Type>()->constructor), r + A, n + 1);
    }
  }
  SLOW_PATH(loop_slow);
}
MONTY_NOINLINE MONTY_HANDLER int call_method_generic(MONTY_PARAMS) {
  u32 a = A;
  Value callee = r[a];
  if (MONTY_LIKELY(callee.is_cell())) {
    bool bound = !r[a + 1].is_undef();
    u32 n = B + bound;
    if (callee.as_cell()->kind == Kind::Function) {
      auto* fn = callee.as<Function>();
      if (C == 0 && fn->code->warm && fn->code->simple_argc == n) ENTER_FUNCTION(fn, fn->code, r + a + 2 - bound, n);
      ENTER_BOUND(fn, r + a + 2 - bound, n, Cont::Call);
    } else if (C != 0) {
      SLOW_PATH(loop_slow);
    } else if (callee.as_cell()->kind == Kind::NativeFunction) {
      CALL_NATIVE(callee.as<NativeFunction>(), r + a + 2 - bound, n);
    }
  }
  SLOW_PATH(loop_slow);
}
// As CALL_NATIVE below, for the function and number of arguments that the cache is for.
#define CALL_NATIVE_QUICKLY(f, args)                    \
  do {                                                  \
    SAVE();                                             \
    vm->heap.begin_native();                            \
    Value v_ = (f)->thunk(*vm, (args));                 \
    if (MONTY_LIKELY(v_.ok())) {                        \
      r[A] = v_;                                        \
      NEXT_EXT(2);                                      \
    }                                                   \
    AFTER(finish_native_call(*vm, (f), v_, (args), n)); \
  } while (0)
OP(CALL_NATIVE) {
  Value callee = r[A];
  if (MONTY_LIKELY(callee.bits() == cache64(pc))) {
    u32 n = B;
    CALL_NATIVE_QUICKLY(callee.as<NativeFunction>(), r + A + 1);
  }
  SLOW_PATH(call_generic);
}
OP(CALL_METHOD_NATIVE) {
  u32 a = A;
  Value callee = r[a];
  if (MONTY_LIKELY(callee.bits() == cache64(pc) && !r[a + 1].is_undef())) {
    u32 n = B + 1;
    CALL_NATIVE_QUICKLY(callee.as<NativeFunction>(), r + a + 1);
  }
  SLOW_PATH(call_method_generic);
}
OP(CALL_METHOD_APPEND) {
  u32 a = A;
  if (MONTY_LIKELY(r[a].bits() == cache64(pc) && is<List>(r[a + 1]))) {
    List* l = r[a + 1].as<List>();
    if (MONTY_LIKELY(l->aux < l->capacity)) {
      l->items[l->aux++] = r[a + 2];
      r[a] = Value::none();
      NEXT_EXT(2);
    }
  }
  SLOW_PATH(call_method_generic);
}
// len() of an object whose class has a __len__ in Python (the twins are there to look at what it answers).
MONTY_NOINLINE MONTY_HANDLER int loop_len_instance(MONTY_PARAMS) {
  const AttributeCacheEntry* e = cached_attribute(*vm, r[A + 1].as<Instance>(), names::op_len, false);
  if (e != nullptr && e->what == Attribute::Method && is<Function>(Value::from_bits(e->value)) && vm->twins_loaded) {
    auto* fn = Value::from_bits(e->value).as<Function>();
    if (MONTY_LIKELY(fn->code->warm && fn->code->simple_argc == 1)) ENTER_FRAME(fn, fn->code, r + A + 1, 1, Cont::Length);
  }
  SLOW_PATH(call_generic);
}
OP(CALL_LEN) {
  Value v = r[A + 1];
  if (MONTY_LIKELY(r[A].bits() == cache64(pc) && v.is_cell())) {
    switch (v.as_cell()->kind) {
      case Kind::Str:
      case Kind::Bytes:
      case Kind::Tuple:
      case Kind::List: r[A] = Value::small_int(v.as_cell()->aux); NEXT_EXT(2);
      case Kind::Dict: r[A] = Value::small_int(v.as<Dict>()->used); NEXT_EXT(2);
      case Kind::Set:
      case Kind::FrozenSet: r[A] = Value::small_int(v.as<Set>()->used); NEXT_EXT(2);
      case Kind::Instance: SLOW_PATH(loop_len_instance);
      default: break;
    }
  }
  SLOW_PATH(call_generic);
}
OP(CALL_ISINSTANCE) {
  Value v = r[A + 1], cls = r[A + 2];
  if (MONTY_LIKELY(r[A].bits() == cache64(pc) && is<Type>(cls))) {
    auto* t = cls.as<Type>();
    if (t->meta == nullptr || t->meta == &kType_type) {
      Instance* o = as_instance(v);  // only these can have another __class__ than their type
      const bool yes = o != nullptr ? o->type == t || is_subtype(o->type, t) : is_subtype(type_of(*vm, v), t);
      if (yes || o == nullptr) {
        r[A] = Value::boolean(yes);
        NEXT_EXT(2);
      }
    }
  }
  SLOW_PATH(call_generic);
}
OP(CALL_EXTREME) {
  if (MONTY_LIKELY(r[A].bits() == cache64(pc))) {
    Value x = r[A + 1], y = r[A + 2];
    const bool greatest = cache32(pc)[1] != 0;
    if (MONTY_LIKELY(Value::both_small_ints(x, y))) {
      i64 m = static_cast<i64>(x.bits()), n = static_cast<i64>(y.bits());
      r[A] = (greatest ? n > m : n < m) ? y : x;
      NEXT_EXT(2);
    }
    if (x.is_small_float() && y.is_small_float()) {
      double m = x.as_small_float(), n = y.as_small_float();
      r[A] = (greatest ? n > m : n < m) ? y : x;
      NEXT_EXT(2);
    }
  }
  SLOW_PATH(call_generic);
}
OP(CALL) {
  Value callee = r[A];
  if (callee.is_cell() && callee.as_cell()->kind == Kind::Function && C == 0) {
    CodeInstance* code = callee.as<Function>()->code;
    if (Instr* own = quickenable(FRAME(), pc); own != nullptr && code->warm && code->simple_argc == B)
      fill_cache(own, Op::CALL_PYTHON, cache32(pc)[0], cache32(pc)[1], reinterpret_cast<u64>(code));
  } else if (is<Type>(callee)) {
    if (Instr* own = quickenable(FRAME(), pc); own != nullptr && constructs_plainly(*vm, callee.as<Type>()))
      fill_cache(own, Op::CALL_CLASS, cache32(pc)[0], vm->epoch, callee.bits());
  } else if (is<NativeFunction>(callee) && C == 0) {
    if (Instr* own = quickenable(FRAME(), pc)) quicken_call_native(own, callee.as<NativeFunction>(), r + A + 1, B, false);
  }
  SLOW_PATH(call_generic);
}
OP(CALL_PYTHON) {
  Value callee = r[A];
  if (MONTY_LIKELY(callee.is_cell()) && MONTY_LIKELY(callee.as_cell()->kind == Kind::Function)) {
    auto* fn = callee.as<Function>();
    CodeInstance* code = fn->code;
    u32 n = B;
    if (MONTY_LIKELY(reinterpret_cast<u64>(code) == cache64(pc))) ENTER_FUNCTION(fn, code, r + A + 1, n);
  }
  SLOW_PATH(call_generic);
}
// The instance takes the class's place in front of the arguments, and is the result.
OP(CALL_CLASS) {
  Value callee = r[A];
  if (MONTY_LIKELY(callee.bits() == cache64(pc) && vm->epoch == cache32(pc)[1])) {
    SAVE();
    vm->heap.begin_native();
    Value instance = instance_new(*vm, callee.as<Type>());
    if (MONTY_UNLIKELY(instance.is_error())) TAIL(loop_error)(MONTY_ARGS);
    const AttributeCacheEntry* e = cached_attribute(*vm, instance.as<Instance>(), names::op_init, false);
    if (MONTY_LIKELY(e != nullptr && e->what == Attribute::Method)) {
      auto* fn = Value::from_bits(e->value).as<Function>();
      u32 n = B + 1;
      if (MONTY_LIKELY(is<Function>(Value::from_bits(e->value)) && fn->code->warm)) {
        r[A] = instance;
        if (MONTY_LIKELY(fn->code->simple_argc == n && C == 0))
          ENTER_FRAME(fn, fn->code, r + A, n, Cont::Init);
        else
          ENTER_BOUND(fn, r + A, n, Cont::Init);
        r[A] = callee;
      }
    }
    SLOW_PATH(call_generic);
  }
  rewrite(pc, Op::CALL);
  SLOW_PATH(call_generic);
}
OP(CALL_METHOD) {
  Value callee = r[A];
  if (callee.is_cell() && callee.as_cell()->kind == Kind::Function && C == 0 && !r[A + 1].is_undef()) {
    CodeInstance* code = callee.as<Function>()->code;
    if (Instr* own = quickenable(FRAME(), pc); own != nullptr && code->warm && code->simple_argc == B + 1)
      fill_cache(own, Op::CALL_METHOD_PYTHON, cache32(pc)[0], cache32(pc)[1], reinterpret_cast<u64>(code));
  } else if (is<NativeFunction>(callee) && C == 0 && !r[A + 1].is_undef()) {
    if (Instr* own = quickenable(FRAME(), pc)) quicken_call_native(own, callee.as<NativeFunction>(), r + A + 1, B + 1u, true);
  }
  SLOW_PATH(call_method_generic);
}
OP(CALL_METHOD_PYTHON) {
  u32 a = A;
  Value callee = r[a];
  if (MONTY_LIKELY(callee.is_cell()) && MONTY_LIKELY(callee.as_cell()->kind == Kind::Function) && MONTY_LIKELY(!r[a + 1].is_undef())) {
    auto* fn = callee.as<Function>();
    CodeInstance* code = fn->code;
    u32 n = B + 1;
    if (MONTY_LIKELY(reinterpret_cast<u64>(code) == cache64(pc))) ENTER_FUNCTION(fn, code, r + a + 1, n);
  }
  SLOW_PATH(call_method_generic);
}
SLOW(CALL_EX)

#define RETURN_VALUE(expr)                                                      \
  do {                                                                          \
    Value value_ = (expr);                                                      \
    Frame* f_ = FRAME();                                                        \
    if (MONTY_LIKELY((static_cast<u32>(f_->meta) & Frame::kReturnMask) == 0)) { \
      Frame* p_ = f_->prev;                                                     \
      vm->sp = reinterpret_cast<char*>(f_);                                     \
      pc = p_->pc;                                                              \
      r = p_->registers();                                                      \
      k = p_->code->consts;                                                     \
      r[A] = value_;                                                            \
      NEXT_EXT(2);                                                              \
    }                                                                           \
    SAVE();                                                                     \
    vm->request_.args = value_;                                                 \
    TAIL(loop_return)(MONTY_ARGS);                                              \
  } while (0)

// Any other return. The value waits in request_.args.
MONTY_NOINLINE MONTY_HANDLER int loop_return(MONTY_PARAMS) {
  Frame* f = FRAME();
  Value value = vm->request_.args;
  const u32 how = static_cast<u32>(f->meta) & Frame::kReturnMask;
  if (how == static_cast<u32>(Cont::Store) || how == static_cast<u32>(Cont::ForIter)) {
    vm->frame = f->prev;
    vm->sp = reinterpret_cast<char*>(f);
    vm->frame->registers()[vm->frame->pc->a] = value;
    vm->frame->pc = after(vm->frame->pc);
    TAIL(loop_reload)(MONTY_ARGS);
  }
  Action action;
  if (f->generator != nullptr && f->cont == Cont::GenYieldFrom) {  // the end of an await or `yield from`
    Generator* g = f->generator;
    g->state = Generator::State::Closed;
    g->frame = nullptr;
    g->yielding_from = Value::undef();
    vm->handled = g->caller_handled;
    g->caller_handled = g->handled = Value::undef();
    vm->frame = f->prev;
    vm->frame->registers()[vm->frame->pc->a] = value;
    vm->frame->pc = after(vm->frame->pc);
    TAIL(loop_reload)(MONTY_ARGS);
  }
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
OP(RETURN_NONE) {
  Frame* f = FRAME();
  if ((static_cast<u32>(f->meta) & Frame::kReturnMask) == static_cast<u32>(Cont::Init)) {
    Frame* caller = f->prev;
    vm->sp = reinterpret_cast<char*>(f);
    pc = after(caller->pc);
    r = caller->registers();
    k = caller->code->consts;
    DISPATCH();
  }
  RETURN_VALUE(Value::none());
}
SLOW(LOAD_BUILD_CLASS)
SLOW(LOAD_SEALED)
SLOW(INTRINSIC)

// ---------------------------------------------------------------- generators
MONTY_NOINLINE MONTY_HANDLER int loop_yield(MONTY_PARAMS) { AFTER(yield_value(*vm, FRAME(), r[B])); }
OP(YIELD) {
  Frame* f = FRAME();
  if (MONTY_UNLIKELY(f->cont != Cont::GenForIter)) SLOW_PATH(loop_yield);
  Value value = r[B];
  Generator* g = f->generator;
  Frame* to = f->prev;
  g->state = Generator::State::Suspended;
  g->handled = vm->handled;
  vm->handled = g->caller_handled;
  g->caller_handled = Value::undef();
  f->pc = pc;
  f->prev = nullptr;
  pc = to->pc;
  r = to->registers();
  k = to->code->consts;
  r[A] = value;
  pc = after(pc);
  DISPATCH();
}
OP(ASYNC_YIELD) { AFTER(yield_value(*vm, FRAME(), r[B])); }
SLOW(GET_YIELD_FROM_ITER)
MONTY_NOINLINE MONTY_HANDLER int loop_yield_from(MONTY_PARAMS) { AFTER(yield_from(*vm, FRAME())); }
// A generator or coroutine that has not begun, or waits at a yield, and is sent None.
OP(YIELD_FROM) {
  Value it = r[B];
  if (MONTY_LIKELY(is<Generator>(it) && r[C].is_none())) {
    auto* g = it.as<Generator>();
    const bool begins = g->state == Generator::State::Created;
    if (MONTY_LIKELY(begins || (g->state == Generator::State::Suspended && g->frame->pc->op == static_cast<u16>(Op::YIELD)))) {
      Frame* f = FRAME();
      Frame* to = g->frame;
      const u32 depth = f->depth + to->code->depth_step;
      if (MONTY_LIKELY(!vm->too_deep(depth) && (vm->meter.fuel() -= 8) >= 0)) {
        f->pc = pc;
        enter_generator(*vm, g, f, depth, Cont::GenYieldFrom);
        pc = to->pc;
        r = to->registers();
        k = to->code->consts;
        if (begins) DISPATCH();
        r[A] = Value::none();
        NEXT();
      }
    }
  }
  SLOW_PATH(loop_yield_from);
}
OP(GET_AWAITABLE) {
  Value v = r[B];
  if (MONTY_LIKELY(is<Generator>(v) && v.as<Generator>()->state == Generator::State::Created && (v.as<Generator>()->code->code->flags & kCodeCoroutine) != 0)) {
    r[A] = v;
    NEXT();
  }
  SLOW_PATH(loop_slow);
}
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

// In the place of every handler while a run is left at each n-th instruction.
MONTY_HANDLER int op_step(MONTY_PARAMS) {
  if (vm->suspendable && vm->steps_left-- == 0) {
    SAVE();
    vm->steps_left = vm->step_every;
    vm->paused = vm->suspended = true;
    return 0;
  }
  TAIL(kHandlers[pc->op])(MONTY_ARGS);
}
struct StepHandlers {
  OpHandler of[static_cast<usize>(Op::AllCount)];
  constexpr StepHandlers() : of() {
    for (auto& h : of) h = op_step;
  }
};
constexpr StepHandlers kStepHandlers;

}  // namespace

// Runs from vm.frame until the Entry frame returns, an exception leaves it, or the run is stopped.
void run_loop(Vm& vm);
static void enter_loop(Vm& vm) {
  Frame* frame = vm.frame;
  const OpHandler* handlers = MONTY_UNLIKELY(vm.step_every != 0) ? kStepHandlers.of : kHandlers;
#ifdef MONTY_TAIL_DISPATCH
  handlers[frame->pc->op](frame->pc, frame->registers(), &vm, frame->code->consts, handlers);
#else
  LoopState state{frame->pc, frame->registers(), frame->code->consts};
  while (handlers[state.pc->op](state.pc, state.r, &vm, state.k, &state) != 0) {
  }
#endif
}

void run_loop(Vm& vm) {
  enter_loop(vm);
  while (vm.paused && !vm.suspended) {  // the test mode that leaves the loop all the time: whatever must last lies in the Vm
    vm.paused = false;
    vm.heap.begin_native();
    vm.heap.collect();
    enter_loop(vm);
  }
}

}  // namespace monty
