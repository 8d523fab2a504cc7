// SPDX-License-Identifier: MIT
// DEFLATE, packing: matches by hash chains, taken lazily; each block in the shortest of the format's three forms.
#include "lib/deflate.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "lib/deflate_tables.h"

namespace monty::lib {

namespace {

constexpr u32 kWindow = 32768, kMinMatch = 3, kMaxMatch = 258;
constexpr u32 kMaxDistance = kWindow - (kMaxMatch + kMinMatch + 1);
constexpr u32 kTooFar = 4096;  // a match of three bytes from farther away is no gain
constexpr u32 kEndOfBlock = 256, kLiterals = 286, kDistances = 30, kCodes = 19;

struct Effort {
  u16 good, lazy, nice, chain;
};
constexpr Effort kEfforts[10] = {{0, 0, 0, 0},    {4, 4, 8, 4},      {4, 5, 16, 8},     {4, 6, 32, 32},       {4, 4, 16, 16},
                                 {8, 16, 32, 32}, {8, 16, 128, 128}, {8, 32, 128, 256}, {32, 128, 258, 1024}, {32, 258, 258, 4096}};

u32 code_of(const u16* bases, u32 n, u32 value) { return static_cast<u32>(std::upper_bound(bases, bases + n, value) - bases) - 1; }
u32 length_code(u32 length) { return code_of(kLengthBase, 29, length); }
u32 distance_code(u32 distance) { return code_of(kDistanceBase, 30, distance); }

u32 reversed(u32 code, u32 bits) {
  u32 out = 0;
  while (bits-- > 0) {
    out = out << 1 | (code & 1);
    code >>= 1;
  }
  return out;
}

// A Huffman code: frequencies in, lengths and codes out.
struct Tree {
  static constexpr u32 kMost = 288;
  u32 frequency[2 * kMost];
  u8 length[2 * kMost];
  u16 code[kMost];
  u32 highest;  // the last symbol that has a length
  u32 elements, longest;
  const u8* extra;
  u32 extra_base;

  void clear() { std::memset(frequency, 0, sizeof frequency); }

  void number() {
    u16 count[16] = {}, next[16] = {};
    for (u32 n = 0; n <= highest; n++) count[length[n]]++;
    count[0] = 0;
    for (u32 bits = 1; bits < 16; bits++) next[bits] = static_cast<u16>((next[bits - 1] + count[bits - 1]) << 1);
    for (u32 n = 0; n <= highest; n++) {
      if (length[n] != 0) code[n] = static_cast<u16>(reversed(next[length[n]]++, length[n]));
    }
  }

  u32 extra_bits(u32 n) const { return n >= extra_base ? extra[n - extra_base] : 0; }
  // Bits that the block's symbols take with these lengths.
  u64 cost(const u8* lengths) const {
    u64 bits = 0;
    for (u32 n = 0; n < elements; n++) bits += u64{frequency[n]} * (lengths[n] + extra_bits(n));
    return bits;
  }

