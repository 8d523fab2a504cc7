// SPDX-License-Identifier: MIT
// Parameters of functions and lambdas, type parameters.
#include "syntax/parser_impl.h"

namespace monty::syntax {

Arg* Parser::parameter(ParamStyle style, bool star) {
  if (!at(Tok::Name)) return fail();
  const Token* start = tok_;
  auto* n = make<Arg>();
  n->arg = identifier(*tok_);
  MONTY_NEED(n->arg != nullptr);
  advance();
  if (style == ParamStyle::Def && accept(Tok::Colon)) {
    n->annotation = star && at(Tok::Star) ? star_expression() : expression();
    MONTY_NEED(n->annotation != nullptr);
  }
  return finish(n, start);
}

// Up to `closing`, which stays.
Arguments* Parser::parameters(ParamStyle style, Tok closing) {
  auto* n = make<Arguments>();
  const Token* start = tok_;
  enum { Positional, KeywordOnly, Ended } stage = Positional;
  bool slash = false, first = true;
  // Four lists grow at once: parameters and defaults interleave on the scratch list (an absent default is null).
  u32 from = mark();
  u32 n_positional = 0, n_slash = 0;
  while (!at(closing)) {
    if (!first) {
      MONTY_NEED(expect(Tok::Comma));
      if (at(closing)) break;
    }
    first = false;
    if (stage == Ended) return fail();
    if (at(Tok::Slash)) {
      if (slash || stage != Positional || n_positional == 0) return fail();
      slash = true;
      n_slash = n_positional;
      advance();
      continue;
    }
    if (accept(Tok::Star)) {
      if (stage != Positional) return fail();
      stage = KeywordOnly;
      if (at(Tok::Comma)) {
        if (tok_[1].kind != Tok::Name) {
          advance();
          return fail();
        }
        continue;
      }
      n->vararg = parameter(style, true);
      MONTY_NEED(n->vararg != nullptr);
      continue;
    }
    if (accept(Tok::DoubleStar)) {
      n->kwarg = parameter(style, false);
      MONTY_NEED(n->kwarg != nullptr);
      stage = Ended;
      continue;
    }
    MONTY_STEP(arg, parameter(style, false));
    ExprNode* value = nullptr;
    if (accept(Tok::Equal)) {
      value = expression();
      MONTY_NEED(value != nullptr);
    } else if (stage == Positional && n_positional != 0 && scratch_[from + 2 * n_positional - 1] != nullptr) {
      return fail();  // a parameter without a default follows one with
    }
    MONTY_NEED(keep(arg) && keep(value));
    if (stage == Positional) ++n_positional;
  }
  u32 total = (mark() - from) / 2;
  auto fill = [&](u32 first_index, u32 last_index, Seq<Arg*>& args) {
    if (first_index == last_index) return true;
    args.items = arena_.make_array<Arg*>(last_index - first_index);
    if (args.items == nullptr) return false;
    for (u32 i = first_index; i < last_index; ++i) args.items[args.count++] = static_cast<Arg*>(scratch_[from + 2 * i]);
    return true;
  };
  auto fill_values = [&](u32 first_index, u32 last_index, bool with_null, Seq<ExprNode*>& values) {
    u32 count = 0;
    for (u32 i = first_index; i < last_index; ++i) count += with_null || scratch_[from + 2 * i + 1] != nullptr;
    if (count == 0) return true;
    values.items = arena_.make_array<ExprNode*>(count);
    if (values.items == nullptr) return false;
    for (u32 i = first_index; i < last_index; ++i) {
      Node* value = scratch_[from + 2 * i + 1];
      if (with_null || value != nullptr) values.items[values.count++] = static_cast<ExprNode*>(value);
    }
    return true;
  };
  if (!fill(0, n_slash, n->posonlyargs) || !fill(n_slash, n_positional, n->args) || !fill(n_positional, total, n->kwonlyargs) ||
      !fill_values(0, n_positional, false, n->defaults) || !fill_values(n_positional, total, true, n->kw_defaults)) {
    return fail_memory();
  }
  scratch_size_ = from;
  return tok_ == start ? measure(n) : finish(n, start);
}

bool Parser::type_params(Seq<TypeParamNode*>& out) {
  if (!accept(Tok::LSqb)) return true;
  u32 from = mark();
  do {
    if (at(Tok::RSqb) && mark() != from) break;
    const Token* start = tok_;
    Tok stars = kind();
    bool star = accept(Tok::Star), two = !star && accept(Tok::DoubleStar);
    if (!at(Tok::Name)) return fail() != nullptr;
    Ident name = identifier(*tok_);
    if (name == nullptr) return false;
    advance();
    ExprNode* bound = nullptr;
    ExprNode* value = nullptr;
    if (stars != Tok::Star && stars != Tok::DoubleStar && accept(Tok::Colon)) {
      bound = expression();
      if (bound == nullptr) return false;
    }
    if (accept(Tok::Equal)) {
      value = star && at(Tok::Star) ? star_expression() : expression();
      if (value == nullptr) return false;
    }
    auto put = [&](auto* n) {
      n->name = name;
      n->default_value = value;
      if constexpr (requires { n->bound; }) n->bound = bound;
      return finish(n, start) != nullptr && keep(n);
    };
    if (!(star ? put(make<TypeVarTuple>()) : two ? put(make<ParamSpec>()) : put(make<TypeVar>()))) return false;
  } while (accept(Tok::Comma));
  return expect(Tok::RSqb) && take(from, out);
}

}  // namespace monty::syntax
