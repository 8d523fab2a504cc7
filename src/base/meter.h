// SPDX-License-Identifier: MIT
// The budget that every room charges (design, decision 7).
//
// A Meter counts *ticks*. One tick is about the work of one bytecode instruction or of one limb or character
// operation (some nanoseconds). Any loop whose length the program controls calls `tick(n)` at least once per
// slice of at most ~100,000 units; when it returns false the caller stops at once, leaves its data valid, and
// reports "stopped" upwards (Value::error() in natives, `false` / std::nullopt in pure functions). The reason
// for the stop is kept by the owner of the meter, never by the callee.
//
// Not thread-safe, but `interrupt()` may be called from any thread.
#pragma once

#include <atomic>

#include "base/types.h"

namespace monty {

class Meter {
 public:
  // Called when the fuel of the present slice is used up. Looks at clock, cancel flag and instruction budget,
  // refuels and returns true, or returns false when work must stop.
  using Refill = bool (*)(Meter& meter);

  explicit Meter(Refill refill = nullptr) : refill_(refill) {}

  // Charges n units; false: stop now.
  [[nodiscard]] MONTY_ALWAYS_INLINE bool tick(u64 n = 1) {
    fuel_ -= static_cast<i64>(n);
    if (MONTY_LIKELY(fuel_ >= 0)) return true;
    return refill();
  }

  // Fuel left in this slice; the interpreter loop decrements it directly.
  i64& fuel() { return fuel_; }

 private:
  MONTY_NOINLINE bool refill() {
    if (refill_ == nullptr) {  // an unlimited meter (tests, compile-time tools)
      fuel_ = INT64_MAX / 2;
      return true;
    }
    return refill_(*this);
  }

  i64 fuel_ = 0;
  Refill refill_;
};

}  // namespace monty
