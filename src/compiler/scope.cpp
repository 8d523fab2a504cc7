// SPDX-License-Identifier: MIT
// Tables of scopes and symbols, private names, and the resolution of names.
#include "compiler/scope.h"

#include <bit>

namespace monty::compiler {

using namespace syntax;

KnownNames::KnownNames() {
  static constexpr std::string_view kTexts[] = {"__class__",   "__classdict__", "super",   ".0",        ".type_params", ".defaults",
                                                ".kwdefaults", ".generic_base", ".format", "__debug__", "__doc__"};
  for (u32 i = 0; i < Count; ++i) {
    items[i].data = kTexts[i].data();
    items[i].size = static_cast<u32>(kTexts[i].size());
    items[i].index = i;
    items[i].hash = 0x9E3779B9u * (i + 1);
  }
}

Symbol* Scope::find_hashed(Ident id) const {
  u32 at = (id->index * 0x9E3779B1u) >> 7 & mask_;
  while (table_[at] != 0) {
    Symbol* s = symbols[table_[at] - 1];
    if (s->id == id) return s;
    at = (at + 1) & mask_;
  }
  return nullptr;
}

Symbol* Scope::add(Scratch& scratch, Ident id) {
  auto* s = scratch.make<Symbol>();
  s->id = id;
  symbols.push(scratch, s);
  if (symbols.count > 8) {
    u32 from = symbols.count - 1;
    if (table_ == nullptr || symbols.count * 2 > mask_) {
      const u32 size = std::bit_ceil(symbols.count * 4);
      table_ = static_cast<u32*>(scratch.alloc(usize{size} * 4));
      std::memset(table_, 0, usize{size} * 4);
      mask_ = size - 1;
      from = 0;
    }
    for (u32 i = from; i < symbols.count; ++i) {
      u32 at = (symbols[i]->id->index * 0x9E3779B1u) >> 7 & mask_;
      while (table_[at] != 0) at = (at + 1) & mask_;
      table_[at] = i + 1;
    }
  }
  return s;
}

namespace {
usize key_of(const Node* node, Part part) { return reinterpret_cast<usize>(node) | static_cast<usize>(part); }
u32 hash_key(usize key) { return static_cast<u32>((static_cast<u64>(key) * 0x9E3779B97F4A7C15u) >> 40); }
}  // namespace

Scope* Context::new_scope(ScopeKind kind, Scope* parent, const Node* node, Part part) {
  auto* s = scratch.make<Scope>();
  s->kind = kind;
  s->parent = parent;
  s->node = node;
  if (parent != nullptr) s->private_name = parent->private_name;
  scopes.push(scratch, s);
  if (parent == nullptr) return s;  // nobody looks up the top
  if (table == nullptr || scopes.count * 2 > table_mask) {
    const u32 size = std::bit_ceil(scopes.count * 4 + 16);
    auto* old = table;
    const u32 old_size = old == nullptr ? 0 : table_mask + 1;
    table = static_cast<Entry*>(scratch.alloc(usize{size} * sizeof(Entry)));
    std::memset(static_cast<void*>(table), 0, usize{size} * sizeof(Entry));
    table_mask = size - 1;
    for (u32 i = 0; i < old_size; ++i) {
      if (old[i].key == 0) continue;
      u32 at = hash_key(old[i].key) & table_mask;
      while (table[at].key != 0) at = (at + 1) & table_mask;
      table[at] = old[i];
    }
  }
  const usize key = key_of(node, part);
  u32 at = hash_key(key) & table_mask;
  while (table[at].key != 0) at = (at + 1) & table_mask;
  table[at] = {key, s};
  return s;
}

Scope* Context::scope_of(const Node* node, Part part) const {
  const usize key = key_of(node, part);
  u32 at = hash_key(key) & table_mask;
  if (table == nullptr) return nullptr;
  while (table[at].key != 0) {
    if (table[at].key == key) return table[at].scope;
    at = (at + 1) & table_mask;
  }
  return nullptr;
}

static u32 hash_text(std::string_view text) {
  u64 h = 0xCBF29CE484222325u;
  for (char c : text) h = (h ^ static_cast<u8>(c)) * 0x100000001B3u;
  return static_cast<u32>(h ^ (h >> 32));
}

// Finds the entry for the text, or the empty place for it.
static Ident* find_text(Context& cx, std::string_view text, u32 hash) {
  if (cx.by_text == nullptr || cx.by_text_count * 2 >= cx.by_text_mask) {
    const u32 size = cx.by_text == nullptr ? 64 : (cx.by_text_mask + 1) * 4;
    auto* table = static_cast<Ident*>(cx.scratch.alloc(usize{size} * sizeof(Ident)));
    std::memset(static_cast<void*>(table), 0, usize{size} * sizeof(Ident));
    if (cx.by_text != nullptr)
      for (u32 i = 0; i <= cx.by_text_mask; ++i) {
        if (cx.by_text[i] == nullptr) continue;
        u32 at = hash_text(cx.by_text[i]->text()) & (size - 1);
        while (table[at] != nullptr) at = (at + 1) & (size - 1);
        table[at] = cx.by_text[i];
      }
    cx.by_text = table;
    cx.by_text_mask = size - 1;
  }
  u32 at = hash & cx.by_text_mask;
  while (cx.by_text[at] != nullptr && cx.by_text[at]->text() != text) at = (at + 1) & cx.by_text_mask;
  return &cx.by_text[at];
}

Ident Context::register_ident(Ident id) {
  if (id->index >= canon_count) {
    if (id >= known.items && id < known.items + KnownNames::Count) return id;
    const u32 n = identifier_count + 64 + identifier_count / 2;
    auto* grown = static_cast<Ident*>(scratch.alloc(usize{n} * sizeof(Ident)));
    if (canon_count != 0) std::memcpy(static_cast<void*>(grown), canon, usize{canon_count} * sizeof(Ident));
    std::memset(static_cast<void*>(grown + canon_count), 0, usize{n - canon_count} * sizeof(Ident));
    canon = grown;
    canon_count = n;
  }
  Ident result;
  if (id->size == 9 && id->text() == "__class__") {
    result = known[KnownNames::Class];
  } else {
    Ident* place = find_text(*this, id->text(), hash_text(id->text()));
    if (*place == nullptr) {
      *place = id;
      ++by_text_count;
    }
    result = *place;
  }
  canon[id->index] = result;
  return result;
}

Ident Context::intern(std::string_view text) {
  const u32 hash = hash_text(text);
  Ident* place = find_text(*this, text, hash);
  if (*place == nullptr) {
    auto* made = scratch.make<Identifier>();
    made->data = text.data();
    made->size = static_cast<u32>(text.size());
    made->index = identifier_count++;
    made->hash = hash;
    *place = made;
    ++by_text_count;
  }
  return *place;
}

Ident type_param_name(const TypeParamNode* p) {
  switch (p->kind) {
    case NodeKind::TypeVar: return p->as<TypeVar>()->name;
    case NodeKind::ParamSpec: return p->as<ParamSpec>()->name;
    default: return p->as<TypeVarTuple>()->name;
  }
}

const ExprNode* type_param_default(const TypeParamNode* p) {
  switch (p->kind) {
    case NodeKind::TypeVar: return p->as<TypeVar>()->default_value;
    case NodeKind::ParamSpec: return p->as<ParamSpec>()->default_value;
    default: return p->as<TypeVarTuple>()->default_value;
  }
}

Ident Context::restricted_owner(Ident cls, Seq<TypeParamNode*> names) {
  auto* owner = scratch.make<Identifier>();
  *owner = *cls;
  restricted.push(scratch, {owner, names});
  return owner;
}

Ident Context::mangle(Ident cls, Ident raw) {
  Ident id = canonical(raw);
  if (MONTY_LIKELY(cls == nullptr || id->size < 3 || id->data[0] != '_' || id->data[1] != '_')) return id;
  const std::string_view text = id->text();
  if (text.ends_with("__") || text.find('.') != std::string_view::npos) return id;
  std::string_view owner = cls->text();
  while (!owner.empty() && owner.front() == '_') owner.remove_prefix(1);
  if (owner.empty()) return id;
  for (const Restricted& r : restricted) {
    if (r.owner != cls) continue;
    bool own = false;
    for (const TypeParamNode* p : r.names) own = own || canonical(type_param_name(p)) == id;
    if (!own) return id;
  }
  for (const Mangled& m : mangled)
    if (m.cls == cls && m.name == id) return m.result;
  const usize size = 1 + owner.size() + text.size();
  char* p = static_cast<char*>(scratch.alloc(size));
  p[0] = '_';
  std::memcpy(p + 1, owner.data(), owner.size());
  std::memcpy(p + 1 + owner.size(), text.data(), text.size());
  Ident made = intern({p, size});
  mangled.push(scratch, {cls, id, made});
  return made;
}

namespace {

i32 ensure_free(Scratch& scratch, Scope* s, Ident id) {
  Symbol* sym = s->find(id);
  if (sym == nullptr) {
    sym = s->add(scratch, id);
    sym->where = Where::Free;
  }
  if (sym->free_index < 0) {
    sym->free_index = s->free_count++;
    s->frees.push(scratch, sym);
  }
  return sym->free_index;
}

class Resolver {
 public:
  explicit Resolver(Context& cx) : cx_(cx) {}

