// SPDX-License-Identifier: MIT
#include "compiler/compile.h"

#include "compiler/codegen.h"
#include "compiler/on_demand.h"

namespace monty::compiler {

using namespace syntax;

namespace {

// Code points in the first `bytes` bytes of a line.
u32 code_points(std::string_view line, u32 bytes) {
  u32 n = 0;
  for (usize i = 0; i < line.size() && i < bytes; ++i) n += (static_cast<u8>(line[i]) & 0xC0) != 0x80;
  return n;
}

std::string_view line_of(std::string_view source, u32 number) {
  usize start = 0;
  for (u32 i = 1; i < number; ++i) {
    const usize end = source.find('\n', start);
    if (end == std::string_view::npos) return {};
    start = end + 1;
  }
  const usize end = source.find('\n', start);
  return source.substr(start, end == std::string_view::npos ? std::string_view::npos : end + 1 - start);
}

SyntaxError locate(const Problem& p, std::string_view source, u32 first_line) {
  SyntaxError e;
  e.msg = p.msg;
  if (p.node == nullptr) return e;
  const Node* n = p.node;
  e.lineno = n->lineno;
  e.end_lineno = n->end_lineno;
  const u32 base = first_line == 0 ? 0 : first_line - 1;
  const std::string_view line = line_of(source, n->lineno - base);
  e.offset = code_points(line, n->col_offset) + 1;
  e.end_offset = code_points(n->end_lineno == n->lineno ? line : line_of(source, n->end_lineno - base), n->end_col_offset) + 1;
  e.text = line;
  e.has_text = true;
  return e;
}

constexpr std::string_view kFutures[] = {"nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
                                         "print_function", "unicode_literals", "generator_stop", "annotations"};

// Future statements stand at the very beginning; returns the last line of them.
u32 futures(Context& cx, ModNode* root) {
  Seq<StmtNode*> body;
  if (root->kind == NodeKind::Module)
    body = root->as<Module>()->body;
  else if (root->kind == NodeKind::Interactive)
    body = root->as<Interactive>()->body;
  u32 last = 0;
  for (u32 i = 0; i < body.count; ++i) {
    if (i == 0 && body[i]->kind == NodeKind::Expr) {
      const auto* c = body[i]->as<Expr>()->value->get_if<Constant>();
      if (c != nullptr && c->value.kind == ConstKind::Str) continue;
    }
    auto* n = body[i]->get_if<ImportFrom>();
    if (n == nullptr || n->level != 0 || n->module == nullptr || n->module->text() != "__future__") break;
    for (Alias* a : n->names) {
      const std::string_view name = a->name->text();
      bool known = name == "barry_as_FLUFL";
      for (std::string_view f : kFutures) known = known || name == f;
      if (name == "annotations") cx.future_annotations = true;
      if (name == "braces") {
        cx.fail(n, "not a chance");
      } else if (!known) {
        cx.fail(a, "future feature " + std::string(name) + " is not defined");
      }
    }
    last = n->end_lineno;
  }
  return last;
}

}  // namespace

CompileResult compile_tree(ModNode* root, u32 identifier_count, std::string_view source, const CompileOptions& options, Meter& meter, Arena& arena) {
  CompileResult result;
  Scratch scratch(arena);
  Context cx(scratch, meter, identifier_count);
  cx.top_level_await = options.allow_top_level_await;
  cx.library = options.twin;
  const u32 future_line = futures(cx, root);
  if (options.twin) mark_on_demand(cx, root, options.bound, options.methods_on_demand);
  Scope* top = cx.failed() ? nullptr : collect_scopes(cx, root);
  if (!cx.failed()) resolve_scopes(cx);
  if (!cx.failed() && cx.late.set) cx.problem = cx.late;
  if (!cx.failed()) {
    auto program = std::make_shared<Program>();
    program->filename = options.filename;
    program->source = source;
    Gen gen(cx, *program, options);
    gen.future_last_line_ = future_line;
    gen.module(root, top);
    if (!cx.failed()) {
      program->warnings = static_cast<std::vector<CompileWarning>&&>(cx.warnings);
      program->index_on_demand();
      result.program = static_cast<std::shared_ptr<Program>&&>(program);
      result.ok = true;
      return result;
    }
  }
  if (cx.problem.set) {
    result.status = CompileResult::Status::Error;
    result.error = locate(cx.problem, source, options.parse.first_line);
  } else {
    result.status = cx.stopped ? CompileResult::Status::Interrupted : CompileResult::Status::OutOfMemory;
  }
  return result;
}

CompileResult compile(std::string_view source, const CompileOptions& options, Meter& meter, Arena& arena) {
  arena.reset();
  const syntax::Mode mode = options.mode == Mode::Module ? syntax::Mode::Exec : options.mode == Mode::Eval ? syntax::Mode::Eval : syntax::Mode::Single;
  ParseResult parsed = parse(arena, source, mode, options.parse, meter);
  if (!parsed.ok()) {
    CompileResult result;
    result.incomplete = parsed.incomplete;
    switch (parsed.status) {
      case ParseResult::Status::Interrupted: result.status = CompileResult::Status::Interrupted; break;
      case ParseResult::Status::OutOfMemory: result.status = CompileResult::Status::OutOfMemory; break;
      default: result.status = CompileResult::Status::Error; result.error = static_cast<SyntaxError&&>(parsed.error);
    }
    return result;
  }
  CompileResult result = compile_tree(parsed.root, parsed.identifier_count, source, options, meter, arena);
  if (result.ok && !parsed.warnings.empty()) {
    std::vector<CompileWarning> all;
    for (auto& w : parsed.warnings) all.push_back({w.lineno, static_cast<std::string&&>(w.msg)});
    for (auto& w : result.program->warnings) all.push_back(static_cast<CompileWarning&&>(w));
    result.program->warnings = static_cast<std::vector<CompileWarning>&&>(all);
  }
  return result;
}

CompileResult compile(std::string_view source, const CompileOptions& options, Meter& meter) {
  Arena arena;
  return compile(source, options, meter, arena);
}

}  // namespace monty::compiler
