// SPDX-License-Identifier: MIT
// Emits the code of a parsed pattern.
#include "regex/compiler.h"

#include <algorithm>
#include <bit>

namespace monty::regex {

namespace {
constexpr u32 kMaxCode = 1u << 28;

FirstSet unknown_follow() {
  FirstSet follow;
  follow.nullable = true;
  return follow;
}
}  // namespace

bool Compiler::fail(ErrorKind kind, std::string_view msg) {
  if (error_.kind == ErrorKind::None) {
    error_.kind = kind;
    error_.msg.assign(msg.begin(), msg.end());
  }
  return false;
}

void Compiler::emit_char_op(const CharOp& op) {
  emit(op.op);
  if (op.op == Op::Set) {
    emit_pool(sets_[op.arg].offset);
  } else if (op.op == Op::Char || op.op == Op::NotChar) {
    emit(op.arg);
  }
}

void Compiler::emit_at(const Node& node, u32 flags) {
  const bool multiline = (flags & kMultiline) != 0;
  const bool unicode = (flags & kUnicode) != 0 && (flags & kLocale) == 0;
  At at = At::BeginText;
  switch (static_cast<AtToken>(node.a)) {
    case AtToken::Beginning: at = multiline ? At::BeginLine : At::BeginText; break;
    case AtToken::BeginningText: at = At::BeginText; break;
    case AtToken::End: at = multiline ? At::EndLine : At::EndDollar; break;
    case AtToken::EndText: at = At::EndText; break;
    case AtToken::Boundary: at = unicode ? At::BoundaryUnicode : At::BoundaryAscii; break;
    case AtToken::NonBoundary: at = unicode ? At::NonBoundaryUnicode : At::NonBoundaryAscii; break;
  }
  emit(Op::At);
  emit(static_cast<u32>(at));
}

// Leaves `target` to be patched with where the other way begins.
void Compiler::emit_split(const FirstSet& own, const FirstSet& later, u32& target) {
  if (own.nullable) {
    emit(Op::Split);
  } else {
    FirstSet all;
    if (later.nullable) all.add_all();
    emit(Op::SplitFirst);
    emit_pool(first_block(own));
    emit_pool(first_block(later.nullable ? all : later));
  }
  target = reserve();
}

bool Compiler::compile_seq(const Seq& seq, u32 flags, const FirstSet& follow) {
  std::vector<u32> nodes;
  nodes.reserve(seq.count);
  for (u32 i = seq.first; i != kNone; i = ast_.nodes[i].next) nodes.push_back(i);
  if (!meter_.tick(nodes.size() + 1)) return fail(ErrorKind::Stopped, "");
  // rest(i): what may come after node i
  auto rest = [&](usize i) {
    FirstSet first;
    first.nullable = true;
    usize looked = 0;
    for (++i; i < nodes.size() && first.nullable; ++i) {
      if (++looked > 8) {
        first.nullable = true;
        first.add_all();
        return first;
      }
      const FirstSet part = first_of(nodes[i], flags);
      first.add(part);
      first.nullable = part.nullable;
    }
    if (first.nullable) {
      first.add(follow);
      first.nullable = follow.nullable;
    }
    return first;
  };
  for (usize i = 0; i < nodes.size(); ++i) {
    if (error_.kind != ErrorKind::None) return false;
    const Node& node = ast_.nodes[nodes[i]];
    if (is_plain_literal(node, flags)) {
      usize end = i + 1;
      while (end < nodes.size() && is_plain_literal(ast_.nodes[nodes[end]], flags)) ++end;
      leading_ = false;
      if (end - i == 1) {
        emit_char_op({Op::Char, node.a});
      } else {
        emit(Op::String);
        emit(static_cast<u32>(end - i));
        for (usize k = i; k < end; ++k) emit(ast_.nodes[nodes[k]].a);
      }
      i = end - 1;
      continue;
    }
    const bool needs_rest = node.kind == NodeKind::Group || node.kind == NodeKind::Repeat || node.kind == NodeKind::Branch || node.kind == NodeKind::Cond;
    if (!compile_node(node, nodes[i], flags, needs_rest ? rest(i) : FirstSet{})) return false;
    if (code_.size() > kMaxCode) return fail(ErrorKind::Memory, "");
  }
  return error_.kind == ErrorKind::None;
}

bool Compiler::compile_node(const Node& node, u32 index, u32 flags, const FirstSet& follow) {
  switch (node.kind) {
    case NodeKind::Literal:
    case NodeKind::NotLiteral:
    case NodeKind::Any:
    case NodeKind::In:
      leading_ = false;
      emit_char_op(char_op(index, flags));
      return true;
    case NodeKind::At: emit_at(node, flags); return true;
    case NodeKind::Failure: emit(Op::Fail); return true;
    case NodeKind::Branch: leading_ = false; return compile_branch(node, flags, follow);
    case NodeKind::Repeat: return compile_repeat(node, flags, follow);
    case NodeKind::Assert: return compile_assert(node, flags);
    case NodeKind::Cond: leading_ = false; return compile_cond(node, flags, follow);
    case NodeKind::Group:
      if (node.a != 0) {
        emit(Op::Save);
        emit(2 * (node.a - 1));
      }
      if (!compile_seq(node.seq, combine_flags(flags, node.b, node.c), follow)) return false;
      if (node.a != 0) {
        emit(Op::Save);
        emit(2 * (node.a - 1) + 1);
      }
      return true;
    case NodeKind::Atomic: {
      leading_ = false;
      const u32 slot = new_slots(1);
      emit(Op::AtomicBegin);
      emit(slot);
      if (!compile_seq(node.seq, flags, unknown_follow())) return false;
      emit(Op::AtomicEnd);
      emit(slot);
      return true;
    }
    case NodeKind::Ref:
      leading_ = false;
      has_references_ = true;
      emit(Op::Backref);
      emit(node.a - 1);
      emit(static_cast<u32>(fold_of(flags)));
      return true;
  }
  return true;
}

bool Compiler::compile_branch(const Node& node, u32 flags, const FirstSet& follow) {
  std::vector<FirstSet> firsts(node.b);
  for (u32 i = 0; i < node.b; ++i) {
    firsts[i] = first_of_seq(ast_.branches[node.a + i], flags);
    if (firsts[i].nullable) {
      firsts[i].add(follow);
      firsts[i].nullable = follow.nullable;
    }
  }
  std::vector<FirstSet> later(node.b);
  for (u32 i = node.b; i-- > 1;) {
    later[i - 1] = later[i];
    later[i - 1].add(firsts[i]);
    later[i - 1].nullable = later[i].nullable || firsts[i].nullable;
  }
  std::vector<u32> ends;
  for (u32 i = 0; i < node.b; ++i) {
    u32 target = kNone;
    if (i + 1 < node.b) emit_split(firsts[i], later[i], target);
    if (!compile_seq(ast_.branches[node.a + i], flags, follow)) return false;
    if (i + 1 < node.b) {
      emit(Op::Jump);
      ends.push_back(reserve());
      patch(target);
    }
  }
  for (const u32 end : ends) patch(end);
  return true;
}

bool Compiler::compile_char_loop(u32 index, const Node& repeat, u32 flags, const FirstSet& follow) {
  const CharOp body = char_op(index, flags);
  const FirstSet own = first_of_char(body);
  RepeatMode mode = static_cast<RepeatMode>(repeat.c);
  const bool certain = !follow.nullable;
  if (repeat.a == repeat.b || (certain && own.disjoint(follow))) mode = RepeatMode::Possessive;
  if (leading_ && repeat.b == kInfinite && mode == RepeatMode::Possessive) skip_leading_run_ = true;
  leading_ = false;
  emit(Op::Repeat);
  emit(static_cast<u32>(mode));
  emit(body.op);
  if (body.op == Op::Set) {
    emit_pool(sets_[body.arg].offset);
  } else {
    emit(body.arg);
  }
  emit(repeat.a);
  emit(repeat.b);
  if (!certain || mode == RepeatMode::Possessive) {
    emit(static_cast<u32>(Filter::None));
    emit(u32{0});
    return true;
  }
  u32 count = 0;
  u32 only = 0;
  for (u32 i = 0; i < 8; ++i) {
    count += static_cast<u32>(std::popcount(follow.bits[i]));
    if (follow.bits[i] != 0) only = 32 * i + static_cast<u32>(std::countr_zero(follow.bits[i]));
  }
  if (count == 1 && follow.wide == 0) {
    emit(static_cast<u32>(Filter::Char));
    emit(only);
  } else {
    emit(static_cast<u32>(Filter::First));
    emit_pool(first_block(follow));
  }
  return true;
}

bool Compiler::compile_repeat(const Node& node, u32 flags, const FirstSet& follow) {
  if (node.b == 0) return true;
  const RepeatMode mode = static_cast<RepeatMode>(node.c);
  u32 inner_flags = flags;
  const u32 single = single_char(node.seq, inner_flags);
  if (single != kNone) {
    if (node.a == 1 && node.b == 1) {
      leading_ = false;
      emit_char_op(char_op(single, inner_flags));
      return true;
    }
    return compile_char_loop(single, node, inner_flags, follow);
  }
  leading_ = false;
  if (mode == RepeatMode::Possessive) return compile_possessive(node, flags);
  if (node.a == 1 && node.b == 1) return compile_seq(node.seq, flags, follow);
  const bool lazy = mode == RepeatMode::Lazy;
  const FirstSet own = first_of_seq(node.seq, flags);
  if (node.a == 0 && node.b == 1) {
    u32 target = 0;
    if (lazy) {
      emit(Op::SplitLazy);
      target = reserve();
    } else {
      emit_split(own, follow, target);
    }
    if (!compile_seq(node.seq, flags, follow)) return false;
    patch(target);
    return true;
  }
  if (node.seq.width.lo == 0 || node.b != kInfinite || node.a > 1) return compile_counted(node, flags, follow, lazy);
  // Each turn takes at least one character and there is no count to keep.
  FirstSet inner = own;
  inner.add(follow);
  inner.nullable = own.nullable || follow.nullable;
  u32 exit = kNone;
  const u32 body = here();
  auto emit_exit = [&] {
    if (lazy) {
      emit(Op::SplitLazy);
      exit = reserve();
    } else {
      emit_split(own, follow, exit);
    }
  };
  if (node.a == 0) emit_exit();
  if (!compile_seq(node.seq, flags, inner)) return false;
  if (node.a == 1) emit_exit();
  emit(Op::Jump);
  emit(body);
  patch(exit);
  return true;
}

bool Compiler::compile_counted(const Node& node, u32 flags, const FirstSet& follow, bool lazy) {
  FirstSet inner = first_of_seq(node.seq, flags);
  const bool nullable = inner.nullable || follow.nullable;
  inner.add(follow);
  inner.nullable = nullable;
  const u32 slot = new_slots(2);
  emit(Op::LoopInit);
  emit(slot);
  const u32 test = reserve();
  const u32 body = here();
  if (!compile_seq(node.seq, flags, inner)) return false;
  patch(test);
  emit(Op::LoopEnd);
  emit(slot);
  emit(lazy ? u32{1} : u32{0});
  emit(node.a);
  emit(node.b);
  emit(body);
  return true;
}

// Each turn is atomic, and so is the whole.
bool Compiler::compile_possessive(const Node& node, u32 flags) {
  const u32 outer = new_slots(1);
  const u32 slot = new_slots(2);
  const u32 turn = new_slots(1);
  emit(Op::AtomicBegin);
  emit(outer);
  emit(Op::LoopInit);
  emit(slot);
  const u32 test = reserve();
  const u32 body = here();
  emit(Op::AtomicBegin);
  emit(turn);
  if (!compile_seq(node.seq, flags, unknown_follow())) return false;
  emit(Op::AtomicEnd);
  emit(turn);
  patch(test);
  emit(Op::LoopEnd);
  emit(slot);
  emit(u32{0});
  emit(node.a);
  emit(node.b);
  emit(body);
  emit(Op::AtomicEnd);
  emit(outer);
  return true;
}

bool Compiler::compile_assert(const Node& node, u32 flags) {
  u32 behind = 0;
  if (node.a != 0) {
    const Width width = node.seq.width;
    if (width.lo > 0xFFFFFFFFu) return fail(ErrorKind::Pattern, "looks too much behind");
    if (width.lo != width.hi) return fail(ErrorKind::Pattern, "look-behind requires fixed-width pattern");
    behind = static_cast<u32>(width.lo);
  }
  leading_ = false;
  const bool negative = node.b != 0;
  const u32 slot = new_slots(2);
  emit(negative ? Op::NegBegin : Op::LookBegin);
  emit(slot);
  emit(behind);
  const u32 after = negative ? reserve() : kNone;
  if (!compile_seq(node.seq, flags, unknown_follow())) return false;
  emit(negative ? Op::NegEnd : Op::LookEnd);
  emit(slot);
  if (negative) patch(after);
  return true;
}

bool Compiler::compile_cond(const Node& node, u32 flags, const FirstSet& follow) {
  has_references_ = true;
  emit(Op::Cond);
  emit(node.a - 1);
  const u32 no = reserve();
  if (!compile_seq(node.seq, flags, follow)) return false;
  if (node.b == kNone) {
    patch(no);
    return true;
  }
  emit(Op::Jump);
  const u32 end = reserve();
  patch(no);
  if (!compile_seq(ast_.branches[node.b], flags, follow)) return false;
  patch(end);
  return true;
}

// Literals that every match begins with.
void Compiler::literal_prefix() {
  std::vector<u32> prefix;
  const Seq* seq = &ast_.root;
  u32 flags = ast_.flags;
  while (seq != nullptr) {
    const Seq* inner = nullptr;
    for (u32 i = seq->first; i != kNone && prefix.size() < 256; i = ast_.nodes[i].next) {
      const Node& node = ast_.nodes[i];
      if (is_plain_literal(node, flags)) {
        prefix.push_back(node.a);
        continue;
      }
      if (node.kind == NodeKind::Group) {
        inner = &node.seq;
        flags = combine_flags(flags, node.b, node.c);
      }
      break;
    }
    seq = inner;
  }
  if (prefix.empty()) return;
  code_[kHeaderPrefix] = static_cast<u32>(pool_.size());
  fixups_.push_back(kHeaderPrefix);
  code_[kHeaderPrefixLength] = static_cast<u32>(prefix.size());
  pool_.insert(pool_.end(), prefix.begin(), prefix.end());
}

void Compiler::write_header() {
  code_[kHeaderGroups] = program_.groups;
  code_[kHeaderSlots] = slots_;
  code_[kHeaderMinWidth] = static_cast<u32>(std::min<u64>(ast_.root.width.lo, 0xFFFFFFFFu));
  const Seq* seq = &ast_.root;
  u32 flags = ast_.flags;
  while (seq->first != kNone && ast_.nodes[seq->first].kind == NodeKind::Group) {
    const Node& node = ast_.nodes[seq->first];
    flags = combine_flags(flags, node.b, node.c);
    seq = &node.seq;
  }
  if (seq->first != kNone && ast_.nodes[seq->first].kind == NodeKind::At) {
    const AtToken at = static_cast<AtToken>(ast_.nodes[seq->first].a);
    if (at == AtToken::BeginningText || (at == AtToken::Beginning && !(flags & kMultiline))) {
      code_[kHeaderFlags] |= kAnchored;
    }
  }
  if (skip_leading_run_ && !has_references_) code_[kHeaderFlags] |= kSkipLeadingRun;
  literal_prefix();
  const FirstSet first = first_of_seq(ast_.root, ast_.flags);
  if (!first.nullable) {
    code_[kHeaderFirst] = first_block(first);
    fixups_.push_back(kHeaderFirst);
  }
}

bool Compiler::run() {
  program_.groups = static_cast<u32>(ast_.group_widths.size() - 1);
  program_.flags = ast_.flags;
  slots_ = 2 * program_.groups;
  sets_.resize(ast_.nodes.size());
  code_.assign(kHeaderSize, 0);
  if (!compile_seq(ast_.root, ast_.flags, unknown_follow())) return false;
  emit(Op::Match);
  write_header();
  if (error_.kind != ErrorKind::None) return false;
  const u32 base = here();
  for (const u32 at : fixups_) code_[at] += base;
  code_.insert(code_.end(), pool_.begin(), pool_.end());
  return true;
}

bool compile(TextView pattern, const CompileOptions& options, Meter& meter, Program& program, Error& error) {
  program = Program{};
  error = Error{};
  program.is_text = options.is_text;
  Ast ast;
  if (!parse_pattern(pattern, options, meter, ast, error)) return false;
  if (!Compiler(ast, meter, program, error).run()) return false;
  program.names = std::move(ast.names);
  program.shortest = ast.root.width.lo;
  program.longest = ast.root.width.hi;
  return true;
}

}  // namespace monty::regex
