// SPDX-License-Identifier: MIT
// Hostile programs in one process each through three sessions: how far past each limit they get, and what they leave.
//
//   limits_probe [-v] [-j N] [--late MS] [--over KB] FILE.py ...
//
// A program is run (a) cancelled after 20 ms and (b) after 150 ms of processor time, (c) with 16 MB of memory. After
// each stop the heap must be whole and the same session must run an ordinary program. What counts is
//   late    processor time from the moment the cancel flag was set to the end of the run (deadlines are seen at the
//   same
//           places; processor time, so that a busy machine does not show): at most 10 ms, or what --late says
//   over    most bytes that malloc has handed out during (c), beyond the limit: at most 64 kB, or what --over says
// The last line counts as the other runners' do.
#include <malloc.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "monty/monty.hpp"

// ---------------------------------------------------------------------------------------------------- real memory
// Every byte that the process takes from malloc is seen here, whatever the library believes it has charged.
#if defined(__GLIBC__) && !defined(MONTY_PROBE_SANITIZED)
#define COUNTS_MALLOC 1
namespace {
std::size_t held = 0, most_held = 0;
void* counted(void* p) {
  if (p != nullptr) held += malloc_usable_size(p);
  if (held > most_held) most_held = held;
  return p;
}
}  // namespace
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);
void* malloc(std::size_t n) { return counted(__libc_malloc(n)); }
void* calloc(std::size_t n, std::size_t m) { return counted(__libc_calloc(n, m)); }
void free(void* p) {
  if (p != nullptr) held -= malloc_usable_size(p);
  __libc_free(p);
}
void* realloc(void* p, std::size_t n) {
  std::size_t before = p == nullptr ? 0 : malloc_usable_size(p);
  void* moved = __libc_realloc(p, n);
  if (moved != nullptr || n == 0) held -= before;
  return counted(moved);
}
}
#else
#define COUNTS_MALLOC 0
namespace {
std::size_t held = 0, most_held = 0;
}
#endif

namespace {

struct Bounds {
  double late = 0.010;    // seconds
  long over = 64 * 1024;  // bytes
};
constexpr std::size_t kMemory = 16 << 20;
constexpr double kWhole = 0.4;  // (c) is cancelled too, in the end: some programs take time alone

double processor_time() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// ---------------------------------------------------------------------------------------------------- the alarm
monty_cancel* alarm_cancel = nullptr;
volatile double alarm_at = 0;
void on_alarm(int) {
  if (alarm_cancel == nullptr || monty_cancel_requested(alarm_cancel)) return;
  alarm_at = processor_time();
  monty_cancel_request(alarm_cancel);
}

// Cancels after `seconds` of processor time; 0: never.
void set_alarm(monty_cancel* cancel, double seconds) {
  static timer_t timer = [] {
    struct sigaction action{};
    action.sa_handler = on_alarm;
    sigaction(SIGUSR1, &action, nullptr);
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGUSR1;
    timer_t t;
    if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &t) != 0) std::abort();
    return t;
  }();
  alarm_cancel = cancel;
  itimerspec when{};
  when.it_value.tv_nsec = static_cast<long>(seconds * 1e9);
  timer_settime(timer, 0, &when, nullptr);
  if (seconds == 0) alarm_cancel = nullptr;
}

// ---------------------------------------------------------------------------------------------------- runs
// What is left of a run is enough for this, whatever has happened.
constexpr char kOrdinary[] =
    "import json, re\n"
    "class P:\n"
    "    def __init__(self, n): self.n = n\n"
    "    def __lt__(self, other): return self.n < other.n\n"
    "def g():\n"
    "    try: yield from range(5)\n"
    "    finally: seen.append('end')\n"
    "seen = []\n"
    "d = {str(i): i * i for i in g()}\n"
    "try: {}['x']\n"
    "except KeyError as e: seen.append(repr(e))\n"
    "json.dumps([sorted([P(3), P(1)])[0].n, d, seen, re.sub('a+', 'b', 'caat'), 2 ** 70, f'{1.5:>6}'])\n";
constexpr char kExpected[] =
    "[1, {\"0\": 0, \"1\": 1, \"2\": 4, \"3\": 9, \"4\": 16}, [\"end\", \"KeyError('x')\"], \"cbt\", "
    "1180591620717411303424, \"   1.5\"]";

struct Stop {
  std::string end;      // ok, error, or the limit
  double late = 0;      // seconds
  long over = 0;        // bytes
  std::string problem;  // heap or session broken
};

