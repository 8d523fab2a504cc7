// SPDX-License-Identifier: MIT
// The C interface: type checking. Our parser reads every text first: what it refuses never reaches the checker, whose
// own has no bounds.
#include "api/c_abi.h"
#include "api/embed.h"
#include "api/engine.h"
#include "check/check.h"

namespace monty::api {

namespace {

constexpr usize kMaxText = 1 << 20;  // bytes of all that is checked at once
constexpr double kDefaultSeconds = 10;
constexpr u64 kParseMemory = 1 << 28;

// What a monty_findings* points to.
struct Findings {
  monty_findings findings{};
  std::string text;
};

// The byte that a position of a SyntaxError is at: lines and offsets from 1, offsets in code points.
usize byte_at(std::string_view text, u32 line, u32 offset) {
  usize at = 0;
  for (; line > 1; line--) {
    const usize end = text.find('\n', at);
    if (end == text.npos) return text.size();
    at = end + 1;
  }
  for (; offset > 1 && at < text.size() && text[at] != '\n'; offset--) {
    at++;
    while (at < text.size() && (static_cast<u8>(text[at]) & 0xC0) == 0x80) at++;
  }
  return at;
}

monty_error* limit_error(LimitKind limit, std::string_view message) {
  Error e;
  e.kind = ErrorKind::Limit;
  e.limit = limit;
  e.message = message;
  return failure(e);
}

bool compiles(std::string_view source, std::string_view name, double seconds, CompileFailure* failure) {
  CompileBudget budget;
  budget.memory = kParseMemory;
  budget.seconds = seconds;
  return compile_program(source, name, true, failure, compiler::Mode::Module, budget) != nullptr;
}

// Null, or why the text cannot go in.
monty_error* refuse_text(std::string_view text, std::string_view name, double seconds) {
  CompileFailure problem;
  if (text.empty() || compiles(text, name, seconds, &problem)) return nullptr;
  return failure(syntax_error(problem, name));
}

monty_error* check_with(std::string_view source, const monty_check_options& o, monty_findings** out) {
  check::Request request;
  request.name = o.filename == nullptr ? "<string>" : o.filename;
  request.source = source;
  request.earlier = view(o.earlier);
  request.stubs = view(o.stubs);
  request.stubs_name = o.stubs_filename == nullptr ? "<stubs>" : o.stubs_filename;
  request.format = static_cast<check::Format>(o.format);
  request.color = o.color;
  request.seconds = o.seconds > 0 ? o.seconds : kDefaultSeconds;
  usize size = request.source.size() + request.earlier.size() + request.stubs.size();
  for (size_t i = 0; i < o.module_count; i++) {
    if (o.modules[i].name == nullptr) return null_argument();
    request.modules.push_back({o.modules[i].name, view(o.modules[i].text)});
    size += request.modules.back().text.size();
  }
  if (size > kMaxText) return limit_error(LimitKind::Memory, "more text than is type-checked at once (1 MiB)");
  if (monty_error* e = refuse_text(request.earlier, request.name, request.seconds)) return e;
  if (monty_error* e = refuse_text(request.stubs, request.stubs_name, request.seconds)) return e;
  for (const check::Module& m : request.modules) {
    if (monty_error* e = refuse_text(m.text, m.name, request.seconds)) return e;
  }
  CompileFailure problem;
  if (!compiles(source, request.name, request.seconds, &problem)) {
    if (problem.stopped != StopReason::None) return failure(syntax_error(problem, request.name));
    const syntax::SyntaxError& s = problem.error;
    request.refused = s.msg;
    request.refused_start = byte_at(source, s.lineno, s.offset);
    request.refused_end = s.end_lineno == 0 ? request.refused_start : byte_at(source, s.end_lineno, s.end_offset);
  }

  check::Report report = check::run(request);
  if (report.status == check::Report::Status::OutOfTime) return limit_error(LimitKind::Time, "time limit exceeded while type checking");
  if (report.status == check::Report::Status::OutOfMemory) return limit_error(LimitKind::Memory, "memory limit exceeded while type checking");
  if (report.status == check::Report::Status::Failed) {
    Error e;
    e.message = "the type checker failed: " + report.text;
    return failure(e);
  }
  auto* f = new Findings;
  f->text = std::move(report.text);
  f->findings.size = sizeof f->findings;
  f->findings.errors = report.errors;
  f->findings.warnings = report.warnings;
  f->findings.text = {f->text.data(), f->text.size()};
  *out = &f->findings;
  return nullptr;
}

static_assert(MONTY_CHECK_GITLAB + 1 == check::kFormats);

}  // namespace

}  // namespace monty::api

using namespace monty::api;

bool monty_check_available(void) { return monty::check::available(); }

monty_error* monty_check(const char* source, size_t size, const monty_check_options* options, monty_findings** out) {
  if (out == nullptr || (source == nullptr && size != 0)) return null_argument();
  monty_check_options o{};
  if (options != nullptr) {
    if (options->size != sizeof o) return argument_error("monty_check_options has a wrong size");
    o = *options;
  }
  if (o.format < 0 || o.format > MONTY_CHECK_GITLAB) return argument_error("no such format");
  if (o.modules == nullptr && o.module_count != 0) return null_argument();
  if (!monty::check::available()) return argument_error("type checking is not in this build");
  return check_with({source == nullptr ? "" : source, size}, o, out);
}

void monty_findings_free(monty_findings* findings) { delete reinterpret_cast<Findings*>(findings); }
