// SPDX-License-Identifier: MIT
// Operators beyond the loop's fast paths: exact builtin types in C++, then the special methods of the operands' types,
// candidate by candidate (data model, "Emulating numeric types" and "Rich comparison"). A candidate written in Python
// runs in a frame with Cont::Operator whose stage names the next candidate.
#include <cstring>

#include "object/operations.h"
#include "vm/interp.h"

namespace monty {

namespace {

struct OperatorInfo {
  Op base;  // ADD for ADD, IADD, ADD_I; LT for LT, JT_LT ...
  bool inplace, compare, jump, immediate, jump_when;
};

OperatorInfo operator_info(Op op) {
  auto v = static_cast<u16>(op);
  auto at = [](Op o) { return static_cast<u16>(o); };
  if (v >= at(Op::ADD) && v <= at(Op::XOR)) return {op, false, false, false, false, false};
  if (v >= at(Op::IADD) && v <= at(Op::IXOR)) return {static_cast<Op>(v - at(Op::IADD) + at(Op::ADD)), true, false, false, false, false};
  if (op == Op::ADD_I) return {Op::ADD, false, false, false, true, false};
  if (op == Op::SUB_I) return {Op::SUB, false, false, false, true, false};
  if (op == Op::IADD_I) return {Op::ADD, true, false, false, true, false};
  if (op == Op::ISUB_I) return {Op::SUB, true, false, false, true, false};
  if (v >= at(Op::LT) && v <= at(Op::NE)) return {op, false, true, false, false, false};
  if (v >= at(Op::JT_LT) && v <= at(Op::JT_NE)) return {static_cast<Op>(v - at(Op::JT_LT) + at(Op::LT)), false, true, true, false, true};
  if (v >= at(Op::JF_LT) && v <= at(Op::JF_NE)) return {static_cast<Op>(v - at(Op::JF_LT) + at(Op::LT)), false, true, true, false, false};
  if (v >= at(Op::JT_LT_I) && v <= at(Op::JT_NE_I)) return {static_cast<Op>(v - at(Op::JT_LT_I) + at(Op::LT)), false, true, true, true, true};
  return {static_cast<Op>(v - at(Op::JF_LT_I) + at(Op::LT)), false, true, true, true, false};
}

struct Names {
  Str* plain;
  Str* reflected;
  Str* inplace;
  const char* symbol;
};
// In the order of the opcodes ADD .. XOR.
const Names kArithmetic[] = {
    {names::op_add, names::op_radd, names::op_iadd, "+"},
    {names::op_sub, names::op_rsub, names::op_isub, "-"},
    {names::op_mul, names::op_rmul, names::op_imul, "*"},
    {names::op_matmul, names::op_rmatmul, names::op_imatmul, "@"},
    {names::op_truediv, names::op_rtruediv, names::op_itruediv, "/"},
    {names::op_floordiv, names::op_rfloordiv, names::op_ifloordiv, "//"},
    {names::op_mod, names::op_rmod, names::op_imod, "%"},
    {names::op_pow, names::op_rpow, names::op_ipow, "** or pow()"},
    {names::op_lshift, names::op_rlshift, names::op_ilshift, "<<"},
    {names::op_rshift, names::op_rrshift, names::op_irshift, ">>"},
    {names::op_and, names::op_rand, names::op_iand, "&"},
    {names::op_or, names::op_ror, names::op_ior, "|"},
    {names::op_xor, names::op_rxor, names::op_ixor, "^"},
};
const Names kComparison[] = {
    {names::op_lt, names::op_gt, nullptr, "<"},  {names::op_le, names::op_ge, nullptr, "<="}, {names::op_gt, names::op_lt, nullptr, ">"},
    {names::op_ge, names::op_le, nullptr, ">="}, {names::op_eq, names::op_eq, nullptr, "=="}, {names::op_ne, names::op_ne, nullptr, "!="},
};
const Names& names_of(const OperatorInfo& info) {
  return info.compare ? kComparison[static_cast<u16>(info.base) - static_cast<u16>(Op::LT)]
                      : kArithmetic[static_cast<u16>(info.base) - static_cast<u16>(Op::ADD)];
}

void operands(Frame* frame, const OperatorInfo& info, Value* a, Value* b) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  if (info.jump) {
    *a = r[pc->a];
    *b = info.immediate ? Value::small_int(static_cast<i16>(pc->b)) : r[pc->b];
  } else {
    *a = r[pc->b];
    *b = info.immediate ? Value::small_int(static_cast<i16>(pc->c)) : r[pc->c];
  }
}

Value raise_unsupported(Vm& vm, const OperatorInfo& info, const Names& n, Value a, Value b) {
  if (info.compare) return raise_type_error(vm, "'%s' not supported between instances of '%T' and '%T'", n.symbol, a, b);
  if (info.base == Op::ADD) {
    switch (kind_of(payload(a))) {
      case Kind::Str: return raise_type_error(vm, "can only concatenate str (not \"%T\") to str", b);
      case Kind::List: return raise_type_error(vm, "can only concatenate list (not \"%T\") to list", b);
      case Kind::Tuple: return raise_type_error(vm, "can only concatenate tuple (not \"%T\") to tuple", b);
      case Kind::Bytes: return raise_type_error(vm, "can't concat %T to bytes", b);
      case Kind::ByteArray: return raise_type_error(vm, "can't concat %T to bytearray", b);
      default: break;
    }
  }
  if (info.base == Op::MUL) {
    auto sequence = [](Value v) {
      Kind k = kind_of(payload(v));
      return k == Kind::Str || k == Kind::List || k == Kind::Tuple || k == Kind::Bytes || k == Kind::ByteArray;
    };
    if (sequence(a)) return raise_type_error(vm, "can't multiply sequence by non-int of type '%T'", b);
    if (sequence(b)) return raise_type_error(vm, "can't multiply sequence by non-int of type '%T'", a);
  }
  if (info.inplace) {
    const char* symbol = info.base == Op::POW ? "**" : n.symbol;
    return raise_type_error(vm, "unsupported operand type(s) for %s=: '%T' and '%T'", symbol, a, b);
  }
  return raise_type_error(vm, "unsupported operand type(s) for %s: '%T' and '%T'", n.symbol, a, b);
}

bool is_text_or_items(const NativeFunction* f) { return f->owner == &kType_str || f->owner == &kType_list || f->owner == &kType_tuple; }
// Is it the concatenation of a builtin sequence, which takes no `b` like this?
bool refuses_to_concatenate(const NativeFunction* f, Value a, Value b) {
  const Kind k = kind_of(payload(b));
  if (is_text_or_items(f)) return k != kind_of(payload(a));
  return (f->owner == &kType_bytes || f->owner == &kType_bytearray) && k != Kind::Bytes && k != Kind::ByteArray && k != Kind::MemoryView;
}

bool is_repetition(const NativeFunction* f) { return is_text_or_items(f) || f->owner == &kType_bytes || f->owner == &kType_bytearray; }
bool counts(Vm& vm, Value v) { return !int_value(v).is_undef() || !type_lookup_special(vm, v, names::op_index).is_undef(); }

// Calls what a class has under a special method's name: any descriptor, bound as its own __get__ says.
Action call_bound(Vm& vm, Value method, Str* name, Value self, const Value* args, u32 n, Cont cont) {
  Value bound = bind_descriptor(vm, method, self, type_of(vm, self));
  if (bound.is_error()) return Action::Error;
  if (!bound.is_defer()) return call_value(vm, bound.ok() ? bound : method, args, n, nullptr, cont);
  vm.deferred = false;
  Value all[4] = {self, Value::cell(name), n > 0 ? args[0] : Value::undef(), n > 1 ? args[1] : Value::undef()};
  return call_twin(vm, "call_special", all, n + 2, cont);
}

}  // namespace

