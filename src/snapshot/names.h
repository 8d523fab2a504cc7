// SPDX-License-Identifier: MIT
// Names of sealed things, both ways: "module:Type", "module:function", "module:Type.attribute".
#pragma once

#include <string>
#include <string_view>

#include "heap/cell.h"

namespace monty::snapshot {

// Null: it has none.
const std::string* sealed_name(const Cell* cell);
Cell* find_sealed(std::string_view name);

}  // namespace monty::snapshot
