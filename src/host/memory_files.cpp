// SPDX-License-Identifier: MIT
// Files in memory, perhaps over a directory that is only read (copy on write). Invariant: a path that nodes_ has is as it
// says; one that it has not shows what lies in the lower mount, unless a node above it hides that.
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "host/files.h"

namespace monty::host {

namespace {

std::string parent_of(const std::string& path) { return path.substr(0, path.rfind('/') == path.npos ? 0 : path.rfind('/')); }

class Memory final : public Mount {
 public:
  Memory(std::unique_ptr<Mount> lower, u64 quota, std::function<double()> now) : lower_(std::move(lower)), quota_(quota), now_(std::move(now)), made_(now_()) {}

  int status(const std::string& path, FileStatus* out) override {
    if (auto it = nodes_.find(path); it != nodes_.end()) {
      const Node& n = it->second;
      if (n.kind == Kind::Gone) return ENOENT;
      *out = {n.kind == Kind::Directory ? S_IFDIR | 0755u
              : n.kind == Kind::Link    ? S_IFLNK | 0777u
                                        : S_IFREG | 0644u,
              n.inode,
              0,
              1,
              n.data.size(),
              n.accessed,
              n.modified,
              n.modified};
      return 0;
    }
    if (shows_lower(path)) return lower_->status(path, out);
    if (!path.empty()) return ENOENT;
    *out = {S_IFDIR | 0755u, 1, 0, 1, 0, made_, made_, made_};
    return 0;
  }

  int read_link(const std::string& path, std::string* target) override {
    auto it = nodes_.find(path);
    if (it == nodes_.end()) return shows_lower(path) ? lower_->read_link(path, target) : ENOENT;
    if (it->second.kind != Kind::Link) return EINVAL;
    *target = it->second.data;
    return 0;
  }

  int read(const std::string& path, u64 most, std::string* out) override {
    auto it = nodes_.find(path);
    if (it == nodes_.end()) return shows_lower(path) ? lower_->read(path, most, out) : ENOENT;
    if (it->second.kind != Kind::File) return it->second.kind == Kind::Directory ? EISDIR : ENOENT;
    if (it->second.data.size() > most) return EFBIG;
    *out = it->second.data;
    return 0;
  }

  int list(const std::string& path, u64 most, std::vector<std::string>* names) override {
    FileStatus s;
    if (int error = status(path, &s); error != 0) return error;
    if (!s.is_directory()) return ENOTDIR;
    auto own = nodes_.find(path);
    if ((own == nodes_.end() ? shows_lower(path) : !own->second.hides) && lower_ != nullptr) {
      if (int error = lower_->list(path, most, names); error != 0) return error;
      std::erase_if(*names, [&](auto& name) { return nodes_.contains(inside(path, name)); });
    }
    u64 bytes = 0;
    for (auto it = nodes_.lower_bound(inside(path, "")); it != nodes_.end();) {
      const std::string& at = it->first;
      const usize from = path.empty() ? 0 : path.size() + 1;
      if (at.size() < from || at.compare(0, from, inside(path, "")) != 0) break;
      const usize end = std::min(at.find('/', from), at.size());
      if (end == at.size() && it->second.kind != Kind::Gone && end > from) names->push_back(at.substr(from));
      if (bytes += end - from + sizeof(std::string); bytes > most) return EFBIG;
      // Past what lies below this name.
      it = end == at.size() ? std::next(it) : nodes_.lower_bound(at.substr(0, end) + static_cast<char>('/' + 1));
    }
    return 0;
  }

