// SPDX-License-Identifier: MIT
#include "api/convert.h"

#include <algorithm>

#include "object/object.h"
#include "object/type.h"
#include "vm/modules.h"

namespace monty {

namespace {

// Walks a value of the sandbox. The containers on the way down are remembered: meeting one again is a cycle.
class Exporter {
 public:
  Exporter(Vm& vm, std::string* problem) : vm_(vm), problem_(problem) {}

  bool value(Value v, api::Value* out) {
    if (!vm_.meter.tick()) {
      raise_stopped(vm_);
      return false;
    }
    if (v.is_small_int()) return *out = api::Value(v.as_small_int()), true;
    if (v.is_small_float()) return *out = api::Value(v.as_small_float()), true;
    if (v.is_none() || v.is_undef()) return *out = api::Value(), true;
    if (v.is_bool()) return *out = api::Value(v.is_true()), true;
    if (v.is_ellipsis()) return *out = api::Value::ellipsis(), true;
    if (!v.is_cell()) return *out = api::Value::opaque("NotImplementedType"), true;
    Value inner = payload(v);
    if (inner.is_undef() || !inner.is_cell()) return inner.is_undef() || inner == v ? object(v, out) : value(inner, out);
    return cell(v, inner, out);
  }

 private:
  bool cell(Value whole, Value v, api::Value* out) {
    switch (kind_of(v)) {
      case Kind::BigInt: {
        i64 n = 0;
        if (int_to_i64(v, &n)) return *out = api::Value(n), true;
        Str* s = int_to_str(vm_, v);
        if (s == nullptr) return stopped();
        *out = api::Value::big_int(str_to_utf8(s));
        return true;
      }
      case Kind::Float: return *out = api::Value(v.as<Float>()->number), true;
      case Kind::Str: return text(v.as<Str>(), out);
      case Kind::Bytes: {
        auto* b = v.as<Bytes>();
        if (!tick(b->length() / 64)) return false;
        *out = api::Value::bytes(std::string(reinterpret_cast<const char*>(b->data), b->length()));
        return true;
      }
      case Kind::ByteArray: {
        auto* b = v.as<ByteArray>();
        if (!tick(b->length() / 64)) return false;
        *out = api::Value::bytes(std::string(reinterpret_cast<const char*>(b->data), b->length()));
        return true;
      }
      case Kind::List: return *out = api::Value::list(), sequence(v, v.as<List>()->items, v.as<List>()->length(), out);
      case Kind::Tuple: return *out = api::Value::tuple(), sequence(v, v.as<Tuple>()->items, v.as<Tuple>()->length(), out);
      case Kind::Set:
      case Kind::FrozenSet: {
        auto* s = v.as<Set>();
        *out = kind_of(v) == Kind::Set ? api::Value::set() : api::Value::frozenset();
        if (!enter(v)) return false;
        for (u32 i = 0; s->table != nullptr && i <= s->mask; i++) {
          Value key = s->table[i].key;
          if (key.is_undef() || key == Set::dummy()) continue;
          out->append({});
          if (!value(key, &out->items().back())) return false;
        }
        return leave();
      }
      case Kind::Dict: {
        auto* d = v.as<Dict>();
        *out = api::Value::dict();
        if (!enter(v)) return false;
        for (u32 i = 0; i < d->fill; i++) {
          if (d->entries[i].key.is_undef()) continue;
          out->insert({}, {});
          if (!value(d->entries[i].key, &out->items()[out->items().size() - 2])) return false;
          if (!value(d->entries[i].value, &out->items().back())) return false;
        }
        return leave();
      }
      default: return object(whole, out);
    }
  }

  bool text(Str* s, api::Value* out) {
    if (!tick(s->length() / 64)) return false;
    *out = api::Value(str_to_utf8(s));
    return true;
  }

