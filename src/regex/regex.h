// SPDX-License-Identifier: MIT
// Python's regular expressions: the `re` dialect, its messages and its matching rules (CPython 3.14's).
//
// This room knows nothing of the heap. A pattern becomes a Program: plain words that hold no pointers, so the caller
// may keep the code in heap storage and hand it back as a span. Matching is backtracking over an explicit stack whose
// memory is asked for through Memory and whose steps tick the Meter; neither pattern nor text can reach the C stack's
// depth. A Program's code is trusted: it is only ever made by compile() in this process, never loaded from bytes.
//
// Must never: allocate for the size of a text, print, throw, keep state between calls.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/meter.h"
#include "base/types.h"

namespace monty::regex {

// A str (code points in 1, 2 or 4 bytes each) or a bytes object (width 1). At most kMaxText long.
inline constexpr u32 kMaxText = 0x7FFFFFFF;

struct TextView {
  const void* data = nullptr;
  u32 length = 0;
  u8 width = 1;

  char32_t at(u32 i) const {
    if (width == 1) return static_cast<const u8*>(data)[i];
    if (width == 2) return static_cast<const u16*>(data)[i];
    return static_cast<const u32*>(data)[i];
  }
};

// The numbers of re.RegexFlag.
enum Flag : u32 {
  kIgnoreCase = 2,
  kLocale = 4,
  kMultiline = 8,
  kDotAll = 16,
  kUnicode = 32,
  kVerbose = 64,
  kDebug = 128,
  kAscii = 256,
};

enum class ErrorKind : u8 {
  None,
  Pattern,    // re.PatternError(msg, pattern, pos)
  Value,      // ValueError(msg)
  Overflow,   // OverflowError(msg)
  Index,      // IndexError(msg): an unknown group name in a replacement template
  Recursion,  // RecursionError(msg): groups nested too deep
  Memory,     // MemoryError: the pattern is too large
  Stopped,    // the meter said stop
};

struct Error {
  ErrorKind kind = ErrorKind::None;
  std::u32string msg;
  i64 pos = -1;  // -1: None, and so are lineno and colno
  i64 lineno = -1;
  i64 colno = -1;
  bool multiline = false;  // the text has a newline: " (line %d, column %d)" is added to the message
  // str(error): msg, " at position %d", and the line and column where the text has several lines.
  std::u32string full_message() const;
};

struct GroupName {
  std::u32string name;
  u32 group;
};

struct Program {
  std::vector<u32> code;
  u32 groups = 0;                // without group 0
  u32 flags = 0;                 // as pattern.flags shows them
  std::vector<GroupName> names;  // in order of appearance
  bool is_text = true;
  u64 shortest = 0, longest = 0;  // of what it matches; ~0: without bound
};

// \N{NAME}: gives the code point of a name, or false. Null: no names are known.
using NameLookup = bool (*)(std::u32string_view name, char32_t& out);

struct CompileOptions {
  bool is_text = true;  // false: a bytes pattern
  u32 flags = 0;
  NameLookup lookup_name = nullptr;
};

// Working memory is about 200 bytes for each code point of the pattern: charge that before the call.
[[nodiscard]] bool compile(TextView pattern, const CompileOptions& options, Meter& meter, Program& program, Error& error);

// --- matching ---

enum class Mode : u8 { Match, Search, FullMatch };
enum class Status : u8 { Matched, NoMatch, Stopped, OutOfMemory };

// Where the backtrack stack comes from. resize(old, old_bytes, new_bytes) behaves like realloc, charges first, and
// returns null (leaving `old` valid) when the limit is reached; new_bytes 0 frees.
struct Memory {
  void* context = nullptr;
  void* (*resize)(void* context, void* old, usize old_bytes, usize new_bytes) = nullptr;
};
Memory malloc_memory();  // for tests and tools: no limit

struct Span {
  i64 start = -1;
  i64 end = -1;
};

struct Request {
  TextView text;
  u32 pos = 0;  // as Pattern.match(text, pos, endpos), already clamped: pos <= length, endpos <= length
  u32 endpos = 0;
  Mode mode = Mode::Search;
  bool must_advance = false;  // an empty match at `pos` is not wanted (see Walk)
};

// `spans` has groups + 1 entries and is written when matched; `lastindex` is 0 for None.
Status match(std::span<const u32> code, const Request& request, Meter& meter, const Memory& memory, std::span<Span> spans, u32& lastindex);

// The walk that findall, finditer, split and sub share: matches don't overlap; an empty match may touch the match
// before it, but two empty ones never stand at the same place.
//   Walk walk(pos, endpos);  while (walk.next(...) == Status::Matched) { spans[0] ... }
class Walk {
 public:
  Walk(u32 pos, u32 endpos) : pos_(pos), endpos_(endpos) {}

  Status next(std::span<const u32> code, TextView text, Meter& meter, const Memory& memory, std::span<Span> spans, u32& lastindex) {
    if (pos_ > endpos_) return Status::NoMatch;
    const Request request{text, pos_, endpos_, Mode::Search, must_advance_};
    const Status status = match(code, request, meter, memory, spans, lastindex);
    if (status == Status::Matched) {
      must_advance_ = spans[0].start == spans[0].end;
      pos_ = static_cast<u32>(spans[0].end);
    }
    return status;
  }

  // What an iterator object keeps between calls.
  u32 pos() const { return pos_; }
  bool must_advance() const { return must_advance_; }

 private:
  u32 pos_;
  u32 endpos_;
  bool must_advance_ = false;
};

// --- replacement templates and escape ---

// A template is literal, group, literal, group, ..., literal.
struct Template {
  std::u32string literals;  // all the literal parts after another
  struct Part {
    u32 literal_end;  // the literal before this group ends here in `literals`
    u32 group;
  };
  std::vector<Part> parts;
};
[[nodiscard]] bool parse_template(TextView text, bool is_text, u32 groups, std::span<const GroupName> names, Meter& meter, Template& result, Error& error);

// re.escape puts a backslash before these.
constexpr bool needs_escape(char32_t c) {
  switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '?':
    case '*':
    case '+':
    case '-':
    case '|':
    case '^':
    case '$':
    case '\\':
    case '.':
    case '&':
    case '~':
    case '#':
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '\v':
    case '\f': return true;
    default: return false;
  }
}

}  // namespace monty::regex