  int write(const std::string& path, std::string_view data, WriteMode mode, u64 offset) override {
    FileStatus s;
    int error = status(path, &s);
    if (error != 0 && error != ENOENT) return error;
    const bool fresh = error == ENOENT;
    if (fresh ? mode == WriteMode::At : mode == WriteMode::Exclusive) return fresh ? ENOENT : EEXIST;
    if (!fresh && !s.is_file()) return s.is_directory() ? EISDIR : EACCES;
    if (error = fresh ? check_parent(path) : bring_up(path, mode == WriteMode::Append || mode == WriteMode::At, s.size); error != 0) return error;
    const u64 old = fresh ? 0 : nodes_[path].data.size();
    const u64 at = mode == WriteMode::Append ? old : mode == WriteMode::At ? offset : 0;
    if (at > kLargest || data.size() > kLargest) return EFBIG;
    const u64 after = mode == WriteMode::At ? (data.empty() ? old : std::max<u64>(old, at + data.size())) : at + data.size();
    if (!quota_.change(old, after + (fresh ? cost_of(path) : 0))) return ENOSPC;
    Node& n = nodes_[path];
    if (fresh) n = make(Kind::File);
    n.data.resize(after);
    std::copy(data.begin(), data.end(), n.data.begin() + static_cast<std::ptrdiff_t>(data.empty() ? 0 : at));
    n.modified = now_();
    return 0;
  }

  int truncate(const std::string& path, u64 size) override {
    FileStatus s;
    if (int error = status(path, &s); error != 0) return error;
    if (!s.is_file()) return s.is_directory() ? EISDIR : EACCES;
    if (size > kLargest) return EFBIG;
    if (int error = bring_up(path, size != 0, s.size); error != 0) return error;
    Node& n = nodes_[path];
    if (!quota_.change(n.data.size(), size)) return ENOSPC;
    n.data.resize(size);
    n.data.shrink_to_fit();
    n.modified = now_();
    return 0;
  }

  int make_directory(const std::string& path) override {
    FileStatus s;
    if (status(path, &s) == 0) return EEXIST;
    if (int error = check_parent(path); error != 0) return error;
    if (!quota_.change(0, cost_of(path))) return ENOSPC;
    nodes_[path] = make(Kind::Directory);
    return 0;
  }

  int remove(const std::string& path) override {
    FileStatus s;
    if (int error = status(path, &s); error != 0) return error;
    if (s.is_directory()) return EISDIR;
    return hide(path);
  }

  int remove_directory(const std::string& path) override {
    std::vector<std::string> names;
    if (int error = list(path, ~u64{0}, &names); error != 0) return error;
    return names.empty() ? hide(path) : ENOTEMPTY;
  }

  int rename(const std::string& from, const std::string& to) override {
    FileStatus s, old;
    if (int error = status(from, &s); error != 0) return error;
    u64 most = 0;
    if (int error = cost_of_moving(from, s, to.size(), &most); error != 0) return error;
    if (!quota_.has(most)) return ENOSPC;
    if (status(to, &old) == 0) {
      if (int error = old.is_directory() ? remove_directory(to) : remove(to); error != 0) return error;
    } else if (int error = check_parent(to); error != 0) {
      return error;
    }
    return move(from, to, s);
  }

  int set_times(const std::string& path, double accessed, double modified) override {
    FileStatus s;
    if (int error = status(path, &s); error != 0) return error;
    if (s.is_link() || (path.empty() && s.is_directory())) return 0;
    if (int error = bring_up(path, true, s.size); error != 0) return error;
    nodes_[path].accessed = accessed;
    nodes_[path].modified = modified;
    return 0;
  }

 private:
  static constexpr u64 kLargest = u64{1} << 60;
  enum class Kind : u8 { File, Directory, Link, Gone };
  struct Node {
    Kind kind = Kind::File;
    bool hides = true;  // Directory: what lies in the lower mount's of this name
    u64 inode = 0;
    double accessed = 0, modified = 0;
    std::string data;  // Link: the target
  };

  static std::string inside(const std::string& path, std::string_view name) { return path.empty() ? std::string(name) : path + '/' + std::string(name); }

  // Of a node for the path; where one says that nothing is there, it has been counted.
  u64 cost_of(const std::string& path) const { return nodes_.contains(path) ? 0 : kEntryBytes + path.size(); }

  Node make(Kind kind, std::string data = {}) {
    const double now = now_();
    return {kind, true, ++inodes_, now, now, std::move(data)};
  }

  bool shows_lower(const std::string& path) const {
    if (lower_ == nullptr) return false;
    for (std::string above = path; !above.empty();) {
      above = parent_of(above);
      if (auto it = nodes_.find(above); it != nodes_.end() && (it->second.kind != Kind::Directory || it->second.hides)) return false;
    }
    return true;
  }

