// SPDX-License-Identifier: MIT
// Allocation, marking, lazy sweeping.
#include "heap/heap.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace monty {

namespace {
constexpr usize kBlockHeader = 32;
constexpr usize kFirstBlock = 1024;
constexpr usize kMaxBlock = 64 * 1024;
constexpr usize kFirstLog = 256;
constexpr usize kFirstMarks = 512;
constexpr usize kLeastRoom = 2 * 1024 * 1024;  // allocated between two collections, at least
}  // namespace

Heap::Heap(std::span<const KindInfo> kinds, Roots roots, void* context) : kinds_(kinds), roots_(roots), context_(context) {
  trigger_ = kLeastRoom;
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
  std::free(mark_stack_);
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
void Heap::refresh_log_limit() { log_end_ = (stress_ || fail_at_ != 0) ? log_begin_ : log_limit_; }

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
    collect();
    finish_sweep();
    if (bytes_ + bytes <= limit_ && (roomy() || bytes >= limit_ / 16)) return true;
  }
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
    bool room = make_room(size);
    if (free_[cls] != nullptr && (room || roomy())) return true;  // the collection freed some
    if (!room) return false;
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
  if (heap_.checking_ != nullptr && !heap_.live_cell(c)) {
    heap_.finding_ = "a buffer that is not one";
    return;
  }
  c->flags |= Cell::kMark;
  heap_.count_marked(c);
}

void Tracer::mark(Cell* c) {
  if (heap_.checking_ != nullptr && !heap_.live_cell(c)) {
    heap_.finding_ = "a reference to what is no cell";
    return;
  }
  c->flags |= Cell::kMark;
  heap_.count_marked(c);
  if (heap_.kinds_[static_cast<usize>(c->kind)].trace != nullptr) heap_.push_mark(c);
}

void Heap::push_mark(Cell* c) {
  if (mark_top_ == mark_capacity_) {
    usize wanted = mark_capacity_ == 0 ? kFirstMarks : mark_capacity_ * 2;
    usize extra = (wanted - mark_capacity_) * sizeof(Cell*);
    Cell** grown = nullptr;
    if (mark_capacity_ == 0 || bytes_ + extra <= limit_) grown = static_cast<Cell**>(std::realloc(mark_stack_, wanted * sizeof(Cell*)));
    if (grown == nullptr) {
      mark_overflow_ = true;
      return;
    }
    if (mark_capacity_ != 0) bytes_ += extra;
    mark_stack_ = grown;
    mark_capacity_ = wanted;
  }
  mark_stack_[mark_top_++] = c;
}

void Heap::drain() {
  Tracer tracer(*this);
  drain_stack(tracer);
  auto again = [&](Cell* c) {
    if ((c->flags & Cell::kMark) == 0 || kinds_[static_cast<usize>(c->kind)].trace == nullptr) return;
    kinds_[static_cast<usize>(c->kind)].trace(c, tracer);
    drain_stack(tracer);
  };
  while (mark_overflow_) {  // some marked cells were not traced: trace all that are marked
    mark_overflow_ = false;
    for (Block* first : blocks_) {
      for (Block* b = first; b != nullptr; b = b->next) {
        for (u32 i = 0; i < b->count; i++) again(reinterpret_cast<Cell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes));
      }
    }
    for (Large* large = large_; large != nullptr; large = large->next) again(large->cell());
  }
  if (mark_capacity_ > kFirstMarks) {
    if (auto* small = static_cast<Cell**>(std::realloc(mark_stack_, kFirstMarks * sizeof(Cell*)))) {
      mark_stack_ = small;
      bytes_ -= (mark_capacity_ - kFirstMarks) * sizeof(Cell*);
      mark_capacity_ = kFirstMarks;
    }
  }
}

