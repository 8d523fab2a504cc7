// SPDX-License-Identifier: MIT
// The header of every heap cell, and the list of kinds. A kind is a memory layout; the Python type of a cell follows
// from it (exact builtin types) or stands in the cell (Instance, Exception, Type ...).
#pragma once

#include "base/types.h"
#include "base/value.h"

namespace monty {

// X(Kind): the struct of the same name in the object room describes the fields (see heap/describe.h).
#define MONTY_KINDS(X)                                                                                                                                         \
  X(BigInt)                                                                                                                                                    \
  X(Float) X(Complex) X(Str) X(Bytes) X(ByteArray) X(MemoryView) X(Tuple) X(List) X(Dict) X(Set) X(FrozenSet) X(Range) X(Slice) X(Function) X(BoundMethod)     \
      X(NativeFunction) X(ClosureCell) X(CodeObject) X(Generator) X(Type) X(Instance) X(Exception) X(Property) X(StaticMethod) X(ClassMethod) X(Module)        \
          X(DictView) X(SequenceIterator) X(RangeIterator) X(DictIterator) X(SetIterator) X(Enumerate) X(Zip) X(CallableIterator) X(TwinIterator) X(Traceback) \
              X(MappingProxy) X(MemberDescriptor) X(GetSetDescriptor) X(Super) X(GenericAlias) X(UnionType) X(Shape) X(AsyncGenStep) X(FrameObject)            \
                  X(SortState) X(HostFunction) X(Native)

enum class Kind : u8 {
  Free,    // a free cell of a page
  Buffer,  // storage of another cell: raw bytes, traced by its owner
#define X(name) name,
  MONTY_KINDS(X)
#undef X
      Count
};

// 8 bytes at the start of each cell.
struct Cell {
  Kind kind;
  u8 flags;
  u16 size_class;  // index of the size class, or kLarge; private to the heap
  u32 aux;         // free for the kind: shape id of an Instance, ...

  static constexpr u8 kMark = 1;                                            // reached in this collection; always set in immortal cells
  static constexpr u8 kImmortal = 2;                                        // sealed: not in an instance's heap, never written
  static constexpr u8 kHasId = 4;                                           // id() was taken: its serial stands in the Vm's table
  static constexpr u8 kUntraced = 8;                                        // marked, but its references are still to be followed; private to the heap
  static constexpr u8 kUser1 = 16, kUser2 = 32, kUser3 = 64, kUser4 = 128;  // free for the kind

  bool immortal() const { return (flags & kImmortal) != 0; }
};
static_assert(sizeof(Cell) == 8);

inline Kind kind_of(Value v) { return v.is_cell() ? v.as_cell()->kind : Kind::Free; }
template <class T>
bool is(Value v) {
  return v.is_cell() && v.as_cell()->kind == T::kKind;
}
// v as a T when it is one, else null.
template <class T>
T* get_if(Value v) {
  return is<T>(v) ? v.as<T>() : nullptr;
}

}  // namespace monty
