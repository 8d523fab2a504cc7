// SPDX-License-Identifier: MIT
// Binding of arguments to the parameters of natives, with the TypeErrors that CPython's own binders word (they differ
// by how a function was declared there; what we know of the signature tells which it was).
#include "native/bind.h"

#include "natives/static_names.h"

#include <cstring>

namespace monty {

// From the object room.
Value raise_type_error(Vm& vm, const char* format, ...);
Tuple* tuple_from(Vm& vm, const Value* items, u32 n);
Dict* dict_new(Vm& vm, u32 expected);
bool dict_set_str(Vm& vm, Dict* d, Str* key, Value value);
bool is_subtype(const Type* a, const Type* b);
Value type_lookup(Vm& vm, Type* type, Str* name);

static const Parameter kNewAnyParameters[] = {{names::cls, nullptr, Value::kUndef, Convert::None, true}};
const Signature kNewAnySignature = {kNewAnyParameters, 1, 1, 1, 1, true, true, "($type, *args, **kwargs)"};

namespace {

bool same_text(const Str* a, const Str* b) {
  return a == b || (a->aux == b->aux && a->width() == b->width() && std::memcmp(a->data, b->data, usize{a->aux} * a->width()) == 0);
}

bool is_named(const Str* s, std::string_view text) { return s->ascii() && s->ascii_view() == text; }

const char* plural(u32 n) { return n == 1 ? "" : "s"; }

// Names that CPython's types fill through slots: their wrappers word errors in their own way.
bool is_slot_name(std::string_view name) {
  static constexpr std::string_view kPlain[] = {"repr", "hash", "call",  "str",    "getattribute", "setattr", "delattr", "lt",      "le",
                                                "eq",   "ne",   "gt",    "ge",     "iter",         "next",    "get",     "set",     "delete",
                                                "bool", "int",  "float", "index",  "len",          "getitem", "setitem", "delitem", "contains",
                                                "neg",  "pos",  "abs",   "invert", "await",        "aiter",   "anext"};
  static constexpr std::string_view kBinary[] = {"add",    "sub", "mul",    "matmul", "truediv", "floordiv", "mod",
                                                 "divmod", "pow", "lshift", "rshift", "and",     "xor",      "or"};
  if (name.size() < 5 || name.substr(0, 2) != "__" || name.substr(name.size() - 2) != "__") return false;
  name = name.substr(2, name.size() - 4);
  for (std::string_view n : kPlain) {
    if (n == name) return true;
  }
  for (int cut = 0; cut < 2; cut++) {
    for (std::string_view n : kBinary) {
      if (n == name) return true;
    }
    if (name.size() < 3 || (name[0] != 'r' && name[0] != 'i')) return false;
    name = name.substr(1);
  }
  return false;
}

bool is_slot_wrapper(const NativeFunction& f) {
  if (f.owner == nullptr || (f.flags & NativeFunction::kMethod) == 0 || !is_slot_name(f.name->ascii_view())) return false;
  if (is_named(f.name, "__getitem__") || is_named(f.name, "__contains__")) {  // methods beside their slots
    Kind k = f.owner->instance_kind;
    if (k == Kind::Dict || (k == Kind::List && is_named(f.name, "__getitem__"))) return false;
    if (k == Kind::Set || k == Kind::FrozenSet) return false;
  }
  return true;
}

// One binding: the signature without self.
class Binder {
 public:
  Binder(Vm& vm, const NativeFunction& f, const Value* positional, u32 npos, const Tuple* kwnames, const Value* kwvalues, Value* out)
      : vm_(vm), f_(f), s_(*f.signature), positional_(positional), npos_(npos), kwnames_(kwnames), kwvalues_(kwvalues), out_(out) {
    is_new_ = f.owner != nullptr && is_named(f.name, "__new__");
    is_init_ = f.owner != nullptr && is_named(f.name, "__init__");
    skip_ = is_new_ || (f.flags & (NativeFunction::kMethod | NativeFunction::kClassMethod)) != 0 ? 1 : 0;
    if (s_.positional < skip_) skip_ = 0;
    nkw_ = kwnames == nullptr ? 0 : kwnames->length();
  }

  bool run() {
    if (skip_ == 1 && npos_ == 0) return needs_self();
    given_ = npos_ - skip_;
    max_ = s_.positional - skip_;
    required_ = s_.required > skip_ ? s_.required - skip_ : 0;
    only_ = s_.positional_only > skip_ ? s_.positional_only - skip_ : 0;
    bool takes_keywords = s_.varkw || s_.count > s_.positional || only_ < max_;
    if (!takes_keywords) {
      if (nkw_ > 0 && leaves_keywords_to_init()) nkw_ = 0;
      if (!check_positional_only()) return false;
    } else if (!check_counts()) {
      return false;
    }
    return fill();
  }

