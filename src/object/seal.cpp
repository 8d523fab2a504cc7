// SPDX-License-Identifier: MIT
#include "object/seal.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/bigint.h"
#include "base/str_hash.h"
#include "object/object.h"
#include "object/on_demand.h"

namespace monty {

namespace {

constexpr u8 kSealed = Cell::kMark | Cell::kImmortal;

// Makes cells in the program's own storage. Equal names are one cell within a program, and the static cell where the
// library has one.
class Sealer {
 public:
  explicit Sealer(Program& p) : program_(p) {}

  Str* text(std::string_view utf8) {
    auto [it, fresh] = texts_.try_emplace(utf8, nullptr);
    if (!fresh) return it->second;
    // Code points and the widest of them.
    u32 n = 0, max = 0;
    for (usize i = 0; i < utf8.size(); n++) {
      u32 c = decode(utf8, &i);
      if (c > max) max = c;
    }
    u32 width = max < 0x100 ? 1 : max < 0x10000 ? 2 : 4;
    if (n == 0) return it->second = names::empty;
    auto* s = static_cast<Str*>(program_.allocate(sizeof(Str) + usize{n} * width));
    *static_cast<Cell*>(s) = Cell{Kind::Str, static_cast<u8>(kSealed | (max < 0x80 ? Str::kAscii : 0) | (width == 2 ? Str::kWidth2 : width == 4 ? Str::kWidth4 : 0)), 0, n};
    s->data = s->inline_data();
    u32 k = 0;
    for (usize i = 0; i < utf8.size(); k++) {
      u32 c = decode(utf8, &i);
      if (width == 1) s->data[k] = static_cast<u8>(c);
      else if (width == 2) reinterpret_cast<u16*>(s->data)[k] = static_cast<u16>(c);
      else reinterpret_cast<u32*>(s->data)[k] = c;
    }
    s->hash = str_hash(s->data, usize{n} * width);
    if (max < 0x80) {
      if (n == 1) return it->second = static_char(s->data[0]);
      if (Str* known = find_static_name(utf8, s->hash)) return it->second = known;
    }
    return it->second = s;
  }

  Value constant(Code& code, const Const& c) {
    switch (c.kind) {
      case Const::Kind::None: return Value::none();
      case Const::Kind::True: return Value::boolean(true);
      case Const::Kind::False: return Value::boolean(false);
      case Const::Kind::Ellipsis: return Value::ellipsis();
      case Const::Kind::Int: return Value::small_int(c.i);
      case Const::Kind::BigInt: return big(c);
      case Const::Kind::Float: {
        if (Value::fits_float(c.f)) return Value::small_float(c.f);
        auto* f = make<Float>(sizeof(Float), Kind::Float);
        f->number = c.f;
        return Value::cell(f);
      }
      case Const::Kind::Complex: {
        auto* f = make<Complex>(sizeof(Complex), Kind::Complex);
        f->real = c.re;
        f->imag = c.f;
        return Value::cell(f);
      }
      case Const::Kind::Str: return Value::cell(text(c.text));
      case Const::Kind::Bytes: {
        auto* b = make<Bytes>(sizeof(Cell) + 16 + c.text.size(), Kind::Bytes);
        b->aux = static_cast<u32>(c.text.size());
        b->hash = str_hash(reinterpret_cast<const u8*>(c.text.data()), c.text.size());
        if (!c.text.empty()) std::memcpy(b->data, c.text.data(), c.text.size());
        return Value::cell(b);
      }
      case Const::Kind::Tuple: {
        if (c.items.empty()) return Value::cell(&kEmptyTuple);
        auto* t = make<Tuple>(Tuple::bytes(c.items.size()), Kind::Tuple);
        t->aux = static_cast<u32>(c.items.size());
        for (usize i = 0; i < c.items.size(); i++) t->items[i] = constant(code, code.consts[c.items[i]]);
        return Value::cell(t);
      }
      case Const::Kind::FrozenSet: return frozen_set(code, c);
      case Const::Kind::Code: return Value::undef();       // only MAKE_FUNCTION uses it, by index
    }
    return Value::undef();
  }

 private:
  template <class T>
  T* make(usize bytes, Kind kind) {
    auto* c = static_cast<T*>(program_.allocate(bytes));
    *static_cast<Cell*>(c) = Cell{kind, kSealed, 0, 0};
    return c;
  }

