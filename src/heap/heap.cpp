// SPDX-License-Identifier: MIT
// Allocation, marking, lazy sweeping.
#include "heap/heap.h"

#include <cstdlib>
#include <cstring>

namespace monty {

namespace {
constexpr usize kBlockHeader = 32;
constexpr usize kFirstBlock = 1024;
constexpr usize kMaxBlock = 64 * 1024;
constexpr usize kFirstLog = 256;
}  // namespace

Heap::Heap(std::span<const KindInfo> kinds, Roots roots, void* context) : kinds_(kinds), roots_(roots), context_(context) {
  grow_log();
}

Heap::~Heap() {
  for (auto* list : blocks_) {
    while (list != nullptr) {
      Block* next = list->next;
      std::free(list);
      list = next;
    }
  }
  while (large_ != nullptr) {
    Large* next = large_->next;
    std::free(large_);
    large_ = next;
  }
  std::free(log_begin_);
}

bool Heap::grow_log() {
  usize used = static_cast<usize>(log_top_ - log_begin_);
  usize capacity = static_cast<usize>(log_limit_ - log_begin_);
  usize wanted = capacity == 0 ? kFirstLog : capacity * 2;
  usize extra = (wanted - capacity) * sizeof(Cell*);
  if (capacity != 0 && !make_room(extra)) return false;
  auto* grown = static_cast<Cell**>(std::realloc(log_begin_, wanted * sizeof(Cell*)));
  if (grown == nullptr) {
    failure_ = AllocFailure::System;
    return false;
  }
  if (capacity != 0) bytes_ += extra;
  log_begin_ = grown;
  log_top_ = grown + used;
  log_limit_ = grown + wanted;
  refresh_log_limit();
  return true;
}

// In the stress and fault modes every allocation takes the slow path: the log looks full.
void Heap::refresh_log_limit() { log_end_ = (stress_ || fail_at_ != 0) ? log_top_ : log_limit_; }

void Heap::keep(Value v) {
  if (!v.is_cell()) return;
  if (log_top_ == log_limit_ && !grow_log()) return;  // over the limit: the next allocation fails before it collects
  *log_top_++ = v.as_cell();
  refresh_log_limit();
}

bool Heap::charge(usize bytes) {
  if (!make_room(bytes)) return false;
  bytes_ += bytes;
  if (bytes_ > peak_) peak_ = bytes_;
  return true;
}

// True when `bytes` more fit under the limit, after a collection if need be.
bool Heap::make_room(usize bytes) {
  if (bytes > limit_) {
    failure_ = AllocFailure::TooLarge;
    return false;
  }
  if (bytes_ + bytes <= limit_) return true;
  if (!collecting_) {
    usize before = bytes_;
    collect();
    finish_sweep();
    if (bytes_ + bytes <= limit_ && before - bytes_ >= before / 16) return true;
    if (bytes_ + bytes <= limit_ && bytes > before / 16) return true;
  }
  if (bytes_ + bytes <= limit_) return true;
  failure_ = AllocFailure::Limit;
  return false;
}

Cell* Heap::allocate_slow(Kind kind, usize bytes) {
  allocations_++;
  if (fail_at_ != 0 && allocations_ == fail_at_) {
    failure_ = AllocFailure::Limit;
    return nullptr;
  }
  if (stress_ && !collecting_) collect();
  if (log_top_ == log_limit_ && !grow_log()) return nullptr;
  Cell* result;
  if (bytes > kMaxSmall) {
    result = allocate_large(kind, bytes);
    if (result == nullptr) return nullptr;
  } else {
    u32 cls = class_of(bytes);
    if (free_[cls] == nullptr && !refill(cls)) return nullptr;
    FreeCell* c = free_[cls];
    free_[cls] = c->next;
    c->header = Cell{kind, 0, static_cast<u16>(cls), 0};
    result = &c->header;
  }
  *log_top_++ = result;
  refresh_log_limit();
  return result;
}

// Gives class `cls` some free cells: swept ones, else a new block.
bool Heap::refill(u32 cls) {
  while (sweep_at_[cls] != nullptr) {
    Block* block = sweep_at_[cls];
    sweep_at_[cls] = block->next;
    if (block->unswept && sweep_block(block, cls)) return true;
  }
  if (bytes_ > trigger_ && !collecting_) {
    collect();
    while (sweep_at_[cls] != nullptr) {
      Block* block = sweep_at_[cls];
      sweep_at_[cls] = block->next;
      if (block->unswept && sweep_block(block, cls)) return true;
    }
  }
  u32 cell_bytes = kClassBytes[cls];
  usize size = kFirstBlock;
  if (Block* newest = blocks_[cls]; newest != nullptr) {
    size = usize{newest->bytes} * 2;
    if (size > kMaxBlock) size = kMaxBlock;
  }
  while (size < kBlockHeader + 4 * cell_bytes) size *= 2;
  // Near the limit a small block will do.
  while (bytes_ + size > limit_ && size / 2 >= kBlockHeader + 4 * cell_bytes && size > kFirstBlock) size /= 2;
  if (bytes_ + size > limit_) {
    if (!make_room(size)) return false;
    if (free_[cls] != nullptr) return true;  // the collection freed some
  }
  auto* block = static_cast<Block*>(std::malloc(size));
  if (block == nullptr) {
    failure_ = AllocFailure::System;
    return false;
  }
  bytes_ += size;
  if (bytes_ > peak_) peak_ = bytes_;
  block->next = blocks_[cls];
  block->cell_bytes = cell_bytes;
  block->count = static_cast<u32>((size - kBlockHeader) / cell_bytes);
  block->bytes = static_cast<u32>(size);
  block->unswept = false;
  blocks_[cls] = block;
  allocations_ += block->count;
  FreeCell* head = nullptr;
  for (u32 i = block->count; i-- > 0;) {
    auto* c = reinterpret_cast<FreeCell*>(block->cells() + static_cast<usize>(i) * cell_bytes);
    c->header = Cell{Kind::Free, 0, static_cast<u16>(cls), 0};
    c->next = head;
    head = c;
  }
  free_[cls] = head;
  return true;
}

// Frees the unmarked cells of a block; true when there are any. Marks are cleared.
bool Heap::sweep_block(Block* block, u32 cls) {
  block->unswept = false;
  FreeCell* head = free_[cls];
  FreeCell* before = head;
  u32 freed = 0;
  char* at = block->cells();
  for (u32 i = 0; i < block->count; i++, at += block->cell_bytes) {
    auto* c = reinterpret_cast<FreeCell*>(at);
    if (c->header.flags & Cell::kMark) {
      c->header.flags &= static_cast<u8>(~Cell::kMark);
      continue;
    }
    c->header = Cell{Kind::Free, 0, static_cast<u16>(cls), 0};
#ifdef MONTY_DEBUG_HEAP
    std::memset(at + 16, 0xDB, block->cell_bytes - 16);
#endif
    c->next = head;
    head = c;
    freed++;
  }
  free_[cls] = head;
  allocations_ += freed;
  return head != before;
}

void Heap::finish_sweep() {
  for (u32 cls = 0; cls < kClasses; cls++) {
    for (Block* b = sweep_at_[cls]; b != nullptr; b = b->next) {
      if (b->unswept) sweep_block(b, cls);
    }
    sweep_at_[cls] = nullptr;
    if (blocks_[cls] == nullptr) continue;
    // Give back blocks without a live cell.
    bool any_empty = false;
    for (Block* b = blocks_[cls]; b != nullptr; b = b->next) {
      bool empty = true;
      for (u32 i = 0; i < b->count && empty; i++) {
        empty = reinterpret_cast<Cell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes)->kind == Kind::Free;
      }
      b->unswept = empty;  // borrowed as a flag for the next loop
      any_empty |= empty;
    }
    if (!any_empty) continue;
    FreeCell** link = &free_[cls];
    *link = nullptr;
    Block** block_link = &blocks_[cls];
    while (Block* b = *block_link) {
      if (b->unswept) {
        *block_link = b->next;
        bytes_ -= b->bytes;
        std::free(b);
        continue;
      }
      for (u32 i = 0; i < b->count; i++) {
        auto* c = reinterpret_cast<FreeCell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes);
        if (c->header.kind == Kind::Free) {
          *link = c;
          c->next = nullptr;
          link = &c->next;
        }
      }
      block_link = &b->next;
    }
  }
}

