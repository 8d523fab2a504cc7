// SPDX-License-Identifier: MIT
// Code generation: classes, annotations (PEP 649), type parameters and aliases (PEP 695, 696).
#include <algorithm>

#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

// ---- annotations

void Gen::begin_annotate(Scope* scope, const Node* n, const char* name) {
  Unit* u = begin_unit(scope, nullptr, n->lineno == 0 ? 1 : n->lineno, name);
  u->code->argcount = u->code->posonlyargcount = 1;
  u->b.at(n->lineno, n->lineno, 0, 0);
  // Only the formats VALUE and VALUE_WITH_FAKE_GLOBALS are known to the function.
  const Label go = label();
  const Symbol* format = scope->symbols[0];
  u->b.jump(Op::JF_GT_I, format->reg, 2, go);
  const Reg t = temp();
  emit_wide(Op::LOAD_SEALED, t, name_index("NotImplementedError"));
  emit(Op::RAISE, t, 0);
  release(t);
  bind(go);
}

std::string_view Gen::source_text(const Node* n) {
  const std::string_view src = program_.source;
  if (line_starts_.empty()) {
    line_starts_.push(s_, 0);
    for (u32 i = 0; i < src.size(); ++i)
      if (src[i] == '\n') line_starts_.push(s_, i + 1);
  }
  if (n->lineno == 0 || n->lineno > line_starts_.count || n->end_lineno > line_starts_.count) return {};
  const usize start = usize{line_starts_[n->lineno - 1]} + n->col_offset;
  const usize end = usize{line_starts_[n->end_lineno - 1]} + n->end_col_offset;
  if (start > end || end > src.size()) return {};
  return src.substr(start, end - start);
}

void Gen::annotation_value(ExprNode* e, Reg dst) {
  if (cx_.future_annotations) {
    at(e);
    load_str(source_text(e), dst);
    return;
  }
  if (auto* star = e->get_if<Starred>()) {  // *args: *Ts
    const Reg v = expr_any(star->value);
    at(e);
    const Reg t = temp();
    emit(Op::UNPACK_SEQUENCE, t, v, 1);
    move(dst, t);
    return;
  }
  expr_to(e, dst);
}

bool Gen::annotate_function(Arguments* args, ExprNode* returns, Reg dst) {
  Scope* scope = cx_.scope_of(args, Part::Annotations);
  if (scope == nullptr) return false;
  Scope* outer = scope_;
  begin_annotate(scope, args, "__annotate__");
  const Reg dict = temp();
  emit(Op::BUILD_MAP, dict, dict, 0);
  auto entry = [&](std::string_view name, ExprNode* value, const Node* n) {
    const Reg kv = temps(2);
    at(n);
    load_str(name, kv);
    annotation_value(value, kv + 1);
    at(n);
    emit(Op::MAP_ADD, dict, kv, kv + 1);
    release(kv);
  };
  auto arg = [&](Arg* a) {
    if (a->annotation != nullptr) entry(stored(cx_.mangle(scope_->private_name, a->arg)), a->annotation, a);
  };
  for (Arg* a : args->posonlyargs) arg(a);
  for (Arg* a : args->args) arg(a);
  if (args->vararg != nullptr) arg(args->vararg);
  for (Arg* a : args->kwonlyargs) arg(a);
  if (args->kwarg != nullptr) arg(args->kwarg);
  if (returns != nullptr) entry("return", returns, returns);
  emit(Op::RETURN, dict);
  Code* code = end_unit();
  scope_ = outer;
  at(args);
  make_function(code, scope, dst);
  return true;
}

