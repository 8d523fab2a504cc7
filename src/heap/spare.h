// SPDX-License-Identifier: MIT
// The memory of an instance, which one that ends leaves to the next, up to a bound: taking it from the system and giving it
// back would be a good part of a short run. Shared by the instances of an engine, on any threads.
#pragma once

#include <atomic>
#include <bit>
#include <cstdlib>
#include <new>
#include <utility>

#include "base/types.h"

namespace monty {

// Blocks whose sizes are powers of two, chained through their first words.
class SpareBlocks {
 public:
  // Null: there is none of that size.
  void* take(usize size) {
    Link*& list = list_of(size);
    Link* block = list;
    if (block == nullptr) return nullptr;
    list = block->next;
    bytes_ -= size;
    return block;
  }
  // Freed when there are enough.
  void give(void* memory, usize size) {
    if (bytes_ + size > kMost) return std::free(memory);
    Link*& list = list_of(size);
    list = new (memory) Link{list};
    bytes_ += size;
  }
  void release() {
    for (Link*& list : lists_) {
      while (list != nullptr) std::free(std::exchange(list, list->next));
    }
    bytes_ = 0;
  }

 private:
  struct Link {
    Link* next;
  };
  static constexpr usize kLeast = 1024, kSizes = 7;
#if __has_feature(address_sanitizer)
  static constexpr usize kMost = 0;  // what is used after its end shall be found
#else
  static constexpr usize kMost = 256 * 1024;
#endif
  Link*& list_of(usize size) { return lists_[std::bit_width(size / kLeast) - 1]; }

  Link* lists_[kSizes] = {};
  usize bytes_ = 0;
};

class SpareMemory {
 public:
  static constexpr usize kBytes = 16 * 1024;
  SpareMemory() = default;
  SpareMemory(const SpareMemory&) = delete;
  SpareMemory& operator=(const SpareMemory&) = delete;
  ~SpareMemory() { release(left_.load(std::memory_order_relaxed)); }

  // kBytes of any contents, and what blocks were left with them; null: the system has none.
  void* take(SpareBlocks* blocks) {
    void* memory = left_.exchange(nullptr, std::memory_order_acquire);
    if (memory == nullptr) return std::malloc(kBytes);
    *blocks = *static_cast<SpareBlocks*>(memory);
    return memory;
  }
  void give(void* memory, const SpareBlocks& blocks) {
    new (memory) SpareBlocks(blocks);
    release(left_.exchange(memory, std::memory_order_acq_rel));
  }

 private:
  static void release(void* memory) {
    if (memory == nullptr) return;
    static_cast<SpareBlocks*>(memory)->release();
    std::free(memory);
  }
  std::atomic<void*> left_ = nullptr;
};

}  // namespace monty