  bool sequence(Value v, const Value* items, u32 n, api::Value* out) {
    if (!enter(v)) return false;
    out->items().resize(n);
    for (u32 i = 0; i < n; i++) {
      if (!value(items[i], &out->items()[i])) return false;
    }
    return leave();
  }

  // A dataclass instance shows its fields; anything else its type's name.
  bool object(Value v, api::Value* out) {
    Type* type = type_of(vm_, v);
    std::string name = str_to_utf8(type->name);
    Str* marker = is<Instance>(v) ? str_from_ascii(vm_, "__dataclass_fields__") : nullptr;
    Value fields = marker == nullptr ? Value::undef() : type_lookup(vm_, type, marker);
    auto* d = get_if<Dict>(fields);
    if (d == nullptr) return *out = api::Value::opaque(std::move(name)), true;
    *out = api::Value::object(std::move(name));
    if (!enter(v)) return false;
    for (u32 i = 0; i < d->fill; i++) {
      if (!is<Str>(d->entries[i].key)) continue;
      Value field = find_attribute(vm_, v, d->entries[i].key.as<Str>());
      if (!field.ok() || field.is_undef()) {
        vm_.deferred = false;
        vm_.exception = Value::undef();
        continue;
      }
      out->insert(str_to_utf8(d->entries[i].key.as<Str>()), {});
      if (!value(field, &out->items().back())) return false;
    }
    return leave();
  }

  bool tick(u64 n) {
    if (vm_.meter.tick(n)) return true;
    raise_stopped(vm_);
    return false;
  }
  bool stopped() { return false; }
  bool enter(Value v) {
    if (std::find(path_, path_ + depth_, v) != path_ + depth_) {
      *problem_ = "a " + std::string(str_to_utf8(type_of(vm_, v)->name)) + " that contains itself cannot leave the sandbox";
      return false;
    }
    if (depth_ == api::Value::kMaxDepth) {
      *problem_ = "a value nested deeper than " + std::to_string(api::Value::kMaxDepth) + " levels cannot leave the sandbox";
      return false;
    }
    path_[depth_++] = v;
    return true;
  }
  bool leave() {
    depth_--;
    return true;
  }

