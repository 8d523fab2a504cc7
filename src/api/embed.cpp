// SPDX-License-Identifier: MIT
// What include/monty/monty.hpp promises, over the core's Engine and Session: engines, programs, errors.
#include "api/embed.h"

#include <algorithm>

#include "api/tool_kinds.h"
#include "code/code.h"

namespace monty::v1 {

Engine::Engine() : impl_(std::make_shared<Impl>()) {}

std::string_view version() { return "0.1.0"; }

std::string_view limit_name(LimitKind kind) {
  static constexpr std::string_view kNames[] = {"", "memory", "time", "instructions", "depth", "output", "allocations", "cancelled"};
  return kNames[static_cast<int>(kind)];
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
  e.type = s.kind == syntax::SyntaxError::Kind::IndentationError ? "IndentationError" : s.kind == syntax::SyntaxError::Kind::TabError ? "TabError" : "SyntaxError";
  e.message = s.msg;
  e.frames.push_back({std::string(filename), s.lineno, ""});
  std::string& out = e.traceback;
  if (s.lineno != 0) out += "  File \"" + std::string(filename) + "\", line " + std::to_string(s.lineno) + "\n";
  if (s.has_text && !s.text.empty()) {
    std::string_view line(s.text);
    line = line.substr(0, line.find('\n'));
    usize lead = line.find_first_not_of(" \t\f");
    if (lead == line.npos) lead = line.size();
    usize end = line.size();
    while (end > lead && (line[end - 1] == ' ' || line[end - 1] == '\t' || line[end - 1] == '\r')) end--;
    out += "    " + std::string(line.substr(lead, end - lead)) + "\n";
    if (s.offset >= 1) {
      // Offsets count code points from 1; the caret line repeats tabs so that it lines up.
      std::string caret = "    ";
      usize column = 1;
      for (usize i = 0; i < line.size() && column < s.offset; i++) {
        if ((static_cast<u8>(line[i]) & 0xC0) == 0x80) continue;
        column++;
        if (i >= lead) caret.push_back(line[i] == '\t' ? '\t' : ' ');
      }
      while (column < s.offset && column <= line.size() + 1) caret.push_back(' '), column++;
      usize width = s.end_lineno == s.lineno && s.end_offset > s.offset ? s.end_offset - s.offset : 1;
      if (s.end_lineno > s.lineno) width = end + 1 > s.offset ? end + 1 - s.offset : 1;
      out += caret + std::string(std::min<usize>(width, 4096), '^') + "\n";
    }
  }
  out += e.type + ": " + e.message + "\n";
  return e;
}

Result<Program> Program::compile(std::string_view source, std::string_view filename, Mode mode, const Limits& limits) {
  CompileFailure failure;
  CompileBudget budget;
  if (limits.memory != 0) budget.memory = limits.memory;
  budget.seconds = limits.seconds;
  auto compiled = compile_program(source, filename, true, &failure, mode == Mode::Interactive ? compiler::Mode::Single : compiler::Mode::Module, budget);
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

}  // namespace monty::v1
