// SPDX-License-Identifier: MIT
// The state of one instance: heap, frames, pending exception, caches. Owned by one thread at a time. The interpreter
// loop lives in the vm room; natives get a Vm& and use what is declared here.
//
// A function that takes Vm& may allocate and so may collect (see heap/heap.h on rooting). A native returns
//   a value            its result
//   Value::error()     an exception is pending in `exception`
//   Value::defer()     nothing has happened: run the twin written in Python instead
//   Value::request()   run `request_` (resume a generator, call a function) and take its result as the native's
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/meter.h"
#include "base/value.h"
#include "code/code.h"
#include "heap/heap.h"
#include "object/id_table.h"
#include "object/layout.h"

namespace monty {

struct NativeModule;

// An instance's side of a code object: the instructions it runs (the sealed ones, or its own quickened copy).
struct CodeInstance {
  Code* code;
  const Instr* instrs;
  const Value* consts;
  Str* const* names;
  u32 frame_bytes;  // frame header and registers
  u16 simple_argc;  // positional parameters when a plain call with so many arguments needs no binding, else kNotSimple
  u16 nregs;
  u32 warmth;      // calls and loop turns so far
  bool warm;       // instrs is our own copy
  u8 frame_flags;  // of its frames
  u8 depth_step;   // kDepthUnit, or 1 for hidden code: their own recursion ends too
  u64 frame_meta;  // flags and depth step where Frame::meta has them
  static constexpr u16 kNotSimple = 0xFFFF;
};

// The code instances of a Vm: for each program that has run a table by Code::index, and a pool that grows by doubling.
// A small first program needs no memory beside this.
class CodeInstances {
 public:
  CodeInstances() = default;
  CodeInstances(const CodeInstances&) = delete;
  CodeInstances& operator=(const CodeInstances&) = delete;
  ~CodeInstances();
  CodeInstance* of(Code* code) {
    CodeInstance*& at = (code->program == last_ ? last_table_ : table(code->program))[code->index];
    return at != nullptr ? at : (at = make(code));
  }

