// SPDX-License-Identifier: MIT
#include "tools.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

extern char** environ;

namespace {

constexpr std::size_t kMaxAnswer = std::size_t{256} << 20;

double now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

Tools::~Tools() {
  for (auto& p : running_) {
    close_pipes(*p);
    kill(-p->pid, SIGKILL);
    while (waitpid(p->pid, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
}

void Tools::close_pipes(Process& p) {
  if (p.in >= 0) close(p.in);
  if (p.out >= 0) close(p.out);
  p.in = p.out = -1;
}

void Tools::start(const std::string& command, const monty::Call& call, Done done) {
  monty::Value request = monty::Value::dict();
  monty::Value kwargs = monty::Value::dict();
  for (auto& [key, value] : call.kwargs) kwargs.insert(key, value);
  request.insert("args", monty::Value::list(call.args));
  request.insert("kwargs", std::move(kwargs));
  monty::Result<std::string> text = monty::to_json(request);
  if (!text) {
    monty::Error e = text.error();
    e.message = std::string(call.name) + "(): " + e.message;
    finished_++;
    done(std::move(e));
    return;
  }
  auto p = std::make_unique<Process>();
  p->name = call.name;
  p->command = command;
  p->input = std::move(*text);
  p->input += '\n';
  p->done = std::move(done);
  if (running_.size() >= kMaxRunning) {
    queued_.push_back(std::move(p));
    return;
  }
  running_.push_back(std::move(p));
  launch(*running_.back());
  if (running_.back()->pid < 0) {
    auto failed = std::move(running_.back());
    running_.pop_back();
    finish(std::move(failed));
  }
}

void Tools::launch(Process& p) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0) return;
  if (pipe2(out, O_CLOEXEC) != 0) {
    close(in[0]);
    close(in[1]);
    return;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGINT);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  const char* argv[] = {"sh", "-c", p.command.c_str(), nullptr};
  pid_t pid = -1;
  int failed = posix_spawn(&pid, "/bin/sh", &actions, &attributes, const_cast<char**>(argv), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(in[0]);
  close(out[1]);
  p.in = in[1];
  p.out = out[0];
  fcntl(p.in, F_SETFL, O_NONBLOCK);
  fcntl(p.out, F_SETFL, O_NONBLOCK);
  if (failed == 0)
    p.pid = pid;
  else
    close_pipes(p);
}

monty::Result<monty::Value> Tools::read_answer(const Process& p, int status) {
  if (p.pid < 0) return monty::Error::raise("OSError", "the command of tool '" + p.name + "' cannot be started");
  if (p.output.size() > kMaxAnswer) return monty::Error::raise("RuntimeError", "tool '" + p.name + "' answered more than 256 MB");
  monty::Result<monty::Value> answer = monty::from_json(p.output);
  if (answer && answer->is_dict() && answer->size() == 1) {
    if (const monty::Value* e = answer->find("error"); e != nullptr && e->is_dict()) {
      const monty::Value* type = e->find("type");
      const monty::Value* message = e->find("message");
      return monty::Error::raise(type != nullptr && type->is_str() ? type->text() : "RuntimeError",
                                 message != nullptr && message->is_str() ? message->text() : "");
    }
  }
  if (WIFSIGNALED(status)) return monty::Error::raise("RuntimeError", "tool '" + p.name + "' was killed by signal " + std::to_string(WTERMSIG(status)));
  if (int code = WEXITSTATUS(status); code != 0) {
    return monty::Error::raise("RuntimeError", "tool '" + p.name + "' ended with exit status " + std::to_string(code));
  }
  if (!answer) return monty::Error::raise("RuntimeError", "tool '" + p.name + "' did not answer with JSON: " + answer.error().message);
  return answer;
}

// Its output has ended. A command that closes its output and goes on running is waited for.
void Tools::finish(std::unique_ptr<Process> p) {
  close_pipes(*p);
  int status = 0;
  if (p->pid > 0) {
    for (long pause = 0; waitpid(p->pid, &status, WNOHANG) == 0; pause = std::min(pause + 100000, 10000000L)) {
      if (cancel_.cancelled()) kill(-p->pid, SIGKILL);
      timespec t{0, pause};
      nanosleep(&t, nullptr);
    }
  }
  finished_++;
  p->done(read_answer(*p, status));
  if (!queued_.empty() && running_.size() < kMaxRunning) {
    running_.push_back(std::move(queued_.front()));
    queued_.erase(queued_.begin());
    launch(*running_.back());
    if (running_.back()->pid < 0) {
      auto failed = std::move(running_.back());
      running_.pop_back();
      finish(std::move(failed));
    }
  }
}

void Tools::wait(double seconds) {
  double end = now() + seconds;
  unsigned long before = finished_;
  while (finished_ == before && !cancel_.cancelled()) {
    double left = seconds < 0 ? 0.1 : end - now();
    if (left <= 0) return;
    std::vector<pollfd> fds;
    for (auto& p : running_) {
      fds.push_back({p->out, POLLIN, 0});
      if (p->in >= 0) fds.push_back({p->in, POLLOUT, 0});
    }
    int ready = poll(fds.data(), fds.size(), static_cast<int>(std::min(left, 0.1) * 1000) + (left < 0.1 ? 1 : 0));
    if (ready < 0 && errno != EINTR) return;
    if (ready <= 0) continue;
    auto ready_of = [&](int fd) {
      auto it = std::find_if(fds.begin(), fds.end(), [&](pollfd& f) { return f.fd == fd; });
      return it != fds.end() && it->revents != 0;
    };
    std::vector<std::unique_ptr<Process>> ended;
    for (std::size_t i = 0; i < running_.size();) {
      Process& p = *running_[i];
      if (p.in >= 0 && ready_of(p.in)) {
        ssize_t n = write(p.in, p.input.data() + p.written, p.input.size() - p.written);
        if (n > 0) p.written += static_cast<std::size_t>(n);
        if ((n < 0 && errno != EAGAIN && errno != EINTR) || p.written == p.input.size()) {
          close(p.in);
          p.in = -1;
        }
      }
      bool over = false;
      if (ready_of(p.out)) {
        char buffer[65536];
        ssize_t n = read(p.out, buffer, sizeof buffer);
        if (n > 0) p.output.append(buffer, static_cast<std::size_t>(n));
        over = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
        if (p.output.size() > kMaxAnswer) {
          kill(-p.pid, SIGKILL);
          over = true;
        }
      }
      if (over) {
        ended.push_back(std::move(running_[i]));
        running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        i++;
      }
    }
    for (auto& p : ended) finish(std::move(p));
  }
}

monty::Result<monty::Value> Tools::call(const std::string& command, const monty::Call& call) {
  std::optional<monty::Result<monty::Value>> answer;
  auto slot = std::make_shared<std::optional<monty::Result<monty::Value>>*>();
  auto* target = &answer;
  *slot = target;
  start(command, call, [slot](monty::Result<monty::Value> r) {
    if (*slot != nullptr) (*slot)->emplace(std::move(r));
  });
  while (!answer && !cancel_.cancelled()) wait(-1);
  *slot = nullptr;
  if (!answer) return monty::Error::raise("KeyboardInterrupt", "");
  return std::move(*answer);
}
