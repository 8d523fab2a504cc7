// SPDX-License-Identifier: MIT
// The binder against CPython's messages, on small signatures of its own; the object room is faked.
#include <gtest/gtest.h>

#include <cstdarg>
#include <deque>
#include <string>
#include <vector>

#include "base/str_hash.h"
#include "native/bind.h"
#include "native/static_cells.h"
#include "natives/static_names.h"

namespace monty {

struct Vm {
  std::string error;
  std::vector<std::unique_ptr<u64[]>> blocks;
  u32 keywords = 0;
};

static std::string text_of(const Str* s) { return std::string(s->ascii_view()); }

Value raise_type_error(Vm& vm, const char* format, ...) {
  va_list args;
  va_start(args, format);
  vm.error.clear();
  for (const char* p = format; *p != 0; p++) {
    if (*p != '%') {
      vm.error += *p;
      continue;
    }
    p++;
    if (*p == 's') vm.error += va_arg(args, const char*);
    if (*p == 'S') vm.error += text_of(va_arg(args, Str*));
    if (*p == 'd') vm.error += std::to_string(va_arg(args, int));
  }
  va_end(args);
  return Value::error();
}

Tuple* tuple_from(Vm& vm, const Value* items, u32 n) {
  vm.blocks.push_back(std::make_unique<u64[]>(n + 2));
  Tuple* t = reinterpret_cast<Tuple*>(vm.blocks.back().get());
  t->kind = Kind::Tuple;
  t->aux = n;
  for (u32 i = 0; i < n; i++) t->items[i] = items[i];
  return t;
}
static Dict fake_dict;
Dict* dict_new(Vm& vm, u32) {
  vm.keywords = 0;
  return &fake_dict;
}
bool dict_set_str(Vm& vm, Dict*, Str*, Value) {
  vm.keywords++;
  return true;
}
Value type_lookup(Vm&, Type*, Str*) { return Value::undef(); }
Str* nearest_name(Str* const*, u32, Str*) { return nullptr; }
bool is_subtype(const Type* a, const Type* b) { return a == b; }
Value int_value(Value) { return Value::undef(); }
Type kType_type{};
std::span<Type* const> native_types() { return {}; }
const NativeModule* find_native_module(std::string_view) { return nullptr; }

namespace {

class Bind : public ::testing::Test {
 protected:
  Str* str(std::string_view text) {
    texts_.emplace_back(text);
    const u8* p = reinterpret_cast<const u8*>(texts_.back().data());
    strs_.push_back(static_str(p, static_cast<u32>(text.size()), str_hash(p, text.size()), false));
    return &strs_.back();
  }

  // "self, a, /, b=, *args, c, d=, **kw"
  NativeFunction* make(u8 flags, std::string_view owner, std::string_view name, std::string_view spec) {
    Signature s{};
    std::vector<Parameter>& ps = parameters_.emplace_back();
    bool keyword_only = false;
    std::string part, all(spec);
    all += ",";
    for (char c : all) {
      if (c == ' ') continue;
      if (c != ',') {
        part += c;
        continue;
      }
      if (part == "/") {
        s.positional_only = static_cast<u8>(ps.size());
      } else if (part.starts_with("**")) {
        s.varkw = true;
      } else if (part.starts_with("*")) {
        keyword_only = true;
        s.varargs = part.size() > 1;
      } else if (!part.empty()) {
        bool optional = part.back() == '=';
        if (optional) part.pop_back();
        ps.push_back({str(part), nullptr, Value::kUndef, Convert::None, !optional});
        if (!keyword_only) {
          s.positional++;
          if (!optional) s.required++;
        }
      }
      part.clear();
    }
    s.count = static_cast<u8>(ps.size());
    s.parameters = ps.data();
    signatures_.push_back(s);
    Type* type = nullptr;
    if (!owner.empty()) {
      types_.emplace_back();
      type = &types_.back();
      type->name = str(owner);
      type->instance_kind = owner == "list" ? Kind::List : Kind::Instance;
    }
    std::string qualname = owner.empty() ? std::string(name) : std::string(owner) + "." + std::string(name);
    functions_.push_back(static_native(flags, str(name), str(qualname), str(module_), type, nullptr, &signatures_.back(), nullptr, nullptr));
    return &functions_.back();
  }

  std::string call(NativeFunction* f, u32 npos, std::vector<std::string> keywords = {}) {
    std::vector<Value> values(npos + keywords.size() + 1, Value::small_int(1));
    std::vector<Value> names;
    for (const auto& k : keywords) names.push_back(Value::cell(str(k)));
    Tuple* kw = keywords.empty() ? nullptr : tuple_from(vm_, names.data(), static_cast<u32>(names.size()));
    vm_.error = "ok";
    bool ok = bind_arguments(vm_, *f, values.data(), npos, kw, values.data() + npos, out_);
    EXPECT_EQ(ok, vm_.error == "ok");
    return vm_.error;
  }

