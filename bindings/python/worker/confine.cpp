// SPDX-License-Identifier: MIT
#include "confine.h"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#if defined(__linux__)
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif
#endif

namespace monty_worker {

#if defined(__linux__)

namespace {

// Everything that a running session needs. What is not here ends in EPERM; a number of another architecture ends the process.
constexpr int kAllowed[] = {
    // memory
    SYS_brk,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    // the socket
    SYS_recvfrom,
    SYS_sendmsg,
    SYS_sendto,
    SYS_recvmsg,
    SYS_read,
    SYS_write,
    SYS_writev,
    SYS_poll,
    SYS_ppoll,
    // time, random bytes
    SYS_clock_gettime,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_getrandom,
    // threads that exist, signals, the end
    SYS_futex,
    SYS_sched_yield,
    SYS_rt_sigreturn,
    SYS_rt_sigprocmask,
    SYS_rt_sigaction,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_getpid,
    SYS_gettid,
    SYS_exit,
    SYS_exit_group,
};

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif

const char* filter_calls() {
  constexpr std::size_t kCount = sizeof kAllowed / sizeof kAllowed[0];
  static_assert(kCount < 250);
  sock_filter program[kCount + 16];
  std::size_t n = 0;
  const auto load = [&](std::size_t at) { program[n++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(at)); };
  const auto give = [&](std::uint32_t what) { program[n++] = BPF_STMT(BPF_RET | BPF_K, what); };
  load(offsetof(seccomp_data, arch));
  program[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0);
  give(SECCOMP_RET_KILL_PROCESS);
  load(offsetof(seccomp_data, nr));
  // Pages that are both written and executed are nobody's business here: mmap and mprotect must not ask for PROT_EXEC.
  for (const int call : {SYS_mmap, SYS_mprotect}) {
    program[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 4);
    load(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t));
    program[n++] = BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 4 /* PROT_EXEC */, 0, 1);
    give(SECCOMP_RET_ERRNO | EPERM);
    load(offsetof(seccomp_data, nr));
  }
  for (std::size_t i = 0; i < kCount; i++) {
    program[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(kAllowed[i]), static_cast<std::uint8_t>(kCount - i), 0);
  }
  give(SECCOMP_RET_ERRNO | EPERM);
  give(SECCOMP_RET_ALLOW);
  const sock_fprog filter = {static_cast<unsigned short>(n), program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0 ? nullptr : "seccomp";
}

// No file can be reached at all. Kernels without Landlock have the filter alone.
bool close_files() {
#if defined(LANDLOCK_CREATE_RULESET_VERSION) && defined(SYS_landlock_create_ruleset)
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = (1ULL << 13) - 1;  // of the first version
  const long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0);
  if (ruleset < 0) return false;
  const bool done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  ::close(static_cast<int>(ruleset));
  return done;
#else
  return false;
#endif
}

// Namespaces of its own with nothing in them, as far as the kernel lets it: many forbid them to all but root.
unsigned leave_namespaces(unsigned walls) {
  unsigned up = 0;
  if ((walls & kUserNamespace) != 0 && unshare(CLONE_NEWUSER) == 0) up |= kUserNamespace;
  if ((walls & kNetNamespace) != 0 && unshare(CLONE_NEWNET) == 0) up |= kNetNamespace;
  if ((walls & kMountNamespace) != 0 && unshare(CLONE_NEWNS) == 0) up |= kMountNamespace;
  if ((walls & kPidNamespace) != 0 && unshare(CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP) == 0) up |= kPidNamespace;
  if ((walls & kUserNamespace) != 0) {
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[2] = {};
    (void)syscall(SYS_capset, &header, none);
  }
  return up;
}

void close_descriptors(int keep) {
  for (int fd = 0; fd < 3; fd++) {
    if (fd != keep && fd != 2) ::close(fd);
  }
#if defined(SYS_close_range)
  bool all = true;
  if (keep > 3) all = syscall(SYS_close_range, 3, keep - 1, 0) == 0;
  if (all && syscall(SYS_close_range, keep < 3 ? 3 : keep + 1, ~0U, 0) == 0) return;
#endif
  for (int fd = 3; fd < 1024; fd++) {
    if (fd != keep) ::close(fd);
  }
}

void limit(int what, rlim_t most) {
  rlimit now{};
  if (getrlimit(static_cast<__rlimit_resource>(what), &now) != 0) return;
  now.rlim_cur = now.rlim_max = now.rlim_max < most ? now.rlim_max : most;
  (void)setrlimit(static_cast<__rlimit_resource>(what), &now);
}

}  // namespace

const char* confine(int keep, unsigned walls, unsigned* up) {
  *up = walls & (kDescriptors | kLimits);
  if ((walls & kDescriptors) != 0) close_descriptors(keep);
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return "dumpable";
  *up |= leave_namespaces(walls);
  if ((walls & kLimits) != 0) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_MEMLOCK, 0);
    limit(RLIMIT_MSGQUEUE, 0);
  }
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "no_new_privs";
  if ((walls & kLandlock) != 0 && close_files()) *up |= kLandlock;
  if ((walls & kLimits) != 0) limit(RLIMIT_NOFILE, static_cast<rlim_t>(keep) + 1);
  if ((walls & kCalls) == 0 || kArchitecture == 0) return nullptr;
  *up |= kCalls;
  return filter_calls();
}

#else

const char* confine(int, unsigned, unsigned* up) {
  *up = 0;
  return nullptr;
}

#endif

}  // namespace monty_worker
