// SPDX-License-Identifier: MIT
// rooms: regex base
// Compiles the first part of the input as a pattern and searches the rest, within a budget of steps and memory.
#include <cstdlib>

#include "regex/regex.h"

using namespace monty;
using namespace monty::regex;

extern "C" int LLVMFuzzerTestOneInput(const u8* data, usize size) {
  if (size < 3 || size > 4096) return 0;
  const u32 split = data[0] % static_cast<u32>(size - 2);
  Meter meter([](Meter&) { return false; });
  meter.fuel() = 300000;
  CompileOptions options;
  options.is_text = (data[1] & 1) != 0;
  options.flags = static_cast<u32>(data[1] & 0x5A);  // I, M, S, X
  Program program;
  Error error;
  if (!compile({data + 2, split, 1}, options, meter, program, error)) return 0;
  const u32 length = static_cast<u32>(size) - 2 - split;
  const Memory memory{nullptr, [](void*, void* old, usize, usize bytes) -> void* {
                        if (bytes == 0) {
                          std::free(old);
                          return nullptr;
                        }
                        return bytes > (usize{16} << 20) ? nullptr : std::realloc(old, bytes);
                      }};
  std::vector<Span> spans(program.groups + 1);
  u32 lastindex = 0;
  Walk walk(0, length);
  while (walk.next(program.code, {data + 2 + split, length, 1}, meter, memory, spans, lastindex) == Status::Matched) {
    if (spans[0].start < 0 || spans[0].end > static_cast<i64>(length) || spans[0].start > spans[0].end) std::abort();
  }
  return 0;
}
