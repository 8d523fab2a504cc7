// SPDX-License-Identifier: MIT
// From the tree to code (compiler.cpp emits, first_set.cpp looks ahead).
//
// What follows a construct is passed down as a FirstSet. It decides three things without changing what matches: a loop
// whose characters can't start what follows never gives any back; a loop that may give back stops only where the
// rest can start; a branch whose first character doesn't fit isn't entered, and leaves no choice behind when no later
// branch could start there either.
#pragma once

#include "regex/charset.h"

namespace monty::regex {

class Compiler {
 public:
  Compiler(const Ast& ast, Meter& meter, Program& program, Error& error) : ast_(ast), meter_(meter), program_(program), code_(program.code), error_(error) {}

  bool run();

 private:
  struct CharOp {
    Op op;
    u32 arg;
  };

  // compiler.cpp
  void emit(Op op) { code_.push_back(static_cast<u32>(op)); }
  void emit(u32 word) { code_.push_back(word); }
  void emit_pool(u32 offset) {
    fixups_.push_back(here());
    code_.push_back(offset);
  }
  u32 here() const { return static_cast<u32>(code_.size()); }
  u32 reserve() {
    code_.push_back(0);
    return here() - 1;
  }
  void patch(u32 at) { code_[at] = here(); }
  u32 new_slots(u32 n) {
    const u32 at = slots_;
    slots_ += n;
    return at;
  }
  bool fail(ErrorKind kind, std::string_view msg);

  bool compile_seq(const Seq& seq, u32 flags, const FirstSet& follow);
  bool compile_node(const Node& node, u32 index, u32 flags, const FirstSet& follow);
  bool compile_branch(const Node& node, u32 flags, const FirstSet& follow);
  bool compile_repeat(const Node& node, u32 flags, const FirstSet& follow);
  bool compile_char_loop(u32 index, const Node& repeat, u32 flags, const FirstSet& follow);
  bool compile_possessive(const Node& node, u32 flags);
  bool compile_counted(const Node& node, u32 flags, const FirstSet& follow, bool lazy);
  bool compile_assert(const Node& node, u32 flags);
  bool compile_cond(const Node& node, u32 flags, const FirstSet& follow);
  void emit_at(const Node& node, u32 flags);
  void emit_char_op(const CharOp& op);
  void emit_split(const FirstSet& own, const FirstSet& later, u32& target);
  void write_header();
  void literal_prefix();

  // first_set.cpp
  static bool is_char_node(const Node& node) {
    return node.kind == NodeKind::Literal || node.kind == NodeKind::NotLiteral || node.kind == NodeKind::Any || node.kind == NodeKind::In;
  }
  static Fold fold_of(u32 flags);
  static u32 combine_flags(u32 flags, u32 add, u32 remove);
  static bool is_plain_literal(const Node& node, u32 flags);
  // The single character node that a sequence comes down to, or kNone; `flags` become those inside.
  u32 single_char(const Seq& seq, u32& flags) const;
  CharOp char_op(u32 index, u32 flags);
  u32 build_set(u32 index, u32 flags);
  FirstSet first_of_char(const CharOp& op) const;
  FirstSet first_of(u32 index, u32 flags);
  FirstSet first_of_seq(const Seq& seq, u32 flags);
  u32 first_block(const FirstSet& first);

  struct SetInfo {
    u32 offset = kNone;
    u8 wide = 0;
    bool everything = false;
  };

  const Ast& ast_;
  Meter& meter_;
  Program& program_;
  std::vector<u32>& code_;
  Error& error_;
  std::vector<u32> pool_;
  std::vector<u32> fixups_;    // words that hold pool offsets
  std::vector<SetInfo> sets_;  // by node
  u32 slots_ = 0;
  bool has_references_ = false;
  bool leading_ = true;  // nothing that consumes or chooses has been emitted yet
  bool skip_leading_run_ = false;
};

}  // namespace monty::regex
