// SPDX-License-Identifier: MIT
// Confines itself as a worker does, then tries what must not work. probe FD ATTEMPT [WALLS]; the exit status: 0 refused, 1 it
// worked, 2 no such attempt, 3 not confined, 4 the kernel does not have one of WALLS (confine.h), which stand alone if given.
#include "../../worker/confine.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace {

char page[4096] __attribute__((aligned(4096)));

// Whether a network interface is up.
bool up(const char* name) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  ifreq r{};
  std::strncpy(r.ifr_name, name, sizeof r.ifr_name - 1);
  return ioctl(fd, SIOCGIFFLAGS, &r) == 0 && (r.ifr_flags & IFF_UP) != 0;
}

long attempt(const char* name) {
  const auto is = [&](const char* other) { return std::strcmp(name, other) == 0; };
  char* const argv[] = {const_cast<char*>("/bin/true"), nullptr};
  if (is("open")) return syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
  if (is("create")) return syscall(SYS_openat, AT_FDCWD, "/tmp/monty-probe", O_CREAT | O_WRONLY, 0600);
  if (is("stat")) return syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", page, 0);
  if (is("unlink")) return syscall(SYS_unlinkat, AT_FDCWD, "/tmp/monty-probe-none", 0) == 0 || errno == ENOENT ? 0 : -1;
  if (is("exec")) return execve("/bin/true", argv, argv + 1);
  if (is("fork")) return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (is("socket")) return socket(AF_INET, SOCK_STREAM, 0);
  if (is("unix socket")) return socket(AF_UNIX, SOCK_STREAM, 0);
  if (is("ptrace")) return ptrace(PTRACE_ATTACH, getppid(), 0, 0);
  if (is("read another's memory")) {
    iovec local = {page, 8}, remote = {page, 8};
    return process_vm_readv(getppid(), &local, 1, &remote, 1, 0);
  }
  if (is("kill")) return kill(getppid(), 0);
  if (is("inherited descriptor")) return write(std::atoi(std::getenv("MONTY_PROBE_FD") == nullptr ? "200" : std::getenv("MONTY_PROBE_FD")), "x", 1);
  if (is("code from data")) return mprotect(page, sizeof page, PROT_READ | PROT_EXEC);
  if (is("code pages")) return mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
  if (is("memfd")) return syscall(SYS_memfd_create, "x", 0);
  if (is("duplicate")) return dup(2);
  if (is("namespaces")) return unshare(CLONE_NEWUSER);
  if (is("prctl")) return prctl(PR_SET_DUMPABLE, 1);
  if (is("io_uring")) return syscall(425, 8, page);
  if (is("chdir")) return chdir("/tmp");
  if (is("mount")) return syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0);
  if (is("bpf")) return syscall(SYS_bpf, 0, page, 64);
  if (is("interfaces")) return if_nametoindex("lo") != 0 && up("lo") ? 0 : -1;
  if (is("write a file")) return syscall(SYS_openat, AT_FDCWD, std::getenv("MONTY_PROBE_FILE"), O_WRONLY);
  if (is("read a file")) return syscall(SYS_openat, AT_FDCWD, std::getenv("MONTY_PROBE_FILE"), O_RDONLY);
  if (is("remove a file")) return unlink(std::getenv("MONTY_PROBE_FILE"));
  if (is("list a directory")) return syscall(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY);
  if (is("host name")) return sethostname("probe", 5);
  if (is("clock")) return syscall(SYS_clock_settime, 0, page);
  std::exit(2);
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned walls = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : monty_worker::kWalls;
  unsigned up = 0;
  if (monty_worker::confine(std::atoi(argv[1]), walls, &up) != nullptr) return 3;
  if (argc > 3 && up != walls) return 4;
  return attempt(argv[2]) < 0 ? 0 : 1;
}
