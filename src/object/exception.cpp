// SPDX-License-Identifier: MIT
// The exception classes: arguments, chaining, and the attributes of the ones that have some. Attributes derive from the
// arguments unless they were set, so an exception raised by C++ needs no __init__.
#include "natives/_monty_core.h"
#include "natives/builtins.h"
#include "object/native_help.h"
#include "object/text.h"

namespace monty {

namespace {

Value arg(Exception* e, u32 i) { return i < e->args->length() ? e->args->items[i] : Value::undef(); }

bool is_name(Str* name, const char* text) { return name->ascii() && name->ascii_view() == text; }

// What the attribute is when nobody set it; Undef: AttributeError.
Value derived(Vm& vm, Exception* e, Type& owner, Str* name) {
  u32 n = e->args->length();
  if (&owner == &kType_StopIteration) return n > 0 ? arg(e, 0) : Value::none();
  if (&owner == &kType_SystemExit) return n == 0 ? Value::none() : n == 1 ? arg(e, 0) : Value::cell(e->args);
  if (&owner == &kType_OSError) {
    if (is_name(name, "characters_written")) return Value::undef();
    if (n < 2) return Value::none();
    if (is_name(name, "errno")) return arg(e, 0);
    if (is_name(name, "strerror")) return arg(e, 1);
    return Value::none();
  }
  if (&owner == &kType_ImportError) return is_name(name, "msg") && n == 1 ? arg(e, 0) : Value::none();
  if (&owner == &kType_SyntaxError) {
    if (is_name(name, "msg")) return n > 0 ? arg(e, 0) : Value::none();
    Tuple* where = n == 2 ? get_if<Tuple>(arg(e, 1)) : nullptr;
    static const char* const kParts[] = {"filename", "lineno", "offset", "text", "end_lineno", "end_offset"};
    for (u32 i = 0; where != nullptr && i < 6; i++) {
      if (is_name(name, kParts[i])) return i < where->length() ? where->items[i] : Value::none();
    }
    return Value::none();
  }
  if (is_subtype(&owner, &kType_UnicodeError)) {
    static const char* const kParts[] = {"encoding", "object", "start", "end", "reason"};
    u32 shift = &owner == &kType_UnicodeTranslateError ? 1 : 0;
    for (u32 i = 0; i < 5; i++) {
      if (is_name(name, kParts[i])) {
        if (i < shift) return Value::none();
        Value v = arg(e, i - shift);
        return v.is_undef() ? Value::none() : v;
      }
    }
  }
  if (&owner == &kType_BaseExceptionGroup) {
    Value v = arg(e, is_name(name, "message") ? 0 : 1);
    if (List* l = get_if<List>(v)) return cell_or_raise(tuple_from(vm, l->items, l->length()));
    return v;
  }
  return Value::none();
}

}  // namespace

namespace native {

Value get_field(Vm& vm, Value self, Type& owner, Str* name) {
  Exception* e = get_if<Exception>(self);
  if (e == nullptr) return raise_type_error(vm, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", name, &owner, self);
  Value v = instance_get(e, name);
  if (!v.is_undef()) return v;
  v = derived(vm, e, owner, name);
  return v.is_undef() ? raise_attribute_error(vm, self, name) : v;
}

Value set_field(Vm& vm, Value self, Type& owner, Str* name, Value value) {
  Exception* e = get_if<Exception>(self);
  if (e == nullptr) return raise_type_error(vm, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", name, &owner, self);
  return instance_set(vm, e, name, value.is_undef() ? Value::none() : value) ? Value::none() : Value::error();
}

// ---------------------------------------------------------------- BaseException
namespace {
Value refuse_keywords(Vm& vm, Exception* self, Dict* kwargs) {
  if (kwargs->used > 0 && self->type->immortal()) return raise_type_error(vm, "%N() takes no keyword arguments", self->type);
  return Value::none();
}
}  // namespace

Value base_exception_op_new(Vm& vm, Type* cls, Tuple* args, Dict* kwargs) {
  if (kwargs->used > 0 && cls == &kType_BaseException) return raise_type_error(vm, "%N() takes no keyword arguments", cls);
  if (cls->type_flags & kTypeAbstract) return raise_abstract(vm, cls);
  return cell_or_raise(exception_new(vm, cls, args));
}
Value base_exception_op_init(Vm& vm, Exception* self, Tuple* args, Dict* kwargs) {
  if (kwargs->used > 0) return raise_type_error(vm, "%N() takes no keyword arguments", self->type);
  self->args = args;
  return Value::none();
}
Value base_exception_op_setstate(Vm& vm, Exception* self, Value state) {
  if (state.is_none()) return state;
  Dict* d = get_if<Dict>(state);
  if (d == nullptr) return raise_type_error(vm, "state is not a dictionary");
  for (u32 i = 0; i < d->fill; i++) {
    Str* key = get_if<Str>(d->entries[i].key);
    if (key == nullptr) continue;
    Value done = set_attribute_generic(vm, Value::cell(self), key, d->entries[i].value);
    if (!done.ok()) return done.is_defer() ? defer_clean(vm) : done;
  }
  return Value::none();
}
Value base_exception_with_traceback(Vm& vm, Exception* self, Value tb) {
  Value done = base_exception_set_op_traceback(vm, Value::cell(self), tb);
  return done.ok() ? Value::cell(self) : done;
}
Value base_exception_add_note(Vm& vm, Exception* self, Value note) {
  if (unwrap<Str>(note) == nullptr) return raise_type_error(vm, "note must be a str, not '%T'", note);
  Value notes = instance_get(self, names::op_notes);
  if (notes.is_undef()) {
    List* l = list_new(vm, 2);
    MONTY_TRY(l);
    notes = Value::cell(l);
    MONTY_TRY(instance_set(vm, self, names::op_notes, notes));
  }
  List* l = get_if<List>(notes);
  if (l == nullptr) return raise_type_error(vm, "Cannot add note: __notes__ is not a list");
  return monty::list_append(vm, l, note) ? Value::none() : Value::error();
}
Value base_exception_op_repr(Vm& vm, Exception* self) {
  StrBuilder out(vm);
  MONTY_TRY(out.append(self->type->name));
  Str* args = repr_native(vm, self->args->length() == 1 ? self->args->items[0] : Value::cell(self->args));
  if (args == nullptr) return conversion_failed(vm);
  bool one = self->args->length() == 1;
  if ((one && !out.append("(")) || !out.append(args) || (one && !out.append(")"))) return Value::error();
  return cell_or_raise(out.finish());
}
Value base_exception_op_str(Vm& vm, Exception* self) {
  if (self->args->length() == 0) return Value::cell(names::empty);
  if (self->args->length() == 1) return text_or_defer(vm, str_native(vm, self->args->items[0]));
  return text_or_defer(vm, repr_native(vm, Value::cell(self->args)));
}
Value base_exception_op_reduce(Vm& vm, Exception* self) {
  Dict* d = instance_dict(vm, Value::cell(self));
  MONTY_TRY(d);
  Value parts[3] = {Value::cell(self->type), Value::cell(self->args), Value::cell(d)};
  return cell_or_raise(tuple_from(vm, parts, d->used > 0 ? 3 : 2));
}
Value base_exception_get_args(Vm&, Value self) { return Value::cell(self.as<Exception>()->args); }
Value base_exception_set_args(Vm& vm, Value self, Value value) {
  if (value.is_undef()) return raise_type_error(vm, "args may not be deleted");
  List* l = list_new(vm, 0);
  MONTY_TRY(l);
  Tri t = drain_into(vm, value, l);
  if (t == Tri::Error) return Value::error();
  if (t == Tri::Defer) return raise_type_error(vm, "args must be a tuple or a list");
  Tuple* made = tuple_from(vm, l->items, l->length());
  MONTY_TRY(made);
  self.as<Exception>()->args = made;
  return Value::none();
}
Value base_exception_get_op_cause(Vm&, Value self) { return self.as<Exception>()->cause; }
Value base_exception_set_op_cause(Vm& vm, Value self, Value value) {
  if (value.is_undef()) return raise_type_error(vm, "__cause__ may not be deleted");
  if (!value.is_none() && !is<Exception>(value)) return raise_type_error(vm, "exception cause must be None or derive from BaseException");
  self.as<Exception>()->cause = value;
  self.as<Exception>()->suppress_context = true;
  return Value::none();
}
Value base_exception_get_op_context(Vm&, Value self) { return self.as<Exception>()->context; }
Value base_exception_set_op_context(Vm& vm, Value self, Value value) {
  if (value.is_undef()) return raise_type_error(vm, "__context__ may not be deleted");
  if (!value.is_none() && !is<Exception>(value)) return raise_type_error(vm, "exception context must be None or derive from BaseException");
  self.as<Exception>()->context = value;
  return Value::none();
}
Value base_exception_get_op_suppress_context(Vm&, Value self) { return Value::boolean(self.as<Exception>()->suppress_context); }
Value base_exception_set_op_suppress_context(Vm& vm, Value self, Value value) {
  if (!value.is_bool()) return raise_type_error(vm, "attribute value type must be bool");
  self.as<Exception>()->suppress_context = value.is_true();
  return Value::none();
}
Value base_exception_get_op_traceback(Vm&, Value self) { return self.as<Exception>()->traceback; }
Value base_exception_set_op_traceback(Vm& vm, Value self, Value value) {
  if (value.is_undef()) return raise_type_error(vm, "__traceback__ may not be deleted");
  if (!value.is_none() && !is<Traceback>(value)) return raise_type_error(vm, "__traceback__ must be a traceback or None");
  self.as<Exception>()->traceback = value;
  return Value::none();
}
Value base_exception_get_op_dict(Vm& vm, Value self) { return cell_or_raise(instance_dict(vm, self)); }

// ---------------------------------------------------------------- the ones with attributes
Value system_exit_op_init(Vm& vm, Exception* self, Tuple* args, Dict* kwargs) { return base_exception_op_init(vm, self, args, kwargs); }
Value stop_iteration_op_init(Vm& vm, Exception* self, Tuple* args, Dict* kwargs) {
  Value done = base_exception_op_init(vm, self, args, kwargs);
  if (!done.ok()) return done;
  return instance_set(vm, self, names::value, args->length() > 0 ? args->items[0] : Value::none()) ? done : Value::error();
}

namespace {
Type* os_error_class(i64 number) {
  switch (number) {
    case 1:
    case 13: return &kType_PermissionError;
    case 2: return &kType_FileNotFoundError;
    case 3: return &kType_ProcessLookupError;
    case 4: return &kType_InterruptedError;
    case 10: return &kType_ChildProcessError;
    case 11:
    case 114:
    case 115: return &kType_BlockingIOError;
    case 17: return &kType_FileExistsError;
    case 20: return &kType_NotADirectoryError;
    case 21: return &kType_IsADirectoryError;
    case 32:
    case 108: return &kType_BrokenPipeError;
    case 103: return &kType_ConnectionAbortedError;
    case 104: return &kType_ConnectionResetError;
    case 110: return &kType_TimeoutError;
    case 111: return &kType_ConnectionRefusedError;
    default: return nullptr;
  }
}
Value field(Vm& vm, Exception* e, const char* name, Value value) {
  Str* s = str_from_ascii(vm, name);
  MONTY_TRY(s);
  return instance_set(vm, e, s, value) ? Value::none() : Value::error();
}
Value os_error_fill(Vm& vm, Exception* e, Tuple* args) {
  u32 n = args->length();
  e->args = args;
  if (n < 2 || n > 5) return Value::none();
  if (field(vm, e, "errno", args->items[0]).is_error() || field(vm, e, "strerror", args->items[1]).is_error()) return Value::error();
  if (n >= 3) {
    if (field(vm, e, "filename", args->items[2]).is_error()) return Value::error();
    if (n == 5 && field(vm, e, "filename2", args->items[4]).is_error()) return Value::error();
    Tuple* two = tuple_from(vm, args->items, 2);
    MONTY_TRY(two);
    e->args = two;
  }
  return Value::none();
}
}  // namespace

Value os_error_op_new(Vm& vm, Type* cls, Tuple* args, Dict*) {
  if (cls == &kType_OSError && args->length() >= 2 && args->length() <= 5 && args->items[0].is_small_int()) {
    if (Type* t = os_error_class(args->items[0].as_small_int())) cls = t;
  }
  Exception* e = exception_new(vm, cls, args);
  MONTY_TRY(e);
  Value done = os_error_fill(vm, e, args);
  return done.ok() ? Value::cell(e) : done;
}
Value os_error_op_init(Vm& vm, Exception* self, Tuple* args, Dict* kwargs) {
  Value done = refuse_keywords(vm, self, kwargs);
  if (!done.ok()) return done;
  // A subclass with its own __init__ passes what OSError shall see.
  return os_error_fill(vm, self, args);
}
Value os_error_op_str(Vm& vm, Exception* self) {
  auto get = [&](const char* name) {
    Str* s = str_from_ascii(vm, name);
    return s == nullptr ? Value::error() : get_field(vm, Value::cell(self), kType_OSError, s);
  };
  Value number = get("errno"), text = get("strerror"), file = get("filename"), file2 = get("filename2");
  if (number.is_error() || text.is_error() || file.is_error() || file2.is_error()) return Value::error();
  if (!file.is_none() || (!number.is_none() && !text.is_none())) {
    Str* n = str_native(vm, number);
    Str* t = n == nullptr ? nullptr : str_native(vm, text);
    if (t == nullptr) return conversion_failed(vm);
    if (file.is_none()) return cell_or_raise(format_message(vm, "[Errno %S] %S", n, t));
    Str* f = repr_native(vm, file);
    if (f == nullptr) return conversion_failed(vm);
    if (file2.is_none()) return cell_or_raise(format_message(vm, "[Errno %S] %S: %S", n, t, f));
    Str* f2 = repr_native(vm, file2);
    if (f2 == nullptr) return conversion_failed(vm);
    return cell_or_raise(format_message(vm, "[Errno %S] %S: %S -> %S", n, t, f, f2));
  }
  return base_exception_op_str(vm, self);
}
Value os_error_op_reduce(Vm& vm, Exception* self) { return base_exception_op_reduce(vm, self); }

namespace {
Value set_named(Vm& vm, Exception* self, Tuple* args, std::initializer_list<std::pair<const char*, Value>> fields) {
  self->args = args;
  for (auto& [name, value] : fields) {
    if (!value.is_undef() && field(vm, self, name, value).is_error()) return Value::error();
  }
  return Value::none();
}
}  // namespace

Value attribute_error_op_init(Vm& vm, Exception* self, Value name, Value obj, Tuple* args) { return set_named(vm, self, args, {{"name", name}, {"obj", obj}}); }
Value attribute_error_op_reduce(Vm& vm, Exception* self) { return base_exception_op_reduce(vm, self); }
Value attribute_error_op_getstate(Vm& vm, Exception* self) { return cell_or_raise(instance_dict(vm, Value::cell(self))); }
Value import_error_op_init(Vm& vm, Exception* self, Value name, Value path, Value name_from, Tuple* args) {
  return set_named(vm, self, args, {{"name", name}, {"path", path}, {"name_from", name_from}, {"msg", args->length() == 1 ? args->items[0] : Value::none()}});
}
Value import_error_op_str(Vm& vm, Exception* self) {
  Str* s = str_from_ascii(vm, "msg");
  MONTY_TRY(s);
  Value msg = get_field(vm, Value::cell(self), kType_ImportError, s);
  if (is<Str>(msg)) return msg;
  return base_exception_op_str(vm, self);
}
Value import_error_op_reduce(Vm& vm, Exception* self) { return base_exception_op_reduce(vm, self); }
Value name_error_op_init(Vm& vm, Exception* self, Value name, Tuple* args) { return set_named(vm, self, args, {{"name", name}}); }

Value syntax_error_op_init(Vm& vm, Exception* self, Tuple* args, Dict* kwargs) {
  Value done = refuse_keywords(vm, self, kwargs);
  if (!done.ok()) return done;
  self->args = args;
  if (args->length() == 2) {
    Tuple* place = get_if<Tuple>(args->items[1]);
    if (place == nullptr && !is<List>(args->items[1])) return raise_type_error(vm, "'%T' object is not iterable", args->items[1]);
    const u32 n = place != nullptr ? place->length() : args->items[1].as<List>()->length();
    if (n < 4) return raise_type_error(vm, "function takes at least 4 arguments (%d given)", static_cast<int>(n));
    if (n > 6) return raise_type_error(vm, "function takes at most 6 arguments (%d given)", static_cast<int>(n));
  }
  return Value::none();
}
Value syntax_error_op_str(Vm& vm, Exception* self) {
  auto get = [&](const char* name) {
    Str* s = str_from_ascii(vm, name);
    return s == nullptr ? Value::error() : get_field(vm, Value::cell(self), kType_SyntaxError, s);
  };
  Value msg = get("msg"), file = get("filename"), line = get("lineno");
  if (msg.is_error() || file.is_error() || line.is_error()) return Value::error();
  Str* m = str_native(vm, msg);
  if (m == nullptr) return conversion_failed(vm);
  Str* f = get_if<Str>(file);
  i64 n = 0;
  bool has_line = int_to_i64(line, &n) && !line.is_none();
  if (f != nullptr) {  // the last part of the path
    u32 start = 0;
    for (u32 i = 0; i < f->length(); i++) {
      if (f->at(i) == '/') start = i + 1;
    }
    f = str_slice(vm, f, start, f->length());
    MONTY_TRY(f);
  }
  if (f != nullptr && has_line) return cell_or_raise(format_message(vm, "%S (%S, line %l)", m, f, n));
  if (f != nullptr) return cell_or_raise(format_message(vm, "%S (%S)", m, f));
  if (has_line) return cell_or_raise(format_message(vm, "%S (line %l)", m, n));
  return Value::cell(m);
}

Value key_error_op_str(Vm& vm, Exception* self) {
  if (self->args->length() == 1) return text_or_defer(vm, repr_native(vm, self->args->items[0]));
  return base_exception_op_str(vm, self);
}

// ---------------------------------------------------------------- UnicodeError and its kin
namespace {
// As CPython's format "UOnnU": text, any object (bytes-like for decoding), two indices, text.
bool unicode_arguments(Vm& vm, Value encoding, Value object, Value start, Value end, Value reason, bool decode) {
  const Value texts[] = {encoding, decode || encoding.is_undef() ? Value::undef() : object, reason};
  const int positions[] = {1, 2, encoding.is_undef() ? 4 : 5};
  for (int i = 0; i < 3; i++) {
    if (!texts[i].is_undef() && unwrap<Str>(texts[i]) == nullptr) return raise_type_error(vm, "argument %d must be str, not %T", positions[i], texts[i]), false;
    if (i == 0 && decode) {
      ByteView view;
      if (!bytes_view(vm, object, &view)) {
        if (vm.exception.is_undef()) raise_type_error(vm, "a bytes-like object is required, not '%T'", object);
        return false;
      }
    }
  }
  for (Value v : {start, end}) {
    if (int_value(v).is_undef()) return raise_type_error(vm, "'%T' object cannot be interpreted as an integer", v), false;
  }
  return true;
}
Value unicode_init(Vm& vm, Exception* self, std::initializer_list<Value> args) {
  Tuple* t = tuple_from(vm, args.begin(), static_cast<u32>(args.size()));
  MONTY_TRY(t);
  self->args = t;
  return Value::none();
}
Value unicode_str(Vm& vm, Exception* self, Type& owner, bool decode) {
  auto get = [&](const char* name) {
    Str* s = str_from_ascii(vm, name);
    return s == nullptr ? Value::error() : get_field(vm, Value::cell(self), owner, s);
  };
  Value object = get("object"), start = get("start"), end = get("end"), reason = get("reason");
  Value encoding = &owner == &kType_UnicodeTranslateError ? Value::none() : get("encoding");
  Str* why = str_native(vm, reason);
  i64 from, to;
  if (why == nullptr || !int_to_i64(start, &from) || !int_to_i64(end, &to)) {
    vm.deferred = false;
    vm.exception = Value::undef();
    return Value::cell(names::empty);
  }
  Str* codec = get_if<Str>(encoding);
  if (decode) {
    Bytes* b = unwrap<Bytes>(object);
    if (b != nullptr && to == from + 1 && from >= 0 && from < b->length()) {
      char byte[8];
      std::snprintf(byte, sizeof byte, "%02x", b->data[from]);
      return cell_or_raise(format_message(vm, "'%S' codec can't decode byte 0x%s in position %l: %S", codec, byte, from, why));
    }
    return cell_or_raise(format_message(vm, "'%S' codec can't decode bytes in position %l-%l: %S", codec, from, to - 1, why));
  }
  Str* s = unwrap<Str>(object);
  if (s != nullptr && to == from + 1 && from >= 0 && from < s->length()) {
    char shown[16];
    u32 c = s->at(static_cast<usize>(from));
    std::snprintf(shown, sizeof shown, c <= 0xFF ? "\\x%02x" : c <= 0xFFFF ? "\\u%04x" : "\\U%08x", c);
    if (codec == nullptr) return cell_or_raise(format_message(vm, "can't translate character '%s' in position %l: %S", shown, from, why));
    return cell_or_raise(format_message(vm, "'%S' codec can't encode character '%s' in position %l: %S", codec, shown, from, why));
  }
  if (codec == nullptr) return cell_or_raise(format_message(vm, "can't translate characters in position %l-%l: %S", from, to - 1, why));
  return cell_or_raise(format_message(vm, "'%S' codec can't encode characters in position %l-%l: %S", codec, from, to - 1, why));
}
}  // namespace

Value unicode_decode_error_op_init(Vm& vm, Exception* self, Value encoding, Value object, Value start, Value end, Value reason) {
  if (!unicode_arguments(vm, encoding, object, start, end, reason, true)) return Value::error();
  return unicode_init(vm, self, {encoding, object, start, end, reason});
}
Value unicode_decode_error_op_str(Vm& vm, Exception* self) { return unicode_str(vm, self, kType_UnicodeDecodeError, true); }
Value unicode_encode_error_op_init(Vm& vm, Exception* self, Value encoding, Value object, Value start, Value end, Value reason) {
  if (!unicode_arguments(vm, encoding, object, start, end, reason, false)) return Value::error();
  return unicode_init(vm, self, {encoding, object, start, end, reason});
}
Value unicode_encode_error_op_str(Vm& vm, Exception* self) { return unicode_str(vm, self, kType_UnicodeEncodeError, false); }
Value unicode_translate_error_op_init(Vm& vm, Exception* self, Value object, Value start, Value end, Value reason) {
  return unicode_init(vm, self, {object, start, end, reason});
}
Value unicode_translate_error_op_str(Vm& vm, Exception* self) { return unicode_str(vm, self, kType_UnicodeTranslateError, false); }

// ---------------------------------------------------------------- groups: written in Python, but for the text
Value base_exception_group_op_new(Vm&, Type*, Tuple*, Dict*) { return Value::defer(); }
Value base_exception_group_op_init(Vm& vm, Exception* self, Tuple*, Dict* kwargs) { return refuse_keywords(vm, self, kwargs); }
Value base_exception_group_subgroup(Vm&, Exception*, Value) { return Value::defer(); }
Value base_exception_group_split(Vm&, Exception*, Value) { return Value::defer(); }
Value base_exception_group_derive(Vm&, Exception*, Value) { return Value::defer(); }
Value base_exception_group_op_str(Vm& vm, Exception* self) {
  Value message = self->args->length() > 0 ? self->args->items[0] : Value::cell(names::empty);
  Value parts = get_field(vm, Value::cell(self), kType_BaseExceptionGroup, names::exceptions);
  if (parts.is_error()) return parts;
  u32 n = is<Tuple>(parts) ? parts.as<Tuple>()->length() : 0;
  Str* m = unwrap<Str>(message);
  if (m == nullptr) m = names::empty;
  return cell_or_raise(format_message(vm, "%S (%d sub-exception%s)", m, static_cast<int>(n), n == 1 ? "" : "s"));
}

}  // namespace native
}  // namespace monty
