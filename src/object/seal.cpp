// SPDX-License-Identifier: MIT
#include "object/seal.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "base/bigint.h"
#include "base/str_hash.h"
#include "code/image.h"
#include "object/object.h"

namespace monty {

namespace {

constexpr u8 kSealed = Cell::kMark | Cell::kImmortal;

// Makes cells in the program's own storage. Equal names are one cell within a program, and the static cell where the
// library has one.
class Sealer {
 public:
  explicit Sealer(Program& p) : program_(p) {}

  Str* text(std::string_view utf8) {
    const u64 hash = str_hash(reinterpret_cast<const u8*>(utf8.data()), utf8.size());
    usize i = hash & (texts_.size() - 1);
    for (; texts_[i].str != nullptr; i = (i + 1) & (texts_.size() - 1)) {
      if (texts_[i].hash == hash && texts_[i].utf8 == utf8) return texts_[i].str;
    }
    texts_[i] = {hash, utf8, is_ascii(utf8) ? ascii(utf8, hash) : wide(utf8)};
    Str* made = texts_[i].str;
    if (++text_count_ * 2 > texts_.size()) grow();
    return made;
  }

  void code(Code& code) {
    code.name_values = names(code.names);
    code.varname_values = names(code.varnames);
    code.freevar_values = names(code.freevars);
    code.name_value = text(code.name);
    code.qualname_value = text(code.qualname);
    auto values = program_.allocate_array<Value>(code.consts.size());
    for (usize i = 0; i < code.consts.size(); i++) values[i] = constant(code, code.consts[i]);
    code.const_values = values.data();
    code.sealed.store(true, std::memory_order_release);
  }

 private:
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
      case Const::Kind::Code: return Value::undef();  // only MAKE_FUNCTION uses it, by index
    }
    return Value::undef();
  }

  Str** names(std::span<const std::string_view> from) {
    auto to = program_.allocate_array<Str*>(from.size());
    for (usize i = 0; i < from.size(); i++) to[i] = text(from[i]);
    return to.data();
  }

  struct Text {
    u64 hash;
    std::string_view utf8;
    Str* str;
  };

  void grow() {
    std::vector<Text> old(texts_.size() * 4);
    old.swap(texts_);
    for (const Text& t : old) {
      if (t.str == nullptr) continue;
      usize i = t.hash & (texts_.size() - 1);
      while (texts_[i].str != nullptr) i = (i + 1) & (texts_.size() - 1);
      texts_[i] = t;
    }
  }

  static bool is_ascii(std::string_view t) {
    u64 all = 0, word = 0;
    usize i = 0;
    for (; i + 8 <= t.size(); i += 8) {
      std::memcpy(&word, t.data() + i, 8);
      all |= word;
    }
    word = 0;
    if (i < t.size()) std::memcpy(&word, t.data() + i, t.size() - i);
    return ((all | word) & 0x8080808080808080u) == 0;
  }

  Str* str(u32 length, u32 width, u8 flags) {
    auto* s = static_cast<Str*>(program_.allocate(sizeof(Str) + usize{length} * width));
    *static_cast<Cell*>(s) = Cell{Kind::Str, static_cast<u8>(kSealed | flags), 0, length};
    s->data = s->inline_data();
    return s;
  }

  Str* ascii(std::string_view t, u64 hash) {
    if (t.empty()) return names::empty;
    if (t.size() == 1) return static_char(static_cast<u8>(t[0]));
    if (Str* known = find_static_name(t, hash)) return known;
    Str* s = str(static_cast<u32>(t.size()), 1, Str::kAscii);
    std::memcpy(s->data, t.data(), t.size());
    s->hash = hash;
    return s;
  }

  Str* wide(std::string_view t) {
    u32 n = 0, max = 0;
    for (usize i = 0; i < t.size(); n++) max = std::max(max, decode(t, &i));
    const u32 width = max < 0x100 ? 1 : max < 0x10000 ? 2 : 4;
    Str* s = str(n, width, width == 2 ? Str::kWidth2 : width == 4 ? Str::kWidth4 : 0);
    u32 k = 0;
    for (usize i = 0; i < t.size(); k++) {
      const u32 c = decode(t, &i);
      if (width == 1)
        s->data[k] = static_cast<u8>(c);
      else if (width == 2)
        reinterpret_cast<u16*>(s->data)[k] = static_cast<u16>(c);
      else
        reinterpret_cast<u32*>(s->data)[k] = c;
    }
    s->hash = str_hash(s->data, usize{n} * width);
    return s;
  }

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
    if (n == 1)
      v = c;
    else if (n == 2)
      v = (c & 0x1F) << 6 | (at(1) & 0x3F);
    else if (n == 3)
      v = (c & 0xF) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
    else
      v = (c & 7) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F);
    *i += n;
    return v;
  }

  Program& program_;
  std::vector<Text> texts_ = std::vector<Text>(64);  // open addressing; size a power of two
  usize text_count_ = 0;
};

// Of a program with an image; lives as long as it.
struct SharedSealer {
  explicit SharedSealer(Program& p) : sealer(p) {}
  std::mutex mutex;
  Sealer sealer;
};

SharedSealer& shared(Program& program) { return *static_cast<SharedSealer*>(program.sealed); }

}  // namespace

void seal_program(Program& program) {
  if (program.sealed != nullptr) return;
  if (program.image != nullptr) {
    program.sealed = new SharedSealer(program);
    program.seal_free = [](Program& p) { delete &shared(p); };
    return;
  }
  Sealer sealer(program);
  for (Code* code : program.codes) sealer.code(*code);
  program.sealed = &program;
}

void seal_code(Code& code) {
  if (code.sealed.load(std::memory_order_acquire)) return;
  SharedSealer& s = shared(*code.program);
  std::lock_guard lock(s.mutex);
  if (code.sealed.load(std::memory_order_relaxed)) return;
  read_code(code);
  s.sealer.code(code);
}

void seal_all(const Program& program) {
  for (Code* code : program.codes) seal_code(*code);
}

Str* seal_text(Program& program, std::string_view utf8) {
  SharedSealer& s = shared(program);
  std::lock_guard lock(s.mutex);
  return s.sealer.text(utf8);
}

}  // namespace monty
