// SPDX-License-Identifier: MIT
// Writing values by a parsed format spec: padding, signs, digit groups before and after the point.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/float_text.h"
#include "base/format_spec.h"

namespace monty {
namespace {

// Small pieces gathered into larger writes.
class Writer {
 public:
  explicit Writer(const FormatSink& sink) : sink_(sink) {}

  void put(char c) {
    if (used_ == sizeof buffer_) flush();
    buffer_[used_++] = c;
  }
  void text(std::string_view s) {
    if (s.empty()) return;
    if (s.size() > sizeof buffer_ - used_) flush();
    if (s.size() > sizeof buffer_) {
      ok_ = ok_ && sink_.ascii(sink_.context, s.data(), s.size());
      return;
    }
    std::memcpy(buffer_ + used_, s.data(), s.size());
    used_ += s.size();
  }
  void repeat(char32_t c, u64 count) {
    if (count == 0) return;
    if (c < 128 && count <= sizeof buffer_ - used_) {
      std::memset(buffer_ + used_, static_cast<int>(c), static_cast<usize>(count));
      used_ += static_cast<usize>(count);
      return;
    }
    flush();
    ok_ = ok_ && sink_.repeat(sink_.context, c, count);
  }
  bool ok() const { return ok_; }
  bool finish() {
    flush();
    return ok_;
  }

 private:
  void flush() {
    if (used_ != 0) ok_ = ok_ && sink_.ascii(sink_.context, buffer_, used_);
    used_ = 0;
  }

