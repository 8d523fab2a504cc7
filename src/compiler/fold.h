// SPDX-License-Identifier: MIT
// Constant folding on the tree, as CPython's optimiser does it, with its limits on sizes.
#pragma once

#include "code/scratch.h"
#include "syntax/ast.h"

namespace monty::compiler {

// In trees that went through folding, an Int constant with base 0 is the signed number in `integer`; one with base
// 10 + 128 has text with a sign in hexadecimal.
inline constexpr u8 kSignedBase = 0;

inline constexpr u8 kConstTuple = 0x40;  // Node::flags of a Tuple whose elements are all constants

inline bool is_const(const syntax::ExprNode* e) {
  return e->kind == syntax::NodeKind::Constant || (e->kind == syntax::NodeKind::Tuple && (e->flags & kConstTuple) != 0);
}
// The value of a small int constant.
bool const_int(const syntax::ConstValue& v, i64& out);
// 1 true, 0 false, -1 unknown.
int const_truth(const syntax::ExprNode* e);

// Replaces the node in the slot when its operands (folded already) are constants.
void fold_expr(Scratch& scratch, syntax::ExprNode*& slot);

}  // namespace monty::compiler
