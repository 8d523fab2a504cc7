// SPDX-License-Identifier: MIT
// Definitions of library modules that are made when their names are first looked up (what qualifies:
// compiler/on_demand.h). The namespace is a dict with Dict::kOnDemand; a name that it lacks and its program lists is
// yet to be made. Once anybody has the dict itself in hand, all have been made and the flag is gone.
#pragma once

#include "object/object.h"

namespace monty {

// From now on names missing in `dict` may be made. False: no memory.
void define_on_demand(Vm& vm, Dict* dict, Program* program);

// What `name` means in `dict`, which lacks it, made if it need be:
//   a value   the function, which is in the dict now
//   defer     *thunk is a function without parameters: its call makes the definition and returns it
//   undef     no such definition
//   error     no memory
Value find_on_demand(Vm& vm, Dict* dict, Str* name, Function** thunk);
// The same for a qualified name; methods too where the program lists them.
Value find_on_demand(Vm& vm, Dict* dict, std::string_view qualname);
// Is there such a definition, made or not?
bool is_on_demand(Vm& vm, Dict* dict, Str* name);

// The names in `dict`'s program that are yet to be made, added to `names`. False: no memory.
bool names_on_demand(Vm& vm, Dict* dict, List* names);
// Makes the functions, and a list of thunks for the rest. Null: no memory.
List* thunks_on_demand(Vm& vm, Dict* dict);
void end_on_demand(Vm& vm, Dict* dict);

}  // namespace monty
