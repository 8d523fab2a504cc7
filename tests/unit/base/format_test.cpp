// SPDX-License-Identifier: MIT
// Formatting, reading and rounding numbers against tables computed by CPython (tools/gen_number_tests.py).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "base/bigint.h"
#include "base/float_text.h"
#include "base/format_spec.h"

namespace monty {
namespace {

struct Case {
  const char* kind;
  const char* a;
  const char* b;
  const char* result;
};

constexpr Case kCases[] = {
#include "format_cases.inc"
};

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 63));
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  }
}

std::u32string decode(std::string_view s) {
  std::u32string out;
  for (usize i = 0; i < s.size();) {
    const auto at = [&](usize k) { return static_cast<char32_t>(static_cast<u8>(s[i + k])); };
    if (at(0) < 0x80) {
      out += at(0);
      i += 1;
    } else if (at(0) < 0xe0) {
      out += (at(0) & 31) << 6 | (at(1) & 63);
      i += 2;
    } else if (at(0) < 0xf0) {
      out += (at(0) & 15) << 12 | (at(1) & 63) << 6 | (at(2) & 63);
      i += 3;
    } else {
      out += (at(0) & 7) << 18 | (at(1) & 63) << 12 | (at(2) & 63) << 6 | (at(3) & 63);
      i += 4;
    }
  }
  return out;
}

struct Output {
  std::string text;
  u64 expected = 0, written = 0;
  char32_t largest = 0;

  FormatSink sink() {
    FormatSink s;
    s.context = this;
    s.prepare = [](void* c, u64 n, char32_t largest) {
      static_cast<Output*>(c)->expected = n;
      static_cast<Output*>(c)->largest = largest;
      return n < 10'000'000;
    };
    s.ascii = [](void* c, const char* text, usize n) {
      static_cast<Output*>(c)->text.append(text, n);
      static_cast<Output*>(c)->written += n;
      return true;
    };
    s.units = [](void* c, CodeUnits units) {
      for (usize i = 0; i < units.size; ++i) append_utf8(static_cast<Output*>(c)->text, units[i]);
      static_cast<Output*>(c)->written += units.size;
      return true;
    };
    s.repeat = [](void* context, char32_t c, u64 n) {
      auto* out = static_cast<Output*>(context);
      EXPECT_LE(c, out->largest < 0x7f ? 0x7f : out->largest);
      for (u64 i = 0; i < n; ++i) append_utf8(out->text, c);
      out->written += n;
      return true;
    };
    return s;
  }
};

class Oracle {
 public:
  std::string answer(std::string_view kind, const std::string& a, const std::string& b) {
    switch (kind[0]) {
      case 'f': return format(FormatTarget::floating, "float", a, b);
      case 'i': return format(FormatTarget::integer, "int", a, b);
      case 'c': return format(FormatTarget::complex, "complex", a, b);
      case 's': return format(FormatTarget::string, "str", a, b);
      case 'r': return text(&float_repr, from_hex(a));
      case 'h': return hex(from_hex(a));
      case 'R': {
        double result;
        return float_round(from_hex(a), std::strtoll(b.c_str(), nullptr, 10), &result) ? hex(result) : "!OverflowError: rounded value too large to represent";
      }
      case 'p': {
        double result;
        return parse_float(a, &result) ? hex(result) : "!ValueError: could not convert string to float: '" + a + "'";
      }
      case 'H': {
        double result;
        switch (parse_float_hex(a, &result)) {
          case HexFloat::ok: return hex(result);
          case HexFloat::invalid: return "!ValueError: invalid hexadecimal floating-point string";
          case HexFloat::too_large: return "!OverflowError: hexadecimal value too large to represent as a float";
        }
        return "?";
      }
      case 'q': {
        char out[kComplexReprSize];
        const auto [re, im] = pair(a);
        return {out, complex_repr(out, re, im)};
      }
      case 'T': {
        double result;
        const Big x(a), y(b);
        switch (bigint::true_divide(cx(), &result, x.view(), y.view())) {
          case bigint::Status::ok: return hex(result);
          case bigint::Status::zero_division: return "!ZeroDivisionError: division by zero";
          default: return "!OverflowError: integer division result too large for a float";
        }
      }
      case 'D': {
        double result;
        const Big x(a);
        return bigint::to_double(x.view(), &result) == bigint::Status::ok ? hex(result) : "!OverflowError: int too large to convert to float";
      }
      default: return "?";
    }
  }