  Vm& vm_;
  std::string* problem_;
  Value path_[api::Value::kMaxDepth];
  int depth_ = 0;
};

Value import_value(Vm& vm, const api::Value& v, int depth) {
  using K = api::Value::Kind;
  if (depth > api::Value::kMaxDepth) return raise_value_error(vm, "a host value is nested too deeply");
  if (!vm.meter.tick()) return raise_stopped(vm);
  auto from_cell = [](Cell* c) { return c == nullptr ? Value::error() : Value::cell(c); };
  const auto& items = v.items();
  switch (v.kind()) {
    case K::None: return Value::none();
    case K::Bool: return Value::boolean(v.as_bool());
    case K::Int: return int_from_i64(vm, v.as_int());
    case K::BigInt: {
      std::string_view digits = v.text();
      std::string_view bare = digits.starts_with('-') ? digits.substr(1) : digits;
      const bool hex = bare.starts_with("0x");
      if (hex) bare.remove_prefix(2);
      if (bare.empty() || bare.find_first_not_of(hex ? "0123456789abcdef" : "0123456789") != bare.npos) return raise_value_error(vm, "a host integer is not decimal");
      if (!hex) return int_from_text(vm, digits, 10);
      return int_from_text(vm, (digits.starts_with('-') ? "-" : "") + std::string(bare), 16);
    }
    case K::Float: return float_new(vm, v.as_double());
    case K::Str: return from_cell(str_from_utf8(vm, v.text()));
    case K::Bytes: return from_cell(bytes_new(vm, v.text().data(), v.text().size()));
    case K::Ellipsis: return Value::ellipsis();
    case K::List: {
      List* list = list_new(vm, static_cast<u32>(items.size()));
      MONTY_TRY(list);
      for (auto& item : items) {
        Value x = import_value(vm, item, depth + 1);
        if (x.is_error()) return x;
        MONTY_TRY(list_append(vm, list, x));
      }
      return Value::cell(list);
    }
    case K::Tuple: {
      if (items.empty()) return Value::cell(&kEmptyTuple);
      Tuple* tuple = tuple_new(vm, static_cast<u32>(items.size()));
      MONTY_TRY(tuple);
      for (usize i = 0; i < items.size(); i++) tuple->items[i] = Value::none();
      for (usize i = 0; i < items.size(); i++) {
        Value x = import_value(vm, items[i], depth + 1);
        if (x.is_error()) return x;
        tuple->items[i] = x;
      }
      return Value::cell(tuple);
    }
    case K::Set:
    case K::FrozenSet: {
      Set* set = set_new(vm, v.kind() == K::Set ? Kind::Set : Kind::FrozenSet);
      MONTY_TRY(set);
      for (auto& item : items) {
        Value x = import_value(vm, item, depth + 1);
        if (x.is_error()) return x;
        if (Tri t = set_add(vm, set, x); t != Tri::True && t != Tri::False) return t == Tri::Error ? Value::error() : raise_type_error(vm, "unhashable host value");
      }
      return Value::cell(set);
    }
    case K::Dict: {
      Dict* dict = dict_new(vm, static_cast<u32>(items.size() / 2));
      MONTY_TRY(dict);
      for (usize i = 0; i + 1 < items.size(); i += 2) {
        Value key = import_value(vm, items[i], depth + 1);
        if (key.is_error()) return key;
        Value value = import_value(vm, items[i + 1], depth + 1);
        if (value.is_error()) return value;
        if (Tri t = dict_set(vm, dict, key, value); t == Tri::Error) return Value::error();
        else if (t == Tri::Defer) return raise_type_error(vm, "unhashable host value");
      }
      return Value::cell(dict);
    }
    case K::Object:
    case K::Opaque: return raise_type_error(vm, "a host value of type %s cannot enter the sandbox", v.text().c_str());
  }
  return Value::none();
}

}  // namespace

bool to_host(Vm& vm, Value value, api::Value* out, std::string* problem) { return Exporter(vm, problem).value(value, out); }

Value from_host(Vm& vm, const api::Value& value) { return import_value(vm, value, 0); }

// str(KeyError(key)) is repr(key): the key behind such a message when it is an int or a plainly quoted text, else Undef.
static Value key_of_message(Vm& vm, std::string_view text) {
  usize digits = text.starts_with('-') ? 1 : 0;
  if (text.size() > digits && text.size() < 19 && text.find_first_not_of("0123456789", digits) == std::string_view::npos) return int_from_text(vm, text, 10);
  if (text.size() < 2 || (text[0] != '\'' && text[0] != '"') || text.back() != text[0]) return Value::undef();
  std::string_view inside = text.substr(1, text.size() - 2);
  if (inside.find(text[0]) != std::string_view::npos || inside.find('\\') != std::string_view::npos) return Value::undef();
  Str* key = str_from_utf8(vm, inside);
  return key == nullptr ? Value::undef() : Value::cell(key);
}

Value raise_host_error(Vm& vm, const api::Error& error) {
  Str* name = str_from_utf8(vm, error.type);
  MONTY_TRY(name);
  Value found = name->ascii() ? sealed_builtin(vm, name) : Value::undef();
  Type* type = get_if<Type>(found);
  bool known = type != nullptr && (type->type_flags & kTypeException) != 0;
  std::string text = known || error.type.empty() ? error.message : error.type + ": " + error.message;
  Value argument = known && type == &kType_KeyError ? key_of_message(vm, text) : Value::undef();
  if (argument.is_undef()) {
    Str* message = str_from_utf8(vm, text);
    MONTY_TRY(message);
    argument = Value::cell(message);
  }
  return raise_with(vm, known ? *type : kType_RuntimeError, argument);
}

}  // namespace monty
