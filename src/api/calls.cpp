// SPDX-License-Identifier: MIT
// Calls of host functions: answered in place, by a future that any thread settles, or by suspending the run.
#include <algorithm>
#include <chrono>

#include "api/convert.h"
#include "api/embed.h"
#include "host/os.h"
#include "lib/external.h"
#include "object/object.h"

namespace monty::api {

// ---------------------------------------------------------------------------------------------------- granting
// The newest function of a name counts.
void Session::Impl::grant(Named named) { functions.push_back(std::make_unique<Named>(std::move(named))); }

Result<bool> Session::Impl::define(Named named, bool awaited) {
  Vm& v = vm();
  v.heap.begin_native();
  Str* s = str_from_utf8(v, named.name);
  HostFunction* f = s == nullptr ? nullptr : v.heap.make<HostFunction>();
  if (f == nullptr) {
    if (s != nullptr) raise_memory_error(v);
    return pending_error();
  }
  f->aux = static_cast<u32>(functions.size());
  if (awaited) f->flags |= HostFunction::kAwaited;
  f->name = s;
  std::string name = named.name;
  grant(std::move(named));
  return set_global(name, monty::Value::cell(f));
}

Result<bool> Session::define(std::string_view name, Function function) { return impl_->define({std::string(name), std::move(function), {}}, false); }
Result<bool> Session::define_async(std::string_view name, AsyncFunction function) { return impl_->define({std::string(name), {}, std::move(function)}, true); }
Result<bool> Session::declare(std::string_view name, bool awaited) { return impl_->define({std::string(name), {}, {}}, awaited); }
void Session::grant(std::string_view name, Function function) { impl_->grant({std::string(name), std::move(function), {}}); }
void Session::grant_async(std::string_view name, AsyncFunction function) { impl_->grant({std::string(name), {}, std::move(function)}); }
void Session::grant_declared(std::string_view name) { impl_->grant({std::string(name), {}, {}}); }

// ---------------------------------------------------------------------------------------------------- calling
Session::Impl::Named* Session::Impl::find_granted(HostFunction* f) {
  if (f->aux < functions.size()) return functions[f->aux].get();
  // Loaded from a dump: by name, once.
  std::string name = str_to_utf8(f->name);
  for (usize i = functions.size(); i-- > 0;) {
    if (functions[i]->name != name) continue;
    f->aux = static_cast<u32>(i);
    return functions[i].get();
  }
  if (options.declare_rest) {
    f->aux = static_cast<u32>(functions.size());
    grant({std::move(name), {}, {}});
    return functions.back().get();
  }
  return nullptr;
}

// Does a call in flight wait for settle() rather than for a callback?
bool Session::Impl::declared_in_flight() {
  Dict* d = vm().external_calls;
  for (u32 i = 0; d != nullptr && i < d->fill; i++) {
    if (d->entries[i].key.is_undef()) continue;
    Named* target = find_granted(d->entries[i].value.as<Tuple>()->items[1].as<HostFunction>());
    if (target != nullptr && !target->async && !target->function) return true;
  }
  return false;
}

monty::Value Session::Impl::call(HostFunction* function, const monty::Value* args, u32 npos, Tuple* kwnames) {
  Vm& v = vm();
  Named* found = find_granted(function);
  if (found == nullptr) return raise(v, kType_RuntimeError, "the host does not grant %S()", function->name);
  Named& target = *found;
  calls++;
  Call c;
  c.name = target.name;
  std::string problem;
  u32 named = kwnames == nullptr ? 0 : kwnames->length();
  const bool declared = !target.function && !target.async;  // converted when the host is told
  for (u32 i = 0; i < (declared ? 0 : npos + named); i++) {
    Value* out = nullptr;
    if (i < npos) {
      out = &c.args.emplace_back();
    } else {
      c.kwargs.emplace_back(str_to_utf8(kwnames->items[i - npos].as<Str>()), Value());
      out = &c.kwargs.back().second;
    }
    if (!to_host(v, args[i], out, &problem)) {
      return v.stop != StopReason::None ? raise_stopped(v) : raise_type_error(v, "%s(): %s", target.name.c_str(), problem.c_str());
    }
  }
  if (function->flags & HostFunction::kAwaited) return start_awaited(target, function, args, npos, kwnames, c);
  if (target.function) return answer_at_once(target, c);
  if (target.async) return raise(v, kType_RuntimeError, "%S() is called at once, but the host grants it to be awaited", function->name);
  if (!v.suspendable) return raise(v, kType_RuntimeError, "%S() cannot be answered here: the host only declares it", function->name);
  Tuple* tuple = nullptr;
  monty::Value kwargs = monty::Value::none();
  if (!collect_arguments(args, npos, kwnames, &tuple, &kwargs)) return monty::Value::error();
  return suspend_request(v, External::Call, monty::Value::cell(function), tuple, kwargs, v.next_call++);
}

// The arguments as objects of the program, so that they can wait and be dumped.
bool Session::Impl::collect_arguments(const monty::Value* args, u32 npos, Tuple* kwnames, Tuple** tuple, monty::Value* kwargs) {
  Vm& v = vm();
  *tuple = tuple_from(v, args, npos);
  if (*tuple == nullptr) return false;
  if (kwnames == nullptr) return true;
  Dict* d = dict_new(v, kwnames->length());
  if (d == nullptr) return false;
  for (u32 i = 0; i < kwnames->length(); i++) {
    if (!dict_set_str(v, d, kwnames->items[i].as<Str>(), args[npos + i])) return false;
  }
  *kwargs = monty::Value::cell(d);
  return true;
}

// An awaitable for the call `id`, noted as in flight.
monty::Value Session::Impl::enter_in_flight(std::uint64_t id, HostFunction* function, Tuple* args, monty::Value kwargs) {
  Vm& v = vm();
  monty::Value future = external_future_new(v, static_cast<i64>(id));
  if (future.is_error()) return future;
  monty::Value row[4] = {future, monty::Value::cell(function), monty::Value::cell(args), kwargs};
  Tuple* entry = tuple_from(v, row, 4);
  MONTY_INSIDE(entry);
  if (v.external_calls == nullptr) v.external_calls = dict_new(v);
  MONTY_INSIDE(v.external_calls);
  if (dict_set(v, v.external_calls, monty::Value::small_int(static_cast<i64>(id)), monty::Value::cell(entry)) == Tri::Error) return monty::Value::error();
  return future;
}

monty::Value Session::Impl::answer_at_once(const Named& target, const Call& c) {
  Vm& v = vm();
  double started = host::monotonic_clock();
  Result<Value> answer = target.function(c);
  host_seconds += host::monotonic_clock() - started;
  look_at_limits(v);
  if (v.cancel != nullptr && v.cancel->load(std::memory_order_relaxed)) {
    v.stop = StopReason::Cancel;
    return raise_stopped(v);
  }
  return answer ? from_host(v, *answer) : raise_host_error(v, answer.error());
}

monty::Value Session::Impl::start_awaited(const Named& target, HostFunction* function, const monty::Value* args, u32 npos, Tuple* kwnames, const Call& c) {
  Vm& v = vm();
  std::uint64_t id = v.next_call++;
  Tuple* tuple = nullptr;
  monty::Value kwargs = monty::Value::none();
  if (!collect_arguments(args, npos, kwnames, &tuple, &kwargs)) return monty::Value::error();
  monty::Value future = enter_in_flight(id, function, tuple, kwargs);
  if (future.is_error()) return future;
  double started = host::monotonic_clock();
  Pending pending(inbox(), id);
  if (target.async) {
    target.async(c, pending);
  } else if (target.function) {
    Result<Value> answer = target.function(c);
    if (answer)
      pending.resolve(std::move(*answer));
    else
      pending.reject(answer.error());
  }
  host_seconds += host::monotonic_clock() - started;
  return future;
}

// ---------------------------------------------------------------------------------------------------- settling
void Pending::resolve(Value value) const {
  std::lock_guard lock(inbox_->mutex);
  inbox_->answers.push_back({id_, true, std::move(value), {}});
  inbox_->arrived.notify_all();
}

void Pending::reject(Error error) const {
  std::lock_guard lock(inbox_->mutex);
  inbox_->answers.push_back({id_, false, {}, std::move(error)});
  inbox_->arrived.notify_all();
}

// Waits until an answer is there or `timeout` seconds have passed (negative: none), then settles what was answered. A run
// whose calls in flight have no callback is suspended instead.
monty::Value Session::Impl::wait(double timeout) {
  Vm& v = vm();
  const usize in_flight = v.external_calls == nullptr ? 0 : v.external_calls->used;
  double started = host::monotonic_clock();
  std::vector<Pending::Inbox::Answer> answers;
  for (;;) {
    {
      std::lock_guard lock(inbox()->mutex);
      answers.swap(inbox()->answers);
    }
    double left = timeout < 0 ? 3600 : timeout - (host::monotonic_clock() - started);
    if (clock_fixed() && in_flight == 0 && timeout >= 0) left = 0;  // nothing but the clock is waited for
    if (!answers.empty() || v.external_settled != nullptr || left <= 0 || (v.cancel != nullptr && v.cancel->load(std::memory_order_relaxed))) break;
    if (timeout < 0 && in_flight == 0) return raise(v, kType_RuntimeError, "no call of the host is in flight");
    if (v.suspendable && declared_in_flight()) {
      monty::Value seconds = timeout < 0 ? monty::Value::none() : float_new(v, timeout);
      if (seconds.is_error()) return seconds;
      return suspend_request(v, External::Futures, seconds, &kEmptyTuple, monty::Value::undef(), v.next_call++);
    }
    if (!look_in()) break;
    if (options.on_wait) {
      options.on_wait(timeout < 0 ? -1 : left);
    } else {
      std::unique_lock lock(inbox()->mutex);
      inbox()->arrived.wait_for(lock, std::chrono::duration<double>(std::min(left, 0.01)), [&] { return !inbox()->answers.empty(); });
    }
  }
  host_seconds += host::monotonic_clock() - started;
  if (clock_fixed() && timeout > 0 && answers.empty() && v.external_settled == nullptr) fixed_clock += timeout;
  look_at_limits(v);
  return settle(std::move(answers)) ? take_settled() : monty::Value::error();
}

// Settles the futures, in the order of their calls, and notes it for the event loop.
bool Session::Impl::settle(std::vector<Pending::Inbox::Answer> answers) {
  Vm& v = vm();
  std::sort(answers.begin(), answers.end(), [](auto& a, auto& b) { return a.id < b.id; });
  for (auto& answer : answers) {
    DictEntry* e = nullptr;
    monty::Value key = monty::Value::small_int(static_cast<i64>(answer.id));
    if (v.external_calls == nullptr || dict_find(v, v.external_calls, key, &e) != Tri::True || e == nullptr) continue;  // settled before
    monty::Value future = e->value.as<Tuple>()->items[0];
    v.extra_roots.push_back(future);
    monty::Value result = answer.ok ? enter(answer.value) : raise_host_error(v, answer.error);
    v.extra_roots.pop_back();
    v.heap.keep(future);
    bool ok = answer.ok && !result.is_error();
    if (result.is_error()) {
      if (v.stop != StopReason::None || !is<Exception>(v.exception)) return false;
      result = std::exchange(v.exception, monty::Value::undef());
    }
    v.heap.keep(result);
    if (v.external_settled == nullptr) v.external_settled = list_new(v, 0);
    monty::Value row[3] = {future, monty::Value::boolean(ok), result};
    Tuple* t = v.external_settled == nullptr ? nullptr : tuple_from(v, row, 3);
    if (t == nullptr || !list_append(v, v.external_settled, monty::Value::cell(t))) return false;
    external_future_settle(future, ok, result);
    (void)dict_delete(v, v.external_calls, key, nullptr);
  }
  return true;
}

monty::Value Session::Impl::take_settled() {
  Vm& v = vm();
  List* list = std::exchange(v.external_settled, nullptr);
  if (list == nullptr) list = list_new(v, 0);
  return list == nullptr ? monty::Value::error() : monty::Value::cell(list);
}

}  // namespace monty::api
