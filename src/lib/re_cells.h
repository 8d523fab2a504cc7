// SPDX-License-Identifier: MIT
// Layout of patterns and matches, for the files of re.
//
// Pattern values: 0 pattern, 1 flags, 2 groups, 3 dict of group names. bytes: the program's words; they are never
// taken from a dump (the engine trusts them): without them the pattern is compiled again.
// Match values: 0 pattern object, 1 subject, 2 pos, 3 endpos, 4 lastindex (0: none), then start and end of each group.
#pragma once

#include "lib/natives.h"
#include "regex/regex.h"

namespace monty::lib {

inline constexpr u32 kPatternValues = 4;
inline constexpr u32 kMatchSpans = 5;

// The subject of a match: text or bytes.
struct Subject {
  Value value;         // as given
  Str* str = nullptr;  // null: bytes
  regex::TextView view;
};

inline bool is_text_pattern(const Native* p) { return unwrap<Str>(p->values[0]) != nullptr; }
inline u32 pattern_groups(const Native* p) { return static_cast<u32>(p->values[2].as_small_int()); }

bool subject_of(Vm& vm, Value v, bool want_text, Subject* out);       // false: TypeError pending
bool pattern_program(Vm& vm, Native* p, std::span<const u32>* code);  // false: exception pending
// Part of the subject as a new value of its type (bytes for every bytes-like).
Value subject_slice(Vm& vm, const Subject& s, i64 start, i64 end);
Value match_new(Vm& vm, Native* pattern, const Subject& s, u32 pos, u32 endpos, std::span<const regex::Span> spans, u32 lastindex);
regex::Memory heap_memory(Vm& vm);
Value raise_regex_status(Vm& vm, regex::Status status);
Str* str_from_utf32(Vm& vm, std::u32string_view text);
// Replacement templates. 0: ok; else *result is what the native returns (a request that raises PatternError, an error).
bool template_of(Vm& vm, Native* pattern, Value text, regex::Template* out, Value* result);
// One filled-in copy of the template. For text into a builder, for bytes into a vector.
bool append_slice(StrBuilder& out, const Subject& s, i64 start, i64 end);

}  // namespace monty::lib