  void run() {
    for (u32 i = 0; i < cx_.scopes.count && !cx_.failed(); ++i) {
      Scope* scope = cx_.scopes[i];
      // Symbols that come by way of inner scopes' free names are appended behind; they are resolved already.
      const u32 n = scope->symbols.count;
      if (!cx_.tick(n + 1)) return;
      if (scope->can_see_class) look_up(scope, cx_.known[KnownNames::ClassDict]);
      for (u32 k = 0; k < n; ++k) {
        Symbol* sym = scope->symbols[k];
        if (sym->where == Where::Unknown) resolve(scope, sym);
      }
    }
  }

 private:
  void resolve(Scope* scope, Symbol* sym) {
    const u32 f = sym->flags;
    if ((f & kDefGlobal) != 0) {
      if ((f & kDefNonlocal) != 0) {
        cx_.fail(sym->directive, "name '" + std::string(sym->id->text()) + "' is nonlocal and global");
        return;
      }
      sym->where = Where::GlobalExplicit;
      return;
    }
    if ((f & kDefNonlocal) != 0) {
      const Where w = look_up(scope, sym->id);
      if (w == Where::GlobalImplicit) {
        cx_.fail(sym->directive, "no binding for nonlocal '" + std::string(sym->id->text()) + "' found");
        return;
      }
      if (Symbol* there = found_; there != nullptr && (there->flags & kDefTypeParam) != 0) {
        cx_.fail(sym->directive, "nonlocal binding not allowed for type parameter '" + std::string(sym->id->text()) + "'");
        return;
      }
      sym->where = w;
      return;
    }
    if ((f & kDefBound) != 0) {
      sym->where = Where::Local;
      return;
    }
    if ((f & ~kDefDeleted) == 0 && f == 0) return;
    if (Symbol* there = scope->can_see_class ? in_class(scope, sym->id) : nullptr) {
      // Bound by the class too: then the functions around it are passed by.
      const bool global = (there->flags & kDefGlobal) != 0;
      if (global || ((there->flags & kDefBound) != 0 && (there->flags & kDefNonlocal) == 0)) {
        sym->where = global ? Where::GlobalExplicit : Where::GlobalImplicit;
        return;
      }
    }
    sym->where = look_up(scope, sym->id);
  }