 private:
  struct Big {
    std::vector<u64> limbs;
    bigint::Out out;

    explicit Big(std::string_view s) {
      const bool negative = s[0] == '-';
      if (negative) s.remove_prefix(1);
      limbs.resize(bigint::from_text_size(s.size(), 10));
      out.limbs = limbs.data();
      Meter meter;
      bigint::Scratch scratch;
      EXPECT_EQ(bigint::from_text({meter, scratch}, out, s, 10), bigint::Status::ok);
      out.negative = negative && out.size != 0;
    }
    bigint::View view() const { return out.view(); }
  };

  bigint::Context cx() { return {meter_, scratch_}; }

  static double from_hex(std::string_view s) {
    double value = 0;
    EXPECT_EQ(parse_float_hex(s, &value), HexFloat::ok) << s;
    return value;
  }
  static std::pair<double, double> pair(std::string_view s) {
    const usize comma = s.find(',');
    return {from_hex(s.substr(0, comma)), from_hex(s.substr(comma + 1))};
  }
  template <typename F>
  static std::string text(F f, double value) {
    char out[kFloatReprSize];
    return {out, f(out, value)};
  }
  static std::string hex(double value) { return text(&float_hex, value); }

  static std::string error(const FormatFailure& failure, std::string_view spec) {
    std::string s = failure.error == FormatError::overflow_error ? "!OverflowError: " : "!ValueError: ";
    s += failure.before_spec();
    if (failure.spec_at >= 0) s += spec;
    s += failure.after_spec();
    return s;
  }

  std::string format(FormatTarget target, std::string_view type_name, const std::string& a, const std::string& b) {
    const std::u32string wide = decode(b);
    FormatSpec spec;
    FormatFailure failure;
    if (!parse_format_spec({wide.data(), wide.size(), 4}, target, type_name, &spec, &failure)) return error(failure, b);
    Output out;
    bool done = false;
    switch (target) {
      case FormatTarget::string: {
        if (!check_string_spec(spec, type_name, &failure)) return error(failure, b);
        const std::u32string value = decode(a);
        done = render_string(out.sink(), spec, {value.data(), value.size(), 4});
        break;
      }
      case FormatTarget::floating:
        if (!check_float_spec(spec, type_name, &failure)) return error(failure, b);
        done = render_float(out.sink(), spec, from_hex(a));
        break;
      case FormatTarget::complex: {
        if (!check_complex_spec(spec, type_name, &failure)) return error(failure, b);
        const auto [re, im] = pair(a);
        done = render_complex(out.sink(), spec, re, im);
        break;
      }
      case FormatTarget::integer: {
        IntegerPlan plan;
        if (!plan_integer(spec, type_name, &plan, &failure)) return error(failure, b);
        const Big n(a);
        i64 small = 0;
        switch (plan.style) {
          case IntegerStyle::digits: {
            if (bigint::fits_i64(n.view(), &small)) {
              done = render_integer(out.sink(), spec, plan, small);
              break;
            }
            const bigint::View magnitude = n.view().magnitude();
            std::string digits(bigint::text_size_bound(magnitude, plan.base), '\0');
            usize length = 0;
            EXPECT_EQ(bigint::to_text(cx(), digits.data(), &length, magnitude, plan.base), bigint::Status::ok);
            done = render_integer(out.sink(), spec, n.view().negative, {digits.data(), length});
            break;
          }
          case IntegerStyle::character:
            if (!bigint::fits_i64(n.view(), &small)) {
              return "!OverflowError: Python int too large to convert to C " + std::string(sizeof(long) == 8 ? "long" : "long");
            }
            failure.error = FormatError::none;
            done = render_character(out.sink(), spec, small, &failure);
            if (failure.error != FormatError::none) return error(failure, b);
            break;
          case IntegerStyle::floating: {
            double value;
            if (bigint::to_double(n.view(), &value) != bigint::Status::ok) {
              return "!OverflowError: int too large to convert to float";
            }
            done = render_float(out.sink(), spec, value);
            break;
          }
        }
        break;
      }
    }
    EXPECT_TRUE(done);
    EXPECT_EQ(out.expected, out.written) << a << ' ' << b;
    return out.text;
  }

