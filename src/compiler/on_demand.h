// SPDX-License-Identifier: MIT
// Definitions on demand, for modules of the library: a `def` or `class` at the top of the module whose name is bound
// nowhere else in it leaves no instruction in the module's code. It stands in Program::on_demand, and the definition
// is made when its name is first looked up (object/on_demand.h).
//
// A function whose defaults are constants or global names, without decorators and annotations, is made from its code.
// Everything else (classes, decorated functions) is wrapped into a function, the thunk, that makes it:
//     def NAME(): global NAME; <the statement>; return NAME
//
// What the library's authors must know: such statements run in no particular order and possibly never. A decorator
// that registers something (its name is `register`) keeps the statement where it is, and a module whose own code calls
// globals(), vars() or dir() keeps all. Walrus targets and names bound
// by match patterns at the top of a module are not looked at.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "compiler/scope.h"

namespace monty::compiler {

// Marks and wraps in place, before scopes are collected. `bound`: names that the module has before its code runs.
void mark_on_demand(Context& cx, syntax::ModNode* root, std::span<const std::string_view> bound);

// Are all defaults constants, or names that the module has bound?
bool makes_itself(const syntax::Arguments* args, const std::function<bool(Ident)>& in_module);

}  // namespace monty::compiler