  void build();
};

void Tree::build() {
  u32 heap[2 * kMost + 1], parent[2 * kMost], in_order[2 * kMost];
  u8 depth[2 * kMost];
  u32 size = 0, ordered = 2 * kMost, fallen = 0;
  int last = -1;
  for (u32 n = 0; n < elements; n++) {
    length[n] = 0;
    depth[n] = 0;
    if (frequency[n] == 0) continue;
    heap[++size] = n;
    last = static_cast<int>(n);
  }
  // A code has two symbols at least; those that are added are used nowhere, and count for nothing.
  u32 added[2], added_count = 0;
  while (size < 2) {
    const u32 n = last < 2 ? static_cast<u32>(++last) : 0;
    heap[++size] = n;
    frequency[n] = 1;
    added[added_count++] = n;
  }
  highest = static_cast<u32>(last);
  auto before = [&](u32 a, u32 b) { return frequency[a] < frequency[b] || (frequency[a] == frequency[b] && depth[a] <= depth[b]); };
  auto sink = [&](u32 k) {
    const u32 v = heap[k];
    for (u32 j = k << 1; j <= size; j <<= 1) {
      if (j < size && before(heap[j + 1], heap[j])) j++;
      if (before(v, heap[j])) break;
      heap[k] = heap[j];
      k = j;
    }
    heap[k] = v;
  };
  for (u32 k = size / 2; k >= 1; k--) sink(k);
  u32 node = elements;
  do {
    const u32 n = heap[1];
    heap[1] = heap[size--];
    sink(1);
    const u32 m = heap[1];
    in_order[--ordered] = n;
    in_order[--ordered] = m;
    frequency[node] = frequency[n] + frequency[m];
    depth[node] = static_cast<u8>(std::max(depth[n], depth[m]) + 1);
    parent[n] = parent[m] = node;
    heap[1] = node++;
    sink(1);
  } while (size >= 2);
  in_order[--ordered] = heap[1];

  // Lengths from the root down. What falls below the longest allowed is pushed up after.
  u32 count[16] = {};
  length[in_order[ordered]] = 0;
  for (u32 h = ordered + 1; h < 2 * kMost; h++) {
    const u32 n = in_order[h];
    u32 bits = length[parent[n]] + 1u;
    if (bits > longest) {
      bits = longest;
      fallen++;
    }
    length[n] = static_cast<u8>(bits);
    if (n < elements) count[bits]++;
  }
  for (i64 over = fallen; over > 0; over -= 2) {
    u32 bits = longest - 1;
    while (count[bits] == 0) bits--;
    count[bits]--;
    count[bits + 1] += 2;
    count[longest]--;
  }
  if (fallen > 0) {
    u32 h = 2 * kMost;
    for (u32 bits = longest; bits != 0; bits--) {
      for (u32 n = count[bits]; n > 0;) {
        const u32 m = in_order[--h];
        if (m >= elements) continue;
        length[m] = static_cast<u8>(bits);
        n--;
      }
    }
  }
  for (u32 i = 0; i < added_count; i++) frequency[added[i]] = 0;
  number();
}

struct FixedTrees {
  Tree literals, distances;
  FixedTrees() {
    for (u32 n = 0; n < Tree::kMost; n++) literals.length[n] = n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8;
    literals.highest = Tree::kMost - 1;
    literals.number();
    std::memset(distances.length, 5, kDistances);
    distances.highest = kDistances - 1;
    distances.number();
  }
};
const FixedTrees& fixed_trees() {
  static const FixedTrees trees;
  return trees;
}

}  // namespace

struct DeflateRoom {
  DeflateOptions options;
  Effort effort;
  u32 hash_mask, hash_shift, symbol_limit;
  u32 head[2 * kWindow];  // by hash: the last position with it
  u32 previous[kWindow];  // by position: the one before with the same hash
  struct {
    u16 distance;  // 0: `byte` is a literal
    u8 byte;       // or the length - 3
  } symbols[32768];
  u32 symbol_count = 0;
  u32 done = 0;    // up to here the data is in blocks or symbols
  u32 hashed = 0;  // up to here positions are in the chains
  u32 block_start = 0;
  u32 match_length = kMinMatch - 1, match_start = 0;
  bool waiting = false;  // the byte before `done` has not been counted yet
  Tree literals, distances, codes;
  u64 bits = 0;
  u32 bit_count = 0;
  usize made_count = 0;
  u8 made[16384];
};

namespace {

static_assert(sizeof(DeflateRoom) < kDeflateRoom);

class Deflater {
 public:
  Deflater(DeflateRoom& room, const u8* data, usize size, Meter& meter, const ByteSink& out)
      : r_(room), data_(data), size_(static_cast<u32>(size)), meter_(meter), out_(out) {}

  bool run(Flush flush) {
    if (r_.options.level == 0)
      stored_only(flush);
    else if (r_.options.strategy == Strategy::huffman_only || r_.options.strategy == Strategy::rle)
      runs();
    else if (r_.options.level <= 3)
      fast(flush);
    else
      slow(flush);
    if (stopped_) return false;
    if (flush == Flush::none) return true;
    if (r_.options.level != 0 && (flush == Flush::finish || r_.symbol_count > 0)) end_block(flush == Flush::finish);
    switch (flush) {
      case Flush::finish: align(); break;
      case Flush::partial:
        put(2, 3);
        put(0, 7);
        while (r_.bit_count >= 8) byte_out();
        break;
      case Flush::sync:
      case Flush::full:
        stored({}, false);
        if (flush == Flush::full) {  // nothing before is referred to
          std::fill(std::begin(r_.head), std::end(r_.head), 0);
          r_.hashed = r_.done;
        }
        break;
      default: break;
    }
    return hand_over();
  }

