// SPDX-License-Identifier: MIT
// The matcher: runs a program over text of one width.
//
// State is a position, 32-bit slots (marks of groups, counters of loops) and a stack of frames. A frame is a choice
// still open, or the old value of a slot; failing pops frames until a choice is found, so slots are always as they
// were when that choice was left behind. With no choice open nothing is saved. Where CPython's sre shows in the
// result (empty turns of loops, what a failed group leaves), its rules are followed.
#pragma once

#include <cstring>

#include "regex/charset.h"
#include "regex/program.h"
#include "regex/regex.h"

namespace monty::regex {

struct Frame {
  enum Kind : u32 { Choice, Slot, Greedy, Lazy, LoopLazy };
  u32 tag;  // pc or slot << 3 | Kind
  u32 a;
  u32 b;
  u32 c;
};

template <class T>
class Matcher {
 public:
  Matcher(std::span<const u32> code, const Request& request, Meter& meter, const Memory& memory)
      : code_(code.data()), text_(static_cast<const T*>(request.text.data)), end_(request.endpos), request_(request), meter_(meter), memory_(memory) {}
  ~Matcher() {
    if (frames_ != inline_frames_) memory_.resize(memory_.context, frames_, capacity_ * sizeof(Frame), 0);
    if (slots_ != inline_slots_) memory_.resize(memory_.context, slots_, slot_count_ * sizeof(u32), 0);
  }
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  Status run(std::span<Span> spans, u32& lastindex);

 private:
  static constexpr u32 kInlineFrames = 96;
  static constexpr u32 kInlineSlots = 48;
  static constexpr u32 kUnset = 0xFFFFFFFF;
  static constexpr u32 kSlice = 1 << 16;

  Status attempt(u32 start);
  Status search();
  bool find_prefix(u32& at, u32 last);
  bool find_first(u32& at, u32 last);

  // A frame popped: sets pc and pos and returns true where matching goes on.
  bool resume(const Frame& frame, u32& pc, u32& pos);
  bool repeat(u32& pc, u32& pos);
  bool loop_end(u32& pc, u32& pos);
  bool look_begin(u32& pc, u32& pos);
  bool neg_begin(u32& pc, u32& pos);
  void keep_slots(u32 height);
  void undo_to(u32 height);
  bool backref(u32 group, Fold fold, u32& pos);
  bool at(At kind, u32 pos) const;
  bool is_word_at(u32 pos, bool ascii) const { return ascii ? is_word_ascii(text_[pos]) : is_word_unicode(text_[pos]); }
  bool group_set(u32 group) const {
    const u32 start = slots_[2 * group];
    const u32 end = slots_[2 * group + 1];
    return start != kUnset && end != kUnset && end >= start;
  }

  bool filter_accepts(Filter filter, u32 arg, u32 pos) const {
    if (filter == Filter::None) return true;
    if (pos >= end_) return false;
    const u32 c = static_cast<u32>(text_[pos]);
    if (filter == Filter::Char) return c == arg;
    return in_first(arg, c);
  }
  bool in_first(u32 block, u32 c) const {
    const u32* words = code_ + block;
    if (c < 256) return (words[c >> 5] >> (c & 31) & 1) != 0;
    return words[8] != 0;
  }
  bool char_matches(Op op, u32 arg, u32 c) const {
    switch (op) {
      case Op::Char: return c == arg;
      case Op::NotChar: return c != arg;
      case Op::Any: return c != '\n';
      case Op::Set: return set_contains(code_ + arg, c);
      default: return true;
    }
  }
  // End of the run of characters that the loop body takes, from pos to at most limit.
  u32 scan(Op op, u32 arg, u32 pos, u32 limit);
  u32 scan_slice(Op op, u32 arg, u32 pos, u32 limit) const;
  // From q (already tried, or about to be) to the next place where the tail may start; false: none.
  bool greedy_back(u32 pc, u32& q, u32 min_pos);
  bool lazy_forward(u32 pc, u32& q, u32& left);

  bool tick(u64 n) {
    if (MONTY_LIKELY(meter_.tick(n))) return true;
    status_ = Status::Stopped;
    return false;
  }
  bool push(u32 tag, u32 a, u32 b) {
    if (MONTY_UNLIKELY(sp_ == capacity_) && !grow()) return false;
    frames_[sp_++] = Frame{tag, a, b, 0};
    return true;
  }
  bool grow();
  bool set_slot(u32 slot, u32 value) {
    if (sp_ != 0 && !push(slot << 3 | Frame::Slot, slots_[slot], lastindex_)) return false;
    slots_[slot] = value;
    dirty_ = true;
    return true;
  }

  const u32* code_;
  const T* text_;
  u32 end_;
  const Request& request_;
  Meter& meter_;
  const Memory& memory_;
  u32* slots_ = inline_slots_;
  u32 slot_count_ = kInlineSlots;
  Frame* frames_ = inline_frames_;
  u32 capacity_ = kInlineFrames;
  u32 sp_ = 0;
  u32 lastindex_ = 0;
  u32 start_ = 0;
  u32 match_end_ = 0;
  u32 leading_end_ = 0;  // where the first loop of this attempt ended
  bool dirty_ = false;
  bool must_advance_ = false;
  Status status_ = Status::NoMatch;  // Stopped or OutOfMemory once that happened
  u32 inline_slots_[kInlineSlots];
  Frame inline_frames_[kInlineFrames];
};

}  // namespace monty::regex
