// SPDX-License-Identifier: MIT
// Attributes and methods of functions, bound methods, natives, code, cells, frames and tracebacks.
#include "natives/_monty_types.h"
#include "natives/builtins.h"
#include "object/native_help.h"

namespace monty::native {

namespace {

Value extra(Function* f, Str* name) {
  if (f->extras == nullptr) return Value::undef();
  DictEntry* e = dict_find_str(f->extras, name);
  return e == nullptr ? Value::undef() : e->value;
}
Value set_extra(Vm& vm, Value self, Str* name, Value value) {
  auto* f = self.as<Function>();
  if (f->extras == nullptr) f->extras = dict_new(vm);
  MONTY_TRY(f->extras);
  if (value.is_undef()) {
    dict_delete_str(vm, f->extras, name);
    return Value::none();
  }
  return dict_set_str(vm, f->extras, name, value) ? Value::none() : Value::error();
}
Value set_text(Vm& vm, Value self, Str* name, Value value) {
  if (value.is_undef() || unwrap<Str>(value) == nullptr) return raise_type_error(vm, "%S must be set to a string object", name);
  return set_extra(vm, self, name, value);
}
Value or_none(Cell* c) { return c == nullptr ? Value::none() : Value::cell(c); }

}  // namespace

// ---------------------------------------------------------------- function
Value function_op_get(Vm& vm, Function* self, Value instance, Value owner) {
  if (instance.is_none() && !owner.is_none() && !(owner == Value::cell(&kType_NoneType))) return Value::cell(self);
  return bound_method_new(vm, Value::cell(self), instance);
}
Value function_op_new(Vm& vm, Type*, Value code, Value globals, Value name, Value argdefs, Value closure, Value kwdefaults) {
  CodeObject* c = get_if<CodeObject>(code);
  if (c == nullptr) return raise_type_error(vm, "function() argument 'code' must be code, not %T", code);
  Dict* g = unwrap<Dict>(globals);
  if (g == nullptr) return raise_type_error(vm, "function() argument 'globals' must be dict, not %T", globals);
  Tuple* cells = get_if<Tuple>(closure);
  usize wanted = c->code->code->freevars.size();
  if (!closure.is_none() && cells == nullptr) return raise_type_error(vm, "arg 5 (closure) must be None or tuple");
  if (wanted > 0 && cells == nullptr) return raise_type_error(vm, "arg 5 (closure) must be tuple");
  if ((cells == nullptr ? 0 : cells->length()) != wanted)
    return raise_value_error(vm, "%S requires closure of length %d, not %d", c->code->code->name_value, static_cast<int>(wanted),
                             static_cast<int>(cells == nullptr ? 0 : cells->length()));
  for (u32 i = 0; cells != nullptr && i < cells->length(); i++) {
    if (!is<ClosureCell>(cells->items[i])) return raise_type_error(vm, "arg 5 (closure) expected cell, found %T", cells->items[i]);
  }
  Function* f = function_new(vm, c->code, g);
  MONTY_TRY(f);
  f->closure = cells;
  f->defaults = get_if<Tuple>(argdefs);
  f->kwdefaults = get_if<Dict>(kwdefaults);
  if (!name.is_none()) {
    Value done = set_text(vm, Value::cell(f), names::op_name, name);
    if (!done.ok()) return done;
  }
  return Value::cell(f);
}
Value function_op_repr(Vm& vm, Function* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value function_get_op_code(Vm& vm, Value self) {
  // One code object for each code: kept in the extras, so that `f.__code__ is f.__code__`.
  Value kept = extra(self.as<Function>(), names::op_code);
  if (is<CodeObject>(kept) && kept.as<CodeObject>()->code == self.as<Function>()->code) return kept;
  auto* c = vm.heap.make<CodeObject>();
  if (c == nullptr) return raise_memory_error(vm);
  c->code = self.as<Function>()->code;
  Value done = set_extra(vm, self, names::op_code, Value::cell(c));
  return done.ok() ? Value::cell(c) : done;
}
Value function_set_op_code(Vm& vm, Value self, Value value) {
  CodeObject* c = get_if<CodeObject>(value);
  if (c == nullptr) return raise_type_error(vm, "__code__ must be set to a code object");
  auto* f = self.as<Function>();
  usize cells = f->closure == nullptr ? 0 : f->closure->length();
  if (c->code->code->freevars.size() != cells)
    return raise_value_error(vm, "%S() requires a code object with %d free vars, not %d", f->code->code->name_value, static_cast<int>(cells),
                             static_cast<int>(c->code->code->freevars.size()));
  f->code = c->code;
  vm.epoch++;
  return set_extra(vm, Value::cell(f), names::op_code, value);
}
Value function_get_op_defaults(Vm&, Value self) { return or_none(self.as<Function>()->defaults); }
Value function_set_op_defaults(Vm& vm, Value self, Value value) {
  if (!value.is_undef() && !value.is_none() && !is<Tuple>(value)) return raise_type_error(vm, "__defaults__ must be set to a tuple object");
  self.as<Function>()->defaults = get_if<Tuple>(value);
  vm.epoch++;
  return Value::none();
}
Value function_get_op_kwdefaults(Vm&, Value self) { return or_none(self.as<Function>()->kwdefaults); }
Value function_set_op_kwdefaults(Vm& vm, Value self, Value value) {
  if (!value.is_undef() && !value.is_none() && !is<Dict>(value)) return raise_type_error(vm, "__kwdefaults__ must be set to a dict object");
  self.as<Function>()->kwdefaults = get_if<Dict>(value);
  vm.epoch++;
  return Value::none();
}
Value function_get_op_annotations(Vm& vm, Value self) {
  Value own = extra(self.as<Function>(), names::op_annotations);
  if (!own.is_undef()) return own;
  Value make = extra(self.as<Function>(), names::op_annotate);
  if (!make.is_undef() && !make.is_none()) return request_call(vm, Value::cell(find_native_function("_monty_types", "keep_annotations")), {self, make});
  Dict* d = dict_new(vm);
  MONTY_TRY(d);
  Value done = set_extra(vm, self, names::op_annotations, Value::cell(d));
  return done.ok() ? Value::cell(d) : done;
}
Value function_set_op_annotations(Vm& vm, Value self, Value value) {
  if (!value.is_undef() && !value.is_none() && !is<Dict>(value)) return raise_type_error(vm, "__annotations__ must be set to a dict object");
  return set_extra(vm, self, names::op_annotations, value.is_none() ? Value::undef() : value);
}
Value function_get_op_annotate(Vm&, Value self) {
  Value v = extra(self.as<Function>(), names::op_annotate);
  return v.is_undef() ? Value::none() : v;
}
Value function_set_op_annotate(Vm& vm, Value self, Value value) {
  Value done = set_extra(vm, self, names::op_annotations, Value::undef());
  return done.ok() ? set_extra(vm, self, names::op_annotate, value) : done;
}
Value function_get_op_type_params(Vm&, Value self) {
  Value v = extra(self.as<Function>(), names::op_type_params);
  return v.is_undef() ? Value::cell(&kEmptyTuple) : v;
}
Value function_set_op_type_params(Vm& vm, Value self, Value value) {
  if (value.is_undef() || !is<Tuple>(value)) return raise_type_error(vm, "__type_params__ must be set to a tuple");
  return set_extra(vm, self, names::op_type_params, value);
}
Value function_get_op_name(Vm&, Value self) {
  Value v = extra(self.as<Function>(), names::op_name);
  return v.is_undef() ? Value::cell(self.as<Function>()->code->code->name_value) : v;
}
Value function_set_op_name(Vm& vm, Value self, Value value) { return set_text(vm, self, names::op_name, value); }
Value function_get_op_qualname(Vm&, Value self) {
  Value v = extra(self.as<Function>(), names::op_qualname);
  return v.is_undef() ? Value::cell(self.as<Function>()->code->code->qualname_value) : v;
}
Value function_set_op_qualname(Vm& vm, Value self, Value value) { return set_text(vm, self, names::op_qualname, value); }
Value function_get_op_module(Vm&, Value self) {
  Value v = extra(self.as<Function>(), names::op_module);
  if (!v.is_undef()) return v;
  DictEntry* e = dict_find_str(self.as<Function>()->globals, names::op_name);
  return e == nullptr ? Value::none() : e->value;
}
Value function_set_op_module(Vm& vm, Value self, Value value) { return set_extra(vm, self, names::op_module, value.is_undef() ? Value::none() : value); }
Value function_get_op_doc(Vm&, Value self) {
  Value v = extra(self.as<Function>(), names::op_doc);
  if (!v.is_undef()) return v;
  CodeInstance* c = self.as<Function>()->code;
  return (c->code->flags & kCodeHasDocstring) ? c->consts[0] : Value::none();
}
Value function_set_op_doc(Vm& vm, Value self, Value value) { return set_extra(vm, self, names::op_doc, value.is_undef() ? Value::none() : value); }
Value function_get_op_dict(Vm& vm, Value self) { return cell_or_raise(function_dict(vm, self.as<Function>())); }
Value function_set_op_dict(Vm& vm, Value self, Value value) {
  if (value.is_undef() || !is<Dict>(value))
    return raise_type_error(vm, "__dict__ must be set to a dictionary, not a '%T'", value.is_undef() ? Value::none() : value);
  return set_extra(vm, self, names::op_dict, value);
}
Value function_get_op_globals(Vm&, Value self) { return Value::cell(self.as<Function>()->globals); }
Value function_get_op_closure(Vm&, Value self) { return or_none(self.as<Function>()->closure); }
Value function_get_op_builtins(Vm& vm, Value) { return vm.builtins == nullptr ? cell_or_raise(dict_new(vm)) : Value::cell(vm.builtins); }

// ---------------------------------------------------------------- method
Value method_op_eq(Vm&, BoundMethod* self, Value value) {
  BoundMethod* b = get_if<BoundMethod>(value);
  if (b == nullptr) return Value::not_implemented();
  return Value::boolean(self->function == b->function && self->self == b->self);
}
Value method_op_ne(Vm&, BoundMethod* self, Value value) {
  BoundMethod* b = get_if<BoundMethod>(value);
  if (b == nullptr) return Value::not_implemented();
  return Value::boolean(!(self->function == b->function && self->self == b->self));
}
Value method_op_hash(Vm& vm, BoundMethod* self) {
  u64 h;
  Tri t = hash_of(vm, Value::cell(self), &h);
  return t == Tri::True ? int_from_i64(vm, static_cast<i64>(h)) : t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value method_op_get(Vm&, BoundMethod* self, Value, Value) { return Value::cell(self); }
Value method_op_getattribute(Vm& vm, BoundMethod* self, Value name) {
  Str* s = attribute_name(vm, name);
  MONTY_TRY(s);
  return generic_getattr(vm, Value::cell(self), s);
}
Value method_op_new(Vm& vm, Type*, Value function, Value instance) {
  if (!is_callable(vm, function)) return raise_type_error(vm, "first argument must be callable");
  if (instance.is_none()) return raise_type_error(vm, "instance must not be None");
  return bound_method_new(vm, function, instance);
}
Value method_op_reduce(Vm& vm, BoundMethod* self) {
  Value name = find_attribute(vm, self->function, names::op_name);
  if (!name.ok()) return name.is_error() ? name : defer_clean(vm);
  Value args[2] = {self->self, name};
  Tuple* t = tuple_from(vm, args, 2);
  MONTY_TRY(t);
  Value parts[2] = {Value::cell(find_native_function("builtins", "getattr")), Value::cell(t)};
  return cell_or_raise(tuple_from(vm, parts, 2));
}
Value method_op_repr(Vm& vm, BoundMethod* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value method_get_op_func(Vm&, Value self) { return self.as<BoundMethod>()->function; }
Value method_get_op_self(Vm&, Value self) { return self.as<BoundMethod>()->self; }
Value method_get_op_doc(Vm& vm, Value self) {
  Value v = find_attribute(vm, self.as<BoundMethod>()->function, names::op_doc);
  return v.is_undef() ? Value::none() : v;
}

// ---------------------------------------------------------------- natives
namespace {
NativeFunction* native_of(Value self) {
  if (BoundMethod* m = get_if<BoundMethod>(self)) return get_if<NativeFunction>(m->function);
  return get_if<NativeFunction>(self);
}
}  // namespace
Value native_function_eq(Vm&, Value self, Value value) {
  BoundMethod* a = get_if<BoundMethod>(self);
  BoundMethod* b = get_if<BoundMethod>(value);
  if (a != nullptr && b != nullptr) return Value::boolean(a->function == b->function && a->self == b->self);
  return Value::boolean(self == value);
}
Value native_function_ne(Vm& vm, Value self, Value value) { return Value::boolean(native_function_eq(vm, self, value).is_false()); }
Value native_function_hash(Vm& vm, Value self) {
  u64 h;
  Tri t = hash_of(vm, self, &h);
  return t == Tri::True ? int_from_i64(vm, static_cast<i64>(h)) : t == Tri::Error ? Value::error() : defer_clean(vm);
}
Value native_function_reduce(Vm&, Value self) {
  NativeFunction* f = native_of(self);
  return f == nullptr ? Value::none() : Value::cell(f->qualname);
}
Value native_function_repr(Vm& vm, Value self) { return text_or_defer(vm, repr_native(vm, self)); }
Value native_function_get_module(Vm&, Value self) {
  NativeFunction* f = native_of(self);
  return f == nullptr || f->owner != nullptr || f->module == nullptr ? Value::none() : Value::cell(f->module);
}
Value native_function_get_name(Vm&, Value self) { return Value::cell(native_of(self)->name); }
Value native_function_get_qualname(Vm&, Value self) { return Value::cell(native_of(self)->qualname); }
Value native_function_get_self(Vm& vm, Value self) {
  if (BoundMethod* m = get_if<BoundMethod>(self)) return m->self;
  NativeFunction* f = native_of(self);
  if (f->owner != nullptr) return Value::cell(f->owner);
  DictEntry* e = vm.modules == nullptr || f->module == nullptr ? nullptr : dict_find_str(vm.modules, f->module);
  return e == nullptr ? Value::none() : e->value;
}
Value native_function_get_text_signature(Vm& vm, Value self) {
  NativeFunction* f = native_of(self);
  if (f->signature == nullptr || f->signature->text == nullptr) return Value::none();
  return cell_or_raise(str_from_utf8(vm, f->signature->text));
}
Value native_function_get_doc(Vm& vm, Value self) {
  NativeFunction* f = native_of(self);
  return f->doc == nullptr ? Value::none() : cell_or_raise(str_from_utf8(vm, f->doc));
}
Value native_function_descriptor_get(Vm& vm, Value self, Value instance, Value owner) {
  Type* t = get_if<Type>(owner);
  if (instance.is_none() && t != nullptr && t != &kType_NoneType) return bind_descriptor(vm, self, Value::undef(), t);
  return bind_descriptor(vm, self, instance, t == nullptr ? type_of(vm, instance) : t);
}
Value native_function_get_objclass(Vm&, Value self) {
  NativeFunction* f = native_of(self);
  return f->owner == nullptr ? Value::none() : Value::cell(f->owner);
}
Value host_function_op_repr(Vm& vm, HostFunction* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value host_function_get_op_name(Vm&, Value self) { return Value::cell(self.as<HostFunction>()->name); }
Value host_function_get_op_qualname(Vm&, Value self) { return Value::cell(self.as<HostFunction>()->name); }
Value host_function_get_op_module(Vm&, Value) { return Value::none(); }
Value host_function_get_op_doc(Vm&, Value) { return Value::none(); }

// ---------------------------------------------------------------- code
namespace {
const Code& code_of(Value self) { return *self.as<CodeObject>()->code->code; }
constexpr u8 kIterableCoroutine = Cell::kUser1;  // of a CodeObject
bool same_code(CodeObject* a, CodeObject* b) { return a->code == b->code && ((a->flags ^ b->flags) & kIterableCoroutine) == 0; }
Value names_tuple(Vm& vm, Str** from, usize n) {
  Tuple* t = tuple_new(vm, static_cast<u32>(n));
  MONTY_TRY(t);
  for (usize i = 0; i < n; i++) t->items[i] = Value::cell(from[i]);
  return Value::cell(t);
}
u32 parameter_count(const Code& c) { return u32{c.argcount} + c.kwonlyargcount + ((c.flags & kCodeVarargs) != 0) + ((c.flags & kCodeVarkw) != 0); }
}  // namespace
Value code_op_eq(Vm&, CodeObject* self, Value value) {
  CodeObject* b = get_if<CodeObject>(value);
  return b == nullptr ? Value::not_implemented() : Value::boolean(same_code(self, b));
}
Value code_op_ne(Vm&, CodeObject* self, Value value) {
  CodeObject* b = get_if<CodeObject>(value);
  return b == nullptr ? Value::not_implemented() : Value::boolean(!same_code(self, b));
}
Value code_op_hash(Vm& vm, CodeObject* self) { return int_from_u64(vm, u64{self->code->code->index} * 2654435761u + self->code->code->firstlineno); }
Value code_op_repr(Vm& vm, CodeObject* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value code_co_lines(Vm& vm, CodeObject* self) {
  List* l = list_new(vm, 8);
  MONTY_TRY(l);
  const auto& positions = self->code->code->positions;
  for (usize i = 0; i < positions.size(); i++) {
    u32 end = i + 1 < positions.size() ? positions[i + 1].start : static_cast<u32>(self->code->code->instrs.size());
    Value parts[3] = {Value::small_int(positions[i].start), Value::small_int(end), Value::small_int(positions[i].line)};
    Tuple* t = tuple_from(vm, parts, 3);
    MONTY_TRY(t);
    MONTY_TRY(monty::list_append(vm, l, Value::cell(t)));
  }
  return get_iter(vm, Value::cell(l));
}
Value code_co_positions(Vm& vm, CodeObject* self) {
  List* l = list_new(vm, 8);
  MONTY_TRY(l);
  // One entry for each instruction word, as the indices of tracebacks count.
  const Code& c = *self->code->code;
  u32 words = static_cast<u32>(c.instrs.size());
  for (usize i = 0; i < c.positions.size(); i++) {
    const Position& p = c.positions[i];
    u32 end = i + 1 < c.positions.size() ? c.positions[i + 1].start : words;
    Value parts[4] = {Value::none(), Value::none(), Value::none(), Value::none()};
    if (p.line != 0) {
      const u32 numbers[4] = {p.line, p.end_line, p.col, p.end_col};
      for (u32 k = 0; k < 4; k++) parts[k] = Value::small_int(numbers[k]);
    }
    Tuple* t = tuple_from(vm, parts, 4);
    MONTY_TRY(t);
    for (u32 w = p.start; w < end; w++) MONTY_TRY(monty::list_append(vm, l, Value::cell(t)));
    if (!vm.meter.tick(end - p.start)) return raise_stopped(vm);
  }
  return get_iter(vm, Value::cell(l));
}
// Programs share compiled code; of a copy only one thing can differ: a generator's code may be marked as that of an
// iterable coroutine (types.coroutine).
Value code_replace(Vm& vm, CodeObject* self, Dict* changes) {
  auto* out = vm.heap.make<CodeObject>();
  if (out == nullptr) return raise_memory_error(vm);
  out->code = self->code;
  out->flags |= self->flags & kIterableCoroutine;
  if (changes == nullptr || changes->used == 0) return Value::cell(out);
  DictEntry* flags = dict_find_str(changes, names::co_flags);
  Value now = code_get_co_flags(vm, Value::cell(self));
  if (changes->used != 1 || flags == nullptr || !flags->value.is_small_int() || ((flags->value.as_small_int() ^ now.as_small_int()) & ~0x100LL) != 0)
    return raise(vm, kType_NotImplementedError, "code objects cannot be changed");
  bool marked = (flags->value.as_small_int() & 0x100) != 0;
  out->flags = static_cast<u8>(marked ? out->flags | kIterableCoroutine : out->flags & ~kIterableCoroutine);
  return Value::cell(out);
}
Value code_op_replace(Vm& vm, CodeObject* self, Dict* changes) { return code_replace(vm, self, changes); }
Value code_get_co_argcount(Vm&, Value self) { return Value::small_int(code_of(self).argcount); }
Value code_get_co_posonlyargcount(Vm&, Value self) { return Value::small_int(code_of(self).posonlyargcount); }
Value code_get_co_kwonlyargcount(Vm&, Value self) { return Value::small_int(code_of(self).kwonlyargcount); }
Value code_get_co_nlocals(Vm&, Value self) { return Value::small_int(code_of(self).nlocals); }
Value code_get_co_stacksize(Vm&, Value self) { return Value::small_int(code_of(self).nregs - code_of(self).nlocals); }
Value code_get_co_flags(Vm&, Value self) {
  i64 marked = (self.as_cell()->flags & kIterableCoroutine) != 0 ? 0x100 : 0;
  return Value::small_int((code_of(self).flags & 0xFFFF) | 2 * (code_of(self).flags & 1) | marked);
}
Value code_get_co_names(Vm& vm, Value self) { return names_tuple(vm, code_of(self).name_values, code_of(self).names.size()); }
Value code_get_co_varnames(Vm& vm, Value self) {
  const Code& c = code_of(self);
  std::vector<Str*> plain;
  for (u32 i = 0; i < c.nlocals; i++) {
    if (i < parameter_count(c) || !c.local_is_cell[i]) plain.push_back(c.varname_values[i]);
  }
  return names_tuple(vm, plain.data(), plain.size());
}
Value code_get_co_freevars(Vm& vm, Value self) { return names_tuple(vm, code_of(self).freevar_values, code_of(self).freevars.size()); }
Value code_get_co_cellvars(Vm& vm, Value self) {
  const Code& c = code_of(self);
  std::vector<Str*> cells;
  for (u32 i = 0; i < c.nlocals; i++) {
    if (c.local_is_cell[i]) cells.push_back(c.varname_values[i]);
  }
  return names_tuple(vm, cells.data(), cells.size());
}
Value code_get_co_consts(Vm& vm, Value self) {
  const Code& c = code_of(self);
  Tuple* t = tuple_new(vm, static_cast<u32>(c.consts.size()));
  MONTY_TRY(t);
  for (usize i = 0; i < c.consts.size(); i++) t->items[i] = Value::none();
  for (usize i = 0; i < c.consts.size(); i++) {
    if (c.consts[i].kind == Const::Kind::Code) {
      CodeInstance* inner = vm.code_instance(c.consts[i].code);
      auto* o = vm.heap.make<CodeObject>();
      if (o == nullptr || inner == nullptr) return raise_memory_error(vm);
      o->code = inner;
      t->items[i] = Value::cell(o);
    } else {
      t->items[i] = c.const_values[i];
    }
  }
  return Value::cell(t);
}
Value code_get_co_filename(Vm& vm, Value self) { return cell_or_raise(str_from_utf8(vm, code_of(self).program->filename)); }
Value code_get_co_firstlineno(Vm&, Value self) { return Value::small_int(code_of(self).firstlineno); }
Value code_get_co_name(Vm&, Value self) { return Value::cell(code_of(self).name_value); }
Value code_get_co_qualname(Vm&, Value self) { return Value::cell(code_of(self).qualname_value); }
Value code_get_co_code(Vm& vm, Value self) {
  const Code& c = code_of(self);
  return cell_or_raise(bytes_new(vm, c.instrs.data(), c.instrs.size() * sizeof(Instr)));
}

// ---------------------------------------------------------------- frame, traceback
namespace {
Value code_object(Vm& vm, CodeInstance* code) {
  auto* o = vm.heap.make<CodeObject>();
  if (o == nullptr) return raise_memory_error(vm);
  o->code = code;
  return Value::cell(o);
}
u32 traceback_line(Traceback* t) {
  if (t->line != 0) return t->line;
  const Position* p = t->code->code->position_at(t->aux);
  return p == nullptr ? t->code->code->firstlineno : p->line;
}
}  // namespace
Value frame_clear(Vm&, FrameObject*) { return Value::none(); }
Value frame_op_repr(Vm& vm, FrameObject* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value frame_get_f_back(Vm&, Value self) { return self.as<FrameObject>()->back; }
Value frame_get_f_builtins(Vm& vm, Value) { return vm.builtins == nullptr ? cell_or_raise(dict_new(vm)) : Value::cell(vm.builtins); }
Value frame_get_f_code(Vm& vm, Value self) { return code_object(vm, self.as<FrameObject>()->code); }
Value frame_get_f_globals(Vm&, Value self) { return Value::cell(self.as<FrameObject>()->globals); }
Value frame_get_f_lasti(Vm&, Value) { return Value::small_int(0); }
Value frame_get_f_lineno(Vm&, Value self) { return Value::small_int(self.as<FrameObject>()->line); }
Value frame_get_f_locals(Vm& vm, Value self) {
  Dict* d = self.as<FrameObject>()->locals;
  return d == nullptr ? cell_or_raise(dict_new(vm)) : Value::cell(d);
}
Value frame_get_f_trace(Vm&, Value) { return Value::none(); }
Value traceback_op_new(Vm& vm, Type*, Value tb_next, Value tb_frame, i64 tb_lasti, i64 tb_lineno) {
  FrameObject* f = get_if<FrameObject>(tb_frame);
  if (f == nullptr) return raise_type_error(vm, "traceback() argument 'tb_frame' must be frame, not %T", tb_frame);
  if (!tb_next.is_none() && !is<Traceback>(tb_next)) return raise_type_error(vm, "expected traceback object or None, got '%T'", tb_next);
  auto* t = vm.heap.make<Traceback>();
  if (t == nullptr) return raise_memory_error(vm);
  t->aux = static_cast<u32>(tb_lasti < 0 ? 0 : tb_lasti);
  t->next = tb_next;
  t->function = nullptr;
  t->code = f->code;
  t->globals = f->globals;
  t->line = static_cast<u32>(tb_lineno);
  return Value::cell(t);
}
Value traceback_op_dir(Vm& vm, Traceback*) {
  Value parts[4] = {Value::cell(names::tb_frame), Value::cell(names::tb_next), Value::cell(names::tb_lasti), Value::cell(names::tb_lineno)};
  return cell_or_raise(list_from(vm, parts, 4));
}
Value traceback_get_tb_next(Vm&, Value self) { return self.as<Traceback>()->next; }
Value traceback_set_tb_next(Vm& vm, Value self, Value value) {
  if (value.is_undef() || (!value.is_none() && !is<Traceback>(value)))
    return raise_type_error(vm, "expected traceback object or None, got '%T'", value.is_undef() ? Value::none() : value);
  for (Value at = value; is<Traceback>(at); at = at.as<Traceback>()->next) {
    if (at == self) return raise_value_error(vm, "traceback loop detected");
  }
  self.as<Traceback>()->next = value;
  return Value::none();
}
Value traceback_get_tb_frame(Vm& vm, Value self) {
  auto* t = self.as<Traceback>();
  auto* f = vm.heap.make<FrameObject>();
  if (f == nullptr) return raise_memory_error(vm);
  f->traceback = self;
  f->code = t->code;
  f->globals = t->globals;
  f->locals = nullptr;
  f->back = Value::none();
  f->line = traceback_line(t);
  return Value::cell(f);
}
Value traceback_get_tb_lasti(Vm&, Value self) { return Value::small_int(i64{self.as<Traceback>()->aux} * 2); }
Value traceback_get_tb_lineno(Vm&, Value self) { return Value::small_int(traceback_line(self.as<Traceback>())); }

// ---------------------------------------------------------------- cell
namespace {
Value compare_cells(Vm& vm, Op op, ClosureCell* self, Value other) {
  ClosureCell* b = get_if<ClosureCell>(other);
  if (b == nullptr) return Value::not_implemented();
  if (self->content.is_undef() || b->content.is_undef()) {
    i64 x = !self->content.is_undef(), y = !b->content.is_undef();
    return native_compare(vm, op, Value::small_int(x), Value::small_int(y));
  }
  return native_compare(vm, op, self->content, b->content);
}
}  // namespace
Value cell_op_eq(Vm& vm, ClosureCell* self, Value value) { return compare_cells(vm, Op::EQ, self, value); }
Value cell_op_ne(Vm& vm, ClosureCell* self, Value value) { return compare_cells(vm, Op::NE, self, value); }
Value cell_op_lt(Vm& vm, ClosureCell* self, Value value) { return compare_cells(vm, Op::LT, self, value); }
Value cell_op_le(Vm& vm, ClosureCell* self, Value value) { return compare_cells(vm, Op::LE, self, value); }
Value cell_op_gt(Vm& vm, ClosureCell* self, Value value) { return compare_cells(vm, Op::GT, self, value); }
Value cell_op_ge(Vm& vm, ClosureCell* self, Value value) { return compare_cells(vm, Op::GE, self, value); }
Value cell_op_new(Vm& vm, Type*, Value contents) {
  auto* c = vm.heap.make<ClosureCell>();
  if (c == nullptr) return raise_memory_error(vm);
  c->content = contents;
  return Value::cell(c);
}
Value cell_op_repr(Vm& vm, ClosureCell* self) { return text_or_defer(vm, repr_native(vm, Value::cell(self))); }
Value cell_get_cell_contents(Vm& vm, Value self) {
  Value v = self.as<ClosureCell>()->content;
  return v.is_undef() ? raise_value_error(vm, "Cell is empty") : v;
}
Value cell_set_cell_contents(Vm&, Value self, Value value) {
  self.as<ClosureCell>()->content = value;
  return Value::none();
}

}  // namespace monty::native
