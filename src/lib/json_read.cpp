// SPDX-License-Identifier: MIT
// json.loads straight into the heap. Says NotImplemented for anything that is not valid JSON, or is too deep: the
// Python reader then finds the error and its place.
#include "base/float_text.h"
#include "lib/natives.h"
#include "natives/_monty.h"
#include "object/text.h"

namespace monty {

using namespace lib;

namespace {

constexpr int kMaxDepth = 400;
constexpr usize kMaxDigits = 4300;

template <class T>
class Reader {
 public:
  Reader(Vm& vm, Str* text) : vm_(vm), text_(text), at_(reinterpret_cast<const T*>(text->data)), begin_(at_), end_(at_ + text->length()) {}

  // The whole document; not_implemented() when it is not one.
  Value document() {
    skip();
    Value v = value(0);
    if (v.is_error() || v.is_not_implemented()) return v;
    skip();
    return at_ == end_ ? v : Value::not_implemented();
  }

 private:
  void skip() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) at_++;
  }
  bool word(std::string_view w) {
    if (static_cast<usize>(end_ - at_) < w.size()) return false;
    for (usize i = 0; i < w.size(); i++) {
      if (at_[i] != static_cast<T>(w[i])) return false;
    }
    at_ += w.size();
    return true;
  }
  static bool bad(Value v) { return v.is_error() || v.is_not_implemented(); }

  Value value(int depth) {
    if (at_ == end_ || depth > kMaxDepth) return Value::not_implemented();
    if (!vm_.meter.tick(2)) return raise_stopped(vm_);
    switch (*at_) {
      case '"': at_++; return string(false);
      case '{': at_++; return object(depth);
      case '[': at_++; return array(depth);
      case 't': return word("true") ? Value::boolean(true) : Value::not_implemented();
      case 'f': return word("false") ? Value::boolean(false) : Value::not_implemented();
      case 'n': return word("null") ? Value::none() : Value::not_implemented();
      case 'N': return word("NaN") ? float_new(vm_, __builtin_nan("")) : Value::not_implemented();
      case 'I': return word("Infinity") ? float_new(vm_, __builtin_inf()) : Value::not_implemented();
      default: return number();
    }
  }

  Value number() {
    const T* start = at_;
    const T* p = at_;
    if (*p == '-') p++;
    if (p < end_ && *p == 'I') {
      at_ = p;
      return word("Infinity") ? float_new(vm_, -__builtin_inf()) : Value::not_implemented();
    }
    auto digits = [&] {
      const T* from = p;
      while (p < end_ && *p >= '0' && *p <= '9') p++;
      return p != from;
    };
    if (p < end_ && *p == '0') {
      p++;
    } else if (!digits()) {
      return Value::not_implemented();
    }
    const T* whole = p;
    bool real = false;
    if (p + 1 < end_ && *p == '.' && p[1] >= '0' && p[1] <= '9') {
      p++;
      digits();
      real = true;
    }
    if (p < end_ && (*p == 'e' || *p == 'E')) {
      const T* back = p++;
      if (p < end_ && (*p == '+' || *p == '-')) p++;
      if (digits()) {
        real = true;
      } else {
        p = back;
      }
    }
    if (!real) p = whole;
    usize n = static_cast<usize>(p - start);
    at_ = p;
    if (!real && n <= 18) {
      i64 result = 0;
      for (const T* q = start + (*start == '-' ? 1 : 0); q < p; q++) result = result * 10 + static_cast<i64>(*q - '0');
      return Value::small_int(*start == '-' ? -result : result);
    }
    if (n > kMaxDigits) return Value::not_implemented();
    char buffer[kMaxDigits + 1];
    for (usize i = 0; i < n; i++) buffer[i] = static_cast<char>(start[i]);
    if (!real) {
      if (!vm_.meter.tick(n)) return raise_stopped(vm_);
      return int_from_text(vm_, {buffer, n}, 10);
    }
    double d;
    if (!parse_float({buffer, n}, &d)) return Value::not_implemented();
    return float_new(vm_, d);
  }

  bool hex4(u32* out) {
    if (end_ - at_ < 4) return false;
    u32 code = 0;
    for (int i = 0; i < 4; i++) {
      u32 c = static_cast<u32>(at_[i]);
      u32 d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
      if (d > 15 || c > 127) return false;
      code = code << 4 | d;
    }
    at_ += 4;
    *out = code;
    return true;
  }

