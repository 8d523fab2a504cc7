// SPDX-License-Identifier: MIT
// The heap: size-class blocks, a precise, non-moving mark-and-sweep collector, and the accounting of every byte.
//
// Owns: all cells and buffers of one instance. Invariant: bytes() never exceeds limit(); every block and large cell is
// charged before it is taken from the operating system. Must never: run Python code, look at the C stack.
//
// Rooting. A collection may happen at any allocation. Roots are the registers of the frames and the Vm's own fields
// (the roots callback), and *every cell allocated since the present native was entered*: each allocation is noted in
// the allocation log, and the loop resets the log (`begin_native`) before it enters C++ code. So a native may hold in
// plain local variables (a) its arguments, (b) whatever it allocated itself, (c) whatever is reachable from those.
// Only a value that a native *detaches* (pops from a container, overwrites) and still needs after another allocation
// must be kept alive by `keep(v)`. docs/decisions/ tells why this was chosen over handles.
// A native that allocates without bound into a container uses `LogScope` in its loop to keep the log short.
#pragma once

#include <span>
#include <vector>

#include "base/meter.h"
#include "base/types.h"
#include "heap/cell.h"
#include "heap/spare.h"

namespace monty {

class Heap;

// Marks what it is shown. Handed to the trace functions of the kinds and to the roots callback.
class Tracer {
 public:
  explicit Tracer(Heap& heap) : heap_(heap) {}
  MONTY_ALWAYS_INLINE void value(Value v) {
    if (v.is_cell()) cell(v.as_cell());
  }
  MONTY_ALWAYS_INLINE void cell(Cell* c) {
    if (c != nullptr && (c->flags & Cell::kMark) == 0) mark(c);
  }
  MONTY_ALWAYS_INLINE void values(const Value* v, usize n) { rows(v, n, 1, 1); }
  // `n` rows of `stride` words, the first `used` words of each being values. Many rows are put by and looked at piece by
  // piece, so that the work between two looks at the clock, and the stack of cells to be traced, stay small.
  MONTY_ALWAYS_INLINE void rows(const Value* v, usize n, u32 stride, u32 used) {
    if (MONTY_UNLIKELY(n > kAtOnce) && put_by(v, n, stride, used)) return;
    look_at(v, n, stride, used);
  }
  // Marks a buffer (not its contents).
  void buffer(void* payload);

 private:
  static constexpr usize kAtOnce = 64;
  MONTY_ALWAYS_INLINE void look_at(const Value* v, usize n, u32 stride, u32 used) {
    for (usize i = 0; i < n; i++, v += stride) {
      for (u32 j = 0; j < used; j++) value(v[j]);
    }
  }
  bool put_by(const Value* v, usize n, u32 stride, u32 used);
  void mark(Cell* c);
  Heap& heap_;
  friend class Heap;
};

// What the heap needs to know of a kind; made from the kind's description (object/describe.h).
struct KindInfo {
  const char* name = nullptr;
  void (*trace)(Cell*, Tracer&) = nullptr;  // null: no references
  // What is wrong with the cell's own counts and tables (Heap::check); null: nothing to say.
  const char* (*check)(const Cell*) = nullptr;
};

// Why an allocation failed.
enum class AllocFailure : u8 {
  None,
  Limit,   // memory limit reached, after a collection
  System,  // the host has no memory
  TooLarge,
  Stopped,  // the poll said so during a collection
};

class Heap {
 public:
  using Roots = void (*)(void* context, Tracer&);
  // `spare`, if any, must outlive the heap.
  Heap(std::span<const KindInfo> kinds, Roots roots, void* context, SpareMemory* spare = nullptr);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  static constexpr usize kMaxSmall = 1024;  // cells above are allocated one by one
  static constexpr u32 kClasses = 24;
  static constexpr u16 kLarge = 0xFFFF;

  // A zeroed-header cell of `bytes` bytes (header included; contents otherwise uninitialised), in the allocation log.
  // Null when it fails; failure() says why, the caller raises.
  MONTY_ALWAYS_INLINE Cell* allocate(Kind kind, usize bytes) {
    if (MONTY_UNLIKELY(bytes > kMaxSmall)) return allocate_slow(kind, bytes);
    u32 cls = class_of(bytes);
    FreeCell* c = free_[cls];
    if (MONTY_UNLIKELY(c == nullptr || log_top_ >= log_end_)) return allocate_slow(kind, bytes);
    free_[cls] = c->next;
    c->header = Cell{kind, 0, static_cast<u16>(cls), 0};
    *log_top_++ = &c->header;
    return &c->header;
  }
  template <class T>
  T* make(usize extra = 0) {
    return reinterpret_cast<T*>(allocate(T::kKind, sizeof(T) + extra));
  }

