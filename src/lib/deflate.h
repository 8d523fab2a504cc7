// SPDX-License-Identifier: MIT
// The DEFLATE format (RFC 1951) over bytes that lie in memory, and the two checksums that its wrappings use.
//
// deflate() makes the choices that zlib makes (lazy matching, block boundaries, trees), so that lengths and bytes that
// programs print are the ones they know. Neither allocates for the size of the data; both charge the meter.
#pragma once

#include <span>

#include "base/meter.h"
#include "base/types.h"

namespace monty::lib {

// Takes what was made, in pieces; false: stop.
struct ByteSink {
  void* context;
  bool (*write)(void* context, const u8* data, usize size);
};

enum class Flush : u8 { none, partial, sync, full, finish };
enum class Strategy : u8 { standard, filtered, huffman_only, rle, fixed };

struct DeflateOptions {
  int level = 6;         // 0 to 9
  int memory_level = 8;  // 1 to 9
  Strategy strategy = Strategy::standard;
};

// What deflate() works in: make it where its size (half a megabyte) has been charged.
struct DeflateRoom;
inline constexpr usize kDeflateRoom = 640'000;
DeflateRoom* deflate_begin(const DeflateOptions& options);  // null: no memory
void deflate_end(DeflateRoom* room);

// Compresses data[done, size), where data[0, done) is a dictionary or was compressed before by the same room: the pieces of
// a stream are handed over as one growing text. False: the meter or the sink said stop.
[[nodiscard]] bool deflate(DeflateRoom& room, const u8* data, usize size, Flush flush, Meter& meter, const ByteSink& out);
void deflate_dictionary(DeflateRoom& room, const u8* data, usize size);

inline constexpr usize kInflateRoom = 80'000;  // to be charged before the call
enum class InflateStatus : u8 { done, more, full, bad, stopped, no_memory };
struct Inflated {
  InflateStatus status;
  usize consumed;       // bytes of the input
  const char* message;  // when bad
};
// Until the stream ends, the input ends (more), or `limit` bytes were made (full).
Inflated inflate(std::span<const u8> input, std::span<const u8> dictionary, u64 limit, Meter& meter, const ByteSink& out);

[[nodiscard]] bool adler32(std::span<const u8> data, u32* sum, Meter& meter);
[[nodiscard]] bool crc32(std::span<const u8> data, u32* sum, Meter& meter);

}  // namespace monty::lib