  Meter meter_;
  bigint::Scratch scratch_;
};

// A C long has 32 bits in the Python that made the tables, so 'c' of an int between has its own message there.
bool long_differs(std::string_view expected, std::string_view actual) {
  return expected.find("too large to convert to C long") != expected.npos && actual.find("%c arg not in range") != actual.npos;
}

TEST(Format, AgreesWithPython) {
  Oracle oracle;
  for (const Case& c : kCases) {
    const std::string actual = oracle.answer(c.kind, c.a, c.b);
    if (!long_differs(c.result, actual)) {
      EXPECT_EQ(actual, c.result) << c.kind << ' ' << c.a << " '" << c.b << "'";
    }
  }
}

std::string unescape(std::string_view s) {
  std::string out;
  for (usize i = 0; i < s.size(); ++i) {
    if (s[i] == '\\' && i + 1 < s.size()) {
      ++i;
      out += s[i] == 't' ? '\t' : s[i] == 'n' ? '\n' : s[i];
    } else {
      out += s[i];
    }
  }
  return out;
}

TEST(Format, AgreesWithGivenTable) {
  const char* name = std::getenv("MONTY_NUMBER_CASES");
  if (name == nullptr) GTEST_SKIP() << "MONTY_NUMBER_CASES names no table";
  std::ifstream file(name);
  std::string line;
  Oracle oracle;
  int failures = 0, rows = 0;
  while (std::getline(file, line) && failures < 30) {
    std::vector<std::string> cells;
    usize from = 0;
    for (usize tab; (tab = line.find('\t', from)) != line.npos; from = tab + 1) {
      cells.push_back(unescape(std::string_view(line).substr(from, tab - from)));
    }
    cells.push_back(unescape(std::string_view(line).substr(from)));
    ASSERT_EQ(cells.size(), 4u) << line;
    ++rows;
    const std::string actual = oracle.answer(cells[0], cells[1], cells[2]);
    if (actual != cells[3] && !long_differs(cells[3], actual)) {
      ++failures;
      ADD_FAILURE() << cells[0] << ' ' << cells[1] << " '" << cells[2] << "'\n  ours   " << actual << "\n  python " << cells[3];
    }
  }
  RecordProperty("rows", rows);
}

TEST(Format, RefusedSinkStops) {
  FormatSpec spec;
  FormatFailure failure;
  ASSERT_TRUE(parse_format_spec(CodeUnits("0999999999999,"), FormatTarget::integer, "int", &spec, &failure));
  Output out;
  EXPECT_FALSE(render_integer(out.sink(), spec, IntegerPlan(), 5));
  EXPECT_EQ(out.expected, 999999999999u);
  EXPECT_TRUE(out.text.empty());
}

TEST(Format, LargePrecision) {
  FormatSpec spec;
  FormatFailure failure;
  ASSERT_TRUE(parse_format_spec(CodeUnits(".200000f"), FormatTarget::floating, "float", &spec, &failure));
  Output out;
  EXPECT_TRUE(render_float(out.sink(), spec, 5e-324));
  EXPECT_EQ(out.text.size(), 200002u);
  EXPECT_EQ(out.text.substr(1070, 10), "2656250000");
  ASSERT_TRUE(parse_format_spec(CodeUnits(".2147483648f"), FormatTarget::floating, "float", &spec, &failure));
  EXPECT_FALSE(check_float_spec(spec, "float", &failure));
  EXPECT_EQ(failure.before_spec(), "precision too big");
}

}  // namespace
}  // namespace monty