Cell* Heap::allocate_large(Kind kind, usize bytes) {
  usize whole = sizeof(Large) + bytes;
  if (whole < bytes || whole > (usize{1} << 46)) {
    failure_ = AllocFailure::TooLarge;
    return nullptr;
  }
  if (bytes_ + whole > trigger_ && !collecting_) {
    collect();
    if (bytes_ + whole > trigger_) trigger_ = bytes_ + whole + live_after_collection_;
  }
  if (!make_room(whole)) return nullptr;
  auto* large = static_cast<Large*>(std::malloc(whole));
  if (large == nullptr) {
    failure_ = AllocFailure::System;
    return nullptr;
  }
  allocations_++;
  bytes_ += whole;
  if (bytes_ > peak_) peak_ = bytes_;
  large->bytes = whole;
  large->prev = nullptr;
  large->next = large_;
  if (large_ != nullptr) large_->prev = large;
  large_ = large;
  *large->cell() = Cell{kind, 0, kLarge, 0};
  return large->cell();
}

void* Heap::allocate_buffer(usize bytes) {
  Cell* c = allocate(Kind::Buffer, bytes + sizeof(Cell));
  return c == nullptr ? nullptr : c + 1;
}

void* Heap::resize_buffer(void* payload, usize old_bytes, usize new_bytes) {
  if (payload == nullptr) return allocate_buffer(new_bytes);
  Cell* c = buffer_cell(payload);
  if (c->size_class != kLarge) {
    if (new_bytes + sizeof(Cell) <= kClassBytes[c->size_class]) return payload;
  } else if (new_bytes + sizeof(Cell) > kMaxSmall) {
    // A large buffer is resized where it is, or moved by the C library: only the difference is charged.
    Large* large = reinterpret_cast<Large*>(c) - 1;
    usize whole = sizeof(Large) + sizeof(Cell) + new_bytes;
    if (whole < new_bytes || whole > (usize{1} << 46)) {
      failure_ = AllocFailure::TooLarge;
      return nullptr;
    }
    if (whole > large->bytes) {
      usize extra = whole - large->bytes;
      keep(Value::cell(c));
      if (bytes_ + extra > trigger_ && !collecting_) {
        collect();
        if (bytes_ + extra > trigger_) trigger_ = bytes_ + extra + live_after_collection_;
      }
      if (!make_room(extra)) return nullptr;
    }
    usize before = large->bytes;
    auto* moved = static_cast<Large*>(std::realloc(large, whole));
    if (moved == nullptr) {
      failure_ = AllocFailure::System;
      return nullptr;
    }
    if (moved != large) {
      // The log may name the old address.
      for (Cell** p = log_begin_; p < log_top_; p++) {
        if (*p == c) *p = moved->cell();
      }
    }
    moved->bytes = whole;
    if (moved->prev != nullptr) moved->prev->next = moved;
    else large_ = moved;
    if (moved->next != nullptr) moved->next->prev = moved;
    bytes_ = bytes_ - before + whole;
    if (bytes_ > peak_) peak_ = bytes_;
    return moved->cell() + 1;
  }
  keep(Value::cell(c));
  void* fresh = allocate_buffer(new_bytes);
  if (fresh == nullptr) return nullptr;
  std::memcpy(fresh, payload, old_bytes < new_bytes ? old_bytes : new_bytes);
  free_buffer(payload, old_bytes);
  return fresh;
}

