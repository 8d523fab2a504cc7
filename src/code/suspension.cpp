// SPDX-License-Identifier: MIT
#include "code/suspension.h"

#include <algorithm>
#include <bit>

#include "code/operands.h"

namespace monty {

namespace {

// What operand `k` (0: a, 1: b, 2: c), its i-th register, must hold beyond being a value.
u16 need_of(const Instr& in, int k, u32 i) {
  switch (static_cast<Op>(in.op)) {
    case Op::MOVE:
    case Op::MAKE_CELL:
    case Op::CHECK_LOCAL:
    case Op::JUMP_IF_UNDEF: return 0;
    case Op::LOAD_CELL: return kNeedsCell;
    case Op::STORE_CELL: return k == 0 ? kNeedsCell : 0;
    case Op::DELETE_CELL: return kNeedsCell;
    case Op::LIST_APPEND:
    case Op::LIST_EXTEND: return k == 0 ? kNeedsList : kNeedsValue;
    case Op::LIST_TO_TUPLE: return kNeedsList;
    case Op::SET_ADD:
    case Op::SET_UPDATE: return k == 0 ? kNeedsSet : kNeedsValue;
    case Op::MAP_ADD:
    case Op::DICT_UPDATE:
    case Op::DICT_MERGE: return k == 0 ? kNeedsDict : kNeedsValue;
    case Op::BUILD_STRING: return kNeedsStr;
    case Op::FORMAT_SPEC: return k == 2 ? kNeedsStr : kNeedsValue;
    case Op::BUILD_TEMPLATE: return kNeedsTuple;
    case Op::MATCH_KEYS:
    case Op::MATCH_REST: return k == 2 ? kNeedsTuple : kNeedsValue;
    case Op::CALL_METHOD: return i == 1 ? 0 : kNeedsValue;
    case Op::CALL_EX: return i == 1 ? kNeedsTuple : i == 2 ? kNeedsDictOrNone : kNeedsValue;
    case Op::SET_FUNCTION: {
      if (k == 0) return kNeedsFunction;
      switch (static_cast<FunctionPart>(in.c)) {
        case FunctionPart::Defaults: return kNeedsTuple;
        case FunctionPart::KwDefaults: return kNeedsDict;
        case FunctionPart::Closure: return kNeedsCells;
        default: return kNeedsValue;
      }
    }
    case Op::PUSH_EXC:
    case Op::RERAISE: return kNeedsException;
    case Op::POP_EXC: return kNeedsHandled;
    default: return kNeedsValue;
  }
}

// Backward data flow of needs over the basic blocks. State at a block's start: one set for each register.
class Flow {
 public:
  explicit Flow(const Code& code) : code_(code), n_(static_cast<u32>(code.instrs.size())), regs_(code.nregs) {
    std::vector<bool> leader(n_ + 1, false);
    leader[0] = true;
    for (u32 i = 0; i < n_; i = next(i)) {
      const i64 t = jump_target(code.instrs[i], i);
      if (t >= 0) leader[static_cast<usize>(t)] = true;
      if (t >= 0 || ends_path(op(i))) leader[next(i)] = true;
    }
    for (const Handler& h : code.handlers) leader[h.start] = leader[h.end] = leader[h.target] = true;
    index_.assign(n_ + 1, ~0u);
    for (u32 i = 0; i < n_; i = next(i)) {
      if (!leader[i]) continue;
      index_[i] = static_cast<u32>(blocks_.size());
      blocks_.push_back(i);
    }
    in_.assign(blocks_.size() * regs_, 0);
    solve();
  }

  // Needs just after the instruction at `word`, before its results are there; `again`: with its own reads.
  std::vector<RegisterNeed> at(u32 word, bool again) const {
    u32 k = static_cast<u32>(std::upper_bound(blocks_.begin(), blocks_.end(), word) - blocks_.begin()) - 1;
    std::vector<u16> set(regs_);
    walk(k, set, word, again);
    if ((code_.flags & kCodeUsesLocals) != 0) {
      for (u32 r = 0; r < code_.nlocals; r++) set[r] |= kLive;
      for (const InnerLocal& inner : code_.inner_locals) {
        if (word >= inner.start && word < inner.end) set[inner.reg] |= kLive;
      }
    }
    std::vector<RegisterNeed> out;
    for (u32 r = 0; r < regs_; r++) {
      if (set[r] != 0) out.push_back({static_cast<u16>(r), set[r]});
    }
    return out;
  }

