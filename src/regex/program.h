// SPDX-License-Identifier: MIT
// The words of a compiled pattern: header, instructions, then the pool of character sets.
//
// All targets and offsets are absolute indices into the code. `slots` are 32-bit registers: two marks for each group
// first, then what loops, atomic groups and assertions need.
#pragma once

#include "base/types.h"

namespace monty::regex {

enum Header : u32 {
  kHeaderGroups,
  kHeaderSlots,
  kHeaderMinWidth,
  kHeaderFlags,         // HeaderFlag
  kHeaderPrefix,        // offset of literal code points that each match starts with
  kHeaderPrefixLength,  // 0: none
  kHeaderFirst,         // offset of the FirstBlock of the first character, 0: unknown
  kHeaderSize,
};

enum HeaderFlag : u32 {
  kAnchored = 1,        // can only match at the beginning of the text
  kSkipLeadingRun = 2,  // when an attempt fails, no attempt inside the first loop's run can succeed
};

// o: offset or target, n: number, c: code point
enum class Op : u32 {
  Match,
  Fail,
  Char,     // c
  NotChar,  // c
  Any,      // not a newline
  AnyAll,
  Set,          // o set
  String,       // n, then n code points
  At,           // n AtKind
  Save,         // n mark
  Jump,         // o
  Split,        // o: goes on; on failure resumes at o
  SplitFirst,   // o own, o later, o target: enters if the next character is in own (leaving a choice only if it is in
                // later too), else goes to target
  SplitLazy,    // o: goes to o; on failure goes on here
  Repeat,       // n mode, n body Op, arg, n min, n max, n filter kind, filter arg: a loop over one character
  LoopInit,     // n slot, o of its LoopEnd
  LoopEnd,      // n slot, n lazy, n min, n max, o body
  AtomicBegin,  // n slot
  AtomicEnd,    // n slot
  LookBegin,    // n slot, n width behind (0: ahead)
  LookEnd,      // n slot
  NegBegin,     // n slot, n width behind, o after
  NegEnd,       // n slot
  Backref,      // n group (from 0), n Fold
  Cond,         // n group (from 0), o no
};

enum class At : u32 { BeginText, BeginLine, EndText, EndDollar, EndLine, BoundaryAscii, NonBoundaryAscii, BoundaryUnicode, NonBoundaryUnicode };
enum class RepeatMode : u32 { Greedy, Lazy, Possessive };
enum class Filter : u32 { None, Char, First };
enum class Fold : u32 { None, Ascii, Unicode };

inline constexpr u32 kRepeatWords = 8;
inline constexpr u32 kInfinite = 0xFFFFFFFF;

// A set in the pool: 8 words of bits that answer for code points below 256 (negation and case already in), then the
// SetWord flags, the number of ranges and the ranges, for all others.
inline constexpr u32 kSetFlags = 8;
inline constexpr u32 kSetRanges = 9;
inline constexpr u32 kSetHeader = 10;
enum SetWord : u32 {
  kSetNegate = 1,
  kSetLowerAscii = 2,
  kSetLowerUnicode = 4,
  kSetCategories = 8,  // first of six bits, in the order of Category, for Unicode; six more for ASCII
};
enum class Category : u32 { Digit, NotDigit, Space, NotSpace, Word, NotWord };
inline constexpr u32 kCategoryCount = 6;

// What a construct may start with: 8 words of bits below 256, then 0/1: may be a code point from 256 on.
inline constexpr u32 kFirstWords = 9;

}  // namespace monty::regex
