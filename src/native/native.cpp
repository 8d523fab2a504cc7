// SPDX-License-Identifier: MIT
// Looking things up in the generated tables.
#include "native/native.h"

#include <cstring>

#include "base/str_hash.h"

namespace monty {

namespace {

bool same_text(const Str* a, const Str* b) {
  return a->aux == b->aux && a->width() == b->width() && std::memcmp(a->data, b->data, usize{a->aux} * a->width()) == 0;
}

const StaticAttr* find_by_text(const StaticAttr* attrs, u32 count, std::string_view name) {
  Str probe{};
  probe.aux = static_cast<u32>(name.size());
  probe.data = reinterpret_cast<u8*>(const_cast<char*>(name.data()));
  return find_static_attr(attrs, count, &probe, str_hash(probe.data, name.size()));
}

}  // namespace

const StaticAttr* find_static_attr(const StaticAttr* attrs, u32 count, const Str* name, u64 hash) {
  u32 low = 0, high = count;
  while (low < high) {
    u32 middle = (low + high) / 2;
    if (attrs[middle].name->hash < hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < count && attrs[low].name->hash == hash; low++) {
    if (attrs[low].name == name || same_text(attrs[low].name, name)) return &attrs[low];
  }
  return nullptr;
}

Type* find_native_type(std::string_view module, std::string_view qualname) {
  for (Type* t : native_types()) {
    if (t->name->ascii_view() == qualname && t->module->ascii_view() == module) return t;
  }
  return nullptr;
}

NativeFunction* find_native_function(std::string_view module, std::string_view qualname) {
  const StaticAttr* found = nullptr;
  usize dot = qualname.rfind('.');
  if (dot == std::string_view::npos) {
    const NativeModule* m = find_native_module(module);
    if (m != nullptr && m->attrs != nullptr) found = find_by_text(m->attrs, m->count, qualname);
  } else {
    Type* t = find_native_type(module, qualname.substr(0, dot));
    if (t != nullptr && t->attrs != nullptr) found = find_by_text(t->attrs, t->attr_count, qualname.substr(dot + 1));
  }
  if (found == nullptr || found->cell == nullptr || found->cell->kind != Kind::NativeFunction) return nullptr;
  return static_cast<NativeFunction*>(found->cell);
}

}  // namespace monty
