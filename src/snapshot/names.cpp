// SPDX-License-Identifier: MIT
#include "snapshot/names.h"

#include <deque>
#include <unordered_map>

#include "native/native.h"
#include "object/type.h"

namespace monty::snapshot {

namespace {

class Index {
 public:
  Index() {
    for (Type* t : native_types()) add(std::string(t->module->ascii_view()) + ":" + std::string(t->name->ascii_view()), t);
    for (Type* t : native_types()) {
      auto it = names_.find(t);
      if (it != names_.end()) add_attributes(*it->second + ".", t->attrs, t->attr_count);
      if (it != names_.end() && t->constructor != nullptr) add(*it->second + ".()", const_cast<NativeFunction*>(t->constructor));
    }
    for (const NativeModule& m : native_modules()) add_attributes(std::string(m.text) + ":", m.attrs, m.count);
    add("builtins:object.__dict__()", sealed_instance_dict());
    add("builtins:object.__weakref__()", sealed_instance_weakref());
  }
  const std::string* name_of(const Cell* cell) const {
    auto it = names_.find(cell);
    return it == names_.end() ? nullptr : it->second;
  }
  Cell* find(std::string_view name) const {
    auto it = cells_.find(name);
    return it == cells_.end() ? nullptr : it->second;
  }

 private:
  void add(std::string name, Cell* cell) {
    if (cell == nullptr || names_.contains(cell) || cells_.contains(name)) return;
    texts_.push_back(std::move(name));
    cells_.emplace(texts_.back(), cell);
    names_.emplace(cell, &texts_.back());
  }
  void add_attributes(const std::string& prefix, const StaticAttr* attrs, u32 count) {
    for (u32 i = 0; attrs != nullptr && i < count; i++) {
      Cell* c = attrs[i].cell;
      if (c != nullptr && c->kind != Kind::Str && c->kind != Kind::Type && c->immortal()) add(prefix + std::string(attrs[i].name->ascii_view()), c);
    }
  }

  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, Cell*> cells_;
  std::unordered_map<const Cell*, const std::string*> names_;
};

const Index& index() {
  static const Index made;
  return made;
}

}  // namespace

const std::string* sealed_name(const Cell* cell) { return index().name_of(cell); }
Cell* find_sealed(std::string_view name) { return index().find(name); }

}  // namespace monty::snapshot
