// SPDX-License-Identifier: MIT
// Which registers an instruction reads and writes, derived from the operand kinds of the table; the lengths of ranges
// are the only thing said here. The verifier, the liveness analysis and the snapshot reader share it.
#pragma once

#include "code/code.h"

namespace monty {

// How many registers an RR operand reads, a WW operand writes, or an M operand of a call consumes.
inline u32 range_length(const Instr& in) {
  switch (static_cast<Op>(in.op)) {
    case Op::BUILD_LIST:
    case Op::BUILD_TUPLE:
    case Op::BUILD_SET:
    case Op::BUILD_STRING:
    case Op::BUILD_SLICE: return in.c;
    case Op::BUILD_MAP: return 2u * in.c;
    case Op::BUILD_INTERPOLATION:
    case Op::LOAD_SUPER_ATTR:
    case Op::LOAD_SUPER_METHOD:
    case Op::MATCH_CLASS: return 3;
    case Op::LOAD_SLICE:
    case Op::STORE_SLICE:
    case Op::IMPORT_NAME:
    case Op::LOAD_METHOD:
    case Op::LOAD_SPECIAL:
    case Op::EXC_GROUP_MATCH: return 2;
    case Op::UNPACK_SEQUENCE: return in.c;
    case Op::UNPACK_EX: return (in.c >> 8) + 1u + (in.c & 255u);
    case Op::CALL: return 1u + in.b + in.c;
    case Op::CALL_METHOD: return 2u + in.b + in.c;
    case Op::CALL_EX: return 3;
    case Op::RAISE: return 1u + in.b;
    case Op::INTRINSIC: {
      static constexpr u8 kArgs[] = {
#define X(name, n) n,
          MONTY_INTRINSICS(X)
#undef X
      };
      return in.c < sizeof kArgs ? kArgs[in.c] : 0;
    }
    default: return 1;
  }
}

// Calls read(first, count) and write(first, count) for the registers of the instruction; reads come first.
template <class Read, class Write>
void for_each_register(const Instr& in, const Instr* ext, Read&& read, Write&& write) {
  const OpInfo& info = op_info(static_cast<Op>(in.op));
  const Operand kinds[] = {info.a, info.b, info.c};
  const u16 values[] = {in.a, in.b, in.c};
  for (int i = 0; i < 3; ++i) {
    switch (kinds[i]) {
      case Operand::R: read(u32{values[i]}, 1u); break;
      case Operand::M:
      case Operand::RR: read(u32{values[i]}, range_length(in)); break;
      default: break;
    }
  }
  if (static_cast<Op>(in.op) == Op::LOAD_FROM_MAP_OR_CELL && ext != nullptr) {
    u32 words[2];
    __builtin_memcpy(words, ext, 8);
    if (words[1] == 0) read(words[0], 1u);
  }
  for (int i = 0; i < 3; ++i) {
    switch (kinds[i]) {
      case Operand::W:
      case Operand::M: write(u32{values[i]}, 1u); break;
      case Operand::WW: write(u32{values[i]}, range_length(in)); break;
      default: break;
    }
  }
}

// Word index of the jump target, or -1.
inline i64 jump_target(const Instr& in, u32 word) {
  const OpInfo& info = op_info(static_cast<Op>(in.op));
  const i64 next = i64{word} + 1 + info.ext;
  if (info.b == Operand::JX) return next + in.swide;
  if (info.c == Operand::J) return next + static_cast<i16>(in.c);
  return -1;
}

// Control does not go on to the next instruction.
inline bool ends_path(Op op) {
  switch (op) {
    case Op::JUMP:
    case Op::JUMP_BACK:
    case Op::RETURN:
    case Op::RETURN_NONE:
    case Op::RAISE:
    case Op::RERAISE:
    case Op::RERAISE_CURRENT: return true;
    default: return false;
  }
}

}  // namespace monty
