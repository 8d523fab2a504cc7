// SPDX-License-Identifier: MIT
// Making source text ready: BOM, coding cookie, UTF-8, null bytes, line ends.
#include <cstdio>
#include <cstring>

#include "syntax/lexer.h"

namespace monty::syntax {
namespace {

bool fail(SyntaxError& error, std::string msg) {
  error = SyntaxError{};
  error.msg = std::move(msg);
  return false;
}

bool all_ascii(const char* p, const char* end) {
  for (; end - p >= 8; p += 8) {
    u64 word;
    std::memcpy(&word, p, 8);
    if (word & 0x8080808080808080) return false;
  }
  for (; p < end; ++p)
    if (static_cast<u8>(*p) >= 0x80) return false;
  return true;
}

// Finds the first byte that is not UTF-8; `reason` as CPython's decoder words it. Lone surrogates are refused.
const char* find_bad_utf8(const char* p, const char* end, const char*& reason) {
  while (p < end) {
    u8 c = static_cast<u8>(*p);
    if (c < 0x80) {
      ++p;
      while (end - p >= 8 && all_ascii(p, p + 8)) p += 8;
      continue;
    }
    reason = "invalid start byte";
    if (c < 0xC2 || c > 0xF4) return p;
    int more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    for (int i = 1; i <= more; ++i) {
      if (p + i >= end) {
        reason = "unexpected end of data";
        return p;
      }
      u8 d = static_cast<u8>(p[i]);
      bool fine = (d & 0xC0) == 0x80;
      if (fine && i == 1) {
        if (c == 0xE0) fine = d >= 0xA0;
        if (c == 0xED) fine = d < 0xA0;
        if (c == 0xF0) fine = d >= 0x90;
        if (c == 0xF4) fine = d < 0x90;
      }
      if (!fine) {
        reason = "invalid continuation byte";
        return p;
      }
    }
    p += more + 1;
  }
  return nullptr;
}

// The coding named in a comment of this line ("coding[:=]\s*([-\w.]+)", PEP 263); `only_blank`: the line holds
// nothing but white space or a comment.
std::string_view cookie_in_line(std::string_view line, bool& only_blank) {
  usize i = 0;
  while (i < line.size() && (line[i] == ' ' || line[i] == '\t' || line[i] == '\f')) ++i;
  only_blank = i == line.size() || line[i] == '#';
  if (i == line.size() || line[i] != '#') return {};
  for (usize at = line.find("coding", i); at != line.npos; at = line.find("coding", at + 1)) {
    usize j = at + 6;
    if (j >= line.size() || (line[j] != ':' && line[j] != '=')) continue;
    ++j;
    while (j < line.size() && (line[j] == ' ' || line[j] == '\t')) ++j;
    usize start = j;
    auto word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.'; };
    while (j < line.size() && word(line[j])) ++j;
    if (j > start) return line.substr(start, j - start);
  }
  return {};
}

bool is_utf8_name(std::string_view name) {
  char low[16];
  usize n = 0;
  for (char c : name) {
    if (n == sizeof low) break;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    low[n++] = c == '_' ? '-' : c;
  }
  std::string_view v(low, n);
  return v == "utf-8" || v.substr(0, 6) == "utf-8-" || v == "utf8" || v == "ascii" || v == "us-ascii";
}

bool check_cookie(std::string_view text, SyntaxError& error) {
  for (int i = 0; i < 2; ++i) {
    usize end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    bool blank = false;
    std::string_view name = cookie_in_line(line, blank);
    if (!name.empty()) {
      if (is_utf8_name(name)) return true;
      return fail(error, "encoding problem: " + std::string(name) + " (only utf-8 source is supported)");
    }
    if (!blank || end == text.npos) return true;
    end += text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2 : 1;
    text = text.substr(end);
  }
  return true;
}

}  // namespace

bool prepare_source(Arena& arena, std::string_view source, const ParseOptions& options, PreparedSource& out, SyntaxError& error) {
  if (source.size() >= 0x7FFFFFF0) return fail(error, "source is too large");
  if (source.substr(0, 3) == "\xEF\xBB\xBF") source.remove_prefix(3);
  if (!source.empty() && std::memchr(source.data(), 0, source.size()) != nullptr) return fail(error, "source code string cannot contain null bytes");
  if (!source.empty() && !all_ascii(source.data(), source.data() + source.size())) {
    const char* reason = nullptr;
    const char* bad = find_bad_utf8(source.data(), source.data() + source.size(), reason);
    if (bad != nullptr) {
      char buffer[128];
      std::snprintf(buffer, sizeof buffer, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                    static_cast<unsigned>(static_cast<u8>(*bad)), static_cast<usize>(bad - source.data()), reason);
      return fail(error, buffer);
    }
  }
  if (!options.ignore_cookie && !source.empty() && !check_cookie(source, error)) return false;

  auto* buffer = static_cast<char*>(arena.alloc(source.size() + 2));
  if (buffer == nullptr || arena.failed()) return fail(error, "");
  char* to = buffer;
  if (source.empty() || std::memchr(source.data(), '\r', source.size()) == nullptr) {
    if (!source.empty()) std::memcpy(to, source.data(), source.size());
    to += source.size();
  } else {
    for (usize i = 0; i < source.size(); ++i) {
      char c = source[i];
      if (c == '\r') {
        if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
        c = '\n';
      }
      *to++ = c;
    }
  }
  if (to != buffer && to[-1] != '\n') *to++ = '\n';
  out.text = {buffer, static_cast<usize>(to - buffer)};
  *to = 0;
  return true;
}

}  // namespace monty::syntax
