// SPDX-License-Identifier: MIT
// The host's side of a session as the api room's files speak of it: what c_abi*.cpp covers. Their names stay in
// monty::api, apart from the core's own Value, Program and Session.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace monty::api {

// ---------------------------------------------------------------------------------------------------- values
// A Python value on the host's side: a copy, not a reference into the sandbox.
//   None, bool, int (any size), float, str, bytes, Ellipsis, list, tuple, set, frozenset, dict   cross both ways
//   dataclass instances, and what docs/embedding.md lists (datetimes, enums ...)   cross as Object: type name and fields
//   named tuples            cross as Tuple with the class's signature as its text
//   everything else         comes out as Opaque: type name, and the name of a function or class; goes in again by a number
//                           where the session keeps it (SessionOptions::keep_opaque)
//   Coded                   one item, the plain form that src/lib/_boundary.py gives such values in a coded session; goes in, too
// A value that contains itself, or is nested deeper than kMaxDepth, does not cross (ErrorKind::Conversion).
class Value {
 public:
  enum class Kind : std::uint8_t {
    None,
    Bool,
    Int,
    BigInt,
    Float,
    Str,
    Bytes,
    Ellipsis,
    List,
    Tuple,
    Set,
    FrozenSet,
    Dict,
    Object,
    Opaque,
    Coded = 16  // 15 is an exception, which is an answer only
  };
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
  // `name`: of a function or class.
  static Value opaque(std::string type_name, std::string name = {}) {
    Value v = make(Kind::Opaque, std::move(type_name));
    if (!name.empty()) v.append(Value(std::move(name)));
    return v;
  }
  // Of a Tuple: the signature of a named tuple's class, "Point(x, y)".
  void set_type_name(std::string name) { text_ = std::move(name); }
  static Value coded(Value plain) { return make(Kind::Coded, {}, {std::move(plain)}); }

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
  // Str: UTF-8; Bytes: the data; BigInt: decimal; Object, Opaque: name of the type.
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
};
enum class LimitKind : std::uint8_t { None, Memory, Time, Instructions, Depth, Output, Allocations, Cancel };

struct FrameInfo {
  std::string file;
  std::uint32_t line = 0;
  std::string function;
  std::uint32_t column = 0, end_line = 0, end_column = 0;  // of the expression, in bytes from 0
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

// ---------------------------------------------------------------------------------------------------- programs
class Engine {
 public:
  Engine();

 private:
  friend class Session;
  struct Impl;
  std::shared_ptr<Impl> impl_;
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

// Compiled once, run in any number of sessions. Top-level `await` is allowed; the value of a trailing expression is the
// program's result.
class Program {
 public:
  // Of the limits, memory and seconds hold for the compilation. `assert_bytes`: see monty_program_compile_telling.
  static Result<Program> compile(std::string_view source, std::string_view filename = "<string>", Mode mode = Mode::File, const Limits& limits = {},
                                 std::uint32_t assert_bytes = 0);
  std::string disassemble() const;
  // Whether calls of the function `name`, which the program does not define, are awaited (or handed to gather,
  // create_task ...) rather than used at once. Tells a host that knows a function by name only how to offer it.
  bool awaits(std::string_view name) const;

 private:
  friend class Session;
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

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
  void resolve(Value value) const;
  void reject(Error error) const;
  std::uint64_t id() const { return id_; }

 private:
  friend class Session;
  struct Inbox;
  Pending(std::shared_ptr<Inbox> inbox, std::uint64_t id) : inbox_(std::move(inbox)), id_(id) {}
  std::shared_ptr<Inbox> inbox_;
  std::uint64_t id_;
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
    Paused,    // stopped between two instructions (SessionOptions::pause_on_limit, step_every): resume() with anything
    Name,      // it uses a name that it lacks: `question.name`; resume() binds the global, resume_name() too
  };
  State state = State::Complete;
  Question question;
  // Awaited calls that have begun since the host was last told (also beside Call and Os); settle() answers them, in any
  // order. Session::progress() tells all that are still in flight.
  std::vector<Question> started;
  double timeout = -1;                // Futures: a timer of the program's own runs out after so many seconds; negative: none
  FrameInfo position;                 // of the call
  std::string via;                    // function of the library through which the program asks, "pathlib.Path.exists"; or empty
  std::vector<Value> via_args;        // its parameters; None for what has no plain form
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
  std::vector<std::string> mounts;     // that the program used, likewise: "/data"
  std::uint64_t bytes = 0;
};

// Stops the session's run from any thread or signal handler; the session can run again after reset().
class CancelToken {
 public:
  struct State {
    std::atomic<bool> requested{false};
    std::atomic<std::uint32_t> owners{1};
  };

