// SPDX-License-Identifier: MIT
// The door of the room: source text in, sealed-to-be Program out.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/meter.h"
#include "code/code.h"
#include "syntax/parser.h"

namespace monty::compiler {

enum class Mode : u8 {
  Module,  // a file
  Eval,    // one expression: the top code returns its value
  Single,  // one interactive statement: every expression statement does SET_RESULT, or calls sys.displayhook
};

struct CompileOptions {
  Mode mode = Mode::Module;
  bool allow_top_level_await = false;
  bool twin = false;                        // embedded library: kCodeTwin on all codes, definitions on demand
  std::span<const std::string_view> bound;  // twin: names that the module has before its code runs
  bool methods_on_demand = false;           // those of classes too, by qualified name (the twins of natives)
  bool want_result = false;                 // SET_RESULT for a trailing expression statement
  u32 assert_bytes = 0;                     // failed assertions tell the values, each in so many bytes of its repr (0: they do not)
  bool use_names = false;                   // names go through the frame's locals mapping (exec and eval with locals of their own)
  std::string filename = "<string>";
  syntax::ParseOptions parse{};
};

struct CompileResult {
  enum class Status : u8 { Ok, Error, Interrupted, OutOfMemory };
  Status status = Status::Ok;
  std::shared_ptr<Program> program;  // set exactly when ok
  syntax::SyntaxError error;
  bool incomplete = false;  // see ParseResult
  bool ok = false;
};

[[nodiscard]] CompileResult compile(std::string_view source, const CompileOptions& options, Meter& meter);
// The same with the caller's arena for tree and scratch memory; it is reset first.
[[nodiscard]] CompileResult compile(std::string_view source, const CompileOptions& options, Meter& meter, Arena& arena);
// A tree that was parsed already (it is changed: constants are folded in place).
[[nodiscard]] CompileResult compile_tree(syntax::ModNode* root, u32 identifier_count, std::string_view source, const CompileOptions& options, Meter& meter,
                                         Arena& arena);

}  // namespace monty::compiler
