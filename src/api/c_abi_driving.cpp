// SPDX-License-Identifier: MIT
// The C interface: start and resume.
#include "api/c_abi.h"

using namespace monty::api;

namespace {

monty_call question_of(Question& q, Memory& memory) {
  Call call{q.name, std::move(q.args), std::move(q.kwargs)};
  monty_call out = call_of(call, memory);
  out.id = q.id;
  return out;
}

monty_error* give_progress(monty_session* session, Result<Progress> at, const monty_progress** out) {
  if (!at) {
    // Not an exception of the program, but an answer that does not fit.
    const Error& e = at.error();
    return failure(e, e.kind == ErrorKind::Runtime && e.traceback.empty() && !e.exit_status ? MONTY_ERROR_ARGUMENT : -1);
  }
  Memory& memory = session->memory;
  memory.reset();
  monty_progress& p = session->progress;
  p.size = sizeof p;
  p.state = static_cast<monty_state>(at->state);
  p.question = question_of(at->question, memory);
  auto* started = memory.array<monty_call>(at->started.size());
  for (monty::usize i = 0; i < at->started.size(); i++) started[i] = question_of(at->started[i], memory);
  p.started = started;
  p.started_count = at->started.size();
  p.timeout = at->timeout;
  p.position = memory.frame(at->position);
  p.limit = static_cast<monty_limit>(at->limit);
  p.span = span_of(at->position);
  p.via = memory.text(at->via);
  auto* via = memory.array<monty_value>(at->via_args.size());
  for (monty::usize i = 0; i < at->via_args.size(); i++) via[i] = lower(at->via_args[i], memory);
  p.via_args = monty_of_items(MONTY_TUPLE, via, at->via_args.size());
  *out = &p;
  return nullptr;
}

static_assert(static_cast<int>(Progress::State::Name) == MONTY_NAME && static_cast<int>(Progress::State::Os) == MONTY_OS);

}  // namespace

monty_error* monty_session_start(monty_session* session, const monty_program* program, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (program == nullptr || out == nullptr) return null_argument();
  return give_progress(session, use->start(program->program), out);
}

monty_error* monty_session_resume(monty_session* session, const monty_value* value, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (value == nullptr || out == nullptr) return null_argument();
  std::string problem;
  Result<Value> answer = answer_from(value, &problem);
  if (!problem.empty()) return argument_error(problem);
  return give_progress(session, answer ? use->resume(*answer) : use->resume_error(answer.error()), out);
}

monty_error* monty_session_resume_future(monty_session* session, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  return give_progress(session, use->resume_future(), out);
}

monty_error* monty_session_resume_declared(monty_session* session, bool awaited, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  return give_progress(session, use->resume_declared(awaited), out);
}

monty_error* monty_session_resume_refused(monty_session* session, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  return give_progress(session, use->resume_refused(), out);
}

monty_error* monty_session_settle(monty_session* session, const monty_settled* answers, size_t count, double waited, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr || (answers == nullptr && count != 0)) return null_argument();
  std::vector<Settled> rows(count);
  for (monty::usize i = 0; i < count; i++) {
    std::string problem;
    rows[i] = {answers[i].id, answer_from(&answers[i].value, &problem)};
    if (!problem.empty()) return argument_error(problem);
  }
  return give_progress(session, use->settle(std::move(rows), waited < 0 ? std::nullopt : std::optional<double>(waited)), out);
}

monty_error* monty_session_progress(monty_session* session, const monty_progress** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  return give_progress(session, use->progress(), out);
}