 private:
  Op op(u32 i) const { return static_cast<Op>(code_.instrs[i].op); }
  u32 next(u32 i) const { return i + 1 + op_ext(op(i)); }

  void solve() {
    std::vector<u16> set(regs_);
    for (bool changed = true; changed;) {
      changed = false;
      for (u32 k = static_cast<u32>(blocks_.size()); k-- > 0;) {
        walk(k, set, ~0u, false);
        u16* in = &in_[usize{k} * regs_];
        for (u32 r = 0; r < regs_; r++) {
          if ((set[r] & ~in[r]) == 0) continue;
          in[r] |= set[r];
          changed = true;
        }
      }
    }
  }

  void add(std::vector<u16>& set, u32 word, u32 except = ~0u) const {
    if (word > n_ || index_[word] == ~0u) return;
    const u16* in = &in_[usize{index_[word]} * regs_];
    for (u32 r = 0; r < regs_; r++) {
      if (r != except) set[r] |= in[r];
    }
  }

  // From the end of block k back to its start, or to just after the instruction at `stop`.
  void walk(u32 k, std::vector<u16>& set, u32 stop, bool again) const {
    std::fill(set.begin(), set.end(), u16{0});
    const u32 end = k + 1 < blocks_.size() ? blocks_[k + 1] : n_;
    std::vector<u32>& chain = chain_;
    chain.clear();
    for (u32 i = blocks_[k]; i < end; i = next(i)) chain.push_back(i);
    for (usize c = chain.size(); c-- > 0;) {
      const u32 i = chain[c];
      const Instr& in = code_.instrs[i];
      const i64 target = jump_target(in, i);
      if (ends_path(op(i)))
        std::fill(set.begin(), set.end(), u16{0});
      else if (c + 1 == chain.size())
        add(set, end);
      u16 moved = op(i) == Op::MOVE ? set[in.a] : u16{0};
      for_each_register(
          in, &in + 1, [](u32, u32) {},
          [&](u32 r, u32 n) {
            for (u32 x = r; x < r + n && x < regs_; x++) set[x] = 0;
          });
      if (target >= 0) add(set, static_cast<u32>(target));
      for (const Handler& h : code_.handlers) {
        if (i < h.start || i >= h.end) continue;
        add(set, h.target, h.reg);
        break;
      }
      if (i == stop && !again && op(i) != Op::YIELD_FROM) return;
      if (op(i) == Op::CHECK_LOCAL || op(i) == Op::JUMP_IF_UNDEF) set[in.a] = kLive;
      reads(in, set, moved);
      if (i == stop) return;
    }
  }

  void reads(const Instr& in, std::vector<u16>& set, u16 moved) const {
    const OpInfo& info = op_info(static_cast<Op>(in.op));
    const Operand kinds[] = {info.a, info.b, info.c};
    const u16 values[] = {in.a, in.b, in.c};
    for (int k = 0; k < 3; k++) {
      u32 count = kinds[k] == Operand::R ? 1 : kinds[k] == Operand::RR || kinds[k] == Operand::M ? range_length(in) : 0;
      for (u32 i = 0; i < count && u32{values[k]} + i < regs_; i++) set[values[k] + i] |= static_cast<u16>(kLive | moved | need_of(in, k, i));
    }
    if (static_cast<Op>(in.op) == Op::LOAD_FROM_MAP_OR_CELL) {
      u32 words[2];
      __builtin_memcpy(words, &in + 1, 8);
      if (words[1] == 0 && words[0] < regs_) set[words[0]] |= kLive | kNeedsCell;
    }
  }

