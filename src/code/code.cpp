// SPDX-License-Identifier: MIT
// The opcode tables and the storage of programs.
#include "code/code.h"
#include "base/str_hash.h"
#include "code/suspension.h"

#include <bit>
#include <cstdlib>
#include <cstring>

namespace monty {

namespace {
constexpr OpInfo kOps[] = {
#define MONTY_OP(name, a, b, c, ext, doc) {#name, Operand::a, Operand::b, Operand::c, ext, doc},
#include "code/opcodes.def"
};
constexpr usize kFirstBlock = 2048;
constexpr usize kMaxBlock = usize{1} << 20;
}  // namespace

const OpInfo& op_info(Op op) { return kOps[static_cast<usize>(op)]; }
u8 op_ext(Op op) { return kOps[static_cast<usize>(op)].ext; }
const char* op_name(Op op) { return kOps[static_cast<usize>(op)].name; }

const Position* Code::position_at(u32 word) const {
  usize low = 0, high = positions.size();
  while (low < high) {
    const usize mid = (low + high) / 2;
    if (positions[mid].start <= word)
      low = mid + 1;
    else
      high = mid;
  }
  return low == 0 ? nullptr : &positions[low - 1];
}

Program::~Program() {
  for (Code* code : codes) free_suspensions(*code);
  delete facts.load();
  delete finished.load();
  if (seal_free != nullptr) seal_free(*this);
}

void* Program::allocate(usize bytes, usize align) {
  const usize pad = (align - (reinterpret_cast<usize>(cursor_) & (align - 1))) & (align - 1);
  if (cursor_ != nullptr && pad + bytes <= static_cast<usize>(limit_ - cursor_)) {
    char* p = cursor_ + pad;
    cursor_ = p + bytes;
    return p;
  }
  usize size = kFirstBlock << (blocks.size() < 10 ? blocks.size() : 10);
  if (size > kMaxBlock) size = kMaxBlock;
  if (bytes > size / 4) {  // a block of its own; the present one goes on
    blocks.emplace_back(new char[bytes]);
    this->bytes += bytes;
    char* p = blocks.back().get();
    if (cursor_ == nullptr) cursor_ = limit_ = p + bytes;
    return p;
  }
  blocks.emplace_back(new char[size]);
  this->bytes += size;
  cursor_ = blocks.back().get();
  limit_ = cursor_ + size;
  char* p = cursor_;
  cursor_ += bytes;
  return p;
}

std::string_view Program::store(std::string_view text) {
  if (text.empty()) return {"", 0};
  char* p = static_cast<char*>(allocate(text.size(), 1));
  std::memcpy(p, text.data(), text.size());
  return {p, text.size()};
}

void Program::index_on_demand() {
  if (on_demand.empty()) return;
  const auto index = allocate_array<u16>(std::bit_ceil(on_demand.size() * 2 + 1));
  for (usize k = 0; k < on_demand.size(); k++) {
    const std::string_view name = on_demand[k].qualname;
    usize i = str_hash(reinterpret_cast<const u8*>(name.data()), name.size()) & (index.size() - 1);
    while (index[i] != 0) i = (i + 1) & (index.size() - 1);
    index[i] = static_cast<u16>(k + 1);
  }
  on_demand_index = index;
}

}  // namespace monty
