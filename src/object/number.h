// SPDX-License-Identifier: MIT
// Ints between the value word and the limbs: views of any int, results back into values.
#pragma once

#include "base/bigint.h"
#include "object/object.h"

namespace monty {

// An exact int (or bool) as limbs. Keeps the limb of a small one.
class IntView {
 public:
  explicit IntView(Value v) : small_(v.is_small_int() ? v.as_small_int() : v.is_true() ? 1 : 0) {
    if (v.is_cell()) {
      auto* b = v.as<BigInt>();
      view_ = {b->limbs, b->aux, b->negative()};
    } else {
      view_ = small_.view();
    }
  }
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;
  bigint::View view() const { return view_; }

 private:
  bigint::Small small_;
  bigint::View view_;
};

// Room for a result of `limbs` limbs, written straight into a BigInt cell; `finish` shrinks it to a value.
class IntResult {
 public:
  IntResult(Vm& vm, usize limbs);
  bool ok() const { return cell_ != nullptr; }
  bigint::Out& out() { return out_; }
  // The value, or the exception that the status stands for.
  Value finish(bigint::Status status);

 private:
  Vm& vm_;
  BigInt* cell_;
  bigint::Out out_;
};

// Writes the decimal digits of n so that they end before `end`; where they begin. At most 20 bytes.
char* write_decimal(char* end, i64 n);
bigint::Context int_context(Vm& vm);  // the Vm's meter, and scratch charged to its heap
Value raise_status(Vm& vm, bigint::Status status);

}  // namespace monty