Action apply_test(Vm&, Frame* frame, bool value) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  switch (static_cast<Op>(pc->op)) {
    case Op::NOT:
    case Op::NOT_IN: r[pc->a] = Value::boolean(!value); return Action::Next;
    case Op::BOOL:
    case Op::IN: r[pc->a] = Value::boolean(value); return Action::Next;
    case Op::JUMP_IF_TRUE:
    case Op::JUMP_IF_FALSE:
      if (value != (static_cast<Op>(pc->op) == Op::JUMP_IF_TRUE)) return Action::Next;
      frame->pc = pc + 1 + pc->swide;
      return Action::Reload;
    case Op::JT_IN:
    case Op::JF_IN:
      if (value != (static_cast<Op>(pc->op) == Op::JT_IN)) return Action::Next;
      frame->pc = pc + 1 + static_cast<i16>(pc->c);
      return Action::Reload;
    default: break;
  }
  OperatorInfo info = operator_info(static_cast<Op>(pc->op));
  if (info.jump) {
    if (value != info.jump_when) return Action::Next;
    frame->pc = pc + 1 + static_cast<i16>(pc->c);
    return Action::Reload;
  }
  r[pc->a] = Value::boolean(value);
  return Action::Next;
}

Action finish_operator(Vm& vm, Frame* frame, Value value) {
  if (operator_info(static_cast<Op>(frame->pc->op)).jump) {
    if (value.is_bool()) return apply_test(vm, frame, value.is_true());
    return test_slow(vm, frame, value);
  }
  frame->registers()[frame->pc->a] = value;
  return Action::Next;
}

