// SPDX-License-Identifier: MIT
// Monty for C++ programs: run Python that somebody else wrote, within limits, reaching only what you hand over. A cover
// over monty.h, in this header alone.
//
//   monty::Engine engine;                                       // one for the process; thread-safe
//   auto program = monty::Program::compile("await price('tea') * n", "order.py");
//   if (!program) return complain(program.error());             // a SyntaxError, worded as CPython words it
//   monty::Session session(engine, {.limits = {.memory = 64 << 20, .seconds = 2}});
//   session.define_async("price", [](const monty::Call& call, monty::Pending answer) { answer.resolve(2.5); });
//   session.set("n", 4);
//   monty::Result<monty::Value> result = session.run(*program); // 10.0, or a typed error
//
// Ownership: everything here is a value or owns what it holds. Threads: an Engine and a Program may be used by many at
// once; a Session and its values by one at a time, except CancelToken and Pending, which any thread may use.
// The library throws nothing and expects the same of the functions it is given: they return an Error instead.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "monty/monty.h"

namespace monty {
inline namespace v1 {

// ---------------------------------------------------------------------------------------------------- values
// A Python value on the host's side: a copy, not a reference into the sandbox.
//   None, bool, int (any size), float, str, bytes, Ellipsis, list, tuple, set, frozenset, dict   cross both ways
//   dataclass instances, and what docs/embedding.md lists (datetimes, enums ...)   cross as Object: type name and
//   fields named tuples            cross as Tuple with the class's signature, "Point(x, y)", as its text everything
//   else         comes out as Opaque: type name, and the name of a function or class; it goes back in where the session
//   keeps it (SessionOptions::keep_opaque)
// A value that contains itself, or is nested deeper than kMaxDepth, does not cross (ErrorKind::Conversion).
class Value {
 public:
  enum class Kind : std::uint8_t { None, Bool, Int, BigInt, Float, Str, Bytes, Ellipsis, List, Tuple, Set, FrozenSet, Dict, Object, Opaque };
  static constexpr int kMaxDepth = 200;

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool b) : kind_(Kind::Bool), integer_(b) {}
  template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool> && (sizeof(T) < 8 || std::is_signed_v<T>))
  Value(T n) : kind_(Kind::Int), integer_(n) {}
  Value(std::uint64_t n) : kind_(n >> 63 ? Kind::BigInt : Kind::Int), integer_(static_cast<std::int64_t>(n)) {
    if (kind_ == Kind::BigInt) text_ = std::to_string(n);
  }
  Value(double d) : kind_(Kind::Float), number_(d) {}
  Value(const char* s) : kind_(Kind::Str), text_(s) {}
  Value(std::string s) : kind_(Kind::Str), text_(std::move(s)) {}
  Value(std::string_view s) : kind_(Kind::Str), text_(s) {}

  static Value none() { return {}; }
  static Value ellipsis() { return make(Kind::Ellipsis); }
  static Value bytes(std::string data) { return make(Kind::Bytes, std::move(data)); }
  // Decimal digits, perhaps behind a '-'.
  static Value big_int(std::string decimal) { return make(Kind::BigInt, std::move(decimal)); }
  static Value list(std::vector<Value> items = {}) { return make(Kind::List, {}, std::move(items)); }
  static Value tuple(std::vector<Value> items = {}) { return make(Kind::Tuple, {}, std::move(items)); }
  static Value set(std::vector<Value> items = {}) { return make(Kind::Set, {}, std::move(items)); }
  static Value frozenset(std::vector<Value> items = {}) { return make(Kind::FrozenSet, {}, std::move(items)); }
  static Value dict(std::vector<std::pair<Value, Value>> entries = {}) {
    Value v = make(Kind::Dict);
    for (auto& [key, value] : entries) v.insert(std::move(key), std::move(value));
    return v;
  }
  static Value object(std::string type_name) { return make(Kind::Object, std::move(type_name)); }
  // Of a Tuple: the signature of a named tuple's class.
  void set_type_name(std::string name) { text_ = std::move(name); }
  static Value opaque(std::string type_name) { return make(Kind::Opaque, std::move(type_name)); }

  Kind kind() const { return kind_; }
  bool is_none() const { return kind_ == Kind::None; }
  bool is_str() const { return kind_ == Kind::Str; }
  bool is_int() const { return kind_ == Kind::Int; }
  bool is_number() const { return kind_ == Kind::Int || kind_ == Kind::Float || kind_ == Kind::Bool; }
  bool is_sequence() const { return kind_ == Kind::List || kind_ == Kind::Tuple; }
  bool is_dict() const { return kind_ == Kind::Dict; }

  // Readers of another kind give zero, false or an empty text: look at kind() first where it matters.
  bool as_bool() const { return integer_ != 0; }
  std::int64_t as_int() const { return kind_ == Kind::Float ? static_cast<std::int64_t>(number_) : integer_; }
  double as_double() const { return kind_ == Kind::Float ? number_ : static_cast<double>(integer_); }
  // Str: UTF-8; Bytes: the data; BigInt: decimal; Object, Opaque, named Tuple: name of the type.
  const std::string& text() const { return text_; }
  // Elements; of a Dict and an Object keys and values alternate.
  const std::vector<Value>& items() const { return items_; }
  std::vector<Value>& items() { return items_; }
  std::size_t size() const { return kind_ == Kind::Dict || kind_ == Kind::Object ? items_.size() / 2 : items_.size(); }
  // Dict, Object: the value of a str key, or null.
  const Value* find(std::string_view key) const {
    if (kind_ != Kind::Dict && kind_ != Kind::Object) return nullptr;
    for (std::size_t i = 0; i + 1 < items_.size(); i += 2) {
      if (items_[i].kind_ == Kind::Str && items_[i].text_ == key) return &items_[i + 1];
    }
    return nullptr;
  }
  // Of an Object: its dataclass is frozen.
  bool is_frozen() const { return frozen_; }
  void set_frozen(bool frozen) { frozen_ = frozen; }
  void append(Value v) { items_.push_back(std::move(v)); }
  void insert(Value key, Value value) {
    items_.push_back(std::move(key));
    items_.push_back(std::move(value));
  }