 private:
  Str* shown() const { return is_new_ || is_init_ ? f_.owner->name : f_.name; }
  // "list.append", "math.sqrt", "len", "list"
  Str* full() const {
    if (is_new_ || is_init_) return f_.owner->name;
    return f_.qualname;
  }
  bool is_singleton_type() const {
    return is_named(f_.owner->name, "NoneType") || is_named(f_.owner->name, "NotImplementedType") || is_named(f_.owner->name, "ellipsis");
  }
  bool in_module() const { return f_.owner == nullptr && !is_named(f_.module, "builtins"); }

  bool fail(Value error) { return error.is_undef(); }  // always false: an error() stands

  bool needs_self() {
    if (is_new_) return fail(raise_type_error(vm_, "%S.__new__(): not enough arguments", f_.owner->name));
    if (is_slot_wrapper(f_) || is_init_) {
      return fail(raise_type_error(vm_, "descriptor '%S' of '%S' object needs an argument", f_.name, f_.owner->name));
    }
    return fail(raise_type_error(vm_, "unbound method %S() needs an argument", f_.qualname));
  }

  // A constructor without keywords ignores those of a subclass that has an __init__ of its own.
  bool leaves_keywords_to_init() const {
    Type* made = is_new_ ? get_if<Type>(positional_[0]) : nullptr;
    return made != nullptr && made != f_.owner && !(type_lookup(vm_, made, names::op_init) == type_lookup(vm_, f_.owner, names::op_init));
  }

  bool no_keywords() {
    if (is_slot_wrapper(f_)) return fail(raise_type_error(vm_, "wrapper %S() takes no keyword arguments", f_.name));
    if (in_module()) return fail(raise_type_error(vm_, "%S.%S() takes no keyword arguments", f_.module, f_.name));
    if ((f_.flags & NativeFunction::kClassMethod) != 0 && npos_ > 0 && positional_[0].is_cell() && positional_[0].as_cell()->kind == Kind::Type)
      return fail(raise_type_error(vm_, "%S.%S() takes no keyword arguments", positional_[0].as<Type>()->qualname, f_.name));
    return fail(raise_type_error(vm_, "%S() takes no keyword arguments", full()));
  }

  bool expected(u32 n, const char* how) {
    if (is_slot_wrapper(f_)) return fail(raise_type_error(vm_, "expected %s%d argument%s, got %d", how, n, plural(n), given_));
    if (is_init_ && f_.owner->base != nullptr && is_named(f_.owner->base->name, "UnicodeError")) {
      return fail(raise_type_error(vm_, "function takes %s%d argument%s (%d given)", *how == '\0' ? "exactly " : how, n, plural(n), given_));
    }
    const char* brackets = is_named(shown(), "super") ? "()" : "";
    return fail(raise_type_error(vm_, "%S%s expected %s%d argument%s, got %d", shown(), brackets, how, n, plural(n), given_));
  }

  bool check_range() {
    if (given_ < required_) return expected(required_, required_ == max_ && !s_.varargs ? "" : "at least ");
    if (given_ > max_ && !s_.varargs) return expected(max_, required_ == max_ ? "" : "at most ");
    return true;
  }

  bool check_positional_only() {
    if (nkw_ > 0) return no_keywords();
    if (s_.varargs || is_slot_wrapper(f_)) return check_range();
    bool built = is_new_ || is_init_;
    if (max_ == 0) {
      if (given_ == 0) return true;
      if (built) return fail(raise_type_error(vm_, is_singleton_type() ? "%S takes no arguments" : "%S() takes no arguments", f_.owner->name));
      if (in_module()) return fail(raise_type_error(vm_, "%S.%S() takes no arguments (%d given)", f_.module, f_.name, given_));
      return fail(raise_type_error(vm_, "%S() takes no arguments (%d given)", full(), given_));
    }
    if (max_ == 1 && required_ == 1 && !built) {
      if (given_ == 1) return true;
      if (in_module()) return fail(raise_type_error(vm_, "%S.%S() takes exactly one argument (%d given)", f_.module, f_.name, given_));
      return fail(raise_type_error(vm_, "%S() takes exactly one argument (%d given)", full(), given_));
    }
    return check_range();
  }

