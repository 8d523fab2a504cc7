// SPDX-License-Identifier: MIT
// Scopes: which name means what in which block. The Collector walks the tree once: it folds constants in place,
// collects the symbols of each block, reports the errors that CPython's symbol table and compiler report about names
// and places of statements; then each symbol is resolved to a local, cell, free or global name.
//
// List, set and dict comprehensions are scopes without code of their own (PEP 709): their names live in registers of
// the block around them.
#pragma once

#include "base/meter.h"
#include "code/code.h"
#include "code/scratch.h"
#include "syntax/ast.h"
#include "syntax/parser.h"

namespace monty::compiler {

using syntax::Ident;
using syntax::Identifier;

enum SymbolFlags : u32 {
  kDefGlobal = 1,
  kDefLocal = 2,
  kDefParam = 4,
  kDefNonlocal = 8,
  kUse = 16,
  kDefImport = 32,
  kDefAnnot = 64,
  kDefCompIter = 128,
  kDefTypeParam = 256,
  kDefDeleted = 512,  // a target of del, or the name of an except clause
  kDefBound = kDefLocal | kDefParam | kDefImport | kDefTypeParam,
};

enum class Where : u8 {
  Unknown,
  Local,
  Cell,
  Free,
  GlobalExplicit,
  GlobalImplicit,
  Outer,  // in an inlined comprehension: as in the block around it
};

struct Symbol {
  Ident id = nullptr;
  u32 flags = 0;
  Where where = Where::Unknown;
  bool assigned = false;                    // a comprehension's local: some code before has set it
  i32 free_index = -1;                      // in the block's closure
  u16 reg = 0;                              // of a local or cell
  const syntax::Node* directive = nullptr;  // the global or nonlocal statement
};

enum class ScopeKind : u8 {
  Module,
  Class,
  Function,       // def, lambda, generator expression
  Comprehension,  // inlined
  Annotation,     // __annotate__
  TypeParams,     // <generic parameters of f>
  TypeAlias,      // value of a type statement
  TypeVariable,   // bound, constraints or default of a type parameter
};

struct Scope {
  ScopeKind kind = ScopeKind::Module;
  Scope* parent = nullptr;
  const syntax::Node* node = nullptr;
  Ident private_name = nullptr;  // the class whose private names are mangled
  bool generator = false;
  bool coroutine = false;
  bool has_await = false;  // await or async for in a comprehension or generator expression
  bool generator_expression = false;
  bool async_function = false;
  bool lambda = false;
  bool uses_locals = false;
  bool has_walrus = false;  // some NamedExpr evaluated in this block's code
  bool can_see_class = false;
  bool needs_class_cell = false;  // a class: some function inside wants __class__
  bool needs_classdict = false;
  bool has_annotations = false;  // a class or module: some simple variable annotation
  bool conditional_annotations = false;
  bool in_comp_iterable = false;  // collecting the iterable of a comprehension
  bool return_value = false;
  u16 free_count = 0;
  Vec<Symbol*> symbols;
  Vec<Symbol*> frees;  // by free_index
  Scope* annotations = nullptr;
  const syntax::Node* return_node = nullptr;

  bool function_like() const { return kind != ScopeKind::Module && kind != ScopeKind::Class; }
  bool inlined() const { return kind == ScopeKind::Comprehension; }
  Symbol* find(Ident id) const {
    if (symbols.count <= 8) {
      for (Symbol* s : symbols)
        if (s->id == id) return s;
      return nullptr;
    }
    return find_hashed(id);
  }
  Symbol* add(Scratch& scratch, Ident id);

 private:
  Symbol* find_hashed(Ident id) const;
  u32* table_ = nullptr;
  u32 mask_ = 0;
};

// Which of a node's scopes.
enum class Part : u8 { Main = 0, TypeParams = 1, Annotations = 2, Bound = 3, Default = 4 };

// A set of names that mean something to the compiler; canonical objects.
struct KnownNames {
  Identifier items[16];
  enum Which : u8 { Class, ClassDict, Super, DotZero, TypeParams, Defaults, KwDefaults, GenericBase, Format, Debug, Doc, Count };
  Ident operator[](Which w) const { return &items[w]; }
  KnownNames();
};

struct Problem {
  bool set = false;
  const syntax::Node* node = nullptr;
  std::string msg;
};

// State that collecting and generating share.
struct Context {
  Context(Scratch& s, Meter& m, u32 identifiers) : scratch(s), meter(m), identifier_count(identifiers) {
    for (u32 i = 0; i < KnownNames::Count; ++i) known.items[i].index = identifier_count++;
  }
  Scratch& scratch;
  Meter& meter;
  u32 identifier_count;
  KnownNames known;
  Problem problem;
  bool stopped = false;  // the meter said stop
  bool top_level_await = false;
  bool future_annotations = false;
  bool library = false;  // annotations of functions are for readers and the type checker: none are made
  Vec<Scope*> scopes;
  // (node | part) -> scope
  struct Entry {
    usize key;
    Scope* scope;
  };
  Entry* table = nullptr;
  u32 table_mask = 0;
  struct Mangled {
    Ident cls;
    Ident name;
    Ident result;
  };
  Vec<Mangled> mangled;
  // In the head of a generic class only its type parameters are private names: the head's scopes have an owner of
  // their own, which stands here.
  struct Restricted {
    Ident owner;
    syntax::Seq<syntax::TypeParamNode*> names;
  };
  Vec<Restricted> restricted;
  Ident restricted_owner(Ident cls, syntax::Seq<syntax::TypeParamNode*> names);

  // One Ident for each text: the parser's and those made here.
  Ident* canon = nullptr;
  u32 canon_count = 0;
  Ident* by_text = nullptr;
  u32 by_text_mask = 0, by_text_count = 0;
  Ident canonical(Ident id) {
    if (MONTY_LIKELY(id->index < canon_count && canon[id->index] != nullptr)) return canon[id->index];
    return register_ident(id);
  }
  Ident register_ident(Ident id);
  // The name with this text (which lives as long as the compilation).
  Ident intern(std::string_view text);

  bool failed() const { return problem.set || stopped || scratch.failed(); }
  void fail(const syntax::Node* node, std::string msg) {
    if (problem.set) return;
    problem = {true, node, static_cast<std::string&&>(msg)};
  }
  // Problems that CPython finds in its compiler, after those of the symbol table.
  Problem late;
  void fail_late(const syntax::Node* node, std::string msg) {
    if (!late.set) late = {true, node, static_cast<std::string&&>(msg)};
  }
  std::vector<CompileWarning> warnings;
  void warn(const syntax::Node* node, std::string msg) {
    if (warnings.size() < syntax::kMaxWarnings) warnings.push_back({node->lineno, static_cast<std::string&&>(msg)});
  }
  bool tick(u64 n = 1) {
    if (MONTY_LIKELY(meter.tick(n))) return true;
    stopped = true;
    return false;
  }
  Scope* new_scope(ScopeKind kind, Scope* parent, const syntax::Node* node, Part part);
  Scope* scope_of(const syntax::Node* node, Part part = Part::Main) const;
  // The name that `id` stands for in code whose private names belong to class `cls`.
  Ident mangle(Ident cls, Ident id);
};

// Folds constants and collects and resolves the symbols of a whole tree. Problems are left in `cx.problem`.
Scope* collect_scopes(Context& cx, syntax::ModNode* root);
void resolve_scopes(Context& cx);
Ident type_param_name(const syntax::TypeParamNode* p);
const syntax::ExprNode* type_param_default(const syntax::TypeParamNode* p);

}  // namespace monty::compiler