  // Buffers: storage behind a cell. The payload starts 8 bytes after the buffer's header and is aligned to 8.
  void* allocate_buffer(usize bytes);
  // Grows or shrinks; contents are kept up to the smaller size. Null when it fails (the old buffer stands).
  void* resize_buffer(void* payload, usize old_bytes, usize new_bytes);
  // Gives it back at once (optional: the collector would).
  void free_buffer(void* payload, usize bytes);
  // All cells of the size class of `bytes`, dead ones among them, and what their blocks take.
  template <class F>
  void each_of_size(usize bytes, F&& f) {
    for (Block* b = blocks_[class_of(bytes)]; b != nullptr; b = b->next) {
      for (u32 i = 0; i < b->count; i++) f(reinterpret_cast<Cell*>(b->cells() + usize{i} * b->cell_bytes));
    }
  }
  usize bytes_of_size(usize bytes) const {
    usize sum = 0;
    for (const Block* b = blocks_[class_of(bytes)]; b != nullptr; b = b->next) sum += b->bytes;
    return sum;
  }
  static Cell* buffer_cell(void* payload) { return reinterpret_cast<Cell*>(static_cast<char*>(payload) - sizeof(Cell)); }

  // A part of the first memory, for the first segment of the frame stack.
  std::span<char> stack_memory() const { return {first_ + kLogBytes, kStackBytes}; }

  // ---- rooting
  void begin_native() { log_top_ = log_begin_; }
  void keep(Value v);
  class LogScope {
   public:
    explicit LogScope(Heap& heap) : heap_(heap), mark_(static_cast<usize>(heap.log_top_ - heap.log_begin_)) {}
    // Forget what was allocated since the scope began: all of it is reachable by now.
    void reset() { heap_.log_top_ = heap_.log_begin_ + mark_; }

   private:
    Heap& heap_;
    usize mark_;
  };

  // While it lives nothing is collected: an allocation that does not fit fails.
  class NoCollection {
   public:
    explicit NoCollection(Heap& heap) : heap_(heap) { heap.collecting_ = true; }
    ~NoCollection() { heap_.collecting_ = false; }
    NoCollection(const NoCollection&) = delete;
    NoCollection& operator=(const NoCollection&) = delete;

   private:
    Heap& heap_;
  };

  // ---- limits and figures
  usize bytes() const { return bytes_; }
  usize peak() const { return peak_; }
  u64 allocations() const { return allocations_; }
  usize limit() const { return limit_; }
  void set_limit(usize bytes) { limit_ = bytes; }
  // Charges memory that the heap does not hold itself (frame stack, output ...). False: over the limit.
  bool charge(usize bytes);
  // For a few bytes that cannot be refused any more; false: over the limit by now.
  bool charge_late(usize bytes) {
    bytes_ += bytes;
    if (bytes_ > peak_) peak_ = bytes_;
    if (bytes_ > limit_) failure_ = AllocFailure::Limit;
    return bytes_ <= limit_;
  }
  void discharge(usize bytes) { bytes_ -= bytes; }
  AllocFailure failure() const { return failure_; }
  u64 collections() const { return collections_; }

  // False: abandoned, because the poll said so; the heap is whole, and nothing is freed.
  bool collect();
  // Asked during a collection, at least about every 100 microseconds: may it go on?
  void set_poll(bool (*fn)(void* context)) { poll_ = fn; }
  // Called when marking is done and before anything is freed: weak tables drop what is not marked.
  void set_after_mark(void (*fn)(void* context)) { after_mark_ = fn; }
  void set_stress(bool on) {
    stress_ = on;
    refresh_log_limit();
  }
  void set_fail_at(u64 nth) {
    fail_at_ = nth;
    refresh_log_limit();
  }

  // Walks every block (headers, free lists, the sum of bytes) and then, from the roots and by the descriptions, every
  // cell that is reachable: it must be a live one, its tables whole. Null when all is well, else what is not.
  const char* check();

 private:
  friend class Tracer;
  struct FreeCell {
    Cell header;
    FreeCell* next;
  };
  struct Block {
    Block* next;
    u32 cell_bytes;
    u32 count;     // cells in use up to now: the rest of the block has not been touched
    u32 capacity;  // cells it has room for
    u32 bytes;     // whole
    bool unswept;
    char* cells() { return reinterpret_cast<char*>(this) + 32; }
  };
  struct Large {
    Large* next;
    Large* prev;
    usize bytes;  // whole, with this header
    usize unused;
    Cell* cell() { return reinterpret_cast<Cell*>(this + 1); }
  };

  // The first memory: the log, the first segment of the frame stack, and the first blocks.
  static constexpr usize kLogBytes = 2048, kStackBytes = 8192;