  // Counts for a function that takes keywords.
  bool check_counts() {
    u32 total = s_.count - skip_;
    if (s_.varargs) {
      if (given_ < only_ && given_ < required_) return check_range();
      return true;
    }
    if (s_.varkw || is_named(f_.name, "sorted") ||
        ((is_new_ || is_init_) && given_ > max_ && (is_named(f_.owner->name, "int") || is_named(f_.owner->name, "str")))) {
      if (given_ > max_ || given_ < (only_ < required_ ? only_ : required_)) return check_range();
      return true;
    }
    u32 required_keywords = 0;
    for (u32 i = s_.positional; i < s_.count; i++) required_keywords += s_.parameters[i].required ? 1 : 0;
    if (given_ + nkw_ > total) {
      return fail(raise_type_error(vm_, "%S() takes %s %d %sargument%s (%d given)", shown(), required_ + required_keywords < total ? "at most" : "exactly",
                                   total, given_ == 0 ? "keyword " : "", plural(total), given_ + nkw_));
    }
    if (given_ > max_) {
      if (max_ == 0) return fail(raise_type_error(vm_, "%S() takes no positional arguments", shown()));
      return fail(raise_type_error(vm_, "%S() takes %s %d positional argument%s (%d given)", shown(), required_ < max_ ? "at most" : "exactly", max_,
                                   plural(max_), given_));
    }
    u32 least = only_ < required_ ? only_ : required_;
    if (given_ < least) {
      return fail(raise_type_error(vm_, "%S() takes %s %d positional argument%s (%d given)", shown(), least < max_ ? "at least" : "exactly", least,
                                   plural(least), given_));
    }
    return true;
  }

  int find_keyword(const Str* name) const {
    for (u32 i = s_.positional_only; i < s_.count; i++) {
      if (same_text(s_.parameters[i].name, name)) return static_cast<int>(i);
    }
    return -1;
  }

  bool fill() {
    u32 count = s_.count, direct = npos_ < s_.positional ? npos_ : s_.positional;
    for (u32 i = 0; i < direct; i++) out_[i] = positional_[i];
    for (u32 i = direct; i < count; i++) out_[i] = Value::undef();
    const Str* stray = nullptr;
    u32 twice = 0;
    u32 extra = 0;
    for (u32 k = 0; k < nkw_; k++) {
      Str* name = kwnames_->items[k].as<Str>();
      int at = find_keyword(name);
      if (at < 0) {
        extra++;
        if (stray == nullptr) stray = name;
      } else if (static_cast<u32>(at) < direct) {
        if (twice == 0 || static_cast<u32>(at) + 1 < twice) twice = static_cast<u32>(at) + 1;
      } else {
        out_[at] = kwvalues_[k];
      }
    }
    for (u32 i = direct; i < count; i++) {
      const Parameter& p = s_.parameters[i];
      if (!out_[i].is_undef()) continue;
      if (p.required) return missing(i);
      out_[i] = p.default_cell != nullptr ? Value::cell(p.default_cell) : Value::from_bits(p.default_bits);
    }
    if (twice != 0) {
      u32 at = twice - 1;
      return fail(raise_type_error(vm_, "argument for %S() given by name ('%S') and position (%d)", shown(), s_.parameters[at].name, at + 1 - skip_));
    }
    if (stray != nullptr && !s_.varkw) return unexpected(const_cast<Str*>(stray));
    u32 next = count;
    if (s_.varargs) {
      u32 n = npos_ > s_.positional ? npos_ - s_.positional : 0;
      Tuple* rest = tuple_from(vm_, positional_ + s_.positional, n);
      if (rest == nullptr) return false;
      out_[next++] = Value::cell(rest);
    }
    if (s_.varkw) return fill_keywords(next, extra);
    return true;
  }

  bool fill_keywords(u32 at, u32 extra) {
    Dict* d = dict_new(vm_, extra);
    if (d == nullptr) return false;
    for (u32 k = 0; k < nkw_ && extra > 0; k++) {
      Str* name = kwnames_->items[k].as<Str>();
      if (find_keyword(name) >= 0) continue;
      if (!dict_set_str(vm_, d, name, kwvalues_[k])) return false;
    }
    out_[at] = Value::cell(d);
    return true;
  }

  bool missing(u32 i) {
    const Parameter& p = s_.parameters[i];
    if (is_new_ && is_named(f_.owner->name, "enumerate")) {
      return fail(raise_type_error(vm_, "%S() missing required argument '%S'", shown(), p.name));
    }
    if (i >= s_.positional && s_.varargs) {
      return fail(raise_type_error(vm_, "%S() missing required keyword-only argument: '%S'", shown(), p.name));
    }
    return fail(raise_type_error(vm_, "%S() missing required argument '%S' (pos %d)", shown(), p.name, i + 1 - skip_));
  }