void Heap::drain_stack(Tracer& tracer) {
  while (mark_top_ > 0) {
    Cell* c = mark_stack_[--mark_top_];
    const KindInfo& kind = kinds_[static_cast<usize>(c->kind)];
    if (MONTY_UNLIKELY(checking_ != nullptr)) {
      if (kind.check != nullptr) {
        if (const char* problem = kind.check(c)) finding_ = problem;
      }
      if (finding_ != nullptr) {
        mark_top_ = 0;
        return;
      }
    }
    kind.trace(c, tracer);
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
  usize live = marked_, held = 0;
  for (Block* first : blocks_) {
    for (Block* b = first; b != nullptr; b = b->next) held += b->bytes;
  }
  const usize swept = held;  // what a collection costs, beside marking
  for (Large* large = large_; large != nullptr; large = large->next) {
    live += large->bytes;
    held += large->bytes;
  }
  live_after_collection_ = live;
  // Free cells inside blocks count as room: collect again when about as much as is live has been allocated. What is
  // charged besides (frames, ids, programs) does not shrink by collecting, and free cells may be of the wrong size.
  usize room = std::max({kLeastRoom, live, swept});
  trigger_ = std::max(bytes_ - held + live + room, bytes_ + room / 4);
  collecting_ = false;
}

const char* Heap::check_blocks() {
  for (u32 cls = 0; cls < 20; cls++) {
    for (Block* b = blocks_[cls]; b != nullptr; b = b->next) {
      if (b->cell_bytes != kClassBytes[cls]) return "block of the wrong class";
      checking_->push_back({b->cells(), b->cells() + usize{b->count} * b->cell_bytes, b->cell_bytes});
      for (u32 i = 0; i < b->count; i++) {
        auto* c = reinterpret_cast<Cell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes);
        if (c->kind >= Kind::Count) return "cell of no kind";
        if (c->size_class != cls) return "cell of the wrong size class";
        if (c->flags & Cell::kMark) return "cell that is marked outside a collection";
      }
    }
    for (FreeCell* f = free_[cls]; f != nullptr; f = f->next) {
      if (f->header.kind != Kind::Free) return "live cell in a free list";
    }
  }
  Large* before = nullptr;
  for (Large* large = large_; large != nullptr; before = large, large = large->next) {
    if (large->prev != before) return "broken list of large cells";
    if (large->cell()->kind >= Kind::Count || large->cell()->size_class != kLarge) return "broken large cell";
    const char* cell = reinterpret_cast<const char*>(large->cell());
    checking_->push_back({cell, reinterpret_cast<const char*>(large) + large->bytes, 0});
  }
  return nullptr;
}

// Is it the start of a cell that is in use? Immortal cells never come here: they count as marked.
bool Heap::live_cell(const Cell* c) const {
  const char* at = reinterpret_cast<const char*>(c);
  auto it = std::upper_bound(checking_->begin(), checking_->end(), at, [](const char* a, const Extent& e) { return a < e.begin; });
  if (it == checking_->begin()) return false;
  const Extent& e = *--it;
  if (at >= e.end || (e.cell_bytes == 0 ? at != e.begin : static_cast<usize>(at - e.begin) % e.cell_bytes != 0)) return false;
  return c->kind != Kind::Free;
}

const char* Heap::check() {
  // Marks of an unfinished sweep would hide what is to be looked at.
  finish_sweep();
  std::vector<Extent> extents;
  checking_ = &extents;
  finding_ = check_blocks();
  if (finding_ == nullptr) {
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    Tracer tracer(*this);
    roots_(context_, tracer);
    drain();
  }
  for (const Extent& e : extents) {
    for (const char* at = e.begin; at < e.end; at += e.cell_bytes == 0 ? e.end - e.begin : e.cell_bytes) {
      const_cast<Cell*>(reinterpret_cast<const Cell*>(at))->flags &= static_cast<u8>(~Cell::kMark);
    }
  }
  checking_ = nullptr;
  mark_top_ = 0;
  mark_overflow_ = false;
  return std::exchange(finding_, nullptr);
}

}  // namespace monty
