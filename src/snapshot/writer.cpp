// SPDX-License-Identifier: MIT
// The writer: one walk, breadth first from the Vm's fields and frames. A cell gets its number, and its head in the section
// of cells, when it is first met; its fields follow when its turn comes. So one pass makes all sections.
#include <algorithm>

#include "code/suspension.h"
#include "object/kinds.h"
#include "object/object.h"
#include "object/type.h"
#include "snapshot/format.h"
#include "snapshot/frames.h"
#include "snapshot/kinds.h"
#include "snapshot/names.h"
#include "snapshot/natives.h"
#include "snapshot/numbers.h"
#include "snapshot/programs.h"
#include "snapshot/roots.h"
#include "snapshot/snapshot.h"

namespace monty::snapshot {

namespace {

const char* kind_name(Kind kind) { return heap_kinds()[static_cast<usize>(kind)].name; }

class Writer {
 public:
  explicit Writer(Vm& vm) : vm_(vm) {}

  bool run(const HostState& host, std::string* out, Refusal* refusal) {
    write_roots();
    if (vm_.suspended) write_frames();
    walk();
    Encoder tail;
    write_on_demand(tail);
    write_ids(tail);
    walk();  // sealed things whose id() was taken
    if (!problem_.empty()) {
      refusal->message = problem_;
      return false;
    }
    assemble(host, tail, out);
    return true;
  }

  // ---- the visitor of the descriptions
  void value(Value& v) { put(v); }
  void values(Value* v, usize n) {
    for (usize i = 0; i < n; i++) put(v[i]);
  }
  template <class T>
  void ref(T*& p) {
    at_->number(p == nullptr ? 0 : number_of(p));
  }
  void value_buffer(Value*& p, usize used, usize) { values(p, used); }
  template <class P>
  void byte_buffer(P*& p, usize used, usize) {
    at_->bytes(p, used);
  }
  template <class T>
  void scalar(T& x) {
    if constexpr (std::is_same_v<T, double>)
      at_->real(x);
    else if constexpr (std::is_enum_v<T>)
      at_->number(static_cast<u64>(x));
    else if constexpr (std::is_signed_v<T>)
      at_->signed_number(x);
    else
      at_->number(x);
  }
  void code(CodeInstance*& c) { put_code(c); }
  void inline_bytes(void*, usize) {}  // leaves: written with the cells
  void text(Str&) {}
  void dict(Dict& d) {
    at_->number(d.fill);
    for (u32 i = 0; i < d.fill; i++) {
      const DictEntry& e = d.entries[i];
      put(e.key);
      if (e.key.is_undef()) continue;
      if (!implies_hash(e.key)) at_->fixed64(e.hash);
      put(e.value);
    }
  }
  void set(Set& s) {
    at_->number(s.table == nullptr ? 0 : u64{s.mask} + 1);
    at_->number(s.finger);
    u32 gap = 0;
    for (u32 i = 0; s.table != nullptr && i <= s.mask; i++, gap++) {
      const SetEntry& e = s.table[i];
      if (e.key.is_undef()) continue;
      at_->number(u64{gap} + 1);
      put(e.key);
      if (!(e.key == Set::dummy()) && !implies_hash(e.key)) at_->fixed64(e.hash);
      gap = ~u32{0};
    }
    at_->number(0);
  }
  void instance(Instance& o) {
    const bool dict_mode = o.aux == Instance::kDictShape;
    at_->number(number_of(o.shape) << 1 | (dict_mode ? 1 : 0));
    at_->number(o.shape->type == o.type ? 0 : number_of(o.type));
    values(o.slots, slots_of(o));
  }
  void generator(Generator& g) {
    put_code(g.code);
    at_->number(g.function == nullptr ? 0 : number_of(g.function));
    for (Value v : {g.handled, g.caller_handled, g.name, g.qualname, g.yielding_from}) put(v);
    at_->byte(static_cast<u8>(static_cast<u8>(g.state) | g.transparent << 2 | g.async_running << 3 | g.async_closed << 4));
    // A frame that runs stands with the others.
    if (g.state != Generator::State::Created && g.state != Generator::State::Suspended) return;
    at_->number(locals_number(g.frame));
    put_position(g.frame, g.state == Generator::State::Created ? Stand::Before : Stand::Yielded);
  }

