// SPDX-License-Identifier: MIT
// dump, load, fork: what the host keeps with an instance is added to the room's bytes, limits are made the stricter of
// two, and the MAC is computed.
#include "snapshot/snapshot.h"

#include <algorithm>

#include "api/embed.h"
#include "api/os_policy.h"
#include "host/os.h"
#include "lib/digest.h"
#include "object/object.h"

namespace monty::api {

namespace {

Error snapshot_error(std::string message) {
  Error e;
  e.kind = ErrorKind::Snapshot;
  e.message = std::move(message);
  return e;
}

std::string sha256(std::string_view bytes) {
  u8 out[lib::kMaxDigest];
  usize length = 0;
  Meter meter;
  (void)lib::digest("sha256", reinterpret_cast<const u8*>(bytes.data()), bytes.size(), meter, out, &length);
  return {reinterpret_cast<const char*>(out), length};
}

// HMAC-SHA-256 (RFC 2104).
std::string mac_of(std::string_view message, std::string_view key) {
  constexpr usize kBlock = 64;
  std::string k(key.size() > kBlock ? sha256(key) : std::string(key));
  k.resize(kBlock);
  std::string inner(k), outer(k);
  for (char& c : inner) c ^= 0x36;
  for (char& c : outer) c ^= 0x5C;
  return sha256(outer + sha256(inner.append(message)));
}

// Does not tell by its time how much was right.
bool same_mac(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  u8 different = 0;
  for (usize i = 0; i < a.size(); i++) different |= static_cast<u8>(a[i] ^ b[i]);
  return different == 0;
}

u64 stricter(u64 a, u64 b) { return a == 0 ? b : b == 0 ? a : std::min(a, b); }

// What is left of a limit, at least one: none would mean that there is no limit.
u64 left_of(u64 limit, u64 used) { return limit == ~u64{0} ? 0 : limit > used ? limit - used : 1; }

}  // namespace

Result<std::string> Session::dump(std::string_view key) {
  Impl& s = *impl_;
  Vm& v = s.vm();
  const Limits& limits = s.options.limits;
  snapshot::HostState host;
  host.release = std::string(version());
  host.calls = s.calls;
  host.seconds = s.seconds;
  host.host_seconds = s.host_seconds;
  host.run_seconds = s.run_seconds;
  host.instructions = s.used_instructions();
  host.clock = v.suspended ? s.suspended_at : s.program_clock();
  host.mounts = s.mounts;
  host.memory_limit = limits.memory;
  host.depth_limit = limits.depth <= 0 ? 0 : static_cast<u64>(limits.depth);
  host.seconds_limit = limits.seconds;
  host.instructions_left = v.suspended ? left_of(v.instruction_limit, host.instructions) : limits.instructions;
  host.output_left = v.suspended ? left_of(v.output_limit, v.output_bytes) : limits.output;
  std::string out;
  snapshot::Refusal refusal;
  if (!snapshot::write(v, host, &out, &refusal)) return snapshot_error("cannot dump: " + refusal.message);
  if (!key.empty()) {
    snapshot::mark_authenticated(&out);
    out += mac_of(out, key);
  }
  return out;
}

// Usage goes on counting where it stood; the limits of a suspended run are what is left of them.
void Session::Impl::take_over(const snapshot::HostState& host) {
  Vm& v = vm();
  calls = host.calls;
  seconds = host.seconds;
  host_seconds = host.host_seconds;
  run_seconds = host.run_seconds;
  set_program_clock(host.clock);
  fixed_start = fixed_clock;
  mounts = host.mounts;
  suspended_at = host.clock;
  v.spent = host.instructions;
  v.slice = 0;
  v.meter.fuel() = 0;
  const Limits& limits = options.limits;
  v.instruction_limit = ~u64{0};
  v.output_limit = ~u64{0};
  if (u64 n = stricter(limits.instructions, host.instructions_left); v.suspended && n != 0) v.instruction_limit = v.spent + n;
  if (u64 n = stricter(limits.output, host.output_left); v.suspended && n != 0) v.output_limit = v.output_bytes + n;
  v.set_depth_limit(std::min(v.depth_limit, v.hard_depth));
}

namespace {

Limits stricter_limits(Limits limits, const snapshot::HostState& host, bool suspended) {
  limits.memory = stricter(limits.memory, host.memory_limit);
  limits.depth = static_cast<std::int32_t>(stricter(limits.depth < 0 ? 0 : static_cast<u64>(limits.depth), std::min<u64>(host.depth_limit, 1u << 30)));
  if (host.seconds_limit > 0) limits.seconds = limits.seconds > 0 ? std::min(limits.seconds, host.seconds_limit) : host.seconds_limit;
  if (!suspended) {
    limits.instructions = stricter(limits.instructions, host.instructions_left);
    limits.output = stricter(limits.output, host.output_left);
  }
  return limits;
}

}  // namespace

Result<snapshot::HostState> Session::Impl::read(std::string_view dump, std::string_view key, snapshot::Summary* summary) {
  snapshot::Refusal refusal;
  std::string_view body, mac;
  if (!snapshot::split_mac(dump, &body, &mac, &refusal)) return snapshot_error(refusal.message);
  if (!key.empty() && mac.empty()) return snapshot_error("snapshot refused: it carries no authentication");
  if (!key.empty() && !same_mac(mac, mac_of(body, key))) return snapshot_error("snapshot refused: its authentication is wrong");
  snapshot::HostState host;
  if (!snapshot::read(vm(), body, &host, &refusal, summary)) return snapshot_error(refusal.message);
  if (summary != nullptr) summary->authenticated = !mac.empty();
  return host;
}

Result<Session> Session::load(const Engine& engine, std::string_view dump, SessionOptions options, std::string_view key) {
  Session session(engine, std::move(options));
  Impl& s = *session.impl_;
  Result<snapshot::HostState> host = s.read(dump, key, nullptr);
  if (!host) return host.error();
  for (auto& mount : host->mounts) {
    const bool granted = s.options.policy && s.options.policy->has_mount(mount);
    if (!granted) return snapshot_error("snapshot refused: the program uses files at " + mount + ", which the host does not grant");
  }
  const i32 depth = s.vm().depth_limit;  // the program's own
  session.set_limits(stricter_limits(s.options.limits, *host, s.vm().suspended));
  s.vm().set_depth_limit(depth);
  s.take_over(*host);
  if (s.vm().heap.bytes() > s.vm().heap.limit()) return snapshot_error("snapshot refused: it does not fit into the memory limit");
  return session;
}

Result<Session> Session::fork() {
  Result<std::string> bytes = dump();
  if (!bytes) return bytes.error();
  Engine engine;
  engine.impl_ = impl_->engine;
  Result<Session> copy = load(engine, *bytes, impl_->options);
  if (!copy) return copy;
  for (auto& named : impl_->functions) copy->impl_->functions.push_back(std::make_unique<Impl::Named>(*named));
  return copy;
}

Result<SnapshotInfo> Session::inspect(const Engine& engine, std::string_view dump) {
  Session session(engine, {});
  snapshot::Summary summary;
  Result<snapshot::HostState> host = session.impl_->read(dump, {}, &summary);
  if (!host) return host.error();
  SnapshotInfo info;
  info.mounts = host->mounts;
  info.version = summary.version;
  info.made_by = std::move(summary.release);
  info.suspended = summary.suspended;
  info.authenticated = summary.authenticated;
  info.sources = std::move(summary.sources);
  for (auto& row : summary.rows) info.types.push_back({row.type, row.count, row.bytes});
  info.functions = std::move(summary.functions);
  info.bytes = dump.size();
  for (const Frame* f = session.impl_->vm().frame; f != nullptr; f = f->prev) {
    if ((f->code->code->flags & kCodeTwin) == 0) info.frames.push_back(frame_info(f));
  }
  std::reverse(info.frames.begin(), info.frames.end());
  return info;
}

}  // namespace monty::api
