// SPDX-License-Identifier: MIT
// What the build makes of the stubs (src/lib/*.pyi): the tables of modules, types and natives. This room owns the
// tables and the binder; it must never run Python code. See README.md in this folder for the stub format.
//
// The C++ functions behind the stubs live in `namespace monty::native`, declared in natives/<module>.h.
#pragma once

#include <span>
#include <string_view>

#include "object/layout.h"

namespace monty {

extern Tuple kEmptyTuple;  // object/tuple.cpp

struct NativeModule {
  Str* name;
  const char* text;         // the name as text: what sys.modules calls it ("os.path")
  const StaticAttr* attrs;  // sorted by hash of name; null: none
  u32 count;
  bool in_python;  // src/lib/NAME.py, for builtins the twins: there is an image of it
  bool hidden;     // not importable by programs
};

std::span<const NativeModule> native_modules();
// By name, or by the name of a submodule's file ("os_path").
const NativeModule* find_native_module(std::string_view name);
// What the build compiled of a module (code/image.h); empty: nothing is in Python.
std::string_view library_image(std::string_view name);
std::span<Type* const> native_types();
// Sealed type by module and qualname, or null.
Type* find_native_type(std::string_view module, std::string_view qualname);
// Attribute in a table sorted by hash; Undef: none. `name` must be interned or static (compared by text otherwise).
const StaticAttr* find_static_attr(const StaticAttr* attrs, u32 count, const Str* name, u64 hash);
// Native by module and qualname ("math", "isclose"; "builtins", "list.append"), or null. For snapshots.
NativeFunction* find_native_function(std::string_view module, std::string_view qualname);

namespace native {
// Attributes of sealed types that are kept in the instance's hidden fields (exceptions: errno, value, msg ...).
Value get_field(Vm& vm, Value self, Type& owner, Str* name);
Value set_field(Vm& vm, Value self, Type& owner, Str* name, Value value);  // value Undef: delete
}  // namespace native

}  // namespace monty