 private:
  void refuse(std::string why) {
    if (problem_.empty()) problem_ = std::move(why);
  }

  u64 number_of(const Cell* c) {
    bool fresh = false;
    u32 n = numbers_.add(c, static_cast<u32>(order_.size() + 1), &fresh);
    if (fresh) {
      order_.push_back(const_cast<Cell*>(c));
      put_head(const_cast<Cell*>(c));
    }
    return n;
  }

  void put(Value v) {
    if (v.is_cell())
      at_->number(number_of(v.as_cell()) << 2 | static_cast<u64>(Sort::Cell));
    else if (v.is_small_int())
      at_->number(Encoder::zigzag(v.as_small_int()) << 2 | static_cast<u64>(Sort::Int));
    else if (v.is_small_float())
      at_->byte(static_cast<u8>(Sort::Double)), at_->real(v.as_small_float());
    else
      at_->number(static_cast<u64>(special_number(v)) << 2 | static_cast<u64>(Sort::Special));
  }

  static SpecialNumber special_number(Value v) {
    if (v.is_none()) return SpecialNumber::None;
    if (v.is_bool()) return v.is_true() ? SpecialNumber::True : SpecialNumber::False;
    if (v.is_ellipsis()) return SpecialNumber::Ellipsis;
    if (v.is_not_implemented()) return SpecialNumber::NotImplemented;
    if (v == Set::dummy()) return SpecialNumber::SetDummy;
    return SpecialNumber::Undef;
  }

  // ---- programs and code objects
  u64 program_number(const Program* p) {
    if (!programs_.empty() && programs_[last_program_] == p) return last_program_ + 1;
    for (last_program_ = 0; last_program_ < programs_.size(); last_program_++) {
      if (programs_[last_program_] == p) return last_program_ + 1;
    }
    programs_.push_back(p);
    return programs_.size();
  }
  void put_code(const CodeInstance* c) {
    if (c == nullptr) return at_->number(0);
    at_->number(program_number(c->code->program));
    at_->number(c->code->index);
  }

  // ---- cells
  static usize slots_of(const Instance& o) {
    return o.aux == Instance::kDictShape ? type_fixed_slots(o.type) + 1 : std::max(o.shape->count, type_fixed_slots(o.type));
  }

  void put_head(Cell* c) {
    if (c->immortal() && put_sealed(c)) return;
    const KindRule rule = rule_of(c->kind);
    u64 number = rule.number == Number::None ? 0 : rule.number == Number::Slots ? slots_of(*reinterpret_cast<Instance*>(c)) : c->aux;
    u8 flags = c->flags & rule.flags;
    cells_.number(u64{static_cast<u8>(c->kind) - 1u} << kHeadShift | (number != 0 ? kHasNumber : 0) | (flags != 0 ? kHasFlags : 0));
    if (number != 0) cells_.number(number);
    if (flags != 0) cells_.byte(flags);
    if (rule.leaf) put_leaf(c);
    if (c->immortal() && !rule.leaf) refuse(std::string("a built-in ") + kind_name(c->kind) + " object has no name that a dump could use");
  }

  void put_leaf(Cell* c) {
    switch (c->kind) {
      case Kind::BigInt:
        for (u32 i = 0; i < c->aux; i++) cells_.fixed64(reinterpret_cast<BigInt*>(c)->limbs[i]);
        break;
      case Kind::Float: cells_.real(reinterpret_cast<Float*>(c)->number); break;
      case Kind::Complex:
        cells_.real(reinterpret_cast<Complex*>(c)->real);
        cells_.real(reinterpret_cast<Complex*>(c)->imag);
        break;
      case Kind::Bytes: cells_.bytes(reinterpret_cast<Bytes*>(c)->data, c->aux); break;
      case Kind::Str: {
        auto* s = reinterpret_cast<Str*>(c);
        if (s->width() == 1 || std::endian::native == std::endian::little) return cells_.bytes(s->data, usize{s->aux} * s->width());
        for (u32 i = 0; i < s->aux; i++) {
          for (u32 k = 0; k < s->width(); k++) cells_.byte(static_cast<u8>(s->at(i) >> (8 * k)));
        }
        break;
      }
      default: break;
    }
  }

  void put_tag(Tag tag) { cells_.number(u64{static_cast<u8>(tag)} << kHeadShift); }

