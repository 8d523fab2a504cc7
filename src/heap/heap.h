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
  void values(const Value* v, usize n) {
    for (usize i = 0; i < n; i++) value(v[i]);
  }
  // Marks a buffer (not its contents).
  void buffer(void* payload);

 private:
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
enum class AllocFailure : u8 { None, Limit /*memory limit reached, after a collection*/, System /*the host has no memory*/, TooLarge };

class Heap {
 public:
  using Roots = void (*)(void* context, Tracer&);
  Heap(std::span<const KindInfo> kinds, Roots roots, void* context);
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
  static Cell* buffer_cell(void* payload) { return reinterpret_cast<Cell*>(static_cast<char*>(payload) - sizeof(Cell)); }

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

  void collect();
  // Called when marking is done and before anything is freed: weak tables drop what is not marked.
  void set_after_mark(void (*fn)(void* context)) { after_mark_ = fn; }
  void set_stress(bool on) { stress_ = on; refresh_log_limit(); }
  void set_fail_at(u64 nth) { fail_at_ = nth; refresh_log_limit(); }

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
    u32 count;      // cells in the block
    u32 bytes;      // whole
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

  static constexpr u8 kClassTable[kMaxSmall / 16 + 1] = {
      0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14,
      14, 15, 15, 15, 15, 16, 16, 16, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 17, 18, 18, 18, 18,
      18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19};
  static constexpr u16 kClassBytes[20] = {16,  32,  48,  64,  80,  96,  112, 128, 160, 192,
                                          224, 256, 320, 384, 448, 512, 640, 768, 896, 1024};
  static u32 class_of(usize bytes) { return kClassTable[(bytes + 15) >> 4]; }

  MONTY_NOINLINE Cell* allocate_slow(Kind kind, usize bytes);
  Cell* allocate_large(Kind kind, usize bytes);
  bool refill(u32 cls);
  bool sweep_block(Block* block, u32 cls);
  void finish_sweep();
  bool make_room(usize bytes);
  // A collection that leaves less than a sixteenth of the limit free counts as full: the next one would come at once.
  bool roomy() const { return limit_ - live_after_collection_ >= limit_ / 16 && live_after_collection_ <= limit_; }
  bool grow_log();
  void refresh_log_limit();
  void drain();
  // Bytes of small cells reached by the present collection; large ones are summed up where they are swept.
  void count_marked(const Cell* c) { marked_ += c->size_class < 20 ? kClassBytes[c->size_class] : 0; }
  void drain_stack(Tracer& tracer);
  void push_mark(Cell* c);
  bool live_cell(const Cell* c) const;
  const char* check_blocks();

  FreeCell* free_[kClasses] = {};
  Cell** log_top_ = nullptr;
  Cell** log_end_ = nullptr;
  Cell** log_begin_ = nullptr;
  Cell** log_limit_ = nullptr;  // real end of the log's storage
  Block* blocks_[kClasses] = {};
  Block* sweep_at_[kClasses] = {};  // next block to sweep lazily
  Large* large_ = nullptr;
  usize bytes_ = 0, peak_ = 0, limit_ = ~usize{0}, trigger_ = 256 * 1024;
  u64 allocations_ = 0, collections_ = 0, fail_at_ = 0;
  usize live_after_collection_ = 0, marked_ = 0;
  AllocFailure failure_ = AllocFailure::None;
  bool stress_ = false, collecting_ = false, mark_overflow_ = false;
  std::span<const KindInfo> kinds_;
  Roots roots_;
  void (*after_mark_)(void*) = nullptr;
  void* context_;
  // Cells that are marked but not traced yet. Grows only while the limit allows it; what does not fit is found again by
  // a walk over the heap.
  Cell** mark_stack_ = nullptr;
  usize mark_top_ = 0, mark_capacity_ = 0;
  struct Extent {
    const char* begin;
    const char* end;
    u32 cell_bytes;  // 0: a large cell
  };
  std::vector<Extent>* checking_ = nullptr;  // of all cells, by address, while check() runs
  const char* finding_ = nullptr;
};

}  // namespace monty