  int check_parent(const std::string& path) {
    FileStatus s;
    if (int error = status(parent_of(path), &s); error != 0) return error;
    return s.is_directory() ? 0 : ENOTDIR;
  }

  // What is the lower mount's becomes a node.
  int bring_up(const std::string& path, bool content, u64 size) {
    if (nodes_.contains(path)) return 0;
    FileStatus s;
    if (int error = lower_->status(path, &s); error != 0) return error;
    std::string data;
    const u64 cost = kEntryBytes + path.size();
    if (!quota_.has(cost + (content ? size : 0))) return ENOSPC;
    if (s.is_link()) {
      if (int error = lower_->read_link(path, &data); error != 0) return error;
    } else if (content && s.is_file()) {
      if (int error = lower_->read(path, size, &data); error != 0) return error;
    }
    if (!quota_.change(0, cost + data.size())) return ENOSPC;
    Node n = make(s.is_directory() ? Kind::Directory : s.is_link() ? Kind::Link : Kind::File, std::move(data));
    n.hides = false;
    n.accessed = s.accessed;
    n.modified = s.modified;
    nodes_[path] = std::move(n);
    return 0;
  }

  // The path is empty from here on, and everything below it.
  int hide(const std::string& path) {
    FileStatus s;
    const bool below = shows_lower(path) && lower_->status(path, &s) == 0;
    if (auto it = nodes_.find(path); it != nodes_.end()) {
      (void)quota_.change(it->second.data.size() + (below ? 0 : kEntryBytes + path.size()), 0);
      nodes_.erase(it);
    } else if (below && !quota_.change(0, kEntryBytes + path.size())) {
      return ENOSPC;
    }
    const auto first = nodes_.lower_bound(path + '/');
    const auto last = nodes_.lower_bound(path + static_cast<char>('/' + 1));
    for (auto it = first; it != last; ++it) (void)quota_.change(kEntryBytes + it->first.size() + it->second.data.size(), 0);
    nodes_.erase(first, last);
    if (below) nodes_[path] = {Kind::Gone, true, 0, 0, 0, {}};
    return 0;
  }

  // At most: a move is made whole or not at all.
  int cost_of_moving(const std::string& from, const FileStatus& s, u64 to_size, u64* total) {
    *total += 2 * kEntryBytes + from.size() + to_size + (nodes_.contains(from) ? 0 : s.size);
    if (!s.is_directory()) return 0;
    std::vector<std::string> names;
    if (int error = list(from, ~u64{0}, &names); error != 0) return error;
    for (auto& name : names) {
      FileStatus inner;
      if (int error = status(inside(from, name), &inner); error != 0) return error;
      if (int error = cost_of_moving(inside(from, name), inner, to_size + 1 + name.size(), total); error != 0) return error;
    }
    return 0;
  }

  int move(const std::string& from, const std::string& to, const FileStatus& s) {
    if (s.is_directory()) {
      if (int error = make_directory(to); error != 0) return error;
      std::vector<std::string> names;
      if (int error = list(from, ~u64{0}, &names); error != 0) return error;
      for (auto& name : names) {
        FileStatus inner;
        if (int error = status(inside(from, name), &inner); error != 0) return error;
        if (int error = move(inside(from, name), inside(to, name), inner); error != 0) return error;
      }
    } else {
      if (int error = bring_up(from, true, s.size); error != 0) return error;
      if (!quota_.change(0, cost_of(to))) return ENOSPC;
      nodes_[to] = std::move(nodes_[from]);
      nodes_[from].data.clear();
    }
    return hide(from);
  }

  std::unique_ptr<Mount> lower_;
  Quota quota_;
  std::function<double()> now_;
  double made_;
  std::map<std::string, Node> nodes_;
  u64 inodes_ = 1;
};

}  // namespace

std::unique_ptr<Mount> mount_memory(std::unique_ptr<Mount> lower, u64 quota, std::function<double()> now) {
  return std::make_unique<Memory>(std::move(lower), quota, std::move(now));
}

}  // namespace monty::host