  // Positions whose three bytes are known go into the chains.
  void hash_up_to(u32 end) {
    end = size_ < kMinMatch ? 0 : std::min(end, size_ - kMinMatch + 1);
    while (r_.hashed < end) insert(r_.hashed);
  }

 private:
  // ---- bits
  bool hand_over() {
    if (r_.made_count > 0 && !stopped_ && !out_.write(out_.context, r_.made, r_.made_count)) stopped_ = true;
    r_.made_count = 0;
    return !stopped_;
  }
  void raw(u8 byte) {
    r_.made[r_.made_count++] = byte;
    if (r_.made_count == sizeof r_.made) hand_over();
  }
  void byte_out() {
    raw(static_cast<u8>(r_.bits));
    r_.bits >>= 8;
    r_.bit_count = r_.bit_count > 8 ? r_.bit_count - 8 : 0;
  }
  void put(u32 value, u32 n) {
    r_.bits |= u64{value} << r_.bit_count;
    r_.bit_count += n;
    while (r_.bit_count >= 32) byte_out();
  }
  void align() {
    while (r_.bit_count > 0) byte_out();
    r_.bits = 0;
  }

  // ---- matches
  u32 insert(u32 at) {
    const u8* p = data_ + at;
    const u32 hash = (((u32{p[0]} << r_.hash_shift ^ p[1]) << r_.hash_shift) ^ p[2]) & r_.hash_mask;
    const u32 found = r_.head[hash];
    r_.previous[at % kWindow] = found;
    r_.head[hash] = at;
    r_.hashed = at + 1;
    return found;
  }

  u32 longest_match(u32 from, u32 previous_length) {
    const u8* scan = data_ + r_.done;
    const u32 ahead = size_ - r_.done, most = std::min(kMaxMatch, ahead), nice = std::min<u32>(r_.effort.nice, ahead);
    const u32 limit = r_.done > kMaxDistance ? r_.done - kMaxDistance : 0;
    u32 chain = r_.effort.chain, best = previous_length, steps = 0;
    if (previous_length >= r_.effort.good) chain >>= 2;
    if (best >= most) return most;
    do {
      const u8* match = data_ + from;
      steps++;
      if (match[best] != scan[best] || match[best - 1] != scan[best - 1] || match[0] != scan[0] || match[1] != scan[1]) continue;
      u32 length = 2;
      while (length < most && match[length] == scan[length]) length++;
      steps += length / 8;
      if (length <= best) continue;
      r_.match_start = from;
      best = length;
      if (length >= nice) break;
    } while ((from = r_.previous[from % kWindow]) > limit && --chain != 0);
    stopped_ |= !meter_.tick(steps);
    return best;
  }

  void literal(u8 byte) {
    r_.symbols[r_.symbol_count++] = {0, byte};
    r_.literals.frequency[byte]++;
    full_ = r_.symbol_count == r_.symbol_limit;
  }
  void pair(u32 distance, u32 length) {
    r_.symbols[r_.symbol_count++] = {static_cast<u16>(distance), static_cast<u8>(length - kMinMatch)};
    r_.literals.frequency[257 + length_code(length)]++;
    r_.distances.frequency[distance_code(distance)]++;
    full_ = r_.symbol_count == r_.symbol_limit;
  }
  void block_if_full() {
    if (full_) end_block(false);
  }
  // With more to come, a match may reach beyond what is known.
  bool enough(Flush flush) const { return r_.done < size_ && (flush != Flush::none || size_ - r_.done > kMaxMatch + kMinMatch); }

  u32 insert_here() {
    if (size_ - r_.done < kMinMatch) return 0;
    hash_up_to(r_.done);  // what waited for its three bytes
    return insert(r_.done);
  }

  void fast(Flush flush) {
    while (enough(flush) && !stopped_) {
      stopped_ |= !meter_.tick(4);
      const u32 found = insert_here();
      u32 length = 0;
      if (found != 0 && r_.done - found <= kMaxDistance) length = longest_match(found, kMinMatch - 1);
      if (length >= kMinMatch) {
        pair(r_.done - r_.match_start, length);
        const u32 end = r_.done + length;
        if (length <= r_.effort.lazy && size_ - end >= kMinMatch)
          hash_up_to(end);
        else
          r_.hashed = end;
        r_.done = end;
      } else {
        literal(data_[r_.done++]);
      }
      block_if_full();
    }
  }

