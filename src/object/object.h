// SPDX-License-Identifier: MIT
// What natives use of the basic types: making and reading values, hashing, equality, attributes, iteration. Each type's
// own file in this folder implements its part. Suffix-free functions with a Vm& may collect; `_nogc` ones do not
// allocate. Results of type Tri and Value may be "defer": Python code would have to run.
#pragma once

#include <string_view>

#include "natives/sealed_types.h"
#include "natives/static_names.h"
#include "object/errors.h"
#include "object/vm.h"

namespace monty {

// ---------------------------------------------------------------- ints and floats
Value int_from_i64(Vm& vm, i64 n);
Value int_from_u64(Vm& vm, u64 n);
Value int_from_double(Vm& vm, double d);                         // truncates; finite
Value int_from_text(Vm& vm, std::string_view digits, int base);  // digits only, optional '-'
inline Value float_new_nogc_unsafe(double d) { return Value::small_float(d); }
MONTY_NOINLINE Value float_box(Vm& vm, double d);
inline Value float_new(Vm& vm, double d) {
  Value v = Value::from_bits(std::rotl(std::bit_cast<u64>(d), 4) + 3);
  return MONTY_LIKELY(v.is_small_float()) ? v : float_box(vm, d);
}
u64 int_hash_wide(i64 n);
inline u64 int_hash(i64 n) {  // CPython's, as its bits: modulo 2**61 - 1
  constexpr i64 kMod = (i64{1} << 61) - 1;
  return MONTY_LIKELY(n > -kMod && n < kMod) ? static_cast<u64>(n == -1 ? -2 : n) : int_hash_wide(n);
}
inline bool is_int(Value v) { return v.is_small_int() || kind_of(v) == Kind::BigInt; }     // exact int, not bool
inline bool is_float(Value v) { return v.is_small_float() || kind_of(v) == Kind::Float; }  // exact float
inline double as_double(Value v) { return v.is_small_float() ? v.as_small_float() : v.as<Float>()->number; }
// The int behind an int, bool or instance of an int subclass; Undef otherwise.
Value int_value(Value v);
// Fits in i64? (exact ints and bools)
bool int_to_i64(Value v, i64* out);
double int_to_double(Vm& vm, Value v, bool* overflow);
Value complex_new(Vm& vm, double real, double imag);
// Binary operation on exact builtin numbers; not_implemented() when the operands are not such.
Value number_binary(Vm& vm, Op op, Value a, Value b);
Str* int_to_str(Vm& vm, Value v, int base = 10);
Str* float_repr(Vm& vm, double d);

// ---------------------------------------------------------------- text
Str* str_from_utf8(Vm& vm, std::string_view utf8);  // WTF-8 accepted; invalid bytes become U+FFFD
Str* str_from_ascii(Vm& vm, std::string_view ascii);
Str* str_from_char(Vm& vm, u32 code_point);              // one character; ASCII and Latin-1 are static
Str* static_char(u8 c);                                  // c < 128
Str* str_alloc(Vm& vm, u32 length, u32 max_code_point);  // uninitialised
Str* str_concat(Vm& vm, Str* a, Str* b);                 // amortised linear for repeated a = a + b
Str* str_slice(Vm& vm, Str* s, i64 start, i64 stop);     // 0 <= start <= stop <= length
bool str_equal(const Str* a, const Str* b);
int str_compare(const Str* a, const Str* b);
u64 str_hash_first(Str* s);
inline u64 str_hash_of(Str* s) { return MONTY_LIKELY(s->hash != 0) ? s->hash : str_hash_first(s); }
std::string str_to_utf8(const Str* s);  // surrogates as WTF-8
i64 str_find(Vm& vm, Str* haystack, Str* needle, i64 start, i64 end, bool reverse);
Bytes* bytes_new(Vm& vm, const void* data, usize n);  // data null: uninitialised

// Collects text of unknown length; charges as it grows. ok() false: an exception is pending.
class StrBuilder {
 public:
  explicit StrBuilder(Vm& vm) : vm_(vm) {}
  StrBuilder(const StrBuilder&) = delete;
  StrBuilder& operator=(const StrBuilder&) = delete;
  bool append(Str* s) {
    if (MONTY_LIKELY(s->ascii())) return append(s->ascii_view());
    return append_wide(s);
  }
  bool append(std::string_view ascii) {
    if (MONTY_UNLIKELY(width_ != 1 || ascii.size() > std::min<u64>(capacity_ - length_, kAtOnce))) return append_slow(ascii);
    copy_short(data_ + length_, ascii.data(), ascii.size());
    length_ += static_cast<u32>(ascii.size());
    return true;
  }
  bool append_utf8(std::string_view utf8);
  bool append_char(u32 c) {
    if (MONTY_UNLIKELY(c > 127 || width_ != 1 || length_ == capacity_)) return append_char_slow(c);
    data_[length_++] = static_cast<u8>(c);
    return true;
  }
  bool append_part(const Str* s, u32 from, u32 n);
  bool append_repeated(u32 code_point, u64 count);
  u32 length() const { return length_; }
  Vm& vm() { return vm_; }
  Str* finish();  // null: exception pending

