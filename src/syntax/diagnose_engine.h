// SPDX-License-Identifier: MIT
// The machine that reads a refused statement with the grammar of mistakes: a packrat interpreter over tokens.
//
// Everything here is cold: it runs only once a text has been refused. Recursion (one C++ frame a rule) is bounded by
// kMaxRuleDepth; beyond it the diagnosis gives up and the error stays "invalid syntax".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/parser_impl.h"

namespace monty::syntax {

// The grammar, compiled from its text.
struct MistakeGrammar {
  enum class Op : u8 { Token, Soft, AnySoft, Rule, Group, Cut };
  enum class Repeat : u8 { Once, Optional, Star, Plus, List };
  enum class Look : u8 { None, And, Not, Forced };
  struct Item {
    Op op;
    Repeat repeat = Repeat::Once;
    Look look = Look::None;
    u8 capture = 0;           // 1: a, 2: b
    u16 arg = 0;              // token kind, rule, or first alternative of the group
    u16 count = 0;            // alternatives of the group
    std::string_view text{};  // soft keyword
  };
  struct Alternative {
    u16 first_item, items;
    std::string_view action;  // "LOC a message", empty: none
  };
  struct Rule {
    std::string_view name;
    u16 first = 0, count = 0;
    bool invalid = false;  // a mistake
    bool shared = false;   // remembered by CPython
  };
  std::vector<Item> items;
  std::vector<Alternative> alternatives;
  std::vector<Rule> rules;

  MistakeGrammar();
  int find(std::string_view name) const;

 private:
  struct Compiler;
};

}  // namespace monty::syntax
