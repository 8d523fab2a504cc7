// SPDX-License-Identifier: MIT
// Scratch memory of one compilation: growing sequences in an arena. Nothing here fails: when the arena is refused
// memory it remembers that (`Arena::failed`), and the few requests made until the compiler looks are served by malloc.
#pragma once

#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
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
  // Room for a sequence: *bytes or more, what it is comes back in it. What one code object was made in serves the next.
  void* take(usize* bytes) {
    const u32 size_class = class_of(*bytes);
    *bytes = kLeast << size_class;
    if (size_class >= kClasses || spare_[size_class] == nullptr) return alloc(*bytes);
    Spare* p = spare_[size_class];
    spare_[size_class] = p->next;
    return p;
  }
  void give(void* items, usize bytes) {
    const u32 size_class = class_of(bytes);
    if (items != nullptr && size_class < kClasses) spare_[size_class] = new (items) Spare{spare_[size_class]};
  }
  Arena& arena() { return arena_; }
  bool failed() const { return arena_.failed(); }

 private:
  struct Extra {
    Extra* next;
    u64 pad;
  };
  struct Spare {
    Spare* next;
  };
  static constexpr usize kLeast = 32;
  static constexpr u32 kClasses = 16;  // up to a megabyte
  static u32 class_of(usize bytes) { return bytes <= kLeast ? 0 : static_cast<u32>(std::bit_width((bytes - 1) / kLeast)); }
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
  Spare* spare_[kClasses] = {};
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
    usize bytes = usize{n} * sizeof(T);
    T* p = static_cast<T*>(s.take(&bytes));
    if (count != 0) std::memcpy(static_cast<void*>(p), items, usize{count} * sizeof(T));
    items = p;
    capacity = static_cast<u32>(bytes / sizeof(T));
  }
  // Gives its room back; what pointed into it is void.
  void release(Scratch& s) {
    if (items != nullptr) s.give(items, usize{capacity} * sizeof(T));
    *this = {};
  }
};

}  // namespace monty
