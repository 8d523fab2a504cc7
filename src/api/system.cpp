// SPDX-License-Identifier: MIT
// Questions about the operating system, and names that the program lacks: answered by the policy, else by the host's
// callback, else by suspending the run; else refused.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "api/convert.h"
#include "api/embed.h"
#include "api/os_policy.h"
#include "host/os.h"
#include "object/object.h"

namespace monty::api {

namespace {

Type& type_of_errno(int code) {
  switch (code) {
    case ENOENT: return kType_FileNotFoundError;
    case EEXIST: return kType_FileExistsError;
    case EACCES:
    case EPERM: return kType_PermissionError;
    case ENOTDIR: return kType_NotADirectoryError;
    case EISDIR: return kType_IsADirectoryError;
    default: return kType_OSError;
  }
}

// OSError(code, message[, path[, None, other path]]), as CPython's.
monty::Value raise_os_error(Vm& vm, int code, std::string_view message, std::string_view path, std::string_view other) {
  monty::Value row[5] = {monty::Value::small_int(code), monty::Value::undef(), monty::Value::undef(), monty::Value::none(), monty::Value::undef()};
  const std::string_view texts[3] = {message, path, other};
  constexpr u32 kPlaces[3] = {1, 2, 4};
  for (int i = 0; i < 3; i++) {
    Str* s = str_from_utf8(vm, texts[i]);
    MONTY_INSIDE(s);
    row[kPlaces[i]] = monty::Value::cell(s);
  }
  Tuple* t = tuple_from(vm, row, !other.empty() ? 5 : !path.empty() ? 3 : 2);
  return t == nullptr ? monty::Value::error() : raise_args(vm, type_of_errno(code), t);
}

monty::Value raise_failure(Vm& vm, const OsPolicy::Failure& failure) {
  if (failure.code == ENOMEM) return raise_impossible_size(vm);
  return raise_os_error(vm, failure.code, std::strerror(failure.code), failure.path, failure.other_path);
}

}  // namespace

monty::Value raise_refused(Vm& vm, std::string_view operation, Tuple* args) {
  std::string path;
  if (args->length() > 0 && is<Str>(args->items[0])) path = str_to_utf8(args->items[0].as<Str>());
  return raise_os_error(vm, EPERM, "Operation not permitted (the host refuses " + std::string(operation) + ")", path, {});
}

// Random bytes may be answered by a seed for them, and a file's bytes by a text.
monty::Value system_answer(Vm& vm, std::string_view operation, Tuple* args, monty::Value answer) {
  const char* wanted = nullptr;
  if (operation == "time" && !is_float(answer) && !is_int(answer)) wanted = "a number";
  if (operation == "environ" && !is<Dict>(answer)) wanted = "a dict";
  if (operation == "read_file") {
    if (is<Str>(answer)) {
      const std::string text = str_to_utf8(answer.as<Str>());
      Bytes* b = bytes_new(vm, text.data(), text.size());
      return b == nullptr ? monty::Value::error() : monty::Value::cell(b);
    }
    if (!is<Bytes>(answer)) wanted = "bytes or a str";
  }
  if (operation == "entropy") {
    const monty::Value asked = args->length() == 1 ? args->items[0] : monty::Value::none();
    const i64 n = asked.is_small_int() ? asked.as_small_int() : -1;
    if (answer.is_small_int() && n >= 0 && n <= INT32_MAX) {
      Bytes* b = vm.meter.tick(static_cast<u64>(n)) ? bytes_new(vm, nullptr, static_cast<usize>(n)) : nullptr;
      if (b != nullptr) seeded_bytes(static_cast<u64>(answer.as_small_int()), vm.next_call++, b->data, static_cast<usize>(n));
      return b != nullptr ? monty::Value::cell(b) : vm.stop != StopReason::None ? raise_stopped(vm) : monty::Value::error();
    }
    if (!is<Bytes>(answer) || static_cast<i64>(answer.as<Bytes>()->length()) != n) wanted = "so many bytes, or an int as their seed";
  }
  if (wanted == nullptr) return answer;
  return raise_type_error(vm, "the host's answer to %s is not %s", std::string(operation).c_str(), wanted);
}

monty::Value Session::Impl::ask_system(Str* name, Tuple* args) {
  Vm& v = vm();
  const std::string text = str_to_utf8(name);
  if (text == "read_line") {
    if (v.suspendable && !options.read_line) return suspend_request(v, External::Os, monty::Value::cell(name), args, monty::Value::undef(), v.next_call++);
    double started = host::monotonic_clock();
    std::optional<std::string> line = options.read_line ? options.read_line() : std::nullopt;
    host_seconds += host::monotonic_clock() - started;
    Str* out = str_from_utf8(v, line ? *line : std::string());
    return out == nullptr ? monty::Value::error() : monty::Value::cell(out);
  }
  std::vector<Value> given(args->length());
  std::string problem;
  for (u32 i = 0; (options.policy || options.os_call) && i < args->length(); i++) {
    if (!to_host(v, args->items[i], &given[i], &problem)) return problem.empty() ? raise_stopped(v) : raise_type_error(v, "%s", problem.c_str());
  }
  if (options.policy) {
    // The library's own work: its time counts.
    // Half of the room, for what is read lies there twice for a moment.
    const usize room = v.heap.limit() == ~usize{0} ? usize{1} << 40 : v.heap.limit() - std::min(v.heap.limit(), v.heap.bytes());
    if (auto answer = options.policy->answer(text, given, room / 2)) {
      if (!answer->mount.empty() && std::find(mounts.begin(), mounts.end(), answer->mount) == mounts.end()) mounts.push_back(answer->mount);
      if (!v.meter.tick(64 + answer->value.text().size() / 64 + answer->value.items().size())) return raise_stopped(v);
      return answer->failure.code == 0 ? from_host(v, answer->value) : raise_failure(v, answer->failure);
    }
  }
  if (options.os_call) {
    double started = host::monotonic_clock();
    Result<Value> answer = options.os_call(text, given);
    host_seconds += host::monotonic_clock() - started;
    look_at_limits(v);
    if (!answer && !answer.error().type.empty()) return raise_host_error(v, answer.error());
    if (answer) {
      monty::Value value = from_host(v, *answer);
      return value.is_error() ? value : system_answer(v, text, args, value);
    }
  } else if (v.suspendable) {
    return suspend_request(v, External::Os, monty::Value::cell(name), args, monty::Value::undef(), v.next_call++);
  }
  return raise_refused(v, text, args);
}

monty::Value Session::Impl::find_name(Str* name) {
  Vm& v = vm();
  const std::string text = str_to_utf8(name);
  if (text.starts_with("__")) return monty::Value::undef();
  if (options.find_name) {
    double started = host::monotonic_clock();
    std::optional<FoundName> found = options.find_name(text);
    host_seconds += host::monotonic_clock() - started;
    look_at_limits(v);
    if (found) {
      if (!found->function) {
        monty::Value value = from_host(v, found->value);
        if (value.is_error()) return value;
        return set_global(text, value) ? value : monty::Value::error();
      }
      if (!define({text, std::move(found->function), {}}, false)) return monty::Value::error();
      DictEntry* e = dict_find_str(session.globals(), name);
      return e == nullptr ? monty::Value::undef() : e->value;
    }
  }
  if (!options.ask_names || !v.suspendable) return monty::Value::undef();
  return suspend_request(v, External::Name, monty::Value::cell(name), &kEmptyTuple, monty::Value::undef(), v.next_call++);
}

}  // namespace monty::api