  const Code& code_;
  const u32 n_, regs_;
  std::vector<u32> blocks_, index_;
  std::vector<u16> in_;
  mutable std::vector<u32> chain_;
};

struct Hash {
  u64 h = 0xcbf29ce484222325;
  void add(u64 x) {
    h = (h ^ x) * 0x9E3779B97F4A7C15;
    h ^= h >> 29;
  }
  void add(std::string_view s) {
    add(s.size());
    while (s.size() >= 8) {
      u64 w = 0;
      for (int i = 8; i-- > 0;) w = w << 8 | static_cast<u8>(s[static_cast<usize>(i)]);
      add(w);
      s.remove_prefix(8);
    }
    for (char c : s) add(static_cast<u8>(c));
  }
  u32 done() const { return static_cast<u32>(h ^ (h >> 32)); }
};

// Opcodes by name: their numbers may change without anything else changing.
u64 op_hash(u16 op) {
  struct Table {
    u64 of[static_cast<usize>(Op::Count)];
    Table() {
      for (usize i = 0; i < static_cast<usize>(Op::Count); i++) {
        Hash h;
        h.add(std::string_view(op_name(static_cast<Op>(i))));
        of[i] = h.h;
      }
    }
  };
  static const Table table;
  return table.of[op];
}

void add_const(Hash& h, const Const& c) {
  h.add(static_cast<u64>(c.kind));
  h.add(static_cast<u64>(c.i));
  h.add(std::bit_cast<u64>(c.f));
  h.add(std::bit_cast<u64>(c.re));
  h.add(c.text);
  for (u32 item : c.items) h.add(item);
  if (c.code != nullptr) h.add(c.code->index);
}

void add_code(Hash& h, const Code& c) {
  h.add(c.qualname);
  h.add(c.flags);
  h.add(u64{c.argcount} | u64{c.posonlyargcount} << 16 | u64{c.kwonlyargcount} << 32 | u64{c.nregs} << 48);
  h.add(c.nlocals);
  for (u32 i = 0; i < c.instrs.size(); i += 1 + op_ext(static_cast<Op>(c.instrs[i].op))) {
    const Instr& in = c.instrs[i];
    h.add(op_hash(in.op) ^ (u64{in.a} << 32 | in.wide));
  }
  for (const Handler& x : c.handlers) h.add(u64{x.start} | u64{x.end} << 20 | u64{x.target} << 40 | u64{x.reg} << 56);
  for (const Const& x : c.consts) add_const(h, x);
  for (auto* list : {&c.names, &c.varnames, &c.freevars}) {
    for (std::string_view name : *list) h.add(name);
  }
}

}  // namespace

CodeSuspensions::~CodeSuspensions() {
  for (usize i = 0; i < words.size(); i++) delete points[i].load(std::memory_order_relaxed);
}

const CodeSuspensions& suspensions_of(const Code& code) {
  const CodeSuspensions* known = code.suspensions.load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  auto made = std::make_unique<CodeSuspensions>();
  for (u32 i = 0; i < code.instrs.size(); i += 1 + op_ext(static_cast<Op>(code.instrs[i].op))) {
    made->words.push_back(i);
  }
  made->points.reset(new std::atomic<const SuspensionPoint*>[made->words.size()]());
  if (code.suspensions.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return *made.release();
  return *known;
}

i64 suspension_ordinal(const CodeSuspensions& s, u32 word) {
  auto it = std::lower_bound(s.words.begin(), s.words.end(), word);
  return it != s.words.end() && *it == word ? it - s.words.begin() : -1;
}

const SuspensionPoint& suspension_point(const Code& code, u32 ordinal) {
  const CodeSuspensions& s = suspensions_of(code);
  const SuspensionPoint* known = s.points[ordinal].load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  auto made = std::make_unique<SuspensionPoint>();
  Flow flow(code);
  made->after = flow.at(s.words[ordinal], false);
  made->again = flow.at(s.words[ordinal], true);
  if (s.points[ordinal].compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return *made.release();
  return *known;
}

u32 fingerprint(const Program& program) {
  Hash h;
  h.add(program.codes.size());
  for (const Code* code : program.codes) add_code(h, *code);
  return h.done();
}

void free_suspensions(Code& code) { delete code.suspensions.exchange(nullptr); }

}  // namespace monty
