// SPDX-License-Identifier: MIT
// The matcher's loop and its operations.
#include "regex/matcher.h"

#include <algorithm>
#include <cstdlib>

namespace monty::regex {

template <class T>
bool Matcher<T>::grow() {
  const usize old_bytes = usize{capacity_} * sizeof(Frame);
  if (capacity_ > (1u << 29)) {
    status_ = Status::OutOfMemory;
    return false;
  }
  void* old = frames_ == inline_frames_ ? nullptr : frames_;
  void* fresh = memory_.resize(memory_.context, old, old == nullptr ? 0 : old_bytes, old_bytes * 2);
  if (fresh == nullptr) {
    status_ = Status::OutOfMemory;
    return false;
  }
  if (old == nullptr) std::memcpy(fresh, inline_frames_, old_bytes);
  frames_ = static_cast<Frame*>(fresh);
  capacity_ *= 2;
  return true;
}

// --- loops over one character ---

template <class T>
u32 Matcher<T>::scan_slice(Op op, u32 arg, u32 pos, u32 limit) const {
  const T* p = text_ + pos;
  const T* const stop = text_ + limit;
  switch (op) {
    case Op::AnyAll: return limit;
    case Op::Char:
      while (p < stop && static_cast<u32>(*p) == arg) ++p;
      break;
    case Op::Any: arg = '\n'; [[fallthrough]];
    case Op::NotChar:
      if constexpr (sizeof(T) == 1) {
        if (arg > 0xFF || p == stop) return limit;
        // A few steps first: most runs are short, and the call costs more than they do.
        for (u32 i = 0; i < 8; ++i, ++p) {
          if (p == stop || *p == arg) return static_cast<u32>(p - text_);
        }
        const void* found = std::memchr(p, static_cast<int>(arg), static_cast<usize>(stop - p));
        return found == nullptr ? limit : static_cast<u32>(static_cast<const T*>(found) - text_);
      } else {
        while (p < stop && static_cast<u32>(*p) != arg) ++p;
      }
      break;
    case Op::Set: {
      const u32* set = code_ + arg;
      if constexpr (sizeof(T) == 1) {
        while (p < stop && (set[*p >> 5] >> (*p & 31) & 1) != 0) ++p;
      } else {
        while (p < stop && set_contains(set, *p)) ++p;
      }
      break;
    }
    default: break;
  }
  return static_cast<u32>(p - text_);
}

template <class T>
u32 Matcher<T>::scan(Op op, u32 arg, u32 pos, u32 limit) {
  while (true) {
    const u32 stop = limit - pos > kSlice ? pos + kSlice : limit;
    const u32 reached = scan_slice(op, arg, pos, stop);
    if (reached - pos >= 16 && !tick((reached - pos) / 16)) return reached;
    if (reached < stop || stop == limit) return reached;
    pos = reached;
  }
}

template <class T>
bool Matcher<T>::greedy_back(u32 pc, u32& q, u32 min_pos) {
  const Filter filter = static_cast<Filter>(code_[pc + 6]);
  if (filter == Filter::None) return true;
  const u32 arg = code_[pc + 7];
  const u32 from = q;
  while (true) {
    if (filter_accepts(filter, arg, q)) {
      return from - q < 16 || tick((from - q) / 16);
    }
    if (q == min_pos) break;
    --q;
    if (from - q >= kSlice && ((from - q) & (kSlice - 1)) == 0 && !tick(kSlice / 16)) return false;
  }
  tick((from - q) / 16 + 1);
  return false;
}

template <class T>
bool Matcher<T>::lazy_forward(u32 pc, u32& q, u32& left) {
  const Filter filter = static_cast<Filter>(code_[pc + 6]);
  if (filter == Filter::None) return true;
  const u32 arg = code_[pc + 7];
  const Op op = static_cast<Op>(code_[pc + 2]);
  const u32 body = code_[pc + 3];
  u32 steps = 0;
  while (true) {
    if (filter_accepts(filter, arg, q)) return tick(steps / 8 + 1);
    if (left == 0 || q >= end_ || !char_matches(op, body, text_[q])) break;
    ++q;
    --left;
    if ((++steps & (kSlice - 1)) == 0 && !tick(kSlice / 8)) return false;
  }
  tick((steps & (kSlice - 1)) / 8 + 1);
  return false;
}

// Op::Repeat: mode, body, arg, min, max, filter, filter arg.
template <class T>
bool Matcher<T>::repeat(u32& pc, u32& pos) {
  const u32* op = code_ + pc;
  const RepeatMode mode = static_cast<RepeatMode>(op[1]);
  const Op body = static_cast<Op>(op[2]);
  const u32 min = op[4];
  const u32 max = op[5];
  const u32 left = end_ - pos;
  if (left < min) return false;
  if (mode == RepeatMode::Lazy) {
    u32 q = pos;
    if (min != 0) {
      q = scan(body, op[3], pos, pos + min);
      if (q - pos < min || status_ != Status::NoMatch) return false;
    }
    u32 more = max == kInfinite ? kInfinite : max - min;
    if (!lazy_forward(pc, q, more)) return false;
    if (more != 0 && q < end_ && !push(pc << 3 | Frame::Lazy, q, more)) return false;
    pos = q;
    pc += kRepeatWords;
    return true;
  }
  u32 q = scan(body, op[3], pos, max < left ? pos + max : end_);
  if (q - pos < min || status_ != Status::NoMatch) {
    if (leading_end_ == kUnset) leading_end_ = q;
    return false;
  }
  if (mode == RepeatMode::Greedy) {
    const u32 min_pos = pos + min;
    if (!greedy_back(pc, q, min_pos)) return false;
    if (q > min_pos && !push(pc << 3 | Frame::Greedy, q, min_pos)) return false;
  } else if (leading_end_ == kUnset) {
    leading_end_ = q;
  }
  pos = q;
  pc += kRepeatWords;
  return true;
}

// --- loops with a count ---

template <class T>
bool Matcher<T>::loop_end(u32& pc, u32& pos) {
  const u32 slot = code_[pc + 1];
  const bool lazy = code_[pc + 2] != 0;
  const u32 min = code_[pc + 3];
  const u32 max = code_[pc + 4];
  const u32 body = code_[pc + 5];
  const u32 count = slots_[slot] + 1;
  if (!tick(1)) return false;
  if (count < min) {
    if (!set_slot(slot, count)) return false;
    pc = body;
    return true;
  }
  if (lazy) {
    if (!push(pc << 3 | Frame::LoopLazy, pos, count)) return false;
    pc += 6;
    return true;
  }
  // A turn that took nothing is not followed by another.
  if ((count < max || max == kInfinite) && pos != slots_[slot + 1]) {
    if (!push((pc + 6) << 3 | Frame::Choice, pos, 0)) return false;
    if (!set_slot(slot, count) || !set_slot(slot + 1, pos)) return false;
    pc = body;
    return true;
  }
  pc += 6;
  return true;
}

template <class T>
bool Matcher<T>::resume(const Frame& frame, u32& pc, u32& pos) {
  const u32 at = frame.tag >> 3;
  switch (static_cast<Frame::Kind>(frame.tag & 7)) {
    case Frame::Choice:
      pc = at;
      pos = frame.a;
      return true;
    case Frame::Slot:
      slots_[at] = frame.a;
      lastindex_ = frame.b;
      return false;
    case Frame::Greedy: {
      u32 q = frame.a - 1;
      const u32 min_pos = frame.b;
      if (!greedy_back(at, q, min_pos)) return false;
      if (q > min_pos && !push(at << 3 | Frame::Greedy, q, min_pos)) return false;
      pc = at + kRepeatWords;
      pos = q;
      return true;
    }
    case Frame::Lazy: {
      u32 q = frame.a;
      u32 left = frame.b;
      if (!char_matches(static_cast<Op>(code_[at + 2]), code_[at + 3], text_[q])) return false;
      ++q;
      --left;  // a text is shorter than "infinite", which so needs no case of its own
      if (!lazy_forward(at, q, left)) return false;
      if (left != 0 && q < end_ && !push(at << 3 | Frame::Lazy, q, left)) return false;
      pc = at + kRepeatWords;
      pos = q;
      return true;
    }
    case Frame::LoopLazy: {
      const u32 slot = code_[at + 1];
      const u32 max = code_[at + 4];
      const u32 count = frame.b;
      if ((count >= max && max != kInfinite) || frame.a == slots_[slot + 1]) return false;
      pos = frame.a;
      if (!set_slot(slot, count) || !set_slot(slot + 1, pos)) return false;
      pc = code_[at + 5];
      return true;
    }
  }
  return false;
}

// --- assertions and atomic groups ---

// Drops the choices above `height` but keeps what restores slots: the group is settled, yet a failure later on must
// still find everything as it was.
template <class T>
void Matcher<T>::keep_slots(u32 height) {
  if (height == 0) {
    sp_ = 0;
    return;
  }
  u32 kept = height;
  for (u32 i = height; i < sp_; ++i) {
    if ((frames_[i].tag & 7) == Frame::Slot) frames_[kept++] = frames_[i];
  }
  tick((sp_ - height) / 8 + 1);
  sp_ = kept;
}

template <class T>
void Matcher<T>::undo_to(u32 height) {
  tick((sp_ - height) / 8 + 1);
  while (sp_ > height) {
    const Frame& frame = frames_[--sp_];
    if ((frame.tag & 7) != Frame::Slot) continue;
    slots_[frame.tag >> 3] = frame.a;
    lastindex_ = frame.b;
  }
}

template <class T>
bool Matcher<T>::look_begin(u32& pc, u32& pos) {
  const u32 slot = code_[pc + 1];
  const u32 behind = code_[pc + 2];
  if (pos < behind) return false;
  if (!set_slot(slot + 1, pos) || !set_slot(slot, sp_ == 0 ? 0 : sp_ + 1)) return false;
  pos -= behind;
  pc += 3;
  return true;
}

template <class T>
bool Matcher<T>::neg_begin(u32& pc, u32& pos) {
  const u32 slot = code_[pc + 1];
  const u32 behind = code_[pc + 2];
  const u32 after = code_[pc + 3];
  if (pos < behind) {
    pc = after;
    return true;
  }
  if (!set_slot(slot, sp_ == 0 ? 0 : sp_ + 1)) return false;
  if (!push(after << 3 | Frame::Choice, pos, 0)) return false;
  pos -= behind;
  pc += 4;
  return true;
}

template <class T>
bool Matcher<T>::backref(u32 group, Fold fold, u32& pos) {
  if (!group_set(group)) return false;
  const u32 from = slots_[2 * group];
  const u32 length = slots_[2 * group + 1] - from;
  if (end_ - pos < length) return false;
  if (!tick(length / 8 + 1)) return false;
  const T* a = text_ + from;
  const T* b = text_ + pos;
  if (fold == Fold::None) {
    if (std::memcmp(a, b, usize{length} * sizeof(T)) != 0) return false;
  } else {
    for (u32 i = 0; i < length; ++i) {
      const bool same = fold == Fold::Ascii ? ascii_lower(a[i]) == ascii_lower(b[i]) : unicode::to_lower(a[i]) == unicode::to_lower(b[i]);
      if (!same) return false;
    }
  }
  pos += length;
  return true;
}

template <class T>
bool Matcher<T>::at(At kind, u32 pos) const {
  switch (kind) {
    case At::BeginText: return pos == 0;
    case At::BeginLine: return pos == 0 || text_[pos - 1] == '\n';
    case At::EndText: return pos == end_;
    case At::EndDollar: return pos == end_ || (end_ - pos == 1 && text_[pos] == '\n');
    case At::EndLine: return pos == end_ || text_[pos] == '\n';
    default: break;
  }
  const bool ascii = kind == At::BoundaryAscii || kind == At::NonBoundaryAscii;
  const bool wanted = kind == At::BoundaryAscii || kind == At::BoundaryUnicode;
  const bool before = pos > 0 && is_word_at(pos - 1, ascii);
  const bool after = pos < end_ && is_word_at(pos, ascii);
  return (before != after) == wanted;
}

// --- the loop ---

template <class T>
Status Matcher<T>::attempt(u32 start) {
  if (dirty_) {
    std::memset(slots_, 0xFF, usize{code_[kHeaderSlots]} * sizeof(u32));
    dirty_ = false;
  }
  lastindex_ = 0;
  sp_ = 0;
  leading_end_ = kUnset;
  u32 pc = kHeaderSize;
  u32 pos = start;
  const u32* const code = code_;
  const T* const text = text_;
  const u32 end = end_;
  while (true) {
    bool good = true;
    switch (static_cast<Op>(code[pc])) {
      case Op::Match:
        if ((request_.mode == Mode::FullMatch && pos != end) || (must_advance_ && pos == start)) {
          good = false;
          break;
        }
        start_ = start;
        match_end_ = pos;
        return Status::Matched;
      case Op::Fail: good = false; break;
      case Op::Char:
        good = pos < end && static_cast<u32>(text[pos]) == code[pc + 1];
        ++pos;
        pc += 2;
        break;
      case Op::NotChar:
        good = pos < end && static_cast<u32>(text[pos]) != code[pc + 1];
        ++pos;
        pc += 2;
        break;
      case Op::Any:
        good = pos < end && text[pos] != '\n';
        ++pos;
        pc += 1;
        break;
      case Op::AnyAll:
        good = pos < end;
        ++pos;
        pc += 1;
        break;
      case Op::Set:
        good = pos < end && set_contains(code + code[pc + 1], text[pos]);
        ++pos;
        pc += 2;
        break;
      case Op::String: {
        const u32 n = code[pc + 1];
        const u32* want = code + pc + 2;
        if (end - pos < n) {
          good = false;
          break;
        }
        const T* have = text + pos;
        u32 i = 0;
        while (i < n && static_cast<u32>(have[i]) == want[i]) ++i;
        good = i == n;
        if (i >= 64) good = tick(i / 16) && good;
        pos += n;
        pc += 2 + n;
        break;
      }
      case Op::At:
        good = at(static_cast<At>(code[pc + 1]), pos);
        pc += 2;
        break;
      case Op::Save: {
        const u32 mark = code[pc + 1];
        good = set_slot(mark, pos);
        if (mark & 1) lastindex_ = mark / 2 + 1;
        pc += 2;
        break;
      }
      case Op::Jump:
        good = tick(1);
        pc = code[pc + 1];
        break;
      case Op::Split:
        good = push(code[pc + 1] << 3 | Frame::Choice, pos, 0);
        pc += 2;
        break;
      case Op::SplitFirst: {
        const u32 target = code[pc + 3];
        if (pos >= end || !in_first(code[pc + 1], text[pos])) {
          pc = target;
          break;
        }
        if (in_first(code[pc + 2], text[pos])) good = push(target << 3 | Frame::Choice, pos, 0);
        pc += 4;
        break;
      }
      case Op::SplitLazy:
        good = push((pc + 2) << 3 | Frame::Choice, pos, 0);
        pc = code[pc + 1];
        break;
      case Op::Repeat: good = repeat(pc, pos); break;
      case Op::LoopInit: {
        const u32 slot = code[pc + 1];
        good = set_slot(slot, kUnset) && set_slot(slot + 1, kUnset);
        pc = code[pc + 2];
        break;
      }
      case Op::LoopEnd: good = loop_end(pc, pos); break;
      case Op::AtomicBegin:
        good = set_slot(code[pc + 1], sp_ == 0 ? 0 : sp_ + 1);
        pc += 2;
        break;
      case Op::AtomicEnd:
        keep_slots(slots_[code[pc + 1]]);
        pc += 2;
        break;
      case Op::LookBegin: good = look_begin(pc, pos); break;
      case Op::LookEnd: {
        const u32 slot = code[pc + 1];
        keep_slots(slots_[slot]);
        pos = slots_[slot + 1];
        pc += 2;
        break;
      }
      case Op::NegBegin: good = neg_begin(pc, pos); break;
      case Op::NegEnd:
        undo_to(slots_[code[pc + 1]]);
        good = false;
        break;
      case Op::Backref:
        good = backref(code[pc + 1], static_cast<Fold>(code[pc + 2]), pos);
        pc += 3;
        break;
      case Op::Cond: pc = group_set(code[pc + 1]) ? pc + 3 : code[pc + 2]; break;
    }
    if (MONTY_LIKELY(good)) {
      if (MONTY_UNLIKELY(status_ != Status::NoMatch)) return status_;
      continue;
    }
    while (true) {
      if (MONTY_UNLIKELY(status_ != Status::NoMatch)) return status_;
      if (sp_ == 0) return Status::NoMatch;
      const Frame frame = frames_[--sp_];
      if (resume(frame, pc, pos)) break;
    }
    if (!tick(1)) return status_;
  }
}

// --- where to start ---

template <class T>
bool Matcher<T>::find_prefix(u32& at, u32 last) {
  const u32* prefix = code_ + code_[kHeaderPrefix];
  const u32 length = code_[kHeaderPrefixLength];
  const u32 first = prefix[0];
  if constexpr (sizeof(T) < 4) {
    for (u32 i = 0; i < length; ++i) {
      if (prefix[i] > (1u << (8 * sizeof(T))) - 1) return false;
    }
  }
  u32 paid = at;
  while (at <= last && end_ - at >= length) {
    const u32 stop = last - at >= kSlice ? at + kSlice : last + 1;  // starts before here
    u32 found = stop;
    if constexpr (sizeof(T) == 1) {
      if (at < stop) {
        const void* hit = std::memchr(text_ + at, static_cast<int>(first), stop - at);
        if (hit != nullptr) found = static_cast<u32>(static_cast<const T*>(hit) - text_);
      }
    } else {
      for (found = at; found < stop && static_cast<u32>(text_[found]) != first;) ++found;
    }
    if (found - paid >= 64) {
      if (!tick((found - paid) / 16)) return false;
      paid = found;
    }
    if (found == stop) {
      at = stop;
      continue;
    }
    if (end_ - found < length) return false;
    u32 i = 1;
    while (i < length && static_cast<u32>(text_[found + i]) == prefix[i]) ++i;
    if (i == length) {
      at = found;
      return true;
    }
    if (i >= 8 && !tick(i / 8)) return false;
    at = found + 1;
  }
  return false;
}

template <class T>
bool Matcher<T>::find_first(u32& at, u32 last) {
  const u32 block = code_[kHeaderFirst];
  const u32* bits = code_ + block;
  while (at <= last && at < end_) {
    const u32 limit = std::min(last + 1, end_);
    const u32 stop = limit - at > kSlice ? at + kSlice : limit;
    const u32 from = at;
    if constexpr (sizeof(T) == 1) {
      while (at < stop && (bits[text_[at] >> 5] >> (text_[at] & 31) & 1) == 0) ++at;
    } else {
      while (at < stop && !in_first(block, static_cast<u32>(text_[at]))) ++at;
    }
    if (at - from >= 16 && !tick((at - from) / 16)) return false;
    if (at < stop) return true;
  }
  return false;
}

template <class T>
Status Matcher<T>::search() {
  const u32 min_width = code_[kHeaderMinWidth];
  u32 at = request_.pos;
  if (at > end_ || end_ - at < min_width) return Status::NoMatch;
  const u32 last = end_ - min_width;
  const bool anchored = (code_[kHeaderFlags] & kAnchored) != 0;
  const bool skip_run = (code_[kHeaderFlags] & kSkipLeadingRun) != 0;
  if (anchored && at != 0) return Status::NoMatch;
  while (at <= last) {
    if (!anchored) {
      if (code_[kHeaderPrefixLength] != 0) {
        if (!find_prefix(at, last)) return status_;
      } else if (code_[kHeaderFirst] != 0) {
        if (!find_first(at, last)) return status_;
      }
    }
    must_advance_ = request_.must_advance && at == request_.pos;
    if (!tick(1)) return status_;
    const Status status = attempt(at);
    if (status != Status::NoMatch || anchored) return status;
    if (skip_run && leading_end_ != kUnset && leading_end_ > at) {
      at = leading_end_;
    } else {
      ++at;
    }
  }
  return Status::NoMatch;
}

template <class T>
Status Matcher<T>::run(std::span<Span> spans, u32& lastindex) {
  const u32 slots = code_[kHeaderSlots];
  if (slots > kInlineSlots) {
    void* block = memory_.resize(memory_.context, nullptr, 0, usize{slots} * sizeof(u32));
    if (block == nullptr) return Status::OutOfMemory;
    slots_ = static_cast<u32*>(block);
    slot_count_ = slots;
    if (!tick(slots / 16)) return status_;
  }
  std::memset(slots_, 0xFF, usize{slots} * sizeof(u32));
  Status status = Status::NoMatch;
  if (request_.mode == Mode::Search) {
    status = search();
  } else if (request_.pos <= end_) {
    must_advance_ = request_.must_advance;
    status = tick(1) ? attempt(request_.pos) : status_;
  }
  if (status != Status::Matched) return status;
  lastindex = lastindex_;
  spans[0] = {start_, match_end_};
  const u32 groups = code_[kHeaderGroups];
  for (u32 i = 0; i < groups && i + 1 < spans.size(); ++i) {
    spans[i + 1] = group_set(i) ? Span{slots_[2 * i], slots_[2 * i + 1]} : Span{};
  }
  return Status::Matched;
}

Status match(std::span<const u32> code, const Request& request, Meter& meter, const Memory& memory, std::span<Span> spans, u32& lastindex) {
  switch (request.text.width) {
    case 1: return Matcher<u8>(code, request, meter, memory).run(spans, lastindex);
    case 2: return Matcher<u16>(code, request, meter, memory).run(spans, lastindex);
    default: return Matcher<u32>(code, request, meter, memory).run(spans, lastindex);
  }
}

Memory malloc_memory() {
  return {nullptr, [](void*, void* old, usize, usize bytes) -> void* {
            if (bytes == 0) {
              std::free(old);
              return nullptr;
            }
            return std::realloc(old, bytes);
          }};
}

}  // namespace monty::regex
