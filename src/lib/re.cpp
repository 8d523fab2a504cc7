// SPDX-License-Identifier: MIT
// re: compiling patterns, and the methods of Pattern. Matches are in re_match.cpp.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/unicode_names.h"
#include "lib/re_cells.h"
#include "natives/re.h"

namespace monty {

namespace lib {

namespace {

void* resize_charged(void* context, void* old, usize old_bytes, usize new_bytes) {
  auto& vm = *static_cast<Vm*>(context);
  if (new_bytes > old_bytes && !vm.heap.charge(new_bytes - old_bytes)) return nullptr;
  if (new_bytes == 0) {
    std::free(old);
    vm.heap.discharge(old_bytes);
    return nullptr;
  }
  void* p = std::realloc(old, new_bytes);
  if (p == nullptr) {
    if (new_bytes > old_bytes) vm.heap.discharge(new_bytes - old_bytes);
    return nullptr;
  }
  if (new_bytes < old_bytes) vm.heap.discharge(old_bytes - new_bytes);
  return p;
}

// Raises what a failed compilation stands for; Pattern errors become a tuple (message, position).
Value compile_failed(Vm& vm, const regex::Error& error) {
  if (error.kind == regex::ErrorKind::Stopped) return raise_stopped(vm);
  if (error.kind == regex::ErrorKind::Memory) return raise_memory_error(vm);
  Str* message = str_from_utf32(vm, error.msg);
  if (message == nullptr) return Value::error();
  switch (error.kind) {
    case regex::ErrorKind::Value: return raise_with(vm, kType_ValueError, Value::cell(message));
    case regex::ErrorKind::Overflow: return raise_with(vm, kType_OverflowError, Value::cell(message));
    case regex::ErrorKind::Index: return raise_with(vm, kType_IndexError, Value::cell(message));
    case regex::ErrorKind::Recursion: return raise_with(vm, kType_RecursionError, Value::cell(message));
    default: break;
  }
  Value row[2] = {Value::cell(message), error.pos < 0 ? Value::none() : Value::small_int(error.pos)};
  return from_cell(tuple_from(vm, row, 2));
}

bool character_called(std::u32string_view name, char32_t& out) {
  char text[unicode::kNameCapacity];
  if (name.size() > sizeof text) return false;
  for (usize i = 0; i < name.size(); i++) {
    if (name[i] >= 128) return false;
    text[i] = static_cast<char>(name[i]);
  }
  return unicode::find_character({text, name.size()}, &out);
}

bool compile_program(Vm& vm, Value pattern, u32 flags, regex::Program* program, Value* failure) {
  Subject subject;
  bool is_text = unwrap<Str>(pattern) != nullptr;
  if (!subject_of(vm, pattern, is_text, &subject)) {
    *failure = Value::error();
    return false;
  }
  usize working = usize{subject.view.length} * 200 + 1024;
  if (!vm.heap.charge(working)) {
    *failure = raise_memory_error(vm);
    return false;
  }
  regex::Error error;
  bool fine = regex::compile(subject.view, {is_text, flags, character_called}, vm.meter, *program, error);
  vm.heap.discharge(working);
  if (!fine) *failure = compile_failed(vm, error);
  return fine;
}

bool store_program(Vm& vm, Native* p, const regex::Program& program) {
  if (program.code.size() > (u32{1} << 28)) return raise_memory_error(vm), false;
  if (!native_bytes(vm, p, static_cast<u32>(program.code.size() * 4))) return false;
  std::memcpy(p->bytes, program.code.data(), p->byte_count);
  return true;
}

}  // namespace

regex::Memory heap_memory(Vm& vm) { return {&vm, resize_charged}; }

Value raise_regex_status(Vm& vm, regex::Status status) { return status == regex::Status::Stopped ? raise_stopped(vm) : raise_memory_error(vm); }

Str* str_from_utf32(Vm& vm, std::u32string_view text) {
  StrBuilder out(vm);
  for (char32_t c : text) {
    if (!out.append_char(c)) return nullptr;
  }
  return out.finish();
}

bool subject_of(Vm& vm, Value v, bool want_text, Subject* out) {
  out->value = v;
  if (Str* s = unwrap<Str>(v)) {
    if (!want_text) {
      raise_type_error(vm, "cannot use a bytes pattern on a string-like object");
      return false;
    }
    out->str = s;
    out->view = {s->data, s->length(), static_cast<u8>(s->width())};
    return true;
  }
  ByteView bytes;
  if (!bytes_of(v, &bytes)) {
    raise_type_error(vm, "expected string or bytes-like object, got '%T'", v);
    return false;
  }
  if (want_text) {
    raise_type_error(vm, "cannot use a string pattern on a bytes-like object");
    return false;
  }
  out->view = {bytes.data, bytes.size, 1};
  return true;
}

bool pattern_program(Vm& vm, Native* p, std::span<const u32>* code) {
  if (p->bytes == nullptr) {
    regex::Program program;
    Value failure;
    if (!compile_program(vm, p->values[0], static_cast<u32>(p->values[1].as_small_int()), &program, &failure) || program.groups != pattern_groups(p)) {
      if (failure.is_cell() || failure.is_undef()) raise(vm, kType_RuntimeError, "a pattern of the snapshot does not compile");
      return false;
    }
    if (!store_program(vm, p, program)) return false;
  }
  *code = {reinterpret_cast<const u32*>(p->bytes), p->byte_count / 4};
  return true;
}

Value subject_slice(Vm& vm, const Subject& s, i64 start, i64 end) {
  i64 n = s.view.length;
  start = std::clamp<i64>(start, 0, n);
  end = std::clamp<i64>(end, start, n);
  if (s.str != nullptr) return from_cell(str_slice(vm, s.str, start, end));
  if (start == 0 && end == n && is<Bytes>(s.value)) return s.value;
  return from_cell(bytes_new(vm, static_cast<const u8*>(s.view.data) + start, static_cast<usize>(end - start)));
}

bool append_slice(StrBuilder& out, const Subject& s, i64 start, i64 end) {
  if (start >= end) return true;
  if (s.str->ascii()) return out.append(s.str->ascii_view().substr(static_cast<usize>(start), static_cast<usize>(end - start)));
  for (i64 i = start; i < end; i++) {
    if (!out.append_char(s.view.at(static_cast<u32>(i)))) return false;
  }
  return true;
}

bool template_of(Vm& vm, Native* pattern, Value text, regex::Template* out, Value* result) {
  Subject subject;
  bool is_text = is_text_pattern(pattern);
  if (!subject_of(vm, text, is_text, &subject)) {
    *result = Value::error();
    return false;
  }
  if (!vm.meter.tick(subject.view.length)) return *result = raise_stopped(vm), false;
  std::vector<regex::GroupName> names;
  Dict* d = pattern->values[3].as<Dict>();
  for (u32 i = 0; i < d->fill; i++) {
    Str* name = get_if<Str>(d->entries[i].key);
    if (name == nullptr || !d->entries[i].value.is_small_int()) continue;
    std::u32string key;
    for (u32 k = 0; k < name->length(); k++) key.push_back(name->at(k));
    names.push_back({key, static_cast<u32>(d->entries[i].value.as_small_int())});
  }
  regex::Error error;
  if (regex::parse_template(subject.view, is_text, pattern_groups(pattern), names, vm.meter, *out, error)) return true;
  Value failure = compile_failed(vm, error);
  if (auto* t = get_if<Tuple>(failure)) {
    Value args[3] = {t->items[0], text, t->items[1]};
    failure = library_call(vm, "re", "_bad_template", args, 3);
  }
  *result = failure;
  return false;
}

}  // namespace lib

using namespace lib;

namespace {

// One search or match of a method call.
struct Attempt {
  Native* pattern;
  Subject subject;
  std::span<const u32> code;
  u32 pos = 0, endpos = 0;
  u32 lastindex = 0;
  std::vector<regex::Span> heap_spans;
  regex::Span inline_spans[16];
  std::span<regex::Span> spans;

