// SPDX-License-Identifier: MIT
// The verifier: operands in range, jumps to instructions, registers written before they are read (forward data flow
// over basic blocks), handlers sane.
#include <vector>

#include "code/code.h"
#include "code/operands.h"

namespace monty {

namespace {

class Verifier {
 public:
  explicit Verifier(const Code& code) : code_(code), n_(static_cast<u32>(code.instrs.size())) {}

  std::string run() {
    if (n_ == 0) return "no instructions";
    if (!operands() || !handlers()) return error_;
    flow();
    return error_;
  }

 private:
  bool fail(u32 word, const std::string& what) {
    if (error_.empty()) error_ = "word " + std::to_string(word) + ": " + what;
    return false;
  }
  Op op(u32 i) const { return static_cast<Op>(code_.instrs[i].op); }
  u32 next(u32 i) const { return i + 1 + op_ext(op(i)); }

  bool operands() {
    start_.assign(n_ + 1, false);
    u32 last = 0;
    for (u32 i = 0; i < n_;) {
      if (code_.instrs[i].op >= static_cast<u16>(Op::Count)) return fail(i, "bad opcode");
      start_[i] = true;
      last = i;
      i = next(i);
      if (i > n_) return fail(last, "extension words missing");
    }
    if (!ends_path(op(last))) return fail(last, "runs off the end");
    for (u32 i = 0; i < n_; i = next(i)) {
      const Instr& in = code_.instrs[i];
      const OpInfo& info = op_info(op(i));
      bool ok = true;
      auto in_frame = [&](u32 r, u32 count) { ok = ok && r + count <= code_.nregs; };
      for_each_register(in, &in + 1, in_frame, in_frame);
      if (!ok) return fail(i, std::string(info.name) + ": register out of range");
      const Operand kinds[] = {info.a, info.b, info.c};
      const u16 values[] = {in.a, in.b, in.c};
      for (int k = 0; k < 3; ++k) {
        if (kinds[k] == Operand::K && values[k] >= code_.consts.size()) return fail(i, "constant out of range");
        if (kinds[k] == Operand::N && values[k] >= code_.names.size()) return fail(i, "name out of range");
        if (kinds[k] == Operand::KX && in.wide >= code_.consts.size()) return fail(i, "constant out of range");
        if (kinds[k] == Operand::NX && in.wide >= code_.names.size()) return fail(i, "name out of range");
      }
      if (kinds[1] == Operand::J || kinds[1] == Operand::JX || kinds[2] == Operand::J) {
        const i64 t = jump_target(in, i);
        if (t < 0 || t >= n_ || !start_[static_cast<usize>(t)]) return fail(i, "bad jump");
        const bool back = t <= i;
        if (back != (op(i) == Op::JUMP_BACK)) return fail(i, "jump in the wrong direction");
      }
      if (!special(i, in)) return false;
    }
    return true;
  }

  bool special(u32 i, const Instr& in) {
    switch (op(i)) {
      case Op::CALL:
      case Op::CALL_METHOD: {
        if (in.c == 0) return true;
        u32 names;
        __builtin_memcpy(&names, &code_.instrs[i + 1], 4);
        if (names >= code_.consts.size() || code_.consts[names].kind != Const::Kind::Tuple || code_.consts[names].items.size() != in.c)
          return fail(i, "bad keyword names");
        return true;
      }
      case Op::MAKE_FUNCTION:
        if (code_.consts[in.wide].kind != Const::Kind::Code) return fail(i, "not a code constant");
        return true;
      case Op::LOAD_CONST:
        if (code_.consts[in.wide].kind == Const::Kind::Code) return fail(i, "code constant as a value");
        return true;
      case Op::LOAD_FREE:
      case Op::LOAD_FREE_CELL: return in.b < code_.freevars.size() || fail(i, "free variable out of range");
      case Op::STORE_FREE:
      case Op::DELETE_FREE: return in.a < code_.freevars.size() || fail(i, "free variable out of range");
      case Op::LOAD_FROM_MAP_OR_CELL: {
        u32 words[2];
        __builtin_memcpy(words, &code_.instrs[i + 1], 8);
        return words[1] == 0 || words[0] < code_.freevars.size() || fail(i, "free variable out of range");
      }
      case Op::INTRINSIC: {
        static constexpr u16 kCount = 0
#define X(name, n) +1
            MONTY_INTRINSICS(X)
#undef X
            ;
        return in.c < kCount || fail(i, "unknown intrinsic");
      }
      default: return true;
    }
  }