Action test_slow(Vm& vm, Frame* frame, Value v) {
  vm.heap.begin_native();
  switch (truth(vm, v)) {
    case Tri::True: return apply_test(vm, frame, true);
    case Tri::False: return apply_test(vm, frame, false);
    case Tri::Error: return Action::Error;
    case Tri::Defer: break;
  }
  vm.deferred = false;
  Value method = type_lookup_special(vm, v, names::op_bool);
  if (Function* f = get_if<Function>(method)) return call_function(vm, f, nullptr, 0, nullptr, nullptr, Cont::Truth, v);
  if (method.is_undef() && vm.twins_loaded) {  // what __len__ answers may need its twin, and then must not be asked again
    if (Function* f = get_if<Function>(type_lookup_special(vm, v, names::op_len))) {
      Action action = call_function(vm, f, nullptr, 0, nullptr, nullptr, Cont::Truth, v);
      if (action == Action::Reload && vm.frame != frame) vm.frame->stage = kTruthOfLength;
      return action;
    }
  }
  return call_twin(vm, "truth", &v, 1, Cont::Truth);
}

Action binary_slow(Vm& vm, Frame* frame, u8 stage) {
  OperatorInfo info = operator_info(static_cast<Op>(frame->pc->op));
  Value a, b;
  operands(frame, info, &a, &b);
  if (stage == 0 && is<Instance>(a) && a.as<Instance>()->type->payload_type == nullptr) stage = 1;
  if (stage == 0) {
    vm.heap.begin_native();
    Value result = info.compare ? native_compare(vm, info.base, a, b) : native_binary(vm, info.base, info.inplace, a, b);
    if (result.is_error()) return Action::Error;
    if (result.ok() && !result.is_not_implemented()) return finish_operator(vm, frame, result);
    vm.deferred = false;
    stage = 1;
  }
  const Names& n = names_of(info);
  Type* ta = type_of(vm, a);
  Type* tb = type_of(vm, b);
  // Candidates: 1 in-place, 2 and 3 plain and reflected in their order of preference.
  bool reflected_first = false;
  if (ta != tb && is_subtype(tb, ta)) {
    Value theirs = type_lookup(vm, tb, n.reflected);
    reflected_first = info.compare || !(theirs == type_lookup(vm, ta, n.reflected));
    if (theirs.is_undef()) reflected_first = false;
  }
  for (; stage <= 3; stage++) {
    Value method, self, other;
    Str* name;
    if (stage == 1) {
      if (!info.inplace || n.inplace == nullptr) continue;
      name = n.inplace;
      method = type_lookup(vm, ta, name);
      self = a;
      other = b;
    } else if ((stage == 2) != reflected_first) {
      name = n.plain;
      method = type_lookup(vm, ta, name);
      self = a;
      other = b;
    } else {
      if (ta == tb && !info.compare) continue;
      name = n.reflected;
      method = type_lookup(vm, tb, name);
      self = b;
      other = a;
    }
    if (method.is_undef() || method.is_none()) continue;
    vm.heap.begin_native();
    if (Function* f = get_if<Function>(method)) {
      Action action = call_function(vm, f, &other, 1, nullptr, nullptr, Cont::Operator, self);
      if (action == Action::Reload && vm.frame != frame) vm.frame->stage = static_cast<u8>(stage + 1);
      return action;
    }
    if (NativeFunction* f = get_if<NativeFunction>(method)) {
      // Sequences concatenate only when nothing of the other operand's does: then the message is raise_unsupported's.
      if (stage != 1 && self == a && info.base == Op::ADD && refuses_to_concatenate(f, a, b)) continue;
      if (info.base == Op::MUL && is_repetition(f) && !counts(vm, other)) continue;  // so do they repeat
      if (f->owner == &kType_object && info.compare && info.base != Op::EQ && info.base != Op::NE) continue;
      Value args[3] = {self, other, Value::none()};  // the third: pow's modulus
      Value result = f->thunk == nullptr || f->signature->count > 3 ? Value::defer() : f->thunk(vm, args);
      if (result.is_error()) return Action::Error;
      if (result.is_not_implemented()) continue;
      if (result.ok()) return finish_operator(vm, frame, result);
      if (result.is_request()) {
        vm.operator_stage = static_cast<u8>(stage + 1);
        Action action = run_request(vm, Cont::Operator);
        if (action == Action::Reload && vm.frame != frame) vm.frame->stage = static_cast<u8>(stage + 1);
        return action;
      }
      vm.deferred = false;
      vm.operator_stage = static_cast<u8>(stage + 1);
      Action action = call_native(vm, f, args, 2, nullptr, Cont::Operator);
      if (action == Action::Reload && vm.frame != frame) vm.frame->stage = static_cast<u8>(stage + 1);
      return action;
    }
    vm.operator_stage = static_cast<u8>(stage + 1);
    Action action = call_bound(vm, method, name, self, &other, 1, Cont::Operator);
    if (action == Action::Reload && vm.frame != frame) vm.frame->stage = static_cast<u8>(stage + 1);
    return action;
  }
  if (info.base == Op::EQ) return finish_operator(vm, frame, Value::boolean(a == b));
  if (info.base == Op::NE) return finish_operator(vm, frame, Value::boolean(!(a == b)));
  raise_unsupported(vm, info, n, a, b);
  return Action::Error;
}

