// SPDX-License-Identifier: MIT
#include "check.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace {

constexpr std::size_t kMaxModules = 1000;  // of the folders of --module-path
constexpr int kLinesOfStatement = 200;

// The modules of the folders, the first of a name winning as in find_module().
void add_modules(const std::vector<std::string>& folders, std::vector<std::pair<std::string, std::string>>* out) {
  for (auto& folder : folders) {
    std::error_code ignored;
    for (std::filesystem::recursive_directory_iterator it(folder, ignored), end; it != end && out->size() < kMaxModules; it.increment(ignored)) {
      if (it->path().extension() != ".py" || !it->is_regular_file(ignored)) continue;
      std::string name = std::filesystem::relative(it->path(), folder, ignored).string(), text;
      bool known = false;
      for (auto& [other, _] : *out) known = known || other == name;
      if (!known && read_file(it->path().string(), &text)) out->emplace_back(std::move(name), std::move(text));
    }
  }
}

}  // namespace

std::string ended(std::string_view text) { return std::string(text) + (text.empty() || text.ends_with('\n') ? "" : "\n"); }

Checker::Checker(const Options& o, const monty::Program* program) {
  options_.format = o.check_format;
  options_.stubs_filename = o.stubs.size() == 1 && o.stub_files.size() == 1 ? o.stub_files[0] : "<stubs>";
  for (auto& text : o.stubs) options_.stubs += ended(text);
  // Tools and inputs that no stub declares take anything.
  std::string others;
  for (auto& tool : o.tools) {
    if (is_declared(o, tool.name)) continue;
    others += (is_awaited(o, tool, program) ? "async def " : "def ") + tool.name + "(*args: _Any, **kwargs: _Any) -> _Any: ...\n";
  }
  for (auto& [name, _] : o.inputs) {
    if (!is_declared(o, name)) others += name + ": _Any\n";
  }
  if (!others.empty()) options_.stubs += "from typing import Any as _Any\n" + others;
  folders_ = o.module_paths;
}

int Checker::check(std::string_view source, const std::string& filename, std::FILE* to) {
  options_.filename = filename;
  add_modules(std::exchange(folders_, {}), &options_.modules);
  const char* no_color = std::getenv("NO_COLOR");
  options_.color = isatty(fileno(to)) && (no_color == nullptr || no_color[0] == '\0');
  monty::Result<monty::Findings> found = monty::check(source, options_);
  if (!found) {
    problem_ = found.error();
    return report(problem_);
  }
  std::fwrite(found->text.data(), 1, found->text.size(), to);
  if (!found->text.empty() && found->text.back() != '\n') std::fputc('\n', to);
  std::fflush(to);
  if (found->errors == 0) return 0;
  problem_ = monty::Error::raise("TypeCheckError", std::to_string(found->errors) + (found->errors == 1 ? " type error" : " type errors"));
  return kUncaught;
}

void Checker::add_earlier(std::string_view source) { options_.earlier += ended(source); }

int check_first(const Options& o, const monty::Program& program, std::string_view source, const std::string& filename) {
  if (!o.type_check) return 0;
  if (!monty::check_available()) return no_checker();
  return Checker(o, &program).check(source, filename, stderr);
}

std::string what_ran(std::string_view source, const monty::Error& failure) {
  std::size_t end = 0;
  for (std::uint32_t line = 1; !failure.frames.empty() && line < failure.frames[0].line && end < source.size(); line++) {
    end = std::min(source.find('\n', end), source.size() - 1) + 1;
  }
  // The line that failed may stand inside a statement, which is left out: what is before it compiles.
  for (int tries = 0; end > 0 && tries < kLinesOfStatement; tries++) {
    const std::string_view before = source.substr(0, end);
    if (monty::Program::compile(before, "<string>", monty::Mode::File)) return std::string(before);
    const std::size_t at = end < 2 ? source.npos : source.rfind('\n', end - 2);
    end = at == source.npos ? 0 : at + 1;
  }
  return {};
}

int run_check(Options& o) {
  if (!monty::check_available()) return no_checker();
  std::string source, filename;
  if (int status = read_sources(&o, &source, &filename); status != 0) return status;
  // A program that does not compile has no tools to look for: the check says what is wrong with it.
  monty::Result<monty::Program> program = monty::Program::compile(source, filename, monty::Mode::File, o.limits);
  return Checker(o, program ? &*program : nullptr).check(source, filename, stdout);
}
