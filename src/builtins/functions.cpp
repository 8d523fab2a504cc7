// SPDX-License-Identifier: MIT
// The builtin functions on exact builtin types; what needs Python code defers to the twins.
#include <algorithm>
#include <cmath>

#include "base/str_hash.h"
#include "natives/_monty_core.h"
#include "natives/builtins.h"
#include "object/native_help.h"
#include "vm/modules.h"

namespace monty::native {

namespace {

// The frame that a program sees as its own: twins are skipped.
Frame* visible_frame(Vm& vm) {
  Frame* f = vm.frame;
  while (f != nullptr && f->prev != nullptr && f->function != nullptr && f->function->globals == vm.twin_globals) f = f->prev;
  return f;
}

bool add_inner_locals(Vm& vm, Frame* f, u32 word, Dict* d) {
  for (const InnerLocal& inner : f->code->code->inner_locals) {
    if (word < inner.start || word >= inner.end) continue;
    Value v = f->registers()[inner.reg];
    if (inner.is_cell && is<ClosureCell>(v)) v = v.as<ClosureCell>()->content;
    if (v.is_undef()) continue;
    Str* name = str_from_utf8(vm, inner.name);
    if (name == nullptr || !dict_set_str(vm, d, name, v)) return false;
  }
  return true;
}

Value locals_of_frame(Vm& vm) {
  Frame* f = visible_frame(vm);
  if (f == nullptr) return cell_or_raise(dict_new(vm));
  const Code& c = *f->code->code;
  const u32 word = static_cast<u32>(f->pc - f->code->instrs);
  const bool inside = std::any_of(c.inner_locals.begin(), c.inner_locals.end(), [&](const InnerLocal& x) { return word >= x.start && word < x.end; });
  if (!inside && !f->locals.is_undef()) return f->locals;
  if (!inside && (c.flags & kCodeOptimized) == 0) return Value::cell(f->function->globals);
  Dict* d = dict_new(vm);
  MONTY_TRY(d);
  // A comprehension of a module or class shows its own variables only.
  if (inside && (c.flags & kCodeOptimized) == 0) return add_inner_locals(vm, f, word, d) ? Value::cell(d) : Value::error();
  const u32 parameters = u32{c.argcount} + c.kwonlyargcount + ((c.flags & kCodeVarargs) ? 1 : 0) + ((c.flags & kCodeVarkw) ? 1 : 0);
  for (bool cells : {false, true}) {  // captured variables follow the others, captured parameters stay in their place
    for (u32 i = 0; i < c.nlocals; i++) {
      if ((i >= parameters && c.local_is_cell[i]) != cells) continue;
      Value v = f->registers()[i];
      if (c.local_is_cell[i] && is<ClosureCell>(v)) v = v.as<ClosureCell>()->content;
      if (!v.is_undef()) MONTY_TRY(dict_set_str(vm, d, c.varname_values[i], v));
    }
  }
  if (Tuple* closure = f->function->closure) {
    for (u32 i = 0; i < closure->length() && i < c.freevars.size(); i++) {
      Value v = closure->items[i].as<ClosureCell>()->content;
      if (!v.is_undef()) MONTY_TRY(dict_set_str(vm, d, c.freevar_values[i], v));
    }
  }
  return add_inner_locals(vm, f, word, d) ? Value::cell(d) : Value::error();
}

Value text_of_int(Vm& vm, Value number, int base, const char* prefix) {
  Value n = int_value(number);
  if (n.is_undef()) {
    if (of_python_class(number)) return Value::defer();
    return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", number);
  }
  if (n.is_bool()) n = Value::small_int(n.is_true());
  Str* digits = int_to_str(vm, n, base);
  MONTY_TRY(digits);
  if (digits->at(0) == '-') {
    Str* rest = str_slice(vm, digits, 1, digits->length());
    MONTY_TRY(rest);
    return cell_or_raise(format_message(vm, "-%s%S", prefix, rest));
  }
  return cell_or_raise(format_message(vm, "%s%S", prefix, digits));
}

bool plain_number(Value v) { return is_int(v) || is_float(v) || v.is_bool() || is<Complex>(v); }

}  // namespace

Value monty_core_frame_locals_of(Vm& vm) { return locals_of_frame(vm); }

Value builtin_abs(Vm& vm, Value x) {
  if (x.is_bool()) return Value::small_int(x.is_true());
  if (x.is_small_int()) return int_from_i64(vm, x.as_small_int() < 0 ? -x.as_small_int() : x.as_small_int());
  if (is_float(x)) return float_new(vm, std::fabs(as_double(x)));
  if (BigInt* b = get_if<BigInt>(x)) return b->negative() ? native_unary(vm, Op::NEG, x) : x;
  if (Complex* c = get_if<Complex>(x)) return float_new(vm, std::hypot(c->real, c->imag));
  Value m = type_lookup_special(vm, x, names::op_abs);
  if (!m.is_undef() && is<Function>(m)) return request_call(vm, m, {x});
  return Value::defer();
}

namespace {
Value all_any(Vm& vm, Value iterable, bool stop_at) {
  if (is_iterator_kind(kind_of(iterable)) && !steps_natively(iterable)) return Value::defer();
  Value it = get_iter(vm, iterable);
  if (it.is_error()) return it;
  if (it.is_defer() || !steps_natively(it)) return defer_clean(vm);
  bool once = is_iterator_kind(kind_of(iterable));
  if (once) return Value::defer();
  vm.heap.keep(it);
  for (u32 turn = 1;; turn++) {
    Value v = iter_next(vm, it);
    if (v.is_undef()) return Value::boolean(!stop_at);
    if (!v.ok()) return v;
    Tri t = truth(vm, v);
    if (t == Tri::Error) return Value::error();
    if (t == Tri::Defer) return defer_clean(vm);
    if ((t == Tri::True) == stop_at) return Value::boolean(stop_at);
    if ((turn & 255) == 0 && !vm.meter.tick(256)) return raise_stopped(vm);
  }
}
}  // namespace
Value builtin_all(Vm& vm, Value iterable) { return all_any(vm, iterable, false); }
Value builtin_any(Vm& vm, Value iterable) { return all_any(vm, iterable, true); }

Value builtin_ascii(Vm& vm, Value obj) {
  Str* s = repr_native(vm, obj);
  return s == nullptr ? conversion_failed(vm) : monty_core_ascii_escape(vm, s);
}
Value builtin_bin(Vm& vm, Value number) { return text_of_int(vm, number, 2, "0b"); }
Value builtin_oct(Vm& vm, Value number) { return text_of_int(vm, number, 8, "0o"); }
Value builtin_hex(Vm& vm, Value number) { return text_of_int(vm, number, 16, "0x"); }
Value builtin_breakpoint(Vm&, Tuple*, Dict*) { return Value::none(); }
Value builtin_callable(Vm& vm, Value obj) { return Value::boolean(is_callable(vm, obj)); }
Value builtin_chr(Vm& vm, Value i) {
  Value n = int_value(i);
  if (n.is_undef()) {
    if (of_python_class(i)) return Value::defer();
    return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", i);
  }
  i64 c;
  if (!int_to_i64(n, &c) || c < 0 || c > 0x10FFFF) return raise_value_error(vm, "chr() arg not in range(0x110000)");
  return cell_or_raise(str_from_char(vm, static_cast<u32>(c)));
}
Value builtin_ord(Vm& vm, Value c) {
  if (Str* s = unwrap<Str>(c)) {
    if (s->length() == 1) return Value::small_int(s->at(0));
    return raise_type_error(vm, "ord() expected a character, but string of length %d found", static_cast<int>(s->length()));
  }
  if (Bytes* b = unwrap<Bytes>(c)) {
    if (b->length() == 1) return Value::small_int(b->data[0]);
    return raise_type_error(vm, "ord() expected a character, but string of length %d found", static_cast<int>(b->length()));
  }
  if (ByteArray* b = unwrap<ByteArray>(c); b != nullptr && b->length() == 1) return Value::small_int(b->data[0]);
  return raise_type_error(vm, "ord() expected string of length 1, but %T found", c);
}
Value builtin_aiter(Vm&, Value) { return Value::defer(); }
Value builtin_anext(Vm&, Value, Value) { return Value::defer(); }

// ---------------------------------------------------------------- attributes
Value builtin_getattr(Vm& vm, Value object, Value name, Value default_) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  Value v = attribute_or_undef(vm, object, s);
  if (v.is_defer()) return defer_clean(vm);
  if (v.is_undef()) return default_.is_undef() ? raise_attribute_error(vm, object, s) : default_;
  if (v.is_error() && !default_.is_undef() && exception_matches(vm.exception, kType_AttributeError)) {
    vm.exception = Value::undef();
    return default_;
  }
  return v;
}
Value builtin_hasattr(Vm& vm, Value obj, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  Value v = attribute_or_undef(vm, obj, s);
  if (v.is_defer()) return defer_clean(vm);
  if (v.is_undef()) return Value::boolean(false);
  if (v.is_error()) {
    if (!exception_matches(vm.exception, kType_AttributeError)) return v;
    vm.exception = Value::undef();
    return Value::boolean(false);
  }
  return Value::boolean(true);
}
Value builtin_setattr(Vm& vm, Value obj, Value name, Value value) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  Value v = set_attribute(vm, obj, s, value);
  return v.is_defer() ? defer_clean(vm) : v;
}
Value builtin_delattr(Vm& vm, Value obj, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  Value v = set_attribute(vm, obj, s, Value::undef());
  return v.is_defer() ? defer_clean(vm) : v;
}
Value builtin_dir(Vm&, Value) { return Value::defer(); }
Value builtin_vars(Vm& vm, Value object) {
  if (object.is_undef()) return locals_of_frame(vm);
  return Value::defer();
}
Value builtin_globals(Vm& vm) {
  Frame* f = visible_frame(vm);
  return f == nullptr ? cell_or_raise(dict_new(vm)) : Value::cell(f->function->globals);
}
Value builtin_locals(Vm& vm) { return locals_of_frame(vm); }
Value builtin_id(Vm& vm, Value obj) { return int_from_u64(vm, id_of(vm, obj)); }