Action unary_slow(Vm& vm, Frame* frame) {
  Value v = frame->registers()[frame->pc->b];
  auto op = static_cast<Op>(frame->pc->op);
  vm.heap.begin_native();
  Value result = native_unary(vm, op, v);
  if (result.is_error()) return Action::Error;
  if (result.ok() && !result.is_not_implemented()) return deliver(vm, frame, result, Cont::Store, 0);
  vm.deferred = false;
  Str* name = op == Op::NEG ? names::op_neg : op == Op::POS ? names::op_pos : names::op_invert;
  Value method = type_lookup_special(vm, v, name);
  if (method.is_undef()) {
    raise_type_error(vm, "bad operand type for unary %s: '%T'", op == Op::NEG ? "-" : op == Op::POS ? "+" : "~", v);
    return Action::Error;
  }
  if (is<Function>(method) || is<NativeFunction>(method)) return call_value(vm, method, &v, 1, nullptr, Cont::Store);
  return call_bound(vm, method, name, v, nullptr, 0, Cont::Store);
}

Action contains_slow(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  auto op = static_cast<Op>(pc->op);
  bool jump = op == Op::JT_IN || op == Op::JF_IN;
  Value item = jump ? r[pc->a] : r[pc->b], container = jump ? r[pc->b] : r[pc->c];
  vm.heap.begin_native();
  switch (native_contains(vm, container, item)) {
    case Tri::True: return apply_test(vm, frame, true);
    case Tri::False: return apply_test(vm, frame, false);
    case Tri::Error: return Action::Error;
    case Tri::Defer: break;
  }
  vm.deferred = false;
  Value method = type_lookup_special(vm, container, names::op_contains);
  if (Function* f = get_if<Function>(method)) return call_function(vm, f, &item, 1, nullptr, nullptr, Cont::Contains, container);
  Value args[2] = {container, item};
  return call_twin(vm, "contains", args, 2, Cont::Contains);
}