void Gen::annotation_entries(Seq<StmtNode*> body, Reg dict) {
  for (StmtNode* s : body) {
    switch (s->kind) {
      case NodeKind::AnnAssign: {
        auto* n = s->as<AnnAssign>();
        if (n->simple == 0) break;
        const Reg kv = temps(2);
        at(n);
        load_str(stored(cx_.mangle(scope_->private_name, n->target->as<Name>()->id)), kv);
        annotation_value(n->annotation, kv + 1);
        at(n);
        emit(Op::MAP_ADD, dict, kv, kv + 1);
        release(kv);
        break;
      }
      case NodeKind::If: {
        const int truth = const_truth(s->as<If>()->test);
        if (truth != 0) annotation_entries(s->as<If>()->body, dict);
        if (truth != 1) annotation_entries(s->as<If>()->orelse, dict);
        break;
      }
      case NodeKind::For:
        annotation_entries(s->as<For>()->body, dict);
        annotation_entries(s->as<For>()->orelse, dict);
        break;
      case NodeKind::While:
        annotation_entries(s->as<While>()->body, dict);
        annotation_entries(s->as<While>()->orelse, dict);
        break;
      case NodeKind::With: annotation_entries(s->as<With>()->body, dict); break;
      case NodeKind::Try: {
        auto* n = s->as<Try>();
        annotation_entries(n->body, dict);
        for (ExceptHandler* h : n->handlers) annotation_entries(h->body, dict);
        annotation_entries(n->orelse, dict);
        annotation_entries(n->finalbody, dict);
        break;
      }
      case NodeKind::Match:
        for (MatchCase* c : s->as<Match>()->cases) annotation_entries(c->body, dict);
        break;
      default: break;
    }
  }
}

void Gen::annotate_variables(Scope* owner, Seq<StmtNode*> body, const Node* n) {
  Scope* scope = owner->annotations;
  if (scope == nullptr) return;
  Scope* outer = scope_;
  const Reg m = mark();
  const Reg f = temp();
  begin_annotate(scope, n, "__annotate__");
  const Reg dict = temp();
  emit(Op::BUILD_MAP, dict, dict, 0);
  annotation_entries(body, dict);
  emit(Op::RETURN, dict);
  Code* code = end_unit();
  scope_ = outer;
  u_->b.at(n->lineno, n->lineno, 0, 0);
  make_function(code, scope, f);
  const bool cls = owner->kind == ScopeKind::Class;
  const u32 name = name_index(cls ? "__annotate_func__" : "__annotate__");
  emit_wide(cls || options_.use_names ? Op::STORE_NAME : Op::STORE_GLOBAL, f, name);
  release(m);
}

// ---- type parameters

void Gen::type_variable(ExprNode* e, const Node* p, Part part, std::string_view name, Reg dst) {
  Scope* scope = cx_.scope_of(p, part);
  Scope* outer = scope_;
  Unit* u = begin_unit(scope, nullptr, e->lineno, name);
  u->code->argcount = u->code->posonlyargcount = 1;
  const Reg r = temp();
  at(e);
  const bool future = cx_.future_annotations;
  cx_.future_annotations = false;
  annotation_value(e, r);
  cx_.future_annotations = future;
  emit(Op::RETURN, r);
  Code* code = end_unit();
  scope_ = outer;
  at(e);
  make_function(code, scope, dst);
  const Reg t = temp();
  const Reg one = temp();
  emit_wide(Op::LOAD_INT, one, 1);
  emit(Op::BUILD_TUPLE, t, one, 1);
  emit(Op::SET_FUNCTION, dst, t, static_cast<u32>(FunctionPart::Defaults));
  release(t);
}

// r[dst] = tuple of the new type parameters, each bound to its name.
void Gen::type_params(Seq<TypeParamNode*> params, Reg dst) {
  const Reg m = mark();
  for (TypeParamNode* p : params) {
    const Reg r = temps(3);
    Ident name = nullptr;
    ExprNode* bound = nullptr;
    ExprNode* value = nullptr;
    Intrinsic kind = Intrinsic::TypeVar;
    if (auto* tv = p->get_if<TypeVar>()) {
      name = tv->name;
      bound = tv->bound;
      value = tv->default_value;
      if (bound != nullptr && bound->kind == NodeKind::Tuple) kind = Intrinsic::TypeVarConstrained;
    } else if (auto* ps = p->get_if<ParamSpec>()) {
      name = ps->name;
      value = ps->default_value;
      kind = Intrinsic::ParamSpec;
    } else {
      auto* tt = p->as<TypeVarTuple>();
      name = tt->name;
      value = tt->default_value;
      kind = Intrinsic::TypeVarTuple;
    }
    at(p);
    load_str(stored(name), r);
    const bool is_var = p->kind == NodeKind::TypeVar;
    if (is_var) {
      if (bound != nullptr)
        type_variable(bound, p, Part::Bound, name->text(), r + 1);
      else
        emit(Op::LOAD_NONE, r + 1);
    }
    const Reg d = is_var ? r + 2 : r + 1;
    if (value != nullptr)
      type_variable(value, p, Part::Default, name->text(), d);
    else
      emit(Op::LOAD_NONE, d);
    at(p);
    emit(Op::INTRINSIC, r, r, static_cast<u32>(kind));
    store_name(name, r, p);
    release(r + 1);
  }
  emit(Op::BUILD_TUPLE, dst, m, params.count);
  release(m);
}