  static constexpr u8 kClassTable[kMaxSmall / 16 + 1] = {0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  8,  9,  9,  10, 10, 11, 11, 12, 12, 12, 12, 13,
                                                         13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 16, 16, 16, 16, 16, 17, 17, 17,
                                                         17, 17, 17, 17, 17, 18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19};
  static constexpr u16 kClassBytes[20] = {16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024};
  static u32 class_of(usize bytes) { return kClassTable[(bytes + 15) >> 4]; }

  MONTY_NOINLINE Cell* allocate_slow(Kind kind, usize bytes);
  Cell* allocate_large(Kind kind, usize bytes);
  bool refill(u32 cls);
  bool sweep_some(u32 cls);
  bool add_block(u32 cls);
  void use_more(Block* block, u32 cls);
  bool is_first(const void* p) const { return static_cast<usize>(static_cast<const char*>(p) - first_) < SpareMemory::kBytes; }
  bool sweep_block(Block* block, u32 cls);
  enum class Empty : u8 { Keep, Release };
  bool finish_sweep(Empty empty);  // false: stopped by the poll, with the rest still to be swept
  bool make_room(usize bytes);
  bool collect_if_due(usize bytes, usize counted);
  bool collect_for_room();
  usize free_bytes() const;
  static bool any_marked(Block* block);
  // A collection that leaves less than a sixteenth of the limit free counts as full: the next one would come at once. So
  // does the third in a row that came soon after the one before and freed little: what is free is of the wrong sizes.
  bool roomy() const { return limit_ - live_after_collection_ >= limit_ / 16 && live_after_collection_ <= limit_ && futile_ < 3; }
  bool grow_log();
  void refresh_log_limit();
  bool drain();
  bool may_go_on(i32 cost);
  bool abandon();
  void clear_marks();
  // Bytes of small cells reached by the present collection; large ones are summed up where they are swept.
  void count_marked(const Cell* c) { marked_ += c->size_class < 20 ? kClassBytes[c->size_class] : 0; }
  bool drain_stack(Tracer& tracer);
  bool trace_untraced(Tracer& tracer);
  bool grow_marks();
  void push_mark(Cell* c);
  bool live_cell(const Cell* c) const;
  const char* check_blocks();

  char* first_ = nullptr;   // the first memory
  char* carved_ = nullptr;  // its unused end
  SpareMemory* spare_;
  SpareBlocks spare_blocks_;  // what an ended instance left
  FreeCell* free_[kClasses] = {};
  Cell** log_top_ = nullptr;
  Cell** log_end_ = nullptr;
  Cell** log_begin_ = nullptr;
  Cell** log_limit_ = nullptr;  // real end of the log's storage
  Block* blocks_[kClasses] = {};
  Block* sweep_at_[kClasses] = {};  // next block to sweep lazily
  Large* large_ = nullptr;
  usize bytes_ = 0, peak_ = 0, limit_ = ~usize{0};
  usize taken_ = 0;        // since the last collection: free cells of swept blocks, new blocks, a share of large cells
  usize large_share_ = 4;  // one part in so many
  usize room_ = 0;         // that may be taken until the next one
  u64 allocations_ = 0, collections_ = 0, fail_at_ = 0;
  usize live_after_collection_ = 0, used_after_collection_ = 0, marked_ = 0;
  usize traced_ = 0;  // bytes of long rows, in the present collection
  AllocFailure failure_ = AllocFailure::None;
  bool stress_ = false, collecting_ = false, mark_overflow_ = false;
  bool stale_marks_ = false;  // a collection was abandoned: marks mean nothing until they are cleared
  u32 futile_ = 0;            // collections at the limit, in a row, that were of little use
  i32 until_poll_ = 0;
  std::span<const KindInfo> kinds_;
  Roots roots_;
  void (*after_mark_)(void*) = nullptr;
  bool (*poll_)(void*) = nullptr;
  void* context_;
  // What is marked but not traced yet: cells, and rows (two words: place with the lowest bit set, number and shape).
  // Grows only while the limit allows it; cells that do not fit are flagged as untraced and found by a walk over the
  // heap. What the last collections needed is kept, so that the walk is rare near the limit, where there is no growing.
  u64* mark_stack_ = nullptr;
  usize mark_top_ = 0, mark_capacity_ = 0, mark_most_ = 0;
  Cell* tracing_ = nullptr;
  struct Extent {
    const char* begin;
    const char* end;
    u32 cell_bytes;  // 0: a large cell
  };
  std::vector<Extent>* checking_ = nullptr;  // of all cells, by address, while check() runs
  const char* finding_ = nullptr;
};

}  // namespace monty
