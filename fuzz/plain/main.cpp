// SPDX-License-Identifier: MIT
// A fuzz target without libFuzzer, for any build: runs the files it is given, or with `-seconds N` mutates them for so long,
// with the target's own mutator and no coverage to guide it. A crash leaves its input in the file `plain-finding`.
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned int seed);
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* a, std::size_t a_size, const std::uint8_t* b, std::size_t b_size, std::uint8_t* out,
                                                 std::size_t max_size, unsigned int seed);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t) {
  if (size > 0) data[static_cast<std::size_t>(std::rand()) % size] = static_cast<std::uint8_t>(std::rand());
  return size;
}

namespace {

constexpr std::size_t kMaxSize = 20000;
std::vector<std::uint8_t> present;
std::size_t present_size = 0;

void on_crash(int number) {
  if (std::FILE* f = std::fopen("plain-finding", "wb")) {
    std::fwrite(present.data(), 1, present_size, f);
    std::fclose(f);
  }
  std::fprintf(stderr, "signal %d: see plain-finding\n", number);
  _exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  double seconds = 0;
  unsigned seed = 1;
  std::vector<std::string> texts;
  for (int i = 1; i < argc; i++) {
    if (std::strcmp(argv[i], "-seconds") == 0 && i + 1 < argc)
      seconds = std::atof(argv[++i]);
    else if (std::strcmp(argv[i], "-seed") == 0 && i + 1 < argc)
      seed = static_cast<unsigned>(std::atoi(argv[++i]));
    else {
      std::ifstream in(argv[i], std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      texts.push_back(text.str());
    }
  }
  if (texts.empty()) return 2;
  for (int number : {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGALRM}) signal(number, on_crash);
  present.resize(kMaxSize);
  std::srand(seed);
  auto run = [&] {
    alarm(20);
    LLVMFuzzerTestOneInput(present.data(), present_size);
    alarm(0);
  };
  if (seconds == 0) {
    for (auto& text : texts) {
      present_size = std::min(text.size(), kMaxSize);
      std::memcpy(present.data(), text.data(), present_size);
      run();
    }
    std::printf("ok: %zu inputs\n", texts.size());
    return 0;
  }
  auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  unsigned long count = 0;
  while (std::chrono::steady_clock::now() < end) {
    const std::string& text = texts[static_cast<std::size_t>(std::rand()) % texts.size()];
    const std::string& other = texts[static_cast<std::size_t>(std::rand()) % texts.size()];
    present_size = std::min(text.size(), kMaxSize);
    std::memcpy(present.data(), text.data(), present_size);
    for (int i = std::rand() % 4; i >= 0; i--) {
      if (std::rand() % 3 == 0) {
        std::vector<std::uint8_t> out(kMaxSize);
        present_size = LLVMFuzzerCustomCrossOver(present.data(), present_size, reinterpret_cast<const std::uint8_t*>(other.data()), other.size(), out.data(),
                                                 kMaxSize, static_cast<unsigned>(std::rand()));
        present = out;
      } else {
        present_size = LLVMFuzzerCustomMutator(present.data(), present_size, kMaxSize, static_cast<unsigned>(std::rand()));
      }
    }
    run();
    count++;
  }
  std::printf("ok: %lu inputs\n", count);
  return 0;
}