void Gen::type_alias(TypeAlias* n) {
  const Reg m = mark();
  Ident name = n->name->as<Name>()->id;
  const bool generic = !n->type_params.empty();
  const Reg base = temp();
  Scope* outer = scope_;
  Scope* hidden = nullptr;
  if (generic) {
    hidden = cx_.scope_of(n, Part::TypeParams);
    begin_unit(hidden, nullptr, n->lineno, "<generic parameters of " + std::string(name->text()) + ">");
    at(n);
  }
  const Reg args = temps(3);
  at(n);
  load_str(stored(name), args);
  if (generic)
    type_params(n->type_params, args + 1);
  else
    emit(Op::BUILD_TUPLE, args + 1, args + 1, 0);
  type_variable(n->value, n, Part::Main, name->text(), args + 2);
  at(n);
  emit(Op::INTRINSIC, args, args, static_cast<u32>(Intrinsic::TypeAlias));
  if (generic) {
    emit(Op::RETURN, args);
    Code* code = end_unit();
    scope_ = outer;
    at(n);
    make_function(code, hidden, base);
    emit(Op::CALL, base, 0, 0);
    store_name(name, base, n);
  } else {
    store_name(name, args, n);
  }
  release(m);
}

// ---- classes

// As CPython: the name `self` counts, whatever it is.
void Gen::note_self_attribute(const Attribute* n) {
  const auto* self = n->value->get_if<Name>();
  if (options_.twin || self == nullptr || self->id->text() != "self") return;
  Unit* u = u_;
  while (u != nullptr && u->scope->kind != ScopeKind::Class) u = u->parent;
  if (u == nullptr) return;
  for (Ident known : u->self_attributes)
    if (known == n->attr) return;
  u->self_attributes.push(s_, n->attr);
}

void Gen::store_static_attributes() {
  Vec<Ident>& names = u_->self_attributes;
  std::sort(names.begin(), names.end(), [](Ident a, Ident b) { return a->text() < b->text(); });
  auto* items = static_cast<u32*>(s_.alloc((usize{names.count} + 1) * 4));
  for (u32 i = 0; i < names.count; ++i) items[i] = str_const(stored(names[i]));
  Const c;
  c.kind = Const::Kind::Tuple;
  c.items = {items, names.count};
  const Reg t = temp();
  emit_wide(Op::LOAD_CONST, t, u_->b.constant(c));
  emit_wide(Op::STORE_NAME, t, name_index("__static_attributes__"));
  release(t);
}

Code* Gen::class_body(ClassDef* n, u32 firstlineno) {
  Scope* scope = cx_.scope_of(n);
  Scope* outer = scope_;
  Unit* u = begin_unit(scope, n->name, firstlineno);
  u->b.at(firstlineno, firstlineno, 0, 0);
  const Reg t = temp();
  auto put = [&](std::string_view name) { emit_wide(Op::STORE_NAME, t, name_index(name)); };
  emit_wide(Op::LOAD_NAME, t, name_index("__name__"));
  put("__module__");
  load_str(u->code->qualname, t);
  put("__qualname__");
  load_int(firstlineno, t);
  put("__firstlineno__");
  if (!n->type_params.empty()) {
    load_name(cx_.known[KnownNames::TypeParams], t, n);
    u->b.at(firstlineno, firstlineno, 0, 0);
    put("__type_params__");
  }
  auto body = n->body;
  std::string_view doc;
  if (docstring(body, doc)) {
    at(body[0]);
    load_str(doc, t);
    put("__doc__");
    body = {body.items + 1, body.count - 1};
  }
  release(t);
  if (scope->has_annotations) annotate_variables(scope, body, n);
  statements(body);
  no_position();
  if (u_->live) {
    if (!options_.twin) store_static_attributes();
    if (scope->needs_class_cell) emit_wide(Op::STORE_NAME, u->class_cell, name_index("__classcell__"));
    if (scope->needs_classdict) emit_wide(Op::STORE_NAME, u->classdict, name_index("__classdictcell__"));
    emit(Op::RETURN_NONE);
  }
  Code* code = end_unit();
  scope_ = outer;
  return code;
}

