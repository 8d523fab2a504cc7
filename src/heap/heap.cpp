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
constexpr usize kFirstMarks = 512;
constexpr usize kLeastRoom = 1024 * 1024;  // allocated between two collections, at least
// Large cells cost a collection less than small ones of the same bytes (no sweep), and texts that are made and dropped
// again are what many programs consist of: up to so much more of them may be garbage.
constexpr usize kLargeGarbage = 16 * kLeastRoom;

// What a collection does between two looks at the clock, some 100 microseconds, counted in traced cells.
constexpr i32 kPollEvery = 1024;
constexpr i32 kRowsCost = 16;
constexpr i32 kBlockCost = 64;
constexpr i32 kLargeCost = 16;
constexpr usize kTouched = 256 * 1024;

// What malloc really takes for a large cell: its own word, rounding, and whole pages where it maps them.
usize taken_for(usize bytes) { return bytes < 128 * 1024 ? (bytes + 8 + 15) / 16 * 16 : (bytes + 16 + 4095) / 4096 * 4096; }
}  // namespace

Heap::Heap(std::span<const KindInfo> kinds, Roots roots, void* context, SpareMemory* spare) : spare_(spare), kinds_(kinds), roots_(roots), context_(context) {
  room_ = kLeastRoom;
  bytes_ = SpareMemory::kBytes + kFirstMarks * sizeof(u64);
  first_ = static_cast<char*>(spare != nullptr ? spare->take(&spare_blocks_) : std::malloc(SpareMemory::kBytes));
  if (first_ == nullptr) std::abort();  // as operator new would, for the object that this is a part of
  carved_ = first_ + kLogBytes + kStackBytes;
  log_begin_ = log_top_ = reinterpret_cast<Cell**>(first_);
  log_limit_ = log_begin_ + kLogBytes / sizeof(Cell*);
  refresh_log_limit();
}

Heap::~Heap() {
  for (auto* list : blocks_) {
    while (list != nullptr) {
      Block* next = list->next;
      if (!is_first(list)) spare_blocks_.give(list, list->bytes);
      list = next;
    }
  }
  while (large_ != nullptr) {
    Large* next = large_->next;
    std::free(large_);
    large_ = next;
  }
  if (!is_first(log_begin_)) std::free(log_begin_);
  std::free(mark_stack_);
  if (spare_ != nullptr) {
    spare_->give(first_, spare_blocks_);
  } else {
    spare_blocks_.release();
    std::free(first_);
  }
}

bool Heap::grow_log() {
  usize used = static_cast<usize>(log_top_ - log_begin_);
  const bool first = is_first(log_begin_);
  const usize bytes = static_cast<usize>(log_limit_ - log_begin_) * sizeof(Cell*);
  const usize wanted = bytes * 2 / sizeof(Cell*), extra = first ? bytes * 2 : bytes;
  if (!make_room(extra)) return false;
  auto* grown = static_cast<Cell**>(std::realloc(first ? nullptr : log_begin_, bytes * 2));
  if (grown == nullptr) {
    failure_ = AllocFailure::System;
    return false;
  }
  if (first) std::memcpy(grown, log_begin_, used * sizeof(Cell*));
  bytes_ += extra;
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
    if (!collect_for_room()) return false;
    if (bytes_ + bytes <= limit_ && (roomy() || bytes >= limit_ / 16)) return true;
  }
  failure_ = AllocFailure::Limit;
  return false;
}

// A collection because of the limit; blocks without a live cell are given back.
bool Heap::collect_for_room() {
  if (!finish_sweep(Empty::Keep)) return false;
  const usize used = bytes_ - free_bytes();
  const bool soon = used < used_after_collection_ + limit_ / 32;
  if (!collect() || !finish_sweep(Empty::Release)) return false;
  const bool useful = used_after_collection_ + limit_ / 16 < used;
  futile_ = soon && !useful ? futile_ + 1 : 0;
  return true;
}

// Bytes of the free cells inside blocks, when all are swept.
usize Heap::free_bytes() const {
  usize bytes = 0;
  for (u32 cls = 0; cls < 20; cls++) {
    for (FreeCell* c = free_[cls]; c != nullptr; c = c->next) bytes += kClassBytes[cls];
    if (const Block* newest = blocks_[cls]; newest != nullptr) bytes += usize{newest->capacity - newest->count} * kClassBytes[cls];
  }
  return bytes;
}

