// SPDX-License-Identifier: MIT
// json.dumps of exact builtin types. Says NotImplemented for anything else, and for nesting too deep to be a tree.
#include <algorithm>
#include <cmath>

#include "base/float_text.h"
#include "lib/natives.h"
#include "natives/_monty.h"
#include "natives/builtins.h"

namespace monty {

using namespace lib;

namespace {

constexpr int kMaxDepth = 300;

enum class Write : u8 { Done, Error, Unfit };

class Writer {
 public:
  Writer(Vm& vm, bool ascii, Str* indent, Str* item, Str* key, bool sort, bool nan)
      : vm_(vm), out_(vm), ascii_(ascii), indent_(indent), item_(item), key_(key), sort_(sort), nan_(nan) {}

  Value run(Value v) {
    switch (value(v, 0)) {
      case Write::Done: return from_cell(out_.finish());
      case Write::Error: return Value::error();
      default: return Value::not_implemented();
    }
  }

 private:
  static Write wrote(bool ok) { return ok ? Write::Done : Write::Error; }

  Write value(Value v, int depth) {
    if (!vm_.meter.tick(2)) return raise_stopped(vm_), Write::Error;
    if (v.is_none()) return wrote(out_.append("null"));
    if (v.is_bool()) return wrote(out_.append(v.is_true() ? "true" : "false"));
    if (is_int(v)) return integer(v);
    if (is_float(v)) return real(as_double(v));
    switch (kind_of(v)) {
      case Kind::Str: return string(v.as<Str>());
      case Kind::List: return array(v, depth);
      case Kind::Tuple: return array(v, depth);
      case Kind::Dict: return object(v.as<Dict>(), depth);
      default: return Write::Unfit;
    }
  }

  Write integer(Value v) {
    if (v.is_small_int()) {
      char buffer[24];
      i64 n = v.as_small_int();
      u64 m = n < 0 ? static_cast<u64>(-n) : static_cast<u64>(n);
      char* p = buffer + sizeof buffer;
      do *--p = static_cast<char>('0' + m % 10);
      while ((m /= 10) != 0);
      if (n < 0) *--p = '-';
      return wrote(out_.append({p, static_cast<usize>(buffer + sizeof buffer - p)}));
    }
    Str* s = int_to_decimal(vm_, v);
    return wrote(s != nullptr && out_.append(s));
  }

