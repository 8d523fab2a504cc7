// SPDX-License-Identifier: MIT
// A bump arena: memory for many small, trivially destructible objects that die together (the parser's tree, a
// compiler's scratch). Blocks are kept for reuse by `reset()`.
//
// Failing softly: every block is charged before it is taken (`Charge`). When the charge or the system refuses, the
// arena remembers it (`failed()`) and goes on serving *small* requests from a reserve that it took at the start, so
// code in the middle of building something needs no check at each node; it looks at `failed()` now and then (the
// parser: at every token) and gives up. Requests above kSmall, and small ones once the reserve is used up, return
// nullptr. The reserve is `kReserve` bytes: whoever allocates checks at least once per that much.
#pragma once

#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>

#include "base/types.h"

namespace monty {

class Arena {
 public:
  // Asked with a positive number of bytes before they are taken (false: refused), told with a negative one when they
  // are given back (answer ignored).
  using Charge = bool (*)(void* context, i64 bytes);

  static constexpr usize kFirstBlock = usize{16} << 10;
  static constexpr usize kMaxBlock = usize{1} << 20;
  static constexpr usize kReserve = usize{16} << 10;
  static constexpr usize kSmall = 512;
  static constexpr usize kKeep = usize{256} << 10;  // reset() gives back what lies beyond

  Arena() = default;
  explicit Arena(Charge charge, void* context) : charge_(charge), context_(context) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() { release(); }

  // Takes the reserve and the first block; false: no memory at all. Called by whoever starts a job.
  [[nodiscard]] bool prepare() {
    failed_ = false;
    if (first_ == nullptr) {
      first_ = take_block(kFirstBlock + kReserve);
      if (first_ == nullptr) return !(failed_ = true);
      use(first_);
    }
    return true;
  }

  [[nodiscard]] MONTY_ALWAYS_INLINE void* alloc(usize bytes) {
    bytes = (bytes + 7) & ~usize{7};
    if (MONTY_LIKELY(bytes <= static_cast<usize>(end_ - at_))) {
      char* p = at_;
      at_ += bytes;
      return p;
    }
    return alloc_slow(bytes);
  }

  // A value-initialised T.
  template <class T>
  [[nodiscard]] T* make() {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    void* p = alloc(sizeof(T));
    if (MONTY_UNLIKELY(p == nullptr)) return nullptr;
    return new (p) T();
  }

  // Room for n elements, not initialised; nullptr for n == 0 or when refused.
  template <class T>
  [[nodiscard]] T* make_array(usize n) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    if (n == 0 || n > SIZE_MAX / 2 / sizeof(T)) return nullptr;
    return static_cast<T*>(alloc(n * sizeof(T)));
  }

  // A copy of the text (no terminator); an empty view with data()==nullptr when refused.
  [[nodiscard]] std::string_view copy(std::string_view text) {
    if (text.empty()) return {"", 0};
    char* p = static_cast<char*>(alloc(text.size()));
    if (p == nullptr) return {};
    std::memcpy(p, text.data(), text.size());
    return {p, text.size()};
  }

  // Forgets everything allocated; keeps up to kKeep bytes of blocks.
  void reset() {
    failed_ = false;
    if (first_ == nullptr) return;
    usize kept = first_->size;
    Block* b = first_;
    while (b->next != nullptr && kept + b->next->size <= kKeep) {
      b = b->next;
      kept += b->size;
    }
    drop_after(b);
    use(first_);
  }

  // Gives everything back.
  void release() {
    if (first_ == nullptr) return;
    drop_after(first_);
    give_back(first_);
    first_ = current_ = nullptr;
    at_ = end_ = nullptr;
    reserve_used_ = false;
  }

  bool failed() const { return failed_; }
  void mark_failed() { failed_ = true; }
  usize bytes_held() const { return held_; }

 private:
  struct Block {
    Block* next;
    usize size;  // whole, header included
    char* begin() { return reinterpret_cast<char*>(this + 1); }
    char* end() { return reinterpret_cast<char*>(this) + size; }
  };

  void use(Block* b) {
    current_ = b;
    at_ = b->begin();
    end_ = b->end();
    if (b == first_) {  // the reserve is the tail of the first block
      end_ -= kReserve;
      reserve_used_ = false;
    }
  }

  MONTY_NOINLINE void* alloc_slow(usize bytes) {
    if (first_ == nullptr && !prepare()) return nullptr;
    if (!failed_) {
      // Blocks kept by reset() first.
      while (current_->next != nullptr) {
        Block* next = current_->next;
        if (next->size - sizeof(Block) >= bytes) {
          use(next);
          return bump(bytes);
        }
        current_->next = next->next;
        give_back(next);
      }
      if (bytes <= SIZE_MAX / 2) {
        usize size = held_;  // what is held doubles
        if (size > kMaxBlock) size = kMaxBlock;
        if (size < bytes + sizeof(Block)) size = bytes + sizeof(Block);
        if (Block* b = take_block(size)) {
          current_->next = b;
          use(b);
          return bump(bytes);
        }
      }
      failed_ = true;
    }
    if (bytes > kSmall) return nullptr;
    if (!reserve_used_) {
      reserve_used_ = true;
      end_ = first_->end();
      at_ = end_ - kReserve;
    }
    if (bytes > static_cast<usize>(end_ - at_)) return nullptr;
    return bump(bytes);
  }

  void* bump(usize bytes) {
    char* p = at_;
    at_ += bytes;
    return p;
  }

  Block* take_block(usize size) {
    if (charge_ != nullptr && !charge_(context_, static_cast<i64>(size))) return nullptr;
    void* p = std::malloc(size);
    if (p == nullptr) {
      if (charge_ != nullptr) (void)charge_(context_, -static_cast<i64>(size));
      return nullptr;
    }
    held_ += size;
    return new (p) Block{nullptr, size};
  }

  void give_back(Block* b) {
    usize size = b->size;
    held_ -= size;
    std::free(b);
    if (charge_ != nullptr) (void)charge_(context_, -static_cast<i64>(size));
  }

  void drop_after(Block* b) {
    Block* next = b->next;
    b->next = nullptr;
    while (next != nullptr) {
      Block* after = next->next;
      give_back(next);
      next = after;
    }
  }

  char* at_ = nullptr;
  char* end_ = nullptr;
  Block* first_ = nullptr;
  Block* current_ = nullptr;
  Charge charge_ = nullptr;
  void* context_ = nullptr;
  usize held_ = 0;
  bool failed_ = false;
  bool reserve_used_ = false;
};

}  // namespace monty
