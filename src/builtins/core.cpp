// SPDX-License-Identifier: MIT
// What the twins are built on (src/lib/_monty_core.pyi): look-ups and steps without Python code.
#include "natives/_monty_core.h"

#include "natives/builtins.h"
#include "object/module_top.h"
#include "object/native_help.h"
#include "object/on_demand.h"
#include "vm/modules.h"

namespace monty::native {

Tri dict_merge_for_twins(Vm& vm, Dict* to, Value source);  // object/dict_methods.cpp

namespace {
Dict* as_dict(Value v) { return unwrap<Dict>(v); }
u64 bits_of(Value v) {
  i64 n = 0;
  int_to_i64(v, &n);
  return static_cast<u64>(n);
}
}  // namespace

// ---------------------------------------------------------------- classes and attributes
Value monty_core_lookup(Vm& vm, Value cls, Str* name, Value default_) {
  Type* t = get_if<Type>(cls);
  if (t == nullptr) return default_;
  Value v = type_lookup(vm, t, name);
  return v.is_undef() ? default_ : v;
}
Value monty_core_special(Vm& vm, Value obj, Str* name) {
  Type* t = type_of(vm, obj);
  Value v = type_lookup(vm, t, name);
  if (v.is_undef() || v.is_none()) return Value::none();
  if (is<Function>(v)) return bound_method_new(vm, v, obj);
  return bind_or_request(vm, v, obj, t);
}
Value monty_core_find_special(Vm& vm, Value cls, Str* name) {
  MONTY_EXPECT(Type, cls);
  Type* t = cls.as<Type>();
  Value v = type_lookup(vm, t, name);
  if (StaticMethod* s = get_if<StaticMethod>(v)) return s->function;
  if (is<Function>(v)) return v;
  if (v.is_undef()) return Value::none();
  return bind_or_request(vm, v, Value::undef(), t);
}
Value monty_core_native_of(Vm& vm, Value obj, Str* name) { return Value::boolean(is<NativeFunction>(type_lookup_special(vm, obj, name))); }
Value monty_core_same_new(Vm& vm, Value cls) {
  MONTY_EXPECT(Type, cls);
  Value v = type_lookup(vm, cls.as<Type>(), names::op_new);
  return Value::boolean(is<NativeFunction>(v) && v.as<NativeFunction>()->owner == &kType_type);
}
Value monty_core_isa(Vm& vm, Value obj, Value cls) {
  Type* t = get_if<Type>(cls);
  return Value::boolean(t != nullptr && is_subtype(type_of(vm, obj), t));
}
Value monty_core_subtype(Vm&, Value cls, Value other) {
  Type* a = get_if<Type>(cls);
  Type* b = get_if<Type>(other);
  return Value::boolean(a != nullptr && b != nullptr && is_subtype(a, b));
}
Value monty_core_is_exception_type(Vm&, Value obj) { return Value::boolean(is<Type>(obj) && (obj.as<Type>()->type_flags & kTypeException)); }
Value monty_core_type_name(Vm& vm, Value obj) { return cell_or_raise(format_message(vm, "%T", obj)); }
// Are they classes of `type` itself, as they stand?
Value monty_core_plain_bases(Vm&, Value bases) {
  Tuple* t = get_if<Tuple>(bases);
  for (u32 i = 0; t != nullptr && i < t->length(); i++) {
    Type* base = get_if<Type>(t->items[i]);
    if (base == nullptr || (base->meta != nullptr && base->meta != &kType_type)) return Value::boolean(false);
  }
  return Value::boolean(t != nullptr);
}
// The items of a class's namespace that want to be told their names: few do.
Value monty_core_members_to_name(Vm& vm, Value namespace_) {
  Dict* d = as_dict(namespace_);
  if (d == nullptr) return unexpected(vm, namespace_);
  List* found = list_new(vm, 0);
  MONTY_TRY(found);
  for (u32 i = 0; i < d->fill; i++) {
    const DictEntry e = d->entries[i];
    if (e.key.is_undef() || is<Function>(e.value) || is<Str>(e.value)) continue;
    if ((i & 255) == 255 && !vm.meter.tick(256)) return raise_stopped(vm);
    if (type_lookup_special(vm, e.value, names::op_set_name).is_undef()) continue;
    Tuple* pair = tuple_new(vm, 2);
    MONTY_TRY(pair);
    pair->items[0] = e.key;
    pair->items[1] = e.value;
    MONTY_TRY(monty::list_append(vm, found, Value::cell(pair)));
  }
  return Value::cell(found);
}
Value monty_core_type_create(Vm& vm, Value meta, Value name, Value bases, Value namespace_) {
  MONTY_EXPECT(Type, meta);
  Dict* d = as_dict(namespace_);
  Tuple* b = unwrap<Tuple>(bases);
  Str* n = unwrap<Str>(name);
  if (d == nullptr || b == nullptr || n == nullptr) return raise_type_error(vm, "type.__new__() argument 3 must be dict, not %T", namespace_);
  return type_new(vm, meta.as<Type>(), n, b, d);
}
Value monty_core_type_finish(Vm& vm, Value cls) {
  MONTY_EXPECT(Type, cls);
  Type* t = cls.as<Type>();
  if (t->mro == nullptr) return unexpected(vm, cls);
  for (u32 i = 1; i < t->mro->length(); i++) {
    Type* base = t->mro->items[i].as<Type>();
    Value v = type_own_attribute(base, names::op_init_subclass);
    if (v.is_undef()) continue;
    if (is<NativeFunction>(v) && base == &kType_object) return Value::none();
    return bind_or_request(vm, v, Value::undef(), t);
  }
  return Value::none();
}
Value monty_core_type_is_sequence_self(Vm& vm, Value cls) {
  MONTY_EXPECT(Type, cls);
  static Type* const kSelf[] = {&kType_bool, &kType_bytearray, &kType_bytes, &kType_dict, &kType_float, &kType_frozenset,
                                &kType_int,  &kType_list,      &kType_set,   &kType_str,  &kType_tuple};
  for (Type* t : kSelf) {
    if (is_subtype(cls.as<Type>(), t)) return Value::boolean(true);
  }
  return Value::boolean(false);
}
Value monty_core_run_class_body(Vm& vm, Value function, Value namespace_) {
  if (!is<Function>(function)) return raise_type_error(vm, "__build_class__: func must be a function");
  // Most names in a class's code are those it stores.
  constexpr usize kMost = 256;
  Dict* d = get_if<Dict>(namespace_);
  if (d != nullptr && d->used == 0) MONTY_TRY(dict_resize(vm, d, static_cast<u32>(std::min(function.as<Function>()->code->code->names.size(), kMost))));
  vm.request_ = {Request::Kind::RunCode, function, Value::undef(), Value::undef(), namespace_, Cont::Store};
  return Value::request();
}
Value monty_core_new_instance(Vm& vm, Value cls) {
  MONTY_EXPECT(Type, cls);
  return new_empty(vm, cls.as<Type>());
}
Value monty_core_payload_of(Vm&, Value obj) { return payload(obj); }
Value monty_core_set_payload(Vm& vm, Value obj, Value value) {
  Value p = payload(value);
  if (Instance* i = get_if<Instance>(obj); i != nullptr && i->type->payload_type != nullptr && type_of(vm, p) == i->type->payload_type) i->slots[0] = p;
  return obj;
}
Value monty_core_function_label(Vm& vm, Value function) {
  Value f = function;
  if (BoundMethod* m = get_if<BoundMethod>(f)) f = m->function;
  Value module = find_attribute(vm, f, names::op_module);
  Value name = find_attribute(vm, f, names::op_qualname);
  if (module.is_error() || name.is_error()) vm.exception = Value::undef();
  vm.deferred = false;
  if (!is<Str>(name)) {
    Str* shown = str_native(vm, f);
    if (shown == nullptr) {
      vm.deferred = false;
      vm.exception = Value::undef();
      return Value::cell(type_of(vm, f)->name);
    }
    return Value::cell(shown);
  }
  if (is<Str>(module) && !str_equal(module.as<Str>(), names::builtins)) return cell_or_raise(format_message(vm, "%S.%S()", module.as<Str>(), name.as<Str>()));
  return cell_or_raise(format_message(vm, "%S()", name.as<Str>()));
}
Value monty_core_generic_alias(Vm& vm, Value origin, Value args) { return generic_alias_new(vm, origin, args); }

// ---------------------------------------------------------------- text and numbers
Value monty_core_ascii_escape(Vm& vm, Str* text) {
  if (text->ascii()) return Value::cell(text);
  StrBuilder out(vm);
  for (u32 i = 0; i < text->length(); i++) {
    u32 c = text->at(i);
    if ((i & 255) == 255 && !vm.meter.tick(1024)) return raise_stopped(vm);
    if (c < 128) {
      MONTY_TRY(out.append_char(c));
      continue;
    }
    char shown[16];
    std::snprintf(shown, sizeof shown, c <= 0xFF ? "\\x%02x" : c <= 0xFFFF ? "\\u%04x" : "\\U%08x", c);
    MONTY_TRY(out.append(std::string_view(shown)));
  }
  return cell_or_raise(out.finish());
}
Value monty_core_str_of(Vm& vm, Value text) {
  Str* s = unwrap<Str>(text);
  return s == nullptr ? raise_type_error(vm, "expected str, got %T", text) : Value::cell(s);
}
Value monty_core_int_of(Vm&, Value obj) {
  Value n = int_value(obj);
  if (n.is_undef()) return Value::none();
  return n.is_bool() ? Value::small_int(n.is_true()) : n;
}
Value monty_core_hash_trim(Vm& vm, Value n) {
  Value v = int_value(n);
  i64 small;
  if (int_to_i64(v, &small)) return int_from_i64(vm, small == -1 ? -2 : small);
  u64 h;
  Tri t = hash_of(vm, v, &h);
  return t == Tri::True ? int_from_i64(vm, static_cast<i64>(h)) : Value::error();
}
// As CPython's tuplehash (xxHash based).
Value monty_core_tuple_hash(Vm& vm, Value hashes) {
  MONTY_EXPECT(List, hashes);
  List* l = hashes.as<List>();
  u64 acc = 2870177450012600261u;
  for (u32 i = 0; i < l->length(); i++) {
    acc += bits_of(l->items[i]) * 14029467366897019727u;
    acc = std::rotl(acc, 31);
    acc *= 11400714785074694791u;
  }
  acc += l->length() ^ (2870177450012600261u ^ 3527539u);
  if (acc == ~u64{0}) acc = 1546275796u;
  return int_from_i64(vm, static_cast<i64>(acc));
}
Value monty_core_frozenset_hash(Vm& vm, Value hashes) {
  MONTY_EXPECT(List, hashes);
  List* l = hashes.as<List>();
  u64 h = 0;
  for (u32 i = 0; i < l->length(); i++) {
    u64 x = bits_of(l->items[i]);
    h ^= ((x ^ 89869747u) ^ (x << 16)) * 3644798167u;
  }
  h ^= (u64{l->length()} + 1) * 1927868237u;
  h ^= (h >> 11) ^ (h >> 25);
  h = h * 69069u + 907133923u;
  if (h == ~u64{0}) h = 590923713u;
  return int_from_i64(vm, static_cast<i64>(h));
}
Value monty_core_percent_native(Vm& vm, Value text, Value args) { return request_call(vm, type_own_attribute(&kType_str, names::op_mod), {text, args}); }
Value monty_core_enter_repr(Vm& vm, Value obj) {
  Value p = payload(obj);
  if (vm.repr_guard.contains(p)) return Value::boolean(false);
  vm.repr_guard.push_back(p);
  return Value::boolean(true);
}
Value monty_core_leave_repr(Vm& vm, Value obj) {
  vm.repr_guard.remove(payload(obj));
  return Value::none();
}

// ---------------------------------------------------------------- containers
Value monty_core_list_append(Vm& vm, Value target, Value item) {
  List* l = unwrap<List>(target);
  if (l == nullptr) return unexpected(vm, target);
  return monty::list_append(vm, l, item) ? Value::none() : Value::error();
}
Value monty_core_list_assign(Vm& vm, Value target, Value items) {
  List* l = unwrap<List>(target);
  List* from = unwrap<List>(items);
  if (l == nullptr || from == nullptr) return unexpected(vm, l == nullptr ? target : items);
  List* copy = list_from(vm, from->items, from->length());
  MONTY_TRY(copy);
  std::swap(l->items, copy->items);
  std::swap(l->capacity, copy->capacity);
  l->aux = from->length();
  copy->aux = 0;
  return Value::none();
}
Value monty_core_list_of(Vm& vm, Value items) {
  List* l = list_new(vm, 0);
  MONTY_TRY(l);
  Value p = payload(items);
  Tri t = drain_into(vm, p, l);
  if (t == Tri::Defer) return raise_type_error(vm, "'%T' object is not a builtin iterable", items);
  return t == Tri::True ? Value::cell(l) : Value::error();
}
Value monty_core_tuple_of(Vm& vm, Value items) {
  if (List* l = unwrap<List>(items)) return cell_or_raise(tuple_from(vm, l->items, l->length()));
  if (Tuple* t = unwrap<Tuple>(items)) return Value::cell(t);
  return raise_type_error(vm, "'%T' object is not a list", items);
}
Value monty_core_list_reversed_range(Vm& vm, i64 n) {
  if (n < 0 || n > INT32_MAX || !vm.meter.tick(static_cast<u64>(n) / 8)) return raise_stopped(vm);
  List* l = list_new(vm, static_cast<u32>(n));
  MONTY_TRY(l);
  for (i64 i = n - 1; i >= 0; i--) l->items[l->aux++] = Value::small_int(i);
  return Value::cell(l);
}
Value monty_core_extend_native(Vm& vm, Value target, Value source) {
  Tri t = Tri::Defer;
  if (List* l = unwrap<List>(target)) {
    if (is_iterator_kind(kind_of(source)) && !steps_natively(source)) return Value::boolean(false);
    Value p = source;
    if (kind_of(p) == Kind::Instance) return Value::boolean(false);
    t = drain_into(vm, p, l);
  } else if (Dict* d = unwrap<Dict>(target)) {
    t = dict_merge_for_twins(vm, d, source);
  } else if (unwrap<Set>(target) != nullptr && !is_iterator_kind(kind_of(source)) && kind_of(source) != Kind::Instance) {
    Tuple* one = tuple_from(vm, &source, 1);
    MONTY_TRY(one);
    Value v = set_update(vm, unwrap<Set>(target), one);
    if (v.is_error()) return v;
    t = v.is_defer() ? Tri::Defer : Tri::True;
  }
  vm.deferred = false;
  if (t == Tri::Error) return Value::error();
  return Value::boolean(t == Tri::True);
}

// Entries of a dict with that hash, in probing order: the first one past `after` (an entry, or -1).
namespace {
i64 dict_scan(Dict* d, u64 hash, i64 after) {
  if (d == nullptr || d->log2_size == 0) return -1;
  usize mask = (usize{1} << d->log2_size) - 1;
  u64 perturb = hash;
  usize i = hash & mask;
  bool past = after < 0;
  const u32 width = d->index_width();
  for (u64 turns = 0; turns < (u64{1} << 32); turns++) {
    u32 at;
    bool empty, gone;
    if (width == 1) {
      at = static_cast<u8*>(d->indices())[i];
      empty = at == 0xFF;
      gone = at == 0xFE;
    } else if (width == 2) {
      at = static_cast<u16*>(d->indices())[i];
      empty = at == 0xFFFF;
      gone = at == 0xFFFE;
    } else {
      at = static_cast<u32*>(d->indices())[i];
      empty = at == 0xFFFFFFFFu;
      gone = at == 0xFFFFFFFEu;
    }
    if (empty) return -1;
    if (!gone && d->entries[at].hash == hash) {
      if (past) return at;
      if (at == after) past = true;
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  return -1;
}
DictEntry* entry_at(Value target, i64 at) {
  Dict* d = as_dict(target);
  if (d == nullptr || at < 0 || at >= d->fill || d->entries[at].key.is_undef()) return nullptr;
  return &d->entries[at];
}
}  // namespace
Value monty_core_dict_first(Vm&, Value target, Value hash) { return Value::small_int(dict_scan(as_dict(target), bits_of(hash), -1)); }
Value monty_core_dict_next(Vm&, Value target, Value hash, i64 at) { return Value::small_int(dict_scan(as_dict(target), bits_of(hash), at)); }
Value monty_core_dict_at(Vm&, Value target, i64 at, i64 part) {
  DictEntry* e = entry_at(target, at);
  if (e == nullptr) return Value::none();
  return part == 0 ? e->key : e->value;
}
Value monty_core_dict_version(Vm& vm, Value target) {
  Dict* d = as_dict(target);
  return d == nullptr ? unexpected(vm, target) : Value::small_int(d->aux);
}
Value monty_core_dict_insert(Vm& vm, Value target, Value key, Value hash, Value value) {
  if (as_dict(target) == nullptr) return unexpected(vm, target);
  return dict_insert_new(vm, as_dict(target), key, bits_of(hash), value) ? Value::none() : Value::error();
}
Value monty_core_dict_put_at(Vm&, Value target, i64 at, Value value) {
  if (DictEntry* e = entry_at(target, at)) e->value = value;
  return Value::none();
}
Value monty_core_dict_erase_at(Vm&, Value target, i64 at) {
  if (DictEntry* e = entry_at(target, at)) dict_erase_entry(as_dict(target), e);
  return Value::none();
}

// ---------------------------------------------------------------- iterators, generators
Value monty_core_make_twin_iterator(Vm& vm, Value cls, Value generator, Value args) {
  MONTY_EXPECT(Type, cls);
  auto* it = vm.heap.make<TwinIterator>();
  if (it == nullptr) return raise_memory_error(vm);
  it->type = cls.as<Type>();
  it->generator = is<Generator>(generator) ? generator : Value::none();
  it->arguments = args;
  return Value::cell(it);
}
// What feed() eats without Python code of its own in between (vm/feed.cpp does); NotImplemented: an iterator to be looped over.
Value monty_core_feed(Vm& vm, Value iterator, Value how, Value state) {
  MONTY_EXPECT(List, state);
  if (!how.is_small_int()) return unexpected(vm, how);
  Value g = iterator;
  if (TwinIterator* t = get_if<TwinIterator>(g)) g = t->generator;
  Generator* generator = get_if<Generator>(g);
  bool drives = generator != nullptr ? (generator->code->code->flags & (kCodeCoroutine | kCodeAsyncGenerator)) == 0
                                     : is<Instance>(iterator) || steps_natively(iterator) || is_native_map(iterator);
  if (!drives) return Value::not_implemented();
  vm.request_ = {Request::Kind::Feed, Value::undef(), Value::undef(), Value::undef(), Value::undef(), Cont::Store};
  return Value::request();
}
Value monty_core_iterator_type(Vm&, i64 which) { return Value::cell(which == 0 ? &kType_iterator : &kType_callable_iterator); }
Value monty_core_generator_state(Vm&, Value obj) {
  Generator* g = get_if<Generator>(obj);
  if (g == nullptr) return Value::cell(names::empty);
  u32 flags = g->code->code->flags;
  return Value::cell(flags & kCodeCoroutine || is_iterable_coroutine(g) ? names::coroutine
                     : flags & kCodeAsyncGenerator                      ? names::async_generator
                                                                        : names::generator);
}
Value monty_core_type_set_mro(Vm& vm, Value cls, Value order) {
  MONTY_EXPECT(List, order);
  MONTY_EXPECT(Type, cls);
  List* l = order.as<List>();
  Type* t = cls.as<Type>();
  if (t->immortal()) return unexpected(vm, cls);
  if (l->length() == 0 || !(l->items[0] == cls)) return raise_type_error(vm, "mro() of '%N' must begin with the class itself", t);
  for (u32 i = 0; i < l->length(); i++) {
    if (!is<Type>(l->items[i])) return raise_type_error(vm, "mro() returned a non-class ('%T')", l->items[i]);
  }
  Tuple* mro = tuple_from(vm, l->items, l->length());
  MONTY_TRY(mro);
  t->mro = mro;
  vm.epoch++;
  type_update_flags(vm, t);
  return Value::none();
}
Value monty_core_generator_throw_exc(Vm& vm, Value generator, Value exc) {
  Value g = generator;
  if (TwinIterator* t = get_if<TwinIterator>(g)) g = t->generator;
  MONTY_EXPECT(Exception, exc);
  if (!is<Generator>(g)) return raise_type_error(vm, "a generator is required, not '%T'", generator);
  vm.request_ = {Request::Kind::Throw, g, exc, Value::undef(), Value::undef(), Cont::GenNext};
  return Value::request();
}

// ---------------------------------------------------------------- exceptions
Value monty_core_raise_as(Vm& vm, Value cls, Value arg) {
  MONTY_EXPECT(Type, cls);
  if ((cls.as<Type>()->type_flags & kTypeException) == 0) return unexpected(vm, cls);
  return raise_with(vm, *cls.as<Type>(), arg);
}
Value monty_core_new_exception(Vm& vm, Value cls, Value args) {
  MONTY_EXPECT(Type, cls);
  MONTY_EXPECT(Tuple, args);
  if ((cls.as<Type>()->type_flags & kTypeException) == 0) return unexpected(vm, cls);
  return cell_or_raise(exception_new(vm, cls.as<Type>(), args.as<Tuple>()));
}
Value monty_core_exception_args(Vm& vm, Value exc) {
  MONTY_EXPECT(Exception, exc);
  return Value::cell(exc.as<Exception>()->args);
}
Value monty_core_exception_chain(Vm& vm, Value exc) {
  MONTY_EXPECT(Exception, exc);
  Exception* e = exc.as<Exception>();
  Value notes = instance_get(e, names::op_notes);
  auto id = [&](Value v) { return v.is_undef() || v.is_none() ? Value::none() : int_from_u64(vm, id_of(vm, v)); };
  Value parts[4] = {id(e->cause), id(e->context), id(e->traceback), id(notes)};
  return cell_or_raise(tuple_from(vm, parts, 4));
}
Value monty_core_set_cause(Vm& vm, Value exc, Value cause) {
  MONTY_EXPECT(Exception, exc);
  if (!cause.is_none()) MONTY_EXPECT(Exception, cause);
  exc.as<Exception>()->cause = cause;
  exc.as<Exception>()->suppress_context = true;
  return Value::none();
}
Value monty_core_set_traceback(Vm& vm, Value exc, Value traceback) {
  MONTY_EXPECT(Exception, exc);
  if (!traceback.is_none()) MONTY_EXPECT(Traceback, traceback);
  exc.as<Exception>()->traceback = traceback;
  return Value::none();
}
Value monty_core_set_field(Vm& vm, Value exc, Str* name, Value value) {
  MONTY_EXPECT(Exception, exc);
  return instance_set(vm, exc.as<Exception>(), name, value) ? Value::none() : Value::error();
}

// ---------------------------------------------------------------- modules, frames
Value monty_core_sys_module(Vm& vm, Str* name) {
  Dict* modules = modules_of(vm);
  MONTY_TRY(modules);
  DictEntry* e = dict_find_str(modules, name);
  return e == nullptr ? Value::none() : e->value;
}
Value monty_core_load_module(Vm& vm, Str* name) { return load_module(vm, name); }
Value monty_core_drop_module(Vm& vm, Str* name) {
  if (vm.modules != nullptr) dict_delete_str(vm, vm.modules, name);
  return Value::none();
}
Value monty_core_host_module(Vm& vm, Str* name) {
  return vm.hooks.import_source == nullptr ? Value::none() : vm.hooks.import_source(vm.hooks.context, vm, name);
}
Value monty_core_add_module(Vm& vm, Str* name) {
  Module* m = add_module(vm, name);
  return m == nullptr ? Value::error() : Value::cell(m);
}
Value monty_core_run_module(Vm& vm, Value module, Str* text, Str* file) {
  MONTY_EXPECT(Module, module);
  return run_module(vm, module.as<Module>(), text, file);
}
Value monty_core_definition_thunk(Vm& vm, Value module, Str* name) {
  MONTY_EXPECT(Module, module);
  Dict* d = module.as<Module>()->dict;
  Function* thunk = nullptr;
  if ((d->flags & Dict::kOnDemand) != 0) find_on_demand(vm, d, name, &thunk);
  return thunk == nullptr ? raise_attribute_error(vm, module, name) : Value::cell(thunk);
}
Value monty_core_definition_thunks(Vm& vm, Value module) {
  MONTY_EXPECT(Module, module);
  return cell_or_raise(thunks_on_demand(vm, module.as<Module>()->dict));
}
Value monty_core_keep_top(Vm& vm) {
  if (vm.twins_began != 0) keep_top(*vm.frame->code->code->program, vm.twin_globals, vm.used_fuel() - vm.twins_began);
  return Value::none();
}
Value monty_core_end_definitions(Vm& vm, Value module) {
  MONTY_EXPECT(Module, module);
  Dict* d = module.as<Module>()->dict;
  end_on_demand(vm, d);
  return Value::cell(d);
}
Value monty_core_global_lookup(Vm& vm, Value globals, Str* name) {
  if (Dict* d = as_dict(globals)) {
    if (DictEntry* e = dict_find_str(d, name)) return e->value;
    if (Function* thunk = nullptr; (d->flags & Dict::kOnDemand) != 0) {
      Value made = find_on_demand(vm, d, name, &thunk);
      if (thunk != nullptr) return call_request(vm, Value::cell(thunk), &kEmptyTuple);
      if (!made.is_undef()) return made;
    }
  }
  Dict* d = as_dict(globals);
  Value v = d == nullptr ? sealed_builtin(vm, name) : builtin_for(vm, d, name);
  if (!v.is_undef()) return v;
  return raise(vm, kType_NameError, "name '%S' is not defined", name);
}

}  // namespace monty::native
