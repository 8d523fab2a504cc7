#!/bin/sh
# What is installed is complete: the examples build against it with another compiler, found by CMake and by pkg-config, with
# the shared library and with the archive, and print what they should; nothing but monty_* is exported.
#   tests/package/run.sh [BUILD]      build/release unless said, already configured
set -eu
cd "$(dirname "$0")/../.."
build="${1:-build/release}"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
prefix="$room/prefix"
passed=0
failed=0
check() {
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    printf '%s:\n  expected: %s\n  got:      %s\n' "$1" "$3" "$2"
  fi
}
expected='ordering 4 cups
total 10.00'

cmake --build "$build" -j "${JOBS:-$(nproc)}" --target monty monty_static monty_shared >"$room/log" 2>&1 || { tail -40 "$room/log"; exit 1; }
cmake --install "$build" --prefix "$prefix" >"$room/log" 2>&1 || { tail -40 "$room/log"; exit 1; }
lib=$(dirname "$(find "$prefix" -name libmonty.a)")

check "the program runs" "$("$prefix/bin/monty" -c 'print(6 * 7)')" 42
check "exported by libmonty.so" "$(nm -D --defined-only "$lib/libmonty.so" | awk '{print $3}' | grep -v '^monty_' | head -5)" ""
check "global in libmonty.a" "$(nm --defined-only --extern-only "$lib/libmonty.a" | awk 'NF == 3 {print $3}' | grep -v '^monty_' | head -5)" ""
declared=$(grep -oE '\bmonty_[a-z_]+\(' include/monty/monty.h | tr -d '(' | sort -u)
inline=$(grep -oE '^static inline [a-z_ ]+[ *]+monty_[a-z_]+\(' include/monty/monty.h | grep -oE 'monty_[a-z_]+\(' | tr -d '(' | sort -u)
public=$(printf '%s\n' "$declared" | grep -vxF "$inline")
exported=$(nm -D --defined-only "$lib/libmonty.so" | awk '{print $3}' | sort -u)
check "the header's functions are those exported" "$exported" "$public"

CC=gcc CXX=g++ cmake -S examples/embed -B "$room/cmake" -DCMAKE_PREFIX_PATH="$prefix" >"$room/log" 2>&1 && cmake --build "$room/cmake" >>"$room/log" 2>&1 || tail -40 "$room/log"
check "C, found by CMake, shared" "$("$room/cmake/embed_c" 2>&1)" "$expected"
check "C++, found by CMake, static" "$("$room/cmake/embed_cpp" 2>&1)" "$expected"

export PKG_CONFIG_PATH="$lib/pkgconfig"
check "version" "$(pkg-config --modversion monty)" "$(sed -n 's/^project(monty VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)"
# shellcheck disable=SC2046
gcc -std=c99 -pedantic -Wall -Wextra -Werror examples/embed/embed.c -o "$room/c_shared" $(pkg-config --cflags --libs monty) -Wl,-rpath,"$lib" || true
check "C, found by pkg-config, shared" "$("$room/c_shared" 2>&1)" "$expected"
# shellcheck disable=SC2046
gcc -std=c99 examples/embed/embed.c -o "$room/c_static" $(pkg-config --cflags monty) "$lib/libmonty.a" $(pkg-config --libs-only-l --static monty | sed 's/-lmonty//') || true
check "C, found by pkg-config, static" "$("$room/c_static" 2>&1)" "$expected"
# shellcheck disable=SC2046
g++ -std=c++20 -fno-exceptions -fno-rtti -Wall -Wextra -Werror examples/embed/embed.cpp -o "$room/cpp_shared" $(pkg-config --cflags --libs monty) -Wl,-rpath,"$lib" || true
check "C++, found by pkg-config, shared" "$("$room/cpp_shared" 2>&1)" "$expected"
if command -v cargo >/dev/null && tools/setup.sh rust >/dev/null; then
  (unset MONTY_LIB_DIR && cd bindings/rust && cargo run -q --locked -p monty --example first --target-dir "$room/cargo") >"$room/rust" 2>"$room/log" || tail -40 "$room/log"
  check "Rust, found by pkg-config" "$(cat "$room/rust")" "$expected"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