void Heap::free_buffer(void* payload, usize) {
  if (payload == nullptr) return;
  Cell* c = buffer_cell(payload);
  for (Cell** p = log_top_; p-- > log_begin_;) {  // usually the newest
    if (*p != c) continue;
    *p = log_top_[-1];
    log_top_--;
    if (log_top_ - p > 8) break;
  }
  if (c->size_class == kLarge) {
    Large* large = reinterpret_cast<Large*>(c) - 1;
    if (large->prev != nullptr) large->prev->next = large->next;
    else large_ = large->next;
    if (large->next != nullptr) large->next->prev = large->prev;
    bytes_ -= large->bytes;
    std::free(large);
    return;
  }
  // A cell of a block that is still to be swept is left to the sweep.
  if (c->flags & Cell::kMark) return;
  bool lazily = false;
  for (Block* b = sweep_at_[c->size_class]; b != nullptr && !lazily; b = b->next) lazily = b->unswept;
  if (lazily) return;
  auto* f = reinterpret_cast<FreeCell*>(c);
  u32 cls = c->size_class;
  f->header = Cell{Kind::Free, 0, static_cast<u16>(cls), 0};
  f->next = free_[cls];
  free_[cls] = f;
}

void Tracer::buffer(void* payload) {
  if (payload == nullptr) return;
  Cell* c = Heap::buffer_cell(payload);
  if (c->flags & Cell::kMark) return;
  c->flags |= Cell::kMark;
  heap_.count_marked(c);
}