Cell* Heap::allocate_slow(Kind kind, usize bytes) {
  allocations_++;
  if (fail_at_ != 0 && allocations_ == fail_at_) {
    failure_ = AllocFailure::Limit;
    return nullptr;
  }
  if (stress_ && !collecting_ && !collect()) return nullptr;
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

// Gives class `cls` some free cells: swept ones, else some that were never used, else a new block.
bool Heap::refill(u32 cls) {
  if (sweep_some(cls)) return true;
  if (taken_ > room_ && bytes_ + kFirstBlock <= limit_ && !collecting_) {
    if (!collect()) return false;
    if (sweep_some(cls)) return true;
  }
  Block* newest = blocks_[cls];
  if (newest == nullptr || newest->count == newest->capacity) {
    if (!add_block(cls)) return false;
    if (free_[cls] != nullptr) return true;
    newest = blocks_[cls];
  }
  use_more(newest, cls);
  return true;
}

bool Heap::sweep_some(u32 cls) {
  while (sweep_at_[cls] != nullptr) {
    Block* block = sweep_at_[cls];
    sweep_at_[cls] = block->next;
    if (block->unswept && sweep_block(block, cls)) return true;
  }
  return false;
}

// A new block, or the cells that a collection for it has freed.
bool Heap::add_block(u32 cls) {
  const u32 cell_bytes = kClassBytes[cls];
  Block* block = nullptr;
  usize size = kFirstBlock;
  if (Block* newest = blocks_[cls]; newest != nullptr) {
    size = std::min(usize{newest->bytes} * 2, kMaxBlock);
  } else {
    // The first ones are small and lie in the first memory, which is charged already.
    usize small = kFirstBlock / 2;
    while (small < kBlockHeader + 2 * cell_bytes) small *= 2;
    if (small <= static_cast<usize>(first_ + SpareMemory::kBytes - carved_)) {
      block = reinterpret_cast<Block*>(carved_);
      carved_ += small;
      size = small;
    }
  }
  if (block == nullptr) {
    while (size < kBlockHeader + 4 * cell_bytes) size *= 2;
    // Near the limit a small block will do.
    while (bytes_ + size > limit_ && size / 2 >= kBlockHeader + 4 * cell_bytes && size > kFirstBlock) size /= 2;
    if (bytes_ + size > limit_) {
      bool room = make_room(size);
      if (free_[cls] != nullptr && (room || roomy())) return true;  // the collection freed some
      if (!room) return false;
    }
    block = static_cast<Block*>(spare_blocks_.take(size));
    if (block == nullptr) block = static_cast<Block*>(std::malloc(size));
    if (block == nullptr) {
      failure_ = AllocFailure::System;
      return false;
    }
    bytes_ += size;
    if (bytes_ > peak_) peak_ = bytes_;
  }
  taken_ += size;
  block->next = blocks_[cls];
  block->cell_bytes = cell_bytes;
  block->count = 0;
  block->capacity = static_cast<u32>((size - kBlockHeader) / cell_bytes);
  block->bytes = static_cast<u32>(size);
  block->unswept = false;
  blocks_[cls] = block;
  return true;
}

// Makes a few more cells of the newest block free ones: a block is touched only as far as it is used.
void Heap::use_more(Block* block, u32 cls) {
  const u32 n = std::min(block->capacity - block->count, std::clamp(block->count, u32{4}, u32{64}));
  FreeCell* head = nullptr;
  for (u32 i = block->count + n; i-- > block->count;) {
    auto* c = reinterpret_cast<FreeCell*>(block->cells() + usize{i} * block->cell_bytes);
    c->header = Cell{Kind::Free, 0, static_cast<u16>(cls), 0};
    c->next = head;
    head = c;
  }
  block->count += n;
  allocations_ += n;
  free_[cls] = head;
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
    __builtin_prefetch(at + 512, 1);  // reading ahead of the cells is most of the work here
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
  taken_ += usize{freed} * block->cell_bytes;
  return head != before;
}

bool Heap::any_marked(Block* block) {
  char* at = block->cells();
  for (u32 i = 0; i < block->count; i++, at += block->cell_bytes) {
    if (reinterpret_cast<Cell*>(at)->flags & Cell::kMark) return true;
  }
  return false;
}

bool Heap::finish_sweep(Empty empty) {
  for (u32 cls = 0; cls < kClasses; cls++) {
    if (sweep_at_[cls] == nullptr) continue;
    Block** link = &blocks_[cls];
    while (Block* b = *link) {
      if (b->unswept) {
        if (checking_ == nullptr && !may_go_on(kBlockCost)) return false;
        if (empty == Empty::Release && !is_first(b) && !any_marked(b)) {
          if (sweep_at_[cls] == b) sweep_at_[cls] = b->next;
          *link = b->next;
          bytes_ -= b->bytes;
          std::free(b);
          continue;
        }
        sweep_block(b, cls);
      }
      link = &b->next;
    }
    sweep_at_[cls] = nullptr;
  }
  return true;
}

// Before `bytes` more are taken in one piece, so many of which count as taken. What alone takes more than there is room counts as live.
bool Heap::collect_if_due(usize bytes, usize counted) {
  if (taken_ + counted <= room_ || bytes_ + bytes > limit_ || collecting_) return true;
  if (!collect()) return false;
  if (bytes > room_) room_ = bytes + live_after_collection_ + bytes;
  return true;
}

Cell* Heap::allocate_large(Kind kind, usize bytes) {
  if (bytes > (usize{1} << 46)) {
    failure_ = AllocFailure::TooLarge;
    return nullptr;
  }
  const usize whole = taken_for(sizeof(Large) + bytes);
  if (!collect_if_due(whole, whole / large_share_) || !make_room(whole)) return nullptr;
  auto* large = static_cast<Large*>(std::malloc(whole));
  if (large == nullptr) {
    failure_ = AllocFailure::System;
    return nullptr;
  }
  // The system clears pages when they are first touched, which takes longer than what a native does with them. So they are
  // touched here, where the clock can be looked at; but not those of buffers, which may never be used whole.
  if (kind != Kind::Buffer && whole >= kTouched) {
    for (usize at = 0; at < whole; at += 4096) {
      reinterpret_cast<volatile char*>(large)[at] = 0;
      if (at % kTouched == 0 && !may_go_on(kPollEvery)) {
        std::free(large);
        return nullptr;
      }
    }
  }
  allocations_++;
  bytes_ += whole;
  taken_ += whole / large_share_;
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
    if (new_bytes > (usize{1} << 46)) {
      failure_ = AllocFailure::TooLarge;
      return nullptr;
    }
    const usize whole = taken_for(sizeof(Large) + sizeof(Cell) + new_bytes);
    if (whole > large->bytes) {
      usize extra = whole - large->bytes;
      keep(Value::cell(c));
      if (!collect_if_due(extra, extra) || !make_room(extra)) return nullptr;
      taken_ += extra;  // what grows is not garbage
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
    if (moved->prev != nullptr)
      moved->prev->next = moved;
    else
      large_ = moved;
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
    if (large->prev != nullptr)
      large->prev->next = large->next;
    else
      large_ = large->next;
    if (large->next != nullptr) large->next->prev = large->prev;
    bytes_ -= large->bytes;
    taken_ -= std::min(taken_, large->bytes / large_share_);
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

bool Tracer::put_by(const Value* v, usize n, u32 stride, u32 used) {
  Heap& h = heap_;
  if (h.mark_top_ + 2 > h.mark_capacity_ && !h.grow_marks()) {
    if (h.tracing_ == nullptr) return false;  // a root: looked at now
    h.tracing_->flags |= Cell::kUntraced;     // all of it, another time
    h.mark_overflow_ = true;
    return true;
  }
  h.traced_ += n * stride * sizeof(Value);
  h.mark_stack_[h.mark_top_++] = u64{n} | u64{stride} << 40 | u64{used} << 48;
  h.mark_stack_[h.mark_top_++] = reinterpret_cast<u64>(v) | 1;
  return true;
}

// Room for two more words.
bool Heap::grow_marks() {
  usize wanted = mark_capacity_ == 0 ? kFirstMarks : mark_capacity_ * 2;
  usize extra = mark_capacity_ == 0 ? 0 : (wanted - mark_capacity_) * sizeof(u64);  // the first ones are charged with the heap
  if (bytes_ + extra > limit_ && extra != 0) return false;
  auto* grown = static_cast<u64*>(std::realloc(mark_stack_, wanted * sizeof(u64)));
  if (grown == nullptr) return false;
  bytes_ += extra;
  if (bytes_ > peak_) peak_ = bytes_;
  mark_stack_ = grown;
  mark_capacity_ = wanted;
  return true;
}

void Heap::push_mark(Cell* c) {
  if (mark_top_ == mark_capacity_ && !grow_marks()) {
    c->flags |= Cell::kUntraced;
    mark_overflow_ = true;
    return;
  }
  mark_stack_[mark_top_++] = reinterpret_cast<u64>(c);
}

bool Heap::may_go_on(i32 cost) {
  until_poll_ -= cost;
  if (until_poll_ >= 0) return true;
  until_poll_ = kPollEvery;
  if (poll_ == nullptr || poll_(context_)) return true;
  failure_ = AllocFailure::Stopped;
  return false;
}

// Follows all references from what is on the stack. False: stopped by the poll.
bool Heap::drain() {
  Tracer tracer(*this);
  bool whole = drain_stack(tracer);
  while (whole && mark_overflow_) {
    mark_overflow_ = false;
    whole = trace_untraced(tracer);
  }
  if (mark_capacity_ > kFirstMarks && mark_most_ < mark_capacity_ / 4) {
    usize wanted = std::max(kFirstMarks, mark_capacity_ / 2);
    if (auto* small = static_cast<u64*>(std::realloc(mark_stack_, wanted * sizeof(u64)))) {
      mark_stack_ = small;
      bytes_ -= (mark_capacity_ - wanted) * sizeof(u64);
      mark_capacity_ = wanted;
    }
  }
  mark_most_ = 0;
  return whole;
}

// Some cells did not fit on the stack: a walk over the heap finds them by their flag.
bool Heap::trace_untraced(Tracer& tracer) {
  auto look_at = [&](Cell* c) {
    if ((c->flags & Cell::kUntraced) == 0) return true;
    c->flags &= static_cast<u8>(~Cell::kUntraced);
    tracing_ = c;
    kinds_[static_cast<usize>(c->kind)].trace(c, tracer);
    return drain_stack(tracer);
  };
  for (Block* first : blocks_) {
    for (Block* b = first; b != nullptr; b = b->next) {
      for (u32 i = 0; i < b->count; i++) {
        if (!look_at(reinterpret_cast<Cell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes))) return false;
      }
      if (checking_ == nullptr && !may_go_on(kBlockCost)) return false;
    }
  }
  for (Large* large = large_; large != nullptr; large = large->next) {
    if (!look_at(large->cell())) return false;
  }
  return true;
}

bool Heap::drain_stack(Tracer& tracer) {
  while (mark_top_ > 0) {
    if (mark_top_ > mark_most_) mark_most_ = mark_top_;
    const u64 word = mark_stack_[--mark_top_];
    if (MONTY_UNLIKELY(checking_ == nullptr && !may_go_on(word & 1 ? kRowsCost : 1))) return false;
    if (word & 1) {
      const u64 shape = mark_stack_[mark_top_ - 1];
      const usize n = shape & ((u64{1} << 40) - 1), now = std::min(n, Tracer::kAtOnce);
      const u32 stride = static_cast<u32>(shape >> 40) & 0xFF, used = static_cast<u32>(shape >> 48);
      const auto* at = reinterpret_cast<const Value*>(word & ~u64{1});
      if (now < n) {
        mark_stack_[mark_top_ - 1] = shape - now;
        mark_stack_[mark_top_++] = reinterpret_cast<u64>(at + now * stride) | 1;
      } else {
        mark_top_--;
      }
      tracer.look_at(at, now, stride, used);
      continue;
    }
    auto* c = reinterpret_cast<Cell*>(word);
    const KindInfo& kind = kinds_[static_cast<usize>(c->kind)];
    if (MONTY_UNLIKELY(checking_ != nullptr)) {
      if (kind.check != nullptr) {
        if (const char* problem = kind.check(c)) finding_ = problem;
      }
      if (finding_ != nullptr) {
        mark_top_ = 0;
        return true;
      }
    }
    tracing_ = c;
    kind.trace(c, tracer);
  }
  tracing_ = nullptr;
  return true;
}

// After an abandoned collection: no cell is marked.
void Heap::clear_marks() {
  constexpr u8 keep = static_cast<u8>(~(Cell::kMark | Cell::kUntraced));
  for (Block* first : blocks_) {
    for (Block* b = first; b != nullptr; b = b->next) {
      for (u32 i = 0; i < b->count; i++) reinterpret_cast<Cell*>(b->cells() + static_cast<usize>(i) * b->cell_bytes)->flags &= keep;
    }
  }
  for (Large* large = large_; large != nullptr; large = large->next) large->cell()->flags &= keep;
  stale_marks_ = false;
}

bool Heap::abandon() {
  mark_top_ = 0;
  tracing_ = nullptr;
  mark_overflow_ = false;
  stale_marks_ = true;
  collecting_ = false;
  return false;
}

bool Heap::collect() {
  if (stale_marks_) clear_marks();
  if (!finish_sweep(Empty::Keep)) return false;  // marks of the last collection go first
  collecting_ = true;
  collections_++;
  marked_ = traced_ = 0;
  tracing_ = nullptr;
  Tracer tracer(*this);
  for (Cell** p = log_begin_; p < log_top_; p++) {
    if ((*p)->kind == Kind::Buffer)
      tracer.buffer(*p + 1);
    else
      tracer.cell(*p);
  }
  roots_(context_, tracer);
  if (poll_ != nullptr && !poll_(context_)) {  // the roots may have been shown in part only
    failure_ = AllocFailure::Stopped;
    return abandon();
  }
  if (!drain()) return abandon();
  if (after_mark_ != nullptr) after_mark_(context_);
  // Large cells are swept at once, blocks lazily.
  for (Large* large = large_; large != nullptr;) {
    if (!may_go_on(kLargeCost)) return abandon();
    Large* next = large->next;
    if (large->cell()->flags & Cell::kMark) {
      large->cell()->flags &= static_cast<u8>(~Cell::kMark);
    } else {
      if (large->prev != nullptr)
        large->prev->next = next;
      else
        large_ = next;
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
  usize blocks = 0, large_cells = 0;
  for (Block* first : blocks_) {
    for (Block* b = first; b != nullptr; b = b->next) blocks += b->bytes;
  }
  for (Large* large = large_; large != nullptr; large = large->next) large_cells += large->bytes;
  const usize live = marked_ + large_cells;
  live_after_collection_ = live;
  used_after_collection_ = bytes_ - blocks + marked_;
  // As much as was marked may be taken until the next collection, so that marking costs a constant share (large texts cost
  // nothing); and at least half of what the blocks hold, because that is what sweeping costs. (All of it would let the
  // blocks grow for ever.)
  room_ = std::max({kLeastRoom, marked_ + traced_, blocks / 2});
  large_share_ = 1 + std::min(3 * room_, kLargeGarbage) / room_;
  taken_ = 0;
  collecting_ = false;
  return true;
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
  std::vector<Extent> extents;
  checking_ = &extents;
  tracing_ = nullptr;
  // Marks of an unfinished sweep would hide what is to be looked at.
  if (stale_marks_) clear_marks();
  finish_sweep(Empty::Keep);
  finding_ = check_blocks();
  if (finding_ == nullptr) {
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    Tracer tracer(*this);
    roots_(context_, tracer);
    drain();
  }
  for (const Extent& e : extents) {
    for (const char* at = e.begin; at < e.end; at += e.cell_bytes == 0 ? e.end - e.begin : e.cell_bytes) {
      const_cast<Cell*>(reinterpret_cast<const Cell*>(at))->flags &= static_cast<u8>(~(Cell::kMark | Cell::kUntraced));
    }
  }
  checking_ = nullptr;
  mark_top_ = 0;
  mark_overflow_ = false;
  return std::exchange(finding_, nullptr);
}

}  // namespace monty
