// SPDX-License-Identifier: MIT
// The parser's frame: tokens, failures, identifiers, and the door parse().
#include <algorithm>
#include <cstring>

#include "base/unicode.h"
#include "base/utf8.h"
#include "syntax/diagnose.h"
#include "syntax/parser_impl.h"

namespace monty::syntax {

bool Parser::next_line() {
  lexer_.next_line();
  if (MONTY_UNLIKELY(lexer_.count() == 0)) {
    failure_ = Failure::Lexer;
    return false;
  }
  tok_ = lexer_.tokens();
  return true;
}

std::nullptr_t Parser::fail() {
  if (at(Tok::Error)) {
    failure_ = Failure::Lexer;
    furthest_ = *tok_;
    return nullptr;
  }
  if (failure_ == Failure::None) failure_ = Failure::Generic;
  if (tok_->start >= furthest_.start) furthest_ = *tok_;
  return nullptr;
}

std::nullptr_t Parser::fail_worded(std::string msg, u32 line, u32 col, u32 end_line, u32 end_col) {
  if (failure_ == Failure::Worded || failure_ == Failure::Lexer) return nullptr;
  failure_ = Failure::Worded;
  error_ = SyntaxError{};
  error_.msg = std::move(msg);
  error_.lineno = line;
  error_.offset = col + 1;
  error_.end_lineno = end_line;
  error_.end_offset = end_col + 1;
  furthest_ = *tok_;
  return nullptr;
}

std::nullptr_t Parser::fail_memory() {
  arena_.mark_failed();
  failure_ = Failure::Lexer;
  return nullptr;
}

std::nullptr_t Parser::too_deep() { return fail_token(*tok_, "expression is nested too deeply"); }

bool Parser::grow_scratch() {
  u32 capacity = scratch_capacity_ == 0 ? 32 : scratch_capacity_ * 2;
  Node** bigger = arena_.make_array<Node*>(capacity);
  if (bigger == nullptr) return fail_memory() != nullptr;
  if (scratch_size_ != 0) std::memcpy(bigger, scratch_, scratch_size_ * sizeof(Node*));
  scratch_ = bigger;
  scratch_capacity_ = capacity;
  return true;
}

// ---- identifiers

bool Parser::grow_identifiers() {
  u32 size = table_size_ == 0 ? 16 : table_size_ * 4;
  auto** bigger = arena_.make_array<Identifier*>(size);
  if (bigger == nullptr) return fail_memory() != nullptr;
  std::memset(static_cast<void*>(bigger), 0, size * sizeof(Identifier*));
  for (u32 i = 0; i < table_size_; ++i) {
    if (table_[i] == nullptr) continue;
    u32 slot = table_[i]->hash & (size - 1);
    while (bigger[slot] != nullptr) slot = (slot + 1) & (size - 1);
    bigger[slot] = table_[i];
  }
  table_ = bigger;
  table_size_ = size;
  return true;
}

Ident Parser::intern(std::string_view text) {
  if (identifiers_ * 2 >= table_size_ && !grow_identifiers()) return nullptr;
  u64 hash = 0x9E3779B97F4A7C15u ^ text.size();
  for (char c : text) hash = (hash ^ static_cast<u8>(c)) * 0x100000001B3u;
  u32 h = static_cast<u32>(hash ^ (hash >> 32));
  u32 slot = h & (table_size_ - 1);
  for (u32 probes = 0; table_[slot] != nullptr; slot = (slot + 1) & (table_size_ - 1)) {
    Identifier* i = table_[slot];
    if (i->hash == h && i->size == text.size() && std::memcmp(i->data, text.data(), text.size()) == 0) return i;
    if ((++probes & 63) == 0 && !meter_.tick(64)) {
      failure_ = Failure::Lexer;
      return nullptr;
    }
  }
  auto* n = make<Identifier>();
  std::string_view copy = arena_.copy(text);
  if (n == nullptr || copy.data() == nullptr) return fail_memory();
  n->data = copy.data();
  n->size = static_cast<u32>(text.size());
  n->hash = h;
  n->index = identifiers_++;
  table_[slot] = n;
  return n;
}

Ident Parser::identifier(const Token& t) {
  std::string_view text = text_of(t);
  if (MONTY_UNLIKELY(t.flags & kNonAscii)) {
    text = normalised(text);
    if (text.data() == nullptr) return nullptr;
  }
  return intern(text);
}

// Identifiers are compared in normal form KC.
std::string_view Parser::normalised(std::string_view text) {
  auto* points = static_cast<char32_t*>(arena_.alloc(text.size() * sizeof(char32_t)));
  if (points == nullptr) return fail_memory(), std::string_view();
  const std::span<const u8> bytes(reinterpret_cast<const u8*>(text.data()), text.size());
  const std::span<const char32_t> in(points, static_cast<usize>(utf8_decode(bytes, points) - points));
  const unicode::Quick quick = unicode::quick_check(in, unicode::Form::NFKC, meter_);
  if (quick == unicode::Quick::Yes) return text;
  u64 length = 0;
  if (quick == unicode::Quick::Stopped || !unicode::normalized_bound(in, unicode::Form::NFKC, meter_, length)) return stopped();
  const usize bound = static_cast<usize>(length);
  auto* out = static_cast<char32_t*>(arena_.alloc(bound * sizeof(char32_t)));
  auto* normal = static_cast<u8*>(arena_.alloc(bound * 4));
  if (out == nullptr || normal == nullptr) return fail_memory(), std::string_view();
  if (!unicode::normalize(in, unicode::Form::NFKC, meter_, {out, bound}, length)) return stopped();
  u8* end = utf8_encode(out, static_cast<usize>(length), normal);
  return {reinterpret_cast<char*>(normal), static_cast<usize>(end - normal)};
}

std::string_view Parser::stopped() {
  failure_ = Failure::Lexer;
  return {};
}

// ---- roots

ModNode* Parser::run(Mode mode) {
  if (!next_line()) return nullptr;
  switch (mode) {
    case Mode::Exec: {
      if (!statements(Tok::EndMarker)) return nullptr;
      auto* root = make<Module>();
      MONTY_NEED(take(0, root->body));
      return root;
    }
    case Mode::Eval: {
      MONTY_STEP(body, expressions());
      auto* root = make<Expression>();
      root->body = body;
      while (at(Tok::Newline)) MONTY_NEED(next_line());
      if (!at(Tok::EndMarker)) return fail();
      return root;
    }
    case Mode::Single: break;
  }
  auto* root = make<Interactive>();
  statement_start_ = tok_->start;
  if (is_compound_start() || at_name("match")) {
    StmtNode* s = nullptr;
    if (is_compound_start()) {
      s = compound_statement();
      MONTY_NEED(s != nullptr);
      last_was_compound_ = true;
    } else if (match_statement(s)) {
      MONTY_NEED(s != nullptr);
      last_was_compound_ = true;
    }
    MONTY_NEED(s == nullptr || keep(s));
  }
  if (mark() == 0) {
    if (failure_ != Failure::None) return nullptr;
    MONTY_NEED(simple_statements());
  }
  if (!at(Tok::EndMarker)) {
    return fail_worded("multiple statements found while compiling a single statement", block_end_line_, block_end_col_, block_end_line_, block_end_col_ + 1);
  }
  MONTY_NEED(take(0, root->body));
  return root;
}

// ---- the door

namespace {

// Columns from bytes to code points, and the text of the lines.
void complete_error(SyntaxError& e, std::string_view text, u32 first_line) {
  if (e.lineno < first_line || e.has_text) return;
  auto line_at = [&](u32 line) -> usize {
    usize at = 0;
    for (u32 n = first_line; n < line; ++n) {
      usize stop = text.find('\n', at);
      if (stop == text.npos) return text.size();
      at = stop + 1;
    }
    return at;
  };
  auto to_chars = [&](usize line_start, u32 offset) {
    if (offset == 0 || offset == static_cast<u32>(-1)) return offset;
    u32 chars = 0;
    for (usize i = line_start; i < line_start + offset - 1 && i < text.size(); ++i) chars += (static_cast<u8>(text[i]) & 0xC0) != 0x80;
    // A column past the end of the text counts on.
    if (line_start + offset - 1 > text.size()) chars += static_cast<u32>(line_start + offset - 1 - text.size());
    return chars + 1;
  };
  usize start = line_at(e.lineno);
  e.offset = to_chars(start, e.offset);
  usize end_start = e.end_lineno == e.lineno ? start : line_at(e.end_lineno);
  e.end_offset = to_chars(end_start, e.end_offset);
  usize stop = text.find('\n', start);
  e.text = std::string(text.substr(start, stop == text.npos ? text.npos : stop + 1 - start));
  e.has_text = true;
}

}  // namespace

ParseResult parse(Arena& arena, std::string_view source, Mode mode, const ParseOptions& options, Meter& meter) {
  ParseResult result;
  if (!arena.prepare()) {
    result.status = ParseResult::Status::OutOfMemory;
    return result;
  }
  PreparedSource prepared;
  if (!prepare_source(arena, source, options, prepared, result.error)) {
    result.status = arena.failed() ? ParseResult::Status::OutOfMemory : ParseResult::Status::Error;
    return result;
  }
  if (!meter.tick(source.size() / 16 + 1)) {
    result.status = ParseResult::Status::Interrupted;
    return result;
  }
  Parser parser(arena, meter, prepared.text, options);
  ModNode* root = parser.run(mode);
  result.identifier_count = parser.identifier_count();
  result.warnings = std::move(parser.lexer().warnings());
  for (SyntaxWarning& w : parser.warnings()) result.warnings.push_back(std::move(w));
  std::sort(result.warnings.begin(), result.warnings.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
  Lexer::State state = parser.lexer().state();
  if (arena.failed() || state == Lexer::State::OutOfMemory) {
    result.status = ParseResult::Status::OutOfMemory;
    return result;
  }
  if (root != nullptr) {
    result.root = root;
    if (mode == Mode::Single && parser.last_was_compound()) {
      // A compound statement ends at an empty line.
      usize n = source.find_last_not_of(" \t");
      bool closed = n != source.npos && source[n] == '\n';
      if (closed) {
        usize before = n == 0 ? source.npos : source.find_last_not_of(" \t\r", n - 1);
        closed = before != source.npos && source[before] == '\n';
      }
      result.incomplete = !closed;
    }
    return result;
  }
  if (state == Lexer::State::Interrupted || (parser.failure() == Parser::Failure::Lexer && state == Lexer::State::Fine)) {
    result.status = ParseResult::Status::Interrupted;
    return result;
  }
  result.status = ParseResult::Status::Error;
  result.incomplete = parser.lexer().ended_early() || parser.failed_at().kind == Tok::EndMarker;
  if (parser.failure() == Parser::Failure::Lexer) {
    result.error = state == Lexer::State::Unclosed ? parser.lexer().unclosed_error() : std::move(parser.lexer().error());
  } else if (!diagnose(arena, meter, prepared.text, mode, options, parser, result.error)) {
    result.status = arena.failed() ? ParseResult::Status::OutOfMemory : ParseResult::Status::Interrupted;
    return result;
  }
  complete_error(result.error, prepared.text, options.first_line);
  result.error.last_statement = parser.last_compound_line();
  return result;
}

}  // namespace monty::syntax