// Whether CPython's sequence protocol words the refusal: classes written in Python and builtin sequences, with a number.
static bool refuses_as_sequence(Vm& vm, Value container, Value key) {
  const Kind k = kind_of(container);
  const bool sequence = (type_of(vm, container)->type_flags & kTypeHeap) != 0 || k == Kind::Str || k == Kind::Tuple || k == Kind::Bytes || k == Kind::Range;
  return sequence && (!int_value(key).is_undef() || !type_lookup_special(vm, key, names::op_index).is_undef());
}

namespace {

// container[key], container[key] = value or del container[key], as `op` says; the key is a root.
Action subscript(Vm& vm, Frame* frame, Op op, Value container, Value key, Value value) {
  Value result;
  Str* name;
  if (op == Op::LOAD_SUBSCR) {
    result = native_getitem(vm, container, key);
    name = names::op_getitem;
  } else if (op == Op::STORE_SUBSCR) {
    result = native_setitem(vm, container, key, value);
    name = names::op_setitem;
  } else {
    result = native_setitem(vm, container, key, Value::undef());
    name = names::op_delitem;
  }
  Cont cont = op == Op::LOAD_SUBSCR ? Cont::Store : Cont::Discard;
  if (result.is_error()) return Action::Error;
  if (result.ok() && !result.is_not_implemented()) return deliver(vm, frame, result, cont, 0);
  vm.deferred = false;
  Value method = type_lookup_special(vm, container, name);
  if (method.is_undef()) {
    if (op == Op::LOAD_SUBSCR && kind_of(container) == Kind::Type) {
      Value get = attribute_or_undef(vm, container, names::op_class_getitem);
      if (get.is_error()) return Action::Error;
      if (get.ok() && !get.is_undef()) return call_value(vm, get, &key, 1, nullptr, cont);
      vm.deferred = false;
      Value args[2] = {container, key};
      return call_twin(vm, "class_getitem", args, 2, cont);
    }
    raise_type_error(vm,
                     op == Op::LOAD_SUBSCR                     ? "'%T' object is not subscriptable"
                     : op == Op::STORE_SUBSCR                  ? "'%T' object does not support item assignment"
                     : refuses_as_sequence(vm, container, key) ? "'%T' object doesn't support item deletion"
                                                               : "'%T' object does not support item deletion",
                     container);
    return Action::Error;
  }
  Value args[3] = {container, key, value};
  u32 n = op == Op::STORE_SUBSCR ? 3 : 2;
  if (Function* f = get_if<Function>(method)) return call_function(vm, f, args, n, nullptr, nullptr, cont);
  if (NativeFunction* f = get_if<NativeFunction>(method)) return call_native(vm, f, args, n, nullptr, cont);
  return call_bound(vm, method, name, container, args + 1, n - 1, cont);
}

// The bounds of a slice of n items, where they are ints or None.
bool plain_bounds(Value lower, Value upper, u32 n, u32* start, u32* stop) {
  auto clip = [n](Value v, u32 missing, u32* out) {
    if (v.is_none()) {
      *out = missing;
      return true;
    }
    if (!v.is_small_int()) return false;
    i64 i = v.as_small_int();
    if (i < 0) i += n;
    *out = i < 0 ? 0 : i > n ? n : static_cast<u32>(i);
    return true;
  };
  if (!clip(lower, 0, start) || !clip(upper, n, stop)) return false;
  if (*stop < *start) *stop = *start;
  return true;
}

// A part of a builtin sequence; Undef: not so plain, error().
Value plain_slice(Vm& vm, Value c, Value lower, Value upper) {
  const Kind kind = kind_of(c);
  u32 start, stop;
  if (kind != Kind::List && kind != Kind::Str && kind != Kind::Tuple && kind != Kind::Bytes) return Value::undef();
  if (!plain_bounds(lower, upper, c.as_cell()->aux, &start, &stop)) return Value::undef();
  const u32 n = stop - start;
  if (n > 4096 && !vm.meter.tick(n / 64)) return raise_stopped(vm);
  Cell* made;
  switch (kind) {
    case Kind::List: made = list_from(vm, c.as<List>()->items + start, n); break;
    case Kind::Str: made = str_slice(vm, c.as<Str>(), start, stop); break;
    case Kind::Tuple: made = n == c.as_cell()->aux ? c.as<Tuple>() : tuple_from(vm, c.as<Tuple>()->items + start, n); break;
    default: made = n == c.as_cell()->aux ? c.as<Bytes>() : bytes_new(vm, c.as<Bytes>()->data + start, n);
  }
  return made == nullptr ? Value::error() : Value::cell(made);
}

// The slice object for classes and what else is not so plain; a root until the next native asks for something.
Value rooted_slice(Vm& vm, const Value* bounds) {
  Value key = slice_new(vm, bounds[0], bounds[1], Value::none());
  if (!key.is_error()) vm.request_.kwargs = key;
  return key;
}

}  // namespace

