// SPDX-License-Identifier: MIT
// The reader. First all cells are allocated and leaves filled, so that each reference can be checked against a kind that is
// known; then the fields; then what is found again (tables, shapes); then check.cpp looks at every cell, and only then
// frames are built. Nothing is collected meanwhile, and no Python code runs.
#include "snapshot/snapshot.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

#include "base/str_hash.h"
#include "native/native.h"
#include "object/kinds.h"
#include "object/object.h"
#include "object/on_demand.h"
#include "object/type.h"
#include "snapshot/check.h"
#include "snapshot/format.h"
#include "snapshot/frames.h"
#include "snapshot/kinds.h"
#include "snapshot/names.h"
#include "snapshot/natives.h"
#include "snapshot/programs.h"
#include "snapshot/roots.h"
#include "vm/interp.h"

namespace monty::snapshot {

namespace {

class Reader {
 public:
  Reader(Vm& vm, std::string_view dump, Summary* summary) : vm_(vm), in_(dump), summary_(summary) {}

  bool run(HostState* host, Refusal* refusal) {
    Heap::NoCollection hold(vm_.heap);
    bool suspended = false;
    const bool done = read_header(&suspended) && read_host(host) && read_programs() && read_cells() && read_bodies() && complete() && read_roots() &&
                      check_all() && (!suspended || read_frames()) && read_on_demand() && read_ids() && (in_.left() == 0 || fail("bytes after its end"));
    vm_.heap.begin_native();
    if (!done) refusal->message = "snapshot refused: " + (problem_.empty() ? std::string("it is cut off or damaged") : problem_);
    vm_.suspended = done && suspended;
    vm_.paused = vm_.suspended && paused_;
    vm_.pause_due = done ? pause_due_ : StopReason::None;
    if (done && summary_ != nullptr) summarize();
    return done;
  }