// r[dst] = the class. In the hidden function of a generic class the base `.generic_base` comes last.
void Gen::class_value(ClassDef* n, u32 firstlineno, Reg dst) {
  const Reg m = mark();
  const bool generic = !n->type_params.empty();
  const Reg base = call_base(dst);
  Scope* outer = scope_;
  Scope* hidden = nullptr;
  Reg call = base;
  if (generic) {
    hidden = cx_.scope_of(n, Part::TypeParams);
    begin_unit(hidden, nullptr, firstlineno, "<generic parameters of " + std::string(n->name->text()) + ">");
    at(n);
    const Reg tuple = temp();
    type_params(n->type_params, tuple);
    store_name(cx_.known[KnownNames::TypeParams], tuple, n);
    const Reg g = temp();
    emit(Op::INTRINSIC, g, tuple, static_cast<u32>(Intrinsic::SubscriptGeneric));
    store_name(cx_.known[KnownNames::GenericBase], g, n);
    call = temp();
  }
  Code* body = class_body(n, firstlineno);
  u_->b.at(firstlineno, n->end_lineno, n->col_offset, n->end_col_offset);
  if (firstlineno == n->lineno) at(n);
  bool star = false;
  for (ExprNode* e : n->bases) star = star || e->kind == NodeKind::Starred;
  for (Keyword* k : n->keywords) star = star || k->arg == nullptr;
  emit(Op::LOAD_BUILD_CLASS, call);
  Vec<Reg> first;
  const Reg f = temp();
  make_function(body, cx_.scope_of(n), f);
  const Reg name = temp();
  load_str(stored(n->name), name);
  auto bases = n->bases;
  if (generic) {
    auto* items = static_cast<ExprNode**>(s_.alloc((usize{bases.count} + 1) * sizeof(ExprNode*)));
    for (u32 i = 0; i < bases.count; ++i) items[i] = bases[i];
    auto* g = s_.make<Name>();
    g->lineno = n->lineno;
    g->end_lineno = n->end_lineno;
    g->col_offset = n->col_offset;
    g->end_col_offset = n->end_col_offset;
    g->id = cx_.known[KnownNames::GenericBase];
    items[bases.count] = g;
    bases = {items, bases.count + 1};
  }
  if (star) {
    // Tuple and dict lie right behind the callable: move the first two values away.
    const Reg away = temps(2);
    move(away, f);
    move(away + 1, name);
    first.push(s_, away);
    first.push(s_, away + 1);
    const Reg target = temp();
    move(target, call);
    call_ex(target, bases, n->keywords, &first, n);
    move(call, target);
  } else {
    call_arguments(call, false, bases, n->keywords, 2, n);
  }
  if (generic) {
    emit(Op::RETURN, call);
    Code* code = end_unit();
    scope_ = outer;
    at(n);
    make_function(code, hidden, base);
    emit(Op::CALL, base, 0, 0);
  }
  move(dst, base);
  release(m);
}

void Gen::class_def(ClassDef* n) {
  const Reg m = mark();
  const u32 firstlineno = n->decorator_list.empty() ? n->lineno : n->decorator_list[0]->lineno;
  const Reg base = mark();
  for (ExprNode* d : n->decorator_list) {
    const Reg r = temp();
    expr_to(d, r);
  }
  const Reg dst = temp();
  class_value(n, firstlineno, dst);
  for (u32 i = n->decorator_list.count; i-- > 0;) {
    at(n->decorator_list[i]);
    emit(Op::CALL, base + i, 1, 0);
  }
  store_name(n->name, base, n);
  release(m);
}

}  // namespace monty::compiler