  bool handlers() {
    for (const Handler& h : code_.handlers) {
      if (h.start >= h.end || h.end > n_ || !start_[h.start] || (h.end < n_ && !start_[h.end]) || h.target >= n_ || !start_[h.target] || h.reg >= code_.nregs)
        return fail(h.start, "bad handler");
    }
    for (usize k = 0; k < code_.consts.size(); ++k)
      for (u32 x : code_.consts[k].items)
        if (x >= k) return fail(0, "constant refers forward");
    return true;
  }

  // in_[b]: the registers written on every path to block b.
  void flow() {
    std::vector<bool> leader(n_ + 1, false);
    leader[0] = true;
    for (u32 i = 0; i < n_; i = next(i)) {
      const i64 t = jump_target(code_.instrs[i], i);
      if (t >= 0) leader[static_cast<usize>(t)] = true;
      if (t >= 0 || ends_path(op(i))) leader[next(i)] = true;
    }
    for (const Handler& h : code_.handlers) leader[h.start] = leader[h.end] = leader[h.target] = true;
    std::vector<u32> blocks, index(n_ + 1, ~0u);
    for (u32 i = 0; i < n_; i = next(i))
      if (leader[i]) {
        index[i] = static_cast<u32>(blocks.size());
        blocks.push_back(i);
      }
    words_ = (code_.nregs + 63u) / 64u;
    std::vector<u64> in(blocks.size() * words_, ~u64{0});
    std::vector<bool> reached(blocks.size(), false), queued(blocks.size(), false);
    std::vector<u64> set(words_);
    for (u32 w = 0; w < words_; ++w) in[w] = 0;
    u32 params = u32{code_.argcount} + code_.kwonlyargcount;
    if ((code_.flags & kCodeVarargs) != 0) ++params;
    if ((code_.flags & kCodeVarkw) != 0) ++params;
    for (u32 r = 0; r < params && r < code_.nregs; ++r) in[r / 64] |= u64{1} << (r % 64);
    reached[0] = true;
    std::vector<u32> work{0};
    auto merge = [&](u32 at, const std::vector<u64>& from, i64 extra) {
      const u32 b = index[at];
      bool changed = !reached[b];
      reached[b] = true;
      for (u32 w = 0; w < words_; ++w) {
        u64 bits = from[w];
        if (extra >= 0 && static_cast<u32>(extra) / 64 == w) bits |= u64{1} << (extra % 64);
        const u64 merged = in[b * words_ + w] & bits;
        changed = changed || merged != in[b * words_ + w];
        in[b * words_ + w] = merged;
      }
      if (changed && !queued[b]) {
        queued[b] = true;
        work.push_back(b);
      }
    };
    while (!work.empty() && error_.empty()) {
      const u32 b = work.back();
      work.pop_back();
      queued[b] = false;
      for (u32 w = 0; w < words_; ++w) set[w] = in[b * words_ + w];
      const u32 start = blocks[b];
      const u32 end = b + 1 < blocks.size() ? blocks[b + 1] : n_;
      // A block lies in or out of a range as a whole; what is written at its start is what a handler may rely on.
      for (const Handler& h : code_.handlers)
        if (start >= h.start && start < h.end) merge(h.target, set, h.reg);
      bool open = true;
      for (u32 i = start; i < end && error_.empty(); i = next(i)) {
        const Instr& in_word = code_.instrs[i];
        const i64 t = jump_target(in_word, i);
        auto read = [&](u32 r, u32 count) {
          for (u32 x = r; x < r + count; ++x)
            if ((set[x / 64] >> (x % 64) & 1) == 0) fail(i, std::string(op_name(op(i))) + " reads register " + std::to_string(x) + " before it is written");
        };
        auto write = [&](u32 r, u32 count) {
          for (u32 x = r; x < r + count; ++x) set[x / 64] |= u64{1} << (x % 64);
        };
        for_each_register(in_word, &in_word + 1, read, [](u32, u32) {});
        if (t >= 0) merge(static_cast<u32>(t), set, -1);
        for_each_register(in_word, &in_word + 1, [](u32, u32) {}, write);
        if (ends_path(op(i))) open = false;
      }
      if (open && end < n_) merge(end, set, -1);
    }
  }

  const Code& code_;
  const u32 n_;
  u32 words_ = 0;
  std::vector<bool> start_;
  std::string error_;
};

}  // namespace

std::string verify(const Code& code) { return Verifier(code).run(); }

}  // namespace monty
