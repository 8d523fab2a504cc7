// SPDX-License-Identifier: MIT
// Compiled programs. This room owns the code object, the opcode table (opcodes.def), the line table, the exception
// table and the builder. A Program is *sealed* once compiled: immutable and shared between instances and threads.
// Code and constants never hold pointers into an instance's heap. The room knows nothing of heap or objects:
// constants are descriptions (Const) that the object room turns into immortal values once, when a program is sealed.
#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"
#include "base/value.h"

namespace monty {

struct Str;  // object/str.h

enum class Op : u16 {
#define MONTY_OP(name, a, b, c, ext, doc) name,
#include "code/opcodes.def"
  Count,  // of the opcodes of sealed code
  QuickBase = Count - 1,
#define MONTY_OP(name, a, b, c, ext, doc)
#define MONTY_QUICK_OP(name, generic, ext, doc) name,
#include "code/opcodes.def"
  AllCount
};

struct Instr {
  u16 op;
  u16 a;
  union {
    struct {
      u16 b;
      u16 c;
    };
    u32 wide;   // KX, NX
    i32 swide;  // IX, JX
  };
};
static_assert(sizeof(Instr) == 8);

// Number of extension words of each opcode.
u8 op_ext(Op op);
const char* op_name(Op op);

// Operand kinds of opcodes.def.
enum class Operand : u8 { _, W, R, M, RR, WW, K, N, U, I, J, KX, NX, IX, JX };
struct OpInfo {
  const char* name;
  Operand a, b, c;
  u8 ext;
  const char* doc;
};
const OpInfo& op_info(Op op);

// LOAD_SPECIAL operands.
enum class Special : u16 { Enter, Exit, AEnter, AExit };

// SET_FUNCTION operands.
enum class FunctionPart : u16 { Defaults /*tuple*/, KwDefaults /*dict*/, Closure /*tuple of cells*/, Annotate /*function*/, TypeParams /*tuple*/ };

// INTRINSIC operands, with the number of arguments. TypeVar bounds and defaults are given lazily by functions (PEP 695/696).
#define MONTY_INTRINSICS(X)                                                                                                \
  X(TypeVar, 3)            /* name, bound-or-constraints evaluator function or None, default evaluator function or None */ \
  X(TypeVarConstrained, 3) /* as TypeVar; the evaluator returns a tuple of constraints */                                  \
  X(ParamSpec, 2)          /* name, default evaluator or None */                                                           \
  X(TypeVarTuple, 2)       /* name, default evaluator or None */                                                           \
  X(TypeAlias, 3)          /* name, type params tuple, value evaluator function */                                         \
  X(SubscriptGeneric, 1)   /* typing.Generic[*params tuple] */                                                             \
  X(SetupAnnotations, 0)   /* __annotations__ = {} in the locals mapping when missing */                                   \
  X(StopIterationError, 1) /* RuntimeError for a StopIteration that leaves a generator, see PEP 479 */

enum class Intrinsic : u16 {
#define X(name, n) name,
  MONTY_INTRINSICS(X)
#undef X
};

struct Code;
struct CodeSuspensions;  // code/suspension.h

// One constant, as the compiler describes it.
struct Const {
  enum class Kind : u8 { None, True, False, Ellipsis, Int, BigInt, Float, Complex, Str, Bytes, Tuple, FrozenSet, Code };
  Kind kind = Kind::None;
  i64 i = 0;     // Int: fits 62 bits signed
  double f = 0;  // Float, Complex (imaginary part in f, real part 0 unless re is set)
  double re = 0;
  std::string_view text;       // Str (WTF-8), Bytes, BigInt (digits without prefix and underscores; base in i; may start with '-')
  std::span<const u32> items;  // Tuple, FrozenSet: indices of constants of the same code
  Code* code = nullptr;        // Code
};

enum CodeFlags : u32 {
  kCodeOptimized = 1,  // a function: locals in registers
  kCodeVarargs = 4,    // *args parameter
  kCodeVarkw = 8,      // **kwargs parameter
  kCodeNested = 16,
  kCodeGenerator = 32,
  kCodeCoroutine = 128,
  kCodeAsyncGenerator = 512,  // values as CPython's co_flags
  kCodeClassBody = 1 << 20,
  kCodeModule = 1 << 21,
  kCodeUsesLocals = 1 << 22,    // reads the name locals/vars/dir/eval/exec: all named locals stay live
  kCodeTwin = 1 << 23,          // part of the embedded library: hidden from tracebacks and depth
  kCodeHasDocstring = 1 << 24,  // k[0] is the docstring
  kCodeMethod = 1 << 25,
};

// Positions of the instructions from `start` (word index) to the next entry. Columns are UTF-8 byte offsets; line 0: none.
struct Position {
  u32 start;
  u32 line, end_line;
  u32 col, end_col;
};

// When an instruction in [start, end) raises, r[reg] = the exception and control goes to target. The first entry that
// covers the instruction wins (inner ones come first).
struct Handler {
  u32 start, end, target;
  u16 reg;
  u16 unused;
};

struct Program;
struct Code;

// A definition at the top of a library module that is made when somebody asks for its name: most programs use a few
// names of a module, and an instance is to start in microseconds. See compiler/on_demand.h for what qualifies.
struct OnDemand {
  struct Default {
    u32 index;  // of a constant, or of a name in the module's namespace; in the tables of code->parent
    bool is_name;
  };
  std::string_view qualname;
  Code* code = nullptr;
  bool thunk = false;                         // calling it makes the definition and returns it; else it is the function's own code
  std::span<Default> defaults;                // of the last positional parameters
  std::span<Default> kwdefaults;              // by keyword-only parameter
  static constexpr u32 kNoDefault = ~u32{0};  // index of a keyword-only parameter without one
  mutable Str* name = nullptr;                // qualname as a value, once somebody has asked (object/on_demand.cpp)
};

// A variable of an inlined comprehension: in `reg` within [start, end). Only in codes with kCodeUsesLocals.
struct InnerLocal {
  u32 start, end;
  u16 reg;
  bool is_cell;
  std::string_view name;
};

struct Code {
  Program* program = nullptr;
  Code* parent = nullptr;  // lexically enclosing code
  u32 index = 0;           // position in Program::codes: identifies the code in dumps
  u32 flags = 0;
  std::string_view name, qualname;
  u16 argcount = 0;  // positional parameters, the positional-only ones included
  u16 posonlyargcount = 0;
  u16 kwonlyargcount = 0;
  // Registers: 0.. parameters in CPython's order (positional, keyword-only, *args, **kwargs), then other locals, then
  // temporaries. A parameter or local that is captured gets MAKE_CELL in the prologue and its register holds the cell.
  u16 nlocals = 0;  // registers with names
  u16 nregs = 0;
  u32 firstlineno = 0;
  std::span<const Instr> instrs;
  std::span<const Const> consts;
  std::span<const std::string_view> names;     // attribute, global names
  std::span<const std::string_view> varnames;  // of registers 0..nlocals
  std::span<const u8> local_is_cell;           // per local: 1 when the register holds a cell
  std::span<const InnerLocal> inner_locals;
  std::span<const std::string_view> freevars;  // free cells, in the order of the closure tuple
  std::span<const Position> positions;
  std::span<const Handler> handlers;

