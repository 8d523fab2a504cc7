// SPDX-License-Identifier: MIT
// _monty: what the library asks of the host, and small helpers of its Python files.
#include "natives/_monty.h"

#include <cmath>
#include <cstring>

#include "lib/digest.h"
#include "lib/external.h"
#include "lib/natives.h"

namespace monty {

using namespace lib;

// ---------------------------------------------------------------- futures of the host
// values: 0 state (0 pending, 1 result, 2 exception), 1 result or exception, 2 id of the call.
Value external_future_new(Vm& vm, i64 call_id) {
  Native* f = native_new(vm, kType_ExternalFuture, 3);
  if (f == nullptr) return Value::error();
  f->values[0] = Value::small_int(0);
  f->values[2] = Value::small_int(call_id);
  return Value::cell(f);
}
bool is_external_future(Value v) {
  auto* n = get_if<Native>(v);
  return n != nullptr && n->type == &kType_ExternalFuture && n->aux == 3;
}
i64 external_future_id(Value future) { return future.as<Native>()->values[2].as_small_int(); }
bool external_future_pending(Value future) { return future.as<Native>()->values[0] == Value::small_int(0); }
void external_future_settle(Value future, bool ok, Value result) {
  auto* f = future.as<Native>();
  f->values[0] = Value::small_int(ok ? 1 : 2);
  f->values[1] = result;
}

namespace native {

namespace {

// A question to the operating system with at most one argument, which is a number.
Value ask_system(Vm& vm, const char* what, i64 argument = -1) {
  Str* name = str_from_ascii(vm, what);
  MONTY_TRY(name);
  Value number = Value::small_int(argument);
  Tuple* args = argument < 0 ? &kEmptyTuple : tuple_from(vm, &number, 1);
  return args == nullptr ? Value::error() : native::monty_os_call(vm, name, args);
}

Value clock(Vm& vm, int which) {
  const double now = vm.hooks.clock == nullptr ? std::nan("") : vm.hooks.clock(vm.hooks.context, which);
  return std::isnan(now) ? ask_system(vm, "time") : float_new(vm, now);
}

// Whether the host is asked (SessionHooks::clock).
enum class Asked { Sleep = 4, Zone = 5 };
bool asks(Vm& vm, Asked what) { return vm.hooks.clock != nullptr && vm.hooks.clock(vm.hooks.context, static_cast<int>(what)) == 1; }

Value ask_about(Vm& vm, const char* what, double seconds) {
  Str* name = str_from_ascii(vm, what);
  MONTY_TRY(name);
  Value number = float_new(vm, seconds);
  if (number.is_error()) return number;
  Tuple* args = tuple_from(vm, &number, 1);
  return args == nullptr ? Value::error() : native::monty_os_call(vm, name, args);
}

Value step(Vm& vm, Native* self) {
  if (self->values[0] == Value::small_int(0)) return Value::cell(self);
  if (self->values[0] == Value::small_int(1)) return raise_stop_iteration(vm, self->values[1]);
  return raise_exception(vm, self->values[1]);
}

Value parameter(Vm& vm, Value name, int kind, bool has_default, Value fallback) {
  Value row[4] = {name, Value::small_int(kind), Value::boolean(has_default), fallback};
  return from_cell(tuple_from(vm, row, 4));
}

}  // namespace

Value monty_host_time(Vm& vm) { return clock(vm, 0); }
// Plain coroutines that wait: the loop resumes them in the call's place (gather in vm/feed.cpp). Others: the box, empty.
Value monty_coroutine_step(Vm&, Value coro, Value box) {
  Generator* g = get_if<Generator>(coro);
  const bool waits =
      g != nullptr && (g->code->code->flags & kCodeCoroutine) != 0 && (g->state == Generator::State::Created || g->state == Generator::State::Suspended);
  return waits && is<List>(box) ? Value::defer() : box;
}
Value monty_watch_async_generators(Vm& vm, Value begun) {
  vm.event_loop = is<List>(begun) ? begun : Value::none();
  return Value::none();
}
Value monty_monotonic(Vm& vm) { return clock(vm, 1); }
Value monty_cpu_time(Vm& vm) { return clock(vm, 2); }

Value monty_sleep_host(Vm& vm, double seconds) {
  if (std::isnan(seconds)) return raise_value_error(vm, "Invalid value NaN (not a number)");
  if (seconds < 0) return raise_value_error(vm, "sleep length must be non-negative");
  if (vm.hooks.sleep == nullptr) return raise(vm, kType_RuntimeError, "the host does not let programs sleep");
  vm.hooks.sleep(vm.hooks.context, seconds);
  return Value::none();
}

// How long to sleep here: so long, or what the host says, which may have waited itself.
Value monty_sleep_ask(Vm& vm, double seconds) { return asks(vm, Asked::Sleep) ? ask_about(vm, "sleep", seconds) : float_new(vm, seconds); }

// The zone is UTC, or the host's: a sandbox shows nothing of the place it runs at.
Value monty_local_zone(Vm& vm, double timestamp) {
  if (asks(vm, Asked::Zone)) return ask_about(vm, "zone", timestamp);
  Value row[3] = {Value::small_int(0), text(vm, "UTC"), Value::small_int(0)};
  if (row[1].is_error()) return row[1];
  return from_cell(tuple_from(vm, row, 3));
}

Value monty_entropy(Vm& vm, i64 n) {
  if (n < 0) return raise_value_error(vm, "negative argument not allowed");
  if (vm.hooks.entropy == nullptr && n <= INT32_MAX) return ask_system(vm, "entropy", n);
  if (n > INT32_MAX || !vm.meter.tick(static_cast<u64>(n) / 16)) return n > INT32_MAX ? raise_memory_error(vm) : raise_stopped(vm);
  Bytes* b = bytes_new(vm, nullptr, static_cast<usize>(n));
  if (b == nullptr) return Value::error();
  if (!vm.hooks.entropy(vm.hooks.context, b->data, static_cast<usize>(n))) {
    return raise(vm, kType_RuntimeError, "the host grants no random bytes; seed the generator instead");
  }
  return Value::cell(b);
}

Value monty_os_call(Vm& vm, Str* name, Tuple* args) {
  if (vm.hooks.os_call != nullptr) return vm.hooks.os_call(vm.hooks.context, vm, name, args);
  Value row[2] = {Value::small_int(1), text(vm, "Operation not permitted")};
  if (row[1].is_error()) return row[1];
  Tuple* t = tuple_from(vm, row, 2);
  return t == nullptr ? Value::error() : raise_args(vm, kType_PermissionError, t);
}

Value monty_wait_external(Vm& vm, Value timeout) {
  double seconds = -1;
  if (!timeout.is_none() && !to_double(vm, timeout, &seconds)) return conversion_failed(vm);
  if (vm.hooks.wait == nullptr) return raise(vm, kType_RuntimeError, "no call of the host is in flight");
  return vm.hooks.wait(vm.hooks.context, vm, seconds);
}

// Leaves the loop; the registers of the calling frame hold the question (vm/suspend.cpp).
// A function of the host, which it must have granted by that name.
Value monty_host_function(Vm& vm, Str* name) {
  auto* f = vm.heap.make<HostFunction>();
  if (f == nullptr) return raise_memory_error(vm);
  f->aux = ~u32{0};
  f->name = name;
  return Value::cell(f);
}

Value monty_leave_run(Vm& vm, Value, Value, Value, Value, Value) {
  vm.request_ = {};
  vm.request_.kind = Request::Kind::Leave;
  return Value::request();
}

Value external_future_op_iter(Vm&, Value self) { return self; }
Value external_future_op_await(Vm&, Value self) { return self; }
Value external_future_op_next(Vm& vm, Native* self) { return step(vm, self); }
Value external_future_send(Vm& vm, Native* self, Value) { return step(vm, self); }
Value external_future_throw(Vm& vm, Native*, Value typ, Value val, Value) {
  if (is<Exception>(typ)) return raise_exception(vm, typ);
  if (is<Exception>(val)) return raise_exception(vm, val);
  Type* type = get_if<Type>(typ);
  if (type == nullptr || !(type->type_flags & kTypeException) || !(type->type_flags & kTypeImmutable)) {
    return raise_type_error(vm, "exceptions must be classes or instances deriving from BaseException, not %T", typ);
  }
  if (val.is_undef() || val.is_none()) return raise_args(vm, *type, &kEmptyTuple);
  return raise_with(vm, *type, val);
}
Value external_future_close(Vm&, Native*) { return Value::none(); }
Value external_future_done(Vm&, Native* self) { return Value::boolean(self->values[0] != Value::small_int(0)); }
Value external_future_op_repr(Vm& vm, Native* self) {
  return from_cell(
      format_message(vm, "<ExternalFuture %l %s>", self->values[2].as_small_int(), self->values[0] == Value::small_int(0) ? "pending" : "finished"));
}

// ---------------------------------------------------------------- traceback, inspect

Value monty_syntax_tree(Vm& vm, Str* source, Str* filename, i64 mode) {
  return vm.syntax_tree(vm, str_to_utf8(source), str_to_utf8(filename), static_cast<int>(mode));
}

// The newest program of that file; null: none.
static const Program* program_of_file(Vm& vm, Str* filename) {
  std::string wanted = str_to_utf8(filename);
  for (usize i = vm.programs.size(); i-- > 0;) {
    const Program& p = *vm.programs[i];
    // Texts that were given to exec() or compile() lie in no file.
    if (p.filename == wanted && (p.compile_flags & kCompileNames) == 0) return &p;
  }
  return nullptr;
}
Value monty_source_line(Vm& vm, Str* filename, i64 lineno) {
  const Program* p = program_of_file(vm, filename);
  if (p == nullptr || lineno < 1) return Value::cell(names::empty);
  if (!vm.meter.tick(p->source.size() / 64 + 1)) return raise_stopped(vm);
  std::string_view rest(p->source);
  for (i64 line = 1; line < lineno; line++) {
    usize end = rest.find('\n');
    if (end == std::string_view::npos) return Value::cell(names::empty);
    rest.remove_prefix(end + 1);
  }
  return from_cell(str_from_utf8(vm, rest.substr(0, rest.find('\n'))));
}
Value monty_source_text(Vm& vm, Str* filename) {
  const Program* p = program_of_file(vm, filename);
  return p == nullptr ? Value::none() : from_cell(str_from_utf8(vm, p->source));
}

namespace {

bool word_char(u32 c) { return c == '_' || c > 127 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

// How tightly the binary operator at `at` binds (higher: tighter), 0 when there is none; *size: its length. -1: an
// operator that is not binary arithmetic, so the expression has no anchors.
int operator_at(std::string_view s, usize at, usize* size) {
  auto next = [&](usize i) { return at + i < s.size() ? s[at + i] : '\0'; };
  *size = 1;
  switch (s[at]) {
    case '|': return next(1) == '=' ? -1 : 1;
    case '^': return next(1) == '=' ? -1 : 2;
    case '&': return next(1) == '=' ? -1 : 3;
    case '<':
    case '>':
      if (next(1) != s[at] || next(2) == '=') return -1;
      *size = 2;
      return 4;
    case '+':
    case '-': return next(1) == '=' ? -1 : 5;
    case '*':
    case '/': {
      bool twice = next(1) == s[at];
      *size = twice ? 2 : 1;
      if (next(*size) == '=') return -1;
      return twice && s[at] == '*' ? 7 : 6;
    }
    case '%':
    case '@': return next(1) == '=' ? -1 : 6;
    case '=':
    case '!':
    case ',':
    case ':': return -1;
    default: return 0;
  }
}

}  // namespace

// Found in the text alone: brackets are matched, strings skipped, and the operator that binds least (the last of its
// kind) is the expression's. Expressions of other sorts have no anchors.
Value monty_caret_anchors(Vm& vm, Str* segment) {
  std::string utf8 = str_to_utf8(segment);
  std::string_view s(utf8);
  if (s.size() > 20000) return Value::none();
  struct Open {
    usize at;
    bool primary;
  };
  Open open[64];
  usize depth = 0, best_at = 0, best_size = 0, last_open = 0, last_close = 0;
  int best = 100;
  bool operand = false, last_primary = false, any = false;
  for (usize i = 0; i < s.size();) {
    char c = s[i];
    if (c == '#') {
      while (i < s.size() && s[i] != '\n') i++;
      continue;
    }
    if (c == '"' || c == '\'') {
      usize quotes = s.substr(i, 3) == std::string(3, c) ? 3 : 1;
      std::string close(quotes, c);
      i += quotes;
      while (i < s.size() && s.substr(i, quotes) != close) i += s[i] == '\\' ? 2 : 1;
      i = i + quotes < s.size() ? i + quotes : s.size();
      operand = true;
      continue;
    }
    if (word_char(static_cast<u8>(c))) {
      usize start = i;
      while (i < s.size() && (word_char(static_cast<u8>(s[i])) || (s[i] == '.' && c >= '0' && c <= '9'))) i++;
      std::string_view word = s.substr(start, i - start);
      static constexpr std::string_view kOther[] = {"and",   "or",   "not",   "in",     "is",     "if",  "else",   "lambda", "for",   "await",
                                                    "yield", "from", "raise", "return", "assert", "del", "import", "with",   "class", "def"};
      for (auto w : kOther) {
        if (w == word && depth == 0) return Value::none();
      }
      operand = true;
      continue;
    }
    if (c == '(' || c == '[' || c == '{') {
      if (depth == 64) return Value::none();
      open[depth++] = {i++, operand};
      operand = false;
      continue;
    }
    if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) return Value::none();
      depth--;
      if (depth == 0) last_open = open[0].at, last_close = i, last_primary = open[0].primary, any = true;
      operand = true;
      i++;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\\' || c == '.') {
      i++;
      continue;
    }
    usize size = 1;
    if (depth == 0) {
      int level = operator_at(s, i, &size);
      if (level < 0) return Value::none();
      if (level > 0 && operand && (level < best || (level == best && level != 7))) best = level, best_at = i, best_size = size;
    }
    operand = false;
    i += size;
  }
  if (depth != 0) return Value::none();
  usize from = best_at, to = best_at + best_size;
  if (best == 100) {
    while (!s.empty() && (s.back() == ' ' || s.back() == '\n')) s.remove_suffix(1);
    if (!any || !last_primary || last_close + 1 != s.size()) return Value::none();
    from = last_open, to = last_close + 1;
  }
  i64 row[4] = {0, 0, 0, 0};
  for (int side = 0; side < 2; side++) {
    usize stop = side == 0 ? from : to;
    for (usize i = 0; i < stop; i++) {
      if (s[i] == '\n')
        row[2 * side]++, row[2 * side + 1] = 0;
      else if ((s[i] & 0xC0) != 0x80)
        row[2 * side + 1]++;
    }
  }
  Value values[4];
  for (int i = 0; i < 4; i++) values[i] = Value::small_int(row[i]);
  return from_cell(tuple_from(vm, values, 4));
}

Value monty_signature_parts(Vm& vm, Value obj) {
  const NativeFunction* f = get_if<NativeFunction>(obj);
  u32 skip = 0;
  if (auto* m = get_if<BoundMethod>(obj)) {
    f = get_if<NativeFunction>(m->function);
    skip = 1;
  } else if (auto* t = get_if<Type>(obj)) {
    f = t->constructor;
    skip = 1;
  }
  if (f == nullptr || f->signature == nullptr) return Value::none();
  const Signature& s = *f->signature;
  List* out = list_new(vm, 4);
  if (out == nullptr) return Value::error();
  auto add = [&](Value row) { return !row.is_error() && list_append(vm, out, row); };
  for (u32 i = 0; i <= s.count; i++) {
    if (i == s.positional && s.varargs) MONTY_TRY(add(parameter(vm, Value::cell(names::args), 2, false, Value::none())));
    if (i == s.count || i < skip) continue;
    const Parameter& p = s.parameters[i];
    int kind = i < s.positional_only ? 0 : i < s.positional ? 1 : 3;
    Value fallback = p.default_cell != nullptr ? Value::cell(p.default_cell) : Value::from_bits(p.default_bits);
    if (!p.required && fallback.is_undef()) return Value::none();
    MONTY_TRY(add(parameter(vm, Value::cell(p.name), kind, !p.required, p.required ? Value::none() : fallback)));
  }
  if (s.varkw) MONTY_TRY(add(parameter(vm, Value::cell(names::kwargs), 4, false, Value::none())));
  return Value::cell(out);
}

// ---------------------------------------------------------------- digests

Value monty_digest(Vm& vm, Str* name, Value data) {
  ByteView view;
  if (!bytes_of(data, &view)) return raise_type_error(vm, "object supporting the buffer API required");
  u8 out[kMaxDigest];
  usize length = 0;
  switch (digest(str_to_utf8(name), view.data, view.size, vm.meter, out, &length)) {
    case DigestStatus::stopped: return raise_stopped(vm);
    case DigestStatus::unknown: return raise_value_error(vm, "unsupported hash type %S", name);
    case DigestStatus::ok: break;
  }
  return from_cell(bytes_new(vm, out, length));
}
Value monty_sha512(Vm& vm, Value data) {
  Str* name = str_from_ascii(vm, "sha512");
  return name == nullptr ? Value::error() : monty_digest(vm, name, data);
}

}  // namespace native
}  // namespace monty