  Write real(double d) {
    if (!std::isfinite(d)) {
      if (!nan_) return Write::Unfit;
      return wrote(out_.append(std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity"));
    }
    char buffer[kFloatReprSize];
    return wrote(out_.append({buffer, float_repr(buffer, d)}));
  }

  bool escape(u32 c) {
    switch (c) {
      case '"': return out_.append("\\\"");
      case '\\': return out_.append("\\\\");
      case '\n': return out_.append("\\n");
      case '\r': return out_.append("\\r");
      case '\t': return out_.append("\\t");
      case '\f': return out_.append("\\f");
      case '\b': return out_.append("\\b");
      default: break;
    }
    if (c >= 0x10000) {
      c -= 0x10000;
      return escape(0xD800 + (c >> 10)) && escape(0xDC00 + (c & 0x3FF));
    }
    char buffer[6] = {'\\', 'u'};
    for (int i = 0; i < 4; i++) buffer[2 + i] = "0123456789abcdef"[c >> (12 - 4 * i) & 15];
    return out_.append({buffer, 6});
  }

  Write string(Str* s) {
    u32 n = s->length();
    if (!vm_.meter.tick((n & 1023) / 8)) return raise_stopped(vm_), Write::Error;
    if (!out_.append("\"")) return Write::Error;
    if (s->ascii()) {
      std::string_view rest = s->ascii_view();
      while (!rest.empty()) {
        usize i = 0;
        const usize most = std::min(rest.size(), usize{1} << 15);
        while (i < most && rest[i] != '"' && rest[i] != '\\' && static_cast<u8>(rest[i]) >= ' ') i++;
        if (i >= 1024 && !vm_.meter.tick(i / 8)) return raise_stopped(vm_), Write::Error;
        if (i != 0 && !out_.append(rest.substr(0, i))) return Write::Error;
        rest.remove_prefix(i);
        if (i == most) continue;
        if (!vm_.meter.tick(2)) return raise_stopped(vm_), Write::Error;
        if (!escape(static_cast<u8>(rest[0]))) return Write::Error;
        rest.remove_prefix(1);
      }
    } else {
      for (u32 i = 0; i < n; i++) {
        u32 c = s->at(i);
        if ((i & 1023) == 1023 && !vm_.meter.tick(1024)) return raise_stopped(vm_), Write::Error;
        bool plain = c >= ' ' && c != '"' && c != '\\' && (c < 0x80 || !ascii_);
        if (!(plain ? out_.append_char(c) : escape(c))) return Write::Error;
      }
    }
    return wrote(out_.append("\""));
  }

  bool line(int depth) {
    if (indent_ == nullptr) return true;
    if (!out_.append("\n")) return false;
    for (int i = 0; i < depth; i++) {
      if (!out_.append(indent_)) return false;
    }
    return true;
  }

  Write array(Value v, int depth) {
    bool list = is<List>(v);
    u32 n = list ? v.as<List>()->length() : v.as<Tuple>()->length();
    if (n == 0) return wrote(out_.append("[]"));
    if (depth >= kMaxDepth) return Write::Unfit;
    if (!out_.append("[")) return Write::Error;
    for (u32 i = 0; i < n; i++) {
      if (i != 0 && !out_.append(item_)) return Write::Error;
      if (!line(depth + 1)) return Write::Error;
      Write w = value(list ? v.as<List>()->items[i] : v.as<Tuple>()->items[i], depth + 1);
      if (w != Write::Done) return w;
    }
    return wrote(line(depth) && out_.append("]"));
  }

  Write key(Value k) {
    if (is<Str>(k)) return string(k.as<Str>());
    if (!out_.append("\"")) return Write::Error;
    Write w = k.is_none() || k.is_bool() || is_int(k) || is_float(k) ? value(k, 0) : Write::Unfit;
    return w == Write::Done ? wrote(out_.append("\"")) : w;
  }

  Write member(Value k, Value v, bool first, int depth) {
    if (!first && !out_.append(item_)) return Write::Error;
    if (!line(depth + 1)) return Write::Error;
    Write w = key(k);
    if (w != Write::Done) return w;
    if (!out_.append(key_)) return Write::Error;
    return value(v, depth + 1);
  }

  Write object(Dict* d, int depth) {
    if (d->used == 0) return wrote(out_.append("{}"));
    if (depth >= kMaxDepth) return Write::Unfit;
    if (!out_.append("{")) return Write::Error;
    bool first = true;
    if (sort_) {
      for (u32 i = 0; i < d->fill; i++) {
        if ((i & 1023) == 1023 && !vm_.meter.tick(1024)) return raise_stopped(vm_), Write::Error;
        if (!d->entries[i].key.is_undef() && !is<Str>(d->entries[i].key)) return Write::Unfit;
      }
      Value keys = native::builtin_sorted(vm_, Value::cell(d), Value::none(), false);
      if (!keys.ok()) return Write::Error;
      for (u32 i = 0; i < keys.as<List>()->length(); i++) {
        const Value key = keys.as<List>()->items[i];
        Write w = member(key, dict_find_str(d, key.as<Str>())->value, first, depth);
        if (w != Write::Done) return w;
        first = false;
      }
    } else {
      for (u32 i = 0; i < d->fill; i++) {
        if (d->entries[i].key.is_undef()) continue;
        Write w = member(d->entries[i].key, d->entries[i].value, first, depth);
        if (w != Write::Done) return w;
        first = false;
      }
    }
    return wrote(line(depth) && out_.append("}"));
  }

  Vm& vm_;
  StrBuilder out_;
  bool ascii_;
  Str* indent_;
  Str* item_;
  Str* key_;
  bool sort_, nan_;
};

}  // namespace

namespace native {

Value monty_json_dumps(Vm& vm, Value obj, bool ensure_ascii, Value indent, Str* item_separator, Str* key_separator, bool sort_keys, bool allow_nan) {
  return Writer(vm, ensure_ascii, get_if<Str>(indent), item_separator, key_separator, sort_keys, allow_nan).run(obj);
}

}  // namespace native
}  // namespace monty