  // Filled and grown as frozenset() would be from the items in their order.
  static std::vector<SetEntry> table_of(const std::vector<SetEntry>& items) {
    std::vector<SetEntry> table(8, {0, Value::undef()});
    usize used = 0;
    for (const SetEntry& item : items) {
      if (item.key.is_undef()) continue;
      set_place(table.data(), static_cast<u32>(table.size() - 1), item);
      if (++used * 5 < (table.size() - 1) * 3) continue;
      usize size = 8;
      while (size <= used * (used > 50000 ? 2 : 4)) size *= 2;
      std::vector<SetEntry> grown(size, {0, Value::undef()});
      for (const SetEntry& e : table) {
        if (!e.key.is_undef()) set_place(grown.data(), static_cast<u32>(size - 1), e);
      }
      table.swap(grown);
    }
    return table;
  }
  // CPython makes the set a second time from the items of the first one; loops show the order that comes of it.
  Value frozen_set(Code& code, const Const& c) {
    std::vector<SetEntry> items;
    std::unordered_set<std::string> seen;
    for (u32 item : c.items) {
      Value v = constant(code, code.consts[item]);
      if (seen.insert(identity(v)).second) items.push_back({hash(v), v});
    }
    std::vector<SetEntry> table = table_of(table_of(items));
    auto* s = make<FrozenSet>(sizeof(FrozenSet), Kind::FrozenSet);
    s->table = static_cast<SetEntry*>(program_.allocate(table.size() * sizeof(SetEntry)));
    std::copy(table.begin(), table.end(), s->table);
    s->used = s->fill = static_cast<u32>(seen.size());
    s->mask = static_cast<u32>(table.size() - 1);
    s->finger = s->version = 0;
    s->hash = 0;
    return Value::cell(s);
  }
  // The same text for equal members, and only for them. True is 1.
  static std::string identity(Value v) {
    if (v.is_bool()) v = Value::small_int(v.is_true());
    const u64 bits = v.bits();
    std::string out(reinterpret_cast<const char*>(&bits), 8);
    auto* number = get_if<BigInt>(v);
    auto* bytes = get_if<Bytes>(v);
    if (number != nullptr) out.assign(number->negative() ? "-" : "+").append(reinterpret_cast<const char*>(number->limbs), usize{number->count()} * 8);
    if (bytes != nullptr) out.assign("b").append(reinterpret_cast<const char*>(bytes->data), bytes->length());
    return out;
  }
  // Of the members that the compiler puts into a constant set: no floats, no tuples.
  static u64 hash(Value v) {
    if (v.is_small_int()) return int_hash(v.as_small_int());
    if (v.is_bool()) return v.is_true();
    if (!v.is_cell()) return 0xFCA86420u + v.bits();
    if (auto* b = get_if<BigInt>(v)) return static_cast<u64>(bigint::python_hash({b->limbs, b->count(), (b->flags & BigInt::kUser1) != 0}));
    if (auto* b = get_if<Bytes>(v)) return b->hash;
    return str_hash_of(v.as<Str>());
  }

  Value big(const Const& c) {
    std::string_view digits = c.text;
    bool negative = !digits.empty() && digits[0] == '-';
    if (negative) digits.remove_prefix(1);
    usize limbs = bigint::from_text_size(digits.size(), static_cast<int>(c.i));
    auto* b = make<BigInt>(BigInt::bytes(limbs + 1), Kind::BigInt);
    bigint::Out out{b->limbs, 0, false};
    Meter meter;
    bigint::Scratch scratch;
    if (bigint::from_text({meter, scratch}, out, digits, static_cast<int>(c.i)) != bigint::Status::ok) return Value::small_int(0);
    i64 small;
    if (negative) out.negative = true;
    if (bigint::fits_i64(out.view(), &small) && Value::fits_small(small)) return Value::small_int(small);
    b->aux = static_cast<u32>(out.size);
    if (negative) b->flags |= BigInt::kUser1;
    return Value::cell(b);
  }

  // WTF-8, valid by construction.
  static u32 decode(std::string_view t, usize* i) {
    auto at = [&](usize k) { return static_cast<u32>(static_cast<u8>(t[*i + k])); };
    u32 c = at(0), v;
    usize n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (*i + n > t.size()) {
      *i = t.size();
      return 0xFFFD;
    }
    if (n == 1) v = c;
    else if (n == 2) v = (c & 0x1F) << 6 | (at(1) & 0x3F);
    else if (n == 3) v = (c & 0xF) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
    else v = (c & 7) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F);
    *i += n;
    return v;
  }

  Program& program_;
  std::unordered_map<std::string_view, Str*> texts_;
};

}  // namespace

void seal_program(Program& program) {
  if (program.sealed != nullptr) return;
  Sealer sealer(program);
  auto seal_names = [&](std::span<const std::string_view> from) {
    auto to = program.allocate_array<Str*>(from.size());
    for (usize i = 0; i < from.size(); i++) to[i] = sealer.text(from[i]);
    return to.data();
  };
  for (Code* code : program.codes) {
    code->name_values = seal_names(code->names);
    code->varname_values = seal_names(code->varnames);
    code->freevar_values = seal_names(code->freevars);
    code->name_value = sealer.text(code->name);
    code->qualname_value = sealer.text(code->qualname);
    auto values = program.allocate_array<Value>(code->consts.size());
    for (usize i = 0; i < code->consts.size(); i++) values[i] = sealer.constant(*code, code->consts[i]);
    code->const_values = values.data();
  }
  for (OnDemand& d : program.on_demand) d.name = sealer.text(d.qualname);
  index_on_demand(program);
  program.sealed = &program;
}

}  // namespace monty
