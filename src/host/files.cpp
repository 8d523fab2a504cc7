// SPDX-License-Identifier: MIT
// Paths in the tree of mounts: which mount a path lies in, and what ".." and symbolic links mean there.
#include "host/files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace monty::host {

bool FileStatus::is_directory() const { return S_ISDIR(mode); }
bool FileStatus::is_file() const { return S_ISREG(mode); }
bool FileStatus::is_link() const { return S_ISLNK(mode); }

namespace {

constexpr int kMaxLinks = 40;

// Is `path` the directory, or below it? Both without the slash in front.
bool lies_in(std::string_view path, std::string_view directory) {
  return directory.empty() || (path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/'));
}

std::string joined(std::string_view folder, std::string_view name) {
  std::string out(folder);
  if (!out.empty()) out += '/';
  return out += name;
}

// The names of a path, last first.
void push_names(std::string_view path, std::vector<std::string>* out) {
  const usize from = out->size();
  while (!path.empty()) {
    const usize end = std::min(path.find('/'), path.size());
    if (end != 0) out->emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  std::reverse(out->begin() + static_cast<std::ptrdiff_t>(from), out->end());
}

// Would the link's target, from a directory `depth` names below its mount's root, leave the mount?
bool leaves(std::string_view target, int depth) {
  if (target.starts_with('/')) return true;
  std::vector<std::string> names;
  push_names(target, &names);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (*name == ".." && --depth < 0) return true;
    if (*name != ".." && *name != ".") depth++;
  }
  return false;
}

int depth_of(std::string_view path) { return path.empty() ? 0 : 1 + static_cast<int>(std::count(path.begin(), path.end(), '/')); }

}  // namespace

bool plain_path(std::string_view path, std::string* out) {
  std::vector<std::string> names;
  push_names(path, &names);
  out->clear();
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (*name == ".." || name->size() > NAME_MAX || name->find('\0') != name->npos) return false;
    if (*name != ".") *out = joined(*out, *name);
  }
  return out->size() < PATH_MAX;
}

int Files::mount(std::string_view point, std::unique_ptr<Mount> mount) {
  std::string path;
  if (!point.starts_with('/') || !plain_path(point, &path)) return EINVAL;
  if (has_mount(point)) return EEXIST;
  mounts_.push_back({std::move(path), std::move(mount)});
  return 0;
}

bool Files::has_mount(std::string_view point) const {
  std::string path;
  return plain_path(point, &path) && std::any_of(mounts_.begin(), mounts_.end(), [&](auto& p) { return p.point == path; });
}

const Files::Place* Files::place_of(std::string_view path) const {
  const Place* best = nullptr;
  for (auto& p : mounts_) {
    if (lies_in(path, p.point) && (best == nullptr || p.point.size() > best->point.size())) best = &p;
  }
  return best;
}

// Directories that lead to a mount exist, whatever lies below them.
int Files::status_of(const std::string& path, FileStatus* out) const {
  int error = ENOENT;
  if (const Place* p = place_of(path)) error = p->mount->status(path.substr(std::min(path.size(), p->point.size() + !p->point.empty())), out);
  if (error != ENOENT) return error;
  for (auto& p : mounts_) {
    if (!lies_in(p.point, path)) continue;
    *out = {};
    out->mode = S_IFDIR | 0555;
    return 0;
  }
  return error;
}

// Walks name by name, as POSIX does: ".." of a file is an error, "link/.." is beside what the link shows.
int Files::find(std::string_view path, bool follow, Found* out) {
  used_.clear();
  if (path.empty()) return ENOENT;
  if (path.size() >= PATH_MAX) return ENAMETOOLONG;
  if (path.find('\0') != path.npos) return EINVAL;
  const bool as_directory = path.ends_with('/');
  std::vector<std::string> todo;
  push_names(path, &todo);
  std::string at;
  FileStatus status;
  int links = 0;
  out->missing = false;
  if (int error = status_of(at, &status); error != 0) return error;
  while (!todo.empty()) {
    if (!status.is_directory()) return ENOTDIR;
    const std::string name = std::move(todo.back());
    todo.pop_back();
    if (name == ".") continue;
    if (name == "..") {
      at.resize(at.rfind('/') == at.npos ? 0 : at.rfind('/'));
      if (int error = status_of(at, &status); error != 0) return error;
      continue;
    }
    if (name.size() > NAME_MAX) return ENAMETOOLONG;
    const std::string next = joined(at, name);
    const Place* p = place_of(next);
    if (p != nullptr) used_ = '/' + p->point;
    int error = status_of(next, &status);
    if (error == ENOENT && todo.empty())
      out->missing = true;
    else if (error != 0)
      return error;
    if (!out->missing && status.is_link() && (!todo.empty() || follow || as_directory)) {
      if (++links > kMaxLinks) return ELOOP;
      std::string target;
      if (error = p->mount->read_link(next.substr(p->point.size() + !p->point.empty()), &target); error != 0) return error;
      if (target.empty() || leaves(target, depth_of(at) - depth_of(p->point))) return EACCES;
      push_names(target, &todo);
      if (error = status_of(at, &status); error != 0) return error;
      continue;
    }
    at = next;
  }
  if (as_directory && !out->missing && !status.is_directory()) return ENOTDIR;
  const Place* p = place_of(at);
  if (p != nullptr) used_ = '/' + p->point;
  out->path = at;
  out->mount = p == nullptr ? nullptr : p->mount.get();
  out->inside = p == nullptr ? at : at.substr(std::min(at.size(), p->point.size() + !p->point.empty()));
  out->is_point = std::any_of(mounts_.begin(), mounts_.end(), [&](auto& m) { return lies_in(m.point, at); });
  out->status = status;
  return 0;
}