  void slow(Flush flush) {
    while (enough(flush) && !stopped_) {
      stopped_ |= !meter_.tick(4);
      const u32 found = insert_here(), previous_length = r_.match_length, previous_start = r_.match_start;
      r_.match_length = kMinMatch - 1;
      if (found != 0 && previous_length < r_.effort.lazy && r_.done - found <= kMaxDistance) {
        r_.match_length = longest_match(found, previous_length);
        if (r_.match_length <= 5 && (r_.options.strategy == Strategy::filtered || (r_.match_length == kMinMatch && r_.done - r_.match_start > kTooFar))) {
          r_.match_length = kMinMatch - 1;
        }
      }
      if (previous_length >= kMinMatch && r_.match_length <= previous_length) {
        pair(r_.done - 1 - previous_start, previous_length);
        r_.done += previous_length - 1;
        hash_up_to(r_.done);
        r_.waiting = false;
        r_.match_length = kMinMatch - 1;
        block_if_full();
      } else {
        if (r_.waiting) {
          literal(data_[r_.done - 1]);
          if (full_) end_block(false, r_.done);
        }
        r_.waiting = true;
        r_.done++;
      }
    }
    if (flush != Flush::none && r_.waiting) {
      literal(data_[r_.done - 1]);
      r_.waiting = false;
    }
  }

  // No look-up at all: runs of one byte, or literals alone.
  void runs() {
    const bool rle = r_.options.strategy == Strategy::rle;
    while (r_.done < size_ && !stopped_) {
      stopped_ |= !meter_.tick(2);
      u32 length = 0;
      if (rle && r_.done > 0) {
        const u32 most = std::min(kMaxMatch, size_ - r_.done);
        while (length < most && data_[r_.done + length] == data_[r_.done - 1]) length++;
      }
      if (length >= kMinMatch) {
        pair(1, length);
        r_.done += length;
      } else {
        literal(data_[r_.done++]);
      }
      block_if_full();
    }
  }

  void stored_only(Flush flush) {
    const u32 end = flush == Flush::none ? r_.done : size_;
    while (r_.done < end || flush == Flush::finish) {
      const u32 n = std::min<u32>(end - r_.done, 65535);
      const bool last = flush == Flush::finish && r_.done + n == end;
      stored({data_ + r_.done, n}, last);
      r_.done += n;
      if (last || stopped_) break;
    }
  }

  // ---- blocks
  void stored(std::span<const u8> bytes, bool last) {
    put(last, 3);
    align();
    const u32 n = static_cast<u32>(bytes.size());
    for (u32 half : {n, n ^ 0xFFFF}) {
      raw(static_cast<u8>(half));
      raw(static_cast<u8>(half >> 8));
    }
    stopped_ |= !meter_.tick(n / 4);
    for (u8 byte : bytes) raw(byte);
  }

  void end_block(bool last) { end_block(last, r_.done); }
  void end_block(bool last, u32 end) {
    Tree &literals = r_.literals, &distances = r_.distances;
    stopped_ |= !meter_.tick(r_.symbol_count + 2000);
    literals.frequency[kEndOfBlock] = 1;
    literals.build();
    distances.build();
    const u32 orders = build_codes();
    const u64 own = literals.cost(literals.length) + distances.cost(distances.length) + r_.codes.cost(r_.codes.length) + 3 * u64{orders} + 14;
    const u64 common = literals.cost(fixed_trees().literals.length) + distances.cost(fixed_trees().distances.length);
    const u64 common_bytes = (common + 10) / 8;
    u64 shortest = (own + 10) / 8;
    if (common_bytes <= shortest || r_.options.strategy == Strategy::fixed) shortest = common_bytes;
    const u32 n = end - r_.block_start;
    if (n + u64{4} <= shortest) {
      stored({data_ + r_.block_start, n}, last);
    } else if (common_bytes == shortest) {
      put(1u << 1 | last, 3);
      symbols(fixed_trees().literals, fixed_trees().distances);
    } else {
      put(2u << 1 | last, 3);
      put(literals.highest + 1 - 257, 5);
      put(distances.highest + 1 - 1, 5);
      put(orders - 4, 4);
      for (u32 i = 0; i < orders; i++) put(r_.codes.length[kCodeOrder[i]], 3);
      each_length_code([&](u32 code, u32 value, u32 bits) {
        put(r_.codes.code[code], r_.codes.length[code]);
        put(value, bits);
      });
      symbols(literals, distances);
    }
    literals.clear();
    distances.clear();
    r_.symbol_count = 0;
    r_.block_start = end;
    full_ = false;
  }

