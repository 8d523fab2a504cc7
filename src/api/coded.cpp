// SPDX-License-Identifier: MIT
// Values without a plain form, in sessions that code them: src/lib/_boundary.py makes plain values of them and back.
#include "api/convert.h"
#include "api/embed.h"
#include "object/object.h"

namespace monty::api {

// One function of _boundary, applied between two instructions of the program or between runs. Undef: it failed.
monty::Value Session::Impl::run_coder(std::shared_ptr<monty::Program>& cache, const char* source, monty::Value input) {
  Vm& v = vm();
  // The frames of a suspended run stay below; nothing of it is noticed by it.
  const bool suspended = std::exchange(v.suspended, false);
  Dict* scope = nullptr;
  const RunStatus status = run_helper(cache, source, input, &scope);
  v.suspended = suspended;
  if (status != RunStatus::Done || scope == nullptr || v.stop != StopReason::None) return monty::Value::undef();
  v.heap.keep(monty::Value::cell(scope));
  Str* key = str_from_ascii(v, "_out");
  DictEntry* e = key == nullptr ? nullptr : dict_find_str(scope, key);
  return e == nullptr ? monty::Value::undef() : e->value;
}

bool Session::Impl::leave(monty::Value value, Value* out, std::string* problem) {
  Vm& v = vm();
  bool foreign = false;
  if (to_host(v, value, out, problem, options.coded ? &foreign : nullptr)) return true;
  if (!foreign) return false;
  problem->clear();
  const monty::Value plain = run_coder(leave_coder, "import _boundary\n_out = _boundary.leave(_exc)\n", value);
  if (plain.is_undef()) {
    if (v.stop == StopReason::None) *problem = "a value has no plain form: " + pending_error().message;
    return false;
  }
  Value inner;
  if (!to_host(v, plain, &inner, problem)) return false;
  *out = Value::coded(std::move(inner));
  return true;
}

monty::Value Session::Impl::enter(const Value& value) {
  Vm& v = vm();
  if (value.kind() != Value::Kind::Coded) return from_host(v, value);
  const monty::Value plain = from_host(v, value.items()[0]);
  if (plain.is_error()) return plain;
  const monty::Value made = run_coder(enter_coder, "import _boundary\n_out = _boundary.enter(_exc)\n", plain);
  return made.is_undef() ? monty::Value::error() : made;
}

}  // namespace monty::api
