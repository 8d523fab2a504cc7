// SPDX-License-Identifier: MIT
#include "syntax/suggest.h"

#include <algorithm>
#include <string>
#include <vector>

#include "syntax/lexer.h"

namespace monty::syntax {
namespace {

constexpr usize kMaxCode = 1024;
constexpr usize kMaxWord = 40;

constexpr std::string_view kKeywords[] = {
#define X(name, text) text,
    MONTY_KEYWORD_TOKENS(X)
#undef X
};

// Edit distance in CPython's costs: 2 for a change, 1 for a change of case only.
u32 edit_cost(std::string_view a, std::string_view b) {
  auto substitution = [](char x, char y) -> u32 {
    if (x == y) return 0;
    return (x ^ y) == 0x20 && ((x | 0x20) >= 'a' && (x | 0x20) <= 'z') ? 1 : 2;
  };
  std::vector<u32> row(b.size() + 1);
  for (usize j = 0; j <= b.size(); ++j) row[j] = static_cast<u32>(2 * j);
  for (usize i = 1; i <= a.size(); ++i) {
    u32 diagonal = row[0];
    row[0] = static_cast<u32>(2 * i);
    for (usize j = 1; j <= b.size(); ++j) {
      u32 above = row[j];
      row[j] = std::min({above + 2, row[j - 1] + 2, diagonal + substitution(a[i - 1], b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// Characters in the matching blocks of difflib's SequenceMatcher.
u32 matching(std::string_view a, std::string_view b) {
  usize best_i = 0, best_j = 0, best = 0;
  for (usize i = 0; i < a.size(); ++i) {
    for (usize j = 0; j < b.size(); ++j) {
      usize k = 0;
      while (i + k < a.size() && j + k < b.size() && a[i + k] == b[j + k]) ++k;
      if (k > best) best_i = i, best_j = j, best = k;
    }
  }
  if (best == 0) return 0;
  return static_cast<u32>(best) + matching(a.substr(0, best_i), b.substr(0, best_j)) + matching(a.substr(best_i + best), b.substr(best_j + best));
}

// The best candidates, best first.
std::vector<std::string_view> close_keywords(std::string_view word) {
  std::vector<std::string_view> out;
  if (word.size() > kMaxWord) return out;
  // The nearest by edit distance, when it is near enough.
  u32 best_cost = ~u32{0};
  std::string_view nearest;
  for (std::string_view k : kKeywords) {
    u32 limit = static_cast<u32>((word.size() + k.size() + 3) * 2 / 6);
    u32 cost = edit_cost(word, k);
    if (cost <= limit && cost < best_cost) best_cost = cost, nearest = k;
  }
  if (!nearest.empty()) out.push_back(nearest);
  struct Scored {
    double ratio;
    std::string_view keyword;
  };
  std::vector<Scored> scored;
  for (std::string_view k : kKeywords) {
    double ratio = 2.0 * matching(k, word) / static_cast<double>(k.size() + word.size());
    if (ratio >= 0.5) scored.push_back({ratio, k});
  }
  std::sort(scored.begin(), scored.end(), [](const Scored& x, const Scored& y) { return x.ratio != y.ratio ? x.ratio > y.ratio : x.keyword > y.keyword; });
  for (usize i = 0; i < scored.size() && i < 3; ++i) out.push_back(scored[i].keyword);
  if (out.size() > 3) out.resize(3);
  return out;
}

// The lines first..last (from 1) without their common indentation.
std::string dedented_lines(std::string_view source, u32 first, u32 last) {
  std::vector<std::string_view> lines;
  usize at = 0;
  for (u32 n = 1; n <= last && at < source.size(); ++n) {
    usize stop = source.find('\n', at);
    std::string_view line = source.substr(at, stop == source.npos ? source.npos : stop - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (n >= first) lines.push_back(line);
    if (lines.size() > kMaxCode) break;
    at = stop == source.npos ? source.size() : stop + 1;
  }
  std::string_view margin;
  bool have_margin = false;
  for (std::string_view line : lines) {
    usize n = line.find_first_not_of(" \t");
    if (n == line.npos) continue;
    std::string_view indent = line.substr(0, n);
    if (!have_margin) margin = indent, have_margin = true;
    usize same = 0;
    while (same < margin.size() && same < indent.size() && margin[same] == indent[same]) ++same;
    margin = margin.substr(0, same);
  }
  std::string out;
  for (usize i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (i != 0) out += '\n';
    if (line.find_first_not_of(" \t") != line.npos) out += line.substr(margin.size());
    if (out.size() > kMaxCode) break;
  }
  return out;
}

struct Word {
  u32 line, col, chars_before;
  std::string text;
};

// The first ten names that are not keywords.
std::vector<Word> names_of(Arena& arena, Meter& meter, std::string_view code) {
  std::vector<Word> out;
  PreparedSource prepared;
  SyntaxError ignored;
  ParseOptions options;
  options.ignore_cookie = true;
  if (!prepare_source(arena, code, options, prepared, ignored)) return out;
  Lexer lexer(arena, meter, prepared.text, 1);
  for (;;) {
    lexer.next_line();
    for (u32 i = 0; i < lexer.count(); ++i) {
      const Token& t = lexer.tokens()[i];
      if (t.kind != Tok::Name) continue;
      if (out.size() == 10) return out;
      u32 chars = 0;
      for (u32 k = t.start - t.col; k < t.start; ++k) chars += (static_cast<u8>(prepared.text[k]) & 0xC0) != 0x80;
      out.push_back({t.line, t.col, chars, std::string(prepared.text.substr(t.start, t.end - t.start))});
    }
    if (lexer.state() != Lexer::State::Fine || lexer.count() == 0) return out;
    if (lexer.tokens()[lexer.count() - 1].kind == Tok::EndMarker) return out;
  }
}

}  // namespace

bool suggest_keyword(Arena& scratch, Meter& meter, std::string_view source, SourceOrigin origin, SyntaxError& error) {
  if (error.kind != SyntaxError::Kind::SyntaxError) return false;
  if (error.msg != "invalid syntax" && error.msg.find("Perhaps you forgot a comma") == std::string::npos) return false;
  const u32 line = error.last_statement;
  // (CPython's check that a name stands in the line of the error lets nothing through here.)
  if (origin == SourceOrigin::File && line > 1) return false;
  const std::string code = dedented_lines(source, line == 0 ? 1 : line, error.lineno);
  if (code.empty() || code.size() > kMaxCode) return false;
  scratch.reset();
  if (!scratch.prepare()) return false;
  for (const Word& word : names_of(scratch, meter, code)) {
    for (std::string_view keyword : close_keywords(word.text)) {
      usize start = 0;
      for (u32 n = 1; n < word.line; ++n) start = code.find('\n', start) + 1;
      std::string changed = code;
      changed.replace(start + word.col, word.text.size(), keyword);
      scratch.reset();
      ParseOptions options;
      options.ignore_cookie = true;
      ParseResult r = parse(scratch, changed, Mode::Exec, options, meter);
      if (r.status == ParseResult::Status::Interrupted || r.status == ParseResult::Status::OutOfMemory) return false;
      if (!r.ok() && !r.incomplete) continue;
      error.msg = "invalid syntax. Did you mean '" + std::string(keyword) + "'?";
      usize stop = code.find('\n', start);
      error.text = code.substr(start, stop == std::string::npos ? std::string::npos : stop - start) + "\n";
      error.lineno = error.end_lineno = word.line;
      error.offset = word.chars_before + 1;
      u32 chars = 0;
      for (char c : word.text) chars += (static_cast<u8>(c) & 0xC0) != 0x80;
      error.end_offset = error.offset + chars;
      return true;
    }
  }
  return false;
}

}  // namespace monty::syntax
