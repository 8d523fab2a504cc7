// SPDX-License-Identifier: MIT
#include "snapshot/programs.h"

#include <memory>

#include "code/suspension.h"
#include "object/layout.h"
#include "object/seal.h"

namespace monty::snapshot {

namespace {

void add(Facts& facts, Value v) {
  if (!v.is_cell()) return;
  Cell* c = v.as_cell();
  if (!facts.numbers.emplace(c, static_cast<u32>(facts.constants.size())).second) return;
  facts.constants.push_back(c);
  if (Tuple* t = get_if<Tuple>(v)) {
    for (u32 i = 0; i < t->length(); i++) add(facts, t->items[i]);
  }
}

void add_names(Facts& facts, Str* const* names, usize n) {
  for (usize i = 0; i < n; i++) add(facts, Value::cell(names[i]));
}

}  // namespace

const Facts& facts_of(const Program& program) {
  const ProgramFacts* known = program.facts.load(std::memory_order_acquire);
  if (known != nullptr) return static_cast<const Facts&>(*known);
  auto made = std::make_unique<Facts>();
  seal_all(program);
  made->fingerprint = fingerprint(program);
  for (const Code* c : program.codes) {
    add(*made, Value::cell(c->name_value));
    add(*made, Value::cell(c->qualname_value));
    add_names(*made, c->name_values, c->names.size());
    add_names(*made, c->varname_values, c->varnames.size());
    add_names(*made, c->freevar_values, c->freevars.size());
    for (usize i = 0; i < c->consts.size(); i++) add(*made, c->const_values[i]);
  }
  if (program.facts.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return *made.release();
  return static_cast<const Facts&>(*known);
}

}  // namespace monty::snapshot
