// SPDX-License-Identifier: MIT
#include "code/liveness.h"

#include "code/operands.h"

namespace monty {

namespace {

// One set of registers for each basic block start would do; sets for each word keep it simple and cost only where a
// program is dumped or collected in this code.
class Solver {
 public:
  explicit Solver(const Code& code) : code_(code), words_((code.nregs + 63u) / 64u) {
    const usize n = code.instrs.size();
    leader_.assign(n + 1, false);
    leader_[0] = true;
    for (u32 i = 0; i < n; i = next(i)) {
      const i64 t = jump_target(code.instrs[i], i);
      if (t >= 0 && t < static_cast<i64>(n)) leader_[static_cast<usize>(t)] = true;
      if (t >= 0 || ends_path(op(i))) mark(next(i));
    }
    for (const Handler& h : code.handlers) {
      mark(h.start);
      mark(h.end);
      mark(h.target);
    }
    for (u32 i = 0; i < n; i = next(i))
      if (leader_[i]) {
        block_of_.push_back(i);
      }
    index_.assign(n + 1, ~0u);
    for (u32 k = 0; k < block_of_.size(); ++k) index_[block_of_[k]] = k;
    in_.assign(block_of_.size() * words_, 0);
  }

  LiveSet solve(u32 word) {
    bool changed = true;
    std::vector<u64> set(words_);
    while (changed) {
      changed = false;
      for (u32 k = static_cast<u32>(block_of_.size()); k-- > 0;) {
        walk(k, set, ~0u);
        for (u32 w = 0; w < words_; ++w)
          if ((set[w] & ~in_[k * words_ + w]) != 0) {
            in_[k * words_ + w] |= set[w];
            changed = true;
          }
      }
    }
    u32 k = 0;
    while (k + 1 < block_of_.size() && block_of_[k + 1] <= word) ++k;
    walk(k, set, word);
    if ((code_.flags & kCodeUsesLocals) != 0) {
      for (u32 r = 0; r < code_.nlocals; ++r) set[r / 64] |= u64{1} << (r % 64);
      for (const InnerLocal& inner : code_.inner_locals)
        if (word >= inner.start && word < inner.end) set[inner.reg / 64] |= u64{1} << (inner.reg % 64);
    }
    // Cells stay: a closure made later needs them, and they are never written again. (Data flow finds these uses.)
    return {set};
  }

 private:
  Op op(u32 i) const { return static_cast<Op>(code_.instrs[i].op); }
  u32 next(u32 i) const { return i + 1 + op_ext(op(i)); }
  void mark(u32 i) {
    if (i < leader_.size()) leader_[i] = true;
  }
  void add(std::vector<u64>& set, u32 at) const {
    if (at >= index_.size() || index_[at] == ~0u) return;
    const u64* from = &in_[index_[at] * words_];
    for (u32 w = 0; w < words_; ++w) set[w] |= from[w];
  }
  void add_handlers(std::vector<u64>& set, u32 i) const {
    for (const Handler& h : code_.handlers) {
      if (i < h.start || i >= h.end) continue;
      std::vector<u64> there(words_, 0);
      add(there, h.target);
      if (h.reg < words_ * 64) there[h.reg / 64] &= ~(u64{1} << (h.reg % 64));
      for (u32 w = 0; w < words_; ++w) set[w] |= there[w];
      return;
    }
  }

  // The registers live at the start of block k, or just after the instruction at `stop` (without what it writes).
  void walk(u32 k, std::vector<u64>& set, u32 stop) const {
    for (u64& w : set) w = 0;
    const u32 start = block_of_[k];
    const u32 end = k + 1 < block_of_.size() ? block_of_[k + 1] : static_cast<u32>(code_.instrs.size());
    chain_.clear();
    for (u32 i = start; i < end; i = next(i)) chain_.push_back(i);
    if (chain_.empty()) return;
    for (usize c = chain_.size(); c-- > 0;) {
      const u32 i = chain_[c];
      const Instr& in = code_.instrs[i];
      const i64 t = jump_target(in, i);
      if (ends_path(op(i))) {
        for (u64& w : set) w = 0;
      } else if (c + 1 == chain_.size()) {
        add(set, end);
      }
      auto drop = [&](u32 r, u32 n) {
        for (u32 x = r; x < r + n && x < words_ * 64; ++x) set[x / 64] &= ~(u64{1} << (x % 64));
      };
      auto need = [&](u32 r, u32 n) {
        for (u32 x = r; x < r + n && x < words_ * 64; ++x) set[x / 64] |= u64{1} << (x % 64);
      };
      const Instr* ext = &in + 1;
      for_each_register(in, ext, [](u32, u32) {}, drop);
      if (t >= 0) add(set, static_cast<u32>(t));  // what a taken jump needs was not written by it
      add_handlers(set, i);
      if (i == stop) {
        // YIELD_FROM runs again when it is resumed: its iterator stays.
        if (op(i) == Op::YIELD_FROM) need(in.b, 1), need(in.c, 1);
        return;
      }
      for_each_register(in, ext, need, [](u32, u32) {});
    }
  }

  const Code& code_;
  const u32 words_;
  std::vector<bool> leader_;
  std::vector<u32> block_of_;
  std::vector<u32> index_;
  std::vector<u64> in_;
  mutable std::vector<u32> chain_;
};

}  // namespace

LiveSet live_registers(const Code& code, u32 word) {
  if (code.nregs == 0 || code.instrs.empty()) return {};
  return Solver(code).solve(word);
}

}  // namespace monty