 private:
  struct Chunk {
    std::unique_ptr<CodeInstance[]> items;
    u32 size;
  };
  static constexpr u32 kFew = 4;
  CodeInstance** table(const Program* program);
  CodeInstance* make(Code* code);
  const Program* last_ = nullptr;
  CodeInstance** last_table_ = nullptr;
  std::unordered_map<const Program*, std::unique_ptr<CodeInstance*[]>> tables_;
  const Program* first_ = nullptr;  // has its table in few_, and none in tables_
  CodeInstance* few_[kFew];
  std::vector<Chunk> pool_;  // after own_; all but the last are full
  CodeInstance* next_ = own_;
  CodeInstance* end_ = own_ + kFew;
  CodeInstance own_[kFew];
};

// Depth is counted in fractions of a frame that the program sees.
inline constexpr u32 kDepthUnit = 128;

// What happens with the result of a frame when it returns to its caller, whose `pc` still stands at the instruction
// that made the call.
enum class Cont : u8 {
  Call,          // a CALL or CALL_METHOD that entered the frame directly: register a, and on behind its two extension words
  Store,         // into the caller's register a
  StoreMethod,   // register a, and Undef into a + 1 (LOAD_METHOD through a getter)
  Discard,       // no result wanted
  Init,          // __init__: must be None; register a already holds the instance
  Operator,      // binary, in-place or comparison: NotImplemented tries the next candidate (stage)
  Truth,         // __bool__ / __len__ on behalf of a test: must be bool; then the instruction's own effect
  StorePair,     // a tuple of two: registers a and a + 1
  Unpack,        // a list: unpacked by the instruction
  Contains,      // __contains__: truth of the result, negated for NOT_IN
  ForIter,       // __next__ on behalf of FOR_ITER: StopIteration ends the loop
  YieldFrom,     // __next__ / send on behalf of YIELD_FROM: result is yielded; StopIteration carries the value
  GenForIter,    // this frame is a generator's: yield -> register a, return -> loop ends
  GenNext,       // generator resumed by next/send/throw: yield -> Store, return -> StopIteration
  GenYieldFrom,  // generator driven by an outer YIELD_FROM: yield -> outer yields, return -> register a
  Feed,          // the next value of an iterator that the twins' feed() eats (vm/feed.cpp): eaten, then the next one is asked for.
                 // As with Retry, the operands of the caller's instruction are still needed
  Gather,        // this frame is a generator's, whose values a builtin called with it gathers (vm/feed.cpp): register a of the caller's
                 // CALL holds what has been gathered, `stage` of this frame says how
  Length,        // __len__ on behalf of len(): an int that is no less than 0 goes into register a
  Made,          // __new__ of the class that register a holds: an instance of just that class needs no __init__ (object's is its own)
  AsyncStep,     // async generator stepped by an AsyncGenStep
  Retry,         // the caller's instruction is run again (the twins have been loaded)
  Entry,         // the frame below everything: its return ends run()
  ExitCheck,
};

struct Frame {
  Frame* prev;
  const Instr* pc;  // the instruction being executed when the frame is not on top
  CodeInstance* code;
  Function* function;  // globals and closure
  union {
    struct {
      Cont cont;
      u8 stage;  // Operator: next candidate
      u8 flags;
      u8 unused;
      u32 depth;  // in fractions: kDepthUnit a frame of the program, 1 a hidden one
    };
    u64 meta;  // the five in one word
  };
  Value locals;                     // locals mapping of module, class and exec code, else Undef
  Generator* generator;             // when the frame is a generator's
  static constexpr u8 kHidden = 1;  // of a twin
  static constexpr u8 kFirst = 2;   // the first in its stack segment
  // Of the low half of meta: anything but a plain return from a direct call.
  static constexpr u32 kReturnMask = 0xFF | u32{0xFF & ~kHidden} << 16;
  Value* registers() { return reinterpret_cast<Value*>(this + 1); }
};

// What a native that answers Value::request() wants done.
struct Request {
  enum class Kind : u8 { Call, Resume, Throw, RunCode, Feed, Suspend, Leave } kind;
  Value callable;  // Call: anything callable; Resume, Throw: the Generator; Suspend: what is asked (see External)
  Value args;      // Call: tuple; Resume: the value sent; Throw: the exception
  Value kwargs;    // Call: dict or Undef
  Value locals;    // RunCode: locals mapping, or Undef
  Cont cont = Cont::Store;
  u8 external = 0;  // Suspend: External
  u64 call_id = 0;  // Suspend
};

// What a suspended run asks of its host. It waits in a hidden frame of its own (src/lib/_external.py), whose Cont says
// what becomes of the answer, so that a run can be suspended wherever a call can be made.
enum class External : u8 {
  Call,     // callable: a HostFunction
  Os,       // callable: a Str, the name of the operation
  Futures,  // everything that runs waits for calls in flight; callable: seconds at most, or None
  Name,     // callable: a Str, a name that neither the globals nor the builtins have
};

// Why a run ended otherwise than by return or exception.
enum class StopReason : u8 { None, Memory, Time, Instructions, Depth, Cancel, Output, Allocations };

inline constexpr u32 kMethodCacheSize = 512;
struct MethodCacheEntry {
  Type* type;
  Str* name;
  Value value;
  u32 epoch;
};

// What an attribute access on instances of a shape comes to; the second level behind the inline caches, for sites that see
// several shapes. Shape ids are never used twice and the epoch moves with every class that matters, so nothing here is a
// root.
inline constexpr u32 kAttributeCacheSize = 256;
struct AttributeCacheEntry {
  enum class What : u32 {
    Nothing,
    Slot,         // instance slot `slot`
    ClassValue,   // `value`, unbound
    Method,       // function `value`, to be bound to the instance
    ClassMethod,  // function `value`, to be bound to the class
    Property,     // getter `value`
    TupleItem,    // item `slot` of the tuple that the instance is (collections.namedtuple)
    StoreSlot,    // instance slot `slot` is there already
    StoreAdd,     // the attribute comes: `next` is the shape after it
  };
  u32 shape, epoch;
  Str* name;
  What what;
  u32 slot;
  union {
    u64 value;
    Shape* next;
  };
};

// The namespace of a library module whose definitions are made on demand (object/on_demand.h).
struct OnDemandNamespace {
  Dict* dict;  // has Dict::kOnDemand; weak
  Program* program;
};

// Where output goes and what the host grants. The core never touches the operating system.
struct HostHooks {
  void* context = nullptr;
  bool (*write)(void* context, int stream, const char* text, usize bytes) = nullptr;  // 1 stdout, 2 stderr
  double (*clock)(void* context, int which) = nullptr;                                // 0 wall, 1 monotonic, 2 process
  bool (*entropy)(void* context, void* out, usize n) = nullptr;
  // Called by a call of HostFunction `index`; fills result or exception through the Vm's functions.
  Value (*call)(void* context, Vm& vm, HostFunction* function, const Value* args, u32 npos, Tuple* kwnames) = nullptr;
  Value (*wait)(void* context, Vm& vm, double timeout) = nullptr;  // _monty.wait_external
  void (*sleep)(void* context, double seconds) = nullptr;
  Value (*os_call)(void* context, Vm& vm, Str* name, Tuple* args) = nullptr;
  Value (*import_source)(void* context, Vm& vm, Str* name) = nullptr;  // (text, file, folder or None), or None
  // Looked in while the program runs and in the middle of collections; false: it is cancelled.
  bool (*look_in)(void* context) = nullptr;
  Value (*find_name)(void* context, Vm& vm, Str* name) = nullptr;  // a global that is missing; Undef: there is none
};

// The containers whose repr is in progress, outermost first. Deep nesting must stay linear, so beyond a few a set answers.
class ReprGuard {
 public:
  bool contains(Value v) const {
    if (values_.size() > kFew) return index_.contains(v.bits());
    for (Value g : values_) {
      if (g == v) return true;
    }
    return false;
  }
  void push_back(Value v) {
    values_.push_back(v);
    if (values_.size() == kFew + 1) {
      for (Value g : values_) index_.insert(g.bits());
    } else if (values_.size() > kFew) {
      index_.insert(v.bits());
    }
  }
  void pop_back() {
    if (values_.size() > kFew) index_.erase(values_.back().bits());
    values_.pop_back();
    if (values_.size() <= kFew) index_.clear();
  }
  // Usually the innermost; others go too when an error left them behind.
  void remove(Value v) {
    if (!contains(v)) return;
    while (!(values_.back() == v)) pop_back();
    pop_back();
  }
  void shrink(usize size) {
    while (values_.size() > size) pop_back();
  }
  usize size() const { return values_.size(); }
  const Value* begin() const { return values_.data(); }
  const Value* end() const { return values_.data() + values_.size(); }

