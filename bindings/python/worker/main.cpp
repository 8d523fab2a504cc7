// SPDX-License-Identifier: MIT
// monty-worker FD: answers the requests that come over the socket FD, until its other end closes. Before the first one it gives
// up what it does not need for that (confine.h).
#include <cstdio>
#include <cstdlib>
#include <string>

#include "confine.h"
#include "machine.h"

int main(int argc, char** argv) {
  const int fd = argc > 1 ? std::atoi(argv[1]) : 0;
  unsigned walls = 0;
  const char* problem = monty_worker::confine(fd, monty_worker::kWalls, &walls);
  if (problem != nullptr) {
    std::fprintf(stderr, "monty-worker: cannot confine itself: %s\n", problem);
    return 3;
  }
  monty_wire::Channel channel(fd);
  monty_worker::Machine machine([&](std::string_view message) { return channel.send(message); }, walls);
  std::string request;
  while (channel.receive(&request) && machine.handle(request)) {
  }
  return 0;
}
