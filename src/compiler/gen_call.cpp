// SPDX-License-Identifier: MIT
// Code generation: calls.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

namespace {
bool is_super_call(const ExprNode* e) {
  const auto* c = e->get_if<Call>();
  if (c == nullptr || !c->args.empty() || !c->keywords.empty()) return false;
  const auto* f = c->func->get_if<Name>();
  return f != nullptr && f->id->size == 5 && f->id->text() == "super";
}
constexpr u32 kMaxInRegisters = 2000;
}  // namespace

// Does super() here mean the enclosing class and the first argument, which stays bound? (The name is checked apart.)
bool Gen::super_in_method() {
  if (access(cx_.known[KnownNames::Class]).kind != Access::Free || !u_->scope->function_like() || u_->code->argcount == 0) return false;
  return u_->scope->symbols.empty() || (u_->scope->symbols[0]->flags & kDefDeleted) == 0;
}

// r[first] = __class__, r[first+1] = the first argument; false: not in a method.
bool Gen::load_super_args(Reg first, const Node* n) {
  if (!u_->scope->function_like() || u_->code->argcount == 0 || u_->scope->symbols.empty()) return false;
  Ident cls = cx_.known[KnownNames::Class];
  const Access a = access(cls);
  if (a.kind != Access::Free) return false;
  at(n);
  emit(Op::LOAD_FREE, first, a.free, name_index16(cls, n));
  const Symbol* self = u_->scope->symbols[0];
  if (self->where == Where::Cell)
    emit(Op::LOAD_CELL, first + 1, self->reg, name_index16(self->id, n));
  else
    move(first + 1, self->reg);
  return true;
}

// r[first], r[first+1], r[first+2] = super, __class__, the first argument, for the attribute `n` of super().
void Gen::load_super(Attribute* n, Reg first) {
  auto* c = n->value->as<Call>();
  load_name(c->func->as<Name>()->id, first, c->func);
  load_super_args(first + 1, c);
  at_attribute(n);
}

bool Gen::is_super_attribute(Attribute* n) {
  if (!is_super_call(n->value)) return false;
  Ident id = n->value->as<Call>()->func->as<Name>()->id;
  return access(cx_.mangle(scope_->private_name, id)).kind == Access::Global && super_in_method();
}

bool Gen::super_attribute(Attribute* n, Reg dst) {
  if (!is_super_attribute(n)) return false;
  const Reg base = temps(3);
  load_super(n, base);
  emit(Op::LOAD_SUPER_ATTR, dst, base, name_index16(cx_.mangle(scope_->private_name, n->attr), n));
  return true;
}

// The method and self of super().name(...), for CALL_METHOD; `base` is the register on top.
bool Gen::super_method(Attribute* n, Reg base) {
  if (!is_super_attribute(n)) return false;
  temp();
  const Reg m = mark();
  temp();
  load_super(n, base);
  emit(Op::LOAD_SUPER_METHOD, base, 0, name_index16(cx_.mangle(scope_->private_name, n->attr), n));
  release(m);
  return true;
}

// super() alone: the two arguments are filled in when it is the builtin.
bool Gen::super_call(Call* n, Reg base) {
  if (!is_super_call(n)) return false;
  Ident id = n->func->as<Name>()->id;
  if (access(cx_.mangle(scope_->private_name, id)).kind != Access::Global) return false;
  if (!super_in_method()) return false;
  const Reg m = mark();
  const Reg args = temps(2);
  const Label plain = label(), end = label();
  load_name(id, base, n->func);
  emit_wide(Op::LOAD_SEALED, args, name_index("super"));
  u_->b.jump(Op::JF_IS, base, args, plain);
  load_super_args(args, n);
  at(n);
  emit(Op::CALL, base, 2, 0);
  jump(end);
  bind(plain);
  emit(Op::CALL, base, 0, 0);
  bind(end);
  release(m);
  return true;
}

void Gen::call(Call* n, Reg dst) {
  bool star = n->args.count + n->keywords.count > kMaxInRegisters;
  for (ExprNode* a : n->args) star = star || a->kind == NodeKind::Starred;
  for (u32 i = 0; i < n->keywords.count; ++i) {
    const Keyword* k = n->keywords[i];
    star = star || k->arg == nullptr;
    if (k->arg == nullptr || i > 500) continue;
    for (u32 j = 0; j < i; ++j)
      if (n->keywords[j]->arg == k->arg) return cx_.fail(k, "keyword argument repeated: " + std::string(k->arg->text()));
  }
  const Reg base = call_base(dst);
  if (base + 1 != u_->top) cx_.fail(n, "internal error: call registers");
  if (!star && super_call(n, base)) return move(dst, base);
  auto* method = n->func->get_if<Attribute>();
  if (star) {
    expr_to(n->func, base);
    call_ex(base, n->args, n->keywords, nullptr, n);
  } else if (method != nullptr && super_method(method, base)) {
    call_arguments(base, true, n->args, n->keywords, 0, n);
  } else if (method != nullptr && !is_super_call(method->value)) {
    temp();
    const Reg m = mark();
    const Reg object = operand_in(method->value, nullptr, base);
    release(m);
    at_attribute(method);
    emit(Op::LOAD_METHOD, base, object, name_index16(cx_.mangle(scope_->private_name, method->attr), n));
    call_arguments(base, true, n->args, n->keywords, 0, n);
  } else {
    expr_to(n->func, base);
    call_arguments(base, false, n->args, n->keywords, 0, n);
  }
  move(dst, base);
}

