// SPDX-License-Identifier: MIT
// Single characters as operations, and what a construct may start with.
#include <algorithm>
#include <bit>

#include "regex/compiler.h"

namespace monty::regex {

Fold Compiler::fold_of(u32 flags) {
  if (!(flags & kIgnoreCase)) return Fold::None;
  return flags & kUnicode && !(flags & kLocale) ? Fold::Unicode : Fold::Ascii;
}

u32 Compiler::combine_flags(u32 flags, u32 add, u32 remove) {
  constexpr u32 kTypeFlags = kAscii | kLocale | kUnicode;
  if (add & kTypeFlags) flags &= ~kTypeFlags;
  return (flags | add) & ~remove;
}

namespace {

bool is_cased(char32_t c, Fold fold) {
  if (fold == Fold::None) return false;
  if (fold == Fold::Ascii) return ascii_lower(c) != c || (c >= 'a' && c <= 'z');
  return has_case(c);
}

}  // namespace

bool Compiler::is_plain_literal(const Node& node, u32 flags) { return node.kind == NodeKind::Literal && !is_cased(node.a, fold_of(flags)); }

u32 Compiler::single_char(const Seq& seq, u32& flags) const {
  const Seq* at = &seq;
  while (at->count == 1) {
    const Node& node = ast_.nodes[at->first];
    if (is_char_node(node)) return at->first;
    if (node.kind != NodeKind::Group || node.a != 0) return kNone;
    flags = combine_flags(flags, node.b, node.c);
    at = &node.seq;
  }
  return kNone;
}

u32 Compiler::build_set(u32 index, u32 flags) {
  SetInfo& info = sets_[index];
  if (info.offset != kNone) return info.offset;
  const Node& node = ast_.nodes[index];
  const Fold fold = fold_of(flags);
  const bool ascii = (flags & kUnicode) == 0 || (flags & kLocale) != 0;
  CharSet set;
  bool cased = false;
  if (node.kind == NodeKind::In) {
    set.negate = node.c != 0;
    for (u32 i = 0; i < node.b; ++i) {
      const SetItem& item = ast_.items[node.a + i];
      if (item.kind == SetItem::Kind::Category) {
        set.add_category(static_cast<Category>(item.lo), ascii);
      } else if (fold == Fold::None) {
        set.add(item.lo, item.hi);
      } else if (!set.add_folded(item.lo, item.hi, fold, cased, meter_)) {
        fail(ErrorKind::Stopped, "");
      }
    }
  } else {
    set.negate = node.kind == NodeKind::NotLiteral;
    if (!set.add_folded(node.a, node.a, fold, cased, meter_)) fail(ErrorKind::Stopped, "");
  }
  if (cased) set.fold = fold;
  set.sort();
  if (!meter_.tick(512 + set.ranges.size())) fail(ErrorKind::Stopped, "");
  info.offset = static_cast<u32>(pool_.size());
  info.wide = set.wide_classes();
  set.write(pool_);
  // [\s\S] and its like
  const u32* bits = pool_.data() + info.offset;
  const bool all_low = std::all_of(bits, bits + 8, [](u32 word) { return word == ~0u; });
  bool all_wide = set.negate && set.ranges.empty() && set.categories == 0;
  for (u32 i = 0; i < 2 * kCategoryCount && !set.negate; i += 2) {
    if ((set.categories >> i & 3) == 3) all_wide = true;
  }
  info.everything = all_low && all_wide;
  return info.offset;
}

Compiler::CharOp Compiler::char_op(u32 index, u32 flags) {
  const Node& node = ast_.nodes[index];
  switch (node.kind) {
    case NodeKind::Any: return {flags & kDotAll ? Op::AnyAll : Op::Any, 0};
    case NodeKind::Literal:
      if (!is_cased(node.a, fold_of(flags))) return {Op::Char, node.a};
      break;
    case NodeKind::NotLiteral:
      if (!is_cased(node.a, fold_of(flags))) return {Op::NotChar, node.a};
      break;
    default: break;
  }
  build_set(index, flags);
  if (sets_[index].everything) return {Op::AnyAll, 0};
  return {Op::Set, index};  // the node stands for its set until it is emitted
}

FirstSet Compiler::first_of_char(const CharOp& op) const {
  FirstSet first;
  switch (op.op) {
    case Op::Char: first.add_char(op.arg); break;
    case Op::Set: first.add_set(pool_.data() + sets_[op.arg].offset, sets_[op.arg].wide); break;
    case Op::NotChar:
      first.add_all();
      if (op.arg < 256) first.bits[op.arg >> 5] &= ~(1u << (op.arg & 31));
      break;
    case Op::Any:
      first.add_all();
      first.bits[0] &= ~(1u << '\n');
      break;
    default: first.add_all(); break;
  }
  return first;
}

FirstSet Compiler::first_of(u32 index, u32 flags) {
  const Node& node = ast_.nodes[index];
  if (!meter_.tick(4)) fail(ErrorKind::Stopped, "");
  FirstSet first;
  switch (node.kind) {
    case NodeKind::Literal:
    case NodeKind::NotLiteral:
    case NodeKind::Any:
    case NodeKind::In: return first_of_char(char_op(index, flags));
    case NodeKind::Failure: return first;
    case NodeKind::At:
    case NodeKind::Assert: first.nullable = true; return first;
    case NodeKind::Group: return first_of_seq(node.seq, combine_flags(flags, node.b, node.c));
    case NodeKind::Atomic: return first_of_seq(node.seq, flags);
    case NodeKind::Ref:
      first.add_all();
      first.nullable = true;
      return first;
    case NodeKind::Repeat:
      if (node.b != 0) first = first_of_seq(node.seq, flags);
      if (node.a == 0) first.nullable = true;
      return first;
    case NodeKind::Branch:
      for (u32 i = 0; i < node.b; ++i) {
        const FirstSet part = first_of_seq(ast_.branches[node.a + i], flags);
        first.add(part);
        first.nullable = first.nullable || part.nullable;
      }
      return first;
    case NodeKind::Cond:
      first = first_of_seq(node.seq, flags);
      if (node.b == kNone) {
        first.nullable = true;
      } else {
        const FirstSet no = first_of_seq(ast_.branches[node.b], flags);
        first.add(no);
        first.nullable = first.nullable || no.nullable;
      }
      return first;
  }
  return first;
}

FirstSet Compiler::first_of_seq(const Seq& seq, u32 flags) {
  FirstSet first;
  first.nullable = true;
  for (u32 i = seq.first; i != kNone && first.nullable; i = ast_.nodes[i].next) {
    const FirstSet part = first_of(i, flags);
    first.add(part);
    first.nullable = part.nullable;
  }
  return first;
}

u32 Compiler::first_block(const FirstSet& first) {
  const u32 at = static_cast<u32>(pool_.size());
  pool_.insert(pool_.end(), first.bits, first.bits + 8);
  pool_.push_back(first.wide != 0 ? 1 : 0);
  return at;
}

}  // namespace monty::regex
