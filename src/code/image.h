// SPDX-License-Identifier: MIT
// Programs of the library as the build leaves them in the binary: compiled already, so that a fresh process need not
// parse a module to import it. The image is trusted and belongs to this build alone: layout and opcodes are the
// compiler's own. Not to be confused with snapshots, which come from anywhere.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "code/code.h"

namespace monty {

// What the compiler made of `program`, to be read by read_image; not its source, nor how it came to be, and of positions
// only the lines.
std::string write_image(const Program& program);

// `image` stays in memory and starts at a multiple of 8: instructions, positions and texts are used where they lie.
// The codes have flags and names so far; read_code brings the rest when one is to run.
std::shared_ptr<Program> read_image(std::string_view image);
void read_code(Code& code);

}  // namespace monty
