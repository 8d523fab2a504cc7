// SPDX-License-Identifier: MIT
// Definitions on demand, for modules of the library. These statements at the top of a module leave no instruction in
// its code when they bind a name that nothing else in the module binds:
//     def, class
//     import a, import a as b, from a import b
//     NAME = <an expression that mentions a name which is made on demand>, NAME = frozenset(...)
// They stand in Program::on_demand, and the definition is made when its name is first looked up (object/on_demand.h).
//
// A function whose defaults are constants or names of the module, without decorators and annotations, is made from its
// code. Everything else is wrapped into a function, the thunk, that makes it:
//     def NAME(): global NAME; <the statement>; return NAME
// `NAME.attribute = value` at the top of the module goes into NAME's thunk.
//
// What the library's authors must know: such statements run in no particular order and possibly never. A decorator
// that registers something (its name is `register`) keeps the statement where it is, and a module whose own code calls
// globals(), locals(), vars() or dir() keeps all. Walrus targets and names bound by match patterns at the top of a
// module are not looked at.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "compiler/scope.h"

namespace monty::compiler {

// Marks and wraps in place, before scopes are collected. `bound`: names that the module has before its code runs;
// `only_definitions`: imports and assignments stay.
void mark_on_demand(Context& cx, syntax::ModNode* root, std::span<const std::string_view> bound, bool only_definitions);

// Are all defaults constants, or names that the module has bound?
bool makes_itself(const syntax::Arguments* args, const std::function<bool(Ident)>& in_module);

}  // namespace monty::compiler
