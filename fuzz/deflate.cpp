// SPDX-License-Identifier: MIT
// DEFLATE: any bytes are unpacked or refused within the limit; what is packed is unpacked to the same.
// rooms: whole
#include <cstdlib>
#include <string>

#include "lib/deflate.h"

using namespace monty;
using namespace monty::lib;

namespace {

ByteSink sink_of(std::string& out) {
  return {&out, [](void* context, const u8* data, usize size) {
            static_cast<std::string*>(context)->append(reinterpret_cast<const char*>(data), size);
            return true;
          }};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const u8* data, usize size) {
  constexpr u64 kLimit = 1 << 20;
  Meter meter;
  std::string out;
  const Inflated any = inflate({data, size}, {}, kLimit, meter, sink_of(out));
  if (out.size() > kLimit + 258 || any.consumed > size) std::abort();
  if (size < 3) return 0;
  const DeflateOptions options{data[0] % 10, data[1] % 9 + 1, static_cast<Strategy>(data[2] % 5)};
  const usize start = data[1] % 7 == 0 ? size / 3 : 0, middle = start + (size - start) / 2;
  std::string packed;
  DeflateRoom* room = deflate_begin(options);
  if (room == nullptr) return 0;
  if (start > 0) deflate_dictionary(*room, data, start);
  bool fine = deflate(*room, data, middle, static_cast<Flush>(data[0] % 4), meter, sink_of(packed)) &&
              deflate(*room, data, size, Flush::finish, meter, sink_of(packed));
  deflate_end(room);
  out.clear();
  const Inflated back = inflate({reinterpret_cast<const u8*>(packed.data()), packed.size()}, {data, start}, ~u64{0}, meter, sink_of(out));
  if (!fine || back.status != InflateStatus::done || out != std::string(reinterpret_cast<const char*>(data) + start, size - start)) std::abort();
  return 0;
}
