// SPDX-License-Identifier: MIT
// Damaged dumps without a fuzzer: so many random ones (10,000 unless said), each loaded and, where it is accepted, run on.
// damage [COUNT [SEED]]
#include "../../fuzz/snapshot.cpp"

#include <cstdio>

int main(int argc, char** argv) {
  const long count = argc > 1 ? std::atol(argv[1]) : 10000;
  std::uint64_t state = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  auto random = [&] {  // SplitMix64
    std::uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  };
  for (long i = 0; i < count; i++) {
    std::uint8_t input[2 + 5 * 8];
    const std::size_t changes = 1 + random() % 4;
    if (argc > 3) std::fprintf(stderr, "%llu\n", static_cast<unsigned long long>(state));  // what to begin with to see it again
    for (std::uint8_t& b : input) b = static_cast<std::uint8_t>(random());
    (void)LLVMFuzzerTestOneInput(input, 2 + 5 * changes);
  }
  std::printf("%ld of %ld damaged dumps were accepted\n", accepted, count);
  return accepted > 0 ? 0 : 1;
}
