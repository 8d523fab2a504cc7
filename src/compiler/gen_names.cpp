// SPDX-License-Identifier: MIT
// Code generation: names and constants.
#include <cstdio>

#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

u32 Gen::name_index(Ident id) { return u_->b.name(stored(id), id->hash); }
u32 Gen::name_index(std::string_view text) { return name_index(cx_.intern(text)); }

u32 Gen::name_index16(Ident id, const Node* n) {
  const u32 i = name_index(id);
  if (MONTY_UNLIKELY(i > 0xFFFF)) {
    cx_.fail(n, "too many names in one block");
    return 0;
  }
  return i;
}

Gen::Access Gen::access(Ident id) {
  Scope* s = scope_;
  bool from_comp = false;
  for (;;) {
    Symbol* sym = s->find(id);
    if (s->inlined()) {
      if (sym != nullptr) {
        switch (sym->where) {
          case Where::Local: return {Access::Local, sym->reg, 0, sym};
          case Where::Cell: return {Access::Cell, sym->reg, 0, sym};
          case Where::GlobalExplicit: return {Access::Global};
          case Where::GlobalImplicit: {
            Scope* o = s;
            while (o->inlined()) o = o->parent;
            if (o->kind == ScopeKind::Module && options_.use_names) return {Access::Name};
            return {Access::Global};
          }
          default: break;
        }
      }
      from_comp = true;
      s = s->parent;
      continue;
    }
    const Where w = sym != nullptr ? sym->where : Where::GlobalImplicit;
    if (s->kind == ScopeKind::Module) {
      return {w != Where::GlobalExplicit && options_.use_names ? Access::Name : Access::Global};
    }
    if (s->kind == ScopeKind::Class) {
      if (from_comp) {
        if (sym != nullptr && sym->free_index >= 0) return {Access::Free, 0, static_cast<u32>(sym->free_index)};
        return {Access::Global};
      }
      if (w == Where::Free) return {id->data[0] == '.' ? Access::Free : Access::ClassFree, 0, static_cast<u32>(sym->free_index)};
      return {w == Where::GlobalExplicit ? Access::Global : Access::Name};
    }
    // A comprehension does not see the class, as a function would not.
    if (from_comp && sym != nullptr && sym->free_index >= 0) return {Access::Free, 0, static_cast<u32>(sym->free_index)};
    const bool seen = s->can_see_class && !from_comp && id->data[0] != '.' && id != cx_.known[KnownNames::ClassDict];
    switch (w) {
      case Where::Local: return {Access::Local, sym->reg};
      case Where::Cell: return {Access::Cell, sym->reg};
      case Where::Free: return {seen ? Access::MapFree : Access::Free, 0, static_cast<u32>(sym->free_index)};
      case Where::GlobalImplicit: return {seen ? Access::MapGlobal : Access::Global};
      default: return {Access::Global};
    }
  }
}

void Gen::check_local(Reg r, Ident id, const Access& a) {
  if (a.comp != nullptr) {
    if (a.comp->assigned) return;
  } else {
    if (u_->assigned.has(r)) return;
    u_->assigned.set(r);
    if (r < 256)
      u_->needs_clear.set(r);
    else
      u_->clear_far.push(s_, r);
  }
  emit_wide(Op::CHECK_LOCAL, r, name_index(id));
}

Reg Gen::load_name_any(Ident raw, const Node* n) {
  Ident id = cx_.mangle(scope_->private_name, raw);
  const Access a = access(id);
  if (a.kind == Access::Local) {
    at(n);
    check_local(a.reg, id, a);
    return a.reg;
  }
  const Reg t = temp();
  load_name(raw, t, n);
  return t;
}