 private:
  static constexpr usize kFew = 32;
  std::vector<Value> values_;
  std::unordered_set<u64> index_;
};

enum CompileFlags : u32 { kCompileTopLevelAwait = 1, kCompileWantResult = 2, kCompileNames = 4, kCompileTwin = 8 };

struct Vm {
  explicit Vm(const HostHooks& hooks, SpareMemory* spare = nullptr);
  ~Vm();
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  Heap heap;
  Meter meter;

  // ---- the loop's state
  Frame* frame = nullptr;
  char* sp = nullptr;           // first free byte of the frame stack
  char* stack_begin = nullptr;  // of the present segment
  char* stack_end = nullptr;
  i32 depth_limit = 1000;                 // sys.setrecursionlimit; set_depth_limit() sets it
  u32 depth_ceiling = 1000 * kDepthUnit;  // the same in fractions
  i32 int_max_str_digits = 4300;
  i32 hard_depth = 1000;  // the host's
  u64 instructions = 0;

  // ---- results of natives
  Value exception;  // pending, or Undef
  Value handled;    // sys.exception() of the running generator or main program, or Undef
  Request request_;
  u8 operator_stage = 0;  // next candidate of an operator whose native answers at once (Cont::Operator)
  bool deferred = false;  // a conversion needs Python code (see native/bind.h)
  StopReason stop = StopReason::None;
  bool reraising = false;             // the pending exception keeps its traceback in this frame
  Value result;                       // of the Entry frame
  Value main_result = Value::none();  // SET_RESULT

