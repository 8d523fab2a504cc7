// SPDX-License-Identifier: MIT
// The C interface: errors, engines, programs, cancellation.
#include "api/c_abi.h"

namespace monty::api {

namespace {

// What a monty_error* points to.
struct Failure {
  monty_error error{};
  Memory memory{};
};

}  // namespace

monty_error* failure(const Error& e, int kind) {
  auto* f = new Failure;
  monty_error& out = f->error;
  out.size = sizeof out;
  out.kind = static_cast<monty_error_kind>(kind >= 0 ? kind : static_cast<int>(e.kind) + 1);
  out.limit = static_cast<monty_limit>(e.limit);
  out.type = f->memory.text(e.type);
  out.message = f->memory.text(e.message);
  out.traceback = f->memory.text(e.traceback);
  auto* frames = f->memory.array<monty_frame>(e.frames.size());
  for (usize i = 0; i < e.frames.size(); i++) frames[i] = f->memory.frame(e.frames[i]);
  out.frames = frames;
  out.frame_count = e.frames.size();
  auto* spans = f->memory.array<monty_span>(e.frames.size());
  for (usize i = 0; i < e.frames.size(); i++) spans[i] = span_of(e.frames[i]);
  out.spans = spans;
  out.incomplete = e.incomplete;
  out.exited = e.exit_status.has_value();
  out.exit_status = e.exit_status.value_or(0);
  return &out;
}

static_assert(static_cast<int>(ErrorKind::Internal) + 1 == MONTY_ERROR_INTERNAL && static_cast<int>(LimitKind::Cancel) == MONTY_LIMIT_CANCEL);

monty_error* argument_error(std::string_view message) {
  Error e;
  e.message = message;
  return failure(e, MONTY_ERROR_ARGUMENT);
}

monty_error* null_argument() { return argument_error("an argument is a null pointer"); }

bool limits_from(const monty_limits* given, Limits* out) {
  if (given == nullptr) return true;
  if (given->size != sizeof *given) return false;
  *out = {given->memory, given->depth, given->seconds, given->instructions, given->output};
  return true;
}

}  // namespace monty::api

using namespace monty::api;

const char* monty_version(void) { return version().data(); }

void monty_error_free(monty_error* error) { delete reinterpret_cast<Failure*>(error); }

const char* monty_limit_name(monty_limit limit) {
  return limit >= MONTY_LIMIT_NONE && limit <= MONTY_LIMIT_CANCEL ? limit_name(static_cast<LimitKind>(limit)).data() : "";
}

monty_engine* monty_engine_new(void) { return new monty_engine; }
void monty_engine_free(monty_engine* engine) { delete engine; }

monty_error* monty_program_compile(const char* source, size_t size, const char* filename, monty_mode mode, const monty_limits* given, monty_program** out) {
  return monty_program_compile_telling(source, size, filename, mode, given, 0, out);
}

monty_error* monty_program_compile_telling(const char* source, size_t size, const char* filename, monty_mode mode, const monty_limits* given,
                                           uint32_t assert_bytes, monty_program** out) {
  if (out == nullptr || (source == nullptr && size != 0)) return null_argument();
  Limits limits;
  if (!limits_from(given, &limits)) return argument_error("monty_limits has a wrong size");
  if (mode != MONTY_FILE && mode != MONTY_INTERACTIVE) return argument_error("no such mode");
  Result<Program> program =
      Program::compile(source == nullptr ? std::string_view() : std::string_view(source, size), filename == nullptr ? "<string>" : filename,
                       mode == MONTY_FILE ? Mode::File : Mode::Interactive, limits, assert_bytes);
  if (!program) return failure(program.error());
  *out = new monty_program{std::move(*program)};
  return nullptr;
}

void monty_program_free(monty_program* program) { delete program; }

monty_error* monty_program_disassemble(const monty_program* program, monty_result** out) {
  if (program == nullptr || out == nullptr) return null_argument();
  return give_text(program->program.disassemble(), out);
}

bool monty_program_awaits(const monty_program* program, const char* name) { return program != nullptr && name != nullptr && program->program.awaits(name); }

monty_cancel* monty_cancel_new(void) { return static_cast<monty_cancel*>(new CancelToken::State); }
monty_cancel* monty_cancel_share(monty_cancel* cancel) {
  if (cancel != nullptr) cancel->owners.fetch_add(1, std::memory_order_relaxed);
  return cancel;
}
void monty_cancel_free(monty_cancel* cancel) {
  if (cancel != nullptr) CancelToken::release(cancel);
}
void monty_cancel_request(monty_cancel* cancel) {
  if (cancel != nullptr) cancel->requested.store(true, std::memory_order_relaxed);
}
void monty_cancel_reset(monty_cancel* cancel) {
  if (cancel != nullptr) cancel->requested.store(false, std::memory_order_relaxed);
}
bool monty_cancel_requested(const monty_cancel* cancel) { return cancel != nullptr && cancel->requested.load(std::memory_order_relaxed); }