// ---------------------------------------------------------------- numbers
Value builtin_divmod(Vm& vm, Value x, Value y) {
  if (!plain_number(x) || !plain_number(y)) return Value::defer();
  if (is<Complex>(x) || is<Complex>(y)) return raise_type_error(vm, "unsupported operand type(s) for divmod(): '%T' and '%T'", x, y);
  if ((is_float(x) || is_float(y)) && (y == Value::small_int(0) || y.is_false() || (is_float(y) && as_double(y) == 0)))
    return raise(vm, kType_ZeroDivisionError, "division by zero");
  Value q = native_binary(vm, Op::FLOORDIV, false, x, y);
  if (!q.ok() || q.is_not_implemented()) return q;
  vm.heap.keep(q);
  Value r = native_binary(vm, Op::MOD, false, x, y);
  if (!r.ok()) return r;
  Value pair[2] = {q, r};
  return cell_or_raise(tuple_from(vm, pair, 2));
}
Value builtin_pow(Vm& vm, Value base, Value exp, Value mod) {
  if (mod.is_none()) {
    if (!plain_number(base) || !plain_number(exp)) return Value::defer();
    Value v = native_binary(vm, Op::POW, false, base, exp);
    return v.is_not_implemented() ? Value::defer() : v;
  }
  if (int_value(base).is_undef() || int_value(exp).is_undef() || int_value(mod).is_undef()) {
    if (plain_number(mod) && (is<Complex>(base) || is<Complex>(exp)) && plain_number(base) && plain_number(exp)) return raise_value_error(vm, "complex modulo");
    if (plain_number(base) && plain_number(exp) && plain_number(mod))
      return raise_type_error(vm, "pow() 3rd argument not allowed unless all arguments are integers");
    return Value::defer();
  }
  return int_op_pow(vm, int_value(base), exp, mod);
}
Value builtin_round(Vm& vm, Value number, Value ndigits) {
  if (is_int(number) || number.is_bool()) return int_op_round(vm, number.is_bool() ? Value::small_int(number.is_true()) : number, ndigits);
  if (is_float(number)) return float_op_round(vm, as_double(number), ndigits);
  return Value::defer();
}
namespace {
Value sum_of_bytes(Vm& vm, const u8* data, u32 n, Value start) {
  if (!vm.meter.tick(n / 16)) return raise_stopped(vm);
  u64 total = 0;
  for (u32 i = 0; i < n; i++) total += data[i];
  return native_binary(vm, Op::ADD, false, start, Value::small_int(static_cast<i64>(total)));
}
}  // namespace
Value builtin_sum(Vm& vm, Value iterable, Value start) {
  if (!(is_int(start) || is_float(start))) return Value::defer();
  if (is<Bytes>(iterable) && is_int(start)) return sum_of_bytes(vm, iterable.as<Bytes>()->data, iterable.as_cell()->aux, start);
  if (is<ByteArray>(iterable) && is_int(start)) return sum_of_bytes(vm, iterable.as<ByteArray>()->data, iterable.as_cell()->aux, start);
  if (is_iterator_kind(kind_of(iterable))) return Value::defer();
  Value it = get_iter(vm, iterable);
  if (it.is_error()) return it;
  if (it.is_defer() || !steps_natively(it)) return defer_clean(vm);
  vm.heap.keep(it);
  Value total = start;
  double sum = 0, lost = 0;
  bool floats = is_float(start);
  if (floats) sum = as_double(start);
  // No Python code runs meanwhile: the items of a list or tuple stay where they are.
  const Value* items = is<List>(iterable) ? iterable.as<List>()->items : is<Tuple>(iterable) ? iterable.as<Tuple>()->items : nullptr;
  const u32 count = items == nullptr ? 0 : iterable.as_cell()->aux;
  for (u32 turn = 1;; turn++) {
    Value v = items == nullptr ? iter_next(vm, it) : turn <= count ? items[turn - 1] : Value::undef();
    if (v.is_undef()) break;
    if (!v.ok()) return v;
    if ((turn & 255) == 0 && !vm.meter.tick(256)) return raise_stopped(vm);
    if (!floats) {
      if (v.is_small_int() && total.is_small_int()) {
        total = int_from_i64(vm, v.as_small_int() + total.as_small_int());
        if (total.is_error()) return total;
        if (total.is_cell()) vm.heap.keep(total);
        continue;
      }
      if (is_int(v) || v.is_bool()) {
        total = native_binary(vm, Op::ADD, false, total, v);
        if (!total.ok()) return total;
        vm.heap.keep(total);
        continue;
      }
      if (!is_float(v)) return Value::defer();
      bool overflow = false;
      sum = int_to_double(vm, total, &overflow);
      if (overflow) return Value::defer();
      floats = true;
    }
    double x;
    if (is_float(v)) {
      x = as_double(v);
      double t = sum + x;
      lost += std::fabs(sum) >= std::fabs(x) ? (sum - t) + x : (x - t) + sum;
      sum = t;
    } else if (is_int(v) || v.is_bool()) {
      bool overflow = false;
      x = int_to_double(vm, v, &overflow);
      if (overflow) return Value::defer();
      sum += x;
    } else {
      return Value::defer();
    }
  }
  if (!floats) return total;
  if (lost != 0 && std::isfinite(lost)) sum += lost;
  return float_new(vm, sum);
}

