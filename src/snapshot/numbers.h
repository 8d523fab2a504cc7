// SPDX-License-Identifier: MIT
// Numbers of cells by address: an open-addressing table, the writer's inner loop.
#pragma once

#include <vector>

#include "heap/cell.h"

namespace monty::snapshot {

class Numbers {
 public:
  Numbers() : slots_(64) {}
  // The number of the cell; `fresh` when it had none and got `next`.
  u32 add(const Cell* cell, u32 next, bool* fresh) {
    if (used_ * 2 >= slots_.size()) grow();
    Slot& s = slot(cell);
    if (s.cell == cell) return s.number;
    s = {cell, next};
    used_++;
    *fresh = true;
    return next;
  }
  u32 find(const Cell* cell) {
    Slot& s = slot(cell);
    return s.cell == cell ? s.number : 0;
  }

 private:
  struct Slot {
    const Cell* cell = nullptr;
    u32 number = 0;
  };
  Slot& slot(const Cell* cell) {
    usize i = (reinterpret_cast<u64>(cell) >> 4) * 0x9E3779B97F4A7C15u >> shift_;
    while (slots_[i].cell != nullptr && slots_[i].cell != cell) i = (i + 1) & (slots_.size() - 1);
    return slots_[i];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 4);
    old.swap(slots_);
    shift_ -= 2;
    for (const Slot& s : old) {
      if (s.cell != nullptr) slot(s.cell) = s;
    }
  }
  std::vector<Slot> slots_;
  usize used_ = 0;
  u32 shift_ = 58;
};

}  // namespace monty::snapshot
