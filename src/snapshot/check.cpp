// SPDX-License-Identifier: MIT
#include "snapshot/check.h"

#include <unordered_map>

#include "code/suspension.h"
#include "object/object.h"
#include "object/type.h"
#include "snapshot/kinds.h"
#include "snapshot/natives.h"

namespace monty::snapshot {

namespace {

bool none_or(Value v, Kind kind) { return v.is_none() || kind_of(v) == kind; }
bool undef_or(Value v, Kind kind) { return v.is_undef() || kind_of(v) == kind; }

bool all_cells(const Tuple* t) {
  for (u32 i = 0; i < t->length(); i++) {
    if (!is<ClosureCell>(t->items[i])) return false;
  }
  return true;
}
bool all_types(const Tuple* t) {
  for (u32 i = 0; i < t->length(); i++) {
    if (!is<Type>(t->items[i])) return false;
  }
  return true;
}
bool contains(const Tuple* t, const Cell* c) {
  for (u32 i = 0; i < t->length(); i++) {
    if (t->items[i] == Value::cell(c)) return true;
  }
  return false;
}

// The kind of the value under a name in a table that only natives write.
bool entry_is(Dict* d, Str* name, Kind kind) {
  DictEntry* e = dict_find_str(d, name);
  return e == nullptr || kind_of(e->value) == kind;
}

// ---------------------------------------------------------------- one function for each kind that has more to say
const char* wrong(Vm&, const Cell&) { return nullptr; }

const char* wrong(Vm&, const MemoryView& m) {
  if (!is<Bytes>(m.base) && !is<ByteArray>(m.base)) return "a view of no bytes";
  // A bytearray may have shrunk under its view, which finds that when it is used (bytes_view).
  const i64 n = is<Bytes>(m.base) ? m.base.as_cell()->aux : i64{UINT32_MAX};
  const bool sizes = m.itemsize == 1 || m.itemsize == 2 || m.itemsize == 4 || m.itemsize == 8;
  if (!sizes || m.start < 0 || m.start > n || m.length < 0 || m.length > n || m.stride > n + 8 || m.stride < -n - 8) return "a view beyond its bytes";
  if (m.length > 1 && std::abs(m.stride) > n / (m.length - 1)) return "a view beyond its bytes";
  return is<Bytes>(m.base) && !m.readonly ? "a writable view of bytes" : nullptr;
}

const char* wrong(Vm&, const Range& r) {
  for (Value v : {r.start, r.stop, r.step, r.length}) {
    if (!is_int(v)) return "a range of no numbers";
  }
  const bool negative = r.length.is_small_int() ? r.length.as_small_int() < 0 : r.length.as<BigInt>()->negative();
  return negative || r.step == Value::small_int(0) ? "a range without steps" : nullptr;
}

const char* wrong(Vm&, const RangeIterator& it) {
  for (Value v : {it.next, it.step, it.remaining}) {
    if (!is_int(v)) return "a range of no numbers";
  }
  const bool negative = it.remaining.is_small_int() ? it.remaining.as_small_int() < 0 : it.remaining.as<BigInt>()->negative();
  return negative ? "a range that is over before its end" : nullptr;
}

const char* wrong(Vm&, const DictView& v) { return v.aux > 2 || kind_of(payload(v.dict)) != Kind::Dict ? "a view of no dict" : nullptr; }
const char* wrong(Vm&, const DictIterator& it) { return it.aux % 4 > 2 ? "an iterator of an unknown sort" : nullptr; }

const char* wrong(Vm&, const SequenceIterator& it) {
  if (it.sequence.is_undef() ? it.aux < 2 || (it.aux - 2) / 2 >= static_cast<u32>(Kind::Count) : it.aux > 1) return "an iterator of an unknown sort";
  return nullptr;
}

// Iterators that step others in C++ may nest only so deep.
bool nests(Value v, int depth, int* budget) {
  if (depth > 20 || --*budget < 0) return false;
  if (const auto* e = get_if<Enumerate>(v)) return nests(e->iterator, depth + 1, budget);
  if (const auto* z = get_if<Zip>(v)) {
    for (u32 i = 0; i < z->aux; i++) {
      if (!nests(z->iterators[i], depth + 1, budget)) return false;
    }
  }
  return true;
}
const char* check_nest(const Cell& c) {
  int budget = 100000;
  return nests(Value::cell(&c), 0, &budget) ? nullptr : "iterators nested too deep";
}
const char* wrong(Vm&, const Enumerate& e) { return is_int(e.index) ? check_nest(e) : "an enumeration without a number"; }
const char* wrong(Vm&, const Zip& z) { return check_nest(z); }

const char* wrong(Vm&, const TwinIterator& t) {
  // Of an iterator type, or of a class derived from one.
  const Type* iterates = t.type == nullptr || t.type->immortal() ? t.type : t.type->payload_type;
  if (iterates == nullptr || !is_iterator_kind(iterates->instance_kind) || t.type->members != 0) return "an iterator without a type";
  if (is<Generator>(t.generator)) return nullptr;
  const Tuple* pair = get_if<Tuple>(t.arguments);
  const bool map = t.generator.is_undef() && t.type == &kType_map && pair != nullptr && pair->length() == 2 && steps_natively(pair->items[1]);
  const bool spread = (t.flags & Cell::kUser1) != 0;
  return !map || (spread && !is<Zip>(pair->items[1])) ? "a map over nothing" : nullptr;
}

const char* wrong(Vm&, const Function& f) {
  if (f.code == nullptr || f.globals == nullptr) return "a function without code";
  const Code& code = *f.code->code;
  if (const char* problem = check_frame(code, &f)) return problem;
  if (f.defaults != nullptr && f.defaults->length() > code.argcount) return "a function with more defaults than parameters";
  if (f.extras == nullptr) return nullptr;
  const bool fine = entry_is(f.extras, names::op_dict, Kind::Dict) && entry_is(f.extras, names::op_code, Kind::CodeObject);
  return fine ? nullptr : "a function with odd attributes";
}

const char* wrong(Vm&, const CodeObject& c) { return c.code == nullptr ? "a code object without code" : nullptr; }

const char* wrong(Vm&, const Shape& s) {
  if (s.parent != nullptr) return nullptr;  // link_shapes has looked
  return s.count == type_fixed_slots(s.type) ? nullptr : "a shape that its class does not have";
}

const char* wrong_instance(Vm& vm, const Instance& o, bool exception) {
  const Type& t = *o.type;
  const bool fits = t.immortal() ? t.instance_kind == o.kind : (t.type_flags & kTypeHeap) != 0 && (t.type_flags & kTypeMetatype) == 0;
  if (!fits || ((t.type_flags & kTypeException) != 0) != exception) return "an object whose class has no such objects";
  const u32 fixed = type_fixed_slots(&t);
  const bool dict_mode = o.aux == Instance::kDictShape;
  if (dict_mode) {
    if ((t.type_flags & kTypeNoDict) != 0 || o.capacity <= fixed || !is<Dict>(o.slots[fixed])) return "an object without its __dict__";
  } else if (o.shape->type != &t || o.capacity < o.shape->count) {
    return "an object with another class's attributes";
  }
  if (o.capacity < fixed) return "an object without its slots";
  if (t.payload_type != nullptr && (o.slots[0].is_undef() || type_of(vm, o.slots[0]) != t.payload_type)) return "an object without its value";
  return nullptr;
}

const char* wrong(Vm& vm, const Instance& o) { return wrong_instance(vm, o, false); }
const char* wrong(Vm& vm, const Exception& e) {
  if (const char* problem = wrong_instance(vm, e, true)) return problem;
  const bool fine = e.args != nullptr && none_or(e.cause, Kind::Exception) && none_or(e.context, Kind::Exception) && none_or(e.traceback, Kind::Traceback);
  return fine ? nullptr : "an exception without its parts";
}

// The builtin type that fixes how instances are laid out, as type_new() finds it.
const Type* layout_of(const Type* t) {
  if (t->payload_type != nullptr) return t->payload_type;
  if (t->type_flags & kTypeException) return &kType_BaseException;
  if (t->type_flags & kTypeMetatype) return &kType_type;
  return t->immortal() && t->instance_kind != Kind::Instance ? t : &kType_object;
}

const char* check_layout(const Type& t) {
  const Type* layout = &kType_object;
  u32 members = 0;
  for (u32 i = 0; i < t.bases->length(); i++) {
    const Type* base = t.bases->items[i].as<Type>();
    if ((base->type_flags & kTypeBase) == 0) return "a class with an impossible base";
    const Type* l = layout_of(base);
    if (l != &kType_object && layout != &kType_object && l != layout) return "a class with two lay-outs";
    if (l != &kType_object) layout = l;
    if (base->members > members) members = base->members;
  }
  const bool plain = layout == &kType_object || layout == &kType_BaseException || layout == &kType_type;
  if (((t.type_flags & kTypeException) != 0) != (layout == &kType_BaseException) || ((t.type_flags & kTypeMetatype) != 0) != (layout == &kType_type))
    return "a class of the wrong sort";
  if (t.payload_type != (plain ? nullptr : layout) || t.payload_kind != (plain ? Kind::Free : layout->instance_kind) || t.instance_kind != Kind::Instance)
    return "a class of the wrong lay-out";
  const Tuple* own = get_if<Tuple>(t.slot_names);
  if (u64{t.members} != u64{members} + (own == nullptr ? 0 : own->length())) return "a class that miscounts its slots";
  for (u32 i = 1; i < t.mro->length(); i++) {
    const Type* other = t.mro->items[i].as<Type>();
    if (other->members > t.members || (other->members > 0 && other->payload_type != t.payload_type)) return "a class whose slots are another's";
  }
  return nullptr;
}

const char* wrong(Vm&, const Type& t) {
  constexpr u32 kKnown = kTypeBase | kTypeHeap | kTypeException | kTypeAbstract | kTypeNoDict | kTypeSequence | kTypeMapping | kTypeCustomGetattribute |
                         kTypeCustomSetattr | kTypeCached | kTypeMetatype | kTypeTwin | kTypeImmutable;
  if (t.meta == nullptr || t.name == nullptr || t.qualname == nullptr || t.dict == nullptr || t.base == nullptr) return "a class without its parts";
  if ((t.type_flags & ~kKnown) != 0 || (t.type_flags & kTypeHeap) == 0) return "a class of an unknown sort";
  if (t.meta != &kType_type && (t.meta->type_flags & kTypeMetatype) == 0) return "a class of no metaclass";
  if (t.bases == nullptr || t.bases->length() == 0 || !all_types(t.bases) || !contains(t.bases, t.base)) return "a class without bases";
  if (t.mro == nullptr || t.mro->length() < 2 || !all_types(t.mro) || !(t.mro->items[0] == Value::cell(&t)) ||
      !(t.mro->items[t.mro->length() - 1] == Value::cell(&kType_object))) {
    return "a class without an order of its bases";
  }
  for (u32 i = 0; i < t.bases->length(); i++) {
    if (!contains(t.mro, t.bases->items[i].as_cell())) return "a class that forgets a base";
  }
  if (t.root_shape != nullptr && (t.root_shape->type != &t || t.root_shape->parent != nullptr)) return "a class with another's shape";
  if (!undef_or(t.slot_names, Kind::Tuple)) return "a class with odd slots";
  for (u32 i = 0; t.subclasses != nullptr && i < t.subclasses->fill; i++) {
    const DictEntry& e = t.subclasses->entries[i];
    if (e.key.is_undef()) continue;
    const Type* sub = get_if<Type>(e.value);
    if (sub == nullptr || sub->bases == nullptr) return "a class with odd subclasses";
    if (!contains(sub->bases, &t)) dict_erase_entry(t.subclasses, const_cast<DictEntry*>(&e));  // its bases were changed
  }
  return check_layout(t);
}

const char* wrong(Vm&, const MemberDescriptor& m) {
  if (m.type == nullptr || m.name == nullptr || m.type->immortal()) return "a slot of no class";
  const u32 fixed = type_fixed_slots(m.type);
  return m.aux < fixed - m.type->members || m.aux >= fixed || (m.type->type_flags & kTypeMetatype) != 0 ? "a slot beyond its class" : nullptr;
}

const char* wrong(Vm&, const Super& s) { return s.type == nullptr || (!s.object.is_undef() && s.object_type == nullptr) ? "a super() of nothing" : nullptr; }
const char* wrong(Vm&, const GenericAlias& a) { return is<Tuple>(a.arguments) && is<Tuple>(a.parameters) ? nullptr : "a generic type without arguments"; }
const char* wrong(Vm&, const UnionType& u) { return is<Tuple>(u.arguments) && is<Tuple>(u.parameters) ? nullptr : "a union of nothing"; }
const char* wrong(Vm&, const Module& m) { return m.dict == nullptr ? "a module without names" : nullptr; }
const char* wrong(Vm&, const SetIterator&) { return nullptr; }

const char* wrong(Vm&, const Traceback& t) {
  if (t.code == nullptr || t.aux >= t.code->code->instrs.size() || !none_or(t.next, Kind::Traceback)) return "a traceback to nowhere";
  return nullptr;
}
const char* wrong(Vm&, const FrameObject& f) {
  return f.code == nullptr || !none_or(f.traceback, Kind::Traceback) || !none_or(f.back, Kind::FrameObject) ? "a frame of no code" : nullptr;
}
const char* wrong(Vm&, const HostFunction& f) { return f.name == nullptr ? "a function of the host without a name" : nullptr; }
const char* wrong(Vm&, const AsyncGenStep& s) {
  const Generator* g = get_if<Generator>(s.generator);
  return s.aux > 2 || s.state > 2 || g == nullptr || (g->code->code->flags & kCodeAsyncGenerator) == 0 ? "a step of no generator" : nullptr;
}
const char* wrong(Vm&, const Native& n) {
  const NativeRule* rule = native_rule(n.type);
  return rule->check == nullptr ? nullptr : rule->check(n);
}

const char* wrong(Vm&, const Generator& g) {
  const Code& code = *g.code->code;
  if (g.function == nullptr || (code.flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) == 0) return "a generator of no function";
  for (Value v : {g.handled, g.caller_handled}) {
    if (!v.is_none() && !undef_or(v, Kind::Exception)) return "a generator that handles nothing";
  }
  if (!undef_or(g.name, Kind::Str) || !undef_or(g.qualname, Kind::Str)) return "a generator without a name";
  return check_frame(code, g.function);
}

}  // namespace

const char* check_frame(const Code& code, const Function* function) {
  if (function == nullptr || function->globals == nullptr) return "a frame without a function";
  const usize wanted = code.freevars.size(), given = function->closure == nullptr ? 0 : function->closure->length();
  return given < wanted || (given > 0 && !all_cells(function->closure)) ? "a function without its closure" : nullptr;
}

bool meets(Value v, u16 needs) {
  const auto kind_for = [](u16 need) {
    switch (need) {
      case kNeedsCell: return Kind::ClosureCell;
      case kNeedsList: return Kind::List;
      case kNeedsSet: return Kind::Set;
      case kNeedsDict: return Kind::Dict;
      case kNeedsTuple: return Kind::Tuple;
      case kNeedsStr: return Kind::Str;
      case kNeedsFunction: return Kind::Function;
      case kNeedsException: return Kind::Exception;
      default: return Kind::Free;
    }
  };
  if ((needs & kNeedsValue) != 0 && v.is_undef()) return false;
  for (u16 need = kNeedsCell; need <= kNeedsException; need = static_cast<u16>(need << 1)) {
    if ((needs & need) != 0 && kind_of(v) != kind_for(need)) return false;
  }
  if ((needs & kNeedsHandled) != 0 && !v.is_none() && !undef_or(v, Kind::Exception)) return false;
  if ((needs & kNeedsDictOrNone) != 0 && !none_or(v, Kind::Dict)) return false;
  return (needs & kNeedsCells) == 0 || (is<Tuple>(v) && all_cells(v.as<Tuple>()));
}

const char* check_cell(Vm& vm, Cell& cell) {
  return with_kind(cell.kind, [&]<class T>() { return wrong(vm, reinterpret_cast<const T&>(cell)); });
}

namespace {

const char* check_call(const DictEntry& e) {
  const Tuple* row = get_if<Tuple>(e.value);
  const bool fine = e.key.is_small_int() && row != nullptr && row->length() == 4 && is<Native>(row->items[0]) &&
                    row->items[0].as<Native>()->type == &kType_ExternalFuture && is<HostFunction>(row->items[1]) && is<Tuple>(row->items[2]) &&
                    none_or(row->items[3], Kind::Dict);
  return fine ? nullptr : "a call in flight that is none";
}

// (future, whether it has a result, result or exception)
bool is_settled_row(Value v) {
  auto* row = get_if<Tuple>(v);
  return row != nullptr && row->length() == 3 && is<Native>(row->items[0]) && row->items[0].as<Native>()->type == &kType_ExternalFuture &&
         row->items[1].is_bool() && (row->items[1].is_true() || is<Exception>(row->items[2]));
}

}  // namespace

const char* check_roots(const Vm& vm) {
  if (!vm.handled.is_none() && !undef_or(vm.handled, Kind::Exception)) return "a handled exception that is none";
  if (const Function* f = vm.external_function) {
    const Code& code = *f->code->code;
    if (code.program->library != "_external" || code.qualname != "external_call") return "a question that is none";
  }
  if (vm.twins_loaded != (vm.twin_globals != nullptr)) return "a program without the library's twins";
  if (vm.main_result.is_undef()) return "a result that is none";
  for (u32 i = 0; vm.external_calls != nullptr && i < vm.external_calls->fill; i++) {
    const DictEntry& e = vm.external_calls->entries[i];
    if (e.key.is_undef()) continue;
    if (const char* problem = check_call(e)) return problem;
  }
  for (u32 i = 0; vm.external_settled != nullptr && i < vm.external_settled->length(); i++) {
    if (!is_settled_row(vm.external_settled->items[i])) return "a settled call that is none";
  }
  return nullptr;
}

namespace {

enum class Colour : u8 { Entered, Done };

// Depth first along the bases of classes, without recursion.
bool bases_end(Type* start, std::unordered_map<const Cell*, Colour>& seen) {
  std::vector<std::pair<Type*, u32>> path{{start, 0}};
  if (!seen.emplace(start, Colour::Entered).second) return true;
  while (!path.empty()) {
    auto& [type, next] = path.back();
    if (type->bases == nullptr || next >= type->bases->length()) {
      seen[type] = Colour::Done;
      path.pop_back();
      continue;
    }
    Type* base = get_if<Type>(type->bases->items[next++]);
    if (base == nullptr || base->immortal()) continue;
    auto [it, fresh] = seen.emplace(base, Colour::Entered);
    if (fresh)
      path.emplace_back(base, 0);
    else if (it->second == Colour::Entered)
      return false;
  }
  return true;
}

bool traceback_ends(Traceback* start, std::unordered_map<const Cell*, Colour>& seen) {
  std::vector<Traceback*> path;
  bool ends = true;
  for (Traceback* t = start; t != nullptr; t = get_if<Traceback>(t->next)) {
    auto [it, fresh] = seen.emplace(t, Colour::Entered);
    if (!fresh) {
      ends = it->second == Colour::Done;
      break;
    }
    path.push_back(t);
  }
  for (Traceback* t : path) seen[t] = Colour::Done;
  return ends;
}

}  // namespace

const char* check_cycles(const std::vector<Cell*>& cells) {
  std::unordered_map<const Cell*, Colour> seen;
  for (Cell* c : cells) {
    if (c->immortal()) continue;
    if (c->kind == Kind::Type && !bases_end(reinterpret_cast<Type*>(c), seen)) return "a class that is its own base";
    if (c->kind == Kind::Traceback && !traceback_ends(reinterpret_cast<Traceback*>(c), seen)) return "a traceback without an end";
  }
  return nullptr;
}

}  // namespace monty::snapshot
