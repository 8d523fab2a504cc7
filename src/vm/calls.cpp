// SPDX-License-Identifier: MIT
// Calls: of Python functions (binding of arguments, PEP 3102, PEP 570), natives, methods, classes and instances.
#include "native/bind.h"
#include "object/on_demand.h"
#include "object/type.h"
#include "vm/interp.h"
#include "vm/modules.h"

namespace monty {

namespace {

Str* name_of_function(Vm& vm, Function* f) {
  if (f->extras != nullptr) {
    if (DictEntry* e = dict_find_str(f->extras, names::op_qualname); e != nullptr && is<Str>(e->value)) return e->value.as<Str>();
  }
  return f->code->code->qualname_value;
}

// "'a', 'b', and 'c'" of missing parameter names, in CPython's wording.
Value raise_missing(Vm& vm, Function* f, Str* const* missing, u32 n, const char* kind) {
  StrBuilder out(vm);
  for (u32 i = 0; i < n; i++) {
    if (i > 0) MONTY_TRY(out.append(n == 2 ? " and " : i + 1 == n ? ", and " : ", "));
    MONTY_TRY(out.append("'"));
    MONTY_TRY(out.append(missing[i]));
    MONTY_TRY(out.append("'"));
  }
  Str* list = out.finish();
  MONTY_TRY(list);
  return raise_type_error(vm, "%S() missing %d required %s argument%s: %S", name_of_function(vm, f), static_cast<int>(n), kind, n == 1 ? "" : "s", list);
}

Value raise_too_many(Vm& vm, Function* f, u32 given, u32 kwonly_given) {
  const Code& c = *f->code->code;
  u32 defaults = f->defaults == nullptr ? 0 : f->defaults->length();
  char takes[64], was[80];
  bool plural = c.argcount != 1;
  if (defaults > 0) {
    std::snprintf(takes, sizeof takes, "from %u to %u", c.argcount - defaults, c.argcount);
    plural = true;
  } else {
    std::snprintf(takes, sizeof takes, "%u", c.argcount);
  }
  if (kwonly_given > 0)
    std::snprintf(was, sizeof was, "%u positional argument%s (and %u keyword-only argument%s) were", given, given == 1 ? "" : "s", kwonly_given,
                  kwonly_given == 1 ? "" : "s");
  else
    std::snprintf(was, sizeof was, "%u %s", given, given == 1 ? "was" : "were");
  return raise_type_error(vm, "%S() takes %s positional argument%s but %s given", name_of_function(vm, f), takes, plural ? "s" : "", was);
}

// Fills the parameter registers `r` (all Undef before). False: TypeError.
bool bind_python(Vm& vm, Function* f, const Value* args, u32 npos, Value self, Tuple* kwnames, const Value* kwvalues, Value* r) {
  const Code& c = *f->code->code;
  const u32 total = u32{c.argcount} + c.kwonlyargcount;
  const bool varargs = (c.flags & kCodeVarargs) != 0, varkw = (c.flags & kCodeVarkw) != 0;
  const u32 has_self = self.is_undef() ? 0 : 1;
  const u32 given = npos + has_self;
  auto arg = [&](u32 i) { return has_self ? (i == 0 ? self : args[i - 1]) : args[i]; };

  u32 n = given < c.argcount ? given : c.argcount;
  for (u32 i = 0; i < n; i++) r[i] = arg(i);
  if (varargs) {
    Tuple* rest = &kEmptyTuple;
    if (given > c.argcount) {
      rest = tuple_new(vm, given - c.argcount);
      if (rest == nullptr) return false;
      for (u32 i = c.argcount; i < given; i++) rest->items[i - c.argcount] = arg(i);
    }
    r[total] = Value::cell(rest);
  }
  Dict* kwargs = nullptr;
  if (varkw) {
    kwargs = dict_new(vm);
    if (kwargs == nullptr) return false;
    r[total + varargs] = Value::cell(kwargs);
  }
  u32 nkw = kwnames == nullptr ? 0 : kwnames->length();
  u32 kwonly_given = 0;
  for (u32 i = 0; i < nkw; i++) {
    if (!is<Str>(kwnames->items[i])) {
      raise_type_error(vm, "%S() keywords must be strings", name_of_function(vm, f));
      return false;
    }
    Str* name = kwnames->items[i].as<Str>();
    u32 slot = total;
    for (u32 j = c.posonlyargcount; j < total && slot == total; j++) {
      if (c.varname_values[j] == name) slot = j;
    }
    for (u32 j = c.posonlyargcount; j < total && slot == total; j++) {
      if (str_equal(c.varname_values[j], name)) slot = j;
    }
    if (slot == total) {
      if (varkw) {
        if (!dict_set_str(vm, kwargs, name, kwvalues[i])) return false;
        continue;
      }
      // A positional-only name passed by keyword has a message of its own.
      for (u32 j = 0; j < c.posonlyargcount; j++) {
        if (str_equal(c.varname_values[j], name)) {
          StrBuilder list(vm);
          bool first = true;
          for (u32 p = 0; p < c.posonlyargcount; p++) {
            for (u32 q = 0; q < nkw; q++) {
              if (!is<Str>(kwnames->items[q]) || !str_equal(kwnames->items[q].as<Str>(), c.varname_values[p])) continue;
              if (!first && !list.append(", ")) return false;
              first = false;
              if (!list.append(c.varname_values[p])) return false;
            }
          }
          Str* text = list.finish();
          if (text != nullptr) raise_type_error(vm, "%S() got some positional-only arguments passed as keyword arguments: '%S'", name_of_function(vm, f), text);
          return false;
        }
      }
      if (Str* near = nearest_name(c.varname_values + c.posonlyargcount, total - c.posonlyargcount, name)) {
        raise_type_error(vm, "%S() got an unexpected keyword argument '%S'. Did you mean '%S'?", name_of_function(vm, f), name, near);
        return false;
      }
      raise_type_error(vm, "%S() got an unexpected keyword argument '%S'", name_of_function(vm, f), name);
      return false;
    }
    if (!r[slot].is_undef()) {
      raise_type_error(vm, "%S() got multiple values for argument '%S'", name_of_function(vm, f), name);
      return false;
    }
    r[slot] = kwvalues[i];
    if (slot >= c.argcount) kwonly_given++;
  }
  if (given > c.argcount && !varargs) {
    raise_too_many(vm, f, given, kwonly_given);
    return false;
  }
  if (given < c.argcount) {
    u32 defaults = f->defaults == nullptr ? 0 : f->defaults->length();
    u32 first_default = defaults > c.argcount ? 0 : c.argcount - defaults;
    Str* missing[256];
    u32 count = 0;
    for (u32 i = n; i < c.argcount; i++) {
      if (!r[i].is_undef()) continue;
      if (i >= first_default)
        r[i] = f->defaults->items[i - first_default + (defaults > c.argcount ? defaults - c.argcount : 0)];
      else if (count < 256)
        missing[count++] = c.varname_values[i];
    }
    if (count > 0) {
      raise_missing(vm, f, missing, count, "positional");
      return false;
    }
  }
  if (c.kwonlyargcount > 0) {
    Str* missing[256];
    u32 count = 0;
    for (u32 i = c.argcount; i < total; i++) {
      if (!r[i].is_undef()) continue;
      DictEntry* e = f->kwdefaults == nullptr ? nullptr : dict_find_str(f->kwdefaults, c.varname_values[i]);
      if (e != nullptr)
        r[i] = e->value;
      else if (count < 256)
        missing[count++] = c.varname_values[i];
    }
    if (count > 0) {
      raise_missing(vm, f, missing, count, "keyword-only");
      return false;
    }
  }
  return true;
}

// A keyword's parameter register by its very name object, which is nearly always the same one: first the parameter after
// the last keyword's, as callers like the order of the declaration. `total`: not found so.
u32 keyword_register(const Code& c, u32 total, Str* name, u32 guess) {
  if (guess >= c.posonlyargcount && guess < total && c.varname_values[guess] == name) return guess;
  for (u32 j = c.posonlyargcount; j < total; j++) {
    if (c.varname_values[j] == name) return j;
  }
  return total;
}

bool is_parameter(const Code& c, u32 total, Str* name) {
  for (u32 j = 0; j < total; j++) {
    if (str_equal(c.varname_values[j], name)) return true;
  }
  return false;
}

// Gives the parameters that no argument reached their defaults. False: one has none.
bool fill_defaults(Function* f, const Code& c, u32 first, u32 total, Value* r) {
  const u32 defaults = f->defaults == nullptr ? 0 : f->defaults->length();
  if (MONTY_UNLIKELY(defaults > c.argcount)) return false;
  const u32 plain = c.argcount - defaults;  // parameters without a default
  for (u32 i = first; i < c.argcount; i++) {
    if (!r[i].is_undef()) continue;
    if (i < plain) return false;
    r[i] = f->defaults->items[i - plain];
  }
  for (u32 i = c.argcount; i < total; i++) {
    if (!r[i].is_undef()) continue;
    Dict* d = f->kwdefaults;
    if (d == nullptr) return false;
    Str* name = c.varname_values[i];
    const u32 guess = i - c.argcount;  // where a function whose every keyword-only parameter has a default keeps it
    DictEntry* e = guess < d->fill && d->entries[guess].key == Value::cell(name) ? d->entries + guess : dict_find_str(d, name);
    if (e == nullptr) return false;
    r[i] = e->value;
  }
  return true;
}

// Keywords that are not parameters' go to **kwargs. `extra`: how many there are.
bool collect_keywords(Vm& vm, const Code& c, u32 total, Tuple* kwnames, const Value* kwvalues, u32 extra, Value* r) {
  Dict* d = dict_new(vm, extra);
  if (d == nullptr) return false;
  for (u32 i = 0, guess = c.posonlyargcount; extra > 0; i++) {
    Str* name = kwnames->items[i].as<Str>();
    u32 at = keyword_register(c, total, name, guess);
    guess = at + 1;
    if (at < total) continue;
    if (!dict_set_str(vm, d, name, kwvalues[i])) return false;
    extra--;
  }
  r[total + ((c.flags & kCodeVarargs) != 0)] = Value::cell(d);
  return true;
}

enum class Bound : u8 { Yes, No, Error };

// The cases of bind_python that end well, without a look back: the registers need not be cleared before and lie beyond the
// frames, where the collector does not look (the arguments stay where they are meanwhile).
Bound bind_quick(Vm& vm, Function* f, const Value* args, u32 npos, Value self, Tuple* kwnames, const Value* kwvalues, Value* r) {
  const Code& c = *f->code->code;
  const u32 total = u32{c.argcount} + c.kwonlyargcount, nregs = f->code->nregs;
  const bool varargs = (c.flags & kCodeVarargs) != 0, varkw = (c.flags & kCodeVarkw) != 0;
  const u32 has_self = self.is_undef() ? 0 : 1, n = npos + has_self;
  const u32 direct = n < c.argcount ? n : c.argcount;
  if ((n > direct && !varargs) || has_self > direct) return Bound::No;
  if (has_self) r[0] = self;
  for (u32 i = has_self; i < direct; i++) r[i] = args[i - has_self];
  for (u32 i = direct; i < nregs; i++) r[i] = Value::undef();
  u32 extra = 0;
  const u32 nkw = kwnames == nullptr ? 0 : kwnames->length();
  for (u32 i = 0, guess = direct; i < nkw; i++) {
    if (!is<Str>(kwnames->items[i])) return Bound::No;
    Str* name = kwnames->items[i].as<Str>();
    u32 at = keyword_register(c, total, name, guess);
    if (at == total) {
      if (!varkw || is_parameter(c, total, name)) return Bound::No;
      extra++;
    } else if (r[at].is_undef()) {
      r[at] = kwvalues[i];
      guess = at + 1;
    } else {
      return Bound::No;
    }
  }
  if (direct < total && !fill_defaults(f, c, direct, total, r)) return Bound::No;
  if (varargs) {
    Tuple* rest = n > direct ? tuple_from(vm, args + (direct - has_self), n - direct) : &kEmptyTuple;
    if (rest == nullptr) return Bound::Error;
    r[total] = Value::cell(rest);
  }
  return !varkw || collect_keywords(vm, c, total, kwnames, kwvalues, extra, r) ? Bound::Yes : Bound::Error;
}

}  // namespace

// The same for a generator function: the arguments go straight into the frame of the new generator, the call's result.
static Action make_generator(Vm& vm, Function* function, const Value* args, u32 n, Tuple* kwnames) {
  Frame* frame;
  vm.heap.begin_native();
  Generator* g = generator_reserve(vm, function, function->code, &frame);
  if (g == nullptr) return Action::Error;
  Bound bound = bind_quick(vm, function, args, n, Value::undef(), kwnames, args + n, frame->registers());
  if (MONTY_UNLIKELY(bound != Bound::Yes)) return bound == Bound::No ? Action::Next : Action::Error;
  vm.meter.fuel() -= 8;
  frame->code = function->code;
  frame->function = function;
  frame->meta = function->code->frame_meta;
  frame->locals = Value::undef();
  start_generator(g, frame);
  Frame* caller = vm.frame;
  caller->registers()[caller->pc->a] = Value::cell(g);
  caller->pc = after(caller->pc);
  return Action::Reload;
}

Action enter_bound(Vm& vm, Function* function, const Value* args, u32 n, Tuple* kwnames, Cont cont) {
  CodeInstance* code = function->code;
  if (!code->warm) return Action::Next;
  if ((code->code->flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) != 0)
    return cont == Cont::Call && vm.meter.fuel() >= 8 ? make_generator(vm, function, args, n, kwnames) : Action::Next;
  Frame* caller = vm.frame;
  auto* frame = reinterpret_cast<Frame*>(vm.sp);
  if (static_cast<usize>(vm.stack_end - vm.sp) < code->frame_bytes || caller->depth >= vm.depth_ceiling) return Action::Next;
  vm.heap.begin_native();
  Bound bound = bind_quick(vm, function, args, n, Value::undef(), kwnames, args + n, frame->registers());
  if (MONTY_UNLIKELY(bound != Bound::Yes)) return bound == Bound::No ? Action::Next : Action::Error;
  if (MONTY_UNLIKELY((vm.meter.fuel() -= 8) < 0)) return Action::Next;
  vm.sp += code->frame_bytes;
  frame->prev = caller;
  frame->pc = code->instrs;
  frame->code = code;
  frame->function = function;
  frame->meta = (u64{caller->depth} << 32) + code->frame_meta + static_cast<u64>(cont);
  frame->locals = Value::undef();
  frame->generator = nullptr;
  vm.frame = frame;
  return Action::Reload;
}

Action call_function(Vm& vm, Function* function, const Value* args, u32 npos, Tuple* kwnames, const Value* kwvalues, Cont cont, Value self) {
  CodeInstance* code = function->code;
  Frame* caller = vm.frame;
  Frame* frame = push_frame(vm, function, code, cont);
  if (frame == nullptr) return Action::Error;
  const u32 has_self = self.is_undef() ? 0 : 1;
  if (MONTY_LIKELY(code->simple_argc == npos + has_self && kwnames == nullptr)) {
    Value* r = frame->registers();
    if (has_self) r[0] = self;
    for (u32 i = 0; i < npos; i++) r[i + has_self] = args[i];
    return Action::Reload;
  }
  Bound bound = bind_quick(vm, function, args, npos, self, kwnames, kwvalues, frame->registers());
  if (bound == Bound::No) {
    Value* r = frame->registers();
    for (u32 i = 0; i < code->nregs; i++) r[i] = Value::undef();
    bound = bind_python(vm, function, args, npos, self, kwnames, kwvalues, r) ? Bound::Yes : Bound::Error;
  }
  if (bound == Bound::Error) {
    pop_frame(vm, frame);
    return Action::Error;
  }
  if (MONTY_UNLIKELY((code->code->flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) != 0)) {
    Generator* g = generator_new(vm, function, code);  // takes the registers of the frame on top
    pop_frame(vm, frame);
    if (g == nullptr) return Action::Error;
    return deliver(vm, caller, Value::cell(g), cont, 0);
  }
  return Action::Reload;
}

Action call_twin(Vm& vm, const char* name, const Value* args, u32 n, Cont cont) {
  if (MONTY_UNLIKELY(!vm.twins_loaded)) return load_twins(vm);
  Function* f = twin(vm, name);
  if (f == nullptr) {
    raise(vm, kType_SystemError, "missing twin %s", name);
    return Action::Error;
  }
  return call_function(vm, f, args, n, nullptr, nullptr, cont);
}

namespace {

Function* twin_of(Vm& vm, NativeFunction* native);
Action convert_and_call(Vm& vm, NativeFunction* native, const Value* args, u32 npos, Tuple* kwnames, Cont cont, Value self);

Action finish_native(Vm& vm, NativeFunction* native, Value result, const Value* args, u32 npos, Tuple* kwnames, Cont cont, Value self) {
  if (MONTY_LIKELY(result.ok())) return deliver(vm, vm.frame, result, cont, 0);
  if (result.is_error()) return Action::Error;
  if (result.is_request()) return run_request(vm, cont);
  vm.deferred = false;
  if (cont == Cont::Store && kwnames == nullptr && self.is_undef()) {
    Action action;
    if (gather(vm, native, args, npos, &action)) return action;
  }
  if (MONTY_UNLIKELY(!vm.twins_loaded)) return load_twins(vm);
  Function* f = twin_of(vm, native);
  if (f == nullptr) return convert_and_call(vm, native, args, npos, kwnames, cont, self);
  return call_function(vm, f, args, npos, kwnames, args + npos, cont, self);
}

// A native without a twin of its own: the generic one makes builtin objects of the arguments and calls it again.
Action convert_and_call(Vm& vm, NativeFunction* native, const Value* args, u32 npos, Tuple* kwnames, Cont cont, Value self) {
  const u32 first = self.is_undef() ? 0 : 1;
  Tuple* positional = tuple_new(vm, npos + first);
  Dict* keywords = positional == nullptr ? nullptr : dict_new(vm);
  if (keywords == nullptr) return Action::Error;
  if (first) positional->items[0] = self;
  for (u32 i = 0; i < npos; i++) positional->items[first + i] = args[i];
  for (u32 i = 0; kwnames != nullptr && i < kwnames->length(); i++) {
    if (!dict_set_str(vm, keywords, kwnames->items[i].as<Str>(), args[npos + i])) return Action::Error;
  }
  const Signature& sig = *native->signature;
  bool truths = false;  // does any parameter want a truth value?
  for (u32 i = 0; i < sig.count; i++) truths = truths || sig.parameters[i].convert == Convert::Bool;
  const Value parts[5] = {Value::cell(native), Value::boolean(native->owner != nullptr), Value::cell(positional), Value::cell(keywords),
                          Value::boolean(truths)};
  return call_twin(vm, "convert_and_call", parts, 5, cont);
}

// The Python function behind a native: found by its qualified name in the twins' namespace.
Function* twin_of(Vm& vm, NativeFunction* native) {
  if (native->twin == nullptr) return nullptr;
  Value v = find_on_demand(vm, vm.twin_globals, native->twin);
  return get_if<Function>(v);
}

}  // namespace

Action finish_native_call(Vm& vm, NativeFunction* native, Value result, const Value* args, u32 n) {
  return finish_native(vm, native, result, args, n, nullptr, Cont::Store, Value::undef());
}

Action call_native(Vm& vm, NativeFunction* native, const Value* args, u32 npos, Tuple* kwnames, Cont cont, Value self) {
  vm.heap.begin_native();
  const Signature& sig = *native->signature;
  if (MONTY_UNLIKELY(native->thunk == nullptr)) return finish_native(vm, native, Value::defer(), args, npos, kwnames, cont, self);
  if (MONTY_LIKELY(kwnames == nullptr && !sig.varargs && !sig.varkw)) {
    u32 given = npos + (self.is_undef() ? 0 : 1);
    if (given == sig.count && sig.positional == sig.count && self.is_undef()) {
      Value result = native->thunk(vm, args);
      if (MONTY_LIKELY(result.ok()) && cont == Cont::Store) {
        vm.frame->registers()[vm.frame->pc->a] = result;
        return Action::Next;
      }
      return finish_native(vm, native, result, args, npos, kwnames, cont, self);
    }
  }
  alignas(Value) unsigned char bound_storage[40 * sizeof(Value)], shifted_storage[24 * sizeof(Value)];  // not cleared
  auto* bound = reinterpret_cast<Value*>(bound_storage);
  auto* shifted = reinterpret_cast<Value*>(shifted_storage);
  const Value* all = args;
  u32 n = npos;
  std::unique_ptr<Value[]> heap_copy;
  if (!self.is_undef()) {  // self goes first
    Value* to = shifted;
    u32 total = npos + (kwnames == nullptr ? 0 : kwnames->length());
    if (total + 1 > 24) {
      heap_copy.reset(new Value[total + 1]);
      to = heap_copy.get();
    }
    to[0] = self;
    for (u32 i = 0; i < total; i++) to[i + 1] = args[i];
    all = to;
    n = npos + 1;
  }
  if (!bind_arguments(vm, *native, all, n, kwnames, all + n, bound)) return Action::Error;
  Value result = native->thunk(vm, bound);
  return finish_native(vm, native, result, args, npos, kwnames, cont, self);
}

Action call_value(Vm& vm, Value callable, const Value* args, u32 npos, Tuple* kwnames, Cont cont) {
  if (callable.is_cell()) {
    switch (callable.as_cell()->kind) {
      case Kind::Function: return call_function(vm, callable.as<Function>(), args, npos, kwnames, args + npos, cont);
      case Kind::NativeFunction: return call_native(vm, callable.as<NativeFunction>(), args, npos, kwnames, cont);
      case Kind::BoundMethod: {
        auto* m = callable.as<BoundMethod>();
        if (Function* f = get_if<Function>(m->function)) return call_function(vm, f, args, npos, kwnames, args + npos, cont, m->self);
        if (NativeFunction* f = get_if<NativeFunction>(m->function)) return call_native(vm, f, args, npos, kwnames, cont, m->self);
        u32 total = npos + (kwnames == nullptr ? 0 : kwnames->length());
        std::vector<Value> all(total + 1);
        all[0] = m->self;
        for (u32 i = 0; i < total; i++) all[i + 1] = args[i];
        return call_value(vm, m->function, all.data(), npos + 1, kwnames, cont);
      }
      case Kind::Type: {
        Type* type = callable.as<Type>();
        if (type->meta != &kType_type && type->meta != nullptr) {
          Value call = type_lookup(vm, type->meta, names::op_call);
          if (Function* f = get_if<Function>(call)) return call_function(vm, f, args, npos, kwnames, args + npos, cont, callable);
        }
        if (type->constructor != nullptr) {
          return call_native(vm, const_cast<NativeFunction*>(type->constructor), args, npos, kwnames, cont, callable);
        }
        return construct(vm, type, args, npos, kwnames, cont);
      }
      case Kind::StaticMethod: return call_value(vm, callable.as<StaticMethod>()->function, args, npos, kwnames, cont);
      case Kind::HostFunction: {
        vm.heap.begin_native();
        Value result = vm.hooks.call(vm.hooks.context, vm, callable.as<HostFunction>(), args, npos, kwnames);
        if (result.is_error()) return Action::Error;
        if (result.is_request()) return run_request(vm, cont);
        return deliver(vm, vm.frame, result, cont, 0);
      }
      case Kind::GenericAlias: return call_value(vm, callable.as<GenericAlias>()->origin, args, npos, kwnames, cont);
      default: break;
    }
    // Instances: type(x).__call__(x, ...)
    Value call = type_lookup_special(vm, callable, names::op_call);
    if (!call.is_undef()) {
      if (Function* f = get_if<Function>(call)) return call_function(vm, f, args, npos, kwnames, args + npos, cont, callable);
      if (NativeFunction* f = get_if<NativeFunction>(call)) return call_native(vm, f, args, npos, kwnames, cont, callable);
      Value bound = bind_descriptor(vm, call, callable, type_of(vm, callable));
      if (bound.is_error()) return Action::Error;
      if (!bound.is_defer()) return call_value(vm, bound, args, npos, kwnames, cont);
      // A descriptor of the program's: the twin binds it.
      vm.deferred = false;
      if (MONTY_UNLIKELY(!vm.twins_loaded)) return load_twins(vm);
      u32 total = npos + (kwnames == nullptr ? 0 : kwnames->length());
      std::vector<Value> all(total + 1);
      all[0] = callable;
      for (u32 i = 0; i < total; i++) all[i + 1] = args[i];
      if (Function* f = twin(vm, "call_through")) return call_function(vm, f, all.data(), npos + 1, kwnames, all.data() + npos + 1, cont);
    }
  }
  raise_type_error(vm, "'%T' object is not callable", callable);
  return Action::Error;
}

Action call_ex(Vm& vm, Value callable, Tuple* args, Dict* kwargs, Cont cont) {
  if (kwargs == nullptr || kwargs->used == 0) return call_value(vm, callable, args->items, args->length(), nullptr, cont);
  u32 n = args->length(), nkw = kwargs->used;
  Tuple* names = tuple_new(vm, nkw);
  Tuple* all = names == nullptr ? nullptr : tuple_new(vm, n + nkw);
  if (all == nullptr) return Action::Error;
  vm.heap.keep(Value::cell(all));
  for (u32 i = 0; i < n; i++) all->items[i] = args->items[i];
  u32 j = 0;
  for (u32 i = 0; i < kwargs->fill; i++) {
    if (kwargs->entries[i].key.is_undef()) continue;
    names->items[j] = kwargs->entries[i].key;
    all->items[n + j++] = kwargs->entries[i].value;
  }
  // The values must outlive the binding: a register keeps them.
  vm.request_.args = Value::cell(all);
  vm.request_.kwargs = Value::cell(names);
  return call_value(vm, callable, all->items, n, names, cont);
}

Action run_request(Vm& vm, Cont cont) {
  Request& q = vm.request_;
  switch (q.kind) {
    case Request::Kind::Call: return call_ex(vm, q.callable, q.args.as<Tuple>(), q.kwargs.is_undef() ? nullptr : q.kwargs.as<Dict>(), cont);
    case Request::Kind::Resume:
    case Request::Kind::Throw: {
      Cont how = q.cont == Cont::Store ? Cont::GenNext : q.cont;
      if (how == Cont::GenNext && cont == Cont::YieldFrom) how = Cont::GenYieldFrom;
      if (how == Cont::GenNext && cont == Cont::ForIter) how = Cont::GenForIter;
      auto* g = q.callable.as<Generator>();
      return q.kind == Request::Kind::Throw ? throw_into(vm, g, q.args, how) : resume_generator(vm, g, q.args, how);
    }
    case Request::Kind::Feed: return feed(vm, vm.frame);
    case Request::Kind::RunCode: {
      auto* f = q.callable.as<Function>();
      Frame* frame = push_frame(vm, f, f->code, cont);
      if (frame == nullptr) return forget_unfinished(vm, f), Action::Error;
      frame->locals = q.locals;
      return Action::Reload;
    }
    case Request::Kind::Suspend: return push_external_frame(vm, cont);
    case Request::Kind::Leave: vm.suspended = true; return Action::Exit;
  }
  return Action::Error;
}

bool constructs_plainly(Vm& vm, Type* type) {
  if ((type->type_flags & kTypeHeap) == 0 || (type->type_flags & (kTypeAbstract | kTypeException)) != 0 || type->payload_type != nullptr) return false;
  if (type->constructor != nullptr || (type->meta != &kType_type && type->meta != nullptr)) return false;
  Value make = type_lookup(vm, type, names::op_new);
  return is<NativeFunction>(make) && make.as<NativeFunction>() == object_new_function() && is<Function>(type_lookup(vm, type, names::op_init));
}

// Creates an instance of a class written in Python: __new__, then __init__.
Action construct(Vm& vm, Type* type, const Value* args, u32 npos, Tuple* kwnames, Cont cont) {
  vm.heap.begin_native();
  Value make = type_lookup(vm, type, names::op_new);
  Value init = type_lookup(vm, type, names::op_init);
  bool plain_new = is<NativeFunction>(make) && make.as<NativeFunction>() == object_new_function();
  if (plain_new && cont == Cont::Store) {
    if (type->type_flags & kTypeAbstract) {
      Value refused = raise_abstract(vm, type);
      return refused.is_error() ? Action::Error : Action::Next;
    }
    if (Function* f = get_if<Function>(init)) {
      Value instance = instance_new(vm, type);
      if (instance.is_error()) return Action::Error;
      vm.heap.keep(instance);
      // The arguments are copied before register a is overwritten.
      Frame* caller = vm.frame;
      Action action = call_function(vm, f, args, npos, kwnames, args + npos, Cont::Init, instance);
      if (action != Action::Error) caller->registers()[caller->pc->a] = instance;
      return action;
    }
    if (is<NativeFunction>(init) && init.as<NativeFunction>() == object_init_function()) {
      if (npos > 0 || kwnames != nullptr) {
        raise_type_error(vm, "%N() takes no arguments", type);
        return Action::Error;
      }
      Value instance = instance_new(vm, type);
      if (instance.is_error()) return Action::Error;
      return deliver(vm, vm.frame, instance, cont, 0);
    }
  }
  if (is<NativeFunction>(make) && make == type_own_attribute(&kType_BaseException, names::op_new) && cont == Cont::Store &&
      (type->type_flags & kTypeAbstract) == 0) {
    Function* f = get_if<Function>(init);
    if (f != nullptr || (kwnames == nullptr && init == type_own_attribute(&kType_BaseException, names::op_init))) {
      Tuple* all = tuple_from(vm, args, npos);
      Exception* e = all == nullptr ? nullptr : exception_new(vm, type, all);
      if (e == nullptr) return Action::Error;
      if (f == nullptr) return deliver(vm, vm.frame, Value::cell(e), cont, 0);
      Frame* caller = vm.frame;
      Action action = call_function(vm, f, args, npos, kwnames, args + npos, Cont::Init, Value::cell(e));
      if (action != Action::Error) caller->registers()[caller->pc->a] = Value::cell(e);
      return action;
    }
  }
  // A __new__ in Python beside object's __init__, which does nothing then.
  Function* maker = is<StaticMethod>(make) ? get_if<Function>(make.as<StaticMethod>()->function) : get_if<Function>(make);
  if (maker != nullptr && vm.twins_loaded && cont == Cont::Store && is<NativeFunction>(init) && init.as<NativeFunction>() == object_init_function() &&
      static_cast<Op>(vm.frame->pc->op) == Op::CALL && args == vm.frame->registers() + vm.frame->pc->a + 1)
    return call_function(vm, maker, args, npos, kwnames, args + npos, Cont::Made, Value::cell(type));
  // The general protocol is written in Python: type.__call__'s twin.
  u32 nkw = kwnames == nullptr ? 0 : kwnames->length();
  std::vector<Value> all(npos + nkw + 1);
  all[0] = Value::cell(type);
  for (u32 i = 0; i < npos + nkw; i++) all[i + 1] = args[i];
  if (MONTY_UNLIKELY(!vm.twins_loaded)) return load_twins(vm);
  Function* f = twin(vm, "type_call");
  if (f == nullptr) {
    raise(vm, kType_SystemError, "missing twin type_call");
    return Action::Error;
  }
  return call_function(vm, f, all.data(), npos + 1, kwnames, all.data() + npos + 1, cont);
}

Tuple* keyword_names(Frame* frame, const Instr* pc) {
  if (pc->c == 0) return nullptr;
  return frame->code->consts[reinterpret_cast<const u32*>(pc + 1)[0]].as<Tuple>();
}

// The frame stands at a CALL of the class in register a, whose __new__ has given `value`.
static Action finish_new(Vm& vm, Frame* frame, Value value) {
  Value* at = frame->registers() + frame->pc->a;
  Type* type = get_if<Type>(at[0]);
  if (type == type_of(vm, value)) {
    at[0] = value;
    return Action::Next;
  }
  vm.heap.begin_native();
  vm.heap.keep(value);
  Tuple* given = tuple_from(vm, at + 1, frame->pc->b);
  Dict* named = dict_new(vm);
  Tuple* names = keyword_names(frame, frame->pc);
  if (given == nullptr || named == nullptr) return Action::Error;
  for (u32 i = 0; i < frame->pc->c; i++) {
    if (!dict_set_str(vm, named, names->items[i].as<Str>(), at[1 + frame->pc->b + i])) return Action::Error;
  }
  const Value args[4] = {at[0], value, Value::cell(given), Value::cell(named)};
  return call_twin(vm, "finish_new", args, 4, Cont::Store);
}

Action deliver(Vm& vm, Frame* frame, Value value, Cont cont, u8 stage) {
  const Instr* pc = frame->pc;
  Value* r = frame->registers();
  switch (cont) {
    case Cont::Call:
    case Cont::Store: r[pc->a] = value; return Action::Next;
    case Cont::StoreMethod:
      r[pc->a] = value;
      r[pc->a + 1] = Value::undef();
      return Action::Next;
    case Cont::Discard: return Action::Next;
    case Cont::Retry: return Action::Reload;
    case Cont::Init:
      if (!value.is_none()) {
        raise_type_error(vm, "__init__() should return None, not '%T'", value);
        return Action::Error;
      }
      return Action::Next;
    case Cont::Operator:
      if (value.is_not_implemented()) return binary_slow(vm, frame, stage == 0 ? vm.operator_stage : stage);
      return finish_operator(vm, frame, value);
    case Cont::Truth:
      if (stage == kTruthOfLength) {
        if (value.is_small_int() && value.as_small_int() >= 0) return apply_test(vm, frame, value.bits() != 0);
        return call_twin(vm, "truth_of_length", &value, 1, Cont::Truth);
      }
      if (!value.is_bool()) {
        raise_type_error(vm, "__bool__ should return bool, returned %T", value);
        return Action::Error;
      }
      return apply_test(vm, frame, value.is_true());
    case Cont::Length:
      if (MONTY_LIKELY(value.is_small_int() && value.as_small_int() >= 0)) {
        r[pc->a] = value;
        return Action::Next;
      }
      return call_twin(vm, "checked_length", &value, 1, Cont::Store);
    case Cont::Made: return finish_new(vm, frame, value);
    case Cont::StorePair:
      if (!is<Tuple>(value) || value.as<Tuple>()->length() < 2) return raise(vm, kType_SystemError, "a pair was expected"), Action::Error;
      r[pc->a] = value.as<Tuple>()->items[0];
      r[pc->a + 1] = value.as<Tuple>()->items[1];
      return Action::Next;
    case Cont::Unpack:
      if (!is<List>(value)) return raise(vm, kType_SystemError, "a list was expected"), Action::Error;
      return unpack_list(vm, frame, value.as<List>());
    case Cont::Contains: return test_slow(vm, frame, value);
    case Cont::ForIter: r[pc->a] = value; return Action::Next;
    case Cont::Feed: return feed_value(vm, frame, value);
    case Cont::YieldFrom: return yield_value(vm, frame, value);
    case Cont::GenForIter:
    case Cont::GenNext:
    case Cont::GenYieldFrom:
    case Cont::Gather:
    case Cont::AsyncStep: r[pc->a] = value; return Action::Next;
    case Cont::Entry:
    case Cont::ExitCheck: vm.result = value; return Action::Exit;
  }
  return Action::Error;
}

}  // namespace monty
