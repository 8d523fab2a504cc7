// SPDX-License-Identifier: MIT
// printf-style formatting: str % args and bytes % args. Bytes are formatted as Latin-1 text and turned back.
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/float_text.h"
#include "object/text.h"

namespace monty {

namespace {

struct Piece {
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  i64 width = -1, precision = -1;
  u32 type = 0;
  bool plain() const { return unflagged() && width < 0 && precision < 0; }
  bool unflagged() const { return !left && !plus && !space && !alternate && !zero; }
};

class Percent {
 public:
  Percent(Vm& vm, Str* format, Value args, bool bytes) : vm_(vm), format_(format), args_(args), bytes_(bytes) {
    if (Tuple* t = unwrap<Tuple>(args)) {
      items_ = t->items;
      count_ = t->length();
    } else {
      single_ = true;
      items_ = &args_;
      count_ = 1;
    }
  }
  Value run();

 private:
  bool mapping_argument();
  bool type_error(const char* message) { return raise_type_error(vm_, "%s", message), false; }
  bool value_error(const char* message) { return raise_value_error(vm_, "%s", message), false; }
  bool defer() { return deferred_ = true, false; }
  bool next(Value* out) {
    if (at_ >= count_) return type_error("not enough arguments for format string");
    *out = items_[at_++];
    return true;
  }
  bool directive();
  bool at_once(u32 type, Value v, bool* ok);
  bool key();
  bool count(i64* out, const char* too_big, bool is_width, Piece& p);
  bool render(const Piece& p, Value v);
  bool text(const Piece& p, Str* s);
  bool integer(const Piece& p, Value v);
  bool floating(const Piece& p, Value v);
  bool character(const Piece& p, Value v);
  bool padded(const Piece& p, std::string_view sign, std::string_view body, u64 zeros_before, const FloatParts* parts);
  bool converted(const Piece& p, Value v);

