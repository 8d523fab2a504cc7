// SPDX-License-Identifier: MIT
// The layout of every heap kind, and its one description (design, decision 2).
//
// Each struct has `static void describe(V& v, T& self)` as a template: it shows its fields once, in order, through
//   v.value(Value&)              one value
//   v.values(Value*, n)          n values in the cell itself
//   v.ref(T*&)                   a pointer to another cell, may be null
//   v.value_buffer(Value*&, used, capacity)   an owned buffer of values
//   v.byte_buffer(p&, used_bytes, capacity_bytes)  an owned buffer of raw bytes
//   v.scalar(x&)                 plain data
//   v.inline_bytes(p, n)         plain data in the cell
// The collector, the snapshot writer and reader, and the heap printer are instances of V.
#pragma once

#include "base/value.h"
#include "code/code.h"
#include "heap/cell.h"

namespace monty {

struct Vm;
struct Type;
struct Dict;
struct Tuple;
struct Frame;
struct CodeInstance;

#define MONTY_KIND(name) static constexpr Kind kKind = Kind::name

// ---------------------------------------------------------------- numbers
struct Float : Cell {  // only doubles that do not fit the value word
  MONTY_KIND(Float);
  double number;
  template <class V>
  static void describe(V& v, Float& s) {
    v.scalar(s.number);
  }
};

struct Complex : Cell {
  MONTY_KIND(Complex);
  double real, imag;
  template <class V>
  static void describe(V& v, Complex& s) {
    v.scalar(s.real);
    v.scalar(s.imag);
  }
};

// An int that does not fit the value word: sign and magnitude, normalised (top limb not zero).
struct BigInt : Cell {  // aux: number of limbs; kUser1: negative
  MONTY_KIND(BigInt);
  u64 limbs[1];
  u32 count() const { return aux; }
  bool negative() const { return (flags & kUser1) != 0; }
  static usize bytes(usize n) { return sizeof(Cell) + n * 8; }
  template <class V>
  static void describe(V& v, BigInt& s) {
    v.inline_bytes(s.limbs, usize{s.aux} * 8);
  }
};

// ---------------------------------------------------------------- text
// One of 1, 2 or 4 bytes for each code point, the narrowest that fits all. `data` points into the cell, or into a
// shared append buffer (`owner`) when the string grew by repeated `s += t`.
struct Str : Cell {  // aux: length in code points
  MONTY_KIND(Str);
  static constexpr u8 kWidth2 = kUser1, kWidth4 = kUser2, kAscii = kUser3, kInterned = kUser4;
  u64 hash;  // 0: not computed yet
  u8* data;
  u32 length() const { return aux; }
  u32 width() const { return (flags & kWidth4) ? 4 : (flags & kWidth2) ? 2 : 1; }
  bool ascii() const { return (flags & kAscii) != 0; }
  bool interned() const { return (flags & kInterned) != 0; }
  bool external() const { return data != inline_data(); }
  u8* inline_data() const { return reinterpret_cast<u8*>(const_cast<Str*>(this) + 1); }
  void*& owner() { return *reinterpret_cast<void**>(inline_data()); }  // payload of the append buffer, when external
  u32 at(usize i) const {
    switch (width()) {
      case 1: return data[i];
      case 2: return reinterpret_cast<const u16*>(data)[i];
      default: return reinterpret_cast<const u32*>(data)[i];
    }
  }
  // The text when it is ASCII (checked by the caller).
  std::string_view ascii_view() const { return {reinterpret_cast<const char*>(data), aux}; }
  template <class V>
  static void describe(V& v, Str& s) {
    v.text(s);
  }
};

struct Bytes : Cell {  // aux: length
  MONTY_KIND(Bytes);
  u64 hash;
  u8 data[8];
  u32 length() const { return aux; }
  static usize bytes(usize n) { return sizeof(Cell) + 8 + n; }
  template <class V>
  static void describe(V& v, Bytes& s) {
    v.inline_bytes(s.data, s.aux);
  }
};

struct ByteArray : Cell {  // aux: length
  MONTY_KIND(ByteArray);
  u8* data;
  u32 capacity;
  u32 exports;  // live memoryviews: resizing is refused
  u32 length() const { return aux; }
  template <class V>
  static void describe(V& v, ByteArray& s) {
    v.byte_buffer(s.data, s.aux, s.capacity);
    v.scalar(s.exports);
  }
};

struct MemoryView : Cell {
  MONTY_KIND(MemoryView);
  Value base;  // Bytes or ByteArray
  i64 start, length, stride;
  u32 itemsize;
  u32 format;  // struct code
  bool released, readonly;
  template <class V>
  static void describe(V& v, MemoryView& s) {
    v.value(s.base);
    v.scalar(s.start);
    v.scalar(s.length);
    v.scalar(s.stride);
    v.scalar(s.itemsize);
    v.scalar(s.format);
    v.scalar(s.released);
    v.scalar(s.readonly);
  }
};

// ---------------------------------------------------------------- containers
struct Tuple : Cell {  // aux: length
  MONTY_KIND(Tuple);
  Value items[1];
  u32 length() const { return aux; }
  static usize bytes(usize n) { return sizeof(Cell) + (n == 0 ? 1 : n) * 8; }
  template <class V>
  static void describe(V& v, Tuple& s) {
    v.values(s.items, s.aux);
  }
};

struct List : Cell {  // aux: length
  MONTY_KIND(List);
  Value* items;
  u32 capacity;
  u32 sorting;  // 1 while sort() runs on it
  u32 length() const { return aux; }
  template <class V>
  static void describe(V& v, List& s) {
    v.value_buffer(s.items, s.aux, s.capacity);
    v.scalar(s.sorting);
  }
};

struct DictEntry {
  u64 hash;
  Value key;  // Undef: deleted
  Value value;
};

// Insertion-ordered hash table. `table` holds `usable` entries, then 1 << log2_size indices of 1, 2 or 4 bytes
// (all ones: empty, all ones minus 1: deleted). An empty dict has no table.
struct Dict : Cell {  // aux: keys version, changes whenever a key comes or goes
  MONTY_KIND(Dict);
  static constexpr u8 kStrKeys = kUser1;   // every key so far was an exact str
  static constexpr u8 kOnDemand = kUser2;  // a module's: names that are missing may be made (object/on_demand.h)
  DictEntry* entries;                      // payload of the table's buffer
  u32 used;                                // live entries
  u32 fill;                                // entries handed out, deleted ones included
  u32 consumed;                            // index slots that are not empty, deleted ones included
  u8 log2_size;                            // 0: no table
  u32 usable() const { return log2_size == 0 ? 0 : (u32{1} << log2_size) * 2 / 3; }
  u8 index_width() const { return log2_size <= 7 ? 1 : log2_size <= 15 ? 2 : 4; }
  void* indices() const { return entries + usable(); }
  usize table_bytes() const { return usize{usable()} * sizeof(DictEntry) + (usize{1} << log2_size) * index_width(); }
  template <class V>
  static void describe(V& v, Dict& s) {
    v.dict(s);
  }
};

struct SetEntry {
  u64 hash;
  Value key;  // Undef: never used; deleted(): dummy
};

// Open addressing exactly as CPython's, because it shows in the iteration order.
struct Set : Cell {
  MONTY_KIND(Set);
  SetEntry* table;  // payload of a buffer; null while empty (mask counts as 7)
  u32 used, fill, mask, finger;
  u64 hash;  // FrozenSet: cached, 0 = not computed
  u32 version;
  static Value dummy() { return Value::from_bits(0x52); }
  template <class V>
  static void describe(V& v, Set& s) {
    v.set(s);
  }
};
struct FrozenSet : Set {
  MONTY_KIND(FrozenSet);
  template <class V>
  static void describe(V& v, FrozenSet& s) {
    v.set(s);
  }
};

struct Range : Cell {
  MONTY_KIND(Range);
  Value start, stop, step, length;  // ints of any size
  template <class V>
  static void describe(V& v, Range& s) {
    v.value(s.start);
    v.value(s.stop);
    v.value(s.step);
    v.value(s.length);
  }
};

struct Slice : Cell {
  MONTY_KIND(Slice);
  Value start, stop, step;
  template <class V>
  static void describe(V& v, Slice& s) {
    v.value(s.start);
    v.value(s.stop);
    v.value(s.step);
  }
};

// keys(), values() or items() of a dict.
struct DictView : Cell {  // aux: 0 keys, 1 values, 2 items
  MONTY_KIND(DictView);
  Value dict;  // the dict object (may be an Instance of a subclass)
  template <class V>
  static void describe(V& v, DictView& s) {
    v.value(s.dict);
  }
};

struct MappingProxy : Cell {
  MONTY_KIND(MappingProxy);
  Value mapping;  // a dict, another mapping, or a Type (its attribute table)
  template <class V>
  static void describe(V& v, MappingProxy& s) {
    v.value(s.mapping);
  }
};

// ---------------------------------------------------------------- iterators
// Over list, tuple, str, bytes, bytearray, and anything with __getitem__ (then stepped by its twin).
struct SequenceIterator : Cell {  // aux: flavour (1: backwards)
  MONTY_KIND(SequenceIterator);
  Value sequence;  // Undef when exhausted
  i64 index;
  template <class V>
  static void describe(V& v, SequenceIterator& s) {
    v.value(s.sequence);
    v.scalar(s.index);
  }
};

struct RangeIterator : Cell {
  MONTY_KIND(RangeIterator);
  Value next, step, remaining;  // ints of any size
  template <class V>
  static void describe(V& v, RangeIterator& s) {
    v.value(s.next);
    v.value(s.step);
    v.value(s.remaining);
  }
};

struct DictIterator : Cell {  // aux: 0 keys, 1 values, 2 items; kUser1: backwards
  MONTY_KIND(DictIterator);
  Dict* dict;          // null when exhausted
  u32 position, used;  // next entry; size when the iteration began
  template <class V>
  static void describe(V& v, DictIterator& s) {
    v.ref(s.dict);
    v.scalar(s.position);
    v.scalar(s.used);
  }
};

struct SetIterator : Cell {
  MONTY_KIND(SetIterator);
  Set* set;
  u32 position, used;
  template <class V>
  static void describe(V& v, SetIterator& s) {
    v.ref(s.set);
    v.scalar(s.position);
    v.scalar(s.used);
  }
};

struct Enumerate : Cell {
  MONTY_KIND(Enumerate);
  Value iterator, index;
  template <class V>
  static void describe(V& v, Enumerate& s) {
    v.value(s.iterator);
    v.value(s.index);
  }
};

struct Zip : Cell {  // aux: number of iterators; kUser1: strict
  MONTY_KIND(Zip);
  Value iterators[1];
  static usize bytes(usize n) { return sizeof(Cell) + (n == 0 ? 1 : n) * 8; }
  template <class V>
  static void describe(V& v, Zip& s) {
    v.values(s.iterators, s.aux);
  }
};

struct CallableIterator : Cell {  // iter(callable, sentinel)
  MONTY_KIND(CallableIterator);
  Value callable, sentinel;  // callable: Undef when exhausted
  template <class V>
  static void describe(V& v, CallableIterator& s) {
    v.value(s.callable);
    v.value(s.sentinel);
  }
};

// An iterator type whose stepping is a generator written in Python (map, filter, itertools ...).
struct TwinIterator : Cell {
  MONTY_KIND(TwinIterator);
  Type* type;
  Value generator;
  Value arguments;  // tuple for repr and copying
  template <class V>
  static void describe(V& v, TwinIterator& s) {
    v.ref(s.type);
    v.value(s.generator);
    v.value(s.arguments);
  }
};

// ---------------------------------------------------------------- functions
struct ClosureCell : Cell {
  MONTY_KIND(ClosureCell);
  Value content;  // Undef: empty
  template <class V>
  static void describe(V& v, ClosureCell& s) {
    v.value(s.content);
  }
};

// A function written in Python.
struct Function : Cell {
  MONTY_KIND(Function);
  CodeInstance* code;  // this instance's side of the code object; not a cell
  Dict* globals;
  Tuple* closure;    // null: none
  Tuple* defaults;   // null: none
  Dict* kwdefaults;  // null: none
  Dict* extras;      // null, or what differs from the code: __name__, __qualname__, __doc__, __module__, __dict__,
                     // __annotate__, __annotations__, __type_params__
  template <class V>
  static void describe(V& v, Function& s) {
    v.code(s.code);
    v.ref(s.globals);
    v.ref(s.closure);
    v.ref(s.defaults);
    v.ref(s.kwdefaults);
    v.ref(s.extras);
  }
};

struct BoundMethod : Cell {
  MONTY_KIND(BoundMethod);
  Value function, self;
  template <class V>
  static void describe(V& v, BoundMethod& s) {
    v.value(s.function);
    v.value(s.self);
  }
};

struct CodeObject : Cell {
  MONTY_KIND(CodeObject);
  CodeInstance* code;
  template <class V>
  static void describe(V& v, CodeObject& s) {
    v.code(s.code);
  }
};

// How an argument of a native reaches C++ (conversion markers of the stubs).
enum class Convert : u8 {
  None,    // Value, as it is
  Index,   // i64 by __index__, OverflowError beyond its bounds
  Double,  // double by __float__ / __index__
  Str,     // Str*, an exact str or a subclass's text; TypeError otherwise
  Bool,    // bool by truth
};

struct Parameter {
  Str* name;
  Cell* default_cell;  // default value: a static cell, or `default_bits`; kUndef bits and null: the native sees Undef
  u64 default_bits;
  Convert convert;
  bool required;
};

struct Signature {
  const Parameter* parameters;                      // positional-only, positional-or-keyword, keyword-only
  u8 count, positional_only, positional, required;  // counts; positional = first two groups; required positional
  bool varargs, varkw;                              // then a Tuple* and a Dict* follow the parameters in the bound array
  const char* text;                                 // "($self, object, /)" for inspect
};

// Runs a native on a fully bound argument array.
using NativeThunk = Value (*)(Vm& vm, const Value* args);

// A builtin function, method descriptor, static or class method of a sealed type. Always static and immortal.
struct NativeFunction : Cell {
  MONTY_KIND(NativeFunction);
  static constexpr u8 kMethod = kUser1, kStatic = kUser2, kClassMethod = kUser3, kGetter = kUser4;
  Str* name;
  Str* qualname;
  Str* module;
  Type* owner;        // null for functions of a module
  NativeThunk thunk;  // null: only the twin exists
  const Signature* signature;
  const char* twin;  // qualname of the twin in its module's Python source, or null
  const char* doc;
  template <class V>
  static void describe(V&, NativeFunction&) {}
};

// ---------------------------------------------------------------- classes
// Order of the attributes of instances: a tree of transitions, one root for each class.
struct Shape : Cell {  // aux: the shape's id, never used twice in an instance
  MONTY_KIND(Shape);
  Type* type;
  Shape* parent;  // null: root
  Str* name;      // attribute added by this shape, in slot count - 1
  u32 count;      // slots
  u32 child_count;
  Shape* last_child;  // newest transition
  Dict* transitions;  // name -> Shape, when there are several children
  template <class V>
  static void describe(V& v, Shape& s) {
    v.ref(s.type);
    v.ref(s.parent);
    v.ref(s.name);
    v.scalar(s.count);
    v.scalar(s.child_count);
    v.ref(s.last_child);
    v.ref(s.transitions);
  }
};

// An object of a class written in Python (or of a builtin class without a layout of its own).
// aux: shape id; kDictShape: slots[0] is the __dict__. Payload classes (subclasses of int, list, dict ...) keep the builtin value in
// slots[0] and their attributes after it (in dict mode: slots[1] is the __dict__).
struct Instance : Cell {
  MONTY_KIND(Instance);
  static constexpr u32 kDictShape = 1;
  Type* type;
  Value* slots;  // inline storage after the struct, or an owned buffer
  Shape* shape;
  u32 capacity;  // slots available
  u32 inline_capacity;
  Value* inline_slots() { return reinterpret_cast<Value*>(this + 1); }
  template <class V>
  static void describe(V& v, Instance& s) {
    v.instance(s);
  }
};

// Exceptions share the start of Instance, so that attribute caches serve both.
struct Exception : Instance {
  MONTY_KIND(Exception);
  Tuple* args;
  Value cause, context, traceback;  // None or an exception; traceback: None or Traceback
  bool suppress_context;
  template <class V>
  static void describe(V& v, Exception& s) {
    v.instance(s);
    v.ref(s.args);
    v.value(s.cause);
    v.value(s.context);
    v.value(s.traceback);
    v.scalar(s.suppress_context);
  }
  Value* exception_inline_slots() { return reinterpret_cast<Value*>(this + 1); }
};

struct StaticAttr {
  Str* name;
  Cell* cell;  // or null:
  u64 bits;
  Value value() const { return cell != nullptr ? Value::cell(cell) : Value::from_bits(bits); }
};

enum TypeFlags : u32 {
  kTypeBase = 1,       // may be subclassed
  kTypeHeap = 2,       // made by a program
  kTypeException = 4,  // instances are Exception cells
  kTypeAbstract = 8,   // has unimplemented abstract methods
  kTypeNoDict = 16,    // instances have no __dict__ (all of the MRO has __slots__)
  kTypeSequence = 32,
  kTypeMapping = 64,              // for match statements
  kTypeCustomGetattribute = 128,  // __getattribute__ or __getattr__ is not object's
  kTypeCustomSetattr = 256,       // __setattr__ or __delattr__ is not object's
  kTypeCached = 512,              // an inline cache or the method cache relied on it since the last change
  kTypeMetatype = 1024,           // a subclass of type
  kTypeImmutable = 2048,          // sealed
  kTypeTwin = 4096,               // made by the embedded library
};

struct Type : Cell {
  MONTY_KIND(Type);
  Type* meta;  // type(self)
  Str* name;
  Str* qualname;
  Str* module;              // static types; heap types keep __module__ in dict
  Tuple* bases;             // heap types
  Tuple* mro;               // heap types, self first
  Type* const* static_mro;  // sealed types: null-terminated, self first
  Type* base;               // the base that fixes the layout
  Dict* dict;               // heap types
  const StaticAttr* attrs;  // sealed types, sorted by hash of name
  u32 attr_count;
  u32 type_flags;
  Kind instance_kind;    // layout of instances of sealed types (Instance: generic)
  Kind payload_kind;     // of heap types: kind of the builtin value in slots[0]; Free: none
  u16 learned_capacity;  // slots to reserve in a new instance
  Type* payload_type;    // the builtin type whose value slots[0] holds, or null
  Shape* root_shape;
  Dict* subclasses;  // heap types: classes derived directly (ordered set)
  Value slot_names;  // tuple of own __slots__ names, or Undef
  u32 members;       // fixed slots of __slots__, those of the bases included
  u32 member_count() const { return members; }
  NativeThunk construct;              // sealed types: __new__ + __init__ in one, arguments bound by construct_signature
  const NativeFunction* constructor;  // sealed types: the native behind calling the type, or null
  template <class V>
  static void describe(V& v, Type& s) {
    v.ref(s.meta);
    v.ref(s.name);
    v.ref(s.qualname);
    v.ref(s.bases);
    v.ref(s.mro);
    v.ref(s.base);
    v.ref(s.dict);
    v.scalar(s.type_flags);
    v.scalar(s.instance_kind);
    v.scalar(s.payload_kind);
    v.scalar(s.learned_capacity);
    v.ref(s.payload_type);
    v.ref(s.root_shape);
    v.ref(s.subclasses);
    v.value(s.slot_names);
    v.scalar(s.members);
  }
};

struct Property : Cell {
  MONTY_KIND(Property);
  Value fget, fset, fdel, doc, name;
  template <class V>
  static void describe(V& v, Property& s) {
    v.value(s.fget);
    v.value(s.fset);
    v.value(s.fdel);
    v.value(s.doc);
    v.value(s.name);
  }
};
struct StaticMethod : Cell {
  MONTY_KIND(StaticMethod);
  Value function;
  Dict* dict;
  template <class V>
  static void describe(V& v, StaticMethod& s) {
    v.value(s.function);
    v.ref(s.dict);
  }
};
struct ClassMethod : Cell {
  MONTY_KIND(ClassMethod);
  Value function;
  Dict* dict;
  template <class V>
  static void describe(V& v, ClassMethod& s) {
    v.value(s.function);
    v.ref(s.dict);
  }
};
// A name of __slots__.
struct MemberDescriptor : Cell {  // aux: slot index
  MONTY_KIND(MemberDescriptor);
  Type* type;
  Str* name;
  template <class V>
  static void describe(V& v, MemberDescriptor& s) {
    v.ref(s.type);
    v.ref(s.name);
  }
};
// An attribute of a sealed type computed by C++ (always static).
struct GetSetDescriptor : Cell {
  MONTY_KIND(GetSetDescriptor);
  Str* name;
  Type* owner;
  Value (*get)(Vm& vm, Value self);
  Value (*set)(Vm& vm, Value self, Value value);  // value Undef: delete; null: read-only
  const char* doc;
  template <class V>
  static void describe(V&, GetSetDescriptor&) {}
};
struct Super : Cell {
  MONTY_KIND(Super);
  Type* type;
  Value object;  // Undef: unbound
  Type* object_type;
  template <class V>
  static void describe(V& v, Super& s) {
    v.ref(s.type);
    v.value(s.object);
    v.ref(s.object_type);
  }
};
struct GenericAlias : Cell {
  MONTY_KIND(GenericAlias);
  Value origin, arguments, parameters;  // arguments: tuple
  bool unpacked;
  template <class V>
  static void describe(V& v, GenericAlias& s) {
    v.value(s.origin);
    v.value(s.arguments);
    v.value(s.parameters);
    v.scalar(s.unpacked);
  }
};
struct UnionType : Cell {
  MONTY_KIND(UnionType);
  Value arguments, parameters;
  template <class V>
  static void describe(V& v, UnionType& s) {
    v.value(s.arguments);
    v.value(s.parameters);
  }
};

// ---------------------------------------------------------------- modules, frames
struct Module : Cell {
  MONTY_KIND(Module);
  Dict* dict;
  template <class V>
  static void describe(V& v, Module& s) {
    v.ref(s.dict);
  }
};

// One entry of a traceback: where an exception passed.
struct Traceback : Cell {  // aux: word index of the instruction
  MONTY_KIND(Traceback);
  Value next;          // None or Traceback
  Function* function;  // may be null (module code)
  CodeInstance* code;
  Dict* globals;
  u32 line;  // overridden line, or 0
  template <class V>
  static void describe(V& v, Traceback& s) {
    v.value(s.next);
    v.ref(s.function);
    v.code(s.code);
    v.ref(s.globals);
    v.scalar(s.line);
  }
};

struct FrameObject : Cell {
  MONTY_KIND(FrameObject);
  Value traceback;  // the entry it was made from, or None
  CodeInstance* code;
  Dict* globals;
  Dict* locals;
  Value back;
  u32 line;
  template <class V>
  static void describe(V& v, FrameObject& s) {
    v.value(s.traceback);
    v.code(s.code);
    v.ref(s.globals);
    v.ref(s.locals);
    v.value(s.back);
    v.scalar(s.line);
  }
};

// Generator, coroutine or async generator: its frame lies in the cell's own buffer while it is alive.
struct Generator : Cell {
  MONTY_KIND(Generator);
  enum class State : u8 { Created, Suspended, Running, Closed };
  Frame* frame;  // payload of a buffer; null when closed
  CodeInstance* code;
  Function* function;
  Value handled;         // exception being handled inside, while suspended
  Value caller_handled;  // what the resumer was handling, while running
  Value name, qualname;  // Undef: the code's
  Value yielding_from;   // sub-iterator of a YIELD_FROM in progress, or Undef
  State state;
  bool transparent;    // a twin's: StopIteration passes through
  bool async_running;  // async generator: an asend/athrow step is in progress
  bool async_closed;
  template <class V>
  static void describe(V& v, Generator& s) {
    v.generator(s);
  }
};

// The awaitable made by __anext__, asend, athrow and aclose of an async generator.
struct AsyncGenStep : Cell {  // aux: 0 anext/asend, 1 athrow, 2 aclose
  MONTY_KIND(AsyncGenStep);
  Value generator;
  Value argument;  // value to send, or exception to throw
  u32 state;       // 0 fresh, 1 running, 2 done
  template <class V>
  static void describe(V& v, AsyncGenStep& s) {
    v.value(s.generator);
    v.value(s.argument);
    v.scalar(s.state);
  }
};

// A merge sort whose comparisons run Python code (twin of list.sort).
struct SortState : Cell {
  MONTY_KIND(SortState);
  Value keys, values;  // lists
  Value scratch_keys, scratch_values;
  Value left, right;  // the pair to be compared
  i64 state[12];
  template <class V>
  static void describe(V& v, SortState& s) {
    v.value(s.keys);
    v.value(s.values);
    v.value(s.scratch_keys);
    v.value(s.scratch_values);
    v.value(s.left);
    v.value(s.right);
    for (auto& x : s.state) v.scalar(x);
  }
};

// A function of the host, known by name.
struct HostFunction : Cell {  // aux: index in the host's table, valid in this process only
  MONTY_KIND(HostFunction);
  static constexpr u8 kAwaited = kUser1;  // calls give an awaitable
  Str* name;
  template <class V>
  static void describe(V& v, HostFunction& s) {
    v.ref(s.name);
  }
};

// Small native state of the library (regex pattern and match, hash state ...): a type, values, and bytes.
struct Native : Cell {  // aux: number of values
  MONTY_KIND(Native);
  Type* type;
  u8* bytes;  // buffer or null
  u32 byte_count;
  Value values[1];
  static usize size(usize n) { return sizeof(Native) + (n == 0 ? 0 : n - 1) * 8; }
  template <class V>
  static void describe(V& v, Native& s) {
    v.ref(s.type);
    v.byte_buffer(s.bytes, s.byte_count, s.byte_count);
    v.values(s.values, s.aux);
  }
};

#undef MONTY_KIND

}  // namespace monty