  // Behind the opening quote. Keys are looked for among the last ones first: records repeat them.
  Value string(bool key) {
    const T* start = at_;
    i64 plain = 0;
    MONTY_TRY(monty::skip(vm_, &plain, end_ - start, [&](i64 k) { return start[k] != '"' && start[k] != '\\' && start[k] >= ' '; }));
    at_ += plain;
    usize n = static_cast<usize>(plain);
    if (at_ == end_) return Value::not_implemented();
    if (*at_ == '"') {
      at_++;
      if (!key || n > 32 || n == 0) return slice(start, n);
      Str*& seen = keys_[(static_cast<u32>(start[0]) * 31 + static_cast<u32>(start[n - 1]) * 7 + n) % kKeys];
      if (seen != nullptr && same(seen, start, n)) return Value::cell(seen);
      Value v = slice(start, n);
      if (!bad(v)) seen = v.as<Str>();
      return v;
    }
    StrBuilder out(vm_);
    if (n != 0 && !append(out, start, n)) return Value::error();
    while (at_ < end_) {
      u32 c = static_cast<u32>(*at_);
      if (c == '"') {
        at_++;
        return from_cell(out.finish());
      }
      if (c < ' ') return Value::not_implemented();
      if (c != '\\') {
        start = at_;
        const T* most = at_ + std::min<i64>(end_ - at_, 1 << 15);
        while (at_ < most && *at_ != '"' && *at_ != '\\' && *at_ >= ' ') at_++;
        if (!vm_.meter.tick(static_cast<u64>(at_ - start) / 8)) return raise_stopped(vm_);
        if (!append(out, start, static_cast<usize>(at_ - start))) return Value::error();
        continue;
      }
      if (++at_ == end_) return Value::not_implemented();
      c = static_cast<u32>(*at_++);
      switch (c) {
        case '"':
        case '\\':
        case '/': break;
        case 'b': c = '\b'; break;
        case 'f': c = '\f'; break;
        case 'n': c = '\n'; break;
        case 'r': c = '\r'; break;
        case 't': c = '\t'; break;
        case 'u': {
          if (!hex4(&c)) return Value::not_implemented();
          u32 low;
          const T* back = at_;
          if (c >= 0xD800 && c <= 0xDBFF && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u') {
            at_ += 2;
            if (!hex4(&low)) return Value::not_implemented();
            if (low >= 0xDC00 && low <= 0xDFFF) {
              c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            } else {
              at_ = back;
            }
          }
          break;
        }
        default: return Value::not_implemented();
      }
      if (!vm_.meter.tick(1)) return raise_stopped(vm_);
      if (!out.append_char(c)) return Value::error();
    }
    return Value::not_implemented();
  }

  Value slice(const T* start, usize n) {
    if (sizeof(T) == 1 && text_->ascii()) return from_cell(str_from_ascii(vm_, {reinterpret_cast<const char*>(start), n}));
    i64 from = start - begin_;
    return from_cell(str_slice(vm_, text_, from, from + static_cast<i64>(n)));
  }
  bool append(StrBuilder& out, const T* start, usize n) {
    if (sizeof(T) == 1 && text_->ascii()) return out.append(std::string_view(reinterpret_cast<const char*>(start), n));
    return in_pieces(vm_, n, [&](u64 i, u64 end) {
      for (; i < end; i++) {
        if (!out.append_char(static_cast<u32>(start[i]))) return false;
      }
      return true;
    });
  }
  static bool same(const Str* s, const T* start, usize n) {
    if (s->length() != n) return false;
    for (usize i = 0; i < n; i++) {
      if (s->at(i) != static_cast<u32>(start[i])) return false;
    }
    return true;
  }

  Value array(int depth) {
    List* list = list_new(vm_, 0);
    if (list == nullptr) return Value::error();
    skip();
    if (at_ < end_ && *at_ == ']') return at_++, Value::cell(list);
    Heap::LogScope scope(vm_.heap);
    while (true) {
      Value v = value(depth + 1);
      if (bad(v)) return v;
      if (!list_append(vm_, list, v)) return Value::error();
      scope.reset();
      skip();
      if (at_ == end_) return Value::not_implemented();
      if (*at_ == ']') return at_++, Value::cell(list);
      if (*at_++ != ',') return Value::not_implemented();
      skip();
    }
  }

  Value object(int depth) {
    Dict* dict = dict_new(vm_);
    if (dict == nullptr) return Value::error();
    skip();
    if (at_ < end_ && *at_ == '}') return at_++, Value::cell(dict);
    Heap::LogScope scope(vm_.heap);
    while (true) {
      if (at_ == end_ || *at_ != '"') return Value::not_implemented();
      at_++;
      Value key = string(true);
      if (bad(key)) return key;
      // The key is put in before its value is read: so the keys remembered are reachable. Not so when a key comes
      // again, because the dict keeps the first one and drops the value it had.
      u32 before = dict->used;
      if (!dict_set_str(vm_, dict, key.as<Str>(), Value::none())) return Value::error();
      if (dict->used == before) forget();
      skip();
      if (at_ == end_ || *at_++ != ':') return Value::not_implemented();
      skip();
      Value v = value(depth + 1);
      if (bad(v)) return v;
      if (!dict_set_str(vm_, dict, key.as<Str>(), v)) return Value::error();
      scope.reset();
      skip();
      if (at_ == end_) return Value::not_implemented();
      if (*at_ == '}') return at_++, Value::cell(dict);
      if (*at_++ != ',') return Value::not_implemented();
      skip();
    }
  }

  void forget() {
    for (Str*& k : keys_) k = nullptr;
  }

  static constexpr usize kKeys = 64;
  Vm& vm_;
  Str* text_;
  const T* at_;
  const T* begin_;
  const T* end_;
  Str* keys_[kKeys] = {};
};

}  // namespace

namespace native {

Value monty_json_loads(Vm& vm, Str* text) {
  switch (text->width()) {
    case 1: return Reader<u8>(vm, text).document();
    case 2: return Reader<u16>(vm, text).document();
    default: return Reader<u32>(vm, text).document();
  }
}

}  // namespace native
}  // namespace monty
