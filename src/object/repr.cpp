// SPDX-License-Identifier: MIT
// repr and str of exact builtin types. Containers are walked on the C stack to a small depth; whatever needs Python code,
// or lies deeper, makes the whole defer to the twins (to_repr, to_str), which recurse in frames.
#include "base/float_text.h"
#include "base/unicode.h"
#include "object/number.h"
#include "object/operations.h"
#include "object/text.h"
#include "object/type.h"

namespace monty {

namespace {

constexpr int kMaxNesting = 30;

bool repr_into(Vm& vm, StrBuilder& out, Value v, int depth);

// Values that a container repr is inside of, innermost last: a second visit prints "...".
struct Guard {
  Guard(Vm& vm, Value v) : vm_(vm) { vm.repr_guard.push_back(v); }
  ~Guard() { vm_.repr_guard.pop_back(); }
  static bool inside(Vm& vm, Value v) { return vm.repr_guard.contains(v); }
  Vm& vm_;
};

bool items_into(Vm& vm, StrBuilder& out, const Value* items, u32 n, int depth) {
  for (u32 i = 0; i < n; i++) {
    if (!vm.meter.tick(4)) return raise_stopped(vm), false;
    if (i > 0 && !out.append(", ")) return false;
    if (!repr_into(vm, out, items[i], depth + 1)) return false;
  }
  return true;
}

bool needs_python(Vm& vm) {
  vm.deferred = true;
  return false;
}

bool quoted_bytes(StrBuilder& out, const u8* data, u32 n, bool of_bytearray);

bool default_repr(Vm& vm, StrBuilder& out, Value v) {
  char at[32];
  std::snprintf(at, sizeof at, " object at 0x%llx>", static_cast<unsigned long long>(id_of(vm, v)));
  Str* name = type_display_name(vm, type_of(vm, v));
  return name != nullptr && out.append("<") && out.append(name) && out.append(at);
}

bool at_address(Vm& vm, StrBuilder& out, Value v) {
  char at[32];
  std::snprintf(at, sizeof at, " at 0x%llx>", static_cast<unsigned long long>(id_of(vm, v)));
  return out.append(at);
}

bool repr_into(Vm& vm, StrBuilder& out, Value v, int depth) {
  if (v.is_small_int() || is<BigInt>(v)) {
    Str* s = int_to_decimal(vm, v);
    return s != nullptr && out.append(s);
  }
  if (is_float(v)) {
    char text[kFloatReprSize];
    return out.append({text, monty::float_repr(text, as_double(v))});
  }
  if (!v.is_cell()) {
    return out.append(v.is_none() ? "None" : v.is_true() ? "True" : v.is_false() ? "False" : v.is_ellipsis() ? "Ellipsis" : "NotImplemented");
  }
  switch (v.as_cell()->kind) {
    case Kind::Str: return str_repr_into(out, v.as<Str>());
    case Kind::Complex: {
      char text[kComplexReprSize];
      return out.append({text, complex_repr(text, v.as<Complex>()->real, v.as<Complex>()->imag)});
    }
    case Kind::Bytes: return bytes_repr_into(out, v.as<Bytes>()->data, v.as<Bytes>()->length());
    case Kind::ByteArray: return out.append("bytearray(") && quoted_bytes(out, v.as<ByteArray>()->data, v.as<ByteArray>()->length(), true) && out.append(")");
    default: break;
  }
  if (depth > kMaxNesting) return needs_python(vm);
  switch (v.as_cell()->kind) {
    case Kind::Tuple: {
      Tuple* t = v.as<Tuple>();
      if (Guard::inside(vm, v)) return out.append("(...)");
      Guard guard(vm, v);
      return out.append("(") && items_into(vm, out, t->items, t->length(), depth) && out.append(t->length() == 1 ? ",)" : ")");
    }
    case Kind::List: {
      if (Guard::inside(vm, v)) return out.append("[...]");
      Guard guard(vm, v);
      return out.append("[") && items_into(vm, out, v.as<List>()->items, v.as<List>()->length(), depth) && out.append("]");
    }
    case Kind::Dict: {
      if (Guard::inside(vm, v)) return out.append("{...}");
      Guard guard(vm, v);
      Dict* d = v.as<Dict>();
      if (!out.append("{")) return false;
      bool first = true;
      for (u32 i = 0; i < d->fill; i++) {
        if (d->entries[i].key.is_undef()) continue;
        if (!vm.meter.tick(4)) return raise_stopped(vm), false;
        if (!first && !out.append(", ")) return false;
        first = false;
        if (!repr_into(vm, out, d->entries[i].key, depth + 1) || !out.append(": ") || !repr_into(vm, out, d->entries[i].value, depth + 1)) return false;
      }
      return out.append("}");
    }
    case Kind::Set:
    case Kind::FrozenSet: {
      Set* s = v.as<Set>();
      bool frozen = v.as_cell()->kind == Kind::FrozenSet;
      if (Guard::inside(vm, v)) return out.append(frozen ? "frozenset(...)" : "set(...)");
      if (s->used == 0) return out.append(frozen ? "frozenset()" : "set()");
      Guard guard(vm, v);
      if (!out.append(frozen ? "frozenset({" : "{")) return false;
      bool first = true;
      for (u32 i = 0; i <= s->mask; i++) {
        Value key = s->table[i].key;
        if (key.is_undef() || key == Set::dummy()) continue;
        if (!vm.meter.tick(4)) return raise_stopped(vm), false;
        if (!first && !out.append(", ")) return false;
        first = false;
        if (!repr_into(vm, out, key, depth + 1)) return false;
      }
      return out.append(frozen ? "})" : "}");
    }
    case Kind::Range: {
      auto* r = v.as<Range>();
      if (!out.append("range(") || !repr_into(vm, out, r->start, depth + 1) || !out.append(", ") || !repr_into(vm, out, r->stop, depth + 1)) return false;
      if (!(r->step == Value::small_int(1)) && !(out.append(", ") && repr_into(vm, out, r->step, depth + 1))) return false;
      return out.append(")");
    }
    case Kind::Slice: {
      auto* s = v.as<Slice>();
      return out.append("slice(") && repr_into(vm, out, s->start, depth + 1) && out.append(", ") && repr_into(vm, out, s->stop, depth + 1) &&
             out.append(", ") && repr_into(vm, out, s->step, depth + 1) && out.append(")");
    }
    case Kind::DictView: {
      Dict* d = get_if<Dict>(v.as<DictView>()->dict);
      if (d == nullptr) return needs_python(vm);
      if (Guard::inside(vm, v)) return out.append("...");
      Guard guard(vm, v);
      u32 what = v.as_cell()->aux;
      if (!out.append(what == 0 ? "dict_keys([" : what == 1 ? "dict_values([" : "dict_items([")) return false;
      bool first = true;
      for (u32 i = 0; i < d->fill; i++) {
        if (d->entries[i].key.is_undef()) continue;
        if (!first && !out.append(", ")) return false;
        first = false;
        if (what == 2 && !out.append("(")) return false;
        if (what != 1 && !repr_into(vm, out, d->entries[i].key, depth + 1)) return false;
        if (what == 2 && !out.append(", ")) return false;
        if (what != 0 && !repr_into(vm, out, d->entries[i].value, depth + 1)) return false;
        if (what == 2 && !out.append(")")) return false;
      }
      return out.append("])");
    }
    case Kind::Function: {
      Str* name = function_qualname(vm, v.as<Function>());
      return out.append("<function ") && out.append(name) && at_address(vm, out, v);
    }
    case Kind::Generator: {
      auto* g = v.as<Generator>();
      Str* name = is<Str>(g->qualname) ? g->qualname.as<Str>() : g->code->code->qualname_value;
      Type* t = type_of(vm, v);
      return out.append("<") && out.append(t->name) && out.append(" object ") && out.append(name) && at_address(vm, out, v);
    }
    case Kind::NativeFunction: {
      auto* f = v.as<NativeFunction>();
      if (f->owner == nullptr) return out.append("<built-in function ") && out.append(f->name) && out.append(">");
      if (type_of(vm, v) == &kType_wrapper_descriptor)
        return out.append("<slot wrapper '") && out.append(f->name) && out.append("' of '") && out.append(f->owner->name) && out.append("' objects>");
      if (f->flags & NativeFunction::kStatic)
        return out.append("<built-in method ") && out.append(f->name) && out.append(" of type object") && at_address(vm, out, v);
      return out.append("<method '") && out.append(f->name) && out.append("' of '") && out.append(f->owner->name) && out.append("' objects>");
    }
    case Kind::BoundMethod: {
      auto* m = v.as<BoundMethod>();
      if (auto* f = get_if<NativeFunction>(m->function)) {
        Type* t = type_of(vm, m->self);
        bool wrapper = type_of(vm, m->function) == &kType_wrapper_descriptor;
        if (!out.append(wrapper ? "<method-wrapper '" : "<built-in method ") || !out.append(f->name) || !out.append(wrapper ? "' of " : " of ")) return false;
        return out.append(t->name) && out.append(" object") && at_address(vm, out, m->self);
      }
      if (auto* f = get_if<Function>(m->function)) {
        return out.append("<bound method ") && out.append(function_qualname(vm, f)) && out.append(" of ") && repr_into(vm, out, m->self, depth + 1) &&
               out.append(">");
      }
      return needs_python(vm);
    }
    case Kind::Type: {
      Type* t = v.as<Type>();
      if (t->meta != nullptr && t->meta != &kType_type && !is<NativeFunction>(type_lookup(vm, t->meta, names::op_repr))) return needs_python(vm);
      Str* name = type_display_name(vm, t);
      return name != nullptr && out.append("<class '") && out.append(name) && out.append("'>");
    }
    case Kind::Module: {
      DictEntry* e = dict_find_str(v.as<Module>()->dict, names::op_name);
      if (e == nullptr || !is<Str>(e->value)) return out.append("<module '?'>");
      return out.append("<module '") && out.append(e->value.as<Str>()) && out.append(e->value.as<Str>() == names::builtins ? "' (built-in)>" : "'>");
    }
    case Kind::Instance: {
      Type* t = v.as<Instance>()->type;
      Value method = type_lookup(vm, t, names::op_repr);
      if (!is<NativeFunction>(method)) return needs_python(vm);
      if (method.as<NativeFunction>()->owner == &kType_object) return default_repr(vm, out, v);
      if (t->payload_type != nullptr) {
        Kind k = t->payload_kind;
        if (k == Kind::Set || k == Kind::FrozenSet) return needs_python(vm);
        if (k == Kind::ByteArray) {
          auto* b = v.as<Instance>()->slots[0].as<ByteArray>();
          return out.append(t->name) && out.append("(") && quoted_bytes(out, b->data, b->length(), true) && out.append(")");
        }
        return repr_into(vm, out, v.as<Instance>()->slots[0], depth);
      }
      return needs_python(vm);
    }
    case Kind::Exception: {
      auto* e = v.as<Exception>();
      Value method = type_lookup(vm, e->type, names::op_repr);
      if (!is<NativeFunction>(method) || method.as<NativeFunction>()->owner != &kType_BaseException) return needs_python(vm);
      if (Guard::inside(vm, v)) return out.append("...");
      Guard guard(vm, v);
      return out.append(e->type->name) && out.append("(") && items_into(vm, out, e->args->items, e->args->length(), depth) && out.append(")");
    }
    case Kind::GenericAlias:
    case Kind::UnionType:
    case Kind::Native:
    case Kind::Super:
    case Kind::MemoryView: return needs_python(vm);
    case Kind::Property:
    case Kind::StaticMethod:
    case Kind::ClassMethod:
      if (v.as_cell()->kind == Kind::Property) return default_repr(vm, out, v);
      return out.append(v.as_cell()->kind == Kind::StaticMethod ? "<staticmethod(" : "<classmethod(") &&
             repr_into(vm, out, v.as<StaticMethod>()->function, depth + 1) && out.append(")>");
    case Kind::MappingProxy: {
      Dict* d = get_if<Dict>(v.as<MappingProxy>()->mapping);
      return d == nullptr ? needs_python(vm) : out.append("mappingproxy(") && repr_into(vm, out, Value::cell(d), depth + 1) && out.append(")");
    }
    case Kind::CodeObject: {
      Code* c = v.as<CodeObject>()->code->code;
      char tail[32];
      std::snprintf(tail, sizeof tail, ", line %u>", c->firstlineno);
      char at[32];
      std::snprintf(at, sizeof at, " at 0x%llx, file \"", static_cast<unsigned long long>(id_of(vm, v)));
      return out.append("<code object ") && out.append(c->name_value) && out.append(at) && out.append_utf8(c->program->filename) && out.append("\"") &&
             out.append(tail);
    }
    case Kind::MemberDescriptor:
      return out.append("<member '") && out.append(v.as<MemberDescriptor>()->name) && out.append("' of '") &&
             out.append(v.as<MemberDescriptor>()->type->name) && out.append("' objects>");
    case Kind::GetSetDescriptor:
      return out.append("<attribute '") && out.append(v.as<GetSetDescriptor>()->name) && out.append("' of '") &&
             out.append(v.as<GetSetDescriptor>()->owner->name) && out.append("' objects>");
    case Kind::ClosureCell: {
      char at[32];
      std::snprintf(at, sizeof at, "<cell at 0x%llx: ", static_cast<unsigned long long>(id_of(vm, v)));
      Value c = v.as<ClosureCell>()->content;
      if (!out.append(at)) return false;
      if (c.is_undef()) return out.append("empty>");
      return out.append(type_of(vm, c)->name) && out.append(" object") && at_address(vm, out, c);
    }
    case Kind::HostFunction: return out.append("<host function ") && out.append(v.as<HostFunction>()->name) && out.append(">");
    default: return default_repr(vm, out, v);
  }
}

}  // namespace

bool str_repr_into(StrBuilder& out, Str* s) {
  bool single = false, twice = false;
  if (!in_pieces(out.vm(), s->length(), [&](u64 i, u64 end) {
        for (; i < end; i++) {
          u32 c = s->at(i);
          single |= c == '\'';
          twice |= c == '"';
        }
        return true;
      }))
    return false;
  u32 quote = single && !twice ? '"' : '\'';
  if (!out.append_char(quote)) return false;
  char escape[16];
  auto plain = [quote](u32 c) { return c >= 32 && c < 127 && c != '\\' && c != quote; };
  u64 unlooked = 0;
  for (u32 i = 0; i < s->length(); i++) {
    if (s->width() == 1 && plain(s->data[i])) {
      const u32 from = i, stop = std::min(s->length(), i + (1u << 15));
      while (++i < stop && plain(s->data[i])) {
      }
      if (!out.append(std::string_view(reinterpret_cast<const char*>(s->data) + from, i - from))) return false;
      if ((unlooked += i - from) > 1024) {
        if (!out.vm().meter.tick(unlooked / 16)) return raise_stopped(out.vm()), false;
        unlooked = 0;
      }
      i--;
      continue;
    }
    if ((++unlooked & 255) == 0 && !out.vm().meter.tick(512)) return raise_stopped(out.vm()), false;
    u32 c = s->at(i);
    if (plain(c)) {
      if (!out.append_char(c)) return false;
      continue;
    }
    int n = 0;
    if (c == '\\' || c == quote)
      n = std::snprintf(escape, sizeof escape, "\\%c", static_cast<char>(c));
    else if (c == '\n')
      n = std::snprintf(escape, sizeof escape, "\\n");
    else if (c == '\r')
      n = std::snprintf(escape, sizeof escape, "\\r");
    else if (c == '\t')
      n = std::snprintf(escape, sizeof escape, "\\t");
    else if (c < 32 || c == 127)
      n = std::snprintf(escape, sizeof escape, "\\x%02x", c);
    else if (unicode::is_printable(c)) {
      if (!out.append_char(c)) return false;
      continue;
    } else if (c < 256)
      n = std::snprintf(escape, sizeof escape, "\\x%02x", c);
    else if (c < 0x10000)
      n = std::snprintf(escape, sizeof escape, "\\u%04x", c);
    else
      n = std::snprintf(escape, sizeof escape, "\\U%08x", c);
    if (!out.append({escape, static_cast<usize>(n)})) return false;
  }
  return out.append_char(quote);
}

bool bytes_repr_into(StrBuilder& out, const u8* data, u32 n) { return quoted_bytes(out, data, n, false); }

namespace {

// A bytearray escapes single quotes even between double ones.
bool quoted_bytes(StrBuilder& out, const u8* data, u32 n, bool of_bytearray) {
  bool single = false, twice = false;
  if (!in_pieces(out.vm(), n, [&](u64 i, u64 end) {
        for (; i < end; i++) {
          single |= data[i] == '\'';
          twice |= data[i] == '"';
        }
        return true;
      }))
    return false;
  char quote = single && !twice ? '"' : '\'';
  if (!out.append("b") || !out.append_char(static_cast<u8>(quote))) return false;
  char escape[8];
  for (u32 i = 0; i < n; i++) {
    if ((i & 255) == 255 && !out.vm().meter.tick(1024)) return raise_stopped(out.vm()), false;
    u8 c = data[i];
    int k;
    if (c == '\\' || c == static_cast<u8>(quote) || (c == '\'' && of_bytearray))
      k = std::snprintf(escape, sizeof escape, "\\%c", c);
    else if (c == '\n')
      k = std::snprintf(escape, sizeof escape, "\\n");
    else if (c == '\r')
      k = std::snprintf(escape, sizeof escape, "\\r");
    else if (c == '\t')
      k = std::snprintf(escape, sizeof escape, "\\t");
    else if (c < 32 || c >= 127)
      k = std::snprintf(escape, sizeof escape, "\\x%02x", c);
    else
      k = std::snprintf(escape, sizeof escape, "%c", c);
    if (!out.append({escape, static_cast<usize>(k)})) return false;
  }
  return out.append_char(static_cast<u8>(quote));
}

}  // namespace

// Decimal text with the guard against quadratic conversions (sys.set_int_max_str_digits).
Str* int_to_decimal(Vm& vm, Value v) {
  if (BigInt* b = get_if<BigInt>(v); b != nullptr && vm.int_max_str_digits > 0) {
    // 64 bits a limb are 19.27 digits.
    if (b->aux * 19.2 > vm.int_max_str_digits) {
      Str* s = b->aux * 19.2 > vm.int_max_str_digits * 1.2 + 100 ? nullptr : int_to_str(vm, v);
      u32 digits = s == nullptr ? ~u32{0} : s->length() - (b->negative() ? 1 : 0);
      if (digits <= static_cast<u32>(vm.int_max_str_digits)) return s;
      if (!vm.exception.is_undef()) return nullptr;
      raise_value_error(vm, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
                        vm.int_max_str_digits);
      return nullptr;
    }
  }
  return int_to_str(vm, v);
}

Str* repr_native(Vm& vm, Value v) {
  if (v.is_small_int()) return int_to_str(vm, v);
  if (v.is_none()) return names::None;
  if (v.is_bool()) return v.is_true() ? names::True : names::False;
  usize depth = vm.repr_guard.size();
  StrBuilder out(vm);
  // Below twins that already walk a deep value, trying far ahead at each level would be wasted.
  bool fine = repr_into(vm, out, v, depth > kMaxNesting ? kMaxNesting - 1 : 0);
  vm.repr_guard.shrink(depth);
  return fine ? out.finish() : nullptr;
}

Str* str_native(Vm& vm, Value v) {
  if (is<Str>(v)) return v.as<Str>();
  Kind k = kind_of(v);
  if (k == Kind::Instance) {
    Type* t = v.as<Instance>()->type;
    Value method = type_lookup(vm, t, names::op_str);
    if (!is<NativeFunction>(method)) {
      vm.deferred = true;
      return nullptr;
    }
    if (t->payload_kind == Kind::Str) return v.as<Instance>()->slots[0].as<Str>();
    return repr_native(vm, v);
  }
  if (k == Kind::MappingProxy) return is<Dict>(v.as<MappingProxy>()->mapping) ? repr_native(vm, v.as<MappingProxy>()->mapping) : (vm.deferred = true, nullptr);
  if (k == Kind::Exception) {
    auto* e = v.as<Exception>();
    Value method = type_lookup(vm, e->type, names::op_str);
    if (!is<NativeFunction>(method) || method.as<NativeFunction>()->owner != &kType_BaseException) {
      vm.deferred = true;
      return nullptr;
    }
    if (e->args->length() == 0) return names::empty;
    if (e->args->length() == 1) return str_native(vm, e->args->items[0]);
    return repr_native(vm, Value::cell(e->args));
  }
  return repr_native(vm, v);
}

Str* function_qualname(Vm&, Function* f) {
  if (f->extras != nullptr) {
    if (DictEntry* e = dict_find_str(f->extras, names::op_qualname); e != nullptr && is<Str>(e->value)) return e->value.as<Str>();
  }
  return f->code->code->qualname_value;
}

Str* type_display_name(Vm& vm, Type* type) {
  if (type->dict == nullptr) {
    if (type->module == nullptr || str_equal(type->module, names::builtins)) return type->qualname;
    StrBuilder out(vm);
    if (!out.append(type->module) || !out.append(".") || !out.append(type->qualname)) return nullptr;
    return out.finish();
  }
  DictEntry* m = dict_find_str(type->dict, names::op_module);
  if (m == nullptr || !is<Str>(m->value) || str_equal(m->value.as<Str>(), names::builtins)) return type->qualname;
  StrBuilder out(vm);
  if (!out.append(m->value.as<Str>()) || !out.append(".") || !out.append(type->qualname)) return nullptr;
  return out.finish();
}

}  // namespace monty
