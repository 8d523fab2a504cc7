#!/bin/sh
# The Rust crate in bindings/rust: its format, clippy, tests and documented examples, with the library of a build.
#   tools/test_rust.sh [BUILD]      build/release unless said, already configured
set -eu
cd "$(dirname "$0")/.."
build="${1:-build/release}"
command -v cargo >/dev/null || { echo "skipped: no cargo here, the Rust crate is not tested"; exit 0; }
tools/setup.sh rust
cmake --build "$build" -j "${JOBS:-$(nproc)}" --target monty_static >build/.rust.log 2>&1 || { tail -40 build/.rust.log; exit 1; }
MONTY_LIB_DIR="$(dirname "$(find "$(cd "$build" && pwd)" -name libmonty.a | head -1)")"
CARGO_TARGET_DIR="$PWD/build/cargo"
export MONTY_LIB_DIR CARGO_TARGET_DIR
cd bindings/rust
status=0
# Both come with rustup, not with every cargo.
if cargo fmt --version >/dev/null 2>&1; then cargo fmt --check || status=1; fi
if cargo clippy --version >/dev/null 2>&1; then cargo clippy -q --locked -j "${JOBS:-2}" --all-targets --all-features -- -D warnings || status=1; fi
cargo check -q --locked -p monty --no-default-features || status=1
cargo test --locked --all-features -j "${JOBS:-2}" --no-fail-fast >"$CARGO_TARGET_DIR/test.log" 2>&1 || status=1
grep -vE '^test .* ok$|^$' "$CARGO_TARGET_DIR/test.log" | tail -100
awk '/^test result:/ {passed += $4; failed += $6} END {printf "%d passed, %d failed\n", passed, failed; exit passed == 0}' "$CARGO_TARGET_DIR/test.log" || status=1
exit $status
