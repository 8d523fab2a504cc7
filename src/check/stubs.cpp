// SPDX-License-Identifier: MIT
#include "check/stubs.h"

#ifdef MONTY_STUBS

__asm__(
    ".pushsection .rodata\n"
    ".hidden check_stubs_begin\n"
    ".hidden check_stubs_end\n"
    ".globl check_stubs_begin\n"
    ".globl check_stubs_end\n"
    ".balign 16\n"
    "check_stubs_begin:\n"
    ".incbin \"" MONTY_STUBS
    "\"\n"
    "check_stubs_end:\n"
    ".popsection\n");

extern "C" const char check_stubs_begin[], check_stubs_end[];

namespace monty::check {

std::string_view stub_archive() { return {check_stubs_begin, static_cast<std::size_t>(check_stubs_end - check_stubs_begin)}; }

}  // namespace monty::check

#endif
