// SPDX-License-Identifier: MIT
// Import and the builtins namespace.
#pragma once

#include "vm/interp.h"

namespace monty {

Action import_name(Vm& vm, Frame* frame, Str* name, Value level, Value fromlist, Cont cont);
// A sealed builtin, whatever the program did to the builtins module; Undef: none.
Value sealed_builtin(Vm& vm, Str* name);
// A builtin as code with these globals sees it; Undef: none. May raise.
Value builtin_for(Vm& vm, Dict* globals, Str* name);
// Runs the module of the twins (src/builtins/builtins.py) on top of the present instruction, which is then run again:
// an instruction may only ask for twins before it has had an effect.
Action load_twins(Vm& vm);
// The native behind the twin `import_name`: makes the module, enters it in sys.modules and asks for its body to be run.
// False: the library has no such module (the twin then asks the host).
Value load_module(Vm& vm, Str* name);
Module* add_module(Vm& vm, Str* name);                           // a new one, entered in sys.modules
Value run_module(Vm& vm, Module* module, Str* text, Str* file);  // asks for `text` to be run as its body
bool setup_builtins(Vm& vm);
Module* module_new(Vm& vm, Str* name);
Action unpack_list(Vm& vm, Frame* frame, List* items);
Action load_attr_of_super(Vm& vm, Frame* frame, Super* s, Str* name, Cont cont);
bool type_matches_flag(Vm& vm, Type* type, u32 flag);
Value format_native(Vm& vm, Value v, Str* spec);  // exact builtin types; defer for others

}  // namespace monty
