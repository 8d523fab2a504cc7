// SPDX-License-Identifier: MIT
// An image is a header, then arrays of plain records, each at a multiple of 8. Arrays are named by offset and count,
// texts by their place in the table of texts, codes by their index.
#include "code/image.h"

#include <array>
#include <cstring>
#include <type_traits>
#include <unordered_map>

namespace monty {

namespace {

struct Part {
  u32 at, count;
};
struct Header {
  Part texts, codes, on_demand, on_demand_index;
};
struct ConstRecord {
  u32 kind;
  u32 place;  // of text or code
  union {
    i64 i;
    double f;
    Part items;  // Complex: two doubles
  };
};
struct LocalRecord {
  u32 start, end, name;
  u16 reg, is_cell;
};
struct DefaultRecord {
  u32 index, is_name;
};
struct OnDemandRecord {
  u32 qualname, code, thunk;
  Part defaults, kwdefaults;
};
struct CodeRecord {
  u32 parent;  // 1 + index; 0: none
  u32 flags, name, qualname, firstlineno;
  u16 argcount, posonlyargcount, kwonlyargcount, nlocals, nregs, unused;
  Part instrs, consts, names, varnames, local_is_cell, inner_locals, freevars, positions, handlers;
};

class Writer {
 public:
  std::string write(const Program& program) {
    place<Header>(1);
    std::vector<CodeRecord> codes;
    for (const Code* c : program.codes) codes.push_back(code(*c));
    std::vector<OnDemandRecord> on_demand;
    for (const OnDemand& d : program.on_demand) {
      on_demand.push_back({text(d.qualname), d.code->index, d.thunk, defaults(d.defaults), defaults(d.kwdefaults)});
    }
    Header header{};
    header.codes = array<CodeRecord>(codes);
    header.on_demand = array<OnDemandRecord>(on_demand);
    header.on_demand_index = array<u16>(program.on_demand_index);
    std::vector<Part> texts;
    for (std::string_view t : texts_) texts.push_back(array<char>(t));
    header.texts = array<Part>(texts);
    std::memcpy(out_.data(), &header, sizeof header);
    return std::move(out_);
  }

 private:
  template <class T>
  usize place(usize count) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.resize((out_.size() + 7) & ~usize{7});
    const usize at = out_.size();
    out_.resize(at + count * sizeof(T));
    return at;
  }
  template <class T>
  Part array(std::span<const T> items) {
    const usize at = place<T>(items.size());
    if (!items.empty()) std::memcpy(out_.data() + at, items.data(), items.size_bytes());
    return {static_cast<u32>(at), static_cast<u32>(items.size())};
  }
  u32 text(std::string_view t) {
    auto [it, fresh] = known_.try_emplace(t, static_cast<u32>(texts_.size()));
    if (fresh) texts_.push_back(t);
    return it->second;
  }
  Part names(std::span<const std::string_view> from) {
    std::vector<u32> out;
    for (std::string_view t : from) out.push_back(text(t));
    return array<u32>(out);
  }
  Part defaults(std::span<const OnDemand::Default> from) {
    std::vector<DefaultRecord> out;
    for (const auto& d : from) out.push_back({d.index, d.is_name});
    return array<DefaultRecord>(out);
  }
  ConstRecord constant(const Const& k) {
    ConstRecord r{static_cast<u32>(k.kind), k.code == nullptr ? text(k.text) : k.code->index, {k.i}};
    if (k.kind == Const::Kind::Float) r.f = k.f;
    if (k.kind == Const::Kind::Complex) r.items = array<double>(std::array{k.re, k.f});
    if (k.kind == Const::Kind::Tuple || k.kind == Const::Kind::FrozenSet) r.items = array<u32>(k.items);
    return r;
  }
  // One entry for a run of instructions of one line.
  static std::vector<Position> lines(std::span<const Position> positions) {
    std::vector<Position> out;
    for (const Position& p : positions) {
      if (out.empty() || out.back().line != p.line) out.push_back({p.start, p.line, p.line, 0, 0});
    }
    return out;
  }
  CodeRecord code(const Code& c) {
    std::vector<ConstRecord> consts;
    for (const Const& k : c.consts) consts.push_back(constant(k));
    std::vector<LocalRecord> locals;
    for (const InnerLocal& l : c.inner_locals) locals.push_back({l.start, l.end, text(l.name), l.reg, l.is_cell});
    return {c.parent == nullptr ? 0 : c.parent->index + 1,
            c.flags,
            text(c.name),
            text(c.qualname),
            c.firstlineno,
            c.argcount,
            c.posonlyargcount,
            c.kwonlyargcount,
            c.nlocals,
            c.nregs,
            0,
            array<Instr>(c.instrs),
            array<ConstRecord>(consts),
            names(c.names),
            names(c.varnames),
            array<u8>(c.local_is_cell),
            array<LocalRecord>(locals),
            names(c.freevars),
            array<Position>(lines(c.positions)),
            array<Handler>(c.handlers)};
  }

