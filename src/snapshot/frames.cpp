// SPDX-License-Identifier: MIT
#include "snapshot/frames.h"

#include <algorithm>

#include "code/operands.h"

namespace monty::snapshot {

Stand stand_of(Cont cont) {
  switch (cont) {
    case Cont::Operator:
    case Cont::Feed:
    case Cont::Gather:
    case Cont::Made:
    case Cont::YieldFrom:
    case Cont::GenYieldFrom:
    case Cont::AsyncStep: return Stand::Again;
    case Cont::Retry: return Stand::Before;
    case Cont::Init: return Stand::Made;
    default: return Stand::Called;
  }
}

std::vector<RegisterNeed> needs_at(const Code& code, u32 ordinal, Stand stand) {
  if (stand == Stand::Question) {
    std::vector<RegisterNeed> all(code.nlocals);
    for (u16 r = 0; r < code.nlocals; r++) all[r] = {r, kLive | kNeedsValue};
    return all;
  }
  const SuspensionPoint& point = suspension_point(code, ordinal);
  if (stand == Stand::Before || stand == Stand::Again) return point.again;
  std::vector<RegisterNeed> needs = point.after;
  if (stand == Stand::Made) {
    const u16 made = code.instrs[suspensions_of(code).words[ordinal]].a;
    auto it = std::lower_bound(needs.begin(), needs.end(), made, [](const RegisterNeed& n, u16 r) { return n.reg < r; });
    if (it == needs.end() || it->reg != made) needs.insert(it, {made, kLive | kNeedsValue});
  }
  return needs;
}

namespace {

bool between(Op op, Op first, Op last) { return op >= first && op <= last; }

bool is_call(Op op) { return op == Op::CALL || op == Op::CALL_METHOD; }
bool is_membership(Op op) { return op == Op::IN || op == Op::NOT_IN || op == Op::JT_IN || op == Op::JF_IN; }
bool is_binary(Op op) { return between(op, Op::ADD, Op::ISUB_I) || between(op, Op::LT, Op::NE) || between(op, Op::JT_LT, Op::JF_NE_I); }
bool is_test(Op op) {
  return op == Op::NOT || op == Op::BOOL || op == Op::JUMP_IF_TRUE || op == Op::JUMP_IF_FALSE || is_membership(op) || between(op, Op::JT_LT, Op::JF_NE_I);
}

bool writes(const Instr& in, u32 least) {
  const Operand a = op_info(static_cast<Op>(in.op)).a;
  if (a == Operand::WW) return range_length(in) >= least;
  return least == 1 && (a == Operand::W || a == Operand::M);
}

// Twins that RAISE calls.
bool never_returns(const Code& code) { return code.program->library == "builtins" && (code.qualname == "raise_one" || code.qualname == "raise_from"); }

}  // namespace

const char* check_call(const Frame& frame, const Frame& below, const Instr& in) {
  constexpr const char* kWrong = "a call that the instruction below does not make";
  const Op op = static_cast<Op>(in.op);
  const Cont cont = frame.cont;
  const u8 stage = frame.stage;
  const bool generator = frame.generator != nullptr, in_generator = below.generator != nullptr;
  if (ends_path(op) && cont != Cont::Retry && !never_returns(*frame.code->code)) return kWrong;
  bool ok = false;
  switch (cont) {
    case Cont::Call: ok = is_call(op) && !generator; break;
    case Cont::Store: ok = writes(in, 1); break;
    case Cont::StoreMethod: ok = writes(in, 2) || op == Op::LOAD_SUPER_METHOD; break;
    case Cont::StorePair: ok = writes(in, 2); break;
    case Cont::Discard: ok = true; break;
    case Cont::Init: ok = (is_call(op) || op == Op::CALL_EX) && !generator; break;
    case Cont::Operator: ok = is_binary(op) && stage <= 4; break;
    case Cont::Truth: ok = is_test(op); break;
    case Cont::Unpack: ok = op == Op::UNPACK_SEQUENCE || op == Op::UNPACK_EX; break;
    case Cont::Contains: ok = is_membership(op); break;
    case Cont::ForIter: ok = op == Op::FOR_ITER; break;
    case Cont::YieldFrom: ok = op == Op::YIELD_FROM && in_generator; break;
    case Cont::GenForIter: ok = op == Op::FOR_ITER && generator; break;
    case Cont::GenNext: ok = writes(in, 1) && generator; break;
    case Cont::GenYieldFrom: ok = op == Op::YIELD_FROM && generator && in_generator; break;
    case Cont::Feed: ok = op == Op::CALL && in.b == 3 && in.c == 0; break;
    case Cont::Length: ok = writes(in, 1); break;
    case Cont::Made: ok = op == Op::CALL && !generator; break;
    case Cont::Gather: ok = is_call(op) && generator && in.b >= 1 && in.c == 0; break;
    case Cont::AsyncStep: ok = generator && writes(in, 1) && (op != Op::YIELD_FROM || in_generator); break;
    case Cont::Retry: ok = true; break;
    case Cont::Entry:
    case Cont::ExitCheck: ok = false; break;
  }
  return ok ? nullptr : kWrong;
}

u32 word_of(const Frame* frame) {
  const Code& code = *frame->code->code;
  const Instr* sealed = code.instrs.data();
  const bool own = frame->pc < sealed || frame->pc >= sealed + code.instrs.size();
  return static_cast<u32>(frame->pc - (own ? frame->code->instrs : sealed));
}

}  // namespace monty::snapshot