namespace {
Value extreme(Vm& vm, Value default_, Value key, Tuple* args, bool largest, const char* name) {
  if (!key.is_none()) return Value::defer();
  u32 n = args->length();
  if (n == 0) return raise_type_error(vm, "%s expected at least 1 argument, got 0", name);
  Value source = Value::cell(args);
  if (n == 1)
    source = args->items[0];
  else if (!default_.is_undef())
    return raise_type_error(vm, "Cannot specify a default for %s() with multiple positional arguments", name);
  if (is_iterator_kind(kind_of(source))) return Value::defer();
  Value it = Value::undef();
  const Tuple* tuple = get_if<Tuple>(source);
  if (tuple == nullptr) {
    it = get_iter(vm, source);
    if (it.is_error()) return it;
    if (it.is_defer() || !steps_natively(it)) return defer_clean(vm);
    vm.heap.keep(it);
  }
  Value best;
  for (u32 turn = 1;; turn++) {
    Value v = tuple == nullptr ? iter_next(vm, it) : turn <= tuple->length() ? tuple->items[turn - 1] : Value::undef();
    if (v.is_undef()) break;
    if (!v.ok()) return v;
    if ((turn & 255) == 0 && !vm.meter.tick(256)) return raise_stopped(vm);
    if (best.is_undef()) {
      best = v;
      vm.heap.keep(best);
      continue;
    }
    Value better = Value::both_small_ints(v, best) ? Value::boolean(largest ? v.as_small_int() > best.as_small_int() : v.as_small_int() < best.as_small_int())
                                                   : native_compare(vm, largest ? Op::GT : Op::LT, v, best);
    if (better.is_error()) return better;
    if (!better.is_bool()) return defer_clean(vm);
    if (better.is_true()) {
      best = v;
      vm.heap.keep(best);
    }
  }
  if (!best.is_undef()) return best;
  return default_.is_undef() ? raise_value_error(vm, "%s() iterable argument is empty", name) : default_;
}
}  // namespace
Value builtin_max(Vm& vm, Value default_, Value key, Tuple* args) { return extreme(vm, default_, key, args, true, "max"); }
Value builtin_min(Vm& vm, Value default_, Value key, Tuple* args) { return extreme(vm, default_, key, args, false, "min"); }