void Tracer::mark(Cell* c) {
  c->flags |= Cell::kMark;
  heap_.count_marked(c);
  if (heap_.kinds_[static_cast<usize>(c->kind)].trace != nullptr) heap_.mark_stack_.push_back(c);
}

void Heap::drain() {
  Tracer tracer(*this);
  while (!mark_stack_.empty()) {
    Cell* c = mark_stack_.back();
    mark_stack_.pop_back();
    kinds_[static_cast<usize>(c->kind)].trace(c, tracer);
  }
}

void Heap::collect() {
  collecting_ = true;
  collections_++;
  for (u32 cls = 0; cls < kClasses; cls++) {  // marks of the last collection go first
    for (Block* b = sweep_at_[cls]; b != nullptr; b = b->next) {
      if (b->unswept) sweep_block(b, cls);
    }
    sweep_at_[cls] = nullptr;
  }
  marked_ = 0;
  Tracer tracer(*this);
  for (Cell** p = log_begin_; p < log_top_; p++) {
    if ((*p)->kind == Kind::Buffer) tracer.buffer(*p + 1);
    else tracer.cell(*p);
  }
  roots_(context_, tracer);
  drain();
  if (after_mark_ != nullptr) after_mark_(context_);
  // Large cells are swept at once, blocks lazily.
  for (Large* large = large_; large != nullptr;) {
    Large* next = large->next;
    if (large->cell()->flags & Cell::kMark) {
      large->cell()->flags &= static_cast<u8>(~Cell::kMark);
    } else {
      if (large->prev != nullptr) large->prev->next = next;
      else large_ = next;
      if (next != nullptr) next->prev = large->prev;
      bytes_ -= large->bytes;
      std::free(large);
    }
    large = next;
  }
  for (u32 cls = 0; cls < kClasses; cls++) {
    free_[cls] = nullptr;
    for (Block* b = blocks_[cls]; b != nullptr; b = b->next) b->unswept = true;
    sweep_at_[cls] = blocks_[cls];
  }
  usize live = marked_;
  for (Large* large = large_; large != nullptr; large = large->next) live += large->bytes;
  live_after_collection_ = live;
  // Free cells inside blocks count as room: collect again when about as much as is live has been allocated.
  usize room = live < 256 * 1024 ? 256 * 1024 : live;
  trigger_ = live + room;
  if (trigger_ < bytes_) trigger_ = bytes_;
  collecting_ = false;
}

const char* Heap::check() {
  for (u32 cls = 0; cls < 20; cls++) {
    for (Block* b = blocks_[cls]; b != nullptr; b = b->next) {
      if (b->cell_bytes != kClassBytes[cls]) return "block of the wrong class";
      for (u32 i = 0; i < b->count; i++) {
        auto* c = reinterpret_cast<Cell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes);
        if (c->kind >= Kind::Count) return "cell of no kind";
        if (c->size_class != cls) return "cell of the wrong size class";
        if (c->immortal()) return "immortal cell in a block";
      }
    }
    for (FreeCell* f = free_[cls]; f != nullptr; f = f->next) {
      if (f->header.kind != Kind::Free) return "live cell in a free list";
    }
  }
  return "";
}

}  // namespace monty
