#!/bin/sh
# Installs what a make target lacks, says what it does, and does nothing twice.
#   tools/setup.sh build     compiler, build tools, libraries (Debian packages); says whether Rust is there
#   tools/setup.sh rust      says whether cargo is there for the Rust crate, and new enough (status 1: not)
#   tools/setup.sh python    what builds and tests the Python package, in .venv
#   tools/setup.sh clients   packages that use it, in .cache/clients
#   tools/setup.sh bench     the peers of the benchmark (CPython 3.11, pydantic-monty in .cache/peers)
set -eu
cd "$(dirname "$0")/.."
mkdir -p build .cache

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# packages NAME...: install those that dpkg does not know as installed.
packages() {
  missing=""
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -q '^installed$' || missing="$missing $name"
  done
  [ -z "$missing" ] && return 0
  echo "setup: installing Debian packages:$missing"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >build/.apt.log 2>&1 || true
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >>build/.apt.log 2>&1 || {
    tail -20 build/.apt.log
    echo "setup: apt-get failed (log: build/.apt.log)" >&2
    exit 1
  }
}

venv() {
  [ -x "$1/bin/python" ] || { echo "setup: making the virtual environment $1"; "${2:-python3}" -m venv "$1"; }
}

# Rust is for type checking alone, and newer than Debian's: it is not installed here.
rust() {
  needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' crates/typecheck/Cargo.toml)
  found=$(cargo --version 2>/dev/null | sed -n 's/^cargo \([0-9.]*\).*/\1/p')
  [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$needed" "$found" | sort -V | head -1)" = "$needed" ] && return 0
  echo "setup: no Rust $needed or newer here (found: ${found:-none}): monty is built without type checking (see https://rustup.rs)"
}

# The same for the crate that embeds monty, bindings/rust; what it needs of other crates, cargo fetches.
rust_crate() {
  needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' bindings/rust/Cargo.toml)
  found=$(cargo --version 2>/dev/null | sed -n 's/^cargo \([0-9.]*\).*/\1/p')
  [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$needed" "$found" | sort -V | head -1)" = "$needed" ] && return 0
  echo "setup: the Rust crate needs cargo $needed or newer (found: ${found:-none}; see https://rustup.rs)"
  return 1
}

case "${1:-build}" in
build)
  command -v dpkg-query >/dev/null || { echo "setup: not a Debian system, expecting clang 19, lld, cmake, ninja to be there"; exit 0; }
  packages clang-19 lld-19 llvm-19 libclang-rt-19-dev clang-format-19 clang-tidy-19 cmake ninja-build ccache pkg-config \
    libgtest-dev libbenchmark-dev libcli11-dev libedit-dev libsqlite3-dev zlib1g-dev libexpat1-dev python3 python3-venv
  rust
  ;;
rust)
  rust_crate
  ;;
python)
  if command -v dpkg-query >/dev/null; then packages python3-dev python3-venv; fi
  venv .venv "${PYTHON:-python3}"
  if [ ! -e .venv/.tools ] || [ tools/setup.sh -nt .venv/.tools ]; then
    echo "setup: installing the build and test tools of the Python package into .venv"
    .venv/bin/pip install -q --disable-pip-version-check "nanobind>=2.4" "scikit-build-core>=0.11" pytest mypy pydantic rich attrs >build/.venv.log 2>&1 || {
      tail -20 build/.venv.log
      echo "setup: pip failed (log: build/.venv.log)" >&2
      exit 1
    }
    touch .venv/.tools
  fi
  ;;
clients)
  # Published users of the Python package's other interface, in an environment of their own.
  tools/setup.sh python
  venv .cache/clients "${PYTHON:-python3}"
  if [ ! -e .cache/clients/.done ] || [ tools/setup.sh -nt .cache/clients/.done ]; then
    echo "setup: installing pydantic-ai-harness, dspy-monty-interpreter, fluss-monty and smolagents into .cache/clients"
    .cache/clients/bin/pip install -q --disable-pip-version-check pydantic-ai-harness==0.62.0 dspy-monty-interpreter==0.6.1 fluss-monty==1.0.0 smolagents==1.26.0 pytest >build/.clients.log 2>&1 || {
      tail -20 build/.clients.log
      echo "setup: pip failed (log: build/.clients.log)" >&2
      exit 1
    }
    touch .cache/clients/.done
  fi
  ;;
bench)
  if command -v dpkg-query >/dev/null; then packages python3.11 python3-venv; fi
  if [ ! -e .cache/peers/.done ]; then
    venv .cache/peers
    echo "setup: installing pydantic-monty 1.4.0 into .cache/peers"
    .cache/peers/bin/pip install -q --disable-pip-version-check pydantic-monty==1.4.0 >build/.peers.log 2>&1 ||
      echo "setup: pydantic-monty is not available here, the benchmark runs without it"
    touch .cache/peers/.done
  fi
  if [ ! -e .cache/peers-0.0.18/.done ]; then
    venv .cache/peers-0.0.18
    echo "setup: installing pydantic-monty 0.0.18 into .cache/peers-0.0.18"
    .cache/peers-0.0.18/bin/pip install -q --disable-pip-version-check pydantic-monty==0.0.18 >build/.peers.log 2>&1 ||
      echo "setup: pydantic-monty 0.0.18 is not available here, bench/python.py runs without it"
    touch .cache/peers-0.0.18/.done
  fi
  ;;
*)
  echo "usage: tools/setup.sh build|rust|python|bench" >&2
  exit 2
  ;;
esac