// ---------------------------------------------------------------- iteration
Value builtin_iter(Vm& vm, Value object, Value sentinel) {
  if (!sentinel.is_undef()) return Value::defer();
  Value it = get_iter(vm, object);
  return it.is_defer() ? defer_clean(vm) : it;
}
Value builtin_next(Vm& vm, Value iterator, Value default_) {
  Value v = iter_next(vm, iterator);
  if (v.is_undef()) return default_.is_undef() ? raise_stop_iteration(vm, Value::undef()) : default_;
  if (!v.is_defer()) return v;
  vm.deferred = false;
  if (!default_.is_undef()) return Value::defer();
  Value g = iterator;
  if (is_native_map(g)) return map_op_next(vm, g.as<TwinIterator>());
  if (TwinIterator* t = get_if<TwinIterator>(g)) g = t->generator;
  if (Generator* gen = get_if<Generator>(g); gen != nullptr && (gen->code->code->flags & (kCodeCoroutine | kCodeAsyncGenerator)) == 0) {
    vm.request_ = {Request::Kind::Resume, g, Value::none(), Value::undef(), Value::undef(), Cont::GenNext};
    return Value::request();
  }
  Value m = type_lookup_special(vm, iterator, names::op_next);
  if (is<Function>(m) || is<NativeFunction>(m)) return request_call(vm, m, {iterator});
  return Value::defer();
}
Value builtin_len(Vm& vm, Value obj) {
  i64 n;
  Tri t = native_length(vm, obj, &n);
  if (t == Tri::True) return Value::small_int(n);
  return t == Tri::Error ? Value::error() : defer_clean(vm);
}

