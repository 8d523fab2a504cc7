// SPDX-License-Identifier: MIT
// JSON of host values, with the liberties of Python's json: NaN, Infinity, integers of any size, lone surrogates.
#include <charconv>
#include <cmath>

#include "api/host_types.h"
#include "base/float_text.h"

namespace monty::api {

namespace {

constexpr int kMaxNesting = Value::kMaxDepth - 2;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Value> document() {
    Value v;
    if (!value(&v, 0)) return failure();
    skip();
    if (at_ != text_.size()) {
      fail("Extra data");
      return failure();
    }
    return v;
  }

 private:
  Error failure() {
    Error e = Error::conversion(std::string(problem_) + ": char " + std::to_string(at_));
    e.type = "ValueError";
    return e;
  }
  bool fail(const char* problem) {
    problem_ = problem;
    return false;
  }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) at_++;
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  bool value(Value* out, int depth) {
    skip();
    if (at_ == text_.size()) return fail("Expecting value");
    if (depth > kMaxNesting) return fail("nested too deeply");
    switch (text_[at_]) {
      case '{': return object(out, depth);
      case '[': return array(out, depth);
      case '"': {
        std::string s;
        if (!string(&s)) return false;
        *out = Value(std::move(s));
        return true;
      }
      default: break;
    }
    if (take("null")) return *out = Value(), true;
    if (take("true")) return *out = Value(true), true;
    if (take("false")) return *out = Value(false), true;
    if (take("NaN")) return *out = Value(std::nan("")), true;
    if (take("Infinity")) return *out = Value(HUGE_VAL), true;
    if (take("-Infinity")) return *out = Value(-HUGE_VAL), true;
    return number(out);
  }

  bool array(Value* out, int depth) {
    *out = Value::list();
    at_++;
    skip();
    if (take("]")) return true;
    for (;;) {
      Value item;
      if (!value(&item, depth + 1)) return false;
      out->append(std::move(item));
      skip();
      if (take("]")) return true;
      if (!take(",")) return fail("Expecting ',' delimiter");
    }
  }

  bool object(Value* out, int depth) {
    *out = Value::dict();
    at_++;
    skip();
    if (take("}")) return true;
    for (;;) {
      skip();
      if (at_ == text_.size() || text_[at_] != '"') return fail("Expecting property name enclosed in double quotes");
      std::string key;
      if (!string(&key)) return false;
      skip();
      if (!take(":")) return fail("Expecting ':' delimiter");
      Value item;
      if (!value(&item, depth + 1)) return false;
      out->insert(Value(std::move(key)), std::move(item));
      skip();
      if (take("}")) return true;
      if (!take(",")) return fail("Expecting ',' delimiter");
    }
  }

  bool number(Value* out) {
    usize start = at_, i = at_;
    auto digit = [&] { return i < text_.size() && text_[i] >= '0' && text_[i] <= '9'; };
    if (i < text_.size() && text_[i] == '-') i++;
    if (!digit()) return fail("Expecting value");
    if (text_[i] == '0')
      i++;
    else
      while (digit()) i++;
    bool real = false;
    if (i + 1 < text_.size() && text_[i] == '.' && text_[i + 1] >= '0' && text_[i + 1] <= '9') {
      real = true;
      i++;
      while (digit()) i++;
    }
    if (i < text_.size() && (text_[i] == 'e' || text_[i] == 'E')) {
      usize back = i++;
      if (i < text_.size() && (text_[i] == '+' || text_[i] == '-')) i++;
      if (digit()) {
        real = true;
        while (digit()) i++;
      } else {
        i = back;
      }
    }
    std::string_view digits = text_.substr(start, i - start);
    at_ = i;
    if (real) {
      double d = 0;
      auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), d);
      if (code == std::errc::result_out_of_range)
        d = digits.find("e-") != digits.npos || digits.find("E-") != digits.npos ? 0.0 : digits[0] == '-' ? -HUGE_VAL : HUGE_VAL;
      *out = Value(d);
      return true;
    }
    std::int64_t n = 0;
    auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    *out = code == std::errc() ? Value(n) : Value::big_int(std::string(digits));
    return true;
  }

  static void put_utf8(u32 c, std::string* out) {
    if (c < 0x80) {
      out->push_back(static_cast<char>(c));
    } else if (c < 0x800) {
      out->push_back(static_cast<char>(0xC0 | c >> 6));
      out->push_back(static_cast<char>(0x80 | (c & 63)));
    } else if (c < 0x10000) {
      out->push_back(static_cast<char>(0xE0 | c >> 12));
      out->push_back(static_cast<char>(0x80 | (c >> 6 & 63)));
      out->push_back(static_cast<char>(0x80 | (c & 63)));
    } else {
      out->push_back(static_cast<char>(0xF0 | c >> 18));
      out->push_back(static_cast<char>(0x80 | (c >> 12 & 63)));
      out->push_back(static_cast<char>(0x80 | (c >> 6 & 63)));
      out->push_back(static_cast<char>(0x80 | (c & 63)));
    }
  }
  bool hex4(u32* out) {
    if (at_ + 4 > text_.size()) return fail("Invalid \\uXXXX escape");
    auto [end, code] = std::from_chars(text_.data() + at_, text_.data() + at_ + 4, *out, 16);
    if (code != std::errc() || end != text_.data() + at_ + 4) return fail("Invalid \\uXXXX escape");
    at_ += 4;
    return true;
  }

  bool string(std::string* out) {
    at_++;
    for (;;) {
      usize run = at_;
      while (run < text_.size() && text_[run] != '"' && text_[run] != '\\' && static_cast<u8>(text_[run]) >= 0x20) run++;
      out->append(text_.substr(at_, run - at_));
      at_ = run;
      if (at_ == text_.size()) return fail("Unterminated string");
      char c = text_[at_++];
      if (c == '"') return true;
      if (c != '\\') return fail("Invalid control character");
      if (at_ == text_.size()) return fail("Unterminated string");
      switch (c = text_[at_++]) {
        case 'n': out->push_back('\n'); break;
        case 't': out->push_back('\t'); break;
        case 'r': out->push_back('\r'); break;
        case 'b': out->push_back('\b'); break;
        case 'f': out->push_back('\f'); break;
        case '"':
        case '\\':
        case '/': out->push_back(c); break;
        case 'u': {
          u32 unit = 0, low = 0;
          if (!hex4(&unit)) return false;
          if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_, 2) == "\\u") {
            usize back = at_;
            at_ += 2;
            if (!hex4(&low)) return false;
            if (low >= 0xDC00 && low < 0xE000)
              unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            else
              at_ = back;
          }
          put_utf8(unit, out);
          break;
        }
        default: return fail("Invalid \\escape");
      }
    }
  }

  std::string_view text_;
  usize at_ = 0;
  const char* problem_ = "Expecting value";
};

