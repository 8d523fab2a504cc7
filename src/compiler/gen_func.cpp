// SPDX-License-Identifier: MIT
// Code generation: functions and lambdas.
#include "compiler/codegen.h"
#include "compiler/on_demand.h"

namespace monty::compiler {

using namespace syntax;

void Gen::set_parameters(Code* code, Arguments* args) {
  code->posonlyargcount = static_cast<u16>(args->posonlyargs.count);
  code->argcount = static_cast<u16>(args->posonlyargs.count + args->args.count);
  code->kwonlyargcount = static_cast<u16>(args->kwonlyargs.count);
  if (args->vararg != nullptr) code->flags |= kCodeVarargs;
  if (args->kwarg != nullptr) code->flags |= kCodeVarkw;
}

// r[dst] = tuple of the positional defaults.
bool Gen::load_defaults(Arguments* args, Reg dst) {
  if (args->defaults.empty()) return false;
  bool constant = true;
  for (ExprNode* e : args->defaults) constant = constant && is_const(e);
  at(args->defaults[0]);
  if (constant) {
    auto* items = static_cast<u32*>(s_.alloc(usize{args->defaults.count} * 4));
    for (u32 i = 0; i < args->defaults.count; ++i) items[i] = expr_const(args->defaults[i]);
    Const c;
    c.kind = Const::Kind::Tuple;
    c.items = {items, args->defaults.count};
    emit_wide(Op::LOAD_CONST, dst, u_->b.constant(c));
    return true;
  }
  const Reg m = mark();
  for (ExprNode* e : args->defaults) {
    const Reg r = temp();
    expr_to(e, r);
  }
  emit(Op::BUILD_TUPLE, dst, m, args->defaults.count);
  release(m);
  return true;
}

bool Gen::load_kwdefaults(Arguments* args, Reg dst) {
  const Reg m = mark();
  u32 count = 0;
  for (u32 i = 0; i < args->kw_defaults.count; ++i) {
    if (args->kw_defaults[i] == nullptr) continue;
    const Reg kv = temps(2);
    at(args->kw_defaults[i]);
    load_str(stored(cx_.mangle(scope_->private_name, args->kwonlyargs[i]->arg)), kv);
    expr_to(args->kw_defaults[i], kv + 1);
    ++count;
  }
  if (count != 0) emit(Op::BUILD_MAP, dst, m, count);
  release(m);
  return count != 0;
}

// r[dst] = the function with its closure.
void Gen::make_function(Code* code, Scope* scope, Reg dst) {
  emit_wide(Op::MAKE_FUNCTION, dst, u_->b.code_constant(code));
  if (scope->frees.empty()) return;
  const Reg m = mark();
  for (Symbol* sym : scope->frees) {
    const Reg r = temp();
    load_free_cell(sym->id, r);
  }
  const Reg t = m;
  emit(Op::BUILD_TUPLE, t, m, scope->frees.count);
  emit(Op::SET_FUNCTION, dst, t, static_cast<u32>(FunctionPart::Closure));
  release(m);
}

bool Gen::docstring(Seq<StmtNode*> body, std::string_view& text) {
  if (body.empty() || body[0]->kind != NodeKind::Expr) return false;
  const auto* c = body[0]->as<Expr>()->value->get_if<Constant>();
  if (c == nullptr || c->value.kind != ConstKind::Str) return false;
  text = clean_doc(c->value.text);
  return true;
}

// Docstrings lose their common indentation, as since CPython 3.13.
std::string_view Gen::clean_doc(std::string_view doc) {
  usize margin = SIZE_MAX;
  const usize first_end = doc.find('\n');
  auto line_end = [&](usize i) {
    const usize e = doc.find('\n', i);
    return e == std::string_view::npos ? doc.size() : e;
  };
  usize lead = 0;
  while (lead < doc.size() && doc[lead] == ' ') ++lead;
  if (first_end == std::string_view::npos) return doc.substr(lead);
  for (usize i = first_end + 1; i <= doc.size();) {
    const usize e = line_end(i);
    usize k = i;
    while (k < e && doc[k] == ' ') ++k;
    if (k < e && k - i < margin) margin = k - i;
    i = e + 1;
  }
  if (margin == SIZE_MAX) margin = 0;
  if (margin == 0 && lead == 0) return doc;
  char* out = static_cast<char*>(s_.alloc(doc.size() + 1));
  usize n = 0;
  for (usize i = lead; i <= first_end; ++i) out[n++] = doc[i];
  for (usize i = first_end + 1; i <= doc.size();) {
    const usize e = line_end(i);
    usize k = i;
    while (k < e && k - i < margin && doc[k] == ' ') ++k;
    for (; k < e; ++k) out[n++] = doc[k];
    if (e < doc.size()) out[n++] = '\n';
    i = e + 1;
  }
  return {out, n};
}

Code* Gen::function_code(StmtNode* n, Ident name, Arguments* args, Seq<StmtNode*> body, u32 firstlineno) {
  Scope* scope = cx_.scope_of(n);
  Scope* outer = scope_;
  Unit* u = begin_unit(scope, name, firstlineno);
  set_parameters(u->code, args);
  if (u->parent->scope->kind == ScopeKind::Class || (u->parent->scope->kind == ScopeKind::TypeParams && u->parent->scope->parent->kind == ScopeKind::Class))
    u->code->flags |= kCodeMethod;
  std::string_view doc;
  if (docstring(body, doc)) {
    str_const(doc);
    u->code->flags |= kCodeHasDocstring;
    body = {body.items + 1, body.count - 1};
  }
  u->b.at(firstlineno, firstlineno, 0, 0);
  statements(body);
  if (u_->live) {
    if (u->b.here() == 0) u->b.at(n->lineno, n->lineno, 0, 0);
    emit(Op::RETURN_NONE);
  }
  Code* code = end_unit();
  scope_ = outer;
  return code;
}

void Gen::function_object(StmtNode* n, Ident name, Arguments* args, Seq<StmtNode*> body, ExprNode* returns, u32 firstlineno, Reg dst, Reg defaults,
                          Reg kwdefaults) {
  const Reg m = mark();
  const Reg annotate = temp();
  const bool has_annotate = annotate_function(args, returns, annotate);
  Code* code = function_code(n, name, args, body, firstlineno);
  const bool decorated = firstlineno != n->lineno;
  if (options_.methods_on_demand && !has_annotate && !decorated && u_->scope->kind == ScopeKind::Class) method_on_demand(args, code);
  at(n);
  make_function(code, cx_.scope_of(n), dst);
  if (defaults != ~0u) emit(Op::SET_FUNCTION, dst, defaults, static_cast<u32>(FunctionPart::Defaults));
  if (kwdefaults != ~0u) emit(Op::SET_FUNCTION, dst, kwdefaults, static_cast<u32>(FunctionPart::KwDefaults));
  if (has_annotate) emit(Op::SET_FUNCTION, dst, annotate, static_cast<u32>(FunctionPart::Annotate));
  release(m);
}

void Gen::function_value(StmtNode* n, Ident name, Arguments* args, Seq<StmtNode*> body, ExprNode* returns, Seq<TypeParamNode*> params, u32 firstlineno,
                         Reg dst) {
  const Reg m = mark();
  if (params.empty()) {
    const Reg d = temps(2);
    const bool has = load_defaults(args, d);
    const bool has_kw = load_kwdefaults(args, d + 1);
    function_object(n, name, args, body, returns, firstlineno, dst, has ? d : ~0u, has_kw ? d + 1 : ~0u);
    release(m);
    return;
  }
  // A hidden function makes the type parameters and the function; it is called at once.
  const Reg base = call_base(dst);
  u32 given = 0;
  Reg d = temp();
  const bool has = load_defaults(args, d);
  if (has) {
    ++given;
    d = temp();
  }
  const bool has_kw = load_kwdefaults(args, d);
  if (has_kw) ++given;
  Scope* scope = cx_.scope_of(n, Part::TypeParams);
  Scope* outer = scope_;
  const std::string text = "<generic parameters of " + std::string(name->text()) + ">";
  Unit* u = begin_unit(scope, nullptr, firstlineno, text);
  u->code->argcount = static_cast<u16>(given);
  at(n);
  const Reg f = temp();
  const Reg tuple = temp();
  type_params(params, tuple);
  auto reg_of = [&](KnownNames::Which w) { return Reg{scope->find(cx_.known[w])->reg}; };
  function_object(n, name, args, body, returns, firstlineno, f, has ? reg_of(KnownNames::Defaults) : ~0u, has_kw ? reg_of(KnownNames::KwDefaults) : ~0u);
  emit(Op::SET_FUNCTION, f, tuple, static_cast<u32>(FunctionPart::TypeParams));
  emit(Op::RETURN, f);
  Code* code = end_unit();
  scope_ = outer;
  at(n);
  make_function(code, scope, base);
  emit(Op::CALL, base, given, 0);
  move(dst, base);
  release(m);
}

void Gen::function_on_demand(StmtNode* n, Ident name, Arguments* args, Seq<StmtNode*> body) {
  Code* code = function_code(n, name, args, body, n->lineno);
  add_on_demand(stored(name), code, args).thunk = (n->flags & kThunk) != 0;
}

void Gen::method_on_demand(Arguments* args, Code* code) {
  const Scope* top = cx_.scopes[0];
  auto in_module = [&](Ident id) {
    const Symbol* s = top->find(id);
    return s != nullptr && (s->flags & kDefBound) != 0;
  };
  if (makes_itself(args, in_module) && code->freevars.empty()) add_on_demand(code->qualname, code, args);
}

OnDemand& Gen::add_on_demand(std::string_view qualname, Code* code, Arguments* args) {
  auto put = [&](OnDemand::Default& d, const ExprNode* e) {
    d.is_name = e != nullptr && e->kind == NodeKind::Name;
    d.index = e == nullptr ? OnDemand::kNoDefault : d.is_name ? name_index(e->as<Name>()->id) : expr_const(e);
  };
  OnDemand made;
  made.qualname = qualname;
  made.code = code;
  made.defaults = program_.allocate_array<OnDemand::Default>(args->defaults.count);
  for (u32 i = 0; i < args->defaults.count; ++i) put(made.defaults[i], args->defaults[i]);
  made.kwdefaults = program_.allocate_array<OnDemand::Default>(args->kw_defaults.count);
  for (u32 i = 0; i < args->kw_defaults.count; ++i) put(made.kwdefaults[i], args->kw_defaults[i]);
  program_.on_demand.push_back(made);
  return program_.on_demand.back();
}

// `union = set.union` in a class: the same code under one more name.
void Gen::alias_on_demand(const Assign* n) {
  auto* target = n->targets.count == 1 ? n->targets[0]->get_if<Name>() : nullptr;
  if (target == nullptr) return;
  std::string from;
  if (auto* a = n->value->get_if<Attribute>(); a != nullptr && a->value->kind == NodeKind::Name)
    from = std::string(a->value->as<Name>()->id->text()) + "." + std::string(a->attr->text());
  else if (auto* own = n->value->get_if<Name>())
    from = std::string(u_->code->qualname) + "." + std::string(own->id->text());
  for (usize i = 0; i < program_.on_demand.size(); ++i) {
    if (program_.on_demand[i].qualname != from) continue;
    OnDemand alias = program_.on_demand[i];
    alias.qualname = program_.store(std::string(u_->code->qualname) + "." + std::string(target->id->text()));
    program_.on_demand.push_back(alias);
    return;
  }
}

void Gen::function(StmtNode* n, Ident name, Arguments* args, Seq<StmtNode*> body, Seq<ExprNode*> decorators, ExprNode* returns, Seq<TypeParamNode*> params,
                   bool is_async) {
  (void)is_async;
  const Reg m = mark();
  const u32 firstlineno = decorators.empty() ? n->lineno : decorators[0]->lineno;
  // Each decorator is a callable whose one argument is what the next makes.
  Reg base = mark();
  for (ExprNode* d : decorators) {
    const Reg r = temp();
    expr_to(d, r);
  }
  Reg dst = ~0u;
  if (decorators.empty()) dst = direct_target(name);
  const bool direct = dst != ~0u;
  if (!direct) dst = temp();
  function_value(n, name, args, body, returns, params, firstlineno, dst);
  for (u32 i = decorators.count; i-- > 0;) {
    at(decorators[i]);
    emit(Op::CALL, base + i, 1, 0);
  }
  at(n);
  if (direct)
    stored_direct(name);
  else
    store_name(name, decorators.empty() ? dst : base, n);
  release(m);
}

void Gen::lambda(Lambda* n, Reg dst) {
  const Reg m = mark();
  const Reg d = temps(2);
  const bool has = load_defaults(n->args, d);
  const bool has_kw = load_kwdefaults(n->args, d + 1);
  Scope* scope = cx_.scope_of(n);
  Scope* outer = scope_;
  Unit* u = begin_unit(scope, nullptr, n->lineno, "<lambda>");
  set_parameters(u->code, n->args);
  u->b.at(n->lineno, n->lineno, n->col_offset, n->end_col_offset);
  const Reg r = expr_any(n->body);
  at(n->body);
  if (scope->generator && !scope->coroutine)
    emit(Op::RETURN, r);
  else
    emit(Op::RETURN, r);
  Code* code = end_unit();
  scope_ = outer;
  at(n);
  make_function(code, scope, dst);
  if (has) emit(Op::SET_FUNCTION, dst, d, static_cast<u32>(FunctionPart::Defaults));
  if (has_kw) emit(Op::SET_FUNCTION, dst, d + 1, static_cast<u32>(FunctionPart::KwDefaults));
  release(m);
}

}  // namespace monty::compiler