  // A copy of the plain data of monty.h.
  explicit Value(const monty_value& v) : kind_(static_cast<Kind>(v.kind)), frozen_(v.kind == MONTY_OBJECT && (v.flags & MONTY_FROZEN) != 0) {
    switch (v.kind) {
      case MONTY_NONE:
      case MONTY_ELLIPSIS: break;
      case MONTY_BOOL:
      case MONTY_INT: integer_ = v.as.integer; break;
      case MONTY_FLOAT: number_ = v.as.number; break;
      case MONTY_BIG_INT:
      case MONTY_STR:
      case MONTY_BYTES: text_.assign(v.as.text.data, v.as.text.size); break;
      default:
        if (v.type_name != nullptr) text_ = v.type_name;
        items_.reserve(v.as.items.count);
        for (std::size_t i = 0; i < v.as.items.count; i++) items_.emplace_back(v.as.items.data[i]);
    }
  }

  friend bool operator==(const Value& a, const Value& b) {
    return a.kind_ == b.kind_ && a.integer_ == b.integer_ && a.number_ == b.number_ && a.text_ == b.text_ && a.items_ == b.items_;
  }

 private:
  static Value make(Kind kind, std::string text = {}, std::vector<Value> items = {}) {
    Value v;
    v.kind_ = kind;
    v.text_ = std::move(text);
    v.items_ = std::move(items);
    return v;
  }
  Kind kind_ = Kind::None;
  bool frozen_ = false;
  std::int64_t integer_ = 0;
  double number_ = 0;
  std::string text_;
  std::vector<Value> items_;
};

// ---------------------------------------------------------------------------------------------------- errors
enum class ErrorKind : std::uint8_t {
  Syntax,      // the source is not a program
  Runtime,     // an exception that nothing caught
  Limit,       // stopped by a limit (which: `limit`) or by the host (Limit::Cancel)
  Conversion,  // a value cannot cross
  Snapshot,    // a dump is refused, or the session cannot be dumped now
  Internal,    // a defect of the library
  Argument,    // the library was called wrongly: a session in use, an answer to no question
};
enum class LimitKind : std::uint8_t { None, Memory, Time, Instructions, Depth, Output, Allocations, Cancel };

struct FrameInfo {
  std::string file;
  std::uint32_t line = 0;
  std::string function;
};

struct Error {
  ErrorKind kind = ErrorKind::Internal;
  LimitKind limit = LimitKind::None;
  std::string type;                // of the exception: "ValueError"
  std::string message;             // str() of it
  std::string traceback;           // as Python prints it on standard error, with its last newline
  std::vector<FrameInfo> frames;   // outermost first
  bool incomplete = false;         // Syntax: more lines could make it valid (for a prompt)
  std::optional<int> exit_status;  // of an uncaught SystemExit; `message` is what it prints

  // What a host function returns to raise in the program: a builtin exception type by name. Another name arrives as a
  // RuntimeError that mentions it.
  static Error raise(std::string type, std::string message) {
    Error e;
    e.kind = ErrorKind::Runtime;
    e.type = std::move(type);
    e.message = std::move(message);
    return e;
  }
  static Error conversion(std::string message) {
    Error e;
    e.kind = ErrorKind::Conversion;
    e.type = "TypeError";
    e.message = std::move(message);
    return e;
  }
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::make_shared<const Error>(std::move(error))) {}
  template <class U>
    requires(std::is_convertible_v<U, T> && !std::is_same_v<std::remove_cvref_t<U>, T> && !std::is_same_v<std::remove_cvref_t<U>, Error> &&
             !std::is_same_v<std::remove_cvref_t<U>, Result>)
  Result(U&& value) : value_(std::forward<U>(value)) {}
  explicit operator bool() const { return error_ == nullptr; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<T> value_;
  std::shared_ptr<const Error> error_;  // shared, so that a result can be copied
};