  void symbols(const Tree& literals, const Tree& distances) {
    auto send = [&](const Tree& tree, u32 symbol) { put(tree.code[symbol], tree.length[symbol]); };
    for (u32 i = 0; i < r_.symbol_count; i++) {
      const auto [distance, byte] = r_.symbols[i];
      if (distance == 0) {
        send(literals, byte);
        continue;
      }
      u32 code = length_code(byte + kMinMatch);
      send(literals, 257 + code);
      put(byte + kMinMatch - kLengthBase[code], kLengthExtra[code]);
      code = distance_code(distance);
      send(distances, code);
      put(distance - kDistanceBase[code], kDistanceExtra[code]);
    }
    send(literals, kEndOfBlock);
  }

  // The lengths of both codes, run by run: f(code, value, bits of the value).
  template <class F>
  void each_length_code(F&& f) {
    for (const Tree* tree : {&r_.literals, &r_.distances}) {
      int before = -1;
      for (u32 n = 0; n <= tree->highest;) {
        const u32 length = tree->length[n];
        const u32 most = length == 0 ? 138 : static_cast<int>(length) == before ? 6 : 7, least = length != 0 && static_cast<int>(length) != before ? 4 : 3;
        u32 run = 1;
        while (run < most && n + run <= tree->highest && tree->length[n + run] == length) run++;
        n += run;
        if (run < least) {
          while (run-- > 0) f(length, 0, 0);
        } else if (length != 0) {
          if (static_cast<int>(length) != before) {
            f(length, 0, 0);
            run--;
          }
          f(16, run - 3, 2);
        } else if (run <= 10) {
          f(17, run - 3, 3);
        } else {
          f(18, run - 11, 7);
        }
        before = static_cast<int>(length);
      }
    }
  }

  // How many of the lengths of the code of code lengths are sent.
  u32 build_codes() {
    r_.codes.clear();
    each_length_code([&](u32 code, u32, u32) { r_.codes.frequency[code]++; });
    r_.codes.build();
    u32 last = kCodes - 1;
    while (last >= 3 && r_.codes.length[kCodeOrder[last]] == 0) last--;
    return last + 1;
  }

  DeflateRoom& r_;
  const u8* data_;
  u32 size_;
  Meter& meter_;
  const ByteSink& out_;
  bool full_ = false, stopped_ = false;
};

constexpr u8 kCodeExtra[3] = {2, 3, 7};

}  // namespace

DeflateRoom* deflate_begin(const DeflateOptions& options) {
  auto* room = new (std::nothrow) DeflateRoom;
  if (room == nullptr) return nullptr;
  room->options = options;
  room->effort = kEfforts[options.level];
  const u32 hash_bits = static_cast<u32>(options.memory_level) + 7;
  room->hash_mask = (1u << hash_bits) - 1;
  room->hash_shift = (hash_bits + kMinMatch - 1) / kMinMatch;
  room->symbol_limit = (1u << (options.memory_level + 6)) - 1;
  std::fill(std::begin(room->head), std::end(room->head), 0);
  auto begin = [](Tree& tree, u32 elements, u32 longest, const u8* extra, u32 extra_base) {
    tree.elements = elements;
    tree.longest = longest;
    tree.extra = extra;
    tree.extra_base = extra_base;
    tree.clear();
  };
  begin(room->literals, kLiterals, 15, kLengthExtra, 257);
  begin(room->distances, kDistances, 15, kDistanceExtra, 0);
  begin(room->codes, kCodes, 7, kCodeExtra, 16);
  return room;
}

void deflate_end(DeflateRoom* room) { delete room; }

bool deflate(DeflateRoom& room, const u8* data, usize size, Flush flush, Meter& meter, const ByteSink& out) {
  return Deflater(room, data, size, meter, out).run(flush);
}

void deflate_dictionary(DeflateRoom& room, const u8* data, usize size) {
  Meter unlimited;
  room.done = room.block_start = static_cast<u32>(size);
  Deflater(room, data, size, unlimited, {}).hash_up_to(room.done);
}

}  // namespace monty::lib
