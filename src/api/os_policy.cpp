// SPDX-License-Identifier: MIT
#include "api/os_policy.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/meter.h"
#include "host/os.h"
#include "lib/digest.h"

namespace monty::api {

namespace {

// Names of files are bytes on the host's side. In the program those that are no UTF-8 are lone surrogates, as with
// CPython's surrogateescape; a surrogate is three bytes in the texts that cross.
std::string bytes_of_name(std::string_view text) {
  std::string out;
  for (usize i = 0; i < text.size(); i++) {
    const auto at = [&](usize k) { return i + k < text.size() ? static_cast<u8>(text[i + k]) : u8{0}; };
    if (at(0) == 0xED && (at(1) & 0xFE) == 0xB2 && (at(2) & 0xC0) == 0x80) {
      out += static_cast<char>((at(1) & 1) << 6 | (at(2) & 0x3F) | 0x80);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// How many bytes the well-formed UTF-8 sequence in front has; 0: none.
usize sequence(std::string_view s) {
  const auto at = [&](usize k) { return k < s.size() ? static_cast<u8>(s[k]) : u8{0}; };
  const u8 c = at(0);
  if (c < 0x80) return 1;
  const usize n = c >= 0xC2 && c < 0xE0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
  for (usize k = 1; k < n; k++) {
    if ((at(k) & 0xC0) != 0x80) return 0;
  }
  const u8 d = at(1);
  if ((c == 0xE0 && d < 0xA0) || (c == 0xED && d >= 0xA0) || (c == 0xF0 && d < 0x90) || (c == 0xF4 && d >= 0x90)) return 0;
  return n;
}

std::string text_of_name(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const usize n = sequence(bytes);
    if (n == 0) {
      const auto byte = static_cast<u8>(bytes[0]);  // U+DC00 + byte
      out += {static_cast<char>(0xED), static_cast<char>(0xB0 | byte >> 6), static_cast<char>(0x80 | (byte & 0x3F))};
      bytes.remove_prefix(1);
    } else {
      out += bytes.substr(0, n);
      bytes.remove_prefix(n);
    }
  }
  return out;
}

std::string absolute(std::string_view text) {
  std::string path = bytes_of_name(text);
  return path.empty() || path[0] == '/' ? path : '/' + path;
}

Value status_value(const host::FileStatus& s) { return Value::tuple({s.mode, s.inode, s.device, s.links, 0, 0, s.size, s.accessed, s.modified, s.changed}); }

Error os_error(int code, std::string_view path) {
  const char* type = code == ENOENT                    ? "FileNotFoundError"
                     : code == EEXIST                  ? "FileExistsError"
                     : code == EACCES || code == EPERM ? "PermissionError"
                     : code == ENOTDIR                 ? "NotADirectoryError"
                     : code == EISDIR                  ? "IsADirectoryError"
                                                       : "OSError";
  return Error::raise(type, std::string(std::strerror(code)) + ": '" + std::string(path) + "'");
}

constexpr u64 kHostMost = u64{1} << 32;  // what the host itself reads of a file

}  // namespace

void seeded_bytes(std::uint64_t seed, std::uint64_t place, void* out, std::size_t n) {
  Meter meter;
  for (std::uint64_t words[3] = {seed, place, 0}; n > 0; words[2]++) {
    u8 input[24];
    for (usize i = 0; i < sizeof input; i++) input[i] = static_cast<u8>(words[i / 8] >> (i % 8 * 8));
    u8 digest[lib::kMaxDigest];
    usize length = 0;
    (void)lib::digest("sha256", input, sizeof input, meter, digest, &length);
    length = std::min(length, n);
    std::memcpy(out, digest, length);
    out = static_cast<char*>(out) + length;
    n -= length;
  }
}

// ---------------------------------------------------------------------------------------------------- the host's side
void OsPolicy::set_variable(std::string name, std::string value) {
  std::lock_guard lock(mutex_);
  environment_ = true;
  auto it = std::find_if(variables_.begin(), variables_.end(), [&](auto& v) { return v.first == name; });
  if (it != variables_.end())
    it->second = std::move(value);
  else
    variables_.emplace_back(std::move(name), std::move(value));
}

Result<bool> OsPolicy::mount(std::string_view point, const std::string& directory, MountKind kind, std::uint64_t quota) {
  std::lock_guard lock(mutex_);
  const u64 bytes = quota == 0 ? host::kDefaultQuota : std::min(quota, u64{1} << 62);
  std::unique_ptr<host::Mount> mount;
  int error = 0;
  if (kind != MountKind::Memory) {
    mount = host::mount_directory(directory, kind == MountKind::ReadWrite, bytes, &error);
    if (mount == nullptr) return os_error(error, directory);
  }
  if (kind == MountKind::Memory || kind == MountKind::CopyOnWrite) {
    mount = host::mount_memory(std::move(mount), bytes, [this] { return clock_ == Clock::Fixed ? fixed_ : clock_ == Clock::Real ? host::wall_clock() : 0; });
  }
  if (error = files_.mount(point, std::move(mount)); error != 0) return os_error(error, point);
  return true;
}

// Directories on the way are made; where there is no mount, memory.
Result<bool> OsPolicy::write_file(std::string_view path, std::string_view data) {
  if (!files_.has_mount("/") && files_.empty()) {
    if (Result<bool> made = mount("/", {}, MountKind::Memory, 0); !made) return made;
  }
  std::lock_guard lock(mutex_);
  std::string plain;
  if (!host::plain_path(path, &plain) || plain.empty()) return os_error(EINVAL, path);
  for (usize at = 0; (at = plain.find('/', at)) != plain.npos; at++) {
    const int error = files_.make_directory('/' + plain.substr(0, at));
    if (error != 0 && error != EEXIST) return os_error(error, path);
  }
  u64 size = 0;
  if (int error = files_.write('/' + plain, data, host::WriteMode::Replace, 0, &size); error != 0) return os_error(error, path);
  return true;
}

Result<Value> OsPolicy::read_file(std::string_view path) {
  std::lock_guard lock(mutex_);
  std::string data;
  if (int error = files_.read(absolute(path), kHostMost, &data); error != 0) return os_error(error, path);
  return Value::bytes(std::move(data));
}

Result<Value> OsPolicy::list(std::string_view path) {
  std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  if (int error = files_.list(absolute(path), kHostMost, &names); error != 0) return os_error(error, path);
  Value out = Value::list();
  for (auto& name : names) out.append(text_of_name(name));
  return out;
}

bool OsPolicy::has_mount(std::string_view point) {
  std::lock_guard lock(mutex_);
  return files_.has_mount(point);
}

// ---------------------------------------------------------------------------------------------------- questions
int OsPolicy::files_answer(std::string_view name, const std::vector<Value>& args, std::uint64_t most, Value* out, bool* known) {
  const auto path = [&](usize i) { return i < args.size() && args[i].is_str() ? absolute(args[i].text()) : std::string(); };
  const auto number = [&](usize i) { return i < args.size() ? static_cast<u64>(std::max<std::int64_t>(0, args[i].as_int())) : 0; };
  int error = 0;
  std::string text;
  if (name == "stat" || name == "lstat") {
    host::FileStatus status;
    if (error = files_.status(path(0), name == "stat", &status); error == 0) *out = status_value(status);
  } else if (name == "listdir") {
    std::vector<std::string> names;
    error = files_.list(path(0), most, &names);
    *out = Value::list();
    for (auto& n : names) out->append(text_of_name(n));
  } else if (name == "readlink" || name == "realpath") {
    error = name == "readlink" ? files_.read_link(path(0), &text) : files_.real_path(path(0), &text);
    *out = text_of_name(text);
  } else if (name == "read_file") {
    error = files_.read(path(0), most, &text);
    *out = Value::bytes(std::move(text));
  } else if (name == "write_file") {
    if (args.size() < 3 || args[1].kind() != Value::Kind::Bytes) return EINVAL;
    const std::string& mode = args[2].text();
    u64 size = 0;
    error = files_.write(path(0), args[1].text(),
                         mode == "x"    ? host::WriteMode::Exclusive
                         : mode == "a"  ? host::WriteMode::Append
                         : mode == "r+" ? host::WriteMode::At
                                        : host::WriteMode::Replace,
                         number(3), &size);
    *out = size;
  } else if (name == "truncate") {
    error = files_.truncate(path(0), number(1));
  } else if (name == "mkdir") {
    error = files_.make_directory(path(0));
  } else if (name == "remove") {
    error = files_.remove(path(0));
  } else if (name == "rmdir") {
    error = files_.remove_directory(path(0));
  } else if (name == "rename") {
    error = files_.rename(path(0), path(1));
  } else if (name == "utime") {
    if (args.size() < 3) return EINVAL;
    error = files_.set_times(path(0), args[1].as_double(), args[2].as_double());
  } else if (name == "getcwd") {
    *out = "/";
  } else {
    *known = false;
  }
  return error;
}

std::optional<OsPolicy::Answer> OsPolicy::answer(std::string_view name, const std::vector<Value>& args, std::uint64_t most) {
  std::lock_guard lock(mutex_);
  Answer a;
  if (name == "environ") {
    if (!environment_) return {};
    a.value = Value::dict();
    for (auto& [key, value] : variables_) a.value.insert(key, value);
    return a;
  }
  if (files_.empty()) return {};
  bool known = true;
  a.failure.code = files_answer(name, args, most, &a.value, &known);
  if (!known) return {};
  if (name != "getcwd") a.mount = files_.used();
  if (a.failure.code == 0) return a;
  if (a.failure.code == EFBIG && (name == "read_file" || name == "listdir")) a.failure.code = ENOMEM;
  if (!args.empty()) a.failure.path = args[0].text();
  if (name == "rename" && args.size() > 1) a.failure.other_path = args[1].text();
  return a;
}

}  // namespace monty::api