  const FormatSink& sink_;
  usize used_ = 0;
  bool ok_ = true;
  char buffer_[512];
};

// What a number is made of, before padding.
struct Number {
  bool negative = false;
  std::string_view prefix;
  std::string_view digits;
  bool upper = false;
  bool point = false;
  std::string_view fraction;
  u64 zeros = 0;  // after fraction
  std::string_view suffix;
  std::string_view tail;  // "%"
};

// Where everything goes.
struct Layout {
  u64 left = 0, middle = 0, right = 0;  // padding
  char sign = 0;
  u64 digits = 0;  // with leading zeros, without separators
  unsigned group = 0;
  u64 fraction = 0;  // digits after the point
  u64 total = 0;
};

u64 grouped(u64 digits, unsigned group) { return digits + (group != 0 && digits != 0 ? (digits - 1) / group : 0); }

// The least number of digits that fills `width` when separators are put in; CPython rounds up over a separator.
u64 digits_to_fill(u64 digits, i64 width, unsigned group) {
  if (width <= 0) return digits;
  const u64 w = static_cast<u64>(width);
  if (group == 0) return std::max(digits, w);
  const u64 whole = w / (group + 1), rest = w % (group + 1);
  return std::max(digits, whole * group + (rest == 0 ? 1 : rest));
}

Layout lay_out(const FormatSpec& spec, const Number& n) {
  Layout l;
  if (n.negative) {
    l.sign = '-';
  } else if (spec.sign == '+' || spec.sign == ' ') {
    l.sign = spec.sign;
  }
  const bool by_four = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X';
  l.group = spec.grouping == 0 ? 0 : by_four ? 4 : 3;
  l.fraction = n.fraction.size() + n.zeros;
  const u64 fixed =
      (l.sign != 0 ? 1 : 0) + n.prefix.size() + (n.point ? 1 : 0) + grouped(l.fraction, spec.fraction_grouping != 0 ? 3 : 0) + n.suffix.size() + n.tail.size();
  l.digits = n.digits.size();
  if (l.digits != 0 && spec.fill == '0' && spec.align == '=' && spec.width >= 0) {
    // fixed stays far below 2^63: precisions are at most 2^31
    l.digits = digits_to_fill(l.digits, spec.width - static_cast<i64>(fixed), l.group);
  }
  const u64 used = fixed + grouped(l.digits, l.group);
  const u64 pad = spec.width > 0 && static_cast<u64>(spec.width) > used ? static_cast<u64>(spec.width) - used : 0;
  switch (spec.align) {
    case '<': l.right = pad; break;
    case '^':
      l.left = pad / 2;
      l.right = pad - l.left;
      break;
    case '=': l.middle = pad; break;
    default: l.left = pad; break;
  }
  l.total = used + pad;
  return l;
}

void write_digits(Writer& w, const Number& n, const Layout& l, char separator) {
  u64 zeros = l.digits - n.digits.size();
  if (l.group == 0) {
    w.repeat('0', zeros);
    if (!n.upper) {
      w.text(n.digits);
      return;
    }
  }
  u64 left = l.group == 0 ? n.digits.size() : l.digits;
  if (l.group == 0) zeros = 0;
  usize next = 0;
  while (left > 0 && w.ok()) {
    char c = '0';
    if (zeros > 0) {
      --zeros;
    } else {
      c = n.digits[next++];
      if (n.upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    w.put(c);
    --left;
    if (l.group != 0 && left != 0 && left % l.group == 0) w.put(separator);
  }
}

void write_fraction(Writer& w, const Number& n, const Layout& l, char separator) {
  if (separator == 0) {
    w.text(n.fraction);
    w.repeat('0', n.zeros);
    return;
  }
  for (u64 i = 0; i < l.fraction && w.ok(); ++i) {
    if (i != 0 && i % 3 == 0) w.put(separator);
    w.put(i < n.fraction.size() ? n.fraction[static_cast<usize>(i)] : '0');
  }
}

void write_number(Writer& w, const FormatSpec& spec, const Number& n, const Layout& l) {
  w.repeat(spec.fill, l.left);
  if (l.sign != 0) w.put(l.sign);
  if (n.upper) {
    for (const char c : n.prefix) w.put(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
  } else {
    w.text(n.prefix);
  }
  w.repeat(spec.fill, l.middle);
  write_digits(w, n, l, spec.grouping);
  if (n.point) w.put('.');
  write_fraction(w, n, l, spec.fraction_grouping);
  w.text(n.suffix);
  w.text(n.tail);
  w.repeat(spec.fill, l.right);
}

bool render_number(const FormatSink& sink, const FormatSpec& spec, const Number& n) {
  const Layout l = lay_out(spec, n);
  const bool padded = l.left != 0 || l.middle != 0 || l.right != 0;
  if (!sink.prepare(sink.context, l.total, padded ? std::max(spec.fill, U'\x7f') : U'\x7f')) return false;
  Writer w(sink);
  write_number(w, spec, n, l);
  return w.finish();
}

FloatStyle style_of(const FormatSpec& spec, bool dot_zero) {
  FloatStyle style;
  style.alternate = spec.alternate;
  style.no_negative_zero = spec.no_negative_zero;
  style.precision = spec.precision < 0 ? 6 : static_cast<u32>(std::min<i64>(spec.precision, INT32_MAX));
  switch (spec.type) {
    case 0:
      style.add_dot_zero = dot_zero;
      style.code = spec.precision < 0 ? 'r' : 'g';
      break;
    case 'n': style.code = 'g'; break;
    case '%': style.code = 'f'; break;
    default: style.code = static_cast<char>(spec.type); break;
  }
  return style;
}

Number number_of(const FloatParts& parts) {
  Number n;
  n.negative = parts.negative;
  n.digits = parts.integer;
  n.point = parts.point;
  n.fraction = parts.fraction;
  n.zeros = parts.zeros;
  n.suffix = parts.suffix;
  return n;
}

}  // namespace

bool render_string(const FormatSink& sink, const FormatSpec& spec, CodeUnits text) {
  if (spec.precision >= 0 && static_cast<u64>(spec.precision) < text.size) {
    text.size = static_cast<usize>(spec.precision);
  }
  const u64 pad = spec.width > 0 && static_cast<u64>(spec.width) > text.size ? static_cast<u64>(spec.width) - text.size : 0;
  const u64 left = spec.align == '>' ? pad : spec.align == '^' ? pad / 2 : 0;
  return sink.prepare(sink.context, text.size + pad, pad != 0 ? spec.fill : U'\0') && (left == 0 || sink.repeat(sink.context, spec.fill, left)) &&
         (text.size == 0 || sink.units(sink.context, text)) && (pad == left || sink.repeat(sink.context, spec.fill, pad - left));
}

bool render_integer(const FormatSink& sink, const FormatSpec& spec, bool negative, std::string_view digits) {
  Number n;
  n.negative = negative;
  n.digits = digits;
  n.upper = spec.type == 'X';
  if (spec.alternate) {
    switch (spec.type) {
      case 'b': n.prefix = "0b"; break;
      case 'o': n.prefix = "0o"; break;
      case 'x':
      case 'X': n.prefix = "0x"; break;
      default: break;
    }
  }
  return render_number(sink, spec, n);
}

bool render_integer(const FormatSink& sink, const FormatSpec& spec, const IntegerPlan& plan, i64 value) {
  char text[72];
  const u64 magnitude = value < 0 ? ~static_cast<u64>(value) + 1 : static_cast<u64>(value);
  const char* end = std::to_chars(text, text + sizeof text, magnitude, plan.base).ptr;
  return render_integer(sink, spec, value < 0, {text, static_cast<usize>(end - text)});
}

bool render_float(const FormatSink& sink, const FormatSpec& spec, double value) {
  FloatParts parts;
  float_format(parts, spec.type == '%' ? value * 100 : value, style_of(spec, true));
  Number n = number_of(parts);
  if (spec.type == '%') n.tail = "%";
  return render_number(sink, spec, n);
}

bool render_complex(const FormatSink& sink, const FormatSpec& spec, double real, double imaginary) {
  const bool bare = spec.type == 0 && real == 0.0 && !std::signbit(real);
  const bool parentheses = spec.type == 0 && !bare;
  const FloatStyle style = style_of(spec, false);
  FormatSpec inner = spec;
  inner.fill = 0;
  inner.align = '<';
  inner.width = -1;
  FloatParts real_parts, imaginary_parts;
  float_format(real_parts, real, style);
  float_format(imaginary_parts, imaginary, style);
  const Number re = number_of(real_parts), im = number_of(imaginary_parts);
  const Layout re_layout = lay_out(inner, re);
  FormatSpec im_spec = inner;
  if (!bare) im_spec.sign = '+';
  const Layout im_layout = lay_out(im_spec, im);
  const u64 used = (bare ? 0 : re_layout.total) + im_layout.total + 1 + (parentheses ? 2 : 0);
  const u64 pad = spec.width > 0 && static_cast<u64>(spec.width) > used ? static_cast<u64>(spec.width) - used : 0;
  const u64 left = spec.align == '>' ? pad : spec.align == '^' ? pad / 2 : 0;
  if (!sink.prepare(sink.context, used + pad, pad != 0 ? std::max(spec.fill, U'\x7f') : U'\x7f')) return false;
  Writer w(sink);
  w.repeat(spec.fill, left);
  if (parentheses) w.put('(');
  if (!bare) write_number(w, inner, re, re_layout);
  write_number(w, im_spec, im, im_layout);
  w.put('j');
  if (parentheses) w.put(')');
  w.repeat(spec.fill, pad - left);
  return w.finish();
}

}  // namespace monty