Action subscript_slow(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  const Value* r = frame->registers();
  const auto op = static_cast<Op>(pc->op);
  vm.heap.begin_native();
  if (op == Op::LOAD_SUBSCR) return subscript(vm, frame, op, r[pc->b], r[pc->c], Value::undef());
  return subscript(vm, frame, op, r[pc->a], r[pc->b], op == Op::STORE_SUBSCR ? r[pc->c] : Value::undef());
}

Action load_slice(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  vm.heap.begin_native();
  Value part = plain_slice(vm, r[pc->b], r[pc->c], r[pc->c + 1]);
  if (part.is_error()) return Action::Error;
  if (!part.is_undef()) {
    r[pc->a] = part;
    return Action::Next;
  }
  Value key = rooted_slice(vm, r + pc->c);
  return key.is_error() ? Action::Error : subscript(vm, frame, Op::LOAD_SUBSCR, r[pc->b], key, Value::undef());
}

Action store_slice(Vm& vm, Frame* frame) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  Value c = r[pc->a], v = r[pc->c];
  u32 start, stop;
  vm.heap.begin_native();
  if (is<List>(c) && is<List>(v) && c.as<List>()->sorting == 0 && plain_bounds(r[pc->b], r[pc->b + 1], c.as<List>()->length(), &start, &stop) &&
      v.as<List>()->length() == stop - start) {  // as many as there were
    if (stop != start) std::memmove(static_cast<void*>(c.as<List>()->items + start), v.as<List>()->items, usize{stop - start} * sizeof(Value));
    if (stop - start > 4096 && !vm.meter.tick((stop - start) / 64)) {
      raise_stopped(vm);
      return Action::Error;
    }
    return Action::Next;
  }
  Value key = rooted_slice(vm, r + pc->b);
  return key.is_error() ? Action::Error : subscript(vm, frame, Op::STORE_SUBSCR, c, key, v);
}

}  // namespace monty