void write_string(std::string_view s, std::string* out) {
  out->push_back('"');
  for (char c : s) {
    switch (c) {
      case '"': *out += "\\\""; break;
      case '\\': *out += "\\\\"; break;
      case '\n': *out += "\\n"; break;
      case '\r': *out += "\\r"; break;
      case '\t': *out += "\\t"; break;
      default:
        if (static_cast<u8>(c) < 0x20) {
          static constexpr char kHex[] = "0123456789abcdef";
          *out += "\\u00";
          out->push_back(kHex[c >> 4]);
          out->push_back(kHex[c & 15]);
        } else {
          out->push_back(c);
        }
    }
  }
  out->push_back('"');
}

// False: *problem is the name of the type that JSON does not have.
bool write(const Value& v, std::string* out, std::string* problem, int depth) {
  using K = Value::Kind;
  if (depth > Value::kMaxDepth) return *problem = "a value nested too deeply", false;
  switch (v.kind()) {
    case K::None: *out += "null"; return true;
    case K::Bool: *out += v.as_bool() ? "true" : "false"; return true;
    case K::Int: *out += std::to_string(v.as_int()); return true;
    case K::BigInt: *out += v.text(); return true;
    case K::Float: {
      double d = v.as_double();
      if (std::isnan(d))
        *out += "NaN";
      else if (std::isinf(d))
        *out += d < 0 ? "-Infinity" : "Infinity";
      else {
        char buffer[40];
        auto end = std::to_chars(buffer, buffer + sizeof buffer, d).ptr;
        std::string_view text(buffer, static_cast<usize>(end - buffer));
        *out += text;
        if (text.find_first_of(".e") == text.npos) *out += ".0";
      }
      return true;
    }
    case K::Str: write_string(v.text(), out); return true;
    case K::List:
    case K::Tuple:
    case K::Set:
    case K::FrozenSet: {
      out->push_back('[');
      bool first = true;
      for (auto& item : v.items()) {
        if (!first) *out += ", ";
        first = false;
        if (!write(item, out, problem, depth + 1)) return false;
      }
      out->push_back(']');
      return true;
    }
    case K::Dict:
    case K::Object: {
      // Datetimes, enums and the like are none of JSON's, as in Python.
      if (v.text() == "complex") return *problem = v.text(), false;
      if (const usize at = v.text().find_last_of(". "); at != std::string::npos) return *problem = v.text().substr(at + 1), false;
      out->push_back('{');
      for (usize i = 0; i + 1 < v.items().size(); i += 2) {
        if (i != 0) *out += ", ";
        const Value& key = v.items()[i];
        if (key.kind() == K::Str) {
          write_string(key.text(), out);
        } else if (key.is_none() || key.is_number() || key.kind() == K::BigInt) {
          out->push_back('"');
          (void)write(key, out, problem, depth + 1);
          out->push_back('"');
        } else {
          return *problem = "a dict key that is not a str", false;
        }
        *out += ": ";
        if (!write(v.items()[i + 1], out, problem, depth + 1)) return false;
      }
      out->push_back('}');
      return true;
    }
    case K::Bytes: return *problem = "bytes", false;
    case K::Ellipsis: return *problem = "ellipsis", false;
    case K::Coded:
    case K::Opaque: return *problem = v.text(), false;
  }
  return false;
}

}  // namespace

Result<Value> from_json(std::string_view text) { return Reader(text).document(); }

Result<std::string> to_json(const Value& value) {
  std::string out, problem;
  if (!write(value, &out, &problem, 0)) return Error::conversion("Object of type " + problem + " is not JSON serializable");
  return out;
}

}  // namespace monty::api