  std::string out_;
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, u32> known_;
};

class Reader {
 public:
  explicit Reader(Program& program)
      : program_(program), base_(program.image), header_(*reinterpret_cast<const Header*>(base_)), texts_(array<Part>(header_.texts)) {}

  void program() {
    const auto codes = array<CodeRecord>(header_.codes);
    const auto made = program_.allocate_array<Code>(codes.size());
    program_.codes.reserve(codes.size());
    for (u32 i = 0; i < codes.size(); i++) {
      Code& c = made[i];
      program_.codes.push_back(&c);
      c.program = &program_;
      c.index = i;
      c.flags = codes[i].flags;
      c.name = text(codes[i].name);
      c.qualname = text(codes[i].qualname);
    }
    const auto on_demand = array<OnDemandRecord>(header_.on_demand);
    program_.on_demand.reserve(on_demand.size());
    for (const OnDemandRecord& d : on_demand) {
      program_.on_demand.push_back({text(d.qualname), program_.codes[d.code], d.thunk != 0, defaults(d.defaults), defaults(d.kwdefaults)});
    }
    program_.on_demand_index = array<u16>(header_.on_demand_index);
  }

  void code(Code& c) {
    const CodeRecord& r = array<CodeRecord>(header_.codes)[c.index];
    c.parent = r.parent == 0 ? nullptr : program_.codes[r.parent - 1];
    c.firstlineno = r.firstlineno;
    c.argcount = r.argcount;
    c.posonlyargcount = r.posonlyargcount;
    c.kwonlyargcount = r.kwonlyargcount;
    c.nlocals = r.nlocals;
    c.nregs = r.nregs;
    c.instrs = array<Instr>(r.instrs);
    c.local_is_cell = array<u8>(r.local_is_cell);
    c.positions = array<Position>(r.positions);
    c.handlers = array<Handler>(r.handlers);
    c.names = names(r.names);
    c.varnames = names(r.varnames);
    c.freevars = names(r.freevars);
    const auto locals = array<LocalRecord>(r.inner_locals);
    const auto inner = program_.allocate_array<InnerLocal>(locals.size());
    for (usize i = 0; i < locals.size(); i++) inner[i] = {locals[i].start, locals[i].end, locals[i].reg, locals[i].is_cell != 0, text(locals[i].name)};
    c.inner_locals = inner;
    const auto records = array<ConstRecord>(r.consts);
    const auto consts = program_.allocate_array<Const>(records.size());
    for (usize i = 0; i < records.size(); i++) consts[i] = constant(records[i]);
    c.consts = consts;
  }

 private:
  template <class T>
  std::span<const T> array(Part p) const {
    return {reinterpret_cast<const T*>(base_ + p.at), p.count};
  }
  std::string_view text(u32 i) const { return {base_ + texts_[i].at, texts_[i].count}; }
  std::span<std::string_view> names(Part p) {
    const auto from = array<u32>(p);
    const auto to = program_.allocate_array<std::string_view>(from.size());
    for (usize i = 0; i < from.size(); i++) to[i] = text(from[i]);
    return to;
  }
  std::span<OnDemand::Default> defaults(Part p) {
    const auto from = array<DefaultRecord>(p);
    const auto to = program_.allocate_array<OnDemand::Default>(from.size());
    for (usize i = 0; i < from.size(); i++) to[i] = {from[i].index, from[i].is_name != 0};
    return to;
  }
  Const constant(const ConstRecord& r) const {
    Const k;
    k.kind = static_cast<Const::Kind>(r.kind);
    switch (k.kind) {
      case Const::Kind::Code: k.code = program_.codes[r.place]; return k;
      case Const::Kind::Float: k.f = r.f; return k;
      case Const::Kind::Complex:
        k.re = array<double>(r.items)[0];
        k.f = array<double>(r.items)[1];
        return k;
      case Const::Kind::Tuple:
      case Const::Kind::FrozenSet: k.items = array<u32>(r.items); return k;
      default:
        k.i = r.i;
        k.text = text(r.place);
        return k;
    }
  }

  Program& program_;
  const char* base_;
  const Header& header_;
  std::span<const Part> texts_;
};

}  // namespace

std::string write_image(const Program& program) { return Writer().write(program); }

std::shared_ptr<Program> read_image(std::string_view image) {
  auto program = std::make_shared<Program>();
  program->image = image.data();
  Reader(*program).program();
  return program;
}

void read_code(Code& code) { Reader(*code.program).code(code); }

}  // namespace monty