// ---------------------------------------------------------------- text
Value builtin_format(Vm& vm, Value value, Value format_spec) {
  Str* spec = unwrap<Str>(format_spec);
  if (spec == nullptr) return raise_type_error(vm, "format() argument 2 must be str, not %T", format_spec);
  Value v = format_native(vm, value, spec);
  return v.is_defer() ? defer_clean(vm) : v;
}
Value builtin_repr(Vm& vm, Value obj) { return text_or_defer(vm, repr_native(vm, obj)); }
Value builtin_hash(Vm& vm, Value obj) {
  u64 h;
  Tri t = hash_of(vm, obj, &h);
  if (t == Tri::True) return int_from_i64(vm, static_cast<i64>(h));
  return t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value builtin_help(Vm&, Value) { return Value::none(); }
Value builtin_input(Vm&, Value) { return Value::defer(); }
Value builtin_open(Vm&, Value, Value, Value, Value, Value, Value, Value, Value) { return Value::defer(); }

Value builtin_print(Vm& vm, Value sep, Value end, Value file, Value flush, Tuple* args) {
  if (!file.is_none() || flush != Value::boolean(false)) return Value::defer();
  if ((!sep.is_none() && unwrap<Str>(sep) == nullptr) || (!end.is_none() && unwrap<Str>(end) == nullptr)) return Value::defer();
  // sys.stdout replaced by the program: then its write() is called.
  if (vm.modules != nullptr) {
    Str* sys = find_static_name("sys", str_hash(reinterpret_cast<const u8*>("sys"), 3));
    DictEntry* e = sys == nullptr ? nullptr : dict_find_str(vm.modules, sys);
    if (e != nullptr && is<Module>(e->value)) {
      Dict* d = e->value.as<Module>()->dict;
      DictEntry* now = dict_find_str(d, names::stdout_);
      Str* first = str_from_ascii(vm, "__stdout__");
      MONTY_TRY(first);
      DictEntry* original = dict_find_str(d, first);
      if (now == nullptr || original == nullptr || !(now->value == original->value)) {
        if (now != nullptr && original != nullptr) return Value::defer();
      }
    }
  }
  Str* between = sep.is_none() ? nullptr : unwrap<Str>(sep);
  if (args->length() == 1 && is<Str>(args->items[0]) && end.is_none()) {
    StrBuilder out(vm);
    MONTY_TRY(out.append(args->items[0].as<Str>()));
    MONTY_TRY(out.append("\n"));
    Str* text = out.finish();
    MONTY_TRY(text);
    return write_output(vm, 1, text) ? Value::none() : Value::error();
  }
  StrBuilder out(vm);
  for (u32 i = 0; i < args->length(); i++) {
    if (i > 0 && !(between == nullptr ? out.append(" ") : out.append(between))) return Value::error();
    Str* s = str_native(vm, args->items[i]);
    if (s == nullptr) return conversion_failed(vm);
    MONTY_TRY(out.append(s));
  }
  if (end.is_none())
    MONTY_TRY(out.append("\n"));
  else
    MONTY_TRY(out.append(unwrap<Str>(end)));
  Str* text = out.finish();
  MONTY_TRY(text);
  return write_output(vm, 1, text) ? Value::none() : Value::error();
}

// ---------------------------------------------------------------- classes
namespace {
// Does the class leave isinstance() to type? Then C++ answers.
bool plain_class(Vm& vm, Value cls, Str* hook) {
  Type* t = get_if<Type>(cls);
  if (t == nullptr) return false;
  if (t->meta == nullptr || t->meta == &kType_type) return true;
  return is<NativeFunction>(type_lookup(vm, t->meta, hook));
}
}  // namespace
Value builtin_isinstance(Vm& vm, Value obj, Value class_or_tuple) {
  Type* type = type_of(vm, obj);
  if (Tuple* tuple = unwrap<Tuple>(class_or_tuple)) {
    for (u32 i = 0; i < tuple->length(); i++) {
      if (!plain_class(vm, tuple->items[i], names::op_instancecheck)) return Value::defer();
      Value v = type_op_instancecheck(vm, tuple->items[i].as<Type>(), obj);
      if (!v.is_false()) return v;
    }
    return Value::boolean(false);
  }
  if (Type* t = get_if<Type>(class_or_tuple); t != nullptr && t == type) return Value::boolean(true);
  if (UnionType* u = get_if<UnionType>(class_or_tuple)) return builtin_isinstance(vm, obj, u->arguments);
  if (!plain_class(vm, class_or_tuple, names::op_instancecheck)) return Value::defer();
  return type_op_instancecheck(vm, class_or_tuple.as<Type>(), obj);
}
Value builtin_issubclass(Vm& vm, Value cls, Value class_or_tuple) {
  if (Tuple* tuple = unwrap<Tuple>(class_or_tuple)) {
    for (u32 i = 0; i < tuple->length(); i++) {
      if (!plain_class(vm, tuple->items[i], names::op_subclasscheck)) return Value::defer();
      Value v = type_op_subclasscheck(vm, tuple->items[i].as<Type>(), cls);
      if (!v.is_false()) return v;
    }
    return Value::boolean(false);
  }
  if (UnionType* u = get_if<UnionType>(class_or_tuple)) return builtin_issubclass(vm, cls, u->arguments);
  if (!plain_class(vm, class_or_tuple, names::op_subclasscheck)) return Value::defer();
  return type_op_subclasscheck(vm, class_or_tuple.as<Type>(), cls);
}

// ---------------------------------------------------------------- code
namespace {

Value function_of_source(Vm& vm, Value source, std::string_view filename, int mode, Dict* globals) {
  std::string text;
  Str* given = unwrap<Str>(source);
  if (given != nullptr && !vm.heap.charge(given->length())) return raise_memory_error(vm);
  if (Str* s = given)
    text = str_to_utf8(s), vm.heap.discharge(s->length());
  else if (Bytes* b = unwrap<Bytes>(source))
    text.assign(reinterpret_cast<const char*>(b->data), b->length());
  else
    return raise_type_error(vm, "%s() arg 1 must be a string, bytes or code object", mode == 1 ? "eval" : "exec");
  if (text.find('\0') != std::string::npos) return raise(vm, kType_SyntaxError, "source code string cannot contain null bytes");
  if (mode == 1) {  // leading blanks are fine
    usize at = text.find_first_not_of(" \t");
    if (at != std::string::npos && at > 0) text.erase(0, at);
  }
  std::shared_ptr<Program> program = vm.compile(vm, text, filename, mode, kCompileNames);
  if (program == nullptr) return Value::error();
  CodeInstance* code = vm.code_instance(program->top());
  return cell_or_raise(function_new(vm, code, globals));
}

bool is_mapping(Vm& vm, Value v) { return is<Dict>(v) || !type_lookup_special(vm, v, names::op_getitem).is_undef(); }

Value run_source(Vm& vm, Value source, Value globals, Value locals, int mode) {
  const char* name = mode == 1 ? "eval" : "exec";
  Frame* f = visible_frame(vm);
  Dict* g = nullptr;
  if (globals.is_none()) {
    g = f->function->globals;
    if (locals.is_none()) locals = locals_of_frame(vm);
    if (!locals.ok()) return locals;
  } else {
    g = unwrap<Dict>(globals);
    if (g == nullptr) {
      if (mode == 0) return raise_type_error(vm, "exec() globals must be a dict, not %T", globals);
      return raise_type_error(vm, is_mapping(vm, globals) ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
    }
    if (locals.is_none()) locals = globals;
  }
  if (!is_mapping(vm, locals)) {
    if (mode == 1) return raise_type_error(vm, "locals must be a mapping");
    return raise_type_error(vm, "locals must be a mapping or None, not %T", locals);
  }
  vm.heap.keep(locals);
  MONTY_TRY(setup_builtins(vm));  // from now on names are looked up where `__builtins__` says
  if (dict_find_str(g, names::op_builtins) == nullptr) {
    DictEntry* e = dict_find_str(vm.modules, names::builtins);
    if (e != nullptr) MONTY_TRY(dict_set_str(vm, g, names::op_builtins, e->value));
  }
  Value function;
  if (CodeObject* c = get_if<CodeObject>(source)) {
    if (!c->code->code->freevars.empty()) return raise_type_error(vm, "code object passed to %s() may not contain free variables", name);
    function = cell_or_raise(function_new(vm, c->code, g));
  } else {
    function = function_of_source(vm, source, "<string>", mode, g);
  }
  if (!function.ok()) return function;
  Value space = locals;
  if (Dict* d = unwrap<Dict>(locals); d != nullptr && d == g) space = Value::cell(g);
  vm.request_ = {Request::Kind::RunCode, function, Value::undef(), Value::undef(), space, Cont::Store};
  return Value::request();
}

}  // namespace

Value builtin_eval(Vm& vm, Value source, Value globals, Value locals) { return run_source(vm, source, globals, locals, 1); }
Value builtin_exec(Vm& vm, Value source, Value globals, Value locals, Value) { return run_source(vm, source, globals, locals, 0); }
Value builtin_compile(Vm& vm, Value source, Value filename, Value mode, i64 flags, bool, i64, i64) {
  constexpr i64 kOnlyTree = 1024;
  if ((flags & kOnlyTree) != 0) return Value::defer();
  Str* m = unwrap<Str>(mode);
  if (m == nullptr) return raise_type_error(vm, "compile() argument 'mode' must be str, not %T", mode);
  int n = m->ascii() && m->ascii_view() == "exec" ? 0 : m->ascii() && m->ascii_view() == "eval" ? 1 : m->ascii() && m->ascii_view() == "single" ? 2 : -1;
  if (n < 0) return raise_value_error(vm, "compile() mode must be 'exec', 'eval' or 'single'");
  Str* file = unwrap<Str>(filename);
  if (file == nullptr) return raise_type_error(vm, "expected str, bytes or os.PathLike object, not %T", filename);
  if (is<CodeObject>(source)) return source;
  if (unwrap<Str>(source) == nullptr && unwrap<Bytes>(source) == nullptr) return Value::defer();  // a tree, perhaps
  Dict* globals = dict_new(vm);
  MONTY_TRY(globals);
  Value function = function_of_source(vm, source, str_to_utf8(file), n, globals);
  if (!function.ok()) return function;
  auto* c = vm.heap.make<CodeObject>();
  if (c == nullptr) return raise_memory_error(vm);
  c->code = function.as<Function>()->code;
  return Value::cell(c);
}
Value builtin_exit(Vm& vm, Value code) { return code.is_none() ? raise_args(vm, kType_SystemExit, &kEmptyTuple) : raise_with(vm, kType_SystemExit, code); }
Value builtin_quit(Vm& vm, Value code) { return builtin_exit(vm, code); }
Value builtin_op_import(Vm&, Value, Value, Value, Value, Value) { return Value::defer(); }

}  // namespace monty::native