  CancelToken() : state_(new State) {}
  explicit CancelToken(State* shared) : state_(shared) { state_->owners.fetch_add(1, std::memory_order_relaxed); }
  CancelToken(const CancelToken& other) : CancelToken(other.state_) {}
  CancelToken& operator=(CancelToken other) {
    std::swap(state_, other.state_);
    return *this;
  }
  ~CancelToken() { release(state_); }

  void cancel() const { state_->requested.store(true, std::memory_order_relaxed); }
  void reset() const { state_->requested.store(false, std::memory_order_relaxed); }
  bool cancelled() const { return state_->requested.load(std::memory_order_relaxed); }
  std::atomic<bool>* flag() const { return &state_->requested; }
  static void release(State* state) {
    if (state->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete state;
  }

 private:
  State* state_;
};

using Function = std::function<Result<Value>(const Call&)>;
using AsyncFunction = std::function<void(const Call&, Pending)>;

// A module that the host has. One with a folder is a package.
struct ModuleSource {
  std::string text;
  std::string file{};                   // __file__; empty: it has none
  std::optional<std::string> folder{};  // __path__
};

// What a name stands for that the program asks its host for.
struct FoundName {
  Value value{};
  Function function{};  // if set, it is this function
};

class OsPolicy;  // os_policy.h

// What the sandbox may ask of the world beside its functions. Everything may be left out.
struct SessionOptions {
  Limits limits{};
  std::vector<std::string> argv{};  // sys.argv
  CancelToken cancel{};
  std::function<bool(int stream, std::string_view text)> on_output{};                   // 1 stdout, 2 stderr; "": the program flushes; left out: collected
  std::function<std::optional<std::string>()> read_line{};                              // input(), sys.stdin; left out: end of file
  std::function<std::optional<ModuleSource>(std::string_view module)> import_source{};  // modules that are not built in
  std::shared_ptr<OsPolicy> policy{};                                                   // answers before os_call does
  std::function<Result<Value>(std::string_view name, const std::vector<Value>& args)> os_call{};  // os.*; left out, or an error without a type: refused
  std::function<std::optional<FoundName>(std::string_view name)> find_name{};                     // names that the program lacks; it keeps what is found
  bool ask_names = false;       // start() and resume() return at those that find_name does not find, Name
  bool cpu_clock = true;        // time.process_time() goes
  bool ask_sleep = false;       // time.sleep() and asyncio.sleep() ask the question "sleep" (seconds) first, and sleep as answered
  bool ask_zone = false;        // the local zone is asked for: "zone" (timestamp)
  bool coded = false;           // values without a plain form cross as Coded
  bool pause_on_limit = false;  // and where instructions or time are used up between two instructions, Paused
  bool keep_opaque = false;     // what leaves as Opaque may go in again
  bool declare_rest = false;    // functions of a loaded dump that are not granted are declared
  // Called while everything that runs waits for the host: let calls settle for at most `seconds` (negative: until one
  // does). Left out: sleeps until another thread settles one.
  std::function<void(double seconds)> on_wait{};
  // Called while a run lasts, about each so many seconds, native loops and waiting included; false cancels it.
  std::function<bool()> on_progress{};
  double progress_seconds = 0.1;
  bool clock = true;                  // without a policy: time, datetime.now(); else refused
  bool sleep = true;                  // time.sleep() sleeps
  bool entropy = true;                // without a policy: random without a seed, os.urandom; else refused
  bool collect_always = false;        // tests: a collection at every allocation
  std::uint64_t fail_allocation = 0;  // tests: the n-th allocation fails
  std::uint32_t step_every = 0;       // tests: start() and resume() return at each n-th instruction, Paused
  std::uint32_t pause_every = 0;      // tests: leave the loop and go on, after so many instructions each time
};

// One sandbox: its globals live as long as it does, and each run goes on in them.
class Session {
 public:
  explicit Session(const Engine& engine, SessionOptions options = {});
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  // A function of the host, under that name in the program's globals.
  Result<bool> define(std::string_view name, Function function);
  Result<bool> define_async(std::string_view name, AsyncFunction function);
  // A global variable.
  Result<bool> set(std::string_view name, const Value& value);
  Result<Value> get(std::string_view name);  // Error of type NameError: no such global

