// SPDX-License-Identifier: MIT
#include "check/check.h"

#ifdef MONTY_TYPECHECK

#include <functional>

#include "check/stubs.h"
#include "typecheck.h"

namespace monty::check {

static_assert(static_cast<u32>(Format::Gitlab) == TYPECHECK_GITLAB && kFormats == TYPECHECK_GITLAB + 1);

bool available() { return true; }

Report run(const Request& request) {
  auto bytes = [](std::string_view s) { return typecheck_bytes{s.data(), s.size()}; };
  std::vector<typecheck_module> modules;
  // The checker keeps modules that do not change, and lists their folder again when a file comes or goes there, not when
  // a package does. This one, which no program can import, comes and goes with each set of names.
  std::size_t names = 0;
  for (const Module& m : request.modules) {
    modules.push_back({bytes(m.name), bytes(m.text)});
    names = names * 31 + std::hash<std::string>{}(m.name);
  }
  const std::string listed = "~" + std::to_string(names);
  if (!modules.empty()) modules.push_back({bytes(listed), {}});
  typecheck_request given{};
  given.archive = bytes(stub_archive());
  given.name = bytes(request.name);
  given.source = bytes(request.source);
  given.earlier = bytes(request.earlier);
  given.stubs = bytes(request.stubs);
  given.stubs_name = bytes(request.stubs_name);
  given.modules = modules.data();
  given.module_count = modules.size();
  given.refused = bytes(request.refused);
  given.refused_start = request.refused_start;
  given.refused_end = request.refused_end;
  given.format = static_cast<u32>(request.format);
  given.color = request.color;
  given.seconds = request.seconds;
  const typecheck_report report = typecheck_run(&given);
  Report out;
  out.status = static_cast<Report::Status>(report.status);
  out.errors = report.errors;
  out.warnings = report.warnings;
  out.text.assign(report.data, report.size);
  typecheck_free(report);
  return out;
}

}  // namespace monty::check

#else

namespace monty::check {

bool available() { return false; }

Report run(const Request&) { return {}; }

}  // namespace monty::check

#endif
