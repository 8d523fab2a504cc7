// SPDX-License-Identifier: MIT
// The first memory of an instance, which one that ends leaves to the next: taking it from the system and giving it back
// would be a good part of a short run. Shared by the instances of an engine, on any threads.
#pragma once

#include <atomic>
#include <cstdlib>

#include "base/types.h"

namespace monty {

class SpareMemory {
 public:
  static constexpr usize kBytes = 16 * 1024;
  SpareMemory() = default;
  SpareMemory(const SpareMemory&) = delete;
  SpareMemory& operator=(const SpareMemory&) = delete;
  ~SpareMemory() { std::free(left_.load(std::memory_order_relaxed)); }

  // kBytes of any contents; null: the system has none.
  void* take() {
    void* memory = left_.exchange(nullptr, std::memory_order_acquire);
    return memory != nullptr ? memory : std::malloc(kBytes);
  }
  void give(void* memory) { std::free(left_.exchange(memory, std::memory_order_acq_rel)); }

 private:
  std::atomic<void*> left_ = nullptr;
};

}  // namespace monty
