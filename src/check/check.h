// SPDX-License-Identifier: MIT
// The type checker, if it is in this build: ty (crates/typecheck), over stubs of what the library has at run time.
// Thread-safe; each check runs on a thread of its own with a large stack, on a database that is kept warm between checks
// and holds nothing of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

namespace monty::check {

// As monty_check_format.
enum class Format : u32 { Full, Concise, Json, Github, Azure, JsonLines, Rdjson, Pylint, Gitlab };
inline constexpr u32 kFormats = 9;

struct Module {
  std::string name;  // "tools.py", "package/__init__.py"
  std::string_view text;
};

// The source, and all other text, has been through our parser, which bounds how deep it nests.
struct Request {
  std::string_view name, source;
  std::string_view earlier;  // what ran before in the same module
  std::string_view stubs, stubs_name;
  std::vector<Module> modules;
  // Not empty: why the source is no program, between these offsets; that alone is reported.
  std::string_view refused;
  usize refused_start = 0, refused_end = 0;
  Format format = Format::Full;
  bool color = false;
  double seconds = 10;
};

struct Report {
  enum class Status : u8 { Done, OutOfTime, Failed, OutOfMemory } status = Status::Failed;
  u32 errors = 0, warnings = 0;
  std::string text;  // Done: the findings; Failed: what went wrong in the checker
};

bool available();
// Failed where it is not available.
Report run(const Request& request);

}  // namespace monty::check
