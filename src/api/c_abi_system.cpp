// SPDX-License-Identifier: MIT
// The C interface: what the operating system says.
#include <cstring>

#include "api/c_abi.h"
#include "api/os_policy.h"

using namespace monty::api;

namespace {

monty_error* done(const Result<bool>& r) { return r ? nullptr : failure(r.error()); }

}  // namespace

static_assert(static_cast<int>(OsPolicy::MountKind::Memory) == MONTY_MOUNT_MEMORY && static_cast<int>(OsPolicy::Clock::Fixed) == MONTY_CLOCK_FIXED &&
              static_cast<int>(OsPolicy::Entropy::Seed) == MONTY_ENTROPY_SEED);

monty_os_policy* monty_os_policy_new(void) { return new monty_os_policy{std::make_shared<OsPolicy>()}; }
void monty_os_policy_free(monty_os_policy* policy) { delete policy; }

monty_error* monty_os_policy_set_clock(monty_os_policy* policy, monty_clock clock, double seconds) {
  if (policy == nullptr) return null_argument();
  if (clock < MONTY_CLOCK_UNANSWERED || clock > MONTY_CLOCK_FIXED || !(seconds > -1e11 && seconds < 1e12)) return argument_error("no such clock");
  policy->policy->set_clock(static_cast<OsPolicy::Clock>(clock), seconds);
  return nullptr;
}

monty_error* monty_os_policy_set_entropy(monty_os_policy* policy, monty_entropy entropy, uint64_t seed) {
  if (policy == nullptr) return null_argument();
  if (entropy < MONTY_ENTROPY_UNANSWERED || entropy > MONTY_ENTROPY_SEED) return argument_error("no such source of random bytes");
  policy->policy->set_entropy(static_cast<OsPolicy::Entropy>(entropy), seed);
  return nullptr;
}

monty_error* monty_os_policy_set_variable(monty_os_policy* policy, const char* name, const char* value) {
  if (policy == nullptr || (name != nullptr && value == nullptr)) return null_argument();
  if (name == nullptr)
    policy->policy->grant_environment();
  else
    policy->policy->set_variable(name, value);
  return nullptr;
}

monty_error* monty_os_policy_mount(monty_os_policy* policy, const char* point, const char* directory, monty_mount_mode mode, uint64_t quota) {
  if (policy == nullptr || point == nullptr || (directory == nullptr && mode != MONTY_MOUNT_MEMORY)) return null_argument();
  if (mode < MONTY_MOUNT_READ_ONLY || mode > MONTY_MOUNT_MEMORY) return argument_error("no such mode of a mount");
  return done(policy->policy->mount(point, directory == nullptr ? "" : directory, static_cast<OsPolicy::MountKind>(mode), quota));
}

monty_error* monty_os_policy_write_file(monty_os_policy* policy, const char* path, const void* data, size_t size) {
  if (policy == nullptr || path == nullptr || (data == nullptr && size != 0)) return null_argument();
  return done(policy->policy->write_file(path, view({static_cast<const char*>(data), size})));
}

monty_error* monty_os_policy_read_file(monty_os_policy* policy, const char* path, monty_result** out) {
  if (policy == nullptr || path == nullptr || out == nullptr) return null_argument();
  return give(policy->policy->read_file(path), out);
}

monty_error* monty_os_policy_ask(monty_os_policy* policy, const monty_call* question, monty_result** out) {
  if (policy == nullptr || question == nullptr || out == nullptr) return null_argument();
  std::vector<Value> args(question->args.as.items.count);
  std::string problem;
  for (monty::usize i = 0; i < args.size(); i++) {
    if (!lift(question->args.as.items.data[i], &args[i], &problem)) return failure(Error::conversion(std::move(problem)));
  }
  const auto answer = policy->policy->answer(view(question->name), args, std::uint64_t{1} << 31);
  if (!answer) return give(Value(), out);
  if (answer->failure.code == 0) return give(answer->value, out);
  Error e = Error::raise("OSError", std::strerror(answer->failure.code));
  e.exit_status = answer->failure.code;
  return failure(e);
}

monty_error* monty_os_policy_list(monty_os_policy* policy, const char* path, monty_result** out) {
  if (policy == nullptr || path == nullptr || out == nullptr) return null_argument();
  return give(policy->policy->list(path), out);
}