void Gen::load_name(Ident raw, Reg dst, const Node* n) {
  Ident id = cx_.mangle(scope_->private_name, raw);
  const Access a = access(id);
  at(n);
  switch (a.kind) {
    case Access::Local:
      check_local(a.reg, id, a);
      move(dst, a.reg);
      return;
    case Access::Cell: emit(Op::LOAD_CELL, dst, a.reg, name_index16(id, n)); return;
    case Access::Free: emit(Op::LOAD_FREE, dst, a.free, name_index16(id, n)); return;
    case Access::Global: emit_wide(Op::LOAD_GLOBAL, dst, name_index(id)); return;
    case Access::Name: emit_wide(Op::LOAD_NAME, dst, name_index(id)); return;
    case Access::ClassFree:
    case Access::MapFree:
    case Access::MapGlobal: {
      const Reg m = temp();
      if (a.kind == Access::ClassFree) {
        emit(Op::LOAD_LOCALS, m);
      } else {
        Scope* o = scope_;
        while (o->inlined()) o = o->parent;
        Ident dict = cx_.known[KnownNames::ClassDict];
        const Symbol* sym = o->find(dict);
        if (sym == nullptr || sym->free_index < 0) {
          emit_wide(Op::LOAD_GLOBAL, dst, name_index(id));
          release(m);
          return;
        }
        emit(Op::LOAD_FREE, m, static_cast<u32>(sym->free_index), name_index16(dict, n));
      }
      if (a.kind == Access::MapGlobal) {
        emit(Op::LOAD_FROM_MAP_OR_GLOBAL, dst, m, name_index16(id, n));
      } else {
        const u32 word = emit(Op::LOAD_FROM_MAP_OR_CELL, dst, m, name_index16(id, n));
        u_->b.set_ext(word, 0, a.free, 1);
      }
      release(m);
      return;
    }
  }
}

Reg Gen::direct_target(Ident raw) {
  if (u_->scope->kind == ScopeKind::Module && !scope_->inlined()) return ~0u;
  const Access a = access(cx_.mangle(scope_->private_name, raw));
  return a.kind == Access::Local ? a.reg : ~0u;
}

void Gen::stored_direct(Ident raw) {
  const Access a = access(cx_.mangle(scope_->private_name, raw));
  if (a.comp != nullptr)
    a.comp->assigned = true;
  else
    u_->assigned.set(a.reg);
}

void Gen::store_name(Ident raw, Reg src, const Node* n) {
  Ident id = cx_.mangle(scope_->private_name, raw);
  const Access a = access(id);
  at(n);
  switch (a.kind) {
    case Access::Local:
      move(a.reg, src);
      stored_direct(raw);
      return;
    case Access::Cell: emit(Op::STORE_CELL, a.reg, src); return;
    case Access::ClassFree:
      if (u_->scope->find(id) != nullptr && (u_->scope->find(id)->flags & kDefNonlocal) == 0) {
        emit_wide(Op::STORE_NAME, src, name_index(id));
        return;
      }
      [[fallthrough]];
    case Access::Free:
    case Access::MapFree: emit(Op::STORE_FREE, a.free, src); return;
    case Access::Name: emit_wide(Op::STORE_NAME, src, name_index(id)); return;
    case Access::Global:
    case Access::MapGlobal: emit_wide(Op::STORE_GLOBAL, src, name_index(id)); return;
  }
}

void Gen::delete_name(Ident raw, const Node* n) {
  Ident id = cx_.mangle(scope_->private_name, raw);
  const Access a = access(id);
  at(n);
  switch (a.kind) {
    case Access::Local:
      check_local(a.reg, id, a);
      emit(Op::CLEAR, a.reg);
      if (a.comp != nullptr)
        a.comp->assigned = false;
      else
        u_->assigned.clear(a.reg);
      return;
    case Access::Cell: emit(Op::DELETE_CELL, a.reg, 0, name_index16(id, n)); return;
    case Access::ClassFree:
    case Access::Free:
    case Access::MapFree: emit(Op::DELETE_FREE, a.free, 0, name_index16(id, n)); return;
    case Access::Name: emit_wide(Op::DELETE_NAME, 0, name_index(id)); return;
    case Access::Global:
    case Access::MapGlobal: emit_wide(Op::DELETE_GLOBAL, 0, name_index(id)); return;
  }
}

u32 Gen::str_const(std::string_view text) {
  Const c;
  c.kind = Const::Kind::Str;
  c.text = text;
  return u_->b.constant(c);
}

