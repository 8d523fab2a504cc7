// SPDX-License-Identifier: MIT
// The interpreter: the loop (loop.cpp), and the slow paths it hands over to. The room owns frames and control flow:
// calls, returns, unwinding, generators, limits. Invariant: C++ never calls back into the loop; whatever needs Python
// code pushes a frame, notes in it what happens with its result (Cont), and goes back to the loop.
#pragma once

#include <span>

#include "object/object.h"
#include "object/vm.h"

namespace monty {

// What the loop does after a slow path.
enum class Action : u8 {
  Next,    // go on behind the present instruction
  Reload,  // vm.frame or its pc changed: go on there
  Error,   // vm.exception is set: unwind
  Exit,    // leave run()
};

enum class RunStatus : u8 { Done, Error, Stopped, Suspended };

// Pushes the frame of `function` (its first registers: `args`) with Cont::Entry and runs until it returns. The result is in *result.
RunStatus run_function(Vm& vm, Function* function, Value locals, Value* result, std::span<const Value> args = {});
// Goes on with a suspended run: `answer` is the result of what it asked, or error(): vm.exception is raised there.
RunStatus resume_run(Vm& vm, Value answer, Value* result);

// ---- frames (frame.cpp)
Frame* push_frame(Vm& vm, Function* function, CodeInstance* code, Cont cont);  // registers cleared; null: exception
void pop_frame(Vm& vm, Frame* frame);
void warm_up(Vm& vm, CodeInstance* code);
Function* twin(Vm& vm, const char* name);
bool stack_reserve(Vm& vm, usize bytes);

// ---- calls (calls.cpp)
// The names of the keyword values of a CALL or CALL_METHOD, or null.
Tuple* keyword_names(Frame* frame, const Instr* pc);
// Calls `callable`; the result goes where `cont` says. Arguments: npos values, then the values of kwnames.
Action call_value(Vm& vm, Value callable, const Value* args, u32 npos, Tuple* kwnames, Cont cont);
Action call_ex(Vm& vm, Value callable, Tuple* args, Dict* kwargs, Cont cont);
Action call_function(Vm& vm, Function* function, const Value* args, u32 npos, Tuple* kwnames, const Value* kwvalues, Cont cont, Value self = Value::undef());
// The loop's short way into a warm function that takes its arguments with defaults, keywords, *args or **kwargs: vm.frame
// stands at the call. Next: not such a call, nothing has happened.
Action enter_bound(Vm& vm, Function* function, const Value* args, u32 n, Tuple* kwnames, Cont cont);
Action call_native(Vm& vm, NativeFunction* native, const Value* args, u32 npos, Tuple* kwnames, Cont cont, Value self = Value::undef());
// The rest of a native call whose result was no value.
Action finish_native_call(Vm& vm, NativeFunction* native, Value result, const Value* args, u32 n);
Action call_twin(Vm& vm, const char* name, const Value* args, u32 n, Cont cont);
Action run_request(Vm& vm, Cont cont);
// May calls of the class allocate an instance and run a Python __init__, nothing else?
bool constructs_plainly(Vm& vm, Type* type);
// ---- suspension (suspend.cpp)
// A limit was met where the run may be left instead of ended: it will be at the next instruction. False: it ends.
bool pause_instead(Vm& vm);
// Asks the host in the place of a native or a host call: the result of the request is the host's answer.
Value suspend_request(Vm& vm, External what, Value callable, Tuple* args, Value kwargs, u64 call_id);
Action push_external_frame(Vm& vm, Cont cont);
// What the suspended run on top waits for. Precondition: vm.suspended.
struct Suspension {
  External kind;
  u64 call_id;
  Value callable;
  Tuple* args;
  Dict* kwargs;  // null: none
};
bool read_suspension(Vm& vm, Suspension* out);
Action construct(Vm& vm, Type* type, const Value* args, u32 npos, Tuple* kwnames, Cont cont);
// A value has come for the frame's present instruction: store, jump, or whatever `cont` says.
Action deliver(Vm& vm, Frame* frame, Value value, Cont cont, u8 stage);

// ---- operators (operators.cpp)
Action binary_slow(Vm& vm, Frame* frame, u8 stage);
Action finish_operator(Vm& vm, Frame* frame, Value value);  // result of an operator: stored, or tested by a fused jump
Action apply_test(Vm& vm, Frame* frame, bool value);        // truth for NOT, BOOL, IN and the jumps
Action unary_slow(Vm& vm, Frame* frame);
inline constexpr u8 kTruthOfLength = 1;           // stage of a frame with Cont::Truth that runs __len__
Action test_slow(Vm& vm, Frame* frame, Value v);  // truth on behalf of the present instruction
Action contains_slow(Vm& vm, Frame* frame);
Action subscript_slow(Vm& vm, Frame* frame);
Action load_slice(Vm& vm, Frame* frame);
Action store_slice(Vm& vm, Frame* frame);

// ---- attributes (attributes.cpp)
Action load_attr(Vm& vm, Frame* frame, Value object, Str* name, Cont cont);
Action load_method(Vm& vm, Frame* frame);
// The attribute of super(): from[0..2] are `super`, __class__ and the first argument.
Action load_super(Vm& vm, Frame* frame, const Value* from, Str* name, Cont cont);
Action load_super_method(Vm& vm, Frame* frame);
Action store_attr(Vm& vm, Frame* frame, Value object, Str* name, Value value);

// ---- iteration and generators (generators.cpp)
Action for_iter_slow(Vm& vm, Frame* frame);
// Was the action's error a StopIteration raised by a native in this very frame? Then it is taken away: the end of an iterator.
bool took_stop_iteration(Vm& vm, Frame* frame, Action action);
Generator* generator_reserve(Vm& vm, Function* function, CodeInstance* code, Frame** frame);
void start_generator(Generator* g, Frame* frame);
Generator* generator_new(Vm& vm, Function* function, CodeInstance* code);
// Puts the frame of a generator that stands still above `caller`; its handled exception becomes the running one.
inline Frame* enter_generator(Vm& vm, Generator* g, Frame* caller, u32 depth, Cont cont) {
  Frame* frame = g->frame;
  g->state = Generator::State::Running;
  g->caller_handled = vm.handled;
  vm.handled = g->handled;
  frame->prev = caller;
  frame->cont = cont;
  frame->depth = depth;
  return frame;
}
Action resume_generator(Vm& vm, Generator* g, Value sent, Cont cont);
Action throw_into(Vm& vm, Generator* g, Value exception, Cont cont);
Action yield_value(Vm& vm, Frame* frame, Value value);
Action return_from_generator(Vm& vm, Frame* frame, Value value);
Action yield_from(Vm& vm, Frame* frame);
bool is_iterable_coroutine(const Generator* g);  // of a function that types.coroutine marked
// True: the exception was an aclose()'s own and *action goes on.
bool end_step_by_exception(Vm& vm, Generator* g, Frame* caller, Action* action);

// ---- eating iterators (feed.cpp)
Action feed(Vm& vm, Frame* frame);                     // `frame` stands at its call of feed()
Action feed_value(Vm& vm, Frame* frame, Value value);  // the iterator has given a value
Action feed_end(Vm& vm, Frame* frame);                 // the iterator is exhausted
// The same without the twin, for a generator that is the argument of a CALL of list(), sum() and their like. False: no such call.
bool gather(Vm& vm, NativeFunction* native, const Value* args, u32 n, Action* action);
// Can the registers from the call's a on be those of such a call? (Of a loaded dump.)
bool gather_holds(u8 how, const Value* at);
Action gather_value(Vm& vm, Frame* caller, Frame* generator_frame, Value value);
Action gather_end(Vm& vm, Frame* caller, u8 how, Value returned);
// Calls the function of a native map() on what the iterator below it gives next. *end: it is exhausted.
Action advance_map(Vm& vm, Frame* frame, TwinIterator* map, Cont cont, bool* end);

// ---- unwinding (unwind.cpp)
Action unwind(Vm& vm);
// A module whose body, which f is, does not end is as if it had not been asked for.
void forget_unfinished(Vm& vm, const Function* f);
void add_traceback(Vm& vm, Frame* frame);

// ---- everything else the loop hands over (slow.cpp)
Action slow_op(Vm& vm, Frame* frame);

inline const Instr* after(const Instr* pc);

extern const u8 kOpExt[];
inline const Instr* after(const Instr* pc) { return pc + 1 + kOpExt[pc->op]; }

}  // namespace monty
