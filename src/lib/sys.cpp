// SPDX-License-Identifier: MIT
// sys: limits, the exception being handled, frames, and the standard streams, which write to the host.
#include "natives/sys.h"

#include "lib/natives.h"
#include "natives/_monty.h"

namespace monty {

using namespace lib;

namespace {

// The frame at `depth` (0: the one that called the native). The twins of builtins don't count. Null: too deep.
Frame* frame_at(Vm& vm, i64 depth) {
  for (Frame* f = vm.frame; f != nullptr; f = f->prev) {
    bool twin = f->function != nullptr && f->function->globals == vm.twin_globals;
    if (f->cont == Cont::Entry && f->function == nullptr) return nullptr;
    if (!twin && depth-- <= 0) return f;
  }
  return nullptr;
}

u32 line_of(Frame* f) {
  const Code* code = f->code->code;
  const Position* p = code->position_at(static_cast<u32>(f->pc - f->code->instrs));
  return p == nullptr || p->line == 0 ? code->firstlineno : p->line;
}

Value handled(Vm& vm) {
  Value v = vm.handled;
  for (Frame* f = vm.frame; v.is_undef() && f != nullptr; f = f->prev) {
    if (f->generator != nullptr) v = f->generator->caller_handled;
  }
  return v.is_undef() ? Value::none() : v;
}

usize size_of(Value v) {
  if (!v.is_cell()) return v.is_small_int() ? 28 : v.is_bool() ? 28 : v.is_small_float() ? 24 : 16;
  Cell* c = v.as_cell();
  switch (c->kind) {
    case Kind::BigInt: return 24 + (usize{c->aux} * 64 + 29) / 30 * 4;
    case Kind::Float: return 24;
    case Kind::Complex: return 32;
    case Kind::Str: {
      auto* s = static_cast<Str*>(c);
      return s->ascii() ? 41 + usize{s->length()} : 56 + usize{s->width()} * (usize{s->length()} + 1);
    }
    case Kind::Bytes: return 33 + usize{c->aux};
    case Kind::ByteArray: return 57 + usize{static_cast<ByteArray*>(c)->capacity};
    case Kind::Tuple: return 40 + usize{c->aux} * 8;
    case Kind::List: return 56 + usize{static_cast<List*>(c)->capacity} * 8;
    case Kind::Dict: return 64 + (static_cast<Dict*>(c)->log2_size == 0 ? 0 : static_cast<Dict*>(c)->table_bytes());
    case Kind::Set:
    case Kind::FrozenSet: {
      auto* s = static_cast<Set*>(c);
      return 216 + (s->mask > 7 ? (usize{s->mask} + 1) * sizeof(SetEntry) : 0);
    }
    case Kind::Range:
    case Kind::MemoryView: return 48;
    case Kind::Function: return 160;
    case Kind::BoundMethod: return 64;
    case Kind::Type: return 1064;
    case Kind::Instance: {
      auto* o = static_cast<Instance*>(c);
      return (o->type->payload_kind == Kind::Free ? 48 : 48 + size_of(o->slots[0]));
    }
    case Kind::Generator: return 200;
    default: return 48;
  }
}

}  // namespace

namespace native {

Value sys_exception(Vm& vm) { return handled(vm); }
Value sys_exc_info(Vm& vm) {
  Value e = handled(vm);
  Value row[3] = {Value::none(), Value::none(), Value::none()};
  if (auto* x = get_if<Exception>(e)) {
    row[0] = Value::cell(x->type);
    row[1] = e;
    row[2] = x->traceback;
  }
  return from_cell(tuple_from(vm, row, 3));
}
Value sys_getdefaultencoding(Vm& vm) { return text(vm, "utf-8"); }
Value sys_getfilesystemencoding(Vm& vm) { return text(vm, "utf-8"); }
Value sys_getfilesystemencodeerrors(Vm& vm) { return text(vm, "surrogateescape"); }
Value sys_getrecursionlimit(Vm& vm) { return Value::small_int(vm.depth_limit); }
Value sys_setrecursionlimit(Vm& vm, i64 limit) {
  if (limit < 1) return raise_value_error(vm, "recursion limit must be greater or equal than 1");
  i64 depth = vm.frame == nullptr ? 0 : vm.frame->depth / kDepthUnit;
  if (limit <= depth) {
    return raise(vm, kType_RecursionError, "cannot set the recursion limit to %l at the recursion depth %l: the limit is too low", limit, depth);
  }
  vm.set_depth_limit(limit < vm.hard_depth ? static_cast<i32>(limit) : vm.hard_depth);
  return Value::none();
}
// There are no reference counts; a program that asks sees a plausible one.
Value sys_getrefcount(Vm&, Value) { return Value::small_int(2); }
Value sys_getsizeof(Vm& vm, Value object, Value) {
  static_assert(sizeof(usize) >= 4);
  return int_from_u64(vm, size_of(object));
}
Value sys_getallocatedblocks(Vm& vm) { return int_from_u64(vm, vm.heap.allocations()); }
Value sys_get_int_max_str_digits(Vm& vm) { return Value::small_int(vm.int_max_str_digits); }
Value sys_set_int_max_str_digits(Vm& vm, i64 maxdigits) {
  if (maxdigits != 0 && (maxdigits < 640 || maxdigits > INT32_MAX)) return raise_value_error(vm, "maxdigits must be 0 or larger than 640");
  vm.int_max_str_digits = static_cast<i32>(maxdigits);
  return Value::none();
}
Value sys_is_finalizing(Vm&) { return Value::boolean(false); }
Value sys_getswitchinterval(Vm& vm) { return float_new(vm, 0.005); }
Value sys__is_interned(Vm&, Value string) { return Value::boolean(is<Str>(string) && string.as<Str>()->interned()); }
Value sys_gettrace(Vm&) { return Value::none(); }
Value sys_getprofile(Vm&) { return Value::none(); }

Value sys__getframemodulename(Vm& vm, i64 depth) {
  Frame* f = frame_at(vm, depth);
  if (f == nullptr || f->function == nullptr) return Value::none();
  DictEntry* e = dict_find_str(f->function->globals, names::op_name);
  return e == nullptr ? Value::none() : e->value;
}

// A picture of the stack as it is now; the locals of functions are not in it.
Value sys__getframe(Vm& vm, i64 depth) {
  Frame* f = frame_at(vm, depth < 0 ? 0 : depth);
  if (f == nullptr) return raise_value_error(vm, "call stack is not deep enough");
  FrameObject* first = nullptr;
  FrameObject* last = nullptr;
  for (u32 n = 0; f != nullptr && n < 1000; f = f->prev, n++) {
    if (f->function == nullptr) break;
    if (f->function->globals == vm.twin_globals) continue;
    auto* o = vm.heap.make<FrameObject>();
    if (o == nullptr) return raise_memory_error(vm);
    o->traceback = o->back = Value::none();
    o->code = f->code;
    o->globals = f->function->globals;
    o->locals = nullptr;
    o->line = line_of(f);
    if (last == nullptr) {
      first = o;
    } else {
      last->back = Value::cell(o);
    }
    last = o;
    o->locals = get_if<Dict>(f->locals);
    if (o->locals == nullptr) o->locals = f->code->code->flags & kCodeModule ? o->globals : nullptr;
    if (o->locals == nullptr && (o->locals = dict_new(vm)) == nullptr) return Value::error();
  }
  return from_cell(first);
}

// ---------------------------------------------------------------- the standard streams
// values: 0 the number of the stream.

namespace {
i64 number_of(Native* self) { return self->values[0].as_small_int(); }
i64 number_of(Value self) {
  auto* n = get_if<Native>(self);
  return n != nullptr && n->aux == 1 ? number_of(n) : 1;
}
Value unsupported(Vm& vm, const char* what) { return raise(vm, kType_OSError, "%s", what); }
}  // namespace

Value monty_sys_modules(Vm& vm) { return from_cell(modules_of(vm)); }
Value monty_library_module(Vm&, Str* name) {
  const NativeModule* m = find_native_module(str_to_utf8(name));
  return Value::boolean(m != nullptr && !m->hidden);
}
Value monty_simple_namespace_type(Vm&) { return Value::cell(&kType_SimpleNamespace); }
Value monty_traceback_type(Vm&) { return Value::cell(&kType_traceback); }
Value monty_frame_type(Vm&) { return Value::cell(&kType_frame); }
Value monty_standard_stream(Vm& vm, i64 number) {
  Native* s = native_new(vm, kType_TextIOWrapper, 1);
  if (s == nullptr) return Value::error();
  s->values[0] = Value::small_int(number);
  return Value::cell(s);
}

Value text_io_wrapper_get_name(Vm& vm, Value self) {
  i64 n = number_of(self);
  return text(vm, n == 0 ? "<stdin>" : n == 1 ? "<stdout>" : "<stderr>");
}
Value text_io_wrapper_get_mode(Vm& vm, Value self) { return text(vm, number_of(self) == 0 ? "r" : "w"); }
Value text_io_wrapper_get_encoding(Vm& vm, Value) { return text(vm, "utf-8"); }
Value text_io_wrapper_get_errors(Vm& vm, Value self) { return text(vm, number_of(self) == 2 ? "backslashreplace" : "strict"); }
Value text_io_wrapper_get_newlines(Vm&, Value) { return Value::none(); }
Value text_io_wrapper_get_closed(Vm&, Value) { return Value::boolean(false); }
Value text_io_wrapper_get_line_buffering(Vm&, Value self) { return Value::boolean(number_of(self) == 2); }
Value text_io_wrapper_get_write_through(Vm&, Value) { return Value::boolean(false); }
Value text_io_wrapper_get_buffer(Vm& vm, Value self) {
  return raise(vm, kType_AttributeError, "the standard streams of a sandbox have no 'buffer': write text instead");
}

Value text_io_wrapper_write(Vm& vm, Native* self, Value data) {
  if (number_of(self) == 0) return unsupported(vm, "not writable");
  Str* s = unwrap<Str>(data);
  if (s == nullptr) return raise_type_error(vm, "write() argument must be str, not %T", data);
  MONTY_TRY(write_output(vm, static_cast<int>(number_of(self)), s));
  return Value::small_int(s->length());
}
Value text_io_wrapper_writelines(Vm& vm, Native* self, Value lines) {
  Value it = get_iter(vm, lines);
  if (!it.ok()) return it;
  while (true) {
    Value line = iter_next(vm, it);
    if (line.is_undef()) return Value::none();
    if (!line.ok()) return line;
    Value done = text_io_wrapper_write(vm, self, line);
    if (!done.ok()) return done;
  }
}
Value text_io_wrapper_flush(Vm& vm, Native* self) {
  if (vm.hooks.write != nullptr) vm.hooks.write(vm.hooks.context, static_cast<int>(number_of(self)), "", 0);
  return Value::none();
}
Value text_io_wrapper_close(Vm&, Native*) { return Value::none(); }
Value text_io_wrapper_isatty(Vm&, Native*) { return Value::boolean(false); }
Value text_io_wrapper_fileno(Vm& vm, Native* self) { return Value::small_int(number_of(self)); }
Value text_io_wrapper_readable(Vm&, Native* self) { return Value::boolean(number_of(self) == 0); }
Value text_io_wrapper_writable(Vm&, Native* self) { return Value::boolean(number_of(self) != 0); }
Value text_io_wrapper_seekable(Vm&, Native*) { return Value::boolean(false); }
Value text_io_wrapper_read(Vm& vm, Native* self, Value) {
  if (number_of(self) != 0) return unsupported(vm, "not readable");
  return Value::cell(names::empty);  // nobody types
}
Value text_io_wrapper_readline(Vm& vm, Native* self, Value) {
  if (number_of(self) != 0) return unsupported(vm, "not readable");
  Str* name = str_from_ascii(vm, "read_line");
  MONTY_TRY(name);
  return vm.hooks.os_call == nullptr ? Value::cell(names::empty) : vm.hooks.os_call(vm.hooks.context, vm, name, &kEmptyTuple);
}
Value text_io_wrapper_readlines(Vm& vm, Native* self, Value) {
  if (number_of(self) != 0) return unsupported(vm, "not readable");
  return from_cell(list_new(vm, 0));
}
Value text_io_wrapper_reconfigure(Vm&, Native*, Tuple*, Dict*) { return Value::none(); }
Value text_io_wrapper_op_iter(Vm&, Value self) { return self; }
Value text_io_wrapper_op_next(Vm& vm, Native* self) {
  if (number_of(self) != 0) return unsupported(vm, "not readable");
  return raise_stop_iteration(vm, Value::undef());
}
Value text_io_wrapper_op_enter(Vm&, Value self) { return self; }
Value text_io_wrapper_op_exit(Vm&, Native*, Tuple*) { return Value::none(); }
Value text_io_wrapper_op_repr(Vm& vm, Native* self) {
  i64 n = number_of(self);
  return from_cell(format_message(vm, "<_io.TextIOWrapper name='%s' mode='%s' encoding='utf-8'>",
                                  n == 0   ? "<stdin>"
                                  : n == 1 ? "<stdout>"
                                           : "<stderr>",
                                  n == 0 ? "r" : "w"));
}

}  // namespace native
}  // namespace monty