Stop run_once(const monty::Engine& engine, const monty::Program& program, const monty::Program& ordinary, double cancel_after) {
  Stop stop;
  std::size_t before = held;
  most_held = held;
  monty::CancelToken cancel;
  monty::SessionOptions options;
  options.cancel = cancel;
  options.on_output = [](int, std::string_view) { return true; };
  options.limits.memory = cancel_after > 0 ? 256 << 20 : kMemory;
  options.limits.output = 1 << 20;
  options.limits.seconds = 20;
  monty::Session session(engine, options);
  set_alarm(cancel.get(), cancel_after > 0 ? cancel_after : kWhole);
  monty::Result<bool> done = session.execute(program);
  double now = processor_time();
  bool cancelled = cancel.cancelled();
  set_alarm(nullptr, 0);
  stop.over = static_cast<long>(most_held - before) - static_cast<long>(options.limits.memory);
  if (done)
    stop.end = "ok";
  else if (done.error().kind != monty::ErrorKind::Limit)
    stop.end = done.error().type;
  else
    stop.end = monty::limit_name(done.error().limit);
  if (cancelled && stop.end == "cancelled") stop.late = now - alarm_at;
  cancel.reset();
  stop.problem = session.check_heap();
  if (!stop.problem.empty()) return stop;
  session.set_limits({});
  monty::Result<monty::Value> after = session.run(ordinary);
  if (!after)
    stop.problem = "the ordinary program fails afterwards: " + after.error().type + " " + after.error().message;
  else if (after->text() != kExpected)
    stop.problem = "the ordinary program answers " + std::string(after->text());
  else
    stop.problem = session.check_heap();
  return stop;
}

std::string file_text(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Worst {
  double late = 0;
  long over = 0;
};

// True: all is well. Figures beyond the bounds are measured again: a page fault at the wrong moment is nobody's fault.
bool probe(const char* path, const Bounds& bounds, bool verbose, Worst* worst) {
  std::string problem;
  for (int attempt = 0; attempt < 3; attempt++) {
    monty::Engine engine;
    auto ordinary = monty::Program::compile(kOrdinary, "ordinary.py");
    monty::Limits limits;
    limits.memory = 256 << 20;
    limits.seconds = 5;
    auto program = monty::Program::compile(file_text(path), path, monty::Mode::File, limits);
    if (!ordinary) std::abort();
    if (!program) {
      if (verbose) std::printf("%-52s does not compile: %s\n", path, program.error().message.c_str());
      return true;
    }
    Stop first = run_once(engine, *program, *ordinary, 0.02), later = run_once(engine, *program, *ordinary, 0.15);
    Stop small = run_once(engine, *program, *ordinary, 0);
    double late = std::max({first.late, later.late, small.late});
    long over = COUNTS_MALLOC ? small.over : 0;
    if (verbose) {
      std::printf("%-52s %-10s %-14s late %6.2f ms   %-14s over %8.1f kB\n", path, first.end.c_str(), later.end.c_str(), late * 1e3, small.end.c_str(),
                  static_cast<double>(std::max(over, 0L)) / 1024);
    }
    for (const Stop* s : {&first, &later, &small}) {
      if (!s->problem.empty()) {
        std::printf("FAIL %s\n    %s\n", path, s->problem.c_str());
        return false;
      }
    }
    bool fine = late <= bounds.late && over <= bounds.over;
    if (fine || attempt == 2) {
      worst->late = std::max(worst->late, late);
      worst->over = std::max(worst->over, over);
    }
    if (fine) return true;
    problem = "stopped " + std::to_string(late * 1e3) + " ms late, " + std::to_string(over) + " bytes over";
  }
  std::printf("FAIL %s\n    %s\n", path, problem.c_str());
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  mallopt(M_MMAP_THRESHOLD, 256 << 10);  // as the program `monty` does: a large buffer grows without being copied
  Bounds bounds;
  bool verbose = false;
  int jobs = 1;
  std::vector<const char*> files;
  for (int i = 1; i < argc; i++) {
    if (std::strcmp(argv[i], "-v") == 0)
      verbose = true;
    else if (std::strcmp(argv[i], "--late") == 0 && i + 1 < argc)
      bounds.late = std::atof(argv[++i]) * 1e-3;
    else if (std::strcmp(argv[i], "--over") == 0 && i + 1 < argc)
      bounds.over = std::atol(argv[++i]) * 1024;
    else if (std::strcmp(argv[i], "-j") == 0 && i + 1 < argc)
      jobs = std::max(1, std::atoi(argv[++i]));
    else
      files.push_back(argv[i]);
  }
  // What the processes have in common.
  struct Shared {
    std::atomic<std::size_t> next;
    std::atomic<int> passed;
    Worst worst[64];
  };
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 2;
  auto* shared = new (memory) Shared{};
  jobs = std::min<int>(jobs, std::size(shared->worst));
  for (int job = 0; job < jobs; job++) {
    if (fork() != 0) continue;
    for (std::size_t at; (at = shared->next++) < files.size();) {
      if (probe(files[at], bounds, verbose, &shared->worst[job])) shared->passed++;
      std::fflush(stdout);
    }
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  Worst worst;
  for (const Worst& w : shared->worst) worst = {std::max(worst.late, w.late), std::max(worst.over, w.over)};
  // A process that crashed has passed nothing more.
  const int passed = shared->passed, failed = static_cast<int>(files.size()) - passed;
  std::printf("at most %.1f ms late, %.1f kB over\n", worst.late * 1e3, static_cast<double>(worst.over) / 1024);
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
