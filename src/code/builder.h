// SPDX-License-Identifier: MIT
// Builds one code object: instructions, labels, constants, names, positions, handlers. All in scratch memory until
// `finish`, which copies the tables into the program. Jumps are written with labels; those that turn out too long
// for sixteen bits are rewritten over a wide JUMP.
#pragma once

#include "code/code.h"
#include "code/scratch.h"

namespace monty {

using Label = u32;

class CodeBuilder {
 public:
  CodeBuilder(Scratch& scratch, Program& program) : scratch_(scratch), program_(program) {}

  u32 here() const { return instrs_.count; }
  void at(u32 line, u32 end_line, u32 col, u32 end_col) { pos_ = {0, line, end_line, col, end_col}; }
  const Position& position() const { return pos_; }
  void set_position(const Position& p) { pos_ = p; }

  u32 emit(Op op, u32 a = 0, u32 b = 0, u32 c = 0);
  u32 emit_wide(Op op, u32 a, u32 wide);
  void set_ext(u32 word, u32 index, u32 low, u32 high = 0);

  Label label() {
    labels_.push(scratch_, kUnbound);
    return labels_.count - 1;
  }
  void bind(Label l) { labels_[l] = here(); }
  void jump(Op op, u32 a, Label target);         // JX operands
  void jump(Op op, u32 a, u32 b, Label target);  // J operands
  void handler(u32 start, u32 end, Label target, u16 reg);

  u32 constant(const Const& c);
  u32 code_constant(Code* code);
  u32 const_count() const { return consts_.count; }
  // Index in names; texts are compared.
  u32 name(std::string_view stored, u32 hash);
  u32 name_count() const { return names_.count; }

  const Instr& instr(u32 word) const { return instrs_[word]; }
  Instr& instr(u32 word) { return instrs_[word]; }

  // Fills the tables of `code`; nothing is left in the builder. `prologue` goes in front of everything.
  void finish(Code& code, const Vec<Instr>& prologue);

 private:
  static constexpr u32 kUnbound = 0xFFFFFFFF;
  struct Fixup {
    u32 word;
    Label target;
    bool narrow;
  };
  struct PendingHandler {
    u32 start, end;
    Label target;
    u16 reg;
  };
  void note_position();
  void widen();
  u32 find_slot(const u32* table, u32 mask, u32 hash) const;
  static u32 hash_const(const Const& c);
  static bool same_const(const Const& a, const Const& b);

  Scratch& scratch_;
  Program& program_;
  Vec<Instr> instrs_;
  Vec<u32> labels_;
  Vec<Fixup> fixups_;
  Vec<PendingHandler> handlers_;
  Vec<Position> positions_;
  Vec<Const> consts_;
  Vec<std::string_view> names_;
  Vec<u32> name_hashes_;
  Position pos_{0, 0, 0, 0, 0};
  u32* const_table_ = nullptr;
  u32 const_mask_ = 0;
  u32* name_table_ = nullptr;
  u32 name_mask_ = 0;
};

}  // namespace monty