namespace detail {

struct Free {
  void operator()(monty_result* p) const { monty_result_free(p); }
  void operator()(monty_error* p) const { monty_error_free(p); }
  void operator()(monty_findings* p) const { monty_findings_free(p); }
  void operator()(monty_session* p) const { monty_session_free(p); }
  void operator()(monty_snapshot_info* p) const { monty_snapshot_info_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

inline std::string text(monty_text t) { return t.size == 0 ? std::string() : std::string(t.data, t.size); }
inline monty_text text(std::string_view s) { return {s.data(), s.size()}; }
inline FrameInfo frame(const monty_frame& f) { return {text(f.file), f.line, text(f.function)}; }

inline Error taken(monty_error* given) {
  Owned<monty_error> owned(given);
  Error e;
  e.kind = given->kind == MONTY_ERROR_ARGUMENT ? ErrorKind::Argument : static_cast<ErrorKind>(given->kind - 1);
  e.limit = static_cast<LimitKind>(given->limit);
  e.type = text(given->type);
  e.message = text(given->message);
  e.traceback = text(given->traceback);
  for (std::size_t i = 0; i < given->frame_count; i++) e.frames.push_back(frame(given->frames[i]));
  e.incomplete = given->incomplete;
  if (given->exited) e.exit_status = given->exit_status;
  return e;
}
inline Result<bool> done(monty_error* error) {
  if (error != nullptr) return taken(error);
  return true;
}
// What `call` puts into a monty_result.
template <class Call>
Result<Value> value_of(Call&& call) {
  monty_result* out = nullptr;
  if (monty_error* error = call(&out)) return taken(error);
  Owned<monty_result> owned(out);
  return Value(*monty_result_value(out));
}
template <class Call>
Result<std::string> text_of(Call&& call) {
  monty_result* out = nullptr;
  if (monty_error* error = call(&out)) return taken(error);
  Owned<monty_result> owned(out);
  return text(monty_result_value(out)->as.text);
}

// A value as plain data, which refers to the value.
class Plain {
 public:
  explicit Plain(const Value& v) : value_(made(v)) {}
  explicit Plain(const Error& e) : value_(monty_of_text(MONTY_RAISE, e.message.data(), e.message.size())) { value_.type_name = e.type.c_str(); }
  explicit Plain(const Result<Value>& r) : Plain(r ? Plain(*r) : Plain(r.error())) {}
  const monty_value* get() const { return &value_; }

 private:
  monty_value made(const Value& v) {
    const auto kind = static_cast<monty_kind>(v.kind());
    switch (kind) {
      case MONTY_NONE: return monty_none();
      case MONTY_BOOL: return monty_bool(v.as_bool());
      case MONTY_INT: return monty_int(v.as_int());
      case MONTY_FLOAT: return monty_float(v.as_double());
      case MONTY_ELLIPSIS: return monty_ellipsis();
      case MONTY_BIG_INT:
      case MONTY_STR:
      case MONTY_BYTES: return monty_of_text(kind, v.text().data(), v.text().size());
      default: break;
    }
    const std::size_t n = v.items().size();
    monty_value* items = n == 0 ? nullptr : arrays_.emplace_back(new monty_value[n]).get();
    for (std::size_t i = 0; i < n; i++) items[i] = made(v.items()[i]);
    monty_value out = monty_of_items(kind, items, n);
    if (kind == MONTY_OBJECT || kind == MONTY_OPAQUE || (kind == MONTY_TUPLE && !v.text().empty())) out.type_name = v.text().c_str();
    out.flags = v.is_frozen() ? MONTY_FROZEN : 0;
    return out;
  }
  std::vector<std::unique_ptr<monty_value[]>> arrays_;
  monty_value value_;
};

}  // namespace detail

// ---------------------------------------------------------------------------------------------------- programs
class Engine {
 public:
  Engine() : handle_(monty_engine_new(), monty_engine_free) {}
  monty_engine* get() const { return handle_.get(); }

 private:
  std::shared_ptr<monty_engine> handle_;
};

enum class Mode : std::uint8_t {
  File,         // a program
  Interactive,  // one statement of a prompt; incomplete input is an Error with `incomplete`
};

// Zero: no limit, except for depth.
struct Limits {
  std::uint64_t memory = 0;        // bytes of the instance: objects, buffers, frames
  std::int32_t depth = 0;          // frames: the highest sys.setrecursionlimit(); zero: a million. Below 1000: the limit itself
  double seconds = 0;              // of each run; time inside host functions does not count
  std::uint64_t instructions = 0;  // of each run, about one for each bytecode instruction or element of native work
  std::uint64_t output = 0;        // bytes that each run prints
};

namespace detail {
inline monty_limits plain(const Limits& l) { return {sizeof(monty_limits), l.memory, l.instructions, l.output, l.seconds, l.depth}; }
}  // namespace detail

// Compiled once, run in any number of sessions. Top-level `await` is allowed; the value of a trailing expression is the
// program's result.
class Program {
 public:
  // Of the limits, memory and seconds hold for the compilation.
  static Result<Program> compile(std::string_view source, std::string_view filename = "<string>", Mode mode = Mode::File, const Limits& limits = {}) {
    const monty_limits within = detail::plain(limits);
    monty_program* out = nullptr;
    if (monty_error* error = monty_program_compile(source.data(), source.size(), std::string(filename).c_str(), static_cast<monty_mode>(mode), &within, &out)) {
      return detail::taken(error);
    }
    Program program;
    program.handle_ = {out, monty_program_free};
    return program;
  }
  std::string disassemble() const {
    return *detail::text_of([&](monty_result** out) { return monty_program_disassemble(handle_.get(), out); });
  }
  // Whether calls of the function `name`, which the program does not define, are awaited (or handed to gather,
  // create_task ...) rather than used at once. Tells a host that knows a function by name only how to offer it.
  bool awaits(std::string_view name) const { return monty_program_awaits(handle_.get(), std::string(name).c_str()); }
  monty_program* get() const { return handle_.get(); }