  // The symbol of the class whose names `scope` sees.
  Symbol* in_class(const Scope* scope, Ident id) const {
    while (scope->can_see_class) scope = scope->parent;
    return scope->kind == ScopeKind::Class ? scope->find(id) : nullptr;
  }

  // Where a name that `scope` does not bind is found; marks cells and closures on the way.
  Where look_up(Scope* scope, Ident id) {
    bool crosses = !scope->inlined();
    found_ = nullptr;
    Scope* s = scope->parent;
    for (; s != nullptr; s = s->parent) {
      if (s->kind == ScopeKind::Module) return Where::GlobalImplicit;
      if (s->kind == ScopeKind::Class) {
        if (id == cx_.known[KnownNames::Class]) {
          if (!crosses) return Where::GlobalImplicit;  // `__class__` in a comprehension in the class body
          s->needs_class_cell = true;
          break;
        }
        if (id == cx_.known[KnownNames::ClassDict]) {
          s->needs_classdict = true;
          break;
        }
        crosses = true;
        continue;
      }
      if (Symbol* sym = s->find(id)) {
        if (sym->where == Where::GlobalExplicit || (sym->flags & kDefGlobal) != 0) return Where::GlobalImplicit;
        if (sym->where == Where::GlobalImplicit && !s->can_see_class) return Where::GlobalImplicit;
        if ((sym->flags & kDefBound) != 0 && (sym->flags & kDefNonlocal) == 0) {
          if (crosses) sym->where = Where::Cell;
          found_ = sym;
          break;
        }
      }
      if (!s->inlined()) crosses = true;
      if (!cx_.tick()) return Where::GlobalImplicit;
    }
    if (s == nullptr) return Where::GlobalImplicit;
    for (Scope* t = scope; t != s; t = t->parent)
      if (!t->inlined()) ensure_free(cx_.scratch, t, id);
    return scope->inlined() ? Where::Outer : Where::Free;
  }

  Context& cx_;
  Symbol* found_ = nullptr;  // by the last look_up in a function
};

}  // namespace

void resolve_scopes(Context& cx) { Resolver(cx).run(); }

}  // namespace monty::compiler
