// SPDX-License-Identifier: MIT
#include "host/os.h"

#include <sys/random.h>
#include <time.h>

#include <algorithm>

namespace monty::host {

namespace {
double read_clock(clockid_t id) {
  timespec t{};
  clock_gettime(id, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
}  // namespace

double wall_clock() { return read_clock(CLOCK_REALTIME); }
double monotonic_clock() { return read_clock(CLOCK_MONOTONIC); }
double process_clock() { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }

bool random_bytes(void* out, usize n) {
  auto* p = static_cast<char*>(out);
  while (n > 0) {
    ssize_t got = getrandom(p, std::min<usize>(n, 1 << 20), 0);
    if (got <= 0) return false;
    p += got;
    n -= static_cast<usize>(got);
  }
  return true;
}

void sleep_for(double seconds, const std::atomic<bool>* cancel) {
  double end = monotonic_clock() + seconds;
  for (;;) {
    double left = end - monotonic_clock();
    if (!(left > 0) || (cancel != nullptr && cancel->load(std::memory_order_relaxed))) return;
    left = std::min(left, 0.005);
    timespec t{0, static_cast<long>(left * 1e9)};
    nanosleep(&t, nullptr);
  }
}

}  // namespace monty::host