 private:
  Program() = default;
  std::shared_ptr<monty_program> handle_;
};

// ---------------------------------------------------------------------------------------------------- type checking
enum class CheckFormat : std::uint8_t { Full, Concise, Json, Github, Azure, JsonLines, Rdjson, Pylint, Gitlab };

struct CheckOptions {
  std::string filename = "<string>";
  std::string stubs;  // names that the program finds without importing them, declared as a .pyi file does
  std::string stubs_filename = "<stubs>";
  std::string earlier;                                       // what ran before in the same session
  std::vector<std::pair<std::string, std::string>> modules;  // of the host: "tools.py" and its text
  CheckFormat format = CheckFormat::Full;
  bool color = false;
  double seconds = 0;  // 0: ten
};

struct Findings {
  std::uint32_t errors = 0, warnings = 0;  // no errors: the program is well typed
  std::string text;                        // in the format asked for
};

// Whether this build has the type checker.
inline bool check_available() { return monty_check_available(); }
// See monty_check().
inline Result<Findings> check(std::string_view source, const CheckOptions& options = {}) {
  std::vector<monty_check_module> modules;
  for (auto& [name, text] : options.modules) modules.push_back({name.c_str(), detail::text(text)});
  monty_check_options o{};
  o.size = sizeof o;
  o.filename = options.filename.c_str();
  o.stubs = detail::text(options.stubs);
  o.stubs_filename = options.stubs_filename.c_str();
  o.earlier = detail::text(options.earlier);
  o.modules = modules.data();
  o.module_count = modules.size();
  o.format = static_cast<monty_check_format>(options.format);
  o.color = options.color;
  o.seconds = options.seconds;
  monty_findings* out = nullptr;
  if (monty_error* error = monty_check(source.data(), source.size(), &o, &out)) return detail::taken(error);
  detail::Owned<monty_findings> owned(out);
  return Findings{out->errors, out->warnings, detail::text(out->text)};
}

// ---------------------------------------------------------------------------------------------------- sessions
struct Usage {
  std::uint64_t memory = 0, peak_memory = 0;
  std::uint64_t allocations = 0, collections = 0;
  std::uint64_t instructions = 0;
  std::uint64_t output = 0;
  std::uint64_t calls = 0;  // of host functions
  double seconds = 0;       // of all runs, without the host's
  double host_seconds = 0;  // in host functions and waiting for them
};

struct Call {
  std::string_view name;
  std::vector<Value> args;
  std::vector<std::pair<std::string, Value>> kwargs;
  const Value* keyword(std::string_view key) const {
    for (auto& [k, v] : kwargs) {
      if (k == key) return &v;
    }
    return nullptr;
  }
  // The argument at a position or under its name.
  const Value* argument(std::size_t position, std::string_view key) const { return position < args.size() ? &args[position] : keyword(key); }
};

// A call that the program awaits. Any thread settles it, once; later answers are ignored.
class Pending {
 public:
  explicit Pending(monty_pending* handle) : handle_(handle, monty_pending_free) {}
  void resolve(const Value& value) const { settle(detail::Plain(value)); }
  void reject(const Error& error) const { settle(detail::Plain(error)); }
  std::uint64_t id() const { return monty_pending_id(handle_.get()); }

