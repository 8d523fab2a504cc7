// SPDX-License-Identifier: MIT
#include "api/convert.h"

#include <algorithm>

#include "api/known_types.h"
#include "object/object.h"
#include "object/type.h"
#include "vm/modules.h"

namespace monty {

namespace {

// Walks a value of the sandbox. The containers on the way down are remembered: meeting one again is a cycle.
class Exporter {
 public:
  Exporter(Vm& vm, std::string* problem, bool* foreign) : vm_(vm), problem_(problem), foreign_(foreign) {}

  bool value(Value v, api::Value* out) {
    if (!room(32) || !tick(1)) return false;
    if (v.is_small_int()) return *out = api::Value(v.as_small_int()), true;
    if (v.is_small_float()) return *out = api::Value(v.as_small_float()), true;
    if (v.is_none() || v.is_undef()) return *out = api::Value(), true;
    if (v.is_bool()) return *out = api::Value(v.is_true()), true;
    if (v.is_ellipsis()) return *out = api::Value::ellipsis(), true;
    if (!v.is_cell()) return foreign_ != nullptr ? foreign() : (*out = api::Value::opaque("NotImplementedType"), true);
    Value inner = payload(v);
    if (foreign_ != nullptr && inner != v) return foreign();
    if (inner.is_undef() || !inner.is_cell()) return inner.is_undef() || inner == v ? object(v, out) : value(inner, out);
    return cell(v, inner, out);
  }

  // At the end: keeps what left by name alone, and tells its numbers. Runs Python code; collects.
  bool keep(api::Value* out) {
    if (kept_.empty()) return true;
    Tuple* objects = tuple_from(vm_, kept_.data(), static_cast<u32>(kept_.size()));
    Value numbers = objects == nullptr ? Value::error() : make_known(vm_, "keep these", Value::none(), Value::cell(objects));
    if (auto* list = get_if<List>(numbers); list != nullptr && list->length() == kept_.size()) return number(out, list), true;
    vm_.exception = Value::undef();
    if (vm_.stop == StopReason::None) *problem_ = "an object cannot be kept for its return";
    return false;
  }

 private:
  static void number(api::Value* v, const List* numbers) {
    if (v->kind() == api::Value::Kind::Opaque && v->size() == 2) {
      v->items()[1] = api::Value(numbers->items[v->items()[1].as_int()].as_small_int());
      return;
    }
    for (api::Value& item : v->items()) number(&item, numbers);
  }

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
        if (!room(b->length()) || !tick(b->length() / 64)) return false;
        *out = api::Value::bytes(std::string(reinterpret_cast<const char*>(b->data), b->length()));
        return true;
      }
      case Kind::ByteArray: {
        if (foreign_ != nullptr) return foreign();
        auto* b = v.as<ByteArray>();
        if (!room(b->length()) || !tick(b->length() / 64)) return false;
        *out = api::Value::bytes(std::string(reinterpret_cast<const char*>(b->data), b->length()));
        return true;
      }
      case Kind::List: return *out = api::Value::list(), sequence(v, v.as<List>()->items, v.as<List>()->length(), out);
      case Kind::Tuple:
        *out = api::Value::tuple();
        if (whole != v) out->set_type_name(named_tuple_signature(vm_, whole));
        return sequence(v, v.as<Tuple>()->items, v.as<Tuple>()->length(), out);
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
    if (!room(s->length()) || !tick(s->length() / 64)) return false;
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