  // A function that the host answers by resume(): for programs driven by start(). `awaited`: calls give an awaitable at
  // once and are told in Progress::started.
  Result<bool> declare(std::string_view name, bool awaited = false);
  // For a loaded session: what the dump names is granted, no global is touched. Whether calls are awaited is in the
  // dump.
  void grant(std::string_view name, Function function);
  void grant_async(std::string_view name, AsyncFunction function);
  void grant_declared(std::string_view name);

  // Runs until the program asks something that no callback answers, or ends. A run that was left suspended is given up:
  // its frames go without `finally`, globals stand. An Error is the end of the run, as with run(); the session can be
  // used again.
  Result<Progress> start(const Program& program);
  // Goes on with the answer to Progress::question: a value, an exception, or an awaitable to be settled later. An Error
  // of kind Snapshot: nothing is suspended; of type RuntimeError with no frames: that is no answer to what is asked,
  // and the program still waits. Any other Error is the end of the run.
  Result<Progress> resume(const Value& value);
  Result<Progress> resume_error(const Error& error);
  Result<Progress> resume_future();
  // Name: a function that is declared under it.
  Result<Progress> resume_declared(bool awaited);
  // Os: refused, as without SessionOptions::os_call. Name: NameError.
  Result<Progress> resume_refused();
  // Answers calls in flight, in any order; a program that waits for them (Futures) goes on, also with none. The clock
  // of the program stands still while it is suspended; here it moves on by `waited` seconds (left out: 0, or the
  // timeout when there is no answer).
  Result<Progress> settle(std::vector<Settled> answers, std::optional<double> waited = {});
  // The present question and all calls in flight again, such as after load().
  Result<Progress> progress();

  // The whole state as bytes, at a suspension or between runs. With a key it carries an HMAC-SHA-256 of everything.
  Result<std::string> dump(std::string_view key = {});
  // A session of the same state. Limits are the stricter of the dump's and of the options. With a key the dump's MAC
  // must be right; a dump is checked in any case. Functions of the host must be granted again before resume().
  static Result<Session> load(const Engine& engine, std::string_view dump, SessionOptions options = {}, std::string_view key = {});
  // An independent copy, with the same options and functions.
  Result<Session> fork();
  static Result<SnapshotInfo> inspect(const Engine& engine, std::string_view dump);

  // Runs to the end: the value of the trailing expression, converted.
  Result<Value> run(const Program& program);
  // The same without the conversion; then result() and result_repr() (runs Python code) look at the value.
  Result<bool> execute(const Program& program);
  Result<Value> result();
  Result<std::string> result_repr();
  bool result_is_none() const;
  // Binds the last result to a global.
  Result<bool> keep_result(std::string_view name);

  // Output collected since the last call (without on_output).
  std::string take_output();
  std::string take_errors();
  Usage usage() const;
  void set_limits(const Limits& limits);
  const CancelToken& cancel_token() const;
  // A check of the whole heap: empty when it is whole (tests).
  std::string check_heap();

 private:
  friend struct SessionHooks;
  struct Impl;
  struct Drop {
    void operator()(Impl* impl) const;
  };
  std::unique_ptr<Impl, Drop> impl_;
};

// ---------------------------------------------------------------------------------------------------- JSON
// As Python's json: NaN and Infinity are read and written; tuples and sets become arrays, Objects objects.
Result<Value> from_json(std::string_view text);
Result<std::string> to_json(const Value& value);
std::string_view limit_name(LimitKind kind);  // "memory", "time" ...
std::string_view version();

}  // namespace monty::api
