// SPDX-License-Identifier: MIT
// Scratch memory of one compilation: growing sequences in an arena. Nothing here fails: when the arena is refused
// memory it remembers that (`Arena::failed`), and the few requests made until the compiler looks are served by malloc.
#pragma once

#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "base/arena.h"
#include "base/types.h"

namespace monty {

class Scratch {
 public:
  explicit Scratch(Arena& arena) : arena_(arena) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    while (extra_ != nullptr) {
      Extra* next = extra_->next;
      std::free(extra_);
      extra_ = next;
    }
  }

  void* alloc(usize bytes) {
    void* p = arena_.alloc(bytes);
    return MONTY_LIKELY(p != nullptr) ? p : alloc_extra(bytes);
  }
  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (alloc(sizeof(T))) T(static_cast<Args&&>(args)...);
  }
  Arena& arena() { return arena_; }
  bool failed() const { return arena_.failed(); }

 private:
  struct Extra {
    Extra* next;
    u64 pad;
  };
  MONTY_COLD void* alloc_extra(usize bytes) {
    arena_.mark_failed();
    auto* e = static_cast<Extra*>(std::malloc(sizeof(Extra) + bytes));
    if (e == nullptr) std::abort();
    e->next = extra_;
    extra_ = e;
    return e + 1;
  }

  Arena& arena_;
  Extra* extra_ = nullptr;
};

template <class T>
struct Vec {
  static_assert(std::is_trivially_copyable_v<T>);
  T* items = nullptr;
  u32 count = 0;
  u32 capacity = 0;

  u32 size() const { return count; }
  bool empty() const { return count == 0; }
  T& operator[](usize i) const { return items[i]; }
  T& back() const { return items[count - 1]; }
  T* begin() const { return items; }
  T* end() const { return items + count; }
  void pop() { --count; }
  void push(Scratch& s, const T& value) {
    if (MONTY_UNLIKELY(count == capacity)) {
      T copy = value;
      grow(s, count + 1);
      items[count++] = copy;
      return;
    }
    items[count++] = value;
  }
  void resize(Scratch& s, u32 n, const T& fill) {
    if (n > capacity) grow(s, n);
    while (count < n) items[count++] = fill;
    count = n;
  }
  MONTY_NOINLINE void grow(Scratch& s, u32 at_least) {
    u32 n = capacity == 0 ? 8 : capacity * 2;
    if (n < at_least) n = at_least;
    T* p = static_cast<T*>(s.alloc(usize{n} * sizeof(T)));
    if (count != 0) std::memcpy(static_cast<void*>(p), items, usize{count} * sizeof(T));
    items = p;
    capacity = n;
  }
};

}  // namespace monty