  bool put_sealed(Cell* c) {
    if (c == &kEmptyTuple) return put_tag(Tag::EmptyTuple), true;
    if (c->kind == Kind::Str) {
      auto* s = reinterpret_cast<Str*>(c);
      if (s->ascii() && s->aux == 1 && s == static_char(s->data[0])) return put_tag(Tag::StaticChar), cells_.byte(s->data[0]), true;
      if (s->ascii() && (s == names::empty || find_static_name(s->ascii_view(), str_hash_of(s)) == s)) {
        put_tag(Tag::StaticStr);
        return cells_.text(s->ascii_view()), true;
      }
    }
    for (usize i = programs_.size() + vm_.programs.size(); i-- > 0;) {
      // Those that are in the dump already first: most constants are theirs.
      const Program* p = i >= vm_.programs.size() ? programs_[i - vm_.programs.size()] : vm_.programs[i].get();
      const Facts& facts = facts_of(*p);
      auto it = facts.numbers.find(c);
      if (it == facts.numbers.end()) continue;
      put_tag(Tag::Constant);
      cells_.number(program_number(p));
      cells_.number(it->second);
      return true;
    }
    if (const std::string* name = sealed_name(c)) {
      put_tag(c->kind == Kind::Type ? Tag::StaticType : Tag::Sealed);
      return cells_.text(*name), true;
    }
    return false;  // numbers and texts of the tables are copied
  }

  void walk() {
    at_ = &bodies_;
    for (; done_ < order_.size() && problem_.empty(); done_++) {
      Cell* c = order_[done_];
      if (c->immortal() || rule_of(c->kind).leaf) continue;
      body(c);
    }
  }

  void body(Cell* c) {
    switch (c->kind) {
      case Kind::Shape: {  // transitions are made again
        auto* s = reinterpret_cast<Shape*>(c);
        ref(s->type);
        ref(s->parent);
        if (s->parent != nullptr) ref(s->name);
        at_->number(s->count);
        break;
      }
      case Kind::Native: {
        auto* n = reinterpret_cast<Native*>(c);
        const NativeRule* rule = native_rule(n->type);
        if (rule == nullptr) return refuse("an object of type " + std::string(n->type->name->ascii_view()) + " cannot be dumped");
        ref(n->type);
        if (rule->words > 0) {
          at_->byte(n->byte_count != 0);
          for (u32 i = 0; i < n->byte_count / 4; i++) at_->number(reinterpret_cast<u32*>(n->bytes)[i]);
        }
        values(n->values, n->aux);
        break;
      }
      default:
        with_kind(c->kind, [&]<class T>() {
          if constexpr (is_described<T>)
            T::describe(*this, *reinterpret_cast<T*>(c));
          else
            refuse(std::string("a cell of kind ") + kind_name(c->kind) + " cannot be dumped");
        });
    }
  }

  // ---- frames
  u64 locals_number(Frame* f) { return f->locals.is_cell() ? number_of(f->locals.as_cell()) : 0; }

  void put_position(Frame* f, Stand stand) {
    const Code& code = *f->code->code;
    const i64 ordinal = suspension_ordinal(suspensions_of(code), word_of(f));
    if (ordinal < 0) return refuse("the program stands where no dump can be made: in " + std::string(code.qualname));
    at_->number(static_cast<u64>(ordinal));
    for (const RegisterNeed& need : needs_at(code, static_cast<u32>(ordinal), stand)) put(f->registers()[need.reg]);
  }

  void write_frames() {
    at_ = &roots_;
    std::vector<Frame*> frames;
    for (Frame* f = vm_.frame; f != nullptr; f = f->prev) frames.push_back(f);
    at_->number(frames.size());
    for (usize i = frames.size(); i-- > 0;) {
      Frame* f = frames[i];
      at_->number(f->generator == nullptr ? 0 : number_of(f->generator));
      if (f->generator == nullptr) {
        put_code(f->code);
        at_->number(f->function == nullptr ? 0 : number_of(f->function));
      }
      at_->byte(static_cast<u8>(f->cont));
      at_->byte(f->stage);
      const Stand stand = i == 0 ? (vm_.paused ? Stand::Before : Stand::Question) : stand_of(frames[i - 1]->cont);
      at_->byte(static_cast<u8>(stand));
      at_->number(locals_number(f));
      put_position(f, stand);
    }
  }