 private:
  // What cannot enter is raised in the program, by the library.
  void settle(const detail::Plain& answer) const { monty_error_free(monty_pending_resolve(handle_.get(), answer.get())); }
  std::shared_ptr<monty_pending> handle_;
};

// ---- start and resume
// A program that is driven by start() and resume() comes back to its host as a value at each question that no callback
// answers. Between two of these calls the session may be dumped, forked, measured, or thrown away; it may wait for
// days. Everything below is a copy that the host owns. As all of a session it is used by one thread at a time,
// whichever.
//
// A question of a program that waits for its host.
struct Question {
  std::uint64_t id = 0;  // unique within the session, its dumps and forks included
  std::string name;      // of the function, or of the operation ("read_line", "listdir" ...)
  std::vector<Value> args;
  std::vector<std::pair<std::string, Value>> kwargs;
};

// Where a program that is driven by start() and resume() stands.
struct Progress {
  enum class State : std::uint8_t {
    Complete,  // it has ended: Session::result()
    Call,      // it calls a declared function: `question`
    Os,        // it asks for something of the operating system: `question` (a "read_line" is answered by a str with its
               // newline, or None at the end)
    Futures,   // everything that runs waits for calls in flight: settle() some
    Paused,    // stopped between two instructions (SessionOptions::pause_on_limit, step_every): resume() with anything,
               // it has as much as the limits say again
    Name,      // it uses a global that is missing (SessionOptions::ask_names), `question.name`: resume() and
               // resume_declared() bind it
  };
  State state = State::Complete;
  Question question;
  // Awaited calls that have begun since the host was last told (also beside Call and Os); settle() answers them, in any
  // order. Session::progress() tells all that are still in flight.
  std::vector<Question> started;
  double timeout = -1;                // Futures: a timer of the program's own runs out after so many seconds; negative: none
  FrameInfo position;                 // of the call
  LimitKind limit = LimitKind::None;  // Paused: what was used up
};

// An answer to a call in flight.
struct Settled {
  std::uint64_t id = 0;
  Result<Value> answer = Value();
};

// What a dump holds (Session::inspect).
struct SnapshotInfo {
  std::uint32_t version = 0;
  std::string made_by;                                         // release of the library
  bool suspended = false;                                      // else between runs
  bool authenticated = false;                                  // carries a MAC
  std::vector<FrameInfo> frames;                               // outermost first, those of the library left out
  std::vector<std::pair<std::string, std::uint64_t>> sources;  // file name, bytes
  struct Row {
    std::string type;
    std::uint64_t count = 0, bytes = 0;  // bytes in the dump
  };
  std::vector<Row> types;              // largest first
  std::vector<std::string> functions;  // of the host, that must be granted
  std::vector<std::string> mounts;     // that the program used, "/data", and a policy must have
  std::uint64_t bytes = 0;
};

// Stops the session's run from any thread or signal handler; the session can run again after reset().
class CancelToken {
 public:
  CancelToken() : handle_(monty_cancel_new()) {}
  CancelToken(const CancelToken& other) : handle_(monty_cancel_share(other.handle_)) {}
  CancelToken(CancelToken&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  CancelToken& operator=(CancelToken other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~CancelToken() { monty_cancel_free(handle_); }
  void cancel() const { monty_cancel_request(handle_); }
  void reset() const { monty_cancel_reset(handle_); }
  bool cancelled() const { return monty_cancel_requested(handle_); }
  monty_cancel* get() const { return handle_; }

 private:
  monty_cancel* handle_;
};

using Function = std::function<Result<Value>(const Call&)>;
using AsyncFunction = std::function<void(const Call&, Pending)>;

// A module that the host has. One with a folder is a package.
struct ModuleSource {
  std::string text;
  std::string file{};                   // __file__; empty: it has none
  std::optional<std::string> folder{};  // __path__
};

// Answers programs' questions about clock, random bytes, environment and files. A new policy answers none; what it does
// not answer goes to SessionOptions::os_call, or suspends the run, or is refused (PermissionError). Set it up first,
// then give it to any number of sessions, on any threads, which see the same files. Copies are the same policy.
class OsPolicy {
 public:
  enum class Mount { ReadOnly = MONTY_MOUNT_READ_ONLY, ReadWrite = MONTY_MOUNT_READ_WRITE, CopyOnWrite = MONTY_MOUNT_COPY_ON_WRITE };
  OsPolicy() : handle_(monty_os_policy_new(), monty_os_policy_free) {}
  OsPolicy& real_clock() { return clock(MONTY_CLOCK_REAL, 0); }
  // Stands at `seconds` since 1970 when a session is made or loaded; sleeping moves it on, at once.
  OsPolicy& fixed_clock(double seconds) { return clock(MONTY_CLOCK_FIXED, seconds); }
  OsPolicy& real_entropy() { return entropy(MONTY_ENTROPY_REAL, 0); }
  // The same random numbers in each run.
  OsPolicy& seed(std::uint64_t seed) { return entropy(MONTY_ENTROPY_SEED, seed); }
  // os.environ is there, and empty up to now.
  OsPolicy& environment() {
    monty_error_free(monty_os_policy_set_variable(get(), nullptr, nullptr));
    return *this;
  }
  OsPolicy& variable(const std::string& name, const std::string& value) {
    monty_error_free(monty_os_policy_set_variable(get(), name.c_str(), value.c_str()));
    return *this;
  }
  // Shows the directory to programs as `point`: "/data", or "/" for all. They may add `quota` bytes (0: 64 MiB).
  Result<bool> mount(const std::string& point, const std::string& directory, Mount mode = Mount::ReadOnly, std::uint64_t quota = 0) {
    return detail::done(monty_os_policy_mount(get(), point.c_str(), directory.c_str(), static_cast<monty_mount_mode>(mode), quota));
  }
  Result<bool> mount_memory(const std::string& point, std::uint64_t quota = 0) {
    return detail::done(monty_os_policy_mount(get(), point.c_str(), nullptr, MONTY_MOUNT_MEMORY, quota));
  }
  // The host's hand in the same files. Writing makes the directories on the way; without any mount, one in memory.
  Result<bool> write_file(const std::string& path, std::string_view data) {
    return detail::done(monty_os_policy_write_file(get(), path.c_str(), data.data(), data.size()));
  }
  Result<std::string> read_file(const std::string& path) {
    return detail::text_of([&](monty_result** out) { return monty_os_policy_read_file(get(), path.c_str(), out); });
  }
  // The names in a directory, in no order.
  Result<Value> list(const std::string& path) {
    return detail::value_of([&](monty_result** out) { return monty_os_policy_list(get(), path.c_str(), out); });
  }
  monty_os_policy* get() const { return handle_.get(); }

 private:
  OsPolicy& clock(monty_clock clock, double seconds) {
    monty_error_free(monty_os_policy_set_clock(get(), clock, seconds));
    return *this;
  }
  OsPolicy& entropy(monty_entropy entropy, std::uint64_t seed) {
    monty_error_free(monty_os_policy_set_entropy(get(), entropy, seed));
    return *this;
  }
  std::shared_ptr<monty_os_policy> handle_;
};

// What a missing global stands for.
struct FoundName {
  Value value{};
  Function function{};  // if set, it is this function
};

// What the sandbox may ask of the world beside its functions. Everything may be left out.
struct SessionOptions {
  Limits limits{};
  std::vector<std::string> argv{};  // sys.argv
  CancelToken cancel{};
  std::function<bool(int stream, std::string_view text)> on_output{};                   // 1 stdout, 2 stderr; "": the program flushes; left out: collected
  std::function<std::optional<std::string>()> read_line{};                              // input(), sys.stdin; left out: end of file
  std::function<std::optional<ModuleSource>(std::string_view module)> import_source{};  // modules that are not built in
  std::function<Result<Value>(std::string_view name, const std::vector<Value>& args)>
      os_call{};                     // os.*, open; left out, or an error without a type: refused (docs/embedding.md lists the questions)
  std::optional<OsPolicy> policy{};  // answers before os_call does
  // A global that neither the program nor the builtins have is bound to what this finds.
  std::function<std::optional<FoundName>(std::string_view name)> find_name{};
  bool ask_names = false;       // start() and resume() return at those that it does not find, Name; else NameError
  bool pause_on_limit = false;  // and where instructions or seconds are used up between two instructions, Paused
  bool declare_rest = false;    // functions of a loaded dump that are not granted are declared
  bool keep_opaque = false;     // what leaves as Opaque may go in again
  // Called while everything that runs waits for the host: let calls settle for at most `seconds` (negative: until one
  // does). Left out: sleeps until another thread settles one.
  std::function<void(double seconds)> on_wait{};
  // Called while a run lasts, about every `progress_seconds`, native loops and sleep included. False cancels the run.
  std::function<bool()> on_progress{};
  double progress_seconds = 0.1;
  bool clock = true;                  // without a policy: time.time(), datetime.now(); else refused, or asked of os_call
  bool sleep = true;                  // time.sleep() sleeps
  bool entropy = true;                // without a policy: random without a seed, os.urandom; likewise
  bool collect_always = false;        // tests: a collection at every allocation
  std::uint64_t fail_allocation = 0;  // tests: the n-th allocation fails
  std::uint32_t step_every = 0;       // tests: start() and resume() return at each n-th instruction, Paused
  std::uint32_t pause_every = 0;      // tests: leave the loop and go on, after so many instructions each time
};

namespace detail {

inline std::vector<Value> items(const monty_value& v) {
  std::vector<Value> out;
  out.reserve(v.as.items.count);
  for (std::size_t i = 0; i < v.as.items.count; i++) out.emplace_back(v.as.items.data[i]);
  return out;
}
inline std::vector<std::pair<std::string, Value>> entries(const monty_value& v) {
  std::vector<std::pair<std::string, Value>> out;
  for (std::size_t i = 0; i + 1 < v.as.items.count; i += 2) out.emplace_back(text(v.as.items.data[i].as.text), Value(v.as.items.data[i + 1]));
  return out;
}
inline Call call(const monty_call& c) { return {{c.name.data, c.name.size}, items(c.args), entries(c.kwargs)}; }
inline Question question(const monty_call& c) { return {c.id, text(c.name), items(c.args), entries(c.kwargs)}; }

inline void answer(monty_answer* to, const Result<Value>& with) {
  // What cannot enter is raised in the program, by the library.
  monty_error_free(monty_answer_value(to, Plain(with).get()));
}

// A std::function behind a C function and its context.
template <class F>
void destroy(void* context) {
  delete static_cast<F*>(context);
}
inline void call_function(void* context, const monty_call* c, monty_answer* to) { answer(to, (*static_cast<Function*>(context))(call(*c))); }
inline void call_async(void* context, const monty_call* c, monty_pending* pending) { (*static_cast<AsyncFunction*>(context))(call(*c), Pending(pending)); }

// The options as plain data.
class PlainOptions {
 public:
  explicit PlainOptions(SessionOptions&& o) : limits_(plain(o.limits)) {
    for (auto& a : o.argv) argv_.push_back(text(a));
    out_.size = sizeof out_;
    out_.limits = &limits_;
    out_.argv = argv_.data();
    out_.argc = argv_.size();
    out_.cancel = o.cancel.get();
    out_.no_clock = !o.clock;
    out_.no_sleep = !o.sleep;
    out_.no_entropy = !o.entropy;
    out_.collect_always = o.collect_always;
    out_.fail_allocation = o.fail_allocation;
    out_.step_every = o.step_every;
    out_.pause_every = o.pause_every;
    out_.ask_names = o.ask_names;
    out_.pause_on_limit = o.pause_on_limit;
    out_.declare_rest = o.declare_rest;
    out_.keep_opaque = o.keep_opaque;
    if (o.policy) out_.policy = o.policy->get();
    if (o.find_name) out_.find_name = find_name;
    if (o.on_output) out_.on_output = [](void* c, int stream, monty_text t) { return self(c).on_output(stream, std::string_view(t.data, t.size)); };
    if (o.read_line) out_.read_line = read_line;
    if (o.import_source) out_.import_source = import_source;
    if (o.os_call) out_.os_call = os_call;
    if (o.on_wait) out_.on_wait = [](void* c, double seconds) { self(c).on_wait(seconds); };
    if (o.on_progress) out_.on_progress = [](void* c) { return self(c).on_progress(); };
    out_.progress_seconds = o.progress_seconds;
    if (!o.on_output && !o.read_line && !o.import_source && !o.os_call && !o.find_name && !o.on_wait && !o.on_progress && !o.policy) return;
    out_.context = new SessionOptions(std::move(o));
    out_.destroy = destroy<SessionOptions>;
    for (std::size_t i = 0; i < argv_.size(); i++) argv_[i] = text(self(out_.context).argv[i]);
  }
  PlainOptions(const PlainOptions&) = delete;
  PlainOptions& operator=(const PlainOptions&) = delete;
  const monty_session_options* get() const { return &out_; }

 private:
  static SessionOptions& self(void* context) { return *static_cast<SessionOptions*>(context); }
  static void read_line(void* context, monty_answer* to) {
    if (std::optional<std::string> line = self(context).read_line()) answer(to, Value(std::move(*line)));
  }
  static void import_source(void* context, monty_text name, monty_answer* to) {
    std::optional<ModuleSource> found = self(context).import_source(std::string_view(name.data, name.size));
    if (!found) return;
    const monty_module module = {sizeof module, text(found->text), text(found->file), found->folder ? found->folder->c_str() : nullptr};
    monty_error_free(monty_answer_module(to, &module));
  }
  static void find_name(void* context, monty_text name, monty_answer* to) {
    std::optional<FoundName> found = self(context).find_name(std::string_view(name.data, name.size));
    if (!found) return;
    if (!found->function) return answer(to, std::move(found->value));
    auto* function = new Function(std::move(found->function));
    monty_error_free(monty_answer_function(to, call_function, function, destroy<Function>));
  }
  static void os_call(void* context, const monty_call* c, monty_answer* to) {
    Result<Value> result = self(context).os_call(std::string_view(c->name.data, c->name.size), items(c->args));
    if (result || !result.error().type.empty()) answer(to, result);
  }
  monty_limits limits_;
  std::vector<monty_text> argv_;
  monty_session_options out_{};
};

}  // namespace detail

// One sandbox: its globals live as long as it does, and each run goes on in them.
class Session {
 public:
  explicit Session(const Engine& engine, SessionOptions options = {}) : cancel_(options.cancel) {
    monty_session* out = nullptr;
    if (monty_error* error = monty_session_new(engine.get(), detail::PlainOptions(std::move(options)).get(), &out)) monty_error_free(error);
    handle_.reset(out);
  }

  // A function of the host, under that name in the program's globals.
  Result<bool> define(std::string_view name, Function function) {
    auto* context = new Function(std::move(function));
    return detail::done(monty_session_define(get(), std::string(name).c_str(), detail::call_function, context, detail::destroy<Function>));
  }
  Result<bool> define_async(std::string_view name, AsyncFunction function) {
    auto* context = new AsyncFunction(std::move(function));
    return detail::done(monty_session_define_async(get(), std::string(name).c_str(), detail::call_async, context, detail::destroy<AsyncFunction>));
  }
  // A global variable.
  Result<bool> set(std::string_view name, const Value& value) {
    return detail::done(monty_session_set(get(), std::string(name).c_str(), detail::Plain(value).get()));
  }
  // Error of type NameError: no such global.
  Result<Value> get(std::string_view name) {
    return detail::value_of([&](monty_result** out) { return monty_session_get(get(), std::string(name).c_str(), out); });
  }

  // A function that the host answers by resume(): for programs driven by start(). `awaited`: calls give an awaitable at
  // once and are told in Progress::started.
  Result<bool> declare(std::string_view name, bool awaited = false) { return detail::done(monty_session_declare(get(), std::string(name).c_str(), awaited)); }
  // For a loaded session: what the dump names is granted, no global is touched. Whether calls are awaited is in the
  // dump.
  void grant(std::string_view name, Function function) {
    auto* context = new Function(std::move(function));
    monty_error_free(monty_session_grant(get(), std::string(name).c_str(), detail::call_function, context, detail::destroy<Function>));
  }
  void grant_async(std::string_view name, AsyncFunction function) {
    auto* context = new AsyncFunction(std::move(function));
    monty_error_free(monty_session_grant_async(get(), std::string(name).c_str(), detail::call_async, context, detail::destroy<AsyncFunction>));
  }
  void grant_declared(std::string_view name) { monty_error_free(monty_session_grant_declared(get(), std::string(name).c_str())); }

  // Runs until the program asks something that no callback answers, or ends. A run that was left suspended is given up:
  // its frames go without `finally`, globals stand. An Error is the end of the run, as with run(); the session can be
  // used again.
  Result<Progress> start(const Program& program) {
    return progressed([&](const monty_progress** out) { return monty_session_start(get(), program.get(), out); });
  }
  // Goes on with the answer to Progress::question: a value, an exception, or an awaitable to be settled later. An Error
  // of kind Snapshot: nothing is suspended; of kind Argument: that is no answer to what is asked, and the program still
  // waits. Any other Error is the end of the run.
  Result<Progress> resume(const Value& value) {
    return progressed([&](const monty_progress** out) { return monty_session_resume(get(), detail::Plain(value).get(), out); });
  }
  Result<Progress> resume_error(const Error& error) {
    return progressed([&](const monty_progress** out) { return monty_session_resume(get(), detail::Plain(error).get(), out); });
  }
  Result<Progress> resume_future() {
    return progressed([&](const monty_progress** out) { return monty_session_resume_future(get(), out); });
  }
  // Name: it is a function that is declared, as by declare().
  Result<Progress> resume_declared(bool awaited = false) {
    return progressed([&](const monty_progress** out) { return monty_session_resume_declared(get(), awaited, out); });
  }
  // Os: refused, as without SessionOptions::os_call. Name: NameError.
  Result<Progress> resume_refused() {
    return progressed([&](const monty_progress** out) { return monty_session_resume_refused(get(), out); });
  }
  // Answers calls in flight, in any order; a program that waits for them (Futures) goes on, also with none. The clock
  // of the program stands still while it is suspended; here it moves on by `waited` seconds (left out: 0, or the
  // timeout when there is no answer).
  Result<Progress> settle(const std::vector<Settled>& answers, std::optional<double> waited = {}) {
    std::vector<detail::Plain> values;
    std::vector<monty_settled> rows;
    values.reserve(answers.size());
    for (auto& a : answers) rows.push_back({a.id, *values.emplace_back(a.answer).get()});
    return progressed([&](const monty_progress** out) { return monty_session_settle(get(), rows.data(), rows.size(), waited.value_or(-1), out); });
  }
  // The present question and all calls in flight again, such as after load().
  Result<Progress> progress() {
    return progressed([&](const monty_progress** out) { return monty_session_progress(get(), out); });
  }

  // The whole state as bytes, at a suspension or between runs. With a key it carries an HMAC-SHA-256 of everything.
  Result<std::string> dump(std::string_view key = {}) {
    return detail::text_of([&](monty_result** out) { return monty_session_dump(get(), key.data(), key.size(), out); });
  }
  // A session of the same state. Limits are the stricter of the dump's and of the options. With a key the dump's MAC
  // must be right; a dump is checked in any case. Functions of the host must be granted again before resume().
  static Result<Session> load(const Engine& engine, std::string_view dump, SessionOptions options = {}, std::string_view key = {}) {
    CancelToken cancel = options.cancel;
    monty_session* out = nullptr;
    detail::PlainOptions plain(std::move(options));
    if (monty_error* error = monty_session_load(engine.get(), dump.data(), dump.size(), plain.get(), key.data(), key.size(), &out)) return detail::taken(error);
    return Session(out, std::move(cancel));
  }
  // An independent copy, with the same options and functions.
  Result<Session> fork() {
    monty_session* out = nullptr;
    if (monty_error* error = monty_session_fork(get(), &out)) return detail::taken(error);
    return Session(out, cancel_);
  }
  static Result<SnapshotInfo> inspect(const Engine& engine, std::string_view dump) {
    monty_snapshot_info* out = nullptr;
    if (monty_error* error = monty_snapshot_inspect(engine.get(), dump.data(), dump.size(), &out)) return detail::taken(error);
    detail::Owned<monty_snapshot_info> owned(out);
    SnapshotInfo info;
    info.version = out->version;
    info.made_by = detail::text(out->made_by);
    info.suspended = out->suspended;
    info.authenticated = out->authenticated;
    for (std::size_t i = 0; i < out->frame_count; i++) info.frames.push_back(detail::frame(out->frames[i]));
    for (std::size_t i = 0; i < out->source_count; i++) info.sources.emplace_back(detail::text(out->sources[i].file), out->sources[i].bytes);
    for (std::size_t i = 0; i < out->type_count; i++) info.types.push_back({detail::text(out->types[i].type), out->types[i].count, out->types[i].bytes});
    for (std::size_t i = 0; i < out->function_count; i++) info.functions.push_back(detail::text(out->functions[i]));
    for (std::size_t i = 0; i < out->mount_count; i++) info.mounts.push_back(detail::text(out->mounts[i]));
    info.bytes = out->bytes;
    return info;
  }

  // Runs to the end: the value of the trailing expression, converted.
  Result<Value> run(const Program& program) {
    return detail::value_of([&](monty_result** out) { return monty_session_run(get(), program.get(), out); });
  }
  // The same without the conversion; then result() and result_repr() (runs Python code) look at the value.
  Result<bool> execute(const Program& program) { return detail::done(monty_session_execute(get(), program.get())); }
  Result<Value> result() {
    return detail::value_of([&](monty_result** out) { return monty_session_result(get(), out); });
  }
  Result<std::string> result_repr() {
    return detail::text_of([&](monty_result** out) { return monty_session_result_repr(get(), out); });
  }
  bool result_is_none() const { return monty_session_result_is_none(get()); }
  // Binds the last result to a global.
  Result<bool> keep_result(std::string_view name) { return detail::done(monty_session_keep_result(get(), std::string(name).c_str())); }

  // Output collected since the last call (without on_output).
  std::string take_output() { return take(1); }
  std::string take_errors() { return take(2); }
  Usage usage() const {
    monty_usage u{};
    u.size = sizeof u;
    monty_error_free(monty_session_usage(get(), &u));
    return {u.memory, u.peak_memory, u.allocations, u.collections, u.instructions, u.output, u.calls, u.seconds, u.host_seconds};
  }
  void set_limits(const Limits& limits) {
    const monty_limits l = detail::plain(limits);
    monty_error_free(monty_session_set_limits(get(), &l));
  }
  const CancelToken& cancel_token() const { return cancel_; }
  // A check of the whole heap: empty when it is whole (tests).
  std::string check_heap() {
    Result<std::string> text = detail::text_of([&](monty_result** out) { return monty_session_check_heap(get(), out); });
    return text ? *text : text.error().message;
  }
  monty_session* get() const { return handle_.get(); }

 private:
  Session(monty_session* handle, CancelToken cancel) : handle_(handle), cancel_(std::move(cancel)) {}

  template <class Call>
  static Result<Progress> progressed(Call&& call) {
    const monty_progress* at = nullptr;
    if (monty_error* error = call(&at)) return detail::taken(error);
    Progress p;
    p.state = static_cast<Progress::State>(at->state);
    p.question = detail::question(at->question);
    for (std::size_t i = 0; i < at->started_count; i++) p.started.push_back(detail::question(at->started[i]));
    p.timeout = at->timeout;
    p.position = detail::frame(at->position);
    p.limit = static_cast<LimitKind>(at->limit);
    return p;
  }
  std::string take(int stream) {
    Result<std::string> text = detail::text_of([&](monty_result** out) { return monty_session_take_output(get(), stream, out); });
    return text ? std::move(*text) : std::string();
  }

  detail::Owned<monty_session> handle_;
  CancelToken cancel_;
};

// ---------------------------------------------------------------------------------------------------- JSON
// As Python's json: NaN and Infinity are read and written; tuples and sets become arrays, Objects objects.
inline Result<Value> from_json(std::string_view text) {
  return detail::value_of([&](monty_result** out) { return monty_from_json(text.data() == nullptr ? "" : text.data(), text.size(), out); });
}
inline Result<std::string> to_json(const Value& value) {
  return detail::text_of([&](monty_result** out) { return monty_to_json(detail::Plain(value).get(), out); });
}
// "memory", "time" ...
inline std::string_view limit_name(LimitKind kind) { return monty_limit_name(static_cast<monty_limit>(kind)); }
inline std::string_view version() { return monty_version(); }

}  // namespace v1
}  // namespace monty
