// SPDX-License-Identifier: MIT
// Engine: what all instances of a process share (compiled library modules). Session: one instance and the programs run
// in it. The public headers in include/monty are thin covers over these.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "compiler/compile.h"
#include "object/vm.h"
#include "vm/interp.h"

namespace monty {

class Engine {
 public:
  // Thread-safe. Null: the module has no image (a defect of the build).
  std::shared_ptr<Program> library(const NativeModule& module);

  // Programs of dumps that were loaded, and what the library writes for classes (the methods of a dataclass), by all that they
  // are compiled from: the same ones come again and again.
  // `key` as SessionCompiler makes it. Null: not there.
  std::shared_ptr<Program> loaded(const std::string& key);
  void remember_loaded(std::string key, std::shared_ptr<Program> program);

  SpareMemory* spare_memory() { return &spare_; }

 private:
  static constexpr usize kLoadedBytes = 16 << 20;  // forgotten all at once when there are more
  SpareMemory spare_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Program>> loaded_;
  usize loaded_bytes_ = 0;
  std::unordered_map<const NativeModule*, std::shared_ptr<Program>> programs_;
};

struct CompileFailure {
  syntax::SyntaxError error;
  bool incomplete = false;
  StopReason stopped = StopReason::None;  // Memory or Time
};

// What a compilation outside a session may take.
struct CompileBudget {
  u64 memory = ~u64{0};
  double seconds = 0;  // 0: any
};

// Source text into a sealed program that any number of sessions, on any threads, may run.
std::shared_ptr<Program> compile_program(std::string_view source, std::string_view filename, bool want_result, CompileFailure* failure,
                                         compiler::Mode mode = compiler::Mode::Module, CompileBudget budget = {}, u32 assert_bytes = 0);

// A text of an error as the host gets it: a copy that the limit has room for, or else its beginning.
std::string text_for_host(Vm& vm, Str* s);

class Session {
 public:
  Session(Engine& engine, const HostHooks& hooks);
  Vm& vm() { return vm_; }
  Engine& engine() { return engine_; }

  // Runs the program in the session's __main__ namespace. Result: the value of the last expression (None: none).
  RunStatus run(const std::shared_ptr<Program>& program, Value* result);
  // Goes on with a run that was suspended, here or before the session was loaded (see resume_run).
  RunStatus resume(Value answer, Value* result);
  Dict* globals();  // of __main__; null: no memory

  bool keeps_opaque = false;  // what leaves as Opaque may come in again
  // See make_known (api/known_types.h).
  Value host_value(std::string_view kind, Value names, Value values);

  // Text of the pending or given exception as Python prints it. Runs Python code.
  std::string format_exception(Value exception);

 private:
  friend struct SessionCompiler;
  Function* external_function(std::string_view name);
  List* unwritten();
  RunStatus finish(RunStatus status, Value* result);

  Engine& engine_;
  Vm vm_;
  std::unordered_map<std::string, std::shared_ptr<Program>> compiled_;  // short texts of exec and eval
};

// A SyntaxError object for `error`.
Value raise_syntax_error(Vm& vm, const syntax::SyntaxError& error, std::string_view filename);
// The tree that the library module `ast` makes its nodes of (syntax_tree.cpp).
Value syntax_tree_in(Vm& vm, std::string_view source, std::string_view filename, int mode);

}  // namespace monty
