// SPDX-License-Identifier: MIT
// rooms: whole
// Any text as JSON: json.loads within limits, and what it made goes through json.dumps and back unchanged, also by the host's
// own reader and writer.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "monty/monty.hpp"

namespace {

[[noreturn]] void found(const char* what, const std::string& detail = {}) {
  std::fprintf(stderr, "FINDING: %s: %s\n", what, detail.c_str());
  std::abort();
}

// A number too large for a float, and NaN, need no care: repr tells them apart as it should.
constexpr char kCheck[] = R"(
import json
bad = ''
try: value = json.loads(text)
except (ValueError, RecursionError): value = text
for options in ({}, {'indent': 1}, {'ensure_ascii': False}, {'sort_keys': True, 'separators': (',', ':')}):
    try: back = json.loads(json.dumps(value, **options))
    except RecursionError: break
    if options.get('sort_keys') is None and repr(back) != repr(value): bad = f'{options}: {back!r} is not {value!r}'
    if options.get('sort_keys') and json.dumps(back, sort_keys=True) != json.dumps(value, sort_keys=True): bad = 'sorted'
bad
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const monty::Engine engine;
  static const monty::Result<monty::Program> check = monty::Program::compile(kCheck, "check.py");
  if (!check) std::abort();
  const std::string text(reinterpret_cast<const char*>(data), size);

  if (monty::Result<monty::Value> value = monty::from_json(text); value) {
    monty::Result<std::string> written = monty::to_json(*value);
    if (written) {
      monty::Result<monty::Value> back = monty::from_json(*written);
      monty::Result<std::string> again = back ? monty::to_json(*back) : monty::Result<std::string>(back.error());
      if (!again || *again != *written) found("the host's JSON changes on its way", *written);
    }
  }
  monty::SessionOptions options;
  options.limits.memory = 16 << 20;
  options.limits.seconds = 2;
  options.limits.depth = 500;
  monty::Session session(engine, options);
  if (!session.set("text", monty::Value(text))) {
    if (!session.set("text", monty::Value::bytes(text))) return 0;
  }
  monty::Result<monty::Value> bad = session.run(*check);
  if (!bad) {
    if (bad.error().kind != monty::ErrorKind::Limit) found("the check fails", bad.error().type + " " + bad.error().message);
  } else if (!bad->text().empty()) {
    found("a value changes", bad->text());
  }
  if (std::string problem = session.check_heap(); !problem.empty()) found("heap", problem);
  return 0;
}
