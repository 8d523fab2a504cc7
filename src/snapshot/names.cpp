// SPDX-License-Identifier: MIT
// Names of sealed cells: "module:Type", "module:function", "module:Type.attribute".
#include <mutex>
#include <unordered_map>

#include "native/native.h"
#include "snapshot/snapshot.h"

namespace monty::snapshot {

struct StaticIndex::Impl {
  mutable std::once_flag once;
  mutable std::unordered_map<std::string_view, Cell*> cells;
  mutable std::unordered_map<const Cell*, const std::string*> names;
  mutable std::vector<std::unique_ptr<std::string>> texts;

  void add(std::string name, Cell* cell) const {
    if (cell == nullptr || names.contains(cell) || cells.contains(name)) return;
    texts.push_back(std::make_unique<std::string>(std::move(name)));
    cells.emplace(*texts.back(), cell);
    names.emplace(cell, texts.back().get());
  }
  void add_attributes(const std::string& prefix, const StaticAttr* attrs, u32 count) const {
    for (u32 i = 0; attrs != nullptr && i < count; i++) {
      Cell* c = attrs[i].cell;
      if (c != nullptr && c->kind != Kind::Str && c->kind != Kind::Type && c->immortal()) add(prefix + std::string(attrs[i].name->ascii_view()), c);
    }
  }
  void build() const {
    for (Type* t : native_types()) add(std::string(t->module->ascii_view()) + ":" + std::string(t->name->ascii_view()), t);
    for (Type* t : native_types()) {
      auto it = names.find(t);
      if (it != names.end()) add_attributes(*it->second + ".", t->attrs, t->attr_count);
    }
    for (const NativeModule& m : native_modules()) add_attributes(std::string(m.text) + ":", m.attrs, m.count);
  }
};

StaticIndex::StaticIndex() : impl_(std::make_unique<Impl>()) {}
StaticIndex::~StaticIndex() = default;

const std::string* StaticIndex::name_of(const Cell* cell) const {
  std::call_once(impl_->once, [this] { impl_->build(); });
  auto it = impl_->names.find(cell);
  return it == impl_->names.end() ? nullptr : it->second;
}

Cell* StaticIndex::find(std::string_view name) const {
  std::call_once(impl_->once, [this] { impl_->build(); });
  auto it = impl_->cells.find(name);
  return it == impl_->cells.end() ? nullptr : it->second;
}

}  // namespace monty::snapshot
