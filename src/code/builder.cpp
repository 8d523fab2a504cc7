// SPDX-License-Identifier: MIT
#include "code/builder.h"

#include <bit>

namespace monty {

void CodeBuilder::note_position() {
  const u32 start = instrs_.count;
  if (!positions_.empty()) {
    Position& last = positions_.back();
    if (last.line == pos_.line && last.end_line == pos_.end_line && last.col == pos_.col && last.end_col == pos_.end_col) return;
    if (last.start == start) {
      last = pos_;
      last.start = start;
      return;
    }
  }
  Position p = pos_;
  p.start = start;
  positions_.push(scratch_, p);
}

u32 CodeBuilder::emit(Op op, u32 a, u32 b, u32 c) {
  note_position();
  const u32 word = instrs_.count;
  Instr in;
  in.op = static_cast<u16>(op);
  in.a = static_cast<u16>(a);
  in.b = static_cast<u16>(b);
  in.c = static_cast<u16>(c);
  instrs_.push(scratch_, in);
  Instr zero{};
  for (u8 i = op_ext(op); i > 0; --i) instrs_.push(scratch_, zero);
  return word;
}

u32 CodeBuilder::emit_wide(Op op, u32 a, u32 wide) {
  const u32 word = emit(op, a);
  instrs_[word].wide = wide;
  return word;
}

void CodeBuilder::set_ext(u32 word, u32 index, u32 low, u32 high) {
  const u32 both[2] = {low, high};
  std::memcpy(static_cast<void*>(&instrs_[word + 1 + index]), both, sizeof both);
}

void CodeBuilder::jump(Op op, u32 a, Label target) {
  const u32 word = emit(op, a);
  fixups_.push(scratch_, {word, target, false});
}

void CodeBuilder::jump(Op op, u32 a, u32 b, Label target) {
  const u32 word = emit(op, a, b);
  fixups_.push(scratch_, {word, target, true});
}

void CodeBuilder::handler(u32 start, u32 end, Label target, u16 reg) {
  if (start < end) handlers_.push(scratch_, {start, end, target, reg});
}

u32 CodeBuilder::hash_const(const Const& c) {
  u64 h = static_cast<u64>(c.kind) * 0x9E3779B97F4A7C15u;
  auto mix = [&h](u64 x) { h = (std::rotl(h, 5) ^ x) * 0x9E3779B97F4A7C15u; };
  mix(static_cast<u64>(c.i));
  mix(std::bit_cast<u64>(c.f));
  mix(std::bit_cast<u64>(c.re));
  for (char ch : c.text) mix(static_cast<u8>(ch));
  for (u32 x : c.items) mix(x);
  return static_cast<u32>(h >> 32);
}

bool CodeBuilder::same_const(const Const& a, const Const& b) {
  if (a.kind != b.kind || a.kind == Const::Kind::Code || a.i != b.i || a.text != b.text || std::bit_cast<u64>(a.f) != std::bit_cast<u64>(b.f) ||
      std::bit_cast<u64>(a.re) != std::bit_cast<u64>(b.re) || a.items.size() != b.items.size())
    return false;
  for (usize i = 0; i < a.items.size(); ++i)
    if (a.items[i] != b.items[i]) return false;
  return true;
}

u32 CodeBuilder::constant(const Const& c) {
  constexpr u32 kLinear = 8;
  if (consts_.count < kLinear) {
    for (u32 i = 0; i < consts_.count; ++i)
      if (same_const(consts_[i], c)) return i;
  } else {
    if (const_table_ == nullptr || consts_.count * 2 > const_mask_) {
      const u32 size = std::bit_ceil(consts_.count * 4 + 16);
      const_table_ = static_cast<u32*>(scratch_.alloc(usize{size} * 4));
      std::memset(const_table_, 0, usize{size} * 4);
      const_mask_ = size - 1;
      for (u32 i = 0; i < consts_.count; ++i) {
        if (consts_[i].kind == Const::Kind::Code) continue;
        u32 at = hash_const(consts_[i]) & const_mask_;
        while (const_table_[at] != 0) at = (at + 1) & const_mask_;
        const_table_[at] = i + 1;
      }
    }
    u32 at = hash_const(c) & const_mask_;
    while (const_table_[at] != 0) {
      if (same_const(consts_[const_table_[at] - 1], c)) return const_table_[at] - 1;
      at = (at + 1) & const_mask_;
    }
    const_table_[at] = consts_.count + 1;
  }
  Const stored = c;
  if (!c.text.empty()) stored.text = program_.store(c.text);
  if (!c.items.empty()) {
    auto items = program_.allocate_array<u32>(c.items.size());
    for (usize i = 0; i < items.size(); ++i) items[i] = c.items[i];
    stored.items = items;
  }
  consts_.push(scratch_, stored);
  return consts_.count - 1;
}

u32 CodeBuilder::code_constant(Code* code) {
  Const c;
  c.kind = Const::Kind::Code;
  c.code = code;
  consts_.push(scratch_, c);
  return consts_.count - 1;
}

u32 CodeBuilder::name(std::string_view stored, u32 hash) {
  constexpr u32 kLinear = 8;
  if (names_.count < kLinear) {
    for (u32 i = 0; i < names_.count; ++i)
      if (names_[i] == stored) return i;
  } else {
    if (name_table_ == nullptr || names_.count * 2 > name_mask_) {
      const u32 size = std::bit_ceil(names_.count * 4 + 16);
      name_table_ = static_cast<u32*>(scratch_.alloc(usize{size} * 4));
      std::memset(name_table_, 0, usize{size} * 4);
      name_mask_ = size - 1;
      for (u32 i = 0; i < names_.count; ++i) {
        u32 at = name_hashes_[i] & name_mask_;
        while (name_table_[at] != 0) at = (at + 1) & name_mask_;
        name_table_[at] = i + 1;
      }
    }
    u32 at = hash & name_mask_;
    while (name_table_[at] != 0) {
      if (names_[name_table_[at] - 1] == stored) return name_table_[at] - 1;
      at = (at + 1) & name_mask_;
    }
    name_table_[at] = names_.count + 1;
  }
  names_.push(scratch_, stored);
  name_hashes_.push(scratch_, hash);
  return names_.count - 1;
}

// Rewrites each narrow jump that might not reach: `JT_x .., +1; JUMP +1; JUMP target`. Decided by distances in the
// longest possible layout, so that one pass is enough.
void CodeBuilder::widen() {
  const u32 n = instrs_.count;
  auto* map = static_cast<u32*>(scratch_.alloc((usize{n} + 1) * 4));
  // Fixups are in order of their words.
  u32 next = 0, extra = 0;
  for (u32 i = 0; i <= n; ++i) {
    map[i] = i + extra;
    while (next < fixups_.count && fixups_[next].word == i) {
      if (fixups_[next].narrow) extra += 2;
      ++next;
    }
  }
  auto* far = static_cast<bool*>(scratch_.alloc(fixups_.count + 1));
  for (u32 f = 0; f < fixups_.count; ++f) {
    const i64 distance = i64{map[labels_[fixups_[f].target]]} - i64{map[fixups_[f].word]};
    far[f] = fixups_[f].narrow && (distance > 32000 || distance < -32000);
  }
  Vec<Instr> out;
  Vec<Fixup> fixups;
  next = 0;
  for (u32 i = 0; i < n; ++i) {
    map[i] = out.count;
    Instr in = instrs_[i];
    if (next < fixups_.count && fixups_[next].word == i) {
      const Fixup f = fixups_[next];
      if (far[next]) {
        in.c = 1;
        out.push(scratch_, in);
        Instr skip{};
        skip.op = static_cast<u16>(Op::JUMP);
        skip.swide = 1;
        out.push(scratch_, skip);
        fixups.push(scratch_, {out.count, f.target, false});
        skip.swide = 0;
        out.push(scratch_, skip);
      } else {
        fixups.push(scratch_, {out.count, f.target, f.narrow});
        out.push(scratch_, in);
      }
      ++next;
      continue;
    }
    out.push(scratch_, in);
  }
  map[n] = out.count;
  for (u32& l : labels_)
    if (l != kUnbound) l = map[l];
  for (Position& p : positions_) p.start = map[p.start];
  for (PendingHandler& h : handlers_) {
    h.start = map[h.start];
    h.end = map[h.end];
  }
  instrs_ = out;
  fixups_ = fixups;
}

void CodeBuilder::finish(Code& code, const Vec<Instr>& prologue) {
  if (instrs_.count > 30000) widen();
  for (const Fixup& f : fixups_) {
    Instr& in = instrs_[f.word];
    const i32 delta = static_cast<i32>(labels_[f.target]) - static_cast<i32>(f.word + 1);
    if (f.narrow)
      in.c = static_cast<u16>(static_cast<i16>(delta));
    else
      in.swide = delta;
  }
  const u32 shift = prologue.count;
  const auto instrs = program_.allocate_array<Instr>(usize{shift} + instrs_.count);
  if (shift != 0) std::memcpy(static_cast<void*>(instrs.data()), prologue.items, usize{shift} * sizeof(Instr));
  if (instrs_.count != 0) std::memcpy(static_cast<void*>(instrs.data() + shift), instrs_.items, usize{instrs_.count} * sizeof(Instr));
  code.instrs = instrs;

  auto positions = program_.allocate_array<Position>(usize{positions_.count} + (shift != 0 ? 1 : 0));
  u32 k = 0;
  if (shift != 0) positions[k++] = {0, code.firstlineno, code.firstlineno, 0, 0};
  for (const Position& p : positions_) {
    positions[k] = p;
    positions[k++].start += shift;
  }
  code.positions = positions;
  auto handlers = program_.allocate_array<Handler>(handlers_.count);
  for (u32 i = 0; i < handlers_.count; ++i) {
    const PendingHandler& h = handlers_[i];
    handlers[i] = {h.start + shift, h.end + shift, labels_[h.target] + shift, h.reg, 0};
  }
  code.handlers = handlers;
  auto consts = program_.allocate_array<Const>(consts_.count);
  for (u32 i = 0; i < consts_.count; ++i) consts[i] = consts_[i];
  code.consts = consts;
  auto names = program_.allocate_array<std::string_view>(names_.count);
  for (u32 i = 0; i < names_.count; ++i) names[i] = names_[i];
  code.names = names;
  instrs_.release(scratch_);
  labels_.release(scratch_);
  fixups_.release(scratch_);
  handlers_.release(scratch_);
  positions_.release(scratch_);
  consts_.release(scratch_);
  names_.release(scratch_);
  name_hashes_.release(scratch_);
}

}  // namespace monty
