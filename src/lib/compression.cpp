// SPDX-License-Identifier: MIT
// Natives of zlib: deflate and inflate in one go. Streams are kept by zlib.py, as bytes.
#include "lib/deflate.h"
#include "lib/natives.h"
#include "natives/_monty.h"
#include "object/text.h"

namespace monty {

using namespace lib;

namespace {

ByteSink sink_of(ByteBuilder& out) {
  return {&out, [](void* context, const u8* data, usize size) { return static_cast<ByteBuilder*>(context)->append(data, size); }};
}

// What a stop was: the builder leaves an exception, the meter does not.
Value stopped(Vm& vm) { return vm.exception.is_undef() ? raise_stopped(vm) : Value::error(); }

bool readable(Vm& vm, Value data, lib::ByteView* out) {
  if (bytes_of(data, out)) return true;
  raise_type_error(vm, "a bytes-like object is required, not '%T'", data);
  return false;
}

Value checksum(Vm& vm, Value data, i64 value, bool (*sum)(std::span<const u8>, u32*, Meter&)) {
  lib::ByteView bytes;
  if (!readable(vm, data, &bytes)) return Value::error();
  u32 result = static_cast<u32>(value);
  return sum({bytes.data, bytes.size}, &result, vm.meter) ? Value::small_int(result) : raise_stopped(vm);
}

}  // namespace

namespace native {

// data[start:], with what is before it as the dictionary. `flushes`: end and mode of each piece.
Value monty_deflate(Vm& vm, Value data, i64 start, Value flushes, i64 level, i64 memory_level, i64 strategy) {
  lib::ByteView bytes;
  Tuple* pieces = unwrap<Tuple>(flushes);
  if (!readable(vm, data, &bytes)) return Value::error();
  if (pieces == nullptr || pieces->length() % 2 != 0 || start < 0 || start > bytes.size || level < 0 || level > 9 || memory_level < 1 || memory_level > 9 ||
      strategy < 0 || strategy > 4) {
    return raise_value_error(vm, "bad state");
  }
  if (!vm.heap.charge(kDeflateRoom)) return raise_memory_error(vm);
  DeflateRoom* room = deflate_begin({static_cast<int>(level), static_cast<int>(memory_level), static_cast<Strategy>(strategy)});
  ByteBuilder out(vm);
  bool fine = room != nullptr;
  if (fine && start > 0) deflate_dictionary(*room, bytes.data, static_cast<usize>(start));
  for (u32 i = 0; fine && i < pieces->length(); i += 2) {
    const i64 end = pieces->items[i].is_small_int() ? pieces->items[i].as_small_int() : -1;
    const i64 mode = pieces->items[i + 1].is_small_int() ? pieces->items[i + 1].as_small_int() : -1;
    if (end < start || end > bytes.size || mode < 0 || mode > 4) break;
    fine = deflate(*room, bytes.data, static_cast<usize>(end), static_cast<Flush>(mode), vm.meter, sink_of(out));
  }
  const bool memory = room == nullptr;
  deflate_end(room);
  vm.heap.discharge(kDeflateRoom);
  if (memory) return raise_memory_error(vm);
  return fine ? out.finish() : stopped(vm);
}

// (what was unpacked, bytes read or -1 where the data ends before the stream or -2 - bytes read at the limit, what is wrong)
Value monty_inflate(Vm& vm, Value data, i64 start, Value dictionary, i64 limit) {
  lib::ByteView bytes, before;
  if (!readable(vm, data, &bytes) || !readable(vm, dictionary, &before)) return Value::error();
  if (start < 0 || start > bytes.size || limit < 0) return raise_value_error(vm, "bad state");
  if (!vm.heap.charge(kInflateRoom)) return raise_memory_error(vm);
  ByteBuilder out(vm);
  const Inflated made =
      inflate({bytes.data + start, bytes.size - static_cast<usize>(start)}, {before.data, before.size}, static_cast<u64>(limit), vm.meter, sink_of(out));
  vm.heap.discharge(kInflateRoom);
  if (made.status == InflateStatus::stopped) return stopped(vm);
  if (made.status == InflateStatus::no_memory) return raise_memory_error(vm);
  const i64 consumed = static_cast<i64>(made.consumed);
  const i64 used = made.status == InflateStatus::done ? consumed : made.status == InflateStatus::full ? -2 - consumed : -1;
  Value row[3] = {out.finish(), Value::small_int(used), Value::none()};
  MONTY_TRY(!row[0].is_error());
  if (made.status == InflateStatus::bad) {
    row[2] = text(vm, made.message);
    MONTY_TRY(!row[2].is_error());
  }
  return from_cell(tuple_from(vm, row, 3));
}

Value monty_adler32(Vm& vm, Value data, i64 value) { return checksum(vm, data, value, adler32); }
Value monty_crc32(Vm& vm, Value data, i64 value) { return checksum(vm, data, value, crc32); }

}  // namespace native
}  // namespace monty