  // A dataclass instance shows its fields, what is known what it consists of; anything else its type's name.
  bool object(Value v, api::Value* out) {
    if (foreign_ != nullptr) return foreign();
    Type* type = type_of(vm_, v);
    std::string name = str_to_utf8(type->name);
    Str* marker = is<Instance>(v) ? str_from_ascii(vm_, "__dataclass_fields__") : nullptr;
    Value fields = marker == nullptr ? Value::undef() : type_lookup(vm_, type, marker);
    auto* d = get_if<Dict>(fields);
    if (d == nullptr) {
      KnownParts known = known_parts(vm_, v);
      if (known.name.empty()) return opaque(v, std::move(name), out), true;
      *out = api::Value::object(std::move(known.name));
      if (!enter(v)) return false;
      for (auto& [part, inside] : known.parts) {
        out->insert(std::move(part), {});
        if (!value(inside, &out->items().back())) return false;
      }
      return leave();
    }
    *out = api::Value::object(std::move(name));
    out->set_frozen(is_frozen(vm_, v));
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

  // Numbered for now by its place among those that are to be kept.
  void opaque(Value v, std::string type_name, api::Value* out) {
    if (!keeps_opaque(vm_)) {
      *out = api::Value::opaque(std::move(type_name), name_of_opaque(v));
      return;
    }
    *out = api::Value::opaque(std::move(type_name));
    out->append(api::Value(name_of_opaque(v)));
    out->append(api::Value(static_cast<i64>(kept_.size())));
    kept_.push_back(v);
  }

  // What lies in many places leaves as many copies: of a few that are large, more than the host has memory. An item
  // takes 8 bytes of the program, so that what is not shared always passes.
  bool room(usize bytes) {
    size_ += bytes;
    if (size_ / kMostCopies <= vm_.heap.limit()) return true;
    *problem_ = "a value that is " + std::to_string(kMostCopies) + " times as large as the memory limit cannot leave the sandbox";
    return false;
  }
  bool tick(u64 n) {
    if (vm_.meter.tick(n)) return true;
    raise_stopped(vm_);
    return false;
  }
  bool stopped() { return false; }
  bool foreign() {
    *foreign_ = true;
    return false;
  }
  bool enter(Value v) {
    if (std::find(path_, path_ + depth_, v) != path_ + depth_) {
      if (foreign_ != nullptr) *foreign_ = true;
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
  bool* foreign_;
  std::vector<Value> kept_;
  static constexpr usize kMostCopies = 4;
  usize size_ = 0;
  Value path_[api::Value::kMaxDepth];
  int depth_ = 0;
};

// Makes a value of the sandbox. Some are made by Python code, which collects: containers that are being filled are roots.
class Importer {
 public:
  explicit Importer(Vm& vm) : vm_(vm), roots_(vm.extra_roots.size()) {}
  ~Importer() { vm_.extra_roots.resize(roots_); }

  Value value(const api::Value& v, int depth) {
    using K = api::Value::Kind;
    if (depth > api::Value::kMaxDepth) return raise_value_error(vm_, "a host value is nested too deeply");
    if (!vm_.meter.tick()) return raise_stopped(vm_);
    switch (v.kind()) {
      case K::None: return Value::none();
      case K::Bool: return Value::boolean(v.as_bool());
      case K::Int: return int_from_i64(vm_, v.as_int());
      case K::BigInt: return big_int(v.text());
      case K::Float: return float_new(vm_, v.as_double());
      case K::Str: return from_cell(str_from_utf8(vm_, v.text()));
      case K::Bytes: return from_cell(bytes_new(vm_, v.text().data(), v.text().size()));
      case K::Ellipsis: return Value::ellipsis();
      case K::List: return list(v, depth);
      case K::Tuple: return v.text().empty() ? tuple(v, depth) : named_tuple(v, depth);
      case K::Set:
      case K::FrozenSet: return set(v, depth);
      case K::Dict: return dict(v, depth);
      case K::Object: return object(v, depth);
      case K::Opaque:
        if (v.size() == 2) return kept(v);
        [[fallthrough]];
      case K::Coded: return raise_type_error(vm_, "a host value of type %s cannot enter the sandbox", v.text().c_str());
    }
    return Value::none();
  }

 private:
  static Value from_cell(Cell* c) { return c == nullptr ? Value::error() : Value::cell(c); }
  template <class T>
  T* root(T* c) {
    if (c != nullptr) vm_.extra_roots.push_back(Value::cell(c));
    return c;
  }
  Value done(Value v) {
    vm_.extra_roots.pop_back();
    vm_.heap.keep(v);
    return v;
  }

  Value big_int(std::string_view digits) {
    std::string_view bare = digits.starts_with('-') ? digits.substr(1) : digits;
    const bool hex = bare.starts_with("0x");
    if (hex) bare.remove_prefix(2);
    if (bare.empty() || bare.find_first_not_of(hex ? "0123456789abcdef" : "0123456789") != bare.npos)
      return raise_value_error(vm_, "a host integer is not decimal");
    if (!hex) return int_from_text(vm_, digits, 10);
    return int_from_text(vm_, (digits.starts_with('-') ? "-" : "") + std::string(bare), 16);
  }

  Value list(const api::Value& v, int depth) {
    List* list = root(list_new(vm_, static_cast<u32>(v.items().size())));
    MONTY_TRY(list);
    for (auto& item : v.items()) {
      Value x = value(item, depth + 1);
      if (x.is_error()) return x;
      MONTY_TRY(list_append(vm_, list, x));
    }
    return done(Value::cell(list));
  }

  Value tuple(const api::Value& v, int depth) { return items(v, 0, 1, depth); }
  // Every `step`-th item from `first` on.
  Value items(const api::Value& v, usize first, usize step, int depth) {
    if (v.items().empty()) return Value::cell(&kEmptyTuple);
    const usize n = v.items().size() / step;
    Tuple* tuple = root(tuple_new(vm_, static_cast<u32>(n)));
    MONTY_TRY(tuple);
    for (usize i = 0; i < n; i++) tuple->items[i] = Value::none();
    for (usize i = 0; i < n; i++) {
      Value x = value(v.items()[first + i * step], depth + 1);
      if (x.is_error()) return x;
      tuple->items[i] = x;
    }
    return done(Value::cell(tuple));
  }

  Value set(const api::Value& v, int depth) {
    Set* set = root(set_new(vm_, v.kind() == api::Value::Kind::Set ? Kind::Set : Kind::FrozenSet));
    MONTY_TRY(set);
    for (auto& item : v.items()) {
      Value x = value(item, depth + 1);
      if (x.is_error()) return x;
      if (Tri t = set_add(vm_, set, x); t == Tri::Error)
        return Value::error();
      else if (t == Tri::Defer)
        return hashed(v.kind() == api::Value::Kind::Set ? "a set" : "a frozenset", Value::none(), items(v, 0, 1, depth));
    }
    return done(Value::cell(set));
  }

  Value dict(const api::Value& v, int depth) {
    Dict* dict = root(dict_new(vm_, static_cast<u32>(v.items().size() / 2)));
    MONTY_TRY(dict);
    for (usize i = 0; i + 1 < v.items().size(); i += 2) {
      Value key = value(v.items()[i], depth + 1);
      if (key.is_error()) return key;
      vm_.extra_roots.push_back(key);
      Value x = value(v.items()[i + 1], depth + 1);
      if (x.is_error()) return x;
      if (Tri t = dict_set(vm_, dict, key, x); t == Tri::Error)
        return Value::error();
      else if (t == Tri::Defer)
        return hashed("a dict", items(v, 0, 2, depth), v, depth);
      vm_.extra_roots.pop_back();
    }
    return done(Value::cell(dict));
  }

  // With keys whose __hash__ is Python code.
  Value hashed(std::string_view kind, Value keys, const api::Value& v, int depth) {
    if (keys.is_error()) return keys;
    vm_.extra_roots.push_back(keys);
    return hashed(kind, keys, items(v, 1, 2, depth));
  }
  Value hashed(std::string_view kind, Value keys, Value values) {
    vm_.deferred = false;
    return values.is_error() ? values : make_known(vm_, kind, keys, values);
  }

  Value kept(const api::Value& v) {
    Value number = int_from_i64(vm_, v.items()[1].as_int());
    return number.is_error() ? number : make_known(vm_, "kept object", Value::none(), number);
  }

  Value object(const api::Value& v, int depth) {
    Value names = items(v, 0, 2, depth);
    if (names.is_error()) return names;
    vm_.extra_roots.push_back(names);
    Value values = items(v, 1, 2, depth);
    return values.is_error() ? values : done(make_known(vm_, (v.is_frozen() ? "frozen " : "") + v.text(), names, values));
  }

  Value named_tuple(const api::Value& v, int depth) {
    Value values = tuple(v, depth);
    return values.is_error() ? values : make_known(vm_, v.text(), Value::none(), values);
  }

  Vm& vm_;
  usize roots_;
};

}  // namespace

bool to_host(Vm& vm, Value value, api::Value* out, std::string* problem, bool* foreign) {
  Exporter exporter(vm, problem, foreign);
  return exporter.value(value, out) && exporter.keep(out);
}

Value from_host(Vm& vm, const api::Value& value) { return Importer(vm).value(value, 0); }

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