  Vm vm_;
  std::string module_ = "builtins";
  Value out_[kMaxBound];
  std::deque<std::string> texts_;
  std::deque<Str> strs_;
  std::deque<std::vector<Parameter>> parameters_;
  std::deque<Signature> signatures_;
  std::deque<Type> types_;
  std::deque<NativeFunction> functions_;
};

constexpr u8 kM = NativeFunction::kMethod, kS = NativeFunction::kStatic;

TEST_F(Bind, Methods) {
  auto* append = make(kM, "list", "append", "self, object, /");
  EXPECT_EQ(call(append, 2), "ok");
  EXPECT_EQ(call(append, 1), "list.append() takes exactly one argument (0 given)");
  EXPECT_EQ(call(append, 3), "list.append() takes exactly one argument (2 given)");
  EXPECT_EQ(call(append, 1, {"x"}), "list.append() takes no keyword arguments");
  EXPECT_EQ(call(append, 0), "unbound method list.append() needs an argument");
  EXPECT_EQ(call(make(kM, "list", "clear", "self, /"), 2), "list.clear() takes no arguments (1 given)");
  EXPECT_EQ(call(make(kM, "list", "pop", "self, index=, /"), 3), "pop expected at most 1 argument, got 2");
  EXPECT_EQ(call(make(kM, "list", "insert", "self, index, object, /"), 2), "insert expected 2 arguments, got 1");
  EXPECT_EQ(call(make(kM, "str", "find", "self, sub, start=, end=, /"), 1), "find expected at least 1 argument, got 0");
  auto* sort = make(kM, "list", "sort", "self, /, *, key=, reverse=");
  EXPECT_EQ(call(sort, 2), "sort() takes no positional arguments");
  EXPECT_EQ(call(sort, 1, {"x"}), "sort() got an unexpected keyword argument 'x'");
  auto* split = make(kM, "str", "split", "self, /, sep=, maxsplit=");
  EXPECT_EQ(call(split, 4), "split() takes at most 2 arguments (3 given)");
  EXPECT_EQ(call(split, 2, {"sep"}), "argument for split() given by name ('sep') and position (1)");
  auto* replace = make(kM, "str", "replace", "self, old, new, /, count=");
  EXPECT_EQ(call(replace, 2), "replace() takes at least 2 positional arguments (1 given)");
  EXPECT_EQ(call(replace, 5), "replace() takes at most 3 arguments (4 given)");
  auto* to_bytes = make(kM, "int", "to_bytes", "self, /, length=, byteorder=, *, signed=");
  EXPECT_EQ(call(to_bytes, 4), "to_bytes() takes at most 2 positional arguments (3 given)");
  EXPECT_EQ(call(make(kM, "dict", "update", "self, iterable=, /, **kwargs"), 3), "update expected at most 1 argument, got 2");
  EXPECT_EQ(call(make(kM, "dict", "get", "self, key, default=, /"), 1), "get expected at least 1 argument, got 0");
}

TEST_F(Bind, SlotWrappers) {
  EXPECT_EQ(call(make(kM, "list", "__len__", "self, /"), 2), "expected 0 arguments, got 1");
  EXPECT_EQ(call(make(kM, "int", "__add__", "self, value, /"), 1), "expected 1 argument, got 0");
  EXPECT_EQ(call(make(kM, "list", "__getitem__", "self, index, /"), 1), "list.__getitem__() takes exactly one argument (0 given)");
  EXPECT_EQ(call(make(kM, "list", "__len__", "self, /"), 0), "descriptor '__len__' of 'list' object needs an argument");
}

TEST_F(Bind, Functions) {
  EXPECT_EQ(call(make(0, "", "len", "obj, /"), 0), "len() takes exactly one argument (0 given)");
  EXPECT_EQ(call(make(0, "", "isinstance", "obj, cls, /"), 1), "isinstance expected 2 arguments, got 1");
  auto* pow = make(0, "", "pow", "base, exp, mod=");
  EXPECT_EQ(call(pow, 1), "pow() missing required argument 'exp' (pos 2)");
  EXPECT_EQ(call(pow, 4), "pow() takes at most 3 arguments (4 given)");
  EXPECT_EQ(call(pow, 1, {"x"}), "pow() missing required argument 'exp' (pos 2)");
  EXPECT_EQ(call(pow, 0), "pow() missing required argument 'base' (pos 1)");
  EXPECT_EQ(call(pow, 2, {"base"}), "argument for pow() given by name ('base') and position (1)");
  EXPECT_EQ(call(pow, 2, {"mod"}), "ok");
  auto* sorted = make(0, "", "sorted", "iterable, /, *, key=, reverse=");
  EXPECT_EQ(call(sorted, 0), "sorted expected 1 argument, got 0");
  EXPECT_EQ(call(sorted, 2), "sorted expected 1 argument, got 2");
  EXPECT_EQ(call(sorted, 1, {"x"}), "sort() got an unexpected keyword argument 'x'");
  auto* sum = make(0, "", "sum", "iterable, /, start=");
  EXPECT_EQ(call(sum, 0), "sum() takes at least 1 positional argument (0 given)");
  EXPECT_EQ(call(sum, 3), "sum() takes at most 2 arguments (3 given)");
  EXPECT_EQ(call(sum, 0, {"iterable"}), "sum() takes at least 1 positional argument (0 given)");
  auto* print = make(0, "", "print", "*args, sep=, end=");
  EXPECT_EQ(call(print, 5, {"end"}), "ok");
  EXPECT_EQ(out_[2].as<Tuple>()->length(), 5u);
  EXPECT_TRUE(out_[0].is_undef());
  EXPECT_FALSE(out_[1].is_undef());
  EXPECT_EQ(call(print, 0, {"x"}), "print() got an unexpected keyword argument 'x'");
  module_ = "math";
  EXPECT_EQ(call(make(0, "", "sqrt", "x, /"), 0), "math.sqrt() takes exactly one argument (0 given)");
  EXPECT_EQ(call(make(0, "", "gcd", "*integers"), 0, {"x"}), "math.gcd() takes no keyword arguments");
  EXPECT_EQ(call(make(0, "", "log", "x, base=, /"), 3), "log expected at most 2 arguments, got 3");
  EXPECT_EQ(call(make(0, "", "isclose", "a, b, *, rel_tol=, abs_tol="), 1), "isclose() missing required argument 'b' (pos 2)");
}

TEST_F(Bind, Constructors) {
  auto* list = make(kS, "list", "__new__", "cls, iterable=, /");
  EXPECT_EQ(call(list, 3), "list expected at most 1 argument, got 2");
  EXPECT_EQ(call(list, 1, {"x"}), "list() takes no keyword arguments");
  EXPECT_EQ(call(list, 0), "list.__new__(): not enough arguments");
  auto* whole = make(kS, "int", "__new__", "cls, x=, /, base=");
  EXPECT_EQ(call(whole, 4), "int expected at most 2 arguments, got 3");
  EXPECT_EQ(call(whole, 1, {"x"}), "int() got an unexpected keyword argument 'x'");
  EXPECT_EQ(call(make(kS, "range", "__new__", "cls, start, stop=, step=, /"), 1), "range expected at least 1 argument, got 0");
  auto* enumerate = make(kS, "enumerate", "__new__", "cls, iterable, start=");
  EXPECT_EQ(call(enumerate, 1), "enumerate() missing required argument 'iterable'");
  EXPECT_EQ(call(enumerate, 4), "enumerate() takes at most 2 arguments (3 given)");
  EXPECT_EQ(call(enumerate, 2, {"x"}), "'x' is an invalid keyword argument for enumerate()");
  auto* bytes = make(kS, "bytes", "__new__", "cls, source=, encoding=, errors=");
  EXPECT_EQ(call(bytes, 5), "bytes() takes at most 3 arguments (4 given)");
  EXPECT_EQ(call(make(kS, "dict", "__new__", "cls, map=, /, **kw"), 1, {"a", "b"}), "ok");
  EXPECT_EQ(vm_.keywords, 2u);
}

TEST(Names, Found) {
  std::string_view text = "append";
  u64 hash = str_hash(reinterpret_cast<const u8*>(text.data()), text.size());
  Str* found = find_static_name(text, hash);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found, names::append);
  EXPECT_TRUE(found->interned() && found->ascii() && found->immortal());
  EXPECT_EQ(names::op_len->ascii_view(), "__len__");
  EXPECT_EQ(names::empty->length(), 0u);
  for (u32 i = 0; i < kCoreNameCount; i++) {
    const Str& s = kCoreNames[i];
    EXPECT_EQ(s.hash, str_hash(s.data, s.aux));
    EXPECT_EQ(find_static_name(s.ascii_view(), s.hash), &s);
  }
  EXPECT_EQ(find_static_name("no such name", 12345), nullptr);
}

}  // namespace
}  // namespace monty