  // ---- caches and registries
  u32 next_shape_id = 16;
  u32 dict_serial = 0;
  u32 epoch = 1;  // changes when a class that a cache relied on changes
  std::unique_ptr<MethodCacheEntry[]> method_cache;
  std::unique_ptr<AttributeCacheEntry[]> attribute_cache;  // loads, then stores
  CodeInstances code_instances;
  std::unordered_map<const Type*, Shape*> static_shapes;  // root shapes of sealed types
  std::vector<std::shared_ptr<Program>> programs;
  std::vector<OnDemandNamespace> on_demand;
  IdTable ids;
  u64 next_id = 0;  // serials given so far; id() shows kFirstId + kIdStep times the serial
  static constexpr u64 kFirstId = 0x7F5A00000000u, kIdStep = 64;
  static constexpr usize kIdBytes = 64;  // what an entry of ids takes
  Dict* modules = nullptr;               // sys.modules, made by modules_of() when somebody asks
  Dict* builtins = nullptr;              // the builtins module's namespace
  Dict* twin_globals = nullptr;          // namespace of src/builtins/builtins.py
  Module* main_module = nullptr;
  std::vector<Value> extra_roots;
  ReprGuard repr_guard;
  Value event_loop;                       // asyncio's running loop
  Dict* external_calls = nullptr;         // calls in flight: id -> (future, HostFunction, args, kwargs or None)
  List* external_settled = nullptr;       // settled since the event loop last looked: (future, ok, value)
  Function* external_function = nullptr;  // of the frame that a suspended run waits in; made on first use
  u64 next_call = 1;                      // id of the next call of the host
  bool suspendable = false;               // the host drives by start and resume
  bool suspended = false;                 // run_loop was left so; resume_run goes on
  HostHooks hooks;
  alignas(8) unsigned char scratch_storage[32];  // of int_context
  u64 output_bytes = 0, output_limit = ~u64{0};

  // ---- how the lower rooms reach what they may not include
  // Compiles source text (mode 0 exec, 1 eval, 2 single; flags: CompileFlags); null: SyntaxError pending, or stopped.
  std::shared_ptr<Program> (*compile)(Vm& vm, std::string_view source, std::string_view filename, int mode, u32 flags) = nullptr;
  // The syntax tree of source text as tuples (modes as above).
  Value (*syntax_tree)(Vm& vm, std::string_view source, std::string_view filename, int mode) = nullptr;
  // The sealed program of an embedded library module, compiled once for the whole engine; null: none.
  std::shared_ptr<Program> (*library)(Vm& vm, const NativeModule& module) = nullptr;
  void* api_context = nullptr;
  bool twins_loaded = false;
  u64 twins_began = 0;  // used_fuel() when their module began; 0: not known

  // Limits: absolute instruction count, deadline of the monotonic clock, cancel flag.
  u64 instruction_limit = ~u64{0};
  double deadline = 0;  // 0: none
  std::atomic<bool>* cancel = nullptr;
  u32 pause_every = 0;  // tests: leave the loop at the first turn after so many instructions
  u32 step_every = 0;   // a suspendable run is left between two instructions, each time after so many
  u32 steps_left = 0;
  bool paused = false;                      // left for one of them; run_loop goes on
  bool pauses = false;                      // a suspendable run whose budget or time is used up is left, where it can go on
  StopReason pause_due = StopReason::None;  // so it is, at the next place between two instructions
  i64 slice = 0;                            // fuel given at the last refill
  u64 spent = 0;                            // fuel used up in finished slices
  u64 used_fuel() { return spent + static_cast<u64>(std::max<i64>(0, slice - meter.fuel())); }

  // ---- stack segments
  // The first lies in the heap's first memory; each other is charged, and stays when frames no longer reach it.
  struct Segment {
    Segment* below;
    Segment* above;
    char* end;
    char* begin() { return reinterpret_cast<char*>(this + 1); }
    usize bytes() { return static_cast<usize>(end - reinterpret_cast<char*>(this)); }
  };
  Segment* segment;  // where sp is

  CodeInstance* code_instance(Code* code) { return code_instances.of(code); }
  void set_depth_limit(i32 frames) {
    depth_limit = frames;
    depth_ceiling = static_cast<u32>(frames) * kDepthUnit;
  }
  // May a frame be that deep? Hidden frames above the deepest visible one have the last unit.
  bool too_deep(u32 depth) const { return depth > depth_ceiling + kDepthUnit - 1; }
  void drop_segments_above();
  void trace(Tracer& t);
};

// sys.modules, with __main__ in it; null: an exception is pending.
Dict* modules_of(Vm& vm);

// For what is too late to refuse: the run ends before its next instructions.
inline void stop_for_memory(Vm& vm) {
  vm.stop = StopReason::Memory;
  vm.slice -= vm.meter.fuel();
  vm.meter.fuel() = 0;
}

// The Vm that owns a meter (meter.refill needs it).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
inline Vm& vm_of(Meter& meter) { return *reinterpret_cast<Vm*>(reinterpret_cast<char*>(&meter) - offsetof(Vm, meter)); }
#pragma GCC diagnostic pop

enum class Tri : u8 { False, True, Error, Defer };
inline Tri tri(bool b) { return b ? Tri::True : Tri::False; }

}  // namespace monty
