// SPDX-License-Identifier: MIT
// A directory of the machine as a mount. Each path is opened anew from the directory's own descriptor, by openat2 with
// RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS, or where the kernel has none name by name with O_NOFOLLOW: what another
// process puts in the way in between is an error, never a way out.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cmath>
#include <utility>

#include "host/files.h"

namespace monty::host {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

// struct open_how of linux/openat2.h, which old headers lack.
struct OpenHow {
  u64 flags, mode, resolve;
};
constexpr u64 kNoMagicLinks = 0x02, kNoSymlinks = 0x04, kBeneath = 0x08;
constexpr long kOpenat2 = 437;

double seconds_of(const timespec& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9; }
timespec timespec_of(double seconds) {
  const double whole = std::floor(seconds);
  return {static_cast<time_t>(whole), std::clamp(static_cast<long>((seconds - whole) * 1e9), 0L, 999999999L)};
}

FileStatus status_from(const struct stat& s) {
  return {s.st_mode,
          s.st_ino,
          s.st_dev,
          s.st_nlink,
          static_cast<u64>(std::max<off_t>(s.st_size, 0)),
          seconds_of(s.st_atim),
          seconds_of(s.st_mtim),
          seconds_of(s.st_ctim)};
}

class Directory final : public Mount {
 public:
  Directory(Descriptor root, bool writable, u64 quota, Lookup lookup) : root_(std::move(root)), writable_(writable), quota_(quota), lookup_(lookup) {}

  int status(const std::string& path, FileStatus* out) override {
    Descriptor fd;
    if (int error = open(path, O_PATH | O_NOFOLLOW, &fd); error != 0) return error;
    struct stat s;
    if (fstat(fd.get(), &s) != 0) return errno;
    *out = status_from(s);
    return 0;
  }

  int read_link(const std::string& path, std::string* target) override {
    Descriptor fd;
    if (int error = open(path, O_PATH | O_NOFOLLOW, &fd); error != 0) return error;
    target->resize(PATH_MAX);
    ssize_t n = readlinkat(fd.get(), "", target->data(), target->size());
    if (n < 0) return errno;
    target->resize(static_cast<usize>(n));
    return 0;
  }

  int read(const std::string& path, u64 most, std::string* out) override {
    Descriptor fd;
    FileStatus s;
    if (int error = open_file(path, O_RDONLY, &fd, &s); error != 0) return error;
    out->clear();
    if (s.size > most) return EFBIG;
    out->reserve(s.size);
    char buffer[1 << 16];
    for (;;) {
      ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return errno;
      if (n == 0) return 0;
      if (out->size() + static_cast<usize>(n) > most) return EFBIG;
      out->append(buffer, static_cast<usize>(n));
    }
  }

  int list(const std::string& path, u64 most, std::vector<std::string>* names) override {
    Descriptor fd;
    if (int error = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK, &fd); error != 0) return error;
    DIR* dir = fdopendir(fd.get());
    if (dir == nullptr) return errno;
    fd.release();
    int error = 0;
    for (u64 bytes = 0; error == 0;) {
      errno = 0;
      const dirent* entry = readdir(dir);
      if (entry == nullptr) {
        error = errno;
        break;
      }
      std::string_view name(entry->d_name);
      if (name == "." || name == "..") continue;
      bytes += name.size() + sizeof(std::string);
      if (bytes > most)
        error = EFBIG;
      else
        names->emplace_back(name);
    }
    closedir(dir);
    return error;
  }

  int write(const std::string& path, std::string_view data, WriteMode mode, u64 offset) override {
    if (!writable_) return EROFS;
    FileStatus old;
    int error = status(path, &old);
    if (error != 0 && error != ENOENT) return error;
    const bool fresh = error == ENOENT;
    if (fresh && mode == WriteMode::At) return ENOENT;
    const u64 at = mode == WriteMode::Append ? old.size : mode == WriteMode::At ? offset : 0;
    if (at > kLargest || data.size() > kLargest) return EFBIG;
    const u64 end = at + data.size();
    const u64 after = mode == WriteMode::At && !data.empty() ? std::max(old.size, end) : mode == WriteMode::At ? old.size : end;
    if (!quota_.change(old.size, after + (fresh ? kEntryBytes : 0))) return ENOSPC;
    Descriptor fd;
    FileStatus now;
    const int create = mode == WriteMode::At ? 0 : mode == WriteMode::Exclusive ? O_CREAT | O_EXCL : O_CREAT;
    error = open_file(path, O_WRONLY | create, &fd, &now);
    if (error == 0 && mode == WriteMode::Replace && now.size != 0 && ftruncate(fd.get(), 0) != 0) error = errno;
    if (error == 0) error = write_at(fd.get(), data, at);
    if (error == 0) return 0;
    FileStatus left;  // what is really there
    if (status(path, &left) == 0)
      (void)quota_.change(after, left.size);
    else
      (void)quota_.change(after + (fresh ? kEntryBytes : 0), old.size);
    return error;
  }

  int truncate(const std::string& path, u64 size) override {
    if (!writable_) return EROFS;
    if (size > kLargest) return EFBIG;
    Descriptor fd;
    FileStatus old;
    if (int error = open_file(path, O_WRONLY, &fd, &old); error != 0) return error;
    if (!quota_.change(old.size, size)) return ENOSPC;
    if (ftruncate(fd.get(), static_cast<off_t>(size)) == 0) return 0;
    const int error = errno;
    (void)quota_.change(size, old.size);
    return error;
  }