  bool unexpected(Str* name) {
    if (is_new_ && is_named(f_.owner->name, "enumerate")) {
      return fail(raise_type_error(vm_, "'%S' is an invalid keyword argument for %S()", name, shown()));
    }
    Str* function = shown();
    if (is_named(function, "sorted")) function = names::sort;
    Str* known[kMaxBound];
    u32 count = 0;
    for (u32 i = s_.positional_only; i < s_.count && count < kMaxBound; i++) known[count++] = s_.parameters[i].name;
    if (Str* near = nearest_name(known, count, name)) {
      return fail(raise_type_error(vm_, "%S() got an unexpected keyword argument '%S'. Did you mean '%S'?", function, name, near));
    }
    return fail(raise_type_error(vm_, "%S() got an unexpected keyword argument '%S'", function, name));
  }

  Vm& vm_;
  const NativeFunction& f_;
  const Signature& s_;
  const Value* positional_;
  u32 npos_;
  const Tuple* kwnames_;
  const Value* kwvalues_;
  Value* out_;
  bool is_new_, is_init_;
  u32 skip_, nkw_;
  u32 given_ = 0, max_ = 0, required_ = 0, only_ = 0;
};

}  // namespace

namespace {

// Positional arguments only, and as many as there may be: nothing to word, nothing to look up. False: the Binder's turn.
bool bind_plainly(Vm& vm, const Signature& s, const Value* positional, u32 npos, Value* out, bool* failed) {
  if (npos < s.required || (npos > s.positional && !s.varargs)) return false;
  u32 direct = npos < s.positional ? npos : s.positional;
  for (u32 i = direct; i < s.count; i++) {
    const Parameter& p = s.parameters[i];
    if (MONTY_UNLIKELY(p.required)) return false;
    out[i] = p.default_cell != nullptr ? Value::cell(p.default_cell) : Value::from_bits(p.default_bits);
  }
  for (u32 i = 0; i < direct; i++) out[i] = positional[i];
  u32 next = s.count;
  if (s.varargs) {
    Tuple* rest = tuple_from(vm, positional + direct, npos - direct);
    *failed |= rest == nullptr;
    out[next++] = Value::cell(rest);
  }
  if (s.varkw) {
    Dict* d = dict_new(vm, 0);
    *failed |= d == nullptr;
    out[next] = Value::cell(d);
  }
  return true;
}

}  // namespace

bool bind_arguments(Vm& vm, const NativeFunction& f, const Value* positional, u32 npos, const Tuple* kwnames, const Value* kwvalues, Value* out) {
  bool failed = false;
  if (MONTY_LIKELY(kwnames == nullptr) && bind_plainly(vm, *f.signature, positional, npos, out, &failed)) return !failed;
  return Binder(vm, f, positional, npos, kwnames, kwvalues, out).run();
}

Native* unwrap_native(Value v, const Type& type) {
  Native* n = unwrap<Native>(v);
  return n != nullptr && n->type == &type ? n : nullptr;
}

TwinIterator* unwrap_twin_iterator(Value v, const Type& type) {
  TwinIterator* t = unwrap<TwinIterator>(v);
  return t != nullptr && is_subtype(t->type, &type) ? t : nullptr;
}

Type* unwrap_class(Vm& vm, Value cls, const NativeFunction& f) {
  Str* owner = f.owner->name;
  Type* t = get_if<Type>(cls);
  if (t == nullptr) {
    raise_type_error(vm, "%S.__new__(X): X is not a type object (%T)", owner, cls);
    return nullptr;
  }
  if (t == f.owner) return t;
  if (!is_subtype(t, f.owner)) {
    raise_type_error(vm, "%S.__new__(%S): %S is not a subtype of %S", owner, t->name, t->name, owner);
    return nullptr;
  }
  const Type* sealed = t;
  while ((sealed->type_flags & kTypeHeap) != 0 && sealed->base != nullptr) sealed = sealed->base;
  if (sealed->instance_kind != f.owner->instance_kind) {
    raise_type_error(vm, "%S.__new__(%S) is not safe, use %S.__new__()", owner, t->name, sealed->name);
    return nullptr;
  }
  return t;
}

Value wrong_self(Vm& vm, const NativeFunction& f, Value self) {
  if (is_slot_wrapper(f)) {
    return raise_type_error(vm, "descriptor '%S' requires a '%S' object but received a '%T'", f.name, f.owner->name, self);
  }
  return raise_type_error(vm, "descriptor '%S' for '%S' objects doesn't apply to a '%T' object", f.name, f.owner->name, self);
}

}  // namespace monty
