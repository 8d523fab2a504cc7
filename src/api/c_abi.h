// SPDX-License-Identifier: MIT
// What the files of the C interface (include/monty/monty.h) share: the handles, which hold the room's own objects, and
// the memory that what they give lies in. Nothing behind a C pointer is trusted to be there: null pointers and wrong
// sizes are errors.
#pragma once

#include <cstring>

#include "../../include/monty/monty.h"
#include "api/host_types.h"
#include "base/types.h"

namespace monty::api {

// Memory that values and texts for the host are carved from; it goes as a whole.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { clear(); }

  void* take(usize bytes) {
    bytes = (bytes + 7) & ~usize{7};
    if (bytes > static_cast<usize>(end_ - at_)) more(bytes);
    return std::exchange(at_, at_ + bytes);
  }
  template <class T>
  T* array(usize n) {
    return n == 0 ? nullptr : static_cast<T*>(take(n * sizeof(T)));
  }
  // A copy, with a zero byte behind it.
  monty_text text(std::string_view s) {
    char* p = static_cast<char*>(take(s.size() + 1));
    std::memcpy(p, s.data(), s.size());
    p[s.size()] = 0;
    return {p, s.size()};
  }
  monty_frame frame(const FrameInfo& f) { return {text(f.file), text(f.function), f.line}; }
  // Forgets everything, and keeps one block of usual size for what comes next.
  void reset();

 private:
  static constexpr usize kBlock = 1000;
  struct Block {
    Block* next;
    usize size;
  };
  void more(usize bytes);
  void clear();
  char* at_ = nullptr;
  char* end_ = nullptr;
  Block* blocks_ = nullptr;
};

monty_value lower(const Value& v, Memory& memory);
// False: *problem says why the value cannot enter. An exception comes out as an Error by `answer_from` only.
bool lift(const monty_value& v, Value* out, std::string* problem, int depth = 0);
// An answer: a value, or what a MONTY_RAISE raises. Null pointers and values that cannot enter: *problem is set.
Result<Value> answer_from(const monty_value* v, std::string* problem);

inline monty_span span_of(const FrameInfo& f) { return {f.column, f.end_line, f.end_column}; }
monty_error* failure(const Error& error, int kind = -1);
monty_error* argument_error(std::string_view message);
monty_error* null_argument();
monty_result* result_of(const Value& value);
monty_error* give(const Result<Value>& value, monty_result** out);
monty_error* give_text(std::string text, monty_result** out, bool bytes = false);
monty_call call_of(const Call& call, Memory& memory);
// False: of no size that a release has had.
bool limits_from(const monty_limits* given, Limits* out);

inline std::string_view view(monty_text t) { return t.data == nullptr ? std::string_view() : std::string_view(t.data, t.size); }

}  // namespace monty::api

struct monty_engine {
  monty::api::Engine engine;
};
struct monty_program {
  monty::api::Program program;
};
struct monty_cancel : monty::api::CancelToken::State {};
struct monty_result {
  monty_value value{};
  monty::api::Memory memory;
};
struct monty_answer {
  std::optional<monty::api::Result<monty::api::Value>> value;
  std::optional<monty::api::ModuleSource> module;
  monty::api::Function function{};
};
struct monty_os_policy {
  std::shared_ptr<monty::api::OsPolicy> policy;
};
struct monty_pending {
  monty::api::Pending pending;
};
struct monty_session {
  monty::api::Session session;
  bool in_use = false;          // by a call of the library, perhaps the one that called us
  monty::api::Memory memory{};  // of `progress`
  monty_progress progress{};
};

namespace monty::api {

// A call into a session: refused while another is at work.
class Use {
 public:
  explicit Use(monty_session* s) : session_(s == nullptr || s->in_use ? nullptr : s), null_(s == nullptr) {
    if (session_ != nullptr) session_->in_use = true;
  }
  ~Use() {
    if (session_ != nullptr) session_->in_use = false;
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  explicit operator bool() const { return session_ != nullptr; }
  Session* operator->() const { return &session_->session; }
  monty_error* refusal() const { return null_ ? null_argument() : argument_error("the session is in use"); }

 private:
  monty_session* session_;
  bool null_;
};

// The host's, or a new one.
inline CancelToken token_of(const monty_session_options* given) {
  return given != nullptr && given->size == sizeof *given && given->cancel != nullptr ? CancelToken(given->cancel) : CancelToken();
}
// All but the token.
bool options_from(const monty_session_options* given, SessionOptions* out);

}  // namespace monty::api
