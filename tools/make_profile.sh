#!/bin/sh
# Records cmake/monty.profdata: builds the preset `profile`, runs the benchmark and conformance programs with it, merges.
# And cmake/startup.order: the functions that the shortest program and a start with imports call, which the linker puts side
# by side.
set -eu
cd "$(dirname "$0")/.."
jobs="${JOBS:-$(nproc)}"
raw="$PWD/build/profile/raw"
cmake --preset profile >build/.profile.log 2>&1 || { cat build/.profile.log; exit 1; }
LLVM_PROFILE_FILE=/dev/null cmake --build build/profile -j "$jobs" --target monty bench_micro
rm -rf "$raw"
mkdir -p "$raw"
export LLVM_PROFILE_FILE="$raw/%4m.profraw"
echo "profile: recording"
LLVM_PROFILE_FILE="$raw.start" build/profile/monty -c 'print(1)' >/dev/null
LLVM_PROFILE_FILE="$raw.trip" build/profile/bench_micro --benchmark_filter=trip --benchmark_min_time=0.01 >/dev/null 2>&1
# A name of internal linkage stands behind its file's.
called() {
  llvm-profdata-19 merge -o "$1.merged" "$1"
  llvm-profdata-19 show --all-functions --counts "$1.merged" | awk '
    /^  [^ ].*:$/ { name = substr($0, 3, length($0) - 3); sub(/^[^;]*;/, "", name) }
    /Block counts: .*[1-9]/ { print name }'
}
{ called "$raw.start"; called "$raw.trip"; } | awk '!seen[$0]++' >cmake/startup.order
for program in bench/programs/*.py ../shared/agent_programs/plain/*.py; do
  [ -e "$program" ] && build/profile/monty "$program" >/dev/null 2>>build/.profile.log
done
# A start-up weighs little beside a benchmark: many of them, and the conformance set, show the compiler and the library.
build/profile/bench_micro --benchmark_filter='source_to_result|compiled|trip|suspend|in_place|dump|load' --benchmark_min_time=3 >>build/.profile.log 2>&1
# Tests of tracebacks fail here, as the recorder writes to standard error too.
python3 tests/run.py --monty build/profile/monty -j "$jobs" >>build/.profile.log 2>&1 || true
llvm-profdata-19 merge -sparse -o cmake/monty.profdata "$raw"/*.profraw
echo "profile: wrote cmake/monty.profdata and cmake/startup.order"
