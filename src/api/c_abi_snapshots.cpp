// SPDX-License-Identifier: MIT
// The C interface: dump, load, fork, inspect.
#include "api/c_abi.h"

using namespace monty::api;

static std::string_view bytes(const void* data, size_t size) {
  return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

monty_error* monty_session_dump(monty_session* session, const void* key, size_t key_size, monty_result** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr || (key == nullptr && key_size != 0)) return null_argument();
  Result<std::string> dump = use->dump(bytes(key, key_size));
  return dump ? give_text(std::move(*dump), out, true) : failure(dump.error());
}

monty_error* monty_session_load(const monty_engine* engine, const void* dump, size_t size, const monty_session_options* given, const void* key, size_t key_size,
                                monty_session** out) {
  SessionOptions options{.cancel = token_of(given)};
  if (!options_from(given, &options)) return argument_error("monty_session_options has a wrong size or a null pointer");
  if (engine == nullptr || dump == nullptr || out == nullptr || (key == nullptr && key_size != 0)) return null_argument();
  Result<Session> session = Session::load(engine->engine, bytes(dump, size), std::move(options), bytes(key, key_size));
  if (!session) return failure(session.error());
  *out = new monty_session{std::move(*session)};
  return nullptr;
}

monty_error* monty_session_fork(monty_session* session, monty_session** out) {
  Use use(session);
  if (!use) return use.refusal();
  if (out == nullptr) return null_argument();
  Result<Session> copy = use->fork();
  if (!copy) return failure(copy.error());
  *out = new monty_session{std::move(*copy)};
  return nullptr;
}

namespace {

// What a monty_snapshot_info* points to.
struct OwnedInfo {
  monty_snapshot_info info{};
  Memory memory{};
};

}  // namespace

monty_error* monty_snapshot_inspect(const monty_engine* engine, const void* dump, size_t size, monty_snapshot_info** out) {
  if (engine == nullptr || dump == nullptr || out == nullptr) return null_argument();
  Result<SnapshotInfo> read = Session::inspect(engine->engine, bytes(dump, size));
  if (!read) return failure(read.error());
  auto* owned = new OwnedInfo;
  Memory& memory = owned->memory;
  auto rows = [&memory]<class T>(auto& from, const T** data, size_t* count, auto&& convert) {
    T* to = memory.array<T>(from.size());
    for (monty::usize i = 0; i < from.size(); i++) to[i] = convert(from[i]);
    *data = to;
    *count = from.size();
  };
  monty_snapshot_info& info = owned->info;
  info.size = sizeof info;
  info.bytes = read->bytes;
  info.made_by = memory.text(read->made_by);
  rows(read->frames, &info.frames, &info.frame_count, [&](auto& f) { return memory.frame(f); });
  rows(read->sources, &info.sources, &info.source_count, [&](auto& s) { return monty_snapshot_source{memory.text(s.first), s.second}; });
  rows(read->types, &info.types, &info.type_count, [&](auto& t) { return monty_snapshot_row{memory.text(t.type), t.count, t.bytes}; });
  rows(read->mounts, &info.mounts, &info.mount_count, [&](auto& m) { return memory.text(m); });
  rows(read->functions, &info.functions, &info.function_count, [&](auto& f) { return memory.text(f); });
  info.version = read->version;
  info.suspended = read->suspended;
  info.authenticated = read->authenticated;
  *out = &owned->info;
  return nullptr;
}

void monty_snapshot_info_free(monty_snapshot_info* info) { delete reinterpret_cast<OwnedInfo*>(info); }
