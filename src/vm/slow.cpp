// SPDX-License-Identifier: MIT
// Instructions that the loop hands over whole. One function an instruction, in a table by opcode.
#include "object/on_demand.h"
#include "object/operations.h"
#include "object/text.h"
#include "object/type.h"
#include "vm/interp.h"
#include "vm/modules.h"

namespace monty {

namespace {

using SlowFn = Action (*)(Vm& vm, Frame* frame, const Instr* pc, Value* r);
#define SLOW_OP(name) Action slow_##name(Vm& vm, Frame* frame, const Instr* pc, Value* r)

Str* name_at(Frame* frame, u32 i) { return frame->code->names[i]; }

Action store_cell(Vm& vm, Value* r, u32 a, Cell* c) {
  if (c == nullptr) return Action::Error;
  r[a] = Value::cell(c);
  return Action::Next;
}

Action raise_name(Vm& vm, Str* name, bool unbound_free) {
  if (unbound_free)
    raise(vm, kType_NameError, "cannot access free variable '%S' where it is not associated with a value in enclosing scope", name);
  else
    raise(vm, kType_NameError, "name '%S' is not defined", name);
  Value e = vm.exception;
  if (Exception* x = get_if<Exception>(e); x != nullptr && !unbound_free) instance_set(vm, x, names::name, Value::cell(name));
  vm.exception = e;
  return Action::Error;
}

Action raise_unbound(Vm& vm, Str* name) {
  raise(vm, kType_UnboundLocalError, "cannot access local variable '%S' where it is not associated with a value", name);
  return Action::Error;
}

// A builtin by name: sealed for twins, else as the program left them.
Value find_builtin(Vm& vm, Frame* frame, Str* name) {
  if (frame->code->code->flags & kCodeTwin) return sealed_builtin(vm, name);
  return builtin_for(vm, frame->function->globals, name);
}
Action load_builtin(Vm& vm, Frame* frame, Str* name, Value* to) {
  Value v = find_builtin(vm, frame, name);
  const Code* code = frame->code->code;
  if (v.is_undef() && vm.hooks.find_name != nullptr && (code->flags & kCodeTwin) == 0 && code->program->library.empty()) {
    v = vm.hooks.find_name(vm.hooks.context, vm, name);
    if (v.is_request()) return run_request(vm, Cont::Store);
  }
  if (v.is_undef()) return raise_name(vm, name, false);
  if (v.is_error()) return Action::Error;
  *to = v;
  return Action::Next;
}

// A name that the globals lack, into register a: to be made on demand, or a builtin.
Action load_missing_global(Vm& vm, Frame* frame, const Instr* pc, Str* name) {
  Value v;
  // The top of the twins' module keeps builtins under names of its own before its classes hide them.
  Dict* d = frame->function->globals;
  const bool twins_begin = d == vm.twin_globals && (frame->code->code->flags & kCodeModule) != 0;
  if ((d->flags & Dict::kOnDemand) != 0 && !twins_begin) {
    Function* thunk = nullptr;
    v = find_on_demand(vm, d, name, &thunk);
    if (thunk != nullptr) return call_function(vm, thunk, nullptr, 0, nullptr, nullptr, Cont::Store);
    if (v.is_error()) return Action::Error;
  }
  if (v.is_undef()) return load_builtin(vm, frame, name, &frame->registers()[pc->a]);
  frame->registers()[pc->a] = v;
  return Action::Next;
}

SLOW_OP(LOAD_GLOBAL) { return load_missing_global(vm, frame, pc, name_at(frame, pc->wide)); }
SLOW_OP(STORE_GLOBAL) { return dict_set_str(vm, frame->function->globals, name_at(frame, pc->wide), r[pc->a]) ? Action::Next : Action::Error; }
SLOW_OP(DELETE_GLOBAL) {
  Str* name = name_at(frame, pc->wide);
  if (!dict_delete_str(vm, frame->function->globals, name)) return raise_name(vm, name, false);
  return Action::Next;
}
Value locals_of(Frame* frame) { return frame->locals.is_undef() ? Value::cell(frame->function->globals) : frame->locals; }
SLOW_OP(LOAD_NAME) {
  Str* name = name_at(frame, pc->wide);
  Value locals = locals_of(frame);
  if (Dict* d = get_if<Dict>(locals)) {
    if (DictEntry* e = dict_find_str(d, name)) {
      r[pc->a] = e->value;
      return Action::Next;
    }
  } else {
    Value args[3] = {locals, Value::cell(name), Value::cell(frame->function->globals)};
    return call_twin(vm, "load_name", args, 3, Cont::Store);
  }
  if (DictEntry* e = dict_find_str(frame->function->globals, name)) {
    r[pc->a] = e->value;
    return Action::Next;
  }
  return load_missing_global(vm, frame, pc, name);
}
SLOW_OP(STORE_NAME) {
  Value locals = locals_of(frame);
  if (Dict* d = get_if<Dict>(locals)) return dict_set_str(vm, d, name_at(frame, pc->wide), r[pc->a]) ? Action::Next : Action::Error;
  Value args[3] = {locals, Value::cell(name_at(frame, pc->wide)), r[pc->a]};
  return call_twin(vm, "store_item", args, 3, Cont::Discard);
}
SLOW_OP(DELETE_NAME) {
  Value locals = locals_of(frame);
  Str* name = name_at(frame, pc->wide);
  if (Dict* d = get_if<Dict>(locals)) {
    if (!dict_delete_str(vm, d, name)) return raise_name(vm, name, false);
    return Action::Next;
  }
  Value args[2] = {locals, Value::cell(name)};
  return call_twin(vm, "delete_name", args, 2, Cont::Discard);
}
SLOW_OP(LOAD_FROM_MAP_OR_GLOBAL) {
  Str* name = name_at(frame, pc->c);
  if (Dict* d = get_if<Dict>(r[pc->b])) {
    if (DictEntry* e = dict_find_str(d, name)) {
      r[pc->a] = e->value;
      return Action::Next;
    }
  }
  if (DictEntry* e = dict_find_str(frame->function->globals, name)) {
    r[pc->a] = e->value;
    return Action::Next;
  }
  return load_missing_global(vm, frame, pc, name);
}
SLOW_OP(LOAD_FROM_MAP_OR_CELL) {
  Str* name = name_at(frame, pc->c);
  if (Dict* d = get_if<Dict>(r[pc->b])) {
    if (DictEntry* e = dict_find_str(d, name)) {
      r[pc->a] = e->value;
      return Action::Next;
    }
  }
  u64 ext;
  std::memcpy(&ext, pc + 1, 8);
  u32 index = static_cast<u32>(ext);
  bool is_free = (ext >> 32) != 0;
  Value cell = is_free ? frame->function->closure->items[index] : r[index];
  Value v = cell.as<ClosureCell>()->content;
  if (v.is_undef()) return raise_name(vm, name, true);
  r[pc->a] = v;
  return Action::Next;
}
SLOW_OP(CHECK_LOCAL) { return raise_unbound(vm, name_at(frame, pc->wide)); }
SLOW_OP(MAKE_CELL) {
  auto* c = vm.heap.make<ClosureCell>();
  if (c == nullptr) {
    raise_memory_error(vm);
    return Action::Error;
  }
  c->content = r[pc->a];
  r[pc->a] = Value::cell(c);
  return Action::Next;
}
SLOW_OP(LOAD_CELL) { return raise_unbound(vm, name_at(frame, pc->c)); }
SLOW_OP(DELETE_CELL) {
  auto* c = r[pc->a].as<ClosureCell>();
  if (c->content.is_undef()) return raise_unbound(vm, name_at(frame, pc->c));
  c->content = Value::undef();
  return Action::Next;
}
SLOW_OP(LOAD_FREE) { return raise_name(vm, name_at(frame, pc->c), true); }
SLOW_OP(DELETE_FREE) {
  auto* c = frame->function->closure->items[pc->a].as<ClosureCell>();
  if (c->content.is_undef()) return raise_name(vm, name_at(frame, pc->c), true);
  c->content = Value::undef();
  return Action::Next;
}

SLOW_OP(JUMP_BACK) {  // the fuel is used up; the loop has charged the turn
  if (!vm.meter.tick(0) && !pause_instead(vm)) {
    raise_stopped(vm);
    return Action::Error;
  }
  frame->pc = pc + 1 + pc->swide;
  if (MONTY_UNLIKELY(vm.pause_every != 0)) {
    vm.paused = true;
    return Action::Exit;
  }
  return Action::Reload;
}

SLOW_OP(DELETE_ATTR) { return store_attr(vm, frame, r[pc->a], name_at(frame, pc->c), Value::undef()); }

SLOW_OP(LOAD_SUPER_ATTR) { return load_super(vm, frame, r + pc->b, name_at(frame, pc->c), Cont::Store); }

SLOW_OP(LOAD_SPECIAL) {
  static Str* const kNames[] = {names::op_enter, names::op_exit, names::op_aenter, names::op_aexit};
  Value object = r[pc->b];
  Value method = type_lookup_special(vm, object, kNames[pc->c]);
  if (method.is_undef()) {
    bool async = pc->c >= 2;
    const char* suffix = "";
    bool enters = !type_lookup_special(vm, object, async ? names::op_aenter : names::op_enter).is_undef();
    if ((pc->c == 1 || pc->c == 3) && enters) suffix = async ? " (missed __aexit__ method)" : " (missed __exit__ method)";
    Str* other = async ? names::op_enter : names::op_aenter;
    bool has_other = !type_lookup_special(vm, object, other).is_undef();
    raise_type_error(vm, "'%T' object does not support the %scontext manager protocol%s%s", object, async ? "asynchronous " : "", suffix,
                     has_other ? (async ? " but it supports the context manager protocol. Did you mean to use 'with'?"
                                        : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?")
                               : "");
    return Action::Error;
  }
  Kind k = kind_of(method);
  if (k == Kind::Function ||
      (k == Kind::NativeFunction && (method.as<NativeFunction>()->flags & (NativeFunction::kStatic | NativeFunction::kClassMethod)) == 0)) {
    r[pc->a] = method;
    r[pc->a + 1] = object;
    return Action::Next;
  }
  Value bound = bind_descriptor(vm, method, object, type_of(vm, object));
  if (bound.is_error()) return Action::Error;
  if (bound.is_defer()) {
    Value args[3] = {method, object, Value::cell(type_of(vm, object))};
    return call_twin(vm, "descriptor_get", args, 3, Cont::StoreMethod);
  }
  r[pc->a] = bound;
  r[pc->a + 1] = Value::undef();
  return Action::Next;
}

// ---------------------------------------------------------------- displays
SLOW_OP(BUILD_LIST) { return store_cell(vm, r, pc->a, list_from(vm, r + pc->b, pc->c)); }
SLOW_OP(BUILD_TUPLE) { return store_cell(vm, r, pc->a, tuple_from(vm, r + pc->b, pc->c)); }
SLOW_OP(BUILD_SET) {
  Set* s = set_new(vm);
  if (s == nullptr) return Action::Error;
  for (u32 i = 0; i < pc->c; i++) {
    Tri t = set_add(vm, s, r[pc->b + i]);
    if (t == Tri::Error) return Action::Error;
    if (t == Tri::Defer) {
      vm.deferred = false;
      Tuple* items = tuple_from(vm, r + pc->b, pc->c);
      if (items == nullptr) return Action::Error;
      Value arg = Value::cell(items);
      return call_twin(vm, "build_set", &arg, 1, Cont::Store);
    }
  }
  r[pc->a] = Value::cell(s);
  return Action::Next;
}
SLOW_OP(BUILD_MAP) {
  Dict* d = dict_new(vm, pc->c);
  if (d == nullptr) return Action::Error;
  for (u32 i = 0; i < pc->c; i++) {
    Tri t = dict_set(vm, d, r[pc->b + 2 * i], r[pc->b + 2 * i + 1]);
    if (t == Tri::Error) return Action::Error;
    if (t == Tri::Defer) {
      vm.deferred = false;
      Tuple* items = tuple_from(vm, r + pc->b, pc->c * 2u);
      if (items == nullptr) return Action::Error;
      Value arg = Value::cell(items);
      return call_twin(vm, "build_map", &arg, 1, Cont::Store);
    }
  }
  r[pc->a] = Value::cell(d);
  return Action::Next;
}
SLOW_OP(BUILD_STRING) {
  u64 length = 0;
  u32 width = 1;
  bool ascii = true;
  for (u32 i = 0; i < pc->c; i++) {
    Str* s = r[pc->b + i].as<Str>();
    length += s->length();
    if (s->width() > width) width = s->width();
    ascii = ascii && s->ascii();
  }
  if (length < 0xFFFFFFFF && width == 1) {
    Str* out = str_alloc(vm, static_cast<u32>(length), ascii ? 127 : 255);
    if (out == nullptr) return Action::Error;
    if (length == 0) {
      r[pc->a] = Value::cell(out);
      return Action::Next;
    }
    u8* to = out->data;
    for (u32 i = 0; i < pc->c; i++) {
      Str* s = r[pc->b + i].as<Str>();
      std::memcpy(to, s->data, s->length());
      to += s->length();
    }
    r[pc->a] = Value::cell(out);
    return Action::Next;
  }
  StrBuilder out(vm);
  for (u32 i = 0; i < pc->c; i++) {
    if (!out.append(r[pc->b + i].as<Str>())) return Action::Error;
  }
  return store_cell(vm, r, pc->a, out.finish());
}
SLOW_OP(BUILD_SLICE) {
  Value v = slice_new(vm, r[pc->b], r[pc->b + 1], pc->c == 3 ? r[pc->b + 2] : Value::none());
  if (v.is_error()) return Action::Error;
  r[pc->a] = v;
  return Action::Next;
}
SLOW_OP(BUILD_TEMPLATE) {
  Value args[2] = {r[pc->b], r[pc->c]};
  return call_twin(vm, "build_template", args, 2, Cont::Store);
}
SLOW_OP(BUILD_INTERPOLATION) {
  Value conversion = Value::none();
  if (pc->c != 0) {
    Str* s = str_from_char(vm, pc->c);
    if (s == nullptr) return Action::Error;
    conversion = Value::cell(s);
  }
  Value args[4] = {r[pc->b], r[pc->b + 1], conversion, r[pc->b + 2]};
  return call_twin(vm, "build_interpolation", args, 4, Cont::Store);
}
SLOW_OP(LIST_APPEND) { return list_append(vm, r[pc->a].as<List>(), r[pc->b]) ? Action::Next : Action::Error; }
bool is_iterable_type(Vm& vm, Value v) {
  Value iter = type_lookup_special(vm, v, names::op_iter);
  return !iter.is_undef() || !type_lookup_special(vm, v, names::op_getitem).is_undef();
}
// The callable of the call whose only positional argument is the starred value at `pc`, or Undef.
Value star_callee(Frame* frame, const Instr* pc, Value* r) {
  const Instr* at = after(pc);
  if (static_cast<Op>(at->op) != Op::LIST_TO_TUPLE || at->a != pc->a || pc->a == 0) return Value::undef();
  for (u32 i = 0; i < 200; i++) {
    at = after(at);
    auto op = static_cast<Op>(at->op);
    if (op == Op::CALL_EX && at->a + 1 == pc->a) return r[at->a];
    if (op == Op::RETURN || op == Op::RETURN_NONE || op == Op::JUMP_BACK) break;
  }
  return Value::undef();
}
// "module.qualname" of a callable, builtins without their module; null when it has no such names.
Str* callee_label(Vm& vm, Value callee) {
  if (BoundMethod* m = get_if<BoundMethod>(callee)) callee = m->function;
  if (Function* f = get_if<Function>(callee)) {
    Str* name = function_qualname(vm, f);
    DictEntry* e = dict_find_str(f->globals, names::op_name);
    if (name == nullptr || e == nullptr || !is<Str>(e->value)) return name;
    return format_message(vm, "%S.%S", e->value.as<Str>(), name);
  }
  if (NativeFunction* f = get_if<NativeFunction>(callee)) return f->qualname;
  if (Type* t = get_if<Type>(callee)) return type_display_name(vm, t);
  return nullptr;
}
SLOW_OP(LIST_EXTEND) {
  Value v = r[pc->b];
  List* to = r[pc->a].as<List>();
  if (is<List>(v) || is<Tuple>(v)) {
    u32 n = v.as_cell()->aux;
    if (!list_reserve(vm, to, u64{to->aux} + n)) return Action::Error;
    const Value* items = is<List>(v) ? v.as<List>()->items : v.as<Tuple>()->items;
    if (!copy_sliced(vm, to->items + to->aux, items, usize{n} * 8)) return Action::Error;
    to->aux += n;
    return Action::Next;
  }
  if (!is_iterable_type(vm, v)) {
    Value callee = star_callee(frame, pc, r);
    Str* label = callee.is_undef() || to->aux != 0 ? nullptr : callee_label(vm, callee);
    if (!vm.exception.is_undef()) return Action::Error;
    if (label == nullptr)
      raise_type_error(vm, "Value after * must be an iterable, not %T", v);
    else
      raise_type_error(vm, "%S() argument after * must be an iterable, not %T", label, v);
    return Action::Error;
  }
  Value args[2] = {r[pc->a], v};
  return call_twin(vm, "star_extend", args, 2, Cont::Discard);
}
SLOW_OP(LIST_TO_TUPLE) {
  List* l = r[pc->b].as<List>();
  return store_cell(vm, r, pc->a, tuple_from(vm, l->items, l->length()));
}
SLOW_OP(SET_ADD) {
  Tri t = set_add(vm, r[pc->a].as<Set>(), r[pc->b]);
  if (t == Tri::Error) return Action::Error;
  if (t != Tri::Defer) return Action::Next;
  vm.deferred = false;
  Value args[2] = {r[pc->a], r[pc->b]};
  return call_twin(vm, "set_add", args, 2, Cont::Discard);
}
SLOW_OP(SET_UPDATE) {
  Set* to = r[pc->a].as<Set>();
  Tri t = Tri::Defer;
  if (is<Set>(r[pc->b]) || is<FrozenSet>(r[pc->b])) {
    t = set_merge(vm, to, r[pc->b].as<Set>());
  } else if (auto* items = get_if<Tuple>(r[pc->b])) {
    t = Tri::True;
    for (u32 i = 0; i < items->length() && t != Tri::Error && t != Tri::Defer; i++) t = set_add(vm, to, items->items[i]);
  }
  if (t == Tri::Error) return Action::Error;
  if (t != Tri::Defer) return Action::Next;
  vm.deferred = false;
  Value args[2] = {r[pc->a], r[pc->b]};
  return call_twin(vm, "set_update", args, 2, Cont::Discard);
}
SLOW_OP(MAP_ADD) {
  Tri t = dict_set(vm, r[pc->a].as<Dict>(), r[pc->b], r[pc->c]);
  if (t == Tri::Error) return Action::Error;
  if (t != Tri::Defer) return Action::Next;
  vm.deferred = false;
  Value args[3] = {r[pc->a], r[pc->b], r[pc->c]};
  return call_twin(vm, "store_item", args, 3, Cont::Discard);
}
// Into a display that nobody has seen yet, from a dict of no subclass; Defer: with Python code.
Tri display_update(Vm& vm, Value& to, Dict* from) {
  Dict* d = to.as<Dict>();
  if (d->fill == 0 && from->used > 0) {
    Dict* copy = dict_copy(vm, from);
    if (copy == nullptr) return Tri::Error;
    to = Value::cell(copy);
    return Tri::True;
  }
  for (u32 i = 0; i < from->fill; i++) {
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return raise_stopped(vm), Tri::Error;
    const DictEntry& e = from->entries[i];
    if (e.key.is_undef()) continue;
    const Tri t = dict_set(vm, d, e.key, e.value);
    if (t == Tri::Error || t == Tri::Defer) return t;
  }
  return Tri::True;
}
SLOW_OP(DICT_UPDATE) {
  if (Dict* from = get_if<Dict>(r[pc->b])) {
    const Tri t = display_update(vm, r[pc->a], from);
    if (t != Tri::Defer) return t == Tri::Error ? Action::Error : Action::Next;
    vm.deferred = false;
  }
  Value args[2] = {r[pc->a], r[pc->b]};
  return call_twin(vm, "dict_display_update", args, 2, Cont::Discard);
}
// Can these keywords join the others? Else the twin says why not.
bool keywords_fit(Vm& vm, Dict* to, Dict* from) {
  for (u32 i = 0; i < from->fill; i++) {
    if ((i & 1023) == 1023 && !vm.meter.tick(1024)) return false;
    const Value key = from->entries[i].key;
    if (key.is_undef()) continue;
    if (!is<Str>(key) || dict_find_str(to, key.as<Str>()) != nullptr) return false;
  }
  return true;
}
SLOW_OP(DICT_MERGE) {
  if (Dict* from = get_if<Dict>(r[pc->b])) {
    if (from->used == 0) return Action::Next;
    if (keywords_fit(vm, r[pc->a].as<Dict>(), from)) return display_update(vm, r[pc->a], from) == Tri::Error ? Action::Error : Action::Next;
  }
  Value args[3] = {r[pc->a], r[pc->b], r[pc->c]};
  return call_twin(vm, "keywords_merge", args, 3, Cont::Discard);
}

// ---------------------------------------------------------------- formatting
SLOW_OP(CONVERT) {
  Value v = r[pc->b];
  Value args[1] = {v};
  if (pc->c == 's') {
    if (is<Str>(v)) {
      r[pc->a] = v;
      return Action::Next;
    }
    Str* s = str_native(vm, v);
    if (s != nullptr) return store_cell(vm, r, pc->a, s);
    if (!vm.deferred) return Action::Error;
    vm.deferred = false;
    return call_twin(vm, "to_str", args, 1, Cont::Store);
  }
  if (pc->c == 'r') {
    Str* s = repr_native(vm, v);
    if (s != nullptr) return store_cell(vm, r, pc->a, s);
    if (!vm.deferred) return Action::Error;
    vm.deferred = false;
    return call_twin(vm, "to_repr", args, 1, Cont::Store);
  }
  return call_twin(vm, "to_ascii", args, 1, Cont::Store);
}
SLOW_OP(FORMAT) {
  Value v = r[pc->b];
  if (is<Str>(v)) {
    r[pc->a] = v;
    return Action::Next;
  }
  if (is_int(v) || is_float(v) || v.is_bool() || v.is_none()) {
    Str* s = str_native(vm, v);
    return store_cell(vm, r, pc->a, s);
  }
  Value args[2] = {v, Value::cell(names::empty)};
  return call_twin(vm, "format_value", args, 2, Cont::Store);
}
SLOW_OP(FORMAT_SPEC) {
  Value out = format_native(vm, r[pc->b], r[pc->c].as<Str>());
  if (out.is_error()) return Action::Error;
  if (out.ok()) {
    r[pc->a] = out;
    return Action::Next;
  }
  vm.deferred = false;
  Value args[2] = {r[pc->b], r[pc->c]};
  return call_twin(vm, "format_value", args, 2, Cont::Store);
}

// ---------------------------------------------------------------- unpacking, iteration
Action unpack_items(Vm& vm, const Value* items, u32 count, Value* r, const Instr* pc) {
  if (static_cast<Op>(pc->op) == Op::UNPACK_SEQUENCE) {
    if (count != pc->c) {
      if (count > pc->c)
        raise_value_error(vm, "too many values to unpack (expected %d)", static_cast<int>(pc->c));
      else
        raise_value_error(vm, "not enough values to unpack (expected %d, got %d)", static_cast<int>(pc->c), static_cast<int>(count));
      return Action::Error;
    }
    for (u32 i = 0; i < count; i++) r[pc->a + i] = items[i];
    return Action::Next;
  }
  u32 before = pc->c >> 8, behind = pc->c & 255;
  if (count < before + behind) {
    raise_value_error(vm, "not enough values to unpack (expected at least %d, got %d)", static_cast<int>(before + behind), static_cast<int>(count));
    return Action::Error;
  }
  List* middle = list_from(vm, items + before, count - before - behind);
  if (middle == nullptr) return Action::Error;
  for (u32 i = 0; i < before; i++) r[pc->a + i] = items[i];
  r[pc->a + before] = Value::cell(middle);
  for (u32 i = 0; i < behind; i++) r[pc->a + before + 1 + i] = items[count - behind + i];
  return Action::Next;
}
SLOW_OP(UNPACK) {
  Value v = r[pc->b];
  // A list that a twin made of the iterable comes back in register a, and the instruction is run on it.
  if (is<Tuple>(v)) return unpack_items(vm, v.as<Tuple>()->items, v.as<Tuple>()->length(), r, pc);
  if (is<List>(v)) {
    // The items may sit in a buffer that list_from's collection keeps: the list is in a register.
    return unpack_items(vm, v.as<List>()->items, v.as<List>()->length(), r, pc);
  }
  if (Instance* o = get_if<Instance>(v); o != nullptr && is<Tuple>(payload(v)) && is<NativeFunction>(type_lookup(vm, o->type, names::op_iter))) {
    Tuple* t = o->slots[0].as<Tuple>();
    return unpack_items(vm, t->items, t->length(), r, pc);
  }
  bool exact = static_cast<Op>(pc->op) == Op::UNPACK_SEQUENCE;
  Value args[3] = {v, Value::small_int(exact ? pc->c : -1), Value::small_int(pc->c)};
  return call_twin(vm, "unpack", args, 3, Cont::Unpack);
}
SLOW_OP(GET_ITER) {
  Value v = r[pc->b];
  Value it = get_iter(vm, v);
  if (it.is_error()) return Action::Error;
  if (it.ok()) {
    r[pc->a] = it;
    return Action::Next;
  }
  vm.deferred = false;
  Value method = type_lookup_special(vm, v, names::op_iter);
  if (Function* f = get_if<Function>(method)) {
    Action action = call_function(vm, f, nullptr, 0, nullptr, nullptr, Cont::Store, v);
    return action;
  }
  return call_twin(vm, "get_iter", &v, 1, Cont::Store);
}
SLOW_OP(CLOSE_ITER) {
  Generator* g = get_if<Generator>(r[pc->a]);
  if (g == nullptr || g->state == Generator::State::Closed) return Action::Next;
  if (g->code->code->flags & kCodeCoroutine) return Action::Next;
  if (g->state == Generator::State::Created) {
    g->state = Generator::State::Closed;
    g->frame = nullptr;
    return Action::Next;
  }
  if (g->state == Generator::State::Running) return Action::Next;
  if (g->code->code->flags & kCodeAsyncGenerator) {
    if (!is<List>(vm.event_loop)) return Action::Next;
    return call_twin(vm, "close_async_generator", &r[pc->a], 1, Cont::Discard);
  }
  return call_twin(vm, "close_generator", &r[pc->a], 1, Cont::Discard);
}
SLOW_OP(GET_LEN) {
  i64 n;
  Tri t = native_length(vm, r[pc->b], &n);
  if (t == Tri::Error) return Action::Error;
  if (t == Tri::True) {
    r[pc->a] = Value::small_int(n);
    return Action::Next;
  }
  vm.deferred = false;
  return call_twin(vm, "length", &r[pc->b], 1, Cont::Store);
}

// ---------------------------------------------------------------- match
SLOW_OP(MATCH_SEQUENCE) {
  r[pc->a] = Value::boolean(type_matches_flag(vm, type_of(vm, r[pc->b]), kTypeSequence));
  return Action::Next;
}
SLOW_OP(MATCH_MAPPING) {
  r[pc->a] = Value::boolean(type_matches_flag(vm, type_of(vm, r[pc->b]), kTypeMapping));
  return Action::Next;
}
SLOW_OP(MATCH_KEYS) {
  Tuple* keys = r[pc->c].as<Tuple>();
  if (Dict* d = get_if<Dict>(r[pc->b])) {
    Tuple* out = tuple_new(vm, keys->length());
    if (out == nullptr) return Action::Error;
    bool plain = true;
    for (u32 i = 0; i < keys->length() && plain; i++) {
      DictEntry* e = nullptr;
      Tri t = dict_find(vm, d, keys->items[i], &e);
      if (t == Tri::Error) return Action::Error;
      if (t == Tri::Defer)
        plain = false;
      else if (t == Tri::False) {
        r[pc->a] = Value::none();
        return Action::Next;
      } else {
        out->items[i] = e->value;
      }
    }
    if (plain) {
      // Duplicate keys are found by the twin, whatever the mapping.
      bool distinct = true;
      for (u32 i = 0; i < keys->length() && distinct; i++) {
        for (u32 j = 0; j < i; j++) distinct = distinct && equal(vm, keys->items[i], keys->items[j]) == Tri::False;
      }
      if (distinct) {
        r[pc->a] = Value::cell(out);
        return Action::Next;
      }
    }
    vm.deferred = false;
  }
  Value args[2] = {r[pc->b], r[pc->c]};
  return call_twin(vm, "match_keys", args, 2, Cont::Store);
}
SLOW_OP(MATCH_REST) {
  Value args[2] = {r[pc->b], r[pc->c]};
  return call_twin(vm, "match_rest", args, 2, Cont::Store);
}
// The values of a class pattern whose class and subject run no code of their own: a tuple, None, or Undef: the twin's turn.
Value match_class_plainly(Vm& vm, const Value* at, u32 count) {
  Value subject = at[0];
  Type* cls = get_if<Type>(at[1]);
  const Tuple* keywords = get_if<Tuple>(at[2]);
  constexpr u32 kMost = 16;
  if (cls == nullptr || keywords == nullptr || (cls->meta != nullptr && cls->meta != &kType_type) || count + keywords->length() > kMost) return Value::undef();
  Type* type = type_of(vm, subject);
  if (!is_subtype(type, cls)) {
    const bool plain = type_lookup(vm, type, names::op_class) == type_own_attribute(&kType_object, names::op_class);
    return plain ? Value::none() : Value::undef();
  }
  const Tuple* positional = count == 0 ? &kEmptyTuple : get_if<Tuple>(type_lookup(vm, cls, names::op_match_args));
  if (positional == nullptr || positional->length() < count) return Value::undef();
  u64 found[kMost];
  Str* seen[kMost];
  for (u32 i = 0; i < count + keywords->length(); i++) {
    Str* name = get_if<Str>(i < count ? positional->items[i] : keywords->items[i - count]);
    if (name == nullptr) return Value::undef();
    for (u32 j = 0; j < i; j++) {
      if (str_equal(seen[j], name)) return Value::undef();
    }
    seen[i] = name;
    Value v = attribute_or_undef(vm, subject, name);
    if (v.is_undef()) return Value::none();
    if (!v.ok()) {  // properties and the like: from the start again
      vm.deferred = false;
      if (vm.stop == StopReason::None) vm.exception = Value::undef();
      return v.is_error() && vm.stop != StopReason::None ? v : Value::undef();
    }
    vm.heap.keep(v);
    found[i] = v.bits();
  }
  Tuple* values = tuple_from(vm, reinterpret_cast<const Value*>(found), count + keywords->length());
  return values == nullptr ? Value::error() : Value::cell(values);
}

SLOW_OP(MATCH_CLASS) {
  Value plain = match_class_plainly(vm, r + pc->b, pc->c);
  if (plain.is_error()) return Action::Error;
  if (!plain.is_undef()) {
    r[pc->a] = plain;
    return Action::Next;
  }
  Value args[4] = {r[pc->b], r[pc->b + 1], Value::small_int(pc->c), r[pc->b + 2]};
  return call_twin(vm, "match_class", args, 4, Cont::Store);
}

// ---------------------------------------------------------------- functions, calls
SLOW_OP(MAKE_FUNCTION) {
  Code* code = frame->code->code->consts[pc->wide].code;
  return store_cell(vm, r, pc->a, function_new(vm, vm.code_instance(code), frame->function->globals));
}
SLOW_OP(SET_FUNCTION) {
  auto* f = r[pc->a].as<Function>();
  Value v = r[pc->b];
  switch (static_cast<FunctionPart>(pc->c)) {
    case FunctionPart::Defaults: f->defaults = v.as<Tuple>(); return Action::Next;
    case FunctionPart::KwDefaults: f->kwdefaults = v.as<Dict>(); return Action::Next;
    case FunctionPart::Closure: f->closure = v.as<Tuple>(); return Action::Next;
    case FunctionPart::Annotate:
    case FunctionPart::TypeParams: {
      if (f->extras == nullptr) f->extras = dict_new(vm);
      if (f->extras == nullptr) return Action::Error;
      Str* key = static_cast<FunctionPart>(pc->c) == FunctionPart::Annotate ? names::op_annotate : names::op_type_params;
      return dict_set_str(vm, f->extras, key, v) ? Action::Next : Action::Error;
    }
  }
  return Action::Next;
}
SLOW_OP(CALL) { return call_value(vm, r[pc->a], r + pc->a + 1, pc->b, keyword_names(frame, pc), Cont::Store); }
SLOW_OP(CALL_METHOD) {
  u32 a = pc->a;
  Tuple* names = keyword_names(frame, pc);
  if (r[a + 1].is_undef()) return call_value(vm, r[a], r + a + 2, pc->b, names, Cont::Store);
  return call_value(vm, r[a], r + a + 1, pc->b + 1u, names, Cont::Store);
}
SLOW_OP(CALL_EX) {
  Value kwargs = r[pc->a + 2];
  return call_ex(vm, r[pc->a], r[pc->a + 1].as<Tuple>(), kwargs.is_none() ? nullptr : kwargs.as<Dict>(), Cont::Store);
}
SLOW_OP(LOAD_BUILD_CLASS) {
  if (!vm.twins_loaded) return load_twins(vm);
  Function* f = twin(vm, "build_class");
  if (f == nullptr) {
    raise(vm, kType_SystemError, "missing twin build_class");
    return Action::Error;
  }
  r[pc->a] = Value::cell(f);
  return Action::Next;
}
SLOW_OP(LOAD_SEALED) {
  Value v = sealed_builtin(vm, name_at(frame, pc->wide));
  if (v.is_undef()) return raise_name(vm, name_at(frame, pc->wide), false);
  r[pc->a] = v;
  return Action::Next;
}
SLOW_OP(INTRINSIC) {
#define X(name, n) "intrinsic_" #name,
  static const char* const kTwins[] = {MONTY_INTRINSICS(X)};
#undef X
#define X(name, n) n,
  static const u8 kArgs[] = {MONTY_INTRINSICS(X)};
#undef X
  if (static_cast<Intrinsic>(pc->c) == Intrinsic::SetupAnnotations) {
    Value locals = locals_of(frame);
    if (Dict* d = get_if<Dict>(locals)) {
      if (dict_find_str(d, names::op_annotations) == nullptr) {
        Dict* fresh = dict_new(vm);
        if (fresh == nullptr || !dict_set_str(vm, d, names::op_annotations, Value::cell(fresh))) return Action::Error;
      }
    }
    r[pc->a] = Value::none();
    return Action::Next;
  }
  return call_twin(vm, kTwins[pc->c], r + pc->b, kArgs[pc->c], Cont::Store);
}

// ---------------------------------------------------------------- generators
SLOW_OP(GET_YIELD_FROM_ITER) {
  Value v = r[pc->b];
  if (Generator* g = get_if<Generator>(v)) {
    Generator* self = frame->generator;
    if ((g->code->code->flags & kCodeCoroutine) && (frame->code->code->flags & kCodeCoroutine) == 0 && (self == nullptr || !is_iterable_coroutine(self))) {
      raise_type_error(vm, "cannot 'yield from' a coroutine object in a non-coroutine generator");
      return Action::Error;
    }
    r[pc->a] = v;
    return Action::Next;
  }
  return slow_GET_ITER(vm, frame, pc, r);
}
SLOW_OP(GET_AWAITABLE) {
  Value v = r[pc->b];
  if (Generator* g = get_if<Generator>(v)) {
    if ((g->code->code->flags & kCodeCoroutine) != 0 || is_iterable_coroutine(g)) {
      if (g->state == Generator::State::Suspended && g->frame != nullptr && static_cast<Op>(g->frame->pc->op) == Op::YIELD_FROM) {
        raise(vm, kType_RuntimeError, "coroutine is being awaited already");
        return Action::Error;
      }
      r[pc->a] = v;
      return Action::Next;
    }
  }
  if (is<AsyncGenStep>(v)) {
    r[pc->a] = v;
    return Action::Next;
  }
  Value method = type_lookup_special(vm, v, names::op_await);
  if (method.is_undef()) {
    if (pc->c == 1)
      raise_type_error(vm, "'async with' received an object from __aenter__ that does not implement __await__: %T", v);
    else if (pc->c == 2)
      raise_type_error(vm, "'async with' received an object from __aexit__ that does not implement __await__: %T", v);
    else
      raise_type_error(vm, "'%T' object can't be awaited", v);
    return Action::Error;
  }
  // What a generator function gives is an iterator, and needs no look.
  if (Function* f = get_if<Function>(method); f != nullptr && (f->code->code->flags & kCodeGenerator) != 0)
    return call_function(vm, f, nullptr, 0, nullptr, nullptr, Cont::Store, v);
  return call_twin(vm, "get_awaitable", &v, 1, Cont::Store);
}
SLOW_OP(GET_AITER) { return call_twin(vm, "get_aiter", &r[pc->b], 1, Cont::Store); }
SLOW_OP(GET_ANEXT) {
  Value v = r[pc->b];
  if (Generator* g = get_if<Generator>(v); g != nullptr && (g->code->code->flags & kCodeAsyncGenerator)) {
    auto* step = vm.heap.make<AsyncGenStep>();
    if (step == nullptr) {
      raise_memory_error(vm);
      return Action::Error;
    }
    step->generator = v;
    step->argument = Value::none();
    step->state = 0;
    r[pc->a] = Value::cell(step);
    return Action::Next;
  }
  return call_twin(vm, "get_anext", &v, 1, Cont::Store);
}

// ---------------------------------------------------------------- exceptions
SLOW_OP(RAISE) {
  Value e = r[pc->a];
  bool has_cause = pc->b == 1;
  if (Exception* x = get_if<Exception>(e); x != nullptr && !has_cause) {
    vm.exception = e;
    return Action::Error;
  }
  if (Type* t = get_if<Type>(e); t != nullptr && !has_cause && t->immortal() && (t->type_flags & kTypeException)) {
    Exception* made = exception_new(vm, t, &kEmptyTuple);
    if (made == nullptr) return Action::Error;
    vm.exception = Value::cell(made);
    return Action::Error;
  }
  Value args[2] = {e, has_cause ? r[pc->a + 1] : Value::undef()};
  return call_twin(vm, has_cause ? "raise_from" : "raise_one", args, has_cause ? 2 : 1, Cont::Discard);
}
Value current_handled(Vm& vm) {
  Value handled = vm.handled;
  for (Frame* f = vm.frame; handled.is_undef() && f != nullptr; f = f->prev) {
    if (f->generator != nullptr) handled = f->generator->caller_handled;
  }
  return handled;
}
SLOW_OP(RERAISE_CURRENT) {
  Value handled = current_handled(vm);
  if (handled.is_undef() || handled.is_none()) {
    raise(vm, kType_RuntimeError, "No active exception to reraise");
    return Action::Error;
  }
  vm.exception = handled;
  vm.reraising = true;
  return Action::Error;
}
SLOW_OP(EXC_MATCH) {
  Value e = r[pc->b], t = r[pc->c];
  auto is_exception_class = [](Value v) { return is<Type>(v) && (v.as<Type>()->type_flags & kTypeException); };
  bool result = false;
  bool valid = true;
  Type* type = type_of(vm, e);
  if (is_exception_class(t)) {
    result = is_subtype(type, t.as<Type>());
  } else if (Tuple* tuple = get_if<Tuple>(t)) {
    for (u32 i = 0; i < tuple->length(); i++) {
      if (!is_exception_class(tuple->items[i])) {
        valid = false;
        break;
      }
    }
    for (u32 i = 0; valid && i < tuple->length() && !result; i++) result = is_subtype(type, tuple->items[i].as<Type>());
  } else {
    valid = false;
  }
  if (!valid) {
    raise_type_error(vm, "catching classes that do not inherit from BaseException is not allowed");
    return Action::Error;
  }
  r[pc->a] = Value::boolean(result);
  return Action::Next;
}
SLOW_OP(EXC_GROUP_MATCH) {
  Value args[2] = {r[pc->b], r[pc->c]};
  return call_twin(vm, "exception_group_match", args, 2, Cont::StorePair);
}
SLOW_OP(EXC_GROUP_JOIN) {
  Value args[2] = {r[pc->b], r[pc->c]};
  return call_twin(vm, "exception_group_join", args, 2, Cont::Store);
}

// ---------------------------------------------------------------- modules
SLOW_OP(IMPORT_NAME) { return import_name(vm, frame, name_at(frame, pc->c), r[pc->b], r[pc->b + 1], Cont::Store); }
SLOW_OP(IMPORT_FROM) {
  Value args[2] = {r[pc->b], Value::cell(name_at(frame, pc->c))};
  if (Module* m = get_if<Module>(r[pc->b])) {
    if (DictEntry* e = dict_find_str(m->dict, args[1].as<Str>())) {
      r[pc->a] = e->value;
      return Action::Next;
    }
    if ((m->dict->flags & Dict::kOnDemand) != 0 && is_on_demand(vm, m->dict, args[1].as<Str>()))
      return load_attr(vm, frame, r[pc->b], args[1].as<Str>(), Cont::Store);
  }
  return call_twin(vm, "import_from", args, 2, Cont::Store);
}
SLOW_OP(IMPORT_STAR) {
  Value args[2] = {r[pc->a], locals_of(frame)};
  return call_twin(vm, "import_star", args, 2, Cont::Discard);
}

SLOW_OP(BAD) {
  raise(vm, kType_SystemError, "instruction %d has no slow path", static_cast<int>(pc->op));
  return Action::Error;
}

struct Row {
  Op op;
  SlowFn fn;
};
constexpr Row kRows[] = {
#define ROW(name) {Op::name, slow_##name},
    ROW(LOAD_GLOBAL) ROW(STORE_GLOBAL) ROW(DELETE_GLOBAL) ROW(LOAD_NAME) ROW(STORE_NAME) ROW(DELETE_NAME) ROW(LOAD_FROM_MAP_OR_GLOBAL)
        ROW(LOAD_FROM_MAP_OR_CELL) ROW(CHECK_LOCAL) ROW(MAKE_CELL) ROW(LOAD_CELL) ROW(DELETE_CELL) ROW(LOAD_FREE) ROW(DELETE_FREE) ROW(JUMP_BACK)
            ROW(DELETE_ATTR) ROW(LOAD_SUPER_ATTR) ROW(LOAD_SPECIAL) ROW(BUILD_LIST) ROW(BUILD_TUPLE) ROW(BUILD_SET) ROW(BUILD_MAP) ROW(BUILD_STRING)
                ROW(BUILD_SLICE) ROW(BUILD_TEMPLATE) ROW(BUILD_INTERPOLATION) ROW(LIST_APPEND) ROW(LIST_EXTEND) ROW(LIST_TO_TUPLE) ROW(SET_ADD) ROW(SET_UPDATE)
                    ROW(MAP_ADD) ROW(DICT_UPDATE) ROW(DICT_MERGE) ROW(CONVERT) ROW(FORMAT) ROW(FORMAT_SPEC){Op::UNPACK_SEQUENCE, slow_UNPACK},
    {Op::UNPACK_EX, slow_UNPACK},
    ROW(GET_ITER) ROW(CLOSE_ITER) ROW(GET_LEN) ROW(MATCH_SEQUENCE) ROW(MATCH_MAPPING) ROW(MATCH_KEYS) ROW(MATCH_REST) ROW(MATCH_CLASS) ROW(MAKE_FUNCTION)
        ROW(SET_FUNCTION) ROW(CALL) ROW(CALL_METHOD) ROW(CALL_EX) ROW(LOAD_BUILD_CLASS) ROW(LOAD_SEALED) ROW(INTRINSIC) ROW(GET_YIELD_FROM_ITER)
            ROW(GET_AWAITABLE) ROW(GET_AITER) ROW(GET_ANEXT) ROW(RAISE) ROW(RERAISE_CURRENT) ROW(EXC_MATCH) ROW(EXC_GROUP_MATCH) ROW(EXC_GROUP_JOIN)
                ROW(IMPORT_NAME) ROW(IMPORT_FROM) ROW(IMPORT_STAR)
#undef ROW
};
struct Table {
  SlowFn fn[static_cast<usize>(Op::AllCount)];
};
constexpr Table make_table() {
  Table t{};
  for (auto& f : t.fn) f = slow_BAD;
  for (const Row& row : kRows) t.fn[static_cast<usize>(row.op)] = row.fn;
  // A quickened instruction falls back to the slow path of the generic one.
#define MONTY_OP(name, a, b, c, ext, doc)
#define MONTY_QUICK_OP(name, generic, ext, doc) t.fn[static_cast<usize>(Op::name)] = t.fn[static_cast<usize>(Op::generic)];
#include "code/opcodes.def"
  return t;
}
constexpr Table kTable = make_table();

}  // namespace

Action slow_op(Vm& vm, Frame* frame) {
  vm.heap.begin_native();
  return kTable.fn[frame->pc->op](vm, frame, frame->pc, frame->registers());
}

// deliver() of Cont::Unpack: the twin made a list of the iterable.
Action unpack_list(Vm& vm, Frame* frame, List* items) { return unpack_items(vm, items->items, items->length(), frame->registers(), frame->pc); }

}  // namespace monty
