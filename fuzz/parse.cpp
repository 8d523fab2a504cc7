// SPDX-License-Identifier: MIT
// rooms: syntax base
// Random text through the lexer, the parser and the diagnosis: a tree or an error, whatever the bytes.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "syntax/parser.h"

using namespace monty;
using namespace monty::syntax;

namespace {

// Every tree keeps its promises: heights bounded and consistent.
u32 check(const Node* node) {
  u32 below = 0;
  ast_for_each_child(node, [&](const Node* child) {
    u32 h = check(child);
    if (h > below) below = h;
  });
  bool root = node->kind <= NodeKind::Expression;
  if (!root && node->height != static_cast<u16>(below + 1)) std::abort();
  return below + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Mode mode = static_cast<Mode>(data[0] % 3);
  std::string_view source(reinterpret_cast<const char*>(data) + 1, size - 1);
  Arena arena;
  Meter meter;
  ParseOptions options;
  ParseResult r = parse(arena, source, mode, options, meter);
  if (r.ok()) {
    check(r.root);
    std::string out;
    ast_dump(r.root, true, out);
  } else if (r.status == ParseResult::Status::Error && r.error.msg.empty()) {
    std::abort();
  }
  return 0;
}
