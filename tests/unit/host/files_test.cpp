// SPDX-License-Identifier: MIT
// Mounts: what a program may reach, and what it may not. Everything that touches a directory is tried with both ways of
// opening paths.
#include "host/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace monty::host {
namespace {

namespace fs = std::filesystem;

// A directory `in`, which is mounted, beside a file and a directory that must stay out of reach.
class Mounts : public testing::TestWithParam<Lookup> {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "monty-files-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
    fs::create_directories(root_ / "in/sub/deep");
    fs::create_directories(root_ / "out");
    put("in/file.txt", "inside");
    put("in/sub/other.txt", "other");
    put("out/secret.txt", "secret");
  }
  void TearDown() override { fs::remove_all(root_); }

  void put(const fs::path& path, std::string_view text) { std::ofstream(root_ / path) << text; }
  std::string get(const fs::path& path) {
    std::ifstream in(root_ / path);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::unique_ptr<Mount> open(MountMode mode, u64 quota = 1 << 20) {
    int error = 0;
    auto mount = mount_directory((root_ / "in").string(), mode == MountMode::ReadWrite, quota, &error, GetParam());
    EXPECT_EQ(error, 0);
    return mode == MountMode::CopyOnWrite ? mount_memory(std::move(mount), quota, [] { return 7.0; }) : std::move(mount);
  }
  Files files(MountMode mode, const char* point = "/data", u64 quota = 1 << 20) {
    Files f;
    EXPECT_EQ(f.mount(point, open(mode, quota)), 0);
    return f;
  }
  int read(Files& f, std::string_view path) { return f.read(path, 1 << 20, &text_); }
  int write(Files& f, std::string_view path, std::string_view data, WriteMode mode = WriteMode::Replace) {
    u64 size = 0;
    return f.write(path, data, mode, 0, &size);
  }

  fs::path root_;
  std::string text_;
};

constexpr MountMode kModes[] = {MountMode::ReadOnly, MountMode::ReadWrite, MountMode::CopyOnWrite};

TEST_P(Mounts, ReadsWhatLiesInside) {
  for (MountMode mode : kModes) {
    Files f = files(mode);
    EXPECT_EQ(read(f, "/data/file.txt"), 0);
    EXPECT_EQ(text_, "inside");
    EXPECT_EQ(f.used(), "/data");
    EXPECT_EQ(read(f, "/data/sub/../sub/./other.txt"), 0);
    EXPECT_EQ(text_, "other");
    EXPECT_EQ(read(f, "/data/none"), ENOENT);
    EXPECT_EQ(read(f, "/data/sub"), EISDIR);
    EXPECT_EQ(read(f, "/data/file.txt/x"), ENOTDIR);
    EXPECT_EQ(read(f, "/data/file.txt/../file.txt"), ENOTDIR);
    EXPECT_EQ(read(f, "/data/none/../file.txt"), ENOENT);
    EXPECT_EQ(f.read("/data/file.txt", 5, &text_), EFBIG);
  }
}

TEST_P(Mounts, DotsDoNotLeave) {
  for (MountMode mode : kModes) {
    Files f = files(mode);
    for (const char* path : {"/data/../out/secret.txt", "/data/../../../../etc/passwd", "/data/sub/../../../out/secret.txt", "/etc/passwd", "/../etc/passwd",
                             "/data/..", "/data/../../data/../out"}) {
      EXPECT_NE(read(f, path), 0) << path;
    }
    EXPECT_EQ(write(f, "/data/../escaped", "x"), EACCES);
    EXPECT_FALSE(fs::exists(root_ / "escaped"));
    EXPECT_EQ(read(f, "/../data/file.txt"), 0);  // the root's parent is the root
  }
}

TEST_P(Mounts, LinksStayInside) {
  fs::create_symlink("file.txt", root_ / "in/near");
  fs::create_symlink("../file.txt", root_ / "in/sub/up");
  fs::create_symlink("sub", root_ / "in/folder");
  fs::create_symlink("../out/secret.txt", root_ / "in/leaves");
  fs::create_symlink((root_ / "out/secret.txt"), root_ / "in/absolute");
  fs::create_symlink((root_ / "in/file.txt"), root_ / "in/absolute_inside");
  fs::create_symlink("../out", root_ / "in/leaving_folder");
  fs::create_symlink("loop2", root_ / "in/loop1");
  fs::create_symlink("loop1", root_ / "in/loop2");
  fs::create_symlink("sub/../../out/secret.txt", root_ / "in/winding");
  fs::create_symlink("/proc/self/root/etc/passwd", root_ / "in/magic");
  for (MountMode mode : kModes) {
    Files f = files(mode);
    EXPECT_EQ(read(f, "/data/near"), 0);
    EXPECT_EQ(text_, "inside");
    EXPECT_EQ(read(f, "/data/sub/up"), 0);
    EXPECT_EQ(read(f, "/data/folder/other.txt"), 0);
    EXPECT_EQ(read(f, "/data/folder/../file.txt"), 0);
    for (const char* path : {"leaves", "absolute", "absolute_inside", "leaving_folder/secret.txt", "winding", "magic", "folder/../leaves"}) {
      EXPECT_EQ(read(f, std::string("/data/") + path), EACCES) << path;
    }
    EXPECT_EQ(read(f, "/data/loop1"), ELOOP);
    FileStatus status;
    EXPECT_EQ(f.status("/data/leaves", false, &status), 0);
    EXPECT_TRUE(status.is_link());
    EXPECT_EQ(f.status("/data/leaves", true, &status), EACCES);
    EXPECT_EQ(f.read_link("/data/leaves", &text_), 0);
    EXPECT_EQ(text_, "../out/secret.txt");
    EXPECT_EQ(write(f, "/data/leaves", "changed"), EACCES);
    EXPECT_EQ(write(f, "/data/leaving_folder/new", "x"), EACCES);
    EXPECT_EQ(f.make_directory("/data/leaving_folder/new"), EACCES);
    EXPECT_EQ(f.remove("/data/leaving_folder/secret.txt"), EACCES);
    EXPECT_EQ(f.rename("/data/file.txt", "/data/leaving_folder/x"), EACCES);
  }
  EXPECT_EQ(get("out/secret.txt"), "secret");
  EXPECT_FALSE(fs::exists(root_ / "out/new"));
}

// The mount itself opens no link, whoever made it when.
TEST_P(Mounts, TheMountFollowsNothing) {
  fs::create_symlink("../out", root_ / "in/link");
  auto mount = open(MountMode::ReadWrite);
  std::vector<std::string> names;
  EXPECT_NE(mount->read("link/secret.txt", 100, &text_), 0);
  EXPECT_NE(mount->list("link", 100, &names), 0);
  EXPECT_NE(mount->write("link/x", "x", WriteMode::Replace, 0), 0);
  EXPECT_NE(mount->make_directory("link/x"), 0);
  EXPECT_NE(mount->remove("link/secret.txt"), 0);
  EXPECT_NE(mount->rename("file.txt", "link/x"), 0);
  EXPECT_NE(mount->set_times("link/secret.txt", 0, 0), 0);
  fs::create_symlink("../out/secret.txt", root_ / "in/direct");
  EXPECT_NE(mount->read("direct", 100, &text_), 0);
  EXPECT_NE(mount->write("direct", "x", WriteMode::Replace, 0), 0);
  EXPECT_NE(mount->truncate("direct", 0), 0);
  EXPECT_EQ(get("out/secret.txt"), "secret");
}

// Another process changes a directory into a link while paths are walked.
TEST_P(Mounts, RacesDoNotLeave) {
  std::atomic<bool> stop = false;
  put("in/sub/secret.txt", "inside");
  std::thread racer([&] {
    const fs::path sub = root_ / "in/sub", aside = root_ / "in/aside";
    while (!stop) {
      std::error_code ignored;
      fs::rename(sub, aside, ignored);
      fs::create_directory_symlink("../out", sub, ignored);
      fs::remove(sub, ignored);
      fs::rename(aside, sub, ignored);
    }
  });
  Files f = files(MountMode::ReadWrite);
  auto mount = open(MountMode::ReadWrite);
  int seen = 0;
  for (int i = 0; i < 20000; i++) {
    text_.clear();
    if (read(f, "/data/sub/secret.txt") == 0) {
      ASSERT_EQ(text_, "inside");
      seen++;
    }
    if (mount->read("sub/secret.txt", 100, &text_) == 0) {
      ASSERT_EQ(text_, "inside");
    }
    (void)mount->write("sub/escaped", "x", WriteMode::Replace, 0);
  }
  stop = true;
  racer.join();
  EXPECT_FALSE(fs::exists(root_ / "out/escaped"));
  EXPECT_GT(seen, 0);
}

TEST_P(Mounts, OnlyFilesAndDirectoriesAreOpened) {
  ASSERT_EQ(mkfifo((root_ / "in/fifo").c_str(), 0600), 0);
  const bool device = mknod((root_ / "in/zero").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0;  // root alone may
  for (MountMode mode : kModes) {
    Files f = files(mode);
    EXPECT_EQ(read(f, "/data/fifo"), EACCES);  // and does not wait for a writer
    EXPECT_EQ(write(f, "/data/fifo", "x"), EACCES);
    EXPECT_EQ(write(f, "/data/fifo", "x", WriteMode::Append), EACCES);
    EXPECT_NE(f.truncate("/data/fifo", 0), 0);
    if (device) {
      EXPECT_EQ(read(f, "/data/zero"), EACCES);
    }
  }
}

TEST_P(Mounts, NamesThatAreNone) {
  for (MountMode mode : kModes) {
    Files f = files(mode);
    EXPECT_EQ(read(f, ""), ENOENT);
    EXPECT_EQ(read(f, std::string_view("/data/file.txt\0x", 16)), EINVAL);
    EXPECT_EQ(read(f, "/data/" + std::string(256, 'n')), ENAMETOOLONG);
    EXPECT_EQ(write(f, "/data/" + std::string(256, 'n'), "x"), ENAMETOOLONG);
    EXPECT_EQ(read(f, "/data" + std::string(5000, '/') + "file.txt"), ENAMETOOLONG);
    std::string deep = "/data";
    for (int i = 0; i < 2000; i++) deep += "/a";
    EXPECT_EQ(read(f, deep), ENOENT);
    EXPECT_EQ(write(f, "/data/new/", "x"), EISDIR);
    EXPECT_EQ(read(f, "/data/file.txt/"), ENOTDIR);
  }
}

TEST_P(Mounts, ReadOnlyStaysAsItIs) {
  Files f = files(MountMode::ReadOnly);
  EXPECT_EQ(write(f, "/data/file.txt", "x"), EROFS);
  EXPECT_EQ(write(f, "/data/new", "x"), EROFS);
  EXPECT_EQ(write(f, "/data/file.txt", "x", WriteMode::Exclusive), EEXIST);
  EXPECT_EQ(f.truncate("/data/file.txt", 0), EROFS);
  EXPECT_EQ(f.make_directory("/data/d"), EROFS);
  EXPECT_EQ(f.remove("/data/file.txt"), EROFS);
  EXPECT_EQ(f.remove_directory("/data/sub"), EROFS);
  EXPECT_EQ(f.rename("/data/file.txt", "/data/x"), EROFS);
  EXPECT_EQ(f.set_times("/data/file.txt", 1, 1), EROFS);
  EXPECT_EQ(f.set_times("/data/file.txt", std::nan(""), 1), EINVAL);
  EXPECT_EQ(f.set_times("/data/file.txt", 1, 1e300), EINVAL);
  EXPECT_EQ(get("in/file.txt"), "inside");
}

TEST_P(Mounts, CopyOnWriteKeepsChangesInMemory) {
  Files f = files(MountMode::CopyOnWrite);
  EXPECT_EQ(write(f, "/data/file.txt", " and more", WriteMode::Append), 0);
  EXPECT_EQ(read(f, "/data/file.txt"), 0);
  EXPECT_EQ(text_, "inside and more");
  EXPECT_EQ(f.remove("/data/sub/other.txt"), 0);
  EXPECT_EQ(read(f, "/data/sub/other.txt"), ENOENT);
  EXPECT_EQ(f.rename("/data/sub", "/data/moved"), 0);
  EXPECT_EQ(f.make_directory("/data/sub"), 0);
  std::vector<std::string> names;
  EXPECT_EQ(f.list("/data/sub", 1000, &names), 0);
  EXPECT_TRUE(names.empty());
  EXPECT_EQ(f.list("/data/moved", 1000, &names), 0);
  EXPECT_EQ(names, std::vector<std::string>{"deep"});
  EXPECT_EQ(f.remove_directory("/data/moved"), ENOTEMPTY);
  EXPECT_EQ(write(f, "/data/sub/other.txt", "new"), 0);
  EXPECT_EQ(read(f, "/data/sub/other.txt"), 0);
  EXPECT_EQ(text_, "new");
  EXPECT_EQ(get("in/file.txt"), "inside");
  EXPECT_EQ(get("in/sub/other.txt"), "other");
  EXPECT_FALSE(fs::exists(root_ / "in/moved"));
}

TEST_P(Mounts, QuotasHold) {
  for (MountMode mode : {MountMode::ReadWrite, MountMode::CopyOnWrite}) {
    Files f = files(mode, "/data", 10000);
    EXPECT_EQ(write(f, "/data/a", std::string(9000, 'x')), 0);
    EXPECT_EQ(write(f, "/data/b", std::string(2000, 'x')), ENOSPC);
    EXPECT_EQ(write(f, "/data/a", std::string(2000, 'x'), WriteMode::Append), ENOSPC);
    EXPECT_EQ(f.truncate("/data/a", 20000), ENOSPC);
    EXPECT_EQ(f.truncate("/data/a", u64{1} << 62), EFBIG);
    u64 size = 0;
    EXPECT_EQ(f.write("/data/a", "x", WriteMode::At, 50000, &size), ENOSPC);
    EXPECT_EQ(f.write("/data/a", "x", WriteMode::At, ~u64{0}, &size), EFBIG);
    EXPECT_EQ(read(f, "/data/a"), 0);
    EXPECT_EQ(text_.size(), 9000u);
    EXPECT_EQ(f.remove("/data/a"), 0);
    EXPECT_EQ(write(f, "/data/b", std::string(9000, 'x')), 0);
    EXPECT_EQ(f.remove("/data/b"), 0);
    // Empty files and directories count, and give back what they took.
    int made = 0;
    while (made < 1000 && write(f, "/data/e" + std::to_string(made), "") == 0) made++;
    EXPECT_LT(made, 45);
    EXPECT_GT(made, 25);
    EXPECT_EQ(f.make_directory("/data/dir"), ENOSPC);
    for (int i = 0; i < made; i++) EXPECT_EQ(f.remove("/data/e" + std::to_string(i)), 0);
  }
  Files f = files(MountMode::CopyOnWrite, "/data", 10000);
  for (int i = 0; i < 1000; i++) {  // one name again and again takes its room once
    ASSERT_EQ(f.remove("/data/file.txt"), 0);
    ASSERT_EQ(write(f, "/data/file.txt", "again"), 0);
  }
}

TEST_P(Mounts, MovesAreWholeOrNotAtAll) {
  for (int i = 0; i < 10; i++) put("in/sub/big" + std::to_string(i), std::string(2000, 'x'));
  Files f = files(MountMode::CopyOnWrite, "/data", 15000);
  EXPECT_EQ(f.rename("/data/sub", "/data/moved"), ENOSPC);
  std::vector<std::string> names;
  EXPECT_EQ(f.list("/data/sub", 10000, &names), 0);
  EXPECT_EQ(names.size(), 12u);
  FileStatus status;
  EXPECT_EQ(f.status("/data/moved", true, &status), ENOENT);
}

TEST_P(Mounts, SeveralMountsMakeOneTree) {
  Files f = files(MountMode::ReadWrite, "/a/b");
  EXPECT_EQ(f.mount("/a/b/sub/mem", mount_memory(nullptr, 10000, [] { return 1.0; })), 0);
  EXPECT_EQ(f.mount("/a/b/", mount_memory(nullptr, 10000, [] { return 1.0; })), EEXIST);
  EXPECT_EQ(f.mount("c", mount_memory(nullptr, 10000, [] { return 1.0; })), EINVAL);
  EXPECT_EQ(f.mount("/a/../c", mount_memory(nullptr, 10000, [] { return 1.0; })), EINVAL);
  std::vector<std::string> names;
  EXPECT_EQ(f.list("/", 1000, &names), 0);
  EXPECT_EQ(names, std::vector<std::string>{"a"});
  names.clear();
  EXPECT_EQ(f.list("/a/b/sub", 1000, &names), 0);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"deep", "mem", "other.txt"}));
  EXPECT_EQ(write(f, "/a/b/sub/mem/x", "x"), 0);
  EXPECT_FALSE(fs::exists(root_ / "in/sub/mem"));
  EXPECT_EQ(f.rename("/a/b/sub/mem/x", "/a/b/x"), EXDEV);
  EXPECT_EQ(f.rename("/a/b/sub", "/a/b/other"), EBUSY);
  EXPECT_EQ(f.remove_directory("/a/b"), EBUSY);
  EXPECT_EQ(write(f, "/a/new", "x"), EACCES);
  EXPECT_EQ(f.make_directory("/new"), EACCES);
  EXPECT_EQ(f.rename("/a/b/sub/deep", "/a/b/sub/deep/inside"), EINVAL);
}

INSTANTIATE_TEST_SUITE_P(Lookups, Mounts, testing::Values(Lookup::Beneath, Lookup::Stepwise),
                         [](const auto& info) { return info.param == Lookup::Beneath ? "Beneath" : "Stepwise"; });

}  // namespace
}  // namespace monty::host
