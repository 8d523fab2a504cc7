// SPDX-License-Identifier: MIT
// The parsed pattern: nodes in one vector, sequences as linked lists of them.
#pragma once

#include <vector>

#include "regex/program.h"
#include "regex/regex.h"

namespace monty::regex {

inline constexpr u32 kNone = 0xFFFFFFFF;
inline constexpr u64 kMaxWidth = ~u64{0};

enum class NodeKind : u8 {
  Literal,     // a: code point
  NotLiteral,  // a
  Any,
  In,      // a: first set item, b: count, c: negate
  At,      // a: AtToken
  Branch,  // a: first sequence in Ast::branches, b: count
  Group,   // a: group number or 0, b: flags added, c: flags removed, seq
  Repeat,  // a: min, b: max, c: RepeatMode, seq
  Atomic,  // seq
  Assert,  // a: 1 behind, b: 1 negative, seq
  Ref,     // a: group
  Cond,    // a: group, b: index of the "no" sequence in Ast::branches or kNone, seq: yes
  Failure,
};

enum class AtToken : u32 { Beginning, BeginningText, Boundary, NonBoundary, End, EndText };

struct Width {
  u64 lo = 0;
  u64 hi = 0;
};

struct Seq {
  u32 first = kNone;
  u32 last = kNone;
  u32 count = 0;
  Width width;
};

struct Node {
  NodeKind kind;
  u32 next = kNone;
  u32 a = 0;
  u32 b = 0;
  u32 c = 0;
  Seq seq = {};
};

struct SetItem {
  enum class Kind : u8 { Char, Range, Category } kind;
  u32 lo;  // or the Category
  u32 hi;
};

struct Ast {
  std::vector<Node> nodes;
  std::vector<SetItem> items;
  std::vector<Seq> branches;
  Seq root;
  u32 flags = 0;
  std::vector<Width> group_widths;  // [0] unused
  std::vector<GroupName> names;
};

bool parse_pattern(TextView pattern, const CompileOptions& options, Meter& meter, Ast& ast, Error& error);

// Shared by patterns and templates: repr() of a name, %a when ascii_only.
std::u32string repr_text(std::u32string_view text, bool ascii_only);
void set_position(Error& error, TextView text, i64 pos);

}  // namespace monty::regex
