// SPDX-License-Identifier: MIT
// Code generation: match statements. Captured values stay in temporaries and are bound when the whole pattern has
// matched, before the guard.
#include "compiler/codegen.h"

namespace monty::compiler {

using namespace syntax;

namespace {
bool is_wildcard(const PatternNode* p) {
  const auto* a = p->get_if<MatchAs>();
  return a != nullptr && a->name == nullptr && a->pattern == nullptr;
}
bool is_irrefutable(const PatternNode* p) {
  const auto* a = p->get_if<MatchAs>();
  return a != nullptr && a->pattern == nullptr;
}
}  // namespace

// Allocates a register for each name the pattern binds; reports duplicates and alternatives that differ.
void Gen::collect_captures(PatternNode* p, Vec<Capture>& out) {
  auto bind_name = [&](Ident raw) {
    Ident id = cx_.mangle(scope_->private_name, raw);
    for (const Capture& c : out)
      if (c.id == id) return cx_.fail(p, "multiple assignments to name '" + std::string(raw->text()) + "' in pattern");
    out.push(s_, {id, temp()});
    if (!cx_.tick(out.count)) return;
  };
  switch (p->kind) {
    case NodeKind::MatchSequence:
      for (PatternNode* q : p->as<MatchSequence>()->patterns) collect_captures(q, out);
      return;
    case NodeKind::MatchMapping: {
      auto* n = p->as<MatchMapping>();
      for (PatternNode* q : n->patterns) collect_captures(q, out);
      if (n->rest != nullptr) bind_name(n->rest);
      return;
    }
    case NodeKind::MatchClass: {
      auto* n = p->as<MatchClass>();
      for (PatternNode* q : n->patterns) collect_captures(q, out);
      for (PatternNode* q : n->kwd_patterns) collect_captures(q, out);
      return;
    }
    case NodeKind::MatchStar:
      if (p->as<MatchStar>()->name != nullptr) bind_name(p->as<MatchStar>()->name);
      return;
    case NodeKind::MatchAs: {
      auto* n = p->as<MatchAs>();
      if (n->pattern != nullptr) collect_captures(n->pattern, out);
      if (n->name != nullptr) bind_name(n->name);
      return;
    }
    case NodeKind::MatchOr: {
      auto* n = p->as<MatchOr>();
      const u32 start = out.count;
      u32 count = 0;
      for (u32 i = 0; i < n->patterns.count; ++i) {
        if (i + 1 < n->patterns.count && is_irrefutable(n->patterns[i])) {
          const auto* a = n->patterns[i]->as<MatchAs>();
          return cx_.fail(n->patterns[i], a->name == nullptr ? std::string("wildcard makes remaining patterns unreachable")
                                                             : "name capture '" + std::string(a->name->text()) + "' makes remaining patterns unreachable");
        }
        if (i == 0) {
          collect_captures(n->patterns[i], out);
          count = out.count - start;
          continue;
        }
        // The others must bind the same names; they share the registers of the first.
        Vec<Capture> other;
        for (u32 k = 0; k < start; ++k) other.push(s_, out[k]);
        const Reg m = mark();
        collect_captures(n->patterns[i], other);
        release(m);
        bool same = other.count - start == count;
        for (u32 k = start; same && k < other.count; ++k) {
          bool found = false;
          for (u32 j = start; j < out.count; ++j) found = found || out[j].id == other[k].id;
          same = found;
        }
        if (!same) return cx_.fail(n, "alternative patterns bind different names");
      }
      return;
    }
    default: return;
  }
}

void Gen::capture(Ident raw, Reg value, const Vec<Capture>& captures) {
  Ident id = cx_.mangle(scope_->private_name, raw);
  for (const Capture& c : captures)
    if (c.id == id) return move(c.reg, value);
}

void Gen::match(Match* n) {
  const Reg subject = expr_temp(n->subject);
  const Label end = label();
  Flow flow;
  for (u32 i = 0; i < n->cases.count; ++i) {
    MatchCase* c = n->cases[i];
    const Reg m = mark();
    const bool last = i + 1 == n->cases.count;
    if (!last && c->guard == nullptr && is_irrefutable(c->pattern)) {
      const auto* a = c->pattern->as<MatchAs>();
      cx_.fail(c->pattern, a->name == nullptr ? std::string("wildcard makes remaining patterns unreachable")
                                              : "name capture '" + std::string(a->name->text()) + "' makes remaining patterns unreachable");
      return;
    }
    const Label next = label();
    const bool refutable = !is_irrefutable(c->pattern) || c->guard != nullptr;
    Vec<Capture> captures;
    at(c->pattern);
    if (is_irrefutable(c->pattern)) {
      const auto* a = c->pattern->as<MatchAs>();
      if (a->name != nullptr) store_name(a->name, subject, c->pattern);
    } else {
      collect_captures(c->pattern, captures);
      if (cx_.failed()) return;
    }
    const Assigned before = u_->assigned;
    if (!is_irrefutable(c->pattern)) {
      pattern(c->pattern, subject, next, captures);
      at(c->pattern);
      for (const Capture& k : captures) store_name(k.id, k.reg, c->pattern);
    }
    Assigned after_fail = is_irrefutable(c->pattern) ? u_->assigned : before;
    if (c->guard != nullptr) cond_jump(c->guard, next, false);
    statements(c->body);
    join(flow);
    if (u_->live && (!last || refutable)) jump(end);
    bind(next);
    u_->live = refutable;
    u_->assigned = after_fail;
    release(m);
    if (cx_.failed()) return;
  }
  join(flow);
  bind(end);
  resume(flow);
}

void Gen::pattern(PatternNode* p, Reg subject, Label fail, const Vec<Capture>& captures) {
  const Reg m = mark();
  at(p);
  switch (p->kind) {
    case NodeKind::MatchValue: {
      ExprNode* v = p->as<MatchValue>()->value;
      if (v->kind == NodeKind::JoinedStr) return cx_.fail(p, "patterns may only match literals and attribute lookups");
      i64 k;
      if (v->kind == NodeKind::Constant && const_int(v->as<Constant>()->value, k) && k >= INT16_MIN && k <= INT16_MAX) {
        u_->b.jump(Op::JF_EQ_I, subject, static_cast<u16>(static_cast<i16>(k)), fail);
      } else {
        const Reg r = expr_any(v);
        at(p);
        u_->b.jump(Op::JF_EQ, subject, r, fail);
      }
      break;
    }
    case NodeKind::MatchSingleton: {
      const ConstValue& v = p->as<MatchSingleton>()->value;
      if (v.kind == ConstKind::None) {
        jump_if(Op::JUMP_IF_NOT_NONE, subject, fail);
      } else {
        const Reg r = temp();
        load_const(v, r);
        u_->b.jump(Op::JF_IS, subject, r, fail);
      }
      break;
    }
    case NodeKind::MatchSequence: pattern_sequence(p->as<MatchSequence>(), subject, fail, captures); break;
    case NodeKind::MatchMapping: pattern_mapping(p->as<MatchMapping>(), subject, fail, captures); break;
    case NodeKind::MatchClass: pattern_class(p->as<MatchClass>(), subject, fail, captures); break;
    case NodeKind::MatchStar:
      if (p->as<MatchStar>()->name != nullptr) capture(p->as<MatchStar>()->name, subject, captures);
      break;
    case NodeKind::MatchAs: {
      auto* n = p->as<MatchAs>();
      if (n->pattern != nullptr) pattern(n->pattern, subject, fail, captures);
      if (n->name != nullptr) capture(n->name, subject, captures);
      break;
    }
    case NodeKind::MatchOr: pattern_or(p->as<MatchOr>(), subject, fail, captures); break;
    default: cx_.fail(p, "unexpected pattern"); break;
  }
  release(m);
}

void Gen::pattern_sequence(MatchSequence* n, Reg subject, Label fail, const Vec<Capture>& captures) {
  u32 star = ~0u;
  const u32 count = n->patterns.count;
  for (u32 i = 0; i < count; ++i) {
    if (n->patterns[i]->kind != NodeKind::MatchStar) continue;
    if (star != ~0u) return cx_.fail(n, "multiple starred names in sequence pattern");
    star = i;
  }
  const Reg t = temp();
  emit(Op::MATCH_SEQUENCE, t, subject);
  jump_if(Op::JUMP_IF_FALSE, t, fail);
  const u32 needed = star == ~0u ? count : count - 1;
  if (star == ~0u || needed != 0) {
    emit(Op::GET_LEN, t, subject);
    if (needed <= 30000) {
      u_->b.jump(star == ~0u ? Op::JF_EQ_I : Op::JF_GE_I, t, needed, fail);
    } else {
      const Reg k = temp();
      load_int(needed, k);
      u_->b.jump(star == ~0u ? Op::JF_EQ : Op::JF_GE, t, k, fail);
    }
  }
  bool only_wildcards = true;
  for (PatternNode* q : n->patterns) {
    const auto* s = q->get_if<MatchStar>();
    only_wildcards = only_wildcards && (is_wildcard(q) || (s != nullptr && s->name == nullptr));
  }
  if (only_wildcards) return;
  const Reg items = temps(count);
  if (star == ~0u) {
    emit(Op::UNPACK_SEQUENCE, items, subject, count);
  } else {
    const u32 after = count - star - 1;
    if (star > 255 || after > 255) return cx_.fail(n, "too many expressions in star-unpacking sequence pattern");
    emit(Op::UNPACK_EX, items, subject, star << 8 | after);
  }
  for (u32 i = 0; i < count; ++i)
    if (!is_wildcard(n->patterns[i])) pattern(n->patterns[i], items + i, fail, captures);
}

void Gen::pattern_mapping(MatchMapping* n, Reg subject, Label fail, const Vec<Capture>& captures) {
  for (ExprNode* key : n->keys) {
    if (key->kind == NodeKind::JoinedStr) return cx_.fail(n, "mapping pattern keys may only match literals and attribute lookups");
  }
  const Reg t = temp();
  const u32 count = n->keys.count;
  emit(Op::MATCH_MAPPING, t, subject);
  jump_if(Op::JUMP_IF_FALSE, t, fail);
  if (count == 0 && n->rest == nullptr) return;
  if (count != 0 && count <= 30000) {
    emit(Op::GET_LEN, t, subject);
    u_->b.jump(Op::JF_GE_I, t, count, fail);
  }
  // Constant keys must differ.
  for (u32 i = 0; i < count && count <= 1000; ++i) {
    const auto* a = n->keys[i]->get_if<Constant>();
    for (u32 j = 0; a != nullptr && j < i; ++j) {
      const auto* b = n->keys[j]->get_if<Constant>();
      if (b != nullptr && const_index(a->value) == const_index(b->value))
        return cx_.fail(n, "mapping pattern checks duplicate key (" +
                               (a->value.kind == ConstKind::Str ? "'" + std::string(a->value.text) + "'" : std::string(source_text(n->keys[i]))) + ")");
    }
  }
  const Reg keys = temp();
  const Reg m = mark();
  for (ExprNode* k : n->keys) {
    const Reg r = temp();
    expr_to(k, r);
  }
  at(n);
  emit(Op::BUILD_TUPLE, keys, m, count);
  release(m);
  const Reg values = temp();
  emit(Op::MATCH_KEYS, values, subject, keys);
  jump_if(Op::JUMP_IF_NONE, values, fail);
  const Reg items = temps(count);
  emit(Op::UNPACK_SEQUENCE, items, values, count);
  for (u32 i = 0; i < count; ++i)
    if (!is_wildcard(n->patterns[i])) pattern(n->patterns[i], items + i, fail, captures);
  if (n->rest != nullptr) {
    const Reg r = temp();
    at(n);
    emit(Op::MATCH_REST, r, subject, keys);
    capture(n->rest, r, captures);
  }
}

void Gen::pattern_class(MatchClass* n, Reg subject, Label fail, const Vec<Capture>& captures) {
  const u32 positional = n->patterns.count, count = positional + n->kwd_patterns.count;
  for (u32 i = 0; i < n->kwd_attrs.count && i < 1000; ++i)
    for (u32 j = 0; j < i; ++j)
      if (n->kwd_attrs[i] == n->kwd_attrs[j])
        return cx_.fail(n->kwd_patterns[i], "attribute name repeated in class pattern: " + std::string(n->kwd_attrs[i]->text()));
  const Reg t = temps(3);
  emit(Op::MOVE, t, subject);
  expr_to(n->cls, t + 1);
  Vec<std::string_view> names;
  for (Ident a : n->kwd_attrs) names.push(s_, stored(a));
  at(n);
  emit_wide(Op::LOAD_CONST, t + 2, names_tuple(names));
  emit(Op::MATCH_CLASS, t, t, positional);
  jump_if(Op::JUMP_IF_NONE, t, fail);
  if (count == 0) return;
  const Reg items = temps(count);
  emit(Op::UNPACK_SEQUENCE, items, t, count);
  for (u32 i = 0; i < count; ++i) {
    PatternNode* q = i < positional ? n->patterns[i] : n->kwd_patterns[i - positional];
    if (!is_wildcard(q)) pattern(q, items + i, fail, captures);
  }
}

void Gen::pattern_or(MatchOr* n, Reg subject, Label fail, const Vec<Capture>& captures) {
  const Label done = label();
  const Assigned before = u_->assigned;
  for (u32 i = 0; i < n->patterns.count; ++i) {
    u_->assigned = before;
    const bool last = i + 1 == n->patterns.count;
    const Label next = last ? fail : label();
    pattern(n->patterns[i], subject, next, captures);
    if (!last) {
      jump(done);
      bind(next);
    }
  }
  bind(done);
  u_->assigned = before;
}

}  // namespace monty::compiler