 private:
  bool append_wide(Str* s);
  bool append_slow(std::string_view ascii);
  bool append_char_slow(u32 c);
  bool reserve(u64 more, u32 max_code_point);
  Vm& vm_;
  static constexpr usize kInline = 160, kAtOnce = 1 << 16;
  u8* data_ = inline_;      // there, or the payload of a heap buffer (in the allocation log)
  u64 capacity_ = kInline;  // code units
  u32 length_ = 0;
  u32 width_ = 1;
  u32 max_ = 0;
  alignas(4) u8 inline_[kInline];
};

// ---------------------------------------------------------------- containers
Tuple* tuple_new(Vm& vm, u32 n);  // items Undef: fill at once
Tuple* tuple_from(Vm& vm, const Value* items, u32 n);
extern Tuple kEmptyTuple;
List* list_new(Vm& vm, u32 capacity);
List* list_from(Vm& vm, const Value* items, u32 n);
bool list_append(Vm& vm, List* list, Value v);
bool list_reserve(Vm& vm, List* list, u64 capacity);
Dict* dict_new(Vm& vm, u32 expected = 0);
// Keys whose hash and equality need no Python code (else Defer). dict_find: entry or null.
Tri dict_find(Vm& vm, Dict* d, Value key, DictEntry** out);
Tri dict_set(Vm& vm, Dict* d, Value key, Value value);
Tri dict_delete(Vm& vm, Dict* d, Value key, Value* old);  // False: not there
constexpr u32 kLongKey = 4096;                            // texts beyond are looked for with dict_find, which looks at the limits
DictEntry* dict_find_str(Dict* d,
                         Str* key);  // never defers, never allocates: other keys never equal an exact str... except through a Python __eq__, which is not asked
bool dict_set_str(Vm& vm, Dict* d, Str* key, Value value);
struct NamedValue {
  Str* name;
  Value value;
};
// Many at once: all different, none of them there; rooted by the caller. A table that grows has room for `expected`.
bool dict_add_new(Vm& vm, Dict* d, std::span<const NamedValue> items, u32 expected);
bool dict_delete_str(Vm& vm, Dict* d, Str* key);
DictEntry* dict_find_hashed(Dict* d, Value key, u64 hash);                // identity and exact builtin equality only
bool dict_insert_new(Vm& vm, Dict* d, Value key, u64 hash, Value value);  // the key is known to be absent
void dict_erase_entry(Dict* d, DictEntry* entry);
void dict_clear(Vm& vm, Dict* d);
Dict* dict_copy(Vm& vm, Dict* d);
inline bool dict_is_dense(const Dict* d) { return d->used > 0 && d->fill == d->used && d->consumed == d->used; }  // no gaps
// The table as it is of a dense dict, for one that is empty.
bool dict_copy_into(Vm& vm, Dict* to, const Dict* from);
bool dict_resize(Vm& vm, Dict* d, u32 expected);
Set* set_new(Vm& vm, Kind kind = Kind::Set);
Tri set_add(Vm& vm, Set* s, Value key);
Tri set_contains(Vm& vm, Set* s, Value key);
Tri set_discard(Vm& vm, Set* s, Value key);
Tri set_merge(Vm& vm, Set* s, Set* other);
// aux of a sequence iterator that has ended: it keeps its type although the sequence is gone.
inline u32 ended_iterator(bool backwards, Kind sequence) { return 2 + 2 * static_cast<u32>(sequence) + (backwards ? 1 : 0); }
bool set_make_room(Vm& vm, Set* s, u64 more);
bool set_sweep(Vm& vm, Set* s);
bool set_add_hashed(Vm& vm, Set* s, Value key, u64 hash);  // known absent
int set_contains_small(Set* s, Value small_int);           // 1, 0; -1: a comparison is needed
SetEntry* set_find_hashed(Set* s, Value key, u64 hash);
Value slice_new(Vm& vm, Value start, Value stop, Value step);
// Resolves a slice on a sequence of n items. False: error or vm.deferred.
bool slice_indices(Vm& vm, Slice* s, i64 n, i64* start, i64* stop, i64* step, i64* count);
// Index with negatives added; raises IndexError(message) when outside.
bool sequence_index(Vm& vm, Value index, i64 n, i64* out, const char* message);

// ---------------------------------------------------------------- generic operations (exact builtin types, or defer)
Tri hash_of(Vm& vm, Value v, u64* out);                         // True: done
Tri equal(Vm& vm, Value a, Value b);                            // ==, with identity first (as containers compare)
Tri rich_compare(Vm& vm, Op op, Value a, Value b, Value* out);  // LT..NE; True: done; False: not comparable natively (try classes)
Tri truth(Vm& vm, Value v);
Str* repr_native(Vm& vm, Value v);  // null and vm.deferred, or null and exception
Str* str_native(Vm& vm, Value v);   // str(v)
bool str_repr_into(StrBuilder& out, Str* s);
bool bytes_repr_into(StrBuilder& out, const u8* data, u32 n);
Str* int_to_decimal(Vm& vm, Value v);  // with the digit limit
Str* function_qualname(Vm& vm, Function* f);
u64 id_of(Vm& vm, Value v);
inline bool is_same(Value a, Value b) { return a == b; }

// ---------------------------------------------------------------- classes and attributes
Type* type_of(Vm& vm, Value v);
bool is_subtype(const Type* a, const Type* b);
// The builtin value inside an instance of a subclass of `kind`, or v itself when it is of that kind; Undef otherwise.
Value payload(Value v);
Value type_lookup(Vm& vm, Type* type, Str* name);            // along the MRO; Undef: not found. Never runs code.
Value type_lookup_special(Vm& vm, Value object, Str* name);  // on type(object), unbound
// Attribute access without running Python code; defer when it would have to.
Value attribute_or_undef(Vm& vm, Value object, Str* name);          // Undef: there is none, and nothing is raised
Value get_attribute(Vm& vm, Value object, Str* name);               // AttributeError raised when missing
Value find_attribute(Vm& vm, Value object, Str* name);              // Undef when missing
Value set_attribute(Vm& vm, Value object, Str* name, Value value);  // value Undef: delete; None when done
void type_modified(Vm& vm, Type* type);
Dict* instance_dict(Vm& vm, Value object);                                 // __dict__, made on first use; null: none, or exception
Value instance_new(Vm& vm, Type* type);                                    // object.__new__
Value bind_descriptor(Vm& vm, Value attribute, Value object, Type* type);  // __get__ of builtin descriptors; defer for others
bool is_callable(Vm& vm, Value v);
Value raise_abstract(Vm& vm, Type* type);     // "Can't instantiate abstract class ..."
const NativeFunction* object_new_function();  // object.__new__ and object.__init__ as they stand in the type's table
const NativeFunction* object_init_function();
Str* type_display_name(Vm& vm, Type* type);  // module.qualname, builtins omitted

// ---------------------------------------------------------------- iteration
Value get_iter(Vm& vm, Value v);  // iterator of a builtin iterable; defer for others
// Next item; Undef: exhausted; defer: generator or Python iterator.
Value iter_next(Vm& vm, Value iterator);
// The next item of a dict's items, enumerate() or zip() of two, when it is a pair, without making it: 1, 0 exhausted,
// -1 nothing done (take the general way).
int iter_next_pair(Vm& vm, Value iterator, Value* out);
bool is_iterator_kind(Kind k);
bool steps_natively(Value iterator);
// A map() over an iterator that steps natively: no generator, its function and that iterator are in `arguments`.
inline bool is_native_map(Value v) { return is<TwinIterator>(v) && v.as<TwinIterator>()->generator.is_undef(); }
// iter_next will not defer
Value dict_iterator_new(Vm& vm, Dict* d, u32 what);  // 0 keys, 1 values, 2 items

// ---------------------------------------------------------------- functions
Function* function_new(Vm& vm, CodeInstance* code, Dict* globals);
Value call_request(Vm& vm, Value callable, Tuple* args, Value kwargs = Value::undef());  // fills vm.request_, returns request()
bool write_output(Vm& vm, int stream, const Str* text);

}  // namespace monty