// Positional and keyword values behind `base` (and `extra` values that are there already), then the call.
void Gen::call_arguments(Reg base, bool method, Seq<ExprNode*> args, Seq<Keyword*> keywords, u32 extra, const Node* n) {
  for (ExprNode* a : args) {
    const Reg r = temp();
    expr_to(a, r);
  }
  Vec<std::string_view> names;
  for (Keyword* k : keywords) {
    const Reg r = temp();
    expr_to(k->value, r);
    names.push(s_, stored(cx_.mangle(scope_->private_name, k->arg)));
  }
  if (method && n->kind == NodeKind::Call)
    at_call(n->as<Call>());
  else
    at(n);
  const u32 word = emit(method ? Op::CALL_METHOD : Op::CALL, base, args.count + extra, keywords.count);
  if (!names.empty()) u_->b.set_ext(word, 0, names_tuple(names));
}

void Gen::at_call(const Call* n) {
  const auto* f = n->func->get_if<Attribute>();
  if (f == nullptr || f->lineno == f->end_lineno) return at(n);
  const u32 size = f->attr->size;
  const u32 col = f->end_col_offset >= size ? f->end_col_offset - size : 0;
  u_->b.at(f->end_lineno, n->end_lineno, col, n->end_col_offset);
}

// With * or **: r[base+1] = tuple of positional values, r[base+2] = keyword dict or None. `first` gives registers of
// values that come before the written arguments.
void Gen::call_ex(Reg base, Seq<ExprNode*> args, Seq<Keyword*> keywords, const Vec<Reg>* first, const Node* n) {
  const Reg tuple = temp();
  const Reg dict = temp();
  bool star = false, constant = first == nullptr;
  for (ExprNode* a : args) {
    star = star || a->kind == NodeKind::Starred;
    constant = constant && is_const(a);
  }
  if (star && args.count == 1 && first == nullptr) {
    const Reg m = mark();
    const Reg value = expr_any(args[0]->as<Starred>()->value);
    const Label any = label(), end = label();
    at(n);
    u_->b.jump(Op::TAKE_TUPLE, tuple, value, any);
    jump(end);
    bind(any);
    emit(Op::BUILD_LIST, tuple, value, 0);
    emit(Op::LIST_EXTEND, tuple, value);
    emit(Op::LIST_TO_TUPLE, tuple, tuple);
    bind(end);
    release(m);
  } else if (star || args.count > kMaxInRegisters) {
    star_list(args, first, tuple, n);
    at(n);
    emit(Op::LIST_TO_TUPLE, tuple, tuple);
  } else {
    const Reg m = mark();
    const u32 given = first == nullptr ? 0 : first->count;
    const Reg values = temps(given);
    for (u32 i = 0; i < given; ++i) move(values + i, (*first)[i]);
    for (ExprNode* a : args) {
      const Reg r = temp();
      expr_to(a, r);
    }
    at(n);
    emit(Op::BUILD_TUPLE, tuple, values, given + args.count);
    release(m);
  }
  if (keywords.empty()) {
    at(n);
    emit(Op::LOAD_NONE, dict);
  } else {
    at(n);
    emit(Op::BUILD_MAP, dict, dict, 0);
    for (u32 i = 0; i < keywords.count;) {
      const Reg m = mark();
      if (keywords[i]->arg == nullptr) {
        const Reg v = expr_any(keywords[i]->value);
        at(n);
        emit(Op::DICT_MERGE, dict, v, base);
        ++i;
      } else {
        u32 count = 0;
        const Reg pairs = mark();
        for (; i < keywords.count && keywords[i]->arg != nullptr && count < 64; ++i, ++count) {
          const Reg kv = temps(2);
          at(keywords[i]);
          load_str(stored(cx_.mangle(scope_->private_name, keywords[i]->arg)), kv);
          expr_to(keywords[i]->value, kv + 1);
        }
        const Reg part = temp();
        at(n);
        emit(Op::BUILD_MAP, part, pairs, count);
        emit(Op::DICT_MERGE, dict, part, base);
      }
      release(m);
    }
  }
  at(n);
  emit(Op::CALL_EX, base);
}

}  // namespace monty::compiler
