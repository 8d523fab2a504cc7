// SPDX-License-Identifier: MIT
// The files that a program may see: a tree of mounts, each a directory of the machine or memory. Every function gives 0
// or an errno. Invariant: the machine is touched only below a mount's directory, by paths without "..", through which
// no symbolic link is followed by the kernel; links are resolved here, within their mount. Only regular files and
// directories are opened.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

namespace monty::host {

struct FileStatus {
  u32 mode = 0;  // st_mode
  u64 inode = 0, device = 0, links = 1, size = 0;
  double accessed = 0, modified = 0, changed = 0;
  bool is_directory() const;
  bool is_file() const;
  bool is_link() const;
};

enum class WriteMode : u8 {
  Replace,    // creates or empties
  Exclusive,  // must not exist
  Append,     // creates; at the end
  At,         // must exist; at the offset
};

enum class MountMode : u8 { ReadOnly, ReadWrite, CopyOnWrite };

constexpr u64 kDefaultQuota = 64 << 20;
constexpr u64 kEntryBytes = 256;  // what a new file or directory counts towards the quota, beside its content

// How much a program may add.
class Quota {
 public:
  explicit Quota(u64 bytes) : left_(bytes) {}
  bool has(u64 bytes) const { return bytes <= left_; }
  // From `before` bytes to `after`; false: no room, nothing changed.
  bool change(u64 before, u64 after) {
    if (after > before && after - before > left_) return false;
    left_ += before;
    left_ -= after;
    return true;
  }

 private:
  u64 left_;
};

// One mount. Paths are relative to it: names with one slash between, none of them ".", ".." or empty; "" is its root.
class Mount {
 public:
  virtual ~Mount() = default;
  virtual int status(const std::string& path, FileStatus* out) = 0;  // of a link itself
  virtual int read_link(const std::string& path, std::string* target) = 0;
  // EFBIG: more than `most` bytes.
  virtual int read(const std::string& path, u64 most, std::string* out) = 0;
  virtual int list(const std::string& path, u64 most, std::vector<std::string>* names) = 0;
  virtual int write(const std::string& path, std::string_view data, WriteMode mode, u64 offset) = 0;
  virtual int truncate(const std::string& path, u64 size) = 0;
  virtual int make_directory(const std::string& path) = 0;
  virtual int remove(const std::string& path) = 0;
  virtual int remove_directory(const std::string& path) = 0;
  virtual int rename(const std::string& from, const std::string& to) = 0;
  virtual int set_times(const std::string& path, double accessed, double modified) = 0;
};

enum class Lookup : u8 {
  Beneath,   // openat2, where the kernel has it
  Stepwise,  // name by name with O_NOFOLLOW
};
// A directory of the machine. Null: *error is an errno.
std::unique_ptr<Mount> mount_directory(const std::string& directory, bool writable, u64 quota, int* error, Lookup lookup = Lookup::Beneath);
// Memory, over `lower` (null: empty), which is only read.
std::unique_ptr<Mount> mount_memory(std::unique_ptr<Mount> lower, u64 quota, std::function<double()> now);

// The whole tree. Paths are the program's: absolute.
class Files {
 public:
  // EINVAL: no place for a mount; EEXIST: one is there.
  int mount(std::string_view point, std::unique_ptr<Mount> mount);
  bool empty() const { return mounts_.empty(); }
  bool has_mount(std::string_view point) const;
  // The mount that the last call that succeeded or failed was about, as "/data"; empty: none.
  const std::string& used() const { return used_; }

  int status(std::string_view path, bool follow, FileStatus* out);
  int read_link(std::string_view path, std::string* target);
  int real_path(std::string_view path, std::string* out);
  int read(std::string_view path, u64 most, std::string* out);
  int list(std::string_view path, u64 most, std::vector<std::string>* names);
  int write(std::string_view path, std::string_view data, WriteMode mode, u64 offset, u64* size);
  int truncate(std::string_view path, u64 size);
  int make_directory(std::string_view path);
  int remove(std::string_view path);
  int remove_directory(std::string_view path);
  int rename(std::string_view from, std::string_view to);
  int set_times(std::string_view path, double accessed, double modified);

 private:
  struct Place {
    std::string point;  // "", "data", "a/b"
    std::unique_ptr<Mount> mount;
  };
  struct Found {
    std::string path;  // canonical, without the slash in front
    Mount* mount = nullptr;
    std::string inside;  // relative to the mount
    FileStatus status;
    bool missing = false;  // only its last name is
    bool is_point = false;
  };
  const Place* place_of(std::string_view path) const;
  int status_of(const std::string& path, FileStatus* out) const;
  int find(std::string_view path, bool follow, Found* out);
  int find_existing(std::string_view path, bool follow, Found* out);
  int find_changeable(std::string_view path, bool follow, Found* out);
  std::vector<Place> mounts_;
  std::string used_;
};

// "/a//b/./c" -> "a/b/c"; false: it has ".." or is no text for a path.
bool plain_path(std::string_view path, std::string* out);

}  // namespace monty::host