  bool begin(Vm& vm, Native* p, Value string, i64 from, i64 to) {
    pattern = p;
    if (!subject_of(vm, string, is_text_pattern(p), &subject) || !pattern_program(vm, p, &code)) return false;
    i64 n = subject.view.length;
    pos = static_cast<u32>(std::clamp<i64>(from, 0, n));
    endpos = static_cast<u32>(std::clamp<i64>(to, 0, n));
    u32 count = pattern_groups(p) + 1;
    if (count > 16) {
      if (!vm.meter.tick(count)) return raise_stopped(vm), false;
      heap_spans.resize(count);
      spans = heap_spans;
    } else {
      spans = {inline_spans, count};
    }
    return true;
  }
  Value group(Vm& vm, u32 i) const { return spans[i].start < 0 ? Value::none() : subject_slice(vm, subject, spans[i].start, spans[i].end); }
};

Value empty_of(const Subject& s, Vm& vm) { return s.str != nullptr ? Value::cell(names::empty) : from_cell(bytes_new(vm, "", 0)); }

Value run_once(Vm& vm, Native* self, Value string, i64 pos, i64 endpos, regex::Mode mode) {
  Attempt a;
  if (!a.begin(vm, self, string, pos, endpos)) return Value::error();
  if (a.pos > a.endpos) return Value::none();
  regex::Request request{a.subject.view, a.pos, a.endpos, mode, false};
  regex::Status status = regex::match(a.code, request, vm.meter, heap_memory(vm), a.spans, a.lastindex);
  if (status == regex::Status::NoMatch) return Value::none();
  if (status != regex::Status::Matched) return raise_regex_status(vm, status);
  return match_new(vm, self, a.subject, a.pos, a.endpos, a.spans, a.lastindex);
}

// Replaces matches by a template; *done counts them.
Value substitute(Vm& vm, Native* self, Value repl, Value string, i64 count, i64* done) {
  Attempt a;
  if (!a.begin(vm, self, string, 0, INT64_MAX)) return Value::error();
  regex::Template plan;
  Value failure;
  if (!template_of(vm, self, repl, &plan, &failure)) return failure;
  StrBuilder out(vm);
  std::vector<u8> raw;
  usize charged = 0;
  bool text = a.subject.str != nullptr;
  auto add = [&](i64 start, i64 end) {
    if (text) return append_slice(out, a.subject, start, end);
    if (start < end) raw.insert(raw.end(), static_cast<const u8*>(a.subject.view.data) + start, static_cast<const u8*>(a.subject.view.data) + end);
    return true;
  };
  auto add_literal = [&](u32 from, u32 to) {
    for (u32 i = from; i < to; i++) {
      if (!text) {
        raw.push_back(static_cast<u8>(plan.literals[i]));
      } else if (!out.append_char(plan.literals[i])) {
        return false;
      }
    }
    return true;
  };
  regex::Walk walk(a.pos, a.endpos);
  regex::Memory memory = heap_memory(vm);
  i64 at = 0;
  *done = 0;
  Value result = Value::none();
  while (count <= 0 || *done < count) {
    regex::Status status = walk.next(a.code, a.subject.view, vm.meter, memory, a.spans, a.lastindex);
    if (status == regex::Status::NoMatch) break;
    if (status != regex::Status::Matched) {
      result = raise_regex_status(vm, status);
      break;
    }
    if (!vm.meter.tick(2 + plan.literals.size() / 16)) {
      result = raise_stopped(vm);
      break;
    }
    bool fine = add(at, a.spans[0].start);
    u32 literal_at = 0;
    for (const auto& part : plan.parts) {
      fine = fine && add_literal(literal_at, part.literal_end);
      literal_at = part.literal_end;
      if (part.group < a.spans.size() && a.spans[part.group].start >= 0) fine = fine && add(a.spans[part.group].start, a.spans[part.group].end);
    }
    fine = fine && add_literal(literal_at, static_cast<u32>(plan.literals.size()));
    if (fine && raw.capacity() > charged) {
      fine = vm.heap.charge(raw.capacity() - charged);
      if (fine)
        charged = raw.capacity();
      else
        raise_memory_error(vm);
    }
    if (!fine) {
      result = Value::error();
      break;
    }
    at = a.spans[0].end;
    ++*done;
  }
  if (!result.is_error() && !(*done == 0 && (is<Str>(string) || is<Bytes>(string)))) {
    if (!add(at, a.subject.view.length))
      result = Value::error();
    else
      result = text ? from_cell(out.finish()) : from_cell(bytes_new(vm, raw.data(), raw.size()));
  } else if (!result.is_error()) {
    result = string;
  }
  vm.heap.discharge(charged);
  return result;
}

Value by_calls(Vm& vm, Native* self, Value repl, Value string, i64 count, bool counted) {
  Subject check;
  if (!subject_of(vm, string, is_text_pattern(self), &check)) return Value::error();
  Value args[5] = {Value::cell(self), repl, string, Value::small_int(std::clamp<i64>(count, 0, Value::kMaxSmall)), Value::boolean(counted)};
  return library_call(vm, "re", "_sub_by_calls", args, 5);
}

bool is_template(Value v) {
  ByteView bytes;
  return unwrap<Str>(v) != nullptr || bytes_of(v, &bytes);
}

Native* pattern_of(Value v) { return unwrap_native(v, kType_Pattern); }

}  // namespace

namespace native {

// A Pattern, or (message, position) when it is not valid.
Value re__compile_native(Vm& vm, Value pattern, i64 flags) {
  ByteView bytes;
  if (unwrap<Str>(pattern) == nullptr && !bytes_of(pattern, &bytes)) return raise_type_error(vm, "first argument must be string or compiled pattern");
  regex::Program program;
  Value failure;
  if (!compile_program(vm, pattern, static_cast<u32>(flags), &program, &failure)) return failure;
  Native* p = native_new(vm, kType_Pattern, kPatternValues);
  MONTY_TRY(p);
  p->values[0] = pattern;
  p->values[1] = Value::small_int(program.flags);
  p->values[2] = Value::small_int(program.groups);
  Dict* names = dict_new(vm);
  MONTY_TRY(names);
  p->values[3] = Value::cell(names);
  for (const auto& name : program.names) {
    Str* key = str_from_utf32(vm, name.name);
    MONTY_TRY(key != nullptr && dict_set_str(vm, names, key, Value::small_int(name.group)));
  }
  MONTY_TRY(store_program(vm, p, program));
  return Value::cell(p);
}

// How long what the pattern matches is, (shortest, longest), or (message, position) when it is not valid.
Value re__widths_native(Vm& vm, Value pattern, i64 flags) {
  ByteView bytes;
  if (unwrap<Str>(pattern) == nullptr && !bytes_of(pattern, &bytes)) return raise_type_error(vm, "first argument must be string or bytes pattern");
  regex::Program program;
  Value failure;
  if (!compile_program(vm, pattern, static_cast<u32>(flags), &program, &failure)) return failure;
  Value row[2] = {int_from_u64(vm, program.shortest), int_from_u64(vm, program.longest)};
  MONTY_TRY(!row[0].is_error() && !row[1].is_error());
  return from_cell(tuple_from(vm, row, 2));
}

Value re__escape_native(Vm& vm, Value pattern) {
  if (Str* s = unwrap<Str>(pattern)) {
    StrBuilder out(vm);
    if (!vm.meter.tick(s->length())) return raise_stopped(vm);
    for (u32 i = 0; i < s->length(); i++) {
      if (regex::needs_escape(s->at(i))) MONTY_TRY(out.append("\\"));
      MONTY_TRY(out.append_char(s->at(i)));
    }
    return from_cell(out.finish());
  }
  ByteView bytes;
  if (!bytes_of(pattern, &bytes)) return raise_type_error(vm, "decoding to str: need a bytes-like object, %T found", pattern);
  if (!vm.meter.tick(bytes.size)) return raise_stopped(vm);
  usize extra = 0;
  for (u32 i = 0; i < bytes.size; i++) extra += regex::needs_escape(bytes.data[i]);
  Bytes* out = bytes_new(vm, nullptr, bytes.size + extra);
  MONTY_TRY(out);
  u8* to = out->data;
  for (u32 i = 0; i < bytes.size; i++) {
    if (regex::needs_escape(bytes.data[i])) *to++ = '\\';
    *to++ = bytes.data[i];
  }
  return Value::cell(out);
}

Value re_pattern_search(Vm& vm, Native* self, Value string, i64 pos, i64 endpos) { return run_once(vm, self, string, pos, endpos, regex::Mode::Search); }
Value re_pattern_match(Vm& vm, Native* self, Value string, i64 pos, i64 endpos) { return run_once(vm, self, string, pos, endpos, regex::Mode::Match); }
Value re_pattern_fullmatch(Vm& vm, Native* self, Value string, i64 pos, i64 endpos) { return run_once(vm, self, string, pos, endpos, regex::Mode::FullMatch); }

Value re_pattern_findall(Vm& vm, Native* self, Value string, i64 pos, i64 endpos) {
  Attempt a;
  if (!a.begin(vm, self, string, pos, endpos)) return Value::error();
  List* list = list_new(vm, 0);
  MONTY_TRY(list);
  regex::Walk walk(a.pos, a.endpos);
  regex::Memory memory = heap_memory(vm);
  u32 groups = pattern_groups(self);
  Heap::LogScope scope(vm.heap);
  while (true) {
    regex::Status status = walk.next(a.code, a.subject.view, vm.meter, memory, a.spans, a.lastindex);
    if (status == regex::Status::NoMatch) return Value::cell(list);
    if (status != regex::Status::Matched) return raise_regex_status(vm, status);
    auto item = [&](u32 i) { return a.spans[i].start < 0 ? empty_of(a.subject, vm) : a.group(vm, i); };
    Value v;
    if (groups <= 1) {
      v = item(groups);
    } else {
      Tuple* t = tuple_new(vm, groups);
      MONTY_TRY(t);
      for (u32 i = 0; i < groups; i++) t->items[i] = Value::none();
      for (u32 i = 0; i < groups; i++) {
        t->items[i] = item(i + 1);
        if (t->items[i].is_error()) return t->items[i] = Value::none(), Value::error();
      }
      v = Value::cell(t);
    }
    if (v.is_error() || !list_append(vm, list, v)) return Value::error();
    scope.reset();
  }
}

Value re_pattern_split(Vm& vm, Native* self, Value string, i64 maxsplit) {
  Attempt a;
  if (!a.begin(vm, self, string, 0, INT64_MAX)) return Value::error();
  List* list = list_new(vm, 0);
  MONTY_TRY(list);
  regex::Walk walk(a.pos, a.endpos);
  regex::Memory memory = heap_memory(vm);
  i64 at = 0;
  Heap::LogScope scope(vm.heap);
  for (i64 n = 0; maxsplit == 0 || n < maxsplit; n++) {
    regex::Status status = walk.next(a.code, a.subject.view, vm.meter, memory, a.spans, a.lastindex);
    if (status == regex::Status::NoMatch) break;
    if (status != regex::Status::Matched) return raise_regex_status(vm, status);
    Value part = subject_slice(vm, a.subject, at, a.spans[0].start);
    if (part.is_error() || !list_append(vm, list, part)) return Value::error();
    for (u32 i = 1; i < a.spans.size(); i++) {
      part = a.group(vm, i);
      if (part.is_error() || !list_append(vm, list, part)) return Value::error();
    }
    at = a.spans[0].end;
    scope.reset();
  }
  Value rest = subject_slice(vm, a.subject, at, a.subject.view.length);
  if (rest.is_error() || !list_append(vm, list, rest)) return Value::error();
  return Value::cell(list);
}

Value re_pattern_sub(Vm& vm, Native* self, Value repl, Value string, i64 count) {
  if (!is_template(repl)) return by_calls(vm, self, repl, string, count, false);
  i64 done;
  return substitute(vm, self, repl, string, count, &done);
}
Value re_pattern_subn(Vm& vm, Native* self, Value repl, Value string, i64 count) {
  if (!is_template(repl)) return by_calls(vm, self, repl, string, count, true);
  i64 done;
  Value row[2] = {substitute(vm, self, repl, string, count, &done), Value::none()};
  if (!row[0].ok()) return row[0];
  row[1] = Value::small_int(done);
  return from_cell(tuple_from(vm, row, 2));
}

// values of the iterator: 0 pattern, 1 subject, 2 next position, 3 end, 4 whether an empty match is not wanted there,
// 5 first position.
Value re_pattern_finditer(Vm& vm, Native* self, Value string, i64 pos, i64 endpos) {
  Attempt a;
  if (!a.begin(vm, self, string, pos, endpos)) return Value::error();
  Native* it = native_new(vm, kType_match_iterator, 6);
  MONTY_TRY(it);
  it->values[0] = Value::cell(self);
  it->values[1] = string;
  it->values[2] = it->values[5] = Value::small_int(a.pos);
  it->values[3] = Value::small_int(a.endpos);
  it->values[4] = Value::boolean(false);
  return Value::cell(it);
}
Value re_match_iterator_op_iter(Vm&, Value self) { return self; }
Value re_match_iterator_op_next(Vm& vm, Native* self) {
  if (self->values[1].is_none()) return raise_stop_iteration(vm, Value::undef());
  Attempt a;
  if (!a.begin(vm, self->values[0].as<Native>(), self->values[1], self->values[2].as_small_int(), self->values[3].as_small_int())) {
    return Value::error();
  }
  regex::Status status = regex::Status::NoMatch;
  if (a.pos <= a.endpos) {
    regex::Request request{a.subject.view, a.pos, a.endpos, regex::Mode::Search, self->values[4].is_true()};
    status = regex::match(a.code, request, vm.meter, heap_memory(vm), a.spans, a.lastindex);
  }
  if (status == regex::Status::NoMatch) {
    self->values[1] = Value::none();
    return raise_stop_iteration(vm, Value::undef());
  }
  if (status != regex::Status::Matched) return raise_regex_status(vm, status);
  self->values[2] = Value::small_int(a.spans[0].end);
  self->values[4] = Value::boolean(a.spans[0].start == a.spans[0].end);
  return match_new(vm, a.pattern, a.subject, static_cast<u32>(self->values[5].as_small_int()), a.endpos, a.spans, a.lastindex);
}

Value re_pattern_get_flags(Vm&, Value self) { return pattern_of(self)->values[1]; }
Value re_pattern_get_groups(Vm&, Value self) { return pattern_of(self)->values[2]; }
Value re_pattern_get_pattern(Vm&, Value self) { return pattern_of(self)->values[0]; }
Value re_pattern_get_groupindex(Vm& vm, Value self) {
  auto* proxy = vm.heap.make<MappingProxy>();
  if (proxy == nullptr) return raise_memory_error(vm);
  proxy->mapping = pattern_of(self)->values[3];
  return Value::cell(proxy);
}
Value re_pattern_op_copy(Vm&, Native* self) { return Value::cell(self); }
Value re_pattern_op_deepcopy(Vm&, Native* self, Value) { return Value::cell(self); }
Value re_pattern_op_eq(Vm& vm, Native* self, Value value) {
  Native* other = pattern_of(value);
  if (other == nullptr) return Value::not_implemented();
  if (other == self) return Value::boolean(true);
  if (self->values[1] != other->values[1] || is_text_pattern(self) != is_text_pattern(other)) return Value::boolean(false);
  Tri same = equal(vm, self->values[0], other->values[0]);
  return same == Tri::Error ? Value::error() : Value::boolean(same == Tri::True);
}
Value re_pattern_op_ne(Vm& vm, Native* self, Value value) {
  Value same = re_pattern_op_eq(vm, self, value);
  return same.is_bool() ? Value::boolean(same.is_false()) : same;
}
Value re_pattern_op_hash(Vm& vm, Native* self) {
  u64 h = 0;
  Tri done = hash_of(vm, self->values[0], &h);
  if (done == Tri::Error) return Value::error();
  return int_from_i64(vm, static_cast<i64>(h ^ static_cast<u64>(self->values[1].as_small_int()) * 0x9E3779B97F4A7C15) >> 3);
}
Value re_pattern_op_repr(Vm& vm, Native* self) {
  static constexpr struct {
    u32 bit;
    std::string_view name;
  } kNames[] = {{2, "IGNORECASE"}, {4, "LOCALE"}, {8, "MULTILINE"}, {16, "DOTALL"}, {32, "UNICODE"}, {64, "VERBOSE"}, {128, "DEBUG"}, {256, "ASCII"}};
  u32 flags = static_cast<u32>(self->values[1].as_small_int());
  if (is_text_pattern(self) && (flags & (regex::kLocale | regex::kUnicode | regex::kAscii)) == regex::kUnicode) flags &= ~u32{regex::kUnicode};
  Str* shown = repr_native(vm, self->values[0]);
  MONTY_TRY(shown);
  if (shown->length() > 200) shown = str_slice(vm, shown, 0, 200);
  MONTY_TRY(shown);
  StrBuilder out(vm);
  MONTY_TRY(out.append("re.compile(") && out.append(shown));
  bool first = true;
  for (const auto& n : kNames) {
    if (!(flags & n.bit)) continue;
    MONTY_TRY(out.append(first ? ", re." : "|re.") && out.append(n.name));
    first = false;
  }
  MONTY_TRY(out.append(")"));
  return from_cell(out.finish());
}

}  // namespace native
}  // namespace monty
