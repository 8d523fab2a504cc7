// SPDX-License-Identifier: MIT
// How handlers reach each other. With clang's musttail and preserve_none each handler is a function that tail-calls the
// next one, its state in registers; elsewhere a handler returns its state to a small loop.
#pragma once

#include "vm/interp.h"

#if !defined(MONTY_PORTABLE_DISPATCH) && defined(__clang__) && defined(__has_attribute)
#if __has_attribute(preserve_none) && __has_cpp_attribute(clang::musttail)
#define MONTY_TAIL_DISPATCH 1
#endif
#endif

namespace monty {

struct LoopState {
  const Instr* pc;
  Value* r;
  const Value* k;
};

#ifdef MONTY_TAIL_DISPATCH
#define MONTY_HANDLER __attribute__((preserve_none))
#define MONTY_PARAMS const Instr *pc, Value *r, Vm *vm, const Value *k, const void *table
#define MONTY_ARGS pc, r, vm, k, table
using OpHandler = MONTY_HANDLER int (*)(MONTY_PARAMS);
#define DISPATCH() [[clang::musttail]] return static_cast<const OpHandler*>(table)[pc->op](MONTY_ARGS)
#define TAIL(f) [[clang::musttail]] return f
#else
#define MONTY_HANDLER
#define MONTY_PARAMS const Instr *pc, Value *r, Vm *vm, const Value *k, LoopState *table
#define MONTY_ARGS pc, r, vm, k, table
using OpHandler = int (*)(MONTY_PARAMS);
#define DISPATCH() return (table->pc = pc, table->r = r, table->k = k, 1)
#define TAIL(f) return f
#endif

#define OP(name) MONTY_HANDLER static int op_##name(MONTY_PARAMS)
#define A (pc->a)
#define B (pc->b)
#define C (pc->c)
#define FRAME() (reinterpret_cast<Frame*>(r) - 1)
#define SAVE() (vm->frame = FRAME(), vm->frame->pc = pc)
// Go on behind an instruction with n extension words.
#define NEXT_EXT(n) \
  do {              \
    pc += 1 + (n);  \
    DISPATCH();     \
  } while (0)
#define NEXT() NEXT_EXT(0)
#define JUMP_TO(target) \
  do {                  \
    pc = (target);      \
    DISPATCH();         \
  } while (0)
// Hands over to a slow path and goes on as it says.
#define AFTER(action)                                           \
  do {                                                          \
    SAVE();                                                     \
    [[maybe_unused]] Action action_ = (action);                 \
    if (MONTY_LIKELY(action_ == Action::Next)) {                \
      pc = after(pc);                                           \
      DISPATCH();                                               \
    }                                                           \
    if (action_ == Action::Error) TAIL(loop_error)(MONTY_ARGS); \
    if (action_ == Action::Exit) return 0;                      \
    if (MONTY_UNLIKELY(vm->pause_due != StopReason::None)) {    \
      vm->paused = vm->suspended = true;                        \
      return 0;                                                 \
    }                                                           \
    TAIL(loop_reload)(MONTY_ARGS);                              \
  } while (0)

}  // namespace monty
