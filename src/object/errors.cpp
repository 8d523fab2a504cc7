// SPDX-License-Identifier: MIT
// Raising from C++: message formatting and exception objects.
#include "object/errors.h"

#include <cstdarg>
#include <cstdio>

#include "object/object.h"
#include "object/type.h"

// Values travel through `...` as the one word they are.
#pragma GCC diagnostic ignored "-Wnon-pod-varargs"

namespace monty {

namespace {

// Classes of the library that CPython writes in C: messages name their module too.
constexpr struct {
  std::string_view module, names;
} kWrittenInC[] = {
    {"datetime", " date time datetime timedelta tzinfo timezone "},
    {"decimal", " Decimal Context "},
    {"collections", " deque OrderedDict defaultdict "},
    {"functools", " partial _lru_cache_wrapper KeyWrapper "},
    {"operator", " itemgetter attrgetter methodcaller "},
    {"itertools",
     " accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse "
     "groupby islice pairwise permutations product repeat starmap takewhile zip_longest "},
    {"string.templatelib", " Template Interpolation "},
    {"typing", " TypeVar ParamSpec TypeVarTuple TypeAliasType "},
    {"zoneinfo", " ZoneInfo "},
    {"_io", " StringIO BytesIO TextIOWrapper "},
};

bool written_in_c(const Str* module, const Str* name) {
  if (!module->ascii() || !name->ascii()) return false;
  std::string word = " " + std::string(name->ascii_view()) + " ";
  for (const auto& row : kWrittenInC) {
    if (row.module == module->ascii_view() && row.names.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool append_type_name(StrBuilder& out, const Type* type) {
  const bool heap = (type->type_flags & kTypeHeap) != 0;
  Value own = heap ? type_own_attribute(type, names::op_module) : Value::undef();
  Str* module = heap ? get_if<Str>(own) : type->module;
  const bool full = module != nullptr && (heap ? written_in_c(module, type->name) : module != names::builtins);
  return (!full || (out.append(module) && out.append("."))) && out.append(type->name);
}

// repr of a value for messages: exact builtin types, others as <T object>.
bool append_repr(Vm& vm, StrBuilder& out, Value v) {
  Str* s = repr_native(vm, v);
  if (s != nullptr) return out.append(s);
  if (!vm.deferred) return false;
  vm.deferred = false;
  return out.append("<") && append_type_name(out, type_of(vm, v)) && out.append(" object>");
}

}  // namespace

Str* format_message_v(Vm& vm, const char* format, va_list args) {
  StrBuilder out(vm);
  char number[32];
  for (const char* p = format; *p != 0;) {
    const char* plain = p;
    while (*p != 0 && *p != '%') p++;
    if (p != plain && !out.append_utf8({plain, static_cast<usize>(p - plain)})) return nullptr;
    if (*p == 0) break;
    p++;
    bool fine = true;
    switch (*p++) {
      case 's': fine = out.append_utf8(va_arg(args, const char*)); break;
      case 'S': fine = out.append(va_arg(args, Str*)); break;
      case 'd': fine = out.append({number, static_cast<usize>(std::snprintf(number, sizeof number, "%d", va_arg(args, int)))}); break;
      case 'l': fine = out.append({number, static_cast<usize>(std::snprintf(number, sizeof number, "%lld", static_cast<long long>(va_arg(args, i64))))}); break;
      case 'c': fine = out.append_char(static_cast<u32>(va_arg(args, int))); break;
      case 'T': fine = append_type_name(out, type_of(vm, va_arg(args, Value))); break;
      case 'N': fine = append_type_name(out, va_arg(args, Type*)); break;
      case 'R': fine = append_repr(vm, out, va_arg(args, Value)); break;
      default: fine = out.append("%"); break;
    }
    if (!fine) return nullptr;
  }
  return out.finish();
}

Str* format_message(Vm& vm, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Str* s = format_message_v(vm, format, args);
  va_end(args);
  return s;
}

static Value raise_v(Vm& vm, Type& type, const char* format, va_list args) {
  vm.exception = Value::undef();
  if (*format == 0) return raise_args(vm, type, &kEmptyTuple);
  Str* message = format_message_v(vm, format, args);
  if (message == nullptr) return Value::error();
  return raise_with(vm, type, Value::cell(message));
}

Value raise(Vm& vm, Type& type, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Value v = raise_v(vm, type, format, args);
  va_end(args);
  return v;
}
Value raise_type_error(Vm& vm, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Value v = raise_v(vm, kType_TypeError, format, args);
  va_end(args);
  return v;
}
Value raise_value_error(Vm& vm, const char* format, ...) {
  va_list args;
  va_start(args, format);
  Value v = raise_v(vm, kType_ValueError, format, args);
  va_end(args);
  return v;
}

Value raise_with(Vm& vm, Type& type, Value argument) {
  vm.heap.keep(argument);
  Tuple* args = tuple_new(vm, 1);
  if (args == nullptr) return Value::error();
  args->items[0] = argument;
  return raise_args(vm, type, args);
}

Value raise_args(Vm& vm, Type& type, Tuple* args) {
  Exception* e = exception_new(vm, &type, args);
  if (e != nullptr) vm.exception = Value::cell(e);
  return Value::error();
}

Value raise_key_error(Vm& vm, Value key) { return raise_with(vm, kType_KeyError, key); }

Value raise_stop_iteration(Vm& vm, Value value) {
  vm.exception = Value::undef();
  vm.heap.keep(value);
  Tuple* args = &kEmptyTuple;
  if (!value.is_undef()) {
    args = tuple_new(vm, 1);
    if (args == nullptr) return Value::error();
    args->items[0] = value;
  }
  Exception* e = exception_new(vm, &kType_StopIteration, args);
  if (e == nullptr) return Value::error();
  vm.exception = Value::cell(e);
  Value pending = vm.exception;
  if (!instance_set(vm, e, names::value, value.is_undef() ? Value::none() : value)) return Value::error();
  vm.exception = pending;
  return Value::error();
}

Value raise_exception(Vm& vm, Value exception) {
  vm.exception = exception;
  return Value::error();
}

Value raise_memory_error(Vm& vm) {
  if (vm.stop != StopReason::None) return raise_stopped(vm);
  if (vm.heap.failure() == AllocFailure::Limit || vm.heap.failure() == AllocFailure::System) {
    vm.stop = StopReason::Memory;
    vm.exception = Value::none();
    return Value::error();
  }
  return raise_impossible_size(vm);
}

// A size that could never fit: an ordinary MemoryError.
Value raise_impossible_size(Vm& vm) {
  vm.exception = Value::undef();
  Exception* e = exception_new(vm, &kType_MemoryError, &kEmptyTuple);
  if (e != nullptr) vm.exception = Value::cell(e);
  return Value::error();
}

Value raise_stopped(Vm& vm) {
  if (vm.stop == StopReason::None) vm.stop = StopReason::Time;
  vm.exception = Value::none();
  return Value::error();
}

Exception* exception_new(Vm& vm, Type* type, Tuple* args) {
  vm.heap.keep(Value::cell(args));
  if (type->immortal()) {
    // Instances of builtin exceptions: no shape of the type is kept (sealed); attributes start from a per-type root.
    Shape* root = static_root_shape(vm, type);
    if (root == nullptr) return nullptr;
    auto* e = vm.heap.make<Exception>();
    if (e == nullptr) {
      raise_memory_error(vm);
      return nullptr;
    }
    e->type = type;
    e->slots = e->exception_inline_slots();
    e->shape = root;
    e->aux = root->aux;
    e->capacity = e->inline_capacity = 0;
    e->args = args;
    e->cause = e->context = e->traceback = Value::none();
    e->suppress_context = false;
    return e;
  }
  Value v = instance_new(vm, type);
  if (v.is_error()) return nullptr;
  v.as<Exception>()->args = args;
  return v.as<Exception>();
}

bool exception_matches(Value exception, const Type& type) {
  if (!exception.is_cell() || exception.as_cell()->kind != Kind::Exception) return false;
  return is_subtype(exception.as<Exception>()->type, &type);
}

}  // namespace monty
