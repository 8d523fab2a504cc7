// SPDX-License-Identifier: MIT
// What the host sees, over the core's Engine and Session: engines, programs, errors.
#include "api/embed.h"

#include <algorithm>

#include "api/tool_kinds.h"
#include "code/code.h"

namespace monty::api {

Engine::Engine() : impl_(std::make_shared<Impl>()) {}

std::string_view version() { return "0.1.0"; }

std::string_view limit_name(LimitKind kind) {
  static constexpr std::string_view kNames[] = {"", "memory", "time", "instructions", "depth", "output", "allocations", "cancelled"};
  return kNames[static_cast<int>(kind)];
}

// Marks where the error is, below the line without its first `lead` blanks; as traceback.py does.
static std::string caret_line(std::string_view line, usize lead, const syntax::SyntaxError& s) {
  auto characters = [](std::string_view text) {
    return static_cast<i64>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<u8>(c) & 0xC0) != 0x80; }));
  };
  const i64 length = characters(line);
  i64 from = s.offset, to = length + 1;
  if (s.lineno == s.end_lineno) to = s.end_offset != 0 ? static_cast<i32>(s.end_offset) : from;
  if (from > length) {
    from = length + 1;
    to = std::max(to, from);
  }
  if (from >= to || to < 0) to = from + 1;
  i64 blanks = from - 1 - static_cast<i64>(lead);
  if (blanks < 0) return "";
  std::string out = "    ";
  for (usize i = lead; i < line.size() && blanks > 0; i++) {
    if ((static_cast<u8>(line[i]) & 0xC0) == 0x80) continue;
    out.push_back(line[i] == '\t' ? '\t' : ' ');
    blanks--;
  }
  return out.append(static_cast<usize>(blanks), ' ').append(static_cast<usize>(std::min<i64>(to - from, 4096)), '^') + "\n";
}

Error syntax_error(const CompileFailure& failure, std::string_view filename) {
  Error e;
  if (failure.stopped != StopReason::None) {
    bool time = failure.stopped == StopReason::Time;
    e.kind = ErrorKind::Limit;
    e.limit = time ? LimitKind::Time : LimitKind::Memory;
    e.message = time ? "time limit reached while compiling" : "memory limit reached while compiling";
    return e;
  }
  const syntax::SyntaxError& s = failure.error;
  e.kind = ErrorKind::Syntax;
  e.incomplete = failure.incomplete;
  e.type = s.kind == syntax::SyntaxError::Kind::IndentationError ? "IndentationError"
           : s.kind == syntax::SyntaxError::Kind::TabError       ? "TabError"
                                                                 : "SyntaxError";
  e.message = s.msg;
  e.frames.push_back({std::string(filename), s.lineno, ""});
  std::string& out = e.traceback;
  if (s.lineno != 0) out += "  File \"" + std::string(filename) + "\", line " + std::to_string(s.lineno) + "\n";
  if (s.has_text && !s.text.empty()) {
    std::string_view line(s.text);
    line = line.substr(0, line.find('\n'));
    usize lead = line.find_first_not_of(" \f");
    if (lead == line.npos) lead = line.size();
    out += "    " + std::string(line.substr(lead)) + "\n";
    if (s.offset >= 1) out += caret_line(line, lead, s);
  }
  out += e.type + ": " + e.message + "\n";
  return e;
}

Result<Program> Program::compile(std::string_view source, std::string_view filename, Mode mode, const Limits& limits, u32 assert_bytes) {
  CompileFailure failure;
  CompileBudget budget;
  if (limits.memory != 0) budget.memory = limits.memory;
  budget.seconds = limits.seconds;
  auto compiled =
      compile_program(source, filename, true, &failure, mode == Mode::Interactive ? compiler::Mode::Single : compiler::Mode::Module, budget, assert_bytes);
  if (compiled == nullptr) return syntax_error(failure, filename);
  auto impl = std::make_shared<Impl>();
  impl->program = std::move(compiled);
  Program out;
  out.impl_ = std::move(impl);
  return out;
}

std::string Program::disassemble() const { return monty::disassemble(*impl_->program->top()); }

bool Program::awaits(std::string_view name) const {
  std::call_once(impl_->analysed, [this] { impl_->awaited = awaited_names(impl_->program->source); });
  return std::binary_search(impl_->awaited.begin(), impl_->awaited.end(), name);
}

}  // namespace monty::api