  Vm& vm_;
  Str* format_;
  Value args_;
  bool bytes_, single_ = false, deferred_ = false, mapped_ = false;
  const Value* items_;
  u32 count_, at_ = 0, pos_ = 0;
  Value keyed_;
  StrBuilder out_{vm_};
};

bool Percent::mapping_argument() {
  if (!single_ || as_str(args_) != nullptr || unwrap<Tuple>(args_) != nullptr) return false;
  return !type_lookup_special(vm_, args_, static_name(names::op_getitem)).is_undef();
}

// "%(key)": the argument is a mapping.
bool Percent::key() {
  if (!mapping_argument() && !(single_ && is<Dict>(args_))) return type_error("format requires a mapping");
  u32 from = pos_, depth = 1;
  while (pos_ < format_->length() && depth > 0) {
    u32 c = format_->at(pos_++);
    if (c == ')')
      depth--;
    else if (c == '(')
      depth++;
  }
  if (depth > 0) return value_error("incomplete format key");
  Str* name = str_slice(vm_, format_, from, pos_ - 1);
  if (name == nullptr) return false;
  Value k = Value::cell(name);
  if (bytes_) {
    Bytes* b = bytes_new(vm_, name->data, name->length());
    if (b == nullptr) return false;
    k = Value::cell(b);
  }
  Dict* d = get_if<Dict>(args_);
  if (d == nullptr) return defer();
  DictEntry* e;
  switch (dict_find(vm_, d, k, &e)) {
    case Tri::True: break;
    case Tri::False: return raise_key_error(vm_, k), false;
    case Tri::Error: return false;
    case Tri::Defer: return defer();
  }
  keyed_ = e->value;
  items_ = &keyed_;
  count_ = 1;
  at_ = 0;
  mapped_ = true;
  return true;
}

bool Percent::count(i64* out, const char* too_big, bool is_width, Piece& p) {
  if (pos_ < format_->length() && format_->at(pos_) == '*') {
    pos_++;
    Value v;
    if (!next(&v)) return false;
    Value n = int_value(v);
    if (n.is_undef()) return type_error("* wants int");
    if (!int_to_i64(n, out) || *out > INT32_MAX || *out < -INT32_MAX) {
      raise(vm_, kType_OverflowError, "Python int too large to convert to C %s", is_width ? "ssize_t" : "int");
      return false;
    }
    if (*out < 0) {
      if (is_width) {
        p.left = true;
        *out = -*out;
      } else {
        *out = 0;
      }
    }
    return true;
  }
  i64 n = 0;
  bool any = false;
  while (pos_ < format_->length() && format_->at(pos_) >= '0' && format_->at(pos_) <= '9') {
    n = n * 10 + (format_->at(pos_++) - '0');
    any = true;
    if (n > (is_width ? INT64_MAX / 16 : INT32_MAX)) return value_error(too_big);
  }
  if (any || !is_width) *out = n;
  return true;
}

// The common conversions, without flags and without texts in between. False: not such a one.
bool Percent::at_once(u32 type, Value v, bool* ok) {
  if (type != 'd' && (type != 's' || bytes_)) return false;
  if (v.is_small_int()) {
    char digits[24], *end = digits + sizeof digits;
    char* at = write_decimal(end, v.as_small_int());
    *ok = out_.append({at, static_cast<usize>(end - at)});
    return true;
  }
  if (type == 'd' || !is<Str>(v)) return false;
  *ok = out_.append(v.as<Str>());
  return true;
}

bool Percent::directive() {
  u32 n = format_->length();
  bool ok;
  if (format_->ascii() && pos_ < n && at_ < count_ && at_once(format_->data[pos_], items_[at_], &ok)) {
    pos_++;
    at_++;
    return ok;
  }
  Piece p;
  if (pos_ < n && format_->at(pos_) == '%') {  // nothing stands between the two
    pos_++;
    return out_.append("%");
  }
  if (pos_ < n && format_->at(pos_) == '(') {
    pos_++;
    if (!key()) return false;
  }
  for (bool flag = true; flag && pos_ < n;) {
    switch (format_->at(pos_)) {
      case '-': p.left = true; break;
      case '+': p.plus = true; break;
      case ' ': p.space = true; break;
      case '#': p.alternate = true; break;
      case '0': p.zero = true; break;
      default: flag = false;
    }
    if (flag) pos_++;
  }
  if (!count(&p.width, "width too big", true, p)) return false;
  if (pos_ < n && format_->at(pos_) == '.') {
    pos_++;
    if (!count(&p.precision, bytes_ ? "prec too big" : "precision too big", false, p)) return false;
  }
  if (pos_ < n && (format_->at(pos_) == 'h' || format_->at(pos_) == 'l' || format_->at(pos_) == 'L')) pos_++;
  if (pos_ >= n) return value_error("incomplete format");
  p.type = format_->at(pos_++);
  Value v;
  if (!next(&v)) return false;
  if (p.plain() && at_once(p.type, v, &ok)) return ok;
  if (p.type == 'f' && p.unflagged() && p.precision < 32 && v.is_small_float() && std::fabs(v.as_small_float()) < 1e18) {
    char text[64];
    char* end = std::to_chars(text, text + sizeof text, v.as_small_float(), std::chars_format::fixed, p.precision < 0 ? 6 : static_cast<int>(p.precision)).ptr;
    return padded(p, "", {text, static_cast<usize>(end - text)}, 0, nullptr);
  }
  return render(p, v);
}

bool Percent::padded(const Piece& p, std::string_view sign, std::string_view body, u64 zeros, const FloatParts* parts) {
  u64 length = sign.size() + body.size() + zeros;
  if (parts != nullptr) length += parts->size();
  u64 fill = p.width > 0 && static_cast<u64>(p.width) > length ? static_cast<u64>(p.width) - length : 0;
  if (!p.left && !p.zero && !out_.append_repeated(' ', fill)) return false;
  if (!out_.append(sign)) return false;
  if (!p.left && p.zero && !out_.append_repeated('0', fill)) return false;
  if (!out_.append_repeated('0', zeros) || !out_.append(body)) return false;
  if (parts != nullptr) {
    if (!out_.append(parts->integer) || (parts->point && !out_.append(".")) || !out_.append(parts->fraction) || !out_.append_repeated('0', parts->zeros) ||
        !out_.append(parts->suffix)) {
      return false;
    }
  }
  return !p.left || out_.append_repeated(' ', fill);
}

bool Percent::text(const Piece& p, Str* s) {
  if (p.precision >= 0 && p.precision < s->length()) s = str_slice(vm_, s, 0, p.precision);
  if (s == nullptr) return false;
  u64 fill = p.width > s->length() ? static_cast<u64>(p.width - s->length()) : 0;
  if (!p.left && !out_.append_repeated(' ', fill)) return false;
  return out_.append(s) && (!p.left || out_.append_repeated(' ', fill));
}

bool Percent::integer(const Piece& p, Value v) {
  u32 type = p.type == 'i' || p.type == 'u' ? 'd' : p.type;
  Value n = int_value(v);
  double d;
  if (n.is_undef() && type == 'd' && unwrap_float(v, &d)) {
    if (std::isnan(d)) return value_error("cannot convert float NaN to integer");
    if (std::isinf(d)) return raise(vm_, kType_OverflowError, "cannot convert float infinity to integer"), false;
    n = int_from_double(vm_, d);
    if (!n.ok()) return false;
  }
  if (n.is_undef()) {
    if (!type_lookup_special(vm_, v, static_name(names::op_index)).is_undef()) return defer();
    if (type == 'd' && !type_lookup_special(vm_, v, static_name(names::op_int)).is_undef() && as_str(v) == nullptr) return defer();
    const char* what = type == 'd' ? "a real number" : "an integer";
    raise_type_error(vm_, "%%%c format: %s is required, not %T", static_cast<int>(p.type), what, v);
    return false;
  }
  int base = type == 'o' ? 8 : type == 'd' ? 10 : 16;
  Str* digits = base == 10 ? int_to_decimal(vm_, n) : int_to_str(vm_, n, base);
  if (digits == nullptr) return false;
  std::string body(digits->ascii_view());
  bool negative = body[0] == '-';
  if (negative) body.erase(0, 1);
  std::string sign = negative ? "-" : p.plus ? "+" : p.space ? " " : "";
  if (type == 'X') {
    for (char& c : body) {
      if (c >= 'a') c = static_cast<char>(c - 32);
    }
  }
  if (p.alternate && base != 10) sign += type == 'o' ? "0o" : type == 'x' ? "0x" : "0X";
  u64 zeros = p.precision > static_cast<i64>(body.size()) ? static_cast<u64>(p.precision) - body.size() : 0;
  return padded(p, sign, body, zeros, nullptr);
}

bool Percent::floating(const Piece& p, Value v) {
  double d;
  if (!to_double(vm_, v, &d)) {
    if (!vm_.deferred) {
      if (bytes_) {
        vm_.exception = Value::undef();
        raise_type_error(vm_, "float argument required, not %T", v);
      }
      return false;
    }
    vm_.deferred = false;
    return defer();
  }
  FloatStyle style;
  style.code = static_cast<char>(p.type);
  style.precision = p.precision < 0 ? 6 : static_cast<u32>(p.precision);
  style.alternate = p.alternate;
  FloatParts parts;
  float_format(parts, d, style);
  return padded(p, parts.negative ? "-" : p.plus ? "+" : p.space ? " " : "", "", 0, &parts);
}

bool Percent::character(const Piece& p, Value v) {
  u32 c;
  if (bytes_) {
    ByteView view;
    if ((unwrap<Bytes>(v) != nullptr || unwrap<ByteArray>(v) != nullptr) && bytes_view(vm_, v, &view)) {
      if (view.size != 1) {
        raise_type_error(vm_, "%%c requires an integer in range(256) or a single byte, not a %s object of length %l",
                         unwrap<Bytes>(v) != nullptr ? "bytes" : "bytearray", static_cast<i64>(view.size));
        return false;
      }
      c = view.data[0];
    } else {
      Value n = int_value(v);
      if (n.is_undef()) {
        if (!type_lookup_special(vm_, v, static_name(names::op_index)).is_undef()) return defer();
        raise_type_error(vm_, "%%c requires an integer in range(256) or a single byte, not %T", v);
        return false;
      }
      i64 x;
      if (!int_to_i64(n, &x) || x < 0 || x > 255) return raise(vm_, kType_OverflowError, "%%c arg not in range(256)"), false;
      c = static_cast<u32>(x);
    }
  } else if (Str* s = as_str(v)) {
    if (s->length() != 1) {
      raise_type_error(vm_, "%%c requires an int or a unicode character, not a string of length %l", static_cast<i64>(s->length()));
      return false;
    }
    c = s->at(0);
  } else {
    Value n = int_value(v);
    if (n.is_undef()) {
      if (!type_lookup_special(vm_, v, static_name(names::op_index)).is_undef()) return defer();
      raise_type_error(vm_, "%%c requires an int or a unicode character, not %T", v);
      return false;
    }
    i64 x;
    if (!int_to_i64(n, &x) || x < 0 || x > 0x10FFFF) return raise(vm_, kType_OverflowError, "%%c arg not in range(0x110000)"), false;
    c = static_cast<u32>(x);
  }
  Str* one = str_from_char(vm_, c);
  if (one == nullptr) return false;
  Piece q = p;
  q.precision = -1;
  return text(q, one);
}

bool Percent::converted(const Piece& p, Value v) {
  Str* s = nullptr;
  if (bytes_ && (p.type == 's' || p.type == 'b')) {
    ByteView view;
    if (!bytes_view(vm_, v, &view)) {
      if (!vm_.exception.is_undef()) return false;
      if (kind_of(v) == Kind::Instance) return defer();
      raise_type_error(vm_, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", v);
      return false;
    }
    s = str_alloc(vm_, static_cast<u32>(view.size), 255);
    if (s != nullptr && view.size > 0) std::memcpy(s->data, view.data, view.size);
    return s != nullptr && text(p, s);
  }
  s = p.type == 's' ? str_native(vm_, v) : repr_native(vm_, v);
  if (s == nullptr) {
    if (!vm_.deferred) return false;
    vm_.deferred = false;
    return defer();
  }
  if ((p.type == 'a' || bytes_) && !s->ascii()) s = str_to_ascii(vm_, s);
  return s != nullptr && text(p, s);
}

bool Percent::render(const Piece& p, Value v) {
  switch (p.type) {
    case 'b':
      if (!bytes_) break;
      [[fallthrough]];
    case 's':
    case 'r':
    case 'a': return converted(p, v);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': return integer(p, v);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return floating(p, v);
    case 'c': return character(p, v);
    default: break;
  }
  char code[16];
  std::snprintf(code, sizeof code, "%x", p.type);
  u32 shown = p.type > 31 && p.type < 127 ? p.type : '?';
  raise_value_error(vm_, "unsupported format character '%c' (0x%s) at index %d", static_cast<int>(shown), code, static_cast<int>(pos_ - 1));
  return false;
}

Value Percent::run() {
  u32 n = format_->length();
  while (pos_ < n) {
    u32 from = pos_;
    if (format_->ascii()) {
      bool stopped;
      const u8* sign = find_byte(vm_, format_->data + pos_, n - pos_, '%', &stopped);
      if (stopped) return Value::error();
      pos_ = sign == nullptr ? n : static_cast<u32>(sign - format_->data);
    } else {
      i64 at = pos_;
      MONTY_TRY(skip(vm_, &at, n, [&](i64 k) { return format_->at(static_cast<usize>(k)) != '%'; }));
      pos_ = static_cast<u32>(at);
    }
    if (!vm_.meter.tick(4)) return raise_stopped(vm_);
    if (pos_ > from && format_->ascii()) {
      MONTY_TRY(out_.append(format_->ascii_view().substr(from, pos_ - from)));
    } else if (pos_ > from) {
      Str* literal = str_slice(vm_, format_, from, pos_);
      MONTY_TRY(literal != nullptr && out_.append(literal));
    }
    if (pos_ == n) break;
    pos_++;
    if (!directive()) return deferred_ ? Value::defer() : Value::error();
  }
  if (!mapped_ && at_ < count_ && !mapping_argument()) {
    return raise_type_error(vm_, bytes_ ? "not all arguments converted during bytes formatting" : "not all arguments converted during string formatting");
  }
  return cell_or_error(out_.finish());
}

}  // namespace

Value str_percent(Vm& vm, Str* format, Value args) { return Percent(vm, format, args, false).run(); }

Value bytes_percent(Vm& vm, ByteView format, Value args) {
  Str* s = str_alloc(vm, static_cast<u32>(format.size), 255);
  MONTY_TRY(s);
  if (format.size > 0) std::memcpy(s->data, format.data, format.size);
  Value v = Percent(vm, s, args, true).run();
  if (!v.ok()) return v;
  return cell_or_error(bytes_new(vm, v.as<Str>()->data, v.as<Str>()->length()));
}

}  // namespace monty
