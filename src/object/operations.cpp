// SPDX-License-Identifier: MIT
// Binary operators on exact builtin types: numbers, sequences, dicts and sets.
#include "natives/builtins.h"
#include "object/text.h"

namespace monty {

namespace {

bool int_like(Value v) { return v.is_small_int() || v.is_bool() || is<BigInt>(v); }
bool is_sequence(Kind k) { return k == Kind::Str || k == Kind::List || k == Kind::Tuple || k == Kind::Bytes || k == Kind::ByteArray; }
bool is_set(Kind k) { return k == Kind::Set || k == Kind::FrozenSet; }

// The count of a repetition. False: OverflowError pending.
bool repeat_count(Vm& vm, Value n, i64* count) {
  if (int_to_i64(n, count)) return true;
  raise(vm, kType_OverflowError, "cannot fit 'int' into an index-sized integer");
  return false;
}

Value repeat_values(Vm& vm, Value sequence, const Value* items, u32 n, i64 count, bool inplace) {
  u64 total;
  if (!repeat_length(vm, n, count, &total)) return Value::error();
  if (total > 0xFFFFFFF0u / 8) return raise(vm, kType_MemoryError, "");
  if (!tick_bytes(vm, total)) return Value::error();
  if (is<Tuple>(sequence)) {
    if (count == 1) return sequence;
    Tuple* t = tuple_new(vm, static_cast<u32>(total));
    MONTY_TRY(t);
    if (total > 0 && !(copy_sliced(vm, t->items, items, usize{n} * 8) && repeat_sliced(vm, t->items, usize{n} * 8, total * 8))) return Value::error();
    return Value::cell(t);
  }
  List* l = sequence.as<List>();
  if (!inplace) {
    l = list_new(vm, static_cast<u32>(total));
    MONTY_TRY(l);
    if (total > 0 && !copy_sliced(vm, l->items, items, usize{n} * 8)) return Value::error();
  } else {
    if (total > n && !list_reserve(vm, l, total)) return Value::error();
  }
  if (total > 0 && !repeat_sliced(vm, l->items, usize{n} * 8, total * 8)) return Value::error();
  l->aux = static_cast<u32>(total);
  return Value::cell(l);
}

Value repeat(Vm& vm, Value sequence, Value n, bool inplace) {
  i64 count;
  if (!repeat_count(vm, n, &count)) return Value::error();
  switch (kind_of(sequence)) {
    case Kind::Str: return str_repeat(vm, sequence.as<Str>(), count);
    case Kind::List: return repeat_values(vm, sequence, sequence.as<List>()->items, sequence.as<List>()->length(), count, inplace);
    case Kind::Tuple: return repeat_values(vm, sequence, sequence.as<Tuple>()->items, sequence.as<Tuple>()->length(), count, false);
    case Kind::Bytes: {
      Bytes* b = sequence.as<Bytes>();
      u64 total;
      if (count == 1) return sequence;
      if (!repeat_length(vm, b->length(), count, &total) || !tick_bytes(vm, total)) return Value::error();
      Bytes* out = bytes_new(vm, nullptr, total);
      MONTY_TRY(out);
      if (total > 0) {
        if (!copy_sliced(vm, out->data, b->data, b->length()) || !repeat_sliced(vm, out->data, b->length(), total)) return Value::error();
      }
      return Value::cell(out);
    }
    default: {
      ByteArray* b = sequence.as<ByteArray>();
      u64 total;
      usize n0 = b->length();
      if (!repeat_length(vm, n0, count, &total) || !tick_bytes(vm, total)) return Value::error();
      ByteArray* out = b;
      if (inplace) {
        MONTY_TRY(bytearray_set_length(vm, b, total));
      } else {
        out = bytearray_new(vm, nullptr, total);
        MONTY_TRY(out);
        if (total > 0 && !copy_sliced(vm, out->data, b->data, n0)) return Value::error();
      }
      if (total > 0 && !repeat_sliced(vm, out->data, n0, total)) return Value::error();
      return Value::cell(out);
    }
  }
}

Value concat_values(Vm& vm, const Value* a, u32 na, const Value* b, u32 nb, bool tuple) {
  u64 total = u64{na} + nb;
  if (total > 0xFFFFFFF0u / 8) return raise(vm, kType_MemoryError, "");
  if (!tick_bytes(vm, total)) return Value::error();
  Value* to;
  Value result;
  if (tuple) {
    Tuple* t = tuple_new(vm, static_cast<u32>(total));
    MONTY_TRY(t);
    to = t->items;
    result = Value::cell(t);
  } else {
    List* l = list_new(vm, static_cast<u32>(total));
    MONTY_TRY(l);
    to = l->items;
    result = Value::cell(l);
  }
  if (!copy_sliced(vm, to, a, usize{na} * 8) || !copy_sliced(vm, to + na, b, usize{nb} * 8)) return Value::error();
  if (!tuple) result.as<List>()->aux = static_cast<u32>(total);
  return result;
}

Value add(Vm& vm, bool inplace, Value a, Value b) {
  Kind ka = kind_of(a), kb = kind_of(b);
  if (ka == Kind::Str && kb == Kind::Str) return cell_or_error(str_concat(vm, a.as<Str>(), b.as<Str>()));
  if (ka == Kind::List && inplace && (kb == Kind::List || kb == Kind::Tuple)) {
    List* l = a.as<List>();
    u32 n = b.as_cell()->aux, old = l->length();
    if (n == 0) return a;
    if (!list_reserve(vm, l, u64{old} + n)) return Value::error();
    const Value* from = kb == Kind::List ? b.as<List>()->items : b.as<Tuple>()->items;
    if (!copy_sliced(vm, l->items + old, from, usize{n} * 8)) return Value::error();
    l->aux = old + n;
    return a;
  }
  if (ka == Kind::List && kb == Kind::List) {
    List *x = a.as<List>(), *y = b.as<List>();
    return concat_values(vm, x->items, x->length(), y->items, y->length(), false);
  }
  if (ka == Kind::Tuple && kb == Kind::Tuple) {
    Tuple *x = a.as<Tuple>(), *y = b.as<Tuple>();
    if (x->length() == 0) return b;
    if (y->length() == 0) return a;
    return concat_values(vm, x->items, x->length(), y->items, y->length(), true);
  }
  if (ka != Kind::Bytes && ka != Kind::ByteArray) return Value::not_implemented();
  if (kb != Kind::Bytes && kb != Kind::ByteArray && kb != Kind::MemoryView) return Value::not_implemented();
  ByteView x, y;
  if (!bytes_view(vm, a, &x) || !bytes_view(vm, b, &y)) return Value::error();
  if (ka == Kind::ByteArray && inplace) {
    // Its own bytes, seen by itself or through a memoryview, are exported as long as this lasts.
    if (y.size > 0 && y.data >= x.data && y.data < x.data + x.size) return raise(vm, kType_BufferError, "Existing exports of data: object cannot be re-sized");
    if (!bytearray_set_length(vm, a.as<ByteArray>(), u64{x.size} + y.size)) return Value::error();
    if (!copy_sliced(vm, a.as<ByteArray>()->data + x.size, y.data, y.size)) {
      a.as<ByteArray>()->aux = static_cast<u32>(x.size);
      return Value::error();
    }
    return a;
  }
  u8* to;
  Value result;
  if (ka == Kind::Bytes) {
    Bytes* out = bytes_new(vm, nullptr, x.size + y.size);
    MONTY_TRY(out);
    to = out->data;
    result = Value::cell(out);
  } else {
    ByteArray* out = bytearray_new(vm, nullptr, x.size + y.size);
    MONTY_TRY(out);
    to = out->data;
    result = Value::cell(out);
  }
  if (!tick_bytes(vm, (u64{x.size} + y.size) % 4096)) return Value::error();
  return copy_sliced(vm, to, x.data, x.size) && copy_sliced(vm, to + x.size, y.data, y.size) ? result : Value::error();
}

// ---------------------------------------------------------------- sets
Value set_binary(Vm& vm, Op op, bool inplace, Value a, Value b) {
  using Operation = Value (*)(Vm&, Value, Value);
  struct Row {
    Op op;
    Operation plain, in_place;
  };
  static constexpr Row kRows[] = {{Op::OR, native::set_op_or, native::set_op_ior},
                                  {Op::AND, native::set_op_and, native::set_op_iand},
                                  {Op::SUB, native::set_op_sub, native::set_op_isub},
                                  {Op::XOR, native::set_op_xor, native::set_op_ixor}};
  for (const Row& row : kRows) {
    if (row.op != op) continue;
    Value v = (inplace && is<Set>(a) ? row.in_place : row.plain)(vm, a, b);
    return v.is_defer() ? Value::not_implemented() : v;
  }
  return Value::not_implemented();
}

Value dict_or(Vm& vm, bool inplace, Dict* a, Dict* b) {
  Dict* out = a;
  if (!inplace) {
    out = dict_copy(vm, a);
    MONTY_TRY(out);
  }
  if (a == b) return Value::cell(out);
  for (u32 i = 0; i < b->fill; i++) {
    if (b->entries[i].key.is_undef()) continue;
    if (!vm.meter.tick(4)) return raise_stopped(vm);
    Tri t = dict_set(vm, out, b->entries[i].key, b->entries[i].value);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return Value::not_implemented();
  }
  return Value::cell(out);
}

}  // namespace

Value str_repeat(Vm& vm, Str* s, i64 count) {
  u64 total;
  if (count == 1) return Value::cell(s);
  if (!repeat_length(vm, s->length(), count, &total)) return Value::error();
  if (total == 0) return Value::cell(empty_str());
  if (!tick_bytes(vm, total * s->width())) return Value::error();
  u32 max = s->ascii() ? 127 : s->width() == 1 ? 255 : s->width() == 2 ? 0xFFFF : 0x10FFFF;
  Str* out = str_alloc(vm, static_cast<u32>(total), max);
  MONTY_TRY(out);
  usize unit = usize{s->length()} * s->width();
  std::memcpy(out->data, s->data, unit);
  if (!repeat_sliced(vm, out->data, unit, total * s->width())) return Value::error();
  return Value::cell(out);
}

Value native_binary(Vm& vm, Op op, bool inplace, Value a, Value b) {
  if (!(a.is_cell() && b.is_cell())) {
    Value v = number_binary(vm, op, a, b);
    if (!v.is_not_implemented()) return v;
  }
  Kind ka = kind_of(a), kb = kind_of(b);
  switch (op) {
    case Op::ADD:
      if (is_sequence(ka)) {
        if (kb == Kind::Instance && !inplace) {  // its own __radd__ goes first
          Value reflected = type_lookup_special(vm, b, static_name(names::op_radd));
          if (!reflected.is_undef() && !reflected.is_none()) return Value::not_implemented();
        }
        return add(vm, inplace, a, b);
      }
      break;
    case Op::MUL:
      if (is_sequence(ka) && int_like(b)) return repeat(vm, a, b, inplace);
      if (is_sequence(kb) && int_like(a)) return repeat(vm, b, a, false);
      break;
    case Op::MOD:
      if (ka == Kind::Str) {
        if (kb == Kind::Instance) {  // its own __rmod__ may go first
          Value reflected = type_lookup_special(vm, b, static_name(names::op_rmod));
          if (!reflected.is_undef() && !is<NativeFunction>(reflected)) return Value::not_implemented();
        }
        Value v = str_percent(vm, a.as<Str>(), b);
        return v.is_defer() ? Value::not_implemented() : v;
      }
      break;
    case Op::OR:
      if (ka == Kind::Dict && kb == Kind::Dict) return dict_or(vm, inplace, a.as<Dict>(), b.as<Dict>());
      [[fallthrough]];
    case Op::AND:
    case Op::SUB:
    case Op::XOR:
      if (is_set(ka) && is_set(kb)) return set_binary(vm, op, inplace, a, b);
      break;
    default: break;
  }
  if (a.is_cell() && b.is_cell()) return number_binary(vm, op, a, b);
  return Value::not_implemented();
}

}  // namespace monty