  int make_directory(const std::string& path) override {
    if (!writable_) return EROFS;
    if (!quota_.has(kEntryBytes)) return ENOSPC;
    return in_parent(path, [&](int folder, const char* name) {
      if (mkdirat(folder, name, 0777) != 0) return errno;
      (void)quota_.change(0, kEntryBytes);
      return 0;
    });
  }

  int remove(const std::string& path) override {
    if (!writable_) return EROFS;
    FileStatus old;
    if (int error = status(path, &old); error != 0) return error;
    return in_parent(path, [&](int folder, const char* name) {
      if (unlinkat(folder, name, 0) != 0) return errno;
      give_back(old);
      return 0;
    });
  }

  int remove_directory(const std::string& path) override {
    if (!writable_) return EROFS;
    return in_parent(path, [&](int folder, const char* name) { return unlinkat(folder, name, AT_REMOVEDIR) == 0 ? 0 : errno; });
  }

  int rename(const std::string& from, const std::string& to) override {
    if (!writable_) return EROFS;
    FileStatus old;
    const bool replaces = status(to, &old) == 0;
    return in_parent(from, [&](int from_folder, const char* from_name) {
      return in_parent(to, [&](int to_folder, const char* to_name) {
        if (renameat(from_folder, from_name, to_folder, to_name) != 0) return errno;
        if (replaces) give_back(old);
        return 0;
      });
    });
  }

  int set_times(const std::string& path, double accessed, double modified) override {
    if (!writable_) return EROFS;
    const timespec times[2] = {timespec_of(accessed), timespec_of(modified)};
    return in_parent(path, [&](int folder, const char* name) { return utimensat(folder, name, times, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno; });
  }

 private:
  static constexpr u64 kLargest = u64{1} << 60;

  int open(const std::string& path, int flags, Descriptor* out) {
    flags |= O_CLOEXEC | ((flags & O_PATH) == 0 ? O_NOCTTY : 0);
    const unsigned mode = (flags & O_CREAT) != 0 ? 0666 : 0;
    const char* relative = path.empty() ? "." : path.c_str();
    if (lookup_ == Lookup::Beneath) {
      const OpenHow how = {static_cast<u64>(flags), mode, kBeneath | kNoSymlinks | kNoMagicLinks};
      for (int tries = 0; tries < 16; tries++) {
        *out = Descriptor(static_cast<int>(syscall(kOpenat2, root_.get(), relative, &how, sizeof how)));
        if (*out || (errno != EAGAIN && errno != EINTR)) break;
      }
      if (*out) return 0;
      if (errno != ENOSYS && errno != EPERM) return errno == EXDEV || errno == ELOOP ? EACCES : errno;
    }
    return open_stepwise(relative, flags, mode, out);
  }

  // Every name but the last is a directory, none a symbolic link; the caller has left out "..".
  int open_stepwise(std::string_view path, int flags, unsigned mode, Descriptor* out) {
    Descriptor folder;
    int at = root_.get();
    for (usize slash; (slash = path.find('/')) != path.npos; path.remove_prefix(slash + 1)) {
      Descriptor next(openat(at, std::string(path.substr(0, slash)).c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!next) return errno;
      folder = std::move(next);
      at = folder.get();
    }
    *out = Descriptor(openat(at, std::string(path).c_str(), flags | O_NOFOLLOW, mode));
    return *out ? 0 : errno == ELOOP ? EACCES : errno;
  }

  // Regular files alone are opened: the other kinds may block, or do things. Looked at before and after.
  int open_file(const std::string& path, int flags, Descriptor* out, FileStatus* now) {
    FileStatus before;
    int error = status(path, &before);
    if (error != 0 && (error != ENOENT || (flags & O_CREAT) == 0)) return error;
    if (error == 0 && before.is_directory()) return EISDIR;
    if (error == 0 && !before.is_file()) return EACCES;
    if (error = open(path, flags | O_NONBLOCK, out); error != 0) return error;
    struct stat s;
    if (fstat(out->get(), &s) != 0) return errno;
    *now = status_from(s);
    return now->is_file() ? 0 : EACCES;
  }

  static int write_at(int fd, std::string_view data, u64 at) {
    while (!data.empty()) {
      ssize_t n = pwrite(fd, data.data(), data.size(), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return errno;
      data.remove_prefix(static_cast<usize>(n));
      at += static_cast<u64>(n);
    }
    return 0;
  }

  template <class Do>
  int in_parent(const std::string& path, Do&& act) {
    if (path.empty()) return EBUSY;
    const usize slash = path.rfind('/');
    Descriptor folder;
    if (int error = open(slash == path.npos ? std::string() : path.substr(0, slash), O_PATH | O_DIRECTORY, &folder); error != 0) return error;
    return act(folder.get(), path.c_str() + (slash == path.npos ? 0 : slash + 1));
  }

  void give_back(const FileStatus& gone) {
    if (gone.is_file() && gone.links == 1) (void)quota_.change(gone.size, 0);
  }

  Descriptor root_;
  bool writable_;
  Quota quota_;
  Lookup lookup_;
};

}  // namespace

std::unique_ptr<Mount> mount_directory(const std::string& directory, bool writable, u64 quota, int* error, Lookup lookup) {
  Descriptor root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) {
    *error = errno;
    return nullptr;
  }
  return std::make_unique<Directory>(std::move(root), writable, quota, lookup);
}

}  // namespace monty::host
