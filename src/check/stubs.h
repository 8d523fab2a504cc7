// SPDX-License-Identifier: MIT
// The archive of stubs (tools/gen_typeshed.py), inside the program.
#pragma once

#include <string_view>

namespace monty::check {

std::string_view stub_archive();

}  // namespace monty::check