  // ---- the visitor of the descriptions
  void value(Value& v) { v = get(undef_); }
  void values(Value* v, usize n) {
    for (usize i = 0; i < n; i++) v[i] = get(undef_);
  }
  template <class T>
  void ref(T*& p) {
    p = static_cast<T*>(get_ref([](Kind k) {
      if constexpr (std::is_same_v<T, Set>)
        return k == Kind::Set || k == Kind::FrozenSet;
      else if constexpr (std::is_same_v<T, Instance>)
        return k == Kind::Instance || k == Kind::Exception;
      else
        return k == T::kKind;
    }));
  }
  void value_buffer(Value*& p, usize used, usize) {
    auto* list = reinterpret_cast<List*>(now_);
    list->capacity = 0;
    p = used == 0 ? nullptr : static_cast<Value*>(buffer(used * sizeof(Value)));
    if (p == nullptr) {
      list->aux = 0;
      return;
    }
    list->capacity = static_cast<u32>(used);
    values(p, used);
  }
  template <class P>
  void byte_buffer(P*& p, usize used, usize) {
    auto* array = reinterpret_cast<ByteArray*>(now_);
    std::string_view bytes = in_.bytes(used);
    p = bytes.empty() ? nullptr : static_cast<P*>(buffer(used));
    if (p == nullptr)
      array->aux = 0;
    else
      std::memcpy(p, bytes.data(), used);
    array->capacity = array->aux;
  }
  template <class T>
  void scalar(T& x) {
    if constexpr (std::is_same_v<T, double>)
      x = in_.real();
    else if constexpr (std::is_same_v<T, bool>)
      x = in_.number_to(1) != 0;
    else if constexpr (std::is_enum_v<T>)
      x = static_cast<T>(in_.number_to(255));
    else if constexpr (std::is_signed_v<T>)
      x = static_cast<T>(signed_to(std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    else
      x = static_cast<T>(in_.number_to(std::numeric_limits<T>::max()));
  }
  void code(CodeInstance*& c) { c = get_code(); }
  void inline_bytes(void*, usize) {}
  void text(Str&) {}
  void dict(Dict& d);
  void set(Set& s);
  void instance(Instance& o);
  void generator(Generator& g);

 private:
  bool fail(std::string why) {
    if (problem_.empty()) problem_ = std::move(why);
    in_.fail();
    return false;
  }
  bool out_of_memory() { return fail("it does not fit into the memory limit"); }
  i64 signed_to(i64 least, i64 most) {
    i64 n = in_.signed_number();
    if (n < least || n > most) in_.fail();
    return in_.ok() ? n : 0;
  }

  void* buffer(usize bytes) {
    void* p = in_.ok() ? vm_.heap.allocate_buffer(bytes) : nullptr;
    if (p == nullptr && in_.ok()) out_of_memory();
    return p;
  }

  // ---- header and programs
  static constexpr u64 kMostMounts = 1000;
  bool read_header(bool* suspended);
  bool read_host(HostState* host) {
    for_each_host_number(*host, [&](u64& n) { n = in_.number(); });
    for_each_host_time(*host, [&](double& d) {
      d = in_.real();
      if (!(d >= 0 && d < 1e18)) in_.fail();
    });
    for (u64 n = mounts_ ? in_.number_to(kMostMounts) : 0; n-- > 0;) host->mounts.emplace_back(in_.text());
    host->release = release_;
    return in_.ok();
  }
  bool read_programs();
  bool read_program();

  CodeInstance* get_code() {
    u64 program = in_.number_to(programs_.size());
    if (program == 0) return nullptr;
    const Program& p = *programs_[program - 1];
    u64 index = in_.number();
    if (index >= p.codes.size()) return fail("it names code that the program does not have"), nullptr;
    return vm_.code_instance(p.codes[index]);
  }
  CodeInstance* need_code() {
    CodeInstance* c = get_code();
    if (c == nullptr) in_.fail();
    return c;
  }

  // ---- cells
  bool read_cells();
  Cell* read_cell();
  Cell* read_special(Tag tag);
  Cell* read_leaf(Kind kind, u64 number, u8 flags);
  Cell* read_str(u64 length, u8 flags);
  Cell* allocate(Kind kind, usize bytes) {
    Cell* c = vm_.heap.allocate(kind, bytes);
    if (c == nullptr) return out_of_memory(), nullptr;
    vm_.heap.begin_native();
    std::memset(c + 1, 0, bytes - sizeof(Cell));
    return c;
  }
  void tally(const Cell& c, usize bytes, u64 cells) {
    sizes_[static_cast<usize>(c.kind)].count += cells;
    sizes_[static_cast<usize>(c.kind)].bytes += bytes;
  }
  void summarize();
  bool read_bodies();
  void read_body(Cell* c);
  bool complete();
  bool give_closure(Function& f);
  bool read_on_demand();

  Value get(bool undef) {
    u64 n = in_.number();
    const u64 rest = n >> 2;
    switch (static_cast<Sort>(n & 3)) {
      case Sort::Cell: {
        if (rest - 1 >= cells_.size() || is_inner(cells_[rest - 1]->kind)) break;
        return Value::cell(cells_[rest - 1]);
      }
      case Sort::Int: {
        i64 i = Decoder::unzigzag(rest);
        if (!Value::fits_small(i)) break;
        return Value::small_int(i);
      }
      case Sort::Double: {
        double d = rest == 0 ? in_.real() : 0;
        if (rest != 0 || !Value::fits_float(d)) break;
        return Value::small_float(d);
      }
      case Sort::Special:
        switch (static_cast<SpecialNumber>(std::min<u64>(rest, 255))) {
          case SpecialNumber::None: return Value::none();
          case SpecialNumber::False: return Value::boolean(false);
          case SpecialNumber::True: return Value::boolean(true);
          case SpecialNumber::Ellipsis: return Value::ellipsis();
          case SpecialNumber::NotImplemented: return Value::not_implemented();
          case SpecialNumber::Undef:
            if (undef) return Value::undef();
            break;
          case SpecialNumber::SetDummy:
            if (dummy_) return Set::dummy();
            break;
        }
        break;
    }
    fail("a value that is none");
    return Value::none();
  }

  template <class F>
  Cell* get_ref(F kind_fits) {
    u64 n = in_.number();
    if (n == 0) return nullptr;
    if (n > cells_.size() || !kind_fits(cells_[n - 1]->kind)) return fail("a reference to a cell of the wrong kind"), nullptr;
    return cells_[n - 1];
  }
  template <class T>
  T* need() {
    T* p = nullptr;
    ref(p);
    if (p == nullptr) in_.fail();
    return p;
  }
  // A mapping that serves as the locals of a frame, or Undef.
  Value get_locals() {
    u64 n = in_.number_to(cells_.size());
    if (n == 0) return Value::undef();
    const Kind k = cells_[n - 1]->kind;
    if (k != Kind::Dict && k != Kind::Instance) fail("locals that are no mapping");
    return Value::cell(cells_[n - 1]);
  }

  // ---- the rest
  bool read_roots();
  bool check_all();
  bool read_frames();
  bool read_frame(bool bottom, bool top);
  bool fill_registers(Frame* frame, u32 ordinal, Stand stand, bool check);
  const char* check_generator(const Generator& g);
  void clear_frame(Frame* frame, CodeInstance* code);
  bool read_ids();

  Vm& vm_;
  Decoder in_;
  Summary* summary_;
  std::string release_, problem_;
  std::vector<std::shared_ptr<Program>> programs_;
  std::vector<Cell*> cells_;
  std::vector<bool> given_;  // sealed, or a leaf: no body
  Cell* now_ = nullptr;
  bool undef_ = false, dummy_ = false, paused_ = false, mounts_ = false;
  StopReason pause_due_ = StopReason::None;
  Summary::Row sizes_[static_cast<usize>(Kind::Count)];
  Stand below_ = Stand::Before;  // of the frame read last
};

bool Reader::read_header(bool* suspended) {
  if (in_.bytes(kMagic.size()) != kMagic) return fail("this is no snapshot of monty");
  const u64 version = in_.number();
  release_ = std::string(in_.text());
  if (!in_.ok()) return false;
  if (version != kVersion) {
    return fail("format " + std::to_string(version) + " of release " + release_.substr(0, 40) + " is " + (version > kVersion ? "newer" : "older") +
                " than this release reads (" + std::to_string(kVersion) + ")");
  }
  const u64 flags = in_.number_to(kAllFlags);
  *suspended = (flags & kSuspended) != 0;
  paused_ = (flags & kPaused) != 0;
  mounts_ = (flags & kMounts) != 0;
  pause_due_ = (flags & kOutOfTime) != 0 ? StopReason::Time : (flags & kOutOfInstructions) != 0 ? StopReason::Instructions : StopReason::None;
  if ((paused_ && !*suspended) || (pause_due_ != StopReason::None && !paused_)) return false;
  if (summary_ != nullptr) {
    summary_->version = static_cast<u32>(version);
    summary_->release = release_;
    summary_->suspended = *suspended;
  }
  return in_.ok();
}

bool Reader::read_programs() {
  const u64 count = in_.number_to(in_.left());
  for (u64 i = 0; i < count; i++) {
    if (!in_.ok() || !read_program()) return false;
  }
  return in_.ok();
}

bool Reader::read_program() {
  std::shared_ptr<Program> program;
  std::string name;
  if (in_.number_to(1) == 0) {
    name = std::string(in_.text());
    if (!in_.ok()) return false;
    const NativeModule* module = find_native_module(name);
    if (module == nullptr || !module->in_python) return fail("this release has no module " + name.substr(0, 80));
    program = vm_.library(vm_, *module);
    name = "the library's " + name;
  } else {
    name = std::string(in_.text());
    const u64 mode = in_.number_to(2), flags = in_.number_to(~u32{0});
    std::string_view source = in_.text();
    if (!in_.ok()) return false;
    if (summary_ != nullptr) summary_->sources.emplace_back(name, source.size());
    program = vm_.compile(vm_, source, name, static_cast<int>(mode) | kLoading, static_cast<u32>(flags));
  }
  if (program == nullptr) {
    const bool memory = vm_.stop != StopReason::None || vm_.heap.failure() != AllocFailure::None;
    vm_.exception = Value::undef();
    return memory ? out_of_memory() : fail("the source of " + name.substr(0, 80) + " does not compile");
  }
  const u32 wanted = in_.fixed32();
  if (!in_.ok()) return false;
  if (facts_of(*program).fingerprint != wanted)
    return fail(name.substr(0, 80) + " is not the same in this release as in the one that made it (" + release_.substr(0, 40) + ")");
  programs_.push_back(std::move(program));
  return true;
}

// ---------------------------------------------------------------- cells
bool Reader::read_cells() {
  const u64 count = in_.number_to(in_.left());
  if (!vm_.heap.charge(count * sizeof(Cell*))) return out_of_memory();
  cells_.reserve(count);
  given_.reserve(count);
  for (u64 i = 0; i < count && in_.ok(); i++) {
    const usize before = in_.left();
    Cell* c = read_cell();
    if (c == nullptr) return fail("");
    cells_.push_back(c);
    if (summary_ != nullptr) tally(*c, before - in_.left(), 1);
  }
  vm_.heap.discharge(count * sizeof(Cell*));
  return in_.ok();
}

Cell* Reader::read_cell() {
  const u64 head = in_.number();
  const u64 tag = head >> kHeadShift;
  given_.push_back(true);
  if (tag >= static_cast<u64>(Tag::StaticType)) return read_special(static_cast<Tag>(std::min<u64>(tag, 255)));
  const auto kind = static_cast<Kind>(tag + 1);
  if (tag == 0 || kind >= Kind::Count) return fail("a cell of an unknown kind"), nullptr;
  const KindRule rule = rule_of(kind);
  const u64 number = (head & kHasNumber) != 0 ? in_.number() : 0;
  const u8 flags = (head & kHasFlags) != 0 ? in_.byte() : u8{0};
  if (!in_.ok()) return nullptr;
  if ((rule.number == Number::None && number != 0) || number > 0xFFFFFFFFu || (flags & ~rule.flags) != 0) return fail("a cell with an odd head"), nullptr;
  if (rule.leaf) return read_leaf(kind, number, flags);
  given_.back() = false;
  const bool inside = rule.number == Number::Count || rule.number == Number::Slots;
  // Whatever has a length takes as many bytes of the dump, at least.
  if ((inside || kind == Kind::List || kind == Kind::ByteArray) && number > in_.left()) return nullptr;
  usize bytes = 0;
  with_kind(kind, [&]<class T>() {
    if constexpr (is_described<T> || std::is_same_v<T, Shape> || std::is_same_v<T, Native>) bytes = cell_bytes<T>(inside ? number : 0);
  });
  if (bytes == 0) return fail(std::string("a ") + heap_kinds()[static_cast<usize>(kind)].name + " where none can be"), nullptr;
  Cell* c = allocate(kind, bytes);
  if (c == nullptr) return nullptr;
  c->flags = flags;
  if (rule.number == Number::Slots)
    reinterpret_cast<Instance*>(c)->capacity = static_cast<u32>(number);
  else if (kind == Kind::Shape)
    c->aux = vm_.next_shape_id++;
  else if (kind == Kind::Dict)
    c->aux = vm_.dict_serial += 0x9E3779B1;
  else if (kind == Kind::HostFunction)
    c->aux = ~u32{0};  // found by name
  else
    c->aux = static_cast<u32>(number);
  return c;
}

Cell* Reader::read_special(Tag tag) {
  switch (tag) {
    case Tag::EmptyTuple: return &kEmptyTuple;
    case Tag::StaticChar: return static_char(static_cast<u8>(in_.number_to(127)));
    case Tag::StaticStr: {
      std::string_view text = in_.text();
      if (text.empty()) return names::empty;  // or cut off, which is told elsewhere
      if (Str* s = find_static_name(text, str_hash(reinterpret_cast<const u8*>(text.data()), text.size()))) return s;
      Str* s = in_.ok() ? str_from_utf8(vm_, text) : nullptr;  // a name that this release knows no more
      if (s == nullptr && in_.ok()) vm_.exception = Value::undef(), out_of_memory();
      return s;
    }
    case Tag::StaticType:
    case Tag::Sealed: {
      std::string_view name = in_.text();
      Cell* c = in_.ok() ? find_sealed(name) : nullptr;
      if (c == nullptr || (c->kind == Kind::Type) != (tag == Tag::StaticType)) return fail("this release has no " + std::string(name.substr(0, 80))), nullptr;
      return c;
    }
    case Tag::Constant: {
      const u64 program = in_.number_to(programs_.size());
      const u64 number = in_.number();
      if (program == 0 || !in_.ok()) return nullptr;
      const Facts& facts = facts_of(*programs_[program - 1]);
      return number < facts.constants.size() ? facts.constants[number] : nullptr;
    }
  }
  return fail("a cell of an unknown kind"), nullptr;
}

Cell* Reader::read_leaf(Kind kind, u64 n, u8 flags) {
  switch (kind) {
    case Kind::Float: {
      auto* f = reinterpret_cast<Float*>(allocate(kind, sizeof(Float)));
      if (f == nullptr) return nullptr;
      f->number = in_.real();
      if (Value::fits_float(f->number)) fail("a boxed number that needs no box");
      return f;
    }
    case Kind::Complex: {
      auto* z = reinterpret_cast<Complex*>(allocate(kind, sizeof(Complex)));
      if (z == nullptr) return nullptr;
      z->real = in_.real();
      z->imag = in_.real();
      return z;
    }
    case Kind::BigInt: {
      if (n == 0 || n > in_.left() / 8) return nullptr;
      auto* b = reinterpret_cast<BigInt*>(allocate(kind, BigInt::bytes(n)));
      if (b == nullptr) return nullptr;
      b->aux = static_cast<u32>(n);
      b->flags |= flags;
      for (u64 i = 0; i < n; i++) b->limbs[i] = in_.fixed64();
      const u64 low = b->limbs[0], most = u64{1} << 61;
      if (b->limbs[n - 1] == 0 || (n == 1 && (low < most || (low == most && b->negative())))) fail("a large number that is not");
      return b;
    }
    case Kind::Bytes: {
      if (n > in_.left()) return nullptr;
      auto* b = reinterpret_cast<Bytes*>(allocate(kind, Bytes::bytes(n)));
      if (b == nullptr) return nullptr;
      b->aux = static_cast<u32>(n);
      if (n > 0) std::memcpy(b->data, in_.bytes(n).data(), n);
      return b;
    }
    default: break;
  }
  return read_str(n, flags);
}

// A text is in the narrowest width that holds it: equality relies on that.
Cell* Reader::read_str(u64 n, u8 flags) {
  const u32 width = (flags & Str::kWidth4) != 0 ? 4 : (flags & Str::kWidth2) != 0 ? 2 : 1;
  if (flags == (Str::kWidth2 | Str::kWidth4) || n > in_.left() / width) return nullptr;
  if (n == 0) return names::empty;
  auto* s = reinterpret_cast<Str*>(vm_.heap.allocate(Kind::Str, sizeof(Str) + n * width));
  if (s == nullptr) return out_of_memory(), nullptr;
  vm_.heap.begin_native();
  s->flags = flags;
  s->aux = static_cast<u32>(n);
  s->hash = 0;
  s->data = s->inline_data();
  const auto* from = reinterpret_cast<const u8*>(in_.bytes(n * width).data());
  u32 all = 0, most = 0;
  if (width == 1) {
    std::memcpy(s->data, from, n);
    for (u64 i = 0; i < n; i++) all |= from[i];
    most = all;
  } else {
    for (u64 i = 0; i < n; i++, from += width) {
      u32 c = 0;
      for (u32 k = width; k-- > 0;) c = c << 8 | from[k];
      if (width == 2)
        reinterpret_cast<u16*>(s->data)[i] = static_cast<u16>(c);
      else
        reinterpret_cast<u32*>(s->data)[i] = c;
      most = std::max(most, c);
    }
  }
  if ((width == 2 && most < 0x100) || (width == 4 && (most < 0x10000 || most > 0x10FFFF))) fail("a text of the wrong width");
  if (most < 0x80) s->flags |= Str::kAscii;
  return s;
}

// ---------------------------------------------------------------- bodies
bool Reader::read_bodies() {
  for (usize i = 0; i < cells_.size() && in_.ok(); i++) {
    if (given_[i]) continue;
    const usize before = in_.left();
    read_body(cells_[i]);
    vm_.heap.begin_native();
    if (summary_ != nullptr) tally(*cells_[i], before - in_.left(), 0);
  }
  return in_.ok();
}

void Reader::read_body(Cell* c) {
  now_ = c;
  undef_ = rule_of(c->kind).undef;
  if (c->kind == Kind::Shape) {
    auto* s = reinterpret_cast<Shape*>(c);
    s->type = need<Type>();
    ref(s->parent);
    if (s->parent != nullptr) s->name = need<Str>();
    s->count = static_cast<u32>(in_.number_to(1 << 16));
    return;
  }
  if (c->kind == Kind::Native) {
    auto* n = reinterpret_cast<Native*>(c);
    n->type = need<Type>();
    const NativeRule* rule = in_.ok() ? native_rule(n->type) : nullptr;
    if (rule == nullptr || n->aux < rule->least_values || (n->aux != rule->least_values && !rule->more_values)) {
      fail("an object of a type that no dump holds");
      return;
    }
    if (rule->words > 0 && in_.number_to(1) != 0) {
      auto* words = static_cast<u32*>(buffer(rule->words * 4));
      if (words == nullptr) return;
      n->bytes = reinterpret_cast<u8*>(words);
      n->byte_count = rule->words * 4;
      for (u32 i = 0; i < rule->words; i++) words[i] = static_cast<u32>(in_.number_to(0xFFFFFFFFu));
    }
    values(n->values, n->aux);
    return;
  }
  with_kind(c->kind, [&]<class T>() {
    if constexpr (is_described<T>) T::describe(*this, *reinterpret_cast<T*>(c));
  });
}

void Reader::dict(Dict& d) {
  const u64 n = in_.number_to(in_.left());
  if (n == 0 || !in_.ok()) return;
  if (!dict_resize(vm_, &d, static_cast<u32>(n))) {
    vm_.exception = Value::undef();
    out_of_memory();
    return;
  }
  for (u64 i = 0; i < n && in_.ok(); i++) {
    const Value key = get(true);
    u64 hash = 0;
    if (key.is_undef()) {
      d.entries[d.fill++] = {0, Value::undef(), Value::undef()};
      continue;
    }
    if (!implies_hash(key))
      hash = in_.fixed64();
    else if (in_.ok())
      (void)hash_of(vm_, key, &hash);
    const Value v = get(false);
    if (in_.ok()) (void)dict_insert_new(vm_, &d, key, hash, v);  // there is room
  }
}

void Reader::set(Set& s) {
  const u64 size = in_.number_to(u64{1} << 31);
  s.mask = 7;
  s.finger = static_cast<u32>(in_.number_to(0xFFFFFFFFu));
  if (size != 0) {
    if ((size & (size - 1)) != 0 || size < 8) return void(fail("a set of an odd size"));
    s.table = static_cast<SetEntry*>(buffer(size * sizeof(SetEntry)));
    if (s.table == nullptr) return;
    s.mask = static_cast<u32>(size - 1);
    for (u64 i = 0; i < size; i++) s.table[i] = {0, Value::undef()};
  }
  for (u64 at = 0; in_.ok();) {
    const u64 gap = in_.number();
    if (gap == 0 || !in_.ok()) break;
    at += gap - 1;
    if (gap > size || at >= size) return void(fail("a set with members beyond its table"));
    dummy_ = true;
    SetEntry& e = s.table[at++];
    e.key = get(false);
    dummy_ = false;
    s.fill++;
    if (e.key == Set::dummy()) continue;
    s.used++;
    if (!implies_hash(e.key))
      e.hash = in_.fixed64();
    else if (in_.ok())
      (void)hash_of(vm_, e.key, &e.hash);
  }
  // Probing ends at a slot that is free.
  if (size != 0 && u64{s.fill} * 5 > (size - 1) * 4) fail("a set that is too full");
  if (s.finger > s.mask) s.finger = 0;
}

void Reader::instance(Instance& o) {
  const u64 head = in_.number();
  const u64 shape = head >> 1;
  if (shape == 0 || shape > cells_.size() || cells_[shape - 1]->kind != Kind::Shape) return void(fail("an object without a shape"));
  o.shape = reinterpret_cast<Shape*>(cells_[shape - 1]);
  o.aux = (head & 1) != 0 ? Instance::kDictShape : o.shape->aux;
  ref(o.type);  // null: the shape's
  o.slots = o.kind == Kind::Exception ? reinterpret_cast<Exception&>(o).exception_inline_slots() : o.inline_slots();
  o.inline_capacity = o.capacity;
  values(o.slots, o.capacity);
}

void Reader::generator(Generator& g) {
  g.code = need_code();
  ref(g.function);
  for (Value* v : {&g.handled, &g.caller_handled, &g.name, &g.qualname, &g.yielding_from}) value(*v);
  const u8 bits = in_.byte();
  if (bits > 31 || !in_.ok()) return void(fail("a generator in no state"));
  g.state = static_cast<Generator::State>(bits & 3);
  g.transparent = (bits & 4) != 0;
  g.async_running = (bits & 8) != 0;
  g.async_closed = (bits & 16) != 0;
  if (g.state == Generator::State::Closed) return;
  auto* frame = static_cast<Frame*>(buffer(g.code->frame_bytes));
  if (frame == nullptr) return;
  g.frame = frame;
  clear_frame(frame, g.code);
  frame->generator = &g;
  frame->function = g.function;
  if (g.state == Generator::State::Running) return;  // its place stands with the other frames
  frame->locals = get_locals();
  const u64 ordinal = in_.number();
  if (ordinal >= suspensions_of(*g.code->code).words.size() || (g.state == Generator::State::Created && ordinal != 0)) {
    return void(fail("a generator that stands nowhere"));
  }
  const Stand stand = g.state == Generator::State::Created ? Stand::Before : Stand::Yielded;
  (void)fill_registers(frame, static_cast<u32>(ordinal), stand, false);  // check_all() looks at them
}

// What is found again, or stands for what was not there yet.
bool Reader::complete() {
  for (usize i = 0; i < cells_.size(); i++) {
    if (given_[i]) continue;
    if (cells_[i]->kind == Kind::Instance || cells_[i]->kind == Kind::Exception) {
      auto* o = reinterpret_cast<Instance*>(cells_[i]);
      if (o->type == nullptr) o->type = o->shape->type;
    }
    if (cells_[i]->kind == Kind::Function && !give_closure(reinterpret_cast<Function&>(*cells_[i]))) return false;
    if (cells_[i]->kind != Kind::Shape) continue;
    auto* s = reinterpret_cast<Shape*>(cells_[i]);
    if (s->parent == nullptr) continue;
    if (s->parent->immortal() || s->count != s->parent->count + 1 || s->type != s->parent->type) return fail("a shape that does not follow its parent");
    if (!shape_adopt(vm_, s->parent, s)) return vm_.exception = Value::undef(), out_of_memory();
    vm_.heap.begin_native();
  }
  return in_.ok();
}

// A function that was being made has no closure yet; code relies on one.
bool Reader::give_closure(Function& f) {
  const usize wanted = f.code == nullptr ? 0 : f.code->code->freevars.size();
  if (wanted == 0 || f.closure != nullptr) return true;
  auto* cells = reinterpret_cast<Tuple*>(allocate(Kind::Tuple, Tuple::bytes(wanted)));
  for (usize i = 0; cells != nullptr && i < wanted; i++) {
    auto* c = reinterpret_cast<ClosureCell*>(allocate(Kind::ClosureCell, sizeof(ClosureCell)));
    if (c == nullptr) return false;
    c->content = Value::undef();
    cells->items[cells->aux++] = Value::cell(c);
  }
  f.closure = cells;
  return cells != nullptr;
}

// ---------------------------------------------------------------- roots, checks, frames
bool Reader::read_roots() {
  undef_ = true;
  for_each_root(vm_, *this);
  for (u64 n = in_.number_to(in_.left()); n > 0 && in_.ok(); n--) vm_.extra_roots.push_back(get(false));
  for (u64 n = in_.number_to(in_.left()); n > 0 && in_.ok(); n--) vm_.repr_guard.push_back(get(false));
  for (u64 n = in_.number_to(in_.left()); n > 0 && in_.ok(); n--) {
    Shape* s = need<Shape>();
    if (s == nullptr) return false;
    if (s->parent != nullptr || !s->type->immortal() || !vm_.static_shapes.emplace(s->type, s).second) return fail("a shape that is no root");
  }
  if (vm_.depth_limit < 0 || vm_.depth_limit > (1 << 24) || vm_.int_max_str_digits < 0) return fail("limits that are none");
  vm_.set_depth_limit(vm_.depth_limit);
  return in_.ok();
}

// Classes and their objects first: the checks of others look into them.
bool Reader::check_all() {
  if (const char* problem = check_cycles(cells_)) return fail(problem);
  for (const bool objects : {true, false}) {
    for (usize i = 0; i < cells_.size(); i++) {
      const Kind kind = cells_[i]->kind;
      if (given_[i] || objects != (kind == Kind::Instance || kind == Kind::Exception || kind == Kind::Type || kind == Kind::Shape)) continue;
      const char* problem = check_cell(vm_, *cells_[i]);
      if (problem == nullptr && kind == Kind::Generator) problem = check_generator(*reinterpret_cast<Generator*>(cells_[i]));
      if (problem != nullptr) return fail(problem);
    }
  }
  const char* problem = check_roots(vm_);
  return problem == nullptr || fail(problem);
}

const char* Reader::check_generator(const Generator& g) {
  if (g.state != Generator::State::Created && g.state != Generator::State::Suspended) return nullptr;
  const Code& code = *g.code->code;
  const u32 word = word_of(g.frame);
  const Op op = static_cast<Op>(code.instrs[word].op);
  const bool created = g.state == Generator::State::Created;
  if (!created && op != Op::YIELD && op != Op::YIELD_FROM && op != Op::ASYNC_YIELD) return "a generator that stands nowhere";
  for (const RegisterNeed& need : needs_at(code, static_cast<u32>(suspension_ordinal(suspensions_of(code), word)), created ? Stand::Before : Stand::Yielded)) {
    if (!meets(g.frame->registers()[need.reg], need.needs)) return "a register that holds what the code does not expect";
  }
  return nullptr;
}

void Reader::clear_frame(Frame* frame, CodeInstance* code) {
  std::memset(static_cast<void*>(frame), 0, sizeof(Frame));
  frame->pc = code->instrs;
  frame->code = code;
  frame->cont = Cont::Entry;
  frame->flags = code->frame_flags;
  frame->depth = ~u32{0};  // not on the stack
  frame->locals = Value::undef();
  for (u32 i = 0; i <= code->nregs; i++) frame->registers()[i] = Value::undef();
}

bool Reader::fill_registers(Frame* frame, u32 ordinal, Stand stand, bool check) {
  const Code& code = *frame->code->code;
  frame->pc = frame->code->instrs + suspensions_of(code).words[ordinal];
  for (const RegisterNeed& need : needs_at(code, ordinal, stand)) {
    const Value v = get(true);
    if (!in_.ok()) return false;
    if (check && !meets(v, need.needs)) return fail("a register that holds what the code does not expect");
    frame->registers()[need.reg] = v;
  }
  return true;
}

bool Reader::read_frames() {
  const u64 count = in_.number_to(in_.left());
  if (count == 0) return fail("a suspended program without frames");
  for (u64 i = 0; i < count; i++) {
    if (!read_frame(i == 0, i + 1 == count)) return false;
  }
  for (usize i = 0; i < cells_.size(); i++) {
    if (given_[i] || cells_[i]->kind != Kind::Generator) continue;
    auto* g = reinterpret_cast<Generator*>(cells_[i]);
    if (g->state == Generator::State::Running && g->frame->depth == ~u32{0}) return fail("a generator that runs nowhere");
  }
  if (paused_) return true;
  Suspension question;
  return read_suspension(vm_, &question) || fail("a question that is none");
}

bool Reader::read_frame(bool bottom, bool top) {
  Generator* g = nullptr;
  ref(g);
  Frame* frame = nullptr;
  if (!in_.ok()) return false;
  if (g != nullptr) {
    frame = g->frame;
    if (g->state != Generator::State::Running || frame->depth != ~u32{0}) return fail("a generator that runs twice");
  } else {
    CodeInstance* code = need_code();
    Function* function = nullptr;
    ref(function);
    if (!in_.ok()) return false;
    if (const char* problem = check_frame(*code->code, function)) return fail(problem);
    if ((code->code->flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) != 0) return fail("a generator without its object");
    if (static_cast<usize>(vm_.stack_end - vm_.sp) < code->frame_bytes && !stack_reserve(vm_, code->frame_bytes)) {
      vm_.exception = Value::undef();
      return out_of_memory();
    }
    frame = reinterpret_cast<Frame*>(vm_.sp);
    const bool first = vm_.sp == vm_.stack_begin;
    vm_.sp += code->frame_bytes;
    clear_frame(frame, code);
    if (first) frame->flags |= Frame::kFirst;
    frame->function = function;
  }
  const u8 cont = in_.byte(), stage = in_.byte(), stand = in_.byte();
  if (cont > static_cast<u8>(Cont::ExitCheck) || stand > static_cast<u8>(Stand::Question) || !in_.ok()) return false;
  frame->cont = static_cast<Cont>(cont);
  frame->stage = stage;
  Frame* below = vm_.frame;
  if (bottom != (frame->cont == Cont::Entry)) return fail("a run that does not begin");
  if (!bottom) {
    const Instr& in = below->code->code->instrs[word_of(below)];
    const char* problem = check_call(*frame, *below, in);
    if (problem == nullptr && stand_of(frame->cont) != below_) problem = "a call that does not go with what is below";
    if (problem == nullptr && frame->cont == Cont::Gather && !gather_holds(stage, below->registers() + in.a)) problem = "nothing gathered";
    if (problem == nullptr && frame->cont == Cont::Feed) {
      const Value* operands = below->registers() + in.a + 1;
      if (!operands[1].is_small_int() || !is<List>(operands[2])) problem = "an iterator that feeds nothing";
    }
    if (problem != nullptr)
      return fail(std::string(problem) + ": " + std::string(frame->code->code->qualname) + " on top of " + std::string(below->code->code->qualname));
  }
  frame->depth = (below == nullptr ? 0 : below->depth) + frame->code->depth_step;
  if (vm_.too_deep(frame->depth)) return fail("it is deeper than the limit of recursion");
  frame->prev = below;
  frame->locals = get_locals();
  const u64 ordinal = in_.number();
  const auto& words = suspensions_of(*frame->code->code).words;
  below_ = static_cast<Stand>(stand);
  if (ordinal >= words.size() || below_ == Stand::Yielded || (below_ == Stand::Question) != (top && !paused_) || (top && paused_ && below_ != Stand::Before)) {
    return fail("a frame that stands nowhere");
  }
  vm_.frame = frame;
  return fill_registers(frame, static_cast<u32>(ordinal), below_, true);
}

void Reader::summarize() {
  for (usize k = 0; k < static_cast<usize>(Kind::Count); k++) {
    if (sizes_[k].count == 0) continue;
    sizes_[k].type = heap_kinds()[k].name;
    summary_->rows.push_back(sizes_[k]);
  }
  std::sort(summary_->rows.begin(), summary_->rows.end(), [](const auto& a, const auto& b) { return a.bytes > b.bytes; });
  for (Cell* c : cells_) {
    if (c->kind == Kind::HostFunction) summary_->functions.push_back(str_to_utf8(reinterpret_cast<HostFunction*>(c)->name));
  }
}

bool Reader::read_on_demand() {
  for (u64 n = in_.number_to(in_.left()); n > 0 && in_.ok(); n--) {
    Dict* d = need<Dict>();
    const u64 program = in_.number_to(programs_.size());
    if (d == nullptr || program == 0 || (d->flags & Dict::kOnDemand) != 0 || programs_[program - 1]->library.empty())
      return fail("a module that is none of the library's");
    define_on_demand(vm_, d, programs_[program - 1].get());
  }
  return in_.ok();
}

bool Reader::read_ids() {
  const u64 count = in_.number_to(in_.left());
  for (u64 i = 0; i < count && in_.ok(); i++) {
    Cell* c = get_ref([](Kind) { return true; });
    const u64 serial = in_.number_to(vm_.next_id);  // counted from 1
    if (c == nullptr || !in_.ok()) return false;
    if (!vm_.heap.charge(Vm::kIdBytes)) return out_of_memory();
    if (!vm_.ids.emplace(c, Vm::kFirstId + serial * Vm::kIdStep).second) return fail("an object with two identities");
    if (!c->immortal()) c->flags |= Cell::kHasId;
  }
  return in_.ok();
}

}  // namespace

bool read(Vm& vm, std::string_view dump, HostState* host, Refusal* refusal, Summary* summary) { return Reader(vm, dump, summary).run(host, refusal); }

}  // namespace monty::snapshot
