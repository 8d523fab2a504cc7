// SPDX-License-Identifier: MIT
// The serials behind id() and default hashes: an open-addressing table from cells that have been asked for theirs.
#pragma once

#include <memory>
#include <utility>

#include "base/types.h"

namespace monty {

struct Cell;

class IdTable {
 public:
  struct Entry {
    const Cell* cell;  // null: never used
    u64 id;
  };
  // As of std::unordered_map: what is there wins.
  std::pair<Entry*, bool> emplace(const Cell* cell, u64 id) {
    if ((used_ + 1) * 4 > capacity() * 3) grow();
    Entry* e = place_of(cell);
    if (e->cell != nullptr) return {e, false};
    *e = {cell, id};
    used_++;
    return {e, true};
  }
  // Keeps the entries for which `keep(cell)`; how many went.
  template <class Keep>
  usize sweep(Keep keep) {
    usize gone = 0;
    for (Entry& e : *this) gone += keep(e.cell) ? 0 : 1;
    if (gone == 0) return 0;
    IdTable rest;
    for (Entry& e : *this) {
      if (keep(e.cell)) rest.emplace(e.cell, e.id);
    }
    *this = std::move(rest);
    return gone;
  }
  usize size() const { return used_; }

  class Iterator {
   public:
    Iterator(Entry* at, Entry* end) : at_(at), end_(end) { skip(); }
    Entry& operator*() const { return *at_; }
    Iterator& operator++() {
      at_++;
      skip();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    void skip() {
      while (at_ != end_ && at_->cell == nullptr) at_++;
    }
    Entry* at_;
    Entry* end_;
  };
  Iterator begin() { return {table_.get(), table_.get() + capacity()}; }
  Iterator end() { return {table_.get() + capacity(), table_.get() + capacity()}; }

 private:
  usize capacity() const { return table_ == nullptr ? 0 : usize{1} << log2_; }
  Entry* place_of(const Cell* cell) {
    usize mask = capacity() - 1;
    usize i = (reinterpret_cast<u64>(cell) * 0x9E3779B97F4A7C15u) >> (64 - log2_);
    while (table_[i].cell != nullptr && table_[i].cell != cell) i = (i + 1) & mask;
    return &table_[i];
  }
  void grow() {
    IdTable larger;
    larger.log2_ = table_ == nullptr ? 4 : log2_ + 1;
    larger.table_.reset(new Entry[usize{1} << larger.log2_]());
    for (Entry& e : *this) *larger.place_of(e.cell) = e;
    larger.used_ = used_;
    *this = std::move(larger);
  }

  std::unique_ptr<Entry[]> table_;
  u32 log2_ = 0;
  usize used_ = 0;
};

}  // namespace monty
