// SPDX-License-Identifier: MIT
// Names of characters: what unicodedata.name and unicodedata.lookup answer, and "\N{...}" in literals.
//
// The table (unicode_names.inc, made by tools/gen_unicode_names.py, which explains its format) is a quarter of a megabyte.
// A name is found by walking it once, some tenths of a millisecond; a character's name by walking one block.
#pragma once

#include <span>
#include <string_view>

#include "base/types.h"

namespace monty::unicode {

inline constexpr usize kNameCapacity = 96;
inline constexpr u64 kNameLookupCost = 20000;  // ticks that finding a name is worth

// The name of `c`, written into `out`; empty: it has none.
std::string_view name_of(char32_t c, std::span<char, kNameCapacity> out);

// The character called `name` (any case; aliases too). False: unknown.
bool find_character(std::string_view name, char32_t* out);

// The same with named sequences: up to `out.size()` code points; 0: unknown.
inline constexpr usize kMaxSequence = 8;
u32 find_sequence(std::string_view name, std::span<char32_t, kMaxSequence> out);

}  // namespace monty::unicode