  // ---- the Vm
  void write_roots() {
    at_ = &roots_;
    for_each_root(vm_, *this);
    at_->number(vm_.extra_roots.size());
    for (Value v : vm_.extra_roots) put(v);
    at_->number(vm_.repr_guard.size());
    for (Value v : vm_.repr_guard) put(v);
    std::vector<std::pair<std::string_view, const Type*>> sealed;  // in an order that does not depend on addresses
    for (auto& [type, shape] : vm_.static_shapes) {
      if (const std::string* name = sealed_name(type)) sealed.emplace_back(*name, type);
    }
    std::sort(sealed.begin(), sealed.end());
    at_->number(sealed.size());
    for (auto& [name, type] : sealed) at_->number(number_of(vm_.static_shapes[type]));
  }

  // Namespaces of library modules whose definitions are made when they are wanted.
  void write_on_demand(Encoder& out) {
    std::vector<std::pair<u32, const Program*>> rows;
    for (const OnDemandNamespace& n : vm_.on_demand) {
      if (u32 number = numbers_.find(n.dict)) rows.emplace_back(number, n.program);
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    out.number(rows.size());
    for (auto& [number, program] : rows) {
      out.number(number);
      out.number(program_number(program));
    }
  }

  // Serials of cells that are in the dump, and of sealed ones.
  void write_ids(Encoder& out) {
    std::vector<std::pair<u64, const Cell*>> rows;
    for (auto& [cell, serial] : vm_.ids) {
      if (numbers_.find(cell) != 0 || (cell->immortal() && has_name(cell))) rows.emplace_back(serial, cell);
    }
    std::sort(rows.begin(), rows.end());
    out.number(rows.size());
    for (auto& [serial, cell] : rows) {
      out.number(number_of(cell));
      out.number((serial - Vm::kFirstId) / Vm::kIdStep);
    }
  }
  bool has_name(const Cell* c) const {
    if (c->kind == Kind::Str || c == &kEmptyTuple || sealed_name(c) != nullptr) return true;
    for (auto& p : vm_.programs) {
      if (facts_of(*p).numbers.contains(c)) return true;
    }
    return false;
  }

  u32 flags(const HostState& host) const {
    const u32 limit = vm_.pause_due == StopReason::Time ? kOutOfTime : vm_.pause_due == StopReason::Instructions ? kOutOfInstructions : 0;
    return (vm_.suspended ? kSuspended : 0) | (vm_.paused ? kPaused | limit : 0) | (host.mounts.empty() ? 0 : kMounts);
  }

  void assemble(const HostState& host, const Encoder& tail, std::string* out) {
    Encoder all;
    all.out().reserve(cells_.out().size() + bodies_.out().size() + roots_.out().size() + 4096);
    all.bytes(kMagic.data(), kMagic.size());
    all.number(kVersion);
    all.text(host.release);
    all.number(flags(host));
    for_each_host_number(host, [&](u64 n) { all.number(n); });
    for_each_host_time(host, [&](double d) { all.real(d); });
    if (!host.mounts.empty()) all.number(host.mounts.size());
    for (auto& mount : host.mounts) all.text(mount);
    all.number(programs_.size());
    for (const Program* p : programs_) {
      all.byte(p->library.empty() ? 1 : 0);
      if (p->library.empty()) {
        all.text(p->filename);
        all.number(p->mode);
        all.number(p->compile_flags);
        all.text(p->source);
      } else {
        all.text(p->library);
      }
      all.fixed32(facts_of(*p).fingerprint);
    }
    all.number(order_.size());
    for (const Encoder* part : std::initializer_list<const Encoder*>{&cells_, &bodies_, &roots_, &tail}) all.bytes(part->out().data(), part->out().size());
    *out = std::move(all.out());
  }

  Vm& vm_;
  Encoder cells_, bodies_, roots_;
  Encoder* at_ = nullptr;
  std::vector<Cell*> order_;
  usize done_ = 0;
  Numbers numbers_;
  std::vector<const Program*> programs_;
  usize last_program_ = 0;
  std::string problem_;
};

}  // namespace

bool write(Vm& vm, const HostState& host, std::string* out, Refusal* refusal) {
  if (!vm.suspended && vm.frame != nullptr) {
    refusal->message = "the program is running";
    return false;
  }
  return Writer(vm).run(host, out, refusal);
}

}  // namespace monty::snapshot