u32 Gen::const_index(const ConstValue& v) {
  Const c;
  switch (v.kind) {
    case ConstKind::None: c.kind = Const::Kind::None; break;
    case ConstKind::True: c.kind = Const::Kind::True; break;
    case ConstKind::False: c.kind = Const::Kind::False; break;
    case ConstKind::Ellipsis: c.kind = Const::Kind::Ellipsis; break;
    case ConstKind::Int: {
      i64 n;
      if (const_int(v, n)) {
        if (Value::fits_small(n)) {
          c.kind = Const::Kind::Int;
          c.i = n;
          break;
        }
        char digits[32];
        const int size = std::snprintf(digits, sizeof digits, "%lld", static_cast<long long>(n));
        c.kind = Const::Kind::BigInt;
        c.i = 10;
        c.text = {digits, static_cast<usize>(size)};
        return u_->b.constant(c);
      }
      c.kind = Const::Kind::BigInt;
      c.i = v.base;
      c.text = v.text;
      break;
    }
    case ConstKind::Float:
      c.kind = Const::Kind::Float;
      c.f = v.number;
      break;
    case ConstKind::Complex:
      c.kind = Const::Kind::Complex;
      c.f = v.number;
      break;
    case ConstKind::Str:
      c.kind = Const::Kind::Str;
      c.text = v.text;
      break;
    case ConstKind::Bytes:
      c.kind = Const::Kind::Bytes;
      c.text = v.text;
      break;
  }
  return u_->b.constant(c);
}

u32 Gen::expr_const(const ExprNode* e) {
  if (const auto* t = e->get_if<Tuple>()) return tuple_const(t);
  return const_index(e->as<Constant>()->value);
}

u32 Gen::tuple_const(const Tuple* t) {
  auto* items = static_cast<u32*>(s_.alloc((usize{t->elts.count} + 1) * 4));
  for (u32 i = 0; i < t->elts.count; ++i) items[i] = expr_const(t->elts[i]);
  Const c;
  c.kind = Const::Kind::Tuple;
  c.items = {items, t->elts.count};
  return u_->b.constant(c);
}

u32 Gen::names_tuple(const Vec<std::string_view>& names) {
  auto* items = static_cast<u32*>(s_.alloc((usize{names.count} + 1) * 4));
  for (u32 i = 0; i < names.count; ++i) items[i] = str_const(names[i]);
  Const c;
  c.kind = Const::Kind::Tuple;
  c.items = {items, names.count};
  return u_->b.constant(c);
}

void Gen::load_int(i64 n, Reg dst) {
  if (n >= INT32_MIN && n <= INT32_MAX) {
    emit_wide(Op::LOAD_INT, dst, static_cast<u32>(static_cast<i32>(n)));
    return;
  }
  Const c;
  c.kind = Const::Kind::Int;
  c.i = n;
  emit_wide(Op::LOAD_CONST, dst, u_->b.constant(c));
}

void Gen::load_const(const ConstValue& v, Reg dst) {
  switch (v.kind) {
    case ConstKind::None: emit(Op::LOAD_NONE, dst); return;
    case ConstKind::True: emit(Op::LOAD_TRUE, dst); return;
    case ConstKind::False: emit(Op::LOAD_FALSE, dst); return;
    case ConstKind::Int: {
      i64 n;
      if (const_int(v, n) && n >= INT32_MIN && n <= INT32_MAX) return load_int(n, dst);
      break;
    }
    default: break;
  }
  emit_wide(Op::LOAD_CONST, dst, const_index(v));
}

void Gen::load_str(std::string_view text, Reg dst) { emit_wide(Op::LOAD_CONST, dst, str_const(text)); }

// The cell itself that a new function's free name refers to.
void Gen::load_free_cell(Ident id, Reg dst) {
  Scope* s = scope_;
  while (s->inlined()) {
    const Symbol* sym = s->find(id);
    if (sym != nullptr && sym->where == Where::Cell) return move(dst, sym->reg);
    s = s->parent;
  }
  if (s->kind == ScopeKind::Class) {
    if (id == cx_.known[KnownNames::Class]) return move(dst, u_->class_cell);
    if (id == cx_.known[KnownNames::ClassDict]) return move(dst, u_->classdict);
  }
  const Symbol* sym = s->find(id);
  if (sym != nullptr && sym->where == Where::Cell) return move(dst, sym->reg);
  const u32 index = sym != nullptr && sym->free_index >= 0 ? static_cast<u32>(sym->free_index) : 0;
  emit(Op::LOAD_FREE_CELL, dst, index);
}

}  // namespace monty::compiler