int Files::find_existing(std::string_view path, bool follow, Found* out) {
  if (int error = find(path, follow, out); error != 0) return error;
  return out->missing ? ENOENT : 0;
}

// For what changes a directory: outside the mounts nothing can be, and the mounts themselves stay.
int Files::find_changeable(std::string_view path, bool follow, Found* out) {
  if (int error = find(path, follow, out); error != 0) return error;
  if (out->missing) return out->mount == nullptr ? EACCES : 0;
  return out->is_point || out->mount == nullptr ? EBUSY : 0;
}

int Files::status(std::string_view path, bool follow, FileStatus* out) {
  Found f;
  if (int error = find_existing(path, follow, &f); error != 0) return error;
  *out = f.status;
  return 0;
}

int Files::read_link(std::string_view path, std::string* target) {
  Found f;
  if (int error = find_existing(path, false, &f); error != 0) return error;
  return f.status.is_link() ? f.mount->read_link(f.inside, target) : EINVAL;
}

int Files::real_path(std::string_view path, std::string* out) {
  Found f;
  if (int error = find(path, true, &f); error != 0) return error;
  *out = '/' + f.path;
  return f.missing ? ENOENT : 0;
}

int Files::read(std::string_view path, u64 most, std::string* out) {
  Found f;
  if (int error = find_existing(path, true, &f); error != 0) return error;
  if (f.status.is_directory()) return EISDIR;
  return f.status.is_file() ? f.mount->read(f.inside, most, out) : EACCES;
}

int Files::list(std::string_view path, u64 most, std::vector<std::string>* names) {
  Found f;
  if (int error = find_existing(path, true, &f); error != 0) return error;
  if (!f.status.is_directory()) return ENOTDIR;
  int error = f.mount == nullptr ? ENOENT : f.mount->list(f.inside, most, names);
  if (error != 0 && (error != ENOENT || !f.is_point)) return error;
  for (auto& p : mounts_) {
    if (p.point.size() == f.path.size() || !lies_in(p.point, f.path)) continue;
    std::string name = p.point.substr(f.path.size() + !f.path.empty());
    name.resize(std::min(name.find('/'), name.size()));
    if (std::find(names->begin(), names->end(), name) == names->end()) names->push_back(std::move(name));
  }
  return 0;
}

int Files::write(std::string_view path, std::string_view data, WriteMode mode, u64 offset, u64* size) {
  Found f;
  if (int error = find(path, mode != WriteMode::Exclusive, &f); error != 0) return error;
  if (!f.missing && mode == WriteMode::Exclusive) return EEXIST;
  if (f.missing && mode == WriteMode::At) return ENOENT;
  if ((!f.missing && f.status.is_directory()) || path.ends_with('/')) return EISDIR;
  if (f.mount == nullptr || (!f.missing && !f.status.is_file())) return EACCES;
  if (int error = f.mount->write(f.inside, data, mode, offset); error != 0) return error;
  FileStatus after;
  if (int error = f.mount->status(f.inside, &after); error != 0) return error;
  *size = after.size;
  return 0;
}

int Files::truncate(std::string_view path, u64 size) {
  Found f;
  if (int error = find_existing(path, true, &f); error != 0) return error;
  if (f.status.is_directory()) return EISDIR;
  return f.mount != nullptr && f.status.is_file() ? f.mount->truncate(f.inside, size) : EACCES;
}

int Files::make_directory(std::string_view path) {
  Found f;
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (int error = find(path, false, &f); error != 0) return error;
  if (!f.missing) return EEXIST;
  return f.mount == nullptr ? EACCES : f.mount->make_directory(f.inside);
}

int Files::remove(std::string_view path) {
  Found f;
  if (int error = find_changeable(path, false, &f); error != 0) return error == EBUSY ? EISDIR : error;
  if (f.missing) return ENOENT;
  return f.status.is_directory() ? EISDIR : f.mount->remove(f.inside);
}

int Files::remove_directory(std::string_view path) {
  Found f;
  if (int error = find_changeable(path, false, &f); error != 0) return error;
  if (f.missing) return ENOENT;
  return f.status.is_directory() ? f.mount->remove_directory(f.inside) : ENOTDIR;
}

int Files::rename(std::string_view from, std::string_view to) {
  Found a, b;
  if (int error = find_changeable(from, false, &a); error != 0) return error;
  if (a.missing) return ENOENT;
  if (int error = find_changeable(to, false, &b); error != 0) return error;
  if (a.mount != b.mount) return EXDEV;
  if (a.path == b.path) return 0;
  if (a.status.is_directory() && lies_in(b.path, a.path)) return EINVAL;
  if (!b.missing && b.status.is_directory() && !a.status.is_directory()) return EISDIR;
  if (!b.missing && !b.status.is_directory() && a.status.is_directory()) return ENOTDIR;
  if (b.missing && to.ends_with('/') && !a.status.is_directory()) return ENOTDIR;
  return a.mount->rename(a.inside, b.inside);
}

int Files::set_times(std::string_view path, double accessed, double modified) {
  Found f;
  for (double seconds : {accessed, modified}) {
    if (!(seconds > -1e11 && seconds < 1e12)) return EINVAL;  // NaN, too
  }
  if (int error = find_existing(path, true, &f); error != 0) return error;
  return f.mount == nullptr ? EACCES : f.mount->set_times(f.inside, accessed, modified);
}

}  // namespace monty::host