  // Filled when the code is sealed (object room); immortal.
  mutable std::atomic<bool> sealed{false};
  Value* const_values = nullptr;
  Str** name_values = nullptr;
  Str** varname_values = nullptr;
  Str** freevar_values = nullptr;
  Str* name_value = nullptr;
  Str* qualname_value = nullptr;

  // Made when a run is first dumped or loaded in this code; owned.
  mutable std::atomic<const CodeSuspensions*> suspensions{nullptr};

  const Position* position_at(u32 word) const;
};

// What a higher room (snapshot) knows of a program once it has met it.
struct ProgramFacts {
  virtual ~ProgramFacts() = default;
};

struct CompileWarning {
  u32 lineno;
  std::string msg;
};

// A source text, compiled. Owns everything its codes point to. Reference-counted by instances (std::shared_ptr).
struct Program {
  std::string filename;
  std::string source;
  // How it came to be, so that a snapshot can name it: the embedded module, or the mode and flags of the compiler.
  std::string_view library;                                    // name of the embedded module; empty: the source is a program's
  u8 mode = 0;                                                 // 0 module, 1 expression, 2 one statement of a prompt
  u32 compile_flags = 0;                                       // CompileFlags of object/vm.h
  mutable std::atomic<const ProgramFacts*> facts{nullptr};     // owned; the thread that needs them first makes them
  mutable std::atomic<const ProgramFacts*> finished{nullptr};  // of a library module: what its top came to (object/module_top.h); owned
  std::vector<Code*> codes;                                    // [0] is the top-level code
  std::vector<CompileWarning> warnings;                        // SyntaxWarnings, in the order in which they are shown
  std::vector<OnDemand> on_demand;
  std::span<const u16> on_demand_index;         // open addressing by str_hash of the qualname: 1 + position; size a power of two
  const char* image = nullptr;                  // what the build compiled of this module of the library (code/image.h); not owned
  std::vector<std::unique_ptr<char[]>> blocks;  // storage of codes, strings, tables
  usize bytes = 0;                              // of blocks
  u64 cost = 0;                                 // fuel that a session's compiler used
  void* sealed = nullptr;                       // storage of the constants' values; freed through seal_free
  void (*seal_free)(Program&) = nullptr;
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  Code* top() const { return codes.front(); }
  // Uninitialised storage that lives as long as the program.
  void* allocate(usize bytes, usize align = 8);
  template <class T>
  std::span<T> allocate_array(usize n) {
    return {new (allocate(n * sizeof(T), alignof(T))) T[n](), n};
  }
  std::string_view store(std::string_view text);
  void index_on_demand();  // once on_demand is complete

 private:
  char* cursor_ = nullptr;
  char* limit_ = nullptr;
};

// Text of a code object and its nested ones, for `monty dis` and golden tests.
std::string disassemble(const Code& code);

// Checks every operand, index and jump, and that registers are written before they are read; an empty string, or what
// is wrong. Debug builds verify each compiled code.
std::string verify(const Code& code);

}  // namespace monty
